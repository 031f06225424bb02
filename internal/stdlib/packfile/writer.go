package packfile

// This file implements writing a pack, byte for byte the same for the same input and the same Go release.

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"sort"
)

// Writer collects files and makes a pack of them. It belongs to one goroutine.
type Writer struct {
	tag   string
	files map[string]file
}

type file struct{ source, code []byte }

// NewWriter starts an empty pack. tag identifies the compiler behind the code of its entries; it may be empty.
func NewWriter(tag string) *Writer {
	return &Writer{tag: tag, files: map[string]file{}}
}

// Add puts a file into the pack; code may be nil. Paths use slashes and are relative. The slices must not change before
// Bytes. Adding a path twice is an error.
func (w *Writer) Add(path string, source, code []byte) error {
	if path == "" || path[0] == '/' {
		return fmt.Errorf("packfile: bad path %q", path)
	}
	if _, dup := w.files[path]; dup {
		return fmt.Errorf("packfile: %s is added twice", path)
	}
	w.files[path] = file{source, code}
	return nil
}

// Bytes lays the pack out. The order of Add does not matter.
func (w *Writer) Bytes() ([]byte, error) {
	paths := make([]string, 0, len(w.files))
	for p := range w.files {
		paths = append(paths, p)
	}
	sort.Strings(paths)

	n, slots := len(paths), 1
	for slots < 2*n || slots < 2 {
		slots *= 2
	}
	strs := []byte(w.tag)
	recs := make([]record, n)
	for i, p := range paths {
		recs[i].pathOff, recs[i].pathLen = uint32(len(strs)), uint32(len(p))
		strs = append(strs, p...)
	}
	stringsOff := headerSize + n*entrySize + slots*4
	out := make([]byte, stringsOff, stringsOff+len(strs)+1<<20)
	out = append(out, strs...)

	// Code first and together, since start-up reads code and seldom sources.
	for i, p := range paths {
		c := w.files[p].code
		recs[i].codeOff, recs[i].codeLen = uint32(len(out)), uint32(len(c))
		out = append(out, c...)
	}
	for i, p := range paths {
		src := w.files[p].source
		if len(src) >= maxFile {
			return nil, fmt.Errorf("packfile: %s: too large", p)
		}
		packed, err := deflate(src)
		if err != nil {
			return nil, fmt.Errorf("packfile: %s: %w", p, err)
		}
		if len(packed) >= len(src) {
			packed = src
		}
		recs[i].srcOff, recs[i].srcLen, recs[i].rawLen = uint32(len(out)), uint32(len(packed)), uint32(len(src))
		out = append(out, packed...)
		if len(out) >= maxSize {
			return nil, fmt.Errorf("packfile: too large")
		}
	}

	for i := range recs {
		recs[i].put(out[headerSize+i*entrySize:])
	}
	table, mask := out[headerSize+n*entrySize:], uint32(slots-1)
	for i, p := range paths {
		s := hashPath(p) & mask
		for binary.LittleEndian.Uint32(table[4*s:]) != 0 {
			s = (s + 1) & mask
		}
		binary.LittleEndian.PutUint32(table[4*s:], uint32(i+1))
	}

	copy(out, magic)
	for _, f := range [...]struct{ off, v int }{
		{offCount, n}, {offSlots, slots}, {offTagLen, len(w.tag)},
		{offStrings, stringsOff}, {offStringLen, len(strs)}, {offSize, len(out)},
	} {
		binary.LittleEndian.PutUint32(out[f.off:], uint32(f.v))
	}
	h := sha256.New()
	h.Write(out[:offSum])
	h.Write(out[headerSize:])
	h.Sum(out[:offSum])
	return out, nil
}

func deflate(src []byte) ([]byte, error) {
	var b bytes.Buffer
	z, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(src); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
