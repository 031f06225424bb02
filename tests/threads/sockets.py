# test: timeout=120
"""Sockets that several threads wait for: kinds, directions, timeouts, many waiters, shutdown, descriptors used again."""
import errno
import os
import select
import socket
import threading
import time


def run(*functions):
    threads = [threading.Thread(target=f) for f in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join(30)
        assert not t.is_alive(), "hangs"


def part(name):
    print("--", name)


part("TCP, a thread for each end")
server = socket.create_server(("127.0.0.1", 0))
got = []


def serve():
    c, addr = server.accept()
    with c:
        while data := c.recv(1000):
            got.append(data)
            c.sendall(data.upper())


def ask():
    with socket.create_connection(server.getsockname()) as c:
        f = c.makefile("rw", newline="\n")
        for word in ("one", "two", "three"):
            f.write(word + "\n")
            f.flush()
            got.append(f.readline())
        f.close()


run(serve, ask)
print(got)
server.close()

part("UDP")
a, b = (socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2))
a.bind(("127.0.0.1", 0))
b.bind(("127.0.0.1", 0))
got = []


def answer():
    for _ in range(3):
        data, addr = a.recvfrom(100)
        a.sendto(data * 2, addr)


def question():
    for i in range(3):
        b.sendto(b"%d" % i, a.getsockname())
        data, addr = b.recvfrom(100)
        got.append((data, addr == a.getsockname()))


run(answer, question)
print(got)
a.close()
b.close()

part("a Unix socket with a name")
path = f"sock{os.getpid()}"
server = socket.socket(socket.AF_UNIX)
server.bind(path)
server.listen()
got = []


def serve():
    c, addr = server.accept()
    with c:
        got.append(c.recv(10))
        c.sendall(b"pong")


def ask():
    with socket.socket(socket.AF_UNIX) as c:
        c.connect(path)
        c.sendall(b"ping")
        got.append(c.recv(10))


run(serve, ask)
print(got)
server.close()
os.unlink(path)

part("both directions of one descriptor at once, more than its buffers hold")
a, b = socket.socketpair()
size = 3_000_000
sums = {}


def send(s, byte):
    s.sendall(byte * size)


def receive(s, name):
    total = 0
    while total < size:
        data = s.recv(65536)
        assert data and len(set(data[:1000])) == 1
        total += len(data)
    sums[name] = total


run(lambda: send(a, b"a"), lambda: receive(a, "a"), lambda: send(b, b"b"), lambda: receive(b, "b"))
print(sorted(sums.items()))
a.close()
b.close()

part("many that wait for one descriptor: each byte goes to one of them")
a, b = socket.socketpair()
got = []


def one():
    got.append(b.recv(1))


def feed():
    for i in range(30):
        a.send(bytes([i]))
        if i % 3 == 0:
            time.sleep(0.001)


run(feed, *[one] * 30)
print(sorted(got) == [bytes([i]) for i in range(30)])
got.clear()
threads = [threading.Thread(target=one) for _ in range(10)]
for t in threads:
    t.start()
time.sleep(0.05)
a.close()
for t in threads:
    t.join(30)
print("at the end all of them return:", got)
b.close()

part("many that accept")
server = socket.create_server(("127.0.0.1", 0), backlog=100)
served = []


def accept():
    c, addr = server.accept()
    with c:
        c.sendall(c.recv(100))
        served.append(1)


def ask():
    with socket.create_connection(server.getsockname()) as c:
        c.sendall(b"hello")
        assert c.recv(100) == b"hello"


run(*[accept] * 20, *[ask] * 20)
print(len(served))
server.close()

part("shutdown by another thread ends waiting")
for how in "reader", "acceptor":
    if how == "reader":
        a, b = socket.socketpair()
        wait = lambda: a.recv(10)
        s = a
    else:
        s = socket.create_server(("127.0.0.1", 0))
        wait = lambda: s.accept()

    def waiter():
        try:
            print(how, wait())
        except OSError as e:
            print(how, errno.errorcode[e.errno])
    t = threading.Thread(target=waiter)
    t.start()
    time.sleep(0.05)
    s.shutdown(socket.SHUT_RDWR)
    t.join(30)
    print("still waits:", t.is_alive())
    s.close()
b.close()

part("timeouts")
a, b = socket.socketpair()
a.settimeout(0.05)
for what in "recv", "recv_into", "recvfrom", "send until full":
    start = time.monotonic()
    try:
        if what == "recv_into":
            a.recv_into(bytearray(4))
        elif what == "send until full":
            while True:
                a.send(b"x" * 100000)
        else:
            getattr(a, what)(4)
    except TimeoutError as e:
        took = time.monotonic() - start
        print(what, e, 0.045 < took < 5, e.errno)
