# sys.setrecursionlimit() is about Python frames, whoever calls them: native functions in between do not count.
import functools, json, sys, threading

def count():
    n = 0
    def f():
        nonlocal n
        n += 1
        f()
    try:
        f()
    except RecursionError as e:
        assert str(e) == "maximum recursion depth exceeded", e
    return n

out = []
print("main", count())
t = threading.Thread(target=lambda: out.append(count()))
t.start()
t.join()
print("thread", out)
exec("print('exec', count())")
print("eval", eval("count()"))
class C:
    print("class", count())
print("sort", sorted([1], key=lambda x: out.append(count())), out[-1])
class I:
    def __getattr__(self, k): return count()
    def __len__(self): return count()
    def __repr__(self): return str(count())
    def __eq__(self, other): return count()
print("getattr", I().zz, "len", len(I()), "repr", repr(I()), "eq", [I()].index(1) or I() == 1)
print("map", list(map(lambda x: count(), [1])))
def gen(): yield count()
print("gen", next(gen()), list(gen()), [*gen()])

def through(step):
    """The deepest recursion in which each Python frame calls the next by way of a native function."""
    deepest = 0
    def f(n):
        nonlocal deepest
        deepest = n
        step(f, n + 1)
    try:
        f(1)
    except RecursionError:
        pass
    return deepest

class Repr:
    def __init__(self, f, n): self.f, self.n = f, n
    def __repr__(self): return self.f(self.n)
class Key:
    def __init__(self, f, n): self.f, self.n = f, n
    def __lt__(self, other): return self.f(self.n)
class Call:
    def __init__(self, f): self.f = f
    def __call__(self, n): self.f(n)
for name, step in {
    "map": lambda f, n: list(map(f, [n])),
    "sort": lambda f, n: sorted([n], key=f),
    "reduce": lambda f, n: functools.reduce(lambda a, b: f(n), [1, 2]),
    "lru_cache": lambda f, n: functools.lru_cache(f)(n),
    "partial": lambda f, n: functools.partial(f, n)(),
    "repr": lambda f, n: repr([Repr(f, n)]),
    "lt": lambda f, n: min(Key(f, n), Key(f, n)),
    "call": lambda f, n: Call(f)(n),
    "generator": lambda f, n: sum(f(i) for i in [n]),
}.items():
    print(name, through(step))

sys.setrecursionlimit(200)
print(count())
try:
    sys.setrecursionlimit(1)
except RecursionError as e:
    print(e)

# Nested data that native code walks through may be deeper than that.
nested = []
for _ in range(5000):
    nested = [nested]
print(len(repr(nested)), nested == [nested[0]], len(json.dumps(nested)), len(json.loads(json.dumps(nested))))
