// This file implements the table of interned strings: identifiers of programs, and what sys.intern is given.

package object

import (
	"hash/maphash"
	"reflect"
	"sync"
	"sync/atomic"
	"unsafe"

	"weft/internal/wtf8"
)

// internTable has the interned strings of the process; none ever leaves it. Looking up takes no lock; adding does. The first slots are
// static: start-up fills half of them.
var internTable = struct {
	mu     sync.Mutex
	now    atomic.Pointer[internSlots]
	count  int // strings in it
	static int // used of staticStrs
	first  internSlots
	tags   [firstSlots]uint32
	strs   [firstSlots]*Str
}{}

const firstSlots = 8192

var internSeed = maphash.MakeSeed()

// internSlots is an open hash table with linear probing: slot i is empty where tags[i] is 0, else that is the tag of strs[i], which says
// where it would best lie. Its length is a power of 2. A slot's string is stored before its tag.
type internSlots struct {
	tags []uint32
	strs []*Str
}

// internTag returns the tag of the string with the text s: a part of its hash, not 0.
func internTag(s string) uint32 { return uint32(maphash.String(internSeed, s)) | 1 }

// find returns the string with the text s and its tag, or nil.
func (t *internSlots) find(s string, tag uint32) *Str {
	mask := uint32(len(t.tags) - 1)
	for i := tag >> 1 & mask; ; i = (i + 1) & mask {
		switch atomic.LoadUint32(&t.tags[i]) {
		case tag:
			if r := loadPtr(&t.strs[i]); r.s == s {
				return r
			}
		case 0:
			return nil
		}
	}
}

// put adds a string that is not there, where there is room. The caller has the lock.
func (t *internSlots) put(r *Str, tag uint32) {
	mask := uint32(len(t.tags) - 1)
	i := tag >> 1 & mask
	for t.tags[i] != 0 {
		i = (i + 1) & mask
	}
	storePtr(&t.strs[i], r)
	atomic.StoreUint32(&t.tags[i], tag)
}

// grown returns a table twice as large with the same strings. The caller has the lock.
func (t *internSlots) grown() *internSlots {
	g := &internSlots{make([]uint32, 2*len(t.tags)), make([]*Str, 2*len(t.tags))}
	for i, tag := range t.tags {
		if tag != 0 {
			g.put(t.strs[i], tag)
		}
	}
	return g
}

// findInterned returns the interned str with the text s, or nil, and the tag to add it with.
func findInterned(s string) (*Str, uint32) {
	tag := internTag(s)
	t := internTable.now.Load()
	if t == nil {
		return nil, tag
	}
	return t.find(s, tag), tag
}

// addInterned adds what make returns, unless another thread has added a string with the text s meanwhile. Either is returned.
func addInterned(s string, tag uint32, make func() *Str) *Str {
	internTable.mu.Lock()
	defer internTable.mu.Unlock()
	t := internTable.now.Load()
	if t == nil {
		t = &internTable.first
		t.tags, t.strs = internTable.tags[:], internTable.strs[:]
		internTable.now.Store(t)
	}
	if r := t.find(s, tag); r != nil {
		return r
	}
	if internTable.count >= len(t.tags)/4*3 {
		t = t.grown()
		internTable.now.Store(t)
	}
	r := make()
	t.put(r, tag)
	internTable.count++
	return r
}

// Intern returns the interned str with the text s.
func Intern(s string) *Str {
	r, tag := findInterned(s)
	if r != nil {
		return r
	}
	return addInterned(s, tag, func() *Str {
		if len(s) <= 1 || !inExecutable(s) || !wtf8.IsASCII(s) {
			return AsStr(NewStr(s)).markInterned()
		}
		str := new(Str)
		if i := internTable.static; i < len(staticStrs) {
			str = (*Str)(unsafe.Pointer(&staticStrs[i]))
			internTable.static++
		}
		*str = Str{Header: Header{typ: StrType, flags: flagImmortal | flagInterned}, s: s, n: len(s)}
		return str
	})
}

// InternStr returns the interned str equal to s, s itself if it is the first.
func InternStr(s *Str) *Str {
	if s.interned() {
		return s
	}
	if s.Type() != StrType {
		return Intern(s.s)
	}
	r, tag := findInterned(s.s)
	if r != nil {
		return r
	}
	return addInterned(s.s, tag, s.markInterned)
}

func (s *Str) interned() bool { return s.hasFlag(flagInterned) }

func (s *Str) markInterned() *Str {
	s.setFlag(flagInterned)
	return s
}

// staticStrs is where the interned strings lie whose text is ASCII and in the executable, most names of the library: they hold no
// pointers to the heap, never will (only other strings get an extra), and the collector need not know them. Each is as large as a Str,
// and has no pointers for Go.
var staticStrs [8192][unsafe.Sizeof(Str{}) / 8]uint64

// inExecutable reports whether the text s lies in the executable's read-only data, behind its code and before its variables.
func inExecutable(s string) bool {
	a := uintptr(unsafe.Pointer(unsafe.StringData(s)))
	return a < uintptr(unsafe.Pointer(&staticStrs)) && a > reflect.ValueOf(inExecutable).Pointer()
}
