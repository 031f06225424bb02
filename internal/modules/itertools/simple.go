// This file implements the iterators that take items from one or a few iterators.

package itertools

import (
	"math"

	"weft/internal/object"
)

var (
	accumulateType  = &object.Type{Name: "accumulate"}
	batchedType     = &object.Type{Name: "batched"}
	chainType       = &object.Type{Name: "chain"}
	compressType    = &object.Type{Name: "compress"}
	countType       = &object.Type{Name: "count"}
	cycleType       = &object.Type{Name: "cycle"}
	dropwhileType   = &object.Type{Name: "dropwhile"}
	filterfalseType = &object.Type{Name: "filterfalse"}
	isliceType      = &object.Type{Name: "islice"}
	pairwiseType    = &object.Type{Name: "pairwise"}
	repeatType      = &object.Type{Name: "repeat"}
	starmapType     = &object.Type{Name: "starmap"}
	takewhileType   = &object.Type{Name: "takewhile"}
	zipLongestType  = &object.Type{Name: "zip_longest"}
)

// accumulate: running results.
type accumulate struct {
	header
	it, fn  value
	total   value // racy slot; absent before the first item
	initial value // racy slot; absent once it was given out
}

func accumulateSpec() object.TypeSpec {
	return iterSpec(accumulateType, object.LayoutOf[accumulate](), "(iterable, func=None, *, initial=None)",
		"Return series of accumulated sums (or other binary function results).",
		bound("accumulate", "(iterable, func=None, *, initial=None)", func(th *thread, t *object.Type, a []value) (value, error) {
			it, err := object.GetIter(th, a[0])
			if err != nil {
				return value{}, err
			}
			v := t.New()
			x := (*accumulate)(v.Ptr())
			x.it = it
			if !isNone(a[1]) {
				x.fn = a[1]
			}
			if !isNone(a[2]) {
				x.initial = a[2]
			}
			return v, nil
		}), accumulateNext)
}

func accumulateNext(th *thread, self value) (value, error) {
	x := (*accumulate)(self.Ptr())
	if v := object.LoadSlot(&x.initial); !v.IsAbsent() {
		object.StoreSlot(&x.initial, value{})
		object.StoreSlot(&x.total, v)
		return v, nil
	}
	v, err := next(th, x.it)
	if err != nil || v.IsAbsent() {
		return value{}, err
	}
	if total := object.LoadSlot(&x.total); !total.IsAbsent() {
		if x.fn.IsAbsent() {
			v, err = object.Binary(th, object.OpAdd, total, v)
		} else {
			v, err = object.Call(th, x.fn, total, v)
		}
		if err != nil {
			return value{}, err
		}
	}
	object.StoreSlot(&x.total, v)
	return v, nil
}

// batched: tuples of n items.
type batched struct {
	header
	it     value // racy slot; absent: exhausted
	n      int
	strict bool
}

func batchedSpec() object.TypeSpec {
	return iterSpec(batchedType, object.LayoutOf[batched](), "(iterable, n, *, strict=False)",
		"Batch data into tuples of length n. The last batch may be shorter than n.\n\nLoops over the input iterable and accumulates data into tuples\nup to size n.  The input is consumed lazily, just enough to\nfill a batch.  The result is yielded as soon as a batch is full\nor when the input iterable is exhausted.\n\nIf \"strict\" is True, raises a ValueError if the final batch is shorter\nthan n.",
		bound("batched", "(iterable, n, *, strict=False)", func(th *thread, t *object.Type, a []value) (value, error) {
			n, err := ssize(th, a[1])
			if err != nil {
				return value{}, err
			}
			strict := false
			if !a[2].IsAbsent() {
				if strict, err = object.IsTrue(th, a[2]); err != nil {
					return value{}, err
				}
			}
			if n < 1 {
				return value{}, object.ValueErrorf(th, "n must be at least one")
			}
			it, err := object.GetIter(th, a[0])
			if err != nil {
				return value{}, err
			}
			v := t.New()
			x := (*batched)(v.Ptr())
			x.it, x.n, x.strict = it, n, strict
			return v, nil
		}), batchedNext)
}

