// Package selectmod is the native module select: waiting for several descriptors (Library Reference, "select").
//
// A thread that waits is parked: the runtime's poller wakes it when one of its descriptors becomes ready. select and poll look
// first and after each wake-up with poll(2), so what they return is what the kernel says; an epoll object is a real epoll
// descriptor, and waiting for it is waiting for that descriptor.
package selectmod

// This file implements the module and select().

import (
	"math"
	"syscall"
	"time"

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
		Name: "select",
		Doc:  "Waiting for input and output on several file descriptors.",
		Methods: []object.Method{
			{Name: "select", Sig: "(rlist, wlist, xlist, timeout=None, /)", Fn: selectSelect, Doc: "Wait until a descriptor of rlist can be read, one of wlist written, or one of xlist has an exceptional condition.\n\nReturn three lists with the ready ones, empty after timeout seconds."},
		},
		Types: append([]object.TypeSpec{pollSpec()}, systemTypes()...),
		Exec: func(th *thread, m *object.Module) error {
			d := m.Dict()
			// The function has the name of the type, which is not in the module.
			row := object.Method{Name: "poll", Sig: "()", Fn: selectPoll, Doc: "Return a new polling object."}
			d.SetName("poll", object.NewBuiltin(object.NewDef(row, nil), m.Value(), object.Intern("select").Value()))
			d.SetName("error", object.OSErrorType.Value())
			for _, c := range constants {
				d.SetName(c.name, object.Int(c.n))
			}
			return nil
		},
	}
}

// maskOf converts a set of events that is an unsigned C integer of the given width.
func maskOf(th *thread, v value, def uint32, bits uint, ctype string) (uint32, error) {
	if v.IsAbsent() {
		return def, nil
	}
	i, err := object.Index(th, v)
	if err != nil {
		return 0, err
	}
	b := object.Big(i)
	if b.Sign() < 0 {
		return 0, object.ValueErrorf(th, "Cannot convert negative int")
	}
	if b.BitLen() > int(bits) {
		return 0, object.OverflowErrorf(th, "Python int too large for C %s", ctype)
	}
	return uint32(b.Uint64()), nil
}

// timeoutOf converts a timeout given in units (None or absent: -1, without limit), rounded up to nanoseconds. A negative one comes
// out negative.
func timeoutOf(th *thread, v value, unit time.Duration, text string) (time.Duration, error) {
	if v.IsAbsent() || v.Is(object.None) {
		return -1, nil
	}
	if object.IsFloat(v) {
		f := object.AsFloat(v)
		if math.IsNaN(f) {
			return 0, object.ValueErrorf(th, "Invalid value NaN (not a number)")
		}
		f = f * float64(unit)
		if f >= math.MaxInt64 || f <= math.MinInt64 {
			return 0, object.OverflowErrorf(th, "timestamp out of range for platform time_t")
		}
		if f < 0 {
			return time.Duration(math.Floor(f)), nil
		}
		return time.Duration(math.Ceil(f)), nil
	}
	if v.Type().Slots().Index == nil {
		return 0, object.TypeErrorf(th, "%s", text)
	}
	i, err := object.Index(th, v)
	if err != nil {
		return 0, err
	}
	n, ok := object.Int64(i)
	if !ok || n > math.MaxInt64/int64(unit) || n < math.MinInt64/int64(unit) {
		return 0, object.OverflowErrorf(th, "timestamp too large to convert to C PyTime_t")
	}
	return time.Duration(n) * unit, nil
}

// milliseconds rounds a timeout up, as the system calls do.
func milliseconds(th *thread, d time.Duration) (time.Duration, error) {
	if d < 0 {
		return -1, nil
	}
	ms := (d + time.Millisecond - 1) / time.Millisecond
	if d > math.MaxInt64-time.Millisecond || ms > math.MaxInt32 {
		return 0, object.OverflowErrorf(th, "timeout is too large")
	}
	return ms * time.Millisecond, nil
}

// fdSetSize is the limit of descriptors that select(2) has.
const fdSetSize = 1024

// Bits of poll(2) that golang.org/x/sys/unix does not name; they are the same on the systems that we know.
const (
	pollRdnorm = 0x40
	pollRdband = 0x80
)

// What of poll's answer makes a descriptor ready for each of select's lists, and what to ask for.
var (
	setAsks  = [3]int16{unix.POLLIN, unix.POLLOUT, unix.POLLPRI}
	setReady = [3]int16{unix.POLLIN | pollRdnorm | pollRdband | unix.POLLHUP | unix.POLLERR, unix.POLLOUT | pollWrnorm | pollWrband | unix.POLLERR, unix.POLLPRI}
)

func selectSelect(th *thread, args []value) (value, error) {
	timeout, err := timeoutOf(th, args[3], time.Second, "timeout must be a float or None")
	if err != nil {
		return value{}, err
	}
	if timeout < 0 && !args[3].IsAbsent() && !args[3].Is(object.None) {
		return value{}, object.ValueErrorf(th, "timeout must be non-negative")
	}
	var objs [3][]value
	var fds []unix.PollFd
	var nums [3][]int // where in fds
	for i := range objs {
		if v := args[i]; v.Type().Slots().Iter == nil && v.Type().Slots().GetItem == nil {
			return value{}, object.TypeErrorf(th, "arguments 1-3 must be sequences")
		}
		var items []value
		list := object.IsList(args[i]) // asked item by item: fileno() may change it
		if !list {
			if items, err = object.ToSlice(th, args[i]); err != nil {
				return value{}, err
			}
		}
		for k := 0; ; k++ {
			var x value
			if list {
				x = object.AsList(args[i]).Get(k)
			} else if k < len(items) {
				x = items[k]
			}
			if x.IsAbsent() {
				break
			}
			objs[i] = append(objs[i], x)
			fd, err := object.AsFD(th, x)
			if err != nil {
				return value{}, err
			}
			if fd >= fdSetSize {
				return value{}, object.ValueErrorf(th, "filedescriptor out of range in select()")
			}
			nums[i] = append(nums[i], len(fds))
			fds = append(fds, unix.PollFd{Fd: int32(fd), Events: setAsks[i]})
		}
	}
	var end time.Time
	if timeout >= 0 {
		end = th.Now().Add(timeout)
	}
	for {
		n, errno, err := object.PollFDs(th, fds, timeout)
		if err != nil {
			return value{}, err
		}
		if errno != 0 {
			return value{}, object.OSError(th, errno)
		}
		var out [3]value
		ready := false
		for i := range objs {
			var list []value
			for j, at := range nums[i] {
				got := fds[at].Revents
				if got&unix.POLLNVAL != 0 {
					return value{}, object.OSError(th, syscall.EBADF)
				}
				if n > 0 && got&setReady[i] != 0 {
					list = append(list, objs[i][j])
				} else if n > 0 && got != 0 {
					fds[at].Fd = -1 // hung up, which is nothing to wait for in this list
				}
			}
			ready = ready || len(list) > 0
			out[i] = object.NewList(list).Value()
		}
		if timeout > 0 {
			timeout = max(end.Sub(th.Now()), 0)
		}
		if ready || n == 0 {
			return object.TupleOf(out[:]...), nil
		}
	}
}
