"""A hundred thousand threads that sleep at once, until moments spread evenly over a second: by how much the median and the latest are late."""
import sys
from threading import Thread
from time import perf_counter, sleep
# bench: rounds=2
N = 100000


def bench(n):
    if sys.implementation.name == "cpython":
        n = min(n, 10000)  # more, and the system has no ids left for others
    late = [0.0] * n
    begin = perf_counter() + n * 60e-6 + 0.5  # they have all started by then

    def sleeper(i):
        at = begin + i / n
        sleep(max(0, at - perf_counter()))
        late[i] = perf_counter() - at
    threads = [Thread(target=sleeper, args=(i * 7919 % n,)) for i in range(n)]
    for t in threads:
        t.start()
    ahead = begin - perf_counter()
    for t in threads:
        t.join()
    late.sort()
    print("started %.2f s ahead; late in ms: least %.3f, median %.3f, 90%% %.3f, 99%% %.3f, 99.9%% %.3f, most %.3f" % (
        ahead, *(1e3 * late[int(q * (n - 1))] for q in (0, .5, .9, .99, .999, 1))), file=sys.stderr)
    return late[0] >= 0, late[n // 2] * 1e3, "ms late (median)"


if __name__ == "__main__":
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    result, metric, unit = bench(n)
    print("metric", metric, unit)
    print("checksum", result)
