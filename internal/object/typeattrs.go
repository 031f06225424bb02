// This file implements the attributes and methods of type objects (Data model 3.2.10, Custom classes).

package object

import (
	"strings"
	"unsafe"
)

func typeSpec() TypeSpec {
	return TypeSpec{
		Type:   TypeType,
		Make:   makeType,
		Flags:  TypeBase | TypeSubType | TypeHasWeakref,
		Layout: LayoutOf[Type](),
		Doc:    "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
		Slots: Slots{
			New: typeNew, Init: typeInit, Call: typeCall, Repr: typeRepr, GetAttr: TypeGetAttr, SetAttr: TypeSetAttr,
			Bin: [numBinOps]BinaryFunc{OpOr: typeOr},
		},
		Methods: []Method{
			{Name: "mro", Sig: "(self, /)", Fn: typeMro, Doc: "Return a type's method resolution order."},
			{Name: "__subclasses__", Sig: "(self, /)", Fn: typeSubclasses, Doc: "Return a list of immediate subclasses."},
			{Name: "__prepare__", Sig: "(cls, name, bases, /, **kwds)", Kind: ClassMethod, Raw: typePrepare, Doc: "Create the namespace for the class statement"},
			{Name: "__instancecheck__", Sig: "(self, instance, /)", Fn: typeInstancecheck, Doc: "Check if an object is an instance."},
			{Name: "__subclasscheck__", Sig: "(self, subclass, /)", Fn: typeSubclasscheck, Doc: "Check if a class is a subclass."},
			{Name: "__dir__", Sig: "(self, /)", Fn: typeDir, Doc: "The attributes of the type and its bases."},
			{Name: "__sizeof__", Sig: "(self, /)", Fn: typeSizeof, Doc: "Return memory consumption of the type object."},
		},
		GetSets: []GetSet{
			{Name: "__basicsize__", Get: typeInt(func(t *Type) int { return t.basicSize() }), Set: readonlyAttr},
			{Name: "__itemsize__", Get: typeInt(func(t *Type) int { return t.itemSize() }), Set: readonlyAttr},
			{Name: "__flags__", Get: typeInt(func(t *Type) int { return t.pyFlags() }), Set: readonlyAttr},
			{Name: "__weakrefoffset__", Get: typeInt(func(t *Type) int { return t.offsetOf(TypeHasWeakref, -32) }), Set: readonlyAttr},
			{Name: "__base__", Get: typeGetBase, Set: readonlyAttr},
			{Name: "__dictoffset__", Get: typeInt(func(t *Type) int { return t.offsetOf(TypeHasDict, -1) }), Set: readonlyAttr},
			{Name: "__name__", Get: typeGetName, Set: typeSetName},
			{Name: "__qualname__", Get: typeGetQualname, Set: typeSetQualname},
			{Name: "__bases__", Get: typeGetBases, Set: typeSetBases},
			{Name: "__mro__", Get: typeGetMro},
			{Name: "__module__", Get: typeGetModule, Set: typeSetModule},
			{Name: "__abstractmethods__", Get: typeGetAbstractmethods, Set: typeSetAbstractmethods},
			{Name: "__dict__", Get: typeGetDict},
			{Name: "__doc__", Get: typeGetDoc, Set: typeSetDoc},
			{Name: "__text_signature__", Get: typeGetTextSignature},
			{Name: "__annotations__", Get: typeGetAnnotations, Set: typeSetAnnotations},
			{Name: "__annotate__", Get: typeGetAnnotate, Set: typeSetAnnotate},
			{Name: "__type_params__", Get: typeGetTypeParams, Set: typeSetTypeParams},
		},
	}
}

func typeInt(f func(*Type) int) UnaryFunc {
	return func(th *Thread, self Value) (Value, error) { return Int(int64(f(AsType(self)))), nil }
}

// basicSize is __basicsize__: what CPython's object of the same kind would have, as far as one can say so here.
func (t *Type) basicSize() int {
	n := 16
	if t.inheritsFrom(IntType) {
		n = 24
	} else if t.layout != nil && t.layout != instanceLayout {
		n = int(t.layout.size)
	}
	return n + 8*t.nslots
}

// itemSize is __itemsize__: not 0 for the types whose instances vary in size, which cannot have nonempty __slots__.
func (t *Type) itemSize() int {
	for b := t; b != nil; b = b.baseType() {
		switch b {
		case IntType:
			return 4
		case TupleType:
			return 8
		case BytesType:
			return 1
		case TypeType:
			return 40
		}
	}
	return 0
}

