// This file implements decoding code objects when they are first needed.

package code

import (
	"encoding/binary"
	"sync"
	"sync/atomic"
	"unsafe"
)

// lazyFile is a file of which DecodeLazy has returned code objects. Most functions of a library module are never called: only
// where strings and objects begin is kept, and they are made when somebody asks for them.
type lazyFile struct {
	mu      sync.Mutex // guards d, which one decodes with
	d       decoder
	text    string
	strings []uint32 // where each string ends in text
	objects []uint32 // where each object begins in d.data
}

// DecodeLazy is DecodeAs for data that is known to be whole: what damage there is may show as a panic later. The code object
// and those in its constants have to be completed with Load before they are used.
func DecodeLazy(data, filename string) (*Code, error) {
	if len(data) < headerSize || data[:len(cacheMagic)] != cacheMagic {
		return nil, ErrStale
	}
	f := &lazyFile{}
	f.d = decoder{data: unsafe.Slice(unsafe.StringData(data), len(data)), pos: headerSize, filename: filename, lazy: f}
	d := &f.d
	if binary.LittleEndian.Uint32(d.data[len(cacheMagic):]) != formatFingerprint {
		return nil, ErrStale
	}
	strings, text, objects := d.count(1), d.count(1), d.count(1)
	for range 8 {
		d.uvarint()
	}
	f.strings, f.objects = make([]uint32, strings), make([]uint32, objects)
	end := 0
	for i := range f.strings {
		end += d.number(text)
		f.strings[i] = uint32(end)
	}
	if d.bad || end != text || text > len(data)-d.pos || objects == 0 {
		return nil, errCorrupt
	}
	f.text = data[d.pos : d.pos+text]
	d.pos += text
	for i := range f.objects {
		f.objects[i] = uint32(d.pos)
		d.skip()
	}
	if d.bad || d.pos != len(data) {
		return nil, errCorrupt
	}
	c, ok := f.object(d, uint64(objects-1)).(*Code)
	if !ok || d.bad {
		return nil, errCorrupt
	}
	return c, nil
}

// skip passes over an object.
func (d *decoder) skip() {
	n := 0 // of numbers that follow
	switch d.byte() {
	case tagNone, tagEllipsis, tagFalse, tagTrue:
	case tagInt, tagBigInt, tagNegBigInt, tagStr, tagBytes:
		n = 1
	case tagFloat:
		d.uint64()
	case tagComplex:
		d.uint64()
		d.uint64()
	case tagTuple, tagFrozenSet:
		n = d.count(1)
	case tagSlice:
		n = 3
	case tagCode:
		for range 10 {
			d.uvarint()
		}
		d.pos += d.count(1)
	default:
		d.fail()
	}
	for range n {
		d.uvarint()
	}
}

func (f *lazyFile) string(d *decoder, n uint64) string {
	if n >= uint64(len(f.strings)) {
		d.fail()
		return ""
	}
	start := uint32(0)
	if n > 0 {
		start = f.strings[n-1]
	}
	return f.text[start:f.strings[n]]
}

// object makes object n; an earlier call may have made it too.
func (f *lazyFile) object(d *decoder, n uint64) Const {
	if n >= uint64(len(f.objects)) {
		d.fail()
		return None{}
	}
	pos := d.pos
	d.pos = int(f.objects[n])
	k, _ := d.object()
	d.pos = pos
	return k
}

// What is missing of a code object.
const (
	missingPositions = 1 + iota
	missingBody
)

// Loaded reports whether all of c is there that Load completes.
func (c *Code) Loaded() bool { return atomic.LoadUint32(&c.missing) != missingBody }

// Load completes a code object that DecodeLazy has returned, or one in the constants of such, but for the positions; any other it
// leaves as it is. It may be called by many goroutines.
func (c *Code) Load() {
	if !c.Loaded() {
		c.complete(missingPositions)
	}
}

// Runs returns the positions, of which most code that runs never needs any.
func (c *Code) Runs() []PosRun {
	if atomic.LoadUint32(&c.missing) != 0 {
		c.complete(0)
	}
	return c.Positions
}

// complete decodes until only the given part is missing.
func (c *Code) complete(missing uint32) {
	f := c.lazy
	f.mu.Lock()
	defer f.mu.Unlock()
	f.d.pos = c.rest
	if c.missing == missingBody {
		f.d.codeBody(c, &weight{})
		c.rest = f.d.pos
		atomic.StoreUint32(&c.missing, missingPositions)
	}
	if missing == 0 && c.missing == missingPositions {
		f.d.positions(c)
		atomic.StoreUint32(&c.missing, 0)
	}
	if f.d.bad {
		panic("code: the library in the binary is damaged")
	}
}
