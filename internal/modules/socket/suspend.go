// This file implements calls of sockets that have suspended their thread (object.Thread.CanSuspend): what goes on when something has happened to
// the descriptor. They are begun in transfer.go and socket.go, by attemptFlags, which says what they wait for.

package socket

import (
	"syscall"
	"unsafe"

	"weft/internal/object"

	"golang.org/x/sys/unix"
)

// ioCall is a call that does not block.
type ioCall interface {
	object.Waiter
	// try makes the call, on the descriptor that m marks; EAGAIN: it has not done all that it is to do.
	try(th *thread, fd int, m object.FDMark) syscall.Errno
	// end returns the result when try has succeeded, or err was raised instead. It is called once.
	end(th *thread, err error) (value, error)
}

// ioWait is the part that all have in common: which socket waits, and since when for what.
type ioWait struct {
	s      *sockObj
	mark   object.FDMark
	events uint32
}

// proceed is object.Waiter's Proceed of c, which w is a part of.
func (w *ioWait) proceed(th *thread, c ioCall) (v value, done bool, err error) {
	if !w.mark.Delist(th) {
		err = th.SafePoint()
	}
	for err == nil {
		fd := w.s.enter()
		if fd < 0 {
			w.s.leave()
			err = object.OSError(th, syscall.EBADF)
			break
		}
		w.mark = object.MarkFD(th, fd, w.events)
		e := c.try(th, fd, w.mark)
		w.s.leave()
		switch e {
		case 0:
			v, err = c.end(th, nil)
			return v, true, err
		case syscall.EAGAIN:
			if th.TimedOut() {
				err = object.Raise(th, object.TimeoutErrorType, "timed out")
			} else if ready, e := w.mark.Enlist(th); e == syscall.EBADF && w.s.load() < 0 {
				continue // it says so itself
			} else if e != 0 {
				err = object.OSError(th, e)
			} else if !ready {
				return v, false, nil
			}
		case syscall.EINTR:
			err = th.SafePoint()
		default:
			err = object.OSError(th, e)
		}
	}
	v, err = c.end(th, err)
	return v, true, err
}

// recvWait is recv and recvfrom.
type recvWait struct {
	ioWait
	n, flags int
	from     *rawAddr // recvfrom
	data     value
}

// Proceed implements object.Waiter.
func (w *recvWait) Proceed(th *thread) (value, bool, error) {
	v, done, err := w.proceed(th, w)
	if done {
		s := w.s
		*w = recvWait{}
		s.spare.Store(w) // for the next call
	}
	return v, done, err
}

func (w *recvWait) try(th *thread, fd int, m object.FDMark) syscall.Errno {
	if w.n > object.IOBufferSize {
		buf := make([]byte, w.n)
		k, e := w.s.recvFrom(fd, buf, w.flags, w.from)
		if e == 0 {
			w.data = received(buf, k)
		}
		return e
	}
	buf := th.Rt.TakeIOBuffer()
	k, e := w.s.recvFrom(fd, buf[:w.n], w.flags, w.from)
	if e == 0 {
		if w.flags == 0 && w.from == nil && w.s.streams() {
			m.SetDrained(k < w.n)
		}
		w.data = object.NewBytes(string(buf[:min(k, w.n)])) // MSG_TRUNC says how much there was
	}
	th.Rt.GiveIOBuffer(buf)
	return e
}

func (w *recvWait) end(th *thread, err error) (value, error) {
	if err == nil && w.from != nil {
		return object.TupleOf(w.data, w.from.sender()), nil
	}
	return w.data, err
}

// intoWait is recv_into and recvfrom_into.
type intoWait struct {
	ioWait
	b        *object.Buffer
	n, flags int
	from     *rawAddr // recvfrom_into
	got      int
}

// Proceed implements object.Waiter.
func (w *intoWait) Proceed(th *thread) (value, bool, error) { return w.proceed(th, w) }

func (w *intoWait) try(th *thread, fd int, m object.FDMark) (e syscall.Errno) {
	w.got, e = w.s.recvFrom(fd, w.b.Bytes()[:w.n], w.flags, w.from)
	return e
}

func (w *intoWait) end(th *thread, err error) (v value, _ error) {
	w.b.Done(th)
	switch {
	case err != nil:
		return v, err
	case w.from != nil:
		return object.TupleOf(object.Int(int64(w.got)), w.from.sender()), nil
	}
	return object.Int(int64(w.got)), nil
}

// wholeWait is recv and recv_into of a stream that wait for everything they ask for (MSG_WAITALL).
type wholeWait struct {
	ioWait
	p           []byte
	b           *object.Buffer // what p lies in: recv_into
	done, flags int
}

