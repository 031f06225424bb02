// This file implements the pacing of Go's garbage collector for Python programs.

package weft

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// minHeap is how much may be allocated between two collections at least, as long as that is at most maxPercent of what is live.
// Go's own minimum of 4 MB makes small programs, which allocate fast and keep little, collect hundreds of times a second; more
// than this made them no faster (measured from 10 to 110 MB of peak memory on programs that allocate most). What every program
// keeps alive is 3 to 4 MB, so that maxPercent must allow minHeap for those.
const (
	minHeap    = 64 << 20
	maxPercent = 800
)

var tuneOnce sync.Once

// tuneGC lets the heap grow to twice what is live before it is collected, small heaps to more: see minHeap. The variable GOGC
// turns it off.
func tuneGC() {
	tuneOnce.Do(func() {
		if os.Getenv("GOGC") == "" {
			retune(nil)
		}
	})
}

// gcSentinel dies at each collection; its finalizer sets the target for the next.
type gcSentinel struct {
	percent int // the target that is set
	_       [8]byte
}

func retune(s *gcSentinel) {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	live := max(sample[0].Value.Uint64(), 1)
	percent := int(min(max(minHeap*100/live, 100), maxPercent))
	// Setting it stops the world: not for little.
	last := 0
	if s != nil {
		last = s.percent
	}
	if d := percent - last; d < -last/8 || d > last/8 {
		debug.SetGCPercent(percent)
		last = percent
	}
	runtime.SetFinalizer(&gcSentinel{percent: last}, retune)
}
