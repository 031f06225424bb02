// This file implements counting, walking and indexing of WTF-8 strings.

package wtf8

import "unsafe"

const (
	// MaxRune is the largest Python code point.
	MaxRune = 0x10FFFF

	surrMin = 0xD800
	surrMax = 0xDFFF

	highBits = 0x8080808080808080
	lowOnes  = 0x0101010101010101
)

// IsSurrogate reports whether r lies in U+D800..U+DFFF.
func IsSurrogate(r rune) bool { return surrMin <= r && r <= surrMax }

// load8 reads 8 bytes of s at i; the caller guarantees i+8 <= len(s). Byte order does not matter to its users.
func load8(p *byte, i int) uint64 {
	return *(*uint64)(unsafe.Add(unsafe.Pointer(p), i))
}

// IsASCII reports whether every byte of s is below 0x80.
func IsASCII(s string) bool {
	n := len(s)
	if n >= 8 {
		p := unsafe.StringData(s)
		i := 0
		for ; i+32 <= n; i += 32 {
			if (load8(p, i)|load8(p, i+8)|load8(p, i+16)|load8(p, i+24))&highBits != 0 {
				return false
			}
		}
		for ; i+8 <= n; i += 8 {
			if load8(p, i)&highBits != 0 {
				return false
			}
		}
		return load8(p, n-8)&highBits == 0
	}
	var acc byte
	for i := 0; i < n; i++ {
		acc |= s[i]
	}
	return acc < 0x80
}

// asciiPrefix returns the length of the longest prefix of s that is found to be ASCII by whole words, then bytes.
func asciiPrefix(s string) int {
	n := len(s)
	i := 0
	if n >= 8 {
		p := unsafe.StringData(s)
		for ; i+8 <= n; i += 8 {
			if load8(p, i)&highBits != 0 {
				break
			}
		}
	}
	for ; i < n && s[i] < 0x80; i++ {
	}
	return i
}

// RuneCount returns the number of code points of s: len(s) of Python.
func RuneCount(s string) int {
	n := len(s)
	i, cont := 0, 0
	if n >= 8 {
		p := unsafe.StringData(s)
		for i+8 <= n {
			// Each byte lane of acc counts at most 255 continuation bytes before it is summed.
			end := i + 8*255
			if end > n-7 {
				end = n - 7
			}
			var acc uint64
			for ; i < end; i += 8 {
				w := load8(p, i)
				acc += (w >> 7) &^ (w >> 6) & lowOnes
			}
			const even = 0x00FF00FF00FF00FF
			sum := acc&even + (acc>>8)&even
			cont += int(sum * 0x0001000100010001 >> 48)
		}
	}
	if i < n && n >= 8 {
		// The rest, with bytes before it that do not count again.
		w := load8(unsafe.StringData(s), n-8) >> (8 * uint(8-(n-i)))
		w = (w >> 7) &^ (w >> 6) & lowOnes
		return n - cont - int(w*lowOnes>>56)
	}
	for ; i < n; i++ {
		if s[i]&0xC0 == 0x80 {
			cont++
		}
	}
	return n - cont
}

// RuneLen returns the number of bytes of r's encoding, r in 0..MaxRune.
func RuneLen(r rune) int {
	switch {
	case r < 0x80:
		return 1
	case r < 0x800:
		return 2
	case r < 0x10000:
		return 3
	}
	return 4
}

// Width returns the length of the sequence that starts with byte b.
func Width(b byte) int {
	switch {
	case b < 0xC0:
		return 1
	case b < 0xE0:
		return 2
	case b < 0xF0:
		return 3
	}
	return 4
}

// DecodeRune returns the code point at byte offset i and its width. At or past the end it returns 0, 0.
func DecodeRune(s string, i int) (r rune, size int) {
	if uint(i) >= uint(len(s)) {
		return 0, 0
	}
	b := s[i]
	if b < 0x80 {
		return rune(b), 1
	}
	return decodeMulti(s[i:])
}

