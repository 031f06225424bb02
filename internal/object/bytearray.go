// This file implements the bytearray object: representation, spec table, construction, slots and the methods that change it.
// The methods it shares with bytes are in bytes_methods.go.

package object

import (
	"strings"
	"unsafe"
)

// ByteArrayType is bytearray.
var ByteArrayType = &Type{Name: "bytearray"}

// ByteArray is a bytearray object. a is the backing store and n the number of bytes in use; both are atomic, so that readers
// need no lock: they load a, then n, and check against both. Writers hold the lock. The store begins where the data begins:
// deleting at the front moves it to a later part of the same memory. While buffers are exported, a and n do not change.
type ByteArray struct {
	Header
	a       *byteStore // atomic; may be nil
	n       int        // atomic
	exports Exports    // guarded by the lock
}

// byteStore is memory; the slice header never changes, and its length is the capacity.
type byteStore struct{ b []byte }

func bytearraySpec() TypeSpec {
	return TypeSpec{
		Type:   ByteArrayType,
		Flags:  TypeBase | TypeMatchSelf,
		Layout: LayoutOf[ByteArray](),
		NoHash: true,
		Doc: "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\nbytearray(bytes_or_buffer) -> bytearray\n" +
			"bytearray(int) -> bytearray\nbytearray() -> empty bytearray\n\nA mutable array of bytes: the numbers of an iterable, an encoded text, a copy of a\n" +
			"buffer, or a number of zero bytes.",
		Slots: Slots{
			New:      bytearrayNew,
			Init:     bytearrayInit,
			Repr:     bytearrayRepr,
			Str:      bytearrayStr,
			Compare:  bytearrayCompare,
			Len:      bytearrayLen,
			GetItem:  bytearrayGetItem,
			SetItem:  bytearraySetItem,
			Contains: bytearrayContains,
			Iter:     bytearrayIter,
			Concat:   bytearrayConcat,
			IConcat:  bytearrayIConcat,
			Repeat:   bytearrayRepeat,
			IRepeat:  bytearrayIRepeat,
			Bin:      [numBinOps]BinaryFunc{OpMod: bytearrayMod},
			Buffer:   bytearrayGetBuffer,
		},
		Methods: append([]Method{
			{Name: "__alloc__", Fn: bytearrayAlloc, Sig: "(self, /)", Doc: "Return the number of bytes allocated."},
			{Name: "__reduce__", Fn: bytearrayReduce, Sig: "(self, /)", Doc: "Return state information for pickling."},
			{Name: "__reduce_ex__", Fn: bytearrayReduceEx, Sig: "(self, proto=0, /)", Doc: "Return state information for pickling."},
			{Name: "__sizeof__", Fn: bytearraySizeof, Sig: "(self, /)", Doc: "Return the size in memory, in bytes."},
			{Name: "__release_buffer__", Fn: bufferReleaseBuffer, Sig: "(self, buffer, /)", Doc: "Release the buffer object that exposes the underlying memory of the object."},
			{Name: "append", Fn: bytearrayAppend, Sig: "(self, item, /)", Doc: "Add a byte at the end."},
			{Name: "clear", Fn: bytearrayClear, Sig: "(self, /)", Doc: "Remove all bytes."},
			{Name: "copy", Fn: bytearrayCopy, Sig: "(self, /)", Doc: "Return a copy."},
			{Name: "extend", Fn: bytearrayExtend, Sig: "(self, iterable_of_ints, /)", Doc: "Add the bytes of a buffer or the numbers of an iterable at the end."},
			{Name: "insert", Fn: bytearrayInsert, Sig: "(self, index, item, /)", Doc: "Put a byte before the one at index."},
			{Name: "pop", Fn: bytearrayPop, Sig: "(self, index=-1, /)", Doc: "Remove the byte at index and return it."},
			{Name: "remove", Fn: bytearrayRemove, Sig: "(self, value, /)", Doc: "Remove the first byte that is value; ValueError if there is none."},
			{Name: "resize", Fn: bytearrayResize, Sig: "(self, size, /)", Doc: "Change the length; new bytes are zero."},
			{Name: "reverse", Fn: bytearrayReverse, Sig: "(self, /)", Doc: "Reverse the order of the bytes."},
		}, bytesLikeMethods()...),
	}
}

