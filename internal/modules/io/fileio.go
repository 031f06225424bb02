// This file implements FileIO, a raw stream over a descriptor.

package io

import (
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"unsafe"

	"weft/internal/object"
	"weft/internal/wtf8"

	"golang.org/x/sys/unix"
)

var fileIOType = &object.Type{Name: "FileIO"}

// fileIO is a FileIO object. fd and the flags are atomic; they change in __init__ and close.
type fileIO struct {
	object.Header
	object.Ext
	fd    int32  // -1: closed or not initialized
	flags uint32 // the file* bits
	blk   int32
	size  int64 // when opened, -1: not known
}

// Bits of fileIO.flags.
const (
	fileRead uint32 = 1 << iota
	fileWrite
	fileCreated
	fileAppend
	fileCloseFD
	fileSeekable
	fileNotSeekable // neither: not asked yet
	fileWaits       // reading or writing may block: no regular file
	fileFinalizing
)

func asFileIO(v value) *fileIO { return (*fileIO)(v.Ptr()) }

func (f *fileIO) load() int         { return int(atomic.LoadInt32(&f.fd)) }
func (f *fileIO) has(b uint32) bool { return atomic.LoadUint32(&f.flags)&b != 0 }
func (f *fileIO) set(b uint32)      { atomic.OrUint32(&f.flags, b) }

func fileIOSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: fileIOType, Base: rawIOBaseType, Module: "_io", Flags: baseFlags, Sig: "(file, mode='r', closefd=True, opener=None)",
		Doc:    "A raw stream over a file: a path, or a descriptor. Modes are r, w, x (create, fail if it exists) and a, each with an optional +.",
		Layout: object.LayoutWithExt[fileIO](unsafe.Offsetof(fileIO{}.Ext)),
		Slots:  object.Slots{New: fileIONew, Init: fileIOInit, Repr: fileIORepr},
		Methods: []object.Method{
			{Name: "__getstate__", Sig: "(self, /)", Fn: noState},
			{Name: "_dealloc_warn", Sig: "(self, object, /)", Fn: fileIODeallocWarn},
			{Name: "_isatty_open_only", Sig: "(self, /)", Fn: fileIOIsattyOpenOnly},
			{Name: "close", Sig: "(self, /)", Fn: fileIOClose, Doc: "Close the stream and, unless closefd is false, its descriptor."},
			{Name: "fileno", Sig: "(self, /)", Fn: fileIOFileno, Doc: "Return the descriptor."},
			{Name: "isatty", Sig: "(self, /)", Fn: fileIOIsatty, Doc: "Return whether the file is a terminal."},
			{Name: "read", Sig: "(self, size=-1, /)", Fn: fileIORead, Doc: "Read up to size bytes with one call of the system; None if nothing is there yet and the file does not block."},
			{Name: "readable", Sig: "(self, /)", Fn: fileIOReadable, Doc: "Return whether the file was opened for reading."},
			{Name: "readall", Sig: "(self, /)", Fn: fileIOReadall, Doc: "Read until the end."},
			{Name: "readinto", Sig: "(self, buffer, /)", Fn: fileIOReadinto, Doc: "Read into a buffer and return the number of bytes."},
			{Name: "seek", Sig: "(self, pos, whence=0, /)", Fn: fileIOSeek, Doc: "Change the position and return it."},
			{Name: "seekable", Sig: "(self, /)", Fn: fileIOSeekable, Doc: "Return whether the file has a position."},
			{Name: "tell", Sig: "(self, /)", Fn: fileIOTell, Doc: "Return the position."},
			{Name: "truncate", Sig: "(self, size=None, /)", Fn: fileIOTruncate, Doc: "Cut or extend the file to size bytes, the position by default."},
			{Name: "writable", Sig: "(self, /)", Fn: fileIOWritable, Doc: "Return whether the file was opened for writing."},
			{Name: "write", Sig: "(self, b, /)", Fn: fileIOWrite, Doc: "Write bytes with one call of the system and return how many went out; None if the file does not block and takes nothing."},
		},
		GetSets: []object.GetSet{
			{Name: "_blksize", Get: func(th *thread, v value) (value, error) { return num(asFileIO(v).blockSize()), nil }, Doc: "the preferred size of buffers"},
			{Name: "_finalizing", Get: func(th *thread, v value) (value, error) { return object.Bool(asFileIO(v).has(fileFinalizing)), nil }, Set: fileIOSetFinalizing},
			{Name: "closed", Get: func(th *thread, v value) (value, error) { return object.Bool(asFileIO(v).load() < 0), nil }, Doc: "True if the file is closed"},
			{Name: "closefd", Get: func(th *thread, v value) (value, error) { return object.Bool(asFileIO(v).has(fileCloseFD)), nil }, Doc: "whether closing the stream closes the descriptor"},
			{Name: "mode", Get: func(th *thread, v value) (value, error) { return object.NewASCII(asFileIO(v).mode()), nil }, Doc: "the mode"},
		},
	}
}

