// This file implements threading._dangling, the weak set of all Thread objects, without the price of a weak reference with a callback for
// each: a Thread that is made is only noted, by a weak pointer, and gets its place in the set when somebody looks at the set.
//
// To look is to read the attribute data, which all methods of WeakSet do: the object's class is a subclass of WeakSet in which that is a property.

package thread

import (
	"sync"
	"weak"

	"weft/internal/object"
)

// dangling is what is noted. typ and version say which class the set has, as long as it is that.
type dangling struct {
	set     value
	typ     *object.Type
	version uint32

	mu     sync.Mutex
	noted  []weak.Pointer[object.Header] // guarded by mu; alive, or gone since the list was last cleaned
	enough int                           // guarded by mu; the length at which it is cleaned
}

const minNoted = 512

// newDangling prepares set, a new WeakSet; nil: that cannot be done.
func newDangling(th *thread, set value) *dangling {
	d := &dangling{set: set, enough: minNoted}
	data := object.Intern("data")
	fields := func(th *thread, self value) (*object.Dict, error) {
		v, err := object.GetAttrName(th, self, "__dict__")
		if err == nil && !object.IsDict(v) {
			err = object.TypeErrorf(th, "__dict__ must be a dictionary")
		}
		if err != nil {
			return nil, err
		}
		return object.AsDict(v), nil
	}
	get := object.NewNative("data", "(self)", func(th *thread, a []value) (value, error) {
		m, err := fields(th, a[0])
		if err != nil {
			return value{}, err
		}
		v := m.GetStr(data)
		if v.IsAbsent() {
			return value{}, object.Raise(th, object.AttributeErrorType, "'WeakSet' object has no attribute 'data'")
		}
		if a[0].Is(d.set) {
			err = d.flush(th, v)
		}
		return v, err
	})
	put := object.NewNative("data", "(self, value)", func(th *thread, a []value) (value, error) {
		m, err := fields(th, a[0])
		if err == nil {
			m.SetStr(data, a[1])
			if a[0].Is(d.set) {
				d.take()
			}
		}
		return object.None, err
	})
	prop, err := object.Call(th, object.PropertyType.Value(), get, put)
	if err != nil {
		return nil
	}
	ns := object.NewDict()
	ns.SetStr(data, prop)
	if d.typ, err = object.NewClass(th, "_weakrefset", "WeakSet", []*object.Type{set.Type()}, ns); err != nil {
		return nil
	}
	if object.SetAttr(th, set, object.Intern("__class__"), d.typ.Value()) != nil {
		return nil
	}
	d.version = d.typ.Version()
	return d
}

// usable reports whether the set is still what it was.
func (d *dangling) usable() bool { return d.set.Header().Type() == d.typ && d.typ.VersionIs(d.version) }

// add adds a new Thread to the set.
func (d *dangling) add(t value) {
	w := weak.Make(t.Header())
	d.mu.Lock()
	if len(d.noted) >= d.enough {
		n := 0
		for _, x := range d.noted {
			if x.Value() != nil {
				d.noted[n] = x
				n++
			}
		}
		clear(d.noted[n:])
		d.noted = d.noted[:n]
		d.enough = max(minNoted, 2*n)
	}
	d.noted = append(d.noted, w)
	d.mu.Unlock()
}

// take returns what is noted, and forgets it.
func (d *dangling) take() []weak.Pointer[object.Header] {
	d.mu.Lock()
	defer d.mu.Unlock()
	noted := d.noted
	d.noted, d.enough = nil, minNoted
	return noted
}

// flush adds what is noted to data, the set's references.
func (d *dangling) flush(th *thread, data value) error {
	noted := d.take()
	if len(noted) == 0 || !object.IsSet(data) {
		return nil
	}
	remove, err := object.GetAttrName(th, d.set, "_remove")
	if err != nil {
		return err
	}
	for _, w := range noted {
		h := w.Value()
		if h == nil {
			continue
		}
		ref, err := object.NewWeakRef(th, object.WeakRefType, h.Value(), remove)
		if err == nil {
			err = object.AsSet(data).Add(th, ref)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
