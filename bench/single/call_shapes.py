"""Calls with defaults, keywords, stars, keyword-only parameters, partials and bound methods."""
import functools
N = 180000


def plain(a, b, c):
    return a + b + c


def defaults(a, b=2, c=3):
    return a + b + c


def kwonly(a, *, b, c=1):
    return a + b * c


def varargs(*args):
    return len(args)


def kwargs(**kw):
    return len(kw)


def both(a, *args, k=0, **kw):
    return a + len(args) + k + len(kw)


class Host:
    def __init__(self, v):
        self.v = v

    def __call__(self, x):
        return self.v + x

    def method(self, x, y=1):
        return self.v + x + y

    @staticmethod
    def static(x):
        return x

    @classmethod
    def make(cls, v):
        return cls(v)


def bench(n):
    total = 0
    part = functools.partial(plain, 1, c=3)
    host = Host(5)
    bound = host.method
    t3, d2 = (1, 2, 3), {"b": 5, "c": 6}
    for i in range(n):
        total += plain(i, 2, 3)
        total += defaults(i) + defaults(i, 5) + defaults(i, c=7)
        total += kwonly(i, b=2) + kwonly(i, c=3, b=1)
        total += varargs(i, i, i) + varargs(*t3)
        total += kwargs(a=1, b=2) + kwargs(**d2)
        total += both(i, 1, 2, k=3, z=4)
        total += part(i) + host(i) + bound(i) + host.method(i, y=2) + Host.static(i) + Host.make(i).v
        total += plain(*t3) + defaults(1, **d2)
        total += (lambda q: q + 1)(i)
    return total


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
