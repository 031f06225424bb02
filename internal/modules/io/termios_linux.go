// This file implements the number of the call that tells terminals from other devices, on Linux.

package io

import "golang.org/x/sys/unix"

const tcgets = unix.TCGETS
