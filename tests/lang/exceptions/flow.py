# try/except/else/finally in every combination, return and break through finally, re-raising.
def t(n):
    out = []
    try:
        out.append("try")
        if n == 1: raise ValueError("v")
        if n == 2: raise KeyError("k")
        if n == 3: return out + ["returned"]
        if n == 4: raise OSError("o")
    except ValueError as e:
        out.append(f"except {e}")
    except (KeyError, IndexError) as e:
        out.append(f"tuple {e!r}")
    else:
        out.append("else")
    finally:
        out.append("finally")
        print("finally", n)
    return out
for n in range(4): print(t(n))
try:
    t(4)
except OSError as e:
    print("outside", e)
def loop():
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: break
            print("body", i)
        finally:
            print("fin", i)
    else:
        print("else")
    return i
print(loop())
def nested():
    try:
        try:
            1 / 0
        finally:
            print("inner finally")
    except ZeroDivisionError as e:
        print("outer", e)
        try:
            raise
        except ZeroDivisionError as again:
            print(again is e)
    try:
        raise
    except RuntimeError as e:
        print(e)
nested()
def rethrow():
    try:
        raise ValueError(1)
    except ValueError:
        try:
            raise KeyError(2)
        except KeyError:
            pass
        raise
try:
    rethrow()
except ValueError as e:
    print("ValueError", e, e.__context__)
def gen_finally():
    try:
        yield 1
        yield 2
    finally:
        print("gen finally")
for x in gen_finally():
    if x == 1: break
import gc; gc.collect()
def ret_val():
    x = 1
    try:
        return x
    finally:
        x = 2
print(ret_val())
def deep_finally():
    try:
        try:
            try:
                return "value"
            finally:
                print("1")
        finally:
            print("2")
    finally:
        print("3")
print(deep_finally())
def while_else(n):
    while n:
        n -= 1
        try:
            if n == 2: break
        except Exception: pass
        else: print("no exc", n)
    else:
        return "exhausted"
    return "broke"
print(while_else(2), while_else(4))
def exc_types():
    for exc in (ValueError, ValueError("x"), ValueError("x", 1), ValueError(), KeyError("missing"), KeyError(), OSError(2, "No such"), OSError(2, "No such", "file"), StopIteration(3), SystemExit(4), UnicodeDecodeError("utf-8", b"abc", 1, 2, "bad"), AssertionError("a"), SyntaxError("s"), ImportError("i", name="n", path="p"), ExceptionGroup("g", [ValueError(1)]), AttributeError("a", name="n", obj=3), NameError("n", name="q")):
        try:
            raise exc
        except BaseException as e:
            print(type(e).__name__, "|", e, "|", repr(e), "|", e.args)
exc_types()
for bad in ("raise 5", "raise int", "raise None", "raise ValueError from 5", "raise 'x' from None", "raise 1 from ValueError"):
    try:
        exec(bad)
    except TypeError as e:
        print(bad, "->", e)
for spec in (5, "x", (ValueError, 5), None, int):
    try:
        try:
            1 / 0
        except spec:
            print("matched")
    except TypeError as e:
        print(e)
class Meta(type):
    def __subclasscheck__(cls, sub): print("never asked"); return True
class Odd(Exception, metaclass=Meta): pass
try:
    try:
        raise ValueError("plain")
    except Odd:
        print("wrong")
except ValueError as e:
    print("right", e)
def name_cleared():
    e = "before"
    try:
        raise ValueError
    except ValueError as e:
        pass
    try:
        return e
    except UnboundLocalError as x:
        return str(x)
print(name_cleared())
def del_in_handler():
    try:
        raise ValueError
    except ValueError as e:
        del e
    return "fine"
print(del_in_handler())
def assertion(x):
    assert x, f"message {x}"
    return "ok"
print(assertion(1))
for a in ("assert 0", "assert [], 'empty'", "assert 1, 1/0", "assert (), (1, 2)"):
    try:
        exec(a)
        print("passed")
    except AssertionError as e:
        print(repr(e))
try:
    raise Exception("a") from ValueError("cause")
except Exception as e:
    print(repr(e.__cause__), e.__suppress_context__, e.__context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("during") from None
except KeyError as e:
    print(repr(e.__context__), e.__cause__, e.__suppress_context__)
e = ValueError("n")
e.add_note("note 1"); e.add_note("note 2")
print(e.__notes__, e.with_traceback(None) is e, e.__traceback__)
try:
    e.add_note(5)
except TypeError as x:
    print(x)
