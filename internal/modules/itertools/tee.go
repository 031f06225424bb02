// This file implements tee. The iterators of one tee walk along a chain of nodes; who comes to its end takes the next item
// from the source and appends a node.

package itertools

import (
	"sync/atomic"

	"weft/internal/object"
)

var teeType = &object.Type{Name: "_tee"}

// tee is one of the iterators.
type tee struct {
	header
	at atomic.Pointer[teeNode] // the node of the next item
}

// teeSource is the common source.
type teeSource struct {
	it   value
	busy atomic.Bool // somebody takes an item
}

// teeNode is a place in the chain. next is set, after item, when the item has been taken.
type teeNode struct {
	source *teeSource
	item   value
	next   atomic.Pointer[teeNode]
}

func teeSpec() object.TypeSpec {
	s := iterSpec(teeType, object.LayoutOf[tee](), "(iterable, /)", "Iterator wrapped to make it copyable.",
		positional("_tee", teeType, 1, func(th *thread, t *object.Type, a []value) (value, error) { return teeOf(th, a[0]) }),
		teeNext, object.Method{Name: "__copy__", Sig: "(self, /)", Fn: teeCopy, Doc: "Returns an independent iterator."})
	s.Flags = object.TypeHasWeakref
	return s
}

func newTee(at *teeNode) value {
	v := teeType.New()
	(*tee)(v.Ptr()).at.Store(at)
	return v
}

// teeOf makes a tee iterator over an iterable.
func teeOf(th *thread, iterable value) (value, error) {
	it, err := object.GetIter(th, iterable)
	if err != nil {
		return value{}, err
	}
	if it.IsExact(teeType) {
		return newTee((*tee)(it.Ptr()).at.Load()), nil
	}
	return newTee(&teeNode{source: &teeSource{it: it}}), nil
}

func teeNext(th *thread, self value) (value, error) {
	x := (*tee)(self.Ptr())
	n := x.at.Load()
	after := n.next.Load()
	if after == nil {
		s := n.source
		if !s.busy.CompareAndSwap(false, true) {
			return value{}, object.RuntimeErrorf(th, "cannot re-enter the tee iterator")
		}
		if after = n.next.Load(); after == nil {
			v, err := next(th, s.it)
			if err != nil || v.IsAbsent() {
				s.busy.Store(false)
				return value{}, err
			}
			n.item = v
			after = &teeNode{source: s}
			n.next.Store(after)
		}
		s.busy.Store(false)
	}
	x.at.Store(after)
	return n.item, nil
}

func teeCopy(th *thread, args []value) (value, error) {
	return newTee((*tee)(args[0].Ptr()).at.Load()), nil
}

// itertoolsTee returns n iterators over the items of an iterable.
func itertoolsTee(th *thread, args []value) (value, error) {
	n := 2
	if !args[1].IsAbsent() {
		var err error
		if n, err = ssize(th, args[1]); err != nil {
			return value{}, err
		}
	}
	if n < 0 {
		return value{}, object.ValueErrorf(th, "n must be >= 0")
	}
	if n == 0 {
		return object.TupleOf(), nil
	}
	if n > 1<<30 {
		return value{}, object.RaiseArgs(th, object.MemoryErrorType)
	}
	it, err := object.GetIter(th, args[0])
	if err != nil {
		return value{}, err
	}
	dup, err := object.GetAttrOpt(th, it, object.Intern("__copy__"))
	if err != nil {
		return value{}, err
	}
	if dup.IsAbsent() || it.IsExact(teeType) {
		if it, err = teeOf(th, it); err != nil {
			return value{}, err
		}
		if dup, err = object.GetAttrName(th, it, "__copy__"); err != nil {
			return value{}, err
		}
	}
	out := make([]value, n)
	out[0] = it
	for i := 1; i < n; i++ {
		if out[i], err = object.Call(th, dup); err != nil {
			return value{}, err
		}
	}
	return object.NewTuple(out).Value(), nil
}
