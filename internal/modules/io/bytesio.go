// This file implements BytesIO, a binary stream in memory.

package io

import (
	"bytes"
	"unsafe"

	"weft/internal/object"
)

var (
	bytesIOType       = &object.Type{Name: "BytesIO"}
	bytesIOBufferType = &object.Type{Name: "_BytesIOBuffer"}
)

// bytesIO is a BytesIO object, guarded by the object's lock. buf may be shared with bytes objects: then it is copied before a
// change.
type bytesIO struct {
	object.Header
	object.Ext
	buf     []byte // nil with closed
	pos     int
	open    bool
	shared  bool
	viewed  bool // getbuffer was called: never share from then on
	exports object.Exports
}

func asBytesIO(v value) *bytesIO { return (*bytesIO)(v.Ptr()) }

func bytesIOSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: bytesIOType, Base: bufIOBaseType, Module: "_io", Flags: baseFlags, Sig: "(initial_bytes=b'')",
		Doc:    "A binary stream in memory.",
		Layout: object.LayoutWithExt[bytesIO](unsafe.Offsetof(bytesIO{}.Ext)),
		Slots:  object.Slots{New: bytesIONew, Init: bytesIOInit, Iter: bytesIOIter, Next: bytesIONext},
		Methods: []object.Method{
			{Name: "__getstate__", Sig: "(self, /)", Fn: bytesIOGetstate},
			{Name: "__setstate__", Sig: "(self, object, /)", Fn: bytesIOSetstate},
			{Name: "__sizeof__", Sig: "(self, /)", Fn: bytesIOSizeof},
			{Name: "close", Sig: "(self, /)", Fn: bytesIOClose},
			{Name: "flush", Sig: "(self, /)", Fn: bytesIOCheckOnly(none)},
			{Name: "getbuffer", Sig: "(self, /)", Fn: bytesIOGetbuffer, Doc: "Return a view of the contents; while it exists the size cannot change."},
			{Name: "getvalue", Sig: "(self, /)", Fn: bytesIOGetvalue, Doc: "Return the contents as bytes."},
			{Name: "isatty", Sig: "(self, /)", Fn: bytesIOCheckOnly(object.False)},
			{Name: "read", Sig: "(self, size=-1, /)", Fn: bytesIORead},
			{Name: "read1", Sig: "(self, size=-1, /)", Fn: bytesIORead},
			{Name: "readable", Sig: "(self, /)", Fn: bytesIOCheckOnly(object.True)},
			{Name: "readinto", Sig: "(self, buffer, /)", Fn: bytesIOReadinto},
			{Name: "readline", Sig: "(self, size=-1, /)", Fn: bytesIOReadline},
			{Name: "readlines", Sig: "(self, size=None, /)", Fn: bytesIOReadlines},
			{Name: "seek", Sig: "(self, pos, whence=0, /)", Fn: bytesIOSeek},
			{Name: "seekable", Sig: "(self, /)", Fn: bytesIOCheckOnly(object.True)},
			{Name: "tell", Sig: "(self, /)", Fn: bytesIOTell},
			{Name: "truncate", Sig: "(self, size=None, /)", Fn: bytesIOTruncate},
			{Name: "writable", Sig: "(self, /)", Fn: bytesIOCheckOnly(object.True)},
			{Name: "write", Sig: "(self, b, /)", Fn: bytesIOWrite},
			{Name: "writelines", Sig: "(self, lines, /)", Fn: bytesIOWritelines},
		},
		GetSets: []object.GetSet{{Name: "closed", Get: func(th *thread, v value) (value, error) {
			b := asBytesIO(v)
			b.Lock()
			defer b.Unlock()
			return object.Bool(!b.open), nil
		}}},
	}
}

func bytesIOBufferSpec() object.TypeSpec {
	return object.TypeSpec{Type: bytesIOBufferType, Module: "_io", Layout: object.LayoutOf[bytesIOBuffer](), Slots: object.Slots{Buffer: bytesIOBufferGet}}
}

func bytesIONew(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
	v := t.New()
	asBytesIO(v).open = true
	if t.HasFlag(object.TypeHeap) {
		finalizeLater(th, asBytesIO(v))
	}
	return v, nil
}

var bytesIODef = object.NewDef(object.Method{Name: "BytesIO", Sig: "(initial_bytes=b'')"}, nil)

func bytesIOInit(th *thread, self value, args []value, kw *object.Tuple) error {
	a, err := object.BindSig(th, bytesIODef, args, kw)
	if err != nil {
		return err
	}
	b := asBytesIO(self)
	if isNone(a[0]) {
		return b.replace(th, nil, false)
	}
	if a[0].IsExact(object.BytesType) {
		s := object.AsBytes(a[0]).String()
		return b.replace(th, unsafe.Slice(unsafe.StringData(s), len(s)), true)
	}
	buf, err := object.GetBuffer(th, a[0], object.BufferCContig)
	if err != nil {
		return err
	}
	defer buf.Done(th)
	return b.replace(th, append([]byte(nil), buf.Bytes()...), false)
}

