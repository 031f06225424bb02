# What tracebacks show of the frames that an exception has ended: variables, lines, callers, identity, clearing.
import sys
import traceback


def inner(n):
    local = [n]
    cell = "in a cell"
    def reads():
        return cell
    raise ValueError(local)


def middle(a, b=2, *rest, k=None, **more):
    c, d, e, f, g, h = range(6)
    return inner(a + b)


def outer():
    x = 1
    try:
        middle(x, 5, 6, k=7, z=8)
    finally:
        x = 2


def show(e):
    tb, frames = e.__traceback__, []
    while tb:
        f = tb.tb_frame
        frames.append(f)
        print(f.f_code.co_name, tb.tb_lineno - f.f_code.co_firstlineno, f.f_lineno - f.f_code.co_firstlineno,
              tb.tb_lasti == f.f_lasti, f is tb.tb_frame, f.f_trace, f.f_generator)
        if f.f_code.co_name != "<module>":
            print("  ", {k: v for k, v in f.f_locals.items() if not callable(v)})
        tb = tb.tb_next
    for a, b in zip(frames, frames[1:]):
        print(b.f_back is a, b.f_globals is globals(), end=" ")
    print()
    return frames

try:
    outer()
except ValueError as e:
    frames = show(e)
    print([f.f_code.co_name for f in frames])
    frames[2].f_locals["a"] = "changed"
    print(frames[2].f_locals["a"], e.__traceback__.tb_next.tb_next.tb_frame.f_locals["a"])
    frames[3].clear()
    print(frames[3].f_locals)
    kept = e

# Raised again: more entries in front, the old frames stay.
def again(e):
    raise e

try:
    again(kept)
except ValueError as e:
    print([f.f_code.co_name for f in show(e)])


# Only the innermost is asked for: its callers are found.
def depth(n):
    if n == 0:
        1 / 0
    depth(n - 1)

try:
    depth(5)
except ZeroDivisionError as e:
    tb = e.__traceback__
    while tb.tb_next:
        tb = tb.tb_next
    f, ns = tb.tb_frame, []
    while f.f_code.co_name == "depth":
        ns.append(f.f_locals["n"])
        f = f.f_back
    print(ns, f is sys._getframe())


# Through native code, which may swallow it.
seen = []

class Odd:
    def __lt__(self, other):
        raise KeyError("compare")

    def __getattr__(self, name):
        raise AttributeError(name)

    def __del__(self):
        pass

def sorts():
    sorted([Odd(), Odd()])

try:
    sorts()
except KeyError as e:
    print([x.name for x in traceback.extract_tb(e.__traceback__)])
    tb = e.__traceback__.tb_next.tb_next
    print(tb.tb_frame.f_back is e.__traceback__.tb_next.tb_frame, tb.tb_frame.f_back.f_code.co_name)
print(getattr(Odd(), "zz", "default"), hasattr(Odd(), "zz"))


# Module and class code.
try:
    exec(compile("y = 5\nclass C:\n    z = y\n    1 / 0\n", "<made>", "exec"), {})
except ZeroDivisionError as e:
    tb = e.__traceback__.tb_next
    print(tb.tb_frame.f_locals["y"], tb.tb_next.tb_frame.f_locals["z"], tb.tb_next.tb_frame.f_back is tb.tb_frame, tb.tb_next.tb_lineno)


# A generator in between.
def gen():
    mark = "g"
    yield inner(3)

def drives():
    for x in gen():
        pass

try:
    drives()
except ValueError as e:
    print([f.f_code.co_name for f in show(e)])

traceback.clear_frames(kept.__traceback__)
tb = kept.__traceback__
while tb:
    print(tb.tb_frame.f_code.co_name, len(tb.tb_frame.f_locals) if tb.tb_frame.f_code.co_name != "<module>" else "-")
    tb = tb.tb_next


def many():
    a = b = c = d = e = f = g = h = i = j = k = l = m = 1
    raise LookupError

try:
    many()
except LookupError as err:
    print(err.__traceback__.tb_next.tb_frame.f_locals)


def recurse(n):
    recurse(n + 1)

try:
    recurse(0)
except RecursionError as e:
    tb, n = e.__traceback__, 0
    while tb.tb_next:
        tb, n = tb.tb_next, n + 1
    print(n > 900, tb.tb_frame.f_locals["n"] == n - 1, tb.tb_frame.f_back.f_back.f_locals["n"] == n - 3)
