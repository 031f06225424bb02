package main

// This file implements the tests of choosing and packing library files.

import (
	"archive/zip"
	"bytes"
	"reflect"
	"testing"
	"testing/fstest"
)

func TestOnlyTheLibraryIsChosenAndTheBytesAreTheSame(t *testing.T) {
	lib := fstest.MapFS{}
	for _, p := range []string{"os.py", "json/__init__.py", "LICENSE.txt", "venv/scripts/common/activate", "__phello__/spam.py",
		"_sysconfigdata__linux_x86_64-linux-gnu.py", "site-packages/pip/__init__.py", "tkinter/__init__.py", "turtle.py",
		"config-3.14-x86_64-linux-gnu/Makefile", "unittest/test/x.py", "lib-dynload/x.so", "json/notes.txt", "re/__pycache__/x.py"} {
		lib[p] = &fstest.MapFile{Data: []byte("# " + p)}
	}
	a, n, err := pack(lib)
	if err != nil {
		t.Fatal(err)
	}
	b, _, err := pack(lib)
	if err != nil || !bytes.Equal(a, b) {
		t.Errorf("two runs differ (%v)", err)
	}
	z, err := zip.NewReader(bytes.NewReader(a), int64(len(a)))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range z.File {
		got = append(got, f.Name)
	}
	want := []string{"LICENSE.txt", "__phello__/spam.py", "json/__init__.py", "os.py", "venv/scripts/common/activate"}
	if n != len(want) || !reflect.DeepEqual(got, want) {
		t.Errorf("chose %q", got)
	}
}
