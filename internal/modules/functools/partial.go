// This file implements partial and Placeholder.

package functools

import (
	"sync/atomic"
	"unsafe"

	"weft/internal/object"
)

var (
	placeholderType = &object.Type{Name: "_PlaceholderType"}
	partialType     = &object.Type{Name: "partial"}
)

type placeholderKey struct{}

// placeholderObj is the only instance of its type.
type placeholderObj struct {
	object.Header
	_ [8]byte
}

func placeholderSpec() object.TypeSpec {
	return object.TypeSpec{
		Type:   placeholderType,
		Module: "functools",
		Doc:    "The type of the Placeholder singleton.\n\nUsed as a placeholder for partial arguments.",
		Layout: object.LayoutOf[placeholderObj](),
		Slots: object.Slots{
			New: func(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
				if len(args) > 0 {
					return value{}, object.TypeErrorf(th, "%s takes no arguments", t.ShortName())
				}
				return placeholder(th), nil
			},
			Repr: func(th *thread, self value) (value, error) { return object.NewASCII("Placeholder"), nil },
		},
		Methods: []object.Method{
			{Name: "__reduce__", Sig: "(self, /)", Fn: func(th *thread, args []value) (value, error) { return object.NewASCII("Placeholder"), nil }},
		},
	}
}

// placeholder returns the runtime's Placeholder.
func placeholder(th *thread) value {
	return th.Rt.State(placeholderKey{}, func() any { return placeholderType.New() }).(value)
}

// isPlaceholder reports whether v is the Placeholder.
func isPlaceholder(v value) bool { return v.IsExact(placeholderType) }

// partial is a partial object. What __setstate__ can change is one immutable struct.
type partial struct {
	object.Header
	state atomic.Pointer[partialState]
	object.Ext
}

type partialState struct {
	fn      value
	args    *object.Tuple
	kw      *object.Dict
	holders int                          // Placeholders among args
	names   atomic.Pointer[object.Tuple] // the keys of kw when last looked at; nil: not yet
}

func asPartial(v value) *partialState { return (*partial)(v.Ptr()).state.Load() }

func partialSpec() object.TypeSpec {
	return object.TypeSpec{
		Type:   partialType,
		Module: "functools",
		Doc:    "Create a new function with partial application of the given arguments and keywords.",
		Sig:    "(func, /, *args, **keywords)",
		Flags:  object.TypeBase | object.TypeHasWeakref,
		Layout: object.LayoutWithExt[partial](unsafe.Offsetof(partial{}.Ext)),
		Slots:  object.Slots{New: partialNew, Repr: partialRepr, Call: partialCall, DescrGet: partialGet},
		Tail:   partialTail,
		GetSets: []object.GetSet{
			{Name: "func", Doc: "function object to use in future partial calls", Get: func(th *thread, self value) (value, error) { return asPartial(self).fn, nil }, Set: readonly},
			{Name: "args", Doc: "tuple of arguments to future partial calls", Get: func(th *thread, self value) (value, error) { return asPartial(self).args.Value(), nil }, Set: readonly},
			{Name: "keywords", Doc: "dictionary of keyword arguments to future partial calls", Get: func(th *thread, self value) (value, error) { return asPartial(self).kw.Value(), nil }, Set: readonly},
			object.DictGetSet(),
		},
		Methods: []object.Method{
			{Name: "__reduce__", Sig: "(self, /)", Fn: partialReduce},
			{Name: "__setstate__", Sig: "(self, object, /)", Fn: partialSetstate},
			{Name: "__class_getitem__", Sig: "(type, object, /)", Kind: object.ClassMethod, Fn: classGetitem, Doc: "See PEP 585"},
		},
	}
}

func classGetitem(th *thread, args []value) (value, error) {
	return object.NewGenericAlias(th, args[0], args[1])
}

func readonly(th *thread, self, val value) error {
	return object.Raise(th, object.AttributeErrorType, "readonly attribute")
}

func countHolders(items []value) (n int) {
	for _, x := range items {
		if isPlaceholder(x) {
			n++
		}
	}
	return
}

