// This file implements the cache-file form of code objects: Encode and Decode.
//
// A file is, in order:
//
//	magic      4 bytes, then 4 bytes that change with the opcode table or this layout
//	sizes      uvarints: strings, bytes of string text, objects, then how many instructions, constant references, names,
//	           sites, handlers, position runs and locals there are in all code objects together, and how many code objects
//	strings    the length of each, then all their text in one run
//	objects    constants and code objects; each names only earlier ones, the last one is the code of the file
//
// Sizes come first so that Decode allocates once per kind and every list is a piece of that. Equal strings and equal
// constants are stored once. What only a code object that runs needs stands behind its length, so that DecodeLazy can leave it out, and
// last what only one whose lines somebody asks for needs.
// Since an object names only earlier ones, decoding needs no recursion; the depth and the size
// of what an object stands for are bounded, so that those who walk over constants are safe from hostile files.

package code

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// ErrStale is the error of Decode for a file that another version wrote.
var ErrStale = errors.New("code: the file is of another version")

var errCorrupt = errors.New("code: the file is damaged")

const (
	cacheMagic = "\xd7wft"
	// layoutVersion must be raised when the layout below or the meaning of a field changes. Changes of the opcode table
	// are noticed by themselves.
	layoutVersion = 3
	headerSize    = len(cacheMagic) + 4
)

// formatFingerprint is what a file must have behind the magic.
var formatFingerprint = fingerprint()

// Fingerprint returns a number that changes with the form of compiled code: the opcodes and the layout of files.
func Fingerprint() uint32 { return formatFingerprint }

// fingerprint hashes what a file depends on: opcodes, their operands and effects, and the layout.
func fingerprint() uint32 {
	h := uint32(2166136261)
	add := func(s string) {
		for i := 0; i < len(s); i++ {
			h = (h ^ uint32(s[i])) * 16777619
		}
		h = (h ^ 0xff) * 16777619
	}
	for i := range ops {
		add(ops[i].Name)
		add(string(ops[i].Format))
		add(ops[i].Effect)
	}
	for _, list := range [][]string{convNames, funcAttrNames, commonNames, specialNames, intrinsic1Names, intrinsic2Names} {
		for _, s := range list {
			add(s)
		}
	}
	return (h ^ layoutVersion) * 16777619
}

// The kinds of objects in a file.
const (
	tagNone = iota
	tagEllipsis
	tagFalse
	tagTrue
	tagInt
	tagBigInt
	tagNegBigInt
	tagFloat
	tagComplex
	tagStr
	tagBytes
	tagTuple
	tagFrozenSet
	tagSlice
	tagCode
)

const (
	// maxConstSize bounds what an object may stand for when its shared parts are written out.
	maxConstSize = 1 << 24
	// minCodeSize is how many bytes a code object takes in a file at least.
	minCodeSize = 19
)

// Encode returns the cache-file form of c, which must be a code that Verify accepts.
func Encode(c *Code) []byte {
	e := &encoder{strings: map[string]uint64{}, consts: map[string]uint64{}, codes: map[*Code]uint64{}}
	e.code(c)
	out := make([]byte, 0, headerSize+len(e.lens)+len(e.text)+len(e.objects)+80)
	out = append(out, cacheMagic...)
	out = binary.LittleEndian.AppendUint32(out, formatFingerprint)
	for _, n := range [...]int{len(e.strings), len(e.text), int(e.count), e.instrs, e.refs, e.names, e.sites, e.handlers,
		e.runs, e.locals, len(e.codes)} {
		out = binary.AppendUvarint(out, uint64(n))
	}
	out = append(out, e.lens...)
	out = append(out, e.text...)
	return append(out, e.objects...)
}

type encoder struct {
	strings map[string]uint64
	lens    []byte // uvarints
	text    []byte
	consts  map[string]uint64 // by encoded form
	codes   map[*Code]uint64
	objects []byte
	count   uint64

	instrs, refs, names, sites, handlers, runs, locals int
}

func (e *encoder) string(s string) uint64 {
	n, ok := e.strings[s]
	if !ok {
		n = uint64(len(e.strings))
		e.strings[s] = n
		e.lens = binary.AppendUvarint(e.lens, uint64(len(s)))
		e.text = append(e.text, s...)
	}
	return n
}

