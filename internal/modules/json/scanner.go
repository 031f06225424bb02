// This file implements make_scanner: reading JSON.

package json

import (
	"unsafe"

	"weft/internal/floatfmt"
	"weft/internal/object"
	"weft/internal/wtf8"
)

// scanner is a Scanner object; immutable once made.
type scanner struct {
	object.Header
	strict                              bool
	objectHook, pairsHook               value // None: none
	parseFloat, parseInt, parseConstant value
}

func asScanner(v value) *scanner { return (*scanner)(v.Ptr()) }

func scannerSpec() object.TypeSpec {
	return object.TypeSpec{
		Type:   scannerType,
		Module: "_json",
		Doc:    "JSON scanner object",
		Layout: object.LayoutOf[scanner](),
		Slots:  object.Slots{New: scannerNew, Call: scannerCall},
		GetSets: []object.GetSet{
			object.ReadonlyMember("strict", "strict", func(th *thread, self value) (value, error) { return object.Bool(asScanner(self).strict), nil }),
			object.ReadonlyMember("object_hook", "object_hook", func(th *thread, self value) (value, error) { return asScanner(self).objectHook, nil }),
			object.ReadonlyMember("object_pairs_hook", "", func(th *thread, self value) (value, error) { return asScanner(self).pairsHook, nil }),
			object.ReadonlyMember("parse_float", "parse_float", func(th *thread, self value) (value, error) { return asScanner(self).parseFloat, nil }),
			object.ReadonlyMember("parse_int", "parse_int", func(th *thread, self value) (value, error) { return asScanner(self).parseInt, nil }),
			object.ReadonlyMember("parse_constant", "parse_constant", func(th *thread, self value) (value, error) { return asScanner(self).parseConstant, nil }),
		},
	}
}

var scannerDef = object.NewDef(object.Method{Name: "make_scanner", Sig: "(context)"}, nil)

func scannerNew(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
	b, err := object.BindSig(th, scannerDef, args, kwnames)
	if err != nil {
		return value{}, err
	}
	ctx := b[0]
	v := t.New()
	s := asScanner(v)
	strict, err := object.GetAttrName(th, ctx, "strict")
	if err != nil {
		return value{}, err
	}
	if s.strict, err = object.IsTrue(th, strict); err != nil {
		return value{}, err
	}
	for _, f := range []struct {
		name string
		to   *value
	}{{"object_hook", &s.objectHook}, {"object_pairs_hook", &s.pairsHook}, {"parse_float", &s.parseFloat}, {"parse_int", &s.parseInt}, {"parse_constant", &s.parseConstant}} {
		if *f.to, err = object.GetAttrName(th, ctx, f.name); err != nil {
			return value{}, err
		}
	}
	return v, nil
}

// positional returns the two arguments of a call where they are given by position, as they nearly always are.
func positional(th *thread, name, sig string, args []value, kwnames *object.Tuple) (a, b value, err error) {
	if len(args) == 2 && kwnames.Len() == 0 {
		return args[0], args[1], nil
	}
	bound, err := object.BindSig(th, object.NewDef(object.Method{Name: name, Sig: sig}, nil), args, kwnames)
	if err != nil {
		return value{}, value{}, err
	}
	return bound[0], bound[1], nil
}

func scannerCall(th *thread, self value, args []value, kwnames *object.Tuple) (value, error) {
	text, at, err := positional(th, "scan_once", "(string, idx)", args, kwnames)
	if err != nil {
		return value{}, err
	}
	idx, err := object.AsSsize(th, at)
	if err != nil {
		return value{}, err
	}
	if !object.IsStr(text) {
		return value{}, object.TypeErrorf(th, "first argument must be a string, not %.80s", text.Type().DisplayName())
	}
	doc := object.AsStr(text)
	if idx < 0 {
		return value{}, object.ValueErrorf(th, "idx cannot be negative")
	}
	if idx >= doc.Len() {
		return value{}, object.StopIteration(th, object.Int(int64(idx)))
	}
	o := asScanner(self)
	s := scan{o: o, doc: doc, s: doc.String(), strict: o.strict}
	s.floats = o.parseFloat.Is(object.FloatType.Value())
	s.ints = o.parseInt.Is(object.IntType.Value())
	s.hooks = !o.objectHook.Is(object.None) || !o.pairsHook.Is(object.None)
	v, next, err := s.value(th, doc.ByteIndex(idx))
	if err != nil {
		return value{}, err
	}
	return object.TupleOf(v, object.SmallInt(int64(s.index(next)))), nil
}

