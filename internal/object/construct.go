// This file implements the short way through the constructors of built-in types: a call of exactly the type, without keyword
// arguments. Each function does what the type's Slots.New and Slots.Init would do together, and leaves unusual arguments to them.

package object

import "unsafe"

// construct calls the constructor of t as type.__call__ does.
func construct(th *Thread, t *Type, args []Value) (Value, error) {
	return typeCall(th, t.Value(), args, nil)
}

// callType is a call of the class t whose metatype is type itself.
func callType(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	if kwnames == nil {
		if t.make != nil {
			return t.make(th, t, args)
		}
		if len(args) == 0 && t.PlainNoInit() {
			return t.newHeap(), nil
		}
		if t.keepsArgs() && funcPtr(t.Slots().Init) == funcPtr(InitFunc(baseExceptionInit)) {
			return NewException(t, args), nil
		}
	}
	if err := th.Enter(" while calling a Python object"); err != nil {
		return Value{}, err
	}
	v, err := typeCall(th, t.Value(), args, kwnames)
	th.Leave()
	return v, err
}

// Maker returns TypeSpec.Make of t, or nil.
func (t *Type) Maker() MakeFunc { return t.make }

// MakeFunc is TypeSpec.Make.
type MakeFunc func(th *Thread, t *Type, args []Value) (Value, error)

// makeException makes an instance of a built-in exception class whose __new__ and __init__ only keep the arguments.
func makeException(th *Thread, t *Type, args []Value) (Value, error) {
	return newExceptionOf(t, args).Value(), nil
}

// collect appends the items of an iterable to buf, which may lie on the stack.
func collect(th *Thread, v Value, buf []Value) ([]Value, error) {
	if v.isExact(StrType) && AsStr(v).IsASCII() {
		for t, i := AsStr(v).s, 0; i < len(t); i++ {
			buf = append(buf, ASCIICharStr(t[i]))
		}
		return buf, nil
	}
	if Multithreaded() {
		if items, ok := ItemsNow(v); ok {
			return append(buf, items...), nil
		}
	}
	it, err := GetIter(th, v)
	if err != nil {
		return nil, err
	}
	next := it.Type().Slots().Next
	for {
		x, err := next(th, it)
		if err != nil {
			return nil, err
		}
		if x.IsAbsent() {
			return buf, nil
		}
		buf = append(buf, x)
	}
}

// presize reports how many items v says it has, where it is worth an exact array; else 0.
func presize(th *Thread, v Value) (int, error) {
	n, err := LengthHint(th, v, 0)
	if n > 1<<20 && err == nil {
		err = checkAlloc(th, n, 8)
	}
	if n <= 16 || n > 1<<20 {
		n = 0
	}
	return n, err
}

func makeList(th *Thread, t *Type, args []Value) (Value, error) {
	switch len(args) {
	case 0:
		return newListN(0).Value(), nil
	case 1:
	default:
		return construct(th, t, args)
	}
	v := args[0]
	if v.IsObj() {
		switch v.Header().Type() {
		case ListType:
			return AsList(v).sliceList(0, maxItems).Value(), nil
		case TupleType:
			return NewListCopy(AsTuple(v).items).Value(), nil
		case DictType:
			return AsDict(v).keyList().Value(), nil
		case RangeType:
			if r := (*Range)(v.p); r.smallItems() {
				if err := checkAlloc(th, r.n, 8); err != nil {
					return Value{}, err
				}
				l := newListN(r.n)
				x := r.start
				for i := 0; i < r.n; i++ {
					*itemAt(l.a, i) = SmallInt(x)
					x += r.step
				}
				return l.Value(), nil
			}
			return construct(th, t, args)
		case SetType, FrozenSetType:
			return construct(th, t, args)
		case StrType:
			s := AsStr(v)
			if !s.IsASCII() {
				return construct(th, t, args)
			}
			if err := checkAlloc(th, s.n, 8); err != nil {
				return Value{}, err
			}
			l := newListN(s.n)
			for i := 0; i < s.n; i++ {
				*itemAt(l.a, i) = ASCIICharStr(s.s[i])
			}
			return l.Value(), nil
		case GeneratorType:
			c, err := collectAll(th, v)
			if err != nil {
				return Value{}, err
			}
			l := NewListCopy(c.items())
			c.free(th)
			return l.Value(), nil
		case DictItemIterType, ListIterType, ZipType, MapType, EnumerateType, FilterType:
			// Their length, if known at all, does not pay.
		default:
			if n, err := presize(th, v); err != nil {
				return Value{}, err
			} else if n > 0 {
				return construct(th, t, args)
			}
		}
	}
	var buf [16]Value
	items, err := collect(th, v, buf[:0])
	if err != nil {
		return Value{}, err
	}
	return NewListCopy(items).Value(), nil
}

func makeTuple(th *Thread, t *Type, args []Value) (Value, error) {
	switch len(args) {
	case 0:
		return emptyTuple.Value(), nil
	case 1:
	default:
		return construct(th, t, args)
	}
	v := args[0]
	if v.IsObj() {
		switch v.Header().Type() {
		case TupleType:
			return v, nil
		case ListType:
			return AsList(v).snapshotTuple().Value(), nil
		case GeneratorType:
			c, err := collectAll(th, v)
			if err != nil {
				return Value{}, err
			}
			t := NewTupleCopy(c.items())
			c.free(th)
			return t.Value(), nil
		case ZipType, MapType, EnumerateType, FilterType:
		default:
			if n, err := presize(th, v); err != nil {
				return Value{}, err
			} else if n > 0 {
				return construct(th, t, args)
			}
		}
	}
	var buf [16]Value
	items, err := collect(th, v, buf[:0])
	if err != nil {
		return Value{}, err
	}
	return NewTupleCopy(items).Value(), nil
}

