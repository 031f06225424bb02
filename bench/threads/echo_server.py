"""A thread per connection (examples/echo_server.py): 50 connections that ask and wait for the answer, beside 10,000 that say nothing.

The server is a process of its own; measured is its processor time per request of 64 bytes. `echo_server.py N memory` prints the
resident memory per idle connection instead."""
import os
import select
import socket
import subprocess
import sys
from time import clock_gettime, perf_counter

N = 100000
IDLE = 10000
BUSY = 50
SERVER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "examples", "echo_server.py")


def resident(pid):
    with open(f"/proc/{pid}/status") as f:
        for line in f:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024


def cpu(pid):
    """The processor time that a process has used, its threads that ended included, in seconds."""
    return clock_gettime(~pid << 3 | 2)


def connect(port):
    s = socket.create_connection(("127.0.0.1", port))
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return s


def ask(s, data):
    s.sendall(data)
    got = b""
    while len(got) < len(data):
        got += s.recv(4096)
    assert got == data


def serve(port, n):
    """Send n requests over the busy connections, each as soon as the answer to the one before is there."""
    data = b"x" * 64
    busy = [connect(port) for _ in range(BUSY)]
    by_fd = {s.fileno(): s for s in busy}
    poll = select.epoll()
    for fd in by_fd:
        poll.register(fd, select.EPOLLIN)
    for s in busy:
        s.send(data)
    sent, got = BUSY, 0
    while got < n:
        for fd, _ in poll.poll():
            s = by_fd[fd]
            assert s.recv(4096) == data
            got += 1
            if sent < n:
                s.send(data)
                sent += 1
    for s in busy:
        s.close()
    return got


def bench(n, memory=False):
    import resource
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with subprocess.Popen([sys.executable, SERVER, "0"], stdout=subprocess.PIPE, text=True) as server:
        try:
            port = int(server.stdout.readline().split()[1])
            serve(port, 2000)
            before = resident(server.pid)
            idle = []
            for i in range(IDLE):
                idle.append(connect(port))
                if i % 500 == 499:
                    ask(idle[-1], b"there?")
            for s in idle:
                ask(s, b"hello")
            per = (resident(server.pid) - before) / IDLE
            if memory:
                return IDLE, per / 1024, "KB per connection"
            serve(port, n // 10)
            start, began = cpu(server.pid), perf_counter()
            got = serve(port, n)
            took = perf_counter() - began
            used = cpu(server.pid) - start
            print(f"{per / 1024:.1f} KB per connection, {got / took:.0f} requests a second", file=sys.stderr)
            return got, used / n * 1e6, "us of server time per request"
        finally:
            server.kill()


if __name__ == "__main__":
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    result, metric, unit = bench(n, "memory" in sys.argv)
    print("metric", metric, unit)
    print("checksum", result)
