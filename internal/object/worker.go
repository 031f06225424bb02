// This file implements what threads run on in the models goroutine and os, and their suspension.
//
// A worker is a goroutine that runs threads, one after another. A thread that has to wait in a native method which the evaluator
// called directly (CanSuspend) need not keep its worker: all that it is lies in its Python frames. It is suspended: the evaluator
// returns, the worker takes another thread, and whoever wakes the thread (Unpark) queues it for the next free worker. So a waiting thread
// costs its frames and no Go stack, and a new thread finds a goroutine whose stack has grown.

package object

import (
	"math"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"

	"weft/internal/code"
)

// Job is what a thread does. Start and Resume report whether the thread has come to its end; if not, it is suspended.
type Job interface {
	Start(th *Thread) bool
	// Resume goes on after a suspension: the call that waited has the result v, or raises err.
	Resume(th *Thread, v Value, err error) bool
	// Stopped is called when the thread was ended from outside (Thread.Stop), after deferred calls.
	Stopped(th *Thread)
}

// funcJob is a job that is never suspended.
type funcJob func(th *Thread)

func (f funcJob) Start(th *Thread) bool {
	f(th)
	return true
}

func (f funcJob) Resume(th *Thread, v Value, err error) bool { return true }

func (f funcJob) Stopped(th *Thread) {}

// Waiter is the rest of a call that has suspended its thread. Proceed is called when the thread was woken, perhaps for nothing; if it
// is not done, the thread waits on.
type Waiter interface {
	Proceed(th *Thread) (v Value, done bool, err error)
}

// TakeSuspended reports whether the evaluator returned because the thread is suspended.
func (th *Thread) TakeSuspended() bool {
	s := th.Suspended
	th.Suspended = false
	return s
}

// AllowSuspension says that from now on the thread runs its job's Python frames in one call of the evaluator, at native depth 0.
func (th *Thread) AllowSuspension() { th.maySuspend = th.Rt.Config.Model != ModelOS && !th.Rt.Seeded() }

// PushBase pushes a frame for fn(self), to be run with RunBase; nil: it cannot be called that way.
func (th *Thread) PushBase(fn *Function, self Value) *Frame {
	f := th.pushMethod(fn, self, nil)
	if f != nil {
		f.Entry = true
	}
	return f
}

// RunBase runs a frame that PushBase made.
func (th *Thread) RunBase(f *Frame) (Value, error) { return th.Rt.engine.RunFrame(th, f) }

// ContinueBase continues the innermost frame behind its call, which has the result v or raises err: see Engine.Continue.
func (th *Thread) ContinueBase(v Value, err error) (Value, error) {
	return th.Rt.engine.Continue(th, th.Frame, v, err)
}

// PushWaiting pushes a frame for fn(self) that waits for the call at instruction pc.
func (th *Thread) PushWaiting(fn *Function, self Value, pc int) *Frame {
	f := th.PushFrame(fn.LoadCode())
	f.Fn, f.Globals, f.Builtins, f.Closure = fn, fn.Globals, fn.Builtins, fn.Closure
	f.NS, f.Ret, f.Entry, f.Flags = Value{}, 0, false, 0
	*f.Regs = self
	f.SetLasti(pc)
	return f
}

// MethodCallAt returns the first, or last, instruction of f's code that calls a method with n arguments, or -1.
func (f *Function) MethodCallAt(n int, last bool) int {
	at := -1
	for i, ins := range f.LoadCode().Ready().C.Instrs {
		if ins.Op() == code.CALL_METHOD && int(ins.B()) == n && (at < 0 || last) {
			at = i
		}
	}
	return at
}

// LineStart returns the first of the instructions before pc, and pc, that are of pc's line.
func (f *Function) LineStart(pc int) int {
	c := f.LoadCode().Ready().C
	for pc > 0 && c.SpanAt(pc-1).Line == c.SpanAt(pc).Line {
		pc--
	}
	return pc
}