// scan is one pass over a text.
type scan struct {
	o                   *scanner
	doc                 *object.Str
	s                   string
	strict              bool
	floats, ints, hooks bool
	stack               []value // items of the containers that are open
	keys                []keyEntry
	nkeys               int
	more                map[string]value // keys that found no place in keys
	first               [16]value
}

// keyEntry remembers a key, so that equal keys of a text are one object.
type keyEntry struct {
	hash uint64
	key  value
}

// index returns the code point index of a byte offset.
func (s *scan) index(off int) int {
	if s.doc.IsASCII() {
		return off
	}
	return wtf8.RuneCount(s.s[:off])
}

// fail raises JSONDecodeError.
func (s *scan) fail(th *thread, msg string, off int) error {
	m, err := th.Rt.Engine().Import(th, object.Intern("json.decoder"), object.None, object.None, object.TupleOf(object.NewStr("JSONDecodeError")), 0)
	if err != nil {
		return err
	}
	cls, err := object.GetAttrName(th, m, "JSONDecodeError")
	if err != nil {
		return err
	}
	e, err := object.Call(th, cls, object.NewStr(msg), s.doc.Value(), object.Int(int64(s.index(off))))
	if err != nil {
		return err
	}
	return object.RaiseValue(th, e)
}

func (s *scan) stop(th *thread, off int) error {
	return object.StopIteration(th, object.Int(int64(s.index(off))))
}

// space returns the offset of the first byte at or after i that is not white space.
func (s *scan) space(i int) int {
	for i < len(s.s) {
		if c := s.s[i]; c > ' ' || c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			break
		}
		i++
	}
	return i
}

// value reads the value at i and returns the offset behind it.
func (s *scan) value(th *thread, i int) (value, int, error) {
	if i >= len(s.s) {
		return value{}, 0, s.stop(th, i)
	}
	rest := s.s[i:]
	switch rest[0] {
	case '"':
		return s.str(th, i+1, false)
	case '{':
		if err := th.EnterDeep(" while decoding a JSON object from a unicode string"); err != nil {
			return value{}, 0, err
		}
		v, n, err := s.object(th, i+1)
		th.LeaveDeep()
		return v, n, err
	case '[':
		if err := th.EnterDeep(" while decoding a JSON array from a unicode string"); err != nil {
			return value{}, 0, err
		}
		v, n, err := s.array(th, i+1)
		th.LeaveDeep()
		return v, n, err
	case 'n':
		if len(rest) >= 4 && rest[:4] == "null" {
			return object.None, i + 4, nil
		}
	case 't':
		if len(rest) >= 4 && rest[:4] == "true" {
			return object.True, i + 4, nil
		}
	case 'f':
		if len(rest) >= 5 && rest[:5] == "false" {
			return object.False, i + 5, nil
		}
	case 'N':
		if len(rest) >= 3 && rest[:3] == "NaN" {
			return s.constant(th, "NaN", i)
		}
	case 'I':
		if len(rest) >= 8 && rest[:8] == "Infinity" {
			return s.constant(th, "Infinity", i)
		}
	case '-':
		if len(rest) >= 9 && rest[:9] == "-Infinity" {
			return s.constant(th, "-Infinity", i)
		}
	}
	return s.number(th, i)
}

func (s *scan) constant(th *thread, name string, i int) (value, int, error) {
	v, err := object.Call(th, s.o.parseConstant, object.NewStr(name))
	return v, i + len(name), err
}

// number reads the number at i.
func (s *scan) number(th *thread, start int) (value, int, error) {
	t, i := s.s, start
	neg := t[i] == '-'
	if neg {
		if i++; i == len(t) {
			return value{}, 0, s.stop(th, start)
		}
	}
	var n int64
	switch c := t[i]; {
	case c == '0':
		i++
	case '1' <= c && c <= '9':
		for ; i < len(t) && t[i]-'0' <= 9; i++ {
			if i-start < 18 {
				n = n*10 + int64(t[i]-'0')
			}
		}
	default:
		return value{}, 0, s.stop(th, start)
	}
	isFloat := false
	end := i
	if i+1 < len(t) && t[i] == '.' && t[i+1]-'0' <= 9 {
		isFloat = true
		for i += 2; i < len(t) && t[i]-'0' <= 9; i++ {
		}
		end = i
	}
	if i+1 < len(t) && t[i]|0x20 == 'e' {
		j := i + 1
		if j+1 < len(t) && (t[j] == '-' || t[j] == '+') {
			j++
		}
		for ; j < len(t) && t[j]-'0' <= 9; j++ {
		}
		if t[j-1]-'0' <= 9 {
			isFloat = true
			end = j
		}
	}
	num := t[start:end]
	switch {
	case isFloat && s.floats:
		f, err := floatfmt.Parse(num)
		if err != nil {
			break
		}
		return object.Float(f), end, nil
	case isFloat:
		v, err := object.Call(th, s.o.parseFloat, object.CopyText(num))
		return v, end, err
	case s.ints && end-start < 18:
		if neg {
			n = -n
		}
		return object.Int(n), end, nil
	}
	v, err := object.Call(th, s.o.parseInt, object.CopyText(num))
	return v, end, err
}

