// This file implements the methods that bytes and bytearray share. They work on a string: of a bytes object its data, of a
// bytearray a view of it that holds until Python code runs, or a copy while other threads may change it. Results have the type
// of self.

package object

import (
	"math"
	"strings"

	"weft/internal/strsearch"
)

// bytesLikeMethods is the part of the method tables that bytes and bytearray share.
func bytesLikeMethods() []Method {
	return []Method{
		{Name: "capitalize", Fn: bytesCapitalize, Sig: "(self, /)", Doc: "Return a copy with the first byte in upper case and the rest in lower case, as far as they are ASCII."},
		{Name: "center", Fn: bytesCenter, Sig: "(self, width, fillchar=b' ', /)", Doc: "Return the bytes in the middle of a field of the given width."},
		{Name: "count", Fn: bytesCount, Sig: "(self, sub, start=None, end=None, /)", Doc: "Return how often sub, bytes or a number, occurs in self[start:end], without overlap."},
		{Name: "decode", Fn: bytesDecode, Sig: "(self, /, encoding='utf-8', errors='strict')", Doc: "Return the text that the bytes encode.\n\n  encoding\n    The name of the encoding.\n  errors\n    The name of the error handler: 'strict' raises UnicodeDecodeError; others are\n    'ignore', 'replace' and what codecs.register_error knows."},
		{Name: "endswith", Fn: bytesEndswith, Sig: "(self, suffix, start=None, end=None, /)", Doc: "Report whether self[start:end] ends with suffix, or one of a tuple of suffixes."},
		{Name: "expandtabs", Fn: bytesExpandtabs, Sig: "(self, /, tabsize=8)", Doc: "Return a copy with blanks in place of tabs."},
		{Name: "find", Fn: bytesFind, Sig: "(self, sub, start=None, end=None, /)", Doc: "Return the lowest index of sub, bytes or a number, in self[start:end], or -1."},
		{Name: "fromhex", Fn: bytesFromhex, Kind: ClassMethod, Sig: "(type, string, /)", Doc: "Return the bytes that hexadecimal digits stand for; white space between bytes is skipped."},
		{Name: "hex", Fn: bytesHex, Sig: "(self, /, sep=<unrepresentable>, bytes_per_sep=1)", Doc: "Return the bytes as hexadecimal digits.\n\n  sep\n    A character to put between groups.\n  bytes_per_sep\n    How many bytes make a group, counted from the right; negative: from the left.\n\n  >>> bytes(b'go!').hex('-')\n  '67-6f-21'"},
		{Name: "index", Fn: bytesIndex, Sig: "(self, sub, start=None, end=None, /)", Doc: "Return the lowest index of sub, bytes or a number, in self[start:end], or raise ValueError."},
		{Name: "isalnum", Fn: bytesIsalnum, Sig: "(self, /)", Doc: "Report whether there are only ASCII letters and digits, and at least one."},
		{Name: "isalpha", Fn: bytesIsalpha, Sig: "(self, /)", Doc: "Report whether there are only ASCII letters, and at least one."},
		{Name: "isascii", Fn: bytesIsascii, Sig: "(self, /)", Doc: "Report whether all bytes are ASCII."},
		{Name: "isdigit", Fn: bytesIsdigit, Sig: "(self, /)", Doc: "Report whether there are only ASCII digits, and at least one."},
		{Name: "islower", Fn: bytesIslower, Sig: "(self, /)", Doc: "Report whether there are ASCII letters and all of them are lower case."},
		{Name: "isspace", Fn: bytesIsspace, Sig: "(self, /)", Doc: "Report whether there is only ASCII white space, and at least one byte."},
		{Name: "istitle", Fn: bytesIstitle, Sig: "(self, /)", Doc: "Report whether the ASCII letters are in title case and there is one."},
		{Name: "isupper", Fn: bytesIsupper, Sig: "(self, /)", Doc: "Report whether there are ASCII letters and all of them are upper case."},
		{Name: "join", Fn: bytesJoin, Sig: "(self, iterable_of_bytes, /)", Doc: "Return the buffers of the iterable with this one between them."},
		{Name: "ljust", Fn: bytesLjust, Sig: "(self, width, fillchar=b' ', /)", Doc: "Return the bytes at the left of a field of the given width."},
		{Name: "lower", Fn: bytesLower, Sig: "(self, /)", Doc: "Return a copy with ASCII letters in lower case."},
		{Name: "lstrip", Fn: bytesLstrip, Sig: "(self, bytes=None, /)", Doc: "Return a copy without leading ASCII white space, or without leading bytes of the argument."},
		{Name: "maketrans", Fn: bytesMaketrans, Kind: StaticMethod, Sig: "(frm, to, /)", Doc: "Return a table for translate in which each byte of frm becomes that of to."},
		{Name: "partition", Fn: bytesPartition, Sig: "(self, sep, /)", Doc: "Return what is before the first sep, sep, and what follows; or the bytes and two empty ones."},
		{Name: "replace", Fn: bytesReplace, Sig: "(self, old, new, count=-1, /)", Doc: "Return a copy in which new stands for old.\n\n  count\n    How many occurrences are replaced, from the left; -1: all."},
		{Name: "removeprefix", Fn: bytesRemoveprefix, Sig: "(self, prefix, /)", Doc: "Return the bytes without the prefix, if they start with it."},
		{Name: "removesuffix", Fn: bytesRemovesuffix, Sig: "(self, suffix, /)", Doc: "Return the bytes without the suffix, if they end with it."},
		{Name: "rfind", Fn: bytesRfind, Sig: "(self, sub, start=None, end=None, /)", Doc: "Return the highest index of sub, bytes or a number, in self[start:end], or -1."},
		{Name: "rindex", Fn: bytesRindex, Sig: "(self, sub, start=None, end=None, /)", Doc: "Return the highest index of sub, bytes or a number, in self[start:end], or raise ValueError."},
		{Name: "rjust", Fn: bytesRjust, Sig: "(self, width, fillchar=b' ', /)", Doc: "Return the bytes at the right of a field of the given width."},
		{Name: "rpartition", Fn: bytesRpartition, Sig: "(self, sep, /)", Doc: "Return what is before the last sep, sep, and what follows; or two empty ones and the bytes."},
		{Name: "rsplit", Fn: bytesRsplit, Sig: "(self, /, sep=None, maxsplit=-1)", Doc: "Return a list of the pieces between separators.\n\n  sep\n    The separator; None: any run of ASCII white space, and no empty pieces.\n  maxsplit\n    How often to split, from the right; -1: no limit."},
		{Name: "rstrip", Fn: bytesRstrip, Sig: "(self, bytes=None, /)", Doc: "Return a copy without trailing ASCII white space, or without trailing bytes of the argument."},
		{Name: "split", Fn: bytesSplit, Sig: "(self, /, sep=None, maxsplit=-1)", Doc: "Return a list of the pieces between separators.\n\n  sep\n    The separator; None: any run of ASCII white space, and no empty pieces.\n  maxsplit\n    How often to split, from the left; -1: no limit."},
		{Name: "splitlines", Fn: bytesSplitlines, Sig: "(self, /, keepends=False)", Doc: "Return a list of the lines, with their ends if keepends is true."},
		{Name: "startswith", Fn: bytesStartswith, Sig: "(self, prefix, start=None, end=None, /)", Doc: "Report whether self[start:end] starts with prefix, or one of a tuple of prefixes."},
		{Name: "strip", Fn: bytesStrip, Sig: "(self, bytes=None, /)", Doc: "Return a copy without ASCII white space, or without bytes of the argument, at either end."},
		{Name: "swapcase", Fn: bytesSwapcase, Sig: "(self, /)", Doc: "Return a copy with upper case for lower case and the reverse, for ASCII letters."},
		{Name: "title", Fn: bytesTitle, Sig: "(self, /)", Doc: "Return a copy in which each run of ASCII letters starts in upper case, the rest being in lower case."},
		{Name: "translate", Fn: bytesTranslate, Sig: "(self, table, /, delete=b'')", Doc: "Return a copy without the bytes of delete, the others mapped by a table of 256 bytes or left as they are."},
		{Name: "upper", Fn: bytesUpper, Sig: "(self, /)", Doc: "Return a copy with ASCII letters in upper case."},
		{Name: "zfill", Fn: bytesZfill, Sig: "(self, width, /)", Doc: "Return the bytes filled with zeros behind their sign to the given width."},
	}
}

