# What the parser and the compiler say about faulty source, with positions.
cases = """if x
if x:
for x in y
while 1 print(1)
def f()
def f(x y): pass
class A
x = (1, 2
x = [1, 2
x = {1: 2
x = (1]
x = )
print "hello"
print 1
exec "x"
x = = 1
x == 1 = 2
1 = x
f() = 1
x + 1 = 2
"a" = 1
None = 1
True += 1
(a, 1) = 2
[a, b()] = 1
del f()
del 1
del (a, b + 1)
for 1 in x: pass
for f() in x: pass
with x as 1: pass
import a.b as 1
x +
x = 
return 1
yield 1
break
continue
def f(): return yield
else: pass
elif x: pass
try: pass
try: x
except: pass
except ValueError: pass
def f(a=1, b): pass
def f(**k, a): pass
def f(*): pass
def f(*, **k): pass
def f(a, *, b, *c): pass
def f(a, /, b, /): pass
def f(/, a): pass
def f(*a, *b): pass
lambda x=1, y: 1
f(a=1, 2)
f(**k, *a)
f(**k, a)
f(a for a in b, c)
f(a=1, a=2)
f(1=2)
f(a.b=2)
f(True=1)
f(x for x in y, 1)
x = 1 if 2
x if y else
a b
a b c
foo bar()
x = 5 y = 6
"abc" "def
'abc
\"""abc
x = 'a" 
if x = 1: pass
while x = 1: pass
print(x = 1 if y)
x := 1
(x.y := 1)
(x[0] := 1)
f(x := 1, y = z := 2)
[x = 1]
{x = 1}
{1: 2, 3}
{1, 2: 3}
{1:}
{:1}
{**x}
{*x: 1}
x = *y
*x
*x = 1
a, *b, *c = d
print(*)
f(*)
f(**)
import
from x import
from x import (a b)
global
nonlocal x
assert
raise x from
async x
async def
await
match x: pass
match x:\\n  x
lambda: (yield)
class A(x for x in y): pass
def f(None): pass
def None(): pass
class True: pass
import None
x.None
x.True = 1
f(None=1)
@
@x
@x y
not
x not y
x is is y
1 <> 2
x!y
a ? b
x++
++x
x--
!x
a && b
a || b
$x
0777
1__0
12a
x = 08
x..y
x.1
[1, 2, 3
def f(:
{
}
]
def f():\\n    x = (\\n    y = 1
if True:\\nx = 1
def f():\\npass
class A:\\nx = 1
  x = 1
if 1:\\n  a\\n   b
if 1:\\n    a\\n  b
if 1:\\n\\ta\\n        b
for x in y:\\n
try:\\n  pass\\nfinally
with open(x) as f, : pass
with (a as b c as d): pass
except* x: pass
try:\\n a\\nexcept* X:\\n b\\nexcept Y:\\n c
try:\\n a\\nexcept:\\n b\\nexcept X:\\n c
try:\\n a\\nfinally:\\n b\\nelse:\\n c
try:\\n a\\nelse:\\n c
try:\\n a\\nexcept A as b.c: pass
try:\\n a\\nexcept A, B as c: pass
try:\\n a\\nexcept A, B: pass
f'{a b}'
f'{'
f'{}'
b'é'
x: int: str
(x, y): int
[x]: int = 1
x: int = yield
def f(x: int = 1, y): pass
def f(x) -> : pass
def f(x) - > int: pass
x = lambda: yield
x = yield = 1
(yield) = 1
a = b = 1 = c
a += b += 1
(a, b) += 1
[a] -= 1
a, b += 1
if 1 else 2
import a, 
from a import *, b
from a import b,
\\x
a \\ b
\x0c x
x = 1;;
;
pass pass
del
return
class A: return 1
async def f(): yield from x
def f(): await x
type X
type X = 
True = 1
__debug__ = 1
def f(__debug__): pass
del __debug__
f(__debug__=1)
x.__debug__ = 1
'a' if 1 else = 2
[x for x in 1, 2]
[x for x in lambda: y, 1]
[for x in y]
[x for in y]
[x for x y]
(x for x in)
{x: y for x in z, 1}
[x, y for x in z]
[*x for x in y]
{**x for x in y}
x[1:2:3:4]
x[]
x[a b]
()()() = 1
(a b)
(a, b c)
[a b]
{a b}
{a: b c: d}
f(a b)
f(a, b c)
f(a, b=c d)
"a" b
1 a
a 1
None a
print(a b)
import a b
return a b
raise a b
if a b: pass
while a b: pass
elif a: pass
for a b in c: pass
def f(a): pass pass
def 1f(): pass
class 1A: pass
1a = 1
a-b = 1
a.b.c() = 1
a[0]() = 1
f"{x}" = 1
-x = 1
not x = 1
x and y = 1
x < y = 1
lambda: 1 = 1
(x for x in y) = 1
[x for x in y] = 1
{1} = 1
{1: 2} = 1
... = 1
x if y else z = 1
await x = 1
x = pass
x = import y
x = return
def f(a, a): pass
lambda a, a: 1
class A(a=1, a=2): pass
def f(): x = 1; global x
from __future__ import nothing
from __future__ import barry_as_FLUFL, braces
'\\\\x1'
'\\\\u12'
'\\\\N{nope}'""".split("\n")
import warnings
warnings.simplefilter("ignore")
for case in cases:
    src = case.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\")
    try:
        compile(src, "<s>", "exec")
        print(ascii(case), "compiles")
    except SyntaxError as e:
        print(ascii(case), "->", type(e).__name__, e.msg, (e.lineno, e.offset, e.end_lineno, e.end_offset), ascii(e.text))
