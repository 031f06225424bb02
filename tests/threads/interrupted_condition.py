"""Who is interrupted in Condition.wait() has the lock again before the exception goes on, also when another interrupt comes meanwhile."""
import os
import signal
import threading
import time

signal.signal(signal.SIGINT, signal.default_int_handler)
condition = threading.Condition()
released = []


def interrupt():
    with condition:
        for _ in range(2):
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.3)
        released.append(time.monotonic())


def wait():
    with condition:
        t.start()
        condition.wait()


def wait_below():
    with condition:
        t.start()
        sorted([0], key=lambda x: condition.wait())


for f in wait, wait_below:
    t = threading.Thread(target=interrupt)
    try:
        f()
    except KeyboardInterrupt as e:
        print(f.__name__, time.monotonic() >= released[-1], condition._is_owned())
    t.join()
