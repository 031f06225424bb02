# title: Objects do not die at the moment when nobody refers to them any more
# cause: Weft has no reference counts: they would cost every thread a locked instruction for every use of every object. A garbage
#   collector finds dead objects some time later; `gc.collect()` finds them all, and their weak references are cleared and
#   their callbacks run before it returns.
# workaround: Close what has to be closed with `with` or `close()`; call `gc.collect()` where a test wants to see an object go.

import gc
import weakref


class Thing:
    pass


thing = Thing()
ref = weakref.ref(thing)
del thing
print("after del:", ref() is None)
gc.collect()
print("after gc.collect():", ref() is None)
