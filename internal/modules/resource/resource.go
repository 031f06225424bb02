// Package resource is the native module resource: limits and use of the system's resources (Library Reference, "resource").
package resource

// This file implements the module's functions.

import (
	"os"
	"syscall"

	"weft/internal/object"

	"golang.org/x/sys/unix"
)

type (
	value  = object.Value
	thread = object.Thread
)

var rusage = object.NewStructSeq("resource.struct_rusage", "ru_utime", "ru_stime", "ru_maxrss", "ru_ixrss", "ru_idrss", "ru_isrss",
	"ru_minflt", "ru_majflt", "ru_nswap", "ru_inblock", "ru_oublock", "ru_msgsnd", "ru_msgrcv", "ru_nsignals", "ru_nvcsw", "ru_nivcsw")

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "resource",
		Doc:  "Limits and use of the system's resources.",
		Methods: []object.Method{
			{Name: "getpagesize", Sig: "()", Fn: resourceGetpagesize, Doc: "Return the size of a page of memory."},
			{Name: "getrlimit", Sig: "(resource, /)", Fn: resourceGetrlimit, Doc: "Return the soft and hard limit of a resource."},
			{Name: "getrusage", Sig: "(who, /)", Fn: resourceGetrusage, Doc: "Return what this process, its children or this thread have used."},
			{Name: "prlimit", Sig: "(pid, resource, limits=None, /)", Fn: resourcePrlimit, Doc: "Return the limits of a process, and set new ones."},
			{Name: "setrlimit", Sig: "(resource, limits, /)", Fn: resourceSetrlimit, Doc: "Set the soft and hard limit of a resource."},
		},
		Exec: func(th *thread, m *object.Module) error {
			d := m.Dict()
			d.SetName("error", object.OSErrorType.Value())
			d.SetName("struct_rusage", rusage.Ready().Value())
			for _, c := range constants {
				d.SetName(c.name, object.Int(c.n))
			}
			return nil
		},
	}
}

// kindOf converts a resource number.
func kindOf(th *thread, v value) (int, error) {
	n, err := object.AsCInt(th, v)
	if err == nil && (n < 0 || n > 15) {
		err = object.ValueErrorf(th, "invalid resource specified")
	}
	return n, err
}

func resourceGetpagesize(th *thread, args []value) (value, error) {
	return object.Int(int64(os.Getpagesize())), nil
}

func limits(r unix.Rlimit) value {
	return object.TupleOf(object.Int(int64(r.Cur)), object.Int(int64(r.Max)))
}

// limitsOf converts a pair of limits; -1 is no limit.
func limitsOf(th *thread, v value) (r unix.Rlimit, err error) {
	items, err := object.ToSlice(th, v)
	if err != nil {
		return r, err
	}
	if len(items) != 2 {
		return r, object.ValueErrorf(th, "expected a tuple of 2 integers")
	}
	for i, p := range []*uint64{&r.Cur, &r.Max} {
		n, err := object.Index(th, items[i])
		if err != nil {
			return r, err
		}
		if k, ok := object.Int64(n); ok {
			*p = uint64(k)
		} else if b := object.Big(n); b.IsUint64() {
			*p = b.Uint64()
		} else {
			return r, object.OverflowErrorf(th, "Python int too large to convert to C long")
		}
	}
	return r, nil
}

func resourceGetrlimit(th *thread, args []value) (value, error) {
	k, err := kindOf(th, args[0])
	if err != nil {
		return value{}, err
	}
	var r unix.Rlimit
	if err := prlimit(0, k, nil, &r); err != nil {
		return value{}, object.OSError(th, err.(syscall.Errno))
	}
	return limits(r), nil
}

// setError words the failure to set a limit.
func setError(th *thread, err error) error {
	switch err {
	case syscall.EINVAL:
		return object.ValueErrorf(th, "current limit exceeds maximum limit")
	case syscall.EPERM:
		return object.ValueErrorf(th, "not allowed to raise maximum limit")
	}
	return object.OSError(th, err.(syscall.Errno))
}

func resourceSetrlimit(th *thread, args []value) (value, error) {
	k, err := kindOf(th, args[0])
	if err != nil {
		return value{}, err
	}
	r, err := limitsOf(th, args[1])
	if err != nil {
		return value{}, err
	}
	// Through package syscall for the number of files: Go raised the soft limit at the start, and must not give children the old one.
	if k == unix.RLIMIT_NOFILE {
		err = syscall.Setrlimit(k, &syscall.Rlimit{Cur: r.Cur, Max: r.Max})
	} else {
		err = prlimit(0, k, &r, nil)
	}
	if err != nil {
		return value{}, setError(th, err)
	}
	return object.None, nil
}

func resourcePrlimit(th *thread, args []value) (value, error) {
	pid, err := object.AsCInt(th, args[0])
	if err != nil {
		return value{}, err
	}
	k, err := kindOf(th, args[1])
	if err != nil {
		return value{}, err
	}
	var set *unix.Rlimit
	if !args[2].IsAbsent() && !args[2].Is(object.None) {
		r, err := limitsOf(th, args[2])
		if err != nil {
			return value{}, err
		}
		set = &r
	}
	var old unix.Rlimit
	if err := prlimit(pid, k, set, &old); err != nil {
		if err == syscall.EINVAL {
			return value{}, setError(th, err)
		}
		return value{}, object.OSError(th, err.(syscall.Errno))
	}
	return limits(old), nil
}

func resourceGetrusage(th *thread, args []value) (value, error) {
	who, err := object.AsCInt(th, args[0])
	if err != nil {
		return value{}, err
	}
	var ru unix.Rusage
	if err := unix.Getrusage(who, &ru); err != nil {
		if err == syscall.EINVAL {
			return value{}, object.ValueErrorf(th, "invalid who parameter")
		}
		return value{}, object.OSError(th, err.(syscall.Errno))
	}
	sec := func(t unix.Timeval) value { return object.Float(float64(t.Sec) + float64(t.Usec)*1e-6) }
	i := object.Int
	return rusage.New(th, sec(ru.Utime), sec(ru.Stime), i(ru.Maxrss), i(ru.Ixrss), i(ru.Idrss), i(ru.Isrss), i(ru.Minflt), i(ru.Majflt),
		i(ru.Nswap), i(ru.Inblock), i(ru.Oublock), i(ru.Msgsnd), i(ru.Msgrcv), i(ru.Nsignals), i(ru.Nvcsw), i(ru.Nivcsw)), nil
}
