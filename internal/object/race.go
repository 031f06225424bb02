// This file implements raceEnabled for builds with the race detector.

//go:build race

package object

// raceEnabled: the race detector watches.
const raceEnabled = true
