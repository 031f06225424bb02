# The benchmark table: (name, pattern, flags, text, what). what is "find"
# (iterate over all matches) or "match" (one match at the start). Run directly
# to time them on the interpreter; BenchmarkOracle reads the same table.
import re, sys
from re import I, M, S

words = "the quick brown fox jumps over the lazy dog and runs away from 12 hungry wolves "
mail = ("contact us at info@example.com or sales.team@shop.example.co.uk today; " + words) * 20
log = '127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /apache_pb.gif?x=1 HTTP/1.0" 200 2326\n' * 50
code = "def foo(a, b=10):\n    return a * (b + 3.14) - bar[a // 2] != 'x' # note\n" * 50
html = '<div class="a b"><a href="/x/y?z=1" id="q">text</a> and <br/> more <i>it</i></div>\n' * 40
dates = "on 2024-02-29 and 1999-12-31T23:59:59Z then nothing for a while, " * 50
cyr = "\u0441\u044a\u0435\u0448\u044c \u0435\u0449\u0451 \u044d\u0442\u0438\u0445 \u043c\u044f\u0433\u043a\u0438\u0445 1234 \u0431\u0443\u043b\u043e\u043a " * 60
emoji = "smile \U0001F600 and go on, " * 80
json_text = '{"name": "value", "list": [1, 2.5, -3e10, true, null], "s": "a\\"b\\\\c"} ' * 40

table = [
    ("literal", "wolves", 0, words * 50, "find"),
    ("literal-rare", "zebra", 0, words * 50, "find"),
    ("literal-nocase", "wolves", I, words * 50, "find"),
    ("email", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", 0, mail, "find"),
    ("date", r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)Z)?", 0, dates, "find"),
    ("log", r'(\S+) (\S+) (\S+) \[([^\]]+)\] "(\w+) (\S+) ([^"]*)" (\d{3}) (\d+|-)', 0, log, "find"),
    ("tokens", r"(?P<num>\d+(?:\.\d*)?)|(?P<id>[A-Za-z_]\w*)|(?P<str>'[^'\n]*')|(?P<cmt>#.*)|(?P<op>[-+*/=!<>]=?|[()\[\]:,.])|(?P<nl>\n)|(?P<ws>[ \t]+)|(?P<bad>.)", 0, code, "find"),
    ("alt-star", "(a|b)*c", 0, "ab" * 1000 + "c", "match"),
    ("alt-star-nocapture", "(?:a|b)*c", 0, "ab" * 1000 + "c", "match"),
    ("alt-star-ambiguous", "(?:a|b|ab)*c", 0, "ab" * 1000 + "c", "match"),
    ("words", r"\w+", 0, words * 20, "find"),
    ("words-two", r"(\w+)\s+(\w+)", 0, words * 20, "find"),
    ("keywords", r"\b(?:fox|dog|wolf|wolves|cat|mouse)\b", 0, words * 20, "find"),
    ("dot-star", r".*wolves", 0, words * 20, "match"),
    ("lazy", r"<.*?>", 0, html, "find"),
    ("tags", r'<(\w+)(?:\s+\w+="[^"]*")*\s*/?>', 0, html, "find"),
    ("lookahead", r"\w+(?=\()|\d+(?!\.)", 0, code, "find"),
    ("lookbehind", r"(?<=\$)\d+|(?<!\w)[a-z]+", 0, words * 10, "find"),
    ("string", r'"(?:[^"\\]|\\.)*"', 0, json_text, "find"),
    ("number", r"(-?(?:0|[1-9]\d*))(\.\d+)?([eE][-+]?\d+)?", 0, json_text, "find"),
    ("backref", r"(\w)\1", 0, words * 20, "find"),
    ("strip", r"^\s+|\s+$", 0, "   " + words * 20 + "   ", "find"),
    ("lines", r"^.*$", M, code, "find"),
    ("whitespace", r"\s+", 0, words * 20, "find"),
    ("comment", r"/\*.*?\*/", S, ("x = 1; /* a longer comment\n over lines */ " + words) * 20, "find"),
    ("backtrack", r"(?:a+)+b", 0, "a" * 18, "match"),
    ("backtrack-star", r"(x+x+)+y", 0, "x" * 16, "match"),
    ("cyr-words", r"\w+", 0, cyr, "find"),
    ("cyr-literal", "\u0431\u0443\u043b\u043e\u043a", 0, cyr, "find"),
    ("cyr-nocase", "\u0431\u0443\u043b\u043e\u043a", I, cyr, "find"),
    ("cyr-range", "[\u0430-\u044f\u0451]+", 0, cyr, "find"),
    ("emoji", "[\U0001F300-\U0001FAFF]", 0, emoji, "find"),
    ("bytes-header", rb"([A-Za-z-]+): ([^\r\n]*)\r\n", 0, b"Content-Type: text/html; charset=utf-8\r\nHost: example.org\r\n" * 30, "find"),
    ("short-match", r"(\d+)-(\d+)", 0, "123-456", "match"),
    ("short-fail", r"[a-z]+\d", 0, "hello", "match"),
]


def bench():
    import time
    for name, pattern, flags, text, what in table:
        rx = re.compile(pattern, flags)
        if what == "find":
            # scanner objects cost least around the engine itself
            def once():
                search = rx.scanner(text).search
                n = 0
                while search():
                    n += 1
                return n
        else:
            def once():
                return rx.match(text)
        n, best = 1, 1e9
        for _ in range(7):
            t = time.perf_counter()
            for _ in range(n):
                once()
            dt = time.perf_counter() - t
            best = min(best, dt / n)
            if dt < .02:
                n = max(1, int(.03 / max(dt / n, 1e-9)))
        print("%-22s %12.0f ns" % (name, best * 1e9))


def units(s):
    return list(s) if isinstance(s, bytes) else [ord(c) for c in s]


if __name__ == "__main__":
    if sys.argv[1:] == ["codes"]:
        import json
        from re import _compiler, _parser
        for name, pattern, flags, text, what in table:
            p = _parser.parse(pattern, flags)
            rx = re.compile(pattern, flags)
            n = sum(1 for _ in rx.finditer(text)) if what == "find" else int(bool(rx.match(text)))
            print(json.dumps({"name": name, "code": [int(c) for c in _compiler._code(p, flags)], "groups": rx.groups,
                              "text": units(text), "bytes": isinstance(text, bytes), "find": what == "find", "n": n}))
    else:
        bench()
