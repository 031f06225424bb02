# accept() on a local socket that was shut down while nobody waited for it: the system says so only to calls that wait.
import os, socket, threading, time

for family, address in (socket.AF_INET, ("127.0.0.1", 0)), (socket.AF_UNIX, "\0weft-shutdown-test-%d" % os.getpid()):
    l = socket.socket(family)
    l.bind(address)
    l.listen()
    accepted = []
    t = threading.Thread(target=lambda: accepted.append(l.accept()[0]))
    t.start()
    time.sleep(0.02)
    with socket.socket(family) as c:
        c.connect(l.getsockname())
        t.join()
    accepted.pop().close()
    l.shutdown(socket.SHUT_RDWR)
    time.sleep(0.02)
    for timeout in None, 0.05, 0:
        l.settimeout(timeout)
        try:
            l.accept()
        except OSError as e:
            print(family.name, timeout, type(e).__name__, e)
    l.close()

# The same of receiving from sockets for datagrams, whether somebody waits already or the shutdown comes first. (An unconnected one says ENOTCONN, and is shut down.)
def pair(kind):
    if kind.startswith("UDP"):
        a, b = socket.socket(type=socket.SOCK_DGRAM), socket.socket(type=socket.SOCK_DGRAM)
        a.bind(("127.0.0.1", 0))
        b.connect(a.getsockname())
        if kind == "UDP connected":
            a.connect(b.getsockname())
        return a, b
    return socket.socketpair(type=getattr(socket, kind))

calls = [lambda s: s.recv(10), lambda s: s.recv(1 << 20), lambda s: s.recvfrom(10)[0], lambda s: s.recv_into(bytearray(5)), lambda s: s.recvmsg(10)[0]]
for kind in "UDP", "UDP connected", "SOCK_DGRAM", "SOCK_SEQPACKET", "SOCK_STREAM":
    for waits in False, True:
        got = []
        for call in calls:
            a, b = pair(kind)
            with a, b:
                def receive():
                    got.append(call(a))
                def shutdown():
                    try:
                        a.shutdown(socket.SHUT_RD)
                    except OSError as e:
                        got.append(e.errno)
                t = threading.Thread(target=receive)
                t.start()
                if not waits:
                    b.send(b"abc")
                    t.join()
                    shutdown()
                    time.sleep(0.01)
                    receive()
                else:
                    time.sleep(0.01)
                    shutdown()
                    t.join()
        print(kind, waits, sorted(map(str, got)))
