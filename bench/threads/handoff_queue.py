"""One producer and one consumer over a queue.SimpleQueue: the cost of one item."""
# bench: pinned
from threading import Thread
from queue import SimpleQueue
from time import perf_counter
N = 200000


def bench(n):
    q = SimpleQueue()
    got = 0

    def consume():
        nonlocal got
        while True:
            x = q.get()
            if x is None:
                return
            got += x
    t = Thread(target=consume)
    start = perf_counter()
    t.start()
    for i in range(n):
        q.put(i)
    q.put(None)
    t.join()
    return got, (perf_counter() - start) / n * 1e9, "ns per item"


if __name__ == "__main__":
    import sys
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    result, metric, unit = bench(n)
    print("metric", metric, unit)
    print("checksum", result)
