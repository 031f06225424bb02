# str: every method.
import sys, os
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from _show import show
s = "Hello, World"
u = "naïve café ✓ 😀 ß İ ǆ"
class S(str): pass
show(globals(), r'''
s.upper(), s.lower(), s.title(), s.swapcase(), s.capitalize(), s.casefold(), u.upper(), u.lower(), u.title(), u.swapcase(), u.capitalize(), u.casefold(), "ΑΣ".lower(), "ŉ".upper(), "ﬃ".title()
s.find("o"), s.find("o", 5), s.find("o", 5, 7), s.find("zz"), s.find(""), s.find("", 20), s.rfind("o"), s.rfind(""), s.rfind("o", 0, 5), s.index("W"), s.rindex("l"), s.count("l"), s.count(""), s.count("l", 4), "aaa".count("aa"), u.find("✓"), u.find("😀"), u.rfind("é"), u.count("a"), u.index("ß"), s.find("o", -5), s.find("o", None, None)
s.index("zz")
s.rindex("zz")
s.find(5)
s.find("a", "b")
s.count()
s.split(), s.split(","), s.split("o"), s.split("o", 1), s.rsplit("o", 1), " a  b ".split(), " a  b ".split(" "), "a,b,,c".split(",", 2), "".split(), "".split(","), "  a b c ".split(None, 1), "  a b c ".rsplit(None, 1), "a b".split(maxsplit=0), "a\u2003b\x1cc".split(), "aXbXc".split("X", -1), "abc".split("abc")
s.split("")
s.split(5)
s.partition(", "), s.rpartition("l"), s.partition("zz"), s.rpartition("zz"), u.partition("✓")
s.partition("")
"a\nb\r\nc\rd\x0be\x0cf\x1cg\u2028h".splitlines(), "a\nb\n".splitlines(True), "".splitlines(), "\n".splitlines(), "a\r\n\r\nb".splitlines(keepends=True)
"  x ".strip(), "  x ".lstrip(), "  x ".rstrip(), "xxabcxx".strip("x"), "abcba".strip("ab"), "abc".lstrip("cba"), "\u2003a\u00a0".strip(), "éaé".strip("é"), s.strip(None), "".strip("x")
"x".strip(5)
s.replace("l", "L"), s.replace("l", "L", 1), s.replace("", "-"), s.replace("", "-", 3), s.replace("zz", "a"), "aaa".replace("aa", "b"), s.replace("l", "", count=2), u.replace("é", "e"), "abc".replace("abc", "")
s.startswith("Hell"), s.startswith(("x", "H")), s.startswith("World", 7), s.startswith(""), s.startswith("", 20), s.endswith("ld"), s.endswith(("x", "d")), s.endswith("Hello", 0, 5), s.startswith(()), "é".startswith("e")
s.startswith(5)
s.startswith((5,))
s.removeprefix("Hello"), s.removesuffix("World"), s.removeprefix("x"), "aa".removeprefix("a"), "".removesuffix("x")
"x".center(5), "x".center(6, "*"), "x".ljust(5, "-"), "x".rjust(5, "-"), "abc".center(2), "é".center(4, "✓"), "ab".center(5, "-"), "42".zfill(5), "-42".zfill(5), "+4".zfill(5), "".zfill(3), "abc".zfill(2)
"x".center(5, "ab")
"x".ljust("a")
",".join(["a", "b"]), "".join(("x",)), "-".join("abc"), "x".join([]), "é".join(["a", "b"]), ", ".join({"k": 1}), "".join(c for c in "gen")
",".join([1])
",".join(["a", None])
",".join(5)
"abc".isalpha(), "ab1".isalnum(), "123".isdigit(), "²".isdigit(), "²".isdecimal(), "½".isnumeric(), "一".isnumeric(), "abc".islower(), "ABC".isupper(), "Abc Def".istitle(), "   ".isspace(), "a_1".isidentifier(), "1a".isidentifier(), "abc".isascii(), "é".isascii(), "".isalpha(), "".isascii(), "".isprintable(), "\n".isprintable(), "é".isidentifier(), "class".isidentifier(), "ǅ".istitle(), "٣".isdecimal(), "a b".islower(), "1".islower(), "\u00a0".isspace(), "\x85".isspace(), "\u200b".isspace()
"a{}b{}".format(1, 2), "{0}{1}{0}".format("a", "b"), "{x}{y!r}".format(x=1, y="s"), "{0[a]} {0[b][0]} {1.real}".format({"a": 1, "b": [2]}, 5), "{:>{w}}".format("a", w=5), "{!s:^7}".format("x"), "{{}}".format(), "{:{}{}}".format("a", "*^", 5), "{0.__class__.__name__}".format(1), "{:%Y}".format(__import__("datetime").date(2020, 1, 1)), "{0[0]}{0[-1]}".format({0: "z", "-1": "neg"})
"{}".format()
"{0}{}".format(1, 2)
"{}{0}".format(1, 2)
"{".format()
"}".format()
"{x}".format()
"{!z}".format(1)
"{0[}".format([1])
"{0.x}".format(1)
"{0[5]}".format([1])
"{:d}".format("x")
"{0!r:>5".format(1)
"{a}".format_map({"a": 1}), "{a[b]}".format_map({"a": {"b": 2}})
"%s %r %a %%" % ("é", "é", "é"), "%(a)s %(b)05d" % {"a": 1, "b": 2}, "%5s|%-5s|%.2s" % ("ab", "cd", "efgh"), "%*d %-*d|" % (5, 1, 5, 2), "%.*f" % (2, 3.14159), "%s" % (1,), "%s" % [1, 2], "%s %s" % ("a", (1, 2)), "%c%c" % (65, "é"), "x" % (), "%(x)s%%" % {"x": 1}, "%s" % {}, "%i%u" % (1, 2), "%ld" % 5
"%s"  % ()
"%s %s" % "a"
"x" % 1
"%d" % "a"
"%(a)s" % 1
"%(a)s" % {}
"%q" % 1
"%" % 1
"%(a" % {}
"%*d" % ("a", 1)
"%s" % (1, 2)
"abc".encode(), u.encode("utf-8"), "é".encode("latin-1"), "é✓".encode("ascii", "replace"), "é✓".encode("ascii", "ignore"), "é✓".encode("ascii", "xmlcharrefreplace"), "é😀".encode("ascii", "backslashreplace"), "é".encode("ascii", "namereplace"), "a\udc80".encode("utf-8", "surrogateescape"), "\ud800".encode("utf-8", "surrogatepass"), "é😀".encode("utf-16"), "é".encode("utf-16-le"), "é".encode("utf-32-be"), "é".encode("cp1252"), "a+é".encode("utf-7"), "é".encode("unicode_escape"), "\ud800".encode("utf-8", "replace")
"é✓".encode("ascii")
"é✓".encode("latin-1")
"\ud800".encode()
"a".encode("nope")
"é".encode("ascii", "nope")
"abc".translate({97: "X", 98: None, 99: 0x1F600}), "abc".translate(str.maketrans("ab", "xy")), "abc".translate(str.maketrans("a", "x", "c")), "abc".translate(str.maketrans({"a": "long", 98: "B"})), "abc".translate({})
str.maketrans("ab", "x")
str.maketrans({"ab": 1})
"abc".translate({97: 0x110000})
"a\tb\tcd\te".expandtabs(), "a\tb".expandtabs(4), "\t\n\t".expandtabs(2), "a\tb".expandtabs(0), "é\tb".expandtabs(3)
s[0], s[-1], s[1:4], s[::-1], s[::2], s[10:], u[8], u[11], u[::-1], u[-3:], len(u), s[True], s[5:1], s[100:]
s[100]
s["a"]
s[1.0]
s + "x", s * 2, 2 * "ab", "ab" * -1, "a" in s, "H" in s, "" in s, "ell" in s, "é" in u, s == "Hello, World", s < "Z", "a" < "é", "a" < "b" < "c", "" < "a", s != 5, "\ud800" < "\U00010000", max(u), min(s), sorted("hello")
5 in s
s + 5
"a" < 5
repr("a'b"), repr('a"b'), repr("a'b\"c"), repr("\n\t\r\\\0\x7f"), repr("é✓😀"), repr("\ud800\u200b\xad\u2028"), ascii("é✓😀\ud800"), str(b"abc", "ascii"), str(b"\xc3\xa9", "utf-8"), str(5), str(), str(object=1), str(b"x"), str(None), repr(S("x")), str(S("x")), type(str(S("x"))).__name__, S("a") + "b", type(S("a") + "b").__name__, S("a").upper()
str(b"\xff", "utf-8")
str(b"x", 5)
str(5, "utf-8")
hash("a") == hash("a"), "ab" "cd" is "abcd" or True, chr(233), chr(0x1F600), ord("é"), ord("😀"), "\N{BULLET}", "a".__contains__("a"), "abc".__getitem__(1), "ab".__mul__(2), "a".__add__("b"), "%d".__mod__(5), "x".__format__(">3"), "é".__len__(), "ab".__iter__().__next__()
format("abc", "10"), format("abc", ">10"), format("abc", "^10"), format("abc", "*<10"), format("abc", ".2"), format("abc", "5.2"), format("abc", "s"), format("é", "✓^5"), format("abc", "05")
format("abc", "d")
format("abc", "=10")
format("abc", ",")
format("abc", "+")
format("abc", "#")
''')
