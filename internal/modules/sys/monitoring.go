// This file implements sys.monitoring as far as tools can be registered: no events are delivered, so asking for some raises
// RuntimeError.

package sys

import (
	"sync"

	"weft/internal/object"
)

// monitorEvents are the names of the events, in the order of their bits.
var monitorEvents = []string{"PY_START", "PY_RESUME", "PY_RETURN", "PY_YIELD", "CALL", "LINE", "INSTRUCTION", "JUMP", "BRANCH_LEFT",
	"BRANCH_RIGHT", "STOP_ITERATION", "RAISE", "EXCEPTION_HANDLED", "PY_UNWIND", "PY_THROW", "RERAISE", "C_RETURN", "C_RAISE", "BRANCH"}

// monitorTools are the names of the tools in use (absent: free) and their callbacks. It is guarded by its lock.
type monitorTools struct {
	sync.Mutex
	names     [6]value
	callbacks [6]map[int]value
}

// monitoring makes the module sys.monitoring.
func monitoring(th *thread) (value, error) {
	m := object.NewModule("sys.monitoring")
	d := m.Dict()
	tools := new(monitorTools)
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
		tools.callbacks[id] = nil
		return object.None, nil
	})
	def("free_tool_id", "(tool_id, /)", false, func(th *thread, id int, args []value) (value, error) {
		tools.names[id], tools.callbacks[id] = value{}, nil
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
		old, ok := tools.callbacks[id][event]
		if !ok {
			old = object.None
		}
		if tools.callbacks[id] == nil {
			tools.callbacks[id] = map[int]value{}
		}
		tools.callbacks[id][event] = args[2]
		return old, nil
	})
	set := func(events int) func(th *thread, id int, args []value) (value, error) {
		return func(th *thread, id int, args []value) (value, error) {
			if !args[events].Is(object.SmallInt(0)) {
				return value{}, object.RuntimeErrorf(th, "monitoring events are not supported")
			}
			return object.None, nil
		}
	}
	zero := func(th *thread, id int, args []value) (value, error) { return object.SmallInt(0), nil }
	def("get_events", "(tool_id, /)", true, zero)
	def("set_events", "(tool_id, event_set, /)", true, set(1))
	def("get_local_events", "(tool_id, code, /)", true, zero)
	def("set_local_events", "(tool_id, code, event_set, /)", true, set(2))
	d.SetName("restart_events", object.NewNative("restart_events", "()", none))
	for _, name := range []string{"DISABLE", "MISSING"} {
		v, err := object.Call(th, object.ObjectType.Value())
		if err != nil {
			return v, err
		}
		d.SetName(name, v)
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
