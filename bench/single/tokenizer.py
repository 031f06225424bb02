"""A tokenizer, a parser and an evaluator for arithmetic, written by hand, character by character."""
N = 5800

SOURCE = "x = 3 + 4 * (2 - 1.5) / y ; foo_bar = (x + 12) * -7 % 5 ; z = foo_bar ** 2 - x // 2 ; "


def tokens(text):
    i, n, out = 0, len(text), []
    while i < n:
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c == ".":
            j = i
            while j < n and (text[j].isdigit() or text[j] == "."):
                j += 1
            lit = text[i:j]
            out.append(("num", float(lit) if "." in lit else int(lit)))
            i = j
        elif c.isalpha() or c == "_":
            j = i
            while j < n and (text[j].isalnum() or text[j] == "_"):
                j += 1
            out.append(("name", text[i:j]))
            i = j
        elif text[i:i + 2] in ("**", "//"):
            out.append(("op", text[i:i + 2]))
            i += 2
        else:
            out.append(("op", c))
            i += 1
    out.append(("end", ""))
    return out


class Parser:
    LEVELS = [("+", "-"), ("*", "/", "//", "%")]

    def __init__(self, toks):
        self.toks, self.i = toks, 0

    def peek(self):
        return self.toks[self.i]

    def take(self):
        t = self.toks[self.i]
        self.i += 1
        return t

    def binary(self, level):
        if level == len(self.LEVELS):
            return self.unary()
        left = self.binary(level + 1)
        while self.peek()[0] == "op" and self.peek()[1] in self.LEVELS[level]:
            op = self.take()[1]
            left = (op, left, self.binary(level + 1))
        return left

    def unary(self):
        if self.peek() == ("op", "-"):
            self.take()
            return ("neg", self.unary())
        base = self.atom()
        if self.peek() == ("op", "**"):
            self.take()
            return ("**", base, self.unary())
        return base

    def atom(self):
        kind, v = self.take()
        if kind == "num":
            return ("num", v)
        if kind == "name":
            return ("name", v)
        e = self.binary(0)
        self.take()
        return e

    def program(self):
        out = []
        while self.peek()[0] != "end":
            name = self.take()[1]
            self.take()
            out.append((name, self.binary(0)))
            self.take()
        return out


def ev(e, env):
    match e:
        case ("num", v):
            return v
        case ("name", n):
            return env[n]
        case ("neg", a):
            return -ev(a, env)
        case (op, a, b):
            x, y = ev(a, env), ev(b, env)
            if op == "+":
                return x + y
            if op == "-":
                return x - y
            if op == "*":
                return x * y
            if op == "/":
                return x / y
            if op == "//":
                return x // y
            if op == "%":
                return x % y
            return x ** y


def bench(n):
    total = 0.0
    for k in range(1, n):
        env = {"y": k}
        for name, e in Parser(tokens(SOURCE * 3)).program():
            env[name] = ev(e, env)
        total += env["z"]
    return round(total, 6)


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
