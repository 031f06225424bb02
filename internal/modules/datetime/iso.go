// This file implements the reading of ISO 8601 text, as far as fromisoformat goes.

package datetime

import (
	"strings"

	"weft/internal/object"
)

// Positions behind the end of the text read as 0.
func at(s string, i int) byte {
	if i < len(s) {
		return s[i]
	}
	return 0
}

func isDigit(c byte) bool { return c-'0' < 10 }

// digits reads n digits at i.
func digits(s string, i, n int) (num, next int, ok bool) {
	for range n {
		c := at(s, i)
		if !isDigit(c) {
			return 0, i, false
		}
		num = num*10 + int(c-'0')
		i++
	}
	return num, i, true
}

// isoDate reads a whole date.
func isoDate(s string) (y, m, d int, ok bool) {
	y, i, ok := digits(s, 0, 4)
	if !ok {
		return
	}
	sep := at(s, i) == '-'
	if sep {
		i++
	}
	if at(s, i) == 'W' {
		week, i, ok := digits(s, i+1, 2)
		if !ok {
			return 0, 0, 0, false
		}
		wd := 1
		if i < len(s) {
			if sep {
				if s[i] != '-' {
					return 0, 0, 0, false
				}
				i++
			}
			if wd, _, ok = digits(s, i, 1); !ok {
				return 0, 0, 0, false
			}
		}
		y, m, d, fault := fromIsoCalendar(y, week, wd)
		return y, m, d, fault == isoFine
	}
	if m, i, ok = digits(s, i, 2); !ok {
		return
	}
	if sep {
		if at(s, i) != '-' {
			return 0, 0, 0, false
		}
		i++
	}
	d, i, ok = digits(s, i, 2)
	return y, m, d, ok && i == len(s)
}

// isoClock reads hours, minutes, seconds and a fraction of s up to end. more tells that something follows.
func isoClock(s string, end int) (hh, mm, ss, us int, more, ok bool) {
	i := 0
	sep := true
	for k, p := range []*int{&hh, &mm, &ss} {
		if *p, i, ok = digits(s, i, 2); !ok {
			return
		}
		c := at(s, i)
		i++
		if k == 0 {
			sep = c == ':'
		}
		switch {
		case i > end || i == end && end == len(s):
			return hh, mm, ss, 0, c != 0, true
		case i == end:
			return hh, mm, ss, 0, c != 0, true
		case sep && c == ':':
			if k == 2 {
				return 0, 0, 0, 0, false, false
			}
			continue
		case c == '.' || c == ',':
			if k < 2 {
				return 0, 0, 0, 0, false, false
			}
		case !sep:
			i--
			if k < 2 {
				continue
			}
		default:
			return 0, 0, 0, 0, false, false
		}
	}
	n := min(end-i, 6)
	if us, i, ok = digits(s, i, n); !ok {
		return
	}
	for k := n; k < 6; k++ {
		us *= 10
	}
	for isDigit(at(s, i)) {
		i++
	}
	return hh, mm, ss, us, i < len(s), true
}

// isoTime reads a time with its offset; zone tells that there is one.
func isoTime(s string) (p parts, offset, offsetUS int, zone, ok bool) {
	z := strings.IndexAny(s, "+-Z")
	end := z
	if z < 0 {
		end = len(s)
	}
	var more bool
	p.hh, p.mm, p.ss, p.us, more, ok = isoClock(s, end)
	if !ok || z < 0 {
		return p, 0, 0, false, ok && !more
	}
	if s[z] == 'Z' {
		return p, 0, 0, true, z == len(s)-1
	}
	hh, mm, ss, us, more, ok := isoClock(s[z+1:], len(s)-z-1)
	sign := 1
	if s[z] == '-' {
		sign = -1
	}
	return p, sign * (hh*3600 + mm*60 + ss), sign * us, true, ok && !more
}

// isoZone makes the time zone of an offset.
func isoZone(th *thread, offset, us int) (value, error) {
	d, err := newDelta(th, 0, int64(offset), int64(us))
	if err != nil {
		return value{}, err
	}
	z, err := newZone(th, d, value{})
	if err != nil {
		return value{}, err
	}
	return z.value(), nil
}

