// This file implements the building of containers, unpacking, formatting and function attributes.

package interp

import (
	"unsafe"

	"weft/internal/code"
	"weft/internal/object"
)

// returnTuple ends f with the tuple that BUILD_TUPLE ins is to make, if the caller's next instruction takes it apart, so that it need not be
// made: it executes that instruction.
func returnTuple(th *object.Thread, f *frame, ins uint64) bool {
	prev, p := f.Prev, rb(unsafe.Pointer(f.Regs), ins)
	u := *(*uint64)(framePC(prev))
	if int(uint16(u>>32)) != f.Ret || f.Ret < len(prev.Code.C.Locals) {
		return false
	}
	switch code.Op(u & 0xffff) {
	case code.UNPACK_SEQUENCE: // a temporary, into as many
		n := int(u >> 48)
		if n != int(ins>>48) {
			return false
		}
		dst := ra(unsafe.Pointer(prev.Regs), u)
		for i := 0; i < n; i++ {
			*next(dst, i) = *next(p, i)
		}
	case code.GETITEM_I: // which replaces it by an item
		if u>>48 >= ins>>48 || uint16(u>>16) != uint16(u>>32) {
			return false
		}
		*prev.Reg(f.Ret) = *next(p, int(u>>48))
	default:
		return false
	}
	prev.IP += 8
	th.PopFrame(f)
	return true
}

// buildTuple is BUILD_TUPLE. A tuple that is the key of the next instruction, in a dict or a set, is seen by nobody else: it is
// not made, unless it is a new key.
func buildTuple(th *object.Thread, f *frame, ins uint64) (value, error) {
	regs := unsafe.Pointer(f.Regs)
	w := window(rb(regs, ins), int(ins>>48))
	u, r := *(*uint64)(framePC(f)), ins>>16&0xffff
	switch code.Op(u & 0xffff) {
	case code.GETITEM:
		// d[x, y] += 1 has the result in a register behind the key's, which it needs again.
		if u>>48 == r && u>>16&0xffff <= r && int(r) >= len(f.Code.C.Locals) {
			if x := *rb(regs, u); x.IsExact(object.DictType) {
				if v, sure := object.AsDict(x).GetItems(w); sure && !v.IsAbsent() {
					f.IP += 8
					return v, nil
				}
			}
		}
	case code.SETITEM:
		if u>>32&0xffff == r && int(r) >= len(f.Code.C.Locals) {
			if x := *ra(regs, u); x.IsExact(object.DictType) && object.AsDict(x).SetItems(w, *rc(regs, u)) {
				f.IP += 8
				return x, nil // which is stored where it was
			}
		}
	case code.IN, code.NOT_IN:
		if u>>32&0xffff == r && int(r) >= len(f.Code.C.Locals) {
			var has, sure bool
			switch x := *rc(regs, u); {
			case x.IsExact(object.DictType):
				var v value
				v, sure = object.AsDict(x).GetItems(w)
				has = !v.IsAbsent()
			case x.IsExact(object.SetType), x.IsExact(object.FrozenSetType):
				has, sure = object.AsSet(x).HasItems(w)
			}
			if sure {
				f.IP += 8
				return object.Bool(has == (code.Op(u&0xffff) == code.IN)), nil
			}
		}
	case code.LT, code.LE, code.EQ, code.NE, code.GT, code.GE:
		if u>>48 == r && u>>32&0xffff != r && int(r) >= len(f.Code.C.Locals) {
			if x := *rb(regs, u); x.IsExact(object.TupleType) {
				f.IP += 8
				t := th.TakeTuple(len(w))
				copy(t.Items(), w)
				v, err := object.Compare(th, x, t.Value(), object.CompareOp(u&0xffff-uint64(code.LT)))
				th.GiveTuple(t)
				return v, err
			}
		}
	case code.CALL:
		if fn := *ra(regs, u); u>>32&0xffff == 1 && u>>16&0xffff+1 == r && object.OnlyLooks(fn) && !th.Profiled() {
			f.IP += 8
			t := th.TakeTuple(len(w))
			copy(t.Items(), w)
			arg := th.Args(1)
			arg[0] = t.Value()
			v, err := object.CallArgs(th, fn, arg, nil)
			th.FreeArgs(arg)
			th.GiveTuple(t)
			if err == nil {
				*rc(regs, u) = v
			}
			return v, err
		}
	}
	return th.TupleCopy(w).Value(), nil
}

