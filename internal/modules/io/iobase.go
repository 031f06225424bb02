// This file implements the base classes _IOBase and _RawIOBase, whose methods are written in terms of each other.

package io

import (
	"strings"
	"unsafe"

	"weft/internal/object"
)

// The base classes.
var (
	ioBaseType      = &object.Type{Name: "_IOBase"}
	rawIOBaseType   = &object.Type{Name: "_RawIOBase"}
	bufIOBaseType   = &object.Type{Name: "_BufferedIOBase"}
	textIOBaseType  = &object.Type{Name: "_TextIOBase"}
	unsupportedType = &object.Type{Name: "UnsupportedOperation"}
)

// baseObj is an instance of a base class: it has only its attributes.
type baseObj struct {
	object.Header
	object.Ext
}

func unsupportedSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: unsupportedType, Base: object.OSErrorType, Bases: []*object.Type{object.OSErrorType, object.ValueErrorType},
		Module: "io", Flags: object.TypeBase, Doc: "The stream does not support the operation.",
	}
}

const baseFlags = object.TypeBase | object.TypeHasWeakref

func ioBaseSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: ioBaseType, Module: "_io", Flags: baseFlags,
		Doc:    "The base of all streams. It makes no difference between binary and text: its methods say what every stream can do.",
		Layout: object.LayoutWithExt[baseObj](unsafe.Offsetof(baseObj{}.Ext)),
		Slots:  object.Slots{New: newOf, Iter: ioBaseIter, Next: ioBaseNext, Del: ioBaseDel},
		Methods: []object.Method{
			{Name: "__enter__", Sig: "(self, /)", Fn: ioBaseEnter},
			{Name: "__exit__", Sig: "(self, /, *args)", Fn: ioBaseExit},
			{Name: "_checkClosed", Sig: "(self, /)", Fn: func(th *thread, args []value) (value, error) { return none, checkClosed(th, args[0]) }},
			{Name: "_checkReadable", Sig: "(self, /)", Fn: func(th *thread, args []value) (value, error) { return none, checkReadable(th, args[0]) }},
			{Name: "_checkSeekable", Sig: "(self, /)", Fn: func(th *thread, args []value) (value, error) { return none, checkSeekable(th, args[0]) }},
			{Name: "_checkWritable", Sig: "(self, /)", Fn: func(th *thread, args []value) (value, error) { return none, checkWritable(th, args[0]) }},
			{Name: "close", Sig: "(self, /)", Fn: ioBaseClose, Doc: "Flush and close the stream. Closing it again does nothing."},
			{Name: "fileno", Sig: "(self, /)", Fn: ioBaseFileno, Doc: "Return the descriptor below the stream, or raise OSError if there is none."},
			{Name: "flush", Sig: "(self, /)", Fn: ioBaseFlush, Doc: "Write out what is buffered, if anything."},
			{Name: "isatty", Sig: "(self, /)", Fn: ioBaseIsatty, Doc: "Return whether the stream is interactive."},
			{Name: "readable", Sig: "(self, /)", Fn: falseFn, Doc: "Return whether the stream can be read."},
			{Name: "readline", Sig: "(self, size=-1, /)", Fn: ioBaseReadline, Doc: "Read and return a line, at most size bytes."},
			{Name: "readlines", Sig: "(self, hint=-1, /)", Fn: ioBaseReadlines, Doc: "Return a list of lines, stopping when they have hint bytes in total."},
			{Name: "seek", Sig: "(self, offset, whence=0, /)", Fn: ioBaseSeek, Doc: "Change the position and return it, from the start (whence 0), from here (1) or from the end (2)."},
			{Name: "seekable", Sig: "(self, /)", Fn: falseFn, Doc: "Return whether the stream has a position that can be changed."},
			{Name: "tell", Sig: "(self, /)", Fn: ioBaseTell, Doc: "Return the position."},
			{Name: "truncate", Sig: "(self, size=None, /)", Fn: ioBaseTruncate, Doc: "Cut the stream at size, the position by default, and return the new size."},
			{Name: "writable", Sig: "(self, /)", Fn: falseFn, Doc: "Return whether the stream can be written."},
			{Name: "writelines", Sig: "(self, lines, /)", Fn: ioBaseWritelines, Doc: "Write lines, which have their own ends."},
		},
		GetSets: []object.GetSet{
			object.DictGetSet(),
			{Name: "closed", Get: ioBaseClosed},
		},
	}
}

func newOf(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
	v := t.New()
	if t.HasFlag(object.TypeHeap) {
		finalizeLater(th, (*baseObj)(v.Ptr()))
	}
	return v, nil
}

