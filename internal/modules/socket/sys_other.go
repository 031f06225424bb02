// This file implements the calls that Linux has in another form, for other systems.

//go:build !linux

package socket

import (
	"syscall"

	"golang.org/x/sys/unix"
)

const (
	familyVsock = -1 // has nothing of its own here
	dontBlock   = unix.MSG_DONTWAIT
)

const (
	typeFlags = 0
	typeNB    = 0
)

func sysSocket(family, typ, proto int) (int, error) {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	fd, err := unix.Socket(family, typ, proto)
	if err == nil {
		unix.CloseOnExec(fd)
	}
	return fd, err
}

func sysSocketpair(family, typ, proto int) ([2]int, error) {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	fds, err := unix.Socketpair(family, typ, proto)
	if err == nil {
		unix.CloseOnExec(fds[0])
		unix.CloseOnExec(fds[1])
	}
	return fds, err
}

func sysAccept(fd int, addr *rawAddr) (int, syscall.Errno) {
	addr.n = uint32(len(addr.b))
	n, _, e := unix.Syscall(unix.SYS_ACCEPT, uintptr(fd), uintptr(addr.ptr()), uintptr(addr.lenPtr()))
	if e == 0 {
		unix.CloseOnExec(int(n))
		_ = unix.SetNonblock(int(n), false) // inherited from the listening socket
	}
	return int(n), e
}

// protoOf would return the protocol of a socket: these systems do not tell.
func protoOf(fd int) (int, error) { return 0, nil }

func (a *rawAddr) setHead(family, n int) {
	a.b[0], a.b[1] = byte(n), byte(family)
	a.n = uint32(n)
}

func (a *rawAddr) family() int { return int(a.b[1]) }

const abstractNames = false

func setHostname(name string) error { return unix.ENOSYS }

// hungUp is false: elsewhere calls that do not wait say so themselves.
func hungUp(fd int) bool { return false }
