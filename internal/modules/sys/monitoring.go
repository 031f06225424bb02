// This file implements the module sys.monitoring. What is behind the events is in package object, monitor.go. Asking for events
// that are not reported raises RuntimeError, but for JUMP and STOP_ITERATION, which debuggers ask for and can do without.

package sys

import (
	"sync"

	"weft/internal/object"
)

// monitorEvents are the names of the events, in the order of their bits.
var monitorEvents = []string{"PY_START", "PY_RESUME", "PY_RETURN", "PY_YIELD", "CALL", "LINE", "INSTRUCTION", "JUMP", "BRANCH_LEFT",
	"BRANCH_RIGHT", "STOP_ITERATION", "RAISE", "EXCEPTION_HANDLED", "PY_UNWIND", "PY_THROW", "RERAISE", "C_RETURN", "C_RAISE", "BRANCH"}

// monitorTools are the names of the tools in use (absent: free). It is guarded by its lock.
type monitorTools struct {
	sync.Mutex
	names [object.MonitorTools]value
}

// monitoring makes the module sys.monitoring.
func monitoring(th *thread) (value, error) {
	m := object.NewModule("sys.monitoring")
	d := m.Dict()
	tools, mon := new(monitorTools), &th.Rt.Monitor
	tool := func(th *thread, v value) (int, error) {
		id, err := object.AsIndex(th, v, object.OverflowErrorType)
		if err == nil && (id < 0 || id > 5) {
			err = object.ValueErrorf(th, "invalid tool %d (must be between 0 and 5)", id)
		}
		return id, err
	}
	// def adds a function whose first argument is a tool, which runs with the tools locked.
	def := func(name, sig string, used bool, fn func(th *thread, id int, args []value) (value, error)) {
		d.SetName(name, object.NewNative(name, sig, func(th *thread, args []value) (value, error) {
			id, err := tool(th, args[0])
			if err != nil {
				return value{}, err
			}
			tools.Lock()
			defer tools.Unlock()
			if used && tools.names[id].IsAbsent() {
				return value{}, object.ValueErrorf(th, "tool %d is not in use", id)
			}
			return fn(th, id, args)
		}))
	}
	def("use_tool_id", "(tool_id, name, /)", false, func(th *thread, id int, args []value) (value, error) {
		if !object.IsStr(args[1]) {
			return value{}, object.ValueErrorf(th, "tool name must be a str")
		}
		if !tools.names[id].IsAbsent() {
			return value{}, object.ValueErrorf(th, "tool %d is already in use", id)
		}
		tools.names[id] = args[1]
		return object.None, nil
	})
	def("clear_tool_id", "(tool_id, /)", false, func(th *thread, id int, args []value) (value, error) {
		mon.Clear(th, id)
		return object.None, nil
	})
	def("free_tool_id", "(tool_id, /)", false, func(th *thread, id int, args []value) (value, error) {
		mon.Clear(th, id)
		tools.names[id] = value{}
		return object.None, nil
	})
	def("get_tool", "(tool_id, /)", false, func(th *thread, id int, args []value) (value, error) {
		if v := tools.names[id]; !v.IsAbsent() {
			return v, nil
		}
		return object.None, nil
	})
	def("register_callback", "(tool_id, event, func, /)", false, func(th *thread, id int, args []value) (value, error) {
		if !object.IsInt(args[1]) {
			return value{}, object.TypeErrorf(th, "'%s' object cannot be interpreted as an integer", args[1].Type().DisplayName())
		}
		event, err := object.AsIndex(th, args[1], object.OverflowErrorType)
		if err != nil {
			return value{}, err
		}
		if event <= 0 || event&(event-1) != 0 {
			return value{}, object.ValueErrorf(th, "The callback can only be set for one event at a time")
		}
		if event > object.EventsAll {
			return value{}, object.ValueErrorf(th, "invalid event %d", event)
		}
		fn := args[2]
		if fn.Is(object.None) {
			fn = value{}
		}
		return orNone(mon.SetCallback(id, uint32(event), fn)), nil
	})
	// set checks the set of events that a tool asks for.
	set := func(th *thread, v value) (uint32, error) {
		n, err := object.AsIndex(th, v, object.OverflowErrorType)
		switch {
		case err != nil:
		case n < 0 || n > object.EventsAll:
			err = object.ValueErrorf(th, "invalid event set 0x%x", n)
		case n&object.EventsMissing != 0:
			err = object.RuntimeErrorf(th, "weft: monitoring events 0x%x are not supported", n&object.EventsMissing)
		}
		return uint32(n), err
	}
	codeOf := func(th *thread, v value) (*object.Code, error) {
		if !v.IsExact(object.CodeType) {
			return nil, object.TypeErrorf(th, "code must be a code object")
		}
		return object.AsCode(v), nil
	}
	def("get_events", "(tool_id, /)", true, func(th *thread, id int, args []value) (value, error) {
		return object.Int(int64(mon.Events(id))), nil
	})
	def("set_events", "(tool_id, event_set, /)", true, func(th *thread, id int, args []value) (value, error) {
		events, err := set(th, args[1])
		if err == nil {
			mon.SetEvents(th, id, events)
		}
		return object.None, err
	})
	def("get_local_events", "(tool_id, code, /)", true, func(th *thread, id int, args []value) (value, error) {
		c, err := codeOf(th, args[1])
		if err != nil {
			return value{}, err
		}
		return object.Int(int64(mon.LocalEvents(id, c))), nil
	})
	def("set_local_events", "(tool_id, code, event_set, /)", true, func(th *thread, id int, args []value) (value, error) {
		c, err := codeOf(th, args[1])
		if err != nil {
			return value{}, err
		}
		events, err := set(th, args[2])
		if err == nil {
			mon.SetLocalEvents(th, id, c, events)
		}
		return object.None, err
	})
	d.SetName("restart_events", object.NewNative("restart_events", "()", func(th *thread, args []value) (value, error) {
		mon.Restart()
		return object.None, nil
	}))
	for _, name := range []string{"DISABLE", "MISSING"} {
		v, err := object.Call(th, object.ObjectType.Value())
		if err != nil {
			return v, err
		}
		d.SetName(name, v)
		if name == "DISABLE" {
			mon.SetDisable(v)
		}
	}
	events := object.NewDict()
	for i, name := range monitorEvents {
		events.SetName(name, object.Int(1<<i))
	}
	events.SetName("NO_EVENTS", object.Int(0))
	ns, err := object.NewNamespace(th, events)
	if err != nil {
		return ns, err
	}
	d.SetName("events", ns)
	for name, id := range map[string]int64{"DEBUGGER_ID": 0, "COVERAGE_ID": 1, "PROFILER_ID": 2, "OPTIMIZER_ID": 5} {
		d.SetName(name, object.Int(id))
	}
	return m.Value(), nil
}
