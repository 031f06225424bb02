// This file implements compression in the deflate format (RFC 1951) with the zlib and gzip containers (RFC 1950, 1952). It makes
// the decisions zlib 1.3.1 makes - which matches are looked for and taken, where blocks end, how codes are built - so that the
// result is zlib's byte for byte; but the sizes of stored blocks at level 0, which in zlib depend on the caller's buffers.

package zlib

import (
	"encoding/binary"
	"hash/adler32"
	"hash/crc32"
)

const (
	minMatch     = 3
	maxMatch     = 258
	minLookahead = maxMatch + minMatch + 1
	tooFar       = 4096 // a match of three bytes farther away does not pay
)

// Flush modes.
const (
	noFlush = iota
	partialFlush
	syncFlush
	fullFlush
	finish
	blockFlush
)

// Strategies.
const (
	defaultStrategy = iota
	filtered
	huffmanOnly
	rle
	fixedCodes
)

// tuning says how hard a level searches: a chain is cut short behind a match of good, none is looked for behind one of lazy,
// and one of nice is taken at once.
type tuning struct{ good, lazy, nice, chain int }

var tunings = [10]tuning{{}, {4, 4, 8, 4}, {4, 5, 16, 8}, {4, 6, 32, 32}, {4, 4, 16, 16}, {8, 16, 32, 32}, {8, 16, 128, 128},
	{8, 32, 128, 256}, {32, 128, 258, 1024}, {32, 258, 258, 4096}}

// Containers.
const (
	wrapRaw = iota
	wrapZlib
	wrapGzip
)

// deflater is a compression in progress. The window holds two window sizes of input: pos is where compression is, ahead the
// number of bytes read behind it.
type deflater struct {
	wrap, level, strategy int
	tune                  tuning

	in       []byte // input not yet in the window
	out      []byte // finished output
	check    uint32 // of the input
	total    uint32 // bytes of input
	dictID   uint32
	hasDict  bool
	headed   bool // the header is written
	finished bool // the last block is written
	trailed  bool // and the trailer
	lastMode int  // the flush mode before
	idle     bool // a flush once had nothing to do: zlib words later errors by it

	wbits, wsize       int
	window             []byte
	prev, head         []uint16 // chains of positions with the same hash; 0 ends a chain
	hash               uint32
	shift              uint
	blockStart         int
	pos, ahead, insert int
	matchLen, matchPos int
	prevLen            int
	available          bool // the byte before pos waits to become a literal

	stored []byte // level 0: input that waits

	trees
}

// newDeflater returns a compressor, or nil for options zlib does not accept.
func newDeflater(level, method, wbits, memLevel, strategy int) *deflater {
	if level == -1 {
		level = 6
	}
	wrap := wrapZlib
	if wbits < 0 {
		wrap, wbits = wrapRaw, -wbits
	} else if wbits > 15 {
		wrap, wbits = wrapGzip, wbits-16
	}
	if memLevel < 1 || memLevel > 9 || method != 8 || wbits < 8 || wbits > 15 || level < 0 || level > 9 || strategy < 0 || strategy > fixedCodes ||
		wbits == 8 && wrap != wrapZlib {
		return nil
	}
	wbits = max(wbits, 9)
	d := &deflater{wrap: wrap, level: level, strategy: strategy, tune: tunings[level], lastMode: -2, wbits: wbits, wsize: 1 << wbits}
	d.resetCheck()
	d.matchLen, d.prevLen = minMatch-1, minMatch-1
	if level > 0 {
		d.window = make([]byte, 2*d.wsize)
		d.prev = make([]uint16, d.wsize)
		d.head = make([]uint16, 1<<(memLevel+7))
		d.shift = uint(memLevel+7+minMatch-1) / minMatch
		d.init(1<<(memLevel+6) - 1)
	}
	return d
}

func (d *deflater) clone() *deflater {
	c := *d
	dup := func(b []byte) []byte { return append([]byte(nil), b...) }
	c.in, c.out, c.stored, c.window = dup(d.in), dup(d.out), dup(d.stored), dup(d.window)
	c.prev, c.head = append([]uint16(nil), d.prev...), append([]uint16(nil), d.head...)
	c.lens, c.dists = make([]byte, len(d.lens), cap(d.lens)), make([]uint16, len(d.dists), cap(d.dists))
	copy(c.lens, d.lens)
	copy(c.dists, d.dists)
	return &c
}

func (d *deflater) resetCheck() {
	d.check = 0
	if d.wrap == wrapZlib {
		d.check = 1
	}
}

