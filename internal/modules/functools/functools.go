// This file implements the module's table, reduce and cmp_to_key.

// Package functools is the native module _functools: partial, reduce, cmp_to_key and the wrapper behind lru_cache.
//
// Objects are immutable after construction, or publish what changes as one pointer; the cache's list of links is guarded by the
// wrapper's object lock.
package functools

import (
	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_functools",
		Doc:  "Tools that operate on functions.",
		Methods: []object.Method{
			{Name: "cmp_to_key", Sig: "(mycmp)", Fn: functoolsCmpToKey, Doc: "Convert a cmp= function into a key= function.\n\n  mycmp\n    Function that compares two objects."},
			{Name: "reduce", Sig: "(function, iterable, /, initial=<unrepresentable>)", Fn: functoolsReduce, Doc: "Apply a function of two arguments cumulatively to the items of an iterable, from left to right.\n\nThis effectively reduces the iterable to a single value.  If initial is present,\nit is placed before the items of the iterable in the calculation, and serves as\na default when the iterable is empty.\n\nFor example, reduce(lambda x, y: x+y, [1, 2, 3, 4, 5])\ncalculates ((((1 + 2) + 3) + 4) + 5)."},
		},
		Types: []object.TypeSpec{placeholderSpec(), partialSpec(), lruCacheSpec()},
		Exec: func(th *thread, m *object.Module) error {
			s := keyWrapperSpec()
			object.ReadyType(&s)
			m.Dict().SetName("Placeholder", placeholder(th))
			return nil
		},
	}
}

func functoolsReduce(th *thread, args []value) (value, error) {
	f, acc := args[0], args[2]
	it, err := object.GetIter(th, args[1])
	if err != nil {
		if object.IsErr(err, object.TypeErrorType) {
			err = object.TypeErrorf(th, "reduce() arg 2 must support iteration")
		}
		return value{}, err
	}
	next := it.Type().Slots().Next
	for {
		x, err := next(th, it)
		if err != nil {
			return value{}, err
		}
		if x.IsAbsent() {
			break
		}
		if acc.IsAbsent() {
			acc = x
		} else if acc, err = object.Call(th, f, acc, x); err != nil {
			return value{}, err
		}
	}
	if acc.IsAbsent() {
		return value{}, object.TypeErrorf(th, "reduce() of empty iterable with no initial value")
	}
	return acc, nil
}

var keyWrapperType = &object.Type{Name: "KeyWrapper"}

// keyWrapper is what cmp_to_key returns, and what that makes of an object.
type keyWrapper struct {
	object.Header
	cmp value
	obj value // racy slot; absent in the function itself
}

func keyWrapperSpec() object.TypeSpec {
	return object.TypeSpec{
		Type:   keyWrapperType,
		Module: "functools",
		Flags:  object.TypeNoInstantiate,
		Layout: object.LayoutOf[keyWrapper](),
		NoHash: true,
		Slots:  object.Slots{Call: keyWrapperCall, Compare: keyWrapperCompare},
		GetSets: []object.GetSet{
			{Name: "__text_signature__", Get: func(th *thread, self value) (value, error) { return object.NewASCII("(obj)"), nil }},
			{Name: "obj", Doc: "Value wrapped by a key function.", Get: func(th *thread, self value) (value, error) {
				if v := object.LoadSlot(&(*keyWrapper)(self.Ptr()).obj); !v.IsAbsent() {
					return v, nil
				}
				return object.None, nil
			}, Set: func(th *thread, self, val value) error {
				object.StoreSlot(&(*keyWrapper)(self.Ptr()).obj, val)
				return nil
			}},
		},
	}
}

func functoolsCmpToKey(th *thread, args []value) (value, error) {
	v := keyWrapperType.New()
	(*keyWrapper)(v.Ptr()).cmp = args[0]
	return v, nil
}

func keyWrapperCall(th *thread, self value, args []value, kwnames *object.Tuple) (value, error) {
	if len(args) != 1 {
		if len(args) == 0 {
			return value{}, object.TypeErrorf(th, "K() missing required argument 'obj' (pos 1)")
		}
		return value{}, object.TypeErrorf(th, "K() takes at most 1 argument (%d given)", len(args))
	}
	if kwnames.Len() == 1 && object.AsStr(kwnames.Items()[0]).String() != "obj" {
		return value{}, object.TypeErrorf(th, "K() missing required argument 'obj' (pos 1)")
	}
	v := keyWrapperType.New()
	k := (*keyWrapper)(v.Ptr())
	k.cmp, k.obj = (*keyWrapper)(self.Ptr()).cmp, args[0]
	return v, nil
}

func keyWrapperCompare(th *thread, a, b value, op object.CompareOp) (value, error) {
	if !b.IsExact(keyWrapperType) {
		return value{}, object.TypeErrorf(th, "other argument must be K instance")
	}
	p, q := (*keyWrapper)(a.Ptr()), (*keyWrapper)(b.Ptr())
	x, y := object.LoadSlot(&p.obj), object.LoadSlot(&q.obj)
	if x.IsAbsent() || y.IsAbsent() {
		return value{}, object.Raise(th, object.AttributeErrorType, "object")
	}
	r, err := object.Call(th, p.cmp, x, y)
	if err != nil {
		return value{}, err
	}
	return object.Compare(th, r, object.SmallInt(0), op)
}
