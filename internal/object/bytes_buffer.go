// This file implements the buffer protocol: what exporters give and consumers ask for (PEP 3118), and the counting of exports.

package object

import (
	"runtime"
	"unsafe"
	"weak"
)

// BufferFlags are what a consumer of the buffer protocol asks for, with CPython's PyBUF values.
type BufferFlags int

// Buffer flags.
const (
	BufferSimple    BufferFlags = 0
	BufferWritable  BufferFlags = 1
	BufferFormat    BufferFlags = 4
	BufferND        BufferFlags = 8
	BufferStrides   BufferFlags = 0x10 | BufferND
	BufferCContig   BufferFlags = 0x20 | BufferStrides
	BufferFContig   BufferFlags = 0x40 | BufferStrides
	BufferAnyContig BufferFlags = 0x80 | BufferStrides
	BufferIndirect  BufferFlags = 0x100 | BufferStrides
	BufferFullRO    BufferFlags = BufferIndirect | BufferFormat
	BufferRead      BufferFlags = 0x100
	BufferWrite     BufferFlags = 0x200
)

// Buffer is memory exported by an object (PEP 3118). Data is the whole block; the view starts at Offset. While ReadOnly,
// Data must not be written. Done must be called exactly once.
type Buffer struct {
	Obj      Value
	Data     []byte
	Offset   int
	Len      int // bytes covered
	ReadOnly bool
	// Foreign says that Data may vanish once the buffer is released: it is no memory of Go's.
	Foreign  bool
	ItemSize int
	Format   string // "" means "B"
	Shape    []int  // nil: one dimension of Len/ItemSize items
	Strides  []int  // nil: C-contiguous
	Release  func(th *Thread)
	// Exports counts the buffer at its exporter, if that refuses to change its size meanwhile; owner's lock guards it.
	Exports *Exports
	owner   *Header
}

// Bytes returns the contiguous bytes of a simple buffer.
func (b *Buffer) Bytes() []byte { return b.Data[b.Offset : b.Offset+b.Len : b.Offset+b.Len] }

// Done gives the buffer back to its exporter.
func (b *Buffer) Done(th *Thread) {
	if b.Release != nil {
		b.Release(th)
	}
}

// CountedBy makes e, guarded by the lock of h, count the buffer: see Exports.
func (b *Buffer) CountedBy(h *Header, e *Exports) { b.Exports, b.owner = e, h }

// NDim returns the number of dimensions.
func (b *Buffer) NDim() int {
	if b.Shape == nil {
		return 1
	}
	return len(b.Shape)
}

// GetBuffer returns the buffer of v, raising TypeError ("a bytes-like object is required, not 'X'") or BufferError. A buffer
// got without strides in flags is C-contiguous; one got with BufferWritable can be written.
func GetBuffer(th *Thread, v Value, flags BufferFlags) (*Buffer, error) {
	f := v.Type().Slots().Buffer
	if f == nil {
		return nil, TypeErrorf(th, "a bytes-like object is required, not '%s'", v.Type().DisplayName())
	}
	return f(th, v, flags)
}

// GetWritableBuffer returns a contiguous writable buffer of an argument, or raises CPython's TypeError for it ("readinto()
// argument must be read-write bytes-like object, not bytes").
func GetWritableBuffer(th *Thread, v Value, fn, which string) (*Buffer, error) {
	b, err := GetBuffer(th, v, BufferWritable)
	if err == nil {
		return b, nil
	}
	return nil, TypeErrorf(th, "%s() argument%s must be read-write bytes-like object, not %s", fn, which, ArgTypeName(v))
}

func bytesGetBuffer(th *Thread, self Value, flags BufferFlags) (*Buffer, error) {
	if flags&BufferWritable != 0 {
		return nil, Raise(th, BufferErrorType, "Object is not writable.")
	}
	s := AsBytes(self).s
	d := unsafe.Slice(unsafe.StringData(s), len(s))
	return &Buffer{Obj: self, Data: d[:len(d):len(d)], Len: len(d), ItemSize: 1, ReadOnly: true, Release: noRelease}, nil
}

// noRelease is the Release of buffers that need none.
func noRelease(th *Thread) {}

// Exports counts the buffers that an object has exported. The lock of the object guards it.
//
// CPython frees a memoryview with its last reference and its export with it. Here a forgotten one lives until the collector
// finds it, so memoryviews are counted by weak references: before an object refuses to change its size, it collects garbage
// and counts again those that remain.
type Exports struct {
	hard int
	soft []weak.Pointer[managedBuffer]
}

func (e *Exports) add()  { e.hard++ }
func (e *Exports) drop() { e.hard-- }

// Add counts one buffer more, Drop one less; the object's lock is held.
func (e *Exports) Add() { e.add() }

// Drop undoes Add.
func (e *Exports) Drop() { e.drop() }

// Active reports whether buffers are exported; the object's lock is held. It may collect garbage.
func (e *Exports) Active() bool { return e.active() }

func (e *Exports) active() bool {
	if e.hard > 0 {
		return true
	}
	if !e.alive() {
		return false
	}
	runtime.GC()
	return e.alive()
}

// alive drops what is no longer exported from soft and reports whether something remains.
func (e *Exports) alive() bool {
	live := e.soft[:0]
	for _, w := range e.soft {
		if m := w.Value(); m != nil && m.held() {
			live = append(live, w)
		}
	}
	clear(e.soft[len(live):])
	e.soft = live
	return len(live) > 0
}

// soften turns the count of a buffer into a weak reference to the memoryviews' shared buffer.
func (b *Buffer) soften(m *managedBuffer) {
	if b.Exports == nil {
		return
	}
	b.owner.Lock()
	b.Exports.drop()
	b.Exports.soft = append(b.Exports.soft, weak.Make(m))
	b.owner.Unlock()
	b.Release = nil
}
