// This file implements socket objects: making them, connections, options.

package socket

import (
	"fmt"
	"math/big"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"

	"weft/internal/object"

	"golang.org/x/sys/unix"
)

var sockType = &object.Type{Name: "socket"}

// sockObj is a socket. The fields are atomic, except mu.
type sockObj struct {
	object.Header
	fd                 int32 // -1: closed
	family, typ, proto int32
	timeout            int64      // nanoseconds; 0: does not block; -1: blocks
	users              int32      // threads within a call on fd: see enter
	plain              uint32     // 1 + Runtime.FDFlags when the descriptor was last seen to block without a limit of the kernel's
	lingers            uint32     // closing it may block: SO_LINGER was set
	mu                 sync.Mutex // held while the descriptor is non-blocking for an instant: see instantly
	spare              atomic.Pointer[recvWait]
}

func asSock(v value) *sockObj { return (*sockObj)(v.Ptr()) }

// enter returns the descriptor for a call that does not block, or -1; the number is not used for anything else until leave.
func (s *sockObj) enter() int {
	atomic.AddInt32(&s.users, 1)
	return int(atomic.LoadInt32(&s.fd))
}

func (s *sockObj) leave() { atomic.AddInt32(&s.users, -1) }

// take takes the descriptor away from the socket, to close it or to give it away; -1: it has none. Whoever waits for it wakes up.
func (s *sockObj) take(rt *object.Runtime) int {
	fd := int(atomic.SwapInt32(&s.fd, -1))
	if fd < 0 {
		return -1
	}
	for atomic.LoadInt32(&s.users) != 0 { // for the length of a system call that does not block
		runtime.Gosched()
	}
	rt.ForgetFD(fd)
	return fd
}

func (s *sockObj) load() int                   { return int(atomic.LoadInt32(&s.fd)) }
func (s *sockObj) limit() time.Duration        { return time.Duration(atomic.LoadInt64(&s.timeout)) }
func (s *sockObj) fam() int                    { return int(atomic.LoadInt32(&s.family)) }
func (s *sockObj) streams() bool               { return atomic.LoadInt32(&s.typ) == unix.SOCK_STREAM }
func intField(p *int32) value                  { return object.Int(int64(atomic.LoadInt32(p))) }
func (s *sockObj) blocks(t time.Duration) bool { return t < 0 }