func decodeMulti(s string) (rune, int) {
	b := s[0]
	switch {
	case b < 0xC0:
	case b < 0xE0:
		if len(s) >= 2 {
			return rune(b&0x1F)<<6 | rune(s[1]&0x3F), 2
		}
	case b < 0xF0:
		if len(s) >= 3 {
			return rune(b&0x0F)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
		}
	default:
		if len(s) >= 4 {
			return rune(b&0x07)<<18 | rune(s[1]&0x3F)<<12 | rune(s[2]&0x3F)<<6 | rune(s[3]&0x3F), 4
		}
	}
	return rune(b), 1 // malformed: see the package invariant
}

// DecodeLast returns the code point that ends just before byte offset end, and its width; 0, 0 when end is 0.
func DecodeLast(s string, end int) (r rune, size int) {
	if end <= 0 {
		return 0, 0
	}
	i := end - 1
	if s[i] < 0x80 {
		return rune(s[i]), 1
	}
	for i > 0 && s[i]&0xC0 == 0x80 && end-i < 4 {
		i--
	}
	r, _ = decodeMulti(s[i:end])
	return r, end - i
}

// AppendRune appends the encoding of r, surrogates included, to dst. r must be in 0..MaxRune.
func AppendRune(dst []byte, r rune) []byte {
	switch {
	case r < 0x80:
		return append(dst, byte(r))
	case r < 0x800:
		return append(dst, 0xC0|byte(r>>6), 0x80|byte(r)&0xBF)
	case r < 0x10000:
		return append(dst, 0xE0|byte(r>>12), 0x80|byte(r>>6)&0x3F, 0x80|byte(r)&0x3F)
	}
	return append(dst, 0xF0|byte(r>>18), 0x80|byte(r>>12)&0x3F, 0x80|byte(r>>6)&0x3F, 0x80|byte(r)&0x3F)
}

// String returns the string of the one code point r.
func String(r rune) string {
	var buf [4]byte
	return string(AppendRune(buf[:0], r))
}

