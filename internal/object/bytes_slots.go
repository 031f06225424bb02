// This file implements the slots of bytes: construction, repr, comparison, items, concatenation.

package object

import (
	"strings"
	"sync/atomic"
	"unsafe"
)

// bytesNewDef binds the arguments of bytes(), bytearrayNewDef those of bytearray().
var (
	bytesNewDef     = NewDef(Method{Name: "bytes", Sig: "(source=b'', encoding='utf-8', errors='strict')"}, nil)
	bytearrayNewDef = NewDef(Method{Name: "bytearray", Sig: "(source=b'', encoding='utf-8', errors='strict')"}, nil)
)

// bytesNewArgs binds and checks the arguments of the two constructors. Where a text is to be encoded it returns its bytes in
// encoded; otherwise src is what the data is to be made of, absent for nothing.
func bytesNewArgs(th *Thread, d *NativeDef, args []Value, kwnames *Tuple) (src, encoded Value, err error) {
	var enc, errs Value
	if kwnames == nil && len(args) <= 1 {
		if len(args) == 1 {
			src = args[0]
		}
	} else {
		a, err := BindSig(th, d, args, kwnames)
		if err != nil {
			return src, encoded, err
		}
		src, enc, errs = a[0], a[1], a[2]
	}
	encoding, err := codecArg(th, enc, d.Name, "encoding", "utf-8")
	if err != nil {
		return src, encoded, err
	}
	handler, err := codecArg(th, errs, d.Name, "errors", "strict")
	if err != nil {
		return src, encoded, err
	}
	isStr := !src.IsAbsent() && IsStr(src)
	switch {
	case !enc.IsAbsent():
		if !isStr {
			return src, encoded, TypeErrorf(th, "encoding without a string argument")
		}
		encoded, err = EncodeStr(th, AsStr(src), encoding, handler)
		return src, encoded, err
	case !errs.IsAbsent():
		if isStr {
			return src, encoded, TypeErrorf(th, "string argument without an encoding")
		}
		return src, encoded, TypeErrorf(th, "errors without a string argument")
	case isStr && d == bytearrayNewDef:
		return src, encoded, TypeErrorf(th, "string argument without an encoding")
	}
	return src, encoded, nil
}

func bytesNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	src, encoded, err := bytesNewArgs(th, bytesNewDef, args, kwnames)
	if err != nil {
		return Value{}, err
	}
	switch {
	case !encoded.IsAbsent():
		return bytesOfType(t, encoded), nil
	case src.IsAbsent():
		return bytesOfType(t, Value{unsafe.Pointer(emptyBytes)}), nil
	}
	v, err := bytesOfValue(th, src)
	if err != nil {
		return Value{}, err
	}
	return bytesOfType(t, v), nil
}

// bytesOfType returns the bytes object v as an instance of t: itself if t is bytes and v exact.
func bytesOfType(t *Type, v Value) Value {
	if t == BytesType {
		return v
	}
	r := t.New()
	AsBytes(r).s = AsBytes(v).s
	return r
}

// bytesOfValue returns bytes(v): __bytes__, a number of zeros, a buffer, or an iterable of ints.
func bytesOfValue(th *Thread, v Value) (Value, error) {
	if v.isExact(BytesType) {
		return v, nil
	}
	r, found, err := CallSpecial(th, v, "__bytes__")
	if err != nil {
		return Value{}, err
	}
	if found {
		if !IsBytes(r) {
			return Value{}, TypeErrorf(th, "__bytes__ returned non-bytes (type %s)", r.Type().DisplayName())
		}
		return r, nil
	}
	if IsStr(v) {
		return Value{}, TypeErrorf(th, "string argument without an encoding")
	}
	if n, ok, err := sizeArg(th, v); err != nil {
		return Value{}, err
	} else if ok {
		return NewBytes(byteString(make([]byte, n))), nil
	}
	b, err := bytesFromObject(th, v, "bytes", "bytes must be in range(0, 256)")
	if err != nil {
		return Value{}, err
	}
	return NewBytes(byteString(b)), nil
}

