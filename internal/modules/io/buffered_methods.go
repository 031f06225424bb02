// This file implements the methods of _BufferedIOBase, the buffered streams, and BufferedRWPair.

package io

import (
	"unsafe"

	"weft/internal/object"
)

func bufIOBaseSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: bufIOBaseType, Base: ioBaseType, Module: "_io", Flags: baseFlags,
		Doc:   "The base of buffered binary streams: reading and writing never does less than it was asked for, except at the end.",
		Slots: object.Slots{New: newOf},
		Methods: []object.Method{
			{Name: "detach", Sig: "(self, /)", Fn: unsupportedFn("detach"), Doc: "Separate the raw stream from the buffer and return it."},
			{Name: "read", Sig: "(self, size=-1, /)", Fn: unsupportedFn("read"), Doc: "Read up to size bytes, everything by default."},
			{Name: "read1", Sig: "(self, size=-1, /)", Fn: unsupportedFn("read1"), Doc: "Read up to size bytes with at most one read of the raw stream."},
			{Name: "readinto", Sig: "(self, buffer, /)", Fn: bufIOBaseReadinto, Doc: "Read into a buffer and return the number of bytes."},
			{Name: "readinto1", Sig: "(self, buffer, /)", Fn: bufIOBaseReadinto1, Doc: "Read into a buffer with at most one read of the raw stream."},
			{Name: "write", Sig: "(self, b, /)", Fn: unsupportedFn("write"), Doc: "Write bytes and return their number."},
		},
	}
}

func unsupportedFn(name string) object.NativeFn {
	return func(th *thread, args []value) (value, error) { return value{}, unsupported(th, name) }
}

func bufIOBaseReadinto(th *thread, args []value) (value, error) {
	return readintoBy(th, args, "readinto", "read")
}

func bufIOBaseReadinto1(th *thread, args []value) (value, error) {
	return readintoBy(th, args, "readinto1", "read1")
}

// readintoBy fills a buffer with what the method read returns.
func readintoBy(th *thread, args []value, fn, method string) (value, error) {
	b, err := object.GetWritableBuffer(th, args[1], fn, "")
	if err != nil {
		return value{}, err
	}
	defer b.Done(th)
	data, err := object.CallMethod(th, args[0], method, num(b.Len))
	if err != nil {
		return value{}, err
	}
	if !object.IsBytes(data) {
		return value{}, object.TypeErrorf(th, "read() should return bytes")
	}
	s := object.AsBytes(data).String()
	if len(s) > b.Len {
		return value{}, object.ValueErrorf(th, "read() returned too much data: %d bytes requested, %d returned", b.Len, len(s))
	}
	copy(b.Bytes(), s)
	return num(len(s)), nil
}

func bufferedLayout() *object.Layout {
	return object.LayoutWithExt[buffered](unsafe.Offsetof(buffered{}.Ext))
}

// The rows that the three kinds share.
func bufferedCommon() []object.Method {
	return []object.Method{
		{Name: "__getstate__", Sig: "(self, /)", Fn: noState},
		{Name: "__sizeof__", Sig: "(self, /)", Fn: bufferedSizeof},
		{Name: "_dealloc_warn", Sig: "(self, source, /)", Fn: bufferedDeallocWarn},
		{Name: "close", Sig: "(self, /)", Fn: bufferedClose},
		{Name: "detach", Sig: "(self, /)", Fn: bufferedDetach},
		{Name: "fileno", Sig: "(self, /)", Fn: bufferedForward("fileno")},
		{Name: "isatty", Sig: "(self, /)", Fn: bufferedForward("isatty")},
		{Name: "seek", Sig: "(self, target, whence=0, /)", Fn: bufferedSeek},
		{Name: "seekable", Sig: "(self, /)", Fn: bufferedForward("seekable")},
		{Name: "tell", Sig: "(self, /)", Fn: bufferedTell},
		{Name: "truncate", Sig: "(self, pos=None, /)", Fn: bufferedTruncate},
	}
}

