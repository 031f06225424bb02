// This file implements the pacing of Go's garbage collector for Python programs.

package weft

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// minHeap is how much may be allocated between two collections at least. Go's own minimum of 4 MB makes small programs, which
// allocate fast and keep little, collect hundreds of times a second (measured: 10-20% of the time of object-heavy loops).
const minHeap = 24 << 20

var tuneOnce sync.Once

// tuneGC keeps the collector's target at twice the live heap, but at least minHeap above it. The variable GOGC turns it off.
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
	live := sample[0].Value.Uint64()
	percent := 100
	if live < minHeap {
		percent = int(minHeap * 100 / max(live, 1<<20))
	}
	debug.SetGCPercent(percent)
	runtime.SetFinalizer(&gcSentinel{}, retune)
}
