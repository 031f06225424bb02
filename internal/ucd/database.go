// This file implements the properties of the unicodedata module, of today's data and of Unicode 3.2.0 (ucd_3_2_0).

package ucd

import (
	"strconv"

	"weft/internal/wtf8"
)

// DB selects a version of the data.
type DB uint8

const (
	// Latest is the module unicodedata itself.
	Latest DB = iota
	// V320 is unicodedata.ucd_3_2_0, which IDNA 2003 and stringprep use.
	V320
)

type record struct {
	category, bidi, combining, mirrored, width uint8
	quick                                      uint8 // two bits each: NFC, NFD, NFKC, NFKD; 0 yes, 1 maybe, 2 no
}

type oldRecord struct {
	category, bidi, mirrored, width uint8
	decimal, digit                  int8
	numeric                         float64
}

// unchanged in an oldRecord's decimal says that the three numeric values are today's. ORDER: tools/genucd, same.
const unchanged = -2

func recordOf(r rune) *record {
	if uint32(r) > wtf8.MaxRune {
		return &records[0]
	}
	const mask = 1<<recordShift - 1
	return &records[recordBlocks[int(recordIndex[r>>recordShift])<<recordShift|int(r&mask)]]
}

func oldOf(r rune) *oldRecord {
	if uint32(r) > wtf8.MaxRune {
		return &oldRecords[0]
	}
	const mask = 1<<oldShift - 1
	return &oldRecords[oldBlocks[int(oldIndex[r>>oldShift])<<oldShift|int(r&mask)]]
}

// UnidataVersion returns unidata_version.
func (db DB) UnidataVersion() string {
	if db == V320 {
		return OldVersion
	}
	return Version
}

// assigned reports whether r existed in the version.
func (db DB) assigned(r rune) bool { return db != V320 || oldOf(r).category != 0 }

// Category returns category(r), such as "Lu".
func (db DB) Category(r rune) string {
	if db == V320 {
		return categories[oldOf(r).category]
	}
	return categories[recordOf(r).category]
}

// Bidirectional returns bidirectional(r); "" when there is none.
func (db DB) Bidirectional(r rune) string {
	if db == V320 {
		return bidis[oldOf(r).bidi]
	}
	return bidis[recordOf(r).bidi]
}

// Combining returns combining(r).
func (db DB) Combining(r rune) int {
	if !db.assigned(r) {
		return 0
	}
	return int(recordOf(r).combining)
}

// Mirrored returns mirrored(r), 0 or 1.
func (db DB) Mirrored(r rune) int {
	if db == V320 {
		return int(oldOf(r).mirrored)
	}
	return int(recordOf(r).mirrored)
}

// EastAsianWidth returns east_asian_width(r).
func (db DB) EastAsianWidth(r rune) string {
	if db == V320 {
		return widths[oldOf(r).width]
	}
	return widths[recordOf(r).width]
}

// Decimal returns decimal(r), or -1.
func (db DB) Decimal(r rune) int {
	if db == V320 {
		if o := oldOf(r); o.decimal != unchanged {
			return int(o.decimal)
		}
	}
	return Decimal(r)
}

// Digit returns digit(r), or -1.
func (db DB) Digit(r rune) int {
	if db == V320 {
		if o := oldOf(r); o.decimal != unchanged {
			return int(o.digit)
		}
	}
	return Digit(r)
}

// Numeric returns numeric(r).
func (db DB) Numeric(r rune) (v float64, ok bool) {
	if db == V320 {
		if o := oldOf(r); o.decimal != unchanged {
			return max(o.numeric, 0), o.numeric >= 0
		}
	}
	return Numeric(r)
}

// Decomposition returns decomposition(r): the tag, if any, and the code points in hexadecimal; "" when there is none.
// Hangul syllables are given too.
func (db DB) Decomposition(r rune) string {
	if !db.assigned(r) {
		return ""
	}
	if 0xAC00 <= r && r < 0xAC00+hangulCount {
		return hangulDecomposition(r)
	}
	d := decompOf(r)
	if d == nil {
		return ""
	}
	out := []byte(decompTags[d[0]>>8])
	for _, c := range d[1 : 1+d[0]&0xFF] {
		if len(out) > 0 {
			out = append(out, ' ')
		}
		out = appendHex4(out, rune(c))
	}
	return string(out)
}

// appendHex4 appends r in at least four upper-case hexadecimal digits.
func appendHex4(dst []byte, r rune) []byte {
	var buf [8]byte
	h := strconv.AppendUint(buf[:0], uint64(r), 16)
	for n := len(h); n < 4; n++ {
		dst = append(dst, '0')
	}
	for _, c := range h {
		if c >= 'a' {
			c -= 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}
