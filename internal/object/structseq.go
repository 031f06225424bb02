// This file implements struct sequences: tuples with named fields, such as sys.version_info and os.stat_result.

package object

import (
	"strings"
	"sync"
	"unsafe"
)

// StructSeq is the class of a kind of struct sequence. It is made by NewStructSeq and immutable.
type StructSeq struct {
	Type    *Type
	full    string
	fields  []string // all, in order
	visible int      // the first so many are items of the tuple
	unnamed int
	filled  map[int]int // fields that are None unless given take the value of another one
	closed  bool        // Python code cannot make instances
	plain   bool        // instances are made from the fields' values, not from a sequence of them
	once    sync.Once
}

// structSeqObj is an instance: the tuple of the visible fields, and the other fields.
type structSeqObj struct {
	Tuple
	hidden []Value
}

// NewStructSeq describes a class by its dotted name and its fields. A field whose name ends in "?" is an attribute only, no item
// of the tuple; one called "_" has no name.
func NewStructSeq(full string, fields ...string) *StructSeq {
	name := full[strings.LastIndexByte(full, '.')+1:]
	s := &StructSeq{Type: &Type{Name: name}, full: full}
	for _, f := range fields {
		if g, ok := strings.CutSuffix(f, "?"); ok {
			f = g
		} else {
			s.visible++
		}
		if f == "_" {
			s.unnamed++
		}
		s.fields = append(s.fields, f)
	}
	return s
}

// Filled says that the constructor gives fields that are not named in its arguments the value of another: by index, from index.
func (s *StructSeq) Filled(from map[int]int) *StructSeq {
	s.filled = from
	return s
}

// Closed says that Python code cannot make instances.
func (s *StructSeq) Closed() *StructSeq {
	s.closed = true
	return s
}

// Plain says that the constructor takes the fields as arguments.
func (s *StructSeq) Plain() *StructSeq {
	s.plain = true
	return s
}

// Ready makes the class usable and returns it.
func (s *StructSeq) Ready() *Type {
	s.once.Do(func() {
		module := ""
		if i := strings.LastIndexByte(s.full, '.'); i >= 0 {
			module = s.full[:i]
		}
		spec := &TypeSpec{
			Type: s.Type, Base: TupleType, Module: module, Layout: LayoutOf[structSeqObj](),
			Slots: Slots{
				Repr: s.repr,
				New:  s.new,
			},
			Methods: []Method{
				{Name: "__reduce__", Fn: s.reduce, Sig: "(self)", Doc: "Support for pickle."},
				{Name: "__replace__", Raw: s.replace, Sig: "(self, /, **changes)", Doc: "Return a copy with some fields replaced."},
			},
			Attrs: []ClassAttr{
				{Name: "n_sequence_fields", Get: func() Value { return SmallInt(int64(s.visible)) }},
				{Name: "n_fields", Get: func() Value { return SmallInt(int64(len(s.fields))) }},
				{Name: "n_unnamed_fields", Get: func() Value { return SmallInt(int64(s.unnamed)) }},
				{Name: "__match_args__", Get: s.matchArgs},
			},
		}
		for i, f := range s.fields {
			if f == "_" {
				continue
			}
			spec.GetSets = append(spec.GetSets, GetSet{Name: f, Get: func(th *Thread, self Value) (Value, error) {
				return s.field(self, i), nil
			}, Set: readonlyAttr})
		}
		ReadyType(spec)
	})
	return s.Type
}

func (s *StructSeq) field(self Value, i int) Value {
	o := (*structSeqObj)(self.p)
	if i < len(o.items) {
		return o.items[i]
	}
	if i -= s.visible; i < len(o.hidden) {
		return o.hidden[i]
	}
	return None
}

func (s *StructSeq) matchArgs() Value {
	var out []Value
	for _, f := range s.fields[:s.visible] {
		if f != "_" {
			out = append(out, Intern(f).Value())
		}
	}
	return NewTuple(out).Value()
}

// New returns an instance with the given fields; missing ones at the end are None.
func (s *StructSeq) New(th *Thread, vals ...Value) Value {
	t := s.Ready()
	full := make([]Value, len(s.fields))
	for i := range full {
		full[i] = None
		if i < len(vals) && !vals[i].IsAbsent() {
			full[i] = vals[i]
		}
	}
	return Value{unsafe.Pointer(&structSeqObj{
		Tuple:  Tuple{Header: Header{typ: t}, items: full[:s.visible:s.visible]},
		hidden: full[s.visible:],
	})}
}

