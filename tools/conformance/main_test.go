package main

// This file implements the tests of the conformance runner, on a test package made here and the oracle as both sides.

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

const sample = `import os, unittest
class T(unittest.TestCase):
    def test_pass(self): pass
    def test_fail(self): self.assertEqual(1, WEFT)
    def test_error(self): 1 / (WEFT - 2)
    def test_subtests(self):
        for i in range(2, 4):
            with self.subTest(i=i): self.assertNotEqual(i, WEFT)
    @unittest.skip("why not")
    def test_skip(self): pass
    def test_crash(self):
        if WEFT == 2: os._exit(3)
    def test_hang(self):
        import time
        if WEFT == 2: time.sleep(60)
    def test_zz_last(self): pass
    def test_broken_everywhere(self): self.fail()
WEFT = 2 if os.environ.get("_EXE") == "weft" else 1
`

func TestEachTestGetsItsVerdictOverCrashesAndHangs(t *testing.T) {
	python, err := filepath.Abs("../../.oracle/bin/python3")
	if err != nil {
		t.Fatal(err)
	}
	if !exists(python) {
		t.Skip("no oracle: run make oracle")
	}
	dir := t.TempDir()
	pack := filepath.Join(dir, "python3.99", "test")
	for name, text := range map[string]string{"__init__.py": "", "support/__init__.py": "", "test_grammar.py": sample, "test_syntax.py": "import nothing_like_this\n"} {
		p := filepath.Join(pack, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	// "Weft" is the oracle with a variable set, which makes some tests go wrong.
	weft := filepath.Join(dir, "weft")
	if err := os.WriteFile(weft, []byte("#!/bin/sh\n_EXE=weft exec "+python+" \"$@\"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	s := settings{weft: weft, oracle: fakeOracle(t, dir, python), tests: pack, skips: filepath.Join(dir, "skips.txt"), out: filepath.Join(dir, "out.md"), only: regexp.MustCompile("^test_grammar$"), jobs: 2, quiet: 15 * time.Second}
	err = run(s)
	if err == nil || !strings.Contains(err.Error(), "5 failures are not in") {
		t.Fatalf("first run: %v", err)
	}
	s.update = true
	if err := run(s); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(s.skips)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"T.test_fail  fail: AssertionError: 1 != 2", "T.test_error  error: ZeroDivisionError: division by zero", "T.test_subtests  fail: AssertionError", "T.test_crash  crash: the process ended: exit status 3", "T.test_hang  crash: nothing for 15s"} {
		if !strings.Contains(string(b), want) {
			t.Errorf("the list lacks %q:\n%s", want, b)
		}
	}
	if strings.Contains(string(b), "broken_everywhere") || strings.Contains(string(b), "zz_last") {
		t.Errorf("the list has too much:\n%s", b)
	}
	s.update = false
	if err := run(s); err != nil {
		t.Errorf("with the list: %v", err)
	}
	if err := os.WriteFile(s.skips, append(b, "test.test_grammar.T.test_pass  no reason at all\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := run(s); err == nil || !strings.Contains(err.Error(), "1 tests in it pass") {
		t.Errorf("a listed test that passes: %v", err)
	}
}

// fakeOracle is the oracle under another name, so that nothing is remembered beside the real one.
func fakeOracle(t *testing.T, dir, python string) string {
	t.Helper()
	p := filepath.Join(dir, "oracle", "bin", "python3")
	if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p, []byte("#!/bin/sh\nexec "+python+" \"$@\"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	return p
}
