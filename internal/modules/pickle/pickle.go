// This file implements the module _pickle: its table, its functions, and what a runtime's pickling refers to in other modules.

// Package pickle is the native module _pickle: the pickle package's Pickler and Unpickler.
//
// A Pickler or Unpickler works for one thread at a time; its owner word says for which, and everything but single slots is touched
// only by the owner. The memo of a pickler goes by identity. Nothing an Unpickler reads makes it allocate memory for data that is
// not there.
package pickle

import (
	"sync/atomic"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

var (
	pickleErrorType     = &object.Type{Name: "PickleError"}
	picklingErrorType   = &object.Type{Name: "PicklingError"}
	unpicklingErrorType = &object.Type{Name: "UnpicklingError"}
)

const (
	highestProtocol = 5
	defaultProtocol = 5
	batchSize       = 1000
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_pickle",
		Doc:  "Pickling in native code.",
		Types: []object.TypeSpec{
			{Type: pickleErrorType, Base: object.ExceptionType, Module: "_pickle", Flags: object.TypeBase},
			{Type: picklingErrorType, Base: pickleErrorType, Module: "_pickle", Flags: object.TypeBase},
			{Type: unpicklingErrorType, Base: pickleErrorType, Module: "_pickle", Flags: object.TypeBase},
			picklerSpec(),
			unpicklerSpec(),
			pickleBufferSpec(),
		},
		Methods: []object.Method{
			{Name: "dump", Sig: "(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)", Fn: pickleDump, Doc: "Write the pickle of an object to a binary file."},
			{Name: "dumps", Sig: "(obj, protocol=None, *, fix_imports=True, buffer_callback=None)", Fn: pickleDumps, Doc: "Return the pickle of an object as bytes."},
			{Name: "load", Sig: "(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", Fn: pickleLoad, Doc: "Read a pickle from a binary file and return the object."},
			{Name: "loads", Sig: "(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", Fn: pickleLoads, Doc: "Return the object of a pickle held by a bytes-like object."},
		},
		Exec: func(th *thread, m *object.Module) error {
			for _, s := range []object.TypeSpec{picklerMemoSpec(), unpicklerMemoSpec()} {
				object.ReadyType(&s)
			}
			_, err := stateOf(th)
			return err
		},
	}
}

// state is what pickling refers to in other modules; immutable once made.
type state struct {
	dispatchTable, extRegistry, invRegistry, extCache *object.Dict
	name2to3, import2to3, name3to2, import3to2        *object.Dict
	codecsEncode, partial, getattr                    value
	setstate                                          *object.Str
}

type stateKey struct{}

// stateOf returns the runtime's state, importing what it needs the first time.
func stateOf(th *thread) (*state, error) {
	cell := th.Rt.State(stateKey{}, func() any { return new(atomic.Pointer[state]) }).(*atomic.Pointer[state])
	if s := cell.Load(); s != nil {
		return s, nil
	}
	s := &state{setstate: object.Intern("__setstate__")}
	for _, r := range []struct {
		mod, name string
		dict      **object.Dict
		val       *value
	}{
		{"copyreg", "dispatch_table", &s.dispatchTable, nil},
		{"copyreg", "_extension_registry", &s.extRegistry, nil},
		{"copyreg", "_inverted_registry", &s.invRegistry, nil},
		{"copyreg", "_extension_cache", &s.extCache, nil},
		{"_compat_pickle", "NAME_MAPPING", &s.name2to3, nil},
		{"_compat_pickle", "IMPORT_MAPPING", &s.import2to3, nil},
		{"_compat_pickle", "REVERSE_NAME_MAPPING", &s.name3to2, nil},
		{"_compat_pickle", "REVERSE_IMPORT_MAPPING", &s.import3to2, nil},
		{"codecs", "encode", nil, &s.codecsEncode},
		{"functools", "partial", nil, &s.partial},
		{"builtins", "getattr", nil, &s.getattr},
	} {
		m, err := importModule(th, object.NewStr(r.mod))
		if err != nil {
			return nil, err
		}
		v, err := object.GetAttrName(th, m, r.name)
		if err != nil {
			return nil, err
		}
		if r.val != nil {
			*r.val = v
			continue
		}
		if !v.IsExact(object.DictType) {
			return nil, object.RuntimeErrorf(th, "%s.%s should be a dict, not %.200s", r.mod, r.name, v.Type().DisplayName())
		}
		*r.dict = object.AsDict(v)
	}
	cell.CompareAndSwap(nil, s)
	return cell.Load(), nil
}

// importModule imports the module with a dotted name and returns the module itself.
func importModule(th *thread, name value) (value, error) {
	if !object.IsStr(name) {
		return value{}, object.TypeErrorf(th, "module name must be a string")
	}
	if m, err := th.Rt.Modules.Get(th, name); err != nil || !m.IsAbsent() && object.IsModule(m) && !initializing(th, m) {
		return m, err
	}
	if _, err := th.Rt.Engine().Import(th, object.AsStr(name), object.None, object.None, object.None, 0); err != nil {
		return value{}, err
	}
	m, err := th.Rt.Modules.Get(th, name)
	if err == nil && m.IsAbsent() {
		err = object.KeyError(th, name)
	}
	return m, err
}

