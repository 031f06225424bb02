// This file implements the sort behind list.sort and sorted: the driver, run detection and insertion.

// Package timsort is the stable, adaptive merge sort of CPython 3.14 (natural runs, powersort merge order, galloping),
// over any element type with a comparison that can fail.
//
// The one invariant: at every call of less, and when it fails, the slice or the slice together with the sorter's
// temporary memory holds a permutation of the input; after an error the slice itself does. less is asked exactly the
// questions CPython asks, in the same order, so programs that observe comparisons see the same. It may be inconsistent:
// the result is then some permutation.
//
// A sort is owned by one thread. less may run anything, but must not touch the slices being sorted: the caller detaches
// them first, as list.sort empties its list.
package timsort

const (
	// minGallopStart is the number of wins in a row that starts galloping.
	minGallopStart = 7
	// maxMinRun bounds the length up to which short runs are extended; see minRun.
	maxMinRun = 64
	// maxPending suffices for 2**64 elements: powers grow strictly along the stack.
	maxPending = 90
)

// Less reports whether a < b, or fails.
type Less[T any] func(a, b T) (bool, error)

// Sort sorts a. At the first error of less it stops and returns that error, leaving a permutation of the input.
func Sort[T any](a []T, less Less[T]) error {
	if len(a) < 2 {
		return nil
	}
	s := sorter[T, struct{}]{keys: a, less: less}
	return s.sort()
}

// SortPairs sorts keys and moves vals along; the slices have equal length.
func SortPairs[K, V any](keys []K, vals []V, less Less[K]) error {
	if len(keys) < 2 {
		return nil
	}
	s := sorter[K, V]{keys: keys, vals: vals[:len(keys)], paired: true, less: less}
	return s.sort()
}

// Reverse reverses a in place. A stable descending sort is Reverse, Sort, Reverse.
func Reverse[T any](a []T) {
	for i, j := 0, len(a)-1; i < j; i, j = i+1, j-1 {
		a[i], a[j] = a[j], a[i]
	}
}

// run is a sorted stretch on the stack of pending merges.
type run struct {
	base, len int
	power     int // of the boundary to the next run
}

type sorter[K, V any] struct {
	keys   []K
	vals   []V
	paired bool
	less   Less[K]

	minGallop int
	pending   [maxPending]run
	n         int

	tmpKeys []K
	tmpVals []V
}

func (s *sorter[K, V]) sort() error {
	s.minGallop = minGallopStart
	lo, rest := 0, len(s.keys)
	minrun := minRun(rest)
	for rest > 0 {
		n, err := s.countRun(lo, rest)
		if err != nil {
			return err
		}
		if n < minrun {
			force := min(rest, minrun)
			if err := s.binarySort(lo, force, n); err != nil {
				return err
			}
			n = force
		}
		if err := s.foundNewRun(n); err != nil {
			return err
		}
		s.pending[s.n] = run{base: lo, len: n}
		s.n++
		lo += n
		rest -= n
	}
	return s.forceCollapse()
}

// minRun returns n when small, else k in maxMinRun/2..maxMinRun such that n/k is close to, but at most, a power of two.
func minRun(n int) int {
	r := 0
	for n >= maxMinRun {
		r |= n & 1
		n >>= 1
	}
	return n + r
}

func (s *sorter[K, V]) reverse(lo, n int) {
	Reverse(s.keys[lo : lo+n])
	if s.paired {
		Reverse(s.vals[lo : lo+n])
	}
}

// countRun finds the run at lo, n elements remaining, and makes it ascending. A descending run may contain equal
// elements: each stretch of them is reversed when it ends, so that reversing the whole run restores their order.
func (s *sorter[K, V]) countRun(lo, remaining int) (int, error) {
	a := s.keys[lo : lo+remaining]
	n := 1
	for ; n < remaining; n++ {
		lt, err := s.less(a[n], a[n-1])
		if err != nil {
			return 0, err
		}
		if lt {
			break
		}
	}
	if n == remaining {
		return n, nil
	}
	if n > 1 {
		// a[0] <= ... <= a[n-1] > a[n]: ascending, unless they are all equal.
		lt, err := s.less(a[0], a[n-1])
		if err != nil {
			return 0, err
		}
		if lt {
			return n, nil
		}
		s.reverse(lo, n)
	}
	n++
	equal := 0 // how many at the end equal their predecessor
	flip := func() {
		if equal > 0 {
			s.reverse(lo+n-equal-1, equal+1)
			equal = 0
		}
	}
	for ; n < remaining; n++ {
		lt, err := s.less(a[n], a[n-1])
		if err != nil {
			return 0, err
		}
		if lt {
			flip()
			continue
		}
		gt, err := s.less(a[n-1], a[n])
		if err != nil {
			return 0, err
		}
		if gt {
			break
		}
		equal++
	}
	flip()
	s.reverse(lo, n)
	for ; n < remaining; n++ {
		lt, err := s.less(a[n], a[n-1])
		if err != nil {
			return 0, err
		}
		if lt {
			break
		}
	}
	return n, nil
}

// binarySort sorts n elements at lo of which the first ok are sorted, by binary insertion.
func (s *sorter[K, V]) binarySort(lo, n, ok int) error {
	a := s.keys[lo : lo+n]
	for ; ok < n; ok++ {
		l, r := 0, ok
		pivot := a[ok]
		for l < r {
			m := int(uint(l+r) >> 1)
			lt, err := s.less(pivot, a[m])
			if err != nil {
				return err
			}
			if lt {
				r = m
			} else {
				l = m + 1
			}
		}
		copy(a[l+1:ok+1], a[l:ok])
		a[l] = pivot
		if s.paired {
			v := s.vals[lo : lo+n]
			pv := v[ok]
			copy(v[l+1:ok+1], v[l:ok])
			v[l] = pv
		}
	}
	return nil
}
