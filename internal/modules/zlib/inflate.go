// This file implements decompression that can stop anywhere: when the input ends, and when there is no more room for output. It
// takes exactly the input that zlib takes, and words faults as zlib does.

package zlib

import (
	"encoding/binary"
	"hash/crc32"
	"math/bits"
)

// What inflater.run reports.
const (
	statusMore  = iota // all input is used up
	statusFull         // the output has reached its limit
	statusEnd          // the stream has ended
	statusDict         // a dictionary is needed
	statusFault        // see inflater.msg
)

// States of an inflater.
const (
	stHeader = iota
	stDict
	stBlock
	stStored
	stTables
	stSymbol
	stLiteral // a literal waits for room
	stMatch   // a match is being copied
	stCheck
	stLength
	stDone
	stBad
)

// inflater is a decompression in progress.
type inflater struct {
	wrap  int // bit 0: zlib, bit 1: gzip
	wbits int
	gzip  bool // the stream has a gzip header
	state int
	last  bool // in the last block

	pend []byte // input taken, but not yet understood
	hold uint64 // bits taken from the input
	nb   uint

	length, dist int
	lit          byte
	lens, dists  *decoder
	dynLens      decoder
	dynDists     decoder

	window []byte // the last output, up to 32 KiB
	check  uint32
	total  uint32 // bytes of output
	dictID uint32
	summed int // bytes of this call's output that are in check already
	msg    string
}

// newInflater returns a decompressor, or nil for a window size zlib does not accept.
func newInflater(wbits int) *inflater {
	f := &inflater{}
	switch {
	case wbits < 0:
		if wbits < -15 {
			return nil
		}
		wbits = -wbits
		f.state = stBlock
	default:
		if wbits >= 48 {
			return nil
		}
		f.wrap = (wbits>>4 + 1) & 3
		wbits &= 15
	}
	if wbits != 0 && wbits < 8 {
		return nil
	}
	f.wbits = wbits
	return f
}

func (f *inflater) clone() *inflater {
	c := *f
	c.pend = append([]byte(nil), f.pend...)
	c.window = append([]byte(nil), f.window...)
	c.dynLens, c.dynDists = f.dynLens.clone(), f.dynDists.clone()
	if f.lens == &f.dynLens {
		c.lens, c.dists = &c.dynLens, &c.dynDists
	}
	return &c
}

// setDictionary gives the dictionary that was asked for; it reports whether it is the right one.
func (f *inflater) setDictionary(dict []byte) bool {
	if f.state == stDict {
		if adler(1, dict) != f.dictID {
			return false
		}
		f.state = stBlock
	}
	f.window = append(f.window, dict...)
	f.trim()
	return true
}

func (f *inflater) trim() {
	if n := len(f.window) - 1<<15; n > 0 {
		f.window = f.window[n:]
	}
}

// decoder is a table of codes: an entry is the symbol << 4 | the number of bits, and 0 where there is no code. Codes longer than
// the table's bits continue in another table, whose place is in the symbol.
type decoder struct {
	bits  uint
	table []uint32
	long  bool
}

func (c *decoder) clone() decoder {
	d := *c
	d.table = append([]uint32(nil), c.table...)
	return d
}

const (
	linkFlag = 1 << 31
	badCode  = 1 << 30 // takes bits, but stands for nothing
)

