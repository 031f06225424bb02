// This file implements make_encoder: writing JSON.

package json

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"weft/internal/floatfmt"
	"weft/internal/object"
)

// encoder is an Encoder object; immutable once made.
type encoder struct {
	object.Header
	markers             value // a dict or None
	dflt, encode        value
	indent              value // a str or None
	keySep, itemSep     value
	sortKeys, skipKeys  bool
	allowNaN            bool
	fast, ascii         bool // encode is one of the module's own functions
	pretty              bool
	keySepText, itemTxt string
}

func asEncoder(v value) *encoder { return (*encoder)(v.Ptr()) }

func encoderSpec() object.TypeSpec {
	return object.TypeSpec{
		Type:   encoderType,
		Module: "_json",
		Doc:    "Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)",
		Layout: object.LayoutOf[encoder](),
		Slots:  object.Slots{New: encoderNew, Call: encoderCall},
		GetSets: []object.GetSet{
			object.ReadonlyMember("markers", "markers", func(th *thread, self value) (value, error) { return asEncoder(self).markers, nil }),
			object.ReadonlyMember("default", "default", func(th *thread, self value) (value, error) { return asEncoder(self).dflt, nil }),
			object.ReadonlyMember("encoder", "encoder", func(th *thread, self value) (value, error) { return asEncoder(self).encode, nil }),
			object.ReadonlyMember("indent", "indent", func(th *thread, self value) (value, error) { return asEncoder(self).indent, nil }),
			object.ReadonlyMember("key_separator", "key_separator", func(th *thread, self value) (value, error) { return asEncoder(self).keySep, nil }),
			object.ReadonlyMember("item_separator", "item_separator", func(th *thread, self value) (value, error) { return asEncoder(self).itemSep, nil }),
			object.ReadonlyMember("sort_keys", "sort_keys", func(th *thread, self value) (value, error) { return object.Bool(asEncoder(self).sortKeys), nil }),
			object.ReadonlyMember("skipkeys", "skipkeys", func(th *thread, self value) (value, error) { return object.Bool(asEncoder(self).skipKeys), nil }),
		},
	}
}

var encoderDef = object.NewDef(object.Method{Name: "make_encoder", Sig: "(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)"}, nil)

func encoderNew(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
	b, err := object.BindSig(th, encoderDef, args, kwnames)
	if err != nil {
		return value{}, err
	}
	for i := 4; i <= 5; i++ {
		if !object.IsStr(b[i]) {
			return value{}, object.TypeErrorf(th, "make_encoder() argument %d must be str, not %s", i+1, object.ArgTypeName(b[i]))
		}
	}
	var flags [3]bool
	for i := range flags {
		if flags[i], err = object.IsTrue(th, b[6+i]); err != nil {
			return value{}, err
		}
	}
	if !b[0].Is(object.None) && !object.IsDict(b[0]) {
		return value{}, object.TypeErrorf(th, "make_encoder() argument 1 must be dict or None, not %.200s", b[0].Type().DisplayName())
	}
	v := t.New()
	e := asEncoder(v)
	e.markers, e.dflt, e.encode, e.indent, e.keySep, e.itemSep = b[0], b[1], b[2], b[3], b[4], b[5]
	e.sortKeys, e.skipKeys, e.allowNaN = flags[0], flags[1], flags[2]
	e.pretty = !e.indent.Is(object.None)
	e.keySepText, e.itemTxt = object.AsStr(e.keySep).String(), object.AsStr(e.itemSep).String()
	if e.encode.IsExact(object.BuiltinType) {
		f := (*object.Builtin)(e.encode.Ptr())
		if object.IsStr(f.Module) && object.AsStr(f.Module).String() == "_json" {
			e.ascii = f.Def.Name == "encode_basestring_ascii"
			e.fast = e.ascii || f.Def.Name == "encode_basestring"
		}
	}
	return v, nil
}

// run is one call of an encoder.
type run struct {
	*encoder
	b      []byte
	active []value // the containers being written; of these,
	noted  int     // so many are in markers
	breaks []string
}