func sockSpec() object.TypeSpec {
	raw := func(name string, min, max int, fn object.NativeFn, doc string) object.Method {
		return object.Method{Name: name, Raw: args(name, 1, min, max, fn), Doc: doc}
	}
	return object.TypeSpec{
		Type: sockType, Module: "_socket", Flags: object.TypeBase,
		Sig:    "(family=-1, type=-1, proto=-1, fileno=None)",
		Doc:    "A socket of a family, type and protocol, or the one behind an open descriptor.",
		Layout: object.LayoutOf[sockObj](),
		Slots:  object.Slots{New: sockNew, Init: sockInit, Repr: sockRepr, Del: sockDel},
		Methods: []object.Method{
			{Name: "_accept", Sig: "(self, /)", Fn: sockAccept, Doc: "Wait for a connection; return its descriptor and the peer's address."},
			{Name: "bind", Sig: "(self, object, /)", Fn: sockBind, Doc: "Give the socket a local address."},
			{Name: "close", Sig: "(self, /)", Fn: sockClose, Doc: "Close the socket; it cannot be used after that."},
			{Name: "connect", Sig: "(self, object, /)", Fn: sockConnect, Doc: "Connect with an address."},
			{Name: "connect_ex", Sig: "(self, object, /)", Fn: sockConnectEx, Doc: "Connect with an address; return 0 or the number of the error."},
			{Name: "detach", Sig: "(self, /)", Fn: sockDetach, Doc: "Close the object but not its descriptor, which is returned."},
			{Name: "fileno", Sig: "(self, /)", Fn: sockFileno, Doc: "Return the descriptor, -1 if the socket is closed."},
			{Name: "getblocking", Sig: "(self, /)", Fn: sockGetblocking, Doc: "Return whether calls may wait."},
			{Name: "getpeername", Sig: "(self, /)", Fn: sockGetpeername, Doc: "Return the address of the other end."},
			{Name: "getsockname", Sig: "(self, /)", Fn: sockGetsockname, Doc: "Return the local address."},
			raw("getsockopt", 2, 3, sockGetsockopt, "Return the value of an option: a number, or the bytes if a length is given."),
			{Name: "gettimeout", Sig: "(self, /)", Fn: sockGettimeout, Doc: "Return the timeout in seconds, None if there is none."},
			raw("listen", 0, 1, sockListen, "Make the socket take connections, of which backlog may be waiting."),
			withFn(raw("recv", 1, 2, sockRecv, "Receive up to that many bytes; none are the end."), sockRecv),
			{Name: "recv_into", Sig: "(self, /, buffer, nbytes=0, flags=0)", Fn: sockRecvInto, Doc: "Receive into a buffer, up to nbytes or its length; return how many bytes."},
			withFn(raw("recvfrom", 1, 2, sockRecvfrom, "Receive up to that many bytes; return them and the sender's address."), sockRecvfrom),
			{Name: "recvfrom_into", Sig: "(self, /, buffer, nbytes=0, flags=0)", Fn: sockRecvfromInto, Doc: "Receive into a buffer; return how many bytes and the sender's address."},
			withFn(raw("recvmsg", 1, 3, sockRecvmsg, "Receive bytes and ancillary data; return (data, ancillary data, flags, address)."), sockRecvmsg),
			withFn(raw("recvmsg_into", 1, 3, sockRecvmsgInto, "Receive into several buffers; return (bytes, ancillary data, flags, address)."), sockRecvmsgInto),
			withFn(raw("send", 1, 2, sockSend, "Send bytes; return how many went out."), sockSend),
			withFn(raw("sendall", 1, 2, sockSendall, "Send all the bytes."), sockSendall),
			withFn(raw("sendmsg", 1, 4, sockSendmsg, "Send the bytes of several buffers, and ancillary data; return how many bytes went out."), sockSendmsg),
			{Name: "sendto", Raw: sendtoArgs, Fn: sockSendto, Doc: "Send bytes to an address: sendto(data, [flags,] address)."},
			{Name: "setblocking", Sig: "(self, object, /)", Fn: sockSetblocking, Doc: "Set whether calls may wait, without limit."},
			{Name: "setsockopt", Raw: sockSetsockopt, Doc: "Set an option to a number, to bytes, or to nothing of a length."},
			{Name: "settimeout", Sig: "(self, object, /)", Fn: sockSettimeout, Doc: "Set how many seconds calls may wait; None: without limit."},
			{Name: "shutdown", Sig: "(self, object, /)", Fn: sockShutdown, Doc: "End receiving (SHUT_RD), sending (SHUT_WR) or both (SHUT_RDWR)."},
		},
		GetSets: []object.GetSet{
			object.ReadonlyMember("family", "the socket's family", func(th *thread, v value) (value, error) { return intField(&asSock(v).family), nil }),
			object.ReadonlyMember("type", "the socket's type", func(th *thread, v value) (value, error) { return intField(&asSock(v).typ), nil }),
			object.ReadonlyMember("proto", "the socket's protocol", func(th *thread, v value) (value, error) { return intField(&asSock(v).proto), nil }),
			{Name: "timeout", Doc: "the timeout in seconds, or None", Get: func(th *thread, v value) (value, error) {
				return timeoutValue(int64(asSock(v).limit())), nil
			}},
		},
	}
}

// withFn says which function is behind Raw: see object.Thread.CanSuspend.
func withFn(m object.Method, fn object.NativeFn) object.Method {
	m.Fn = fn
	return m
}

func sockNew(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
	v := t.New()
	s := asSock(v)
	atomic.StoreInt32(&s.fd, -1)
	atomic.StoreInt64(&s.timeout, atomic.LoadInt64(&stateOf(th).timeout))
	if t != sockType {
		return v, nil // allocation has arranged for __del__
	}
	rt := th.Rt
	runtime.SetFinalizer(s, func(s *sockObj) {
		if s.load() < 0 {
			return
		}
		rt.AddPendingCall(func(th *thread) error {
			if err := sockDel(th, object.FromPtr(unsafe.Pointer(s))); err != nil {
				object.Unraisable(th, err, "Exception ignored while calling deallocator", object.FromPtr(unsafe.Pointer(s)))
			}
			return nil
		})
	})
	return v, nil
}

