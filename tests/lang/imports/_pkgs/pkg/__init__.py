"""Package doc."""
value = 41 + 1
def __getattr__(name):
    if name == "dynamic_thing": return "made on demand"
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