func makeSet(th *Thread, t *Type, args []Value) (Value, error) {
	if len(args) == 0 {
		// Without a table: many stay empty, as in d.setdefault(k, set()).
		return (&Set{Header: Header{typ: SetType}, t: emptySetTable}).Value(), nil
	}
	s := NewSet()
	switch len(args) {
	case 1:
		return s.Value(), s.Update(th, args[0])
	}
	return construct(th, t, args)
}

func makeFrozenset(th *Thread, t *Type, args []Value) (Value, error) {
	if len(args) != 1 || args[0].isExact(FrozenSetType) {
		return construct(th, t, args)
	}
	s := NewFrozenSet()
	return s.Value(), s.Update(th, args[0])
}

func makeDict(th *Thread, t *Type, args []Value) (Value, error) {
	switch len(args) {
	case 0:
		return NewDict().Value(), nil
	case 1:
		if args[0].isExact(DictType) {
			return AsDict(args[0]).Copy().Value(), nil
		}
		d := NewDict()
		return d.Value(), DictUpdate(th, d, args[0])
	}
	return construct(th, t, args)
}

func makeInt(th *Thread, t *Type, args []Value) (Value, error) {
	if len(args) == 1 {
		return ToInt(th, args[0])
	}
	return construct(th, t, args)
}

func makeFloat(th *Thread, t *Type, args []Value) (Value, error) {
	if len(args) == 1 {
		if v := args[0]; v.IsFloat() {
			return v, nil
		} else if v.IsInt() {
			return Float(float64(v.Int())), nil
		}
		f, err := floatOf(th, args[0])
		return Float(f), err
	}
	return construct(th, t, args)
}

func makeBool(th *Thread, t *Type, args []Value) (Value, error) {
	if len(args) == 1 {
		b, err := IsTrue(th, args[0])
		return Bool(b), err
	}
	return construct(th, t, args)
}

func makeStr(th *Thread, t *Type, args []Value) (Value, error) {
	if len(args) == 1 {
		v := args[0]
		if v.IsInt() {
			return intRepr(th, v)
		}
		s, err := ToStr(th, v)
		if err != nil {
			return Value{}, err
		}
		return s.Value(), nil
	}
	return construct(th, t, args)
}

func makeRange(th *Thread, t *Type, args []Value) (Value, error) {
	switch len(args) {
	case 1:
		if stop := args[0]; stop.IsInt() {
			return Value{unsafe.Pointer(smallRange(0, stop.Int(), 1))}, nil
		}
	case 2:
		if start, stop := args[0], args[1]; BothInt(start, stop) {
			return Value{unsafe.Pointer(smallRange(start.Int(), stop.Int(), 1))}, nil
		}
	case 3:
		if start, stop, step := args[0], args[1], args[2]; BothInt(start, stop) && step.IsInt() && step.Int() != 0 {
			return Value{unsafe.Pointer(smallRange(start.Int(), stop.Int(), step.Int()))}, nil
		}
	}
	return construct(th, t, args)
}

// makeType is type(v).
func makeType(th *Thread, t *Type, args []Value) (Value, error) {
	if len(args) == 1 {
		return args[0].Type().Value(), nil
	}
	return construct(th, t, args)
}

func makeEnumerate(th *Thread, t *Type, args []Value) (Value, error) {
	if len(args) != 1 {
		return construct(th, t, args)
	}
	it, err := GetIter(th, args[0])
	if err != nil {
		return Value{}, err
	}
	return Value{unsafe.Pointer(&enumerateObj{Header: Header{typ: EnumerateType}, it: it})}, nil
}

func makeZip(th *Thread, t *Type, args []Value) (Value, error) {
	if len(args) != 2 {
		return construct(th, t, args)
	}
	m := &multiIter2{multiIter: multiIter{Header: Header{typ: ZipType}}}
	return m.start(th, args)
}

func makeMap(th *Thread, t *Type, args []Value) (Value, error) {
	if len(args) != 2 {
		return construct(th, t, args)
	}
	m := &multiIter1{multiIter: multiIter{Header: Header{typ: MapType}, fn: args[0]}}
	return m.start(th, args[1])
}

func makeFilter(th *Thread, t *Type, args []Value) (Value, error) {
	if len(args) != 2 {
		return construct(th, t, args)
	}
	m := &multiIter1{multiIter: multiIter{Header: Header{typ: FilterType}, fn: args[0]}}
	return m.start(th, args[1])
}

// multiIter1 and multiIter2 are zip, map and filter objects with their iterators behind them.
type (
	multiIter1 struct {
		multiIter
		a [1]Value
	}
	multiIter2 struct {
		multiIter
		a [2]Value
	}
)

func (m *multiIter1) start(th *Thread, v Value) (Value, error) {
	it, err := GetIter(th, v)
	if err != nil {
		return Value{}, err
	}
	m.a[0] = it
	m.its = m.a[:]
	return Value{unsafe.Pointer(m)}, nil
}

func (m *multiIter2) start(th *Thread, args []Value) (Value, error) {
	for i, v := range args {
		it, err := GetIter(th, v)
		if err != nil {
			return Value{}, err
		}
		m.a[i] = it
	}
	m.its = m.a[:]
	return Value{unsafe.Pointer(m)}, nil
}

// ListOf returns list(v).
func ListOf(th *Thread, v Value) (*List, error) {
	l, err := makeList(th, ListType, []Value{v})
	if err != nil {
		return nil, err
	}
	return AsList(l), nil
}
