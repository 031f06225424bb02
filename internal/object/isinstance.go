// This file implements isinstance() and issubclass() (Library Reference, Built-in Functions; Data model 3.3.4).

package object

var (
	nmInstancecheck = Intern("__instancecheck__")
	nmSubclasscheck = Intern("__subclasscheck__")
	nmClass         = Intern("__class__")
	nmBases         = Intern("__bases__")
)

func isInstanceOf(th *Thread, v, cls Value) (bool, error) {
	if cls.Is(v.Type().Value()) {
		return true, nil
	}
	if cls.isExact(TypeType) {
		return realIsInstance(th, v, cls)
	}
	if IsUnion(cls) {
		cls = UnionArgs(cls).Value()
	}
	if !IsTuple(cls) {
		return isInstanceSlow(th, v, cls)
	}
	for _, c := range AsTuple(cls).items {
		var ok bool
		var err error
		if c.isExact(TypeType) {
			ok, err = realIsInstance(th, v, c)
		} else if err = th.Enter(" in __instancecheck__"); err == nil {
			ok, err = isInstanceOf(th, v, c)
			th.Leave()
		}
		if ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

// isInstanceSlow is isInstanceOf for an object with a metatype of its own, or none.
func isInstanceSlow(th *Thread, v, cls Value) (bool, error) {
	f, unbound, err := LookupSpecial(th, cls, nmInstancecheck)
	if err != nil {
		return false, err
	}
	if f.IsAbsent() || f.isExact(MethodDescriptorType) && (*MethodDescriptor)(f.p).Owner == TypeType {
		return realIsInstance(th, v, cls)
	}
	if err := th.Enter(" in __instancecheck__"); err != nil {
		return false, err
	}
	defer th.Leave()
	r, err := callLoaded(th, f, unbound, cls, []Value{v})
	if err != nil {
		return false, err
	}
	return IsTrue(th, r)
}

// realIsInstance is the test without __instancecheck__: the type, then __class__.
func realIsInstance(th *Thread, v, cls Value) (bool, error) {
	t := v.Type()
	if IsType(cls) {
		c := AsType(cls)
		if t == c || t.IsSubtype(c) {
			return true, nil
		}
		if t.ownsClass() {
			return false, nil
		}
		k, err := GetAttrOpt(th, v, nmClass)
		if err != nil {
			return false, err
		}
		return !k.IsAbsent() && !k.Is(t.Value()) && IsType(k) && AsType(k).IsSubtype(c), nil
	}
	if err := checkClass(th, cls, "isinstance() arg 2 must be a type, a tuple of types, or a union"); err != nil {
		return false, err
	}
	k, err := GetAttrOpt(th, v, nmClass)
	if err != nil || k.IsAbsent() {
		return false, err
	}
	return abstractIsSubclass(th, k, cls)
}

// abstractBases returns v.__bases__ if it is a tuple, else nil.
func abstractBases(th *Thread, v Value) (*Tuple, error) {
	b, err := GetAttrOpt(th, v, nmBases)
	if err != nil || b.IsAbsent() || !IsTuple(b) {
		return nil, err
	}
	return AsTuple(b), nil
}

// ownsClass reports whether the __class__ of all objects of type t is t.
func (t *Type) ownsClass() bool {
	if t.HasFlag(typeHasGetattrHook) {
		return false
	}
	d := t.Lookup(nmClass)
	return d.isExact(GetSetType) && (*GetSetDescr)(d.p).Owner == ObjectType
}

// TypeIsInstance returns what isinstance() says of objects of type t and cls, a class whose metaclass is type, as long as t's version is the
// same; ok is false if that depends on the object.
func TypeIsInstance(t, cls *Type) (is, ok bool) {
	if t.IsSubtype(cls) {
		return true, true
	}
	return false, t.ownsClass()
}

func checkClass(th *Thread, cls Value, msg string) error {
	b, err := abstractBases(th, cls)
	if err == nil && b == nil {
		err = Raise(th, TypeErrorType, msg)
	}
	return err
}

// abstractIsSubclass follows __bases__ of objects that need not be types.
func abstractIsSubclass(th *Thread, c, cls Value) (bool, error) {
	for {
		if c.Is(cls) {
			return true, nil
		}
		bases, err := abstractBases(th, c)
		if err != nil || bases.Len() == 0 {
			return false, err
		}
		if bases.Len() == 1 {
			c = bases.items[0]
			continue
		}
		if err := th.Enter(" in __issubclass__"); err != nil {
			return false, err
		}
		defer th.Leave()
		for _, b := range bases.items {
			if ok, err := abstractIsSubclass(th, b, cls); ok || err != nil {
				return ok, err
			}
		}
		return false, nil
	}
}

func isSubclassOf(th *Thread, c, cls Value) (bool, error) {
	if cls.isExact(TypeType) {
		if c.Is(cls) {
			return true, nil
		}
		return realIsSubclass(th, c, cls)
	}
	if IsUnion(cls) {
		cls = UnionArgs(cls).Value()
	}
	if IsTuple(cls) {
		if err := th.Enter(" in __subclasscheck__"); err != nil {
			return false, err
		}
		defer th.Leave()
		for _, k := range AsTuple(cls).items {
			if ok, err := isSubclassOf(th, c, k); ok || err != nil {
				return ok, err
			}
		}
		return false, nil
	}
	f, unbound, err := LookupSpecial(th, cls, nmSubclasscheck)
	if err != nil {
		return false, err
	}
	if f.IsAbsent() || f.isExact(MethodDescriptorType) && (*MethodDescriptor)(f.p).Owner == TypeType {
		return realIsSubclass(th, c, cls)
	}
	if err := th.Enter(" in __subclasscheck__"); err != nil {
		return false, err
	}
	defer th.Leave()
	r, err := callLoaded(th, f, unbound, cls, []Value{c})
	if err != nil {
		return false, err
	}
	return IsTrue(th, r)
}

// realIsSubclass is the test without __subclasscheck__.
func realIsSubclass(th *Thread, c, cls Value) (bool, error) {
	if IsType(c) && IsType(cls) {
		return AsType(c).IsSubtype(AsType(cls)), nil
	}
	if err := checkClass(th, c, "issubclass() arg 1 must be a class"); err != nil {
		return false, err
	}
	if err := checkClass(th, cls, "issubclass() arg 2 must be a class, a tuple of classes, or a union"); err != nil {
		return false, err
	}
	return abstractIsSubclass(th, c, cls)
}
