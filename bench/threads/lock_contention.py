"""Four threads that add to one counter under one lock: the cost of one locked addition."""
# bench: pinned
from threading import Thread, Lock
from time import perf_counter
N = 50000


def bench(n):
    lock, count = Lock(), 0

    def add():
        nonlocal count
        for _ in range(n):
            with lock:
                count += 1
    ts = [Thread(target=add) for _ in range(4)]
    start = perf_counter()
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    return count, (perf_counter() - start) / (4 * n) * 1e9, "ns per addition"


if __name__ == "__main__":
    import sys
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    result, metric, unit = bench(n)
    print("metric", metric, unit)
    print("checksum", result)
