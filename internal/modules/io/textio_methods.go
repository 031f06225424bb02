// This file implements _TextIOBase and the construction and methods of TextIOWrapper.

package io

import (
	"strings"
	"unsafe"

	"weft/internal/object"
)

func textIOBaseSpec() object.TypeSpec {
	noneAttr := func(th *thread, self value) (value, error) { return none, nil }
	return object.TypeSpec{
		Type: textIOBaseType, Base: ioBaseType, Module: "_io", Flags: baseFlags,
		Doc:   "The base of text streams, which read and write str.",
		Slots: object.Slots{New: newOf},
		Methods: []object.Method{
			{Name: "detach", Sig: "(self, /)", Fn: unsupportedFn("detach"), Doc: "Separate the binary stream below and return it."},
			{Name: "read", Sig: "(self, size=-1, /)", Fn: unsupportedFn("read"), Doc: "Read up to size characters, everything by default."},
			{Name: "readline", Sig: "(self, size=-1, /)", Fn: unsupportedFn("readline"), Doc: "Read up to the end of the line."},
			{Name: "write", Sig: "(self, s, /)", Fn: textIOBaseWrite, Doc: "Write a str and return its length."},
		},
		GetSets: []object.GetSet{
			{Name: "encoding", Get: noneAttr, Doc: "the encoding of the bytes below"},
			{Name: "errors", Get: noneAttr, Doc: "the error handler of the encoding"},
			{Name: "newlines", Get: noneAttr, Doc: "the line ends read so far: None, a str, or a tuple"},
		},
	}
}

func textIOBaseWrite(th *thread, args []value) (value, error) {
	if !object.IsStr(args[1]) {
		return value{}, object.TypeErrorf(th, "write() argument 1 must be str, not %s", object.ArgTypeName(args[1]))
	}
	return value{}, unsupported(th, "write")
}

func textIOWrapperSpec() object.TypeSpec {
	bit := func(name string, b uint32) object.GetSet {
		return object.GetSet{Name: name, Get: func(th *thread, self value) (value, error) { return object.Bool(asText(self).has(b)), nil }}
	}
	slot := func(name string, at func(t *textIO) *value) object.GetSet {
		return object.GetSet{Name: name, Get: func(th *thread, self value) (value, error) {
			if v := object.LoadSlot(at(asText(self))); !v.IsAbsent() {
				return v, nil
			}
			return none, nil
		}}
	}
	finalizing := bit("_finalizing", textFinalizing)
	finalizing.Set = func(th *thread, self, val value) error {
		on, err := object.IsTrue(th, val)
		if err == nil {
			asText(self).setBit(textFinalizing, on)
		}
		return err
	}
	return object.TypeSpec{
		Type: textIOWrapperType, Base: textIOBaseType, Module: "_io", Flags: baseFlags,
		Sig: "(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)",
		Doc: "A text stream over a buffered binary stream. encoding is that of the locale by default; newline says how lines end, as for open(); " +
			"line_buffering flushes at every line end, write_through at every write.",
		Layout: object.LayoutWithExt[textIO](unsafe.Offsetof(textIO{}.Ext)),
		Slots:  object.Slots{New: textIOWrapperNew, Init: textIOWrapperInit, Repr: textIOWrapperRepr, Next: textIOWrapperNext},
		Methods: []object.Method{
			{Name: "__getstate__", Sig: "(self, /)", Fn: noState},
			{Name: "close", Sig: "(self, /)", Fn: textIOWrapperClose},
			{Name: "detach", Sig: "(self, /)", Fn: textIOWrapperDetach},
			{Name: "fileno", Sig: "(self, /)", Fn: textForward("fileno")},
			{Name: "flush", Sig: "(self, /)", Fn: textIOWrapperFlush},
			{Name: "isatty", Sig: "(self, /)", Fn: textForward("isatty")},
			{Name: "read", Sig: "(self, size=-1, /)", Fn: textIOWrapperRead},
			{Name: "readable", Sig: "(self, /)", Fn: textForward("readable")},
			{Name: "readline", Sig: "(self, size=-1, /)", Fn: textIOWrapperReadline},
			{Name: "reconfigure", Sig: "(self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)", Fn: textIOWrapperReconfigure, Doc: "Change some settings, flushing first. Encoding, errors and newline cannot change any more once something was read."},
			{Name: "seek", Sig: "(self, cookie, whence=0, /)", Fn: textIOWrapperSeek, Doc: "Go to a position that tell() returned, or with offset 0 to the current one (whence 1) or the end (whence 2)."},
			{Name: "seekable", Sig: "(self, /)", Fn: textForward("seekable")},
			{Name: "tell", Sig: "(self, /)", Fn: textIOWrapperTell, Doc: "Return the position as a number that only seek() understands."},
			{Name: "truncate", Sig: "(self, pos=None, /)", Fn: textIOWrapperTruncate},
			{Name: "writable", Sig: "(self, /)", Fn: textForward("writable")},
			{Name: "write", Sig: "(self, text, /)", Fn: textIOWrapperWrite},
		},
		GetSets: []object.GetSet{
			{Name: "_CHUNK_SIZE", Get: textChunkSize, Set: textSetChunkSize},
			finalizing,
			slot("buffer", func(t *textIO) *value { return &t.buffer }),
			{Name: "closed", Get: textClosed},
			slot("encoding", func(t *textIO) *value { return &t.encoding }),
			slot("errors", func(t *textIO) *value { return &t.errors }),
			bit("line_buffering", textLineBuffering),
			{Name: "name", Get: textName},
			{Name: "newlines", Get: textNewlines},
			bit("write_through", textWriteThrough),
		},
	}
}

