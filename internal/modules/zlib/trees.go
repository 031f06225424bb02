// This file implements the writing of blocks: symbols, Huffman codes, and the choice between the kinds of blocks (RFC 1951).

package zlib

const (
	numLens   = 286 // literals, end of block, lengths
	numDists  = 30
	numCodes  = 19
	endBlock  = 256
	heapSize  = 2*numLens + 1
	maxBits   = 15
	maxBLBits = 7
	rep3to6   = 16
	zero3to10 = 17
	zero11up  = 18
)

// node is a leaf or an inner node of a tree of codes.
type node struct {
	freq   uint32
	code   uint16
	parent uint16
	bits   uint16
}

var (
	extraLens  = [29]uint8{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0}
	extraDists = [30]uint8{0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13}
	extraCodes = [19]uint8{16: 2, 17: 3, 18: 7}
	codeOrder  = [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}
	static     = makeStatic()
)

// staticTables are what does not change: the fixed codes, and the codes of lengths and distances.
type staticTables struct {
	lens     [numLens + 2]node
	dists    [numDists]node
	lenCode  [256]uint8 // of length - 3
	lenBase  [29]int    // of length - 3
	distCode [512]uint8 // of distance - 1 below 256; above, of that / 128 + 256
	distBase [30]int    // of distance - 1
}

func makeStatic() *staticTables {
	t := &staticTables{}
	n := 0
	for c := range 28 {
		t.lenBase[c] = n
		for range 1 << extraLens[c] {
			t.lenCode[n] = uint8(c)
			n++
		}
	}
	t.lenCode[255] = 28
	t.lenBase[28] = 0
	n = 0
	for c := range 30 {
		t.distBase[c] = n
		for range 1 << extraDists[c] {
			if n < 256 {
				t.distCode[n] = uint8(c)
			} else {
				t.distCode[256+n>>7] = uint8(c)
			}
			n++
		}
	}
	var count [maxBits + 1]int
	for i := range t.lens {
		b := 8
		switch {
		case i < 144:
		case i < 256:
			b = 9
		case i < 280:
			b = 7
		}
		t.lens[i].bits = uint16(b)
		count[b]++
	}
	assignCodes(t.lens[:], &count)
	for i := range t.dists {
		t.dists[i].bits = 5
		t.dists[i].code = reverse(uint16(i), 5)
	}
	return t
}

func distCode(d int) uint8 {
	if d < 256 {
		return static.distCode[d]
	}
	return static.distCode[256+d>>7]
}

func reverse(c uint16, n uint16) uint16 {
	r := uint16(0)
	for ; n > 0; n-- {
		r = r<<1 | c&1
		c >>= 1
	}
	return r
}

// assignCodes gives the leaves of a tree their codes, from their lengths.
func assignCodes(t []node, count *[maxBits + 1]int) {
	var next [maxBits + 1]uint16
	code := uint16(0)
	for b := 1; b <= maxBits; b++ {
		code = (code + uint16(count[b-1])) << 1
		next[b] = code
	}
	for i := range t {
		if b := t[i].bits; b != 0 {
			t[i].code = reverse(next[b], b)
			next[b]++
		}
	}
}

// trees is the part of a compression that writes blocks.
type trees struct {
	buf  uint64 // bits not yet written
	nbuf uint

	lens    []byte   // of the symbols of this block: a literal, or length - 3
	dists   []uint16 // 0 for a literal, or the distance
	symbols int      // how many make a block full

	lenTree  [heapSize]node
	distTree [2*numDists + 1]node
	codeTree [2*numCodes + 1]node
	heap     [heapSize]int
	heapLen  int
	heapMax  int
	depth    [heapSize]uint8

	dynLen, fixLen int // of the block in bits, with either codes
}

func (t *trees) init(symbols int) {
	t.symbols = symbols
	t.lens = make([]byte, 0, symbols)
	t.dists = make([]uint16, 0, symbols)
	t.startBlock()
}

func (t *trees) startBlock() {
	for i := range numLens {
		t.lenTree[i].freq = 0
	}
	for i := range numDists {
		t.distTree[i].freq = 0
	}
	for i := range numCodes {
		t.codeTree[i].freq = 0
	}
	t.lenTree[endBlock].freq = 1
	t.dynLen, t.fixLen = 0, 0
	t.lens, t.dists = t.lens[:0], t.dists[:0]
}

// literal notes a byte and reports whether the block is full.
func (t *trees) literal(c byte) bool {
	t.lens = append(t.lens, c)
	t.dists = append(t.dists, 0)
	t.lenTree[c].freq++
	return len(t.lens) == t.symbols
}

