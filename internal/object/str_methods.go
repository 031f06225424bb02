// This file implements the methods of str, but for case (str_case.go), formatting (strformat.go) and encoding (strcodec.go).
// Searches run on WTF-8 bytes: the encoding synchronises itself, so that a match of bytes is a match of code points.

package object

import (
	"math"
	"strings"
	"unsafe"

	"weft/internal/strsearch"
	"weft/internal/ucd"
	"weft/internal/wtf8"
)

// shareLimit is the size up to which a piece of a text may keep the whole text alive.
const shareLimit = 4096

// strPiece returns text[a:b] as a str; n is its number of code points, or -1 where it is not known. Short pieces, and small
// ones of a large text, are copied, so that they do not keep the text alive.
func strPiece(th *Thread, text string, a, b, n int) Value {
	sub := text[a:b]
	if uint(len(sub)-2) < maxInline-1 {
		if n < 0 {
			n = wtf8.RuneCount(sub)
		}
		s, to := newInline(th, len(sub), n)
		copy(to, sub)
		return s.Value()
	}
	if len(sub) <= 1 {
		if len(sub) == 0 {
			return emptyStr.Value()
		}
		return asciiStrs[sub[0]&0x7f].Value()
	}
	if n < 0 {
		n = wtf8.RuneCount(sub)
	}
	if n == len(sub) && n <= maxPieceCopy || len(text) > shareLimit && len(sub) < len(text)/8 {
		return copyStr(th, sub, n).Value()
	}
	return newStr(sub, n).Value()
}

// strBytes returns a str that takes over b, which holds WTF-8 of n code points, or of an unknown number if n < 0.
func strBytes(b []byte, n int) *Str {
	if len(b) == 0 {
		return emptyStr
	}
	s := unsafe.String(&b[0], len(b))
	if n < 0 {
		n = wtf8.RuneCount(s)
	}
	if n == 1 && s[0] < 0x80 {
		return asciiStrs[s[0]]
	}
	return newStr(s, n)
}

// strArg raises the TypeError of a method whose argument i (0: its only one) is not a str.
func strArg(th *Thread, v Value, fn string, i int) error {
	if IsStr(v) {
		return nil
	}
	if i == 0 {
		return TypeErrorf(th, "%s() argument must be str, not %s", fn, ArgTypeName(v))
	}
	return TypeErrorf(th, "%s() argument %d must be str, not %s", fn, i, ArgTypeName(v))
}

// sliceArgs converts the optional start and end of a search in n items: start may exceed n, end does not.
func sliceArgs(th *Thread, startArg, endArg Value, n int) (start, end int, err error) {
	end = n
	if !startArg.IsAbsent() {
		if start, err = sliceIndex(th, startArg, 0); err != nil {
			return
		}
		if start < 0 {
			start = max(start+n, 0)
		}
	}
	if !endArg.IsAbsent() {
		if end, err = sliceIndex(th, endArg, n); err != nil {
			return
		}
		if end < 0 {
			end = max(end+n, 0)
		}
		end = min(end, n)
	}
	return
}

// window returns the text of code points start to end, start <= end <= Len, and its byte offset.
func (s *Str) window(start, end int) (text string, off int) {
	if start == 0 && end == s.n {
		return s.s, 0
	}
	a := s.byteIndex(start)
	return s.s[a:s.byteIndex(end)], a
}

// runeIndex returns the number of code points before byte offset off.
func (s *Str) runeIndex(off int) int {
	if s.IsASCII() {
		return off
	}
	if x := loadPtr(&s.extra); x != nil {
		if t := x.offsets.Load(); t != nil {
			return t.RuneIndex(s.s, off)
		}
	}
	return wtf8.RuneCount(s.s[:off])
}

// findIn is the search behind find, rfind, index and rindex; -1: not found.
func strFindIn(th *Thread, args []Value, fn string, last bool) (int, error) {
	if err := strArg(th, args[1], fn, 1); err != nil {
		return 0, err
	}
	s, sub := AsStr(args[0]), AsStr(args[1])
	start, end := 0, s.n
	if !args[2].IsAbsent() {
		var err error
		if start, end, err = sliceArgs(th, args[2], args[3], s.n); err != nil {
			return -1, err
		}
	}
	if end-start < sub.n {
		return -1, nil
	}
	text, off := s.window(start, end)
	var i int
	if last {
		i = strsearch.LastIndex(text, sub.s)
	} else {
		i = strings.Index(text, sub.s)
	}
	if i < 0 {
		return -1, nil
	}
	return s.runeIndex(off + i), nil
}

