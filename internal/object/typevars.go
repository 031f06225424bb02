// This file implements type parameters and aliases, which the _typing module exports: TypeVar, ParamSpec, TypeVarTuple,
// TypeAliasType, ParamSpecArgs and ParamSpecKwargs, NoDefault, and Generic. What CPython leaves to typing.py is left to it here.

package object

import (
	"unsafe"
)

// The types.
var (
	TypeVarType         = &Type{Name: "TypeVar"}
	ParamSpecType       = &Type{Name: "ParamSpec"}
	TypeVarTupleType    = &Type{Name: "TypeVarTuple"}
	TypeAliasType       = &Type{Name: "TypeAliasType"}
	ParamSpecArgsType   = &Type{Name: "ParamSpecArgs"}
	ParamSpecKwargsType = &Type{Name: "ParamSpecKwargs"}
	NoDefaultType       = &Type{Name: "NoDefaultType"}
	GenericType         = &Type{Name: "Generic"}
	ConstEvaluatorType  = &Type{Name: "_ConstEvaluator"}
)

var noDefaultObj = singleton{Header: Header{typ: NoDefaultType, flags: flagImmortal}}

// NoDefault is typing.NoDefault.
var NoDefault = Value{unsafe.Pointer(&noDefaultObj)}

// TypeParam is a TypeVar, ParamSpec or TypeVarTuple. The lazily evaluated fields are atomic and absent until known.
type TypeParam struct {
	Header
	name                                *Str
	bound, evalBound                    Value
	constraints, evalConstraints        Value
	def, evalDef                        Value // def absent: evalDef tells; both absent: no default
	covariant, contravariant, inferring bool
	Ext
}

// lazy returns *slot, computing it by eval once; absent if there is neither.
func lazy(th *Thread, slot *Value, eval Value) (Value, error) {
	if v := LoadSlot(slot); !v.IsAbsent() {
		return v, nil
	}
	if eval.IsAbsent() {
		return Value{}, nil
	}
	v, err := Call(th, eval, SmallInt(1))
	if err == nil {
		StoreSlot(slot, v)
	}
	return v, err
}

// evaluator returns what evaluate_x shows: the function, a constant's evaluator, or None.
func evaluator(val, eval Value) Value {
	switch {
	case !eval.IsAbsent():
		return eval
	case !val.IsAbsent():
		return newConstEvaluator(val)
	}
	return None
}

// callTyping calls a function of typing.py.
func callTyping(th *Thread, name string, args ...Value) (Value, error) {
	m, err := th.Rt.engine.Import(th, Intern("typing"), None, None, None, 0)
	if err != nil {
		return Value{}, err
	}
	return CallMethod(th, m, name, args...)
}

// typeCheck converts what is given as a type as typing does: a str becomes a forward reference.
func typeCheck(th *Thread, v Value, msg string) (Value, error) {
	switch {
	case v.Is(None):
		return NoneType.Value(), nil
	case isUnionable(v):
		return v, nil
	}
	return callTyping(th, "_type_check", v, NewStr(msg))
}

// callerModule returns the __name__ of the module whose code runs, absent if unknown.
func callerModule(th *Thread) Value {
	f := th.Frame
	if f == nil {
		return Value{}
	}
	if f.Fn != nil {
		return LoadSlot(&f.Fn.Module)
	}
	return f.Globals.GetStr(NameName)
}

func (p *TypeParam) setModule(th *Thread, mod Value) error {
	if mod.IsAbsent() {
		return nil
	}
	return p.setAttr(th, &p.Header, Intern("__module__"), mod)
}

func newTypeParam(t *Type, name *Str) *TypeParam {
	p := &TypeParam{Header: Header{typ: t}, name: name}
	p.shape = t.rootShape()
	return p
}

func asTypeParam(v Value) *TypeParam { return (*TypeParam)(v.p) }

// Value returns the type parameter as a Value.
func (p *TypeParam) Value() Value { return Value{unsafe.Pointer(p)} }

// NewTypeVar returns the type variable of a type parameter list; bound and constraints are functions that compute them (absent:
// none).
func NewTypeVar(th *Thread, name, bound, constraints Value) (Value, error) {
	p := newTypeParam(TypeVarType, AsStr(name))
	p.evalBound, p.evalConstraints, p.inferring = bound, constraints, true
	return p.Value(), nil
}

