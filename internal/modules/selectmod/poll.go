// This file implements polling objects.

package selectmod

import (
	"time"

	"weft/internal/object"

	"golang.org/x/sys/unix"
)

var pollType = &object.Type{Name: "poll"}

// pollObj is a polling object. fds and running are guarded by the object lock.
type pollObj struct {
	object.Header
	fds     []unix.PollFd // in the order of registration
	running bool
}

func asPoll(v value) *pollObj { return (*pollObj)(v.Ptr()) }

func pollSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: pollType, Module: "select", Flags: object.TypeNoInstantiate,
		Doc:    "A set of descriptors to wait for.",
		Layout: object.LayoutOf[pollObj](),
		Methods: []object.Method{
			{Name: "modify", Sig: "(self, fd, eventmask, /)", Fn: pollModify, Doc: "Change the events of a registered descriptor."},
			{Name: "poll", Sig: "(self, timeout=None, /)", Fn: pollPoll, Doc: "Wait for registered descriptors, at most timeout milliseconds; return a list of (descriptor, event) pairs."},
			{Name: "register", Sig: "(self, fd, eventmask=select.POLLIN | select.POLLPRI | select.POLLOUT, /)", Fn: pollRegister, Doc: "Add a descriptor, or change its events."},
			{Name: "unregister", Sig: "(self, fd, /)", Fn: pollUnregister, Doc: "Remove a descriptor."},
		},
	}
}

func selectPoll(th *thread, args []value) (value, error) { return pollType.New(), nil }

// findLocked returns where fd is registered, or -1.
func (p *pollObj) findLocked(fd int) int {
	for i := range p.fds {
		if int(p.fds[i].Fd) == fd {
			return i
		}
	}
	return -1
}

func pollRegister(th *thread, args []value) (value, error) {
	fd, err := object.AsFD(th, args[1])
	if err != nil {
		return value{}, err
	}
	mask, err := maskOf(th, args[2], unix.POLLIN|unix.POLLPRI|unix.POLLOUT, 16, "unsigned short")
	if err != nil {
		return value{}, err
	}
	p := asPoll(args[0])
	p.Lock()
	if i := p.findLocked(fd); i >= 0 {
		p.fds[i].Events = int16(mask)
	} else {
		p.fds = append(p.fds, unix.PollFd{Fd: int32(fd), Events: int16(mask)})
	}
	p.Unlock()
	return object.None, nil
}

func pollModify(th *thread, args []value) (value, error) {
	fd, err := object.AsFD(th, args[1])
	if err != nil {
		return value{}, err
	}
	mask, err := maskOf(th, args[2], 0, 16, "unsigned short")
	if err != nil {
		return value{}, err
	}
	p := asPoll(args[0])
	p.Lock()
	i := p.findLocked(fd)
	if i >= 0 {
		p.fds[i].Events = int16(mask)
	}
	p.Unlock()
	if i < 0 {
		return value{}, object.OSError(th, unix.ENOENT)
	}
	return object.None, nil
}

func pollUnregister(th *thread, args []value) (value, error) {
	fd, err := object.AsFD(th, args[1])
	if err != nil {
		return value{}, err
	}
	p := asPoll(args[0])
	p.Lock()
	i := p.findLocked(fd)
	if i >= 0 {
		p.fds = append(p.fds[:i:i], p.fds[i+1:]...)
	}
	p.Unlock()
	if i < 0 {
		return value{}, object.KeyError(th, object.Int(int64(fd)))
	}
	return object.None, nil
}

func pollPoll(th *thread, args []value) (value, error) {
	timeout, err := timeoutOf(th, args[1], time.Millisecond, "timeout must be an integer or None")
	if err == nil {
		timeout, err = milliseconds(th, timeout)
	}
	if err != nil {
		return value{}, err
	}
	p := asPoll(args[0])
	p.Lock()
	if p.running {
		p.Unlock()
		return value{}, object.RuntimeErrorf(th, "concurrent poll() invocation")
	}
	p.running = true
	fds := append([]unix.PollFd(nil), p.fds...)
	p.Unlock()
	n, errno, err := object.PollFDs(th, fds, timeout)
	p.Lock()
	p.running = false
	p.Unlock()
	if err != nil {
		return value{}, err
	}
	if errno != 0 {
		return value{}, object.OSError(th, errno)
	}
	out := make([]value, 0, n)
	for _, f := range fds {
		if f.Revents != 0 {
			out = append(out, object.TupleOf(object.Int(int64(f.Fd)), object.Int(int64(uint16(f.Revents)))))
		}
	}
	return object.NewList(out).Value(), nil
}
