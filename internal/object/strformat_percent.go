// This file implements the % operator of str, bytes and bytearray (Library Reference, "printf-style String Formatting" and
// "printf-style Bytes Formatting"). The syntax and the layout of values are package fmtspec's.

package object

import (
	"strconv"
	"strings"

	"weft/internal/fmtspec"
	"weft/internal/wtf8"
)

// percentArgs hands out the values of a % operation.
type percentArgs struct {
	th    *Thread
	arg   Value
	tuple []Value // the values, if arg is a tuple
	one   bool    // arg is not a tuple: a single value
	next  int
	dict  Value // arg if it can be used as a mapping
}

func newPercentArgs(th *Thread, arg Value, isBytes bool) percentArgs {
	a := percentArgs{th: th, arg: arg}
	if IsTuple(arg) {
		a.tuple = AsTuple(arg).items
	} else {
		a.one = true
	}
	t := arg.Type()
	if t.Slots().GetItem != nil && !IsTuple(arg) {
		if isBytes {
			if !IsBytes(arg) && !IsByteArray(arg) && !IsStr(arg) {
				a.dict = arg
			}
		} else if !IsStr(arg) {
			a.dict = arg
		}
	}
	return a
}

func (a *percentArgs) take() (Value, error) {
	if a.one {
		if a.next == 0 {
			a.next = 1
			return a.arg, nil
		}
	} else if a.next < len(a.tuple) {
		a.next++
		return a.tuple[a.next-1], nil
	}
	return Value{}, TypeErrorf(a.th, "not enough arguments for format string")
}

// left reports whether values are left over that were not used.
func (a *percentArgs) left() bool {
	if a.one {
		return a.next == 0 && a.dict.IsAbsent()
	}
	return a.next < len(a.tuple)
}

// useKey makes the value of a mapping key the only value.
func (a *percentArgs) useKey(v Value) { a.arg, a.one, a.tuple, a.next = v, true, nil, 0 }

// star takes the value of a '*'.
func (a *percentArgs) star(overflow string, lo, hi int64) (int, error) {
	v, err := a.take()
	if err != nil {
		return 0, err
	}
	if !IsInt(v) {
		return 0, TypeErrorf(a.th, "* wants int")
	}
	n, ok := Int64(v)
	if !ok || n < lo || n > hi {
		return 0, OverflowErrorf(a.th, "Python int too large to convert to C %s", overflow)
	}
	return int(n), nil
}

// prepare does what every directive asks for before its value is taken: the mapping key, '*' width and precision, and the error
// err that the scanner found behind them.
func (a *percentArgs) prepare(d *fmtspec.Directive, err error, makeKey func(string) Value) error {
	th := a.th
	if d.HasKey {
		if a.dict.IsAbsent() {
			return TypeErrorf(th, "format requires a mapping")
		}
		if d.KeyDone {
			v, err := GetItem(th, a.dict, makeKey(d.Key))
			if err != nil {
				return err
			}
			a.useKey(v)
		}
	}
	if d.WidthStar {
		n, err := a.star("ssize_t", -1<<63, 1<<63-1)
		if err != nil {
			return err
		}
		d.SetWidth(n)
	}
	if d.PrecStar {
		n, err := a.star("int", -1<<31, 1<<31-1)
		if err != nil {
			return err
		}
		d.SetPrec(n)
	}
	return fmtError(th, err)
}