// bytesText returns the data of a bytes or bytearray: see the comment of this file.
func bytesText(v Value) string {
	if IsBytes(v) {
		return AsBytes(v).s
	}
	return AsByteArray(v).view()
}

// bytesArg returns the data of any buffer, valid until Python code runs. It raises TypeError.
func bytesArg(th *Thread, v Value) (string, error) {
	if IsBytes(v) {
		return AsBytes(v).s, nil
	}
	if IsByteArray(v) && !v.Type().HasFlag(TypeHeap) {
		return AsByteArray(v).view(), nil
	}
	b, err := GetBuffer(th, v, BufferSimple)
	if err != nil {
		return "", err
	}
	s := byteString(b.Bytes())
	if Several() || b.Foreign {
		s = byteString(sharedCopy(b.Bytes()))
	}
	b.Done(th)
	return s, nil
}

// BytesLike returns the data of any buffer, copied unless it is bytes. It raises TypeError ("a bytes-like object is required").
func BytesLike(th *Thread, v Value) (string, error) {
	if IsBytes(v) {
		return AsBytes(v).s, nil
	}
	if v.isExact(ByteArrayType) {
		return AsByteArray(v).Copy(), nil
	}
	b, err := GetBuffer(th, v, BufferSimple)
	if err != nil {
		return "", err
	}
	s := byteString(sharedCopy(b.Bytes()))
	b.Done(th)
	return s, nil
}

// bytesResult returns data, a part of self's or new, as an object of self's kind.
func bytesResult(self Value, data string) Value {
	if IsBytes(self) {
		return NewBytes(data)
	}
	return NewByteArray([]byte(data)).Value()
}

// bytesTaken is bytesResult for data that nobody else has.
func bytesTaken(self Value, data []byte) Value {
	if IsBytes(self) {
		return NewBytes(byteString(data))
	}
	return NewByteArray(data).Value()
}

