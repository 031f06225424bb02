// This file implements the opcodes of pickles.

package pickle

import (
	"encoding/binary"
	"math"
	"strconv"
	"strings"
	"unsafe"

	"weft/internal/bigconv"
	"weft/internal/floatfmt"
	"weft/internal/object"
	"weft/internal/wtf8"
)

func (u *unpickler) push(v value) { u.stack = append(u.stack, v) }

// underflow raises the error of an opcode that finds too little on the stack.
func (u *unpickler) underflow(th *thread) error {
	if len(u.marks) > 0 {
		return object.Raise(th, unpicklingErrorType, "unexpected MARK found")
	}
	return object.Raise(th, unpicklingErrorType, "unpickling stack underflow")
}

func (u *unpickler) pop(th *thread) (value, error) {
	n := len(u.stack)
	if n <= u.fence {
		return value{}, u.underflow(th)
	}
	v := u.stack[n-1]
	u.cut(n - 1)
	return v, nil
}

// cut shortens the stack.
func (u *unpickler) cut(n int) {
	u.high = max(u.high, len(u.stack))
	u.stack = u.stack[:n]
}

// top returns the last item without taking it off.
func (u *unpickler) top(th *thread) (value, error) {
	if n := len(u.stack); n > u.fence {
		return u.stack[n-1], nil
	}
	return value{}, u.underflow(th)
}

// mark takes off the last mark and returns its place.
func (u *unpickler) mark(th *thread) (int, error) {
	n := len(u.marks)
	if n == 0 {
		return 0, object.Raise(th, unpicklingErrorType, "could not find MARK")
	}
	m := u.marks[n-1]
	u.marks = u.marks[:n-1]
	u.fence = 0
	if n > 1 {
		u.fence = u.marks[n-2]
	}
	return m, nil
}

// size reads a length of the given number of bytes. what is the name for the error of one that no int holds.
func (u *unpickler) size(th *thread, n int, what string) (int, error) {
	b, err := u.take(th, n)
	if err != nil {
		return 0, err
	}
	x := uint64(0)
	for i := n - 1; i >= 0; i-- {
		x = x<<8 | uint64(b[i])
	}
	if x > math.MaxInt64 {
		return 0, object.OverflowErrorf(th, "%s exceeds system's maximum %sof %d bytes", what, map[bool]string{true: "", false: "size "}[strings.HasPrefix(what, "FRAME")], uint64(math.MaxInt64))
	}
	return int(x), nil
}

// counted reads data behind a length.
func (u *unpickler) counted(th *thread, n int, what string) (string, error) {
	size, err := u.size(th, n, what)
	if err != nil {
		return "", err
	}
	return u.take(th, size)
}

// load reads one pickle.
func (u *unpickler) load(th *thread) (value, error) {
	u.marks, u.fence, u.proto = u.marks[:0], 0, 0
	for {
		if u.pos == len(u.s) {
			op, err := u.takeSlow(th, 1)
			if err != nil {
				if object.IsErr(err, unpicklingErrorType) {
					err = object.Raise(th, object.EOFErrorType, "Ran out of input")
				}
				return value{}, err
			}
			u.pos--
			_ = op
		}
		u.quick(th)
		op := u.s[u.pos]
		u.pos++
		if op == opStop {
			break
		}
		if err := u.step(th, op); err != nil {
			return value{}, err
		}
	}
	if err := u.skip(th); err != nil {
		return value{}, err
	}
	return u.pop(th)
}

