// This file implements the dict object: representation, lookup, and the operations the rest of the runtime is written with.
// Methods: dict_methods.go. Views and iterators: dict_views.go.
//
// A dict is an atomic pointer to a table: entries in insertion order and, beyond 8 entries, a hash index of positions. A
// position is filled once in the table's life: deleting makes its value absent, then its key; so readers need no lock, and a
// cache may keep (table, position). Writers hold the dict's lock. A full table is replaced by a new one, which keeps the positions
// as long as CPython's table would have room, and leaves out the deleted entries where CPython's would, because iterators show it.
// Keys are compared without the lock; if the table changed meanwhile the operation starts again.

package object

import (
	"unsafe"

	"weft/internal/pyhash"
)

// DictType is dict.
var DictType = &Type{Name: "dict"}

// Dict is a dict object.
type Dict struct {
	Header
	t    *dictTable // atomic; never nil
	live int        // atomic; number of items
}

type dictEntry struct {
	key  Value // atomic; set before the entry is published, absent again once deleted
	val  Value // atomic; absent: deleted
	hash int64 // never changes once published
}

type dictTable struct {
	e      *dictEntry // array of n entries, never replaced
	index  *int32     // array of mask+1 positions+1 by hash, 0 empty; nil while n <= smallDict
	n      int32
	mask   uint32
	used   int    // atomic; entries filled, deleted ones included; at most n
	first  int    // atomic; no live entry is before this position
	last   int32  // no live entry is at or behind this position; guarded by the dict's lock
	front  int32  // positions before this one were never filled; guarded by the dict's lock
	room   int32  // how many positions may be filled, at most n; guarded by the dict's lock
	usable int32  // room of CPython's table at this point, at least room; guarded by the dict's lock
	odd    uint32 // atomic; not 0: a key that is neither exactly str nor a small int was stored, or one has moved
	moves  uint32 // atomic; odd while an entry moves to another position, and another number afterwards: see moved
}

// ent returns the entry at a position below n.
func (t *dictTable) ent(i int) *dictEntry {
	return (*dictEntry)(unsafe.Add(unsafe.Pointer(t.e), i*int(unsafe.Sizeof(dictEntry{}))))
}

// pos returns slot i of the index, at most mask.
func (t *dictTable) pos(i uint64) *int32 {
	return (*int32)(unsafe.Add(unsafe.Pointer(t.index), i*4))
}

// ents returns the first n entries.
func (t *dictTable) ents(n int) []dictEntry { return unsafe.Slice(t.e, n) }

// bytes returns the size of the table in memory.
func (t *dictTable) bytes() uintptr {
	size := unsafe.Sizeof(dictTable{}) + uintptr(t.n)*unsafe.Sizeof(dictEntry{})
	if t.index != nil {
		size += (uintptr(t.mask) + 1) * 4
	}
	return size
}

const smallDict = 8

var emptyTable = &dictTable{}

// NewDict returns an empty dict.
func NewDict() *Dict { return &Dict{Header: Header{typ: DictType}, t: emptyTable} }

// tableWith is a table with its entries behind it; A is an array of them. indexedWith has an index, too; dictWith has the dict in front.
type (
	tableWith[A any] struct {
		t dictTable
		a A
	}
	indexedWith[I, A any] struct {
		t dictTable
		i I
		a A
	}
	dictWith[A any] struct {
		d Dict
		t dictTable
		a A
	}
)

// NewDictSize returns an empty dict with room for n items.
func NewDictSize(n int) *Dict {
	var p unsafe.Pointer
	c := 8
	switch {
	case n <= 0:
		return NewDict()
	case n <= 2: // dict, table and entries in one piece
		c, p = 2, unsafe.Pointer(new(dictWith[[2]dictEntry]))
	case n <= 4:
		c, p = 4, unsafe.Pointer(new(dictWith[[4]dictEntry]))
	case n <= 8:
		p = unsafe.Pointer(new(dictWith[[8]dictEntry]))
	default:
		return &Dict{Header: Header{typ: DictType}, t: newDictTable(n).limit(dictUsable(n))}
	}
	d := (*Dict)(p)
	d.typ = DictType
	d.t = (*dictTable)(unsafe.Add(p, unsafe.Sizeof(Dict{})))
	d.t.e = (*dictEntry)(unsafe.Add(p, unsafe.Sizeof(Dict{})+unsafe.Sizeof(dictTable{})))
	d.t.n = int32(c)
	d.t.limit(dictUsable(n))
	return d
}

// setTableLocked replaces the dict's table. One that lies behind the dict would keep its items alive: it forgets them, unless
// other threads may be reading it.
func (d *Dict) setTableLocked(t *dictTable) {
	old := d.t
	storePtr(&d.t, t)
	if uintptr(unsafe.Pointer(old)) == uintptr(unsafe.Pointer(d))+unsafe.Sizeof(*d) && !Several() {
		for i := range old.ents(old.used) {
			e := old.ent(i)
			e.val, e.key = Value{}, Value{}
		}
	}
}

