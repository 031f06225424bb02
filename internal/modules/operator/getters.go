// This file implements attrgetter, itemgetter and methodcaller.

package operator

import (
	"strings"

	"weft/internal/object"
)

var (
	attrgetterType   = &object.Type{Name: "attrgetter"}
	itemgetterType   = &object.Type{Name: "itemgetter"}
	methodcallerType = &object.Type{Name: "methodcaller"}
)

// attrgetter fetches attributes; paths[i] are the names between the dots of names[i].
type attrgetter struct {
	object.Header
	names *object.Tuple
	paths [][]*object.Str
}

// itemgetter fetches items.
type itemgetter struct {
	object.Header
	items *object.Tuple
}

// methodcaller calls a method: args are its arguments, the values of kwnames last.
type methodcaller struct {
	object.Header
	name    *object.Str
	args    []value
	kwnames *object.Tuple
}

func getterSpec(t *object.Type, layout *object.Layout, slots object.Slots, reduce object.NativeFn, sig, doc string) object.TypeSpec {
	slots.GetAttr = object.GenericGetAttr
	return object.TypeSpec{
		Type: t, Module: "operator", Doc: doc, Sig: sig, Layout: layout, Slots: slots,
		GetSets: []object.GetSet{{Name: "__text_signature__", Get: func(th *thread, self value) (value, error) { return object.NewASCII("(obj, /)"), nil }}},
		Methods: []object.Method{{Name: "__reduce__", Sig: "(self, /)", Fn: reduce, Doc: "Return state information for pickling"}},
	}
}

func attrgetterSpec() object.TypeSpec {
	return getterSpec(attrgetterType, object.LayoutOf[attrgetter](), object.Slots{New: attrgetterNew, Repr: attrgetterRepr, Call: attrgetterCall},
		attrgetterReduce, "(attr, /, *attrs)", "Return a callable object that fetches the given attribute(s) from its operand.\nAfter f = attrgetter('name'), the call f(r) returns r.name.\nAfter g = attrgetter('name', 'date'), the call g(r) returns (r.name, r.date).\nAfter h = attrgetter('name.first', 'name.last'), the call h(r) returns\n(r.name.first, r.name.last).")
}

func itemgetterSpec() object.TypeSpec {
	return getterSpec(itemgetterType, object.LayoutOf[itemgetter](), object.Slots{New: itemgetterNew, Repr: itemgetterRepr, Call: itemgetterCall},
		itemgetterReduce, "(item, /, *items)", "Return a callable object that fetches the given item(s) from its operand.\nAfter f = itemgetter(2), the call f(r) returns r[2].\nAfter g = itemgetter(2, 5, 3), the call g(r) returns (r[2], r[5], r[3])")
}

func methodcallerSpec() object.TypeSpec {
	return getterSpec(methodcallerType, object.LayoutOf[methodcaller](), object.Slots{New: methodcallerNew, Repr: methodcallerRepr, Call: methodcallerCall},
		methodcallerReduce, "(name, /, *args, **kwargs)", "Return a callable object that calls the given method on its operand.\nAfter f = methodcaller('name'), the call f(r) returns r.name().\nAfter g = methodcaller('name', 'date', foo=1), the call g(r) returns\nr.name('date', foo=1).")
}

// oneArg checks the arguments of a call of a getter.
func oneArg(th *thread, name string, args []value, kwnames *object.Tuple) error {
	if err := object.NoKw(th, name, kwnames); err != nil && name != "methodcaller" {
		return err
	}
	if n := len(args) - kwnames.Len(); n != 1 {
		return object.TypeErrorf(th, "%s expected 1 argument, got %d", name, n)
	}
	return object.NoKw(th, name, kwnames)
}

// getterArgs checks the arguments of a constructor.
func getterArgs(th *thread, name string, args []value, kwnames *object.Tuple) error {
	if err := object.NoKw(th, name, kwnames); err != nil {
		return err
	}
	if len(args) == 0 {
		return object.TypeErrorf(th, "%s expected 1 argument, got 0", name)
	}
	return nil
}

// reprOf shows a getter with its arguments.
func reprOf(th *thread, self value, args []value, kwnames *object.Tuple) (value, error) {
	if object.ReprEnter(th, self) {
		return object.NewStr(self.Type().DisplayName() + "(...)"), nil
	}
	defer object.ReprLeave(th, self)
	npos := len(args) - kwnames.Len()
	parts := make([]string, len(args))
	for i, x := range args {
		s, err := object.ReprString(th, x)
		if err != nil {
			return value{}, err
		}
		if i >= npos {
			s = object.AsStr(kwnames.Items()[i-npos]).String() + "=" + s
		}
		parts[i] = s
	}
	return object.NewStr(self.Type().DisplayName() + "(" + strings.Join(parts, ", ") + ")"), nil
}

func attrgetterNew(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
	if err := getterArgs(th, "attrgetter", args, kwnames); err != nil {
		return value{}, err
	}
	v := t.New()
	g := (*attrgetter)(v.Ptr())
	names := make([]value, len(args))
	for i, a := range args {
		if !object.IsStr(a) {
			return value{}, object.TypeErrorf(th, "attribute name must be a string")
		}
		s := object.AsStr(a).String()
		var path []*object.Str
		for _, part := range strings.Split(s, ".") {
			path = append(path, object.Intern(part))
		}
		g.paths = append(g.paths, path)
		names[i] = object.Intern(s).Value()
	}
	g.names = object.NewTuple(names)
	return v, nil
}

