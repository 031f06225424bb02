// This file implements the module sys._jit: what a program can ask about the compiler of loops (package jit).

package sys

import "weft/internal/object"

// jitModule makes the module sys._jit.
func jitModule(th *thread) value {
	m := object.NewModule("sys._jit")
	d := m.Dict()
	d.SetName("__doc__", object.NewStr("What a program can ask about the compiler of hot loops."))
	for _, f := range []struct {
		name string
		yes  bool
	}{
		{"is_available", th.Rt.Config.JITAvailable},
		{"is_enabled", th.Rt.Config.JIT},
		{"is_active", false}, // machine code calls nothing, so nobody in it can ask
	} {
		d.SetName(f.name, object.NewNative(f.name, "()", func(*thread, []value) (value, error) { return object.Bool(f.yes), nil }))
	}
	return m.Value()
}
