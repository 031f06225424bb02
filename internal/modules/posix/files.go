// This file implements files by name and by descriptor: open, read, write, link, rename, chmod, utime and their kin.

package posix

import (
	"math"
	"math/big"
	"syscall"
	"unsafe"

	"weft/internal/object"

	"golang.org/x/sys/unix"
)

func posixOpen(th *thread, args []value) (value, error) {
	p, err := pathOf(th, "open", "path", args[0], 0)
	if err != nil {
		return value{}, err
	}
	flags, err := intOf(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	mode, err := intOf(th, args[2], 0o777)
	if err != nil {
		return value{}, err
	}
	at, err := dirFD(th, args[3])
	if err != nil {
		return value{}, err
	}
	if err := object.Audit(th, "open", args[0], none, num(flags)); err != nil {
		return value{}, err
	}
	var fd int
	err = callEnds(th, func() (err error) {
		fd, err = unix.Openat(at, p.s, flags|unix.O_CLOEXEC, uint32(mode))
		return
	})
	if err != nil {
		return value{}, p.error(th, err)
	}
	return num(fd), nil
}

func posixClose(th *thread, args []value) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	th.Rt.ForgetFD(fd)
	th.Blocking(object.WaitFile, func() { err = unix.Close(fd) })
	if err == syscall.EINTR {
		err = nil
	}
	return done(th, err)
}

func posixClosefd(th *thread, args []value) (value, error) {
	lo, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	hi, err := intOf(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	lo = max(lo, 0)
	if hi <= lo {
		return none, nil
	}
	// Go's own descriptors (its poller) are not Python's to close.
	for fd := lo; fd < hi; fd++ {
		if fd > 1<<20 {
			break
		}
		if !ownedByRuntime(fd) {
			th.Rt.ForgetFD(fd)
			unix.Close(fd)
		}
	}
	return none, nil
}

// ownedByRuntime reports whether fd belongs to the Go runtime or to this one: epoll and event descriptors that no Python code made
// cannot be told from others, so all epoll instances but Python's (which select.epoll closes itself) count.
func ownedByRuntime(fd int) bool {
	var buf [64]byte
	n, err := unix.Readlink("/proc/self/fd/"+itoa(fd), buf[:])
	if err != nil {
		return false
	}
	s := string(buf[:n])
	return s == "anon_inode:[eventpoll]" || s == "anon_inode:[eventfd]"
}

func itoa(n int) string {
	var b [20]byte
	i := len(b)
	for {
		i--
		b[i] = byte('0' + n%10)
		if n /= 10; n == 0 {
			return string(b[i:])
		}
	}
}

func posixDup(th *thread, args []value) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	n, err := unix.FcntlInt(uintptr(fd), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		return value{}, osError(th, err)
	}
	return num(n), nil
}

func posixDup2(th *thread, args []value) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	fd2, err := intOf(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	inherit, err := boolOf(th, args[2], true)
	if err != nil {
		return value{}, err
	}
	if fd < 0 || fd2 < 0 {
		return value{}, osError(th, syscall.EBADF)
	}
	flags := 0
	if !inherit {
		flags = unix.O_CLOEXEC
	}
	if fd == fd2 {
		if _, err = unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0); err == nil {
			unix.FcntlInt(uintptr(fd), unix.F_SETFD, flags/unix.O_CLOEXEC)
		}
	} else {
		th.Rt.ForgetFD(fd2)
		err = call(th, func() error { return sysDup3(fd, fd2, flags) })
	}
	if err != nil {
		return value{}, osError(th, err)
	}
	return num(fd2), nil
}

func posixRead(th *thread, args []value) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	n, err := object.AsIndex(th, args[1], object.OverflowErrorType)
	if err != nil {
		return value{}, err
	}
	if n < 0 {
		return value{}, osError(th, syscall.EINVAL)
	}
	buf, err := makeBuf(th, min(n, 0x7ffff000))
	if err != nil {
		return value{}, err
	}
	got, e, err := object.ReadFD(th, fd, buf, true)
	if err != nil {
		return value{}, err
	}
	if e != 0 {
		return value{}, osError(th, e)
	}
	if got < len(buf)/2 {
		return object.NewBytes(string(buf[:got])), nil
	}
	return object.BytesOf(buf[:got]), nil
}

// makeBuf allocates n bytes, or raises MemoryError where nobody could mean it.
func makeBuf(th *thread, n int) ([]byte, error) {
	if err := object.CheckAlloc(th, n, 1); err != nil {
		return nil, err
	}
	return make([]byte, n), nil
}

func posixReadinto(th *thread, args []value) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	b, err := object.GetBuffer(th, args[1], object.BufferWritable)
	if err != nil {
		return value{}, err
	}
	defer b.Done(th)
	n, e, err := object.ReadFD(th, fd, b.Bytes(), true)
	if err != nil {
		return value{}, err
	}
	if e != 0 {
		return value{}, osError(th, e)
	}
	return num(n), nil
}