// dictUsable returns the room of the table that CPython makes for n items.
func dictUsable(n int) int {
	if n <= 5 {
		return 5
	}
	size := 16
	for size*2/3 < n {
		size *= 2
	}
	return size * 2 / 3
}

// dictGrown returns the room of the table that CPython makes when a table with n live items is full.
func dictGrown(n int) int {
	size := 8
	for size < 3*n {
		size *= 2
	}
	return size * 2 / 3
}

// limit sets the room of a table that nobody else sees yet.
func (t *dictTable) limit(usable int) *dictTable {
	t.usable, t.room = int32(usable), int32(min(usable, int(t.n)))
	return t
}

// newDictTable returns an empty table for at least n items; its room is all it has.
func newDictTable(n int) *dictTable {
	if n <= 4 {
		t := &tableWith[[4]dictEntry]{}
		t.t.e, t.t.n = &t.a[0], 4
		return t.t.limit(4)
	}
	if n <= smallDict {
		t := &tableWith[[smallDict]dictEntry]{}
		t.t.e, t.t.n = &t.a[0], smallDict
		return t.t.limit(smallDict)
	}
	if n <= 10 {
		t := &indexedWith[[16]int32, [10]dictEntry]{}
		t.t.e, t.t.n, t.t.index, t.t.mask = &t.a[0], 10, &t.i[0], 15
		return t.t.limit(10)
	}
	if n <= 21 {
		t := &indexedWith[[32]int32, [21]dictEntry]{}
		t.t.e, t.t.n, t.t.index, t.t.mask = &t.a[0], 21, &t.i[0], 31
		return t.t.limit(21)
	}
	size := 64
	for size*2/3 < n {
		size *= 2
	}
	e, index := make([]dictEntry, size*2/3), make([]int32, size)
	touch(unsafe.Pointer(&index[0]), uintptr(size)*4)
	return (&dictTable{e: &e[0], n: int32(len(e)), index: &index[0], mask: uint32(size - 1)}).limit(size * 2 / 3)
}

// IsDict reports whether v is a dict or an instance of a subclass.
func IsDict(v Value) bool {
	if !v.IsObj() {
		return false
	}
	t := v.Header().Type()
	return t == DictType || t.HasFlag(TypeSubDict)
}

// AsDict casts v; call only if IsDict.
func AsDict(v Value) *Dict { return (*Dict)(v.p) }

// Value returns the dict as a Value.
func (d *Dict) Value() Value { return Value{unsafe.Pointer(d)} }

// Len returns the number of items.
func (d *Dict) Len() int { return loadInt(&d.live) }

func (d *Dict) table() *dictTable {
	t := loadPtr(&d.t)
	if t == nil { // a zeroed instance of a subclass
		return emptyTable
	}
	return t
}

// findStr returns the position of an exact str key in t, or -1. Keys that are not exact strs and have the same hash are left
// out; sure is false if there may be such a key and the caller must use the general search.
func (t *dictTable) findStr(name *Str) (pos int, sure bool) {
	if t.index == nil {
		n := loadInt(&t.used)
		for i := 0; i < n; i++ {
			if LoadSlot(&t.ent(i).key).p == unsafe.Pointer(name) {
				return i, true
			}
		}
		h := name.Hash()
		for i := 0; i < n; i++ {
			e := t.ent(i)
			if e.hash == h {
				if k := LoadSlot(&e.key); k.isExact(StrType) && AsStr(k).s == name.s {
					return i, true
				}
			}
		}
		return -1, loadUint32(&t.odd) == 0
	}
	h := name.Hash()
	mask := uint64(t.mask)
	i, perturb := uint64(h), uint64(h)
	for {
		ix := loadInt32(t.pos(i & mask))
		if ix == 0 {
			return -1, loadUint32(&t.odd) == 0
		}
		e := t.ent(int(ix - 1))
		k := LoadSlot(&e.key)
		if k.p == unsafe.Pointer(name) {
			return int(ix - 1), true
		}
		if e.hash == h && k.isExact(StrType) && AsStr(k).s == name.s {
			return int(ix - 1), true
		}
		perturb >>= 5
		i = i*5 + perturb + 1
	}
}

