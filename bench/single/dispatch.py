"""Choosing by kind: isinstance chains, match with classes and sequences, dictionaries of functions, enums and dataclasses."""
from dataclasses import dataclass
from enum import Enum, IntEnum
N = 92000


class Op(Enum):
    ADD = "+"
    MUL = "*"
    NEG = "-"


class Level(IntEnum):
    LOW = 1
    HIGH = 2


@dataclass
class Num:
    value: int


@dataclass
class Bin:
    op: Op
    left: object
    right: object


@dataclass(frozen=True, order=True)
class Key:
    a: int
    b: str


def by_isinstance(e):
    if isinstance(e, Num):
        return e.value
    if isinstance(e, Bin):
        l, r = by_isinstance(e.left), by_isinstance(e.right)
        return l + r if e.op is Op.ADD else l * r
    raise TypeError


def by_match(e):
    match e:
        case Num(v):
            return v
        case Bin(Op.ADD, l, r):
            return by_match(l) + by_match(r)
        case Bin(Op.MUL, l, r):
            return by_match(l) * by_match(r)


def command(c):
    match c:
        case ["go", ("north" | "south") as d]:
            return len(d)
        case ["take", item, *rest]:
            return len(item) + len(rest)
        case {"kind": "point", "x": x, "y": y}:
            return x + y
        case int() | float():
            return c
        case _:
            return 0


TABLE = {"inc": lambda x: x + 1, "dec": lambda x: x - 1, "dbl": lambda x: x * 2}


def bench(n):
    tree = Bin(Op.ADD, Num(1), Bin(Op.MUL, Num(2), Bin(Op.ADD, Num(3), Num(4))))
    cmds = [["go", "north"], ["take", "lamp", 1, 2], {"kind": "point", "x": 1, "y": 2}, 7, "other", ["go", "west"]]
    total, keys = 0, set()
    for i in range(n):
        total += by_isinstance(tree) + by_match(tree) + command(cmds[i % 6])
        total += TABLE[("inc", "dec", "dbl")[i % 3]](i)
        total += Level.HIGH + (Op("+") is Op.ADD)
        keys.add(Key(i % 100, "k"))
        total += Key(i, "a") < Key(i, "b")
    return total, len(keys), max(keys).a


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
