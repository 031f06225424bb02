// Package structmod is the native module _struct (Library Reference, "struct"). Packing itself is package object's, which
// memoryview needs it for, too; the functions here bind arguments and find compiled formats.
package structmod

// This file implements the module.

import (
	"fmt"
	"sync"
	"unsafe"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
	tuple  = object.Tuple
)

// The types of the module.
var (
	structType = &object.Type{Name: "Struct"}
	iterType   = &object.Type{Name: "unpack_iterator"}
)

// Struct is a Struct object; f and format are nil and absent until __init__ has run. They are atomic.
type Struct struct {
	object.Header
	compiled value // a box: *compiled
}

// compiled is a format string with its text; immutable.
type compiled struct {
	object.Header
	f    *object.StructFormat
	text string
}

var compiledType = &object.Type{Name: "_compiled"}

// unpackIter iterates over the values of a buffer. pos is guarded by the lock.
type unpackIter struct {
	object.Header
	f    *object.StructFormat
	buf  *object.Buffer
	keep value
	pos  int
}

// state is the module's state in one runtime: the class of its errors and the formats compiled so far.
type state struct {
	mu    sync.Mutex
	err   *object.Type
	cache map[string]*compiled
	last  *compiled
}

type stateKey struct{}

func stateOf(th *thread) *state {
	return th.Rt.State(stateKey{}, func() any { return &state{cache: map[string]*compiled{}} }).(*state)
}

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_struct",
		Doc: "Conversion between values and the bytes of C structures.\n\nA format string starts with the byte order: @ native with native sizes and alignment\n" +
			"(the default), = native with standard sizes, < little-endian, > or ! big-endian. Then come\nitems with optional repeat counts: x a pad byte, " +
			"c a byte, b B h H i I l L q Q n N\nsigned and unsigned integers, ? a truth value, e f d floats, F D complex numbers, s a byte\nstring and p a Pascal string " +
			"of the given length, P a pointer. White space is ignored.\n\nThe variable struct.error is the class of the module's errors.\n",
		Methods: []object.Method{
			{Name: "calcsize", Fn: structCalcsize, Sig: "(format, /)", Doc: "Return the size in bytes that a format describes."},
			{Name: "pack", Raw: structPack, Doc: "pack(format, v1, v2, ...) -> bytes\n\nReturn the values packed by a format."},
			{Name: "pack_into", Raw: structPackInto, Doc: "pack_into(format, buffer, offset, v1, v2, ...)\n\nPack the values by a format into a buffer from an offset on."},
			{Name: "unpack", Fn: structUnpack, Sig: "(format, buffer, /)", Doc: "Return the values packed in a buffer of exactly the format's size."},
			{Name: "unpack_from", Fn: structUnpackFrom, Sig: "(format, /, buffer, offset=0)", Doc: "Return the values packed in a buffer from an offset on."},
			{Name: "iter_unpack", Fn: structIterUnpack, Sig: "(format, buffer, /)", Doc: "Return an iterator over the values packed in a buffer one format's size after another."},
			{Name: "_clearcache", Fn: structClearcache, Sig: "()", Doc: "Forget the formats compiled so far."},
		},
		Types: []object.TypeSpec{structSpec()},
		Exec: func(th *thread, m *object.Module) error {
			object.ReadyType(&object.TypeSpec{
				Type: iterType, Module: "_struct", Flags: object.TypeNoInstantiate, Layout: object.LayoutOf[unpackIter](),
				Slots:   object.Slots{Iter: func(th *thread, self value) (value, error) { return self, nil }, Next: iterNext},
				Methods: []object.Method{{Name: "__length_hint__", Fn: iterLengthHint, Sig: "(self, /)", Doc: "Return how many items are left."}},
			})
			object.ReadyType(&object.TypeSpec{Type: compiledType, Flags: object.TypeNoInstantiate, Layout: object.LayoutOf[compiled]()})
			if e := stateOf(th).err; e != nil { // the module is imported anew: what the old one raised can still be caught
				m.Dict().SetName("error", e.Value())
				return nil
			}
			ns := object.NewDict()
			ns.SetName("__module__", object.NewStr("struct"))
			c, err := object.Call(th, object.TypeType.Value(), object.NewStr("error"), object.TupleOf(object.ExceptionType.Value()), ns.Value())
			if err != nil {
				return err
			}
			stateOf(th).err = (*object.Type)(c.Ptr())
			m.Dict().SetName("error", c)
			return nil
		},
	}
}

