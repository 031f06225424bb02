// This file implements waits: what a Python thread waits for and since when, for reports, statistics and traces.
//
// A thread writes its own wait; any goroutine may read it at any time (Thread.Waiting). waitState changes before and after, so that a
// reader knows whether what it read belongs together.

package object

import (
	"sync/atomic"
	"time"
	"unsafe"
)

// WaitKind says what kind of thing a thread waits for.
type WaitKind uint8

const (
	WaitNone       WaitKind = iota // it runs, or is ready to
	WaitLock                       // a *Lock
	WaitRLock                      // the *Lock in an RLock
	WaitReentrant                  // a *ReentrantLock: the import lock and the like
	WaitIO                         // the *Lock of a file object
	WaitCondition                  // a Condition's waiters, an object
	WaitSemaphore                  // an object
	WaitEvent                      // an object
	WaitBarrier                    // an object
	WaitQueue                      // a queue, an object
	WaitJoin                       // the end of a thread, a _ThreadHandle object
	WaitStart                      // a thread that was started, a *StartGate
	WaitSleep                      // time
	WaitDescriptor                 // a descriptor, Wait.FD, or several (-1)
	WaitProcess                    // a child process
	WaitSignal                     // a signal
	WaitFile                       // a call for a file or directory
	WaitHost                       // name resolution
	WaitCall                       // another call of the system that may block
	WaitGIL                        // the GIL
	numWaitKinds
)

var waitNames = [numWaitKinds]string{
	"none", "lock", "rlock", "import lock", "file lock", "condition", "semaphore", "event", "barrier", "queue", "join", "start", "sleep",
	"descriptor", "process", "signal", "file", "host name", "system call", "gil",
}

func (k WaitKind) String() string { return waitNames[k] }

// Internal reports whether only another Python thread can end such a wait (but for a signal, a timeout, or an asynchronous exception).
func (k WaitKind) Internal() bool { return k >= WaitLock && k <= WaitStart }

// Wait says what a thread waits for. WaitFor, WaitForObject and WaitForFD make one; the zero Wait is WaitNone.
type Wait struct {
	Kind WaitKind
	FD   int32          // WaitDescriptor: the descriptor, -1 for several
	On   unsafe.Pointer // of the type that Kind says, or nil
}

// WaitFor is a Wait of a kind for nothing in particular.
func WaitFor(k WaitKind) Wait { return Wait{Kind: k} }

// WaitForObject is a Wait for a Python object.
func WaitForObject(k WaitKind, v Value) Wait { return Wait{Kind: k, On: v.p} }

// WaitForFD is a Wait for a descriptor.
func WaitForFD(fd int) Wait { return Wait{Kind: WaitDescriptor, FD: int32(fd)} }

// waiting is a thread's part in this: what it waits for now, and how often it did.
type waiting struct {
	state uint64         // atomic; how many waits there were <<8 | the kind of the present one
	on    unsafe.Pointer // atomic
	since int64          // atomic; nanoseconds on Clock, or a little earlier
	fd    int32          // atomic
	timed uint32         // atomic; 1: a timeout ends it
	// unparks is what Thread.unparks was before the wait began: as long as it is the same, nobody has ended the wait. Atomic.
	unparks uint32
	until   int64 // atomic; when the wait before the present one ended, as since
}

// startOfClock is when the process began, as far as Clock is concerned.
//
// It is not changed.
var startOfClock = time.Now()

// Clock returns the time since the process began: what waits are dated with.
func Clock() time.Duration { return time.Since(startOfClock) }

// beginWait notes that th, the calling thread, waits from now on.
func (th *Thread) beginWait(w Wait, timed bool) {
	x := &th.wait
	rt := th.Rt
	now := rt.watchdog.now.Load() // a look at the clock takes longer than everything else here
	if now == 0 {
		now = int64(Clock())
	}
	if x.since != now {
		storeInt64(&x.since, now)
	}
	if x.on != w.On {
		storePointer(&x.on, w.On)
	}
	if x.fd != w.FD {
		storeInt32(&x.fd, w.FD)
	}
	t := uint32(0)
	if timed {
		t = 1
	}
	if x.timed != t {
		storeUint32(&x.timed, t)
	}
	storeUint64(&x.state, x.state+1<<8|uint64(w.Kind))
	// Whoever ends to look after the threads and sees no wait here is seen below: this addition is a barrier.
	n := rt.waits[th.serial()%waitShards].n[w.Kind].Add(1)
	if t := rt.timeline.Load(); t != nil {
		t.wait(th, w)
	}
	if !rt.watchdog.running.Load() && (n%busyWaits == 0 || w.Kind.Internal() && !timed && rt.Config.Deadlock != DeadlockOff) {
		rt.startWatch() // it may wait for another for ever
	}
}

// noted returns what th, the calling thread, has noted that it waits for.
func (th *Thread) noted() Wait {
	return Wait{Kind: WaitKind(th.wait.state), FD: th.wait.fd, On: th.wait.on}
}