// buildList is BUILD_LIST. A list that the next instruction adds to another one is seen by nobody else: it is not made.
func buildList(f *frame, ins uint64) value {
	regs := unsafe.Pointer(f.Regs)
	w := window(rb(regs, ins), int(ins>>48))
	u, r := *(*uint64)(framePC(f)), ins>>16&0xffff
	if len(w) == 0 {
		return newList(f, r, u)
	}
	if op := code.Op(u & 0xffff); (op == code.ADD || op == code.IADD) && int(r) >= len(f.Code.C.Locals) {
		b, c := u>>32&0xffff, u>>48
		switch x, y := *rb(regs, u), *rc(regs, u); {
		case b == c:
		case c == r && x.IsExact(object.ListType) && (op == code.ADD || len(w) == 1):
			f.IP += 8
			return object.AsList(x).With(w, op == code.IADD)
		case b == r && y.IsExact(object.ListType):
			f.IP += 8
			return object.AsList(y).Behind(w)
		}
	}
	return object.NewListCopy(w).Value()
}

// newList is BUILD_LIST of no items; u is the next instruction. What the next one, or the one after a LOAD_CONST, adds is in the list at once:
// [1, 2, 3], [*x].
func newList(f *frame, r, u uint64) value {
	if int(r) >= len(f.Code.C.Locals) {
		ahead := uintptr(8)
		var from value
		if code.Op(u&0xffff) == code.LOAD_CONST {
			from = f.Code.Consts[u>>32]
			k := u >> 16 & 0xffff
			u = *(*uint64)(unsafe.Add(framePC(f), 8))
			if u>>32&0xffff != k {
				return object.NewListCopy(nil).Value()
			}
			ahead = 16
		} else if code.Op(u&0xffff) == code.LIST_EXTEND {
			from = *rb(unsafe.Pointer(f.Regs), u)
		}
		if code.Op(u&0xffff) == code.LIST_EXTEND && u>>16&0xffff == r {
			if l := object.ListFrom(from); l != nil {
				f.IP += ahead
				return l.Value()
			}
		}
	}
	return object.NewListCopy(nil).Value()
}

// buildSet is BUILD_SET. A set of one that the next instruction merges with another one is seen by nobody else: it is not made.
func buildSet(th *object.Thread, f *frame, ins uint64) (value, error) {
	regs := unsafe.Pointer(f.Regs)
	w := window(rb(regs, ins), int(ins>>48))
	if u, r := *(*uint64)(framePC(f)), ins>>16&0xffff; u&0xffff == uint64(code.OR) && u>>48 == r && u>>32&0xffff != r &&
		len(w) == 1 && int(r) >= len(f.Code.C.Locals) {
		if x := *rb(regs, u); x.IsExact(object.SetType) || x.IsExact(object.FrozenSetType) {
			s, err := object.AsSet(x).With(th, w[0])
			if err == nil {
				th.Frame.IP += 8
			}
			return s, err
		}
	}
	if u := ins >> 32; len(w) == 0 && u+1 == ins>>16&0xffff { // B, C being 0
		return object.NewSetFor(th, *rb(regs, ins)).Value(), nil
	}
	s := object.NewSet()
	for _, v := range w {
		if err := s.Add(th, v); err != nil {
			return value{}, err
		}
	}
	return s.Value(), nil
}

func buildMap(th *object.Thread, pairs []value) (value, error) {
	d := object.NewDictSize(len(pairs) / 2)
	i := d.AddNames(pairs)
	for ; i < len(pairs); i += 2 {
		if err := d.Set(th, pairs[i], pairs[i+1]); err != nil {
			return value{}, err
		}
	}
	return d.Value(), nil
}