// quick runs the opcodes met most, as far as their arguments are at hand; another one is left, at least.
func (u *unpickler) quick(th *thread) {
	s, pos, stack, memo := u.s, u.pos, u.stack, u.memo
	plain := u.memoLen == len(memo) && u.far == nil // the memo has no gaps
loop:
	for len(s)-pos > 9 {
		rest := s[pos : pos+10]
		switch rest[0] {
		case opBinInt1:
			stack = append(stack, object.SmallInt(int64(rest[1])))
			pos += 2
		case opBinInt2:
			stack = append(stack, object.SmallInt(int64(rest[1])|int64(rest[2])<<8))
			pos += 3
		case opBinInt:
			stack = append(stack, object.SmallInt(int64(int32(binary.LittleEndian.Uint32(bytesOf(rest[1:5]))))))
			pos += 5
		case opBinFloat:
			stack = append(stack, object.Float(math.Float64frombits(binary.BigEndian.Uint64(bytesOf(rest[1:9])))))
			pos += 9
		case opMemoize:
			n := len(stack)
			if n <= u.fence || !plain {
				break loop
			}
			memo = append(memo, stack[n-1])
			pos++
		case opBinGet:
			i := int(rest[1])
			if i >= len(memo) || memo[i].IsAbsent() {
				break loop
			}
			stack = append(stack, memo[i])
			pos += 2
		case opLongBinGet:
			i := int(binary.LittleEndian.Uint32(bytesOf(rest[1:5])))
			if i >= len(memo) || memo[i].IsAbsent() {
				break loop
			}
			stack = append(stack, memo[i])
			pos += 5
		case opShortBinUnicode:
			n := int(rest[1])
			if n > len(s)-pos-2 {
				break loop
			}
			t := s[pos+2 : pos+2+n]
			if !wtf8.IsASCII(t) {
				break loop
			}
			stack = append(stack, object.CopyASCII(th, bytesOf(t)))
			pos += n + 2
		case opTuple1, opTuple2, opTuple3:
			n := len(stack)
			k := int(rest[0]-opTuple1) + 1
			if n-k < u.fence {
				break loop
			}
			u.high = max(u.high, n)
			stack[n-k] = th.TupleCopy(stack[n-k:]).Value()
			stack = stack[:n-k+1]
			pos++
		case opMark:
			u.fence = len(stack)
			u.marks = append(u.marks, u.fence)
			pos++
		case opNone:
			stack = append(stack, object.None)
			pos++
		case opNewTrue:
			stack = append(stack, object.True)
			pos++
		case opNewFalse:
			stack = append(stack, object.False)
			pos++
		default:
			break loop
		}
	}
	u.pos, u.stack, u.memo = pos, stack, memo
	if plain {
		u.memoLen = len(memo)
	}
}

// bytesOf returns s as bytes, which must not be written to.
func bytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