// match notes a repetition and reports whether the block is full.
func (t *trees) match(dist, length int) bool {
	length -= minMatch
	t.lens = append(t.lens, byte(length))
	t.dists = append(t.dists, uint16(dist))
	t.lenTree[int(static.lenCode[length])+257].freq++
	t.distTree[distCode(dist-1)].freq++
	return len(t.lens) == t.symbols
}

// put writes the low n bits of v.
func (d *deflater) put(v uint64, n uint) {
	d.buf |= v << d.nbuf
	d.nbuf += n
	for d.nbuf >= 8 {
		d.out = append(d.out, byte(d.buf))
		d.buf >>= 8
		d.nbuf -= 8
	}
}

// windUp fills the last byte.
func (d *deflater) windUp() {
	if d.nbuf > 0 {
		d.put(0, 8-d.nbuf)
	}
}

func bit(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// storedBlock writes bytes as they are.
func (d *deflater) storedBlock(raw []byte, last bool) {
	d.put(bit(last), 3)
	d.windUp()
	n := len(raw)
	d.out = append(d.out, byte(n), byte(n>>8), byte(^n), byte(^n>>8))
	d.out = append(d.out, raw...)
}

// align writes an empty block of fixed codes.
func (d *deflater) align() {
	d.put(1<<1, 3)
	d.put(0, 7)
}

// less orders nodes of the heap.
func (t *trees) less(tree []node, n, m int) bool {
	return tree[n].freq < tree[m].freq || tree[n].freq == tree[m].freq && t.depth[n] <= t.depth[m]
}

func (t *trees) down(tree []node, k int) {
	v := t.heap[k]
	for j := k << 1; j <= t.heapLen; j <<= 1 {
		if j < t.heapLen && t.less(tree, t.heap[j+1], t.heap[j]) {
			j++
		}
		if t.less(tree, v, t.heap[j]) {
			break
		}
		t.heap[k] = t.heap[j]
		k = j
	}
	t.heap[k] = v
}

// kind describes an alphabet.
type kind struct {
	n, base, maxBits int
	extra            []uint8
	fixed            []node // nil: there are no fixed codes
}

// build makes the codes of an alphabet from the frequencies and returns the last symbol in use.
func (t *trees) build(tree []node, k *kind) int {
	t.heapLen, t.heapMax = 0, heapSize
	last := -1
	for n := range k.n {
		if tree[n].freq != 0 {
			t.heapLen++
			t.heap[t.heapLen] = n
			last = n
			t.depth[n] = 0
		} else {
			tree[n].bits = 0
		}
	}
	for t.heapLen < 2 { // at least two codes
		n := 0
		if last < 2 {
			last++
			n = last
		}
		t.heapLen++
		t.heap[t.heapLen] = n
		tree[n].freq = 1
		t.depth[n] = 0
		t.dynLen--
		if k.fixed != nil {
			t.fixLen -= int(k.fixed[n].bits)
		}
	}
	for n := t.heapLen / 2; n >= 1; n-- {
		t.down(tree, n)
	}
	inner := k.n
	for {
		n := t.heap[1]
		t.heap[1] = t.heap[t.heapLen]
		t.heapLen--
		t.down(tree, 1)
		m := t.heap[1]
		t.heap[t.heapMax-1], t.heap[t.heapMax-2] = n, m
		t.heapMax -= 2
		tree[inner].freq = tree[n].freq + tree[m].freq
		t.depth[inner] = max(t.depth[n], t.depth[m]) + 1
		tree[n].parent, tree[m].parent = uint16(inner), uint16(inner)
		t.heap[1] = inner
		inner++
		t.down(tree, 1)
		if t.heapLen < 2 {
			break
		}
	}
	t.heapMax--
	t.heap[t.heapMax] = t.heap[1]
	var count [maxBits + 1]int
	t.lengths(tree, k, last, &count)
	assignCodes(tree[:last+1], &count)
	return last
}

// lengths computes the length of each code, none longer than the alphabet allows.
func (t *trees) lengths(tree []node, k *kind, last int, count *[maxBits + 1]int) {
	tree[t.heap[t.heapMax]].bits = 0
	overflow := 0
	h := t.heapMax + 1
	for ; h < heapSize; h++ {
		n := t.heap[h]
		b := int(tree[tree[n].parent].bits) + 1
		if b > k.maxBits {
			b = k.maxBits
			overflow++
		}
		tree[n].bits = uint16(b)
		if n > last {
			continue
		}
		count[b]++
		x := 0
		if n >= k.base {
			x = int(k.extra[n-k.base])
		}
		f := int(tree[n].freq)
		t.dynLen += f * (b + x)
		if k.fixed != nil {
			t.fixLen += f * (int(k.fixed[n].bits) + x)
		}
	}
	if overflow == 0 {
		return
	}
	for ; overflow > 0; overflow -= 2 {
		b := k.maxBits - 1
		for count[b] == 0 {
			b--
		}
		count[b]--
		count[b+1] += 2
		count[k.maxBits]--
	}
	for b := k.maxBits; b != 0; b-- {
		for n := count[b]; n != 0; {
			h--
			m := t.heap[h]
			if m > last {
				continue
			}
			if int(tree[m].bits) != b {
				t.dynLen += (b - int(tree[m].bits)) * int(tree[m].freq)
				tree[m].bits = uint16(b)
			}
			n--
		}
	}
}

// runs calls f for each run of equal code lengths, as the code of code lengths writes them: count times length bits; repeat
// tells that the run goes on with the length before.
func runs(tree []node, last int, f func(bits, count int, repeat bool)) {
	prev := -1
	for i := 0; i <= last; {
		b := int(tree[i].bits)
		limit, least := 7, 4
		switch {
		case b == 0:
			limit, least = 138, 3
		case b == prev:
			limit, least = 6, 3
		}
		n := 1
		for n < limit && i+n <= last && int(tree[i+n].bits) == b {
			n++
		}
		if n < least {
			for range n {
				f(b, 1, false)
			}
		} else {
			if b != 0 && b != prev {
				f(b, 1, false)
				f(b, n-1, true)
			} else {
				f(b, n, true)
			}
		}
		i += n
		prev = b
	}
}

// codeOf returns the symbol of a run and the value of its extra bits.
func codeOf(bits, count int, repeat bool) (sym, extra int) {
	switch {
	case !repeat:
		return bits, 0
	case bits != 0:
		return rep3to6, count - 3
	case count <= 10:
		return zero3to10, count - 3
	}
	return zero11up, count - 11
}

// writeBlock writes the symbols noted, in the shortest of the ways there are. raw is what they stand for, if it is still there.
func (d *deflater) writeBlock(raw []byte, haveRaw bool, size int, last bool) {
	lenKind := kind{numLens, 257, maxBits, extraLens[:], static.lens[:]}
	distKind := kind{numDists, 0, maxBits, extraDists[:], static.dists[:]}
	codeKind := kind{numCodes, 0, maxBLBits, extraCodes[:], nil}
	lastLen := d.build(d.lenTree[:], &lenKind)
	lastDist := d.build(d.distTree[:], &distKind)
	scan := func(bits, count int, repeat bool) {
		sym, _ := codeOf(bits, count, repeat)
		d.codeTree[sym].freq++
	}
	runs(d.lenTree[:], lastLen, scan)
	runs(d.distTree[:], lastDist, scan)
	d.build(d.codeTree[:], &codeKind)
	codes := numCodes - 1
	for codes >= 3 && d.codeTree[codeOrder[codes]].bits == 0 {
		codes--
	}
	d.dynLen += 3*(codes+1) + 5 + 5 + 4
	best, fixed := (d.dynLen+3+7)>>3, (d.fixLen+3+7)>>3
	if fixed <= best || d.strategy == fixedCodes {
		best = fixed
	}
	switch {
	case size+4 <= best && haveRaw:
		d.storedBlock(raw, last)
	case fixed == best:
		d.put(1<<1|bit(last), 3)
		d.writeSymbols(static.lens[:], static.dists[:])
	default:
		d.put(2<<1|bit(last), 3)
		d.put(uint64(lastLen+1-257), 5)
		d.put(uint64(lastDist), 5)
		d.put(uint64(codes+1-4), 4)
		for _, c := range codeOrder[:codes+1] {
			d.put(uint64(d.codeTree[c].bits), 3)
		}
		send := func(bits, count int, repeat bool) {
			sym, extra := codeOf(bits, count, repeat)
			c := &d.codeTree[sym]
			d.put(uint64(c.code), uint(c.bits))
			d.put(uint64(extra), uint(extraCodes[sym]))
		}
		runs(d.lenTree[:], lastLen, send)
		runs(d.distTree[:], lastDist, send)
		d.writeSymbols(d.lenTree[:], d.distTree[:])
	}
	d.startBlock()
	if last {
		d.windUp()
	}
}

func (d *deflater) writeSymbols(lens, dists []node) {
	for i, c := range d.lens {
		dist := int(d.dists[i])
		if dist == 0 {
			d.put(uint64(lens[c].code), uint(lens[c].bits))
			continue
		}
		lc := static.lenCode[c]
		l := &lens[int(lc)+257]
		d.put(uint64(l.code), uint(l.bits))
		if x := extraLens[lc]; x != 0 {
			d.put(uint64(int(c)-static.lenBase[lc]), uint(x))
		}
		dist--
		dc := distCode(dist)
		n := &dists[dc]
		d.put(uint64(n.code), uint(n.bits))
		if x := extraDists[dc]; x != 0 {
			d.put(uint64(dist-static.distBase[dc]), uint(x))
		}
	}
	d.put(uint64(lens[endBlock].code), uint(lens[endBlock].bits))
}
