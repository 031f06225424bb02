// This file implements the conversion of trees: the parser's to Python objects, and back for compile().

package ast

import (
	"fmt"
	"math/big"
	"reflect"
	"strings"

	"weft/internal/object"
	"weft/internal/syntax"
)

// structs are the parser's node types, by the name of their class.
func structs() map[string]reflect.Type {
	m := map[string]reflect.Type{}
	for _, n := range []any{
		syntax.Module{}, syntax.Interactive{}, syntax.Expression{}, syntax.FunctionType{}, syntax.TypeIgnore{},
		syntax.FunctionDef{}, syntax.AsyncFunctionDef{}, syntax.ClassDef{}, syntax.Return{}, syntax.Delete{}, syntax.Assign{},
		syntax.TypeAlias{}, syntax.AugAssign{}, syntax.AnnAssign{}, syntax.For{}, syntax.AsyncFor{}, syntax.While{}, syntax.If{},
		syntax.With{}, syntax.AsyncWith{}, syntax.Match{}, syntax.Raise{}, syntax.Try{}, syntax.TryStar{}, syntax.Assert{},
		syntax.Import{}, syntax.ImportFrom{}, syntax.Global{}, syntax.Nonlocal{}, syntax.ExprStmt{}, syntax.Pass{}, syntax.Break{},
		syntax.Continue{}, syntax.BoolOp{}, syntax.NamedExpr{}, syntax.BinOp{}, syntax.UnaryOp{}, syntax.Lambda{}, syntax.IfExp{},
		syntax.Dict{}, syntax.Set{}, syntax.ListComp{}, syntax.SetComp{}, syntax.DictComp{}, syntax.GeneratorExp{}, syntax.Await{},
		syntax.Yield{}, syntax.YieldFrom{}, syntax.Compare{}, syntax.Call{}, syntax.FormattedValue{}, syntax.Interpolation{},
		syntax.JoinedStr{}, syntax.TemplateStr{}, syntax.Constant{}, syntax.Attribute{}, syntax.Subscript{}, syntax.Starred{},
		syntax.Name{}, syntax.List{}, syntax.Tuple{}, syntax.Slice{}, syntax.Comprehension{}, syntax.ExceptHandler{},
		syntax.Arguments{}, syntax.Arg{}, syntax.Keyword{}, syntax.Alias{}, syntax.WithItem{}, syntax.MatchCase{},
		syntax.MatchValue{}, syntax.MatchSingleton{}, syntax.MatchSequence{}, syntax.MatchMapping{}, syntax.MatchClass{},
		syntax.MatchStar{}, syntax.MatchAs{}, syntax.MatchOr{}, syntax.TypeVar{}, syntax.ParamSpec{}, syntax.TypeVarTuple{},
	} {
		t := reflect.TypeOf(n)
		m[className(t.Name())] = t
	}
	return m
}

// className returns the class of a parser's struct.
func className(goName string) string {
	switch goName {
	case "ExprStmt":
		return "Expr"
	case "Comprehension", "Arguments", "Arg", "Keyword", "Alias", "WithItem":
		return strings.ToLower(goName)
	case "MatchCase":
		return "match_case"
	}
	return goName
}

// goField returns the name of the Go field of a Python field.
func goField(name string) string {
	var b strings.Builder
	for _, part := range strings.Split(name, "_") {
		if part != "" {
			b.WriteString(strings.ToUpper(part[:1]) + part[1:])
		}
	}
	return b.String()
}

var (
	posType   = reflect.TypeOf(syntax.Pos{})
	constType = reflect.TypeOf((*syntax.ConstValue)(nil)).Elem()
)

// ToPython returns the Python form of a tree.
func ToPython(th *thread, mod syntax.Mod) (value, error) {
	s, err := ready(th)
	if err != nil {
		return value{}, err
	}
	return s.node(th, reflect.ValueOf(mod))
}