// step runs one opcode.
func (u *unpickler) step(th *thread, op byte) error {
	switch op {
	case opNone:
		u.push(object.None)
	case opNewTrue:
		u.push(object.True)
	case opNewFalse:
		u.push(object.False)
	case opBinInt1:
		b, err := u.take(th, 1)
		if err != nil {
			return err
		}
		u.push(object.SmallInt(int64(b[0])))
	case opBinInt2:
		b, err := u.take(th, 2)
		if err != nil {
			return err
		}
		u.push(object.SmallInt(int64(b[0]) | int64(b[1])<<8))
	case opBinInt:
		b, err := u.take(th, 4)
		if err != nil {
			return err
		}
		u.push(object.SmallInt(int64(int32(uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24))))
	case opBinFloat:
		b, err := u.take(th, 8)
		if err != nil {
			return err
		}
		u.push(object.Float(math.Float64frombits(binary.BigEndian.Uint64([]byte(b)))))
	case opShortBinUnicode:
		b, err := u.take(th, 1)
		if err != nil {
			return err
		}
		return u.unicode(th, int(b[0]))
	case opBinUnicode:
		n, err := u.size(th, 4, "BINUNICODE")
		if err != nil {
			return err
		}
		return u.unicode(th, n)
	case opBinUnicode8:
		n, err := u.size(th, 8, "BINUNICODE")
		if err != nil {
			return err
		}
		return u.unicode(th, n)
	case opMemoize:
		v, err := u.top(th)
		if err != nil {
			return err
		}
		u.remember(u.memoLen, v)
	case opBinGet:
		b, err := u.take(th, 1)
		if err != nil {
			return err
		}
		return u.get(th, int(b[0]))
	case opLongBinGet:
		n, err := u.size(th, 4, "")
		if err != nil {
			return err
		}
		return u.get(th, n)
	case opBinPut:
		b, err := u.take(th, 1)
		if err != nil {
			return err
		}
		return u.put(th, int(b[0]))
	case opLongBinPut:
		n, err := u.size(th, 4, "")
		if err != nil {
			return err
		}
		return u.put(th, n)
	case opMark:
		u.fence = len(u.stack)
		u.marks = append(u.marks, u.fence)
	case opEmptyTuple:
		u.push(object.TupleOf())
	case opTuple1, opTuple2, opTuple3:
		n := int(op-opTuple1) + 1
		if len(u.stack) < n || len(u.stack)-n < u.fence {
			return u.underflow(th)
		}
		return u.tuple(len(u.stack) - n)
	case opTuple:
		m, err := u.mark(th)
		if err != nil {
			return err
		}
		return u.tuple(m)
	case opEmptyList:
		u.push(object.NewListCopy(nil).Value())
	case opEmptyDict:
		u.push(object.NewDict().Value())
	case opEmptySet:
		u.push(object.NewSet().Value())
	case opAppend:
		if len(u.stack)-1 <= u.fence {
			return u.underflow(th)
		}
		return u.append(th, len(u.stack)-1)
	case opAppends:
		m, err := u.mark(th)
		if err != nil {
			return err
		}
		return u.append(th, m)
	case opSetItem:
		return u.setItems(th, len(u.stack)-2)
	case opSetItems:
		m, err := u.mark(th)
		if err != nil {
			return err
		}
		return u.setItems(th, m)
	case opShortBinBytes:
		s, err := u.counted(th, 1, "BINBYTES")
		if err != nil {
			return err
		}
		u.push(object.CopyBytes(unsafe.Slice(unsafe.StringData(s), len(s))))
	case opBinBytes, opBinBytes8:
		n := 4
		if op == opBinBytes8 {
			n = 8
		}
		s, err := u.counted(th, n, "BINBYTES")
		if err != nil {
			return err
		}
		if u.shared && len(s) > 4096 && len(s) > len(u.s)/2 {
			u.push(object.NewBytes(s))
			return nil
		}
		u.push(object.CopyBytes(unsafe.Slice(unsafe.StringData(s), len(s))))
	case opBuild:
		return u.build(th)
	case opReduce:
		args, err := u.pop(th)
		if err != nil {
			return err
		}
		fn, err := u.pop(th)
		if err != nil {
			return err
		}
		if !object.IsTuple(args) {
			return object.TypeErrorf(th, "argument list must be a tuple")
		}
		return u.pushed(object.CallArgs(th, fn, object.AsTuple(args).Items(), nil))
	case opNewObj:
		return u.newObj(th, false)
	case opNewObjEx:
		return u.newObj(th, true)
	case opStackGlobal:
		name, err := u.pop(th)
		if err != nil {
			return err
		}
		mod, err := u.pop(th)
		if err != nil {
			return err
		}
		if !mod.IsExact(object.StrType) || !name.IsExact(object.StrType) {
			return object.Raise(th, unpicklingErrorType, "STACK_GLOBAL requires str")
		}
		return u.pushed(u.lookup(th, mod, name))
	case opAddItems:
		return u.addItems(th)
	case opFrozenSet:
		m, err := u.mark(th)
		if err != nil {
			return err
		}
		items := object.NewTupleCopy(u.stack[m:])
		u.cut(m)
		return u.pushed(object.Call(th, object.FrozenSetType.Value(), items.Value()))
	case opProto:
		b, err := u.take(th, 1)
		if err != nil {
			return err
		}
		if b[0] > highestProtocol {
			return object.ValueErrorf(th, "unsupported pickle protocol: %d", b[0])
		}
		u.proto = int(b[0])
	case opFrame:
		n, err := u.size(th, 8, "FRAME length")
		if err != nil {
			return err
		}
		if n > len(u.s)-u.pos {
			s, err := u.takeSlow(th, n)
			if err != nil {
				return err
			}
			if u.pos < n { // it began before what was read last
				u.s, u.pos, u.ahead = s, n, -1
			}
			u.pos -= n
		}
	case opLong1:
		s, err := u.counted(th, 1, "")
		if err != nil {
			return err
		}
		u.push(long(s))
	case opLong4:
		n, err := u.size(th, 4, "")
		if err != nil {
			return err
		}
		if n > math.MaxInt32 {
			return object.Raise(th, unpicklingErrorType, "LONG pickle has negative byte count")
		}
		s, err := u.take(th, n)
		if err != nil {
			return err
		}
		u.push(long(s))
	case opByteArray8:
		s, err := u.counted(th, 8, "BYTEARRAY8")
		if err != nil {
			return err
		}
		u.push(object.NewByteArray([]byte(s)).Value())
	case opNextBuffer:
		if u.buffers.IsAbsent() {
			return object.Raise(th, unpicklingErrorType, "pickle stream refers to out-of-band data but no *buffers* argument was given")
		}
		v, err := object.Next(th, u.buffers)
		if err != nil {
			return err
		}
		if v.IsAbsent() {
			return object.Raise(th, unpicklingErrorType, "not enough out-of-band buffers")
		}
		u.push(v)
	case opReadonlyBuffer:
		v, err := u.top(th)
		if err != nil {
			return err
		}
		view, err := object.NewMemoryView(th, v)
		if err != nil {
			return err
		}
		ro, err := object.GetAttrName(th, view, "readonly")
		if err != nil {
			return err
		}
		if !ro.Is(object.True) {
			if view, err = object.CallMethod(th, view, "toreadonly"); err != nil {
				return err
			}
			u.stack[len(u.stack)-1] = view
		}
	case opPersID:
		s, err := u.line(th)
		if err != nil {
			return err
		}
		if !wtf8.IsASCII(s) {
			return object.Raise(th, unpicklingErrorType, "persistent IDs in protocol 0 must be ASCII strings")
		}
		return u.loadPersistent(th, object.CopyText(s))
	case opBinPersID:
		pid, err := u.pop(th)
		if err != nil {
			return err
		}
		return u.loadPersistent(th, pid)
	default:
		return u.rare(th, op)
	}
	return nil
}

