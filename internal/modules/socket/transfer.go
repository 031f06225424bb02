// This file implements sending and receiving.

package socket

import (
	"syscall"
	"time"
	"unsafe"

	"weft/internal/object"

	"golang.org/x/sys/unix"
)

// transfer makes one call of sendto(2) or recvfrom(2) that does not block. (A short one is not announced to Go's scheduler: it is over sooner.)
func transfer(trap uintptr, fd int, p []byte, flags int, name unsafe.Pointer, size uintptr) (int, syscall.Errno) {
	var r uintptr
	var e syscall.Errno
	at, n, fl := unsafe.Pointer(unsafe.SliceData(p)), uintptr(len(p)), uintptr(flags|unix.MSG_DONTWAIT)
	if n <= object.IOBufferSize {
		r, _, e = syscall.RawSyscall6(trap, uintptr(fd), uintptr(at), n, fl, uintptr(name), size)
	} else {
		r, _, e = syscall.Syscall6(trap, uintptr(fd), uintptr(at), n, fl, uintptr(name), size)
	}
	if e != 0 {
		return 0, e
	}
	return int(r), 0
}

// recvFrom makes one call of recvfrom(2) that does not wait; from, if not nil, gets the sender.
func (s *sockObj) recvFrom(fd int, p []byte, flags int, from *rawAddr) (int, syscall.Errno) {
	var name, size unsafe.Pointer
	if from != nil {
		from.n = uint32(len(from.b))
		name, size = from.ptr(), from.lenPtr()
	}
	n, e := transfer(unix.SYS_RECVFROM, fd, p, flags, name, uintptr(size))
	if e == syscall.EAGAIN && !s.streams() && hungUp(fd) {
		var r uintptr
		r, _, e = syscall.Syscall6(unix.SYS_RECVFROM, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)), uintptr(flags), uintptr(name), uintptr(size))
		n = int(r)
	}
	return n, e
}

// recvInto receives into p; from, if not nil, gets the sender. A blocking descriptor that is asked for everything (MSG_WAITALL)
// goes on until p is full. rest: see attemptFlags; it may ask in done how much has been received.
func (s *sockObj) recvInto(th *thread, p []byte, flags int, from *rawAddr, rest resting, done *int) (int, error) {
	end := s.deadline(th)
	for {
		n := 0
		err := s.attemptFlags(th, object.PollIn, end, flags, nil, rest, func(fd int) syscall.Errno {
			r, e := s.recvFrom(fd, p[*done:], flags, from)
			n = r
			return e
		})
		if err != nil {
			if *done > 0 && object.IsErr(err, object.OSErrorType) {
				return *done, nil
			}
			return 0, err
		}
		if *done += min(n, len(p)-*done); n == 0 || *done >= len(p) || !s.whole(flags) {
			if n > len(p) {
				return n, nil // MSG_TRUNC: what the datagram has
			}
			return *done, nil
		}
	}
}

// whole reports whether a call with the flags waits for everything that it asks for.
func (s *sockObj) whole(flags int) bool {
	return flags&unix.MSG_WAITALL != 0 && flags&unix.MSG_PEEK == 0 && s.streams() && s.blocks(s.limit())
}

// newAddr returns room for an address if it is wanted, else nil.
func newAddr(wanted bool) *rawAddr {
	if !wanted {
		return nil
	}
	return new(rawAddr)
}

// What recv allocates at most at once for a stream, from which fewer bytes than asked for may come anyway.
const recvMost = 1 << 22

// receive is recv and recvfrom, that is fn.
func receive(th *thread, name string, fn object.NativeFn, args []value, from *rawAddr) (value, error) {
	s := asSock(args[0])
	n, err := sizeOf(th, args[1])
	if err != nil {
		return value{}, err
	}
	flags, err := intOf(th, args[2], 0)
	if err != nil {
		return value{}, err
	}
	if n < 0 {
		return value{}, object.ValueErrorf(th, "negative buffersize in %s", name)
	}
	if s.streams() && flags&unix.MSG_WAITALL == 0 {
		n = min(n, recvMost)
	}
	whole := flags&unix.MSG_WAITALL != 0 && s.streams()
	var rest resting
	if named := from != nil; !whole && n <= recvMost {
		rest = resting{fn: fn, of: func(w ioWait) ioCall {
			rest := s.spare.Swap(nil)
			if rest == nil {
				rest = new(recvWait)
			}
			rest.ioWait, rest.n, rest.flags, rest.from = w, n, flags, newAddr(named)
			return rest
		}}
	}
	if n <= object.IOBufferSize && !whole {
		return s.recvShort(th, n, flags, from, rest)
	}
	buf, err := buffer(th, n)
	if err != nil {
		return value{}, err
	}
	done := 0
	if from == nil && s.whole(flags) {
		rest = resting{fn: fn, of: func(w ioWait) ioCall { return &wholeWait{ioWait: w, p: buf, done: done, flags: flags} }}
	}
	got, err := s.recvInto(th, buf, flags, from, rest, &done)
	if err != nil {
		return value{}, err
	}
	return received(buf, got), nil
}

