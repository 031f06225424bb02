// Package abc is the native module _abc (Library Reference, "abc"): what ABCMeta does, in Go.
//
// Invariant: what a class remembers about other classes is in its _abc_impl object, whose parts are each safe to read and
// change from any thread; Python code runs between them, never under a lock. Start reading at abcSubclasscheck.
package abc

// This file implements the module.

import (
	"sync/atomic"
	"unsafe"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

var dataType = &object.Type{Name: "_abc_data"}

// data is the _abc_impl of a class.
type data struct {
	object.Header
	registry, cache, negative weakSet
	negativeVersion           atomic.Uint64
}

// state is the module's: the number of registrations so far, which outdates negative caches.
type state struct{ counter atomic.Uint64 }

type stateKey struct{}

func counter(th *thread) *atomic.Uint64 {
	return &th.Rt.State(stateKey{}, func() any { return new(state) }).(*state).counter
}

var (
	nameImpl          = object.Intern("_abc_impl")
	nameAbstract      = object.Intern("__abstractmethods__")
	nameIsAbstract    = object.Intern("__isabstractmethod__")
	nameDict          = object.Intern("__dict__")
	nameBases         = object.Intern("__bases__")
	nameClass         = object.Intern("__class__")
	nameFlags         = object.Intern("__abc_tpflags__")
	nameSubclassCheck = object.Intern("__subclasscheck__")
	nameSubclassHook  = object.Intern("__subclasshook__")
	nameSubclasses    = object.Intern("__subclasses__")
)

// CPython's values of the flags in __abc_tpflags__.
const (
	tpSequence = 1 << 5
	tpMapping  = 1 << 6
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_abc",
		Doc:  "Support for abstract base classes: the core of ABCMeta.",
		Methods: []object.Method{
			{Name: "get_cache_token", Fn: abcGetCacheToken, Sig: "()", Doc: "Return the current token of registrations: an object equal to itself only as long as no class is registered with any ABC."},
			{Name: "_abc_init", Fn: abcInit, Sig: "(self, /)", Doc: "Prepare a new class: abstract methods, caches."},
			{Name: "_reset_registry", Fn: abcResetRegistry, Sig: "(self, /)", Doc: "Forget the registered classes. For tests."},
			{Name: "_reset_caches", Fn: abcResetCaches, Sig: "(self, /)", Doc: "Forget the results of checks. For tests."},
			{Name: "_get_dump", Fn: abcGetDump, Sig: "(self, /)", Doc: "Return registry, cache, negative cache and its version. For tests."},
			{Name: "_abc_register", Fn: abcRegister, Sig: "(self, subclass, /)", Doc: "Register a virtual subclass."},
			{Name: "_abc_instancecheck", Fn: abcInstancecheck, Sig: "(self, instance, /)", Doc: "isinstance(instance, self)."},
			{Name: "_abc_subclasscheck", Fn: abcSubclasscheck, Sig: "(self, subclass, /)", Doc: "issubclass(subclass, self)."},
		},
		Exec: func(th *thread, m *object.Module) error {
			spec := object.TypeSpec{
				Type: dataType, Module: "_abc", Layout: object.LayoutOf[data](), Doc: "What a class remembers about others.",
				Slots: object.Slots{New: func(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
					return t.New(), nil
				}},
			}
			object.ReadyType(&spec)
			return nil
		},
	}
}

func implOf(th *thread, cls value) (*data, error) {
	v, err := object.GetAttr(th, cls, nameImpl)
	if err != nil {
		return nil, err
	}
	if !v.IsExact(dataType) {
		return nil, object.TypeErrorf(th, "_abc_impl is set to a wrong type")
	}
	return (*data)(v.Ptr()), nil
}

func abcGetCacheToken(th *thread, a []value) (value, error) {
	return object.Uint(counter(th).Load()), nil
}

func isAbstract(th *thread, v value) (bool, error) {
	r, err := object.GetAttrOpt(th, v, nameIsAbstract)
	if err != nil || r.IsAbsent() {
		return false, err
	}
	return object.IsTrue(th, r)
}

