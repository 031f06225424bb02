// This file implements csv.reader.

package csv

import (
	"sync/atomic"
	"unsafe"

	"weft/internal/object"
	"weft/internal/wtf8"
)

func runes(s string) []rune { return wtf8.Runes(s) }

// reader is a reader object.
type reader struct {
	object.Header
	d       *dialect
	st      *state
	lines   value
	lineNum atomic.Int64
	turn    atomic.Int64 // counts the calls of next, so that one notices another in between
}

func asReader(v value) *reader { return (*reader)(v.Ptr()) }

func readerSpec() object.TypeSpec {
	return object.TypeSpec{
		Type:   readerType,
		Module: "_csv",
		Doc:    "CSV reader\n\nReader objects are responsible for reading and parsing tabular data\nin CSV format.\n",
		Flags:  object.TypeBase | object.TypeNoInstantiate,
		Layout: object.LayoutOf[reader](),
		Slots: object.Slots{
			Iter: func(th *thread, self value) (value, error) { return self, nil },
			Next: readerNext,
		},
		GetSets: []object.GetSet{
			object.ReadonlyMember("dialect", "", func(th *thread, self value) (value, error) { return asReader(self).d.Value(), nil }),
			object.ReadonlyMember("line_num", "", func(th *thread, self value) (value, error) { return object.Int(asReader(self).lineNum.Load()), nil }),
		},
	}
}

func csvReader(th *thread, args []value, kwnames *object.Tuple) (value, error) {
	lines, base, kw, err := unpack(th, "reader", args, kwnames)
	if err != nil {
		return value{}, err
	}
	if lines, err = object.GetIter(th, lines); err != nil {
		return value{}, err
	}
	d, err := dialectOf(th, base, kw, kwnames)
	if err != nil {
		return value{}, err
	}
	v := readerType.New()
	r := asReader(v)
	r.d, r.lines, r.st = d, lines, stateOf(th)
	return v, nil
}

// The states of a row. endOfLine stands for the end of a line that the reader was given.
const (
	startRecord = iota
	startField
	escaped
	inField
	inQuoted
	escapedInQuoted
	quoteInQuoted
	eatNewline
	afterEscapedNewline

	endOfLine = rune(-2)
)

// row is a row being read.
type row struct {
	d        *dialect
	fields   []value
	state    int
	field    []byte // the field being read, of n characters
	n, limit int
	unquoted bool
	room     [16]value
}

func readerNext(th *thread, self value) (value, error) {
	r := asReader(self)
	turn := r.turn.Add(1)
	w := row{d: r.d, limit: r.st.maxField(), field: th.TakeBuf(), unquoted: true}
	w.fields = w.room[:0]
	for {
		line, err := object.Next(th, r.lines)
		if err != nil {
			return value{}, err
		}
		if r.turn.Load() != turn {
			return value{}, fail(th, "iterator has already advanced the reader")
		}
		if line.IsAbsent() {
			if w.n == 0 && w.state != inQuoted {
				th.GiveBuf(w.field)
				return value{}, nil
			}
			if r.d.strict {
				return value{}, fail(th, "unexpected end of data")
			}
			if err := w.save(th); err != nil {
				return value{}, err
			}
			break
		}
		if !object.IsStr(line) {
			return value{}, fail(th, "iterator should return strings, not %.200s (the file should be opened in text mode)", line.Type().DisplayName())
		}
		r.lineNum.Add(1)
		if err := w.line(th, object.AsStr(line).String()); err != nil {
			return value{}, err
		}
		if err := w.char(th, endOfLine); err != nil {
			return value{}, err
		}
		if w.state == startRecord {
			break
		}
	}
	th.GiveBuf(w.field)
	return object.NewListCopy(w.fields).Value(), nil
}

// plain returns the length of the run of bytes at the start of s that stop does not mark.
func plain(s string, stop *[256]bool) int {
	for i := 0; i < len(s); i++ {
		if stop[s[i]] {
			return i
		}
	}
	return len(s)
}

// line reads the characters of a line; runs of plain ones are read at once.
func (w *row) line(th *thread, s string) error {
	d := w.d
	for i := 0; i < len(s); {
		n := 0
		switch w.state {
		case startRecord, startField:
			c := s[i]
			if d.stop[c] || rune(c) == d.quote || c >= 0x80 && d.quote >= 0x80 || c == ' ' && d.skipSpace {
				break
			}
			n = plain(s[i:], &d.stop)
			w.unquoted = true
			w.state = inField
			rest := s[i+n:]
			last := rest == "\n" || rest == "\r\n"
			if w.number() || !last && (rest == "" || rune(rest[0]) != d.delimiter) {
				break
			}
			// The whole field at once; the last one ends the row.
			t := s[i : i+n]
			if len(t) > w.limit && wtf8.RuneCount(t) > w.limit {
				return w.tooLong(th)
			}
			w.fields = append(w.fields, object.CopyText(t))
			if last {
				w.state = startRecord
				return nil
			}
			w.state = startField
			i += n + 1
			continue
		case inField:
			n = plain(s[i:], &d.stop)
		case inQuoted:
			n = plain(s[i:], &d.stopQuoted)
		}
		if n > 0 {
			if err := w.add(th, s[i:i+n]); err != nil {
				return err
			}
			i += n
			continue
		}
		c, size := wtf8.DecodeRune(s, i)
		if err := w.char(th, c); err != nil {
			return err
		}
		i += size
	}
	return nil
}

