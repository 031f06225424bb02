// This file implements the pacing of Go's garbage collector for Python programs.

package weft

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// After a collection that left n MB alive the program may allocate perHeap times the square root of n MB before the next, and at least
// n. That is the rule which spends least processor time for the memory of a program whatever n is (Kirisame et al., "Optimal Heap
// Limits for Reducing Browser Memory Use", 2022). Go's own, n but at least 4 MB, makes small programs, which allocate fast and keep
// little, collect hundreds of times a second; with twice as much as here they used 3 % less processor time and 1.4 times the memory.
// firstPercent is for the first collection, which then comes at 8 MB: soon after start-up.
//
// Where several threads run at the same time it is so many times as much, as each of them allocates, and none of them goes on while the heap
// is marked: two threads that make small objects take 8 % less time for it.
const (
	perHeap      = 6
	maxRunning   = 4
	firstPercent = 200
)

var tuneOnce sync.Once

// tuneGC lets the heap grow to twice what is live before it is collected, small heaps to more: see perHeap. The variable GOGC
// turns it off.
func tuneGC() {
	tuneOnce.Do(func() {
		if os.Getenv("GOGC") == "" {
			debug.SetGCPercent(firstPercent)
			runtime.SetFinalizer(&gcSentinel{percent: firstPercent}, retune)
		}
	})
}

// gcSentinel dies at each collection; its finalizer sets the target for the next.
type gcSentinel struct {
	percent     int     // the target that is set
	again       bool    // not the first one
	user, total float64 // processor seconds of the process until the last collection: used, and those there were
}

func retune(s *gcSentinel) {
	if !s.again {
		forgetStartup()
	}
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/cpu/classes/user:cpu-seconds"}, {Name: "/cpu/classes/total:cpu-seconds"}}
	metrics.Read(sample)
	live := max(sample[0].Value.Uint64(), 1<<20)
	next := &gcSentinel{again: true, user: sample[1].Value.Float64(), total: sample[2].Value.Float64()}
	running := 1.0
	if total := next.total - s.total; s.again && total > 0 {
		running = min(max((next.user-s.user)/total*float64(runtime.GOMAXPROCS(0)), 1), maxRunning)
	}
	percent := max(int(100*perHeap*running*math.Sqrt(1<<20/float64(live))), 100)
	// Setting it stops the world: not for little.
	last := s.percent
	if d := percent - last; d < -last/8 || d > last/8 {
		debug.SetGCPercent(percent)
		last = percent
	}
	next.percent = last
	runtime.SetFinalizer(next, retune)
}

// seededMemory is how much memory a run with a seed may use before Go collects when it likes.
const seededMemory = 1 << 30

// fixGC makes collections happen where the runtime asks for them only: when weak references die must not depend on the machine.
func fixGC() {
	tuneOnce.Do(func() {
		if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
			debug.SetGCPercent(-1)
			debug.SetMemoryLimit(seededMemory)
		}
	})
}