func bufferedReading() []object.Method {
	return []object.Method{
		{Name: "peek", Sig: "(self, size=0, /)", Fn: bufferedPeek, Doc: "Return bytes from the buffer without moving the position."},
		{Name: "read", Sig: "(self, size=-1, /)", Fn: bufferedRead},
		{Name: "read1", Sig: "(self, size=-1, /)", Fn: bufferedRead1},
		{Name: "readable", Sig: "(self, /)", Fn: bufferedForward("readable")},
		{Name: "readinto", Sig: "(self, buffer, /)", Fn: bufferedReadinto},
		{Name: "readinto1", Sig: "(self, buffer, /)", Fn: bufferedReadinto1},
		{Name: "readline", Sig: "(self, size=-1, /)", Fn: bufferedReadline},
	}
}

func bufferedWriting() []object.Method {
	return []object.Method{
		{Name: "flush", Sig: "(self, /)", Fn: bufferedFlush},
		{Name: "writable", Sig: "(self, /)", Fn: bufferedForward("writable")},
		{Name: "write", Sig: "(self, buffer, /)", Fn: bufferedWrite},
	}
}

func bufferedGetSets() []object.GetSet {
	attr := func(name string) func(th *thread, self value) (value, error) {
		return func(th *thread, self value) (value, error) {
			raw, err := asBuffered(self).rawStream(th)
			if err != nil {
				return value{}, err
			}
			return object.GetAttrName(th, raw, name)
		}
	}
	return []object.GetSet{
		{Name: "_finalizing", Get: func(th *thread, v value) (value, error) { return object.Bool(asBuffered(v).has(bufFinalizing)), nil }, Set: bufferedSetFinalizing},
		{Name: "closed", Get: attr("closed")},
		{Name: "mode", Get: attr("mode")},
		{Name: "name", Get: attr("name")},
		{Name: "raw", Get: func(th *thread, v value) (value, error) {
			if raw := object.LoadSlot(&asBuffered(v).raw); !raw.IsAbsent() {
				return raw, nil
			}
			return none, nil
		}},
	}
}

func bufferedReaderSpec() object.TypeSpec {
	flush := object.Method{Name: "flush", Sig: "(self, /)", Fn: bufferedForward("flush")}
	return object.TypeSpec{
		Type: bufferedReaderType, Base: bufIOBaseType, Module: "_io", Flags: baseFlags, Sig: "(raw, buffer_size=131072)",
		Doc:     "A buffer for reading a raw stream.",
		Layout:  bufferedLayout(),
		Slots:   object.Slots{New: bufferedNew, Init: bufferedReaderInit, Repr: bufferedRepr, Next: bufferedNext},
		Methods: append(append(bufferedCommon(), bufferedReading()...), flush),
		GetSets: bufferedGetSets(),
	}
}

func bufferedWriterSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: bufferedWriterType, Base: bufIOBaseType, Module: "_io", Flags: baseFlags, Sig: "(raw, buffer_size=131072)",
		Doc:     "A buffer for writing a raw stream. What is written reaches the raw stream when the buffer is full, at flush() and at close().",
		Layout:  bufferedLayout(),
		Slots:   object.Slots{New: bufferedNew, Init: bufferedWriterInit, Repr: bufferedRepr},
		Methods: append(bufferedCommon(), bufferedWriting()...),
		GetSets: bufferedGetSets(),
	}
}

func bufferedRandomSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: bufferedRandomType, Base: bufIOBaseType, Module: "_io", Flags: baseFlags, Sig: "(raw, buffer_size=131072)",
		Doc:     "A buffer for reading and writing a raw stream that can seek.",
		Layout:  bufferedLayout(),
		Slots:   object.Slots{New: bufferedNew, Init: bufferedRandomInit, Repr: bufferedRepr, Next: bufferedNext},
		Methods: append(append(bufferedCommon(), bufferedReading()...), bufferedWriting()...),
		GetSets: bufferedGetSets(),
	}
}

func bufferedNew(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
	v := t.New()
	b := asBuffered(v)
	finalizeLater(th, b)
	b.readEnd, b.writeEnd, b.absPos = -1, -1, -1
	return v, nil
}

