// This file implements the iterator over __getitem__ that iter() makes for classes without __iter__, and iter(callable, sentinel).

package object

import (
	"sync/atomic"
	"unsafe"
)

// The iterator types.
var (
	SeqIterType  = &Type{Name: "iterator"}
	CallIterType = &Type{Name: "callable_iterator"}
)

// seqIter iterates by index. Threads that share one may see an item twice or not at all.
type seqIter struct {
	Header
	seq   Value // atomic; absent: exhausted
	index int64 // atomic
}

// callIter calls fn until it returns something equal to sentinel.
type callIter struct {
	Header
	fn, sentinel Value // fn atomic; absent: exhausted
}

func newSeqIter(v Value) Value {
	return Value{unsafe.Pointer(&seqIter{Header: Header{typ: SeqIterType}, seq: v})}
}

// NewCallIter returns iter(f, sentinel).
func NewCallIter(f, sentinel Value) Value {
	return Value{unsafe.Pointer(&callIter{Header: Header{typ: CallIterType}, fn: f, sentinel: sentinel})}
}

func seqIterSpec() TypeSpec {
	return TypeSpec{
		Type:   SeqIterType,
		Flags:  typeHidden | TypeNoInstantiate,
		Layout: LayoutOf[seqIter](),
		Slots:  Slots{Iter: selfIter, Next: seqIterNext},
		Methods: []Method{
			{Name: "__length_hint__", Sig: "(self, /)", Fn: seqIterLengthHint, Doc: "Private method returning an estimate of len(list(it))."},
			{Name: "__reduce__", Sig: "(self, /)", Fn: seqIterReduce},
			{Name: "__setstate__", Sig: "(self, object, /)", Fn: seqIterSetstate},
		},
	}
}

func seqIterNext(th *Thread, self Value) (Value, error) {
	it := (*seqIter)(self.p)
	seq := LoadSlot(&it.seq)
	if seq.IsAbsent() {
		return Value{}, nil
	}
	i := atomic.LoadInt64(&it.index)
	if i == MaxSmallInt {
		return Value{}, OverflowErrorf(th, "iter index too large")
	}
	v, err := GetItem(th, seq, Int(i))
	if err != nil {
		if IsErr(err, IndexErrorType) || IsErr(err, StopIterationType) {
			StoreSlot(&it.seq, Value{})
			return Value{}, nil
		}
		return Value{}, err
	}
	atomic.StoreInt64(&it.index, i+1)
	return v, nil
}

func seqIterLengthHint(th *Thread, args []Value) (Value, error) {
	it := (*seqIter)(args[0].p)
	seq := LoadSlot(&it.seq)
	if seq.IsAbsent() {
		return SmallInt(0), nil
	}
	if seq.Type().Slots().Len == nil {
		return NotImplemented, nil
	}
	n, err := Len(th, seq)
	if err != nil {
		return Value{}, err
	}
	return Int(max(0, int64(n)-atomic.LoadInt64(&it.index))), nil
}

// emptyIterReduce is the __reduce__ result of an exhausted iterator.
func emptyIterReduce(iter Value) Value { return TupleOf(iter, TupleOf(emptyTuple.Value())) }

func seqIterReduce(th *Thread, args []Value) (Value, error) {
	it := (*seqIter)(args[0].p)
	iter, err := BuiltinNamed(th, "iter")
	if err != nil {
		return Value{}, err
	}
	if seq := LoadSlot(&it.seq); !seq.IsAbsent() {
		return TupleOf(iter, TupleOf(seq), Int(atomic.LoadInt64(&it.index))), nil
	}
	return emptyIterReduce(iter), nil
}

func seqIterSetstate(th *Thread, args []Value) (Value, error) {
	if !IsInt(args[1]) {
		return Value{}, TypeErrorf(th, "an integer is required")
	}
	i, ok := Int64(args[1])
	if !ok {
		return Value{}, OverflowErrorf(th, "Python int too large to convert to C ssize_t")
	}
	it := (*seqIter)(args[0].p)
	if !LoadSlot(&it.seq).IsAbsent() {
		atomic.StoreInt64(&it.index, min(max(i, 0), MaxSmallInt))
	}
	return None, nil
}

func callIterSpec() TypeSpec {
	return TypeSpec{
		Type:   CallIterType,
		Flags:  typeHidden | TypeNoInstantiate,
		Layout: LayoutOf[callIter](),
		Slots:  Slots{Iter: selfIter, Next: callIterNext},
		Methods: []Method{
			{Name: "__reduce__", Sig: "(self, /)", Fn: callIterReduce},
		},
	}
}

func callIterNext(th *Thread, self Value) (Value, error) {
	it := (*callIter)(self.p)
	fn := LoadSlot(&it.fn)
	if fn.IsAbsent() {
		return Value{}, nil
	}
	v, err := Call(th, fn)
	if err != nil {
		if IsErr(err, StopIterationType) {
			StoreSlot(&it.fn, Value{})
			return Value{}, nil
		}
		return Value{}, err
	}
	if LoadSlot(&it.fn).IsAbsent() {
		return Value{}, nil // the call exhausted the iterator itself
	}
	end, err := EqualOrIs(th, it.sentinel, v)
	if err != nil {
		return Value{}, err
	}
	if end {
		StoreSlot(&it.fn, Value{})
		return Value{}, nil
	}
	return v, nil
}

func callIterReduce(th *Thread, args []Value) (Value, error) {
	it := (*callIter)(args[0].p)
	iter, err := BuiltinNamed(th, "iter")
	if err != nil {
		return Value{}, err
	}
	if fn := LoadSlot(&it.fn); !fn.IsAbsent() {
		return TupleOf(iter, TupleOf(fn, it.sentinel)), nil
	}
	return emptyIterReduce(iter), nil
}