// build makes the table of the code lengths. It reports whether they make a code; incomplete ones do only if they have a
// single code and mayMiss is set.
func (c *decoder) build(lens []uint8, size uint, mayMiss bool) bool {
	var count [16]int
	longest := uint(0)
	for _, l := range lens {
		count[l]++
		longest = max(longest, uint(l))
	}
	c.bits = size
	c.table = c.table[:0]
	for range 1 << size {
		c.table = append(c.table, 0)
	}
	if longest == 0 {
		for i := range c.table {
			c.table[i] = badCode | 1
		}
		return true
	}
	left := 1
	for b := 1; b <= 15; b++ {
		left = left<<1 - count[b]
		if left < 0 {
			return false
		}
	}
	if left > 0 && (!mayMiss || longest != 1) {
		return false
	}
	if left > 0 {
		for i := range c.table {
			c.table[i] = badCode | 1
		}
	}
	var next [16]int
	code := 0
	for b := 1; b <= 15; b++ {
		code = (code + count[b-1]*min(b-1, 1)) << 1
		next[b] = code
	}
	for sym, l := range lens {
		if l == 0 {
			continue
		}
		b := uint(l)
		rev := int(bits.Reverse16(uint16(next[l])) >> (16 - b))
		next[l]++
		entry := uint32(sym)<<4 | uint32(b)
		if b <= size {
			for i := rev; i < 1<<size; i += 1 << b {
				c.table[i] = entry
			}
			continue
		}
		low := rev & (1<<size - 1)
		sub := longest - size // all second tables have the same size
		link := c.table[low]
		if link == 0 {
			link = linkFlag | uint32(len(c.table))
			c.table[low] = link
			for range 1 << sub {
				c.table = append(c.table, 0)
			}
		}
		at := int(link &^ linkFlag)
		for i := rev >> size; i < 1<<sub; i += 1 << (b - size) {
			c.table[at+i] = entry
		}
	}
	c.long = longest > size
	if c.long {
		c.bits |= (longest - size) << 8
	}
	return true
}

// find returns the entry of the code at the start of hold.
func (c *decoder) find(hold uint64) uint32 {
	size := c.bits & 255
	e := c.table[hold&(1<<size-1)]
	if e&linkFlag != 0 {
		e = c.table[uint64(e&^linkFlag)+hold>>size&(1<<(c.bits>>8)-1)]
	}
	return e
}

var (
	fixedLens, fixedDists = makeFixed()
	lenBases              = [29]uint16{3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258}
	distBases             = [30]uint16{1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577}
)

func makeFixed() (lens, dists *decoder) {
	var l [288]uint8
	for i := range l {
		switch {
		case i < 144:
			l[i] = 8
		case i < 256:
			l[i] = 9
		case i < 280:
			l[i] = 7
		default:
			l[i] = 8
		}
	}
	var d [32]uint8
	for i := range d {
		d[i] = 5
	}
	lens, dists = &decoder{}, &decoder{}
	lens.build(l[:], 9, false)
	dists.build(d[:], 5, false)
	return
}

// reader takes bits from the input.
type reader struct {
	src  []byte
	pos  int
	hold uint64
	nb   uint
}

// need makes at least n bits available, at most 56; false: the input has ended.
func (r *reader) need(n uint) bool {
	for r.nb < n {
		if r.pos == len(r.src) {
			return false
		}
		r.hold |= uint64(r.src[r.pos]) << r.nb
		r.pos++
		r.nb += 8
	}
	return true
}

func (r *reader) drop(n uint) {
	r.hold >>= n
	r.nb -= n
}

func (r *reader) take(n uint) uint64 {
	v := r.hold & (1<<n - 1)
	r.drop(n)
	return v
}

// giveBack returns whole bytes that are not needed to the input.
func (r *reader) giveBack() {
	n := int(r.nb >> 3)
	r.pos -= n
	r.nb &= 7
	r.hold &= 1<<r.nb - 1
}

func (f *inflater) fault(msg string) int {
	f.state, f.msg = stBad, msg
	return statusFault
}