func batchedNext(th *thread, self value) (value, error) {
	x := (*batched)(self.Ptr())
	it := object.LoadSlot(&x.it)
	if it.IsAbsent() {
		return value{}, nil
	}
	items := make([]value, 0, min(x.n, 1024))
	for len(items) < x.n {
		v, err := next(th, it)
		if err != nil {
			object.StoreSlot(&x.it, value{})
			return value{}, err
		}
		if v.IsAbsent() {
			break
		}
		items = append(items, v)
	}
	if len(items) < x.n {
		object.StoreSlot(&x.it, value{})
		if len(items) == 0 {
			return value{}, nil
		}
		if x.strict {
			return value{}, object.ValueErrorf(th, "batched(): incomplete batch")
		}
	}
	return object.NewTuple(items).Value(), nil
}

// chain: the items of each iterable in turn.
type chain struct {
	header
	source value // racy slot: iterator over the iterables; absent: exhausted
	active value // racy slot: the current one
}

func chainSpec() object.TypeSpec {
	return iterSpec(chainType, object.LayoutOf[chain](), "(*iterables)",
		"Return a chain object whose .__next__() method returns elements from the\nfirst iterable until it is exhausted, then elements from the next\niterable, until all of the iterables are exhausted.",
		func(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
			if kwnames.Len() > 0 {
				if t == chainType || !object.OverridesInit(t) {
					return value{}, object.NoKw(th, "chain", kwnames)
				}
				args = args[:len(args)-kwnames.Len()]
			}
			return newChain(th, t, object.NewTupleCopy(args).Value())
		}, chainNext,
		object.Method{Name: "from_iterable", Sig: "(type, iterable, /)", Kind: object.ClassMethod, Doc: "Alternative chain() constructor taking a single iterable argument that evaluates lazily.",
			Fn: func(th *thread, args []value) (value, error) { return newChain(th, object.AsType(args[0]), args[1]) }},
		object.Method{Name: "__class_getitem__", Sig: "(type, object, /)", Kind: object.ClassMethod, Doc: "See PEP 585",
			Fn: func(th *thread, args []value) (value, error) { return object.NewGenericAlias(th, args[0], args[1]) }})
}

func newChain(th *thread, t *object.Type, iterables value) (value, error) {
	it, err := object.GetIter(th, iterables)
	if err != nil {
		return value{}, err
	}
	v := t.New()
	(*chain)(v.Ptr()).source = it
	return v, nil
}

func chainNext(th *thread, self value) (value, error) {
	x := (*chain)(self.Ptr())
	for {
		source := object.LoadSlot(&x.source)
		if source.IsAbsent() {
			return value{}, nil
		}
		active := object.LoadSlot(&x.active)
		if active.IsAbsent() {
			v, err := next(th, source)
			if err == nil && !v.IsAbsent() {
				v, err = object.GetIter(th, v)
			}
			if err != nil || v.IsAbsent() {
				object.StoreSlot(&x.source, value{})
				return value{}, err
			}
			active = v
			object.StoreSlot(&x.active, v)
		}
		v, err := next(th, active)
		if err != nil || !v.IsAbsent() {
			return v, err
		}
		object.StoreSlot(&x.active, value{})
	}
}

// compress: the items whose selector is true.
type compress struct {
	header
	data, selectors value
}

func compressSpec() object.TypeSpec {
	return iterSpec(compressType, object.LayoutOf[compress](), "(data, selectors)",
		"Return data elements corresponding to true selector elements.\n\nForms a shorter iterator from selected data elements using the selectors to\nchoose the data elements.",
		bound("compress", "(data, selectors)", func(th *thread, t *object.Type, a []value) (value, error) {
			data, err := object.GetIter(th, a[0])
			if err != nil {
				return value{}, err
			}
			selectors, err := object.GetIter(th, a[1])
			if err != nil {
				return value{}, err
			}
			v := t.New()
			x := (*compress)(v.Ptr())
			x.data, x.selectors = data, selectors
			return v, nil
		}), compressNext)
}

func compressNext(th *thread, self value) (value, error) {
	x := (*compress)(self.Ptr())
	for {
		v, err := next(th, x.data)
		if err != nil || v.IsAbsent() {
			return value{}, err
		}
		s, err := next(th, x.selectors)
		if err != nil || s.IsAbsent() {
			return value{}, err
		}
		if ok, err := object.IsTrue(th, s); err != nil {
			return value{}, err
		} else if ok {
			return v, nil
		}
	}
}

