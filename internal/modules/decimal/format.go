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
	noNegZero, zeros bool // zeros: filled with zeros that are digits
	width, prec      int  // prec -1: none
	sep, fracSep     byte
	lconv            lconv // what ',', 'n' and an override ask for
}

// lconv says how numbers are written in a locale: the point, the separator of groups, and the groups' sizes from the right, of
// which the last repeats; charMax ends grouping.
type lconv struct{ dot, sep, grouping string }

const charMax = 127

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
		f.fill, f.align, f.zeros, s = "0", '=', true, s[1:]
	}
	number := func() (int, bool) {
		i := 0
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		if i == 0 {
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
		case 'e', 'E', 'f', 'F', 'g', 'G', 'n', 'N', '%':
			f.typ, s = s[0], s[1:]
		}
	}
	if f.typ|32 == 'n' && f.sep != 0 {
		return f, false
	}
	return f, s == ""
}

// grouped puts separators into digits, which are filled with zeros to width characters.
func grouped(digits string, l lconv, width int) string {
	if l.sep == "" || l.grouping == "" {
		if n := width - len(digits); n > 0 {
			digits = strings.Repeat("0", n) + digits
		}
		return digits
	}
	out, length := "", 0
	for i := 0; ; i++ {
		size := int(l.grouping[min(i, len(l.grouping)-1)])
		if size == charMax {
			size = max(len(digits), width-length, 1)
		}
		group := digits[max(0, len(digits)-size):]
		digits = digits[:len(digits)-len(group)]
		if n := min(size, width-length) - len(group); n > 0 {
			group = strings.Repeat("0", n) + group
		} else if group == "" {
			group = "0" // a number does not begin with a separator
		}
		out, length = group+out, length+len(group)
		if digits == "" && length >= width {
			return out
		}
		out, length = l.sep+out, length+utf8.RuneCountInString(l.sep)
	}
}

// locale asks the module _locale how numbers are written.
func locale(th *thread) (l lconv, err error) {
	m, err := th.Rt.Engine().Import(th, object.Intern("_locale"), object.None, object.None, object.None, 0)
	if err != nil {
		return l, err
	}
	conv, err := object.CallMethod(th, m, "localeconv")
	if err != nil {
		return l, err
	}
	for _, item := range []struct {
		key string
		to  *string
	}{{"decimal_point", &l.dot}, {"thousands_sep", &l.sep}} {
		v, err := object.GetItem(th, conv, object.NewASCII(item.key))
		if err != nil {
			return l, err
		}
		if object.IsStr(v) {
			*item.to = object.AsStr(v).String()
		}
	}
	v, err := object.GetItem(th, conv, object.NewASCII("grouping"))
	if err != nil {
		return l, err
	}
	for i, n := 0, 0; ; i++ {
		if n, err = object.Len(th, v); err != nil || i >= n {
			return l, err
		}
		g, err := object.GetItem(th, v, object.SmallInt(int64(i)))
		if err != nil {
			return l, err
		}
		k, err := object.AsIndex(th, g, object.OverflowErrorType)
		if err != nil {
			return l, err
		}
		if k <= 0 || k > charMax {
			return l, nil
		}
		l.grouping += string(rune(k))
	}
}

// override changes what stands in the dict of __format__'s second argument.
func (l *lconv) override(th *thread, dict value) error {
	for _, item := range []struct {
		key string
		to  *string
	}{{"decimal_point", &l.dot}, {"thousands_sep", &l.sep}, {"grouping", &l.grouping}} {
		v, err := object.AsDict(dict).Get(th, object.NewASCII(item.key))
		if err != nil {
			return err
		}
		if v.IsAbsent() {
			continue
		}
		if !object.IsStr(v) {
			return object.TypeErrorf(th, "bad argument type for built-in operation")
		}
		text, err := object.CallMethod(th, v, "encode")
		if err != nil {
			return err
		}
		*item.to, _, _ = strings.Cut(object.AsBytes(text).String(), "\x00")
	}
	bad := l.dot == "" || utf8.RuneCountInString(l.dot) > 4 || utf8.RuneCountInString(l.sep) > 4
	for i := range len(l.grouping) {
		bad = bad || l.grouping[i] > charMax
	}
	if bad {
		return object.ValueErrorf(th, "invalid override dict")
	}
	return nil
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
	v, err := object.CallMethod(th, d, "__format__", args[1], o.value())
	if err != nil && object.IsErr(err, object.ValueErrorType) {
		return v, object.ValueErrorf(th, "invalid format string")
	}
	return v, err
}

func decimalFormat(th *thread, args []value) (value, error) {
	if !object.IsStr(args[1]) {
		return value{}, object.TypeErrorf(th, "format arg must be str")
	}
	if !args[2].IsAbsent() && !object.IsDict(args[2]) {
		return value{}, object.TypeErrorf(th, "optional argument must be a dict")
	}
	text := object.AsStr(args[1]).String()
	f, ok := parseSpec(text)
	if !ok {
		return fallback(th, args)
	}
	if f.typ == 'N' {
		if err := object.Warn(th, object.DeprecationWarningType, "Format specifier 'N' is deprecated and slated for removal in Python 3.18", 1); err != nil {
			return value{}, err
		}
	}
	var err error
	switch {
	case f.typ|32 == 'n':
		f.lconv, err = locale(th)
	case f.sep != 0:
		f.lconv = lconv{".", string(f.sep), "\x03"}
	}
	// The separator '_' and those of fractions are not libmpdec's, to which the override goes.
	if err == nil && !args[2].IsAbsent() && f.sep != '_' && f.fracSep == 0 {
		err = f.lconv.override(th, args[2])
	}
	if err != nil {
		return value{}, err
	}
	if f.lconv.dot == "" {
		f.lconv.dot = "."
	}
	if max(f.width, f.prec) > maxPrec {
		return value{}, object.ValueErrorf(th, "format specification exceeds internal limits of _decimal")
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
	switch {
	case typ == 'n':
		typ = 'g'
	case typ == 'N' || typ == 0 && c.capitals == 1:
		typ = 'G'
	case typ == 0:
		typ = 'g'
	}
	percent := typ == '%'
	if x.kind != finite {
		y := x.abs()
		body := y.text(false, true)
		if percent {
			body += "%"
		}
		if f.zeros {
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
		tail = f.lconv.dot + frac
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
	if f.zeros {
		width = f.width - len(sg) - utf8.RuneCountInString(tail)
	}
	return f.aligned(sg, grouped(whole, f.lconv, width)+tail), nil
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
	n := f.width - len(sign) - utf8.RuneCountInString(body)
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
