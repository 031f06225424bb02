// This file implements type objects' construction: making built-in types ready, the MRO, and the inheritance of slots. The
// creation of classes is in typenew.go; the binding of special methods to slots in slotdefs.go.

package object

// The roots.
var (
	ObjectType = &Type{Name: "object"}
	TypeType   = &Type{Name: "type"}
)

// ReadyType makes a built-in type usable: bases, MRO, inherited slots, and the dictionary with methods, computed attributes and
// the wrappers of its slots. It does nothing if the type is ready. It returns the type.
func ReadyType(spec *TypeSpec) *Type {
	t := spec.Type
	if t.HasFlag(typeReady) {
		return t
	}
	base := spec.Base
	if base == nil && t != ObjectType {
		base = ObjectType
	}
	t.typ = spec.Meta
	if t.typ == nil {
		t.typ = TypeType
	}
	t.Header.flags |= flagImmortal
	t.spec, t.Base, t.module = spec, base, spec.Module
	if spec.Qualname != "" {
		t.qualname = Intern(spec.Qualname)
	}
	t.dict = NewDict()
	mro := []*Type{t}
	t.flags = spec.Flags | TypeImmutable
	t.bases = emptyTuple
	if base != nil {
		mro = append(mro, base.MRO()...)
		t.bases = NewTuple([]Value{base.Value()})
		t.flags |= base.flags & (subFlags | TypeHasDict | TypeSequence | TypeMapping | TypeMatchSelf)
		t.layout = base.layout
	}
	if len(spec.Bases) > 1 {
		mro, t.bases = append(mro[:1], mergeSpecMRO(spec.Bases)...), specBases(spec.Bases)
	}
	t.mro = &mro
	if spec.Layout != nil {
		t.layout = spec.Layout
	}
	if t.layout != nil && t.layout.ownExt {
		t.flags |= TypeHasDict
	}
	slots := spec.Slots
	t.slots = &slots
	t.fillDict(spec)
	t.inheritSlots(&slots)
	if funcPtr(slots.GetAttr) != funcPtr(AttrFunc(GenericGetAttr)) {
		t.flags |= typeHasGetattrHook
	}
	t.flags |= typeReady
	if base != nil {
		base.addSubclass(t)
		for i := 1; i < len(spec.Bases); i++ {
			spec.Bases[i].addSubclass(t)
		}
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
			d.SetName(m.Name, newStaticMethod(NewBuiltin(def, Value{}, Value{})))
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
		d.SetName("__hash__", None)
	}
	if spec.Doc != "" {
		d.SetName("__doc__", NewStr(spec.Doc))
	} else if d.GetName("__doc__").IsAbsent() {
		d.SetName("__doc__", None)
	}
}

// addSubclass records a direct subclass.
func (t *Type) addSubclass(s *Type) {
	for {
		old := loadPtr(&t.subs)
		var next []*Type
		if old != nil {
			next = append(next, *old...)
		}
		next = append(next, s)
		if casPtr(&t.subs, old, &next) {
			return
		}
	}
}

// setSlots publishes a new slot table.
func (t *Type) setSlots(s *Slots) { storePtr(&t.slots, s) }
