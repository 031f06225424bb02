// This file implements instances: shapes (hidden classes), attribute storage, and the __dict__ that materialises on demand.
//
// An Ext is in one of two modes. In shape mode its shape names the attributes and vals holds them: attribute i of the shape is
// vals[i]. In dict mode, entered when somebody asks for __dict__ or deletes many attributes, shape is the type's dictShape and dict
// holds the attributes. An instance never goes back to shape mode, except by clearing.
//
// Deleting an attribute leads to a shape without the name, where the place of its value stays empty for ever: a thread that is
// about to store into the deleted attribute must not hit another one.
//
// Races: vals is published before the shape that needs its room, and only grows, so a reader that sees a shape sees enough
// room. Writers of a new attribute hold the object's lock. A writer of an existing attribute stores without the lock, then
// checks the array's moving mark; whoever copies the values elsewhere (to a larger array, or to the dictionary) sets the mark
// before copying. So one of the two sees the other: either the copy has the value, or the writer stores again (storeChecked).
// A reader that finds an absent value looks whether the mode has changed meanwhile: toDict empties the array.

package object

import (
	"sync"
	"sync/atomic"
	"unsafe"
)

// maxShapeAttrs is the number of attributes beyond which an instance goes to dict mode.
const maxShapeAttrs = 128

// Ext holds the attributes of an instance: __slots__ values and __dict__.
type Ext struct {
	shape *Shape // atomic
	vals  *Vals  // atomic
	dict  *Dict  // atomic; dict mode only
}

// Vals is an array of attribute values that knows its own capacity.
type Vals struct {
	n      int32
	moving uint32   // atomic; not 0 while, and after, the values are copied elsewhere
	a      [1]Value // really n
}

// At returns the place of value i; the array must be of an Ext seen in a shape that has it.
func (v *Vals) At(i int) *Value { return (*Value)(unsafe.Add(unsafe.Pointer(&v.a), i*8)) }

// Has reports whether there is room for value i; v may be nil.
func (v *Vals) Has(i int) bool { return v != nil && i < int(v.n) }

func (v *Vals) at(i int) *Value {
	return (*Value)(unsafe.Add(unsafe.Pointer(&v.a), i*8))
}

type (
	vals2 struct {
		n, _ int32
		a    [2]Value
	}
	vals4 struct {
		n, _ int32
		a    [4]Value
	}
	vals8 struct {
		n, _ int32
		a    [8]Value
	}
	vals16 struct {
		n, _ int32
		a    [16]Value
	}
	vals32 struct {
		n, _ int32
		a    [32]Value
	}
	vals64 struct {
		n, _ int32
		a    [64]Value
	}
	vals192 struct {
		n, _ int32
		a    [192]Value
	}
	valsMax struct {
		n, _ int32
		a    [maxSlots + maxShapeAttrs]Value
	}
)

// maxSlots bounds __slots__ in one inheritance chain.
const maxSlots = 4096

func newVals(n int) *Vals {
	var p unsafe.Pointer
	switch {
	case n <= 2:
		n, p = 2, unsafe.Pointer(new(vals2))
	case n <= 4:
		n, p = 4, unsafe.Pointer(new(vals4))
	case n <= 8:
		n, p = 8, unsafe.Pointer(new(vals8))
	case n <= 16:
		n, p = 16, unsafe.Pointer(new(vals16))
	case n <= 32:
		n, p = 32, unsafe.Pointer(new(vals32))
	case n <= 64:
		n, p = 64, unsafe.Pointer(new(vals64))
	case n <= 192:
		n, p = 192, unsafe.Pointer(new(vals192))
	default:
		n, p = maxSlots+maxShapeAttrs, unsafe.Pointer(new(valsMax))
	}
	v := (*Vals)(p)
	v.n = int32(n)
	return v
}

// Instance is an instance of a class that inherits only from object. Its first values may lie in line behind it.
type Instance struct {
	Header
	Ext
}

type (
	instance2 struct {
		Instance
		v vals2
	}
	instance4 struct {
		Instance
		v vals4
	}
	instance8 struct {
		Instance
		v vals8
	}
	instance16 struct {
		Instance
		v vals16
	}
)

