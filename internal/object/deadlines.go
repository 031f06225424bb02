// This file implements the heap of deadlines of threads: four children per node, so that the moves of one entry stay in few cache lines however many
// there are.

package object

import "math"

// deadlines is a heap, earliest first. Thread.timer is the index of the thread's entry + 1, or not positive: a thread has at most one.
type deadlines []deadline

type deadline struct {
	at int64 // on Clock, or as the owner of the heap counts
	th *Thread
}

const never = math.MaxInt64

// first returns the earliest deadline; never: there is none.
func (h deadlines) first() int64 {
	if len(h) == 0 {
		return never
	}
	return h[0].at
}

// add adds the deadline of th, which has none.
func (h *deadlines) add(at int64, th *Thread) {
	*h = append(*h, deadline{})
	h.up(len(*h)-1, deadline{at, th})
}

// pop removes the earliest deadline and returns whose it was.
func (h *deadlines) pop() *Thread {
	th := (*h)[0].th
	h.remove(th)
	return th
}

// remove removes the deadline of th.
func (h *deadlines) remove(th *Thread) {
	i := int(th.timer) - 1
	th.timer = 0
	last := len(*h) - 1
	d := (*h)[last]
	(*h)[last] = deadline{}
	*h = (*h)[:last]
	if cap(*h) > 1024 && last < cap(*h)/4 {
		*h = append(make(deadlines, 0, cap(*h)/2), *h...)
	}
	if i == last {
		return
	}
	if i > 0 && (*h)[(i-1)/4].at > d.at {
		h.up(i, d)
	} else {
		h.down(i, d)
	}
}

func (h deadlines) set(i int, d deadline) {
	h[i] = d
	d.th.timer = int32(i + 1)
}

// up puts d into the free place i or above it.
func (h deadlines) up(i int, d deadline) {
	for i > 0 {
		parent := (i - 1) / 4
		if h[parent].at <= d.at {
			break
		}
		h.set(i, h[parent])
		i = parent
	}
	h.set(i, d)
}

// down puts d into the free place i or below it.
func (h deadlines) down(i int, d deadline) {
	for {
		child := 4*i + 1
		if child >= len(h) {
			break
		}
		for k, end := child+1, min(child+4, len(h)); k < end; k++ {
			if h[k].at < h[child].at {
				child = k
			}
		}
		if h[child].at >= d.at {
			break
		}
		h.set(i, h[child])
		i = child
	}
	h.set(i, d)
}

// laterBy returns the time that is d, which is positive, after at.
func laterBy(at, d int64) int64 {
	if at += d; at < 0 {
		return never - 1
	}
	return at
}
