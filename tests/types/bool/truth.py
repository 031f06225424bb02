# bool, None, truth of objects, identity.
import sys, os
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from _show import show
class B:
    def __init__(self, v): self.v = v
    def __bool__(self): return self.v
class L:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
show(globals(), r'''
[bool(x) for x in (0, 1, -1, 0.0, float("nan"), 0j, "", "0", [], [0], (), (0,), {}, {0: 0}, set(), {0}, b"", b"0", None, ..., object(), int, len, range(0), range(1), B(True), B(False), L(0), L(3), bytearray(), memoryview(b""))]
bool(B(1))
bool(L(-1))
bool(L("a"))
bool(L(2 ** 70))
bool(), bool(x) if (x := 5) else 0, True, False, repr(True), str(None), True + 1, True is (1 == 1), None is None, int(True), float(True), hash(True), hash(None) == hash(None), True.real, True & 1, True | 2, True ^ True, ~5, not None, type(True & True).__name__, type(True & 1).__name__, True.__and__(False), bool.__mro__, isinstance(True, int), True in [1], [1, True, 1.0].index(True), {True: 1}[1], True < 2, False == 0.0, "%d %s" % (True, True), f"{True:d} {True!r:>6} {True:5} {True}", format(True, "b"), range(True), "ab"[True], True.bit_length(), True.to_bytes(), bool.from_bytes(b"\x01"), int("1") is True
None < 1
None + 1
None()
None.x
type(None)(), type(None)() is None, repr(type(None)), NotImplemented, type(...)() is ..., repr(...)
type(None)(1)
class_ if (class_ := type("X", (), {"__bool__": None})) else 0
bool(type("X", (), {"__bool__": None})())
''')