// NewParamSpec returns the parameter specification of a type parameter list.
func NewParamSpec(th *Thread, name Value) (Value, error) {
	p := newTypeParam(ParamSpecType, AsStr(name))
	p.inferring = true
	return p.Value(), nil
}

// NewTypeVarTuple returns the type variable tuple of a type parameter list.
func NewTypeVarTuple(th *Thread, name Value) (Value, error) {
	return newTypeParam(TypeVarTupleType, AsStr(name)).Value(), nil
}

// SetTypeParamDefault gives a type parameter the function that computes its default.
func SetTypeParamDefault(th *Thread, p, f Value) (Value, error) {
	switch p.Type() {
	case TypeVarType, ParamSpecType, TypeVarTupleType:
		asTypeParam(p).evalDef = f
		return p, nil
	}
	s, err := ReprString(th, p)
	if err != nil {
		return Value{}, err
	}
	return Value{}, TypeErrorf(th, "Expected a type param, got %s", s)
}

func typeParamLayout() *Layout { return LayoutWithExt[TypeParam](unsafe.Offsetof(TypeParam{}.Ext)) }

// typingModule puts __module__ into the dictionary of a class whose instances show it.
func typingModule() []ClassAttr {
	return []ClassAttr{{Name: "__module__", Get: func() Value { return Intern("typing").Value() }}}
}

// typeParamGetSets are the attributes all three have.
func typeParamGetSets(more ...GetSet) []GetSet {
	return append([]GetSet{
		{Name: "__name__", Get: typeParamName, Set: readonlyAttr},
		{Name: "__default__", Get: typeParamDefault, Doc: "The default value for this type parameter."},
		{Name: "evaluate_default", Get: typeParamEvaluateDefault},
	}, more...)
}

func varianceGetSets(more ...GetSet) []GetSet {
	return typeParamGetSets(append(more,
		GetSet{Name: "__covariant__", Get: func(th *Thread, self Value) (Value, error) { return Bool(asTypeParam(self).covariant), nil }, Set: readonlyAttr},
		GetSet{Name: "__contravariant__", Get: func(th *Thread, self Value) (Value, error) { return Bool(asTypeParam(self).contravariant), nil }, Set: readonlyAttr},
		GetSet{Name: "__infer_variance__", Get: func(th *Thread, self Value) (Value, error) { return Bool(asTypeParam(self).inferring), nil }, Set: readonlyAttr})...)
}

func typeParamName(th *Thread, self Value) (Value, error) { return asTypeParam(self).name.Value(), nil }

func typeParamDefault(th *Thread, self Value) (Value, error) {
	p := asTypeParam(self)
	v, err := lazy(th, &p.def, p.evalDef)
	if err == nil && v.IsAbsent() {
		v = NoDefault
	}
	return v, err
}

func typeParamEvaluateDefault(th *Thread, self Value) (Value, error) {
	p := asTypeParam(self)
	return evaluator(LoadSlot(&p.def), p.evalDef), nil
}

func typeParamHasDefault(th *Thread, args []Value) (Value, error) {
	p := asTypeParam(args[0])
	return Bool(!p.evalDef.IsAbsent() || !LoadSlot(&p.def).IsAbsent()), nil
}

func typeParamReduce(th *Thread, args []Value) (Value, error) {
	return asTypeParam(args[0]).name.Value(), nil
}

func typeParamMroEntries(th *Thread, args []Value) (Value, error) {
	return Value{}, TypeErrorf(th, "Cannot subclass an instance of %s", args[0].Type().ShortName())
}

// typeParamOr is the | operator: anything that typing accepts as a type.
func typeParamOr(th *Thread, a, b Value) (Value, error) { return unionOf(th, []Value{a, b}) }

func typeParamRepr(th *Thread, self Value) (Value, error) {
	p := asTypeParam(self)
	switch {
	case p.inferring || p.Type() == TypeVarTupleType:
		return p.name.Value(), nil
	case p.covariant:
		return NewStr("+" + p.name.s), nil
	case p.contravariant:
		return NewStr("-" + p.name.s), nil
	}
	return NewStr("~" + p.name.s), nil
}

