// This file implements mappingproxy, the read-only view of a mapping that a class's __dict__ is.

package object

import "unsafe"

// MappingProxyType is types.MappingProxyType.
var MappingProxyType = &Type{Name: "mappingproxy"}

// MappingProxy is a read-only view of a mapping. Immutable.
type MappingProxy struct {
	Header
	M Value
}

// NewMappingProxy returns a read-only view of m.
func NewMappingProxy(m Value) Value {
	return Value{unsafe.Pointer(&MappingProxy{Header: Header{typ: MappingProxyType}, M: m})}
}

func proxied(v Value) Value { return (*MappingProxy)(v.p).M }

func mappingProxySpec() TypeSpec {
	forward := func(name, sig, doc string) Method {
		return Method{Name: name, Sig: sig, Doc: doc, Fn: func(th *Thread, args []Value) (Value, error) {
			return CallMethod(th, proxied(args[0]), name, args[1:]...)
		}}
	}
	return TypeSpec{
		Type:  MappingProxyType,
		Flags: TypeMapping | typeHidden,
		Doc:   "A read-only view of a mapping.",
		Sig:   "(mapping)",
		Slots: Slots{
			New:  mappingProxyNew,
			Repr: mappingProxyRepr,
			Str: func(th *Thread, self Value) (Value, error) {
				s, err := ToStr(th, proxied(self))
				return strResult(s, err)
			},
			Hash:    func(th *Thread, self Value) (int64, error) { return Hash(th, proxied(self)) },
			Len:     func(th *Thread, self Value) (int, error) { return Len(th, proxied(self)) },
			GetItem: func(th *Thread, self, key Value) (Value, error) { return GetItem(th, proxied(self), key) },
			Contains: func(th *Thread, self, key Value) (bool, error) {
				return Contains(th, proxied(self), key)
			},
			Iter:    func(th *Thread, self Value) (Value, error) { return GetIter(th, proxied(self)) },
			Compare: mappingProxyCompare,
			Bin:     [numBinOps]BinaryFunc{OpOr: mappingProxyOr},
			IBin: [numBinOps]BinaryFunc{OpOr: func(th *Thread, a, b Value) (Value, error) {
				return Value{}, TypeErrorf(th, "'|=' is not supported by mappingproxy; use '|' instead")
			}},
		},
		Methods: append([]Method{
			{Name: "get", Sig: "(self, key, default=None, /)", Fn: mappingProxyGet, Doc: "Return the value for key if key is in the mapping, else default."},
			forward("keys", "(self, /)", "A set-like view of the keys."),
			forward("values", "(self, /)", "A view of the values."),
			forward("items", "(self, /)", "A set-like view of the items."),
			forward("copy", "(self, /)", "A shallow copy of the mapping."),
			forward("__reversed__", "(self, /)", "A reverse iterator."),
		}, classGetitemRow()...),
	}
}

func strResult(s *Str, err error) (Value, error) {
	if err != nil {
		return Value{}, err
	}
	return s.Value(), nil
}

func mappingProxyNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	m := Value{}
	switch {
	case kwnames.Len() == 1 && len(args) == 1 && AsStr(kwnames.items[0]).s == "mapping":
		m = args[0]
	case len(args) > 1:
		return Value{}, TypeErrorf(th, "mappingproxy() takes at most 1 argument (%d given)", len(args))
	case len(args) == kwnames.Len():
		return Value{}, TypeErrorf(th, "mappingproxy() missing required argument 'mapping' (pos 1)")
	default:
		m = args[0]
	}
	if m.Type().Slots().GetItem == nil || IsList(m) || IsTuple(m) {
		return Value{}, TypeErrorf(th, "mappingproxy() argument must be a mapping, not %s", m.Type().DisplayName())
	}
	return NewMappingProxy(m), nil
}

func mappingProxyRepr(th *Thread, self Value) (Value, error) {
	r, err := ReprString(th, proxied(self))
	if err != nil {
		return Value{}, err
	}
	return NewStr("mappingproxy(" + r + ")"), nil
}

func mappingProxyCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if b.isExact(MappingProxyType) {
		b = proxied(b)
	}
	return Compare(th, proxied(a), b, op)
}

func mappingProxyOr(th *Thread, a, b Value) (Value, error) {
	if a.isExact(MappingProxyType) {
		a = proxied(a)
	}
	if b.isExact(MappingProxyType) {
		b = proxied(b)
	}
	return Binary(th, OpOr, a, b)
}

func mappingProxyGet(th *Thread, args []Value) (Value, error) {
	m := proxied(args[0])
	if m.isExact(DictType) {
		v, err := AsDict(m).Get(th, args[1])
		if err == nil && v.IsAbsent() {
			v = orNone(args[2])
		}
		return v, err
	}
	return CallMethod(th, m, "get", args[1], orNone(args[2]))
}
