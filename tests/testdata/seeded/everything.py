# All that could differ between two runs: what threads do beside one another, random numbers, clocks, identities, the order of sets,
# weak references, files, pipes, sockets and processes.
import concurrent.futures
import os
import queue
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
import weakref

print(random.random(), os.urandom(4), uuid.uuid4(), uuid.uuid1().time, time.time(), hash("x"))
print(object(), id(object()), {object() for _ in range(5)}, {"a", "b", "c"}, threading.get_ident())

counter = 0


def work(n):
    global counter
    for i in range(30):
        x = counter
        counter = x + 1
        if i % 10 == n:
            print("thread", n, "at", i, counter, time.monotonic())


threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("counter", counter)


class Node:
    def __del__(self):
        dead.append(self.n)


dead = []
table = weakref.WeakValueDictionary()


def churn(k):
    for i in range(300):
        n = Node()
        n.n = (k, i)
        table[k, i] = n


q = queue.Queue()


def consume(k):
    while (item := q.get()) is not None:
        print(k, "got", item)
        time.sleep(random.random())
    q.put(None)


threads = [threading.Thread(target=churn, args=(i,)) for i in range(2)] + [threading.Thread(target=consume, args=(i,)) for i in range(3)]
for t in threads:
    t.start()
for i in range(12):
    q.put(i)
q.put(None)
for t in threads:
    t.join()
print(len(table), dead)

with tempfile.TemporaryDirectory() as d:
    print(os.path.basename(d))

    def write(k):
        with open(os.path.join(d, "f"), "a") as f:
            for i in range(5):
                print(k, i, file=f, flush=True)

    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        for f in concurrent.futures.as_completed([pool.submit(write, k) for k in range(3)]):
            f.result()
    with open(os.path.join(d, "f")) as f:
        print(f.read().split("\n"))

server = socket.create_server(("127.0.0.1", 0))


def serve():
    for _ in range(3):
        connection, _ = server.accept()
        threading.Thread(target=echo, args=(connection,)).start()


def echo(connection):
    with connection:
        while data := connection.recv(100):
            connection.sendall(data.upper())


def ask(k):
    with socket.create_connection(server.getsockname(), timeout=10) as s:
        for i in range(3):
            s.sendall(b"%d %d" % (k, i))
            print(k, s.recv(100))


threads = [threading.Thread(target=serve)] + [threading.Thread(target=ask, args=(i,)) for i in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(subprocess.run([sys.executable, "-c", "print(input())"], input=b"child", capture_output=True, timeout=30).stdout)
print("end")