// bytesSub returns s[a:b], s being self's data, as an object of self's kind.
func bytesSub(self Value, s string, a, b int) Value {
	if IsBytes(self) {
		if a == 0 && b == len(s) {
			return exactBytes(AsBytes(self))
		}
		return bytesPiece(s, a, b)
	}
	return NewByteArray([]byte(s[a:b])).Value()
}

// bytesSelf returns self where a method changes nothing: a bytearray as a copy.
func bytesSelf(self Value, s string) Value { return bytesSub(self, s, 0, len(s)) }

// findByteArgs reads the arguments of find and its kin: s[start:end] is to be searched for sub.
func findByteArgs(th *Thread, args []Value) (s, sub string, start, end int, err error) {
	v := args[1]
	var one [1]byte
	switch {
	case IsInt(v) || v.Type().Slots().Buffer == nil:
		if !IsInt(v) && v.Type().Slots().Index == nil {
			err = TypeErrorf(th, "argument should be integer or bytes-like object, not '%s'", v.Type().DisplayName())
			return
		}
		if one[0], err = byteArg(th, v, byteRangeText); err != nil {
			return
		}
	}
	n := len(bytesText(args[0]))
	if start, end, err = sliceArgs(th, args[2], args[3], n); err != nil {
		return
	}
	if !IsInt(v) && v.Type().Slots().Buffer != nil {
		if sub, err = bytesArg(th, v); err != nil {
			return
		}
	} else {
		sub = string(one[:])
	}
	s = bytesText(args[0])
	end = min(end, len(s))
	return
}

func findBytes(th *Thread, args []Value, last bool) (int, error) {
	s, sub, start, end, err := findByteArgs(th, args)
	if err != nil || end-start < len(sub) {
		return -1, err
	}
	var i int
	if last {
		i = strsearch.LastIndex(s[start:end], sub)
	} else {
		i = strings.Index(s[start:end], sub)
	}
	if i >= 0 {
		i += start
	}
	return i, nil
}

func bytesFind(th *Thread, args []Value) (Value, error) {
	i, err := findBytes(th, args, false)
	return SmallInt(int64(i)), err
}

func bytesRfind(th *Thread, args []Value) (Value, error) {
	i, err := findBytes(th, args, true)
	return SmallInt(int64(i)), err
}

func bytesIndex(th *Thread, args []Value) (Value, error) {
	i, err := findBytes(th, args, false)
	if err == nil && i < 0 {
		err = ValueErrorf(th, "subsection not found")
	}
	return SmallInt(int64(i)), err
}

func bytesRindex(th *Thread, args []Value) (Value, error) {
	i, err := findBytes(th, args, true)
	if err == nil && i < 0 {
		err = ValueErrorf(th, "subsection not found")
	}
	return SmallInt(int64(i)), err
}

func bytesCount(th *Thread, args []Value) (Value, error) {
	s, sub, start, end, err := findByteArgs(th, args)
	if err != nil || end-start < len(sub) {
		return SmallInt(0), err
	}
	if sub == "" {
		return SmallInt(int64(end - start + 1)), nil
	}
	return SmallInt(int64(strings.Count(s[start:end], sub))), nil
}

func bytesStartswith(th *Thread, args []Value) (Value, error) {
	return bytesTail(th, args, "startswith", strings.HasPrefix)
}

func bytesEndswith(th *Thread, args []Value) (Value, error) {
	return bytesTail(th, args, "endswith", strings.HasSuffix)
}

func bytesTail(th *Thread, args []Value, fn string, match func(s, sub string) bool) (Value, error) {
	start, end, err := sliceArgs(th, args[2], args[3], len(bytesText(args[0])))
	if err != nil {
		return Value{}, err
	}
	test := func(v Value) (bool, error) {
		sub, err := bytesArg(th, v)
		if err != nil {
			return false, err
		}
		s := bytesText(args[0])
		e := min(end, len(s))
		return start <= e && match(s[start:e], sub), nil
	}
	if IsTuple(args[1]) {
		for _, x := range AsTuple(args[1]).items {
			if ok, err := test(x); err != nil || ok {
				return Bool(ok), err
			}
		}
		return False, nil
	}
	if args[1].Type().Slots().Buffer == nil {
		return Value{}, TypeErrorf(th, "%s first arg must be bytes or a tuple of bytes, not %s", fn, args[1].Type().DisplayName())
	}
	ok, err := test(args[1])
	return Bool(ok), err
}

func bytesRemoveprefix(th *Thread, args []Value) (Value, error) {
	p, err := bytesArg(th, args[1])
	if err != nil {
		return Value{}, err
	}
	s := bytesText(args[0])
	if p != "" && strings.HasPrefix(s, p) {
		return bytesSub(args[0], s, len(p), len(s)), nil
	}
	return bytesSelf(args[0], s), nil
}

func bytesRemovesuffix(th *Thread, args []Value) (Value, error) {
	p, err := bytesArg(th, args[1])
	if err != nil {
		return Value{}, err
	}
	s := bytesText(args[0])
	if p != "" && strings.HasSuffix(s, p) {
		return bytesSub(args[0], s, 0, len(s)-len(p)), nil
	}
	return bytesSelf(args[0], s), nil
}

