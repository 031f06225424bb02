"""Four workers fed through a bounded queue.Queue, answers through another: the cost of one job."""
from threading import Thread
from queue import Queue
from time import perf_counter
N = 20000


def bench(n):
    jobs, answers = Queue(64), Queue()

    def work():
        while (x := jobs.get()) is not None:
            answers.put(x * x)
            jobs.task_done()
    ts = [Thread(target=work) for _ in range(4)]
    start = perf_counter()
    for t in ts:
        t.start()
    for i in range(n):
        jobs.put(i)
    for _ in ts:
        jobs.put(None)
    for t in ts:
        t.join()
    took = perf_counter() - start
    return sum(answers.get() for _ in range(n)), took / n * 1e6, "us per job"


if __name__ == "__main__":
    import sys
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    result, metric, unit = bench(n)
    print("metric", metric, unit)
    print("checksum", result)
