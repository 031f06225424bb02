// This file implements UnicodeEncodeError, UnicodeDecodeError and UnicodeTranslateError.

package object

import (
	"fmt"
)

func unicodeErrorGetSets() []GetSet {
	return []GetSet{
		excMember("encoding", fieldUnicodeEncoding, "exception encoding"),
		excMember("object", fieldUnicodeObject, "exception object"),
		excIntMember("start", fieldUnicodeStart, "exception start"),
		excIntMember("end", fieldUnicodeEnd, "exception end"),
		excMember("reason", fieldUnicodeReason, "exception reason"),
	}
}

// excIntMember is an attribute that is field i and holds an int, 0 while not set.
func excIntMember(name string, i int, doc string) GetSet {
	return GetSet{
		Name: name,
		Get: func(th *Thread, self Value) (Value, error) {
			return SmallInt(AsException(self).intField(i)), nil
		},
		Set: func(th *Thread, self, val Value) error {
			if val.IsAbsent() {
				return TypeErrorf(th, "can't delete numeric/char attribute")
			}
			if !IsInt(val) {
				return TypeErrorf(th, "an integer is required")
			}
			n, err := asSsize(th, val)
			if err == nil {
				AsException(self).setField(i, SmallInt(clampSmall(n)))
			}
			return err
		},
		Doc: doc,
	}
}

// asSsize converts an argument of C type Py_ssize_t.
func asSsize(th *Thread, v Value) (int, error) {
	r, err := Index(th, v)
	if err != nil {
		return 0, err
	}
	if n, ok := Int64(r); ok {
		return int(n), nil
	}
	return 0, OverflowErrorf(th, "Python int too large to convert to C ssize_t")
}

func clampSmall(n int) int64 {
	return max(MinSmallInt, min(MaxSmallInt, int64(n)))
}

func (e *Exception) intField(i int) int64 {
	if v := e.rawField(i); v.IsInt() {
		return v.Int()
	}
	return 0
}

func unicodeDecodeErrorSpec() TypeSpec {
	return TypeSpec{
		Type: UnicodeDecodeErrorType, Base: UnicodeErrorType, Flags: TypeBase,
		Doc:     "Bytes cannot be decoded.",
		Layout:  excLayout(5),
		Slots:   Slots{Init: unicodeDecodeErrorInit, Str: unicodeDecodeErrorStr},
		GetSets: unicodeErrorGetSets(),
	}
}

func unicodeEncodeErrorSpec() TypeSpec {
	return TypeSpec{
		Type: UnicodeEncodeErrorType, Base: UnicodeErrorType, Flags: TypeBase,
		Doc:     "Text cannot be encoded.",
		Layout:  excLayout(5),
		Slots:   Slots{Init: unicodeEncodeErrorInit, Str: unicodeEncodeErrorStr},
		GetSets: unicodeErrorGetSets(),
	}
}

func unicodeTranslateErrorSpec() TypeSpec {
	return TypeSpec{
		Type: UnicodeTranslateErrorType, Base: UnicodeErrorType, Flags: TypeBase,
		Doc:     "Text cannot be translated.",
		Layout:  excLayout(5),
		Slots:   Slots{Init: unicodeTranslateErrorInit, Str: unicodeTranslateErrorStr},
		GetSets: unicodeErrorGetSets(),
	}
}

// excArgs checks the number of positional arguments of a constructor that has no optional ones.
func excArgs(th *Thread, self Value, args []Value, kwnames *Tuple, n int) error {
	if err := baseExceptionInit(th, self, args, kwnames); err != nil {
		return err
	}
	if len(args) != n {
		return TypeErrorf(th, "function takes exactly %d arguments (%d given)", n, len(args))
	}
	return nil
}

// excStrArg checks that argument i (from 1) is a str.
func excStrArg(th *Thread, v Value, i int) error {
	if !IsStr(v) {
		return TypeErrorf(th, "argument %d must be str, not %s", i, ArgTypeName(v))
	}
	return nil
}

