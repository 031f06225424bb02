// This file implements weak references and proxies, on Go's weak pointers and cleanups.
//
// An object's references are found through a process-wide table by address. The table's entry holds only weak pointers; when
// the object is collected, a cleanup removes the entry and queues the callbacks, which a Python thread runs at its next safe
// point, or gc.collect() before it returns. An address may be used again before the cleanup ran: an entry counts only while its
// own weak pointer still leads to the object.

package object

import (
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"unsafe"
	"weak"
)

// The types of weak references.
var (
	WeakRefType       = &Type{Name: "ReferenceType"}
	WeakProxyType     = &Type{Name: "ProxyType"}
	WeakCallProxyType = &Type{Name: "CallableProxyType"}
)

// WeakRef is a weak reference or proxy. It is immutable but for the cached hash.
type WeakRef struct {
	Header
	target   weak.Pointer[Header]
	strong   *Header // for objects that are never collected
	callback Value   // absent: none
	rt       *Runtime
	hash     int64  // atomic; valid if hashed
	hashed   uint32 // atomic
	cleared  uint32
}

// weakList is what the table knows of one object.
type weakList struct {
	target weak.Pointer[Header]
	addr   uintptr
	seq    int // the order in which objects got an entry
	// refs is guarded by the table's mu: the shared reference and proxy, if any, then the others, the youngest first, which is the
	// order of their callbacks.
	refs []weak.Pointer[WeakRef]
	// keep holds the references that have a callback: the callback is called only if the reference is alive, which is up to
	// the program; so these are weak as well.
}

var weakTable struct {
	mu  sync.Mutex
	m   map[uintptr]*weakList
	seq int
}

// weakListOf returns the entry of h, made if create; nil if there is none. The table's mu is held.
func weakListOf(h *Header, create bool) *weakList {
	addr := uintptr(unsafe.Pointer(h))
	l := weakTable.m[addr]
	if l != nil && l.target.Value() == h {
		return l
	}
	if !create {
		return nil
	}
	if weakTable.m == nil {
		weakTable.m = map[uintptr]*weakList{}
	}
	weakTable.seq++
	l = &weakList{target: weak.Make(h), addr: addr, seq: weakTable.seq}
	weakTable.m[addr] = l
	runtime.AddCleanup(h, weakDied, l)
	return l
}

// weakDied is the cleanup of a referenced object.
func weakDied(l *weakList) {
	weakTable.mu.Lock()
	if weakTable.m[l.addr] == l {
		delete(weakTable.m, l.addr)
	}
	refs := l.refs
	weakTable.mu.Unlock()
	for _, w := range refs {
		if r := w.Value(); r != nil && !r.callback.IsAbsent() {
			r.rt.addPendingCall(2*l.seq, func(th *Thread) error {
				if loadUint32(&r.cleared) != 0 {
					return nil
				}
				if _, err := Call(th, r.callback, r.Value()); err != nil {
					Unraisable(th, err, "Exception ignored while calling weakref callback", r.callback)
				}
				return nil
			})
		}
	}
}

// Value returns the reference as a Value.
func (r *WeakRef) Value() Value { return Value{unsafe.Pointer(r)} }

// Get returns the referenced object, or absent if it is dead.
func (r *WeakRef) Get() Value {
	if r.strong != nil {
		return r.strong.Value()
	}
	if h := r.target.Value(); h != nil {
		return h.Value()
	}
	return Value{}
}

// canWeakref reports whether instances of t can be weakly referenced.
func canWeakref(t *Type) bool {
	if t.HasFlag(TypeHasWeakref) {
		return true
	}
	return t == SetType || t == FrozenSetType || t == TypeType || t.HasFlag(TypeSubType)
}

