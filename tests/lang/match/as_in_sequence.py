# `a as b` inside a sequence pattern binds both names to the item.
def f(x):
    match x:
        case y as v,:
            return y, v


def g(x):
    match x:
        case (a as b, c), [d as e] as k:
            return a, b, c, d, e, k


print(f((7,)), f([1, 2]))
print(g(((1, 2), [3])))
import collections
import collections.abc


class M(collections.UserDict, collections.abc.Sequence):
    pass


class S(collections.UserList, collections.abc.Mapping):
    pass


for o in M(), S():
    match o:
        case [*_]:
            print("sequence")
        case {}:
            print("mapping")
