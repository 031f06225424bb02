// This file implements epoll objects, and the constants of Linux.

package selectmod

import (
	"math"
	"runtime"
	"sync/atomic"
	"syscall"
	"time"

	"weft/internal/object"

	"golang.org/x/sys/unix"
)

const (
	pollWrnorm = 0x100
	pollWrband = 0x200
)

var constants = [...]struct {
	name string
	n    int64
}{
	{"PIPE_BUF", 4096},
	{"POLLIN", unix.POLLIN}, {"POLLPRI", unix.POLLPRI}, {"POLLOUT", unix.POLLOUT}, {"POLLERR", unix.POLLERR},
	{"POLLHUP", unix.POLLHUP}, {"POLLNVAL", unix.POLLNVAL}, {"POLLRDNORM", pollRdnorm}, {"POLLRDBAND", pollRdband},
	{"POLLWRNORM", pollWrnorm}, {"POLLWRBAND", pollWrband}, {"POLLMSG", 0x400}, {"POLLRDHUP", unix.POLLRDHUP},
	{"EPOLLIN", unix.EPOLLIN}, {"EPOLLOUT", unix.EPOLLOUT}, {"EPOLLPRI", unix.EPOLLPRI}, {"EPOLLERR", unix.EPOLLERR},
	{"EPOLLHUP", unix.EPOLLHUP}, {"EPOLLRDHUP", unix.EPOLLRDHUP}, {"EPOLLET", unix.EPOLLET & math.MaxUint32},
	{"EPOLLONESHOT", unix.EPOLLONESHOT}, {"EPOLLEXCLUSIVE", unix.EPOLLEXCLUSIVE}, {"EPOLLRDNORM", unix.EPOLLRDNORM},
	{"EPOLLRDBAND", unix.EPOLLRDBAND}, {"EPOLLWRNORM", unix.EPOLLWRNORM}, {"EPOLLWRBAND", unix.EPOLLWRBAND},
	{"EPOLLMSG", unix.EPOLLMSG}, {"EPOLLWAKEUP", unix.EPOLLWAKEUP}, {"EPOLL_CLOEXEC", unix.EPOLL_CLOEXEC},
}

func systemTypes() []object.TypeSpec { return []object.TypeSpec{epollSpec()} }

var epollType = &object.Type{Name: "epoll"}

// epollObj is an epoll object; fd is atomic, -1 when closed.
type epollObj struct {
	object.Header
	fd int32
}

func asEpoll(v value) *epollObj { return (*epollObj)(v.Ptr()) }

func epollSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: epollType, Module: "select",
		Sig:    "(sizehint=-1, flags=0)",
		Doc:    "A set of descriptors in the kernel to wait for. sizehint and flags are not used.",
		Layout: object.LayoutOf[epollObj](),
		Slots:  object.Slots{New: epollNew},
		Methods: []object.Method{
			{Name: "__enter__", Sig: "(self, /)", Fn: epollEnter},
			{Name: "__exit__", Sig: "(self, exc_type=None, exc_value=None, exc_tb=None, /)", Fn: epollClose},
			{Name: "close", Sig: "(self, /)", Fn: epollClose, Doc: "Close the descriptor of the set."},
			{Name: "fileno", Sig: "(self, /)", Fn: epollFileno, Doc: "Return the descriptor of the set."},
			{Name: "fromfd", Sig: "(type, fd, /)", Kind: object.ClassMethod, Fn: epollFromfd, Doc: "Return an epoll object for an epoll descriptor."},
			{Name: "modify", Sig: "(self, /, fd, eventmask)", Fn: epollModify, Doc: "Change the events of a registered descriptor."},
			{Name: "poll", Sig: "(self, /, timeout=None, maxevents=-1)", Fn: epollPoll, Doc: "Wait for registered descriptors, at most timeout seconds; return a list of at most maxevents (descriptor, events) pairs."},
			{Name: "register", Sig: "(self, /, fd, eventmask=select.EPOLLIN | select.EPOLLPRI | select.EPOLLOUT)", Fn: epollRegister, Doc: "Add a descriptor."},
			{Name: "unregister", Sig: "(self, /, fd)", Fn: epollUnregister, Doc: "Remove a descriptor."},
		},
		GetSets: []object.GetSet{
			{Name: "closed", Doc: "True if the set is closed", Get: func(th *thread, v value) (value, error) {
				return object.Bool(atomic.LoadInt32(&asEpoll(v).fd) < 0), nil
			}},
		},
	}
}

func epollNew(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
	def := object.NewDef(object.Method{Name: "epoll", Sig: "(sizehint=-1, flags=0)"}, nil)
	a, err := object.BindSig(th, def, args, kw)
	if err != nil {
		return value{}, err
	}
	n := [2]int{-1, 0}
	for i := range n {
		if !a[i].IsAbsent() {
			if n[i], err = object.AsCInt(th, a[i]); err != nil {
				return value{}, err
			}
		}
	}
	if n[0] != -1 && n[0] <= 0 {
		return value{}, object.ValueErrorf(th, "negative sizehint")
	}
	if n[1] != 0 && n[1] != unix.EPOLL_CLOEXEC {
		return value{}, object.RaiseArgs(th, object.OSErrorType, object.NewStr("invalid flags"))
	}
	fd, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		return value{}, object.OSError(th, err.(syscall.Errno))
	}
	return newEpoll(t, fd), nil
}

