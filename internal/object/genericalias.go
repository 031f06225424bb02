// This file implements types.GenericAlias (PEP 585): list[int] and the like, and the substitution of type parameters that unions
// and generic aliases share. Unions are in union.go.

package object

import (
	"strings"
	"unsafe"
)

// The types of parameterized generics.
var (
	GenericAliasType     = &Type{Name: "GenericAlias"}
	GenericAliasIterType = &Type{Name: "generic_alias_iterator"}
)

// GenericAlias is origin[args]; immutable but for the cache of parameters.
type GenericAlias struct {
	Header
	origin  Value
	args    *Tuple
	params  *Tuple // atomic; nil: not computed
	starred bool   // *origin[args]
}

func genericAliasSpec() TypeSpec {
	return TypeSpec{
		Type:   GenericAliasType,
		Module: "types",
		Doc:    "A generic class with its type arguments.",
		Sig:    "(origin, args, /)",
		Flags:  TypeBase | TypeHasWeakref,
		Layout: LayoutOf[GenericAlias](),
		Slots: Slots{New: genericAliasNew, Repr: genericAliasRepr, Hash: genericAliasHash, Compare: genericAliasCompare,
			Call: genericAliasCall, GetAttr: genericAliasGetAttr, GetItem: genericAliasGetItem, Iter: genericAliasIterate,
			Bin: [numBinOps]BinaryFunc{OpOr: unionOr}},
		Methods: []Method{
			{Name: "__mro_entries__", Sig: "(self, object, /)", Fn: genericAliasMroEntries},
			{Name: "__instancecheck__", Sig: "(self, object, /)", Fn: genericAliasInstancecheck},
			{Name: "__subclasscheck__", Sig: "(self, object, /)", Fn: genericAliasSubclasscheck},
			{Name: "__reduce__", Sig: "(self, /)", Fn: genericAliasReduce},
			{Name: "__dir__", Sig: "(self, /)", Fn: genericAliasDir},
		},
		GetSets: []GetSet{
			{Name: "__origin__", Get: genericAliasOrigin, Set: readonlyAttr},
			{Name: "__args__", Get: genericAliasArgs, Set: readonlyAttr},
			{Name: "__unpacked__", Get: genericAliasUnpacked, Set: readonlyAttr},
			{Name: "__parameters__", Get: genericAliasParameters, Doc: "Type variables in the GenericAlias."},
			{Name: "__typing_unpacked_tuple_args__", Get: genericAliasUnpackedTupleArgs},
		},
	}
}

func asAlias(v Value) *GenericAlias { return (*GenericAlias)(v.p) }

// isAlias reports whether v is a GenericAlias or an instance of a subclass.
func isAlias(v Value) bool { return v.IsObj() && v.Header().Type().IsSubtype(GenericAliasType) }

// NewGenericAlias returns origin[args]; an argument that is no tuple stands for a tuple of itself.
func NewGenericAlias(th *Thread, origin, args Value) (Value, error) {
	return newGenericAlias(th, origin, args)
}

func newGenericAlias(th *Thread, origin, args Value) (Value, error) {
	v := GenericAliasType.New()
	asAlias(v).init(origin, args)
	return v, nil
}

func (a *GenericAlias) init(origin, args Value) {
	a.origin = origin
	if IsTuple(args) {
		a.args = AsTuple(args)
	} else {
		a.args = NewTuple([]Value{args})
	}
}

func genericAliasNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	if err := NoKw(th, "GenericAlias", kwnames); err != nil {
		return Value{}, err
	}
	if len(args) != 2 {
		return Value{}, TypeErrorf(th, "GenericAlias expected 2 arguments, got %d", len(args))
	}
	v := t.New()
	asAlias(v).init(args[0], args[1])
	return v, nil
}