// sizeArg reads the argument of a constructor that is a number of bytes; ok is false if it is none.
func sizeArg(th *Thread, v Value) (n int, ok bool, err error) {
	if !IsInt(v) && v.Type().Slots().Index == nil {
		return 0, false, nil
	}
	n, err = AsIndex(th, v, OverflowErrorType)
	if err != nil {
		if IsErr(err, TypeErrorType) {
			return 0, false, nil
		}
		return 0, false, err
	}
	if n < 0 {
		return 0, false, ValueErrorf(th, "negative count")
	}
	return n, true, checkAlloc(th, n, 1)
}

// bytesFromObject returns the data of a buffer or the numbers of an iterable in a new slice.
func bytesFromObject(th *Thread, v Value, target, rangeText string) ([]byte, error) {
	if IsBytes(v) {
		return []byte(AsBytes(v).s), nil
	}
	if v.isExact(ByteArrayType) { // at one moment, and without an export, which would be in the way of other threads
		return []byte(AsByteArray(v).view()), nil
	}
	if v.Type().Slots().Buffer != nil {
		b, err := GetBuffer(th, v, BufferFullRO)
		if err != nil {
			return nil, err
		}
		defer b.Done(th)
		return (&managedBuffer{buf: b}).newView().contents(false), nil
	}
	if items, ok := stableItems(v); ok {
		b := make([]byte, 0, len(items))
		for i := 0; i < len(items); i++ {
			c, err := byteArg(th, items[i], rangeText)
			if err != nil {
				return nil, err
			}
			b = append(b, c)
			if !IsInt(items[i]) { // Python code ran
				items, _ = stableItems(v)
			}
		}
		return b, nil
	}
	if IsStr(v) {
		return nil, TypeErrorf(th, "cannot convert '%s' object to %s", v.Type().DisplayName(), target)
	}
	it, err := GetIter(th, v)
	if err != nil {
		if IsErr(err, TypeErrorType) && v.Type().Slots().Iter == nil {
			err = TypeErrorf(th, "cannot convert '%s' object to %s", v.Type().DisplayName(), target)
		}
		return nil, err
	}
	var b []byte
	if n, err := LengthHint(th, v, 64); err != nil {
		return nil, err
	} else if n > 0 && n < 1<<24 {
		b = make([]byte, 0, n)
	}
	for {
		x, err := Next(th, it)
		if err != nil {
			return nil, err
		}
		if x.IsAbsent() {
			return b, nil
		}
		c, err := byteArg(th, x, rangeText)
		if err != nil {
			return nil, err
		}
		b = append(b, c)
	}
}

// byteArg converts a number to a byte; rangeText is the ValueError's.
func byteArg(th *Thread, v Value, rangeText string) (byte, error) {
	if v.IsInt() {
		if n := v.Int(); uint64(n) < 256 {
			return byte(n), nil
		}
		return 0, Raise(th, ValueErrorType, rangeText)
	}
	n, err := AsIndex(th, v, nil)
	if err != nil {
		return 0, err
	}
	if uint(n) >= 256 {
		return 0, Raise(th, ValueErrorType, rangeText)
	}
	return byte(n), nil
}

const byteRangeText = "byte must be in range(0, 256)"

// exactBytes returns b as an exact bytes object.
func exactBytes(b *Bytes) Value {
	if b.Type() == BytesType {
		return Value{unsafe.Pointer(b)}
	}
	return NewBytes(b.s)
}

// Value returns the object as a Value.
func (b *Bytes) Value() Value { return Value{unsafe.Pointer(b)} }

func bytesRepr(th *Thread, self Value) (Value, error) {
	return NewASCII(string(appendBytesRepr(nil, AsBytes(self).s, false))), nil
}

