// This file implements the slots of str: construction, repr, comparison, items, concatenation, repetition, and ascii().

package object

import (
	"strings"
	"unsafe"

	"weft/internal/ucd"
	"weft/internal/wtf8"
)

// maxAlloc bounds what one operation may ask of memory at once. Go ends the process where memory runs out, so sizes beyond
// any machine's are refused here, with MemoryError.
const maxAlloc = 1 << 40

// smallAlloc is what may be asked for without a look at the memory there is.
const smallAlloc = 1 << 26

// checkAlloc raises MemoryError for n objects of size bytes that cannot be had.
func checkAlloc(th *Thread, n, size int) error {
	if n > 0 && size > 0 && (size > maxAlloc/n || n*size > smallAlloc && int64(n*size) > memoryLeft()) {
		return RaiseArgs(th, MemoryErrorType)
	}
	return nil
}

// strNewDef binds the arguments of str().
var strNewDef = NewDef(Method{Name: "str", Sig: "(object='', encoding='utf-8', errors='strict')"}, nil)

func strNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	var obj, encoding, errs Value
	if kwnames == nil && len(args) <= 3 {
		switch len(args) {
		case 3:
			errs = args[2]
			fallthrough
		case 2:
			encoding = args[1]
			fallthrough
		case 1:
			obj = args[0]
		}
	} else {
		if len(args) > 3 && kwnames.Len() == 0 {
			return Value{}, TypeErrorf(th, "str expected at most 3 arguments, got %d", len(args))
		}
		a, err := BindSig(th, strNewDef, args, kwnames)
		if err != nil {
			return Value{}, err
		}
		obj, encoding, errs = a[0], a[1], a[2]
	}
	if !encoding.IsAbsent() && !IsStr(encoding) {
		return Value{}, TypeErrorf(th, "str() argument 'encoding' must be str, not %s", encoding.Type().DisplayName())
	}
	if !errs.IsAbsent() && !IsStr(errs) {
		return Value{}, TypeErrorf(th, "str() argument 'errors' must be str, not %s", errs.Type().DisplayName())
	}
	var r *Str
	var err error
	switch {
	case obj.IsAbsent():
		r = emptyStr
	case encoding.IsAbsent() && errs.IsAbsent():
		r, err = ToStr(th, obj)
	default:
		r, err = decodeObject(th, obj, encoding, errs)
	}
	if err != nil {
		return Value{}, err
	}
	return strOfType(t, r), nil
}

// strOfType returns r as an instance of t: r itself if t is str.
func strOfType(t *Type, r *Str) Value {
	if t == StrType {
		return r.Value()
	}
	v := t.New()
	s := AsStr(v)
	s.s, s.n = r.s, r.n
	return v
}

// ArgTypeName names a value's type as errors about arguments do: None by itself.
func ArgTypeName(v Value) string {
	if v.Is(None) {
		return "None"
	}
	return v.Type().DisplayName()
}

// exactStr returns s as an exact str: itself, or a str of the same text if it is an instance of a subclass.
func exactStr(s *Str) *Str {
	if s.Type() == StrType {
		return s
	}
	return newStr(s.s, s.n)
}

func strRepr(th *Thread, self Value) (Value, error) { return AsStr(self).Repr(), nil }

// Repr returns repr(s) as str does it, whatever a subclass says.
func (s *Str) Repr() Value {
	t := s.s
	if s.IsASCII() && !reprNeedsEscape(t) {
		r, b := newText(nil, len(t)+2, len(t)+2)
		b[0], b[len(b)-1] = '\'', '\''
		copy(b[1:], t)
		return r.Value()
	}
	var room [120]byte
	return CopyStr(nil, appendRepr(room[:0], t, false))
}

// reprNeedsEscape reports whether an ASCII text holds a quote, a backslash or a control character.
func reprNeedsEscape(t string) bool {
	for i := 0; i < len(t); i++ {
		if c := t[i]; c < ' ' || c == '\'' || c == '\\' || c == 0x7f {
			return true
		}
	}
	return false
}

// ReprText returns the repr of a text.
func ReprText(t string) string { return string(appendRepr(nil, t, false)) }

