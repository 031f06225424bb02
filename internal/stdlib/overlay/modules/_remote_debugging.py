"""What another process does: CPython reads that from the memory of a CPython, which Weft's processes do not look like."""

from collections import namedtuple

FrameInfo = namedtuple("FrameInfo", "filename lineno funcname")


class RemoteUnwinder:
    """Stacks of another process, which Weft shows in its own way."""

    def __init__(self, pid, *, all_threads=False, only_active_thread=False, debug=False):
        raise NotImplementedError(f"weft: RemoteUnwinder: start the process with -X inspect and run: weft ps {pid}")