// sockDel closes a socket that nobody can reach any more.
func sockDel(th *thread, self value) error {
	s := asSock(self)
	if s.load() < 0 {
		return nil
	}
	r, err := object.ReprString(th, self)
	if err == nil {
		err = object.WarnValue(th, object.ResourceWarningType.Value(), object.NewStr("unclosed "+r), 1, self)
	}
	if err != nil && object.IsErr(err, object.WarningType) {
		object.Unraisable(th, err, "Exception ignored while finalizing socket", self)
	}
	if fd := s.take(th.Rt); fd >= 0 {
		unix.Close(fd)
	}
	return nil
}

func sockInit(th *thread, self value, in []value, kw *object.Tuple) error {
	def := object.NewDef(object.Method{Name: "socket", Sig: "(family=-1, type=-1, proto=-1, fileno=None)"}, nil)
	if n := len(in); kw == nil || kw.Len() == 0 {
		if n > 4 {
			return object.TypeErrorf(th, "socket() takes at most 4 arguments (%d given)", n)
		}
	}
	a, err := object.BindSig(th, def, in, kw)
	if err != nil {
		return err
	}
	n := [3]int{-1, -1, -1}
	for i := range n {
		if n[i], err = intOf(th, a[i], -1); err != nil {
			return err
		}
	}
	if err := object.Audit(th, "socket.__new__", self, object.Int(int64(n[0])), object.Int(int64(n[1])), object.Int(int64(n[2]))); err != nil {
		return err
	}
	if v := a[3]; !v.IsAbsent() && !v.Is(object.None) {
		fd, err := object.AsCInt(th, v)
		if err != nil {
			return err
		}
		if fd < 0 {
			return object.ValueErrorf(th, "negative file descriptor")
		}
		var addr rawAddr
		if e := addr.name(unix.SYS_GETSOCKNAME, fd); e == 0 {
			if n[0] == -1 {
				n[0] = addr.family()
			}
		} else if n[0] == -1 || e == syscall.EBADF || e == syscall.ENOTSOCK {
			return object.OSError(th, e)
		}
		var oerr error
		if n[1] == -1 {
			if n[1], oerr = unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_TYPE); oerr != nil {
				return osError(th, oerr)
			}
		}
		if n[2] == -1 {
			if n[2], oerr = protoOf(fd); oerr != nil {
				return osError(th, oerr)
			}
		}
		return asSock(self).open(th, fd, n[0], n[1], n[2])
	}
	for i, def := range [3]int{unix.AF_INET, unix.SOCK_STREAM, 0} {
		if n[i] == -1 {
			n[i] = def
		}
	}
	fd, serr := sysSocket(n[0], n[1], n[2])
	if serr != nil {
		return osError(th, serr)
	}
	if err := asSock(self).open(th, fd, n[0], n[1], n[2]); err != nil {
		unix.Close(fd)
		return err
	}
	return nil
}

// open makes the object the socket of a descriptor.
func (s *sockObj) open(th *thread, fd, family, typ, proto int) error {
	timeout := atomic.LoadInt64(&stateOf(th).timeout)
	if typ&typeNB != 0 {
		timeout = 0
	} else if timeout >= 0 {
		if err := unix.SetNonblock(fd, true); err != nil {
			return osError(th, err)
		}
	}
	th.Rt.NewFD(fd)
	atomic.StoreInt32(&s.family, int32(family))
	atomic.StoreInt32(&s.typ, int32(typ&^typeFlags))
	atomic.StoreInt32(&s.proto, int32(proto))
	atomic.StoreInt64(&s.timeout, timeout)
	atomic.StoreInt32(&s.fd, int32(fd))
	return nil
}

func sockRepr(th *thread, self value) (value, error) {
	s := asSock(self)
	return object.NewStr(fmt.Sprintf("<socket object, fd=%d, family=%d, type=%d, proto=%d>", s.load(), s.fam(), atomic.LoadInt32(&s.typ), atomic.LoadInt32(&s.proto))), nil
}