func structSpec() object.TypeSpec {
	return object.TypeSpec{
		Type:   structType,
		Module: "_struct",
		Flags:  object.TypeBase | object.TypeHasWeakref,
		Layout: object.LayoutOf[Struct](),
		Doc:    "Struct(fmt) --> compiled struct object\n\n",
		Slots: object.Slots{
			New:  func(th *thread, t *object.Type, args []value, kwnames *tuple) (value, error) { return t.New(), nil },
			Init: structInit,
			Repr: structRepr,
		},
		Methods: []object.Method{
			{Name: "iter_unpack", Fn: structMethodIterUnpack, Sig: "(self, buffer, /)", Doc: "Return an iterator over the values packed in a buffer one structure after another."},
			{Name: "pack", Raw: structMethodPack, Doc: "S.pack(v1, v2, ...) -> bytes\n\nReturn the values packed."},
			{Name: "pack_into", Raw: structMethodPackInto, Doc: "S.pack_into(buffer, offset, v1, v2, ...)\n\nPack the values into a buffer from an offset on."},
			{Name: "unpack", Fn: structMethodUnpack, Sig: "(self, buffer, /)", Doc: "Return the values packed in a buffer of exactly the structure's size."},
			{Name: "unpack_from", Fn: structMethodUnpackFrom, Sig: "(self, /, buffer, offset=0)", Doc: "Return the values packed in a buffer from an offset on."},
			{Name: "__sizeof__", Fn: structSizeof, Sig: "(self, /)", Doc: "S.__sizeof__() -> size of S in memory, in bytes"},
		},
		GetSets: []object.GetSet{
			{Name: "format", Get: func(th *thread, self value) (value, error) {
				c, err := get(th, self)
				if err != nil {
					return value{}, err
				}
				return object.NewStr(c.text), nil
			}, Doc: "struct format string"},
			{Name: "size", Get: func(th *thread, self value) (value, error) {
				v := object.LoadSlot(&(*Struct)(self.Ptr()).compiled)
				if v.IsAbsent() {
					return object.SmallInt(-1), nil
				}
				return object.Int(int64((*compiled)(v.Ptr()).f.Size)), nil
			}, Doc: "struct size in bytes"},
		},
	}
}

// fail turns an error of package object into the exception.
func fail(th *thread, err error) error {
	if e, ok := err.(*object.StructError); ok {
		return raise(th, e.Msg)
	}
	return err
}

// raise raises struct.error.
func raise(th *thread, msg string) error {
	v, err := object.Call(th, stateOf(th).err.Value(), object.NewStr(msg))
	if err != nil {
		return err
	}
	return object.RaiseValue(th, v)
}

// raisef is raise with a format.
func raisef(th *thread, format string, args ...any) error {
	return raise(th, fmt.Sprintf(format, args...))
}

// lookup returns the compiled format of an argument, a str or bytes.
func lookup(th *thread, v value) (*compiled, error) {
	var text string
	switch {
	case object.IsStr(v):
		s := object.AsStr(v)
		if !s.IsASCII() {
			_, err := object.EncodeASCII(th, s, "strict")
			return nil, err
		}
		text = s.String()
	case object.IsBytes(v):
		text = object.AsBytes(v).String()
	default:
		return nil, object.TypeErrorf(th, "Struct() argument 1 must be a str or bytes object, not %s", v.Type().DisplayName())
	}
	st := stateOf(th)
	st.mu.Lock()
	c := st.last
	if c == nil || c.text != text {
		if c = st.cache[text]; c != nil {
			st.last = c
		}
	}
	st.mu.Unlock()
	if c != nil {
		return c, nil
	}
	f, err := object.CompileStruct(text)
	if err != nil {
		return nil, fail(th, err)
	}
	c = (*compiled)(compiledType.New().Ptr())
	c.f, c.text = f, text
	st.mu.Lock()
	if len(st.cache) >= 100 {
		clear(st.cache)
	}
	st.cache[text] = c
	st.last = c
	st.mu.Unlock()
	return c, nil
}

// get returns what __init__ has compiled for a Struct.
func get(th *thread, self value) (*compiled, error) {
	v := object.LoadSlot(&(*Struct)(self.Ptr()).compiled)
	if v.IsAbsent() {
		return nil, object.RuntimeErrorf(th, "Struct object is not initialized")
	}
	return (*compiled)(v.Ptr()), nil
}

var structDef = object.NewDef(object.Method{Name: "Struct", Sig: "(format)"}, nil)

func structInit(th *thread, self value, args []value, kwnames *tuple) error {
	a, err := object.BindSig(th, structDef, args, kwnames)
	if err != nil {
		return err
	}
	c, err := lookup(th, a[0])
	if err != nil {
		return err
	}
	object.StoreSlot(&(*Struct)(self.Ptr()).compiled, object.FromPtr(unsafe.Pointer(c)))
	return nil
}

