# import in its forms, from the library and from a folder beside this file.
import sys, os.path as osp, collections.abc
from math import pi as PI, floor
import importlib
sys.path.insert(0, osp.join(osp.dirname(osp.abspath(__file__)), "_pkgs"))
print(osp.basename("/a/b"), floor(PI), collections.abc.Mapping.__name__, sys.modules["os"].path is osp)
import pkg
print(pkg.__name__, pkg.__package__, pkg.value, osp.basename(pkg.__file__), len(pkg.__path__), pkg.__doc__)
import pkg.sub.leaf as leaf
print(leaf.where, leaf.up, leaf.__package__, pkg.sub.leaf is leaf)
from pkg import sub, value as v, lazy
print(sub.__name__, v, lazy.__name__, "lazy" in vars(pkg))
from pkg.star import *
print(public, "_private" in globals(), "not_in_all" in globals())
from pkg import dynamic_thing
print(dynamic_thing)
for src in ("import nope", "import pkg.nope", "from pkg import nope", "from pkg.nope import x", "import pkg.value", "from math import nope", "from . import x", "from .x import y", "import pkg.bad", "import pkg.raises", "from pkg.circ_a import late", "import nope.sub", "from pkg.star import not_there"):
    try:
        exec(src, {"__name__": "__main__"})
        print("ok", src)
    except Exception as e:
        print(src, "->", type(e).__name__, str(e).replace(osp.dirname(osp.abspath(__file__)), "HERE"), getattr(e, "name", None))
print("pkg.raises" in sys.modules, "pkg.bad" in sys.modules)
import pkg.circ_b
print(pkg.circ_b.done, pkg.circ_a.b_was)
m = importlib.import_module(".leaf", "pkg.sub")
print(m is leaf, importlib.import_module("json").__name__, __import__("pkg.sub.leaf").__name__, __import__("pkg.sub", fromlist=["leaf"]).__name__)
sys.modules["fake"] = "anything"
import fake
print(fake)
sys.modules["blocked"] = None
try:
    import blocked
except ModuleNotFoundError as e:
    print(e)
pkg.value = "changed"
importlib.reload(pkg)
print(pkg.value)
def local_import():
    import json as j
    from os import sep, path
    return j.__name__, sep, path is osp
print(local_import())
spec = leaf.__spec__
print(spec.name, spec.parent, spec.has_location, type(spec.loader).__name__, spec.submodule_search_locations, osp.basename(spec.origin))
for src in ("from pkg import", "import", "from . import *\ndef f(): pass", "def f():\n from math import *", "from math import (", "from math import pi,", "import a.b as c.d", "from math import *, pi", "from .. import", "import a as 1", "from __future__ import nope", "x = 1\nfrom __future__ import annotations", "from __future__ import braces", "import a, b,", "from a import (b, c,)", "import math.pi as", "from a import b c"):
    try:
        compile(src, "<s>", "exec")
        print("compiles", repr(src))
    except SyntaxError as e:
        print(repr(src), "->", e.msg)
