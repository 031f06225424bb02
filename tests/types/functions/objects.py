"""Functions, methods, code objects, cells, frames: attributes and errors."""
import types
def t(s):
    try: print(s,'->',repr(eval(s)))
    except BaseException as e: print(s,'!!',type(e).__name__, e)
def f(a,b=1,*c,d=2,**e):
    x=[1 for i in c]
    def g(): return a+x
    return g
co=f.__code__
for s in '''co.co_varnames
co.co_cellvars
co.co_freevars
co.co_nlocals
co.replace(co_name=5)
co.replace(xx=5)
co.replace(5)
co.replace(co_argcount=-1)
co.replace(co_varnames=('a',))
co.replace(co_names=(5,))
co.replace(co_flags=co.co_flags|0x100).co_flags-co.co_flags
co.replace()==co
hash(co.replace())==hash(co)
co.replace(co_name='u')==co
co.replace(co_filename='u')==co
co.__replace__(co_name='u')
co<co
co==5
types.CodeType()
types.CodeType(1,2)
co._varname_from_oparg(0)
co._varname_from_oparg(100)
co.co_xx
setattr(co,'co_name',5)
setattr(f,'__code__',f(1).__code__)
setattr(f,'__code__',5)
delattr(f,'__code__')
setattr(f,'__defaults__',5)
setattr(f,'__kwdefaults__',5)
setattr(f,'__annotations__',5)
setattr(f,'__annotate__',5)
delattr(f,'__annotate__')
setattr(f,'__type_params__',5)
setattr(f,'__name__',5)
setattr(f,'__dict__',5)
delattr(f,'__dict__')
setattr(f,'__globals__',5)
types.FunctionType()
types.FunctionType(5,5)
types.FunctionType(co,5)
types.FunctionType(f(1).__code__,{})
types.FunctionType(f(1).__code__,{},closure=())
types.FunctionType(f(1).__code__,{},closure=(1,2))
types.FunctionType(f(1).__code__,{},closure=5)
types.FunctionType(co,{},5)
types.FunctionType(co,{},'a',5)
types.FunctionType(co,{},'a',None,5)
types.FunctionType(co,{},'a',None,None,5)
f.__get__(None,None)
f.__get__(None,type(None))
f.__get__(5)
f.__get__()
f.__builtins__ is __builtins__.__dict__
types.FunctionType(co,{}).__builtins__ is __builtins__.__dict__
types.FunctionType(co,{}).__module__
types.MethodType(f,5)
types.MethodType(5,5)
types.MethodType(f,None)
types.MethodType(f,5)==types.MethodType(f,5.0)
types.MethodType(f,5).__reduce__()
types.MethodType(f,5).foo
types.MethodType(f,5).__name__
types.MethodType(f)
types.MethodType(f,5,x=1)
[].append
[].append.__qualname__
[].append.__self__
[].append.__module__
[].append.__text_signature__
len.__text_signature__
len.__module__
len.__self__
print.__text_signature__
dict.fromkeys
dict.fromkeys.__qualname__
dict.fromkeys.__self__
[].append==[].append
len==len
[].append.__reduce__()
len.__reduce__()
types.CellType()
types.CellType(5)
types.CellType(5,6)
types.CellType(5)==types.CellType(5)
types.CellType()<types.CellType(5)
types.CellType().cell_contents
hash(types.CellType())'''.split('\n'): t(s)
import sys
fr=sys._getframe()
for s in '''fr.f_lineno
fr.f_lasti>0
fr.clear()
fr.f_generator
setattr(fr,'f_lineno',5)
delattr(fr,'f_lineno')
setattr(fr,'f_trace_opcodes',5)
setattr(fr,'f_trace_lines',5)
fr.f_trace
setattr(fr,'f_code',5)'''.split('\n'): t(s)
def ff():
    z=1
    fr=sys._getframe()
    l=fr.f_locals
    l['q']=5; l['z']=7
    print(z, l, list(l), l=={'z':7}, len(l), l|{'a':1}, locals())
    for s in '''l['nope']
l.pop('z')
l.pop('q')
l.pop('q')
l.pop('q',3)
l.__delitem__('z')
l.__delitem__('nope')
l.update(5)
l.update({'a':1})
l.get('a')
l[5]
l.__setitem__(5,6)
l[[]]
type(l)(5)
type(l)()
'a' in l
[] in l
reversed(l)
l.keys()
l.clear()
l.popitem()
l.copy()
hash(l)
l==fr.f_locals
l!=fr.f_locals
type(l)'''.split('\n'):
        try: print(s,'->',repr(eval(s)))
        except BaseException as e: print(s,'!!',type(e).__name__, e)
ff()
def gen(): yield
g=gen()
fr=g.gi_frame
print(fr.f_generator, fr.f_back)
next(g)
t('fr.clear()'); t('fr.f_lineno'); g.close(); t('fr.clear()'); t('g.gi_frame'); t('fr.f_generator')
