// This file implements the hammer test of timeouts.

package object

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// clockRuntime returns a runtime with a clock.
func clockRuntime() *Runtime {
	rt := testRuntime()
	rt.poller.rt = rt
	rt.clock.next.Store(never)
	return rt
}

// TestHammerClock lets threads wait with short timeouts while others wake them: who was not woken has waited its time, and in the end
// the heap is empty.
func TestHammerClock(t *testing.T) {
	rt := clockRuntime()
	rt.watchdog.running.Store(true)
	const n = 8
	var threads [n]*Thread
	for i := range threads {
		threads[i] = testThread(rt)
	}
	var stop atomic.Bool
	var waiters, wakers sync.WaitGroup
	for i, th := range threads {
		waiters.Add(1)
		go func() {
			defer waiters.Done()
			for k := 0; k < 400; k++ {
				d := time.Duration(1+(i*7+k*13)%40) * 10 * time.Microsecond
				begin := Clock()
				if !th.Park(WaitFor(WaitSleep), d) && Clock()-begin < d {
					t.Errorf("a timeout of %v ended after %v", d, Clock()-begin)
				}
			}
		}()
	}
	for i := range 3 {
		wakers.Add(1)
		go func() {
			defer wakers.Done()
			for k := i; !stop.Load(); k++ {
				threads[k%n].Unpark()
				if now := int64(Clock()); rt.clock.due(now) {
					rt.clock.run(rt, nil)
				}
				time.Sleep(20 * time.Microsecond)
			}
		}()
	}
	waiters.Wait()
	stop.Store(true)
	wakers.Wait()
	rt.clock.mu.Lock()
	defer rt.clock.mu.Unlock()
	if left := len(rt.clock.heap); left != 0 {
		t.Errorf("%d timeouts are left", left)
	}
	for _, th := range threads {
		if th.timer != 0 {
			t.Errorf("a thread's place in the heap is %d", th.timer)
		}
	}
}