func textIOWrapperNew(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
	v := t.New()
	x := asText(v)
	x.chunk = textChunk
	finalizeLater(th, x)
	return v, nil
}

// localeEncoding is the encoding of the locale. Python coerces or overrides the locales in which it is not UTF-8.
func localeEncoding(th *thread) string {
	if th.Rt.Config.Flags.UTF8Mode != 0 {
		return "utf-8"
	}
	return "UTF-8"
}

func checkNewline(th *thread, s string) error {
	switch s {
	case "", "\n", "\r", "\r\n":
		return nil
	}
	if strings.IndexByte(s, 0) >= 0 {
		return valueError(th, "embedded null character")
	}
	if err := object.CheckEncodable(th, s); err != nil {
		return err
	}
	return object.ValueErrorf(th, "illegal newline value: %s", s)
}

var textIOWrapperDef = object.NewDef(object.Method{Name: "TextIOWrapper", Sig: "(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)"}, nil)

func textIOWrapperInit(th *thread, self value, args []value, kw *object.Tuple) error {
	a, err := object.BindSig(th, textIOWrapperDef, args, kw)
	if err != nil {
		return err
	}
	encoding, haveEnc, err := optStr(th, a[1], "TextIOWrapper", "encoding")
	if err != nil {
		return err
	}
	errorsArg := "strict"
	if !isNone(a[2]) {
		if !object.IsStr(a[2]) {
			return object.TypeErrorf(th, "TextIOWrapper() argument 'errors' must be str or None, not %s", object.ArgTypeName(a[2]))
		}
		errorsArg = object.AsStr(a[2]).String()
		if err := object.CheckEncodable(th, errorsArg); err != nil {
			return err
		}
	}
	if !isNone(a[3]) && !object.IsStr(a[3]) {
		return object.TypeErrorf(th, "TextIOWrapper() argument 'newline' must be str or None, not %s", object.ArgTypeName(a[3]))
	}
	line, err := boolArg(th, a[4], false)
	if err != nil {
		return err
	}
	through, err := boolArg(th, a[5], false)
	if err != nil {
		return err
	}
	return asText(self).init(th, a[0], encoding, haveEnc, errorsArg, a[3], line, through)
}

