// This file implements compressor and decompressor objects.

package zlib

import (
	"weft/internal/object"
)

var (
	compressType     = &object.Type{Name: "Compress"}
	decompressType   = &object.Type{Name: "Decompress"}
	decompressorType = &object.Type{Name: "_ZlibDecompressor"}
)

// compressObject is a zlib.Compress; its lock guards d.
type compressObject struct {
	object.Header
	d *deflater
}

func asCompress(v value) *compressObject { return (*compressObject)(v.Ptr()) }

// decompressObject is a zlib.Decompress; its lock guards what can change.
type decompressObject struct {
	object.Header
	f            *inflater // nil once flush has found the end
	dict         []byte
	hasDict      bool
	eof          bool
	unused, tail string
}

func asDecompress(v value) *decompressObject { return (*decompressObject)(v.Ptr()) }

// decompressor is a zlib._ZlibDecompressor; its lock guards what can change.
type decompressor struct {
	object.Header
	f       *inflater
	dict    []byte
	hasDict bool
	eof     bool
	waits   bool // for input
	input   []byte
	unused  string
}

func asDecompressor(v value) *decompressor { return (*decompressor)(v.Ptr()) }

func compressSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: compressType, Module: "zlib", Flags: object.TypeNoInstantiate, Layout: object.LayoutOf[compressObject](),
		Methods: []object.Method{
			{Name: "compress", Fn: compressCompress, Sig: "(self, data, /)", Doc: "Returns a bytes object containing compressed data.\n\n  data\n    Binary data to be compressed.\n\nSome of it may be kept back until flush() is called."},
			{Name: "flush", Fn: compressFlush, Sig: "(self, mode=zlib.Z_FINISH, /)", Doc: "Return a bytes object containing any remaining compressed data.\n\n  mode\n    One of the constants Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH. After the last the\n    object cannot be used any more."},
			{Name: "copy", Fn: compressCopy, Sig: "(self, /)", Doc: "Return a copy of the compression object."},
			{Name: "__copy__", Fn: compressCopy, Sig: "(self, /)"},
			{Name: "__deepcopy__", Fn: compressCopy, Sig: "(self, memo, /)"},
		},
	}
}

func compressCompress(th *thread, args []value) (value, error) {
	b, err := object.GetBuffer(th, args[1], object.BufferSimple)
	if err != nil {
		return value{}, err
	}
	defer b.Done(th)
	c := asCompress(args[0])
	c.Lock()
	out, ok := c.d.run(b.Bytes(), noFlush)
	c.Unlock()
	if !ok {
		return value{}, c.misuse(th, "compressing data")
	}
	return object.CopyBytes(out), nil
}

// misuse raises the error for a call that comes too late or asks for an unknown mode.
func (c *compressObject) misuse(th *thread, doing string) error {
	c.Lock()
	why := "inconsistent stream state"
	if c.d.idle {
		why = "buffer error"
	}
	c.Unlock()
	return fail(th, "Error -2 while %s: %s", doing, why)
}

func compressFlush(th *thread, args []value) (value, error) {
	mode, err := intArg(th, args[1], finish)
	if err != nil {
		return value{}, err
	}
	if mode == noFlush {
		return object.NewBytes(""), nil
	}
	c := asCompress(args[0])
	var out []byte
	ok := false
	if mode > 0 && mode <= blockFlush {
		c.Lock()
		out, ok = c.d.run(nil, mode)
		c.Unlock()
	}
	if !ok {
		return value{}, c.misuse(th, "flushing")
	}
	return object.CopyBytes(out), nil
}

func compressCopy(th *thread, args []value) (value, error) {
	c := asCompress(args[0])
	c.Lock()
	d := c.d
	if d.trailed {
		d = nil
	} else {
		d = d.clone()
	}
	c.Unlock()
	if d == nil {
		return value{}, object.ValueErrorf(th, "Inconsistent stream state")
	}
	v := compressType.New()
	asCompress(v).d = d
	return v, nil
}