func encoderCall(th *thread, self value, args []value, kwnames *object.Tuple) (value, error) {
	obj, lev, err := positional(th, "_iterencode", "(obj, _current_indent_level)", args, kwnames)
	if err != nil {
		return value{}, err
	}
	level, err := object.AsSsize(th, lev)
	if err != nil {
		return value{}, err
	}
	r := run{encoder: asEncoder(self), b: th.TakeBuf()}
	var room [16]value
	r.active = room[:0]
	if r.pretty {
		if !object.IsStr(r.indent) {
			return value{}, object.TypeErrorf(th, "can't multiply sequence by non-int of type '%s'", r.indent.Type().DisplayName())
		}
		unit := object.AsStr(r.indent).String()
		if n := max(level, 0); len(unit) > 0 && n > 1<<31/len(unit) {
			return value{}, object.RaiseType(th, object.MemoryErrorType)
		}
		r.breaks = append(r.breaks, "\n"+strings.Repeat(unit, max(level, 0)))
	}
	if err := r.value(th, obj, 0); err != nil {
		if err2 := r.note(th); err2 != nil {
			return value{}, err2
		}
		return value{}, err
	}
	return object.TupleOf(result(th, r.b)), nil
}

// lineBreak returns the line break and indentation of a level, counted from that of the call.
func (r *run) lineBreak(level int) string {
	if level == len(r.breaks) {
		r.breaks = append(r.breaks, r.breaks[level-1]+object.AsStr(r.indent).String())
	}
	return r.breaks[level]
}

// enter notes that v is being written.
func (r *run) enter(th *thread, v value) error {
	if r.markers.Is(object.None) {
		return nil
	}
	for i := len(r.active) - 1; i >= r.noted; i-- {
		if r.active[i].Is(v) {
			return object.ValueErrorf(th, "Circular reference detected")
		}
	}
	if m := object.AsDict(r.markers); m.Len() > 0 {
		if old, err := m.Get(th, object.ID(v)); err != nil {
			return err
		} else if !old.IsAbsent() {
			return object.ValueErrorf(th, "Circular reference detected")
		}
	}
	r.active = append(r.active, v)
	if len(r.active)-r.noted > 16 {
		return r.note(th)
	}
	return nil
}

// note stores the containers being written in markers: before Python code runs, and when there are many.
func (r *run) note(th *thread) error {
	for ; r.noted < len(r.active); r.noted++ {
		v := r.active[r.noted]
		if err := object.AsDict(r.markers).Set(th, object.ID(v), v); err != nil {
			return err
		}
	}
	return nil
}

// leave undoes enter.
func (r *run) leave(th *thread) error {
	if r.markers.Is(object.None) {
		return nil
	}
	n := len(r.active) - 1
	v := r.active[n]
	r.active = r.active[:n]
	if r.noted > n {
		r.noted = n
		key := object.ID(v)
		ok, err := object.AsDict(r.markers).Del(th, key)
		if err != nil {
			return err
		}
		if !ok {
			return object.KeyError(th, key)
		}
	}
	return nil
}

// addNote adds a note to an exception.
func addNote(th *thread, err error, text string) error {
	if _, err2 := object.CallMethod(th, object.Exc(err).Value(), "add_note", object.NewStr(text)); err2 != nil {
		return err2
	}
	return err
}

// str writes a string.
func (r *run) str(th *thread, v value) error {
	if r.fast {
		r.b = appendQuoted(r.b, object.AsStr(v).String(), r.ascii)
		return nil
	}
	if err := r.note(th); err != nil {
		return err
	}
	e, err := object.Call(th, r.encode, v)
	if err != nil {
		return err
	}
	if !object.IsStr(e) {
		return object.TypeErrorf(th, "encoder() must return a string, not %.80s", e.Type().DisplayName())
	}
	r.b = append(r.b, object.AsStr(e).String()...)
	return nil
}

