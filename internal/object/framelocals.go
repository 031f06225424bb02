// This file implements the locals of frames: locals(), and the write-through proxy that f_locals is (PEP 667).
//
// A frame's variables are the registers of its named locals, the contents of their cells, and a dictionary of names that only
// somebody who writes to f_locals has given it. Writes to a frame that another thread runs are as racy as any assignment.

package object

import (
	"sync/atomic"
	"unsafe"

	"weft/internal/code"
)

// FrameLocalsProxyType is types.FrameLocalsProxyType.
var FrameLocalsProxyType = &Type{Name: "FrameLocalsProxy"}

// frameLocalsProxy is a mapping over the variables of a frame.
type frameLocalsProxy struct {
	Header
	f *FrameObject
}

func newFrameLocalsProxy(f *FrameObject) Value {
	return Value{unsafe.Pointer(&frameLocalsProxy{Header: Header{typ: FrameLocalsProxyType}, f: f})}
}

// slot returns the register of local i.
func (o *FrameObject) slot(i int) *Value {
	return (*Value)(unsafe.Add(unsafe.Pointer(loadPtr(&o.regs)), i*8))
}

// local returns the value of local i, absent if unbound; cells are looked into.
func (o *FrameObject) local(i int) Value {
	v := loadForeign(o.slot(i))
	if o.Code.C.Locals[i].Kind&(code.KindCell|code.KindFree) != 0 {
		if v.isExact(CellType) {
			return (*Cell)(v.p).Load()
		}
		if v.IsAbsent() && o.Code.C.Locals[i].Kind&code.KindFree != 0 {
			// The function has not got to copying its closure yet.
			if f := loadPtr(&o.F); f == nil {
				return v
			} else if closure := f.foreignClosure(); closure != nil {
				if j := i - (len(o.Code.C.Locals) - o.Code.C.NumFree); j >= 0 && j < closure.Len() {
					if c := closure.items[j]; c.isExact(CellType) {
						return (*Cell)(c.p).Load()
					}
				}
			}
		}
	}
	return v
}

//go:norace
func (f *Frame) foreignClosure() *Tuple { return f.Closure }

// setLocal stores local i.
func (o *FrameObject) setLocal(i int, val Value) {
	p := o.slot(i)
	if o.Code.C.Locals[i].Kind&(code.KindCell|code.KindFree) == 0 {
		StoreSlot(p, val)
		return
	}
	// The evaluator trusts such a register to hold a cell from MAKE_CELL on: a store must never replace one.
	for {
		v := LoadSlot(p)
		if v.isExact(CellType) {
			(*Cell)(v.p).Store(val)
			return
		}
		if atomic.CompareAndSwapPointer(&p.p, v.p, val.p) {
			return
		}
	}
}

// find returns the index of the local called name: for reading one that is bound, for writing one that is no hidden variable of
// a comprehension; -1 if there is none.
func (o *FrameObject) find(name *Str, write bool) int {
	for i, l := range o.Code.Locals {
		if l != name && l.s != name.s {
			continue
		}
		if write && o.Code.C.Locals[i].Kind&code.KindHidden == 0 || !write && !o.local(i).IsAbsent() {
			return i
		}
	}
	return -1
}

// extra returns the dictionary of additional names, making it if create is set.
func (o *FrameObject) extra(create bool) *Dict {
	d := loadPtr(&o.Extra)
	if d == nil && create {
		d = NewDict()
		if !casPtr(&o.Extra, nil, d) {
			d = loadPtr(&o.Extra)
		}
	}
	return d
}

// items returns all names and values, locals in order of their registers, then the additional ones.
func (o *FrameObject) items() (keys, vals []Value) {
	for i, l := range o.Code.Locals {
		if v := o.local(i); !v.IsAbsent() {
			keys, vals = append(keys, l.Value()), append(vals, v)
		}
	}
	if d := o.extra(false); d != nil {
		k, v := d.Items()
		keys, vals = append(keys, k...), append(vals, v...)
	}
	return
}

