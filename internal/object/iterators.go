// This file implements the iterators enumerate, zip, map, filter and reversed.

package object

import (
	"math/big"
)

// The iterator types of the builtins module.
var (
	EnumerateType = &Type{Name: "enumerate"}
	ZipType       = &Type{Name: "zip"}
	MapType       = &Type{Name: "map"}
	FilterType    = &Type{Name: "filter"}
	ReversedType  = &Type{Name: "reversed"}
)

func enumerateSpec() TypeSpec {
	return TypeSpec{
		Type:   EnumerateType,
		Make:   makeEnumerate,
		Doc:    "Return an enumerate object.\n\n  iterable\n    an object supporting iteration\n\nThe enumerate object yields pairs containing a count (from start, which\ndefaults to zero) and a value yielded by the iterable argument.",
		Sig:    "(iterable, start=0)",
		Flags:  TypeBase,
		Layout: LayoutOf[enumerateObj](),
		Slots:  Slots{New: enumerateNew, Iter: selfIter, Next: enumerateNext},
		Methods: []Method{
			{Name: "__reduce__", Sig: "(self, /)", Fn: enumerateReduce, Doc: docReduce},
			{Name: "__class_getitem__", Sig: "(type, object, /)", Kind: ClassMethod, Fn: classGetItemAlias, Doc: "See PEP 585"},
		},
	}
}

func zipSpec() TypeSpec {
	return TypeSpec{
		Type:   ZipType,
		Make:   makeZip,
		Doc:    "Yield tuples of the i-th items of all iterables, until the shortest ends.\n\nWith strict, iterables of different lengths raise ValueError.\n\n  >>> list(zip('ab', range(3)))\n  [('a', 0), ('b', 1)]",
		Sig:    "(*iterables, strict=False)",
		Flags:  TypeBase,
		Layout: LayoutOf[multiIter](),
		Slots:  Slots{New: zipNew, Iter: selfIter, Next: zipNext},
		Methods: []Method{
			{Name: "__reduce__", Sig: "(self, /)", Fn: zipReduce, Doc: docReduce},
			{Name: "__setstate__", Sig: "(self, object, /)", Fn: multiIterSetstate, Doc: docSetstate},
		},
	}
}

func mapSpec() TypeSpec {
	return TypeSpec{
		Type:   MapType,
		Make:   makeMap,
		Doc:    "Make an iterator that computes the function using arguments from\neach of the iterables.  Stops when the shortest iterable is exhausted.\n\nIf strict is true and one of the arguments is exhausted before the others,\nraise a ValueError.",
		Sig:    "(function, iterable, /, *iterables, strict=False)",
		Flags:  TypeBase,
		Layout: LayoutOf[multiIter](),
		Slots:  Slots{New: mapNew, Iter: selfIter, Next: mapNext},
		Methods: []Method{
			{Name: "__reduce__", Sig: "(self, /)", Fn: mapReduce, Doc: docReduce},
			{Name: "__setstate__", Sig: "(self, object, /)", Fn: multiIterSetstate, Doc: docSetstate},
		},
	}
}

func filterSpec() TypeSpec {
	return TypeSpec{
		Type:   FilterType,
		Make:   makeFilter,
		Doc:    "Return an iterator yielding those items of iterable for which function(item)\nis true. If function is None, return the items that are true.",
		Sig:    "(function, iterable, /)",
		Flags:  TypeBase,
		Layout: LayoutOf[multiIter](),
		Slots:  Slots{New: filterNew, Iter: selfIter, Next: filterNext},
		Methods: []Method{
			{Name: "__reduce__", Sig: "(self, /)", Fn: filterReduce, Doc: docReduce},
		},
	}
}

func reversedSpec() TypeSpec {
	return TypeSpec{
		Type:   ReversedType,
		Doc:    "Return a reverse iterator over the values of the given sequence.",
		Sig:    "(sequence, /)",
		Flags:  TypeBase,
		Layout: LayoutOf[reversedObj](),
		Slots:  Slots{New: reversedNew, Iter: selfIter, Next: reversedNext},
		Methods: []Method{
			{Name: "__length_hint__", Sig: "(self, /)", Fn: reversedLengthHint, Doc: docLengthHint},
			{Name: "__reduce__", Sig: "(self, /)", Fn: reversedReduce, Doc: docReduce},
			{Name: "__setstate__", Sig: "(self, object, /)", Fn: reversedSetstate, Doc: docSetstate},
		},
	}
}

// enumerateObj is an enumerate object. n counts while it is small; then big does.
type enumerateObj struct {
	Header
	it  Value
	n   int64    // atomic
	big *big.Int // atomic; nil: use n
}

func enumerateNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	npos, nkw := len(args)-kwnames.Len(), kwnames.Len()
	var iterable, start Value
	bad := func(i int) error {
		return TypeErrorf(th, "'%s' is an invalid keyword argument for enumerate()", AsStr(kwnames.items[i]).s)
	}
	kw := func(i int, name string) bool { return AsStr(kwnames.items[i]).s == name }
	switch {
	case npos == 0 && (nkw == 0 || nkw > 2):
		return Value{}, TypeErrorf(th, "enumerate() missing required argument 'iterable'")
	case npos+nkw > 2:
		return Value{}, TypeErrorf(th, "enumerate() takes at most %d arguments (%d given)", 2, npos+nkw)
	case nkw == 0:
		iterable = args[0]
		if npos == 2 {
			start = args[1]
		}
	case npos == 1:
		if !kw(0, "start") {
			return Value{}, bad(0)
		}
		iterable, start = args[0], args[1]
	case nkw == 1:
		if !kw(0, "iterable") {
			return Value{}, bad(0)
		}
		iterable = args[0]
	case kw(0, "start"):
		if !kw(1, "iterable") {
			return Value{}, bad(1)
		}
		iterable, start = args[1], args[0]
	default:
		if !kw(0, "iterable") {
			return Value{}, bad(0)
		}
		if !kw(1, "start") {
			return Value{}, bad(1)
		}
		iterable, start = args[0], args[1]
	}
	v := t.New()
	e := (*enumerateObj)(v.p)
	if !start.IsAbsent() {
		i, err := Index(th, start)
		if err != nil {
			return Value{}, err
		}
		if n, ok := Int64(i); ok && FitsSmall(n) {
			e.n = n
		} else {
			e.big = Big(i)
		}
	}
	it, err := GetIter(th, iterable)
	if err != nil {
		return Value{}, err
	}
	e.it = it
	return v, nil
}

func enumerateNext(th *Thread, self Value) (Value, error) {
	e := (*enumerateObj)(self.p)
	x, err := e.it.Type().Slots().Next(th, e.it)
	if err != nil || x.IsAbsent() {
		return Value{}, err
	}
	if b := loadPtr(&e.big); b != nil {
		storePtr(&e.big, new(big.Int).Add(b, big.NewInt(1)))
		return th.pair(bigCopy(b), x).Value(), nil
	}
	n := loadInt64(&e.n)
	if n == MaxSmallInt {
		storePtr(&e.big, big.NewInt(n+1))
	} else {
		storeInt64(&e.n, n+1)
	}
	return th.pair(SmallInt(n), x).Value(), nil
}

func enumerateReduce(th *Thread, args []Value) (Value, error) {
	e := (*enumerateObj)(args[0].p)
	n := SmallInt(loadInt64(&e.n))
	if b := loadPtr(&e.big); b != nil {
		n = bigCopy(b)
	}
	return TupleOf(args[0].Type().Value(), TupleOf(e.it, n)), nil
}

// NextPair returns the next item of an iterator over dict items, an enumerate or a zip of two without making the tuple. An absent
// first item is the end. For anything else ok is false and nothing has happened.
func NextPair(th *Thread, it Value) (x, y Value, ok bool, err error) {
	switch it.Header().Type() {
	case DictItemIterType:
		x, y, err = (*dictIterator)(it.p).step(th)
		return x, y, true, err
	case EnumerateType:
		e := (*enumerateObj)(it.p)
		if loadPtr(&e.big) != nil || loadInt64(&e.n) == MaxSmallInt {
			return
		}
		y, err = nextFast(th, e.it)
		if err == nil && !y.IsAbsent() {
			n := loadInt64(&e.n)
			storeInt64(&e.n, n+1)
			x = SmallInt(n)
		}
		return x, y, true, err
	case ZipType:
	default:
		if f := it.Header().Type().nextPair; f != nil {
			return f(th, it)
		}
		return
	}
	m := (*multiIter)(it.p)
	if len(m.its) != 2 || loadUint32(&m.strict) != 0 {
		return
	}
	if x, err = nextFast(th, m.its[0]); err == nil && !x.IsAbsent() {
		if y, err = nextFast(th, m.its[1]); y.IsAbsent() {
			x = Value{}
		}
	}
	return x, y, true, err
}

// nextFast is Next for an iterator, quick for those over lists and ranges.
func nextFast(th *Thread, it Value) (Value, error) {
	switch t := it.Header().Type(); t {
	case ListIterType:
		return ListIterStep(it), nil
	case RangeIterType:
		return (*RangeIter)(it.p).Step(), nil
	default:
		return t.Slots().Next(th, it)
	}
}

// multiIter is a zip, map or filter object.
type multiIter struct {
	Header
	fn     Value // map, filter: the function
	its    []Value
	strict uint32 // atomic
}