// sum adds input to the checksum.
func (d *deflater) sum(p []byte) {
	switch d.wrap {
	case wrapZlib:
		d.check = adler(d.check, p)
	case wrapGzip:
		d.check = crc32.Update(d.check, crc32.IEEETable, p)
	}
	d.total += uint32(len(p))
}

// adler continues an Adler-32 checksum.
func adler(sum uint32, p []byte) uint32 {
	if sum == 1 {
		return adler32.Checksum(p)
	}
	const mod = 65521
	a, b := sum&0xffff, sum>>16
	for len(p) > 0 {
		n := min(len(p), 5552) // before b overflows
		for _, c := range p[:n] {
			a += uint32(c)
			b += a
		}
		a %= mod
		b %= mod
		p = p[n:]
	}
	return b<<16 | a
}

// setDictionary puts a dictionary before the input; it reports false for a gzip container, which can have none.
func (d *deflater) setDictionary(dict []byte) bool {
	if d.wrap == wrapGzip {
		return false
	}
	d.dictID, d.hasDict = adler(1, dict), len(dict) > 0
	if d.level == 0 {
		return true
	}
	if len(dict) >= d.wsize {
		dict = dict[len(dict)-d.wsize:]
	}
	wrap, total := d.wrap, d.total
	d.wrap = wrapRaw
	d.in = dict
	d.fill()
	for d.ahead >= minMatch {
		for n := d.ahead - (minMatch - 1); n > 0; n-- {
			d.insertString(d.pos)
			d.pos++
		}
		d.ahead = minMatch - 1
		d.fill()
	}
	d.pos += d.ahead
	d.blockStart = d.pos
	d.insert = d.ahead
	d.ahead = 0
	d.matchLen, d.prevLen, d.available = minMatch-1, minMatch-1, false
	d.wrap, d.total, d.in = wrap, total, nil
	d.resetCheck()
	return true
}

// rank orders flush modes by how much they flush.
func rank(mode int) int {
	if mode > 4 {
		return mode*2 - 9
	}
	return mode * 2
}

func (d *deflater) header() {
	d.headed = true
	low := d.strategy >= huffmanOnly || d.level < 2
	switch d.wrap {
	case wrapZlib:
		h := (8 + uint(d.wbits-8)<<4) << 8
		switch {
		case low:
		case d.level < 6:
			h |= 1 << 6
		case d.level == 6:
			h |= 2 << 6
		default:
			h |= 3 << 6
		}
		if d.hasDict {
			h |= 0x20
		}
		h += 31 - h%31
		d.out = append(d.out, byte(h>>8), byte(h))
		if h&0x20 != 0 {
			d.out = binary.BigEndian.AppendUint32(d.out, d.dictID)
		}
	case wrapGzip:
		extra := byte(0)
		if d.level == 9 {
			extra = 2
		} else if low {
			extra = 4
		}
		d.out = append(d.out, 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, extra, 3)
	}
}

// run compresses in, as far as mode says, and returns what is ready. It reports false after the end.
func (d *deflater) run(in []byte, mode int) ([]byte, bool) {
	if d.trailed {
		return nil, false
	}
	d.in = in
	old := d.lastMode
	d.lastMode = mode
	if !d.headed {
		d.header()
	} else if len(in) == 0 && rank(mode) <= rank(old) && mode != finish {
		d.idle = true
		return nil, true
	}
	if len(d.in) != 0 || d.ahead != 0 || mode != noFlush && !d.finished {
		done := false
		switch {
		case d.level == 0:
			done = d.deflateStored(mode)
		case d.strategy == huffmanOnly:
			done = d.deflateHuffman(mode)
		case d.strategy == rle:
			done = d.deflateRuns(mode)
		case d.level < 4:
			done = d.deflateFast(mode)
		default:
			done = d.deflateSlow(mode)
		}
		if done && mode == finish {
			d.finished = true
		} else if done {
			switch mode {
			case partialFlush:
				d.align()
			case blockFlush:
			default:
				d.storedBlock(nil, false)
				if mode == fullFlush && d.level > 0 {
					clear(d.head) // forget what was
					if d.ahead == 0 {
						d.pos, d.blockStart, d.insert = 0, 0, 0
					}
				}
			}
		}
	}
	if mode == finish {
		switch d.wrap {
		case wrapZlib:
			d.out = binary.BigEndian.AppendUint32(d.out, d.check)
		case wrapGzip:
			d.out = binary.LittleEndian.AppendUint32(d.out, d.check)
			d.out = binary.LittleEndian.AppendUint32(d.out, d.total)
		}
		d.trailed = true
	}
	out := d.out
	d.out, d.in = nil, nil
	return out, true
}