func (g *attrgetter) get(th *thread, v value, i int) (value, error) {
	for _, name := range g.paths[i] {
		var err error
		if v, err = object.GetAttr(th, v, name); err != nil {
			return value{}, err
		}
	}
	return v, nil
}

func attrgetterCall(th *thread, self value, args []value, kwnames *object.Tuple) (value, error) {
	if err := oneArg(th, "attrgetter", args, kwnames); err != nil {
		return value{}, err
	}
	g := (*attrgetter)(self.Ptr())
	if len(g.paths) == 1 {
		return g.get(th, args[0], 0)
	}
	out := make([]value, len(g.paths))
	for i := range out {
		v, err := g.get(th, args[0], i)
		if err != nil {
			return value{}, err
		}
		out[i] = v
	}
	return object.NewTuple(out).Value(), nil
}

func attrgetterRepr(th *thread, self value) (value, error) {
	return reprOf(th, self, (*attrgetter)(self.Ptr()).names.Items(), nil)
}

func attrgetterReduce(th *thread, args []value) (value, error) {
	return object.TupleOf(args[0].Type().Value(), (*attrgetter)(args[0].Ptr()).names.Value()), nil
}

func itemgetterNew(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
	if err := getterArgs(th, "itemgetter", args, kwnames); err != nil {
		return value{}, err
	}
	v := t.New()
	(*itemgetter)(v.Ptr()).items = object.NewTupleCopy(args)
	return v, nil
}

func itemgetterCall(th *thread, self value, args []value, kwnames *object.Tuple) (value, error) {
	if err := oneArg(th, "itemgetter", args, kwnames); err != nil {
		return value{}, err
	}
	items := (*itemgetter)(self.Ptr()).items.Items()
	if len(items) == 1 {
		return object.GetItem(th, args[0], items[0])
	}
	out := make([]value, len(items))
	for i, k := range items {
		v, err := object.GetItem(th, args[0], k)
		if err != nil {
			return value{}, err
		}
		out[i] = v
	}
	return object.NewTuple(out).Value(), nil
}

func itemgetterRepr(th *thread, self value) (value, error) {
	return reprOf(th, self, (*itemgetter)(self.Ptr()).items.Items(), nil)
}

func itemgetterReduce(th *thread, args []value) (value, error) {
	return object.TupleOf(args[0].Type().Value(), (*itemgetter)(args[0].Ptr()).items.Value()), nil
}

func methodcallerNew(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
	if len(args)-kwnames.Len() < 1 {
		return value{}, object.TypeErrorf(th, "methodcaller needs at least one argument, the method name")
	}
	if !object.IsStr(args[0]) {
		return value{}, object.TypeErrorf(th, "method name must be a string")
	}
	v := t.New()
	m := (*methodcaller)(v.Ptr())
	m.name, m.args = object.InternStr(object.AsStr(args[0])), append([]value(nil), args[1:]...)
	if kwnames.Len() > 0 {
		m.kwnames = kwnames
	}
	return v, nil
}

func methodcallerCall(th *thread, self value, args []value, kwnames *object.Tuple) (value, error) {
	if err := oneArg(th, "methodcaller", args, kwnames); err != nil {
		return value{}, err
	}
	m := (*methodcaller)(self.Ptr())
	f, unbound, err := object.LoadMethod(th, args[0], m.name)
	if err != nil {
		return value{}, err
	}
	if !unbound {
		return object.CallArgs(th, f, m.args, m.kwnames)
	}
	w := th.Args(len(m.args) + 1)
	w[0] = args[0]
	copy(w[1:], m.args)
	v, err := object.CallArgs(th, f, w, m.kwnames)
	th.FreeArgs(w)
	return v, err
}

func methodcallerRepr(th *thread, self value) (value, error) {
	m := (*methodcaller)(self.Ptr())
	return reprOf(th, self, append([]value{m.name.Value()}, m.args...), m.kwnames)
}

func methodcallerReduce(th *thread, args []value) (value, error) {
	m := (*methodcaller)(args[0].Ptr())
	n := len(m.args) - m.kwnames.Len()
	t := args[0].Type().Value()
	if m.kwnames.Len() == 0 {
		return object.TupleOf(t, object.NewTuple(append([]value{m.name.Value()}, m.args...)).Value()), nil
	}
	functools, err := th.Rt.Engine().Import(th, object.Intern("functools"), object.None, object.None, object.None, 0)
	if err != nil {
		return value{}, err
	}
	partial, err := object.GetAttrName(th, functools, "partial")
	if err != nil {
		return value{}, err
	}
	p, err := object.CallArgs(th, partial, append([]value{t, m.name.Value()}, m.args[n:]...), m.kwnames)
	if err != nil {
		return value{}, err
	}
	return object.TupleOf(p, object.NewTupleCopy(m.args[:n]).Value()), nil
}