// count: start, start+step, ... cur is guarded by the lock.
type count struct {
	header
	cur, step value
}

func countSpec() object.TypeSpec {
	s := iterSpec(countType, object.LayoutOf[count](), "(start=0, step=1)",
		"Return a count object whose .__next__() method returns consecutive values.\n\nEquivalent to:\n    def count(firstval=0, step=1):\n        x = firstval\n        while 1:\n            yield x\n            x += step",
		bound("count", "(start=0, step=1)", func(th *thread, t *object.Type, a []value) (value, error) {
			for _, v := range a {
				if !v.IsAbsent() && !isNumber(v) {
					return value{}, object.TypeErrorf(th, "a number is required")
				}
			}
			v := t.New()
			x := (*count)(v.Ptr())
			x.cur, x.step = a[0], a[1]
			if x.cur.IsAbsent() {
				x.cur = object.SmallInt(0)
			}
			if x.step.IsAbsent() {
				x.step = object.SmallInt(1)
			}
			return v, nil
		}), countNext)
	s.Slots.Repr = countRepr
	return s
}

// isNumber is PyNumber_Check.
func isNumber(v value) bool {
	s := v.Type().Slots()
	return s.Index != nil || s.Int != nil || s.Float != nil || object.IsInt(v) || object.IsFloat(v) || v.Type().IsSubtype(object.ComplexType)
}

func countNext(th *thread, self value) (value, error) {
	x := (*count)(self.Ptr())
	x.Lock()
	cur := x.cur
	if object.BothInt(cur, x.step) {
		x.cur = object.Int(cur.Int() + x.step.Int())
		x.Unlock()
		return cur, nil
	}
	x.Unlock()
	after, err := object.Binary(th, object.OpAdd, cur, x.step)
	if err != nil {
		return value{}, err
	}
	x.Lock()
	x.cur = after
	x.Unlock()
	return cur, nil
}

func countRepr(th *thread, self value) (value, error) {
	x := (*count)(self.Ptr())
	x.Lock()
	cur := x.cur
	x.Unlock()
	s, err := object.ReprString(th, cur)
	if err != nil {
		return value{}, err
	}
	if !x.step.Is(object.SmallInt(1)) {
		step, err := object.ReprString(th, x.step)
		if err != nil {
			return value{}, err
		}
		s += ", " + step
	}
	return object.NewStr(self.Type().ShortName() + "(" + s + ")"), nil
}

// cycle: the items again and again. saved and i are guarded by the lock.
type cycle struct {
	header
	it    value // racy slot; absent: the first round is over
	saved []value
	i     int
}

func cycleSpec() object.TypeSpec {
	return iterSpec(cycleType, object.LayoutOf[cycle](), "(iterable, /)",
		"Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.",
		positional("cycle", cycleType, 1, func(th *thread, t *object.Type, a []value) (value, error) {
			it, err := object.GetIter(th, a[0])
			if err != nil {
				return value{}, err
			}
			v := t.New()
			(*cycle)(v.Ptr()).it = it
			return v, nil
		}), cycleNext)
}

func cycleNext(th *thread, self value) (value, error) {
	x := (*cycle)(self.Ptr())
	if it := object.LoadSlot(&x.it); !it.IsAbsent() {
		v, err := next(th, it)
		if err != nil {
			return value{}, err
		}
		if !v.IsAbsent() {
			x.Lock()
			x.saved = append(x.saved, v)
			x.Unlock()
			return v, nil
		}
		object.StoreSlot(&x.it, value{})
	}
	var v value
	x.Lock()
	if len(x.saved) > 0 {
		v = x.saved[x.i]
		if x.i++; x.i == len(x.saved) {
			x.i = 0
		}
	}
	x.Unlock()
	return v, nil
}

// predicated is a dropwhile, takewhile or filterfalse.
type predicated struct {
	header
	fn, it value
	done   word // dropwhile: has started; takewhile: has ended
}

func newPredicated(th *thread, t *object.Type, a []value) (value, error) {
	it, err := object.GetIter(th, a[1])
	if err != nil {
		return value{}, err
	}
	v := t.New()
	x := (*predicated)(v.Ptr())
	x.fn, x.it = a[0], it
	return v, nil
}

// test calls the predicate.
func (x *predicated) test(th *thread, v value) (bool, error) {
	r, err := object.Call(th, x.fn, v)
	if err != nil {
		return false, err
	}
	return object.IsTrue(th, r)
}

