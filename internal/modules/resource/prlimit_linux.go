// This file implements reading and setting limits with the call of Linux that does both.

package resource

import "golang.org/x/sys/unix"

func prlimit(pid, kind int, set, old *unix.Rlimit) error { return unix.Prlimit(pid, kind, set, old) }
