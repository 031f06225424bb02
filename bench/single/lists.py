"""Lists: append, pop, index, slices, insert, reverse, two-dimensional access, stacks and queues."""
N = 1800000


def bench(n):
    l = []
    for i in range(n):
        l.append(i ^ 21)
    total = 0
    for i in range(0, n, 3):
        total += l[i] + l[-i - 1]
        l[i] = l[n - 1 - i]
    stack = []
    for x in l:
        if stack and stack[-1] & 7 == x & 7:
            total += stack.pop()
        else:
            stack.append(x)
    for i in range(n // 20):
        part = l[i:i + 20]
        part.reverse()
        total += part[3] + len(part[::2])
        part[2:5] = [1, 2]
        total += len(part)
    m = [[0] * 60 for _ in range(60)]
    for r in range(n // 4000):
        for i in range(60):
            row = m[i]
            for j in range(60):
                row[j] += i * j + r
    total += sum(map(sum, m))
    small = []
    for i in range(n // 10):
        small.insert(0, i)
        if len(small) > 50:
            total += small.pop() + small.count(i) + (i in small)
    return total, len(stack)


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