// isoArg checks the argument of fromisoformat.
func isoArg(th *thread, v value) (string, error) {
	if !object.IsStr(v) {
		return "", object.TypeErrorf(th, "fromisoformat: argument must be str")
	}
	return object.AsStr(v).String(), nil
}

func badIso(th *thread, v value) error {
	r, err := object.ReprString(th, v)
	if err != nil {
		return err
	}
	return object.ValueErrorf(th, "Invalid isoformat string: %s", r)
}

func dateFromisoformat(th *thread, args []value) (value, error) {
	s, err := isoArg(th, args[1])
	if err != nil {
		return value{}, err
	}
	if n := len(s); n == 7 || n == 8 || n == 10 {
		if y, m, d, ok := isoDate(s); ok {
			return makeDate(th, object.AsType(args[0]), y, m, d)
		}
	}
	return value{}, badIso(th, args[1])
}

func midnightError(th *thread) error {
	return object.ValueErrorf(th, "minute, second, and microsecond must be 0 when hour is 24")
}

func timeFromisoformat(th *thread, args []value) (value, error) {
	s, err := isoArg(th, args[1])
	if err != nil {
		return value{}, err
	}
	p, offset, us, zone, ok := isoTime(strings.TrimPrefix(s, "T"))
	if !ok {
		return value{}, badIso(th, args[1])
	}
	if p.hh == 24 {
		if p.mm != 0 || p.ss != 0 || p.us != 0 {
			return value{}, midnightError(th)
		}
		p.hh = 0
	}
	if zone {
		if p.tz, err = isoZone(th, offset, us); err != nil {
			return value{}, err
		}
	}
	return makeTime(th, object.AsType(args[0]), &p)
}

// isoSeparator finds where the date ends.
func isoSeparator(s string) int {
	n := len(s)
	if n == 7 {
		return 7
	}
	if s[4] == '-' {
		if s[5] != 'W' {
			return 10
		}
		if n > 8 && s[8] == '-' {
			if n == 9 {
				return 9
			}
			if n > 10 && isDigit(s[10]) {
				return 8
			}
			return 10
		}
		return 8
	}
	if s[4] != 'W' {
		return 8
	}
	i := 7
	for i < n && isDigit(s[i]) {
		i++
	}
	switch {
	case i < 9:
		return i
	case i%2 == 0:
		return 7
	}
	return 8
}

func datetimeFromisoformat(th *thread, args []value) (value, error) {
	if _, err := isoArg(th, args[1]); err != nil {
		return value{}, err
	}
	// The separator may be any character: make the text one byte a character.
	str := object.AsStr(args[1])
	b := make([]byte, str.Len())
	for i := range b {
		r := str.At(i)
		if r > 126 {
			r = 127
		}
		b[i] = byte(r)
	}
	s := string(b)
	if len(s) < 7 {
		return value{}, badIso(th, args[1])
	}
	k := isoSeparator(s)
	var p parts
	var ok bool
	p.y, p.m, p.d, ok = isoDate(s[:min(k, len(s))])
	offset, us, zone := 0, 0, false
	if ok && len(s) > k {
		y, m, d := p.y, p.m, p.d
		p, offset, us, zone, ok = isoTime(s[k+1:])
		p.y, p.m, p.d = y, m, d
	}
	if !ok {
		return value{}, badIso(th, args[1])
	}
	if zone {
		var err error
		if p.tz, err = isoZone(th, offset, us); err != nil {
			return value{}, err
		}
	}
	if p.hh == 24 && p.m >= 1 && p.m <= 12 {
		if n := daysInMonth(p.y, p.m); p.d <= n {
			if p.mm != 0 || p.ss != 0 || p.us != 0 {
				return value{}, midnightError(th)
			}
			p.hh = 0
			if p.d++; p.d > n {
				p.d = 1
				if p.m++; p.m > 12 {
					p.m = 1
					p.y++
				}
			}
		}
	}
	return makeDT(th, object.AsType(args[0]), &p)
}
