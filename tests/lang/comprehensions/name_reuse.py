# One comprehension's variable is another's global.
x = 3


def f():
    [x for x in [1]]
    y = [x for _ in [1]]
    return y


def g():
    return [[x for x in [1]] + [x for _ in [2]] for q in [0]]


print(f(), g())
