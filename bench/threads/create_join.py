"""Creating, starting and joining threads one after another: the cost of one."""
# bench: pinned
from threading import Thread
from time import perf_counter
N = 50000


def bench(n):
    done = []
    start = perf_counter()
    for i in range(n):
        t = Thread(target=done.append, args=(i,))
        t.start()
        t.join()
    each = (perf_counter() - start) / n
    return sum(done), each * 1e6, "us per thread"


if __name__ == "__main__":
    import sys
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    result, metric, unit = bench(n)
    print("metric", metric, unit)
    print("checksum", result)
