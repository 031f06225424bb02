// This file implements csv.writer.

package csv

import (
	"strconv"
	"unsafe"

	"weft/internal/floatfmt"
	"weft/internal/object"
	"weft/internal/wtf8"
)

// writer is a writer object; immutable once made.
type writer struct {
	object.Header
	d     *dialect
	write value
}

func asWriter(v value) *writer { return (*writer)(v.Ptr()) }

func writerSpec() object.TypeSpec {
	return object.TypeSpec{
		Type:   writerType,
		Module: "_csv",
		Doc:    "CSV writer\n\nWriter objects are responsible for generating tabular data\nin CSV format from sequence input.\n",
		Flags:  object.TypeBase | object.TypeNoInstantiate,
		Layout: object.LayoutOf[writer](),
		Methods: []object.Method{
			{Name: "writerow", Sig: "(self, row, /)", Fn: writerWriterow, Doc: "Write the fields of an iterable as a row.\n\nWhat is no string is converted to one."},
			{Name: "writerows", Sig: "(self, rows, /)", Fn: writerWriterows, Doc: "Write each of a series of iterables as a row."},
		},
		GetSets: []object.GetSet{
			object.ReadonlyMember("dialect", "", func(th *thread, self value) (value, error) { return asWriter(self).d.Value(), nil }),
		},
	}
}

func csvWriter(th *thread, args []value, kwnames *object.Tuple) (value, error) {
	file, base, kw, err := unpack(th, "writer", args, kwnames)
	if err != nil {
		return value{}, err
	}
	write, err := object.GetAttrOpt(th, file, object.Intern("write"))
	if err != nil {
		return value{}, err
	}
	if write.IsAbsent() || !object.IsCallable(write) {
		return value{}, object.TypeErrorf(th, "argument 1 must have a \"write\" method")
	}
	d, err := dialectOf(th, base, kw, kwnames)
	if err != nil {
		return value{}, err
	}
	v := writerType.New()
	w := asWriter(v)
	w.d, w.write = d, write
	return v, nil
}

// record is a row being written.
type record struct {
	*dialect
	b      []byte
	fields int
	null   bool // the last field is None
}

func writerWriterow(th *thread, args []value) (value, error) {
	return asWriter(args[0]).row(th, args[1])
}

func writerWriterows(th *thread, args []value) (value, error) {
	err := object.Iterate(th, args[1], func(row value) (bool, error) {
		_, err := asWriter(args[0]).row(th, row)
		return err == nil, err
	})
	return object.None, err
}

func (w *writer) row(th *thread, seq value) (value, error) {
	r := record{dialect: w.d, b: th.TakeBuf()}
	switch {
	case seq.IsExact(object.ListType):
		for i := 0; ; i++ {
			x := object.AsList(seq).Get(i)
			if x.IsAbsent() {
				break
			}
			if err := r.add(th, x); err != nil {
				return value{}, err
			}
		}
	case seq.IsExact(object.TupleType):
		for _, x := range object.AsTuple(seq).Items() {
			if err := r.add(th, x); err != nil {
				return value{}, err
			}
		}
	default:
		it, err := object.GetIter(th, seq)
		if err != nil {
			if object.IsErr(err, object.TypeErrorType) {
				err = fail(th, "iterable expected, not %.200s", seq.Type().DisplayName())
			}
			return value{}, err
		}
		for {
			x, err := object.Next(th, it)
			if err != nil {
				return value{}, err
			}
			if x.IsAbsent() {
				break
			}
			if err := r.add(th, x); err != nil {
				return value{}, err
			}
		}
	}
	if r.fields > 0 && len(r.b) == 0 {
		if r.quoting == quoteNone || r.null && (r.quoting == quoteStrings || r.quoting == quoteNotnull) {
			return value{}, fail(th, "single empty field record must be quoted")
		}
		r.b = wtf8.AppendRune(wtf8.AppendRune(r.b, r.quote), r.quote)
	}
	r.b = append(r.b, object.AsStr(r.terminator).String()...)
	line := object.CopyText(unsafe.String(unsafe.SliceData(r.b), len(r.b)))
	th.GiveBuf(r.b)
	return object.Call(th, w.write, line)
}

