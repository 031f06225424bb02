package multibyte

// This file implements the modules, codec objects, and incremental codecs.

import (
	"weft/internal/object"
	"weft/internal/wtf8"
)

type (
	value  = object.Value
	thread = object.Thread
)

var (
	codecType   = &object.Type{Name: "MultibyteCodec"}
	encoderType = &object.Type{Name: "MultibyteIncrementalEncoder"}
	decoderType = &object.Type{Name: "MultibyteIncrementalDecoder"}
	readerType  = &object.Type{Name: "MultibyteStreamReader"}
	writerType  = &object.Type{Name: "MultibyteStreamWriter"}
)

type tablesKey struct{}

// Spec describes _multibytecodec.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{Name: "_multibytecodec", Types: []object.TypeSpec{codecSpec(), encoderSpec(), decoderSpec(), readerSpec(), writerSpec()}}
}

// The modules with the codecs of a country.
func CN() object.ModuleSpec      { return codecModule("_codecs_cn") }
func HK() object.ModuleSpec      { return codecModule("_codecs_hk") }
func ISO2022() object.ModuleSpec { return codecModule("_codecs_iso2022") }
func JP() object.ModuleSpec      { return codecModule("_codecs_jp") }
func KR() object.ModuleSpec      { return codecModule("_codecs_kr") }
func TW() object.ModuleSpec      { return codecModule("_codecs_tw") }

func codecModule(name string) object.ModuleSpec {
	getcodec := func(th *thread, args []value) (value, error) {
		if !object.IsStr(args[0]) {
			return value{}, object.TypeErrorf(th, "encoding name must be a string.")
		}
		ts := th.Rt.State(tablesKey{}, func() any { return &tables{} }).(*tables)
		m := newEncoding(ts, name, object.AsStr(args[0]).String())
		if m == nil {
			return value{}, object.Raise(th, object.LookupErrorType, "no such codec is supported.")
		}
		// The type belongs to another module, which has to be there.
		if _, err := th.Rt.Engine().Import(th, object.Intern("_multibytecodec"), object.None, object.None, object.None, 0); err != nil {
			return value{}, err
		}
		v := codecType.New()
		asCodec(v).m = m
		return v, nil
	}
	return object.ModuleSpec{Name: name, Methods: []object.Method{{Name: "getcodec", Sig: "(encoding, /)", Fn: getcodec}}}
}

// codec is a codec object; immutable.
type codec struct {
	object.Header
	m *multibyte
}

func asCodec(v value) *codec { return (*codec)(v.Ptr()) }

func codecSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: codecType, Module: "_multibytecodec", Layout: object.LayoutOf[codec](),
		Methods: []object.Method{
			{Name: "encode", Sig: "(self, /, input, errors=None)", Fn: codecEncode, Doc: "Return the bytes for a text, and its length."},
			{Name: "decode", Sig: "(self, /, input, errors=None)", Fn: codecDecode, Doc: "Return the text for bytes, and their number."},
		},
	}
}

func errorsArg(th *thread, v value, fn string) (string, error) {
	if v.IsAbsent() || v.Is(object.None) {
		return "strict", nil
	}
	if !object.IsStr(v) {
		return "", object.TypeErrorf(th, "%s() argument 'errors' must be str or None, not %s", fn, object.ArgTypeName(v))
	}
	return object.AsStr(v).String(), nil
}

func textArg(th *thread, v value) (*object.Str, error) {
	if object.IsStr(v) {
		return object.AsStr(v), nil
	}
	return object.ToStr(th, v)
}

func codecEncode(th *thread, args []value) (value, error) {
	s, err := textArg(th, args[1])
	if err != nil {
		return value{}, err
	}
	errs, err := errorsArg(th, args[2], "encode")
	if err != nil {
		return value{}, err
	}
	e := encodeRun{th: th, m: asCodec(args[0]).m, errs: errs, text: s}
	if err := e.encode(true); err != nil {
		return value{}, err
	}
	return object.TupleOf(object.BytesOf(e.out), object.Int(int64(s.Len()))), nil
}

func codecDecode(th *thread, args []value) (value, error) {
	data, err := object.BytesLike(th, args[1])
	if err != nil {
		return value{}, err
	}
	errs, err := errorsArg(th, args[2], "decode")
	if err != nil {
		return value{}, err
	}
	d := decodeRun{th: th, m: asCodec(args[0]).m, errs: errs, data: data}
	if err := d.decode(true); err != nil {
		return value{}, err
	}
	return object.TupleOf(object.NewStr(string(d.out)), object.Int(int64(len(data)))), nil
}

