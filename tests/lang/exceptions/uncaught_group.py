# An uncaught exception group.
def fail(n):
    raise ValueError(f"number {n}")
def collect():
    errors = []
    for i in range(3):
        try:
            fail(i)
        except ValueError as e:
            if i == 1: e.add_note("the middle one")
            errors.append(e)
    try:
        None.attr
    except AttributeError as e:
        errors.append(ExceptionGroup("inner", [e, TypeError("plain")]))
    raise ExceptionGroup("several", errors)
collect()
