# quiet
# out: ended with 3
import subprocess, threading
lock = threading.Lock()
lock.acquire()
def waiter(p):
    print("ended with", p.wait())
    lock.release()
threading.Thread(target=waiter, args=(subprocess.Popen(["sh", "-c", "sleep 0.5; exit 3"]),)).start()
lock.acquire()
