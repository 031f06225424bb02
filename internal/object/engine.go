// This file implements the upward call: what the data layer needs of the evaluator, importer and compiler.

package object

// Engine runs code. The root package hands one to NewRuntime.
type Engine interface {
	// CallFunction runs a Python function called from Go. args and kwnames are as for CallFunc.
	CallFunction(th *Thread, f *Function, args []Value, kwnames *Tuple) (Value, error)
	// RunFrame runs a function's frame, the innermost of the thread, that PushArgs made and whose Entry is set.
	RunFrame(th *Thread, f *Frame) (Value, error)
	// Continue runs f, the innermost frame of the thread, from behind its current instruction on, a CALL_METHOD that has the result v
	// or, if err is not nil, has raised that; it returns what the frame marked Entry returns.
	Continue(th *Thread, f *Frame, v Value, err error) (Value, error)
	// RunCode runs module, class or exec code with its own namespace: ns is the locals mapping, closure its free cells (or nil).
	RunCode(th *Thread, c *Code, globals *Dict, ns Value, closure *Tuple) (Value, error)
	// Resume continues a suspended generator-like object with a sent value, or with an exception to raise at the yield. It
	// returns what is yielded; done means it has returned, with the result as value.
	Resume(th *Thread, g *Generator, sent Value, exc error) (v Value, done bool, err error)
	// Drain continues a generator that the caller has set running, and gives s what it yields: until s refuses an item, which is
	// returned, or the generator has ended, which done says.
	Drain(th *Thread, g *Generator, s Sink) (v Value, done bool, err error)
	// HandlePending does the work behind Thread.SafePoint.
	HandlePending(th *Thread) error
	// Import is __import__(name, globals, locals, fromlist, level) with the importer's own algorithm.
	Import(th *Thread, name *Str, globals, locals, fromlist Value, level int) (Value, error)
	// Compile compiles source (str, bytes or an AST object) for compile(), exec() and eval(), with the flags of compile(). It
	// returns a code object, or an AST object if the flags ask for one.
	Compile(th *Thread, source Value, filename string, mode string, flags int, optimize int) (Value, error)
	// Describe returns an exception with its traceback as sys.excepthook writes it, in plain text. It is for when the library's
	// traceback module cannot do that.
	Describe(th *Thread, e *Exception) string
}
