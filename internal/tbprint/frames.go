// This file implements the frames of a traceback: file, line, source text and the marks under it.

package tbprint

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"weft/internal/object"
	"weft/internal/syntax"
	"weft/internal/ucd"
)

// repeatLimit is how often the same line is shown in a row.
const repeatLimit = 3

// stack returns the lines of an exception's traceback, "" if it has none.
func (p *printer) stack(e *object.Exception) string {
	var entries []*object.Traceback
	for tb := e.LoadTraceback(); tb != nil; tb = tb.NextEntry() {
		entries = append(entries, tb)
	}
	if n, ok := p.limit(); ok && n < len(entries) {
		entries = entries[len(entries)-n:]
	}
	var b strings.Builder
	type key struct {
		file, name string
		line       int
	}
	var last key
	count := 0
	flush := func() {
		if count > repeatLimit {
			n, s := count-repeatLimit, ""
			if n > 1 {
				s = "s"
			}
			fmt.Fprintf(&b, "  [Previous line repeated %d more time%s]\n", n, s)
		}
	}
	for _, tb := range entries {
		c := tb.Code()
		k := key{c.Filename.String(), c.Name.String(), p.line(tb)}
		if k != last || count == 0 {
			flush()
			last, count = k, 0
		}
		if count++; count <= repeatLimit {
			b.WriteString(p.frame(tb))
		}
	}
	flush()
	return b.String()
}

// limit returns sys.tracebacklimit.
func (p *printer) limit() (int, bool) {
	if p.th.Rt.Sys == nil {
		return 0, false
	}
	v := p.th.Rt.Sys.Dict().GetName("tracebacklimit")
	if v.IsAbsent() || !object.IsInt(v) {
		return 0, false
	}
	n, ok := object.Int64(v)
	if !ok {
		return 0, n < 0
	}
	return int(max(n, 0)), true
}

func (p *printer) line(tb *object.Traceback) int {
	if n := tb.Span().Line; n > 0 {
		return int(n)
	}
	return tb.Line()
}

// lines returns the lines of a source file, nil if it cannot be read.
func (p *printer) lines(filename string) []string {
	if l, ok := p.files[filename]; ok {
		return l
	}
	var out []string
	if p.opts.Source != nil {
		if text, ok := p.opts.Source(filename); ok {
			out = splitLines(text)
		}
	}
	if out == nil && !(strings.HasPrefix(filename, "<") && strings.HasSuffix(filename, ">")) {
		if data, err := os.ReadFile(filename); err == nil {
			if src, err := syntax.DecodeFile(filename, data, nil); err == nil {
				for i := 1; i <= src.NumLines(); i++ {
					out = append(out, strings.TrimRight(src.Line(i), "\n"))
				}
			}
		}
	}
	p.files[filename] = out
	return out
}

func splitLines(text string) []string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

func (p *printer) frame(tb *object.Traceback) string {
	c := tb.Code()
	file := c.Filename.String()
	shown := file
	if strings.HasPrefix(file, "<stdin-") && strings.HasSuffix(file, ">") {
		shown = "<stdin>"
	}
	t := p.theme
	line := p.line(tb)
	num := strconv.Itoa(line)
	if line == 0 {
		num = "None"
	}
	head := "  File " + t.filename + "\"" + shown + "\"" + t.reset + ", line " + t.line + num + t.reset + ", in " + t.frame + c.Name.String() + t.reset + "\n"
	src := p.lines(file)
	if line < 1 || line > len(src) {
		return head
	}
	sp := tb.Span()
	end := int(sp.EndLine)
	if sp.Line < 1 || sp.Col < 0 || sp.EndCol < 0 || end < line || end > len(src) {
		if s := strings.TrimSpace(src[line-1]); s != "" {
			return head + "    " + s + "\n"
		}
		return head
	}
	orig := src[line-1 : end]
	blank := true
	for _, l := range orig {
		blank = blank && strings.TrimSpace(l) == ""
	}
	if blank {
		return head
	}
	return head + p.source(orig, int(sp.Col), int(sp.EndCol))
}