// findInt is findStr for a small int.
func (t *dictTable) findInt(key Value) (pos int, sure bool) {
	if t.index == nil {
		n := loadInt(&t.used)
		for i := 0; i < n; i++ {
			if LoadSlot(&t.ent(i).key).p == key.p {
				return i, true
			}
		}
		return -1, loadUint32(&t.odd) == 0
	}
	h := uint64(pyhash.HashInt64(key.Int()))
	mask := uint64(t.mask)
	i, perturb := h, h
	for {
		ix := loadInt32(t.pos(i & mask))
		if ix == 0 {
			return -1, loadUint32(&t.odd) == 0
		}
		if LoadSlot(&t.ent(int(ix-1)).key).p == key.p {
			return int(ix - 1), true
		}
		perturb >>= 5
		i = i*5 + perturb + 1
	}
}

// find returns the position of key, or -1. It may run Python code (__eq__); the caller must check that the table is still the
// dict's afterwards if ran is true.
func (t *dictTable) find(th *Thread, key Value, h int64) (pos int, ran bool, err error) {
	if t.index == nil {
		n := loadInt(&t.used)
		for i := 0; i < n; i++ {
			e := t.ent(i)
			if e.hash != h {
				continue
			}
			k := LoadSlot(&e.key)
			if k.p == key.p {
				return i, ran, nil
			}
			if k.IsAbsent() {
				continue
			}
			eq, r, err := keyEqual(th, k, key)
			ran = ran || r
			if err != nil {
				return -1, ran, err
			}
			if eq {
				return i, ran, nil
			}
		}
		return -1, ran, nil
	}
	mask := uint64(t.mask)
	i, perturb := uint64(h), uint64(h)
	for {
		ix := loadInt32(t.pos(i & mask))
		if ix == 0 {
			return -1, ran, nil
		}
		e := t.ent(int(ix - 1))
		if e.hash == h {
			k := LoadSlot(&e.key)
			if k.p == key.p {
				return int(ix - 1), ran, nil
			}
			if !k.IsAbsent() {
				eq, r, err := keyEqual(th, k, key)
				ran = ran || r
				if err != nil {
					return -1, ran, err
				}
				if eq {
					return int(ix - 1), ran, nil
				}
			}
		}
		perturb >>= 5
		i = i*5 + perturb + 1
	}
}

// keyEqual compares a stored key with a looked-up one that has the same hash; ran reports that Python code may have run.
func keyEqual(th *Thread, stored, key Value) (eq, ran bool, err error) {
	if eq, sure := EqualPlain(stored, key); sure {
		return eq, false, nil
	}
	eq, err = EqualOrIs(th, stored, key)
	return eq, true, err
}

// dictHash returns the hash of a key. The TypeError of an unhashable one names the use as a key.
func dictHash(th *Thread, key Value) (int64, error) {
	h, err := Hash(th, key)
	if err != nil {
		err = unhashableKey(th, key, err, "a dict key")
	}
	return h, err
}

// unhashableKey rewords the TypeError of a failed hash.
func unhashableKey(th *Thread, key Value, err error, use string) error {
	e := Exc(err)
	if e.Type() != TypeErrorType {
		return err
	}
	s, err2 := ToString(th, e.Value())
	if err2 != nil {
		return err2
	}
	return TypeErrorf(th, "cannot use '%s' as %s (%s)", key.Type().FullName(), use, s)
}

// moved reports whether a search of t that has found nothing may have missed an entry that moved meanwhile; moves is t.moves from
// before the search. It waits for the move to end.
func (d *Dict) moved(t *dictTable, moves uint32) bool {
	if moves&1 == 0 && loadUint32(&t.moves) == moves {
		return false
	}
	d.waitUnlocked()
	return true
}

// GetStr returns the value stored under the exact str name, or absent. It runs no Python code: a key of another type that
// would compare equal is not found.
func (d *Dict) GetStr(name *Str) Value {
	t := d.table()
	i, sure := t.findStr(name)
	if i >= 0 {
		if v := LoadSlot(&t.ent(i).val); !v.IsAbsent() || loadUint32(&t.moves) == 0 {
			return v
		}
		sure = false // deleted meanwhile, or moved
	}
	if !sure && loadUint32(&t.moves) != 0 {
		d.Lock()
		defer d.Unlock()
		t = d.table()
		if i, _ = t.findStr(name); i >= 0 {
			return t.ent(i).val
		}
	}
	return Value{}
}

// GetStrPos is GetStr for inline caches: it also returns the table and position, which stay valid as DESIGN says.
func (d *Dict) GetStrPos(name *Str) (val Value, t *DictTable, pos int) {
	tab := d.table()
	if i, _ := tab.findStr(name); i >= 0 {
		return LoadSlot(&tab.ent(i).val), tab, i
	}
	return Value{}, tab, -1
}

// DictTable is the identity of a dict's table, for inline caches: while Dict.Table is the same, position i holds the same key.
type DictTable = dictTable

// Table returns the current table, for inline caches.
func (d *Dict) Table() *DictTable { return d.table() }

// RawTable is Table, nil for a dict that never had one: cheap enough to be inlined.
func (d *Dict) RawTable() *DictTable { return loadPtr(&d.t) }

