// This file implements the buffered binary streams BufferedReader, BufferedWriter and BufferedRandom: their state and what they
// do with it under their lock. The methods are in buffered_methods.go.
//
// The buffer holds what lies around the position: bytes read ahead, or bytes to be written, or both in one place. All offsets
// below count from the start of buf:
//
//	pos       where the stream's reader or writer is
//	rawPos    where the raw stream is, -1 if not known
//	readEnd   the end of what was read ahead, -1 for nothing
//	writePos  writeEnd: what is still to be written, writeEnd -1 for nothing
//
// so the position as the user sees it is the raw position minus (rawPos - pos).

package io

import (
	"bytes"
	"math"
	"sync/atomic"
	"unsafe"

	"weft/internal/object"
)

var (
	bufferedReaderType = &object.Type{Name: "BufferedReader"}
	bufferedWriterType = &object.Type{Name: "BufferedWriter"}
	bufferedRandomType = &object.Type{Name: "BufferedRandom"}
)

// buffered is a BufferedReader, BufferedWriter or BufferedRandom. state and raw are atomic; the rest is guarded by lock.
type buffered struct {
	object.Header
	object.Ext
	state    uint32                 // atomic: the buf* bits
	raw      value                  // atomic slot; absent when detached
	fast     atomic.Pointer[fileIO] // raw, if it is an exact FileIO
	lock     ioLock
	buf      []byte
	size     int
	pos      int
	rawPos   int
	readEnd  int
	writePos int
	writeEnd int
	absPos   int64 // the raw stream's position, -1: not known
}

// Bits of buffered.state.
const (
	bufOK uint32 = 1 << iota
	bufDetached
	bufFreed // closed by close()
	bufFinalizing
	bufRead
	bufWrite
)

func asBuffered(v value) *buffered { return (*buffered)(v.Ptr()) }

func (b *buffered) has(bit uint32) bool { return atomic.LoadUint32(&b.state)&bit != 0 }
func (b *buffered) set(bit uint32)      { atomic.OrUint32(&b.state, bit) }
func (b *buffered) clear(bit uint32)    { atomic.AndUint32(&b.state, ^bit) }

func (b *buffered) value() value { return object.FromPtr(unsafe.Pointer(b)) }

// check raises ValueError for a stream that was not initialized or is detached.
func (b *buffered) check(th *thread) error {
	if b.has(bufOK) {
		return nil
	}
	if b.has(bufDetached) {
		return valueError(th, "raw stream has been detached")
	}
	return valueError(th, msgUninitialized)
}

// rawStream returns the raw stream, or raises as check does.
func (b *buffered) rawStream(th *thread) (value, error) {
	if err := b.check(th); err != nil {
		return value{}, err
	}
	raw := object.LoadSlot(&b.raw)
	if raw.IsAbsent() {
		return value{}, valueError(th, "raw stream has been detached")
	}
	return raw, nil
}

// isClosed reports the truth of the raw stream's closed attribute.
func (b *buffered) isClosed(th *thread) (bool, error) {
	if f := b.fast.Load(); f != nil {
		return f.load() < 0, nil
	}
	raw, err := b.rawStream(th)
	if err != nil {
		return false, err
	}
	return isTrueAttr(th, raw, "closed")
}

// checkOpen raises ValueError with msg if the stream is closed.
func (b *buffered) checkOpen(th *thread, msg string) error {
	if err := b.check(th); err != nil {
		return err
	}
	c := b.has(bufFreed)
	if !c {
		var err error
		if c, err = b.isClosed(th); err != nil {
			return err
		}
	}
	if c {
		return valueError(th, msg)
	}
	return nil
}

// enter takes the lock of an open stream.
func (b *buffered) enter(th *thread, closedMsg string) error {
	if err := b.checkOpen(th, closedMsg); err != nil {
		return err
	}
	if err := b.lock.enter(th, b.value()); err != nil {
		return err
	}
	if !b.has(bufOK) || b.has(bufFreed) { // closed or detached while we waited
		err := b.check(th)
		b.lock.leave()
		if err == nil {
			err = valueError(th, closedMsg)
		}
		return err
	}
	return nil
}

