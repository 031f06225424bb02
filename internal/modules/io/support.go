// This file implements what the files of this package share: the lock of streams, argument conversions, errors.

package io

import (
	"strings"
	"syscall"
	"unsafe"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

var none = object.None

// defaultBufferSize is io.DEFAULT_BUFFER_SIZE.
const defaultBufferSize = 128 * 1024

// ioLock is the lock of a stream. It knows its owner, for the detection of reentrant calls.
type ioLock struct {
	lock  object.Lock
	depth int // how often the owner has entered; owned by it
}

// enter takes the lock for a buffered stream: a second entry by its owner raises RuntimeError.
func (l *ioLock) enter(th *thread, self value) error {
	if l.lock.TryLock(th) {
		return nil
	}
	return l.enterSlow(th, self)
}

func (l *ioLock) enterSlow(th *thread, self value) error {
	if l.lock.HeldBy(th) {
		r, err := object.ReprString(th, self)
		if err != nil {
			return err
		}
		return object.RuntimeErrorf(th, "reentrant call inside %s", r)
	}
	_, err := l.lock.Acquire(th, object.WaitIO, -1)
	return err
}

// enterAgain takes the lock for a text stream, which lets its owner in again.
func (l *ioLock) enterAgain(th *thread) error {
	if l.lock.TryLock(th) {
		l.depth = 1
		return nil
	}
	if l.lock.HeldBy(th) {
		l.depth++
		return nil
	}
	if _, err := l.lock.Acquire(th, object.WaitIO, -1); err != nil {
		return err
	}
	l.depth = 1
	return nil
}

// leave gives up what enter took.
func (l *ioLock) leave() {
	l.lock.Release()
}

// leaveAgain gives up what enterAgain took.
func (l *ioLock) leaveAgain() {
	if l.depth--; l.depth == 0 {
		l.leave()
	}
}

func num(n int) value { return object.Int(int64(n)) }

func isNone(v value) bool { return v.IsAbsent() || v.Is(none) }

// sizeArg converts an argument that is a number of items, or None or absent for def.
func sizeArg(th *thread, v value, def int) (int, error) {
	if isNone(v) {
		return def, nil
	}
	if v.IsInt() {
		return int(v.Int()), nil
	}
	if v.Type().Slots().Index == nil {
		return 0, object.TypeErrorf(th, "argument should be integer or None, not '%s'", v.Type().DisplayName())
	}
	return object.AsIndex(th, v, object.OverflowErrorType)
}

// ssize converts an argument of C type Py_ssize_t; absent gives def.
func ssize(th *thread, v value, def int) (int, error) {
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

// ssizeOrNone is ssize for an argument that may be None.
func ssizeOrNone(th *thread, v value, def int) (int, error) {
	if isNone(v) {
		return def, nil
	}
	return ssize(th, v, def)
}

// intArg converts an argument of C type int; absent gives def.
func intArg(th *thread, v value, def int) (int, error) {
	if v.IsAbsent() {
		return def, nil
	}
	return object.AsCInt(th, v)
}

// offArg converts a file position.
func offArg(th *thread, v value) (int64, error) {
	if v.Type().Slots().Index == nil {
		return 0, object.TypeErrorf(th, "'%s' object cannot be interpreted as an integer", v.Type().DisplayName())
	}
	i, err := object.Index(th, v)
	if err != nil {
		return 0, err
	}
	n, ok := object.Int64(i)
	if !ok {
		return 0, object.Raisef(th, object.OverflowErrorType, "cannot fit '%s' into an offset-sized integer", v.Type().DisplayName())
	}
	return n, nil
}

func boolArg(th *thread, v value, def bool) (bool, error) {
	if v.IsAbsent() {
		return def, nil
	}
	return object.IsTrue(th, v)
}

// optStr converts an argument that is a str or None.
func optStr(th *thread, v value, fn, name string) (string, bool, error) {
	if isNone(v) {
		return "", false, nil
	}
	if !object.IsStr(v) {
		return "", false, object.TypeErrorf(th, "%s() argument '%s' must be str or None, not %s", fn, name, object.ArgTypeName(v))
	}
	s := object.AsStr(v).String()
	if strings.IndexByte(s, 0) >= 0 {
		return "", false, object.ValueErrorf(th, "embedded null character")
	}
	return s, true, nil
}

func unsupported(th *thread, what string) error {
	return object.Raise(th, unsupportedType, what)
}

func valueError(th *thread, msg string) error { return object.Raise(th, object.ValueErrorType, msg) }

const (
	msgClosed        = "I/O operation on closed file."
	msgUninitialized = "I/O operation on uninitialized object"
)

// isTrueAttr reports the truth of an attribute.
func isTrueAttr(th *thread, v value, name string) (bool, error) {
	a, err := object.GetAttrName(th, v, name)
	if err != nil {
		return false, err
	}
	return object.IsTrue(th, a)
}

// chain makes first, which happened before err, the context of err, and returns what to raise: err if it is set, else first.
func chain(first, err error) error {
	if err == nil {
		return first
	}
	if first != nil && first != err {
		object.Exc(err).SetContext(object.Exc(first))
	}
	return err
}

// eintr reports whether err is an InterruptedError, after which a call is made again (PEP 475).
func eintr(err error) bool { return err != nil && object.ErrnoOf(err) == syscall.EINTR }

// blockingError raises BlockingIOError with the number of characters that were written.
func blockingError(th *thread, msg string, written int) error {
	v, err := object.Call(th, object.BlockingIOErrorType.Value(), num(int(syscall.EAGAIN)), object.NewStr(msg), num(written))
	if err != nil {
		return err
	}
	return object.RaiseValue(th, v)
}

// str returns the bytes as a string without copying; they must not change any more.
func str(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// viewOf returns a memoryview over memory of ours.
func viewOf(th *thread, b []byte, readOnly bool) value {
	return object.NewBufferView(th, &object.Buffer{Obj: none, Data: b, Len: len(b), ReadOnly: readOnly, ItemSize: 1, Format: "B"})
}

// makeBuf allocates n bytes, or raises MemoryError.
func makeBuf(th *thread, n int) ([]byte, error) {
	if err := object.CheckAlloc(th, n, 1); err != nil {
		return nil, err
	}
	return make([]byte, n), nil
}

// noState is __getstate__ of streams: they cannot be pickled.
func noState(th *thread, args []value) (value, error) {
	return value{}, object.TypeErrorf(th, "cannot pickle '%s' instances", args[0].Type().ShortName())
}

// streamRepr is the repr of streams that show their name: "<_io.Reader name='x'>".
func streamRepr(th *thread, self value, more func() (string, error)) (value, error) {
	name := self.Type().DisplayName()
	if object.ReprEnter(th, self) {
		return value{}, object.RuntimeErrorf(th, "reentrant call inside %s.__repr__", name)
	}
	defer object.ReprLeave(th, self)
	s := "<" + name
	n, err := object.GetAttrOpt(th, self, object.Intern("name"))
	if err != nil {
		if !object.IsErr(err, object.ValueErrorType) {
			return value{}, err
		}
		n = value{}
	}
	if !n.IsAbsent() {
		r, err := object.ReprString(th, n)
		if err != nil {
			return value{}, err
		}
		s += " name=" + r
	}
	if more != nil {
		m, err := more()
		if err != nil {
			return value{}, err
		}
		s += m
	}
	return object.NewStr(s + ">"), nil
}
