//go:build !amd64

// This file implements the clock of records where Go's clock is the best there is.

package timeline

import "time"

// Ticks returns the time on the clock of records, in a unit that only the writer knows.
func (r *Recorder) Ticks() uint64 { return uint64(time.Since(r.epoch)) }

func kernelUsesTSC() bool { return false }
