// This file implements the representation of set and frozenset objects: lookup and the set algebra. Methods: set_methods.go.
//
// A set is an atomic pointer to an open-addressed table whose probing, growth and order of elements are CPython's, so that
// sets show their elements in the same order. A slot goes from unused to an element to setDummy and never back within the
// table's life; so readers need no lock. Writers hold the set's lock. Elements are compared without the lock; if the table
// changed meanwhile the operation starts again.

package object

import (
	"unsafe"

	"weft/internal/pyhash"
)

// The set types.
var (
	SetType       = &Type{Name: "set"}
	FrozenSetType = &Type{Name: "frozenset"}
)

// Set is a set or frozenset object.
type Set struct {
	Header
	t      *setTable // atomic; never nil
	used   int       // atomic; number of elements
	finger int       // where pop looks first; guarded by the lock
	hash   int64     // frozenset: atomic; 0: not computed
}

type setEntry struct {
	key  Value // atomic; absent: unused; setDummy: removed
	hash int64 // set before key and not changed afterwards
}

type setTable struct {
	e    []setEntry // len is a power of two, at least 8
	fill int        // slots that are not unused; guarded by the lock
}

const (
	setMinSize     = 8
	setProbes      = 9 // further slots looked at in a row before jumping
	setPerturbBits = 5
)

// The mark of removed elements, and the table of empty sets, which is never written.
var (
	setDummyObj   singleton
	setDummy      = Value{unsafe.Pointer(&setDummyObj)}
	emptySetTable = &setTable{e: make([]setEntry, setMinSize)}
)

// setWith is a set with its first table behind it, in one allocation.
type setWith struct {
	s Set
	t setTable
	a [setMinSize]setEntry
}

// newSet returns an empty exact set or frozenset.
func newSet(t *Type) *Set {
	p := &setWith{s: Set{Header: Header{typ: t}}}
	p.t.e = p.a[:]
	p.s.t = &p.t
	return &p.s
}

// NewSet returns an empty set.
func NewSet() *Set { return newSet(SetType) }

// NewFrozenSet returns an empty frozenset, to be filled before anybody else sees it.
func NewFrozenSet() *Set { return newSet(FrozenSetType) }

func newSetTable(size int) *setTable {
	switch size {
	case setMinSize:
		t := &struct {
			setTable
			a [setMinSize]setEntry
		}{}
		t.e = t.a[:]
		return &t.setTable
	case 32:
		t := &struct {
			setTable
			a [32]setEntry
		}{}
		t.e = t.a[:]
		return &t.setTable
	}
	t := &setTable{e: make([]setEntry, size)}
	touch(unsafe.Pointer(&t.e[0]), uintptr(size)*unsafe.Sizeof(setEntry{}))
	return t
}

// replaceLocked replaces the set's table. The first one, which lies behind the set, would keep its elements alive: it forgets
// them, unless other threads may be reading it.
func (s *Set) replaceLocked(t *setTable) {
	old := s.t
	storePtr(&s.t, t)
	if uintptr(unsafe.Pointer(old)) == uintptr(unsafe.Pointer(s))+unsafe.Sizeof(*s) && !Several() {
		for i := range old.e {
			old.e[i].key = Value{}
		}
	}
}

// Value returns the set as a Value.
func (s *Set) Value() Value { return Value{unsafe.Pointer(s)} }

// IsSet reports whether v is a set, a frozenset or an instance of a subclass.
func IsSet(v Value) bool {
	if !v.IsObj() {
		return false
	}
	t := v.Header().Type()
	return t == SetType || t == FrozenSetType || t.HasFlag(TypeHeap) && (t.IsSubtype(SetType) || t.IsSubtype(FrozenSetType))
}

// isExactSet reports whether v is exactly a set or frozenset.
func isExactSet(v Value) bool { return v.isExact(SetType) || v.isExact(FrozenSetType) }

// AsSet casts v; call only if IsSet.
func AsSet(v Value) *Set { return (*Set)(v.p) }

// Len returns the number of elements.
func (s *Set) Len() int { return loadInt(&s.used) }

func (s *Set) table() *setTable { return loadPtr(&s.t) }

