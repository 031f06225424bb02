// This file implements tests of the analysis on small programs: errors, scopes, and random programs.

package symtable

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"weft/internal/syntax"
)

func TestMangle(t *testing.T) {
	for _, tt := range []struct{ class, name, want string }{
		{"A", "__x", "_A__x"}, {"_A", "__x", "_A__x"}, {"__A_", "__x", "_A___x"}, {"__", "__x", "__x"}, {"", "__x", "__x"},
		{"A", "__x__", "__x__"}, {"A", "_x", "_x"}, {"A", "__x.y", "__x.y"}, {"A", "__", "__"}, {"A", "___", "___"},
		{"A", "___x", "_A___x"}, {"A", "__x_", "_A__x_"}, {"é", "__x", "_é__x"},
	} {
		if got := Mangle(tt.class, tt.name); got != tt.want {
			t.Errorf("Mangle(%q, %q) = %q, want %q", tt.class, tt.name, got, tt.want)
		}
	}
}

// snippets are programs whose table, or error with its place, must be CPython's.
var snippets = []string{
	// Future statements.
	"from __future__ import foo", "from __future__ import braces", "x=1\nfrom __future__ import annotations",
	"'doc';from __future__ import division; x=1; from __future__ import division",
	"from __future__ import division, nosuch", "import a; from __future__ import division",
	"from __future__ import division; import a; from __future__ import division", "from __future__ import *",
	"from .__future__ import foo", "def f():\n from __future__ import division", "f''\nfrom __future__ import division",
	"b''\nfrom __future__ import division", "'a'\n'b'\nfrom __future__ import division", "é='é'; from __future__ import division",
	"'é'; from __future__ import nosuch", "from __future__ import (division,\n  annotations\n ); x: (y:=1)",
	"from __future__ import (division,\n  annotations\n ); x=1; from __future__ import division",
	"from __future__ import nested_scopes, generators, division, absolute_import, with_statement, print_function, unicode_literals, generator_stop, barry_as_FLUFL, annotations",
	"from __future__ import annotations\ndef f(a:int, *, b: x=1)->y: x:int\nclass A:\n x:int\ny:int\ndef g(a): pass",
	"from __future__ import annotations\nx:(yield)", "from __future__ import annotations\ndef f(a:(yield)):pass",
	"from __future__ import annotations\nx:(a:=1)", "from __future__ import annotations\nclass A:\n x: [lambda: y for z in w]",
	"from __future__ import annotations\nclass A[T]:\n x: T\n def f[U](self, y: U) -> T: z: T",

	// global and nonlocal.
	"def f(x):\n  global x", "def f(x):\n  nonlocal x", "def f():\n  x=1\n  global x", "def f():\n  x=1\n  nonlocal x",
	"def f():\n  print(x)\n  global x", "def f():\n  print(x)\n  nonlocal x", "def f():\n x:int\n global x", "def f():\n x:int\n nonlocal x",
	"def f():\n global x\n x:int", "def g():\n x=1\n def f():\n  nonlocal x\n  x:int", "def f():\n global x\n (x):int", "global x\nx:int",
	"nonlocal x", "class A:\n nonlocal x", "def f():\n nonlocal x", "def f():\n  global x\n  nonlocal x", "def f():\n  nonlocal x\n  global x",
	"def g():\n x=1\n def f():\n  global x\n  def h():\n   nonlocal x", "x=1\nglobal x", "print(x)\nglobal x", "global x\nx=1\nglobal x",
	"def f():\n global x,y,x\n x=y=1\ndef g():\n x", "def g():\n x=1\n class A:\n  nonlocal x\n  x=2\n  def f(): x", "class A:\n global x\n x=1\n def f():x",
	"def g():\n x=1\n class A:\n  global x\n  def f(): x", "def f(a):\n def g():\n  nonlocal a\n  import a", "class A:\n def f():\n  nonlocal __class__",
	"def f():\n for x in y: global x", "def f():\n import x\n global x", "def f():\n def x(): pass\n global x", "class A:\n def f():\n  global __x\n  __x=1",
	"class A:\n __x=1\n def f():\n  nonlocal __x", "def f():\n __x=1\n class A:\n  def g():\n   nonlocal __x",

	// Parameters.
	"def f(a,a):pass", "def f(a,/,a):pass", "def f(*a,a):pass", "def f(a,*,a):pass", "def f(**a,):pass", "def f(*a,**a):pass", "lambda x,x:1", "lambda *x,x=1:1",
	"class A:\n def f(__a, _A__a): pass", "def f(a, /, b, *c, d=1, **e): return a,b,c,d,e", "def f(a=b, *, c=d): pass", "lambda a=b, *c, d=e, **f: (a, lambda: d)",
	"def __debug__():pass",

	// Type parameters.
	"class A[T,T]:pass", "def f[T,*T](): pass", "def f[T]():\n nonlocal T", "def g[T]():\n def f():\n  nonlocal T",
	"def g[T]():\n class A:\n  T=1\n  def f():\n   nonlocal T", "class A[T]:\n nonlocal T", "def g[T]():\n T=1\n def f():\n  nonlocal T",
	"class A[__classdict__]: pass", "def f[*__classdict__](): pass", "type X[**__classdict__]=1", "class B:\n def f[__classdict__: int](): pass", "class A[__debug__]: pass",
	"class A[T]:\n def __init__[__S](x:T): super()", "class A[__T: (__X, __Y)](__T, __Z, k=__T):\n __Q", "type X[T]=T", "type X = Y", "class A:\n type X = Y\n type Z[T] = (X, T, [T for _ in X], lambda: X)",
	"class A[T: B, *Ts = C, **P = D](T, Ts, P, m=T):\n x: T\n def f(a: T) -> P: return T", "def f[T: (int, str) = int](a: T, *b: T, c: T = d, **e: T) -> T: return T",
	"class A[T: [x for x in y]]: pass", "def f[T: lambda x: T](): pass", "class A:\n X=1\n def f[T: X](a: X = X) -> X: X", "def g():\n X=1\n class A:\n  X=2\n  def f[T: X](a: X = X) -> X: X",
	"def g():\n X=1\n class A:\n  global X\n  def f[T: X](a: X = X) -> X: X", "def g():\n X=1\n class A:\n  nonlocal X\n  X = 2\n  def f[T: X](a: X = X) -> X: X", "async def f[T = int](a, *, b=1): await a",
	"class A[T]:\n class B[U](T): x: (T, U)", "class A[T]([x for x in T]): pass", "def f[T](x: [lambda: T for T in T]): pass", "class A:\n def f[T](x: [y for y in A]): pass",
	"def f[__class__](): super()", "class A:\n def f[T](self) -> __class__: __class__", "class A:\n type X = __class__",

	// Assignment expressions.
	"[i:=0 for i in x]", "[(j:=0) for i in x for j in x]", "[(j:=0) for i in x for j in x if (j:=1)]", "[i for i in (a:=x)]", "[i for i in [(a:=x) for y in z]]", "[i for i in (lambda: (a:=x))]",
	"[i for i in a for j in (b:=c)]", "class A:\n [(a:=1) for i in x]", "class A:\n [lambda: (a:=1) for i in x]", "type X = (a:=1)", "type X = [(a:=1) for i in x]", "type X[T:(a:=1)]=1",
	"type X[T:((a:=1),)]=1", "type X[**T=(a:=1)]=1", "type X[*T=(a:=1)]=1", "class A[T]((a:=1)):pass", "class A[T](k=(a:=1)):pass", "class A[T]([(a:=1) for i in x]):pass", "def f[T:[(a:=1) for x in y]](): pass",
	"x: [(a:=1) for i in y]", "def f(x: [(a:=1) for i in y]):pass", "def f():\n x: [(a:=1) for i in y]", "x: lambda: (a:=1)", "def f():\n [(a:=1) for i in x]\n return a", "def f():\n global a\n [(a:=1) for i in x]",
	"def f(a):\n [[(a:=i) for i in x] for j in x]", "[[(a:=i) for i in x] for j in x]", "def f():\n [(x:=1) for x in y]", "def f():\n [[(x:=1) for i in x] for x in y]", "lambda: [(x:=1) for i in y]",
	"def f():\n {(x:=1): (y:=2) for i in z}\n ((w:=1) for i in z)\n {(v:=1) for i in z}", "[(x:=1, y:=x) for i in z if (q:=i)]", "class A:\n def f(self):\n  [(__x:=1) for i in y]\n  __x", "def f():\n nonlocal_ = [(lambda: (x:=1)) for i in y]",
	"(x:=1)", "def f(): (x:=1)", "class A:\n (x:=1)", "def f(a=(x:=1)): pass", "[x async for x in (y:=z)]", "[(__debug__:=1) for x in y]", "def f():\n [(x := 1) for i in y]\n global x", "def f():\n [(x := 1) for i in y]\n nonlocal x",

	// Where yield, await and async may stand.
	"def f[T:(yield)]():pass", "def f[T=(yield)]():pass", "class A[T]((yield)):pass", "def f(x:(yield)):pass", "x:(yield)", "x:(yield from y)", "x:(await y)", "async def f():\n x:(await y)=1",
	"def f():\n [(yield) for x in y]", "def f():\n ((yield) for x in y)", "def f():\n {(yield) for x in y}", "def f():\n {(yield):1 for x in y}", "def f():\n {1:(yield from z) for x in y}", "[(yield) for x in y]",
	"(await x)", "def f(): await x", "class A: await x", "async def f():\n class A: await x", "async with a: pass", "async for a in b: pass", "def f():\n async with a: pass", "class A:\n async for x in y: pass",
	"def f():\n [x async for x in y]", "[x async for x in y]", "(x async for x in y)", "def f():\n [await x for x in y]", "(await x for x in y)", "async def f():\n [await x for x in y]\n {x async for x in y}\n {x:y async for x in y}",
	"async def f():\n ([await x for x in y] for y in z)", "def f():\n ([await x for x in y] for y in z)", "def f():\n [[await x for x in y] for y in z]", "def f():\n [(await x for x in y) for y in z]", "lambda: await x", "async def f(): lambda: await x",
	"async def f():\n x: [await z for i in y]", "x: [z async for i in y]", "def f(x: lambda: (yield)): pass", "x: lambda: await y", "def f():\n x: (yield)", "def f():\n x: (a:=1)", "type X = await y", "type X = [await y for y in z]",
	"class A:\n [x async for x in y]", "async def f():\n class A:\n  [x async for x in y]", "lambda: (yield)", "[lambda: (yield) for x in y]", "def f():\n [x for x in (yield)]", "async def f():\n [x for x in await y]", "async def f():\n async with a as b, c as (d, e): pass\n async for x, in y: z",
	"async def f():\n yield\n return", "def f():\n return 1\n yield", "def f():\n x = yield from y",

	// __debug__.
	"__debug__=1", "del __debug__", "x.__debug__=1", "f(__debug__=1)", "def f(__debug__):pass", "class __debug__:pass", "import __debug__", "import a as __debug__", "match x:\n case A(__debug__=1):pass", "match x:\n case __debug__:pass",
	"match x:\n case {**__debug__}:pass", "match x:\n case [*__debug__]:pass", "match x:\n case 1 as __debug__:pass", "__debug__:int", "for __debug__ in x:pass", "x.__debug__", "del x.__debug__", "x.__debug__:int", "global __debug__", "def f():\n global __debug__\n __debug__=1",
	"é=1;é.__debug__=1", "lambda __debug__:1", "try:pass\nexcept A as __debug__:pass", "with a as __debug__:pass", "[__debug__ for __debug__ in x]", "(__debug__:=1)", "type __debug__ = 1", "class A(__debug__=1):pass", "from a import b as __debug__", "from __debug__ import a",
	"import __debug__.a", "import a.__debug__", "nonlocal __debug__", "f(**__debug__)", "__debug__ += 1", "[__debug__] = x",

	// Imports.
	"def f():\n from a import *", "class A:\n from a import *", "from a import *", "import a.b.c, d.e as f\nfrom g import h, i as j", "class A:\n import __a, __b.c\n from __d import __e\n from f import g as __h", "if 1:\n from a import *",

	// Classes.
	"class A:\n def f(self): super()\n def g(self): __class__\n def h(self): return lambda: super()", "class A:\n super()\n __class__", "class A:\n x = [super() for y in z]", "class A:\n [__classdict__ for x in y]", "class A:\n [__class__ for x in y]\n [__conditional_annotations__ for x in y]",
	"class A:\n __class__ = 1\n def f(self): super()", "class A:\n def f(self):\n  __class__ = 1\n  super()", "class A:\n class B:\n  def f(self): super()", "class A:\n def f(self):\n  class B:\n   def g(self): super()\n  super()", "def f(): super()", "def f():\n super = 1\n super()",
	"def f(x):\n class A:\n  x\n  x = 1\n  def g(): x", "class A(x, y=z): pass", "@d\nclass A: pass", "class A:\n x = 1\n y = [x for _ in z]\n w = [x for x in x if x]", "class A:\n x = 1\n y = (x for _ in z)\n w = [lambda: x for _ in z]", "def f():\n x=1\n class A:\n  [x for y in z]\n  def x(): x",
	"class A:\n __x: int\n def f(__y: __z) -> __w: __v", "class _:\n __x", "class A:\n class __B:\n  __x", "class __A:\n __x", "class A:\n f(__x=1)\n a.__b", "class A:\n 'doc'\n", "def f(): 'doc'", "'doc'",
	"class A:\n def f(self):\n  return [super().x for y in z]", "class A:\n [lambda: __class__ for x in y]", "class A:\n [[__class__ for a in b] for x in y]", "class A:\n {lambda: __classdict__ for x in y}",

	// Annotations.
	"def f(a:int,*,b=1): pass", "def f():\n x:int=1\n y:z", "x:int\nif 1: y:int", "class A:\n x:int\n y:int\n if 1:z:w", "class A:\n if 1: x: int\n else: y: int", "class A:\n for x in y: z: x", "class A:\n while 1: z: x", "class A:\n with a: z: x", "class A:\n try: x: y\n except: pass",
	"class A:\n match x:\n  case 1: z: x", "class A:\n x.y: z\n x[0]: z", "(x): int", "(x): int = 1", "x.y: z = 1", "def f():\n x.y: z\n x[z]: w", "def f():\n x: [y for y in z]\n w: lambda: q", "class A:\n x: [y for y in x]", "class A:\n x: lambda: x", "class A:\n y = 1\n def f(a: y): y",
	"def f():\n y = 1\n class A:\n  y = 2\n  x: y\n  def f(a: y) -> [y for _ in y]: y", "def f(a: b, *c: d, e: f, **g: h) -> i: pass", "def f():\n x = 1\n def g(a: x): pass", "class A:\n class B:\n  x: int", "class A:\n def f():\n  x: int", "x: __class__", "class A:\n x: super()", "class A:\n def f(self, x: super()): pass",
	"class A:\n __conditional_annotations__ = 1\n if x: y: int", "def f():\n class A:\n  if 1:\n   x: y\n  def g(): pass",

	// Comprehensions.
	"[x for x in y]", "def f():\n x=1\n return [x for x in y], x", "def f(x):\n return [lambda: x for y in z]", "def f():\n return [lambda: x for x in y]", "def f():\n x=1\n return [[lambda: x for x in y] for z in x]", "def f():\n [x for x in y]\n [lambda: x for x in y]", "def f():\n [lambda: x for x in y]\n [x for x in y]\n x=1",
	"def f():\n def g(): x\n [x for x in y]\n x=1", "def f():\n [x for x in y]\n def g(): x", "def f():\n global x\n [x for x in y]", "def g():\n x=1\n def f():\n  nonlocal x\n  [x for x in y]", "def g():\n x=1\n def f():\n  [x for x in y]\n  x", "def g():\n x=1\n def f():\n  [[x for z in w] for y in y]",
	"[[x for x in y] for y in z]", "(x for x in y for z in x)", "{x: y for x, y in z}", "{*a for a in b}", "[a for a.b in c]", "[a for a[b] in c]", "def f():\n return (x for x in y if (lambda: x))", "[x for x in [y for y in z]]", "lambda: [x for x in y]", "def f(a=[x for x in y]): pass", "@[x for x in y]\ndef f(): pass",
	"def f():\n [x for x in y]\n del x", "def f():\n [x for x in y]\n x: int", "[x for x in y if [z for z in x if x]]", "def f():\n x = 1\n [lambda: [x for z in w] for y in y]", "class A:\n def f(self):\n  [__x for __x in y]", "class A:\n [__x for __x in y]\n [[w for w in v] for v in u]",

	// Statements.
	"for x in y: z\nelse: w", "while a: b\nelse: c", "with a as b, c as d.e: f", "try: a\nexcept b as c: d\nexcept* e: f" /* a parser error */, "try: a\nexcept* b as c: d\nelse: e\nfinally: f", "match a:\n case [b, *c]: d\n case {1: e, **f}: g\n case C(h, i=j) if k: l\n case m | m: n\n case x.y as z: w\n case _: v",
	"raise a from b", "assert a, b", "del a, b.c, d[e]", "a += b", "a, (b, *c) = d = e", "f'{a}{b!r:{c}}'", "t'{a}{b!r:{c}}'", "a[b:c:d, *e]", "a if b else c", "not a or b and c", "{**a, b: c}", "{a, *b}", "f(*a, **b, c=d)", "return_ = a < b < c", "def f():\n if 0: yield",
	"@a\n@b.c\ndef f(): pass", "def f(): return", "def f(): return 1",
}