func fileIONew(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
	v := t.New()
	f := asFileIO(v)
	f.fd, f.size, f.blk = -1, -1, defaultBufferSize
	f.flags = fileCloseFD
	finalizeLater(th, f)
	return v, nil
}

func fileIOSetFinalizing(th *thread, self, val value) error {
	on, err := object.IsTrue(th, val)
	if err == nil && on {
		asFileIO(self).set(fileFinalizing)
	}
	return err
}

// blockSize is what buffers above the file should hold: the file system's block size if that is larger than the default.
func (f *fileIO) blockSize() int { return int(atomic.LoadInt32(&f.blk)) }

func (f *fileIO) mode() string {
	r, w := f.has(fileRead), f.has(fileWrite)
	kind := "rb"
	switch {
	case f.has(fileCreated):
		kind = "xb"
	case f.has(fileAppend):
		kind = "ab"
	case r:
		if w {
			return "rb+"
		}
		return "rb"
	default:
		return "wb"
	}
	if r {
		kind += "+"
	}
	return kind
}

func fileIORepr(th *thread, self value) (value, error) {
	f := asFileIO(self)
	name := self.Type().DisplayName()
	fd := f.load()
	if fd < 0 {
		return object.NewStr("<" + name + " [closed]>"), nil
	}
	n, err := object.GetAttrOpt(th, self, object.Intern("name"))
	if err != nil {
		return value{}, err
	}
	closefd := "True"
	if !f.has(fileCloseFD) {
		closefd = "False"
	}
	shown := "fd=" + strconv.Itoa(fd)
	if !n.IsAbsent() {
		if object.ReprEnter(th, self) {
			return value{}, object.RuntimeErrorf(th, "reentrant call inside %s.__repr__", name)
		}
		r, err := object.ReprString(th, n)
		object.ReprLeave(th, self)
		if err != nil {
			return value{}, err
		}
		shown = "name=" + r
	}
	return object.NewStr("<" + name + " " + shown + " mode='" + f.mode() + "' closefd=" + closefd + ">"), nil
}

const oneMode = "Must have exactly one of create/read/write/append mode and at most one plus"

// openFlags interprets a mode of FileIO.
func openFlags(th *thread, mode string) (flags int, bits uint32, err error) {
	plus := false
	kinds := 0
	for _, c := range mode {
		switch c {
		case 'x':
			kinds++
			bits |= fileCreated | fileWrite
			flags |= unix.O_EXCL | unix.O_CREAT
		case 'r':
			kinds++
			bits |= fileRead
		case 'w':
			kinds++
			bits |= fileWrite
			flags |= unix.O_CREAT | unix.O_TRUNC
		case 'a':
			kinds++
			bits |= fileAppend | fileWrite
			flags |= unix.O_APPEND | unix.O_CREAT
		case 'b':
		case '+':
			if plus {
				return 0, 0, valueError(th, oneMode)
			}
			bits |= fileRead | fileWrite
			plus = true
		default:
			return 0, 0, object.ValueErrorf(th, "invalid mode: %s", mode)
		}
		if kinds > 1 {
			return 0, 0, valueError(th, oneMode)
		}
	}
	if kinds == 0 {
		return 0, 0, valueError(th, oneMode)
	}
	switch bits & (fileRead | fileWrite) {
	case fileRead | fileWrite:
		flags |= unix.O_RDWR
	case fileRead:
		flags |= unix.O_RDONLY
	default:
		flags |= unix.O_WRONLY
	}
	return flags | unix.O_CLOEXEC, bits, nil
}

