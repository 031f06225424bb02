// This file implements str.format, str.format_map and str.__format__. The syntax of fields and specifications is package
// fmtspec's.

package object

import (
	"weft/internal/fmtspec"
	"weft/internal/wtf8"
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
	b, n, err := f.build(f.th.takeBuf(), s.s, 2)
	if err != nil {
		return Value{}, err
	}
	return f.th.strOfBuf(b, n).Value(), nil
}

// build appends the text of s with its fields filled and returns the number of code points appended. depth bounds the nesting of
// fields in specifications.
func (f *formatter) build(b []byte, s string, depth int) ([]byte, int, error) {
	if depth < 1 {
		return b, 0, ValueErrorf(f.th, "Max string recursion exceeded")
	}
	n := 0
	for i := 0; ; {
		field, next, ok, err := fmtspec.NextField(s, i)
		if err != nil {
			return b, 0, fmtError(f.th, err)
		}
		if !ok {
			return b, n, nil
		}
		i = next
		b = append(b, field.Literal...)
		n += wtf8.RuneCount(field.Literal)
		if !field.Present {
			continue
		}
		r, err := f.field(&field, depth)
		if err != nil {
			return b, 0, err
		}
		if len(b)+len(r.s) > smallAlloc && checkAlloc(f.th, len(b)+len(r.s), 2) != nil {
			return b, 0, RaiseArgs(f.th, MemoryErrorType)
		}
		b = append(b, r.s...)
		n += r.n
	}
}

// field formats one replacement field.
func (f *formatter) field(field *fmtspec.Field, depth int) (*Str, error) {
	th := f.th
	v, err := f.lookup(field.Name)
	if err != nil {
		return nil, err
	}
	if c := field.Conversion; c != 0 {
		switch c {
		case 'r':
			r, err := Repr(th, v)
			if err != nil {
				return nil, err
			}
			v = r.Value()
		case 's':
			r, err := ToStr(th, v)
			if err != nil {
				return nil, err
			}
			v = r.Value()
		case 'a':
			if v, err = ASCII(th, v); err != nil {
				return nil, err
			}
		default:
			return nil, fmtError(th, fmtspec.UnknownConversion(c))
		}
	}
	spec := field.Spec
	if spec == "" {
		if v.isExact(StrType) {
			return AsStr(v), nil
		}
		return Format(th, v, emptyStr)
	}
	if field.Nested {
		b, _, err := f.build(nil, spec, depth-1)
		if err != nil {
			return nil, err
		}
		spec = string(b)
	}
	return Format(th, v, AsStr(NewStr(spec)))
}

// lookup finds the object of a field name.
func (f *formatter) lookup(name string) (Value, error) {
	th := f.th
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
