// This file implements the request number that tells a terminal.

package weft

import "syscall"

const ioctlGetTermios = syscall.TIOCGETA