// typeArgRepr shows a type argument: classes by their qualified names, None for NoneType, "..." for Ellipsis, else by repr.
func typeArgRepr(th *Thread, v Value) (string, error) {
	switch {
	case v.Is(Ellipsis):
		return "...", nil
	case v.Is(NoneType.Value()):
		return "None", nil
	}
	if has, err := hasAttrs(th, v, "__origin__", "__args__"); err != nil || has {
		if err != nil {
			return "", err
		}
		return ReprString(th, v)
	}
	q, err := GetAttrOpt(th, v, Intern("__qualname__"))
	if err != nil {
		return "", err
	}
	if q.IsAbsent() {
		return ReprString(th, v)
	}
	m, err := GetAttrOpt(th, v, Intern("__module__"))
	if err != nil {
		return "", err
	}
	if m.IsAbsent() || m.Is(None) {
		return ReprString(th, v)
	}
	qs, err := ToString(th, q)
	if err != nil {
		return "", err
	}
	ms, err := ToString(th, m)
	if err != nil || IsStr(m) && ms == "builtins" {
		return qs, err
	}
	return ms + "." + qs, nil
}

func hasAttrs(th *Thread, v Value, names ...string) (bool, error) {
	for _, n := range names {
		r, err := GetAttrOpt(th, v, Intern(n))
		if err != nil || r.IsAbsent() {
			return false, err
		}
	}
	return true, nil
}

// argsRepr joins the representations of type arguments; a list among them shows its items in the same way.
func argsRepr(th *Thread, items []Value, sep string) (string, error) {
	var parts []string
	for _, x := range items {
		var s string
		var err error
		if x.isExact(ListType) {
			if s, err = argsRepr(th, AsList(x).Snapshot(), ", "); err == nil {
				s = "[" + s + "]"
			}
		} else {
			s, err = typeArgRepr(th, x)
		}
		if err != nil {
			return "", err
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, sep), nil
}

func genericAliasRepr(th *Thread, self Value) (Value, error) {
	a := asAlias(self)
	o, err := typeArgRepr(th, a.origin)
	if err != nil {
		return Value{}, err
	}
	s, err := argsRepr(th, a.args.items, ", ")
	if err != nil {
		return Value{}, err
	}
	if len(a.args.items) == 0 {
		s = "()"
	}
	star := ""
	if a.starred {
		star = "*"
	}
	return NewStr(star + o + "[" + s + "]"), nil
}

func genericAliasHash(th *Thread, self Value) (int64, error) {
	a := asAlias(self)
	h, err := Hash(th, a.origin)
	if err != nil {
		return 0, err
	}
	g, err := Hash(th, a.args.Value())
	if h ^= g; h == -1 {
		h = -2
	}
	return h, err
}

func genericAliasCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if !isAlias(a) || !isAlias(b) || op != CmpEQ && op != CmpNE {
		return NotImplemented, nil
	}
	x, y := asAlias(a), asAlias(b)
	eq := x.starred == y.starred
	var err error
	if eq {
		if eq, err = Equal(th, x.origin, y.origin); err != nil {
			return Value{}, err
		}
	}
	if eq {
		if eq, err = Equal(th, x.args.Value(), y.args.Value()); err != nil {
			return Value{}, err
		}
	}
	return Bool(eq == (op == CmpEQ)), nil
}

// genericAliasCall makes an instance of the origin and tells it how it was made, if it can keep that.
func genericAliasCall(th *Thread, self Value, args []Value, kwnames *Tuple) (Value, error) {
	r, err := CallArgs(th, asAlias(self).origin, args, kwnames)
	if err != nil {
		return Value{}, err
	}
	if err := SetAttrName(th, r, "__orig_class__", self); err != nil && !IsErr(err, AttributeErrorType) && !IsErr(err, TypeErrorType) {
		return Value{}, err
	}
	return r, nil
}

// aliasOwnAttr reports whether an attribute is the alias's own rather than the origin's.
func aliasOwnAttr(name string) bool {
	switch name {
	case "__class__", "__origin__", "__args__", "__unpacked__", "__parameters__", "__typing_unpacked_tuple_args__",
		"__mro_entries__", "__reduce_ex__", "__reduce__", // what it has
		"__bases__", "__copy__", "__deepcopy__": // what it must not borrow
		return true
	}
	return false
}