// pathBytes converts a path by os.fsencode.
func pathBytes(th *thread, v value) (string, error) {
	if !object.IsStr(v) && !object.IsBytes(v) {
		r, found, err := object.CallSpecial(th, v, "__fspath__")
		if err != nil {
			return "", err
		}
		if !found {
			return "", object.TypeErrorf(th, "expected str, bytes or os.PathLike object, not %s", v.Type().DisplayName())
		}
		if !object.IsStr(r) && !object.IsBytes(r) {
			return "", object.TypeErrorf(th, "expected %s.__fspath__() to return str or bytes, not %s", v.Type().DisplayName(), r.Type().DisplayName())
		}
		v = r
	}
	var s string
	if object.IsBytes(v) {
		s = object.AsBytes(v).String()
	} else if s = object.AsStr(v).String(); wtf8.HasSurrogate(s) {
		b, err := object.EncodeUTF8(th, object.AsStr(v), "surrogateescape")
		if err != nil {
			return "", err
		}
		s = object.AsBytes(b).String()
	}
	if strings.IndexByte(s, 0) >= 0 {
		return "", valueError(th, "embedded null byte")
	}
	return s, nil
}

var fileIODef = object.NewDef(object.Method{Name: "FileIO", Sig: "(file, mode='r', closefd=True, opener=None)"}, nil)

func fileIOInit(th *thread, self value, args []value, kw *object.Tuple) error {
	a, err := object.BindSig(th, fileIODef, args, kw)
	if err != nil {
		return err
	}
	mode := "r"
	if !a[1].IsAbsent() {
		if !object.IsStr(a[1]) {
			return object.TypeErrorf(th, "FileIO() argument 'mode' must be str, not %s", object.ArgTypeName(a[1]))
		}
		mode = object.AsStr(a[1]).String()
		if strings.IndexByte(mode, 0) >= 0 {
			return valueError(th, "embedded null character")
		}
	}
	closefd, err := boolArg(th, a[2], true)
	if err != nil {
		return err
	}
	return asFileIO(self).open(th, self, a[0], mode, closefd, a[3])
}

// open is __init__: self is f as a Value, opener may be None or absent.
func (f *fileIO) open(th *thread, self, file value, mode string, closefd bool, opener value) error {
	if f.load() >= 0 {
		if f.has(fileCloseFD) {
			if err := f.closeFD(th); err != nil {
				return err
			}
		} else {
			atomic.StoreInt32(&f.fd, -1)
		}
	}
	if file.IsExact(object.BoolType) {
		if err := object.Warn(th, object.RuntimeWarningType, "bool is used as a file descriptor", 1); err != nil {
			return err
		}
	}
	fd := -1
	path := ""
	isFD := file.Type().Slots().Index != nil
	if isFD {
		n, err := intArg(th, file, 0)
		if err != nil {
			if !object.IsErr(err, object.OverflowErrorType) {
				return err
			}
			n = -1
		}
		if fd = n; fd < 0 {
			return valueError(th, "negative file descriptor")
		}
	} else {
		var err error
		if path, err = pathBytes(th, file); err != nil {
			return err
		}
	}
	flags, bits, err := openFlags(th, mode)
	if err != nil {
		return err
	}
	if closefd {
		bits |= fileCloseFD
	}
	if err := object.Audit(th, "open", file, object.NewStr(mode), num(flags)); err != nil {
		return err
	}
	opened := false
	if !isFD {
		if !closefd {
			return valueError(th, "Cannot use closefd=False with file name")
		}
		if isNone(opener) {
			for {
				e := th.BlockingCall(object.WaitFile, func() syscall.Errno {
					var oerr error
					fd, oerr = unix.Openat(unix.AT_FDCWD, path, flags, 0o666)
					e, _ := oerr.(syscall.Errno)
					return e
				})
				if e == 0 {
					break
				}
				if e != syscall.EINTR {
					return object.OSError(th, e, file)
				}
				if err := th.SafePoint(); err != nil {
					return err
				}
			}
		} else {
			r, err := object.Call(th, opener, file, num(flags))
			if err != nil {
				return err
			}
			if !object.IsInt(r) {
				return object.TypeErrorf(th, "expected integer from opener")
			}
			if fd, err = intArg(th, r, 0); err != nil {
				return err
			}
			if fd < 0 {
				return object.ValueErrorf(th, "opener returned %d", fd)
			}
			if _, err := unix.FcntlInt(uintptr(fd), unix.F_SETFD, unix.FD_CLOEXEC); err != nil {
				return object.OSError(th, err.(syscall.Errno))
			}
		}
		opened = true
	}
	fail := func(err error) error {
		if opened {
			unix.Close(fd)
		}
		return err
	}
	var st unix.Stat_t
	atomic.StoreInt64(&f.size, -1)
	atomic.StoreInt32(&f.blk, defaultBufferSize)
	if serr := unix.Fstat(fd, &st); serr == syscall.EBADF {
		return fail(object.OSError(th, syscall.EBADF))
	} else if serr == nil {
		switch st.Mode & unix.S_IFMT {
		case unix.S_IFDIR:
			return fail(object.OSError(th, syscall.EISDIR, file))
		case unix.S_IFREG:
			atomic.StoreInt64(&f.size, st.Size)
		case unix.S_IFBLK:
		default:
			bits |= fileWaits
		}
		if st.Blksize > 1 {
			atomic.StoreInt32(&f.blk, int32(max(min(st.Blksize, 8<<20), defaultBufferSize)))
		}
	}
	if err := object.SetAttrName(th, self, "name", file); err != nil {
		return fail(err)
	}
	if bits&fileAppend != 0 {
		// For the same tell() as after reading and writing at the end; pipes have no position.
		if _, err := unix.Seek(fd, 0, 2); err != nil && err != syscall.ESPIPE {
			return fail(object.OSError(th, err.(syscall.Errno)))
		}
	}
	atomic.StoreUint32(&f.flags, bits)
	atomic.StoreInt32(&f.fd, int32(fd))
	return nil
}