// replace sets the contents, with the position at the start.
func (b *bytesIO) replace(th *thread, data []byte, shared bool) error {
	b.Lock()
	defer b.Unlock()
	if err := b.resizableLocked(th); err != nil {
		return err
	}
	b.buf, b.shared, b.pos, b.open = data, shared, 0, true
	return nil
}

func (b *bytesIO) closedErrLocked(th *thread) error {
	if b.open {
		return nil
	}
	return valueError(th, msgClosed)
}

func (b *bytesIO) resizableLocked(th *thread) error {
	if b.exports.Active() {
		return object.Raise(th, object.BufferErrorType, "Existing exports of data: object cannot be re-sized")
	}
	return nil
}

// check raises ValueError if the stream is closed.
func (b *bytesIO) check(th *thread) error {
	b.Lock()
	defer b.Unlock()
	return b.closedErrLocked(th)
}

func bytesIOCheckOnly(result value) object.NativeFn {
	return func(th *thread, args []value) (value, error) { return result, asBytesIO(args[0]).check(th) }
}

func bytesIOClose(th *thread, args []value) (value, error) {
	b := asBytesIO(args[0])
	b.Lock()
	defer b.Unlock()
	if err := b.resizableLocked(th); err != nil {
		return value{}, err
	}
	b.buf, b.open, b.shared = nil, false, false
	return none, nil
}

// ownLocked makes buf unshared with room for n bytes.
func (b *bytesIO) ownLocked(n int) {
	if !b.shared && n <= cap(b.buf) {
		return
	}
	room := n
	if n > len(b.buf) {
		room = n + n/8 + 64
		if n <= len(b.buf)*2 {
			room = max(room, len(b.buf)*3/2)
		}
	}
	nb := make([]byte, len(b.buf), max(room, len(b.buf)))
	copy(nb, b.buf)
	b.buf, b.shared = nb, false
}

// writeLocked writes p at the position; what lies between the old end and the position becomes zero.
func (b *bytesIO) writeLocked(th *thread, p []byte) error {
	if len(p) == 0 {
		return nil
	}
	end := b.pos + len(p)
	if end < 0 {
		return object.OverflowErrorf(th, "new buffer size too large")
	}
	old := len(b.buf)
	if end > cap(b.buf) {
		if err := object.CheckAlloc(th, end+end/8, 1); err != nil {
			return err
		}
	}
	b.ownLocked(max(end, old))
	if end > old {
		b.buf = b.buf[:end]
		if b.pos > old {
			clear(b.buf[old:b.pos])
		}
	}
	copy(b.buf[b.pos:], p)
	b.pos = end
	return nil
}

func (b *bytesIO) writeValue(th *thread, v value) (int, error) {
	if err := b.check(th); err != nil {
		return 0, err
	}
	b.Lock()
	err := b.resizableLocked(th)
	b.Unlock()
	if err != nil {
		return 0, err
	}
	buf, err := object.GetBuffer(th, v, object.BufferCContig)
	if err != nil {
		return 0, err
	}
	defer buf.Done(th)
	p := buf.Bytes()
	b.Lock()
	defer b.Unlock()
	if err := b.closedErrLocked(th); err != nil {
		return 0, err
	}
	if err := b.resizableLocked(th); err != nil {
		return 0, err
	}
	return len(p), b.writeLocked(th, p)
}

func bytesIOWrite(th *thread, args []value) (value, error) {
	n, err := asBytesIO(args[0]).writeValue(th, args[1])
	if err != nil {
		return value{}, err
	}
	return num(n), nil
}

func bytesIOWritelines(th *thread, args []value) (value, error) {
	b := asBytesIO(args[0])
	if err := b.check(th); err != nil {
		return value{}, err
	}
	return none, object.Iterate(th, args[1], func(line value) (bool, error) {
		_, err := b.writeValue(th, line)
		return true, err
	})
}

// takeLocked returns the next n bytes; the object that holds them may share buf.
func (b *bytesIO) takeLocked(n int) value {
	if b.pos >= len(b.buf) {
		n = 0
	} else {
		n = min(n, len(b.buf)-b.pos)
	}
	if n == 0 {
		return object.NewBytes("")
	}
	s := b.buf[b.pos : b.pos+n]
	b.pos += n
	if n > 1 && n == len(b.buf) && !b.viewed {
		b.shared = true
		return object.NewBytes(str(s))
	}
	return object.NewBytes(string(s))
}

