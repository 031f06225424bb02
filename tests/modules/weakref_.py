# weakref: references whose hash is 0, the order of references and callbacks, representations.
import gc
import weakref


class O:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n

    def __eq__(self, other):
        return self.n == other.n


objs = [O(i) for i in range(5)]
d = weakref.WeakKeyDictionary((o, o.n) for o in objs)
del objs[0]
gc.collect()
print(len(d), sorted(d.values()))
r = weakref.ref(objs[0])
print(hash(r))


class MyRef(weakref.ref):
    pass


o = O(7)
got = []
a = MyRef(o)
b = weakref.ref(o)
c = weakref.ref(o, lambda r: got.append("c"))
p = weakref.proxy(o)
e = weakref.ref(o, lambda r: got.append("e"))
print([[a, b, c, e].index(x) if x is not p else "proxy" for x in weakref.getweakrefs(o)] == [1, "proxy", 3, 2, 0])
print(weakref.ref(o) is b, weakref.proxy(o) is p, weakref.getweakrefcount(o))
f = [weakref.finalize(o, got.append, i) for i in range(3)]
del o
gc.collect()
print(got)

o = O(1)
for args in (), (o, None, 1):
    try:
        weakref.ref.__init__(b, *args)
    except TypeError as x:
        print(x)


class Odd(dict):
    def __getattr__(self, name):
        return self[name]


o = Odd()
print("Odd" in repr(weakref.ref(o)), "(len)" in repr(weakref.ref(len)))
