// This file implements the memoryview object: representation, spec table, construction, the attributes and release. Items and
// slices are in memoryview_items.go, cast, copies and comparison in memoryview_methods.go.

package object

import (
	"fmt"
	"runtime"
	"sync/atomic"
	"unsafe"
)

// The memoryview types.
var (
	MemoryViewType     = &Type{Name: "memoryview"}
	MemoryViewIterType = &Type{Name: "memory_iterator"}
)

// managedBuffer is a buffer that memoryviews share; views counts those not released, atomic. With the last one the buffer goes
// back to its exporter. Memoryviews that are merely forgotten never count down: see Exports.
type managedBuffer struct {
	buf      *Buffer
	views    int32
	released uint32 // atomic
}

func (m *managedBuffer) held() bool { return loadUint32(&m.released) == 0 }

func (m *managedBuffer) dropView(th *Thread) {
	if atomic.AddInt32(&m.views, -1) == 0 {
		atomic.StoreUint32(&m.released, 1)
		m.buf.Done(th)
	}
}

// MemoryView is a memoryview object: immutable but for what release changes.
type MemoryView struct {
	Header
	mb       *managedBuffer // atomic; nil once released
	obj      Value          // what the buffer is of
	data     []byte         // the whole block
	off      int            // of the first item
	format   string         // with CPython's spelling; "" stands for "B"
	code     byte           // the native format character, or 0 for any other format
	itemSize int
	readonly bool
	shape    []int
	strides  []int
	ccontig  bool
	fcontig  bool
	exports  int32 // atomic; buffers exported by this view
	hash     int64 // atomic; 0: not computed
	weakrefs unsafe.Pointer
}

