"""Reading and writing instance, class and slot attributes; instance creation."""
N = 1400000


class Vec:
    dims = 3

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, o):
        return Vec(self.x + o.x, self.y + o.y, self.z + o.z)

    def dot(self, o):
        return self.x * o.x + self.y * o.y + self.z * o.z


class Slotted:
    __slots__ = ("a", "b", "n")

    def __init__(self, a, b):
        self.a = a
        self.b = b
        self.n = 0


def bench(n):
    acc, step = Vec(0, 0, 0), Vec(1, 2, 3)
    s = Slotted(1, 2)
    dots = 0
    for i in range(n):
        acc = acc + step
        dots += acc.dot(step) % 7
        s.n += s.a + s.b
        s.a, s.b = s.b, s.a
        dots += Vec.dims + acc.dims
    return acc.x, acc.y, acc.z, s.n, dots


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
