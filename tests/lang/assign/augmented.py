# Augmented assignment: in-place methods, fallbacks, single evaluation of the target.
class A:
    def __init__(self, v): self.v = v
    def __repr__(self): return f"A({self.v})"
ops = [("add", "+"), ("sub", "-"), ("mul", "*"), ("truediv", "/"), ("floordiv", "//"), ("mod", "%"), ("pow", "**"),
       ("lshift", "<<"), ("rshift", ">>"), ("and", "&"), ("or", "|"), ("xor", "^"), ("matmul", "@")]
for name, op in ops:
    def i(self, o, name=name): return A(f"{self.v} i{name} {o}")
    def n(self, o, name=name): return A(f"{self.v} {name} {o}")
    def r(self, o, name=name): return A(f"{o} r{name} {self.v}")
    I = type("I", (A,), {f"__i{name}__": i})
    N = type("N", (A,), {f"__{name}__": n})
    R = type("R", (A,), {f"__r{name}__": r})
    Q = type("Q", (A,), {f"__i{name}__": lambda s, o: NotImplemented, f"__{name}__": n})
    for cls in (I, N, Q):
        ns = {"x": cls("x")}
        exec(f"x {op}= 5", ns)
        print(op, cls.__name__, ns["x"])
    ns = {"x": 7, "y": R("y")}
    exec(f"x {op}= y", ns)
    print(op, "R", ns["x"])
    ns = {"x": A("x"), "y": None}
    try:
        exec(f"x {op}= y", ns)
    except TypeError as e:
        print("TypeError:", e)

n = 0
def idx():
    global n
    n += 1
    return n
l = [1, 2, 3, 4]
l[idx()] += 10
l[idx()] *= 2
print(l, n)
x = 5
x += x * 2; x -= 1; x *= 3; x //= 4; x **= 2; x %= 17; x <<= 3; x >>= 1; x |= 1; x &= 0xff; x ^= 0x55
print(x)
s = "a"
s += "b"; s *= 3
print(s)
y = 7
y /= 2
print(y)
l = l2 = [1]
l *= 3
print(l2)
l += (5, 6)
l += "ab"
l += {7: 8}
print(l2)
st = st2 = {1, 2, 3}
st |= {4}; st &= {2, 3, 4}; st -= {2}; st ^= {9}
print(sorted(st2))
d = d2 = {1: 1}
d |= {2: 2}
d |= [(3, 3)]
print(d2)
class P:
    def __init__(self): self.__dict__["v"] = 1
    def __getattr__(self, n): print("getattr", n); return 100
    def __setattr__(self, n, v): print("setattr", n, v)
p = P()
p.foo += 1
p.v -= 5