// Slot returns the place of the value at position i, absent if deleted. i must have come from GetStrPos on this table.
func (t *dictTable) Slot(i int) *Value { return &t.ent(i).val }

// At returns the value at position i of the table, absent if deleted. i must have come from GetStrPos on this table.
func (t *dictTable) At(i int) Value { return LoadSlot(&t.ent(i).val) }

// Used returns the number of entries ever filled: while it and the table are the same, no key was added.
func (t *dictTable) Used() int { return loadInt(&t.used) }

// SetStr stores under the exact str name.
func (d *Dict) SetStr(name *Str, val Value) {
	d.Lock()
	t := d.table()
	i, _ := t.findStr(name)
	d.storeLocked(t, i, name.Value(), name.Hash(), val)
	d.Unlock()
}

// AddStr stores under the exact str name, which d, a dict nobody else knows, does not have.
func (d *Dict) AddStr(name *Str, val Value) {
	t := d.t
	if t.used >= int(t.room) || t.index != nil {
		d.storeLocked(t, -1, name.Value(), name.Hash(), val)
		return
	}
	e := t.ent(t.used)
	e.hash, e.key, e.val = name.Hash(), name.Value(), val
	t.used++
	t.last = int32(t.used)
	d.live++
}

// SetName is SetStr for a Go string, which is interned.
func (d *Dict) SetName(name string, val Value) { d.SetStr(Intern(name), val) }

// HasOddKeys reports whether a key that is neither exactly a str nor a small int was stored: one that may compare equal to a str.
func (d *Dict) HasOddKeys() bool { return loadUint32(&d.table().odd) != 0 }

// GetName is GetStr for a Go string.
func (d *Dict) GetName(name string) Value { return d.GetStr(Intern(name)) }

// DelStr deletes the exact str name and reports whether it was there.
func (d *Dict) DelStr(name *Str) bool {
	d.Lock()
	defer d.Unlock()
	t := d.table()
	i, _ := t.findStr(name)
	return i >= 0 && d.deleteLocked(t, i)
}

// storeLocked stores val at position i, or under a new key when i is -1. The dict's lock is held.
func (d *Dict) storeLocked(t *dictTable, i int, key Value, h int64, val Value) {
	if i >= 0 && !t.ent(i).val.IsAbsent() {
		StoreSlot(&t.ent(i).val, val)
		return
	}
	if t.used >= int(t.room) {
		t = d.growLocked()
	}
	pos := t.used
	e := t.ent(pos)
	if t.odd == 0 && !key.IsInt() && !key.isExact(StrType) {
		storeUint32(&t.odd, 1)
	}
	e.hash = h
	StoreSlot(&e.key, key)
	StoreSlot(&e.val, val)
	if t.index != nil {
		t.linkLocked(h, pos)
	}
	storeInt(&t.used, pos+1)
	t.last = int32(pos + 1)
	storeInt(&d.live, d.live+1)
}

// linkLocked enters position pos into the index. It may take the slot of a deleted entry of the same hash.
func (t *dictTable) linkLocked(h int64, pos int) {
	mask := uint64(t.mask)
	i, perturb := uint64(h), uint64(h)
	for {
		p := t.pos(i & mask)
		if *p == 0 {
			storeInt32(p, int32(pos+1))
			return
		}
		if e := t.ent(int(*p - 1)); e.hash == h && e.key.IsAbsent() {
			storeInt32(p, int32(pos+1))
			return
		}
		perturb >>= 5
		i = i*5 + perturb + 1
	}
}

// growLocked makes room for one more position, in a new table if need be.
func (d *Dict) growLocked() *dictTable {
	t := d.table()
	if t.used < int(t.usable) {
		t = t.extend()
	} else {
		usable := dictGrown(d.live)
		if t.used == d.live && t.used < int(t.n) {
			return t.limit(usable)
		}
		n := max(d.live*2, 4)
		if d.live < smallDict {
			n = min(n, smallDict)
		}
		t = t.compact(min(n, usable), 0).limit(usable)
	}
	d.setTableLocked(t)
	return t
}

// Full reports whether the next new key needs another table. Nobody else may know the dict.
func (d *Dict) Full() bool { return d.t.used >= int(d.t.n) }

// Expect makes room for rest more items in a full dict that nobody else knows. It does not trust that all keys differ: the first
// table is not large.
func (d *Dict) Expect(rest int) {
	t := d.t
	if d.live == 0 {
		rest = min(rest, 16)
	}
	if n := d.live + rest; n > 2*d.live {
		usable := int(t.usable)
		if t.used >= usable {
			usable = dictGrown(d.live)
		}
		d.setTableLocked(t.compact(n, 0).limit(usable))
	}
}

