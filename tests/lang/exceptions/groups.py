# Exception groups and except*.
def show(g, depth=0):
    pad = "  " * depth
    if isinstance(g, BaseExceptionGroup):
        print(pad + type(g).__name__, repr(g.message), len(g.exceptions))
        for e in g.exceptions: show(e, depth + 1)
    else:
        print(pad + repr(g))
eg = ExceptionGroup("top", [ValueError(1), TypeError("t"), ExceptionGroup("in", [ValueError(2), OSError("o"), KeyError("k")])])
show(eg)
print(eg, "|", repr(eg), "|", eg.args[0])
m, r = eg.split(ValueError)
show(m); show(r)
show(eg.subgroup(lambda e: isinstance(e, (OSError, TypeError))))
print(eg.subgroup(ZeroDivisionError), eg.split(Exception)[1], eg.subgroup(ExceptionGroup) is eg)
def run(exc):
    try:
        try:
            raise exc
        except* ValueError as e:
            print("V:", e.exceptions, type(e).__name__)
        except* (TypeError, KeyError) as e:
            print("TK:", e.exceptions)
        else:
            print("else")
        finally:
            print("finally")
    except BaseException as e:
        print("left:"); show(e)
run(eg)
run(ValueError("naked"))
run(OSError("unmatched"))
run(ExceptionGroup("only v", [ValueError(5)]))
def raising():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError:
        raise KeyError("new")
    except* TypeError:
        raise
try:
    raising()
except BaseException as e:
    show(e)
    print(repr(e.exceptions[0].__context__) if e.exceptions else None)
try:
    try:
        raise ExceptionGroup("g", [ValueError(1)])
    except* ValueError as e:
        raise OSError("single") from e
except BaseException as e:
    show(e)
try:
    pass
except* ValueError:
    print("no")
else:
    print("else ran")
for args in (("m", []), ("m", [1]), (1, [ValueError()]), ("m", 5), ("m", [ValueError(), "x"]), ("m",), ("m", [KeyboardInterrupt()]), ("m", (ValueError(),))):
    for cls in (ExceptionGroup, BaseExceptionGroup):
        try:
            print(type(cls(*args)).__name__)
        except Exception as e:
            print(type(e).__name__, e)
class MyGroup(ExceptionGroup):
    def derive(self, excs): return MyGroup(self.message + "'", excs)
g = MyGroup("mine", [ValueError(1), TypeError(2)])
g.add_note("a note")
s = g.subgroup(ValueError)
print(type(s).__name__, s.message, s.__notes__, s.exceptions)
try:
    try:
        raise g
    except* ValueError as e:
        print(type(e).__name__, e.message)
except MyGroup as e:
    print("rest", type(e).__name__, e.message, e.exceptions)
for t in (ExceptionGroup, (ValueError, BaseExceptionGroup), 5):
    try:
        try:
            raise ExceptionGroup("x", [ValueError(1)])
        except* t:
            pass
    except TypeError as e:
        print(e)
for src in ("try: pass\nexcept* ValueError: pass\nexcept TypeError: pass", "try: pass\nexcept*: pass", "for x in y:\n try: pass\n except* E: break", "def f():\n try: pass\n except* E: return 1"):
    try:
        compile(src, "<s>", "exec")
    except SyntaxError as e:
        print(e.msg, e.lineno, e.offset)
def nested():
    try:
        try:
            raise ExceptionGroup("a", [ValueError(1), ExceptionGroup("b", [ValueError(2), TypeError(3)])])
        except* TypeError as e:
            print("types"); show(e)
    except* ValueError as e:
        print("values"); show(e)
nested()
import sys
try:
    raise ExceptionGroup("g", [ValueError(1)])
except* ValueError:
    print(repr(sys.exception()))
print(sys.exception())