// park waits until the descriptor is ready, at most until end (zero: without limit).
func park(th *thread, fd int, events uint32, end time.Time) error {
	left := time.Duration(-1)
	if !end.IsZero() {
		// A call that finds nothing although the descriptor is ready must not go on for ever.
		if left = end.Sub(th.Now()); left <= 0 {
			return object.Raise(th, object.TimeoutErrorType, "timed out")
		}
	}
	got, errno, err := object.WaitFD(th, fd, events, left)
	switch {
	case err != nil:
		return err
	case errno != 0 && errno != syscall.EPERM:
		return object.OSError(th, errno)
	case got == 0 && errno == 0 && !end.IsZero():
		return object.Raise(th, object.TimeoutErrorType, "timed out")
	}
	return nil
}

// deadline is the end of a call that starts now; zero: it has none.
func (s *sockObj) deadline(th *thread) time.Time {
	if d := s.limit(); d > 0 {
		return th.Now().Add(d)
	}
	return time.Time{}
}

// resting says how the native method fn goes on when it has suspended its thread to wait; without of, it does not.
type resting struct {
	fn object.NativeFn
	of func(w ioWait) ioCall
}

// unheard returns whether nothing reports when a call that sends to the address to, which may be nil, need not wait any more: the queue of a local
// socket is full, which the sender is not connected with.
func (s *sockObj) unheard(to *rawAddr) bool {
	return to != nil && s.fam() == unix.AF_UNIX && !s.streams()
}

// sendUnheard is attemptFlags for a call that unheard is true of; waits is the call in a form that waits in the kernel.
func (s *sockObj) sendUnheard(th *thread, end time.Time, flags int, rest resting, call, waits func(fd int) syscall.Errno) error {
	for limit := s.limit(); limit != 0 && (limit > 0 || flags&dontBlock == 0); {
		fd := s.enter()
		if fd < 0 {
			s.leave()
			break
		}
		e := call(fd)
		s.leave()
		if e == 0 {
			return nil
		}
		if e != syscall.EAGAIN || !writable(fd) || limit < 0 && nonblocking(fd) {
			break
		}
		left := time.Duration(-1)
		if limit > 0 {
			if left = end.Sub(th.Now()); left <= 0 {
				break
			}
		}
		if done, err := s.sendPatiently(th, fd, left, waits); done || err != nil {
			return err
		}
	}
	return s.attemptFlags(th, object.PollOut, end, flags, nil, rest, call)
}

// sendPatiently makes a call that found a queue full which poll(2) does not see; it reports whether it succeeded. Else it is to be tried again.
func (s *sockObj) sendPatiently(th *thread, fd int, left time.Duration, call func(fd int) syscall.Errno) (bool, error) {
	if left >= 0 {
		th.Park(object.WaitForFD(fd), min(left, time.Millisecond)) // CPython tries all the time
		return false, th.SafePoint()
	}
	switch e := th.BlockingCall(object.WaitDescriptor, func() syscall.Errno { return call(fd) }); e {
	case 0:
		return true, nil
	case syscall.EINTR:
		return false, th.SafePoint()
	default:
		return false, object.OSError(th, e)
	}
}

// writable reports whether poll(2) says that the descriptor can be written to.
func writable(fd int) bool {
	p := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLOUT}}
	n, err := unix.Poll(p, 0)
	return err == nil && n > 0 && p[0].Revents == unix.POLLOUT
}

// maxReady is how often in a row a call finds nothing although something has happened before it waits in its goroutine.
const maxReady = 8

