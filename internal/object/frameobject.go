// This file implements frame objects: making one for an activation, keeping it readable when the activation ends, and its
// attributes. f_locals is in framelocals.go.

package object

import "unsafe"

func frameSpec() TypeSpec {
	return TypeSpec{
		Type:   FrameType,
		Doc:    "One activation of a code object.",
		Flags:  typeHidden,
		Layout: LayoutOf[FrameObject](),
		Slots:  Slots{Repr: frameRepr},
		Methods: []Method{
			{Name: "clear", Sig: "(self, /)", Fn: frameClear, Doc: "Clear all references held by the frame."},
		},
		GetSets: []GetSet{
			{Name: "f_back", Get: frameBack},
			{Name: "f_locals", Get: frameLocals},
			{Name: "f_lineno", Get: frameLineno, Set: frameSetLineno},
			{Name: "f_trace", Get: frameTrace, Set: frameSetTrace},
			{Name: "f_lasti", Get: frameLasti},
			{Name: "f_globals", Get: frameGlobals},
			{Name: "f_builtins", Get: frameBuiltins},
			{Name: "f_code", Get: frameCode},
			{Name: "f_trace_lines", Get: frameTraceLines, Set: frameSetTraceLines},
			{Name: "f_trace_opcodes", Get: frameTraceOpcodes, Set: frameSetTraceOpcodes},
			{Name: "f_generator", Get: frameGenerator},
		},
	}
}

// FrameObjectOf returns the frame object of activation f, making it at the first request. f belongs to th, or to a generator.
func FrameObjectOf(th *Thread, f *Frame) *FrameObject {
	if o := loadPtr(&f.Obj); o != nil {
		return o
	}
	if f.OfGen {
		return generatorFrameObject(th, f.Generator())
	}
	o := newFrameObject(th, f)
	if !casPtr(&f.Obj, nil, o) {
		return loadPtr(&f.Obj)
	}
	return o
}

// newFrameObject makes the frame object of f. The copy of the registers for when the activation has ended, if they are few, will lie behind it.
func newFrameObject(th *Thread, f *Frame) *FrameObject {
	var o *FrameObject
	room := 0
	c := f.Code.Original().Ready()
	switch n := len(c.Locals); {
	case n == 0 || n > 8:
		o = new(FrameObject)
	case n <= 4:
		room, o = 4, &new(frameObjectWith[[4]Value]).o
	default:
		room, o = 8, &new(frameObjectWith[[8]Value]).o
	}
	o.typ, o.F, o.Code, o.Globals, o.Builtins, o.regs = FrameType, f, c, f.Globals, f.Builtins, f.registers()
	o.TraceLines, o.th, o.room = true, th, int8(room)
	return o
}

// frameObjectWith is a frame object with room for registers behind it.
type frameObjectWith[R any] struct {
	o FrameObject
	_ R
}

// ForeignFrame returns a frame object for activation f of another thread, which may end at any moment: unless the owner has made
// one already, it is a snapshot of the place without variables, for the registers may be another activation's by now. It is nil if f
// is no activation any more. (The owner writes its frames plainly: the race detector must not look.)
//
//go:norace
func ForeignFrame(f *Frame) *FrameObject {
	if f.Obj != nil {
		if o := loadPtr(&f.Obj); o != nil {
			return o
		}
	}
	c := f.Code
	if c == nil {
		return nil
	}
	o := &FrameObject{Header: Header{typ: FrameType}, Code: c.Original().Ready(), Globals: f.Globals, Builtins: f.Builtins, TraceLines: true, foreign: true}
	if o.Globals == nil || o.Builtins == nil {
		return nil
	}
	own := new(Frame)
	own.Code, own.IP, own.Prev, own.Obj = c, f.IP, f.Prev, o
	if own.Lasti() < 0 {
		own.IP = 0 // the instruction was of another code object
	}
	own.Globals, own.Builtins = o.Globals, o.Builtins
	o.F = own
	if n := len(c.Locals); n > 0 {
		o.regs = unsafe.SliceData(make([]Value, n))
	}
	return o
}

