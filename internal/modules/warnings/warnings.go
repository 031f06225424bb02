// Package warnings is the native module _warnings: the filters and the issuing of warnings (Library Reference, "warnings").
package warnings

// This file implements the module.

import (
	"os"
	"strings"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// state is the module's state in one runtime.
type state struct {
	m    *object.Module
	lock object.ReentrantLock
	// What the module warnings has had last, for when it has no such attribute any more: LoadSlot and StoreSlot.
	filters, action, once value
}

type stateKey struct{}

func stateOf(th *thread) *state {
	return th.Rt.State(stateKey{}, func() any { return new(state) }).(*state)
}

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_warnings",
		Doc:  "Low-level functions behind the warnings module.",
		Methods: []object.Method{
			{Name: "warn", Fn: warningsWarn, Sig: "(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=())", Doc: "Issue a warning, or maybe ignore it or raise an exception."},
			{Name: "warn_explicit", Fn: warningsWarnExplicit, Sig: "(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None)", Doc: "Issue a warning at an explicit place, or maybe ignore it or raise an exception."},
			{Name: "_filters_mutated_lock_held", Fn: func(th *thread, a []value) (value, error) {
				if !stateOf(th).lock.Held() {
					return value{}, object.RuntimeErrorf(th, "warnings lock is not held")
				}
				bump(th)
				return object.None, nil
			}, Sig: "()"},
			{Name: "_acquire_lock", Fn: func(th *thread, a []value) (value, error) { return object.None, stateOf(th).lock.Acquire(th) }, Sig: "()"},
			{Name: "_release_lock", Fn: func(th *thread, a []value) (value, error) {
				if !stateOf(th).lock.Release(th) {
					return value{}, object.RuntimeErrorf(th, "cannot release un-acquired lock")
				}
				return object.None, nil
			}, Sig: "()"},
		},
		Exec: func(th *thread, m *object.Module) error {
			stateOf(th).m = m
			d := m.Dict()
			filter := func(action string, category *object.Type, module value) value {
				return object.TupleOf(object.NewStr(action), object.None, category.Value(), module, object.SmallInt(0))
			}
			d.SetName("filters", object.NewList([]value{
				filter("default", object.DeprecationWarningType, object.NewStr("__main__")),
				filter("ignore", object.DeprecationWarningType, object.None),
				filter("ignore", object.PendingDeprecationWarningType, object.None),
				filter("ignore", object.ImportWarningType, object.None),
				filter("ignore", object.ResourceWarningType, object.None),
			}).Value())
			d.SetName("_defaultaction", object.NewStr("default"))
			d.SetName("_onceregistry", object.NewDict().Value())
			d.SetName("_filters_version", object.SmallInt(1))
			cv, err := th.Rt.Engine().Import(th, object.Intern("_contextvars"), object.None, object.None, object.None, 0)
			if err != nil {
				return err
			}
			ctx, err := object.CallMethod(th, cv, "ContextVar", object.NewStr("warnings_context"))
			if err != nil {
				return err
			}
			d.SetName("_warnings_context", ctx)
			return nil
		},
	}
}

// bump makes registries that remember what was shown start anew.
func bump(th *thread) {
	d := stateOf(th).m.Dict()
	n, _ := object.Int64(d.GetName("_filters_version"))
	d.SetName("_filters_version", object.Int(n+1))
}

// attr returns what the module warnings defines under name, if it has been imported, else what it had last, which is kept in
// last, or at first what this module has as own. What is of another type than t raises an error.
func attr(th *thread, name, own string, last *value, t *object.Type) (value, error) {
	if m := th.Rt.Modules.GetName("warnings"); !m.IsAbsent() && object.IsModule(m) {
		if v := object.AsModule(m).Dict().GetName(name); !v.IsAbsent() {
			switch {
			case v.Type().IsSubtype(t):
				object.StoreSlot(last, v)
				return v, nil
			case t == object.ListType:
				return value{}, object.ValueErrorf(th, "_warnings.filters must be a list")
			}
			what := t.Name
			if t == object.StrType {
				what = "string"
			}
			return value{}, object.TypeErrorf(th, "_warnings.%s must be a %s, not '%s'", name, what, v.Type().DisplayName())
		}
	}
	if v := object.LoadSlot(last); !v.IsAbsent() {
		return v, nil
	}
	return stateOf(th).m.Dict().GetName(own), nil
}

