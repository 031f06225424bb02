"""Sums of lists and slices."""


def f():
    a = [1, 2, 3, 4, 5]
    for i in range(-7, 8):
        print(a[:i] + a[i + 1:], a + a[i:], a + a[:i], [0] + a[1:i])
    n = None
    print(a[:2] + a[n:n], a[1:] + a[:True], a + a[:2 ** 40], a + a[-2 ** 70:])
    try:
        print((1,) + a[1:])
    except TypeError as e:
        print(e)
    try:
        print(a + a["x":])
    except TypeError as e:
        print(e)

    class L(list):
        def __getitem__(self, i):
            return "got"

        def __radd__(self, o):
            return "radd"
    try:
        print(a + L(a)[1:])
    except TypeError as e:
        print(e)
    print(L(a) + a[1:], type(L(a) + a[1:]).__name__, a[1:] + L(a))
    b = a + a[1:]
    b.append(9)
    print(a, b, str(5), int("7"), float("1.5"), list("ab"), dict(), type(a).__name__)

    def gen(k):
        for j in range(k):
            yield j
    for x in gen(3):
        for y in gen(x):
            print(x, y)


f()
