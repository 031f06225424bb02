// This file implements the id of the operating system's thread where there is no call for it: the process id.

//go:build !linux

package thread

import "os"

func nativeID() int { return os.Getpid() }
