// This file implements type objects' construction and change: making built-in types ready, the MRO, the registry of subclasses,
// and the lookup and setting of attributes of types. The creation of classes is in typenew.go; the binding of special methods
// to slots in slotdefs.go; the Python-visible attributes of types in typeattrs.go.
//
// Changes to a type happen under typeMu: store into the dictionary, publish new slots for the type and its subclasses, then
// invalidate versions. Readers take no lock: they see the old state until the version changes.

package object

import (
	"strings"
	"sync"
	"weak"
)

// The roots.
var (
	ObjectType = &Type{Name: "object"}
	TypeType   = &Type{Name: "type"}
)

// readyMu serializes ReadyType: two runtimes may import one native module at a time.
var readyMu sync.Mutex

// ReadyType makes a built-in type usable: bases, MRO, inherited slots, and the dictionary with methods, computed attributes and
// the wrappers of its slots. It does nothing if the type is ready. It returns the type.
func ReadyType(spec *TypeSpec) *Type {
	t := spec.Type
	if t.HasFlag(typeReady) {
		return t
	}
	readyMu.Lock()
	defer readyMu.Unlock()
	if t.HasFlag(typeReady) {
		return t
	}
	base := spec.Base
	if base == nil && t != ObjectType {
		base = ObjectType
	}
	if base != nil && !base.HasFlag(typeReady) {
		panic("object: " + t.Name + " is made ready before its base " + base.Name)
	}
	t.typ = spec.Meta
	if t.typ == nil {
		t.typ = TypeType
		if base != nil {
			t.typ = base.typ
		}
	}
	t.Header.flags |= flagImmortal
	t.spec, t.Base, t.module = spec, base, spec.Module
	if spec.Module != "" && spec.Module != "builtins" {
		t.display = spec.Module + "." + t.Name
	}
	if spec.Qualname != "" {
		t.qualname = Intern(spec.Qualname)
	}
	t.dict = NewDict()
	t.dict.Reserve(len(spec.Methods) + len(spec.GetSets) + len(spec.Attrs) + spec.Slots.wrappers() + 1)
	mro := []*Type{t}
	t.flags = spec.Flags | TypeImmutable
	t.bases = emptyTuple
	if base != nil {
		mro = append(mro, base.MRO()...)
		t.bases = NewTuple([]Value{base.Value()})
		t.flags |= base.flags & (subFlags | TypeHasDict | TypeHasWeakref | TypeSequence | TypeMapping | TypeMatchSelf)
		t.layout = base.layout
	}
	if len(spec.Bases) > 1 {
		mro, t.bases = append(mro[:1], mergeSpecMRO(spec.Bases)...), specBases(spec.Bases)
	}
	t.mro = &mro
	if spec.Layout != nil {
		t.layout = spec.Layout
	} else if base == ObjectType {
		t.layout = nil // nobody but the type's own Go code makes instances
		if t.flags&TypeBase != 0 {
			panic("object: " + t.Name + " may be subclassed, but its specification has no Layout")
		}
	}
	if t.layout != nil && t.layout.ownExt {
		t.flags |= TypeHasDict
	}
	slots := spec.Slots
	t.slots = &slots
	t.fillDict(spec)
	t.inheritSlots(&slots)
	if slots.New == nil && base == ObjectType && t.layout == instanceLayout && t.flags&TypeNoInstantiate == 0 {
		slots.New = objectNew // plain instances: __new__ is object's, not an entry of its own
	}
	t.make = spec.Make
	t.nextPair = spec.NextPair
	t.tail = spec.Tail
	if t.make == nil && t.flags&TypeSubException != 0 && t.layout.fields == 0 &&
		funcPtr(slots.New) == funcPtr(NewFunc(baseExceptionNew)) && funcPtr(slots.Init) == funcPtr(InitFunc(baseExceptionInit)) {
		t.make = makeException
	}
	if slots.New == nil {
		t.flags |= TypeNoInstantiate
	}
	if slots.Hash == nil && t.dict.GetStr(nmHash).IsAbsent() {
		t.dict.SetStr(nmHash, None)
	}
	if funcPtr(slots.GetAttr) != funcPtr(AttrFunc(GenericGetAttr)) {
		t.flags |= typeHasGetattrHook
	}
	t.setFlags(typeReady)
	if base != nil {
		typeMu.Lock()
		base.addSubclass(t)
		for i := 1; i < len(spec.Bases); i++ {
			spec.Bases[i].addSubclass(t)
		}
		typeMu.Unlock()
	}
	return t
}

