// This file implements weak sets of classes.

package abc

import (
	"maps"
	"sync"
	"sync/atomic"
	"unsafe"
	"weak"

	"weft/internal/object"
)

// weakSet is a set of classes that does not keep them alive. Reading takes no lock; writers replace the map, so it suits sets
// that are read far more often than they grow. Classes that are gone are dropped when the set grows.
type weakSet struct {
	mu sync.Mutex // writers
	m  atomic.Pointer[map[uintptr]entry]
}

// entry is a class: strong for the built-in ones, which live for ever.
type entry struct {
	w weak.Pointer[object.Type]
	t *object.Type
}

func (e entry) get() *object.Type {
	if e.t != nil {
		return e.t
	}
	return e.w.Value()
}

func (s *weakSet) has(t *object.Type) bool {
	m := s.m.Load()
	if m == nil {
		return false
	}
	e, ok := (*m)[uintptr(unsafe.Pointer(t))]
	return ok && e.get() == t
}

func (s *weakSet) add(t *object.Type) {
	if s.has(t) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var n map[uintptr]entry
	if m := s.m.Load(); m != nil {
		n = maps.Clone(*m)
		maps.DeleteFunc(n, func(_ uintptr, e entry) bool { return e.get() == nil })
	} else {
		n = map[uintptr]entry{}
	}
	e := entry{t: t}
	if t.HasFlag(object.TypeHeap) {
		e = entry{w: weak.Make(t)}
	}
	n[uintptr(unsafe.Pointer(t))] = e
	s.m.Store(&n)
}

func (s *weakSet) clear() {
	s.mu.Lock()
	s.m.Store(nil)
	s.mu.Unlock()
}

// types returns the members alive.
func (s *weakSet) types() []*object.Type {
	m := s.m.Load()
	if m == nil {
		return nil
	}
	out := make([]*object.Type, 0, len(*m))
	for _, e := range *m {
		if t := e.get(); t != nil {
			out = append(out, t)
		}
	}
	return out
}