func typeVarSpec() TypeSpec {
	return TypeSpec{
		Type:   TypeVarType,
		Attrs:  typingModule(),
		Module: "typing",
		Doc:    "Type variable.",
		Sig:    "(name, *constraints, bound=None, default=typing.NoDefault, covariant=False, contravariant=False, infer_variance=False)",
		Flags:  TypeHasWeakref,
		Layout: typeParamLayout(),
		Slots:  Slots{New: typeVarNew, Repr: typeParamRepr, Bin: [numBinOps]BinaryFunc{OpOr: typeParamOr}},
		Methods: []Method{
			{Name: "__typing_subst__", Sig: "(self, arg, /)", Fn: typeVarTypingSubst},
			{Name: "__typing_prepare_subst__", Sig: "(self, alias, args, /)", Fn: typeVarTypingPrepareSubst},
			{Name: "__reduce__", Sig: "(self, /)", Fn: typeParamReduce},
			{Name: "has_default", Sig: "(self, /)", Fn: typeParamHasDefault},
			{Name: "__mro_entries__", Sig: "(self, object, /)", Fn: typeParamMroEntries},
		},
		GetSets: varianceGetSets(
			GetSet{Name: "__bound__", Get: typeVarBound},
			GetSet{Name: "__constraints__", Get: typeVarConstraints},
			GetSet{Name: "evaluate_bound", Get: typeVarEvaluateBound},
			GetSet{Name: "evaluate_constraints", Get: typeVarEvaluateConstraints}),
	}
}

// variance reads the three variance keywords.
func (p *TypeParam) variance(th *Thread, cov, contra, infer Value) (err error) {
	truth := func(v Value) bool {
		if v.IsAbsent() || err != nil {
			return false
		}
		var b bool
		b, err = IsTrue(th, v)
		return b
	}
	p.covariant, p.contravariant, p.inferring = truth(cov), truth(contra), truth(infer)
	switch {
	case err != nil:
		return err
	case p.covariant && p.contravariant:
		return ValueErrorf(th, "Bivariant types are not supported.")
	case p.inferring && (p.covariant || p.contravariant):
		return ValueErrorf(th, "Variance cannot be specified with infer_variance.")
	}
	return nil
}

// bindTyping binds a constructor's arguments: one positional name, extra positional ones if allowed, keyword-only ones.
func bindTyping(th *Thread, fn string, args []Value, kwnames *Tuple, maxPos int, kw ...string) (pos []Value, kws map[string]Value, err error) {
	npos := len(args) - kwnames.Len()
	pos = args[:npos]
	if maxPos >= 0 && npos > maxPos {
		s := "s"
		if maxPos == 1 {
			s = ""
		}
		return nil, nil, TypeErrorf(th, "%s() takes exactly %d positional argument%s (%d given)", fn, maxPos, s, npos)
	}
	kws = map[string]Value{}
next:
	for i, k := range kwnames.Items() {
		name := AsStr(k).s
		for _, n := range kw {
			if n == name {
				kws[name] = args[npos+i]
				continue next
			}
		}
		return nil, nil, TypeErrorf(th, "%s() got an unexpected keyword argument '%s'", fn, name)
	}
	if npos == 0 {
		n, ok := kws["name"]
		if !ok {
			return nil, nil, TypeErrorf(th, "%s() missing required argument 'name' (pos 1)", fn)
		}
		pos = []Value{n}
	} else if _, ok := kws["name"]; ok {
		return nil, nil, TypeErrorf(th, "argument for %s() given by name ('name') and position (1)", fn)
	}
	if !IsStr(pos[0]) {
		return nil, nil, TypeErrorf(th, "%s() argument 'name' must be str, not %s", fn, ArgTypeName(pos[0]))
	}
	return pos, kws, nil
}

// setDefault stores an explicit default.
func (p *TypeParam) setDefault(v Value) {
	if !v.IsAbsent() && !v.Is(NoDefault) {
		p.def = v
	}
}

func typeVarNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	pos, kw, err := bindTyping(th, "typevar", args, kwnames, -1, "name", "bound", "default", "covariant", "contravariant", "infer_variance")
	if err != nil {
		return Value{}, err
	}
	p := newTypeParam(TypeVarType, AsStr(pos[0]))
	if err := p.variance(th, kw["covariant"], kw["contravariant"], kw["infer_variance"]); err != nil {
		return Value{}, err
	}
	if b := kw["bound"]; !b.IsAbsent() && !b.Is(None) {
		if p.bound, err = typeCheck(th, b, "Bound must be a type."); err != nil {
			return Value{}, err
		}
	}
	switch n := len(pos) - 1; {
	case n == 1:
		return Value{}, TypeErrorf(th, "A single constraint is not allowed")
	case n > 1 && !p.bound.IsAbsent():
		return Value{}, TypeErrorf(th, "Constraints cannot be combined with bound=...")
	case n > 1:
		p.constraints = NewTupleCopy(pos[1:]).Value()
	}
	p.setDefault(kw["default"])
	return p.Value(), p.setModule(th, callerModule(th))
}

func typeVarBound(th *Thread, self Value) (Value, error) {
	p := asTypeParam(self)
	v, err := lazy(th, &p.bound, p.evalBound)
	return orNone(v), err
}

func typeVarConstraints(th *Thread, self Value) (Value, error) {
	p := asTypeParam(self)
	v, err := lazy(th, &p.constraints, p.evalConstraints)
	if err == nil && v.IsAbsent() {
		v = emptyTuple.Value()
	}
	return v, err
}

func typeVarEvaluateBound(th *Thread, self Value) (Value, error) {
	p := asTypeParam(self)
	return evaluator(LoadSlot(&p.bound), p.evalBound), nil
}

func typeVarEvaluateConstraints(th *Thread, self Value) (Value, error) {
	p := asTypeParam(self)
	return evaluator(LoadSlot(&p.constraints), p.evalConstraints), nil
}

func typeVarTypingSubst(th *Thread, args []Value) (Value, error) {
	return callTyping(th, "_typevar_subst", args[0], args[1])
}

// typeVarTypingPrepareSubst adds the default where the argument for the variable is missing.
func typeVarTypingPrepareSubst(th *Thread, args []Value) (Value, error) {
	pv, err := GetAttrName(th, args[1], "__parameters__")
	if err != nil {
		return Value{}, err
	}
	params, err := ToSlice(th, pv)
	if err != nil {
		return Value{}, err
	}
	n, err := Len(th, args[2])
	if err != nil {
		return Value{}, err
	}
	i := indexOf(params, args[0])
	if i < 0 {
		return Value{}, ValueErrorf(th, "sequence.index(x): x not in sequence")
	}
	if i < n {
		return args[2], nil
	}
	if i == n {
		def, err := typeParamDefault(th, args[0])
		if err != nil {
			return Value{}, err
		}
		if !def.Is(NoDefault) {
			return Binary(th, OpAdd, args[2], TupleOf(def))
		}
	}
	s, err := ToString(th, args[1])
	if err != nil {
		return Value{}, err
	}
	return Value{}, TypeErrorf(th, "Too few arguments for %s; actual %d, expected at least %d", s, n, i+1)
}

func paramSpecSpec() TypeSpec {
	return TypeSpec{
		Type:   ParamSpecType,
		Attrs:  typingModule(),
		Module: "typing",
		Doc:    "Parameter specification variable.",
		Sig:    "(name, *, bound=None, default=typing.NoDefault, covariant=False, contravariant=False, infer_variance=False)",
		Flags:  TypeHasWeakref,
		Layout: typeParamLayout(),
		Slots:  Slots{New: paramSpecNew, Repr: typeParamRepr, Bin: [numBinOps]BinaryFunc{OpOr: typeParamOr}},
		Methods: []Method{
			{Name: "__typing_subst__", Sig: "(self, arg, /)", Fn: paramSpecTypingSubst},
			{Name: "__typing_prepare_subst__", Sig: "(self, alias, args, /)", Fn: paramSpecTypingPrepareSubst},
			{Name: "__reduce__", Sig: "(self, /)", Fn: typeParamReduce},
			{Name: "has_default", Sig: "(self, /)", Fn: typeParamHasDefault},
			{Name: "__mro_entries__", Sig: "(self, object, /)", Fn: typeParamMroEntries},
		},
		GetSets: varianceGetSets(
			GetSet{Name: "__bound__", Get: typeVarBound, Set: readonlyAttr},
			GetSet{Name: "args", Get: paramSpecArgs, Doc: "Represents positional arguments."},
			GetSet{Name: "kwargs", Get: paramSpecKwargs, Doc: "Represents keyword arguments."}),
	}
}

func paramSpecNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	pos, kw, err := bindTyping(th, "paramspec", args, kwnames, 1, "name", "bound", "default", "covariant", "contravariant", "infer_variance")
	if err != nil {
		return Value{}, err
	}
	p := newTypeParam(ParamSpecType, AsStr(pos[0]))
	if err := p.variance(th, kw["covariant"], kw["contravariant"], kw["infer_variance"]); err != nil {
		return Value{}, err
	}
	if p.bound, err = typeCheck(th, orNone(kw["bound"]), "Bound must be a type."); err != nil {
		return Value{}, err
	}
	p.setDefault(kw["default"])
	return p.Value(), p.setModule(th, callerModule(th))
}

func paramSpecTypingSubst(th *Thread, args []Value) (Value, error) {
	return callTyping(th, "_paramspec_subst", args[0], args[1])
}

func paramSpecTypingPrepareSubst(th *Thread, args []Value) (Value, error) {
	return callTyping(th, "_paramspec_prepare_subst", args[0], args[1], args[2])
}

// paramSpecPart is P.args or P.kwargs.
type paramSpecPart struct {
	Header
	origin Value
}

func newParamSpecPart(t *Type, origin Value) Value {
	return Value{unsafe.Pointer(&paramSpecPart{Header: Header{typ: t}, origin: origin})}
}

func paramSpecArgs(th *Thread, self Value) (Value, error) {
	return newParamSpecPart(ParamSpecArgsType, self), nil
}

func paramSpecKwargs(th *Thread, self Value) (Value, error) {
	return newParamSpecPart(ParamSpecKwargsType, self), nil
}

func paramSpecPartSpec(t *Type, fn string) TypeSpec {
	return TypeSpec{
		Type:   t,
		Attrs:  typingModule(),
		Module: "typing",
		Doc:    "The " + fn[len("paramspec"):] + " of a parameter specification.",
		Sig:    "(origin)",
		Flags:  TypeHasWeakref,
		Layout: LayoutOf[paramSpecPart](),
		Slots: Slots{
			New: func(th *Thread, _ *Type, args []Value, kwnames *Tuple) (Value, error) {
				b, err := BindSig(th, NewDef(Method{Name: fn, Sig: "(origin)"}, nil), args, kwnames)
				if err != nil {
					return Value{}, err
				}
				return newParamSpecPart(t, b[0]), nil
			},
			Repr: paramSpecPartRepr, Compare: paramSpecPartCompare,
		},
		NoHash: true,
		Methods: []Method{
			{Name: "__mro_entries__", Sig: "(self, object, /)", Fn: typeParamMroEntries},
		},
		GetSets: []GetSet{{Name: "__origin__", Get: func(th *Thread, self Value) (Value, error) {
			return (*paramSpecPart)(self.p).origin, nil
		}, Set: readonlyAttr}},
	}
}

func paramSpecPartRepr(th *Thread, self Value) (Value, error) {
	suffix := ".args"
	if self.isExact(ParamSpecKwargsType) {
		suffix = ".kwargs"
	}
	o := (*paramSpecPart)(self.p).origin
	if o.isExact(ParamSpecType) {
		return NewStr(asTypeParam(o).name.s + suffix), nil
	}
	s, err := ReprString(th, o)
	return NewStr(s + suffix), err
}

func paramSpecPartCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if op != CmpEQ && op != CmpNE || a.Type() != b.Type() {
		return NotImplemented, nil
	}
	return Compare(th, (*paramSpecPart)(a.p).origin, (*paramSpecPart)(b.p).origin, op)
}

func typeVarTupleSpec() TypeSpec {
	return TypeSpec{
		Type:   TypeVarTupleType,
		Attrs:  typingModule(),
		Module: "typing",
		Doc:    "Type variable tuple.",
		Sig:    "(name, *, default=typing.NoDefault)",
		Flags:  TypeHasWeakref,
		Layout: typeParamLayout(),
		Slots:  Slots{New: typeVarTupleNew, Repr: typeParamRepr, Iter: typeVarTupleIter},
		Methods: []Method{
			{Name: "__typing_subst__", Sig: "(self, arg, /)", Fn: typeVarTupleTypingSubst},
			{Name: "__typing_prepare_subst__", Sig: "(self, alias, args, /)", Fn: typeVarTupleTypingPrepareSubst},
			{Name: "__reduce__", Sig: "(self, /)", Fn: typeParamReduce},
			{Name: "has_default", Sig: "(self, /)", Fn: typeParamHasDefault},
			{Name: "__mro_entries__", Sig: "(self, object, /)", Fn: typeParamMroEntries},
		},
		GetSets: typeParamGetSets(),
	}
}

func typeVarTupleNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	pos, kw, err := bindTyping(th, "typevartuple", args, kwnames, 1, "name", "default")
	if err != nil {
		return Value{}, err
	}
	p := newTypeParam(TypeVarTupleType, AsStr(pos[0]))
	p.setDefault(kw["default"])
	return p.Value(), p.setModule(th, callerModule(th))
}

// unpackTypeVar returns typing.Unpack[v].
func unpackTypeVar(th *Thread, v Value) (Value, error) {
	m, err := th.Rt.engine.Import(th, Intern("typing"), None, None, None, 0)
	if err != nil {
		return Value{}, err
	}
	u, err := GetAttrName(th, m, "Unpack")
	if err != nil {
		return Value{}, err
	}
	return GetItem(th, u, v)
}

// iterUnpacked returns an iterator over typing.Unpack[self] alone.
func iterUnpacked(th *Thread, self Value) (Value, error) {
	u, err := unpackTypeVar(th, self)
	if err != nil {
		return Value{}, err
	}
	return GetIter(th, TupleOf(u))
}

func typeVarTupleIter(th *Thread, self Value) (Value, error) { return iterUnpacked(th, self) }

func typeVarTupleTypingSubst(th *Thread, args []Value) (Value, error) {
	return Value{}, TypeErrorf(th, "Substitution of bare TypeVarTuple is not supported")
}

func typeVarTupleTypingPrepareSubst(th *Thread, args []Value) (Value, error) {
	return callTyping(th, "_typevartuple_prepare_subst", args[0], args[1], args[2])
}

// TypeAlias is a type alias.
type TypeAlias struct {
	Header
	name           *Str
	params         *Tuple // nil: not generic
	value, compute Value  // value atomic; absent: compute tells
	module         Value
}

func typeAliasSpec() TypeSpec {
	return TypeSpec{
		Type:   TypeAliasType,
		Module: "typing",
		Doc:    "Type alias.",
		Sig:    "(name, value, *, type_params=())",
		Flags:  TypeHasWeakref,
		Layout: LayoutOf[TypeAlias](),
		Slots: Slots{New: typeAliasNew, Repr: typeAliasRepr, Iter: iterUnpacked, GetItem: typeAliasGetItem,
			Bin: [numBinOps]BinaryFunc{OpOr: typeParamOr}},
		Methods: []Method{
			{Name: "__reduce__", Sig: "(self, /)", Fn: typeAliasReduce},
		},
		GetSets: []GetSet{
			{Name: "__name__", Get: typeAliasName, Set: readonlyAttr},
			{Name: "__parameters__", Get: typeAliasParameters},
			{Name: "__type_params__", Get: typeAliasTypeParams},
			{Name: "__value__", Get: typeAliasValue},
			{Name: "evaluate_value", Get: typeAliasEvaluateValue},
			{Name: "__module__", Get: typeAliasModule},
		},
	}
}

func asTypeAlias(v Value) *TypeAlias { return (*TypeAlias)(v.p) }

// NewTypeAlias returns the alias of a type statement: v is the tuple (name, type parameters or None, function that computes the
// value).
func NewTypeAlias(th *Thread, v Value) (Value, error) {
	items := AsTuple(v).items
	a := &TypeAlias{Header: Header{typ: TypeAliasType}, name: AsStr(items[0]), compute: items[2]}
	if IsTuple(items[1]) && AsTuple(items[1]).Len() > 0 {
		a.params = AsTuple(items[1])
	}
	return Value{unsafe.Pointer(a)}, nil
}

func typeAliasNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	b, err := BindSig(th, NewDef(Method{Name: "typealias", Sig: "(name, value, *, type_params=())"}, nil), args, kwnames)
	if err != nil {
		return Value{}, err
	}
	if !IsStr(b[0]) {
		return Value{}, TypeErrorf(th, "typealias() argument 'name' must be str, not %s", ArgTypeName(b[0]))
	}
	a := &TypeAlias{Header: Header{typ: TypeAliasType}, name: AsStr(b[0]), value: b[1], module: callerModule(th)}
	if !b[2].IsAbsent() {
		if !IsTuple(b[2]) {
			return Value{}, TypeErrorf(th, "type_params must be a tuple")
		}
		if err := checkTypeParams(th, AsTuple(b[2]).items); err != nil {
			return Value{}, err
		}
		if AsTuple(b[2]).Len() > 0 {
			a.params = AsTuple(b[2])
		}
	}
	return Value{unsafe.Pointer(a)}, nil
}

// checkTypeParams raises TypeError unless all are type parameters, those with defaults last.
func checkTypeParams(th *Thread, params []Value) error {
	seenDefault := false
	for _, p := range params {
		switch p.Type() {
		case TypeVarType, ParamSpecType, TypeVarTupleType:
		default:
			s, err := ReprString(th, p)
			if err != nil {
				return err
			}
			return TypeErrorf(th, "Expected a type param, got %s", s)
		}
		q := asTypeParam(p)
		has := !q.evalDef.IsAbsent() || !LoadSlot(&q.def).IsAbsent()
		if seenDefault && !has {
			s, err := ReprString(th, p)
			if err != nil {
				return err
			}
			return TypeErrorf(th, "non-default type parameter '%s' follows default type parameter", s)
		}
		seenDefault = seenDefault || has
	}
	return nil
}

func typeAliasRepr(th *Thread, self Value) (Value, error) { return asTypeAlias(self).name.Value(), nil }

func typeAliasReduce(th *Thread, args []Value) (Value, error) {
	return asTypeAlias(args[0]).name.Value(), nil
}

func typeAliasName(th *Thread, self Value) (Value, error) { return asTypeAlias(self).name.Value(), nil }

func typeAliasGetItem(th *Thread, self, item Value) (Value, error) {
	if asTypeAlias(self).params == nil {
		return Value{}, TypeErrorf(th, "Only generic type aliases are subscriptable")
	}
	return newGenericAlias(th, self, item)
}

// unpackedParams returns type parameters with each TypeVarTuple as typing.Unpack of it.
func unpackedParams(th *Thread, params *Tuple) (*Tuple, error) {
	var out []Value
	for i, p := range params.Items() {
		if p.isExact(TypeVarTupleType) {
			if out == nil {
				out = append([]Value(nil), params.items...)
			}
			u, err := unpackTypeVar(th, p)
			if err != nil {
				return nil, err
			}
			out[i] = u
		}
	}
	if out == nil {
		return params, nil
	}
	return NewTuple(out), nil
}

func typeAliasParameters(th *Thread, self Value) (Value, error) {
	a := asTypeAlias(self)
	if a.params == nil {
		return emptyTuple.Value(), nil
	}
	p, err := unpackedParams(th, a.params)
	if err != nil {
		return Value{}, err
	}
	return p.Value(), nil
}

func typeAliasTypeParams(th *Thread, self Value) (Value, error) {
	if p := asTypeAlias(self).params; p != nil {
		return p.Value(), nil
	}
	return emptyTuple.Value(), nil
}

func typeAliasValue(th *Thread, self Value) (Value, error) {
	a := asTypeAlias(self)
	return lazy(th, &a.value, a.compute)
}

func typeAliasEvaluateValue(th *Thread, self Value) (Value, error) {
	a := asTypeAlias(self)
	return evaluator(LoadSlot(&a.value), a.compute), nil
}

func typeAliasModule(th *Thread, self Value) (Value, error) {
	a := asTypeAlias(self)
	if !a.module.IsAbsent() {
		return a.module, nil
	}
	if a.compute.isExact(FunctionType) {
		return orNone(LoadSlot(&AsFunction(a.compute).Module)), nil
	}
	return None, nil
}

// constEvaluator is the evaluate_x of a value that was given rather than computed.
type constEvaluator struct {
	Header
	value Value
}

func newConstEvaluator(v Value) Value {
	return Value{unsafe.Pointer(&constEvaluator{Header: Header{typ: ConstEvaluatorType}, value: v})}
}