// hasHidden reports whether a hidden variable of an inlined comprehension is bound.
func (o *FrameObject) hasHidden() bool {
	for i := range o.Code.C.Locals {
		if o.Code.C.Locals[i].Kind&code.KindHidden != 0 && !o.local(i).IsAbsent() {
			return true
		}
	}
	return false
}

// namespace returns the namespace of module, class and exec code, absent for functions.
func (o *FrameObject) namespace() Value {
	if f := loadPtr(&o.F); f != nil {
		return loadForeign(&f.NS)
	}
	return o.ns
}

// Locals returns f_locals: the namespace of module, class and exec code, a proxy for functions.
func (o *FrameObject) Locals() Value {
	if ns := o.namespace(); !ns.IsAbsent() && (o.Code.C.Flags&code.FlagOptimized == 0) && !o.hasHidden() {
		return ns
	}
	return newFrameLocalsProxy(o)
}

// FrameLocals is locals() in frame f: the namespace itself, or a new dict of a function's variables.
func FrameLocals(th *Thread, f *Frame) (Value, error) {
	o := FrameObjectOf(th, f)
	v := o.Locals()
	if !v.isExact(FrameLocalsProxyType) {
		return v, nil
	}
	return o.snapshot(th)
}

// snapshot returns a new dict of the variables.
func (o *FrameObject) snapshot(th *Thread) (Value, error) {
	keys, vals := o.items()
	d := NewDictSize(len(keys))
	for i, k := range keys {
		if err := d.Set(th, k, vals[i]); err != nil {
			return Value{}, err
		}
	}
	return d.Value(), nil
}

func frameLocalsProxySpec() TypeSpec {
	return TypeSpec{
		Type:   FrameLocalsProxyType,
		Doc:    "The variables of a frame; writing changes them.",
		Flags:  typeHidden | TypeMapping,
		Layout: LayoutOf[frameLocalsProxy](),
		Slots: Slots{New: frameLocalsProxyNew, Repr: frameLocalsProxyRepr, Compare: frameLocalsProxyCompare,
			Iter: frameLocalsProxyIter, Len: frameLocalsProxyLen, GetItem: frameLocalsProxyGetItem,
			SetItem: frameLocalsProxySetItem, Contains: frameLocalsProxyContains,
			Bin:  [numBinOps]BinaryFunc{OpOr: frameLocalsProxyOr},
			IBin: [numBinOps]BinaryFunc{OpOr: frameLocalsProxyIor}},
		NoHash: true,
		Methods: []Method{
			{Name: "get", Sig: "(self, key, default=None, /)", Fn: frameLocalsProxyGet},
			{Name: "keys", Sig: "(self, /)", Fn: frameLocalsProxyKeys},
			{Name: "values", Sig: "(self, /)", Fn: frameLocalsProxyValues},
			{Name: "items", Sig: "(self, /)", Fn: frameLocalsProxyItems},
			{Name: "copy", Sig: "(self, /)", Fn: frameLocalsProxyCopy},
			{Name: "__copy__", Sig: "(self, /)", Fn: frameLocalsProxyCopy},
			{Name: "__reversed__", Sig: "(self, /)", Fn: frameLocalsProxyReversed},
			{Name: "update", Sig: "(self, object, /)", Fn: frameLocalsProxyUpdate},
			{Name: "setdefault", Sig: "(self, key, default=None, /)", Fn: frameLocalsProxySetdefault},
			{Name: "pop", Sig: "(self, key, default=<unrepresentable>, /)", Fn: frameLocalsProxyPop},
		},
	}
}

func proxyFrame(v Value) *FrameObject { return (*frameLocalsProxy)(v.p).f }

func frameLocalsProxyNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	if n := len(args) - kwnames.Len(); n != 1 {
		return Value{}, TypeErrorf(th, "FrameLocalsProxy expected 1 argument, got %d", n)
	}
	if !args[0].isExact(FrameType) {
		return Value{}, TypeErrorf(th, "expect frame, not %s", args[0].Type().DisplayName())
	}
	if kwnames.Len() > 0 {
		return Value{}, TypeErrorf(th, "FrameLocalsProxy takes no keyword arguments")
	}
	return newFrameLocalsProxy((*FrameObject)(args[0].p)), nil
}

// get returns the variable under key, absent if there is none.
func (o *FrameObject) get(th *Thread, key Value) (Value, error) {
	if IsStr(key) {
		if i := o.find(AsStr(key), false); i >= 0 {
			return o.local(i), nil
		}
	}
	// The key must be hashable even where there is nothing to find.
	h, err := Hash(th, key)
	if d := o.extra(false); d != nil && err == nil {
		return d.GetHash(th, key, h)
	}
	return Value{}, err
}

func frameLocalsProxyRepr(th *Thread, self Value) (Value, error) {
	if ReprEnter(th, self) {
		return NewStr("{...}"), nil
	}
	defer ReprLeave(th, self)
	d, err := proxyFrame(self).snapshot(th)
	if err != nil {
		return Value{}, err
	}
	s, err := Repr(th, d)
	if err != nil {
		return Value{}, err
	}
	return s.Value(), nil
}

func frameLocalsProxyCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if op != CmpEQ && op != CmpNE {
		return NotImplemented, nil
	}
	if b.isExact(FrameLocalsProxyType) && a.isExact(FrameLocalsProxyType) {
		return Bool((proxyFrame(a) == proxyFrame(b)) == (op == CmpEQ)), nil
	}
	if !IsDict(b) {
		return NotImplemented, nil
	}
	d, err := proxyFrame(a).snapshot(th)
	if err != nil {
		return Value{}, err
	}
	return Compare(th, d, b, op)
}

func frameLocalsProxyIter(th *Thread, self Value) (Value, error) {
	keys, _ := proxyFrame(self).items()
	return GetIter(th, NewList(keys).Value())
}

func frameLocalsProxyLen(th *Thread, self Value) (int, error) {
	keys, _ := proxyFrame(self).items()
	return len(keys), nil
}

func frameLocalsProxyGetItem(th *Thread, self, key Value) (Value, error) {
	v, err := proxyFrame(self).get(th, key)
	if err != nil {
		return Value{}, err
	}
	if v.IsAbsent() {
		s, err := ReprString(th, key)
		if err != nil {
			return Value{}, err
		}
		return Value{}, Raise(th, KeyErrorType, "local variable '"+s+"' is not defined")
	}
	return v, nil
}

func frameLocalsProxySetItem(th *Thread, self, key, val Value) error {
	o := proxyFrame(self)
	if IsStr(key) {
		if i := o.find(AsStr(key), true); i >= 0 {
			if val.IsAbsent() {
				return ValueErrorf(th, "cannot remove local variables from FrameLocalsProxy")
			}
			// Another thread's registers may serve its next activation before the store is done.
			if f := loadPtr(&o.F); f != nil && o.th != th && !f.OfGen || o.foreign {
				return RuntimeErrorf(th, "cannot assign local variables of a frame that another thread runs")
			}
			o.setLocal(i, val)
			return nil
		}
	}
	if val.IsAbsent() {
		d := o.extra(false)
		if d == nil {
			return KeyError(th, key)
		}
		ok, err := d.Del(th, key)
		if err == nil && !ok {
			err = KeyError(th, key)
		}
		return err
	}
	return o.extra(true).Set(th, key, val)
}

func frameLocalsProxyContains(th *Thread, self, key Value) (bool, error) {
	v, err := proxyFrame(self).get(th, key)
	return !v.IsAbsent(), err
}

