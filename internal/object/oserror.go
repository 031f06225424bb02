// This file implements OSError: the constructor that picks a subclass by errno, its text, and the conversion of Go errors.

package object

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"os"
	"syscall"
)

func osErrorSpec() TypeSpec {
	return TypeSpec{
		Type: OSErrorType, Base: ExceptionType, Flags: TypeBase,
		Doc:     "The operating system reported an error.",
		Layout:  excLayout(5),
		Slots:   Slots{New: osErrorNew, Init: osErrorInit, Str: osErrorStr},
		Methods: []Method{{Name: "__reduce__", Sig: "(self, /)", Fn: osErrorReduce}},
		GetSets: []GetSet{
			excMember("errno", fieldOSErrno, "POSIX exception code"),
			excMember("strerror", fieldOSStrerror, "exception strerror"),
			excMember("filename", fieldOSFilename, "exception filename"),
			excMember("filename2", fieldOSFilename2, "second exception filename"),
			{Name: "characters_written", Get: osErrorCharactersWritten, Set: osErrorSetCharactersWritten},
		},
	}
}

// errnoClass returns the subclass of OSError for an errno (PEP 3151).
func errnoClass(n syscall.Errno) *Type {
	switch n {
	case syscall.EAGAIN, syscall.EALREADY, syscall.EINPROGRESS:
		return BlockingIOErrorType
	case syscall.EPIPE, syscall.ESHUTDOWN:
		return BrokenPipeErrorType
	case syscall.ECHILD:
		return ChildProcessErrorType
	case syscall.ECONNABORTED:
		return ConnectionAbortedErrorType
	case syscall.ECONNREFUSED:
		return ConnectionRefusedErrorType
	case syscall.ECONNRESET:
		return ConnectionResetErrorType
	case syscall.EEXIST:
		return FileExistsErrorType
	case syscall.ENOENT:
		return FileNotFoundErrorType
	case syscall.EISDIR:
		return IsADirectoryErrorType
	case syscall.ENOTDIR:
		return NotADirectoryErrorType
	case syscall.EINTR:
		return InterruptedErrorType
	case syscall.EACCES, syscall.EPERM:
		return PermissionErrorType
	case syscall.ESRCH:
		return ProcessLookupErrorType
	case syscall.ETIMEDOUT:
		return TimeoutErrorType
	}
	return OSErrorType
}

// initInNew reports whether __new__ leaves the arguments to __init__: a subclass overrides __init__ but not __new__.
func osErrorUseInit(t *Type) bool {
	s := t.Slots()
	return funcPtr(s.Init) != funcPtr(InitFunc(osErrorInit)) && funcPtr(s.New) == funcPtr(NewFunc(osErrorNew))
}

func osErrorNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	useInit := osErrorUseInit(t)
	pos := args[:len(args)-kwnames.Len()]
	if !useInit {
		if err := NoKw(th, t.DisplayName(), kwnames); err != nil {
			return Value{}, err
		}
		if n := len(pos); t == OSErrorType && n >= 2 && n <= 5 && IsInt(pos[0]) {
			if i, ok := Int64(pos[0]); ok && i > 0 && i < 1<<16 {
				t = errnoClass(syscall.Errno(i))
			}
		}
	}
	v := t.New()
	e := AsException(v)
	e.Fields = make([]Value, exceptionFields(t))
	e.Args = emptyTuple
	if !useInit {
		return v, e.initOSError(th, pos)
	}
	return v, nil
}

func osErrorInit(th *Thread, self Value, args []Value, kwnames *Tuple) error {
	if !osErrorUseInit(self.Type()) {
		return nil // __new__ did it
	}
	if err := NoKw(th, self.Type().DisplayName(), kwnames); err != nil {
		return err
	}
	return AsException(self).initOSError(th, args)
}

// initOSError stores (errno, strerror, filename, winerror, filename2). File names leave args, as they always have.
func (e *Exception) initOSError(th *Thread, args []Value) error {
	keep := args
	if n := len(args); n >= 2 && n <= 5 {
		if n >= 3 && !args[2].Is(None) {
			if e.Type() == BlockingIOErrorType && isNumber(args[2]) {
				w, err := AsIndex(th, args[2], ValueErrorType)
				if err != nil {
					return err
				}
				e.setField(fieldOSWritten, Int(int64(w)))
			} else {
				e.setField(fieldOSFilename, args[2])
				if n == 5 && !args[4].Is(None) {
					e.setField(fieldOSFilename2, args[4])
				}
				keep = args[:2]
			}
		}
		e.setField(fieldOSErrno, args[0])
		e.setField(fieldOSStrerror, args[1])
	}
	storePtr(&e.Args, NewTupleCopy(keep))
	return nil
}

// isNumber is PyNumber_Check: convertible to int, float or complex.
func isNumber(v Value) bool {
	s := v.Type().Slots()
	return IsInt(v) || IsFloat(v) || s.Index != nil || s.Int != nil || s.Float != nil || IsInstance(v, ComplexType)
}

