// This file implements the threading models: what a Python thread runs on, and what happens when it waits, blocks or has run long.
//
// The four verbs of a model are Park (wait for Unpark), Blocking (a system call that nobody can interrupt), Yield (let others run)
// and EndSlice (the evaluator's safe point after some hundred backward jumps). Everything that waits is built from them.

package object

import (
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"
)

// Model is a threading model: -X threads.
type Model uint8

const (
	// ModelGoroutine runs every Python thread on a goroutine of its own, which Go's scheduler puts on OS threads (M:N).
	ModelGoroutine Model = iota
	// ModelOS runs every Python thread on an OS thread of its own (1:1).
	ModelOS
	// ModelSingle runs all Python threads on one OS thread (N:1): see single.go.
	ModelSingle
)

var modelNames = [...]string{ModelGoroutine: "goroutine", ModelOS: "os", ModelSingle: "single"}

func (m Model) String() string { return modelNames[m] }

// ParseModel returns the model that -X threads names.
func ParseModel(name string) (Model, bool) {
	for m, s := range modelNames {
		if s == name {
			return Model(m), true
		}
	}
	return 0, false
}

// maxSlice is how long a thread runs before it lets others of its processor run, where no GIL says otherwise.
const maxSlice = 4 * time.Millisecond

// Model returns the threading model of the runtime.
func (rt *Runtime) Model() Model { return rt.Config.Model }

// GILEnabled reports whether only one Python thread runs at a time because of a lock: sys._is_gil_enabled().
func (rt *Runtime) GILEnabled() bool { return rt.Config.GIL }

// SwitchInterval returns sys.getswitchinterval() and SetSwitchInterval sets it. It is heeded where one Python thread runs at a time.
func (rt *Runtime) SwitchInterval() time.Duration { return time.Duration(rt.switchInterval.Load()) }

// SetSwitchInterval: see SwitchInterval.
func (rt *Runtime) SetSwitchInterval(d time.Duration) { rt.switchInterval.Store(int64(d)) }

// startModel prepares the model for the main thread, which the calling goroutine is.
func (rt *Runtime) startModel(main *Thread) {
	rt.SetSwitchInterval(5 * time.Millisecond)
	rt.poller.rt = rt
	rt.clock.next.Store(never)
	switch rt.Config.Model {
	case ModelOS:
		runtime.LockOSThread()
		main.NoteOSThread()
	case ModelSingle:
		runtime.LockOSThread()
		main.NoteOSThread()
		rt.single = newSingle(main)
		rt.poller.single = true
		if rt.Config.Seed != nil {
			rt.single.seeded = newSeeded(*rt.Config.Seed)
		}
		return // one OS thread is as good as a GIL
	}
	if rt.Config.GIL {
		rt.gil = &gil{rt: rt}
		rt.gil.acquire(main, false)
	}
}

// Park blocks until Unpark, or until the timeout (negative: none) has passed; it reports false for a timeout. It returns early
// when the thread has pending work, and at once if it has had that before (what woke it then may have been taken for the end of another
// wait): callers loop over their own condition and call SafePoint in between. w says what it waits for.
func (th *Thread) Park(w Wait, timeout time.Duration) bool {
	rt := th.Rt
	unparks := atomic.LoadUint32(&th.unparks) // before the look whether one came
	if rt.single == nil && th.takeToken() {
		return true
	}
	if timeout == 0 {
		return rt.single != nil && rt.single.park(th, 0)
	}
	if loadUint32(&th.Pending)&pendingWakes != 0 {
		return true
	}
	return th.parkFrom(unparks, w, timeout)
}

// parkQuietly is Park without a limit, also for a thread that has pending work.
func (th *Thread) parkQuietly(w Wait) {
	unparks := atomic.LoadUint32(&th.unparks)
	if th.Rt.single != nil || !th.takeToken() {
		th.parkFrom(unparks, w, -1)
	}
}

