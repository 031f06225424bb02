// This file implements character names both ways: unicodedata.name and lookup, and \N{...}.

package ucd

import (
	"strconv"
	"strings"

	"weft/internal/wtf8"
)

type nameRange struct {
	first, last rune
	prefix      string
	unnamed     bool // Lookup finds them, Name does not: as in CPython 3.14
}

// maxName bounds what a lookup looks at; longer texts are no names.
const maxName = 256

// Spelling of the parts of Hangul syllables.
const (
	namesL = "G,GG,N,D,DD,R,M,B,BB,S,SS,,J,JJ,C,K,T,P,H"
	namesV = "A,AE,YA,YAE,EO,E,YEO,YE,O,WA,WAE,OE,YO,U,WEO,WE,WI,YU,EU,YI,I"
	namesT = ",G,GG,GS,N,NJ,NH,D,L,LG,LM,LB,LS,LT,LP,LH,M,B,BS,S,SS,NG,J,C,K,T,P,H"

	hangulPrefix = "HANGUL SYLLABLE "
)

// part returns item number n of a comma-separated list.
func part(list string, n int) string {
	for ; n > 0; n-- {
		list = list[strings.IndexByte(list, ',')+1:]
	}
	s, _, _ := strings.Cut(list, ",")
	return s
}

// Name returns name(r); for a code point without a name ok is false.
func (db DB) Name(r rune) (name string, ok bool) {
	if !db.assigned(r) {
		return "", false
	}
	if n := int(r - hangulBase); 0 <= n && n < hangulCount {
		return hangulPrefix + part(namesL, n/(countV*countT)) + part(namesV, n%(countV*countT)/countT) + part(namesT, n%countT), true
	}
	lo, hi := 0, len(nameRuns)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if rune(nameRuns[m][1]) < r {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(nameRuns) && rune(nameRuns[lo][0]) <= r {
		var buf [maxName]byte
		return string(appendName(buf[:0], int(nameRuns[lo][2])+int(r)-int(nameRuns[lo][0]))), true
	}
	for i := range nameRanges {
		if nr := &nameRanges[i]; nr.first <= r && r <= nr.last && !nr.unnamed {
			return string(appendHex4([]byte(nr.prefix), r)), true
		}
	}
	return "", false
}

// appendName appends name number n of nameText.
func appendName(dst []byte, n int) []byte {
	p := int(nameOffsets[n/nameStride])
	for skip := n % nameStride; skip > 0; p++ {
		switch c := nameText[p]; {
		case c == 0:
			skip--
		case c > oneByte:
			p++
		}
	}
	for first := true; ; first = false {
		k := int(nameText[p])
		p++
		if k == 0 {
			return dst
		}
		if k > oneByte {
			k = (k-oneByte-1)<<8 + int(nameText[p]) + oneByte + 1
			p++
		}
		k--
		q := int(wordOffsets[k/wordStride])
		for skip := k % wordStride; skip > 0; skip-- {
			q += 1 + int(wordText[q])
		}
		w := wordText[q+1 : q+1+int(wordText[q])]
		if !first && w[0] != '-' && w[0] != ' ' {
			dst = append(dst, ' ')
		}
		dst = append(dst, w...)
	}
}

// hashName is FNV-1a. ORDER: as tools/genucd, hash.
func hashName(s []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range s {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// kind says what a name is a name of.
type kind uint8

const (
	noName kind = iota
	charName
	aliasName
	sequenceName
)

// Lookup returns unicodedata.lookup(name): a character or a named sequence; case does not matter and aliases count.
// ucd_3_2_0 knows names of characters only, but of all of today's.
func (db DB) Lookup(name string) (s string, ok bool) {
	r, seq, k := find(name)
	switch {
	case k == noName || db != Latest && k != charName:
		return "", false
	case k == sequenceName:
		return seq, true
	}
	return wtf8.String(r), true
}

// LookupChar returns the character of \N{name}: as Lookup, but without named sequences.
func LookupChar(name string) (r rune, ok bool) {
	r, _, k := find(name)
	return r, k == charName || k == aliasName
}

// find returns the code point, or for a sequence its text.
func find(name string) (r rune, seq string, k kind) {
	if len(name) > maxName {
		return 0, "", noName
	}
	var buf, other [maxName]byte
	up := append(buf[:0], name...)
	for i, c := range up {
		if c-'a' < 26 {
			up[i] = c - 0x20
		} else if c >= 0x80 {
			return 0, "", noName
		}
	}
	if rest, ok := strings.CutPrefix(string(up), hangulPrefix); ok {
		if r := findHangul(rest); r != 0 {
			return r, "", charName
		}
		return 0, "", noName
	}
	if i := strings.LastIndexByte(take(up), '-'); i >= 0 && len(up)-i-1 >= 4 && len(up)-i-1 <= 5 {
		if v, err := strconv.ParseUint(string(up[i+1:]), 16, 32); err == nil {
			for j := range nameRanges {
				nr := &nameRanges[j]
				if nr.first <= rune(v) && rune(v) <= nr.last && nr.prefix == string(up[:i+1]) && up[i+1] != '0' {
					return rune(v), "", charName
				}
			}
		}
	}
	const mask = uint32(len(nameHash) - 1)
	for h := hashName(up) & mask; nameHash[h] != 0; h = (h + 1) & mask {
		n := int(nameHash[h]) - 1
		if string(appendName(other[:0], n)) != string(up) {
			continue
		}
		switch {
		case n >= firstSequence:
			return 0, sequences[n-firstSequence], sequenceName
		case n >= firstAlias:
			return rune(aliasTargets[n-firstAlias]), "", aliasName
		}
		// The run that holds name n: runs ascend in both code points and numbers.
		lo, hi := 0, len(nameRuns)-1
		for lo < hi {
			m := int(uint(lo+hi+1) >> 1)
			if int(nameRuns[m][2]) <= n {
				lo = m
			} else {
				hi = m - 1
			}
		}
		return rune(nameRuns[lo][0]) + rune(n-int(nameRuns[lo][2])), "", charName
	}
	return 0, "", noName
}

// findHangul reads the spelling of a syllable: the longest leading consonant, then vowel, then trailing consonant.
func findHangul(s string) rune {
	l, n := longest(namesL, s)
	s = s[n:]
	v, n := longest(namesV, s)
	if v < 0 {
		return 0
	}
	s = s[n:]
	t, n := longest(namesT, s)
	if n != len(s) {
		return 0
	}
	return rune(hangulBase + (l*countV+v)*countT + t)
}

// longest returns the number and length of the longest item of list that s starts with; -1, -1 when there is none.
func longest(list, s string) (item, n int) {
	item, n = -1, -1
	for i := 0; ; i++ {
		w, rest, more := strings.Cut(list, ",")
		if len(w) > n && strings.HasPrefix(s, w) {
			item, n = i, len(w)
		}
		if !more {
			return item, n
		}
		list = rest
	}
}
