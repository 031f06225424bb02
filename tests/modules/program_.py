# os, pathlib, tempfile, shutil, glob, time, logging, argparse, warnings, traceback, inspect, weakref, types, typing, abc, unittest, doctest, sched, timeit, runpy, pkgutil, importlib.
import os, sys, pathlib, tempfile, shutil, glob, time, logging, argparse, warnings, traceback, inspect, weakref, types, typing, abc, unittest, doctest, sched, timeit, runpy, pkgutil, importlib, io, atexit, errno, gc
with tempfile.TemporaryDirectory() as d:
    p = pathlib.Path(d)
    (p / "sub").mkdir()
    f = p / "sub" / "a.txt"
    f.write_text("line 1\nline é\n", encoding="utf-8")
    print(f.read_text(encoding="utf-8"), f.stat().st_size, f.name, f.stem, f.suffix, f.exists(), f.is_file(), [x.name for x in p.iterdir()], f.relative_to(p), sorted(x.name for x in p.rglob("*")), f.with_suffix(".md").name, f.read_bytes()[:6])
    with open(f, "a") as fh: print(fh.write("more"), fh.name == str(f), fh.mode)
    with open(f, "rb") as fh: print(fh.readline(), fh.tell(), fh.seek(-4, 2), fh.read())
    shutil.copy(f, p / "b.txt"); os.rename(p / "b.txt", p / "c.txt")
    print(sorted(os.listdir(d)), [os.path.basename(x) for x in glob.glob(d + "/*.txt")], [(a.replace(d, "D"), b, c) for a, b, c in sorted(os.walk(d))], os.path.getsize(p / "c.txt"))
    for g in (lambda: open(p / "none"), lambda: os.remove(p / "none"), lambda: os.mkdir(p / "sub"), lambda: os.rmdir(p / "sub"), lambda: open(p), lambda: open(p / "x", "zz"), lambda: open(p / "x", "rb", encoding="u8"), lambda: (p / "sub").read_text(), lambda: os.listdir(p / "zz"), lambda: open("")):
        try:
            g()
        except Exception as e:
            print(type(e).__name__, str(e).replace(d, "D"), getattr(e, "errno", None))
    shutil.rmtree(p / "sub")
    print(os.listdir(d))
    mod = p / "ran.py"
    mod.write_text("import sys\nx = 5\nprint(__name__, len(sys.argv))\nif __name__ == '__main__': y = 6\n")
    print(sorted(k for k in runpy.run_path(str(mod), run_name="__main__") if not k.startswith("__")))
print(os.path.join("a", "/b", "c"), os.path.split("/a/b.c"), os.path.splitext("x.tar.gz"), os.path.normpath("a/../b//c/."), os.path.relpath("/a/b", "/a/c"), os.path.commonpath(["/a/b", "/a/c"]), os.path.isabs("/x"), os.path.expanduser("~") != "~", os.sep, os.name, os.linesep, os.environ.get("NOPE"), os.getpid() > 0, pathlib.PurePath("a/b/../c").parts, pathlib.PurePosixPath("/a") / "b", pathlib.Path("x.py").match("*.py"))
t = time.monotonic(); time.sleep(0.01); print(time.monotonic() - t >= 0.01, time.gmtime(0)[:6], time.strftime("%Y-%m-%d", time.gmtime(86400)), time.mktime(time.localtime(1e9)) == 1e9, time.perf_counter_ns() > 0, time.time() > 1.7e9, time.struct_time(range(9)).tm_hour)
out = io.StringIO()
log = logging.getLogger("t"); h = logging.StreamHandler(out); h.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s")); log.addHandler(h); log.setLevel(logging.INFO); log.propagate = False
log.debug("no"); log.info("yes %d", 1); log.error("e")
try:
    1 / 0
except ZeroDivisionError:
    log.exception("caught")
print(out.getvalue().replace(__file__, "FILE"))
ap = argparse.ArgumentParser(prog="prog", description="Does things.")
ap.add_argument("file", nargs="+"); ap.add_argument("-n", "--num", type=int, default=3, help="a number"); ap.add_argument("-v", action="store_true"); ap.add_argument("--mode", choices=["a", "b"])
print(ap.parse_args(["x", "y", "-n", "5", "-v"]), ap.parse_args(["x", "--mode=b"]))
print(ap.format_help())
for args in ([], ["x", "-n", "z"], ["x", "--mode", "c"], ["x", "--nope"]):
    e = io.StringIO(); old, sys.stderr = sys.stderr, e
    try:
        ap.parse_args(args)
    except SystemExit as ex:
        code = ex.code
    finally:
        sys.stderr = old
    print(code, e.getvalue().splitlines()[-1])
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always"); warnings.warn("careful", UserWarning); warnings.warn("old", DeprecationWarning, stacklevel=1)
    print([(x.category.__name__, str(x.message)) for x in w])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        warnings.warn("now an error")
    except UserWarning as e:
        print(repr(e))
