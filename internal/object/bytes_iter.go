// This file implements the iterators over bytes and bytearray.

package object

import "unsafe"

// The iterator types.
var (
	BytesIterType     = &Type{Name: "bytes_iterator"}
	ByteArrayIterType = &Type{Name: "bytearray_iterator"}
)

// BytesIter iterates over bytes or a bytearray. seq is atomic and absent at the end; next is atomic. Threads that share one may
// see an item twice or skip one.
type BytesIter struct {
	Header
	seq  Value
	next int
}

func bytesIterSpec() TypeSpec { return bytesIterTypeSpec(BytesIterType, bytesIterNext) }

func bytearrayIterSpec() TypeSpec { return bytesIterTypeSpec(ByteArrayIterType, bytearrayIterNext) }

func bytesIterTypeSpec(t *Type, next UnaryFunc) TypeSpec {
	return TypeSpec{
		Type:   t,
		Flags:  typeHidden | TypeNoInstantiate,
		Layout: LayoutOf[BytesIter](),
		Slots:  Slots{Iter: func(th *Thread, self Value) (Value, error) { return self, nil }, Next: next},
		Methods: []Method{
			{Name: "__length_hint__", Fn: bytesIterLengthHint, Sig: "(self, /)", Doc: "Return how many items are left."},
			{Name: "__reduce__", Fn: bytesIterReduce, Sig: "(self, /)", Doc: "Return state information for pickling."},
			{Name: "__setstate__", Fn: bytesIterSetstate, Sig: "(self, object, /)", Doc: "Set state information for unpickling."},
		},
	}
}

func bytesIter(th *Thread, self Value) (Value, error) {
	return Value{unsafe.Pointer(&BytesIter{Header: Header{typ: BytesIterType}, seq: self})}, nil
}

func bytearrayIter(th *Thread, self Value) (Value, error) {
	return Value{unsafe.Pointer(&BytesIter{Header: Header{typ: ByteArrayIterType}, seq: self})}, nil
}

// BytesIterNext is next() of a bytes_iterator.
func BytesIterNext(th *Thread, self Value) (Value, error) { return bytesIterNext(th, self) }

func bytesIterNext(th *Thread, self Value) (Value, error) {
	it := (*BytesIter)(self.p)
	seq := LoadSlot(&it.seq)
	if seq.IsAbsent() {
		return Value{}, nil
	}
	s := AsBytes(seq).s
	i := loadInt(&it.next)
	if i >= len(s) {
		StoreSlot(&it.seq, Value{})
		return Value{}, nil
	}
	storeInt(&it.next, i+1)
	return SmallInt(int64(s[i])), nil
}

func bytearrayIterNext(th *Thread, self Value) (Value, error) {
	it := (*BytesIter)(self.p)
	seq := LoadSlot(&it.seq)
	if seq.IsAbsent() {
		return Value{}, nil
	}
	i := loadInt(&it.next)
	c, ok := AsByteArray(seq).At(i)
	if !ok {
		StoreSlot(&it.seq, Value{})
		return Value{}, nil
	}
	storeInt(&it.next, i+1)
	return SmallInt(int64(c)), nil
}

// seqLen returns the length of what is iterated over, 0 at the end.
func (it *BytesIter) seqLen() int {
	seq := LoadSlot(&it.seq)
	switch {
	case seq.IsAbsent():
		return 0
	case IsBytes(seq):
		return len(AsBytes(seq).s)
	}
	return AsByteArray(seq).Len()
}

func bytesIterLengthHint(th *Thread, args []Value) (Value, error) {
	it := (*BytesIter)(args[0].p)
	return SmallInt(int64(max(0, it.seqLen()-loadInt(&it.next)))), nil
}

func bytesIterReduce(th *Thread, args []Value) (Value, error) {
	it := (*BytesIter)(args[0].p)
	iter, err := BuiltinNamed(th, "iter")
	if err != nil {
		return Value{}, err
	}
	seq := LoadSlot(&it.seq)
	if seq.IsAbsent() {
		return TupleOf(iter, TupleOf(emptyTuple.Value())), nil
	}
	return TupleOf(iter, TupleOf(seq), SmallInt(int64(loadInt(&it.next)))), nil
}

func bytesIterSetstate(th *Thread, args []Value) (Value, error) {
	it := (*BytesIter)(args[0].p)
	i, err := asSsize(th, args[1])
	if err != nil {
		return Value{}, err
	}
	storeInt(&it.next, max(0, min(i, it.seqLen())))
	return None, nil
}