// newHeap allocates an instance of a heap type.
func (t *Type) newHeap() Value {
	l := t.layout
	if l == instanceLayout {
		var p *Instance
		n := max(int(loadUint32(&t.hint)), t.nslots)
		if loadPtr(&t.slots).Del != nil {
			return t.newFinalized(n)
		}
		switch {
		case n == 0:
			p = new(Instance)
		case n <= 2:
			q := new(instance2)
			q.v.n = 2
			q.vals = (*Vals)(unsafe.Pointer(&q.v))
			p = &q.Instance
		case n <= 4:
			q := new(instance4)
			q.v.n = 4
			q.vals = (*Vals)(unsafe.Pointer(&q.v))
			p = &q.Instance
		case n <= 8:
			q := new(instance8)
			q.v.n = 8
			q.vals = (*Vals)(unsafe.Pointer(&q.v))
			p = &q.Instance
		case n <= 16:
			q := new(instance16)
			q.v.n = 16
			q.vals = (*Vals)(unsafe.Pointer(&q.v))
			p = &q.Instance
		default:
			p = new(Instance)
			p.vals = newVals(n)
		}
		p.typ = t
		p.shape = t.rootShape()
		return Value{unsafe.Pointer(p)}
	}
	p := l.allocSub()
	(*Header)(p).typ = t
	e := (*Ext)(unsafe.Add(p, l.extOff))
	e.shape = t.rootShape()
	if t.nslots > 0 {
		e.vals = newVals(t.nslots)
	}
	if loadPtr(&t.slots).Del != nil {
		t.watch((*Header)(p))
	}
	return Value{p}
}

// Shape names the attributes of instances in shape mode. A shape belongs to one type and is immutable but for its transitions.
type Shape struct {
	typ    *Type
	parent *Shape
	name   *Str  // the attribute that this shape has more than its parent, or less
	n      int   // values in use: __slots__, attributes, holes
	isDict bool  // the type's dict mode
	del    bool  // the attribute is deleted
	holes  uint8 // places of deleted attributes

	mu    sync.Mutex
	gap   int32                        // of a deletion: the place that the attribute had
	next  map[*Str]*Shape              // guarded by mu
	less  map[*Str]*Shape              // guarded by mu; deletions
	last  *Shape                       // atomic: the most recent transition
	gone  *Shape                       // atomic: the most recent deletion
	index atomic.Pointer[map[*Str]int] // built on first need
}

// Type returns the type whose instances have this shape.
func (s *Shape) Type() *Type { return s.typ }

func (t *Type) rootShape() *Shape {
	if s := loadPtr(&t.root); s != nil {
		return s
	}
	s := &Shape{typ: t, n: t.nslots}
	if !casPtr(&t.root, nil, s) {
		return loadPtr(&t.root)
	}
	return s
}

// find returns the index of the attribute, or -1.
func (s *Shape) find(name *Str) int {
	if s.parent == nil {
		return -1
	}
	m := s.index.Load()
	if m == nil {
		if s.n-s.typ.nslots <= 6 {
			for t := s; t.parent != nil; t = t.parent {
				if t.name == name {
					return t.place()
				}
			}
			return -1
		}
		built := make(map[*Str]int, s.n)
		for t := s; t.parent != nil; t = t.parent {
			if _, later := built[t.name]; !later {
				built[t.name] = t.place()
			}
		}
		m = &built
		s.index.Store(m)
	}
	if i, ok := (*m)[name]; ok {
		return i
	}
	return -1
}

// place returns the index of the attribute that s adds, -1 if it deletes one.
func (s *Shape) place() int {
	if s.del {
		return -1
	}
	return s.n - 1
}

// maxHoles is the number of deletions beyond which an instance goes to dict mode.
const maxHoles = 8

