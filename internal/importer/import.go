// This file implements __import__ (Language Reference 5.3) and the start of the import system.

package importer

import (
	"strings"
	"sync/atomic"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// Library is the Python library that is not in files: package stdlib's Archive.
type Library interface {
	// Find returns the path inside the library of the module with this dotted name.
	Find(name string) (path string, pkg, ok bool)
	// Lookup reads a file.
	Lookup(path string) ([]byte, bool)
	// List returns the names in a folder; folders end in a slash.
	List(dir string) []string
}

// Importer imports modules for one runtime.
type Importer struct {
	Natives []object.NativeModule
	Lib     Library
	// Prefix is the folder under which the library's modules appear in sys.path and __file__.
	Prefix string
	// Code compiles a library file, or reads its compiled form; filename becomes co_filename.
	Code func(th *thread, path, filename string) (*object.Code, error)

	natives       map[string]func() object.ModuleSpec
	bootstrap     *object.Module // _frozen_importlib
	findAndLoad   value
	handleFrom    value
	lockUnlock    value
	archiveFinder *object.Type
}

// Start makes sys, builtins and the import system: it fills rt.Modules and runs importlib's bootstrap.
func (im *Importer) Start(th *thread) error {
	rt := th.Rt
	im.natives = make(map[string]func() object.ModuleSpec, len(im.Natives)+1)
	for _, n := range im.Natives {
		im.natives[n.Name] = n.Spec
	}
	im.natives["_imp"] = im.impSpec
	b, err := im.native(th, "builtins")
	if err != nil {
		return err
	}
	rt.BuiltinsModule, rt.Builtins = b, b.Dict()
	s, err := im.native(th, "sys")
	if err != nil {
		return err
	}
	rt.Sys = s
	s.Dict().SetName("modules", rt.Modules.Value())
	return nil
}

// native makes a native module and enters it in sys.modules.
func (im *Importer) native(th *thread, name string) (*object.Module, error) {
	f := im.natives[name]
	if f == nil {
		return nil, object.Raisef(th, object.ImportErrorType, "no native module named '%s'", name)
	}
	spec := f()
	m, err := spec.Instantiate(th)
	if err != nil {
		return nil, err
	}
	th.Rt.Modules.SetName(name, m.Value())
	return m, nil
}

// StartLibrary runs importlib's bootstrap; it needs the library.
func (im *Importer) StartLibrary(th *thread) error {
	rt := th.Rt
	// _warnings needs _contextvars, before there is anything to import it with.
	for _, name := range []string{"_contextvars", "_warnings"} {
		if _, err := im.native(th, name); err != nil {
			return err
		}
	}
	m, err := im.runFrozen(th, "_frozen_importlib", "importlib/_bootstrap.py", "<frozen importlib._bootstrap>")
	if err != nil {
		return err
	}
	im.bootstrap = m
	imp, err := im.native(th, "_imp")
	if err != nil {
		return err
	}
	if _, err := object.CallMethod(th, m.Value(), "_install", rt.Sys.Value(), imp.Value()); err != nil {
		return err
	}
	d := m.Dict()
	im.findAndLoad, im.handleFrom, im.lockUnlock = d.GetName("_find_and_load"), d.GetName("_handle_fromlist"), d.GetName("_lock_unlock_module")
	if _, err := object.CallMethod(th, m.Value(), "_install_external_importers"); err != nil {
		return err
	}
	hooks, err := object.GetAttrName(th, rt.Sys.Value(), "path_hooks")
	if err != nil {
		return err
	}
	im.archiveFinder = object.ReadyType(im.finderSpec())
	if _, err := object.CallMethod(th, hooks, "insert", object.SmallInt(0), object.NewNative("weft_zip_hook", "(path, /)", im.zipHook)); err != nil {
		return err
	}
	_, err = object.CallMethod(th, hooks, "insert", object.SmallInt(0), object.NewNative("weft_library_hook", "(path, /)", im.pathHook))
	return err
}

// runFrozen runs a library file as a module of another name.
func (im *Importer) runFrozen(th *thread, name, path, filename string) (*object.Module, error) {
	c, err := im.Code(th, path, filename)
	if err != nil {
		return nil, err
	}
	m := object.NewModule(name)
	m.Dict().SetName("__origname__", object.NewStr("importlib._bootstrap"))
	m.Dict().SetStr(object.NameBuiltins, th.Rt.BuiltinsModule.Value())
	m.Dict().SetName("__origname__", object.NewStr(strings.ReplaceAll(strings.TrimSuffix(path, ".py"), "/", ".")))
	th.Rt.Modules.SetName(name, m.Value())
	if _, err := th.Rt.Engine().RunCode(th, c, m.Dict(), m.Dict().Value(), nil); err != nil {
		return nil, err
	}
	return m, nil
}

// Import is __import__; see object.Engine.
func (im *Importer) Import(th *thread, name *object.Str, globals, locals, fromlist value, level int) (value, error) {
	if level < 0 {
		return value{}, object.ValueErrorf(th, "level must be >= 0")
	}
	abs := name
	if level > 0 {
		a, err := im.resolve(th, name, globals, level)
		if err != nil {
			return value{}, err
		}
		abs = a
	} else if name.Len() == 0 {
		return value{}, object.ValueErrorf(th, "Empty module name")
	}
	mod, err := im.load(th, abs)
	if err != nil {
		return value{}, err
	}
	has := false
	if !fromlist.IsAbsent() && !fromlist.Is(object.None) {
		if has, err = object.IsTrue(th, fromlist); err != nil {
			return value{}, err
		}
	}
	if has {
		path, err := object.GetAttrOpt(th, mod, object.Intern("__path__"))
		if err != nil || path.IsAbsent() {
			return mod, err
		}
		return im.trim(th)(object.Call(th, im.handleFrom, mod, fromlist, th.Rt.Builtins.GetStr(object.NameImport)))
	}
	front, _, dotted := strings.Cut(name.String(), ".")
	if !dotted || name.Len() == 0 {
		return mod, nil
	}
	if level == 0 {
		return im.load(th, object.Intern(front))
	}
	full := abs.String()
	full = full[:len(full)-len(name.String())+len(front)]
	m, err := th.Rt.Modules.Get(th, object.NewStr(full))
	if err == nil && m.IsAbsent() {
		return value{}, object.Raisef(th, object.KeyErrorType, "'%s' not in sys.modules as expected", full)
	}
	return m, err
}

// load returns the module with this absolute name, from sys.modules or by _find_and_load.
func (im *Importer) load(th *thread, abs *object.Str) (value, error) {
	mods, err := object.GetAttrName(th, th.Rt.Sys.Value(), "modules")
	if err != nil {
		return value{}, err
	}
	mod, err := loaded(th, mods, abs)
	if err != nil {
		return value{}, err
	}
	if mod.IsAbsent() || mod.Is(object.None) {
		if im.findAndLoad.IsAbsent() {
			if im.natives[abs.String()] != nil { // one native module needs another before importlib runs
				m, err := im.native(th, abs.String())
				if err != nil {
					return value{}, err
				}
				return m.Value(), nil
			}
			return value{}, object.Raisef(th, object.ModuleNotFoundErrorType, "No module named '%s'", abs)
		}
		return im.findAndLoadNow(th, abs)
	}
	if im.lockUnlock.IsAbsent() {
		return mod, nil
	}
	// Another thread may be importing it still: wait for that.
	spec, err := object.GetAttrOpt(th, mod, object.Intern("__spec__"))
	if err != nil || spec.IsAbsent() || spec.Is(object.None) {
		return mod, err
	}
	busy, err := object.GetAttrOpt(th, spec, object.Intern("_initializing"))
	if err != nil {
		return value{}, err
	}
	if !busy.IsAbsent() {
		if b, err := object.IsTrue(th, busy); err != nil {
			return value{}, err
		} else if b {
			if _, err := object.Call(th, im.lockUnlock, abs.Value()); err != nil {
				return value{}, err
			}
		}
	}
	// If that import has failed the module is gone again, and this thread tries for itself.
	if now, err := loaded(th, mods, abs); err != nil || now.Is(mod) {
		return mod, err
	}
	return im.findAndLoadNow(th, abs)
}

// loads is how many modules are being loaded in the process.
var loads atomic.Int32

// Loading reports whether some thread of the process is loading a module now.
func Loading() bool { return loads.Load() > 0 }

// findAndLoadNow calls importlib's _find_and_load.
func (im *Importer) findAndLoadNow(th *thread, abs *object.Str) (value, error) {
	loads.Add(1)
	defer loads.Add(-1)
	return im.trim(th)(object.Call(th, im.findAndLoad, abs.Value(), th.Rt.Builtins.GetStr(object.NameImport)))
}

// loaded returns what sys.modules, which may be any mapping, has for a name, or absent.
func loaded(th *thread, mods value, abs *object.Str) (value, error) {
	if mods.IsExact(object.DictType) {
		return object.AsDict(mods).Get(th, abs.Value())
	}
	mod, err := object.GetItem(th, mods, abs.Value())
	if err != nil && object.IsErr(err, object.KeyErrorType) {
		return value{}, nil
	}
	return mod, err
}

// comparePackage warns if __package__ is not what __spec__ says.
func comparePackage(th *thread, pkg, spec value) error {
	parent, err := object.GetAttrName(th, spec, "parent")
	if err != nil {
		return err
	}
	if eq, err := object.Equal(th, pkg, parent); eq || err != nil {
		return err
	}
	a, err := object.ReprString(th, pkg)
	if err != nil {
		return err
	}
	b, err := object.ReprString(th, parent)
	if err != nil {
		return err
	}
	return object.Warn(th, object.DeprecationWarningType, "__package__ != __spec__.parent ("+a+" != "+b+")", 1)
}

// resolve makes a relative name absolute, as PEP 366 and PEP 328 say.
func (im *Importer) resolve(th *thread, name *object.Str, globals value, level int) (*object.Str, error) {
	if !object.IsDict(globals) {
		if globals.Is(object.None) {
			return nil, object.Raisef(th, object.KeyErrorType, "'__name__' not in globals")
		}
		return nil, object.TypeErrorf(th, "globals must be a dict")
	}
	g := object.AsDict(globals)
	pkg, spec := g.GetName("__package__"), g.GetName("__spec__")
	set := func(v value) bool { return !v.IsAbsent() && !v.Is(object.None) }
	var base string
	switch {
	case set(pkg):
		if !object.IsStr(pkg) {
			return nil, object.TypeErrorf(th, "package must be a string")
		}
		if set(spec) {
			if err := comparePackage(th, pkg, spec); err != nil {
				return nil, err
			}
		}
		base = object.AsStr(pkg).String()
	case set(spec):
		parent, err := object.GetAttrName(th, spec, "parent")
		if err != nil {
			return nil, err
		}
		if !object.IsStr(parent) {
			return nil, object.TypeErrorf(th, "__spec__.parent must be a string")
		}
		base = object.AsStr(parent).String()
	default:
		if err := object.Warn(th, object.ImportWarningType, "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__", 1); err != nil {
			return nil, err
		}
		n := g.GetName("__name__")
		if n.IsAbsent() {
			return nil, object.Raisef(th, object.KeyErrorType, "'__name__' not in globals")
		}
		if !object.IsStr(n) {
			return nil, object.TypeErrorf(th, "__name__ must be a string")
		}
		base = object.AsStr(n).String()
		if g.GetName("__path__").IsAbsent() {
			i := strings.LastIndexByte(base, '.')
			if i < 0 {
				return nil, object.Raise(th, object.ImportErrorType, "attempted relative import with no known parent package")
			}
			base = base[:i]
		}
	}
	if base == "" {
		return nil, object.Raise(th, object.ImportErrorType, "attempted relative import with no known parent package")
	}
	for i := 1; i < level; i++ {
		j := strings.LastIndexByte(base, '.')
		if j < 0 {
			return nil, object.Raise(th, object.ImportErrorType, "attempted relative import beyond top-level package")
		}
		base = base[:j]
	}
	if name.Len() > 0 {
		base += "." + name.String()
	}
	return object.Intern(base), nil
}

// trim removes importlib's own frames from the traceback of an error, unless -v was given: all of them from an ImportError,
// otherwise those above code that importlib ran.
func (im *Importer) trim(th *thread) func(value, error) (value, error) {
	return func(v value, err error) (value, error) {
		if err == nil || th.Rt.Config.Flags.Verbose > 0 {
			return v, err
		}
		e := object.Exc(err)
		object.TrimTraceback(e, object.IsErr(err, object.ImportErrorType), func(filename, function string) (drop, last bool) {
			drop = filename == "<frozen importlib._bootstrap>" || filename == "<frozen importlib._bootstrap_external>"
			own := function == "<module>" && strings.HasPrefix(filename, im.Prefix+"/") // finderExecModule ran it
			return drop, drop && function == "_call_with_frames_removed" || own
		})
		return v, err
	}
}
