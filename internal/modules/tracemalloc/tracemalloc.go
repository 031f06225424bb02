// Package tracemalloc is the native module _tracemalloc (Library Reference, "tracemalloc"): nothing is ever traced, and starting
// to raises RuntimeError; the questions have the answers of a program that does not trace.
package tracemalloc

// This file implements the module.

import "weft/internal/object"

type (
	value  = object.Value
	thread = object.Thread
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	always := func(name, doc string, f func() value) object.Method {
		return object.Method{Name: name, Sig: "()", Doc: doc, Fn: func(th *thread, a []value) (value, error) { return f(), nil }}
	}
	none := func() value { return object.None }
	return object.ModuleSpec{
		Name: "_tracemalloc",
		Doc:  "Tracing of memory allocations, which this Python does not support.",
		Methods: []object.Method{
			always("is_tracing", "Return False.", func() value { return object.False }),
			always("clear_traces", "Do nothing.", none),
			always("stop", "Do nothing.", none),
			always("reset_peak", "Do nothing.", none),
			always("_get_traces", "Return an empty list.", func() value { return object.NewList(nil).Value() }),
			always("get_traceback_limit", "Return 1.", func() value { return object.SmallInt(1) }),
			always("get_tracemalloc_memory", "Return 0.", func() value { return object.SmallInt(0) }),
			always("get_traced_memory", "Return (0, 0).", func() value { return object.TupleOf(object.SmallInt(0), object.SmallInt(0)) }),
			{Name: "_get_object_traceback", Sig: "(obj, /)", Doc: "Return None.", Fn: func(th *thread, a []value) (value, error) { return object.None, nil }},
			{Name: "start", Sig: "(nframe=1, /)", Doc: "Raise RuntimeError.", Fn: tracemallocStart},
		},
	}
}

func tracemallocStart(th *thread, a []value) (value, error) {
	if !a[0].IsAbsent() {
		n, err := object.AsCInt(th, a[0])
		if err != nil {
			return value{}, err
		}
		if n < 1 || n > 65535 {
			return value{}, object.ValueErrorf(th, "the number of frames must be in range [1; 65535]")
		}
	}
	return value{}, object.RuntimeErrorf(th, "weft: tracing of memory allocations is not supported")
}
