package tbprint

import (
	"strings"
	"testing"
)

func TestAnchors(t *testing.T) {
	for _, c := range []struct{ seg, want string }{
		{"a + b", "  ^  "},
		{"a ** b", "  ^^  "},
		{"(a) - (b)", "    ^    "},
		{"a+b*c", " ^   "},
		{"f(x)", " ^^^"},
		{"a.b.c(1, 2)", "     ^^^^^^"},
		{"(f)(x)", "   ^^^"},
		{"a[1][2]", "    ^^^"},
		{"a", ""},
		{"a.b", ""},
		{"a < b", ""},
		{"not a", ""},
		{"x = 1", ""},
		{"é + b", "   ^  "},
		{"a // b", "  ^^  "},
		{"a @ b", "  ^  "},
	} {
		got := ""
		if m := anchors([]string{c.seg}); m != nil {
			row := []byte(strings.Repeat(" ", len(c.seg)))
			for i := m.left.col; i < m.right.col; i++ {
				row[i] = '^'
			}
			got = string(row)
		}
		if got != c.want {
			t.Errorf("anchors(%q) = %q, want %q", c.seg, got, c.want)
		}
	}
}

func TestAnchorsOverSeveralLines(t *testing.T) {
	m := anchors([]string{"(", "  a  # comment +", "  + b", ")"})
	if m == nil || m.left != (place{2, 2}) || m.right != (place{2, 3}) {
		t.Errorf("anchors = %+v", m)
	}
	m = anchors([]string{"a  # + here", "  +", "  b"})
	if m == nil || m.left != (place{1, 2}) || m.right != (place{1, 3}) {
		t.Errorf("anchors = %+v", m)
	}
	m = anchors([]string{"f(", "  1,", ")"})
	if m == nil || m.left != (place{0, 1}) || m.right != (place{2, 1}) {
		t.Errorf("anchors = %+v", m)
	}
}

func TestDedent(t *testing.T) {
	got := dedent([]string{"    a", "      b", "", "    c"})
	if strings.Join(got, "|") != "a|  b||c" {
		t.Errorf("dedent = %q", got)
	}
}
