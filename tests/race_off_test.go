//go:build !race

package tests

// This file implements the answer to "is the race detector on?": no.

const raceEnabled = false
