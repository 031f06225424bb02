// This file implements the module's table, and the starting of threads.

package thread

import (
	"math"
	"sync/atomic"
	"time"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// timeoutMax is TIMEOUT_MAX in seconds, CPython's on 64-bit systems.
const timeoutMax = 9223372036.0

// Spec describes the module.
func Spec() object.ModuleSpec {
	start := object.Method{Name: "start_new_thread", Raw: threadStartNewThread, Sig: "(function, args, kwargs={}, /)", Doc: "Start a new thread and return its identifier.\n\nThe thread calls the function with the positional arguments of the tuple args\nand the keyword arguments of the dictionary kwargs. It ends when the function\nreturns; an exception is reported by sys.unraisablehook, except SystemExit."}
	old := start
	old.Name = "start_new"
	exit := object.Method{Name: "exit", Fn: threadExit, Sig: "()", Doc: "Raise SystemExit, which ends the thread silently unless it is caught."}
	exitThread := exit
	exitThread.Name = "exit_thread"
	alloc := object.Method{Name: "allocate_lock", Fn: threadAllocateLock, Sig: "()", Doc: "Return a new lock object."}
	allocate := alloc
	allocate.Name = "allocate"
	return object.ModuleSpec{
		Name: "_thread",
		Doc:  "This module provides primitive operations to write multi-threaded programs.\nThe 'threading' module provides a more convenient interface.",
		Methods: []object.Method{
			start, old, exit, exitThread, alloc, allocate,
			{Name: "start_joinable_thread", Fn: threadStartJoinableThread, Sig: "(function, handle=None, daemon=True)", Doc: "Start a new thread and return its handle. The function is called without arguments."},
			{Name: "daemon_threads_allowed", Fn: func(th *thread, a []value) (value, error) { return object.True, nil }, Sig: "()", Doc: "Return whether daemon threads may be started."},
			{Name: "get_ident", Fn: func(th *thread, a []value) (value, error) { return object.Int(th.Ident()), nil }, Sig: "()", Doc: "Return a non-zero integer that identifies the current thread among those alive."},
			{Name: "get_native_id", Fn: threadGetNativeID, Sig: "()", Doc: "Return the id of the operating system's thread that runs the current thread at this moment."},
			{Name: "_get_main_thread_ident", Fn: func(th *thread, a []value) (value, error) { return object.Int(th.Rt.Main.Ident()), nil }, Sig: "()", Doc: "Return the identifier of the main thread."},
			{Name: "_is_main_interpreter", Fn: func(th *thread, a []value) (value, error) { return object.True, nil }, Sig: "()", Doc: "Return True."},
			{Name: "_count", Fn: threadCount, Sig: "()", Doc: "Return the number of threads that this module started and that still run."},
			{Name: "stack_size", Fn: threadStackSize, Sig: "(size=0, /)", Doc: "Return the stack size of new threads and set it. It is accepted and remembered, but a goroutine's stack grows as needed."},
			{Name: "interrupt_main", Fn: threadInterruptMain, Sig: "(signum=2, /)", Doc: "Simulate the arrival of a signal in the main thread."},
			{Name: "_shutdown", Fn: threadShutdown, Sig: "()", Doc: "Wait for all non-daemon threads to finish."},
			{Name: "_make_thread_handle", Fn: threadMakeThreadHandle, Sig: "(ident, /)", Doc: "Return a handle for a thread that this module did not start."},
			{Name: "_excepthook", Fn: threadExcepthook, Sig: "(exc_info, /)", Doc: "Show the exception that ended a thread's run method."},
			{Name: "set_name", Fn: threadSetName, Sig: "(name)", Doc: "Set the name of the current thread, as the operating system and tools show it."},
			{Name: "_get_name", Fn: func(th *thread, a []value) (value, error) { return object.NewStr(th.Name()), nil }, Sig: "()", Doc: "Return the name of the current thread."},
		},
		Types: []object.TypeSpec{lockSpec(), rlockSpec(), localSpec(), handleSpec(), conditionSpec(), semaphoreSpec(), boundedSemaphoreSpec(), eventSpec(), barrierSpec()},
		Exec: func(th *thread, m *object.Module) error {
			d := m.Dict()
			d.SetName("LockType", lockType.Value())
			d.SetName("error", object.RuntimeErrorType.Value())
			d.SetName("TIMEOUT_MAX", object.Float(timeoutMax))
			d.SetName("_NAME_MAXLEN", object.SmallInt(15))
			d.SetName("_ExceptHookArgs", hookArgs.Ready().Value())
			th.Rt.OnLibraryModule("threading", completeThreading)
			th.Rt.SetJoinIdent(func(v value) int64 { return asHandle(v).ident.Load() })
			return nil
		},
	}
}

var hookArgs = object.NewStructSeq("_thread._ExceptHookArgs", "exc_type", "exc_value", "exc_traceback", "thread")

// stateKey finds the module's state in the runtime.
type stateKey struct{}

type state struct {
	handles   handleSet
	stackSize int
	library   atomic.Pointer[library] // nil: no stand-ins
}

func stateOf(th *thread) *state {
	return th.Rt.State(stateKey{}, func() any { return new(state) }).(*state)
}

func threadStartNewThread(th *thread, args []value, kw *object.Tuple) (value, error) {
	if err := object.NoKw(th, "start_new_thread", kw); err != nil {
		return value{}, err
	}
	if n := len(args); n < 2 {
		return value{}, object.TypeErrorf(th, "start_new_thread expected at least 2 arguments, got %d", n)
	} else if n > 3 {
		return value{}, object.TypeErrorf(th, "start_new_thread expected at most 3 arguments, got %d", n)
	}
	if !object.IsCallable(args[0]) {
		return value{}, object.TypeErrorf(th, "first arg must be callable")
	}
	if !object.IsTuple(args[1]) {
		return value{}, object.TypeErrorf(th, "2nd arg must be a tuple")
	}
	var kwargs *object.Dict
	if len(args) == 3 {
		if !object.IsDict(args[2]) {
			return value{}, object.TypeErrorf(th, "optional 3rd arg must be a dictionary")
		}
		kwargs = object.AsDict(args[2])
	}
	h := newHandle()
	fn, pos := args[0], object.AsTuple(args[1]).Items()
	if err := start(th, h, true, fn, pos, kwargs); err != nil {
		return value{}, err
	}
	return object.Int(h.ident.Load()), nil
}

func threadStartJoinableThread(th *thread, args []value) (value, error) {
	if !object.IsCallable(args[0]) {
		return value{}, object.TypeErrorf(th, "thread function must be callable")
	}
	var h *handle
	if args[1].IsAbsent() || args[1].Is(object.None) {
		h = newHandle()
	} else {
		if !args[1].IsExact(handleType) {
			return value{}, object.TypeErrorf(th, "'handle' must be a _ThreadHandle")
		}
		h = asHandle(args[1])
	}
	daemon := true
	if !args[2].IsAbsent() {
		var err error
		if daemon, err = object.IsTrue(th, args[2]); err != nil {
			return value{}, err
		}
	}
	if err := start(th, h, daemon, args[0], nil, nil); err != nil {
		return value{}, err
	}
	return object.FromPtr(ptr(h)), nil
}

// start runs fn(*pos, **kwargs) in a new thread that h stands for.
func start(th *thread, h *handle, daemon bool, fn value, pos []value, kwargs *object.Dict) error {
	rt := th.Rt
	if rt.Finalizing() {
		return object.Raise(th, object.PythonFinalizationErrorType, "can't create new thread at interpreter shutdown")
	}
	if !h.begin() {
		return object.RuntimeErrorf(th, "thread already started")
	}
	t := rt.NewThread("")
	t.Inherit(th)
	h.ident.Store(t.Ident())
	state := stateOf(th)
	gate := state.library.Load().gateFor(th, t, fn)
	handles := &state.handles
	if !daemon {
		handles.add(h)
	}
	started := rt.Go(t, func(t *thread) {
		// Runs also when the thread is ended from outside (runtime.Goexit at shutdown).
		defer func() {
			if !daemon {
				handles.remove(h)
			}
			h.finish(t)
			t.OpenGate()
		}()
		_, err := object.CallDict(t, fn, pos, kwargs)
		if err != nil && !object.IsErr(err, object.SystemExitType) {
			unraisableInThread(t, err, fn)
		}
	})
	if !started {
		if !daemon {
			handles.remove(h)
		}
		h.ident.Store(0)
		h.state.Store(handleNew)
		return object.RuntimeErrorf(th, "can't start new thread")
	}
	if gate != nil {
		gate.Wait()
	}
	return nil
}

// unraisableInThread reports what has ended the thread that fn was started in.
func unraisableInThread(th *thread, err error, fn value) {
	text, rerr := object.ReprString(th, fn)
	if rerr != nil {
		text = "<object repr() failed>"
	}
	object.Unraisable(th, err, "Exception ignored in thread started by "+text, value{})
}

func threadExit(th *thread, args []value) (value, error) {
	return value{}, object.RaiseArgs(th, object.SystemExitType)
}

func threadGetNativeID(th *thread, args []value) (value, error) {
	return object.SmallInt(int64(nativeID())), nil
}

func threadCount(th *thread, args []value) (value, error) {
	return object.SmallInt(int64(th.Rt.Count() - 1)), nil
}

func threadStackSize(th *thread, args []value) (value, error) {
	s := stateOf(th)
	old := s.stackSize
	if !args[0].IsAbsent() {
		n, err := object.AsIndex(th, args[0], object.OverflowErrorType)
		if err != nil {
			return value{}, err
		}
		if n < 0 {
			return value{}, object.ValueErrorf(th, "size must be 0 or a positive value")
		}
		if n != 0 && n < 32768 {
			return value{}, object.ValueErrorf(th, "size not valid: %d bytes", n)
		}
		s.stackSize = n
	}
	return object.Int(int64(old)), nil
}

func threadInterruptMain(th *thread, args []value) (value, error) {
	sig := 2
	if !args[0].IsAbsent() {
		n, err := object.AsIndex(th, args[0], object.OverflowErrorType)
		if err != nil {
			return value{}, err
		}
		sig = n
	}
	if sig < 1 || sig > 64 {
		return value{}, object.ValueErrorf(th, "signal number out of range")
	}
	th.Rt.TripSignal(sig)
	if th == th.Rt.Main {
		return object.None, th.SafePoint()
	}
	return object.None, nil
}

// threadShutdown waits for all non-daemon threads but the caller.
func threadShutdown(th *thread, args []value) (value, error) {
	handles := &stateOf(th).handles
	for {
		h := handles.other(th.Ident())
		if h == nil {
			return object.None, nil
		}
		if err := h.wait(th, -1); err != nil {
			object.Unraisable(th, err, "Exception ignored while joining a thread in _thread._shutdown()", value{})
			return object.None, nil
		}
	}
}

func threadSetName(th *thread, args []value) (value, error) {
	if !object.IsStr(args[0]) {
		return value{}, object.TypeErrorf(th, "set_name() argument 'name' must be str, not %s", object.ArgTypeName(args[0]))
	}
	th.SetName(object.AsStr(args[0]).String())
	return object.None, nil
}

// duration turns a timeout in seconds into a Duration, rounded up; negative means no limit.
func duration(sec float64) time.Duration {
	if sec < 0 {
		return -1
	}
	return time.Duration(math.Ceil(sec * 1e9))
}

// threadExcepthook is the default threading.excepthook.
func threadExcepthook(th *thread, args []value) (value, error) {
	if args[0].Type() != hookArgs.Ready() {
		return value{}, object.TypeErrorf(th, "_thread.excepthook argument type must be ExceptHookArgs")
	}
	items := object.AsTuple(args[0]).Items()
	typ, exc, tb, t := items[0], items[1], items[2], items[3]
	if typ.Is(object.SystemExitType.Value()) {
		return object.None, nil
	}
	file := th.Rt.Sys.Dict().GetName("stderr")
	if file.IsAbsent() || file.Is(object.None) {
		if t.Is(object.None) {
			return object.None, nil
		}
		f, err := object.GetAttrName(th, t, "_stderr")
		if err != nil || f.Is(object.None) {
			return object.None, err
		}
		file = f
	}
	name := ""
	if !t.Is(object.None) {
		if n, err := object.GetAttrOpt(th, t, object.Intern("_name")); err != nil {
			return value{}, err
		} else if !n.IsAbsent() {
			s, err := object.ToString(th, n)
			if err != nil {
				return value{}, err
			}
			name = s
		}
	}
	if name == "" {
		name = object.AsStr(mustStr(th, object.Int(th.Ident()))).String()
	}
	if _, err := object.CallMethod(th, file, "write", object.NewStr("Exception in thread "+name+":\n")); err != nil {
		return value{}, err
	}
	return object.None, object.PrintExceptionTo(th, file, exc, tb)
}

func mustStr(th *thread, v value) value {
	s, err := object.ToStr(th, v)
	if err != nil {
		return object.NewStr("?")
	}
	return s.Value()
}