// Proceed implements object.Waiter.
func (w *wholeWait) Proceed(th *thread) (value, bool, error) { return w.proceed(th, w) }

func (w *wholeWait) try(th *thread, fd int, m object.FDMark) syscall.Errno {
	for {
		n, e := transfer(unix.SYS_RECVFROM, fd, w.p[w.done:], w.flags, nil, 0)
		if e != 0 {
			return e
		}
		if w.done += n; n == 0 || w.done >= len(w.p) || !w.s.whole(w.flags) {
			return 0
		}
	}
}

func (w *wholeWait) end(th *thread, err error) (v value, _ error) {
	if w.b != nil {
		w.b.Done(th)
	}
	switch {
	case err != nil && (w.done == 0 || !object.IsErr(err, object.OSErrorType)):
		return v, err
	case w.b != nil:
		return object.Int(int64(w.done)), nil
	}
	return received(w.p, w.done), nil
}

// msgWait is recvmsg and recvmsg_into.
type msgWait struct {
	ioWait
	into    [][]byte
	bs      []*object.Buffer // what into lies in: recvmsg_into; else nil
	control []byte
	flags   int
	from    rawAddr
	m       *unix.Msghdr
	n       int
}

// Proceed implements object.Waiter.
func (w *msgWait) Proceed(th *thread) (value, bool, error) { return w.proceed(th, w) }

func (w *msgWait) try(th *thread, fd int, m object.FDMark) syscall.Errno { return w.receive(w.s, fd) }

func (w *msgWait) end(th *thread, err error) (v value, _ error) {
	if err == nil {
		v = w.result()
	}
	release(th, w.bs)
	return v, err
}

// sendmsgWait is sendmsg.
type sendmsgWait struct {
	ioWait
	bs    []*object.Buffer
	m     *unix.Msghdr // all of it
	flags int
	once  bool // what is sent in one piece is enough
	begun bool // m has been sent, the first done bytes of it
	done  int
}

// Proceed implements object.Waiter.
func (w *sendmsgWait) Proceed(th *thread) (value, bool, error) { return w.proceed(th, w) }

func (w *sendmsgWait) try(th *thread, fd int, m object.FDMark) syscall.Errno { return w.send(fd) }

func (w *sendmsgWait) end(th *thread, err error) (value, error) {
	release(th, w.bs)
	return w.result(err)
}

// sendWait is send, sendall and sendto.
type sendWait struct {
	ioWait
	p     []byte
	to    *rawAddr       // sendto
	keep  value          // what p lies in
	b     *object.Buffer // likewise, or nil
	flags int
	done  int
	all   bool // sendall
	once  bool // what is sent in one piece is enough
}

// Proceed implements object.Waiter.
func (w *sendWait) Proceed(th *thread) (value, bool, error) { return w.proceed(th, w) }

func (w *sendWait) try(th *thread, fd int, m object.FDMark) syscall.Errno {
	var name unsafe.Pointer
	var size uint32
	if w.to != nil {
		name, size = w.to.ptr(), w.to.n
	}
	for {
		n, e := transfer(unix.SYS_SENDTO, fd, w.p[w.done:], w.flags, name, uintptr(size))
		if e != 0 {
			return e
		}
		if w.done += n; w.done >= len(w.p) || !w.all && (n == 0 || w.once) {
			return 0
		}
	}
}

func (w *sendWait) end(th *thread, err error) (v value, _ error) {
	if w.b != nil {
		w.b.Done(th)
	}
	switch {
	case w.all:
		if err == nil {
			v = object.None
		}
		return v, err
	case err != nil && (w.done == 0 || !object.IsErr(err, object.OSErrorType)):
		return v, err
	}
	return object.Int(int64(w.done)), nil
}

// acceptWait is _accept.
type acceptWait struct {
	ioWait
	addr rawAddr
	fd   int
}

// Proceed implements object.Waiter.
func (w *acceptWait) Proceed(th *thread) (value, bool, error) { return w.proceed(th, w) }

func (w *acceptWait) try(th *thread, fd int, m object.FDMark) (e syscall.Errno) {
	call := func() (e syscall.Errno) {
		w.fd, e = sysAccept(fd, &w.addr)
		return e
	}
	if e = w.s.instantly(fd, call); e == syscall.EAGAIN && w.s.fam() == unix.AF_UNIX && hungUp(fd) {
		th.Blocking(object.WaitCall, func() { e = call() })
	}
	return e
}

func (w *acceptWait) end(th *thread, err error) (v value, _ error) {
	if err != nil {
		return v, err
	}
	return object.TupleOf(object.Int(int64(w.fd)), w.addr.value()), nil
}
