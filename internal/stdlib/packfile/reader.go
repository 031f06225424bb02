package packfile

// This file implements reading a pack: constant-time lookup by path, listing of a folder, and the integrity check.

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"
)

// Reader gives access to one pack. It is immutable after Open and may be used by many goroutines at once.
type Reader struct {
	r       io.ReaderAt
	text    string // the whole pack, or "": see SetText
	n       int
	mask    uint32
	entries []byte // n × entrySize
	slots   []byte // (mask+1) × 4
	strs    string
	tagLen  int
	size    int64
	sum     [32]byte
}

// Entry names one file of a pack. The zero Entry is not valid.
type Entry struct {
	rec  record
	path string
}

// Path is the slash-separated path of the file inside the pack.
func (e Entry) Path() string { return e.path }

// Size is the length of the file's source in bytes.
func (e Entry) Size() int { return int(e.rec.rawLen) }

// HasCode reports whether the pack carries a compiled form of the file.
func (e Entry) HasCode() bool { return e.rec.codeLen != 0 }

// Open reads the header and the tables of a pack of the given size. It does not verify the checksum (see Verify), but a
// pack whose tables do not fit its size is refused here, so that no later read is out of bounds.
func Open(r io.ReaderAt, size int64) (*Reader, error) {
	var h [headerSize]byte
	if size < headerSize || size >= maxSize {
		return nil, fmt.Errorf("packfile: impossible size %d", size)
	}
	if _, err := r.ReadAt(h[:], 0); err != nil {
		return nil, fmt.Errorf("packfile: header: %w", err)
	}
	if string(h[:8]) != magic {
		return nil, errors.New("packfile: not a pack, or of another version")
	}
	u := func(o int) int64 { return int64(binary.LittleEndian.Uint32(h[o:])) }
	n, slots, tagLen := u(offCount), u(offSlots), u(offTagLen)
	strOff, strLen := u(offStrings), u(offStringLen)
	if u(offSize) != size || slots == 0 || slots&(slots-1) != 0 || slots < 2*n ||
		strOff != headerSize+n*entrySize+slots*4 || strOff+strLen > size || tagLen > strLen {
		return nil, errors.New("packfile: damaged header")
	}
	tables := make([]byte, n*entrySize+slots*4+strLen)
	if _, err := r.ReadAt(tables, headerSize); err != nil {
		return nil, fmt.Errorf("packfile: tables: %w", err)
	}
	p := &Reader{
		r: r, n: int(n), mask: uint32(slots - 1), size: size, tagLen: int(tagLen),
		entries: tables[:n*entrySize],
		slots:   tables[n*entrySize : n*entrySize+slots*4],
		strs:    string(tables[n*entrySize+slots*4:]),
	}
	copy(p.sum[:], h[offSum:])
	return p, nil
}

// Len is the number of files.
func (p *Reader) Len() int { return p.n }

// CodeTag identifies the compiler that made the compiled forms. A caller ignores them when it is not its own.
func (p *Reader) CodeTag() string { return p.strs[:p.tagLen] }

// Sum is the SHA-256 of the pack's contents, in hexadecimal, as its header states it.
func (p *Reader) Sum() string { return hex.EncodeToString(p.sum[:]) }

// Verify reads the whole pack and compares it with the checksum in its header.
func (p *Reader) Verify() error {
	h := sha256.New()
	var head [offSum]byte
	if _, err := p.r.ReadAt(head[:], 0); err != nil {
		return fmt.Errorf("packfile: header: %w", err)
	}
	h.Write(head[:])
	if _, err := io.Copy(h, io.NewSectionReader(p.r, headerSize, p.size-headerSize)); err != nil {
		return fmt.Errorf("packfile: %w", err)
	}
	if !bytes.Equal(h.Sum(nil), p.sum[:]) {
		return errors.New("packfile: checksum differs: the pack is damaged")
	}
	return nil
}