func dropwhileSpec() object.TypeSpec {
	return iterSpec(dropwhileType, object.LayoutOf[predicated](), "(predicate, iterable, /)",
		"Drop items from the iterable while predicate(item) is true.\n\nAfterwards, return every element until the iterable is exhausted.",
		positional("dropwhile", dropwhileType, 2, newPredicated), dropwhileNext)
}

func dropwhileNext(th *thread, self value) (value, error) {
	x := (*predicated)(self.Ptr())
	for {
		v, err := next(th, x.it)
		if err != nil || v.IsAbsent() {
			return value{}, err
		}
		if x.done.Load() != 0 {
			return v, nil
		}
		ok, err := x.test(th, v)
		if err != nil {
			return value{}, err
		}
		if !ok {
			x.done.Store(1)
			return v, nil
		}
	}
}

func filterfalseSpec() object.TypeSpec {
	return iterSpec(filterfalseType, object.LayoutOf[predicated](), "(function, iterable, /)",
		"Return those items of iterable for which function(item) is false.\n\nIf function is None, return the items that are false.",
		positional("filterfalse", filterfalseType, 2, newPredicated), filterfalseNext)
}

func filterfalseNext(th *thread, self value) (value, error) {
	x := (*predicated)(self.Ptr())
	plain := x.fn.Is(object.None) || x.fn.Is(object.BoolType.Value())
	for {
		v, err := next(th, x.it)
		if err != nil || v.IsAbsent() {
			return value{}, err
		}
		var ok bool
		if plain {
			ok, err = object.IsTrue(th, v)
		} else {
			ok, err = x.test(th, v)
		}
		if err != nil {
			return value{}, err
		}
		if !ok {
			return v, nil
		}
	}
}

func takewhileSpec() object.TypeSpec {
	return iterSpec(takewhileType, object.LayoutOf[predicated](), "(predicate, iterable, /)",
		"Return successive entries from an iterable as long as the predicate evaluates to true for each entry.",
		positional("takewhile", takewhileType, 2, newPredicated), takewhileNext)
}

func takewhileNext(th *thread, self value) (value, error) {
	x := (*predicated)(self.Ptr())
	if x.done.Load() != 0 {
		return value{}, nil
	}
	v, err := next(th, x.it)
	if err != nil || v.IsAbsent() {
		return value{}, err
	}
	ok, err := x.test(th, v)
	if err != nil {
		return value{}, err
	}
	if !ok {
		x.done.Store(1)
		return value{}, nil
	}
	return v, nil
}

// islice: some of the items, by position.
type islice struct {
	header
	it         value // racy slot; absent: exhausted
	at         word  // position of the next item to be taken from it
	want       word  // position of the next item to be given out
	stop, step int
}

func isliceSpec() object.TypeSpec {
	return iterSpec(isliceType, object.LayoutOf[islice](), "",
		"islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object\n\nReturn an iterator whose next() method returns selected values from an\niterable.  If start is specified, will skip all preceding elements;\notherwise, start defaults to zero.  Step defaults to one.  If\nspecified as another value, step determines how many values are\nskipped between successive calls.  Works like a slice() on a list\nbut returns an iterator.",
		isliceNew, isliceNext)
}

func isliceNew(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
	if kwnames.Len() > 0 {
		if t == isliceType || !object.OverridesInit(t) {
			return value{}, object.NoKw(th, "islice", kwnames)
		}
		args = args[:len(args)-kwnames.Len()]
	}
	if len(args) < 2 {
		return value{}, object.TypeErrorf(th, "islice expected at least 2 arguments, got %d", len(args))
	}
	if len(args) > 4 {
		return value{}, object.TypeErrorf(th, "islice expected at most 4 arguments, got %d", len(args))
	}
	bad := func(msg string) (value, error) { return value{}, object.ValueErrorf(th, "%s", msg) }
	const stopMsg = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize."
	const indexMsg = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."
	part := func(v value, def int) (int, bool) {
		if v.Is(object.None) {
			return def, true
		}
		if !object.IsInt(v) && v.Type().Slots().Index == nil {
			return 0, false
		}
		i, err := object.AsIndex(th, v, object.OverflowErrorType)
		return i, err == nil && i >= 0
	}
	start, stop, step, ok := 0, -1, 1, true
	if len(args) == 2 {
		if stop, ok = part(args[1], math.MaxInt); !ok {
			return bad(stopMsg)
		}
	} else {
		if start, ok = part(args[1], 0); !ok {
			return bad(indexMsg)
		}
		if stop, ok = part(args[2], math.MaxInt); !ok {
			return bad(stopMsg)
		}
		if len(args) == 4 {
			if step, ok = part(args[3], 1); !ok || step < 1 {
				return bad("Step for islice() must be a positive integer or None.")
			}
		}
	}
	it, err := object.GetIter(th, args[0])
	if err != nil {
		return value{}, err
	}
	v := t.New()
	x := (*islice)(v.Ptr())
	x.it, x.stop, x.step = it, stop, step
	x.want.Store(start)
	return v, nil
}

