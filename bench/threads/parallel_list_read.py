"""Indexing and iterating one shared list: the speed-up of two threads over one (one list, only read)."""
# bench: rounds=3
from threading import Barrier, Thread
from time import perf_counter
N = 50000000


def work(n, shared):
    total = 0
    for i in range(n):
        total += shared[i & 1023]
    for _ in range(n // 1024):
        for x in shared:
            total += x
    return total


def setup():
    return [i * 3 for i in range(1024)]


def timed(threads, n):
    shared, results, gate = setup(), [], Barrier(threads + 1)

    def run():
        gate.wait()
        results.append(work(n, shared))
        gate.wait()
    ts = [Thread(target=run) for _ in range(threads)]
    for t in ts:
        t.start()
    gate.wait()
    start = perf_counter()
    gate.wait()
    took = perf_counter() - start
    for t in ts:
        t.join()
    return took, results


def bench(n):
    work(n // 10, setup())
    best1 = best2 = 1e9
    for _ in range(3):
        t1, r1 = timed(1, n)
        t2, r2 = timed(2, n)
        best1, best2 = min(best1, t1), min(best2, t2)
    return r1 + r2, 2 * best1 / best2, "times as much work"


if __name__ == "__main__":
    import sys
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    result, metric, unit = bench(n)
    print("metric", metric, unit)
    print("checksum", result)