func trailingHolder(th *thread, items []value) error {
	if n := len(items); n > 0 && isPlaceholder(items[n-1]) {
		return object.TypeErrorf(th, "trailing Placeholders are not allowed")
	}
	return nil
}

func partialNew(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
	npos := len(args) - kwnames.Len()
	if npos < 1 {
		return value{}, object.TypeErrorf(th, "type 'partial' takes at least one argument")
	}
	fn, pos := args[0], args[1:npos]
	if !object.IsCallable(fn) {
		return value{}, object.TypeErrorf(th, "the first argument must be callable")
	}
	if err := trailingHolder(th, pos); err != nil {
		return value{}, err
	}
	for _, x := range args[npos:] {
		if isPlaceholder(x) {
			return value{}, object.TypeErrorf(th, "Placeholder cannot be passed as a keyword argument")
		}
	}
	s := &partialState{fn: fn, holders: countHolders(pos)}
	if object.IsInstance(fn, partialType) && !object.HasOwnDict(fn) {
		// Merge with the partial below.
		p := asPartial(fn)
		s.fn, s.kw = p.fn, p.kw.Copy()
		merged := append([]value(nil), p.args.Items()...)
		if p.holders > 0 && len(pos) > 0 {
			for i, x := range merged {
				if len(pos) > 0 && isPlaceholder(x) {
					merged[i] = pos[0]
					pos = pos[1:]
				}
			}
		}
		merged = append(merged, pos...)
		s.args, s.holders = object.NewTuple(merged), countHolders(merged)
	} else {
		s.args, s.kw = object.NewTupleCopy(pos), object.NewDict()
	}
	for i, k := range kwnames.Items() {
		s.kw.SetStr(object.AsStr(k), args[npos+i])
	}
	v := t.New()
	(*partial)(v.Ptr()).state.Store(s)
	return v, nil
}

func partialRepr(th *thread, self value) (value, error) {
	if object.ReprEnter(th, self) {
		return object.NewASCII("..."), nil
	}
	defer object.ReprLeave(th, self)
	s := asPartial(self)
	out := ""
	for _, x := range s.args.Items() {
		r, err := object.ReprString(th, x)
		if err != nil {
			return value{}, err
		}
		out += ", " + r
	}
	for pos := 0; ; {
		k, x, ok := s.kw.Next(&pos)
		if !ok {
			break
		}
		name, err := object.ToString(th, k)
		if err != nil {
			return value{}, err
		}
		r, err := object.ReprString(th, x)
		if err != nil {
			return value{}, err
		}
		out += ", " + name + "=" + r
	}
	fn, err := object.ReprString(th, s.fn)
	if err != nil {
		return value{}, err
	}
	mod, err := object.GetAttrName(th, self.Type().Value(), "__module__")
	if err != nil {
		return value{}, err
	}
	name, err := object.GetAttrName(th, self.Type().Value(), "__qualname__")
	if err != nil {
		return value{}, err
	}
	m, err := object.ToString(th, mod)
	if err != nil {
		return value{}, err
	}
	n, err := object.ToString(th, name)
	return object.NewStr(m + "." + n + "(" + fn + out + ")"), err
}

func partialCall(th *thread, self value, args []value, kwnames *object.Tuple) (value, error) {
	fn, w, names, err := partialTail(th, self, args, kwnames)
	if err != nil {
		return value{}, err
	}
	v, err := object.CallArgs(th, fn, w, names)
	th.FreeArgs(w)
	return v, err
}

