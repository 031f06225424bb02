// This file implements module objects as Python sees them: construction, missing attributes (PEP 562), repr, dir, annotations.

package object

import (
	"os"
	"strings"
	"unsafe"
)

func moduleSpec() TypeSpec {
	return TypeSpec{
		Type:   ModuleType,
		Doc:    "A namespace made by an import.",
		Sig:    "(name, doc=None)",
		Flags:  typeHidden | TypeBase | TypeHasDict | TypeHasWeakref,
		Layout: LayoutWithExt[Module](unsafe.Offsetof(Module{}.Ext)),
		Slots:  Slots{New: moduleNew, Init: moduleInit, Repr: moduleRepr},
		Methods: []Method{
			{Name: "__dir__", Sig: "(self, /)", Fn: moduleDir},
		},
		GetSets: []GetSet{
			{Name: "__dict__", Get: moduleDict, Set: readonlyAttr},
			{Name: "__annotations__", Get: moduleAnnotations, Set: moduleSetAnnotations},
			{Name: "__annotate__", Get: moduleAnnotate, Set: moduleSetAnnotate},
		},
	}
}

func moduleNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	v := t.New()
	AsModule(v).Dict()
	return v, nil
}

func moduleInit(th *Thread, self Value, args []Value, kwnames *Tuple) error {
	b, err := BindSig(th, NewDef(Method{Name: "module", Sig: "(name, doc=None)"}, nil), args, kwnames)
	if err != nil {
		return err
	}
	if !IsStr(b[0]) {
		return TypeErrorf(th, "module() argument 'name' must be str, not %s", ArgTypeName(b[0]))
	}
	d := AsModule(self).Dict()
	d.SetName("__name__", b[0])
	d.SetName("__doc__", orNone(b[1]))
	for _, k := range []string{"__package__", "__loader__", "__spec__"} {
		d.SetName(k, None)
	}
	return nil
}

func moduleDict(th *Thread, self Value) (Value, error) { return AsModule(self).Dict().Value(), nil }

// specFlag reports whether attribute name of a module's __spec__ is true; a spec that is None or lacks it says no.
func specFlag(th *Thread, spec Value, name string) (bool, error) {
	if spec.IsAbsent() || spec.Is(None) {
		return false, nil
	}
	v, err := GetAttrOpt(th, spec, Intern(name))
	if err != nil || v.IsAbsent() {
		return false, err
	}
	return IsTrue(th, v)
}

// moduleMissing is what attribute access does for a name a module lacks: its __getattr__, else AttributeError that tells of
// circular imports and of files that hide a library module.
func moduleMissing(th *Thread, m Value, name *Str) (Value, error) {
	d := AsModule(m).Dict()
	if g := d.GetName("__getattr__"); !g.IsAbsent() {
		return Call(th, g, name.Value())
	}
	mod := d.GetName("__name__")
	if mod.IsAbsent() || !IsStr(mod) {
		return Value{}, attributeError(th, m, name, "module has no attribute '"+name.s+"'")
	}
	mn := AsStr(mod).s
	has := "module '" + mn + "' has no attribute '" + name.s + "'"
	spec := d.GetName("__spec__")
	busy, err := specFlag(th, spec, "_initializing")
	if err != nil {
		return Value{}, err
	}
	origin, err := specOrigin(th, spec)
	if err != nil {
		return Value{}, err
	}
	hint := th.Rt.shadowHint(origin, mn, busy)
	switch {
	case hint != "":
		has += hint
	case busy && origin != "":
		has = "partially initialized module '" + mn + "' from '" + origin + "' has no attribute '" + name.s + "' (most likely due to a circular import)"
	case busy:
		has = "partially initialized module '" + mn + "' has no attribute '" + name.s + "' (most likely due to a circular import)"
	default:
		if !spec.IsAbsent() && !spec.Is(None) {
			subs, err := GetAttrOpt(th, spec, Intern("_uninitialized_submodules"))
			if err != nil {
				return Value{}, err
			}
			if !subs.IsAbsent() && !subs.Is(None) {
				if in, err := Contains(th, subs, name.Value()); err != nil {
					return Value{}, err
				} else if in {
					has = "cannot access submodule '" + name.s + "' of module '" + mn + "' (most likely due to a circular import)"
				}
			}
		}
	}
	return Value{}, attributeError(th, m, name, has)
}

