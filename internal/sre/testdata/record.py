"""Record what CPython 3.14 does with patterns, as JSON lines for the tests of this package.

Run with the oracle: python3 record.py cases > cases.jsonl      (the table in cases.py)
                     python3 record.py fuzz SEED COUNT          (random patterns)
                     python3 record.py retests FILE             (a re_tests.py of CPython's suite)
"""
import json, random, signal, sys, warnings
warnings.simplefilter("ignore")
import re
from re import _parser, _compiler


class TooSlow(Exception):
    pass


def too_slow(*args):
    raise TooSlow


signal.signal(signal.SIGALRM, too_slow)


def units(s):
    return list(s) if isinstance(s, bytes) else [ord(c) for c in s]


def shot(m):
    if m is None:
        return None
    flat = [x for span in m.regs for x in span]
    return [flat, m.lastindex if m.lastindex is not None else -1]


def record(pattern, flags, subjects):
    """One line per pattern: its code list and the results on each subject."""
    try:
        p = _parser.parse(pattern, flags)
        code = [int(c) for c in _compiler._code(p, flags)]
        rx = re.compile(pattern, flags)
    except (re.error, OverflowError, RecursionError, ValueError):
        return None
    out = []
    for subject in subjects:
        pos, end = 0, 1 << 40
        if isinstance(subject, tuple):
            subject, pos, end = subject
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        try:
            last = min(end, len(subject))
            its = [shot(m) for m in rx.finditer(subject, pos, last)]
            out.append({
                "text": units(subject), "bytes": isinstance(subject, bytes), "pos": pos, "end": last,
                "m": shot(rx.match(subject, pos, last)), "f": shot(rx.fullmatch(subject, pos, last)),
                "s": shot(rx.search(subject, pos, last)), "it": its,
            })
        except SystemError:
            pass
        except TooSlow:
            return None
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    return {"pattern": ascii(pattern), "flags": int(rx.flags), "code": code, "groups": rx.groups, "subjects": out}


def emit(rec, must=False):
    if must and rec is None:
        sys.exit("bad pattern in the table")
    if rec is not None:
        print(json.dumps(rec, separators=(",", ":")))


class Gen:
    def __init__(self, rnd):
        self.r = rnd
        self.groups = 0
        self.closed = []
        self.alpha = rnd.choice(["ab", "abc", "abAB", "aß\u017fsS", "aK\u212a\u0430\u0410", "ab\n", "a1_ -", "a\U00010400\U00010428b"])

    def char(self):
        c = self.r.choice(self.alpha)
        return re.escape(c)

    def cls(self):
        r = self.r
        n = r.randint(1, 3)
        items = []
        for _ in range(n):
            k = r.random()
            if k < .5:
                items.append(self.char())
            elif k < .7:
                a, b = sorted([r.choice(self.alpha), r.choice(self.alpha)])
                items.append(re.escape(a) + "-" + re.escape(b))
            else:
                items.append(r.choice([r"\d", r"\w", r"\s", r"\D", r"\W", r"\S"]))
        return "[" + r.choice(["", "", "^"]) + "".join(items) + "]"

    def atom(self, d, fixed=False):
        r = self.r
        k = r.random()
        if d <= 0 or k < .35:
            return self.char()
        if k < .45:
            return self.cls()
        if k < .5:
            return r.choice([".", r"\w", r"\d", r"\s", r"\W", r"(?:.|%s)" % self.char()])
        if k < .57:
            return r.choice(["^", "$", r"\b", r"\B", r"\A", r"\Z"])
        if k < .62 and self.closed:
            g = r.choice(self.closed)
            return r.choice([r"(?:\%d)" % g, r"(?(%d)%s|%s)" % (g, self.seq(d - 1), self.seq(d - 1)), r"(?(%d)%s)" % (g, self.seq(d - 1))])
        if k < .67:
            return r.choice(["(?=%s)", "(?!%s)"]) % self.alt(d - 1)
        if k < .70:
            return r.choice(["(?<=%s)", "(?<!%s)"]) % "".join(self.char() for _ in range(r.randint(1, 2)))
        if k < .72:
            return r.choice(["(?<=(%s))", "(?<!%s)"]) % self.seqfixed(d)
        if k < .76:
            return "(?>%s)" % self.alt(d - 1)
        if k < .86:
            return "(?:%s)" % self.alt(d - 1)
        if k < .88:
            return "(?%s:%s)" % (r.choice(["i", "s", "m", "-i", "i-s"]), self.alt(d - 1))
        self.groups += 1
        g = self.groups
        s = "(" + self.alt(d - 1) + ")"
        self.closed.append(g)
        return s

    def seqfixed(self, d):
        self.groups += 1  # group numbers only have to be plausible
        return "".join(self.char() for _ in range(self.r.randint(1, 2)))

    def rep(self, d):
        r = self.r
        a = self.atom(d)
        if a in "^$" or a.startswith(("\\A", "\\Z", "\\b", "\\B")):
            a = "(?:%s)" % a if r.random() < .5 else a
            if not a.startswith("(?:"):
                return a
        if r.random() < .45:
            q = r.choice(["*", "+", "?", "{2}", "{1,2}", "{0,2}", "{2,}", "{,3}", "{1,3}"])
            q += r.choice(["", "", "", "?", "?", "+"])
            return a + q
        return a

    def seq(self, d):
        return "".join(self.rep(d) for _ in range(self.r.choice([0, 1, 1, 2, 2, 3])))

    def alt(self, d):
        return "|".join(self.seq(d) for _ in range(self.r.choice([1, 1, 1, 2, 2, 3, 4])))


