// This file implements the memo of a pickler, and the proxies through which Python code sees memos.

package pickle

import (
	"math/bits"

	"weft/internal/object"
)

// memoTable maps objects, by identity, to numbers.
type memoTable struct {
	entries []memoEntry
	n       int
}

type memoEntry struct {
	key value
	idx int
}

func (m *memoTable) slot(v value) *memoEntry {
	mask := len(m.entries) - 1
	h := uint64(uintptr(v.Ptr())>>3) * 0x9e3779b97f4a7c15
	i := int(h >> (64 - bits.Len(uint(mask))))
	for {
		e := &m.entries[i&mask]
		if e.key.IsAbsent() || e.key.Is(v) {
			return e
		}
		i++
	}
}

// get returns the number of an object, -1 if it has none.
func (m *memoTable) get(v value) int {
	if m.n == 0 {
		return -1
	}
	if e := m.slot(v); !e.key.IsAbsent() {
		return e.idx
	}
	return -1
}

// set gives an object a number.
func (m *memoTable) set(v value, idx int) {
	if 2*m.n >= len(m.entries) {
		old := m.entries
		m.entries = make([]memoEntry, max(32, 4*len(old)))
		for _, e := range old {
			if !e.key.IsAbsent() {
				*m.slot(e.key) = e
			}
		}
	}
	e := m.slot(v)
	if e.key.IsAbsent() {
		e.key = v
		m.n++
	}
	e.idx = idx
}

func (m *memoTable) clear() {
	if len(m.entries) > 1<<16 {
		m.entries = nil
	} else if m.n > 0 {
		clear(m.entries)
	}
	m.n = 0
}

var (
	picklerMemoType   = &object.Type{Name: "PicklerMemoProxy"}
	unpicklerMemoType = &object.Type{Name: "UnpicklerMemoProxy"}
)

// proxy is what the memo attribute of a pickler or an unpickler returns.
type proxy struct {
	object.Header
	of value
}

func newProxy(t *object.Type, of value) value {
	v := t.New()
	(*proxy)(v.Ptr()).of = of
	return v
}

func proxied(v value) value { return (*proxy)(v.Ptr()).of }

func picklerMemoSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: picklerMemoType, Module: "_pickle", Layout: object.LayoutOf[proxy](), NoHash: true, Flags: object.TypeNoInstantiate,
		Methods: []object.Method{
			{Name: "clear", Sig: "(self, /)", Fn: picklerMemoClear, Doc: "Forget all objects."},
			{Name: "copy", Sig: "(self, /)", Fn: picklerMemoCopy, Doc: "Return the memo as a dict."},
			{Name: "__reduce__", Sig: "(self, /)", Fn: func(th *thread, args []value) (value, error) { return memoReduce(picklerMemoCopy(th, args)) }, Doc: "Implement pickle support."},
		},
	}
}

func unpicklerMemoSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: unpicklerMemoType, Module: "_pickle", Layout: object.LayoutOf[proxy](), NoHash: true, Flags: object.TypeNoInstantiate,
		Methods: []object.Method{
			{Name: "clear", Sig: "(self, /)", Fn: unpicklerMemoClear, Doc: "Forget all objects."},
			{Name: "copy", Sig: "(self, /)", Fn: unpicklerMemoCopy, Doc: "Return the memo as a dict."},
			{Name: "__reduce__", Sig: "(self, /)", Fn: func(th *thread, args []value) (value, error) { return memoReduce(unpicklerMemoCopy(th, args)) }, Doc: "Implement pickling support."},
		},
	}
}

func memoReduce(d value, err error) (value, error) {
	if err != nil {
		return value{}, err
	}
	return object.TupleOf(object.DictType.Value(), object.TupleOf(d)), nil
}

func picklerMemoClear(th *thread, args []value) (value, error) {
	return picklerClearMemo(th, []value{proxied(args[0])})
}

func picklerMemoCopy(th *thread, args []value) (value, error) {
	p := asPickler(proxied(args[0]))
	done, err := p.owner.take(th, true, "Pickler")
	if err != nil {
		return value{}, err
	}
	defer done()
	d := object.NewDictSize(p.memo.n)
	for _, e := range p.memo.entries {
		if !e.key.IsAbsent() {
			if err := d.Set(th, object.ID(e.key), object.TupleOf(object.Int(int64(e.idx)), e.key)); err != nil {
				return value{}, err
			}
		}
	}
	return d.Value(), nil
}

