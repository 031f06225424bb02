// This file implements what the evaluator needs to run operators that are methods written in Python in frames of its own: the
// choice of the method, and what follows when it returns NotImplemented (Data model 3.3.8).

package object

// binMethods are the names of the methods of an operator.
type binMethods struct{ op, reflected, inplace *Str }

var binMethodNames = func() (names [numBinOps]binMethods) {
	for op, n := range binNames {
		names[op] = binMethods{Intern("__" + n + "__"), Intern("__r" + n + "__"), Intern("__i" + n + "__")}
	}
	return
}()

// pythonMethod returns the Python function that is the method name of a's class, for an operator whose other operand b does not
// go first, or nil.
func pythonMethod(name *Str, a, b Value) *Function {
	if !a.IsObj() {
		return nil
	}
	ta := a.Header().Type()
	if !ta.HasFlag(TypeHeap) {
		return nil
	}
	if tb := b.Type(); tb != ta && tb.IsSubtype(ta) {
		return nil
	}
	if f := ta.Lookup(name); f.isExact(FunctionType) {
		return (*Function)(f.p)
	}
	return nil
}

// PythonBinary returns the Python function that a op b runs first, with a and b, or nil if it is not that simple.
func PythonBinary(op BinOp, a, b Value) *Function {
	if op == OpPow { // its method takes a third argument
		return nil
	}
	return pythonMethod(binMethodNames[op].op, a, b)
}

// PythonInplace is PythonBinary for a op= b; own reports that it is the in-place method.
func PythonInplace(op BinOp, a, b Value) (f *Function, own bool) {
	if op == OpPow || !a.IsObj() {
		return nil, false
	}
	ta := a.Header().Type()
	if !ta.HasFlag(TypeHeap) {
		return nil, false
	}
	if m := ta.Lookup(binMethodNames[op].inplace); m.isExact(FunctionType) {
		return (*Function)(m.p), true
	} else if !m.IsAbsent() {
		return nil, false
	}
	return pythonMethod(binMethodNames[op].op, a, b), false
}

// PythonCompare returns the Python function that a op b runs first, with a and b, or nil.
func PythonCompare(op CompareOp, a, b Value) *Function { return pythonMethod(nmCompare[op], a, b) }

// PythonSetItem returns the Python function that v[key] = item runs, or nil.
func PythonSetItem(v Value) *Function {
	if v.IsObj() && v.Header().Type().HasFlag(TypeHeap) {
		if f := v.Header().Type().Lookup(nmSetitem); f.isExact(FunctionType) {
			return (*Function)(f.p)
		}
	}
	return nil
}

// BinaryAfter finishes a op b, or a op= b, after the method that PythonBinary chose has returned NotImplemented.
func BinaryAfter(th *Thread, op BinOp, a, b Value, inplace bool) (Value, error) {
	if ta, tb := a.Type(), b.Type(); ta != tb {
		v, err := NotImplemented, error(nil)
		if sameSlot(ta, tb, op) {
			v, err = maybeSlotMethod(th, b, binMethodNames[op].reflected, a)
		} else if f := tb.Slots().bin(op); f != nil {
			v, err = f(th, a, b)
		}
		if err != nil || !v.Is(NotImplemented) {
			return v, err
		}
	}
	return binaryNone(th, op, a, b, inplace)
}

// InplaceAfter finishes a op= b after the in-place method has returned NotImplemented.
func InplaceAfter(th *Thread, op BinOp, a, b Value) (Value, error) {
	v, err := binaryTry(th, op, a, b)
	if err != nil || !v.Is(NotImplemented) {
		return v, err
	}
	return binaryNone(th, op, a, b, true)
}

// binaryNone is the end of an operator that no number method knows: sequences, or the TypeError.
func binaryNone(th *Thread, op BinOp, a, b Value, inplace bool) (Value, error) {
	if v, done, err := sequenceOp(th, op, a, b, inplace); done {
		return v, err
	}
	sym := opNames[op]
	if inplace {
		sym += "="
		if op == OpPow {
			sym = "**="
		}
	}
	return Value{}, binaryTypeError(th, sym, op, a, b)
}

// CompareAfter finishes a op b after the method that PythonCompare chose has returned NotImplemented.
func CompareAfter(th *Thread, op CompareOp, a, b Value) (Value, error) {
	if f := b.Type().Slots().Compare; f != nil {
		if v, err := f(th, b, a, op.Swapped()); err != nil || !v.Is(NotImplemented) {
			return v, err
		}
	}
	return compareNone(th, op, a, b)
}

// compareNone is the end of a comparison that neither operand knows.
func compareNone(th *Thread, op CompareOp, a, b Value) (Value, error) {
	switch op {
	case CmpEQ:
		return Bool(a.Is(b)), nil
	case CmpNE:
		return Bool(!a.Is(b)), nil
	}
	return Value{}, TypeErrorf(th, "'%s' not supported between instances of '%s' and '%s'", op, a.Type().DisplayName(), b.Type().DisplayName())
}