func bytesIORead(th *thread, args []value) (value, error) {
	n, err := sizeArg(th, args[1], -1)
	if err != nil {
		return value{}, err
	}
	b := asBytesIO(args[0])
	b.Lock()
	defer b.Unlock()
	if err := b.closedErrLocked(th); err != nil {
		return value{}, err
	}
	if n < 0 {
		n = len(b.buf)
	}
	return b.takeLocked(n), nil
}

// lineLocked returns the length of the next line.
func (b *bytesIO) lineLocked() int {
	if b.pos >= len(b.buf) {
		return 0
	}
	rest := b.buf[b.pos:]
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		return i + 1
	}
	return len(rest)
}

func bytesIOReadline(th *thread, args []value) (value, error) {
	n, err := sizeArg(th, args[1], -1)
	if err != nil {
		return value{}, err
	}
	b := asBytesIO(args[0])
	b.Lock()
	defer b.Unlock()
	if err := b.closedErrLocked(th); err != nil {
		return value{}, err
	}
	k := b.lineLocked()
	if n >= 0 && n < k {
		k = n
	}
	return b.takeLocked(k), nil
}

func bytesIOReadlines(th *thread, args []value) (value, error) {
	b := asBytesIO(args[0])
	if err := b.check(th); err != nil {
		return value{}, err
	}
	most := 0
	if !isNone(args[1]) {
		if !object.IsInt(args[1]) {
			return value{}, object.TypeErrorf(th, "integer argument expected, got '%s'", args[1].Type().DisplayName())
		}
		var err error
		if most, err = object.AsIndex(th, args[1], object.OverflowErrorType); err != nil {
			return value{}, err
		}
	}
	var out []value
	total := 0
	b.Lock()
	defer b.Unlock()
	for {
		n := b.lineLocked()
		if n == 0 {
			break
		}
		out = append(out, b.takeLocked(n))
		total += n
		if most > 0 && total >= most {
			break
		}
	}
	return object.NewList(out).Value(), nil
}

func bytesIOIter(th *thread, self value) (value, error) { return self, nil }

func bytesIONext(th *thread, self value) (value, error) {
	b := asBytesIO(self)
	b.Lock()
	defer b.Unlock()
	if err := b.closedErrLocked(th); err != nil {
		return value{}, err
	}
	n := b.lineLocked()
	if n == 0 {
		return value{}, nil
	}
	return b.takeLocked(n), nil
}

func bytesIOReadinto(th *thread, args []value) (value, error) {
	b := asBytesIO(args[0])
	if err := b.check(th); err != nil {
		return value{}, err
	}
	w, err := object.GetWritableBuffer(th, args[1], "readinto", "")
	if err != nil {
		return value{}, err
	}
	defer w.Done(th)
	b.Lock()
	defer b.Unlock()
	if err := b.closedErrLocked(th); err != nil {
		return value{}, err
	}
	n := 0
	if b.pos < len(b.buf) {
		n = copy(w.Bytes(), b.buf[b.pos:])
		b.pos += n
	}
	return num(n), nil
}

func bytesIOTell(th *thread, args []value) (value, error) {
	b := asBytesIO(args[0])
	b.Lock()
	defer b.Unlock()
	return num(b.pos), b.closedErrLocked(th)
}