// NewByteArray returns a bytearray that owns b.
func NewByteArray(b []byte) *ByteArray {
	r := &ByteArray{Header: Header{typ: ByteArrayType}}
	if len(b) > 0 {
		r.a, r.n = &byteStore{b[:len(b):len(b)]}, len(b)
	}
	return r
}

// IsByteArray reports whether v is a bytearray or an instance of a subclass.
func IsByteArray(v Value) bool {
	if !v.IsObj() {
		return false
	}
	t := v.Header().Type()
	return t == ByteArrayType || t.HasFlag(TypeHeap) && t.IsSubtype(ByteArrayType)
}

// AsByteArray casts v; call only if IsByteArray.
func AsByteArray(v Value) *ByteArray { return (*ByteArray)(v.p) }

// Value returns the bytearray as a Value.
func (b *ByteArray) Value() Value { return Value{unsafe.Pointer(b)} }

// Len returns the number of bytes.
func (b *ByteArray) Len() int { return loadInt(&b.n) }

// At returns byte i; ok is false if i is out of range.
func (b *ByteArray) At(i int) (c byte, ok bool) {
	a, n := loadPtr(&b.a), loadInt(&b.n)
	if uint(i) >= uint(n) || a == nil || i >= len(a.b) {
		return 0, false
	}
	return sharedByte(a.b, i), true
}

// Put makes c byte i and reports whether both are in range.
func (b *ByteArray) Put(i, c int64) bool {
	if uint64(c) > 255 {
		return false
	}
	b.Lock()
	if i < 0 {
		i += int64(b.n)
	}
	ok := uint64(i) < uint64(b.n)
	if ok {
		b.a.b[i] = byte(c)
	}
	b.Unlock()
	return ok
}

// dataLocked returns the bytes in use.
func (b *ByteArray) dataLocked() []byte {
	if b.a == nil {
		return nil
	}
	return b.a.b[:b.n]
}

// view returns the data as a string that holds until Python code runs: without a copy while no other thread can change it.
func (b *ByteArray) view() string {
	if Several() {
		return b.Copy()
	}
	return byteString(b.dataLocked())
}

// Copy returns a copy of the data at one moment.
func (b *ByteArray) Copy() string {
	b.Lock()
	s := byteString(sharedCopy(b.dataLocked()))
	b.Unlock()
	return s
}

// reserveLocked makes room for n bytes, more than now, in all; the number of bytes stays what it is until the caller has written the
// new ones, so that no reader sees others. It raises BufferError while buffers are exported, or MemoryError.
func (b *ByteArray) reserveLocked(th *Thread, n int) error {
	if b.exports.active() {
		return existingExports(th)
	}
	if b.a == nil || n > len(b.a.b) {
		if err := checkAlloc(th, n, 1); err != nil {
			return err
		}
		room := n + n>>3 + 6
		if n <= b.n*9/8+64 && n > 1 { // looks like growing step by step
			room = n + n>>1 + 16
		}
		nb := make([]byte, room)
		copyShared(nb, b.dataLocked())
		storePtr(&b.a, &byteStore{nb})
	}
	return nil
}

// truncateLocked drops the bytes from n on. It raises BufferError while buffers are exported.
func (b *ByteArray) truncateLocked(th *Thread, n int) error {
	if n == b.n {
		return nil
	}
	if b.exports.active() {
		return existingExports(th)
	}
	storeInt(&b.n, n)
	if n < len(b.a.b)/4 && len(b.a.b) > 256 {
		nb := make([]byte, n+n>>3)
		copyShared(nb, b.a.b[:n])
		storePtr(&b.a, &byteStore{nb})
	}
	return nil
}

