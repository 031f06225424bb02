// Package stringmod is the native module _string: the parser of format strings behind string.Formatter.
package stringmod

// This file implements the module.

import (
	"weft/internal/fmtspec"
	"weft/internal/object"
	"weft/internal/wtf8"
)

type (
	value  = object.Value
	thread = object.Thread
)

// The iterator types.
var (
	formatterIterType = &object.Type{Name: "formatteriterator"}
	fieldNameIterType = &object.Type{Name: "fieldnameiterator"}
)

// iterator walks over a format string or a field name. It is guarded by its lock.
type iterator struct {
	object.Header
	text string
	at   int
}

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_string",
		Doc:  "The parser of format strings.",
		Methods: []object.Method{
			{Name: "formatter_parser", Fn: stringFormatterParser, Sig: "(object, /)", Doc: "Return an iterator over the literals and fields of a format string."},
			{Name: "formatter_field_name_split", Fn: stringFormatterFieldNameSplit, Sig: "(object, /)", Doc: "Return the first part of a field name and an iterator over the accesses behind it."},
		},
		Exec: func(th *thread, m *object.Module) error {
			object.ReadyType(iterSpec(formatterIterType, formatterNext))
			object.ReadyType(iterSpec(fieldNameIterType, fieldNameNext))
			return nil
		},
	}
}

func iterSpec(t *object.Type, next object.UnaryFunc) *object.TypeSpec {
	return &object.TypeSpec{
		Type:   t,
		Flags:  object.TypeNoInstantiate,
		Layout: object.LayoutOf[iterator](),
		Slots:  object.Slots{Iter: func(th *thread, self value) (value, error) { return self, nil }, Next: next},
	}
}

func newIterator(t *object.Type, text string) value {
	v := t.New()
	(*iterator)(v.Ptr()).text = text
	return v
}

func textArg(th *thread, v value) (string, error) {
	if !object.IsStr(v) {
		return "", object.TypeErrorf(th, "expected str, got %s", v.Type().DisplayName())
	}
	return object.AsStr(v).String(), nil
}

func stringFormatterParser(th *thread, args []value) (value, error) {
	s, err := textArg(th, args[0])
	if err != nil {
		return value{}, err
	}
	return newIterator(formatterIterType, s), nil
}

// raise turns an error of package fmtspec into the exception.
func raise(th *thread, err error) error { return object.FormatError(th, err) }

func formatterNext(th *thread, self value) (value, error) {
	it := (*iterator)(self.Ptr())
	it.Lock()
	f, next, ok, err := fmtspec.NextField(it.text, it.at)
	it.at = next
	it.Unlock()
	if err != nil {
		return value{}, raise(th, err)
	}
	if !ok {
		return value{}, nil
	}
	name, spec, conv := object.None, object.None, object.None
	if f.Present {
		name, spec = object.NewStr(f.Name), object.NewStr(f.Spec)
		if f.Conversion != 0 {
			conv = object.NewStr(wtf8.String(f.Conversion))
		}
	}
	return object.TupleOf(object.NewStr(f.Literal), name, spec, conv), nil
}

func stringFormatterFieldNameSplit(th *thread, args []value) (value, error) {
	s, err := textArg(th, args[0])
	if err != nil {
		return value{}, err
	}
	first, rest, err := fmtspec.SplitFieldName(s)
	if err != nil {
		return value{}, raise(th, err)
	}
	return object.TupleOf(keyValue(first), newIterator(fieldNameIterType, rest)), nil
}

func keyValue(k fmtspec.Key) value {
	if k.Index >= 0 {
		return object.Int(int64(k.Index))
	}
	return object.NewStr(k.Name)
}

func fieldNameNext(th *thread, self value) (value, error) {
	it := (*iterator)(self.Ptr())
	it.Lock()
	k, more, ok, err := fmtspec.NextAccessor(it.text[it.at:])
	it.at = len(it.text) - len(more)
	it.Unlock()
	if err != nil {
		return value{}, raise(th, err)
	}
	if !ok {
		return value{}, nil
	}
	if k.Attr {
		return object.TupleOf(object.True, object.NewStr(k.Name)), nil
	}
	return object.TupleOf(object.False, keyValue(k)), nil
}