// dedent removes the indentation that all lines that are not blank share; blank ones become empty.
func dedent(lines []string) []string {
	margin, first := "", true
	for _, l := range lines {
		if strings.TrimSpace(l) == "" {
			continue
		}
		ind := l[:len(l)-len(strings.TrimLeft(l, " \t"))]
		if first {
			margin, first = ind, false
			continue
		}
		n := 0
		for n < len(margin) && n < len(ind) && margin[n] == ind[n] {
			n++
		}
		margin = margin[:n]
	}
	out := make([]string, len(lines))
	for i, l := range lines {
		if strings.TrimSpace(l) != "" {
			out[i] = l[len(margin):]
		}
	}
	return out
}

// width returns the columns the first n bytes of a line take on a terminal.
func width(line string, n int) int {
	n = min(n, len(line))
	w := 0
	for _, r := range line[:n] {
		if r < 0x80 {
			w++
			continue
		}
		if e := ucd.Latest.EastAsianWidth(r); e == "W" || e == "F" {
			w++
		}
		w++
	}
	return w
}

// place is a position in a segment: line from 0, byte column.
type place struct{ line, col int }

// marks are the parts of a segment that stand out: the operator or the brackets.
type marks struct{ left, right place }

// source shows the lines of an instruction, whose range begins at byte start of the first and ends at byte end of the last.
func (p *printer) source(orig []string, start, end int) string {
	lines := dedent(orig)
	cut := len(orig[0]) - len(lines[0])
	last := len(lines) - 1
	start = min(max(0, start-cut), len(lines[0]))
	end = min(max(0, end-cut), len(lines[last]))
	seg := append([]string(nil), lines...)
	seg[last] = seg[last][:end]
	if last == 0 && start > end {
		start = end
	}
	seg[0] = seg[0][start:]
	m := anchors(seg)
	carets := p.showCarets(lines, start, end, m)
	sig := map[int]bool{0: true, last: true}
	if m != nil {
		if m.left.line == 0 {
			m.left.col += start
		}
		if m.right.line == 0 {
			m.right.col += start
		}
		for d := -1; d <= 1; d++ {
			sig[m.left.line+d] = true
			sig[m.right.line+d] = true
		}
	}
	var out []string
	put := func(n int) {
		l := lines[n]
		if !carets {
			out = append(out, l)
			return
		}
		blanks := utf8.RuneCountInString(l) - utf8.RuneCountInString(strings.TrimLeft(l, " \t\f\v"))
		total := width(l, len(l))
		if n == last {
			total = width(l, end)
		}
		first := width(lines[0], start)
		row := make([]byte, 0, total)
		for col := 0; col < total; col++ {
			ch := byte('^')
			if m != nil {
				ch = '~'
				lcol, rcol := width(lines[m.left.line], m.left.col), width(lines[m.right.line], m.right.col)
				if (n > m.left.line || n == m.left.line && col >= lcol) && (n < m.right.line || n == m.right.line && col < rcol) {
					ch = '^'
				}
			}
			if col < blanks || n == 0 && col < first {
				ch = ' '
			}
			row = append(row, ch)
		}
		if p.opts.Color {
			a, b := p.paint(l, row)
			out = append(out, a, b)
			return
		}
		out = append(out, l, string(row))
	}
	prev := -1
	for n := 0; n <= last; n++ {
		if !sig[n] {
			continue
		}
		if prev >= 0 {
			switch d := n - prev; {
			case d == 2:
				put(n - 1)
			case d > 2:
				out = append(out, "...<"+strconv.Itoa(d-1)+" lines>...")
			}
		}
		put(n)
		prev = n
	}
	var b strings.Builder
	for _, l := range out {
		b.WriteString("    " + l + "\n")
	}
	return b.String()
}

// paint colours a line and its marks alike.
func (p *printer) paint(line string, row []byte) (string, string) {
	var a, b strings.Builder
	runes := []rune(line)
	for i := 0; i < len(runes) || i < len(row); {
		ch := byte(0)
		if i < len(row) {
			ch = row[i]
		}
		j := i
		for (j < len(runes) || j < len(row)) && (j < len(row) && row[j] == ch || j >= len(row) && ch == 0) {
			j++
		}
		text, mark := "", ""
		if i < len(runes) {
			text = string(runes[i:min(j, len(runes))])
		}
		if i < len(row) {
			mark = string(row[i:min(j, len(row))])
		}
		on, off := "", p.theme.reset
		switch ch {
		case '^':
			on = p.theme.highlight
		case '~':
			on = p.theme.rng
		default:
			off = ""
		}
		a.WriteString(on + text + off)
		b.WriteString(on + mark + off)
		i = j
	}
	return a.String(), b.String()
}