// encodeRun is one run of an encoder over text.
type encodeRun struct {
	th      *thread
	m       *multibyte
	errs    string
	text    *object.Str
	s       state
	out     []byte
	pending rune // the last character, when it waits for the next; 0: none
}

// encode encodes the text. final: nothing comes after it.
func (e *encodeRun) encode(final bool) error {
	if e.m.ascii && e.text.IsASCII() {
		e.out = append(e.out, e.text.String()...)
		return nil
	}
	rs := wtf8.Runes(e.text.String())
	for i := 0; i < len(rs); {
		next := rune(none)
		if i+1 < len(rs) {
			next = rs[i+1]
		} else if final {
			next = 0
		}
		out, n := e.m.encode(e.out, rs[i], next, &e.s)
		if n < 0 {
			e.pending = rs[i]
			break
		}
		e.out = out
		if n > 0 {
			i += n
			continue
		}
		var err error
		if i, err = e.fail(i, len(rs)); err != nil {
			return err
		}
	}
	if final && e.m.finish != nil {
		e.out = e.m.finish(e.out, &e.s)
	}
	return nil
}

// fail handles the character at i, which has no code, and returns where to go on.
func (e *encodeRun) fail(i, n int) (int, error) {
	exc := func() *object.Exception {
		return object.NewUnicodeEncodeError(e.m.name, e.text, i, i+1, "illegal multibyte sequence")
	}
	switch e.errs {
	case "strict":
		return 0, object.RaiseValue(e.th, exc().Value())
	case "ignore":
		return i + 1, nil
	case "replace":
		e.out, _ = e.m.encode(e.out, '?', 0, &e.s)
		return i + 1, nil
	}
	repl, pos, err := handled(e.th, e.errs, exc(), n)
	if err != nil {
		return 0, err
	}
	switch {
	case object.IsBytes(repl):
		e.out = append(e.out, object.AsBytes(repl).String()...)
	case object.IsStr(repl):
		inner := encodeRun{th: e.th, m: e.m, errs: "strict", text: object.AsStr(repl), s: e.s, out: e.out}
		if err := inner.encode(false); err != nil {
			return 0, err
		}
		e.s, e.out = inner.s, inner.out
		if inner.pending != 0 {
			e.out, _ = e.m.encode(e.out, inner.pending, 0, &e.s)
		}
	default:
		pos = -1
	}
	if pos < 0 {
		return 0, object.TypeErrorf(e.th, "encoding error handler must return (str, int) tuple")
	}
	return pos, nil
}

// handled calls an error handler for an error in something of length n. pos is -1 when what it returns is no tuple of two
// with a position.
func handled(th *thread, errs string, exc *object.Exception, n int) (repl value, pos int, err error) {
	handler, err := object.CodecLookupError(th, errs)
	if err != nil {
		return value{}, 0, err
	}
	r, err := object.Call(th, handler, exc.Value())
	if err != nil {
		return value{}, 0, err
	}
	if !object.IsTuple(r) || object.AsTuple(r).Len() != 2 || !object.IsInt(object.AsTuple(r).Items()[1]) {
		return value{}, -1, nil
	}
	items := object.AsTuple(r).Items()
	p, err := object.AsIndex(th, items[1], object.IndexErrorType)
	if err != nil {
		return value{}, 0, err
	}
	at := p
	if at < 0 {
		at += n
	}
	if at < 0 || at > n {
		return value{}, 0, object.IndexErrorf(th, "position %d from error handler out of bounds", p)
	}
	return items[0], at, nil
}

// decodeRun is one run of a decoder over data.
type decodeRun struct {
	th   *thread
	m    *multibyte
	errs string
	data string
	s    state
	out  []byte
	at   int // so much of data is decoded
}

