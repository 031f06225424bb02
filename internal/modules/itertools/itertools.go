// This file implements the kit that the iterators are made with, and the module's list.

package itertools

import (
	"sync"
	"unsafe"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// iter is any iterator of the module: a step function with its state in a closure. A step that returns the absent value has
// ended, and stays ended.
type iter struct {
	object.Header
	mu   sync.Mutex
	busy bool // a step is running: guarded by mu
	done bool
	step func(th *thread) (value, error)
	// show is the repr, where the class has one of its own.
	show func(th *thread, name string) (string, error)
	// hint is what repeat says of its length.
	hint func() int
	tee  *teeNode // where a tee iterator stands
}

func asIter(v value) *iter { return (*iter)(unsafe.Pointer(v.Header())) }

// next runs one step. Steps of one iterator do not overlap: a thread that finds another inside waits for it; a step that comes
// back to its own iterator sees it as exhausted for that call.
func (it *iter) next(th *thread) (value, error) {
	it.mu.Lock()
	for it.busy {
		it.mu.Unlock()
		th.Yield()
		if err := th.SafePoint(); err != nil {
			return value{}, err
		}
		it.mu.Lock()
	}
	if it.done {
		it.mu.Unlock()
		return value{}, nil
	}
	it.busy = true
	it.mu.Unlock()
	v, err := it.step(th)
	it.mu.Lock()
	it.busy = false
	if err == nil && v.IsAbsent() {
		it.done = true
		it.step = nil
	}
	it.mu.Unlock()
	return v, err
}

// class describes one iterator class: make binds the arguments and returns its step.
type class struct {
	t    *object.Type
	sig  string
	doc  string
	make func(th *thread, it *iter, args []value) error
	// raw is used instead of make for signatures that a text cannot say.
	raw func(th *thread, it *iter, args []value, kw *object.Tuple) error
	// methods are further methods.
	methods []object.Method
}

func (c class) spec() object.TypeSpec {
	var def *object.NativeDef
	if c.raw == nil {
		def = object.NewDef(object.Method{Name: c.t.Name, Sig: c.sig}, nil)
	}
	return object.TypeSpec{
		Type: c.t, Module: "itertools", Flags: object.TypeBase, Layout: object.LayoutOf[iter](), Doc: c.doc, Sig: c.sig,
		Methods: c.methods,
		Slots: object.Slots{
			New: func(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
				v := t.New()
				it := asIter(v)
				if c.raw != nil {
					return v, c.raw(th, it, args, kw)
				}
				if t != c.t && !t.Lookup(object.NameInit).Is(object.ObjectType.Lookup(object.NameInit)) {
					// A subclass with its own __init__ may take other keywords.
					args, kw = args[:len(args)-kw.Len()], nil
				}
				bound, err := object.BindSig(th, def, args, kw)
				if err != nil {
					return value{}, err
				}
				return v, c.make(th, it, bound)
			},
			Iter: func(th *thread, self value) (value, error) { return self, nil },
			Next: func(th *thread, self value) (value, error) { return asIter(self).next(th) },
			Repr: func(th *thread, self value) (value, error) {
				if show := asIter(self).show; show != nil {
					s, err := show(th, self.Type().DisplayName())
					return object.NewStr(s), err
				}
				return object.NewStr(object.DefaultRepr(self)), nil
			},
		},
	}
}

// iterator returns iter(v).
func iterator(th *thread, v value) (value, error) { return object.GetIter(th, v) }

// iterators returns iter of each.
func iterators(th *thread, vs []value) ([]value, error) {
	out := make([]value, len(vs))
	for i, v := range vs {
		it, err := object.GetIter(th, v)
		if err != nil {
			return nil, err
		}
		out[i] = it
	}
	return out, nil
}

func given(v value) bool { return !v.IsAbsent() && !v.Is(object.None) }

// Spec describes the module.
func Spec() object.ModuleSpec {
	var types []object.TypeSpec
	for _, list := range [][]class{infinite(), filters(), combinatoric(), grouping()} {
		for _, c := range list {
			types = append(types, c.spec())
		}
	}
	return object.ModuleSpec{
		Name:  "itertools",
		Doc:   "Functional tools for creating and using iterators.",
		Types: types,
		Methods: []object.Method{
			{Name: "tee", Fn: itertoolsTee, Sig: "(iterable, n=2, /)", Doc: "Return a tuple of n independent iterators over one iterable."},
		},
		Exec: func(th *thread, m *object.Module) error {
			m.Dict().SetName("_tee", teeType.Value())
			m.Dict().SetName("_grouper", grouperType.Value())
			return nil
		},
	}
}