// run decompresses in. It returns the output, at most limit bytes, how many bytes of in it took, and a status.
func (f *inflater) run(in []byte, limit int) (out []byte, used, status int) {
	r := reader{src: in, hold: f.hold, nb: f.nb}
	before := len(f.pend)
	if before > 0 {
		r.src = append(f.pend, in...)
	}
	start := len(f.window)
	buf := make([]byte, start, start+min(max(4*len(in), 256), max(limit, 0), 1<<20)+16)
	copy(buf, f.window)
	status = f.loop(&r, &buf, start, limit)
	f.sum(buf[start:])
	if status == statusMore {
		f.pend = append([]byte(nil), r.src[r.pos:]...)
		r.pos = len(r.src)
	} else {
		r.giveBack()
		f.pend = nil
		if r.pos < before {
			f.pend = append([]byte(nil), r.src[r.pos:before]...)
			r.pos = before
		}
	}
	f.hold, f.nb = r.hold, r.nb
	f.window = nil
	if status != statusEnd {
		f.window = append([]byte(nil), buf[max(0, len(buf)-1<<15):]...)
	}
	return buf[start:], r.pos - before, status
}

// sum adds output to the checksum, once.
func (f *inflater) sum(p []byte) {
	p = p[min(f.summed, len(p)):]
	f.summed = 0
	f.addSum(p)
}

func (f *inflater) addSum(p []byte) {
	f.total += uint32(len(p))
	switch {
	case f.gzip:
		f.check = crc32.Update(f.check, crc32.IEEETable, p)
	case f.wrap != 0:
		f.check = adler(f.check, p)
	}
}

// loop is run's work: it appends to *out, which begins with the window of start bytes.
func (f *inflater) loop(r *reader, out *[]byte, start, limit int) int {
	for {
		switch f.state {
		case stHeader:
			saved := *r
			if status := f.header(r); status != statusEnd {
				if status == statusMore {
					*r = saved
				} else if r.nb >= 16 {
					r.drop(16) // zlib has taken them
				}
				return status
			}
		case stDict:
			return statusDict
		case stBlock:
			if f.last {
				r.drop(r.nb & 7)
				f.state = stDone
				if f.wrap != 0 {
					f.state = stCheck
				}
				continue
			}
			if !r.need(3) {
				return statusMore
			}
			f.last = r.take(1) == 1
			switch r.take(2) {
			case 0:
				f.state = stStored
				f.length = -1
			case 1:
				f.lens, f.dists = fixedLens, fixedDists
				f.state = stSymbol
			case 2:
				f.state = stTables
			default:
				return f.fault("invalid block type")
			}
		case stStored:
			if f.length < 0 {
				r.drop(r.nb & 7)
				if !r.need(32) {
					return statusMore
				}
				v := uint32(r.take(32))
				if v&0xffff != ^v>>16 {
					return f.fault("invalid stored block lengths")
				}
				f.length = int(v & 0xffff)
			}
			for f.length > 0 && r.nb >= 8 && len(*out)-start < limit {
				*out = append(*out, byte(r.take(8)))
				f.length--
			}
			if f.length > 0 {
				n := min(f.length, len(r.src)-r.pos, limit-(len(*out)-start))
				*out = append(*out, r.src[r.pos:r.pos+n]...)
				r.pos += n
				if f.length -= n; f.length > 0 {
					if r.pos == len(r.src) && r.nb < 8 {
						return statusMore
					}
					return statusFull
				}
			}
			f.state = stBlock
		case stTables:
			saved := *r
			if ok, msg := f.tables(r); msg != "" {
				return f.fault(msg)
			} else if !ok {
				*r = saved
				return statusMore
			}
			f.state = stSymbol
		case stSymbol:
			if status, done := f.symbols(r, out, start, limit); done {
				return status
			}
		case stLiteral:
			if len(*out)-start >= limit {
				return statusFull
			}
			*out = append(*out, f.lit)
			f.state = stSymbol
		case stMatch:
			n := min(f.length, limit-(len(*out)-start))
			*out = appendMatch(*out, f.dist, n)
			if f.length -= n; f.length > 0 {
				return statusFull
			}
			f.state = stSymbol
		case stCheck:
			if !r.need(32) {
				return statusMore
			}
			f.addSum((*out)[start+f.summed:])
			f.summed = len(*out) - start
			v := uint32(r.take(32))
			if !f.gzip {
				v = bits.ReverseBytes32(v)
			}
			if v != f.check {
				return f.fault("incorrect data check")
			}
			f.state = stDone
			if f.gzip {
				f.state = stLength
			}
		case stLength:
			if !r.need(32) {
				return statusMore
			}
			if uint32(r.take(32)) != f.total {
				return f.fault("incorrect length check")
			}
			f.state = stDone
		case stDone:
			return statusEnd
		default:
			return statusFault
		}
	}
}

