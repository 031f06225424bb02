// This file implements template strings (PEP 750): string.templatelib.Template and Interpolation.

package object

import (
	"unsafe"

	"weft/internal/code"
)

// The template types.
var (
	TemplateType      = &Type{Name: "Template"}
	InterpolationType = &Type{Name: "Interpolation"}
	TemplateIterType  = &Type{Name: "TemplateIter"}
)

// Template is a template string; immutable. There is one more string than interpolations.
type Template struct {
	Header
	strings, interps *Tuple
}

// Interpolation is one replacement field of a template string; immutable.
type Interpolation struct {
	Header
	value, expr, conv, spec Value
}

type templateIter struct {
	Header
	t    *Template
	next int // atomic enough: threads that share an iterator may see an item twice
}

func templateSpec() TypeSpec {
	return TypeSpec{
		Type:   TemplateType,
		Module: "string.templatelib",
		Doc:    "Template object",
		Layout: LayoutOf[Template](),
		Slots:  Slots{New: templateNew, Repr: templateRepr, Iter: templateIterate, Concat: templateConcat},
		Methods: []Method{
			{Name: "__reduce__", Sig: "(self, /)", Fn: templateReduce},
			{Name: "__class_getitem__", Sig: "(type, object, /)", Fn: classGetItemAlias, Kind: ClassMethod, Doc: "See PEP 585"},
		},
		GetSets: []GetSet{
			{Name: "strings", Get: templateStrings, Set: readonlyAttr, Doc: "Strings"},
			{Name: "interpolations", Get: templateInterpolations, Set: readonlyAttr, Doc: "Interpolations"},
			{Name: "values", Get: templateValues, Doc: "Values of interpolations"},
		},
	}
}

func asTemplate(v Value) *Template { return (*Template)(v.p) }

func newTemplate(strings, interps *Tuple) Value {
	return Value{unsafe.Pointer(&Template{Header: Header{typ: TemplateType}, strings: strings, interps: interps})}
}

// NewTemplate returns the template of a tuple of strings and a tuple of interpolations, one fewer.
func NewTemplate(th *Thread, strings, interpolations Value) (Value, error) {
	return newTemplate(AsTuple(strings), AsTuple(interpolations)), nil
}

func templateNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	if kwnames.Len() > 0 {
		return Value{}, TypeErrorf(th, "Template.__new__ only accepts *args arguments")
	}
	var strs, interps []Value
	open := false // the last item was a string
	for _, a := range args {
		switch {
		case IsStr(a):
			if open {
				strs[len(strs)-1] = StrConcat(th, AsStr(strs[len(strs)-1]), AsStr(a))
			} else {
				strs = append(strs, a)
			}
			open = true
		case a.isExact(InterpolationType):
			if !open {
				strs = append(strs, emptyStr.Value())
			}
			interps = append(interps, a)
			open = false
		default:
			return Value{}, TypeErrorf(th, "Template.__new__ *args need to be of type 'str' or 'Interpolation', got %s", a.Type().DisplayName())
		}
	}
	if !open {
		strs = append(strs, emptyStr.Value())
	}
	return newTemplate(NewTuple(strs), NewTuple(interps)), nil
}

func templateRepr(th *Thread, self Value) (Value, error) {
	t := asTemplate(self)
	s, err := ReprString(th, t.strings.Value())
	if err != nil {
		return Value{}, err
	}
	i, err := ReprString(th, t.interps.Value())
	return NewStr(self.Type().ShortName() + "(strings=" + s + ", interpolations=" + i + ")"), err
}

func templateIterate(th *Thread, self Value) (Value, error) {
	return Value{unsafe.Pointer(&templateIter{Header: Header{typ: TemplateIterType}, t: asTemplate(self)})}, nil
}

func templateConcat(th *Thread, a, b Value) (Value, error) {
	if !a.isExact(TemplateType) || !b.isExact(TemplateType) {
		return Value{}, TypeErrorf(th, "can only concatenate string.templatelib.Template (not \"%s\") to string.templatelib.Template", b.Type().DisplayName())
	}
	x, y := asTemplate(a), asTemplate(b)
	nx := x.strings.Len()
	strs := append([]Value(nil), x.strings.items...)
	strs[nx-1] = StrConcat(th, AsStr(strs[nx-1]), AsStr(y.strings.items[0]))
	strs = append(strs, y.strings.items[1:]...)
	interps := append(append([]Value(nil), x.interps.items...), y.interps.items...)
	return newTemplate(NewTuple(strs), NewTuple(interps)), nil
}

func templateReduce(th *Thread, args []Value) (Value, error) {
	m, err := th.Rt.engine.Import(th, Intern("string.templatelib"), None, None, TupleOf(NewStr("_template_unpickle")), 0)
	if err != nil {
		return Value{}, err
	}
	f, err := GetAttrName(th, m, "_template_unpickle")
	t := asTemplate(args[0])
	return TupleOf(f, TupleOf(t.strings.Value(), t.interps.Value())), err
}

func templateStrings(th *Thread, self Value) (Value, error) {
	return asTemplate(self).strings.Value(), nil
}

func templateInterpolations(th *Thread, self Value) (Value, error) {
	return asTemplate(self).interps.Value(), nil
}

func templateValues(th *Thread, self Value) (Value, error) {
	items := asTemplate(self).interps.items
	vals := make([]Value, len(items))
	for i, v := range items {
		vals[i] = (*Interpolation)(v.p).value
	}
	return NewTuple(vals).Value(), nil
}

