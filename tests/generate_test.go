package tests

// This file implements a generator of Python programs: random, valid, finite, and printing as they go.

import (
	"fmt"
	"math/rand"
	"strings"
)

// generator writes one program. Values are held small by lim(), loops are bounded, and everything that may raise does so
// inside a try that reports the exception.
type generator struct {
	r      *rand.Rand
	b      strings.Builder
	indent int
	vars   []string // assigned names in scope
	funcs  []function
	names  int
	inFunc int
	inLoop int
	budget int
}

type function struct {
	name string
	args int
	gen  bool
}

// generate returns the program of a seed.
func generate(seed int64) string {
	g := &generator{r: rand.New(rand.NewSource(seed)), budget: 60}
	// Most of the work is done with variables that keep their kind, so that programs get somewhere; the rest take anything.
	for _, k := range []string{"n", "s", "l", "d"} {
		g.line("%s1 = %s\n%s2 = %s", k, g.typed(k, 0), k, g.typed(k, 0))
	}
	for range 2 + g.r.Intn(3) {
		v := g.fresh("v")
		g.line("%s = %s", v, g.literal(2))
		g.vars = append(g.vars, v)
	}
	g.line("class Op:\n    def __init__(self, v): self.v = v\n    def __add__(self, o): return Op(lim(self.v + (o.v if type(o) is Op else o)))\n" +
		"    def __eq__(self, o): return type(o) is Op and self.v == o.v\n    def __hash__(self): return hash(self.v)\n    def __getitem__(self, i): return self.v[i]\n" +
		"    def __repr__(self): return 'Op(' + repr(self.v) + ')'\n    def __len__(self): return len(self.v)\n    def __lt__(self, o): return self.v < o.v\n    def __enter__(self): say('enter'); return self.v\n" +
		"    def __exit__(self, t, e, tb): say('exit', t and t.__name__); return t is KeyError\n    def __iter__(self): yield from self.v\n    def __contains__(self, x): return x == self.v\n    def __call__(self, *a): return (self.v, *a)")
	for g.budget > 0 {
		g.guarded()
	}
	g.line("say(n1, n2, s1, s2, l1, l2, d1, d2)")
	for _, v := range g.vars {
		g.line("say(%q, %s)", v, v)
	}
	return g.b.String()
}

func (g *generator) line(format string, a ...any) {
	for _, l := range strings.Split(fmt.Sprintf(format, a...), "\n") {
		g.b.WriteString(strings.Repeat("    ", g.indent))
		g.b.WriteString(l)
		g.b.WriteByte('\n')
	}
}

func (g *generator) fresh(prefix string) string {
	g.names++
	return fmt.Sprintf("%s%d", prefix, g.names)
}

func (g *generator) pick(s ...string) string { return s[g.r.Intn(len(s))] }

func (g *generator) anyVar() string { return g.vars[g.r.Intn(len(g.vars))] }

// block writes the statements of an indented suite, never empty; names made in it go out of scope with it.
func (g *generator) block(n int) {
	g.indent++
	vars, funcs := len(g.vars), len(g.funcs)
	g.line("pass")
	for range 1 + g.r.Intn(n) {
		g.statement()
	}
	g.vars, g.funcs = g.vars[:vars], g.funcs[:funcs]
	g.indent--
}

// guarded is a statement whose exception is reported.
func (g *generator) guarded() {
	g.line("try:")
	g.indent++
	g.statement()
	g.indent--
	g.line("except Exception as e:\n    trouble(e)")
}