// endWait notes that th runs, or is ready to.
func (th *Thread) endWait() {
	x := &th.wait
	now := th.Rt.watchdog.now.Load()
	if now == 0 {
		now = int64(Clock())
	}
	if x.until != now {
		storeInt64(&x.until, now)
	}
	storeUint64(&x.state, x.state&^0xff)
	if t := th.Rt.timeline.Load(); t != nil {
		t.run(th)
	}
}

// Waiting returns what th waits for at this moment (WaitNone: it runs, or is ready to), since when on Clock, and whether a timeout will
// end it. Any goroutine may call it. stamp changes with every wait.
func (th *Thread) Waiting() (w Wait, since time.Duration, timed bool, stamp uint64) {
	x := &th.wait
	for range 100 {
		state := atomic.LoadUint64(&x.state)
		w = Wait{Kind: WaitKind(state), FD: atomic.LoadInt32(&x.fd), On: atomic.LoadPointer(&x.on)}
		since, timed = time.Duration(atomic.LoadInt64(&x.since)), atomic.LoadUint32(&x.timed) != 0
		if atomic.LoadUint64(&x.state) != state {
			continue
		}
		if w.Kind == WaitNone {
			return Wait{}, since, false, state >> 8
		}
		return w, since, timed, state >> 8
	}
	return Wait{}, since, false, 0 // it waits for one short moment after the other
}

// waitShards is how many counters a sum is spread over, so that threads that wait often do not fight for one.
const waitShards = 8

// waitCounts counts the waits of some of the threads, by kind.
type waitCounts struct {
	n [numWaitKinds]atomic.Int64
	_ [64]byte
}

// Waits returns how often threads have waited, by kind.
func (rt *Runtime) Waits() map[WaitKind]int64 {
	m := make(map[WaitKind]int64, numWaitKinds)
	for i := range rt.waits {
		for k := range rt.waits[i].n {
			if n := rt.waits[i].n[k].Load(); n != 0 {
				m[WaitKind(k)] += n
			}
		}
	}
	return m
}

// Yields returns how often threads let others run although they could have gone on.
func (rt *Runtime) Yields() int64 { return rt.yields.Load() }

// Started returns how many threads there have been, the main one included.
func (rt *Runtime) Started() int64 { return atomic.LoadInt64(&rt.lastID) }

// watchdog is what looks after the threads while there are several and something happens.
type watchdog struct {
	now     atomic.Int64 // Clock, to within watchInterval; 0: nobody watches, or seldom
	running atomic.Bool
}

// busyWaits is how many waits it takes for somebody to watch where no thread waits for another: then the time is worth having at hand.
const busyWaits = 1024

// watchInterval is how often the threads are looked after, maxWatchInterval when nothing happens: when none has begun to wait at watchQuiet looks.
const (
	watchInterval    = 20 * time.Millisecond
	maxWatchInterval = 320 * time.Millisecond
	watchQuiet       = 10
)

// startWatch begins to look after the threads, unless that is being done.
func (rt *Runtime) startWatch() {
	if !rt.watchdog.running.Load() && rt.watchdog.running.CompareAndSwap(false, true) {
		rt.watchdog.now.Store(int64(Clock()))
		go rt.watchThreads()
	}
}

// watchThreads looks after the threads until one is left that is not stuck, or nothing has happened for a while and whatever does will start it
// again: an idle process is to be idle.
func (rt *Runtime) watchThreads() {
	every, quiet, events := watchInterval, 0, int64(0)
	for {
		time.Sleep(every)
		witness, settled := (*Thread)(nil), false
		if quiet > watchQuiet {
			witness, settled = rt.settled()
		}
		if settled || !rt.toWatch() {
			rt.watchdog.now.Store(0)
			rt.watchdog.running.Store(false)
			// Since a moment ago: they may have seen that somebody watches.
			if again := rt.waitEvents() != events || witness != nil && !witness.mayGoOn(); rt.toWatch() && (again || !settled) {
				rt.startWatch()
			}
			return
		}
		now := Clock()
		if n := rt.waitEvents(); n != events {
			every, quiet, events = watchInterval, 0, n
		} else if quiet++; quiet > watchQuiet {
			every = min(2*every, maxWatchInterval)
		}
		if every == watchInterval {
			rt.watchdog.now.Store(int64(now))
		} else {
			rt.watchdog.now.Store(0) // that would be too long ago
		}
		rt.lookForDeadlocks(now)
	}
}

// waitEvents counts waits and yields.
func (rt *Runtime) waitEvents() int64 {
	n := rt.Yields()
	for i := range rt.waits {
		for k := range rt.waits[i].n {
			n += rt.waits[i].n[k].Load()
		}
	}
	return n
}

// internalWaits counts waits for other threads.
func (rt *Runtime) internalWaits() (n int64) {
	for i := range rt.waits {
		for k := range rt.waits[i].n {
			if WaitKind(k).Internal() {
				n += rt.waits[i].n[k].Load()
			}
		}
	}
	return n
}

// toWatch reports whether there is something to look after: several threads, or one that is stuck.
func (rt *Runtime) toWatch() bool {
	if rt.Count() > 1 {
		return true
	}
	_, stuck := rt.Main.stuck()
	return stuck && rt.Config.Deadlock != DeadlockOff
}
