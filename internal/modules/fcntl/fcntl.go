// Package fcntl is the native module fcntl: control of open files (Library Reference, "fcntl").
//
// Invariant: a lock that has to be waited for blocks an OS thread, as only the kernel knows when it is free, but no other Python
// thread.
package fcntl

// This file implements the module's functions.

import (
	"syscall"
	"unsafe"

	"weft/internal/object"

	"golang.org/x/sys/unix"
)

type (
	value  = object.Value
	thread = object.Thread
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "fcntl",
		Doc:  "Control of open files and their locks.",
		Methods: []object.Method{
			{Name: "fcntl", Sig: "(fd, cmd, arg=0, /)", Fn: fcntlFcntl, Doc: "Perform an operation on a descriptor; a bytes argument is passed by address, and its new contents returned."},
			{Name: "flock", Sig: "(fd, operation, /)", Fn: fcntlFlock, Doc: "Take or give up a lock on a whole file."},
			{Name: "ioctl", Sig: "(fd, request, arg=0, mutate_flag=True, /)", Fn: fcntlIoctl, Doc: "Perform an operation on a device; a writable buffer is changed in place unless mutate_flag is false."},
			{Name: "lockf", Sig: "(fd, cmd, len=0, start=0, whence=0, /)", Fn: fcntlLockf, Doc: "Take or give up a lock on a part of a file, for this process."},
		},
		Exec: func(th *thread, m *object.Module) error {
			for _, c := range constants {
				m.Dict().SetName(c.name, object.Int(c.n))
			}
			return nil
		},
	}
}

// call makes a system call that may wait, again after interruptions.
func call(th *thread, f func() syscall.Errno) error {
	for {
		switch e := th.BlockingCall(object.WaitFile, f); e {
		case 0:
			return nil
		case syscall.EINTR:
			if err := th.SafePoint(); err != nil {
				return err
			}
		default:
			return object.OSError(th, e)
		}
	}
}

func fcntlFcntl(th *thread, args []value) (value, error) {
	fd, err := object.AsFD(th, args[0])
	if err != nil {
		return value{}, err
	}
	cmd, err := object.AsCInt(th, args[1])
	if err != nil {
		return value{}, err
	}
	if err := object.Audit(th, "fcntl.fcntl", object.Int(int64(fd)), args[1], orZero(args[2])); err != nil {
		return value{}, err
	}
	return control(th, "fcntl", unix.SYS_FCNTL, fd, uintptr(cmd), orZero(args[2]), false)
}

func orZero(v value) value {
	if v.IsAbsent() {
		return object.SmallInt(0)
	}
	return v
}

// control is the body of fcntl and ioctl.
func control(th *thread, fn string, trap uintptr, fd int, op uintptr, arg value, mutate bool) (value, error) {
	if trap == unix.SYS_IOCTL || op == unix.F_SETFL {
		defer th.Rt.FDFlags.Add(1)
	}
	if arg.Type().Slots().Index != nil && !object.IsBytesLike(arg) {
		i, err := object.Index(th, arg)
		if err != nil {
			return value{}, err
		}
		// Only the low bits reach the system.
		n := int32(object.Big(i).Int64())
		if b := object.Big(i); !b.IsInt64() {
			n = int32(uint32(b.Bits()[0]))
			if b.Sign() < 0 {
				n = -n
			}
		}
		var r uintptr
		err = call(th, func() (e syscall.Errno) {
			r, _, e = unix.Syscall(trap, uintptr(fd), op, uintptr(n))
			return
		})
		return object.Int(int64(int32(r))), err
	}
	var data []byte
	switch {
	case object.IsStr(arg):
		data = []byte(object.AsStr(arg).String())
	case object.IsBytesLike(arg):
		if mutate {
			if b, err := object.GetBuffer(th, arg, object.BufferWritable); err == nil {
				defer b.Done(th)
				return inPlace(th, trap, fd, op, b.Bytes())
			}
		}
		b, err := object.GetBuffer(th, arg, object.BufferSimple)
		if err != nil {
			return value{}, err
		}
		data = append(data, b.Bytes()...)
		b.Done(th)
	default:
		return value{}, object.TypeErrorf(th, "%s() argument 3 must be an integer, a bytes-like object, or a string, not %s", fn, object.ArgTypeName(arg))
	}
	if len(data) > 1024 {
		return value{}, object.ValueErrorf(th, "%s argument 3 is too long", fn)
	}
	var buf [1024 + 8]byte
	copy(buf[:], data)
	err := call(th, func() (e syscall.Errno) {
		_, _, e = unix.Syscall(trap, uintptr(fd), op, uintptr(unsafe.Pointer(&buf)))
		return
	})
	return object.NewBytes(string(buf[:len(data)])), err
}

