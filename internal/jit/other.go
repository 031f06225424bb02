//go:build !linux || !amd64 || race

// This file implements the package for machines without a compiler of loops.

package jit

import "weft/internal/object"

// Available reports whether this machine has a compiler of loops.
const Available = false

// Compile returns nil.
func Compile(*Request) *Loop { return nil }

// Enter returns nil.
func Enter(*object.Thread, *object.Frame, uintptr) *Exit { return nil }