func bytesDecode(th *Thread, args []Value) (Value, error) {
	encoding, err := codecArg(th, args[1], "decode", "encoding", "utf-8")
	if err != nil {
		return Value{}, err
	}
	errs, err := codecArg(th, args[2], "decode", "errors", "strict")
	if err != nil {
		return Value{}, err
	}
	s := ""
	if IsBytes(args[0]) {
		s = AsBytes(args[0]).s
	} else {
		s = AsByteArray(args[0]).Copy()
	}
	if s == "" {
		return emptyStr.Value(), checkCodec(th, encoding, errs)
	}
	r, err := DecodeBytes(th, s, encoding, errs)
	if err != nil {
		return Value{}, err
	}
	return r.Value(), nil
}

func bytesJoin(th *Thread, args []Value) (Value, error) {
	items, ok := stableItems(args[1])
	if !ok {
		if t := args[1].Type(); t.Slots().Iter == nil && t.Slots().GetItem == nil {
			return Value{}, TypeErrorf(th, "can only join an iterable")
		}
		// While the iterable runs, a bytearray may not change its size.
		var err error
		if !IsBytes(args[0]) {
			buf, err := bytearrayGetBuffer(th, args[0], 0)
			if err != nil {
				return Value{}, err
			}
			defer buf.Done(th)
		}
		if items, err = ToSlice(th, args[1]); err != nil {
			return Value{}, err
		}
	}
	plain := true
	size := 0
	for i, x := range items {
		if IsBytes(x) {
			size += len(AsBytes(x).s)
			continue
		}
		plain = false
		if x.Type().Slots().Buffer == nil {
			return Value{}, TypeErrorf(th, "sequence item %d: expected a bytes-like object, %s found", i, x.Type().DisplayName())
		}
	}
	var b []byte
	if plain {
		if len(items) == 1 && IsBytes(args[0]) && items[0].isExact(BytesType) {
			return items[0], nil
		}
		sep := bytesText(args[0])
		k := max(len(items)-1, 0)
		if err := checkAlloc(th, len(sep)+size/max(k, 1)+1, k); err != nil {
			return Value{}, err
		}
		if size += k * len(sep); size == 0 {
			return bytesResult(args[0], ""), nil
		}
		var r Value
		if IsBytes(args[0]) {
			var d *Bytes
			d, b = newData(size)
			r = d.Value()
		} else {
			b = make([]byte, size)
			r = NewByteArray(b).Value()
		}
		at := 0
		for i, x := range items {
			if i > 0 {
				at += copy(b[at:], sep)
			}
			at += copy(b[at:], AsBytes(x).s)
		}
		return r, nil
	}
	items = append([]Value(nil), items...)
	sep := bytesText(args[0])
	if !IsBytes(args[0]) {
		sep = strings.Clone(sep)
	}
	for i, x := range items {
		if i > 0 {
			b = append(b, sep...)
		}
		s, err := bytesArg(th, x)
		if err != nil {
			if IsErr(err, TypeErrorType) || IsErr(err, BufferErrorType) {
				err = TypeErrorf(th, "sequence item %d: expected a bytes-like object, %s found", i, x.Type().DisplayName())
			}
			return Value{}, err
		}
		b = append(b, s...)
	}
	return bytesTaken(args[0], b), nil
}

func bytesReplace(th *Thread, args []Value) (Value, error) {
	old, err := bytesArg(th, args[1])
	if err != nil {
		return Value{}, err
	}
	if !IsBytes(args[1]) {
		old = strings.Clone(old)
	}
	repl, err := bytesArg(th, args[2])
	if err != nil {
		return Value{}, err
	}
	count := -1
	if !args[3].IsAbsent() {
		if !IsBytes(args[2]) {
			repl = strings.Clone(repl)
		}
		if count, err = asSsize(th, args[3]); err != nil {
			return Value{}, err
		}
	}
	s := bytesText(args[0])
	if count == 0 || len(old) > len(s) || old == repl {
		return bytesSelf(args[0], s), nil
	}
	m := len(s) + 1
	if old != "" {
		m = strings.Count(s, old)
	}
	if count > 0 && m > count {
		m = count
	}
	if m == 0 {
		return bytesSelf(args[0], s), nil
	}
	grow := len(repl) - len(old)
	if grow > 0 {
		if grow > (1<<63-1-len(s))/m {
			return Value{}, OverflowErrorf(th, "replace bytes is too long")
		}
		if err := checkAlloc(th, grow+len(s)/m, m); err != nil {
			return Value{}, err
		}
	}
	b := make([]byte, 0, len(s)+m*grow)
	if old == "" {
		for i := range m {
			b = append(b, repl...)
			if i < len(s) {
				b = append(b, s[i])
			}
		}
		b = append(b, s[min(m, len(s)):]...)
		return bytesTaken(args[0], b), nil
	}
	for ; m > 0; m-- {
		i := strings.Index(s, old)
		if i < 0 {
			break
		}
		b = append(b, s[:i]...)
		b = append(b, repl...)
		s = s[i+len(old):]
	}
	return bytesTaken(args[0], append(b, s...)), nil
}

