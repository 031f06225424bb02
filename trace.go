// This file implements the end of a trace of the threads: what is said of it.

package weft

import (
	"errors"
	"fmt"
	"os"
	"syscall"

	"weft/internal/object"
)

// endTrace ends a trace that is being written and says on standard error what is missing from it.
func (r *Runtime) endTrace() {
	s, err, ok := r.rt.StopTimeline()
	if !ok {
		return
	}
	if err != nil {
		r.traceFailed = true
		fmt.Fprintf(os.Stderr, "weft: cannot write the trace %s: %s; it ends after %.3f of %.3f s\n", s.Path, errnoText(err), s.End.Seconds(), s.Length.Seconds())
		return
	}
	if s.Full > 0 {
		fmt.Fprintf(os.Stderr, "weft: the trace %s is full at %d MB: it ends after %.3f of %.3f s (-X trace_limit=MB sets the limit)\n", s.Path, s.Limit>>20, s.End.Seconds(), s.Length.Seconds())
	} else if s.Dropped > 0 {
		fmt.Fprintf(os.Stderr, "weft: the trace %s has gaps, %.3f of %.3f s: more happened than is recorded (%d things are not in it)\n",
			s.Path, s.Paused.Seconds(), s.Length.Seconds(), s.Dropped)
	}
}

// errnoText returns the system's text for an error of a file, without the names of the call and the file.
func errnoText(err error) string {
	var e syscall.Errno
	if errors.As(err, &e) {
		return object.Strerror(e)
	}
	return err.Error()
}
