// This file implements the module _csv: its table, its functions and its dialects.

// Package csv is the native module _csv: readers, writers and dialects of comma-separated values.
//
// A Dialect is immutable. What a reader keeps while it reads a row, and a writer while it writes one, is local to the call, so
// threads may share them; they differ from CPython only in that nothing is left of a row after an error.
package csv

import (
	"math"
	"sync/atomic"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

var (
	dialectType = &object.Type{Name: "Dialect"}
	readerType  = &object.Type{Name: "reader"}
	writerType  = &object.Type{Name: "writer"}
	errorType   = &object.Type{Name: "Error"}
)

const (
	quoteMinimal = iota
	quoteAll
	quoteNonnumeric
	quoteNone
	quoteStrings
	quoteNotnull
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_csv",
		Doc:  "CSV parsing and writing.\n",
		Methods: []object.Method{
			{Name: "reader", Sig: "(iterable, /, dialect='excel', **fmtparams)", Raw: csvReader, Doc: "Return a reader of rows.\n\nThe iterable yields lines, as a file does. The dialect is a name or an object\nwith the settings as attributes; keyword arguments override them."},
			{Name: "writer", Sig: "(fileobj, /, dialect='excel', **fmtparams)", Raw: csvWriter, Doc: "Return a writer of rows to an object with a write method.\n\nThe dialect is a name or an object with the settings as attributes; keyword\narguments override them."},
			{Name: "list_dialects", Sig: "()", Fn: csvListDialects, Doc: "Return a list of all known dialect names."},
			{Name: "register_dialect", Sig: "(name, /, dialect='excel', **fmtparams)", Raw: csvRegisterDialect, Doc: "Give a dialect a name."},
			{Name: "unregister_dialect", Sig: "(name)", Fn: csvUnregisterDialect, Doc: "Forget a dialect by its name."},
			{Name: "get_dialect", Sig: "(name)", Fn: csvGetDialect, Doc: "Return the dialect of a name."},
			{Name: "field_size_limit", Sig: "(new_limit=<unrepresentable>)", Fn: csvFieldSizeLimit, Doc: "Return the greatest length of a field in characters, and set it if one is given."},
		},
		Types: []object.TypeSpec{
			dialectSpec(),
			{Type: errorType, Base: object.ExceptionType, Module: "_csv", Flags: object.TypeBase},
		},
		Exec: func(th *thread, m *object.Module) error {
			d := m.Dict()
			r, w := readerSpec(), writerSpec()
			d.SetName("Reader", object.ReadyType(&r).Value())
			d.SetName("Writer", object.ReadyType(&w).Value())
			for i, n := range []string{"QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE", "QUOTE_STRINGS", "QUOTE_NOTNULL"} {
				d.SetName(n, object.SmallInt(int64(i)))
			}
			d.SetName("_dialects", stateOf(th).dialects.Value())
			return nil
		},
	}
}

// state is a runtime's part of the module.
type state struct {
	dialects *object.Dict
	limit    atomic.Int64
}

type stateKey struct{}

func stateOf(th *thread) *state {
	return th.Rt.State(stateKey{}, func() any {
		s := &state{dialects: object.NewDict()}
		s.limit.Store(128 * 1024)
		return s
	}).(*state)
}

func fail(th *thread, format string, args ...any) error {
	return object.Raisef(th, errorType, format, args...)
}

// notSet stands for a character that a dialect does not have.
const notSet = rune(-1)

// dialect is a Dialect object; immutable once made.
type dialect struct {
	object.Header
	delimiter, escape, quote       rune
	terminator                     value
	quoting                        int
	doubleQuote, skipSpace, strict bool
	// stop marks the bytes that end a run of plain characters in an unquoted field, in a quoted one, and in a field to be written;
	// with a character of the dialect beyond ASCII, all bytes beyond ASCII are marked.
	stop, stopQuoted, special [256]bool
}

func asDialect(v value) *dialect { return (*dialect)(v.Ptr()) }

