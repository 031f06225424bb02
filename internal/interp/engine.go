// This file implements the evaluator's part of object.Engine.

package interp

import (
	"unsafe"

	"weft/internal/code"
	"weft/internal/object"
)

// Engine is the part of object.Engine that runs code. The root package adds importing and compiling.
type Engine struct{}

// CallFunction implements object.Engine.
func (Engine) CallFunction(th *object.Thread, f *object.Function, args []value, kwnames *object.Tuple) (value, error) {
	return CallFunction(th, f, args, kwnames)
}

// RunFrame implements object.Engine.
func (Engine) RunFrame(th *object.Thread, f *frame) (value, error) { return run(th, f, nil) }

// Continue implements object.Engine.
func (Engine) Continue(th *object.Thread, f *frame, v value, err error) (value, error) {
	if err == nil {
		regs, ins := unsafe.Pointer(f.Regs), *(*uint64)(unsafe.Add(framePC(f), -8))
		if code.Op(ins&0xffff) == code.CALL_EX {
			*ra(regs, ins) = v
		} else {
			*rc(regs, ins) = v
		}
	}
	return run(th, f, err)
}

// RunCode implements object.Engine.
func (Engine) RunCode(th *object.Thread, c *object.Code, globals *object.Dict, ns value, closure *object.Tuple) (value, error) {
	return RunCode(th, c, globals, ns, closure)
}

// Resume implements object.Engine.
func (Engine) Resume(th *object.Thread, g *object.Generator, sent value, exc error) (value, bool, error) {
	return Resume(th, g, sent, exc)
}

// Drain implements object.Engine.
func (Engine) Drain(th *object.Thread, g *object.Generator, s object.Sink) (value, bool, error) {
	return drain(th, g, s)
}

// HandlePending implements object.Engine: what arrived for the thread since its last safe point.
func (Engine) HandlePending(th *object.Thread) error {
	if th.TakePending(object.PendingStop) {
		th.Stop() // the interpreter is shutting down and this is a daemon thread: it ends here, with what it holds
	}
	if th.TakePending(object.PendingSwitch) {
		th.SwitchAsked() // before the others: more may have come meanwhile
	}
	if th.TakePending(object.PendingWhere) {
		th.NoteOSThread()
	}
	if err := th.Cancelled(); err != nil {
		return err
	}
	if th.TakePending(object.PendingAsyncExc) {
		if err := th.TakeAsyncExc(); err != nil {
			return err
		}
	}
	if err := th.Rt.RunSignals(th); err != nil {
		return err
	}
	if th.TakePending(object.PendingCalls) {
		return th.Rt.RunPendingCalls(th)
	}
	return nil
}
