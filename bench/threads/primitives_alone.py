"""One thread that uses a condition, a semaphore, an event, a barrier of one and a local that nobody else wants."""
from threading import Barrier, Condition, Event, Semaphore, Thread, local
from time import perf_counter
N = 100000


def bench(n):
    t = Thread(target=int)
    t.start()
    t.join()
    condition, semaphore, event, barrier, own, count = Condition(), Semaphore(), Event(), Barrier(1), local(), 0
    own.n = 0
    start = perf_counter()
    for _ in range(n):
        with condition:
            condition.notify()
        semaphore.acquire()
        semaphore.release()
        event.set()
        if event.is_set() and event.wait():
            event.clear()
        count += barrier.wait()
        own.n += 1
    return count + own.n, (perf_counter() - start) / n * 1e9, "ns per round"


if __name__ == "__main__":
    import sys
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    result, metric, unit = bench(n)
    print("metric", metric, unit)
    print("checksum", result)
