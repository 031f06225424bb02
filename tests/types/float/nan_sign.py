# The sign of a NaN, __float__ of subclasses, powers with NaN and infinities.
from math import copysign, inf, nan
class subclass(float): pass
for k in ({'x':0},{'newarg':3}):
  try: print(subclass(**k))
  except TypeError as e: print(e)
class sw(float):
    def __new__(cls, arg, newarg=None):
        return super().__new__(cls, arg)
    def __init__(self,arg,newarg=None): pass
print(sw(2.5,newarg=3))
class si(float):
    def __init__(self,arg,newarg=None): pass
try: print(si(2.5,newarg=3))
except TypeError as e: print(e)
class C(float):
    def __float__(s): return 42.
class D(float):
    def __float__(s): return s
class E(float):
    def __float__(s): return 4
class F(str):
    def __float__(s): return 9.
class G:
    def __float__(s): return D(3)
class B(bytes):
    def __float__(s): return 7.
import warnings, math
for c in C,D,E,F,G,B:
    for f in float, math.sqrt, complex, lambda x: '%f'%x:
        with warnings.catch_warnings(record=True) as w:
            warnings.simplefilter('always')
            try: print(c.__name__, f(c() if c is not F else F('1')), end=' ')
            except Exception as e: print(c.__name__, e, end=' ')
            print([str(x.message) for x in w])
for s in 'nan','-nan','+nan','-NaN',' -inf', '-0': print(s, copysign(1,float(s)))
print(copysign(1,inf*0), copysign(1, inf-inf), copysign(1,-(inf-inf)), copysign(1,nan), copysign(1,-nan), copysign(1, abs(-nan)), copysign(1,nan+1), copysign(1,-nan*2))
z=complex('-nan'); print(copysign(1,z.real),copysign(1,z.imag)); z=complex('-nan-nanj'); print(copysign(1,z.real),copysign(1,z.imag)); z=complex('nan-nanj'); print(copysign(1,z.real),copysign(1,z.imag),z, -nan)
for x in nan,-nan,-2.0,2.0,0.0,1.0,-1.0,inf,-inf:
  for y in nan,-nan,0.0,2.5,inf,-inf:
    try: r=x**y; print(x,y,r, copysign(1,r) if isinstance(r,float) else '')
    except Exception as e: print(x,y,e)
import struct
print(round(-nan,1), '%f'%-nan, f'{-nan:+}', max(nan,1), copysign(1,math.fmod(-nan,1)), copysign(1,math.sqrt(-nan)), copysign(1,math.copysign(nan,-1)), copysign(1,math.floor(2.5)), copysign(1,math.fabs(-nan)))
import _struct, sys, struct
# A module imported anew raises what the old one raises.
del sys.modules['_struct']
import _struct as again
try: struct.calcsize('Z')
except struct.error as e: print(e)
