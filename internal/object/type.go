// This file implements the Type struct, type specifications, and the lookup of attributes along the MRO.

package object

import (
	"sync"
	"sync/atomic"
	"unsafe"
	"weak"
)

// Type flags.
const (
	TypeBase          uint32 = 1 << iota // may be subclassed
	TypeHeap                             // made by a class statement or type()
	TypeImmutable                        // attributes cannot be set
	TypeSequence                         // matches sequence patterns
	TypeMapping                          // matches mapping patterns
	TypeHasDict                          // instances have a __dict__
	TypeHasWeakref                       // instances can be weakly referenced through a __weakref__ slot
	TypeAbstract                         // has abstract methods
	TypeMatchSelf                        // a class pattern with one positional argument matches the subject itself
	TypeNoInstantiate                    // calling the type raises "cannot create 'X' instances"
	typeReady
	typeHidden         // not shown in the builtins module
	typeHasGetattrHook // Slots.GetAttr is not the generic one
	// Fast subclass tests.
	TypeSubInt
	TypeSubStr
	TypeSubBytes
	TypeSubList
	TypeSubTuple
	TypeSubDict
	TypeSubType
	TypeSubException
	TypeSubFloat
)

const subFlags = TypeSubInt | TypeSubStr | TypeSubBytes | TypeSubList | TypeSubTuple | TypeSubDict | TypeSubType |
	TypeSubException | TypeSubFloat

// Type is a type object. Built-in types are process-wide and immutable after bootstrap. A heap type's fields are written
// under typeMu and published by one word each; lookups read without a lock.
type Type struct {
	Header
	Name string // __name__ of a built-in type: the last part of its dotted name; heap types: see nameObj

	nameObj   *Str // heap types: __name__, assignable
	qualname  *Str
	Base      *Type  // the base whose layout is extended
	bases     *Tuple // atomic
	mro       *[]*Type
	dict      *Dict
	slots     *Slots // atomic
	flags     uint32 // atomic
	version   uint32 // atomic; changes whenever the type or a base of it changes; 0: changed, not yet renumbered
	layout    *Layout
	nslots    int                   // number of __slots__ values at the start of Ext.vals
	root      *Shape                // atomic; shape of a new instance
	dictShape *Shape                // atomic; shape of instances in dict mode
	hint      uint32                // atomic; how many inline values to give a new instance
	subs      *[]weak.Pointer[Type] // atomic, copy on write; the direct subclasses
	ownSlots  []*Str                // heap types: the names in __slots__, sorted, without __dict__ and __weakref__
	display   string                // built-in types: the name in messages
	module    string                // built-in types
	spec      *TypeSpec             // built-in types
	make      MakeFunc              // built-in types; nil: none
	nextPair  NextPairFunc          // built-in types; nil: none
	tail      TailFunc              // built-in types; nil: none
	Data      unsafe.Pointer        // owner-defined, set before publication
	ctor      *ctorCache            // atomic
	rt        *Runtime              // heap types: where they were made; it runs __del__
	// textWriter: see SetTextWriter
	textWriter func(th *Thread, stream Value, s string) error
}

// typeMu guards changes to the type graph: creating heap types, setting attributes of types, version numbers.
var typeMu sync.RWMutex

// Method is one row of a type's or module's method table.
type Method struct {
	Name string
	// Sig is the text signature, in CPython's __text_signature__ form without "$": "(self, sep=None, maxsplit=-1)" or
	// "(self, object, /)". Arguments are bound by it before Fn is called. Defaults are documentation, except that a parameter
	// with none is required.
	Sig string
	// Fn receives exactly one argument per parameter, absent where the caller gave none; a final *args parameter receives all
	// further positional arguments in place (len(args) grows). args is a window: do not keep it.
	Fn NativeFn
	// Raw, used instead of Fn where Sig cannot say it (keyword-only after *args, **kwargs), receives the unbound arguments.
	Raw  RawFn
	Kind MethodKind
	Doc  string
	// Appends: it is list.append, which the evaluator does itself.
	Appends bool
	// Drains: what a call with one argument besides self does with that is to Drain it if it is a generator; nobody else gets to see it.
	Drains bool
	// Looks: a call with one argument only asks that for what it is, and keeps nothing of it: a tuple may be used again afterwards.
	Looks bool
	// Resumes: a call with so many arguments resumes the first, if that is a generator, with the second, or None: the evaluator does that
	// itself.
	Resumes int
	// Python: arguments that do not fit are complained of as by a Python function, its qualified name being that of the type, without an
	// underscore at the beginning, and Name.
	Python bool
}

