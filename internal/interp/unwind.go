// This file implements exceptions in the loop: tracebacks, the search for handlers, raising and matching.

package interp

import (
	"weft/internal/code"
	"weft/internal/object"
)

// addTraceback adds f's current instruction to the exception's traceback. It returns the exception, or another if a trace function
// raises one; and the entry, if it needs Link when f has been popped.
func addTraceback(th *object.Thread, f *frame, err error) (*object.Traceback, error) {
	e := object.Exc(err)
	if f.LoadObj() == nil && !f.OfGen && f.Flags&object.FrameTraced == 0 && f.Code.Original() == f.Code {
		if pc := f.Lasti(); object.EndsLightly(f) && handlerAt(f.Code.C, pc) == nil {
			return object.AddEndedFrame(e, f, pc), err
		}
	}
	object.AddTraceback(e, object.FrameObjectOf(th, f), f.Pos(), 0)
	if f.Flags&object.FrameTraced != 0 {
		err = object.TraceException(th, f, err)
	}
	return nil, err
}

// unwind finds the handler of err, starting at f's current instruction and popping frames without one. It returns the frame to
// go on in, its IP at the handler, or the error when a frame marked Entry has none. raised says that f has no entry in the traceback yet.
func unwind(th *object.Thread, f *frame, err error, raised bool) (*frame, error) {
	var tb *object.Traceback // to be linked; that of the exception may be another's by now, of a thread that raises the same one
	if raised {
		tb, err = addTraceback(th, f, err)
	}
	if th.TakePending(object.PendingStop) {
		th.Stop() // a daemon thread at the end: what made it raise, a socket closed under it, is not for it to see
	}
	exc := object.Exc(err)
	for {
		pc := f.Lasti()
		if h := handlerAt(f.Code.C, pc); h != nil {
			*f.Reg(int(h.Reg)) = exc.Value()
			f.SetLasti(int(h.Target) - 1)
			return f, nil
		}
		if f.Obj != nil && pc >= 0 {
			if in := f.Code.C.Instrs[pc]; in.Op() == code.RERAISE && in.B() != 0 {
				// The frame object will say where the exception was raised, not where a handler passed it on.
				if tb := exc.LoadTraceback(); tb != nil && tb.Of(f.Obj) && tb.Lasti >= 0 && int(tb.Lasti) < len(f.Code.Original().C.Instrs) {
					f.SetPos(int(tb.Lasti))
				}
			}
		}
		if f.Flags&object.FrameTraced != 0 {
			exc = object.Exc(object.TraceUnwind(th, exc))
		}
		prev, entry := f.Prev, f.Entry
		if f.OfGen {
			finish(th, f)
			if !entry && f.Code.C.Flags&code.FlagAsyncGenerator != 0 {
				object.LeaveStep(sentTo(prev), object.IsErr(exc, object.StopAsyncIterationType) || object.IsErr(exc, object.GeneratorExitType))
			}
		} else {
			pop(th, f)
		}
		if entry {
			if tb != nil && prev != nil {
				tb.Link(&object.FrameObjectOf(th, prev).Header)
			}
			return nil, exc
		}
		f = prev
		outer, err := addTraceback(th, f, exc)
		switch {
		case tb == nil:
		case outer == nil:
			tb.Link(&object.FrameObjectOf(th, f).Header)
		default:
			tb.Link(&outer.Header)
		}
		tb, exc = outer, object.Exc(err)
	}
}

// handlerAt returns the handler of exceptions at instruction pc, or nil.
func handlerAt(c *code.Code, pc int) *code.Handler {
	var h *code.Handler
	hs := c.Handlers
	for i := range hs {
		if int(hs[i].Start) > pc {
			break
		}
		if pc < int(hs[i].End) {
			h = &hs[i]
		}
	}
	return h
}

// reraised is the raise statement without operands; it returns the exception to raise again.
func reraised(th *object.Thread) error {
	if h := th.Handled(); h != nil {
		return h
	}
	return object.Raise(th, object.RuntimeErrorType, "No active exception to reraise")
}

// raise is the raise statement with argc operands; it returns the exception to raise.
func raise(th *object.Thread, exc, cause value, argc int) error {
	e, err := instance(th, exc, "exceptions must derive from BaseException")
	if err != nil {
		return err
	}
	if argc == 2 {
		var c value
		if cause.Is(object.None) {
			c = object.None
		} else {
			ce, err := instance(th, cause, "exception causes must derive from BaseException")
			if err != nil {
				return err
			}
			c = ce.Value()
		}
		e.SetCause(c)
	}
	return object.RaiseValue(th, e.Value())
}

// instance returns the exception v is, or makes one by calling the class v.
func instance(th *object.Thread, v value, msg string) (*object.Exception, error) {
	if object.IsException(v) {
		return object.AsException(v), nil
	}
	if object.IsExceptionClass(v) {
		r, err := object.Call(th, v)
		if err != nil {
			return nil, err
		}
		if !object.IsException(r) {
			return nil, object.TypeErrorf(th, "calling %s should have returned an instance of BaseException, not %s", reprOf(th, v), reprOf(th, r.Type().Value()))
		}
		return object.AsException(r), nil
	}
	return nil, object.Raise(th, object.TypeErrorType, msg)
}

func reprOf(th *object.Thread, v value) string {
	s, err := object.ReprString(th, v)
	if err != nil {
		return "?"
	}
	return s
}

// egMatch is EG_MATCH: the rest and the match go to dst and the register behind it.
func egMatch(th *object.Thread, dst *value, exc, class value) error {
	match, rest, err := object.EGMatch(th, exc, class)
	if err != nil {
		return err
	}
	if !match.Is(object.None) {
		th.Exc.Value = match
	}
	*dst, *next(dst, 1) = rest, match
	return nil
}

// withExceptStart calls the __exit__ of a with statement with the exception.
func withExceptStart(th *object.Thread, exit, self, exc value) (value, error) {
	tb := object.AsException(exc).TracebackValue()
	w := th.Args(4)
	defer th.FreeArgs(w)
	args := w
	if self.IsAbsent() {
		args = w[:3]
	} else {
		w[0] = self
	}
	n := len(args)
	args[n-3], args[n-2], args[n-1] = exc.Type().Value(), exc, tb
	return object.CallArgs(th, exit, args, nil)
}
