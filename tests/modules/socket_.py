# _socket under socket: TCP, UDP and local sockets between threads, timeouts, errors, names of hosts that are numbers, and what stands on it: asyncio, doctest.
import socket, _socket, threading, os, sys, time, asyncio, doctest, struct, select, signal

def t(f, *a, **k):
    try:
        print("ok", f(*a, **k))
    except BaseException as e:
        print(type(e).__name__, "|", e, "|", e.args)

# An echo server with a thread for each connection.
def serve(l):
    while True:
        try:
            c, addr = l.accept()
        except OSError:
            return
        def echo(c):
            with c:
                while data := c.recv(65536):
                    c.sendall(data)
        threading.Thread(target=echo, args=(c,)).start()

for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_UNIX, "\0weft-socket-test-%d" % os.getpid())):
    l = socket.socket(family)
    l.bind((host, 0) if family == socket.AF_INET else host)
    l.listen()
    th = threading.Thread(target=serve, args=(l,)); th.start()
    got = []
    def client(i):
        with socket.socket(family) as c:
            c.connect(l.getsockname())
            big = bytes([i]) * 300000
            w = threading.Thread(target=lambda: (c.sendall(big), c.shutdown(socket.SHUT_WR))); w.start()
            back = b""
            while d := c.recv(100000):
                back += d
            w.join()
            got.append(back == big)
    cs = [threading.Thread(target=client, args=(i,)) for i in range(8)]
    for c in cs: c.start()
    for c in cs: c.join()
    print(family.name, got)
    l.shutdown(socket.SHUT_RDWR); th.join(); l.close()

with socket.create_server(("127.0.0.1", 0)) as l:
    port = l.getsockname()[1]
    c = socket.create_connection(("localhost", port), timeout=5)
    s, addr = l.accept()
    print(c.gettimeout(), s.gettimeout(), addr == c.getsockname(), s.getpeername() == addr, c.getpeername() == ("127.0.0.1", port), s.get_inheritable(), c.family, c.type, c.proto, s.proto)
    f = s.makefile("rwb"); f.write(b"line 1\nline 2\n"); f.flush()
    g = c.makefile("r", encoding="ascii"); print(g.readline(), g.readline())
    c.settimeout(0.02); t(c.recv, 1); t(g.readline)
    c.setblocking(False); t(c.recv, 1)
    c.settimeout(None)
    s.send(b"abcdef"); print(c.recv(2), c.recv(10, socket.MSG_PEEK), c.recv(10))
    buf = bytearray(8); s.send(b"xyz"); print(c.recv_into(buf), buf, end=" "); s.send(b"12345"); print(c.recv_into(memoryview(buf)[2:], 4), buf, c.recv(5))
    threading.Timer(0.02, lambda: (s.send(b"ab"), time.sleep(0.02), s.send(b"cd"))).start(); print(c.recv(4, socket.MSG_WAITALL))
    c.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1); print(c.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY), c.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE, 4), c.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
    c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)); print(struct.unpack("ii", c.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8)))
    print(select.select([c], [c], [], 0)[0:2] == ([], [c]))
    d = c.dup(); print(d.fileno() != c.fileno(), d.getsockname() == c.getsockname()); fd = d.detach(); print(d.fileno()); e = socket.socket(fileno=fd); print(e.family, e.type, e.proto); e.close()
    f.close(); g.close(); s.close(); print(c.recv(1)); c.close(); t(c.recv, 1); print(c.fileno(), repr(c)[:24])
t(socket.create_connection, ("127.0.0.1", port))
c = socket.socket(); print(c.connect_ex(("127.0.0.1", port))); c.close(); c = socket.socket(); c.settimeout(2); t(c.connect, ("127.0.0.1", port)); c.close()

# Datagrams.
a, b = socket.socket(type=socket.SOCK_DGRAM), socket.socket(type=socket.SOCK_DGRAM)
a.bind(("127.0.0.1", 0)); b.bind(("127.0.0.1", 0))
print(a.sendto(b"hello", b.getsockname()), b.recvfrom(100) == (b"hello", a.getsockname()), a.sendto(b"longer", 0, b.getsockname()), b.recvfrom(3)[0])
buf = bytearray(4); a.sendto(b"xy", b.getsockname()); n, addr = b.recvfrom_into(buf); print(n, buf, addr == a.getsockname())
a.connect(b.getsockname()); a.send(b""); print(b.recv(10)); b.settimeout(0.01); t(b.recvfrom, 10); a.close(); b.close()

