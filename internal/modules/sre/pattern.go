// This file implements Pattern objects and scanners.

package sre

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"sync/atomic"
	"unsafe"

	"weft/internal/object"
	engine "weft/internal/sre"
)

// pattern is a Pattern object.
type pattern struct {
	object.Header
	prog    *engine.Program
	code    []uint32
	kind    uint8
	pattern value // str, bytes-like or None
	flags   int
	groups  int
	index   *object.Dict  // numbers of named groups
	names   *object.Tuple // names of groups by number, or None
}

func asPattern(v value) *pattern   { return (*pattern)(v.Ptr()) }
func (p *pattern) value() value    { return object.FromPtr(unsafe.Pointer(p)) }
func (s *scanner) value() value    { return object.FromPtr(unsafe.Pointer(s)) }
func asScanner(v value) *scanner   { return (*scanner)(v.Ptr()) }
func (p *pattern) newMarks() []int { return make([]int, 2*(p.groups+1)) }

func patternSpec() object.TypeSpec {
	same := func(th *thread, a []value) (value, error) { return a[0], nil }
	return object.TypeSpec{
		Type: patternType, Module: "re", Flags: object.TypeNoInstantiate | object.TypeHasWeakref, Layout: object.LayoutOf[pattern](),
		Doc:   "Compiled regular expression object.",
		Slots: object.Slots{Repr: patternRepr, Hash: patternHash, Compare: patternCompare},
		Methods: []object.Method{
			{Name: "match", Fn: patternMatch, Sig: "(self, /, string, pos=0, endpos=sys.maxsize)", Doc: "Match at the beginning of the string; return a Match or None."},
			{Name: "fullmatch", Fn: patternFullmatch, Sig: "(self, /, string, pos=0, endpos=sys.maxsize)", Doc: "Match the whole string; return a Match or None."},
			{Name: "search", Fn: patternSearch, Sig: "(self, /, string, pos=0, endpos=sys.maxsize)", Doc: "Find the first match in the string; return a Match or None."},
			{Name: "sub", Fn: patternSub, Sig: "(self, /, repl, string, count=0)", Doc: "Return the string with matches replaced by repl, at most count of them unless it is 0."},
			{Name: "subn", Fn: patternSubn, Sig: "(self, /, repl, string, count=0)", Doc: "Return a tuple of what sub() returns and the number of replacements."},
			{Name: "findall", Fn: patternFindall, Sig: "(self, /, string, pos=0, endpos=sys.maxsize)", Doc: "Return a list of all matches that do not overlap."},
			{Name: "split", Fn: patternSplit, Sig: "(self, /, string, maxsplit=0)", Doc: "Split the string at matches."},
			{Name: "finditer", Fn: patternFinditer, Sig: "(self, /, string, pos=0, endpos=sys.maxsize)", Doc: "Return an iterator over all matches that do not overlap."},
			{Name: "scanner", Fn: patternScanner, Sig: "(self, /, string, pos=0, endpos=sys.maxsize)"},
			{Name: "__copy__", Fn: same, Sig: "(self, /)"},
			{Name: "__deepcopy__", Fn: same, Sig: "(self, memo, /)"},
			{Name: "__class_getitem__", Kind: object.ClassMethod, Fn: object.ClassGetItem, Sig: "(cls, object, /)", Doc: "See PEP 585"},
		},
		GetSets: []object.GetSet{
			{Name: "pattern", Get: func(th *thread, self value) (value, error) { return asPattern(self).pattern, nil }, Doc: "The pattern string from which the RE object was compiled."},
			{Name: "flags", Get: func(th *thread, self value) (value, error) { return object.Int(int64(asPattern(self).flags)), nil }, Doc: "The regex matching flags."},
			{Name: "groups", Get: func(th *thread, self value) (value, error) { return object.Int(int64(asPattern(self).groups)), nil }, Doc: "The number of capturing groups in the pattern."},
			{Name: "groupindex", Get: func(th *thread, self value) (value, error) {
				return object.NewMappingProxy(asPattern(self).index.Value()), nil
			}, Doc: "A dictionary mapping group names to group numbers."},
		},
	}
}

// flagNames are the flags that repr() shows, in order.
var flagNames = [...]struct {
	bit  int
	name string
}{
	{2, "re.IGNORECASE"}, {4, "re.LOCALE"}, {8, "re.MULTILINE"}, {16, "re.DOTALL"}, {32, "re.UNICODE"}, {64, "re.VERBOSE"},
	{128, "re.DEBUG"}, {256, "re.ASCII"},
}