func (t *Type) offsetOf(flag uint32, off int) int {
	if t.HasFlag(flag) {
		return off
	}
	return 0
}

// pyFlags is __flags__ with CPython's bits, as far as they have a meaning here.
func (t *Type) pyFlags() int {
	f := 1<<12 | 1<<18 // ready, has version tag
	for _, m := range []struct {
		flag uint32
		bit  int
	}{
		{TypeHeap, 9}, {TypeBase, 10}, {TypeImmutable, 8}, {TypeNoInstantiate, 7}, {TypeSequence, 5}, {TypeMapping, 6},
		{TypeAbstract, 20}, {TypeMatchSelf, 22}, {TypeSubInt, 24}, {TypeSubList, 25}, {TypeSubTuple, 26}, {TypeSubBytes, 27},
		{TypeSubStr, 28}, {TypeSubDict, 29}, {TypeSubException, 30}, {TypeSubType, 31},
	} {
		if t.HasFlag(m.flag) {
			f |= 1 << m.bit
		}
	}
	if t == GenericType {
		f |= 1 << 9 // as CPython makes it; copyreg looks for the first base that is not so
	}
	if t.HasFlag(TypeHeap) {
		f |= 1 << 14 // garbage collected
	}
	return f
}

func typeRepr(th *Thread, self Value) (Value, error) {
	t := AsType(self)
	mod, err := typeGetModule(th, self)
	if err != nil {
		if !IsErr(err, AttributeErrorType) {
			return Value{}, err
		}
		mod = None
	}
	if IsStr(mod) && AsStr(mod).s != "builtins" {
		return NewStr("<class '" + AsStr(mod).s + "." + t.qualnameStr() + "'>"), nil
	}
	if IsStr(mod) {
		return NewStr("<class '" + t.ShortName() + "'>"), nil
	}
	return NewStr("<class '" + t.DisplayName() + "'>"), nil
}

func typeOr(th *Thread, a, b Value) (Value, error) { return unionOr(th, a, b) }

func typeMro(th *Thread, args []Value) (Value, error) {
	mro, err := AsType(args[0]).defaultMRO(th)
	if AsType(args[0]) == ObjectType {
		mro, err = []*Type{ObjectType}, nil
	}
	if err != nil {
		return Value{}, err
	}
	return NewList(typeValues(mro)).Value(), nil
}

func typeValues(types []*Type) []Value {
	out := make([]Value, len(types))
	for i, t := range types {
		out[i] = t.Value()
	}
	return out
}

func typeSubclasses(th *Thread, args []Value) (Value, error) {
	return NewList(typeValues(AsType(args[0]).Subclasses())).Value(), nil
}

func typePrepare(th *Thread, args []Value, kwnames *Tuple) (Value, error) {
	return NewDict().Value(), nil
}

func typeInstancecheck(th *Thread, args []Value) (Value, error) {
	b, err := realIsInstance(th, args[1], args[0])
	return boolResult(b, err)
}

func typeSubclasscheck(th *Thread, args []Value) (Value, error) {
	b, err := realIsSubclass(th, args[1], args[0])
	return boolResult(b, err)
}

func typeDir(th *Thread, args []Value) (Value, error) {
	d := NewDict()
	if err := mergeClassDict(th, d, args[0]); err != nil {
		return Value{}, err
	}
	keys, _ := d.Items()
	return NewList(keys).Value(), nil
}

func typeSizeof(th *Thread, args []Value) (Value, error) {
	return Int(int64(unsafe.Sizeof(Type{}) + unsafe.Sizeof(Slots{}))), nil
}

// typeMutable raises TypeError if the attribute of a type cannot be set, or deleted when val is absent.
func typeMutable(th *Thread, t *Type, name string, val Value) error {
	if t.HasFlag(TypeImmutable) {
		return TypeErrorf(th, "cannot set '%s' attribute of immutable type '%s'", name, t.DisplayName())
	}
	if val.IsAbsent() {
		return TypeErrorf(th, "cannot delete '%s' attribute of immutable type '%s'", name, t.DisplayName())
	}
	return nil
}

func typeGetBase(th *Thread, self Value) (Value, error) {
	if b := loadPtr(&AsType(self).Base); b != nil {
		return b.Value(), nil
	}
	return None, nil
}

