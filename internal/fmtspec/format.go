// This file implements formatting str, int, float and complex by a specification.

package fmtspec

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unsafe"

	"weft/internal/bigconv"
	"weft/internal/floatfmt"
	"weft/internal/wtf8"
)

// Locale is what the 'n' type takes from LC_NUMERIC. A nil *Locale is the C locale.
type Locale struct {
	DecimalPoint string
	ThousandsSep string
	// Grouping holds group sizes from the right as in localeconv(): the last repeats; 127 (CHAR_MAX) ends grouping.
	Grouping []byte
}

const charMax = 127

// FormatStr returns format(s, spec) for a str. An empty spec gives s.
func FormatStr(s, spec, typeName string) (string, error) {
	if spec == "" {
		return s, nil
	}
	b, err := AppendStr(nil, s, spec, typeName)
	return takeString(b), err
}

// FormatInt64 returns format(n, spec) for an int; see AppendBig.
func FormatInt64(n int64, spec, typeName string, loc *Locale) (string, error) {
	b, err := AppendInt64(nil, n, spec, typeName, loc)
	return takeString(b), err
}

// FormatBig returns format(n, spec) for an int; see AppendBig.
func FormatBig(n *big.Int, spec, typeName string, loc *Locale, maxDigits int) (string, error) {
	b, err := AppendBig(nil, n, spec, typeName, loc, maxDigits)
	return takeString(b), err
}

// FormatFloat returns format(f, spec) for a float.
func FormatFloat(f float64, spec, typeName string, loc *Locale) (string, error) {
	b, err := AppendFloat(nil, f, spec, typeName, loc)
	return takeString(b), err
}

// FormatComplex returns format(complex(re, im), spec).
func FormatComplex(re, im float64, spec, typeName string, loc *Locale) (string, error) {
	b, err := AppendComplex(nil, re, im, spec, typeName, loc)
	return takeString(b), err
}

