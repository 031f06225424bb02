package packfile

// This file implements the tests of the pack format: round trip, order independence, listing, and damaged packs.

import (
	"bytes"
	"fmt"
	"math/rand"
	"reflect"
	"testing"
)

func build(t *testing.T, tag string, files map[string][2]string) []byte {
	t.Helper()
	w := NewWriter(tag)
	for p, f := range files {
		var code []byte
		if f[1] != "" {
			code = []byte(f[1])
		}
		if err := w.Add(p, []byte(f[0]), code); err != nil {
			t.Fatal(err)
		}
	}
	b, err := w.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func open(t *testing.T, b []byte) *Reader {
	t.Helper()
	r, err := Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestEveryFileComesBack(t *testing.T) {
	files := map[string][2]string{"empty.py": {"", ""}}
	for i := range 500 {
		src := bytes.Repeat([]byte(fmt.Sprintf("x%d = 1\n", i)), i%40)
		code := ""
		if i%3 == 0 {
			code = fmt.Sprintf("code of %d", i)
		}
		files[fmt.Sprintf("p%d/m%d.py", i%7, i)] = [2]string{string(src), code}
	}
	r := open(t, build(t, "tag-1", files))
	if err := r.Verify(); err != nil {
		t.Fatal(err)
	}
	if r.Len() != len(files) || r.CodeTag() != "tag-1" {
		t.Fatalf("Len %d, tag %q", r.Len(), r.CodeTag())
	}
	for p, f := range files {
		e, ok := r.Find(p)
		if !ok || e.Path() != p || e.HasCode() != (f[1] != "") || e.Size() != len(f[0]) {
			t.Fatalf("%s: found %v %+v", p, ok, e)
		}
		src, err := r.Source(e)
		if err != nil || string(src) != f[0] {
			t.Fatalf("%s: source %q, %v", p, src, err)
		}
		code, err := r.Code(e)
		if err != nil || string(code) != f[1] {
			t.Fatalf("%s: code %q, %v", p, code, err)
		}
	}
	for _, p := range []string{"", "nope.py", "p1", "p1/"} {
		if _, ok := r.Find(p); ok {
			t.Errorf("found %q", p)
		}
	}
}

func TestSameFilesGiveTheSameBytes(t *testing.T) {
	files := map[string][2]string{}
	for i := range 50 {
		files[fmt.Sprintf("m%d.py", i)] = [2]string{fmt.Sprint(i), ""}
	}
	if !bytes.Equal(build(t, "", files), build(t, "", files)) {
		t.Error("two packs of the same files differ")
	}
}

func TestListNamesFilesAndFoldersInOrder(t *testing.T) {
	r := open(t, build(t, "", map[string][2]string{
		"a.py": {"", ""}, "a/__init__.py": {"", ""}, "a/b/c.py": {"", ""}, "a/b/d.py": {"", ""}, "a-b.py": {"", ""}, "z.py": {"", ""},
	}))
	for _, c := range []struct {
		dir  string
		want []string
	}{
		{"", []string{"a-b.py", "a.py", "a/", "z.py"}},
		{"a", []string{"__init__.py", "b/"}},
		{"a/", []string{"__init__.py", "b/"}},
		{"a/b", []string{"c.py", "d.py"}},
		{"nope", nil},
	} {
		if got := r.List(c.dir); !reflect.DeepEqual(got, c.want) && len(got)+len(c.want) > 0 {
			t.Errorf("List(%q) = %q, want %q", c.dir, got, c.want)
		}
	}
}

func TestAddRefusesBadPaths(t *testing.T) {
	w := NewWriter("")
	if w.Add("a.py", nil, nil) != nil || w.Add("a.py", nil, nil) == nil || w.Add("", nil, nil) == nil || w.Add("/a", nil, nil) == nil {
		t.Error("Add accepted a duplicate, empty or absolute path, or refused a good one")
	}
}

// A damaged pack gives an error or wrong bytes, never a panic; Verify notices the damage.
func TestDamagedPacksAreNoticed(t *testing.T) {
	good := build(t, "t", map[string][2]string{"a.py": {"print(1)\n", "c"}, "b/c.py": {string(bytes.Repeat([]byte("z"), 999)), ""}})
	rng := rand.New(rand.NewSource(1))
	for range 5000 {
		b := bytes.Clone(good)
		at := rng.Intn(len(b))
		b[at] ^= byte(1 + rng.Intn(255))
		r, err := Open(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			continue
		}
		if r.Verify() == nil {
			t.Fatalf("a changed byte at %d went unnoticed", at)
		}
		for _, p := range []string{"a.py", "b/c.py", "x"} {
			if e, ok := r.Find(p); ok {
				_, _ = r.Source(e)
				_, _ = r.Code(e)
			}
		}
		r.List("")
		r.List("b")
	}
	for n := range headerSize + 100 {
		if _, err := Open(bytes.NewReader(good[:n]), int64(n)); err == nil {
			t.Fatalf("a pack cut to %d bytes was accepted", n)
		}
	}
}

func BenchmarkOpenAndFind(b *testing.B) {
	w := NewWriter("")
	for i := range 600 {
		_ = w.Add(fmt.Sprintf("package%d/module%d.py", i%20, i), []byte("x = 1\n"), nil)
	}
	data, _ := w.Bytes()
	b.ResetTimer()
	for range b.N {
		r, _ := Open(bytes.NewReader(data), int64(len(data)))
		if _, ok := r.Find("package7/module47.py"); !ok {
			b.Fatal("lost")
		}
	}
}
