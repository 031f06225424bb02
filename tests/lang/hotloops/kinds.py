"""isinstance(), super() and closures' cells in hot loops."""
import abc
import gc
import weakref

N = 3000


class A:
    def __init__(self, v=0):
        self.v = v

    def who(self):
        return "A"

    def twice(self):
        return self.v * 2


class B(A):
    def __init__(self, v=0):
        super().__init__(v + 1)

    def who(self):
        return "B" + super().who()

    def twice(self):
        return super().twice() + 1


class C(B):
    def who(self):
        return "C" + super().who()

    def twice(self):
        return super(C, self).twice() + 1


class M(A):
    def who(self):
        return "M" + super().who()


class D(B, M):
    def who(self):
        return "D" + super().who()


class Pretends:
    @property
    def __class__(self):
        return A


class Hooked:
    def __getattribute__(self, name):
        if name == "__class__":
            return C
        return object.__getattribute__(self, name)


class Meta(type):
    def __instancecheck__(cls, x):
        return x == 1


class Checked(metaclass=Meta):
    pass


class Abstract(abc.ABC):
    pass


Abstract.register(int)


def check(n, things, cls):
    t = 0
    for i in range(n // len(things)):
        for k, x in enumerate(things):
            if isinstance(x, cls):
                t += k + 1
    return t


things = [A(), B(), C(), D(), M(), Pretends(), Hooked(), 1, 2.5, True, None, "s", [], (), {}, 10 ** 20, A, Checked()]
for cls in (A, B, C, M, D, int, float, bool, str, object, type, list, Checked, Abstract, (int, str), int | A, type(None)):
    print(getattr(cls, "__name__", cls), check(N, things, cls), [isinstance(x, cls) for x in things].count(True))


def of_a(n, things):
    t = 0
    for i in range(n):
        t += isinstance(things[i % len(things)], A)
    return t


def of_int(n, things):
    t = 0
    for i in range(n):
        x = things[i % len(things)]
        if isinstance(x, int) and not isinstance(x, bool):
            t += 1
        elif isinstance(x, (list, tuple)):
            t += 1000
    return t


print(of_a(N, things), of_int(N, things), of_a(N, [1]), of_a(N, [A()]), of_int(N, [1, 2]), of_int(N, [1.5, 2]))
try:
    check(N, things, 5)
except TypeError as e:
    print(e)


def changing(n):
    class X:
        pass

    class W:
        pass

    class Y(W):
        pass

    x, out = Y(), []
    for i in range(n):
        if i == n // 4:
            Y.__bases__ = (X, A)
        elif i == n // 2:
            Y.__class__ = property(lambda self: int)
        elif i == 3 * n // 4:
            Y.__bases__ = (Z,)
        if i % (n // 8) == 0:
            out.append((isinstance(x, X), isinstance(x, int), isinstance(x, A)))
        isinstance(x, X)
    return out


class Z:
    pass


try:
    print(changing(4000))
except TypeError as e:
    print(e)


def supers(n):
    out = {}
    objs = [A(1), B(2), C(3), D(4), M(5)]
    t = 0
    for i in range(n):
        o = objs[i % 5]
        out[o.who()] = out.get(o.who(), 0) + 1
        t += o.twice() + B(i).v
        if i == n // 2:
            A.twice = lambda self: self.v * 3
        elif i == 3 * n // 4:
            B.who = lambda self: "new"
    return out, t


print(supers(4000))


def shadowed(n):
    class S(A):
        def who(self):
            return super().who()

    s, out = S(), set()
    for i in range(n):
        if i == n // 2:
            global super
            super = lambda *a: type("Fake", (), {"who": lambda self: "fake"})()
        try:
            out.add(s.who())
        except RuntimeError as e:
            out.add(str(e))
    del super
    return sorted(out)


print(shadowed(N))


def counters(n):
    def make(start):
        count = start

        def bump(by=1):
            nonlocal count
            count += by
            return count

        def peek():
            return count
        return bump, peek

    t = 0
    for i in range(n):
        bump, peek = make(i)
        bump()
        bump(2)
        t += peek()
    return t


def empty(n):
    """A cell that is empty when it is read."""
    def f(i):
        def g():
            return late
        try:
            g()
        except NameError as e:
            name = str(e)
        late = i
        return g(), name

    for i in range(n):
        r = f(i)
    return r


print(counters(N), empty(N))


def dropped(n):
    class K:
        pass

    def hold(k):
        def inner():
            return k
        return inner

    for i in range(n):
        isinstance(K(), K)
        f = hold(K())
    return weakref.ref(K), weakref.ref(f())


refs = dropped(N)
gc.collect()
print([r() for r in refs])