// buildSlice is BUILD_SLICE. A slice of plain numbers that the next instruction takes out of its temporary as an index of a built-in
// sequence is seen by nobody else.
func buildSlice(th *object.Thread, f *frame, ins uint64) value {
	regs := unsafe.Pointer(f.Regs)
	w := rb(regs, ins)
	start, stop, step := *w, *next(w, 1), object.None
	if ins>>48 == 3 {
		step = *next(w, 2)
	}
	u, r := *(*uint64)(framePC(f)), uint64(uint16(ins>>16))
	if code.Op(u&0xffff) == code.GETITEM && u>>48 == r && int(r) >= len(f.Code.C.Locals) && plain(start) && plain(stop) && plain(step) {
		if x := *rb(regs, u); x.IsObj() {
			switch x.Header().Type() {
			case object.ListType, object.TupleType, object.StrType, object.BytesType:
				return th.TakeSlice(start, stop, step)
			}
		}
	}
	return object.NewSlice(start, stop, step)
}

// getSlice is GETSLICE. A part of a list that the next instruction adds to another list is seen by nobody else: it is not made. One that an
// instruction further on adds something to is extended where it is, see usedAhead.
func getSlice(th *object.Thread, f *frame, ins uint64) (value, error) {
	regs := unsafe.Pointer(f.Regs)
	p := rb(regs, ins)
	x, start, stop := *p, *next(p, 1), *next(p, 2)
	if r := int(uint16(ins >> 16)); r >= len(f.Code.C.Locals) && x.IsExact(object.ListType) && plain(start) && plain(stop) {
		if u := *(*uint64)(framePC(f)); u&0xffff == uint64(code.ADD) && int(u>>48) == r && int(uint16(u>>32)) != r {
			if y := *rb(regs, u); y.IsExact(object.ListType) {
				f.IP += 8
				return object.AsList(y).WithSlice(object.AsList(x), start, stop), nil
			}
		} else if op := usedAhead(framePC(f), r); op == code.ADD {
			return object.AsList(x).SliceToExtend(start, stop), nil
		} else if op == code.SETSLICE {
			if v, ok := th.TakeScratch(object.AsList(x), start, stop, object.None); ok {
				return v, nil
			}
		}
	}
	return object.GetSlice(th, x, start, stop)
}

// storedAhead reports whether what goes to dst is of no use but for being assigned to a slice by an instruction a few further on.
func storedAhead(f *frame, dst *value) bool {
	r := regOf(f, dst)
	return r >= len(f.Code.C.Locals) && usedAhead(framePC(f), r) == code.SETSLICE
}

// usedAhead returns ADD if the first instruction from pc on that uses register r, a temporary, adds something to it, SETSLICE if it
// assigns it to a slice, so that the object in the register is of no use afterwards. Before that are only a few that prepare the other
// operands. NOP: it is not so.
func usedAhead(pc unsafe.Pointer, r int) code.Op {
	for range 6 {
		u := *(*uint64)(pc)
		pc = unsafe.Add(pc, 8)
		a, b, c := int(uint16(u>>16)), int(uint16(u>>32)), int(u>>48)
		switch code.Op(u & 0xffff) {
		case code.ADD:
			if b == r && c != r {
				return code.ADD
			}
			return code.NOP
		case code.SETSLICE:
			if b == r && (r < a || r > a+2) {
				return code.SETSLICE
			}
			return code.NOP
		case code.LOAD_CONST, code.LOAD_INT:
			if a == r {
				return code.NOP
			}
		case code.MOVE, code.ADD_I, code.SUB_I:
			if a == r || b == r {
				return code.NOP
			}
		case code.GETSLICE:
			if a == r || b <= r && r < b+3 {
				return code.NOP
			}
		case code.BUILD_LIST:
			if a == r || b <= r && r < b+c {
				return code.NOP
			}
		default:
			return code.NOP
		}
	}
	return code.NOP
}

func plain(x value) bool { return x.IsInt() || x.Is(object.None) }

// listAppend is LIST_APPEND in frame f.
func listAppend(f *frame, l *object.List, v value) {
	if l.Full() {
		if n := loopRest(f); n > 1 {
			l.Expect(min(n, maxExpected))
		}
	}
	l.Append(v)
}

// mapAdd is MAP_ADD in frame f.
func mapAdd(th *object.Thread, f *frame, d *object.Dict, k, v value) error {
	if d.Full() {
		if n := loopRest(f); n > 1 {
			d.Expect(min(n, maxExpected))
		}
	}
	return d.Set(th, k, v)
}

// maxExpected bounds the room that is made because of what a loop has before it: it may be left early.
const maxExpected = 4096

