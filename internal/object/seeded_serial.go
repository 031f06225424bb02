// This file implements the identity of objects in runs with a seed: what id(), hash() and repr() show are numbers in the order in which
// somebody asked, since addresses differ from run to run.

package object

import (
	"sync"
	"sync/atomic"
	"unsafe"
	"weak"
)

// serials are the numbers of objects, by address. An entry counts only while its weak pointer leads to the object.
var serials struct {
	on   atomic.Bool
	mu   sync.Mutex
	m    map[uintptr]serial // guarded by mu
	last uintptr            // guarded by mu
}

type serial struct {
	w weak.Pointer[Header]
	n uintptr
}

// firstSerial and serialStep make numbers look as addresses do.
const (
	firstSerial = 0x10000000
	serialStep  = 16
)

// serialOrAddress returns what identifies the object v: its address, or its number in runs with a seed.
func serialOrAddress(v Value) uintptr {
	p := uintptr(v.p)
	if !serials.on.Load() || p == 0 {
		return p
	}
	h := (*Header)(v.p)
	serials.mu.Lock()
	defer serials.mu.Unlock()
	if s, ok := serials.m[p]; ok && unsafe.Pointer(s.w.Value()) == v.p {
		return s.n
	}
	if serials.m == nil {
		serials.m = map[uintptr]serial{}
		serials.last = firstSerial
	}
	serials.last += serialStep
	serials.m[p] = serial{weak.Make(h), serials.last}
	return serials.last
}

// forgetSerials forgets the numbers of objects that are gone.
func forgetSerials() {
	serials.mu.Lock()
	for p, s := range serials.m {
		if s.w.Value() == nil {
			delete(serials.m, p)
		}
	}
	serials.mu.Unlock()
}
