# The events of sys.settrace and sys.setprofile.
import sys
out=[]
def tr(frame, event, arg):
    if frame.f_code.co_filename != __file__: return None
    if event=='exception': arg=(arg[0].__name__, str(arg[1]))
    print(event, frame.f_code.co_name, frame.f_lineno, arg if event!='return' or not callable(arg) else 'fn')
    return tr
def run(f,*a):
    print('==',f.__name__)
    sys.settrace(tr)
    try:
        r=f(*a)
    except Exception as e:
        r=repr(e)
    finally:
        sys.settrace(None)
    print('->', r)
def f1():
    x = 1
    for i in range(2):
        x += i
    return x
def f2():
    while 1: 
        try:
            1/0
        except ZeroDivisionError as e:
            y = 2
        if y: break
    if y: z = 3
    else: z = 4
    return z
def g(n):
    yield 1
    try:
        yield n
    finally:
        n = 1
def f3():
    s = 0
    for x in g(5): s += x
    l = [i for i in range(3)]
    return s
def f4():
    for i in range(2): pass
    with open('/dev/null') as fh:
        pass
    class A:
        x = 1
        def m(self): return self.x
    return A().m()
def f5():
    def h():
        raise ValueError("v")
    h()
def f6(a):
    match a:
        case 1:
            return 'one'
        case [x, y]:
            return x
        case _:
            pass
    x = (a if a else
         7)
    lambda: 3
    return x
def f7():
    it = iter(g(3))
    next(it)
    it.close()
    try: next(it)
    except StopIteration: pass
    del it
    a = 1; b = 2
    i = 2
    while i: i -= 1
    return b
for f in f1,f2,f3,f4,f5: run(f)
run(f6,1); run(f6,[1,2]); run(f6, 5); run(f7)


def prof(frame, event, arg):
    if frame.f_code.co_filename == __file__:
        print("profile", event, frame.f_code.co_name, getattr(arg, "__name__", arg))


def f9():
    len([])
    [].append(1)
    try:
        int("x")
    except ValueError:
        pass
    return f1()


sys.setprofile(prof)
f9()
sys.setprofile(None)


# f_trace of a frame that runs already; a trace function that raises; f_trace_lines and f_trace_opcodes.
def late():
    def local(frame, event, arg):
        print("late", event, frame.f_lineno)
        return local
    sys._getframe().f_trace = local
    sys.settrace(lambda *a: None)
    x = 1
    x += 1
    sys.settrace(None)
    return x


print(late())


def broken(frame, event, arg):
    if event == "line":
        raise KeyError("trace")
    return broken


def victim():
    try:
        x = 1
    except KeyError as e:
        return repr(e), e.__traceback__.tb_lineno - victim.__code__.co_firstlineno, sys.gettrace()


sys.settrace(broken)
try:
    victim()
except KeyError as e:
    print(repr(e), sys.gettrace())


def quiet(frame, event, arg):
    frame.f_trace_lines = False
    print(event)
    return quiet


sys.settrace(quiet)
f1()
sys.settrace(None)
n = 0


def opcodes(frame, event, arg):
    global n
    frame.f_trace_opcodes = True
    if event == "opcode":
        n += 1
    return opcodes


sys.settrace(opcodes)
f1()
for x in g(1): pass
sys.settrace(None)
print(n > 10)


# Where a call begins, at offset 0, is the line of the definition; that of a module is 0.
def places(frame, event, arg):
    code = frame.f_code
    if code.co_filename.startswith("<frozen"):
        return None  # a callback of importlib's weak references, whenever the collector runs
    at = [line for start, end, line in code.co_lines() if start <= frame.f_lasti < end]
    print(event, frame.f_lineno - (code.co_firstlineno if code.co_name != '<module>' else 0), at == [frame.f_lineno],
          list(code.co_positions())[frame.f_lasti // 2][0] == frame.f_lineno)
    return places


def closure():
    free = 1

    def inner(a):
        for a in range(a):
            free
        yield a
    return inner


class Empty:
    pass


inner = closure()
namespace = {'Empty': Empty}
program = compile("\nx = 1\nclass A(Empty):\n    y = x\n", "program", "exec")
sys.settrace(places)
list(inner(2))
exec(program, namespace)
sys.settrace(None)
print(list(program.co_lines())[0], list(program.co_positions())[0])
print(list(f1.__code__.co_lines())[0][0], next(f1.__code__.co_positions()) == (f1.__code__.co_firstlineno,) * 2 + (0, 0))
again = f1.__code__.replace(co_linetable=f1.__code__.co_linetable, co_exceptiontable=f1.__code__.co_exceptiontable)
print(list(again.co_positions()) == list(f1.__code__.co_positions()), again == f1.__code__)
g1 = inner(1)
print(g1.gi_frame.f_lasti >= 0, g1.gi_frame.f_lineno == g1.gi_code.co_firstlineno)
tb = type((lambda: 0).__code__)
try:
    1 / 0
except ZeroDivisionError as e:
    t = type(e.__traceback__)
    for at in -1, 0, 2, 3:
        print(t(None, e.__traceback__.tb_frame, at, 7).tb_lasti, end=' ')
    print(e.__traceback__.tb_lineno == e.__traceback__.tb_frame.f_lineno - 4 or 'line')