// object returns the number of the constant k, which it writes if there is no equal one yet.
func (e *encoder) object(k Const) uint64 {
	var b []byte
	switch k := k.(type) {
	case *Code:
		return e.code(k)
	case None:
		b = []byte{tagNone}
	case Ellipsis:
		b = []byte{tagEllipsis}
	case Bool:
		b = []byte{tagFalse}
		if k {
			b[0] = tagTrue
		}
	case Int:
		b = binary.AppendVarint([]byte{tagInt}, int64(k))
	case BigInt:
		b = []byte{tagBigInt}
		if k.Neg {
			b[0] = tagNegBigInt
		}
		b = binary.AppendUvarint(b, e.string(k.Abs))
	case Float:
		b = binary.LittleEndian.AppendUint64([]byte{tagFloat}, math.Float64bits(float64(k)))
	case Complex:
		b = binary.LittleEndian.AppendUint64([]byte{tagComplex}, math.Float64bits(real(k)))
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(imag(k)))
	case Str:
		b = binary.AppendUvarint([]byte{tagStr}, e.string(string(k)))
	case Bytes:
		b = binary.AppendUvarint([]byte{tagBytes}, e.string(string(k)))
	case Tuple:
		b = e.list(tagTuple, k)
	case FrozenSet:
		b = e.list(tagFrozenSet, k)
	case Slice:
		b = []byte{tagSlice}
		for _, x := range [...]Const{k.Start, k.Stop, k.Step} {
			b = binary.AppendUvarint(b, e.object(x))
		}
	default:
		panic(fmt.Sprintf("code.Encode: constant of type %T", k))
	}
	n, ok := e.consts[string(b)]
	if !ok {
		n = e.emit(b)
		e.consts[string(b)] = n
	}
	return n
}

func (e *encoder) list(tag byte, ks []Const) []byte {
	e.refs += len(ks) // an upper bound: of equal lists only one is written
	refs := make([]uint64, len(ks))
	for i, x := range ks {
		refs[i] = e.object(x)
	}
	b := binary.AppendUvarint([]byte{tag}, uint64(len(ks)))
	for _, r := range refs {
		b = binary.AppendUvarint(b, r)
	}
	if _, ok := e.consts[string(b)]; ok {
		e.refs -= len(ks)
	}
	return b
}

func (e *encoder) emit(b []byte) uint64 {
	e.objects = append(e.objects, b...)
	e.count++
	return e.count - 1
}

func (e *encoder) code(c *Code) uint64 {
	if n, ok := e.codes[c]; ok {
		return n
	}
	c.Load()
	consts := make([]uint64, len(c.Consts))
	for i, k := range c.Consts {
		consts[i] = e.object(k)
	}
	b := []byte{tagCode}
	u := func(n int) { b = binary.AppendUvarint(b, uint64(n)) }
	s := func(s string) { b = binary.AppendUvarint(b, e.string(s)) }
	s(c.Name)
	s(c.QualName)
	s(c.Filename)
	u(c.FirstLine)
	u(c.ArgCount)
	u(c.PosOnlyArgCount)
	u(c.KwOnlyArgCount)
	u(int(c.Flags))
	u(c.NumFree)
	u(c.NumRegs)

	head := b
	b = nil
	u(len(consts))
	e.refs += len(consts)
	for _, k := range consts {
		b = binary.AppendUvarint(b, k)
	}
	u(len(c.Locals))
	e.locals += len(c.Locals)
	for _, l := range c.Locals {
		s(l.Name)
		b = append(b, byte(l.Kind))
	}
	u(len(c.Names))
	e.names += len(c.Names)
	for _, n := range c.Names {
		s(n)
	}
	u(len(c.Sites))
	e.sites += len(c.Sites)
	for _, x := range c.Sites {
		u(int(x.Name))
	}
	u(len(c.Handlers))
	e.handlers += len(c.Handlers)
	for _, h := range c.Handlers {
		u(int(h.Start))
		u(int(h.End))
		u(int(h.Target))
		u(int(h.Reg))
	}
	u(len(c.Instrs))
	e.instrs += len(c.Instrs)
	for _, i := range c.Instrs {
		b = binary.LittleEndian.AppendUint64(b, uint64(i))
	}
	runs := c.Runs()
	u(len(runs))
	e.runs += len(runs)
	b = appendRuns(b, c.FirstLine, runs)
	head = binary.AppendUvarint(head, uint64(len(b)))
	n := e.emit(append(head, b...))
	e.codes[c] = n
	return n
}