// Reserve makes room for n more items: one table instead of several that grow.
func (d *Dict) Reserve(n int) {
	d.Lock()
	if t := d.table(); d.live+n > int(t.n) {
		usable := int(t.usable)
		if t.used >= usable {
			usable = dictGrown(d.live)
		}
		d.setTableLocked(t.compact(d.live+n, 0).limit(usable))
	}
	d.Unlock()
}

// AddNames adds the keys and values of a display to a new dict with room for them, as long as the keys are different interned names. It
// returns how much of pairs that is.
func (d *Dict) AddNames(pairs []Value) int {
	for i := 0; i < len(pairs); i += 2 {
		k := pairs[i]
		if i >= 2*smallDict || !k.isExact(StrType) || !AsStr(k).Interned() {
			return i
		}
		for j := 0; j < i; j += 2 {
			if pairs[j].p == k.p {
				return i
			}
		}
		d.AddStr(AsStr(k), pairs[i+1])
	}
	return len(pairs)
}

// extend returns a copy of t with more room and the same positions. The lock of t's dict is held.
func (old *dictTable) extend() *dictTable {
	t := newDictTable(min(max(old.used*2, 4), int(old.usable))).limit(int(old.usable))
	t.odd, t.used, t.first, t.last = old.odd, old.used, old.first, old.last
	touch(unsafe.Pointer(t.e), uintptr(old.used)*unsafe.Sizeof(dictEntry{}))
	copy(t.ents(old.used), old.ents(old.used))
	if t.index != nil {
		for i := range old.used {
			if !t.ent(i).val.IsAbsent() {
				t.linkNew(t.ent(i).hash, i)
			}
		}
	}
	return t
}

// compact returns a copy of t with room for n more or fewer items, without the deleted entries, and with gap positions left
// free in front. The lock of t's dict is held.
func (old *dictTable) compact(n, gap int) *dictTable {
	t := newDictTable(n + gap)
	t.first, t.front = gap, int32(gap)
	old.copyTo(t)
	return t
}

// copyTo puts the items behind the gap of the table t, which nobody else sees and which has room for them.
func (old *dictTable) copyTo(t *dictTable) {
	t.odd = old.odd
	j := t.first
	touch(unsafe.Pointer(t.e), uintptr(max(0, min(int(t.n), j+int(old.last)-old.first)))*unsafe.Sizeof(dictEntry{})) // last may lie before first
	for i := old.first; i < int(old.last); i++ {
		e := old.ent(i)
		if !e.val.IsAbsent() {
			*t.ent(j) = *e
			if t.index != nil {
				t.linkNew(e.hash, j)
			}
			j++
		}
	}
	t.used, t.last = j, int32(j)
}

// linkNew is linkLocked for a table that nobody else sees and that has no deleted entries.
func (t *dictTable) linkNew(h int64, pos int) {
	mask := uint64(t.mask)
	i, perturb := uint64(h), uint64(h)
	for *t.pos(i & mask) != 0 {
		perturb >>= 5
		i = i*5 + perturb + 1
	}
	*t.pos(i & mask) = int32(pos + 1)
}

// deleteLocked deletes position i and reports whether it was live.
func (d *Dict) deleteLocked(t *dictTable, i int) bool {
	if t.ent(i).val.IsAbsent() {
		return false
	}
	t.removeLocked(i)
	storeInt(&d.live, d.live-1)
	return true
}

// removeLocked makes the live position i a deleted one.
func (t *dictTable) removeLocked(i int) {
	e := t.ent(i)
	StoreSlot(&e.val, Value{})
	StoreSlot(&e.key, Value{})
	if i == t.first {
		for i++; i < t.used && t.ent(i).val.IsAbsent(); i++ {
		}
		storeInt(&t.first, i)
	} else if i == int(t.last)-1 {
		for ; i > t.first && t.ent(i-1).val.IsAbsent(); i-- {
		}
		t.last = int32(i)
	}
}

// Get returns the value under key, or absent. It raises what hashing or comparing raises.
func (d *Dict) Get(th *Thread, key Value) (Value, error) {
	t := d.table()
	if key.IsInt() {
		if i, sure := t.findInt(key); i >= 0 {
			if v := LoadSlot(&t.ent(i).val); !v.IsAbsent() {
				return v, nil
			}
		} else if sure {
			return Value{}, nil
		}
	} else if key.isExact(StrType) {
		if i, sure := t.findStr(AsStr(key)); i >= 0 {
			if v := LoadSlot(&t.ent(i).val); !v.IsAbsent() {
				return v, nil
			}
		} else if sure {
			return Value{}, nil
		}
	}
	h, err := dictHash(th, key)
	if err != nil {
		return Value{}, err
	}
	return d.GetHash(th, key, h)
}