func existingExports(th *Thread) error {
	return Raise(th, BufferErrorType, "Existing exports of data: object cannot be re-sized")
}

// spliceLocked replaces bytes lo to hi by data.
func (b *ByteArray) spliceLocked(th *Thread, lo, hi int, data string) error {
	n := b.n
	grow := len(data) - (hi - lo)
	switch {
	case grow == 0:
	case grow < 0 && lo == 0:
		// Deleting at the front: the store begins later.
		if b.exports.active() {
			return existingExports(th)
		}
		storeInt(&b.n, n+grow)
		storePtr(&b.a, &byteStore{b.a.b[-grow:]})
		if b.n < len(b.a.b)/4 && len(b.a.b) > 4096 {
			storePtr(&b.a, &byteStore{append([]byte(nil), b.a.b[:b.n+b.n/8]...)})
		}
	case grow < 0:
		if b.exports.active() {
			return existingExports(th)
		}
		copyShared(b.a.b[hi+grow:], b.a.b[hi:n])
		if err := b.truncateLocked(th, n+grow); err != nil {
			return err
		}
	default:
		if err := b.reserveLocked(th, n+grow); err != nil {
			return err
		}
		copyShared(b.a.b[hi+grow:], b.a.b[hi:n])
	}
	if len(data) > 0 {
		copyShared(b.a.b[lo:], unsafe.Slice(unsafe.StringData(data), len(data)))
	}
	if grow > 0 {
		storeInt(&b.n, n+grow)
	}
	return nil
}

// Splice replaces bytes lo to hi, which are clamped to the length, by data.
func (b *ByteArray) Splice(th *Thread, lo, hi int, data string) error {
	b.Lock()
	lo = min(lo, b.n)
	hi = max(lo, min(hi, b.n))
	err := b.spliceLocked(th, lo, hi, data)
	b.Unlock()
	return err
}

// Append adds data, which must not be a view of b itself, at the end.
func (b *ByteArray) Append(th *Thread, data string) error {
	b.Lock()
	err := b.spliceLocked(th, b.n, b.n, data)
	b.Unlock()
	return err
}

func bytearrayNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	return t.New(), nil
}

func bytearrayInit(th *Thread, self Value, args []Value, kwnames *Tuple) error {
	b := AsByteArray(self)
	src, encoded, err := bytesNewArgs(th, bytearrayNewDef, args, kwnames)
	if err != nil {
		return err
	}
	var data []byte
	switch {
	case !encoded.IsAbsent():
		data = []byte(AsBytes(encoded).s)
	case src.IsAbsent():
	default:
		n, ok, err := sizeArg(th, src)
		if err != nil {
			return err
		}
		if !ok && src.Type().Slots().Buffer == nil && !src.isExact(ListType) && !src.isExact(TupleType) && src.Type().Slots().Iter != nil {
			return b.fill(th, src)
		}
		if ok {
			data = make([]byte, n)
		} else if data, err = bytesFromObject(th, src, "bytearray", byteRangeText); err != nil {
			return err
		}
	}
	b.Lock()
	defer b.Unlock()
	if b.n > 0 || b.exports.active() {
		return b.spliceLocked(th, 0, b.n, byteString(data))
	}
	if len(data) > 0 {
		storePtr(&b.a, &byteStore{data[:len(data):len(data)]})
		storeInt(&b.n, len(data))
	}
	return nil
}

// fill replaces the contents by the numbers of an iterable, one by one: what iterates may look at b meanwhile.
func (b *ByteArray) fill(th *Thread, src Value) error {
	if err := b.Splice(th, 0, 1<<62, ""); err != nil {
		return err
	}
	return Iterate(th, src, func(x Value) (bool, error) {
		c, err := byteArg(th, x, byteRangeText)
		if err != nil {
			return false, err
		}
		return true, b.appendByte(th, c)
	})
}

