// This file implements the slot functions of classes: each finds a special method on the type of its operand and calls it.

package object

import (
	"fmt"
	"unsafe"

	"weft/internal/pyhash"
)

// callSlotMethod calls the special method name of self with positional arguments; found is false if the type has none, or one
// whose descriptor raises AttributeError.
func callSlotMethod(th *Thread, self Value, name *Str, args ...Value) (v Value, found bool, err error) {
	f, unbound, err := LookupSpecialOpt(th, self, name)
	if err != nil || f.IsAbsent() {
		return Value{}, false, err
	}
	v, err = callFound(th, f, unbound, self, args)
	return v, true, err
}

// callFound calls a special method that LookupSpecial found.
func callFound(th *Thread, f Value, unbound bool, self Value, args []Value) (Value, error) {
	var w []Value
	if unbound {
		w = th.Args(len(args) + 1)
		w[0] = self
		copy(w[1:], args)
	} else {
		w = th.Args(len(args))
		copy(w, args)
	}
	v, err := CallArgs(th, f, w, nil)
	th.FreeArgs(w)
	return v, err
}

// mustSlotMethod is callSlotMethod that raises AttributeError if there is no such method.
func mustSlotMethod(th *Thread, self Value, name *Str, args ...Value) (Value, error) {
	f, unbound, err := LookupSpecial(th, self, name)
	if err != nil {
		return Value{}, err
	}
	if f.IsAbsent() {
		return Value{}, attributeError(th, self, name, name.s)
	}
	return callFound(th, f, unbound, self, args)
}

// maybeSlotMethod is callSlotMethod that returns NotImplemented if there is no such method.
func maybeSlotMethod(th *Thread, self Value, name *Str, args ...Value) (Value, error) {
	v, found, err := callSlotMethod(th, self, name, args...)
	if err == nil && !found {
		return NotImplemented, nil
	}
	return v, err
}

func slotRepr(th *Thread, self Value) (Value, error) {
	v, found, err := callSlotMethod(th, self, nmRepr)
	if err == nil && !found {
		return NewStr(fmt.Sprintf("<%s object at %#x>", self.Type().DisplayName(), Address(self))), nil
	}
	return v, err
}

func slotStr(th *Thread, self Value) (Value, error) { return mustSlotMethod(th, self, nmStr) }

func slotHash(th *Thread, self Value) (int64, error) {
	f, unbound, err := LookupSpecialOpt(th, self, nmHash)
	if err != nil {
		return 0, err
	}
	if f.IsAbsent() || f.Is(None) {
		return 0, unhashable(th, self)
	}
	var args []Value
	v, err := callLoaded(th, f, unbound, self, args)
	if err != nil {
		return 0, err
	}
	if !IsInt(v) {
		return 0, TypeErrorf(th, "__hash__ method should return an integer")
	}
	n, fits := Int64(v)
	if !fits {
		n = pyhash.HashBig(Big(v))
	}
	if n == -1 {
		n = -2
	}
	return n, nil
}

func unhashable(th *Thread, v Value) error {
	return TypeErrorf(th, "unhashable type: '%s'", v.Type().DisplayName())
}

func slotCall(th *Thread, self Value, args []Value, kwnames *Tuple) (Value, error) {
	f, unbound, err := LookupSpecial(th, self, nmCall)
	if err != nil {
		return Value{}, err
	}
	if f.IsAbsent() {
		return Value{}, attributeError(th, self, nmCall, "__call__")
	}
	if !unbound {
		return CallArgs(th, f, args, kwnames)
	}
	w := th.Args(len(args) + 1)
	w[0] = self
	copy(w[1:], args)
	v, err := CallArgs(th, f, w, kwnames)
	th.FreeArgs(w)
	return v, err
}

// PythonCall returns the Python function that calling v runs with v as its first argument, or nil if calling v is not that
// simple. It lets the evaluator push a frame for it.
func PythonCall(v Value) *Function {
	t := v.Header().Type()
	if funcPtr(t.Slots().Call) != funcPtr(CallFunc(slotCall)) {
		return nil
	}
	if f := t.Lookup(nmCall); f.isExact(FunctionType) {
		return (*Function)(f.p)
	}
	return nil
}

// PythonGetItem returns the Python function that v[key] runs with v and key, or nil if it is not that simple.
func PythonGetItem(v Value) *Function {
	if !v.IsObj() {
		return nil
	}
	t := v.Header().Type()
	if funcPtr(t.Slots().GetItem) != funcPtr(BinaryFunc(slotGetitem)) {
		return nil
	}
	if f := t.Lookup(nmGetitem); f.isExact(FunctionType) {
		return (*Function)(f.p)
	}
	return nil
}

