// This file implements what text streams decode and encode with: the built-in codecs of UTF-8, ASCII and Latin-1 done natively, the
// incremental codecs of the registry, and the translation of line ends.

package io

import (
	"strings"
	"sync"
	"unsafe"

	"weft/internal/object"
)

// textDecoder is an incremental decoder. Text is WTF-8. State is what getstate() of the codecs module's decoders returns: the
// bytes not decoded yet, and an int.
type textDecoder interface {
	decode(th *thread, data string, final bool) (string, error)
	getstate(th *thread) (pending string, flags value, err error)
	setstate(th *thread, pending string, flags value) error
	reset(th *thread) error
}

// codecKind is a codec that is built in.
type codecKind uint8

const (
	codecOther codecKind = iota
	codecUTF8
	codecASCII
	codecLatin1
)

// kindOf returns the built-in codec that an encoding's name means.
func kindOf(encoding string) codecKind {
	if len(encoding) > 16 {
		return codecOther
	}
	switch strings.ReplaceAll(strings.ToLower(encoding), "_", "-") {
	case "utf-8", "utf8":
		return codecUTF8
	case "ascii", "us-ascii":
		return codecASCII
	case "latin-1", "latin1", "iso-8859-1", "iso8859-1":
		return codecLatin1
	}
	return codecOther
}

// nativeDecoder decodes with a built-in codec.
type nativeDecoder struct {
	kind    codecKind
	errors  string
	pending string
}

func (d *nativeDecoder) decode(th *thread, data string, final bool) (string, error) {
	switch d.kind {
	case codecLatin1:
		return object.DecodeLatin1(data).String(), nil
	case codecASCII:
		s, err := object.DecodeASCII(th, data, d.errors)
		if err != nil {
			return "", err
		}
		return s.String(), nil
	}
	if d.pending != "" {
		data = d.pending + data
	}
	s, n, err := object.DecodeUTF8(th, data, d.errors, final)
	if err != nil {
		return "", err
	}
	d.pending = data[n:]
	return s.String(), nil
}

func (d *nativeDecoder) getstate(th *thread) (string, value, error) {
	return d.pending, object.SmallInt(0), nil
}

func (d *nativeDecoder) setstate(th *thread, pending string, flags value) error {
	d.pending = pending
	return nil
}

func (d *nativeDecoder) reset(th *thread) error {
	d.pending = ""
	return nil
}

// objectDecoder decodes with a decoder object.
type objectDecoder struct{ obj value }

func (d *objectDecoder) decode(th *thread, data string, final bool) (string, error) {
	r, err := object.CallMethod(th, d.obj, "decode", object.NewBytes(data), object.Bool(final))
	if err != nil {
		return "", err
	}
	return decodedText(th, r)
}

func decodedText(th *thread, r value) (string, error) {
	if !object.IsStr(r) {
		return "", object.TypeErrorf(th, "decoder should return a string result, not '%s'", r.Type().DisplayName())
	}
	return object.AsStr(r).String(), nil
}

func (d *objectDecoder) getstate(th *thread) (string, value, error) {
	r, err := object.CallMethod(th, d.obj, "getstate")
	if err != nil {
		return "", value{}, err
	}
	return stateParts(th, r)
}

// stateParts takes apart what getstate() returned.
func stateParts(th *thread, r value) (string, value, error) {
	if !object.IsTuple(r) || object.AsTuple(r).Len() != 2 {
		return "", value{}, object.TypeErrorf(th, "illegal decoder state")
	}
	it := object.AsTuple(r).Items()
	if !object.IsBytes(it[0]) {
		return "", value{}, object.TypeErrorf(th, "illegal decoder state: the first item should be a bytes object, not '%s'", it[0].Type().DisplayName())
	}
	if !object.IsInt(it[1]) {
		return "", value{}, object.TypeErrorf(th, "illegal decoder state")
	}
	return object.AsBytes(it[0]).String(), it[1], nil
}

func (d *objectDecoder) setstate(th *thread, pending string, flags value) error {
	_, err := object.CallMethod(th, d.obj, "setstate", object.TupleOf(object.NewBytes(pending), flags))
	return err
}

