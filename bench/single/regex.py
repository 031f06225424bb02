"""Regular expressions: search, findall, substitution, groups, alternation, look-around."""
import re
N = 400

LOG = "\n".join(
    f'10.0.{i % 256}.{i * 7 % 256} - - [12/Mar/2024:10:{i % 60:02}:{i * 3 % 60:02} +0000] "GET /item/{i}?q=a{i % 9}&x={i} HTTP/1.1" {200 + i % 5 * 100} {i * 37}'
    for i in range(100))


def bench(n):
    line = re.compile(r'^(\d+\.\d+\.\d+\.\d+) \S+ \S+ \[([^\]]+)\] "(\w+) ([^ "]+) [^"]*" (\d{3}) (\d+)$', re.M)
    word = re.compile(r"\b[A-Za-z_]\w*\b")
    num = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")
    alt = re.compile(r"GET|POST|HTTP/1\.[01]|item")
    total = 0
    for _ in range(n):
        for m in line.finditer(LOG):
            total += int(m.group(5)) + len(m.group(4)) + m.start(2)
        total += len(word.findall(LOG)) + len(num.findall(LOG))
        total += len(alt.sub(lambda m: m.group().lower(), LOG))
        total += len(re.split(r"[\s\"]+", LOG))
        total += sum(1 for l in LOG.split("\n") if re.search(r"q=a(\d)&x=\d*\1", l))
    return total


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
