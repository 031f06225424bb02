// This file implements the abstract operations everything else is written with: truth, comparison, hashing, length, items,
// iteration, conversion to text, type tests. Each may run Python code and returns what that raises.

package object

import (
	"strings"
	"unsafe"

	"weft/internal/pyhash"
)

func ptrAdd(p unsafe.Pointer, n uintptr) unsafe.Pointer { return unsafe.Add(p, n) }

// IsTrue reports the truth of v: __bool__, else __len__, else true.
func IsTrue(th *Thread, v Value) (bool, error) {
	switch {
	case v.p == True.p:
		return true, nil
	case v.p == False.p || v.p == None.p:
		return false, nil
	case v.IsInt():
		return v.Int() != 0, nil
	case v.IsFloat():
		return v.Float() != 0, nil
	}
	s := v.Header().Type().Slots()
	if s.Bool != nil {
		return s.Bool(th, v)
	}
	if s.Len != nil {
		n, err := s.Len(th, v)
		return n > 0, err
	}
	return true, nil
}

// Compare is the rich comparison a op b (Data model 3.3.1): the reflected method of a proper subclass first, then a's, then
// b's, then identity for == and !=.
func Compare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if BothInt(a, b) {
		return Bool(compareInt(a.Int(), b.Int(), op)), nil
	}
	if a.isExact(TupleType) && b.isExact(TupleType) {
		if r, sure := comparePlain(AsTuple(a).items, AsTuple(b).items, op); sure {
			return Bool(r), nil
		}
	}
	if err := th.Enter(" in comparison"); err != nil {
		return Value{}, err
	}
	v, err := compareSlow(th, a, b, op)
	th.Leave()
	return v, err
}

func compareInt(x, y int64, op CompareOp) bool {
	switch op {
	case CmpLT:
		return x < y
	case CmpLE:
		return x <= y
	case CmpEQ:
		return x == y
	case CmpNE:
		return x != y
	case CmpGT:
		return x > y
	}
	return x >= y
}

func compareSlow(th *Thread, a, b Value, op CompareOp) (Value, error) {
	ta, tb := a.Type(), b.Type()
	fa, fb := ta.Slots().Compare, tb.Slots().Compare
	tried := false
	if ta != tb && fb != nil && tb.IsSubtype(ta) {
		tried = true
		if v, err := fb(th, b, a, op.Swapped()); err != nil || !v.Is(NotImplemented) {
			return v, err
		}
	}
	if fa != nil {
		if v, err := fa(th, a, b, op); err != nil || !v.Is(NotImplemented) {
			return v, err
		}
	}
	if fb != nil && !tried {
		if v, err := fb(th, b, a, op.Swapped()); err != nil || !v.Is(NotImplemented) {
			return v, err
		}
	}
	return compareNone(th, op, a, b)
}

// CompareBool is Compare with the result's truth.
func CompareBool(th *Thread, a, b Value, op CompareOp) (bool, error) {
	if BothInt(a, b) {
		return compareInt(a.Int(), b.Int(), op), nil
	}
	if a.isExact(TupleType) && b.isExact(TupleType) {
		if r, sure := comparePlain(AsTuple(a).items, AsTuple(b).items, op); sure {
			return r, nil
		}
	}
	v, err := Compare(th, a, b, op)
	if err != nil {
		return false, err
	}
	return IsTrue(th, v)
}

// Equal reports a == b.
func Equal(th *Thread, a, b Value) (bool, error) { return CompareBool(th, a, b, CmpEQ) }

// EqualOrIs reports a is b or a == b, the test containers use.
func EqualOrIs(th *Thread, a, b Value) (bool, error) {
	if a.p == b.p {
		return true, nil
	}
	if BothInt(a, b) {
		return false, nil // equal ones are identical
	}
	if a.isExact(StrType) && b.isExact(StrType) {
		return AsStr(a).s == AsStr(b).s, nil
	}
	return CompareBool(th, a, b, CmpEQ)
}

// Hash returns hash(v), never -1.
func Hash(th *Thread, v Value) (int64, error) {
	if v.IsInt() {
		return pyhash.HashInt64(v.Int()), nil
	}
	if v.isExact(StrType) {
		return AsStr(v).Hash(), nil
	}
	t := v.Type()
	if h := t.Slots().Hash; h != nil {
		return h(th, v)
	}
	return 0, TypeErrorf(th, "unhashable type: '%s'", t.DisplayName())
}

// Len returns len(v).
func Len(th *Thread, v Value) (int, error) {
	t := v.Type()
	if f := t.Slots().Len; f != nil {
		return f(th, v)
	}
	return 0, TypeErrorf(th, "object of type '%s' has no len()", t.DisplayName())
}