func templateIterSpec() TypeSpec {
	return TypeSpec{
		Type:   TemplateIterType,
		Module: "string.templatelib",
		Doc:    "Template iterator object",
		Flags:  TypeNoInstantiate,
		Layout: LayoutOf[templateIter](),
		Slots:  Slots{Iter: selfIter, Next: templateIterNext},
	}
}

// templateIterNext gives strings that are not empty and interpolations in turn.
func templateIterNext(th *Thread, self Value) (Value, error) {
	it := (*templateIter)(self.p)
	for {
		i := loadInt(&it.next)
		half := i / 2
		if half >= it.t.strings.Len() || i%2 == 1 && half >= it.t.interps.Len() {
			return Value{}, nil
		}
		storeInt(&it.next, i+1)
		if i%2 == 1 {
			return it.t.interps.items[half], nil
		}
		if s := it.t.strings.items[half]; AsStr(s).n > 0 {
			return s, nil
		}
	}
}

func interpolationSpec() TypeSpec {
	return TypeSpec{
		Type:   InterpolationType,
		Module: "string.templatelib",
		Doc:    "Interpolation object",
		Sig:    "(value, expression='', conversion=None, format_spec='')",
		Layout: LayoutOf[Interpolation](),
		Slots:  Slots{New: interpolationNew, Repr: interpolationRepr},
		Methods: []Method{
			{Name: "__reduce__", Sig: "(self, /)", Fn: interpolationReduce},
			{Name: "__class_getitem__", Sig: "(type, object, /)", Fn: classGetItemAlias, Kind: ClassMethod, Doc: "See PEP 585"},
		},
		GetSets: []GetSet{
			{Name: "value", Get: interpolationValue, Set: readonlyAttr, Doc: "Value"},
			{Name: "expression", Get: interpolationExpression, Set: readonlyAttr, Doc: "Expression"},
			{Name: "conversion", Get: interpolationConversion, Set: readonlyAttr, Doc: "Conversion"},
			{Name: "format_spec", Get: interpolationFormatSpec, Set: readonlyAttr, Doc: "Format specifier"},
		},
		Attrs: []ClassAttr{{Name: "__match_args__", Get: func() Value {
			return TupleOf(Intern("value").Value(), Intern("expression").Value(), Intern("conversion").Value(), Intern("format_spec").Value())
		}}},
	}
}

// NewInterpolation returns the interpolation of a value, the text of its expression, a conversion (code.Conv kinds) and a format
// specification (absent: empty).
func NewInterpolation(th *Thread, v, expr Value, conv int, spec Value) (Value, error) {
	c := None
	switch conv {
	case code.ConvStr:
		c = NewStr("s")
	case code.ConvRepr:
		c = NewStr("r")
	case code.ConvASCII:
		c = NewStr("a")
	}
	if spec.IsAbsent() || spec.Is(None) {
		spec = emptyStr.Value()
	}
	return newInterpolation(v, expr, c, spec), nil
}

func newInterpolation(v, expr, conv, spec Value) Value {
	return Value{unsafe.Pointer(&Interpolation{Header: Header{typ: InterpolationType}, value: v, expr: expr, conv: conv, spec: spec})}
}

func interpolationNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	b, err := BindSig(th, NewDef(Method{Name: "Interpolation", Sig: "(value, expression='', conversion=None, format_spec='')"}, nil), args, kwnames)
	if err != nil {
		return Value{}, err
	}
	for i, name := range map[int]string{1: "expression", 3: "format_spec"} {
		if b[i].IsAbsent() {
			b[i] = emptyStr.Value()
		} else if !IsStr(b[i]) {
			return Value{}, TypeErrorf(th, "Interpolation() argument '%s' must be str, not %s", name, ArgTypeName(b[i]))
		}
	}
	b[2] = orNone(b[2])
	if !b[2].Is(None) {
		if !IsStr(b[2]) {
			return Value{}, TypeErrorf(th, "Interpolation() argument 'conversion' must be str, not %s", ArgTypeName(b[2]))
		}
		if c := AsStr(b[2]).s; c != "s" && c != "r" && c != "a" {
			return Value{}, ValueErrorf(th, "Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'")
		}
	}
	return newInterpolation(b[0], b[1], b[2], b[3]), nil
}

func (p *Interpolation) fields() Value { return TupleOf(p.value, p.expr, p.conv, p.spec) }

func interpolationRepr(th *Thread, self Value) (Value, error) {
	s, err := ReprString(th, (*Interpolation)(self.p).fields())
	return NewStr(self.Type().ShortName() + s), err
}

func interpolationReduce(th *Thread, args []Value) (Value, error) {
	return TupleOf(args[0].Type().Value(), (*Interpolation)(args[0].p).fields()), nil
}

func interpolationValue(th *Thread, self Value) (Value, error) {
	return (*Interpolation)(self.p).value, nil
}

func interpolationExpression(th *Thread, self Value) (Value, error) {
	return (*Interpolation)(self.p).expr, nil
}

func interpolationConversion(th *Thread, self Value) (Value, error) {
	return (*Interpolation)(self.p).conv, nil
}

func interpolationFormatSpec(th *Thread, self Value) (Value, error) {
	return (*Interpolation)(self.p).spec, nil
}
