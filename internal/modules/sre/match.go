// This file implements Match objects.

package sre

import (
	"fmt"
	"strings"

	"weft/internal/object"
)

// match is a Match object.
type match struct {
	object.Header
	p        *pattern
	str      value
	marks    []int
	pos, end int
	last     int   // lastindex, or -1
	regs     value // made at first use; one word, so atomic
	room     [4]int
}

func asMatch(v value) *match { return (*match)(v.Ptr()) }

// newMatch makes the Match of marks, which it copies.
func (p *pattern) newMatch(str value, marks []int, pos, end, last int) value {
	v := matchType.New()
	m := asMatch(v)
	m.p, m.str, m.pos, m.end, m.last = p, str, pos, end, last
	if len(marks) <= len(m.room) {
		copy(m.room[:], marks)
		m.marks = m.room[:len(marks)]
	} else {
		m.marks = append([]int(nil), marks...)
	}
	return v
}

func matchSpec() object.TypeSpec {
	same := func(th *thread, a []value) (value, error) { return a[0], nil }
	span := func(f func(m *match, g int) value) object.NativeFn {
		return func(th *thread, args []value) (value, error) {
			m := asMatch(args[0])
			g := 0
			if !args[1].IsAbsent() {
				var err error
				if g, err = m.index(th, args[1]); err != nil {
					return value{}, err
				}
			}
			return f(m, g), nil
		}
	}
	return object.TypeSpec{
		Type: matchType, Module: "re", Flags: object.TypeNoInstantiate, Layout: object.LayoutOf[match](),
		Doc:   "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.",
		Slots: object.Slots{Repr: matchRepr, GetItem: func(th *thread, self, key value) (value, error) { return asMatch(self).byKey(th, key) }},
		Methods: []object.Method{
			{Name: "group", Raw: matchGroup, Doc: "group([group1, ...]) -> str or tuple.\nReturn the text of one group, by number or name (default: the whole match), or a tuple for several."},
			{Name: "start", Fn: span(func(m *match, g int) value { return object.Int(int64(m.marks[2*g])) }), Sig: "(self, group=0, /)", Doc: "Return where a group starts."},
			{Name: "end", Fn: span(func(m *match, g int) value { return object.Int(int64(m.marks[2*g+1])) }), Sig: "(self, group=0, /)", Doc: "Return where a group ends."},
			{Name: "span", Fn: span((*match).span), Sig: "(self, group=0, /)", Doc: "Return the tuple (start, end) of a group."},
			{Name: "groups", Fn: matchGroups, Sig: "(self, /, default=None)", Doc: "Return a tuple of all groups.\n\n  default\n    What stands for groups that took no part."},
			{Name: "groupdict", Fn: matchGroupdict, Sig: "(self, /, default=None)", Doc: "Return a dict of all named groups.\n\n  default\n    What stands for groups that took no part."},
			{Name: "expand", Fn: matchExpand, Sig: "(self, /, template)", Doc: "Return a replacement template filled as sub() fills it."},
			{Name: "__copy__", Fn: same, Sig: "(self, /)"},
			{Name: "__deepcopy__", Fn: same, Sig: "(self, memo, /)"},
			{Name: "__class_getitem__", Kind: object.ClassMethod, Fn: object.ClassGetItem, Sig: "(cls, object, /)", Doc: "See PEP 585"},
		},
		GetSets: []object.GetSet{
			{Name: "lastindex", Get: func(th *thread, self value) (value, error) {
				if n := asMatch(self).last; n >= 0 {
					return object.Int(int64(n)), nil
				}
				return object.None, nil
			}, Doc: "The integer index of the last matched capturing group."},
			{Name: "lastgroup", Get: func(th *thread, self value) (value, error) {
				m := asMatch(self)
				if names := m.p.names.Items(); m.last >= 0 && m.last < len(names) {
					return names[m.last], nil
				}
				return object.None, nil
			}, Doc: "The name of the last matched capturing group."},
			{Name: "regs", Get: matchRegs},
			{Name: "string", Get: func(th *thread, self value) (value, error) { return asMatch(self).str, nil }, Doc: "The string passed to match() or search()."},
			{Name: "re", Get: func(th *thread, self value) (value, error) { return asMatch(self).p.value(), nil }, Doc: "The regular expression object."},
			{Name: "pos", Get: func(th *thread, self value) (value, error) { return object.Int(int64(asMatch(self).pos)), nil }, Doc: "The index into the string at which the RE engine started looking for a match."},
			{Name: "endpos", Get: func(th *thread, self value) (value, error) { return object.Int(int64(asMatch(self).end)), nil }, Doc: "The index into the string beyond which the RE engine will not go."},
		},
	}
}

func (m *match) span(g int) value {
	return object.TupleOf(object.Int(int64(m.marks[2*g])), object.Int(int64(m.marks[2*g+1])))
}

