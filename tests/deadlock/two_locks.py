# exit: 1
# out: begin
# err: ^Deadlock: no thread can go on
# err: ^  "first" waits for an RLock at 0x[0-9a-f]+, which "second" has held since File ".*two_locks.py", line 25 in second$
# err: ^  "second" waits for a lock at 0x[0-9a-f]+, which "first" has held since File ".*two_locks.py", line 19 in first$
# err: ^Thread "MainThread" \(ident \d+\), (OS thread \d+, )?waiting .* for the end of "first"
# err: ^  File ".*two_locks.py", line 27 in second$
import threading, time

a = threading.Lock()
b = threading.RLock()
go = threading.Barrier(2)


# The lines are counted above.


def first():
    with a:
        go.wait()
        with b:
            pass

def second():
    with b:
        go.wait()
        with a:
            pass

t = threading.Thread(target=first, name="first")
u = threading.Thread(target=second, name="second")
print("begin", end="\n")
t.start(); u.start()
t.join()
