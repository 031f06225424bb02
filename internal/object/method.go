// This file implements bound methods and native function objects: their attributes. Their calls are in call.go.

package object

import (
	"strings"
	"unsafe"
)

func methodSpec() TypeSpec {
	return TypeSpec{
		Type:   MethodType,
		Doc:    "A callable bound to its first argument.",
		Sig:    "(function, instance, /)",
		Flags:  typeHidden | TypeHasWeakref,
		Layout: LayoutOf[BoundMethod](),
		Slots: Slots{New: methodNew, Repr: methodRepr, Hash: methodHash, Compare: methodCompare, Call: methodCall,
			GetAttr: methodGetAttr, DescrGet: methodDescrGet},
		Methods: []Method{
			{Name: "__reduce__", Sig: "(self, /)", Fn: methodReduce},
		},
		GetSets: []GetSet{
			{Name: "__func__", Get: methodFunc, Set: readonlyAttr, Doc: "the function (or other callable) implementing a method"},
			{Name: "__self__", Get: methodSelf, Set: readonlyAttr, Doc: "the instance to which a method is bound"},
			{Name: "__doc__", Get: methodDoc},
		},
	}
}

func asMethod(v Value) *BoundMethod { return (*BoundMethod)(v.p) }

func methodNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	if err := NoKw(th, "method", kwnames); err != nil {
		return Value{}, err
	}
	if len(args) != 2 {
		return Value{}, TypeErrorf(th, "method expected 2 arguments, got %d", len(args))
	}
	if !IsCallable(args[0]) {
		return Value{}, TypeErrorf(th, "first argument must be callable")
	}
	if args[1].Is(None) {
		return Value{}, TypeErrorf(th, "instance must not be None")
	}
	return NewBoundMethod(args[0], args[1]), nil
}

func methodRepr(th *Thread, self Value) (Value, error) {
	m := asMethod(self)
	name := "?"
	for _, a := range []string{"__qualname__", "__name__"} {
		n, err := GetAttrOpt(th, m.Func, Intern(a))
		if err != nil {
			return Value{}, err
		}
		if !n.IsAbsent() {
			if IsStr(n) {
				name = AsStr(n).s
			}
			break
		}
	}
	r, err := ReprString(th, m.Self)
	return NewStr("<bound method " + name + " of " + r + ">"), err
}

// pointerHash is the hash of an object by identity.
func pointerHash(v Value) int64 {
	u := v.word()
	if v.IsObj() {
		u = uint64(Address(v))
	}
	h := int64(u>>4 | u<<60)
	if h == -1 {
		h = -2
	}
	return h
}

func methodHash(th *Thread, self Value) (int64, error) {
	m := asMethod(self)
	h, err := Hash(th, m.Func)
	if err != nil {
		return 0, err
	}
	if h ^= pointerHash(m.Self); h == -1 {
		h = -2
	}
	return h, nil
}

func methodCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if op != CmpEQ && op != CmpNE || !a.isExact(MethodType) || !b.isExact(MethodType) {
		return NotImplemented, nil
	}
	x, y := asMethod(a), asMethod(b)
	eq, err := EqualOrIs(th, x.Func, y.Func)
	if err != nil {
		return Value{}, err
	}
	return Bool((eq && x.Self.Is(y.Self)) == (op == CmpEQ)), nil
}

func methodCall(th *Thread, self Value, args []Value, kwnames *Tuple) (Value, error) {
	m := asMethod(self)
	full := th.Args(len(args) + 1)
	full[0] = m.Self
	copy(full[1:], args)
	v, err := CallArgs(th, m.Func, full, kwnames)
	th.FreeArgs(full)
	return v, err
}

// methodGetAttr finds what the method type has, else what the function has.
func methodGetAttr(th *Thread, self Value, name *Str) (Value, error) {
	if !name.interned() {
		name = InternStr(name)
	}
	if attr := MethodType.Lookup(name); !attr.IsAbsent() {
		if get := attr.Type().Slots().DescrGet; get != nil {
			return get(th, attr, self, MethodType.Value())
		}
		return attr, nil
	}
	return GetAttr(th, asMethod(self).Func, name)
}

func methodDescrGet(th *Thread, descr, obj, typ Value) (Value, error) { return descr, nil }

func methodReduce(th *Thread, args []Value) (Value, error) {
	m := asMethod(args[0])
	name, err := GetAttrName(th, m.Func, "__name__")
	if err != nil {
		return Value{}, err
	}
	getattr, err := BuiltinNamed(th, "getattr")
	if err != nil {
		return Value{}, err
	}
	return TupleOf(getattr, TupleOf(m.Self, name)), nil
}

func methodFunc(th *Thread, self Value) (Value, error) { return asMethod(self).Func, nil }

func methodSelf(th *Thread, self Value) (Value, error) { return asMethod(self).Self, nil }

func methodDoc(th *Thread, self Value) (Value, error) {
	return GetAttrName(th, asMethod(self).Func, "__doc__")
}

