package archtest

// This file implements the import table of STYLE 2.1 as a test.

import (
	"slices"
	"strings"
	"testing"
)

// leaves are algorithms that can be stated without a Value. They may use each other; the compiler refuses cycles.
var leaves = []string{"internal/pyhash", "internal/floatfmt", "internal/fmtspec", "internal/timsort", "internal/ucd", "internal/wtf8",
	"internal/sre", "internal/bigconv", "internal/strsearch", "internal/libm", "internal/timeline"}

const anyLeaf = "leaves"

// mayImport says what of this module a folder may import. A folder is ruled by the longest entry that it is in; a trailing
// "/" in a permission means everything below. What is not listed may import nothing of ours.
var mayImport = map[string][]string{
	".":                          {"internal/"},
	"cmd":                        {"."},
	"internal/syntax":            {anyLeaf},
	"internal/symtable":          {"internal/syntax"},
	"internal/code":              {anyLeaf},
	"internal/compile":           {"internal/syntax", "internal/symtable", "internal/code", anyLeaf},
	"internal/object":            {"internal/code", anyLeaf},
	"internal/jit":               {"internal/object", "internal/code"},
	"internal/interp":            {"internal/object", "internal/code", "internal/jit", anyLeaf},
	"internal/importer":          {"internal/object", "internal/code", anyLeaf},
	"internal/modules":           {"internal/object", anyLeaf},
	"internal/modules/ast":       {"internal/object", "internal/syntax", anyLeaf},
	"internal/modules/opcode":    {"internal/object", "internal/code", anyLeaf},
	"internal/modules/marshal":   {"internal/object", "internal/code", anyLeaf},
	"internal/modules/symtable":  {"internal/object", "internal/symtable", "internal/syntax", anyLeaf},
	"internal/modules/tokenize":  {"internal/object", "internal/syntax", anyLeaf},
	"internal/stdlib":            {"internal/modules/", "internal/object", "internal/stdlib/packfile"},
	"internal/stdlib/overlay":    {},
	"internal/stdlib/packfile":   {},
	"internal/stdlib/precompile": {"internal/stdlib/overlay", "internal/stdlib/packfile", "internal/syntax", "internal/symtable", "internal/code", "internal/compile"},
	"internal/traceview":         {},
	"internal/tbprint":           {"internal/object", "internal/code", "internal/syntax", anyLeaf},
	"internal/archtest":          {},
	"internal/testkit":           {},
	"tests":                      {},
}

// testsMayImport is what any test may import besides what its package may.
var testsMayImport = []string{"internal/testkit", "internal/testkit/oracle"}

// testsAlso are tests that join layers on purpose.
var testsAlso = map[string][]string{
	"internal/code":    {"internal/compile", "internal/syntax"},
	"internal/compile": {"internal/symtable", "internal/syntax", "internal/code"},
	"internal/interp":  {"internal/"},
	"internal/object":  {"internal/interp", "internal/compile", "internal/syntax", "internal/symtable", "internal/modules/"},
	"internal/modules": {"internal/"},
	"internal/stdlib":  {"internal/"},
	"tests":            {"."},
}

func ruleFor[T any](table map[string]T, rel string) (T, string, bool) {
	for r := rel; ; {
		if v, ok := table[r]; ok {
			return v, r, true
		}
		i := strings.LastIndexByte(r, '/')
		if i < 0 {
			var none T
			return none, "", false
		}
		r = r[:i]
	}
}

func permitted(perms []string, rel string) bool {
	for _, p := range perms {
		if p == rel || p == anyLeaf && slices.Contains(leaves, rel) || strings.HasSuffix(p, "/") && strings.HasPrefix(rel, p) {
			return true
		}
	}
	return false
}

func TestImportsFollowTheTable(t *testing.T) {
	for _, p := range loaded(t).pkgs {
		perms, rule, known := ruleFor(mayImport, p.rel)
		if slices.Contains(leaves, p.rel) {
			perms, rule, known = []string{anyLeaf}, "leaves", true
		}
		if !known {
			t.Errorf("%s is in no row of the import table: add it, with what it may import", p.rel)
			continue
		}
		// A folder below a ruled one may import its own subfolders' and parents' packages only when the rule says so, but a
		// package's own helpers below it are its own business.
		own := func(rel string) bool {
			return strings.HasPrefix(rel, p.rel+"/") && p.rel != "." && p.rel != "internal/modules"
		}
		for _, imp := range p.imports {
			rel, ours := inModule(imp)
			if ours && !own(rel) && !permitted(perms, rel) {
				t.Errorf("%s must not import %s (rule %q)", p.rel, rel, rule)
			}
			if external(imp) && slices.Contains(leaves, p.rel) {
				t.Errorf("%s imports %s: leaves use Go's library only", p.rel, imp)
			}
		}
		also, _, _ := ruleFor(testsAlso, p.rel)
		for _, imp := range p.testImports {
			rel, ours := inModule(imp)
			if ours && rel != p.rel && !own(rel) && !permitted(perms, rel) && !permitted(testsMayImport, rel) && !permitted(also, rel) {
				t.Errorf("the tests of %s must not import %s", p.rel, rel)
			}
		}
	}
}

// TestNothingTurnsOnMemoryProfiling keeps out the packages whose presence alone makes Go sample allocations, each sample with a walk of the
// stack: it cost programs that make many objects some 5 % of their time.
func TestNothingTurnsOnMemoryProfiling(t *testing.T) {
	for _, p := range loaded(t).pkgs {
		for _, imp := range p.imports {
			switch imp {
			case "runtime/pprof", "net/http/pprof", "expvar":
				t.Errorf("%s imports %s, which turns on memory profiling", p.rel, imp)
			}
		}
	}
}

func inModule(path string) (rel string, ours bool) {
	if path == "weft" {
		return ".", true
	}
	return strings.CutPrefix(path, "weft/")
}

// external reports whether an import comes from another module: its first element has a dot.
func external(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return strings.Contains(first, ".")
}
