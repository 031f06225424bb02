// This file implements the fork where OS threads have no creation mask of their own.

//go:build !linux

package posixsubprocess

import (
	"syscall"

	"golang.org/x/sys/unix"
)

const fdDir = "/dev/fd"

// fork starts path. The creation mask is changed for the whole process while it forks.
func (r *request) fork(path string, attr *syscall.ProcAttr) (int, error) {
	if r.umask >= 0 {
		defer unix.Umask(unix.Umask(r.umask))
	}
	return syscall.ForkExec(path, r.argv, attr)
}

// ended returns the id of a child that does nothing but end.
func ended() (int, error) {
	return syscall.ForkExec("/usr/bin/false", []string{"false"}, &syscall.ProcAttr{})
}