// parkFrom is the end of Park.
func (th *Thread) parkFrom(unparks uint32, w Wait, timeout time.Duration) bool {
	rt := th.Rt
	if timeout > 0 {
		th.timeWait(timeout)
	}
	atomic.StoreUint32(&th.wait.unparks, unparks)
	th.beginWait(w, timeout > 0)
	woken := false
	switch {
	case rt.single != nil:
		if woken = rt.single.park(th, timeout); !woken {
			th.timeline.timedOut = true
		}
	default:
		woken = th.parkHere(timeout)
	}
	th.endWait()
	if rt.gil == nil {
		th.SliceStart = 0
	}
	return woken
}

// parkHere is Park of the goroutine. With a GIL, who wakes the thread takes that for it: see gil.admit.
func (th *Thread) parkHere(timeout time.Duration) bool {
	rt := th.Rt
	th.letOthers()
	if !th.parked.CompareAndSwap(parkRuns, parkWaits) {
		th.parked.Store(parkRuns)
		return true
	}
	if rt.gil != nil {
		rt.gil.release()
	}
	woken := true
	if timeout < 0 {
		<-th.worker.park
	} else {
		woken = rt.clock.parkUntil(th, timeout)
		th.timeline.timedOut = !woken
	}
	if rt.gil != nil {
		rt.gil.admitted(th)
	}
	return woken
}

// goOn lets th go on, which the caller has moved from parkWaits to parkRuns.
func (th *Thread) goOn() {
	if g := th.Rt.gil; g != nil {
		g.admit(th, true)
		return
	}
	th.worker.park <- struct{}{}
}

// Unpark makes the current or next Park of the thread return. It may be called from any goroutine, and wakes may be spurious.
func (th *Thread) Unpark() { th.UnparkBy(nil) }

// UnparkBy is Unpark by a thread, the calling one, or by none.
func (th *Thread) UnparkBy(by *Thread) { th.unpark(by, nil) }

// unpark is UnparkBy; see unparkInto.
func (th *Thread) unpark(by *Thread, b *batch) {
	if t := th.Rt.timeline.Load(); t != nil {
		t.wake(th, by)
	}
	if s := th.Rt.single; s != nil {
		s.unpark(th, by != nil)
		return
	}
	atomic.AddUint32(&th.unparks, 1)
	th.unparkWorker(by, b)
}

// LetOthers lets the other threads have the GIL for good: the main thread, which calls it, runs no more Python code.
func (rt *Runtime) LetOthers() {
	if rt.gil != nil {
		rt.gil.release()
	}
}

// Blocking runs f, which may block in a system call or a channel that does not know about Python threads. f must not touch Python
// objects that others may change: it may run beside them, and on another goroutine. k says what it waits for.
func (th *Thread) Blocking(k WaitKind, f func()) {
	th.beginWait(WaitFor(k), false)
	defer th.endWait()
	switch rt := th.Rt; {
	case rt.single != nil:
		rt.single.blocking(th, k, f)
	case rt.gil != nil:
		rt.gil.release()
		defer rt.gil.acquire(th, true)
		th.letOthers()
		f()
	default:
		th.letOthers()
		f()
	}
}

// Yield lets other threads run: time.sleep(0).
func (th *Thread) Yield() {
	th.Rt.yields.Add(1)
	switch rt := th.Rt; {
	case rt.single != nil:
		rt.single.yield(th)
	case rt.gil != nil:
		rt.gil.hand(th)
	default:
		th.letOthers()
		if t := rt.timeline.Load(); t != nil {
			t.yield(th)
			runtime.Gosched()
			t.run(th)
			return
		}
		runtime.Gosched()
	}
}

// SwitchAsked is called at a safe point when somebody has asked the thread to let others run (PendingSwitch).
func (th *Thread) SwitchAsked() {
	if g := th.Rt.gil; g != nil && !g.due(th, int64(Clock())) {
		return // that was about another time when it held the GIL
	}
	th.Yield()
}

