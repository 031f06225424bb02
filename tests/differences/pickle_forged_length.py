# title: A pickle that claims more data than there are is truncated
# cause: The length is compared with what can be read before any memory is asked for, so that a forged pickle of a few bytes does not
#   make the process allocate. CPython allocates first, and raises MemoryError where that fails.
# workaround: Programs that read pickles of doubtful origin catch `pickle.UnpicklingError` and `EOFError` as before.

import pickle
try:
    print(pickle.loads(b"\x8e\xff\xff\xff\xff\xff\xff\xff\x0f."))
except Exception as e:
    print(type(e).__name__, e)