func dialectSpec() object.TypeSpec {
	char := func(c rune) value {
		if c == notSet {
			return object.None
		}
		return object.NewRune(c)
	}
	return object.TypeSpec{
		Type:   dialectType,
		Module: "_csv",
		Doc:    "CSV dialect\n\nThe Dialect type records CSV parsing and generation options.\n",
		Flags:  object.TypeBase,
		Layout: object.LayoutOf[dialect](),
		Slots:  object.Slots{New: dialectNew},
		Methods: []object.Method{
			{Name: "__reduce__", Sig: "(self, /)", Fn: dialectReduce, Doc: "raises an exception to avoid pickling"},
			{Name: "__reduce_ex__", Sig: "(self, protocol=0, /)", Fn: dialectReduce, Doc: "raises an exception to avoid pickling"},
		},
		GetSets: []object.GetSet{
			object.ReadonlyMember("skipinitialspace", "", func(th *thread, self value) (value, error) { return object.Bool(asDialect(self).skipSpace), nil }),
			object.ReadonlyMember("doublequote", "", func(th *thread, self value) (value, error) { return object.Bool(asDialect(self).doubleQuote), nil }),
			object.ReadonlyMember("strict", "", func(th *thread, self value) (value, error) { return object.Bool(asDialect(self).strict), nil }),
			{Name: "delimiter", Get: func(th *thread, self value) (value, error) { return char(asDialect(self).delimiter), nil }},
			{Name: "escapechar", Get: func(th *thread, self value) (value, error) { return char(asDialect(self).escape), nil }},
			{Name: "lineterminator", Get: func(th *thread, self value) (value, error) { return asDialect(self).terminator, nil }},
			{Name: "quotechar", Get: func(th *thread, self value) (value, error) { return char(asDialect(self).quote), nil }},
			{Name: "quoting", Get: func(th *thread, self value) (value, error) {
				return object.SmallInt(int64(asDialect(self).quoting)), nil
			}},
		},
	}
}

func dialectReduce(th *thread, args []value) (value, error) {
	return value{}, object.TypeErrorf(th, "cannot pickle '%.100s' instances", args[0].Type().ShortName())
}

var settings = [...]string{"dialect", "delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict"}

func dialectNew(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
	var a [len(settings)]value
	npos := len(args) - kwnames.Len()
	if len(args) > len(a) {
		return value{}, object.TypeErrorf(th, "function takes at most %d arguments (%d given)", len(a), len(args))
	}
	copy(a[:], args[:npos])
next:
	for i, k := range kwnames.Items() {
		name := object.AsStr(k).String()
		for j, s := range settings {
			if s != name {
				continue
			}
			if !a[j].IsAbsent() {
				return value{}, object.TypeErrorf(th, "argument for function given by name ('%s') and position (%d)", name, j+1)
			}
			a[j] = args[npos+i]
			continue next
		}
		return value{}, object.TypeErrorf(th, "this function got an unexpected keyword argument '%s'", name)
	}
	base := a[0]
	if !base.IsAbsent() {
		if object.IsStr(base) {
			var err error
			if base, err = lookup(th, base); err != nil {
				return value{}, err
			}
		}
		if object.IsInstance(base, dialectType) {
			given := false
			for _, x := range a[1:] {
				given = given || !x.IsAbsent()
			}
			if !given {
				return base, nil
			}
		}
		for i := 1; i < len(a); i++ {
			if a[i].IsAbsent() {
				if v, err := object.GetAttrName(th, base, settings[i]); err == nil {
					a[i] = v
				}
			}
		}
	}
	v := t.New()
	if err := asDialect(v).set(th, a[1:]); err != nil {
		return value{}, err
	}
	return v, nil
}

// set fills a dialect in; a has the settings in their order, absent where not given.
func (d *dialect) set(th *thread, a []value) error {
	var err error
	char := func(name string, v value, def rune, orNone bool) rune {
		or := ""
		if orNone {
			or = " or None"
		}
		switch {
		case err != nil || v.IsAbsent():
			return def
		case orNone && v.Is(object.None):
			return notSet
		case !object.IsStr(v):
			err = object.TypeErrorf(th, "\"%s\" must be a unicode character%s, not %s", name, or, v.Type().FullName())
		case object.AsStr(v).Len() != 1:
			err = object.TypeErrorf(th, "\"%s\" must be a unicode character%s, not a string of length %d", name, or, object.AsStr(v).Len())
		default:
			return object.AsStr(v).At(0)
		}
		return def
	}
	flag := func(v value, def bool) bool {
		if err != nil || v.IsAbsent() {
			return def
		}
		var b bool
		b, err = object.IsTrue(th, v)
		return b
	}
	d.delimiter = char("delimiter", a[0], ',', false)
	d.doubleQuote = flag(a[1], true)
	d.escape = char("escapechar", a[2], notSet, true)
	if d.terminator = a[3]; d.terminator.IsAbsent() {
		d.terminator = object.NewASCII("\r\n")
	} else if err == nil && !object.IsStr(d.terminator) {
		err = object.TypeErrorf(th, "\"lineterminator\" must be a string, not %s", a[3].Type().FullName())
	}
	d.quote = char("quotechar", a[4], '"', true)
	if err == nil && !a[5].IsAbsent() {
		if a[5].Type() != object.IntType {
			err = object.TypeErrorf(th, "\"quoting\" must be an integer, not %s", a[5].Type().FullName())
		} else {
			d.quoting, err = object.AsCInt(th, a[5])
		}
	}
	d.skipSpace = flag(a[6], false)
	d.strict = flag(a[7], false)
	if err != nil {
		return err
	}
	if d.quoting < quoteMinimal || d.quoting > quoteNotnull {
		return object.TypeErrorf(th, "bad \"quoting\" value")
	}
	if a[4].Is(object.None) && a[5].IsAbsent() {
		d.quoting = quoteNone
	}
	if d.quoting != quoteNone && d.quote == notSet {
		return object.TypeErrorf(th, "quotechar must be set if quoting enabled")
	}
	return d.check(th)
}