// bufferedArgs binds the arguments of the constructors.
func bufferedArgs(th *thread, name string, args []value, kw *object.Tuple) (raw value, size int, err error) {
	a, err := object.BindSig(th, object.NewDef(object.Method{Name: name, Sig: "(raw, buffer_size=131072)"}, nil), args, kw)
	if err != nil {
		return value{}, 0, err
	}
	size, err = ssize(th, a[1], defaultBufferSize)
	return a[0], size, err
}

func bufferedReaderInit(th *thread, self value, args []value, kw *object.Tuple) error {
	raw, size, err := bufferedArgs(th, "BufferedReader", args, kw)
	if err != nil {
		return err
	}
	b := asBuffered(self)
	b.clear(bufOK | bufDetached)
	if err := checkReadable(th, raw); err != nil {
		return err
	}
	return b.init(th, raw, size, bufRead)
}

func bufferedWriterInit(th *thread, self value, args []value, kw *object.Tuple) error {
	raw, size, err := bufferedArgs(th, "BufferedWriter", args, kw)
	if err != nil {
		return err
	}
	b := asBuffered(self)
	b.clear(bufOK | bufDetached)
	if err := checkWritable(th, raw); err != nil {
		return err
	}
	return b.init(th, raw, size, bufWrite)
}

func bufferedRandomInit(th *thread, self value, args []value, kw *object.Tuple) error {
	raw, size, err := bufferedArgs(th, "BufferedRandom", args, kw)
	if err != nil {
		return err
	}
	b := asBuffered(self)
	b.clear(bufOK | bufDetached)
	if err := checkSeekable(th, raw); err != nil {
		return err
	}
	if err := checkReadable(th, raw); err != nil {
		return err
	}
	if err := checkWritable(th, raw); err != nil {
		return err
	}
	return b.init(th, raw, size, bufRead|bufWrite)
}

func bufferedRepr(th *thread, self value) (value, error) { return streamRepr(th, self, nil) }

// bufferedForward is a method that asks the raw stream.
func bufferedForward(name string) object.NativeFn {
	return func(th *thread, args []value) (value, error) {
		raw, err := asBuffered(args[0]).rawStream(th)
		if err != nil {
			return value{}, err
		}
		return object.CallMethod(th, raw, name)
	}
}

func bufferedSetFinalizing(th *thread, self, val value) error {
	on, err := object.IsTrue(th, val)
	if err == nil && on {
		asBuffered(self).set(bufFinalizing)
	}
	return err
}

func bufferedSizeof(th *thread, args []value) (value, error) {
	b := asBuffered(args[0])
	n := int(unsafe.Sizeof(*b))
	if !b.has(bufFreed) {
		n += b.size
	}
	return num(n), nil
}

func bufferedDeallocWarn(th *thread, args []value) (value, error) {
	b := asBuffered(args[0])
	if raw := object.LoadSlot(&b.raw); b.has(bufOK) && !raw.IsAbsent() {
		_, _ = object.CallMethod(th, raw, "_dealloc_warn", args[1]) // a raw stream need not have it
	}
	return none, nil
}

func bufferedClose(th *thread, args []value) (value, error) {
	self := args[0]
	b := asBuffered(self)
	if err := b.check(th); err != nil {
		return value{}, err
	}
	closed, err := b.isClosed(th)
	if err != nil || closed {
		return none, err
	}
	raw, err := b.rawStream(th)
	if err != nil {
		return value{}, err
	}
	if b.has(bufFinalizing) {
		if _, err := bufferedDeallocWarn(th, []value{self, self}); err != nil {
			return value{}, err
		}
	}
	_, ferr := object.CallMethod(th, self, "flush")
	if err := b.lock.enter(th, self); err != nil {
		return value{}, chain(ferr, err)
	}
	defer b.lock.leave()
	_, err = object.CallMethod(th, raw, "close")
	b.set(bufFreed)
	b.buf, b.pos, b.readEnd = nil, 0, 0
	b.writePos, b.writeEnd = 0, -1
	unregister(th, self)
	return none, chain(ferr, err)
}