func typeGetName(th *Thread, self Value) (Value, error) {
	t := AsType(self)
	if n := loadPtr(&t.nameObj); n != nil {
		return n.Value(), nil
	}
	return Intern(t.Name).Value(), nil
}

func typeSetName(th *Thread, self, val Value) error {
	t := AsType(self)
	if err := typeMutable(th, t, "__name__", val); err != nil {
		return err
	}
	if !IsStr(val) {
		return TypeErrorf(th, "can only assign string to %s.__name__, not '%s'", t.DisplayName(), val.Type().DisplayName())
	}
	if strings.IndexByte(AsStr(val).s, 0) >= 0 {
		return ValueErrorf(th, "type name must not contain null characters")
	}
	if err := CheckEncodable(th, AsStr(val).s); err != nil {
		return err
	}
	storePtr(&t.nameObj, AsStr(val))
	return nil
}

func typeGetQualname(th *Thread, self Value) (Value, error) {
	t := AsType(self)
	if q := loadPtr(&t.qualname); q != nil {
		return q.Value(), nil
	}
	return typeGetName(th, self)
}

func typeSetQualname(th *Thread, self, val Value) error {
	t := AsType(self)
	if err := typeMutable(th, t, "__qualname__", val); err != nil {
		return err
	}
	if !IsStr(val) {
		return TypeErrorf(th, "can only assign string to %s.__qualname__, not '%s'", t.DisplayName(), val.Type().DisplayName())
	}
	storePtr(&t.qualname, AsStr(val))
	return nil
}

func typeGetModule(th *Thread, self Value) (Value, error) {
	t := AsType(self)
	if t.HasFlag(TypeHeap) {
		if m := t.dict.GetStr(nmModule); !m.IsAbsent() {
			return m, nil
		}
		return Value{}, Raise(th, AttributeErrorType, "__module__")
	}
	if t.module == "" {
		return Intern("builtins").Value(), nil
	}
	return Intern(t.module).Value(), nil
}

func typeSetModule(th *Thread, self, val Value) error {
	t := AsType(self)
	if err := typeMutable(th, t, "__module__", val); err != nil {
		return err
	}
	t.setOwn(nmModule, val)
	t.setOwn(Intern("__firstlineno__"), Value{})
	return nil
}

func typeGetMro(th *Thread, self Value) (Value, error) {
	m := loadPtr(&AsType(self).mro)
	if !AsType(self).HasFlag(typeReady) { // its mro() is running
		return None, nil
	}
	return NewTuple(typeValues(*m)).Value(), nil
}

func typeGetAbstractmethods(th *Thread, self Value) (Value, error) {
	t := AsType(self)
	if t != TypeType {
		if v := t.dict.GetStr(nmAbstractmethods); !v.IsAbsent() {
			return v, nil
		}
	}
	return Value{}, Raise(th, AttributeErrorType, "__abstractmethods__")
}

func typeSetAbstractmethods(th *Thread, self, val Value) error {
	t := AsType(self)
	abstract := false
	if !val.IsAbsent() {
		var err error
		if abstract, err = IsTrue(th, val); err != nil {
			return err
		}
	}
	if t.HasFlag(TypeImmutable) {
		return immutableTypeError(th, t, nmAbstractmethods)
	}
	if val.IsAbsent() && t.dict.GetStr(nmAbstractmethods).IsAbsent() {
		return Raise(th, AttributeErrorType, "__abstractmethods__")
	}
	// The flag first: setOwn gives the type a new version, under which caches may keep what the flag says.
	typeMu.Lock()
	if abstract {
		t.setFlags(TypeAbstract)
	} else {
		t.clearFlags(TypeAbstract)
	}
	typeMu.Unlock()
	t.setOwn(nmAbstractmethods, val)
	return nil
}

func typeGetDict(th *Thread, self Value) (Value, error) {
	return NewMappingProxy(AsType(self).dict.Value()), nil
}

func typeGetDoc(th *Thread, self Value) (Value, error) {
	t := AsType(self)
	v := t.dict.GetStr(nmDoc)
	if v.IsAbsent() {
		return None, nil
	}
	if get := v.Type().Slots().DescrGet; get != nil && t.HasFlag(TypeHeap) {
		return get(th, v, Value{}, self)
	}
	if !t.HasFlag(TypeHeap) {
		// Instances may have a computed __doc__.
		if t.spec != nil && t.spec.Doc != "" {
			return NewStr(t.spec.Doc), nil
		}
		return None, nil
	}
	return v, nil
}

