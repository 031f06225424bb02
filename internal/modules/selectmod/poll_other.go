// This file implements what systems without epoll have: the constants of poll.

//go:build !linux

package selectmod

import (
	"weft/internal/object"

	"golang.org/x/sys/unix"
)

const (
	pollWrnorm = 0x4
	pollWrband = 0x100
)

var constants = [...]struct {
	name string
	n    int64
}{
	{"PIPE_BUF", 512},
	{"POLLIN", unix.POLLIN}, {"POLLPRI", unix.POLLPRI}, {"POLLOUT", unix.POLLOUT}, {"POLLERR", unix.POLLERR},
	{"POLLHUP", unix.POLLHUP}, {"POLLNVAL", unix.POLLNVAL}, {"POLLRDNORM", pollRdnorm}, {"POLLRDBAND", pollRdband},
	{"POLLWRNORM", pollWrnorm}, {"POLLWRBAND", pollWrband},
}

func systemTypes() []object.TypeSpec { return nil }