func strFind(th *Thread, args []Value) (Value, error) {
	i, err := strFindIn(th, args, "find", false)
	return SmallInt(int64(i)), err
}

func strRfind(th *Thread, args []Value) (Value, error) {
	i, err := strFindIn(th, args, "rfind", true)
	return SmallInt(int64(i)), err
}

func strIndex(th *Thread, args []Value) (Value, error) {
	i, err := strFindIn(th, args, "index", false)
	if err == nil && i < 0 {
		err = ValueErrorf(th, "substring not found")
	}
	return SmallInt(int64(i)), err
}

func strRindex(th *Thread, args []Value) (Value, error) {
	i, err := strFindIn(th, args, "rindex", true)
	if err == nil && i < 0 {
		err = ValueErrorf(th, "substring not found")
	}
	return SmallInt(int64(i)), err
}

func strCount(th *Thread, args []Value) (Value, error) {
	if err := strArg(th, args[1], "count", 1); err != nil {
		return Value{}, err
	}
	s, sub := AsStr(args[0]), AsStr(args[1])
	start, end, err := sliceArgs(th, args[2], args[3], s.n)
	if err != nil || end-start < sub.n {
		return SmallInt(0), err
	}
	if sub.n == 0 {
		return SmallInt(int64(end - start + 1)), nil
	}
	text, _ := s.window(start, end)
	return SmallInt(int64(strings.Count(text, sub.s))), nil
}

func strStartswith(th *Thread, args []Value) (Value, error) {
	return strTail(th, args, "startswith", strings.HasPrefix)
}

func strEndswith(th *Thread, args []Value) (Value, error) {
	return strTail(th, args, "endswith", strings.HasSuffix)
}

func strTail(th *Thread, args []Value, fn string, match func(s, sub string) bool) (Value, error) {
	s := AsStr(args[0])
	if args[2].IsAbsent() && args[3].IsAbsent() && IsStr(args[1]) {
		return Bool(match(s.s, AsStr(args[1]).s)), nil
	}
	start, end, err := sliceArgs(th, args[2], args[3], s.n)
	if err != nil {
		return Value{}, err
	}
	text := ""
	if start <= end {
		text, _ = s.window(start, end)
	}
	if IsStr(args[1]) {
		return Bool(start <= end && match(text, AsStr(args[1]).s)), nil
	}
	if !IsTuple(args[1]) {
		return Value{}, TypeErrorf(th, "%s first arg must be str or a tuple of str, not %s", fn, args[1].Type().DisplayName())
	}
	for _, x := range AsTuple(args[1]).items {
		if !IsStr(x) {
			return Value{}, TypeErrorf(th, "tuple for %s must only contain str, not %s", fn, x.Type().DisplayName())
		}
		if start <= end && match(text, AsStr(x).s) {
			return True, nil
		}
	}
	return False, nil
}

func strRemoveprefix(th *Thread, args []Value) (Value, error) {
	if err := strArg(th, args[1], "removeprefix", 0); err != nil {
		return Value{}, err
	}
	s, p := AsStr(args[0]), AsStr(args[1])
	if p.n > 0 && strings.HasPrefix(s.s, p.s) {
		return strPiece(th, s.s, len(p.s), len(s.s), s.n-p.n), nil
	}
	return exactStr(s).Value(), nil
}

func strRemovesuffix(th *Thread, args []Value) (Value, error) {
	if err := strArg(th, args[1], "removesuffix", 0); err != nil {
		return Value{}, err
	}
	s, p := AsStr(args[0]), AsStr(args[1])
	if p.n > 0 && strings.HasSuffix(s.s, p.s) {
		return strPiece(th, s.s, 0, len(s.s)-len(p.s), s.n-p.n), nil
	}
	return exactStr(s).Value(), nil
}

// stable returns the items of an exact list or tuple for a loop that runs no Python code: without a copy while no other thread
// can change them.
func stableItems(v Value) ([]Value, bool) {
	switch {
	case v.isExact(TupleType):
		return AsTuple(v).items, true
	case v.isExact(ListType):
		if Multithreaded() {
			return AsList(v).Snapshot(), true
		}
		return AsList(v).view(), true
	}
	return nil, false
}

