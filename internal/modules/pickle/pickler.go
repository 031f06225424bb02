// This file implements Pickler: its attributes and methods, and the output with its frames. What is written for an object: save.go.

package pickle

import (
	"encoding/binary"
	"sync/atomic"
	"unsafe"

	"weft/internal/object"
)

var picklerType = &object.Type{Name: "Pickler"}

// pickler is a Pickler object. dispatch and persAttr are slots of their own; fast and binary are atomic; the rest is the owner's.
type pickler struct {
	object.Header
	owner    owner
	dispatch value // absent: copyreg's
	persAttr value // persistent_id as set on the object; absent: none
	fast     int32
	binary   int32

	st         *state
	ready      bool
	write      value // absent: dumps
	callback   value // absent: none
	override   value // reducer_override, during a dump
	persistent value // persistent_id, during a dump
	proto      int
	fixImports bool
	framing    bool
	frame      int // where the open frame's header is; -1: none
	b          []byte
	memo       memoTable
	nameless   int  // objects that have a number, but are in no memo
	private    bool // no Python code sees the pickler
	nesting    int
	fastSeen   map[unsafe.Pointer]bool
}

func asPickler(v value) *pickler { return (*pickler)(v.Ptr()) }

func picklerSpec() object.TypeSpec {
	return object.TypeSpec{
		Type:   picklerType,
		Module: "_pickle",
		Doc:    "This takes a binary file for writing a pickle data stream.\n\nIts methods are those of the class of the same name in pickle.",
		Sig:    "(file, protocol=None, fix_imports=True, buffer_callback=None)",
		Flags:  object.TypeBase,
		Layout: object.LayoutOf[pickler](),
		Slots:  object.Slots{New: picklerNew, Init: picklerInit, GetAttr: picklerGetAttr, SetAttr: picklerSetAttr},
		Methods: []object.Method{
			{Name: "persistent_id", Sig: "(self, obj, /)", Fn: func(th *thread, args []value) (value, error) { return object.None, nil }},
			{Name: "dump", Sig: "(self, obj, /)", Fn: picklerDump, Doc: "Write a pickled representation of the given object to the open file."},
			{Name: "clear_memo", Sig: "(self, /)", Fn: picklerClearMemo, Doc: "Forget the objects pickled so far."},
			{Name: "__sizeof__", Sig: "(self, /)", Fn: picklerSizeof, Doc: "Returns size in memory, in bytes."},
		},
		GetSets: []object.GetSet{
			{Name: "bin", Get: func(th *thread, self value) (value, error) {
				return object.Int(int64(atomic.LoadInt32(&asPickler(self).binary))), nil
			},
				Set: func(th *thread, self, val value) error { return setInt(th, &asPickler(self).binary, val) }},
			{Name: "fast", Get: func(th *thread, self value) (value, error) {
				return object.Int(int64(atomic.LoadInt32(&asPickler(self).fast))), nil
			},
				Set: func(th *thread, self, val value) error { return setInt(th, &asPickler(self).fast, val) }},
			{Name: "dispatch_table", Get: picklerGetDispatch, Set: picklerSetDispatch},
			{Name: "memo", Get: picklerGetMemo, Set: picklerSetMemo},
		},
	}
}

func setInt(th *thread, p *int32, val value) error {
	if val.IsAbsent() {
		return object.TypeErrorf(th, "can't delete numeric/char attribute")
	}
	n, err := object.AsCInt(th, val)
	if err == nil {
		atomic.StoreInt32(p, int32(n))
	}
	return err
}

func picklerGetDispatch(th *thread, self value) (value, error) {
	v := object.LoadSlot(&asPickler(self).dispatch)
	if v.IsAbsent() {
		return value{}, object.RaiseAttribute(th, self, object.Intern("dispatch_table"), "'"+self.Type().DisplayName()+"' object has no attribute 'dispatch_table'")
	}
	return v, nil
}

func picklerSetDispatch(th *thread, self, val value) error {
	p := asPickler(self)
	if val.IsAbsent() && object.LoadSlot(&p.dispatch).IsAbsent() {
		return object.Raise(th, object.AttributeErrorType, "dispatch_table")
	}
	object.StoreSlot(&p.dispatch, val)
	return nil
}

