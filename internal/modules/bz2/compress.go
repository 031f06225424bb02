// This file implements compression in the format of bzip2. It makes the decisions libbzip2 1.0.8 makes, so that the result is
// libbzip2's byte for byte, but for blocks that repeat themselves exactly from end to end.

package bz2

import "sort"

const (
	runA      = 0
	runB      = 1
	groupSize = 50
	maxCode   = 17
)

// crcTable is that of the CRC-32 of bzip2, which takes the high bit first.
var crcTable = makeCRC()

func makeCRC() (t [256]uint32) {
	for i := range t {
		c := uint32(i) << 24
		for range 8 {
			if c>>31 != 0 {
				c = c<<1 ^ 0x04c11db7
			} else {
				c <<= 1
			}
		}
		t[i] = c
	}
	return
}

// bitWriter writes bits, the high one first.
type bitWriter struct {
	out []byte
	buf uint64
	n   uint
}

// put writes the low n bits of v. Like libbzip2, it writes whole bytes out only before it adds to them.
func (w *bitWriter) put(n uint, v uint32) {
	w.flush()
	w.buf = w.buf<<n | uint64(v)
	w.n += n
}

func (w *bitWriter) flush() {
	for w.n >= 8 {
		w.n -= 8
		w.out = append(w.out, byte(w.buf>>w.n))
	}
}

// compressor is a compression in progress.
type compressor struct {
	w      bitWriter
	level  int
	block  []byte // after the first run-length coding
	inUse  [256]bool
	crc    uint32 // of the block's input
	sum    uint32 // of all blocks
	begun  bool   // the header is written
	run    byte   // the byte of the run in progress
	length int    // 0: there is none
}

func newCompressor(level int) *compressor {
	return &compressor{level: level, crc: 0xffffffff}
}

// write takes input and returns the output that is ready.
func (c *compressor) write(p []byte) []byte {
	full := 100000*c.level - 19
	for _, b := range p {
		if c.length > 0 && b == c.run && c.length < 255 {
			c.length++
		} else {
			c.endRun()
			c.run, c.length = b, 1
		}
		if len(c.block) >= full {
			c.endBlock()
		}
	}
	return c.take()
}

func (c *compressor) take() []byte {
	out := c.w.out
	c.w.out = nil
	return out
}

// endRun moves the run in progress to the block.
func (c *compressor) endRun() {
	if c.length == 0 {
		return
	}
	for range c.length {
		c.crc = c.crc<<8 ^ crcTable[byte(c.crc>>24)^c.run]
	}
	c.inUse[c.run] = true
	for range min(c.length, 4) {
		c.block = append(c.block, c.run)
	}
	if c.length >= 4 {
		c.inUse[c.length-4] = true
		c.block = append(c.block, byte(c.length-4))
	}
	c.length = 0
}

// finish ends the stream and returns the rest of the output.
func (c *compressor) finish() []byte {
	c.endRun()
	c.endBlock()
	c.w.put(24, 0x177245)
	c.w.put(24, 0x385090)
	c.w.put(16, c.sum>>16)
	c.w.put(16, c.sum&0xffff)
	c.w.flush()
	if c.w.n > 0 {
		c.w.put(8-c.w.n, 0)
		c.w.flush()
	}
	return c.take()
}

// endBlock writes the block.
func (c *compressor) endBlock() {
	if !c.begun {
		c.begun = true
		c.w.out = append(c.w.out, 'B', 'Z', 'h', byte('0'+c.level))
	}
	if len(c.block) == 0 {
		return
	}
	crc := ^c.crc
	c.sum = (c.sum<<1 | c.sum>>31) ^ crc
	c.w.put(24, 0x314159)
	c.w.put(24, 0x265359)
	c.w.put(16, crc>>16)
	c.w.put(16, crc&0xffff)
	c.w.put(1, 0)
	order, origin := rotations(c.block)
	c.w.put(24, uint32(origin))
	c.writeSymbols(order)
	c.block = c.block[:0]
	c.inUse = [256]bool{}
	c.crc = 0xffffffff
}

