"""A thread that sleeps a millisecond, again and again, beside as many busy threads as there are cores: how much too late it wakes (median)."""
import os
from threading import Thread
from time import perf_counter, sleep
N = 300


def bench(n):
    stop = False

    def busy():
        x = 0
        while not stop:
            x = (x * 7 + 1) & 0xffff
    threads = [Thread(target=busy) for _ in range(os.cpu_count())]
    for t in threads:
        t.start()
    late = []
    for _ in range(n):
        start = perf_counter()
        sleep(0.001)
        late.append(perf_counter() - start - 0.001)
    stop = True
    for t in threads:
        t.join()
    late.sort()
    return len(late), late[n // 2] * 1e3, "ms late (median)"


if __name__ == "__main__":
    import sys
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    result, metric, unit = bench(n)
    print("metric", metric, unit)
    print("checksum", result)
