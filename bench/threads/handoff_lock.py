"""Two threads that take turns through two locks: the cost of one hand-off."""
# bench: pinned
from threading import Thread, Lock
from time import perf_counter
N = 50000


def bench(n):
    a, b = Lock(), Lock()
    b.acquire()
    total = 0

    def left():
        nonlocal total
        for i in range(n):
            a.acquire()
            total += i
            b.release()

    def right():
        for _ in range(n):
            b.acquire()
            a.release()
    start = perf_counter()
    ts = [Thread(target=left), Thread(target=right)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    return total, (perf_counter() - start) / (2 * n) * 1e9, "ns per hand-off"


if __name__ == "__main__":
    import sys
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    result, metric, unit = bench(n)
    print("metric", metric, unit)
    print("checksum", result)
