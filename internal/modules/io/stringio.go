// This file implements StringIO, a text stream in memory.

package io

import (
	"bytes"
	"strings"
	"unsafe"

	"weft/internal/object"
	"weft/internal/wtf8"
)

var stringIOType = &object.Type{Name: "StringIO"}

// stringIO is a StringIO object, guarded by the object's lock. The contents are in text, as WTF-8, while they are only ever appended
// to and read, or ASCII; otherwise in runes, where any position can be found at once.
type stringIO struct {
	object.Header
	object.Ext
	text    []byte
	runes   []rune
	isRunes bool
	ascii   bool // text is ASCII
	n       int  // characters
	pos     int
	ok      bool
	closed  bool

	readNL  string // what ends a line: "\n", "\r" or "\r\n"
	writeNL string // what "\n" becomes when writing, or ""
	uniRead bool
	transl  bool
	lines   *newlines // translation of what is written, or nil
	newline value     // the argument
}

func asStringIO(v value) *stringIO { return (*stringIO)(v.Ptr()) }

func stringIOSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: stringIOType, Base: textIOBaseType, Module: "_io", Flags: baseFlags, Sig: `(initial_value='', newline='\n')`,
		Doc:    "A text stream in memory. newline says what becomes of line ends, as for open().",
		Layout: object.LayoutWithExt[stringIO](unsafe.Offsetof(stringIO{}.Ext)),
		Slots:  object.Slots{New: stringIONew, Init: stringIOInit, Next: stringIONext},
		Methods: []object.Method{
			{Name: "__getstate__", Sig: "(self, /)", Fn: stringIOGetstate},
			{Name: "__setstate__", Sig: "(self, state, /)", Fn: stringIOSetstate},
			{Name: "close", Sig: "(self, /)", Fn: stringIOClose},
			{Name: "getvalue", Sig: "(self, /)", Fn: stringIOGetvalue, Doc: "Return the contents."},
			{Name: "read", Sig: "(self, size=-1, /)", Fn: stringIORead},
			{Name: "readable", Sig: "(self, /)", Fn: stringIOTrue},
			{Name: "readline", Sig: "(self, size=-1, /)", Fn: stringIOReadline},
			{Name: "seek", Sig: "(self, pos, whence=0, /)", Fn: stringIOSeek},
			{Name: "seekable", Sig: "(self, /)", Fn: stringIOTrue},
			{Name: "tell", Sig: "(self, /)", Fn: stringIOTell},
			{Name: "truncate", Sig: "(self, pos=None, /)", Fn: stringIOTruncate},
			{Name: "writable", Sig: "(self, /)", Fn: stringIOTrue},
			{Name: "write", Sig: "(self, s, /)", Fn: stringIOWrite},
		},
		GetSets: []object.GetSet{
			{Name: "closed", Get: func(th *thread, v value) (value, error) {
				s := asStringIO(v)
				s.Lock()
				defer s.Unlock()
				if !s.ok {
					return value{}, valueError(th, msgUninitialized)
				}
				return object.Bool(s.closed), nil
			}},
			{Name: "line_buffering", Get: func(th *thread, v value) (value, error) {
				s := asStringIO(v)
				s.Lock()
				defer s.Unlock()
				return object.False, s.checkLocked(th)
			}},
			{Name: "newlines", Get: func(th *thread, v value) (value, error) {
				s := asStringIO(v)
				s.Lock()
				defer s.Unlock()
				if err := s.checkLocked(th); err != nil || s.lines == nil {
					return none, err
				}
				return s.lines.attr(), nil
			}},
		},
	}
}

func stringIONew(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
	v := t.New()
	if t.HasFlag(object.TypeHeap) {
		finalizeLater(th, asStringIO(v))
	}
	return v, nil
}

// checkLocked raises ValueError if the stream is closed or not initialized.
func (s *stringIO) checkLocked(th *thread) error {
	switch {
	case !s.ok:
		return valueError(th, msgUninitialized)
	case s.closed:
		return valueError(th, "I/O operation on closed file")
	}
	return nil
}

var stringIODef = object.NewDef(object.Method{Name: "StringIO", Sig: `(initial_value='', newline='\n')`}, nil)

