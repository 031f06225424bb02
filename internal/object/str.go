// This file implements the str object: representation, interning, hashing, code-point access. Methods: str_methods.go.
//
// A str is immutable WTF-8: UTF-8 in which lone surrogates are encoded as three bytes. n is the number of code points, equal to
// len(s) exactly if the text is ASCII. Growth: see StrConcat.

package object

import (
	"strconv"
	"sync/atomic"
	"unsafe"

	"weft/internal/floatfmt"
	"weft/internal/pyhash"
	"weft/internal/wtf8"
)

// StrType is str.
var StrType = &Type{Name: "str"}

// Str is a str object. It is immutable, but for caches that are written atomically.
type Str struct {
	Header
	s     string
	n     int   // code points
	hash  int64 // atomic; 0: not computed
	extra *strExtra
}

// strExtra holds what only some strings need.
type strExtra struct {
	buf     *growBuf // the buffer whose used part this string ends, or nil
	shared  bool     // it is its buffer's, for all strings in the buffer: it has no offsets
	offsets atomic.Pointer[wtf8.OffsetTable]
}

// growBuf is the spare room behind a string built by concatenation. used is claimed by compare-and-swap.
type growBuf struct {
	b     []byte // len(b) is the capacity
	used  int64  // atomic
	extra strExtra
}

// newGrowBuf returns a buffer of the given size with used bytes claimed.
func newGrowBuf(size, used int) *growBuf {
	g := &growBuf{b: rawMemory(max(size, 64)), used: int64(used)}
	g.extra.buf, g.extra.shared = g, true
	return g
}

// The flags of str objects; flagGrowing is one of bytes, too.
const (
	flagInterned = flagType << iota
	flagGrowing  // made by concatenation: the next one leaves room to grow
)

