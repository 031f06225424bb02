// This file implements the id of the operating system's thread.

package thread

import "syscall"

func nativeID() int { return syscall.Gettid() }