// NativeFn is a native function with bound arguments. For a method args[0] is self, for a class method the class.
type NativeFn func(th *Thread, args []Value) (Value, error)

// RawFn is a native function that binds its own arguments: the values of the keywords kwnames (nil: none) come last in args.
type RawFn func(th *Thread, args []Value, kwnames *Tuple) (Value, error)

// MethodKind says how a table row binds.
type MethodKind uint8

// Kinds of methods.
const (
	InstanceMethod MethodKind = iota
	ClassMethod
	StaticMethod
)

// GetSet is one row of a type's table of computed attributes.
type GetSet struct {
	Name string
	Get  UnaryFunc
	// Set stores, or deletes when val is absent; nil: read-only.
	Set func(th *Thread, self, val Value) error
	Doc string
}

// ClassAttr is a constant put into a type's dictionary.
type ClassAttr struct {
	Name string
	Get  func() Value // called once at bootstrap
}

// TypeSpec describes a built-in type.
type TypeSpec struct {
	Type    *Type
	Base    *Type   // nil: object
	Bases   []*Type // all bases, Base first, where there is more than one
	Module  string  // "": builtins
	Doc     string
	Flags   uint32
	Layout  *Layout // nil: the base's
	Slots   Slots
	Methods []Method
	GetSets []GetSet
	Attrs   []ClassAttr
	// NoHash marks an unhashable type: __hash__ = None.
	NoHash bool
	// Sig is the constructor's text signature, or "".
	Sig string
	// Qualname differs from the type's name for types nested in classes; "": the same.
	Qualname string
	// Meta is the metatype; nil: type.
	Meta *Type
	// Make, if not nil, is the call of exactly this type without keyword arguments: what Slots.New and Slots.Init do together.
	// It must not call Python code without end through other types' constructors: no recursion is counted.
	Make MakeFunc
	// Tail, if not nil, says of a call of an instance which call it comes down to: see TailFunc.
	Tail TailFunc
	// NextPair, if not nil, is Slots.Next of an iterator over pairs for a caller who unpacks them: see NextPair.
	NextPair NextPairFunc
}

// TailFunc returns the call that a call of self with these arguments is: of fn with the arguments w, which come from th.Args and are
// given back when the call has begun, the last ones being those that names names.
type TailFunc func(th *Thread, self Value, args []Value, kwnames *Tuple) (fn Value, w []Value, names *Tuple, err error)

// Tail returns TypeSpec.Tail of t, or nil.
func (t *Type) Tail() TailFunc { return t.tail }

// NextPairFunc is NextPair of one type.
type NextPairFunc func(th *Thread, it Value) (x, y Value, ok bool, err error)

// Layout knows how to allocate instances: exact ones of the built-in type, and ones of subclasses, which carry an Ext with
// their attributes behind the built-in part.
type Layout struct {
	alloc    func() unsafe.Pointer
	allocSub func() unsafe.Pointer
	extOff   uintptr // of Ext in what allocSub returns
	ownExt   bool    // exact instances have the Ext too
	size     uintptr // basic size in bytes, for __basicsize__ and sys.getsizeof
	fields   int     // exceptions: length of Exception.Fields
}

type subclassOf[T any] struct {
	base T
	ext  Ext
}

