//go:build !jitstress

// This file implements when loops are compiled. Built with the tag jitstress, they are compiled at once, whether it pays or not, and left
// all the time: for tests.

package jit

const (
	SliceJumps  = 250   // how many backward jumps and returns go by between two looks at the clock
	sliceVaries = 63    // by how many fewer it may be
	EarlySlices = 150   // how many slices of a program are not looked at: those of its start-up
	HotSlices   = 2     // how many slices end in a loop before it is compiled
	HotExits    = 100   // how often an assumption may fail before the loop is compiled again
	Trial       = 4000  // how often a loop is entered before it is decided whether that pays
	MaxWaits    = 32    // how often a thread is suspended in a loop before that has to pay: the evaluator goes on behind each wait
	always      = false // compile what is estimated not to pay
)
