// This file implements the four normalization forms (Unicode Standard Annex 15).

package ucd

import (
	"slices"
	"sort"

	"weft/internal/wtf8"
)

// Form is a normalization form.
type Form uint8

const (
	NFC Form = iota
	NFD
	NFKC
	NFKD
)

// FormByName reads "NFC", "NFD", "NFKC" or "NFKD"; for any other name ok is false ("invalid normalization form").
func FormByName(name string) (f Form, ok bool) {
	switch name {
	case "NFC":
		return NFC, true
	case "NFD":
		return NFD, true
	case "NFKC":
		return NFKC, true
	case "NFKD":
		return NFKD, true
	}
	return 0, false
}

const (
	hangulBase  = 0xAC00
	jamoL       = 0x1100
	jamoV       = 0x1161
	jamoT       = 0x11A7 // no trailing consonant
	countL      = 19
	countV      = 21
	countT      = 28
	hangulCount = countL * countV * countT
)

// quickCheck walks s once: yes (0), maybe (1) or no (2).
func quickCheck(f Form, s string) uint8 {
	shift := 2 * uint(f)
	var prev uint8
	var worst uint8
	for i := 0; i < len(s); {
		if s[i] < 0x80 {
			prev = 0
			i++
			continue
		}
		r, n := wtf8.DecodeRune(s, i)
		i += n
		rec := recordOf(r)
		if rec.combining != 0 && rec.combining < prev {
			return 2
		}
		prev = rec.combining
		q := rec.quick >> shift & 3
		if q == 2 {
			return 2
		}
		worst = max(worst, q)
	}
	return worst
}

// Normalize returns normalize(f, s). When s is normalized already it is s itself.
func (db DB) Normalize(f Form, s string) string {
	if wtf8.IsASCII(s) || db == Latest && quickCheck(f, s) == 0 {
		return s
	}
	rs := db.decompose(s, f == NFKC || f == NFKD)
	if f == NFC || f == NFKC {
		rs = compose(rs)
	}
	return wtf8.FromRunes(rs)
}

// IsNormalized returns is_normalized(f, s).
func (db DB) IsNormalized(f Form, s string) bool {
	if wtf8.IsASCII(s) {
		return true
	}
	if db == Latest {
		switch quickCheck(f, s) {
		case 0:
			return true
		case 2:
			return false
		}
	}
	return db.Normalize(f, s) == s
}

// decompOf returns the table entry of r: tag<<8 | count, then the code points; nil when there is none.
func decompOf(r rune) []uint32 {
	if uint32(r) > wtf8.MaxRune {
		return nil
	}
	const mask = 1<<decompShift - 1
	off := int(decompBlocks[int(decompIndex[r>>decompShift])<<decompShift|int(r&mask)])
	if off == 0 {
		return nil
	}
	return decompData[off:]
}

func hangulDecomposition(r rune) string {
	n := r - hangulBase
	var out []byte
	out = appendHex4(out, jamoL+n/(countV*countT))
	out = append(out, ' ')
	out = appendHex4(out, jamoV+n%(countV*countT)/countT)
	if t := n % countT; t != 0 {
		out = append(out, ' ')
		out = appendHex4(out, jamoT+t)
	}
	return string(out)
}

// decompose expands every code point and puts combining marks into canonical order.
func (db DB) decompose(s string, compat bool) []rune {
	out := make([]rune, 0, len(s))
	for i := 0; i < len(s); {
		r, n := wtf8.DecodeRune(s, i)
		i += n
		out = db.appendDecomposed(out, r, compat)
	}
	// Order runs of marks by class, stably.
	for i := 0; i < len(out); {
		if out[i] < 0x300 || recordOf(out[i]).combining == 0 {
			i++
			continue
		}
		k := i + 1
		sorted := true
		prev := recordOf(out[i]).combining
		for k < len(out) {
			c := recordOf(out[k]).combining
			if c == 0 {
				break
			}
			sorted = sorted && prev <= c
			prev = c
			k++
		}
		if !sorted {
			marks := out[i:k]
			sort.SliceStable(marks, func(a, b int) bool {
				return recordOf(marks[a]).combining < recordOf(marks[b]).combining
			})
		}
		i = k
	}
	return out
}

func (db DB) appendDecomposed(dst []rune, r rune, compat bool) []rune {
	if r < 0xA0 {
		return append(dst, r)
	}
	if n := r - hangulBase; 0 <= n && n < hangulCount {
		dst = append(dst, jamoL+n/(countV*countT), jamoV+n%(countV*countT)/countT)
		if t := n % countT; t != 0 {
			dst = append(dst, jamoT+t)
		}
		return dst
	}
	if db == V320 {
		if !db.assigned(r) {
			return append(dst, r)
		}
		if i, ok := slices.BinarySearchFunc(oldCorrections[:], r, func(e [2]rune, r rune) int { return int(e[0] - r) }); ok {
			return append(dst, oldCorrections[i][1])
		}
	}
	d := decompOf(r)
	if d == nil || d[0]>>8 != 0 && !compat {
		return append(dst, r)
	}
	for _, c := range d[1 : 1+d[0]&0xFF] {
		dst = db.appendDecomposed(dst, rune(c), compat)
	}
	return dst
}

// composite returns the primary composite of a and b, or 0.
func composite(a, b rune) rune {
	if l := a - jamoL; 0 <= l && l < countL {
		if v := b - jamoV; 0 <= v && v < countV {
			return hangulBase + (l*countV+v)*countT
		}
	}
	if n := a - hangulBase; 0 <= n && n < hangulCount && n%countT == 0 {
		if t := b - jamoT; 0 < t && t < countT {
			return a + t
		}
	}
	lo, hi := 0, len(compositions)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		e := &compositions[m]
		if e[0] < a || e[0] == a && e[1] < b {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(compositions) && compositions[lo][0] == a && compositions[lo][1] == b {
		return compositions[lo][2]
	}
	return 0
}

// mayCompose reports whether r can be the second part of a composition: its NFC quick check is "maybe".
func mayCompose(r rune) bool { return r >= 0x300 && recordOf(r).quick&3 == 1 }

// compose joins a decomposed text in place.
func compose(rs []rune) []rune {
	out := rs[:0]
	starter := -1 // index in out of the last starter
	var prev uint8
	for _, r := range rs {
		class := recordOf(r).combining
		// Blocked when something of the same or a higher class, or another starter, stands between.
		if starter >= 0 && mayCompose(r) && (len(out)-1 == starter || prev != 0 && prev < class) {
			if c := composite(out[starter], r); c != 0 {
				out[starter] = c
				continue
			}
		}
		if class == 0 {
			starter = len(out)
		}
		prev = class
		out = append(out, r)
	}
	return out
}
