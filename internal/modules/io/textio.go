// This file implements TextIOWrapper: its state, writing, reading and lines. Construction and the other methods are in
// textio_methods.go, seek and tell in textio_seek.go.

package io

import (
	"strings"
	"sync/atomic"
	"unsafe"

	"weft/internal/object"
	"weft/internal/wtf8"
)

var textIOWrapperType = &object.Type{Name: "TextIOWrapper"}

const textChunk = 8192

// textIO is a TextIOWrapper. state and the slots are atomic; the rest is guarded by lock, which its owner may enter again: see
// doc.go.
type textIO struct {
	object.Header
	object.Ext
	state    uint32 // atomic: the text* bits
	buffer   value  // atomic slot; absent when detached
	fast     atomic.Pointer[buffered]
	encoding value // atomic slot: str
	errors   value // atomic slot: str
	lock     ioLock

	encoder  *textEncoder // nil: not writable
	decoder  textDecoder  // nil: not readable
	lines    *newlines    // the translation inside decoder, or nil
	readNL   string       // what ends a line when reading: "\n", "\r", "\r\n"; "" with universal
	writeNL  string       // what "\n" becomes when writing, or ""
	newline  value        // the argument, for reconfigure
	uniRead  bool         // any line end ends a line when reading
	transl   bool         // line ends become "\n" when reading
	wtransl  bool
	chunk    int
	pending  []byte // encoded text to be written
	decoded  string // decoded text
	used     int    // bytes of decoded that were handed out
	started  bool   // decoded is the result of a read, even if empty
	snap     bool   // there is a snapshot: the decoder's state and input before decoded was made
	snapFlag value
	snapIn   string
	ratio    float64 // bytes per character in the last chunk
}

// Bits of textIO.state.
const (
	textOK uint32 = 1 << iota
	textDetached
	textFinalizing
	textLineBuffering
	textWriteThrough
	textSeekable
	textTelling
	textHasRead1
)

func asText(v value) *textIO { return (*textIO)(v.Ptr()) }

func (t *textIO) has(bit uint32) bool { return atomic.LoadUint32(&t.state)&bit != 0 }
func (t *textIO) value() value        { return object.FromPtr(unsafe.Pointer(t)) }

func (t *textIO) setBit(bit uint32, on bool) {
	if on {
		atomic.OrUint32(&t.state, bit)
	} else {
		atomic.AndUint32(&t.state, ^bit)
	}
}

// check raises ValueError for a stream that was not initialized or is detached.
func (t *textIO) check(th *thread) error {
	if t.has(textOK) {
		return nil
	}
	if t.has(textDetached) {
		return valueError(th, "underlying buffer has been detached")
	}
	return valueError(th, msgUninitialized)
}

// buf returns the stream below, or raises as check does.
func (t *textIO) buf(th *thread) (value, error) {
	if err := t.check(th); err != nil {
		return value{}, err
	}
	b := object.LoadSlot(&t.buffer)
	if b.IsAbsent() {
		return value{}, valueError(th, "underlying buffer has been detached")
	}
	return b, nil
}

// checkOpen raises ValueError if the stream is closed.
func (t *textIO) checkOpen(th *thread) error {
	if err := t.check(th); err != nil {
		return err
	}
	if b := t.fast.Load(); b != nil && t.Type() == textIOWrapperType {
		if f := b.fast.Load(); f != nil {
			if f.load() < 0 {
				return valueError(th, msgClosed)
			}
			return nil
		}
	}
	return checkClosed(th, t.value())
}

// enter takes the lock of an open stream; leaveAgain gives it back.
func (t *textIO) enter(th *thread) error {
	if err := t.checkOpen(th); err != nil {
		return err
	}
	return t.lock.enterAgain(th)
}

// rest returns the decoded text that was not handed out yet.
func (t *textIO) rest() string {
	if t.used >= len(t.decoded) {
		return ""
	}
	return t.decoded[t.used:]
}