// array reads the array behind the bracket before i.
func (s *scan) array(th *thread, i int) (value, int, error) {
	base := s.open()
	if i = s.space(i); i >= len(s.s) || s.s[i] != ']' {
		for {
			v, next, err := s.value(th, i)
			if err != nil {
				return value{}, 0, err
			}
			s.stack = append(s.stack, v)
			if i = s.space(next); i < len(s.s) && s.s[i] == ']' {
				break
			}
			if i >= len(s.s) || s.s[i] != ',' {
				return value{}, 0, s.fail(th, "Expecting ',' delimiter", i)
			}
			comma := i
			if i = s.space(i + 1); i < len(s.s) && s.s[i] == ']' {
				return value{}, 0, s.fail(th, "Illegal trailing comma before end of array", comma)
			}
		}
	}
	l := object.NewListCopy(s.stack[base:])
	s.close(base)
	return l.Value(), i + 1, nil
}

// open returns the height of the stack at the start of a container.
func (s *scan) open() int {
	if s.stack == nil {
		s.stack = s.first[:0]
	}
	return len(s.stack)
}

// close drops the items of a container.
func (s *scan) close(base int) {
	if len(s.stack)-base > 64 {
		clear(s.stack[base:])
	}
	s.stack = s.stack[:base]
}

// object reads the object behind the brace before i.
func (s *scan) object(th *thread, i int) (value, int, error) {
	base := s.open()
	if i = s.space(i); i >= len(s.s) || s.s[i] != '}' {
		for {
			if i >= len(s.s) || s.s[i] != '"' {
				return value{}, 0, s.fail(th, "Expecting property name enclosed in double quotes", i)
			}
			key, next, err := s.str(th, i+1, true)
			if err != nil {
				return value{}, 0, err
			}
			if i = s.space(next); i >= len(s.s) || s.s[i] != ':' {
				return value{}, 0, s.fail(th, "Expecting ':' delimiter", i)
			}
			v, next, err := s.value(th, s.space(i+1))
			if err != nil {
				return value{}, 0, err
			}
			s.stack = append(s.stack, key, v)
			if i = s.space(next); i < len(s.s) && s.s[i] == '}' {
				break
			}
			if i >= len(s.s) || s.s[i] != ',' {
				return value{}, 0, s.fail(th, "Expecting ',' delimiter", i)
			}
			comma := i
			if i = s.space(i + 1); i < len(s.s) && s.s[i] == '}' {
				return value{}, 0, s.fail(th, "Illegal trailing comma before end of object", comma)
			}
		}
	}
	kv := s.stack[base:]
	i++
	if s.hooks && !s.o.pairsHook.Is(object.None) {
		l := object.NewListSize(len(kv) / 2)
		for j := 0; j < len(kv); j += 2 {
			l.Append(object.TupleOf(kv[j], kv[j+1]))
		}
		s.close(base)
		v, err := object.Call(th, s.o.pairsHook, l.Value())
		return v, i, err
	}
	d, err := object.DictOfPairs(th, kv)
	s.close(base)
	if err != nil {
		return value{}, 0, err
	}
	if s.hooks {
		v, err := object.Call(th, s.o.objectHook, d.Value())
		return v, i, err
	}
	return d.Value(), i, nil
}