def fuzz(seed, count):
    rnd = random.Random(seed)
    for _ in range(count):
        g = Gen(rnd)
        p = g.alt(rnd.choice([1, 2, 2, 3, 3]))
        flags = 0
        for f in (re.I, re.M, re.S):
            if rnd.random() < .15:
                flags |= f
        subjects = []
        for _ in range(6):
            s = "".join(rnd.choice(g.alpha) for _ in range(rnd.choice([0, 1, 2, 3, 4, 6, 9, 12])))
            if rnd.random() < .2:
                s += rnd.choice(["\n", "\u0430", "\U0001F600", "\xe9", "\udc80"])
            if rnd.random() < .2:
                s = (s, rnd.randint(0, 4), rnd.randint(0, 10))
            subjects.append(s)
        if g.alpha.isascii() and rnd.random() < .3:
            p = p.encode()
            if rnd.random() < .3:
                flags |= re.L
            subjects = [(s[0].encode("utf-8", "replace"),) + s[1:] if isinstance(s, tuple) else s.encode("utf-8", "replace") for s in subjects]
        elif rnd.random() < .2:
            flags |= re.A
        emit(record(p, flags, subjects))


def retests(path):
    space = {}
    exec(compile(open(path).read(), path, "exec"), space)
    for t in space["tests"]:
        pattern, subject = t[0], t[1]
        emit(record(pattern, 0, [subject, subject + "\u0430", ("x" + subject, 1, 1 << 40)]))
        emit(record(pattern, re.I, [subject, subject.upper()]))
        emit(record(pattern, re.M, [subject]))
        try:
            emit(record(pattern.encode("ascii"), 0, [subject.encode("utf-8")]))
        except UnicodeEncodeError:
            pass


if __name__ == "__main__":
    what = sys.argv[1]
    if what == "cases":
        space = {}
        exec(open(sys.argv[2]).read(), space)
        for pattern, flags, subjects in space["cases"]:
            byte = [s for s in subjects if isinstance(s, bytes)]
            if isinstance(pattern, str):  # bytes subjects get a bytes pattern
                emit(record(pattern, flags, [s for s in subjects if s not in byte]), True)
                if byte:
                    emit(record(pattern.encode(), flags, byte), True)
            else:
                emit(record(pattern, flags, subjects), True)
    elif what == "fuzz":
        fuzz(int(sys.argv[2]), int(sys.argv[3]))
    elif what == "retests":
        retests(sys.argv[2])
