# Frames of tracebacks: variables, places and callers, while the activation runs and afterwards.
import sys, traceback, gc
def f(n, a=1, b=2):
    x = n * 2
    if n == 0: 1/0
    f(n-1)
try: f(3)
except ZeroDivisionError as e: tb = e.__traceback__
gc.collect()
while tb:
    fr = tb.tb_frame
    print(fr.f_code.co_name, tb.tb_lineno, tb.tb_lasti >= 0, sorted(k for k in fr.f_locals if k in ('n','x','a','b')), fr.f_lineno, fr.f_back and fr.f_back.f_code.co_name)
    tb = tb.tb_next
def g():
    y = 5
    try:
        raise ValueError(y)
    except ValueError as e:
        s = e
    y = 6
    return s
e = g()
fr = e.__traceback__.tb_frame
print(fr.f_locals, e.__traceback__.tb_lineno, fr.f_back.f_code.co_name)
def big(a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r): raise KeyError(a)
try: big(*range(18))
except KeyError as x: print(x.__traceback__.tb_next.tb_frame.f_locals)
class C:
    z = 3
    try: 1/0
    except Exception as q: w = q
print(sorted(C.w.__traceback__.tb_frame.f_locals))
def gen():
    v = 1
    try: yield v
    except KeyError as z: 
        keep.append(z)
    v = 2
    raise RuntimeError
keep = []
it = gen(); next(it)
try: it.throw(KeyError(1))
except RuntimeError as r: print(r.__traceback__.tb_next.tb_frame.f_locals, keep[0].__traceback__.tb_frame.f_locals)