// strictArg reads the only keyword of zip and map.
func strictArg(th *Thread, name string, args []Value, kwnames *Tuple) (bool, error) {
	n := kwnames.Len()
	if n == 0 {
		return false, nil
	}
	if n > 1 {
		return false, TypeErrorf(th, "%s() takes at most 1 keyword argument (%d given)", name, n)
	}
	if k := AsStr(kwnames.items[0]).s; k != "strict" {
		return false, UnexpectedKeyword(th, name, k, []string{"strict"})
	}
	return IsTrue(th, args[len(args)-1])
}

// newMultiIter makes the object of iterators over iterables.
func newMultiIter(th *Thread, t *Type, fn Value, iterables []Value, strict bool) (Value, error) {
	its := make([]Value, len(iterables))
	for i, x := range iterables {
		it, err := GetIter(th, x)
		if err != nil {
			return Value{}, err
		}
		its[i] = it
	}
	v := t.New()
	m := (*multiIter)(v.p)
	m.fn, m.its = fn, its
	if strict {
		m.strict = 1
	}
	return v, nil
}

func zipNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	strict, err := strictArg(th, "zip", args, kwnames)
	if err != nil {
		return Value{}, err
	}
	return newMultiIter(th, t, Value{}, args[:len(args)-kwnames.Len()], strict)
}

// fill puts the next item of every iterator into dst. done: one was at its end.
func (m *multiIter) fill(th *Thread, dst []Value, name string) (done bool, err error) {
	for i, it := range m.its {
		x, err := nextFast(th, it)
		if err != nil {
			return true, err
		}
		if x.IsAbsent() {
			if loadUint32(&m.strict) != 0 {
				err = m.checkStrict(th, i, name)
			}
			return true, err
		}
		dst[i] = x
	}
	return false, nil
}

// checkStrict is called when iterator i is at its end: the others must be, too.
func (m *multiIter) checkStrict(th *Thread, i int, name string) error {
	unequal := func(i int, how string) error {
		others := " "
		if i > 1 {
			others = "s 1-"
		}
		return ValueErrorf(th, "%s() argument %d is %s than argument%s%d", name, i+1, how, others, i)
	}
	if i > 0 {
		return unequal(i, "shorter")
	}
	for i := 1; i < len(m.its); i++ {
		x, err := Next(th, m.its[i])
		if err != nil {
			return err
		}
		if !x.IsAbsent() {
			return unequal(i, "longer")
		}
	}
	return nil
}

func zipNext(th *Thread, self Value) (Value, error) {
	m := (*multiIter)(self.p)
	switch len(m.its) {
	case 0:
		return Value{}, nil
	case 2:
		var w [2]Value
		if done, err := m.fill(th, w[:], "zip"); done {
			return Value{}, err
		}
		return th.pair(w[0], w[1]).Value(), nil
	}
	items := make([]Value, len(m.its))
	if done, err := m.fill(th, items, "zip"); done {
		return Value{}, err
	}
	return NewTuple(items).Value(), nil
}

func zipReduce(th *Thread, args []Value) (Value, error) {
	m := (*multiIter)(args[0].p)
	its := NewTupleCopy(m.its).Value()
	if loadUint32(&m.strict) != 0 {
		return TupleOf(args[0].Type().Value(), its, True), nil
	}
	return TupleOf(args[0].Type().Value(), its), nil
}

func multiIterSetstate(th *Thread, args []Value) (Value, error) {
	strict, err := IsTrue(th, args[1])
	if err != nil {
		return Value{}, err
	}
	n := uint32(0)
	if strict {
		n = 1
	}
	storeUint32(&(*multiIter)(args[0].p).strict, n)
	return None, nil
}

func mapNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	strict, err := strictArg(th, "map", args, kwnames)
	if err != nil {
		return Value{}, err
	}
	args = args[:len(args)-kwnames.Len()]
	if len(args) < 2 {
		return Value{}, TypeErrorf(th, "map() must have at least two arguments.")
	}
	return newMultiIter(th, t, args[0], args[1:], strict)
}

func mapNext(th *Thread, self Value) (Value, error) {
	m := (*multiIter)(self.p)
	if len(m.its) == 1 {
		x, err := nextFast(th, m.its[0])
		if err != nil || x.IsAbsent() {
			return Value{}, err
		}
		return Call(th, m.fn, x)
	}
	w := th.Args(len(m.its))
	done, err := m.fill(th, w, "map")
	if done {
		th.FreeArgs(w)
		return Value{}, err
	}
	v, err := CallArgs(th, m.fn, w, nil)
	th.FreeArgs(w)
	return v, err
}

func mapReduce(th *Thread, args []Value) (Value, error) {
	m := (*multiIter)(args[0].p)
	parts := NewTuple(append([]Value{m.fn}, m.its...)).Value()
	if loadUint32(&m.strict) != 0 {
		return TupleOf(args[0].Type().Value(), parts, True), nil
	}
	return TupleOf(args[0].Type().Value(), parts), nil
}

func filterNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	if kwnames.Len() > 0 && (t == FilterType || funcPtr(t.Slots().Init) == funcPtr(FilterType.Slots().Init)) {
		return Value{}, TypeErrorf(th, "filter() takes no keyword arguments")
	}
	args = args[:len(args)-kwnames.Len()]
	if len(args) != 2 {
		return Value{}, TypeErrorf(th, "filter expected 2 arguments, got %d", len(args))
	}
	return newMultiIter(th, t, args[0], args[1:], false)
}

func filterNext(th *Thread, self Value) (Value, error) {
	m := (*multiIter)(self.p)
	it := m.its[0]
	next := it.Type().Slots().Next
	plain := m.fn.Is(None) || m.fn.Is(BoolType.Value())
	for {
		x, err := next(th, it)
		if err != nil || x.IsAbsent() {
			return Value{}, err
		}
		keep := x
		if !plain {
			if keep, err = Call(th, m.fn, x); err != nil {
				return Value{}, err
			}
		}
		if ok, err := IsTrue(th, keep); err != nil {
			return Value{}, err
		} else if ok {
			return x, nil
		}
	}
}

func filterReduce(th *Thread, args []Value) (Value, error) {
	m := (*multiIter)(args[0].p)
	return TupleOf(args[0].Type().Value(), TupleOf(m.fn, m.its[0])), nil
}

// reversedObj is a reversed object over a sequence without a __reversed__ of its own.
type reversedObj struct {
	Header
	seq Value // atomic; absent: exhausted
	i   int   // atomic; position of the next item
}

var nmReversed = Intern("__reversed__")

func reversedNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	if kwnames.Len() > 0 && (t == ReversedType || funcPtr(t.Slots().Init) == funcPtr(ReversedType.Slots().Init)) {
		return Value{}, TypeErrorf(th, "reversed() takes no keyword arguments")
	}
	args = args[:len(args)-kwnames.Len()]
	if len(args) != 1 {
		return Value{}, TypeErrorf(th, "reversed expected 1 argument, got %d", len(args))
	}
	seq := args[0]
	f, unbound, err := LookupSpecial(th, seq, nmReversed)
	if err != nil {
		return Value{}, err
	}
	if !f.IsAbsent() && !f.Is(None) {
		return callLoaded(th, f, unbound, seq, nil)
	}
	if !f.IsAbsent() || !IsSequence(seq) {
		return Value{}, TypeErrorf(th, "'%s' object is not reversible", seq.Type().DisplayName())
	}
	n, err := Len(th, seq)
	if err != nil {
		return Value{}, err
	}
	v := t.New()
	r := (*reversedObj)(v.p)
	r.seq, r.i = seq, n-1
	return v, nil
}

func reversedNext(th *Thread, self Value) (Value, error) {
	r := (*reversedObj)(self.p)
	seq, i := LoadSlot(&r.seq), loadInt(&r.i)
	if seq.IsAbsent() {
		return Value{}, nil
	}
	if i >= 0 {
		x, err := GetItem(th, seq, Int(int64(i)))
		if err == nil {
			storeInt(&r.i, i-1)
			return x, nil
		}
		if !IsErr(err, IndexErrorType) && !IsErr(err, StopIterationType) {
			return Value{}, err
		}
	}
	storeInt(&r.i, -1)
	StoreSlot(&r.seq, Value{})
	return Value{}, nil
}

func reversedLengthHint(th *Thread, args []Value) (Value, error) {
	r := (*reversedObj)(args[0].p)
	seq, i := LoadSlot(&r.seq), loadInt(&r.i)
	if seq.IsAbsent() {
		return SmallInt(0), nil
	}
	n, err := Len(th, seq)
	if err != nil {
		return Value{}, err
	}
	if n < i+1 {
		return SmallInt(0), nil
	}
	return Int(int64(i + 1)), nil
}

func reversedReduce(th *Thread, args []Value) (Value, error) {
	r := (*reversedObj)(args[0].p)
	seq, i := LoadSlot(&r.seq), loadInt(&r.i)
	if seq.IsAbsent() {
		return TupleOf(args[0].Type().Value(), TupleOf(emptyTuple.Value())), nil
	}
	return TupleOf(args[0].Type().Value(), TupleOf(seq), Int(int64(i))), nil
}

func reversedSetstate(th *Thread, args []Value) (Value, error) {
	r := (*reversedObj)(args[0].p)
	i, err := stateIndex(th, args[1])
	if err != nil {
		return Value{}, err
	}
	if seq := LoadSlot(&r.seq); !seq.IsAbsent() {
		n, err := Len(th, seq)
		if err != nil {
			return Value{}, err
		}
		storeInt(&r.i, min(max(i, -1), n-1))
	}
	return None, nil
}