func (s *state) node(th *thread, p reflect.Value) (value, error) {
	if err := th.Enter(" during ast construction"); err != nil {
		return value{}, err
	}
	defer th.Leave()
	v := p.Elem()
	name := className(v.Type().Name())
	n := s.classes[name].New()
	for _, f := range s.info[name].fields {
		x, err := s.field(th, v.FieldByName(goField(f.name)), f)
		if err != nil {
			return value{}, err
		}
		if err := object.SetAttrName(th, n, f.name, x); err != nil {
			return value{}, err
		}
	}
	if pf := v.FieldByName("Pos"); pf.IsValid() && pf.Type() == posType {
		pos := pf.Interface().(syntax.Pos)
		for name, x := range map[string]int32{"lineno": pos.Line, "col_offset": pos.Col, "end_lineno": pos.EndLine, "end_col_offset": pos.EndCol} {
			if err := object.SetAttrName(th, n, name, object.Int(int64(x))); err != nil {
				return value{}, err
			}
		}
	}
	return n, nil
}

func (s *state) field(th *thread, v reflect.Value, f field) (value, error) {
	if f.list {
		out := make([]value, v.Len())
		elem := f
		elem.list = false
		for i := range out {
			x, err := s.field(th, v.Index(i), elem)
			if err != nil {
				return value{}, err
			}
			out[i] = x
		}
		return object.NewList(out).Value(), nil
	}
	if v.Type() == constType {
		if v.IsNil() {
			return object.None, nil
		}
		return constant(v.Interface().(syntax.ConstValue)), nil
	}
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() {
			return object.None, nil
		}
		if v.Kind() == reflect.Interface {
			v = v.Elem()
		} else if v.Type().Elem().Kind() == reflect.String {
			return object.NewStr(v.Elem().String()), nil
		}
		return s.node(th, v)
	case reflect.String:
		if v.String() == "" && f.opt {
			return object.None, nil
		}
		return object.Intern(v.String()).Value(), nil
	case reflect.Bool:
		n := int64(0)
		if v.Bool() {
			n = 1
		}
		return object.SmallInt(n), nil
	case reflect.Int, reflect.Int32:
		return object.Int(v.Int()), nil
	case reflect.Uint8:
		return s.single[v.Interface().(fmt.Stringer).String()], nil
	}
	return value{}, object.Raisef(th, object.SystemErrorType, "ast: a field of kind %s", v.Kind())
}

// constant returns the Python value of a constant.
func constant(c syntax.ConstValue) value {
	switch c := c.(type) {
	case syntax.ConstTrue:
		return object.True
	case syntax.ConstFalse:
		return object.False
	case syntax.ConstEllipsis:
		return object.Ellipsis
	case syntax.ConstInt:
		if c.Big != nil {
			return object.BigInt(c.Big)
		}
		return object.Int(c.Small)
	case syntax.ConstFloat:
		return object.Float(float64(c))
	case syntax.ConstComplex:
		return object.NewComplex(complex(0, float64(c)))
	case syntax.ConstStr:
		return object.NewStr(string(c))
	case syntax.ConstBytes:
		return object.NewBytes(string(c))
	}
	return object.None
}

// IsNode reports whether v is an AST object.
func IsNode(v value) bool { return v.IsObj() && v.Type().IsSubtype(astType) }

// count returns the number of classes with this base.
func (s *state) count(base string) (n int) {
	for _, c := range s.info {
		if c.base == base {
			n++
		}
	}
	return n
}

// FromPython returns the parser's form of a tree; want is the class its root must have. It raises TypeError and ValueError.
func FromPython(th *thread, v value, want string) (syntax.Mod, error) {
	s, err := ready(th)
	if err != nil {
		return nil, err
	}
	if got := classOf(s, v.Type()); got != want {
		return nil, object.TypeErrorf(th, "expected %s node, got %s", want, v.Type().DisplayName())
	}
	c := &builder{s: s, types: structs()}
	n, err := c.node(th, v, "mod")
	if err != nil {
		return nil, err
	}
	mod := n.Interface().(syntax.Mod)
	return mod, validate(th, mod)
}

type builder struct {
	s     *state
	types map[string]reflect.Type
}

