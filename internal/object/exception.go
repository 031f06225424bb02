// This file implements exception objects and the helpers that raise them. The hierarchy is in exceptions.go, tracebacks in
// traceback.go.

package object

import (
	"fmt"
	"strconv"
	"strings"
	"unsafe"
)

// Exception is an instance of BaseException or a class derived from it. As a Go error it is the only dynamic type that the
// error results of this package have.
type Exception struct {
	Header
	Args      *Tuple     // atomic; nil: ()
	Traceback *Traceback // atomic; nil: None
	Context   *Exception // atomic
	Cause     Value      // atomic; absent: not set
	suppress  uint32     // atomic; not 0: the context is not shown
	Fields    []Value    // what subclasses add, by index: see exceptions.go
	Ext
}

// Traceback is one entry of a traceback, outermost first.
type Traceback struct {
	Header
	Next   *Traceback   // atomic
	frame  *FrameObject // atomic; nil: made of the endedFrame behind the entry when somebody asks for it
	Lineno int
	Lasti  int32 // instruction index
	odd    int32 // what a tb_lasti given by a program leaves over
}

// endedFrame is what an activation of a function leaves behind that the exception has ended.
type endedFrame struct {
	code *Code
	fn   *Function
	// What called it (atomic), nil if nothing has: the entry of a frame that the exception has ended as well, or another's frame object.
	caller *Header
}

// TracebackType is types.TracebackType.
var TracebackType = &Type{Name: "traceback"}

// Error returns the last line of the traceback: "TypeError: message". It runs no Python code.
func (e *Exception) Error() string {
	name := e.Type().FullName()
	if args := loadPtr(&e.Args); args.Len() > 0 {
		if a := args.items[0]; IsStr(a) {
			return name + ": " + AsStr(a).s
		} else if a.IsInt() {
			return fmt.Sprintf("%s: %d", name, a.Int())
		}
	}
	return name
}

// Suppress reports whether a traceback leaves the context out.
func (e *Exception) Suppress() bool { return loadUint32(&e.suppress) != 0 }

// Value returns the exception as a Value.
func (e *Exception) Value() Value { return Value{unsafe.Pointer(e)} }

// IsException reports whether v is an instance of BaseException.
func IsException(v Value) bool { return v.IsObj() && v.Header().Type().HasFlag(TypeSubException) }

// AsException casts v; call only if IsException.
func AsException(v Value) *Exception { return (*Exception)(v.p) }

// Exc returns err as the exception it is. A Go error of another type is a bug of ours and becomes SystemError.
func Exc(err error) *Exception {
	if e, ok := err.(*Exception); ok {
		return e
	}
	e := newException(SystemErrorType, NewTuple([]Value{NewStr(err.Error())}))
	return e
}

// newException returns an exception of a built-in class without running Python code.
func newException(t *Type, args *Tuple) *Exception {
	var e *Exception
	n := exceptionFields(t)
	if n == 1 || n == 2 {
		o := new(struct {
			Exception
			fields [2]Value
		})
		e = &o.Exception
		e.Fields = o.fields[:n]
	} else {
		e = new(Exception)
		if n > 0 {
			e.Fields = make([]Value, n)
		}
	}
	e.typ, e.Args, e.shape = t, args, t.rootShape()
	if n > 0 {
		exceptionInitFields(e)
	}
	return e
}

// exceptionWith is an exception with its arguments.
type exceptionWith[R any] struct {
	Exception
	args tupleWith[R]
}

// newExceptionOf is newException with the args of a slice.
func newExceptionOf(t *Type, args []Value) *Exception {
	fields := exceptionFields(t)
	if len(args) != 1 || fields > 2 {
		return newException(t, NewTupleCopy(args))
	}
	var e *exceptionWith[[1]Value]
	if fields > 0 {
		o := new(exceptionWithFields)
		e = &o.exceptionWith
		e.Fields = o.fields[:fields]
	} else {
		e = new(exceptionWith[[1]Value])
	}
	e.typ = t
	e.args.t.typ = TupleType
	e.args.a[0] = args[0]
	e.args.t.items = e.args.a[:]
	e.Args = &e.args.t
	e.shape = t.rootShape()
	if fields > 0 {
		exceptionInitFields(&e.Exception)
	}
	return &e.Exception
}

// exceptionWithFields is an exception with its one argument and up to two fields.
type exceptionWithFields struct {
	exceptionWith[[1]Value]
	fields [2]Value
}

// setContext links e to the exception being handled, as raising does.
func setContext(th *Thread, e *Exception) {
	if th == nil {
		return
	}
	setContextTo(th.Handled(), e)
}

// setContextTo links e to the exception h being handled (nil: none).
func setContextTo(h, e *Exception) {
	if h == nil || h == e {
		return
	}
	// Avoid a cycle: if e is in h's context chain, cut it there.
	for o, slow, n := h, h, 0; ; n++ {
		c := loadPtr(&o.Context)
		if c == nil {
			break
		}
		if c == e {
			storePtr(&o.Context, nil)
			break
		}
		o = c
		if n%2 == 1 {
			if slow = loadPtr(&slow.Context); slow == o {
				break
			}
		}
	}
	storePtr(&e.Context, h)
}

// Raise returns a new exception of type t with one str argument, its context being the exception th handles.
func Raise(th *Thread, t *Type, msg string) error {
	return RaiseArgs(th, t, NewStr(msg))
}