// appendBytesRepr appends the repr of data with its b; escapeQuote escapes every single quote, as bytearray's does.
func appendBytesRepr(dst []byte, data string, escapeQuote bool) []byte {
	quote := byte('\'')
	if strings.IndexByte(data, '\'') >= 0 && strings.IndexByte(data, '"') < 0 {
		quote = '"'
	}
	if dst == nil {
		dst = make([]byte, 0, len(data)+3)
	}
	dst = append(dst, 'b', quote)
	for i := 0; i < len(data); i++ {
		c := data[i]
		switch {
		case c == quote || c == '\\' || c == '\'' && escapeQuote:
			dst = append(dst, '\\', c)
		case c >= ' ' && c < 0x7f:
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
	}
	return append(dst, quote)
}

func bytesStr(th *Thread, self Value) (Value, error) {
	if th.Rt.Config.Flags.BytesWarning > 0 {
		if err := Warn(th, BytesWarningType, "str() on a bytes instance", 1); err != nil {
			return Value{}, err
		}
	}
	return bytesRepr(th, self)
}

// Hash returns the hash, computing it once.
func (b *Bytes) Hash() int64 {
	h := loadInt64(&b.hash)
	if h == 0 {
		h = hashKey.Bytes(unsafe.Slice(unsafe.StringData(b.s), len(b.s)))
		storeInt64(&b.hash, h)
	}
	return h
}

func bytesHash(th *Thread, self Value) (int64, error) { return AsBytes(self).Hash(), nil }

func bytesCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if !IsBytes(a) || !IsBytes(b) {
		if th.Rt.Config.Flags.BytesWarning > 0 && (op == CmpEQ || op == CmpNE) {
			if err := bytesCompareWarning(th, a, b); err != nil {
				return Value{}, err
			}
		}
		return NotImplemented, nil
	}
	return Bool(compareText(AsBytes(a).s, AsBytes(b).s, op)), nil
}

// bytesCompareWarning warns of a comparison that -b asks to be told about.
func bytesCompareWarning(th *Thread, a, b Value) error {
	if IsStr(a) || IsStr(b) {
		return Warn(th, BytesWarningType, "Comparison between bytes and string", 1)
	}
	if IsInt(a) || IsInt(b) {
		return Warn(th, BytesWarningType, "Comparison between bytes and int", 1)
	}
	return nil
}

func compareText(x, y string, op CompareOp) bool {
	switch op {
	case CmpEQ:
		return x == y
	case CmpNE:
		return x != y
	}
	return compareInt(int64(strings.Compare(x, y)), 0, op)
}

func bytesLen(th *Thread, self Value) (int, error) { return len(AsBytes(self).s), nil }

func bytesGetItem(th *Thread, self, key Value) (Value, error) {
	s := AsBytes(self).s
	if key.IsInt() {
		i := key.Int()
		if i < 0 {
			i += int64(len(s))
		}
		if uint64(i) >= uint64(len(s)) {
			return Value{}, IndexErrorf(th, "index out of range")
		}
		return SmallInt(int64(s[i])), nil
	}
	if IsSlice(key) {
		start, _, step, count, err := AsSlice(key).Indices(th, len(s))
		if err != nil {
			return Value{}, err
		}
		if count <= 0 {
			return emptyBytes.Value(), nil
		}
		if step == 1 {
			if count == len(s) {
				return exactBytes(AsBytes(self)), nil
			}
			return bytesPiece(s, start, start+count), nil
		}
		b := make([]byte, count)
		for i := range b {
			b[i] = s[start]
			start += step
		}
		return NewBytes(byteString(b)), nil
	}
	if !IsInt(key) && key.Type().Slots().Index == nil {
		return Value{}, TypeErrorf(th, "byte indices must be integers or slices, not %s", key.Type().DisplayName())
	}
	i, err := AsIndex(th, key, IndexErrorType)
	if err != nil {
		return Value{}, err
	}
	if i < 0 {
		i += len(s)
	}
	if uint(i) >= uint(len(s)) {
		return Value{}, IndexErrorf(th, "index out of range")
	}
	return SmallInt(int64(s[i])), nil
}

// bytesPiece returns data[a:b] as bytes; a small piece of a large object is copied.
func bytesPiece(data string, a, b int) Value {
	sub := data[a:b]
	if len(sub) <= maxInline || len(data) > shareLimit && len(sub) < len(data)/8 {
		return copyBytes(sub)
	}
	return NewBytes(sub)
}

