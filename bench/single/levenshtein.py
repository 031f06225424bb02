"""Dynamic programming: edit distance, longest common subsequence, knapsack."""
N = 1200


def distance(a, b):
    prev = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        cur = [i]
        for j, y in enumerate(b, 1):
            cur.append(min(prev[j] + 1, cur[j - 1] + 1, prev[j - 1] + (x != y)))
        prev = cur
    return prev[-1]


def lcs(a, b):
    t = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a)):
        for j in range(len(b)):
            if a[i] == b[j]:
                t[i + 1][j + 1] = t[i][j] + 1
            else:
                p, q = t[i][j + 1], t[i + 1][j]
                t[i + 1][j + 1] = p if p > q else q
    return t[-1][-1]


def knapsack(items, cap):
    best = [0] * (cap + 1)
    for w, v in items:
        for c in range(cap, w - 1, -1):
            x = best[c - w] + v
            if x > best[c]:
                best[c] = x
    return best[cap]


def bench(n):
    a = "".join(chr(97 + i * i % 23) for i in range(n))
    b = "".join(chr(97 + i * 7 % 19) for i in range(n))
    return distance(a, b), lcs(a, b), knapsack([(i % 23 + 3, i * 37 % 101) for i in range(n // 2)], n * 4)


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
