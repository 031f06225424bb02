// This file implements __format__.

package decimal

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"weft/internal/object"
)

// spec is a parsed format specification.
type spec struct {
	fill             string
	align, sign, typ byte
	noNegZero        bool
	width, prec      int // prec -1: none
	sep, fracSep     byte
}

func isAlign(c byte) bool { return c == '<' || c == '>' || c == '=' || c == '^' }

// parseSpec reads a specification; ok is false if it is none.
func parseSpec(s string) (f spec, ok bool) {
	f = spec{fill: " ", align: '>', sign: '-', prec: -1}
	explicit := false
	if _, n := utf8.DecodeRuneInString(s); s != "" && len(s) > n && isAlign(s[n]) {
		f.fill, f.align, s, explicit = s[:n], s[n], s[n+1:], true
	} else if s != "" && isAlign(s[0]) {
		f.align, s, explicit = s[0], s[1:], true
	}
	if s != "" && (s[0] == '+' || s[0] == '-' || s[0] == ' ') {
		f.sign, s = s[0], s[1:]
	}
	if s != "" && s[0] == 'z' {
		f.noNegZero, s = true, s[1:]
	}
	if s != "" && s[0] == '0' {
		if explicit {
			return f, false
		}
		f.fill, f.align, s = "0", '=', s[1:]
	}
	number := func() (int, bool) {
		i := 0
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		if i == 0 || i > 15 {
			return 0, false
		}
		n, err := strconv.Atoi(s[:i])
		s = s[i:]
		return n, err == nil
	}
	if s != "" && s[0] >= '0' && s[0] <= '9' {
		if f.width, ok = number(); !ok {
			return f, false
		}
	}
	if s != "" && (s[0] == ',' || s[0] == '_') {
		f.sep, s = s[0], s[1:]
	}
	if s != "" && s[0] == '.' {
		s = s[1:]
		if s != "" && s[0] >= '0' && s[0] <= '9' {
			if f.prec, ok = number(); !ok {
				return f, false
			}
		} else if s == "" || s[0] != ',' && s[0] != '_' {
			return f, false
		}
		if s != "" && (s[0] == ',' || s[0] == '_') {
			f.fracSep, s = s[0], s[1:]
		}
	}
	if s != "" {
		switch s[0] {
		case 'e', 'E', 'f', 'F', 'g', 'G', 'n', '%':
			f.typ, s = s[0], s[1:]
		}
	}
	if f.typ == 'n' && f.sep != 0 {
		return f, false
	}
	return f, s == ""
}

// grouped puts separators into digits, which are filled with zeros to width.
func grouped(digits string, sep byte, width int) string {
	if sep == 0 {
		if n := width - len(digits); n > 0 {
			digits = strings.Repeat("0", n) + digits
		}
		return digits
	}
	out := ""
	for {
		n := min(len(digits), 3)
		if out == "" {
			out = digits[len(digits)-n:]
		} else {
			out = digits[len(digits)-n:] + string(sep) + out
		}
		digits = digits[:len(digits)-n]
		if digits == "" {
			if len(out) >= width {
				return out
			}
			digits = "0"
			// fill the group first
			lead := strings.IndexByte(out, sep)
			if lead < 0 {
				lead = len(out)
			}
			if lead < 3 {
				k := min(3-lead, width-len(out))
				out = strings.Repeat("0", k) + out
				if len(out) >= width {
					return out
				}
			}
			k := min(3, width-len(out)-1)
			if k <= 0 {
				k = 1
			}
			digits = strings.Repeat("0", k)
		}
	}
}

// fallback lets the library's pure Python decimal format what is not done here, as CPython does.
func fallback(th *thread, args []value) (value, error) {
	m, err := th.Rt.Engine().Import(th, object.Intern("_pydecimal"), object.None, object.None, object.None, 0)
	if err != nil {
		return value{}, err
	}
	cls, err := object.GetAttrName(th, m, "Decimal")
	if err != nil {
		return value{}, err
	}
	s, err := decimalStr(th, args[0])
	if err != nil {
		return value{}, err
	}
	d, err := object.Call(th, cls, s)
	if err != nil {
		return value{}, err
	}
	o, err := current(th)
	if err != nil {
		return value{}, err
	}
	if args[2].IsAbsent() {
		return object.CallMethod(th, d, "__format__", args[1], o.value())
	}
	return object.CallMethod(th, d, "__format__", args[1], o.value(), args[2])
}