func (t *textIO) setDecoded(s string) { t.decoded, t.used, t.started = s, 0, true }

func (t *textIO) clearDecoded() { t.decoded, t.used, t.started = "", 0, false }

func (t *textIO) dropSnapshot() { t.snap, t.snapFlag, t.snapIn = false, value{}, "" }

// flushPending hands the encoded text to the stream below.
func (t *textIO) flushPending(th *thread) error {
	if len(t.pending) == 0 {
		return nil
	}
	p := t.pending
	t.pending = nil
	if b := t.fast.Load(); b != nil {
		_, err := b.writeBytes(th, p)
		if err == nil && cap(p) <= 4*textChunk && t.pending == nil {
			t.pending = p[:0]
		}
		return err
	}
	buf, err := t.buf(th)
	if err != nil {
		return err
	}
	data := object.BytesOf(p)
	for {
		_, err := object.CallMethod(th, buf, "write", data)
		if !eintr(err) {
			return err
		}
	}
}

// flushBuffer flushes the stream below.
func (t *textIO) flushBuffer(th *thread) error {
	if b := t.fast.Load(); b != nil && b.Header.Type() != bufferedReaderType {
		if err := b.enter(th, "flush of closed file"); err != nil {
			return err
		}
		defer b.lock.leave()
		return b.flushAndRewind(th)
	}
	buf, err := t.buf(th)
	if err != nil {
		return err
	}
	_, err = object.CallMethod(th, buf, "flush")
	return err
}

// write is write(s). The lock is held.
func (t *textIO) write(th *thread, s *object.Str) error {
	enc := t.encoder
	if enc == nil {
		return unsupported(th, "not writable")
	}
	text := s.String()
	lineBuf := t.has(textLineBuffering)
	lf := false
	if t.wtransl && t.writeNL != "" || lineBuf {
		lf = strings.IndexByte(text, '\n') >= 0
	}
	if lf && t.wtransl && t.writeNL != "" {
		s = object.AsStr(object.NewStr(strings.ReplaceAll(text, "\n", t.writeNL)))
	}
	through := t.has(textWriteThrough)
	flush := lineBuf && (lf || strings.IndexByte(text, '\r') >= 0)
	data, err := enc.encode(th, s)
	if err != nil {
		return err
	}
	for len(t.pending) > 0 && len(t.pending)+len(data) > t.chunk { // again if the stream below has written here meanwhile
		if err := t.flushPending(th); err != nil {
			return err
		}
	}
	t.pending = append(t.pending, data...)
	if len(t.pending) >= t.chunk || flush || through {
		if err := t.flushPending(th); err != nil {
			return err
		}
	}
	if flush {
		if err := t.flushBuffer(th); err != nil {
			return err
		}
	}
	if t.snap {
		t.clearDecoded()
		t.dropSnapshot()
	}
	if d := t.decoder; d != nil {
		return d.reset(th)
	}
	return nil
}

// textWrite is print's way to write to an exact TextIOWrapper.
func textWrite(th *thread, stream value, s string) error {
	t := asText(stream)
	if err := t.enter(th); err != nil {
		return err
	}
	defer t.lock.leaveAgain()
	if e := t.encoder; e != nil && t.decoder == nil && (t.writeNL == "" || !t.wtransl) && t.chunk == textChunk && e.kind != codecOther &&
		(wtf8.IsASCII(s) || e.kind == codecUTF8 && !wtf8.HasSurrogate(s)) {
		// Nothing to translate, nothing that cannot be encoded.
		if len(t.pending)+len(s) <= textChunk && !t.has(textLineBuffering|textWriteThrough) {
			if t.pending == nil {
				t.pending = make([]byte, 0, textChunk)
			}
			t.pending = append(t.pending, s...)
			if len(t.pending) >= textChunk {
				return t.flushPending(th)
			}
			return nil
		}
	}
	return t.write(th, object.AsStr(object.NewStr(s)))
}