func structRepr(th *thread, self value) (value, error) {
	c, err := get(th, self)
	if err != nil {
		return value{}, err
	}
	return object.NewStr(self.Type().ShortName() + "(" + object.ReprText(c.text) + ")"), nil
}

func structSizeof(th *thread, args []value) (value, error) {
	c, err := get(th, args[0])
	if err != nil {
		return value{}, err
	}
	return object.Int(int64(56 + 32*(c.f.Codes()+1))), nil
}

func structClearcache(th *thread, args []value) (value, error) {
	st := stateOf(th)
	st.mu.Lock()
	clear(st.cache)
	st.last = nil
	st.mu.Unlock()
	return object.None, nil
}

func structCalcsize(th *thread, args []value) (value, error) {
	c, err := lookup(th, args[0])
	if err != nil {
		return value{}, err
	}
	return object.Int(int64(c.f.Size)), nil
}

func pack(th *thread, c *compiled, args []value) (value, error) {
	if len(args) != c.f.Items {
		return value{}, raisef(th, "pack expected %d items for packing (got %d)", c.f.Items, len(args))
	}
	if err := object.CheckAlloc(th, c.f.Size, 1); err != nil {
		return value{}, err
	}
	v, b := object.NewBytesBuf(c.f.Size)
	if err := c.f.Pack(th, b, args); err != nil {
		return value{}, fail(th, err)
	}
	return v, nil
}

func structPack(th *thread, args []value, kwnames *tuple) (value, error) {
	if err := object.NoKw(th, "_struct.pack", kwnames); err != nil {
		return value{}, err
	}
	if len(args) == 0 {
		return value{}, object.TypeErrorf(th, "missing format argument")
	}
	c, err := lookup(th, args[0])
	if err != nil {
		return value{}, err
	}
	return pack(th, c, args[1:])
}

func structMethodPack(th *thread, args []value, kwnames *tuple) (value, error) {
	if err := object.NoKw(th, "Struct.pack", kwnames); err != nil {
		return value{}, err
	}
	c, err := get(th, args[0])
	if err != nil {
		return value{}, err
	}
	return pack(th, c, args[1:])
}

func packInto(th *thread, c *compiled, args []value) (value, error) {
	switch {
	case len(args) == 0:
		return value{}, raise(th, "pack_into expected buffer argument")
	case len(args) == 1:
		return value{}, raise(th, "pack_into expected offset argument")
	case len(args)-2 != c.f.Items:
		return value{}, raisef(th, "pack_into expected %d items for packing (got %d)", c.f.Items, len(args)-2)
	}
	buf, err := object.GetBuffer(th, args[0], object.BufferWritable)
	if err != nil {
		return value{}, object.TypeErrorf(th, "argument must be read-write bytes-like object, not %s", object.ArgTypeName(args[0]))
	}
	defer buf.Done(th)
	offset, err := object.AsIndex(th, args[1], object.IndexErrorType)
	if err != nil {
		return value{}, err
	}
	size := c.f.Size
	if offset < 0 {
		if offset+size > 0 {
			return value{}, raisef(th, "no space to pack %d bytes at offset %d", size, offset)
		}
		if offset+buf.Len < 0 {
			return value{}, raisef(th, "offset %d out of range for %d-byte buffer", offset, buf.Len)
		}
		offset += buf.Len
	}
	if buf.Len-offset < size {
		return value{}, raisef(th, "pack_into requires a buffer of at least %d bytes for packing %d bytes at offset %d (actual buffer size is %d)",
			uint64(size)+uint64(offset), size, offset, buf.Len)
	}
	dst := buf.Bytes()[offset : offset+size]
	clear(dst)
	if err := c.f.Pack(th, dst, args[2:]); err != nil {
		return value{}, fail(th, err)
	}
	return object.None, nil
}

func structPackInto(th *thread, args []value, kwnames *tuple) (value, error) {
	if err := object.NoKw(th, "_struct.pack_into", kwnames); err != nil {
		return value{}, err
	}
	if len(args) == 0 {
		return value{}, object.TypeErrorf(th, "missing format argument")
	}
	c, err := lookup(th, args[0])
	if err != nil {
		return value{}, err
	}
	return packInto(th, c, args[1:])
}

func structMethodPackInto(th *thread, args []value, kwnames *tuple) (value, error) {
	if err := object.NoKw(th, "Struct.pack_into", kwnames); err != nil {
		return value{}, err
	}
	c, err := get(th, args[0])
	if err != nil {
		return value{}, err
	}
	return packInto(th, c, args[1:])
}

