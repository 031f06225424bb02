// Package weakref is the native module _weakref (Library Reference, "weakref"). The types are in package object, weakref.go.
package weakref

// This file implements the module.

import "weft/internal/object"

type (
	value  = object.Value
	thread = object.Thread
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_weakref",
		Doc:  "Weak-reference support module.",
		Methods: []object.Method{
			{Name: "getweakrefcount", Fn: func(th *thread, a []value) (value, error) {
				return object.SmallInt(int64(len(object.WeakRefs(a[0])))), nil
			}, Sig: "(object, /)", Doc: "Return the number of weak references to the object."},
			{Name: "getweakrefs", Fn: func(th *thread, a []value) (value, error) {
				return object.NewList(object.WeakRefs(a[0])).Value(), nil
			}, Sig: "(object, /)", Doc: "Return a list of all weak reference objects that refer to the object."},
			{Name: "proxy", Fn: func(th *thread, a []value) (value, error) { return object.NewWeakProxy(th, a[0], a[1]) }, Sig: "(object, callback=None, /)", Doc: "Create a proxy object that weakly references the object."},
			{Name: "_remove_dead_weakref", Fn: removeDeadWeakref, Sig: "(dct, key, /)", Doc: "Delete the key from the dictionary if its value is a dead weak reference."},
		},
		Exec: func(th *thread, m *object.Module) error {
			d := m.Dict()
			d.SetName("ref", object.WeakRefType.Value())
			d.SetName("ReferenceType", object.WeakRefType.Value())
			d.SetName("ProxyType", object.WeakProxyType.Value())
			d.SetName("CallableProxyType", object.WeakCallProxyType.Value())
			return nil
		},
	}
}

func removeDeadWeakref(th *thread, args []value) (value, error) {
	if !object.IsDict(args[0]) {
		return value{}, object.TypeErrorf(th, "_remove_dead_weakref() argument 1 must be dict, not %s", object.ArgTypeName(args[0]))
	}
	d := object.AsDict(args[0])
	v, err := d.Get(th, args[1])
	if err != nil || v.IsAbsent() {
		return object.None, err
	}
	if !object.IsInstance(v, object.WeakRefType) {
		return value{}, object.TypeErrorf(th, "not a weakref")
	}
	r, err := object.Call(th, v)
	if err == nil && r.Is(object.None) {
		_, err = d.Del(th, args[1])
	}
	return object.None, err
}