func bufferedDetach(th *thread, args []value) (value, error) {
	b := asBuffered(args[0])
	if err := b.check(th); err != nil {
		return value{}, err
	}
	if _, err := object.CallMethod(th, args[0], "flush"); err != nil {
		return value{}, err
	}
	raw, err := b.rawStream(th)
	if err != nil {
		return value{}, err
	}
	if err := b.lock.enter(th, args[0]); err != nil {
		return value{}, err
	}
	defer b.lock.leave()
	b.set(bufDetached)
	b.clear(bufOK)
	object.StoreSlot(&b.raw, value{})
	b.fast.Store(nil)
	unregister(th, args[0])
	return raw, nil
}

func bufferedFlush(th *thread, args []value) (value, error) {
	b := asBuffered(args[0])
	if err := b.enter(th, "flush of closed file"); err != nil {
		return value{}, err
	}
	defer b.lock.leave()
	return none, b.flushAndRewind(th)
}

func bufferedWrite(th *thread, args []value) (value, error) {
	b := asBuffered(args[0])
	if err := b.check(th); err != nil {
		return value{}, err
	}
	buf, err := object.GetBuffer(th, args[1], object.BufferSimple)
	if err != nil {
		return value{}, err
	}
	defer buf.Done(th)
	n, err := b.writeBytes(th, buf.Bytes())
	if err != nil {
		return value{}, err
	}
	return num(n), nil
}

// writeBytes is write() for callers in this package.
func (b *buffered) writeBytes(th *thread, p []byte) (int, error) {
	if err := b.enter(th, "write to closed file"); err != nil {
		return 0, err
	}
	defer b.lock.leave()
	return b.write(th, p)
}

func bufferedRead(th *thread, args []value) (value, error) {
	b := asBuffered(args[0])
	if err := b.check(th); err != nil {
		return value{}, err
	}
	n, err := sizeArg(th, args[1], -1)
	if err != nil {
		return value{}, err
	}
	if n < -1 {
		return value{}, valueError(th, "read length must be non-negative or -1")
	}
	if err := b.enter(th, "read of closed file"); err != nil {
		return value{}, err
	}
	defer b.lock.leave()
	if n == -1 {
		return b.readAll(th)
	}
	data, err := b.readN(th, n)
	if err != nil {
		return value{}, err
	}
	if data == nil {
		return none, nil
	}
	return object.BytesOf(data), nil
}

func bufferedPeek(th *thread, args []value) (value, error) {
	b := asBuffered(args[0])
	if _, err := ssize(th, args[1], 0); err != nil {
		return value{}, err
	}
	if err := b.enter(th, "peek of closed file"); err != nil {
		return value{}, err
	}
	defer b.lock.leave()
	if b.has(bufWrite) {
		if err := b.flushAndRewind(th); err != nil {
			return value{}, err
		}
	}
	p, err := b.peek(th)
	if err != nil {
		return value{}, err
	}
	return object.NewBytes(string(p)), nil
}

func bufferedRead1(th *thread, args []value) (value, error) {
	b := asBuffered(args[0])
	if err := b.check(th); err != nil {
		return value{}, err
	}
	n, err := ssize(th, args[1], -1)
	if err != nil {
		return value{}, err
	}
	if n < 0 {
		n = b.size
	}
	if err := b.enter(th, "read of closed file"); err != nil {
		return value{}, err
	}
	defer b.lock.leave()
	if n == 0 {
		return object.NewBytes(""), nil
	}
	data, err := b.read1(th, n)
	if err != nil {
		return value{}, err
	}
	return object.BytesOf(data), nil
}

func bufferedReadinto(th *thread, args []value) (value, error) {
	return asBuffered(args[0]).readintoArg(th, args[1], "readinto", false)
}

func bufferedReadinto1(th *thread, args []value) (value, error) {
	return asBuffered(args[0]).readintoArg(th, args[1], "readinto1", true)
}

func (b *buffered) readintoArg(th *thread, buf value, fn string, once bool) (value, error) {
	if err := b.check(th); err != nil {
		return value{}, err
	}
	w, err := object.GetWritableBuffer(th, buf, fn, "")
	if err != nil {
		return value{}, err
	}
	defer w.Done(th)
	if err := b.enter(th, "readinto of closed file"); err != nil {
		return value{}, err
	}
	defer b.lock.leave()
	n, again, err := b.readInto(th, w.Bytes(), once)
	if err != nil || again {
		return none, err
	}
	return num(n), nil
}