// node converts v, which must be an instance of the grammar's type typ; the result is a pointer.
func (c *builder) node(th *thread, v value, typ string) (reflect.Value, error) {
	none := reflect.Value{}
	if err := th.Enter(" during compilation"); err != nil {
		return none, err
	}
	defer th.Leave()
	name := classOf(c.s, v.Type())
	info := c.s.info[name]
	goType, ok := c.types[name]
	if info == nil || !ok || name != typ && info.base != typ {
		r, err := object.ReprString(th, v)
		if err != nil {
			return none, err
		}
		return none, object.TypeErrorf(th, "expected some sort of %s, but got %s", typ, r)
	}
	p := reflect.New(goType)
	for _, f := range info.fields {
		x, err := object.GetAttrOpt(th, v, object.Intern(f.name))
		if err != nil {
			return none, err
		}
		if x.IsAbsent() {
			if f.list {
				x = object.NewList(nil).Value()
			} else if f.opt {
				x = object.None
			} else if f.typ == "expr_context" {
				x = c.s.single["Load"]
			} else {
				return none, object.TypeErrorf(th, "required field \"%s\" missing from %s", f.name, name)
			}
		}
		if err := c.field(th, p.Elem().FieldByName(goField(f.name)), x, f, name); err != nil {
			return none, err
		}
	}
	if pf := p.Elem().FieldByName("Pos"); pf.IsValid() && pf.Type() == posType {
		pos, err := c.position(th, v, info.base)
		if err != nil {
			return none, err
		}
		pf.Set(reflect.ValueOf(pos))
	}
	return p, nil
}

func (c *builder) position(th *thread, v value, base string) (syntax.Pos, error) {
	var pos syntax.Pos
	get := func(name string, def int32, required bool) (int32, error) {
		x, err := object.GetAttrOpt(th, v, object.Intern(name))
		if err != nil {
			return 0, err
		}
		if x.IsAbsent() || x.Is(object.None) {
			if required {
				if base == "AST" {
					base = v.Type().DisplayName()
				}
				return 0, object.TypeErrorf(th, "required field \"%s\" missing from %s", name, base)
			}
			return def, nil
		}
		n, err := object.AsIndex(th, x, object.OverflowErrorType)
		return int32(n), err
	}
	var err error
	if pos.Line, err = get("lineno", 0, true); err != nil {
		return pos, err
	}
	if pos.Col, err = get("col_offset", 0, true); err != nil {
		return pos, err
	}
	if pos.EndLine, err = get("end_lineno", pos.Line, false); err != nil {
		return pos, err
	}
	if pos.EndCol, err = get("end_col_offset", pos.Col, false); err != nil {
		return pos, err
	}
	return pos, nil
}