// mergeSpecMRO merges the MROs of a built-in type's several bases: each further base's own part goes before what it shares
// with those before it.
func mergeSpecMRO(bases []*Type) []*Type {
	out := append([]*Type(nil), bases[0].MRO()...)
	for _, b := range bases[1:] {
		var own []*Type
		at := len(out)
	next:
		for _, c := range b.MRO() {
			for i, o := range out {
				if o == c {
					at = i
					break next
				}
			}
			own = append(own, c)
		}
		out = append(out[:at:at], append(own, out[at:]...)...)
	}
	return out
}

func specBases(bases []*Type) *Tuple {
	items := make([]Value, len(bases))
	for i, b := range bases {
		items[i] = b.Value()
	}
	return NewTuple(items)
}

// fillDict puts the attributes of a built-in type's specification into its dictionary.
func (t *Type) fillDict(spec *TypeSpec) {
	d := t.dict
	t.addSlotWrappers(&spec.Slots)
	for _, m := range spec.Methods {
		def := NewDef(m, t)
		switch m.Kind {
		case StaticMethod:
			d.SetName(m.Name, newStaticMethod(BindStatic(def, t)))
		case ClassMethod:
			d.SetName(m.Name, newClassMethodDescr(def, t))
		default:
			d.SetName(m.Name, newMethodDescr(def, t))
		}
	}
	for i := range spec.GetSets {
		d.SetName(spec.GetSets[i].Name, newGetSetDescr(&spec.GetSets[i], t))
	}
	for _, a := range spec.Attrs {
		d.SetName(a.Name, a.Get())
	}
	if spec.NoHash {
		d.SetStr(nmHash, None)
	}
	if !d.GetStr(nmDoc).IsAbsent() {
		return // computed
	}
	if spec.Doc != "" {
		d.SetStr(nmDoc, NewStr(spec.Doc))
	} else {
		d.SetStr(nmDoc, None)
	}
}

// BindStatic returns the function object of a static method of a built-in type.
func BindStatic(d *NativeDef, t *Type) Value {
	b := NewBuiltin(d, t.Value(), Value{})
	return b
}

// addSubclass records a direct subclass. typeMu is held. The array is shared by successive lists, each of which sees only its
// own length of it; those that are gone are forgotten when it is full.
func (t *Type) addSubclass(s *Type) {
	var list []weak.Pointer[Type]
	if old := t.subs; old != nil {
		list = *old
	}
	if len(list) == cap(list) {
		var live []weak.Pointer[Type]
		for _, w := range list {
			if w.Value() != nil {
				live = append(live, w)
			}
		}
		list = append(make([]weak.Pointer[Type], 0, 2*len(live)+2), live...)
		list = append(list, weak.Make(s))
	} else {
		list = append(list, weak.Make(s))
	}
	storePtr(&t.subs, &list)
}

// removeSubclass forgets a direct subclass. typeMu is held.
func (t *Type) removeSubclass(s *Type) {
	if t.subs == nil {
		return
	}
	var list []weak.Pointer[Type]
	for _, w := range *t.subs {
		if p := w.Value(); p != nil && p != s {
			list = append(list, w)
		}
	}
	storePtr(&t.subs, &list)
}

// Subclasses returns the direct subclasses that are alive, in the order of their creation.
func (t *Type) Subclasses() []*Type {
	subs := loadPtr(&t.subs)
	if subs == nil || len(*subs) == 0 {
		return nil
	}
	out := make([]*Type, 0, len(*subs))
	for _, w := range *subs {
		if p := w.Value(); p != nil {
			out = append(out, p)
		}
	}
	return out
}

// setSlots publishes a new slot table.
func (t *Type) setSlots(s *Slots) { storePtr(&t.slots, s) }

// c3 computes the MRO of t with the given bases (Data model 3.3.3.1): the C3 merge. It raises TypeError.
func (t *Type) c3(th *Thread, bases []*Type) ([]*Type, error) {
	if len(bases) == 1 {
		m := bases[0].MRO()
		out := make([]*Type, 0, len(m)+1)
		return append(append(out, t), m...), nil
	}
	for i, b := range bases {
		for _, c := range bases[:i] {
			if b == c {
				return nil, TypeErrorf(th, "duplicate base class %s", b.ShortName())
			}
		}
	}
	lists := make([][]*Type, 0, len(bases)+1)
	for _, b := range bases {
		lists = append(lists, b.MRO())
	}
	lists = append(lists, bases)
	out := []*Type{t}
	for {
		empty := true
		var next *Type
	search:
		for _, l := range lists {
			if len(l) == 0 {
				continue
			}
			empty = false
			for _, other := range lists {
				for i := 1; i < len(other); i++ {
					if other[i] == l[0] {
						continue search
					}
				}
			}
			next = l[0]
			break
		}
		if empty {
			return out, nil
		}
		if next == nil {
			return nil, mroError(th, lists)
		}
		out = append(out, next)
		for i, l := range lists {
			if len(l) > 0 && l[0] == next {
				lists[i] = l[1:]
			}
		}
	}
}

