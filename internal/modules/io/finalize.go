// This file implements what happens to streams that nobody closes: those that become unreachable are closed by a Python thread, and
// those that are left when the program ends are flushed.

package io

import (
	"runtime"
	"sync"
	"unsafe"
	"weak"

	"weft/internal/object"
)

// finalizeLater arranges for the __del__ of a new stream, to be run by a Python thread once nobody can reach it.
func finalizeLater[T any](th *thread, p *T) {
	if t := (*object.Header)(unsafe.Pointer(p)).Type(); t.HasFlag(object.TypeHeap) && t.Slots().Del != nil {
		return // an instance of a subclass: allocation has arranged for its __del__ already
	}
	rt := th.Rt
	runtime.SetFinalizer(p, func(p *T) {
		v := object.FromPtr(unsafe.Pointer(p))
		switch p := any(p).(type) {
		case *fileIO:
			if p.load() < 0 {
				return
			}
		case *buffered:
			if !p.has(bufOK) || p.has(bufFreed) {
				return
			}
		}
		rt.AddPendingCall(func(th *thread) error {
			if del := v.Type().Slots().Del; del != nil {
				if err := del(th, v); err != nil {
					object.Unraisable(th, err, "Exception ignored while calling deallocator", v)
				}
			}
			return nil
		})
	})
}

// openStreams are the streams of a runtime that may hold unwritten data.
type openStreams struct {
	mu sync.Mutex
	m  map[weak.Pointer[object.Header]]struct{} // guarded by mu
}

type openStreamsKey struct{}

func streamsOf(th *thread) *openStreams {
	return th.Rt.State(openStreamsKey{}, func() any {
		return &openStreams{m: map[weak.Pointer[object.Header]]struct{}{}}
	}).(*openStreams)
}

// register notes a stream to be flushed when the program ends.
func register(th *thread, v value) {
	s := streamsOf(th)
	w := weak.Make(v.Header())
	s.mu.Lock()
	_, known := s.m[w]
	s.m[w] = struct{}{}
	s.mu.Unlock()
	if !known {
		runtime.AddCleanup(v.Header(), s.drop, w)
	}
}

func (s *openStreams) drop(w weak.Pointer[object.Header]) {
	s.mu.Lock()
	delete(s.m, w)
	s.mu.Unlock()
}

// unregister forgets a stream that was closed.
func unregister(th *thread, v value) { streamsOf(th).drop(weak.Make(v.Header())) }

// FlushAll flushes all streams that are still open, text streams first: for the end of the program. Errors are ignored, as there
// is nobody left to handle them; streams that a thread is inside of are left alone.
func FlushAll(th *thread) {
	s := streamsOf(th)
	s.mu.Lock()
	var text, binary []value
	for w := range s.m {
		if h := w.Value(); h != nil {
			if v := h.Value(); object.IsInstance(v, textIOWrapperType) {
				text = append(text, v)
			} else {
				binary = append(binary, v)
			}
		}
	}
	s.mu.Unlock()
	for _, v := range append(text, binary...) {
		if busy(v) {
			continue
		}
		_, _ = object.CallMethod(th, v, "flush")
	}
}

func busy(v value) bool {
	if object.IsInstance(v, textIOWrapperType) {
		t := asText(v)
		if t.lock.lock.Held() {
			return true
		}
		v = object.LoadSlot(&t.buffer)
	}
	return !v.IsAbsent() && isBuffered(v) && asBuffered(v).lock.lock.Held()
}

func isBuffered(v value) bool {
	return object.IsInstance(v, bufferedReaderType) || object.IsInstance(v, bufferedWriterType) || object.IsInstance(v, bufferedRandomType)
}
