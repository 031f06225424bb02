// This file implements product, permutations, combinations and combinations_with_replacement.

package itertools

import "weft/internal/object"

var (
	productType      = &object.Type{Name: "product"}
	permutationsType = &object.Type{Name: "permutations"}
	combinationsType = &object.Type{Name: "combinations"}
	combReplType     = &object.Type{Name: "combinations_with_replacement"}
)

func combinatoric() []class {
	return []class{
		{t: productType, raw: makeProduct, sig: "(*iterables, repeat=1)", doc: "Return the Cartesian product of the iterables, as nested loops would."},
		{t: permutationsType, sig: "(iterable, r=None)", make: makePermutations, doc: "Return the permutations of r items, in order of position."},
		{t: combinationsType, sig: "(iterable, r)", make: makeCombinations, doc: "Return the combinations of r items, in order of position."},
		{t: combReplType, sig: "(iterable, r)", make: makeCombRepl, doc: "Return the combinations of r items in which an item may repeat."},
	}
}

func makeProduct(th *thread, it *iter, args []value, kw *object.Tuple) error {
	rep := 1
	r, i := object.KwArg(args, kw, "repeat")
	if kw.Len() > 1 || kw.Len() == 1 && i < 0 {
		return object.TypeErrorf(th, "product() got an unexpected keyword argument")
	}
	if i >= 0 {
		n, err := object.AsIndex(th, r, object.OverflowErrorType)
		if err != nil {
			return err
		}
		if n < 0 {
			return object.ValueErrorf(th, "repeat argument cannot be negative")
		}
		rep = n
	}
	srcs := args[:len(args)-kw.Len()]
	if len(srcs) > 0 && rep > (1<<40)/len(srcs) {
		return object.OverflowErrorf(th, "repeat argument too large")
	}
	var one [][]value
	for _, s := range srcs {
		items, err := object.ToSlice(th, s)
		if err != nil {
			return err
		}
		one = append(one, items)
	}
	var pools [][]value
	for range rep {
		if len(one) == 0 {
			break
		}
		pools = append(pools, one...)
	}
	idx := make([]int, len(pools))
	first := true
	it.step = func(th *thread) (value, error) {
		if first {
			first = false
			for _, p := range pools {
				if len(p) == 0 {
					return value{}, nil
				}
			}
		} else {
			k := len(pools) - 1
			for ; k >= 0; k-- {
				if idx[k]++; idx[k] < len(pools[k]) {
					break
				}
				idx[k] = 0
			}
			if k < 0 {
				return value{}, nil
			}
		}
		row := make([]value, len(pools))
		for i, p := range pools {
			row[i] = p[idx[i]]
		}
		return object.NewTuple(row).Value(), nil
	}
	return nil
}

// pick returns the items of pool at the positions idx.
func pick(pool []value, idx []int) value {
	row := make([]value, len(idx))
	for i, k := range idx {
		row[i] = pool[k]
	}
	return object.NewTuple(row).Value()
}

// choose reads the arguments (iterable, r).
func choose(th *thread, args []value, def bool) (pool []value, r int, err error) {
	if pool, err = object.ToSlice(th, args[0]); err != nil {
		return
	}
	if def && !given(args[1]) {
		return pool, len(pool), nil
	}
	if def && !object.IsInt(args[1]) {
		return nil, 0, object.TypeErrorf(th, "Expected int as r")
	}
	if r, err = object.AsIndex(th, args[1], object.OverflowErrorType); err == nil && r < 0 {
		err = object.ValueErrorf(th, "r must be non-negative")
	}
	return
}

func makePermutations(th *thread, it *iter, args []value) error {
	pool, r, err := choose(th, args, true)
	if err != nil {
		return err
	}
	n := len(pool)
	if r > n {
		it.step = func(th *thread) (value, error) { return value{}, nil }
		return nil
	}
	idx, cycles := make([]int, n), make([]int, r)
	for i := range idx {
		idx[i] = i
	}
	for i := range cycles {
		cycles[i] = n - i
	}
	first := true
	it.step = func(th *thread) (value, error) {
		if first {
			first = false
			return pick(pool, idx[:r]), nil
		}
		for i := r - 1; i >= 0; i-- {
			if cycles[i]--; cycles[i] == 0 {
				x := idx[i]
				copy(idx[i:], idx[i+1:])
				idx[n-1] = x
				cycles[i] = n - i
				continue
			}
			j := n - cycles[i]
			idx[i], idx[j] = idx[j], idx[i]
			return pick(pool, idx[:r]), nil
		}
		return value{}, nil
	}
	return nil
}

func makeCombinations(th *thread, it *iter, args []value) error {
	pool, r, err := choose(th, args, false)
	if err != nil {
		return err
	}
	n := len(pool)
	if r > n {
		it.step = func(th *thread) (value, error) { return value{}, nil }
		return nil
	}
	idx := make([]int, r)
	for i := range idx {
		idx[i] = i
	}
	first := true
	it.step = func(th *thread) (value, error) {
		if first {
			first = false
			return pick(pool, idx), nil
		}
		i := r - 1
		for i >= 0 && idx[i] == i+n-r {
			i--
		}
		if i < 0 {
			return value{}, nil
		}
		idx[i]++
		for j := i + 1; j < r; j++ {
			idx[j] = idx[j-1] + 1
		}
		return pick(pool, idx), nil
	}
	return nil
}

func makeCombRepl(th *thread, it *iter, args []value) error {
	pool, r, err := choose(th, args, false)
	if err != nil {
		return err
	}
	n := len(pool)
	if n == 0 && r > 0 {
		it.step = func(th *thread) (value, error) { return value{}, nil }
		return nil
	}
	idx := make([]int, r)
	first := true
	it.step = func(th *thread) (value, error) {
		if first {
			first = false
			return pick(pool, idx), nil
		}
		i := r - 1
		for i >= 0 && idx[i] == n-1 {
			i--
		}
		if i < 0 {
			return value{}, nil
		}
		k := idx[i] + 1
		for ; i < r; i++ {
			idx[i] = k
		}
		return pick(pool, idx), nil
	}
	return nil
}