// GetHash is Get for a key whose hash is known.
func (d *Dict) GetHash(th *Thread, key Value, h int64) (Value, error) {
	for {
		t := d.table()
		moves := loadUint32(&t.moves)
		i, ran, err := t.find(th, key, h)
		if err != nil {
			return Value{}, err
		}
		if i < 0 && (ran && d.table() != t || d.moved(t, moves)) {
			continue
		}
		if i < 0 {
			return Value{}, nil
		}
		if v := LoadSlot(&t.ent(i).val); !v.IsAbsent() {
			return v, nil
		}
		// Deleted meanwhile, or moved to another position: look again.
	}
}

// findPlainLocked returns the position and hash of a key that is exactly a str or a small int; sure is false if the general
// search is needed.
func (t *dictTable) findPlainLocked(key Value) (pos int, h int64, sure bool) {
	if key.IsInt() {
		pos, sure = t.findInt(key)
		return pos, pyhash.HashInt64(key.Int()), sure
	}
	if key.isExact(StrType) {
		pos, sure = t.findStr(AsStr(key))
		return pos, AsStr(key).Hash(), sure
	}
	return -1, 0, false
}

// Set stores val under key. It raises what hashing or comparing raises.
func (d *Dict) Set(th *Thread, key, val Value) error {
	waited := false
	if loadUint32(&multi) != 0 && !d.tryLock() {
		if d.replace(th, key, val) {
			return nil
		}
		d.lockSlow()
		waited = true
	}
	t := d.table()
	if i, h, sure := t.findPlainLocked(key); sure {
		d.storeLocked(t, i, key, h, val)
		if waited && i >= 0 {
			d.unlockShared()
		} else {
			d.Unlock()
		}
		return nil
	}
	d.Unlock()
	h, err := dictHash(th, key)
	if err != nil {
		return err
	}
	return d.SetHash(th, key, h, val)
}

// replace replaces the value of a key that is exactly a str or a small int without the lock, if it has one and others do so, too.
func (d *Dict) replace(th *Thread, key, val Value) bool {
	s := d.share(th)
	if s == nil {
		return false
	}
	t := d.table()
	i, _, _ := t.findPlainLocked(key)
	ok := i >= 0 && !LoadSlot(&t.ent(i).val).IsAbsent()
	if ok {
		StoreSlot(&t.ent(i).val, val)
	}
	s.leave()
	return ok
}

// SetHash is Set for a key whose hash is known.
func (d *Dict) SetHash(th *Thread, key Value, h int64, val Value) error {
	for {
		t := d.table()
		used, moves := loadInt(&t.used), loadUint32(&t.moves)
		i, _, err := t.find(th, key, h)
		if err != nil {
			return err
		}
		d.Lock()
		if d.table() == t && (i >= 0 && !t.ent(i).val.IsAbsent() || i < 0 && t.used == used && t.moves == moves) {
			d.storeLocked(t, i, key, h, val)
			d.Unlock()
			return nil
		}
		d.Unlock()
	}
}

// SetDefault returns the value under key, storing val first if there is none. It is one atomic step.
func (d *Dict) SetDefault(th *Thread, key, val Value) (Value, error) {
	d.Lock()
	t := d.table()
	if i, h, sure := t.findPlainLocked(key); sure {
		if i >= 0 {
			val = t.ent(i).val
		} else {
			d.storeLocked(t, i, key, h, val)
		}
		d.Unlock()
		return val, nil
	}
	d.Unlock()
	h, err := dictHash(th, key)
	if err != nil {
		return Value{}, err
	}
	return d.update(th, key, h, func(old Value) Value {
		if old.IsAbsent() {
			return val
		}
		return old
	})
}

// update finds key and, in one atomic step, replaces its value (absent: none) by f's result (absent: delete); it returns the
// new value. f runs under the lock.
func (d *Dict) update(th *Thread, key Value, h int64, f func(old Value) Value) (Value, error) {
	for {
		t := d.table()
		used, moves := loadInt(&t.used), loadUint32(&t.moves)
		i, _, err := t.find(th, key, h)
		if err != nil {
			return Value{}, err
		}
		d.Lock()
		if d.table() != t || i < 0 && (t.used != used || t.moves != moves) {
			d.Unlock()
			continue
		}
		var old Value
		if i >= 0 {
			if old = t.ent(i).val; old.IsAbsent() { // deleted meanwhile
				d.Unlock()
				continue
			}
		}
		val := f(old)
		switch {
		case val.IsAbsent():
			if i >= 0 {
				d.deleteLocked(t, i)
			}
		case !val.Is(old) || old.IsAbsent():
			d.storeLocked(t, i, key, h, val)
		}
		d.Unlock()
		return val, nil
	}
}

