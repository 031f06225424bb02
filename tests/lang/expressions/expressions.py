# Operators, precedence, short-circuits, comparisons, slices, star expressions, lambdas, conditional expressions.
print(2 + 3 * 4 ** 2 // 5 % 7, -2 ** 2, (-2) ** 2, 2 ** -1, 2 ** 3 ** 2, not 1 == 2, 1 or 0 and 0, ~5 & 3 | 8 ^ 2, 1 << 2 + 1, 7 // -2, -7 // 2, -7 % 3, 7 % -3, divmod(-7, 3))
print(1 < 2 < 3, 3 > 2 > 2, 1 == 1.0 == True, "a" < "b" < "c", [1] < [1, 2] < [2], (1, "a") < (1, "b"), 1 in [1] in [[1]], not 1 in [2], 1 is 1, None is not 5, 1 != 2 != 1)
print(0 or "" or [] or "last", 1 and "x" and 0 and 2, None or (), [] and 1 / 0, 1 or 1 / 0, not [], not not [0])
print("yes" if 1 else "no", 1 if 0 else 2 if 0 else 3, (lambda x, y=2, *z, k=3, **w: (x, y, z, k, w))(1, 5, 6, k=7, q=8), (lambda: (yield))().__class__.__name__)
l = list(range(10))
print(l[2:5], l[:3], l[7:], l[::3], l[::-1], l[-3:-1], l[5:2], l[8:100], l[-100:2], l[5:2:-1], l[slice(1, 3)], l[True], "abc"[-1], (1, 2, 3)[1:], b"abc"[0], b"abc"[0:1])
print([*range(3), *"ab"], (*[1], 2), {*[1, 2], 2}, {**{"a": 1}, "a": 2, **{"b": 3}}, *[1, 2], *(), sep="|")
a, *b, c = *[1, 2], *[3, 4]
print(a, b, c)
print((x := 5) + x, [y := 1, y + 1], (z := [1, 2])[0], x if (x := 0) else "zero")
def r(): return 1, *[2, 3]
print(r())
for e in ("1 + '1'", "'1' + 1", "[] + ()", "1 / 0", "1 // 0", "1 % 0", "1.0 / 0", "1.0 // 0", "1.0 % 0", "0 ** -1", "0.0 ** -1", "1 << -1", "1 >> -1", "'a' * 'b'", "[1] * 1.5", "-'a'", "~1.5", "+[]", "1 < 'a'", "[] < {}", "None < None", "1j < 2j", "1 @ 2", "{} | 1",
          "1 in 5", "'a' in 5", "1 in 'abc'", "[1][5]", "[1]['a']", "[1][1.0]", "(1,)[5]", "'abc'[10]", "{}['k']", "{}[[]]", "5[0]", "None[0]", "(lambda: 0)[1]", "int['x']", "'abc'['a']", "b'abc'[9]", "range(3)[5]", "[1, 2][::0]", "[1][None:'x']", "''.nope", "2 ** 'a'", "pow(2, -1, 4)", "pow(2, 1.5, 3)", "divmod(1, 0)", "1 if undefined else 2", "*a", "not", "f()", "[][0]", "()[0]", "'%d' % 'x'", "'%d %d' % 1", "'%d' % (1, 2)", "'%q' % 1", "'%(a)s' % 1", "abs('x')", "len(5)", "-None", "1 + None", "print + 1", "{1, []}", "{[]: 1}", "sum(['a'])", "max()", "max([])", "min(1)", "int('x')", "int('')", "float('x')", "int(None)", "chr(-1)", "ord('ab')", "complex('x')", "round('x')", "bytes(-1)", "'x'.join([1])", "'a'.encode('nope')", "b'\\xff'.decode()", "'é'.encode('ascii')", "hash([])", "iter(5)", "next([])", "reversed(5)", "sorted([1, 'a'])", "isinstance(1, 5)", "issubclass(1, int)", "type(1, 2)", "super().x", "getattr(1, 5)", "setattr(1, 'x', 2)", "open(5.5)", "__import__('nope')", "list(5)", "dict([1])", "dict([(1, 2, 3)])", "set([[]])", "range(1.5)", "range(1, 2, 0)", "slice()", "zip(5)", "map()", "enumerate(5)", "input.x", "bool(1, 2)", "1 .x", "object().x", "object.x", "type.x"):
    try:
        print(e, "=", eval(e))
    except Exception as ex:
        print(e, "!!", type(ex).__name__, ex)
order = []
def o(x):
    order.append(x)
    return x
{o(1): o(2), o(3): o(4)}; [o(5), o(6)]; o(7) + o(8) * o(9); (o(10), o(11))[o(0)]; o(12) if o(0) else o(13)
d = {}
d[o(20)] = o(21)
o({})[o(22)] = o(23)
print(order)
print(1_000 == 1000, 0.1 + 0.2 == 0.3, 1e16 + 1 == 1e16, 10 ** 20 % 7, (-5) // 2 * 2 + (-5) % 2, 5 .bit_length(), (5).__add__(3), 3.7 // 1, -3.7 // 1, 3.7 % -1, 1e308 * 10, -1e308 * 10, float("nan") == float("nan"))
print(..., Ellipsis is ..., NotImplemented, [None, True, False, ...], type(...), type(NotImplemented), __debug__)
try:
    bool(NotImplemented)
except TypeError as e:
    print(e)