func (g *generator) statement() {
	g.budget--
	if g.budget < -40 || g.indent > 5 {
		g.line("say(%s)", g.expr(1))
		return
	}
	switch g.r.Intn(32) {
	case 24, 25, 26, 27, 28:
		k := g.pick("n", "s", "l", "d")
		if g.inFunc > 0 {
			g.line("loc = lim(%s)\nsay(loc)", g.typed(k, 3))
			return
		}
		g.line("%s%d = lim(%s)", k, 1+g.r.Intn(2), g.typed(k, 3))
	case 29:
		g.line("l%d.%s(%s)", 1+g.r.Intn(2), g.pick("append", "insert(1, 5) or l1.append", "remove", "index", "count"), g.typed("n", 1))
	case 30:
		g.line("d%d[%s] = %s", 1+g.r.Intn(2), g.pick("'k'", "n1", "s1", "(n1, s2)"), g.typed(g.pick("n", "s", "l"), 2))
	case 31:
		g.line("say(%s, %s)", g.typed("n", 3), g.typed(g.pick("s", "l", "d"), 3))
	case 0, 1, 2:
		if g.indent <= 1 && g.inFunc == 0 && g.r.Intn(3) == 0 {
			v := g.fresh("v")
			g.line("%s = None\n%s = lim(%s)", v, v, g.expr(3))
			g.vars = append(g.vars, v)
			return
		}
		g.line("%s = lim(%s)", g.local(), g.expr(3))
	case 3, 4:
		g.line("say(%s, %s)", g.expr(3), g.expr(2))
	case 5:
		v := g.local()
		g.line("%s %s= %s\n%s = lim(%s)", v, g.pick("+", "-", "*", "//", "%", "&", "|", "^", "/"), g.expr(1), v, v)
	case 6:
		g.line("if %s:", g.expr(2))
		g.block(3)
		if g.r.Intn(2) == 0 {
			g.line("elif %s:", g.expr(1))
			g.block(2)
		}
		if g.r.Intn(2) == 0 {
			g.line("else:")
			g.block(2)
		}
	case 7, 8:
		i := g.fresh("i")
		g.line("for %s in %s:", i, g.pick("range(3)", "range(5, 0, -2)", "'abc'", "[1, 'x', None]", "enumerate('ab')", "{1: 2, 'k': 3}", "list("+g.anyVar()+")[:4]", "zip([1, 2], 'xy')", "sorted({3, 1, 2})"))
		g.vars = append(g.vars, i)
		g.inLoop++
		g.block(3)
		g.inLoop--
		if g.r.Intn(3) == 0 {
			g.line("else:")
			g.block(1)
		}
		g.vars = g.vars[:len(g.vars)-1]
	case 9:
		w := g.fresh("w")
		g.line("%s = %d\nwhile %s > 0:", w, 1+g.r.Intn(5), w)
		g.line("    %s -= 1", w)
		g.inLoop++
		g.block(2)
		g.inLoop--
	case 10, 11:
		g.line("try:")
		g.block(3)
		switch g.r.Intn(4) {
		case 0:
			g.line("except %s as e:\n    trouble(e)", g.pick("ZeroDivisionError", "TypeError", "(ValueError, KeyError)", "LookupError", "ArithmeticError", "Exception"))
			g.line("else:")
			g.block(1)
		case 1:
			g.line("finally:\n    say('finally')")
		case 2:
			g.line("except %s:\n    say('caught')\nfinally:", g.pick("TypeError", "IndexError", "AttributeError", "Exception"))
			g.block(1)
		default:
			g.line("except (TypeError, ValueError) as e:\n    trouble(e)\n    raise %s", g.pick("KeyError('again') from e", "RuntimeError('next')", "", "IndexError from None"))
		}
	case 12, 13, 14:
		g.function()
	case 15:
		if g.inLoop > 0 {
			g.line("if %s: %s", g.expr(1), g.pick("break", "continue"))
		} else {
			g.line("assert %s, %s", g.expr(2), g.expr(1))
		}
	case 16:
		if g.inFunc > 0 {
			g.line("return %s", g.expr(2))
		} else {
			g.line("say(*%s)", g.pick("[1, 2]", "'ab'", g.anyVar()))
		}
	case 17:
		g.line("with Op(%s) as %s, Op(1):", g.expr(1), g.local())
		g.block(2)
	case 18:
		a, b := g.local(), g.local()
		g.line("%s, %s = %s", a, g.pick(b, "*"+b), g.pick("1, 2", "'ab'", "[1, 2, 3]", g.expr(1)))
	case 19:
		g.line("match %s:", g.expr(2))
		c := g.fresh("c")
		g.line("    case %s: say('first')", g.pick("1 | 2", "'a'", "None", "[1, _]", "True", "-1", "1.5"))
		g.line("    case %s: say('second', %s)", g.pick("["+c+", *_]", "{'k': "+c+"}", "int("+c+")", "str() as "+c, "("+c+", 2)", "float("+c+")", "list("+c+")", "{1: "+c+", **_rest}", "Op(v="+c+")"), c)
		g.line("    case %s if %s: say('third')", g.pick("_", "x", "[*x]"), g.expr(1))
		g.line("    case _: say('none')")
	case 20:
		v := g.anyVar()
		g.line("%s%s = %s", v, g.pick("[0]", "[1:2]", "['k']", "[-1]", ".attr"), g.expr(1))
	case 21:
		g.line("del %s%s", g.anyVar(), g.pick("[0]", "[1:]", "['k']", "[-1]"))
	case 22:
		g.line("raise %s", g.pick("ValueError('raised')", "KeyError(1, 2)", "TypeError", "StopIteration(3)", "Exception("+g.expr(1)+")"))
	default:
		g.line("say(%s.%s)", g.anyVar(), g.pick("append(1)", "pop()", "upper()", "split()", "items()", "get('k', 0)", "strip('a')", "count(1)", "index('a')", "copy()", "bit_length()", "sort()", "reverse()", "extend('xy')", "add(1)", "update({1: 2})", "setdefault('q', [])", "find('b')", "replace('a', 'zz')", "real", "join(['1', '2'])", "keys() & {1}", "as_integer_ratio()", "encode()", "center(9, '*')", "zfill(5)", "is_integer()", "title()", "nope"))
	}
}