func memoryViewSpec() TypeSpec {
	get := func(f func(m *MemoryView) Value) UnaryFunc {
		return func(th *Thread, self Value) (Value, error) {
			m := (*MemoryView)(self.p)
			if err := m.check(th); err != nil {
				return Value{}, err
			}
			return f(m), nil
		}
	}
	return TypeSpec{
		Type:   MemoryViewType,
		Flags:  TypeSequence | TypeHasWeakref,
		Layout: LayoutOf[MemoryView](),
		Sig:    "(object)",
		Doc:    "A view of the memory of another object, without a copy.",
		Slots: Slots{
			New:     memoryviewNew,
			Repr:    memoryviewRepr,
			Hash:    memoryviewHash,
			Compare: memoryviewCompare,
			Len:     memoryviewLen,
			GetItem: memoryviewGetItem,
			SetItem: memoryviewSetItem,
			Iter:    memoryviewIter,
			Buffer:  memoryviewGetBuffer,
		},
		Methods: []Method{
			{Name: "release", Fn: memoryviewRelease, Sig: "(self, /)", Doc: "Give the memory back to its object."},
			{Name: "tobytes", Fn: memoryviewTobytes, Sig: "(self, /, order='C')", Doc: "Return the memory as bytes, in the order of C or Fortran ('C', 'F'); 'A' leaves a\ncontiguous view in its own order."},
			{Name: "hex", Fn: memoryviewHex, Sig: "(self, /, sep=<unrepresentable>, bytes_per_sep=1)", Doc: "Return the memory as hexadecimal digits.\n\n  sep\n    A character to put between groups.\n  bytes_per_sep\n    How many bytes make a group, counted from the right; negative: from the left.\n\n  >>> memoryview(b'go!').hex('-')\n  '67-6f-21'"},
			{Name: "tolist", Fn: memoryviewTolist, Sig: "(self, /)", Doc: "Return the items as a list, of lists for several dimensions."},
			{Name: "cast", Fn: memoryviewCast, Sig: "(self, /, format, shape=<unrepresentable>)", Doc: "Return a view of the same memory with another format or shape."},
			{Name: "toreadonly", Fn: memoryviewToreadonly, Sig: "(self, /)", Doc: "Return a view of the same memory that cannot be written."},
			{Name: "_from_flags", Fn: memoryviewFromFlags, Kind: ClassMethod, Sig: "(type, /, object, flags)", Doc: "Return a view of an object's memory, asked for with the given buffer flags."},
			{Name: "count", Fn: memoryviewCount, Sig: "(self, value, /)", Doc: "Return how many items equal value."},
			{Name: "index", Fn: memoryviewIndex, Sig: "(self, value, start=0, stop=sys.maxsize, /)", Doc: "Return the index of the first item that equals value, or raise ValueError."},
			{Name: "__enter__", Fn: memoryviewEnter, Sig: "(self, /)"},
			{Name: "__exit__", Fn: memoryviewExit, Sig: "(self, /, *exc_info)", Doc: "Give the memory back to its object."},
			{Name: "__class_getitem__", Fn: memoryviewClassGetitem, Kind: ClassMethod, Sig: "(type, object, /)", Doc: "Return a generic alias: memoryviews are generic over their item type."},
			{Name: "__release_buffer__", Fn: bufferReleaseBuffer, Sig: "(self, buffer, /)", Doc: "Release the buffer object that exposes the underlying memory of the object."},
			{Name: "__sizeof__", Fn: memoryviewSizeof, Sig: "(self, /)", Doc: "Return the size in memory, in bytes."},
		},
		GetSets: []GetSet{
			{Name: "obj", Get: get(func(m *MemoryView) Value { return orNone(m.obj) }), Doc: "The object whose memory it is."},
			{Name: "nbytes", Get: get(func(m *MemoryView) Value { return Int(int64(m.nbytes())) }), Doc: "The size of the items in bytes."},
			{Name: "readonly", Get: get(func(m *MemoryView) Value { return Bool(m.readonly) }), Doc: "Whether the memory cannot be written."},
			{Name: "itemsize", Get: get(func(m *MemoryView) Value { return Int(int64(m.itemSize)) }), Doc: "The size of an item in bytes."},
			{Name: "format", Get: get(func(m *MemoryView) Value { return NewStr(m.formatText()) }), Doc: "The format of an item, as in the struct module."},
			{Name: "ndim", Get: get(func(m *MemoryView) Value { return Int(int64(len(m.shape))) }), Doc: "The number of dimensions."},
			{Name: "shape", Get: get(func(m *MemoryView) Value { return intTuple(m.shape) }), Doc: "The length of each dimension."},
			{Name: "strides", Get: get(func(m *MemoryView) Value { return intTuple(m.strides) }), Doc: "The step of each dimension in bytes."},
			{Name: "suboffsets", Get: get(func(m *MemoryView) Value { return emptyTuple.Value() }), Doc: "Always empty: arrays of pointers are not supported."},
			{Name: "c_contiguous", Get: get(func(m *MemoryView) Value { return Bool(m.ccontig) }), Doc: "Whether the memory is contiguous in C's order."},
			{Name: "f_contiguous", Get: get(func(m *MemoryView) Value { return Bool(m.fcontig) }), Doc: "Whether the memory is contiguous in Fortran's order."},
			{Name: "contiguous", Get: get(func(m *MemoryView) Value { return Bool(m.ccontig || m.fcontig) }), Doc: "Whether the memory is contiguous."},
		},
	}
}

// IsMemoryView reports whether v is a memoryview.
func IsMemoryView(v Value) bool { return v.isExact(MemoryViewType) }

func isMemoryView(v Value) bool { return v.isExact(MemoryViewType) }

func intTuple(a []int) Value {
	items := make([]Value, len(a))
	for i, x := range a {
		items[i] = Int(int64(x))
	}
	return NewTuple(items).Value()
}

// check raises ValueError if the view is released.
func (m *MemoryView) check(th *Thread) error {
	if loadPtr(&m.mb) == nil {
		return ValueErrorf(th, "operation forbidden on released memoryview object")
	}
	return nil
}

