// This file implements what is kept for an object and a thread: the dictionaries of threading.local.
//
// The object owns the dictionaries, so they live no longer than it does, whatever refers to what. A thread knows the tables it has used
// through weak pointers, and takes its dictionaries out when it ends. A thread looks for its own entry only, and nobody else adds or
// removes that while it runs; so it needs no lock to look.

package object

import (
	"sync"
	"sync/atomic"
	"unsafe"
	"weak"
)

// LocalTable holds a dictionary for each of some threads. The zero LocalTable is empty.
type LocalTable struct {
	first     uint64         // atomic; the serial number of the first thread
	firstDict unsafe.Pointer // atomic; its *Dict
	slots     unsafe.Pointer // atomic; a *localSlots, for the others
	mu        sync.Mutex     // guards changes
	used      int            // slots that are not nil; guarded by mu
	live      int            // those that have an entry; guarded by mu
}

// localSlots is a hash table with open addressing. Its length is a power of 2, and at least a quarter is nil.
type localSlots struct {
	a     []unsafe.Pointer // atomic; *localEntry
	shift uint8            // 64 - log2(len(a))
}

// localEntry is immutable but for dict.
type localEntry struct {
	serial uint64
	dict   unsafe.Pointer // atomic; a *Dict; nil: the thread has ended
}

func (s *localSlots) start(serial uint64) int { return int(serial * 0x9e3779b97f4a7c15 >> s.shift) }

// Get returns the dictionary of th, the calling thread, or nil.
func (t *LocalTable) Get(th *Thread) *Dict {
	n := th.serial()
	if atomic.LoadUint64(&t.first) == n {
		return (*Dict)(atomic.LoadPointer(&t.firstDict))
	}
	return t.getOther(n)
}

func (t *LocalTable) getOther(n uint64) *Dict {
	s := (*localSlots)(atomic.LoadPointer(&t.slots))
	if s == nil {
		return nil
	}
	for i := s.start(n); ; i = (i + 1) & (len(s.a) - 1) {
		e := (*localEntry)(atomic.LoadPointer(&s.a[i]))
		if e == nil {
			return nil
		}
		if e.serial == n {
			return (*Dict)(atomic.LoadPointer(&e.dict))
		}
	}
}

// Set makes d the dictionary of th, the calling thread; nil: it has none any more.
func (t *LocalTable) Set(th *Thread, d *Dict) {
	if d == nil {
		t.drop(th.serial())
		return
	}
	t.mu.Lock()
	t.addLocked(th.serial(), d)
	t.mu.Unlock()
	th.noteLocal(t)
}

func (t *LocalTable) addLocked(n uint64, d *Dict) {
	if t.first == 0 || t.first == n {
		atomic.StorePointer(&t.firstDict, unsafe.Pointer(d))
		atomic.StoreUint64(&t.first, n)
		return
	}
	s := (*localSlots)(t.slots)
	if s == nil || 4*(t.used+1) > 3*len(s.a) {
		s = t.rebuildLocked(s)
	}
	t.live++
	if s.put(&localEntry{serial: n, dict: unsafe.Pointer(d)}) {
		t.used++
	}
}

// put puts e where nothing or a dead entry is, and reports whether it was nothing.
func (s *localSlots) put(e *localEntry) bool {
	for i := s.start(e.serial); ; i = (i + 1) & (len(s.a) - 1) {
		old := (*localEntry)(s.a[i])
		if old == nil || atomic.LoadPointer(&old.dict) == nil {
			atomic.StorePointer(&s.a[i], unsafe.Pointer(e))
			return old == nil
		}
	}
}

// rebuildLocked makes a table with room, without the dead entries.
func (t *LocalTable) rebuildLocked(old *localSlots) *localSlots {
	n, shift := 4, uint8(62)
	for n < 2*(t.live+1) {
		n, shift = n*2, shift-1
	}
	s := &localSlots{a: make([]unsafe.Pointer, n), shift: shift}
	t.used = 0
	if old != nil {
		for _, p := range old.a {
			if e := (*localEntry)(p); e != nil && atomic.LoadPointer(&e.dict) != nil {
				s.put(e)
				t.used++
			}
		}
	}
	atomic.StorePointer(&t.slots, unsafe.Pointer(s))
	return s
}

// drop forgets the dictionary of the thread with this serial number.
func (t *LocalTable) drop(n uint64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.first == n {
		atomic.StorePointer(&t.firstDict, nil)
		atomic.StoreUint64(&t.first, 0)
		return
	}
	s := (*localSlots)(t.slots)
	if s == nil {
		return
	}
	for i := s.start(n); s.a[i] != nil; i = (i + 1) & (len(s.a) - 1) {
		if e := (*localEntry)(s.a[i]); e.serial == n && e.dict != nil {
			atomic.StorePointer(&e.dict, nil)
			if t.live--; t.live == 0 {
				atomic.StorePointer(&t.slots, nil)
				t.used = 0
			}
			return
		}
	}
}

// threadLocals is the tables that a thread has an entry in.
type threadLocals struct {
	tables []weak.Pointer[LocalTable]
	limit  int // how many there are when those that have died are dropped
}

// minLocals is how many tables a thread notes before it looks whether some have died.
const minLocals = 32

// noteLocal notes that th, the calling thread, has an entry in t.
func (th *Thread) noteLocal(t *LocalTable) {
	if th.locals == nil {
		th.locals = &threadLocals{limit: minLocals}
	}
	l := th.locals
	if len(l.tables) >= l.limit {
		live := l.tables[:0]
		for _, w := range l.tables {
			if w.Value() != nil {
				live = append(live, w)
			}
		}
		clear(l.tables[len(live):])
		l.tables, l.limit = live, max(2*len(live), minLocals)
	}
	l.tables = append(l.tables, weak.Make(t))
}

// endLocals takes the entries of th, which has ended, out of the tables.
func (th *Thread) endLocals() {
	if th.locals == nil {
		return
	}
	for _, w := range th.locals.tables {
		if t := w.Value(); t != nil {
			t.drop(th.serial())
		}
	}
	th.locals = nil
}