// attemptFlags makes a call that does not block, again when the descriptor is ready, until it succeeds, fails or the time is up
// (PEP 475). The call has flags, which may say that it does not block (a timeout is waited for all the same, as in CPython), and
// says in drained, if that is not nil, that there is nothing left after it. Then the next need not
// be tried in vain. Where it is to wait and rest says how to go on, it suspends the thread, if it can be: the native method returns the error at once.
func (s *sockObj) attemptFlags(th *thread, events uint32, end time.Time, flags int, drained *bool, rest resting, call func(fd int) syscall.Errno) error {
	for ready := 0; ; {
		fd := s.enter()
		if fd < 0 {
			s.leave()
			return object.OSError(th, syscall.EBADF)
		}
		mark := object.MarkFD(th, fd, events)
		e := syscall.EAGAIN
		if drained == nil || s.limit() == 0 || !mark.Drained() {
			e = call(fd)
		}
		s.leave()
		switch e {
		case 0:
			if drained != nil {
				mark.SetDrained(*drained)
			}
			return nil
		case syscall.EINTR:
			if err := th.SafePoint(); err != nil {
				return err
			}
			continue
		case syscall.EAGAIN:
		default:
			return object.OSError(th, e)
		}
		left, silent := time.Duration(-1), false
		switch t := s.limit(); {
		case t == 0:
			return object.OSError(th, syscall.EAGAIN)
		case t < 0:
			if flags&dontBlock != 0 {
				return object.OSError(th, syscall.EAGAIN)
			}
			if !s.waitsForever(th, fd) {
				if nonblocking(fd) {
					return object.OSError(th, syscall.EAGAIN)
				}
				if d := kernelTimeout(fd, events); d > 0 {
					left, silent = d, true
				}
			}
		default:
			// A call that finds nothing although the descriptor is ready must not go on for ever.
			if left = end.Sub(th.Now()); left <= 0 {
				return object.Raise(th, object.TimeoutErrorType, "timed out")
			}
		}
		if rest.of != nil && !silent && ready < maxReady && th.CanSuspend(rest.fn) {
			if err := mark.Suspend(th, rest.of(ioWait{s, mark, events}), object.ClockTimeout(left)); err != nil {
				return err
			}
			ready++ // or Wait will say what is wrong
			continue
		}
		if ready++; ready > maxReady && left >= 0 && th.Rt.Seeded() {
			th.Park(object.WaitForFD(fd), min(left, time.Millisecond)) // time passes only while somebody waits for it
		}
		ok, errno, err := mark.Wait(th, left)
		switch {
		case err != nil:
			return err
		case errno == syscall.EBADF && s.load() < 0:
		case errno != 0:
			return object.OSError(th, errno)
		case !ok && silent:
			return object.OSError(th, syscall.EAGAIN)
		case !ok:
			return object.Raise(th, object.TimeoutErrorType, "timed out")
		}
	}
}

// waitsForever reports whether calls on the descriptor of a socket without a timeout block without a limit of the kernel's.
func (s *sockObj) waitsForever(th *thread, fd int) bool {
	flags := th.Rt.FDFlags.Load()
	if atomic.LoadUint32(&s.plain) == flags+1 {
		return true
	}
	if nonblocking(fd) || s.limited(fd) {
		return false
	}
	atomic.StoreUint32(&s.plain, flags+1)
	return true
}

// limited reports whether the kernel limits how long calls on the descriptor block.
func (s *sockObj) limited(fd int) bool {
	return kernelTimeout(fd, object.PollIn) > 0 || kernelTimeout(fd, object.PollOut) > 0
}

func nonblocking(fd int) bool {
	fl, err := unix.FcntlInt(uintptr(fd), unix.F_GETFL, 0)
	return err == nil && fl&unix.O_NONBLOCK != 0
}

// kernelTimeout returns SO_RCVTIMEO or SO_SNDTIMEO, which limit how long a blocking descriptor blocks.
func kernelTimeout(fd int, events uint32) time.Duration {
	opt := unix.SO_RCVTIMEO
	if events == object.PollOut {
		opt = unix.SO_SNDTIMEO
	}
	t, err := unix.GetsockoptTimeval(fd, unix.SOL_SOCKET, opt)
	if err != nil {
		return 0
	}
	return time.Duration(t.Nano())
}

// instantly makes a call for which there is no MSG_DONTWAIT: a blocking descriptor is non-blocking meanwhile.
func (s *sockObj) instantly(fd int, call func() syscall.Errno) syscall.Errno {
	s.mu.Lock()
	defer s.mu.Unlock()
	fl, err := unix.FcntlInt(uintptr(fd), unix.F_GETFL, 0)
	if err != nil || fl&unix.O_NONBLOCK != 0 {
		return call()
	}
	if _, err := unix.FcntlInt(uintptr(fd), unix.F_SETFL, fl|unix.O_NONBLOCK); err != nil {
		return call()
	}
	e := call()
	_, _ = unix.FcntlInt(uintptr(fd), unix.F_SETFL, fl)
	return e
}