// init is the common part of __init__: the raw stream has been checked.
func (b *buffered) init(th *thread, raw value, size int, bits uint32) error {
	b.clear(bufOK | bufDetached | bufFreed)
	if size <= 0 {
		return valueError(th, "buffer size must be strictly positive")
	}
	if err := object.CheckAlloc(th, size, 1); err != nil {
		return err
	}
	if err := b.lock.enter(th, b.value()); err != nil {
		return err
	}
	defer b.lock.leave()
	object.StoreSlot(&b.raw, raw)
	if raw.IsExact(fileIOType) {
		b.fast.Store(asFileIO(raw))
	} else {
		b.fast.Store(nil)
	}
	b.buf, b.size = nil, size
	b.pos, b.rawPos = 0, 0
	b.dropRead()
	b.dropWrite()
	b.absPos = -1
	if _, err := b.rawTell(th); err != nil && !object.IsErr(err, object.ExceptionType) {
		return err
	}
	b.clear(bufRead | bufWrite)
	b.set(bits | bufOK)
	if bits&bufWrite != 0 {
		register(th, b.value())
	}
	return nil
}

func (b *buffered) dropRead()  { b.readEnd = -1 }
func (b *buffered) dropWrite() { b.writePos, b.writeEnd = 0, -1 }

func (b *buffered) validRead() bool  { return b.readEnd >= 0 && b.has(bufRead) }
func (b *buffered) validWrite() bool { return b.writeEnd >= 0 && b.has(bufWrite) }

// ahead is the number of bytes read ahead.
func (b *buffered) ahead() int {
	if b.validRead() {
		return max(b.readEnd-b.pos, 0)
	}
	return 0
}

// rawOffset is how far the raw stream is ahead of the user's position.
func (b *buffered) rawOffset() int {
	if (b.validRead() || b.validWrite()) && b.rawPos >= 0 {
		return b.rawPos - b.pos
	}
	return 0
}

// moveTo sets pos after writing.
func (b *buffered) moveTo(pos int) {
	b.pos = pos
	if b.validRead() && b.readEnd < pos {
		b.readEnd = pos
	}
}

// rawTell asks the raw stream for its position.
func (b *buffered) rawTell(th *thread) (int64, error) {
	b.absPos = -1
	var n int64
	var err error
	if f := b.fast.Load(); f != nil {
		n, err = f.seekTo(th, 0, 1)
	} else {
		var raw, r value
		if raw = object.LoadSlot(&b.raw); raw.IsAbsent() {
			return 0, b.check(th)
		}
		if r, err = object.CallMethod(th, raw, "tell"); err == nil {
			n, err = offArg(th, r)
		}
	}
	if err != nil {
		return -1, err
	}
	if n < 0 {
		return -1, object.Raisef(th, object.OSErrorType, "Raw stream returned invalid position %d", n)
	}
	b.absPos = n
	return n, nil
}

// rawSeek moves the raw stream.
func (b *buffered) rawSeek(th *thread, target int64, whence int) (int64, error) {
	b.absPos = -1
	var n int64
	var err error
	if f := b.fast.Load(); f != nil {
		n, err = f.seekTo(th, target, whence)
	} else {
		var raw, r value
		if raw, err = b.rawStream(th); err != nil {
			return -1, err
		}
		if r, err = object.CallMethod(th, raw, "seek", object.Int(target), num(whence)); err == nil {
			n, err = offArg(th, r)
		}
	}
	if err != nil {
		return -1, err
	}
	if n < 0 {
		return -1, object.Raisef(th, object.OSErrorType, "Raw stream returned invalid position %d", n)
	}
	b.absPos = n
	return n, nil
}