func strSpec() TypeSpec {
	return TypeSpec{
		Type:   StrType,
		Make:   makeStr,
		Flags:  TypeBase | TypeSubStr | TypeMatchSelf,
		Layout: LayoutOf[Str](),
		Doc: "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nThe text of an object: what its __str__ returns, " +
			"else its repr.\nWith an encoding or an error handler, the text that a buffer holds; the encoding is\n'utf-8' and the handler " +
			"'strict' where only the other is given.",
		Slots: Slots{
			New:      strNew,
			Repr:     strRepr,
			Str:      strStr,
			Hash:     strHash,
			Compare:  strCompare,
			Len:      strLen,
			GetItem:  strGetItem,
			Contains: strContains,
			Iter:     strIter,
			Concat:   strConcat,
			Repeat:   strRepeat,
			Bin:      [numBinOps]BinaryFunc{OpMod: strMod},
		},
		Methods: []Method{
			{Name: "encode", Fn: strEncode, Sig: "(self, /, encoding='utf-8', errors='strict')", Doc: "Return the text as bytes in an encoding.\n\n  encoding\n    The name of the encoding.\n  errors\n    The name of the error handler: 'strict' raises UnicodeEncodeError; others are\n    'ignore', 'replace', 'xmlcharrefreplace' and what codecs.register_error knows."},
			{Name: "replace", Fn: strReplace, Sig: "(self, old, new, /, count=-1)", Doc: "Return a copy in which new stands for old.\n\n  count\n    How many occurrences are replaced, from the left; -1: all."},
			{Name: "split", Fn: strSplit, Sig: "(self, /, sep=None, maxsplit=-1)", Doc: "Return a list of the pieces between separators.\n\n  sep\n    The separator; None: any run of white space, and no empty pieces.\n  maxsplit\n    How often to split, from the left; -1: no limit."},
			{Name: "rsplit", Fn: strRsplit, Sig: "(self, /, sep=None, maxsplit=-1)", Doc: "Return a list of the pieces between separators.\n\n  sep\n    The separator; None: any run of white space, and no empty pieces.\n  maxsplit\n    How often to split, from the right; -1: no limit."},
			{Name: "join", Fn: strJoin, Sig: "(self, iterable, /)", Doc: "Return the strings of the iterable with this one between them."},
			{Name: "capitalize", Fn: strCapitalize, Sig: "(self, /)", Doc: "Return a copy with the first character in title case and the rest in lower case."},
			{Name: "casefold", Fn: strCasefold, Sig: "(self, /)", Doc: "Return a copy for comparison without regard to case."},
			{Name: "title", Fn: strTitle, Sig: "(self, /)", Doc: "Return a copy in which each word starts in title case, the rest being in lower case."},
			{Name: "center", Fn: strCenter, Sig: "(self, width, fillchar=' ', /)", Doc: "Return the text in the middle of a field of the given width."},
			{Name: "count", Fn: strCount, Sig: "(self, sub, start=None, end=None, /)", Doc: "Return how often sub occurs in self[start:end], without overlap."},
			{Name: "expandtabs", Fn: strExpandtabs, Sig: "(self, /, tabsize=8)", Doc: "Return a copy with blanks in place of tabs."},
			{Name: "find", Fn: strFind, Sig: "(self, sub, start=None, end=None, /)", Doc: "Return the lowest index of sub in self[start:end], or -1."},
			{Name: "partition", Fn: strPartition, Sig: "(self, sep, /)", Doc: "Return what is before the first sep, sep, and what follows; or the text and two empty strings."},
			{Name: "index", Fn: strIndex, Sig: "(self, sub, start=None, end=None, /)", Doc: "Return the lowest index of sub in self[start:end], or raise ValueError."},
			{Name: "ljust", Fn: strLjust, Sig: "(self, width, fillchar=' ', /)", Doc: "Return the text at the left of a field of the given width."},
			{Name: "lower", Fn: strLower, Sig: "(self, /)", Doc: "Return a copy in lower case."},
			{Name: "lstrip", Fn: strLstrip, Sig: "(self, chars=None, /)", Doc: "Return a copy without leading white space, or without leading characters of chars."},
			{Name: "rfind", Fn: strRfind, Sig: "(self, sub, start=None, end=None, /)", Doc: "Return the highest index of sub in self[start:end], or -1."},
			{Name: "rindex", Fn: strRindex, Sig: "(self, sub, start=None, end=None, /)", Doc: "Return the highest index of sub in self[start:end], or raise ValueError."},
			{Name: "rjust", Fn: strRjust, Sig: "(self, width, fillchar=' ', /)", Doc: "Return the text at the right of a field of the given width."},
			{Name: "rstrip", Fn: strRstrip, Sig: "(self, chars=None, /)", Doc: "Return a copy without trailing white space, or without trailing characters of chars."},
			{Name: "rpartition", Fn: strRpartition, Sig: "(self, sep, /)", Doc: "Return what is before the last sep, sep, and what follows; or two empty strings and the text."},
			{Name: "splitlines", Fn: strSplitlines, Sig: "(self, /, keepends=False)", Doc: "Return a list of the lines, with their ends if keepends is true."},
			{Name: "strip", Fn: strStrip, Sig: "(self, chars=None, /)", Doc: "Return a copy without white space, or without characters of chars, at either end."},
			{Name: "swapcase", Fn: strSwapcase, Sig: "(self, /)", Doc: "Return a copy with upper case for lower case and the reverse."},
			{Name: "translate", Fn: strTranslate, Sig: "(self, table, /)", Doc: "Return a copy in which table[ord(c)] stands for each character c.\n\nThe table gives an ordinal, a string, or None for characters to drop; LookupError\nleaves a character as it is. str.maketrans makes tables."},
			{Name: "upper", Fn: strUpper, Sig: "(self, /)", Doc: "Return a copy in upper case."},
			{Name: "startswith", Fn: strStartswith, Sig: "(self, prefix, start=None, end=None, /)", Doc: "Report whether self[start:end] starts with prefix, or one of a tuple of prefixes."},
			{Name: "endswith", Fn: strEndswith, Sig: "(self, suffix, start=None, end=None, /)", Doc: "Report whether self[start:end] ends with suffix, or one of a tuple of suffixes."},
			{Name: "removeprefix", Fn: strRemoveprefix, Sig: "(self, prefix, /)", Doc: "Return the text without the prefix, if it starts with it."},
			{Name: "removesuffix", Fn: strRemovesuffix, Sig: "(self, suffix, /)", Doc: "Return the text without the suffix, if it ends with it."},
			{Name: "isascii", Fn: strIsascii, Sig: "(self, /)", Doc: "Report whether all characters are ASCII."},
			{Name: "islower", Fn: strIslower, Sig: "(self, /)", Doc: "Report whether there are cased characters and all of them are lower case."},
			{Name: "isupper", Fn: strIsupper, Sig: "(self, /)", Doc: "Report whether there are cased characters and all of them are upper case."},
			{Name: "istitle", Fn: strIstitle, Sig: "(self, /)", Doc: "Report whether the text is in title case and has a cased character."},
			{Name: "isspace", Fn: strIsspace, Sig: "(self, /)", Doc: "Report whether there are only white space characters, and at least one."},
			{Name: "isdecimal", Fn: strIsdecimal, Sig: "(self, /)", Doc: "Report whether there are only decimal digits, and at least one."},
			{Name: "isdigit", Fn: strIsdigit, Sig: "(self, /)", Doc: "Report whether there are only digits, and at least one."},
			{Name: "isnumeric", Fn: strIsnumeric, Sig: "(self, /)", Doc: "Report whether there are only numeric characters, and at least one."},
			{Name: "isalpha", Fn: strIsalpha, Sig: "(self, /)", Doc: "Report whether there are only letters, and at least one."},
			{Name: "isalnum", Fn: strIsalnum, Sig: "(self, /)", Doc: "Report whether there are only letters and numeric characters, and at least one."},
			{Name: "isidentifier", Fn: strIsidentifier, Sig: "(self, /)", Doc: "Report whether the text is an identifier; keywords are, too."},
			{Name: "isprintable", Fn: strIsprintable, Sig: "(self, /)", Doc: "Report whether repr() would escape none of the characters."},
			{Name: "zfill", Fn: strZfill, Sig: "(self, width, /)", Doc: "Return the text filled with zeros behind its sign to the given width."},
			{Name: "format", Raw: strFormat, Sig: "(self, /, *args, **kwargs)", Doc: "Return the text with its replacement fields filled from the arguments."},
			{Name: "format_map", Fn: strFormatMap, Sig: "(self, mapping, /)", Doc: "Return the text with its replacement fields filled from a mapping."},
			{Name: "__format__", Fn: strFormatDunder, Sig: "(self, format_spec, /)", Doc: "Return the text laid out by a format specification."},
			{Name: "maketrans", Fn: strMaketrans, Kind: StaticMethod, Sig: "(x, y=<unrepresentable>, z=<unrepresentable>, /)", Doc: "Return a table for translate.\n\nOne argument is a dict from ordinals or characters to what stands for them. Two are\nstrings of equal length: the characters of x become those of y. Characters of z are\ndropped."},
			{Name: "__sizeof__", Fn: strSizeof, Sig: "(self, /)", Doc: "Return the size in memory, in bytes."},
			{Name: "__getnewargs__", Fn: strGetnewargs, Sig: "(self, /)"},
		},
	}
}

