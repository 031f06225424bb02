// This file implements the list of waiting threads that locks, queues and the classes of threading have in common.

package object

// WaitList is a doubly linked list of threads that wait, the one that has waited longest first. Its owner guards it, and everything in
// its members; the zero WaitList is empty.
type WaitList struct {
	first, last *WaitNode
	n           int
}

// WaitNode is a thread that waits, in at most one list.
type WaitNode struct {
	Th         *Thread
	Woken      bool // taken off the list by Pop since it was put there
	prev, next *WaitNode
	listed     bool
}

// Len returns how many threads are on the list.
func (l *WaitList) Len() int { return l.n }

// Add puts w, which is on no list, at the end, or, if front, at the beginning.
func (l *WaitList) Add(w *WaitNode, front bool) {
	w.Woken, w.listed = false, true
	l.n++
	switch {
	case l.first == nil:
		l.first, l.last = w, w
	case front:
		w.next, l.first.prev = l.first, w
		l.first = w
	default:
		w.prev, l.last.next = l.last, w
		l.last = w
	}
}

// Listed reports whether w is on a list.
func (w *WaitNode) Listed() bool { return w.listed }

// Remove takes w off the list if it is there.
func (l *WaitList) Remove(w *WaitNode) {
	if !w.listed {
		return
	}
	l.n--
	if w.prev != nil {
		w.prev.next = w.next
	} else {
		l.first = w.next
	}
	if w.next != nil {
		w.next.prev = w.prev
	} else {
		l.last = w.prev
	}
	w.prev, w.next, w.listed = nil, nil, false
}

// Pop takes the thread that has waited longest off the list, for the caller to wake when it has let go of what guards the list; nil: there
// is none.
func (l *WaitList) Pop() *Thread {
	w := l.first
	if w == nil {
		return nil
	}
	l.Remove(w)
	w.Woken = true
	return w.Th
}