func bytesContains(th *Thread, self, item Value) (bool, error) {
	return containsByte(th, AsBytes(self).s, item)
}

// containsByte is item in data for a number or a buffer.
func containsByte(th *Thread, data string, item Value) (bool, error) {
	if IsInt(item) || item.Type().Slots().Index != nil && item.Type().Slots().Buffer == nil {
		c, err := byteArg(th, item, byteRangeText)
		if err != nil {
			return false, err
		}
		return strings.IndexByte(data, c) >= 0, nil
	}
	sub, err := bytesArg(th, item)
	if err != nil {
		return false, err
	}
	return strings.Contains(data, sub), nil
}

func bytesConcat(th *Thread, a, b Value) (Value, error) {
	if IsBytes(a) && IsBytes(b) {
		return BytesConcat(AsBytes(a), AsBytes(b)), nil
	}
	x, y := a.Type().Slots().Buffer, b.Type().Slots().Buffer
	if x == nil || y == nil {
		return Value{}, TypeErrorf(th, "can't concat %s to %s", b.Type().DisplayName(), a.Type().DisplayName())
	}
	s, err := bytesArg(th, b)
	if err != nil {
		return Value{}, TypeErrorf(th, "can't concat %s to %s", b.Type().DisplayName(), a.Type().DisplayName())
	}
	return NewBytes(AsBytes(a).s + s), nil
}

// BytesConcat returns a + b. As with StrConcat, building up in a loop takes linear time.
func BytesConcat(a, b *Bytes) Value {
	if len(a.s) == 0 && b.Type() == BytesType {
		return b.Value()
	}
	if len(b.s) == 0 && a.Type() == BytesType {
		return a.Value()
	}
	la, lb := len(a.s), len(b.s)
	if g := loadPtr(&a.buf); g != nil && la+lb <= len(g.b) && atomic.CompareAndSwapInt64(&g.used, int64(la), int64(la+lb)) {
		copy(g.b[la:], b.s)
		r := AsBytes(NewBytes(unsafe.String(&g.b[0], la+lb)))
		r.buf = g
		return r.Value()
	}
	if la+lb <= maxInline || la < lb || !a.hasFlag(flagGrowing) {
		r, d := newData(la + lb)
		copy(d[copy(d, a.s):], b.s)
		if la+lb > maxInline {
			r.flags = flagGrowing
		}
		return r.Value()
	}
	g := newGrowBuf(la+lb+(la+lb)/2+32, la+lb)
	copy(g.b, a.s)
	copy(g.b[la:], b.s)
	r := AsBytes(NewBytes(unsafe.String(&g.b[0], la+lb)))
	r.buf = g
	return r.Value()
}

func bytesRepeat(th *Thread, self Value, n int) (Value, error) {
	s := AsBytes(self).s
	if n <= 0 || s == "" {
		return emptyBytes.Value(), nil
	}
	if n == 1 {
		return exactBytes(AsBytes(self)), nil
	}
	if len(s) > (1<<63-1)/n {
		return Value{}, OverflowErrorf(th, "repeated bytes are too long")
	}
	if err := checkAlloc(th, len(s), n); err != nil {
		return Value{}, err
	}
	return NewBytes(strings.Repeat(s, n)), nil
}

func bytesMod(th *Thread, a, b Value) (Value, error) {
	if !IsBytes(a) {
		return NotImplemented, nil
	}
	r, err := formatPercentBytes(th, AsBytes(a).s, b)
	if err != nil {
		return Value{}, err
	}
	return NewBytes(byteString(r)), nil
}

func bytesGetnewargs(th *Thread, args []Value) (Value, error) {
	return TupleOf(exactBytes(AsBytes(args[0]))), nil
}

func bytesDunderBytes(th *Thread, args []Value) (Value, error) {
	return exactBytes(AsBytes(args[0])), nil
}

func bytesSizeof(th *Thread, args []Value) (Value, error) {
	return SmallInt(int64(33 + len(AsBytes(args[0]).s))), nil
}