// specOrigin returns the file that a module's __spec__ says it is from, or "".
func specOrigin(th *Thread, spec Value) (string, error) {
	located, err := specFlag(th, spec, "has_location")
	if err != nil || !located {
		return "", err
	}
	o, err := GetAttrOpt(th, spec, Intern("origin"))
	if err != nil || o.IsAbsent() || !IsStr(o) {
		return "", err
	}
	return AsStr(o).s, nil
}

// shadowHint returns what a message about a missing name adds if the file origin of the module name, which may be busy initializing,
// seems to hide another module: "" or a text in parentheses.
func (rt *Runtime) shadowHint(origin, name string, busy bool) string {
	switch {
	case origin == "" || !rt.possiblyShadows(origin):
		return ""
	case rt.isStdlibName(name):
		return " (consider renaming '" + origin + "' since it has the same name as the standard library module named '" + name +
			"' and prevents importing that standard library module)"
	case busy:
		return " (consider renaming '" + origin + "' if it has the same name as a library you intended to import)"
	}
	return ""
}

// SetSysPath0 says what the program has put in front of sys.path: its own folder, "" for the current one.
func (rt *Runtime) SetSysPath0(dir string) { rt.sysPath0, rt.hasSysPath0 = dir, true }

// possiblyShadows reports whether a module's file lies in the program's own folder, the first entry of sys.path, so that it
// may hide a library module of the same name.
func (rt *Runtime) possiblyShadows(origin string) bool {
	if !rt.hasSysPath0 {
		return false
	}
	own := rt.sysPath0
	if own == "" {
		own, _ = os.Getwd() // without one, nothing lies in it
	}
	root := strings.TrimSuffix(origin, "/__init__.py")
	i := strings.LastIndexByte(root, '/')
	return i >= 0 && own != "" && root[:i] == own
}

// isStdlibName reports whether name is in sys.stdlib_module_names.
func (rt *Runtime) isStdlibName(name string) bool {
	if rt.Sys == nil {
		return false
	}
	v := rt.Sys.Dict().GetName("stdlib_module_names")
	if v.IsAbsent() || !IsSet(v) {
		return false
	}
	in, err := AsSet(v).Has(nil, Intern(name).Value()) // strs compare without Python code
	return in && err == nil
}

// moduleRepr describes a module by its __spec__, else by __loader__ and __file__; a module's own __getattr__ may give them.
func moduleRepr(th *Thread, self Value) (Value, error) {
	var err error
	get := func(name string) Value {
		var v Value
		if err == nil {
			v, err = GetAttrOpt(th, self, Intern(name))
		}
		return v
	}
	loader, spec := get("__loader__"), get("__spec__")
	if err != nil {
		return Value{}, err
	}
	if !spec.IsAbsent() && !spec.Is(None) {
		if ok, err := IsTrue(th, spec); err != nil {
			return Value{}, err
		} else if ok {
			return moduleReprSpec(th, spec)
		}
	}
	name, shown := get("__name__"), "'?'"
	if err == nil && !name.IsAbsent() {
		shown, err = ReprString(th, name)
	}
	file := get("__file__")
	if err != nil {
		return Value{}, err
	}
	tail := ""
	switch {
	case !file.IsAbsent():
		tail, err = ReprString(th, file)
		tail = " from " + tail
	case !loader.IsAbsent() && !loader.Is(None):
		tail, err = ReprString(th, loader)
		tail = " (" + tail + ")"
	}
	return NewStr("<module " + shown + tail + ">"), err
}

