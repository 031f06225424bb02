// This file implements the import instructions: the statement calls builtins.__import__, as Python says it does.

package interp

import (
	"strings"

	"weft/internal/object"
)

// importName is IMPORT_NAME.
func importName(th *object.Thread, f *frame, name *object.Str, level, fromlist value) (value, error) {
	imp, err := object.FromBuiltins(th, f.Builtins, object.NameImport)
	if err != nil {
		return value{}, err
	}
	if imp.IsAbsent() {
		return value{}, object.Raise(th, object.ImportErrorType, "__import__ not found")
	}
	ns := f.NS
	if ns.IsAbsent() {
		ns = object.None
	}
	if imp.IsExact(object.BuiltinType) && (*object.Builtin)(imp.Ptr()).Def == th.Rt.ImportDef {
		n, _ := object.Int64(level)
		return th.Rt.Engine().Import(th, name, f.Globals.Value(), ns, fromlist, int(n))
	}
	return object.Call(th, imp, name.Value(), f.Globals.Value(), ns, fromlist, level)
}

// importFrom is IMPORT_FROM: an attribute, or a submodule that is being imported.
func importFrom(th *object.Thread, mod value, name *object.Str) (value, error) {
	v, err := object.GetAttrOpt(th, mod, name)
	if err != nil || !v.IsAbsent() {
		return v, err
	}
	pkg, err := object.GetAttrOpt(th, mod, object.Intern("__name__"))
	if err != nil {
		return value{}, err
	}
	if object.IsStr(pkg) {
		full := object.AsStr(pkg).String() + "." + name.String()
		if m, err := th.Rt.Modules.Get(th, object.NewStr(full)); err != nil || !m.IsAbsent() {
			return m, err
		}
	}
	return value{}, object.CannotImportName(th, mod, pkg, name)
}

// importStar is IMPORT_STAR.
func importStar(th *object.Thread, f *frame, mod value) error {
	all, err := object.GetAttrOpt(th, mod, object.Intern("__all__"))
	if err != nil {
		return err
	}
	skip := all.IsAbsent()
	if skip {
		d, err := object.GetAttrOpt(th, mod, object.Intern("__dict__"))
		if err != nil {
			return err
		}
		if d.IsAbsent() {
			return object.Raise(th, object.ImportErrorType, "from-import-* object has no __dict__ and no __all__")
		}
		if all, err = object.CallMethod(th, d, "keys"); err != nil {
			return err
		}
	}
	names, err := object.ToSlice(th, all)
	if err != nil {
		return err
	}
	for _, n := range names {
		if !object.IsStr(n) {
			mn, err := object.GetAttrName(th, mod, "__name__")
			if err != nil {
				return err
			}
			what, where := "Item in ", ".__all__"
			if skip {
				what, where = "Key in ", ".__dict__"
			}
			if !object.IsStr(mn) {
				return object.TypeErrorf(th, "module __name__ must be a string, not %s", mn.Type().DisplayName())
			}
			return object.TypeErrorf(th, "%s%s%s must be str, not %s", what, object.AsStr(mn), where, n.Type().DisplayName())
		}
		name := object.AsStr(n)
		if skip && strings.HasPrefix(name.String(), "_") {
			continue
		}
		v, err := object.GetAttr(th, mod, name)
		if err != nil {
			return err
		}
		if f.NS.IsExact(object.DictType) {
			err = object.AsDict(f.NS).Set(th, n, v)
		} else {
			err = object.SetItem(th, f.NS, n, v)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