func genericAliasGetAttr(th *Thread, self Value, name *Str) (Value, error) {
	if aliasOwnAttr(name.s) {
		return GenericGetAttr(th, self, name)
	}
	return GetAttr(th, asAlias(self).origin, name)
}

func genericAliasMroEntries(th *Thread, args []Value) (Value, error) {
	return TupleOf(asAlias(args[0]).origin), nil
}

func genericAliasInstancecheck(th *Thread, args []Value) (Value, error) {
	return Value{}, TypeErrorf(th, "isinstance() argument 2 cannot be a parameterized generic")
}

func genericAliasSubclasscheck(th *Thread, args []Value) (Value, error) {
	return Value{}, TypeErrorf(th, "issubclass() argument 2 cannot be a parameterized generic")
}

func genericAliasReduce(th *Thread, args []Value) (Value, error) {
	a := asAlias(args[0])
	if a.starred {
		plain, err := newGenericAlias(th, a.origin, a.args.Value())
		if err != nil {
			return Value{}, err
		}
		next, err := BuiltinNamed(th, "next")
		if err != nil {
			return Value{}, err
		}
		it, err := genericAliasIterate(th, plain)
		return TupleOf(next, TupleOf(it)), err
	}
	return TupleOf(a.Type().Value(), TupleOf(a.origin, a.args.Value())), nil
}

func genericAliasDir(th *Thread, args []Value) (Value, error) {
	dir, err := BuiltinNamed(th, "dir")
	if err != nil {
		return Value{}, err
	}
	names, err := Call(th, dir, asAlias(args[0]).origin)
	if err != nil {
		return Value{}, err
	}
	items, err := ToSlice(th, names)
	if err != nil {
		return Value{}, err
	}
	l := NewList(items)
	for _, n := range []string{"__class__", "__origin__", "__args__", "__unpacked__", "__parameters__",
		"__typing_unpacked_tuple_args__", "__mro_entries__", "__reduce_ex__", "__reduce__"} {
		v := Intern(n).Value()
		if in, err := Contains(th, l.Value(), v); err != nil {
			return Value{}, err
		} else if !in {
			l.Append(v)
		}
	}
	return l.Value(), nil
}

func genericAliasOrigin(th *Thread, self Value) (Value, error) { return asAlias(self).origin, nil }

func genericAliasArgs(th *Thread, self Value) (Value, error) { return asAlias(self).args.Value(), nil }

func genericAliasUnpacked(th *Thread, self Value) (Value, error) {
	return Bool(asAlias(self).starred), nil
}

func genericAliasParameters(th *Thread, self Value) (Value, error) {
	p, err := asAlias(self).parameters(th)
	if err != nil {
		return Value{}, err
	}
	return p.Value(), nil
}

func (a *GenericAlias) parameters(th *Thread) (*Tuple, error) {
	if p := loadPtr(&a.params); p != nil {
		return p, nil
	}
	p, err := makeParameters(th, a.args.items)
	if err == nil {
		storePtr(&a.params, p)
	}
	return p, err
}

func genericAliasUnpackedTupleArgs(th *Thread, self Value) (Value, error) {
	a := asAlias(self)
	if a.starred && a.origin.Is(TupleType.Value()) {
		return a.args.Value(), nil
	}
	return None, nil
}

func genericAliasGetItem(th *Thread, self, item Value) (Value, error) {
	a := asAlias(self)
	params, err := a.parameters(th)
	if err != nil {
		return Value{}, err
	}
	args, err := subsParameters(th, self, a.args.items, params, item)
	if err != nil {
		return Value{}, err
	}
	r, err := newGenericAlias(th, a.origin, NewTuple(args).Value())
	if err == nil {
		asAlias(r).starred = a.starred
	}
	return r, err
}

