"""Lists put before others, [x] + l, in hot loops: lengths, aliases, other types, and recursive generators that do it."""


class Sub(list):
    def __radd__(self, other):
        return ("radd", len(other), list(self))


def lengths(n):
    total = 0
    lists = [list(range(k)) for k in range(18)]
    for i in range(n):
        l = lists[i % 18]
        a = [i] + l
        b = [i, -i] + l
        c = [i, None, "x"] + l
        assert a[0] == i and a[1:] == l and b[2:] == l and c[3:] == l, (i, a, b, c)
        a.append(7)
        b.pop()
        total += len(a) + len(b) + len(c)
    assert [len(l) for l in lists] == list(range(18))
    return total


def same(n):
    rest = []
    for i in range(n):
        rest = [i] + rest
        if len(rest) > 13:
            kept = rest
            rest = rest[:3]
            kept[0] = "changed"
    return rest, kept


def items(n):
    out = []
    f, t = 1.5, (1, 2)
    l = [t, f]
    for i in range(n):
        f += 0.5
        x = [f] + l
        y = [t, i] + l
        if i % 1000 == 0:
            out.append((x, y, x[2] is f, y[0] is t))
    return out


def kinds(n, values):
    out = []
    for i in range(n):
        v = values[i % len(values)]
        try:
            r = [i] + v
        except TypeError as e:
            r = str(e)
        if i > n - 8:
            out.append(r)
    return out


def permutations(items):
    if len(items) <= 1:
        yield items
    else:
        for i, x in enumerate(items):
            for rest in permutations(items[:i] + items[i + 1:]):
                yield [x] + rest


def stopped(n):
    """Generators that are left in the middle, and that end while others look."""
    out = []
    for i in range(n):
        g = permutations(list(range(5)))
        for p in g:
            if p[0] == 2:
                break
        out = [p, g.gi_frame is not None, len(list(g)), g.gi_frame]
    return out


def main():
    print(lengths(6000))
    print(same(6000))
    print(items(3001))
    print(kinds(3000, [[1, 2]]))
    print(kinds(3000, [[1, 2], Sub([3]), [], (4,), None, [5] * 12]))
    print(kinds(3000, [[1, 2]]))
    for k in range(3):
        seen = list(permutations(list(range(6))))
        print(len(seen), len(set(map(tuple, seen))), seen[100], seen[-1])
    print(list(permutations("")), list(permutations("a")))
    for k in range(20):
        s = sum(1 for p in permutations([1.5, "b", None, k]) if p[0] is None)
    print(s)
    print(stopped(300))


main()