const lowerHex = "0123456789abcdef"

// appendRepr appends the repr of a text; asciiOnly escapes all that is not ASCII.
func appendRepr(dst []byte, t string, asciiOnly bool) []byte {
	quote := byte('\'')
	if strings.IndexByte(t, '\'') >= 0 && strings.IndexByte(t, '"') < 0 {
		quote = '"'
	}
	dst = append(dst, quote)
	for i := 0; i < len(t); {
		c := t[i]
		if c < 0x80 {
			i++
			switch {
			case c == quote || c == '\\':
				dst = append(dst, '\\', c)
			case c >= ' ' && c != 0x7f:
				dst = append(dst, c)
			case c == '\t':
				dst = append(dst, '\\', 't')
			case c == '\n':
				dst = append(dst, '\\', 'n')
			case c == '\r':
				dst = append(dst, '\\', 'r')
			default:
				dst = append(dst, '\\', 'x', lowerHex[c>>4], lowerHex[c&15])
			}
			continue
		}
		r, n := wtf8.DecodeRune(t, i)
		if !asciiOnly && ucd.IsPrintable(r) {
			dst = append(dst, t[i:i+n]...)
		} else {
			dst = appendEscape(dst, r)
		}
		i += n
	}
	return append(dst, quote)
}

// appendEscape appends \xNN, \uNNNN or \UNNNNNNNN.
func appendEscape(dst []byte, r rune) []byte {
	width := 8
	switch {
	case r < 0x100:
		dst, width = append(dst, '\\', 'x'), 2
	case r < 0x10000:
		dst, width = append(dst, '\\', 'u'), 4
	default:
		dst = append(dst, '\\', 'U')
	}
	for i := width - 1; i >= 0; i-- {
		dst = append(dst, lowerHex[r>>(4*i)&15])
	}
	return dst
}

// ASCII returns ascii(v): repr(v) with everything outside ASCII escaped.
func ASCII(th *Thread, v Value) (Value, error) {
	r, err := Repr(th, v)
	if err != nil {
		return Value{}, err
	}
	if r.IsASCII() {
		return r.Value(), nil
	}
	t := r.s
	b := make([]byte, 0, len(t)*2)
	for i := 0; i < len(t); {
		if t[i] < 0x80 {
			b = append(b, t[i])
			i++
			continue
		}
		c, n := wtf8.DecodeRune(t, i)
		b = appendEscape(b, c)
		i += n
	}
	return NewASCII(string(b)), nil
}

func strStr(th *Thread, self Value) (Value, error) { return exactStr(AsStr(self)).Value(), nil }

func strHash(th *Thread, self Value) (int64, error) { return AsStr(self).Hash(), nil }

func strCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if !IsStr(a) || !IsStr(b) {
		return NotImplemented, nil
	}
	x, y := AsStr(a).s, AsStr(b).s
	switch op {
	case CmpEQ:
		return Bool(x == y), nil
	case CmpNE:
		return Bool(x != y), nil
	}
	// The order of WTF-8 bytes is the order of code points.
	return Bool(compareInt(int64(strings.Compare(x, y)), 0, op)), nil
}

func strLen(th *Thread, self Value) (int, error) { return AsStr(self).n, nil }

func strGetItem(th *Thread, self, key Value) (Value, error) {
	s := AsStr(self)
	if key.IsInt() {
		i := key.Int()
		if i < 0 {
			i += int64(s.n)
		}
		if uint64(i) >= uint64(s.n) {
			return Value{}, IndexErrorf(th, "string index out of range")
		}
		return NewRune(s.At(int(i))), nil
	}
	if IsSlice(key) {
		start, _, step, count, err := AsSlice(key).Indices(th, s.n)
		if err != nil {
			return Value{}, err
		}
		return s.sliceStep(th, start, step, count), nil
	}
	if !IsInt(key) && key.Type().Slots().Index == nil {
		return Value{}, TypeErrorf(th, "string indices must be integers, not '%s'", key.Type().DisplayName())
	}
	i, err := AsIndex(th, key, IndexErrorType)
	if err != nil {
		return Value{}, err
	}
	if i < 0 {
		i += s.n
	}
	if uint(i) >= uint(s.n) {
		return Value{}, IndexErrorf(th, "string index out of range")
	}
	return NewRune(s.At(i)), nil
}