func sockAccept(th *thread, args []value) (value, error) {
	s := asSock(args[0])
	w := &acceptWait{}
	w.s = s
	rest := resting{fn: sockAccept, of: func(part ioWait) ioCall {
		w.ioWait = part
		return w
	}}
	if err := s.attemptFlags(th, object.PollIn, s.deadline(th), 0, nil, rest, func(fd int) syscall.Errno { return w.try(th, fd, w.mark) }); err != nil {
		return value{}, err
	}
	return w.end(th, nil)
}

func sockBind(th *thread, args []value) (value, error) {
	s := asSock(args[0])
	addr, err := addrOf(th, "bind", s.fam(), args[1])
	if err != nil {
		return value{}, err
	}
	if err := object.Audit(th, "socket.bind", args[0], args[1]); err != nil {
		return value{}, err
	}
	if _, _, e := unix.Syscall(unix.SYS_BIND, uintptr(s.load()), uintptr(addr.ptr()), uintptr(addr.n)); e != 0 {
		return value{}, object.OSError(th, e)
	}
	return object.None, nil
}

// connect connects; the result is 0, the error of the system, or EAGAIN when the time is up.
func (s *sockObj) connect(th *thread, addr *rawAddr) (syscall.Errno, error) {
	fd, limit := s.load(), s.limit()
	end := s.deadline(th)
	try := func() syscall.Errno {
		_, _, e := unix.Syscall(unix.SYS_CONNECT, uintptr(fd), uintptr(addr.ptr()), uintptr(addr.n))
		return e
	}
	foreign := limit < 0 && nonblocking(fd) // somebody made it so: it does not wait
	e := s.instantly(fd, try)
	switch {
	case e == syscall.EAGAIN && limit < 0 && !foreign:
		// The queue of a local server is full, which nothing reports the end of: the kernel has to wait.
		for {
			if e = th.BlockingCall(object.WaitDescriptor, try); e != syscall.EINTR {
				return e, nil
			}
			if err := th.SafePoint(); err != nil {
				return 0, err
			}
		}
	case (e == syscall.EINPROGRESS || e == syscall.EINTR) && limit != 0 && !foreign:
	default:
		return e, nil
	}
	if err := park(th, fd, object.PollOut, end); err != nil {
		if object.IsErr(err, object.TimeoutErrorType) && object.ErrnoOf(err) == 0 && !end.IsZero() {
			return syscall.EAGAIN, nil
		}
		return 0, err
	}
	n, err := unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_ERROR)
	if err != nil {
		e, _ := err.(syscall.Errno)
		return e, nil
	}
	if e := syscall.Errno(n); e != syscall.EISCONN {
		return e, nil
	}
	return 0, nil
}

func sockConnect(th *thread, args []value) (value, error) {
	s := asSock(args[0])
	addr, err := addrOf(th, "connect", s.fam(), args[1])
	if err != nil {
		return value{}, err
	}
	if err := object.Audit(th, "socket.connect", args[0], args[1]); err != nil {
		return value{}, err
	}
	e, err := s.connect(th, &addr)
	switch {
	case err != nil:
		return value{}, err
	case e == syscall.EAGAIN && s.limit() > 0:
		return value{}, object.Raise(th, object.TimeoutErrorType, "timed out")
	case e != 0:
		return value{}, object.OSError(th, e)
	}
	return object.None, nil
}

func sockConnectEx(th *thread, args []value) (value, error) {
	s := asSock(args[0])
	addr, err := addrOf(th, "connect_ex", s.fam(), args[1])
	if err != nil {
		return value{}, err
	}
	if err := object.Audit(th, "socket.connect", args[0], args[1]); err != nil {
		return value{}, err
	}
	e, err := s.connect(th, &addr)
	return object.Int(int64(e)), err
}

func sockListen(th *thread, args []value) (value, error) {
	n, err := intOf(th, args[1], min(unix.SOMAXCONN, 128))
	if err != nil {
		return value{}, err
	}
	if err := unix.Listen(asSock(args[0]).load(), max(n, 0)); err != nil {
		return value{}, osError(th, err)
	}
	return object.None, nil
}

func sockClose(th *thread, args []value) (value, error) {
	s := asSock(args[0])
	fd := s.take(th.Rt)
	if fd < 0 {
		return object.None, nil
	}
	return object.None, closeFD(th, fd, atomic.LoadUint32(&s.lingers) != 0)
}