// CanSuspend reports whether fn, a native method that is running, may return the error of Suspend: the evaluator has called it, and
// no Go code waits for it to return.
func (th *Thread) CanSuspend(fn NativeFn) bool {
	if !th.maySuspend || th.NativeDepth != 0 || th.Profiled() || th.Traced() {
		return false
	}
	// What the evaluator calls is in the register that its instruction names: had that called fn, it would be there.
	f := th.Frame
	pc := f.Lasti()
	if pc < 0 || f.Code.Original() != f.Code {
		return false
	}
	ins := f.Code.C.Instrs[pc]
	switch ins.Op() {
	case code.CALL, code.CALL_METHOD, code.CALL_EX:
	default:
		return false
	}
	callee := *f.Reg(int(ins.A()))
	if !callee.IsObj() {
		return false
	}
	var def *NativeDef
	switch callee.Header().Type() {
	case MethodDescriptorType:
		def = (*MethodDescriptor)(callee.p).Def
	case BuiltinType:
		def = (*Builtin)(callee.p).Def
	default:
		return false
	}
	return def.Fn != nil && funcPtr(def.Fn) == funcPtr(fn)
}

// ReadyToSuspend is to be called before th, which may call Suspend, can be woken.
func (th *Thread) ReadyToSuspend() {
	if n := atomic.LoadUint32(&th.unparks); th.wait.unparks != n {
		storeUint32(&th.wait.unparks, n)
	}
}

// SuspendUntil suspends th, which CanSuspend and has called ReadyToSuspend: the native method returns the error at once, and nothing of it will
// be seen. The call has the result that rest gives when it is done. At the time at on Clock (0: never) the thread is woken, too: rest finds
// that TimedOut then.
func (th *Thread) SuspendUntil(w Wait, rest Waiter, at time.Duration) error {
	th.Suspended = true
	th.rest = rest
	th.until = int64(at)
	if at != 0 {
		th.timeWait(at - Clock())
	}
	th.beginWait(w, at != 0)
	th.setTimer()
	if loadUint32(&th.Pending)&pendingWakes != 0 {
		th.Unpark() // see Park
	}
	return errSuspended
}

// Running says that th, which is suspended and in Waiter.Proceed, runs until WaitOn: what it does may take long.
func (th *Thread) Running() { th.endWait() }

// WaitOn says what th, which is suspended and in Waiter.Proceed, waits for from now on, and until when, as SuspendUntil.
func (th *Thread) WaitOn(w Wait, at time.Duration) {
	th.until = int64(at)
	th.endWait()
	th.beginWait(w, th.until != 0)
}

// TimedOut reports whether the time that SuspendUntil was given has come. A Waiter may ask.
func (th *Thread) TimedOut() bool { return th.until != 0 && int64(Clock()) >= th.until }

// ClockAfter returns the time on Clock that is d from now.
func ClockAfter(d time.Duration) time.Duration {
	if at := Clock() + d; at > 0 {
		return at
	}
	return math.MaxInt64 - 1
}

// ClockTimeout returns the time on Clock at which a timeout is over: 0, which stands for never, if it is negative.
func ClockTimeout(timeout time.Duration) time.Duration {
	if timeout < 0 {
		return 0
	}
	return ClockAfter(timeout)
}

// setTimer has th, which is being suspended, woken when its time has come; dropTimer undoes that.
func (th *Thread) setTimer() {
	switch {
	case th.until == 0:
	case th.Rt.single != nil:
		th.Rt.single.setTimer(th)
	default:
		th.Rt.clock.setAway(th)
	}
}

func (th *Thread) dropTimer() {
	switch {
	case th.until == 0:
	case th.Rt.single != nil:
		th.Rt.single.dropTimer(th)
	default:
		th.Rt.clock.dropAway(th)
	}
}

var errSuspended error = suspension{}

// suspension is the type of errSuspended, which the evaluator knows by Thread.Suspended.
type suspension struct{}

func (suspension) Error() string { return "suspended" }

