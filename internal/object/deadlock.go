// This file implements the search for deadlocks: threads none of which can go on (-X deadlock), and circles of threads that wait for each
// other's locks while others run.
//
// A thread is stuck if only another Python thread can wake it (WaitKind.Internal), no timeout ends its wait, and nobody has. It stays so
// until somebody calls Unpark. If each of all threads is found stuck, and later found in the same wait still, then they were all stuck at
// the moment between, and nobody is left who could call Unpark - but for signal handlers, and what the collector finds to be garbage.
//
// It is cheap however many threads there are: as long as threads begin to wait, or a witness is not stuck, there is nothing to do.

package object

import (
	"fmt"
	"os"
	"sort"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// DeadlockMode says what happens when no thread can go on: -X deadlock.
type DeadlockMode uint8

const (
	// DeadlockOff looks for nothing: a host may wake the threads.
	DeadlockOff DeadlockMode = iota
	// DeadlockExit reports it on standard error and ends the process with status 1.
	DeadlockExit
	// DeadlockWait reports it and waits.
	DeadlockWait
)

// ParseDeadlockMode returns the mode that -X deadlock names.
func ParseDeadlockMode(name string) (DeadlockMode, bool) {
	switch name {
	case "exit":
		return DeadlockExit, true
	case "wait":
		return DeadlockWait, true
	case "off":
		return DeadlockOff, true
	}
	return 0, false
}

// deadlocks is the state of the search. It belongs to watchThreads, but for what is said to be shared.
type deadlocks struct {
	events  int64   // waits and yields at the last look
	witness *Thread // was not stuck when last looked at
	next    int     // where to look for a witness
	scanned int     // how many in a row were found stuck
	told    int64   // events when a deadlock was reported; nothing has happened since if it is the same
	collect int64   // events when garbage was collected
	circles int     // how often circles were looked for since events

	circleAt  time.Duration         // when circles are next looked for
	circleGap time.Duration         // how long after the last look that is
	internal  int64                 // the waits for other threads at the last look
	looks     int                   // since that changed
	suspects  map[*Thread]stuckness // the circles found last time
	toldOf    map[*Thread]uint64    // by stamp: circles that were reported

	wakers  func() bool      // guarded by Runtime.mu: whether a signal handler could wake someone
	exit    func(th *Thread) // guarded by Runtime.mu
	session atomic.Bool      // shared: there is a user at a prompt
}

// stuckness identifies a wait that nobody has ended yet.
type stuckness struct {
	stamp   uint64
	unparks uint32
}

// witnessesPerLook bounds how many threads are looked at in search of a witness at a time.
const witnessesPerLook = 4096

// SetSignalWakers sets what tells whether a signal handler of the program could wake a thread.
func (rt *Runtime) SetSignalWakers(f func() bool) {
	rt.mu.Lock()
	rt.deadlocks.wakers = f
	rt.mu.Unlock()
}

// SetDeadlockExit sets what the main thread calls to end the process after a deadlock was reported.
func (rt *Runtime) SetDeadlockExit(f func(th *Thread)) {
	rt.mu.Lock()
	rt.deadlocks.exit = f
	rt.mu.Unlock()
}

// SetSession says that a user types statements: what no thread can end, an interrupt from the keyboard can.
func (rt *Runtime) SetSession() { rt.deadlocks.session.Store(true) }

// stuck reports whether only another Python thread can wake th, and none has.
func (th *Thread) stuck() (stuckness, bool) {
	w, _, timed, stamp := th.Waiting()
	if !w.Kind.Internal() || timed || atomic.LoadUint32(&th.Pending)&^(PendingSwitch|PendingTrace|PendingWhere|PendingSeed) != 0 {
		return stuckness{}, false
	}
	if s := th.Rt.single; s != nil {
		s.mu.Lock()
		stuck := th.turn.waiting && !th.turn.token
		s.mu.Unlock()
		return stuckness{stamp: stamp}, stuck
	}
	n := atomic.LoadUint32(&th.unparks)
	return stuckness{stamp, n}, n == atomic.LoadUint32(&th.wait.unparks)
}

// lookForDeadlocks is called by watchThreads now and then.
func (rt *Runtime) lookForDeadlocks(now time.Duration) {
	d := &rt.deadlocks
	if rt.Config.Deadlock == DeadlockOff || rt.Config.Seed != nil { // the scheduler of seeded runs looks itself
		return
	}
	rt.lookForCircles(now)
	events := rt.waitEvents()
	if events != d.events {
		d.events, d.scanned, d.circles, d.witness = events, 0, 0, nil
		return
	}
	if d.told == events || d.session.Load() {
		return
	}
	if d.witness != nil {
		if d.witness.mayGoOn() {
			return
		}
		d.witness, d.scanned = nil, 0
	}
	if d.witness = rt.findWitness(); d.witness != nil || d.scanned < rt.Count() {
		return
	}
	d.scanned = 0
	if rt.allStuck() == nil {
		return
	}
	if d.collect != events {
		// What has become garbage may have a finalizer or callback that wakes someone.
		d.collect = events
		Collect()
		return
	}
	threads := rt.allStuck()
	if threads == nil {
		return
	}
	d.told = events
	rt.reportDeadlock(threads)
}

// settled reports whether the threads need not be looked at before one of them begins to wait for another, or ends: a witness can go on, and
// those that cannot have been seen to wait in no circle. It belongs to watchThreads.
func (rt *Runtime) settled() (witness *Thread, yes bool) {
	d := &rt.deadlocks
	if rt.Config.Deadlock == DeadlockOff || rt.Config.Seed != nil {
		return nil, true
	}
	return d.witness, d.circles >= 2 && d.witness != nil && d.witness.mayGoOn()
}

// mayGoOn reports whether th has not ended and is not stuck.
func (th *Thread) mayGoOn() bool {
	_, stuck := th.stuck()
	return !stuck && !th.ended()
}

// ended reports whether th has ended.
func (th *Thread) ended() bool {
	th.Rt.mu.Lock()
	defer th.Rt.mu.Unlock()
	return int(th.slot) >= len(th.Rt.threads) || th.Rt.threads[th.slot] != th
}

// findWitness looks at some threads and returns one that is not stuck, or nil.
func (rt *Runtime) findWitness() *Thread {
	d := &rt.deadlocks
	var buf [64]*Thread
	for looked := 0; looked < witnessesPerLook; {
		rt.mu.Lock()
		if d.next >= len(rt.threads) {
			d.next = 0
		}
		n := copy(buf[:], rt.threads[d.next:])
		all := len(rt.threads)
		rt.mu.Unlock()
		d.next += n
		looked += n
		for _, th := range buf[:n] {
			if _, stuck := th.stuck(); !stuck {
				return th
			}
		}
		if d.scanned += n; d.scanned >= all {
			break
		}
	}
	return nil
}

// allStuck returns all threads if none of them can ever go on, else nil.
func (rt *Runtime) allStuck() []*Thread {
	started := rt.Started()
	threads := rt.Threads()
	was := make([]stuckness, len(threads))
	for i, th := range threads {
		s, stuck := th.stuck()
		if !stuck {
			rt.deadlocks.witness = th
			return nil
		}
		was[i] = s
	}
	rt.mu.Lock()
	wakers := rt.deadlocks.wakers
	rt.mu.Unlock()
	if wakers != nil && wakers() {
		return nil
	}
	for i, th := range threads {
		if s, stuck := th.stuck(); !stuck || s != was[i] {
			return nil
		}
	}
	if rt.Started() != started {
		return nil
	}
	return threads
}

// maxReported is how many threads a report shows.
const maxReported = 100

// reportDeadlock says that threads, which are all, cannot go on, and ends the process if that is asked for.
func (rt *Runtime) reportDeadlock(threads []*Thread) {
	if rt.tellDeadlock(threads) {
		time.Sleep(2 * time.Second) // what is flushed may be locked
		os.Exit(1)
	}
}

// tellDeadlock says that threads, which are all, cannot go on. It reports whether that is to end the process; the main thread has been
// asked to do so.
func (rt *Runtime) tellDeadlock(threads []*Thread) bool {
	sortThreads(threads)
	circle := firstCircle(threads)
	in := map[*Thread]bool{}
	for _, th := range circle {
		in[th] = true
	}
	var infos []ThreadInfo
	for _, first := range []bool{true, false} {
		for _, th := range threads {
			if in[th] == first && len(infos) < maxReported {
				infos = append(infos, th.Info(maxDumped))
			}
		}
	}
	var b strings.Builder
	b.WriteString("Deadlock: no thread can go on, each waits for another.\n")
	if len(threads) == 1 {
		b.Reset()
		b.WriteString("Deadlock: the only thread waits for what no other thread can do.\n")
	}
	b.WriteString(circleText(circle))
	b.WriteString(ThreadReport(infos))
	if n := len(threads) - len(infos); n > 0 {
		fmt.Fprintf(&b, "\nand %d more threads.\n", n)
	}
	if rt.Config.Deadlock != DeadlockExit {
		writeErr(b.String())
		return false
	}
	b.WriteString("\nThe program ends here, with status 1 (-X deadlock=wait lets it wait).\n")
	writeErr(b.String())
	rt.mu.Lock()
	exit := rt.deadlocks.exit
	rt.mu.Unlock()
	if exit != nil {
		rt.AddPendingCall(func(th *Thread) error {
			exit(th)
			return nil
		})
	}
	return true
}

// writeErr writes to standard error, whatever sys.stderr is.
func writeErr(text string) {
	for b := []byte(EncodeFS(text)); len(b) > 0; {
		n, err := syscall.Write(2, b)
		if err != nil && err != syscall.EINTR {
			return
		}
		b = b[max(n, 0):]
	}
}

// sortThreads puts the main thread first, the others in the order they were made.
func sortThreads(threads []*Thread) {
	sort.Slice(threads, func(i, j int) bool {
		a, b := threads[i], threads[j]
		if main := a.Rt.Main; a == main || b == main {
			return a == main && b != main
		}
		return a.ident < b.ident
	})
}

// waitsFor returns the ident of the one thread that th's wait needs, or 0: no such thread, or any may do what th waits for.
func (th *Thread) waitsFor() int64 {
	w, _, timed, _ := th.Waiting()
	if timed || w.On == nil {
		return 0
	}
	id := int64(0)
	switch w.Kind {
	case WaitLock:
		if l := (*Lock)(w.On); !l.signals() {
			id = l.Owner()
		}
	case WaitRLock, WaitIO:
		id = (*Lock)(w.On).Owner()
	case WaitReentrant:
		if o := (*ReentrantLock)(w.On).ownerNow(); o != nil {
			id = o.ident
		}
	case WaitJoin:
		id = th.Rt.joined(w.On)
	}
	if id == th.ident {
		return 0 // a lock that its taker takes again is one that others release
	}
	return id
}

// circlesOf returns the circles among threads: each thread of a circle waits for the next, the last for the first.
func circlesOf(threads []*Thread) [][]*Thread {
	next := map[int64]int64{}
	byIdent := map[int64]*Thread{}
	for _, th := range threads {
		if id := th.waitsFor(); id != 0 {
			next[th.ident], byIdent[th.ident] = id, th
		}
	}
	var circles [][]*Thread
	seen := map[int64]int64{} // by which start
	for _, th := range threads {
		id := th.ident
		for seen[id] == 0 && next[id] != 0 {
			seen[id] = th.ident
			id = next[id]
		}
		if seen[id] != th.ident {
			continue
		}
		var circle []*Thread
		for at := id; len(circle) == 0 || at != id; at = next[at] {
			circle = append(circle, byIdent[at])
			seen[at] = -1
		}
		circles = append(circles, circle)
	}
	return circles
}

func firstCircle(threads []*Thread) []*Thread {
	if cs := circlesOf(threads); len(cs) > 0 {
		return cs[0]
	}
	return nil
}

// circleText says in a sentence who waits for whom.
func circleText(circle []*Thread) string {
	if len(circle) == 0 {
		return ""
	}
	var b strings.Builder
	for i, th := range circle {
		info := th.Info(4)
		next := circle[(i+1)%len(circle)].Name()
		switch {
		case info.Wait.Kind == WaitJoin:
			fmt.Fprintf(&b, "  %q waits for the end of %q\n", info.Name, next)
		case info.Since != "":
			fmt.Fprintf(&b, "  %q waits for %s, which %q has held since %s\n", info.Name, info.What, next, info.Since)
		default:
			fmt.Fprintf(&b, "  %q waits for %s, which %q holds\n", info.Name, info.What, next)
		}
	}
	return b.String()
}

// circleInterval is how often circles are looked for, at most.
const circleInterval = 100 * time.Millisecond

// lookForCircles reports circles of threads that wait for each other, if they have for some time. It takes at most a hundredth of a
// processor's time.
func (rt *Runtime) lookForCircles(now time.Duration) {
	d := &rt.deadlocks
	if now < d.circleAt {
		return
	}
	n := rt.internalWaits()
	if n != d.internal {
		d.internal, d.looks = n, 0
	}
	if d.looks++; d.looks > 2 && now < d.circleAt+9*d.circleGap {
		d.circles++ // who closes a circle begins to wait
		return
	}
	var stuck []*Thread
	var keys map[*Thread]stuckness
	for _, th := range rt.Threads() {
		if s, yes := th.stuck(); yes && th.waitsFor() != 0 {
			if keys == nil {
				keys = map[*Thread]stuckness{}
			}
			stuck, keys[th] = append(stuck, th), s
		}
	}
	suspects := map[*Thread]stuckness{}
	if len(stuck) > 1 {
		for _, circle := range circlesOf(stuck) {
			known, told := true, true
			for _, th := range circle {
				k := keys[th]
				suspects[th] = k
				was, ok := d.suspects[th]
				known = known && ok && was == k
				told = told && d.toldOf[th] == k.stamp
			}
			if !known || told {
				continue
			}
			if d.toldOf == nil {
				d.toldOf = map[*Thread]uint64{}
			}
			infos := make([]ThreadInfo, 0, len(circle))
			for _, th := range circle {
				d.toldOf[th] = keys[th].stamp
				if len(infos) < maxReported {
					infos = append(infos, th.Info(maxDumped))
				}
			}
			writeErr("Deadlock: threads wait for each other in a circle, while others run.\n" + circleText(circle) + ThreadReport(infos) + "\n")
		}
	}
	d.suspects = suspects
	d.circles++
	d.circleGap = max(circleInterval, 100*(Clock()-now))
	d.circleAt = now + d.circleGap
}

// note notes where th takes the lock.
//
//go:norace
func (l *Lock) note(th *Thread) {
	if f := th.Frame; f != nil {
		l.code, l.ip = f.Code, f.IP
	}
}

// takenAt returns where the lock was taken, as a traceback says it, or "".
//
//go:norace
func (l *Lock) takenAt() string {
	c, ip := l.code, l.ip
	if c == nil || len(c.C.Instrs) == 0 {
		return ""
	}
	return fmt.Sprintf("File \"%s\", line %d in %s", c.Filename.s, lineAt(c, ip), c.C.QualName)
}

// MarkSignal notes that a thread releases the lock which another one took: it is used as a signal, not to exclude.
func (l *Lock) MarkSignal() { atomic.StoreUint32(&l.signal, 1) }

// signals reports whether MarkSignal was called.
func (l *Lock) signals() bool { return atomic.LoadUint32(&l.signal) != 0 }

// ownerNow returns the owner of the lock, or nil.
func (l *ReentrantLock) ownerNow() *Thread {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.owner
}
