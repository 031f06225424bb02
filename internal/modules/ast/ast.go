// This file implements the module: the base class, and the classes made from the grammar.

package ast

import (
	"strings"
	"unsafe"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// field is one field of a class.
type field struct {
	name string
	typ  string // without the mark
	list bool
	opt  bool
}

// classInfo is one line of the grammar.
type classInfo struct {
	name, base string
	fields     []field
}

// parseGrammar reads the table.
func parseGrammar() (classes []classInfo, positioned map[string]bool) {
	positioned = map[string]bool{}
	for _, line := range strings.Split(strings.TrimSpace(grammar), "\n") {
		w := strings.Fields(line)
		if w[0] == "@" {
			for _, n := range w[1:] {
				positioned[n] = true
			}
			continue
		}
		c := classInfo{name: w[0], base: w[1]}
		for _, f := range w[2:] {
			name, typ, _ := strings.Cut(f, ":")
			fl := field{name: name}
			fl.typ, fl.list = strings.CutSuffix(typ, "*")
			if !fl.list {
				fl.typ, fl.opt = strings.CutSuffix(typ, "?")
			}
			c.fields = append(c.fields, fl)
		}
		classes = append(classes, c)
	}
	return
}

var astType = &object.Type{Name: "AST"}

// node is an instance of AST or a class derived from it: attributes only.
type node struct {
	object.Header
	object.Ext
}

// state is the module's state in one runtime: the classes by name.
type state struct {
	classes map[string]*object.Type
	info    map[string]*classInfo
	single  map[string]value // the shared instances of operators and contexts
}

type stateKey struct{}

func stateOf(th *thread) *state {
	return th.Rt.State(stateKey{}, func() any {
		return &state{classes: map[string]*object.Type{}, info: map[string]*classInfo{}, single: map[string]value{}}
	}).(*state)
}

// ready makes the classes, once in a runtime.
func ready(th *thread) (*state, error) {
	s := stateOf(th)
	if len(s.classes) > 0 {
		return s, nil
	}
	spec := astSpec()
	object.ReadyType(&spec)
	classes, positioned := parseGrammar()
	made := map[string]*object.Type{"AST": astType}
	str := func(names []string) value {
		out := make([]value, len(names))
		for i, n := range names {
			out[i] = object.Intern(n).Value()
		}
		return object.NewTuple(out).Value()
	}
	for i := range classes {
		c := &classes[i]
		ns := object.NewDict()
		var names []string
		for _, f := range c.fields {
			names = append(names, f.name)
			if f.opt {
				ns.SetName(f.name, object.None)
			}
		}
		ns.SetName("_fields", str(names))
		ns.SetName("__match_args__", str(names))
		ns.SetName("__doc__", object.NewStr(c.doc()))
		if positioned[c.name] {
			ns.SetName("_attributes", str([]string{"lineno", "col_offset", "end_lineno", "end_col_offset"}))
			ns.SetName("end_lineno", object.None)
			ns.SetName("end_col_offset", object.None)
		} else if c.base == "AST" {
			ns.SetName("_attributes", str(nil))
		}
		t, err := object.NewClass(th, "ast", c.name, []*object.Type{made[c.base]}, ns)
		if err != nil {
			return nil, err
		}
		made[c.name] = t
		s.info[c.name] = c
	}
	// _field_types, now that all classes exist.
	for i := range classes {
		c := &classes[i]
		ft := object.NewDict()
		for _, f := range c.fields {
			var v value
			switch f.typ {
			case "identifier":
				v = object.StrType.Value()
			case "int":
				v = object.IntType.Value()
			case "object":
				v = object.ObjectType.Value()
			default:
				v = made[f.typ].Value()
			}
			var err error
			if f.list {
				v, err = object.NewGenericAlias(th, object.ListType.Value(), v)
			} else if f.opt {
				v, err = object.Binary(th, object.OpOr, v, object.None)
			}
			if err != nil {
				return nil, err
			}
			ft.SetName(f.name, v)
		}
		if err := object.SetAttrName(th, made[c.name].Value(), "_field_types", ft.Value()); err != nil {
			return nil, err
		}
	}
	for i := range classes {
		switch c := &classes[i]; c.base {
		case "expr_context", "boolop", "operator", "unaryop", "cmpop":
			s.single[c.name] = made[c.name].New()
		}
	}
	s.classes = made
	return s, nil
}

// doc is a class's docstring: its line in the grammar's own notation.
func (c *classInfo) doc() string {
	var parts []string
	for _, f := range c.fields {
		mark := ""
		if f.list {
			mark = "*"
		} else if f.opt {
			mark = "?"
		}
		parts = append(parts, f.typ+mark+" "+f.name)
	}
	if len(parts) == 0 {
		return c.name
	}
	return c.name + "(" + strings.Join(parts, ", ") + ")"
}

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_ast",
		Exec: func(th *thread, m *object.Module) error {
			s, err := ready(th)
			if err != nil {
				return err
			}
			d := m.Dict()
			for name, t := range s.classes {
				d.SetName(name, t.Value())
			}
			for name, n := range map[string]int64{"PyCF_ONLY_AST": 0x400, "PyCF_TYPE_COMMENTS": 0x1000, "PyCF_ALLOW_TOP_LEVEL_AWAIT": 0x2000, "PyCF_OPTIMIZED_AST": 0x8400} {
				d.SetName(name, object.SmallInt(n))
			}
			return nil
		},
	}
}

