"""Runs programs that arrive on standard input and answers with what each prints: see fuzz_test.go.

A program comes as a line with its length in bytes and then its text; the answer goes back the same way.
"""
import sys


def lim(x, depth=0):
    """Keep values small, so that no generated loop makes a giant."""
    t = type(x)
    if t is int:
        return x if -10 ** 40 < x < 10 ** 40 else x % 1000003
    if t is str or t is bytes or t is tuple:
        x = x[:40]
        return tuple(lim(y, depth + 1) for y in x) if t is tuple and depth < 4 else x if t is not tuple else ()
    if t is list:
        return [lim(y, depth + 1) for y in x[:12]] if depth < 4 else []
    if t is dict:
        return {k: lim(v, depth + 1) for k, v in list(x.items())[:12]} if depth < 4 else {}
    if t is set:
        return x if len(x) < 12 else set()
    return x


def show(x, depth=0):
    """A text for a value that is the same in every process."""
    t = type(x)
    if depth > 6:
        return "..."
    if t is set or t is frozenset:
        return t.__name__ + "{" + ", ".join(sorted(show(y, depth + 1) for y in x)) + "}"
    if t is list or t is tuple:
        return ("[%s]" if t is list else "(%s)") % ", ".join(show(y, depth + 1) for y in x)
    if t is dict:
        return "{%s}" % ", ".join(show(k, depth + 1) + ": " + show(v, depth + 1) for k, v in x.items())
    if t is str and ("0x" in x or "x0" in x):
        return "<a text with an address>"
    if t in (int, float, str, bytes, bool, complex, range, slice, type(None)):
        return ascii(x)
    return "<%s>" % t.__name__


def run(source):
    out = []

    def say(*args):
        if len(out) < 500:
            out.append(" ".join(map(show, args)))

    def trouble(e):
        text = str(e)
        out.append("%s: %s" % (type(e).__name__, ascii(text) if " at 0x" not in text else "..."))
    try:
        exec(compile(source, "<fuzz>", "exec"), {"say": say, "lim": lim, "trouble": trouble, "__name__": "fuzz"})
    except BaseException as e:
        trouble(e)
    return "\n".join(out)


def main():
    rd, wr = sys.stdin.buffer, sys.stdout.buffer
    while line := rd.readline():
        answer = run(rd.read(int(line)).decode()).encode("ascii", "backslashreplace")
        wr.write(b"%d\n" % len(answer) + answer)
        wr.flush()


main()