// rawRead reads into p from the raw stream; again means that it had nothing and does not block.
func (b *buffered) rawRead(th *thread, p []byte) (n int, again bool, err error) {
	if f := b.fast.Load(); f != nil {
		n, again, err = f.readInto(th, p)
	} else {
		raw, rerr := b.rawStream(th)
		if rerr != nil {
			return 0, false, rerr
		}
		view := viewOf(th, p, false)
		var r value
		for {
			if r, err = object.CallMethod(th, raw, "readinto", view); !eintr(err) {
				break
			}
		}
		if err != nil {
			return 0, false, err
		}
		if r.Is(none) {
			return 0, true, nil
		}
		k, kerr := object.AsIndex(th, r, object.ValueErrorType)
		if kerr != nil {
			e := object.Raise(th, object.OSErrorType, "raw readinto() failed")
			object.Exc(e).SetCause(object.Exc(kerr).Value())
			object.Exc(e).SetContext(object.Exc(kerr))
			return 0, false, e
		}
		if k < 0 || k > len(p) {
			return 0, false, object.Raisef(th, object.OSErrorType, "raw readinto() returned invalid length %d (should have been between 0 and %d)", k, len(p))
		}
		n = k
	}
	if n > 0 && b.absPos >= 0 {
		b.absPos += int64(n)
	}
	return n, again, err
}

// rawWrite writes p to the raw stream.
func (b *buffered) rawWrite(th *thread, p []byte) (n int, again bool, err error) {
	if f := b.fast.Load(); f != nil {
		n, again, err = f.writeFrom(th, p)
	} else {
		raw, rerr := b.rawStream(th)
		if rerr != nil {
			return 0, false, rerr
		}
		view := viewOf(th, p, true)
		var r value
		for {
			if r, err = object.CallMethod(th, raw, "write", view); !eintr(err) {
				break
			}
		}
		if err != nil {
			return 0, false, err
		}
		if r.Is(none) {
			return 0, true, nil
		}
		k, kerr := object.AsIndex(th, r, object.ValueErrorType)
		if kerr != nil {
			k = -1
		}
		if k < 0 || k > len(p) {
			return 0, false, object.Raisef(th, object.OSErrorType, "raw write() returned invalid length %d (should have been between 0 and %d)", k, len(p))
		}
		n = k
	}
	if n > 0 && b.absPos >= 0 {
		b.absPos += int64(n)
	}
	return n, again, err
}

// need makes the buffer when something is first put into it: many streams, as the standard ones, are never used.
func (b *buffered) need() {
	if b.buf == nil {
		b.buf = make([]byte, b.size)
	}
}

// fill reads more into the buffer, behind what is there.
func (b *buffered) fill(th *thread) (n int, again bool, err error) {
	b.need()
	start := 0
	if b.validRead() {
		start = b.readEnd
	}
	if start >= len(b.buf) {
		return 0, false, nil
	}
	n, again, err = b.rawRead(th, b.buf[start:])
	if n > 0 {
		b.readEnd, b.rawPos = start+n, start+n
	}
	return n, again, err
}

// flushWrite writes out what is buffered. After an error or an incomplete write the rest stays.
func (b *buffered) flushWrite(th *thread) error {
	if !b.validWrite() || b.writePos == b.writeEnd {
		b.dropWrite()
		return nil
	}
	if back := b.rawOffset() + b.pos - b.writePos; back != 0 {
		if _, err := b.rawSeek(th, -int64(back), 1); err != nil {
			return err
		}
		b.rawPos -= back
	}
	for b.writePos < b.writeEnd && b.writeEnd <= len(b.buf) {
		n, again, err := b.rawWrite(th, b.buf[b.writePos:b.writeEnd])
		if n > 0 {
			// pos stays: the user may have moved on from what was written last.
			b.writePos += n
			b.rawPos = b.writePos
		}
		if err != nil {
			return err
		}
		if again {
			return blockingError(th, "write could not complete without blocking", 0)
		}
		if err := th.SafePoint(); err != nil {
			return err
		}
	}
	b.dropWrite()
	return nil
}