const (
	flagLocale  = 4
	flagUnicode = 32
	flagASCII   = 256
)

func patternRepr(th *thread, self value) (value, error) {
	p := asPattern(self)
	flags := p.flags
	if p.kind == kindStr && flags&(flagLocale|flagUnicode|flagASCII) == flagUnicode {
		flags &^= flagUnicode
	}
	r, err := object.Repr(th, p.pattern)
	if err != nil {
		return value{}, err
	}
	if r.Len() > 200 {
		r = object.AsStr(r.Slice(th, 0, 200))
	}
	var parts []string
	for _, f := range flagNames {
		if flags&f.bit != 0 {
			parts = append(parts, f.name)
			flags &^= f.bit
		}
	}
	if flags != 0 {
		parts = append(parts, fmt.Sprintf("%#x", uint32(flags)))
	}
	s := "re.compile(" + r.String()
	if parts != nil {
		s += ", " + strings.Join(parts, "|")
	}
	return object.NewStr(s + ")"), nil
}

func patternHash(th *thread, self value) (int64, error) {
	p := asPattern(self)
	h, err := object.Hash(th, p.pattern)
	if err != nil {
		return 0, err
	}
	for _, c := range p.code {
		h = h*1000003 ^ int64(c)
	}
	h ^= int64(p.flags) ^ int64(p.kind)<<32 ^ int64(p.groups)<<16
	if h == -1 {
		h = -2
	}
	return h, nil
}

func patternCompare(th *thread, a, b value, op object.CompareOp) (value, error) {
	if op != object.CmpEQ && op != object.CmpNE || !a.IsExact(patternType) || !b.IsExact(patternType) {
		return object.NotImplemented, nil
	}
	x, y := asPattern(a), asPattern(b)
	eq := x == y
	if !eq && x.flags == y.flags && x.kind == y.kind && slices.Equal(x.code, y.code) {
		var err error
		if eq, err = object.EqualOrIs(th, x.pattern, y.pattern); err != nil {
			return value{}, err
		}
	}
	return object.Bool(eq == (op == object.CmpEQ)), nil
}

// bounds reads the arguments pos and endpos.
func bounds(th *thread, pos, end value) (p, e int, err error) {
	e = math.MaxInt
	if !pos.IsAbsent() {
		if p, err = object.AsSsize(th, pos); err != nil {
			return 0, 0, err
		}
	}
	if !end.IsAbsent() {
		if e, err = object.AsSsize(th, end); err != nil {
			return 0, 0, err
		}
	}
	return p, e, nil
}

// clamp fits bounds to a length as CPython does.
func clamp(pos, end, n int) (int, int) {
	pos, end = min(max(pos, 0), n), min(max(end, 0), n)
	return pos, end
}

// once is match, fullmatch and search.
func (p *pattern) once(th *thread, args []value, mode engine.Mode) (value, error) {
	pos, end := 0, math.MaxInt
	if !args[2].IsAbsent() || !args[3].IsAbsent() {
		var err error
		if pos, end, err = bounds(th, args[2], args[3]); err != nil {
			return value{}, err
		}
	}
	var t text
	if err := t.open(th, args[1], p.kind); err != nil {
		return value{}, err
	}
	defer t.done(th)
	pos, end = clamp(pos, end, t.subj.Len())
	req := engine.Request{Pos: pos, End: end, Mode: mode, Interrupt: th.SafePoint}
	var room [16]int
	var marks []int
	if n := 2 * (p.groups + 1); n <= len(room) {
		marks = room[:n]
	} else {
		marks = make([]int, n)
	}
	if pos > end {
		return object.None, nil
	}
	last, ok, err := p.prog.Match(&t.subj, &req, marks)
	if err != nil {
		return value{}, raise(th, err)
	}
	if !ok {
		return object.None, nil
	}
	return p.newMatch(args[1], marks, pos, end, last), nil
}

func patternMatch(th *thread, args []value) (value, error) {
	return asPattern(args[0]).once(th, args, engine.Match)
}

func patternFullmatch(th *thread, args []value) (value, error) {
	return asPattern(args[0]).once(th, args, engine.FullMatch)
}

func patternSearch(th *thread, args []value) (value, error) {
	return asPattern(args[0]).once(th, args, engine.Search)
}

