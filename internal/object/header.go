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

// several is not zero once the process has started a second Python thread, multi once it has started one that runs beside others: those of
// ModelSingle take turns, and only where they may, never within a section that opens with Lock. They never go back.
var several, multi uint32

// Multithreaded reports whether Python threads may ever have run at the same time.
func Multithreaded() bool { return loadUint32(&multi) != 0 }

// Several reports whether a second Python thread has ever been started. It may run while this one waits or blocks.
func Several() bool { return loadUint32(&several) != 0 }

// setSeveral is called by the thread that starts the second one, before it starts; it holds no object lock then.
func setSeveral(beside bool) {
	if atomic.LoadUint32(&several) == 0 {
		atomic.StoreUint32(&several, 1)
	}
	if beside && atomic.LoadUint32(&multi) == 0 {
		atomic.StoreUint32(&multi, 1)
	}
}

// Lock words. The two low bits: free, held, held with waiters. With lockShared, which the lock of an object gets that several threads
// store into at once, those who only replace an existing item need not take the lock: see share. The bits from lockCount on count how
// often a lock with lockShared was taken all the same; too often ends it.
const (
	lockFree = iota
	lockHeld
	lockContended
	lockState  = 3
	lockShared = 4
	lockCount  = 8
	lockMost   = 64 * lockCount
)

// lockTable is where contended object locks wait: a fixed set of mutexes and conditions chosen by address. Critical sections
// are short and run no Python code, so sharing a bucket costs little.
var lockTable [64]lockBucket

type lockBucket struct {
	mu   sync.Mutex
	cond sync.Cond
	last int64 // atomic; when a lock was last found held, see backOff
	wait int64 // atomic; how long the next who finds one held stays away
	_    [64]byte
}

func (h *Header) bucket() *lockBucket { return &lockTable[uintptr(unsafe.Pointer(h))>>5%64] }

// Lock takes the object's lock. The section it opens must be short, must not block and must not run Python code.
func (h *Header) Lock() {
	if loadUint32(&multi) != 0 && !atomic.CompareAndSwapUint32(&h.lock, lockFree, lockHeld) {
		h.lockSlow()
	}
}

// tryLock takes the object's lock if it is free. It looks first: a compare-and-swap that fails takes the memory away from those who
// share it.
func (h *Header) tryLock() bool {
	return atomic.LoadUint32(&h.lock) == lockFree && atomic.CompareAndSwapUint32(&h.lock, lockFree, lockHeld)
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
	b := h.bucket()
	for i := 0; ; i++ {
		w := atomic.LoadUint32(&h.lock)
		if w&lockState == lockFree {
			if atomic.CompareAndSwapUint32(&h.lock, w, w|lockHeld) {
				drainSharers(w)
				return
			}
			continue
		}
		if i >= 4 {
			break
		}
		b.backOff()
	}
	b.mu.Lock()
	if b.cond.L == nil {
		b.cond.L = &b.mu
	}
	for {
		w := atomic.LoadUint32(&h.lock)
		if !atomic.CompareAndSwapUint32(&h.lock, w, w&^lockState|lockContended) {
			continue
		}
		if w&lockState == lockFree {
			b.mu.Unlock()
			drainSharers(w)
			return
		}
		b.cond.Wait()
	}
}

// Two threads that both work on one object all the time are as fast as one of them only if they take turns for longer than one section:
// its memory goes from processor to processor at each turn, which takes longer than the section. So who finds the lock held stays away,
// without looking, for a while that doubles from minBackOff to maxBackOff nanoseconds as long as this happens again within recently.
const (
	minBackOff = 200
	maxBackOff = 20_000
	recently   = 3 * maxBackOff
)

func (b *lockBucket) backOff() {
	if runtime.GOMAXPROCS(0) == 1 {
		runtime.Gosched()
		return
	}
	now := int64(Clock())
	wait := int64(minBackOff)
	if now-atomic.SwapInt64(&b.last, now) < recently {
		wait = min(max(2*atomic.LoadInt64(&b.wait), minBackOff), maxBackOff)
	}
	atomic.StoreInt64(&b.wait, wait)
	for int64(Clock())-now < wait {
	}
}

func (h *Header) unlockSlow() {
	w := atomic.LoadUint32(&h.lock)
	next := w &^ lockState
	if w&lockShared != 0 {
		if next += lockCount; next >= lockMost {
			next = lockFree
		}
	}
	h.unlockTo(w, next)
}

// unlockShared is Unlock by one that had to wait for the lock and then replaced an item only: from now on others may do so together.
func (h *Header) unlockShared() {
	h.unlockTo(atomic.LoadUint32(&h.lock), lockShared)
}

// unlockTo releases the lock, whose word was seen to be w, and leaves next in it.
func (h *Header) unlockTo(w, next uint32) {
	if w&lockState == lockHeld && atomic.CompareAndSwapUint32(&h.lock, w, next) {
		return
	}
	b := h.bucket()
	b.mu.Lock()
	atomic.StoreUint32(&h.lock, next)
	if b.cond.L != nil {
		b.cond.Broadcast()
	}
	b.mu.Unlock()
}

// sharers counts the threads that are between share and its end; each thread counts in one place, mostly its own.
var sharers [16]sharer

type sharer struct {
	n atomic.Int32
	_ [60]byte
}

// share begins a section that runs together with others of its kind, but not while anyone has taken the object's lock; nil: take
// that. The caller may replace existing items, word by word, and nothing else; it must end with leave, without a lock or wait between.
func (h *Header) share(th *Thread) *sharer {
	if atomic.LoadUint32(&h.lock)&(lockShared|lockState) != lockShared || th == nil {
		return nil
	}
	s := &sharers[th.serial()%uint64(len(sharers))]
	s.n.Add(1)
	if atomic.LoadUint32(&h.lock)&(lockShared|lockState) != lockShared {
		s.n.Add(-1)
		return nil
	}
	return s
}

func (s *sharer) leave() { s.n.Add(-1) }

// drainSharers waits, after a lock was taken whose word was w, until no thread is in a section that began before.
func drainSharers(w uint32) {
	if w&lockShared == 0 {
		return
	}
	for i := range sharers {
		for n := 0; sharers[i].n.Load() != 0; n++ {
			if n > 100 {
				runtime.Gosched()
			}
		}
	}
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
