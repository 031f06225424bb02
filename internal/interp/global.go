// This file implements names: globals with their inline cache, namespaces of module and class code, closures.

package interp

import (
	"sync/atomic"
	"unsafe"

	"weft/internal/object"
)

// globalCache remembers where a global name was found. It holds while the dict tables are the same (object/dict.go): for a
// builtin also while no key was added to the globals.
type globalCache struct {
	slot     *value // where the value is, absent once deleted
	globals  *object.DictTable
	builtins *object.DictTable // nil: the name is in the globals
	used     int               // of globals, for a builtin
}

// load returns the value, or absent where the cache does not hold.
func (c *globalCache) load(f *frame) value {
	if c != nil && f.Globals.RawTable() == c.globals && (c.builtins == nil || c.globals.Used() == c.used && f.Builtins.RawTable() == c.builtins) {
		return object.LoadSlot(c.slot)
	}
	return value{}
}

func loadGlobalSlow(th *object.Thread, f *frame, site *object.Site) (value, error) {
	name := site.Name
	if f.Globals.Type() != object.DictType { // a class with __missing__ or __getitem__, given to exec() or types.FunctionType
		v, err := object.GetItem(th, f.Globals.Value(), name.Value())
		if err == nil || !object.IsErr(err, object.KeyErrorType) {
			return v, err
		}
		if v, err = object.GetItem(th, f.Builtins.Value(), name.Value()); err == nil || !object.IsErr(err, object.KeyErrorType) {
			return v, err
		}
		return value{}, object.NameError(th, name)
	}
	t := f.Globals.Table()
	used := t.Used()
	if v, t, pos := f.Globals.GetStrPos(name); !v.IsAbsent() {
		atomic.StorePointer(&site.Cache, unsafe.Pointer(&globalCache{slot: t.Slot(pos), globals: t}))
		return v, nil
	}
	if f.Globals.HasOddKeys() || f.Builtins.HasOddKeys() {
		return loadGlobalOdd(th, f, name)
	}
	if f.Builtins.Type() == object.DictType {
		if v, bt, pos := f.Builtins.GetStrPos(name); !v.IsAbsent() {
			atomic.StorePointer(&site.Cache, unsafe.Pointer(&globalCache{slot: bt.Slot(pos), globals: t, used: used, builtins: bt}))
			return v, nil
		}
	} else if v, err := object.GetItem(th, f.Builtins.Value(), name.Value()); err == nil || !object.IsErr(err, object.KeyErrorType) {
		return v, err
	}
	return value{}, object.NameError(th, name)
}

// loadGlobalOdd is loadGlobalSlow where keys that are no strs may compare equal to the name.
func loadGlobalOdd(th *object.Thread, f *frame, name *object.Str) (value, error) {
	v, err := f.Globals.Get(th, name.Value())
	if err == nil && v.IsAbsent() {
		if f.Builtins.Type() == object.DictType {
			v, err = f.Builtins.Get(th, name.Value())
		} else if v, err = object.GetItem(th, f.Builtins.Value(), name.Value()); err != nil && object.IsErr(err, object.KeyErrorType) {
			v, err = value{}, nil
		}
	}
	if err == nil && v.IsAbsent() {
		err = object.NameError(th, name)
	}
	return v, err
}

func deleteGlobal(th *object.Thread, f *frame, name *object.Str) error {
	if !f.Globals.DelStr(name) {
		return object.NameError(th, name)
	}
	return nil
}

// loadName is LOAD_NAME: namespace, globals, builtins.
func loadName(th *object.Thread, f *frame, site *object.Site) (value, error) {
	if f.NS.IsExact(object.DictType) {
		ns := object.AsDict(f.NS)
		if ns != f.Globals {
			if v := ns.GetStr(site.Name); !v.IsAbsent() {
				return v, nil
			}
		}
		if v := (*globalCache)(atomic.LoadPointer(&site.Cache)).load(f); !v.IsAbsent() {
			return v, nil
		}
		return loadGlobalSlow(th, f, site)
	}
	if f.NS.IsAbsent() {
		return value{}, object.Raisef(th, object.SystemErrorType, "no locals when loading %s", site.Name)
	}
	if v, err := mappingGet(th, f.NS, site.Name); err != nil || !v.IsAbsent() {
		return v, err
	}
	return loadGlobalSlow(th, f, site)
}

// mappingGet returns m[name], absent for KeyError.
func mappingGet(th *object.Thread, m value, name *object.Str) (value, error) {
	if m.IsExact(object.DictType) {
		return object.AsDict(m).GetStr(name), nil
	}
	v, err := object.GetItem(th, m, name.Value())
	if err != nil && object.IsErr(err, object.KeyErrorType) {
		return value{}, nil
	}
	return v, err
}

// storeName is STORE_NAME.
func storeName(th *object.Thread, f *frame, name *object.Str, v value) error {
	if f.NS.IsExact(object.DictType) {
		object.AsDict(f.NS).SetStr(name, v)
		return nil
	}
	if f.NS.IsAbsent() {
		return object.Raisef(th, object.SystemErrorType, "no locals found when storing %s", name)
	}
	return object.SetItem(th, f.NS, name.Value(), v)
}

func deleteName(th *object.Thread, f *frame, name *object.Str) error {
	if f.NS.IsAbsent() {
		return object.Raisef(th, object.SystemErrorType, "no locals when deleting %s", name)
	}
	if f.NS.IsExact(object.DictType) {
		if !object.AsDict(f.NS).DelStr(name) {
			return object.NameError(th, name)
		}
		return nil
	}
	err := object.DelItem(th, f.NS, name.Value())
	if err != nil && object.IsErr(err, object.KeyErrorType) {
		return object.NameError(th, name)
	}
	return err
}

func unboundLocal(th *object.Thread, name *object.Str) error {
	return object.UnboundLocalError(th, name)
}

// unboundDeref raises for an empty cell in register r: NameError for a free variable, UnboundLocalError otherwise.
func unboundDeref(th *object.Thread, f *frame, r int, name *object.Str) error {
	c := f.Code.C
	if r >= len(c.Locals)-c.NumFree && r < len(c.Locals) {
		return object.NameErrorFree(th, name)
	}
	return object.UnboundLocalError(th, name)
}

// loadDictOrDeref is LOAD_DICT_OR_DEREF.
func loadDictOrDeref(th *object.Thread, f *frame, m value, ins uint64, cell value) (value, error) {
	name := f.Code.Names[ins>>48]
	if v, err := mappingGet(th, m, name); err != nil || !v.IsAbsent() {
		return v, err
	}
	v := object.LoadSlot(&(*object.Cell)(cell.Ptr()).V)
	if v.IsAbsent() {
		return v, unboundDeref(th, f, int(uint16(ins>>32)), name)
	}
	return v, nil
}

// loadDictOrGlobal is LOAD_DICT_OR_GLOBAL.
func loadDictOrGlobal(th *object.Thread, f *frame, m value, site *object.Site) (value, error) {
	if v, err := mappingGet(th, m, site.Name); err != nil || !v.IsAbsent() {
		return v, err
	}
	return loadGlobalSlow(th, f, site)
}

func loadBuildClass(th *object.Thread, f *frame) (value, error) {
	if v, err := object.FromBuiltins(th, f.Builtins, object.NameBuildClass); err != nil || !v.IsAbsent() {
		return v, err
	}
	return value{}, object.Raise(th, object.NameErrorType, "__build_class__ not found")
}
