// Command mkstdlib chooses the files of CPython 3.14.6's pure-Python library that Weft embeds and writes them to one zip file,
// byte for byte the same on every machine. The sum of that file is under version control (library.sum): a different sum
// fails the command, unless -update writes it anew.
package main

// This file implements the command.

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"

	"weft/tools/internal/cpython"
)

func main() {
	from := flag.String("from", "../.oracle", "where CPython is, or is to be extracted")
	out := flag.String("out", "../internal/stdlib/library.zip", "the zip file to write")
	sum := flag.String("sum", "../internal/stdlib/library.sum", "the file that holds its SHA-256")
	update := flag.Bool("update", false, "write the sum instead of comparing it")
	flag.Parse()
	if err := run(*from, *out, *sum, *update); err != nil {
		fmt.Fprintln(os.Stderr, "mkstdlib:", err)
		os.Exit(1)
	}
}

func run(from, out, sumFile string, update bool) error {
	if have, err := os.ReadFile(out); err == nil && !update && checkSum(have, out, sumFile) == nil {
		return nil
	}
	if err := cpython.Extract(from); err != nil {
		return err
	}
	b, n, err := pack(os.DirFS(filepath.Join(from, "lib", "python3.14")))
	if err != nil {
		return err
	}
	if update {
		if err := os.WriteFile(sumFile, []byte(sumLine(b, out)), 0o644); err != nil {
			return err
		}
	} else if err := checkSum(b, out, sumFile); err != nil {
		return err
	}
	tmp := out + ".tmp"
	if err := os.WriteFile(tmp, b, 0o644); err != nil {
		return err
	}
	if err := os.Rename(tmp, out); err != nil {
		return err
	}
	fmt.Printf("library: %d files, %d bytes\n", n, len(b))
	return nil
}

func sumLine(b []byte, name string) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:]) + "  " + filepath.Base(name) + "\n"
}

func checkSum(b []byte, name, sumFile string) error {
	want, err := os.ReadFile(sumFile)
	if err != nil {
		return err
	}
	if got := sumLine(b, name); got != string(want) {
		return fmt.Errorf("the library's sum is not the one in %s:\n got %swant %s", sumFile, got, want)
	}
	return nil
}

// pack writes the chosen files, in the order of their paths, stored and without times.
func pack(lib fs.FS) (data []byte, files int, err error) {
	var paths []string
	err = fs.WalkDir(lib, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if p != "." && !wantDir(p) {
				return fs.SkipDir
			}
			return nil
		}
		if wantFile(p) {
			paths = append(paths, p)
		}
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	sort.Strings(paths)
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, p := range paths {
		text, err := fs.ReadFile(lib, p)
		if err != nil {
			return nil, 0, err
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: p, Method: zip.Store})
		if err != nil {
			return nil, 0, err
		}
		if _, err := w.Write(text); err != nil {
			return nil, 0, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, 0, err
	}
	return buf.Bytes(), len(paths), nil
}

// wantDir leaves out what is not library (installed packages, build configuration, tests), and what needs Tk.
func wantDir(p string) bool {
	switch path.Base(p) {
	case "__pycache__", "site-packages", "lib-dynload", "test", "tests", "idlelib", "tkinter", "turtledemo", "ensurepip":
		return false
	}
	return !strings.HasPrefix(p, "config-3.14")
}

// wantFile takes Python sources, the licence, and the scripts that venv copies. What describes one build of CPython
// (_sysconfigdata__*) differs from machine to machine and describes nothing of Weft.
func wantFile(p string) bool {
	if strings.HasPrefix(p, "venv/scripts/") || p == "LICENSE.txt" {
		return true
	}
	return strings.HasSuffix(p, ".py") && !strings.HasPrefix(p, "_sysconfigdata_") && p != "turtle.py"
}
