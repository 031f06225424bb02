# Comprehensions: results, scopes, evaluation order, nesting, conditions, walrus, unpacking.
print([x * 2 for x in range(5)], {x % 3 for x in range(9)} == {0, 1, 2}, {k: v for k, v in zip("abc", range(3))})
print([(x, y) for x in range(3) for y in "ab" if x != 1], [[y for y in range(x)] for x in range(4)])
x = "outer"
l = [x for x in range(3)]
print(x, l)
print([x for x in [x, x]])
def f(x):
    return [x for x in x], x
print(f([1, 2]))
print([i for i in range(20) if i % 2 if i % 3])
print([y := 5, y ** 2], y)
print([last := n for n in range(4)], last)
def walrus():
    if any((hit := n) > 5 for n in [1, 3, 7, 9]): return hit
print(walrus())
print([a + b for a, b in [(1, 2), (3, 4)]], [a for a, *b in ["xyz", "pq"]], [b for a, *b in ["xyz", "pq"]], {**{"a": 1}, "b": 2}, [*range(2), *"ab"])
print([lambda: i for i in range(3)][0](), [f() for f in [lambda i=i: i for i in range(3)]])
class C:
    n = 3
    items = [i for i in range(n)]
    try:
        bad = [n for i in range(2)]
    except NameError as e:
        print("NameError", e)
    pairs = [(lambda: k)() for k in range(2)]
print(C.items, C.pairs, hasattr(C, "i"))
def trace(v):
    print("t", v, end=" ")
    return v
print({trace(k): trace(v) for k, v in [(1, "a"), (2, "b")]})
print([trace(i) for i in trace([1, 2]) if trace(i > 1)])
g = (trace(i) for i in trace([7]))
print("made", end=" ")
print(next(g))
try:
    [i for i in range(3)] ; i
except NameError as e:
    print(e)
def inner_names():
    return [locals() for a in [1]], sorted(locals())
print(inner_names())
def glob():
    global gg
    [gg := z for z in range(3)]
glob()
print(gg)
def nonl():
    v = 0
    def h():
        nonlocal v
        return [v := v + z for z in range(4)]
    return h(), v
print(nonl())
try:
    [1 / (z - 1) for z in range(3)]
except ZeroDivisionError as e:
    print(e)
def gen_in_comp(): return [(yield_ for yield_ in range(n)) for n in range(3)]
print([list(z) for z in gen_in_comp()])
print([[i, j] for i in range(2) for j in range(i, 3) if (i + j) % 2 == 0])
print(sorted({c for w in ["hello", "world"] for c in w}))
print({i: {j: i * j for j in range(2)} for i in range(2)})
print([x for x in range(10)][::-3], [*(x for x in "ab")], dict([(i, i) for i in range(2)]))
for src in ("[x for x in 1]", "[x for x, y in [1]]", "{[]: 1 for _ in [1]}", "{[] for _ in [1]}", "[*x for x in y]", "[x, y for x in z]", "{**x for x in y}", "[(yield x) for x in y]", "[x := 0 for x in y]", "[i for i in (j := [1])]", "class A: [z := 1 for _ in y]", "def f(): return [await x for x in y]"):
    try:
        exec(src)
        print("no error", src)
    except Exception as e:
        print(type(e).__name__, e)
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], [v for row in matrix for v in row])
primes = [p for p in range(2, 50) if all(p % d for d in range(2, p))]
print(primes)
def closure_over_loop():
    fs = []
    for n in range(3):
        fs.append([lambda: (n, m) for m in range(2)])
    return [f() for row in fs for f in row]
print(closure_over_loop())
