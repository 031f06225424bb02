// This file implements the object header and the one-word object lock.

package object

import (
	"runtime"
	"sync"
	"sync/atomic"
	"unsafe"
)

// Header is the first field of every heap object.
type Header struct {
	typ   *Type // atomic: __class__ is assignable
	lock  uint32
	flags uint32 // atomic; bits are per type, except those below
}

// Flag bits common to all types; a type's own bits start at flagType.
const (
	flagImmortal = 1 << iota // never collected: static objects
	flagType                 // first bit free for a type's own use
)

// Type returns the object's type.
func (h *Header) Type() *Type { return loadPtr(&h.typ) }

// SetType sets the object's type: at construction, and for __class__ assignment.
func (h *Header) SetType(t *Type) { storePtr(&h.typ, t) }

// Value returns the object as a Value.
func (h *Header) Value() Value { return Value{unsafe.Pointer(h)} }

// multi is not zero once the process has started a second Python thread. It never goes back.
var multi uint32

// Multithreaded reports whether a second Python thread has ever been started.
func Multithreaded() bool { return loadUint32(&multi) != 0 }

// setMultithreaded is called by the thread that starts the second one, before it starts; it holds no object lock then.
func setMultithreaded() { atomic.StoreUint32(&multi, 1) }

// Lock words: free, held, held with waiters.
const (
	lockFree = iota
	lockHeld
	lockContended
)

// lockTable is where contended object locks wait: a fixed set of mutexes and conditions chosen by address. Critical sections
// are short and run no Python code, so sharing a bucket costs little.
var lockTable [64]struct {
	mu   sync.Mutex
	cond sync.Cond
	_    [64]byte
}

// Lock takes the object's lock. The section it opens must be short, must not block and must not run Python code.
func (h *Header) Lock() {
	if loadUint32(&multi) != 0 && !atomic.CompareAndSwapUint32(&h.lock, lockFree, lockHeld) {
		h.lockSlow()
	}
}

// Unlock releases the object's lock.
func (h *Header) Unlock() {
	if loadUint32(&multi) != 0 && !atomic.CompareAndSwapUint32(&h.lock, lockHeld, lockFree) {
		h.unlockSlow()
	}
}

// waitUnlocked waits until the section that holds the object's lock, if any, has ended.
func (h *Header) waitUnlocked() {
	h.Lock()
	defer h.Unlock()
}

func (h *Header) lockSlow() {
	for i := 0; i < 4; i++ {
		if atomic.LoadUint32(&h.lock) == lockFree && atomic.CompareAndSwapUint32(&h.lock, lockFree, lockHeld) {
			return
		}
		runtime.Gosched()
	}
	b := &lockTable[uintptr(unsafe.Pointer(h))>>5%64]
	b.mu.Lock()
	if b.cond.L == nil {
		b.cond.L = &b.mu
	}
	for atomic.SwapUint32(&h.lock, lockContended) != lockFree {
		b.cond.Wait()
	}
	b.mu.Unlock()
}

func (h *Header) unlockSlow() {
	b := &lockTable[uintptr(unsafe.Pointer(h))>>5%64]
	b.mu.Lock()
	atomic.StoreUint32(&h.lock, lockFree)
	if b.cond.L != nil {
		b.cond.Broadcast()
	}
	b.mu.Unlock()
}

// LockTwo takes the locks of two objects in address order; they may be the same object.
func LockTwo(a, b *Header) {
	if a == b {
		a.Lock()
		return
	}
	if uintptr(unsafe.Pointer(a)) > uintptr(unsafe.Pointer(b)) {
		a, b = b, a
	}
	a.Lock()
	b.Lock()
}

// UnlockTwo releases what LockTwo took.
func UnlockTwo(a, b *Header) {
	a.Unlock()
	if a != b {
		b.Unlock()
	}
}

func (h *Header) hasFlag(f uint32) bool { return loadUint32(&h.flags)&f != 0 }

func (h *Header) setFlag(f uint32) {
	for {
		old := atomic.LoadUint32(&h.flags)
		if old&f == f || atomic.CompareAndSwapUint32(&h.flags, old, old|f) {
			return
		}
	}
}