func unpack(th *thread, c *compiled, v value) (value, error) {
	if object.IsBytes(v) {
		s := object.AsBytes(v).String()
		if len(s) != c.f.Size {
			return value{}, raisef(th, "unpack requires a buffer of %d bytes", c.f.Size)
		}
		return c.f.UnpackTuple(unsafe.Slice(unsafe.StringData(s), len(s))), nil
	}
	buf, err := object.GetBuffer(th, v, object.BufferSimple)
	if err != nil {
		return value{}, err
	}
	defer buf.Done(th)
	if buf.Len != c.f.Size {
		return value{}, raisef(th, "unpack requires a buffer of %d bytes", c.f.Size)
	}
	return c.f.UnpackTuple(buf.Bytes()), nil
}

func structUnpack(th *thread, args []value) (value, error) {
	c, err := lookup(th, args[0])
	if err != nil {
		return value{}, err
	}
	return unpack(th, c, args[1])
}

func structMethodUnpack(th *thread, args []value) (value, error) {
	c, err := get(th, args[0])
	if err != nil {
		return value{}, err
	}
	return unpack(th, c, args[1])
}

func unpackFrom(th *thread, c *compiled, v, offsetArg value) (value, error) {
	buf, err := object.GetBuffer(th, v, object.BufferSimple)
	if err != nil {
		return value{}, err
	}
	defer buf.Done(th)
	offset := 0
	if !offsetArg.IsAbsent() {
		if offset, err = object.AsSsize(th, offsetArg); err != nil {
			return value{}, err
		}
	}
	size := c.f.Size
	if offset < 0 {
		if offset+size > 0 {
			return value{}, raisef(th, "not enough data to unpack %d bytes at offset %d", size, offset)
		}
		if offset+buf.Len < 0 {
			return value{}, raisef(th, "offset %d out of range for %d-byte buffer", offset, buf.Len)
		}
		offset += buf.Len
	}
	if buf.Len-offset < size {
		return value{}, raisef(th, "unpack_from requires a buffer of at least %d bytes for unpacking %d bytes at offset %d (actual buffer size is %d)",
			uint64(size)+uint64(offset), size, offset, buf.Len)
	}
	return c.f.UnpackTuple(buf.Bytes()[offset : offset+size]), nil
}

func structUnpackFrom(th *thread, args []value) (value, error) {
	c, err := lookup(th, args[0])
	if err != nil {
		return value{}, err
	}
	return unpackFrom(th, c, args[1], args[2])
}

func structMethodUnpackFrom(th *thread, args []value) (value, error) {
	c, err := get(th, args[0])
	if err != nil {
		return value{}, err
	}
	return unpackFrom(th, c, args[1], args[2])
}

func iterUnpack(th *thread, c *compiled, v value) (value, error) {
	if c.f.Size == 0 {
		return value{}, raise(th, "cannot iteratively unpack with a struct of length 0")
	}
	// The buffer is held through a memoryview, which gives it back once it is forgotten.
	buf, err := object.GetBuffer(th, v, object.BufferSimple)
	if err != nil {
		return value{}, err
	}
	if buf.Len%c.f.Size != 0 {
		n := c.f.Size
		buf.Done(th)
		return value{}, raisef(th, "iterative unpacking requires a buffer of a multiple of %d bytes", n)
	}
	r := iterType.New()
	it := (*unpackIter)(r.Ptr())
	it.f, it.buf = c.f, buf
	it.keep = object.NewBufferView(th, buf)
	return r, nil
}

func structIterUnpack(th *thread, args []value) (value, error) {
	c, err := lookup(th, args[0])
	if err != nil {
		return value{}, err
	}
	return iterUnpack(th, c, args[1])
}

func structMethodIterUnpack(th *thread, args []value) (value, error) {
	c, err := get(th, args[0])
	if err != nil {
		return value{}, err
	}
	return iterUnpack(th, c, args[1])
}

func iterNext(th *thread, self value) (value, error) {
	it := (*unpackIter)(self.Ptr())
	it.Lock()
	buf, pos, keep := it.buf, it.pos, it.keep
	if buf == nil {
		it.Unlock()
		return value{}, nil
	}
	end := pos >= buf.Len
	if end {
		it.buf, it.keep = nil, value{}
	} else {
		it.pos += it.f.Size
	}
	it.Unlock()
	if end {
		return value{}, object.ReleaseView(th, keep)
	}
	return it.f.UnpackTuple(buf.Bytes()[pos : pos+it.f.Size]), nil
}

func iterLengthHint(th *thread, args []value) (value, error) {
	it := (*unpackIter)(args[0].Ptr())
	it.Lock()
	defer it.Unlock()
	if it.buf == nil {
		return object.SmallInt(0), nil
	}
	return object.Int(int64((it.buf.Len - it.pos) / it.f.Size)), nil
}
