"""Many threads that sleep until moments spread evenly over some seconds: by how much the slowest hundredth of them is late."""
from threading import Thread
from time import perf_counter, sleep
N = 10000


def bench(n):
    late = [0.0] * n
    start = perf_counter() + n * 100e-6 + 0.1
    spread = n * 40e-6

    def sleeper(i):
        at = start + spread * i / n
        sleep(max(0, at - perf_counter()))
        late[i] = perf_counter() - at
    threads = [Thread(target=sleeper, args=(i * 7919 % n,)) for i in range(n)]
    for t in threads:
        t.start()
    began = perf_counter()
    assert began < start, "too slow to start them all"
    for t in threads:
        t.join()
    late.sort()
    import sys
    print("late in ms: median %.3f, 90%% %.3f, 99%% %.3f, 99.9%% %.3f, all %.3f" % tuple(1e3 * late[int(q * (n - 1))] for q in (.5, .9, .99, .999, 1)), file=sys.stderr)
    return n, late[n * 99 // 100] * 1e3, "ms late (99%)"


if __name__ == "__main__":
    import sys
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    result, metric, unit = bench(n)
    print("metric", metric, unit)
    print("checksum", result)