// initUnicode checks and stores (encoding, object, start, end, reason); args[0] is argument number first.
func (e *Exception) initUnicode(th *Thread, args []Value, first int, bytes bool) error {
	if first == 1 {
		if err := excStrArg(th, args[0], 1); err != nil {
			return err
		}
	}
	obj := args[1]
	if !bytes {
		if err := excStrArg(th, obj, first+1); err != nil {
			return err
		}
	}
	start, err := asSsize(th, args[2])
	if err != nil {
		return err
	}
	end, err := asSsize(th, args[3])
	if err != nil {
		return err
	}
	if err := excStrArg(th, args[4], first+4); err != nil {
		return err
	}
	if bytes && !IsBytes(obj) {
		b, err := GetBuffer(th, obj, BufferSimple)
		if err != nil {
			return err
		}
		obj = NewBytes(string(b.Bytes()))
		if b.Release != nil {
			b.Release(th)
		}
	}
	e.setField(fieldUnicodeEncoding, args[0])
	e.setField(fieldUnicodeObject, obj)
	e.setField(fieldUnicodeStart, SmallInt(clampSmall(start)))
	e.setField(fieldUnicodeEnd, SmallInt(clampSmall(end)))
	e.setField(fieldUnicodeReason, args[4])
	return nil
}

func unicodeDecodeErrorInit(th *Thread, self Value, args []Value, kwnames *Tuple) error {
	if err := excArgs(th, self, args, kwnames, 5); err != nil {
		return err
	}
	return AsException(self).initUnicode(th, args, 1, true)
}

func unicodeEncodeErrorInit(th *Thread, self Value, args []Value, kwnames *Tuple) error {
	if err := excArgs(th, self, args, kwnames, 5); err != nil {
		return err
	}
	return AsException(self).initUnicode(th, args, 1, false)
}

func unicodeTranslateErrorInit(th *Thread, self Value, args []Value, kwnames *Tuple) error {
	if err := excArgs(th, self, args, kwnames, 4); err != nil {
		return err
	}
	return AsException(self).initUnicode(th, append([]Value{{}}, args...), 0, false)
}

// unicodeParts returns what the texts are made of; the object is absent if never set.
func (e *Exception) unicodeParts(th *Thread) (encoding, reason string, obj Value, start, end int64, err error) {
	obj = e.rawField(fieldUnicodeObject)
	if obj.IsAbsent() {
		return
	}
	show := func(i int) string {
		v := e.rawField(i)
		if v.IsAbsent() {
			return "<NULL>"
		}
		var s string
		if err == nil {
			s, err = ToString(th, v)
		}
		return s
	}
	reason = show(fieldUnicodeReason)
	encoding = show(fieldUnicodeEncoding)
	return encoding, reason, obj, e.intField(fieldUnicodeStart), e.intField(fieldUnicodeEnd), err
}

func unicodeDecodeErrorStr(th *Thread, self Value) (Value, error) {
	enc, reason, obj, start, end, err := AsException(self).unicodeParts(th)
	if err != nil || obj.IsAbsent() {
		return emptyStr.Value(), err
	}
	if !IsBytes(obj) {
		return Value{}, TypeErrorf(th, "UnicodeError 'object' attribute must be a bytes")
	}
	s := AsBytes(obj).s
	if start >= 0 && start < int64(len(s)) && end == start+1 {
		return NewStr(fmt.Sprintf("'%s' codec can't decode byte 0x%02x in position %d: %s", enc, s[start], start, reason)), nil
	}
	return NewStr(fmt.Sprintf("'%s' codec can't decode bytes in position %d-%d: %s", enc, start, end-1, reason)), nil
}

// escapedRune writes a code point as the texts show it.
func escapedRune(r rune) string {
	switch {
	case r <= 0xff:
		return fmt.Sprintf("\\x%02x", r)
	case r <= 0xffff:
		return fmt.Sprintf("\\u%04x", r)
	}
	return fmt.Sprintf("\\U%08x", r)
}