// flushAndRewind writes out what is buffered and gives up what was read ahead.
func (b *buffered) flushAndRewind(th *thread) error {
	if err := b.flushWrite(th); err != nil {
		return err
	}
	if b.has(bufRead) {
		// Rewind the raw stream so that its position is the one the user sees.
		off := b.rawOffset()
		if off != 0 {
			if _, err := b.rawSeek(th, -int64(off), 1); err != nil {
				return err
			}
		}
		b.dropRead()
	}
	return nil
}

// write is the body of write(). It returns the number of bytes taken over, always all, unless it fails.
func (b *buffered) write(th *thread, p []byte) (int, error) {
	b.need()
	if !b.validRead() && !b.validWrite() {
		b.pos, b.rawPos = 0, 0
	}
	room := b.size - b.pos
	if len(p) <= room && len(p) < b.size {
		copy(b.buf[b.pos:], p)
		if !b.validWrite() || b.writePos > b.pos {
			b.writePos = b.pos
		}
		b.moveTo(b.pos + len(p))
		b.writeEnd = max(b.writeEnd, b.pos)
		return len(p), nil
	}
	if err := b.flushWrite(th); err != nil {
		if !object.IsErr(err, object.BlockingIOErrorType) {
			return 0, err
		}
		// Keep what fits.
		if b.has(bufRead) {
			b.dropRead()
		}
		copy(b.buf, b.buf[b.writePos:b.writeEnd])
		b.writeEnd -= b.writePos
		b.rawPos -= b.writePos
		b.pos -= b.writePos
		b.writePos = 0
		room := b.size - b.writeEnd
		n := copy(b.buf[b.writeEnd:], p)
		b.writeEnd += n
		b.pos += n
		if len(p) <= room {
			return len(p), nil
		}
		return 0, blockingError(th, "write could not complete without blocking", n)
	}
	if off := b.rawOffset(); off != 0 {
		if _, err := b.rawSeek(th, -int64(off), 1); err != nil {
			return 0, err
		}
		b.rawPos -= off
	}
	done := 0
	for len(p)-done > b.size {
		n, again, err := b.rawWrite(th, p[done:])
		if err != nil {
			return 0, err
		}
		if again {
			rest := p[done:]
			if len(rest) > b.size {
				copy(b.buf, rest)
				b.rawPos = 0
				b.moveTo(b.size)
				b.writePos, b.writeEnd = 0, b.size
				return 0, blockingError(th, "write could not complete without blocking", done+b.size)
			}
			break
		}
		done += n
		if err := th.SafePoint(); err != nil {
			return 0, err
		}
	}
	if b.has(bufRead) {
		b.dropRead()
	}
	n := copy(b.buf, p[done:])
	b.writePos, b.writeEnd = 0, n
	b.moveTo(n)
	b.rawPos = 0
	return len(p), nil
}