// received returns the bytes of which n have been received into buf.
func received(buf []byte, n int) value {
	most := len(buf)
	if buf = buf[:min(n, most)]; len(buf) < most-most/4 {
		return object.NewBytes(string(buf))
	}
	return object.BytesOf(buf)
}

// recvShort receives at most n bytes in one piece, by way of a shared buffer. rest: see attemptFlags.
func (s *sockObj) recvShort(th *thread, n, flags int, from *rawAddr, rest resting) (v value, err error) {
	short := false
	var drained *bool
	if flags == 0 && s.streams() {
		drained = &short
	}
	err = s.attemptFlags(th, object.PollIn, s.deadline(th), flags, drained, rest, func(fd int) syscall.Errno {
		buf := th.Rt.TakeIOBuffer()
		k, e := s.recvFrom(fd, buf[:n], flags, from)
		if e == 0 {
			short = k < n
			v = object.NewBytes(string(buf[:min(k, n)])) // MSG_TRUNC says how much there was
		}
		th.Rt.GiveIOBuffer(buf)
		return e
	})
	return v, err
}

// buffer allocates n bytes, or raises MemoryError.
func buffer(th *thread, n int) ([]byte, error) {
	if n > 1<<32 {
		return nil, object.RaiseArgs(th, object.MemoryErrorType)
	}
	return make([]byte, n), nil
}

func sockRecv(th *thread, args []value) (value, error) {
	return receive(th, "recv", sockRecv, args, nil)
}

func sockRecvfrom(th *thread, args []value) (value, error) {
	var from rawAddr
	v, err := receive(th, "recvfrom", sockRecvfrom, args, &from)
	if err != nil {
		return value{}, err
	}
	return object.TupleOf(v, from.sender()), nil
}

// sender is the address that came with data: None from a stream.
func (a *rawAddr) sender() value {
	if a.n == 0 || int(a.n) > len(a.b) {
		return object.None
	}
	return a.value()
}

// receiveInto is recv_into and recvfrom_into, that is fn.
func receiveInto(th *thread, name, long string, fn object.NativeFn, args []value, from *rawAddr) (got int, err error) {
	b, err := object.GetWritableBuffer(th, args[1], name, " 1")
	if err != nil {
		return 0, err
	}
	defer doneUnlessSuspended(th, b)
	n, err := sizeOf(th, args[2])
	if err != nil {
		return 0, err
	}
	flags, err := intOf(th, args[3], 0)
	if err != nil {
		return 0, err
	}
	if n < 0 {
		return 0, object.ValueErrorf(th, "negative buffersize in %s", name)
	}
	p := b.Bytes()
	if n > len(p) {
		return 0, object.ValueErrorf(th, "%s", long)
	}
	if n == 0 {
		n = len(p)
	}
	var rest resting
	if named := from != nil; flags&unix.MSG_WAITALL == 0 {
		rest = resting{fn: fn, of: func(w ioWait) ioCall {
			return &intoWait{ioWait: w, b: b, n: n, flags: flags, from: newAddr(named)}
		}}
	}
	s, done := asSock(args[0]), 0
	if from == nil && s.whole(flags) {
		rest = resting{fn: fn, of: func(w ioWait) ioCall { return &wholeWait{ioWait: w, p: p[:n], b: b, done: done, flags: flags} }}
	}
	return s.recvInto(th, p[:n], flags, from, rest, &done)
}

func sockRecvInto(th *thread, args []value) (value, error) {
	n, err := receiveInto(th, "recv_into", "buffer too small for requested bytes", sockRecvInto, args, nil)
	return object.Int(int64(n)), err
}

func sockRecvfromInto(th *thread, args []value) (value, error) {
	var from rawAddr
	n, err := receiveInto(th, "recvfrom_into", "nbytes is greater than the length of the buffer", sockRecvfromInto, args, &from)
	if err != nil {
		return value{}, err
	}
	return object.TupleOf(object.Int(int64(n)), from.sender()), nil
}