// GetItem returns v[key].
func GetItem(th *Thread, v, key Value) (Value, error) {
	t := v.Type()
	if f := t.Slots().GetItem; f != nil {
		return f(th, v, key)
	}
	if t.HasFlag(TypeSubType) {
		if v.Is(TypeType.Value()) {
			return newGenericAlias(th, v, key)
		}
		m, err := GetAttrOpt(th, v, Intern("__class_getitem__"))
		if err != nil {
			return Value{}, err
		}
		if !m.IsAbsent() && !m.Is(None) {
			return Call(th, m, key)
		}
		return Value{}, TypeErrorf(th, "type '%s' is not subscriptable", (*Type)(v.p).DisplayName())
	}
	return Value{}, TypeErrorf(th, "'%s' object is not subscriptable", t.DisplayName())
}

// SetItem stores v[key] = val.
func SetItem(th *Thread, v, key, val Value) error {
	t := v.Type()
	if f := t.Slots().SetItem; f != nil {
		return f(th, v, key, val)
	}
	return TypeErrorf(th, "'%s' object does not support item assignment", t.DisplayName())
}

// DelItem deletes v[key].
func DelItem(th *Thread, v, key Value) error {
	t := v.Type()
	if f := t.Slots().SetItem; f != nil {
		return f(th, v, key, Value{})
	}
	// CPython's sequence operations word it differently.
	how := "does not"
	if s := t.Slots(); (IsInt(key) || key.Type().Slots().Index != nil) &&
		(t.HasFlag(TypeHeap) || s.Len != nil || s.Contains != nil || s.Concat != nil || s.Repeat != nil) {
		how = "doesn't"
	}
	return TypeErrorf(th, "'%s' object %s support item deletion", t.DisplayName(), how)
}

// Contains reports item in v: __contains__, else a search by iteration.
func Contains(th *Thread, v, item Value) (bool, error) {
	if v.IsObj() {
		switch v.Header().Type() {
		case StrType:
			if item.isExact(StrType) {
				return strings.Contains(AsStr(v).s, AsStr(item).s), nil
			}
		case DictType:
			if item.IsInt() || item.isExact(StrType) {
				x, err := AsDict(v).Get(th, item)
				return !x.IsAbsent(), err
			}
		case TupleType:
			return tupleContains(th, v, item)
		case SetType, FrozenSetType:
			if item.IsInt() || item.isExact(StrType) {
				return AsSet(v).Has(th, item)
			}
		}
	}
	if f := v.Type().Slots().Contains; f != nil {
		return f(th, v, item)
	}
	return containsByIter(th, v, item)
}

// containsByIter is the search that `in` falls back to.
func containsByIter(th *Thread, v, item Value) (bool, error) {
	t := v.Type()
	it, err := GetIter(th, v)
	if err != nil {
		if IsErr(err, TypeErrorType) && t.Slots().Iter == nil {
			return false, TypeErrorf(th, "argument of type '%s' is not a container or iterable", t.DisplayName())
		}
		return false, err
	}
	for {
		x, err := Next(th, it)
		if err != nil || x.IsAbsent() {
			return false, err
		}
		if eq, err := EqualOrIs(th, x, item); err != nil || eq {
			return eq, err
		}
	}
}

// GetIter returns iter(v): __iter__, else a sequence iterator over __getitem__ of a class.
func GetIter(th *Thread, v Value) (Value, error) {
	t := v.Type()
	switch t { // whose iterators need no test
	case ListType:
		return listIter(th, v)
	case TupleType:
		return tupleIter(th, v)
	case RangeType:
		return rangeIter(th, v)
	case GeneratorType, ListIterType, ZipType, EnumerateType, MapType:
		return v, nil
	}
	s := t.Slots()
	if s.Iter != nil {
		it, err := s.Iter(th, v)
		if err == nil && it.Type().Slots().Next == nil {
			return Value{}, TypeErrorf(th, "iter() returned non-iterator of type '%s'", it.Type().DisplayName())
		}
		return it, err
	}
	if s.GetItem != nil && t.HasFlag(TypeHeap) && !t.HasFlag(TypeSubDict) && !t.iterIsNone() {
		return newSeqIter(v), nil
	}
	return Value{}, TypeErrorf(th, "'%s' object is not iterable", t.DisplayName())
}

func (t *Type) iterIsNone() bool { return t.LookupName("__iter__").Is(None) }

// Next returns the next item of the iterator it, or absent at the end. A StopIteration raised by Python code ends it too.
func Next(th *Thread, it Value) (Value, error) {
	if f := it.Type().Slots().Next; f != nil {
		return f(th, it)
	}
	return Value{}, TypeErrorf(th, "'%s' object is not an iterator", it.Type().DisplayName())
}