func parse(text string) (*syntax.Module, bool) {
	m, _, err := syntax.Parse(syntax.NewSource("<segment>", text), syntax.ModeExec, syntax.Options{})
	mod, ok := m.(*syntax.Module)
	return mod, err == nil && ok
}

// showCarets reports whether marks tell more than the line does: they do not for a whole line without an operator to point
// at, nor for `return f(...)` and `x = f(...)`.
func (p *printer) showCarets(lines []string, start, end int, m *marks) bool {
	last := len(lines) - 1
	if mod, ok := parse(strings.Join(lines, "\n")); ok {
		if len(mod.Body) == 0 {
			return false
		}
		var call *syntax.Call
		switch s := mod.Body[0].(type) {
		case *syntax.Return:
			if c, ok := s.Value.(*syntax.Call); ok {
				if _, ok := c.Func.(*syntax.Name); ok {
					call = c
				}
			}
		case *syntax.Assign:
			if c, ok := s.Value.(*syntax.Call); ok && len(s.Targets) == 1 {
				if _, ok := s.Targets[0].(*syntax.Name); ok {
					call = c
				}
			}
		}
		if call != nil && call.Line == 1 && int(call.EndLine) == len(lines) && int(call.Col) == start && int(call.EndCol) == end {
			return false
		}
	}
	return m != nil || strings.TrimSpace(lines[0][:start]) != "" || strings.TrimSpace(lines[last][end:]) != ""
}

// anchors finds what to point at in an expression: the operator of a binary operation, the brackets of a subscript or call.
func anchors(seg []string) *marks {
	mod, ok := parse("(\n" + strings.Join(seg, "\n") + "\n)")
	if !ok || len(mod.Body) != 1 {
		return nil
	}
	stmt, ok := mod.Body[0].(*syntax.ExprStmt)
	if !ok {
		return nil
	}
	// valid moves a place behind the end of its line to the next character.
	valid := func(q place) (place, bool) {
		for q.line < len(seg) && q.col >= len(seg[q.line]) {
			q = place{q.line + 1, 0}
		}
		return q, q.line < len(seg)
	}
	endOf := func(e syntax.Expr) place {
		pos := e.Position()
		return place{int(pos.EndLine) - 2, int(pos.EndCol)}
	}
	// seek goes on to the first character that stop accepts, outside comments and continued lines.
	seek := func(q place, stop func(r rune) bool) (place, bool) {
		q, ok := valid(q)
		for ok {
			r, n := utf8.DecodeRuneInString(seg[q.line][q.col:])
			switch {
			case r == '\\' || r == '#':
				q, ok = valid(place{q.line + 1, 0})
			case stop(r):
				return q, true
			default:
				q, ok = valid(place{q.line, q.col + n})
			}
		}
		return q, false
	}
	bracket := func(before syntax.Expr, open rune) *marks {
		left, ok := seek(endOf(before), func(r rune) bool { return r == open })
		if !ok {
			return nil
		}
		return &marks{left, endOf(stmt.Value)}
	}
	switch e := stmt.Value.(type) {
	case *syntax.BinOp:
		at, ok := seek(endOf(e.Left), func(r rune) bool { return r != ')' && !ucd.IsSpace(r) })
		if !ok {
			return nil
		}
		_, n := utf8.DecodeRuneInString(seg[at.line][at.col:])
		right := place{at.line, at.col + n}
		if rp := e.Right.Position(); right.col < len(seg[at.line]) && (int(rp.Line)-2 > at.line || right.col < int(rp.Col)) {
			if r, n := utf8.DecodeRuneInString(seg[at.line][right.col:]); !ucd.IsSpace(r) && r != '\\' && r != '#' {
				right.col += n
			}
		}
		return &marks{at, right}
	case *syntax.Subscript:
		return bracket(e.Value, '[')
	case *syntax.Call:
		return bracket(e.Func, '(')
	}
	return nil
}