// loopRest returns how often f's current instruction will be executed by the loop that it is the end of, this time included; 0 if
// that is not known: there are jumps in the loop, or its iterator does not tell its length.
func loopRest(f *frame) int {
	regs, ins := unsafe.Pointer(f.Regs), *(*uint64)(framePC(f))
	if code.Op(ins&0xffff) != code.FOR_LOOP {
		return 0
	}
	at := f.Lasti()
	for i := at + 2 + int(sc(ins)); i < at; i++ {
		if op := f.Code.C.Instrs[i].Op(); op >= code.JUMP && op <= code.FOR_LOOP {
			return 0
		}
	}
	switch x := *rb(regs, ins); x.Header().Type() {
	case object.RangeIterType:
		return object.LoadInt(&(*object.RangeIter)(x.Ptr()).Left) + 1
	case object.ListIterType:
		it := (*object.ListIter)(x.Ptr())
		if l := object.LoadPtr(&it.L); l != nil {
			return l.Len() - object.LoadInt(&it.I) + 1
		}
	case object.TupleIterType:
		it := (*object.TupleIter)(x.Ptr())
		if t := object.LoadPtr(&it.T); t != nil {
			return t.Len() - object.LoadInt(&it.I) + 1
		}
	case object.DictItemIterType, object.DictKeyIterType, object.DictValueIterType:
		return object.DictIterLeft(x) + 1
	}
	return 0
}

func listExtend(th *object.Thread, l *object.List, v value, star bool) error {
	if s := v.Type().Slots(); star && s.Iter == nil && s.GetItem == nil {
		return object.TypeErrorf(th, "Value after * must be an iterable, not %s", v.Type().DisplayName())
	}
	return object.ListExtend(th, l, v)
}

func setUpdate(th *object.Thread, s *object.Set, v value) error {
	return object.Drain(th, v, s)
}

func dictUpdate(th *object.Thread, d *object.Dict, v value) error {
	if object.IsDict(v) && !v.Type().HasFlag(object.TypeHeap) {
		return object.DictMerge(th, d, v)
	}
	if !object.IsDict(v) {
		if keys, err := object.GetAttrOpt(th, v, object.Intern("keys")); err != nil {
			return err
		} else if keys.IsAbsent() {
			return object.TypeErrorf(th, "'%s' object is not a mapping", v.Type().DisplayName())
		}
	}
	return eachItem(th, v, func(k, x value) error { return d.Set(th, k, x) })
}

// eachItem calls f for the items of a mapping, by its keys() and __getitem__.
func eachItem(th *object.Thread, m value, f func(k, v value) error) error {
	keys, err := object.CallMethod(th, m, "keys")
	if err != nil {
		return err
	}
	return object.Iterate(th, keys, func(k value) (bool, error) {
		v, err := object.GetItem(th, m, k)
		if err != nil {
			return false, err
		}
		return true, f(k, v)
	})
}

// dictMerge is DICT_MERGE: the ** arguments of a call of fn. That keys are strings is for the call to check.
func dictMerge(th *object.Thread, d *object.Dict, v, fn value) error {
	add := func(k, x value) error {
		old, err := d.Get(th, k)
		if err != nil {
			return err
		}
		if !old.IsAbsent() {
			name, err := object.ToString(th, k)
			if err != nil {
				return err
			}
			return object.TypeErrorf(th, "%s got multiple values for keyword argument '%s'", describe(th, fn), name)
		}
		return d.Set(th, k, x)
	}
	if v.IsExact(object.DictType) {
		from := object.AsDict(v)
		if d.Len() == 0 {
			d.Adopt(from.Copy())
			return nil
		}
		for pos := 0; ; {
			k, x, ok := from.Next(&pos)
			if !ok {
				return nil
			}
			if err := add(k, x); err != nil {
				return err
			}
		}
	}
	if keys, err := object.GetAttrOpt(th, v, object.Intern("keys")); err != nil {
		return err
	} else if keys.IsAbsent() {
		return object.TypeErrorf(th, "%s argument after ** must be a mapping, not %s", describe(th, fn), v.Type().DisplayName())
	}
	return eachItem(th, v, add)
}

