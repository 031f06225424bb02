// This file implements groupby and its groups.

package itertools

import (
	"weft/internal/object"
)

var (
	groupbyType = &object.Type{Name: "groupby"}
	grouperType = &object.Type{Name: "_grouper"}
)

// groupby: runs of items with equal keys. key and val are of the item taken last, absent when it was given out; target is the
// key of the current group.
type groupby struct {
	header
	it, fn           value
	key, val, target value    // racy slots
	group            *grouper // guarded by the lock: the group that may still give out items
}

// grouper is a group.
type grouper struct {
	header
	parent *groupby
	key    value
}

func groupbySpec() object.TypeSpec {
	spec := iterSpec(groupbyType, object.LayoutOf[groupby](), "(iterable, key=None)",
		"make an iterator that returns consecutive keys and groups from the iterable\n\n  iterable\n    Elements to divide into groups according to the key function.\n  key\n    A function for computing the group category for each element.\n    If the key function is not specified or is None, the element itself\n    is used for grouping.",
		bound("groupby", "(iterable, key=None)", func(th *thread, t *object.Type, a []value) (value, error) {
			it, err := object.GetIter(th, a[0])
			if err != nil {
				return value{}, err
			}
			v := t.New()
			x := (*groupby)(v.Ptr())
			x.it = it
			if !isNone(a[1]) {
				x.fn = a[1]
			}
			return v, nil
		}), groupbyNext)
	spec.NextPair = groupbyPair
	return spec
}

func grouperSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: grouperType, Module: "itertools", Layout: object.LayoutOf[grouper](),
		Slots: slots{
			New: positional("_grouper", grouperType, 2, func(th *thread, t *object.Type, a []value) (value, error) {
				if !object.IsInstance(a[0], groupbyType) {
					return value{}, object.TypeErrorf(th, "_grouper() argument 1 must be itertools.groupby, not %s", object.ArgTypeName(a[0]))
				}
				return newGrouper((*groupby)(a[0].Ptr()), a[1]), nil
			}),
			Iter: self, Next: grouperNext,
		},
	}
}

func newGrouper(x *groupby, key value) value {
	v := grouperType.New()
	g := (*grouper)(v.Ptr())
	g.parent, g.key = x, key
	x.setGroup(g)
	return v
}

func (x *groupby) setGroup(g *grouper) {
	x.Lock()
	x.group = g
	x.Unlock()
}

func (x *groupby) isCurrent(g *grouper) bool {
	x.Lock()
	defer x.Unlock()
	return x.group == g
}

// step takes the next item; more is false at the end.
func (x *groupby) step(th *thread) (more bool, err error) {
	v, err := next(th, x.it)
	if err != nil || v.IsAbsent() {
		return false, err
	}
	key := v
	if !x.fn.IsAbsent() {
		if key, err = object.Call(th, x.fn, v); err != nil {
			return false, err
		}
	}
	object.StoreSlot(&x.val, v)
	object.StoreSlot(&x.key, key)
	return true, nil
}

func groupbyNext(th *thread, self value) (value, error) {
	key, g, _, err := groupbyPair(th, self)
	if err != nil || key.IsAbsent() {
		return value{}, err
	}
	return object.TupleOf(key, g), nil
}

// groupbyPair is groupbyNext without a tuple.
func groupbyPair(th *thread, self value) (key, group value, ok bool, err error) {
	x := (*groupby)(self.Ptr())
	key, err = x.nextKey(th)
	if err != nil || key.IsAbsent() {
		return value{}, value{}, true, err
	}
	return key, newGrouper(x, key), true, nil
}

// nextKey goes to the next group and returns its key, absent at the end.
func (x *groupby) nextKey(th *thread) (value, error) {
	x.setGroup(nil)
	var key value
	for {
		if key = object.LoadSlot(&x.key); !key.IsAbsent() {
			target := object.LoadSlot(&x.target)
			if target.IsAbsent() {
				break
			}
			eq, err := object.EqualOrIs(th, target, key)
			if err != nil {
				return value{}, err
			}
			if !eq {
				break
			}
		}
		if more, err := x.step(th); err != nil || !more {
			return value{}, err
		}
	}
	object.StoreSlot(&x.target, key)
	return key, nil
}

func grouperNext(th *thread, self value) (value, error) {
	g := (*grouper)(self.Ptr())
	x := g.parent
	if !x.isCurrent(g) {
		return value{}, nil
	}
	if object.LoadSlot(&x.val).IsAbsent() {
		if more, err := x.step(th); err != nil || !more {
			return value{}, err
		}
	}
	key := object.LoadSlot(&x.key)
	if key.IsAbsent() {
		return value{}, nil // another thread took the item
	}
	if eq, err := object.EqualOrIs(th, g.key, key); err != nil || !eq {
		return value{}, err
	}
	v := object.LoadSlot(&x.val)
	object.StoreSlot(&x.val, value{})
	object.StoreSlot(&x.key, value{})
	return v, nil
}
