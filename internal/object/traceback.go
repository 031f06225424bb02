// This file implements traceback objects.

package object

import "unsafe"

func tracebackSpec() TypeSpec {
	return TypeSpec{
		Type:   TracebackType,
		Doc:    "One level of a traceback.",
		Flags:  typeHidden,
		Layout: LayoutOf[Traceback](),
		Sig:    "(tb_next, tb_frame, tb_lasti, tb_lineno)",
		Slots:  Slots{New: tracebackNew},
		Methods: []Method{
			{Name: "__dir__", Sig: "(self, /)", Fn: tracebackDir},
		},
		GetSets: []GetSet{
			{Name: "tb_next", Get: tracebackTbNext, Set: tracebackSetTbNext},
			{Name: "tb_frame", Get: tracebackTbFrame, Set: readonlyAttr},
			{Name: "tb_lasti", Get: tracebackTbLasti, Set: readonlyAttr},
			{Name: "tb_lineno", Get: tracebackTbLineno},
		},
	}
}

// ReadonlyAttr is the Set of a row of computed attributes that CPython has as a read-only member.
func ReadonlyAttr(th *Thread, self, val Value) error { return readonlyAttr(th, self, val) }

// readonlyAttr is the setter of an attribute that is a read-only member in CPython.
func readonlyAttr(th *Thread, self, val Value) error {
	return Raise(th, AttributeErrorType, "readonly attribute")
}

// Value returns the traceback as a Value.
func (tb *Traceback) Value() Value { return Value{unsafe.Pointer(tb)} }

// AddTraceback puts an entry for a frame in front of the exception's traceback, as unwinding through the frame does. lineno 0
// means the line of instruction lasti, found when somebody asks.
func AddTraceback(e *Exception, f *FrameObject, lasti, lineno int) {
	tb := &Traceback{Header: Header{typ: TracebackType}, Next: loadPtr(&e.Traceback), Frame: f, Lasti: lasti, Lineno: lineno}
	storePtr(&e.Traceback, tb)
}

// NextEntry returns tb_next, nil at the end.
func (tb *Traceback) NextEntry() *Traceback { return loadPtr(&tb.Next) }

// Line returns tb_lineno; 0: unknown.
func (tb *Traceback) Line() int {
	if tb.Lineno != 0 {
		return tb.Lineno
	}
	return int(tb.Frame.Code.C.SpanAt(tb.Lasti).Line)
}

func tracebackNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	b, err := BindSig(th, NewDef(Method{Name: "traceback", Sig: "(tb_next, tb_frame, tb_lasti, tb_lineno)"}, nil), args, kwnames)
	if err != nil {
		return Value{}, err
	}
	tb := &Traceback{Header: Header{typ: TracebackType}}
	if !b[1].isExact(FrameType) {
		return Value{}, TypeErrorf(th, "traceback() argument 'tb_frame' must be frame, not %s", ArgTypeName(b[1]))
	}
	tb.Frame = (*FrameObject)(b[1].p)
	if tb.Lasti, err = AsIndex(th, b[2], OverflowErrorType); err != nil {
		return Value{}, err
	}
	if tb.Lineno, err = AsIndex(th, b[3], OverflowErrorType); err != nil {
		return Value{}, err
	}
	switch {
	case b[0].Is(None):
	case b[0].isExact(TracebackType):
		tb.Next = (*Traceback)(b[0].p)
	default:
		return Value{}, TypeErrorf(th, "expected traceback object or None, got '%s'", b[0].Type().DisplayName())
	}
	tb.Lasti, tb.odd = tb.Lasti/lastiScale, int8(tb.Lasti%lastiScale)
	return tb.Value(), nil
}

// lastiScale converts an instruction index into the units of f_lasti, tb_lasti and co_lines: the library's traceback.py finds
// the position of an instruction as number f_lasti // 2 of co_positions().
const lastiScale = 2

func tracebackDir(th *Thread, args []Value) (Value, error) {
	return NewList([]Value{NewStr("tb_frame"), NewStr("tb_next"), NewStr("tb_lasti"), NewStr("tb_lineno")}).Value(), nil
}

func tracebackTbNext(th *Thread, self Value) (Value, error) {
	if n := loadPtr(&(*Traceback)(self.p).Next); n != nil {
		return n.Value(), nil
	}
	return None, nil
}

func tracebackSetTbNext(th *Thread, self, val Value) error {
	tb := (*Traceback)(self.p)
	if val.IsAbsent() {
		return TypeErrorf(th, "can't delete tb_next attribute")
	}
	if val.Is(None) {
		storePtr(&tb.Next, nil)
		return nil
	}
	if !val.isExact(TracebackType) {
		return TypeErrorf(th, "expected traceback object, got '%s'", val.Type().DisplayName())
	}
	next := (*Traceback)(val.p)
	for c := next; c != nil; c = loadPtr(&c.Next) {
		if c == tb {
			return ValueErrorf(th, "traceback loop detected")
		}
	}
	storePtr(&tb.Next, next)
	return nil
}

func tracebackTbFrame(th *Thread, self Value) (Value, error) {
	return (*Traceback)(self.p).Frame.Value(), nil
}

func tracebackTbLasti(th *Thread, self Value) (Value, error) {
	return Int(int64((*Traceback)(self.p).Lasti*lastiScale + int((*Traceback)(self.p).odd))), nil
}

func tracebackTbLineno(th *Thread, self Value) (Value, error) {
	if n := (*Traceback)(self.p).Line(); n != 0 {
		return Int(int64(n)), nil
	}
	return None, nil
}
