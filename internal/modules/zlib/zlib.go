// Package zlib is the native module zlib (Library Reference, "zlib"). Compression and decompression are our own, since both have
// to stop and go on anywhere, to be copied, and to behave as zlib does to the byte.
//
// Invariant: the state of an object is guarded by its lock; no Python code runs under it.
//
// zlib.go and objects.go are what Python sees; deflate.go and trees.go compress, inflate.go decompresses.
package zlib

// This file implements the module's table and its functions.

import (
	"hash/crc32"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

const (
	maxWbits = 15
	bufSize  = 16384
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "zlib",
		Doc:  "Compression and decompression in the formats of the zlib library: zlib, gzip and raw\ndeflate streams, chosen by the argument wbits; and the checksums Adler-32 and CRC-32.",
		Methods: []object.Method{
			{Name: "adler32", Fn: zlibAdler32, Sig: "(data, value=1, /)", Doc: "Compute an Adler-32 checksum of data.\n\n  value\n    Starting value of the checksum.\n\nThe returned checksum is an integer."},
			{Name: "compress", Fn: zlibCompress, Sig: "(data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS)", Doc: "Returns a bytes object containing compressed data.\n\n  data\n    Binary data to be compressed.\n  level\n    Compression level, in 0-9 or -1.\n  wbits\n    The window buffer size and container format."},
			{Name: "compressobj", Fn: zlibCompressobj, Sig: "(level=Z_DEFAULT_COMPRESSION, method=DEFLATED,\n            wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL,\n            strategy=Z_DEFAULT_STRATEGY, zdict=<unrepresentable>)", Doc: "Return a compressor object.\n\n  level\n    Compression level, in 0-9 or -1, which is 6.\n  method\n    The compression algorithm: DEFLATED.\n  wbits\n    9 to 15: the base-two logarithm of the window size, with a zlib container;\n    negative: without a container; 16 more: with a gzip container.\n  memLevel\n    How much memory to use, 1 to 9.\n  strategy\n    One of the Z_ constants for strategies.\n  zdict\n    A dictionary: bytes that are likely to occur in the data."},
			{Name: "crc32", Fn: zlibCrc32, Sig: "(data, value=0, /)", Doc: "Compute a CRC-32 checksum of data.\n\n  value\n    Starting value of the checksum.\n\nThe returned checksum is an integer."},
			{Name: "decompress", Fn: zlibDecompress, Sig: "(data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE)", Doc: "Returns a bytes object containing the uncompressed data.\n\n  data\n    Compressed data.\n  wbits\n    The window buffer size and container format.\n  bufsize\n    The initial output buffer size."},
			{Name: "decompressobj", Fn: zlibDecompressobj, Sig: "(wbits=MAX_WBITS, zdict=b'')", Doc: "Return a decompressor object.\n\n  wbits\n    The window buffer size and container format.\n  zdict\n    The dictionary that was used to compress the data."},
		},
		Types: []object.TypeSpec{decompressorSpec()},
		Exec: func(th *thread, m *object.Module) error {
			for _, s := range []object.TypeSpec{compressSpec(), decompressSpec()} {
				object.ReadyType(&s)
			}
			d := m.Dict()
			for name, n := range map[string]int64{"DEFLATED": 8, "DEF_BUF_SIZE": bufSize, "DEF_MEM_LEVEL": 8, "MAX_WBITS": maxWbits,
				"Z_BEST_COMPRESSION": 9, "Z_BEST_SPEED": 1, "Z_BLOCK": 5, "Z_DEFAULT_COMPRESSION": -1, "Z_DEFAULT_STRATEGY": 0, "Z_FILTERED": 1,
				"Z_FINISH": 4, "Z_FIXED": 4, "Z_FULL_FLUSH": 3, "Z_HUFFMAN_ONLY": 2, "Z_NO_COMPRESSION": 0, "Z_NO_FLUSH": 0, "Z_PARTIAL_FLUSH": 1,
				"Z_RLE": 3, "Z_SYNC_FLUSH": 2, "Z_TREES": 6} {
				d.SetName(name, object.SmallInt(n))
			}
			for _, name := range []string{"ZLIB_VERSION", "ZLIB_RUNTIME_VERSION"} {
				d.SetName(name, object.NewASCII("1.3.1"))
			}
			d.SetName("__version__", object.NewASCII("1.0"))
			e, err := object.NewClass(th, "zlib", "error", []*object.Type{object.ExceptionType}, object.NewDict())
			if err == nil {
				d.SetName("error", e.Value())
				stateOf(th).err = e
			}
			return err
		},
	}
}

// moduleState is what the module keeps per runtime.
type moduleState struct{ err *object.Type }

type stateKey struct{}

func stateOf(th *thread) *moduleState {
	return th.Rt.State(stateKey{}, func() any { return &moduleState{} }).(*moduleState)
}

// fail raises zlib.error.
func fail(th *thread, format string, args ...any) error {
	return object.Raisef(th, stateOf(th).err, format, args...)
}

// intArg converts an optional argument as C's int.
func intArg(th *thread, v value, def int) (int, error) {
	if v.IsAbsent() {
		return def, nil
	}
	return object.AsCInt(th, v)
}

// sizeArg converts an optional argument as C's Py_ssize_t.
func sizeArg(th *thread, v value, def int) (int, error) {
	if v.IsAbsent() {
		return def, nil
	}
	i, err := object.Index(th, v)
	if err != nil {
		return 0, err
	}
	n, ok := object.Int64(i)
	if !ok {
		return 0, object.OverflowErrorf(th, "Python int too large to convert to C ssize_t")
	}
	return int(n), nil
}