// rare runs the opcodes of protocol 0 and others that are seldom met.
func (u *unpickler) rare(th *thread, op byte) error {
	switch op {
	case opInt, opLong, opFloat:
		s, err := u.line(th)
		if err != nil {
			return err
		}
		if s == "" {
			return truncated(th)
		}
		return u.pushed(number(th, op, s))
	case opString:
		s, err := u.line(th)
		if err != nil {
			return err
		}
		n := len(s)
		if n < 2 || s[0] != s[n-1] || s[0] != '\'' && s[0] != '"' {
			return object.Raise(th, unpicklingErrorType, "the STRING opcode argument must be quoted")
		}
		b, err := object.UnescapeBytes(th, s[1:n-1], "strict")
		if err != nil {
			return err
		}
		return u.oldString(th, object.AsBytes(b).String())
	case opBinString:
		n, err := u.size(th, 4, "")
		if err != nil {
			return err
		}
		if n > math.MaxInt32 {
			return object.Raise(th, unpicklingErrorType, "BINSTRING pickle has negative byte count")
		}
		s, err := u.take(th, n)
		if err != nil {
			return err
		}
		return u.oldString(th, s)
	case opShortBinString:
		s, err := u.counted(th, 1, "")
		if err != nil {
			return err
		}
		return u.oldString(th, s)
	case opUnicode:
		s, err := u.line(th)
		if err != nil {
			return err
		}
		str, _, err := object.DecodeRawUnicodeEscape(th, s, "strict", true)
		if err != nil {
			return err
		}
		u.push(str.Value())
	case opList:
		m, err := u.mark(th)
		if err != nil {
			return err
		}
		l := object.NewListCopy(u.stack[m:])
		u.cut(m)
		u.push(l.Value())
	case opDict:
		m, err := u.mark(th)
		if err != nil {
			return err
		}
		if (len(u.stack)-m)%2 != 0 {
			return object.Raise(th, unpicklingErrorType, "odd number of items for DICT")
		}
		d, err := object.DictOfPairs(th, u.stack[m:])
		if err != nil {
			return err
		}
		u.cut(m)
		u.push(d.Value())
	case opDup:
		v, err := u.top(th)
		if err != nil {
			return err
		}
		u.push(v)
	case opPop:
		n := len(u.stack)
		if k := len(u.marks); k > 0 && u.marks[k-1] == n {
			_, err := u.mark(th)
			return err
		}
		_, err := u.pop(th)
		return err
	case opPopMark:
		m, err := u.mark(th)
		if err != nil {
			return err
		}
		u.cut(m)
	case opGet:
		idx, err := u.index(th)
		if err != nil {
			return err
		}
		return u.get(th, idx)
	case opPut:
		s, err := u.line(th)
		if err != nil {
			return err
		}
		if s == "" {
			return truncated(th)
		}
		if _, err := u.top(th); err != nil {
			return err
		}
		idx, err := parseIndex(th, s)
		if err != nil {
			return err
		}
		if idx < 0 {
			return object.ValueErrorf(th, "negative PUT argument")
		}
		return u.put(th, idx)
	case opGlobal:
		mod, name, err := u.names(th, false)
		if err != nil {
			return err
		}
		return u.pushed(u.lookup(th, mod, name))
	case opInst:
		m, err := u.mark(th)
		if err != nil {
			return err
		}
		mod, name, err := u.names(th, true)
		if err != nil {
			return err
		}
		cls, err := u.lookup(th, mod, name)
		if err != nil {
			return err
		}
		return u.instantiate(th, cls, m, m)
	case opObj:
		m, err := u.mark(th)
		if err != nil {
			return err
		}
		if len(u.stack)-m < 1 {
			return u.underflow(th)
		}
		return u.instantiate(th, u.stack[m], m+1, m)
	case opExt1:
		return u.extension(th, 1)
	case opExt2:
		return u.extension(th, 2)
	case opExt4:
		return u.extension(th, 4)
	default:
		if 0x20 <= op && op <= 0x7e && op != '\'' && op != '\\' {
			return object.Raisef(th, unpicklingErrorType, "invalid load key, '%c'.", op)
		}
		return object.Raisef(th, unpicklingErrorType, "invalid load key, '\\x%02x'.", op)
	}
	return nil
}

