# __reduce__ of iterators looks the builtin up first, which may run Python code, and then reads the iterator's state.
import builtins
orig = {"iter": iter, "reversed": reversed}
for it in (reversed([1]), reversed([]), iter([]), iter(""), iter("abc"), iter((1, 2)), iter({}), iter(range(3)), iter(b"ab"), iter(lambda: 0, 0)):
    list(it)
    print(it.__reduce__())

class Name:
    def __init__(self, name, it):
        self.name, self.it = name, it
    def __hash__(self):
        return hash(self.name)
    def __eq__(self, other):
        list(self.it)
        return other == self.name

def run(name, it):
    ns = builtins.__dict__
    del ns[name]
    key = Name(name, it)
    ns[key] = orig[name]
    try:
        return it.__reduce__()
    finally:
        del ns[key]
        ns[name] = orig[name]

print(run("iter", iter("xyz")), run("iter", iter([1])), run("iter", iter((1,))), run("iter", iter(b"abc")))
print(run("iter", iter(bytearray(3))), run("iter", iter(lambda: 0, 0)), run("reversed", reversed([1, 2])))
del builtins.iter
try:
    iter
except NameError as e:
    print(e)
for it in ([1].__iter__(), "a".__iter__(), (1,).__iter__(), range(3).__iter__(), {1: 2}.__iter__()):
    try:
        print(it.__reduce__())
    except AttributeError as e:
        print(repr(e))
builtins.iter = orig["iter"]

# Globals whose keys only compare equal to names.
class K:
    def __hash__(self): return hash("spam")
    def __eq__(self, other): return other == "spam"
exec("print(spam)", {K(): 42, "print": print})

# What comparing lists changes counts.
class X:
    def __init__(self, victim): self.victim = victim
    def __eq__(self, other): self.victim.clear(); return NotImplemented
a, b = [], []
a.append(X(b)); b.append(X(a))
print(a == b, a, b)
c = []; c.append(X(c))
print(c == [1])

# Hashes that are known are not computed again; keywords reach a set's __init__.
class H(int):
    def __init__(self, v): self.n = 0
    def __hash__(self): self.n += 1; return int.__hash__(self)
d = dict.fromkeys(map(H, range(5)))
for s in set(d), frozenset(d), d:
    dict.fromkeys(s, 1)
print(sum(k.n for k in d))
class S(set):
    def __new__(cls, arg, newarg=None): return super().__new__(cls, arg)
try: S([1], newarg=3)
except TypeError as e: print(e)
print(type({1: 2}.keys() & frozenset([1, 2])), type({1: 2}.items() & frozenset()))
