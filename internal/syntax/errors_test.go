// This file implements the comparison of syntax errors with CPython's.

package syntax

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

type verdict struct {
	Kind, Msg string
	Line, Col int
	Text      string
	EndLine   int
	EndCol    int
}

func modeOf(s string) Mode {
	return map[string]Mode{"exec": ModeExec, "eval": ModeEval, "single": ModeSingle}[s]
}

func verdictOf(src, mode string) (*verdict, []Warning) {
	opts := Options{MaxIntDigits: -1, UnicodeName: testNames()}
	mode, extra, _ := strings.Cut(mode, "+")
	opts.AllowIncompleteInput = strings.Contains(extra, "incomplete")
	opts.DontImplyDedent = strings.Contains(extra, "dedent")
	opts.TypeComments = strings.Contains(extra, "types")
	_, warnings, err := Parse(NewSource("<test>", src), modeOf(mode), opts)
	if err == nil {
		return nil, warnings
	}
	e := err.(*Error)
	return &verdict{e.Kind.String(), e.Msg, e.Line, e.Col, e.Text, e.EndLine, e.EndCol}, warnings
}

func (v *verdict) UnmarshalJSON(data []byte) error {
	var a [7]any
	if err := json.Unmarshal(data, &a); err != nil {
		return err
	}
	num := func(x any) int { f, _ := x.(float64); return int(f) }
	str := func(x any) string { s, _ := x.(string); return s }
	*v = verdict{str(a[0]), str(a[1]), num(a[2]), num(a[3]), str(a[4]), num(a[5]), num(a[6])}
	return nil
}

// TestErrorsEqualCPythons compares the verdicts on the snippets that testdata/errors.py finds. Its arguments come from
// WEFT_ERRORS (for example "-m 1 20 /path/to/lib/*.py" expanded by the shell), else they are some of the oracle's library.
func TestErrorsEqualCPythons(t *testing.T) {
	python := oracle(t)
	args := strings.Fields(os.Getenv("WEFT_ERRORS"))
	if len(args) == 0 {
		files := treeFiles(t, python)
		args = append([]string{"-m", "7", "3"}, files[:min(len(files), 300)]...)
	}
	cmd := exec.Command(python, append([]string{"testdata/errors.py"}, args...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	total, bad := 0, 0
	kinds := map[string]int{}
	for line := range bytes.Lines(out) {
		var row [4]json.RawMessage
		if err := json.Unmarshal(line, &row); err != nil {
			t.Fatal(err)
		}
		var src, mode string
		var want *verdict
		json.Unmarshal(row[0], &src)
		json.Unmarshal(row[1], &mode)
		if err := json.Unmarshal(row[2], &want); err != nil {
			t.Fatal(err, string(row[2]))
		}
		total++
		begin := time.Now()
		got, warnings := verdictOf(src, mode)
		list := [][]any{}
		for _, w := range warnings {
			list = append(list, []any{w.Line, w.Msg})
		}
		var wantList [][]any
		json.Unmarshal(row[3], &wantList)
		if a, b := fmt.Sprint(list), fmt.Sprint(wantList); a != b && !(got != nil && len(list) > len(wantList)) {
			t.Errorf("warnings of %q (%s)\n got %s\nwant %s", src, mode, a, b)
		}
		if d := time.Since(begin); d > 2*time.Second {
			t.Errorf("%v for %q", d, src)
		}
		if got == nil && want == nil || got != nil && want != nil && *got == *want {
			continue
		}
		bad++
		what := ""
		switch {
		case got == nil:
			what = "accepted: " + want.Msg
		case want == nil:
			what = "refused: " + got.Msg
		case got.Msg != want.Msg:
			what = got.Msg + " | " + want.Msg
		case got.Line != want.Line || got.Col != want.Col:
			what = "place: " + want.Msg
		case got.Text != want.Text:
			what = "text: " + want.Msg
		default:
			what = "end: " + want.Msg
		}
		kinds[what]++
		if kinds[what] <= 2 && bad < 400 {
			t.Errorf("%s (%s)\n%q\n got %+v\nwant %+v", what, mode, src, got, want)
		}
	}
	if bad > 0 {
		t.Errorf("%d of %d verdicts differ", bad, total)
	} else {
		t.Logf("%d verdicts", total)
	}
}