// check refuses characters that cannot be told apart, and prepares the tables.
func (d *dialect) check(th *thread) error {
	ends := object.AsStr(d.terminator).String()
	for _, c := range []struct {
		name  string
		char  rune
		space bool
	}{{"delimiter", d.delimiter, true}, {"escapechar", d.escape, !d.skipSpace}, {"quotechar", d.quote, !d.skipSpace}} {
		if c.char == '\r' || c.char == '\n' || c.char == ' ' && !c.space {
			return object.ValueErrorf(th, "bad %s value", c.name)
		}
		for _, e := range runes(ends) {
			if e == c.char {
				return object.ValueErrorf(th, "bad %s or lineterminator value", c.name)
			}
		}
	}
	pair := func(a, b string, x, y rune) error {
		if x == y && x != notSet {
			return object.ValueErrorf(th, "bad %s or %s value", a, b)
		}
		return nil
	}
	if err := pair("delimiter", "escapechar", d.delimiter, d.escape); err != nil {
		return err
	}
	if err := pair("delimiter", "quotechar", d.delimiter, d.quote); err != nil {
		return err
	}
	if err := pair("escapechar", "quotechar", d.escape, d.quote); err != nil {
		return err
	}
	mark := func(t *[256]bool, chars ...rune) {
		for _, c := range chars {
			switch {
			case c >= 0x80:
				for i := 0x80; i < 0x100; i++ {
					t[i] = true
				}
			case c >= 0:
				t[c] = true
			}
		}
	}
	mark(&d.stop, '\n', '\r', d.escape, d.delimiter)
	mark(&d.stopQuoted, d.escape, d.quote)
	mark(&d.special, append(runes(ends), '\n', '\r', d.escape, d.delimiter, d.quote)...)
	return nil
}

// dialectOf returns the dialect that the arguments of reader, writer and register_dialect ask for.
func dialectOf(th *thread, base value, kwvals []value, kwnames *object.Tuple) (*dialect, error) {
	var args []value
	if !base.IsAbsent() {
		args = append(args, base)
	}
	v, err := dialectNew(th, dialectType, append(args, kwvals...), kwnames)
	if err != nil {
		return nil, err
	}
	return asDialect(v), nil
}

// unpack takes the arguments of reader, writer and register_dialect apart.
func unpack(th *thread, name string, args []value, kwnames *object.Tuple) (first, base value, kwvals []value, err error) {
	npos := len(args) - kwnames.Len()
	if npos < 1 {
		return first, base, nil, object.TypeErrorf(th, "%s expected at least 1 argument, got %d", name, npos)
	}
	if npos > 2 {
		return first, base, nil, object.TypeErrorf(th, "%s expected at most 2 arguments, got %d", name, npos)
	}
	if npos == 2 {
		base = args[1]
	}
	return args[0], base, args[npos:], nil
}

func lookup(th *thread, name value) (value, error) {
	v, err := stateOf(th).dialects.Get(th, name)
	if err == nil && v.IsAbsent() {
		err = fail(th, "unknown dialect")
	}
	return v, err
}

func csvGetDialect(th *thread, args []value) (value, error) { return lookup(th, args[0]) }

func csvListDialects(th *thread, args []value) (value, error) {
	keys, _ := stateOf(th).dialects.Items()
	return object.NewList(keys).Value(), nil
}

func csvRegisterDialect(th *thread, args []value, kwnames *object.Tuple) (value, error) {
	name, base, kw, err := unpack(th, "register_dialect", args, kwnames)
	if err != nil {
		return value{}, err
	}
	if !object.IsStr(name) {
		return value{}, object.TypeErrorf(th, "dialect name must be a string")
	}
	d, err := dialectOf(th, base, kw, kwnames)
	if err != nil {
		return value{}, err
	}
	return object.None, stateOf(th).dialects.Set(th, name, d.Value())
}

func csvUnregisterDialect(th *thread, args []value) (value, error) {
	ok, err := stateOf(th).dialects.Del(th, args[0])
	if err == nil && !ok {
		err = fail(th, "unknown dialect")
	}
	return object.None, err
}

func csvFieldSizeLimit(th *thread, args []value) (value, error) {
	st := stateOf(th)
	old := object.Int(st.limit.Load())
	if v := args[0]; !v.IsAbsent() {
		if v.Type() != object.IntType {
			return value{}, object.TypeErrorf(th, "limit must be an integer")
		}
		n, ok := object.Int64(v)
		if !ok {
			return value{}, object.OverflowErrorf(th, "Python int too large to convert to C ssize_t")
		}
		st.limit.Store(n)
	}
	return old, nil
}

func (st *state) maxField() int { return int(min(st.limit.Load(), math.MaxInt)) }