func falseFn(th *thread, args []value) (value, error) { return object.False, nil }
func trueFn(th *thread, args []value) (value, error)  { return object.True, nil }

const closedMark = "__IOBase_closed"

func ioBaseIsClosed(th *thread, self value) (bool, error) {
	v, err := object.GetAttrOpt(th, self, object.Intern(closedMark))
	return !v.IsAbsent(), err
}

func ioBaseClosed(th *thread, self value) (value, error) {
	c, err := ioBaseIsClosed(th, self)
	return object.Bool(c), err
}

// checkClosed raises ValueError if the stream's closed attribute is true; a stream without one is open.
func checkClosed(th *thread, self value) error {
	v, err := object.GetAttrOpt(th, self, object.Intern("closed"))
	if err != nil || v.IsAbsent() {
		return err
	}
	c, err := object.IsTrue(th, v)
	if err == nil && c {
		err = valueError(th, msgClosed)
	}
	return err
}

func checkAble(th *thread, self value, method, msg string) error {
	r, err := object.CallMethod(th, self, method)
	if err == nil && !r.Is(object.True) {
		err = unsupported(th, msg)
	}
	return err
}

func checkSeekable(th *thread, self value) error {
	return checkAble(th, self, "seekable", "File or stream is not seekable.")
}

func checkReadable(th *thread, self value) error {
	return checkAble(th, self, "readable", "File or stream is not readable.")
}

func checkWritable(th *thread, self value) error {
	return checkAble(th, self, "writable", "File or stream is not writable.")
}

func ioBaseEnter(th *thread, args []value) (value, error) { return args[0], checkClosed(th, args[0]) }

func ioBaseExit(th *thread, args []value) (value, error) {
	return object.CallMethod(th, args[0], "close")
}

func ioBaseSeek(th *thread, args []value) (value, error) { return value{}, unsupported(th, "seek") }
func ioBaseTruncate(th *thread, args []value) (value, error) {
	return value{}, unsupported(th, "truncate")
}
func ioBaseFileno(th *thread, args []value) (value, error) { return value{}, unsupported(th, "fileno") }

func ioBaseTell(th *thread, args []value) (value, error) {
	return object.CallMethod(th, args[0], "seek", object.SmallInt(0), object.SmallInt(1))
}

func ioBaseFlush(th *thread, args []value) (value, error) {
	c, err := ioBaseIsClosed(th, args[0])
	if err == nil && c {
		err = valueError(th, msgClosed)
	}
	return none, err
}

func ioBaseIsatty(th *thread, args []value) (value, error) {
	return object.False, checkClosed(th, args[0])
}

func ioBaseClose(th *thread, args []value) (value, error) {
	self := args[0]
	c, err := ioBaseIsClosed(th, self)
	if err != nil || c {
		return none, err
	}
	_, err = object.CallMethod(th, self, "flush")
	serr := object.SetAttrName(th, self, closedMark, object.True)
	return none, chain(err, serr)
}

// ioBaseDel closes a stream that nobody can reach any more.
func ioBaseDel(th *thread, self value) error {
	v, err := object.GetAttrOpt(th, self, object.Intern("closed"))
	if err != nil || v.IsAbsent() {
		return nil // it cannot tell: not usable, leave it alone
	}
	if closed, err := object.IsTrue(th, v); err != nil || closed {
		return nil
	}
	_ = object.SetAttrName(th, self, "_finalizing", object.True) // a stream may refuse attributes
	if _, err = object.CallMethod(th, self, "close"); err != nil {
		r, rerr := object.ReprString(th, self)
		if rerr != nil {
			r = "<object repr() failed>"
		}
		object.Unraisable(th, err, "Exception ignored while finalizing file "+r, none)
	}
	return nil
}

func ioBaseIter(th *thread, self value) (value, error) { return self, checkClosed(th, self) }

func ioBaseNext(th *thread, self value) (value, error) {
	line, err := object.CallMethod(th, self, "readline")
	if err != nil {
		return value{}, err
	}
	n, err := object.Len(th, line)
	if err != nil || n == 0 {
		return value{}, err
	}
	return line, nil
}

