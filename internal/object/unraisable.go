// This file implements reporting exceptions that nobody can handle: those of finalizers, hooks and callbacks.

package object

import "strings"

// Unraisable reports an exception that nobody can handle through sys.unraisablehook: "<msg>: <repr of obj>" and the traceback.
// An absent obj leaves "<msg>:".
func Unraisable(th *Thread, err error, msg string, obj Value) { unraisable(th, err, NewStr(msg), obj) }

func unraisable(th *Thread, err error, msg, obj Value) {
	if th.Rt.Sys == nil || IsErr(err, CancelledType) {
		return
	}
	e := Exc(err)
	if obj.IsAbsent() {
		obj = None
	}
	if loadPtr(&e.Traceback) == nil && th.Frame != nil {
		AddTraceback(e, FrameObjectOf(th, th.Frame), th.Frame.Pos(), 0)
	}
	args := unraisableArgs.New(th, e.Type().Value(), e.Value(), e.TracebackValue(), msg, obj)
	hook := th.Rt.Sys.Dict().GetName("unraisablehook")
	if hook.IsAbsent() || hook.Is(None) {
		return
	}
	if _, err := Call(th, hook, args); err != nil {
		if PrintUnraisable(th, unraisableArgs.New(th, Exc(err).Type().Value(), Exc(err).Value(), Exc(err).TracebackValue(),
			NewStr("Exception ignored in sys.unraisablehook"), hook)) != nil {
			return // stderr itself is broken
		}
	}
}

var unraisableArgs = NewStructSeq("UnraisableHookArgs", "exc_type", "exc_value", "exc_traceback", "err_msg", "object")

// PrintUnraisable is sys.__unraisablehook__: it shows the exception of an UnraisableHookArgs object on sys.stderr. The form is
// plainer than an uncaught exception's: no carets, no notes, no chain.
func PrintUnraisable(th *Thread, info Value) error {
	out := th.Rt.Sys.Dict().GetName("stderr")
	if out.IsAbsent() || out.Is(None) {
		return nil
	}
	get := func(name string) Value {
		v, err := GetAttrName(th, info, name)
		if err != nil {
			return None
		}
		return v
	}
	typ, exc, obj, msg := get("exc_type"), get("exc_value"), get("object"), get("err_msg")
	var b strings.Builder
	switch {
	case !obj.Is(None):
		r, err := ReprString(th, obj)
		if err != nil {
			r = "<object repr() failed>"
		}
		if IsStr(msg) {
			b.WriteString(AsStr(msg).s + ": " + r + "\n")
		} else {
			b.WriteString("Exception ignored in: " + r + "\n")
		}
	case IsStr(msg):
		b.WriteString(AsStr(msg).s + ":\n")
	}
	if tb := get("exc_traceback"); tb.isExact(TracebackType) {
		b.WriteString(plainTraceback(th, (*Traceback)(tb.p)))
	}
	if IsType(typ) {
		b.WriteString(AsType(typ).FullName())
		if !exc.Is(None) {
			s, err := ToString(th, exc)
			if err != nil {
				s = "<exception str() failed>"
			}
			b.WriteString(": " + s)
		}
		b.WriteString("\n")
	}
	if _, err := CallMethod(th, out, "write", NewStr(b.String())); err != nil {
		return err
	}
	_, err := CallMethod(th, out, "flush")
	return err
}

// plainTraceback shows a traceback with the source lines, as far as linecache finds them, and nothing else.
func plainTraceback(th *Thread, tb *Traceback) string {
	const repeatLimit = 3
	var entries []*Traceback
	for ; tb != nil; tb = tb.NextEntry() {
		entries = append(entries, tb)
	}
	if v := th.Rt.Sys.Dict().GetName("tracebacklimit"); IsInt(v) {
		n, err := AsSsize(th, v)
		if err != nil || n <= 0 {
			return ""
		}
		entries = entries[max(0, len(entries)-n):]
	}
	var b strings.Builder
	b.WriteString("Traceback (most recent call last):\n")
	last, count := "", 0
	repeated := func() {
		if n := count - repeatLimit; n > 0 {
			b.WriteString("  [Previous line repeated " + itoa(int64(n)) + " more time")
			if n > 1 {
				b.WriteString("s")
			}
			b.WriteString("]\n")
		}
	}
	for _, tb := range entries {
		c, line := tb.Code(), tb.Line()
		s := "  File \"" + c.Filename.s + "\", line " + itoa(int64(line)) + ", in " + c.Name.s + "\n"
		if s != last {
			repeated()
			last, count = s, 0
		}
		if count++; count > repeatLimit {
			continue
		}
		b.WriteString(s)
		if text := strings.TrimSpace(sourceLine(th, c.Filename.s, line)); text != "" {
			b.WriteString("    " + text + "\n")
		}
	}
	repeated()
	return b.String()
}

// sourceLine returns a line of a source file, "" if it cannot be had.
func sourceLine(th *Thread, file string, line int) string {
	if strings.HasPrefix(file, "<") {
		return ""
	}
	m, err := th.Rt.engine.Import(th, Intern("linecache"), None, None, None, 0)
	if err != nil {
		return ""
	}
	v, err := CallMethod(th, m, "getline", NewStr(file), Int(int64(line)))
	if err != nil || !IsStr(v) {
		return ""
	}
	return AsStr(v).s
}
