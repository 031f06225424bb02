// This file implements BLAKE2b and BLAKE2s (RFC 7693, with the parameters of tree hashing) and the module _blake2.

package hashes

import (
	"encoding/binary"
	"math/bits"

	"weft/internal/object"
)

// word is what a variant of BLAKE2 computes with.
type word interface{ uint32 | uint64 }

// blake is BLAKE2 in progress: a full block is kept until it is known whether it is the last.
type blake[T word] struct {
	h        [8]T
	lo, hi   T // count of bytes
	buf      []byte
	out      int
	last     bool // the node is the last of its level
	big      bool // BLAKE2b
	iv       [8]T
	shifts   [4]int
	rounds   int
	blocklen int
}

func ivB() [8]uint64 {
	return [8]uint64{0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179}
}

func ivS() [8]uint32 {
	return [8]uint32{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}
}

// sigma is the message schedule.
var sigma = [10][16]uint8{
	{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
	{14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
	{11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
	{7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
	{9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
	{2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
	{12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
	{13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
	{6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
	{10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
}

func (b *blake[T]) load(p []byte, i int) T {
	if b.big {
		return T(binary.LittleEndian.Uint64(p[8*i:]))
	}
	return T(binary.LittleEndian.Uint32(p[4*i:]))
}

func (b *blake[T]) rotr(x T, n int) T {
	if b.big {
		return T(bits.RotateLeft64(uint64(x), -n))
	}
	return T(bits.RotateLeft32(uint32(x), -n))
}

// compress mixes in a block of which n bytes count.
func (b *blake[T]) compress(p []byte, n int, final bool) {
	if b.lo += T(n); b.lo < T(n) {
		b.hi++
	}
	var m, v [16]T
	for i := range m {
		m[i] = b.load(p, i)
	}
	copy(v[:8], b.h[:])
	copy(v[8:], b.iv[:])
	v[12] ^= b.lo
	v[13] ^= b.hi
	if final {
		v[14] = ^v[14]
		if b.last {
			v[15] = ^v[15]
		}
	}
	g := func(i, j, k, l int, x, y T) {
		v[i] += v[j] + x
		v[l] = b.rotr(v[l]^v[i], b.shifts[0])
		v[k] += v[l]
		v[j] = b.rotr(v[j]^v[k], b.shifts[1])
		v[i] += v[j] + y
		v[l] = b.rotr(v[l]^v[i], b.shifts[2])
		v[k] += v[l]
		v[j] = b.rotr(v[j]^v[k], b.shifts[3])
	}
	for r := range b.rounds {
		s := &sigma[r%10]
		g(0, 4, 8, 12, m[s[0]], m[s[1]])
		g(1, 5, 9, 13, m[s[2]], m[s[3]])
		g(2, 6, 10, 14, m[s[4]], m[s[5]])
		g(3, 7, 11, 15, m[s[6]], m[s[7]])
		g(0, 5, 10, 15, m[s[8]], m[s[9]])
		g(1, 6, 11, 12, m[s[10]], m[s[11]])
		g(2, 7, 8, 13, m[s[12]], m[s[13]])
		g(3, 4, 9, 14, m[s[14]], m[s[15]])
	}
	for i := range b.h {
		b.h[i] ^= v[i] ^ v[i+8]
	}
}

func (b *blake[T]) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 {
		if len(b.buf) == b.blocklen {
			b.compress(b.buf, b.blocklen, false)
			b.buf = b.buf[:0]
		}
		if len(b.buf) == 0 {
			for len(p) > b.blocklen {
				b.compress(p[:b.blocklen], b.blocklen, false)
				p = p[b.blocklen:]
			}
		}
		k := min(b.blocklen-len(b.buf), len(p))
		b.buf = append(b.buf, p[:k]...)
		p = p[k:]
	}
	return n, nil
}

func (b *blake[T]) clone() state {
	c := *b
	c.buf = append(make([]byte, 0, b.blocklen), b.buf...)
	return &c
}

func (b *blake[T]) sum(int) []byte {
	c := b.clone().(*blake[T])
	n := len(c.buf)
	c.compress(append(c.buf, make([]byte, c.blocklen-n)...), n, true)
	var out []byte
	for _, x := range c.h {
		if c.big {
			out = binary.LittleEndian.AppendUint64(out, uint64(x))
		} else {
			out = binary.LittleEndian.AppendUint32(out, uint32(x))
		}
	}
	return out[:c.out]
}

func (b *blake[T]) size() int      { return b.out }
func (b *blake[T]) blockSize() int { return b.blocklen }

// begin sets the state from a parameter block and a key.
func (b *blake[T]) begin(params []byte, key []byte) {
	b.out, b.blocklen = int(params[0]), 64
	b.rounds, b.shifts = 10, [4]int{16, 12, 8, 7}
	if b.big {
		b.blocklen, b.rounds, b.shifts = 128, 12, [4]int{32, 24, 16, 63}
	}
	for i := range b.h {
		b.h[i] = b.iv[i] ^ b.load(params, i)
	}
	b.buf = make([]byte, 0, b.blocklen)
	if len(key) > 0 {
		b.buf = append(b.buf, key...)
		b.buf = append(b.buf, make([]byte, b.blocklen-len(key))...)
	}
}

// Blake2 describes the module _blake2.
func Blake2() object.ModuleSpec {
	return object.ModuleSpec{Name: "_blake2", Exec: func(th *thread, m *object.Module) error {
		for _, big := range []bool{true, false} {
			t, up, size := blake2bType, "BLAKE2B", 64
			if !big {
				t, up, size = blake2sType, "BLAKE2S", 32
			}
			spec := blakeSpec(t, big)
			m.Dict().SetName(t.Name, object.ReadyType(&spec).Value())
			for _, c := range []struct {
				name string
				n    int
			}{{"_MAX_DIGEST_SIZE", size}, {"_MAX_KEY_SIZE", size}, {"_PERSON_SIZE", size / 4}, {"_SALT_SIZE", size / 4}} {
				m.Dict().SetName(up+c.name, object.Int(int64(c.n)))
			}
		}
		m.Dict().SetName("_GIL_MINSIZE", object.Int(2048))
		return nil
	}}
}

func blakeSpec(t *object.Type, big bool) object.TypeSpec {
	size := 64
	if !big {
		size = 32
	}
	v := variant{t: t, name: t.Name}
	s := v.spec("_blake2")
	s.Flags = 0
	for _, c := range []struct {
		name string
		n    int
	}{{"MAX_DIGEST_SIZE", size}, {"MAX_KEY_SIZE", size}, {"PERSON_SIZE", size / 4}, {"SALT_SIZE", size / 4}} {
		s.Attrs = append(s.Attrs, object.ClassAttr{Name: c.name, Get: func() value { return object.Int(int64(c.n)) }})
	}
	d := object.NewDef(object.Method{Name: t.Name, Sig: "(data=b'', *, digest_size=0, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=None)"}, nil)
	s.Slots.New = func(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
		a, err := object.BindSig(th, d, args, kw)
		if err != nil {
			return value{}, err
		}
		return blakeNew(th, t, a, big, size)
	}
	return s
}

func blakeNew(th *thread, t *object.Type, a []value, big bool, size int) (value, error) {
	small := func(i int, def, lo, hi int, text string) (int, error) {
		if a[i].IsAbsent() {
			return def, nil
		}
		n, err := object.AsCInt(th, a[i])
		if err == nil && (n < lo || n > hi) {
			err = object.ValueErrorf(th, "%s", text)
		}
		return n, err
	}
	data := func(i, limit int, what string) ([]byte, error) {
		if a[i].IsAbsent() {
			return nil, nil
		}
		s, err := object.BytesLike(th, a[i])
		if err == nil && len(s) > limit {
			err = object.ValueErrorf(th, "maximum %s length is %d bytes", what, limit)
		}
		return []byte(s), err
	}
	large := func(i int, limit uint64, text string) (uint64, error) {
		if a[i].IsAbsent() {
			return 0, nil
		}
		v, err := object.Index(th, a[i])
		if err != nil {
			return 0, err
		}
		n := object.Big(v)
		switch {
		case n.Sign() < 0:
			return 0, object.ValueErrorf(th, "Cannot convert negative int")
		case !n.IsUint64() || n.Uint64() > limit:
			return 0, object.OverflowErrorf(th, "%s", text)
		}
		return n.Uint64(), nil
	}
	out := size
	if !a[1].IsAbsent() {
		n, err := object.AsCInt(th, a[1])
		if err != nil {
			return value{}, err
		}
		if n < 1 || n > size {
			name := "Blake2b"
			if !big {
				name = "Blake2s"
			}
			return value{}, object.ValueErrorf(th, "digest_size for %s must be between 1 and %d bytes, here it is %d", name, size, n)
		}
		out = n
	}
	key, err := data(2, size, "key")
	if err != nil {
		return value{}, err
	}
	salt, err := data(3, size/4, "salt")
	if err != nil {
		return value{}, err
	}
	person, err := data(4, size/4, "person")
	if err != nil {
		return value{}, err
	}
	fanout, err := small(5, 1, 0, 255, "fanout must be between 0 and 255")
	if err != nil {
		return value{}, err
	}
	depth, err := small(6, 1, 1, 255, "depth must be between 1 and 255")
	if err != nil {
		return value{}, err
	}
	leaf, err := large(7, 1<<32-1, "leaf_size is too large")
	if err != nil {
		return value{}, err
	}
	limit := uint64(1<<64 - 1)
	if !big {
		limit = 1<<48 - 1
	}
	offset, err := large(8, limit, "node_offset is too large")
	if err != nil {
		return value{}, err
	}
	nodeDepth, err := small(9, 0, 0, 255, "node_depth must be between 0 and 255")
	if err != nil {
		return value{}, err
	}
	inner, err := small(10, 0, 0, size, "inner_size must be between 0 and is "+map[bool]string{true: "64", false: "32"}[big])
	if err != nil {
		return value{}, err
	}
	last := false
	if !a[11].IsAbsent() {
		if last, err = object.IsTrue(th, a[11]); err != nil {
			return value{}, err
		}
	}
	p := make([]byte, size)
	p[0], p[1], p[2], p[3] = byte(out), byte(len(key)), byte(fanout), byte(depth)
	binary.LittleEndian.PutUint32(p[4:], uint32(leaf))
	var st state
	if big {
		binary.LittleEndian.PutUint64(p[8:], offset)
		p[16], p[17] = byte(nodeDepth), byte(inner)
		copy(p[32:48], salt)
		copy(p[48:64], person)
		b := &blake[uint64]{big: true, last: last, iv: ivB()}
		b.begin(p, key)
		st = b
	} else {
		binary.LittleEndian.PutUint32(p[8:], uint32(offset))
		binary.LittleEndian.PutUint16(p[12:], uint16(offset>>32))
		p[14], p[15] = byte(nodeDepth), byte(inner)
		copy(p[16:24], salt)
		copy(p[24:32], person)
		b := &blake[uint32]{last: last, iv: ivS()}
		b.begin(p, key)
		st = b
	}
	if err := start(th, st, a[0], a[13]); err != nil {
		return value{}, err
	}
	return newHash(t, st), nil
}
