"""String methods: split, join, replace, strip, find, case, slicing, comparison, translation."""
N = 30000

TEXT = "The quick brown fox jumps over the lazy dog, while the  cat\tsleeps; naïve façade. " * 3


def bench(n):
    total = 0
    table = str.maketrans("aeiou", "AEIOU", ";,.")
    for i in range(n):
        words = TEXT.split()
        total += len(words)
        t = " ".join(w.capitalize() for w in words)
        total += t.count("T") + t.find("lazy") + t.rfind("cat")
        u = TEXT.replace("the", "a").upper().lower().strip()
        total += len(u) + u.startswith("a q") + u.endswith("façade.")
        total += len(TEXT.translate(table))
        for w in words[:12]:
            if w.isalpha() and w > "m":
                total += ord(w[0]) + len(w[::-1])
        a, _, b = TEXT.partition(", ")
        total += len(a) - len(b)
        total += len("\n".join(words).splitlines())
    return total


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