func (d *objectDecoder) reset(th *thread) error {
	_, err := object.CallMethod(th, d.obj, "reset")
	return err
}

// Kinds of line ends that were seen.
const (
	seenCR = 1 << iota
	seenLF
	seenCRLF
)

// newlines is the translation of line ends over chunks of text. A "\r" at the end of a chunk waits for the next one.
type newlines struct {
	translate bool
	pendingCR bool
	seen      uint8
}

// feed translates a chunk.
func (n *newlines) feed(s string, final bool) string {
	if n.pendingCR && (final || s != "") {
		s = "\r" + s
		n.pendingCR = false
	}
	if !final && s != "" && s[len(s)-1] == '\r' {
		s = s[:len(s)-1]
		n.pendingCR = true
	}
	if s == "" {
		return s
	}
	i := strings.IndexByte(s, '\r')
	if i < 0 {
		if n.seen&seenLF == 0 && strings.IndexByte(s, '\n') >= 0 {
			n.seen |= seenLF
		}
		return s
	}
	const all = seenCR | seenLF | seenCRLF
	if !n.translate {
		for j := 0; j < len(s) && n.seen != all; j++ {
			switch s[j] {
			case '\n':
				n.seen |= seenLF
			case '\r':
				if j+1 < len(s) && s[j+1] == '\n' {
					n.seen |= seenCRLF
					j++
				} else {
					n.seen |= seenCR
				}
			}
		}
		return s
	}
	if n.seen&seenLF == 0 && strings.IndexByte(s[:i], '\n') >= 0 {
		n.seen |= seenLF
	}
	b := make([]byte, 0, len(s))
	for {
		b = append(b, s[:i]...)
		b = append(b, '\n')
		s = s[i+1:]
		if s != "" && s[0] == '\n' {
			n.seen |= seenCRLF
			s = s[1:]
		} else {
			n.seen |= seenCR
		}
		if i = strings.IndexByte(s, '\r'); i < 0 {
			break
		}
		if n.seen&seenLF == 0 && strings.IndexByte(s[:i], '\n') >= 0 {
			n.seen |= seenLF
		}
	}
	if n.seen&seenLF == 0 && strings.IndexByte(s, '\n') >= 0 {
		n.seen |= seenLF
	}
	return str(append(b, s...))
}

// attr is the newlines attribute: None, a str, or a tuple of those seen.
func (n *newlines) attr() value {
	var v []value
	for i, s := range []string{"\r", "\n", "\r\n"} {
		if n.seen>>i&1 != 0 {
			v = append(v, object.NewStr(s))
		}
	}
	switch len(v) {
	case 0:
		return none
	case 1:
		return v[0]
	}
	return object.TupleOf(v...)
}

// newlineDecoder translates the line ends of what another decoder produces. inner nil: the input is text.
type newlineDecoder struct {
	newlines
	inner textDecoder
}

func (d *newlineDecoder) decode(th *thread, data string, final bool) (string, error) {
	if d.inner != nil {
		var err error
		if data, err = d.inner.decode(th, data, final); err != nil {
			return "", err
		}
	}
	return d.feed(data, final), nil
}

// getstate adds one bit to the inner decoder's flags: a pending "\r".
func (d *newlineDecoder) getstate(th *thread) (string, value, error) {
	pending, flags := "", object.SmallInt(0)
	if d.inner != nil {
		var err error
		if pending, flags, err = d.inner.getstate(th); err != nil {
			return "", value{}, err
		}
	}
	flags, err := object.Binary(th, object.OpLShift, flags, object.SmallInt(1))
	if err == nil && d.pendingCR {
		flags, err = object.Binary(th, object.OpOr, flags, object.SmallInt(1))
	}
	return pending, flags, err
}

func (d *newlineDecoder) setstate(th *thread, pending string, flags value) error {
	bit, err := object.Binary(th, object.OpAnd, flags, object.SmallInt(1))
	if err != nil {
		return err
	}
	d.pendingCR = bit.Is(object.SmallInt(1))
	if d.inner == nil {
		return nil
	}
	if flags, err = object.Binary(th, object.OpRShift, flags, object.SmallInt(1)); err != nil {
		return err
	}
	return d.inner.setstate(th, pending, flags)
}