// pushed pushes a result.
func (u *unpickler) pushed(v value, err error) error {
	if err == nil {
		u.push(v)
	}
	return err
}

// unicode reads a str of n bytes.
func (u *unpickler) unicode(th *thread, n int) error {
	s, err := u.take(th, n)
	if err != nil {
		return err
	}
	if wtf8.IsASCII(s) {
		u.push(object.CopyASCII(th, unsafe.Slice(unsafe.StringData(s), len(s))))
		return nil
	}
	str, _, err := object.DecodeUTF8(th, strings.Clone(s), "surrogatepass", true)
	if err != nil {
		return err
	}
	if str.Len() == 1 {
		u.push(object.NewRune(str.At(0)))
		return nil
	}
	u.push(str.Value())
	return nil
}

// oldString pushes a str of Python 2.
func (u *unpickler) oldString(th *thread, s string) error {
	b := strings.Clone(s)
	if u.encoding == "bytes" {
		u.push(object.NewBytes(b))
		return nil
	}
	str, err := object.DecodeBytes(th, b, u.encoding, u.errors)
	if err != nil {
		return err
	}
	u.push(str.Value())
	return nil
}

// long is an int in two's complement, the lowest byte first.
func long(s string) value {
	if len(s) <= 8 {
		n := int64(0)
		for i := len(s) - 1; i >= 0; i-- {
			n = n<<8 | int64(s[i])
		}
		if k := len(s); k > 0 && k < 8 && s[k-1] >= 0x80 {
			n -= 1 << (8 * k)
		}
		return object.Int(n)
	}
	return object.BigInt(bigconv.FromBytes([]byte(s), true, true))
}

// number reads the argument of INT, LONG or FLOAT.
func number(th *thread, op byte, s string) (value, error) {
	switch op {
	case opInt:
		if t := strings.TrimLeft(s, " \t\n\v\f\r"); t != "" {
			if n, err := strconv.ParseInt(t, 10, 64); err == nil {
				if len(s) == 2 && (n == 0 || n == 1) {
					return object.Bool(n == 1), nil
				}
				return object.Int(n), nil
			}
		}
		v, err := integer(th, s, "\n")
		if err != nil {
			return value{}, object.ValueErrorf(th, "could not convert string to int")
		}
		return v, nil
	case opLong:
		return long0(th, s)
	}
	f, n := floatfmt.Prefix(s)
	switch {
	case n == 0:
		return value{}, object.ValueErrorf(th, "could not convert string to float: %s", quote(th, s))
	case n < len(s) && s[n] != 0:
		return value{}, object.ValueErrorf(th, "could not convert string to float")
	case math.IsInf(f, 0) && s[n-1] != 'f' && s[n-1] != 'F' && s[n-1] != 'y' && s[n-1] != 'Y':
		return value{}, object.OverflowErrorf(th, "value too large to convert to float: %s", quote(th, s))
	}
	return object.Float(f), nil
}

// long0 reads the argument of LONG.
func long0(th *thread, s string) (value, error) {
	if t, ok := strings.CutSuffix(s, "L"); ok {
		return integer(th, t, "")
	}
	return integer(th, s, "\n")
}

