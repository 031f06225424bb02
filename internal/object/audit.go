// This file implements audit events (PEP 578): the hooks of a runtime, and raising events from native code.

package object

// AddAuditHook is sys.addaudithook: the hooks there are hear of it first, and may refuse by raising RuntimeError or a subclass,
// which is swallowed.
func AddAuditHook(th *Thread, hook Value) error {
	if err := Audit(th, "sys.addaudithook"); err != nil {
		if IsErr(err, RuntimeErrorType) {
			return nil
		}
		return err
	}
	rt := th.Rt
	for {
		old := loadPtr(&rt.auditHooks)
		var hooks []Value
		if old != nil {
			hooks = append(hooks, *old...)
		}
		hooks = append(hooks, hook)
		if casPtr(&rt.auditHooks, old, &hooks) {
			return nil
		}
	}
}

// Audit raises an audit event: it calls the hooks with the event's name and a tuple of args. It returns what a hook raises.
func Audit(th *Thread, event string, args ...Value) error {
	if loadPtr(&th.Rt.auditHooks) == nil {
		return nil
	}
	return AuditEvent(th, NewStr(event), args)
}

// AuditEvent is Audit for a name that is a str object.
func AuditEvent(th *Thread, event Value, args []Value) error {
	hooks := loadPtr(&th.Rt.auditHooks)
	if hooks == nil {
		return nil
	}
	t := TupleOf(args...)
	for _, h := range *hooks {
		if _, err := Call(th, h, event, t); err != nil {
			return err
		}
	}
	return nil
}