func takeString(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// AppendStr appends format(s, spec) to dst.
func AppendStr(dst []byte, s, spec, typeName string) ([]byte, error) {
	if spec == "" {
		return append(dst, s...), nil
	}
	sp, err := Parse(spec, typeName, 's', '<')
	if err != nil {
		return dst, err
	}
	if sp.Type != 's' {
		return dst, UnknownCode(sp.Type, typeName)
	}
	switch {
	case sp.Sign == ' ':
		return dst, valueErr("Space not allowed in string format specifier")
	case sp.Sign != 0:
		return dst, valueErr("Sign not allowed in string format specifier")
	case sp.NoNegZero:
		return dst, valueErr("Negative zero coercion (z) not allowed in string format specifier")
	case sp.Alt:
		return dst, valueErr("Alternate form (#) not allowed in string format specifier")
	case sp.Align == '=':
		return dst, valueErr("'=' alignment not allowed in string format specifier")
	}
	if sp.Precision >= 0 && sp.Precision < len(s) {
		if end := wtf8.Index(s, sp.Precision); end >= 0 {
			s = s[:end]
		}
	}
	if sp.Width <= 0 {
		return append(dst, s...), nil
	}
	left, right, err := sp.padding(wtf8.RuneCount(s))
	if err != nil {
		return dst, err
	}
	dst = appendFill(dst, sp.Fill, left)
	dst = append(dst, s...)
	return appendFill(dst, sp.Fill, right), nil
}

// padding splits the room left by n code points into left and right; '=' counts as left.
func (sp *Spec) padding(n int) (left, right int, err error) {
	pad := sp.Width - n
	if pad <= 0 {
		return 0, 0, nil
	}
	if pad > maxSize {
		return 0, 0, errMemory()
	}
	switch sp.Align {
	case '<':
		return 0, pad, nil
	case '^':
		return pad / 2, pad - pad/2, nil
	}
	return pad, 0, nil
}

func appendFill(dst []byte, fill rune, n int) []byte {
	if n <= 0 {
		return dst
	}
	if fill < 0x80 {
		start := len(dst)
		dst = grow(dst, n)
		for i := start; i < len(dst); i++ {
			dst[i] = byte(fill)
		}
		return dst
	}
	for range n {
		dst = wtf8.AppendRune(dst, fill)
	}
	return dst
}

func grow(dst []byte, n int) []byte {
	if cap(dst)-len(dst) >= n {
		return dst[:len(dst)+n]
	}
	out := make([]byte, len(dst)+n)
	copy(out, dst)
	return out
}

// AppendInt64 appends format(n, spec) to dst; see AppendBig.
func AppendInt64(dst []byte, n int64, spec, typeName string, loc *Locale) ([]byte, error) {
	if spec == "" {
		return strconv.AppendInt(dst, n, 10), nil
	}
	sp, err := Parse(spec, typeName, 'd', '>')
	if err != nil {
		return dst, err
	}
	switch sp.Type {
	case 'd', 'b', 'o', 'x', 'X', 'n':
		if err := sp.checkInt(); err != nil {
			return dst, err
		}
		u := uint64(n)
		if n < 0 {
			u = -u
		}
		if sp.simple() && sp.Type != 'X' {
			start := len(dst)
			if n < 0 {
				dst = append(dst, '-')
			}
			if sp.Alt && sp.Type != 'd' {
				dst = append(dst, '0', byte(sp.Type))
			}
			inner := len(dst)
			return sp.pad(strconv.AppendUint(dst, u, sp.base()), start, inner), nil
		}
		var buf [64]byte
		return sp.appendDigits(dst, n < 0, takeString(strconv.AppendUint(buf[:0], u, sp.base())), loc)
	case 'c':
		if err := sp.checkChar(); err != nil {
			return dst, err
		}
		if n < 0 || n > wtf8.MaxRune {
			return dst, errCharRange()
		}
		return sp.appendNumber(dst, false, "", parts{rest: wtf8.String(rune(n))}, sp.locale(loc))
	case 'e', 'E', 'f', 'F', 'g', 'G', '%':
		return sp.appendFloat(dst, float64(n), loc)
	}
	return dst, UnknownCode(sp.Type, typeName)
}

// simple reports whether nothing but padding of a limited width with ASCII is asked for beside the digits.
func (sp *Spec) simple() bool {
	return sp.Sep == 0 && sp.FracSep == 0 && sp.Sign != '+' && sp.Sign != ' ' && sp.Type != 'n' && sp.Fill < 0x80 && sp.Width < 1<<16
}

// pad fills up the ASCII text from start to the end of dst to the width; '=' puts the filling at inner.
func (sp *Spec) pad(dst []byte, start, inner int) []byte {
	end := len(dst)
	n := sp.Width - (end - start)
	if n <= 0 {
		return dst
	}
	at := start
	left := n
	switch sp.Align {
	case '<':
		return appendFill(dst, sp.Fill, n)
	case '^':
		left = n / 2
	case '=':
		at = inner
	}
	dst = appendFill(dst, sp.Fill, n)
	if left > 0 {
		copy(dst[at+left:], dst[at:end])
		for i := at; i < at+left; i++ {
			dst[i] = byte(sp.Fill)
		}
	}
	return dst
}

// AppendBig appends format(n, spec) to dst for an int of any size. An empty spec is str(n). maxDigits is the limit of
// sys.set_int_max_str_digits (0: none); it holds for decimal output only. Errors: ValueError for what the specification
// gets wrong, OverflowError for a number too large for 'c' or for a float type.
func AppendBig(dst []byte, n *big.Int, spec, typeName string, loc *Locale, maxDigits int) ([]byte, error) {
	sp := Spec{Width: -1, Precision: -1, Type: 'd', Align: '>', Fill: ' '}
	var err error
	if spec != "" {
		if sp, err = Parse(spec, typeName, 'd', '>'); err != nil {
			return dst, err
		}
	}
	switch sp.Type {
	case 'd', 'b', 'o', 'x', 'X', 'n':
		if err := sp.checkInt(); err != nil {
			return dst, err
		}
		neg, text, err := bigText(n, sp.base(), maxDigits)
		if err != nil {
			return dst, err
		}
		return sp.appendDigits(dst, neg, text, loc)
	case 'c':
		if err := sp.checkChar(); err != nil {
			return dst, err
		}
		if !n.IsInt64() {
			return dst, &Error{OverflowError, "Python int too large to convert to C long"}
		}
		if v := n.Int64(); v >= 0 && v <= wtf8.MaxRune {
			return sp.appendNumber(dst, false, "", parts{rest: wtf8.String(rune(v))}, sp.locale(loc))
		}
		return dst, errCharRange()
	case 'e', 'E', 'f', 'F', 'g', 'G', '%':
		f, _ := n.Float64()
		if math.IsInf(f, 0) {
			return dst, &Error{OverflowError, "int too large to convert to float"}
		}
		return sp.appendFloat(dst, f, loc)
	}
	return dst, UnknownCode(sp.Type, typeName)
}

// bigText returns the sign and digits of n; the limit holds for base 10.
func bigText(n *big.Int, base, maxDigits int) (neg bool, digits string, err error) {
	if base != 10 {
		digits = n.Text(base)
	} else if digits, err = bigconv.Text(n, maxDigits); err != nil {
		return false, "", &Error{ValueError, err.Error()}
	}
	if digits[0] == '-' {
		return true, digits[1:], nil
	}
	return false, digits, nil
}

func errCharRange() error { return &Error{OverflowError, "%c arg not in range(0x110000)"} }

func (sp *Spec) base() int {
	switch sp.Type {
	case 'b':
		return 2
	case 'o':
		return 8
	case 'x', 'X':
		return 16
	}
	return 10
}

func (sp *Spec) checkInt() error {
	if sp.Precision != -1 {
		return valueErr("Precision not allowed in integer format specifier")
	}
	if sp.NoNegZero {
		return valueErr("Negative zero coercion (z) not allowed in integer format specifier")
	}
	return nil
}

func (sp *Spec) checkChar() error {
	if err := sp.checkInt(); err != nil {
		return err
	}
	if sp.Sign != 0 {
		return valueErr("Sign not allowed with integer format specifier 'c'")
	}
	if sp.Alt {
		return valueErr("Alternate form (#) not allowed with integer format specifier 'c'")
	}
	return nil
}

// appendDigits lays out the digits of an int's absolute value.
func (sp *Spec) appendDigits(dst []byte, neg bool, digits string, loc *Locale) ([]byte, error) {
	prefix := ""
	if sp.Alt {
		switch sp.Type {
		case 'b':
			prefix = "0b"
		case 'o':
			prefix = "0o"
		case 'x':
			prefix = "0x"
		case 'X':
			prefix = "0X"
		}
	}
	if sp.Type == 'X' {
		digits = strings.ToUpper(digits)
	}
	return sp.appendNumber(dst, neg, prefix, parts{digits: digits}, sp.locale(loc))
}

// AppendFloat appends format(f, spec) to dst; an empty spec is str(f).
func AppendFloat(dst []byte, f float64, spec, typeName string, loc *Locale) ([]byte, error) {
	if spec == "" {
		return floatfmt.AppendRepr(dst, f), nil
	}
	sp, err := Parse(spec, typeName, 0, '>')
	if err != nil {
		return dst, err
	}
	switch sp.Type {
	case 0, 'e', 'E', 'f', 'F', 'g', 'G', 'n', '%':
		return sp.appendFloat(dst, f, loc)
	}
	return dst, UnknownCode(sp.Type, typeName)
}

// code resolves the type into floatfmt's code, precision and flags. isRepr says that the type was left out.
func (sp *Spec) code(def int) (code byte, prec int, flags floatfmt.Flags, err error) {
	if sp.Alt {
		flags |= floatfmt.Alt
	}
	if sp.NoNegZero {
		flags |= floatfmt.NoNegZero
	}
	prec = sp.Precision
	switch sp.Type {
	case 0:
		code = 'r'
		if prec >= 0 {
			code = 'g'
		}
	case 'n':
		code = 'g'
	case '%':
		code = 'f'
	default:
		code = byte(sp.Type)
	}
	if prec < 0 {
		prec = def
		if sp.Type == 0 {
			prec = 0
		}
	}
	if prec > math.MaxInt32 {
		return 0, 0, 0, valueErr("precision too big")
	}
	if prec > maxSize/2 {
		return 0, 0, 0, errMemory()
	}
	return code, prec, flags, nil
}

func (sp *Spec) appendFloat(dst []byte, f float64, loc *Locale) ([]byte, error) {
	code, prec, flags, err := sp.code(6)
	if err != nil {
		return dst, err
	}
	if sp.Type == 0 {
		flags |= floatfmt.AddDot0
	}
	if sp.Type == '%' {
		f *= 100
	}
	if sp.simple() {
		start := len(dst)
		dst = floatfmt.AppendFormat(dst, f, code, prec, flags)
		if sp.Type == '%' {
			dst = append(dst, '%')
		}
		inner := start
		if dst[start] == '-' {
			inner++
		}
		return sp.pad(dst, start, inner), nil
	}
	var buf [64]byte
	b := floatfmt.AppendFormat(buf[:0], f, code, prec, flags)
	if sp.Type == '%' {
		b = append(b, '%')
	}
	text := takeString(b)
	neg := text[0] == '-'
	if neg {
		text = text[1:]
	}
	return sp.appendNumber(dst, neg, "", split(text), sp.locale(loc))
}

// AppendComplex appends format(complex(re, im), spec) to dst; an empty spec is str.
func AppendComplex(dst []byte, re, im float64, spec, typeName string, loc *Locale) ([]byte, error) {
	if spec == "" {
		return append(dst, floatfmt.ComplexRepr(re, im)...), nil
	}
	sp, err := Parse(spec, typeName, 0, '>')
	if err != nil {
		return dst, err
	}
	switch sp.Type {
	case 0, 'e', 'E', 'f', 'F', 'g', 'G', 'n':
	default:
		return dst, UnknownCode(sp.Type, typeName)
	}
	if sp.Fill == '0' {
		return dst, valueErr("Zero padding is not allowed in complex format specifier")
	}
	if sp.Align == '=' {
		return dst, valueErr("'=' alignment flag is not allowed in complex format specifier")
	}
	code, prec, flags, err := sp.code(6)
	if err != nil {
		return dst, err
	}
	parens, skip := false, false
	if sp.Type == 0 {
		skip = re == 0 && !math.Signbit(re)
		parens = !skip
	}
	inner := sp
	inner.Fill, inner.Align, inner.Width = 0, '<', -1
	var body []byte
	add := func(f float64) {
		text := floatfmt.Format(f, code, prec, flags)
		neg := text[0] == '-'
		if neg {
			text = text[1:]
		}
		// Without width nothing here can fail.
		body, _ = inner.appendNumber(body, neg, "", split(text), sp.locale(loc))
	}
	if parens {
		body = append(body, '(')
	}
	if !skip {
		add(re)
		inner.Sign = '+'
	}
	add(im)
	body = append(body, 'j')
	if parens {
		body = append(body, ')')
	}
	left, right, err := sp.padding(wtf8.RuneCount(takeString(body)))
	if err != nil {
		return dst, err
	}
	dst = appendFill(dst, sp.Fill, left)
	dst = append(dst, body...)
	return appendFill(dst, sp.Fill, right), nil
}

// parts is a number's text without its sign: digits, fraction, and what follows (exponent, percent sign, inf, nan).
type parts struct {
	digits string
	point  bool
	frac   string
	rest   string
}

func split(s string) parts {
	i := 0
	for i < len(s) && s[i]-'0' < 10 {
		i++
	}
	p := parts{digits: s[:i]}
	if i < len(s) && s[i] == '.' {
		p.point = true
		i++
		k := i
		for i < len(s) && s[i]-'0' < 10 {
			i++
		}
		p.frac = s[k:i]
	}
	p.rest = s[i:]
	return p
}

// locInfo is the resolved grouping of one formatting.
type locInfo struct {
	point, sep, fracSep string
	grouping            [4]byte // used when long is nil
	n                   int
	long                []byte
}

func (l *locInfo) groups() []byte {
	if l.long != nil {
		return l.long
	}
	return l.grouping[:l.n]
}

func (sp *Spec) locale(loc *Locale) locInfo {
	l := locInfo{point: "."}
	switch {
	case sp.Type == 'n':
		if loc != nil {
			l.point, l.sep, l.long = loc.DecimalPoint, loc.ThousandsSep, loc.Grouping
		}
	case sp.Sep == ',':
		l.sep, l.grouping[0], l.n = ",", 3, 1
	case sp.Sep == '_':
		l.sep, l.grouping[0], l.n = "_", 3, 1
		switch sp.Type {
		case 'b', 'o', 'x', 'X':
			l.grouping[0] = 4
		}
	}
	switch sp.FracSep {
	case ',':
		l.fracSep = ","
	case '_':
		l.fracSep = "_"
	}
	return l
}

// appendNumber lays out: left padding, sign, prefix, inner padding, grouped digits, point, grouped fraction, rest, right
// padding. Zero padding with '=' becomes part of the grouped digits.
func (sp *Spec) appendNumber(dst []byte, neg bool, prefix string, p parts, l locInfo) ([]byte, error) {
	sign := byte(0)
	switch {
	case neg:
		sign = '-'
	case sp.Sign == '+' || sp.Sign == ' ':
		sign = sp.Sign
	}
	fixed := len(prefix) + wtf8.RuneCount(p.rest)
	if sign != 0 {
		fixed++
	}
	if p.point {
		fixed += wtf8.RuneCount(l.point) + len(p.frac)
		if l.fracSep != "" && len(p.frac) > 0 {
			fixed += (len(p.frac) - 1) / 3
		}
	}
	if sp.Width-fixed > maxSize {
		return dst, errMemory()
	}
	minWidth := 0
	if sp.Fill == '0' && sp.Align == '=' {
		minWidth = sp.Width - fixed
	}
	var gbuf [16]group
	groups := gbuf[:0]
	width := fixed
	sepLen := wtf8.RuneCount(l.sep)
	if p.digits != "" {
		groups = splitGroups(groups, len(p.digits), minWidth, sepLen, l.groups())
		width += (len(groups) - 1) * sepLen
		for _, g := range groups {
			width += g.zeros + g.digits
		}
	}
	left, right, inner := 0, 0, 0
	if pad := sp.Width - width; pad > 0 {
		switch sp.Align {
		case '<':
			right = pad
		case '^':
			left = pad / 2
			right = pad - left
		case '=':
			inner = pad
		default:
			left = pad
		}
	}
	dst = appendFill(dst, sp.Fill, left)
	if sign != 0 {
		dst = append(dst, sign)
	}
	dst = append(dst, prefix...)
	dst = appendFill(dst, sp.Fill, inner)
	digits := p.digits
	for i := len(groups) - 1; i >= 0; i-- {
		g := groups[i]
		dst = appendFill(dst, '0', g.zeros)
		dst = append(dst, digits[:g.digits]...)
		digits = digits[g.digits:]
		if i > 0 {
			dst = append(dst, l.sep...)
		}
	}
	if p.point {
		dst = append(dst, l.point...)
		frac := p.frac
		for l.fracSep != "" && len(frac) > 3 {
			dst = append(dst, frac[:3]...)
			dst = append(dst, l.fracSep...)
			frac = frac[3:]
		}
		dst = append(dst, frac...)
	}
	dst = append(dst, p.rest...)
	return appendFill(dst, sp.Fill, right), nil
}

// group is one run between separators: leading zeros that fill up the width, then digits.
type group struct{ zeros, digits int }

// splitGroups cuts n digits into groups from the right, with zeros added to reach minWidth, separators included.
func splitGroups(out []group, n, minWidth, sepLen int, grouping []byte) []group {
	prev := 0
	for k := 0; ; k++ {
		size := 0
		switch {
		case k < len(grouping) && grouping[k] == charMax:
		case k < len(grouping) && grouping[k] != 0:
			size = int(grouping[k])
			prev = size
		default:
			size = prev
			k = min(k, len(grouping))
		}
		rest := max(n, minWidth, 1)
		last := size <= 0 // no more grouping: everything left
		if !last {
			rest = min(size, rest)
		}
		d := max(0, min(n, rest))
		out = append(out, group{max(0, rest-n), d})
		n -= d
		minWidth -= rest
		if last || n <= 0 && minWidth <= 0 {
			return out
		}
		minWidth -= sepLen
	}
}
