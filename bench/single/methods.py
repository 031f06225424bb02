"""Method calls and attribute access through a small class hierarchy."""
N = 1900000


class Shape:
    def __init__(self, scale):
        self.scale = scale
        self.hits = 0

    def area(self):
        return 0

    def scaled(self):
        self.hits += 1
        return self.area() * self.scale

    @property
    def double(self):
        return self.scale * 2


class Square(Shape):
    def __init__(self, side, scale):
        super().__init__(scale)
        self.side = side

    def area(self):
        return self.side * self.side


class Rect(Square):
    def __init__(self, side, other, scale):
        super().__init__(side, scale)
        self.other = other

    def area(self):
        return self.side * self.other

    def scaled(self):
        return super().scaled() + 1


def bench(n):
    shapes = [Square(2, 3), Rect(2, 5, 1), Square(7, 1), Shape(4)]
    total = 0
    for i in range(n):
        s = shapes[i & 3]
        total += s.scaled() + s.double
        s.scale = i & 7
    return total, [s.hits for s in shapes]


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
