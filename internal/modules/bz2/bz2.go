// Package bz2 is the native module _bz2, on which the library's bz2 stands (Library Reference, "bz2"). Compression and
// decompression are our own, since both have to stop and go on anywhere, and give libbzip2's bytes.
//
// Invariant: the state of an object is guarded by its lock; no Python code runs under it.
package bz2

// This file implements the module's table and its types.

import (
	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

var (
	compressorType   = &object.Type{Name: "BZ2Compressor"}
	decompressorType = &object.Type{Name: "BZ2Decompressor"}
)

// compressObject is a BZ2Compressor; its lock guards c, which is nil once flushed.
type compressObject struct {
	object.Header
	c *compressor
}

// decompressObject is a BZ2Decompressor; its lock guards what can change.
type decompressObject struct {
	object.Header
	d      decompressor
	input  []byte
	eof    bool
	waits  bool // for input
	broken bool
	unused string
}

func asCompressor(v value) *compressObject { return (*compressObject)(v.Ptr()) }

func asDecompressor(v value) *decompressObject { return (*decompressObject)(v.Ptr()) }

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{Name: "_bz2", Types: []object.TypeSpec{compressorSpec(), decompressorSpec()}}
}

func compressorSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: compressorType, Module: "_bz2", Layout: object.LayoutOf[compressObject](), Sig: "(compresslevel=9, /)",
		Doc:   "A compressor of data that arrives in pieces.\n\n  compresslevel\n    Compression level, as a number between 1 and 9.\n\nFor data at hand there is the function compress().",
		Slots: object.Slots{New: compressorNew},
		Methods: []object.Method{
			{Name: "compress", Fn: bZ2CompressorCompress, Sig: "(self, data, /)", Doc: "Provide data to the compressor object.\n\nReturns compressed data as far as there are some, else b''. At the end call flush()."},
			{Name: "flush", Fn: bZ2CompressorFlush, Sig: "(self, /)", Doc: "Finish the compression process.\n\nReturns the rest of the compressed data. The object cannot be used any more."},
		},
	}
}

func compressorNew(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
	if err := object.NoKw(th, "BZ2Compressor", kw); err != nil {
		return value{}, err
	}
	if len(args) > 1 {
		return value{}, object.TypeErrorf(th, "BZ2Compressor expected at most 1 argument, got %d", len(args))
	}
	level := 9
	if len(args) == 1 {
		var err error
		if level, err = object.AsCInt(th, args[0]); err != nil {
			return value{}, err
		}
	}
	if level < 1 || level > 9 {
		return value{}, object.ValueErrorf(th, "compresslevel must be between 1 and 9")
	}
	v := t.New()
	asCompressor(v).c = newCompressor(level)
	return v, nil
}

func bZ2CompressorCompress(th *thread, args []value) (value, error) {
	b, err := object.GetBuffer(th, args[1], object.BufferSimple)
	if err != nil {
		return value{}, err
	}
	defer b.Done(th)
	o := asCompressor(args[0])
	o.Lock()
	defer o.Unlock()
	if o.c == nil {
		return value{}, object.ValueErrorf(th, "Compressor has been flushed")
	}
	return object.BytesOf(o.c.write(b.Bytes())), nil
}

func bZ2CompressorFlush(th *thread, args []value) (value, error) {
	o := asCompressor(args[0])
	o.Lock()
	defer o.Unlock()
	if o.c == nil {
		return value{}, object.ValueErrorf(th, "Repeated call to flush()")
	}
	out := o.c.finish()
	o.c = nil
	return object.BytesOf(out), nil
}

func decompressorSpec() object.TypeSpec {
	attr := func(name, doc string, f func(o *decompressObject) value) object.GetSet {
		return object.GetSet{Name: name, Doc: doc, Set: object.ReadonlyAttr, Get: func(th *thread, self value) (value, error) {
			o := asDecompressor(self)
			o.Lock()
			defer o.Unlock()
			return f(o), nil
		}}
	}
	return object.TypeSpec{
		Type: decompressorType, Module: "_bz2", Layout: object.LayoutOf[decompressObject](), Sig: "()",
		Doc:   "A decompressor of data that arrives in pieces.\n\nFor data at hand there is the function decompress().",
		Slots: object.Slots{New: decompressorNew},
		Methods: []object.Method{
			{Name: "decompress", Fn: bZ2DecompressorDecompress, Sig: "(self, data, max_length=-1)", Doc: "Decompress *data*, returning uncompressed data as bytes.\n\nIf *max_length* is nonnegative, at most so many bytes are returned; needs_input then\ntells whether the next call needs more data or may give b''. After the end of the\nstream, EOFError is raised; what followed it is in unused_data."},
		},
		GetSets: []object.GetSet{
			attr("eof", "True if the end-of-stream marker has been reached.", func(o *decompressObject) value { return object.Bool(o.eof) }),
			attr("unused_data", "Data found after the end of the compressed stream.", func(o *decompressObject) value { return object.NewBytes(o.unused) }),
			attr("needs_input", "True if more input is needed before more decompressed data can be produced.", func(o *decompressObject) value { return object.Bool(o.waits) }),
		},
	}
}

func decompressorNew(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
	if len(args) > 0 {
		return value{}, object.TypeErrorf(th, "BZ2Decompressor() takes no %sarguments", map[bool]string{true: "keyword ", false: "positional "}[kw.Len() > 0])
	}
	v := t.New()
	asDecompressor(v).waits = true
	return v, nil
}

func bZ2DecompressorDecompress(th *thread, args []value) (value, error) {
	b, err := object.GetBuffer(th, args[1], object.BufferSimple)
	if err != nil {
		return value{}, err
	}
	defer b.Done(th)
	limit := -1
	if !args[2].IsAbsent() {
		if limit, err = object.AsSsize(th, args[2]); err != nil {
			return value{}, err
		}
	}
	if limit < 0 {
		limit = 1 << 62
	}
	o := asDecompressor(args[0])
	o.Lock()
	defer o.Unlock()
	switch {
	case o.eof:
		return value{}, object.Raise(th, object.EOFErrorType, "End of stream already reached")
	case o.broken:
		return value{}, object.ValueErrorf(th, "Decompressor is unusable after a previous error")
	}
	in := b.Bytes()
	if len(o.input) > 0 {
		in = append(o.input, in...)
	}
	out, used, status := o.d.runOn(in, limit)
	switch status {
	case statusFault:
		o.broken = true
		return value{}, object.Raise(th, object.OSErrorType, "Invalid data stream")
	case statusEnd:
		o.eof, o.waits, o.input = true, false, nil
		o.unused = string(in[used:])
	default:
		o.waits = used == len(in)
		o.input = append([]byte(nil), in[used:]...)
	}
	return object.BytesOf(out), nil
}