// Pop deletes key and returns its value, or absent if there was none.
func (d *Dict) Pop(th *Thread, key Value) (Value, error) {
	d.Lock()
	t := d.table()
	if i, _, sure := t.findPlainLocked(key); sure {
		var got Value
		if i >= 0 {
			got = t.ent(i).val
			d.deleteLocked(t, i)
		}
		d.Unlock()
		return got, nil
	}
	d.Unlock()
	h, err := dictHash(th, key)
	if err != nil {
		return Value{}, err
	}
	return d.PopHash(th, key, h)
}

// PopHash is Pop for a key whose hash is known.
func (d *Dict) PopHash(th *Thread, key Value, h int64) (Value, error) {
	var got Value
	_, err := d.update(th, key, h, func(old Value) Value {
		got = old
		return Value{}
	})
	return got, err
}

// Del deletes key and reports whether it was there.
func (d *Dict) Del(th *Thread, key Value) (bool, error) {
	v, err := d.Pop(th, key)
	return !v.IsAbsent(), err
}

// Next returns the first live item at or after position *pos and moves *pos behind it; ok is false at the end. Items stored
// meanwhile may or may not be seen; it never fails.
func (d *Dict) Next(pos *int) (key, val Value, ok bool) {
	key, val, _, ok = d.table().next(pos)
	return
}

func (t *dictTable) next(pos *int) (key, val Value, h int64, ok bool) {
	i, n := *pos, loadInt(&t.used)
	if f := loadInt(&t.first); i < f {
		i = f
	}
	for ; i < n; i++ {
		e := t.ent(i)
		if v := LoadSlot(&e.val); !v.IsAbsent() {
			if k := LoadSlot(&e.key); !k.IsAbsent() {
				*pos = i + 1
				return k, v, e.hash, true
			}
		}
	}
	*pos = i
	return
}

// prev is next downwards: the first live item at or before position *pos, and moves *pos before it.
func (t *dictTable) prev(pos *int) (key, val Value, ok bool) {
	i := min(*pos, loadInt(&t.used)-1)
	for ; i >= 0; i-- {
		e := t.ent(i)
		if v := LoadSlot(&e.val); !v.IsAbsent() {
			if k := LoadSlot(&e.key); !k.IsAbsent() {
				*pos = i - 1
				return k, v, true
			}
		}
	}
	*pos = i
	return
}

// popLast deletes and returns the last item.
func (d *Dict) popLast() (key, val Value, ok bool) {
	d.Lock()
	t := d.table()
	pos := int(t.last) - 1
	if key, val, ok = t.prev(&pos); ok {
		d.deleteLocked(t, pos+1)
	}
	d.Unlock()
	return
}

// PopEnd deletes and returns the last item, or the first.
func (d *Dict) PopEnd(last bool) (key, val Value, ok bool) {
	if last {
		return d.popLast()
	}
	d.Lock()
	t := d.table()
	pos := 0
	if key, val, _, ok = t.next(&pos); ok {
		d.deleteLocked(t, pos-1)
	}
	d.Unlock()
	return
}

// Prev is Next backwards: it returns the last live item at or before position *pos and moves *pos before it.
func (d *Dict) Prev(pos *int) (key, val Value, ok bool) { return d.table().prev(pos) }

// DictMark is the state of a dict's keys and their order: it changes with every key added, deleted or moved.
type DictMark struct {
	t                 *dictTable
	used, live, front int
}

// Mark returns the dict's current mark.
func (d *Dict) Mark() DictMark {
	t := d.table()
	return DictMark{t, loadInt(&t.used), loadInt(&d.live), int(loadInt32(&t.front))}
}

// MoveToEnd moves an existing key behind all others, or before them, and reports whether there was such a key.
func (d *Dict) MoveToEnd(th *Thread, key Value, last bool) (bool, error) {
	h, err := dictHash(th, key)
	if err != nil {
		return false, err
	}
	for {
		t := d.table()
		moves := loadUint32(&t.moves)
		i, _, err := t.find(th, key, h)
		if err != nil {
			return false, err
		}
		d.Lock()
		if d.table() != t || i >= 0 && t.ent(i).val.IsAbsent() || i < 0 && t.moves != moves {
			d.Unlock()
			continue
		}
		if i >= 0 {
			d.moveLocked(t, i, last)
		}
		d.Unlock()
		return i >= 0, nil
	}
}

