"""What functions take for a file descriptor: ints, objects with fileno(), and what they say of others."""
import fcntl
import os
import select
import warnings

warnings.simplefilter("always")


class File:
    def __init__(self, fd):
        self.fd = fd

    def fileno(self):
        return self.fd


def attempt(f, *args):
    try:
        print(f.__name__, f(*args))
    except Exception as e:
        print(f.__name__, type(e).__name__, e)


for fd in "x", True, 1 << 70, -1, 2.5, None, File("a"), File(-3), File(1 << 70):
    for f in os.fchdir, os.fsync:
        attempt(f, fd)
    attempt(fcntl.flock, fd, 0)
    attempt(os.fpathconf, fd, 1)
    attempt(select.poll().register, fd)