// readChunk reads and decodes more input; more is false at the end. hint is the number of characters wanted, or 0. The lock is held.
func (t *textIO) readChunk(th *thread, hint int) (more bool, err error) {
	dec := t.decoder
	if dec == nil {
		return false, unsupported(th, "not readable")
	}
	telling := t.has(textTelling)
	var pending string
	var flags value
	if telling {
		// To be able to tell() later, the state before this chunk is kept.
		if pending, flags, err = dec.getstate(th); err != nil {
			return false, err
		}
	}
	size := t.chunk
	if hint > 0 {
		size = max(size, int(max(t.ratio, 1)*float64(hint)))
	}
	input, err := t.readBuffer(th, size)
	if err != nil {
		return false, err
	}
	eof := input == ""
	text, err := dec.decode(th, input, eof)
	if err != nil {
		return false, err
	}
	t.setDecoded(text)
	n := wtf8.RuneCount(text)
	if n > 0 {
		t.ratio = float64(len(input)) / float64(n)
		eof = false
	} else {
		t.ratio = 0
	}
	if telling {
		t.snap, t.snapFlag, t.snapIn = true, flags, pending+input
	}
	return !eof, nil
}

// readBuffer reads up to size bytes from the stream below, with one call where it has read1.
func (t *textIO) readBuffer(th *thread, size int) (string, error) {
	if b := t.fast.Load(); b != nil && b.has(bufRead) {
		if err := b.enter(th, "read of closed file"); err != nil {
			return "", err
		}
		defer b.lock.leave()
		p, err := b.read1(th, size)
		return str(p), err
	}
	buf, err := t.buf(th)
	if err != nil {
		return "", err
	}
	method := "read"
	if t.has(textHasRead1) {
		method = "read1"
	}
	r, err := object.CallMethod(th, buf, method, num(size))
	if err != nil {
		return "", err
	}
	if object.IsBytes(r) {
		return object.AsBytes(r).String(), nil
	}
	if !object.IsBytesLike(r) {
		return "", object.TypeErrorf(th, "underlying %s() should have returned a bytes-like object, not '%s'", method, r.Type().DisplayName())
	}
	v, err := object.GetBuffer(th, r, object.BufferSimple)
	if err != nil {
		return "", object.TypeErrorf(th, "underlying %s() should have returned a bytes-like object, not '%s'", method, r.Type().DisplayName())
	}
	defer v.Done(th)
	return string(v.Bytes()), nil
}

// take hands out n characters of the decoded text, all for n < 0.
func (t *textIO) take(n int) string {
	s := t.rest()
	if n >= 0 {
		s = s[:cut(s, n)]
	}
	t.used += len(s)
	return s
}

// cut returns the number of bytes of the first n characters of s, or all.
func cut(s string, n int) int {
	if n >= len(s) {
		return len(s)
	}
	if wtf8.IsASCII(s) {
		return n
	}
	at := 0
	for ; n > 0 && at < len(s); n-- {
		at += wtf8.Width(s[at])
	}
	return min(at, len(s))
}

// read is read(n); n < 0: everything. The lock is held.
func (t *textIO) read(th *thread, n int) (value, error) {
	if t.decoder == nil {
		return value{}, unsupported(th, "not readable")
	}
	if err := t.flushPending(th); err != nil {
		return value{}, err
	}
	if n < 0 {
		data, err := t.readAllBytes(th)
		if err != nil {
			return value{}, err
		}
		dec := t.decoder
		if dec == nil {
			return value{}, unsupported(th, "not readable")
		}
		text, err := dec.decode(th, data, true)
		if err != nil {
			return value{}, err
		}
		if t.used > 0 || t.decoded != "" {
			text = t.rest() + text
		}
		if t.snap {
			t.dropSnapshot()
		}
		t.clearDecoded()
		return object.NewStr(text), nil
	}
	s := t.take(n)
	left := n - wtf8.RuneCount(s)
	if left == 0 {
		return object.NewStr(s), nil
	}
	parts := []string{s}
	for left > 0 {
		more, err := t.readChunk(th, left)
		if err != nil {
			if eintr(err) {
				continue
			}
			return value{}, err
		}
		if !more {
			break
		}
		s := t.take(left)
		left -= wtf8.RuneCount(s)
		parts = append(parts, s)
	}
	return object.NewStr(strings.Join(parts, "")), nil
}