func (m *MemoryView) formatText() string {
	if m.format == "" {
		return "B"
	}
	return m.format
}

// nbytes is the size of all items.
func (m *MemoryView) nbytes() int {
	n := m.itemSize
	for _, s := range m.shape {
		n *= s
	}
	return n
}

// nativeCode returns the character of a native single-character format, with an optional '@', or 0.
func nativeCode(format string) byte {
	if format == "" {
		return 'B'
	}
	if format[0] == '@' {
		format = format[1:]
	}
	if len(format) != 1 {
		return 0
	}
	switch c := format[0]; c {
	case 'c', 'b', 'B', 'h', 'H', 'i', 'I', 'l', 'L', 'q', 'Q', 'n', 'N', 'f', 'd', 'e', '?', 'P':
		return c
	}
	return 0
}

// setLayout computes what follows from shape, strides and format.
func (m *MemoryView) setLayout() {
	m.code = nativeCode(m.format)
	m.ccontig = isContiguous(m.shape, m.strides, m.itemSize, false)
	m.fcontig = isContiguous(m.shape, m.strides, m.itemSize, true)
}

// isContiguous reports whether items lie one behind the other, the last index (fortran: the first) running fastest.
func isContiguous(shape, strides []int, itemSize int, fortran bool) bool {
	for _, n := range shape {
		if n == 0 {
			return true
		}
	}
	want := itemSize
	for i := range shape {
		d := len(shape) - 1 - i
		if fortran {
			d = i
		}
		if shape[d] > 1 && strides[d] != want {
			return false
		}
		want *= shape[d]
	}
	return true
}

// cStrides returns the strides of a C-contiguous array.
func cStrides(shape []int, itemSize int) []int {
	strides := make([]int, len(shape))
	for i := len(shape) - 1; i >= 0; i-- {
		strides[i] = itemSize
		itemSize *= shape[i]
	}
	return strides
}

// newView returns a memoryview of the whole of a managed buffer.
func (mb *managedBuffer) newView() *MemoryView {
	b := mb.buf
	m := &MemoryView{Header: Header{typ: MemoryViewType}, mb: mb, obj: b.Obj, data: b.Data, off: b.Offset, format: b.Format,
		itemSize: b.ItemSize, readonly: b.ReadOnly, shape: b.Shape, strides: b.Strides}
	if m.itemSize <= 0 {
		m.itemSize = 1
	}
	if m.shape == nil {
		m.shape = []int{b.Len / m.itemSize}
	}
	if m.strides == nil {
		m.strides = cStrides(m.shape, m.itemSize)
	}
	m.setLayout()
	atomic.AddInt32(&mb.views, 1)
	return m
}

// sameMemory returns a new view with everything like m's, registered with its buffer.
func (m *MemoryView) sameMemory(th *Thread) (*MemoryView, error) {
	mb := loadPtr(&m.mb)
	if mb == nil {
		return nil, m.check(th)
	}
	atomic.AddInt32(&mb.views, 1)
	return &MemoryView{Header: Header{typ: MemoryViewType}, mb: mb, obj: m.obj, data: m.data, off: m.off, format: m.format, code: m.code,
		itemSize: m.itemSize, readonly: m.readonly, shape: m.shape, strides: m.strides, ccontig: m.ccontig, fcontig: m.fcontig}, nil
}

// memoryViewFrom returns a memoryview of v's buffer, asked for with flags.
func memoryViewFrom(th *Thread, v Value, flags BufferFlags) (Value, error) {
	if IsMemoryView(v) {
		n, err := (*MemoryView)(v.p).sameMemory(th)
		if err != nil {
			return Value{}, err
		}
		return n.Value(), nil
	}
	if v.Type().Slots().Buffer == nil {
		return Value{}, TypeErrorf(th, "memoryview: a bytes-like object is required, not '%s'", v.Type().DisplayName())
	}
	b, err := GetBuffer(th, v, flags)
	if err != nil {
		return Value{}, err
	}
	return NewBufferView(th, b), nil
}

