// This file implements the number of the call that tells terminals from other devices, where there is no Linux.

//go:build !linux

package io

import "golang.org/x/sys/unix"

const tcgets = unix.TIOCGETA