// local is a name to assign to: at the top any variable, in a function its own or a declared one.
func (g *generator) local() string {
	if g.inFunc > 0 {
		return g.pick("a", "b", "loc")
	}
	return g.anyVar()
}

// function defines a function, generator, closure or method and calls it.
func (g *generator) function() {
	if g.inFunc > 1 {
		g.line("say(%s)", g.expr(2))
		return
	}
	f := function{name: g.fresh("f"), args: g.r.Intn(3), gen: g.r.Intn(4) == 0}
	params := []string{"", "a", "a, b"}[f.args]
	extra := g.pick("", "", "k=%s", "*rest", "*, k=%s", "*rest, **kw")
	if strings.Contains(extra, "%s") {
		extra = fmt.Sprintf(extra, g.literal(0))
	}
	if params != "" && extra != "" {
		params += ", "
	}
	g.line("def %s(%s):", f.name, params+extra)
	g.indent++
	g.line("loc = %s", g.literal(1))
	for _, n := range []string{"a", "b"}[f.args:] {
		g.line("%s = %s", n, g.literal(0))
	}
	outer := g.vars
	g.vars = append(append([]string{}, outer...), "loc", "a", "b")
	loops := g.inLoop
	g.inLoop = 0
	g.inFunc++
	if f.gen {
		g.line("got = yield loc")
	}
	g.indent--
	g.block(4)
	g.indent++
	if f.gen {
		g.line("yield from %s", g.pick("[1, 2]", "'ab'", "(x for x in range(2))", "[]"))
	}
	if g.r.Intn(3) == 0 {
		g.line("inner = lambda q=1: (loc, q, %s)\nloc = %s\nreturn inner()", g.expr(1), g.expr(1))
	} else {
		g.line("return %s", g.expr(2))
	}
	g.inFunc--
	g.inLoop = loops
	g.vars = outer
	g.indent--
	if g.inFunc == 0 {
		g.funcs = append(g.funcs, f)
	}
	g.line("say(%s)", g.call(f, 1))
	if f.gen {
		g.line("say(lim(list(%s)))", g.call(f, 0))
	}
}

func (g *generator) call(f function, depth int) string {
	args := make([]string, f.args)
	for i := range args {
		args[i] = g.expr(depth)
	}
	if g.r.Intn(8) == 0 {
		args = append(args, g.pick("k=1", "*[1]", "**{'k': 2}", "zz=3", g.literal(0)))
	}
	return f.name + "(" + strings.Join(args, ", ") + ")"
}

func (g *generator) literal(depth int) string {
	n := 9
	if depth > 0 {
		n = 15
	}
	switch g.r.Intn(n) {
	case 0, 1:
		return g.pick("0", "1", "-1", "2", "7", "255", "-13")
	case 2:
		return g.pick("10**20", "2**48", "-2**63", "2**48 - 1", "-(2**48)", "123456789")
	case 3:
		return g.pick("1.5", "0.0", "-2.25", "1e300", "float('inf')", "0.1", "-0.0", "3.0")
	case 4, 5:
		return g.pick("'abc'", "''", "'a b a'", "'é✓'", "'12'", "'k'", "'\\n'")
	case 6:
		return g.pick("None", "True", "False", "b'ab'", "2j")
	case 7:
		return g.pick("()", "(1, 'a')", "[]", "{}", "set()", "range(3)")
	case 8:
		return g.pick("[3, 1, 2]", "{'k': 1}", "{1, 2}", "Op(3)", "Op([1, 2])")
	case 9, 10:
		return "[" + g.list(depth, g.literal) + "]"
	case 11:
		return "(" + g.literal(depth-1) + ", " + g.list(depth, g.literal) + ")"
	case 12, 13:
		return "{" + g.pick("'k'", "1", "'a'", "(1, 2)") + ": " + g.literal(depth-1) + ", " + g.pick("2", "'z'", "None", "1.0") + ": " + g.literal(depth-1) + "}"
	default:
		return g.pick("{2}", "frozenset([1])", "bytearray(b'xy')", "slice(1, 2)", "{'k': {'k': [1]}}")
	}
}