func strJoin(th *Thread, args []Value) (Value, error) {
	sep := AsStr(args[0])
	items, ok := stableItems(args[1])
	if !ok {
		if t := args[1].Type(); t.Slots().Iter == nil && t.Slots().GetItem == nil {
			return Value{}, TypeErrorf(th, "can only join an iterable")
		}
		return joinIter(th, sep, args[1])
	}
	if len(items) == 0 {
		return emptyStr.Value(), nil
	}
	size, n := 0, 0
	for i, x := range items {
		if !IsStr(x) {
			return Value{}, TypeErrorf(th, "sequence item %d: expected str instance, %s found", i, x.Type().DisplayName())
		}
		s := AsStr(x)
		size += len(s.s)
		n += s.n
	}
	if len(items) == 1 {
		return exactStr(AsStr(items[0])).Value(), nil
	}
	k := len(items) - 1
	if err := checkAlloc(th, len(sep.s)+size/k+1, k); err != nil {
		return Value{}, err
	}
	size += k * len(sep.s)
	n += k * sep.n
	if size == 0 {
		return emptyStr.Value(), nil
	}
	r, b := newText(th, size, n)
	at := copy(b, AsStr(items[0]).s)
	switch len(sep.s) {
	case 0:
		for _, x := range items[1:] {
			at += copy(b[at:], AsStr(x).s)
		}
	case 1:
		c := sep.s[0]
		for _, x := range items[1:] {
			b[at] = c
			at++
			at += copy(b[at:], AsStr(x).s)
		}
	default:
		for _, x := range items[1:] {
			at += copy(b[at:], sep.s)
			at += copy(b[at:], AsStr(x).s)
		}
	}
	if size == 1 {
		return asciiStrs[b[0]&0x7f].Value(), nil
	}
	return r.Value(), nil
}

// joinIter is join for what is neither list nor tuple: the text is put together as the items come. An item that is no str is
// reported when all have come.
func joinIter(th *Thread, sep *Str, v Value) (Value, error) {
	j := &joiner{sep: sep, b: th.takeBuf()}
	if x := th.extras; x != nil && x.joined != nil {
		j.fold, x.joined = Fold{Mode: FoldItems, Items: x.joined}, nil
	}
	err := Drain(th, v, j)
	if items := j.fold.Items; items != nil {
		j.flush()
		clear(items[:cap(items)])
		th.extra().joined = items[:0]
	}
	b, n := j.b, j.n
	if err != nil {
		th.giveBuf(b)
		return Value{}, err
	}
	switch {
	case !j.bad.IsAbsent():
		th.giveBuf(b)
		return Value{}, TypeErrorf(th, "sequence item %d: expected str instance, %s found", j.badAt, j.bad.Type().DisplayName())
	case j.k == 1:
		th.giveBuf(b)
		return exactStr(AsStr(j.first)).Value(), nil
	case len(b) > 4096 && cap(b)-len(b) > len(b)/8:
		r, to := newText(th, len(b), n)
		copy(to, b)
		th.giveBuf(b)
		return r.Value(), nil
	}
	return th.strOfBuf(b, n).Value(), nil
}

func strReplace(th *Thread, args []Value) (Value, error) {
	if err := strArg(th, args[1], "replace", 1); err != nil {
		return Value{}, err
	}
	if err := strArg(th, args[2], "replace", 2); err != nil {
		return Value{}, err
	}
	count := -1
	if !args[3].IsAbsent() {
		var err error
		if count, err = asSsize(th, args[3]); err != nil {
			return Value{}, err
		}
	}
	s, old, repl := AsStr(args[0]), AsStr(args[1]), AsStr(args[2])
	if count == 0 || old.n > s.n || old.s == repl.s {
		return exactStr(s).Value(), nil
	}
	m := 0
	if old.n == 0 {
		m = s.n + 1
	} else {
		m = strings.Count(s.s, old.s)
	}
	if count > 0 && m > count {
		m = count
	}
	if m == 0 {
		return exactStr(s).Value(), nil
	}
	if grow := len(repl.s) - len(old.s); grow > 0 {
		if err := checkAlloc(th, grow+len(s.s)/m, m); err != nil {
			return Value{}, err
		}
	}
	size := len(s.s) + m*(len(repl.s)-len(old.s))
	n := s.n + m*(repl.n-old.n)
	if size == 0 {
		return emptyStr.Value(), nil
	}
	r, b := newText(th, size, n)
	text := s.s
	at := 0
	switch {
	case len(old.s) == 1 && len(repl.s) == 1:
		copy(b, text)
		o, c := old.s[0], repl.s[0]
		for ; m > 0; m-- {
			at += strings.IndexByte(text[at:], o)
			b[at] = c
			at++
		}
	case old.n == 0:
		for ; m > 0; m-- {
			at += copy(b[at:], repl.s)
			if text == "" {
				break
			}
			w := wtf8.Width(text[0])
			at += copy(b[at:], text[:w])
			text = text[w:]
		}
		copy(b[at:], text)
	default:
		for ; m > 0; m-- {
			i := strings.Index(text, old.s)
			at += copy(b[at:], text[:i])
			at += copy(b[at:], repl.s)
			text = text[i+len(old.s):]
		}
		copy(b[at:], text)
	}
	if size == 1 {
		return asciiStrs[b[0]&0x7f].Value(), nil
	}
	return r.Value(), nil
}

