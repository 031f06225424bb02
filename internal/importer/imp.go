// This file implements the module _imp: what importlib asks of the runtime.

package importer

import (
	"weft/internal/code"
	"weft/internal/object"
	"weft/internal/pyhash"
)

// frozen are the library modules that importlib's bootstrap itself is made of.
func frozen(name string) (path, filename string, ok bool) {
	switch name {
	case "_frozen_importlib":
		return "importlib/_bootstrap.py", "<frozen importlib._bootstrap>", true
	case "_frozen_importlib_external":
		return "importlib/_bootstrap_external.py", "<frozen importlib._bootstrap_external>", true
	}
	return "", "", false
}

func (im *Importer) impSpec() object.ModuleSpec {
	none := func(th *thread, args []value) (value, error) { return object.None, nil }
	return object.ModuleSpec{
		Name: "_imp",
		Doc:  "What importlib asks of the runtime. Not for programs: use importlib.",
		Methods: []object.Method{
			// Module locks of importlib are per module; the global lock guards only their table.
			{Name: "acquire_lock", Fn: im.impAcquireLock, Sig: "()", Doc: "Acquire the import lock."},
			{Name: "release_lock", Fn: im.impReleaseLock, Sig: "()", Doc: "Release the import lock."},
			{Name: "lock_held", Fn: im.impLockHeld, Sig: "()", Doc: "Return whether the import lock is held."},
			{Name: "is_builtin", Fn: im.impIsBuiltin, Sig: "(name, /)", Doc: "Return 1 for a native module, 0 otherwise."},
			{Name: "create_builtin", Fn: im.impCreateBuiltin, Sig: "(spec, /)", Doc: "Make the native module of a spec."},
			{Name: "exec_builtin", Fn: func(th *thread, args []value) (value, error) { return object.SmallInt(0), nil }, Sig: "(mod, /)", Doc: "Initialise a native module."},
			{Name: "is_frozen", Fn: im.impIsFrozen, Sig: "(name, /)", Doc: "Return whether a frozen module of this name exists."},
			{Name: "is_frozen_package", Fn: im.impIsFrozenPackage, Sig: "(name, /)", Doc: "Return whether the frozen module is a package."},
			{Name: "find_frozen", Fn: im.impFindFrozen, Sig: "(name, /, *, withdata=False)", Doc: "Return what is known of a frozen module, or None."},
			{Name: "get_frozen_object", Fn: im.impGetFrozenObject, Sig: "(name, data=None, /)", Doc: "Return the code object of a frozen module."},
			{Name: "init_frozen", Fn: none, Sig: "(name, /)", Doc: "Initialise a frozen module."},
			{Name: "extension_suffixes", Fn: func(th *thread, args []value) (value, error) { return object.NewList(nil).Value(), nil }, Sig: "()", Doc: "Return the file suffixes of extension modules: none are supported."},
			{Name: "create_dynamic", Fn: impCreateDynamic, Sig: "(spec, file=None, /)", Doc: "Make an extension module."},
			{Name: "exec_dynamic", Fn: none, Sig: "(mod, /)", Doc: "Initialise an extension module."},
			{Name: "source_hash", Fn: impSourceHash, Sig: "(key, source)", Doc: "Return the 64-bit SipHash of source text as bytes."},
			{Name: "_fix_co_filename", Fn: impFixCoFilename, Sig: "(code, path, /)", Doc: "Change the file name of a code object."},
			{Name: "_override_frozen_modules_for_tests", Fn: none, Sig: "(override, /)", Doc: "For CPython's tests."},
			{Name: "_override_multi_interp_extensions_check", Fn: func(th *thread, args []value) (value, error) { return object.SmallInt(0), nil }, Sig: "(override, /)", Doc: "For CPython's tests."},
			{Name: "_frozen_module_names", Fn: func(th *thread, args []value) (value, error) {
				return object.NewList([]value{object.NewStr("_frozen_importlib"), object.NewStr("_frozen_importlib_external")}).Value(), nil
			}, Sig: "()", Doc: "Return the names of the frozen modules."},
		},
		Exec: func(th *thread, m *object.Module) error {
			m.Dict().SetName("check_hash_based_pycs", object.NewStr("default"))
			m.Dict().SetName("pyc_magic_number_token", object.Int(pycMagic()))
			return nil
		},
	}
}

// pycMagic returns the magic number token of Weft's .pyc files: it changes with the form of compiled code, so that files of another
// version are made anew.
func pycMagic() int64 { return 0x0a0d_0000 | int64(code.Fingerprint()&0xffff) }

func (im *Importer) impAcquireLock(th *thread, args []value) (value, error) {
	return object.None, th.Rt.ImportLock.Acquire(th)
}

