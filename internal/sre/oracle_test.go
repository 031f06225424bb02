// This file implements the comparison with CPython: recorded results in
// testdata, and live ones where the oracle is installed.

package sre

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"weft/internal/testkit/oracle"
)

type shot struct {
	marks []int
	last  int
}

func (s *shot) UnmarshalJSON(b []byte) error {
	return json.Unmarshal(b, &[]any{&s.marks, &s.last})
}

type recordedSubject struct {
	Text  []uint32
	Bytes bool
	Pos   int
	End   int
	M     *shot
	F     *shot
	S     *shot
	It    []*shot
}

type recorded struct {
	Pattern  string
	Flags    int
	Code     []uint32
	Groups   int
	Subjects []recordedSubject
}

func (r *recordedSubject) subject() Subject {
	if r.Bytes {
		b := make([]byte, len(r.Text))
		for i, c := range r.Text {
			b[i] = byte(c)
		}
		return BytesSubject(b)
	}
	var b []byte
	for _, c := range r.Text {
		switch {
		case c >= 0xd800 && c < 0xe000:
			b = append(b, 0xe0|byte(c>>12), 0x80|byte(c>>6&0x3f), 0x80|byte(c&0x3f))
		default:
			b = append(b, string(rune(c))...)
		}
	}
	return StringSubject(string(b), false)
}

func show(marks []int, last int, ok bool) string {
	if !ok {
		return "none"
	}
	return fmt.Sprint(marks, last)
}

func (s *shot) String() string {
	if s == nil {
		return "none"
	}
	return show(s.marks, s.last, true)
}

// compare runs one recorded pattern and reports each difference.
func compare(t *testing.T, r *recorded) {
	p, err := Compile(r.Code, r.Groups)
	if err != nil {
		t.Errorf("%s flags %d: %v", r.Pattern, r.Flags, err)
		return
	}
	for i := range r.Subjects {
		rs := &r.Subjects[i]
		s := rs.subject()
		marks := make([]int, 2*(r.Groups+1))
		check := func(what string, mode Mode, want *shot) {
			last, ok, err := p.Match(&s, &Request{Pos: rs.Pos, End: rs.End, Mode: mode}, marks)
			got := show(marks, last, ok)
			if err != nil {
				got = err.Error()
			}
			if got != want.String() {
				t.Errorf("%s flags %d text %v [%d:%d] %s: got %s, want %s", r.Pattern, r.Flags, rs.Text, rs.Pos, rs.End, what, got, want)
			}
		}
		check("match", Match, rs.M)
		check("fullmatch", FullMatch, rs.F)
		check("search", Search, rs.S)
		it := Iter{Program: p, Subject: &s, Request: Request{Pos: rs.Pos, End: rs.End, Mode: Search}}
		for n := 0; ; n++ {
			last, ok, err := it.Next(marks)
			want := (*shot)(nil)
			if n < len(rs.It) {
				want = rs.It[n]
			}
			if got := show(marks, last, ok); err != nil || got != want.String() {
				t.Errorf("%s flags %d text %v [%d:%d] finditer %d: got %s %v, want %s", r.Pattern, r.Flags, rs.Text, rs.Pos, rs.End, n, got, err, want)
				break
			}
			if !ok {
				break
			}
		}
	}
}

func compareAll(t *testing.T, in io.Reader) {
	sc := bufio.NewScanner(in)
	sc.Buffer(nil, 1<<26)
	n := 0
	for sc.Scan() {
		var r recorded
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		compare(t, &r)
		n++
		if t.Failed() && n > 100000 {
			break
		}
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d patterns", n)
}

func runOracle(t *testing.T, args ...string) []byte {
	if oracle.Path() == "" {
		t.Skip("no oracle")
	}
	cmd := exec.Command(oracle.Path(), append([]string{filepath.Join("testdata", "record.py")}, args...)...)
	var out, msg bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &msg
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, msg.Bytes())
	}
	return out.Bytes()
}

// seedCodes reads the recorded code lists.
func seedCodes(t testing.TB) []recorded {
	f, err := os.Open(filepath.Join("testdata", "cases.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []recorded
	for d := json.NewDecoder(f); ; {
		var r recorded
		if err := d.Decode(&r); err == io.EOF {
			return out
		} else if err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
}

func TestRecordedCases(t *testing.T) {
	f, err := os.Open(filepath.Join("testdata", "cases.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	compareAll(t, f)
}

// TestRandomPatterns compares random patterns live. SRE_FUZZ sets their number.
func TestRandomPatterns(t *testing.T) {
	count := os.Getenv("SRE_FUZZ")
	if count == "" {
		count = "500"
	}
	seed := os.Getenv("SRE_SEED")
	if seed == "" {
		seed = strconv.FormatInt(time.Now().UnixNano()%1e9, 10)
	}
	t.Log("seed", seed)
	compareAll(t, bytes.NewReader(runOracle(t, "fuzz", seed, count)))
}

// TestCPythonTable compares the patterns of CPython's own table where a copy
// of its test suite is installed.
func TestCPythonTable(t *testing.T) {
	home, _ := os.UserHomeDir()
	found, _ := filepath.Glob(filepath.Join(home, ".pyenv", "versions", "3.1[34].*", "lib", "python3.*", "test", "re_tests.py"))
	for _, path := range append(found, "/usr/lib/python3.14/test/re_tests.py", "/usr/lib/python3.13/test/re_tests.py") {
		if _, err := os.Stat(path); err == nil {
			compareAll(t, bytes.NewReader(runOracle(t, "retests", path)))
			return
		}
	}
	t.Skip("no re_tests.py")
}