// Raisef is Raise with a format.
func Raisef(th *Thread, t *Type, format string, args ...any) error {
	if len(args) == 0 && strings.IndexByte(format, '%') < 0 {
		return RaiseArgs(th, t, Intern(format).Value()) // one of few texts
	}
	return Raise(th, t, message(format, args...))
}

// message is fmt.Sprintf, faster where there are but strings and ints.
func message(format string, args ...any) string {
	var room [128]byte
	b, n := room[:0], 0
	for rest := format; ; {
		i := strings.IndexByte(rest, '%')
		if i < 0 {
			b = append(b, rest...)
			break
		}
		b = append(b, rest[:i]...)
		if n == len(args) || i+1 == len(rest) {
			return fmt.Sprintf(format, args...)
		}
		s, isStr := args[n].(string)
		d, isInt := args[n].(int)
		switch c := rest[i+1]; {
		case c == 's' && isStr:
			b = append(b, s...)
		case c == 'd' && isInt:
			b = strconv.AppendInt(b, int64(d), 10)
		default:
			return fmt.Sprintf(format, args...)
		}
		n++
		rest = rest[i+2:]
	}
	if n != len(args) {
		return fmt.Sprintf(format, args...)
	}
	return string(b)
}

// RaiseArgs returns a new exception of the built-in type t with the given args.
func RaiseArgs(th *Thread, t *Type, args ...Value) error {
	e := newExceptionOf(t, args)
	setContext(th, e)
	return e
}

// RaiseType raises the class t as `raise t` does, by calling it.
func RaiseType(th *Thread, t *Type) error {
	v, err := Call(th, t.Value())
	if err != nil {
		return err
	}
	return RaiseValue(th, v)
}

// RaiseValue raises an exception instance, setting its context.
func RaiseValue(th *Thread, v Value) error {
	if !IsException(v) {
		return Raise(th, TypeErrorType, "exceptions must derive from BaseException")
	}
	e := AsException(v)
	setContext(th, e)
	return e
}

// TypeErrorf raises TypeError.
func TypeErrorf(th *Thread, format string, args ...any) error {
	return Raisef(th, TypeErrorType, format, args...)
}

// ValueErrorf raises ValueError.
func ValueErrorf(th *Thread, format string, args ...any) error {
	return Raisef(th, ValueErrorType, format, args...)
}

// IndexErrorf raises IndexError.
func IndexErrorf(th *Thread, format string, args ...any) error {
	return Raisef(th, IndexErrorType, format, args...)
}

// OverflowErrorf raises OverflowError.
func OverflowErrorf(th *Thread, format string, args ...any) error {
	return Raisef(th, OverflowErrorType, format, args...)
}

// RuntimeErrorf raises RuntimeError.
func RuntimeErrorf(th *Thread, format string, args ...any) error {
	return Raisef(th, RuntimeErrorType, format, args...)
}

// KeyError raises KeyError with the key itself as argument.
func KeyError(th *Thread, key Value) error { return RaiseArgs(th, KeyErrorType, key) }

// IsErr reports whether err is an exception whose class is t or derives from it.
func IsErr(err error, t *Type) bool {
	e, ok := err.(*Exception)
	return ok && e.Type().IsSubtype(t)
}

// StopIteration raises StopIteration carrying value (absent: none).
func StopIteration(th *Thread, value Value) error {
	if value.IsAbsent() {
		return RaiseArgs(th, StopIterationType)
	}
	return RaiseArgs(th, StopIterationType, value)
}

// IsExceptionClass reports whether v is a class derived from BaseException.
func IsExceptionClass(v Value) bool { return isExceptionClass(v) }

// SetContext sets __context__; nil: None.
func (e *Exception) SetContext(c *Exception) { storePtr(&e.Context, c) }

// LoadContext returns __context__, nil for None.
func (e *Exception) LoadContext() *Exception { return loadPtr(&e.Context) }

// LoadTraceback returns the innermost-last chain of traceback entries, nil for none.
func (e *Exception) LoadTraceback() *Traceback { return loadPtr(&e.Traceback) }

// StoreTraceback sets the traceback; nil: None.
func (e *Exception) StoreTraceback(tb *Traceback) { storePtr(&e.Traceback, tb) }

// TracebackValue returns __traceback__.
func (e *Exception) TracebackValue() Value {
	if tb := loadPtr(&e.Traceback); tb != nil {
		return tb.Value()
	}
	return None
}

// NameError raises NameError for a name that is defined nowhere.
func NameError(th *Thread, name *Str) error {
	return RaiseName(th, NameErrorType, name, "name '"+name.s+"' is not defined")
}

// NameErrorFree raises NameError for an unbound free variable.
func NameErrorFree(th *Thread, name *Str) error {
	return RaiseName(th, NameErrorType, name, "cannot access free variable '"+name.s+"' where it is not associated with a value in enclosing scope")
}

// UnboundLocalError raises UnboundLocalError for a local variable without a value.
func UnboundLocalError(th *Thread, name *Str) error {
	return Raise(th, UnboundLocalErrorType, "cannot access local variable '"+name.s+"' where it is not associated with a value")
}

// LoadCause returns __cause__, nil for None.
func (e *Exception) LoadCause() *Exception {
	if c := LoadSlot(&e.Cause); !c.IsAbsent() && IsException(c) {
		return AsException(c)
	}
	return nil
}