// A position run is, in its common form, two or three bytes: one that holds the distance from the run before (1..15) and
// which of the six shapes below follows, then the columns. What does not fit takes the long form of five varints.
const (
	runLong  = iota // uvarint start delta, varints: line delta, end line - line, column, end column - column
	runNone         // line 0 and unknown columns
	runSame         // same line, on one line: column, width as bytes
	runNext         // next line, likewise
	runNext2        // the line after that
	runDelta        // varint line delta, then as above
)

func appendRuns(b []byte, firstLine int, runs []PosRun) []byte {
	start, line := uint32(0), int32(firstLine)
	for _, p := range runs {
		delta := p.Start - start
		start = p.Start
		if p.Line == 0 && p.EndLine == 0 && p.Col == -1 && p.EndCol == -1 && delta < 16 {
			b = append(b, byte(delta<<4|runNone))
			continue
		}
		d := int64(p.Line) - int64(line)
		width := int64(p.EndCol) - int64(p.Col)
		line = p.Line
		if p.EndLine == p.Line && p.Col >= 0 && p.Col < 256 && width >= 0 && width < 256 && delta < 16 {
			switch d {
			case 0, 1, 2:
				b = append(b, byte(delta<<4)|byte(runSame+d))
			default:
				b = append(b, byte(delta<<4|runDelta))
				b = binary.AppendVarint(b, d)
			}
			b = append(b, byte(p.Col), byte(width))
			continue
		}
		b = append(b, runLong)
		b = binary.AppendUvarint(b, uint64(delta))
		b = binary.AppendVarint(b, d)
		b = binary.AppendVarint(b, int64(p.EndLine)-int64(p.Line))
		b = binary.AppendVarint(b, int64(p.Col))
		b = binary.AppendVarint(b, width)
	}
	return b
}

// Decode reads what Encode wrote. The error is ErrStale for a file of another version and another error for a damaged one.
// The result must pass Verify before it may run, unless the file is known to be ours: Decode only makes sure that data
// of any content is safe to decode and the result safe to walk over. data is not kept.
func Decode(data []byte) (*Code, error) { return DecodeAs(data, "") }

// DecodeAs is Decode with the file name of all code objects replaced by filename unless that is empty.
func DecodeAs(data []byte, filename string) (*Code, error) {
	if len(data) < headerSize || string(data[:len(cacheMagic)]) != cacheMagic ||
		binary.LittleEndian.Uint32(data[len(cacheMagic):]) != formatFingerprint {
		return nil, ErrStale
	}
	d := &decoder{data: data, pos: headerSize, filename: filename}
	c := d.file()
	if d.bad {
		return nil, errCorrupt
	}
	return c, nil
}

type decoder struct {
	data     []byte
	pos      int
	bad      bool // the data is damaged; set once, and results do not matter from then on
	filename string

	strings []string
	objects []Const
	weights []weight
	lazy    *lazyFile // nil: everything is decoded at once

	// What is left of the memory for the lists of all code objects.
	instrs   []Instr
	refs     []Const
	names    []string
	sites    []Site
	handlers []Handler
	runs     []PosRun
	locals   []Local
	codes    []Code
}

// weight bounds what an object stands for.
type weight struct {
	depth uint32 // nesting, this object included
	size  uint32 // objects in all, if shared ones are counted each time
}

// uvarint reads a number; one byte is by far the most common.
func (d *decoder) uvarint() uint64 {
	if d.pos < len(d.data) {
		if b := d.data[d.pos]; b < 0x80 {
			d.pos++
			return uint64(b)
		}
	}
	return d.uvarintSlow()
}

func (d *decoder) uvarintSlow() uint64 {
	x, n := binary.Uvarint(d.data[d.pos:])
	if n <= 0 {
		d.fail()
		return 0
	}
	d.pos += n
	return x
}

// fail makes all further reads return 0 at once.
func (d *decoder) fail() {
	d.bad = true
	d.pos = len(d.data)
}

func (d *decoder) varint() int64 {
	u := d.uvarint()
	return int64(u>>1) ^ -int64(u&1)
}

func (d *decoder) byte() byte {
	if d.pos >= len(d.data) {
		d.fail()
		return 0
	}
	d.pos++
	return d.data[d.pos-1]
}