// appendByte adds one byte at the end.
func (b *ByteArray) appendByte(th *Thread, c byte) error {
	b.Lock()
	n := b.n
	err := b.reserveLocked(th, n+1)
	if err == nil {
		b.a.b[n] = c
		storeInt(&b.n, n+1)
	}
	b.Unlock()
	return err
}

func bytearrayRepr(th *Thread, self Value) (Value, error) {
	name := self.Type().ShortName()
	r := append([]byte(name), '(')
	r = appendBytesRepr(r, bytesText(self), true)
	return NewStr(string(append(r, ')'))), nil
}

func bytearrayStr(th *Thread, self Value) (Value, error) {
	if th.Rt.Config.Flags.BytesWarning > 0 {
		if err := Warn(th, BytesWarningType, "str() on a bytearray instance", 1); err != nil {
			return Value{}, err
		}
	}
	return bytearrayRepr(th, self)
}

func bytearrayCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if a.Type().Slots().Buffer == nil || b.Type().Slots().Buffer == nil {
		if th.Rt.Config.Flags.BytesWarning > 0 && (op == CmpEQ || op == CmpNE) && (IsStr(a) || IsStr(b)) {
			if err := Warn(th, BytesWarningType, "Comparison between bytearray and string", 1); err != nil {
				return Value{}, err
			}
		}
		return NotImplemented, nil
	}
	x, err := bytesArg(th, a)
	if err == nil && !IsBytes(a) && b.Type().HasFlag(TypeHeap) {
		x = strings.Clone(x) // __buffer__ may run
	}
	if err == nil {
		var y string
		if y, err = bytesArg(th, b); err == nil {
			return Bool(compareText(x, y, op)), nil
		}
	}
	if IsErr(err, BufferErrorType) || IsErr(err, TypeErrorType) {
		return NotImplemented, nil
	}
	return Value{}, err
}

func bytearrayLen(th *Thread, self Value) (int, error) { return AsByteArray(self).Len(), nil }

// indexArg converts the key of an item that is no slice.
func (b *ByteArray) indexArg(th *Thread, key Value) (int, error) {
	if key.IsInt() {
		return int(key.Int()), nil
	}
	if !IsInt(key) && key.Type().Slots().Index == nil {
		return 0, TypeErrorf(th, "bytearray indices must be integers or slices, not %s", key.Type().DisplayName())
	}
	return AsIndex(th, key, IndexErrorType)
}

func bytearrayGetItem(th *Thread, self, key Value) (Value, error) {
	b := AsByteArray(self)
	if !IsSlice(key) {
		i, err := b.indexArg(th, key)
		if err != nil {
			return Value{}, err
		}
		if i < 0 {
			i += b.Len()
		}
		c, ok := b.At(i)
		if !ok {
			return Value{}, IndexErrorf(th, "bytearray index out of range")
		}
		return SmallInt(int64(c)), nil
	}
	parts, err := AsSlice(key).ints(th)
	if err != nil {
		return Value{}, err
	}
	b.Lock()
	defer b.Unlock()
	start, _, step, count := parts.adjust(b.n)
	if count <= 0 {
		return NewByteArray(nil).Value(), nil
	}
	out := make([]byte, count)
	data := b.dataLocked()
	if step == 1 {
		copy(out, data[start:])
	} else {
		for i := range out {
			out[i] = data[start]
			start += step
		}
	}
	return NewByteArray(out).Value(), nil
}