// isMappingForMerge reports whether | and update accept v.
func isProxyOrDict(v Value) bool { return IsDict(v) || v.isExact(FrameLocalsProxyType) }

func frameLocalsProxyOr(th *Thread, a, b Value) (Value, error) {
	if !isProxyOrDict(a) || !isProxyOrDict(b) {
		return NotImplemented, nil
	}
	d := NewDict()
	if err := DictUpdateFrom(th, d, a); err != nil {
		return Value{}, err
	}
	return d.Value(), DictUpdateFrom(th, d, b)
}

func frameLocalsProxyIor(th *Thread, a, b Value) (Value, error) {
	if ok, err := frameLocalsMerge(th, a, b); err != nil || !ok {
		return NotImplemented, err
	}
	return a, nil
}

// frameLocalsMerge stores the items of a mapping; false if src is none.
func frameLocalsMerge(th *Thread, self, src Value) (bool, error) {
	if !isProxyOrDict(src) {
		return false, nil
	}
	d := NewDict()
	if err := DictUpdateFrom(th, d, src); err != nil {
		return false, err
	}
	keys, vals := d.Items()
	for i, k := range keys {
		if err := frameLocalsProxySetItem(th, self, k, vals[i]); err != nil {
			return false, err
		}
	}
	return true, nil
}

func frameLocalsProxyGet(th *Thread, args []Value) (Value, error) {
	v, err := proxyFrame(args[0]).get(th, args[1])
	if err == nil && v.IsAbsent() {
		v = orNone(args[2])
	}
	return v, err
}

func frameLocalsProxyKeys(th *Thread, args []Value) (Value, error) {
	keys, _ := proxyFrame(args[0]).items()
	return NewList(keys).Value(), nil
}

func frameLocalsProxyValues(th *Thread, args []Value) (Value, error) {
	_, vals := proxyFrame(args[0]).items()
	return NewList(vals).Value(), nil
}

func frameLocalsProxyItems(th *Thread, args []Value) (Value, error) {
	keys, vals := proxyFrame(args[0]).items()
	pairs := make([]Value, len(keys))
	for i := range keys {
		pairs[i] = TupleOf(keys[i], vals[i])
	}
	return NewList(pairs).Value(), nil
}

func frameLocalsProxyCopy(th *Thread, args []Value) (Value, error) {
	return proxyFrame(args[0]).snapshot(th)
}

func frameLocalsProxyReversed(th *Thread, args []Value) (Value, error) {
	keys, _ := proxyFrame(args[0]).items()
	for i, j := 0, len(keys)-1; i < j; i, j = i+1, j-1 {
		keys[i], keys[j] = keys[j], keys[i]
	}
	return NewList(keys).Value(), nil
}

func frameLocalsProxyUpdate(th *Thread, args []Value) (Value, error) {
	ok, err := frameLocalsMerge(th, args[0], args[1])
	if err == nil && !ok {
		err = TypeErrorf(th, "update() argument must be dict or another FrameLocalsProxy")
	}
	return None, err
}

func frameLocalsProxySetdefault(th *Thread, args []Value) (Value, error) {
	v, err := proxyFrame(args[0]).get(th, args[1])
	if err != nil || !v.IsAbsent() {
		return v, err
	}
	d := orNone(args[2])
	return d, frameLocalsProxySetItem(th, args[0], args[1], d)
}

func frameLocalsProxyPop(th *Thread, args []Value) (Value, error) {
	o := proxyFrame(args[0])
	if IsStr(args[1]) && o.find(AsStr(args[1]), true) >= 0 {
		return Value{}, ValueErrorf(th, "cannot remove local variables from FrameLocalsProxy")
	}
	if d := o.extra(false); d != nil {
		v, err := d.Pop(th, args[1])
		if err != nil || !v.IsAbsent() {
			return v, err
		}
	}
	if args[2].IsAbsent() {
		return Value{}, KeyError(th, args[1])
	}
	return args[2], nil
}
