// This file implements "..." % (a, b) with a literal format of %s, %r and %a only: it is compiled as an f-string.

package compile

import (
	"strconv"

	"weft/internal/syntax"
)

// percentFormat returns the f-string that does what e does, or nil when the format or the operands do not allow it.
func percentFormat(e *syntax.BinOp) *syntax.JoinedStr {
	k, ok := e.Left.(*syntax.Constant)
	if !ok {
		return nil
	}
	str, ok := k.Value.(syntax.ConstStr)
	if !ok {
		return nil
	}
	t, ok := e.Right.(*syntax.Tuple)
	if !ok || hasStar(t.Elts) {
		return nil
	}
	format := string(str)
	j := &syntax.JoinedStr{Pos: e.Pos}
	literal := ""
	flush := func() {
		if literal != "" {
			j.Values = append(j.Values, &syntax.Constant{Pos: k.Pos, Value: syntax.ConstStr(literal)})
			literal = ""
		}
	}
	args := t.Elts
	for i := 0; i < len(format); {
		if format[i] != '%' {
			literal += format[i : i+1]
			i++
			continue
		}
		i++
		if i < len(format) && format[i] == '%' {
			literal += "%"
			i++
			continue
		}
		if len(args) == 0 {
			return nil
		}
		spec, conv, n := percentSpec(format[i:])
		if n == 0 {
			return nil
		}
		i += n
		flush()
		v := &syntax.FormattedValue{Pos: args[0].Position(), Value: args[0], Conversion: conv}
		if spec != "" {
			v.FormatSpec = &syntax.Constant{Pos: args[0].Position(), Value: syntax.ConstStr(spec)}
		}
		j.Values = append(j.Values, v)
		args = args[1:]
	}
	flush()
	if len(args) > 0 {
		return nil
	}
	return j
}

// percentSpec parses what follows a %: it returns the format spec of the same effect, the conversion, and the length of the
// text, 0 when it is another directive.
func percentSpec(s string) (spec string, conv, n int) {
	left := false
flags:
	for ; n < len(s); n++ {
		switch s[n] {
		case '-':
			left = true
		case '+', ' ', '#', '0':
		default:
			break flags
		}
	}
	number := func() (int, bool) {
		v, digits := 0, 0
		for ; n < len(s) && '0' <= s[n] && s[n] <= '9'; n++ {
			v = v*10 + int(s[n]-'0')
			if digits++; digits >= 3 {
				return 0, false
			}
		}
		return v, true
	}
	width, prec := -1, -1
	var ok bool
	if n < len(s) && '0' <= s[n] && s[n] <= '9' {
		if width, ok = number(); !ok {
			return "", 0, 0
		}
	}
	if n < len(s) && s[n] == '.' {
		n++
		if prec, ok = number(); !ok {
			return "", 0, 0
		}
	}
	if n >= len(s) {
		return "", 0, 0
	}
	switch s[n] {
	case 's', 'r', 'a':
	default:
		return "", 0, 0
	}
	if width > 0 && !left {
		spec = ">"
	}
	if width >= 0 {
		spec += strconv.Itoa(width)
	}
	if prec >= 0 {
		spec += "." + strconv.Itoa(prec)
	}
	return spec, int(s[n]), n + 1
}
