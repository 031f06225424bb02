# quiet
# out: woken by 14
# out: woken by 10
import os, signal, subprocess, sys, threading
e = threading.Event()
def handler(n, frame):
    print("woken by", n)
    e.set()
signal.signal(signal.SIGALRM, handler)
signal.setitimer(signal.ITIMER_REAL, 0.5)
e.wait()
e.clear()
signal.signal(signal.SIGUSR1, handler)
p = subprocess.Popen(["sh", "-c", f"sleep 0.5; kill -USR1 {os.getpid()}"])
threading.Thread(target=e.wait).start()
e.wait()
p.wait()
