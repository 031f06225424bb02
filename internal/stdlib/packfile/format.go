package packfile

// This file implements the constants and the record layout that the reader and the writer share.

import "encoding/binary"

const (
	magic      = "WEFTPAK1"
	headerSize = 64
	entrySize  = 40

	// Offsets of the header's fields.
	offCount     = 8  // uint32: number of entries
	offSlots     = 12 // uint32: number of hash slots
	offTagLen    = 16 // uint32: length of the code tag, first in the strings
	offStrings   = 20 // uint32: offset of the strings
	offStringLen = 24 // uint32: length of the strings
	offSize      = 28 // uint32: size of the whole file
	offSum       = 32 // 32 bytes: sha256 of file[:offSum] + file[headerSize:]

	// Limits that keep every 32-bit offset sound.
	maxSize = 1 << 31
	maxFile = 1 << 26
)

// record is one row of the entry table. A zero codeLen means "not compiled"; srcLen == rawLen means "stored, not deflated".
type record struct {
	pathOff, pathLen uint32
	srcOff, srcLen   uint32
	rawLen           uint32
	codeOff, codeLen uint32
	// reserved words keep the row at 40 bytes for later needs (flags, modification time).
}

func (r *record) put(b []byte) {
	for i, v := range [...]uint32{r.pathOff, r.pathLen, r.srcOff, r.srcLen, r.rawLen, r.codeOff, r.codeLen} {
		binary.LittleEndian.PutUint32(b[4*i:], v)
	}
}

func (r *record) get(b []byte) {
	u := func(i int) uint32 { return binary.LittleEndian.Uint32(b[4*i:]) }
	r.pathOff, r.pathLen, r.srcOff, r.srcLen, r.rawLen, r.codeOff, r.codeLen = u(0), u(1), u(2), u(3), u(4), u(5), u(6)
}

// hashPath is FNV-1a with 32 bits.
func hashPath(path string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(path); i++ {
		h = (h ^ uint32(path[i])) * 16777619
	}
	return h
}
