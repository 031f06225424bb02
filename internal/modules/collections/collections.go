// This file implements the module's table, _count_elements and _tuplegetter.

// Package collections is the native module _collections: what the library's collections package takes from it.
//
// Each type guards its state by the object's lock; no Python code runs under it.
package collections

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
		Name: "_collections",
		Doc:  "High performance data structures.\n- deque:        ordered collection accessible from endpoints only\n- defaultdict:  dict subclass with a default value factory",
		Methods: []object.Method{
			{Name: "_count_elements", Sig: "(mapping, iterable, /)", Fn: collectionsCountElements, Doc: "Count elements in the iterable, updating the mapping"},
		},
		Types: []object.TypeSpec{
			dequeSpec(),
			dequeIterSpec(dequeIterType, dequeIterNext, dequeIterNew),
			dequeIterSpec(dequeReverseIterType, dequeReverseIterNext, dequeReverseIterNew),
			defaultdictSpec(),
			orderedDictSpec(),
			tuplegetterSpec(),
		},
		Exec: func(th *thread, m *object.Module) error {
			for _, s := range odictHiddenSpecs() {
				object.ReadyType(&s)
			}
			return nil
		},
	}
}

var nmGet, nmSetitem = object.Intern("get"), object.Intern("__setitem__")

// countOne adds one to the small int that d holds for x, or has none for, in one step; it reports false if d holds something else.
func countOne(th *thread, d *object.Dict, x value) (counted bool, err error) {
	h, err := object.Hash(th, x)
	if err != nil {
		return false, err
	}
	_, err = d.UpdateHash(th, x, h, func(old value) value {
		counted = true
		switch {
		case old.IsAbsent():
			return object.SmallInt(1)
		case old.IsInt() && old.Int() < object.MaxSmallInt:
			return object.SmallInt(old.Int() + 1)
		}
		counted = false
		return old
	})
	return counted, err
}

// collectionsCountElements adds to mapping the number of times each item of iterable occurs.
func collectionsCountElements(th *thread, args []value) (value, error) {
	m, one := args[0], object.SmallInt(1)
	t := m.Type()
	if object.IsDict(m) && t.Lookup(nmGet).Is(object.DictType.Lookup(nmGet)) && t.Lookup(nmSetitem).Is(object.DictType.Lookup(nmSetitem)) {
		d := object.AsDict(m)
		return object.None, object.IterateNow(th, args[1], func(x value) (bool, error) {
			if object.Multithreaded() {
				counted, err := countOne(th, d, x)
				if err != nil || counted {
					return err == nil, err
				}
			}
			old, err := d.Get(th, x)
			if err != nil {
				return false, err
			}
			n := one
			if !old.IsAbsent() {
				if old.IsInt() && old.Int() < object.MaxSmallInt {
					n = object.SmallInt(old.Int() + 1)
				} else if n, err = object.Binary(th, object.OpAdd, old, one); err != nil {
					return false, err
				}
			}
			return true, d.Set(th, x, n)
		})
	}
	get, err := object.GetAttr(th, m, nmGet)
	if err != nil {
		return value{}, err
	}
	return object.None, object.IterateNow(th, args[1], func(x value) (bool, error) {
		old, err := object.Call(th, get, x, object.SmallInt(0))
		if err != nil {
			return false, err
		}
		n, err := object.Binary(th, object.OpAdd, old, one)
		if err != nil {
			return false, err
		}
		return true, object.SetItem(th, m, x, n)
	})
}

var tuplegetterType = &object.Type{Name: "_tuplegetter"}

// tuplegetter is the descriptor of a field of a named tuple.
type tuplegetter struct {
	object.Header
	index int
	doc   value // racy slot
}

func tuplegetterSpec() object.TypeSpec {
	return object.TypeSpec{
		Type:   tuplegetterType,
		Module: "collections",
		Layout: object.LayoutOf[tuplegetter](),
		Slots: object.Slots{
			New: tuplegetterNew, Repr: tuplegetterRepr, DescrGet: tuplegetterGet, DescrSet: tuplegetterSet,
		},
		GetSets: []object.GetSet{
			{Name: "__doc__", Get: func(th *thread, self value) (value, error) {
				return object.LoadSlot(&(*tuplegetter)(self.Ptr()).doc), nil
			}, Set: func(th *thread, self, val value) error {
				if val.IsAbsent() {
					val = object.None
				}
				object.StoreSlot(&(*tuplegetter)(self.Ptr()).doc, val)
				return nil
			}},
		},
		Methods: []object.Method{
			{Name: "__reduce__", Sig: "(self, /)", Fn: tuplegetterReduce},
		},
	}
}

func tuplegetterNew(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
	if err := object.NoKw(th, "_tuplegetter", kwnames); err != nil {
		return value{}, err
	}
	if len(args) != 2 {
		return value{}, object.TypeErrorf(th, "_tuplegetter expected 2 arguments, got %d", len(args))
	}
	i, err := object.AsIndex(th, args[0], object.OverflowErrorType)
	if err != nil {
		return value{}, err
	}
	v := t.New()
	g := (*tuplegetter)(v.Ptr())
	g.index, g.doc = i, args[1]
	return v, nil
}

func tuplegetterRepr(th *thread, self value) (value, error) {
	g := (*tuplegetter)(self.Ptr())
	doc, err := object.ReprString(th, object.LoadSlot(&g.doc))
	if err != nil {
		return value{}, err
	}
	n, err := object.ReprString(th, object.Int(int64(g.index)))
	return object.NewStr("_tuplegetter(" + n + ", " + doc + ")"), err
}

func tuplegetterGet(th *thread, self, obj, typ value) (value, error) {
	g := (*tuplegetter)(self.Ptr())
	if obj.IsAbsent() {
		return self, nil
	}
	if !object.IsTuple(obj) {
		if obj.Is(object.None) {
			return self, nil
		}
		return value{}, object.TypeErrorf(th, "descriptor for index '%d' for tuple subclasses doesn't apply to '%s' object", g.index, obj.Type().DisplayName())
	}
	items := object.AsTuple(obj).Items()
	if uint(g.index) >= uint(len(items)) {
		return value{}, object.IndexErrorf(th, "tuple index out of range")
	}
	return items[g.index], nil
}

func tuplegetterSet(th *thread, self, obj, val value) error {
	if val.IsAbsent() {
		return object.Raise(th, object.AttributeErrorType, "can't delete attribute")
	}
	return object.Raise(th, object.AttributeErrorType, "can't set attribute")
}

func tuplegetterReduce(th *thread, args []value) (value, error) {
	g := (*tuplegetter)(args[0].Ptr())
	return object.TupleOf(tuplegetterType.Value(), object.TupleOf(object.Int(int64(g.index)), object.LoadSlot(&g.doc))), nil
}
