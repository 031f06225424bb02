// This file implements fuzzing of the scanner and of the two readings of the grammar, which must agree.

package syntax

import (
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func addSeeds(f *testing.F) {
	for _, c := range errorCases {
		f.Add(c.src)
	}
	for _, name := range []string{"testdata/dump.py", "testdata/errors.py", "testdata/sampler.py"} {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
		for _, part := range strings.Split(string(data), "\n\n") {
			f.Add(part)
		}
	}
}

func FuzzScan(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		s := newScanner(NewSource("f", text), true)
		var tok token
		last := int32(0)
		for n := 0; ; n++ {
			s.next(&tok)
			if tok.kind == kEOF || tok.kind == kError {
				break
			}
			if tok.start < last || tok.end < tok.start || int(tok.end) > s.size {
				t.Fatalf("token %d of %q: %d-%d after %d", n, text, tok.start, tok.end, last)
			}
			last = tok.end
			if n > 2*len(text)+200 {
				t.Fatalf("no end to the tokens of %q", text)
			}
		}
		if tok.kind == kError && s.done == doneOK {
			t.Fatalf("%q: an error token without a reason", text)
		}
	})
}

func FuzzParse(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 2000 {
			return
		}
		begin := time.Now()
		defer func() {
			if d := time.Since(begin); d > 10*time.Second {
				t.Errorf("%v for %q", d, text)
			}
		}()
		src := NewSource("f", text)
		for _, mode := range []Mode{ModeExec, ModeEval, ModeSingle, ModeFuncType} {
			opts := Options{MaxIntDigits: -1, TypeComments: mode == ModeFuncType}
			full := src.parserText(mode)
			p := newParser(full, mode, &opts)
			mod := p.parse(mode)
			if p.tooDeep {
				continue
			}
			if p.failed {
				if _, err := diagnose(full, mode, &opts, p.checkedBefore.i, p.checkedBefore.barry, nil); err == nil {
					t.Fatalf("%q (mode %d) is refused for no reason", text, mode)
				}
				continue
			}
			Walk(mod, func(n Node) bool {
				if x, ok := n.(interface{ Position() Pos }); ok {
					q := x.Position()
					if q.Line < 1 || q.Col < 0 || q.EndLine < q.Line || q.EndLine == q.Line && q.EndCol < q.Col {
						t.Fatalf("%q: %T at %v", text, n, q)
					}
				}
				return true
			})
			d := &diag{st: newStream(full, mode, &opts), src: full, opts: &opts, memo: map[memoKey]memoEntry{}}
			if d.start(mode); d.err != nil || mode == ModeExec && !d.at(kEOF) && d.toks[d.mark-1].kind != kEOF {
				t.Fatalf("%q (mode %d) is accepted, but the diagnosis says %v", text, mode, d.err)
			}
		}
	})
}