func isliceNext(th *thread, self value) (value, error) {
	x := (*islice)(self.Ptr())
	it := object.LoadSlot(&x.it)
	if it.IsAbsent() {
		return value{}, nil
	}
	end := func(err error) (value, error) {
		object.StoreSlot(&x.it, value{})
		return value{}, err
	}
	at, want := x.at.Load(), x.want.Load()
	for ; at < want; at++ {
		v, err := next(th, it)
		if err != nil || v.IsAbsent() {
			return end(err)
		}
		x.at.Store(at + 1)
	}
	if at >= x.stop {
		return end(nil)
	}
	v, err := next(th, it)
	if err != nil || v.IsAbsent() {
		return end(err)
	}
	x.at.Store(at + 1)
	if want > x.stop-x.step { // without overflow
		want = x.stop
	} else {
		want += x.step
	}
	x.want.Store(want)
	return v, nil
}

// pairwise: overlapping pairs.
type pairwise struct {
	header
	it, old value // racy slots; it absent: exhausted
}

func pairwiseSpec() object.TypeSpec {
	return iterSpec(pairwiseType, object.LayoutOf[pairwise](), "(iterable, /)",
		"Return an iterator of overlapping pairs taken from the input iterator.\n\n    s -> (s0,s1), (s1,s2), (s2, s3), ...",
		positional("pairwise", pairwiseType, 1, func(th *thread, t *object.Type, a []value) (value, error) {
			it, err := object.GetIter(th, a[0])
			if err != nil {
				return value{}, err
			}
			v := t.New()
			(*pairwise)(v.Ptr()).it = it
			return v, nil
		}), pairwiseNext)
}

func pairwiseNext(th *thread, self value) (value, error) {
	x := (*pairwise)(self.Ptr())
	it := object.LoadSlot(&x.it)
	if it.IsAbsent() {
		return value{}, nil
	}
	old := object.LoadSlot(&x.old)
	if old.IsAbsent() {
		v, err := next(th, it)
		object.StoreSlot(&x.old, v)
		if err != nil || v.IsAbsent() {
			object.StoreSlot(&x.it, value{})
			return value{}, err
		}
		old = v
		if it = object.LoadSlot(&x.it); it.IsAbsent() {
			object.StoreSlot(&x.old, value{})
			return value{}, nil
		}
	}
	v, err := next(th, it)
	if err != nil || v.IsAbsent() {
		object.StoreSlot(&x.it, value{})
		object.StoreSlot(&x.old, value{})
		return value{}, err
	}
	object.StoreSlot(&x.old, v)
	return object.TupleOf(old, v), nil
}

// repeat: one object, for ever or left times. left is guarded by the lock.
type repeat struct {
	header
	obj  value
	left int // -1: for ever
}

func repeatSpec() object.TypeSpec {
	s := iterSpec(repeatType, object.LayoutOf[repeat](), "",
		"repeat(object [,times]) -> create an iterator which returns the object\nfor the specified number of times.  If not specified, returns the object\nendlessly.",
		bound("repeat", "(object, times=None)", func(th *thread, t *object.Type, a []value) (value, error) {
			n := -1
			if !a[1].IsAbsent() {
				var err error
				if n, err = ssize(th, a[1]); err != nil {
					return value{}, err
				}
				n = max(n, 0)
			}
			v := t.New()
			x := (*repeat)(v.Ptr())
			x.obj, x.left = a[0], n
			return v, nil
		}), repeatNext,
		object.Method{Name: "__length_hint__", Sig: "(self, /)", Fn: repeatLengthHint, Doc: "Private method returning an estimate of len(list(it))."})
	s.Slots.Repr = repeatRepr
	return s
}