// sendOnce makes one call of sendto(2). rest: see attemptFlags.
func (s *sockObj) sendOnce(th *thread, p []byte, flags int, to *rawAddr, end time.Time, rest resting) (n int, err error) {
	if s.unheard(to) {
		return s.sendFarther(th, p, flags, to, end, rest)
	}
	err = s.attemptFlags(th, object.PollOut, end, flags, nil, rest, func(fd int) syscall.Errno {
		var name unsafe.Pointer
		var size uint32
		if to != nil {
			name, size = to.ptr(), to.n
		}
		r, e := transfer(unix.SYS_SENDTO, fd, p, flags, name, uintptr(size))
		n = r
		return e
	})
	return n, err
}

// sendFarther is sendOnce to an address that unheard is true of: in a function of its own, as its variables outlive it.
func (s *sockObj) sendFarther(th *thread, p []byte, flags int, to *rawAddr, end time.Time, rest resting) (n int, err error) {
	at := unsafe.Pointer(unsafe.SliceData(p))
	call := func(more int) func(fd int) syscall.Errno {
		return func(fd int) syscall.Errno {
			r, _, e := unix.Syscall6(unix.SYS_SENDTO, uintptr(fd), uintptr(at), uintptr(len(p)), uintptr(flags|more), uintptr(to.ptr()), uintptr(to.n))
			if e == 0 {
				n = int(r)
			}
			return e
		}
	}
	err = s.sendUnheard(th, end, flags, rest, call(unix.MSG_DONTWAIT), call(0))
	return n, err
}

// send sends p. A blocking stream takes all of it, as it does in the kernel, unless something goes wrong in between. fn, if not nil, is
// the method that may suspend the thread; p lies in keep or b.
func (s *sockObj) send(th *thread, p []byte, flags int, to *rawAddr, fn object.NativeFn, keep value, b *object.Buffer) (int, error) {
	end := s.deadline(th)
	done := 0
	var rest resting
	if fn != nil {
		rest = resting{fn: fn, of: func(w ioWait) ioCall {
			once := !s.streams() || !s.blocks(s.limit()) || flags&unix.MSG_DONTWAIT != 0
			rest := &sendWait{ioWait: w, p: p, keep: keep, b: b, flags: flags, done: done, once: once}
			if to != nil {
				rest.to = new(rawAddr)
				*rest.to = *to
			}
			return rest
		}}
	}
	for {
		n, err := s.sendOnce(th, p[done:], flags, to, end, rest)
		if th.Suspended {
			return 0, err
		}
		if err != nil {
			if done > 0 && object.IsErr(err, object.OSErrorType) {
				return done, nil
			}
			return 0, err
		}
		if done += n; done >= len(p) || n == 0 || !s.streams() || !s.blocks(s.limit()) || flags&unix.MSG_DONTWAIT != 0 {
			return done, nil
		}
		if nonblocking(s.load()) {
			return done, nil
		}
	}
}

// bytesOf returns the bytes of an argument, and the buffer to be given back when they have been used, if there is one.
func bytesOf(th *thread, v value) ([]byte, *object.Buffer, error) {
	if v.Type() == object.BytesType {
		s := object.AsBytes(v).String()
		return unsafe.Slice(unsafe.StringData(s), len(s)), nil, nil
	}
	b, err := object.GetBuffer(th, v, object.BufferSimple)
	if err != nil {
		return nil, nil, err
	}
	return b.Bytes(), b, nil
}

// doneUnlessSuspended gives b back when a call ends; if it has suspended the thread, its rest will.
func doneUnlessSuspended(th *thread, b *object.Buffer) {
	if !th.Suspended {
		b.Done(th)
	}
}

func sockSend(th *thread, args []value) (value, error) {
	p, b, err := bytesOf(th, args[1])
	if err != nil {
		return value{}, err
	}
	if b != nil {
		defer doneUnlessSuspended(th, b)
	}
	flags, err := intOf(th, args[2], 0)
	if err != nil {
		return value{}, err
	}
	n, err := asSock(args[0]).send(th, p, flags, nil, sockSend, args[1], b)
	return object.Int(int64(n)), err
}

