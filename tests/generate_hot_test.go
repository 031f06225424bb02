package tests

// This file implements a generator of programs whose loops run long enough to be compiled to machine code: variables that mostly keep
// their type, and now and then do not.

import (
	"fmt"
	"math/rand"
	"strings"
)

// hotGenerator writes one program: a function with loops over typed locals.
type hotGenerator struct {
	r      *rand.Rand
	b      strings.Builder
	indent int
	depth  int // of loops
	budget int
	index  []string // loop variables that are ints
}

// generateHot returns the program of a seed.
func generateHot(seed int64) string {
	g := &hotGenerator{r: rand.New(rand.NewSource(seed)), budget: 8 + int(uint64(seed)%25)}
	g.line("%s", `class P:
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def get(self):
        return self.x
    def add(self, k):
        self.y += k
        return self.y
    def same(self, o):
        if self.x == o.x:
            return True
        return self.y < o.y
class Q:
    __slots__ = ("x", "y")
    def __init__(self, x, y):
        self.x, self.y = x, y
    def get(self): return -self.y
    def add(self, k): self.x = k; return self.x
    def same(self, o): return self is o
G = 7
H = 0.25
def f(a, b):
    if a < b:
        return a + G
    return b - a
def h(a): return a * H
def cut(v):
    t = type(v)
    if t is int: return v if -10**30 < v < 10**30 else v % 1000003
    return v
def work():`)
	g.indent++
	g.line(`n1, n2, n3 = %d, %d, %d
x1, x2 = %s, %s
v1, v2 = %s, %s
l1, l2, l3 = [%d, 2, -3, 40], [0.5, -2.25, %s], [1, 2.5, "x", None, (3, 4)]
t1, b1, b2, p1, p2 = (1, %d, 3), b"\x00a\xff", bytearray(b"abc\x80"), P(1, 2.5), %s
pairs = [(1, 2.0), (3, 4.0), (%d, 6.0)]
`, g.r.Intn(9)-3, g.r.Intn(1<<20), g.r.Intn(5)+1, g.float(), g.float(), g.literal(), g.literal(), g.r.Intn(100), g.float(), g.r.Intn(5),
		g.pick("Q(3, 4)", "P(5, 6)", "P(0.5, 1)"), g.r.Intn(9))
	for g.budget > 0 {
		g.line("try:")
		g.indent++
		g.loop()
		g.indent--
		g.line("except Exception as e:\n    trouble(e)\nsay(n1, n2, n3, x1, x2, v1, v2)")
	}
	g.line("say(l1, l2, l3, t1, list(b2), p1.x, p1.y, p2.x, p2.y)")
	g.indent--
	g.line("work()")
	return g.b.String()
}

func (g *hotGenerator) line(format string, a ...any) {
	for _, l := range strings.Split(fmt.Sprintf(format, a...), "\n") {
		g.b.WriteString(strings.Repeat("    ", g.indent) + l + "\n")
	}
}

func (g *hotGenerator) pick(s ...string) string { return s[g.r.Intn(len(s))] }

func (g *hotGenerator) float() string { return g.pick("0.5", "-1.75", "3.0", "1e10", "-0.0", "2.5e-3") }

func (g *hotGenerator) literal() string {
	return g.pick("0", "17", "-4", "2**47", "-2**48", "2.5", "'s'", "None", "True", "10**20", "float('inf')")
}

func (g *hotGenerator) loop() {
	i := fmt.Sprintf("i%d", g.depth)
	times := []int{120, 9, 4}[g.depth]
	g.depth++
	index, inner := len(g.index), true
	switch g.r.Intn(8) {
	case 0, 1:
		g.line("for %s in range(%s):", i, g.pick(fmt.Sprint(times), fmt.Sprintf("%d, -2, -3", times), fmt.Sprintf("1, %d", times+g.r.Intn(9))))
		g.index = append(g.index, i)
	case 2:
		g.line("%s = %d\nwhile %s > 0:\n    %s -= 1", i, times, i, i)
		g.index = append(g.index, i)
	case 3:
		g.line("for %s, (v1, x2) in enumerate(pairs * %d):", i, times/3)
		g.index = append(g.index, i)
	case 4:
		g.line("for %s in %s * %d:", g.pick("v1", "v2", "n3"), g.pick("l1", "l2", "l3", "t1", "b1", "b2", "[1, 2, 3]"), times/3)
	case 5:
		g.line("for n1, x1 in zip(l1 * %d, l2 * %d):", times/3, times/3)
	case 6:
		g.line("%s = 0\nwhile True:\n    %s += 1\n    if %s >= %d:\n        break", i, i, i, times)
		g.index = append(g.index, i)
	case 7:
		g.line("%s = [%s for q in range(%d) if %s]", g.pick("v1", "v2"), g.pick("q * q", "q + x1", "n1 & q", "(q, x2)", "f(q, 3)"), times, g.pick("q % 3", "q > n2", "True", "x1 < q"))
		inner = false
	}
	if inner {
		g.indent++
		for range 1 + g.r.Intn(4) {
			g.statement()
		}
		if g.r.Intn(9) == 0 {
			g.line("if %s: %s", g.cond(), g.pick("break", "continue"))
		}
		g.indent--
	}
	g.index = g.index[:index]
	g.depth--
	g.budget--
}

