# Plain and padded fields of every value by format(), str.format and %.
specs = ["", "5", "<5", ">7", "^8", "=6", "05", "<05", "^05", "x", "#x", "#010x", "+d", " d", ",", "_", "08,", "b", "#b", "o", "c", "X", "#X", "n",
         ".2f", "8.3f", "<9.1f", "^9.1f", "=9.1f", "09.2f", "+.1f", ".0f", "#.0f", "e", "g", ".3g", "%", "10.1%", "z.1f", "*^9", "é>6", "s", "3s", ".2s", "q", ".", "5.", "00005"]
values = [0, 7, -7, 123456, -10 ** 14, 2 ** 70, True, 0.0, -0.0, 1.5, -2.25, 1e300, float("inf"), float("-inf"), float("nan"), "", "abc", "né"]
for spec in specs:
    for v in values:
        try:
            r = format(v, spec)
        except (ValueError, TypeError, OverflowError) as e:
            r = f"{type(e).__name__}: {e}"
        else:
            assert r == ("{:" + spec + "}").format(v) == "{0:{1}}".format(v, spec)
        print(repr(spec), repr(v), repr(r))
for f, args in (("{} {0}", (1,)), ("{0} {}", (1, 2)), ("{} {}", (1,)), ("{", ()), ("}", ()), ("{!}", (1,)), ("{a}", ()), ("%", (1,)), ("%s", ()), ("%d", ("x",)),
                ("%s %s", (1,)), ("%q", (1,)), ("abc %s é %q", (1, 2)), ("%(a)s", (1,)), ("%%%s", (1,)), ("%5%", ()), ("%d|%s|%5d|%%|%-4s|", (1.9, "é", 3, "a"))):
    for op in (f.format, lambda *a: f % a):
        try:
            print(f, op(*args))
        except (ValueError, TypeError, IndexError, KeyError) as e:
            print(f, type(e).__name__, e)


class I(int):
    def __str__(self):
        return "I!"

    def __repr__(self):
        return "Ir"


class S(str):
    def __str__(self):
        return "S!"


print("%s %d %r" % (I(3), I(3), I(3)), f"{I(3)} {I(3):4}", str(I(4)), "{}".format(I(2)))
print("%s" % S("a"), f"{S('a')}", str(S("a")), "{}".format(S("a")), "{!r}".format(S("a")), "".join([S("a"), "b"]))
print("%(a)s %(b)d" % {"a": "é", "b": 2}, "%s" % {1: 2}, "%s" % (None,))
