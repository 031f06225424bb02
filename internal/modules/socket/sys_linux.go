// This file implements the calls that are Linux's own: descriptors that are not inherited from the start, SO_PROTOCOL.

package socket

import (
	"encoding/binary"
	"syscall"

	"golang.org/x/sys/unix"
)

const (
	typeFlags = unix.SOCK_CLOEXEC | unix.SOCK_NONBLOCK
	typeNB    = unix.SOCK_NONBLOCK

	familyVsock = unix.AF_VSOCK
	dontBlock   = unix.MSG_DONTWAIT | unix.MSG_ERRQUEUE
)

func sysSocket(family, typ, proto int) (int, error) {
	return unix.Socket(family, typ|unix.SOCK_CLOEXEC, proto)
}

func sysSocketpair(family, typ, proto int) ([2]int, error) {
	return unix.Socketpair(family, typ|unix.SOCK_CLOEXEC, proto)
}

func sysAccept(fd int, addr *rawAddr) (int, syscall.Errno) {
	addr.n = uint32(len(addr.b))
	n, _, e := unix.Syscall6(unix.SYS_ACCEPT4, uintptr(fd), uintptr(addr.ptr()), uintptr(addr.lenPtr()), unix.SOCK_CLOEXEC, 0, 0)
	return int(n), e
}

// protoOf returns the protocol of a socket.
func protoOf(fd int) (int, error) { return unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_PROTOCOL) }

func (a *rawAddr) setHead(family, n int) {
	binary.NativeEndian.PutUint16(a.b[:], uint16(family))
	a.n = uint32(n)
}

func (a *rawAddr) family() int { return int(binary.NativeEndian.Uint16(a.b[:])) }

const abstractNames = true

func setHostname(name string) error { return unix.Sethostname([]byte(name)) }

// hungUp reports whether somebody has shut the receiving side down. A call that does not wait may find EAGAIN there for ever; one that would wait
// gets the end, at once.
func hungUp(fd int) bool {
	p := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLRDHUP}}
	n, err := unix.Poll(p, 0)
	return err == nil && n > 0 && p[0].Revents&(unix.POLLRDHUP|unix.POLLHUP) != 0
}