// byteSpace marks the bytes that are ASCII white space.
var byteSpace = [256]bool{'\t': true, '\n': true, '\v': true, '\f': true, '\r': true, ' ': true}

// splitByteArgs reads sep and maxsplit; white says that there is no sep.
func splitByteArgs(th *Thread, args []Value) (sep string, white bool, maxsplit int, err error) {
	maxsplit = math.MaxInt
	if !args[2].IsAbsent() {
		if maxsplit, err = asSsize(th, args[2]); err != nil {
			return
		}
		if maxsplit < 0 {
			maxsplit = math.MaxInt
		}
	}
	if args[1].IsAbsent() || args[1].Is(None) {
		return "", true, maxsplit, nil
	}
	if sep, err = bytesArg(th, args[1]); err == nil && sep == "" {
		err = ValueErrorf(th, "empty separator")
	}
	return
}

func bytesSplit(th *Thread, args []Value) (Value, error) {
	sep, white, maxsplit, err := splitByteArgs(th, args)
	if err != nil {
		return Value{}, err
	}
	self := args[0]
	s := bytesText(self)
	var stack [12]Value
	out := stack[:0]
	if white {
		for i := 0; ; {
			for i < len(s) && byteSpace[s[i]] {
				i++
			}
			if i == len(s) {
				break
			}
			if maxsplit == 0 {
				out = append(out, bytesSub(self, s, i, len(s)))
				break
			}
			maxsplit--
			j := i
			for j < len(s) && !byteSpace[s[j]] {
				j++
			}
			out = append(out, bytesSub(self, s, i, j))
			i = j
		}
		return NewListCopy(out).Value(), nil
	}
	i := 0
	for ; maxsplit > 0; maxsplit-- {
		j := strings.Index(s[i:], sep)
		if j < 0 {
			break
		}
		out = append(out, bytesSub(self, s, i, i+j))
		i += j + len(sep)
	}
	out = append(out, bytesSub(self, s, i, len(s)))
	return NewListCopy(out).Value(), nil
}

func bytesRsplit(th *Thread, args []Value) (Value, error) {
	sep, white, maxsplit, err := splitByteArgs(th, args)
	if err != nil {
		return Value{}, err
	}
	self := args[0]
	s := bytesText(self)
	var out []Value
	i := len(s)
	if white {
		for {
			for i > 0 && byteSpace[s[i-1]] {
				i--
			}
			if i == 0 {
				break
			}
			if maxsplit == 0 {
				out = append(out, bytesSub(self, s, 0, i))
				break
			}
			maxsplit--
			j := i
			for j > 0 && !byteSpace[s[j-1]] {
				j--
			}
			out = append(out, bytesSub(self, s, j, i))
			i = j
		}
	} else {
		for ; maxsplit > 0; maxsplit-- {
			j := strsearch.LastIndex(s[:i], sep)
			if j < 0 {
				break
			}
			out = append(out, bytesSub(self, s, j+len(sep), i))
			i = j
		}
		out = append(out, bytesSub(self, s, 0, i))
	}
	for a, b := 0, len(out)-1; a < b; a, b = a+1, b-1 {
		out[a], out[b] = out[b], out[a]
	}
	return NewList(out).Value(), nil
}

func bytesPartition(th *Thread, args []Value) (Value, error) {
	return bytesPartitionAt(th, args, false)
}

func bytesRpartition(th *Thread, args []Value) (Value, error) {
	return bytesPartitionAt(th, args, true)
}

func bytesPartitionAt(th *Thread, args []Value, last bool) (Value, error) {
	sep, err := bytesArg(th, args[1])
	if err != nil {
		return Value{}, err
	}
	if sep == "" {
		return Value{}, ValueErrorf(th, "empty separator")
	}
	self := args[0]
	s := bytesText(self)
	sepObj := args[1]
	if !IsBytes(self) || !IsBytes(sepObj) {
		sepObj = bytesResult(self, sep)
	}
	var i int
	if last {
		i = strsearch.LastIndex(s, sep)
	} else {
		i = strings.Index(s, sep)
	}
	switch {
	case i >= 0:
		return TupleOf(bytesSub(self, s, 0, i), sepObj, bytesSub(self, s, i+len(sep), len(s))), nil
	case last:
		return TupleOf(bytesResult(self, ""), bytesResult(self, ""), bytesSelf(self, s)), nil
	}
	return TupleOf(bytesSelf(self, s), bytesResult(self, ""), bytesResult(self, "")), nil
}

func bytesSplitlines(th *Thread, args []Value) (Value, error) {
	keep := false
	if !args[1].IsAbsent() {
		var err error
		if keep, err = IsTrue(th, args[1]); err != nil {
			return Value{}, err
		}
	}
	self := args[0]
	s := bytesText(self)
	var out []Value
	start := 0
	for start < len(s) {
		i := strings.IndexAny(s[start:], "\r\n")
		if i < 0 {
			out = append(out, bytesSub(self, s, start, len(s)))
			break
		}
		i += start
		next := i + 1
		if s[i] == '\r' && next < len(s) && s[next] == '\n' {
			next++
		}
		if keep {
			i = next
		}
		out = append(out, bytesSub(self, s, start, i))
		start = next
	}
	return NewList(out).Value(), nil
}