// initializing reports whether another thread may be importing a module: then the importer has to wait for it.
func initializing(th *thread, m value) bool {
	if !object.Several() {
		return false
	}
	spec := object.AsModule(m).Dict().GetStr(object.Intern("__spec__"))
	if spec.IsAbsent() || spec.Is(object.None) {
		return false
	}
	busy, err := object.GetAttrOpt(th, spec, object.Intern("_initializing"))
	return err != nil || busy.Is(object.True)
}

// owner says which thread uses a pickler or unpickler.
type owner struct{ th atomic.Pointer[thread] }

// take makes th the owner; nested calls of the owner itself are allowed if again is set. done gives it up.
func (o *owner) take(th *thread, again bool, what string) (done func(), err error) {
	if o.th.CompareAndSwap(nil, th) {
		return func() { o.th.Store(nil) }, nil
	}
	if again && o.th.Load() == th {
		return func() {}, nil
	}
	return nil, object.RuntimeErrorf(th, "%s object is already used", what)
}

// note adds a note to an exception.
func note(th *thread, err error, text string) error {
	if _, err2 := object.CallMethod(th, object.Exc(err).Value(), "add_note", object.NewStr(text)); err2 != nil {
		return err2
	}
	return err
}

// chain makes old the context of a new exception.
func chain(err, old error) error {
	object.Exc(err).SetContext(object.Exc(old))
	return err
}

// scratch is memory that calls of one thread use in turn.
type scratch struct {
	memo  memoTable
	buf   []byte
	stack []value
	table []value
}

type scratchKey struct{}

func takeScratch(th *thread) *scratch {
	if s, ok := th.Local[scratchKey{}].(*scratch); ok && s != nil {
		th.Local[scratchKey{}] = (*scratch)(nil)
		return s
	}
	return &scratch{}
}

func giveScratch(th *thread, s *scratch) {
	if th.Local == nil {
		th.Local = map[any]any{}
	}
	th.Local[scratchKey{}] = s
}

// truth is the value of an argument that counts as def when it is not given.
func truth(th *thread, v value, def bool) (bool, error) {
	if v.IsAbsent() {
		return def, nil
	}
	return object.IsTrue(th, v)
}

func pickleDump(th *thread, args []value) (value, error) {
	p, err := newPickler(th, args[2], args[3], args[4])
	if err != nil {
		return value{}, err
	}
	if err := p.setFile(th, args[1]); err != nil {
		return value{}, err
	}
	sc := takeScratch(th)
	p.memo, p.b = sc.memo, sc.buf[:0]
	err = p.dump(th, args[0])
	if err == nil {
		err = p.flush(th)
	}
	p.recycle(th, sc)
	return object.None, err
}

func pickleDumps(th *thread, args []value) (value, error) {
	p, err := newPickler(th, args[1], args[2], args[3])
	if err != nil {
		return value{}, err
	}
	sc := takeScratch(th)
	p.memo, p.b = sc.memo, sc.buf[:0]
	var v value
	if err = p.dump(th, args[0]); err == nil {
		if n := len(p.b); n >= 1<<16 && cap(p.b) <= n+n/4 {
			v, p.b = object.BytesOf(p.b), nil
		} else {
			v = object.CopyBytes(p.b)
		}
	}
	p.recycle(th, sc)
	return v, err
}

// newPickler returns a pickler that no Python code sees.
func newPickler(th *thread, protocol, fixImports, callback value) (*pickler, error) {
	st, err := stateOf(th)
	if err != nil {
		return nil, err
	}
	p := &pickler{st: st, private: true}
	return p, p.setOptions(th, protocol, fixImports, callback)
}

// recycle gives a pickler's memory back.
func (p *pickler) recycle(th *thread, sc *scratch) {
	p.memo.clear()
	sc.memo = p.memo
	if cap(p.b) <= 1<<20 {
		sc.buf = p.b[:0]
	}
	giveScratch(th, sc)
}

// unpicklerFor returns an unpickler that no Python code sees.
func unpicklerFor(th *thread, fixImports, encoding, errors, buffers value) (*unpickler, error) {
	st, err := stateOf(th)
	if err != nil {
		return nil, err
	}
	u := &unpickler{st: st, private: true}
	return u, u.setOptions(th, fixImports, encoding, errors, buffers)
}

func pickleLoad(th *thread, args []value) (value, error) {
	u, err := unpicklerFor(th, args[1], args[2], args[3], args[4])
	if err != nil {
		return value{}, err
	}
	if err := u.setFile(th, args[0]); err != nil {
		return value{}, err
	}
	return u.run(th)
}

func pickleLoads(th *thread, args []value) (value, error) {
	u, err := unpicklerFor(th, args[1], args[2], args[3], args[4])
	if err != nil {
		return value{}, err
	}
	done, err := u.setInput(th, args[0])
	if err != nil {
		return value{}, err
	}
	defer done()
	return u.run(th)
}