// typed is an expression of one kind: "n" an int (or now and then a float), "s" a str, "l" a list of ints, "d" a dict.
func (g *generator) typed(kind string, depth int) string {
	t := func(k string) string { return g.typed(k, depth-1) }
	v := kind + g.pick("1", "2")
	if depth <= 0 {
		if g.names > 0 && g.r.Intn(3) > 0 {
			return v
		}
		switch kind {
		case "n":
			return g.pick("0", "1", "-1", "2", "3", "10", "255", "-7", "2**48", "-(2**48)", "10**18", "1.5", "True", "2**63")
		case "s":
			return g.pick("'abc'", "''", "'Hello World'", "'12'", "'é✓😀'", "'a,b,c'", "' x '")
		case "l":
			return g.pick("[]", "[3, 1, 2]", "[1]", "list(range(5))", "[5, 5]", "[1.5, 2]")
		default:
			return g.pick("{}", "{'k': 1}", "{1: 'a', 'b': [2]}", "{x: x * x for x in range(3)}")
		}
	}
	switch kind {
	case "n":
		switch g.r.Intn(12) {
		case 0, 1, 2, 3:
			return "(" + t("n") + " " + g.pick("+", "-", "*", "//", "%", "+", "-", "*", "/") + " " + t("n") + ")"
		case 4:
			return "(" + t("n") + " " + g.pick("&", "|", "^") + " " + t("n") + ")"
		case 5:
			return g.pick("-", "+", "abs", "int", "round", "~") + "(" + t("n") + ")"
		case 6:
			return g.pick("len", "hash", "len") + "(" + t("s") + ")"
		case 7:
			return g.pick("len", "sum", "max", "min") + "(" + t("l") + ")"
		case 8:
			return t("l") + "[" + g.pick("0", "-1", "1", "n1 % 3") + "]"
		case 9:
			return "(" + t("n") + " " + g.pick("<", "<=", "==", "!=", ">", ">=") + " " + t("n") + g.pick("", " < "+t("n")) + ")"
		case 10:
			return t("d") + ".get(" + g.pick("'k'", "1", "n1", "s1") + ", " + t("n") + ")"
		default:
			return "(" + t("n") + " if " + t(g.pick("n", "s", "l")) + " else " + t("n") + ")"
		}
	case "s":
		switch g.r.Intn(9) {
		case 0, 1:
			return "(" + t("s") + " + " + t("s") + ")"
		case 2:
			return "(" + t("s") + " * (" + t("n") + " & 3))"
		case 3:
			return t("s") + g.pick(".upper()", ".lower()", ".title()", ".strip()", ".replace('a', 'bb')", ".center(9, '*')", ".zfill(6)", "[::-1]", "[1:]", "[-2:]", ".capitalize()", ".swapcase()", ".partition(',')[2]", ".ljust(5)", ".encode().decode()", ".removeprefix('a')")
		case 4:
			return g.pick("str", "repr", "ascii") + "(" + t(g.pick("n", "s", "l", "d")) + ")"
		case 5:
			return "f'" + "{" + v + g.pick("!r", "", ":>8", ":*^7", "!a") + "}-{n1" + g.pick("", ":>6", ":+", ":_", ":e", ":010.3f", "!s:5", ":,") + "}'"
		case 6:
			return "'" + g.pick("-", "", ", ") + "'.join(str(x) for x in " + t("l") + ")"
		case 7:
			return "'%s|%r' % (" + t("s") + ", " + t(g.pick("n", "l")) + ")"
		default:
			return "(" + t("s") + " or " + t("s") + ")"
		}
	case "l":
		switch g.r.Intn(9) {
		case 0, 1:
			return "(" + t("l") + " + " + t("l") + ")"
		case 2:
			return "[" + g.pick("x", "x * 2", "x + n1", "-x") + " for x in " + t("l") + g.pick("", " if x > 1", " if x % 2") + "]"
		case 3:
			return "sorted(" + t("l") + g.pick("", ", reverse=True", ", key=lambda x: -x", ", key=str") + ")"
		case 4:
			return t("l") + g.pick("[1:]", "[::-1]", "[:2]", "[::2]", "[-2:]", "[n1 % 3:]", ".copy()")
		case 5:
			return "[" + t("n") + ", " + t("n") + ", *" + t("l") + "]"
		case 6:
			return strings.Replace(g.pick("list(map(lambda x: x + 1, @))", "list(filter(None, @))", "list(reversed(@))", "[a + b for a, b in zip(@, range(9))]", "[i for i, x in enumerate(@)]", "list(dict.fromkeys(@))"), "@", t("l"), 1)
		case 7:
			return "[ord(c) for c in " + t("s") + "]"
		default:
			return "(" + t("l") + " * (" + t("n") + " & 1))"
		}
	default:
		switch g.r.Intn(5) {
		case 0:
			return "{**" + t("d") + ", " + g.pick("'z'", "n1", "s1") + ": " + t(g.pick("n", "s", "l")) + "}"
		case 1:
			return "{" + g.pick("x: x + 1", "str(x): x", "x % 3: x") + " for x in " + t("l") + "}"
		case 2:
			return "(" + t("d") + " | " + t("d") + ")"
		case 3:
			return "dict(zip(" + t("s") + ", " + t("l") + "))"
		default:
			return "{k: v for k, v in " + t("d") + ".items() if k != 'z'}"
		}
	}
}

