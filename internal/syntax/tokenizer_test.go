package syntax

// This file implements tests of the token stream. tests/modules/tokenize_.py compares it with CPython.

import (
	"fmt"
	"strings"
	"testing"
)

func streamOf(lines []string, extra bool) string {
	var out []string
	t := NewTokenizer(func() (line string, ok bool) {
		if len(lines) == 0 {
			return "", false
		}
		line, lines = lines[0], lines[1:]
		return line, true
	}, extra)
	for {
		tok, ok, _, err := t.Next()
		if err != nil {
			return strings.Join(append(out, fmt.Sprintf("%v %s %d:%d", err.Kind, err.Msg, err.Line, err.Col)), " ")
		}
		if !ok {
			return strings.Join(out, " ")
		}
		out = append(out, fmt.Sprintf("%d%q%d:%d-%d:%d", tok.Type, tok.Text, tok.Line, tok.Col, tok.EndLine, tok.EndCol))
	}
}

func TestTokenizer(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []string
		extra bool
		want  string
	}{
		{"a comment has its line end to itself", []string{"# c\n", "x\n"}, true,
			`65"# c"1:0-1:3 66"\n"1:3-1:4 1"x"2:0-2:1 4"\n"2:1-2:2 0""3:0-3:0`},
		{"without extra tokens there are no comments", []string{"# c\n", "x\n"}, false,
			`1"x"2:0-2:1 4""2:1-2:1 0""2:-1-2:-1`},
		{"a missing line end is an empty one", []string{"é = 1"}, true,
			`1"é"1:0-1:1 55"="1:2-1:3 2"1"1:4-1:5 4""1:5-1:6 0""2:0-2:0`},
		{"carriage returns are kept", []string{"(a,\r\n", "b)\r\n"}, true,
			`55"("1:0-1:1 1"a"1:1-1:2 55","1:2-1:3 66"\r\n"1:3-1:5 1"b"2:0-2:1 55")"2:1-2:2 4"\r\n"2:2-2:4 0""3:0-3:0`},
		{"a string spans lines", []string{"'''a\r\n", "b''' + 1\n"}, true,
			`3"'''a\r\nb'''"1:0-2:4 55"+"2:5-2:6 2"1"2:7-2:8 4"\n"2:8-2:9 0""3:0-3:0`},
		{"dedents at the end stand behind the text", []string{"if x:\n", "  y\n"}, true,
			`1"if"1:0-1:2 1"x"1:3-1:4 55":"1:4-1:5 4"\n"1:5-1:6 5"  "2:0-2:2 1"y"2:2-2:3 4"\n"2:3-2:4 6""3:0-3:0 0""3:0-3:0`},
		{"an open bracket at the end", []string{"(a\n"}, true,
			`55"("1:0-1:1 1"a"1:1-1:2 66"\n"1:2-1:3 SyntaxError unexpected EOF in multi-line statement 1:0`},
		{"a wrong dedent", []string{"if x:\n", "  y\n", " z\n"}, true,
			`1"if"1:0-1:2 1"x"1:3-1:4 55":"1:4-1:5 4"\n"1:5-1:6 5"  "2:0-2:2 1"y"2:2-2:3 4"\n"2:3-2:4 IndentationError unindent does not match any outer indentation level 3:3`},
		{"letters behind a number are left to the reader", []string{"1abc\n"}, true,
			`2"1"1:0-1:1 1"abc"1:1-1:4 4"\n"1:4-1:5 0""2:0-2:0`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := streamOf(c.lines, c.extra); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