func bytearraySetItem(th *Thread, self, key, val Value) error {
	b := AsByteArray(self)
	if !IsSlice(key) {
		i, err := b.indexArg(th, key)
		if err != nil {
			return err
		}
		var c byte
		if !val.IsAbsent() {
			if c, err = byteArg(th, val, byteRangeText); err != nil {
				return err
			}
		}
		b.Lock()
		defer b.Unlock()
		if i < 0 {
			i += b.n
		}
		if uint(i) >= uint(b.n) {
			return IndexErrorf(th, "bytearray index out of range")
		}
		if val.IsAbsent() {
			return b.spliceLocked(th, i, i+1, "")
		}
		b.a.b[i] = c
		return nil
	}
	parts, err := AsSlice(key).ints(th)
	if err != nil {
		return err
	}
	data := ""
	switch {
	case val.IsAbsent():
	case IsBytes(val):
		data = AsBytes(val).s
	case IsByteArray(val):
		data = AsByteArray(val).Copy()
	default:
		if IsInt(val) || IsStr(val) || val.Type().Slots().Buffer == nil && val.Type().Slots().Iter == nil && val.Type().Slots().GetItem == nil {
			return TypeErrorf(th, "can assign only bytes, buffers, or iterables of ints in range(0, 256)")
		}
		d, err := bytesFromObject(th, val, "bytearray", byteRangeText)
		if err != nil {
			return err
		}
		data = byteString(d)
	}
	b.Lock()
	defer b.Unlock()
	start, stop, step, count := parts.adjust(b.n)
	if step == 1 {
		return b.spliceLocked(th, start, max(start, stop), data)
	}
	if val.IsAbsent() || data == "" && !val.IsAbsent() {
		if count <= 0 {
			return nil
		}
		if b.exports.active() {
			return existingExports(th)
		}
		if step < 0 {
			start, step = start+(count-1)*step, -step
		}
		d := b.dataLocked()
		to := start
		for i := range count {
			from := start + i*step + 1
			end := len(d)
			if i < count-1 {
				end = from + step - 1
			}
			to += copy(d[to:], d[from:end])
		}
		return b.truncateLocked(th, len(d)-count)
	}
	if count = max(count, 0); len(data) != count {
		return ValueErrorf(th, "attempt to assign bytes of size %d to extended slice of size %d", len(data), count)
	}
	d := b.dataLocked()
	for i := range count {
		d[start] = data[i]
		start += step
	}
	return nil
}

func bytearrayContains(th *Thread, self, item Value) (bool, error) {
	if IsInt(item) || item.Type().Slots().Index != nil && item.Type().Slots().Buffer == nil {
		c, err := byteArg(th, item, byteRangeText)
		if err != nil {
			return false, err
		}
		return strings.IndexByte(bytesText(self), c) >= 0, nil
	}
	sub, err := bytesArg(th, item)
	if err != nil {
		return false, err
	}
	return strings.Contains(bytesText(self), sub), nil
}

// concatArg returns the data of the right operand of +.
func (b *ByteArray) concatArg(th *Thread, v Value) (string, error) {
	if v.Type().Slots().Buffer != nil {
		s, err := bytesArg(th, v)
		if err == nil {
			return s, nil
		}
	}
	return "", TypeErrorf(th, "can't concat %s to %s", v.Type().DisplayName(), b.Type().DisplayName())
}

func bytearrayConcat(th *Thread, a, v Value) (Value, error) {
	b := AsByteArray(a)
	s, err := b.concatArg(th, v)
	if err != nil {
		return Value{}, err
	}
	t := bytesText(a)
	out := make([]byte, len(t)+len(s))
	copy(out[copy(out, t):], s)
	return NewByteArray(out).Value(), nil
}

func bytearrayIConcat(th *Thread, a, v Value) (Value, error) {
	b := AsByteArray(a)
	s, err := b.concatArg(th, v)
	if err != nil {
		return Value{}, err
	}
	if v.Is(a) {
		s = strings.Clone(s)
	}
	return a, b.Append(th, s)
}