// LayoutOf returns the layout of a built-in type whose instances are the Go struct T, which starts with a Header.
func LayoutOf[T any]() *Layout {
	var s subclassOf[T]
	return &Layout{
		alloc:    func() unsafe.Pointer { return unsafe.Pointer(new(T)) },
		allocSub: func() unsafe.Pointer { return unsafe.Pointer(new(subclassOf[T])) },
		extOff:   unsafe.Offsetof(s.ext),
		size:     unsafe.Sizeof(s.base),
	}
}

// LayoutWithExt returns the layout of a built-in type whose own instances have attribute dictionaries: T ends with its Ext
// at offset extOff.
func LayoutWithExt[T any](extOff uintptr) *Layout {
	var t T
	alloc := func() unsafe.Pointer { return unsafe.Pointer(new(T)) }
	return &Layout{alloc: alloc, allocSub: alloc, extOff: extOff, ownExt: true, size: unsafe.Sizeof(t)}
}

// New allocates an instance of t: zeroed but for its header. Slots.New of a built-in type uses it for exact instances and
// subclasses alike.
func (t *Type) New() Value {
	var p unsafe.Pointer
	if t.Flags()&TypeHeap == 0 {
		p = t.layout.alloc()
	} else {
		return t.newHeap()
	}
	(*Header)(p).typ = t
	if t.layout.ownExt {
		(*Ext)(unsafe.Add(p, t.layout.extOff)).shape = t.rootShape()
	}
	return Value{p}
}

// Flags returns the type's flags.
func (t *Type) Flags() uint32 { return loadUint32(&t.flags) }

// HasFlag reports whether any of the flags f is set.
func (t *Type) HasFlag(f uint32) bool { return loadUint32(&t.flags)&f != 0 }

// HasGetAttrHook reports whether reading attributes of instances is not the ordinary thing: nothing can be remembered of it.
func (t *Type) HasGetAttrHook() bool { return t.HasFlag(typeHasGetattrHook) }

// setFlags and clearFlags change flags; typeMu is held or the type is not yet shared.
func (t *Type) setFlags(f uint32) { atomic.StoreUint32(&t.flags, t.flags|f) }

func (t *Type) clearFlags(f uint32) { atomic.StoreUint32(&t.flags, t.flags&^f) }

// IsType reports whether v is a type object.
func IsType(v Value) bool { return v.IsObj() && v.Header().Type().HasFlag(TypeSubType) }

// AsType casts v; call only if IsType.
func AsType(v Value) *Type { return (*Type)(v.p) }

// Slots returns the current slot table; it must not be changed.
func (t *Type) Slots() *Slots { return loadPtr(&t.slots) }

// MRO returns the method resolution order; it must not be changed.
func (t *Type) MRO() []*Type { return *loadPtr(&t.mro) }

// baseType returns the base whose layout the type extends; assigning __bases__ may change it.
func (t *Type) baseType() *Type { return loadPtr(&t.Base) }

// Bases returns the __bases__ tuple.
func (t *Type) Bases() *Tuple { return loadPtr(&t.bases) }

// Dict returns the type's own attributes. Write to it only through typeSetAttr.
func (t *Type) Dict() *Dict { return t.dict }

// Value returns the type as a Value.
func (t *Type) Value() Value { return Value{unsafe.Pointer(t)} }

// IsSubtype reports whether t is u or inherits from it, by the MRO.
func (t *Type) IsSubtype(u *Type) bool {
	if t == u {
		return true
	}
	if m := loadPtr(&t.mro); m != nil {
		for _, b := range *m {
			if b == u {
				return true
			}
		}
		return false
	}
	for b := t; b != nil; b = b.baseType() {
		if b == u {
			return true
		}
	}
	return u == ObjectType
}

// IsInstance reports whether v's type is t or inherits from it (no __instancecheck__).
func IsInstance(v Value, t *Type) bool {
	vt := v.Type()
	return vt == t || vt.IsSubtype(t)
}

// versions hands out type versions; 0 is never handed out twice.
var nextVersion uint32