// iter returns an Iter over all of t.
func (p *pattern) iter(th *thread, t *text) engine.Iter {
	return engine.Iter{Program: p.prog, Subject: &t.subj, Request: engine.Request{
		End: t.subj.Len(), Mode: engine.Search, Interrupt: th.SafePoint,
	}}
}

func patternFindall(th *thread, args []value) (value, error) {
	p := asPattern(args[0])
	pos, end, err := bounds(th, args[2], args[3])
	if err != nil {
		return value{}, err
	}
	var t text
	if err := t.open(th, args[1], p.kind); err != nil {
		return value{}, err
	}
	defer t.done(th)
	it := p.iter(th, &t)
	it.Request.Pos, it.Request.End = clamp(pos, end, t.subj.Len())
	marks := p.newMarks()
	empty := t.slice(th, 0, 0)
	var out []value
	for {
		_, ok, err := it.Next(marks)
		if err != nil {
			return value{}, raise(th, err)
		}
		if !ok {
			return object.NewList(out).Value(), nil
		}
		switch p.groups {
		case 0:
			out = append(out, t.slice(th, marks[0], marks[1]))
		case 1:
			out = append(out, t.group(th, marks, 1, empty))
		default:
			items := make([]value, p.groups)
			for g := range items {
				items[g] = t.group(th, marks, g+1, empty)
			}
			out = append(out, object.NewTuple(items).Value())
		}
	}
}

func patternSplit(th *thread, args []value) (value, error) {
	p := asPattern(args[0])
	limit := 0
	if !args[2].IsAbsent() {
		var err error
		if limit, err = object.AsSsize(th, args[2]); err != nil {
			return value{}, err
		}
	}
	var t text
	if err := t.open(th, args[1], p.kind); err != nil {
		return value{}, err
	}
	defer t.done(th)
	it := p.iter(th, &t)
	marks := p.newMarks()
	var out []value
	last := 0
	for n := 0; limit == 0 || n < limit; n++ {
		_, ok, err := it.Next(marks)
		if err != nil {
			return value{}, raise(th, err)
		}
		if !ok {
			break
		}
		out = append(out, t.slice(th, last, marks[0]))
		for g := 1; g <= p.groups; g++ {
			out = append(out, t.group(th, marks, g, object.None))
		}
		last = marks[1]
	}
	out = append(out, t.slice(th, last, t.subj.Len()))
	return object.NewList(out).Value(), nil
}

func patternSub(th *thread, args []value) (value, error) {
	v, _, err := asPattern(args[0]).subx(th, args[1], args[2], args[3])
	return v, err
}

func patternSubn(th *thread, args []value) (value, error) {
	v, n, err := asPattern(args[0]).subx(th, args[1], args[2], args[3])
	if err != nil {
		return value{}, err
	}
	return object.TupleOf(v, object.Int(int64(n))), nil
}

// compileTemplate returns repl as a template, as the library's re._compile_template makes it.
func (p *pattern) compileTemplate(th *thread, repl value) (*template, error) {
	f, err := libraryAttr(th, "_compile_template")
	if err != nil {
		return nil, err
	}
	v, err := object.Call(th, f, p.value(), repl)
	if err != nil {
		return nil, err
	}
	if !v.IsExact(templateType) {
		return nil, object.RuntimeErrorf(th, "the result of compiling a replacement string is %s, not SRE_Template object", object.ArgTypeName(v))
	}
	return (*template)(v.Ptr()), nil
}

// libraryAttr returns an attribute of module re.
func libraryAttr(th *thread, name string) (value, error) {
	m, err := th.Rt.Engine().Import(th, object.Intern("re"), object.None, object.None, object.None, 0)
	if err != nil {
		return value{}, err
	}
	return object.GetAttrName(th, m, name)
}

