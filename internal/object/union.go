// This file implements union types: int | str, which typing.Union makes too.

package object

import (
	"unsafe"
)

// UnionType is typing.Union, also types.UnionType.
var UnionType = &Type{Name: "Union"}

// Union is a union of at least two types; immutable but for the cache of parameters.
type Union struct {
	Header
	args       *Tuple
	hashable   *Set    // frozenset of the hashable members
	unhashable []Value // the others
	params     *Tuple  // atomic; nil: not computed
}

func unionSpec() TypeSpec {
	return TypeSpec{
		Type:   UnionType,
		Module: "typing",
		Doc:    "Represent a union type\n\nE.g. for int | str",
		Flags:  TypeHasWeakref | TypeNoInstantiate,
		Layout: LayoutOf[Union](),
		Slots: Slots{Repr: unionRepr, Hash: unionHash, Compare: unionCompare, GetAttr: unionGetAttr, GetItem: unionGetItem,
			Bin: [numBinOps]BinaryFunc{OpOr: unionOr}},
		Methods: []Method{
			{Name: "__mro_entries__", Sig: "(self, object, /)", Fn: unionMroEntries},
			{Name: "__class_getitem__", Sig: "(type, object, /)", Fn: unionClassGetitem, Kind: ClassMethod, Doc: "See PEP 585"},
		},
		GetSets: []GetSet{
			{Name: "__args__", Get: unionArgsAttr, Set: readonlyAttr},
			{Name: "__name__", Get: unionName, Doc: "Name of the type"},
			{Name: "__qualname__", Get: unionName, Doc: "Qualified name of the type"},
			{Name: "__origin__", Get: unionOrigin, Doc: "Always returns the type"},
			{Name: "__parameters__", Get: unionParameters, Doc: "Type variables in the union."},
		},
	}
}

func asUnion(v Value) *Union { return (*Union)(v.p) }

// IsUnion reports whether v is a union.
func IsUnion(v Value) bool { return v.isExact(UnionType) }

// UnionArgs returns the members of a union; call only if IsUnion.
func UnionArgs(v Value) *Tuple { return asUnion(v).args }

// isUnionable reports whether the | operator makes unions of v.
func isUnionable(v Value) bool {
	return v.Is(None) || isClass(v) || isAlias(v) || IsUnion(v) || v.isExact(TypeAliasType)
}

// unionBuilder collects members, each once.
type unionBuilder struct {
	args       []Value
	hashable   *Set
	unhashable []Value
}

func (b *unionBuilder) add(th *Thread, v Value, check bool) error {
	switch {
	case v.Is(None):
		v = NoneType.Value()
	case IsUnion(v):
		for _, x := range asUnion(v).args.items {
			if err := b.add(th, x, check); err != nil {
				return err
			}
		}
		return nil
	case check && !isUnionable(v):
		var err error
		if v, err = typeCheck(th, v, "Union[arg, ...]: each arg must be a type."); err != nil {
			return err
		}
	}
	if b.hashable == nil {
		b.hashable = NewFrozenSet()
	}
	if _, err := Hash(th, v); err != nil {
		if !IsErr(err, ExceptionType) {
			return err
		}
		for _, x := range b.unhashable {
			if eq, err := Equal(th, x, v); err != nil || eq {
				return err
			}
		}
		b.unhashable = append(b.unhashable, v)
		b.args = append(b.args, v)
		return nil
	}
	if in, err := b.hashable.Has(th, v); err != nil || in {
		return err
	}
	if err := b.hashable.Add(th, v); err != nil {
		return err
	}
	b.args = append(b.args, v)
	return nil
}

func (b *unionBuilder) make(th *Thread) (Value, error) {
	switch len(b.args) {
	case 0:
		return Value{}, TypeErrorf(th, "Cannot take a Union of no types.")
	case 1:
		return b.args[0], nil
	}
	u := &Union{Header: Header{typ: UnionType}, args: NewTuple(b.args), hashable: b.hashable, unhashable: b.unhashable}
	return Value{unsafe.Pointer(u)}, nil
}

