// This file implements property.

package object

// Property is a property object. The functions are atomic; absent: not given.
type Property struct {
	Header
	Get, Set, Del Value
	Doc           Value // exact properties; instances of subclasses keep __doc__ in their dictionary
	Name          Value // what __set_name__ told; absent: nothing
	getterDoc     bool  // the doc is the getter's
}

func propertySpec() TypeSpec {
	part := func(at func(*Property) *Value) UnaryFunc {
		return func(th *Thread, self Value) (Value, error) { return orNone(LoadSlot(at((*Property)(self.p)))), nil }
	}
	return TypeSpec{
		Type:   PropertyType,
		Flags:  TypeBase,
		Layout: LayoutOf[Property](),
		Sig:    "(fget=None, fset=None, fdel=None, doc=None)",
		Doc: "An attribute computed by functions.\n\n  fget\n    gets the attribute\n  fset\n    sets it\n  fdel\n    deletes it\n  doc\n" +
			"    is its docstring, else that of fget",
		Slots: Slots{
			New:      func(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) { return t.New(), nil },
			Init:     propertyInit,
			DescrGet: propertyGet,
			DescrSet: propertySet,
		},
		GetSets: []GetSet{
			{Name: "fget", Get: part(func(p *Property) *Value { return &p.Get }), Set: readonlyAttr},
			{Name: "fset", Get: part(func(p *Property) *Value { return &p.Set }), Set: readonlyAttr},
			{Name: "fdel", Get: part(func(p *Property) *Value { return &p.Del }), Set: readonlyAttr},
			{Name: "__doc__", Get: part(func(p *Property) *Value { return &p.Doc }), Set: func(th *Thread, self, val Value) error {
				StoreSlot(&(*Property)(self.p).Doc, orNone(val))
				return nil
			}},
			{Name: "__name__", Get: propertyGetName, Set: func(th *Thread, self, val Value) error {
				StoreSlot(&(*Property)(self.p).Name, val)
				return nil
			}},
			{Name: "__isabstractmethod__", Get: propertyIsAbstract},
		},
		Methods: []Method{
			{Name: "getter", Sig: "(self, object, /)", Fn: propertyGetter, Doc: "Return a copy with another getter."},
			{Name: "setter", Sig: "(self, object, /)", Fn: propertySetter, Doc: "Return a copy with another setter."},
			{Name: "deleter", Sig: "(self, object, /)", Fn: propertyDeleter, Doc: "Return a copy with another deleter."},
			{Name: "__set_name__", Sig: "(self, owner, name, /)", Raw: propertySetName, Doc: "Tell the property its name."},
		},
	}
}

// noneToAbsent is what a None argument means to property.
func noneToAbsent(v Value) Value {
	if v.Is(None) {
		return Value{}
	}
	return v
}

var propertyParams = []string{"fget", "fset", "fdel", "doc"}

func propertyInit(th *Thread, self Value, args []Value, kwnames *Tuple) error {
	npos := len(args) - kwnames.Len()
	if len(args) > 4 {
		return TypeErrorf(th, "property() takes at most 4 arguments (%d given)", len(args))
	}
	var vals [4]Value
	copy(vals[:], args[:npos])
	for i, k := range kwnames.Items() {
		at := -1
		for j, p := range propertyParams {
			if AsStr(k).s == p {
				at = j
			}
		}
		if at < 0 {
			return UnexpectedKeyword(th, "property", AsStr(k).s, propertyParams[:])
		}
		if !vals[at].IsAbsent() {
			return TypeErrorf(th, "argument for property() given by name ('%s') and position (%d)", AsStr(k).s, at+1)
		}
		vals[at] = args[npos+i]
	}
	p := (*Property)(self.p)
	get := noneToAbsent(vals[0])
	StoreSlot(&p.Get, get)
	StoreSlot(&p.Set, noneToAbsent(vals[1]))
	StoreSlot(&p.Del, noneToAbsent(vals[2]))
	StoreSlot(&p.Name, Value{})
	StoreSlot(&p.Doc, Value{})
	p.getterDoc = false
	doc := noneToAbsent(vals[3])
	if doc.IsAbsent() && !get.IsAbsent() {
		d, err := GetAttrOpt(th, get, Intern("__doc__"))
		if err != nil {
			return err
		}
		if doc = noneToAbsent(d); !doc.IsAbsent() {
			p.getterDoc = true
		}
	}
	if self.isExact(PropertyType) {
		StoreSlot(&p.Doc, orNone(doc))
		return nil
	}
	// The class of a subclass has a __doc__ of its own in the way of ours.
	err := SetAttr(th, self, Intern("__doc__"), orNone(doc))
	if err != nil && IsErr(err, AttributeErrorType) && !p.getterDoc {
		return nil // a subclass with __slots__ has no place for it
	}
	return err
}