func (s *StructSeq) repr(th *Thread, self Value) (Value, error) {
	o := (*structSeqObj)(self.p)
	var b strings.Builder
	b.WriteString(s.full + "(")
	named := make([]string, 0, len(s.fields)) // an item without a name is shown with the name in its place among the named ones
	for _, f := range s.fields {
		if f != "_" {
			named = append(named, f)
		}
	}
	for i, v := range o.items {
		if i > 0 {
			b.WriteString(", ")
		}
		r, err := ReprString(th, v)
		if err != nil {
			return Value{}, err
		}
		if i < len(named) {
			b.WriteString(named[i] + "=")
		}
		b.WriteString(r)
	}
	b.WriteString(")")
	return NewStr(b.String()), nil
}

func (s *StructSeq) new(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	if s.closed {
		return Value{}, TypeErrorf(th, "cannot create '%s' instances", s.full)
	}
	if s.plain {
		def := NewDef(Method{Name: t.Name, Sig: "(" + strings.Join(s.fields, ", ") + ")"}, nil)
		bound, err := BindSig(th, def, args, kwnames)
		if err != nil {
			return Value{}, err
		}
		return s.New(th, bound...), nil
	}
	def := NewDef(Method{Name: "structseq", Sig: "(sequence, dict={})"}, nil)
	bound, err := BindSig(th, def, args, kwnames)
	if err != nil {
		return Value{}, err
	}
	items, err := ToSlice(th, bound[0])
	if err != nil {
		if IsErr(err, TypeErrorType) {
			return Value{}, TypeErrorf(th, "constructor requires a sequence")
		}
		return Value{}, err
	}
	if !bound[1].IsAbsent() && !IsDict(bound[1]) {
		return Value{}, TypeErrorf(th, "%s() takes a dict as second arg, if any", s.full)
	}
	n := len(items)
	switch {
	case n < s.visible && s.visible == len(s.fields):
		return Value{}, TypeErrorf(th, "%s() takes a %d-sequence (%d-sequence given)", s.full, s.visible, n)
	case n < s.visible:
		return Value{}, TypeErrorf(th, "%s() takes an at least %d-sequence (%d-sequence given)", s.full, s.visible, n)
	case n > len(s.fields) && s.visible == len(s.fields):
		return Value{}, TypeErrorf(th, "%s() takes a %d-sequence (%d-sequence given)", s.full, s.visible, n)
	case n > len(s.fields):
		return Value{}, TypeErrorf(th, "%s() takes an at most %d-sequence (%d-sequence given)", s.full, len(s.fields), n)
	}
	full := make([]Value, len(s.fields))
	copy(full, items)
	used := 0
	for i := n; i < len(full); i++ {
		full[i] = None
		if !bound[1].IsAbsent() {
			if v := AsDict(bound[1]).GetName(s.fields[i]); !v.IsAbsent() {
				full[i] = v
				used++
			}
		}
		if j, ok := s.filled[i]; ok && full[i].Is(None) {
			full[i] = full[j]
		}
	}
	if !bound[1].IsAbsent() && AsDict(bound[1]).Len() > used {
		return Value{}, TypeErrorf(th, "%s() got duplicate or unexpected field name(s)", s.full)
	}
	return s.New(th, full...), nil
}

func (s *StructSeq) reduce(th *Thread, args []Value) (Value, error) {
	o := (*structSeqObj)(args[0].p)
	if s.plain {
		return TupleOf(s.Type.Value(), NewTupleCopy(o.items).Value()), nil
	}
	d := NewDict()
	for i, v := range o.hidden {
		d.SetName(s.fields[s.visible+i], v)
	}
	return TupleOf(s.Type.Value(), TupleOf(NewTupleCopy(o.items).Value(), d.Value())), nil
}

func (s *StructSeq) replace(th *Thread, args []Value, kwnames *Tuple) (Value, error) {
	if len(args)-kwnames.Len() != 1 {
		return Value{}, TypeErrorf(th, "__replace__() takes no positional arguments")
	}
	if s.unnamed > 0 {
		return Value{}, TypeErrorf(th, "__replace__() is not supported for %s because it has unnamed field(s)", s.full)
	}
	full := make([]Value, len(s.fields))
	for i := range full {
		full[i] = s.field(args[0], i)
	}
	var unknown []Value
next:
	for i, k := range kwnames.Items() {
		for j, f := range s.fields {
			if f == AsStr(k).s {
				full[j] = args[1+i]
				continue next
			}
		}
		unknown = append(unknown, k)
	}
	if unknown != nil {
		r, err := ReprString(th, NewList(unknown).Value())
		if err != nil {
			return Value{}, err
		}
		return Value{}, TypeErrorf(th, "Got unexpected field name(s): %s", r)
	}
	return s.New(th, full...), nil
}
