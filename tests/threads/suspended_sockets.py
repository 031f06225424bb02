"""Waiting in accept, send, recvfrom, recv_into and large recv, in methods that the threads' own Python code calls: what they return and raise, that
timeouts take their time, that a close or a shutdown ends them, that buffers stay exported as long as they are waited with, and no longer."""
import socket
import sys
import tempfile
import threading
import time
from time import sleep

lines = []


def took(start, least, most=5):
    return least <= time.perf_counter() - start < most


def later(delay, function, *args):
    def run():
        sleep(delay)
        function(*args)
    t = threading.Thread(target=run)
    t.start()
    return t


def error(function, *args):
    try:
        return function(*args)
    except Exception as e:
        return type(e).__name__, str(e)


def fill(s):
    """Make the next send on s wait; return how much it took."""
    n, timeout = 0, s.gettimeout()
    s.setblocking(False)
    try:
        while True:
            n += s.send(bytes(4096))
    except BlockingIOError:
        s.settimeout(timeout)
        return n


def drain(s, n):
    while n > 0:
        n -= len(s.recv(min(n, 1 << 16)))
    return n


def accepting():
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(.03)
    start = time.perf_counter()
    yield "accept", error(server.accept), took(start, .03)
    server.settimeout(None)
    clients = []
    t = later(.02, lambda: clients.append(socket.create_connection(server.getsockname())))
    s, address = server.accept()
    t.join()
    yield "accepted", address == clients[0].getsockname(), s.gettimeout()
    s.sendall(b"hello")
    yield "greeted", clients[0].recv(100)
    s.close()
    clients[0].close()
    server.close()
    local = socket.socket(socket.AF_UNIX)
    local.bind("\0" + "weft-%d-%s" % (time.time_ns(), id(local)))
    local.listen()
    t = later(.02, local.shutdown, socket.SHUT_RDWR)
    yield "shut down", error(local.accept)
    t.join()
    local.close()


def sending():
    a, b = socket.socketpair()
    n = fill(a)
    a.settimeout(.03)
    start = time.perf_counter()
    yield "send", error(a.send, b"x"), error(a.sendall, b"x" * 10), took(start, .06)
    a.settimeout(None)
    t = later(.02, drain, b, n)
    yield "sent", a.send(b"abc")
    t.join()
    yield "received", b.recv(10)
    # A blocking stream takes everything, however often it has to wait.
    n = fill(a)
    data = bytearray(b"0123456789" * 200000)
    got = []

    def read():
        sleep(.02)
        try:
            data.append(1)
        except BufferError:
            got.append("exported")
        drain(b, n)
        left = len(data)
        while left:
            piece = b.recv(1 << 20)
            got.append(bytes(piece))
            left -= len(piece)
    for function in (a.sendall, a.send):
        t = threading.Thread(target=read)
        t.start()
        sent = function(data)
        t.join()
        yield "everything", sent, got[0], b"".join(got[1:]) == data, sys.getsizeof(data) > 0
        data.append(49)
        data.pop()
        got.clear()
        n = fill(a)
    t = later(.02, b.close)
    yield "broken", error(a.sendall, b"x")[0] in ("BrokenPipeError", "ConnectionResetError")
    t.join()
    a.close()
    # With a timeout, send stops at what has gone out.
    a, b = socket.socketpair()
    n = fill(a)
    a.settimeout(5)
    t = later(.02, drain, b, n)
    sent = a.send(bytes(10 << 20))
    yield "some of it", 0 < sent < 10 << 20
    t.join()
    a.settimeout(.05)
    start = time.perf_counter()
    yield "sendall", error(a.sendall, bytes(10 << 20)), took(start, .05)
    a.close()
    b.close()


