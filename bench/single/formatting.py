"""f-strings, str.format, the % operator, and number formatting."""
N = 83000


class Money:
    def __init__(self, v):
        self.v = v

    def __format__(self, spec):
        return f"${self.v:{spec or '.2f'}}"


def bench(n):
    total = 0
    m = Money(12.5)
    for i in range(n):
        x = i * 1.25
        total += len(f"{i:5d} {x:.2f} {i:#x} {'name'!r:>10} {i}")
        total += len("{} {:>8} {:,}".format(i, x, i * 1000))
        total += len("%d %s %.3f %05d" % (i, "abc", x, i))
        total += len(f"{i=} {x!s:<12}|{m}|{m:.1f}")
        total += len(str(i)) + len(str(x)) + len(repr("it's"))
    return total


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
