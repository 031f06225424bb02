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
	}
}

// FrameObjectOf returns the frame object of activation f of thread th, making it at the first request.
func FrameObjectOf(th *Thread, f *Frame) *FrameObject {
	if o := loadPtr(&f.Obj); o != nil {
		return o
	}
	o := &FrameObject{Header: Header{typ: FrameType}, F: f, Code: f.Code, Globals: f.Globals, Builtins: f.Builtins, regs: f.Regs, TraceLines: true, th: th}
	if !casPtr(&f.Obj, nil, o) {
		return loadPtr(&f.Obj)
	}
	return o
}

// Detach is called when the activation ends, before its registers are reused: it copies what the frame object shows. The frame
// that called it is kept as f_back.
func (o *FrameObject) Detach() {
	f := o.F
	own := &o.own
	own.Code, own.Fn, own.IP, own.Globals, own.Builtins, own.NS, own.Obj = f.Code, f.Fn, f.IP, f.Globals, f.Builtins, f.NS, o
	if n := len(o.Code.Locals); n > 0 {
		regs := make([]Value, n)
		copy(regs, unsafe.Slice(f.Regs, n))
		own.Regs = unsafe.SliceData(regs)
		storePtr(&o.regs, own.Regs)
	}
	if f.Prev != nil {
		storePtr(&o.Back, FrameObjectOf(o.th, f.Prev))
	}
	storePtr(&o.F, own)
	o.Dead = true
}

// Line returns f_lineno; 0: unknown.
func (o *FrameObject) Line() int {
	if o.Lineno != 0 {
		return o.Lineno
	}
	i := loadPtr(&o.F).Lasti()
	if i < 0 {
		return o.Code.C.FirstLine
	}
	return int(o.Code.C.SpanAt(i).Line)
}

func frameRepr(th *Thread, self Value) (Value, error) {
	o := (*FrameObject)(self.p)
	file, err := ReprString(th, o.Code.Filename.Value())
	if err != nil {
		return Value{}, err
	}
	return NewStr("<frame at " + addr(self) + ", file " + file + ", line " + itoa(int64(o.Line())) + ", code " + o.Code.Name.s + ">"), nil
}