// unpackSlow is UNPACK_SEQUENCE of anything.
func unpackSlow(th *object.Thread, v value, dst []value) error {
	if v.IsExact(object.ListType) && object.AsList(v).Unpack(dst) {
		return nil
	}
	if s := v.Type().Slots(); s.Iter == nil && s.GetItem == nil {
		return object.TypeErrorf(th, "cannot unpack non-iterable %s object", v.Type().DisplayName())
	}
	it, err := object.GetIter(th, v)
	if err != nil {
		return err
	}
	// dst may be named locals, which a failure leaves as they were.
	got := th.Args(len(dst))
	defer th.FreeArgs(got)
	for i := range got {
		x, err := object.Next(th, it)
		if err != nil {
			return err
		}
		if x.IsAbsent() {
			return object.ValueErrorf(th, "not enough values to unpack (expected %d, got %d)", len(dst), i)
		}
		got[i] = x
	}
	x, err := object.Next(th, it)
	if err != nil {
		return err
	}
	if x.IsAbsent() {
		copy(dst, got)
		return nil
	}
	if v.IsExact(object.ListType) || v.IsExact(object.TupleType) || v.IsExact(object.DictType) {
		n, err := object.Len(th, v)
		if err != nil {
			return err
		}
		return object.ValueErrorf(th, "too many values to unpack (expected %d, got %d)", len(dst), n)
	}
	return object.ValueErrorf(th, "too many values to unpack (expected %d)", len(dst))
}

// unpackEx is UNPACK_EX: before names, a starred one, after names.
func unpackEx(th *object.Thread, v value, dst *value, counts int) error {
	before, after := counts&255, counts>>8
	if s := v.Type().Slots(); s.Iter == nil && s.GetItem == nil {
		return object.TypeErrorf(th, "cannot unpack non-iterable %s object", v.Type().DisplayName())
	}
	items, err := object.ToSlice(th, v)
	if err != nil {
		return err
	}
	if len(items) < before+after {
		return object.ValueErrorf(th, "not enough values to unpack (expected at least %d, got %d)", before+after, len(items))
	}
	w := window(dst, before+1+after)
	copy(w, items[:before])
	w[before] = object.NewListCopy(items[before : len(items)-after]).Value()
	copy(w[before+1:], items[len(items)-after:])
	return nil
}

func convert(th *object.Thread, v value, conv int) (value, error) {
	var s *object.Str
	var err error
	switch conv {
	case code.ConvStr:
		s, err = object.ToStr(th, v)
	case code.ConvRepr:
		s, err = object.Repr(th, v)
	case code.ConvASCII:
		return object.ASCII(th, v)
	default:
		return v, nil
	}
	if err != nil {
		return value{}, err
	}
	return s.Value(), nil
}

func formatValue(th *object.Thread, v value, conv int, spec value) (value, error) {
	v, err := convert(th, v, conv)
	if err != nil {
		return value{}, err
	}
	var sp *object.Str
	if spec.IsAbsent() {
		if v.IsExact(object.StrType) {
			return v, nil
		}
		sp = object.EmptyStr()
	} else {
		sp = object.AsStr(spec)
	}
	s, err := object.Format(th, v, sp)
	if err != nil {
		return value{}, err
	}
	return s.Value(), nil
}

// makeFunction is MAKE_FUNCTION.
func makeFunction(f *frame, c *object.Code) value {
	fn := object.NewFunction(c, f.Globals)
	fn.Builtins = f.Builtins
	return fn.Value()
}

func setFunctionAttr(fn *object.Function, kind int, v value) {
	switch kind {
	case code.FuncDefaults:
		fn.Defaults = object.AsTuple(v)
	case code.FuncKwDefaults:
		fn.Rare().KwDefaults = object.AsDict(v)
	case code.FuncAnnotate:
		fn.Rare().Annotate = v
		if v.Type() == object.FunctionType {
			object.AsFunction(v).Rare().QualName = object.Intern(fn.QualNameString() + ".__annotate__")
		}
	case code.FuncClosure:
		fn.Closure = object.AsTuple(v)
	case code.FuncTypeParams:
		fn.Rare().TypeParams = v
	}
}