func posixWrite(th *thread, args []value) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	b, err := object.GetBuffer(th, args[1], object.BufferSimple)
	if err != nil {
		return value{}, err
	}
	defer b.Done(th)
	n, e, err := object.WriteAllFD(th, fd, b.Bytes(), true)
	if err != nil {
		return value{}, err
	}
	if e != 0 {
		return value{}, osError(th, e)
	}
	return num(n), nil
}

func nonblocking(fd int) bool {
	fl, err := unix.FcntlInt(uintptr(fd), unix.F_GETFL, 0)
	return err != nil || fl&unix.O_NONBLOCK != 0
}

func posixPread(th *thread, args []value) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	n, err := intOf(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	off, err := object.AsCLong(th, args[2])
	if err != nil {
		return value{}, err
	}
	if n < 0 {
		return value{}, osError(th, syscall.EINVAL)
	}
	buf, err := makeBuf(th, n)
	if err != nil {
		return value{}, err
	}
	err = call(th, func() (err error) {
		n, err = unix.Pread(fd, buf, off)
		return
	})
	if err != nil {
		return value{}, osError(th, err)
	}
	return object.BytesOf(buf[:n]), nil
}

func posixPwrite(th *thread, args []value) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	b, err := object.GetBuffer(th, args[1], object.BufferSimple)
	if err != nil {
		return value{}, err
	}
	defer b.Done(th)
	off, err := object.AsCLong(th, args[2])
	if err != nil {
		return value{}, err
	}
	n := 0
	err = call(th, func() (err error) {
		n, err = unix.Pwrite(fd, b.Bytes(), off)
		return
	})
	if err != nil {
		return value{}, osError(th, err)
	}
	return num(n), nil
}

// buffers collects the buffers of a sequence for scatter and gather calls.
func buffers(th *thread, fn string, v value, flags object.BufferFlags) (bufs [][]byte, release func(), err error) {
	var held []*object.Buffer
	release = func() {
		for _, b := range held {
			b.Done(th)
		}
	}
	if v.Type().Slots().GetItem == nil || object.IsDict(v) {
		return nil, release, object.TypeErrorf(th, "%s() arg 2 must be a sequence", fn)
	}
	items, err := object.ToSlice(th, v)
	if err != nil {
		return nil, release, err
	}
	for _, x := range items {
		b, err := object.GetBuffer(th, x, flags)
		if err != nil {
			release()
			return nil, func() {}, err
		}
		held = append(held, b)
		bufs = append(bufs, b.Bytes())
	}
	return bufs, release, nil
}

// vectored is the body of readv, writev, preadv and pwritev.
func vectored(th *thread, fn string, args []value, write, at bool) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	mode := object.BufferWritable
	if write {
		mode = object.BufferSimple
	}
	bufs, release, err := buffers(th, fn, args[1], mode)
	if err != nil {
		return value{}, err
	}
	defer release()
	var off int64
	flags := 0
	if at {
		if off, err = object.AsCLong(th, args[2]); err != nil {
			return value{}, err
		}
		if flags, err = intOf(th, args[3], 0); err != nil {
			return value{}, err
		}
	} else if object.MayBlock(fd) && !nonblocking(fd) {
		event := uint32(object.PollIn)
		if write {
			event = object.PollOut
		}
		if _, _, err := object.WaitFD(th, fd, event, -1); err != nil {
			return value{}, err
		}
	}
	n := 0
	err = call(th, func() (err error) {
		switch {
		case write && at:
			n, err = sysPwritev2(fd, bufs, off, flags)
		case write:
			n, err = unix.Writev(fd, bufs)
		case at:
			n, err = sysPreadv2(fd, bufs, off, flags)
		default:
			n, err = unix.Readv(fd, bufs)
		}
		return
	})
	if err != nil {
		return value{}, osError(th, err)
	}
	return num(n), nil
}

func posixReadv(th *thread, args []value) (value, error) {
	return vectored(th, "readv", args, false, false)
}
func posixWritev(th *thread, args []value) (value, error) {
	return vectored(th, "writev", args, true, false)
}
func posixPreadv(th *thread, args []value) (value, error) {
	return vectored(th, "preadv2", args, false, true)
}
func posixPwritev(th *thread, args []value) (value, error) {
	return vectored(th, "pwritev2", args, true, true)
}

func posixLseek(th *thread, args []value) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	pos, err := object.AsCLong(th, args[1])
	if err != nil {
		return value{}, err
	}
	how, err := intOf(th, args[2], 0)
	if err != nil {
		return value{}, err
	}
	n, err := unix.Seek(fd, pos, how)
	if err != nil {
		return value{}, osError(th, err)
	}
	return object.Int(n), nil
}

func posixIsatty(th *thread, args []value) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	_, err = unix.IoctlGetTermios(fd, sysTcgets)
	return object.Bool(err == nil), nil
}

