//go:build jitstress

// This file implements when loops are compiled in a build for tests; see limits.go.

package jit

const (
	SliceJumps  = 3
	sliceVaries = 1
	EarlySlices = 0
	HotSlices   = 1
	HotExits    = 3
	Trial       = 1 << 30
	MaxWaits    = 1 << 30
	always      = true
)
