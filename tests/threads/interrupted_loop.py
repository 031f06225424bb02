# A signal in a loop with nothing inside is raised inside the block that holds the loop.
import signal


def handler(*args):
    raise KeyboardInterrupt


signal.signal(signal.SIGALRM, handler)


def soon():
    signal.setitimer(signal.ITIMER_REAL, 0.02)


soon()
try:
    while True: pass
except KeyboardInterrupt:
    print("module")


def one():
    soon()
    try:
        while 1:
            pass
    except KeyboardInterrupt:
        print("function")


def two():
    soon()
    try:
        try:
            while True: pass
        finally:
            print("finally")
    except KeyboardInterrupt:
        print("outer")


class Manager:
    def __enter__(self):
        soon()

    def __exit__(self, *exc):
        print("exit", exc[0])
        return True


def three():
    with Manager():
        while True:
            pass


def four():
    n = 0
    while True:
        try:
            soon()
            while True: pass
        except KeyboardInterrupt:
            n += 1
            if n == 3:
                return n


def five():
    soon()
    try:
        for i in iter(int, 1): pass
    except KeyboardInterrupt:
        print("for")


one()
two()
three()
print(four())
five()