def receiving():
    a, b = socket.socketpair()
    b.settimeout(.03)
    start = time.perf_counter()
    buf = bytearray(8)
    yield "recv", error(b.recv, 1 << 20), error(b.recv_into, buf), error(b.recvfrom, 8), error(b.recvfrom_into, buf), took(start, .12)
    buf.append(0)
    b.settimeout(None)
    t = later(.02, a.send, b"large")
    yield "large", b.recv(1 << 20)
    t.join()

    def grow():
        try:
            buf.append(0)
        except BufferError as e:
            lines.append(("exported", str(e)))
        a.send(b"into")
    t = later(.02, grow)
    yield "into", b.recv_into(buf, 9), bytes(buf)
    t.join()
    buf.append(0)
    t = later(.02, a.send, b"view")
    yield "view", b.recv_into(memoryview(buf)[2:6]), bytes(buf)
    t.join()
    t = later(.02, a.send, b"peeked")
    yield "peeked", b.recv(3, socket.MSG_PEEK), b.recv(10)
    t.join()
    t = threading.Thread(target=lambda: (sleep(.02), a.send(b"12"), sleep(.02), a.send(b"345678")))
    t.start()
    yield "whole", b.recv(8, socket.MSG_WAITALL)
    t.join()

    def pieces():
        for piece in b"a", b"bc", b"d" * 5, b"rest":
            sleep(.01)
            a.send(piece)
            if piece == b"bc":
                lines.append(("exported", error(buf.append, 0)))
    t = threading.Thread(target=pieces)
    t.start()
    yield "whole into", b.recv_into(memoryview(buf)[1:9], 0, socket.MSG_WAITALL), bytes(buf)
    t.join()
    buf.append(0)
    yield "beyond", b.recv(4, socket.MSG_WAITALL)
    big = bytes(range(256)) * 2000
    t = later(.01, a.sendall, big)
    yield "big", b.recv(len(big), socket.MSG_WAITALL) == big
    t.join()
    t = later(.02, a.send, b"peeked")
    yield "peeked whole", b.recv(3, socket.MSG_PEEK | socket.MSG_WAITALL), b.recv(6, socket.MSG_WAITALL)
    t.join()
    c, d = socket.socketpair()
    t = threading.Thread(target=lambda: (sleep(.02), c.send(b"not all"), sleep(.02), c.close()))
    t.start()
    yield "cut short", d.recv(8, socket.MSG_WAITALL), d.recv(8, socket.MSG_WAITALL), d.recv_into(buf, 0, socket.MSG_WAITALL)
    t.join()
    d.close()
    c, d = socket.socketpair()
    t = threading.Thread(target=lambda: (sleep(.02), c.send(b"some"), sleep(.02), d.shutdown(socket.SHUT_RDWR)))
    t.start()
    yield "shut down", d.recv(8, socket.MSG_WAITALL), error(d.recv, 8, socket.MSG_WAITALL)
    t.join()
    c.close()
    d.close()
    t = later(.02, a.close)
    yield "end", b.recv_into(buf), b.recv(1 << 20), b.recvfrom(1)
    t.join()
    t = later(.02, b.close)
    b.close()
    yield "closed", error(b.recv_into, buf)
    t.join()


def datagrams():
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind(("127.0.0.1", 0))
    s.settimeout(.03)
    start = time.perf_counter()
    yield "recvfrom", error(s.recvfrom, 10), took(start, .03)
    s.settimeout(None)
    me = s.getsockname()
    for size in 10, 1 << 17:
        t = later(.02, s.sendto, b"datagram", me)
        data, address = s.recvfrom(size)
        yield "datagram", data, address == me
        t.join()
    t = later(.02, s.sendto, b"datagram", me)
    yield "cut off", s.recvfrom(4)[0]
    t.join()
    buf = bytearray(10)
    t = later(.02, s.sendto, b"datagram", me)
    n, address = s.recvfrom_into(buf)
    yield "into", n, address == me, bytes(buf)
    t.join()
    t = later(.02, s.sendto, b"", me)
    yield "empty", s.recv(10)
    t.join()
    s.close()