// sliceStep returns count code points from start on, every step-th.
func (s *Str) sliceStep(th *Thread, start, step, count int) Value {
	if count <= 0 {
		return emptyStr.Value()
	}
	if step == 1 {
		return s.Slice(th, start, start+count)
	}
	if count == 1 {
		return NewRune(s.At(start))
	}
	if s.IsASCII() {
		r, b := newText(th, count, count)
		if step == -1 {
			t := s.s[start+1-count : start+1]
			for i := range b {
				b[i] = t[len(t)-1-i]
			}
			return r.Value()
		}
		for i := range b {
			b[i] = s.s[start]
			start += step
		}
		return r.Value()
	}
	if step == -1 {
		t := s.s[s.byteIndex(start+1-count):s.byteIndex(start+1)]
		r, b := newText(th, len(t), count)
		for at := len(b); t != ""; {
			w := 1
			if t[0] >= 0x80 {
				w = wtf8.Width(t[0])
			}
			at -= w
			copy(b[at:at+w], t[:w])
			t = t[w:]
		}
		return r.Value()
	}
	b := make([]byte, 0, count+count/2)
	if step < -16 || step > 16 {
		for range count {
			b = wtf8.AppendRune(b, s.At(start))
			start += step
		}
	} else if at := s.byteIndex(start); step > 0 {
		for {
			w := wtf8.Width(s.s[at])
			b = append(b, s.s[at:at+w]...)
			if count--; count == 0 {
				break
			}
			for range step {
				at += wtf8.Width(s.s[at])
			}
		}
	} else {
		for {
			w := wtf8.Width(s.s[at])
			b = append(b, s.s[at:at+w]...)
			if count--; count == 0 {
				break
			}
			for range -step {
				for at--; s.s[at]&0xC0 == 0x80; at-- {
				}
			}
		}
	}
	return NewStr(unsafe.String(&b[0], len(b)))
}

func strContains(th *Thread, self, item Value) (bool, error) {
	if !IsStr(item) {
		return false, TypeErrorf(th, "'in <string>' requires string as left operand, not %s", item.Type().DisplayName())
	}
	return strings.Contains(AsStr(self).s, AsStr(item).s), nil
}

func strConcat(th *Thread, a, b Value) (Value, error) {
	if !IsStr(b) {
		return Value{}, TypeErrorf(th, "can only concatenate str (not \"%s\") to str", b.Type().DisplayName())
	}
	x, y := AsStr(a), AsStr(b)
	if y.n == 0 {
		return exactStr(x).Value(), nil
	}
	if x.n == 0 {
		return exactStr(y).Value(), nil
	}
	return StrConcat(th, x, y), nil
}

func strRepeat(th *Thread, self Value, n int) (Value, error) {
	s := AsStr(self)
	if n <= 0 || s.n == 0 {
		return emptyStr.Value(), nil
	}
	if n == 1 {
		return exactStr(s).Value(), nil
	}
	if s.n > (1<<63-1)/n {
		return Value{}, OverflowErrorf(th, "repeated string is too long")
	}
	if err := checkAlloc(th, len(s.s), n); err != nil {
		return Value{}, err
	}
	r, b := newText(th, len(s.s)*n, s.n*n)
	if len(s.s) == 1 {
		for i := range b {
			b[i] = s.s[0]
		}
		return r.Value(), nil
	}
	for done := copy(b, s.s); done < len(b); done *= 2 {
		copy(b[done:], b[:done])
	}
	return r.Value(), nil
}

func strMod(th *Thread, a, b Value) (Value, error) {
	if !IsStr(a) {
		return NotImplemented, nil
	}
	r, err := formatPercent(th, AsStr(a), b)
	if err != nil {
		return Value{}, err
	}
	return r.Value(), nil
}

// CheckAlloc raises MemoryError for n objects of size bytes that cannot be had.
func CheckAlloc(th *Thread, n, size int) error { return checkAlloc(th, n, size) }
