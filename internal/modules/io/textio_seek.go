// This file implements seek and tell of TextIOWrapper. A position in text is a cookie: the position of the stream below where the
// decoder was in a known state, that state, and how much to decode and skip from there. Where the decoder keeps nothing it is just
// the position.

package io

import (
	"math/big"

	"weft/internal/object"
	"weft/internal/wtf8"
)

// cookie is a position. As an int its fields lie in little-endian order: 64 bits pos, then 32 bits each, then the flag.
type cookie struct {
	pos     int64
	flags   value // the decoder's state; its bytes are empty
	feed    int   // bytes to decode from pos
	needEOF bool  // and then the end
	skip    int   // characters of that to skip
}

func (c *cookie) value(th *thread) (value, error) {
	fb := object.Big(c.flags)
	if c.feed == 0 && c.skip == 0 && !c.needEOF && fb.Sign() == 0 {
		return object.Int(c.pos), nil
	}
	if !fb.IsInt64() || fb.Int64() != int64(int32(fb.Int64())) {
		return value{}, object.OverflowErrorf(th, "Python int too large to convert to C int")
	}
	b := big.NewInt(0)
	if c.needEOF {
		b.SetInt64(1)
	}
	for _, part := range []uint32{uint32(c.skip), uint32(c.feed), uint32(int32(fb.Int64()))} {
		b.Lsh(b, 32).Or(b, new(big.Int).SetUint64(uint64(part)))
	}
	b.Lsh(b, 64).Or(b, new(big.Int).SetUint64(uint64(c.pos)))
	return object.BigInt(b), nil
}

// parseCookie is the reverse; v is not negative.
func parseCookie(th *thread, v value) (c cookie, err error) {
	b := object.Big(v)
	if b.BitLen() > 168 {
		return c, object.OverflowErrorf(th, "int too big to convert")
	}
	field := func(shift, bits uint) uint64 {
		mask := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), bits), big.NewInt(1))
		return new(big.Int).And(new(big.Int).Rsh(b, shift), mask).Uint64()
	}
	c.pos = int64(field(0, 64))
	c.flags = object.Int(int64(int32(field(64, 32))))
	c.feed = int(int32(field(96, 32)))
	c.skip = int(int32(field(128, 32)))
	c.needEOF = field(160, 8) != 0
	return c, nil
}

// restore puts the decoder into the state of a cookie; at the start of a stream it is reset, for the byte order mark.
func (c *cookie) restore(th *thread, d textDecoder) error {
	if c.pos == 0 && object.Big(c.flags).Sign() == 0 {
		return d.reset(th)
	}
	return d.setstate(th, "", c.flags)
}

// tell returns the cookie of the position. The lock is held.
func (t *textIO) tell(th *thread) (value, error) {
	if !t.has(textSeekable) {
		return value{}, unsupported(th, "underlying stream is not seekable")
	}
	if !t.has(textTelling) {
		return value{}, object.Raise(th, object.OSErrorType, "telling position disabled by next() call")
	}
	if err := t.flushPending(th); err != nil {
		return value{}, err
	}
	if _, err := object.CallMethod(th, t.value(), "flush"); err != nil {
		return value{}, err
	}
	buf, err := t.buf(th)
	if err != nil {
		return value{}, err
	}
	r, err := object.CallMethod(th, buf, "tell")
	if err != nil {
		return value{}, err
	}
	dec := t.decoder
	if dec == nil || !t.snap {
		return r, nil
	}
	at, err := offArg(th, r)
	if err != nil {
		return value{}, err
	}
	input := t.snapIn
	c := cookie{pos: at - int64(len(input)), flags: t.snapFlag}
	if t.used == 0 {
		return c.value(th)
	}
	skip := wtf8.RuneCount(t.decoded[:min(t.used, len(t.decoded))])

	pending, flags, err := dec.getstate(th)
	if err != nil {
		return value{}, err
	}
	err = t.locate(th, dec, &c, input, skip)
	if rerr := dec.setstate(th, pending, flags); err == nil {
		err = rerr
	}
	if err != nil {
		return value{}, err
	}
	return c.value(th)
}

// locate moves the cookie c, which stands before input, to the last place before the position, skip characters on, where the
// decoder keeps no bytes.
func (t *textIO) locate(th *thread, dec textDecoder, c *cookie, input string, skip int) error {
	// Guess from the ratio of bytes to characters, then step back, faster and faster, until a place fits.
	guess, back := min(int(t.ratio*float64(skip)), len(input)), 1
	for guess > 0 {
		if err := c.restore(th, dec); err != nil {
			return err
		}
		text, err := dec.decode(th, input[:guess], false)
		if err != nil {
			return err
		}
		n := wtf8.RuneCount(text)
		if n > skip {
			guess -= back
			back *= 2
			continue
		}
		kept, flags, err := dec.getstate(th)
		if err != nil {
			return err
		}
		if kept == "" {
			c.flags = flags
			skip -= n
			break
		}
		guess -= len(kept)
		back = 1
	}
	if guess <= 0 {
		guess = 0
		if err := c.restore(th, dec); err != nil {
			return err
		}
	}
	c.pos += int64(guess)
	c.skip = skip
	if skip == 0 {
		return nil
	}
	// From there byte by byte, noting each place that fits.
	got := 0
	for i := guess; i < len(input); i++ {
		text, err := dec.decode(th, input[i:i+1], false)
		if err != nil {
			return err
		}
		got += wtf8.RuneCount(text)
		c.feed++
		kept, flags, err := dec.getstate(th)
		if err != nil {
			return err
		}
		if kept == "" && got <= skip {
			c.pos += int64(c.feed)
			skip -= got
			c.flags, c.feed, got = flags, 0, 0
		}
		if got >= skip {
			c.skip = skip
			return nil
		}
	}
	// The end of the input may release more.
	text, err := dec.decode(th, "", true)
	if err != nil {
		return err
	}
	c.needEOF, c.skip = true, skip
	if got+wtf8.RuneCount(text) < skip {
		return object.Raise(th, object.OSErrorType, "can't reconstruct logical file position")
	}
	return nil
}