func bytearrayRepeat(th *Thread, self Value, n int) (Value, error) {
	s := bytesText(self)
	if n <= 0 || s == "" {
		return NewByteArray(nil).Value(), nil
	}
	if err := checkAlloc(th, len(s), n); err != nil {
		return Value{}, err
	}
	r := strings.Repeat(s, n)
	if n == 1 {
		r = strings.Clone(s) // Repeat returns its argument
	}
	return NewByteArray(unsafe.Slice(unsafe.StringData(r), len(r))).Value(), nil
}

func bytearrayIRepeat(th *Thread, self Value, n int) (Value, error) {
	b := AsByteArray(self)
	n = max(n, 0)
	b.Lock()
	defer b.Unlock()
	size := b.n
	if err := checkAlloc(th, size, n); err != nil {
		return Value{}, err
	}
	if size*n <= size {
		return self, b.truncateLocked(th, size*n)
	}
	if err := b.reserveLocked(th, size*n); err != nil {
		return Value{}, err
	}
	d := b.a.b[:size*n]
	for done := size; done < len(d); done *= 2 {
		copyShared(d[done:], d[:done])
	}
	storeInt(&b.n, size*n)
	return self, nil
}

func bytearrayMod(th *Thread, a, b Value) (Value, error) {
	if !IsByteArray(a) {
		return NotImplemented, nil
	}
	r, err := formatPercentBytes(th, AsByteArray(a).Copy(), b)
	if err != nil {
		return Value{}, err
	}
	return NewByteArray(r).Value(), nil
}

func bytearrayGetBuffer(th *Thread, self Value, flags BufferFlags) (*Buffer, error) {
	b := AsByteArray(self)
	b.Lock()
	d := b.dataLocked()
	b.exports.add()
	b.Unlock()
	return &Buffer{Obj: self, Data: d[:len(d):len(d)], Len: len(d), ItemSize: 1, Exports: &b.exports, owner: &b.Header,
		Release: func(th *Thread) {
			b.Lock()
			b.exports.drop()
			b.Unlock()
		}}, nil
}

func bytearrayAlloc(th *Thread, args []Value) (Value, error) {
	b := AsByteArray(args[0])
	b.Lock()
	defer b.Unlock()
	if b.a == nil {
		return SmallInt(0), nil
	}
	return SmallInt(int64(len(b.a.b) + 1)), nil
}

func bytearraySizeof(th *Thread, args []Value) (Value, error) {
	v, err := bytearrayAlloc(th, args)
	return SmallInt(v.Int() + 56), err
}

func bytearrayReduce(th *Thread, args []Value) (Value, error) {
	return bytearrayReduceTo(th, args[0], 2)
}

func bytearrayReduceEx(th *Thread, args []Value) (Value, error) {
	proto := 0
	if !args[1].IsAbsent() {
		var err error
		if proto, err = AsCInt(th, args[1]); err != nil {
			return Value{}, err
		}
	}
	return bytearrayReduceTo(th, args[0], proto)
}

func bytearrayReduceTo(th *Thread, self Value, proto int) (Value, error) {
	state, found, err := CallSpecial(th, self, "__getstate__")
	if err != nil {
		return Value{}, err
	}
	if !found {
		state = None
	}
	data := AsByteArray(self).Copy()
	arg := TupleOf(DecodeLatin1(data).Value(), NewASCII("latin-1"))
	if proto >= 3 {
		arg = TupleOf(NewBytes(data))
	}
	return TupleOf(self.Type().Value(), arg, state), nil
}

func bytearrayAppend(th *Thread, args []Value) (Value, error) {
	c, err := byteArg(th, args[1], byteRangeText)
	if err != nil {
		return Value{}, err
	}
	return None, AsByteArray(args[0]).appendByte(th, c)
}

func bytearrayClear(th *Thread, args []Value) (Value, error) {
	b := AsByteArray(args[0])
	b.Lock()
	err := b.truncateLocked(th, 0)
	b.Unlock()
	return None, err
}

func bytearrayCopy(th *Thread, args []Value) (Value, error) {
	return NewByteArray([]byte(bytesText(args[0]))).Value(), nil
}