func bufferedReadline(th *thread, args []value) (value, error) {
	b := asBuffered(args[0])
	if err := b.check(th); err != nil {
		return value{}, err
	}
	limit, err := sizeArg(th, args[1], -1)
	if err != nil {
		return value{}, err
	}
	if err := b.enter(th, "readline of closed file"); err != nil {
		return value{}, err
	}
	defer b.lock.leave()
	line, err := b.readline(th, limit)
	if err != nil {
		return value{}, err
	}
	return object.BytesOf(line), nil
}

func bufferedNext(th *thread, self value) (value, error) {
	var line value
	var err error
	if t := self.Type(); t == bufferedReaderType || t == bufferedRandomType {
		line, err = bufferedReadline(th, []value{self, object.SmallInt(-1)})
	} else if line, err = object.CallMethod(th, self, "readline"); err == nil && !object.IsBytes(line) {
		err = object.Raisef(th, object.OSErrorType, "readline() should have returned a bytes object, not '%s'", line.Type().DisplayName())
	}
	if err != nil || object.AsBytes(line).String() == "" {
		return value{}, err
	}
	return line, nil
}

func bufferedTell(th *thread, args []value) (value, error) {
	b := asBuffered(args[0])
	if err := b.check(th); err != nil {
		return value{}, err
	}
	if err := b.lock.enter(th, args[0]); err != nil {
		return value{}, err
	}
	defer b.lock.leave()
	n, err := b.tell(th)
	if err != nil {
		return value{}, err
	}
	return object.Int(n), nil
}

func bufferedSeek(th *thread, args []value) (value, error) {
	b := asBuffered(args[0])
	if err := b.check(th); err != nil {
		return value{}, err
	}
	whence, err := intArg(th, args[2], 0)
	if err != nil {
		return value{}, err
	}
	if whence < 0 || whence > 4 { // 3 and 4: SEEK_DATA and SEEK_HOLE
		return value{}, object.ValueErrorf(th, "whence value %d unsupported", whence)
	}
	if err := b.checkOpen(th, "seek of closed file"); err != nil {
		return value{}, err
	}
	raw, err := b.rawStream(th)
	if err != nil {
		return value{}, err
	}
	if f := b.fast.Load(); f == nil || !f.seekable() {
		if err := checkSeekable(th, raw); err != nil {
			return value{}, err
		}
	}
	target, err := offArg(th, args[1])
	if err != nil {
		return value{}, err
	}
	if err := b.enter(th, "seek of closed file"); err != nil {
		return value{}, err
	}
	defer b.lock.leave()
	n, err := b.seek(th, target, whence)
	if err != nil {
		return value{}, err
	}
	return object.Int(n), nil
}

func bufferedTruncate(th *thread, args []value) (value, error) {
	b := asBuffered(args[0])
	if err := b.checkOpen(th, "truncate of closed file"); err != nil {
		return value{}, err
	}
	if !b.has(bufWrite) {
		return value{}, unsupported(th, "truncate")
	}
	if err := b.enter(th, "truncate of closed file"); err != nil {
		return value{}, err
	}
	defer b.lock.leave()
	if err := b.flushAndRewind(th); err != nil {
		return value{}, err
	}
	raw, err := b.rawStream(th)
	if err != nil {
		return value{}, err
	}
	pos := args[1]
	if pos.IsAbsent() {
		pos = none
	}
	r, err := object.CallMethod(th, raw, "truncate", pos)
	if err != nil {
		return value{}, err
	}
	if _, err := b.rawTell(th); err != nil && !object.IsErr(err, object.ExceptionType) {
		return value{}, err
	}
	return r, nil
}

var bufferedRWPairType = &object.Type{Name: "BufferedRWPair"}

// rwPair is a BufferedRWPair. The slots are atomic.
type rwPair struct {
	object.Header
	object.Ext
	reader, writer value
}