// warningClass checks the category, which the message determines if it is a Warning itself.
func warningClass(th *thread, msg, category value) (value, error) {
	if object.IsInstance(msg, object.WarningType) {
		return msg.Type().Value(), nil
	}
	if category.IsAbsent() || category.Is(object.None) {
		return object.UserWarningType.Value(), nil
	}
	if category.Type().HasFlag(object.TypeSubType) && (*object.Type)(category.Ptr()).IsSubtype(object.WarningType) {
		return category, nil
	}
	return value{}, object.TypeErrorf(th, "category must be a Warning subclass, not '%s'", category.Type().DisplayName())
}

func isInternal(f *object.Frame) bool {
	name := f.Code.Filename.String()
	return strings.Contains(name, "importlib") && strings.Contains(name, "_bootstrap")
}

// nextFrame returns the frame above f, past importlib's own and past files with one of the prefixes.
func nextFrame(f *object.Frame, prefixes []value) *object.Frame {
	for f = f.Prev; f != nil && (isInternal(f) || skipped(f, prefixes)); f = f.Prev {
	}
	return f
}

func skipped(f *object.Frame, prefixes []value) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(f.Code.Filename.String(), object.AsStr(p).String()) {
			return true
		}
	}
	return false
}

func warningsWarn(th *thread, args []value) (value, error) {
	category, err := warningClass(th, args[0], args[1])
	if err != nil {
		return value{}, err
	}
	level := 1
	if !args[2].IsAbsent() {
		if level, err = object.AsIndex(th, args[2], object.OverflowErrorType); err != nil {
			return value{}, err
		}
	}
	var prefixes []value
	if p := args[4]; !p.IsAbsent() {
		if !object.IsTuple(p) {
			return value{}, object.TypeErrorf(th, "warn() argument 'skip_file_prefixes' must be tuple, not %s", object.ArgTypeName(p))
		}
		for _, prefix := range object.AsTuple(p).Items() {
			if !object.IsStr(prefix) {
				return value{}, object.TypeErrorf(th, "Found non-str '%s' in skip_file_prefixes.", prefix.Type().DisplayName())
			}
		}
		if prefixes = object.AsTuple(p).Items(); len(prefixes) > 0 && level < 2 {
			level = 2
		}
	}
	f := th.Frame
	if level <= 0 || f != nil && isInternal(f) {
		for level--; level > 0 && f != nil; level-- {
			f = f.Prev
		}
	} else {
		for level--; level > 0 && f != nil; level-- {
			f = nextFrame(f, prefixes)
		}
	}
	var globals *object.Dict
	filename, line := object.NewStr("<sys>"), 0
	if f != nil {
		globals = f.Globals
		filename = f.Code.Filename.Value()
		line = int(f.Code.C.SpanAt(f.Lasti()).Line)
	} else {
		globals = th.Rt.Sys.Dict()
	}
	registry := globals.GetName("__warningregistry__")
	if registry.IsAbsent() {
		registry = object.NewDict().Value()
		globals.SetName("__warningregistry__", registry)
	}
	module := globals.GetName("__name__")
	if module.IsAbsent() || !object.IsStr(module) {
		module = object.NewStr("<string>")
	}
	return object.None, explicit(th, args[0], category, filename, line, module, registry, value{}, args[3])
}

func warningsWarnExplicit(th *thread, args []value) (value, error) {
	category := args[1]
	if object.IsInstance(args[0], object.WarningType) {
		category = args[0].Type().Value()
	}
	if !object.IsStr(args[2]) {
		return value{}, object.TypeErrorf(th, "warn_explicit() argument 'filename' must be str, not %s", object.ArgTypeName(args[2]))
	}
	line, err := object.AsIndex(th, args[3], object.OverflowErrorType)
	if err != nil {
		return value{}, err
	}
	module := args[4]
	if module.IsAbsent() || module.Is(object.None) {
		name := "<unknown>"
		if object.AsStr(args[2]).Len() > 0 {
			name = strings.TrimSuffix(object.AsStr(args[2]).String(), ".py")
		}
		module = object.NewStr(name)
	}
	registry := args[5]
	if registry.IsAbsent() {
		registry = object.None
	}
	if !registry.Is(object.None) && !object.IsDict(registry) {
		return value{}, object.TypeErrorf(th, "'registry' must be a dict or None")
	}
	var source value
	if globals := args[6]; !globals.IsAbsent() && !globals.Is(object.None) {
		if !object.IsDict(globals) {
			return value{}, object.TypeErrorf(th, "module_globals must be a dict, not '%s'", globals.Type().DisplayName())
		}
		if source, err = sourceLine(th, object.AsDict(globals), line); err != nil {
			return value{}, err
		}
	}
	return object.None, explicit(th, args[0], category, args[2], line, module, registry, source, args[7])
}