// init is __init__ with checked arguments. newline is a str, None or absent.
func (t *textIO) init(th *thread, buffer value, encoding string, haveEnc bool, errs string, newline value, line, through bool) error {
	t.setBit(textOK|textDetached, false)
	if !haveEnc && th.Rt.Config.Flags.WarnDefaultEncoding != 0 {
		if err := object.Warn(th, object.EncodingWarningType, "'encoding' argument not specified", 1); err != nil {
			return err
		}
	}
	if strings.IndexByte(errs, 0) >= 0 {
		return valueError(th, "embedded null character")
	}
	if !isNone(newline) {
		if err := checkNewline(th, object.AsStr(newline).String()); err != nil {
			return err
		}
	}
	if !haveEnc || encoding == "locale" {
		encoding = localeEncoding(th)
	}
	kind := kindOf(encoding)
	var info value
	if kind == codecOther {
		var err error
		if info, err = lookupText(th, encoding); err != nil {
			return err
		}
	}
	if th.Rt.Config.Flags.DevMode && errs != "strict" {
		if _, err := object.CodecLookupError(th, errs); err != nil {
			return err
		}
	}
	if err := t.lock.enterAgain(th); err != nil {
		return err
	}
	defer t.lock.leaveAgain()
	t.pending, t.ratio = nil, 0
	t.clearDecoded()
	t.dropSnapshot()
	t.encoder, t.decoder, t.lines = nil, nil, nil
	t.chunk = textChunk
	t.setNewline(newline)
	t.setBit(textLineBuffering, line)
	t.setBit(textWriteThrough, through)
	object.StoreSlot(&t.encoding, object.NewStr(encoding))
	object.StoreSlot(&t.errors, object.NewStr(errs))
	object.StoreSlot(&t.buffer, buffer)
	t.fast.Store(nil)
	if typ := buffer.Type(); typ == bufferedReaderType || typ == bufferedWriterType || typ == bufferedRandomType {
		t.fast.Store(asBuffered(buffer))
	}
	if err := t.makeDecoder(th, kind, info, errs); err != nil {
		return err
	}
	if err := t.makeEncoder(th, kind, info, errs); err != nil {
		return err
	}
	seekable, err := ask(th, buffer, "seekable")
	if err != nil {
		return err
	}
	t.setBit(textSeekable|textTelling, seekable)
	read1, err := object.GetAttrOpt(th, buffer, object.Intern("read1"))
	if err != nil {
		return err
	}
	t.setBit(textHasRead1, !read1.IsAbsent())
	if err := t.fixEncoder(th); err != nil {
		return err
	}
	t.setBit(textOK, true)
	if t.encoder != nil {
		register(th, t.value())
	}
	return nil
}

func ask(th *thread, v value, method string) (bool, error) {
	if b := v; isExactBuffered(b) {
		if f := asBuffered(b).fast.Load(); f != nil && f.load() >= 0 && asBuffered(b).has(bufOK) {
			switch method {
			case "seekable":
				return f.seekable(), nil
			case "readable":
				if b.Type() == bufferedWriterType {
					return false, nil
				}
				return f.has(fileRead), nil
			case "writable":
				if b.Type() == bufferedReaderType {
					return false, nil
				}
				return f.has(fileWrite), nil
			}
		}
	}
	r, err := object.CallMethod(th, v, method)
	if err != nil {
		return false, err
	}
	return object.IsTrue(th, r)
}

func isExactBuffered(v value) bool {
	t := v.Type()
	return t == bufferedReaderType || t == bufferedWriterType || t == bufferedRandomType
}

// setNewline interprets the newline argument.
func (t *textIO) setNewline(newline value) {
	t.newline = newline
	given := !isNone(newline)
	s := ""
	if given {
		s = object.AsStr(newline).String()
	}
	t.uniRead = s == ""
	t.transl = !given
	t.wtransl = !given || s != ""
	t.readNL, t.writeNL = s, ""
	if t.wtransl && given && s != "\n" {
		t.writeNL = s
	}
}

func (t *textIO) makeDecoder(th *thread, kind codecKind, info value, errs string) error {
	t.decoder, t.lines = nil, nil
	buf := object.LoadSlot(&t.buffer)
	readable, err := ask(th, buf, "readable")
	if err != nil || !readable {
		return err
	}
	var d textDecoder = &nativeDecoder{kind: kind, errors: errs}
	if kind == codecOther {
		f, err := object.GetAttrName(th, info, "incrementaldecoder")
		if err != nil {
			return err
		}
		obj, err := object.Call(th, f, object.NewStr(errs))
		if err != nil {
			return err
		}
		d = &objectDecoder{obj}
	}
	if t.uniRead {
		n := &newlineDecoder{newlines{translate: t.transl}, d}
		d, t.lines = n, &n.newlines
	}
	t.decoder = d
	return nil
}