# Pairs, ancillary data.
a, b = socket.socketpair()
print(a.family, a.type, a.getsockname(), b.getpeername(), a.sendmsg([b"ab", b"", bytearray(b"c")]), b.recvmsg(10, 100), struct.unpack("3i", a.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0] == os.getpid())
r, w = os.pipe(); socket.send_fds(a, [b"m"], [w]); msg, fds, flags, addr = socket.recv_fds(b, 10, 4); os.write(fds[0], b"through"); print(msg, len(fds), flags, addr, os.read(r, 10))
for x in (r, w, *fds): os.close(x)
big = [bytearray(3), bytearray(5)]; a.send(b"12345"); print(b.recvmsg_into(big), big)
def late(): time.sleep(0.02); b.recv(1 << 20); b.recv(1 << 20); b.close()
th = threading.Thread(target=late); th.start()
try:
    while True: a.sendall(b"x" * 400000)
except OSError as e: print(e.__class__.__name__ in ("BrokenPipeError", "ConnectionResetError"))
th.join(); a.close()
hits = []
signal.signal(signal.SIGALRM, lambda *a: hits.append(1)); a, b = socket.socketpair(); signal.setitimer(signal.ITIMER_REAL, 0.02)
threading.Timer(0.06, b.send, (b"after",)).start(); print(a.recv(10), hits)
def boom(*a): raise KeyError("out of the handler")
signal.signal(signal.SIGALRM, boom); signal.setitimer(signal.ITIMER_REAL, 0.02); t(a.recv, 1); a.close(); b.close()

# Errors.
s = socket.socket()
for addr in "x", ("a",), ("127.0.0.1", "x"), ("127.0.0.1", 70000), (1, 2), ("127.0.0.1", 1, 2), ("a\0b", 1), ("127.0.0.1", 1.5): t(s.bind, addr); t(s.connect, addr)
for name in "_accept bind connect connect_ex recv recv_into recvfrom recvfrom_into recvmsg send sendall sendmsg sendto setblocking setsockopt getsockopt settimeout shutdown fileno".split():
    print(name, end=": "); t(getattr(_socket.socket, name), s, *(() if name not in ("_accept", "fileno") else (1,)))
t(s.recv, -1); t(s.recv, 1); t(s.send, "x"); t(s.recv_into, b"x"); t(s.recv_into, bytearray(1), 2); t(s.recvfrom_into, bytearray(1), 2); t(s.settimeout, -1); t(s.settimeout, "x"); t(s.settimeout, float("nan")); t(s.getpeername); t(s.setsockopt, 1, 2, None); t(s.getsockopt, 1, 2, 5000); t(s.getsockopt, 1, 999); t(s.shutdown, 0)
with socket.socket(socket.AF_INET6) as s6:
    for addr in "x", ("a",), ("::1", 1, -1), ("::1", 1, 2, 3, 4): t(s6.bind, addr)
with socket.socket(socket.AF_UNIX) as su:
    for addr in 1, "x" * 200, "/nonexistent/foo", None: t(su.connect, addr)
t(socket.socket, 999); t(socket.socket, fileno=-1); t(socket.socket, fileno=0.5); t(_socket.socket, 1, 2, 3, 4, 5); t(_socket.socket, foo=1); t(socket.close, -1); t(socket.socketpair, socket.AF_INET6)
s.close(); t(s.bind, ("", 0)); print(_socket.socket.__new__(_socket.socket), socket.SocketType, _socket.gaierror.__mro__, socket.error, socket.timeout, socket.herror)
socket.setdefaulttimeout(1.5); s = socket.socket(); print(s.gettimeout(), s.getblocking(), s.timeout, os.get_blocking(s.fileno())); socket.setdefaulttimeout(None); s.setblocking(True); print(s.gettimeout(), os.get_blocking(s.fileno())); s.close()

# Numbers and names.
for x in "127.0.0.1 127.1 127 0x7f.1 0177.1 256.1.1.1 1.2.3.4.5 4294967295 4294967296 x".split() + ["", "1.2.3.4 x"]: print(repr(x), end=" "); t(socket.inet_aton, x)
for x in "::", "::1", "1::", "::ffff:1.2.3.4", "::1.2.3.4", "1:0:2::1", "1:0:0:2::1", "1:2:3:4:5:6:7:8", "fe80::1%lo", "::x", "1.2.3.4":
    t(lambda: socket.inet_ntop(socket.AF_INET6, socket.inet_pton(socket.AF_INET6, x)))
