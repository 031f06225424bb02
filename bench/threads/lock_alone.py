"""One thread that takes and gives a lock nobody else wants, a lock and an RLock."""
from threading import Lock, RLock, Thread
from time import perf_counter
N = 300000


def bench(n):
    t = Thread(target=int)
    t.start()
    t.join()
    lock, rlock, count = Lock(), RLock(), 0
    start = perf_counter()
    for _ in range(n):
        with lock:
            count += 1
        with rlock:
            count += 1
    return count, (perf_counter() - start) / (2 * n) * 1e9, "ns per with"


if __name__ == "__main__":
    import sys
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    result, metric, unit = bench(n)
    print("metric", metric, unit)
    print("checksum", result)