func bytesStrip(th *Thread, args []Value) (Value, error)  { return bytesStripAt(th, args, true, true) }
func bytesLstrip(th *Thread, args []Value) (Value, error) { return bytesStripAt(th, args, true, false) }
func bytesRstrip(th *Thread, args []Value) (Value, error) { return bytesStripAt(th, args, false, true) }

func bytesStripAt(th *Thread, args []Value, left, right bool) (Value, error) {
	set := &byteSpace
	if !args[1].IsAbsent() && !args[1].Is(None) {
		chars, err := bytesArg(th, args[1])
		if err != nil {
			return Value{}, err
		}
		set = new([256]bool)
		for i := 0; i < len(chars); i++ {
			set[chars[i]] = true
		}
	}
	s := bytesText(args[0])
	i, j := 0, len(s)
	if left {
		for i < j && set[s[i]] {
			i++
		}
	}
	if right {
		for i < j && set[s[j-1]] {
			j--
		}
	}
	return bytesSub(args[0], s, i, j), nil
}

// padByteArgs reads width and fillchar; s is self's data.
func padByteArgs(th *Thread, args []Value, fn string) (s string, pad int, fill byte, err error) {
	width, err := asSsize(th, args[1])
	if err != nil {
		return
	}
	fill = ' '
	if v := args[2]; !v.IsAbsent() {
		var t string
		switch {
		case IsBytes(v), IsByteArray(v):
			if t = bytesText(v); len(t) != 1 {
				kind := "bytes"
				if IsByteArray(v) {
					kind = "bytearray"
				}
				err = TypeErrorf(th, "%s(): argument 2 must be a byte string of length 1, not a %s object of length %d", fn, kind, len(t))
				return
			}
		default:
			err = TypeErrorf(th, "%s() argument 2 must be a byte string of length 1, not %s", fn, ArgTypeName(v))
			return
		}
		fill = t[0]
	}
	s = bytesText(args[0])
	if width > len(s) {
		pad = width - len(s)
		err = checkAlloc(th, width, 1)
	}
	return
}

func padBytes(self Value, s string, left, right int, fill byte) Value {
	if left == 0 && right == 0 {
		return bytesSelf(self, s)
	}
	b := make([]byte, left+len(s)+right)
	for i := range left {
		b[i] = fill
	}
	copy(b[left:], s)
	for i := left + len(s); i < len(b); i++ {
		b[i] = fill
	}
	return bytesTaken(self, b)
}

func bytesCenter(th *Thread, args []Value) (Value, error) {
	s, pad, fill, err := padByteArgs(th, args, "center")
	if err != nil {
		return Value{}, err
	}
	left := pad/2 + pad&(pad+len(s))&1
	return padBytes(args[0], s, left, pad-left, fill), nil
}

func bytesLjust(th *Thread, args []Value) (Value, error) {
	s, pad, fill, err := padByteArgs(th, args, "ljust")
	if err != nil {
		return Value{}, err
	}
	return padBytes(args[0], s, 0, pad, fill), nil
}

func bytesRjust(th *Thread, args []Value) (Value, error) {
	s, pad, fill, err := padByteArgs(th, args, "rjust")
	if err != nil {
		return Value{}, err
	}
	return padBytes(args[0], s, pad, 0, fill), nil
}

func bytesZfill(th *Thread, args []Value) (Value, error) {
	width, err := asSsize(th, args[1])
	if err != nil {
		return Value{}, err
	}
	s := bytesText(args[0])
	if width <= len(s) {
		return bytesSelf(args[0], s), nil
	}
	if err := checkAlloc(th, width, 1); err != nil {
		return Value{}, err
	}
	b := make([]byte, 0, width)
	rest := s
	if s != "" && (s[0] == '+' || s[0] == '-') {
		b = append(b, s[0])
		rest = s[1:]
	}
	for range width - len(s) {
		b = append(b, '0')
	}
	return bytesTaken(args[0], append(b, rest...)), nil
}

func bytesExpandtabs(th *Thread, args []Value) (Value, error) {
	tab := 8
	if !args[1].IsAbsent() {
		var err error
		if tab, err = AsCInt(th, args[1]); err != nil {
			return Value{}, err
		}
	}
	b, err := expandTabs(th, bytesText(args[0]), tab, false)
	if err != nil {
		return Value{}, err
	}
	return bytesTaken(args[0], b), nil
}