// unionOr is the | operator of classes, aliases and unions; NotImplemented for other operands.
func unionOr(th *Thread, a, b Value) (Value, error) {
	if !isUnionable(a) || !isUnionable(b) {
		return NotImplemented, nil
	}
	var ub unionBuilder
	if err := ub.add(th, a, false); err != nil {
		return Value{}, err
	}
	if err := ub.add(th, b, false); err != nil {
		return Value{}, err
	}
	return ub.make(th)
}

// unionOf is typing.Union[items], also the | operator of type parameters: what is no type is converted as typing does.
func unionOf(th *Thread, items []Value) (Value, error) {
	var ub unionBuilder
	for _, x := range items {
		if err := ub.add(th, x, true); err != nil {
			return Value{}, err
		}
	}
	return ub.make(th)
}

func unionClassGetitem(th *Thread, args []Value) (Value, error) {
	if IsTuple(args[1]) {
		return unionOf(th, AsTuple(args[1]).items)
	}
	return unionOf(th, args[1:2])
}

func unionRepr(th *Thread, self Value) (Value, error) {
	s, err := argsRepr(th, asUnion(self).args.items, " | ")
	return NewStr(s), err
}

func unionHash(th *Thread, self Value) (int64, error) {
	u := asUnion(self)
	for _, x := range u.unhashable {
		if _, err := Hash(th, x); err != nil {
			return 0, err
		}
	}
	if n := len(u.unhashable); n > 0 {
		return 0, TypeErrorf(th, "union contains %d unhashable elements", n)
	}
	return Hash(th, u.hashable.Value())
}

func unionCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if !IsUnion(a) || !IsUnion(b) || op != CmpEQ && op != CmpNE {
		return NotImplemented, nil
	}
	eq, err := unionsEqual(th, asUnion(a), asUnion(b))
	return Bool(eq == (op == CmpEQ)), err
}

func unionsEqual(th *Thread, a, b *Union) (bool, error) {
	if eq, err := Equal(th, a.hashable.Value(), b.hashable.Value()); err != nil || !eq {
		return false, err
	}
	if len(a.unhashable) != len(b.unhashable) {
		return false, nil
	}
	for _, x := range a.unhashable {
		found := false
		for _, y := range b.unhashable {
			eq, err := Equal(th, x, y)
			if err != nil {
				return false, err
			}
			found = found || eq
		}
		if !found {
			return false, nil
		}
	}
	return true, nil
}

// unionGetAttr takes __module__ from the class.
func unionGetAttr(th *Thread, self Value, name *Str) (Value, error) {
	if name.s == "__module__" {
		return GetAttr(th, UnionType.Value(), name)
	}
	return GenericGetAttr(th, self, name)
}

func unionGetItem(th *Thread, self, item Value) (Value, error) {
	u := asUnion(self)
	params, err := u.parameters(th)
	if err != nil {
		return Value{}, err
	}
	args, err := subsParameters(th, self, u.args.items, params, item)
	if err != nil {
		return Value{}, err
	}
	return unionOf(th, args)
}

func unionMroEntries(th *Thread, args []Value) (Value, error) {
	s, err := ReprString(th, args[0])
	if err != nil {
		return Value{}, err
	}
	return Value{}, TypeErrorf(th, "Cannot subclass %s", s)
}

func unionArgsAttr(th *Thread, self Value) (Value, error) { return asUnion(self).args.Value(), nil }

func unionName(th *Thread, self Value) (Value, error) { return NewStr("Union"), nil }

func unionOrigin(th *Thread, self Value) (Value, error) { return UnionType.Value(), nil }

func (u *Union) parameters(th *Thread) (*Tuple, error) {
	if p := loadPtr(&u.params); p != nil {
		return p, nil
	}
	p, err := makeParameters(th, u.args.items)
	if err == nil {
		storePtr(&u.params, p)
	}
	return p, err
}

func unionParameters(th *Thread, self Value) (Value, error) {
	p, err := asUnion(self).parameters(th)
	if err != nil {
		return Value{}, err
	}
	return p.Value(), nil
}