// setClosure is SET_CLOSURE.
func setClosure(th *object.Thread, fn value, cells []value) error {
	if !fn.IsExact(object.FunctionType) || !object.AsFunction(fn).SetCells(cells) {
		return object.Raise(th, object.SystemErrorType, "bad closure")
	}
	return nil
}

func commonConstant(th *object.Thread, kind int) value {
	switch kind {
	case code.CommonAssertionError:
		return object.AssertionErrorType.Value()
	case code.CommonNotImplementedError:
		return object.NotImplementedErrorType.Value()
	case code.CommonTuple:
		return object.TupleType.Value()
	case code.CommonAll:
		return th.Rt.Builtins.GetName("all")
	}
	return th.Rt.Builtins.GetName("any")
}

func intrinsic1(th *object.Thread, f *frame, kind int, v value) (value, error) {
	switch kind {
	case code.IntrinsicPrint:
		hook, err := object.GetAttrName(th, th.Rt.Sys.Value(), "displayhook")
		if err != nil {
			return value{}, object.RuntimeErrorf(th, "lost sys.displayhook")
		}
		return object.Call(th, hook, v)
	case code.IntrinsicStopIterationError:
		return stopIterationError(th, f, v), nil
	case code.IntrinsicTypeVar:
		return object.NewTypeVar(th, v, value{}, value{})
	case code.IntrinsicParamSpec:
		return object.NewParamSpec(th, v)
	case code.IntrinsicTypeVarTuple:
		return object.NewTypeVarTuple(th, v)
	case code.IntrinsicSubscriptGeneric:
		return object.SubscriptGeneric(th, v)
	case code.IntrinsicTypeAlias:
		return object.NewTypeAlias(th, v)
	case code.IntrinsicUnpackStar:
		items, err := object.ToSlice(th, v)
		return object.NewTuple(items).Value(), err
	case code.IntrinsicSetupAnnotations:
		return object.None, setupAnnotations(th, f)
	}
	return value{}, object.Raisef(th, object.SystemErrorType, "unknown intrinsic %d", kind)
}

func intrinsic2(th *object.Thread, f *frame, kind int, v, w value) (value, error) {
	switch kind {
	case code.IntrinsicPrepReraiseStar:
		return object.PrepReraiseStar(th, v, object.AsList(w).Snapshot())
	case code.IntrinsicTypeVarWithBound:
		return object.NewTypeVar(th, v, w, value{})
	case code.IntrinsicTypeVarWithConstraints:
		return object.NewTypeVar(th, v, value{}, w)
	case code.IntrinsicSetTypeParamDefault:
		return object.SetTypeParamDefault(th, v, w)
	case code.IntrinsicSetFunctionTypeParams:
		(*object.Function)(v.Ptr()).Rare().TypeParams = w
		return v, nil
	case code.IntrinsicCopyDictWithoutKeys:
		return copyWithoutKeys(th, v, object.AsTuple(w))
	}
	return value{}, object.Raisef(th, object.SystemErrorType, "unknown intrinsic %d", kind)
}

// stopIterationError turns a StopIteration that leaves a generator into RuntimeError (PEP 479).
func stopIterationError(th *object.Thread, f *frame, v value) value {
	kind := ""
	fl := f.Code.C.Flags
	switch {
	case object.IsErr(object.AsException(v), object.StopIterationType):
		switch {
		case fl&code.FlagGenerator != 0:
			kind = "generator raised StopIteration"
		case fl&code.FlagCoroutine != 0:
			kind = "coroutine raised StopIteration"
		case fl&code.FlagAsyncGenerator != 0:
			kind = "async generator raised StopIteration"
		}
	case fl&code.FlagAsyncGenerator != 0 && object.IsErr(object.AsException(v), object.StopAsyncIterationType):
		kind = "async generator raised StopAsyncIteration"
	}
	if kind == "" {
		return v
	}
	e := object.Exc(object.Raise(th, object.RuntimeErrorType, kind))
	e.SetCause(v)
	e.SetContext(object.AsException(v))
	return e.Value()
}

func setupAnnotations(th *object.Thread, f *frame) error {
	name := object.Intern("__annotations__")
	if v, err := mappingGet(th, f.NS, name); err != nil || !v.IsAbsent() {
		return err
	}
	return object.SetItem(th, f.NS, name.Value(), object.NewDict().Value())
}