// readAll is read(-1): it returns None only if the raw stream does not block and has nothing.
func (b *buffered) readAll(th *thread) (value, error) {
	var data []byte
	if n := b.ahead(); n > 0 {
		data = append(data, b.buf[b.pos:b.pos+n]...)
		b.pos += n
	}
	if b.has(bufWrite) {
		if err := b.flushAndRewind(th); err != nil {
			return value{}, err
		}
	}
	b.dropRead()
	if f := b.fast.Load(); f != nil {
		if _, err := f.forReading(th); err != nil {
			return value{}, err
		}
		rest, again, err := f.readAll(th)
		if err != nil {
			return value{}, err
		}
		if b.absPos >= 0 {
			b.absPos += int64(len(rest))
		}
		if again && data == nil {
			return none, nil
		}
		if data == nil {
			return object.BytesOf(rest), nil
		}
		return object.BytesOf(append(data, rest...)), nil
	}
	raw, err := b.rawStream(th)
	if err != nil {
		return value{}, err
	}
	readall, err := object.GetAttrOpt(th, raw, object.Intern("readall"))
	if err != nil {
		return value{}, err
	}
	if !readall.IsAbsent() {
		r, err := object.Call(th, readall)
		if err != nil {
			return value{}, err
		}
		if !r.Is(none) && !object.IsBytes(r) {
			return value{}, object.TypeErrorf(th, "readall() should return bytes")
		}
		if data == nil || r.Is(none) {
			if data != nil {
				return object.BytesOf(data), nil
			}
			return r, nil
		}
		return object.BytesOf(append(data, object.AsBytes(r).String()...)), nil
	}
	some := data != nil
	for {
		r, err := object.CallMethod(th, raw, "read")
		if err != nil {
			return value{}, err
		}
		if !r.Is(none) && !object.IsBytes(r) {
			return value{}, object.TypeErrorf(th, "read() should return bytes")
		}
		if r.Is(none) || object.AsBytes(r).String() == "" {
			if !some {
				return r, nil
			}
			return object.BytesOf(data), nil
		}
		some = true
		s := object.AsBytes(r).String()
		data = append(data, s...)
		if b.absPos >= 0 {
			b.absPos += int64(len(s))
		}
	}
}

// readN is read(n) for n >= 0; nil means None: nothing there, and the raw stream does not block.
func (b *buffered) readN(th *thread, n int) ([]byte, error) {
	if err := object.CheckAlloc(th, n, 1); err != nil {
		return nil, err
	}
	have := b.ahead()
	if n <= have {
		out := append(make([]byte, 0, n), b.buf[b.pos:b.pos+n]...)
		b.pos += n
		return out, nil
	}
	// Allocate by what the stream turns out to have where somebody asks for far too much.
	out := make([]byte, min(n, max(1<<20, have)))
	done := 0
	if have > 0 {
		copy(out, b.buf[b.pos:b.pos+have])
		b.pos += have
		done = have
	}
	if b.has(bufWrite) {
		if err := b.flushAndRewind(th); err != nil {
			return nil, err
		}
	}
	b.dropRead()
	grow := func() {
		if done == len(out) && done < n {
			bigger := make([]byte, min(n, 2*len(out)))
			copy(bigger, out)
			out = bigger
		}
	}
	for done < n {
		grow()
		whole := (n - done) / b.size * b.size
		if whole == 0 {
			break
		}
		k, again, err := b.rawRead(th, out[done:min(done+whole, len(out))])
		if err != nil {
			return nil, err
		}
		if k == 0 {
			if again && done == 0 {
				return nil, nil
			}
			return out[:done], nil
		}
		done += k
	}
	b.pos, b.rawPos, b.readEnd = 0, 0, 0
	for done < n && b.readEnd < b.size {
		k, again, err := b.fill(th)
		if err != nil {
			return nil, err
		}
		if k == 0 {
			if again && done == 0 {
				return nil, nil
			}
			return out[:done], nil
		}
		grow()
		take := min(k, n-done, b.ahead())
		if len(out) < done+take {
			bigger := make([]byte, min(n, done+take))
			copy(bigger, out)
			out = bigger
		}
		copy(out[done:], b.buf[b.pos:b.pos+take])
		done += take
		b.pos += take
	}
	return out[:done], nil
}

// peek returns what is read ahead, reading once if that is nothing.
func (b *buffered) peek(th *thread) ([]byte, error) {
	if n := b.ahead(); n > 0 {
		return b.buf[b.pos : b.pos+n], nil
	}
	b.dropRead()
	n, _, err := b.fill(th)
	if err != nil {
		return nil, err
	}
	b.pos = 0
	return b.buf[:n], nil
}