func (x *repeat) count() int {
	x.Lock()
	n := x.left
	x.Unlock()
	return n
}

func repeatNext(th *thread, self value) (value, error) {
	x := (*repeat)(self.Ptr())
	x.Lock()
	n := x.left
	if n > 0 {
		x.left--
	}
	x.Unlock()
	if n == 0 {
		return value{}, nil
	}
	return x.obj, nil
}

func repeatLengthHint(th *thread, args []value) (value, error) {
	n := (*repeat)(args[0].Ptr()).count()
	if n < 0 {
		return value{}, object.TypeErrorf(th, "len() of unsized object")
	}
	return object.Int(int64(n)), nil
}

func repeatRepr(th *thread, self value) (value, error) {
	x := (*repeat)(self.Ptr())
	s, err := object.ReprString(th, x.obj)
	if err != nil {
		return value{}, err
	}
	if n := x.count(); n >= 0 {
		left, err := object.ReprString(th, object.Int(int64(n)))
		if err != nil {
			return value{}, err
		}
		s += ", " + left
	}
	return object.NewStr(self.Type().ShortName() + "(" + s + ")"), nil
}

func starmapSpec() object.TypeSpec {
	return iterSpec(starmapType, object.LayoutOf[predicated](), "(function, iterable, /)",
		"Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence.",
		positional("starmap", starmapType, 2, newPredicated), starmapNext)
}

func starmapNext(th *thread, self value) (value, error) {
	x := (*predicated)(self.Ptr())
	v, err := next(th, x.it)
	if err != nil || v.IsAbsent() {
		return value{}, err
	}
	if v.IsExact(object.TupleType) {
		return object.CallArgs(th, x.fn, object.AsTuple(v).Items(), nil)
	}
	args, err := object.ToSlice(th, v)
	if err != nil {
		return value{}, err
	}
	return object.CallArgs(th, x.fn, args, nil)
}

// zipLongest: tuples of one item of each iterator, until all are exhausted.
type zipLongest struct {
	header
	its    []value // racy slots; absent: exhausted
	fill   value
	active word
}

func zipLongestSpec() object.TypeSpec {
	return iterSpec(zipLongestType, object.LayoutOf[zipLongest](), "(*iterables, fillvalue=None)",
		"Return a zip_longest object whose .__next__() method returns a tuple where\nthe i-th element comes from the i-th iterable argument.  The .__next__()\nmethod continues until the longest iterable in the argument sequence\nis exhausted and then it raises StopIteration.  When the shorter iterables\nare exhausted, the fillvalue is substituted in their place.  The fillvalue\ndefaults to None or can be specified by a keyword argument.",
		func(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
			fill := object.None
			if kwnames.Len() > 0 {
				v, i := object.KwArg(args, kwnames, "fillvalue")
				if i < 0 || kwnames.Len() > 1 {
					return value{}, object.TypeErrorf(th, "zip_longest() got an unexpected keyword argument")
				}
				fill = v
				args = args[:len(args)-1]
			}
			its := make([]value, len(args))
			for i, a := range args {
				it, err := object.GetIter(th, a)
				if err != nil {
					return value{}, err
				}
				its[i] = it
			}
			v := t.New()
			x := (*zipLongest)(v.Ptr())
			x.its, x.fill = its, fill
			x.active.Store(len(its))
			return v, nil
		}, zipLongestNext)
}

func zipLongestNext(th *thread, self value) (value, error) {
	x := (*zipLongest)(self.Ptr())
	if len(x.its) == 0 || x.active.Load() <= 0 {
		return value{}, nil
	}
	out := make([]value, len(x.its))
	for i := range x.its {
		it := object.LoadSlot(&x.its[i])
		v := x.fill
		if !it.IsAbsent() {
			var err error
			if v, err = next(th, it); err != nil {
				x.active.Store(0)
				return value{}, err
			}
			if v.IsAbsent() {
				n := x.active.Load() - 1
				x.active.Store(n)
				if n <= 0 {
					return value{}, nil
				}
				object.StoreSlot(&x.its[i], value{})
				v = x.fill
			}
		}
		out[i] = v
	}
	return object.NewTuple(out).Value(), nil
}