func picklerGetMemo(th *thread, self value) (value, error) {
	return newProxy(picklerMemoType, self), nil
}

func picklerSetMemo(th *thread, self, val value) error {
	if val.IsAbsent() {
		return object.TypeErrorf(th, "attribute deletion is not supported")
	}
	p := asPickler(self)
	var m memoTable
	switch {
	case val.IsExact(picklerMemoType):
		from := asPickler(proxied(val))
		done, err := from.owner.take(th, true, "Pickler")
		if err != nil {
			return err
		}
		m = memoTable{append([]memoEntry(nil), from.memo.entries...), from.memo.n}
		done()
	case object.IsDict(val):
		d := object.AsDict(val)
		for pos := 0; ; {
			_, item, ok := d.Next(&pos)
			if !ok {
				break
			}
			if !object.IsTuple(item) || object.AsTuple(item).Len() != 2 {
				return object.TypeErrorf(th, "'memo' values must be 2-item tuples")
			}
			pair := object.AsTuple(item).Items()
			if !object.IsInt(pair[0]) {
				return object.TypeErrorf(th, "an integer is required")
			}
			idx, err := object.AsSsize(th, pair[0])
			if err != nil {
				return err
			}
			m.set(pair[1], idx)
		}
	default:
		return object.TypeErrorf(th, "'memo' attribute must be a PicklerMemoProxy object or dict, not %.200s", val.Type().DisplayName())
	}
	done, err := p.owner.take(th, true, "Pickler")
	if err != nil {
		return err
	}
	p.memo = m
	done()
	return nil
}

func unpicklerMemoClear(th *thread, args []value) (value, error) {
	u := asUnpickler(proxied(args[0]))
	done, err := u.owner.take(th, true, "Unpickler")
	if err != nil {
		return value{}, err
	}
	u.memo, u.far, u.memoLen = nil, nil, 0
	done()
	return object.None, nil
}

func unpicklerMemoCopy(th *thread, args []value) (value, error) {
	u := asUnpickler(proxied(args[0]))
	done, err := u.owner.take(th, true, "Unpickler")
	if err != nil {
		return value{}, err
	}
	defer done()
	d := object.NewDict()
	for i, v := range u.memo {
		if !v.IsAbsent() {
			if err := d.Set(th, object.SmallInt(int64(i)), v); err != nil {
				return value{}, err
			}
		}
	}
	for i, v := range u.far {
		if err := d.Set(th, object.Int(int64(i)), v); err != nil {
			return value{}, err
		}
	}
	return d.Value(), nil
}

func unpicklerGetMemo(th *thread, self value) (value, error) {
	return newProxy(unpicklerMemoType, self), nil
}

func unpicklerSetMemo(th *thread, self, val value) error {
	if val.IsAbsent() {
		return object.TypeErrorf(th, "attribute deletion is not supported")
	}
	u := asUnpickler(self)
	var m unpickler
	switch {
	case val.IsExact(unpicklerMemoType):
		from := asUnpickler(proxied(val))
		done, err := from.owner.take(th, true, "Unpickler")
		if err != nil {
			return err
		}
		m.memo, m.memoLen = append([]value(nil), from.memo...), from.memoLen
		for i, v := range from.far {
			m.remember(i, v)
		}
		done()
	case object.IsDict(val):
		d := object.AsDict(val)
		for pos := 0; ; {
			k, v, ok := d.Next(&pos)
			if !ok {
				break
			}
			if !object.IsInt(k) {
				return object.TypeErrorf(th, "memo key must be integers")
			}
			idx, err := object.AsSsize(th, k)
			if err != nil {
				return err
			}
			if idx < 0 {
				return object.ValueErrorf(th, "memo key must be positive integers.")
			}
			m.remember(idx, v)
		}
	default:
		return object.TypeErrorf(th, "'memo' attribute must be an UnpicklerMemoProxy object or dict, not %.200s", val.Type().DisplayName())
	}
	done, err := u.owner.take(th, true, "Unpickler")
	if err != nil {
		return err
	}
	u.memo, u.far, u.memoLen = m.memo, m.far, m.memoLen
	done()
	return nil
}