func (g *hotGenerator) statement() {
	g.budget--
	if g.depth < 3 && g.r.Intn(5) == 0 {
		g.loop()
		return
	}
	if g.r.Intn(3) == 0 {
		g.line("try:")
		g.indent++
		defer func() {
			g.indent--
			g.line("except Exception as e:\n    trouble(e)")
		}()
	}
	switch g.r.Intn(14) {
	case 0, 1, 2:
		v := g.pick("n1", "n2", "n3")
		g.line("%s = %s %% 1000003", v, g.intExpr(2))
	case 3, 4:
		g.line("%s = cut(%s)", g.pick("n1", "n2", "v1", "v2"), g.intExpr(2))
	case 5, 6:
		g.line("%s %s %s", g.pick("x1", "x2", "v2"), g.pick("=", "+=", "-=", "="), g.floatExpr(2))
	case 7:
		g.line("%s[%s] = %s", g.pick("l1", "l2", "l3", "b2"), g.pick("0", "1", "-1", "n1 % 3", "n2", "2"), g.pick(g.intExpr(1)+" % 256", g.floatExpr(1), "n3 & 255"))
	case 8:
		g.line("if %s:", g.cond())
		g.indent++
		g.statement()
		g.indent--
		if g.r.Intn(2) == 0 {
			g.line("else:")
			g.indent++
			g.statement()
			g.indent--
		}
	case 9:
		g.line("%s.%s = %s", g.pick("p1", "p2"), g.pick("x", "y"), g.pick("n1", "x1", "n3 + 1", "x2 * 0.5"))
	case 10:
		g.line("%s = %s", g.pick("v1", "v2"), g.pick("p1.get()", "p2.get()", "f(n1, n3)", "f(x1, n2)", "h(x2)", "h(n3)", "p1.same(p2)", "p2.same(p1)", "p1.add(0)", "len(l1)", "abs(n1)", "min(n1, n3)", "max(x1, x2)",
			"n1 if x1 < x2 else n3", "not n1", "x1 == x1", "n1 is n3", "str(n1)[:5]", "[n1] + [n2]", "(n1, x1)[0]", "-n2", "~n3", "-x1", "b1[n1 % 3]", "t1[n3]", "n1 in l1", "f", "h(v1)", "sum(l1)"))
	case 11:
		// A kind changes once in a while.
		if len(g.index) > 0 {
			g.line("if %s == %d:\n    %s = %s", g.index[g.r.Intn(len(g.index))], g.r.Intn(100), g.pick("n1", "x1", "v1", "v2", "l2[0]", "p1.x", "p1", "t1"), g.pick("0.5", "3", "None", "2**60", "p2", "True"))
		} else {
			g.line("v1, v2 = v2, v1")
		}
	case 12:
		g.line("if len(l1) < 9:\n    l1.append(%s)\nelse:\n    %s", g.pick("n1 & 15", "n3", "x1"), g.pick("l1.pop()", "del l1[2:]", "l1 = [1, 2, 3, 4]"))
	case 13:
		g.line("%s", g.pick("n1, n3 = n3, n1", "x1, x2 = x2, x1", "a, b, n3 = t1", "v1 = v2", "n2 += n3; n2 %= 65537", "n1 -= 1", "n1 += 3"))
	}
}

func (g *hotGenerator) intExpr(depth int) string {
	if depth == 0 || g.r.Intn(4) == 0 {
		s := []string{"n1", "n2", "n3", "1", "7", "-3", "1000", "len(l1)", "G"}
		return g.pick(append(s, g.index...)...)
	}
	a, b := g.intExpr(depth-1), g.intExpr(depth-1)
	switch g.r.Intn(12) {
	case 0:
		return fmt.Sprintf("(%s >> %s)", a, g.pick("1", "3", "n3 % 70", "40"))
	case 1:
		return fmt.Sprintf("(%s << %s)", a, g.pick("1", "5", "n3 % 60"))
	case 2:
		return fmt.Sprintf("(%s %s %s)", a, g.pick("//", "%"), g.pick("3", "8", "10", "n2", "-7", "n3"))
	case 3:
		return fmt.Sprintf("l1[%s]", g.pick("0", "-1", "n1 % 3", "2"))
	case 4:
		return fmt.Sprintf("f(%s, %s)", a, b)
	}
	return fmt.Sprintf("(%s %s %s)", a, g.pick("+", "-", "*", "&", "|", "^", "+", "-"), b)
}

func (g *hotGenerator) floatExpr(depth int) string {
	if depth == 0 || g.r.Intn(4) == 0 {
		return g.pick("x1", "x2", "0.5", "l2[0]", "l2[-1]", "h(n3)", "p1.x", "n3", "2")
	}
	return fmt.Sprintf("(%s %s %s)", g.floatExpr(depth-1), g.pick("+", "-", "*", "/", "*", "%", "//"), g.floatExpr(depth-1))
}

func (g *hotGenerator) cond() string {
	return g.pick("n1 < n3", "x1 < x2", "n1 > 5", "n2 % 3 == 0", "x1 != x2", "x2 >= 0.5", "n1", "x1", "v1", "not v2", "v1 is None", "l1", "n1 == n3 or x1 > 1", "n1 < x1", "p1.x == p2.x", "0 <= n3 < 3", "n3 != 2 and l1[0] <= 7")
}
