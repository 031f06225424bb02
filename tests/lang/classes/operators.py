# Operator methods: reflection, priority of subclasses, NotImplemented, comparisons, containers, conversions.
class V:
    def __init__(self, n): self.n = n
    def __repr__(self): return f"{type(self).__name__}({self.n})"
    def __add__(self, o): print("V.add", end=" "); return V(self.n + getattr(o, "n", o)) if not isinstance(o, str) else NotImplemented
    def __radd__(self, o): print("V.radd", end=" "); return V(o + self.n)
    def __eq__(self, o): print("V.eq", end=" "); return self.n == o.n if isinstance(o, V) else NotImplemented
    def __lt__(self, o): print("V.lt", end=" "); return self.n < o.n if isinstance(o, V) else NotImplemented
    def __neg__(self): return V(-self.n)
    def __pos__(self): return V(+self.n)
    def __invert__(self): return V(~self.n)
    def __abs__(self): return V(abs(self.n))
    def __divmod__(self, o): return ("divmod", o)
    def __rdivmod__(self, o): return ("rdivmod", o)
    def __pow__(self, o, m=None): return ("pow", o, m)
    def __rpow__(self, o, m=None): return ("rpow", o, m)
    def __round__(self, n=None): return ("round", n)
    def __trunc__(self): return 7
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __index__(self): return self.n
    def __complex__(self): return 1j
class W(V):
    def __radd__(self, o): print("W.radd", end=" "); return W(99)
    def __gt__(self, o): print("W.gt", end=" "); return "gt"
v, w = V(1), W(2)
for e in ("v + 1", "1 + v", "v + w", "w + v", "v + 'x'", "'x' + v", "v == w", "v == 1", "1 == v", "v != V(1)", "v < w", "v > w", "w < v", "v <= w", "v < 5", "-v", "+v", "~v", "abs(v)",
          "divmod(v, 2)", "divmod(2, v)", "v ** 2", "2 ** v", "pow(v, 2, 3)", "pow(2, v, 3)", "round(v)", "round(v, 2)", "[10, 20, 30][v]", "'abc'[v]", "range(10)[v]", "hex(v)", "bin(v)", "complex(v)",
          "v * 2", "2 * v", "v @ v", "v - w", "v << 1", "v and w", "not v", "v in [w, v]", "[v] == [V(1)]", "(v, 1) < (V(1), 2)", "max(v, w)", "sum([v, v])"):
    try:
        print(e, "=>", eval(e))
    except Exception as ex:
        print(e, "!!", type(ex).__name__, ex)
import math
print(math.floor(v), math.ceil(v), math.trunc(v))
class NoHash:
    def __eq__(self, o): return True
try:
    {NoHash()}
except TypeError as e:
    print(e)
print(NoHash.__hash__)
class Seq:
    def __len__(self): return 3
    def __getitem__(self, i):
        if isinstance(i, slice): return ("slice", i.start, i.stop, i.step)
        if i >= 3: raise IndexError("end")
        return i * 10
s = Seq()
print(list(s), 20 in s, 5 in s, s[1:2], s[::2], s[-1], bool(s), list(reversed(s)), s[1, 2] if False else "", max(s), sorted(s, reverse=True), [*s], tuple(s))
class Cmp:
    def __init__(self, r): self.r = r
    def __lt__(self, o): return self.r
    def __bool__(self): print("bool", end=" "); return False
print(Cmp([]) < 1, Cmp("yes") < 2, 1 > Cmp(0))
print(bool(Cmp(Cmp(1)) < 1))
class Truth:
    def __init__(self, v): self.v = v
    def __bool__(self): return self.v
    def __repr__(self): return f"T{self.v}"
t, f = Truth(True), Truth(False)
print(t and f, f and t, t or f, f or t, not t, f or f or t, t and t and f, 1 < 2 < 3, 1 < 2 > 3, not f)
def once(n):
    print("once", n, end=" ")
    return n
print(once(1) < once(3) < once(2) < once(4))
print(once(1) == once(1) != once(2) is not None in [True])
class Fmt:
    def __format__(self, spec): return f"<{spec}>"
print(f"{Fmt()}", f"{Fmt():abc}", format(Fmt(), "q"), "{:x}{:{}}".format(Fmt(), Fmt(), "zz"))
class It:
    def __init__(self): self.i = 0
    def __iter__(self): return self
    def __next__(self):
        self.i += 1
        if self.i > 3: raise StopIteration
        return self.i
    def __length_hint__(self): return 3
print(list(It()), [*It(), *It()], dict.fromkeys(It()), max(It()), 2 in It(), sum(It()))
class Dir:
    def __dir__(self): return ["z", "a", "m"]
print(dir(Dir()))
class Del:
    def __getitem__(self, k): return k
    def __setitem__(self, k, v): print("setitem", k, v)
    def __delitem__(self, k): print("delitem", k)
    def __contains__(self, k): return "truthy"
o = Del()
o[1, 2:3] = 5
o[...] = 6
del o[1:2, ::3]
print(o[1:2, 3], 5 in o, 5 not in o)
class Call2:
    def __enter__(self): return "entered"
    def __exit__(self, *a): print("exit", a)
with Call2() as x: print(x)