// CallsAsType reports whether v is a class whose metatype leaves type.__call__ as it is.
func CallsAsType(v Value) bool {
	t := v.Header().Type()
	return t.HasFlag(TypeSubType) && funcPtr(t.Slots().Call) == funcPtr(CallFunc(typeCall))
}

func slotCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	return maybeSlotMethod(th, a, nmCompare[op], b)
}

func slotIter(th *Thread, self Value) (Value, error) {
	t := self.Type()
	f, unbound, err := LookupSpecialOpt(th, self, nmIter)
	if err != nil {
		return Value{}, err
	}
	if f.Is(None) {
		return Value{}, TypeErrorf(th, "'%s' object is not iterable", t.DisplayName())
	}
	if !f.IsAbsent() {
		return callLoaded(th, f, unbound, self, nil)
	}
	if t.Slots().GetItem == nil {
		return Value{}, TypeErrorf(th, "'%s' object is not iterable", t.DisplayName())
	}
	return newSeqIter(self), nil
}

// slotNext is the Next slot of classes: StopIteration becomes absent. NextKeep leaves it.
func slotNext(th *Thread, self Value) (Value, error) {
	v, err := mustSlotMethod(th, self, nmNext)
	if err != nil && IsErr(err, StopIterationType) {
		return Value{}, nil
	}
	return v, err
}

// NextKeep is Next for callers that need the exception object with which a Python __next__ ends an iteration, for next(it) and
// the value of `yield from`: StopIteration raised by Python code is returned as the error. A native end is still absent.
func NextKeep(th *Thread, it Value) (Value, error) {
	f := it.Type().Slots().Next
	if f == nil {
		return Value{}, TypeErrorf(th, "'%s' object is not an iterator", it.Type().DisplayName())
	}
	if funcPtr(f) == funcPtr(UnaryFunc(slotNext)) {
		return mustSlotMethod(th, it, nmNext)
	}
	return f(th, it)
}

func slotAwait(th *Thread, self Value) (Value, error) {
	return asyncSlot(th, self, nmAwait, "object %s does not have __await__ method")
}

func slotAiter(th *Thread, self Value) (Value, error) {
	return asyncSlot(th, self, nmAiter, "object %s does not have __aiter__ method")
}

func slotAnext(th *Thread, self Value) (Value, error) {
	return asyncSlot(th, self, nmAnext, "object %s does not have __anext__ method")
}

func asyncSlot(th *Thread, self Value, name *Str, missing string) (Value, error) {
	v, found, err := callSlotMethod(th, self, name)
	if err == nil && !found {
		return Value{}, Raisef(th, AttributeErrorType, missing, self.Type().DisplayName())
	}
	return v, err
}

func slotDescrGet(th *Thread, descr, obj, typ Value) (Value, error) {
	if obj.IsAbsent() {
		obj = None
	}
	if typ.IsAbsent() {
		typ = None
	}
	get := descr.Type().Lookup(nmGet) // called as it is: not bound by a descriptor of its own
	if get.IsAbsent() {
		return descr, nil
	}
	return Call(th, get, descr, obj, typ)
}

func slotDescrSet(th *Thread, descr, obj, val Value) error {
	var err error
	if val.IsAbsent() {
		_, err = mustSlotMethod(th, descr, nmDelete, obj)
	} else {
		_, err = mustSlotMethod(th, descr, nmSet, obj, val)
	}
	return err
}

func slotInit(th *Thread, self Value, args []Value, kwnames *Tuple) error {
	f, unbound, err := LookupSpecial(th, self, nmInit)
	if err != nil {
		return err
	}
	if f.IsAbsent() {
		return attributeError(th, self, nmInit, "__init__")
	}
	var v Value
	if unbound {
		w := th.Args(len(args) + 1)
		w[0] = self
		copy(w[1:], args)
		v, err = CallArgs(th, f, w, kwnames)
		th.FreeArgs(w)
	} else {
		v, err = CallArgs(th, f, args, kwnames)
	}
	if err == nil && !v.Is(None) {
		return TypeErrorf(th, "__init__() should return None, not '%s'", v.Type().DisplayName())
	}
	return err
}

func slotNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	f, err := GetAttr(th, t.Value(), nmNew)
	if err != nil {
		return Value{}, err
	}
	w := th.Args(len(args) + 1)
	w[0] = t.Value()
	copy(w[1:], args)
	v, err := CallArgs(th, f, w, kwnames)
	th.FreeArgs(w)
	return v, err
}