// NewBufferView returns a memoryview of a buffer, which it takes over.
func NewBufferView(th *Thread, b *Buffer) Value {
	mb := &managedBuffer{buf: b}
	m := mb.newView()
	switch {
	case b.Exports != nil:
		b.soften(mb)
	case b.Release != nil && funcPtr(b.Release) != funcPtr(noRelease):
		// A forgotten view gives its buffer back, too, some time after: Python code may be what releases it.
		release := b.Release
		b.Release = nil
		done := new(uint32)
		once := func(th *Thread) {
			if atomic.CompareAndSwapUint32(done, 0, 1) {
				release(th)
			}
		}
		b.Release = once
		rt := th.Rt
		runtime.AddCleanup(mb, func(struct{}) {
			if loadUint32(done) == 0 {
				rt.AddPendingCall(func(th *Thread) error {
					once(th)
					return nil
				})
			}
		}, struct{}{})
	}
	return m.Value()
}

// Value returns the view as a Value.
func (m *MemoryView) Value() Value { return Value{unsafe.Pointer(m)} }

// NewMemoryView returns memoryview(v). It raises TypeError if v exports no buffer.
func NewMemoryView(th *Thread, v Value) (Value, error) { return memoryViewFrom(th, v, BufferFullRO) }

// newBufferView is __buffer__ of a built-in type.
func newBufferView(th *Thread, v Value, flags BufferFlags) (Value, error) {
	b, err := GetBuffer(th, v, flags)
	if err != nil {
		return Value{}, err
	}
	return NewBufferView(th, b), nil
}

var memoryviewNewDef = NewDef(Method{Name: "memoryview", Sig: "(object)"}, nil)

func memoryviewNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	a, err := BindSig(th, memoryviewNewDef, args, kwnames)
	if err != nil {
		return Value{}, err
	}
	return NewMemoryView(th, a[0])
}

func memoryviewFromFlags(th *Thread, args []Value) (Value, error) {
	flags, err := AsCInt(th, args[2])
	if err != nil {
		return Value{}, err
	}
	return memoryViewFrom(th, args[1], BufferFlags(flags))
}

func memoryviewRepr(th *Thread, self Value) (Value, error) {
	word := "memory"
	if loadPtr(&(*MemoryView)(self.p).mb) == nil {
		word = "released memory"
	}
	return NewASCII("<" + word + " at " + fmt.Sprintf("%#x", Address(self)) + ">"), nil
}

func memoryviewSizeof(th *Thread, args []Value) (Value, error) {
	return SmallInt(int64(144 + 24*len((*MemoryView)(args[0].p).shape))), nil
}

// Release releases the view; it raises BufferError while the view itself has exported buffers.
func (m *MemoryView) Release(th *Thread) error {
	mb := loadPtr(&m.mb)
	if mb == nil {
		return nil
	}
	switch n := atomic.LoadInt32(&m.exports); {
	case n == 1:
		return Raise(th, BufferErrorType, "memoryview has 1 exported buffer")
	case n > 1:
		return Raisef(th, BufferErrorType, "memoryview has %d exported buffers", n)
	}
	if casPtr(&m.mb, mb, nil) {
		mb.dropView(th)
	}
	return nil
}

func memoryviewRelease(th *Thread, args []Value) (Value, error) {
	return None, (*MemoryView)(args[0].p).Release(th)
}

func memoryviewEnter(th *Thread, args []Value) (Value, error) {
	return args[0], (*MemoryView)(args[0].p).check(th)
}

func memoryviewExit(th *Thread, args []Value) (Value, error) {
	return None, (*MemoryView)(args[0].p).Release(th)
}

