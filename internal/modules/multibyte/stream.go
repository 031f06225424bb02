package multibyte

// This file implements readers and writers of streams.

import "weft/internal/object"

func newStream(name string) func(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
	return func(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
		b, err := object.BindSig(th, object.NewDef(object.Method{Name: name, Sig: "(stream, errors='strict')"}, nil), args, kwnames)
		if err != nil {
			return value{}, err
		}
		o, v, err := newIncremental(th, t, b[1], name)
		if err != nil {
			return value{}, err
		}
		o.stream = b[0]
		return v, nil
	}
}

func streamAttr() object.GetSet {
	return object.ReadonlyMember("stream", "", func(th *thread, self value) (value, error) { return asIncremental(self).stream, nil })
}

func readerSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: readerType, Module: "_multibytecodec", Flags: object.TypeBase, Layout: object.LayoutOf[incremental](),
		Slots: object.Slots{New: newStream("MultibyteStreamReader"), Init: noInit},
		Methods: []object.Method{
			{Name: "read", Sig: "(self, sizeobj=None, /)", Fn: readerRead},
			{Name: "readline", Sig: "(self, sizeobj=None, /)", Fn: readerReadline},
			{Name: "readlines", Sig: "(self, sizehintobj=None, /)", Fn: readerReadlines},
			{Name: "reset", Sig: "(self, /)", Fn: encoderReset},
		},
		GetSets: []object.GetSet{errorsAttr(), streamAttr()},
	}
}

// take reads from the stream by its method until there is some text, or the stream ends. A size below 0 stands for none.
func (o *incremental) take(th *thread, method string, size value) (value, error) {
	n := -1
	if !size.IsAbsent() && !size.Is(object.None) {
		if !object.IsInt(size) {
			return value{}, object.TypeErrorf(th, "arg 1 must be an integer")
		}
		var err error
		if n, err = object.AsIndex(th, size, object.OverflowErrorType); err != nil {
			return value{}, err
		}
	}
	for n != 0 {
		var more []value
		if n > 0 {
			more = []value{object.Int(int64(n))}
		}
		data, err := object.CallMethod(th, o.stream, method, more...)
		if err != nil {
			return value{}, err
		}
		if !object.IsBytes(data) {
			return value{}, object.TypeErrorf(th, "stream function returned a non-bytes object (%s)", data.Type().DisplayName())
		}
		ended := object.AsBytes(data).String() == ""
		out, err := o.read(th, object.AsBytes(data).String(), ended || n < 0)
		if err != nil {
			return value{}, err
		}
		if ended || n < 0 || len(out) > 0 {
			return object.NewStr(string(out)), nil
		}
		n = 1
	}
	return object.NewASCII(""), nil
}

func readerRead(th *thread, args []value) (value, error) {
	return asIncremental(args[0]).take(th, "read", args[1])
}

func readerReadline(th *thread, args []value) (value, error) {
	return asIncremental(args[0]).take(th, "readline", args[1])
}

func readerReadlines(th *thread, args []value) (value, error) {
	text, err := asIncremental(args[0]).take(th, "read", args[1])
	if err != nil {
		return value{}, err
	}
	return object.CallMethod(th, text, "splitlines", object.True)
}

func writerSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: writerType, Module: "_multibytecodec", Flags: object.TypeBase, Layout: object.LayoutOf[incremental](),
		Slots: object.Slots{New: newStream("MultibyteStreamWriter"), Init: noInit},
		Methods: []object.Method{
			{Name: "write", Sig: "(self, strobj, /)", Fn: writerWrite},
			{Name: "writelines", Sig: "(self, lines, /)", Fn: writerWritelines},
			{Name: "reset", Sig: "(self, /)", Fn: writerReset},
		},
		GetSets: []object.GetSet{errorsAttr(), streamAttr()},
	}
}

func writerWrite(th *thread, args []value) (value, error) {
	o := asIncremental(args[0])
	data, err := o.feed(th, args[1], false)
	if err != nil {
		return value{}, err
	}
	_, err = object.CallMethod(th, o.stream, "write", data)
	return object.None, err
}

func writerWritelines(th *thread, args []value) (value, error) {
	n, err := object.Len(th, args[1])
	if err != nil {
		return value{}, err
	}
	for i := 0; i < n; i++ {
		line, err := object.GetItem(th, args[1], object.Int(int64(i)))
		if err != nil {
			return value{}, err
		}
		if _, err := writerWrite(th, []value{args[0], line}); err != nil {
			return value{}, err
		}
		if n, err = object.Len(th, args[1]); err != nil {
			return value{}, err
		}
	}
	return object.None, nil
}

func writerReset(th *thread, args []value) (value, error) {
	o := asIncremental(args[0])
	o.Lock()
	e := encodeRun{m: o.m, s: o.s}
	// As in CPython, the way back to the first state is only written together with such a character.
	for _, r := range o.pending {
		e.out, _ = o.m.encode(e.out, r, 0, &e.s)
		if o.m.finish != nil {
			e.out = o.m.finish(e.out, &e.s)
		}
	}
	o.s, o.pending = state{}, ""
	o.Unlock()
	if len(e.out) > 0 {
		if _, err := object.CallMethod(th, o.stream, "write", object.BytesOf(e.out)); err != nil {
			return value{}, err
		}
	}
	return object.None, nil
}