func astSpec() object.TypeSpec {
	empty := func() value { return object.TupleOf() }
	return object.TypeSpec{
		Type: astType, Module: "ast", Flags: object.TypeBase | object.TypeHasWeakref,
		Layout: object.LayoutWithExt[node](unsafe.Offsetof(node{}.Ext)),
		Slots: object.Slots{
			New:  func(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) { return t.New(), nil },
			Init: astInit, Repr: astRepr,
		},
		Methods: []object.Method{
			{Name: "__reduce__", Fn: astReduce, Sig: "(self, /)", Doc: "Support for pickle and copy."},
			{Name: "__replace__", Raw: astReplace, Sig: "(self, /, **fields)", Doc: "Return a copy with some fields replaced."},
		},
		GetSets: []object.GetSet{object.DictGetSet()},
		Attrs: []object.ClassAttr{
			{Name: "_fields", Get: empty}, {Name: "_attributes", Get: empty}, {Name: "__match_args__", Get: empty},
			{Name: "_field_types", Get: func() value { return object.NewDict().Value() }},
		},
	}
}

// tupleAttr returns a tuple-of-names attribute of a node's class.
func tupleAttr(th *thread, self value, name string) ([]value, error) {
	v, err := object.GetAttrOpt(th, self.Type().Value(), object.Intern(name))
	if err != nil || v.IsAbsent() {
		return nil, err
	}
	return object.ToSlice(th, v)
}

func astInit(th *thread, self value, args []value, kw *object.Tuple) error {
	fields, err := tupleAttr(th, self, "_fields")
	if err != nil {
		return err
	}
	npos := len(args) - kw.Len()
	tname := self.Type().DisplayName()
	if npos > len(fields) {
		s := "s"
		if len(fields) == 1 {
			s = ""
		}
		return object.TypeErrorf(th, "%s constructor takes at most %d positional argument%s", tname, len(fields), s)
	}
	set := map[string]bool{}
	for i, v := range args[:npos] {
		if !object.IsStr(fields[i]) {
			return object.TypeErrorf(th, "attribute name must be string")
		}
		set[object.AsStr(fields[i]).String()] = true
		if err := object.SetAttr(th, self, object.AsStr(fields[i]), v); err != nil {
			return err
		}
	}
	known := map[string]bool{}
	for _, f := range fields {
		if object.IsStr(f) {
			known[object.AsStr(f).String()] = true
		}
	}
	attrs, err := tupleAttr(th, self, "_attributes")
	if err != nil {
		return err
	}
	for _, a := range attrs {
		if object.IsStr(a) {
			known[object.AsStr(a).String()] = true
		}
	}
	for i, k := range kw.Items() {
		name := object.AsStr(k)
		if set[name.String()] {
			return object.TypeErrorf(th, "%s got multiple values for argument '%s'", tname, name)
		}
		if !known[name.String()] {
			msg := tname + ".__init__ got an unexpected keyword argument '" + name.String() + "'. Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15."
			if err := object.Warn(th, object.DeprecationWarningType, msg, 1); err != nil {
				return err
			}
		}
		set[name.String()] = true
		if err := object.SetAttr(th, self, name, args[npos+i]); err != nil {
			return err
		}
	}
	// Fields that were not given: empty lists, None, Load(); anything else is deprecated.
	s := stateOf(th)
	info := s.info[classOf(s, self.Type())]
	if info == nil {
		return nil
	}
	for _, f := range info.fields {
		if set[f.name] || f.opt {
			continue
		}
		var v value
		switch {
		case f.list:
			v = object.NewList(nil).Value()
		case f.typ == "expr_context":
			v = s.single["Load"]
		default:
			msg := tname + ".__init__ missing 1 required positional argument: '" + f.name + "'. This will become an error in Python 3.15."
			if err := object.Warn(th, object.DeprecationWarningType, msg, 1); err != nil {
				return err
			}
			continue
		}
		if err := object.SetAttrName(th, self, f.name, v); err != nil {
			return err
		}
	}
	return nil
}