func (w *row) number() bool { return w.d.quoting == quoteNonnumeric || w.d.quoting == quoteStrings }

func (w *row) tooLong(th *thread) error {
	return fail(th, "field larger than field limit (%d)", stateOf(th).limit.Load())
}

// add appends text to the field.
func (w *row) add(th *thread, t string) error {
	w.n += wtf8.RuneCount(t)
	if w.n > w.limit {
		return w.tooLong(th)
	}
	w.field = append(w.field, t...)
	return nil
}

func (w *row) addRune(th *thread, c rune) error {
	if w.n++; w.n > w.limit {
		return w.tooLong(th)
	}
	w.field = wtf8.AppendRune(w.field, c)
	return nil
}

// save ends the field.
func (w *row) save(th *thread) error {
	var v value
	q := w.d.quoting
	if w.unquoted && w.n == 0 && (q == quoteNotnull || q == quoteStrings) {
		v = object.None
	} else {
		v = object.CopyText(unsafe.String(unsafe.SliceData(w.field), len(w.field)))
		if w.unquoted && w.n != 0 && w.number() {
			var err error
			if v, err = object.Call(th, object.FloatType.Value(), v); err != nil {
				return err
			}
		}
	}
	w.field, w.n = w.field[:0], 0
	w.fields = append(w.fields, v)
	return nil
}

// endField ends the field, and the row if c is the end of a line.
func (w *row) endField(th *thread, c rune) error {
	w.state = eatNewline
	if c == endOfLine {
		w.state = startRecord
	}
	return w.save(th)
}

// char reads one character.
func (w *row) char(th *thread, c rune) error {
	d := w.d
	newline := c == '\n' || c == '\r' || c == endOfLine
	switch w.state {
	case startRecord:
		if c == endOfLine {
			return nil // an empty line is an empty row
		}
		if newline {
			w.state = eatNewline
			return nil
		}
		w.state = startField
		fallthrough
	case startField:
		w.unquoted = true
		switch {
		case newline:
			return w.endField(th, c)
		case c == d.quote && d.quoting != quoteNone:
			w.unquoted = false
			w.state = inQuoted
		case c == d.escape:
			w.state = escaped
		case c == ' ' && d.skipSpace:
		case c == d.delimiter:
			return w.save(th)
		default:
			w.state = inField
			return w.addRune(th, c)
		}
	case escaped:
		if c == '\n' || c == '\r' {
			w.state = afterEscapedNewline
			return w.addRune(th, c)
		}
		if c == endOfLine {
			c = '\n'
		}
		w.state = inField
		return w.addRune(th, c)
	case afterEscapedNewline, inField:
		switch {
		case w.state == afterEscapedNewline && c == endOfLine:
		case newline:
			return w.endField(th, c)
		case c == d.escape:
			w.state = escaped
		case c == d.delimiter:
			w.state = startField
			return w.save(th)
		default:
			return w.addRune(th, c)
		}
	case inQuoted:
		switch {
		case c == endOfLine:
		case c == d.escape:
			w.state = escapedInQuoted
		case c == d.quote && d.quoting != quoteNone:
			if d.doubleQuote {
				w.state = quoteInQuoted
			} else {
				w.state = inField
			}
		default:
			return w.addRune(th, c)
		}
	case escapedInQuoted:
		if c == endOfLine {
			c = '\n'
		}
		w.state = inQuoted
		return w.addRune(th, c)
	case quoteInQuoted:
		switch {
		case d.quoting != quoteNone && c == d.quote:
			w.state = inQuoted
			return w.addRune(th, c)
		case c == d.delimiter:
			w.state = startField
			return w.save(th)
		case newline:
			return w.endField(th, c)
		case !d.strict:
			w.state = inField
			return w.addRune(th, c)
		default:
			return fail(th, "'%s' expected after '%s'", wtf8.String(d.delimiter), wtf8.String(d.quote))
		}
	case eatNewline:
		switch {
		case c == endOfLine:
			w.state = startRecord
		case !newline:
			return fail(th, "new-line character seen in unquoted field - do you need to open the file with newline=''?")
		}
	}
	return nil
}