// NewWeakRef returns a weak reference of class t to v (callback absent or None: none); it raises TypeError. A plain reference
// without callback is shared.
func NewWeakRef(th *Thread, t *Type, v, callback Value) (Value, error) {
	if !v.IsObj() || !canWeakref(v.Header().Type()) {
		return Value{}, TypeErrorf(th, "cannot create weak reference to '%s' object", v.Type().DisplayName())
	}
	if callback.Is(None) {
		callback = Value{}
	}
	h := v.Header()
	r := (*WeakRef)(t.New().p)
	r.callback, r.rt = callback, th.Rt
	if h.hasFlag(flagImmortal) {
		r.strong = h
		return r.Value(), nil
	}
	weakTable.mu.Lock()
	defer weakTable.mu.Unlock()
	l := weakListOf(h, true)
	live := make([]weak.Pointer[WeakRef], 0, len(l.refs)+1)
	at := 0 // where r goes
	for _, w := range l.refs {
		o := w.Value()
		if o == nil {
			continue
		}
		live = append(live, w)
		if !o.shared() {
			continue
		}
		if callback.IsAbsent() && o.Type() == t {
			return o.Value(), nil
		}
		if t != WeakRefType || !callback.IsAbsent() {
			at = len(live)
		}
	}
	l.refs = slices.Insert(live, at, weak.Make(r))
	r.target = l.target
	return r.Value(), nil
}

// shared reports whether the reference is given to all who ask for a plain one: it has no callback, and no class of its own.
func (r *WeakRef) shared() bool { return r.callback.IsAbsent() && r.Type().Flags()&TypeHeap == 0 }

// WeakRefs returns the living references and proxies to v.
func WeakRefs(v Value) []Value {
	if !v.IsObj() {
		return nil
	}
	weakTable.mu.Lock()
	defer weakTable.mu.Unlock()
	var out []Value
	if l := weakListOf(v.Header(), false); l != nil {
		for _, w := range l.refs {
			if r := w.Value(); r != nil {
				out = append(out, r.Value())
			}
		}
	}
	return out
}

// firstWeakref is __weakref__: the object's first weak reference, or None.
func firstWeakref(th *Thread, self Value) (Value, error) {
	if refs := WeakRefs(self); len(refs) > 0 {
		return refs[0], nil
	}
	return None, nil
}

func asWeakRef(v Value) *WeakRef { return (*WeakRef)(v.p) }

func weakRefSpec() TypeSpec {
	return TypeSpec{
		Type: WeakRefType, Module: "weakref", Flags: TypeBase | typeHidden, Layout: LayoutOf[WeakRef](),
		Sig: "(object, callback=None, /)", Doc: "A weak reference: calling it returns the object, or None once the object is gone.",
		Slots: Slots{
			New: weakRefNew, Init: weakRefInit, Call: weakRefCall, Hash: weakRefHash, Compare: weakRefCompare, Repr: weakRefRepr,
		},
		Methods: []Method{
			{Name: "__class_getitem__", Kind: ClassMethod, Fn: func(th *Thread, a []Value) (Value, error) { return newGenericAlias(th, a[0], a[1]) }, Sig: "(type, object, /)", Doc: "See PEP 585"},
		},
		GetSets: []GetSet{
			{Name: "__callback__", Get: func(th *Thread, self Value) (Value, error) {
				if cb := asWeakRef(self).callback; !cb.IsAbsent() && !asWeakRef(self).Get().IsAbsent() {
					return cb, nil
				}
				return None, nil
			}},
		},
	}
}

func weakRefNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	n := len(args) - kwnames.Len()
	if t == WeakRefType && kwnames.Len() > 0 {
		return Value{}, TypeErrorf(th, "ref() takes no keyword arguments")
	}
	if n < 1 || n > 2 && t == WeakRefType {
		if n < 1 {
			return Value{}, TypeErrorf(th, "__new__ expected at least 1 argument, got 0")
		}
		return Value{}, TypeErrorf(th, "__new__ expected at most 2 arguments, got %d", n)
	}
	cb := Value{}
	if n > 1 {
		cb = args[1]
	}
	return NewWeakRef(th, t, args[0], cb)
}

// weakRefInit accepts what __new__ has used already.
func weakRefInit(th *Thread, self Value, args []Value, kwnames *Tuple) error {
	switch n := len(args) - kwnames.Len(); {
	case n < 1:
		return TypeErrorf(th, "__init__ expected at least 1 argument, got %d", n)
	case n > 2:
		return TypeErrorf(th, "__init__ expected at most 2 arguments, got %d", n)
	}
	return nil
}

func weakRefCall(th *Thread, self Value, args []Value, kwnames *Tuple) (Value, error) {
	if len(args) > 0 {
		return Value{}, TypeErrorf(th, "weakref() takes no arguments (%d given)", len(args))
	}
	if v := asWeakRef(self).Get(); !v.IsAbsent() {
		return v, nil
	}
	return None, nil
}