func stringIOInit(th *thread, self value, args []value, kw *object.Tuple) error {
	a, err := object.BindSig(th, stringIODef, args, kw)
	if err != nil {
		return err
	}
	nl := a[1]
	if nl.IsAbsent() {
		nl = object.NewStr("\n")
	}
	return asStringIO(self).init(th, a[0], nl)
}

func (s *stringIO) init(th *thread, initial, newline value) error {
	if !newline.Is(none) {
		if !object.IsStr(newline) {
			return object.TypeErrorf(th, "newline must be str or None, not %s", newline.Type().DisplayName())
		}
		switch s := object.AsStr(newline).String(); s {
		case "", "\n", "\r", "\r\n":
		default:
			r, err := object.ReprString(th, newline)
			if err != nil {
				return err
			}
			return object.ValueErrorf(th, "illegal newline value: %s", r)
		}
	}
	if !isNone(initial) && !object.IsStr(initial) {
		return object.TypeErrorf(th, "initial_value must be str or None, not %s", initial.Type().DisplayName())
	}
	s.Lock()
	defer s.Unlock()
	nl := ""
	if !newline.Is(none) {
		nl = object.AsStr(newline).String()
	}
	s.newline = newline
	s.readNL, s.writeNL = nl, ""
	s.uniRead, s.transl = nl == "", newline.Is(none)
	s.lines = nil
	if s.uniRead {
		s.lines = &newlines{translate: s.transl}
	}
	if nl == "\r" || nl == "\r\n" {
		s.writeNL = nl
	}
	s.text, s.runes, s.isRunes, s.ascii, s.n, s.pos = nil, nil, false, true, 0, 0
	s.ok, s.closed = true, false
	if !isNone(initial) {
		if err := s.writeLocked(th, object.AsStr(initial)); err != nil {
			return err
		}
	}
	s.pos = 0
	return nil
}

// toRunesLocked changes to the form in which any character can be found.
func (s *stringIO) toRunesLocked() {
	if s.isRunes {
		return
	}
	s.runes = wtf8.Runes(str(s.text))
	s.text, s.isRunes = nil, true
}

// stringLocked returns characters i to j. The result does not share memory that can change.
func (s *stringIO) stringLocked(i, j int) string {
	switch {
	case i >= j:
		return ""
	case s.isRunes:
		return wtf8.FromRunes(s.runes[i:j])
	case s.ascii:
		return string(s.text[i:j])
	case i == 0 && j == s.n:
		return string(s.text)
	}
	s.toRunesLocked()
	return wtf8.FromRunes(s.runes[i:j])
}

// writeLocked writes text at the position.
func (s *stringIO) writeLocked(th *thread, v *object.Str) error {
	t, n := v.String(), v.Len()
	if s.lines != nil {
		t = s.lines.feed(t, true)
	}
	if s.writeNL != "" {
		t = strings.ReplaceAll(t, "\n", s.writeNL)
	}
	if t == "" {
		return nil
	}
	if s.lines != nil || s.writeNL != "" {
		n = wtf8.RuneCount(t)
	}
	end := s.pos + n
	if end < 0 || end > 1<<44 {
		return object.OverflowErrorf(th, "new position too large")
	}
	if end > s.n {
		if err := object.CheckAlloc(th, end-s.n, 5); err != nil {
			return err
		}
	}
	ascii := n == len(t)
	switch {
	case !s.isRunes && s.pos == s.n:
		s.text = append(s.text, t...)
		s.ascii = s.ascii && ascii
	case !s.isRunes && s.ascii && ascii:
		if s.pos > s.n {
			s.text = append(s.text, make([]byte, s.pos-s.n)...)
		}
		k := copy(s.text[s.pos:], t)
		s.text = append(s.text, t[k:]...)
	default:
		s.toRunesLocked()
		if s.pos > s.n {
			s.runes = append(s.runes, make([]rune, s.pos-s.n)...)
		}
		rs := wtf8.Runes(t)
		k := copy(s.runes[s.pos:], rs)
		s.runes = append(s.runes, rs[k:]...)
	}
	s.pos = end
	s.n = max(s.n, end)
	return nil
}