func typeSetDoc(th *Thread, self, val Value) error {
	t := AsType(self)
	if err := typeMutable(th, t, "__doc__", val); err != nil {
		return err
	}
	t.setOwn(nmDoc, val)
	return nil
}

func typeGetTextSignature(th *Thread, self Value) (Value, error) {
	t := AsType(self)
	if t.spec != nil && t.spec.Sig != "" {
		return NewStr(t.spec.Sig), nil
	}
	return None, nil
}

// typeGetAnnotations computes __annotations__ at first use by calling __annotate__ (PEP 649).
func typeGetAnnotations(th *Thread, self Value) (Value, error) {
	t := AsType(self)
	if !t.HasFlag(TypeHeap) {
		return Value{}, attributeError(th, self, Intern("__annotations__"), "type object '"+t.DisplayName()+"' has no attribute '__annotations__'")
	}
	v := t.dict.GetName("__annotations__")
	if v.IsAbsent() {
		v = t.dict.GetName("__annotations_cache__")
	}
	if !v.IsAbsent() {
		if get := v.Type().Slots().DescrGet; get != nil {
			return get(th, v, Value{}, self)
		}
		return v, nil
	}
	annotate, err := GetAttr(th, self, Intern("__annotate__"))
	if err != nil {
		return Value{}, err
	}
	if IsCallable(annotate) {
		if v, err = Call(th, annotate, Int(1)); err != nil {
			return Value{}, err
		}
		if !IsDict(v) {
			return Value{}, TypeErrorf(th, "__annotate__ returned non-dict of type '%s'", v.Type().DisplayName())
		}
	} else {
		v = NewDict().Value()
	}
	t.setOwn(Intern("__annotations_cache__"), v)
	return v, nil
}

func typeSetAnnotations(th *Thread, self, val Value) error {
	t := AsType(self)
	if t.HasFlag(TypeImmutable) {
		return immutableTypeError(th, t, Intern("__annotations__"))
	}
	ok := true
	if !val.IsAbsent() {
		nm := Intern("__annotations_cache__")
		if !t.dict.GetName("__annotations__").IsAbsent() {
			nm = Intern("__annotations__")
		}
		t.setOwn(nm, val)
	} else {
		ok = t.setOwn(Intern("__annotations__"), Value{})
		ok = t.setOwn(Intern("__annotations_cache__"), Value{}) || ok
	}
	if !ok {
		return Raise(th, AttributeErrorType, "__annotations__")
	}
	t.setOwn(Intern("__annotate_func__"), Value{})
	t.setOwn(Intern("__annotate__"), Value{})
	return nil
}

func typeGetAnnotate(th *Thread, self Value) (Value, error) {
	t := AsType(self)
	if !t.HasFlag(TypeHeap) {
		return Value{}, attributeError(th, self, Intern("__annotate__"), "type object '"+t.DisplayName()+"' has no attribute '__annotate__'")
	}
	v := t.dict.GetName("__annotate__")
	if v.IsAbsent() {
		v = t.dict.GetName("__annotate_func__")
	}
	if v.IsAbsent() {
		t.setOwn(Intern("__annotate_func__"), None)
		return None, nil
	}
	if get := v.Type().Slots().DescrGet; get != nil {
		return get(th, v, Value{}, self)
	}
	return v, nil
}

func typeSetAnnotate(th *Thread, self, val Value) error {
	t := AsType(self)
	if val.IsAbsent() {
		return TypeErrorf(th, "cannot delete __annotate__ attribute")
	}
	if t.HasFlag(TypeImmutable) {
		return immutableTypeError(th, t, Intern("__annotate__"))
	}
	if !val.Is(None) && !IsCallable(val) {
		return TypeErrorf(th, "__annotate__ must be callable or None")
	}
	t.setOwn(Intern("__annotate_func__"), val)
	if !val.Is(None) {
		t.setOwn(Intern("__annotations_cache__"), Value{})
	}
	return nil
}

func typeGetTypeParams(th *Thread, self Value) (Value, error) {
	if v := AsType(self).dict.GetName("__type_params__"); !v.IsAbsent() && AsType(self) != TypeType {
		return v, nil
	}
	return emptyTuple.Value(), nil
}

func typeSetTypeParams(th *Thread, self, val Value) error {
	t := AsType(self)
	if err := typeMutable(th, t, "__type_params__", val); err != nil {
		return err
	}
	t.setOwn(Intern("__type_params__"), val)
	return nil
}