def a(x, /, y: int = 2, *z, k=None, **kw) -> str: "Doc."
print(inspect.signature(a), inspect.getdoc(a), inspect.isfunction(a), inspect.getfullargspec(a).args, inspect.signature(len), list(inspect.signature(a).parameters), inspect.signature(a).bind(1, 5, k=3).arguments, inspect.getsource(a).strip()[:20], inspect.getmro(bool), inspect.isclass(int), inspect.ismodule(os), inspect.currentframe().f_lineno > 0)
class Obj: pass
o = Obj(); r = weakref.ref(o, lambda r: print("collected")); wd = weakref.WeakValueDictionary(k=o); ws = weakref.WeakSet([o]); pr = weakref.proxy(o); o.x = 5
print(r() is o, wd["k"] is o, len(ws), pr.x, weakref.getweakrefcount(o) >= 2)
fin = weakref.finalize(o, print, "finalized")
del o; gc.collect()
print(r(), len(wd), len(ws), fin.alive)
try:
    pr.x
except ReferenceError as e:
    print(e)
try:
    weakref.ref(5)
except TypeError as e:
    print(e)
ns = types.SimpleNamespace(a=1, b=2); print(ns, ns == types.SimpleNamespace(a=1, b=2), types.new_class("N", (), {}, lambda d: d.update(q=1)).q, isinstance(a, types.FunctionType))
class Abs(abc.ABC):
    @abc.abstractmethod
    def f(self): ...
    @property
    @abc.abstractmethod
    def p(self): ...
try:
    Abs()
except TypeError as e:
    print(e)
Abs.register(int); print(issubclass(int, Abs), isinstance(3, Abs))
class TD(typing.TypedDict, total=False): a: int
class NT(typing.NamedTuple):
    x: int
    y: str = "d"
@typing.runtime_checkable
class Pr(typing.Protocol):
    def close(self): ...
print(TD(a=1), NT(1), typing.get_type_hints(NT), isinstance(io.StringIO(), Pr), typing.Optional[int], typing.List[int], typing.cast(int, "x"), typing.Literal["a", 1], typing.get_origin(dict[str, int]), typing.Annotated[int, "m"], typing.NewType("N", int)(5), TD.__optional_keys__)
class TestX(unittest.TestCase):
    def test_ok(self): self.assertEqual(1, 1)
    def test_bad(self): self.assertIn(1, [2])
    @unittest.skip("later")
    def test_skip(self): pass
    def test_raises(self):
        with self.assertRaisesRegex(ValueError, "x+"): raise ValueError("xx")
    @unittest.expectedFailure
    def test_xfail(self): self.fail()
s = io.StringIO()
res = unittest.TextTestRunner(stream=s, verbosity=2).run(unittest.defaultTestLoader.loadTestsFromTestCase(TestX))
print(res, [l for l in s.getvalue().splitlines() if l.startswith(("test_", "FAIL", "Assert", "FAILED"))])
def doc():
    """
    >>> 1 + 1
    2
    >>> [][0]
    Traceback (most recent call last):
    IndexError: list index out of range
    """
print(doctest.run_docstring_examples(doc, {}), doctest.DocTestFinder().find(doc, "doc")[0].examples[0].want)
sc = sched.scheduler(); order = []
sc.enter(0.02, 1, order.append, (2,)); sc.enter(0.01, 1, order.append, (1,)); sc.run(); print(order)
print(timeit.timeit("1 + 1", number=10) >= 0, importlib.import_module("json.decoder").__name__, importlib.util.find_spec("nope") if hasattr(importlib, "util") else None, "json" in [m.name for m in pkgutil.iter_modules()])
try:
    raise KeyError("tb")
except KeyError as e:
    print(traceback.format_exc().replace(__file__, "FILE"), traceback.format_exception_only(e), [(f.name, f.line) for f in traceback.extract_tb(e.__traceback__)])
atexit.register(print, "at exit", 1)
print(errno.ENOENT, errno.errorcode[2], os.strerror(2), sys.byteorder, sys.maxsize, sys.version_info[:2], sys.getsizeof(1) > 0, sys.intern("x"), sys.implementation.name in ("weft", "cpython"), sys.flags.optimize, sys.platform)