func posixPipe(th *thread, args []value) (value, error) { return pipe(th, unix.O_CLOEXEC) }

func pipe(th *thread, flags int) (value, error) {
	var p [2]int
	if err := sysPipe2(p[:], flags); err != nil {
		return value{}, osError(th, err)
	}
	return object.TupleOf(num(p[0]), num(p[1])), nil
}

func posixPipe2(th *thread, args []value) (value, error) {
	flags, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	return pipe(th, flags)
}

// fdFunc is the body of functions that do something with one descriptor.
func fdFunc(f func(fd int) error) object.NativeFn {
	return func(th *thread, args []value) (value, error) {
		fd, err := object.AsFD(th, args[0])
		if err != nil {
			return value{}, err
		}
		return done(th, call(th, func() error { return f(fd) }))
	}
}

func posixFtruncate(th *thread, args []value) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	n, err := object.AsCLong(th, args[1])
	if err != nil {
		return value{}, err
	}
	return done(th, call(th, func() error { return unix.Ftruncate(fd, n) }))
}

func posixTruncate(th *thread, args []value) (value, error) {
	p, err := pathOf(th, "truncate", "path", args[0], orFD)
	if err != nil {
		return value{}, err
	}
	n, err := object.AsCLong(th, args[1])
	if err != nil {
		return value{}, err
	}
	return done(th, call(th, func() error {
		if p.isFD {
			return unix.Ftruncate(p.fd, n)
		}
		return unix.Truncate(p.s, n)
	}), p.obj)
}

func posixUnlink(th *thread, args []value) (value, error) { return unlinkAt(th, "unlink", args, 0) }
func posixRemove(th *thread, args []value) (value, error) { return unlinkAt(th, "remove", args, 0) }

func unlinkAt(th *thread, fn string, args []value, flags int) (value, error) {
	p, err := pathOf(th, fn, "path", args[0], 0)
	if err != nil {
		return value{}, err
	}
	at, err := dirFD(th, args[1])
	if err != nil {
		return value{}, err
	}
	return done(th, call(th, func() error { return unix.Unlinkat(at, p.s, flags) }), p.obj)
}

func posixRename(th *thread, args []value) (value, error)  { return rename(th, "rename", args) }
func posixReplace(th *thread, args []value) (value, error) { return rename(th, "replace", args) }

func rename(th *thread, fn string, args []value) (value, error) {
	src, dst, a, b, err := twoPaths(th, fn, args)
	if err != nil {
		return value{}, err
	}
	return done(th, call(th, func() error { return unix.Renameat(a, src.s, b, dst.s) }), src.obj, dst.obj)
}

// twoPaths converts src, dst, src_dir_fd, dst_dir_fd.
func twoPaths(th *thread, fn string, args []value) (src, dst pathArg, a, b int, err error) {
	if src, err = pathOf(th, fn, "src", args[0], 0); err == nil {
		if dst, err = pathOf(th, fn, "dst", args[1], 0); err == nil {
			if a, err = dirFD(th, args[2]); err == nil {
				b, err = dirFD(th, args[3])
			}
		}
	}
	return
}

func posixLink(th *thread, args []value) (value, error) {
	src, dst, a, b, err := twoPaths(th, "link", args)
	if err != nil {
		return value{}, err
	}
	follow, err := boolOf(th, args[4], true)
	if err != nil {
		return value{}, err
	}
	flags := 0
	if follow {
		flags = unix.AT_SYMLINK_FOLLOW
	}
	if args[4].IsAbsent() {
		flags = 0 // the plain call, which leaves symbolic links alone on Linux
	}
	return done(th, call(th, func() error { return unix.Linkat(a, src.s, b, dst.s, flags) }), src.obj, dst.obj)
}

func posixSymlink(th *thread, args []value) (value, error) {
	src, err := pathOf(th, "symlink", "src", args[0], 0)
	if err != nil {
		return value{}, err
	}
	dst, err := pathOf(th, "symlink", "dst", args[1], 0)
	if err != nil {
		return value{}, err
	}
	at, err := dirFD(th, args[3])
	if err != nil {
		return value{}, err
	}
	return done(th, call(th, func() error { return unix.Symlinkat(src.s, at, dst.s) }), src.obj, dst.obj)
}

func posixReadlink(th *thread, args []value) (value, error) {
	p, err := pathOf(th, "readlink", "path", args[0], 0)
	if err != nil {
		return value{}, err
	}
	at, err := dirFD(th, args[1])
	if err != nil {
		return value{}, err
	}
	for size := 256; ; size *= 4 {
		buf := make([]byte, size)
		n := 0
		err := call(th, func() (err error) {
			n, err = unix.Readlinkat(at, p.s, buf)
			return
		})
		if err != nil {
			return value{}, p.error(th, err)
		}
		if n < size {
			return p.text(string(buf[:n])), nil
		}
	}
}