def messages():
    a, b = socket.socketpair()
    b.settimeout(.03)
    start = time.perf_counter()
    buf, tail = bytearray(4), bytearray(8)
    yield "recvmsg", error(b.recvmsg, 8), error(b.recvmsg_into, [buf, tail]), took(start, .06)
    buf.append(0)
    tail.append(0)
    b.settimeout(None)
    t = later(.02, a.sendmsg, [b"mes", b"", b"sage"])
    yield "message", b.recvmsg(100)
    t.join()

    def grow():
        for x in buf, tail:
            lines.append(("exported", error(x.append, 0)))
        a.send(b"message")
    t = later(.02, grow)
    yield "into", b.recvmsg_into([buf, tail], 64), bytes(buf), bytes(tail)
    t.join()
    buf.append(0)
    tail.append(0)
    t = later(.02, lambda: socket.send_fds(a, [b"fds"], [a.fileno(), b.fileno()]))
    data, fds, flags, address = socket.recv_fds(b, 10, 4)
    yield "descriptors", data, len(fds), flags & ~socket.MSG_CMSG_CLOEXEC, address
    for fd in fds:
        socket.close(fd)
    t.join()
    t = later(.02, a.send, b"peeked")
    yield "peeked", b.recvmsg(3, 0, socket.MSG_PEEK)[0], b.recvmsg(10)[0]
    t.join()
    t = later(.02, a.close)
    yield "end", b.recvmsg(10, 64)
    t.join()
    b.close()
    yield "closed", error(b.recvmsg, 10), error(b.recvmsg_into, [buf])
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind(("127.0.0.1", 0))
    me = s.getsockname()
    t = later(.02, s.sendto, b"datagram", me)
    data, ancillary, flags, address = s.recvmsg(4)
    yield "cut off", data, ancillary, flags & socket.MSG_TRUNC == socket.MSG_TRUNC, address == me
    t.join()
    s.close()


def sending_to():
    with tempfile.TemporaryDirectory() as d:
        path = d + "/socket"
        server, client = (socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) for _ in "12")
        server.bind(path)
        client.connect(path)  # or it always counts as ready to send
        client.setblocking(False)
        n = 0
        try:
            while True:
                client.sendto(b"%d" % n, path)
                n += 1
        except BlockingIOError:
            client.settimeout(.03)
        start = time.perf_counter()
        data = bytearray(b"late")
        yield "sendto", error(client.sendto, data, path), error(client.sendto, data, 0, path), took(start, .06)
        data.append(0)
        client.settimeout(None)

        def receive():
            lines.append(("exported", error(data.append, 0)))
            for i in range(n):
                if server.recv(100) != b"%d" % i:
                    lines.append(("wrong", i))
        t = later(.02, receive)
        yield "sent", client.sendto(data, path), client.sendto(b"", path)
        t.join()
        data.append(0)
        yield "received", server.recvfrom(100), server.recvfrom(100)
        server.close()
        yield "nobody", error(client.sendto, b"x", path)[0]
        client.close()


def many():
    """Threads that all wait in accept, or for room: each has its turn."""
    server = socket.create_server(("127.0.0.1", 0), backlog=64)
    got = []

    def serve():
        s, _ = server.accept()
        with s:
            got.append(s.recv(1 << 17))
            s.sendall(b"bye")
    ts = [threading.Thread(target=serve) for _ in range(50)]
    for t in ts:
        t.start()
    replies = []
    for i in range(50):
        with socket.create_connection(server.getsockname()) as c:
            c.sendall(b"%d" % i)
            replies.append(c.recv(10))
    for t in ts:
        t.join()
    server.close()
    yield "accepted", sorted(map(int, got)) == list(range(50)), set(replies)
    a, b = socket.socketpair()
    n = fill(a)
    ts = [threading.Thread(target=a.sendall, args=(b"%c" % i * 1000,)) for i in range(65, 85)]
    for t in ts:
        t.start()
    sleep(.02)
    drain(b, n)
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


for part in (accepting, sending, receiving, datagrams, messages, sending_to, many):
    t = threading.Thread(target=work, args=(part,))
    t.start()
    t.join()
for line in lines:
    print(*line)
