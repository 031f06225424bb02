// This file implements str.format, str.format_map and str.__format__. The syntax of fields and specifications is package
// fmtspec's.

package object

import (
	"weft/internal/fmtspec"
)

// fmtError turns an error of package fmtspec into the exception it names.
func fmtError(th *Thread, err error) error {
	if err == nil {
		return nil
	}
	e, ok := err.(*fmtspec.Error)
	if !ok {
		return ValueErrorf(th, "%s", err.Error())
	}
	switch e.Kind {
	case fmtspec.TypeError:
		return Raise(th, TypeErrorType, e.Msg)
	case fmtspec.OverflowError:
		return Raise(th, OverflowErrorType, e.Msg)
	case fmtspec.MemoryError:
		return RaiseArgs(th, MemoryErrorType)
	}
	return Raise(th, ValueErrorType, e.Msg)
}

func strFormatDunder(th *Thread, args []Value) (Value, error) {
	if !IsStr(args[1]) {
		return Value{}, TypeErrorf(th, "__format__() argument must be str, not %s", ArgTypeName(args[1]))
	}
	s, spec := AsStr(args[0]), AsStr(args[1])
	if spec.n == 0 {
		r, err := ToStr(th, args[0])
		if err != nil {
			return Value{}, err
		}
		return r.Value(), nil
	}
	t, err := fmtspec.FormatStr(s.s, spec.s, "str")
	if err != nil {
		return Value{}, fmtError(th, err)
	}
	return NewStr(t), nil
}

// formatter is one run of str.format.
type formatter struct {
	th      *Thread
	args    []Value
	kwnames *Tuple
	kwvals  []Value
	mapping Value // format_map: instead of args and keywords
	auto    int   // next automatic number
	mode    int8  // 0: not known, 1: automatic, 2: manual numbering
}

func strFormat(th *Thread, args []Value, kwnames *Tuple) (Value, error) {
	if len(args) == 0 || !IsStr(args[0]) {
		return Value{}, TypeErrorf(th, "unbound method str.format() needs an argument")
	}
	npos := len(args) - kwnames.Len()
	f := formatter{th: th, args: args[1:npos], kwnames: kwnames, kwvals: args[npos:]}
	return f.run(AsStr(args[0]))
}

func strFormatMap(th *Thread, args []Value) (Value, error) {
	f := formatter{th: th, mapping: args[1]}
	return f.run(AsStr(args[0]))
}

func (f *formatter) run(s *Str) (Value, error) {
	b, err := f.build(f.th.takeBuf(), s.s, 2)
	if err != nil {
		return Value{}, err
	}
	return f.th.strOfBuf(b, -1).Value(), nil
}

// build appends the text of s with its fields filled. depth bounds the nesting of fields in specifications.
func (f *formatter) build(b []byte, s string, depth int) ([]byte, error) {
	if depth < 1 {
		return b, ValueErrorf(f.th, "Max string recursion exceeded")
	}
	for i := 0; ; {
		field, next, ok, err := fmtspec.NextField(s, i)
		if err != nil {
			return b, fmtError(f.th, err)
		}
		if !ok {
			return b, nil
		}
		i = next
		b = append(b, field.Literal...)
		if !field.Present {
			continue
		}
		if b, err = f.field(b, &field, depth); err != nil {
			return b, err
		}
	}
}