// inPlace passes the address of a buffer. The system may write more than a short buffer holds, so those are copied.
func inPlace(th *thread, trap uintptr, fd int, op uintptr, data []byte) (value, error) {
	p := data
	if len(data) <= 1024 {
		p = make([]byte, 1024+8)
		copy(p, data)
	}
	var r uintptr
	err := call(th, func() (e syscall.Errno) {
		r, _, e = unix.Syscall(trap, uintptr(fd), op, uintptr(unsafe.Pointer(&p[0])))
		return
	})
	if err != nil {
		return value{}, err
	}
	if len(data) <= 1024 {
		copy(data, p)
	}
	return object.Int(int64(int32(r))), nil
}

func fcntlIoctl(th *thread, args []value) (value, error) {
	fd, err := object.AsFD(th, args[0])
	if err != nil {
		return value{}, err
	}
	i, err := object.Index(th, args[1])
	if err != nil {
		return value{}, err
	}
	n, ok := object.Int64(i)
	if !ok {
		return value{}, object.OverflowErrorf(th, "Python int too large to convert to C unsigned long")
	}
	mutate := true
	if !args[3].IsAbsent() {
		if mutate, err = object.IsTrue(th, args[3]); err != nil {
			return value{}, err
		}
	}
	if err := object.Audit(th, "fcntl.ioctl", object.Int(int64(fd)), args[1], orZero(args[2])); err != nil {
		return value{}, err
	}
	return control(th, "ioctl", unix.SYS_IOCTL, fd, uintptr(n), orZero(args[2]), mutate)
}

func fcntlFlock(th *thread, args []value) (value, error) {
	fd, err := object.AsFD(th, args[0])
	if err != nil {
		return value{}, err
	}
	op, err := object.AsCInt(th, args[1])
	if err != nil {
		return value{}, err
	}
	if err := object.Audit(th, "fcntl.flock", object.Int(int64(fd)), args[1]); err != nil {
		return value{}, err
	}
	return object.None, call(th, func() (e syscall.Errno) {
		_, _, e = unix.Syscall(unix.SYS_FLOCK, uintptr(fd), uintptr(op), 0)
		return
	})
}

func fcntlLockf(th *thread, args []value) (value, error) {
	fd, err := object.AsFD(th, args[0])
	if err != nil {
		return value{}, err
	}
	op, err := object.AsCInt(th, args[1])
	if err != nil {
		return value{}, err
	}
	var lk unix.Flock_t
	switch {
	case op == unix.LOCK_UN:
		lk.Type = unix.F_UNLCK
	case op&unix.LOCK_SH != 0:
		lk.Type = unix.F_RDLCK
	case op&unix.LOCK_EX != 0:
		lk.Type = unix.F_WRLCK
	default:
		return value{}, object.ValueErrorf(th, "unrecognized lockf argument")
	}
	for i, p := range []*int64{&lk.Len, &lk.Start} {
		if v := args[2+i]; !v.IsAbsent() {
			n, err := object.Index(th, v)
			if err != nil {
				return value{}, err
			}
			var ok bool
			if *p, ok = object.Int64(n); !ok {
				return value{}, object.OverflowErrorf(th, "Python int too large to convert to C long")
			}
		}
	}
	if !args[4].IsAbsent() {
		n, err := object.AsCInt(th, args[4])
		if err != nil {
			return value{}, err
		}
		lk.Whence = int16(n)
	}
	cmd := unix.F_SETLKW
	if op&unix.LOCK_NB != 0 {
		cmd = unix.F_SETLK
	}
	if err := object.Audit(th, "fcntl.lockf", object.Int(int64(fd)), args[1], orZero(args[2]), orZero(args[3]), orZero(args[4])); err != nil {
		return value{}, err
	}
	return object.None, call(th, func() syscall.Errno {
		e, _ := unix.FcntlFlock(uintptr(fd), cmd, &lk).(syscall.Errno)
		return e
	})
}
