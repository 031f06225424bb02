package archtest

// This file implements the rules on start-up, package state, goroutines and file headers.

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"regexp"
	"strings"
	"testing"
)

// goStatements lists where a goroutine may begin outside tests, as "file function", with the reason. Everything that runs
// Python code begins in (*Runtime).Go; the rest waits for the operating system on its behalf.
var goStatements = map[string]string{
	"inspect.go (*Runtime).startInspect":                             "tells other processes what the threads do; no Python code",
	"internal/object/wait.go (*Runtime).startWatch":                  "looks after the threads, runs no Python code",
	"internal/object/worker.go (*pool).startLocked":                  "Python threads, of the default model; one of these goroutines waits for descriptors and timers",
	"internal/object/worker.go (*Runtime).goOS":                      "Python threads, of -X threads=os",
	"internal/object/single.go (*single).start":                      "the clock of -X threads=single",
	"internal/object/hand.go (*pool).watch":                          "the watcher of threads that wait in a worker's hand",
	"internal/object/syscalls.go (*systemCalls).interrupt":           "ends system calls of threads that are interrupted; no Python code",
	"internal/object/gil.go (*gil).queueLocked":                      "the clock of -X gil=1",
	"internal/modules/signal/prof.go (*state).setProf":               "signal.ITIMER_PROF: notes a signal for the main thread; runs no Python code",
	"cmd/weft/race.go (*raceCommand).results":                        "runs of a program in child processes; no Python code",
	"internal/object/seeded.go (*seeded).blocking":                   "a blocking system call in a run with a seed; no Python code",
	"internal/object/single.go (*single).blocking":                   "a blocking system call under -X threads=single; no Python code",
	"internal/modules/posix/process.go newChildWaiter":               "wakes a parked thread when a child changes state; runs no Python code",
	"internal/modules/posixsubprocess/fork_linux.go (*request).fork": "forks on an OS thread with a mask of its own; runs no Python code",
	"internal/modules/signal/state.go (*state).listen":               "notes signals for the main thread; runs no Python code",
	"internal/timeline/record.go Begin":                              "writes what was recorded of the threads into a file; no Python code",
	"internal/stdlib/precompile/main.go compileAll":                  "build tool",
	"internal/testkit/hammer.go Hammer":                              "test tool",
}

// changedAfterStart lists package variables that are assigned after their declaration, with the reason.
var changedAfterStart = map[string]string{
	"object.serials":         "objects of all runtimes share the heap, and so do their numbers; it has its own lock",
	"object.hashKey":         "set once, before the first runtime, from PYTHONHASHSEED",
	"object.shownTypes":      "filled once by the first runtime's bootstrap, then only read",
	"object.slotTable":       "filled once by the first runtime's bootstrap, then only read",
	"object.weakTable":       "who refers weakly to an object, by its address; objects of all runtimes share the heap; it has its own lock",
	"runtime.MemProfileRate": "set once, before the first runtime",
	"object.internTable":     "strings are shared by all runtimes, and so is their interning; it has its own lock",
}

// funcVars lists package variables of function type, with the reason.
var funcVars = map[string]string{}

func TestNothingRunsBeforeMain(t *testing.T) {
	tr := loaded(t)
	for _, p := range tr.pkgs {
		for _, f := range p.files {
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
					t.Errorf("%s: an init function", tr.at(fn.Pos()))
				}
			}
			for _, imp := range f.Imports {
				if imp.Name != nil && (imp.Name.Name == "_" && imp.Path.Value != `"embed"` || imp.Name.Name == ".") {
					t.Errorf("%s: blank or dot import of %s", tr.at(imp.Pos()), imp.Path.Value)
				}
			}
		}
	}
}

