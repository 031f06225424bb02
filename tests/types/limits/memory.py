# What no machine's memory holds raises MemoryError or OverflowError; it does not end the process.
import io, itertools, collections, os
def t(f):
    try: print("ok", type(f()).__name__)
    except (MemoryError, OverflowError, ValueError) as e: print(type(e).__name__, e)
for f in (lambda: [0] * 10**13,
          lambda: (0,) * 10**13,
          lambda: "a" * 10**14,
          lambda: b"a" * 10**14,
          lambda: bytearray(10**14),
          lambda: bytes(10**14),
          lambda: list(range(10**14)),
          lambda: [*range(10**14)],
          lambda: list(itertools.repeat(1, 10**14)),
          lambda: collections.deque([1]) * 10**14 if 0 else 0,
          lambda: "a".center(10**14),
          lambda: "1".zfill(10**14),
          lambda: b"1".ljust(10**14),
          lambda: "\t".expandtabs(10**14),
          lambda: open("/dev/zero", "rb").read(10**14),
          lambda: os.urandom(10**14),
          lambda: (1).to_bytes(10**14),
          lambda: [1].__imul__(10**14),
          lambda: bytearray(b"ab").__imul__(10**14),
          lambda: "%100000000000000d" % 1,
          lambda: format(1, "100000000000000d"),
          lambda: format("a", ">100000000000000"),
          lambda: ("a" * 10**6).replace("a", "b" * 10**8)):
    t(f)