// NewStr returns a str with the text s, which must be WTF-8.
func NewStr(s string) Value {
	if len(s) <= 1 {
		if len(s) == 0 {
			return emptyStr.Value()
		}
		if s[0] < 0x80 {
			return asciiStrs[s[0]].Value()
		}
	}
	return newStr(s, wtf8.RuneCount(s)).Value()
}

// NewASCII returns a str with the text s, which must be ASCII.
func NewASCII(s string) Value { return newStr(s, len(s)).Value() }

// newStr returns a str whose number of code points is known.
func newStr(s string, n int) *Str {
	return &Str{Header: Header{typ: StrType}, s: s, n: n}
}

// NewRune returns the one-character str of code point r.
func NewRune(r rune) Value {
	if r < 0x80 {
		return asciiStrs[r].Value()
	}
	if r < 0x100 {
		return latin1Strs[r-0x80].Value()
	}
	s, b := newInline(nil, wtf8.RuneLen(r), 1)
	wtf8.AppendRune(b[:0], r)
	return s.Value()
}

var emptyStr = &Str{Header: Header{typ: StrType, flags: flagImmortal | flagInterned}}

// asciiStrs are the one-character ASCII strings.
var asciiStrs = func() (t [128]*Str) {
	for i := range t {
		t[i] = &Str{Header: Header{typ: StrType, flags: flagImmortal}, s: string(rune(i)), n: 1}
	}
	return
}()