func picklerGetAttr(th *thread, self value, name *object.Str) (value, error) {
	if name.String() == "persistent_id" {
		if v := object.LoadSlot(&asPickler(self).persAttr); !v.IsAbsent() {
			return v, nil
		}
	}
	return object.GenericGetAttr(th, self, name)
}

func picklerSetAttr(th *thread, self value, name *object.Str, val value) error {
	if name.String() == "persistent_id" {
		object.StoreSlot(&asPickler(self).persAttr, val)
		return nil
	}
	return setAttr(th, self, name, val)
}

// setAttr is GenericSetAttr with the message of types that store attributes in their own way.
func setAttr(th *thread, self value, name *object.Str, val value) error {
	err := object.GenericSetAttr(th, self, name, val)
	if err != nil && object.IsErr(err, object.AttributeErrorType) && self.Type().Lookup(name).IsAbsent() {
		return object.RaiseAttribute(th, self, name, "'"+self.Type().DisplayName()+"' object has no attribute '"+name.String()+"'")
	}
	return err
}

func picklerNew(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
	return t.New(), nil
}

var picklerDef = object.NewDef(object.Method{Name: "Pickler", Sig: "(file, protocol=None, fix_imports=True, buffer_callback=None)"}, nil)

func picklerInit(th *thread, self value, args []value, kwnames *object.Tuple) error {
	a, err := object.BindSig(th, picklerDef, args, kwnames)
	if err != nil {
		return err
	}
	st, err := stateOf(th)
	if err != nil {
		return err
	}
	p := asPickler(self)
	done, err := p.owner.take(th, true, "Pickler")
	if err != nil {
		return err
	}
	defer done()
	p.st = st
	p.ready = false
	if err := p.setOptions(th, a[1], a[2], a[3]); err != nil {
		return err
	}
	if err := p.setFile(th, a[0]); err != nil {
		return err
	}
	p.memo = memoTable{}
	atomic.StoreInt32(&p.fast, 0)
	p.nesting, p.fastSeen = 0, nil
	table, err := object.GetAttrOpt(th, self, object.Intern("dispatch_table"))
	if err != nil {
		return err
	}
	object.StoreSlot(&p.dispatch, table)
	p.ready = true
	return nil
}

// setOptions sets what the constructor's arguments say.
func (p *pickler) setOptions(th *thread, protocol, fixImports, callback value) error {
	p.proto = defaultProtocol
	fix, err := truth(th, fixImports, true)
	if err != nil {
		return err
	}
	if !protocol.IsAbsent() && !protocol.Is(object.None) {
		n, err := object.AsCInt(th, protocol)
		if err != nil {
			return err
		}
		if n < 0 {
			n = highestProtocol
		}
		if n > highestProtocol {
			return object.ValueErrorf(th, "pickle protocol must be <= %d", highestProtocol)
		}
		p.proto = n
	}
	bin := int32(0)
	if p.proto > 0 {
		bin = 1
	}
	atomic.StoreInt32(&p.binary, bin)
	p.fixImports = fix && p.proto < 3
	if callback.Is(object.None) {
		callback = value{}
	}
	if !callback.IsAbsent() && p.proto < 5 {
		return object.ValueErrorf(th, "buffer_callback needs protocol >= 5")
	}
	p.callback = callback
	return nil
}

func (p *pickler) setFile(th *thread, file value) (err error) {
	if p.write, err = object.GetAttrOpt(th, file, object.Intern("write")); err == nil && p.write.IsAbsent() {
		err = object.TypeErrorf(th, "file must have a 'write' attribute")
	}
	return err
}

func picklerDump(th *thread, args []value) (value, error) {
	p := asPickler(args[0])
	done, err := p.owner.take(th, false, "Pickler")
	if err != nil {
		return value{}, err
	}
	defer done()
	if !p.ready {
		return value{}, object.Raisef(th, picklingErrorType, "Pickler.__init__() was not called by %s.__init__()", args[0].Type().DisplayName())
	}
	p.b = p.b[:0]
	if p.override, err = object.GetAttrOpt(th, args[0], object.Intern("reducer_override")); err != nil {
		return value{}, err
	}
	p.persistent = object.LoadSlot(&p.persAttr)
	if p.persistent.IsAbsent() && args[0].Type() != picklerType {
		name := object.Intern("persistent_id")
		if !args[0].Type().Lookup(name).Is(picklerType.Lookup(name)) {
			if p.persistent, err = object.GetAttr(th, args[0], name); err != nil {
				return value{}, err
			}
		}
	}
	err = p.dump(th, args[1])
	p.override, p.persistent = value{}, value{}
	if err == nil {
		err = p.flush(th)
	}
	if cap(p.b) > 1<<16 {
		p.b = nil
	}
	return object.None, err
}