func decompressSpec() object.TypeSpec {
	attr := func(name string, f func(o *decompressObject) value) object.GetSet {
		return object.GetSet{Name: name, Set: object.ReadonlyAttr, Get: func(th *thread, self value) (value, error) {
			o := asDecompress(self)
			o.Lock()
			defer o.Unlock()
			return f(o), nil
		}}
	}
	return object.TypeSpec{
		Type: decompressType, Module: "zlib", Flags: object.TypeNoInstantiate, Layout: object.LayoutOf[decompressObject](),
		Methods: []object.Method{
			{Name: "decompress", Fn: decompressDecompress, Sig: "(self, data, /, max_length=0)", Doc: "Return a bytes object containing the decompressed version of the data.\n\n  data\n    The binary data to decompress.\n  max_length\n    The maximum allowable length of the decompressed data. What input is not used\n    because of it is left in the unconsumed_tail attribute."},
			{Name: "flush", Fn: decompressFlush, Sig: "(self, length=zlib.DEF_BUF_SIZE, /)", Doc: "Return a bytes object containing any remaining decompressed data.\n\n  length\n    the initial size of the output buffer."},
			{Name: "copy", Fn: decompressCopy, Sig: "(self, /)", Doc: "Return a copy of the decompression object."},
			{Name: "__copy__", Fn: decompressCopy, Sig: "(self, /)"},
			{Name: "__deepcopy__", Fn: decompressCopy, Sig: "(self, memo, /)"},
		},
		GetSets: []object.GetSet{
			attr("unused_data", func(o *decompressObject) value { return object.NewBytes(o.unused) }),
			attr("unconsumed_tail", func(o *decompressObject) value { return object.NewBytes(o.tail) }),
			attr("eof", func(o *decompressObject) value { return object.Bool(o.eof) }),
		},
	}
}

// inflate runs f, giving it the dictionary if it asks for one.
func inflate(f *inflater, in []byte, limit int, dict []byte, hasDict bool) (out []byte, used, status int, wrongDict bool) {
	out, used, status = f.run(in, limit)
	if status == statusDict && hasDict {
		if !f.setDictionary(dict) {
			return out, used, status, true
		}
		more, n, s := f.run(in[used:], limit-len(out))
		return append(out, more...), used + n, s, false
	}
	return out, used, status, false
}

func wrongDictionary(th *thread) error {
	return fail(th, "Error -3 while setting zdict: invalid input data")
}

func decompressDecompress(th *thread, args []value) (value, error) {
	b, err := object.GetBuffer(th, args[1], object.BufferSimple)
	if err != nil {
		return value{}, err
	}
	defer b.Done(th)
	limit, err := sizeArg(th, args[2], 0)
	if err != nil {
		return value{}, err
	}
	if limit < 0 {
		return value{}, object.ValueErrorf(th, "max_length must be non-negative")
	}
	if limit == 0 {
		limit = unlimited
	}
	o := asDecompress(args[0])
	o.Lock()
	defer o.Unlock()
	if o.f == nil {
		return value{}, fail(th, "Error -2 while decompressing data: inconsistent stream state")
	}
	in := b.Bytes()
	out, used, status, wrong := inflate(o.f, in, limit, o.dict, o.hasDict)
	if wrong {
		return value{}, wrongDictionary(th)
	}
	o.save(in[used:], status)
	if status == statusFault || status == statusDict {
		return value{}, o.f.raise(th, status)
	}
	return object.CopyBytes(out), nil
}

// save keeps input that was not used. At the end of the stream it is unused data; CPython then puts it into a tail that is not
// empty as well.
func (o *decompressObject) save(rest []byte, status int) {
	if status == statusEnd {
		o.eof = true
		o.unused += string(rest)
		if o.tail == "" {
			return
		}
	}
	o.tail = string(rest)
}

func decompressFlush(th *thread, args []value) (value, error) {
	size, err := sizeArg(th, args[1], bufSize)
	if err != nil {
		return value{}, err
	}
	if size <= 0 {
		return value{}, object.ValueErrorf(th, "length must be greater than zero")
	}
	o := asDecompress(args[0])
	o.Lock()
	defer o.Unlock()
	if o.f == nil {
		return object.NewBytes(""), nil
	}
	in := []byte(o.tail)
	out, used, status, wrong := inflate(o.f, in, unlimited, o.dict, o.hasDict)
	if wrong {
		return value{}, wrongDictionary(th)
	}
	o.save(in[used:], status)
	if status == statusEnd {
		o.f = nil
	}
	return object.CopyBytes(out), nil
}