// quote shows the argument of FLOAT as CPython does, with its line end.
func quote(th *thread, s string) string {
	if s += "\n"; len(s) > 200 {
		s = s[:200]
	}
	text, _, err := object.DecodeUTF8(th, s, "replace", true)
	if err != nil {
		return "''"
	}
	return "'" + text.String() + "'"
}

// integer is int(s) of a line of text; end is what the error shows behind it.
func integer(th *thread, s, end string) (value, error) {
	if i := strings.IndexByte(s, 0); i >= 0 {
		s, end = s[:i], ""
	}
	if wtf8.Valid(s) && !wtf8.HasSurrogate(s) && wtf8.IsASCII(s) {
		v, err := object.Call(th, object.IntType.Value(), object.NewStr(strings.Clone(s)))
		if err == nil || !object.IsErr(err, object.ValueErrorType) || len(s) > 640 && digits(s) {
			return v, err
		}
	}
	text, _, err := object.DecodeUTF8(th, s+end, "strict", true)
	if err != nil {
		return value{}, err
	}
	return value{}, object.ValueErrorf(th, "invalid literal for int() with base 10: %s", object.ReprText(text.String()))
}

// digits reports whether a text is a number in form, which int refuses for its length.
func digits(s string) bool {
	s = strings.TrimLeft(strings.TrimSpace(s), "+-")
	return strings.Trim(s, "0123456789_") == ""
}

// index reads the argument of GET.
func (u *unpickler) index(th *thread) (int, error) {
	s, err := u.line(th)
	if err != nil {
		return 0, err
	}
	if s == "" {
		return 0, truncated(th)
	}
	return parseIndex(th, s)
}

func parseIndex(th *thread, s string) (int, error) {
	v, err := integer(th, s, "\n")
	if err != nil {
		return 0, err
	}
	return object.AsSsize(th, v)
}

func (u *unpickler) get(th *thread, idx int) error { return u.pushed(u.recall(th, idx)) }

func (u *unpickler) put(th *thread, idx int) error {
	v, err := u.top(th)
	if err == nil {
		u.remember(idx, v)
	}
	return err
}

// tuple makes a tuple of the items from start on.
func (u *unpickler) tuple(start int) error {
	t := object.NewTupleCopy(u.stack[start:])
	u.cut(start)
	u.push(t.Value())
	return nil
}

// append adds the items from start on to the list below.
func (u *unpickler) append(th *thread, start int) error {
	n := len(u.stack)
	if start > n || start <= u.fence {
		return u.underflow(th)
	}
	if start == n {
		return nil
	}
	list, items := u.stack[start-1], u.stack[start:]
	if list.IsExact(object.ListType) {
		l := object.AsList(list)
		if l.Len() == 0 && len(items) > 1 {
			l.Replace(items)
		} else {
			for _, x := range items {
				l.Append(x)
			}
		}
		u.cut(start)
		return nil
	}
	f, err := object.GetAttrOpt(th, list, object.Intern("extend"))
	if err != nil {
		return err
	}
	if !f.IsAbsent() {
		arg := object.NewListCopy(items)
		u.cut(start)
		_, err := object.Call(th, f, arg.Value())
		return err
	}
	if f, err = object.GetAttrName(th, list, "append"); err != nil {
		return err
	}
	items = append([]value(nil), items...)
	u.cut(start)
	for _, x := range items {
		if _, err := object.Call(th, f, x); err != nil {
			return err
		}
	}
	return nil
}

// setItems stores the pairs from start on in the mapping below.
func (u *unpickler) setItems(th *thread, start int) error {
	n := len(u.stack)
	if start > n || start <= u.fence {
		return u.underflow(th)
	}
	if start == n {
		return nil
	}
	if (n-start)%2 != 0 {
		return object.Raise(th, unpicklingErrorType, "odd number of items for SETITEMS")
	}
	dict, items := u.stack[start-1], u.stack[start:]
	if dict.IsExact(object.DictType) {
		err := object.AsDict(dict).SetPairs(th, items)
		u.cut(start)
		return err
	}
	for i := 0; i < len(items); i += 2 {
		if err := object.SetItem(th, dict, items[i], items[i+1]); err != nil {
			u.cut(start)
			return err
		}
	}
	u.cut(start)
	return nil
}