// decode decodes data. final: nothing comes after it; else it leaves the beginning of a character undone.
func (d *decodeRun) decode(final bool) error {
	data := []byte(d.data)
	for d.at < len(data) {
		st := d.m.decode(data[d.at:], &d.s)
		if st.n > 0 {
			for _, r := range st.rs[:st.count] {
				d.out = wtf8.AppendRune(d.out, r)
			}
			d.at += st.n
			continue
		}
		end, reason := d.at+st.bad, "illegal multibyte sequence"
		if st.bad == 0 {
			if !final {
				return nil
			}
			end, reason = len(data), "incomplete multibyte sequence"
		}
		switch d.errs {
		case "ignore":
			d.at = end
			continue
		case "replace":
			d.out, d.at = wtf8.AppendRune(d.out, 0xfffd), end
			continue
		}
		exc := object.NewUnicodeDecodeError(d.m.name, d.data, d.at, end, reason)
		if d.errs == "strict" {
			return object.RaiseValue(d.th, exc.Value())
		}
		repl, pos, err := handled(d.th, d.errs, exc, len(data))
		if err != nil {
			return err
		}
		if pos < 0 || !object.IsStr(repl) {
			return object.TypeErrorf(d.th, "decoding error handler must return (str, int) tuple")
		}
		d.out, d.at = append(d.out, object.AsStr(repl).String()...), pos
	}
	return nil
}

// incremental is an incremental codec or a stream of text; its lock guards it.
type incremental struct {
	object.Header
	m       *multibyte
	errs    string
	s       state
	pending string // bytes, or for encoders text, that are not a character yet
	stream  value
}

func asIncremental(v value) *incremental { return (*incremental)(v.Ptr()) }

// newIncremental makes an object of type t with the codec that stands in the type.
func newIncremental(th *thread, t *object.Type, errs value, fn string) (*incremental, value, error) {
	name, err := errorsArg(th, errs, fn)
	if err != nil {
		return nil, value{}, err
	}
	c, err := object.GetAttrName(th, t.Value(), "codec")
	if err != nil {
		return nil, value{}, err
	}
	if !c.IsObj() || c.Type() != codecType {
		return nil, value{}, object.TypeErrorf(th, "codec is unexpected type")
	}
	v := t.New()
	o := asIncremental(v)
	o.m, o.errs = asCodec(c).m, name
	return o, v, nil
}

func newCodec(name string) func(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
	return func(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
		b, err := object.BindSig(th, object.NewDef(object.Method{Name: name, Sig: "(errors='strict')"}, nil), args, kwnames)
		if err != nil {
			return value{}, err
		}
		_, v, err := newIncremental(th, t, b[0], name)
		return v, err
	}
}

// noInit: __new__ has done everything, and the classes of the library that come next want none of it.
func noInit(th *thread, self value, args []value, kwnames *object.Tuple) error { return nil }

func errorsAttr() object.GetSet {
	return object.GetSet{
		Name: "errors", Doc: "how to treat errors",
		Get: func(th *thread, self value) (value, error) {
			o := asIncremental(self)
			o.Lock()
			defer o.Unlock()
			return object.NewStr(o.errs), nil
		},
		Set: func(th *thread, self, v value) error {
			if v.IsAbsent() {
				return object.Raise(th, object.AttributeErrorType, "cannot delete attribute")
			}
			if !object.IsStr(v) {
				return object.TypeErrorf(th, "errors must be a string")
			}
			o := asIncremental(self)
			o.Lock()
			o.errs = object.AsStr(v).String()
			o.Unlock()
			return nil
		},
	}
}

func encoderSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: encoderType, Module: "_multibytecodec", Flags: object.TypeBase, Layout: object.LayoutOf[incremental](),
		Slots: object.Slots{New: newCodec("MultibyteIncrementalEncoder"), Init: noInit},
		Methods: []object.Method{
			{Name: "encode", Sig: "(self, /, input, final=False)", Fn: encoderEncode},
			{Name: "getstate", Sig: "(self, /)", Fn: encoderGetstate},
			{Name: "setstate", Sig: "(self, state, /)", Fn: encoderSetstate},
			{Name: "reset", Sig: "(self, /)", Fn: encoderReset},
		},
		GetSets: []object.GetSet{errorsAttr()},
	}
}

// feed encodes more text and returns its bytes.
func (o *incremental) feed(th *thread, v value, final bool) (value, error) {
	s, err := textArg(th, v)
	if err != nil {
		return value{}, err
	}
	o.Lock()
	e := encodeRun{th: th, m: o.m, errs: o.errs, text: s, s: o.s}
	if o.pending != "" {
		e.text = object.AsStr(object.NewStr(o.pending + s.String()))
	}
	o.Unlock()
	if err := e.encode(final); err != nil {
		return value{}, err
	}
	o.Lock()
	o.s, o.pending = e.s, ""
	if e.pending != 0 {
		o.pending = string(e.pending)
	}
	o.Unlock()
	return object.BytesOf(e.out), nil
}