func posixChmod(th *thread, args []value) (value, error) {
	p, err := pathOf(th, "chmod", "path", args[0], orFD)
	if err != nil {
		return value{}, err
	}
	mode, err := intOf(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	at, err := dirFD(th, args[2])
	if err != nil {
		return value{}, err
	}
	follow, err := boolOf(th, args[3], true)
	if err != nil {
		return value{}, err
	}
	if p.isFD && !follow {
		return value{}, object.ValueErrorf(th, "chmod: cannot use fd and follow_symlinks together")
	}
	if p.isFD && at != unix.AT_FDCWD {
		return value{}, object.ValueErrorf(th, "chmod: can't specify dir_fd without matching path")
	}
	if !follow {
		err := call(th, func() error { return unix.Fchmodat(at, p.s, uint32(mode), unix.AT_SYMLINK_NOFOLLOW) })
		if err == syscall.EOPNOTSUPP || err == syscall.ENOSYS || err == syscall.EINVAL {
			return value{}, object.Raise(th, object.NotImplementedErrorType, "chmod: follow_symlinks unavailable on this platform")
		}
		return done(th, err, p.obj)
	}
	return done(th, call(th, func() error {
		if p.isFD {
			return unix.Fchmod(p.fd, uint32(mode))
		}
		return unix.Fchmodat(at, p.s, uint32(mode), 0)
	}), p.obj)
}

func posixFchmod(th *thread, args []value) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	mode, err := intOf(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	return done(th, call(th, func() error { return unix.Fchmod(fd, uint32(mode)) }))
}

func posixChown(th *thread, args []value) (value, error) {
	p, err := pathOf(th, "chown", "path", args[0], orFD)
	if err != nil {
		return value{}, err
	}
	uid, err := idOf(th, "uid", args[1])
	if err != nil {
		return value{}, err
	}
	gid, err := idOf(th, "gid", args[2])
	if err != nil {
		return value{}, err
	}
	at, err := dirFD(th, args[3])
	if err != nil {
		return value{}, err
	}
	follow, err := boolOf(th, args[4], true)
	if err != nil {
		return value{}, err
	}
	if p.isFD && at != unix.AT_FDCWD {
		return value{}, object.ValueErrorf(th, "chown: can't specify dir_fd without matching path")
	}
	if p.isFD && !follow {
		return value{}, object.ValueErrorf(th, "chown: cannot use fd and follow_symlinks together")
	}
	flags := 0
	if !follow {
		flags = unix.AT_SYMLINK_NOFOLLOW
	}
	return done(th, call(th, func() error {
		if p.isFD {
			return unix.Fchown(p.fd, uid, gid)
		}
		return unix.Fchownat(at, p.s, uid, gid, flags)
	}), p.obj)
}

func posixFchown(th *thread, args []value) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	uid, err := idOf(th, "uid", args[1])
	if err != nil {
		return value{}, err
	}
	gid, err := idOf(th, "gid", args[2])
	if err != nil {
		return value{}, err
	}
	return done(th, call(th, func() error { return unix.Fchown(fd, uid, gid) }))
}

func posixLchown(th *thread, args []value) (value, error) {
	p, err := pathOf(th, "lchown", "path", args[0], 0)
	if err != nil {
		return value{}, err
	}
	uid, err := idOf(th, "uid", args[1])
	if err != nil {
		return value{}, err
	}
	gid, err := idOf(th, "gid", args[2])
	if err != nil {
		return value{}, err
	}
	return done(th, call(th, func() error { return unix.Lchown(p.s, uid, gid) }), p.obj)
}

func posixMkfifo(th *thread, args []value) (value, error) {
	p, err := pathOf(th, "mkfifo", "path", args[0], 0)
	if err != nil {
		return value{}, err
	}
	mode, err := intOf(th, args[1], 0o666)
	if err != nil {
		return value{}, err
	}
	at, err := dirFD(th, args[2])
	if err != nil {
		return value{}, err
	}
	return done(th, call(th, func() error { return sysMknodat(at, p.s, uint32(mode&^unix.S_IFMT)|unix.S_IFIFO, 0) }), p.obj)
}

func posixMknod(th *thread, args []value) (value, error) {
	p, err := pathOf(th, "mknod", "path", args[0], 0)
	if err != nil {
		return value{}, err
	}
	mode, err := intOf(th, args[1], 0o600)
	if err != nil {
		return value{}, err
	}
	dev := uint64(0)
	if !args[2].IsAbsent() {
		if dev, err = unsignedOf(th, args[2]); err != nil {
			return value{}, err
		}
	}
	at, err := dirFD(th, args[3])
	if err != nil {
		return value{}, err
	}
	return done(th, call(th, func() error { return sysMknodat(at, p.s, uint32(mode), int(dev)) }), p.obj)
}

