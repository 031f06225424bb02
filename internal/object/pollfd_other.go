// This file implements waiting for sockets where there is no epoll: as for any descriptor.

//go:build !linux

package object

import (
	"syscall"
	"time"
)

// FDMark is a moment before a call on a descriptor was tried.
type FDMark struct {
	fd    int
	event uint32
}

// MarkFD returns a mark for now; event is PollIn or PollOut.
func MarkFD(th *Thread, fd int, event uint32) FDMark { return FDMark{fd, event} }

// Wait waits until the descriptor is ready, or the timeout (negative: none) has passed: ok is false then.
func (m FDMark) Wait(th *Thread, timeout time.Duration) (ok bool, errno syscall.Errno, err error) {
	got, errno, err := WaitFD(th, m.fd, m.event, timeout)
	return got != 0, errno, err
}

// Enlist: there is no waiting without Wait here.
func (m FDMark) Enlist(th *Thread) (ready bool, errno syscall.Errno) { return true, 0 }

// Delist ends Enlist.
func (m FDMark) Delist(th *Thread) bool { return true }

// Suspend does nothing: the caller is to use Wait.
func (m FDMark) Suspend(th *Thread, rest Waiter, at time.Duration) error { return nil }

// ForgetFD is to be called before a descriptor is closed or replaced. Here waiters notice at their next turn.
func (rt *Runtime) ForgetFD(fd int) {}

// NewFD is to be called for a descriptor that the system has just given to a socket.
func (rt *Runtime) NewFD(fd int) {}

// SetDrained says that the call tried after the mark received everything there was, or not.
func (m FDMark) SetDrained(bool) {}

// Drained reports whether there is nothing to receive as far as anybody knows.
func (m FDMark) Drained() bool { return false }

func (p *fdPoller) idle(*single, time.Duration) bool { return false }

func (p *fdPoller) post() {}

func (p *fdPoller) lookNow() {}

func (p *fdPoller) setAlarm(time.Duration) bool { return false }

func (p *fdPoller) lookSometimes(int64) bool { return false }

func (p *fdPoller) await(*batch, *worker, bool) {} // nobody leads here
