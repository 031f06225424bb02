// This file implements the conversion of arguments: paths, descriptors, C integers, user and group ids.

package posix

import (
	"strings"
	"syscall"

	"weft/internal/object"
	"weft/internal/wtf8"

	"golang.org/x/sys/unix"
)

type (
	value  = object.Value
	thread = object.Thread
)

var none = object.None

// pathArg is a path argument: text, or where allowed a descriptor or None.
type pathArg struct {
	obj     value // as given, for error messages
	s       string
	fd      int // valid if isFD
	isFD    bool
	isBytes bool
	isNone  bool // None, or not given: s is "."
}

// What a path argument may be besides text.
const (
	orFD = 1 << iota
	orNone
)

// pathOf converts the path argument called arg of function fn.
func pathOf(th *thread, fn, arg string, v value, allow int) (p pathArg, err error) {
	p.obj = v
	if v.IsAbsent() || v.Is(none) && allow&orNone != 0 {
		return pathArg{obj: v, s: ".", isNone: true}, nil
	}
	if !object.IsStr(v) && !object.IsBytes(v) {
		if allow&orFD != 0 && v.Type().Slots().Index != nil {
			p.isFD = true
			p.fd, err = fdNumber(th, v)
			return p, err
		}
		r, found, ferr := object.CallSpecial(th, v, "__fspath__")
		if ferr != nil {
			return p, ferr
		}
		if !found {
			return p, pathTypeError(th, fn, arg, v, allow)
		}
		if !object.IsStr(r) && !object.IsBytes(r) {
			return p, object.TypeErrorf(th, "expected %s.__fspath__() to return str or bytes, not %s", v.Type().DisplayName(), r.Type().DisplayName())
		}
		v, p.obj = r, r
	}
	if object.IsBytes(v) {
		p.s, p.isBytes = object.AsBytes(v).String(), true
	} else if p.s, err = encodeFS(th, object.AsStr(v)); err != nil {
		return p, err
	}
	if strings.IndexByte(p.s, 0) >= 0 {
		return p, object.ValueErrorf(th, "%s: embedded null character in %s", fn, arg)
	}
	return p, nil
}

func pathTypeError(th *thread, fn, arg string, v value, allow int) error {
	what := "string, bytes or os.PathLike"
	switch allow {
	case orFD | orNone:
		what = "string, bytes, os.PathLike, integer or None"
	case orFD:
		what = "string, bytes, os.PathLike or integer"
	case orNone:
		what = "string, bytes, os.PathLike or None"
	}
	return object.TypeErrorf(th, "%s: %s should be %s, not %s", fn, arg, what, v.Type().DisplayName())
}

// encodeFS is os.fsencode of a str: UTF-8 with surrogateescape.
func encodeFS(th *thread, s *object.Str) (string, error) {
	t := s.String()
	if s.IsASCII() || !wtf8.HasSurrogate(t) {
		return t, nil
	}
	h, _ := wtf8.EncodeHandlerFor("surrogateescape")
	b, err := wtf8.Encode(t, h)
	if err == nil {
		return string(b), nil
	}
	if e, ok := err.(*wtf8.EncodeError); ok {
		return "", object.RaiseValue(th, object.NewUnicodeEncodeError("utf-8", s, e.Start, e.End, e.Reason).Value())
	}
	return "", object.ValueErrorf(th, "%s", err)
}

// text returns a name that came from the system in the form of the path argument: str or bytes.
func (p *pathArg) text(s string) value {
	if p.isBytes {
		return object.NewBytes(s)
	}
	return object.NewStr(object.DecodeFS(s))
}

// error raises OSError for a failed call on the path.
func (p *pathArg) error(th *thread, err error) error {
	if p.obj.IsAbsent() {
		return osError(th, err)
	}
	return osError(th, err, p.obj)
}

func osError(th *thread, err error, names ...value) error {
	if e, ok := err.(syscall.Errno); ok {
		return object.OSError(th, e, names...)
	}
	var n value
	if len(names) > 0 {
		n = names[0]
	}
	return object.FromGoError(th, err, n)
}

// fsBytes converts an argument by os.fsencode, raising the errors of os.fspath.
func fsBytes(th *thread, v value) (string, error) {
	r, err := fspath(th, v)
	if err != nil {
		return "", err
	}
	if object.IsBytes(r) {
		return noNull(th, object.AsBytes(r).String())
	}
	s, err := encodeFS(th, object.AsStr(r))
	if err != nil {
		return "", err
	}
	return noNull(th, s)
}

func noNull(th *thread, s string) (string, error) {
	if strings.IndexByte(s, 0) >= 0 {
		return "", object.ValueErrorf(th, "embedded null byte")
	}
	return s, nil
}

