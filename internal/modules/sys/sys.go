// This file implements the module's table and its functions.

package sys

import (
	"fmt"
	"math"
	"os"
	"runtime"
	"strings"
	"time"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// Version numbers of the Python language and of Weft.
const (
	major, minor, micro = 3, 14, 6
	hexversion          = major<<24 | minor<<16 | micro<<8 | 0xf0
	// WeftVersion is sys.implementation.version.
	WeftMajor, WeftMinor, WeftMicro = 0, 1, 0
)

// ShortVersion is the version of the language, as -V prints it.
const ShortVersion = "3.14.6"

// VersionText is sys.version.
func VersionText() string { return ShortVersion + " (weft 0.1.0) [" + runtime.Version() + "]" }

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "sys",
		Doc:  "Objects used or maintained by the interpreter, and functions that interact closely with it.",
		Methods: []object.Method{
			{Name: "__breakpointhook__", Raw: sysBreakpointhook, Sig: "(*args, **kws)", Doc: "Import and call what PYTHONBREAKPOINT names, pdb.set_trace by default."},
			{Name: "__displayhook__", Fn: sysDisplayhook, Sig: "(object, /)", Doc: "Print an object to sys.stdout and save it in builtins._"},
			{Name: "__excepthook__", Fn: sysExcepthook, Sig: "(exctype, value, traceback, /)", Doc: "Print an exception with its traceback to sys.stderr."},
			{Name: "__unraisablehook__", Fn: sysUnraisablehook, Sig: "(unraisable, /)", Doc: "Report an exception that nobody can handle."},
			{Name: "_clear_internal_caches", Fn: none, Sig: "()", Doc: "Clear caches related to performance."},
			{Name: "_clear_type_cache", Fn: none, Sig: "()", Doc: "Clear the cache of type attributes."},
			{Name: "_clear_type_descriptors", Fn: sysClearTypeDescriptors, Sig: "(type, /)", Doc: "Private function for clearing certain descriptors from a type's dictionary.\n\nSee gh-135228 for context."},
			{Name: "_current_exceptions", Fn: sysCurrentExceptions, Sig: "()", Doc: "Return a dictionary from thread idents to the exceptions they handle."},
			{Name: "_current_frames", Fn: sysCurrentFrames, Sig: "()", Doc: "Return a dictionary from thread idents to their frames."},
			{Name: "_get_cpu_count_config", Fn: sysGetCPUCountConfig, Sig: "()", Doc: "Return the number of CPUs set by -X cpu_count or PYTHON_CPU_COUNT, or -1."},
			{Name: "_getframe", Fn: sysGetframe, Sig: "(depth=0, /)", Doc: "Return a frame object of the call stack."},
			{Name: "_getframemodulename", Fn: sysGetframemodulename, Sig: "(depth=0)", Doc: "Return the name of the module of a frame."},
			{Name: "_is_gil_enabled", Fn: func(th *thread, args []value) (value, error) { return object.Bool(th.Rt.GILEnabled()), nil }, Sig: "()", Doc: "Return whether the GIL is enabled."},
			{Name: "_is_interned", Fn: sysIsInterned, Sig: "(string, /)", Doc: "Return whether the string is interned."},
			{Name: "_is_immortal", Fn: func(th *thread, args []value) (value, error) { return object.False, nil }, Sig: "(op, /)", Doc: "Return whether the object is immortal."},
			{Name: "_setprofileallthreads", Fn: sysSetprofileallthreads, Sig: "(function, /)", Doc: "Set the profiling function of all running threads."},
			{Name: "_settraceallthreads", Fn: sysSettraceallthreads, Sig: "(function, /)", Doc: "Set the trace function of all running threads."},
			{Name: "activate_stack_trampoline", Fn: noTrampoline, Sig: "(backend, /)", Doc: "Not supported."},
			{Name: "addaudithook", Fn: sysAddaudithook, Sig: "(hook)", Doc: "Append an audit hook."},
			{Name: "audit", Raw: sysAudit, Sig: "(event, /, *args)", Doc: "Pass an event to the audit hooks."},
			{Name: "call_tracing", Fn: sysCallTracing, Sig: "(func, args, /)", Doc: "Call a function while tracing is enabled."},
			{Name: "deactivate_stack_trampoline", Fn: none, Sig: "()", Doc: "Do nothing."},
			{Name: "exc_info", Fn: sysExcInfo, Sig: "()", Doc: "Return (type, value, traceback) of the exception being handled."},
			{Name: "exception", Fn: sysException, Sig: "()", Doc: "Return the exception being handled."},
			{Name: "exit", Fn: sysExit, Sig: "(status=None, /)", Doc: "Exit the interpreter by raising SystemExit(status)."},
			{Name: "get_asyncgen_hooks", Fn: sysGetAsyncgenHooks, Sig: "()", Doc: "Return the installed asynchronous generator hooks."},
			{Name: "get_coroutine_origin_tracking_depth", Fn: sysGetCoroDepth, Sig: "()", Doc: "Return how many frames are recorded for the origin of a coroutine."},
			{Name: "get_int_max_str_digits", Fn: sysGetIntMaxStrDigits, Sig: "()", Doc: "Return the maximum number of digits in conversions between str and int."},
			{Name: "getallocatedblocks", Fn: sysGetallocatedblocks, Sig: "()", Doc: "Return the number of allocated memory blocks."},
			{Name: "getdefaultencoding", Fn: func(th *thread, args []value) (value, error) { return object.NewStr("utf-8"), nil }, Sig: "()", Doc: "Return the default string encoding."},
			{Name: "getfilesystemencodeerrors", Fn: func(th *thread, args []value) (value, error) { return object.NewStr("surrogateescape"), nil }, Sig: "()", Doc: "Return the error handler of file names."},
			{Name: "getfilesystemencoding", Fn: func(th *thread, args []value) (value, error) { return object.NewStr("utf-8"), nil }, Sig: "()", Doc: "Return the encoding of file names."},
			{Name: "getprofile", Fn: sysGetprofile, Sig: "()", Doc: "Return the profiling function set with sys.setprofile."},
			{Name: "getrecursionlimit", Fn: sysGetrecursionlimit, Sig: "()", Doc: "Return the recursion limit."},
			{Name: "getrefcount", Fn: func(th *thread, args []value) (value, error) { return object.SmallInt(1), nil }, Sig: "(object, /)", Doc: "Return 1: objects are not reference-counted."},
			{Name: "getsizeof", Fn: sysGetsizeof, Sig: "(object, default=None)", Doc: "Return the size of an object in bytes."},
			{Name: "getswitchinterval", Fn: sysGetswitchinterval, Sig: "()", Doc: "Return the thread switch interval in seconds."},
			{Name: "getunicodeinternedsize", Fn: func(th *thread, args []value) (value, error) { return object.SmallInt(0), nil }, Sig: "(*, _only_immortal=False)", Doc: "Return the number of interned strings."},
			{Name: "gettrace", Fn: sysGettrace, Sig: "()", Doc: "Return the trace function set with sys.settrace."},
			{Name: "intern", Fn: sysIntern, Sig: "(string, /)", Doc: "Return the interned string equal to the given one."},
			{Name: "is_finalizing", Fn: sysIsFinalizing, Sig: "()", Doc: "Return whether the interpreter is shutting down."},
			{Name: "is_remote_debug_enabled", Fn: func(th *thread, args []value) (value, error) { return object.False, nil }, Sig: "()", Doc: "Return whether remote debugging is enabled."},
			{Name: "is_stack_trampoline_active", Fn: func(th *thread, args []value) (value, error) { return object.False, nil }, Sig: "()", Doc: "Return False."},
			{Name: "set_asyncgen_hooks", Fn: sysSetAsyncgenHooks, Sig: "(firstiter=None, finalizer=None)", Doc: "Set the asynchronous generator hooks."},
			{Name: "set_coroutine_origin_tracking_depth", Fn: sysSetCoroDepth, Sig: "(depth)", Doc: "Set how many frames are recorded for the origin of a coroutine."},
			{Name: "set_int_max_str_digits", Fn: sysSetIntMaxStrDigits, Sig: "(maxdigits)", Doc: "Set the maximum number of digits in conversions between str and int."},
			{Name: "setprofile", Fn: sysSetprofile, Sig: "(function, /)", Doc: "Set the profiling function."},
			{Name: "setrecursionlimit", Fn: sysSetrecursionlimit, Sig: "(limit, /)", Doc: "Set the maximum depth of the call stack."},
			{Name: "setswitchinterval", Fn: sysSetswitchinterval, Sig: "(interval, /)", Doc: "Set the thread switch interval in seconds."},
			{Name: "settrace", Fn: sysSettrace, Sig: "(function, /)", Doc: "Set the trace function."},
			{Name: "unraisablehook", Fn: sysUnraisablehook, Sig: "(unraisable, /)", Doc: "Report an exception that nobody can handle."},
		},
		Exec: exec,
	}
}