// timespecOf converts seconds, an int or a float rounded down.
func timespecOf(th *thread, v value) (ts unix.Timespec, err error) {
	if object.IsFloat(v) {
		f := object.AsFloat(v)
		if math.IsNaN(f) {
			return ts, object.ValueErrorf(th, "Invalid value NaN (not a number)")
		}
		sec := math.Floor(f)
		if sec < -9.3e18 || sec > 9.2e18 {
			return ts, object.OverflowErrorf(th, "timestamp out of range for platform time_t")
		}
		frac := math.Floor((f - sec) * 1e9)
		if frac >= 1e9 {
			sec, frac = sec+1, frac-1e9
		}
		return unix.Timespec{Sec: int64(sec), Nsec: int64(frac)}, nil
	}
	i, err := object.Index(th, v)
	if err != nil {
		return ts, err
	}
	n, ok := object.Int64(i)
	if !ok {
		return ts, object.OverflowErrorf(th, "timestamp out of range for platform time_t")
	}
	return unix.Timespec{Sec: n}, nil
}

// timespecNs converts nanoseconds.
func timespecNs(th *thread, v value) (ts unix.Timespec, err error) {
	r, err := object.Divmod(th, v, object.Int(1e9))
	if err != nil {
		return ts, err
	}
	if !object.IsTuple(r) || object.AsTuple(r).Len() != 2 {
		return ts, object.TypeErrorf(th, "%s.__divmod__() must return a 2-tuple, not %s", v.Type().DisplayName(), r.Type().DisplayName())
	}
	it := object.AsTuple(r).Items()
	q, err := object.Index(th, it[0])
	if err != nil {
		return ts, err
	}
	m, err := object.Index(th, it[1])
	if err != nil {
		return ts, err
	}
	sec, ok := object.Int64(q)
	nsec, ok2 := object.Int64(m)
	if !ok || !ok2 {
		return ts, object.OverflowErrorf(th, "timestamp out of range for platform time_t")
	}
	return unix.Timespec{Sec: sec, Nsec: nsec}, nil
}

func posixUtime(th *thread, args []value) (value, error) {
	p, err := pathOf(th, "utime", "path", args[0], orFD)
	if err != nil {
		return value{}, err
	}
	times, ns := args[1], args[2]
	haveTimes := !times.IsAbsent() && !times.Is(none)
	if haveTimes && !ns.IsAbsent() {
		return value{}, object.ValueErrorf(th, "utime: you may specify either 'times' or 'ns' but not both")
	}
	var ts [2]unix.Timespec
	switch {
	case haveTimes:
		if !object.IsTuple(times) || object.AsTuple(times).Len() != 2 {
			return value{}, object.TypeErrorf(th, "utime: 'times' must be either a tuple of two ints or None")
		}
		for i, v := range object.AsTuple(times).Items() {
			if ts[i], err = timespecOf(th, v); err != nil {
				return value{}, err
			}
		}
	case !ns.IsAbsent():
		if !object.IsTuple(ns) || object.AsTuple(ns).Len() != 2 {
			return value{}, object.TypeErrorf(th, "utime: 'ns' must be a tuple of two ints")
		}
		for i, v := range object.AsTuple(ns).Items() {
			if ts[i], err = timespecNs(th, v); err != nil {
				return value{}, err
			}
		}
	default:
		ts[0], ts[1] = sysNow(), sysNow()
	}
	at, err := dirFD(th, args[3])
	if err != nil {
		return value{}, err
	}
	follow, err := boolOf(th, args[4], true)
	if err != nil {
		return value{}, err
	}
	if p.isFD && at != unix.AT_FDCWD {
		return value{}, object.ValueErrorf(th, "utime: can't specify dir_fd without matching path")
	}
	if p.isFD && !follow {
		return value{}, object.ValueErrorf(th, "utime: cannot use fd and follow_symlinks together")
	}
	flags := 0
	if !follow {
		flags = unix.AT_SYMLINK_NOFOLLOW
	}
	return done(th, call(th, func() error {
		if p.isFD {
			return sysFutimens(p.fd, &ts)
		}
		return unix.UtimesNanoAt(at, p.s, ts[:], flags)
	}), p.obj)
}