// fill moves input into the window, sliding it when it is nearly full.
func (d *deflater) fill() {
	for {
		more := 2*d.wsize - d.ahead - d.pos
		if d.pos >= d.wsize+(d.wsize-minLookahead) {
			copy(d.window, d.window[d.wsize:])
			d.matchPos -= d.wsize
			d.pos -= d.wsize
			d.blockStart -= d.wsize
			d.insert = min(d.insert, d.pos)
			slide(d.head, d.wsize)
			slide(d.prev, d.wsize)
			more += d.wsize
		}
		if len(d.in) == 0 {
			return
		}
		n := copy(d.window[d.pos+d.ahead:d.pos+d.ahead+more], d.in)
		d.sum(d.in[:n])
		d.in = d.in[n:]
		d.ahead += n
		if d.ahead+d.insert >= minMatch {
			str := d.pos - d.insert
			d.hash = uint32(d.window[str])
			d.roll(d.window[str+1])
			for d.insert > 0 {
				d.insertString(str)
				str++
				d.insert--
				if d.ahead+d.insert < minMatch {
					break
				}
			}
		}
		if d.ahead >= minLookahead || len(d.in) == 0 {
			return
		}
	}
}

func slide(t []uint16, n int) {
	for i, p := range t {
		if int(p) >= n {
			t[i] = uint16(int(p) - n)
		} else {
			t[i] = 0
		}
	}
}

// roll adds a byte to the hash of three.
func (d *deflater) roll(c byte) { d.hash = (d.hash<<d.shift ^ uint32(c)) & uint32(len(d.head)-1) }

// insertString enters the string at position p and returns the last one with the same hash.
func (d *deflater) insertString(p int) int {
	d.roll(d.window[p+minMatch-1])
	h := d.head[d.hash]
	d.prev[p&(d.wsize-1)] = h
	d.head[d.hash] = uint16(p)
	return int(h)
}

// ready makes sure of enough input ahead; stop tells that the caller has to return, having reached the end if end.
func (d *deflater) ready(mode, enough int) (stop, end bool) {
	if d.ahead < enough {
		d.fill()
		if d.ahead < enough && mode == noFlush {
			return true, false
		}
		if d.ahead == 0 {
			return true, true
		}
	}
	return false, false
}

// longest finds the longest match with a string on the chain from cur on.
func (d *deflater) longest(cur int) int {
	chain, best, nice := d.tune.chain, d.prevLen, d.tune.nice
	limit := max(d.pos-(d.wsize-minLookahead), 0)
	scan := d.window[d.pos:]
	if d.prevLen >= d.tune.good {
		chain >>= 2
	}
	nice = min(nice, d.ahead)
	scan = scan[:maxMatch]
	end1, end := scan[best-1], scan[best]
	mask := d.wsize - 1
	for {
		match := d.window[cur : cur+maxMatch]
		if match[best] == end && match[best-1] == end1 && match[0] == scan[0] && match[1] == scan[1] {
			n := 3
			for n+8 <= maxMatch && binary.LittleEndian.Uint64(match[n:]) == binary.LittleEndian.Uint64(scan[n:]) {
				n += 8
			}
			for n < maxMatch && match[n] == scan[n] {
				n++
			}
			if n > best {
				d.matchPos = cur
				best = n
				if n >= nice {
					break
				}
				end1, end = scan[best-1], scan[best]
			}
		}
		if cur = int(d.prev[cur&mask]); cur <= limit {
			break
		}
		if chain--; chain == 0 {
			break
		}
	}
	return min(best, d.ahead)
}

// flushBlock ends the current block.
func (d *deflater) flushBlock(last bool) {
	var raw []byte
	if d.blockStart >= 0 {
		raw = d.window[d.blockStart:d.pos]
	}
	d.writeBlock(raw, d.blockStart >= 0, d.pos-d.blockStart, last)
	d.blockStart = d.pos
}

// end finishes the work of a compression function.
func (d *deflater) end(mode int, insert bool) bool {
	d.insert = 0
	if insert {
		d.insert = min(d.pos, minMatch-1)
	}
	if mode == finish {
		d.flushBlock(true)
	} else if len(d.lens) > 0 {
		d.flushBlock(false)
	}
	return true
}