func builtinSpec() TypeSpec {
	return TypeSpec{
		Type:   BuiltinType,
		Flags:  typeHidden | TypeHasWeakref | TypeNoInstantiate,
		Layout: LayoutOf[Builtin](),
		Slots:  Slots{Repr: builtinRepr, Hash: builtinHash, Compare: builtinCompare, Call: builtinCall},
		Methods: []Method{
			{Name: "__reduce__", Sig: "(self, /)", Fn: builtinReduce},
		},
		GetSets: []GetSet{
			{Name: "__module__", Get: builtinModule, Set: builtinSetModule},
			{Name: "__doc__", Get: builtinDoc},
			{Name: "__name__", Get: builtinName},
			{Name: "__qualname__", Get: builtinQualname},
			{Name: "__self__", Get: builtinSelf},
			{Name: "__text_signature__", Get: builtinTextSignature},
		},
	}
}

func asBuiltin(v Value) *Builtin { return (*Builtin)(v.p) }

// plain reports whether the function belongs to a module or to nothing, rather than to an instance or class.
func (b *Builtin) plain() bool { return b.Self.IsAbsent() || IsModule(b.Self) }

func builtinRepr(th *Thread, self Value) (Value, error) {
	b := asBuiltin(self)
	if b.plain() {
		return NewStr("<built-in function " + b.Def.Name + ">"), nil
	}
	return NewStr("<built-in method " + b.Def.Name + " of " + b.Self.Type().DisplayName() + " object at " + addr(b.Self) + ">"), nil
}

func builtinHash(th *Thread, self Value) (int64, error) {
	b := asBuiltin(self)
	h := pointerHash(Value{unsafe.Pointer(b.Def)})
	if !b.Self.IsAbsent() {
		h ^= pointerHash(b.Self)
	}
	if h == -1 {
		h = -2
	}
	return h, nil
}

func builtinCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if op != CmpEQ && op != CmpNE || !a.isExact(BuiltinType) || !b.isExact(BuiltinType) {
		return NotImplemented, nil
	}
	x, y := asBuiltin(a), asBuiltin(b)
	return Bool((x.Def == y.Def && x.Self.Is(y.Self)) == (op == CmpEQ)), nil
}

func builtinCall(th *Thread, self Value, args []Value, kwnames *Tuple) (Value, error) {
	return CallBuiltin(th, asBuiltin(self), args, kwnames)
}

func builtinReduce(th *Thread, args []Value) (Value, error) {
	b := asBuiltin(args[0])
	if b.plain() {
		return NewStr(b.Def.Name), nil
	}
	getattr, err := BuiltinNamed(th, "getattr")
	if err != nil {
		return Value{}, err
	}
	return TupleOf(getattr, TupleOf(b.Self, NewStr(b.Def.Name))), nil
}

func builtinModule(th *Thread, self Value) (Value, error) {
	return orNone(LoadSlot(&asBuiltin(self).Module)), nil
}

func builtinSetModule(th *Thread, self, val Value) error {
	StoreSlot(&asBuiltin(self).Module, val)
	return nil
}

func builtinDoc(th *Thread, self Value) (Value, error) { return docValue(asBuiltin(self).Def.Doc), nil }

// docValue returns a docstring, None if there is none.
func docValue(doc string) Value {
	if doc == "" {
		return None
	}
	return NewStr(doc)
}

func builtinName(th *Thread, self Value) (Value, error) {
	return Intern(asBuiltin(self).Def.Name).Value(), nil
}

func builtinQualname(th *Thread, self Value) (Value, error) {
	b := asBuiltin(self)
	if b.plain() {
		return Intern(b.Def.Name).Value(), nil
	}
	t := b.Self.Type().Value()
	if b.Self.Type().HasFlag(TypeSubType) {
		t = b.Self
	}
	q, err := GetAttrName(th, t, "__qualname__")
	if err != nil {
		return Value{}, err
	}
	if !IsStr(q) {
		return Value{}, TypeErrorf(th, "<method>.__class__.__qualname__ is not a unicode object")
	}
	return NewStr(AsStr(q).s + "." + b.Def.Name), nil
}

func builtinSelf(th *Thread, self Value) (Value, error) { return orNone(asBuiltin(self).Self), nil }

func builtinTextSignature(th *Thread, self Value) (Value, error) {
	b := asBuiltin(self)
	if strings.HasPrefix(b.Def.Doc, b.Def.Name+"(") { // its documentation words the signature, in a way that is none of Python's
		return None, nil
	}
	return textSignature(b.Def.Sig, b.Def.self, !b.Self.IsAbsent() && IsModule(b.Self)), nil
}

// textSignature writes a signature as __text_signature__ shows it: the parameter that binding supplies is marked with "$".
func textSignature(sig string, self, module bool) Value {
	switch {
	case sig == "":
		return None
	case len(sig) > 1 && sig[1] == '$':
	case self:
		sig = "($" + sig[1:]
	case module:
		if sig == "()" {
			sig = "($module, /)"
		} else {
			sig = "($module, " + moduleSigRest(sig)
		}
	}
	return NewStr(sig)
}

// moduleSigRest puts the "/" behind $module unless a later one covers it.
func moduleSigRest(sig string) string {
	for _, p := range splitParams(nil, sig[1:len(sig)-1]) {
		if p == "/" {
			return sig[1:]
		}
	}
	return "/, " + sig[1:]
}