// splitArgs checks sep and maxsplit of split and rsplit; a nil sep means white space, a negative maxsplit no limit.
func splitArgs(th *Thread, args []Value) (sep *Str, maxsplit int, err error) {
	maxsplit = -1
	if !args[2].IsAbsent() {
		if maxsplit, err = asSsize(th, args[2]); err != nil {
			return
		}
	}
	if args[1].IsAbsent() || args[1].Is(None) {
		return
	}
	if !IsStr(args[1]) {
		return nil, 0, TypeErrorf(th, "must be str or None, not %s", args[1].Type().DisplayName())
	}
	if sep = AsStr(args[1]); sep.n == 0 {
		err = ValueErrorf(th, "empty separator")
	}
	return
}

// asciiSpace marks the ASCII characters that str regards as white space.
var asciiSpace = [256]bool{'\t': true, '\n': true, '\v': true, '\f': true, '\r': true, 0x1c: true, 0x1d: true, 0x1e: true, 0x1f: true, ' ': true}

// spanSpace returns the offset behind the white space that starts at i.
func spanSpace(t string, i int) int {
	for i < len(t) {
		if c := t[i]; c < 0x80 {
			if !asciiSpace[c] {
				return i
			}
			i++
			continue
		}
		r, n := wtf8.DecodeRune(t, i)
		if !ucd.IsSpace(r) {
			return i
		}
		i += n
	}
	return i
}

// spanNonSpace returns the offset of the first white space at or behind i.
func spanNonSpace(t string, i int) int {
	for i < len(t) {
		if c := t[i]; c < 0x80 {
			if asciiSpace[c] {
				return i
			}
			i++
			continue
		}
		r, n := wtf8.DecodeRune(t, i)
		if ucd.IsSpace(r) {
			return i
		}
		i += n
	}
	return i
}

// backSpace returns the start of the white space that ends at i.
func backSpace(t string, i int) int {
	for i > 0 {
		if c := t[i-1]; c < 0x80 {
			if !asciiSpace[c] {
				return i
			}
			i--
			continue
		}
		r, n := wtf8.DecodeLast(t, i)
		if !ucd.IsSpace(r) {
			return i
		}
		i -= n
	}
	return i
}

// backNonSpace returns the offset behind the last white space before i.
func backNonSpace(t string, i int) int {
	for i > 0 {
		if c := t[i-1]; c < 0x80 {
			if asciiSpace[c] {
				return i
			}
			i--
			continue
		}
		r, n := wtf8.DecodeLast(t, i)
		if ucd.IsSpace(r) {
			return i
		}
		i -= n
	}
	return i
}

// pieceN is the number of code points of text[a:b] if that is easily told, or -1.
func (s *Str) pieceN(a, b int) int {
	if s.IsASCII() {
		return b - a
	}
	if rest := len(s.s) - (b - a); rest < b-a {
		return s.n - wtf8.RuneCount(s.s[:a]) - wtf8.RuneCount(s.s[b:])
	}
	return -1
}

func (s *Str) piece(th *Thread, a, b int) Value {
	if a == 0 && b == len(s.s) && s.Type() == StrType {
		return s.Value()
	}
	return strPiece(th, s.s, a, b, s.pieceN(a, b))
}