func bufferedRWPairSpec() object.TypeSpec {
	r := func(name, sig string) object.Method {
		return object.Method{Name: name, Sig: sig, Raw: rwPairForward(name, false)}
	}
	w := func(name, sig string) object.Method {
		return object.Method{Name: name, Sig: sig, Raw: rwPairForward(name, true)}
	}
	return object.TypeSpec{
		Type: bufferedRWPairType, Base: bufIOBaseType, Module: "_io", Flags: baseFlags, Sig: "(reader, writer, buffer_size=131072, /)",
		Doc:    "A buffered reader and a buffered writer together: for two raw streams that cannot seek, such as a pair of pipes.",
		Layout: object.LayoutWithExt[rwPair](unsafe.Offsetof(rwPair{}.Ext)),
		Slots:  object.Slots{New: newOf, Init: rwPairInit},
		Methods: []object.Method{
			r("peek", "(self, /, *args)"), r("read", "(self, /, *args)"), r("read1", "(self, /, *args)"),
			r("readable", "(self, /)"), r("readinto", "(self, /, *args)"), r("readinto1", "(self, /, *args)"),
			w("flush", "(self, /)"), w("writable", "(self, /)"), w("write", "(self, /, *args)"),
			{Name: "close", Sig: "(self, /)", Fn: rwPairClose},
			{Name: "isatty", Sig: "(self, /)", Fn: rwPairIsatty},
		},
		GetSets: []object.GetSet{{Name: "closed", Get: rwPairClosed}},
	}
}

func rwPairInit(th *thread, self value, args []value, kw *object.Tuple) error {
	a, err := object.BindSig(th, object.NewDef(object.Method{Name: "BufferedRWPair", Sig: "(reader, writer, buffer_size=131072, /)"}, nil), args, kw)
	if err != nil {
		return err
	}
	size, err := ssize(th, a[2], defaultBufferSize)
	if err != nil {
		return err
	}
	if err := checkReadable(th, a[0]); err != nil {
		return err
	}
	if err := checkWritable(th, a[1]); err != nil {
		return err
	}
	r, err := object.Call(th, bufferedReaderType.Value(), a[0], num(size))
	if err != nil {
		return err
	}
	w, err := object.Call(th, bufferedWriterType.Value(), a[1], num(size))
	if err != nil {
		return err
	}
	p := (*rwPair)(self.Ptr())
	object.StoreSlot(&p.reader, r)
	object.StoreSlot(&p.writer, w)
	return nil
}

// part returns the reader or the writer.
func (p *rwPair) part(th *thread, writer bool) (value, error) {
	v := object.LoadSlot(&p.reader)
	if writer {
		v = object.LoadSlot(&p.writer)
	}
	if v.IsAbsent() {
		return value{}, valueError(th, msgUninitialized)
	}
	return v, nil
}

func rwPairForward(name string, writer bool) object.RawFn {
	return func(th *thread, args []value, kw *object.Tuple) (value, error) {
		v, err := (*rwPair)(args[0].Ptr()).part(th, writer)
		if err != nil {
			return value{}, err
		}
		f, err := object.GetAttrName(th, v, name)
		if err != nil {
			return value{}, err
		}
		return object.CallArgs(th, f, args[1:], kw)
	}
}

func rwPairClose(th *thread, args []value) (value, error) {
	p := (*rwPair)(args[0].Ptr())
	w, werr := p.part(th, true)
	if werr == nil {
		_, werr = object.CallMethod(th, w, "close")
	}
	r, err := p.part(th, false)
	if err == nil {
		_, err = object.CallMethod(th, r, "close")
	}
	return none, chain(werr, err)
}

func rwPairIsatty(th *thread, args []value) (value, error) {
	p := (*rwPair)(args[0].Ptr())
	for _, writer := range []bool{true, false} {
		v, err := p.part(th, writer)
		if err != nil {
			return value{}, err
		}
		r, err := object.CallMethod(th, v, "isatty")
		if err != nil || !r.Is(object.False) {
			return r, err
		}
	}
	return object.False, nil
}

func rwPairClosed(th *thread, self value) (value, error) {
	w, err := (*rwPair)(self.Ptr()).part(th, true)
	if err != nil {
		return value{}, object.RuntimeErrorf(th, "the BufferedRWPair object is being garbage-collected")
	}
	return object.GetAttrName(th, w, "closed")
}
