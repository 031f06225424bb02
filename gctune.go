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
// than this made them no faster (measured from 10 to 110 MB of peak memory on programs that allocate most).
const (
	minHeap    = 32 << 20
	maxPercent = 400
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
type gcSentinel struct{ _ [16]byte }

func retune(s *gcSentinel) {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	live := max(sample[0].Value.Uint64(), 1)
	debug.SetGCPercent(int(min(max(minHeap*100/live, 100), maxPercent)))
	runtime.SetFinalizer(&gcSentinel{}, retune)
}
