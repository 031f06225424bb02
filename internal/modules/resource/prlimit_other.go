// This file implements reading and setting the limits of this process where there is no prlimit(2).

//go:build !linux

package resource

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// prlimit knows this process only.
func prlimit(pid, kind int, set, old *unix.Rlimit) error {
	if pid != 0 && pid != os.Getpid() {
		return syscall.ENOSYS
	}
	if old != nil {
		if err := unix.Getrlimit(kind, old); err != nil {
			return err
		}
	}
	if set != nil {
		return unix.Setrlimit(kind, set)
	}
	return nil
}
