# select: select, poll and epoll on pipes, files and each other, with threads and signals in between.
import os
import select
import signal
import threading
import time


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


r, w = os.pipe()
print(select.select([r], [w], [], 0) == ([], [w], []))
print(select.select([r], [], [r], 0.01))
threading.Timer(0.05, os.write, (w, b"abc")).start()
print(select.select([r], [], []) == ([r], [], []))


class File:
    def fileno(self):
        return r


f = File()
print(select.select((f, f), (), {})[0] == [f, f])
os.read(r, 10)

p = select.poll()
p.register(r, select.POLLIN)
p.register(w)
print(p.poll() == [(w, select.POLLOUT)])
p.unregister(w)
print(p.poll(10))
threading.Timer(0.05, os.write, (w, b"abc")).start()
print(p.poll() == [(r, select.POLLIN)])
p.modify(r, 0)
print(p.poll(5))
p.register(f, select.POLLIN | select.POLLPRI)
print(p.poll(-1) == [(r, select.POLLIN)])

ep = select.epoll()
ep.register(r, select.EPOLLIN)
print(ep.poll() == [(r, select.EPOLLIN)], ep.poll(maxevents=1) == [(r, select.EPOLLIN)])
os.read(r, 10)
print(ep.poll(0.01))
p.register(ep.fileno(), select.POLLIN)
threading.Timer(0.05, os.write, (w, b"abc")).start()
print(ep.poll() == [(r, select.EPOLLIN)], (ep.fileno(), select.POLLIN) in p.poll())
p.unregister(ep.fileno())
ep.modify(r, select.EPOLLIN | select.EPOLLONESHOT)
print(len(ep.poll(0)), len(ep.poll(0)))
ep.unregister(r)
with select.epoll(5) as ep2:
    print(ep2.closed, ep2.poll(0))
print(ep2.closed)
ep.close()

# A handler runs while the thread waits, and the wait goes on.
os.read(r, 10)
signal.signal(signal.SIGALRM, lambda *a: print("alarm"))
signal.setitimer(signal.ITIMER_REAL, 0.05)
start = time.monotonic()
print(select.select([r], [], [], 0.15), time.monotonic() - start >= 0.15)
signal.setitimer(signal.ITIMER_REAL, 0.05)
print(p.poll(150))


def stop(*a):
    raise KeyError("stop")


signal.signal(signal.SIGALRM, stop)
signal.setitimer(signal.ITIMER_REAL, 0.05)
attempt(lambda: select.select([r], [], []))

# The other end goes away.
threading.Timer(0.05, os.close, (w,)).start()
print(select.select([r], [], []) == ([r], [], []), p.poll() == [(r, select.POLLHUP)])
os.close(r)
print(p.poll() == [(r, select.POLLNVAL)])
attempt(lambda: select.select([r], [], []))

with open(__file__) as file:
    print(len(select.select([file], [file], [file])[1]))

many = [os.pipe() for i in range(50)]
p = select.poll()
for a, b in many:
    p.register(a, select.POLLIN)
threading.Timer(0.02, os.write, (many[30][1], b"x")).start()
print(p.poll() == [(many[30][0], select.POLLIN)])

for f in [
    lambda: type(p)(),
    lambda: select.select(1, 2, 3),
    lambda: select.select([-1], [], []),
    lambda: select.select([], [], [], -1),
    lambda: select.select([], [], [], "a"),
    lambda: select.select([1.0], [], []),
    lambda: select.select([5000], [], []),
    lambda: select.select([], [], [], float("nan")),
    lambda: select.select([], [], [], 1e30),
    lambda: select.poll().register(-1),
    lambda: select.poll().register(1, -1),
    lambda: select.poll().register(1, 70000),
    lambda: select.poll().modify(5, 1),
    lambda: select.poll().unregister(5),
    lambda: select.poll().poll("a"),
    lambda: select.poll().poll(1e300),
    lambda: select.poll().poll(1e10),
    lambda: select.epoll(0),
    lambda: select.epoll(-2),
    lambda: select.epoll(1, 3),
    lambda: select.epoll("a"),
    lambda: select.epoll().register(1000),
    lambda: select.epoll().unregister(1000),
    lambda: select.epoll().modify(1000, 1),
    lambda: select.epoll().poll(maxevents=0),
    lambda: select.epoll().poll("a"),
    lambda: select.epoll().poll(1e9),
    lambda: select.epoll.fromfd(1000).poll(0),
    lambda: ep.fileno(),
    lambda: select.error,
]:
    attempt(f)