func picklerClearMemo(th *thread, args []value) (value, error) {
	p := asPickler(args[0])
	done, err := p.owner.take(th, true, "Pickler")
	if err != nil {
		return value{}, err
	}
	p.memo.clear()
	done()
	return object.None, nil
}

func picklerSizeof(th *thread, args []value) (value, error) {
	p := asPickler(args[0])
	done, err := p.owner.take(th, true, "Pickler")
	if err != nil {
		return value{}, err
	}
	n := int(unsafe.Sizeof(*p)) + cap(p.b) + len(p.memo.entries)*int(unsafe.Sizeof(memoEntry{}))
	done()
	return object.Int(int64(n)), nil
}

const (
	frameTarget = 64 * 1024
	frameMin    = 4
	frameHeader = 9
)

// dump writes a whole pickle into the buffer.
func (p *pickler) dump(th *thread, v value) error {
	p.frame, p.framing = -1, false
	if p.proto >= 2 {
		p.b = append(p.b, opProto, byte(p.proto))
		if p.proto >= 4 {
			p.framing = true
			p.openFrame()
		}
	}
	err := p.save(th, v, true)
	if err == nil {
		p.b = append(p.b, opStop)
		p.closeFrame()
	}
	p.framing = false
	return err
}

// openFrame leaves room for the header of a frame.
func (p *pickler) openFrame() {
	if p.framing && p.frame < 0 {
		p.frame = len(p.b)
		p.b = append(p.b, opFrame, 0, 0, 0, 0, 0, 0, 0, 0)
	}
}

// closeFrame fills the header of the open frame in, or removes it if the frame is too short for one.
func (p *pickler) closeFrame() {
	if !p.framing || p.frame < 0 {
		return
	}
	start := p.frame
	if n := len(p.b) - start - frameHeader; n >= frameMin {
		binary.LittleEndian.PutUint64(p.b[start+1:], uint64(n))
	} else {
		copy(p.b[start:], p.b[start+frameHeader:])
		p.b = p.b[:len(p.b)-frameHeader]
	}
	p.frame = -1
}

// boundary ends a frame that is long enough, and hands it to the file.
func (p *pickler) boundary(th *thread) error {
	if p.frame < 0 || len(p.b)-p.frame-frameHeader < frameTarget {
		return nil
	}
	p.closeFrame()
	if !p.write.IsAbsent() {
		if err := p.flush(th); err != nil {
			return err
		}
	}
	p.openFrame()
	return nil
}

// flush hands the buffer to the file and empties it.
func (p *pickler) flush(th *thread) error {
	p.closeFrame()
	out := object.CopyBytes(p.b)
	p.b, p.frame = p.b[:0], -1
	_, err := object.Call(th, p.write, out)
	return err
}

// large writes a header and data. Data as long as a frame go to the file by themselves; payload is the object they are, or absent.
func (p *pickler) large(th *thread, data string, payload value, header ...byte) error {
	if len(data) < frameTarget {
		p.b = append(append(p.b, header...), data...)
		return nil
	}
	framing := p.framing
	p.closeFrame()
	p.framing = false
	p.b = append(p.b, header...)
	if p.write.IsAbsent() {
		if need := len(p.b) + len(data); need > cap(p.b) && len(data) > len(p.b) {
			p.b = append(make([]byte, 0, need+need/16+64), p.b...)
		}
		p.b = append(p.b, data...)
	} else {
		if err := p.flush(th); err != nil {
			return err
		}
		if payload.IsAbsent() {
			payload = object.CopyBytes(unsafe.Slice(unsafe.StringData(data), len(data)))
		}
		if _, err := object.Call(th, p.write, payload); err != nil {
			return err
		}
	}
	p.framing = framing
	p.openFrame()
	return nil
}