func typeGetBases(th *Thread, self Value) (Value, error) { return AsType(self).Bases().Value(), nil }

// typeSetBases assigns __bases__: the MROs and slots of the class and all its subclasses are made anew.
func typeSetBases(th *Thread, self, val Value) error {
	// One at a time: between taking the new bases and the last new MRO an mro() may run.
	if err := th.Rt.basesLock.Acquire(th); err != nil {
		return err
	}
	defer th.Rt.basesLock.Release(th)
	t := AsType(self)
	if err := typeMutable(th, t, "__bases__", val); err != nil {
		return err
	}
	if !IsTuple(val) {
		return TypeErrorf(th, "can only assign tuple to %s.__bases__, not %s", t.DisplayName(), val.Type().DisplayName())
	}
	bases := NewTupleCopy(AsTuple(val).items)
	if bases.Len() == 0 {
		return TypeErrorf(th, "can only assign non-empty tuple to %s.__bases__, not ()", t.DisplayName())
	}
	for _, b := range bases.items {
		if !IsType(b) {
			return TypeErrorf(th, "%s.__bases__ must be tuple of classes, not '%s'", t.DisplayName(), b.Type().DisplayName())
		}
		if AsType(b).inheritsFrom(t) {
			return TypeErrorf(th, "a __bases__ item causes an inheritance cycle")
		}
	}
	base, err := bestBase(th, bases.items)
	if err != nil {
		return err
	}
	if !sameLayout(t.baseType(), base) {
		if t.baseType().layout != base.layout {
			return TypeErrorf(th, "__bases__ assignment: '%s' deallocator differs from '%s'", base.DisplayName(), t.baseType().DisplayName())
		}
		return TypeErrorf(th, "__bases__ assignment: '%s' object layout differs from '%s'", base.DisplayName(), t.baseType().DisplayName())
	}
	// MROs first: each may fail, and mro() may run Python code. Then everything is put in place at once.
	oldBases, oldBase := t.Bases(), t.baseType()
	typeMu.Lock()
	storePtr(&t.bases, bases)
	storePtr(&t.Base, base)
	typeMu.Unlock()
	var done []mroChange
	if err := t.recomputeMROs(th, &done); err != nil {
		typeMu.Lock()
		defer typeMu.Unlock()
		for i := len(done) - 1; i >= 0; i-- {
			if c := done[i]; loadPtr(&c.t.mro) == c.new {
				storePtr(&c.t.mro, c.old)
				c.t.modifiedLocked()
			}
		}
		if t.bases == bases {
			storePtr(&t.bases, oldBases)
			storePtr(&t.Base, oldBase)
		}
		return err
	}
	typeMu.Lock()
	defer typeMu.Unlock()
	if t.bases != bases {
		return nil // an mro() has assigned other bases meanwhile
	}
	if t.HasFlag(typeReady) {
		for _, b := range oldBases.items {
			AsType(b).removeSubclass(t)
		}
		for _, b := range bases.items {
			AsType(b).addSubclass(t)
		}
	}
	t.modifiedLocked()
	for _, c := range done {
		c.t.refreshSlots()
		c.t.modifiedLocked()
	}
	descriptorsChangedLocked()
	return nil
}

type mroChange struct {
	t        *Type
	old, new *[]*Type
}

// recomputeMROs gives t and its subclasses new MROs and records the old ones.
func (t *Type) recomputeMROs(th *Thread, done *[]mroChange) error {
	mro, err := t.computeMRO(th, t.Type())
	if err != nil {
		return err
	}
	*done = append(*done, mroChange{t, loadPtr(&t.mro), &mro})
	storePtr(&t.mro, &mro)
	for _, s := range t.Subclasses() {
		if err := s.recomputeMROs(th, done); err != nil {
			return err
		}
	}
	return nil
}

// refreshSlots recomputes the whole slot table of a heap type. typeMu is held.
func (t *Type) refreshSlots() {
	s := *t.baseType().Slots()
	t.fixupSlots(&s)
	t.publishSlots(&s)
}

// inheritsFrom reports whether t is u or has it among its bases, their bases and so on.
func (t *Type) inheritsFrom(u *Type) bool {
	if t == u || t.IsSubtype(u) {
		return true
	}
	for _, b := range t.Bases().items {
		if AsType(b).inheritsFrom(u) {
			return true
		}
	}
	return false
}
