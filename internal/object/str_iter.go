// This file implements the iterators over str: one for ASCII text, one for any.

package object

import (
	"unsafe"

	"weft/internal/wtf8"
)

// The iterator types.
var (
	StrASCIIIterType = &Type{Name: "str_ascii_iterator"}
	StrIterType      = &Type{Name: "str_iterator"}
)

// StrIter iterates over a str. pos is the byte offset of the next code point, atomic; threads that share an iterator may see an
// item twice or skip one, never a torn one: pos is always the boundary of a code point.
type StrIter struct {
	Header
	s   *Str
	pos int
}

func strASCIIIterSpec() TypeSpec { return strIterTypeSpec(StrASCIIIterType, strASCIIIterNext) }

func strIterSpec() TypeSpec { return strIterTypeSpec(StrIterType, strIterNext) }

func strIterTypeSpec(t *Type, next UnaryFunc) TypeSpec {
	return TypeSpec{
		Type:   t,
		Flags:  typeHidden | TypeNoInstantiate,
		Layout: LayoutOf[StrIter](),
		Slots:  Slots{Iter: func(th *Thread, self Value) (Value, error) { return self, nil }, Next: next},
		Methods: []Method{
			{Name: "__length_hint__", Fn: strIterLengthHint, Sig: "(self, /)", Doc: "Return how many items are left."},
			{Name: "__reduce__", Fn: strIterReduce, Sig: "(self, /)", Doc: "Return state information for pickling."},
			{Name: "__setstate__", Fn: strIterSetstate, Sig: "(self, object, /)", Doc: "Set state information for unpickling."},
		},
	}
}

func strIter(th *Thread, self Value) (Value, error) {
	s := AsStr(self)
	t := StrIterType
	if s.IsASCII() {
		t = StrASCIIIterType
	}
	return Value{unsafe.Pointer(&StrIter{Header: Header{typ: t}, s: s})}, nil
}

func strASCIIIterNext(th *Thread, self Value) (Value, error) {
	it := (*StrIter)(self.p)
	i := loadInt(&it.pos)
	if i >= len(it.s.s) {
		return Value{}, nil
	}
	storeInt(&it.pos, i+1)
	return Value{unsafe.Pointer(asciiStrs[it.s.s[i]&0x7f])}, nil
}

func strIterNext(th *Thread, self Value) (Value, error) {
	it := (*StrIter)(self.p)
	i := loadInt(&it.pos)
	if i >= len(it.s.s) {
		return Value{}, nil
	}
	if c := it.s.s[i]; c < 0x80 {
		storeInt(&it.pos, i+1)
		return Value{unsafe.Pointer(asciiStrs[c])}, nil
	}
	n := wtf8.Width(it.s.s[i])
	storeInt(&it.pos, i+n)
	return newStr(it.s.s[i:i+n], 1).Value(), nil
}

func strIterLengthHint(th *Thread, args []Value) (Value, error) {
	it := (*StrIter)(args[0].p)
	return Int(int64(wtf8.RuneCount(it.s.s[loadInt(&it.pos):]))), nil
}

func strIterReduce(th *Thread, args []Value) (Value, error) {
	it := (*StrIter)(args[0].p)
	iter := th.Rt.Builtins.GetName("iter")
	pos := loadInt(&it.pos)
	if pos >= len(it.s.s) {
		return TupleOf(iter, TupleOf(emptyStr.Value())), nil
	}
	return TupleOf(iter, TupleOf(it.s.Value()), Int(int64(wtf8.RuneCount(it.s.s[:pos])))), nil
}

func strIterSetstate(th *Thread, args []Value) (Value, error) {
	it := (*StrIter)(args[0].p)
	i, err := AsIndex(th, args[1], OverflowErrorType)
	if err != nil {
		return Value{}, err
	}
	storeInt(&it.pos, it.s.byteIndex(max(0, min(i, it.s.n))))
	return None, nil
}
