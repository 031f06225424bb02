// This file implements product, permutations and combinations. A step runs no Python code: the state is guarded by the lock.

package itertools

import (
	"unsafe"

	"weft/internal/object"
)

var (
	productType                     = &object.Type{Name: "product"}
	permutationsType                = &object.Type{Name: "permutations"}
	combinationsType                = &object.Type{Name: "combinations"}
	combinationsWithReplacementType = &object.Type{Name: "combinations_with_replacement"}
)

// product: the Cartesian product.
type product struct {
	header
	pools   [][]value
	indices []int
	started bool
	stopped bool
}

const sizeofDoc = "Returns size in memory, in bytes."

func productSpec() object.TypeSpec {
	spec := iterSpec(productType, object.LayoutOf[product](), "(*iterables, repeat=1)",
		"Cartesian product of input iterables.  Equivalent to nested for-loops.\n\nFor example, product(A, B) returns the same as:  ((x,y) for x in A for y in B).\nThe leftmost iterators are in the outermost for-loop, so the output tuples\ncycle in a manner similar to an odometer (with the rightmost element changing\non every iteration).\n\nTo compute the product of an iterable with itself, specify the number\nof repetitions with the optional repeat keyword argument. For example,\nproduct(A, repeat=4) means the same as product(A, A, A, A).",
		productNew, productNext,
		object.Method{Name: "__sizeof__", Sig: "(self, /)", Doc: sizeofDoc, Fn: func(th *thread, args []value) (value, error) {
			x := (*product)(args[0].Ptr())
			return object.Int(int64(unsafe.Sizeof(*x)) + 8*int64(len(x.indices)) + 24*int64(len(x.pools))), nil
		}})
	spec.NextPair = productPair
	return spec
}

func productNew(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
	repeat := 1
	if n := kwnames.Len(); n > 0 {
		if n > 1 {
			return value{}, object.TypeErrorf(th, "product() takes at most 1 keyword argument (%d given)", n)
		}
		v, i := object.KwArg(args, kwnames, "repeat")
		if i < 0 {
			return value{}, object.UnexpectedKeyword(th, "product", object.AsStr(kwnames.Items()[0]).String(), []string{"repeat"})
		}
		var err error
		if repeat, err = ssize(th, v); err != nil {
			return value{}, err
		}
		if repeat < 0 {
			return value{}, object.ValueErrorf(th, "repeat argument cannot be negative")
		}
		args = args[:len(args)-1]
	}
	n := len(args)
	if repeat == 0 {
		n = 0
	} else if n > 0 && repeat > 1<<60/n {
		return value{}, object.OverflowErrorf(th, "repeat argument too large")
	} else if err := object.CheckAlloc(th, n*repeat, 64); err != nil {
		return value{}, err
	}
	pools := make([][]value, n*repeat)
	for i := 0; i < n; i++ {
		p, err := pool(th, args[i])
		if err != nil {
			return value{}, err
		}
		for j := i; j < len(pools); j += n {
			pools[j] = p
		}
	}
	v := t.New()
	x := (*product)(v.Ptr())
	x.pools, x.indices = pools, make([]int, len(pools))
	return v, nil
}

func productNext(th *thread, self value) (value, error) {
	x := (*product)(self.Ptr())
	x.Lock()
	defer x.Unlock()
	if x.stopped {
		return value{}, nil
	}
	if !x.started {
		x.started = true
		for _, p := range x.pools {
			if len(p) == 0 {
				x.stopped = true
				return value{}, nil
			}
		}
	} else {
		i := len(x.pools) - 1
		for ; i >= 0; i-- {
			if x.indices[i]++; x.indices[i] < len(x.pools[i]) {
				break
			}
			x.indices[i] = 0
		}
		if i < 0 {
			x.stopped = true
			return value{}, nil
		}
	}
	var room [maxRoom]value
	w := room[:0]
	for i, p := range x.pools {
		w = append(w, p[x.indices[i]])
	}
	return th.TupleCopy(w).Value(), nil
}

// maxRoom is the number of items up to which a tuple is put together on the stack.
const maxRoom = 8

// productPair is productNext for two pools, without a tuple.
func productPair(th *thread, self value) (a, b value, ok bool, err error) {
	x := (*product)(self.Ptr())
	x.Lock()
	defer x.Unlock()
	if len(x.pools) != 2 || !x.started || x.stopped {
		return
	}
	i, j := x.indices[0], x.indices[1]+1
	if j == len(x.pools[1]) {
		i, j = i+1, 0
		if i == len(x.pools[0]) {
			return
		}
	}
	x.indices[0], x.indices[1] = i, j
	return x.pools[0][i], x.pools[1][j], true, nil
}

// combinatoric is a permutations, combinations or combinations_with_replacement object.
type combinatoric struct {
	header
	pool    []value
	indices []int
	cycles  []int // permutations only
	r       int
	started bool
	stopped bool
}

func combinatoricSizeof(th *thread, args []value) (value, error) {
	x := (*combinatoric)(args[0].Ptr())
	return object.Int(int64(unsafe.Sizeof(*x)) + 8*int64(len(x.indices)+len(x.cycles))), nil
}

// combinatoricSpec describes a type whose objects step brings to the next selection; it reports false after the last one.
func combinatoricSpec(t *object.Type, sig, doc string, new func(th *thread, t *object.Type, args []value) (value, error), step func(x *combinatoric) bool) object.TypeSpec {
	next := func(th *thread, self value) (value, error) {
		x := (*combinatoric)(self.Ptr())
		x.Lock()
		defer x.Unlock()
		if x.stopped || x.started && !step(x) {
			x.stopped = true
			return value{}, nil
		}
		x.started = true
		return x.take(th), nil
	}
	return iterSpec(t, object.LayoutOf[combinatoric](), sig, doc, bound(t.Name, sig, new), next,
		object.Method{Name: "__sizeof__", Sig: "(self, /)", Doc: sizeofDoc, Fn: combinatoricSizeof})
}