func (d *decoder) uint64() uint64 {
	if len(d.data)-d.pos < 8 {
		d.fail()
		return 0
	}
	d.pos += 8
	return binary.LittleEndian.Uint64(d.data[d.pos-8:])
}

// number reads a number that must not exceed limit.
func (d *decoder) number(limit int) int {
	x := d.uvarint()
	if x > uint64(limit) {
		d.fail()
		return 0
	}
	return int(x)
}

// count reads how many items of at least size bytes follow in the file.
func (d *decoder) count(size int) int {
	n := d.number(1 << 40)
	if n > (len(d.data)-d.pos)/size {
		d.fail()
		return 0
	}
	return n
}

func (d *decoder) string() string {
	n := d.uvarint()
	if d.lazy != nil {
		return d.lazy.string(d, n)
	}
	if n >= uint64(len(d.strings)) {
		d.fail()
		return ""
	}
	return d.strings[n]
}

// take cuts n items off a slab.
func take[T any](d *decoder, slab *[]T, n int) []T {
	if n == 0 {
		return nil
	}
	if d.lazy != nil {
		return make([]T, n)
	}
	if n > len(*slab) {
		d.fail()
		return nil
	}
	s := (*slab)[:n:n]
	*slab = (*slab)[n:]
	return s
}

func (d *decoder) file() *Code {
	strings, text, objects := d.count(1), d.count(1), d.count(1)
	d.instrs = make([]Instr, d.count(8))
	d.refs = make([]Const, d.count(1))
	d.names = make([]string, d.count(1))
	d.sites = make([]Site, d.count(1))
	d.handlers = make([]Handler, d.count(4))
	d.runs = make([]PosRun, d.count(1))
	d.locals = make([]Local, d.count(2))
	d.codes = make([]Code, d.count(minCodeSize))
	d.readStrings(strings, text)
	if d.bad || objects == 0 {
		d.fail()
		return nil
	}
	d.objects = make([]Const, 0, objects)
	d.weights = make([]weight, 0, objects)
	for range objects {
		k, w := d.object()
		if w.size > maxConstSize || w.depth > maxConstDepth-2 {
			d.fail()
		}
		if d.bad {
			return nil
		}
		d.objects = append(d.objects, k)
		d.weights = append(d.weights, w)
	}
	c, ok := d.objects[objects-1].(*Code)
	if !ok || d.pos != len(d.data) {
		d.fail()
	}
	return c
}

// readStrings reads the table of n strings with size bytes in all, which share one backing string.
func (d *decoder) readStrings(n, size int) {
	lens := d.pos
	total := 0
	for range n {
		total += d.number(size)
		if total > size {
			d.fail()
		}
		if d.bad {
			return
		}
	}
	if total != size || size > len(d.data)-d.pos {
		d.fail()
		return
	}
	text := string(d.data[d.pos : d.pos+size])
	end := d.pos + size
	d.strings = make([]string, n)
	d.pos = lens
	for i := range d.strings {
		l := int(d.uvarint())
		d.strings[i], text = text[:l], text[l:]
	}
	d.pos = end
}

// ref reads the number of an earlier object and adds its weight to w.
func (d *decoder) ref(w *weight) Const {
	n := d.uvarint()
	if d.lazy != nil {
		return d.lazy.object(d, n)
	}
	if n >= uint64(len(d.objects)) {
		d.fail()
		return None{}
	}
	o := d.weights[n]
	w.depth = max(w.depth, o.depth+1)
	w.size += o.size
	if w.size > maxConstSize {
		d.fail()
	}
	return d.objects[n]
}

func (d *decoder) list(w *weight) []Const {
	s := take(d, &d.refs, d.count(1))
	for i := range s {
		s[i] = d.ref(w)
	}
	return s
}

func (d *decoder) float() float64 {
	bits := d.uint64()
	if f := math.Float64frombits(bits); f == f {
		return f
	}
	return math.Float64frombits(bits&(1<<63) | 0x7ff8<<48) // the payload of a NaN must not reach the machine
}