func sockSendall(th *thread, args []value) (value, error) {
	s := asSock(args[0])
	p, b, err := bytesOf(th, args[1])
	if err != nil {
		return value{}, err
	}
	if b != nil {
		defer doneUnlessSuspended(th, b)
	}
	flags, err := intOf(th, args[2], 0)
	if err != nil {
		return value{}, err
	}
	end := s.deadline(th)
	rest := resting{fn: sockSendall, of: func(w ioWait) ioCall {
		return &sendWait{ioWait: w, p: p, keep: args[1], b: b, flags: flags, all: true}
	}}
	for {
		n, err := s.sendOnce(th, p, flags, nil, end, rest)
		if err != nil {
			return value{}, err
		}
		if p = p[n:]; len(p) == 0 {
			return object.None, nil
		}
		if err := th.SafePoint(); err != nil {
			return value{}, err
		}
	}
}

func sendtoArgs(th *thread, args []value, kwnames *object.Tuple) (value, error) {
	if kwnames != nil && kwnames.Len() > 0 {
		return value{}, object.TypeErrorf(th, "socket.sendto() takes no keyword arguments")
	}
	if n := len(args) - 1; n != 2 && n != 3 {
		return value{}, object.TypeErrorf(th, "sendto() takes 2 or 3 arguments (%d given)", n)
	}
	return sockSendto(th, args)
}

func sockSendto(th *thread, args []value) (value, error) {
	s := asSock(args[0])
	b, err := object.GetBuffer(th, args[1], object.BufferSimple)
	if err != nil {
		return value{}, err
	}
	defer doneUnlessSuspended(th, b)
	to := args[len(args)-1]
	flags := 0
	if len(args) == 4 {
		if flags, err = intOf(th, args[2], 0); err != nil {
			return value{}, err
		}
	}
	addr, err := addrOf(th, "sendto", s.fam(), to)
	if err != nil {
		return value{}, err
	}
	if err := object.Audit(th, "socket.sendto", args[0], to); err != nil {
		return value{}, err
	}
	n, err := s.send(th, b.Bytes(), flags, &addr, sockSendto, args[1], b)
	return object.Int(int64(n)), err
}

// buffers gets the buffers of an iterable.
func buffers(th *thread, fn string, v value, writable bool) (out []*object.Buffer, err error) {
	if v.Type().Slots().Iter == nil && v.Type().Slots().GetItem == nil {
		return nil, object.TypeErrorf(th, "%s() argument 1 must be an iterable", fn)
	}
	items, err := object.ToSlice(th, v)
	if err != nil {
		return nil, err
	}
	for i, x := range items {
		var b *object.Buffer
		if writable {
			if b, err = object.GetBuffer(th, x, object.BufferWritable); err != nil {
				err = object.TypeErrorf(th, "recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers")
			}
		} else {
			b, err = object.GetBuffer(th, x, object.BufferSimple)
		}
		if err == nil && i >= 1024 {
			b.Done(th)
			err = osText(th, "%s() argument 1 is too long", fn)
		}
		if err != nil {
			release(th, out)
			return nil, err
		}
		out = append(out, b)
	}
	return out, nil
}

// releaseUnlessSuspended is doneUnlessSuspended for several.
func releaseUnlessSuspended(th *thread, bs []*object.Buffer) {
	if !th.Suspended {
		release(th, bs)
	}
}

func release(th *thread, bs []*object.Buffer) {
	for _, b := range bs {
		b.Done(th)
	}
}

// message is what sendmsg(2) and recvmsg(2) take.
func message(parts [][]byte, control []byte, addr *rawAddr) *unix.Msghdr {
	var m unix.Msghdr
	if len(parts) > 0 {
		iov := make([]unix.Iovec, len(parts))
		for i, p := range parts {
			iov[i].Base = unsafe.SliceData(p)
			iov[i].SetLen(len(p))
		}
		m.Iov = &iov[0]
		m.SetIovlen(len(iov))
	}
	if len(control) > 0 {
		m.Control = &control[0]
		m.SetControllen(len(control))
	}
	if addr != nil {
		m.Name, m.Namelen = &addr.b[0], addr.n
	}
	return &m
}

func parts(bs []*object.Buffer) (out [][]byte) {
	for _, b := range bs {
		out = append(out, b.Bytes())
	}
	return out
}

