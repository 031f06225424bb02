# title: Recursion through native code ends after 20,000 calls
# cause: `sys.setrecursionlimit()` counts Python frames in both. What recurses without them (the repr of lists in lists, a comparison of those, an object
#   that is its own `__call__`) ends in CPython when the C stack of the thread is full, which the message says in kB. Goroutines have no such
#   stack: Weft counts the calls.
# workaround: Walk through data that deep with a loop and a stack of your own, as under CPython.

nested = []
for _ in range(1_000_000):
    nested = [nested]
try:
    repr(nested)
except RecursionError as e:
    print(str(e).split("(")[0])