func decimalFormat(th *thread, args []value) (value, error) {
	if !object.IsStr(args[1]) {
		return value{}, object.TypeErrorf(th, "format arg must be str")
	}
	if !args[2].IsAbsent() && !object.IsDict(args[2]) {
		return value{}, object.TypeErrorf(th, "optional argument must be a dict")
	}
	f, ok := parseSpec(object.AsStr(args[1]).String())
	if !ok || f.typ == 'n' || !args[2].IsAbsent() {
		return fallback(th, args)
	}
	if f.prec > 1<<30 || f.width > 1<<31 {
		return value{}, object.RaiseArgs(th, object.MemoryErrorType)
	}
	o, err := current(th)
	if err != nil {
		return value{}, err
	}
	c := o.rules()
	x := self(args[0])
	typ := f.typ
	if typ == 0 || typ == 'n' {
		typ = 'g'
		if c.capitals == 1 {
			typ = 'G'
		}
	}
	percent := typ == '%'
	if x.kind != finite {
		y := x.abs()
		body := y.text(false, true)
		if percent {
			body += "%"
		}
		if f.fill == "0" && f.align == '=' {
			f.fill = " "
			f.align = '>'
		}
		return f.aligned(signText(x.neg, f.sign), body), nil
	}
	if percent {
		x.exp += 2
	}
	low := typ | 32
	if percent {
		low = 'f'
	}
	round := func(digits int) {
		if digits <= 0 || x.isZero() {
			if x.isZero() {
				return
			}
		}
		if n := x.len() - digits; n > 0 {
			r, _ := x.rescale(x.exp+n, c.rounding)
			if r.len() > digits {
				r, _ = r.rescale(r.exp+1, roundDown)
			}
			x = r
		}
	}
	if f.prec >= 0 {
		switch low {
		case 'e':
			if x.isZero() {
				break
			}
			round(f.prec + 1)
			if n := f.prec + 1 - x.len(); n > 0 {
				x, _ = x.rescale(x.exp-n, roundDown)
			}
		case 'f':
			if !x.isZero() && x.adjusted() > 1<<30 {
				return value{}, object.RaiseArgs(th, object.MemoryErrorType)
			}
			x, _ = x.rescale(-f.prec, c.rounding)
		case 'g':
			round(max(f.prec, 1))
		}
	}
	if x.isZero() && x.exp > 0 && low == 'f' {
		x.exp = 0
	}
	neg := x.neg
	if f.noNegZero && x.isZero() {
		neg = false
	}
	d := x.digits()
	left := x.exp + len(d)
	dot := 1
	switch low {
	case 'e':
		if x.isZero() && f.prec >= 0 {
			dot = 1 - f.prec
			if dot < 1 {
				d = strings.Repeat("0", f.prec+1)
				dot = 1
				left = 1 + x.exp + f.prec
			}
		}
	case 'f':
		dot = left
	case 'g':
		if x.exp <= 0 && left > -6 {
			dot = left
		}
	}
	var whole, frac string
	switch {
	case dot <= 0:
		whole, frac = "0", strings.Repeat("0", -dot)+d
	case dot > len(d):
		whole = d + strings.Repeat("0", dot-len(d))
	default:
		whole, frac = d[:dot], d[dot:]
		if whole == "" {
			whole = "0"
		}
	}
	tail := ""
	if frac != "" {
		if f.fracSep != 0 {
			var b strings.Builder
			for i := range len(frac) {
				if i > 0 && i%3 == 0 {
					b.WriteByte(f.fracSep)
				}
				b.WriteByte(frac[i])
			}
			frac = b.String()
		}
		tail = "." + frac
	}
	if e := left - dot; e != 0 || low == 'e' {
		l := "e"
		if typ == 'E' || typ == 'G' {
			l = "E"
		}
		plus := ""
		if e >= 0 {
			plus = "+"
		}
		tail += l + plus + strconv.Itoa(e)
	}
	if percent {
		tail += "%"
	}
	sg := signText(neg, f.sign)
	width := 0
	if f.fill == "0" && f.align == '=' {
		width = f.width - len(sg) - len(tail)
	}
	return f.aligned(sg, grouped(whole, f.sep, width)+tail), nil
}

func signText(neg bool, sign byte) string {
	if neg {
		return "-"
	}
	if sign == '+' || sign == ' ' {
		return string(sign)
	}
	return ""
}

func (f *spec) aligned(sign, body string) value {
	n := f.width - len(sign) - len(body)
	if n <= 0 {
		return object.NewStr(sign + body)
	}
	pad := func(k int) string { return strings.Repeat(f.fill, k) }
	switch f.align {
	case '<':
		return object.NewStr(sign + body + pad(n))
	case '=':
		return object.NewStr(sign + pad(n) + body)
	case '^':
		return object.NewStr(pad(n/2) + sign + body + pad(n-n/2))
	}
	return object.NewStr(pad(n) + sign + body)
}