// entry returns row i; ok is false when the row points outside the pack.
func (p *Reader) entry(i int) (e Entry, ok bool) {
	e.rec.get(p.entries[i*entrySize:])
	r := &e.rec
	end := func(off, n uint32) int64 { return int64(off) + int64(n) }
	if end(r.pathOff, r.pathLen) > int64(len(p.strs)) || end(r.srcOff, r.srcLen) > p.size ||
		end(r.codeOff, r.codeLen) > p.size || r.rawLen >= maxFile {
		return Entry{}, false
	}
	e.path = p.strs[r.pathOff : r.pathOff+r.pathLen]
	return e, true
}

// Find returns the file with exactly this path.
func (p *Reader) Find(path string) (Entry, bool) {
	for i, probes := hashPath(path)&p.mask, uint32(0); probes <= p.mask; i, probes = (i+1)&p.mask, probes+1 {
		s := binary.LittleEndian.Uint32(p.slots[4*i:])
		if s == 0 || s > uint32(p.n) {
			return Entry{}, false
		}
		if e, ok := p.entry(int(s - 1)); ok && e.path == path {
			return e, true
		}
	}
	return Entry{}, false
}

// At returns the i-th file in the order of paths, 0 ≤ i < Len.
func (p *Reader) At(i int) Entry {
	e, _ := p.entry(i)
	return e
}

// Source reads the file's contents into a new slice.
func (p *Reader) Source(e Entry) ([]byte, error) {
	raw := make([]byte, e.rec.srcLen)
	if _, err := p.r.ReadAt(raw, int64(e.rec.srcOff)); err != nil && len(raw) > 0 {
		return nil, fmt.Errorf("packfile: %s: %w", e.path, err)
	}
	if e.rec.srcLen == e.rec.rawLen {
		return raw, nil
	}
	out := make([]byte, e.rec.rawLen)
	z := flate.NewReader(bytes.NewReader(raw))
	if _, err := io.ReadFull(z, out); err != nil {
		return nil, fmt.Errorf("packfile: %s: %w", e.path, err)
	}
	return out, nil
}

// Code reads the compiled form into a new slice; it is nil when the file was not compiled.
func (p *Reader) Code(e Entry) ([]byte, error) {
	if e.rec.codeLen == 0 {
		return nil, nil
	}
	b := make([]byte, e.rec.codeLen)
	if _, err := p.r.ReadAt(b, int64(e.rec.codeOff)); err != nil {
		return nil, fmt.Errorf("packfile: %s: %w", e.path, err)
	}
	return b, nil
}

// SetText gives the reader the whole pack as a string, for CodeText. Text of another length is ignored.
func (p *Reader) SetText(s string) {
	if int64(len(s)) == p.size {
		p.text = s
	}
}

// CodeText is Code without a copy; ok is false if the reader has no text, or the file no compiled form.
func (p *Reader) CodeText(e Entry) (code string, ok bool) {
	if e.rec.codeLen == 0 || p.text == "" {
		return "", false
	}
	return p.text[e.rec.codeOff : e.rec.codeOff+e.rec.codeLen], true
}

// List names what stands directly in a folder ("" is the root), sorted; subfolders end in "/". It is nil when there is no
// such folder.
func (p *Reader) List(dir string) []string {
	prefix := dir
	if prefix != "" {
		prefix = strings.TrimSuffix(prefix, "/") + "/"
	}
	i := sort.Search(p.n, func(i int) bool { return p.At(i).path >= prefix })
	var out []string
	for ; i < p.n; i++ {
		path := p.At(i).path
		if !strings.HasPrefix(path, prefix) {
			break
		}
		name := path[len(prefix):]
		if j := strings.IndexByte(name, '/'); j >= 0 {
			name = name[:j+1]
		}
		if len(out) == 0 || out[len(out)-1] != name {
			out = append(out, name)
		}
	}
	// A folder "a/" and a file "a.py" sort by '/' and '.': keep the names in plain order.
	sort.Strings(out)
	w := 0
	for i, s := range out {
		if i == 0 || s != out[w-1] {
			out[w] = s
			w++
		}
	}
	return out[:w]
}
