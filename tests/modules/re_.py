# re.
import re
def t(p, s, f=0):
    try:
        m = re.search(p, s, f)
        print(repr(p), ascii(s), m and (m.span(), ascii(m.groups()), ascii(m.groupdict()), m.lastindex))
    except (re.error, OverflowError) as e:
        print(repr(p), "error:", e, getattr(e, "pos", ""))
for p, s in (("a*b", "xaaab"), ("(a|b)*c", "ababc"), ("(?P<x>\\d+)-(?P=x)", "12-12"), ("^abc$", "abc\n"), ("a{2,3}", "aaaa"), ("a{2,3}?", "aaaa"), ("a{,2}", "aaa"), ("[^a-c\\d]+", "abc123xyz"), ("\\bfoo\\b", "a foo b"), ("(?i)ABC", "xabc"), ("(?:a|ab)(?:c|bcd)(d*)", "abcd"), ("(?<=x)y", "xy"), ("(?<!x)y", "xyzy"), ("(?=a)\\w", "ba"), ("(?!a)\\w", "ab"), ("(a)?(?(1)b|c)", "ab c"), (".", "\n"), ("(?s).", "\n"), ("(?m)^b", "a\nb"), ("(?x) a  b # comment", "ab"), ("[\\]\\-a]+", "]-a"), ("\\w+", "naïve ✓"), ("(?a)\\w+", "naïve"), ("\\d+", "٣٤"), ("[é-ü]", "ö"), ("(?i)É", "é"), ("(?i)ſ", "S"), ("x*", "aaa"), ("(x*)*", "xx"), ("(a*)+", "b"), ("(?>a+)ab", "aaab"), ("a++b", "aaab"), ("(?:a+)+$", "aaaaaaaaaaaaaaaaaaaaaaab"), ("\\A\\w\\Z", "a"), ("[[]", "["), ("(((((((((((a)))))))))))\\11", "aa"), ("\\x41\\u00e9\\N{BULLET}\\n\\t", "A\u00e9\u2022\n\t"), ("(?P<n>a)(?P<m>b)?", "a"), ("(?i:a)b", "Ab"), ("(?-i:a)b", "ab"), ("\\z", "abc")):
    t(p, s)
for p in ("(", ")", "[a", "a**", "*a", "(?P<1>a)", "(?P<n>a)(?P<n>b)", "(?P=x)", "\\1", "(?<=a+)b", "a{3,2}", "[z-a]", "(?Z)", "\\", "(?P<n", "(?(1)a|b|c)", "(?i", "a(?i)b", "\\q", "[\\q]", "(?P", "x{99999999999}", "\\N{nope}", "(?#", "(?<a", "\\x4", "++", "(?L)a"):
    t(p, "x")
print(re.findall("a(b)?", "ab a"), re.findall("\\w", "ab"), re.findall("(a)(b)", "abab"), re.split(",", "a,b,,c"), re.split("(,)", "a,b"), re.split("", "ab"), re.split("x*", "axbc"), re.split(",", "a,b,c", maxsplit=1), re.sub("a", "b", "aaa"), re.sub("a", "b", "aaa", count=2), re.sub("(a)(b)?", "[\\1\\g<2>\\g<0>]", "ab a"), re.sub("x*", "-", "abc"), re.sub("\\w", lambda m: m.group().upper() * 2, "ab"), re.subn("a", "", "banana"), re.sub("(?P<n>a)", "\\g<n>!", "a"), re.escape("a.b*c é\n"), re.sub("a", r"\n\t\\", "a"))
for f in (lambda: re.sub("a", "\\2", "a"), lambda: re.sub("a", "\\g<x>", "a"), lambda: re.sub("a", "\\q", "a"), lambda: re.match(b"a", "a"), lambda: re.match("a", b"a"), lambda: re.compile("a").match("a").group(3), lambda: re.match("a", "a")["x"], lambda: re.compile(5), lambda: re.search("a", 5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
m = re.match("(?P<a>\\w)(\\w)?(?P<c>\\d)?", "xy-")
print(m, m.group(), m.group(1, 2, 3), m["a"], m.start(2), m.end(3), m.span("c"), m.groups("d"), m.groupdict("e"), m.string, m.pos, m.endpos, m.re.pattern, m.lastgroup, m.expand("\\1-\\g<a>"), m.re.groupindex["c"], bool(m))
p = re.compile("b", re.I | re.M)
print(p, p.flags, p.groups, p.search("aBb", 2).span(), p.match("ab", 1).span(), p.fullmatch("b"), p.fullmatch("bb"), p == re.compile("b", re.I | re.M), p.findall("abB", 1, 2), repr(re.compile(b"x")), re.compile(p) is p)
print([x.span() for x in re.finditer("a|", "aab")], re.findall(rb"\d", b"a1b2"), re.sub(b"a", b"b", b"aa"), repr(re.I | re.S), re.I.value, re.purge())
print(re.findall(r"[^\W\d_]+|\d+|[^\w\s]", "foo_12 bar+=é9!"), re.split(r"\s*[,;]\s*", "a , b;c ;d"), re.findall(r"(?:^|,)([^,]*)", "a,,b"))
scanner = re.Scanner([(r"\d+", lambda s, x: int(x)), (r"\w+", lambda s, x: x), (r"\s+", None)])
print(scanner.scan("ab 12 c3 !"))
