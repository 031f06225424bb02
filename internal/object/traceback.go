// This file implements traceback objects.

package object

import (
	"unsafe"

	"weft/internal/code"
)

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
	tb := &Traceback{Header: Header{typ: TracebackType}, Next: loadPtr(&e.Traceback), frame: f, Lasti: int32(lasti), Lineno: lineno}
	storePtr(&e.Traceback, tb)
}

// tracebackWith is an entry with what the frame leaves behind, in one allocation.
type tracebackWith[R any] struct {
	Traceback
	_ endedFrame
	_ R
}

// behind returns what lies behind an entry that AddEndedFrame made.
func (tb *Traceback) behind() *endedFrame {
	return (*endedFrame)(unsafe.Add(unsafe.Pointer(tb), unsafe.Sizeof(*tb)))
}

// locals returns the registers behind s.
func (s *endedFrame) locals() *Value {
	return (*Value)(unsafe.Add(unsafe.Pointer(s), unsafe.Sizeof(*s)))
}

// maxEnded is the largest number of named locals of a frame for AddEndedFrame.
const maxEnded = 16

// EndsLightly reports whether AddEndedFrame knows how to keep f.
func EndsLightly(f *Frame) bool {
	return f.Fn != nil && f.NS.IsAbsent() && len(f.Code.Locals) <= maxEnded
}

// AddEndedFrame is AddTraceback for the innermost frame f, which the exception ends at instruction lasti, and which has no frame
// object; see EndsLightly. When the frame has been popped, Link is to tell what called it.
func AddEndedFrame(e *Exception, f *Frame, lasti int) *Traceback {
	var tb *Traceback
	n := len(f.Code.Locals)
	switch {
	case n <= 2:
		tb = &new(tracebackWith[[2]Value]).Traceback
	case n <= 4:
		tb = &new(tracebackWith[[4]Value]).Traceback
	case n <= 8:
		tb = &new(tracebackWith[[8]Value]).Traceback
	default:
		tb = &new(tracebackWith[[maxEnded]Value]).Traceback
	}
	tb.typ = TracebackType
	tb.Next, tb.Lasti = loadPtr(&e.Traceback), int32(lasti)
	s := tb.behind()
	s.code, s.fn = f.Code, f.Fn
	locals := s.locals()
	for i := range n {
		*(*Value)(unsafe.Add(unsafe.Pointer(locals), i*8)) = *f.Reg(i)
	}
	storePtr(&e.Traceback, tb)
	return tb
}

// Link says what called the frame of tb, which AddEndedFrame made: the header of the entry of that frame if the exception has ended it, too,
// else of its frame object. Without Link nothing has.
func (tb *Traceback) Link(caller *Header) { storePtr(&tb.behind().caller, caller) }

// outer returns the entry of the frame that called that of tb, which has no frame object yet, if the exception has ended that, too.
func (tb *Traceback) outer() *Traceback {
	if h := loadPtr(&tb.behind().caller); h != nil && h.Type() == TracebackType {
		return (*Traceback)(unsafe.Pointer(h))
	}
	return nil
}

// FrameObject returns tb_frame.
func (tb *Traceback) FrameObject() *FrameObject {
	if o := loadPtr(&tb.frame); o != nil {
		return o
	}
	// The outermost first: each needs the one that called it.
	var todo []*Traceback
	for t := tb; t != nil && loadPtr(&t.frame) == nil; t = t.outer() {
		todo = append(todo, t)
	}
	for i := len(todo) - 1; i >= 0; i-- {
		todo[i].makeFrameObject()
	}
	return loadPtr(&tb.frame)
}

func (tb *Traceback) makeFrameObject() {
	s := tb.behind()
	o := &FrameObject{Header: Header{typ: FrameType}, Code: s.code, Globals: s.fn.Globals, Builtins: s.fn.Builtins, regs: s.locals(), TraceLines: true, Dead: true, at: tb.Lasti}
	// Read once: a thread that shares the exception may be at Link.
	switch h := loadPtr(&s.caller); {
	case h == nil:
	case h.Type() == TracebackType:
		o.Back = (*Traceback)(unsafe.Pointer(h)).FrameObject()
	default:
		o.Back = (*FrameObject)(unsafe.Pointer(h))
	}
	casPtr(&tb.frame, nil, o)
}

// Of reports whether o is tb_frame.
func (tb *Traceback) Of(o *FrameObject) bool { return loadPtr(&tb.frame) == o }

// Code returns the code of the frame.
func (tb *Traceback) Code() *Code {
	if o := loadPtr(&tb.frame); o != nil {
		return o.Code
	}
	return tb.behind().code
}

// NextEntry returns tb_next, nil at the end.
func (tb *Traceback) NextEntry() *Traceback { return loadPtr(&tb.Next) }

// Span returns the source range of the instruction at tb_lasti; its Line is 0 where there is none.
func (tb *Traceback) Span() code.Span {
	switch c := tb.Code().C; {
	case tb.Lasti >= 0:
		return c.SpanAt(int(tb.Lasti))
	case tb.Lasti == -1 && tb.odd >= 0:
		return entrySpan(c)
	}
	return code.Span{Col: -1, EndCol: -1}
}

// Line returns tb_lineno; 0: unknown.
func (tb *Traceback) Line() int {
	if tb.Lineno != 0 {
		return tb.Lineno
	}
	return int(tb.Code().C.SpanAt(int(tb.Lasti)).Line)
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
	tb.frame = (*FrameObject)(b[1].p)
	lasti, err := AsIndex(th, b[2], OverflowErrorType)
	if err != nil {
		return Value{}, err
	}
	if int(int32(lasti)) != lasti {
		return Value{}, OverflowErrorf(th, "Python int too large to convert to C int")
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
	tb.Lasti, tb.odd = int32(lasti/lastiScale-1), int32(lasti%lastiScale)
	return tb.Value(), nil
}

// lastiScale converts an instruction index into the units of f_lasti, tb_lasti and co_lines: the library's traceback.py finds
// the position of an instruction as number f_lasti // 2 of co_positions().
const lastiScale = 2

// offsetOf returns the offset that Python sees of an instruction: offset 0 is where a call begins, before all instructions.
func offsetOf(i int) Value { return Int(int64((i + 1) * lastiScale)) }

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
	return (*Traceback)(self.p).FrameObject().Value(), nil
}

func tracebackTbLasti(th *Thread, self Value) (Value, error) {
	tb := (*Traceback)(self.p)
	return Int((int64(tb.Lasti)+1)*lastiScale + int64(tb.odd)), nil
}

func tracebackTbLineno(th *Thread, self Value) (Value, error) {
	if n := (*Traceback)(self.p).Line(); n != 0 {
		return Int(int64(n)), nil
	}
	return None, nil
}