func bytearrayExtend(th *Thread, args []Value) (Value, error) {
	b, v := AsByteArray(args[0]), args[1]
	if v.Type().Slots().Buffer != nil {
		s, err := bytesArg(th, v)
		if err != nil {
			return Value{}, err
		}
		if v.Is(args[0]) {
			s = strings.Clone(s)
		}
		return None, b.Append(th, s)
	}
	if IsStr(v) && AsStr(v).n > 0 {
		return Value{}, TypeErrorf(th, "expected iterable of integers; got: 'str'")
	}
	if s := v.Type().Slots(); s.Iter == nil && s.GetItem == nil {
		return Value{}, TypeErrorf(th, "can't extend bytearray with %s", v.Type().DisplayName())
	}
	if IsStr(v) {
		return None, nil
	}
	data, err := bytesFromObject(th, v, "bytearray", byteRangeText)
	if err != nil {
		return Value{}, err
	}
	return None, b.Append(th, byteString(data))
}

func bytearrayInsert(th *Thread, args []Value) (Value, error) {
	b := AsByteArray(args[0])
	i, err := asSsize(th, args[1])
	if err != nil {
		return Value{}, err
	}
	c, err := byteArg(th, args[2], byteRangeText)
	if err != nil {
		return Value{}, err
	}
	b.Lock()
	defer b.Unlock()
	if i < 0 {
		i = max(i+b.n, 0)
	}
	i = min(i, b.n)
	return None, b.spliceLocked(th, i, i, string([]byte{c}))
}

func bytearrayPop(th *Thread, args []Value) (Value, error) {
	i := -1
	if !args[1].IsAbsent() {
		var err error
		if i, err = asSsize(th, args[1]); err != nil {
			return Value{}, err
		}
	}
	b := AsByteArray(args[0])
	b.Lock()
	defer b.Unlock()
	if b.n == 0 {
		return Value{}, IndexErrorf(th, "pop from empty bytearray")
	}
	if i < 0 {
		i += b.n
	}
	if uint(i) >= uint(b.n) {
		return Value{}, IndexErrorf(th, "pop index out of range")
	}
	c := b.a.b[i]
	if err := b.spliceLocked(th, i, i+1, ""); err != nil {
		return Value{}, err
	}
	return SmallInt(int64(c)), nil
}

func bytearrayRemove(th *Thread, args []Value) (Value, error) {
	c, err := byteArg(th, args[1], byteRangeText)
	if err != nil {
		return Value{}, err
	}
	b := AsByteArray(args[0])
	b.Lock()
	defer b.Unlock()
	i := strings.IndexByte(byteString(b.dataLocked()), c)
	if i < 0 {
		return Value{}, ValueErrorf(th, "value not found in bytearray")
	}
	return None, b.spliceLocked(th, i, i+1, "")
}

func bytearrayResize(th *Thread, args []Value) (Value, error) {
	n, err := asSsize(th, args[1])
	if err != nil {
		return Value{}, err
	}
	if n < 0 {
		return Value{}, ValueErrorf(th, "Can only resize to positive sizes, got %d", n)
	}
	b := AsByteArray(args[0])
	b.Lock()
	defer b.Unlock()
	old := b.n
	if n <= old {
		return None, b.truncateLocked(th, n)
	}
	if err := b.reserveLocked(th, n); err != nil {
		return Value{}, err
	}
	copyShared(b.a.b[old:n], make([]byte, n-old))
	storeInt(&b.n, n)
	return None, nil
}

func bytearrayReverse(th *Thread, args []Value) (Value, error) {
	b := AsByteArray(args[0])
	b.Lock()
	d := b.dataLocked()
	for i, j := 0, len(d)-1; i < j; i, j = i+1, j-1 {
		d[i], d[j] = d[j], d[i]
	}
	b.Unlock()
	return None, nil
}
