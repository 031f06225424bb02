// This file implements the heap queue functions.

// Package heapq is the native module _heapq.
//
// Each function holds the list's lock, except while a comparison runs that may run Python code. So with items whose comparison
// does not, the functions are atomic; with others threads may disturb the order of a heap they share, but no item is lost.
package heapq

import (
	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	about := "Heap queues\n\nA heap is a list in which heap[k] <= heap[2*k+1] and heap[k] <= heap[2*k+2] for all k, counting\nfrom 0. The smallest item of a heap is therefore heap[0], and the functions keep it so. Read as a\nbinary tree, where the children of k are 2*k+1 and 2*k+2, every node is at most as large as its\nchildren. The functions ending in _max keep the largest item first instead."
	return object.ModuleSpec{
		Name: "_heapq",
		Doc:  "Heap queue algorithm (a.k.a. priority queue).\n\nheappush adds an item to a heap and heappop takes the smallest one; heapify makes a heap of a list\nin linear time; heappushpop and heapreplace do both steps in one.",
		Methods: []object.Method{
			{Name: "heappush", Sig: "(heap, item, /)", Fn: heapqHeappush, Doc: "Push item onto heap, maintaining the heap invariant."},
			{Name: "heappushpop", Sig: "(heap, item, /)", Fn: heapqHeappushpop, Doc: "Push item on the heap, then pop and return the smallest item from the heap.\n\nThe combined action runs more efficiently than heappush() followed by\na separate call to heappop()."},
			{Name: "heappop", Sig: "(heap, /)", Fn: heapqHeappop, Doc: "Pop the smallest item off the heap, maintaining the heap invariant."},
			{Name: "heapreplace", Sig: "(heap, item, /)", Fn: heapqHeapreplace, Doc: "Pop and return the current smallest value, and add the new item.\n\nThis is more efficient than heappop() followed by heappush(), and can be\nmore appropriate when using a fixed-size heap.  Note that the value\nreturned may be larger than item!"},
			{Name: "heapify", Sig: "(heap, /)", Fn: heapqHeapify, Doc: "Transform list into a heap, in-place, in O(len(heap)) time."},
			{Name: "heappush_max", Sig: "(heap, item, /)", Fn: heapqHeappushMax, Doc: "Push item onto max heap, maintaining the heap invariant."},
			{Name: "heappushpop_max", Sig: "(heap, item, /)", Fn: heapqHeappushpopMax, Doc: "Maxheap variant of heappushpop.\n\nThe combined action runs more efficiently than heappush_max() followed by\na separate call to heappop_max()."},
			{Name: "heappop_max", Sig: "(heap, /)", Fn: heapqHeappopMax, Doc: "Maxheap variant of heappop."},
			{Name: "heapreplace_max", Sig: "(heap, item, /)", Fn: heapqHeapreplaceMax, Doc: "Maxheap variant of heapreplace."},
			{Name: "heapify_max", Sig: "(heap, /)", Fn: heapqHeapifyMax, Doc: "Maxheap variant of heapify."},
		},
		Exec: func(th *thread, m *object.Module) error {
			m.Dict().SetName("__about__", object.NewStr(about))
			return nil
		},
	}
}

// heap is a list being worked on; its lock is held by the functions below but for the time of a comparison.
type heap struct {
	th   *thread
	l    *object.List
	max  bool
	size int
}

func open(th *thread, args []value, name string, max bool) (*heap, error) {
	if !object.IsList(args[0]) {
		if len(args) == 1 {
			return nil, object.TypeErrorf(th, "%s() argument must be list, not %s", name, object.ArgTypeName(args[0]))
		}
		return nil, object.TypeErrorf(th, "%s() argument 1 must be list, not %s", name, object.ArgTypeName(args[0]))
	}
	h := &heap{th: th, l: object.AsList(args[0]), max: max}
	h.l.Lock()
	return h, nil
}

func empty(th *thread) error { return object.IndexErrorf(th, "index out of range") }

// less compares in the heap's order. It may give up the lock meanwhile; then it raises RuntimeError if the length changed.
func (h *heap) less(a, b value) (bool, error) {
	if h.max {
		a, b = b, a
	}
	if lt, ok := object.PlainLess(a, b); ok {
		return lt, nil
	}
	h.l.Unlock()
	lt, err := object.CompareBool(h.th, a, b, object.CmpLT)
	h.l.Lock()
	if err == nil && len(h.l.ItemsLocked()) != h.size {
		err = object.RuntimeErrorf(h.th, "list changed size during iteration")
	}
	return lt, err
}

func (h *heap) swap(i, j int) {
	items := h.l.ItemsLocked()
	x, y := items[i], items[j]
	object.StoreSlot(&items[i], y)
	object.StoreSlot(&items[j], x)
}

