# out: went on
# exit: 0
# err: ^Deadlock: threads wait for each other in a circle, while others run.$
# err: ^  "second" waits for an RLock at 0x[0-9a-f]+, which "first" has held since
# err: ^  "third" waits for the end of "second"$
import os, sys, threading, time
a = threading.RLock()
b = threading.Lock()
go = threading.Barrier(2)

def first():
    with a:
        go.wait()
        with b:
            pass

def second():
    go.wait()
    with a:
        pass

def third():
    with b:
        t.start()
        u.start()
        u.join()

t = threading.Thread(target=first, daemon=True, name="first")
u = threading.Thread(target=second, daemon=True, name="second")
v = threading.Thread(target=third, daemon=True, name="third")
v.start()
end = time.monotonic() + 1.5
while time.monotonic() < end:
    time.sleep(0.01)
print("went on")
