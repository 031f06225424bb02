"""Strings in hot loops and functions: their characters, pieces and order, and looking for them, with what machine code knows and what it does not."""


class Text(str):
    def isdigit(self):
        return "mine"


class Odd:
    def __init__(self, s):
        self.s = s

    def __eq__(self, other):
        return other == self.s

    def __hash__(self):
        return hash(self.s)


WORDS = ["a", "b", "Z", "7", " ", "_", "", "ab", "ba", "abc", "\u00e9", "\u0663", "\u00b2", "\u4e2d\u6587", "\U0001f600", "x" * 7, "x" * 8, "x" * 9, "x" * 16 + "y",
         "x" * 300, "x" * 300 + "y", "\n", "\x1c", "0", "9", "A1", "12", "  ", "\ud800"]


def classes(words):
    out = []
    for w in words:
        out.append((w.isspace(), w.isdigit(), w.isdecimal(), w.isnumeric(), w.isalpha(), w.isalnum(), w.isupper(), w.islower(), w.istitle()))
    return out


def scan(text):
    digits = alphas = spaces = other = 0
    for c in text:
        if c.isdigit():
            digits += 1
        elif c.isalpha() or c == "_":
            alphas += 1
        elif c.isspace():
            spaces += 1
        else:
            other += 1
    i = n = 0
    while i < len(text):
        if text[i] in "aeiou":
            n += 1
        if "0" <= text[i] <= "9":
            n += 100
        i += 1
    return digits, alphas, spaces, other, n


def compare(xs):
    out = []
    for a in xs:
        row = 0
        for b in xs:
            row = row * 7 + (a == b) + 2 * (a != b) + 3 * (a < b) + 5 * (a <= b) + 11 * (a > b) + 13 * (a >= b)
            if a < b:
                row += 1
            if not a >= b:
                row += 1
            if a == b:
                row += 3
            row %= 1000003
        out.append(row)
    return out


def fresh(s):
    return "".join(list(s))


def ends(words):
    n = 0
    for a in words:
        for b in words:
            n = n * 3 + a.startswith(b) + 2 * a.endswith(b)
            n %= 1000003
    return n


def pieces(text):
    out = []
    for i in range(-4, len(text) + 4):
        for j in range(-4, len(text) + 4, 3):
            out.append(text[i:j])
            out.append(text[:j])
        out.append(text[i:])
    out.append(text[:])
    return len(out), "|".join(out), [hash(s) == hash(fresh(s)) for s in out].count(False)


def bad_slices(text, bounds):
    out = []
    for a in bounds:
        try:
            out.append(text[a:])
        except TypeError as e:
            out.append(str(e))
    return out


def numbers(ns):
    out = []
    for n in ns:
        out.append(str(n))
        out.append(chr(abs(n) % 200))
    total = 0
    for s in out:
        if len(s) == 1:
            total += ord(s)
    return ",".join(out), total


def tuples(items, among):
    out = []
    for x in items:
        out.append((x in among, x not in among, x in ("a", "b"), x in ("**", "//", "x" * 8)))
    return out


def pairs(ps):
    n = 0
    for p in ps:
        for q in ps:
            n = n * 5 + (p == q) + 2 * (p != q)
            if p == ("op", "-"):
                n += 3
            n %= 1000003
    return n


def counted(words, d, s):
    hits = misses = got = none = 0
    for w in words:
        if w in d:
            hits += 1
            got += d[w]
        else:
            misses += 1
        if w in s:
            hits += 1000
        if w not in s:
            misses += 1000
        got += d.get(w, 5)
        if d.get(w) is None:
            none += 1
    return hits, misses, got, none


def emits(n, emit):
    for i in range(n):
        emit(i)
        emit(str(i))


def emit_one(emit, x):
    emit(x)


def match(e):
    match e:
        case ("n", v):
            return v
        case [a, b, c]:
            return len(a) if isinstance(a, str) else b
        case str():
            return "s"
        case _:
            return None


def twice(f, *args):
    a = [f(*args) for _ in range(60)]
    return all(x == a[0] for x in a), a[0]