func fileClosedError(th *thread) error { return valueError(th, "I/O operation on closed file") }

// forReading returns the descriptor, or raises for a file that is closed or not open for reading.
func (f *fileIO) forReading(th *thread) (int, error) {
	fd := f.load()
	if fd < 0 {
		return 0, fileClosedError(th)
	}
	if !f.has(fileRead) {
		return 0, unsupported(th, "File not open for reading")
	}
	return fd, nil
}

func (f *fileIO) forWriting(th *thread) (int, error) {
	fd := f.load()
	if fd < 0 {
		return 0, fileClosedError(th)
	}
	if !f.has(fileWrite) {
		return 0, unsupported(th, "File not open for writing")
	}
	return fd, nil
}

// readInto reads into p; again means that a non-blocking file has nothing yet.
func (f *fileIO) readInto(th *thread, p []byte) (n int, again bool, err error) {
	fd, err := f.forReading(th)
	if err != nil {
		return 0, false, err
	}
	n, e, err := object.ReadFD(th, fd, p, f.has(fileWaits))
	runtime.KeepAlive(f)
	switch {
	case err != nil:
		return 0, false, err
	case e == syscall.EAGAIN:
		return 0, true, nil
	case e != 0:
		return 0, false, object.OSError(th, e)
	}
	return n, false, nil
}

// writeFrom writes p; again means that a non-blocking file takes nothing now.
func (f *fileIO) writeFrom(th *thread, p []byte) (n int, again bool, err error) {
	fd, err := f.forWriting(th)
	if err != nil {
		return 0, false, err
	}
	n, e, err := object.WriteAllFD(th, fd, p, f.has(fileWaits))
	runtime.KeepAlive(f)
	switch {
	case err != nil:
		return n, false, err
	case e == syscall.EAGAIN:
		return 0, true, nil
	case e != 0:
		return 0, false, object.OSError(th, e)
	}
	return n, false, nil
}

func fileIORead(th *thread, args []value) (value, error) {
	f := asFileIO(args[0])
	if _, err := f.forReading(th); err != nil {
		return value{}, err
	}
	n, err := sizeArg(th, args[1], -1)
	if err != nil {
		return value{}, err
	}
	if n < 0 {
		return fileIOReadall(th, args[:1])
	}
	buf, err := makeBuf(th, min(n, 0x7ffff000))
	if err != nil {
		return value{}, err
	}
	got, again, err := f.readInto(th, buf)
	if err != nil {
		return value{}, err
	}
	if again {
		return none, nil
	}
	if got < len(buf)/2 {
		return object.NewBytes(string(buf[:got])), nil
	}
	return object.BytesOf(buf[:got]), nil
}