func posixSendfile(th *thread, args []value) (value, error) {
	out, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	in, err := intOf(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	var off *int64
	if !args[2].Is(none) {
		n, err := object.AsCLong(th, args[2])
		if err != nil {
			return value{}, err
		}
		off = &n
	}
	count, err := object.AsIndex(th, args[3], object.OverflowErrorType)
	if err != nil {
		return value{}, err
	}
	if count < 0 {
		return value{}, object.ValueErrorf(th, "count cannot be negative")
	}
	n := 0
	if object.FDWaits(out) {
		n, err = sendCopied(th, out, in, off, count)
	} else if err = call(th, func() (err error) {
		n, err = unix.Sendfile(out, in, off, count)
		return
	}); err != nil {
		err = osError(th, err)
	}
	if err != nil {
		return value{}, err
	}
	return num(n), nil
}

// sendCopied is sendfile() to a descriptor that blocks: the kernel would not let go of the thread until it has sent everything. off nil: from
// where the file is, which moves.
func sendCopied(th *thread, out, in int, off *int64, count int) (int, error) {
	buf := make([]byte, min(count, 1<<16))
	at, sent := int64(0), 0
	if off != nil {
		at = *off
	}
	for sent < count {
		p := buf[:min(count-sent, len(buf))]
		n := 0
		if err := call(th, func() (err error) {
			if off == nil && sent == 0 {
				if at, err = unix.Seek(in, 0, unix.SEEK_CUR); err == syscall.ESPIPE {
					return syscall.EINVAL
				} else if err != nil {
					return err
				}
			}
			if n, err = unix.Pread(in, p, at); err == syscall.ESPIPE {
				err = syscall.EINVAL // as of sendfile(2)
			}
			return
		}); err != nil {
			return 0, osError(th, err)
		}
		if n == 0 {
			break
		}
		k, errno, err := object.WriteAllFD(th, out, p[:n], true)
		at += int64(k)
		sent += k
		if off == nil {
			_, _ = unix.Seek(in, at, unix.SEEK_SET)
		}
		switch {
		case err != nil:
			return 0, err
		case errno != 0 && sent == 0:
			return 0, osError(th, errno)
		case errno != 0 || k < n:
			return sent, nil
		}
	}
	return sent, nil
}

func offsetArg(th *thread, v value) (*int64, error) {
	if v.IsAbsent() || v.Is(none) {
		return nil, nil
	}
	n, err := object.AsCLong(th, v)
	return &n, err
}

// countArg converts a count that must not be negative.
func countArg(th *thread, v value) (int, error) {
	n, err := object.AsIndex(th, v, object.OverflowErrorType)
	if err == nil && n < 0 {
		err = object.ValueErrorf(th, "negative value for 'count' not allowed")
	}
	return n, err
}

// transfer is the body of splice and copy_file_range.
func transfer(th *thread, args []value, f func(src, dst, count, flags int, so, do *int64) (int, error)) (value, error) {
	src, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	dst, err := intOf(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	count, err := countArg(th, args[2])
	if err != nil {
		return value{}, err
	}
	so, err := offsetArg(th, args[3])
	if err != nil {
		return value{}, err
	}
	do, err := offsetArg(th, args[4])
	if err != nil {
		return value{}, err
	}
	flags := 0
	if len(args) > 5 {
		if flags, err = intOf(th, args[5], 0); err != nil {
			return value{}, err
		}
	}
	n := 0
	err = call(th, func() (err error) {
		n, err = f(src, dst, count, flags, so, do)
		return
	})
	if err != nil {
		return value{}, osError(th, err)
	}
	return num(n), nil
}

func posixSplice(th *thread, args []value) (value, error) {
	return transfer(th, args, func(src, dst, count, flags int, so, do *int64) (int, error) {
		n, err := sysSplice(src, so, dst, do, count, flags)
		return int(n), err
	})
}

func posixCopyFileRange(th *thread, args []value) (value, error) {
	return transfer(th, args, func(src, dst, count, flags int, so, do *int64) (int, error) {
		return sysCopyFileRange(src, so, dst, do, count, 0)
	})
}

func posixLockf(th *thread, args []value) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	cmd, err := intOf(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	n, err := object.AsCLong(th, args[2])
	if err != nil {
		return value{}, err
	}
	lk := unix.Flock_t{Type: unix.F_WRLCK, Whence: 1, Len: n}
	op := unix.F_SETLK
	switch cmd {
	case 0: // F_ULOCK
		lk.Type = unix.F_UNLCK
	case 1: // F_LOCK
		op = unix.F_SETLKW
	case 2: // F_TLOCK
	case 3: // F_TEST
		op = unix.F_GETLK
	default:
		return value{}, osError(th, syscall.EINVAL)
	}
	err = call(th, func() error { return unix.FcntlFlock(uintptr(fd), op, &lk) })
	if err == nil && cmd == 3 && lk.Type != unix.F_UNLCK && int(lk.Pid) != unix.Getpid() {
		err = syscall.EACCES
	}
	return done(th, err)
}

func posixFadvise(th *thread, args []value) (value, error) {
	return fadvise(th, args, func(fd int, off, n int64, how int) error { return sysFadvise(fd, off, n, how) })
}

func posixFallocate(th *thread, args []value) (value, error) {
	return fadvise(th, args, func(fd int, off, n int64, how int) error { return sysFallocate(fd, 0, off, n) })
}

func fadvise(th *thread, args []value, f func(fd int, off, n int64, how int) error) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	off, err := object.AsCLong(th, args[1])
	if err != nil {
		return value{}, err
	}
	n, err := object.AsCLong(th, args[2])
	if err != nil {
		return value{}, err
	}
	how := 0
	if len(args) > 3 {
		if how, err = intOf(th, args[3], 0); err != nil {
			return value{}, err
		}
	}
	return done(th, call(th, func() error { return f(fd, off, n, how) }))
}

func posixUmask(th *thread, args []value) (value, error) {
	m, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	return num(unix.Umask(m)), nil
}

func posixGetInheritable(th *thread, args []value) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	fl, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0)
	if err != nil {
		return value{}, osError(th, err)
	}
	return object.Bool(fl&unix.FD_CLOEXEC == 0), nil
}

