// This file implements raceEnabled for builds without the race detector.

//go:build !race

package object

// raceEnabled: the race detector watches.
const raceEnabled = false