func decompressCopy(th *thread, args []value) (value, error) {
	o := asDecompress(args[0])
	v := decompressType.New()
	c := asDecompress(v)
	o.Lock()
	ok := o.f != nil
	if ok {
		c.f, c.dict, c.hasDict, c.eof, c.unused, c.tail = o.f.clone(), o.dict, o.hasDict, o.eof, o.unused, o.tail
	}
	o.Unlock()
	if !ok {
		return value{}, object.ValueErrorf(th, "Inconsistent stream state")
	}
	return v, nil
}

func decompressorSpec() object.TypeSpec {
	attr := func(name, doc string, f func(o *decompressor) value) object.GetSet {
		return object.GetSet{Name: name, Doc: doc, Set: object.ReadonlyAttr, Get: func(th *thread, self value) (value, error) {
			o := asDecompressor(self)
			o.Lock()
			defer o.Unlock()
			return f(o), nil
		}}
	}
	return object.TypeSpec{
		Type: decompressorType, Module: "zlib", Layout: object.LayoutOf[decompressor](), Sig: "(wbits=15, zdict=b'')",
		Doc:   "A decompressor of data that arrives in pieces.\n\n  wbits = 15\n  zdict\n     The dictionary that was used to compress the data.",
		Slots: object.Slots{New: decompressorNew},
		Methods: []object.Method{
			{Name: "decompress", Fn: decompressorDecompress, Sig: "(self, /, data, max_length=-1)", Doc: "Decompress *data*, returning uncompressed data as bytes.\n\nIf *max_length* is nonnegative, at most so many bytes are returned; needs_input then\ntells whether the next call needs more data or may give b''. After the end of the\nstream, EOFError is raised; what followed it is in unused_data."},
		},
		GetSets: []object.GetSet{
			attr("eof", "True if the end-of-stream marker has been reached.", func(o *decompressor) value { return object.Bool(o.eof) }),
			attr("unused_data", "Data found after the end of the compressed stream.", func(o *decompressor) value { return object.NewBytes(o.unused) }),
			attr("needs_input", "True if more input is needed before more decompressed data can be produced.", func(o *decompressor) value { return object.Bool(o.waits) }),
		},
	}
}

var decompressorDef = object.NewDef(object.Method{Name: "_ZlibDecompressor", Sig: "(wbits=15, zdict=b'')"}, nil)

func decompressorNew(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
	a, err := object.BindSig(th, decompressorDef, args, kw)
	if err != nil {
		return value{}, err
	}
	wbits, err := intArg(th, a[0], maxWbits)
	if err != nil {
		return value{}, err
	}
	f := newInflater(wbits)
	if f == nil {
		return value{}, object.ValueErrorf(th, "Invalid initialization option")
	}
	var dict []byte
	if !a[1].IsAbsent() && (wbits < 0 || object.IsBytesLike(a[1])) {
		if dict, err = bytesArg(th, a[1]); err != nil {
			return value{}, err
		}
	}
	if wbits < 0 {
		f.setDictionary(dict)
	}
	v := t.New()
	o := asDecompressor(v)
	o.f, o.dict, o.hasDict, o.waits = f, dict, !a[1].IsAbsent(), true
	return v, nil
}

func decompressorDecompress(th *thread, args []value) (value, error) {
	b, err := object.GetBuffer(th, args[1], object.BufferSimple)
	if err != nil {
		return value{}, err
	}
	defer b.Done(th)
	limit, err := sizeArg(th, args[2], -1)
	if err != nil {
		return value{}, err
	}
	if limit < 0 {
		limit = unlimited
	}
	o := asDecompressor(args[0])
	o.Lock()
	defer o.Unlock()
	if o.eof {
		return value{}, object.Raise(th, object.EOFErrorType, "End of stream already reached")
	}
	in := b.Bytes()
	if len(o.input) > 0 {
		in = append(o.input, in...)
	}
	out, used, status, wrong := inflate(o.f, in, limit, o.dict, o.hasDict)
	switch {
	case wrong:
		return value{}, wrongDictionary(th)
	case status == statusFault || status == statusDict:
		return value{}, o.f.raise(th, status)
	case status == statusEnd:
		o.eof, o.waits, o.input = true, false, nil
		o.unused = string(in[used:])
	default:
		o.waits = used == len(in)
		o.input = append([]byte(nil), in[used:]...)
	}
	return object.CopyBytes(out), nil
}
