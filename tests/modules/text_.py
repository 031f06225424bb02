# string, textwrap, pprint, copy, enum, dataclasses, contextlib, io, struct, csv, difflib-free text tools.
import string, textwrap, pprint, copy, io, struct, csv, enum, contextlib, dataclasses, reprlib, unicodedata, base64, binascii, hashlib, keyword, shlex, fnmatch, html, colorsys, zlib
print(string.ascii_letters, string.punctuation, string.Template("$a ${b} $$").substitute(a=1, b=2), string.Template("$x $y").safe_substitute(x=1), string.capwords("a bc"), string.Formatter().format("{0} {x}", 1, x=2))
try:
    string.Template("$a").substitute()
except KeyError as e:
    print(repr(e))
print(textwrap.wrap("The quick brown fox jumps over the lazy dog", 15), textwrap.fill("aaa bbb ccc", 7), textwrap.dedent("  a\n   b\n"), textwrap.indent("a\n\nb", "> "), textwrap.shorten("hello big world", 11))
pprint.pprint({"b": list(range(30)), "a": {"x" * 20: "y" * 50, "z": (1, 2)}, "s": {3, 1, 2}}, width=50)
print(pprint.pformat([["nested"] * 3] * 4, width=30), reprlib.repr(list(range(100))), reprlib.repr("x" * 100))
l = [[1], {"a": [2]}]
s, d = copy.copy(l), copy.deepcopy(l)
l[0].append(9)
print(s, d)
r = []; r.append(r); r2 = copy.deepcopy(r); print(r2[0] is r2)
class CC:
    def __copy__(self): return "copied"
    def __deepcopy__(self, memo): return "deep"
print(copy.copy(CC()), copy.deepcopy([CC()]), copy.replace(dataclasses.make_dataclass("D", ["x"])(1), x=5).x)
class Color(enum.Enum):
    RED = 1
    GREEN = enum.auto()
    ALIAS = 1
    def m(self): return self.name.lower()
class Fl(enum.Flag):
    A = enum.auto(); B = enum.auto(); AB = A | B
class I(enum.IntEnum): X = 1; Y = 5
class S(enum.StrEnum): P = enum.auto(); Q = "qq"
print(list(Color), Color.RED, repr(Color.GREEN), Color(2), Color["RED"], Color.ALIAS is Color.RED, Color.RED.m(), Color.RED in Color, Fl.A | Fl.B, repr(Fl(0)), Fl.AB & Fl.A, ~Fl.A, list(Fl.AB), I.X + 1, I.Y > I.X, sorted(I), S.P, S.Q + "x", f"{I.X} {S.P} {Color.RED}", Color.__members__, len(Color), isinstance(I.X, int), {Color.RED: 1})
for f in (lambda: Color(9), lambda: Color["X"], lambda: setattr(Color, "RED", 5), lambda: Color(), lambda: type("Sub", (Color,), {}), lambda: Fl(99)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
@dataclasses.dataclass(order=True)
class P:
    x: int
    y: list = dataclasses.field(default_factory=list, compare=False)
    z: "str" = "z"
    k: int = dataclasses.field(default=0, kw_only=True, repr=False)
    def __post_init__(self): self.x *= 2
@dataclasses.dataclass(frozen=True, slots=True)
class Fz:
    a: int
    b: int = 2
print(P(1), P(1) < P(2), P(1) == P(1), dataclasses.asdict(P(1, [2])), dataclasses.astuple(P(3)), dataclasses.replace(P(1), z="w"), [f.name for f in dataclasses.fields(P)], Fz(1), hash(Fz(1)) == hash(Fz(1)), Fz.__slots__, P.__match_args__)
for f in (lambda: P(), lambda: setattr(Fz(1), "a", 2), lambda: P(1, 2, 3, 4, 5), lambda: dataclasses.dataclass(type("B", (), {"__annotations__": {"a": list}, "a": []})), lambda: Fz(1) < Fz(2)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
b = io.BytesIO(b"line1\nline2\n")
print(b.readline(), b.read(3), b.tell(), b.seek(0), b.readlines(), b.getvalue()[:3], b.closed)
t = io.StringIO("a\nb\r\nc", newline=None)
print(list(t), t.getvalue() if False else "", io.StringIO("x\ny").readline())
w = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\r\n"); w.write("é\n"); w.flush(); print(w.buffer.getvalue(), w.encoding, w.errors)
br = io.BufferedReader(io.BytesIO(b"0123456789"), 4); print(br.peek(2)[:2], br.read(5), br.read1(2), br.read())
try:
    io.StringIO().write(b"x")
except TypeError as e:
    print(e)
print(struct.pack("<ihQ?3s", 1, -2, 3, True, b"ab"), struct.unpack(">I", b"\0\0\1\0"), struct.calcsize("=bIq"), struct.pack("!f", 1.5), list(struct.iter_unpack("<H", b"\1\0\2\0")), struct.unpack("<d", struct.pack("<d", 0.1)), struct.pack("5p", b"abc"))
for f in (lambda: struct.pack("b", 200), lambda: struct.unpack("I", b"x"), lambda: struct.pack("z", 1), lambda: struct.pack("i", "x")):
    try:
        print(f())
    except struct.error as e:
        print(e)
o = io.StringIO()
cw = csv.writer(o); cw.writerow(["a", 'q"t', "x,y", 1.5, None]); cw.writerow(["line\nbreak"])
print(repr(o.getvalue()), list(csv.reader(io.StringIO(o.getvalue()))), list(csv.DictReader(io.StringIO("h1,h2\n1,2\n"))), list(csv.reader(["a;b;'c;d'"], delimiter=";", quotechar="'")))
print(unicodedata.name("é"), unicodedata.normalize("NFD", "é").encode("ascii", "replace"), unicodedata.category("A"), unicodedata.lookup("BULLET"), unicodedata.numeric("½"), unicodedata.east_asian_width("あ"), unicodedata.bidirectional("א"), unicodedata.combining("\u0301"))
print(base64.b64encode(b"hello"), base64.b64decode("aGVsbG8="), base64.b32encode(b"hi"), base64.b16encode(b"\xff"), base64.a85encode(b"test"), base64.urlsafe_b64encode(b"\xff\xfe"), binascii.hexlify(b"ab"), binascii.crc32(b"abc"), zlib.crc32(b"abc"), hashlib.md5(b"x").hexdigest(), hashlib.sha256(b"x").hexdigest()[:16])
print(keyword.iskeyword("for"), keyword.softkwlist, shlex.split("a 'b c' \"d\" e\\ f"), shlex.quote("a b"), fnmatch.filter(["a.py", "b.txt"], "*.py"), fnmatch.translate("*.p?"), html.escape("<a&'\">"), html.unescape("&lt;&eacute;&#65;"), colorsys.rgb_to_hsv(1, 0, 0))
with contextlib.redirect_stdout(io.StringIO()) as cap: print("captured")
print(repr(cap.getvalue()))
@contextlib.contextmanager
def tag(n):
    print("<" + n); yield n; print(n + ">")
@tag("deco")
def inside(): print("inside")
inside()
with contextlib.ExitStack() as es:
    es.enter_context(tag("a")); es.push(lambda *a: print("push", a)); es.callback(print, "cb")
with contextlib.chdir("/"): import os; print(os.getcwd())
