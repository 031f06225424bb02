# json.
import json, math
from decimal import Decimal
for v in (None, True, 1, -5, 1.5, 1e100, 1e-7, "é\n\"\\/\u2028😀\x00", [], {}, [1, [2]], {"a": {"b": [None]}}, {1: 2, 1.5: 3, True: 4, None: 5}, (1, 2), 10 ** 30, float("inf"), float("nan"), "", {"": ""}):
    s = json.dumps(v)
    print(s, ascii(json.loads(s)) if "a" not in s or "nfin" not in s else "")
print(json.dumps({"b": 1, "a": [1, {"c": 2}]}, indent=2), json.dumps({"b": 1, "a": 2}, sort_keys=True), json.dumps([1, {"a": 2}], separators=(",", ":")), ascii(json.dumps("é😀", ensure_ascii=False)), json.dumps([[], {}, [[]]], indent="\t"), json.dumps({(1, 2): 3, "k": 1}, skipkeys=True), json.dumps([1, 2], indent=0))
class E(json.JSONEncoder):
    def default(self, o): return {"set": sorted(o)} if isinstance(o, set) else super().default(o)
print(json.dumps({1: {3, 2}}, cls=E), json.dumps(object, default=str), list(json.JSONEncoder().iterencode([1, {"a": None}])))
for f in (lambda: json.dumps({1, 2}), lambda: json.dumps(float("nan"), allow_nan=False), lambda: json.dumps({(1,): 2}), lambda: json.dumps(b"x"), lambda: (l := [], l.append(l), json.dumps(l))):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e, getattr(e, "__notes__", ""))
for s in ("", "nul", "[1,]", "[1 2]", "{a: 1}", '{"a" 1}', '{"a": 1,}', '"abc', '"\\x"', '"\\u12"', "01", "1.", "-", "[", "{", "1 2", '"\n"', "tru", "[1", '{"a":', "'a'", "\ufeff1", "NaN1", "+1", ".5", '{1: 2}', '"\\ud800"', '"\\ud83d\\ude00"', " [1 , 2 ] ", "1e5", "-0", "-0.0", "1E+2", "Infinity", "-Infinity", "[NaN]", '{"a": 1, "a": 2}', "123456789012345678901234567890"):
    try:
        print(ascii(s), "->", ascii(json.loads(s)))
    except json.JSONDecodeError as e:
        print(ascii(s), "!!", e, (e.lineno, e.colno, e.pos))
print(json.loads("[1.5, 2]", parse_float=Decimal, parse_int=str), json.loads('{"a": 1}', object_hook=lambda d: list(d.items())), json.loads('{"a": 1, "b": 2}', object_pairs_hook=tuple), json.loads("NaN", parse_constant=lambda c: "const " + c), json.loads(b'"\xc3\xa9"'), json.loads('"é"'.encode("utf-16")) == "é")
try:
    json.loads("[" * 100000)
except RecursionError as e:
    print("RecursionError")
try:
    json.loads(5)
except TypeError as e:
    print(e)
import io
f = io.StringIO()
json.dump({"a": [1, 2]}, f)
f.seek(0)
print(json.load(f), json.JSONDecoder().raw_decode("[1] tail"))