// deflateFast takes every match it finds.
func (d *deflater) deflateFast(mode int) bool {
	for {
		if stop, end := d.ready(mode, minLookahead); end {
			break
		} else if stop {
			return false
		}
		h := 0
		if d.ahead >= minMatch {
			h = d.insertString(d.pos)
		}
		if h != 0 && d.pos-h <= d.wsize-minLookahead {
			d.matchLen = d.longest(h)
		}
		full := false
		if d.matchLen >= minMatch {
			full = d.match(d.pos-d.matchPos, d.matchLen)
			d.ahead -= d.matchLen
			if d.matchLen <= d.tune.lazy && d.ahead >= minMatch {
				for d.matchLen--; d.matchLen > 0; d.matchLen-- {
					d.pos++
					d.insertString(d.pos)
				}
				d.pos++
			} else {
				d.pos += d.matchLen
				d.matchLen = 0
				d.hash = uint32(d.window[d.pos])
				d.roll(d.window[d.pos+1])
			}
		} else {
			full = d.literal(d.window[d.pos])
			d.ahead--
			d.pos++
		}
		if full {
			d.flushBlock(false)
		}
	}
	return d.end(mode, true)
}

// deflateSlow takes a match only if there is no longer one at the next byte.
func (d *deflater) deflateSlow(mode int) bool {
	for {
		if stop, end := d.ready(mode, minLookahead); end {
			break
		} else if stop {
			return false
		}
		h := 0
		if d.ahead >= minMatch {
			h = d.insertString(d.pos)
		}
		d.prevLen = d.matchLen
		prevPos := d.matchPos
		d.matchLen = minMatch - 1
		if h != 0 && d.prevLen < d.tune.lazy && d.pos-h <= d.wsize-minLookahead {
			d.matchLen = d.longest(h)
			if d.matchLen <= 5 && (d.strategy == filtered || d.matchLen == minMatch && d.pos-d.matchPos > tooFar) {
				d.matchLen = minMatch - 1
			}
		}
		switch {
		case d.prevLen >= minMatch && d.matchLen <= d.prevLen:
			lastInsert := d.pos + d.ahead - minMatch
			full := d.match(d.pos-1-prevPos, d.prevLen)
			d.ahead -= d.prevLen - 1
			for n := d.prevLen - 2; n > 0; n-- {
				if d.pos++; d.pos <= lastInsert {
					d.insertString(d.pos)
				}
			}
			d.available = false
			d.matchLen = minMatch - 1
			d.pos++
			if full {
				d.flushBlock(false)
			}
		case d.available:
			if d.literal(d.window[d.pos-1]) {
				d.flushBlock(false)
			}
			d.pos++
			d.ahead--
		default:
			d.available = true
			d.pos++
			d.ahead--
		}
	}
	if d.available {
		d.literal(d.window[d.pos-1])
		d.available = false
	}
	return d.end(mode, true)
}

// deflateRuns looks only for repetitions of the byte before.
func (d *deflater) deflateRuns(mode int) bool {
	for {
		if stop, end := d.ready(mode, maxMatch+1); end {
			break
		} else if stop {
			return false
		}
		n := 0
		if d.ahead >= minMatch && d.pos > 0 {
			c := d.window[d.pos-1]
			for n < maxMatch && n < d.ahead && d.window[d.pos+n] == c {
				n++
			}
		}
		full := false
		if n >= minMatch {
			full = d.match(1, n)
		} else {
			n = 1
			full = d.literal(d.window[d.pos])
		}
		d.ahead -= n
		d.pos += n
		if full {
			d.flushBlock(false)
		}
	}
	return d.end(mode, false)
}

// deflateHuffman makes only literals.
func (d *deflater) deflateHuffman(mode int) bool {
	for {
		if stop, end := d.ready(mode, 1); end {
			break
		} else if stop {
			return false
		}
		full := d.literal(d.window[d.pos])
		d.ahead--
		d.pos++
		if full {
			d.flushBlock(false)
		}
	}
	return d.end(mode, false)
}

// deflateStored copies.
func (d *deflater) deflateStored(mode int) bool {
	d.sum(d.in)
	d.stored = append(d.stored, d.in...)
	d.in = nil
	for len(d.stored) >= 32768 || len(d.stored) > 0 && mode != noFlush {
		n := min(len(d.stored), 65535)
		last := mode == finish && n == len(d.stored)
		d.storedBlock(d.stored[:n], last)
		d.stored = d.stored[n:]
		if last {
			return true
		}
	}
	if mode == finish {
		d.storedBlock(nil, true)
	}
	return mode != noFlush
}