// sourceLine asks the loader of the module with these globals for line n of its source; absent: it has none.
func sourceLine(th *thread, globals *object.Dict, n int) (value, error) {
	name := "_frozen_importlib_external"
	external, err := th.Rt.Engine().Import(th, object.Intern(name), object.None, object.None, object.None, 0)
	if err != nil {
		return value{}, err
	}
	loader, err := object.CallMethod(th, external, "_bless_my_loader", globals.Value())
	if err != nil {
		return value{}, err
	}
	module := globals.GetName("__name__")
	if module.IsAbsent() {
		return value{}, nil
	}
	get, err := object.GetAttrOpt(th, loader, object.Intern("get_source"))
	if err != nil || get.IsAbsent() {
		return value{}, err
	}
	source, err := object.Call(th, get, module)
	if err != nil || source.Is(object.None) {
		return value{}, err
	}
	if !object.IsStr(source) {
		return value{}, object.TypeErrorf(th, "must be str, not %s", source.Type().DisplayName())
	}
	lines, err := object.CallMethod(th, object.NewStr(object.AsStr(source).String()), "splitlines")
	if err != nil {
		return value{}, err
	}
	return object.GetItem(th, lines, object.Int(int64(n-1)))
}

// alreadyWarned looks key up in a registry, and enters it if set. A registry of an older version of the filters is emptied.
func alreadyWarned(th *thread, registry, key value, set bool) (bool, error) {
	if registry.Is(object.None) {
		return false, nil
	}
	reg := object.AsDict(registry)
	version := stateOf(th).m.Dict().GetName("_filters_version")
	if v := reg.GetName("version"); v.IsAbsent() || !v.Is(version) {
		reg.Clear()
		reg.SetName("version", version)
	} else {
		v, err := reg.Get(th, key)
		if err != nil {
			return false, err
		}
		if !v.IsAbsent() {
			if t, err := object.IsTrue(th, v); err != nil || t {
				return t, err
			}
		}
	}
	if set {
		return false, reg.Set(th, key, object.True)
	}
	return false, nil
}

// matches tests a filter's pattern: None, a str to be equal to, or a compiled regular expression.
func matches(th *thread, pattern value, text value) (bool, error) {
	switch {
	case pattern.Is(object.None):
		return true, nil
	case pattern.IsExact(object.StrType):
		return object.Equal(th, pattern, text)
	}
	r, err := object.CallMethod(th, pattern, "match", text)
	if err != nil {
		return false, err
	}
	return object.IsTrue(th, r)
}

// findAction returns the action of the first filter that matches, and the filter.
func findAction(th *thread, category, text value, line int, module value) (string, value, error) {
	var lists []value
	ctx := stateOf(th).m.Dict().GetName("_warnings_context")
	cur, err := object.CallMethod(th, ctx, "get", object.None)
	if err != nil {
		return "", value{}, err
	}
	if !cur.Is(object.None) {
		f, err := object.GetAttrName(th, cur, "_filters")
		if err != nil {
			return "", value{}, err
		}
		if !object.IsList(f) {
			return "", value{}, object.ValueErrorf(th, "warnings._filters must be a list")
		}
		lists = append(lists, f)
	}
	st := stateOf(th)
	global, err := attr(th, "filters", "filters", &st.filters, object.ListType)
	if err != nil {
		return "", value{}, err
	}
	lists = append(lists, global)
	for _, l := range lists {
		for i, item := range object.AsList(l).Snapshot() {
			if !object.IsTuple(item) || object.AsTuple(item).Len() != 5 {
				return "", value{}, object.ValueErrorf(th, "warnings.filters item %d isn't a 5-tuple", i)
			}
			f := object.AsTuple(item).Items()
			if !object.IsStr(f[0]) {
				return "", value{}, object.TypeErrorf(th, "action must be a string, not '%s'", f[0].Type().DisplayName())
			}
			if ok, err := matches(th, f[1], text); err != nil {
				return "", value{}, err
			} else if !ok {
				continue
			}
			if ok, err := object.IsSubclassOf(th, category, f[2]); err != nil {
				return "", value{}, err
			} else if !ok {
				continue
			}
			if ok, err := matches(th, f[3], module); err != nil {
				return "", value{}, err
			} else if !ok {
				continue
			}
			if f[4].Type().Slots().Index == nil {
				return "", value{}, object.TypeErrorf(th, "an integer is required")
			}
			n, err := object.AsIndex(th, f[4], object.OverflowErrorType)
			if err != nil {
				return "", value{}, err
			}
			if n == 0 || n == line {
				return object.AsStr(f[0]).String(), item, nil
			}
		}
	}
	def, err := attr(th, "defaultaction", "_defaultaction", &st.action, object.StrType)
	if err != nil {
		return "", value{}, err
	}
	return object.AsStr(def).String(), object.None, nil
}