// classOf returns the name of the grammar's class that t is or derives from, or "".
func classOf(s *state, t *object.Type) string {
	for _, b := range t.MRO() {
		if s.classes[b.DisplayName()] == b {
			return b.DisplayName()
		}
	}
	return ""
}

// astRepr shows a node with its fields, two levels deep, long lists cut.
func astRepr(th *thread, self value) (value, error) {
	s, err := reprNode(th, self, 3)
	return object.NewStr(s), err
}

func reprNode(th *thread, v value, depth int) (string, error) {
	if depth <= 0 {
		return v.Type().DisplayName() + "(...)", nil
	}
	fields, err := tupleAttr(th, v, "_fields")
	if err != nil {
		return "", err
	}
	var parts []string
	for _, f := range fields {
		x, err := object.GetAttrOpt(th, v, object.AsStr(f))
		if err != nil {
			return "", err
		}
		if x.IsAbsent() {
			x = object.None
		}
		r, err := reprField(th, x, depth)
		if err != nil {
			return "", err
		}
		parts = append(parts, object.AsStr(f).String()+"="+r)
	}
	return v.Type().DisplayName() + "(" + strings.Join(parts, ", ") + ")", nil
}

func reprField(th *thread, x value, depth int) (string, error) {
	switch {
	case x.IsObj() && x.Type().IsSubtype(astType):
		return reprNode(th, x, depth-1)
	case x.IsExact(object.ListType) || x.IsExact(object.TupleType):
		items, err := object.ToSlice(th, x)
		if err != nil {
			return "", err
		}
		open, end := "[", "]"
		if x.IsExact(object.TupleType) {
			open, end = "(", ")"
		}
		var parts []string
		for i, it := range items {
			if len(items) > 2 && i > 0 && i < len(items)-1 {
				if i == 1 {
					parts = append(parts, "...")
				}
				continue
			}
			r, err := reprField(th, it, depth)
			if err != nil {
				return "", err
			}
			parts = append(parts, r)
		}
		return open + strings.Join(parts, ", ") + end, nil
	}
	return object.ReprString(th, x)
}

func astReduce(th *thread, args []value) (value, error) {
	d, err := object.GetAttrOpt(th, args[0], object.NameDict)
	if err != nil {
		return value{}, err
	}
	t := args[0].Type().Value()
	if d.IsAbsent() {
		return object.TupleOf(t, object.TupleOf()), nil
	}
	fields, err := tupleAttr(th, args[0], "_fields")
	if err != nil {
		return value{}, err
	}
	var pos []value
	rest := object.AsDict(d).Copy()
	for _, f := range fields {
		v, err := rest.Get(th, f)
		if err != nil {
			return value{}, err
		}
		if v.IsAbsent() {
			break
		}
		pos = append(pos, v)
		if _, err := rest.Del(th, f); err != nil {
			return value{}, err
		}
	}
	return object.TupleOf(t, object.NewTuple(pos).Value(), rest.Value()), nil
}

func astReplace(th *thread, args []value, kw *object.Tuple) (value, error) {
	if len(args)-kw.Len() != 1 {
		return value{}, object.TypeErrorf(th, "__replace__() takes no positional arguments")
	}
	self := args[0]
	known := map[string]bool{}
	all := object.NewDict()
	for _, list := range []string{"_fields", "_attributes"} {
		names, err := tupleAttr(th, self, list)
		if err != nil {
			return value{}, err
		}
		for _, n := range names {
			known[object.AsStr(n).String()] = true
			v, err := object.GetAttrOpt(th, self, object.AsStr(n))
			if err != nil {
				return value{}, err
			}
			if !v.IsAbsent() {
				all.SetStr(object.AsStr(n), v)
			}
		}
	}
	for i, k := range kw.Items() {
		name := object.AsStr(k)
		if !known[name.String()] {
			return value{}, object.TypeErrorf(th, "%s.__replace__ got an unexpected keyword argument '%s'.", self.Type().DisplayName(), name)
		}
		all.SetStr(name, args[1+i])
	}
	return object.CallDict(th, self.Type().Value(), nil, all)
}