// latin1Strs are the one-character strings of U+0080 to U+00FF.
var latin1Strs = func() (t [128]*Str) {
	for i := range t {
		t[i] = &Str{Header: Header{typ: StrType, flags: flagImmortal}, s: string(rune(0x80 + i)), n: 1}
	}
	return
}()

// IsStr reports whether v is a str or an instance of a subclass.
func IsStr(v Value) bool {
	if !v.IsObj() {
		return false
	}
	t := v.Header().Type()
	return t == StrType || t.HasFlag(TypeSubStr)
}

// AsStr casts v; call only if IsStr.
func AsStr(v Value) *Str { return (*Str)(v.p) }

// Value returns the str as a Value.
func (s *Str) Value() Value { return Value{unsafe.Pointer(s)} }

// String returns the text in WTF-8.
func (s *Str) String() string { return s.s }

// Len returns the number of code points.
func (s *Str) Len() int { return s.n }

// IsASCII reports whether all code points are below 128.
func (s *Str) IsASCII() bool { return s.n == len(s.s) }

// Hash returns the hash, computing it once.
func (s *Str) Hash() int64 {
	h := loadInt64(&s.hash)
	if h == 0 {
		if s.IsASCII() {
			h = hashKey.ASCII(s.s)
		} else {
			h = hashKey.String(s.s)
		}
		storeInt64(&s.hash, h)
	}
	return h
}

// hashKey is the process-wide key of str and bytes hashes, fixed before the first runtime starts.
var hashKey pyhash.Key

// SetHashKey sets the key of str and bytes hashes: PYTHONHASHSEED. It must be called before the first NewRuntime.
func SetHashKey(k pyhash.Key) { hashKey = k }

// byteIndex returns the byte offset of code point i, 0 <= i <= Len.
func (s *Str) byteIndex(i int) int {
	if s.IsASCII() {
		return i
	}
	if i == s.n {
		return len(s.s)
	}
	if i < 64 {
		return wtf8.Index(s.s, i)
	}
	x := s.loadExtra()
	t := x.offsets.Load()
	if t == nil {
		t = wtf8.NewOffsetTable(s.s)
		x.offsets.Store(t)
	}
	return t.Offset(s.s, i)
}

func (s *Str) loadExtra() *strExtra {
	old := loadPtr(&s.extra)
	if old != nil && !old.shared {
		return old
	}
	x := new(strExtra)
	if old != nil {
		x.buf = old.buf
	}
	if !casPtr(&s.extra, old, x) {
		return loadPtr(&s.extra)
	}
	return x
}

// At returns code point i, 0 <= i < Len.
func (s *Str) At(i int) rune {
	if s.IsASCII() {
		return rune(s.s[i])
	}
	r, _ := wtf8.DecodeRune(s.s, s.byteIndex(i))
	return r
}