// field appends one replacement field.
func (f *formatter) field(b []byte, field *fmtspec.Field, depth int) ([]byte, error) {
	th := f.th
	v, err := f.lookup(field.Name)
	if err != nil {
		return b, err
	}
	if c := field.Conversion; c != 0 {
		switch c {
		case 'r':
			r, err := Repr(th, v)
			if err != nil {
				return b, err
			}
			v = r.Value()
		case 's':
			r, err := ToStr(th, v)
			if err != nil {
				return b, err
			}
			v = r.Value()
		case 'a':
			if v, err = ASCII(th, v); err != nil {
				return b, err
			}
		default:
			return b, fmtError(th, fmtspec.UnknownConversion(c))
		}
	}
	spec := field.Spec
	if field.Nested {
		inner, err := f.build(nil, spec, depth-1)
		if err != nil {
			return b, err
		}
		spec = string(inner)
	}
	if b, done, err := appendFormat(th, b, v, spec); done || err != nil {
		return b, err
	}
	r, err := Format(th, v, AsStr(NewStr(spec)))
	if err != nil {
		return b, err
	}
	if len(b)+len(r.s) > smallAlloc && checkAlloc(th, len(b)+len(r.s), 2) != nil {
		return b, RaiseArgs(th, MemoryErrorType)
	}
	return append(b, r.s...), nil
}

// appendFormat appends format(v, spec) to b if v is a small int, a float, or exactly a str.
func appendFormat(th *Thread, b []byte, v Value, spec string) (text []byte, done bool, err error) {
	switch {
	case v.IsInt():
		b, err = fmtspec.AppendInt64(b, v.Int(), spec, "int", nil)
	case v.IsFloat():
		b, err = fmtspec.AppendFloat(b, v.Float(), spec, "float", nil)
	case v.isExact(StrType):
		s := AsStr(v).s
		if len(b)+len(s) > smallAlloc && checkAlloc(th, len(b)+len(s), 2) != nil {
			return b, true, RaiseArgs(th, MemoryErrorType)
		}
		b, err = fmtspec.AppendStr(b, s, spec, "str")
	default:
		return b, false, nil
	}
	if err != nil {
		return b, true, raiseLeaf(th, err)
	}
	return b, true, nil
}

// lookup finds the object of a field name.
func (f *formatter) lookup(name string) (Value, error) {
	th := f.th
	if name == "" && f.mode < 2 && f.auto < len(f.args) && f.mapping.IsAbsent() {
		f.mode = 1
		f.auto++
		return f.args[f.auto-1], nil
	}
	first, rest, err := fmtspec.SplitFieldName(name)
	if err != nil {
		return Value{}, fmtError(th, err)
	}
	index := first.Index
	empty := first.Name == ""
	if empty || index >= 0 {
		mode := int8(2)
		if empty {
			mode = 1
		}
		if f.mode == 0 {
			f.mode = mode
		} else if f.mode != mode {
			if mode == 1 {
				return Value{}, ValueErrorf(th, "cannot switch from manual field specification to automatic field numbering")
			}
			return Value{}, ValueErrorf(th, "cannot switch from automatic field numbering to manual field specification")
		}
		if empty {
			index = f.auto
			f.auto++
		}
	}
	var v Value
	switch {
	case index < 0 && !f.mapping.IsAbsent():
		if v, err = GetItem(th, f.mapping, NewStr(first.Name)); err != nil {
			return Value{}, err
		}
	case index < 0:
		for i, k := range f.kwnames.Items() {
			if AsStr(k).s == first.Name {
				v = f.kwvals[i]
			}
		}
		if v.IsAbsent() {
			return Value{}, KeyError(th, NewStr(first.Name))
		}
	case !f.mapping.IsAbsent():
		return Value{}, ValueErrorf(th, "Format string contains positional fields")
	case index >= len(f.args):
		return Value{}, IndexErrorf(th, "Replacement index %d out of range for positional args tuple", index)
	default:
		v = f.args[index]
	}
	for rest != "" {
		k, more, ok, err := fmtspec.NextAccessor(rest)
		if err != nil {
			return Value{}, fmtError(th, err)
		}
		if !ok {
			break
		}
		rest = more
		switch {
		case k.Attr:
			v, err = GetAttr(th, v, AsStr(NewStr(k.Name)))
		case k.Index >= 0:
			v, err = GetItem(th, v, Int(int64(k.Index)))
		default:
			v, err = GetItem(th, v, NewStr(k.Name))
		}
		if err != nil {
			return Value{}, err
		}
	}
	return v, nil
}