// abstractMethods sets cls.__abstractmethods__.
func abstractMethods(th *thread, cls value) error {
	out := object.NewFrozenSet()
	ns, err := object.GetAttr(th, cls, nameDict)
	if err != nil {
		return err
	}
	items, err := object.CallMethod(th, ns, "items")
	if err != nil {
		return err
	}
	pairs, err := object.ToSlice(th, items)
	if err != nil {
		return err
	}
	for _, p := range pairs {
		kv, err := object.ToSlice(th, p)
		if err != nil {
			return err
		}
		if len(kv) != 2 {
			return object.TypeErrorf(th, "Iteration over %s.items() returned an item which is not a 2-tuple", ns.Type().DisplayName())
		}
		ok, err := isAbstract(th, kv[1])
		if err != nil {
			return err
		}
		if ok {
			if err := out.Add(th, kv[0]); err != nil {
				return err
			}
		}
	}
	bases, err := object.GetAttr(th, cls, nameBases)
	if err != nil {
		return err
	}
	if !object.IsTuple(bases) {
		return object.TypeErrorf(th, "__bases__ is not tuple")
	}
	for _, b := range object.AsTuple(bases).Items() {
		names, err := object.GetAttrOpt(th, b, nameAbstract)
		if err != nil {
			return err
		}
		if names.IsAbsent() {
			continue
		}
		err = object.Iterate(th, names, func(key value) (bool, error) {
			if !object.IsStr(key) {
				return false, object.TypeErrorf(th, "attribute name must be string, not '%s'", key.Type().DisplayName())
			}
			v, err := object.GetAttrOpt(th, cls, object.InternStr(object.AsStr(key)))
			if err != nil || v.IsAbsent() {
				return true, err
			}
			ok, err := isAbstract(th, v)
			if err == nil && ok {
				err = out.Add(th, key)
			}
			return true, err
		})
		if err != nil {
			return err
		}
	}
	return object.SetAttr(th, cls, nameAbstract, out.Value())
}

func abcInit(th *thread, a []value) (value, error) {
	cls := a[0]
	if err := abstractMethods(th, cls); err != nil {
		return value{}, err
	}
	d := (*data)(dataType.New().Ptr())
	d.negativeVersion.Store(counter(th).Load())
	if err := object.SetAttr(th, cls, nameImpl, object.FromPtr(unsafe.Pointer(d))); err != nil {
		return value{}, err
	}
	if !object.IsType(cls) {
		return object.None, nil
	}
	t := object.AsType(cls)
	flags := t.Dict().GetStr(nameFlags)
	if flags.IsAbsent() || !object.IsInt(flags) {
		return object.None, nil
	}
	n, _ := object.Int64(flags)
	switch n & (tpSequence | tpMapping) {
	case tpSequence | tpMapping:
		return value{}, object.TypeErrorf(th, "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING")
	case tpSequence:
		t.SetCollection(object.TypeSequence, false)
	case tpMapping:
		t.SetCollection(object.TypeMapping, false)
	}
	return object.None, object.SetAttr(th, cls, nameFlags, value{})
}

func abcResetRegistry(th *thread, a []value) (value, error) {
	d, err := implOf(th, a[0])
	if err != nil {
		return value{}, err
	}
	d.registry.clear()
	return object.None, nil
}

func abcResetCaches(th *thread, a []value) (value, error) {
	d, err := implOf(th, a[0])
	if err != nil {
		return value{}, err
	}
	d.cache.clear()
	d.negative.clear()
	return object.None, nil
}

func abcGetDump(th *thread, a []value) (value, error) {
	d, err := implOf(th, a[0])
	if err != nil {
		return value{}, err
	}
	var out []value
	for _, s := range []*weakSet{&d.registry, &d.cache, &d.negative} {
		refs := object.NewSet()
		for _, t := range s.types() {
			r, err := object.NewWeakRef(th, object.WeakRefType, t.Value(), value{})
			if err == nil {
				err = refs.Add(th, r)
			}
			if err != nil {
				return value{}, err
			}
		}
		out = append(out, refs.Value())
	}
	out = append(out, object.Uint(d.negativeVersion.Load()))
	return object.NewTuple(out).Value(), nil
}