// find returns the slot of an element equal to key, or -1 and the unused slot where it belongs. ran reports that Python code may
// have run: then the caller must check that the table still is the set's.
func (t *setTable) find(th *Thread, key Value, h int64) (pos, free int, ran bool, err error) {
	e := t.e
	mask := uint64(len(e) - 1)
	perturb := uint64(h)
	i := uint64(h) & mask
	for {
		end := i
		if i+setProbes <= mask {
			end = i + setProbes
		}
		for j := i; j <= end; j++ {
			k := LoadSlot(&e[j].key)
			if k.p == key.p {
				return int(j), -1, ran, nil
			}
			if k.p == nil {
				return -1, int(j), ran, nil
			}
			if e[j].hash == h && k.p != setDummy.p {
				eq, r, err := keyEqual(th, k, key)
				ran = ran || r
				if err != nil {
					return -1, -1, ran, err
				}
				if eq {
					return int(j), -1, ran, nil
				}
			}
		}
		perturb >>= setPerturbBits
		i = (i*5 + 1 + perturb) & mask
	}
}

// insertNew puts an element into a table that nobody else sees, that has no equal element and no removed ones.
func (t *setTable) insertNew(key Value, h int64) {
	e := t.e
	mask := uint64(len(e) - 1)
	perturb := uint64(h)
	i := uint64(h) & mask
	for {
		end := i
		if i+setProbes <= mask {
			end = i + setProbes
		}
		for j := i; j <= end; j++ {
			if e[j].key.p == nil {
				e[j] = setEntry{key, h}
				t.fill++
				return
			}
		}
		perturb >>= setPerturbBits
		i = (i*5 + 1 + perturb) & mask
	}
}

// resized returns a copy of the live elements of t in a table for more than n.
func (t *setTable) resized(n int) *setTable {
	size := setMinSize
	for size <= n {
		size *= 2
	}
	out := newSetTable(size)
	t.copyTo(out)
	return out
}

// insertLocked puts a new element into the unused slot free of the set's table. th may be nil, if the set is not one of NewSetFor.
func (s *Set) insertLocked(th *Thread, free int, key Value, h int64) {
	t := s.t
	if t == emptySetTable {
		t = newSetTable(setMinSize)
		storePtr(&s.t, t)
	}
	t.e[free].hash = h
	StoreSlot(&t.e[free].key, key)
	t.fill++
	storeInt(&s.used, s.used+1)
	if t.fill*5 >= (len(t.e)-1)*3 {
		n := s.used * 4
		if s.used > 50000 {
			n = s.used * 2
		}
		s.replaceLocked(s.grownLocked(th, n))
	}
}

// setHash returns the hash of an element. The TypeError of an unhashable one names the use as an element.
func setHash(th *Thread, key Value) (int64, error) {
	if key.IsInt() {
		return pyhash.HashInt64(key.Int()), nil
	}
	if key.isExact(StrType) {
		return AsStr(key).Hash(), nil
	}
	h, err := Hash(th, key)
	if err != nil {
		err = unhashableKey(th, key, err, "a set element")
	}
	return h, err
}

// Add adds v. It raises what hashing and comparing raise.
func (s *Set) Add(th *Thread, v Value) error {
	h, err := setHash(th, v)
	if err != nil {
		return err
	}
	return s.AddHash(th, v, h)
}

// AddHash is Add for an element whose hash is known.
func (s *Set) AddHash(th *Thread, v Value, h int64) error {
	for {
		t := s.table()
		pos, free := -1, int(uint64(h)&uint64(len(t.e)-1))
		var err error
		if k := LoadSlot(&t.e[free].key); k.p != nil {
			if k.p == v.p {
				return nil
			}
			pos, free, _, err = t.find(th, v, h)
		}
		if err != nil || pos >= 0 && LoadSlot(&t.e[pos].key).p != setDummy.p {
			return err
		}
		s.Lock()
		if s.t == t && free >= 0 && t.e[free].key.p == nil {
			s.insertLocked(th, free, v, h)
			s.Unlock()
			return nil
		}
		s.Unlock()
	}
}

// Has reports whether v is an element.
func (s *Set) Has(th *Thread, v Value) (bool, error) {
	h, err := setHash(th, v)
	if err != nil {
		return false, err
	}
	return s.HasHash(th, v, h)
}

