"""pickle: dumping and loading lists, dicts, strings and instances."""
import pickle
N = 5000


class Node:
    def __init__(self, v, nxt):
        self.v = v
        self.next = nxt


def bench(n):
    chain = None
    for i in range(50):
        chain = Node(i, chain)
    data = {"list": list(range(500)), "text": [f"item {i}" for i in range(200)], "pairs": {(i, str(i)): i * 0.5 for i in range(200)},
            "set": set(range(100)), "bytes": b"x" * 100, "big": 3 ** 100, "chain": chain}
    total = 0
    for i in range(n):
        b = pickle.dumps(data, protocol=4)
        back = pickle.loads(b)
        total += len(b) + len(back["pairs"]) + back["chain"].next.v
    return total


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
