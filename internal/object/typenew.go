// This file implements the creation of classes: type(name, bases, namespace), the class statement's __build_class__, and the
// call of a type (Data model 3.3.3).

package object

import (
	"slices"
	"sort"
	"strings"
	"unsafe"

	"weft/internal/ucd"
	"weft/internal/wtf8"
)

// Interned names of class attributes.
var (
	nmModule          = Intern("__module__")
	nmQualname        = Intern("__qualname__")
	nmDoc             = Intern("__doc__")
	nmDict            = Intern("__dict__")
	nmWeakref         = Intern("__weakref__")
	nmSlots           = Intern("__slots__")
	nmClasscell       = Intern("__classcell__")
	nmClassdictcell   = Intern("__classdictcell__")
	nmInitSubclass    = Intern("__init_subclass__")
	nmClassGetitem    = Intern("__class_getitem__")
	nmSetName         = Intern("__set_name__")
	nmMro             = Intern("mro")
	nmMroEntries      = Intern("__mro_entries__")
	nmPrepare         = Intern("__prepare__")
	nmName            = Intern("__name__")
	nmAbstractmethods = Intern("__abstractmethods__")
)

// typeCall is type.__call__: __new__, and __init__ if that gave an instance of the type.
func typeCall(th *Thread, self Value, args []Value, kwnames *Tuple) (Value, error) {
	t := AsType(self)
	if t == TypeType {
		npos := len(args) - kwnames.Len()
		if npos == 1 {
			if kwnames.Len() > 0 {
				return Value{}, TypeErrorf(th, "type() takes no keyword arguments")
			}
			return args[0].Type().Value(), nil
		}
		if npos != 3 {
			return Value{}, TypeErrorf(th, "type() takes 1 or 3 arguments")
		}
	}
	new := t.Slots().New
	if new == nil {
		return Value{}, TypeErrorf(th, "cannot create '%s' instances", t.DisplayName())
	}
	v, err := new(th, t, args, kwnames)
	if err != nil {
		return Value{}, err
	}
	vt := v.Type()
	if vt != t && !vt.IsSubtype(t) {
		return v, nil
	}
	if init := vt.Slots().Init; init != nil {
		if err := init(th, v, args, kwnames); err != nil {
			return Value{}, err
		}
	}
	return v, nil
}

// typeInit is type.__init__, which only checks its arguments.
func typeInit(th *Thread, self Value, args []Value, kwnames *Tuple) error {
	npos := len(args) - kwnames.Len()
	if npos == 1 && kwnames.Len() > 0 {
		return TypeErrorf(th, "type.__init__() takes no keyword arguments")
	}
	if npos != 1 && npos != 3 {
		return TypeErrorf(th, "type.__init__() takes 1 or 3 arguments")
	}
	return nil
}

// typeNew is type.__new__(metatype, name, bases, namespace, **keywords).
func typeNew(th *Thread, meta *Type, args []Value, kwnames *Tuple) (Value, error) {
	npos := len(args) - kwnames.Len()
	if npos != 3 {
		return Value{}, TypeErrorf(th, "type.__new__() takes exactly 3 arguments (%d given)", npos)
	}
	if !IsStr(args[0]) {
		return Value{}, TypeErrorf(th, "type.__new__() argument 1 must be str, not %s", ArgTypeName(args[0]))
	}
	if !IsTuple(args[1]) {
		return Value{}, TypeErrorf(th, "type.__new__() argument 2 must be tuple, not %s", ArgTypeName(args[1]))
	}
	if !IsDict(args[2]) {
		return Value{}, TypeErrorf(th, "type.__new__() argument 3 must be dict, not %s", ArgTypeName(args[2]))
	}
	bases := AsTuple(args[1])
	if bases.Len() == 0 {
		bases = NewTuple([]Value{ObjectType.Value()})
	} else {
		for _, b := range bases.items {
			if IsType(b) {
				continue
			}
			m, err := GetAttrOpt(th, b, nmMroEntries)
			if err != nil {
				return Value{}, err
			}
			if !m.IsAbsent() {
				return Value{}, TypeErrorf(th, "type() doesn't support MRO entry resolution; use types.new_class()")
			}
		}
		winner, err := calculateMetaclass(th, meta, bases.items)
		if err != nil {
			return Value{}, err
		}
		if winner != meta {
			if new := winner.Slots().New; funcPtr(new) != funcPtr(NewFunc(typeNew)) {
				return new(th, winner, args, kwnames)
			}
			meta = winner
		}
	}
	// The arguments are copied out of the window: creating the class runs Python code.
	return newClass(th, meta, AsStr(args[0]), bases, AsDict(args[2]), append([]Value(nil), args[3:]...), kwnames)
}

