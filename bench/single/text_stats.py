"""Word counting and k-mers: dictionaries of strings, Counter, sorting by count."""
from collections import Counter, defaultdict
N = 640000


def bench(n):
    seed, letters = 42, []
    for _ in range(n):
        seed = (seed * 3877 + 29573) % 139968
        letters.append("acgt"[seed * 4 // 139968])
    dna = "".join(letters)
    out = []
    for k in (1, 2, 4, 6):
        freq = defaultdict(int)
        for i in range(len(dna) - k + 1):
            freq[dna[i:i + k]] += 1
        out.append(sorted(freq.items(), key=lambda p: (-p[1], p[0]))[0])
    words = [dna[i:i + 3 + i % 3] for i in range(0, n - 6, 2)]
    c = Counter(words)
    by_len = {}
    for w in words:
        by_len.setdefault(len(w), set()).add(w)
    text = " ".join(words)
    caps = sum(w[0] == "a" and w.endswith("t") for w in text.split(" "))
    return out, c.most_common(3), {k: len(v) for k, v in sorted(by_len.items())}, caps


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
