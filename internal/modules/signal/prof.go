// This file implements ITIMER_PROF: Go's runtime keeps SIGPROF to itself, so that the system's timer cannot be heard of.

package signal

import (
	"runtime"
	"syscall"
	"time"

	"weft/internal/object"
)

// itimerProf is ITIMER_PROF.
const itimerProf = 2

// profTimer is the timer that counts the processor time of this process; state.mu guards it.
type profTimer struct {
	due      time.Duration // the processor time at which the signal comes; 0: the timer is off
	interval time.Duration
	set      int // how often it has been set: the goroutine of an earlier setting ends
}

// processorTime returns what the process has used, in user and system mode.
func processorTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// setting returns what is left of the timer.
func (p *profTimer) setting() (v itimerval) {
	if p.due != 0 {
		v.value = syscall.NsecToTimeval(int64(max(p.due-processorTime(), time.Microsecond)))
		v.interval = syscall.NsecToTimeval(int64(p.interval))
	}
	return v
}

// setProf starts the timer, or stops it for a value of 0, and returns the setting before.
func (s *state) setProf(v itimerval) (old itimerval) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old = s.prof.setting()
	s.prof.set++
	s.prof.due, s.prof.interval = 0, time.Duration(v.interval.Nano())
	if first := time.Duration(v.value.Nano()); first > 0 {
		s.prof.due = processorTime() + first
		go s.runProf(s.prof.set)
	}
	return old
}

// runProf delivers SIGPROF each time the processor time is used up. Nothing tells of processor time passing: it sleeps for as long as
// the rest lasts if all processors are busy.
func (s *state) runProf(set int) {
	for {
		s.mu.Lock()
		if s.prof.set != set || s.prof.due == 0 {
			s.mu.Unlock()
			return
		}
		left := s.prof.due - processorTime()
		if left > 0 {
			s.mu.Unlock()
			time.Sleep(max(left/time.Duration(runtime.NumCPU()), time.Millisecond))
			continue
		}
		if s.prof.due += s.prof.interval; s.prof.interval == 0 {
			s.prof.due = 0
		}
		dies := s.handlers[syscall.SIGPROF].Is(object.SmallInt(sigDfl))
		s.mu.Unlock()
		if dies {
			Die(int(syscall.SIGPROF))
		}
		s.deliver(int(syscall.SIGPROF))
	}
}
