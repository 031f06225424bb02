package testkit

// This file implements chunk files: Python sources cut into independent parts, with the expected error beside its line.
//
//	x = 1 + 1
//	---
//	"a" + 1  ### TypeError: can only concatenate str (not "int") to str
//
// A line that is exactly "---" ends a part. A comment "### Type: message" says that running the part must raise that
// exception at that line; "### Type" leaves the message open; a message between slashes is a regular expression.

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

// Chunk is one part of a chunk file.
type Chunk struct {
	File   string
	Line   int    // the line of the file on which the part begins, from 1
	Source string // padded with empty lines, so that line numbers in it are the file's
	Want   *WantError
}

// WantError is the exception that a part must raise.
type WantError struct {
	Line int
	Type string // the exception's type name
	Text string // the message; empty for "any" when Open is set
	Open bool
	re   *regexp.Regexp
}

var wantComment = regexp.MustCompile(`### *([A-Za-z_][\w.]*)(?:(:) ?(.*))?$`)

// ReadChunks reads and cuts a chunk file. It fails the test when the file cannot be read, or a part expects two errors.
func ReadChunks(t testing.TB, file string) []Chunk {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	chunks, err := CutChunks(file, string(b))
	if err != nil {
		t.Fatal(err)
	}
	return chunks
}

// CutChunks cuts the text of a chunk file.
func CutChunks(file, text string) ([]Chunk, error) {
	var out []Chunk
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	start := 0
	flush := func(end int) error {
		c := Chunk{File: file, Line: start + 1}
		c.Source = strings.Repeat("\n", start) + strings.Join(lines[start:end], "\n") + "\n"
		for i := start; i < end; i++ {
			m := wantComment.FindStringSubmatch(lines[i])
			if m == nil {
				continue
			}
			if c.Want != nil {
				return fmt.Errorf("%s:%d: a part can expect one error only; the other is on line %d", file, i+1, c.Want.Line)
			}
			c.Want = &WantError{Line: i + 1, Type: m[1], Text: strings.TrimRight(m[3], " "), Open: m[2] == ""}
			if s := c.Want.Text; len(s) > 2 && s[0] == '/' && s[len(s)-1] == '/' {
				re, err := regexp.Compile("^(?:" + s[1:len(s)-1] + ")$")
				if err != nil {
					return fmt.Errorf("%s:%d: %w", file, i+1, err)
				}
				c.Want.re = re
			}
		}
		out = append(out, c)
		return nil
	}
	for i, l := range lines {
		if l == "---" {
			if err := flush(i); err != nil {
				return nil, err
			}
			start = i + 1
		}
	}
	if err := flush(len(lines)); err != nil {
		return nil, err
	}
	return out, nil
}

// Check compares the outcome of running a part with what the part expects: the raised exception's type name, message and
// line, or "" for none. It reports differences on t.
func (c *Chunk) Check(t testing.TB, typ, msg string, line int) {
	t.Helper()
	w := c.Want
	switch {
	case w == nil && typ == "":
	case w == nil:
		t.Errorf("%s:%d: raised %s: %s", c.File, line, typ, msg)
	case typ == "":
		t.Errorf("%s:%d: nothing was raised, want %s: %s", c.File, w.Line, w.Type, w.Text)
	default:
		if typ != w.Type {
			t.Errorf("%s:%d: raised %s: %s\nwant %s: %s", c.File, w.Line, typ, msg, w.Type, w.Text)
		} else if w.re != nil && !w.re.MatchString(msg) || w.re == nil && !w.Open && msg != w.Text {
			t.Errorf("%s:%d: %s has another message\n got %q\nwant %q", c.File, w.Line, typ, msg, w.Text)
		}
		if line != 0 && line != w.Line {
			t.Errorf("%s:%d: %s was raised at line %d", c.File, w.Line, typ, line)
		}
	}
}