// scalar appends the text of None, a bool, an int or a float; known is false for anything else.
func (r *run) scalar(th *thread, b []byte, v value) (out []byte, known bool, err error) {
	switch {
	case v.IsInt():
		return strconv.AppendInt(b, v.Int(), 10), true, nil
	case v.Is(object.None):
		return append(b, "null"...), true, nil
	case v.Is(object.True):
		return append(b, "true"...), true, nil
	case v.Is(object.False):
		return append(b, "false"...), true, nil
	case object.IsFloat(v):
		f := object.AsFloat(v)
		if math.IsNaN(f) || math.IsInf(f, 0) {
			if !r.allowNaN {
				text, err := object.ReprString(th, v)
				if err != nil {
					return b, true, err
				}
				return b, true, object.ValueErrorf(th, "Out of range float values are not JSON compliant: %s", text)
			}
			switch {
			case f > 0:
				return append(b, "Infinity"...), true, nil
			case f < 0:
				return append(b, "-Infinity"...), true, nil
			}
			return append(b, "NaN"...), true, nil
		}
		return floatfmt.AppendRepr(b, f), true, nil
	case object.IsInt(v):
		t, err := object.IntType.Slots().Repr(th, v)
		if err != nil {
			return b, true, err
		}
		return append(b, object.AsStr(t).String()...), true, nil
	}
	return b, false, nil
}

// value writes v.
func (r *run) value(th *thread, v value, level int) error {
	if v.IsObj() {
		switch t := v.Header().Type(); {
		case t == object.StrType || t.HasFlag(object.TypeSubStr):
			return r.str(th, v)
		case object.IsList(v) || object.IsTuple(v):
			if err := th.EnterDeep(" while encoding a JSON object"); err != nil {
				return err
			}
			err := r.list(th, v, level)
			th.LeaveDeep()
			return err
		case object.IsDict(v):
			if err := th.EnterDeep(" while encoding a JSON object"); err != nil {
				return err
			}
			err := r.dict(th, v, level)
			th.LeaveDeep()
			return err
		}
	}
	b, known, err := r.scalar(th, r.b, v)
	r.b = b
	if known {
		return err
	}
	if err := r.enter(th, v); err != nil {
		return err
	}
	if err := r.note(th); err != nil {
		return err
	}
	repl, err := object.Call(th, r.dflt, v)
	if err != nil {
		return err
	}
	if err := th.EnterDeep(" while encoding a JSON object"); err != nil {
		return err
	}
	err = r.value(th, repl, level)
	th.LeaveDeep()
	if err != nil {
		return addNote(th, err, "when serializing "+v.Type().FullName()+" object")
	}
	return r.leave(th)
}

func (r *run) list(th *thread, v value, level int) error {
	var tuple []value
	var l *object.List
	n := 0
	if object.IsList(v) {
		l = object.AsList(v)
		n = l.Len()
	} else {
		tuple = object.AsTuple(v).Items()
		n = len(tuple)
	}
	if n == 0 {
		r.b = append(r.b, "[]"...)
		return nil
	}
	if err := r.enter(th, v); err != nil {
		return err
	}
	r.b = append(r.b, '[')
	if r.pretty {
		level++
		r.b = append(r.b, r.lineBreak(level)...)
	}
	for i := 0; ; i++ {
		var x value
		if l != nil {
			if x = l.Get(i); x.IsAbsent() {
				break
			}
		} else if i == len(tuple) {
			break
		} else {
			x = tuple[i]
		}
		if i > 0 {
			r.b = append(r.b, r.itemTxt...)
			if r.pretty {
				r.b = append(r.b, r.breaks[level]...)
			}
		}
		if err := r.value(th, x, level); err != nil {
			return addNote(th, err, "when serializing "+v.Type().FullName()+" item "+strconv.Itoa(i))
		}
	}
	if err := r.leave(th); err != nil {
		return err
	}
	if r.pretty {
		r.b = append(r.b, r.breaks[level-1]...)
	}
	r.b = append(r.b, ']')
	return nil
}

// pair is an item of a dict to be sorted.
type pair struct{ key, val value }