func (c *builder) field(th *thread, dst reflect.Value, x value, f field, owner string) error {
	if f.list {
		if !object.IsList(x) {
			return object.TypeErrorf(th, "%s field \"%s\" must be a list, not a %s", owner, f.name, x.Type().DisplayName())
		}
		items := object.AsList(x).Snapshot()
		out := reflect.MakeSlice(dst.Type(), len(items), len(items))
		elem := f
		elem.list = false
		for i, it := range items {
			if it.Is(object.None) && dst.Type().Elem().Kind() == reflect.Interface {
				if (owner == "Dict" && f.name == "keys") || f.name == "kw_defaults" {
					continue
				}
				name := map[string]string{"expr": "expression", "stmt": "statement"}[f.typ]
				if name == "" {
					name = f.typ
				}
				return object.ValueErrorf(th, "None disallowed in %s list", name)
			}
			if err := c.field(th, out.Index(i), it, elem, owner); err != nil {
				return err
			}
		}
		dst.Set(out)
		return nil
	}
	if dst.Type() == constType {
		k, err := toConstant(th, x)
		if err != nil {
			return err
		}
		dst.Set(reflect.ValueOf(k))
		return nil
	}
	text := func() (string, error) {
		if !object.IsStr(x) {
			if f.name == "kind" || f.name == "type_comment" {
				return "", object.TypeErrorf(th, "AST string must be of type str")
			}
			return "", object.TypeErrorf(th, "AST identifier must be of type str")
		}
		return object.AsStr(x).String(), nil
	}
	switch dst.Kind() {
	case reflect.Pointer, reflect.Interface:
		if x.Is(object.None) {
			if !f.opt {
				return object.ValueErrorf(th, "field '%s' is required for %s", f.name, owner)
			}
			return nil
		}
		if dst.Kind() == reflect.Pointer && dst.Type().Elem().Kind() == reflect.String {
			s, err := text()
			if err == nil {
				dst.Set(reflect.ValueOf(&s))
			}
			return err
		}
		n, err := c.node(th, x, f.typ)
		if err == nil {
			dst.Set(n)
		}
		return err
	case reflect.String:
		if x.Is(object.None) {
			if !f.opt {
				return object.ValueErrorf(th, "field '%s' is required for %s", f.name, owner)
			}
			return nil
		}
		s, err := text()
		if err == nil {
			switch s {
			case "None", "True", "False":
				if owner == "Name" || f.typ == "identifier" && owner != "Constant" && owner != "alias" && owner != "ImportFrom" {
					return object.ValueErrorf(th, "identifier field can't represent '%s' constant", s)
				}
			}
			dst.SetString(s)
		}
		return err
	case reflect.Bool, reflect.Int, reflect.Int32:
		if x.Is(object.None) && f.opt {
			return nil
		}
		if !object.IsInt(x) {
			r, err := object.ReprString(th, x)
			if err != nil {
				return err
			}
			return object.ValueErrorf(th, "invalid integer value: %s", r)
		}
		n, _ := object.Int64(x)
		if dst.Kind() == reflect.Bool {
			dst.SetBool(n != 0)
		} else {
			dst.SetInt(n)
		}
		return nil
	case reflect.Uint8:
		name := classOf(c.s, x.Type())
		if info := c.s.info[name]; info == nil || info.base != f.typ {
			r, err := object.ReprString(th, x)
			if err != nil {
				return err
			}
			return object.TypeErrorf(th, "expected some sort of %s, but got %s", f.typ, r)
		}
		// The operators and contexts are the classes of f.typ, in the order of the grammar and of the parser's numbers.
		for i := range c.s.count(f.typ) {
			e := reflect.New(dst.Type()).Elem()
			e.SetUint(uint64(i))
			if e.Interface().(fmt.Stringer).String() == name {
				dst.Set(e)
				return nil
			}
		}
	}
	return object.Raisef(th, object.SystemErrorType, "ast: a field of kind %s", dst.Kind())
}

// toConstant converts the value of a Constant.
func toConstant(th *thread, x value) (syntax.ConstValue, error) {
	switch {
	case x.Is(object.None):
		return syntax.ConstNone{}, nil
	case x.Is(object.True):
		return syntax.ConstTrue{}, nil
	case x.Is(object.False):
		return syntax.ConstFalse{}, nil
	case x.Is(object.Ellipsis):
		return syntax.ConstEllipsis{}, nil
	case x.IsFloat():
		return syntax.ConstFloat(x.Float()), nil
	case x.IsInt() || x.IsExact(object.IntType):
		if n, ok := object.Int64(x); ok {
			return syntax.ConstInt{Small: n}, nil
		}
		return syntax.ConstInt{Big: new(big.Int).Set(object.Big(x))}, nil
	case x.IsExact(object.StrType):
		return syntax.ConstStr(object.AsStr(x).String()), nil
	case x.IsExact(object.BytesType):
		return syntax.ConstBytes(object.AsBytes(x).String()), nil
	case x.IsExact(object.ComplexType):
		if c := object.AsComplex(x); real(c) == 0 {
			return syntax.ConstComplex(imag(c)), nil
		}
	case x.IsExact(object.TupleType):
		var out syntax.ConstTuple
		for _, it := range object.AsTuple(x).Items() {
			k, err := toConstant(th, it)
			if err != nil {
				return nil, err
			}
			out = append(out, k)
		}
		return out, nil
	case x.IsExact(object.FrozenSetType):
		var out syntax.ConstFrozenSet
		for pos := 0; ; {
			it, ok := object.AsSet(x).Next(&pos)
			if !ok {
				return out, nil
			}
			k, err := toConstant(th, it)
			if err != nil {
				return nil, err
			}
			out = append(out, k)
		}
	}
	return nil, object.TypeErrorf(th, "got an invalid type in Constant: %s", x.Type().DisplayName())
}