// partialTail is the call behind a call of a partial object.
func partialTail(th *thread, self value, args []value, kwnames *object.Tuple) (fn value, w []value, names *object.Tuple, err error) {
	s := asPartial(self)
	nkw := kwnames.Len()
	pos, kwvals := args[:len(args)-nkw], args[len(args)-nkw:]
	if len(pos) < s.holders {
		return value{}, nil, nil, object.TypeErrorf(th, "missing positional arguments in 'partial' call; expected at least %d, got %d", s.holders, len(pos))
	}
	own := s.args.Items()
	kw := s.kw
	if kw.Len() == 0 {
		w = th.Args(len(own) + len(args) - s.holders)
		n := s.fill(w, own, pos)
		copy(w[n:], kwvals)
		return s.fn, w, kwnames, nil
	}
	if nkw > 0 {
		kw = kw.Copy()
		for i, k := range kwnames.Items() {
			kw.SetStr(object.AsStr(k), kwvals[i])
		}
	}
	var keyBuf, valBuf [8]value
	keys, vals := kw.AppendItems(keyBuf[:0], valBuf[:0])
	if names, err = s.keywords(th, keys); err != nil {
		return value{}, nil, nil, err
	}
	w = th.Args(len(own) + len(pos) - s.holders + len(vals))
	copy(w[s.fill(w, own, pos):], vals)
	return s.fn, w, names, nil
}

// keywords returns a tuple of the keys as the names of keyword arguments.
func (s *partialState) keywords(th *thread, keys []value) (*object.Tuple, error) {
	if t := s.names.Load(); t.Len() == len(keys) {
		same := true
		for i, k := range t.Items() {
			same = same && k.Is(keys[i])
		}
		if same {
			return t, nil
		}
	}
	for i, k := range keys {
		if !object.IsStr(k) {
			return nil, object.TypeErrorf(th, "keywords must be strings")
		}
		keys[i] = object.InternStr(object.AsStr(k)).Value()
	}
	t := object.NewTupleCopy(keys)
	s.names.Store(t)
	return t, nil
}

// fill puts own arguments, with the Placeholders replaced, and the rest of pos into w, and returns how many these are.
func (s *partialState) fill(w, own, pos []value) int {
	n := copy(w, own)
	if s.holders > 0 {
		for i, x := range own {
			if isPlaceholder(x) {
				w[i] = pos[0]
				pos = pos[1:]
			}
		}
	}
	return n + copy(w[n:], pos)
}

func partialGet(th *thread, self, obj, typ value) (value, error) {
	if obj.IsAbsent() || obj.Is(object.None) {
		return self, nil
	}
	return object.NewBoundMethod(self, obj), nil
}

func partialReduce(th *thread, args []value) (value, error) {
	s := asPartial(args[0])
	d := object.None
	if object.HasOwnDict(args[0]) {
		var err error
		if d, err = object.GetAttr(th, args[0], object.NameDict); err != nil {
			return value{}, err
		}
	}
	return object.TupleOf(args[0].Type().Value(), object.TupleOf(s.fn), object.TupleOf(s.fn, s.args.Value(), s.kw.Value(), d)), nil
}

func partialSetstate(th *thread, args []value) (value, error) {
	invalid := func() (value, error) { return value{}, object.TypeErrorf(th, "invalid partial state") }
	if !object.IsTuple(args[1]) || object.AsTuple(args[1]).Len() != 4 {
		return invalid()
	}
	st := object.AsTuple(args[1]).Items()
	fn, a, kw, d := st[0], st[1], st[2], st[3]
	if !object.IsCallable(fn) || !object.IsTuple(a) || !kw.Is(object.None) && !object.IsDict(kw) {
		return invalid()
	}
	items := object.AsTuple(a).Items()
	if err := trailingHolder(th, items); err != nil {
		return value{}, err
	}
	if !a.IsExact(object.TupleType) {
		a = object.NewTuple(items).Value()
	}
	s := &partialState{fn: fn, args: object.AsTuple(a), holders: countHolders(items)}
	switch {
	case kw.Is(object.None):
		s.kw = object.NewDict()
	case !kw.IsExact(object.DictType):
		s.kw = object.AsDict(kw).Copy()
	default:
		s.kw = object.AsDict(kw)
	}
	if !d.Is(object.None) || object.HasOwnDict(args[0]) {
		if d.Is(object.None) {
			d = object.NewDict().Value()
		}
		if err := object.SetAttr(th, args[0], object.NameDict, d); err != nil {
			return value{}, err
		}
	}
	(*partial)(args[0].Ptr()).state.Store(s)
	return object.None, nil
}
