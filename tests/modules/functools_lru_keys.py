# lru_cache: keys of every kind, full caches, errors, and calls that use or clear the cache meanwhile.
import functools
import random

for maxsize in (None, 0, 1, 2, 5, 128):
    for typed in (False, True):
        calls = []

        @functools.lru_cache(maxsize=maxsize, typed=typed)
        def f(*a, **k):
            calls.append((a, tuple(k.items())))
            if a and a[0] == 7 and len(calls) % 3 == 0:
                raise ValueError(len(calls))
            if a and a[0] == 9:
                f(8)
                f(9.5)
            if a and a[0] == 11:
                f.cache_clear()
            return len(calls)
        r = random.Random(5)
        out = []
        for i in range(3000):
            x = r.choice([1, 1.0, True, "a", 2, 3, 7, 8, 9, 11, (1, 2), (1, 2.0), None, 2**70, frozenset([1])])
            m = r.random()
            try:
                if m < .4:
                    v = f(x)
                elif m < .6:
                    v = f(x, r.randrange(3))
                elif m < .8:
                    v = f(x, k=r.randrange(3))
                else:
                    v = f(x, r.randrange(2), z="q", y=x)
            except ValueError as e:
                v = str(e)
            out.append(v)
        print(maxsize, typed, sum(map(int, out)), f.cache_info(), len(calls))
try:
    f([])
except TypeError as e:
    print(e)


class Key:
    """Hashes collide, and only Python code can tell keys apart."""
    def __init__(self, v):
        self.v = v

    def __hash__(self):
        return self.v % 3

    def __eq__(self, other):
        return isinstance(other, Key) and self.v == other.v


@functools.lru_cache(maxsize=4)
def keyed(x):
    return x.v if isinstance(x, Key) else -x


for v in (0, 3, 6, 1, 4, 7, 0, 3, 9, 12, 4, 4, 2, 8, 5, 2, 5, 2, 1, 1, 4):
    print(v, keyed(Key(v)), keyed(v), keyed.cache_info())


@functools.lru_cache(maxsize=2)
def fails(x, y=3):
    if x < 0:
        raise ValueError(x, y)
    return x + y


for x in (1, -1, -1, 1, 2, 3, 1):
    try:
        print(x, fails(x), fails.cache_info())
    except ValueError as e:
        print(x, e, fails.cache_info())