// readAllBytes reads the stream below until its end.
func (t *textIO) readAllBytes(th *thread) (string, error) {
	buf, err := t.buf(th)
	if err != nil {
		return "", err
	}
	r, err := object.CallMethod(th, buf, "read")
	if err != nil {
		return "", err
	}
	if object.IsBytes(r) {
		return object.AsBytes(r).String(), nil
	}
	if r.Is(none) {
		return "", object.Raise(th, object.BlockingIOErrorType, "Read returned None.")
	}
	v, err := object.GetBuffer(th, r, object.BufferSimple)
	if err != nil {
		return "", err
	}
	defer v.Done(th)
	return string(v.Bytes()), nil
}

// lineEnd finds the end of the first line of s; end is -1 if it does not end here, and then so much of s may be scanned over
// when more comes.
func (t *textIO) lineEnd(s string) (end, scanned int) {
	switch {
	case t.transl || t.readNL == "\n" && !t.uniRead:
		if i := strings.IndexByte(s, '\n'); i >= 0 {
			return i + 1, 0
		}
		return -1, len(s)
	case t.uniRead:
		// The decoder never lets a chunk end between "\r" and "\n".
		i := strings.IndexAny(s, "\r\n")
		switch {
		case i < 0:
			return -1, len(s)
		case s[i] == '\r' && i+1 < len(s) && s[i+1] == '\n':
			return i + 2, 0
		}
		return i + 1, 0
	}
	if i := strings.Index(s, t.readNL); i >= 0 {
		return i + len(t.readNL), 0
	}
	if len(t.readNL) > 1 && strings.HasSuffix(s, t.readNL[:1]) {
		return -1, len(s) - 1
	}
	return -1, len(s)
}

// readline reads a line, at most limit characters unless that is negative. The lock is held.
func (t *textIO) readline(th *thread, limit int) (value, error) {
	if err := t.flushPending(th); err != nil {
		return value{}, err
	}
	var chunks []string
	carry := "" // scanned text that may be the start of a line end
	got := 0    // characters in chunks
	for {
		for t.used >= len(t.decoded) {
			more, err := t.readChunk(th, 0)
			if err != nil {
				if eintr(err) {
					continue
				}
				return value{}, err
			}
			if !more {
				t.clearDecoded()
				t.dropSnapshot()
				return joinLine(chunks, carry), nil
			}
		}
		s := t.rest()
		if carry != "" {
			s = carry + s
		}
		end, scanned := t.lineEnd(s)
		whole := end >= 0
		if !whole {
			end = scanned
		}
		if limit >= 0 {
			if most := cut(s, limit-got); end >= most && (most < len(s) || wtf8.RuneCount(s) == limit-got) {
				end, whole = most, true
			}
		}
		if whole {
			t.used += end - len(carry)
			chunks = append(chunks, s[:end])
			return joinLine(chunks, ""), nil
		}
		if end > 0 {
			chunks = append(chunks, s[:end])
			got += wtf8.RuneCount(s[:end])
		}
		carry = s[end:]
		t.used = len(t.decoded)
	}
}

func joinLine(chunks []string, carry string) value {
	if carry != "" {
		chunks = append(chunks, carry)
	}
	switch len(chunks) {
	case 0:
		return object.NewStr("")
	case 1:
		return object.NewStr(chunks[0])
	}
	return object.NewStr(strings.Join(chunks, ""))
}
