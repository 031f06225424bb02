# What OrderedDict calls of a subclass.
from collections import OrderedDict
class O(OrderedDict):
    def __getitem__(s,k): print('get',k); return super().__getitem__(k)
    def __delitem__(s,k): print('del',k); super().__delitem__(k)
    def __setitem__(s,k,v): print('set',k); super().__setitem__(k,v)
    def __contains__(s,k): print('in',k); return super().__contains__(k)
    def __missing__(s,k): print('missing',k); return 5
o=O(a=1,b=2,c=3,d=4)
def show(f,*a):
    try: print('->',f(*a))
    except Exception as e: print('->',repr(e))
show(o.pop,'a'); show(o.pop,'zz'); show(o.pop,'zz',3); show(o.popitem); show(o.popitem,False); show(o.setdefault,'b',3); show(o.setdefault,'q',3); show(o.setdefault,'r'); show(o.move_to_end,'q'); show(o.move_to_end,'nope'); show(o.copy); show(o.get,'b'); show(o.__eq__,{'b':1}); show(repr,o); show(list,o.items()); show(list,o.values()); show(list, reversed(o)); show(o.update,{'z':1}); show(o.__or__,{'y':2}); show(o.__ior__,{'y':2}); show(O.fromkeys,'ab'); show(o.clear)
show(o.popitem); show(o.popitem,False); show(o.pop,'x')