func bytesTranslate(th *Thread, args []Value) (Value, error) {
	var table, del string
	var err error
	if !args[1].Is(None) {
		if table, err = bytesArg(th, args[1]); err != nil {
			return Value{}, err
		}
		if len(table) != 256 {
			return Value{}, ValueErrorf(th, "translation table must be 256 characters long")
		}
		if !IsBytes(args[1]) {
			table = strings.Clone(table)
		}
	}
	if !args[2].IsAbsent() {
		if del, err = bytesArg(th, args[2]); err != nil {
			return Value{}, err
		}
	}
	s := bytesText(args[0])
	if del == "" {
		if table == "" {
			return bytesSelf(args[0], s), nil
		}
		b := make([]byte, len(s))
		for i := range b {
			b[i] = table[s[i]]
		}
		return bytesTaken(args[0], b), nil
	}
	var drop [256]bool
	for i := 0; i < len(del); i++ {
		drop[del[i]] = true
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if c := s[i]; !drop[c] {
			if table != "" {
				c = table[c]
			}
			b = append(b, c)
		}
	}
	return bytesTaken(args[0], b), nil
}

func bytesMaketrans(th *Thread, args []Value) (Value, error) {
	from, err := BytesLike(th, args[0])
	if err != nil {
		return Value{}, err
	}
	to, err := bytesArg(th, args[1])
	if err != nil {
		return Value{}, err
	}
	if len(from) != len(to) {
		return Value{}, ValueErrorf(th, "maketrans arguments must have same length")
	}
	b := make([]byte, 256)
	for i := range b {
		b[i] = byte(i)
	}
	for i := 0; i < len(from); i++ {
		b[from[i]] = to[i]
	}
	return NewBytes(byteString(b)), nil
}

// hexValue returns the value of a hexadecimal digit, or -1.
func hexValue(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

func bytesFromhex(th *Thread, args []Value) (Value, error) {
	t := (*Type)(args[0].p)
	text := ""
	v := args[1]
	switch {
	case IsStr(v):
		text = AsStr(v).s
		if !AsStr(v).IsASCII() {
			i := 0
			for ; text[i] < 0x80; i++ {
			}
			return Value{}, ValueErrorf(th, "non-hexadecimal number found in fromhex() arg at position %d", i)
		}
	case v.Type().Slots().Buffer != nil:
		var err error
		if text, err = bytesArg(th, v); err != nil {
			return Value{}, err
		}
	default:
		return Value{}, TypeErrorf(th, "fromhex() argument must be str or bytes-like, not %s", v.Type().DisplayName())
	}
	b := make([]byte, 0, len(text)/2)
	for i := 0; ; {
		for i < len(text) && byteSpace[text[i]] {
			i++
		}
		if i == len(text) {
			break
		}
		hi := hexValue(text[i])
		if hi < 0 {
			return Value{}, ValueErrorf(th, "non-hexadecimal number found in fromhex() arg at position %d", i)
		}
		if i++; i == len(text) {
			return Value{}, ValueErrorf(th, "fromhex() arg must contain an even number of hexadecimal digits")
		}
		lo := hexValue(text[i])
		if lo < 0 {
			return Value{}, ValueErrorf(th, "non-hexadecimal number found in fromhex() arg at position %d", i)
		}
		i++
		b = append(b, byte(hi<<4|lo))
	}
	var r Value
	if t.IsSubtype(BytesType) {
		r = NewBytes(byteString(b))
		if t == BytesType {
			return r, nil
		}
	} else {
		r = NewByteArray(b).Value()
		if t == ByteArrayType {
			return r, nil
		}
	}
	return Call(th, args[0], r)
}

func bytesHex(th *Thread, args []Value) (Value, error) {
	sep, group, err := hexArgs(th, args[1], args[2])
	if err != nil {
		return Value{}, err
	}
	return HexText(th, bytesText(args[0]), sep, group)
}

// hexArgs reads the arguments of hex(): sep is -1 if there is none.
func hexArgs(th *Thread, sepArg, groupArg Value) (sep, group int, err error) {
	sep, group = -1, 1
	if !groupArg.IsAbsent() {
		if group, err = AsCInt(th, groupArg); err != nil {
			return
		}
	}
	if sepArg.IsAbsent() {
		return
	}
	n, err := Len(th, sepArg)
	if err != nil {
		return
	}
	if n != 1 {
		return 0, 0, ValueErrorf(th, "sep must be length 1.")
	}
	switch {
	case IsStr(sepArg):
		if !AsStr(sepArg).IsASCII() {
			return 0, 0, ValueErrorf(th, "sep must be ASCII.")
		}
		sep = int(AsStr(sepArg).s[0])
	case IsBytes(sepArg):
		if sep = int(AsBytes(sepArg).s[0]); sep >= 0x80 {
			return 0, 0, ValueErrorf(th, "sep must be ASCII.")
		}
	default:
		return 0, 0, TypeErrorf(th, "sep must be str or bytes.")
	}
	return
}

// HexText returns data as hexadecimal digits: with the character sep (-1: none) between groups of bytes, counted from the right,
// or from the left if group is negative.
func HexText(th *Thread, data string, sep, group int) (Value, error) {
	if err := checkAlloc(th, len(data), 3); err != nil {
		return Value{}, err
	}
	size := max(group, -group)
	if sep < 0 || group == 0 || size >= len(data) {
		if data == "" {
			return emptyStr.Value(), nil
		}
		r, b := newText(th, 2*len(data), 2*len(data))
		for i := 0; i < len(data); i++ {
			b[2*i], b[2*i+1] = lowerHex[data[i]>>4], lowerHex[data[i]&15]
		}
		return r.Value(), nil
	}
	b := make([]byte, 0, 2*len(data)+(len(data)-1)/size)
	left := size
	if group > 0 {
		if left = len(data) % size; left == 0 {
			left = size
		}
	}
	for i := 0; i < len(data); i++ {
		if left == 0 {
			b = append(b, byte(sep))
			left = size
		}
		left--
		b = append(b, lowerHex[data[i]>>4], lowerHex[data[i]&15])
	}
	return NewASCII(byteString(b)), nil
}

// Classes of ASCII bytes.
const (
	classUpper = 1 << iota
	classLower
	classDigit
	classSpace
)

// byteClass gives the classes of each byte.
var byteClass = func() (t [256]byte) {
	for c := 'a'; c <= 'z'; c++ {
		t[c], t[c-32] = classLower, classUpper
	}
	for c := '0'; c <= '9'; c++ {
		t[c] = classDigit
	}
	for c, is := range byteSpace {
		if is {
			t[c] = classSpace
		}
	}
	return
}()

// bytesAll reports whether there are bytes and all are of one of the classes.
func bytesAll(self Value, classes byte) (Value, error) {
	s := bytesText(self)
	for i := 0; i < len(s); i++ {
		if byteClass[s[i]]&classes == 0 {
			return False, nil
		}
	}
	return Bool(s != ""), nil
}

func bytesIsalnum(th *Thread, args []Value) (Value, error) {
	return bytesAll(args[0], classUpper|classLower|classDigit)
}
func bytesIsalpha(th *Thread, args []Value) (Value, error) {
	return bytesAll(args[0], classUpper|classLower)
}
func bytesIsdigit(th *Thread, args []Value) (Value, error) { return bytesAll(args[0], classDigit) }
func bytesIsspace(th *Thread, args []Value) (Value, error) { return bytesAll(args[0], classSpace) }

func bytesIsascii(th *Thread, args []Value) (Value, error) {
	s := bytesText(args[0])
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return False, nil
		}
	}
	return True, nil
}