// LoadObj returns the frame object, or nil.
func (f *Frame) LoadObj() *FrameObject { return loadPtr(&f.Obj) }

// DropObj makes the activation forget its frame object, at its end.
func (f *Frame) DropObj() { storePtr(&f.Obj, nil) }

// CurrentFrame returns the innermost frame; for another thread, the one it ran a moment ago.
//
//go:norace
func (th *Thread) CurrentFrame() *Frame { return th.Frame }

// owns reports whether f is on the thread's stack of frames.
func (th *Thread) owns(f *Frame) bool {
	for g := th.Frame; g != nil; g = g.Prev {
		if g == f {
			return true
		}
	}
	return false
}

// Detach is called when the activation ends, before its registers are reused: it copies what the frame object shows. The frame
// that called it is kept as f_back.
func (o *FrameObject) Detach() {
	f := o.F
	if f == nil {
		return
	}
	o.at, o.ns = int32(f.foreignPos()), f.NS
	if n := len(o.Code.Locals); n > 0 {
		var regs *Value
		if n <= int(o.room) {
			regs = (*Value)(unsafe.Add(unsafe.Pointer(o), unsafe.Sizeof(*o)))
		} else {
			regs = unsafe.SliceData(make([]Value, n))
		}
		for i, v := range unsafe.Slice(f.registers(), n) {
			*(*Value)(unsafe.Add(unsafe.Pointer(regs), i*8)) = v
		}
		storePtr(&o.regs, regs)
	}
	if f.Prev != nil {
		storePtr(&o.Back, FrameObjectOf(o.th, f.Prev))
	}
	storePtr(&o.F, nil)
	o.Dead = true
}

// pos returns the index of the current instruction, of the original code, or -1.
func (o *FrameObject) pos() int {
	if f := loadPtr(&o.F); f != nil {
		return f.foreignPos()
	}
	return int(o.at)
}

// generator returns the generator that the activation is of, nil if of none or if it has ended.
func (o *FrameObject) generator() *Generator {
	if f := loadPtr(&o.F); f != nil {
		return f.Generator()
	}
	return nil
}

// Line returns f_lineno; 0: unknown.
func (o *FrameObject) Line() int {
	if o.Lineno != 0 {
		return int(o.Lineno)
	}
	i := o.pos()
	c := o.Code.Ready().C // the frame may be another thread's: Ready puts what it reads behind what that one wrote
	if i < 0 {
		return int(entrySpan(c).Line)
	}
	return int(c.SpanAt(i).Line)
}

func frameRepr(th *Thread, self Value) (Value, error) {
	o := (*FrameObject)(self.p)
	file, err := ReprString(th, o.Code.Filename.Value())
	if err != nil {
		return Value{}, err
	}
	return NewStr("<frame at " + addr(self) + ", file " + file + ", line " + itoa(int64(o.Line())) + ", code " + o.Code.Name.s + ">"), nil
}

func asFrame(v Value) *FrameObject { return (*FrameObject)(v.p) }

// BackFrame returns f_back as thread th sees it, nil at the bottom and for suspended generators.
func (o *FrameObject) BackFrame(th *Thread) *FrameObject {
	if b := loadPtr(&o.Back); b != nil {
		return b
	}
	f := loadPtr(&o.F)
	if f == nil {
		return loadPtr(&o.Back)
	}
	prev, ofGen := f.foreignLinks()
	switch {
	case prev == nil:
		return nil
	case !o.foreign && o.th == th && !ofGen, th.owns(prev):
		return FrameObjectOf(th, prev)
	}
	return ForeignFrame(prev)
}

// foreignLinks returns the caller of an activation that may be another thread's, and whether it is a generator's.
//
//go:norace
func (f *Frame) foreignLinks() (prev *Frame, ofGen bool) { return f.Prev, f.OfGen }

func frameBack(th *Thread, self Value) (Value, error) {
	if b := asFrame(self).BackFrame(th); b != nil {
		return b.Value(), nil
	}
	return None, nil
}

func frameLocals(th *Thread, self Value) (Value, error) { return asFrame(self).Locals(), nil }