// isNumber reports whether a value counts as a number.
func isNumber(v value) bool {
	s := v.Type().Slots()
	return s.Int != nil || s.Float != nil || s.Index != nil || object.IsComplex(v)
}

// add writes a field.
func (r *record) add(th *thread, v value) error {
	quoted := false
	switch r.quoting {
	case quoteNonnumeric:
		quoted = !isNumber(v)
	case quoteAll:
		quoted = true
	case quoteStrings:
		quoted = object.IsStr(v)
	case quoteNotnull:
		quoted = !v.Is(object.None)
	}
	r.null = v.Is(object.None)
	var room [32]byte
	switch {
	case object.IsStr(v):
		return r.field(th, object.AsStr(v).String(), quoted)
	case r.null:
		return r.field(th, "", quoted)
	case v.IsInt():
		b := strconv.AppendInt(room[:0], v.Int(), 10)
		return r.field(th, unsafe.String(unsafe.SliceData(b), len(b)), quoted)
	case v.IsFloat():
		b := floatfmt.AppendRepr(room[:0], v.Float())
		return r.field(th, unsafe.String(unsafe.SliceData(b), len(b)), quoted)
	}
	s, err := object.ToStr(th, v)
	if err != nil {
		return err
	}
	return r.field(th, s.String(), quoted)
}

// field writes the text of a field.
func (r *record) field(th *thread, s string, quoted bool) error {
	if s == "" && r.delimiter == ' ' && r.skipSpace {
		if r.quoting == quoteNone || r.null && (r.quoting == quoteStrings || r.quoting == quoteNotnull) {
			return fail(th, "empty field must be quoted if delimiter is a space and skipinitialspace is true")
		}
		quoted = true
	}
	if r.fields > 0 {
		r.b = wtf8.AppendRune(r.b, r.delimiter)
	}
	r.fields++
	start := len(r.b)
	if quoted {
		r.b = wtf8.AppendRune(r.b, r.quote)
	}
	wasQuoted := quoted
	for i := 0; i < len(s); {
		if n := plain(s[i:], &r.special); n > 0 {
			r.b = append(r.b, s[i:i+n]...)
			i += n
			continue
		}
		c, size := wtf8.DecodeRune(s, i)
		i += size
		if r.isSpecial(c) {
			escape := r.quoting == quoteNone
			if !escape {
				switch {
				case c == r.quote && r.doubleQuote:
					r.b = wtf8.AppendRune(r.b, r.quote)
				case c == r.quote || c == r.escape:
					escape = true
				}
				quoted = quoted || !escape
			}
			if escape {
				if r.escape == notSet {
					return fail(th, "need to escape, but no escapechar set")
				}
				r.b = wtf8.AppendRune(r.b, r.escape)
			}
		}
		r.b = wtf8.AppendRune(r.b, c)
	}
	if quoted {
		if !wasQuoted {
			n := wtf8.RuneLen(r.quote)
			r.b = append(r.b, make([]byte, n)...)
			copy(r.b[start+n:], r.b[start:len(r.b)-n])
			wtf8.AppendRune(r.b[start:start], r.quote)
		}
		r.b = wtf8.AppendRune(r.b, r.quote)
	}
	return nil
}

// isSpecial reports whether a character that the table marks is one of the dialect's.
func (r *record) isSpecial(c rune) bool {
	if c < 0x80 || c == r.delimiter || c == r.escape || c == r.quote {
		return true
	}
	for _, e := range runes(object.AsStr(r.terminator).String()) {
		if e == c {
			return true
		}
	}
	return false
}