func none(th *thread, args []value) (value, error) { return object.None, nil }

func noTrampoline(th *thread, args []value) (value, error) {
	return value{}, object.ValueErrorf(th, "perf trampoline not available")
}

func sysClearTypeDescriptors(th *thread, args []value) (value, error) {
	if !object.IsType(args[0]) {
		return value{}, object.TypeErrorf(th, "_clear_type_descriptors() argument must be type, not %s", object.ArgTypeName(args[0]))
	}
	return object.None, object.AsType(args[0]).ClearDescriptors(th)
}

func depthArg(th *thread, v value) (int, error) {
	if v.IsAbsent() {
		return 0, nil
	}
	return object.AsIndex(th, v, object.OverflowErrorType)
}

// frameAt returns the frame depth calls up.
func frameAt(th *thread, depth int) *object.Frame {
	f := th.Frame
	for ; depth > 0 && f != nil; depth-- {
		f = f.Prev
	}
	return f
}

func sysGetCPUCountConfig(th *thread, args []value) (value, error) {
	if n := th.Rt.CPUCount(); n > 0 {
		return object.Int(int64(n)), nil
	}
	return object.SmallInt(-1), nil
}

func sysGetframe(th *thread, args []value) (value, error) {
	d, err := depthArg(th, args[0])
	if err != nil {
		return value{}, err
	}
	f := frameAt(th, max(d, 0))
	if f == nil {
		return value{}, object.ValueErrorf(th, "call stack is not deep enough")
	}
	return object.FrameObjectOf(th, f).Value(), nil
}