func weakRefHash(th *Thread, self Value) (int64, error) {
	r := asWeakRef(self)
	if loadUint32(&r.hashed) != 0 {
		return loadInt64(&r.hash), nil
	}
	v := r.Get()
	if v.IsAbsent() {
		return 0, TypeErrorf(th, "weak object has gone away")
	}
	h, err := Hash(th, v)
	if err == nil {
		storeInt64(&r.hash, h)
		atomic.StoreUint32(&r.hashed, 1)
	}
	return h, err
}

func weakRefCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if op != CmpEQ && op != CmpNE || !b.IsObj() || !b.Type().IsSubtype(WeakRefType) || !a.Type().IsSubtype(WeakRefType) {
		return NotImplemented, nil
	}
	x, y := asWeakRef(a).Get(), asWeakRef(b).Get()
	if x.IsAbsent() || y.IsAbsent() {
		return Bool(a.Is(b) == (op == CmpEQ)), nil
	}
	return Compare(th, x, y, op)
}

func weakRefRepr(th *Thread, self Value) (Value, error) {
	v := asWeakRef(self).Get()
	if v.IsAbsent() {
		return NewStr(fmt.Sprintf("<weakref at %#x; dead>", Address(self))), nil
	}
	name := ""
	if n, _, err := LookupSpecial(th, v, NameName); err == nil && IsStr(n) {
		name = " (" + AsStr(n).s + ")"
	}
	return NewStr(fmt.Sprintf("<weakref at %#x; to '%s' at %#x%s>", Address(self), v.Type().FullName(), Address(v), name)), nil
}

// weakTarget returns the object behind v if v is a proxy, else v itself. It raises ReferenceError for a dead one.
func weakTarget(th *Thread, v Value) (Value, error) {
	if !v.IsObj() {
		return v, nil
	}
	if t := v.Header().Type(); t != WeakProxyType && t != WeakCallProxyType {
		return v, nil
	}
	if o := asWeakRef(v).Get(); !o.IsAbsent() {
		return o, nil
	}
	return Value{}, Raise(th, ReferenceErrorType, "weakly-referenced object no longer exists")
}

func proxyUnary(f func(th *Thread, v Value) (Value, error)) UnaryFunc {
	return func(th *Thread, self Value) (Value, error) {
		v, err := weakTarget(th, self)
		if err != nil {
			return Value{}, err
		}
		return f(th, v)
	}
}

func proxyBinary(f func(th *Thread, a, b Value) (Value, error)) BinaryFunc {
	return func(th *Thread, a, b Value) (Value, error) {
		x, err := weakTarget(th, a)
		if err != nil {
			return Value{}, err
		}
		y, err := weakTarget(th, b)
		if err != nil {
			return Value{}, err
		}
		return f(th, x, y)
	}
}

// proxySlot calls the unary slot that get picks, or raises TypeError in the words of op.
func proxySlot(get func(s *Slots) UnaryFunc, op string) UnaryFunc {
	return proxyUnary(func(th *Thread, v Value) (Value, error) {
		if f := get(v.Type().Slots()); f != nil {
			return f(th, v)
		}
		return Value{}, TypeErrorf(th, "bad operand type for %s: '%s'", op, v.Type().DisplayName())
	})
}

