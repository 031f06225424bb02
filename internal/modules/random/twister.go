// This file implements the generator MT19937.

package random

const (
	stateSize = 624
	shiftSize = 397
)

// twister is the state: 624 words and the position of the next one to be used.
type twister struct {
	s [stateSize]uint32
	i int
}

// seedWord fills the state from one word.
func (t *twister) seedWord(w uint32) {
	t.s[0] = w
	for i := 1; i < stateSize; i++ {
		w = 1812433253*(w^w>>30) + uint32(i)
		t.s[i] = w
	}
	t.i = stateSize
}

// seedKey fills the state from a key of any length above 0.
func (t *twister) seedKey(key []uint32) {
	t.seedWord(19650218)
	i, j := 1, 0
	step := func() {
		if i++; i >= stateSize {
			t.s[0] = t.s[stateSize-1]
			i = 1
		}
	}
	for k := max(stateSize, len(key)); k > 0; k-- {
		p := t.s[i-1]
		t.s[i] = (t.s[i] ^ (p^p>>30)*1664525) + key[j] + uint32(j)
		step()
		if j++; j >= len(key) {
			j = 0
		}
	}
	for k := stateSize - 1; k > 0; k-- {
		p := t.s[i-1]
		t.s[i] = (t.s[i] ^ (p^p>>30)*1566083941) - uint32(i)
		step()
	}
	t.s[0] = 1 << 31
}

// next returns 32 random bits.
func (t *twister) next() uint32 {
	if t.i >= stateSize {
		t.generate()
	}
	y := t.s[t.i]
	t.i++
	y ^= y >> 11
	y ^= y << 7 & 0x9d2c5680
	y ^= y << 15 & 0xefc60000
	return y ^ y>>18
}

// generate computes the next 624 words.
func (t *twister) generate() {
	mix := func(hi, lo, far uint32) uint32 {
		y := hi&0x80000000 | lo&0x7fffffff
		return far ^ y>>1 ^ (-(y & 1))&0x9908b0df
	}
	s := &t.s
	i := 0
	for ; i < stateSize-shiftSize; i++ {
		s[i] = mix(s[i], s[i+1], s[i+shiftSize])
	}
	for ; i < stateSize-1; i++ {
		s[i] = mix(s[i], s[i+1], s[i+shiftSize-stateSize])
	}
	s[i] = mix(s[i], s[0], s[shiftSize-1])
	t.i = 0
}
