# Sending where there is no room: to a local socket that the sender is not connected with, which nothing reports room of, and messages of several pieces
# (sendmsg), also from many threads at once.
import os
import socket
import tempfile
import threading
from time import sleep

lines = []


def fill(s, *to):
    """Send until there is no room; return how often that went."""
    s.setblocking(False)
    n = 0
    try:
        while True:
            s.sendto(b"x" * 100, *to) if to else s.send(b"x" * 1000)
            n += 1
    except BlockingIOError:
        s.setblocking(True)
        return n


def later(f):
    def run():
        sleep(.02)
        f()
    t = threading.Thread(target=run)
    t.start()
    return t


def drain(s, n):
    while n > 0:
        n -= len(s.recv(min(n, 1 << 16)))


def datagrams(make):
    with tempfile.TemporaryDirectory() as d:
        path = os.path.join(d, "s")
        server = make()
        server.bind(path)
        one, other = make(), make()
        for send in (lambda s, b: s.sendto(b, path), lambda s, b: s.sendmsg([b[:1], b[1:]], [], 0, path)):
            for who in one, other:  # whose messages fill the queue
                n = fill(one, path)
                t = later(lambda: [server.recv(200) for _ in range(n)])
                yield "sent", send(who, b"more")
                t.join()
                yield "received", server.recv(200)
            n = fill(one, path)
            for s in one, other:
                s.settimeout(.03)
                try:
                    while True:
                        send(s, b"late")
                except TimeoutError as e:
                    yield "no room", e
                s.settimeout(None)
            try:
                other.sendto(b"x", socket.MSG_DONTWAIT, path)
            except BlockingIOError:
                yield "at once",
            t = later(lambda: [server.recv(200) for _ in range(n)])
            s = other
            s.settimeout(30)
            yield "in time", send(s, b"wait")
            s.settimeout(None)
            t.join()
            yield "received", server.recv(200)
        for s in server, one, other:
            s.close()


def unconnected():
    yield from datagrams(lambda: socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))


def streams():
    a, b = socket.socketpair()
    n = fill(a)
    t = later(lambda: drain(b, 1000 * n))
    pieces = [b"abc", b"", bytearray(b"d" * 500_000), memoryview(b"ef"), b"g" * 300_000]
    got = []

    def receive():
        left = 800_005
        while left:
            got.append(b.recv(1 << 16))
            left -= len(got[-1])
    t2 = threading.Thread(target=lambda: (t.join(), receive()))
    t2.start()
    yield "sent", a.sendmsg(pieces)
    t2.join()
    yield "whole", b"".join(got) == b"".join(pieces)
    pieces[2].append(0)  # it is free again
    n = fill(a)
    a.settimeout(.02)
    try:
        a.sendmsg([b"x"])
    except TimeoutError as e:
        yield "timeout", e
    a.settimeout(None)
    t = later(b.close)
    try:
        a.sendmsg([b"x" * 100_000, b"y"])
    except OSError as e:
        yield "gone", isinstance(e, ConnectionError)
    t.join()
    a.close()


def descriptors():
    a, b = socket.socketpair()
    n = fill(a)
    t = later(lambda: drain(b, 1000 * n))
    r, w = os.pipe()
    yield "sent", a.sendmsg([b"here"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, r.to_bytes(4, "little"))])
    t.join()
    data, more, flags, _ = b.recvmsg(10, 100)
    os.write(w, b"through")
    fd = int.from_bytes(more[0][2], "little")
    yield "received", data, len(more), os.read(fd, 10)
    for x in r, w, fd:
        os.close(x)
    a.close()
    b.close()


def many():
    a, b = socket.socketpair()
    n = fill(a)
    ts = [threading.Thread(target=a.sendmsg, args=([b"%c" % i * 300, b"%c" % i * 700],)) for i in range(65, 85)]
    for t in ts:
        t.start()
    sleep(.02)
    drain(b, 1000 * n)
    text = b""
    while len(text) < 20000:
        text += b.recv(1 << 16)
    for t in ts:
        t.join()
    yield "sent", {text.count(b"%c" % i) for i in range(65, 85)}
    a.close()
    b.close()


def work(part):
    lines.extend((part.__name__, *line) for line in part())


for part in (unconnected, streams, descriptors, many):
    t = threading.Thread(target=work, args=(part,))
    t.start()
    t.join()
for line in lines:
    print(*line)