// subx is sub and subn.
func (p *pattern) subx(th *thread, repl, str, cnt value) (value, int, error) {
	count := 0
	if !cnt.IsAbsent() {
		var err error
		if count, err = object.AsSsize(th, cnt); err != nil {
			return value{}, 0, err
		}
	}
	var tpl *template
	literal := false
	if !object.IsCallable(repl) {
		switch {
		case object.IsStr(repl):
			literal = strings.IndexByte(object.AsStr(repl).String(), '\\') < 0
		case object.IsBytes(repl):
			literal = strings.IndexByte(object.AsBytes(repl).String(), '\\') < 0
		case object.IsBytesLike(repl):
			if b, err := object.GetBuffer(th, repl, object.BufferSimple); err == nil {
				literal = slices.Index(b.Bytes(), '\\') < 0
				b.Done(th)
			}
		}
		if !literal {
			var err error
			if tpl, err = p.compileTemplate(th, repl); err != nil {
				return value{}, 0, err
			}
			if len(tpl.chunks) == 0 {
				literal, repl = true, tpl.literal
			}
		}
	}
	var t text
	if err := t.open(th, str, p.kind); err != nil {
		return value{}, 0, err
	}
	defer t.done(th)
	it := p.iter(th, &t)
	marks := p.newMarks()
	out := pieces{t: &t}
	last, n, size := 0, 0, t.subj.Len()
	for count == 0 || n < count {
		index, ok, err := it.Next(marks)
		if err != nil {
			return value{}, 0, raise(th, err)
		}
		if !ok {
			break
		}
		if n == 0 && out.b == nil {
			out.b = make([]byte, 0, len(t.s)+len(t.s)/8+16)
		}
		if last < marks[0] {
			out.span(last, marks[0])
		}
		switch {
		case literal:
			if !repl.Is(object.None) {
				out.add(th, repl)
			}
		case tpl != nil:
			if err := out.expand(th, tpl, marks); err != nil {
				return value{}, 0, err
			}
		default:
			v, err := object.Call(th, repl, p.newMatch(str, marks, 0, size, index))
			if err != nil {
				return value{}, 0, err
			}
			if !v.Is(object.None) {
				out.add(th, v)
			}
		}
		last = marks[1]
		n++
	}
	if n == 0 {
		return t.slice(th, 0, size), 0, nil
	}
	if last < size {
		out.span(last, size)
	}
	v, err := out.value()
	return v, n, err
}

// scanner is an SRE_Scanner: successive matches in one text. busy guards the rest.
type scanner struct {
	object.Header
	p        *pattern
	t        text
	it       engine.Iter
	pos, end int
	busy     atomic.Bool
}

func scannerSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: scannerType, Module: "_sre", Flags: object.TypeNoInstantiate, Layout: object.LayoutOf[scanner](),
		Methods: []object.Method{
			{Name: "match", Fn: scannerMatch, Sig: "(self, /)"},
			{Name: "search", Fn: scannerSearch, Sig: "(self, /)"},
		},
		GetSets: []object.GetSet{
			{Name: "pattern", Get: func(th *thread, self value) (value, error) { return asScanner(self).p.value(), nil }},
		},
	}
}

func patternScanner(th *thread, args []value) (value, error) {
	p := asPattern(args[0])
	pos, end, err := bounds(th, args[2], args[3])
	if err != nil {
		return value{}, err
	}
	s := asScanner(scannerType.New())
	s.p = p
	if err := s.t.open(th, args[1], p.kind); err != nil {
		return value{}, err
	}
	if s.t.alias {
		// A buffer that may change its size is copied, since nothing tells when the scanner is no longer used.
		data := []byte(s.t.s)
		s.t.done(th)
		s.t.subj = engine.BytesSubject(data)
	}
	s.pos, s.end = clamp(pos, end, s.t.subj.Len())
	s.it = p.iter(th, &s.t)
	s.it.Request.Pos, s.it.Request.End = s.pos, s.end
	return s.value(), nil
}

func (s *scanner) next(th *thread, mode engine.Mode) (value, error) {
	if !s.busy.CompareAndSwap(false, true) {
		return value{}, object.ValueErrorf(th, "regular expression scanner already executing")
	}
	defer s.busy.Store(false)
	s.it.Request.Mode, s.it.Request.Interrupt = mode, th.SafePoint
	marks := s.p.newMarks()
	last, ok, err := s.it.Next(marks)
	if err != nil {
		return value{}, raise(th, err)
	}
	if !ok {
		return object.None, nil
	}
	return s.p.newMatch(s.t.obj, marks, s.pos, s.end, last), nil
}

func scannerMatch(th *thread, args []value) (value, error) {
	return asScanner(args[0]).next(th, engine.Match)
}

func scannerSearch(th *thread, args []value) (value, error) {
	return asScanner(args[0]).next(th, engine.Search)
}

func patternFinditer(th *thread, args []value) (value, error) {
	s, err := patternScanner(th, args)
	if err != nil {
		return value{}, err
	}
	f, err := object.GetAttrName(th, s, "search")
	if err != nil {
		return value{}, err
	}
	return object.NewCallIter(f, object.None), nil
}
