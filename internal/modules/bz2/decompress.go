// This file implements decompression that can stop anywhere: when the input ends, and when there is no more room for output.

package bz2

// What decompressor.run reports.
const (
	statusMore  = iota // all input is used up
	statusFull         // the output has reached its limit
	statusEnd          // the stream has ended
	statusFault        // the data are no such stream
)

// States of a decompressor.
const (
	stMagic = iota
	stBlock
	stTables
	stSymbols
	stOutput
	stDone
	stBad
)

// decoder decodes the codes of one table: of length n, codes below limit[n] have the symbol perm[code-base[n]].
type decoder struct {
	least       int
	limit, base [22]int
	perm        [258]uint16
}

func (d *decoder) build(lens []uint8) {
	*d = decoder{least: 32}
	var count [22]int
	for _, l := range lens {
		count[l]++
		d.least = min(d.least, int(l))
	}
	k := 0
	for l := 1; l <= 20; l++ {
		for s, m := range lens {
			if int(m) == l {
				d.perm[k] = uint16(s)
				k++
			}
		}
	}
	code, seen := 0, 0
	for l := 1; l <= 20; l++ {
		code <<= 1
		d.base[l] = code - seen
		code += count[l]
		seen += count[l]
		d.limit[l] = code
	}
}

// decompressor is a decompression in progress.
type decompressor struct {
	state int
	level int
	src   []byte
	pos   int
	pend  []byte // input taken, but not yet understood
	hold  uint64 // bits taken from the input, the high one first
	nb    uint

	sum      uint32 // of all blocks
	blockCRC uint32
	origin   int

	used     []byte
	tables   []decoder
	choice   []uint8
	group    int
	left     int // symbols left in the group
	front    [256]byte
	run      int
	runBit   int
	links    []uint32 // the block's bytes, then also the order of the original
	counts   [256]int
	at       uint32
	sent     int // bytes of the block turned into output
	crc      uint32
	last     int // the byte before, -1: none
	repeated int
	copies   int // of last, still to be written
}

// need makes at least n bits available, at most 56.
func (d *decompressor) need(n uint) bool {
	for d.nb < n {
		if d.pos == len(d.src) {
			return false
		}
		d.hold = d.hold<<8 | uint64(d.src[d.pos])
		d.pos++
		d.nb += 8
	}
	return true
}

func (d *decompressor) take(n uint) int {
	d.nb -= n
	return int(d.hold >> d.nb & (1<<n - 1))
}

// runOn decompresses in. It returns the output, at most limit bytes, and how many bytes of in it took.
func (d *decompressor) runOn(in []byte, limit int) (out []byte, used, status int) {
	before := len(d.pend)
	d.src, d.pos = in, 0
	if before > 0 {
		d.src = append(d.pend, in...)
	}
	status = d.loop(&out, limit)
	if status == statusMore {
		d.pend = append([]byte(nil), d.src[d.pos:]...)
		d.pos = len(d.src)
	} else {
		d.pend = nil
	}
	used = d.pos - before
	d.src = nil
	return out, used, status
}

func (d *decompressor) fault() int {
	d.state = stBad
	return statusFault
}

// put writes one byte.
func (d *decompressor) put(out *[]byte, b byte) {
	*out = append(*out, b)
	d.crc = d.crc<<8 ^ crcTable[byte(d.crc>>24)^b]
}

func (d *decompressor) loop(out *[]byte, limit int) int {
	for {
		switch d.state {
		case stMagic:
			for k, want := range "BZh" {
				if !d.need(8 * uint(k+1)) {
					return d.rewind(0)
				}
				if rune(d.hold&0xff) != want {
					return d.fault()
				}
			}
			if !d.need(32) {
				return d.rewind(0)
			}
			d.level = int(d.hold&0xff) - '0'
			if d.level < 1 || d.level > 9 {
				return d.fault()
			}
			d.nb = 0
			d.state = stBlock
		case stBlock:
			d.blockCRC = 0
			hold, nb, pos := d.hold, d.nb, d.pos
			back := func() int {
				d.hold, d.nb, d.pos = hold, nb, pos
				return statusMore
			}
			if !d.need(8) {
				return back()
			}
			first := d.take(8)
			if first != 0x31 && first != 0x17 {
				return d.fault()
			}
			if !d.need(40) {
				return back()
			}
			rest := d.take(40)
			if first == 0x31 && rest != 0x4159265359 || first == 0x17 && rest != 0x7245385090 {
				return d.fault()
			}
			if !d.need(32) {
				return back()
			}
			crc := uint32(d.take(32))
			if first == 0x17 {
				if crc != d.sum {
					return d.fault()
				}
				d.nb = 0
				d.state = stDone
				continue
			}
			if !d.need(25) {
				return back()
			}
			if d.take(1) != 0 {
				return d.fault() // randomized blocks went out of use before 2000
			}
			d.blockCRC, d.origin = crc, d.take(24)
			if d.origin > 10+100000*d.level {
				return d.fault()
			}
			d.state = stTables
		case stTables:
			hold, nb, pos := d.hold, d.nb, d.pos
			if ok, bad := d.readTables(); bad {
				return d.fault()
			} else if !ok {
				d.hold, d.nb, d.pos = hold, nb, pos
				return statusMore
			}
			d.state = stSymbols
		case stSymbols:
			if status, done := d.symbols(); done {
				return status
			}
		case stOutput:
			if !d.output(out, limit) {
				return statusFull
			}
			if ^d.crc != d.blockCRC {
				return d.fault()
			}
			d.sum = (d.sum<<1 | d.sum>>31) ^ d.blockCRC
			d.state = stBlock
		case stDone:
			return statusEnd
		default:
			return statusFault
		}
	}
}