func sockSendmsg(th *thread, args []value) (value, error) {
	s := asSock(args[0])
	bs, err := buffers(th, "sendmsg", args[1], false)
	if err != nil {
		return value{}, err
	}
	defer releaseUnlessSuspended(th, bs)
	var control []byte
	if v := args[2]; !v.IsAbsent() {
		if control, err = ancillary(th, v); err != nil {
			return value{}, err
		}
	}
	flags, err := intOf(th, args[3], 0)
	if err != nil {
		return value{}, err
	}
	to := args[4]
	var addr *rawAddr
	if !to.IsAbsent() && !to.Is(object.None) {
		a, err := addrOf(th, "sendmsg", s.fam(), to)
		if err != nil {
			return value{}, err
		}
		addr = &a
	} else {
		to = object.None
	}
	if err := object.Audit(th, "socket.sendmsg", args[0], to); err != nil {
		return value{}, err
	}
	w := &sendmsgWait{bs: bs, m: message(parts(bs), control, addr), flags: flags}
	// A blocking stream takes all of it, in pieces.
	w.once = !s.streams() || !s.blocks(s.limit()) || flags&unix.MSG_DONTWAIT != 0 || nonblocking(s.load())
	rest := resting{fn: sockSendmsg, of: func(part ioWait) ioCall {
		w.ioWait = part
		return w
	}}
	if s.unheard(addr) {
		err = s.sendUnheard(th, s.deadline(th), flags, rest, w.send, func(fd int) syscall.Errno { return w.message(fd, flags) })
	} else {
		err = s.attemptFlags(th, object.PollOut, s.deadline(th), flags, nil, rest, w.send)
	}
	if th.Suspended {
		return value{}, err
	}
	return w.result(err)
}

// message makes the call for the whole message.
func (w *sendmsgWait) message(fd, flags int) syscall.Errno {
	r, _, e := unix.Syscall(unix.SYS_SENDMSG, uintptr(fd), uintptr(unsafe.Pointer(w.m)), uintptr(flags))
	if e == 0 {
		w.done = int(r)
	}
	return e
}

// send sends what is left.
func (w *sendmsgWait) send(fd int) syscall.Errno {
	if !w.begun {
		if e := w.message(fd, w.flags|unix.MSG_DONTWAIT); e != 0 {
			return e
		}
		w.begun = true
	}
	if w.once {
		return 0
	}
	skip := w.done
	for _, b := range w.bs {
		p := b.Bytes()
		if skip >= len(p) {
			skip -= len(p)
			continue
		}
		for p = p[skip:]; len(p) > 0; {
			n, e := transfer(unix.SYS_SENDTO, fd, p, w.flags, nil, 0)
			if e != 0 {
				return e
			}
			if n == 0 {
				return 0
			}
			w.done += n
			p = p[n:]
		}
		skip = 0
	}
	return 0
}

func (w *sendmsgWait) result(err error) (value, error) {
	if err != nil && (w.done == 0 || !object.IsErr(err, object.OSErrorType)) {
		return value{}, err
	}
	return object.Int(int64(w.done)), nil
}

// ancillary packs (level, type, data) items for the system.
func ancillary(th *thread, v value) ([]byte, error) {
	if v.Type().Slots().Iter == nil && v.Type().Slots().GetItem == nil {
		return nil, object.TypeErrorf(th, "sendmsg() argument 2 must be an iterable")
	}
	items, err := object.ToSlice(th, v)
	if err != nil {
		return nil, err
	}
	var out []byte
	for _, x := range items {
		if !object.IsTuple(x) || len(object.AsTuple(x).Items()) != 3 {
			given := object.ArgTypeName(x)
			if object.IsTuple(x) {
				return nil, object.TypeErrorf(th, "[sendmsg() ancillary data items]() argument must be sequence of length 3, not %d", len(object.AsTuple(x).Items()))
			}
			return nil, object.TypeErrorf(th, "[sendmsg() ancillary data items]() argument must be 3-item tuple, not %s", given)
		}
		t := object.AsTuple(x).Items()
		level, err := intOf(th, t[0], 0)
		if err != nil {
			return nil, err
		}
		typ, err := intOf(th, t[1], 0)
		if err != nil {
			return nil, err
		}
		data, err := bytesArg(th, t[2])
		if err != nil {
			return nil, err
		}
		item := make([]byte, unix.CmsgSpace(len(data)))
		h := (*unix.Cmsghdr)(unsafe.Pointer(&item[0]))
		h.Level, h.Type = int32(level), int32(typ)
		h.SetLen(unix.CmsgLen(len(data)))
		copy(item[unix.CmsgLen(0):], data)
		out = append(out, item...)
	}
	return out, nil
}