func fspath(th *thread, v value) (value, error) {
	if object.IsStr(v) || object.IsBytes(v) {
		return v, nil
	}
	r, found, err := object.CallSpecial(th, v, "__fspath__")
	if err != nil {
		return value{}, err
	}
	if !found {
		return value{}, object.TypeErrorf(th, "expected str, bytes or os.PathLike object, not %s", v.Type().DisplayName())
	}
	if !object.IsStr(r) && !object.IsBytes(r) {
		return value{}, object.TypeErrorf(th, "expected %s.__fspath__() to return str or bytes, not %s", v.Type().DisplayName(), r.Type().DisplayName())
	}
	return r, nil
}

// fdNumber converts the descriptor form of a path argument.
func fdNumber(th *thread, v value) (int, error) {
	if v.IsExact(object.BoolType) {
		if err := object.Warn(th, object.RuntimeWarningType, "bool is used as a file descriptor", 1); err != nil {
			return 0, err
		}
	}
	i, err := object.Index(th, v)
	if err != nil {
		return 0, err
	}
	n, ok := object.Int64(i)
	switch {
	case !ok && object.Big(i).Sign() > 0 || n > 1<<31-1:
		return 0, object.OverflowErrorf(th, "fd is greater than maximum")
	case !ok || n < -1<<31:
		return 0, object.OverflowErrorf(th, "fd is less than minimum")
	}
	return int(n), nil
}

// intOf converts an argument of C type int; absent gives def.
func intOf(th *thread, v value, def int) (int, error) {
	if v.IsAbsent() {
		return def, nil
	}
	return object.AsCInt(th, v)
}

// unsignedOf converts an argument of C type unsigned long.
func unsignedOf(th *thread, v value) (uint64, error) {
	i, err := object.Index(th, v)
	if err != nil {
		return 0, err
	}
	b := object.Big(i)
	if b.Sign() < 0 {
		return 0, object.OverflowErrorf(th, "can't convert negative value to unsigned int")
	}
	if !b.IsUint64() {
		return 0, object.OverflowErrorf(th, "Python int too large to convert to C unsigned long")
	}
	return b.Uint64(), nil
}

// dirFD converts a dir_fd argument.
func dirFD(th *thread, v value) (int, error) {
	if v.IsAbsent() || v.Is(none) {
		return unix.AT_FDCWD, nil
	}
	if v.Type().Slots().Index == nil {
		return 0, object.TypeErrorf(th, "argument should be integer or None, not %s", v.Type().DisplayName())
	}
	return fdNumber(th, v)
}

// boolOf converts an argument of C type bool (its truth); absent gives def.
func boolOf(th *thread, v value, def bool) (bool, error) {
	if v.IsAbsent() {
		return def, nil
	}
	return object.IsTrue(th, v)
}

// idOf converts a user or group id; -1 means "no change".
func idOf(th *thread, what string, v value) (int, error) {
	if v.Type().Slots().Index == nil {
		return 0, object.TypeErrorf(th, "%s should be integer, not %s", what, v.Type().DisplayName())
	}
	i, err := object.Index(th, v)
	if err != nil {
		return 0, err
	}
	n, ok := object.Int64(i)
	switch {
	case !ok && object.Big(i).Sign() > 0:
		return 0, object.OverflowErrorf(th, "%s is greater than maximum", what)
	case !ok || n < -1 || n > 1<<32-1:
		return 0, object.OverflowErrorf(th, "%s is less than minimum", what)
	}
	return int(n), nil
}

// call runs a system call that does not wait for anybody, again while it is interrupted (PEP 475).
func call(th *thread, f func() error) error {
	return retry(th, func() (err error) {
		th.Blocking(object.WaitFile, func() { err = f() })
		return err
	})
}

// callEnds is call for what may wait for ever: it can be interrupted.
func callEnds(th *thread, f func() error) error {
	return retry(th, func() (err error) {
		if th.BlockingCall(object.WaitFile, func() syscall.Errno {
			err = f()
			return 0
		}) != 0 {
			return syscall.EINTR
		}
		return err
	})
}

// retry calls f until it is not interrupted, or what interrupted it raises.
func retry(th *thread, f func() error) error {
	for {
		if err := f(); err != syscall.EINTR {
			return err
		}
		if err := th.SafePoint(); err != nil {
			return err
		}
	}
}

// done is the result of functions that return None.
func done(th *thread, err error, names ...value) (value, error) {
	if err != nil {
		return value{}, osError(th, err, names...)
	}
	return none, nil
}

func num(n int) value { return object.Int(int64(n)) }