func (t *textIO) makeEncoder(th *thread, kind codecKind, info value, errs string) error {
	t.encoder = nil
	writable, err := ask(th, object.LoadSlot(&t.buffer), "writable")
	if err != nil || !writable {
		return err
	}
	e := &textEncoder{kind: kind, errors: errs, start: true}
	if kind == codecOther {
		f, err := object.GetAttrName(th, info, "incrementalencoder")
		if err != nil {
			return err
		}
		if e.obj, err = object.Call(th, f, object.NewStr(errs)); err != nil {
			return err
		}
	}
	t.encoder = e
	return nil
}

// fixEncoder tells an encoder that writes a byte order mark when the stream is not at its start.
func (t *textIO) fixEncoder(th *thread) error {
	if !t.has(textSeekable) || t.encoder == nil || t.encoder.kind != codecOther {
		return nil
	}
	r, err := object.CallMethod(th, object.LoadSlot(&t.buffer), "tell")
	if err != nil {
		return err
	}
	start, err := object.Equal(th, r, object.SmallInt(0))
	if err != nil || start {
		return err
	}
	return t.encoder.restart(th, false)
}

func textIOWrapperReconfigure(th *thread, args []value) (value, error) {
	t := asText(args[0])
	if err := t.check(th); err != nil {
		return value{}, err
	}
	encArg, errArg, nlArg := args[1], args[2], args[3]
	if !isNone(encArg) && !object.IsStr(encArg) {
		return value{}, object.TypeErrorf(th, "reconfigure() argument 'encoding' must be str or None, not %s", object.ArgTypeName(encArg))
	}
	if !isNone(errArg) && !object.IsStr(errArg) {
		return value{}, object.TypeErrorf(th, "reconfigure() argument 'errors' must be str or None, not %s", object.ArgTypeName(errArg))
	}
	if !isNone(errArg) {
		if err := object.CheckEncodable(th, object.AsStr(errArg).String()); err != nil {
			return value{}, err
		}
	}
	if !isNone(nlArg) && !object.IsStr(nlArg) {
		return value{}, object.TypeErrorf(th, "reconfigure() argument 'newline' must be str or None, not %s", object.ArgTypeName(nlArg))
	}
	if err := t.lock.enterAgain(th); err != nil {
		return value{}, err
	}
	defer t.lock.leaveAgain()
	changes := !isNone(encArg) || !isNone(errArg) || !nlArg.IsAbsent()
	if t.decoder != nil && t.started && changes {
		return value{}, unsupported(th, "It is not possible to set the encoding or newline of stream after the first read")
	}
	if !isNone(nlArg) {
		if err := checkNewline(th, object.AsStr(nlArg).String()); err != nil {
			return value{}, err
		}
	}
	line, through := t.has(textLineBuffering), t.has(textWriteThrough)
	var err error
	if line, err = flagArg(th, args[4], line); err != nil {
		return value{}, err
	}
	if through, err = flagArg(th, args[5], through); err != nil {
		return value{}, err
	}
	if _, err := object.CallMethod(th, args[0], "flush"); err != nil {
		return value{}, err
	}
	ratio := t.ratio
	t.ratio = 0
	if changes {
		if err := t.change(th, encArg, errArg, nlArg); err != nil {
			t.ratio = ratio
			return value{}, err
		}
	}
	t.setBit(textLineBuffering, line)
	t.setBit(textWriteThrough, through)
	return none, nil
}

// flagArg converts an argument that is None for no change.
func flagArg(th *thread, v value, old bool) (bool, error) {
	if isNone(v) {
		return old, nil
	}
	n, err := object.AsIndex(th, v, object.OverflowErrorType)
	return n != 0, err
}

// change sets encoding, errors and newline (None or absent: as they were).
func (t *textIO) change(th *thread, encArg, errArg, nlArg value) error {
	enc, errs := object.LoadSlot(&t.encoding), object.LoadSlot(&t.errors)
	switch {
	case !isNone(encArg):
		enc = encArg
		if object.AsStr(enc).String() == "locale" {
			enc = object.NewStr(localeEncoding(th))
		}
		if isNone(errArg) {
			errs = object.NewStr("strict")
		}
	}
	if !isNone(errArg) {
		errs = errArg
	}
	name := object.AsStr(enc).String()
	if strings.IndexByte(name, 0) >= 0 {
		return valueError(th, "embedded null character")
	}
	kind := kindOf(name)
	var info value
	if kind == codecOther {
		var err error
		if info, err = lookupText(th, name); err != nil {
			return err
		}
	}
	old := t.newline
	if !nlArg.IsAbsent() {
		t.setNewline(nlArg)
	}
	es := object.AsStr(errs).String()
	d, l, e := t.decoder, t.lines, t.encoder
	err := t.makeDecoder(th, kind, info, es)
	if err == nil {
		err = t.makeEncoder(th, kind, info, es)
	}
	if err != nil {
		t.decoder, t.lines, t.encoder = d, l, e
		t.setNewline(old)
		return err
	}
	object.StoreSlot(&t.encoding, enc)
	object.StoreSlot(&t.errors, errs)
	return t.fixEncoder(th)
}

