# Subscripts of every shape.
import sys, os
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from _show import show
class I:
    def __index__(self): return 2
class BadI:
    def __index__(self): return "x"
l = list(range(10))
class Show:
    def __getitem__(self, k): return k
s = Show()
show(globals(), r'''
l[I()], l[I():], l[:I()], l[::I()], "abcdef"[I():I() + 2] if hasattr(I, "__add__") else "abcdef"[I():], (1, 2, 3)[I()], b"abc"[I()], range(10)[I()]
l[BadI()]
l[:BadI()]
l[1.5:]
s[1], s[1:2], s[::], s[:, 1], s[..., 1:2, None], s[1:2:3, ::4], s[()], s[1,], s[(1, 2)], s[*[1, 2]], s[*[1], 2:3], s[lambda: 1 if 0 else 2].__class__.__name__, s[x := 5], s[not 1], s["a", "b"]
[l[i:j] for i in (-12, -3, 0, 4, 11) for j in (-11, -2, 3, 12)]
[l[i:j:k] for i in (None, -2, 7) for j in (None, 1, -12) for k in (-3, -1, 2)]
"héllo✓"[1:5:2], "😀é"[0], "😀é"[1], "a😀b"[::-1], "é" * 3, "✓é"[-2]
''')
