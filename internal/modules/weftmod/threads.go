// This file implements weft.threads: the threading model, and counts.

package weftmod

import (
	"sort"

	"weft/internal/object"
)

// threadsSpec describes the module weft.threads.
func threadsSpec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "weft.threads",
		Doc:  "What Python threads run on, and how often they waited for what.",
		Methods: []object.Method{
			{Name: "model", Fn: threadsModel, Sig: "()", Doc: "Return the threading model, as -X threads names it: 'goroutine', 'os' or 'single'."},
			{Name: "stats", Fn: threadsStats, Sig: "()", Doc: "Return a new dict of counts:\n\nmodel, gil: the threading model, and whether one thread at a time runs;\nthreads: Python threads that run now, the main one included;\nstarted: Python threads there have been, the main one included;\nos_threads: threads of the operating system in this process now;\nswitches: how often a Python thread stopped running to let others run;\nyields: those of the switches where it could have gone on;\nparks: the others, a dict of how often, by what was waited for."},
			{Name: "set_async_exc", Fn: threadsSetAsyncExc, Sig: "(ident, exc, /)", Doc: "Have a thread raise an exception, wherever it is: running, or waiting for\nwhatever it may be.\n\nident is the thread's threading.get_ident(), exc an exception or its class, or\nNone, which withdraws one that has not been raised yet. Return 1, or 0 if there\nis no such thread."},
		},
	}
}

// threadsSetAsyncExc is PyThreadState_SetAsyncExc, which CPython's programs reach through ctypes; but the thread need not run for it.
func threadsSetAsyncExc(th *thread, args []value) (value, error) {
	if !object.IsInt(args[0]) {
		return value{}, object.TypeErrorf(th, "thread identifier must be an integer")
	}
	exc := args[1]
	switch {
	case exc.Is(object.None):
		exc = value{}
	case !object.IsException(exc) && !object.IsExceptionClass(exc):
		return value{}, object.TypeErrorf(th, "exceptions must derive from BaseException")
	}
	ident, ok := object.Int64(args[0])
	if !ok {
		return object.SmallInt(0), nil
	}
	if !th.Rt.SetAsyncExc(ident, exc) {
		return object.SmallInt(0), nil
	}
	return object.SmallInt(1), nil
}

func threadsModel(th *thread, args []value) (value, error) {
	return object.NewStr(th.Rt.Model().String()), nil
}

func threadsStats(th *thread, args []value) (value, error) {
	rt := th.Rt
	waits := rt.Waits()
	names := make([]object.WaitKind, 0, len(waits))
	yields := rt.Yields()
	switches := yields
	for k, n := range waits {
		names = append(names, k)
		switches += n
	}
	sort.Slice(names, func(i, j int) bool { return names[i] < names[j] })
	parks := object.NewDict()
	for _, k := range names {
		parks.SetName(k.String(), object.Int(waits[k]))
	}
	d := object.NewDict()
	d.SetName("model", object.NewStr(rt.Model().String()))
	d.SetName("gil", object.Bool(rt.GILEnabled()))
	d.SetName("threads", object.Int(int64(rt.Count())))
	d.SetName("started", object.Int(rt.Started()))
	d.SetName("os_threads", object.Int(int64(object.OSThreads())))
	d.SetName("switches", object.Int(switches))
	d.SetName("yields", object.Int(yields))
	d.SetName("parks", parks.Value())
	return d.Value(), nil
}
