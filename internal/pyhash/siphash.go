// This file implements the keyed hash of str and bytes: SipHash-1-3 and the derivation of its key from PYTHONHASHSEED.

package pyhash

import (
	"encoding/binary"
	"math/bits"
	"unsafe"

	"weft/internal/wtf8"
)

// Key is the secret of the string hash. The zero Key is the one of PYTHONHASHSEED=0.
type Key struct{ k0, k1 uint64 }

// KeyFromSeed expands an integer seed as CPython does: a linear congruential generator fills the secret; 0 gives zeros.
func KeyFromSeed(seed uint32) Key {
	if seed == 0 {
		return Key{}
	}
	var buf [16]byte
	x := seed
	for i := range buf {
		x = x*214013 + 2531011
		buf[i] = byte(x >> 16)
	}
	return KeyFromBytes(buf)
}

// KeyFromBytes makes a key of 16 random bytes.
func KeyFromBytes(b [16]byte) Key {
	return Key{binary.LittleEndian.Uint64(b[:8]), binary.LittleEndian.Uint64(b[8:])}
}

// sip is the state between rounds.
type sip struct{ v0, v1, v2, v3 uint64 }

func (k Key) start() sip {
	return sip{
		k.k0 ^ 0x736f6d6570736575,
		k.k1 ^ 0x646f72616e646f6d,
		k.k0 ^ 0x6c7967656e657261,
		k.k1 ^ 0x7465646279746573,
	}
}

// finish absorbs the last word (the tail bytes, with the total length in the top byte) and returns the digest, never -1.
func (s sip) finish(last uint64) int64 {
	v0, v1, v2, v3 := s.v0, s.v1, s.v2, s.v3
	v3 ^= last
	v0, v1, v2, v3 = round(v0, v1, v2, v3)
	v0 ^= last
	v2 ^= 0xff
	v0, v1, v2, v3 = round(v0, v1, v2, v3)
	v0, v1, v2, v3 = round(v0, v1, v2, v3)
	v0, v1, v2, v3 = round(v0, v1, v2, v3)
	return fix(int64(v0 ^ v1 ^ v2 ^ v3))
}

func round(v0, v1, v2, v3 uint64) (uint64, uint64, uint64, uint64) {
	v0 += v1
	v2 += v3
	v1 = bits.RotateLeft64(v1, 13) ^ v0
	v3 = bits.RotateLeft64(v3, 16) ^ v2
	v0 = bits.RotateLeft64(v0, 32)
	v2 += v1
	v0 += v3
	v1 = bits.RotateLeft64(v1, 17) ^ v2
	v3 = bits.RotateLeft64(v3, 21) ^ v0
	v2 = bits.RotateLeft64(v2, 32)
	return v0, v1, v2, v3
}

func fix(h int64) int64 {
	if h == -1 {
		return -2
	}
	return h
}

// load64 reads 8 bytes at offset i, little-endian; the caller guarantees the bounds.
func load64(s string, i int) uint64 {
	b := unsafe.Slice((*byte)(unsafe.Add(unsafe.Pointer(unsafe.StringData(s)), i)), 8)
	return binary.LittleEndian.Uint64(b)
}

func load32(s string, i int) uint64 {
	b := unsafe.Slice((*byte)(unsafe.Add(unsafe.Pointer(unsafe.StringData(s)), i)), 4)
	return uint64(binary.LittleEndian.Uint32(b))
}

// ASCII is String for a str that is known to be ASCII.
func (k Key) ASCII(s string) int64 { return k.raw(s) }

// raw is the hash of the bytes of s. The empty string hashes to 0 whatever the key.
func (k Key) raw(s string) int64 {
	n := len(s)
	if n == 0 {
		return 0
	}
	st := k.start()
	v0, v1, v2, v3 := st.v0, st.v1, st.v2, st.v3
	i := 0
	for ; i+8 <= n; i += 8 {
		m := load64(s, i)
		v3 ^= m
		v0, v1, v2, v3 = round(v0, v1, v2, v3)
		v0 ^= m
	}
	last := uint64(n) << 56
	switch {
	case i == n:
	case n >= 8:
		last |= load64(s, n-8) >> (8 * uint(8-(n-i)))
	case n >= 4:
		last |= load32(s, 0) | load32(s, n-4)<<(8*uint(n-4))
	default:
		last |= uint64(s[0]) | uint64(s[n/2])<<(8*uint(n/2)) | uint64(s[n-1])<<(8*uint(n-1))
	}
	return sip{v0, v1, v2, v3}.finish(last)
}

// Bytes returns hash(bytes(b)); also of a memoryview of such bytes.
func (k Key) Bytes(b []byte) int64 {
	return k.raw(unsafe.String(unsafe.SliceData(b), len(b)))
}

// String returns hash(s) for a WTF-8 str: the hash of its PEP 393 form, units of 1, 2 or 4 bytes as the largest code
// point demands.
func (k Key) String(s string) int64 {
	if wtf8.IsASCII(s) {
		return k.raw(s)
	}
	unit := uint(4)
	switch m := wtf8.MaxRuneOf(s); {
	case m < 0x100:
		unit = 1
	case m < 0x10000:
		unit = 2
	}
	st := k.start()
	v0, v1, v2, v3 := st.v0, st.v1, st.v2, st.v3
	var word uint64
	var fill uint // bytes in word
	var total uint64
	for i := 0; i < len(s); {
		r, n := wtf8.DecodeRune(s, i)
		i += n
		word |= uint64(r) << (8 * fill)
		fill += unit
		total += uint64(unit)
		if fill == 8 {
			v3 ^= word
			v0, v1, v2, v3 = round(v0, v1, v2, v3)
			v0 ^= word
			word, fill = 0, 0
		}
	}
	return sip{v0, v1, v2, v3}.finish(word | total<<56)
}
