// This file implements what the threads need of context objects (_contextvars.Context), which are the module's.

package object

import (
	"sync/atomic"
	"unsafe"
)

// ContextHead is what a context object begins with. A context is entered by one thread at a time.
type ContextHead struct {
	Header
	entered atomic.Bool
	before  Value          // the context of the thread that has entered it, before that
	Vars    unsafe.Pointer // atomic; the module's variables
}

// Copy makes c, which is zero, a shallow copy of th's context, which is there.
func (c *ContextHead) Copy(th *Thread) {
	of := (*ContextHead)(th.Context.p)
	c.typ = of.typ
	c.Vars = atomic.LoadPointer(&of.Vars)
}

// Enter makes the context th's; false: it is entered already.
func (c *ContextHead) Enter(th *Thread) bool {
	if !c.entered.CompareAndSwap(false, true) {
		return false
	}
	c.before = th.Context
	th.Context = FromPtr(unsafe.Pointer(c))
	return true
}

// Leave undoes Enter.
func (c *ContextHead) Leave(th *Thread) {
	th.Context, c.before = c.before, Value{}
	c.entered.Store(false)
}