print(twice(classes, WORDS))
print(classes([Text("5"), "5", Text("x")]))
TEXT = "The quick br0wn fox_jumps over 13 lazy dogs, aeiou; "
print(twice(scan, TEXT * 5), scan(TEXT + "\u00e9\u0663"))
print(twice(compare, WORDS), compare([fresh(w) for w in WORDS] + WORDS))
print(compare(["a", Text("a"), "b", Text("b")]))
for mixed in (["a", 1], [1, "a"], ["b", None]):
    try:
        compare(mixed)
    except TypeError as e:
        print(e)
print(twice(ends, WORDS))
try:
    "abc".startswith(5)
except TypeError as e:
    print(e)
print(pieces("abcdefghij")[0], hash(pieces("abcdefghij")[1]) == hash(pieces("abcdefghij")[1]), pieces("abcdefghij")[1][:400], pieces("abcdefghij")[2])
print(twice(pieces, "x\u00e9y\u4e2dzz")[1][0], pieces("x" * 70 + "abc" * 5)[2])
print(bad_slices("abcdef", [1, None, -2, 3] * 40 + ["x", 2.5, 1 << 70, -(1 << 70), True])[-8:])
print(twice(numbers, [0, 1, 9, 10, 11, 99, 100, 12345, 99999999, 2147483647, 2147483648, 1 << 40, -1, -10, 123456789012])[1])
print(tuples([1, 2.5, "a", None, fresh("//")] * 30, ("a", 1, None, Odd("//")))[-5:])
print(tuples(["a", "b", "//", "**", "xxxxxxxx", "", "c"] * 30, ("a", 1, 2.5, "//"))[-7:])
print(tuples(["a", "q", "q"] * 30, ("z", Odd("q")))[-3:])
PAIRS = [("op", "-"), (fresh("op"), fresh("+")), ("op",), (), ("op", 1), ("op", 2), (1, 2), (1, 2.0), ("op", Odd("-")), ("x" * 300, "y"), (fresh("x" * 300), "y"), (float("nan"),), (None, True)]
print(twice(pairs, PAIRS[:8] + PAIRS[9:]), pairs(PAIRS))
D = {w: i for i, w in enumerate(WORDS)}
SMALL = {w: i for i, w in enumerate(WORDS[:5])}
LOOK = WORDS + [fresh(w) for w in WORDS] + ["no", "none" * 3, 5, 2.5]
print(twice(counted, LOOK[:-2], D, set(WORDS)), counted(LOOK, D, set(WORDS)))
print(twice(counted, LOOK[:-2], SMALL, set(WORDS[:3])), counted(LOOK, SMALL, set(WORDS[:3])))
print(counted(LOOK, {**SMALL, Odd("no"): 77, 5: 1}, {"a", Odd("no"), 5}))
print(counted([1, 2, 3, 400, 1.0, True] * 50, {1: 1, 2: 2, 300: 3}, {1, 2, 500}))
gone = dict(D)
for w in WORDS[::2]:
    del gone[w]
print(counted(LOOK * 5, gone, set(gone)))
OUT = []
emits(400, OUT.append)
print(len(OUT), OUT[-1], OUT[-2], OUT[100])
for k in range(300):
    emit_one(OUT.append, k)
    if k == 250:
        OUT.clear()
print(OUT)
for f in (OUT.append, set().add, OUT.append, bytearray().append, print):
    emit_one(f, 65)
print(OUT[-3:])
print([match(e) for e in (("n", 5), [1, 2, 3], ("ab", 2, 3), "str", 5, None, {}, (1,), ()) * 40][-9:])


class Rich:
    def __lt__(self, other):
        return 5

    def __eq__(self, other):
        return 7


def added(xs, y):
    n = 0
    for x in xs:
        n += x < y
        n = n + (x == y)
    return n


print(added([1, 2, 3] * 200, 2), added([1, 2, 3] * 200 + [Rich()], 2))
print(added(["a", "b"] * 200, "b"), added(["a", "b"] * 200 + [Rich()], "b"))