// HasHash is Has for an element whose hash is known.
func (s *Set) HasHash(th *Thread, v Value, h int64) (bool, error) {
	for {
		t := s.table()
		k := LoadSlot(&t.e[uint64(h)&uint64(len(t.e)-1)].key)
		if k.p == v.p {
			return true, nil
		}
		if k.p == nil {
			return false, nil
		}
		pos, _, ran, err := t.find(th, v, h)
		if err != nil {
			return false, err
		}
		if pos < 0 && ran && s.table() != t {
			continue
		}
		return pos >= 0, nil
	}
}

// Discard removes v and reports whether it was an element.
func (s *Set) Discard(th *Thread, v Value) (bool, error) {
	h, err := setHash(th, v)
	if err != nil {
		return false, err
	}
	return s.DiscardHash(th, v, h)
}

// DiscardHash is Discard for an element whose hash is known.
func (s *Set) DiscardHash(th *Thread, v Value, h int64) (bool, error) {
	for {
		t := s.table()
		pos, _, ran, err := t.find(th, v, h)
		if err != nil {
			return false, err
		}
		if pos < 0 {
			if ran && s.table() != t {
				continue
			}
			return false, nil
		}
		s.Lock()
		if s.t == t && t.e[pos].key.p != setDummy.p {
			s.removeLocked(pos)
			s.Unlock()
			return true, nil
		}
		s.Unlock()
	}
}

func (s *Set) removeLocked(pos int) {
	StoreSlot(&s.t.e[pos].key, setDummy)
	storeInt(&s.used, s.used-1)
}

// pop removes and returns an element; absent if there is none.
func (s *Set) pop() Value {
	s.Lock()
	defer s.Unlock()
	if s.used == 0 {
		return Value{}
	}
	t := s.t
	i := s.finger & (len(t.e) - 1)
	for t.e[i].key.p == nil || t.e[i].key.p == setDummy.p {
		if i++; i == len(t.e) {
			i = 0
		}
	}
	v := t.e[i].key
	s.removeLocked(i)
	s.finger = i + 1
	return v
}

// Clear removes all elements.
func (s *Set) Clear() {
	s.Lock()
	s.replaceLocked(emptySetTable)
	storeInt(&s.used, 0)
	s.Unlock()
}

// Next returns the next element at or after slot *pos and moves *pos behind it; ok is false at the end. Elements added or
// removed meanwhile may or may not be seen.
func (s *Set) Next(pos *int) (Value, bool) {
	k, _, ok := s.table().next(pos)
	return k, ok
}

func (t *setTable) next(pos *int) (key Value, h int64, ok bool) {
	for i := *pos; i < len(t.e); i++ {
		if k := LoadSlot(&t.e[i].key); k.p != nil && k.p != setDummy.p {
			*pos = i + 1
			return k, t.e[i].hash, true
		}
	}
	*pos = len(t.e)
	return
}

// Items returns the elements in order, at one moment: without the lock, one that is removed and added again could come twice.
func (s *Set) Items() []Value {
	s.Lock()
	out := make([]Value, 0, s.used)
	t := s.table()
	for pos := 0; ; {
		k, _, ok := t.next(&pos)
		if !ok {
			s.Unlock()
			return out
		}
		out = append(out, k)
	}
}

// reserveLocked makes room for n more elements as merging another set or dict does.
func (s *Set) reserveLocked(n int) {
	if t := s.t; (t.fill+n)*5 >= (len(t.e)-1)*3 {
		s.replaceLocked(t.resized((s.used + n) * 2))
	}
}

