// This file implements what happens when a signal arrives.

package signal

import (
	"os"
	"os/signal"
	"sync"
	"syscall"
	"unsafe"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

const (
	nsig   = 65
	sigDfl = 0
	sigIgn = 1
)

// state is the signal handling of one runtime.
type state struct {
	rt *object.Runtime

	mu       sync.Mutex
	handlers [nsig]value // SmallInt 0 or 1, None, or what Python set
	ch       chan os.Signal
	asked    uint64 // bit n: signal n comes through ch
	blocked  uint64
	goAction [nsig]*sigaction // Go's own action of a signal that is left to the system
	pending  uint64           // blocked signals that arrived
	waiters  []*waiter
	handled  uint64 // signals whose handlers ran
	wakeFD   int
	wakeWarn bool

	quitReports bool  // guarded by mu; SIGQUIT shows the threads: the program has not said what it is to do
	interrupt   value // default_int_handler, once Install has been called
	itimerError *object.Type
	prof        profTimer
}

// waiter is a thread in sigwait.
type waiter struct {
	set uint64
	got int
	th  *thread
}

type stateKey struct{}

func stateOf(th *thread) *state {
	return th.Rt.State(stateKey{}, func() any {
		s := &state{rt: th.Rt, wakeFD: -1}
		for n := 1; n < nsig; n++ {
			s.handlers[n] = object.SmallInt(sigDfl)
			if signal.Ignored(syscall.Signal(n)) {
				s.handlers[n] = object.SmallInt(sigIgn)
			}
		}
		// Neither stops a program: failing writes say so.
		s.handlers[syscall.SIGPIPE] = object.SmallInt(sigIgn)
		s.handlers[syscall.SIGXFSZ] = object.SmallInt(sigIgn)
		return s
	}).(*state)
}

func bit(sig int) uint64 { return 1 << uint(sig&63) }

// Install takes over the signals of the process, as the interpreter of a command line does: SIGINT raises KeyboardInterrupt
// unless it is ignored, and signals that are fatal by default end the process the way they do elsewhere.
func Install(th *thread, m value) error {
	s := stateOf(th)
	intr, err := object.GetAttrName(th, m, "default_int_handler")
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	signal.Ignore(syscall.SIGXFSZ)
	s.interrupt = intr
	th.Rt.SetSignalWakers(s.wakers)
	if s.handlers[syscall.SIGINT].Is(object.SmallInt(sigDfl)) {
		s.handlers[syscall.SIGINT] = intr
	}
	th.Rt.OnSignalTap(func(n int) {
		s.mu.Lock()
		if s.handlers[n].Is(object.SmallInt(sigDfl)) && ends(n) {
			s.askLocked(n)
		}
		s.mu.Unlock()
	})
	for n := 1; n < nsig; n++ {
		switch {
		case n == int(syscall.SIGINT) && !s.handlers[n].Is(object.SmallInt(sigIgn)):
			s.askLocked(n)
		case n == int(syscall.SIGQUIT) && s.handlers[n].Is(object.SmallInt(sigDfl)):
			s.quitReports = true
			s.askLocked(n)
		case s.handlers[n].Is(object.SmallInt(sigDfl)) && ends(n) && !s.leaveToSystem(n):
			s.askLocked(n)
		}
	}
	return nil
}

// wakers reports whether the program has a handler for a signal, which could wake a thread.
func (s *state) wakers() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, h := range s.handlers[1:] {
		if object.IsCallable(h) && !h.Is(s.interrupt) {
			return true
		}
	}
	return false
}

// leaveToSystem lets the system end the process by signal n, and reports whether it can. Asking for a signal takes Go's runtime two
// switches of threads: for all of them, a millisecond at start-up. Those that Go makes panics of stay with Go.
func (s *state) leaveToSystem(n int) bool {
	switch syscall.Signal(n) {
	case syscall.SIGSEGV, syscall.SIGBUS, syscall.SIGFPE, syscall.SIGILL, syscall.SIGTRAP:
		return false
	}
	s.goAction[n] = swapAction(n, nil)
	return s.goAction[n] != nil
}