t(socket.inet_pton, socket.AF_INET, "127.1"); t(socket.inet_pton, 1, "x"); t(socket.inet_ntop, 1, b""); t(socket.inet_ntop, 2, b"123"); t(socket.inet_ntoa, b"abc"); print(socket.inet_ntoa(b"abcd"))
for f in socket.htons, socket.ntohs, socket.htonl, socket.ntohl:
    for x in 1, 0xfffe, -1, 1 << 16, 1 << 32, 1 << 70, "x": t(f, x)
G = _socket.getaddrinfo
for a in (("127.0.0.1", 80), ("127.0.0.1", "http"), (None, 0), (None, 0, 2, 1, 0, 1), ("::1", 80, 0, 1), ("127.0.0.1", 80, 10), ("127.0.0.1", 80, 99), ("127.0.0.1", 80, 0, 99), (None, None), ("127.0.0.1", None), ("x", 80, 0, 0, 0, 4), ("127.0.0.1", 80, 0, 1, 17), ("127.0.0.1", 80, 0, 0, 6), ("127.0.0.1", 1.5), (1, 1), ("127.0.0.1", "http", 0, 0, 0, 1024), (b"127.0.0.1", b"80", 0, 3), ("127.1", 80, 0, 1), ("::1", 80, 10, 1, 0, 2), ("127.0.0.1", 80, 10, 1, 0, 8), ("127.0.0.1", 80, 2, 5), ("a" * 300, 80), ("127.0.0.1", 80, 0, 1, 0, 0x10000)): t(G, *a)
t(G, host="127.0.0.1", port=1, type=1); print(socket.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM))
t(socket.gethostbyname, "127.0.0.1"); t(socket.gethostbyname, ""); t(socket.gethostbyname, 1); t(socket.gethostbyname_ex, "127.0.0.1"); t(socket.gethostbyname, "<broadcast>")
for a in ((("127.0.0.1", 80), 3), (("::1", 80, 0, 0), 3), (("127.0.0.1", 80, 1, 1), 3), (("x", 80), 3), (("127.0.0.1",), 0), ("x", 0)): t(socket.getnameinfo, *a)
t(socket.getservbyname, "http"); t(socket.getservbyname, "http", "x"); t(socket.getservbyport, 80, "tcp"); t(socket.getservbyport, -1); t(socket.getprotobyname, "tcp"); t(socket.getprotobyname, "x")
t(socket.if_nametoindex, "nope"); t(socket.if_indextoname, 1 << 20); print((1, "lo") in socket.if_nameindex(), socket.if_indextoname(1), socket.gethostname() == os.uname().nodename)
t(socket.CMSG_LEN, 5); t(socket.CMSG_SPACE, 5); t(socket.CMSG_LEN, -1); t(socket.CMSG_SPACE, 1 << 63)
print(sorted((n, getattr(_socket, n)) for n in dir(_socket) if n.startswith(("AF_", "SO", "MSG_", "SHUT_", "EAI_", "AI_", "NI_", "TCP_", "IPPROTO_")) and isinstance(getattr(_socket, n), int)))
print(sorted(set(dir(_socket)) - {"CAPI"}), sorted(n for n in dir(_socket.socket) if n not in ("sendmsg_afalg", "__module__")))

# asyncio.
async def main():
    async def work(i):
        await asyncio.sleep(0.01 * (3 - i)); order.append(i); return i * i
    order = []
    print(await asyncio.gather(*map(work, range(3))), order)
    async def echo(r, w):
        while line := await r.readline():
            w.write(line.upper()); await w.drain()
        w.close()
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    async def ask(i):
        r, w = await asyncio.open_connection(*server.sockets[0].getsockname())
        w.write(b"hello %d\n" % i); out = await r.readline(); w.close(); await w.wait_closed(); return out
    print(await asyncio.gather(*map(ask, range(4))))
    server.close(); await server.wait_closed()
    try:
        async with asyncio.timeout(0.01): await asyncio.sleep(5)
    except TimeoutError as e: print(repr(e))
    print(await asyncio.to_thread(sum, range(10)))
    try: await asyncio.open_connection("127.0.0.1", port)
    except OSError as e: print(type(e).__name__, e.errno)
asyncio.run(main())

# doctest.
def double(x):
    """
    >>> double(2)
    4
    >>> double("a")
    'aa'
    >>> double()
    Traceback (most recent call last):
    TypeError: double() missing 1 required positional argument: 'x'
    """
    return x * 2
print(doctest.testmod())
