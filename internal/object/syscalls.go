// This file implements system calls that may take for ever and that nothing reports the end of: flock(2), open(2) of a pipe with a name, connect(2)
// to a server whose queue is full. The thread that makes one can be interrupted: the OS thread it is on gets a signal, whose handler does
// nothing but let the call end with EINTR.

package object

import (
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// systemCalls are the calls that threads of a runtime are in.
type systemCalls struct {
	some atomic.Int32 // how many there are
	mu   sync.Mutex
	in   map[*Thread]int // guarded by mu; the OS thread a thread makes its call on
	ends bool            // guarded by mu; endCalls runs
	able bool            // guarded by mu; catchEndCall has said so
}

// BlockingCall is Blocking for a system call, which may wait for something that never happens. It returns EINTR when the thread has pending work:
// the caller is to call SafePoint then, and to try again.
func (th *Thread) BlockingCall(k WaitKind, f func() syscall.Errno) (e syscall.Errno) {
	th.Blocking(k, func() {
		c := &th.Rt.systemCalls
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		c.enter(th)
		defer c.leave(th)
		if loadUint32(&th.Pending)&pendingWakes != 0 { // after enter, as Interrupt looks for the call after it has set that
			e = syscall.EINTR
			return
		}
		e = f()
	})
	return e
}

func (c *systemCalls) enter(th *Thread) {
	tid := osThreadID()
	c.mu.Lock()
	if c.in == nil {
		c.in = map[*Thread]int{}
	}
	c.in[th] = tid
	c.some.Add(1)
	c.mu.Unlock()
}

func (c *systemCalls) leave(th *Thread) {
	c.mu.Lock()
	delete(c.in, th)
	c.some.Add(-1)
	c.mu.Unlock()
}

// interrupt ends the call that th is in.
func (c *systemCalls) interrupt(th *Thread) {
	if c.some.Load() == 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.in[th]; !ok || c.ends {
		return
	}
	if c.able = c.able || catchEndCall(); c.able {
		c.ends = true
		go c.endCalls()
	}
}

// endCalls ends the calls of threads with pending work. A signal may come just before a call begins: it is sent until the call has ended.
func (c *systemCalls) endCalls() {
	for every := 100 * time.Microsecond; ; every = min(2*every, 10*time.Millisecond) {
		c.mu.Lock()
		c.ends = false
		for th, tid := range c.in {
			if loadUint32(&th.Pending)&pendingWakes != 0 {
				c.ends = true
				endCall(tid)
			}
		}
		ends := c.ends
		c.mu.Unlock()
		if !ends {
			return
		}
		time.Sleep(every)
	}
}