// closeFD closes a descriptor that nobody waits for any more.
func closeFD(th *thread, fd int, mayBlock bool) error {
	var err error
	if mayBlock {
		th.Blocking(object.WaitCall, func() { err = unix.Close(fd) })
	} else {
		err = unix.Close(fd)
	}
	if err != nil && err != syscall.ECONNRESET && err != syscall.EINTR {
		return osError(th, err)
	}
	return nil
}

func sockDetach(th *thread, args []value) (value, error) {
	return object.Int(int64(asSock(args[0]).take(th.Rt))), nil
}

func sockFileno(th *thread, args []value) (value, error) {
	return intField(&asSock(args[0]).fd), nil
}

func sockGetblocking(th *thread, args []value) (value, error) {
	return object.Bool(asSock(args[0]).limit() != 0), nil
}

func sockGettimeout(th *thread, args []value) (value, error) {
	return timeoutValue(int64(asSock(args[0]).limit())), nil
}

// set sets the timeout.
func (s *sockObj) set(th *thread, d time.Duration) (value, error) {
	atomic.StoreInt64(&s.timeout, int64(d))
	s.mu.Lock()
	err := unix.SetNonblock(s.load(), d >= 0)
	s.mu.Unlock()
	if err != nil {
		return value{}, osError(th, err)
	}
	if d >= 0 {
		th.Rt.FDFlags.Add(1) // others may share the descriptor's flags
	}
	return object.None, nil
}

func sockSetblocking(th *thread, args []value) (value, error) {
	on, err := object.IsTrue(th, args[1])
	if err != nil {
		return value{}, err
	}
	if on {
		return asSock(args[0]).set(th, -1)
	}
	return asSock(args[0]).set(th, 0)
}

func sockSettimeout(th *thread, args []value) (value, error) {
	d, err := timeoutOf(th, args[1])
	if err != nil {
		return value{}, err
	}
	return asSock(args[0]).set(th, d)
}

func sockShutdown(th *thread, args []value) (value, error) {
	how, err := object.AsCInt(th, args[1])
	if err != nil {
		return value{}, err
	}
	if err := unix.Shutdown(asSock(args[0]).load(), how); err != nil {
		return value{}, osError(th, err)
	}
	return object.None, nil
}

// name fills in the address that getsockname(2) or getpeername(2) tells.
func (a *rawAddr) name(trap uintptr, fd int) syscall.Errno {
	a.n = uint32(len(a.b))
	_, _, e := unix.Syscall(trap, uintptr(fd), uintptr(a.ptr()), uintptr(a.lenPtr()))
	return e
}

func (s *sockObj) address(th *thread, trap uintptr) (value, error) {
	var a rawAddr
	if e := a.name(trap, s.load()); e != 0 {
		return value{}, object.OSError(th, e)
	}
	return a.value(), nil
}

func sockGetsockname(th *thread, args []value) (value, error) {
	return asSock(args[0]).address(th, unix.SYS_GETSOCKNAME)
}

func sockGetpeername(th *thread, args []value) (value, error) {
	return asSock(args[0]).address(th, unix.SYS_GETPEERNAME)
}

func sockGetsockopt(th *thread, args []value) (value, error) {
	var n [3]int
	for i := range n {
		var err error
		if n[i], err = intOf(th, args[1+i], 0); err != nil {
			return value{}, err
		}
	}
	fd := asSock(args[0]).load()
	if n[2] == 0 && asSock(args[0]).fam() == familyVsock {
		var k, size uint64 = 0, 8 // the options of this family have 64 bits
		if _, _, e := unix.Syscall6(unix.SYS_GETSOCKOPT, uintptr(fd), uintptr(n[0]), uintptr(n[1]), uintptr(unsafe.Pointer(&k)), uintptr(unsafe.Pointer(&size)), 0); e != 0 {
			return value{}, object.OSError(th, e)
		}
		return object.BigInt(new(big.Int).SetUint64(k)), nil
	}
	if n[2] == 0 {
		k, err := unix.GetsockoptInt(fd, n[0], n[1])
		if err != nil {
			return value{}, osError(th, err)
		}
		return object.Int(int64(int32(k))), nil
	}
	if n[2] < 0 || n[2] > 1024 {
		return value{}, osText(th, "getsockopt buflen out of range")
	}
	var buf [1024]byte
	size := uint32(n[2])
	if _, _, e := unix.Syscall6(unix.SYS_GETSOCKOPT, uintptr(fd), uintptr(n[0]), uintptr(n[1]), uintptr(unsafe.Pointer(&buf)), uintptr(unsafe.Pointer(&size)), 0); e != 0 {
		return value{}, object.OSError(th, e)
	}
	return object.NewBytes(string(buf[:min(int(size), len(buf))])), nil
}