// checksumArgs reads the arguments of a checksum function.
func checksumArgs(th *thread, args []value, def uint32) (*object.Buffer, uint32, error) {
	b, err := object.GetBuffer(th, args[0], object.BufferSimple)
	if err != nil {
		return nil, 0, err
	}
	sum := def
	if !args[1].IsAbsent() {
		i, err := object.Index(th, args[1])
		if err != nil {
			b.Done(th)
			return nil, 0, err
		}
		if n, ok := object.Int64(i); ok {
			sum = uint32(n)
		} else {
			sum = uint32(object.Big(i).Bits()[0])
			if object.Big(i).Sign() < 0 {
				sum = -sum
			}
		}
	}
	return b, sum, nil
}

func zlibAdler32(th *thread, args []value) (value, error) {
	b, sum, err := checksumArgs(th, args, 1)
	if err != nil {
		return value{}, err
	}
	defer b.Done(th)
	return object.Uint(uint64(adler(sum, b.Bytes()))), nil
}

func zlibCrc32(th *thread, args []value) (value, error) {
	b, sum, err := checksumArgs(th, args, 0)
	if err != nil {
		return value{}, err
	}
	defer b.Done(th)
	return object.Uint(uint64(crc32.Update(sum, crc32.IEEETable, b.Bytes()))), nil
}

func zlibCompress(th *thread, args []value) (value, error) {
	b, err := object.GetBuffer(th, args[0], object.BufferSimple)
	if err != nil {
		return value{}, err
	}
	defer b.Done(th)
	level, err := intArg(th, args[1], -1)
	if err != nil {
		return value{}, err
	}
	wbits, err := intArg(th, args[2], maxWbits)
	if err != nil {
		return value{}, err
	}
	d := newDeflater(level, 8, wbits, 8, defaultStrategy)
	if d == nil {
		return value{}, fail(th, "Bad compression level")
	}
	out, _ := d.run(b.Bytes(), finish)
	return object.CopyBytes(out), nil
}

func zlibDecompress(th *thread, args []value) (value, error) {
	b, err := object.GetBuffer(th, args[0], object.BufferSimple)
	if err != nil {
		return value{}, err
	}
	defer b.Done(th)
	wbits, err := intArg(th, args[1], maxWbits)
	if err != nil {
		return value{}, err
	}
	size, err := sizeArg(th, args[2], bufSize)
	if err != nil {
		return value{}, err
	}
	if size < 0 {
		return value{}, object.ValueErrorf(th, "bufsize must be non-negative")
	}
	f := newInflater(wbits)
	if f == nil {
		return value{}, fail(th, "Error -2 while preparing to decompress data: inconsistent stream state")
	}
	out, _, status := f.run(b.Bytes(), unlimited)
	switch status {
	case statusMore:
		return value{}, fail(th, "Error -5 while decompressing data: incomplete or truncated stream")
	case statusEnd:
		return object.CopyBytes(out), nil
	}
	return value{}, f.raise(th, status)
}

const unlimited = 1 << 62

// raise raises the error for a status that is one.
func (f *inflater) raise(th *thread, status int) error {
	if status == statusDict {
		return fail(th, "Error 2 while decompressing data")
	}
	return fail(th, "Error -3 while decompressing data: %s", f.msg)
}

func zlibCompressobj(th *thread, args []value) (value, error) {
	var n [5]int
	for i, def := range [5]int{-1, 8, maxWbits, 8, 0} {
		var err error
		if n[i], err = intArg(th, args[i], def); err != nil {
			return value{}, err
		}
	}
	var dict []byte
	if !args[5].IsAbsent() {
		var err error
		if dict, err = bytesArg(th, args[5]); err != nil {
			return value{}, err
		}
	}
	d := newDeflater(n[0], n[1], n[2], n[3], n[4])
	if d == nil {
		return value{}, object.ValueErrorf(th, "Invalid initialization option")
	}
	if !args[5].IsAbsent() && !d.setDictionary(dict) {
		return value{}, object.ValueErrorf(th, "Invalid dictionary")
	}
	v := compressType.New()
	asCompress(v).d = d
	return v, nil
}

// dictArg reads the dictionary of a decompressor.
func dictArg(th *thread, v value) ([]byte, error) {
	if v.IsAbsent() {
		return nil, nil
	}
	if !object.IsBytesLike(v) {
		return nil, object.TypeErrorf(th, "zdict argument must support the buffer protocol")
	}
	return bytesArg(th, v)
}

// bytesArg copies the bytes of an argument.
func bytesArg(th *thread, v value) ([]byte, error) {
	b, err := object.GetBuffer(th, v, object.BufferSimple)
	if err != nil {
		return nil, err
	}
	defer b.Done(th)
	return append([]byte(nil), b.Bytes()...), nil
}

func zlibDecompressobj(th *thread, args []value) (value, error) {
	wbits, err := intArg(th, args[0], maxWbits)
	if err != nil {
		return value{}, err
	}
	dict, err := dictArg(th, args[1])
	if err != nil {
		return value{}, err
	}
	f := newInflater(wbits)
	if f == nil {
		return value{}, object.ValueErrorf(th, "Invalid initialization option")
	}
	if wbits < 0 {
		f.setDictionary(dict)
	}
	v := decompressType.New()
	o := asDecompress(v)
	o.f, o.dict, o.hasDict = f, dict, !args[1].IsAbsent()
	return v, nil
}
