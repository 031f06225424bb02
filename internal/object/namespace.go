// This file implements types.SimpleNamespace.

package object

import (
	"strings"
	"unsafe"
)

// SimpleNamespaceType is types.SimpleNamespace.
var SimpleNamespaceType = &Type{Name: "SimpleNamespace"}

func namespaceSpec() TypeSpec {
	return TypeSpec{
		Type:   SimpleNamespaceType,
		Module: "types",
		Doc:    "An object whose attributes are set freely.",
		Sig:    "(mapping_or_iterable=(), /, **kwargs)",
		Flags:  TypeBase | TypeHasDict,
		Layout: LayoutWithExt[Instance](unsafe.Offsetof(Instance{}.Ext)),
		Slots:  Slots{New: namespaceNew, Init: namespaceInit, Repr: namespaceRepr, Compare: namespaceCompare},
		NoHash: true,
		Methods: []Method{
			{Name: "__reduce__", Sig: "(self, /)", Fn: namespaceReduce},
			{Name: "__replace__", Sig: "($self, /, **changes)", Raw: namespaceReplace},
		},
		GetSets: []GetSet{
			{Name: "__dict__", Get: namespaceDict, Set: readonlyAttr},
		},
	}
}

// NewNamespace returns a SimpleNamespace with the items of d as attributes.
func NewNamespace(th *Thread, d *Dict) (Value, error) {
	v := SimpleNamespaceType.New()
	v.ext().setDict(v.Header(), d.Copy())
	return v, nil
}

func namespaceOf(v Value) *Dict { return v.ext().toDict(v.Header()) }

func namespaceNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	v := t.New()
	namespaceOf(v)
	return v, nil
}

func namespaceInit(th *Thread, self Value, args []Value, kwnames *Tuple) error {
	npos := len(args) - kwnames.Len()
	if npos > 1 {
		return TypeErrorf(th, "%s expected at most 1 argument, got %d", self.Type().ShortName(), npos)
	}
	d := namespaceOf(self)
	if npos == 1 {
		src := NewDict()
		if err := DictUpdateFrom(th, src, args[0]); err != nil {
			return err
		}
		keys, vals := src.Items()
		for _, k := range keys {
			if !IsStr(k) {
				return TypeErrorf(th, "keywords must be strings")
			}
		}
		for i, k := range keys {
			if err := d.Set(th, k, vals[i]); err != nil {
				return err
			}
		}
	}
	for i, k := range kwnames.Items() {
		if err := d.Set(th, k, args[npos+i]); err != nil {
			return err
		}
	}
	return nil
}

func namespaceRepr(th *Thread, self Value) (Value, error) {
	name := "namespace"
	if self.Type() != SimpleNamespaceType {
		name = self.Type().ShortName()
	}
	if ReprEnter(th, self) {
		return NewStr(name + "(...)"), nil
	}
	defer ReprLeave(th, self)
	keys, vals := namespaceOf(self).Items()
	var parts []string
	for i, k := range keys {
		if !IsStr(k) || AsStr(k).n == 0 {
			continue
		}
		r, err := ReprString(th, vals[i])
		if err != nil {
			return Value{}, err
		}
		parts = append(parts, AsStr(k).s+"="+r)
	}
	return NewStr(name + "(" + strings.Join(parts, ", ") + ")"), nil
}

func namespaceCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if !IsInstance(a, SimpleNamespaceType) || !IsInstance(b, SimpleNamespaceType) {
		return NotImplemented, nil
	}
	return Compare(th, namespaceOf(a).Value(), namespaceOf(b).Value(), op)
}

func namespaceReduce(th *Thread, args []Value) (Value, error) {
	return TupleOf(args[0].Type().Value(), emptyTuple.Value(), namespaceOf(args[0]).Value()), nil
}

func namespaceReplace(th *Thread, args []Value, kwnames *Tuple) (Value, error) {
	if len(args)-kwnames.Len() > 1 {
		return Value{}, TypeErrorf(th, "__replace__() takes no positional arguments")
	}
	r, err := Call(th, args[0].Type().Value())
	if err != nil {
		return Value{}, err
	}
	if !IsInstance(r, SimpleNamespaceType) {
		return Value{}, TypeErrorf(th, "expect %s type, but %s() returned '%s' object", SimpleNamespaceType.DisplayName(), args[0].Type().DisplayName(), r.Type().DisplayName())
	}
	d := namespaceOf(r)
	keys, vals := namespaceOf(args[0]).Items()
	for i, k := range keys {
		if err := d.Set(th, k, vals[i]); err != nil {
			return Value{}, err
		}
	}
	for i, k := range kwnames.Items() {
		if err := d.Set(th, k, args[1+i]); err != nil {
			return Value{}, err
		}
	}
	return r, nil
}

func namespaceDict(th *Thread, self Value) (Value, error) { return namespaceOf(self).Value(), nil }

// DictUpdateFrom is d.update(v) for a mapping or an iterable of pairs.
func DictUpdateFrom(th *Thread, d *Dict, v Value) error {
	_, err := CallMethod(th, d.Value(), "update", v)
	return err
}
