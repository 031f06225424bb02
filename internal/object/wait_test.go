// This file implements the tests of waits and of the search for deadlocks.

package object

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unsafe"
)

// testRuntime returns a runtime without modules that looks for deadlocks, as far as its functions are called.
func testRuntime() *Runtime {
	rt := &Runtime{Config: Config{Deadlock: DeadlockWait}, state: map[any]any{}}
	rt.poller.rt = rt
	rt.Main = testThread(rt)
	return rt
}

// testThread returns a thread that a goroutine of the test may be.
func testThread(rt *Runtime) *Thread {
	th := rt.NewThread("thread")
	th.worker = &worker{park: make(chan struct{}, 1)}
	rt.addThread(th)
	return th
}

// TestHammerWaiting lets threads hand a token round while others ask what they wait for: at no moment may all look stuck, for one always
// holds the token or is being woken.
func TestHammerWaiting(t *testing.T) {
	rt := testRuntime()
	rt.watchdog.running.Store(true) // the test looks itself
	const n = 4
	threads := []*Thread{rt.Main}
	for range n - 1 {
		threads = append(threads, testThread(rt))
	}
	var tokens [n]atomic.Int32
	var stop atomic.Bool
	var wg sync.WaitGroup
	locks := [3]Lock{}
	tokens[0].Store(1)
	for i, th := range threads {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for turn := 0; !stop.Load(); turn++ {
				for tokens[i].Load() == 0 {
					if stop.Load() {
						return
					}
					th.Park(WaitFor(WaitQueue), -1)
				}
				tokens[i].Store(0)
				l := &locks[turn%3]
				if l.TryLock(th) {
					l.Release()
				}
				next := (i + 1) % n
				tokens[next].Store(1)
				threads[next].Unpark()
			}
		}()
	}
	end := time.Now().Add(500 * time.Millisecond)
	looks := 0
	for time.Now().Before(end) {
		looks++
		if rt.allStuck() != nil {
			t.Error("all look stuck, though one was woken")
			break
		}
		for _, th := range threads {
			if w, since, timed, _ := th.Waiting(); w.Kind != WaitNone && w.Kind != WaitQueue || since < 0 || timed {
				t.Fatalf("it waits for %v, since %v, %v", w, since, timed)
			}
			th.Info(4)
		}
	}
	stop.Store(true)
	for _, th := range threads {
		th.Unpark()
	}
	wg.Wait()
	t.Log(looks, "looks")
}

// TestAllStuck checks that threads that nobody can wake are found, and that a wake-up under way, a timeout, a wait for the outside and
// a pending interrupt are seen.
func TestAllStuck(t *testing.T) {
	rt := testRuntime()
	rt.watchdog.running.Store(true)
	other := testThread(rt)
	var wg sync.WaitGroup
	park := func(th *Thread, k WaitKind, timeout time.Duration) chan struct{} {
		wg.Add(1)
		done := make(chan struct{})
		go func() {
			defer wg.Done()
			th.Park(WaitFor(k), timeout)
			close(done)
		}()
		for {
			if w, _, _, _ := th.Waiting(); w.Kind == k {
				return done
			}
			time.Sleep(time.Millisecond)
		}
	}
	park(rt.Main, WaitLock, -1)
	if rt.allStuck() != nil {
		t.Error("the other thread runs")
	}
	for _, c := range []struct {
		name    string
		kind    WaitKind
		timeout time.Duration
		stuck   bool
	}{
		{"a wait for a join is stuck", WaitJoin, -1, true},
		{"a wait with a timeout is not", WaitJoin, time.Hour, false},
		{"a wait for a descriptor is not", WaitDescriptor, -1, false},
		{"a wait for a process is not", WaitProcess, -1, false},
		{"a wait for a signal is not", WaitSignal, -1, false},
		{"a sleep is not", WaitSleep, time.Hour, false},
	} {
		done := park(other, c.kind, c.timeout)
		if got := rt.allStuck() != nil; got != c.stuck {
			t.Errorf("%s: got %v", c.name, got)
		}
		if c.stuck {
			other.setPending(PendingCalls)
			if rt.allStuck() != nil {
				t.Error("a call is pending")
			}
			other.ClearPending(PendingCalls)
			rt.SetSignalWakers(func() bool { return true })
			if rt.allStuck() != nil {
				t.Error("a signal handler could wake someone")
			}
			rt.SetSignalWakers(nil)
		}
		atomic.AddUint32(&other.unparks, 1) // what Unpark does first
		if rt.allStuck() != nil {
			t.Error("a wake-up is under way")
		}
		other.Unpark()
		<-done
	}
	rt.Main.Unpark()
	wg.Wait()
}

// TestCirclesOf finds circles of threads, and nothing in a chain or behind a lock that is used as a signal.
func TestCirclesOf(t *testing.T) {
	rt := testRuntime()
	var threads []*Thread
	for range 6 {
		threads = append(threads, testThread(rt))
	}
	var locks [6]Lock
	for i := range locks {
		locks[i].TryLock(threads[i])
	}
	wait := func(i, forLock int) {
		threads[i].beginWait(Wait{Kind: WaitLock, On: unsafe.Pointer(&locks[forLock])}, false)
	}
	rt.watchdog.running.Store(true)
	wait(0, 1)
	wait(1, 2)
	wait(2, 0) // a circle of three
	wait(3, 0) // waits for it
	wait(4, 5)
	wait(5, 5) // its own: a lock that others release
	cs := circlesOf(threads)
	if len(cs) != 1 || len(cs[0]) != 3 {
		t.Fatalf("%d circles: %v", len(cs), cs)
	}
	if circleText(cs[0]) == "" {
		t.Error("no text")
	}
	locks[1].MarkSignal()
	if cs := circlesOf(threads); len(cs) != 0 {
		t.Errorf("a lock that is a signal: %v", cs)
	}
}

// TestNobodyLooksAfterThreadsAtRest checks that who looks after the threads stops when nothing happens and one of them can go on, and begins again
// when one waits for another, and when that one ends.
func TestNobodyLooksAfterThreadsAtRest(t *testing.T) {
	rt := testRuntime()
	witness := testThread(rt)
	var wg sync.WaitGroup
	park := func(th *Thread, k WaitKind) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			th.Park(WaitFor(k), -1)
		}()
	}
	watched := func(want bool) {
		t.Helper()
		for end := time.Now().Add(20 * time.Second); rt.watchdog.running.Load() != want; time.Sleep(time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("watched: %v", !want)
			}
		}
	}
	park(rt.Main, WaitLock)
	park(witness, WaitDescriptor)
	watched(true)
	watched(false)
	third := testThread(rt)
	park(third, WaitQueue)
	watched(true)
	watched(false)
	witness.Unpark()
	rt.removeThread(witness)
	if !rt.watchdog.running.Load() {
		t.Error("nobody looks for a deadlock when the last thread that could go on has ended")
	}
	rt.Main.Unpark()
	third.Unpark()
	wg.Wait()
	rt.removeThread(third)
	watched(false)
}