func unicodeEncodeErrorStr(th *Thread, self Value) (Value, error) {
	enc, reason, obj, start, end, err := AsException(self).unicodeParts(th)
	if err != nil || obj.IsAbsent() {
		return emptyStr.Value(), err
	}
	if !IsStr(obj) {
		return Value{}, TypeErrorf(th, "UnicodeError 'object' attribute must be a string")
	}
	s := AsStr(obj)
	if start >= 0 && start < int64(s.n) && end == start+1 {
		return NewStr(fmt.Sprintf("'%s' codec can't encode character '%s' in position %d: %s", enc, escapedRune(s.At(int(start))), start, reason)), nil
	}
	return NewStr(fmt.Sprintf("'%s' codec can't encode characters in position %d-%d: %s", enc, start, end-1, reason)), nil
}

func unicodeTranslateErrorStr(th *Thread, self Value) (Value, error) {
	_, reason, obj, start, end, err := AsException(self).unicodeParts(th)
	if err != nil || obj.IsAbsent() {
		return emptyStr.Value(), err
	}
	if !IsStr(obj) {
		return Value{}, TypeErrorf(th, "UnicodeError 'object' attribute must be a string")
	}
	s := AsStr(obj)
	if start >= 0 && start < int64(s.n) && end == start+1 {
		return NewStr(fmt.Sprintf("can't translate character '%s' in position %d: %s", escapedRune(s.At(int(start))), start, reason)), nil
	}
	return NewStr(fmt.Sprintf("can't translate characters in position %d-%d: %s", start, end-1, reason)), nil
}

// NewUnicodeDecodeError returns the exception for undecodable data[start:end]; it does not raise.
func NewUnicodeDecodeError(encoding, data string, start, end int, reason string) *Exception {
	return newUnicodeError(UnicodeDecodeErrorType, NewStr(encoding), NewBytes(data), start, end, reason)
}

// NewUnicodeEncodeError returns the exception for unencodable code points start to end of text; it does not raise.
func NewUnicodeEncodeError(encoding string, text *Str, start, end int, reason string) *Exception {
	return newUnicodeError(UnicodeEncodeErrorType, NewStr(encoding), text.Value(), start, end, reason)
}

func newUnicodeError(t *Type, encoding, obj Value, start, end int, reason string) *Exception {
	args := []Value{encoding, obj, Int(int64(start)), Int(int64(end)), NewStr(reason)}
	tuple := NewTupleCopy(args)
	if encoding.IsAbsent() {
		tuple = NewTupleCopy(args[1:])
	}
	e := newException(t, tuple)
	copy(e.Fields, args)
	return e
}

// UnicodeErrorParts returns the object, start and end of a UnicodeError, the positions clamped to the object's length n as
// CPython's PyUnicodeDecodeError_GetStart and GetEnd do (start in [0, n-1], end in [1, n]). It raises TypeError if the object
// is missing or of the wrong type.
func (e *Exception) UnicodeErrorParts(th *Thread) (obj Value, start, end int, err error) {
	obj = e.rawField(fieldUnicodeObject)
	bytes := e.Type().IsSubtype(UnicodeDecodeErrorType)
	n := 0
	switch {
	case obj.IsAbsent():
		return obj, 0, 0, TypeErrorf(th, "UnicodeError 'object' attribute is not set")
	case bytes && !IsBytes(obj):
		return obj, 0, 0, TypeErrorf(th, "UnicodeError 'object' attribute must be a bytes")
	case !bytes && !IsStr(obj):
		return obj, 0, 0, TypeErrorf(th, "UnicodeError 'object' attribute must be a string")
	case bytes:
		n = len(AsBytes(obj).s)
	default:
		n = AsStr(obj).n
	}
	start, end = int(e.intField(fieldUnicodeStart)), int(e.intField(fieldUnicodeEnd))
	start = max(0, min(start, n-1))
	if end < 1 {
		end = 1
	}
	return obj, start, min(end, n), nil
}

// Encoding returns the encoding attribute of a UnicodeError.
func (e *Exception) Encoding() Value { return e.field(fieldUnicodeEncoding) }