// EndSlice is called by the evaluator from time to time: a thread that has run its share lets others run.
func (th *Thread) EndSlice() {
	if !Several() {
		return
	}
	rt := th.Rt
	if rt.single != nil {
		rt.single.endSlice(th)
		return
	}
	now := int64(Clock())
	if th.SliceStart == 0 {
		th.SliceStart = now // the first look at the clock since the thread waited
	}
	ran := time.Duration(now - th.SliceStart)
	woke := rt.look(now, ran)
	if g := rt.gil; g != nil {
		if g.due(th, now) {
			th.Yield()
		} else {
			g.breathe(now)
		}
		return
	}
	if woke || ran > maxSlice {
		th.SliceStart = now
		th.Yield()
	} else {
		rt.pool.emptyLater(th.worker.hand)
	}
}

// busySlice is how long a thread runs without waiting before it counts as busy; busyFor is how long the others heed that.
const (
	busySlice = 200 * time.Microsecond
	busyFor   = 10 * time.Millisecond
)

// look does for the others what they may wait long for while all processors are busy: it wakes those whose time has come or whose
// descriptor is ready. It reports whether there were any. now is the time on Clock, ran for how long the thread has been running.
func (rt *Runtime) look(now int64, ran time.Duration) bool {
	if ran > busySlice {
		if until := now + int64(busyFor); until-rt.busyUntil.Load() > int64(busyFor/8) {
			rt.busyUntil.Store(until)
		}
	}
	woke := rt.clock.due(now) && rt.clock.run(rt, nil)
	return rt.poller.lookSometimes(now) || woke
}

// busy reports whether a thread has been running for a while, so that others may have to wait for a processor.
func (rt *Runtime) busy() bool {
	until := rt.busyUntil.Load()
	if until == 0 {
		return false
	}
	if int64(Clock()) > until {
		rt.busyUntil.CompareAndSwap(until, 0)
		return false
	}
	return true
}

// Go starts th, which runs f and then ends; it reports false when there cannot be more threads.
func (rt *Runtime) Go(th *Thread, f func(th *Thread)) bool { return rt.GoJob(th, funcJob(f), nil) }

// GoJob is Go for a job. by is the calling thread if it need not get to see that th runs, or nil. It is the only place that starts what may
// run Python code.
func (rt *Runtime) GoJob(th *Thread, job Job, by *Thread) bool {
	setSeveral(rt.single == nil)
	if rt.Config.Model == ModelOS && !rt.osThreads.take() {
		return false
	}
	th.job = job
	rt.addThread(th)
	rt.startWatch()
	switch rt.Config.Model {
	case ModelSingle:
		th.osThread = rt.Main.osThread
		rt.single.start(th)
	case ModelOS:
		rt.goOS(th)
	default:
		if rt.gil != nil {
			rt.gil.admitAway(th, false)
		} else if by != nil && by.worker.hand != nil && by.MaySuspend() {
			rt.pool.hold(by.worker.hand, th)
		} else {
			rt.pool.submit(th)
		}
	}
	if rt.CancelCause() != nil {
		th.Interrupt(PendingCancel) // Cancel may not have seen it
	}
	return true
}

// Stop ends the calling thread, which must not be the main one; what it holds stays held.
func (th *Thread) Stop() {
	if s := th.Rt.single; s != nil {
		s.stop(th)
	}
	runtime.Goexit()
}

// osThreads counts the OS threads of ModelOS: to run into a limit of the system would end the process.
type osThreads struct {
	once  sync.Once
	limit int64
	n     atomic.Int64
}

func (o *osThreads) take() bool {
	o.once.Do(func() {
		o.limit = osThreadLimit()
		debug.SetMaxThreads(int(o.limit) + spareOSThreads)
	})
	if o.n.Add(1) > o.limit {
		o.n.Add(-1)
		return false
	}
	return true
}

func (o *osThreads) give() { o.n.Add(-1) }

// spareOSThreads are for Go's own use: system calls that block, collections.
const spareOSThreads = 256