func (r *run) dict(th *thread, v value, level int) error {
	d := object.AsDict(v)
	if d.Len() == 0 {
		r.b = append(r.b, "{}"...)
		return nil
	}
	if err := r.enter(th, v); err != nil {
		return err
	}
	r.b = append(r.b, '{')
	if r.pretty {
		level++
		r.b = append(r.b, r.lineBreak(level)...)
	}
	first := true
	switch exact := v.IsExact(object.DictType); {
	case exact && !r.sortKeys:
		for pos := 0; ; {
			key, val, ok := d.Next(&pos)
			if !ok {
				break
			}
			if err := r.item(th, v, key, val, level, &first); err != nil {
				return err
			}
		}
	default:
		pairs, err := r.pairs(th, v, exact)
		if err != nil {
			return err
		}
		for _, p := range pairs {
			if p.val.IsAbsent() {
				return object.ValueErrorf(th, "items must return 2-tuples")
			}
			if err := r.item(th, v, p.key, p.val, level, &first); err != nil {
				return err
			}
		}
	}
	if err := r.leave(th); err != nil {
		return err
	}
	if r.pretty {
		r.b = append(r.b, r.breaks[level-1]...)
	}
	r.b = append(r.b, '}')
	return nil
}

// pairs returns the items of a dict in the order in which they are to be written. What is no pair has an absent value.
func (r *run) pairs(th *thread, v value, exact bool) ([]pair, error) {
	var items []value
	if exact {
		keys, vals := object.AsDict(v).Items()
		ps := make([]pair, len(keys))
		plain := true
		for i, k := range keys {
			ps[i] = pair{k, vals[i]}
			plain = plain && k.IsExact(object.StrType)
		}
		if plain {
			slices.SortStableFunc(ps, func(a, b pair) int {
				return strings.Compare(object.AsStr(a.key).String(), object.AsStr(b.key).String())
			})
			return ps, nil
		}
		for _, p := range ps {
			items = append(items, object.TupleOf(p.key, p.val))
		}
	} else {
		if err := r.note(th); err != nil {
			return nil, err
		}
		m, err := object.CallMethod(th, v, "items")
		if err != nil {
			return nil, err
		}
		if m.Type().Slots().Iter == nil && m.Type().Slots().GetItem == nil {
			return nil, object.TypeErrorf(th, "%.200s.items() returned a non-iterable (type %.200s)", v.Type().DisplayName(), m.Type().DisplayName())
		}
		if items, err = object.ToSlice(th, m); err != nil {
			return nil, err
		}
	}
	if r.sortKeys {
		if err := r.note(th); err != nil {
			return nil, err
		}
		l := object.NewListCopy(items)
		if err := l.Sort(th, value{}, false); err != nil {
			return nil, err
		}
		items = l.Snapshot()
	}
	ps := make([]pair, len(items))
	for i, it := range items {
		if object.IsTuple(it) && object.AsTuple(it).Len() == 2 {
			t := object.AsTuple(it).Items()
			ps[i] = pair{t[0], t[1]}
		}
	}
	return ps, nil
}

// item writes a key and its value.
func (r *run) item(th *thread, d, key, val value, level int, first *bool) error {
	text := key
	if !object.IsStr(key) {
		var room [32]byte
		b, known, err := r.scalar(th, room[:0], key)
		if err != nil {
			return err
		}
		if !known {
			if r.skipKeys {
				return nil
			}
			return object.TypeErrorf(th, "keys must be str, int, float, bool or None, not %.100s", key.Type().DisplayName())
		}
		text = object.CopyASCII(th, b)
	}
	if *first {
		*first = false
	} else {
		r.b = append(r.b, r.itemTxt...)
		if r.pretty {
			r.b = append(r.b, r.breaks[level]...)
		}
	}
	if err := r.str(th, text); err != nil {
		return err
	}
	r.b = append(r.b, r.keySepText...)
	if err := r.value(th, val, level); err != nil {
		name, err2 := object.ReprString(th, key)
		if err2 != nil {
			return err2
		}
		return addNote(th, err, "when serializing "+d.Type().FullName()+" item "+name)
	}
	return nil
}