func (g *generator) list(depth int, f func(int) string) string {
	items := make([]string, g.r.Intn(4))
	for i := range items {
		items[i] = f(depth - 1)
	}
	return strings.Join(items, ", ")
}

func (g *generator) expr(depth int) string {
	if depth <= 0 {
		if g.r.Intn(2) == 0 {
			return g.anyVar()
		}
		return g.literal(0)
	}
	e := func() string { return g.expr(depth - 1) }
	if g.r.Intn(2) == 0 {
		return g.typed(g.pick("n", "n", "s", "l", "d"), depth)
	}
	switch g.r.Intn(26) {
	case 0, 1, 2:
		return g.anyVar()
	case 3:
		return g.literal(1)
	case 4, 5, 6, 7:
		return "(" + e() + " " + g.pick("+", "-", "*", "/", "//", "%", "&", "|", "^", "+", "-", "+", "*") + " " + e() + ")"
	case 8, 9:
		return "(" + e() + " " + g.pick("<", "<=", "==", "!=", ">", ">=", "is", "in", "not in", "is not") + " " + g.anyVar() + ")"
	case 10:
		return "(" + e() + " " + g.pick("and", "or") + " " + e() + ")"
	case 11:
		return "(" + g.pick("not ", "-", "~", "+") + "(" + e() + "))"
	case 12:
		return "(" + e() + " if " + e() + " else " + e() + ")"
	case 13, 14:
		return e() + g.pick("[0]", "[-1]", "[1:]", "[::-1]", "[:2]", "['k']", "["+g.anyVar()+"]", "[0:5:2]")
	case 15:
		return g.pick("len", "str", "repr", "int", "float", "bool", "list", "tuple", "sorted", "sum", "max", "min", "abs", "type", "dict", "bytes", "round", "ascii", "iter", "reversed", "bin", "ord", "any", "all") + "(" + e() + ")"
	case 16:
		return "[" + g.pick("x", "(x, x)", "x + 1", "str(x)", g.anyVar()) + " for x in " + e() + g.pick("", " if x", " if x != 1") + "]"
	case 17:
		return "{" + g.pick("x: 1", "str(x): x", "x: "+g.anyVar()) + " for x in " + e() + "}"
	case 18:
		return "sum(" + g.pick("x", "1", "x * 2") + " for x in " + e() + ")"
	case 19:
		return "f'{" + g.anyVar() + g.pick("", "!r", ":>5", ":5", "!s:^7", "=", ":x", ":.2f", ":,") + "}|{" + g.anyVar() + "}'"
	case 20:
		return "'" + g.pick("%s", "%r", "%d", "%5.1f", "%x", "%s-%s") + "' % " + e()
	case 21:
		return "(lambda x, y=" + g.literal(0) + ": " + g.pick("x", "(x, y)", "x + y", "y") + ")(" + e() + ")"
	case 22:
		return "[" + e() + ", *" + g.pick("[1]", "'ab'", g.anyVar()) + "]"
	case 23:
		return g.pick("isinstance", "divmod", "pow", "getattr", "zip", "map", "format") + "(" + e() + ", " + g.pick("int", "2", "'k'", "(int, str)", "3", g.anyVar()) + ")"
	case 24:
		if len(g.funcs) > 0 {
			return g.call(g.funcs[g.r.Intn(len(g.funcs))], depth-1)
		}
		return g.typed("n", depth)
	default:
		return "(" + e() + ", " + e() + ")"
	}
}
