"""Two threads that answer each other over a pair of sockets, alone and beside four busy threads: the share of their pace that they keep."""
import socket
from threading import Thread
from time import perf_counter
N = 2            # seconds


def pace(seconds):
    """How many questions are asked and answered in a second."""
    a, b = socket.socketpair()

    def answer():
        while data := b.recv(100):
            b.sendall(data)
    t = Thread(target=answer)
    t.start()
    n = 0
    start = perf_counter()
    while perf_counter() - start < seconds:
        a.sendall(b"question")
        assert a.recv(100) == b"question"
        n += 1
    took = perf_counter() - start
    a.close()
    t.join()
    b.close()
    return n / took


def bench(n):
    stop = False

    def busy():
        x = 0
        while not stop:
            x = (x * 7 + 1) & 0xffff
    pace(n / 10)
    quiet = pace(n / 2)
    threads = [Thread(target=busy) for _ in range(4)]
    for t in threads:
        t.start()
    beside = pace(n / 2)
    stop = True
    for t in threads:
        t.join()
    import sys
    print(f"alone {quiet:.0f}, beside {beside:.0f} a second", file=sys.stderr)
    return 4, beside / quiet, "times the pace alone"


if __name__ == "__main__":
    import sys
    n = float(sys.argv[1]) if len(sys.argv) > 1 else N
    result, metric, unit = bench(n)
    print("metric", metric, unit)
    print("checksum", result)