// rewind undoes the reading of the stream's start.
func (d *decompressor) rewind(pos int) int {
	d.pos, d.nb, d.hold = pos, 0, 0
	return statusMore
}

// readTables reads the head of a block, up to the symbols. ok is false if the input ends before.
func (d *decompressor) readTables() (ok, bad bool) {
	if !d.need(16) {
		return false, false
	}
	high := d.take(16)
	d.used = d.used[:0]
	for i := range 16 {
		if high>>(15-i)&1 == 0 {
			continue
		}
		if !d.need(16) {
			return false, false
		}
		low := d.take(16)
		for j := range 16 {
			if low>>(15-j)&1 != 0 {
				d.used = append(d.used, byte(i*16+j))
			}
		}
	}
	if len(d.used) == 0 {
		return false, true
	}
	alpha := len(d.used) + 2
	if !d.need(3) {
		return false, false
	}
	groups := d.take(3)
	if groups < 2 || groups > 6 {
		return false, true
	}
	if !d.need(15) {
		return false, false
	}
	n := d.take(15)
	if n < 1 {
		return false, true
	}
	d.choice = d.choice[:0]
	recent := [6]uint8{0, 1, 2, 3, 4, 5}
	for range n {
		k := 0
		for {
			if !d.need(1) {
				return false, false
			}
			if d.take(1) == 0 {
				break
			}
			if k++; k >= groups {
				return false, true
			}
		}
		t := recent[k]
		copy(recent[1:k+1], recent[:k])
		recent[0] = t
		d.choice = append(d.choice, t)
	}
	d.tables = make([]decoder, groups)
	for t := range groups {
		if !d.need(5) {
			return false, false
		}
		var lens [258]uint8
		cur := d.take(5)
		for i := range alpha {
			for {
				if cur < 1 || cur > 20 {
					return false, true
				}
				if !d.need(1) {
					return false, false
				}
				if d.take(1) == 0 {
					break
				}
				if !d.need(1) {
					return false, false
				}
				cur += 1 - 2*d.take(1)
			}
			lens[i] = uint8(cur)
		}
		d.tables[t].build(lens[:alpha])
	}
	for i := range d.front {
		d.front[i] = byte(i)
	}
	d.group, d.left = -1, 0
	d.run, d.runBit = 0, 0
	d.links = d.links[:0]
	d.counts = [256]int{}
	return true, false
}

// symbols decodes the block. done tells that run has to return.
func (d *decompressor) symbols() (status int, done bool) {
	limit := 100000 * d.level
	end := len(d.used) + 1
	for {
		if d.left == 0 {
			if d.group++; d.group >= len(d.choice) {
				return d.fault(), true
			}
			d.left = groupSize
		}
		t := &d.tables[d.choice[d.group]]
		sym := -1
		for l := t.least; l <= 20; l++ {
			if !d.need(uint(l)) {
				if d.left == groupSize { // this group's first symbol: begin with it again
					d.group--
					d.left = 0
				}
				return statusMore, true
			}
			code := int(d.hold >> (d.nb - uint(l)) & (1<<l - 1))
			if code < t.limit[l] {
				k := code - t.base[l]
				if uint(k) >= uint(end+1) {
					return d.fault(), true
				}
				sym = int(t.perm[k])
				d.nb -= uint(l)
				break
			}
		}
		if sym < 0 {
			return d.fault(), true
		}
		d.left--
		if sym <= runB {
			if d.runBit > 21 {
				return d.fault(), true
			}
			d.run += (sym + 1) << d.runBit
			d.runBit++
			continue
		}
		if d.run > 0 {
			b := d.used[d.front[0]]
			if len(d.links)+d.run > limit {
				return d.fault(), true
			}
			d.counts[b] += d.run
			for range d.run {
				d.links = append(d.links, uint32(b))
			}
			d.run, d.runBit = 0, 0
		}
		if sym == end {
			break
		}
		if len(d.links) >= limit {
			return d.fault(), true
		}
		k := sym - 1
		s := d.front[k]
		copy(d.front[1:k+1], d.front[:k])
		d.front[0] = s
		b := d.used[s]
		d.counts[b]++
		d.links = append(d.links, uint32(b))
	}
	n := len(d.links)
	if d.origin >= n {
		return d.fault(), true
	}
	// The high bits of links lead from each byte of the original to the next.
	var next [256]int
	sum := 0
	for b, c := range d.counts {
		next[b] = sum
		sum += c
	}
	for i := range n {
		b := byte(d.links[i])
		d.links[next[b]] |= uint32(i) << 8
		next[b]++
	}
	d.at = d.links[d.origin] >> 8
	d.sent, d.crc, d.last, d.repeated, d.copies = 0, 0xffffffff, -1, 0, 0
	d.state = stOutput
	return 0, false
}

// output writes the block as far as there is room; it reports whether it is all written.
func (d *decompressor) output(out *[]byte, limit int) bool {
	for {
		for ; d.copies > 0; d.copies-- {
			if len(*out) >= limit {
				return false
			}
			d.put(out, byte(d.last))
		}
		if d.sent == len(d.links) {
			return true
		}
		if len(*out) >= limit {
			return false
		}
		e := d.links[d.at]
		d.at = e >> 8
		d.sent++
		b := int(e & 0xff)
		if d.repeated == 4 { // a count follows four equal bytes
			d.copies, d.repeated = b, 0
			continue
		}
		if b == d.last && d.repeated > 0 {
			d.repeated++
		} else {
			d.last, d.repeated = b, 1
		}
		d.put(out, byte(b))
	}
}