func memoryviewClassGetitem(th *Thread, args []Value) (Value, error) {
	return newGenericAlias(th, args[0], args[1])
}

// bufferReleaseBuffer is __release_buffer__ of the built-in types that have it.
// BufferReleaseBuffer is the __release_buffer__ method of types with a Buffer slot: it releases a memoryview of self.
func BufferReleaseBuffer(th *Thread, args []Value) (Value, error) {
	return bufferReleaseBuffer(th, args)
}

func bufferReleaseBuffer(th *Thread, args []Value) (Value, error) {
	if !IsMemoryView(args[1]) {
		return Value{}, TypeErrorf(th, "expected a memoryview object")
	}
	m := (*MemoryView)(args[1].p)
	if loadPtr(&m.mb) == nil {
		return None, nil
	}
	if !m.obj.Is(args[0]) {
		return Value{}, ValueErrorf(th, "memoryview's buffer is not this object")
	}
	return None, m.Release(th)
}

func memoryviewGetBuffer(th *Thread, self Value, flags BufferFlags) (*Buffer, error) {
	m := (*MemoryView)(self.p)
	if err := m.check(th); err != nil {
		return nil, err
	}
	fail := func(what string) (*Buffer, error) {
		return nil, Raise(th, BufferErrorType, "memoryview: underlying buffer is not "+what)
	}
	has := func(f BufferFlags) bool { return flags&f == f }
	b := &Buffer{Obj: self, Data: m.data, Offset: m.off, Len: m.nbytes(), ReadOnly: m.readonly, ItemSize: m.itemSize, Format: m.format,
		Shape: m.shape, Strides: m.strides, Foreign: m.mb.buf.Foreign}
	if flags&BufferWritable != 0 && m.readonly {
		return fail("writable")
	}
	if flags&BufferFormat == 0 {
		b.Format = ""
	}
	switch {
	case has(BufferCContig) && !m.ccontig, !has(BufferStrides) && !m.ccontig:
		return fail("C-contiguous")
	case has(BufferFContig) && !m.fcontig:
		return fail("Fortran contiguous")
	case has(BufferAnyContig) && !m.ccontig && !m.fcontig:
		return fail("contiguous")
	}
	if !has(BufferND) {
		if flags&BufferFormat != 0 {
			return nil, Raise(th, BufferErrorType, "memoryview: cannot cast to unsigned bytes if the format flag is present")
		}
		b.Shape, b.Strides, b.ItemSize = nil, nil, 1
	}
	atomic.AddInt32(&m.exports, 1)
	b.Release = func(th *Thread) { atomic.AddInt32(&m.exports, -1) }
	return b, nil
}

func memoryviewLen(th *Thread, self Value) (int, error) {
	m := (*MemoryView)(self.p)
	if err := m.check(th); err != nil {
		return 0, err
	}
	if len(m.shape) == 0 {
		return 0, TypeErrorf(th, "0-dim memory has no length")
	}
	return m.shape[0], nil
}

func memoryviewHash(th *Thread, self Value) (int64, error) {
	m := (*MemoryView)(self.p)
	if h := loadInt64(&m.hash); h != 0 {
		return h, nil
	}
	if err := m.check(th); err != nil {
		return 0, err
	}
	if !m.readonly {
		return 0, ValueErrorf(th, "cannot hash writable memoryview object")
	}
	if m.code != 'B' && m.code != 'b' && m.code != 'c' {
		return 0, ValueErrorf(th, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'")
	}
	if !m.obj.IsAbsent() {
		// The object must be hashable, too.
		if _, err := Hash(th, m.obj); err != nil {
			return 0, err
		}
	}
	h := hashKey.Bytes(m.contents(false))
	storeInt64(&m.hash, h)
	return h, nil
}

// ReleaseView releases a memoryview; it raises BufferError while the view itself has exported buffers.
func ReleaseView(th *Thread, v Value) error { return (*MemoryView)(v.p).Release(th) }
