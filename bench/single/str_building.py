"""Building strings: concatenation in a loop, joining pieces, StringIO, characters one by one."""
import io
N = 670000


def bench(n):
    s = ""
    for i in range(n):
        s += "ab"
        if i % 7 == 0:
            s += "x"
    parts = []
    for i in range(n):
        parts.append(str(i))
        parts.append(",")
    joined = "".join(parts)
    out = io.StringIO()
    for i in range(n):
        out.write("line ")
        out.write(str(i))
        out.write("\n")
    text = out.getvalue()
    vowels = digits = 0
    for c in text[:n * 3]:
        if c in "aeiou":
            vowels += 1
        elif c.isdigit():
            digits += 1
    rev = "".join(reversed(joined[:n]))
    b = bytearray()
    for i in range(n):
        b.append(i & 0xff)
    caesar = "".join(chr((ord(c) - 97 + 3) % 26 + 97) for c in s[:n])
    return len(s), len(joined), len(text), vowels, digits, rev[:10], sum(b), caesar[:6]


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