// seek goes to a cookie. The lock is held.
func (t *textIO) seek(th *thread, to value, whence int) (value, error) {
	if !t.has(textSeekable) {
		return value{}, unsupported(th, "underlying stream is not seekable")
	}
	self := t.value()
	zero := func() (bool, error) { return object.Equal(th, to, object.SmallInt(0)) }
	switch whence {
	case 0:
	case 1:
		if ok, err := zero(); err != nil || !ok {
			if err == nil {
				err = unsupported(th, "can't do nonzero cur-relative seeks")
			}
			return value{}, err
		}
		// Not to move is to flush and go where we are.
		r, err := object.CallMethod(th, self, "tell")
		if err != nil {
			return value{}, err
		}
		to = r
	case 2:
		if ok, err := zero(); err != nil || !ok {
			if err == nil {
				err = unsupported(th, "can't do nonzero end-relative seeks")
			}
			return value{}, err
		}
		if _, err := object.CallMethod(th, self, "flush"); err != nil {
			return value{}, err
		}
		t.clearDecoded()
		t.dropSnapshot()
		if t.decoder != nil {
			if err := t.decoder.reset(th); err != nil {
				return value{}, err
			}
		}
		buf, err := t.buf(th)
		if err != nil {
			return value{}, err
		}
		r, err := object.CallMethod(th, buf, "seek", object.SmallInt(0), object.SmallInt(2))
		if err != nil {
			return value{}, err
		}
		if t.encoder != nil {
			start, err := object.Equal(th, r, object.SmallInt(0))
			if err != nil {
				return value{}, err
			}
			if err := t.encoder.restart(th, start); err != nil {
				return value{}, err
			}
		}
		return r, nil
	default:
		return value{}, object.ValueErrorf(th, "invalid whence (%d, should be 0, 1 or 2)", whence)
	}
	if !object.IsInt(to) {
		if to.Type().Slots().Index == nil {
			return value{}, object.TypeErrorf(th, "'%s' object cannot be interpreted as an integer", to.Type().DisplayName())
		}
		var err error
		if to, err = object.Index(th, to); err != nil {
			return value{}, err
		}
	}
	if object.Big(to).Sign() < 0 {
		r, err := object.ReprString(th, to)
		if err != nil {
			return value{}, err
		}
		return value{}, object.ValueErrorf(th, "negative seek position %s", r)
	}
	if _, err := object.CallMethod(th, self, "flush"); err != nil {
		return value{}, err
	}
	c, err := parseCookie(th, to)
	if err != nil {
		return value{}, err
	}
	buf, err := t.buf(th)
	if err != nil {
		return value{}, err
	}
	if _, err := object.CallMethod(th, buf, "seek", object.Int(c.pos)); err != nil {
		return value{}, err
	}
	t.clearDecoded()
	t.dropSnapshot()
	if t.decoder != nil {
		if err := c.restore(th, t.decoder); err != nil {
			return value{}, err
		}
	}
	if c.skip != 0 {
		r, err := object.CallMethod(th, buf, "read", num(c.feed))
		if err != nil {
			return value{}, err
		}
		if !object.IsBytes(r) {
			return value{}, object.TypeErrorf(th, "underlying read() should have returned a bytes object, not '%s'", r.Type().DisplayName())
		}
		if t.decoder == nil {
			return value{}, unsupported(th, "not readable")
		}
		in := object.AsBytes(r).String()
		text, err := t.decoder.decode(th, in, c.needEOF)
		if err != nil {
			return value{}, err
		}
		t.snap, t.snapFlag, t.snapIn = true, c.flags, in
		t.setDecoded(text)
		if c.skip < 0 || wtf8.RuneCount(text) < c.skip {
			return value{}, object.Raise(th, object.OSErrorType, "can't restore logical file position")
		}
		t.used = cut(text, c.skip)
	} else {
		t.snap, t.snapFlag, t.snapIn = true, c.flags, ""
	}
	if t.encoder != nil {
		if err := t.encoder.restart(th, c.pos == 0 && object.Big(c.flags).Sign() == 0); err != nil {
			return value{}, err
		}
	}
	return to, nil
}
