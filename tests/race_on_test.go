//go:build race

package tests

// This file implements the answer to "is the race detector on?": yes.

const raceEnabled = true