func TestNoPackageVariableHoldsAFunctionOrChanges(t *testing.T) {
	tr := loaded(t)
	for _, p := range tr.pkgs {
		for _, name := range p.types.Scope().Names() {
			v, ok := p.types.Scope().Lookup(name).(*types.Var)
			if !ok {
				continue
			}
			if _, isFunc := v.Type().Underlying().(*types.Signature); isFunc && funcVars[p.rel+"."+name] == "" {
				t.Errorf("%s: package variable %s has a function type", tr.at(v.Pos()), name)
			}
		}
		// global is the package variable that an assignment to e would change, or nil. A pointer's target is not the variable.
		var global func(e ast.Expr) *types.Var
		global = func(e ast.Expr) *types.Var {
			switch e := ast.Unparen(e).(type) {
			case *ast.Ident:
				if v, ok := p.info.Uses[e].(*types.Var); ok && v.Parent() == p.types.Scope() {
					return v
				}
			case *ast.SelectorExpr:
				if v, ok := p.info.Uses[e.Sel].(*types.Var); ok && !v.IsField() && v.Pkg() != nil && v.Parent() == v.Pkg().Scope() {
					return v
				}
				if v := global(e.X); v != nil {
					if _, ptr := v.Type().Underlying().(*types.Pointer); !ptr {
						return v
					}
				}
			case *ast.IndexExpr:
				return global(e.X)
			}
			return nil
		}
		for _, f := range p.files {
			ast.Inspect(f, func(n ast.Node) bool {
				var targets []ast.Expr
				switch n := n.(type) {
				case *ast.AssignStmt:
					if n.Tok != token.DEFINE {
						targets = n.Lhs
					}
				case *ast.IncDecStmt:
					targets = []ast.Expr{n.X}
				case *ast.RangeStmt:
					if n.Tok == token.ASSIGN {
						targets = []ast.Expr{n.Key, n.Value}
					}
				}
				for _, e := range targets {
					if e == nil {
						continue
					}
					if v := global(e); v != nil && changedAfterStart[v.Pkg().Name()+"."+v.Name()] == "" {
						t.Errorf("%s: package variable %s is changed after start-up", tr.at(e.Pos()), v.Name())
					}
				}
				return true
			})
		}
	}
}

func TestGoroutinesBeginInListedPlaces(t *testing.T) {
	tr := loaded(t)
	seen := map[string]bool{}
	for _, p := range tr.pkgs {
		for i, f := range p.files {
			for _, d := range f.Decls {
				fn, ok := d.(*ast.FuncDecl)
				if !ok || fn.Body == nil {
					continue
				}
				where := p.names[i] + " " + funcName(fn)
				ast.Inspect(fn.Body, func(n ast.Node) bool {
					if g, ok := n.(*ast.GoStmt); ok {
						seen[where] = true
						if goStatements[where] == "" {
							t.Errorf("%s: a go statement in %q: list it in archtest with its reason, or use (*Runtime).Go", tr.at(g.Pos()), where)
						}
					}
					return true
				})
			}
		}
	}
	for where := range goStatements {
		if !seen[where] {
			t.Errorf("the list of go statements names %q, where there is none", where)
		}
	}
}

func funcName(fn *ast.FuncDecl) string {
	if fn.Recv == nil {
		return fn.Name.Name
	}
	switch r := fn.Recv.List[0].Type.(type) {
	case *ast.StarExpr:
		if id, ok := r.X.(*ast.Ident); ok {
			return "(*" + id.Name + ")." + fn.Name.Name
		}
	case *ast.Ident:
		return r.Name + "." + fn.Name.Name
	}
	return fn.Name.Name
}

var generated = regexp.MustCompile(`^// Code generated .* DO NOT EDIT\.$`)

func TestEveryFileSaysWhatItImplements(t *testing.T) {
	tr := loaded(t)
	for _, p := range tr.pkgs {
		documented := false
		for i, f := range p.files {
			if f.Doc != nil {
				documented = true
			}
			ok := path.Base(p.names[i]) == "doc.go"
			gen := false
			for _, c := range f.Comments {
				ok = ok || strings.Contains(c.Text(), "This file implements")
				gen = gen || generated.MatchString(c.List[0].Text)
			}
			if !ok && !gen {
				t.Errorf(`%s has no comment "This file implements …"`, p.names[i])
			}
			if gen != strings.HasSuffix(p.names[i], "_gen.go") {
				t.Errorf("%s: generated files, and only they, are named _gen.go", p.names[i])
			}
		}
		if !documented && len(p.files) > 0 {
			t.Errorf("package %s has no package comment", p.rel)
		}
	}
}