// moduleReprSpec describes a module by its spec.
func moduleReprSpec(th *Thread, spec Value) (Value, error) {
	name, err := GetAttrName(th, spec, "name")
	if err != nil {
		return Value{}, err
	}
	shown := "'?'"
	if !name.Is(None) {
		if shown, err = ReprString(th, name); err != nil {
			return Value{}, err
		}
	}
	origin, err := GetAttrName(th, spec, "origin")
	if err != nil {
		return Value{}, err
	}
	if origin.Is(None) {
		loader, err := GetAttrName(th, spec, "loader")
		if err != nil {
			return Value{}, err
		}
		if loader.Is(None) {
			return NewStr("<module " + shown + ">"), nil
		}
		if loader.Type().DisplayName() == "NamespaceLoader" {
			path, err := GetAttrName(th, loader, "_path")
			if err != nil {
				return Value{}, err
			}
			items, err := ToSlice(th, path)
			if err != nil {
				return Value{}, err
			}
			p, err := ReprString(th, NewList(items).Value())
			return NewStr("<module " + shown + " (namespace) from " + p + ">"), err
		}
		l, err := ReprString(th, loader)
		return NewStr("<module " + shown + " (" + l + ")>"), err
	}
	located, err := specFlag(th, spec, "has_location")
	if err != nil {
		return Value{}, err
	}
	if located {
		o, err := ReprString(th, origin)
		return NewStr("<module " + shown + " from " + o + ">"), err
	}
	o, err := ToString(th, origin)
	return NewStr("<module " + shown + " (" + o + ")>"), err
}

func moduleDir(th *Thread, args []Value) (Value, error) {
	dv, err := GetAttr(th, args[0], NameDict)
	if err != nil {
		return Value{}, err
	}
	if !IsDict(dv) {
		return Value{}, TypeErrorf(th, "%s.__dict__ is not a dictionary", args[0].Type().DisplayName())
	}
	d := AsDict(dv)
	if f := d.GetName("__dir__"); !f.IsAbsent() {
		return Call(th, f)
	}
	keys, _ := d.Items()
	return NewList(keys).Value(), nil
}

func moduleAnnotations(th *Thread, self Value) (Value, error) {
	d := AsModule(self).Dict()
	if a := d.GetName("__annotations__"); !a.IsAbsent() {
		return a, nil
	}
	busy, err := specFlag(th, d.GetName("__spec__"), "_initializing")
	if err != nil {
		return Value{}, err
	}
	r := NewDict().Value()
	if f := d.GetName("__annotate__"); !f.IsAbsent() && IsCallable(f) {
		if r, err = Call(th, f, SmallInt(1)); err != nil {
			return Value{}, err
		}
		if !IsDict(r) {
			return Value{}, TypeErrorf(th, "__annotate__() must return a dict, not %s", r.Type().DisplayName())
		}
	}
	if !busy { // while the module is being imported the answer may still change
		d.SetName("__annotations__", r)
	}
	return r, nil
}

func moduleSetAnnotations(th *Thread, self, val Value) error {
	d := AsModule(self).Dict()
	if val.IsAbsent() {
		if !d.DelStr(Intern("__annotations__")) {
			return Raise(th, AttributeErrorType, "__annotations__")
		}
	} else {
		d.SetName("__annotations__", val)
	}
	d.DelStr(Intern("__annotate__"))
	return nil
}

func moduleAnnotate(th *Thread, self Value) (Value, error) {
	d := AsModule(self).Dict()
	f := d.GetName("__annotate__")
	if f.IsAbsent() {
		f = None
		d.SetName("__annotate__", f)
	}
	return f, nil
}

func moduleSetAnnotate(th *Thread, self, val Value) error {
	switch {
	case val.IsAbsent():
		return TypeErrorf(th, "cannot delete __annotate__ attribute")
	case !val.Is(None) && !IsCallable(val):
		return TypeErrorf(th, "__annotate__ must be callable or None")
	}
	d := AsModule(self).Dict()
	d.SetName("__annotate__", val)
	if !val.Is(None) {
		d.DelStr(Intern("__annotations__"))
	}
	return nil
}
