@decorator(1)[0].x
async def f[T: (int, str) = int, *Ts = *tuple[int], **P = [int]](a, /, b: int = 1, *args: *Ts, c, d=2, **kw) -> T:
    async with a as b, c: await d
    async for x, *y in z: yield x
    else: return

class A[T](B, *bases, metaclass=M, **kw):
    x: int = 1
    (y): str
    z.w[0]: list

match x, *y:
    case 1 | -2.5 | 3+4j | 'a' 'b' | None | True if x > 1: pass
    case [a, *_, b] | (c, *d) | {'k': v, A.b: w, **rest}: pass
    case Point(x=0, y=Point(1, z=2)) as p: pass
    case _: pass

try: pass
except A, B: pass
except (C, D) as e: raise E from e
else: pass
finally: pass

try: pass
except* A: pass

with (open(a) as b, c as (d, e),): pass
with (yield): pass

type X[T] = list[T]
x = y = *a, b = yield z
x += lambda a, /, b=1, *c, d, **e: (yield)
del (a, [b, c.d]), e[0:1, ::2, *f]
for i, in j: break
while (n := 10) > 9: continue
if a: pass
elif b: pass
else: pass

print(f"{x!r:>{width}} {y = } {{}} {'nested' f'{z}'}", rb'\x00', u"\u1234", 0xFF, 0o17, 0b1, 1_000.5e-3j, ...)
t"{a}{b=!s}{c:{d}}" t'x'
f'''{
a:
b}'''

[x async for x in y if z if w for u in v]
{**a, 'b': c, **d}
{k: v for k, v in w}
{*a, b}
(x for x in y)
a if b else c or d and not e in f is not g not in h
-a ** -b @ c // d % e << f >> g & h | i ^ ~j
a < b == c != d >= e <= f > g
import a.b.c as d, e
from ... import (a as b, c,)
from .x import *
global q, r
nonlocal s
assert a, b
x = 1; y = 2;
s = "line \
continued" 'and\
more'
if x:
	pass