func posixSetInheritable(th *thread, args []value) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	on, err := intOf(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	fl, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0)
	if err == nil {
		fl |= unix.FD_CLOEXEC
		if on != 0 {
			fl &^= unix.FD_CLOEXEC
		}
		_, err = unix.FcntlInt(uintptr(fd), unix.F_SETFD, fl)
	}
	return done(th, err)
}

func posixGetBlocking(th *thread, args []value) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	fl, err := unix.FcntlInt(uintptr(fd), unix.F_GETFL, 0)
	if err != nil {
		return value{}, osError(th, err)
	}
	return object.Bool(fl&unix.O_NONBLOCK == 0), nil
}

func posixSetBlocking(th *thread, args []value) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	on, err := boolOf(th, args[1], true)
	if err != nil {
		return value{}, err
	}
	err = unix.SetNonblock(fd, !on)
	if !on {
		th.Rt.FDFlags.Add(1)
	}
	return done(th, err)
}

func posixDeviceEncoding(th *thread, args []value) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	if _, err := unix.IoctlGetTermios(fd, sysTcgets); err != nil {
		return none, nil
	}
	return object.NewStr("utf-8"), nil
}

func posixUrandom(th *thread, args []value) (value, error) {
	n, err := object.AsIndex(th, args[0], object.OverflowErrorType)
	if err != nil {
		return value{}, err
	}
	if n < 0 {
		return value{}, object.ValueErrorf(th, "negative argument not allowed")
	}
	buf, err := makeBuf(th, n)
	if err != nil {
		return value{}, err
	}
	for got := 0; got < n; {
		k := 0
		err := call(th, func() (err error) {
			if th.Rt.Seeded() {
				th.Rt.ReadRandom(buf)
				k = n
				return nil
			}
			k, err = sysGetrandom(buf[got:min(n, got+1<<20)], 0)
			return
		})
		if err != nil {
			return value{}, osError(th, err)
		}
		got += k
	}
	return object.BytesOf(buf), nil
}