func sysGetframemodulename(th *thread, args []value) (value, error) {
	d, err := depthArg(th, args[0])
	if err != nil {
		return value{}, err
	}
	f := frameAt(th, max(d, 0))
	if f == nil {
		return object.None, nil
	}
	if f.Fn != nil {
		if m := f.Fn.Module; !m.IsAbsent() {
			return m, nil
		}
	}
	if n := f.Globals.GetStr(object.NameName); !n.IsAbsent() {
		return n, nil
	}
	return object.None, nil
}

func sysCurrentFrames(th *thread, args []value) (value, error) {
	d := object.NewDict()
	for _, t := range th.Rt.Threads() {
		f := t.CurrentFrame()
		if f == nil {
			continue
		}
		o := object.ForeignFrame
		if t == th {
			o = func(f *object.Frame) *object.FrameObject { return object.FrameObjectOf(th, f) }
		}
		fo := o(f)
		if fo == nil {
			continue // it has just ended
		}
		if err := d.Set(th, object.Int(t.Ident()), fo.Value()); err != nil {
			return value{}, err
		}
	}
	return d.Value(), nil
}

func sysCurrentExceptions(th *thread, args []value) (value, error) {
	d := object.NewDict()
	for _, t := range th.Rt.Threads() {
		if err := d.Set(th, object.Int(t.Ident()), t.HandledNow()); err != nil {
			return value{}, err
		}
	}
	return d.Value(), nil
}

