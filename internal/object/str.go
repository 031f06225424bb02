// This file implements the str object: representation, interning, hashing, code-point access. Methods: str_methods.go.
//
// A str is immutable WTF-8: UTF-8 in which lone surrogates are encoded as three bytes. n is the number of code points, equal to
// len(s) exactly if the text is ASCII. Growth: see StrConcat.

package object

import (
	"sync"
	"sync/atomic"
	"unsafe"

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
	offsets atomic.Pointer[wtf8.OffsetTable]
}

// growBuf is the spare room behind a string built by concatenation. used is claimed by compare-and-swap.
type growBuf struct {
	b    []byte // len(b) is the capacity
	used int64  // atomic
}

const flagInterned = flagType

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
	return newStr(string(wtf8.AppendRune(nil, r)), 1).Value()
}

var emptyStr = &Str{Header: Header{typ: StrType, flags: flagImmortal | flagInterned}}

// asciiStrs are the one-character ASCII strings.
var asciiStrs = func() (t [128]*Str) {
	for i := range t {
		t[i] = &Str{Header: Header{typ: StrType, flags: flagImmortal}, s: string(rune(i)), n: 1}
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

func (s *Str) interned() bool { return s.hasFlag(flagInterned) }

// Hash returns the hash, computing it once.
func (s *Str) Hash() int64 {
	h := loadInt64(&s.hash)
	if h == 0 {
		h = hashKey.String(s.s)
		storeInt64(&s.hash, h)
	}
	return h
}

// hashKey is the process-wide key of str and bytes hashes, fixed before the first runtime starts.
var hashKey pyhash.Key

// SetHashKey sets the key of str and bytes hashes: PYTHONHASHSEED. It must be called before the first NewRuntime.
func SetHashKey(k pyhash.Key) { hashKey = k }

// interned strings, process-wide: identifiers of programs, and what sys.intern is given.
var internTable struct {
	mu sync.RWMutex
	m  map[string]*Str
}

// Intern returns the interned str with the text s.
func Intern(s string) *Str {
	internTable.mu.RLock()
	r := internTable.m[s]
	internTable.mu.RUnlock()
	if r != nil {
		return r
	}
	return internStr(NewStr(s))
}

func internStr(v Value) *Str {
	str := AsStr(v)
	internTable.mu.Lock()
	defer internTable.mu.Unlock()
	if r := internTable.m[str.s]; r != nil {
		return r
	}
	if internTable.m == nil {
		internTable.m = map[string]*Str{}
	}
	str.setFlag(flagInterned)
	internTable.m[str.s] = str
	return str
}

// InternStr returns the interned str equal to s, s itself if it is the first.
func InternStr(s *Str) *Str {
	if s.interned() {
		return s
	}
	if s.Type() != StrType {
		return Intern(s.s)
	}
	internTable.mu.RLock()
	r := internTable.m[s.s]
	internTable.mu.RUnlock()
	if r != nil {
		return r
	}
	return internStr(s.Value())
}

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
	if x := loadPtr(&s.extra); x != nil {
		return x
	}
	x := new(strExtra)
	if !casPtr(&s.extra, nil, x) {
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
func (s *Str) Slice(i, j int) Value {
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
		return newStr(s.s[i:j], j-i).Value()
	}
	a := s.byteIndex(i)
	return newStr(s.s[a:s.byteIndex(j)], j-i).Value()
}

// StrConcat returns a + b. So that `s += t` in a loop stays linear, a string may end at the used mark of a growable buffer;
// whoever extends such a string claims the spare room with one compare-and-swap and shares the prefix.
func StrConcat(a, b *Str) Value {
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
			r.extra = &strExtra{buf: g}
			return r.Value()
		}
	}
	if la+lb < 64 {
		return newStr(a.s+b.s, n).Value()
	}
	room := la + lb
	if la >= lb { // looks like building up: leave room to grow
		room += room/2 + 32
	}
	g := &growBuf{b: make([]byte, room), used: int64(la + lb)}
	copy(g.b, a.s)
	copy(g.b[la:], b.s)
	r := newStr(unsafe.String(&g.b[0], la+lb), n)
	if room > la+lb {
		r.extra = &strExtra{buf: g}
	}
	return r.Value()
}

// StrJoin returns the concatenation of strs, which all must be str objects.
func StrJoin(parts []Value) Value {
	size, n := 0, 0
	for _, p := range parts {
		s := AsStr(p)
		size += len(s.s)
		n += s.n
	}
	if len(parts) == 2 {
		return StrConcat(AsStr(parts[0]), AsStr(parts[1]))
	}
	b := make([]byte, 0, size)
	for _, p := range parts {
		b = append(b, AsStr(p).s...)
	}
	return newStr(unsafe.String(unsafe.SliceData(b), size), n).Value()
}

// EmptyStr returns the empty str.
func EmptyStr() *Str { return emptyStr }