func strSplit(th *Thread, args []Value) (Value, error) {
	sep, maxsplit, err := splitArgs(th, args)
	if err != nil {
		return Value{}, err
	}
	s := AsStr(args[0])
	t := s.s
	if maxsplit < 0 {
		maxsplit = math.MaxInt
	}
	var stack [12]Value
	out := stack[:0]
	if sep == nil {
		i := spanSpace(t, 0)
		for i < len(t) {
			if maxsplit == 0 {
				out = append(out, s.piece(th, i, len(t)))
				break
			}
			maxsplit--
			j := i
			for j < len(t) && t[j] < 0x80 && !asciiSpace[t[j]] {
				j++
			}
			if (j == len(t) || t[j] < 0x80) && uint(j-i-2) < maxInline-1 && j-i < len(t) { // a short word of ASCII
				w, to := newInline(th, j-i, j-i)
				copy(to, t[i:j])
				out = append(out, w.Value())
				if j+1 < len(t) && t[j] == ' ' && t[j+1]-'!' <= '~'-'!' {
					i = j + 1
					continue
				}
			} else {
				j = spanNonSpace(t, j)
				out = append(out, s.piece(th, i, j))
			}
			i = spanSpace(t, j)
		}
		return NewListCopy(out).Value(), nil
	}
	i := 0
	if len(sep.s) == 1 {
		c, ascii := sep.s[0], s.IsASCII()
		for ; maxsplit > 0; maxsplit-- {
			j := strings.IndexByte(t[i:], c)
			if j < 0 {
				break
			}
			if ascii && uint(j-2) < maxInline-1 {
				w, to := newInline(th, j, j)
				copy(to, t[i:i+j])
				out = append(out, w.Value())
			} else {
				out = append(out, s.piece(th, i, i+j))
			}
			i += j + 1
		}
	} else {
		for ; maxsplit > 0; maxsplit-- {
			j := strings.Index(t[i:], sep.s)
			if j < 0 {
				break
			}
			out = append(out, s.piece(th, i, i+j))
			i += j + len(sep.s)
		}
	}
	out = append(out, s.piece(th, i, len(t)))
	return NewListCopy(out).Value(), nil
}

func strRsplit(th *Thread, args []Value) (Value, error) {
	sep, maxsplit, err := splitArgs(th, args)
	if err != nil {
		return Value{}, err
	}
	s := AsStr(args[0])
	t := s.s
	if maxsplit < 0 {
		maxsplit = math.MaxInt
	}
	var out []Value
	if sep == nil {
		i := backSpace(t, len(t))
		for i > 0 {
			if maxsplit == 0 {
				out = append(out, s.piece(th, 0, i))
				break
			}
			maxsplit--
			j := backNonSpace(t, i)
			out = append(out, s.piece(th, j, i))
			i = backSpace(t, j)
		}
	} else {
		i := len(t)
		for ; maxsplit > 0; maxsplit-- {
			j := strsearch.LastIndex(t[:i], sep.s)
			if j < 0 {
				break
			}
			out = append(out, s.piece(th, j+len(sep.s), i))
			i = j
		}
		out = append(out, s.piece(th, 0, i))
	}
	for a, b := 0, len(out)-1; a < b; a, b = a+1, b-1 {
		out[a], out[b] = out[b], out[a]
	}
	return NewList(out).Value(), nil
}

func strPartition(th *Thread, args []Value) (Value, error) {
	s, sep, err := partitionArgs(th, args)
	if err != nil {
		return Value{}, err
	}
	i := strings.Index(s.s, sep.s)
	if i < 0 {
		return TupleOf(exactStr(s).Value(), emptyStr.Value(), emptyStr.Value()), nil
	}
	return TupleOf(s.piece(th, 0, i), args[1], s.piece(th, i+len(sep.s), len(s.s))), nil
}

func strRpartition(th *Thread, args []Value) (Value, error) {
	s, sep, err := partitionArgs(th, args)
	if err != nil {
		return Value{}, err
	}
	i := strsearch.LastIndex(s.s, sep.s)
	if i < 0 {
		return TupleOf(emptyStr.Value(), emptyStr.Value(), exactStr(s).Value()), nil
	}
	return TupleOf(s.piece(th, 0, i), args[1], s.piece(th, i+len(sep.s), len(s.s))), nil
}

func partitionArgs(th *Thread, args []Value) (s, sep *Str, err error) {
	if !IsStr(args[1]) {
		return nil, nil, TypeErrorf(th, "must be str, not %s", args[1].Type().DisplayName())
	}
	s, sep = AsStr(args[0]), AsStr(args[1])
	if sep.n == 0 {
		return nil, nil, ValueErrorf(th, "empty separator")
	}
	return s, sep, nil
}

