package archtest

// This file implements the rule that documents name files, folders and functions that exist.

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// mustExist are the folders that begin a path which has to exist when a document names it.
var mustExist = regexp.MustCompile(`^(?:cmd|internal|tests|bench|docs|tools|examples|\.ci)/[\w./*-]*$|^(?:README|CHANGELOG|NOTICE|LICENSE|Makefile)[.\w]*$`)

// built are named in documents and made by the build.
var built = regexp.MustCompile(`^(?:internal/stdlib/library\.zip|internal/stdlib/data/library\.pack|bench/results\.md)$`)

var (
	quoted  = regexp.MustCompile("`([^`\n]+)`")
	inFile  = regexp.MustCompile("`([\\w./]+\\.go)`((?:(?:, | \\([^)`]*)`[^`]+`\\)?)+)")
	aSymbol = regexp.MustCompile("`(?:func |method )?((?:\\(\\*?\\w+\\)\\.)?\\w+)(?:\\([^)]*\\))?`")
)

func documents(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, pattern := range []string{"*.md", "docs/*.md", "tests/*.md", "bench/*.md"} {
		found, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, found...)
	}
	return out
}

func TestDocumentsNameWhatExists(t *testing.T) {
	for _, doc := range documents(t) {
		b, err := os.ReadFile(doc)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(b), "\n") {
			for _, m := range quoted.FindAllStringSubmatch(line, -1) {
				name := strings.TrimSuffix(m[1], "/")
				if !mustExist.MatchString(m[1]) || built.MatchString(name) {
					continue
				}
				if found, _ := filepath.Glob(filepath.Join(root, filepath.FromSlash(name))); len(found) == 0 {
					t.Errorf("%s:%d: there is no %s", filepath.Base(doc), i+1, m[1])
				}
			}
			// "`internal/x/y.go`, `func f`": y.go has to declare f.
			for _, m := range inFile.FindAllStringSubmatch(line, -1) {
				src, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(m[1])))
				if err != nil {
					continue
				}
				for _, s := range aSymbol.FindAllStringSubmatch(m[2], -1) {
					if strings.HasSuffix(s[1], ".go") {
						continue
					}
					if !declares(string(src), s[1]) {
						t.Errorf("%s:%d: %s does not declare %s", filepath.Base(doc), i+1, m[1], s[1])
					}
				}
			}
		}
	}
}

// declares reports whether Go source declares a function, method, type, variable or constant of this name; "(*T).m" names
// a method.
func declares(src, name string) bool {
	if recv, method, ok := strings.Cut(name, ")."); ok {
		return regexp.MustCompile(`(?m)^func \(\w+ ` + regexp.QuoteMeta(strings.TrimPrefix(recv, "(")) + `\) ` + regexp.QuoteMeta(method) + `\(`).MatchString(src)
	}
	n := regexp.QuoteMeta(name)
	return regexp.MustCompile(`(?m)^func (?:\(\w+ \*?\w+\) )?` + n + `\b|^(?:type|var|const) ` + n + `\b|^\t` + n + `\b`).MatchString(src)
}