func slotDel(th *Thread, self Value) error {
	_, _, err := callSlotMethod(th, self, nmDel)
	return err
}

// slotGetattribute is the GetAttr slot of classes with __getattribute__ alone.
func slotGetattribute(th *Thread, self Value, name *Str) (Value, error) {
	return mustSlotMethod(th, self, nmGetattribute, name.Value())
}

// slotGetattrOnly is the GetAttr slot of classes with __getattr__ alone.
func slotGetattrOnly(th *Thread, self Value, name *Str) (Value, error) {
	v, err := genericGet(th, self, name, false)
	if err != nil || !v.IsAbsent() {
		return v, err
	}
	v, found, err := callSlotMethod(th, self, nmGetattr, name.Value())
	if err == nil && !found {
		return GenericGetAttr(th, self, name)
	}
	return v, err
}

// slotGetattrHook is the GetAttr slot of classes with both __getattribute__ and __getattr__.
func slotGetattrHook(th *Thread, self Value, name *Str) (Value, error) {
	v, err := slotGetattribute(th, self, name)
	if err == nil || !IsErr(err, AttributeErrorType) {
		return v, err
	}
	w, found, err2 := callSlotMethod(th, self, nmGetattr, name.Value())
	if err2 == nil && !found {
		return Value{}, err
	}
	return w, err2
}

func slotSetattr(th *Thread, self Value, name *Str, val Value) error {
	var err error
	if val.IsAbsent() {
		_, err = mustSlotMethod(th, self, nmDelattr, name.Value())
	} else {
		_, err = mustSlotMethod(th, self, nmSetattr, name.Value(), val)
	}
	return err
}

// makeBinarySlot returns the slot function of a binary operator with a reflected form; off is the slot it goes to. Called for
// either operand being of a class, it tries the methods in Python's order: the right operand's reflected method first if its
// type is a proper subclass that overrides it (Data model 3.3.8).
func makeBinarySlot(name, reflected string, off uintptr) BinaryFunc {
	nm, rnm := Intern(name), Intern(reflected)
	var me unsafe.Pointer
	f := BinaryFunc(func(th *Thread, a, b Value) (Value, error) {
		ta, tb := a.Type(), b.Type()
		other := ta != tb && *tb.Slots().word(off) == me
		if *ta.Slots().word(off) == me {
			if other && tb.IsSubtype(ta) {
				over, err := methodOverridden(th, ta, tb, rnm)
				if err != nil {
					return Value{}, err
				}
				if over {
					v, err := maybeSlotMethod(th, b, rnm, a)
					if err != nil || !v.Is(NotImplemented) {
						return v, err
					}
					other = false
				}
			}
			v, err := maybeSlotMethod(th, a, nm, b)
			if err != nil || !v.Is(NotImplemented) || ta == tb {
				return v, err
			}
		}
		if other {
			return maybeSlotMethod(th, b, rnm, a)
		}
		return NotImplemented, nil
	})
	me = funcPtr(f)
	return f
}

// methodOverridden reports whether the right operand's class has its own reflected method.
func methodOverridden(th *Thread, left, right *Type, name *Str) (bool, error) {
	b := right.Lookup(name)
	if b.IsAbsent() {
		return false, nil
	}
	a := left.Lookup(name)
	if a.IsAbsent() {
		return true, nil
	}
	if a.Is(b) {
		return false, nil
	}
	if a.isExact(FunctionType) && b.isExact(FunctionType) {
		return true, nil
	}
	av, err := GetAttrOpt(th, left.Value(), name)
	if err != nil {
		return false, err
	}
	bv, err := GetAttrOpt(th, right.Value(), name)
	if err != nil || bv.IsAbsent() {
		return false, err
	}
	if av.IsAbsent() {
		return true, nil
	}
	return CompareBool(th, av, bv, CmpNE)
}

func makeInplaceSlot(name string) BinaryFunc {
	nm := Intern(name)
	return func(th *Thread, a, b Value) (Value, error) { return maybeSlotMethod(th, a, nm, b) }
}

func makeUnarySlot(name string) UnaryFunc {
	nm := Intern(name)
	return func(th *Thread, a Value) (Value, error) { return mustSlotMethod(th, a, nm) }
}

