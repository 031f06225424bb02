# quiet
# out: b'x'
# out: b'y'
import os, socket, subprocess, threading, time
a, b = socket.socketpair()
r, w = os.pipe()
e = threading.Event()
def reader():
    print(a.recv(1))
    print(os.read(r, 1))
    e.set()
threading.Thread(target=reader).start()
p = subprocess.Popen(["sh", "-c", "sleep 0.4; printf x"], stdout=b)
q = subprocess.Popen(["sh", "-c", "sleep 0.8; printf y"], stdout=w)
e.wait()
p.wait()
q.wait()