// Iterate calls f for each item of v until it returns an error or false.
func Iterate(th *Thread, v Value, f func(item Value) (more bool, err error)) error {
	if v.isExact(ListType) {
		l := AsList(v)
		for i := 0; i < l.Len(); i++ {
			x := l.Get(i)
			if x.IsAbsent() {
				break
			}
			if more, err := f(x); err != nil || !more {
				return err
			}
		}
		return nil
	}
	if v.isExact(TupleType) {
		for _, x := range AsTuple(v).items {
			if more, err := f(x); err != nil || !more {
				return err
			}
		}
		return nil
	}
	if v.isExact(StrType) && AsStr(v).IsASCII() {
		for t, i := AsStr(v).s, 0; i < len(t); i++ {
			if more, err := f(ASCIICharStr(t[i])); err != nil || !more {
				return err
			}
		}
		return nil
	}
	it, err := GetIter(th, v)
	if err != nil {
		return err
	}
	next := it.Type().Slots().Next
	for {
		x, err := next(th, it)
		if err != nil || x.IsAbsent() {
			return err
		}
		if more, err := f(x); err != nil || !more {
			return err
		}
		if th.ends() { // it may have no end; signals wait, as in CPython
			if err := th.SafePoint(); err != nil {
				return err
			}
		}
	}
}

// ItemsNow returns the items of v at one moment, in a new slice, if v is a container of a built-in type that can tell. A function that
// only collects items takes them so, because it is one step under CPython's lock; one that runs Python code between items must
// iterate.
func ItemsNow(v Value) (items []Value, ok bool) {
	if !v.IsObj() {
		return nil, false
	}
	t := v.Header().Type()
	switch t {
	case ListType:
		return AsList(v).Snapshot(), true
	case TupleType:
		return append([]Value(nil), AsTuple(v).items...), true
	}
	if f := t.Slots().Items; f != nil && !t.HasFlag(TypeHeap) {
		return f(v), true
	}
	return nil, false
}

// IterateNow is Iterate for functions that, with built-in items, run no Python code: when there are other threads they cannot make
// it fail half-way by changing a container of a built-in type.
func IterateNow(th *Thread, v Value, f func(item Value) (more bool, err error)) error {
	if Multithreaded() && !v.isExact(ListType) && !v.isExact(TupleType) { // Iterate never fails for these two
		if items, ok := ItemsNow(v); ok {
			for _, x := range items {
				if more, err := f(x); err != nil || !more {
					return err
				}
			}
			return nil
		}
	}
	return Iterate(th, v, f)
}

// ToSlice returns the items of an iterable in a new slice.
func ToSlice(th *Thread, v Value) ([]Value, error) {
	if v.isExact(ListType) {
		return AsList(v).Snapshot(), nil
	}
	var out []Value
	if v.isExact(GeneratorType) {
		var c collector
		err := drainGenerator(th, asGenerator(v), &c)
		return c.items(), err
	}
	if v.isExact(TupleType) {
		return append(out, AsTuple(v).items...), nil
	}
	if n, err := LengthHint(th, v, 0); err != nil {
		return nil, err
	} else if n > 0 && n < 1<<20 {
		out = make([]Value, 0, n)
	} else if err := checkAlloc(th, n, 8); err != nil {
		return nil, err
	}
	if items, ok := ItemsNow(v); ok {
		return items, nil
	}
	err := Iterate(th, v, func(x Value) (bool, error) {
		if n := len(out); n == cap(out) && n > 1<<23 {
			if err := checkAlloc(th, n+n/4, 8); err != nil {
				return false, err
			}
		}
		out = append(out, x)
		return true, nil
	})
	return out, err
}

var (
	nmLengthHint = Intern("__length_hint__")
	nmFormat     = Intern("__format__")
)

// LengthHint is operator.length_hint.
func LengthHint(th *Thread, v Value, def int) (int, error) {
	if f := v.Type().Slots().Len; f != nil {
		n, err := f(th, v)
		if err == nil || !IsErr(err, TypeErrorType) {
			return n, err
		}
	}
	f, bound, err := LookupSpecial(th, v, nmLengthHint)
	if err == nil && f.IsAbsent() {
		return def, nil
	}
	var r Value
	if err == nil {
		r, err = callLoaded(th, f, bound, v, nil)
	}
	if err != nil {
		if IsErr(err, TypeErrorType) {
			return def, nil
		}
		return 0, err
	}
	if r.Is(NotImplemented) {
		return def, nil
	}
	if !IsInt(r) {
		return 0, TypeErrorf(th, "__length_hint__ must be an integer, not %s", r.Type().DisplayName())
	}
	n, err := AsIndex(th, r, OverflowErrorType)
	if err == nil && n < 0 {
		return 0, ValueErrorf(th, "__length_hint__() should return >= 0")
	}
	return n, err
}

