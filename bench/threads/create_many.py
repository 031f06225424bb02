"""A thousand threads alive at once, started together and joined together."""
from threading import Thread, Event
from time import perf_counter
N = 1000


def bench(n):
    go, done = Event(), []

    def work(i):
        go.wait()
        done.append(i)
    start = perf_counter()
    threads = [Thread(target=work, args=(i,)) for i in range(n)]
    for t in threads:
        t.start()
    go.set()
    for t in threads:
        t.join()
    each = (perf_counter() - start) / n
    return sum(done), each * 1e6, "us per thread"


if __name__ == "__main__":
    import sys
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    result, metric, unit = bench(n)
    print("metric", metric, unit)
    print("checksum", result)