func encoderEncode(th *thread, args []value) (value, error) {
	final, err := flag(th, args[2])
	if err != nil {
		return value{}, err
	}
	return asIncremental(args[0]).feed(th, args[1], final)
}

func flag(th *thread, v value) (bool, error) {
	if v.IsAbsent() {
		return false, nil
	}
	return object.IsTrue(th, v)
}

func encoderGetstate(th *thread, args []value) (value, error) {
	o := asIncremental(args[0])
	o.Lock()
	defer o.Unlock()
	n := int64(o.s.number() << 8)
	for _, r := range o.pending {
		n |= int64(r) // one, of the first 256
	}
	return object.Int(n), nil
}

func encoderSetstate(th *thread, args []value) (value, error) {
	if !object.IsInt(args[1]) {
		return value{}, object.TypeErrorf(th, "setstate() argument must be int, not %s", object.ArgTypeName(args[1]))
	}
	n, err := object.AsIndex(th, args[1], object.OverflowErrorType)
	if err != nil {
		return value{}, err
	}
	o := asIncremental(args[0])
	o.Lock()
	defer o.Unlock()
	o.s, o.pending = stateOf(uint64(n)>>8), ""
	if c := n & 0xff; c != 0 {
		o.pending = string(rune(c))
	}
	return object.None, nil
}

func encoderReset(th *thread, args []value) (value, error) {
	o := asIncremental(args[0])
	o.Lock()
	defer o.Unlock()
	o.s, o.pending = state{}, ""
	return object.None, nil
}

func decoderSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: decoderType, Module: "_multibytecodec", Flags: object.TypeBase, Layout: object.LayoutOf[incremental](),
		Slots: object.Slots{New: newCodec("MultibyteIncrementalDecoder"), Init: noInit},
		Methods: []object.Method{
			{Name: "decode", Sig: "(self, /, input, final=False)", Fn: decoderDecode},
			{Name: "getstate", Sig: "(self, /)", Fn: decoderGetstate},
			{Name: "setstate", Sig: "(self, state, /)", Fn: decoderSetstate},
			{Name: "reset", Sig: "(self, /)", Fn: encoderReset},
		},
		GetSets: []object.GetSet{errorsAttr()},
	}
}

// read decodes more bytes and returns their text.
func (o *incremental) read(th *thread, data string, final bool) ([]byte, error) {
	o.Lock()
	d := decodeRun{th: th, m: o.m, errs: o.errs, data: o.pending + data, s: o.s}
	o.Unlock()
	if err := d.decode(final); err != nil {
		return nil, err
	}
	o.Lock()
	o.s, o.pending = d.s, d.data[d.at:]
	o.Unlock()
	return d.out, nil
}

func decoderDecode(th *thread, args []value) (value, error) {
	data, err := object.BytesLike(th, args[1])
	if err != nil {
		return value{}, err
	}
	final, err := flag(th, args[2])
	if err != nil {
		return value{}, err
	}
	out, err := asIncremental(args[0]).read(th, data, final)
	if err != nil {
		return value{}, err
	}
	return object.NewStr(string(out)), nil
}

func decoderGetstate(th *thread, args []value) (value, error) {
	o := asIncremental(args[0])
	o.Lock()
	defer o.Unlock()
	return object.TupleOf(object.BytesOf([]byte(o.pending)), object.Int(int64(o.s.number()))), nil
}

func decoderSetstate(th *thread, args []value) (value, error) {
	if !object.IsTuple(args[1]) {
		return value{}, object.TypeErrorf(th, "setstate() argument must be tuple, not %s", object.ArgTypeName(args[1]))
	}
	items := object.AsTuple(args[1]).Items()
	if len(items) != 2 || !object.IsBytes(items[0]) || !object.IsInt(items[1]) {
		return value{}, object.TypeErrorf(th, "setstate(): illegal state argument")
	}
	n, err := object.AsIndex(th, items[1], object.OverflowErrorType)
	if err != nil {
		return value{}, err
	}
	pending := object.AsBytes(items[0]).String()
	if len(pending) > 16 {
		return value{}, object.Raise(th, object.UnicodeErrorType, "pending buffer too large")
	}
	o := asIncremental(args[0])
	o.Lock()
	defer o.Unlock()
	o.s, o.pending = stateOf(uint64(n)), pending
	return object.None, nil
}
