// This file implements accumulate, chain, compress, dropwhile, filterfalse, islice, pairwise, starmap, takewhile, zip_longest.

package itertools

import (
	"math"

	"weft/internal/object"
)

var (
	accumulateType  = &object.Type{Name: "accumulate"}
	chainType       = &object.Type{Name: "chain"}
	compressType    = &object.Type{Name: "compress"}
	dropwhileType   = &object.Type{Name: "dropwhile"}
	filterfalseType = &object.Type{Name: "filterfalse"}
	isliceType      = &object.Type{Name: "islice"}
	pairwiseType    = &object.Type{Name: "pairwise"}
	starmapType     = &object.Type{Name: "starmap"}
	takewhileType   = &object.Type{Name: "takewhile"}
	zipLongestType  = &object.Type{Name: "zip_longest"}
)

func filters() []class {
	return []class{
		{t: accumulateType, sig: "(iterable, func=None, *, initial=None)", make: makeAccumulate, doc: "Return the running sums, or results of another function of two arguments."},
		{t: chainType, raw: makeChain, sig: "(*iterables)", doc: "Return the items of the first iterable, then of the next, and so on.",
			methods: []object.Method{
				{Name: "from_iterable", Kind: object.ClassMethod, Fn: chainFromIterable, Sig: "(type, iterable, /)", Doc: "Chain the iterables that an iterable returns."},
				{Name: "__class_getitem__", Kind: object.ClassMethod, Fn: object.ClassGetItem, Sig: "(cls, object, /)", Doc: "See PEP 585"},
			}},
		{t: compressType, sig: "(data, selectors)", make: makeCompress, doc: "Return the data items whose selector is true."},
		{t: dropwhileType, sig: "(predicate, iterable, /)", make: makeDropwhile, doc: "Leave out items while the predicate is true, then return all others."},
		{t: filterfalseType, sig: "(function, iterable, /)", make: makeFilterfalse, doc: "Return the items for which the function is false; for None, the false items."},
		{t: isliceType, raw: makeIslice, sig: "(iterable, *args)", doc: "Return the items that a slice of the iterable would have: islice(iterable, stop) or islice(iterable, start, stop[, step])."},
		{t: pairwiseType, sig: "(iterable, /)", make: makePairwise, doc: "Return overlapping pairs of successive items."},
		{t: starmapType, sig: "(function, iterable, /)", make: makeStarmap, doc: "Call the function with each item of the iterable as its arguments."},
		{t: takewhileType, sig: "(predicate, iterable, /)", make: makeTakewhile, doc: "Return items while the predicate is true."},
		{t: zipLongestType, raw: makeZipLongest, sig: "(*iterables, fillvalue=None)", doc: "Return tuples of an item of each iterable, as long as the longest, with a fill value for the others."},
	}
}

func makeAccumulate(th *thread, it *iter, args []value) error {
	src, err := iterator(th, args[0])
	if err != nil {
		return err
	}
	fn, initial := args[1], args[2]
	var total value
	it.step = func(th *thread) (value, error) {
		if given(initial) {
			total, initial = initial, value{}
			return total, nil
		}
		v, err := object.Next(th, src)
		if err != nil || v.IsAbsent() {
			return value{}, err
		}
		switch {
		case total.IsAbsent():
			total = v
			return total, nil
		case given(fn):
			v, err = object.Call(th, fn, total, v)
		default:
			v, err = object.Binary(th, object.OpAdd, total, v)
		}
		if err != nil {
			return value{}, err
		}
		total = v
		return total, nil
	}
	return nil
}

// chainOf makes the step of a chain over the iterables that src returns.
func chainOf(it *iter, src value) {
	var cur value
	it.step = func(th *thread) (value, error) {
		for {
			if cur.IsAbsent() {
				n, err := object.Next(th, src)
				if err != nil || n.IsAbsent() {
					return value{}, err
				}
				if cur, err = iterator(th, n); err != nil {
					return value{}, err
				}
			}
			v, err := object.Next(th, cur)
			if err != nil || !v.IsAbsent() {
				return v, err
			}
			cur = value{}
		}
	}
}

