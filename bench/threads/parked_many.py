"""A hundred thousand threads that wait for one event: the resident memory of one, everything included."""
# bench: rounds=2
import sys
from threading import Thread, Event
from time import perf_counter
N = 100000


def resident():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * 4096


def bench(n):
    if sys.implementation.name == "cpython":
        n = min(n, 10000)  # more, and the system has no ids left for others
    go, total = Event(), []

    def work(i):
        go.wait()
        total.append(i)
    before, start = resident(), perf_counter()
    threads = []
    for i in range(n):
        t = Thread(target=work, args=(i,))
        t.start()
        threads.append(t)
    started, memory = perf_counter(), resident() - before
    go.set()
    for t in threads:
        t.join()
    ended = perf_counter()
    print("threads", len(threads), "started in", round(started - start, 2), "s, woken and joined in", round(ended - started, 2), "s")
    return len(total) == len(threads), memory / len(threads) / 1024, "KB per thread"


if __name__ == "__main__":
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    result, metric, unit = bench(n)
    print("metric", metric, unit)
    print("checksum", result)