// mroError names the classes that stand first in what is left of the merge.
func mroError(th *Thread, lists [][]*Type) error {
	var names []string
	seen := map[*Type]bool{}
	for _, l := range lists {
		if len(l) > 0 && !seen[l[0]] {
			seen[l[0]] = true
			names = append(names, l[0].ShortName())
		}
	}
	return TypeErrorf(th, "Cannot create a consistent method resolution order (MRO) for bases %s", strings.Join(names, ", "))
}

// TypeGetAttr is type.__getattribute__ (Data model 3.3.2.2): data descriptors of the metatype, then the type's own MRO with
// descriptors bound to the type, then the rest of the metatype.
func TypeGetAttr(th *Thread, v Value, name *Str) (Value, error) {
	r, err := typeGetAttrOpt(th, v, name)
	if err == nil && r.IsAbsent() {
		err = attributeError(th, v, name, "type object '"+AsType(v).DisplayName()+"' has no attribute '"+name.s+"'")
	}
	return r, err
}

func typeGetAttrOpt(th *Thread, v Value, name *Str) (Value, error) {
	if !name.interned() {
		name = InternStr(name)
	}
	t, meta := AsType(v), v.Type()
	metaAttr := meta.Lookup(name)
	var metaGet DescrGetFunc
	if !metaAttr.IsAbsent() {
		s := metaAttr.Type().Slots()
		metaGet = s.DescrGet
		if metaGet != nil && s.DescrSet != nil {
			return metaGet(th, metaAttr, v, meta.Value())
		}
	}
	if attr := t.Lookup(name); !attr.IsAbsent() {
		if get := attr.Type().Slots().DescrGet; get != nil {
			return get(th, attr, Value{}, v)
		}
		return attr, nil
	}
	if metaGet != nil {
		return metaGet(th, metaAttr, v, meta.Value())
	}
	return metaAttr, nil
}

// TypeSetAttr is type.__setattr__ and __delattr__. It raises TypeError for an immutable type and AttributeError.
func TypeSetAttr(th *Thread, v Value, name *Str, val Value) error {
	t := AsType(v)
	if t.HasFlag(TypeImmutable) {
		return immutableTypeError(th, t, name)
	}
	if !name.interned() {
		name = InternStr(name)
	}
	if attr := v.Type().Lookup(name); !attr.IsAbsent() {
		if set := attr.Type().Slots().DescrSet; set != nil {
			return set(th, attr, v, val)
		}
	}
	if !t.setOwn(name, val) {
		return attributeError(th, v, name, "type object '"+t.DisplayName()+"' has no attribute '"+name.s+"'")
	}
	return nil
}

func immutableTypeError(th *Thread, t *Type, name *Str) error {
	return TypeErrorf(th, "cannot set '%s' attribute of immutable type '%s'", name.s, t.DisplayName())
}

// setOwn stores name in the type's dictionary, or deletes it when val is absent, and brings slots and versions up to date. It
// reports false if there was nothing to delete.
func (t *Type) setOwn(name *Str, val Value) bool {
	typeMu.Lock()
	defer typeMu.Unlock()
	if val.IsAbsent() {
		if !t.dict.DelStr(name) {
			return false
		}
	} else {
		t.dict.SetStr(name, val)
	}
	t.updateSlots(name)
	t.modifiedLocked()
	if name == nmGet || name == nmSet || name == nmDelete {
		descriptorsChangedLocked()
	}
	return true
}

// descriptorsChangedLocked invalidates all versions: objects that lie in dictionaries of types have become descriptors, or are
// none any more, and caches have taken note of what they were. typeMu is held.
func descriptorsChangedLocked() { ObjectType.modifiedLocked() }

// ClearDescriptors removes the descriptors __dict__ and __weakref__ from the dictionary of t, which dataclasses is about to
// replace by a class of its own (sys._clear_type_descriptors).
func (t *Type) ClearDescriptors(th *Thread) error {
	if t.HasFlag(TypeImmutable) {
		return TypeErrorf(th, "argument is immutable")
	}
	t.setOwn(nmDict, Value{})
	t.setOwn(nmWeakref, Value{})
	return nil
}
