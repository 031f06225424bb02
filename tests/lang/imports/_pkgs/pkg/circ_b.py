from . import circ_a
try:
    from .circ_a import late
except ImportError as e:
    print(str(e).split("(")[0])
done = "done"