// merge adds the elements of another set.
func (s *Set) merge(th *Thread, other *Set) error {
	if other == s || other.Len() == 0 {
		return nil
	}
	// Both locks: the elements of other are copied without comparing them, so each must be there once.
	LockTwo(&s.Header, &other.Header)
	ot := other.table()
	n := other.used
	s.reserveLocked(n)
	if s.t.fill == 0 {
		// Nobody can be reading a table without elements to find; but another thread may hold it, then fill a new one.
		t := s.t
		if t == emptySetTable || Several() {
			t = newSetTable(len(t.e))
		}
		if len(ot.e) == len(t.e) && raceEnabled == false && !Multithreaded() && ot.fill == n {
			copy(t.e, ot.e)
			t.fill = n
		} else {
			for pos := 0; ; {
				k, h, ok := ot.next(&pos)
				if !ok {
					break
				}
				t.insertNew(k, h)
			}
		}
		if t != s.t {
			s.replaceLocked(t)
		}
		storeInt(&s.used, t.fill)
		UnlockTwo(&s.Header, &other.Header)
		return nil
	}
	UnlockTwo(&s.Header, &other.Header)
	for pos := 0; ; {
		k, h, ok := ot.next(&pos)
		if !ok {
			return nil
		}
		if err := s.AddHash(th, k, h); err != nil {
			return err
		}
	}
}

// updateDict adds the keys of a dict.
func (s *Set) updateDict(th *Thread, d *Dict) error {
	s.Lock()
	s.reserveLocked(d.Len())
	s.Unlock()
	t := d.table()
	for pos := 0; ; {
		k, _, h, ok := t.next(&pos)
		if !ok {
			return nil
		}
		if err := s.AddHash(th, k, h); err != nil {
			return err
		}
	}
}

// Update adds the items of an iterable.
func (s *Set) Update(th *Thread, v Value) error {
	if IsSet(v) {
		return s.merge(th, AsSet(v))
	}
	if v.isExact(DictType) {
		return s.updateDict(th, AsDict(v))
	}
	return Drain(th, v, s)
}

// Copy returns a new set or frozenset, as s is, with the same elements.
func (s *Set) Copy() *Set {
	out := s.newLike()
	s.Lock()
	t, n := s.t, s.used
	switch {
	case n == 0:
	case n*5 < (setMinSize-1)*3: // as much as the smallest table takes
		to := out.t
		if len(t.e) == setMinSize && t.fill == n {
			copy(to.e, t.e)
			to.fill = n
		} else {
			t.copyTo(to)
		}
		out.used = n
	default:
		size := setMinSize
		for size <= n*2 {
			size *= 2
		}
		to := newSetTable(size)
		if len(t.e) == size && t.fill == n {
			copy(to.e, t.e)
			to.fill = n
		} else {
			t.copyTo(to)
		}
		out.t, out.used = to, n
	}
	s.Unlock()
	return out
}

// With returns s | {v}.
func (s *Set) With(th *Thread, v Value) (Value, error) {
	h, err := setHash(th, v)
	if err != nil {
		return Value{}, err
	}
	out := s.Copy()
	out.reserveLocked(1)
	return setResult(out, out.AddHash(th, v, h))
}

// copyTo puts the elements into a table that nobody else sees and that has room for them.
func (t *setTable) copyTo(to *setTable) {
	for i := range t.e {
		if k := t.e[i].key; k.p != nil && k.p != setDummy.p {
			to.insertNew(k, t.e[i].hash)
		}
	}
}

// newLike returns an empty exact set or frozenset, as s is.
func (s *Set) newLike() *Set {
	if s.isFrozen() {
		return NewFrozenSet()
	}
	return NewSet()
}

func (s *Set) isFrozen() bool {
	t := s.Type()
	return t == FrozenSetType || t != SetType && t.IsSubtype(FrozenSetType)
}

// intersectUpdate leaves the elements of s that are in all of others. What another thread adds meanwhile is not lost: it counts as
// added afterwards.
func (s *Set) intersectUpdate(th *Thread, others []Value) error {
	s.Lock()
	t, fill, used := s.table(), s.table().fill, s.used
	s.Unlock()
	before := s
	if Multithreaded() {
		before = s.Copy()
	}
	kept, err := intersectAll(th, before, others)
	if err != nil {
		return err
	}
	s.Lock()
	if s.t == t && t.fill == fill && s.used == used { // nothing was added or removed
		s.replaceLocked(kept.t)
		storeInt(&s.used, kept.used)
		s.Unlock()
		return nil
	}
	s.Unlock()
	if before == s { // changed by what the comparisons ran
		before = s.Copy()
	}
	for pos := 0; ; {
		k, h, ok := before.t.next(&pos)
		if !ok {
			return nil
		}
		in, err := kept.HasHash(th, k, h)
		if err == nil && !in {
			_, err = s.DiscardHash(th, k, h)
		}
		if err != nil {
			return err
		}
	}
}

