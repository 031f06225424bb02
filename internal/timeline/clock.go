// This file implements the translation of ticks to nanoseconds.

package timeline

import "time"

// pair is a moment on both clocks.
type pair struct {
	ticks uint64
	ns    int64 // since the recording began
}

// converter translates ticks by the last two moments that were seen on both clocks, and earlier ones by those before. So it is
// continuous and follows the kernel's corrections of its clock.
type converter struct {
	r     *Recorder
	start time.Time
	first pair
	last  [2]pair
	slope [2]float64 // nanoseconds per tick before last[0], and from there on
}

func newConverter(r *Recorder) *converter {
	c := &converter{r: r, start: time.Now()}
	c.first = c.now()
	c.last[0], c.last[1] = c.first, c.first
	return c
}

// now reads both clocks, at as nearly the same moment as three tries allow.
func (c *converter) now() pair {
	var best pair
	width := ^uint64(0)
	for range 3 {
		a := c.r.Ticks()
		ns := time.Since(c.start)
		b := c.r.Ticks()
		if b-a < width {
			width, best = b-a, pair{a + (b-a)/2, int64(ns)}
		}
	}
	return best
}

// advance looks at the clocks.
func (c *converter) advance() {
	p := c.now()
	for p.ns-c.last[1].ns < int64(time.Millisecond) { // too near for a slope: only at the end of a very short recording
		time.Sleep(time.Millisecond)
		p = c.now()
	}
	slope := float64(p.ns-c.last[1].ns) / float64(p.ticks-c.last[1].ticks)
	if c.slope[1] == 0 {
		c.slope[1] = slope
	}
	c.slope[0], c.slope[1] = c.slope[1], slope
	c.last[0], c.last[1] = c.last[1], p
}

// ns translates ticks; times before the recording began become its beginning.
func (c *converter) ns(ticks uint64) int64 {
	s := c.slope[1]
	if ticks < c.last[0].ticks {
		s = c.slope[0]
	}
	return max(c.last[0].ns+int64(float64(int64(ticks-c.last[0].ticks))*s), 0)
}