func fileIOReadall(th *thread, args []value) (value, error) {
	data, again, err := asFileIO(args[0]).readAll(th)
	if err != nil {
		return value{}, err
	}
	if again {
		return none, nil
	}
	return object.BytesOf(data), nil
}

// readAll reads until the end; again means that a non-blocking file had nothing at all.
func (f *fileIO) readAll(th *thread) (data []byte, again bool, err error) {
	fd := f.load()
	if fd < 0 {
		return nil, false, fileClosedError(th)
	}
	size := 8192
	if end := atomic.LoadInt64(&f.size); end >= 0 {
		// One byte more, so that the end shows without another buffer.
		size = int(min(end, 1<<40)) + 1
		if end > 65536 {
			if pos, serr := unix.Seek(fd, 0, 1); serr == nil && pos < end {
				size = int(end-pos) + 1
			}
		}
	}
	buf, err := makeBuf(th, size)
	if err != nil {
		return nil, false, err
	}
	n := 0
	for {
		if n == len(buf) {
			bigger, err := makeBuf(th, len(buf)*2+8192)
			if err != nil {
				return nil, false, err
			}
			copy(bigger, buf)
			buf = bigger
		}
		k, wait, err := f.readInto(th, buf[n:])
		if err != nil {
			return nil, false, err
		}
		if wait {
			return buf[:n:n], n == 0, nil
		}
		if k == 0 {
			return buf[:n:n], false, nil
		}
		n += k
	}
}

func fileIOReadinto(th *thread, args []value) (value, error) {
	f := asFileIO(args[0])
	if _, err := f.forReading(th); err != nil {
		return value{}, err
	}
	b, err := object.GetWritableBuffer(th, args[1], "readinto", "")
	if err != nil {
		return value{}, err
	}
	defer b.Done(th)
	n, again, err := f.readInto(th, b.Bytes())
	if err != nil || again {
		return none, err
	}
	return num(n), nil
}

func fileIOWrite(th *thread, args []value) (value, error) {
	f := asFileIO(args[0])
	if _, err := f.forWriting(th); err != nil {
		return value{}, err
	}
	b, err := object.GetBuffer(th, args[1], object.BufferSimple)
	if err != nil {
		return value{}, err
	}
	defer b.Done(th)
	n, again, err := f.writeFrom(th, b.Bytes())
	if err != nil || again {
		return none, err
	}
	return num(n), nil
}

// seekTo changes the position.
func (f *fileIO) seekTo(th *thread, pos int64, whence int) (int64, error) {
	fd := f.load()
	if fd < 0 {
		return 0, fileClosedError(th)
	}
	n, err := unix.Seek(fd, pos, whence)
	if !f.has(fileSeekable | fileNotSeekable) {
		if err == nil {
			f.set(fileSeekable)
		} else {
			f.set(fileNotSeekable)
		}
	}
	if err != nil {
		return 0, object.OSError(th, err.(syscall.Errno))
	}
	return n, nil
}

func fileIOSeek(th *thread, args []value) (value, error) {
	f := asFileIO(args[0])
	if f.load() < 0 {
		return value{}, fileClosedError(th)
	}
	whence, err := intArg(th, args[2], 0)
	if err != nil {
		return value{}, err
	}
	pos, err := offArg(th, args[1])
	if err != nil {
		return value{}, err
	}
	n, err := f.seekTo(th, pos, whence)
	if err != nil {
		return value{}, err
	}
	return object.Int(n), nil
}

func fileIOTell(th *thread, args []value) (value, error) {
	n, err := asFileIO(args[0]).seekTo(th, 0, 1)
	if err != nil {
		return value{}, err
	}
	return object.Int(n), nil
}

