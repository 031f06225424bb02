// This file implements the suggestions behind messages: "Did you mean" and "Did you forget to import".

package tbprint

import (
	"sort"
	"strings"

	"weft/internal/object"
)

// suggestion returns what is to be added to the message, or "".
func (p *printer) suggestion(e *object.Exception) string {
	t := e.Type()
	isName, isAttr := t.IsSubtype(object.NameErrorType), t.IsSubtype(object.AttributeErrorType)
	field := "name"
	if t.IsSubtype(object.ImportErrorType) {
		field = "name_from"
	} else if !isName && !isAttr {
		return ""
	}
	nv := p.attr(e, field)
	if !object.IsStr(nv) {
		return ""
	}
	wrong := object.AsStr(nv).String()
	var guess string
	switch {
	case isAttr:
		guess = p.forAttribute(e, wrong)
	case isName:
		guess = p.forName(e, wrong)
	default:
		guess = p.forImport(e, wrong)
	}
	out := ""
	if guess != "" {
		out = ". Did you mean: '" + guess + "'?"
	}
	if isName && p.isLibraryName(nv) {
		if out != "" {
			out += " Or did you forget to import '" + wrong + "'?"
		} else {
			out = ". Did you forget to import '" + wrong + "'?"
		}
	}
	return out
}

// isLibraryName reports whether the str v is in sys.stdlib_module_names.
func (p *printer) isLibraryName(v object.Value) bool {
	if p.th.Rt.Sys == nil {
		return false
	}
	names := p.th.Rt.Sys.Dict().GetName("stdlib_module_names")
	if names.IsAbsent() {
		return false
	}
	ok, err := object.Contains(p.th, names, v)
	return ok && err == nil
}

// lastFrame returns the frame in which the exception was raised, nil if unknown.
func lastFrame(e *object.Exception) *object.FrameObject {
	tb := e.LoadTraceback()
	if tb == nil {
		return nil
	}
	for n := tb.NextEntry(); n != nil; n = tb.NextEntry() {
		tb = n
	}
	return tb.FrameObject()
}

// dir returns the names dir(v) lists that are strs, sorted; without underscored ones if hide is set.
func (p *printer) dir(v object.Value, hide bool) []string {
	f := p.th.Rt.Builtins.GetName("dir")
	if f.IsAbsent() {
		return nil
	}
	r, err := object.Call(p.th, f, v)
	if err != nil {
		return nil
	}
	names := p.names(r)
	sort.Strings(names)
	if !hide {
		return names
	}
	kept := names[:0]
	for _, n := range names {
		if !strings.HasPrefix(n, "_") {
			kept = append(kept, n)
		}
	}
	return kept
}

// names returns the strs of an iterable.
func (p *printer) names(v object.Value) (out []string) {
	items, err := object.ToSlice(p.th, v)
	if err != nil {
		return nil
	}
	for _, x := range items {
		if object.IsStr(x) {
			out = append(out, object.AsStr(x).String())
		}
	}
	return out
}

// self returns the local variable self of a frame, absent if there is none.
func (p *printer) self(f *object.FrameObject) object.Value {
	v, err := object.GetItem(p.th, f.Locals(), object.NewStr("self"))
	if err != nil {
		return object.Value{}
	}
	return v
}

func (p *printer) forAttribute(e *object.Exception, wrong string) string {
	obj := p.attr(e, "obj")
	hide := !strings.HasPrefix(wrong, "_")
	if f := lastFrame(e); hide && f != nil {
		if s := p.self(f); !s.IsAbsent() && s.Is(obj) {
			hide = false
		}
	}
	return object.SuggestName(wrong, p.dir(obj, hide))
}

func (p *printer) forName(e *object.Exception, wrong string) string {
	f := lastFrame(e)
	if f == nil {
		return ""
	}
	if s := p.self(f); !s.IsAbsent() {
		if v, err := object.GetAttrOpt(p.th, s, object.Intern(wrong)); err == nil && !v.IsAbsent() {
			return "self." + wrong
		}
	}
	names := p.names(f.Locals())
	names = append(names, p.names(f.Globals.Value())...)
	names = append(names, p.names(f.Builtins.Value())...)
	return object.SuggestName(wrong, names)
}

func (p *printer) forImport(e *object.Exception, wrong string) string {
	name := p.attr(e, "name")
	if !object.IsStr(name) {
		return ""
	}
	m, err := p.th.Rt.Engine().Import(p.th, object.AsStr(name), object.None, object.None, object.None, 0)
	if err != nil {
		return ""
	}
	return object.SuggestName(wrong, p.dir(m, !strings.HasPrefix(wrong, "_")))
}
