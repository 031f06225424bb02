"""Ten thousand threads that wait for one event: waking and joining them all."""
from threading import Thread, Event
from time import perf_counter
N = 10000


def bench(n):
    go, total = Event(), []

    def work(i):
        go.wait()
        total.append(i)
    threads = [Thread(target=work, args=(i,)) for i in range(n)]
    for t in threads:
        t.start()
    start = perf_counter()
    go.set()
    for t in threads:
        t.join()
    return sum(total), (perf_counter() - start) * 1000, "ms for all"


if __name__ == "__main__":
    import sys
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    result, metric, unit = bench(n)
    print("metric", metric, unit)
    print("checksum", result)