func frameLineno(th *Thread, self Value) (Value, error) {
	o := asFrame(self)
	if n := o.Line(); n != 0 || o.pos() < 0 {
		return Int(int64(n)), nil
	}
	return None, nil
}

// frameSetLineno would jump to another line. TODO debuggers' jumps: the evaluator has no safe points to jump to yet; pdb's "jump"
// command notices.
func frameSetLineno(th *Thread, self, val Value) error {
	if val.IsAbsent() {
		return Raise(th, AttributeErrorType, "cannot delete attribute")
	}
	if !IsInt(val) {
		return ValueErrorf(th, "lineno must be an integer")
	}
	if o := asFrame(self); LoadSlot(&o.Trace).IsAbsent() || !th.tracing {
		return ValueErrorf(th, "f_lineno can only be set in a trace function")
	}
	return ValueErrorf(th, "can't jump: weft cannot move a frame to another line")
}

func frameTrace(th *Thread, self Value) (Value, error) {
	return orNone(LoadSlot(&asFrame(self).Trace)), nil
}

func frameSetTrace(th *Thread, self, val Value) error {
	if val.Is(None) {
		val = Value{}
	}
	o := asFrame(self)
	StoreSlot(&o.Trace, val)
	if !val.IsAbsent() {
		o.follow(th)
	}
	return nil
}

func frameLasti(th *Thread, self Value) (Value, error) {
	return offsetOf(asFrame(self).pos()), nil
}

func frameGlobals(th *Thread, self Value) (Value, error) { return asFrame(self).Globals.Value(), nil }

func frameBuiltins(th *Thread, self Value) (Value, error) {
	b := asFrame(self).Builtins.Value()
	if b.isExact(foreignBuiltinsType) {
		return (*foreignBuiltins)(b.p).of, nil
	}
	return b, nil
}

func frameCode(th *Thread, self Value) (Value, error) { return asFrame(self).Code.Value(), nil }

func setBoolMember(th *Thread, p *bool, val Value) error {
	if val.IsAbsent() {
		return TypeErrorf(th, "can't delete numeric/char attribute")
	}
	if !IsBool(val) {
		return TypeErrorf(th, "attribute value type must be bool")
	}
	*p = val.Is(True)
	return nil
}

func frameTraceLines(th *Thread, self Value) (Value, error) {
	return Bool(asFrame(self).TraceLines), nil
}

func frameSetTraceLines(th *Thread, self, val Value) error {
	return setBoolMember(th, &asFrame(self).TraceLines, val)
}

func frameTraceOpcodes(th *Thread, self Value) (Value, error) {
	return Bool(asFrame(self).TraceOpcodes), nil
}

func frameSetTraceOpcodes(th *Thread, self, val Value) error {
	o := asFrame(self)
	err := setBoolMember(th, &o.TraceOpcodes, val)
	if err == nil && o.TraceOpcodes && !LoadSlot(&o.Trace).IsAbsent() {
		o.follow(th)
	}
	return err
}

func frameGenerator(th *Thread, self Value) (Value, error) {
	if g := asFrame(self).generator(); g != nil {
		return g.Value(), nil
	}
	return None, nil
}

// frameClear drops the variables of a frame whose activation has ended, or closes the generator that has not started.
func frameClear(th *Thread, args []Value) (Value, error) {
	o := asFrame(args[0])
	if g := o.generator(); g != nil {
		switch g.state() {
		case GenRunning:
			return Value{}, RuntimeErrorf(th, "cannot clear an executing frame")
		case GenSuspended:
			return Value{}, RuntimeErrorf(th, "cannot clear a suspended frame")
		case GenCreated:
			if err := generatorDel(th, g.Value()); err != nil {
				return Value{}, err
			}
		}
	} else if !o.Dead || o.foreign {
		return Value{}, RuntimeErrorf(th, "cannot clear an executing frame")
	}
	if o.Dead {
		for i := range o.Code.Locals {
			StoreSlot(o.slot(i), Value{})
		}
	}
	if d := o.extra(false); d != nil {
		d.Clear()
	}
	return None, nil
}