func (u *unpickler) addItems(th *thread) error {
	m, err := u.mark(th)
	if err != nil {
		return err
	}
	n := len(u.stack)
	if m > n || m <= u.fence {
		return u.underflow(th)
	}
	if m == n {
		return nil
	}
	set := u.stack[m-1]
	if object.IsSet(set) {
		s := object.AsSet(set)
		for _, x := range u.stack[m:] {
			if !s.Take(x) {
				if err := s.Add(th, x); err != nil {
					return err
				}
			}
		}
		u.cut(m)
		return nil
	}
	items := append([]value(nil), u.stack[m:]...)
	u.cut(m)
	f, err := object.GetAttrName(th, set, "add")
	if err != nil {
		return err
	}
	for _, x := range items {
		if _, err := object.Call(th, f, x); err != nil {
			return err
		}
	}
	return nil
}

// build gives the last object but one its state.
func (u *unpickler) build(th *thread) error {
	if len(u.stack)-2 < u.fence {
		return u.underflow(th)
	}
	st, err := u.pop(th)
	if err != nil {
		return err
	}
	if len(u.stack) == 0 {
		return u.underflow(th)
	}
	inst := u.stack[len(u.stack)-1]
	f, err := object.GetAttrOpt(th, inst, u.st.setstate)
	if err != nil {
		return err
	}
	if !f.IsAbsent() {
		_, err := object.Call(th, f, st)
		return err
	}
	var slots value
	if object.IsTuple(st) && object.AsTuple(st).Len() == 2 {
		t := object.AsTuple(st).Items()
		st, slots = t[0], t[1]
	}
	if !st.Is(object.None) {
		if !object.IsDict(st) {
			return object.Raise(th, unpicklingErrorType, "state is not a dictionary")
		}
		if err := u.attributes(th, inst, object.AsDict(st)); err != nil {
			return err
		}
	}
	if slots.IsAbsent() {
		return nil
	}
	if !object.IsDict(slots) {
		return object.Raise(th, unpicklingErrorType, "slot state is not a dictionary")
	}
	d := object.AsDict(slots)
	for pos := 0; ; {
		k, v, ok := d.Next(&pos)
		if !ok {
			return nil
		}
		if !object.IsStr(k) {
			return object.TypeErrorf(th, "attribute name must be string, not '%.200s'", k.Type().DisplayName())
		}
		if err := object.SetAttr(th, inst, object.InternStr(object.AsStr(k)), v); err != nil {
			return err
		}
	}
}

// attributes fills the __dict__ of an object.
func (u *unpickler) attributes(th *thread, inst value, st *object.Dict) error {
	if object.PlainAttributes(inst) {
		for pos := 0; ; {
			k, v, ok := st.Next(&pos)
			if !ok {
				return nil
			}
			if !k.IsExact(object.StrType) {
				break
			}
			done, err := object.SetPlainAttribute(th, inst, u.interned(object.AsStr(k)), v)
			if err != nil {
				return err
			}
			if !done {
				break
			}
		}
	}
	dict, err := object.GetAttrName(th, inst, "__dict__")
	if err != nil {
		return err
	}
	for pos := 0; ; {
		k, v, ok := st.Next(&pos)
		if !ok {
			return nil
		}
		if k.IsExact(object.StrType) {
			k = object.InternStr(object.AsStr(k)).Value()
		}
		if err := object.SetItem(th, dict, k, v); err != nil {
			return err
		}
	}
}

// interned is object.InternStr for a name that is likely to come again.
func (u *unpickler) interned(s *object.Str) *object.Str {
	e := &u.attrs[uintptr(unsafe.Pointer(s))>>4%uintptr(len(u.attrs))]
	if e.from != s {
		e.from, e.to = s, object.InternStr(s)
	}
	return e.to
}

