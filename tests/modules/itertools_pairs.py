"""Loops that unpack the pairs of product, groupby and others, beside loops that do not."""
import itertools


def pairs(it):
    return [x * 10 + y for x, y in it]


p = itertools.product(range(2), range(3))
print(pairs(p), pairs(p))
p = itertools.product(range(2), range(3))
next(p)
print(pairs(p))
print(pairs(itertools.product([], [1])), pairs(itertools.product([1], [])))
p = itertools.product([1, 2], repeat=2)
for a, b in p:
    print(a, b, next(p, None))
for bad in (itertools.product([1]), itertools.product([1], repeat=3)):
    try:
        pairs(bad)
    except ValueError as e:
        print(e)
g = itertools.groupby([1, 1, 2, 3, 3, 3], key=lambda x: x % 3)
for k, items in g:
    print(k, list(items))
print(next(g, "end"))
g = itertools.groupby("aabbb")
k, first = next(g)
for k, items in g:
    print(k, list(items), list(first))


def fail(x):
    if x > 2:
        raise KeyError(x)
    return x


try:
    for k, items in itertools.groupby([1, 2, 3], fail):
        print(k, list(items))
except KeyError as e:
    print("KeyError", e)
print(list(map(fail, [1, 2])), list(map(pow, [2, 3], [3, 2])))
try:
    list(map(fail, [1, 5]))
except KeyError as e:
    print(repr(e))


class C:
    def m(self, x):
        return -x

    def two(self, x, y=3):
        return x - y


c = C()
print(list(map(c.m, range(3))), sorted([3, 1, 2], key=c.m), list(map(c.two, [1, 2])), sorted(map(C.two, [c, c], [5, 1], [1, 2])))
try:
    list(map(c.m, [1], [2]))
except TypeError as e:
    print(e)


def deep(n):
    return max([n + 1], key=deep)


try:
    deep(0)
except RecursionError as e:
    print(e)
