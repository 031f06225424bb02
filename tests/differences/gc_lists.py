# title: `gc` cannot list objects or say who refers to one
# cause: The collector is Go's: it keeps no list of Python objects and no way back from an object to those that refer to it.
#   `gc.get_objects()` and `gc.get_referrers()` raise NotImplementedError, rather than give a wrong answer; `gc.get_referents()`, weak
#   references and `gc.collect()` work.
# workaround: Keep weak references (`weakref.WeakSet`) to the objects that are to be counted or found again.

import gc

thing = ["thing"]
holder = {"key": thing}
for ask in gc.get_objects, lambda: gc.get_referrers(thing):
    try:
        print(type(ask()))
    except NotImplementedError as e:
        print(e)
print(thing in gc.get_referents(holder))