func abcRegister(th *thread, a []value) (value, error) {
	cls, sub := a[0], a[1]
	if !object.IsType(sub) {
		return value{}, object.TypeErrorf(th, "Can only register classes")
	}
	if ok, err := object.IsSubclassOf(th, sub, cls); err != nil || ok {
		return sub, err // it is one already
	}
	// This also finds cls itself.
	if ok, err := object.IsSubclassOf(th, cls, sub); err != nil {
		return value{}, err
	} else if ok {
		return value{}, object.RuntimeErrorf(th, "Refusing to create an inheritance cycle")
	}
	d, err := implOf(th, cls)
	if err != nil {
		return value{}, err
	}
	t := object.AsType(sub)
	d.registry.add(t)
	counter(th).Add(1)
	if object.IsType(cls) {
		if f := object.AsType(cls).Flags() & (object.TypeSequence | object.TypeMapping); f != 0 {
			t.SetCollection(f, true)
		}
	}
	return sub, nil
}

func abcInstancecheck(th *thread, a []value) (value, error) {
	cls, instance := a[0], a[1]
	d, err := implOf(th, cls)
	if err != nil {
		return value{}, err
	}
	sub, err := object.GetAttr(th, instance, nameClass)
	if err != nil {
		return value{}, err
	}
	isType := object.IsType(sub)
	if isType && d.cache.has(object.AsType(sub)) {
		return object.True, nil
	}
	typ := instance.Type().Value()
	if typ.Is(sub) {
		if d.negativeVersion.Load() == counter(th).Load() && d.negative.has(instance.Type()) {
			return object.False, nil
		}
		return callCheck(th, cls, sub)
	}
	r, err := callCheck(th, cls, sub)
	if err != nil {
		return value{}, err
	}
	if ok, err := object.IsTrue(th, r); err != nil || ok {
		return r, err
	}
	return callCheck(th, cls, typ)
}

// callCheck calls cls.__subclasscheck__(sub), which a metaclass may have replaced.
func callCheck(th *thread, cls, sub value) (value, error) {
	f, err := object.GetAttr(th, cls, nameSubclassCheck)
	if err != nil {
		return value{}, err
	}
	return object.Call(th, f, sub)
}

func abcSubclasscheck(th *thread, a []value) (value, error) {
	cls, sub := a[0], a[1]
	if !object.IsType(sub) {
		return value{}, object.TypeErrorf(th, "issubclass() arg 1 must be a class")
	}
	t := object.AsType(sub)
	d, err := implOf(th, cls)
	if err != nil {
		return value{}, err
	}
	if d.cache.has(t) {
		return object.True, nil
	}
	now := counter(th).Load()
	if d.negativeVersion.Load() < now {
		d.negative.clear()
		d.negativeVersion.Store(now)
	} else if d.negative.has(t) {
		return object.False, nil
	}
	yes := func() (value, error) {
		d.cache.add(t)
		return object.True, nil
	}
	no := func() (value, error) {
		d.negative.add(t)
		if counter(th).Load() != now {
			d.negative.clear() // a class was registered meanwhile, which may change the answer
		}
		return object.False, nil
	}
	hook, err := object.GetAttr(th, cls, nameSubclassHook)
	if err != nil {
		return value{}, err
	}
	r, err := object.Call(th, hook, sub)
	switch {
	case err != nil:
		return value{}, err
	case r.Is(object.True):
		return yes()
	case r.Is(object.False):
		return no()
	case !r.Is(object.NotImplemented):
		return value{}, object.Raise(th, object.AssertionErrorType, "__subclasshook__ must return either False, True, or NotImplemented")
	}
	if object.IsType(cls) && t.IsSubtype(object.AsType(cls)) {
		return yes()
	}
	if d.registry.has(t) {
		return object.True, nil
	}
	for _, c := range d.registry.types() {
		if ok, err := object.IsSubclassOf(th, sub, c.Value()); err != nil {
			return value{}, err
		} else if ok {
			return yes()
		}
	}
	f, err := object.GetAttr(th, cls, nameSubclasses)
	if err != nil {
		return value{}, err
	}
	list, err := object.Call(th, f)
	if err != nil {
		return value{}, err
	}
	if !object.IsList(list) {
		return value{}, object.TypeErrorf(th, "__subclasses__() must return a list")
	}
	for _, c := range object.AsList(list).Snapshot() {
		if ok, err := object.IsSubclassOf(th, sub, c); err != nil {
			return value{}, err
		} else if ok {
			return yes()
		}
	}
	return no()
}