// formatPercent returns format % arg for str.
func formatPercent(th *Thread, format *Str, arg Value) (*Str, error) {
	sc := fmtspec.NewScanner(format.s, false)
	a := newPercentArgs(th, arg, false)
	b := th.takeBuf()
	text := format.s
	for i := 0; ; {
		k := strings.IndexByte(text[i:], '%')
		if k < 0 {
			b = append(b, text[i:]...)
			break
		}
		b = append(b, text[i:i+k]...)
		i += k
		if i+1 < len(text) {
			switch c := text[i+1]; c {
			case '%':
				b = append(b, '%')
				i += 2
				continue
			case 's', 'd':
				v, err := a.take()
				if err != nil {
					return nil, err
				}
				switch {
				case v.IsInt():
					b = strconv.AppendInt(b, v.Int(), 10)
				case c == 's':
					s, err := ToStr(th, v)
					if err != nil {
						return nil, err
					}
					b = append(b, s.s...)
				default:
					if b, err = appendPercentNumber(th, b, v, &fmtspec.Directive{Width: -1, Prec: -1, Conv: 'd'}, false); err != nil {
						return nil, fmtError2(th, err)
					}
				}
				i += 2
				continue
			}
		}
		sc.Seek(i)
		d, scanErr := sc.Next()
		i = sc.Pos()
		if err := a.prepare(&d, scanErr, NewStr); err != nil {
			return nil, err
		}
		v, err := a.take()
		if err != nil {
			return nil, err
		}
		switch d.Conv {
		case 's', 'r', 'a':
			var s *Str
			switch d.Conv {
			case 's':
				s, err = ToStr(th, v)
			case 'r':
				s, err = Repr(th, v)
			default:
				var r Value
				if r, err = ASCII(th, v); err == nil {
					s = AsStr(r)
				}
			}
			if err != nil {
				return nil, err
			}
			if d.Width <= 0 && d.Prec < 0 {
				b = append(b, s.s...)
				continue
			}
			b, err = fmtspec.AppendDirectiveStr(b, s.s, &d, false)
		case 'c':
			var r rune
			if r, err = percentChar(th, v); err != nil {
				return nil, err
			}
			d.Prec = -1
			b, err = fmtspec.AppendDirectiveStr(b, wtf8.String(r), &d, false)
		default:
			b, err = appendPercentNumber(th, b, v, &d, false)
		}
		if err != nil {
			return nil, fmtError2(th, err)
		}
	}
	if a.left() {
		return nil, TypeErrorf(th, "not all arguments converted during string formatting")
	}
	return th.strOfBuf(b, -1), nil
}

// FormatError turns an error of package fmtspec into the exception it names.
func FormatError(th *Thread, err error) error { return fmtError(th, err) }

// fmtError2 is fmtError for an error that may be an exception already.
func fmtError2(th *Thread, err error) error {
	if _, ok := err.(*Exception); ok {
		return err
	}
	return fmtError(th, err)
}

// percentChar converts the value of %c.
func percentChar(th *Thread, v Value) (rune, error) {
	if IsStr(v) {
		if s := AsStr(v); s.n != 1 {
			return 0, TypeErrorf(th, "%%c requires an int or a unicode character, not a string of length %d", s.n)
		}
		return AsStr(v).At(0), nil
	}
	if !IsInt(v) && v.Type().Slots().Index == nil {
		return 0, TypeErrorf(th, "%%c requires an int or a unicode character, not %s", v.Type().FullName())
	}
	r, err := Index(th, v)
	if err != nil {
		return 0, err
	}
	n, ok := Int64(r)
	if !ok || n < 0 || n > wtf8.MaxRune {
		return 0, OverflowErrorf(th, "%%c arg not in range(0x110000)")
	}
	return rune(n), nil
}

// appendPercentNumber appends v by a numeric conversion; any other is an error.
func appendPercentNumber(th *Thread, b []byte, v Value, d *fmtspec.Directive, isBytes bool) ([]byte, error) {
	switch d.Conv {
	case 'd', 'i', 'u', 'o', 'x', 'X':
		n := v
		if !IsInt(v) {
			var err error
			if n, err = percentInt(th, v, d.Conv); err != nil {
				return b, err
			}
		}
		if i, ok := Int64(n); ok {
			return fmtspec.AppendDirectiveInt64(b, i, d)
		}
		return fmtspec.AppendDirectiveBig(b, Big(n), d, th.Rt.IntMaxStrDigits())
	case 'e', 'E', 'f', 'F', 'g', 'G':
		var f float64
		if v.IsFloat() {
			f = v.Float()
		} else {
			var err error
			if f, err = ToFloat(th, v); err != nil {
				if isBytes && IsErr(err, TypeErrorType) && v.Type().Slots().Float == nil {
					return b, TypeErrorf(th, "float argument required, not %s", v.Type().DisplayName())
				}
				return b, err
			}
		}
		return fmtspec.AppendDirectiveFloat(b, f, d)
	}
	return b, d.Unsupported(isBytes)
}

