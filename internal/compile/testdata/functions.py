@deco(1)
@other
def f(a, /, b: int = 1, *args: str, c, d=x, **kw: dict) -> None:
    """Doc.

    More.
    """
    g = lambda x, y=a: x + y + b
    def inner():
        nonlocal a
        a = kw
        return inner, __class__
    return g

def gen(x):
    y = yield x
    z = yield from y
    yield (yield)
    return z

async def agen(x):
    yield await x

async def co(): return [y async for y in x if await y]

def generic[T: int, *Ts = int, **P = [int]](x: T = 1, *, k: P = 2) -> Ts: return T
type Alias[T] = list[T]
type Plain = Alias[int]
