# match: every kind of pattern.
from dataclasses import dataclass
@dataclass
class Point:
    x: int
    y: int
class Three:
    __match_args__ = ("a", "b", "c")
    def __init__(self, a, b, c): self.a, self.b, self.c = a, b, c
class Color:
    RED = 1
    class Deep: BLUE = "blue"
def m(v):
    match v:
        case 0 | 0.5: return "zero or half"
        case True: return "True"
        case None: return "None"
        case -3 | -2.5 | 3 + 4j: return "signed"
        case "a" "b": return "string"
        case b"x": return "bytes"
        case Color.RED: return "RED"
        case Color.Deep.BLUE: return "BLUE"
        case []: return "empty seq"
        case [x]: return f"one {x}"
        case [1, x, *rest]: return f"1, {x}, rest {rest}"
        case (2, [a, b], _): return f"two {a} {b}"
        case [*_, "last"]: return "ends in last"
        case ["pair", (str() | bytes()) as s]: return f"pair {s!r}"
        case {"type": "circle", "r": r}: return f"circle {r}"
        case {"k": [first, *_], **rest}: return f"k {first} {rest}"
        case {}: return f"mapping {len(v)}"
        case Point(0, y): return f"on y axis {y}"
        case Point(x=px, y=py) if px == py: return f"diagonal {px}"
        case Point(): return "a point"
        case Three(1, c=cc): return f"three {cc}"
        case Three(a, b, c): return f"three {a}{b}{c}"
        case int(n) if n > 100: return f"big {n}"
        case int() | float(): return "number"
        case str(s): return f"str {s}"
        case list() | tuple() as seq: return f"seq of {len(seq)}"
        case set(): return "set"
        case type(): return "type"
        case other: return f"other {other!r}"
for v in (0, 0.5, False, True, 1, None, -3, -2.5, 3 + 4j, "ab", b"x", "blue", [], (), [5], "x", [1, 2], (1, 2, 3, 4), [2, [3, 4], 5], (9, 9, "last"), ["pair", "s"], ["pair", b"b"], ["pair", 5], {"type": "circle", "r": 2, "q": 1},
          {"type": "circle"}, {"k": (7, 8), "z": 1}, {}, {1: 2}, Point(0, 5), Point(3, 3), Point(1, 2), Three(1, 2, 3), Three(4, 5, 6), 1000, 7, 2.5, [8, 8], {1, 2}, int, object, range(2), bytearray(b"x"), "long"):
    print(repr(v) if type(v).__module__ == "builtins" else type(v).__name__, "->", m(v))
def fall(x):
    match x:
        case 1: return "one"
print(fall(2))
def binding(x):
    a = "unbound"
    match x:
        case [a, 2]: pass
        case [_, _]: pass
    return a
print(binding([1, 2]), binding([3, 4]))
match = case = _ = type_ = 5
match (match, case):
    case (5, _): print("soft keywords", _)
match = {"a": 1}
print(match["a"])
match[1] = 2
print(match)
match 1, 2:
    case x, y if x > y: print("gt")
    case x, y: print("le", x, y)
match [1, [2, [3, 4]]]:
    case [a, [b, [*c]]]: print(a, b, c)
class Len:
    def __len__(self): return 2
    def __getitem__(self, i): return i
match Len():
    case [a, b]: print("sequence")
    case _: print("not a sequence")
from collections import abc, deque, OrderedDict, defaultdict
match deque([1, 2]):
    case [a, b]: print("deque", a, b)
match OrderedDict(a=1):
    case {"a": v, **kw}: print(v, kw)
d = defaultdict(list)
match d:
    case {"missing": x}: print("bad")
    case {**kw}: print("no default made", dict(d), kw)
for src in ("match 1:\n case x: pass\n case y: pass", "match 1:\n case x | 1: pass", "match 1:\n case [x, x]: pass", "match 1:\n case {'a': 1, 'a': 2}: pass", "match 1:\n case [*a, *b]: pass", "match 1:\n case A(x=1, x=2): pass",
            "match 1:\n case (1 | x) | 2: pass", "match 1:\n case {**rest, 'a': 1}: pass", "match 1:\n case -x: pass", "match 1:\n case f'x': pass", "match 1:\n case 1 + 2: pass", "match 1:\n case a.b(): pass", "match 1:\n case {**_}: pass", "match 1:\n case [1, x] | [x, 2]: pass", "match 1:\n case 1 as _: pass", "match 1:\n case [x] | [y]: pass"):
    try:
        compile(src, "<m>", "exec")
        print("compiles")
    except SyntaxError as e:
        print(e.msg)
class BadArgs:
    __match_args__ = ["a"]
class Dup:
    __match_args__ = ("a", "a")
    a = 1
for v, src in ((BadArgs(), "case BadArgs(1): pass"), (Point(1, 2), "case Point(1, 2, 3): pass"), (Dup(), "case Dup(1, 1): pass"), (Dup(), "case Dup(1, a=1): pass"), (5, "case int(1, 2): pass"), (5, "case Len2(): pass"), (object(), "case object(1): pass")):
    Len2 = 5
    try:
        exec(f"match v:\n {src}")
        print("ran")
    except TypeError as e:
        print(e)
