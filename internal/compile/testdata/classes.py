class A(Base, metaclass=M, **kw):
    "Doc."
    x: int = 1
    if cond:
        y: str
    __private = x
    def m(self):
        self.z = self.__private
        return super().m(), super().n, super(A, self).o(1), __class__
    sq = [x * i for i in y]
    fs = [lambda: i for i in x]

class G[T](list[T]):
    def f[U](self, x: U) -> T: ...

def local():
    class L:
        a = b
        def m(self): return b
    b = 1
    return L
x: int = 5
(y): int
z.w: int