func textIOWrapperRepr(th *thread, self value) (value, error) {
	t := asText(self)
	return streamRepr(th, self, func() (string, error) {
		s := ""
		mode, err := object.GetAttrOpt(th, self, object.Intern("mode"))
		if err != nil {
			return "", err
		}
		if !mode.IsAbsent() {
			r, err := object.ReprString(th, mode)
			if err != nil {
				return "", err
			}
			s = " mode=" + r
		}
		enc := object.LoadSlot(&t.encoding)
		if enc.IsAbsent() {
			return "", t.check(th)
		}
		r, err := object.ReprString(th, enc)
		return s + " encoding=" + r, err
	})
}

// textForward is a method that asks the stream below.
func textForward(name string) object.NativeFn {
	return func(th *thread, args []value) (value, error) {
		buf, err := asText(args[0]).buf(th)
		if err != nil {
			return value{}, err
		}
		return object.CallMethod(th, buf, name)
	}
}

func textIOWrapperDetach(th *thread, args []value) (value, error) {
	t := asText(args[0])
	if err := t.check(th); err != nil {
		return value{}, err
	}
	if _, err := object.CallMethod(th, args[0], "flush"); err != nil {
		return value{}, err
	}
	if err := t.lock.enterAgain(th); err != nil {
		return value{}, err
	}
	defer t.lock.leaveAgain()
	buf, err := t.buf(th)
	if err != nil {
		return value{}, err
	}
	object.StoreSlot(&t.buffer, value{})
	t.fast.Store(nil)
	t.setBit(textDetached, true)
	t.setBit(textOK, false)
	unregister(th, args[0])
	return buf, nil
}

func textIOWrapperWrite(th *thread, args []value) (value, error) {
	if !object.IsStr(args[1]) {
		return value{}, object.TypeErrorf(th, "write() argument must be str, not %s", object.ArgTypeName(args[1]))
	}
	t := asText(args[0])
	if err := t.enter(th); err != nil {
		return value{}, err
	}
	defer t.lock.leaveAgain()
	s := object.AsStr(args[1])
	if err := t.write(th, s); err != nil {
		return value{}, err
	}
	return num(s.Len()), nil
}

func textIOWrapperRead(th *thread, args []value) (value, error) {
	t := asText(args[0])
	if err := t.check(th); err != nil {
		return value{}, err
	}
	n, err := sizeArg(th, args[1], -1)
	if err != nil {
		return value{}, err
	}
	if err := t.enter(th); err != nil {
		return value{}, err
	}
	defer t.lock.leaveAgain()
	return t.read(th, n)
}

func textIOWrapperReadline(th *thread, args []value) (value, error) {
	t := asText(args[0])
	if err := t.check(th); err != nil {
		return value{}, err
	}
	n, err := ssize(th, args[1], -1)
	if err != nil {
		return value{}, err
	}
	if err := t.enter(th); err != nil {
		return value{}, err
	}
	defer t.lock.leaveAgain()
	return t.readline(th, n)
}

func textIOWrapperNext(th *thread, self value) (value, error) {
	t := asText(self)
	if err := t.check(th); err != nil {
		return value{}, err
	}
	t.setBit(textTelling, false)
	var line value
	var err error
	if t.Type() == textIOWrapperType {
		if err := t.enter(th); err != nil {
			return value{}, err
		}
		line, err = t.readline(th, -1)
		t.lock.leaveAgain()
	} else if line, err = object.CallMethod(th, self, "readline"); err == nil && !object.IsStr(line) {
		err = object.Raisef(th, object.OSErrorType, "readline() should have returned a str object, not '%s'", line.Type().DisplayName())
	}
	if err != nil {
		return value{}, err
	}
	if object.AsStr(line).Len() == 0 {
		if err := t.lock.enterAgain(th); err != nil {
			return value{}, err
		}
		t.dropSnapshot()
		t.setBit(textTelling, t.has(textSeekable))
		t.lock.leaveAgain()
		return value{}, nil
	}
	return line, nil
}