a.setblocking(False)
try:
    a.recv(1)
except BlockingIOError as e:
    print(errno.errorcode[e.errno])
a.settimeout(None)
os.set_blocking(a.fileno(), False)
try:
    a.recv(1)
except BlockingIOError as e:
    print("made non-blocking behind the socket's back:", errno.errorcode[e.errno])
os.set_blocking(a.fileno(), True)
c = a.dup()
c.setblocking(False)
try:
    a.recv(1)
except BlockingIOError as e:
    print("made non-blocking by a duplicate:", errno.errorcode[e.errno])
c.setblocking(True)
threading.Timer(0.05, b.send, [b"!"]).start()
print(a.recv(1))
import struct
a.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 0, 50000))
try:
    a.recv(1)
except BlockingIOError as e:
    print("limited in the kernel:", errno.errorcode[e.errno])
a.close()
b.close()
c.close()

part("what has come is found whether or not there was a wait before it")
a, b = socket.socketpair()
got = []


def reader():
    for _ in range(200):
        got.append(b.recv(100))


def writer():
    for i in range(200):
        a.send(b"%03d" % i)
        if i % 7 == 0:
            time.sleep(0.0005)
        while b"".join(got).count(b"") - 1 < 3 * i and i % 5 == 0:
            time.sleep(0)
        if i == 199:
            a.shutdown(socket.SHUT_WR)


run(reader, writer)
text = b"".join(got)
print(len(text), text == b"".join(b"%03d" % i for i in range(200)), got[-1] == b"" or len(got) == 200)
a.close()
b.close()

part("the end that comes together with the last bytes")
for _ in range(50):
    a, b = socket.socketpair()
    t = threading.Thread(target=lambda: (b.recv(100), a.send(b"bye"), a.close()))
    a.send(b"x")
    t.start()
    got = []
    t2 = threading.Thread(target=lambda: got.append(b"".join(iter(lambda: b.recv(100), b""))))
    t.join(30)
    t2.start()
    t2.join(30)
    assert not t2.is_alive() and got == [b"bye"], got
    b.close()
print("seen")

part("descriptors that are closed and used again: nobody gets what is another's")
wrong = []


def reuse(k):
    for i in range(150):
        a, b = socket.socketpair()
        word = b"%d.%d" % (k, i)
        t = threading.Timer(0.0003, lambda: a.sendall(word)) if i % 10 == 0 else None
        if t:
            t.start()
        else:
            a.sendall(word)
        data = b.recv(100)
        if data != word:
            wrong.append((word, data))
        if t:
            t.join()
        a.close()
        if b.recv(10) != b"":
            wrong.append("no end")
        b.close()


run(*[lambda k=k: reuse(k) for k in range(8)])
print(wrong)

part("select, poll and epoll beside readers of the same descriptors")
a, b = socket.socketpair()
c, d = socket.socketpair()
seen = []


def selector(kind):
    if kind == "select":
        r, w, x = select.select([b, d], [], [], 20)
        seen.append((kind, [s is d for s in r]))
    elif kind == "poll":
        p = select.poll()
        p.register(b, select.POLLIN)
        p.register(d, select.POLLIN)
        seen.append((kind, [fd == d.fileno() for fd, _ in p.poll(20000)]))
    else:
        with select.epoll() as p:
            p.register(b, select.EPOLLIN)
            p.register(d, select.EPOLLIN)
            seen.append((kind, [fd == d.fileno() for fd, _ in p.poll(20)]))


threads = [threading.Thread(target=selector, args=(k,)) for k in ("select", "poll", "epoll")]
reader = threading.Thread(target=lambda: seen.append(("recv", b.recv(10))))
for t in threads + [reader]:
    t.start()
time.sleep(0.05)
c.send(b"d")
for t in threads:
    t.join(30)
a.send(b"b")
reader.join(30)
print(sorted(seen))
for s in a, b, c, d:
    s.close()

part("names")
for host, kind in ("127.0.0.1", socket.SOCK_STREAM), ("::1", socket.SOCK_DGRAM):
    print(socket.getaddrinfo(host, 80, type=kind, flags=socket.AI_NUMERICHOST))
print(socket.getnameinfo(("127.0.0.1", 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV))
print(sorted({i[4][0] for i in socket.getaddrinfo("localhost", None, socket.AF_INET)}))