func sysIsInterned(th *thread, args []value) (value, error) {
	if !object.IsStr(args[0]) {
		return value{}, object.TypeErrorf(th, "_is_interned() argument must be str, not %s", object.ArgTypeName(args[0]))
	}
	return object.Bool(object.AsStr(args[0]).Interned()), nil
}

func sysAddaudithook(th *thread, args []value) (value, error) {
	return object.None, object.AddAuditHook(th, args[0])
}

func sysAudit(th *thread, args []value, kw *object.Tuple) (value, error) {
	if kw.Len() > 0 {
		return value{}, object.TypeErrorf(th, "sys.audit() takes no keyword arguments")
	}
	if len(args) == 0 {
		return value{}, object.TypeErrorf(th, "sys.audit expected at least 1 argument, got 0")
	}
	if !object.IsStr(args[0]) {
		return value{}, object.TypeErrorf(th, "expected str for argument 'event', not %s", args[0].Type().DisplayName())
	}
	return object.None, object.AuditEvent(th, args[0], args[1:])
}

func sysCallTracing(th *thread, args []value) (value, error) {
	if !object.IsTuple(args[1]) {
		return value{}, object.TypeErrorf(th, "call_tracing() argument 2 must be tuple, not %s", object.ArgTypeName(args[1]))
	}
	return th.CallTracing(args[0], object.AsTuple(args[1]).Items())
}

func sysException(th *thread, args []value) (value, error) {
	if e := th.Handled(); e != nil {
		return e.Value(), nil
	}
	return object.None, nil
}

func sysExcInfo(th *thread, args []value) (value, error) {
	e := th.Handled()
	if e == nil {
		return object.TupleOf(object.None, object.None, object.None), nil
	}
	return object.TupleOf(e.Type().Value(), e.Value(), e.TracebackValue()), nil
}

func sysExit(th *thread, args []value) (value, error) {
	if args[0].IsAbsent() {
		return value{}, object.RaiseArgs(th, object.SystemExitType)
	}
	if object.IsTuple(args[0]) {
		return value{}, object.RaiseArgs(th, object.SystemExitType, object.AsTuple(args[0]).Items()...)
	}
	if args[0].Is(object.None) {
		return value{}, object.RaiseArgs(th, object.SystemExitType)
	}
	return value{}, object.RaiseArgs(th, object.SystemExitType, args[0])
}

func orNone(v value) value {
	if v.IsAbsent() {
		return object.None
	}
	return v
}

func sysGetAsyncgenHooks(th *thread, args []value) (value, error) {
	h := th.Hooks(false)
	return asyncgenHooks.New(th, orNone(h.AsyncGenFirstIter), orNone(h.AsyncGenFinalizer)), nil
}

func sysSetAsyncgenHooks(th *thread, args []value) (value, error) {
	for i, name := range []string{"firstiter", "finalizer"} {
		if v := args[i]; !v.IsAbsent() && !v.Is(object.None) && !object.IsCallable(v) {
			return value{}, object.TypeErrorf(th, "callable %s expected, got %s", name, v.Type().DisplayName())
		}
	}
	set := func(p *value, v value) {
		if v.Is(object.None) {
			*p = value{}
		} else if !v.IsAbsent() {
			*p = v
		}
	}
	h := th.Hooks(true)
	set(&h.AsyncGenFirstIter, args[0])
	set(&h.AsyncGenFinalizer, args[1])
	return object.None, nil
}

func sysGetCoroDepth(th *thread, args []value) (value, error) {
	return object.SmallInt(int64(th.Hooks(false).CoroOriginDepth)), nil
}