// ends reports whether the default action of a signal ends the process and is ours to take.
func ends(n int) bool {
	switch syscall.Signal(n) {
	case syscall.SIGKILL, syscall.SIGSTOP, syscall.SIGCHLD, syscall.SIGURG, syscall.SIGWINCH, syscall.SIGCONT, syscall.SIGTSTP,
		syscall.SIGTTIN, syscall.SIGTTOU, syscall.SIGPIPE, syscall.SIGPROF, syscall.SIGXFSZ:
		return false
	}
	return n != 32 && n != 33
}

// askLocked makes signal n arrive at deliver.
func (s *state) askLocked(n int) {
	if s.asked&bit(n) != 0 {
		return
	}
	s.asked |= bit(n)
	if a := s.goAction[n]; a != nil {
		swapAction(n, a)
		s.goAction[n] = nil
	}
	if s.ch == nil {
		s.ch = make(chan os.Signal, 64)
		s.listen()
	}
	signal.Notify(s.ch, syscall.Signal(n))
}

// listen starts the goroutine that takes signals.
func (s *state) listen() {
	ch := s.ch
	go func() {
		for sig := range ch {
			if n, ok := sig.(syscall.Signal); ok && n > 0 && n < nsig {
				s.deliver(int(n))
			}
		}
	}()
}

// deliver does what is to be done about a signal. It may be called from any goroutine.
func (s *state) deliver(n int) {
	if tap := s.rt.SignalTap(n); tap != nil && !tap() {
		return
	}
	s.mu.Lock()
	for _, w := range s.waiters {
		if w.got == 0 && w.set&bit(n) != 0 {
			w.got = n
			w.th.Unpark()
			s.mu.Unlock()
			return
		}
	}
	if s.blocked&bit(n) != 0 {
		s.pending |= bit(n)
		s.mu.Unlock()
		return
	}
	h, fd, warn := s.handlers[n], s.wakeFD, s.wakeWarn
	reports := n == int(syscall.SIGQUIT) && s.quitReports
	s.mu.Unlock()
	switch {
	case h.Is(object.SmallInt(sigIgn)), h.Is(object.None):
	case h.Is(object.SmallInt(sigDfl)):
		if reports {
			s.rt.WriteThreads()
		} else if ends(n) {
			Die(n)
		}
	default:
		if fd >= 0 {
			s.wake(fd, n, warn)
		}
		s.rt.TripSignal(n)
	}
}

// wake writes to the wakeup descriptor.
func (s *state) wake(fd, n int, warn bool) {
	for {
		_, err := syscall.Write(fd, []byte{byte(n)})
		if err == syscall.EINTR {
			continue
		}
		if err != nil && (err != syscall.EAGAIN || warn) {
			s.rt.AddPendingCall(func(th *thread) error {
				object.Unraisable(th, object.FromGoError(th, err, value{}), "Exception ignored while trying to write to the signal wakeup fd", value{})
				return nil
			})
		}
		return
	}
}

// run is the runtime's signal hook: it calls the handlers of the signals that arrived, in the main thread.
func (s *state) run(th *thread) error {
	got := s.rt.TakeSignals()
	for n := 1; n < nsig && got != 0; n++ {
		if got&bit(n) == 0 {
			continue
		}
		got &^= bit(n)
		s.mu.Lock()
		h := s.handlers[n]
		s.handled++
		s.mu.Unlock()
		if !object.IsCallable(h) {
			continue // changed meanwhile
		}
		frame := object.None
		if th.Frame != nil {
			frame = object.FromPtr(unsafe.Pointer(object.FrameObjectOf(th, th.Frame)))
		}
		if _, err := object.Call(th, h, object.SmallInt(int64(n)), frame); err != nil {
			for k := n + 1; k < nsig; k++ {
				if got&bit(k) != 0 {
					s.rt.TripSignal(k)
				}
			}
			return err
		}
	}
	return nil
}