// slotPow is the slot of ** and pow(): makeBinarySlot with a third argument, which the methods get if it is not None.
func slotPow(th *Thread, a, b, mod Value) (Value, error) {
	me := funcPtr(TernaryFunc(slotPow))
	ta, tb := a.Type(), b.Type()
	call := func(self Value, name *Str, arg Value) (Value, error) {
		if mod.Is(None) {
			return maybeSlotMethod(th, self, name, arg)
		}
		return maybeSlotMethod(th, self, name, arg, mod)
	}
	other := ta != tb && funcPtr(tb.Slots().Pow) == me
	if funcPtr(ta.Slots().Pow) == me {
		if other && tb.IsSubtype(ta) {
			over, err := methodOverridden(th, ta, tb, nmRpow)
			if err != nil {
				return Value{}, err
			}
			if over {
				v, err := call(b, nmRpow, a)
				if err != nil || !v.Is(NotImplemented) {
					return v, err
				}
				other = false
			}
		}
		v, err := call(a, nmPow, b)
		if err != nil || !v.Is(NotImplemented) || ta == tb {
			return v, err
		}
	}
	if other {
		return call(b, nmRpow, a)
	}
	return NotImplemented, nil
}

func slotIpow(th *Thread, a, b, mod Value) (Value, error) { return maybeSlotMethod(th, a, nmIpow, b) }

func slotBool(th *Thread, self Value) (bool, error) {
	if self.Type().Lookup(nmBool).Is(None) {
		return false, TypeErrorf(th, "'%s' cannot be interpreted as a boolean", self.Type().DisplayName())
	}
	v, found, err := callSlotMethod(th, self, nmBool)
	if err != nil {
		return false, err
	}
	if !found {
		if self.Type().Slots().Len != nil {
			n, err := Len(th, self)
			return n > 0, err
		}
		return true, nil
	}
	if !IsBool(v) {
		return false, TypeErrorf(th, "__bool__ should return bool, returned %s", v.Type().DisplayName())
	}
	return v.Is(True), nil
}

func slotLen(th *Thread, self Value) (int, error) {
	v, err := mustSlotMethod(th, self, nmLen)
	if err != nil {
		return 0, err
	}
	if v, err = Index(th, v); err != nil {
		return 0, err
	}
	n, fits := Int64(v)
	if fits && n < 0 || !fits && Big(v).Sign() < 0 {
		return 0, ValueErrorf(th, "__len__() should return >= 0")
	}
	if !fits {
		return 0, OverflowErrorf(th, "cannot fit '%s' into an index-sized integer", v.Type().DisplayName())
	}
	return int(n), nil
}

func slotGetitem(th *Thread, self, key Value) (Value, error) {
	return mustSlotMethod(th, self, nmGetitem, key)
}

func slotSetitem(th *Thread, self, key, val Value) error {
	var err error
	if val.IsAbsent() {
		_, err = mustSlotMethod(th, self, nmDelitem, key)
	} else {
		_, err = mustSlotMethod(th, self, nmSetitem, key, val)
	}
	return err
}

func slotContains(th *Thread, self, item Value) (bool, error) {
	f, unbound, err := LookupSpecialOpt(th, self, nmContains)
	if err != nil {
		return false, err
	}
	if f.Is(None) {
		return false, TypeErrorf(th, "'%s' object is not a container", self.Type().DisplayName())
	}
	if f.IsAbsent() {
		return containsByIter(th, self, item)
	}
	w := th.Args(2)
	n := 0
	if unbound {
		w[0], n = self, 1
	}
	w[n] = item
	v, err := CallArgs(th, f, w[:n+1], nil)
	th.FreeArgs(w)
	if err != nil {
		return false, err
	}
	return IsTrue(th, v)
}

// slotBuffer is the Buffer slot of classes with __buffer__: the method returns a memoryview, whose buffer is handed on;
// releasing it calls __release_buffer__ (PEP 688).
func slotBuffer(th *Thread, self Value, flags BufferFlags) (*Buffer, error) {
	view, err := mustSlotMethod(th, self, nmBuffer, Int(int64(flags)))
	if err != nil {
		return nil, err
	}
	if !isMemoryView(view) {
		return nil, TypeErrorf(th, "__buffer__ returned non-memoryview object")
	}
	inner, err := GetBuffer(th, view, flags)
	if err != nil {
		return nil, err
	}
	b := *inner
	b.Obj = self
	b.Release = func(th *Thread) {
		if inner.Release != nil {
			inner.Release(th)
		}
		if _, _, err := callSlotMethod(th, self, nmReleaseBuf, view); err != nil {
			WriteUnraisable(th, err, self)
		}
	}
	return &b, nil
}