func (d *newlineDecoder) reset(th *thread) error {
	d.seen, d.pendingCR = 0, false
	if d.inner == nil {
		return nil
	}
	return d.inner.reset(th)
}

var incNewlineDecoderType = &object.Type{Name: "IncrementalNewlineDecoder"}

// incNewlineDecoder is an IncrementalNewlineDecoder object.
type incNewlineDecoder struct {
	object.Header
	mu sync.Mutex // guards nl
	nl newlines
	// decoder is the decoder object, None for text input, absent before __init__. Atomic.
	decoder value
}

func incNewlineDecoderSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: incNewlineDecoderType, Module: "_io", Flags: baseFlags, Sig: "(decoder, translate, errors='strict')",
		Doc: "A decoder that notes which line ends come by, and with translate turns them into \\n. Its input comes from " +
			"another incremental decoder; with decoder None it is text.",
		Layout: object.LayoutOf[incNewlineDecoder](),
		Slots:  object.Slots{New: func(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) { return t.New(), nil }, Init: incNewlineDecoderInit},
		Methods: []object.Method{
			{Name: "decode", Sig: "(self, /, input, final=False)", Fn: incNewlineDecoderDecode},
			{Name: "getstate", Sig: "(self, /)", Fn: incNewlineDecoderGetstate},
			{Name: "reset", Sig: "(self, /)", Fn: incNewlineDecoderReset},
			{Name: "setstate", Sig: "(self, state, /)", Fn: incNewlineDecoderSetstate},
		},
		GetSets: []object.GetSet{{Name: "newlines", Get: func(th *thread, v value) (value, error) {
			d := (*incNewlineDecoder)(v.Ptr())
			d.mu.Lock()
			defer d.mu.Unlock()
			return d.nl.attr(), nil
		}}},
	}
}

func asNewlineDecoder(v value) *incNewlineDecoder { return (*incNewlineDecoder)(v.Ptr()) }

func incNewlineDecoderInit(th *thread, self value, args []value, kw *object.Tuple) error {
	a, err := object.BindSig(th, object.NewDef(object.Method{Name: "IncrementalNewlineDecoder", Sig: "(decoder, translate, errors='strict')"}, nil), args, kw)
	if err != nil {
		return err
	}
	translate, err := object.IsTrue(th, a[1])
	if err != nil {
		return err
	}
	d := asNewlineDecoder(self)
	d.mu.Lock()
	d.nl = newlines{translate: translate}
	d.mu.Unlock()
	object.StoreSlot(&d.decoder, a[0])
	return nil
}

// inner returns the decoder object; None for none.
func (d *incNewlineDecoder) inner(th *thread) (value, error) {
	v := object.LoadSlot(&d.decoder)
	if v.IsAbsent() {
		return value{}, valueError(th, "IncrementalNewlineDecoder.__init__() not called")
	}
	return v, nil
}

func incNewlineDecoderDecode(th *thread, args []value) (value, error) {
	d := asNewlineDecoder(args[0])
	dec, err := d.inner(th)
	if err != nil {
		return value{}, err
	}
	final, err := boolArg(th, args[2], false)
	if err != nil {
		return value{}, err
	}
	in := args[1]
	if !dec.Is(none) {
		if in, err = object.CallMethod(th, dec, "decode", in, object.Bool(final)); err != nil {
			return value{}, err
		}
	}
	s, err := decodedText(th, in)
	if err != nil {
		return value{}, err
	}
	d.mu.Lock()
	t := d.nl.feed(s, final)
	d.mu.Unlock()
	if len(t) == len(s) && unsafe.StringData(t) == unsafe.StringData(s) && in.IsExact(object.StrType) {
		return in, nil
	}
	return object.NewStr(t), nil
}