func constEvaluatorSpec() TypeSpec {
	return TypeSpec{
		Type:   ConstEvaluatorType,
		Module: "_typing",
		Doc:    "A callable that gives a value in the format asked for.",
		Flags:  TypeNoInstantiate,
		Layout: LayoutOf[constEvaluator](),
		Slots:  Slots{Repr: constEvaluatorRepr, Call: constEvaluatorCall},
	}
}

func constEvaluatorRepr(th *Thread, self Value) (Value, error) {
	s, err := ReprString(th, (*constEvaluator)(self.p).value)
	return NewStr("<constevaluator " + s + ">"), err
}

// formatString is annotationlib.Format.STRING.
const formatString = 4

func constEvaluatorCall(th *Thread, self Value, args []Value, kwnames *Tuple) (Value, error) {
	b, err := BindSig(th, NewDef(Method{Name: "constevaluator.__call__", Sig: "(format)"}, nil), args, kwnames)
	if err != nil {
		return Value{}, err
	}
	format, err := AsIndex(th, b[0], OverflowErrorType)
	if err != nil {
		return Value{}, err
	}
	v := (*constEvaluator)(self.p).value
	if format != formatString {
		return v, nil
	}
	if IsTuple(v) {
		s, err := argsRepr(th, AsTuple(v).items, ", ")
		return NewStr("(" + s + ")"), err
	}
	s, err := typeArgRepr(th, v)
	return NewStr(s), err
}

func noDefaultSpec() TypeSpec {
	return TypeSpec{
		Type:   NoDefaultType,
		Doc:    "The type of the NoDefault singleton.",
		Flags:  typeHidden,
		Layout: LayoutOf[singleton](),
		Slots:  Slots{New: noDefaultNew, Repr: noDefaultRepr},
		Methods: []Method{
			{Name: "__reduce__", Sig: "(self, /)", Fn: noDefaultReduce},
		},
	}
}

func noDefaultNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	if len(args) > 0 {
		return Value{}, TypeErrorf(th, "NoDefaultType takes no arguments")
	}
	return NoDefault, nil
}

func noDefaultRepr(th *Thread, self Value) (Value, error) { return NewStr("typing.NoDefault"), nil }

func noDefaultReduce(th *Thread, args []Value) (Value, error) { return NewStr("NoDefault"), nil }

func genericSpec() TypeSpec {
	return TypeSpec{
		Type:   GenericType,
		Attrs:  typingModule(),
		Module: "typing",
		Doc:    "The base of generic classes.",
		Layout: instanceLayout,
		Flags:  TypeBase,
		Methods: []Method{
			{Name: "__class_getitem__", Sig: "", Raw: genericClassGetitem, Kind: ClassMethod},
			{Name: "__init_subclass__", Sig: "", Raw: genericInitSubclass, Kind: ClassMethod},
		},
	}
}

// forwardTyping calls a function of typing.py with all arguments.
func forwardTyping(th *Thread, name string, args []Value, kwnames *Tuple) (Value, error) {
	m, err := th.Rt.engine.Import(th, Intern("typing"), None, None, None, 0)
	if err != nil {
		return Value{}, err
	}
	f, err := GetAttrName(th, m, name)
	if err != nil {
		return Value{}, err
	}
	return CallArgs(th, f, args, kwnames)
}

func genericClassGetitem(th *Thread, args []Value, kwnames *Tuple) (Value, error) {
	return forwardTyping(th, "_generic_class_getitem", args, kwnames)
}

func genericInitSubclass(th *Thread, args []Value, kwnames *Tuple) (Value, error) {
	return forwardTyping(th, "_generic_init_subclass", args, kwnames)
}

// SubscriptGeneric returns typing.Generic[*params], the base that a class with type parameters gets.
func SubscriptGeneric(th *Thread, params Value) (Value, error) {
	p, err := unpackedParams(th, AsTuple(params))
	if err != nil {
		return Value{}, err
	}
	return callTyping(th, "_GenericAlias", GenericType.Value(), p.Value())
}

// TypingTypes returns what the _typing module exports.
func TypingTypes() []*Type {
	return []*Type{TypeVarType, ParamSpecType, TypeVarTupleType, TypeAliasType, ParamSpecArgsType, ParamSpecKwargsType, GenericType, UnionType}
}