// rotations returns the rotations of a block in their order, by their starts, and where the block itself is among them. It sorts
// by the first byte, then by the first two, four, and so on (Manber and Myers).
func rotations(block []byte) (order []int32, origin int) {
	n := len(block)
	order = make([]int32, n)
	next := make([]int32, n)
	rank := make([]int32, n)
	newRank := make([]int32, n)
	count := make([]int32, max(n, 65536)+1)
	// Begin with two bytes.
	key := func(i int) int {
		j := i + 1
		if j == n {
			j = 0
		}
		return int(block[i])<<8 | int(block[j])
	}
	for i := range n {
		count[key(i)+1]++
	}
	for i := 1; i <= 65536; i++ {
		count[i] += count[i-1]
	}
	for i := range n {
		rank[i] = count[key(i)]
	}
	for i := range n {
		k := key(i)
		order[count[k]] = int32(i)
		count[k]++
	}
	for h := 2; h < n; h *= 2 {
		// Order by the second halves is the order shifted; a stable sort by the first halves makes it that of both.
		for k, i := range order {
			i -= int32(h)
			if i < 0 {
				i += int32(n)
			}
			next[k] = i
		}
		clear(count[:n+1])
		for _, r := range rank {
			count[r]++
		}
		// A rank is the first place of its group, so that the counters are the places themselves.
		place := int32(0)
		for r := range n {
			if m := count[r]; m > 0 {
				count[r] = place
				place += m
			}
		}
		for _, i := range next {
			r := rank[i]
			order[count[r]] = i
			count[r]++
		}
		distinct := true
		second := func(i int32) int32 {
			i += int32(h)
			if i >= int32(n) {
				i -= int32(n)
			}
			return rank[i]
		}
		newRank[order[0]] = 0
		for k := 1; k < n; k++ {
			a, b := order[k-1], order[k]
			if rank[a] == rank[b] && second(a) == second(b) {
				newRank[b] = newRank[a]
				distinct = false
			} else {
				newRank[b] = int32(k)
			}
		}
		rank, newRank = newRank, rank
		if distinct {
			break
		}
	}
	// Equal rotations come in descending order, as mostly in libbzip2.
	for k := 0; k < n; {
		end := k + 1
		for end < n && rank[order[end]] == rank[order[k]] {
			end++
		}
		if g := order[k:end]; len(g) > 1 {
			sort.Slice(g, func(i, j int) bool { return g[i] > g[j] })
		}
		k = end
	}
	for k, i := range order {
		if i == 0 {
			origin = k
		}
	}
	return order, origin
}

// symbols makes the move-to-front codes of the sorted block.
func (c *compressor) symbols(order []int32, used []byte) []uint16 {
	var front []byte
	var index [256]byte
	for i, b := range used {
		index[b] = byte(i)
		front = append(front, byte(i))
	}
	out := make([]uint16, 0, len(order)+1)
	zeros := 0
	flush := func() {
		for ; zeros > 0; zeros = (zeros - 1) / 2 {
			if zeros&1 != 0 {
				out = append(out, runA)
			} else {
				out = append(out, runB)
			}
		}
	}
	n := len(c.block)
	for _, i := range order {
		j := int(i) - 1
		if j < 0 {
			j = n - 1
		}
		s := index[c.block[j]]
		if front[0] == s {
			zeros++
			continue
		}
		flush()
		k := 1
		for prev := front[0]; ; k++ {
			prev, front[k] = front[k], prev
			if prev == s {
				break
			}
		}
		front[0] = s
		out = append(out, uint16(k+1))
	}
	flush()
	return append(out, uint16(len(used)+1))
}