// Repr returns repr(v) as a str object.
func Repr(th *Thread, v Value) (*Str, error) {
	if v.IsInt() {
		return intStr(th, v.Int()), nil
	}
	if v.isExact(StrType) {
		return AsStr(AsStr(v).Repr()), nil
	}
	if err := th.Enter(" while getting the repr of an object"); err != nil {
		return nil, err
	}
	defer th.Leave()
	r, err := v.Type().Slots().Repr(th, v)
	if err != nil {
		return nil, err
	}
	if !IsStr(r) {
		return nil, TypeErrorf(th, "__repr__ returned non-string (type %s)", r.Type().DisplayName())
	}
	return AsStr(r), nil
}

// ReprString returns repr(v) as a Go string in WTF-8.
func ReprString(th *Thread, v Value) (string, error) {
	s, err := Repr(th, v)
	if err != nil {
		return "", err
	}
	return s.s, nil
}

// ToStr returns str(v) as a str object.
func ToStr(th *Thread, v Value) (*Str, error) {
	if v.isExact(StrType) {
		return AsStr(v), nil
	}
	if v.IsInt() {
		return intStr(th, v.Int()), nil
	}
	f := v.Type().Slots().Str
	if f == nil {
		return Repr(th, v)
	}
	if err := th.Enter(" while getting the str of an object"); err != nil {
		return nil, err
	}
	defer th.Leave()
	r, err := f(th, v)
	if err != nil {
		return nil, err
	}
	if !IsStr(r) {
		return nil, TypeErrorf(th, "__str__ returned non-string (type %s)", r.Type().DisplayName())
	}
	return AsStr(r), nil
}

// ToString returns str(v) as a Go string in WTF-8.
func ToString(th *Thread, v Value) (string, error) {
	s, err := ToStr(th, v)
	if err != nil {
		return "", err
	}
	return s.s, nil
}

// ReprEnter marks v as being shown by th, for containers that may contain themselves; it reports whether it already was.
// Every false is followed by ReprLeave.
func ReprEnter(th *Thread, v Value) bool {
	x := th.extra()
	for _, p := range x.reprSeen {
		if p == v.p {
			return true
		}
	}
	x.reprSeen = append(x.reprSeen, v.p)
	return false
}

// ReprLeave undoes ReprEnter.
func ReprLeave(th *Thread, v Value) {
	x := th.extra()
	if n := len(x.reprSeen); n > 0 {
		x.reprSeen[n-1] = nil // or it would keep the object alive
		x.reprSeen = x.reprSeen[:n-1]
	}
}

// Format returns format(v, spec) as a str object.
func Format(th *Thread, v Value, spec *Str) (*Str, error) {
	if len(spec.s) == 0 {
		if v.isExact(StrType) {
			return AsStr(v), nil
		}
		if v.IsInt() {
			return ToStr(th, v)
		}
	}
	var r Value
	var err error
	found := true
	if v.IsInt() || v.IsFloat() || v.isExact(StrType) {
		b, _, err := appendFormat(th, th.takeBuf(), v, spec.s)
		if err != nil {
			return nil, err
		}
		return th.strOfBuf(b, -1), nil
	} else {
		var f Value
		var bound bool
		if f, bound, err = LookupSpecial(th, v, nmFormat); err == nil {
			if found = !f.IsAbsent(); found {
				r, err = callLoaded(th, f, bound, v, []Value{spec.Value()})
			}
		}
	}
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, TypeErrorf(th, "Type %s doesn't define __format__", v.Type().DisplayName())
	}
	if !IsStr(r) {
		return nil, TypeErrorf(th, "__format__ must return a str, not %s", r.Type().DisplayName())
	}
	return AsStr(r), nil
}

// IsInstanceOf is isinstance(v, cls): cls may be a tuple or union, and __instancecheck__ is honoured.
func IsInstanceOf(th *Thread, v, cls Value) (bool, error) { return isInstanceOf(th, v, cls) }

// IsSubclassOf is issubclass(c, cls).
func IsSubclassOf(th *Thread, c, cls Value) (bool, error) { return isSubclassOf(th, c, cls) }

// IsCallable reports callable(v).
func IsCallable(v Value) bool { return v.Type().Slots().Call != nil || isNativeCallable(v) }

func isNativeCallable(v Value) bool {
	if !v.IsObj() {
		return false
	}
	switch v.Header().Type() {
	case FunctionType, BuiltinType, MethodDescriptorType, MethodType:
		return true
	}
	return false
}