// isClass reports whether v is a class.
func isClass(v Value) bool { return v.IsObj() && v.Header().Type().HasFlag(TypeSubType) }

// makeParameters collects the type parameters in type arguments, each once, in order.
func makeParameters(th *Thread, items []Value) (*Tuple, error) {
	var out []Value
	add := func(v Value) {
		for _, o := range out {
			if o.Is(v) {
				return
			}
		}
		out = append(out, v)
	}
	for _, x := range items {
		if isClass(x) { // whose __parameters__ are its own affair
			continue
		}
		subst, err := GetAttrOpt(th, x, Intern("__typing_subst__"))
		if err != nil {
			return nil, err
		}
		if !subst.IsAbsent() {
			add(x)
			continue
		}
		var sub *Tuple
		switch {
		case IsTuple(x), IsList(x):
			inner, err := ToSlice(th, x)
			if err != nil {
				return nil, err
			}
			if sub, err = makeParameters(th, inner); err != nil {
				return nil, err
			}
		default:
			p, err := GetAttrOpt(th, x, Intern("__parameters__"))
			if err != nil {
				return nil, err
			}
			if !p.IsAbsent() && IsTuple(p) {
				sub = AsTuple(p)
			}
		}
		for _, p := range sub.Items() {
			add(p)
		}
	}
	return NewTuple(out), nil
}

// unpackArgs returns the subscript's items with *tuple[...] of fixed length spread out.
func unpackArgs(th *Thread, item Value) ([]Value, error) {
	items := []Value{item}
	if IsTuple(item) {
		items = AsTuple(item).items
	}
	var out []Value
	for _, x := range items {
		if !isClass(x) {
			sub, err := GetAttrOpt(th, x, Intern("__typing_unpacked_tuple_args__"))
			if err != nil {
				return nil, err
			}
			if !sub.IsAbsent() && IsTuple(sub) {
				s := AsTuple(sub).items
				if len(s) == 0 || !s[len(s)-1].Is(Ellipsis) {
					out = append(out, s...)
					continue
				}
			}
		}
		out = append(out, x)
	}
	return out, nil
}

func indexOf(items []Value, v Value) int {
	for i, x := range items {
		if x.Is(v) {
			return i
		}
	}
	return -1
}

// subsParameters returns the type arguments args of self with its parameters replaced by the subscript item.
func subsParameters(th *Thread, self Value, args []Value, params *Tuple, item Value) ([]Value, error) {
	if params.Len() == 0 {
		s, err := ReprString(th, self)
		if err != nil {
			return nil, err
		}
		return nil, TypeErrorf(th, "%s is not a generic class", s)
	}
	given, err := unpackArgs(th, item)
	if err != nil {
		return nil, err
	}
	for _, p := range params.items {
		prepare, err := GetAttrOpt(th, p, Intern("__typing_prepare_subst__"))
		if err != nil {
			return nil, err
		}
		if prepare.IsAbsent() || prepare.Is(None) {
			continue
		}
		r, err := Call(th, prepare, self, NewTupleCopy(given).Value())
		if err != nil {
			return nil, err
		}
		if IsTuple(r) {
			given = AsTuple(r).items
		} else {
			given = []Value{r}
		}
	}
	if len(given) != params.Len() {
		s, err := ReprString(th, self)
		if err != nil {
			return nil, err
		}
		word := "few"
		if len(given) > params.Len() {
			word = "many"
		}
		return nil, TypeErrorf(th, "Too %s arguments for %s; actual %d, expected %d", word, s, len(given), params.Len())
	}
	return replaceParameters(th, args, params.items, given)
}