func propertyGet(th *Thread, self, obj, typ Value) (Value, error) {
	if obj.IsAbsent() {
		return self, nil
	}
	get := LoadSlot(&(*Property)(self.p).Get)
	if get.IsAbsent() {
		return Value{}, propertyMissing(th, self, obj, "getter")
	}
	w := th.Args(1)
	w[0] = obj
	v, err := CallArgs(th, get, w, nil)
	th.FreeArgs(w)
	return v, err
}

func propertySet(th *Thread, self, obj, val Value) error {
	p := (*Property)(self.p)
	f, what := LoadSlot(&p.Set), "setter"
	if val.IsAbsent() {
		f, what = LoadSlot(&p.Del), "deleter"
	}
	if f.IsAbsent() {
		return propertyMissing(th, self, obj, what)
	}
	w := th.Args(2)
	w[0], w[1] = obj, val
	n := 2
	if val.IsAbsent() {
		n = 1
	}
	_, err := CallArgs(th, f, w[:n], nil)
	th.FreeArgs(w)
	return err
}

// propertyMissing raises the AttributeError for a property without the function asked for.
func propertyMissing(th *Thread, self, obj Value, what string) error {
	name, err := propertyName(th, (*Property)(self.p))
	if err != nil {
		return err
	}
	q, err := GetAttr(th, obj.Type().Value(), Intern("__qualname__"))
	if err != nil {
		return err
	}
	qr, err := ReprString(th, q)
	if err != nil {
		return err
	}
	if name.IsAbsent() {
		return Raise(th, AttributeErrorType, "property of "+qr+" object has no "+what)
	}
	nr, err := ReprString(th, name)
	if err != nil {
		return err
	}
	return Raise(th, AttributeErrorType, "property "+nr+" of "+qr+" object has no "+what)
}

// propertyName returns the property's name: told, or the getter's; absent if there is none.
func propertyName(th *Thread, p *Property) (Value, error) {
	if n := LoadSlot(&p.Name); !n.IsAbsent() {
		return n, nil
	}
	get := LoadSlot(&p.Get)
	if get.IsAbsent() {
		return Value{}, nil
	}
	return GetAttrOpt(th, get, Intern("__name__"))
}

func propertyGetName(th *Thread, self Value) (Value, error) {
	n, err := propertyName(th, (*Property)(self.p))
	if err == nil && n.IsAbsent() {
		err = attributeError(th, self, Intern("__name__"), "'"+self.Type().DisplayName()+"' object has no attribute '__name__'")
	}
	return n, err
}

func propertyIsAbstract(th *Thread, self Value) (Value, error) {
	p := (*Property)(self.p)
	for _, f := range []Value{LoadSlot(&p.Get), LoadSlot(&p.Set), LoadSlot(&p.Del)} {
		b, err := isAbstract(th, f)
		if err != nil || b {
			return boolResult(b, err)
		}
	}
	return False, nil
}

// propertyCopy returns type(self)(...) with one function replaced.
func propertyCopy(th *Thread, self Value, at func(*Property) *Value, f Value) (Value, error) {
	old := (*Property)(self.p)
	tmp := Property{Get: LoadSlot(&old.Get), Set: LoadSlot(&old.Set), Del: LoadSlot(&old.Del)}
	if !f.Is(None) {
		*at(&tmp) = f
	}
	doc := None
	if !old.getterDoc || tmp.Get.IsAbsent() {
		doc = orNone(LoadSlot(&old.Doc))
	}
	v, err := Call(th, self.Type().Value(), orNone(tmp.Get), orNone(tmp.Set), orNone(tmp.Del), doc)
	if err == nil && IsInstance(v, PropertyType) {
		StoreSlot(&(*Property)(v.p).Name, LoadSlot(&old.Name))
	}
	return v, err
}

func propertyGetter(th *Thread, args []Value) (Value, error) {
	return propertyCopy(th, args[0], func(p *Property) *Value { return &p.Get }, args[1])
}

func propertySetter(th *Thread, args []Value) (Value, error) {
	return propertyCopy(th, args[0], func(p *Property) *Value { return &p.Set }, args[1])
}

func propertyDeleter(th *Thread, args []Value) (Value, error) {
	return propertyCopy(th, args[0], func(p *Property) *Value { return &p.Del }, args[1])
}

func propertySetName(th *Thread, args []Value, kwnames *Tuple) (Value, error) {
	if err := NoKw(th, "property.__set_name__", kwnames); err != nil {
		return Value{}, err
	}
	if len(args) != 3 {
		return Value{}, TypeErrorf(th, "__set_name__() takes 2 positional arguments but %d were given", len(args)-1)
	}
	StoreSlot(&(*Property)(args[0].p).Name, args[2])
	return None, nil
}

// PropertyGetter returns the getter of a property if it is a Python function, else nil; for inline caches.
func PropertyGetter(p Value) *Function {
	if get := LoadSlot(&(*Property)(p.p).Get); get.isExact(FunctionType) {
		return (*Function)(get.p)
	}
	return nil
}
