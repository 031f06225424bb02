"""str.join of generators in hot loops: many items, few, none, other types, joins within joins, errors in the middle."""


class S(str):
    pass


def many(n):
    total = 0
    for i in range(n):
        total += len(",".join(str(k + i) for k in range(i % 70)))
    return total


def nested(n):
    out = ""
    for i in range(n):
        out = "|".join("-".join(chr(97 + (k + j) % 26) for k in range(j % 40)) for j in range(30 + i % 3))
    return out


def items(values):
    for v in values:
        yield v


def other(n, values):
    got = set()
    for i in range(n):
        try:
            r = "+".join(items(values))
        except TypeError as e:
            r = str(e)
        got.add((r, type(r).__name__))
    return sorted(got)


def broken(n):
    seen = []

    def gen(stop):
        for k in range(60):
            seen.append(k)
            if k == stop:
                raise ValueError(k)
            yield "x" * (k % 3)

    out = []
    for i in range(n):
        del seen[:]
        try:
            out.append(len("é".join(gen(i))))
        except ValueError as e:
            out.append((e.args[0], len(seen)))
    return out[:3], out[-3:], len(out)


def inside():
    """A join whose items come from code that joins."""
    def text(k):
        return "".join(str(j) for j in range(k))

    return [" ".join(text(k) for k in range(m)) for m in (0, 1, 2, 12, 40)]


def main():
    print(many(3000), repr(nested(60)))
    print(other(200, ["a"]), other(200, [S("a")]), other(50, []))
    print(other(200, ["a", S("b"), "ü", "\U0001f600"] * 9))
    print(other(200, ["a"] * 30 + [3, "b", None]))
    print(other(200, ["a"] * 8 + [b"x"]), other(200, [4]), other(10, [None, 1]))
    print(broken(70))
    print(inside())


main()