// replaceParameters replaces params by given in args, also inside lists, tuples and nested aliases.
func replaceParameters(th *Thread, args, params, given []Value) ([]Value, error) {
	out := make([]Value, 0, len(args))
	for _, x := range args {
		if isClass(x) {
			out = append(out, x)
			continue
		}
		if IsTuple(x) || IsList(x) {
			inner, err := ToSlice(th, x)
			if err != nil {
				return nil, err
			}
			if inner, err = replaceParameters(th, inner, params, given); err != nil {
				return nil, err
			}
			if IsTuple(x) {
				out = append(out, NewTuple(inner).Value())
			} else {
				out = append(out, NewList(inner).Value())
			}
			continue
		}
		unpack := false
		u, err := GetAttrOpt(th, x, Intern("__typing_is_unpacked_typevartuple__"))
		if err != nil {
			return nil, err
		}
		if !u.IsAbsent() {
			if unpack, err = IsTrue(th, u); err != nil {
				return nil, err
			}
		}
		subst, err := GetAttrOpt(th, x, Intern("__typing_subst__"))
		if err != nil {
			return nil, err
		}
		var r Value
		if !subst.IsAbsent() {
			i := indexOf(params, x)
			if i < 0 {
				return nil, TypeErrorf(th, "internal error: type parameter is not among the parameters")
			}
			if r, err = Call(th, subst, given[i]); err != nil {
				return nil, err
			}
		} else if r, err = subsTypeVars(th, x, params, given); err != nil {
			return nil, err
		}
		if unpack {
			if !IsTuple(r) {
				return nil, TypeErrorf(th, "expected __typing_subst__ of %s objects to return a tuple, not %s", x.Type().FullName(), r.Type().FullName())
			}
			out = append(out, AsTuple(r).items...)
		} else {
			out = append(out, r)
		}
	}
	return out, nil
}

// subsTypeVars subscripts a nested alias with what its own parameters are replaced by.
func subsTypeVars(th *Thread, x Value, params, given []Value) (Value, error) {
	p, err := GetAttrOpt(th, x, Intern("__parameters__"))
	if err != nil {
		return Value{}, err
	}
	if p.IsAbsent() || !IsTuple(p) || AsTuple(p).Len() == 0 {
		return x, nil
	}
	var sub []Value
	for _, q := range AsTuple(p).items {
		i := indexOf(params, q)
		if i < 0 {
			sub = append(sub, q)
			continue
		}
		v := given[i]
		if params[i].Type().Slots().Iter != nil && IsTuple(v) { // a TypeVarTuple
			sub = append(sub, AsTuple(v).items...)
			continue
		}
		sub = append(sub, v)
	}
	return GetItem(th, x, NewTuple(sub).Value())
}

// genericAliasIter yields *alias once.
type genericAliasIter struct {
	Header
	obj Value // atomic; absent: exhausted
}

func genericAliasIterate(th *Thread, self Value) (Value, error) {
	return Value{unsafe.Pointer(&genericAliasIter{Header: Header{typ: GenericAliasIterType}, obj: self})}, nil
}

func genericAliasIterSpec() TypeSpec {
	return TypeSpec{
		Type:   GenericAliasIterType,
		Flags:  typeHidden | TypeNoInstantiate,
		Layout: LayoutOf[genericAliasIter](),
		Slots:  Slots{Iter: selfIter, Next: genericAliasIterNext},
		Methods: []Method{
			{Name: "__reduce__", Sig: "(self, /)", Fn: genericAliasIterReduce},
		},
	}
}

func genericAliasIterNext(th *Thread, self Value) (Value, error) {
	it := (*genericAliasIter)(self.p)
	obj := LoadSlot(&it.obj)
	if obj.IsAbsent() {
		return Value{}, nil
	}
	StoreSlot(&it.obj, Value{})
	a := asAlias(obj)
	r, err := newGenericAlias(th, a.origin, a.args.Value())
	if err == nil {
		asAlias(r).starred = true
	}
	return r, err
}

func genericAliasIterReduce(th *Thread, args []Value) (Value, error) {
	iter, err := BuiltinNamed(th, "iter")
	if err != nil {
		return Value{}, err
	}
	if obj := LoadSlot(&(*genericAliasIter)(args[0].p).obj); !obj.IsAbsent() {
		return TupleOf(iter, TupleOf(obj)), nil
	}
	return emptyIterReduce(iter), nil
}