// Version returns the type's version, assigning one if it changed since the last time. While the version is the same, every
// lookup on the type gives the same result.
func (t *Type) Version() uint32 {
	if v := atomic.LoadUint32(&t.version); v != 0 {
		return v
	}
	typeMu.Lock()
	defer typeMu.Unlock()
	return t.versionLocked()
}

func (t *Type) versionLocked() uint32 {
	if t.version == 0 {
		// Bases must have versions, so that a change of theirs invalidates ours.
		for _, b := range t.MRO() {
			if b != t {
				b.versionLocked()
			}
		}
		atomic.StoreUint32(&t.version, atomic.AddUint32(&nextVersion, 1))
	}
	return t.version
}

// VersionIs reports whether the type's version still is v, which came from Version.
func (t *Type) VersionIs(v uint32) bool { return loadUint32(&t.version) == v }

// modifiedLocked invalidates the versions of t and its subclasses. typeMu is held.
func (t *Type) modifiedLocked() {
	if t.version == 0 {
		return // then no subclass has one either
	}
	atomic.StoreUint32(&t.version, 0)
	for _, s := range t.Subclasses() {
		s.modifiedLocked()
	}
}

// methodCache remembers lookups process-wide: (type version, name) to value. An entry is immutable.
type methodCacheEntry struct {
	version uint32
	name    *Str
	value   Value // absent: the type has no such attribute
}

var methodCache [4096]atomic.Pointer[methodCacheEntry]

// Lookup finds name along the MRO of t, without running descriptors. It returns the absent Value if there is none.
func (t *Type) Lookup(name *Str) Value {
	v := loadUint32(&t.version)
	slot := &methodCache[(uintptr(v)*31+uintptr(unsafe.Pointer(name))>>4)%4096]
	if e := slot.Load(); e != nil && v != 0 && e.version == v && e.name == name {
		return e.value
	}
	return t.lookupSlow(name)
}

// ForgetLookups empties the cache of method lookups.
func ForgetLookups() {
	for i := range methodCache {
		methodCache[i].Store(nil)
	}
}

func (t *Type) lookupSlow(name *Str) Value {
	v := t.Version()
	var found Value
	for _, b := range t.MRO() {
		if r := b.dict.GetStr(name); !r.IsAbsent() {
			found = r
			break
		}
	}
	// A change during the walk gives the type a new version: then this entry can never match.
	if name.interned() {
		slot := &methodCache[(uintptr(v)*31+uintptr(unsafe.Pointer(name))>>4)%4096]
		slot.Store(&methodCacheEntry{version: v, name: name, value: found})
	}
	return found
}

// LookupName is Lookup for a Go string.
func (t *Type) LookupName(name string) Value { return t.Lookup(Intern(name)) }

// DisplayName returns the type's name as messages show it, CPython's tp_name: a heap type's __name__; for a built-in type
// outside builtins, module.name.
func (t *Type) DisplayName() string {
	if n := loadPtr(&t.nameObj); n != nil {
		return n.s
	}
	if t.display != "" {
		return t.display
	}
	return t.Name
}

// ShortName returns __name__.
func (t *Type) ShortName() string {
	if n := loadPtr(&t.nameObj); n != nil {
		return n.s
	}
	return t.Name
}

// QualName returns __qualname__.
func (t *Type) QualName() string {
	if q := loadPtr(&t.qualname); q != nil {
		return q.s
	}
	return t.ShortName()
}

// FullName returns the name as error messages of CPython's %T format show it: module-qualified unless builtins or __main__.
func (t *Type) FullName() string {
	mod := t.module
	q := t.Name
	if t.HasFlag(TypeHeap) {
		if m := t.dict.GetStr(Intern("__module__")); IsStr(m) {
			mod = AsStr(m).s
		}
	}
	if n := loadPtr(&t.qualname); n != nil {
		q = n.s
	}
	if mod == "" || mod == "builtins" || mod == "__main__" {
		return q
	}
	return mod + "." + q
}