func newEpoll(t *object.Type, fd int) value {
	v := t.New()
	e := asEpoll(v)
	atomic.StoreInt32(&e.fd, int32(fd))
	runtime.SetFinalizer(e, func(e *epollObj) {
		if fd := atomic.SwapInt32(&e.fd, -1); fd >= 0 {
			unix.Close(int(fd))
		}
	})
	return v
}

// open returns the descriptor, or raises ValueError if the set is closed.
func (e *epollObj) open(th *thread) (int, error) {
	fd := atomic.LoadInt32(&e.fd)
	if fd < 0 {
		return 0, object.ValueErrorf(th, "I/O operation on closed epoll object")
	}
	return int(fd), nil
}

func epollEnter(th *thread, args []value) (value, error) {
	_, err := asEpoll(args[0]).open(th)
	return args[0], err
}

func epollClose(th *thread, args []value) (value, error) {
	if fd := atomic.SwapInt32(&asEpoll(args[0]).fd, -1); fd >= 0 {
		th.Rt.ForgetFD(int(fd))
		if err := unix.Close(int(fd)); err != nil {
			return value{}, object.OSError(th, err.(syscall.Errno))
		}
	}
	return object.None, nil
}

func epollFileno(th *thread, args []value) (value, error) {
	fd, err := asEpoll(args[0]).open(th)
	return object.Int(int64(fd)), err
}

func epollFromfd(th *thread, args []value) (value, error) {
	fd, err := object.AsCInt(th, args[1])
	if err != nil {
		return value{}, err
	}
	return newEpoll(object.AsType(args[0]), fd), nil
}

// control changes the set.
func (e *epollObj) control(th *thread, op int, obj value, events uint32) (value, error) {
	ep, err := e.open(th)
	if err != nil {
		return value{}, err
	}
	fd, err := object.AsFD(th, obj)
	if err != nil {
		return value{}, err
	}
	if err := unix.EpollCtl(ep, op, fd, &unix.EpollEvent{Events: events, Fd: int32(fd)}); err != nil {
		return value{}, object.OSError(th, err.(syscall.Errno))
	}
	return object.None, nil
}

func epollRegister(th *thread, args []value) (value, error) {
	mask, err := maskOf(th, args[2], unix.EPOLLIN|unix.EPOLLPRI|unix.EPOLLOUT, 32, "unsigned int")
	if err != nil {
		return value{}, err
	}
	return asEpoll(args[0]).control(th, unix.EPOLL_CTL_ADD, args[1], mask)
}

func epollModify(th *thread, args []value) (value, error) {
	mask, err := maskOf(th, args[2], 0, 32, "unsigned int")
	if err != nil {
		return value{}, err
	}
	return asEpoll(args[0]).control(th, unix.EPOLL_CTL_MOD, args[1], mask)
}

func epollUnregister(th *thread, args []value) (value, error) {
	return asEpoll(args[0]).control(th, unix.EPOLL_CTL_DEL, args[1], 0)
}

func epollPoll(th *thread, args []value) (value, error) {
	e := asEpoll(args[0])
	ep, err := e.open(th)
	if err != nil {
		return value{}, err
	}
	timeout, err := timeoutOf(th, args[1], time.Second, "timeout must be an integer or None")
	if err == nil {
		timeout, err = milliseconds(th, timeout)
	}
	if err != nil {
		return value{}, err
	}
	most := -1
	if !args[2].IsAbsent() {
		if most, err = object.AsCInt(th, args[2]); err != nil {
			return value{}, err
		}
	}
	if most == -1 {
		most = fdSetSize - 1
	} else if most < 1 {
		return value{}, object.ValueErrorf(th, "maxevents must be greater than 0, got %d", most)
	}
	var end time.Time
	if timeout > 0 {
		end = th.Now().Add(timeout)
	}
	evs := make([]unix.EpollEvent, min(most, 1<<16)) // an event that is fetched is gone, so all at once
	for {
		n, err := unix.EpollWait(ep, evs, 0)
		if err != nil && err != syscall.EINTR {
			return value{}, object.OSError(th, err.(syscall.Errno))
		}
		left := timeout
		if timeout > 0 {
			left = max(end.Sub(th.Now()), 0)
		}
		if n > 0 || left == 0 {
			out := make([]value, max(n, 0))
			for i := range out {
				out[i] = object.TupleOf(object.Int(int64(evs[i].Fd)), object.Int(int64(evs[i].Events)))
			}
			return object.NewList(out).Value(), nil
		}
		if _, errno, err := object.WaitFD(th, ep, object.PollIn, left); err != nil {
			return value{}, err
		} else if errno != 0 {
			return value{}, object.OSError(th, errno)
		}
		if ep, err = e.open(th); err != nil {
			return value{}, err
		}
	}
}
