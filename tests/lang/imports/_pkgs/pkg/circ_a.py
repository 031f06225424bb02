from . import circ_b
b_was = getattr(circ_b, "done", "not yet")
late = 1