// bytesCased reports whether there are letters of the class want and none of the class other.
func bytesCased(self Value, want, other byte) (Value, error) {
	s := bytesText(self)
	found := false
	for i := 0; i < len(s); i++ {
		c := byteClass[s[i]]
		if c&other != 0 {
			return False, nil
		}
		found = found || c&want != 0
	}
	return Bool(found), nil
}

func bytesIslower(th *Thread, args []Value) (Value, error) {
	return bytesCased(args[0], classLower, classUpper)
}
func bytesIsupper(th *Thread, args []Value) (Value, error) {
	return bytesCased(args[0], classUpper, classLower)
}

func bytesIstitle(th *Thread, args []Value) (Value, error) {
	s := bytesText(args[0])
	found, inWord := false, false
	for i := 0; i < len(s); i++ {
		switch c := byteClass[s[i]]; {
		case c&classUpper != 0:
			if inWord {
				return False, nil
			}
			found, inWord = true, true
		case c&classLower != 0:
			if !inWord {
				return False, nil
			}
			found = true
		default:
			inWord = false
		}
	}
	return Bool(found), nil
}

// bytesMap applies f to each byte; first says that the byte before was no letter, or there is none.
func bytesMap(self Value, f func(c byte, class byte, i int, first bool) byte) (Value, error) {
	s := bytesText(self)
	b := make([]byte, len(s))
	first := true
	for i := range b {
		class := byteClass[s[i]]
		b[i] = f(s[i], class, i, first)
		first = class&(classUpper|classLower) == 0
	}
	return bytesTaken(self, b), nil
}

func bytesLower(th *Thread, args []Value) (Value, error) {
	return bytesMap(args[0], func(c, class byte, i int, first bool) byte {
		if class&classUpper != 0 {
			return c + 32
		}
		return c
	})
}

func bytesUpper(th *Thread, args []Value) (Value, error) {
	return bytesMap(args[0], func(c, class byte, i int, first bool) byte {
		if class&classLower != 0 {
			return c - 32
		}
		return c
	})
}

func bytesSwapcase(th *Thread, args []Value) (Value, error) {
	return bytesMap(args[0], func(c, class byte, i int, first bool) byte {
		if class&(classUpper|classLower) != 0 {
			return c ^ 32
		}
		return c
	})
}

func bytesCapitalize(th *Thread, args []Value) (Value, error) {
	return bytesMap(args[0], func(c, class byte, i int, first bool) byte {
		if i == 0 && class&classLower != 0 || i > 0 && class&classUpper != 0 {
			return c ^ 32
		}
		return c
	})
}

func bytesTitle(th *Thread, args []Value) (Value, error) {
	return bytesMap(args[0], func(c, class byte, i int, first bool) byte {
		if first && class&classLower != 0 || !first && class&classUpper != 0 {
			return c ^ 32
		}
		return c
	})
}

// HexArgs reads the optional arguments sep and bytes_per_sep of hex() for HexText.
func HexArgs(th *Thread, sepArg, groupArg Value) (sep, group int, err error) {
	return hexArgs(th, sepArg, groupArg)
}