func strSplitlines(th *Thread, args []Value) (Value, error) {
	keep := false
	if !args[1].IsAbsent() {
		var err error
		if keep, err = IsTrue(th, args[1]); err != nil {
			return Value{}, err
		}
	}
	s := AsStr(args[0])
	t := s.s
	var stack [12]Value
	out := stack[:0]
	start := 0
	for i := 0; i < len(t); {
		for i < len(t) && t[i]-0x1f < 0x80-0x1f {
			i++
		}
		if i == len(t) {
			break
		}
		c := t[i]
		w := 0
		switch {
		case c == '\r':
			w = 1
			if i+1 < len(t) && t[i+1] == '\n' {
				w = 2
			}
		case c >= '\n' && c <= '\f' || c >= 0x1c && c <= 0x1e:
			w = 1
		case c == 0xC2 && t[i+1] == 0x85:
			w = 2
		case c == 0xE2 && t[i+1] == 0x80 && (t[i+2] == 0xA8 || t[i+2] == 0xA9):
			w = 3
		}
		if w == 0 {
			i++
			continue
		}
		end := i
		if keep {
			end += w
		}
		out = append(out, s.piece(th, start, end))
		i += w
		start = i
	}
	if start < len(t) {
		out = append(out, s.piece(th, start, len(t)))
	}
	return NewListCopy(out).Value(), nil
}

func strStrip(th *Thread, args []Value) (Value, error) {
	return strStripAt(th, args, "strip", true, true)
}
func strLstrip(th *Thread, args []Value) (Value, error) {
	return strStripAt(th, args, "lstrip", true, false)
}
func strRstrip(th *Thread, args []Value) (Value, error) {
	return strStripAt(th, args, "rstrip", false, true)
}

func strStripAt(th *Thread, args []Value, fn string, left, right bool) (Value, error) {
	s := AsStr(args[0])
	t := s.s
	i, j := 0, len(t)
	if args[1].IsAbsent() || args[1].Is(None) {
		if left {
			i = spanSpace(t, 0)
		}
		if right && i < j {
			j = backSpace(t, j)
		}
		return s.piece(th, i, j), nil
	}
	if !IsStr(args[1]) {
		return Value{}, TypeErrorf(th, "%s arg must be None or str", fn)
	}
	chars := AsStr(args[1])
	if chars.IsASCII() {
		var set [256]bool
		for k := 0; k < len(chars.s); k++ {
			set[chars.s[k]] = true
		}
		if left {
			for i < j && set[t[i]] {
				i++
			}
		}
		if right {
			for i < j && set[t[j-1]] {
				j--
			}
		}
		return s.piece(th, i, j), nil
	}
	if left {
		for i < j {
			w := wtf8.Width(t[i])
			if !strings.Contains(chars.s, t[i:i+w]) {
				break
			}
			i += w
		}
	}
	if right {
		for i < j {
			_, w := wtf8.DecodeLast(t, j)
			if !strings.Contains(chars.s, t[j-w:j]) {
				break
			}
			j -= w
		}
	}
	return s.piece(th, i, j), nil
}

// pad returns s between left and right copies of fill.
func (s *Str) pad(th *Thread, left, right int, fill string) (Value, error) {
	if left <= 0 && right <= 0 {
		return exactStr(s).Value(), nil
	}
	left, right = max(left, 0), max(right, 0)
	if err := checkAlloc(th, left/2+right/2+len(s.s)/2+1, 2*len(fill)); err != nil {
		return Value{}, err
	}
	n := s.n + left + right
	r, b := newText(th, (left+right)*len(fill)+len(s.s), n)
	at := 0
	for range left {
		at += copy(b[at:], fill)
	}
	at += copy(b[at:], s.s)
	for range right {
		at += copy(b[at:], fill)
	}
	if len(b) == 1 {
		return asciiStrs[b[0]&0x7f].Value(), nil
	}
	return r.Value(), nil
}