func textIOWrapperFlush(th *thread, args []value) (value, error) {
	t := asText(args[0])
	if err := t.enter(th); err != nil {
		return value{}, err
	}
	defer t.lock.leaveAgain()
	t.setBit(textTelling, t.has(textSeekable))
	if err := t.flushPending(th); err != nil {
		return value{}, err
	}
	return none, t.flushBuffer(th)
}

func textIOWrapperClose(th *thread, args []value) (value, error) {
	t := asText(args[0])
	buf, err := t.buf(th)
	if err != nil {
		return value{}, err
	}
	closed, err := textClosed(th, args[0])
	if err != nil {
		return value{}, err
	}
	if c, err := object.IsTrue(th, closed); err != nil || c {
		return none, err
	}
	if t.has(textFinalizing) {
		_, _ = object.CallMethod(th, buf, "_dealloc_warn", args[0]) // a stream below need not have it
	}
	_, ferr := object.CallMethod(th, args[0], "flush")
	r, err := object.CallMethod(th, buf, "close")
	unregister(th, args[0])
	return r, chain(ferr, err)
}

func textIOWrapperSeek(th *thread, args []value) (value, error) {
	t := asText(args[0])
	if err := t.check(th); err != nil {
		return value{}, err
	}
	whence, err := intArg(th, args[2], 0)
	if err != nil {
		return value{}, err
	}
	if err := t.enter(th); err != nil {
		return value{}, err
	}
	defer t.lock.leaveAgain()
	return t.seek(th, args[1], whence)
}

func textIOWrapperTell(th *thread, args []value) (value, error) {
	t := asText(args[0])
	if err := t.enter(th); err != nil {
		return value{}, err
	}
	defer t.lock.leaveAgain()
	return t.tell(th)
}

func textIOWrapperTruncate(th *thread, args []value) (value, error) {
	t := asText(args[0])
	if err := t.check(th); err != nil {
		return value{}, err
	}
	if _, err := object.CallMethod(th, args[0], "flush"); err != nil {
		return value{}, err
	}
	buf, err := t.buf(th)
	if err != nil {
		return value{}, err
	}
	pos := args[1]
	if pos.IsAbsent() {
		pos = none
	}
	return object.CallMethod(th, buf, "truncate", pos)
}

func textClosed(th *thread, self value) (value, error) {
	buf, err := asText(self).buf(th)
	if err != nil {
		return value{}, err
	}
	return object.GetAttrName(th, buf, "closed")
}

func textName(th *thread, self value) (value, error) {
	buf, err := asText(self).buf(th)
	if err != nil {
		return value{}, err
	}
	return object.GetAttrName(th, buf, "name")
}

func textNewlines(th *thread, self value) (value, error) {
	t := asText(self)
	if err := t.check(th); err != nil {
		return value{}, err
	}
	if err := t.lock.enterAgain(th); err != nil {
		return value{}, err
	}
	defer t.lock.leaveAgain()
	if t.lines == nil {
		return none, nil
	}
	return t.lines.attr(), nil
}

func textChunkSize(th *thread, self value) (value, error) {
	t := asText(self)
	if err := t.check(th); err != nil {
		return value{}, err
	}
	if err := t.lock.enterAgain(th); err != nil {
		return value{}, err
	}
	defer t.lock.leaveAgain()
	return num(t.chunk), nil
}

func textSetChunkSize(th *thread, self, val value) error {
	t := asText(self)
	if err := t.check(th); err != nil {
		return err
	}
	if val.IsAbsent() {
		return object.Raise(th, object.AttributeErrorType, "cannot delete attribute")
	}
	n, err := object.AsIndex(th, val, object.ValueErrorType)
	if err != nil {
		return err
	}
	if n <= 0 {
		return valueError(th, "a strictly positive integer is required")
	}
	if err := t.lock.enterAgain(th); err != nil {
		return err
	}
	defer t.lock.leaveAgain()
	t.chunk = n
	return nil
}