func makeChain(th *thread, it *iter, args []value, kw *object.Tuple) error {
	if err := object.NoKw(th, "chain", kw); err != nil {
		return err
	}
	src, err := iterator(th, object.TupleOf(args...))
	if err != nil {
		return err
	}
	chainOf(it, src)
	return nil
}

func chainFromIterable(th *thread, args []value) (value, error) {
	src, err := iterator(th, args[1])
	if err != nil {
		return value{}, err
	}
	v := (*object.Type)(args[0].Ptr()).New()
	chainOf(asIter(v), src)
	return v, nil
}

func makeCompress(th *thread, it *iter, args []value) error {
	its, err := iterators(th, args[:2])
	if err != nil {
		return err
	}
	it.step = func(th *thread) (value, error) {
		for {
			v, err := object.Next(th, its[0])
			if err != nil || v.IsAbsent() {
				return value{}, err
			}
			s, err := object.Next(th, its[1])
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
	return nil
}

// test calls a predicate.
func test(th *thread, fn, v value) (bool, error) {
	r, err := object.Call(th, fn, v)
	if err != nil {
		return false, err
	}
	return object.IsTrue(th, r)
}

func makeDropwhile(th *thread, it *iter, args []value) error {
	fn := args[0]
	src, err := iterator(th, args[1])
	if err != nil {
		return err
	}
	started := false
	it.step = func(th *thread) (value, error) {
		for {
			v, err := object.Next(th, src)
			if err != nil || v.IsAbsent() || started {
				return v, err
			}
			ok, err := test(th, fn, v)
			if err != nil {
				return value{}, err
			}
			if !ok {
				started = true
				return v, nil
			}
		}
	}
	return nil
}

func makeFilterfalse(th *thread, it *iter, args []value) error {
	fn := args[0]
	src, err := iterator(th, args[1])
	if err != nil {
		return err
	}
	it.step = func(th *thread) (value, error) {
		for {
			v, err := object.Next(th, src)
			if err != nil || v.IsAbsent() {
				return value{}, err
			}
			var ok bool
			if fn.Is(object.None) || fn.Is(object.BoolType.Value()) {
				ok, err = object.IsTrue(th, v)
			} else {
				ok, err = test(th, fn, v)
			}
			if err != nil {
				return value{}, err
			}
			if !ok {
				return v, nil
			}
		}
	}
	return nil
}

func makeTakewhile(th *thread, it *iter, args []value) error {
	fn := args[0]
	src, err := iterator(th, args[1])
	if err != nil {
		return err
	}
	it.step = func(th *thread) (value, error) {
		v, err := object.Next(th, src)
		if err != nil || v.IsAbsent() {
			return value{}, err
		}
		ok, err := test(th, fn, v)
		if err != nil || !ok {
			return value{}, err
		}
		return v, nil
	}
	return nil
}

func makeIslice(th *thread, it *iter, args []value, kw *object.Tuple) error {
	if err := object.NoKw(th, "islice", kw); err != nil {
		return err
	}
	if len(args) < 2 {
		return object.TypeErrorf(th, "islice expected at least 2 arguments, got %d", len(args))
	}
	if len(args) > 4 {
		return object.TypeErrorf(th, "islice expected at most 4 arguments, got %d", len(args))
	}
	index := func(v value, def int, msg string) (int, error) {
		if v.IsAbsent() || v.Is(object.None) {
			return def, nil
		}
		n, err := object.AsIndex(th, v, nil)
		if err != nil {
			if object.IsErr(err, object.TypeErrorType) {
				return 0, object.ValueErrorf(th, "%s", msg)
			}
			return 0, err
		}
		if n < 0 || n == math.MaxInt64 && !v.IsInt() {
			return 0, object.ValueErrorf(th, "%s", msg)
		}
		return n, nil
	}
	const (
		stopMsg = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize."
		bothMsg = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."
		stepMsg = "Step for islice() must be a positive integer or None."
		noLimit = -1
	)
	start, stop, step := 0, noLimit, 1
	var err error
	if len(args) == 2 {
		if stop, err = index(args[1], noLimit, stopMsg); err != nil {
			return err
		}
	} else {
		if start, err = index(args[1], 0, bothMsg); err != nil {
			return err
		}
		if stop, err = index(args[2], noLimit, bothMsg); err != nil {
			return err
		}
		if len(args) == 4 {
			if step, err = index(args[3], 1, stepMsg); err != nil {
				return err
			}
			if step < 1 {
				return object.ValueErrorf(th, stepMsg)
			}
		}
	}
	src, err := iterator(th, args[0])
	if err != nil {
		return err
	}
	pos, want := 0, start
	it.step = func(th *thread) (value, error) {
		if stop != noLimit && want >= stop {
			// The items up to stop are used up, as a loop over them would.
			for ; pos < stop; pos++ {
				v, err := object.Next(th, src)
				if err != nil || v.IsAbsent() {
					return value{}, err
				}
			}
			return value{}, nil
		}
		for {
			v, err := object.Next(th, src)
			if err != nil || v.IsAbsent() {
				return value{}, err
			}
			pos++
			if pos > want {
				if want > math.MaxInt64-step {
					want = math.MaxInt64
				} else {
					want += step
				}
				return v, nil
			}
		}
	}
	return nil
}

func makePairwise(th *thread, it *iter, args []value) error {
	src, err := iterator(th, args[0])
	if err != nil {
		return err
	}
	var old value
	it.step = func(th *thread) (value, error) {
		if old.IsAbsent() {
			v, err := object.Next(th, src)
			if err != nil || v.IsAbsent() {
				return value{}, err
			}
			old = v
		}
		v, err := object.Next(th, src)
		if err != nil || v.IsAbsent() {
			return value{}, err
		}
		pair := object.TupleOf(old, v)
		old = v
		return pair, nil
	}
	return nil
}

func makeStarmap(th *thread, it *iter, args []value) error {
	fn := args[0]
	src, err := iterator(th, args[1])
	if err != nil {
		return err
	}
	it.step = func(th *thread) (value, error) {
		v, err := object.Next(th, src)
		if err != nil || v.IsAbsent() {
			return value{}, err
		}
		if v.IsExact(object.TupleType) {
			return object.CallArgs(th, fn, object.AsTuple(v).Items(), nil)
		}
		items, err := object.ToSlice(th, v)
		if err != nil {
			return value{}, err
		}
		return object.CallArgs(th, fn, items, nil)
	}
	return nil
}

func makeZipLongest(th *thread, it *iter, args []value, kw *object.Tuple) error {
	fill, i := object.KwArg(args, kw, "fillvalue")
	if kw.Len() > 1 || kw.Len() == 1 && i < 0 {
		return object.TypeErrorf(th, "zip_longest() got an unexpected keyword argument")
	}
	if i < 0 {
		fill = object.None
	}
	its, err := iterators(th, args[:len(args)-kw.Len()])
	if err != nil {
		return err
	}
	active := len(its)
	it.step = func(th *thread) (value, error) {
		if active == 0 {
			return value{}, nil
		}
		row := make([]value, len(its))
		for i, s := range its {
			row[i] = fill
			if s.IsAbsent() {
				continue
			}
			v, err := object.Next(th, s)
			if err != nil {
				active = 0
				return value{}, err
			}
			if v.IsAbsent() {
				its[i] = value{}
				if active--; active == 0 {
					return value{}, nil
				}
				continue
			}
			row[i] = v
		}
		return object.NewTuple(row).Value(), nil
	}
	return nil
}