// calculateMetaclass returns the most derived of meta and the bases' metatypes. It raises TypeError if there is none.
func calculateMetaclass(th *Thread, meta *Type, bases []Value) (*Type, error) {
	winner := meta
	for _, b := range bases {
		m := b.Type()
		if winner.IsSubtype(m) {
			continue
		}
		if m.IsSubtype(winner) {
			winner = m
			continue
		}
		return nil, TypeErrorf(th, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases")
	}
	return winner, nil
}

// solidBase returns the type whose layout t's instances have: t itself if it adds something to its base's.
func (t *Type) solidBase() *Type {
	for t.baseType() != nil {
		b := t.baseType()
		if t.layout != b.layout || t.nslots != b.nslots || t.HasFlag(TypeSubException) && exceptionFields(t) != exceptionFields(b) {
			return t
		}
		t = b
	}
	return t
}

// bestBase returns the base whose layout the class extends. It raises TypeError.
func bestBase(th *Thread, bases []Value) (*Type, error) {
	var base, winner *Type
	for _, b := range bases {
		if !IsType(b) {
			return nil, TypeErrorf(th, "bases must be types")
		}
		t := AsType(b)
		if !t.HasFlag(typeReady) {
			return nil, TypeErrorf(th, "Cannot extend an incomplete type '%s'", t.DisplayName())
		}
		if !t.HasFlag(TypeBase) {
			return nil, TypeErrorf(th, "type '%s' is not an acceptable base type", t.DisplayName())
		}
		candidate := t.solidBase()
		switch {
		case winner == nil:
			winner, base = candidate, t
		case winner.IsSubtype(candidate):
		case candidate.IsSubtype(winner):
			winner, base = candidate, t
		default:
			return nil, TypeErrorf(th, "multiple bases have instance lay-out conflict")
		}
	}
	return base, nil
}

// classSlots is what __slots__ of a class means.
type classSlots struct {
	names           []*Str // sorted, mangled
	dict, weak      bool   // the class adds __dict__, __weakref__
	mayDict, mayRef bool   // its bases have none
}

// readSlots interprets ns["__slots__"]. It may run Python code.
func readSlots(th *Thread, name *Str, base *Type, bases *Tuple, ns *Dict) (classSlots, error) {
	s := classSlots{mayDict: !base.HasFlag(TypeHasDict), mayRef: !base.HasFlag(TypeHasWeakref) && base.itemSize() == 0}
	if base.IsSubtype(TypeType) {
		s.mayDict, s.mayRef = false, false
	}
	v := ns.GetStr(nmSlots)
	if v.IsAbsent() {
		s.dict, s.weak = s.mayDict, s.mayRef
		return s, nil
	}
	var items []Value
	if IsStr(v) {
		items = []Value{v}
	} else {
		var err error
		if items, err = ToSlice(th, v); err != nil {
			return s, err
		}
	}
	if len(items) > 0 && base.itemSize() != 0 {
		return s, TypeErrorf(th, "nonempty __slots__ not supported for subtype of '%s'", base.DisplayName())
	}
	for _, x := range items {
		if !IsStr(x) {
			return s, TypeErrorf(th, "__slots__ items must be strings, not '%s'", x.Type().DisplayName())
		}
		n := AsStr(x)
		if !ucd.StrIsIdentifier(n.s) {
			return s, TypeErrorf(th, "__slots__ must be identifiers")
		}
		switch n.s {
		case "__dict__":
			if !s.mayDict || s.dict {
				return s, TypeErrorf(th, "__dict__ slot disallowed: we already got one")
			}
			s.dict = true
			continue
		case "__weakref__":
			if !s.mayRef || s.weak {
				return s, TypeErrorf(th, "__weakref__ slot disallowed: we already got one")
			}
			s.weak = true
			continue
		}
		mangled := Intern(mangle(name.s, n.s))
		if mangled != nmQualname && mangled != nmClasscell && mangled != nmClassdictcell && !ns.GetStr(mangled).IsAbsent() {
			r, err := ReprString(th, mangled.Value())
			if err != nil {
				return s, err
			}
			return s, ValueErrorf(th, "%s in __slots__ conflicts with class variable", r)
		}
		s.names = append(s.names, mangled)
	}
	sort.Slice(s.names, func(i, j int) bool { return s.names[i].s < s.names[j].s })
	// Other bases may bring a dictionary or weak references.
	for _, b := range bases.items {
		if b.Is(base.Value()) {
			continue
		}
		s.dict = s.dict || s.mayDict && AsType(b).HasFlag(TypeHasDict)
		s.weak = s.weak || s.mayRef && AsType(b).HasFlag(TypeHasWeakref)
	}
	return s, nil
}

// mangle turns a private name of a class into its real one (Language Reference 6.2.1).
func mangle(class, name string) string {
	if !strings.HasPrefix(name, "__") || strings.HasSuffix(name, "__") || strings.Contains(name, ".") {
		return name
	}
	class = strings.TrimLeft(class, "_")
	if class == "" {
		return name
	}
	return "_" + class + name
}

// newClass makes a class. meta is already the right metatype, bases are not empty. kwvals are the values of the keywords for
// __init_subclass__.
func newClass(th *Thread, meta *Type, name *Str, bases *Tuple, orig *Dict, kwvals []Value, kwnames *Tuple) (Value, error) {
	base, err := bestBase(th, bases.items)
	if err != nil {
		return Value{}, err
	}
	ns := orig.Copy()
	sl, err := readSlots(th, name, base, bases, ns)
	if err != nil {
		return Value{}, err
	}
	if strings.IndexByte(name.s, 0) >= 0 {
		return Value{}, ValueErrorf(th, "type name must not contain null characters")
	}
	if err := CheckEncodable(th, name.s); err != nil {
		return Value{}, err
	}
	if doc := ns.GetStr(nmDoc); IsStr(doc) {
		if err := CheckEncodable(th, AsStr(doc).s); err != nil {
			return Value{}, err
		}
	}
	if len(sl.names)+base.nslots > maxSlots {
		return Value{}, TypeErrorf(th, "too many __slots__: %d in all, at most %d", len(sl.names)+base.nslots, maxSlots)
	}

	tv := meta.New()
	t := AsType(tv)
	if name.Type() != StrType {
		name = AsStr(NewStr(name.s))
	}
	t.Name, t.nameObj, t.qualname = name.s, name, name
	t.Base, t.layout, t.dict = base, base.layout, ns
	t.nslots = base.nslots + len(sl.names)
	t.ownSlots = sl.names
	t.hint = uint32(t.nslots)
	t.flags = TypeHeap | TypeBase | base.Flags()&(subFlags|TypeHasDict|TypeHasWeakref|TypeMatchSelf)
	t.rt = th.Rt
	if sl.dict {
		t.flags |= TypeHasDict
	}
	if sl.weak {
		t.flags |= TypeHasWeakref
	}
	t.bases = bases
	provisional := append([]*Type{t}, base.MRO()...)
	t.mro, t.slots = &provisional, base.Slots()

	if err := t.fillClassDict(th, name, &sl); err != nil {
		return Value{}, err
	}
	mro, err := t.computeMRO(th, meta)
	if err != nil {
		return Value{}, err
	}
	for _, b := range mro {
		if kind := b.Flags() & (TypeSequence | TypeMapping); kind != 0 {
			t.setFlags(kind) // the first that is either decides
			break
		}
	}
	t.link(mro)
	if !ns.allStrKeys() {
		if err := Warn(th, RuntimeWarningType, "non-string key in the __dict__ of class "+name.s, 1); err != nil {
			return Value{}, err
		}
	}
	if err := t.setNames(th); err != nil {
		return Value{}, err
	}
	return tv, t.callInitSubclass(th, kwvals, kwnames)
}

// allStrKeys reports whether the dict has no keys but strings.
func (d *Dict) allStrKeys() bool {
	pos := 0
	for {
		k, _, ok := d.Next(&pos)
		if !ok {
			return true
		}
		if !IsStr(k) {
			return false
		}
	}
}

// CheckEncodable raises UnicodeEncodeError for text with surrogates, which has no UTF-8 form.
func CheckEncodable(th *Thread, s string) error {
	if !wtf8.HasSurrogate(s) {
		return nil
	}
	_, err := wtf8.Encode(s, nil)
	if e, ok := err.(*wtf8.EncodeError); ok {
		return RaiseValue(th, NewUnicodeEncodeError("utf-8", AsStr(NewStr(s)), e.Start, e.End, e.Reason).Value())
	}
	return nil
}

// fillClassDict completes the namespace of a new class, which is its dictionary already.
func (t *Type) fillClassDict(th *Thread, name *Str, sl *classSlots) error {
	ns := t.dict
	if ns.GetStr(nmModule).IsAbsent() && th.Frame != nil && th.Frame.Globals != nil {
		if m := th.Frame.Globals.GetStr(nmName); !m.IsAbsent() {
			ns.SetStr(nmModule, m)
		}
	}
	if q := ns.GetStr(nmQualname); !q.IsAbsent() {
		if !IsStr(q) {
			return TypeErrorf(th, "type __qualname__ must be a str, not %s", q.Type().DisplayName())
		}
		t.qualname = AsStr(q)
		ns.DelStr(nmQualname)
	}
	if f := ns.GetStr(nmNew); f.isExact(FunctionType) {
		ns.SetStr(nmNew, newStaticMethod(f))
	}
	for _, n := range []*Str{nmInitSubclass, nmClassGetitem} {
		if f := ns.GetStr(n); f.isExact(FunctionType) {
			ns.SetStr(n, newClassMethod(f))
		}
	}
	for _, n := range []*Str{nmClassdictcell, nmClasscell} {
		c := ns.GetStr(n)
		if c.IsAbsent() {
			continue
		}
		if !c.isExact(CellType) {
			r, err := ReprString(th, c.Type().Value())
			if err != nil {
				return err
			}
			return TypeErrorf(th, "%s must be a nonlocal cell, not %s", n.s, r)
		}
		v := t.Value()
		if n == nmClassdictcell {
			v = ns.Value()
		}
		StoreSlot(&(*Cell)(c.p).V, v)
		ns.DelStr(n)
	}
	for i, n := range sl.names {
		ns.SetStr(n, newMember(t, n, t.baseType().nslots+i))
	}
	if sl.dict && ns.GetStr(nmDict).IsAbsent() {
		ns.SetStr(nmDict, Value{unsafe.Pointer(&GetSetDescr{Header: Header{typ: GetSetType}, Owner: t, Def: instanceDictGetSet()})})
	}
	if sl.weak && ns.GetStr(nmWeakref).IsAbsent() {
		ns.SetStr(nmWeakref, Value{unsafe.Pointer(&GetSetDescr{Header: Header{typ: GetSetType}, Owner: t, Def: weakrefGetSet()})})
	}
	if ns.GetStr(nmDoc).IsAbsent() {
		ns.SetStr(nmDoc, None)
	}
	if ns.GetStr(nmHash).IsAbsent() && !ns.GetStr(nmEq).IsAbsent() {
		ns.SetStr(nmHash, None)
	}
	return nil
}

func instanceDictGetSet() *GetSet {
	return &GetSet{Name: "__dict__", Get: objectGetDict, Set: objectSetDict, Doc: "dictionary for instance variables"}
}

func weakrefGetSet() *GetSet {
	return &GetSet{Name: "__weakref__", Get: firstWeakref, Doc: "list of weak references to the object"}
}

// computeMRO returns the MRO of t for its bases, asking the metatype's mro() if that is overridden.
func (t *Type) computeMRO(th *Thread, meta *Type) ([]*Type, error) {
	f := meta.Lookup(nmMro)
	if f.isExact(MethodDescriptorType) && (*MethodDescriptor)(f.p).Owner == TypeType {
		return t.defaultMRO(th)
	}
	r, found, err := CallSpecial(th, t.Value(), "mro")
	if err != nil {
		return nil, err
	}
	if !found {
		return t.defaultMRO(th)
	}
	items, err := ToSlice(th, r)
	if err != nil {
		return nil, err
	}
	solid := t.solidBase()
	mro := make([]*Type, len(items))
	for i, x := range items {
		if !IsType(x) {
			return nil, TypeErrorf(th, "mro() returned a non-class ('%s')", x.Type().DisplayName())
		}
		mro[i] = AsType(x)
		if mro[i] != t && !solid.IsSubtype(mro[i].solidBase()) {
			return nil, TypeErrorf(th, "mro() returned base with unsuitable layout ('%s')", mro[i].DisplayName())
		}
	}
	return mro, nil
}

func (t *Type) defaultMRO(th *Thread) ([]*Type, error) {
	return t.c3(th, baseTypes(t.Bases()))
}

func baseTypes(bases *Tuple) []*Type {
	out := make([]*Type, bases.Len())
	for i, b := range bases.items {
		out[i] = AsType(b)
	}
	return out
}

// link gives a new class its MRO and slots and enters it into the type graph.
func (t *Type) link(mro []*Type) {
	typeMu.Lock()
	defer typeMu.Unlock()
	storePtr(&t.mro, &mro)
	s := *t.baseType().Slots()
	if t.simpleMRO(mro) {
		// Everything is the base's but what the namespace overrides.
		var done [slotWords]bool
		for pos := 0; ; {
			k, _, ok := t.dict.Next(&pos)
			if !ok {
				break
			}
			if !k.isExact(StrType) || len(AsStr(k).s) < 5 || AsStr(k).s[0] != '_' {
				continue
			}
			for _, g := range slotTable.byName[InternStr(AsStr(k))] {
				if !done[g] {
					done[g] = true
					t.updateGroup(&s, slotTable.groups[g])
				}
			}
		}
	} else {
		for _, b := range mro {
			if b == t {
				continue
			}
			bs := b.Slots()
			for i := uintptr(0); i < slotWords; i++ {
				if w := s.word(i * 8); *w == nil {
					*w = *bs.word(i * 8)
				}
			}
		}
		t.fixupSlots(&s)
	}
	t.publishSlots(&s)
	t.setFlags(typeReady)
	for _, b := range t.Bases().items {
		AsType(b).addSubclass(t)
	}
}

// simpleMRO reports whether the class inherits from one base only and its MRO is that base's behind itself.
func (t *Type) simpleMRO(mro []*Type) bool {
	bm := t.baseType().MRO()
	if len(mro) != len(bm)+1 || mro[0] != t {
		return false
	}
	for i, b := range bm {
		if mro[i+1] != b {
			return false
		}
	}
	return true
}

// setNames calls __set_name__ of the values in the namespace that have it.
func (t *Type) setNames(th *Thread) error {
	keys, vals := t.dict.Items()
	for i, v := range vals {
		f, unbound, err := LookupSpecial(th, v, nmSetName)
		if err != nil {
			return err
		}
		if f.IsAbsent() {
			continue
		}
		w := th.Args(3)
		w[0], w[1], w[2] = v, t.Value(), keys[i]
		a := w
		if !unbound {
			a = w[1:]
		}
		_, err = CallArgs(th, f, a, nil)
		th.FreeArgs(w)
		if err != nil {
			r, rerr := ReprString(th, keys[i])
			if rerr != nil {
				return rerr
			}
			return addNote(th, err, "Error calling __set_name__ on '"+v.Type().DisplayName()+"' instance "+r+" in '"+t.DisplayName()+"'")
		}
	}
	return nil
}

// addNote is BaseException.add_note for an exception in flight.
func addNote(th *Thread, err error, note string) error {
	e := Exc(err)
	nm := Intern("__notes__")
	notes, gerr := GetAttrOpt(th, e.Value(), nm)
	if gerr != nil {
		return gerr
	}
	if notes.IsAbsent() {
		notes = NewList(nil).Value()
		if serr := SetAttr(th, e.Value(), nm, notes); serr != nil {
			return serr
		}
	}
	if IsList(notes) {
		AsList(notes).Append(NewStr(note))
	}
	return err
}

// callInitSubclass calls super(t, t).__init_subclass__(**keywords).
func (t *Type) callInitSubclass(th *Thread, kwvals []Value, kwnames *Tuple) error {
	if !slices.Contains(t.MRO(), t) { // an mro() of the metatype's
		return TypeErrorf(th, "super(type, obj): obj (type %s) is not an instance or subtype of type (%s).", t.DisplayName(), t.DisplayName())
	}
	f, self, err := LoadSuper(th, t.Value(), t.Value(), nmInitSubclass, true)
	if err != nil {
		return err
	}
	w := kwvals
	if self {
		w = append([]Value{t.Value()}, kwvals...)
	}
	_, err = CallArgs(th, f, w, kwnames)
	return err
}

// BuildClass is builtins.__build_class__(func, name, *bases, metaclass=None, **kwds): the class statement (Language Reference
// 8.8; Data model 3.3.3).
func BuildClass(th *Thread, args []Value, kwnames *Tuple) (Value, error) {
	npos := len(args) - kwnames.Len()
	if npos < 2 {
		return Value{}, TypeErrorf(th, "__build_class__: not enough arguments")
	}
	if !args[0].isExact(FunctionType) {
		return Value{}, TypeErrorf(th, "__build_class__: func must be a function")
	}
	fn := (*Function)(args[0].p)
	name := args[1]
	if !IsStr(name) {
		return Value{}, TypeErrorf(th, "__build_class__: name is not a string")
	}
	origBases := NewTupleCopy(args[2:npos])
	bases, err := resolveBases(th, origBases)
	if err != nil {
		return Value{}, err
	}
	var meta Value
	var kwvals, kwkeys []Value
	for i, k := range kwnames.Items() {
		if AsStr(k).s == "metaclass" {
			meta = args[npos+i]
			continue
		}
		kwkeys, kwvals = append(kwkeys, k), append(kwvals, args[npos+i])
	}
	var kw *Tuple
	if len(kwkeys) > 0 {
		kw = NewTuple(kwkeys)
	}
	isClass := true
	switch {
	case !meta.IsAbsent():
		isClass = IsType(meta)
	case bases.Len() == 0:
		meta = TypeType.Value()
	default:
		meta = bases.items[0].Type().Value()
	}
	if isClass {
		m, err := calculateMetaclass(th, AsType(meta), bases.items)
		if err != nil {
			return Value{}, err
		}
		meta = m.Value()
	}
	ns, err := prepareNamespace(th, meta, isClass, name, bases, kwvals, kw)
	if err != nil {
		return Value{}, err
	}
	cell, err := th.Rt.engine.RunCode(th, fn.LoadCode(), fn.Globals, ns, fn.Closure)
	if err != nil {
		return Value{}, err
	}
	if bases != origBases {
		if err := SetItem(th, ns, Intern("__orig_bases__").Value(), origBases.Value()); err != nil {
			return Value{}, err
		}
	}
	cls, err := callMeta(th, meta, name, bases, ns, kwvals, kw)
	if err != nil {
		return Value{}, err
	}
	if IsType(cls) && cell.isExact(CellType) {
		got := LoadSlot(&(*Cell)(cell.p).V)
		if got.Is(cls) {
			return cls, nil
		}
		nr, err := ReprString(th, name)
		if err != nil {
			return Value{}, err
		}
		cr, err := ReprString(th, cls)
		if err != nil {
			return Value{}, err
		}
		if got.IsAbsent() {
			return Value{}, RuntimeErrorf(th, "__class__ not set defining %s as %s. Was __classcell__ propagated to type.__new__?", nr, cr)
		}
		gr, err := ReprString(th, got)
		if err != nil {
			return Value{}, err
		}
		return Value{}, TypeErrorf(th, "__class__ set to %s defining %s as %s", gr, nr, cr)
	}
	return cls, nil
}

// resolveBases replaces the bases that are no types by what their __mro_entries__ says (PEP 560). It returns the same tuple if
// there is none.
func resolveBases(th *Thread, bases *Tuple) (*Tuple, error) {
	var out []Value
	changed := false
	for i, b := range bases.items {
		if IsType(b) {
			if changed {
				out = append(out, b)
			}
			continue
		}
		f, err := GetAttrOpt(th, b, nmMroEntries)
		if err != nil {
			return nil, err
		}
		if f.IsAbsent() {
			if changed {
				out = append(out, b)
			}
			continue
		}
		r, err := Call(th, f, bases.Value())
		if err != nil {
			return nil, err
		}
		if !IsTuple(r) {
			return nil, TypeErrorf(th, "__mro_entries__ must return a tuple")
		}
		if !changed {
			changed = true
			out = append(out, bases.items[:i]...)
		}
		out = append(out, AsTuple(r).items...)
	}
	if !changed {
		return bases, nil
	}
	return NewTuple(out), nil
}

// prepareNamespace calls the metaclass's __prepare__, if there is one.
func prepareNamespace(th *Thread, meta Value, isClass bool, name Value, bases *Tuple, kwvals []Value, kw *Tuple) (Value, error) {
	if isClass {
		m := AsType(meta).Lookup(nmPrepare)
		if m.isExact(ClassMethodDescrType) && meta.Is(TypeType.Value()) {
			return NewDict().Value(), nil
		}
	}
	prep, err := GetAttrOpt(th, meta, nmPrepare)
	if err != nil {
		return Value{}, err
	}
	if prep.IsAbsent() {
		return NewDict().Value(), nil
	}
	ns, err := CallArgs(th, prep, append([]Value{name, bases.Value()}, kwvals...), kw)
	if err != nil {
		return Value{}, err
	}
	if ns.Type().Slots().GetItem == nil {
		who := "<metaclass>"
		if isClass {
			who = AsType(meta).DisplayName()
		}
		return Value{}, TypeErrorf(th, "%s.__prepare__() must return a mapping, not %s", who, ns.Type().DisplayName())
	}
	return ns, nil
}

func callMeta(th *Thread, meta, name Value, bases *Tuple, ns Value, kwvals []Value, kw *Tuple) (Value, error) {
	w := th.Args(3 + len(kwvals))
	w[0], w[1], w[2] = name, bases.Value(), ns
	copy(w[3:], kwvals)
	v, err := CallArgs(th, meta, w, kw)
	th.FreeArgs(w)
	return v, err
}

// NewClass makes a class from Go as type(name, bases, ns) does; ns is copied. It is for native modules; module names its
// __module__.
func NewClass(th *Thread, module, name string, bases []*Type, ns *Dict) (*Type, error) {
	if ns == nil {
		ns = NewDict()
	}
	if ns.GetStr(nmModule).IsAbsent() {
		ns.SetStr(nmModule, NewStr(module))
	}
	var items []Value
	for _, b := range bases {
		items = append(items, b.Value())
	}
	v, err := Call(th, TypeType.Value(), NewStr(name), NewTuple(items).Value(), ns.Value())
	if err != nil {
		return nil, err
	}
	if !IsType(v) {
		return nil, TypeErrorf(th, "the metaclass of %s did not make a class", name)
	}
	return AsType(v), nil
}