func bytesIOSeek(th *thread, args []value) (value, error) {
	b := asBytesIO(args[0])
	pos, err := ssize(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	whence, err := intArg(th, args[2], 0)
	if err != nil {
		return value{}, err
	}
	b.Lock()
	defer b.Unlock()
	if err := b.closedErrLocked(th); err != nil {
		return value{}, err
	}
	if pos < 0 && whence == 0 {
		return value{}, object.ValueErrorf(th, "negative seek value %d", pos)
	}
	base := 0
	switch whence {
	case 0:
	case 1:
		base = b.pos
	case 2:
		base = len(b.buf)
	default:
		return value{}, object.ValueErrorf(th, "invalid whence (%d, should be 0, 1 or 2)", whence)
	}
	if pos > 1<<63-1-base {
		return value{}, object.OverflowErrorf(th, "new position too large")
	}
	b.pos = max(base+pos, 0)
	return num(b.pos), nil
}

func bytesIOTruncate(th *thread, args []value) (value, error) {
	b := asBytesIO(args[0])
	b.Lock()
	err := b.closedErrLocked(th)
	if err == nil {
		err = b.resizableLocked(th)
	}
	size := b.pos
	b.Unlock()
	if err != nil {
		return value{}, err
	}
	if size, err = ssizeOrNone(th, args[1], size); err != nil {
		return value{}, err
	}
	if size < 0 {
		return value{}, object.ValueErrorf(th, "negative size value %d", size)
	}
	b.Lock()
	defer b.Unlock()
	if err := b.resizableLocked(th); err != nil {
		return value{}, err
	}
	if size < len(b.buf) {
		b.ownLocked(len(b.buf))
		if size < cap(b.buf)/4 {
			b.buf = append(make([]byte, 0, size), b.buf[:size]...)
		} else {
			b.buf = b.buf[:size]
		}
	}
	return num(size), nil
}

func bytesIOGetvalue(th *thread, args []value) (value, error) {
	b := asBytesIO(args[0])
	b.Lock()
	defer b.Unlock()
	if err := b.closedErrLocked(th); err != nil {
		return value{}, err
	}
	return b.contentsLocked(), nil
}

func (b *bytesIO) contentsLocked() value {
	if len(b.buf) > 1 && !b.viewed {
		b.shared = true
		return object.NewBytes(str(b.buf))
	}
	return object.NewBytes(string(b.buf))
}

func bytesIOGetstate(th *thread, args []value) (value, error) {
	b := asBytesIO(args[0])
	b.Lock()
	err := b.closedErrLocked(th)
	var data value
	pos := b.pos
	if err == nil {
		data = b.contentsLocked()
	}
	b.Unlock()
	if err != nil {
		return value{}, err
	}
	d, err := copyOfDict(th, args[0])
	return object.TupleOf(data, num(pos), d), err
}

// copyOfDict returns a copy of the instance's __dict__, None if that is empty.
func copyOfDict(th *thread, self value) (value, error) {
	d, err := object.GetAttrName(th, self, "__dict__")
	if err != nil || !object.IsDict(d) || object.AsDict(d).Len() == 0 {
		return none, err
	}
	return object.AsDict(d).Copy().Value(), nil
}

func bytesIOSetstate(th *thread, args []value) (value, error) {
	self, state := args[0], args[1]
	name := self.Type().DisplayName()
	if !object.IsTuple(state) || object.AsTuple(state).Len() < 3 {
		return value{}, object.TypeErrorf(th, "%s.__setstate__ argument should be 3-tuple, got %s", name, state.Type().DisplayName())
	}
	it := object.AsTuple(state).Items()
	b := asBytesIO(self)
	b.Lock()
	err := b.resizableLocked(th)
	b.Unlock()
	if err != nil {
		return value{}, err
	}
	buf, err := object.GetBuffer(th, it[0], object.BufferCContig)
	if err != nil {
		return value{}, err
	}
	data := append([]byte(nil), buf.Bytes()...)
	buf.Done(th)
	if err := b.replace(th, data, false); err != nil {
		return value{}, err
	}
	pos, err := setstatePos(th, it[1], "second item of state must be an integer, not ")
	if err != nil {
		return value{}, err
	}
	b.Lock()
	b.pos = pos
	b.Unlock()
	return none, setstateDict(th, self, it[2], "third")
}

func setstatePos(th *thread, v value, msg string) (int, error) {
	if !object.IsInt(v) {
		return 0, object.Raise(th, object.TypeErrorType, msg+v.Type().DisplayName())
	}
	pos, err := object.AsIndex(th, v, object.OverflowErrorType)
	if err == nil && pos < 0 {
		err = valueError(th, "position value cannot be negative")
	}
	return pos, err
}

func setstateDict(th *thread, self, d value, which string) error {
	if d.Is(none) {
		return nil
	}
	if !object.IsDict(d) {
		return object.TypeErrorf(th, "%s item of state should be a dict, got a %s", which, d.Type().DisplayName())
	}
	own, err := object.GetAttrName(th, self, "__dict__")
	if err == nil {
		_, err = object.CallMethod(th, own, "update", d)
	}
	return err
}

func bytesIOSizeof(th *thread, args []value) (value, error) {
	b := asBytesIO(args[0])
	b.Lock()
	defer b.Unlock()
	return num(int(unsafe.Sizeof(*b)) + cap(b.buf)), nil
}

// bytesIOBuffer exports the memory of a BytesIO.
type bytesIOBuffer struct {
	object.Header
	source *bytesIO
}

func bytesIOGetbuffer(th *thread, args []value) (value, error) {
	b := asBytesIO(args[0])
	if err := b.check(th); err != nil {
		return value{}, err
	}
	x := &bytesIOBuffer{source: b}
	x.SetType(bytesIOBufferType)
	return object.NewMemoryView(th, object.FromPtr(unsafe.Pointer(x)))
}

func bytesIOBufferGet(th *thread, self value, flags object.BufferFlags) (*object.Buffer, error) {
	b := (*bytesIOBuffer)(self.Ptr()).source
	b.Lock()
	defer b.Unlock()
	if b.shared {
		b.ownLocked(len(b.buf))
	}
	b.viewed = true
	b.exports.Add()
	buf := &object.Buffer{Obj: self, Data: b.buf, Len: len(b.buf), ItemSize: 1, Release: func(th *thread) {
		b.Lock()
		b.exports.Drop()
		b.Unlock()
	}}
	buf.CountedBy(&b.Header, &b.exports)
	return buf, nil
}
