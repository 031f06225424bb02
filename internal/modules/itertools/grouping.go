// This file implements groupby, batched and tee.

package itertools

import (
	"sync"

	"weft/internal/object"
)

var (
	groupbyType = &object.Type{Name: "groupby"}
	grouperType = &object.Type{Name: "_grouper"}
	batchedType = &object.Type{Name: "batched"}
	teeType     = &object.Type{Name: "_tee"}
)

func grouping() []class {
	return []class{
		{t: groupbyType, sig: "(iterable, key=None)", make: makeGroupby, doc: "Return pairs of a key and an iterator over the successive items that have it."},
		{t: grouperType, sig: "(parent, tgtkey, /)", make: func(th *thread, it *iter, args []value) error {
			return object.TypeErrorf(th, "cannot create '_grouper' instances")
		}},
		{t: batchedType, sig: "(iterable, n, *, strict=False)", make: makeBatched, doc: "Return tuples of n successive items; the last may be shorter unless strict."},
		{t: teeType, sig: "(iterable, /)", make: makeTee, doc: "Iterator wrapped to make it copyable.",
			methods: []object.Method{
				{Name: "__copy__", Fn: teeCopy, Sig: "(self, /)", Doc: "Return an independent iterator."},
			}},
	}
}

// group is the state that a groupby and its groups share.
type group struct {
	mu       sync.Mutex
	src, key value
	curKey   value // of cur; absent before the first item
	cur      value // read but not yet returned
	tgtKey   value
	serial   int // of the group being returned
}

// advance reads the next item; false at the end. mu is not held: steps of the shared iterator are ordered by its own lock.
func (g *group) advance(th *thread) (bool, error) {
	v, err := object.Next(th, g.src)
	if err != nil || v.IsAbsent() {
		return false, err
	}
	k := v
	if given(g.key) {
		if k, err = object.Call(th, g.key, v); err != nil {
			return false, err
		}
	}
	g.cur, g.curKey = v, k
	return true, nil
}

func makeGroupby(th *thread, it *iter, args []value) error {
	src, err := iterator(th, args[0])
	if err != nil {
		return err
	}
	g := &group{src: src, key: args[1]}
	it.step = func(th *thread) (value, error) {
		g.serial++
		for {
			if !g.curKey.IsAbsent() {
				if g.tgtKey.IsAbsent() {
					break
				}
				same, err := object.EqualOrIs(th, g.tgtKey, g.curKey)
				if err != nil {
					return value{}, err
				}
				if !same {
					break
				}
			}
			ok, err := g.advance(th)
			if err != nil || !ok {
				return value{}, err
			}
		}
		g.tgtKey = g.curKey
		serial, key := g.serial, g.tgtKey
		sub := grouperType.New()
		asIter(sub).step = func(th *thread) (value, error) {
			if g.serial != serial {
				return value{}, nil
			}
			if g.cur.IsAbsent() {
				ok, err := g.advance(th)
				if err != nil || !ok {
					return value{}, err
				}
			}
			same, err := object.EqualOrIs(th, key, g.curKey)
			if err != nil || !same {
				return value{}, err
			}
			v := g.cur
			g.cur = value{}
			return v, nil
		}
		return object.TupleOf(key, sub), nil
	}
	return nil
}

func makeBatched(th *thread, it *iter, args []value) error {
	n, err := object.AsIndex(th, args[1], object.OverflowErrorType)
	if err != nil {
		return err
	}
	if n < 1 {
		return object.ValueErrorf(th, "n must be at least one")
	}
	strict := false
	if !args[2].IsAbsent() {
		if strict, err = object.IsTrue(th, args[2]); err != nil {
			return err
		}
	}
	src, err := iterator(th, args[0])
	if err != nil {
		return err
	}
	it.step = func(th *thread) (value, error) {
		row := make([]value, 0, min(n, 64))
		for len(row) < n {
			v, err := object.Next(th, src)
			if err != nil {
				return value{}, err
			}
			if v.IsAbsent() {
				if len(row) > 0 && strict {
					return value{}, object.ValueErrorf(th, "batched(): incomplete batch")
				}
				break
			}
			row = append(row, v)
		}
		if len(row) == 0 {
			return value{}, nil
		}
		return object.NewTuple(row).Value(), nil
	}
	return nil
}

// teeNode is a link of the list of items that the iterators of a tee share.
type teeNode struct {
	mu   sync.Mutex
	src  value
	v    value
	next *teeNode
	done bool
	busy bool
}

// get returns the node's item and the next node, reading from the source if nobody has yet; a nil node at the end.
func (n *teeNode) get(th *thread) (value, *teeNode, error) {
	n.mu.Lock()
	if n.busy {
		n.mu.Unlock()
		return value{}, nil, object.RuntimeErrorf(th, "cannot re-enter the tee iterator")
	}
	if n.next != nil || n.done {
		v, next := n.v, n.next
		n.mu.Unlock()
		return v, next, nil
	}
	n.busy = true
	n.mu.Unlock()
	v, err := object.Next(th, n.src)
	n.mu.Lock()
	defer n.mu.Unlock()
	n.busy = false
	switch {
	case err != nil:
		return value{}, nil, err
	case v.IsAbsent():
		n.done = true
		return value{}, nil, nil
	}
	n.v, n.next = v, &teeNode{src: n.src}
	return n.v, n.next, nil
}

// teeAt makes the step of an iterator that stands at a node.
func teeAt(it *iter, n *teeNode) {
	it.tee = n
	it.step = func(th *thread) (value, error) {
		v, next, err := it.tee.get(th)
		if err != nil || next == nil {
			return value{}, err
		}
		it.tee = next
		return v, nil
	}
}

func makeTee(th *thread, it *iter, args []value) error {
	if args[0].IsExact(teeType) {
		teeAt(it, asIter(args[0]).tee)
		return nil
	}
	src, err := iterator(th, args[0])
	if err != nil {
		return err
	}
	teeAt(it, &teeNode{src: src})
	return nil
}

func teeCopy(th *thread, args []value) (value, error) {
	v := teeType.New()
	teeAt(asIter(v), asIter(args[0]).tee)
	return v, nil
}

func itertoolsTee(th *thread, args []value) (value, error) {
	n := 2
	if !args[1].IsAbsent() {
		var err error
		if n, err = object.AsIndex(th, args[1], object.OverflowErrorType); err != nil {
			return value{}, err
		}
	}
	if n < 0 {
		return value{}, object.ValueErrorf(th, "n must be >= 0")
	}
	if n == 0 {
		return object.TupleOf(), nil
	}
	first := teeType.New()
	if err := makeTee(th, asIter(first), args); err != nil {
		return value{}, err
	}
	out := make([]value, n)
	out[0] = first
	for i := 1; i < n; i++ {
		v, err := teeCopy(th, out[:1])
		if err != nil {
			return value{}, err
		}
		out[i] = v
	}
	return object.NewTuple(out).Value(), nil
}