// recvmsg is recvmsg and recvmsg_into, that is fn: w has what is received into.
func recvmsg(th *thread, fn object.NativeFn, s *sockObj, w *msgWait, space, flags value) (value, error) {
	room, err := sizeOf(th, space)
	if err != nil {
		return value{}, err
	}
	if w.flags, err = intOf(th, flags, 0); err != nil {
		return value{}, err
	}
	if room < 0 || room > 1<<31-1 {
		return value{}, object.ValueErrorf(th, "invalid ancillary data buffer length")
	}
	w.control = make([]byte, room)
	rest := resting{fn: fn, of: func(part ioWait) ioCall {
		w.ioWait = part
		return w
	}}
	receive := func(fd int) syscall.Errno { return w.receive(s, fd) }
	if err := s.attemptFlags(th, object.PollIn, s.deadline(th), w.flags, nil, rest, receive); err != nil {
		return value{}, err
	}
	return w.result(), nil
}

// receive makes one call of recvmsg(2) that does not wait.
func (w *msgWait) receive(s *sockObj, fd int) syscall.Errno {
	w.from.n = uint32(len(w.from.b))
	w.m = message(w.into, w.control, &w.from)
	call := func(flags int) syscall.Errno {
		r, _, e := unix.Syscall(unix.SYS_RECVMSG, uintptr(fd), uintptr(unsafe.Pointer(w.m)), uintptr(flags))
		if e == 0 {
			w.n = int(r)
		}
		return e
	}
	e := call(w.flags | unix.MSG_DONTWAIT)
	if e == syscall.EAGAIN && !s.streams() && hungUp(fd) {
		e = call(w.flags)
	}
	return e
}

// result is what the call returns when receive has succeeded.
func (w *msgWait) result() value {
	w.from.n = w.m.Namelen
	control := w.control[:min(len(w.control), int(w.m.Controllen))]
	var items []value
	for len(control) >= unix.CmsgLen(0) {
		h := (*unix.Cmsghdr)(unsafe.Pointer(&control[0]))
		size := int(h.Len)
		if size < unix.CmsgLen(0) {
			break
		}
		size = min(size, len(control)) // cut off
		data := control[unix.CmsgLen(0):size]
		items = append(items, object.TupleOf(object.Int(int64(h.Level)), object.Int(int64(h.Type)), object.NewBytes(string(data))))
		control = control[min(unix.CmsgSpace(len(data)), len(control)):]
	}
	got := object.Int(int64(w.n))
	if w.bs == nil {
		got = object.NewBytes(string(w.into[0][:min(w.n, len(w.into[0]))]))
	}
	return object.TupleOf(got, object.NewList(items).Value(), object.Int(int64(w.m.Flags)), w.from.sender())
}

func sockRecvmsg(th *thread, args []value) (value, error) {
	n, err := sizeOf(th, args[1])
	if err != nil {
		return value{}, err
	}
	if n < 0 {
		return value{}, object.ValueErrorf(th, "negative buffer size in recvmsg()")
	}
	s := asSock(args[0])
	if s.streams() {
		n = min(n, recvMost)
	}
	buf, err := buffer(th, n)
	if err != nil {
		return value{}, err
	}
	return recvmsg(th, sockRecvmsg, s, &msgWait{into: [][]byte{buf}}, args[2], args[3])
}

func sockRecvmsgInto(th *thread, args []value) (value, error) {
	bs, err := buffers(th, "recvmsg_into", args[1], true)
	if err != nil {
		return value{}, err
	}
	if bs == nil {
		bs = []*object.Buffer{}
	}
	defer releaseUnlessSuspended(th, bs)
	return recvmsg(th, sockRecvmsgInto, asSock(args[0]), &msgWait{into: parts(bs), bs: bs}, args[2], args[3])
}

// cmsgArg converts the length of an item of ancillary data, which needs room besides.
func cmsgArg(th *thread, fn string, room int, v value) (int, error) {
	n, err := sizeOf(th, v)
	if err == nil && (n < 0 || n > 1<<31-1-room) {
		err = object.OverflowErrorf(th, "%s() argument out of range", fn)
	}
	return n, err
}

func socketCMSGLen(th *thread, args []value) (value, error) {
	n, err := cmsgArg(th, "CMSG_LEN", unix.CmsgLen(0), args[0])
	if err != nil {
		return value{}, err
	}
	return object.Int(int64(unix.CmsgLen(n))), nil
}

func socketCMSGSpace(th *thread, args []value) (value, error) {
	n, err := cmsgArg(th, "CMSG_SPACE", unix.CmsgSpace(1), args[0])
	if err != nil {
		return value{}, err
	}
	return object.Int(int64(unix.CmsgSpace(n))), nil
}