func (d *decoder) object() (Const, weight) {
	w := weight{1, 1}
	switch d.byte() {
	case tagNone:
		return None{}, w
	case tagEllipsis:
		return Ellipsis{}, w
	case tagFalse:
		return Bool(false), w
	case tagTrue:
		return Bool(true), w
	case tagInt:
		return Int(d.varint()), w
	case tagBigInt:
		return BigInt{false, d.string()}, w
	case tagNegBigInt:
		return BigInt{true, d.string()}, w
	case tagFloat:
		return Float(d.float()), w
	case tagComplex:
		re := d.float()
		return Complex(complex(re, d.float())), w
	case tagStr:
		return Str(d.string()), w
	case tagBytes:
		return Bytes(d.string()), w
	case tagTuple:
		k := Tuple(d.list(&w))
		return k, w
	case tagFrozenSet:
		k := FrozenSet(d.list(&w))
		return k, w
	case tagSlice:
		var s Slice
		s.Start = d.ref(&w)
		s.Stop = d.ref(&w)
		s.Step = d.ref(&w)
		return s, w
	case tagCode:
		c := d.code(&w)
		return c, w
	}
	d.fail()
	return nil, w
}

func (d *decoder) code(w *weight) *Code {
	const big = 1<<31 - 1
	one := take(d, &d.codes, 1)
	if d.bad {
		return nil
	}
	c := &one[0]
	c.Name = d.string()
	c.QualName = d.string()
	c.Filename = d.string()
	if d.filename != "" {
		c.Filename = d.filename
	}
	c.FirstLine = d.number(big)
	c.ArgCount = d.number(big)
	c.PosOnlyArgCount = d.number(big)
	c.KwOnlyArgCount = d.number(big)
	c.Flags = uint32(d.number(1<<32 - 1))
	c.NumFree = d.number(big)
	c.NumRegs = d.number(big)

	end := d.count(1)
	end += d.pos
	if d.lazy != nil {
		c.lazy, c.rest, c.missing = d.lazy, d.pos, missingBody
		d.pos = end
		return c
	}
	d.codeBody(c, w)
	d.positions(c)
	if d.pos != end {
		d.fail()
	}
	return c
}

// codeBody reads what stands behind the length in a code object, but for the positions.
func (d *decoder) codeBody(c *Code, w *weight) {
	const big = 1<<31 - 1
	c.Consts = d.list(w)
	c.Locals = take(d, &d.locals, d.count(2))
	for i := range c.Locals {
		c.Locals[i].Name = d.string()
		c.Locals[i].Kind = LocalKind(d.byte())
	}
	c.Names = take(d, &d.names, d.count(1))
	for i := range c.Names {
		c.Names[i] = d.string()
	}
	c.Sites = take(d, &d.sites, d.count(1))
	for i := range c.Sites {
		c.Sites[i].Name = uint32(d.number(big))
	}
	c.Handlers = take(d, &d.handlers, d.count(4))
	for i := range c.Handlers {
		h := &c.Handlers[i]
		h.Start = uint32(d.number(big))
		h.End = uint32(d.number(big))
		h.Target = uint32(d.number(big))
		h.Reg = uint16(d.number(0xffff))
	}
	c.Instrs = take(d, &d.instrs, d.count(8))
	if raw := d.data[d.pos:]; len(raw) >= 8*len(c.Instrs) {
		for i := range c.Instrs {
			c.Instrs[i] = Instr(binary.LittleEndian.Uint64(raw[8*i:]))
		}
		d.pos += 8 * len(c.Instrs)
	} else {
		d.fail()
	}
}

// positions reads the last part of a code object.
func (d *decoder) positions(c *Code) {
	c.Positions = take(d, &d.runs, d.count(1))
	start, line := uint32(0), int64(c.FirstLine)
	for i := range c.Positions {
		p := &c.Positions[i]
		first := d.byte()
		delta := uint32(first >> 4)
		switch shape := first & 15; shape {
		case runNone:
			start += delta
			*p = PosRun{start, Span{0, 0, -1, -1}}
			continue
		case runSame, runNext, runNext2:
			line += int64(shape - runSame)
		case runDelta:
			line += d.varint()
		case runLong:
			start += uint32(d.number(1<<31 - 1))
			line += d.varint()
			endLine := line + d.varint()
			col := d.varint()
			endCol := col + d.varint()
			*p = PosRun{start, Span{int32(line), int32(endLine), int32(col), int32(endCol)}}
			continue
		default:
			d.fail()
			return
		}
		start += delta
		col := int32(d.byte())
		*p = PosRun{start, Span{int32(line), int32(line), col, col + int32(d.byte())}}
	}
}