func incNewlineDecoderGetstate(th *thread, args []value) (value, error) {
	d := asNewlineDecoder(args[0])
	dec, err := d.inner(th)
	if err != nil {
		return value{}, err
	}
	pending, flags := "", object.SmallInt(0)
	if !dec.Is(none) {
		r, err := object.CallMethod(th, dec, "getstate")
		if err != nil {
			return value{}, err
		}
		if pending, flags, err = stateParts(th, r); err != nil {
			return value{}, err
		}
	}
	flags, err = object.Binary(th, object.OpLShift, flags, object.SmallInt(1))
	d.mu.Lock()
	cr := d.nl.pendingCR
	d.mu.Unlock()
	if err == nil && cr {
		flags, err = object.Binary(th, object.OpOr, flags, object.SmallInt(1))
	}
	return object.TupleOf(object.NewBytes(pending), flags), err
}

func incNewlineDecoderSetstate(th *thread, args []value) (value, error) {
	d := asNewlineDecoder(args[0])
	dec, err := d.inner(th)
	if err != nil {
		return value{}, err
	}
	if !object.IsTuple(args[1]) {
		return value{}, object.TypeErrorf(th, "state argument must be a tuple")
	}
	it := object.AsTuple(args[1]).Items()
	if len(it) != 2 || !object.IsInt(it[1]) {
		return value{}, object.TypeErrorf(th, "setstate(): illegal state argument")
	}
	bit, err := object.Binary(th, object.OpAnd, it[1], object.SmallInt(1))
	if err != nil {
		return value{}, err
	}
	d.mu.Lock()
	d.nl.pendingCR = bit.Is(object.SmallInt(1))
	d.mu.Unlock()
	if dec.Is(none) {
		return none, nil
	}
	flags, err := object.Binary(th, object.OpRShift, it[1], object.SmallInt(1))
	if err != nil {
		return value{}, err
	}
	return object.CallMethod(th, dec, "setstate", object.TupleOf(it[0], flags))
}

func incNewlineDecoderReset(th *thread, args []value) (value, error) {
	d := asNewlineDecoder(args[0])
	dec, err := d.inner(th)
	if err != nil {
		return value{}, err
	}
	d.mu.Lock()
	d.nl.seen, d.nl.pendingCR = 0, false
	d.mu.Unlock()
	if dec.Is(none) {
		return none, nil
	}
	return object.CallMethod(th, dec, "reset")
}

// textEncoder turns text into bytes.
type textEncoder struct {
	kind   codecKind
	errors string
	obj    value // an incremental encoder, for codecOther
	start  bool  // nothing was written yet, for encodings with a byte order mark
}

// encode returns the bytes of text as a string.
func (e *textEncoder) encode(th *thread, s *object.Str) (string, error) {
	var b value
	var err error
	switch e.kind {
	case codecUTF8:
		b, err = object.EncodeUTF8(th, s, e.errors)
	case codecASCII:
		b, err = object.EncodeASCII(th, s, e.errors)
	case codecLatin1:
		b, err = object.EncodeLatin1(th, s, e.errors)
	default:
		b, err = object.CallMethod(th, e.obj, "encode", s.Value())
		if err == nil && !object.IsBytes(b) {
			err = object.TypeErrorf(th, "encoder should return a bytes object, not '%s'", b.Type().DisplayName())
		}
		e.start = false
	}
	if err != nil {
		return "", err
	}
	return object.AsBytes(b).String(), nil
}

// restart tells the encoder whether it is at the start of the stream.
func (e *textEncoder) restart(th *thread, start bool) error {
	if e.kind != codecOther {
		return nil
	}
	e.start = start
	var err error
	if start {
		_, err = object.CallMethod(th, e.obj, "reset")
	} else {
		_, err = object.CallMethod(th, e.obj, "setstate", object.SmallInt(0))
	}
	return err
}

// lookupText returns the CodecInfo of a text encoding.
func lookupText(th *thread, encoding string) (value, error) {
	info, err := object.CodecLookup(th, encoding)
	if err != nil {
		return value{}, err
	}
	flag, err := object.GetAttrOpt(th, info, object.Intern("_is_text_encoding"))
	if err != nil {
		return value{}, err
	}
	if !flag.IsAbsent() {
		text, err := object.IsTrue(th, flag)
		if err != nil {
			return value{}, err
		}
		if !text {
			return value{}, object.Raisef(th, object.LookupErrorType, "'%s' is not a text encoding; use codecs.open() to handle arbitrary codecs", encoding)
		}
	}
	return info, nil
}