func fileIOTruncate(th *thread, args []value) (value, error) {
	f := asFileIO(args[0])
	fd, err := f.forWriting(th)
	if err != nil {
		return value{}, err
	}
	size := args[1]
	if isNone(size) {
		n, err := f.seekTo(th, 0, 1)
		if err != nil {
			return value{}, err
		}
		size = object.Int(n)
	}
	n, err := offArg(th, size)
	if err != nil {
		return value{}, err
	}
	for {
		var terr error
		th.Blocking(object.WaitFile, func() { terr = unix.Ftruncate(fd, n) })
		if terr == nil {
			atomic.StoreInt64(&f.size, -1)
			return size, nil
		}
		if terr != syscall.EINTR {
			return value{}, object.OSError(th, terr.(syscall.Errno))
		}
		if err := th.SafePoint(); err != nil {
			return value{}, err
		}
	}
}

// closeFD closes the descriptor.
func (f *fileIO) closeFD(th *thread) error {
	fd := int(atomic.SwapInt32(&f.fd, -1))
	if fd < 0 {
		return nil
	}
	var err error
	th.Rt.ForgetFD(fd)
	th.Blocking(object.WaitFile, func() { err = unix.Close(fd) })
	if err != nil && err != syscall.EINTR {
		return object.OSError(th, err.(syscall.Errno))
	}
	return nil
}

func fileIOClose(th *thread, args []value) (value, error) {
	self := args[0]
	f := asFileIO(self)
	_, err := ioBaseClose(th, args)
	if !f.has(fileCloseFD) {
		atomic.StoreInt32(&f.fd, -1)
		return none, err
	}
	if f.has(fileFinalizing) {
		fileIOWarn(th, f, self)
	}
	return none, chain(err, f.closeFD(th))
}

func fileIODeallocWarn(th *thread, args []value) (value, error) {
	fileIOWarn(th, asFileIO(args[0]), args[1])
	return none, nil
}

// fileIOWarn issues the ResourceWarning for a file that was not closed; source is the stream that the program knows.
func fileIOWarn(th *thread, f *fileIO, source value) {
	if f.load() < 0 || !f.has(fileCloseFD) {
		return
	}
	r, err := object.ReprString(th, source)
	if err == nil {
		err = object.WarnValue(th, object.ResourceWarningType.Value(), object.NewStr("unclosed file "+r), 1, source)
	}
	if err != nil && object.IsErr(err, object.WarningType) {
		object.Unraisable(th, err, "Exception ignored while finalizing file "+r, none)
	}
}

func (f *fileIO) able(th *thread, bit uint32) (value, error) {
	if f.load() < 0 {
		return value{}, fileClosedError(th)
	}
	return object.Bool(f.has(bit)), nil
}

func fileIOReadable(th *thread, args []value) (value, error) {
	return asFileIO(args[0]).able(th, fileRead)
}

func fileIOWritable(th *thread, args []value) (value, error) {
	return asFileIO(args[0]).able(th, fileWrite)
}

// seekable reports whether the file has a position, asking once.
func (f *fileIO) seekable() bool {
	if !f.has(fileSeekable | fileNotSeekable) {
		if _, err := unix.Seek(f.load(), 0, 1); err == nil {
			f.set(fileSeekable)
		} else {
			f.set(fileNotSeekable)
		}
	}
	return f.has(fileSeekable)
}

func fileIOSeekable(th *thread, args []value) (value, error) {
	f := asFileIO(args[0])
	if f.load() < 0 {
		return value{}, fileClosedError(th)
	}
	return object.Bool(f.seekable()), nil
}

func fileIOFileno(th *thread, args []value) (value, error) {
	fd := asFileIO(args[0]).load()
	if fd < 0 {
		return value{}, fileClosedError(th)
	}
	return num(fd), nil
}

func isatty(fd int) bool {
	_, err := unix.IoctlGetTermios(fd, tcgets)
	return err == nil
}

func fileIOIsatty(th *thread, args []value) (value, error) {
	fd := asFileIO(args[0]).load()
	if fd < 0 {
		return value{}, fileClosedError(th)
	}
	return object.Bool(isatty(fd)), nil
}

// fileIOIsattyOpenOnly is isatty right after opening, when what was learnt then is still true.
func fileIOIsattyOpenOnly(th *thread, args []value) (value, error) {
	f := asFileIO(args[0])
	if f.load() >= 0 && !f.has(fileWaits) {
		return object.False, nil
	}
	return fileIOIsatty(th, args)
}