func proxySpec(t *Type, doc string) TypeSpec {
	s := Slots{
		Repr: func(th *Thread, self Value) (Value, error) {
			v := asWeakRef(self).Get()
			if v.IsAbsent() {
				return NewStr(fmt.Sprintf("<weakproxy at %#x; dead>", Address(self))), nil
			}
			return NewStr(fmt.Sprintf("<weakproxy at %#x; to '%s' at %#x>", Address(self), v.Type().FullName(), Address(v))), nil
		},
		Str: proxyUnary(func(th *Thread, v Value) (Value, error) {
			r, err := ToStr(th, v)
			if err != nil {
				return Value{}, err
			}
			return r.Value(), nil
		}),
		Compare: func(th *Thread, a, b Value, op CompareOp) (Value, error) {
			return proxyBinary(func(th *Thread, x, y Value) (Value, error) { return Compare(th, x, y, op) })(th, a, b)
		},
		GetAttr: func(th *Thread, self Value, name *Str) (Value, error) {
			v, err := weakTarget(th, self)
			if err != nil {
				return Value{}, err
			}
			return GetAttr(th, v, name)
		},
		SetAttr: func(th *Thread, self Value, name *Str, val Value) error {
			v, err := weakTarget(th, self)
			if err != nil {
				return err
			}
			return SetAttr(th, v, name, val)
		},
		Bool: func(th *Thread, self Value) (bool, error) {
			v, err := weakTarget(th, self)
			if err != nil {
				return false, err
			}
			return IsTrue(th, v)
		},
		Len: func(th *Thread, self Value) (int, error) {
			v, err := weakTarget(th, self)
			if err != nil {
				return 0, err
			}
			return Len(th, v)
		},
		GetItem: proxyBinary(GetItem),
		SetItem: func(th *Thread, self, key, val Value) error {
			v, err := weakTarget(th, self)
			if err != nil {
				return err
			}
			if val.IsAbsent() {
				return DelItem(th, v, key)
			}
			return SetItem(th, v, key, val)
		},
		Contains: func(th *Thread, self, item Value) (bool, error) {
			v, err := weakTarget(th, self)
			if err != nil {
				return false, err
			}
			return Contains(th, v, item)
		},
		Iter: proxyUnary(GetIter),
		Next: proxyUnary(func(th *Thread, v Value) (Value, error) {
			if v.Type().Slots().Next == nil {
				return Value{}, TypeErrorf(th, "Weakref proxy referenced a non-iterator '%s' object", v.Type().DisplayName())
			}
			return Next(th, v)
		}),
		Neg:    proxySlot(func(s *Slots) UnaryFunc { return s.Neg }, "unary -"),
		Pos:    proxySlot(func(s *Slots) UnaryFunc { return s.Pos }, "unary +"),
		Abs:    proxySlot(func(s *Slots) UnaryFunc { return s.Abs }, "abs()"),
		Invert: proxySlot(func(s *Slots) UnaryFunc { return s.Invert }, "unary ~"),
		Int:    proxyUnary(ToInt),
		Float: proxyUnary(func(th *Thread, v Value) (Value, error) {
			f, err := ToFloat(th, v)
			return Float(f), err
		}),
		Index:  proxyUnary(Index),
		Divmod: proxyBinary(Divmod),
		Pow: func(th *Thread, a, b, mod Value) (Value, error) {
			return proxyBinary(func(th *Thread, x, y Value) (Value, error) {
				if mod.Is(None) {
					return Binary(th, OpPow, x, y)
				}
				return Power(th, x, y, mod)
			})(th, a, b)
		},
	}
	for op := OpAdd; op < numBinOps; op++ {
		if op == OpPow {
			continue
		}
		s.Bin[op] = proxyBinary(func(th *Thread, x, y Value) (Value, error) { return Binary(th, op, x, y) })
		s.IBin[op] = proxyBinary(func(th *Thread, x, y Value) (Value, error) { return Inplace(th, op, x, y) })
	}
	if t == WeakCallProxyType {
		s.Call = func(th *Thread, self Value, args []Value, kwnames *Tuple) (Value, error) {
			v, err := weakTarget(th, self)
			if err != nil {
				return Value{}, err
			}
			return CallArgs(th, v, args, kwnames)
		}
	}
	return TypeSpec{
		Type: t, Module: "weakref", Flags: typeHidden | TypeNoInstantiate, Layout: LayoutOf[WeakRef](), NoHash: true, Doc: doc, Slots: s,
		Methods: []Method{
			{Name: "__bytes__", Fn: func(th *Thread, a []Value) (Value, error) {
				v, err := weakTarget(th, a[0])
				if err != nil {
					return Value{}, err
				}
				return CallMethod(th, v, "__bytes__")
			}, Sig: "(self, /)"},
			{Name: "__reversed__", Fn: func(th *Thread, a []Value) (Value, error) {
				v, err := weakTarget(th, a[0])
				if err != nil {
					return Value{}, err
				}
				return CallMethod(th, v, "__reversed__")
			}, Sig: "(self, /)"},
		},
	}
}

// NewWeakProxy returns a weak proxy to v.
func NewWeakProxy(th *Thread, v, callback Value) (Value, error) {
	t := WeakProxyType
	if IsCallable(v) {
		t = WeakCallProxyType
	}
	return NewWeakRef(th, t, v, callback)
}