// appendMatch repeats n bytes from dist back.
func appendMatch(out []byte, dist, n int) []byte {
	at := len(out) - dist
	for n > dist {
		out = append(out, out[at:at+dist]...)
		n -= dist
		dist *= 2
		at = len(out) - dist
	}
	return append(out, out[at:at+n]...)
}

// header reads the header of the container. It returns statusEnd when it has all of it.
func (f *inflater) header(r *reader) int {
	if !r.need(16) {
		return statusMore
	}
	h := uint32(r.hold & 0xffff)
	if f.wrap&2 != 0 && h == 0x8b1f {
		return f.gzipHeader(r)
	}
	if f.wrap&1 == 0 || (h&0xff<<8+h>>8)%31 != 0 {
		return f.fault("incorrect header check")
	}
	if h&15 != 8 {
		return f.fault("unknown compression method")
	}
	n := int(h>>4&15) + 8
	if f.wbits == 0 {
		f.wbits = n
	}
	if n > 15 || n > f.wbits {
		return f.fault("invalid window size")
	}
	f.check = 1
	if h&0x2000 != 0 {
		if !r.need(48) {
			return statusMore
		}
		r.drop(16)
		f.dictID = bits.ReverseBytes32(uint32(r.take(32)))
		f.state = stDict
		return statusEnd
	}
	r.drop(16)
	f.state = stBlock
	return statusEnd
}

func (f *inflater) gzipHeader(r *reader) int {
	r.giveBack()
	p := r.src[r.pos:]
	if len(p) < 4 {
		if len(p) == 3 && p[2] != 8 {
			return f.fault("unknown compression method")
		}
		return statusMore
	}
	flags := p[3]
	switch {
	case p[2] != 8:
		return f.fault("unknown compression method")
	case flags&0xe0 != 0:
		return f.fault("unknown header flags set")
	case len(p) < 10:
		return statusMore
	}
	n := 10
	if flags&4 != 0 {
		if len(p) < n+2 {
			return statusMore
		}
		n += 2 + int(binary.LittleEndian.Uint16(p[n:]))
	}
	for _, bit := range []byte{8, 16} { // name and comment end with a zero byte
		if flags&bit == 0 {
			continue
		}
		for n < len(p) && p[n] != 0 {
			n++
		}
		n++
	}
	if flags&2 != 0 {
		if len(p) < n+2 {
			return statusMore
		}
		if uint16(crc32.ChecksumIEEE(p[:n])) != binary.LittleEndian.Uint16(p[n:]) {
			return f.fault("header crc mismatch")
		}
		n += 2
	}
	if len(p) < n {
		return statusMore
	}
	r.pos += n
	f.gzip = true
	f.check = 0
	f.state = stBlock
	return statusEnd
}