// remove returns the shape without an attribute that s has at place i, or nil if the instance must go to dict mode.
func (s *Shape) remove(name *Str, i int) *Shape {
	if s.holes >= maxHoles {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.less[name]
	if t == nil {
		if len(s.less) >= 64 {
			return nil
		}
		t = &Shape{typ: s.typ, parent: s, name: name, n: s.n, del: true, holes: s.holes + 1, gap: int32(i)}
		if s.less == nil {
			s.less = map[*Str]*Shape{}
		}
		s.less[name] = t
	}
	storePtr(&s.gone, t)
	return t
}

// add returns the shape with one more attribute, or nil if the instance must go to dict mode.
func (s *Shape) add(name *Str) *Shape {
	if l := loadPtr(&s.last); l != nil && l.name == name {
		return l
	}
	if s.n-s.typ.nslots >= maxShapeAttrs {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.next[name]
	if t == nil {
		if len(s.next) >= 64 {
			return nil // a class used as a dictionary
		}
		t = &Shape{typ: s.typ, parent: s, name: name, n: s.n + 1, holes: s.holes}
		if s.next == nil {
			s.next = map[*Str]*Shape{}
		}
		s.next[name] = t
	}
	storePtr(&s.last, t)
	return t
}

// names returns the attribute names in order, nil for holes.
func (s *Shape) names() []*Str {
	if s.parent == nil {
		return nil
	}
	out := make([]*Str, s.n-s.typ.nslots)
	var deleted map[*Str]bool
	for t := s; t.parent != nil; t = t.parent {
		switch {
		case t.del:
			if deleted == nil {
				deleted = map[*Str]bool{}
			}
			deleted[t.name] = true
		case deleted[t.name]:
			delete(deleted, t.name)
		default:
			out[t.n-1-s.typ.nslots] = t.name
		}
	}
	return out
}

// dictShapeOf returns the shape of instances of t in dict mode.
func dictShapeOf(t *Type) *Shape { return &Shape{typ: t, n: t.nslots, isDict: true} }

// ext returns the attribute storage of v, or nil if its type gives it none.
func (v Value) ext() *Ext {
	if !v.IsObj() {
		return nil
	}
	t := v.Header().Type()
	l := t.layout
	if l == nil || (t.Flags()&TypeHeap == 0 && !l.ownExt) {
		return nil
	}
	return (*Ext)(unsafe.Add(v.p, l.extOff))
}

// getAttr returns the instance attribute, or absent. name must be interned.
func (e *Ext) getAttr(th *Thread, name *Str) Value {
	v, _ := e.getAttrSure(name)
	return v
}

// getAttrSure is getAttr that also reports whether an absent result is final; else the dictionary has a key that is not a str
// and must be asked with Dict.Get.
func (e *Ext) getAttrSure(name *Str) (v Value, sure bool) {
	for {
		s := loadPtr(&e.shape)
		if s == nil {
			return Value{}, true
		}
		if s.isDict {
			t := loadPtr(&e.dict).table()
			i, sure := t.findStr(name)
			if i >= 0 {
				return LoadSlot(&t.ent(i).val), true
			}
			return Value{}, sure
		}
		i := s.find(name)
		if i < 0 {
			return Value{}, true
		}
		if v := LoadSlot(loadPtr(&e.vals).at(i)); !v.IsAbsent() || loadPtr(&e.shape) == s {
			return v, true
		}
	}
}

// setAttr stores an instance attribute of the object whose header is h. name must be interned.
func (e *Ext) setAttr(th *Thread, h *Header, name *Str, val Value) error {
	for {
		s := loadPtr(&e.shape)
		if s.isDict {
			return loadPtr(&e.dict).Set(th, name.Value(), val)
		}
		if i := s.find(name); i >= 0 {
			if e.storeChecked(s, i, val) {
				return nil
			}
			h.waitUnlocked() // for whoever moves the values
			continue
		}
		if e.addAttr(h, s, name, val) {
			return nil
		}
	}
}

// storeChecked stores into an existing attribute; false: the value may have been left behind, try again.
func (e *Ext) storeChecked(s *Shape, i int, val Value) bool {
	vals := loadPtr(&e.vals)
	p := vals.at(i)
	if loadUint32(&multi) == 0 {
		*p = val
		return true
	}
	atomic.StorePointer(&p.p, val.p)
	// The shape is looked at too: toDict takes its mark off again when it is done.
	return atomic.LoadUint32(&vals.moving) == 0 && loadPtr(&e.shape) == s
}

// addAttr adds a new attribute to an instance seen in shape s; false: it has changed, try again.
func (e *Ext) addAttr(h *Header, s *Shape, name *Str, val Value) bool {
	next := s.add(name)
	if next == nil {
		e.toDict(h)
		return false
	}
	h.Lock()
	if e.shape != s {
		h.Unlock()
		return false
	}
	v := e.vals
	if v == nil || int(v.n) < next.n {
		grown := newVals(next.n)
		if v != nil {
			if Multithreaded() {
				atomic.StoreUint32(&v.moving, 1)
			}
			for i := 0; i < s.n; i++ {
				*grown.at(i) = LoadSlot(v.at(i))
			}
		}
		*grown.at(next.n - 1) = val
		storePtr(&e.vals, grown)
	} else {
		StoreSlot(v.at(next.n-1), val)
	}
	storePtr(&e.shape, next)
	h.Unlock()
	e.noteSize(next)
	return true
}

// noteSize lets later instances of the type start with room for this many values.
func (e *Ext) noteSize(s *Shape) {
	t := s.typ
	if n := uint32(s.n); n > loadUint32(&t.hint) {
		atomic.StoreUint32(&t.hint, n)
	}
}

// toDict switches to dict mode and returns the dictionary.
func (e *Ext) toDict(h *Header) *Dict {
	if s := loadPtr(&e.shape); s != nil && s.isDict {
		return loadPtr(&e.dict)
	}
	h.Lock()
	defer h.Unlock()
	return e.toDictLocked(h)
}

func (e *Ext) toDictLocked(h *Header) *Dict {
	if e.shape != nil && e.shape.isDict {
		return e.dict
	}
	d := NewDict()
	storePtr(&e.dict, d)
	old := e.shape
	t := h.Type()
	ds := loadPtr(&t.dictShape)
	if ds == nil {
		ds = dictShapeOf(t)
		if !casPtr(&t.dictShape, nil, ds) {
			ds = loadPtr(&t.dictShape)
		}
	}
	if old == nil {
		storePtr(&e.shape, ds)
		return d
	}
	vals := e.vals
	if vals == nil {
		storePtr(&e.shape, ds)
		return d
	}
	if Multithreaded() {
		atomic.StoreUint32(&vals.moving, 1)
	}
	names := old.names()
	for i, name := range names {
		if v := LoadSlot(vals.at(t.nslots + i)); name != nil && !v.IsAbsent() {
			d.SetStr(name, v)
		}
	}
	atomic.StorePointer((*unsafe.Pointer)(unsafe.Pointer(&e.shape)), unsafe.Pointer(ds))
	for i := range names {
		StoreSlot(vals.at(t.nslots+i), Value{})
	}
	// The __slots__ values stay where they are.
	atomic.StoreUint32(&vals.moving, 0)
	return d
}

// delAttr deletes an instance attribute and reports whether it existed.
func (e *Ext) delAttr(h *Header, name *Str) bool {
	for {
		s := loadPtr(&e.shape)
		if s == nil {
			return false
		}
		if s.isDict {
			return e.toDict(h).DelStr(name)
		}
		next := loadPtr(&s.gone)
		if next == nil || next.name != name {
			i := s.find(name)
			if i < 0 {
				return false
			}
			if next = s.remove(name, i); next == nil {
				return e.toDict(h).DelStr(name)
			}
		}
		h.Lock()
		if e.shape != s {
			h.Unlock()
			continue
		}
		// The shape goes first: see storeChecked.
		atomic.StorePointer((*unsafe.Pointer)(unsafe.Pointer(&e.shape)), unsafe.Pointer(next))
		StoreSlot(e.vals.at(int(next.gap)), Value{})
		h.Unlock()
		return true
	}
}

// setDict replaces the dictionary: assignment to __dict__.
func (e *Ext) setDict(h *Header, d *Dict) {
	h.Lock()
	defer h.Unlock()
	e.toDictLocked(h)
	storePtr(&e.dict, d)
}

func casPtr[T any](p **T, old, new *T) bool {
	return atomic.CompareAndSwapPointer((*unsafe.Pointer)(unsafe.Pointer(p)), unsafe.Pointer(old), unsafe.Pointer(new))
}

var instanceLayout = &Layout{
	alloc:    func() unsafe.Pointer { return unsafe.Pointer(new(Instance)) },
	allocSub: func() unsafe.Pointer { return unsafe.Pointer(new(Instance)) },
	extOff:   unsafe.Offsetof(Instance{}.Ext),
	size:     unsafe.Sizeof(Header{}),
}