// Slice returns code points i to j, 0 <= i <= j <= Len.
func (s *Str) Slice(th *Thread, i, j int) Value {
	if i == 0 && j == s.n && s.Type() == StrType {
		return s.Value()
	}
	if j-i <= 1 {
		if i == j {
			return emptyStr.Value()
		}
		return NewRune(s.At(i))
	}
	if s.IsASCII() {
		return strPiece(th, s.s, i, j, j-i)
	}
	return strPiece(th, s.s, s.byteIndex(i), s.byteIndex(j), j-i)
}

// StrConcat returns a + b. So that `s += t` in a loop stays linear, a string may end at the used mark of a growable buffer;
// whoever extends such a string claims the spare room with one compare-and-swap and shares the prefix.
func StrConcat(th *Thread, a, b *Str) Value {
	if len(a.s) == 0 && b.Type() == StrType {
		return b.Value()
	}
	if len(b.s) == 0 && a.Type() == StrType {
		return a.Value()
	}
	la, lb := len(a.s), len(b.s)
	n := a.n + b.n
	if x := loadPtr(&a.extra); x != nil && x.buf != nil {
		g := x.buf
		if la+lb <= len(g.b) && atomic.CompareAndSwapInt64(&g.used, int64(la), int64(la+lb)) {
			copy(g.b[la:], b.s)
			r := newStr(unsafe.String(&g.b[0], la+lb), n)
			r.extra = &g.extra
			return r.Value()
		}
	}
	if la+lb <= maxInline || la < lb || !a.hasFlag(flagGrowing) {
		r, buf := newText(th, la+lb, n)
		copy(buf[copy(buf, a.s):], b.s)
		if la+lb > maxInline {
			r.flags = flagGrowing
		}
		return r.Value()
	}
	// Looks like building up: leave room to grow.
	g := newGrowBuf(la+lb+(la+lb)/2+32, la+lb)
	copy(g.b, a.s)
	copy(g.b[la:], b.s)
	r := newStr(unsafe.String(&g.b[0], la+lb), n)
	r.extra = &g.extra
	return r.Value()
}

// StrJoin returns the concatenation of parts, which all must be str objects, small ints or floats.
func StrJoin(th *Thread, parts []Value) Value {
	size, n := 0, 0
	for _, p := range parts {
		if !p.IsObj() {
			return joinPieces(th, parts)
		}
		s := AsStr(p)
		size += len(s.s)
		n += s.n
	}
	if len(parts) == 2 {
		return StrConcat(th, AsStr(parts[0]), AsStr(parts[1]))
	}
	if size <= 1 {
		for _, p := range parts {
			if s := AsStr(p).s; s != "" {
				return asciiStrs[s[0]&0x7f].Value()
			}
		}
		return emptyStr.Value()
	}
	r, buf := newText(th, size, n)
	at := 0
	for _, p := range parts {
		at += copy(buf[at:], AsStr(p).s)
	}
	return r.Value()
}

// joinPieces is StrJoin where some parts are numbers.
func joinPieces(th *Thread, parts []Value) Value {
	if len(parts) == 2 && parts[0].IsObj() && len(AsStr(parts[0]).s) > maxInlineASCII { // s = f"{s}{n}" is to stay linear
		return StrConcat(th, AsStr(parts[0]), AsStr(joinPieces(th, parts[1:])))
	}
	var room [192]byte
	b, n := room[:0], 0
	for _, p := range parts {
		switch {
		case p.IsInt():
			b = strconv.AppendInt(b, p.Int(), 10)
		case p.IsFloat():
			b = floatfmt.AppendRepr(b, p.Float())
		default:
			s := AsStr(p)
			b = append(b, s.s...)
			n += s.n - len(s.s)
		}
	}
	return copyStr(th, byteString(b), n+len(b)).Value()
}

// EmptyStr returns the empty str.
func EmptyStr() *Str { return emptyStr }