// Intersection returns the elements of s that are in v.
func (s *Set) Intersection(th *Thread, v Value) (*Set, error) {
	if IsSet(v) && AsSet(v) == s {
		return s.Copy(), nil
	}
	out := s.newLike()
	if IsSet(v) {
		a, b := s, AsSet(v)
		if b.Len() > a.Len() {
			a, b = b, a
		}
		t := b.table()
		for i := range t.e {
			k := LoadSlot(&t.e[i].key)
			if k.p == nil || k.p == setDummy.p {
				continue
			}
			h := t.e[i].hash
			in, err := a.HasHash(th, k, h)
			if err == nil && in {
				err = out.AddHash(th, k, h)
			}
			if err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	err := IterateNow(th, v, func(x Value) (bool, error) {
		h, err := Hash(th, x)
		if err != nil {
			return false, err
		}
		in, err := s.HasHash(th, x, h)
		if err == nil && in {
			err = out.AddHash(th, x, h)
		}
		return true, err
	})
	return out, err
}

// Difference returns the elements of s that are not in v.
func (s *Set) Difference(th *Thread, v Value) (*Set, error) {
	var n int
	switch {
	case IsSet(v):
		n = AsSet(v).Len()
	case v.isExact(DictType):
		n = AsDict(v).Len()
	default:
		out := s.Copy()
		return out, out.DifferenceUpdate(th, v)
	}
	if s.Len()>>2 > n {
		out := s.Copy()
		return out, out.DifferenceUpdate(th, v)
	}
	out := s.newLike()
	t := s.table()
	for pos := 0; ; {
		k, h, ok := t.next(&pos)
		if !ok {
			return out, nil
		}
		var in bool
		var err error
		if IsSet(v) {
			in, err = AsSet(v).HasHash(th, k, h)
		} else {
			var x Value
			x, err = AsDict(v).GetHash(th, k, h)
			in = !x.IsAbsent()
		}
		if err == nil && !in {
			err = out.AddHash(th, k, h)
		}
		if err != nil {
			return nil, err
		}
	}
}

// DifferenceUpdate removes the items of an iterable.
func (s *Set) DifferenceUpdate(th *Thread, v Value) error {
	if IsSet(v) {
		o := AsSet(v)
		if o == s {
			s.Clear()
			return nil
		}
		t := o.table()
		for pos := 0; ; {
			k, h, ok := t.next(&pos)
			if !ok {
				return nil
			}
			if _, err := s.DiscardHash(th, k, h); err != nil {
				return err
			}
		}
	}
	return IterateNow(th, v, func(x Value) (bool, error) {
		_, err := s.Discard(th, x)
		return true, err
	})
}

// SymmetricDifferenceUpdate keeps the elements that are in one of s and v only.
func (s *Set) SymmetricDifferenceUpdate(th *Thread, v Value) error {
	flip := func(k Value, h int64) error {
		had, err := s.DiscardHash(th, k, h)
		if err == nil && !had {
			err = s.AddHash(th, k, h)
		}
		return err
	}
	if v.isExact(DictType) {
		t := AsDict(v).table()
		for pos := 0; ; {
			k, _, h, ok := t.next(&pos)
			if !ok {
				return nil
			}
			if err := flip(k, h); err != nil {
				return err
			}
		}
	}
	var o *Set
	if IsSet(v) {
		if o = AsSet(v); o == s {
			s.Clear()
			return nil
		}
	} else {
		o = s.newLike()
		if err := o.Update(th, v); err != nil {
			return err
		}
	}
	t := o.table()
	for pos := 0; ; {
		k, h, ok := t.next(&pos)
		if !ok {
			return nil
		}
		if err := flip(k, h); err != nil {
			return err
		}
	}
}

// IsSubset reports whether every element of s is an element of o.
func (s *Set) IsSubset(th *Thread, o *Set) (bool, error) {
	if s.Len() > o.Len() {
		return false, nil
	}
	t := s.table()
	for pos := 0; ; {
		k, h, ok := t.next(&pos)
		if !ok {
			return true, nil
		}
		if in, err := o.HasHash(th, k, h); err != nil || !in {
			return false, err
		}
	}
}