// newObj calls cls.__new__.
func (u *unpickler) newObj(th *thread, ex bool) error {
	op := "NEWOBJ"
	var kwargs value
	var err error
	if ex {
		op = "NEWOBJ_EX"
		if kwargs, err = u.pop(th); err != nil {
			return err
		}
	}
	args, err := u.pop(th)
	if err != nil {
		return err
	}
	cls, err := u.pop(th)
	if err != nil {
		return err
	}
	switch {
	case !object.IsType(cls):
		return object.Raisef(th, unpicklingErrorType, "%s class argument must be a type, not %.200s", op, cls.Type().DisplayName())
	case object.AsType(cls).Slots().New == nil || object.AsType(cls).HasFlag(object.TypeNoInstantiate):
		return object.Raisef(th, unpicklingErrorType, "%s class argument '%.200s' doesn't have __new__", op, cls.Type().DisplayName())
	case !object.IsTuple(args):
		return object.Raisef(th, unpicklingErrorType, "%s args argument must be a tuple, not %.200s", op, args.Type().DisplayName())
	case ex && !object.IsDict(kwargs):
		return object.Raisef(th, unpicklingErrorType, "%s kwargs argument must be a dict, not %.200s", op, kwargs.Type().DisplayName())
	}
	items := object.AsTuple(args).Items()
	var names *object.Tuple
	if ex && object.AsDict(kwargs).Len() > 0 {
		keys, vals := object.AsDict(kwargs).Items()
		for i, k := range keys {
			if !object.IsStr(k) {
				return object.TypeErrorf(th, "keywords must be strings")
			}
			keys[i] = object.InternStr(object.AsStr(k)).Value()
		}
		items = append(append([]value(nil), items...), vals...)
		names = object.NewTuple(keys)
	}
	if err := th.Enter(""); err != nil {
		return err
	}
	t := object.AsType(cls)
	v, err := t.Slots().New(th, t, items, names)
	th.Leave()
	return u.pushed(v, err)
}

// lookup asks find_class.
func (u *unpickler) lookup(th *thread, mod, name value) (value, error) {
	if u.find.IsAbsent() {
		return u.findClass(th, mod, name)
	}
	return object.CallMethod(th, u.find, "find_class", mod, name)
}

// names reads the two lines of GLOBAL or INST.
func (u *unpickler) names(th *thread, ascii bool) (mod, name value, err error) {
	for _, to := range []*value{&mod, &name} {
		s, err := u.line(th)
		if err != nil {
			return mod, name, err
		}
		if s == "" {
			return mod, name, truncated(th)
		}
		var str *object.Str
		if ascii {
			str, err = object.DecodeASCII(th, strings.Clone(s), "strict")
		} else {
			str, _, err = object.DecodeUTF8(th, strings.Clone(s), "strict", true)
		}
		if err != nil {
			return mod, name, err
		}
		*to = str.Value()
	}
	return mod, name, nil
}

// instantiate makes an object of an old class: the arguments are the items from start on, and base is left on the stack.
func (u *unpickler) instantiate(th *thread, cls value, start, base int) error {
	args := append([]value(nil), u.stack[start:]...)
	u.cut(base)
	if len(args) == 0 && object.IsType(cls) {
		f, err := object.GetAttrOpt(th, cls, object.Intern("__getinitargs__"))
		if err != nil {
			return err
		}
		if f.IsAbsent() {
			return u.pushed(object.CallMethod(th, cls, "__new__", cls))
		}
	}
	return u.pushed(object.CallArgs(th, cls, args, nil))
}

func (u *unpickler) loadPersistent(th *thread, pid value) error {
	if u.persistent.IsAbsent() {
		return noPersistent(th)
	}
	return u.pushed(object.Call(th, u.persistent, pid))
}

// extension pushes the object of a registered code.
func (u *unpickler) extension(th *thread, n int) error {
	b, err := u.take(th, n)
	if err != nil {
		return err
	}
	code := int64(0)
	for i := n - 1; i >= 0; i-- {
		code = code<<8 | int64(b[i])
	}
	if n == 4 {
		code = int64(int32(code))
	}
	if code <= 0 {
		return object.Raise(th, unpicklingErrorType, "EXT specifies code <= 0")
	}
	key := object.SmallInt(code)
	v, err := u.st.extCache.Get(th, key)
	if err != nil {
		return err
	}
	if !v.IsAbsent() {
		u.push(v)
		return nil
	}
	pair, err := u.st.invRegistry.Get(th, key)
	if err != nil {
		return err
	}
	if pair.IsAbsent() {
		return object.ValueErrorf(th, "unregistered extension code %d", code)
	}
	if !object.IsTuple(pair) || object.AsTuple(pair).Len() != 2 || !object.IsStr(object.AsTuple(pair).Items()[0]) || !object.IsStr(object.AsTuple(pair).Items()[1]) {
		return object.ValueErrorf(th, "_inverted_registry[%d] isn't a 2-tuple of strings", code)
	}
	names := object.AsTuple(pair).Items()
	if v, err = u.lookup(th, names[0], names[1]); err != nil {
		return err
	}
	if err := u.st.extCache.Set(th, key, v); err != nil {
		return err
	}
	u.push(v)
	return nil
}