func (c *compressor) writeSymbols(order []int32) {
	w := &c.w
	var used []byte
	for b, in := range c.inUse {
		if in {
			used = append(used, byte(b))
		}
	}
	syms := c.symbols(order, used)
	alpha := len(used) + 2
	freq := make([]int, alpha)
	for _, s := range syms {
		freq[s]++
	}
	groups := 6
	for i, limit := range [4]int{200, 600, 1200, 2400} {
		if len(syms) < limit {
			groups = i + 2
			break
		}
	}
	lens := firstTables(freq, len(syms), groups)
	var choice []uint8
	for range 4 {
		var counts [6][258]int
		choice = choice[:0]
		for lo := 0; lo < len(syms); lo += groupSize {
			part := syms[lo:min(lo+groupSize, len(syms))]
			best, bestCost := 0, 1<<30
			for t := range groups {
				cost := 0
				for _, s := range part {
					cost += int(lens[t][s])
				}
				if cost < bestCost {
					best, bestCost = t, cost
				}
			}
			choice = append(choice, uint8(best))
			for _, s := range part {
				counts[best][s]++
			}
		}
		for t := range groups {
			codeLengths(lens[t][:alpha], counts[t][:alpha])
		}
	}
	// Which bytes occur.
	high := uint32(0)
	for i := range 16 {
		for j := range 16 {
			if c.inUse[i*16+j] {
				high |= 1 << (15 - i)
			}
		}
	}
	w.put(16, high)
	for i := range 16 {
		if high>>(15-i)&1 != 0 {
			low := uint32(0)
			for j := range 16 {
				if c.inUse[i*16+j] {
					low |= 1 << (15 - j)
				}
			}
			w.put(16, low)
		}
	}
	// Which table codes which group.
	w.put(3, uint32(groups))
	w.put(15, uint32(len(choice)))
	recent := [6]uint8{0, 1, 2, 3, 4, 5}
	for _, t := range choice {
		k := 0
		for recent[k] != t {
			k++
		}
		copy(recent[1:k+1], recent[:k])
		recent[0] = t
		for range k {
			w.put(1, 1)
		}
		w.put(1, 0)
	}
	// The tables.
	var codes [6][258]uint32
	for t := range groups {
		assign(codes[t][:alpha], lens[t][:alpha])
		cur := lens[t][0]
		w.put(5, uint32(cur))
		for _, l := range lens[t][:alpha] {
			for ; cur < l; cur++ {
				w.put(2, 2)
			}
			for ; cur > l; cur-- {
				w.put(2, 3)
			}
			w.put(1, 0)
		}
	}
	for i, s := range syms {
		t := choice[i/groupSize]
		w.put(uint(lens[t][s]), codes[t][s])
	}
}

// firstTables divides the alphabet into parts of about the same frequency; a table is cheap for its part.
func firstTables(freq []int, total, groups int) (lens [6][258]uint8) {
	lo := 0
	for part := groups; part > 0; part-- {
		target := total / part
		hi, sum := lo-1, 0
		for sum < target && hi < len(freq)-1 {
			hi++
			sum += freq[hi]
		}
		if hi > lo && part != groups && part != 1 && (groups-part)%2 == 1 {
			sum -= freq[hi]
			hi--
		}
		for v := range freq {
			if v < lo || v > hi {
				lens[part-1][v] = 15
			}
		}
		lo = hi + 1
		total -= sum
	}
	return
}

// codeLengths makes code lengths of at most 17 bits from frequencies. A weight is a frequency << 8 | the depth of its tree.
func codeLengths(lens []uint8, freq []int) {
	n := len(freq)
	weight := make([]uint64, 2*n+2)
	parent := make([]int, 2*n+2)
	heap := make([]int, n+2)
	for i, f := range freq {
		weight[i+1] = uint64(max(f, 1)) << 8
	}
	for {
		nodes, size := n, 0
		weight[0] = 0
		up := func(z int) {
			t := heap[z]
			for weight[t] < weight[heap[z>>1]] {
				heap[z] = heap[z>>1]
				z >>= 1
			}
			heap[z] = t
		}
		pop := func() int {
			top := heap[1]
			t := heap[size]
			heap[1] = t
			size--
			z := 1
			for {
				y := z << 1
				if y > size {
					break
				}
				if y < size && weight[heap[y+1]] < weight[heap[y]] {
					y++
				}
				if weight[t] < weight[heap[y]] {
					break
				}
				heap[z] = heap[y]
				z = y
			}
			heap[z] = t
			return top
		}
		heap[0] = 0
		for i := 1; i <= n; i++ {
			parent[i] = -1
			size++
			heap[size] = i
			up(size)
		}
		for size > 1 {
			a := pop()
			b := pop()
			nodes++
			parent[a], parent[b] = nodes, nodes
			weight[nodes] = (weight[a]&^0xff + weight[b]&^0xff) | (1 + max(weight[a]&0xff, weight[b]&0xff))
			parent[nodes] = -1
			size++
			heap[size] = nodes
			up(size)
		}
		tooLong := false
		for i := 1; i <= n; i++ {
			l := 0
			for k := i; parent[k] >= 0; k = parent[k] {
				l++
			}
			lens[i-1] = uint8(min(l, 255))
			tooLong = tooLong || l > maxCode
		}
		if !tooLong {
			return
		}
		for i := 1; i <= n; i++ {
			weight[i] = (1 + weight[i]>>8/2) << 8
		}
	}
}

// assign gives codes in the order of their lengths.
func assign(codes []uint32, lens []uint8) {
	code := uint32(0)
	for l := uint8(1); l <= maxCode; l++ {
		for i, m := range lens {
			if m == l {
				codes[i] = code
				code++
			}
		}
		code <<= 1
	}
}
