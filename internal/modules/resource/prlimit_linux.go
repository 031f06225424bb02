// This file implements reading and setting limits with the call of Linux that does both.

package resource

import "golang.org/x/sys/unix"

var prlimit = unix.Prlimit
