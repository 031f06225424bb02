# Many short requests over sockets, while now and then a thread that answers computes for long, waits for a lock or a file, or ends: the others go on.
# test: timeout=120
import os, socket, sys, threading, time
N, ROUNDS = 24, 150
long_ones, lock = [], threading.Lock()
text = "x" * 1000

def serve(c, i):
    with c:
        n = 0
        while data := c.recv(4096):
            n += 1
            if i == 0 and n % 50 == 0:
                begin = time.monotonic()
                sorted(range(150_000), key=lambda x: -x)  # no Python function's loop
                pow(3, 150_000, 10 ** 6000 + 7)
                long_ones.append(time.monotonic() - begin)
            elif i == 1 and n % 10 == 0:
                with lock: time.sleep(0.001)
            elif i == 2 and n % 10 == 0:
                with lock: pass
            elif i == 3 and n % 10 == 0:
                with open(os.devnull, "wb", 0) as f: f.write(data)
            elif i == 4 and n == 70:
                sys.exit()  # the thread ends, and the connection with it
            elif i == 5 and n % 20 == 0:
                t = threading.Thread(target=c.sendall, args=(data,))
                t.start(); t.join()
                continue
            elif i == 6 and n % 20 == 0:
                x = 0
                for k in range(20000): x += k
            c.sendall(data)

pairs = [socket.socketpair() for _ in range(N)]
servers = [threading.Thread(target=serve, args=(b, i), daemon=True) for i, (a, b) in enumerate(pairs)]
got = [0] * N
def ask(i):
    c = pairs[i][0]
    for k in range(ROUNDS):
        m = b"%d %d" % (i, k)
        try: c.sendall(m)
        except OSError: break
        if c.recv(4096) != m: break
        got[i] += 1
    c.close()
clients = [threading.Thread(target=ask, args=(i,), daemon=True) for i in range(N)]
for t in servers + clients: t.start()
for t in clients + servers: t.join(60)
print("alive", sum(t.is_alive() for t in clients + servers))
print([n for n in got if n != ROUNDS], len(long_ones))

# One that computes without a safe point does not keep the others from their answers.
def turns(n):
    def pong(c):
        while data := c.recv(100): c.sendall(data)
    ends = [socket.socketpair() for _ in range(n)]
    ts = [threading.Thread(target=pong, args=(b,), daemon=True) for a, b in ends]
    for t in ts: t.start()
    stop, count, worst = [], [0], [0]
    def client(a):
        while not stop:
            begin = time.monotonic()
            a.sendall(b"?"); a.recv(100)
            worst[0] = max(worst[0], time.monotonic() - begin)
            count[0] += 1
    cs = [threading.Thread(target=client, args=(a,), daemon=True) for a, b in ends]
    for t in cs: t.start()
    return stop, count, worst, cs
stop, count, worst, cs = turns(4)
time.sleep(0.1)
before, done = count[0], []
def long():
    x = 3 ** 400_000
    begin = time.monotonic()
    for _ in range(3): str(x % 7 ** 100_000 > 1)
    done.append(time.monotonic() - begin)
t = threading.Thread(target=long)
t.start(); t.join(60)
stop.append(1)
for t in cs: t.join(60)
print("turns", count[0] > before, len(done), sum(t.is_alive() for t in cs))