var update = flag.Bool("update", false, "record what the oracle says of the snippets")

// TestSnippetsGolden compares with what the oracle said when testdata/snippets.golden was recorded.
func TestSnippetsGolden(t *testing.T) {
	const path = "testdata/snippets.golden"
	if *update {
		var out strings.Builder
		for i, dump := range oracleDumps(t, snippets) {
			fmt.Fprintf(&out, "--- %q\n%s\n", snippets[i], dump)
		}
		if err := os.WriteFile(path, []byte(out.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n--- ")
	if len(parts) != len(snippets) {
		t.Fatalf("%s has %d parts for %d snippets: run with -update", path, len(parts), len(snippets))
	}
	for i, src := range snippets {
		head, want, _ := strings.Cut(strings.TrimPrefix(parts[i], "--- "), "\n")
		if head != strconv.Quote(src) {
			t.Fatalf("%s: part %d is of %s: run with -update", path, i, head)
		}
		got, ok := ours("<s>", []byte(src))
		if !ok {
			if !strings.HasPrefix(want, "error") {
				t.Errorf("%q: not parsed: %s", src, got)
			}
			continue
		}
		if got != want {
			t.Errorf("%q: %s", src, firstDifference(got, want))
		}
	}
}

// gen writes random programs that are rich in scopes.
type gen struct {
	r   *rand.Rand
	out strings.Builder
}

func (g *gen) pick(list ...string) string { return list[g.r.IntN(len(list))] }

func (g *gen) name() string {
	return g.pick("a", "b", "c", "d", "__p", "T", "__class__", "super", "__classdict__", "x")
}

func (g *gen) expr(depth int) string {
	if depth <= 0 {
		return g.name()
	}
	e := func() string { return g.expr(depth - 1) }
	switch g.r.IntN(14) {
	case 0:
		return fmt.Sprintf("[%s for %s in %s]", e(), g.name(), e())
	case 1:
		return fmt.Sprintf("{%s for %s in %s if %s}", e(), g.name(), e(), e())
	case 2:
		return fmt.Sprintf("{%s: %s for %s in %s for %s in %s}", e(), e(), g.name(), e(), g.name(), e())
	case 3:
		return fmt.Sprintf("(%s for %s in %s)", e(), g.name(), e())
	case 4:
		return fmt.Sprintf("(lambda %s=%s: %s)", g.name(), e(), e())
	case 5:
		return fmt.Sprintf("(lambda: %s)", e())
	case 6:
		if g.r.IntN(3) == 0 {
			return fmt.Sprintf("(%s := %s)", g.name(), e())
		}
		return "super()"
	case 7:
		return fmt.Sprintf("f'{%s}'", g.name())
	case 8:
		return fmt.Sprintf("(%s, %s)", e(), e())
	default:
		return g.name()
	}
}

func (g *gen) typeParams() string {
	if g.r.IntN(3) > 0 {
		return ""
	}
	return g.pick("[T]", "[__p]", "[T: "+g.expr(1)+"]", "[T = "+g.expr(1)+", *a]", "[T: (a, "+g.expr(1)+"), **b]")
}

func (g *gen) block(indent, depth int) {
	pad := strings.Repeat(" ", indent)
	for range 1 + g.r.IntN(4) {
		g.out.WriteString(pad)
		kind := g.r.IntN(17)
		if depth <= 0 && kind < 4 {
			kind = 8
		}
		switch kind {
		case 0, 1:
			ret := ""
			if g.r.IntN(3) == 0 {
				ret = " -> " + g.expr(1)
			}
			fmt.Fprintf(&g.out, "%sdef %s%s(%s, *%s%s=%s)%s:\n", g.pick("", "", "async "), g.name(), g.typeParams(), g.pick("a", "b: a", "c=b", "c: "+g.expr(1)), g.pick(", d", ", e: b"), g.pick("", ": a"), g.expr(1), ret)
			g.block(indent+1, depth-1)
		case 2:
			fmt.Fprintf(&g.out, "class %s%s(%s):\n", g.pick("A", "_B", "__", "a"), g.typeParams(), g.expr(1))
			g.block(indent+1, depth-1)
		case 3:
			fmt.Fprintf(&g.out, "if %s:\n", g.expr(1))
			g.block(indent+1, depth-1)
		case 4:
			fmt.Fprintf(&g.out, "global %s\n", g.name())
		case 5:
			fmt.Fprintf(&g.out, "nonlocal %s\n", g.name())
		case 6, 7:
			fmt.Fprintf(&g.out, "%s = %s\n", g.name(), g.expr(2))
		case 8, 9:
			fmt.Fprintf(&g.out, "%s\n", g.expr(3))
		case 10:
			fmt.Fprintf(&g.out, "%s: %s\n", g.name(), g.expr(2))
		case 11:
			fmt.Fprintf(&g.out, "%s: %s = %s\n", g.name(), g.expr(1), g.expr(1))
		case 12:
			fmt.Fprintf(&g.out, "type %s%s = %s\n", g.name(), g.typeParams(), g.expr(2))
		case 13:
			fmt.Fprintf(&g.out, "import %s\n", g.name())
		case 14:
			fmt.Fprintf(&g.out, "for %s in %s: %s\n", g.name(), g.expr(1), g.expr(2))
		case 15:
			fmt.Fprintf(&g.out, "del %s\n", g.name())
		default:
			g.out.WriteString("pass\n")
		}
	}
}

func TestRandomProgramsLikeTheOracle(t *testing.T) {
	n := 1500
	if *all {
		n = 40000
	}
	var programs []string
	for seed := range n {
		g := &gen{r: rand.New(rand.NewPCG(uint64(seed), 7))}
		g.block(0, 4)
		programs = append(programs, g.out.String())
	}
	wants := oracleDumps(t, programs)
	differ, errors := 0, 0
	for i, src := range programs {
		got, ok := ours("<s>", []byte(src))
		if strings.HasPrefix(wants[i], "error") {
			errors++
		}
		if !ok {
			if !strings.HasPrefix(wants[i], "error") {
				t.Errorf("not parsed: %s\n%s", got, src)
			}
			continue
		}
		if got != wants[i] {
			if differ++; differ <= 3 {
				t.Errorf("%s\n%s", firstDifference(got, wants[i]), src)
			}
		}
	}
	t.Logf("%d programs, %d with errors, %d differ", n, errors, differ)
}

func mustBuild(t *testing.T, text string, future Future) (*Table, syntax.Mod) {
	t.Helper()
	mod, _, err := syntax.Parse(syntax.NewSource("<s>", text), syntax.ModeExec, syntax.Options{})
	if err != nil {
		t.Fatal(err)
	}
	table, err := Build(mod, "<s>", future)
	if err != nil {
		t.Fatal(err)
	}
	return table, mod
}

func TestLookupFindsTheParts(t *testing.T) {
	table, mod := mustBuild(t, "class A[T: x = y]:\n a: int\n def f[U](self, b: int): c: int\ndef g(): pass\ntype X[V] = 1\n", 0)
	body := mod.(*syntax.Module).Body
	class := body[0].(*syntax.ClassDef)
	f := class.Body[1].(*syntax.FunctionDef)
	for _, tt := range []struct {
		name string
		b    *Block
		kind BlockKind
	}{
		{"module", table.Lookup(mod), Module},
		{"class", table.Lookup(class), Class},
		{"type parameters of the class", table.LookupPart(class, PartTypeParams), TypeParameters},
		{"bound", table.Lookup(class.TypeParams[0]), TypeVariable},
		{"default", table.LookupPart(class.TypeParams[0], PartDefault), TypeVariable},
		{"annotations of the class", table.LookupPart(class, PartAnnotations), Annotation},
		{"function", table.Lookup(f), Function},
		{"type parameters of the function", table.LookupPart(f, PartTypeParams), TypeParameters},
		{"signature", table.LookupPart(f, PartAnnotations), Annotation},
		{"alias", table.Lookup(body[2]), TypeAlias},
		{"type parameters of the alias", table.LookupPart(body[2], PartTypeParams), TypeParameters},
	} {
		if tt.b == nil || tt.b.Kind != tt.kind {
			t.Errorf("%s: %+v", tt.name, tt.b)
		}
	}
	if b := table.Lookup(f).Annotations; b == nil || b != table.LookupPart(f, PartAnnotations) {
		t.Errorf("Annotations of f: %v", b)
	}
	if b := table.Lookup(class).Annotations; b == nil || b != table.LookupPart(class, PartAnnotations) || !b.CanSeeClassScope {
		t.Errorf("Annotations of A: %v", b)
	}
	if b := table.Lookup(body[1]).Annotations; b != nil {
		t.Errorf("Annotations of g: %v", b)
	}
	if c := table.Lookup(class); !c.NeedsClassDict || c.NeedsClassClosure || c.NeedsConditionalAnnotations {
		t.Errorf("class: %+v", c)
	}
}

func TestFutureAnnotationsLeaveNoBlock(t *testing.T) {
	table, mod := mustBuild(t, "def f(a: b): pass\n", FutureAnnotations)
	f := table.Lookup(mod.(*syntax.Module).Body[0])
	if f.Annotations == nil || f.Annotations.Scope(".format") != Local || len(table.Top.Children) != 1 {
		t.Errorf("%+v", f.Annotations)
	}
}

func TestCellAndFreeVars(t *testing.T) {
	table, mod := mustBuild(t, "def f(a, b):\n c = 1\n def g():\n  nonlocal a\n  return a, c, [lambda: d for d in c]\n", 0)
	fd := mod.(*syntax.Module).Body[0].(*syntax.FunctionDef)
	f, g := table.Lookup(fd), table.Lookup(fd.Body[1])
	if got := f.CellVars(); !slices.Equal(got, []string{"a", "c"}) {
		t.Errorf("cells of f: %v", got)
	}
	if got := g.CellVars(); !slices.Equal(got, []string{"d"}) {
		t.Errorf("cells of g: %v", got)
	}
	if got := g.FreeVars(); !slices.Equal(got, []string{"a", "c"}) {
		t.Errorf("free variables of g: %v", got)
	}
	if !f.ChildFree || f.HasFree || !g.HasFree {
		t.Errorf("f: %+v g: %+v", f, g)
	}
}

func TestTopLevelAwait(t *testing.T) {
	table, _ := mustBuild(t, "async with a: await b\n[x async for x in y]\n", AllowTopLevelAwait)
	if !table.Top.Coroutine {
		t.Error("the module is no coroutine")
	}
}

func TestDeepNesting(t *testing.T) {
	for _, n := range []int{20000, 100000} {
		e := syntax.Expr(&syntax.Name{Id: "x"})
		for range n {
			e = &syntax.UnaryOp{Operand: e}
		}
		_, err := Build(&syntax.Expression{Body: e}, "<s>", 0)
		if n < MaxDepth {
			if err != nil {
				t.Errorf("%d levels: %v", n, err)
			}
			continue
		}
		if e, ok := err.(*syntax.Error); !ok || e.Kind != syntax.RecursionError {
			t.Errorf("%d levels: %v", n, err)
		}
	}
}

func BenchmarkBuild(b *testing.B) {
	var mods []syntax.Mod
	size := 0
	for seed := range 400 {
		g := &gen{r: rand.New(rand.NewPCG(uint64(seed), 7))}
		g.block(0, 4)
		if mod, _, err := syntax.Parse(syntax.NewSource("<s>", g.out.String()), syntax.ModeExec, syntax.Options{}); err == nil {
			if _, err := Build(mod, "<s>", 0); err == nil {
				mods = append(mods, mod)
				size += g.out.Len()
			}
		}
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, mod := range mods {
			if _, err := Build(mod, "<s>", 0); err != nil {
				b.Fatal(err)
			}
		}
	}
}