func osErrorStr(th *Thread, self Value) (Value, error) {
	e := AsException(self)
	errno, text := e.rawField(fieldOSErrno), e.rawField(fieldOSStrerror)
	file, file2 := e.rawField(fieldOSFilename), e.rawField(fieldOSFilename2)
	if file.IsAbsent() && (errno.IsAbsent() || text.IsAbsent()) {
		return baseExceptionStr(th, self)
	}
	n, err := ToString(th, orNone(errno))
	if err != nil {
		return Value{}, err
	}
	t, err := ToString(th, orNone(text))
	if err != nil {
		return Value{}, err
	}
	s := "[Errno " + n + "] " + t
	if !file.IsAbsent() {
		f, err := ReprString(th, file)
		if err != nil {
			return Value{}, err
		}
		s += ": " + f
		if !file2.IsAbsent() {
			if f, err = ReprString(th, file2); err != nil {
				return Value{}, err
			}
			s += " -> " + f
		}
	}
	return NewStr(s), nil
}

func osErrorReduce(th *Thread, args []Value) (Value, error) {
	e := AsException(args[0])
	a := loadPtr(&e.Args)
	if file := e.rawField(fieldOSFilename); a.Len() == 2 && !file.IsAbsent() {
		items := []Value{a.items[0], a.items[1], file}
		if f2 := e.rawField(fieldOSFilename2); !f2.IsAbsent() {
			items = append(items, None, f2)
		}
		a = NewTuple(items)
	}
	return e.reduce(a.Value())
}

func osErrorCharactersWritten(th *Thread, self Value) (Value, error) {
	if v := AsException(self).rawField(fieldOSWritten); !v.IsAbsent() {
		return v, nil
	}
	return Value{}, Raise(th, AttributeErrorType, "characters_written")
}

func osErrorSetCharactersWritten(th *Thread, self, val Value) error {
	e := AsException(self)
	if val.IsAbsent() {
		if e.rawField(fieldOSWritten).IsAbsent() {
			return Raise(th, AttributeErrorType, "characters_written")
		}
		e.setField(fieldOSWritten, Value{})
		return nil
	}
	n, err := AsIndex(th, val, ValueErrorType)
	if err == nil {
		e.setField(fieldOSWritten, Int(int64(n)))
	}
	return err
}

// Strerror returns os.strerror(n), the C library's text.
func Strerror(n syscall.Errno) string {
	if s := errnoText(int(n)); s != "" {
		return s
	}
	return "Unknown error " + itoa(int64(int32(n)))
}

// OSError raises the OSError subclass of errno with up to two file names (absent ones are left out).
func OSError(th *Thread, errno syscall.Errno, filename ...Value) error {
	return osErrorText(th, errno, Strerror(errno), filename...)
}

func osErrorText(th *Thread, errno syscall.Errno, text string, filename ...Value) error {
	return OSErrorAs(th, errnoClass(errno), Int(int64(errno)), text, filename...)
}

// OSErrorAs raises OSError or a subclass t with errno, text and up to two file names (absent ones are left out).
func OSErrorAs(th *Thread, t *Type, errno Value, text string, filename ...Value) error {
	e := newException(t, NewTuple([]Value{errno, NewStr(text)}))
	e.Fields[fieldOSErrno], e.Fields[fieldOSStrerror] = errno, e.Args.items[1]
	for i, f := range filename {
		if i < 2 && !f.IsAbsent() && !f.Is(None) {
			e.Fields[fieldOSFilename+i] = f
		}
	}
	setContext(th, e)
	return e
}

// ErrnoOf returns the errno of an OSError, or 0.
func ErrnoOf(err error) syscall.Errno {
	if !IsErr(err, OSErrorType) {
		return 0
	}
	if v := Exc(err).rawField(fieldOSErrno); !v.IsAbsent() && IsInt(v) {
		if i, ok := Int64(v); ok {
			return syscall.Errno(i)
		}
	}
	return 0
}

// FromGoError returns a Go error as the Python exception it means: one that is an exception already as it is, errors with an
// errno as OSError with the file name (absent: none), time-outs as TimeoutError, everything else as OSError with its text.
func FromGoError(th *Thread, err error, filename Value) error {
	if err == nil {
		return nil
	}
	var exc *Exception
	if errors.As(err, &exc) {
		return exc
	}
	var errno syscall.Errno
	if errors.As(err, &errno) {
		return OSError(th, errno, filename)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return OSError(th, syscall.ENOENT, filename)
	case errors.Is(err, fs.ErrExist):
		return OSError(th, syscall.EEXIST, filename)
	case errors.Is(err, fs.ErrPermission):
		return OSError(th, syscall.EACCES, filename)
	case errors.Is(err, fs.ErrClosed), errors.Is(err, net.ErrClosed):
		return OSError(th, syscall.EBADF, filename)
	case errors.Is(err, fs.ErrInvalid):
		return OSError(th, syscall.EINVAL, filename)
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded):
		return Raise(th, TimeoutErrorType, "timed out")
	}
	return Raise(th, OSErrorType, err.Error())
}
