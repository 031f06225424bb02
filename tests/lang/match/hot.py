"""Class patterns in hot code: classes, subclasses, attributes that come and go, numbers, and what makes a pattern fail or raise."""
import threading


class Num:
    __match_args__ = ("value",)

    def __init__(self, value):
        self.value = value


class Bin:
    __match_args__ = ("op", "left", "right")

    def __init__(self, op, left, right):
        self.op, self.left, self.right = op, left, right


class Sub(Num):
    pass


class Slots:
    __slots__ = __match_args__ = ("a", "b")


class Prop:
    __match_args__ = ("x", "y")

    def __init__(self, x):
        self.y = x

    @property
    def x(self):
        return self.y * 2


class Missing:
    __match_args__ = ("there", "away")

    def __init__(self, there):
        self.there = there


class Twice:
    __match_args__ = ("a", "a")
    a = 1


class Five:
    __match_args__ = tuple("vwxyz")

    def __init__(self, k):
        self.v, self.w, self.x, self.y, self.z = range(k, k + 5)


def evaluate(e):
    match e:
        case Num(v):
            return v
        case Bin("+", l, r):
            return evaluate(l) + evaluate(r)
        case Bin("*", l, r):
            return evaluate(l) * evaluate(r)
        case Slots(a, b):
            return a - b
        case Prop(x, y):
            return x + y
        case Missing(x, y):
            return (x, y)
        case Five(a, b, c, d, e):
            return a + b + c + d + e
        case int() | float():
            return e
        case str(s):
            return s
    return None


def slots(a, *b):
    s = Slots()
    s.a = a
    for x in b:
        s.b = x
    return s


def added(x):
    m = Missing(x)
    m.away = -x
    return m


def other_shape(v):
    n = Num.__new__(Num)
    n.other = 1
    n.value = v
    return n


def in_dict(v):
    n = Num(v)
    n.__dict__["more"] = 1
    return n


def loop(n, values):
    out = []
    for i in range(n):
        r = None
        x = values[i % len(values)]
        match x:
            case Num(v):
                r = ("num", v)
            case Bin(a, b, c):
                r = (a, b, c)
            case Missing(a, b):
                r = (a, b)
            case _:
                r = "other"
        out.append(r)
    return out[-len(values):]


def raises(n, cls, x):
    got = set()
    for i in range(n):
        try:
            match x:
                case cls(a, b):
                    got.add((a, b))
                case _:
                    got.add("no")
        except TypeError as e:
            got.add(str(e))
    return got


def changing(n):
    """The class is changed between rounds."""
    class C:
        __match_args__ = ("x",)

        def __init__(self):
            self.x, self.y = "x", "y"

    c, out = C(), []
    for i in range(n):
        match c:
            case C(v):
                out.append(v)
            case _:
                out.append(None)
        if i == n // 4:
            C.__match_args__ = ("y",)
        elif i == n // 2:
            del c.y
        elif i == n * 5 // 8:
            C.y = "class"
        elif i == n * 3 // 4:
            C.y = property(lambda self: "property")
        elif i == n * 7 // 8:
            c.__class__ = Num
    return [x for k, x in enumerate(out) if k == 0 or out[k - 1] != x]


def main():
    tree = Bin("+", Num(1), Bin("*", Num(2), Bin("+", Num(3), Num(4))))
    for k in range(3):
        print({evaluate(tree) for i in range(3000)})
    odd = [Bin("+", Sub(5), Num(2.5)), other_shape(7), in_dict(8), slots(9, 4), Prop(3), added(4), Five(10), 5, 2.5, "text", None, [1]]
    for k in range(800):
        out = [evaluate(x) for x in odd]
    print(out)
    print(evaluate(slots(1)), evaluate(Missing(2)))
    print(loop(4000, [Num(1), Bin(1, 2, 3), 7, 1.5, None, "x", Sub(3), added(2), Missing(6), other_shape(4)]))
    print(loop(4000, [Num(i) for i in range(5)]), loop(4000, [True, 10 ** 30, 1e300]))
    print(raises(2000, Twice, Twice()), raises(2000, Num, Num(1)), raises(2000, Bin, Bin(1, 2, 3)), raises(1000, int, 5))
    print(changing(8000))
    out = []
    threads = [threading.Thread(target=lambda: out.append(sum(evaluate(tree) for i in range(2000)))) for _ in range(3)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    print(out, sum(evaluate(tree) for i in range(2000)))


main()
