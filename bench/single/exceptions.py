"""Raising, catching, re-raising and finally; exceptions as ordinary control flow."""
N = 250000


class Stop(Exception):
    pass


class Wrapped(Exception):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code


def thrower(i):
    if i % 3 == 0:
        raise ValueError(i)
    if i % 3 == 1:
        raise Wrapped(i)
    return i


def deep(n, i):
    if n == 0:
        return thrower(i)
    return deep(n - 1, i)


def bench(n):
    total = cleaned = 0
    table = {}
    for i in range(n):
        try:
            total += deep(4, i)
        except ValueError as e:
            total += e.args[0]
        except Wrapped as e:
            total -= e.code
        finally:
            cleaned += 1
        try:
            table[i & 15] += 1
        except KeyError:
            table[i & 15] = 1
        try:
            try:
                int("x" if i & 1 else "7")
            except ValueError:
                raise Stop from None
        except Stop:
            total += 1
    for i in range(n * 4):
        try:
            total += i
        finally:
            cleaned += 1
    return total, cleaned, sum(table.values())


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