func sockSetsockopt(th *thread, args []value, kwnames *object.Tuple) (value, error) {
	if kwnames != nil && kwnames.Len() > 0 {
		return value{}, object.TypeErrorf(th, "socket.setsockopt() takes no keyword arguments")
	}
	given := len(args) - 1
	if given != 3 && !(given == 4 && args[3].Is(object.None)) {
		return value{}, count(th, "setsockopt", given, 3, 3)
	}
	level, err := intOf(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	opt, err := intOf(th, args[2], 0)
	if err != nil {
		return value{}, err
	}
	var data []byte
	var at unsafe.Pointer
	size := 0
	switch v := args[3]; {
	case given == 4:
		n, err := unsignedOf(th, args[4], 32)
		if err != nil {
			return value{}, err
		}
		size = int(n)
	case object.IsInt(v) && asSock(args[0]).fam() == familyVsock:
		i, err := object.Index(th, v)
		if err != nil {
			return value{}, err
		}
		k := object.Big(i).Uint64()
		at, size = unsafe.Pointer(&k), 8
	case object.IsInt(v):
		n, err := intOf(th, v, 0)
		if err != nil {
			return value{}, err
		}
		k := int32(n)
		at, size = unsafe.Pointer(&k), 4
	default:
		b, err := object.GetBuffer(th, v, object.BufferSimple)
		if err != nil {
			return value{}, err
		}
		data = append(data, b.Bytes()...)
		b.Done(th)
		size = len(data)
		at = unsafe.Pointer(unsafe.SliceData(data))
	}
	if _, _, e := unix.Syscall6(unix.SYS_SETSOCKOPT, uintptr(asSock(args[0]).load()), uintptr(level), uintptr(opt), uintptr(at), uintptr(size), 0); e != 0 {
		return value{}, object.OSError(th, e)
	}
	if level == unix.SOL_SOCKET {
		switch opt {
		case unix.SO_RCVTIMEO, unix.SO_SNDTIMEO:
			th.Rt.FDFlags.Add(1)
		case unix.SO_LINGER:
			atomic.StoreUint32(&asSock(args[0]).lingers, 1)
		}
	}
	return object.None, nil
}

func socketSocketpair(th *thread, args []value) (value, error) {
	n := [3]int{unix.AF_UNIX, unix.SOCK_STREAM, 0}
	for i := range n {
		var err error
		if n[i], err = intOf(th, args[i], n[i]); err != nil {
			return value{}, err
		}
	}
	fds, err := sysSocketpair(n[0], n[1], n[2])
	if err != nil {
		return value{}, osError(th, err)
	}
	var out [2]value
	for i := range fds {
		if out[i], err = sockNew(th, sockType, nil, nil); err == nil {
			err = asSock(out[i]).open(th, fds[i], n[0], n[1], n[2])
		}
		if err != nil {
			unix.Close(fds[0])
			unix.Close(fds[1])
			return value{}, err
		}
	}
	return object.TupleOf(out[:]...), nil
}

func socketClose(th *thread, args []value) (value, error) {
	fd, err := object.AsCInt(th, args[0])
	if err != nil {
		return value{}, err
	}
	th.Rt.ForgetFD(fd)
	return object.None, closeFD(th, fd, true)
}

func socketDup(th *thread, args []value) (value, error) {
	fd, err := object.AsCInt(th, args[0])
	if err != nil {
		return value{}, err
	}
	n, derr := unix.FcntlInt(uintptr(fd), unix.F_DUPFD_CLOEXEC, 0)
	if derr != nil {
		return value{}, osError(th, derr)
	}
	return object.Int(int64(n)), nil
}