func posixGetrandom(th *thread, args []value) (value, error) {
	n, err := object.AsIndex(th, args[0], object.OverflowErrorType)
	if err != nil {
		return value{}, err
	}
	flags, err := intOf(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	if n < 0 {
		return value{}, osError(th, syscall.EINVAL)
	}
	buf, err := makeBuf(th, n)
	if err != nil {
		return value{}, err
	}
	err = call(th, func() (err error) {
		if th.Rt.Seeded() {
			th.Rt.ReadRandom(buf)
			return nil
		}
		n, err = sysGetrandom(buf, flags)
		return
	})
	if err != nil {
		return value{}, osError(th, err)
	}
	return object.BytesOf(buf[:n]), nil
}

func posixMemfdCreate(th *thread, args []value) (value, error) {
	name, err := fsBytes(th, args[0])
	if err != nil {
		return value{}, err
	}
	flags, err := intOf(th, args[1], sysMfdCloexec)
	if err != nil {
		return value{}, err
	}
	fd, err := sysMemfdCreate(name, flags)
	if err != nil {
		return value{}, osError(th, err)
	}
	return num(fd), nil
}

func posixEventfd(th *thread, args []value) (value, error) {
	n, err := unsignedOf(th, args[0])
	if err != nil {
		return value{}, err
	}
	flags, err := intOf(th, args[1], sysEfdCloexec)
	if err != nil {
		return value{}, err
	}
	fd, err := sysEventfd(uint(n), flags)
	if err != nil {
		return value{}, osError(th, err)
	}
	return num(fd), nil
}

func posixEventfdRead(th *thread, args []value) (value, error) {
	fd, err := object.AsFD(th, args[0])
	if err != nil {
		return value{}, err
	}
	var buf [8]byte
	_, e, err := object.ReadFD(th, fd, buf[:], true)
	if err != nil {
		return value{}, err
	}
	if e != 0 {
		return value{}, osError(th, e)
	}
	return object.Uint(*(*uint64)(unsafe.Pointer(&buf))), nil
}

func posixEventfdWrite(th *thread, args []value) (value, error) {
	fd, err := object.AsFD(th, args[0])
	if err != nil {
		return value{}, err
	}
	i, err := object.Index(th, args[1])
	if err != nil {
		return value{}, err
	}
	n := new(big.Int).And(object.Big(i), new(big.Int).SetUint64(math.MaxUint64)).Uint64()
	b := *(*[8]byte)(unsafe.Pointer(&n))
	_, e, err := object.WriteFD(th, fd, b[:], true)
	if err != nil {
		return value{}, err
	}
	if e != 0 {
		return value{}, osError(th, e)
	}
	return none, nil
}

// xattrCall runs the variant of a call that fits the path argument.
func xattrCall(p *pathArg, follow bool, byPath, byLink, byFD func() (int, error)) (int, error) {
	switch {
	case p.isFD:
		return byFD()
	case follow:
		return byPath()
	}
	return byLink()
}

func xattrFollow(th *thread, fn string, p *pathArg, v value) (bool, error) {
	follow, err := boolOf(th, v, true)
	if err == nil && p.isFD && !follow {
		err = object.ValueErrorf(th, "%s: cannot use fd and follow_symlinks together", fn)
	}
	return follow, err
}

func posixGetxattr(th *thread, args []value) (value, error) {
	p, err := pathOf(th, "getxattr", "path", args[0], orFD)
	if err != nil {
		return value{}, err
	}
	a, err := pathOf(th, "getxattr", "attribute", args[1], 0)
	if err != nil {
		return value{}, err
	}
	follow, err := xattrFollow(th, "getxattr", &p, args[2])
	if err != nil {
		return value{}, err
	}
	buf := make([]byte, 65536)
	n := 0
	err = call(th, func() (err error) {
		n, err = xattrCall(&p, follow,
			func() (int, error) { return unix.Getxattr(p.s, a.s, buf) },
			func() (int, error) { return unix.Lgetxattr(p.s, a.s, buf) },
			func() (int, error) { return unix.Fgetxattr(p.fd, a.s, buf) })
		return
	})
	if err != nil {
		return value{}, p.error(th, err)
	}
	return object.NewBytes(string(buf[:n])), nil
}

func posixSetxattr(th *thread, args []value) (value, error) {
	p, err := pathOf(th, "setxattr", "path", args[0], orFD)
	if err != nil {
		return value{}, err
	}
	a, err := pathOf(th, "setxattr", "attribute", args[1], 0)
	if err != nil {
		return value{}, err
	}
	b, err := object.GetBuffer(th, args[2], object.BufferSimple)
	if err != nil {
		return value{}, err
	}
	defer b.Done(th)
	flags, err := intOf(th, args[3], 0)
	if err != nil {
		return value{}, err
	}
	follow, err := xattrFollow(th, "setxattr", &p, args[4])
	if err != nil {
		return value{}, err
	}
	return done(th, call(th, func() error {
		_, err := xattrCall(&p, follow,
			func() (int, error) { return 0, unix.Setxattr(p.s, a.s, b.Bytes(), flags) },
			func() (int, error) { return 0, unix.Lsetxattr(p.s, a.s, b.Bytes(), flags) },
			func() (int, error) { return 0, unix.Fsetxattr(p.fd, a.s, b.Bytes(), flags) })
		return err
	}), p.obj)
}

func posixRemovexattr(th *thread, args []value) (value, error) {
	p, err := pathOf(th, "removexattr", "path", args[0], orFD)
	if err != nil {
		return value{}, err
	}
	a, err := pathOf(th, "removexattr", "attribute", args[1], 0)
	if err != nil {
		return value{}, err
	}
	follow, err := xattrFollow(th, "removexattr", &p, args[2])
	if err != nil {
		return value{}, err
	}
	return done(th, call(th, func() error {
		_, err := xattrCall(&p, follow,
			func() (int, error) { return 0, unix.Removexattr(p.s, a.s) },
			func() (int, error) { return 0, unix.Lremovexattr(p.s, a.s) },
			func() (int, error) { return 0, unix.Fremovexattr(p.fd, a.s) })
		return err
	}), p.obj)
}

func posixListxattr(th *thread, args []value) (value, error) {
	p, err := pathOf(th, "listxattr", "path", args[0], orFD|orNone)
	if err != nil {
		return value{}, err
	}
	follow, err := xattrFollow(th, "listxattr", &p, args[1])
	if err != nil {
		return value{}, err
	}
	buf := make([]byte, 65536)
	n := 0
	err = call(th, func() (err error) {
		n, err = xattrCall(&p, follow,
			func() (int, error) { return unix.Listxattr(p.s, buf) },
			func() (int, error) { return unix.Llistxattr(p.s, buf) },
			func() (int, error) { return unix.Flistxattr(p.fd, buf) })
		return
	})
	if err != nil {
		return value{}, p.error(th, err)
	}
	var out []value
	start := 0
	for i, c := range buf[:n] {
		if c == 0 {
			out = append(out, object.NewStr(object.DecodeFS(string(buf[start:i]))))
			start = i + 1
		}
	}
	return object.NewList(out).Value(), nil
}