// str reads the string behind the quote before start; a key is remembered.
func (s *scan) str(th *thread, start int, key bool) (value, int, error) {
	t := s.s
	end := plainEnd(t, start, false)
	if end < len(t) && t[end] == '"' {
		if key {
			return s.key(t[start:end]), end + 1, nil
		}
		return object.CopyText(t[start:end]), end + 1, nil
	}
	b := th.TakeBuf()
	chunk := start
	for {
		if end == len(t) {
			return value{}, 0, s.fail(th, "Unterminated string starting at", start-1)
		}
		switch c := t[end]; {
		case c == '"':
			b = append(b, t[chunk:end]...)
			text := unsafe.String(unsafe.SliceData(b), len(b))
			var v value
			if key {
				v = s.key(text)
			} else {
				v = object.CopyText(text)
			}
			th.GiveBuf(b)
			return v, end + 1, nil
		case c != '\\':
			if s.strict {
				return value{}, 0, s.fail(th, "Invalid control character at", end)
			}
			end = plainEnd(t, end+1, false)
			continue
		}
		b = append(b, t[chunk:end]...)
		if end++; end == len(t) {
			return value{}, 0, s.fail(th, "Unterminated string starting at", start-1)
		}
		c := t[end]
		end++
		switch c {
		case '"', '\\', '/':
			b = append(b, c)
		case 'b':
			b = append(b, '\b')
		case 'f':
			b = append(b, '\f')
		case 'n':
			b = append(b, '\n')
		case 'r':
			b = append(b, '\r')
		case 't':
			b = append(b, '\t')
		case 'u':
			r, ok := hex4(t, end)
			if !ok || end+4 >= len(t) {
				return value{}, 0, s.fail(th, "Invalid \\uXXXX escape", end-1)
			}
			end += 4
			if r&^0x3ff == 0xd800 && end+6 < len(t) && t[end] == '\\' && t[end+1] == 'u' {
				r2, ok := hex4(t, end+2)
				if !ok {
					return value{}, 0, s.fail(th, "Invalid \\uXXXX escape", end+1)
				}
				if r2&^0x3ff == 0xdc00 {
					r = 0x10000 + (r&0x3ff)<<10 | r2&0x3ff
					end += 6
				}
			}
			b = wtf8.AppendRune(b, r)
		default:
			return value{}, 0, s.fail(th, "Invalid \\escape", end-2)
		}
		chunk = end
		end = plainEnd(t, end, false)
	}
}

// hex4 reads four hexadecimal digits at i.
func hex4(t string, i int) (r rune, ok bool) {
	if i+4 > len(t) {
		return 0, false
	}
	for _, c := range []byte(t[i : i+4]) {
		switch {
		case c-'0' <= 9:
			c -= '0'
		case c|0x20-'a' <= 5:
			c = c | 0x20 - 'a' + 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}

// key returns the str of a key, the same for equal keys of one text.
func (s *scan) key(t string) value {
	h := keyHash(t)
	if s.nkeys*2 >= len(s.keys) && len(s.keys) < 1<<16 {
		s.growKeys()
	}
	mask := uint64(len(s.keys) - 1)
	for i := uint64(0); i < 8; i++ {
		e := &s.keys[(h+i)&mask]
		if e.key.IsAbsent() {
			e.hash, e.key = h, object.CopyText(t)
			s.nkeys++
			return e.key
		}
		if e.hash == h && object.AsStr(e.key).String() == t {
			return e.key
		}
	}
	v, ok := s.more[t]
	if !ok {
		v = object.CopyText(t)
		if s.more == nil {
			s.more = map[string]value{}
		}
		s.more[object.AsStr(v).String()] = v
	}
	return v
}

// growKeys makes the table of keys larger.
func (s *scan) growKeys() {
	old := s.keys
	s.keys = make([]keyEntry, max(16, 4*len(old)))
	mask := uint64(len(s.keys) - 1)
next:
	for _, e := range old {
		if e.key.IsAbsent() {
			continue
		}
		for i := uint64(0); i < 8; i++ {
			if p := &s.keys[(e.hash+i)&mask]; p.key.IsAbsent() {
				*p = e
				continue next
			}
		}
		if s.more == nil {
			s.more = map[string]value{}
		}
		s.more[object.AsStr(e.key).String()] = e.key
	}
}

// keyHash is quick; what collides goes to a map.
func keyHash(t string) uint64 {
	const k = 0x9e3779b97f4a7c15
	h := uint64(len(t)) * k
	for len(t) >= 8 {
		h = (h ^ load8(t, 0)) * k
		h ^= h >> 29
		t = t[8:]
	}
	for i := 0; i < len(t); i++ {
		h = (h ^ uint64(t[i])) * k
	}
	return h ^ h>>32
}
