"""A request and an answer through two SimpleQueues: the cost of one hand-off, each side waiting for the other."""
# bench: pinned
from threading import Thread
from queue import SimpleQueue
from time import perf_counter
N = 30000


def bench(n):
    there, back = SimpleQueue(), SimpleQueue()

    def serve():
        while (x := there.get()) is not None:
            back.put(x + 1)
    t = Thread(target=serve)
    t.start()
    total = 0
    start = perf_counter()
    for i in range(n):
        there.put(i)
        total += back.get()
    took = perf_counter() - start
    there.put(None)
    t.join()
    return total, took / (2 * n) * 1e9, "ns per hand-off"


if __name__ == "__main__":
    import sys
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    result, metric, unit = bench(n)
    print("metric", metric, unit)
    print("checksum", result)