// proceed runs th until it ends or is suspended, and reports whether it has ended.
func (th *Thread) proceed() bool {
	if th.rest == nil {
		if t := th.Rt.timeline.Load(); t != nil {
			t.start(th)
		}
		return th.job.Start(th)
	}
	th.dropTimer()
	th.ReadyToSuspend()
	w := th.noted()
	v, done, err := th.rest.Proceed(th)
	if !done && err == nil {
		if now := th.noted(); now.Kind != WaitNone {
			w = now // see WaitOn
			th.endWait()
		}
		th.beginWait(w, th.until != 0) // the wake-up was for nothing
		th.setTimer()
		return false
	}
	th.timeline.timedOut = th.TimedOut()
	th.rest, th.until = nil, 0
	th.endWait()
	if th.Rt.gil == nil {
		th.SliceStart = 0
		if th.worker != nil {
			th.SliceStart = th.worker.since
		}
	}
	return th.job.Resume(th, v, err)
}

// Parking states of a thread. Who moves it from waits or away to runs has to wake it, or to give it a worker.
const (
	parkRuns  uint32 = iota
	parkToken        // runs, and Unpark came
	parkWaits        // waits in Park
	parkAway         // suspended, without a worker
)

// unparkWorker is unpark where threads have workers.
func (th *Thread) unparkWorker(by *Thread, b *batch) {
	for {
		switch th.parked.Load() {
		case parkToken:
			return
		case parkRuns:
			if th.parked.CompareAndSwap(parkRuns, parkToken) {
				return
			}
		case parkWaits:
			if th.parked.CompareAndSwap(parkWaits, parkRuns) {
				th.goOn()
				return
			}
		case parkAway:
			if th.parked.CompareAndSwap(parkAway, parkRuns) {
				if g := th.Rt.gil; g != nil {
					g.admitAway(th, true)
				} else if b != nil {
					b.ths = append(b.ths, th)
				} else if by != nil && by.worker.hand != nil && by.MaySuspend() {
					th.Rt.pool.hold(by.worker.hand, th)
				} else {
					th.Rt.pool.submit(th)
				}
				return
			}
		}
	}
}

// takeToken forgets an Unpark that came while the thread ran, and reports whether one did.
func (th *Thread) takeToken() bool {
	return th.parked.Load() == parkToken && th.parked.CompareAndSwap(parkToken, parkRuns)
}

// pool is the workers of a runtime.
type pool struct {
	mu       sync.Mutex
	ready    threadQueue // guarded by mu; threads that wait for a worker
	idle     []*worker   // guarded by mu; the last is the one that became idle last
	starting int         // guarded by mu; workers that have not got to their first thread
	queued   atomic.Int32
	made     atomic.Uint32 // workers that there have been
	watched  atomic.Bool   // somebody looks after the hands
	leader   atomic.Pointer[worker]
	hands    [numHands]hand
}

const (
	maxIdle     = 64  // idle workers
	maxStarting = 128 // when there are so many, threads queue for them
)

// worker is a goroutine that runs threads.
type worker struct {
	park     chan struct{} // capacity 1; for the parking of the thread that it runs, and its own
	next     *Thread       // guarded by pool.mu; what it was woken for
	hand     *hand         // see hand.go; nil: with a GIL, or an OS thread per thread
	turns    uint32        // how often it ran what its hand held, or was in a batch
	fast     uint32        // see lead
	rested   int64         // on Clock, when other goroutines could last run on its processor; used when it leads
	runs     atomic.Uint32 // how often it began and ended running a batch
	lockWait *LockWait     // see Lock.SuspendAcquire
	since    int64         // on Clock, since when it has been doing that without a pause, or a little later; 0: it does not, or not for long
}

// submit lets a worker run th.
func (p *pool) submit(th *Thread) {
	p.mu.Lock()
	if w := p.idleLocked(); w != nil {
		w.next = th
		p.mu.Unlock()
		w.park <- struct{}{}
		return
	}
	if p.starting >= maxStarting {
		p.ready.push(th)
		p.queued.Add(1)
		p.mu.Unlock()
		return
	}
	p.startLocked(th.Rt, th)
	p.mu.Unlock()
}