func sysSetCoroDepth(th *thread, args []value) (value, error) {
	n, err := object.AsIndex(th, args[0], object.OverflowErrorType)
	if err != nil {
		return value{}, err
	}
	if n < 0 {
		return value{}, object.ValueErrorf(th, "depth must be >= 0")
	}
	th.Hooks(true).CoroOriginDepth = n
	return object.None, nil
}

func sysGetIntMaxStrDigits(th *thread, args []value) (value, error) {
	return object.SmallInt(int64(th.Rt.IntMaxStrDigits())), nil
}

func sysSetIntMaxStrDigits(th *thread, args []value) (value, error) {
	n, err := object.AsIndex(th, args[0], object.OverflowErrorType)
	if err != nil {
		return value{}, err
	}
	if n != 0 && n < 640 {
		return value{}, object.ValueErrorf(th, "maxdigits must be >= 640 or 0 for unlimited")
	}
	th.Rt.SetIntMaxStrDigits(n)
	return object.None, nil
}

func sysGetallocatedblocks(th *thread, args []value) (value, error) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return object.Int(int64(m.HeapObjects)), nil
}

func sysGetrecursionlimit(th *thread, args []value) (value, error) {
	return object.Int(int64(th.Rt.RecursionLimit())), nil
}

func sysSetrecursionlimit(th *thread, args []value) (value, error) {
	n, err := object.AsIndex(th, args[0], object.OverflowErrorType)
	if err != nil {
		return value{}, err
	}
	if n < 1 {
		return value{}, object.ValueErrorf(th, "recursion limit must be greater or equal than 1")
	}
	if n > math.MaxInt32 {
		return value{}, object.OverflowErrorf(th, "Python int too large to convert to C int")
	}
	if th.Depth >= n {
		return value{}, object.Raisef(th, object.RecursionErrorType, "cannot set the recursion limit to %d at the recursion depth %d: the limit is too low", n, th.Depth)
	}
	th.Rt.SetRecursionLimit(n)
	return object.None, nil
}

func sysGetsizeof(th *thread, args []value) (value, error) {
	v, found, err := object.CallSpecial(th, args[0], "__sizeof__")
	if err == nil && !found {
		err = object.TypeErrorf(th, "Type %s doesn't define __sizeof__", args[0].Type().DisplayName())
	}
	if err != nil {
		if !args[1].IsAbsent() && object.IsErr(err, object.TypeErrorType) {
			return args[1], nil
		}
		return value{}, err
	}
	n, err := object.AsIndex(th, v, object.OverflowErrorType)
	if err == nil && n < 0 {
		err = object.ValueErrorf(th, "__sizeof__() should return >= 0")
	}
	return v, err
}

func sysGetswitchinterval(th *thread, args []value) (value, error) {
	return object.Float(th.Rt.SwitchInterval().Seconds()), nil
}

func sysSetswitchinterval(th *thread, args []value) (value, error) {
	f, err := object.ToFloat(th, args[0])
	if err != nil {
		return value{}, err
	}
	if f <= 0 {
		return value{}, object.ValueErrorf(th, "switch interval must be strictly positive")
	}
	th.Rt.SetSwitchInterval(time.Duration(min(f, 1e9)*1e6) * time.Microsecond)
	return object.None, nil
}

func sysGettrace(th *thread, args []value) (value, error)   { return orNone(th.TraceFunc), nil }
func sysGetprofile(th *thread, args []value) (value, error) { return orNone(th.ProfileFunc), nil }

func sysSettrace(th *thread, args []value) (value, error) {
	if args[0].Is(object.None) {
		th.SetTrace(value{})
		return object.None, nil
	}
	th.SetTrace(args[0])
	return object.None, nil
}

func sysSetprofile(th *thread, args []value) (value, error) {
	if args[0].Is(object.None) {
		th.SetProfile(value{})
		return object.None, nil
	}
	th.SetProfile(args[0])
	return object.None, nil
}

func sysSettraceallthreads(th *thread, args []value) (value, error) {
	fn := orAbsent(args[0])
	for _, t := range th.Rt.Threads() {
		t.SetTrace(fn)
	}
	return object.None, nil
}