func (im *Importer) impReleaseLock(th *thread, args []value) (value, error) {
	if !th.Rt.ImportLock.Release(th) {
		return value{}, object.RuntimeErrorf(th, "not holding the import lock")
	}
	return object.None, nil
}

func (im *Importer) impLockHeld(th *thread, args []value) (value, error) {
	return object.Bool(th.Rt.ImportLock.Held()), nil
}

func (im *Importer) impIsBuiltin(th *thread, args []value) (value, error) {
	n := int64(0)
	if object.IsStr(args[0]) && im.natives[object.AsStr(args[0]).String()] != nil {
		n = 1
	}
	return object.SmallInt(n), nil
}

func (im *Importer) impCreateBuiltin(th *thread, args []value) (value, error) {
	n, err := object.GetAttrName(th, args[0], "name")
	if err != nil {
		return value{}, err
	}
	if !object.IsStr(n) {
		return value{}, object.TypeErrorf(th, "name must be string, not %s", n.Type().DisplayName())
	}
	name := object.AsStr(n).String()
	switch name {
	case "sys":
		return th.Rt.Sys.Value(), nil
	case "builtins":
		return th.Rt.BuiltinsModule.Value(), nil
	}
	f := im.natives[name]
	if f == nil {
		return object.None, nil
	}
	spec := f()
	m, err := spec.Instantiate(th)
	if err != nil {
		return value{}, err
	}
	return m.Value(), nil
}

func (im *Importer) impIsFrozen(th *thread, args []value) (value, error) {
	ok := false
	if object.IsStr(args[0]) {
		_, _, ok = frozen(object.AsStr(args[0]).String())
	}
	return object.Bool(ok), nil
}

func (im *Importer) impIsFrozenPackage(th *thread, args []value) (value, error) {
	if object.IsStr(args[0]) {
		if _, _, ok := frozen(object.AsStr(args[0]).String()); ok {
			return object.False, nil
		}
	}
	return value{}, noFrozen(th, args[0])
}

func noFrozen(th *thread, name value) error {
	r, err := object.ReprString(th, name)
	if err != nil {
		return err
	}
	return object.RaiseImport(th, object.ImportErrorType, "No such frozen object named "+r, name, object.None, object.None)
}

func (im *Importer) impFindFrozen(th *thread, args []value) (value, error) {
	if object.IsStr(args[0]) {
		name := object.AsStr(args[0]).String()
		if _, _, ok := frozen(name); ok {
			orig := "importlib._bootstrap"
			if name == "_frozen_importlib_external" {
				orig = "importlib._bootstrap_external"
			}
			return object.TupleOf(object.None, object.False, object.NewStr(orig)), nil
		}
	}
	return object.None, nil
}

func (im *Importer) impGetFrozenObject(th *thread, args []value) (value, error) {
	if object.IsStr(args[0]) {
		if path, filename, ok := frozen(object.AsStr(args[0]).String()); ok {
			c, err := im.Code(th, path, filename)
			if err != nil {
				return value{}, err
			}
			return c.Value(), nil
		}
	}
	return value{}, noFrozen(th, args[0])
}

func impCreateDynamic(th *thread, args []value) (value, error) {
	return value{}, object.Raise(th, object.ImportErrorType, "weft does not load extension modules yet")
}

func impSourceHash(th *thread, args []value) (value, error) {
	key, err := object.AsIndex(th, args[0], object.OverflowErrorType)
	if err != nil {
		return value{}, err
	}
	b, err := object.GetBuffer(th, args[1], object.BufferSimple)
	if err != nil {
		return value{}, err
	}
	defer b.Release(th)
	var k [16]byte
	for i := range 8 {
		k[i] = byte(uint64(key) >> (8 * i))
	}
	h := uint64(pyhash.KeyFromBytes(k).Bytes(b.Bytes()))
	out := make([]byte, 8)
	for i := range out {
		out[i] = byte(h >> (8 * i))
	}
	return object.BytesOf(out), nil
}

// impFixCoFilename gives code that was read from a cache file the name of the source file as it is now.
func impFixCoFilename(th *thread, args []value) (value, error) {
	if !object.IsCode(args[0]) {
		return value{}, object.TypeErrorf(th, "_fix_co_filename() argument 1 must be code, not %s", object.ArgTypeName(args[0]))
	}
	if !object.IsStr(args[1]) {
		return value{}, object.TypeErrorf(th, "_fix_co_filename() argument 2 must be str, not %s", object.ArgTypeName(args[1]))
	}
	if c := object.AsCode(args[0]); c.Filename.String() != object.AsStr(args[1]).String() {
		c.SetFilename(object.InternStr(object.AsStr(args[1])))
	}
	return object.None, nil
}