func ioBaseReadline(th *thread, args []value) (value, error) {
	self := args[0]
	limit, err := sizeArg(th, args[1], -1)
	if err != nil {
		return value{}, err
	}
	peek, err := object.GetAttrOpt(th, self, object.Intern("peek"))
	if err != nil {
		return value{}, err
	}
	var buf []byte
	for limit < 0 || len(buf) < limit {
		want := 1
		if !peek.IsAbsent() {
			ahead, err := object.Call(th, peek, object.SmallInt(1))
			if err != nil {
				if eintr(err) {
					continue
				}
				return value{}, err
			}
			if !object.IsBytes(ahead) {
				return value{}, object.Raisef(th, object.OSErrorType, "peek() should have returned a bytes object, not '%s'", ahead.Type().DisplayName())
			}
			if s := object.AsBytes(ahead).String(); len(s) > 0 {
				if limit >= 0 && len(s) > limit-len(buf) {
					s = s[:limit-len(buf)]
				}
				want = len(s)
				if i := strings.IndexByte(s, '\n'); i >= 0 {
					want = i + 1
				}
			}
		}
		b, err := object.CallMethod(th, self, "read", num(want))
		if err != nil {
			if eintr(err) {
				continue
			}
			return value{}, err
		}
		if !object.IsBytes(b) {
			return value{}, object.Raisef(th, object.OSErrorType, "read() should have returned a bytes object, not '%s'", b.Type().DisplayName())
		}
		s := object.AsBytes(b).String()
		if len(s) == 0 {
			break
		}
		buf = append(buf, s...)
		if buf[len(buf)-1] == '\n' {
			break
		}
	}
	return object.NewBytes(string(buf)), nil
}

func ioBaseReadlines(th *thread, args []value) (value, error) {
	hint, err := sizeArg(th, args[1], -1)
	if err != nil {
		return value{}, err
	}
	out := object.NewList(nil)
	if hint <= 0 {
		return out.Value(), object.ListExtend(th, out, args[0])
	}
	total := 0
	err = object.Iterate(th, args[0], func(line value) (bool, error) {
		out.Append(line)
		n, err := object.Len(th, line)
		if err != nil {
			return false, err
		}
		if n > hint-total {
			return false, nil
		}
		total += n
		return true, nil
	})
	return out.Value(), err
}

func ioBaseWritelines(th *thread, args []value) (value, error) {
	self := args[0]
	if err := checkClosed(th, self); err != nil {
		return value{}, err
	}
	return none, object.Iterate(th, args[1], func(line value) (bool, error) {
		for {
			_, err := object.CallMethod(th, self, "write", line)
			if !eintr(err) {
				return true, err
			}
		}
	})
}

func rawIOBaseSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: rawIOBaseType, Base: ioBaseType, Module: "_io", Flags: baseFlags,
		Doc:   "The base of raw binary streams, which have no buffer.",
		Slots: object.Slots{New: newOf},
		Methods: []object.Method{
			{Name: "read", Sig: "(self, size=-1, /)", Fn: rawIOBaseRead, Doc: "Read up to size bytes with at most one call of the system."},
			{Name: "readall", Sig: "(self, /)", Fn: rawIOBaseReadall, Doc: "Read until the end."},
			{Name: "readinto", Sig: "(self, /, *args)", Fn: notImplemented, Doc: "To be written by subclasses."},
			{Name: "write", Sig: "(self, /, *args)", Fn: notImplemented, Doc: "To be written by subclasses."},
		},
	}
}

func notImplemented(th *thread, args []value) (value, error) {
	return value{}, object.RaiseArgs(th, object.NotImplementedErrorType)
}

func rawIOBaseRead(th *thread, args []value) (value, error) {
	n, err := ssize(th, args[1], -1)
	if err != nil {
		return value{}, err
	}
	if n < 0 {
		return object.CallMethod(th, args[0], "readall")
	}
	buf, err := makeBuf(th, n)
	if err != nil {
		return value{}, err
	}
	b := object.NewByteArray(buf)
	r, err := object.CallMethod(th, args[0], "readinto", b.Value())
	if err != nil || r.Is(none) {
		return r, err
	}
	got, err := object.AsIndex(th, r, object.ValueErrorType)
	if err != nil {
		return value{}, err
	}
	if got < 0 || got > n {
		return value{}, object.ValueErrorf(th, "readinto returned %d outside buffer size %d", got, n)
	}
	return object.NewBytes(b.Copy()[:min(got, b.Len())]), nil
}

func rawIOBaseReadall(th *thread, args []value) (value, error) {
	var buf []byte
	for first := true; ; first = false {
		data, err := object.CallMethod(th, args[0], "read", num(defaultBufferSize))
		switch {
		case eintr(err):
			continue
		case err != nil:
			return value{}, err
		case data.Is(none):
			if first && len(buf) == 0 {
				return data, nil
			}
			return object.BytesOf(buf), nil
		case !object.IsBytes(data):
			return value{}, object.TypeErrorf(th, "read() should return bytes")
		}
		s := object.AsBytes(data).String()
		if len(s) == 0 {
			return object.BytesOf(buf), nil
		}
		buf = append(buf, s...)
	}
}
