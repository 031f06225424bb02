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

// StrIter iterates over a str. Pos is the byte offset of the next code point, atomic; threads that share an iterator may see an
// item twice or skip one, never a torn one: Pos is always the boundary of a code point. At the end the str is let go.
type StrIter struct {
	Header
	S   *Str // atomic; the empty str at the end
	Pos int
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
	return Value{unsafe.Pointer(&StrIter{Header: Header{typ: t}, S: s})}, nil
}

// ASCIICharStr returns the one-character str of an ASCII character.
func ASCIICharStr(c byte) Value { return Value{unsafe.Pointer(asciiStrs[c&0x7f])} }

func strASCIIIterNext(th *Thread, self Value) (Value, error) {
	it := (*StrIter)(self.p)
	s, i := it.rest()
	if s == "" {
		storePtr(&it.S, emptyStr)
		return Value{}, nil
	}
	storeInt(&it.Pos, i+1)
	return Value{unsafe.Pointer(asciiStrs[s[0]&0x7f])}, nil
}

func strIterNext(th *Thread, self Value) (Value, error) {
	it := (*StrIter)(self.p)
	s, i := it.rest()
	if s == "" {
		storePtr(&it.S, emptyStr)
		return Value{}, nil
	}
	if c := s[0]; c < 0x80 {
		storeInt(&it.Pos, i+1)
		return Value{unsafe.Pointer(asciiStrs[c])}, nil
	}
	r, n := wtf8.DecodeRune(s, 0)
	storeInt(&it.Pos, i+n)
	return NewRune(r), nil
}

// rest returns what is still to come, and where it begins in the str.
func (it *StrIter) rest() (string, int) {
	s := loadPtr(&it.S).s
	i := min(loadInt(&it.Pos), len(s))
	return s[i:], i
}

func strIterLengthHint(th *Thread, args []Value) (Value, error) {
	it := (*StrIter)(args[0].p)
	s, _ := it.rest()
	return Int(int64(wtf8.RuneCount(s))), nil
}

func strIterReduce(th *Thread, args []Value) (Value, error) {
	it := (*StrIter)(args[0].p)
	iter, err := BuiltinNamed(th, "iter")
	if err != nil {
		return Value{}, err
	}
	s, pos := loadPtr(&it.S), loadInt(&it.Pos)
	if pos >= len(s.s) {
		return TupleOf(iter, TupleOf(emptyStr.Value())), nil
	}
	return TupleOf(iter, TupleOf(s.Value()), Int(int64(wtf8.RuneCount(s.s[:pos])))), nil
}

func strIterSetstate(th *Thread, args []Value) (Value, error) {
	it := (*StrIter)(args[0].p)
	i, err := AsIndex(th, args[1], OverflowErrorType)
	if err != nil {
		return Value{}, err
	}
	s := loadPtr(&it.S)
	storeInt(&it.Pos, s.byteIndex(max(0, min(i, s.n))))
	return None, nil
}