func stringIOWrite(th *thread, args []value) (value, error) {
	s := asStringIO(args[0])
	if !object.IsStr(args[1]) {
		s.Lock()
		ok := s.ok
		s.Unlock()
		if !ok {
			return value{}, valueError(th, msgUninitialized)
		}
		return value{}, object.TypeErrorf(th, "string argument expected, got '%s'", args[1].Type().DisplayName())
	}
	t := object.AsStr(args[1])
	s.Lock()
	err := s.checkLocked(th)
	if err == nil {
		err = s.writeLocked(th, t)
	}
	s.Unlock()
	return num(t.Len()), err
}

func stringIOTrue(th *thread, args []value) (value, error) {
	s := asStringIO(args[0])
	s.Lock()
	defer s.Unlock()
	return object.True, s.checkLocked(th)
}

func stringIOGetvalue(th *thread, args []value) (value, error) {
	s := asStringIO(args[0])
	s.Lock()
	defer s.Unlock()
	if err := s.checkLocked(th); err != nil {
		return value{}, err
	}
	return object.NewStr(s.stringLocked(0, s.n)), nil
}

func stringIORead(th *thread, args []value) (value, error) {
	s := asStringIO(args[0])
	n, err := sizeArg(th, args[1], -1)
	if err != nil {
		return value{}, err
	}
	s.Lock()
	defer s.Unlock()
	if err := s.checkLocked(th); err != nil {
		return value{}, err
	}
	have := max(s.n-s.pos, 0)
	if n < 0 || n > have {
		n = have
	}
	i := min(s.pos, s.n)
	t := s.stringLocked(i, i+n)
	s.pos += n
	return object.NewStr(t), nil
}

// lineLocked returns the end of the line at the position.
func (s *stringIO) lineLocked(limit int) int {
	if s.pos >= s.n {
		return s.pos
	}
	if !s.isRunes && !s.ascii {
		s.toRunesLocked()
	}
	end := s.n
	if s.isRunes {
		if i := s.runeLineEnd(s.runes[s.pos:]); i >= 0 {
			end = s.pos + i
		}
	} else if i := s.byteLineEnd(s.text[s.pos:]); i >= 0 {
		end = s.pos + i
	}
	if limit >= 0 && end > s.pos+limit {
		end = s.pos + limit
	}
	return end
}

