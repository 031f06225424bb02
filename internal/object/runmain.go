// This file implements running a program in the main thread such that it can be suspended, as other threads can (worker.go): waiting costs
// it no switch between goroutines then. The goroutine that has called waits until the program has ended, and takes the thread back.

package object

// mainJob is the job of the main thread while it runs a program.
type mainJob struct {
	frame *Frame
	v     Value
	err   error
	over  chan struct{} // capacity 1
}

// RunMain runs f, which was pushed as the only frame of the main thread, the calling one, and returns what it returns.
func (rt *Runtime) RunMain(f *Frame) (Value, error) {
	th := rt.Main
	m := &mainJob{frame: f, over: make(chan struct{}, 1)}
	home, depth := th.worker, th.NativeDepth
	th.job, th.NativeDepth = m, 0
	th.AllowSuspension()
	if !m.Start(th) {
		if rt.single != nil {
			rt.single.runMain(th, m)
		} else {
			rt.runMainAway(th, m)
		}
	}
	th.maySuspend, th.job, th.worker = false, nil, home
	th.NativeDepth = depth
	return m.v, m.err
}

// runMainAway waits until th, which is suspended, has ended its job.
func (rt *Runtime) runMainAway(th *Thread, m *mainJob) {
	home := th.worker
	for {
		if rt.gil != nil {
			rt.gil.release()
		}
		if th.parked.CompareAndSwap(parkRuns, parkAway) { // from here on a worker may run it
			rt.pool.help(rt)
			rt.pool.empty(home.hand)
			<-m.over
			return
		}
		th.parked.Store(parkRuns)
		if rt.gil != nil {
			rt.gil.acquire(th, true)
		}
		if th.proceed() {
			return
		}
	}
}

// Start implements Job.
func (m *mainJob) Start(th *Thread) bool {
	v, err := th.RunBase(m.frame)
	return m.after(th, v, err)
}

// Resume implements Job.
func (m *mainJob) Resume(th *Thread, v Value, err error) bool {
	v, err = th.ContinueBase(v, err)
	return m.after(th, v, err)
}

// after takes what the evaluator returned, and reports whether the program has ended.
func (m *mainJob) after(th *Thread, v Value, err error) bool {
	if th.TakeSuspended() {
		return false
	}
	m.v, m.err = v, err
	return true
}

// Stopped implements Job. The main thread is never stopped.
func (m *mainJob) Stopped(th *Thread) {}

// home gives the main thread, whose job has ended, back to the goroutine that RunMain was called on, and reports whether th is that thread.
func (th *Thread) home() bool {
	m, ok := th.job.(*mainJob)
	if ok {
		m.over <- struct{}{}
	}
	return ok
}
