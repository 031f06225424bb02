package testkit

// This file implements the tests of the test tools themselves.

import (
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// recorder notes failures instead of reporting them.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Helper()               {}
func (r *recorder) Errorf(string, ...any) { r.failed = true }
func (r *recorder) Error(...any)          { r.failed = true }

func TestDiffShowsWhatChanged(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"a\n", "a\n", ""},
		{"a\nb\nc\n", "a\nx\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"},
		{"", "a\n", "@@ -1,0 +1,1 @@\n+a\n"},
		{"a", "a\n", "@@ -1,1 +1,1 @@\n-a  (no newline at the end)\n+a\n"},
		{"1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\n5\n6\n7\n8\n", "@@ -6,4 +6,3 @@\n 6\n 7\n 8\n-9\n"},
		{"x\n1\n2\n3\n4\n5\n6\n7\n8\ny\n", "X\n1\n2\n3\n4\n5\n6\n7\n8\nY\n", "@@ -1,4 +1,4 @@\n-x\n+X\n 1\n 2\n 3\n@@ -7,4 +7,4 @@\n 6\n 7\n 8\n-y\n+Y\n"},
	} {
		if got := strings.TrimPrefix(Diff("a", "b", c.a, c.b), "--- a\n+++ b\n"); got != c.want {
			t.Errorf("Diff(%q, %q) = %q\nwant %q", c.a, c.b, got, c.want)
		}
	}
}

func TestHammerRunsEveryRoundAndReportsPanics(t *testing.T) {
	var n atomic.Int64
	Hammer(t, 8, 100, func(g, i int) { n.Add(1) })
	if n.Load() != 800 {
		t.Errorf("%d rounds", n.Load())
	}
	rec := &recorder{TB: t}
	Hammer(rec, 2, 3, func(g, i int) {
		if g == 1 && i == 2 {
			panic("on purpose")
		}
	})
	if !rec.failed {
		t.Error("a panic went unnoticed")
	}
}

func TestProgramsRunInTheirFolderWithTheirDirectives(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "p.py")
	if err := os.WriteFile(file, []byte("# test: timeout=7\n# test: flags=-x -y\n# test: args=a b\necho \"$@\"; pwd; echo oops >&2; exit 3\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	p, err := ReadProgram(file)
	if err != nil || p.Timeout != 7*time.Second || len(p.Flags) != 2 || len(p.Args) != 2 {
		t.Fatalf("%+v, %v", p, err)
	}
	p.Flags = nil
	o, err := p.Run("/bin/sh")
	if err != nil || o.Text() != "a b\n$HERE\n--- exit 3\n--- stderr\noops\n" {
		t.Errorf("%q, %v", o.Text(), err)
	}
	p.Timeout = 50 * time.Millisecond
	if err := os.WriteFile(file, []byte("sleep 5\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Run("/bin/sh"); err == nil || !strings.Contains(err.Error(), "not finished") {
		t.Errorf("a slow program: %v", err)
	}
	if _, err := ReadProgram(filepath.Join(dir, "none.py")); err == nil {
		t.Error("a missing file is no error")
	}
}

func TestPlacesAndAddressesAreMadeEqual(t *testing.T) {
	in := `  File "/home/x/lib/python3.14/threading.py", line 1
<object at 0x7f00deadbeef> File "/work/t/a.py" 0xdeadbeef`
	want := `  File "$LIB/threading.py", line 1
<object at 0x…> File "$HERE/a.py" 0xdeadbeef`
	if got := normalise(in, "/work/t"); got != want {
		t.Errorf("%s", got)
	}
}

func TestGoldenComparesWithTheFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "g")
	if err := os.WriteFile(file, []byte("x\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	Golden(t, file, "x\n")
	rec := &recorder{TB: t}
	Golden(rec, file, "y\n")
	if !rec.failed {
		t.Error("a difference went unnoticed")
	}
}