// FromRunes returns the string of the given code points.
func FromRunes(rs []rune) string {
	n := 0
	for _, r := range rs {
		n += RuneLen(r)
	}
	b := make([]byte, 0, n)
	for _, r := range rs {
		b = AppendRune(b, r)
	}
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// Runes returns the code points of s.
func Runes(s string) []rune {
	out := make([]rune, 0, RuneCount(s))
	for i := 0; i < len(s); {
		r, n := DecodeRune(s, i)
		out = append(out, r)
		i += n
	}
	return out
}

// MaxRuneOf returns the largest code point of s, or 0 when s is empty. It need not decode: byte order is code point
// order in UTF-8, so only the largest sequence is.
func MaxRuneOf(s string) rune {
	i := asciiPrefix(s)
	if i == len(s) {
		var m byte
		for j := 0; j < len(s); j++ {
			m = max(m, s[j])
		}
		return rune(m)
	}
	var m rune
	for i < len(s) {
		r, n := DecodeRune(s, i)
		m = max(m, r)
		i += n
	}
	return m
}

// Index returns the byte offset of code point number n of s, counting from 0; len(s) when s has n code points. For n
// outside that range it returns -1.
func Index(s string, n int) int {
	return IndexFrom(s, 0, n)
}

// IndexFrom returns the byte offset of the code point n places after the one at byte offset i; -1 when there are fewer.
func IndexFrom(s string, i, n int) int {
	if n < 0 {
		return -1
	}
	p := unsafe.StringData(s)
	// Skip words while fewer code points start in them than are wanted.
	for n >= 8 && i+8 <= len(s) {
		w := load8(p, i)
		c := (w >> 7) &^ (w >> 6) & lowOnes
		starts := 8 - int(c*lowOnes>>56)
		i += 8
		n -= starts
	}
	// i may stand inside a sequence whose start was counted.
	for i < len(s) && s[i]&0xC0 == 0x80 {
		i++
	}
	for ; n > 0; n-- {
		if i >= len(s) {
			return -1
		}
		i += Width(s[i])
	}
	if i > len(s) {
		i = len(s)
	}
	return i
}

// Valid reports whether s is well-formed: shortest forms, complete, nothing above MaxRune; surrogates allowed.
func Valid(s string) bool {
	i := 0
	for {
		i += asciiPrefix(s[i:])
		for i < len(s) && s[i] >= 0x80 {
			b := s[i]
			switch {
			case b < 0xC2:
				return false
			case b < 0xE0:
				if len(s)-i < 2 || s[i+1]&0xC0 != 0x80 {
					return false
				}
				i += 2
			case b < 0xF0:
				if len(s)-i < 3 || s[i+1]&0xC0 != 0x80 || s[i+2]&0xC0 != 0x80 || b == 0xE0 && s[i+1] < 0xA0 {
					return false
				}
				i += 3
			case b < 0xF5:
				if len(s)-i < 4 || s[i+1]&0xC0 != 0x80 || s[i+2]&0xC0 != 0x80 || s[i+3]&0xC0 != 0x80 ||
					b == 0xF0 && s[i+1] < 0x90 || b == 0xF4 && s[i+1] >= 0x90 {
					return false
				}
				i += 4
			default:
				return false
			}
		}
		if i >= len(s) {
			return true
		}
	}
}

// HasSurrogate reports whether s holds a surrogate, that is, whether it is not UTF-8.
func HasSurrogate(s string) bool { return NextSurrogate(s, 0) >= 0 }

// NextSurrogate returns the byte offset of the first surrogate at or after byte offset i, or -1.
func NextSurrogate(s string, i int) int {
	for i < len(s) {
		b := s[i]
		if b < 0x80 {
			i += asciiPrefix(s[i:])
			continue
		}
		if b == 0xED && i+1 < len(s) && s[i+1] >= 0xA0 {
			return i
		}
		i += Width(b)
	}
	return -1
}

// Stride is the number of code points between two entries of an OffsetTable.
const Stride = 64

// OffsetTable makes access by code point constant-time: entry k is the byte offset of code point (k+1)*Stride. It is
// immutable and belongs to one string, which the caller passes to every method.
type OffsetTable struct {
	offs  []uint32 // used when the string is shorter than 4 GiB
	long  []int    // otherwise
	count int
}

// NewOffsetTable builds the table of s in one pass.
func NewOffsetTable(s string) *OffsetTable {
	t := &OffsetTable{count: RuneCount(s)}
	n := t.count / Stride
	wide := uint64(len(s)) > 1<<32-1
	if wide {
		t.long = make([]int, n)
	} else {
		t.offs = make([]uint32, n)
	}
	i := 0
	for k := 0; k < n; k++ {
		i = IndexFrom(s, i, Stride)
		if wide {
			t.long[k] = i
		} else {
			t.offs[k] = uint32(i)
		}
	}
	return t
}

// Count returns the number of code points of the string.
func (t *OffsetTable) Count() int { return t.count }

func (t *OffsetTable) entry(k int) int {
	if k == 0 {
		return 0
	}
	if t.offs != nil {
		return int(t.offs[k-1])
	}
	return t.long[k-1]
}

// Offset returns the byte offset of code point n of s, 0 <= n <= Count().
func (t *OffsetTable) Offset(s string, n int) int {
	k := n / Stride
	if k > t.count/Stride {
		return len(s)
	}
	return IndexFrom(s, t.entry(k), n%Stride)
}

// RuneIndex returns the number of code points before byte offset off, which must be a boundary of s.
func (t *OffsetTable) RuneIndex(s string, off int) int {
	lo, hi := 0, t.count/Stride // entry(lo) <= off
	for lo < hi {
		m := int(uint(lo+hi+1) >> 1)
		if t.entry(m) <= off {
			lo = m
		} else {
			hi = m - 1
		}
	}
	return lo*Stride + RuneCount(s[t.entry(lo):off])
}