// idleLocked takes the worker that became idle last; nil: none is.
func (p *pool) idleLocked() *worker {
	n := len(p.idle) - 1
	if n < 0 {
		return nil
	}
	w := p.idle[n]
	p.idle[n] = nil
	p.idle = p.idle[:n]
	return w
}

// startLocked starts a worker, for th first; nil: to lead.
func (p *pool) startLocked(rt *Runtime, th *Thread) {
	p.starting++
	go p.work(rt, th)
}

// help has a worker run the threads that wait for one, if there are any: the calling thread keeps its own.
func (p *pool) help(rt *Runtime) {
	if p.queued.Load() == 0 {
		return
	}
	p.mu.Lock()
	if p.ready.n > 0 {
		if w := p.idleLocked(); w != nil {
			w.next = p.popLocked()
			p.mu.Unlock()
			w.park <- struct{}{}
			return
		}
		p.startLocked(rt, p.popLocked())
	}
	p.mu.Unlock()
}

// pop takes a thread that waits for a worker, or nil.
func (p *pool) pop() *Thread {
	if p.queued.Load() == 0 {
		return nil
	}
	p.mu.Lock()
	th := p.popLocked()
	p.mu.Unlock()
	return th
}

func (p *pool) popLocked() *Thread {
	th := p.ready.pop()
	if th != nil {
		p.queued.Add(-1)
	}
	return th
}

// work is a worker's life; th is the first it runs, nil if it is to lead.
func (p *pool) work(rt *Runtime, th *Thread) {
	growStack()
	p.mu.Lock()
	p.starting--
	p.mu.Unlock()
	w := rt.newWorker()
	if th == nil {
		p.leader.Store(w)
	}
	for {
		if th == nil {
			p.lead(rt, w)
		} else {
			w.run(th)
		}
		if th = w.take(); th != nil {
			continue
		}
		w.since = 0
		p.mu.Lock()
		if th = p.popLocked(); th != nil {
			p.mu.Unlock()
			continue
		}
		if len(p.idle) >= maxIdle {
			p.mu.Unlock()
			return
		}
		p.idle = append(p.idle, w)
		p.mu.Unlock()
		<-w.park
		p.mu.Lock()
		th, w.next = w.next, nil
		p.mu.Unlock()
	}
}

// run runs th until it ends or is suspended.
func (w *worker) run(th *Thread) {
	rt := th.Rt
	left := false
	defer func() {
		if !left { // the thread was ended from outside, and the goroutine with it
			th.job.Stopped(th)
			th.retire()
			rt.pool.empty(w.hand)
			rt.pool.abdicate(rt, w)
			if rt.gil != nil {
				rt.gil.release()
			}
		}
	}()
	th.worker = w
	for {
		if rt.gil != nil {
			if th.noWorker {
				th.noWorker = false
				rt.gil.admitted(th)
			} else {
				rt.gil.acquire(th, th.rest != nil)
			}
		}
		left = false
		end := th.proceed()
		if end && th.home() {
			left = true
			return
		}
		if end {
			th.retire()
		}
		left = true
		if rt.gil != nil {
			rt.gil.release()
		}
		if end || th.parked.CompareAndSwap(parkRuns, parkAway) { // from here on another worker may run it
			return
		}
		th.parked.Store(parkRuns) // Unpark came before it was away
	}
}

// retire does what is to be done when th has ended.
func (th *Thread) retire() {
	th.watchFresh()
	th.Rt.removeThread(th)
	th.leaveStack()
	th.job = nil // whoever still knows th, such as the search for deadlocks, is not to keep what it ran
}

// goOS starts th on an OS thread of its own.
func (rt *Runtime) goOS(th *Thread) {
	go func() {
		runtime.LockOSThread() // never unlocked: the OS thread ends with the goroutine
		th.NoteOSThread()
		defer rt.osThreads.give()
		growStack()
		rt.newWorker().run(th)
	}()
}

// growStack makes room on a new goroutine's stack at once: the evaluator needs more than it begins with, and growing it step by step
// copies it each time.
//
//go:noinline
func growStack() {
	var room [5 << 10]byte
	useStack(&room)
}