// newCombinatoric makes an object with indices 0, 1, ..., k-1.
func newCombinatoric(t *object.Type, items []value, r, k int, stopped bool) *combinatoric {
	x := (*combinatoric)(t.New().Ptr())
	x.pool, x.r, x.stopped = items, r, stopped
	if !stopped {
		x.indices = make([]int, k)
		for i := range x.indices {
			x.indices[i] = i
		}
	}
	return x
}

// poolAndSize reads the arguments iterable and r.
func poolAndSize(th *thread, a []value) (items []value, r int, err error) {
	if r, err = ssize(th, a[1]); err != nil {
		return nil, 0, err
	}
	if items, err = pool(th, a[0]); err != nil {
		return nil, 0, err
	}
	if r < 0 {
		err = object.ValueErrorf(th, "r must be non-negative")
	}
	return items, r, err
}

// size converts the argument r.
func size(th *thread, v value) (int, error) {
	r, err := ssize(th, v)
	if err == nil && r < 0 {
		err = object.ValueErrorf(th, "r must be non-negative")
	}
	return r, err
}

// take returns the tuple that the first r indices select.
func (x *combinatoric) take(th *thread) value {
	var room [maxRoom]value
	w := room[:0]
	for _, p := range x.indices[:x.r] {
		w = append(w, x.pool[p])
	}
	return th.TupleCopy(w).Value()
}

func combinationsSpec() object.TypeSpec {
	return combinatoricSpec(combinationsType, "(iterable, r)",
		"Return successive r-length combinations of elements in the iterable.\n\ncombinations(range(4), 3) --> (0,1,2), (0,1,3), (0,2,3), (1,2,3)",
		func(th *thread, t *object.Type, a []value) (value, error) {
			items, r, err := poolAndSize(th, a)
			if err != nil {
				return value{}, err
			}
			return object.FromPtr(unsafe.Pointer(newCombinatoric(t, items, r, r, r > len(items)))), nil
		}, combinationsStep)
}

func combinationsStep(x *combinatoric) bool {
	n := len(x.pool)
	i := x.r - 1
	for i >= 0 && x.indices[i] == i+n-x.r {
		i--
	}
	if i < 0 {
		return false
	}
	x.indices[i]++
	for j := i + 1; j < x.r; j++ {
		x.indices[j] = x.indices[j-1] + 1
	}
	return true
}

func combinationsWithReplacementSpec() object.TypeSpec {
	return combinatoricSpec(combinationsWithReplacementType, "(iterable, r)",
		"Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.\n\ncombinations_with_replacement('ABC', 2) --> ('A','A'), ('A','B'), ('A','C'), ('B','B'), ('B','C'), ('C','C')",
		func(th *thread, t *object.Type, a []value) (value, error) {
			items, r, err := poolAndSize(th, a)
			if err != nil {
				return value{}, err
			}
			if err := object.CheckAlloc(th, r, 64); err != nil {
				return value{}, err
			}
			x := newCombinatoric(t, items, r, r, len(items) == 0 && r > 0)
			clear(x.indices)
			return object.FromPtr(unsafe.Pointer(x)), nil
		}, combinationsWithReplacementStep)
}

func combinationsWithReplacementStep(x *combinatoric) bool {
	n := len(x.pool)
	i := x.r - 1
	for i >= 0 && x.indices[i] == n-1 {
		i--
	}
	if i < 0 {
		return false
	}
	k := x.indices[i] + 1
	for j := i; j < x.r; j++ {
		x.indices[j] = k
	}
	return true
}

func permutationsSpec() object.TypeSpec {
	return combinatoricSpec(permutationsType, "(iterable, r=None)",
		"Return successive r-length permutations of elements in the iterable.\n\npermutations(range(3), 2) --> (0,1), (0,2), (1,0), (1,2), (2,0), (2,1)",
		func(th *thread, t *object.Type, a []value) (value, error) {
			items, err := pool(th, a[0])
			if err != nil {
				return value{}, err
			}
			n := len(items)
			r := n
			if !isNone(a[1]) {
				if !object.IsInt(a[1]) {
					return value{}, object.TypeErrorf(th, "Expected int as r")
				}
				if r, err = size(th, a[1]); err != nil {
					return value{}, err
				}
			}
			x := newCombinatoric(t, items, r, n, r > n)
			if !x.stopped {
				x.cycles = make([]int, r)
				for i := range x.cycles {
					x.cycles[i] = n - i
				}
			}
			return object.FromPtr(unsafe.Pointer(x)), nil
		}, permutationsStep)
}

func permutationsStep(x *combinatoric) bool {
	n := len(x.pool)
	for i := x.r - 1; i >= 0; i-- {
		if x.cycles[i]--; x.cycles[i] == 0 {
			// Rotate indices[i:] left by one.
			first := x.indices[i]
			for j := i; j < n-1; j++ { // copy() of a few has a high fixed price
				x.indices[j] = x.indices[j+1]
			}
			x.indices[n-1] = first
			x.cycles[i] = n - i
			continue
		}
		j := n - x.cycles[i]
		x.indices[i], x.indices[j] = x.indices[j], x.indices[i]
		return true
	}
	return false
}