// explicit is warn_explicit with everything known; sourceText is the line of source to show, absent: look for it in the file.
func explicit(th *thread, msg, category, filename value, line int, module, registry, sourceText, source value) error {
	var text value
	if object.IsInstance(msg, object.WarningType) {
		s, err := object.ToStr(th, msg)
		if err != nil {
			return err
		}
		text = s.Value()
	} else {
		text = msg
		w, err := object.Call(th, category, msg)
		if err != nil {
			return err
		}
		msg = w
	}
	key := object.TupleOf(text, category, object.Int(int64(line)))
	if done, err := alreadyWarned(th, registry, key, false); err != nil || done {
		return err
	}
	action, item, err := findAction(th, category, text, line, module)
	if err != nil {
		return err
	}
	switch action {
	case "error":
		return object.RaiseValue(th, msg)
	case "ignore":
		return nil
	}
	done := false
	short := object.TupleOf(text, category, object.SmallInt(0))
	switch action {
	case "once":
		reg := registry
		if reg.Is(object.None) {
			if reg, err = attr(th, "onceregistry", "_onceregistry", &stateOf(th).once, object.DictType); err != nil {
				return err
			}
		}
		if err := setRegistry(th, registry, key); err != nil {
			return err
		}
		done, err = alreadyWarned(th, reg, object.TupleOf(text, category), true)
	case "module":
		if err := setRegistry(th, registry, key); err != nil {
			return err
		}
		done, err = alreadyWarned(th, registry, short, true)
	case "default":
		err = setRegistry(th, registry, key)
	case "always", "all":
	default:
		r, rerr := object.ReprString(th, item)
		if rerr != nil {
			return rerr
		}
		return object.RuntimeErrorf(th, "Unrecognized action (%s) in warnings.filters:\n %s", quote(action), r)
	}
	if err != nil || done {
		return err
	}
	return show(th, msg, text, category, filename, line, sourceText, source)
}

func quote(s string) string { return "'" + s + "'" }

func setRegistry(th *thread, registry, key value) error {
	if registry.Is(object.None) {
		return nil
	}
	_, err := alreadyWarned(th, registry, key, true)
	return err
}

// show prints the warning: through warnings._showwarnmsg once that module can be imported, else plainly.
func show(th *thread, msg, text, category, filename value, line int, sourceText, source value) error {
	wm := th.Rt.Modules.GetName("warnings")
	if wm.IsAbsent() && !th.Rt.Finalizing() {
		if m, err := th.Rt.Engine().Import(th, object.Intern("warnings"), object.None, object.None, object.None, 0); err == nil {
			wm = m
		}
	}
	if !wm.IsAbsent() && !wm.Is(object.None) {
		fn, err := object.GetAttrOpt(th, wm, object.Intern("_showwarnmsg"))
		if err != nil {
			return err
		}
		if !fn.IsAbsent() {
			if !object.IsCallable(fn) {
				return object.TypeErrorf(th, "warnings._showwarnmsg() must be set to a callable")
			}
			cls, err := object.GetAttrName(th, wm, "WarningMessage")
			if err != nil {
				return err
			}
			if source.IsAbsent() {
				source = object.None
			}
			wmsg, err := object.Call(th, cls, msg, category, filename, object.Int(int64(line)), object.None, object.None, source)
			if err != nil {
				return err
			}
			_, err = object.Call(th, fn, wmsg)
			return err
		}
	}
	out := th.Rt.Sys.Dict().GetName("stderr")
	if out.IsAbsent() || out.Is(object.None) {
		return nil
	}
	s, err := object.ToString(th, text)
	if err != nil {
		return err
	}
	name, err := object.ToString(th, filename)
	if err != nil {
		return err
	}
	n, err := object.ToString(th, object.Int(int64(line)))
	if err != nil {
		return err
	}
	_, err = object.CallMethod(th, out, "write", object.NewStr(name+":"+n+": "+(*object.Type)(category.Ptr()).DisplayName()+": "+s+"\n"+shownLine(name, line, sourceText)))
	return err
}

// shownLine is the source line below a warning, indented, or nothing when there is none.
func shownLine(file string, n int, known value) string {
	line := ""
	if !known.IsAbsent() {
		line = object.AsStr(known).String()
	} else if b, err := os.ReadFile(file); err == nil {
		if lines := strings.Split(string(b), "\n"); n > 0 && n <= len(lines) {
			line = strings.ToValidUTF8(lines[n-1], "\ufffd")
		}
	}
	if line = strings.Trim(line, " \t\014\r"); line == "" {
		return ""
	}
	return "  " + line + "\n"
}