func padArgs(th *Thread, args []Value) (s *Str, pad int, fill string, err error) {
	s = AsStr(args[0])
	width, err := asSsize(th, args[1])
	if err != nil {
		return
	}
	fill = " "
	if !args[2].IsAbsent() {
		if !IsStr(args[2]) {
			return s, 0, "", TypeErrorf(th, "The fill character must be a unicode character, not %s", args[2].Type().DisplayName())
		}
		if AsStr(args[2]).n != 1 {
			return s, 0, "", TypeErrorf(th, "The fill character must be exactly one character long")
		}
		fill = AsStr(args[2]).s
	}
	if width > s.n {
		pad = width - s.n
	}
	return s, pad, fill, nil
}

func strCenter(th *Thread, args []Value) (Value, error) {
	s, pad, fill, err := padArgs(th, args)
	if err != nil {
		return Value{}, err
	}
	left := pad/2 + pad&(pad+s.n)&1
	return s.pad(th, left, pad-left, fill)
}

func strLjust(th *Thread, args []Value) (Value, error) {
	s, pad, fill, err := padArgs(th, args)
	if err != nil {
		return Value{}, err
	}
	return s.pad(th, 0, pad, fill)
}

func strRjust(th *Thread, args []Value) (Value, error) {
	s, pad, fill, err := padArgs(th, args)
	if err != nil {
		return Value{}, err
	}
	return s.pad(th, pad, 0, fill)
}

func strZfill(th *Thread, args []Value) (Value, error) {
	s := AsStr(args[0])
	width, err := asSsize(th, args[1])
	if err != nil {
		return Value{}, err
	}
	if width <= s.n {
		return exactStr(s).Value(), nil
	}
	if err := checkAlloc(th, width, 1); err != nil {
		return Value{}, err
	}
	r, b := newText(th, width-s.n+len(s.s), width)
	at := 0
	t := s.s
	if t != "" && (t[0] == '+' || t[0] == '-') {
		b[0] = t[0]
		t = t[1:]
		at = 1
	}
	for range width - s.n {
		b[at] = '0'
		at++
	}
	copy(b[at:], t)
	return r.Value(), nil
}

func strExpandtabs(th *Thread, args []Value) (Value, error) {
	tab := 8
	if !args[1].IsAbsent() {
		var err error
		if tab, err = AsCInt(th, args[1]); err != nil {
			return Value{}, err
		}
	}
	s := AsStr(args[0])
	if strings.IndexByte(s.s, '\t') < 0 {
		return exactStr(s).Value(), nil
	}
	b, err := expandTabs(th, s.s, tab, true)
	if err != nil {
		return Value{}, err
	}
	return strBytes(b, -1).Value(), nil
}

// expandTabs replaces the tabs of t by blanks; columns count code points if runes, else bytes.
func expandTabs(th *Thread, t string, tab int, runes bool) ([]byte, error) {
	if tab > 0 {
		if n := strings.Count(t, "\t"); n > math.MaxInt/tab-len(t) {
			return nil, OverflowErrorf(th, "new string is too long")
		} else if n*tab > smallAlloc && checkAlloc(th, n, tab) != nil {
			return nil, RaiseArgs(th, MemoryErrorType)
		}
	}
	b := make([]byte, 0, len(t)+16)
	col := 0
	for i := 0; i < len(t); i++ {
		c := t[i]
		switch {
		case c == '\t':
			if tab > 0 {
				n := tab - col%tab
				col += n
				for range n {
					b = append(b, ' ')
				}
			}
			continue
		case c == '\n' || c == '\r':
			col = 0
		case !runes || c&0xC0 != 0x80:
			col++
		}
		b = append(b, c)
	}
	return b, nil
}