func sysSetprofileallthreads(th *thread, args []value) (value, error) {
	fn := orAbsent(args[0])
	for _, t := range th.Rt.Threads() {
		t.SetProfile(fn)
	}
	return object.None, nil
}

// orAbsent turns None into the absent value.
func orAbsent(v value) value {
	if v.Is(object.None) {
		return value{}
	}
	return v
}

func sysIntern(th *thread, args []value) (value, error) {
	if !object.IsStr(args[0]) {
		return value{}, object.TypeErrorf(th, "intern() argument must be str, not %s", object.ArgTypeName(args[0]))
	}
	if !args[0].IsExact(object.StrType) {
		return value{}, object.TypeErrorf(th, "can't intern %s", args[0].Type().DisplayName())
	}
	return object.InternStr(object.AsStr(args[0])).Value(), nil
}

func sysIsFinalizing(th *thread, args []value) (value, error) {
	return object.Bool(th.Rt.Finalizing()), nil
}

func sysDisplayhook(th *thread, args []value) (value, error) {
	b := th.Rt.Builtins
	if args[0].Is(object.None) {
		return object.None, nil
	}
	b.SetName("_", object.None)
	out := th.Rt.Sys.Dict().GetName("stdout")
	if out.IsAbsent() || out.Is(object.None) {
		return value{}, object.RuntimeErrorf(th, "lost sys.stdout")
	}
	r, err := object.Repr(th, args[0])
	if err != nil {
		return value{}, err
	}
	if _, err := object.CallMethod(th, out, "write", r.Value()); err != nil {
		if !object.IsErr(err, object.UnicodeEncodeErrorType) {
			return value{}, err
		}
		enc, err := object.GetAttrName(th, out, "encoding")
		if err != nil {
			return value{}, err
		}
		raw, err := object.CallMethod(th, r.Value(), "encode", enc, object.NewStr("backslashreplace"))
		if err != nil {
			return value{}, err
		}
		text, err := object.CallMethod(th, raw, "decode", enc, object.NewStr("strict"))
		if err != nil {
			return value{}, err
		}
		if _, err := object.CallMethod(th, out, "write", text); err != nil {
			return value{}, err
		}
	}
	if _, err := object.CallMethod(th, out, "write", object.NewStr("\n")); err != nil {
		return value{}, err
	}
	b.SetName("_", args[0])
	return object.None, nil
}

func sysExcepthook(th *thread, args []value) (value, error) {
	return object.None, object.PrintException(th, args[1], args[2])
}

func sysUnraisablehook(th *thread, args []value) (value, error) {
	return object.None, object.PrintUnraisable(th, args[0])
}

func sysBreakpointhook(th *thread, args []value, kw *object.Tuple) (value, error) {
	name := "pdb.set_trace"
	if th.Rt.Config.Flags.IgnoreEnvironment == 0 {
		if s := os.Getenv("PYTHONBREAKPOINT"); s != "" {
			name = s
		}
	}
	if name == "0" {
		return object.None, nil
	}
	mod, attr := "builtins", name
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		mod, attr = name[:i], name[i+1:]
	}
	unimportable := func() (value, error) {
		return object.None, object.Warn(th, object.RuntimeWarningType, fmt.Sprintf("Ignoring unimportable $PYTHONBREAKPOINT: \"%s\"", name), 1)
	}
	if mod == "" {
		return unimportable()
	}
	var f value
	m, err := th.Rt.Engine().Import(th, object.Intern(mod), object.None, object.None, object.TupleOf(object.NewStr(attr)), 0)
	if err == nil {
		f, err = object.GetAttrName(th, m, attr)
	}
	if err != nil {
		if object.IsErr(err, object.ImportErrorType) || object.IsErr(err, object.AttributeErrorType) {
			return unimportable()
		}
		return value{}, err
	}
	return object.CallArgs(th, f, args, kw)
}