func (s *stringIO) byteLineEnd(b []byte) int {
	switch {
	case s.transl || s.readNL == "\n":
		return bytes.IndexByte(b, '\n') + 1 - b2i(bytes.IndexByte(b, '\n') < 0)
	case s.uniRead:
		i := bytes.IndexAny(b, "\r\n")
		if i >= 0 && b[i] == '\r' && i+1 < len(b) && b[i+1] == '\n' {
			i++
		}
		if i >= 0 {
			i++
		}
		return i
	}
	if i := bytes.Index(b, []byte(s.readNL)); i >= 0 {
		return i + len(s.readNL)
	}
	return -1
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (s *stringIO) runeLineEnd(r []rune) int {
	for i, c := range r {
		if c != '\n' && c != '\r' {
			continue
		}
		switch {
		case s.transl || s.readNL == "\n":
			if c == '\n' {
				return i + 1
			}
		case s.uniRead:
			if c == '\r' && i+1 < len(r) && r[i+1] == '\n' {
				return i + 2
			}
			return i + 1
		case s.readNL == "\r":
			if c == '\r' {
				return i + 1
			}
		default:
			if c == '\r' && i+1 < len(r) && r[i+1] == '\n' {
				return i + 2
			}
		}
	}
	return -1
}

func (s *stringIO) readlineLocked(limit int) value {
	end := s.lineLocked(limit)
	t := s.stringLocked(s.pos, end)
	s.pos = end
	return object.NewStr(t)
}

func stringIOReadline(th *thread, args []value) (value, error) {
	s := asStringIO(args[0])
	n, err := sizeArg(th, args[1], -1)
	if err != nil {
		return value{}, err
	}
	s.Lock()
	defer s.Unlock()
	if err := s.checkLocked(th); err != nil {
		return value{}, err
	}
	return s.readlineLocked(n), nil
}

func stringIONext(th *thread, self value) (value, error) {
	s := asStringIO(self)
	var line value
	if self.Type() == stringIOType {
		s.Lock()
		defer s.Unlock()
		if err := s.checkLocked(th); err != nil {
			return value{}, err
		}
		line = s.readlineLocked(-1)
	} else {
		var err error
		if line, err = object.CallMethod(th, self, "readline"); err != nil {
			return value{}, err
		}
		if !object.IsStr(line) {
			return value{}, object.Raisef(th, object.OSErrorType, "readline() should have returned a str object, not '%s'", line.Type().DisplayName())
		}
	}
	if object.AsStr(line).Len() == 0 {
		return value{}, nil
	}
	return line, nil
}

func stringIOTell(th *thread, args []value) (value, error) {
	s := asStringIO(args[0])
	s.Lock()
	defer s.Unlock()
	return num(s.pos), s.checkLocked(th)
}

func stringIOTruncate(th *thread, args []value) (value, error) {
	s := asStringIO(args[0])
	s.Lock()
	err := s.checkLocked(th)
	size := s.pos
	s.Unlock()
	if err != nil {
		return value{}, err
	}
	if size, err = ssizeOrNone(th, args[1], size); err != nil {
		return value{}, err
	}
	if size < 0 {
		return value{}, object.ValueErrorf(th, "Negative size value %d", size)
	}
	s.Lock()
	defer s.Unlock()
	if size < s.n {
		switch {
		case !s.isRunes && s.ascii:
			s.text = s.text[:size]
		default:
			s.toRunesLocked()
			s.runes = s.runes[:size]
		}
		s.n = size
	}
	return num(size), nil
}

func stringIOSeek(th *thread, args []value) (value, error) {
	s := asStringIO(args[0])
	pos, err := ssize(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	whence, err := intArg(th, args[2], 0)
	if err != nil {
		return value{}, err
	}
	s.Lock()
	defer s.Unlock()
	if err := s.checkLocked(th); err != nil {
		return value{}, err
	}
	switch {
	case whence < 0 || whence > 2:
		return value{}, object.ValueErrorf(th, "Invalid whence (%d, should be 0, 1 or 2)", whence)
	case pos < 0 && whence == 0:
		return value{}, object.ValueErrorf(th, "Negative seek position %d", pos)
	case whence != 0 && pos != 0:
		return value{}, object.Raise(th, object.OSErrorType, "Can't do nonzero cur-relative seeks")
	case whence == 1:
		pos = s.pos
	case whence == 2:
		pos = s.n
	}
	s.pos = pos
	return num(pos), nil
}

func stringIOClose(th *thread, args []value) (value, error) {
	s := asStringIO(args[0])
	s.Lock()
	s.closed = true
	s.text, s.runes, s.isRunes, s.ascii, s.n = nil, nil, false, true, 0
	s.Unlock()
	return none, nil
}

func stringIOGetstate(th *thread, args []value) (value, error) {
	s := asStringIO(args[0])
	s.Lock()
	err := s.checkLocked(th)
	var text, nl value
	pos := s.pos
	if err == nil {
		text, nl = object.NewStr(s.stringLocked(0, s.n)), s.newline
	}
	s.Unlock()
	if err != nil {
		return value{}, err
	}
	d, err := copyOfDict(th, args[0])
	return object.TupleOf(text, nl, num(pos), d), err
}

func stringIOSetstate(th *thread, args []value) (value, error) {
	self, state := args[0], args[1]
	name := self.Type().DisplayName()
	if !object.IsTuple(state) || object.AsTuple(state).Len() < 4 {
		return value{}, object.TypeErrorf(th, "%s.__setstate__ argument should be 4-tuple, got %s", name, state.Type().DisplayName())
	}
	it := object.AsTuple(state).Items()
	s := asStringIO(self)
	s.Lock()
	closed := s.closed
	s.Unlock()
	if closed {
		return value{}, valueError(th, "I/O operation on closed file")
	}
	if !object.IsStr(it[0]) {
		return value{}, object.TypeErrorf(th, "initial_value must be str or None, not %s", it[0].Type().DisplayName())
	}
	// The text has been translated before: it is taken as it is.
	if err := s.init(th, none, it[1]); err != nil {
		return value{}, err
	}
	t := object.AsStr(it[0]).String()
	pos, err := setstatePos(th, it[2], "third item of state must be an integer, got ")
	if err != nil {
		return value{}, err
	}
	s.Lock()
	s.text, s.n = []byte(t), wtf8.RuneCount(t)
	s.ascii = s.n == len(t)
	s.pos = pos
	s.Unlock()
	return none, setstateDict(th, self, it[3], "fourth")
}