// percentInt converts the value of an integer conversion that is no int: by __index__, for the decimal ones also by __int__.
func percentInt(th *Thread, v Value, conv rune) (Value, error) {
	s := v.Type().Slots()
	decimal := conv == 'd' || conv == 'i' || conv == 'u'
	var r Value
	var err error
	switch {
	case !decimal && s.Index != nil:
		r, err = Index(th, v)
	case decimal && s.Int != nil:
		if r, err = s.Int(th, v); err == nil && !IsInt(r) {
			err = TypeErrorf(th, "")
		}
	case decimal && s.Index != nil:
		r, err = Index(th, v)
	default:
		err = TypeErrorf(th, "")
	}
	if err == nil {
		return r, nil
	}
	if !IsErr(err, TypeErrorType) {
		return r, err
	}
	if decimal {
		return r, TypeErrorf(th, "%%%c format: a real number is required, not %s", conv, v.Type().DisplayName())
	}
	return r, TypeErrorf(th, "%%%c format: an integer is required, not %s", conv, v.Type().DisplayName())
}

// formatPercentBytes returns format % arg for bytes and bytearray.
func formatPercentBytes(th *Thread, format string, arg Value) ([]byte, error) {
	sc := fmtspec.NewScanner(format, true)
	a := newPercentArgs(th, arg, true)
	b := make([]byte, 0, len(format)+32)
	for {
		d, scanErr := sc.Next()
		b = append(b, d.Literal...)
		if d.End {
			break
		}
		if scanErr == nil && d.Percent() {
			b = append(b, '%')
			continue
		}
		if err := a.prepare(&d, scanErr, NewBytes); err != nil {
			return nil, err
		}
		v, err := a.take()
		if err != nil {
			return nil, err
		}
		switch d.Conv {
		case 'r', 'a':
			var r Value
			if r, err = ASCII(th, v); err != nil {
				return nil, err
			}
			b, err = fmtspec.AppendDirectiveStr(b, AsStr(r).s, &d, true)
		case 's', 'b':
			var s string
			if s, err = percentBytes(th, v); err != nil {
				return nil, err
			}
			b, err = fmtspec.AppendDirectiveStr(b, s, &d, true)
		case 'c':
			var c byte
			if c, err = percentByte(th, v); err != nil {
				return nil, err
			}
			d.Prec = -1
			b, err = fmtspec.AppendDirectiveStr(b, string([]byte{c}), &d, true)
		default:
			b, err = appendPercentNumber(th, b, v, &d, true)
		}
		if err != nil {
			return nil, fmtError2(th, err)
		}
	}
	if a.left() {
		return nil, TypeErrorf(th, "not all arguments converted during bytes formatting")
	}
	return b, nil
}

// percentBytes converts the value of %b: bytes, __bytes__, or a buffer.
func percentBytes(th *Thread, v Value) (string, error) {
	if IsBytes(v) {
		return AsBytes(v).s, nil
	}
	if v.isExact(ByteArrayType) {
		return AsByteArray(v).Copy(), nil
	}
	r, found, err := CallSpecial(th, v, "__bytes__")
	if err != nil {
		return "", err
	}
	if found {
		if !IsBytes(r) {
			return "", TypeErrorf(th, "__bytes__ returned non-bytes (type %s)", r.Type().DisplayName())
		}
		return AsBytes(r).s, nil
	}
	if v.Type().Slots().Buffer != nil {
		return BytesLike(th, v)
	}
	return "", TypeErrorf(th, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%s'", v.Type().DisplayName())
}

// percentByte converts the value of %c.
func percentByte(th *Thread, v Value) (byte, error) {
	switch {
	case IsBytes(v), IsByteArray(v):
		s := bytesText(v)
		if len(s) == 1 {
			return s[0], nil
		}
		kind := "bytes"
		if IsByteArray(v) {
			kind = "bytearray"
		}
		return 0, TypeErrorf(th, "%%c requires an integer in range(256) or a single byte, not a %s object of length %d", kind, len(s))
	case IsInt(v) || v.Type().Slots().Index != nil:
		r, err := Index(th, v)
		if err != nil {
			return 0, err
		}
		n, ok := Int64(r)
		if !ok || n < 0 || n > 255 {
			return 0, OverflowErrorf(th, "%%c arg not in range(256)")
		}
		return byte(n), nil
	}
	return 0, TypeErrorf(th, "%%c requires an integer in range(256) or a single byte, not %s", v.Type().FullName())
}
