// This file implements what the file shows of Go's garbage collector, at second hand: the pauses it tells of afterwards, and the heap's
// size now and then.

package timeline

import (
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// collector follows the garbage collector.
type collector struct {
	start  time.Time // of the recording
	seen   int64     // collections
	stats  debug.GCStats
	sample [1]metrics.Sample
	heap   uint64
}

func (c *collector) begin(start time.Time) {
	c.start = start.Round(0) // pauses are told by the wall clock
	debug.ReadGCStats(&c.stats)
	c.seen = c.stats.NumGC
	c.sample[0].Name = "/memory/classes/heap/objects:bytes"
}

// look writes what is new.
func (c *collector) look(w *writer) {
	debug.ReadGCStats(&c.stats)
	n := int(min(c.stats.NumGC-c.seen, int64(len(c.stats.Pause))))
	for i := n - 1; i >= 0; i-- { // the latest is first
		end := int64(c.stats.PauseEnd[i].Sub(c.start))
		if from := end - int64(c.stats.Pause[i]); from >= 0 {
			w.out.pause(from, end, c.stats.NumGC-int64(i))
		}
	}
	c.seen = c.stats.NumGC
	metrics.Read(c.sample[:])
	if h := c.sample[0].Value.Uint64(); h != c.heap {
		c.heap = h
		w.out.heap(w.conv.last[1].ns, h)
	}
}