// siftdown moves the item at pos towards start until its parent is not greater.
func (h *heap) siftdown(start, pos int) error {
	h.size = len(h.l.ItemsLocked())
	for pos > start {
		parent := (pos - 1) >> 1
		items := h.l.ItemsLocked()
		lt, err := h.less(items[pos], items[parent])
		if err != nil || !lt {
			return err
		}
		h.swap(pos, parent)
		pos = parent
	}
	return nil
}

// siftup moves the smaller child up until a leaf, then the item that was at pos back down to its place.
func (h *heap) siftup(pos int) error {
	h.size = len(h.l.ItemsLocked())
	start, end := pos, h.size
	for limit := end >> 1; pos < limit; {
		child := 2*pos + 1
		if child+1 < end {
			items := h.l.ItemsLocked()
			lt, err := h.less(items[child], items[child+1])
			if err != nil {
				return err
			}
			if !lt {
				child++
			}
		}
		h.swap(child, pos)
		pos = child
	}
	return h.siftdown(start, pos)
}

func push(th *thread, args []value, name string, max bool) (value, error) {
	h, err := open(th, args, name, max)
	if err != nil {
		return value{}, err
	}
	defer h.l.Unlock()
	h.l.AppendLocked(args[1])
	return object.None, h.siftdown(0, len(h.l.ItemsLocked())-1)
}

func pop(th *thread, args []value, name string, max bool) (value, error) {
	h, err := open(th, args, name, max)
	if err != nil {
		return value{}, err
	}
	defer h.l.Unlock()
	items := h.l.ItemsLocked()
	n := len(items)
	if n == 0 {
		return value{}, empty(th)
	}
	last := items[n-1]
	h.l.TruncateLocked(n - 1)
	if n == 1 {
		return last, nil
	}
	items = h.l.ItemsLocked()
	top := items[0]
	object.StoreSlot(&items[0], last)
	return top, h.siftup(0)
}

func replace(th *thread, args []value, name string, max bool) (value, error) {
	h, err := open(th, args, name, max)
	if err != nil {
		return value{}, err
	}
	defer h.l.Unlock()
	items := h.l.ItemsLocked()
	if len(items) == 0 {
		return value{}, empty(th)
	}
	top := items[0]
	object.StoreSlot(&items[0], args[1])
	return top, h.siftup(0)
}

func pushpop(th *thread, args []value, name string, max bool) (value, error) {
	h, err := open(th, args, name, max)
	if err != nil {
		return value{}, err
	}
	defer h.l.Unlock()
	items := h.l.ItemsLocked()
	if len(items) == 0 {
		return args[1], nil
	}
	h.size = len(items)
	item := args[1]
	lt, err := h.less(items[0], item)
	if err != nil {
		if object.IsErr(err, object.RuntimeErrorType) && len(h.l.ItemsLocked()) == 0 {
			err = empty(th)
		}
		return value{}, err
	}
	if !lt {
		return item, nil
	}
	items = h.l.ItemsLocked()
	top := items[0]
	object.StoreSlot(&items[0], item)
	return top, h.siftup(0)
}

func heapify(th *thread, args []value, name string, max bool) (value, error) {
	h, err := open(th, args, name, max)
	if err != nil {
		return value{}, err
	}
	defer h.l.Unlock()
	for i := len(h.l.ItemsLocked())>>1 - 1; i >= 0; i-- {
		if err := h.siftup(i); err != nil {
			return value{}, err
		}
	}
	return object.None, nil
}

func heapqHeappush(th *thread, args []value) (value, error) { return push(th, args, "heappush", false) }

func heapqHeappushpop(th *thread, args []value) (value, error) {
	return pushpop(th, args, "heappushpop", false)
}

func heapqHeappop(th *thread, args []value) (value, error) { return pop(th, args, "heappop", false) }

func heapqHeapreplace(th *thread, args []value) (value, error) {
	return replace(th, args, "heapreplace", false)
}

func heapqHeapify(th *thread, args []value) (value, error) {
	return heapify(th, args, "heapify", false)
}

func heapqHeappushMax(th *thread, args []value) (value, error) {
	return push(th, args, "heappush_max", true)
}

func heapqHeappushpopMax(th *thread, args []value) (value, error) {
	return pushpop(th, args, "heappushpop_max", true)
}

func heapqHeappopMax(th *thread, args []value) (value, error) {
	return pop(th, args, "heappop_max", true)
}

func heapqHeapreplaceMax(th *thread, args []value) (value, error) {
	return replace(th, args, "heapreplace_max", true)
}

func heapqHeapifyMax(th *thread, args []value) (value, error) {
	return heapify(th, args, "heapify_max", true)
}