// tables reads the codes of a block. ok is false if the input ends before them.
func (f *inflater) tables(r *reader) (ok bool, msg string) {
	if !r.need(14) {
		return false, ""
	}
	nlen, ndist, ncode := int(r.take(5))+257, int(r.take(5))+1, int(r.take(4))+4
	if nlen > 286 || ndist > 30 {
		return false, "too many length or distance symbols"
	}
	var lens [320]uint8
	for _, c := range codeOrder[:ncode] {
		if !r.need(3) {
			return false, ""
		}
		lens[c] = uint8(r.take(3))
	}
	var codes decoder
	if !codes.build(lens[:19], 7, false) {
		return false, "invalid code lengths set"
	}
	clear(lens[:])
	for have := 0; have < nlen+ndist; {
		var e uint32
		for {
			if e = codes.find(r.hold); uint(e&15) <= r.nb {
				break
			}
			if r.pos == len(r.src) {
				return false, ""
			}
			r.need(r.nb + 1)
		}
		sym := int(e & 0xffff >> 4)
		n := uint(e & 15)
		if sym < 16 {
			r.drop(n)
			lens[have] = uint8(sym)
			have++
			continue
		}
		extra, least := [3]uint{2, 3, 7}[sym-16], [3]int{3, 3, 11}[sym-16]
		if !r.need(n + extra) {
			return false, ""
		}
		r.drop(n)
		value := uint8(0)
		if sym == 16 {
			if have == 0 {
				return false, "invalid bit length repeat"
			}
			value = lens[have-1]
		}
		count := least + int(r.take(extra))
		if have+count > nlen+ndist {
			return false, "invalid bit length repeat"
		}
		for range count {
			lens[have] = value
			have++
		}
	}
	if lens[256] == 0 {
		return false, "invalid code -- missing end-of-block"
	}
	if !f.dynLens.build(lens[:nlen], 10, true) {
		return false, "invalid literal/lengths set"
	}
	if !f.dynDists.build(lens[nlen:nlen+ndist], 9, true) {
		return false, "invalid distances set"
	}
	f.lens, f.dists = &f.dynLens, &f.dynDists
	return true, ""
}

// symbols decodes until the block ends, input or room runs out. done tells that run has to return.
func (f *inflater) symbols(r *reader, dst *[]byte, start, limit int) (status int, done bool) {
	out := *dst
	defer func() { *dst = out }()
	lens, dists := f.lens, f.dists
	for {
		// 48 bits are enough for a length and a distance.
		if r.nb < 48 {
			if r.pos+8 <= len(r.src) {
				r.hold |= binary.LittleEndian.Uint64(r.src[r.pos:]) << r.nb
				n := (63 - r.nb) >> 3
				r.pos += int(n)
				r.nb += n << 3
				r.hold &= 1<<r.nb - 1
			} else {
				for r.nb < 56 && r.pos < len(r.src) {
					r.hold |= uint64(r.src[r.pos]) << r.nb
					r.pos++
					r.nb += 8
				}
			}
		}
		e := lens.find(r.hold)
		n := uint(e & 15)
		if n > r.nb {
			return statusMore, true
		}
		sym := int(e >> 4)
		if e&badCode != 0 || e == 0 || sym > 285 {
			if e == 0 && r.nb < 15 {
				return statusMore, true
			}
			return f.fault("invalid literal/length code"), true
		}
		if sym < 256 {
			r.drop(n)
			if len(out)-start >= limit {
				f.lit, f.state = byte(sym), stLiteral
				return statusFull, true
			}
			out = append(out, byte(sym))
			continue
		}
		if sym == 256 {
			r.drop(n)
			f.state = stBlock
			return 0, false
		}
		sym -= 257
		hold, nb := r.hold>>n, r.nb-n
		x := uint(extraLens[sym])
		if x > nb {
			return statusMore, true
		}
		length := int(lenBases[sym]) + int(hold&(1<<x-1))
		hold >>= x
		nb -= x
		e = dists.find(hold)
		if n = uint(e & 15); n > nb {
			return statusMore, true
		}
		sym = int(e >> 4)
		if e&badCode != 0 || e == 0 || sym > 29 {
			if e == 0 && nb < 15 {
				return statusMore, true
			}
			return f.fault("invalid distance code"), true
		}
		hold >>= n
		nb -= n
		if x = uint(extraDists[sym]); x > nb {
			return statusMore, true
		}
		dist := int(distBases[sym]) + int(hold&(1<<x-1))
		r.hold, r.nb = hold>>x, nb-x
		if dist > len(out) {
			return f.fault("invalid distance too far back"), true
		}
		if room := limit - (len(out) - start); length > room {
			f.length, f.dist, f.state = length, dist, stMatch
			return 0, false
		}
		out = appendMatch(out, dist, length)
	}
}