//go:noinline
func useStack(p *[5 << 10]byte) { _ = p[0] }

// MaySuspend reports whether native methods that Python code of the thread calls from here on may suspend it, as far as is known.
func (th *Thread) MaySuspend() bool { return th.maySuspend && th.NativeDepth == 0 }

// LockWait is a suspended thread's wait for a lock.
type LockWait struct {
	WaitNode
	lock *Lock
	// Quietly says that signals and asynchronous exceptions wait until the lock is held.
	Quietly bool
}

// SuspendUntil makes th, which CanSuspend, wait for the lock until the time at (see Thread.SuspendUntil), or takes it for th if it is free by
// now: then the error is nil. rest is the rest of the call, w a part of it.
func (l *Lock) SuspendUntil(th *Thread, kind WaitKind, w *LockWait, rest Waiter, at time.Duration) error {
	th.ReadyToSuspend()
	if !l.Join(th, w) {
		return nil
	}
	return th.SuspendUntil(Wait{Kind: kind, On: unsafe.Pointer(l)}, rest, at)
}

// GiveUp ends the wait of a thread for which Taken has just reported that the lock was not taken; it reports whether it is now, after all.
func (w *LockWait) GiveUp(th *Thread) bool {
	l := w.lock
	woken := l.dequeue(&w.WaitNode)
	atomic.AddInt32(&l.waiting, -1)
	if l.TryLock(th) {
		return true
	}
	if woken {
		l.wake(th)
	}
	return false
}

// Join takes the lock for th, and reports false, or makes th one of those that wait for it: w tells when it has been taken. ReadyToSuspend
// has been called.
func (l *Lock) Join(th *Thread, w *LockWait) bool {
	w.Th, w.lock = th, l
	atomic.AddInt32(&l.waiting, 1)
	if !l.enqueue(&w.WaitNode, false) {
		atomic.AddInt32(&l.waiting, -1)
		return false
	}
	return true
}

// Taken is called when the thread was woken: it reports whether the lock has been taken for it now, or what was raised instead.
func (w *LockWait) Taken(th *Thread) (bool, error) {
	l := w.lock
	if loadUint32(&th.Pending) != 0 && (!w.Quietly || th.ends()) {
		woken := l.dequeue(&w.WaitNode)
		if err := th.SafePoint(); err != nil {
			if woken {
				l.wake(th)
			}
			atomic.AddInt32(&l.waiting, -1)
			return false, err
		}
		if l.enqueue(&w.WaitNode, woken) {
			return false, nil
		}
	} else if !l.again(&w.WaitNode) {
		return false, nil
	}
	atomic.AddInt32(&l.waiting, -1)
	return true, nil
}

// SuspendAcquire is SuspendUntil for a call that returns True when the lock has been taken, False when the time is over.
func (l *Lock) SuspendAcquire(th *Thread, kind WaitKind, at time.Duration) error {
	spare := th.spareLockWait()
	w := *spare
	*spare = nil
	if w == nil {
		w = &LockWait{}
	}
	err := l.SuspendUntil(th, kind, w, w, at)
	if err == nil {
		w.free(th)
	}
	return err
}

// Proceed implements Waiter for SuspendAcquire.
func (w *LockWait) Proceed(th *Thread) (Value, bool, error) {
	taken, err := w.Taken(th)
	done := taken
	if err == nil && !taken && th.TimedOut() {
		done, taken = true, w.GiveUp(th)
	}
	if done || err != nil {
		w.free(th)
	}
	return Bool(taken), done, err
}

// free keeps w, which is in no queue, for the next wait of a thread on th's worker.
func (w *LockWait) free(th *Thread) {
	w.Th, w.lock = nil, nil
	*th.spareLockWait() = w
}

// spareLockWait returns where a LockWait is kept that SuspendAcquire may use.
func (th *Thread) spareLockWait() **LockWait {
	if s := th.Rt.single; s != nil {
		return &s.lockWait
	}
	return &th.worker.lockWait
}