// read1 is read1(n), n >= 1.
func (b *buffered) read1(th *thread, n int) ([]byte, error) {
	if have := b.ahead(); have > 0 {
		n = min(n, have)
		out := append(make([]byte, 0, n), b.buf[b.pos:b.pos+n]...)
		b.pos += n
		return out, nil
	}
	out, err := makeBuf(th, n)
	if err != nil {
		return nil, err
	}
	if b.has(bufWrite) {
		if err := b.flushAndRewind(th); err != nil {
			return nil, err
		}
	}
	b.dropRead()
	k, _, err := b.rawRead(th, out)
	if err != nil {
		return nil, err
	}
	if k < len(out)/2 {
		return append(make([]byte, 0, k), out[:k]...), nil
	}
	return out[:k], nil
}

// readInto is readinto and, with once, readinto1; again means None.
func (b *buffered) readInto(th *thread, p []byte, once bool) (done int, again bool, err error) {
	if n := b.ahead(); n > 0 {
		done = copy(p, b.buf[b.pos:b.pos+n])
		b.pos += done
		if done == len(p) {
			return done, false, nil
		}
	}
	if b.has(bufWrite) {
		if err := b.flushAndRewind(th); err != nil {
			return 0, false, err
		}
	}
	b.dropRead()
	b.pos = 0
	for done < len(p) {
		var n int
		switch {
		case len(p)-done > b.size:
			n, again, err = b.rawRead(th, p[done:])
		case !once || done == 0:
			if n, again, err = b.fill(th); n > 0 {
				n = copy(p[done:], b.buf[b.pos:b.readEnd])
				b.pos += n
			}
		}
		if err != nil {
			return 0, false, err
		}
		if n == 0 {
			return done, again && done == 0, nil
		}
		done += n
		if once {
			break
		}
	}
	return done, false, nil
}

// readline reads a line, at most limit bytes unless that is negative.
func (b *buffered) readline(th *thread, limit int) ([]byte, error) {
	if limit < 0 {
		limit = math.MaxInt
	}
	take := func() (line []byte, end bool) {
		n := min(b.ahead(), limit)
		s := b.buf[b.pos : b.pos+n]
		if i := bytes.IndexByte(s, '\n'); i >= 0 {
			n, end = i+1, true
		} else if n == limit {
			end = true
		}
		return s[:n], end
	}
	s, end := take()
	b.pos += len(s)
	out := append(make([]byte, 0, len(s)), s...)
	if end {
		return out, nil
	}
	limit -= len(s)
	if b.has(bufWrite) {
		if err := b.flushAndRewind(th); err != nil {
			return nil, err
		}
	}
	for {
		b.dropRead()
		n, _, err := b.fill(th)
		if err != nil {
			return nil, err
		}
		if n <= 0 {
			return out, nil
		}
		b.pos = 0
		s, end := take()
		b.pos = len(s)
		out = append(out, s...)
		if end {
			return out, nil
		}
		limit -= len(s)
	}
}

// tell returns the position.
func (b *buffered) tell(th *thread) (int64, error) {
	n, err := b.rawTell(th)
	if err != nil {
		return 0, err
	}
	return max(n-int64(b.rawOffset()), 0), nil
}

// seek changes the position. Within what was read ahead only pos moves.
func (b *buffered) seek(th *thread, target int64, whence int) (int64, error) {
	if whence < 2 && b.has(bufRead) {
		cur := b.absPos
		if cur < 0 {
			var err error
			if cur, err = b.rawTell(th); err != nil {
				return 0, err
			}
		}
		if avail := b.ahead(); avail > 0 {
			off := target
			if whence == 0 {
				off = target - (cur - int64(b.rawOffset()))
			}
			if off >= -int64(b.pos) && off <= int64(avail) {
				b.pos += int(off)
				return max(cur-int64(avail)+off, 0), nil
			}
		}
	}
	if b.has(bufWrite) {
		if err := b.flushWrite(th); err != nil {
			return 0, err
		}
	}
	if whence == 1 {
		target -= int64(b.rawOffset())
	}
	n, err := b.rawSeek(th, target, whence)
	if err != nil {
		return 0, err
	}
	b.rawPos = -1
	if b.has(bufRead) {
		b.dropRead()
	}
	return n, nil
}