func strTranslate(th *Thread, args []Value) (Value, error) {
	s, table := AsStr(args[0]), args[1]
	if s.n == 0 {
		return emptyStr.Value(), nil
	}
	get := table.Type().Slots().GetItem
	if get == nil {
		return Value{}, TypeErrorf(th, "'%s' object is not subscriptable", table.Type().DisplayName())
	}
	var dict *Dict // the table, if it is exactly a dict
	if table.isExact(DictType) {
		dict = AsDict(table)
	}
	// done[c] tells what became of an ASCII character: 1 the byte to[c], 2 nothing.
	var done, to [128]byte
	b := make([]byte, 0, len(s.s)+8)
	t := s.s
	for i := 0; i < len(t); {
		r, w := rune(t[i]), 1
		if r < 0x80 {
			switch done[r] {
			case 1:
				b = append(b, to[r])
				i++
				continue
			case 2:
				i++
				continue
			}
		} else {
			r, w = wtf8.DecodeRune(t, i)
		}
		var v Value
		var err error
		if dict == nil {
			v, err = get(th, table, SmallInt(int64(r)))
		} else if v, err = dict.Get(th, SmallInt(int64(r))); err == nil && v.IsAbsent() {
			b = append(b, t[i:i+w]...)
			if r < 0x80 {
				done[r], to[r] = 1, byte(r)
			}
			i += w
			continue
		}
		switch {
		case err != nil:
			if !IsErr(err, LookupErrorType) {
				return Value{}, err
			}
			b = append(b, t[i:i+w]...)
			if r < 0x80 {
				done[r], to[r] = 1, byte(r)
			}
		case v.Is(None):
			if r < 0x80 {
				done[r] = 2
			}
		case IsInt(v):
			c, ok := Int64(v)
			if !ok || c < 0 || c > wtf8.MaxRune {
				return Value{}, ValueErrorf(th, "character mapping must be in range(0x%x)", wtf8.MaxRune+1)
			}
			b = wtf8.AppendRune(b, rune(c))
			if r < 0x80 && c < 0x80 {
				done[r], to[r] = 1, byte(c)
			}
		case IsStr(v):
			x := AsStr(v)
			b = append(b, x.s...)
			if r < 0x80 && len(x.s) == 1 {
				done[r], to[r] = 1, x.s[0]
			} else if x.n == 0 && r < 0x80 {
				done[r] = 2
			}
		default:
			return Value{}, TypeErrorf(th, "character mapping must return integer, None or str")
		}
		i += w
	}
	return strBytes(b, -1).Value(), nil
}

func strMaketrans(th *Thread, args []Value) (Value, error) {
	x, y, z := args[0], args[1], args[2]
	d := NewDict()
	if y.IsAbsent() {
		if !x.isExact(DictType) {
			return Value{}, TypeErrorf(th, "if you give only one argument to maketrans it must be a dict")
		}
		keys, vals := AsDict(x).Items()
		for i, k := range keys {
			switch {
			case IsStr(k):
				if AsStr(k).n != 1 {
					return Value{}, ValueErrorf(th, "string keys in translatetable must be of length 1")
				}
				k = SmallInt(int64(AsStr(k).At(0)))
			case !IsInt(k):
				return Value{}, TypeErrorf(th, "keys in translate table mustbe strings or integers")
			}
			if err := d.Set(th, k, vals[i]); err != nil {
				return Value{}, err
			}
		}
		return d.Value(), nil
	}
	if err := strArg(th, y, "maketrans", 2); err != nil {
		return Value{}, err
	}
	if !z.IsAbsent() {
		if err := strArg(th, z, "maketrans", 3); err != nil {
			return Value{}, err
		}
	}
	if !IsStr(x) {
		return Value{}, TypeErrorf(th, "first maketrans argument must be a string if there is a second argument")
	}
	a, b := wtf8.Runes(AsStr(x).s), wtf8.Runes(AsStr(y).s)
	if len(a) != len(b) {
		return Value{}, ValueErrorf(th, "the first two maketrans arguments must have equal length")
	}
	for i, r := range a {
		if err := d.Set(th, SmallInt(int64(r)), SmallInt(int64(b[i]))); err != nil {
			return Value{}, err
		}
	}
	if !z.IsAbsent() {
		for _, r := range wtf8.Runes(AsStr(z).s) {
			if err := d.Set(th, SmallInt(int64(r)), None); err != nil {
				return Value{}, err
			}
		}
	}
	return d.Value(), nil
}

// strSizeof is the size CPython's flexible representation has.
func strSizeof(th *Thread, args []Value) (Value, error) {
	s := AsStr(args[0])
	if s.IsASCII() {
		return SmallInt(int64(40 + s.n + 1)), nil
	}
	width := 4
	switch m := wtf8.MaxRuneOf(s.s); {
	case m < 0x100:
		width = 1
	case m < 0x10000:
		width = 2
	}
	return SmallInt(int64(56 + width*(s.n+1))), nil
}

func strGetnewargs(th *Thread, args []Value) (Value, error) {
	s := AsStr(args[0])
	if len(s.s) <= 1 {
		return TupleOf(exactStr(s).Value()), nil
	}
	return TupleOf(newStr(s.s, s.n).Value()), nil // a new object, always
}

// AsSsize converts an argument of C type Py_ssize_t; it raises TypeError or OverflowError.
func AsSsize(th *Thread, v Value) (int, error) { return asSsize(th, v) }