// moveLocked moves the live entry i to an end. The new entry appears before the old one goes, so that readers always find one.
func (d *Dict) moveLocked(t *dictTable, i int, last bool) {
	pos := int(t.last) - 1
	if !last {
		pos = t.first
	}
	if i == pos {
		return
	}
	e := *t.ent(i)
	if last && t.used < int(t.n) {
		pos = t.used
	} else if !last && t.index != nil && t.front > 0 && t.first == int(t.front) {
		pos = int(t.front) - 1
	} else {
		// Build the table anew, in the new order.
		n, gap := max(d.live*2, 4), 0
		if !last && d.live > smallDict {
			gap = d.live/2 + 1
		}
		old := *t
		t = newDictTable(n + gap)
		t.odd = old.odd
		t.first, t.front, t.used = gap, int32(gap), gap
		add := func(e *dictEntry) {
			*t.ent(t.used) = *e
			if t.index != nil {
				t.linkNew(e.hash, t.used)
			}
			t.used++
		}
		if !last {
			add(&e)
		}
		for j := old.first; j < int(old.last); j++ {
			if j != i && !old.ent(j).val.IsAbsent() {
				add(old.ent(j))
			}
		}
		if last {
			add(&e)
		}
		t.last = int32(t.used)
		d.setTableLocked(t)
		return
	}
	// A search that runs meanwhile may miss both entries: see moved. With odd set, none trusts having found nothing.
	storeUint32(&t.odd, 1)
	storeUint32(&t.moves, t.moves+1)
	p := t.ent(pos)
	p.hash = e.hash
	StoreSlot(&p.key, e.key)
	StoreSlot(&p.val, e.val)
	if t.index != nil {
		t.linkLocked(e.hash, pos)
	}
	if last {
		storeInt(&t.used, pos+1)
		t.last = int32(pos + 1)
	} else {
		storeInt32(&t.front, int32(pos))
		storeInt(&t.first, pos)
	}
	t.removeLocked(i)
	storeUint32(&t.moves, t.moves+1)
}

// Clear deletes all items.
func (d *Dict) Clear() {
	d.Lock()
	d.setTableLocked(emptyTable)
	storeInt(&d.live, 0)
	d.Unlock()
}

// Copy returns a new exact dict with the same items.
func (d *Dict) Copy() *Dict {
	d.Lock()
	n := d.live
	c := NewDictSize(min(n, smallDict))
	if t := d.table(); n > 0 {
		if n <= smallDict {
			t.copyTo(c.t)
		} else if t.index != nil && t.used == d.live && t.used*2 >= int(t.n) {
			to := newDictTable(int(t.n)) // of the same size
			copy(to.ents(t.used), t.ents(t.used))
			copy(unsafe.Slice(to.index, int(t.mask)+1), unsafe.Slice(t.index, int(t.mask)+1))
			to.used, to.last, to.odd, to.room, to.usable = t.used, t.last, t.odd, t.room, t.usable
			c.t = to
		} else {
			c.t = t.compact(d.live, 0).limit(dictUsable(d.live))
		}
		c.live = d.live
	}
	d.Unlock()
	return c
}

// Adopt makes the items of from, a dict nobody else knows, those of d, which is empty.
func (d *Dict) Adopt(from *Dict) {
	d.Lock()
	storePtr(&d.t, from.table())
	storeInt(&d.live, from.live)
	d.Unlock()
}

// Items returns the items as pairs at one moment.
func (d *Dict) Items() (keys, vals []Value) {
	n := d.Len()
	return d.AppendItems(make([]Value, 0, n), make([]Value, 0, n))
}

// AppendItems appends the items at one moment.
func (d *Dict) AppendItems(keys, vals []Value) ([]Value, []Value) {
	d.Lock()
	for pos := 0; ; {
		k, v, ok := d.Next(&pos)
		if !ok {
			break
		}
		keys, vals = append(keys, k), append(vals, v)
	}
	d.Unlock()
	return keys, vals
}

// AppendKeys appends the keys at one moment.
func (d *Dict) AppendKeys(keys []Value) []Value {
	d.Lock()
	for pos := 0; ; {
		k, _, ok := d.Next(&pos)
		if !ok {
			break
		}
		keys = append(keys, k)
	}
	d.Unlock()
	return keys
}

// keyList returns a list of the keys at one moment.
func (d *Dict) keyList() *List {
	d.Lock()
	n := d.live
	l := newListN(n)
	t, i := d.table(), 0
	for pos := t.first; i < n && pos < t.used; pos++ {
		if e := t.ent(pos); !e.val.IsAbsent() {
			*itemAt(l.a, i) = e.key
			i++
		}
	}
	l.n = i
	d.Unlock()
	return l
}

// SetDefaultHash is SetDefault for a key whose hash is known.
func (d *Dict) SetDefaultHash(th *Thread, key Value, h int64, val Value) (Value, error) {
	return d.update(th, key, h, func(old Value) Value {
		if old.IsAbsent() {
			return val
		}
		return old
	})
}

// UpdateHash finds key and, in one atomic step, replaces its value (absent: none) by f's result (absent: delete); it returns
// the new value. f runs under the lock.
func (d *Dict) UpdateHash(th *Thread, key Value, h int64, f func(old Value) Value) (Value, error) {
	return d.update(th, key, h, f)
}
