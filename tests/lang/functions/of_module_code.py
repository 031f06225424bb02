# Functions of module, class and exec code: their variables are those of the globals; top-level await.
import ast
from types import FunctionType
g={'__builtins__':__builtins__}
FunctionType(compile('a=1\nprint(a)','','exec'),g)()
print(g['a'])
co=compile('a=2\nprint(a)\nb=[x async for x in r()]','','exec',flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
async def r():
    yield 5
g['r']=r
def run(c):
    try: c.send(None)
    except StopIteration as e: print('ret',e.value)
run(eval(co,g)); print(g['a'],g['b']); g['b']=0
run(FunctionType(co,g)()); print(g['a'],g['b'])
co=compile('yield_=1\nq = locals() is globals()\nprint(q, sorted(locals())[-2:])','','exec')
FunctionType(co,g)()
# class-body-like code in a generator
def f():
    yield 1
print(exec(f.__code__, {}), type(eval(f.__code__, {})).__name__)
async def f2():
    return 1
c=eval(f2.__code__, {}); print(type(c).__name__, c.__name__, c.__qualname__); run(c)
co=compile('await r2()\nx=locals()\ny=sorted(x)\nclass C: z=1\nimport sys as s\nfrom math import *\ndel y','','exec',flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
async def r2(): pass
ns={}
run(eval(co,{'r2':r2},ns)); print(sorted(ns))
g={'r2':r2}; run(FunctionType(co,g)()); print(len(g))
def outer():
    exec(compile('import os\nw: int = 4\nclass K:\n  q = w', '', 'exec'), g)
outer(); print(g['K'].q, '__annotate__' in g)
F=FunctionType(compile('def h(): return V\nV=7\nprint(h())\nraise ValueError(1)','fn','exec'), g)
for i in range(3):
    try: F()
    except ValueError as e: print(e, e.__traceback__.tb_next.tb_frame.f_locals is g)
try: FunctionType(compile('a=1','','exec'),{})(3)
except TypeError as e: print(e)
class Meta(type): pass
body=[c for c in compile('class Q:\n  a=1\n  b=a+1','','exec').co_consts if hasattr(c,'co_code')][0]
G={'__name__':'zz'}
FunctionType(body,G)(); print(sorted(k for k in G if k!='__builtins__'))
g={}
try: exec('a=1\n1/0',g)
except ZeroDivisionError as e: print(e.__traceback__.tb_next.tb_frame.f_locals is g)