// piece returns a part of the text, clamped to its present length, since a buffer may have shrunk.
func (m *match) piece(th *thread, i, j int) (value, error) {
	switch {
	case object.IsStr(m.str):
		return object.AsStr(m.str).Slice(th, i, j), nil
	case object.IsBytes(m.str):
		s := object.AsBytes(m.str).String()
		if i == 0 && j == len(s) && m.str.IsExact(object.BytesType) {
			return m.str, nil
		}
		return object.NewBytes(s[i:j]), nil
	}
	b, err := object.GetBuffer(th, m.str, object.BufferSimple)
	if err != nil {
		return value{}, err
	}
	defer b.Done(th)
	data := b.Bytes()
	j = min(j, len(data))
	return object.NewBytes(strings.Clone(string(data[min(i, j):j]))), nil
}

// group returns the text of a group, or def.
func (m *match) group(th *thread, g int, def value) (value, error) {
	if m.marks[2*g] < 0 {
		return def, nil
	}
	return m.piece(th, m.marks[2*g], m.marks[2*g+1])
}

// index turns a group's number or name into its number.
func (m *match) index(th *thread, key value) (int, error) {
	g := -1
	if key.IsInt() {
		g = int(key.Int())
	} else if object.IsInt(key) || key.Type().Slots().Index != nil {
		i, err := object.AsIndex(th, key, nil)
		if err != nil {
			return 0, err
		}
		g = i
	} else {
		v, err := m.p.index.Get(th, key)
		if err != nil {
			return 0, err
		}
		if !v.IsAbsent() && object.IsInt(v) {
			if n, ok := object.Int64(v); ok {
				g = int(n)
			}
		}
	}
	if g < 0 || g > m.p.groups {
		return 0, object.IndexErrorf(th, "no such group")
	}
	return g, nil
}

func (m *match) byKey(th *thread, key value) (value, error) {
	g, err := m.index(th, key)
	if err != nil {
		return value{}, err
	}
	return m.group(th, g, object.None)
}

func matchGroup(th *thread, args []value, kw *object.Tuple) (value, error) {
	if kw.Len() > 0 {
		return value{}, object.TypeErrorf(th, "Match.group() takes no keyword arguments")
	}
	m := asMatch(args[0])
	switch len(args) {
	case 1:
		return m.group(th, 0, object.None)
	case 2:
		return m.byKey(th, args[1])
	}
	items := make([]value, len(args)-1)
	for i := range items {
		v, err := m.byKey(th, args[i+1])
		if err != nil {
			return value{}, err
		}
		items[i] = v
	}
	return object.NewTuple(items).Value(), nil
}

func orNone(v value) value {
	if v.IsAbsent() {
		return object.None
	}
	return v
}

func matchGroups(th *thread, args []value) (value, error) {
	m := asMatch(args[0])
	def := orNone(args[1])
	items := make([]value, m.p.groups)
	for i := range items {
		v, err := m.group(th, i+1, def)
		if err != nil {
			return value{}, err
		}
		items[i] = v
	}
	return object.NewTuple(items).Value(), nil
}

func matchGroupdict(th *thread, args []value) (value, error) {
	m := asMatch(args[0])
	def := orNone(args[1])
	d := object.NewDict()
	keys, vals := m.p.index.Items()
	for i, k := range keys {
		g, err := m.index(th, vals[i])
		if err != nil {
			return value{}, err
		}
		v, err := m.group(th, g, def)
		if err != nil {
			return value{}, err
		}
		if err := d.Set(th, k, v); err != nil {
			return value{}, err
		}
	}
	return d.Value(), nil
}

func matchExpand(th *thread, args []value) (value, error) {
	m := asMatch(args[0])
	tpl, err := m.p.compileTemplate(th, args[1])
	if err != nil {
		return value{}, err
	}
	if len(tpl.chunks) == 0 {
		return tpl.literal, nil
	}
	var t text
	if err := t.open(th, m.str, kindAny); err != nil {
		return value{}, err
	}
	defer t.done(th)
	marks := m.marks
	if n := t.subj.Len(); t.alias { // the buffer may have shrunk
		marks = append([]int(nil), marks...)
		for i := range marks {
			marks[i] = min(marks[i], n)
		}
	}
	out := pieces{t: &t}
	if err := out.expand(th, tpl, marks); err != nil {
		return value{}, err
	}
	return out.value()
}

func matchRegs(th *thread, self value) (value, error) {
	m := asMatch(self)
	if r := object.LoadSlot(&m.regs); !r.IsAbsent() {
		return r, nil
	}
	items := make([]value, m.p.groups+1)
	for i := range items {
		items[i] = m.span(i)
	}
	r := object.NewTuple(items).Value()
	object.StoreSlot(&m.regs, r)
	return r, nil
}

func matchRepr(th *thread, self value) (value, error) {
	m := asMatch(self)
	g, err := m.group(th, 0, object.None)
	if err != nil {
		return value{}, err
	}
	r, err := object.Repr(th, g)
	if err != nil {
		return value{}, err
	}
	if r.Len() > 50 {
		r = object.AsStr(r.Slice(th, 0, 50))
	}
	return object.NewStr(fmt.Sprintf("<re.Match object; span=(%d, %d), match=%s>", m.marks[0], m.marks[1], r.String())), nil
}
