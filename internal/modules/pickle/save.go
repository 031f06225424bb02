// This file implements what a pickler writes for each object.

package pickle

import (
	"encoding/binary"
	"math"
	"math/big"
	"strconv"
	"strings"
	"sync/atomic"
	"unsafe"

	"weft/internal/bigconv"
	"weft/internal/floatfmt"
	"weft/internal/object"
	"weft/internal/wtf8"
)

const pickling = " while pickling an object"

func (p *pickler) isFast() bool { return atomic.LoadInt32(&p.fast) != 0 }

func typeName(v value) string { return v.Type().FullName() }

// memoize gives an object the next number and writes that the reader is to remember it.
func (p *pickler) memoize(v value) {
	if p.isFast() {
		return
	}
	idx := p.memo.n + p.nameless
	p.memo.set(v, idx)
	p.putOp(idx)
}

// putOp writes that the reader is to remember an object under a number.
func (p *pickler) putOp(idx int) {
	switch {
	case p.proto >= 4:
		p.b = append(p.b, opMemoize)
	case atomic.LoadInt32(&p.binary) == 0:
		p.b = append(strconv.AppendInt(append(p.b, opPut), int64(idx), 10), '\n')
	case idx < 256:
		p.b = append(p.b, opBinPut, byte(idx))
	default:
		p.b = binary.LittleEndian.AppendUint32(append(p.b, opLongBinPut), uint32(idx))
	}
}

// recall writes a reference to a remembered object.
func (p *pickler) recall(idx int) {
	switch {
	case atomic.LoadInt32(&p.binary) == 0:
		p.b = append(strconv.AppendInt(append(p.b, opGet), int64(idx), 10), '\n')
	case idx < 256:
		p.b = append(p.b, opBinGet, byte(idx))
	default:
		p.b = binary.LittleEndian.AppendUint32(append(p.b, opLongBinGet), uint32(idx))
	}
}

// save writes an object. Unless pers is set, persistent_id is not asked.
func (p *pickler) save(th *thread, v value, pers bool) error {
	if p.frame >= 0 && len(p.b)-p.frame-frameHeader >= frameTarget {
		if err := p.boundary(th); err != nil {
			return err
		}
	}
	if pers && !p.persistent.IsAbsent() {
		if done, err := p.savePersistent(th, v); done || err != nil {
			return err
		}
	}
	if !v.IsObj() {
		if v.IsInt() {
			p.saveInt(v.Int())
		} else {
			p.saveFloat(v.Float())
		}
		return nil
	}
	t := v.Header().Type()
	switch t {
	case object.NoneType:
		p.b = append(p.b, opNone)
		return nil
	case object.BoolType:
		switch {
		case p.proto < 2 && v.Is(object.True):
			p.b = append(p.b, "I01\n"...)
		case p.proto < 2:
			p.b = append(p.b, "I00\n"...)
		case v.Is(object.True):
			p.b = append(p.b, opNewTrue)
		default:
			p.b = append(p.b, opNewFalse)
		}
		return nil
	case object.IntType:
		return p.saveBig(th, v)
	case object.FloatType:
		p.saveFloat(object.AsFloat(v))
		return nil
	}
	if idx := p.memo.get(v); idx >= 0 {
		p.recall(idx)
		return nil
	}
	switch t {
	case object.StrType:
		return p.saveStr(th, v)
	case object.BytesType:
		return p.saveBytes(th, v)
	}
	if err := th.EnterDeep(pickling); err != nil {
		return err
	}
	var err error
	switch t {
	case object.DictType:
		err = p.saveDict(th, v)
	case object.ListType:
		err = p.saveList(th, v)
	case object.TupleType:
		err = p.saveTuple(th, v)
	case object.SetType:
		err = p.saveSet(th, v)
	case object.FrozenSetType:
		err = p.saveFrozenSet(th, v)
	case object.ByteArrayType:
		err = p.saveByteArray(th, v)
	case pickleBufferType:
		err = p.savePickleBuffer(th, v)
	default:
		err = p.saveOther(th, v, t)
	}
	th.LeaveDeep()
	return err
}

func (p *pickler) savePersistent(th *thread, v value) (done bool, err error) {
	pid, err := object.Call(th, p.persistent, v)
	if err != nil || pid.Is(object.None) {
		return false, err
	}
	if atomic.LoadInt32(&p.binary) != 0 {
		if err := p.save(th, pid, false); err != nil {
			return false, err
		}
		p.b = append(p.b, opBinPersID)
		return true, nil
	}
	text, err := object.ToStr(th, pid)
	if err != nil {
		return false, err
	}
	if !text.IsASCII() {
		return false, object.Raise(th, picklingErrorType, "persistent IDs in protocol 0 must be ASCII strings")
	}
	p.b = append(append(append(p.b, opPersID), text.String()...), '\n')
	return true, nil
}

func (p *pickler) saveInt(n int64) {
	switch {
	case n != int64(int32(n)):
		if p.proto < 2 {
			p.b = append(strconv.AppendInt(append(p.b, opLong), n, 10), "L\n"...)
			return
		}
		size := 8
		for size > 1 && int64(n<<(64-8*(size-1)))>>(64-8*(size-1)) == n {
			size--
		}
		p.b = append(p.b, opLong1, byte(size))
		for ; size > 0; size-- {
			p.b = append(p.b, byte(n))
			n >>= 8
		}
	case atomic.LoadInt32(&p.binary) == 0:
		p.b = append(strconv.AppendInt(append(p.b, opInt), n, 10), '\n')
	case uint64(n) <= 0xff:
		p.b = append(p.b, opBinInt1, byte(n))
	case uint64(n) <= 0xffff:
		p.b = append(p.b, opBinInt2, byte(n), byte(n>>8))
	default:
		p.b = append(p.b, opBinInt, byte(n), byte(n>>8), byte(n>>16), byte(n>>24))
	}
}

// saveBig writes an int that is a heap object.
func (p *pickler) saveBig(th *thread, v value) error {
	if n, ok := object.Int64(v); ok {
		p.saveInt(n)
		return nil
	}
	if p.proto < 2 {
		text, err := object.ReprString(th, v)
		if err != nil {
			return err
		}
		p.b = append(append(append(p.b, opLong), text...), "L\n"...)
		return nil
	}
	n := object.Big(v)
	size := n.BitLen()
	if n.Sign() < 0 {
		size = new(big.Int).Not(n).BitLen()
	}
	size = size/8 + 1
	b, err := bigconv.ToBytes(n, size, true, true)
	if err != nil || size > math.MaxInt32 {
		return object.OverflowErrorf(th, "int too large to pickle")
	}
	if size < 256 {
		p.b = append(p.b, opLong1, byte(size))
	} else {
		p.b = binary.LittleEndian.AppendUint32(append(p.b, opLong4), uint32(size))
	}
	p.b = append(p.b, b...)
	return nil
}

func (p *pickler) saveFloat(f float64) {
	if atomic.LoadInt32(&p.binary) != 0 {
		p.b = binary.BigEndian.AppendUint64(append(p.b, opBinFloat), math.Float64bits(f))
		return
	}
	p.b = append(floatfmt.AppendRepr(append(p.b, opFloat), f), '\n')
}

func (p *pickler) saveStr(th *thread, v value) error {
	s := object.AsStr(v).String()
	n := len(s)
	switch {
	case atomic.LoadInt32(&p.binary) == 0:
		p.b = append(p.b, opUnicode)
		for i := 0; i < n; {
			r, w := wtf8.DecodeRune(s, i)
			i += w
			switch {
			case r >= 0x10000:
				p.b = appendHex(append(p.b, '\\', 'U'), uint32(r), 8)
			case r >= 0x100 || r == '\\' || r == 0 || r == '\n' || r == '\r' || r == 0x1a:
				p.b = appendHex(append(p.b, '\\', 'u'), uint32(r), 4)
			default:
				p.b = append(p.b, byte(r))
			}
		}
		p.b = append(p.b, '\n')
	case n <= 0xff && p.proto >= 4:
		p.b = append(append(p.b, opShortBinUnicode, byte(n)), s...)
	case n <= math.MaxUint32:
		if err := p.large(th, s, value{}, opBinUnicode, byte(n), byte(n>>8), byte(n>>16), byte(n>>24)); err != nil {
			return err
		}
	case p.proto >= 4:
		if err := p.large(th, s, value{}, binary.LittleEndian.AppendUint64([]byte{opBinUnicode8}, uint64(n))...); err != nil {
			return err
		}
	default:
		return object.OverflowErrorf(th, "serializing a string larger than 4 GiB requires pickle protocol 4 or higher")
	}
	p.memoize(v)
	return nil
}

func appendHex(b []byte, n uint32, digits int) []byte {
	for i := 4 * (digits - 1); i >= 0; i -= 4 {
		b = append(b, "0123456789abcdef"[n>>i&15])
	}
	return b
}

func (p *pickler) saveBytes(th *thread, v value) error {
	s := object.AsBytes(v).String()
	if p.proto >= 3 {
		return p.bytesData(th, v, s)
	}
	if s == "" {
		return p.saveReduce(th, object.TupleOf(object.BytesType.Value(), object.TupleOf()), v)
	}
	return p.saveReduce(th, object.TupleOf(p.st.codecsEncode, object.TupleOf(object.DecodeLatin1(s).Value(), object.Intern("latin1").Value())), v)
}

func (p *pickler) bytesData(th *thread, v value, s string) error {
	var err error
	switch n := len(s); {
	case n <= 0xff:
		p.b = append(append(p.b, opShortBinBytes, byte(n)), s...)
	case n <= math.MaxUint32:
		err = p.large(th, s, v, opBinBytes, byte(n), byte(n>>8), byte(n>>16), byte(n>>24))
	case p.proto >= 4:
		err = p.large(th, s, v, binary.LittleEndian.AppendUint64([]byte{opBinBytes8}, uint64(n))...)
	default:
		err = object.OverflowErrorf(th, "serializing a bytes object larger than 4 GiB requires pickle protocol 4 or higher")
	}
	if err == nil {
		p.memoize(v)
	}
	return err
}

func (p *pickler) byteArrayData(th *thread, v value, s string) error {
	err := p.large(th, s, v, binary.LittleEndian.AppendUint64([]byte{opByteArray8}, uint64(len(s)))...)
	if err == nil {
		p.memoize(v)
	}
	return err
}

func (p *pickler) saveByteArray(th *thread, v value) error {
	s := object.AsByteArray(v).Copy()
	switch {
	case p.proto >= 5:
		return p.byteArrayData(th, v, s)
	case s == "":
		return p.saveReduce(th, object.TupleOf(object.ByteArrayType.Value(), object.TupleOf()), v)
	}
	return p.saveReduce(th, object.TupleOf(object.ByteArrayType.Value(), object.TupleOf(object.NewBytes(s))), v)
}

func (p *pickler) savePickleBuffer(th *thread, v value) error {
	if p.proto < 5 {
		return object.Raise(th, picklingErrorType, "PickleBuffer can only be pickled with protocol >= 5")
	}
	b, err := held(th, v)
	if err != nil {
		return err
	}
	if !contiguous(b) {
		return object.Raise(th, picklingErrorType, "PickleBuffer can not be pickled when pointing to a non-contiguous buffer")
	}
	inBand := true
	if !p.callback.IsAbsent() {
		r, err := object.Call(th, p.callback, v)
		if err != nil {
			return err
		}
		if inBand, err = object.IsTrue(th, r); err != nil {
			return err
		}
	}
	if !inBand {
		p.b = append(p.b, opNextBuffer)
		if b.ReadOnly {
			p.b = append(p.b, opReadonlyBuffer)
		}
		return nil
	}
	data := string(b.Bytes())
	if b.ReadOnly {
		return p.bytesData(th, v, data)
	}
	return p.byteArrayData(th, v, data)
}

// saveTuple writes a tuple. If it is in the memo once its items are written, it contains itself.
func (p *pickler) saveTuple(th *thread, v value) error {
	items := object.AsTuple(v).Items()
	n := len(items)
	if n == 0 {
		if p.proto > 0 {
			p.b = append(p.b, opEmptyTuple)
		} else {
			p.b = append(p.b, opMark, opTuple)
		}
		return nil
	}
	short := n <= 3 && p.proto >= 2
	if !short {
		p.b = append(p.b, opMark)
	}
	for i, x := range items {
		if err := p.save(th, x, true); err != nil {
			return note(th, err, "when serializing "+typeName(v)+" item "+strconv.Itoa(i))
		}
	}
	idx := p.memo.get(v)
	switch {
	case idx >= 0 && short:
		for range items {
			p.b = append(p.b, opPop)
		}
		p.recall(idx)
		return nil
	case idx >= 0:
		if atomic.LoadInt32(&p.binary) != 0 {
			p.b = append(p.b, opPopMark)
		} else {
			for i := 0; i <= n; i++ {
				p.b = append(p.b, opPop)
			}
		}
		p.recall(idx)
		return nil
	case short:
		p.b = append(p.b, opTuple1+byte(n-1))
	default:
		p.b = append(p.b, opTuple)
	}
	p.memoize(v)
	return nil
}

// enterFast looks for cycles in deep data while nothing is memoized.
func (p *pickler) enterFast(th *thread, v value) error {
	const limit = 50
	if p.nesting++; p.nesting < limit {
		return nil
	}
	if p.fastSeen == nil {
		p.fastSeen = map[unsafe.Pointer]bool{}
	}
	if p.fastSeen[v.Ptr()] {
		p.nesting = -1
		return object.ValueErrorf(th, "fast mode: can't pickle cyclic objects including object type %.200s at %#x", v.Type().DisplayName(), object.Address(v))
	}
	p.fastSeen[v.Ptr()] = true
	return nil
}

func (p *pickler) leaveFast(v value) {
	if p.nesting--; p.nesting+1 >= 50 {
		delete(p.fastSeen, v.Ptr())
	}
}

func (p *pickler) saveList(th *thread, v value) error {
	if p.isFast() {
		if err := p.enterFast(th, v); err != nil {
			return err
		}
		defer p.leaveFast(v)
	}
	if atomic.LoadInt32(&p.binary) != 0 {
		p.b = append(p.b, opEmptyList)
	} else {
		p.b = append(p.b, opMark, opList)
	}
	p.memoize(v)
	l := object.AsList(v)
	if l.Len() == 0 {
		return nil
	}
	if p.proto == 0 {
		it, err := object.GetIter(th, v)
		if err != nil {
			return err
		}
		return p.batchList(th, it, v)
	}
	item := func(i int) (bool, error) {
		x := l.Get(i)
		if x.IsAbsent() {
			return false, nil
		}
		if err := p.save(th, x, true); err != nil {
			return false, note(th, err, "when serializing "+typeName(v)+" item "+strconv.Itoa(i))
		}
		return true, nil
	}
	if l.Len() == 1 {
		if _, err := item(0); err != nil {
			return err
		}
		p.b = append(p.b, opAppend)
		return nil
	}
	for i := 0; ; {
		p.b = append(p.b, opMark)
		for n := 0; n < batchSize; n++ {
			ok, err := item(i)
			if err != nil {
				return err
			}
			if !ok {
				break
			}
			i++
		}
		p.b = append(p.b, opAppends)
		if i >= l.Len() {
			return nil
		}
	}
}

// batchList writes the items of an iterator, for a list or for the fourth item of what __reduce__ returned.
func (p *pickler) batchList(th *thread, it, v value) error {
	total := 0
	put := func(x value) error {
		if err := p.save(th, x, true); err != nil {
			return note(th, err, "when serializing "+typeName(v)+" item "+strconv.Itoa(total))
		}
		total++
		return nil
	}
	if p.proto == 0 {
		for {
			x, err := object.Next(th, it)
			if err != nil || x.IsAbsent() {
				return err
			}
			if err := put(x); err != nil {
				return err
			}
			p.b = append(p.b, opAppend)
		}
	}
	for {
		x, err := object.Next(th, it)
		if err != nil || x.IsAbsent() {
			return err
		}
		y, err := object.Next(th, it)
		if err != nil {
			return err
		}
		if y.IsAbsent() {
			if err := put(x); err != nil {
				return err
			}
			p.b = append(p.b, opAppend)
			return nil
		}
		p.b = append(p.b, opMark)
		if err := put(x); err != nil {
			return err
		}
		n := 1
		for !y.IsAbsent() {
			if err := put(y); err != nil {
				return err
			}
			if n++; n == batchSize {
				break
			}
			if y, err = object.Next(th, it); err != nil {
				return err
			}
		}
		p.b = append(p.b, opAppends)
		if n != batchSize {
			return nil
		}
	}
}

// pair writes a key and its value.
func (p *pickler) pair(th *thread, key, val, v value) error {
	if err := p.save(th, key, true); err != nil {
		return err
	}
	if err := p.save(th, val, true); err != nil {
		name, err2 := object.ReprString(th, key)
		if err2 != nil {
			return err2
		}
		return note(th, err, "when serializing "+typeName(v)+" item "+name)
	}
	return nil
}

func (p *pickler) saveDict(th *thread, v value) error {
	if p.isFast() {
		if err := p.enterFast(th, v); err != nil {
			return err
		}
		defer p.leaveFast(v)
	}
	if atomic.LoadInt32(&p.binary) != 0 {
		p.b = append(p.b, opEmptyDict)
	} else {
		p.b = append(p.b, opMark, opDict)
	}
	p.memoize(v)
	d := object.AsDict(v)
	size := d.Len()
	if size == 0 {
		return nil
	}
	if p.proto == 0 {
		items, err := object.CallMethod(th, v, "items")
		if err != nil {
			return err
		}
		it, err := object.GetIter(th, items)
		if err != nil {
			return err
		}
		return p.batchDict(th, it, v)
	}
	pos := 0
	if size == 1 {
		key, val, ok := d.Next(&pos)
		if !ok {
			return object.RuntimeErrorf(th, "dictionary changed size during iteration")
		}
		if err := p.pair(th, key, val, v); err != nil {
			return err
		}
		p.b = append(p.b, opSetItem)
		return nil
	}
	for {
		p.b = append(p.b, opMark)
		n := 0
		for n < batchSize {
			key, val, ok := d.Next(&pos)
			if !ok {
				break
			}
			if err := p.pair(th, key, val, v); err != nil {
				return err
			}
			n++
		}
		p.b = append(p.b, opSetItems)
		if d.Len() != size {
			return object.RuntimeErrorf(th, "dictionary changed size during iteration")
		}
		if n != batchSize {
			return nil
		}
	}
}

// batchDict writes the pairs of an iterator.
func (p *pickler) batchDict(th *thread, it, v value) error {
	next := func() (key, val value, ok bool, err error) {
		x, err := object.Next(th, it)
		if err != nil || x.IsAbsent() {
			return value{}, value{}, false, err
		}
		if !object.IsTuple(x) || object.AsTuple(x).Len() != 2 {
			return value{}, value{}, false, object.TypeErrorf(th, "dict items iterator must return 2-tuples")
		}
		kv := object.AsTuple(x).Items()
		return kv[0], kv[1], true, nil
	}
	if p.proto == 0 {
		for {
			key, val, ok, err := next()
			if err != nil || !ok {
				return err
			}
			if err := p.pair(th, key, val, v); err != nil {
				return err
			}
			p.b = append(p.b, opSetItem)
		}
	}
	for {
		key, val, ok, err := next()
		if err != nil || !ok {
			return err
		}
		key2, val2, ok, err := next()
		if err != nil {
			return err
		}
		if !ok {
			if err := p.pair(th, key, val, v); err != nil {
				return err
			}
			p.b = append(p.b, opSetItem)
			return nil
		}
		p.b = append(p.b, opMark)
		if err := p.pair(th, key, val, v); err != nil {
			return err
		}
		n := 1
		for ok {
			if err := p.pair(th, key2, val2, v); err != nil {
				return err
			}
			if n++; n == batchSize {
				break
			}
			if key2, val2, ok, err = next(); err != nil {
				return err
			}
		}
		p.b = append(p.b, opSetItems)
		if n != batchSize {
			return nil
		}
	}
}

func (p *pickler) saveSet(th *thread, v value) error {
	s := object.AsSet(v)
	if p.proto < 4 {
		return p.saveReduce(th, object.TupleOf(object.SetType.Value(), object.TupleOf(object.NewList(s.Items()).Value())), v)
	}
	p.b = append(p.b, opEmptySet)
	p.memoize(v)
	size := s.Len()
	if size == 0 {
		return nil
	}
	for pos := 0; ; {
		p.b = append(p.b, opMark)
		n := 0
		for n < batchSize {
			x, ok := s.Next(&pos)
			if !ok {
				break
			}
			if err := p.save(th, x, true); err != nil {
				return note(th, err, "when serializing "+typeName(v)+" element")
			}
			n++
		}
		p.b = append(p.b, opAddItems)
		if s.Len() != size {
			return object.RuntimeErrorf(th, "set changed size during iteration")
		}
		if n != batchSize {
			return nil
		}
	}
}

func (p *pickler) saveFrozenSet(th *thread, v value) error {
	if p.isFast() {
		if err := p.enterFast(th, v); err != nil {
			return err
		}
		defer p.leaveFast(v)
	}
	s := object.AsSet(v)
	if p.proto < 4 {
		return p.saveReduce(th, object.TupleOf(object.FrozenSetType.Value(), object.TupleOf(object.NewList(s.Items()).Value())), v)
	}
	p.b = append(p.b, opMark)
	for _, x := range s.Items() {
		if err := p.save(th, x, true); err != nil {
			return note(th, err, "when serializing "+typeName(v)+" element")
		}
	}
	if idx := p.memo.get(v); idx >= 0 {
		p.b = append(p.b, opPopMark)
		p.recall(idx)
		return nil
	}
	p.b = append(p.b, opFrozenSet)
	p.memoize(v)
	return nil
}

// saveOther writes what has no opcode of its own: classes, functions, and what a reduction says.
func (p *pickler) saveOther(th *thread, v value, t *object.Type) error {
	var r value
	var err error
	if !p.override.IsAbsent() {
		if r, err = object.Call(th, p.override, v); err != nil {
			return err
		}
		if r.Is(object.NotImplemented) {
			r = value{}
		}
	}
	if r.IsAbsent() {
		switch t {
		case object.TypeType:
			switch object.AsType(v) {
			case object.NoneType:
				return p.saveReduce(th, object.TupleOf(object.TypeType.Value(), object.TupleOf(object.None)), v)
			case object.EllipsisType:
				return p.saveReduce(th, object.TupleOf(object.TypeType.Value(), object.TupleOf(object.Ellipsis)), v)
			case object.NotImplementedType:
				return p.saveReduce(th, object.TupleOf(object.TypeType.Value(), object.TupleOf(object.NotImplemented)), v)
			}
			return p.saveGlobal(th, v, value{})
		case object.FunctionType:
			return p.saveGlobal(th, v, value{})
		}
		var f value
		if table := object.LoadSlot(&p.dispatch); table.IsAbsent() {
			f, err = p.st.dispatchTable.Get(th, t.Value())
		} else if f, err = object.GetItem(th, table, t.Value()); err != nil && object.IsErr(err, object.KeyErrorType) {
			f, err = value{}, nil
		}
		if err != nil {
			return err
		}
		if f.IsAbsent() && p.private && p.proto >= 2 {
			if done, err := p.saveInstance(th, v); done {
				return err
			}
		}
		switch {
		case !f.IsAbsent():
			r, err = object.Call(th, f, v)
		case t.IsSubtype(object.TypeType):
			return p.saveGlobal(th, v, value{})
		default:
			if f, err = object.GetAttrOpt(th, v, object.Intern("__reduce_ex__")); err != nil {
				return err
			}
			if !f.IsAbsent() {
				r, err = object.Call(th, f, object.SmallInt(int64(p.proto)))
				break
			}
			if f, err = object.GetAttrOpt(th, v, object.Intern("__reduce__")); err != nil {
				return err
			}
			if f.IsAbsent() {
				return object.Raise(th, picklingErrorType, "Can't pickle "+typeName(v)+" object")
			}
			r, err = object.Call(th, f)
		}
		if err != nil {
			return err
		}
	}
	if object.IsStr(r) {
		return p.saveGlobal(th, v, r)
	}
	if !object.IsTuple(r) {
		err = object.Raise(th, picklingErrorType, "__reduce__ must return a string or tuple, not "+typeName(r))
	} else {
		err = p.saveReduce(th, r, v)
	}
	if err != nil {
		return note(th, err, "when serializing "+typeName(v)+" object")
	}
	return nil
}

// saveInstance writes a plain instance as its reduction would have it written, without making its __dict__; done is false for
// other objects.
func (p *pickler) saveInstance(th *thread, v value) (done bool, err error) {
	var room [32]value
	kv, ok := object.PlainState(v, room[:0])
	if !ok || len(kv) >= 2*batchSize {
		return false, nil
	}
	fail := func(err error, what string) (bool, error) {
		name := typeName(v)
		if err = note(th, err, "when serializing "+name+" "+what); err != nil {
			err = note(th, err, "when serializing "+name+" object")
		}
		return true, err
	}
	if err := p.save(th, v.Type().Value(), true); err != nil {
		return fail(err, "class")
	}
	p.b = append(p.b, opEmptyTuple, opNewObj)
	p.memoize(v)
	if len(kv) == 0 {
		return true, nil
	}
	p.b = append(p.b, opEmptyDict)
	idx := p.memo.n + p.nameless
	p.nameless++
	p.putOp(idx)
	if len(kv) > 2 {
		p.b = append(p.b, opMark)
	}
	for i := 0; i < len(kv); i += 2 {
		if err := p.save(th, kv[i], true); err != nil {
			return fail(err, "state")
		}
		if err := p.save(th, kv[i+1], true); err != nil {
			name, err2 := object.ReprString(th, kv[i])
			if err2 != nil {
				return true, err2
			}
			return fail(note(th, err, "when serializing dict item "+name), "state")
		}
	}
	if len(kv) > 2 {
		p.b = append(p.b, opSetItems, opBuild)
	} else {
		p.b = append(p.b, opSetItem, opBuild)
	}
	return true, nil
}

// saveReduce writes what a reduction of v says.
func (p *pickler) saveReduce(th *thread, r, v value) error {
	parts := object.AsTuple(r).Items()
	if len(parts) < 2 || len(parts) > 6 {
		return object.Raise(th, picklingErrorType, "tuple returned by __reduce__ must contain 2 through 6 elements")
	}
	var a [6]value
	for i, x := range parts {
		if i < 2 || !x.Is(object.None) {
			a[i] = x
		}
	}
	fn, args, st, listItems, dictItems, setter := a[0], a[1], a[2], a[3], a[4], a[5]
	wrong := func(which, want string, x value) error {
		return object.Raise(th, picklingErrorType, which+" item of the tuple returned by __reduce__ must be "+want+", not "+typeName(x))
	}
	switch {
	case !object.IsCallable(fn):
		return wrong("first", "callable", fn)
	case !object.IsTuple(args):
		return wrong("second", "a tuple", args)
	case !listItems.IsAbsent() && listItems.Type().Slots().Next == nil:
		return wrong("fourth", "an iterator", listItems)
	case !dictItems.IsAbsent() && dictItems.Type().Slots().Next == nil:
		return wrong("fifth", "an iterator", dictItems)
	case !setter.IsAbsent() && !object.IsCallable(setter):
		return wrong("sixth", "callable", setter)
	}
	put := func(x value, what string) error {
		if err := p.save(th, x, true); err != nil {
			return note(th, err, "when serializing "+typeName(v)+" "+what)
		}
		return nil
	}
	special := ""
	if p.proto >= 2 {
		name, err := object.GetAttrOpt(th, fn, object.Intern("__name__"))
		if err != nil {
			return err
		}
		if object.IsStr(name) {
			special = object.AsStr(name).String()
		}
	}
	switch special {
	case "__newobj_ex__":
		if err := p.newobjEx(th, object.AsTuple(args).Items(), put); err != nil {
			return err
		}
	case "__newobj__":
		items := object.AsTuple(args).Items()
		if len(items) < 1 {
			return object.Raise(th, picklingErrorType, "__newobj__ expected at least 1 argument, got 0")
		}
		cls := items[0]
		if !object.IsType(cls) {
			return object.Raise(th, picklingErrorType, "first argument to __newobj__() must be a class, not "+typeName(cls))
		}
		if !v.IsAbsent() {
			own, err := object.GetAttrOpt(th, v, object.Intern("__class__"))
			if err != nil {
				return err
			}
			if own.IsAbsent() {
				own = v.Type().Value()
			}
			if !own.Is(cls) {
				want, err := object.ReprString(th, own)
				if err != nil {
					return err
				}
				got, err := object.ReprString(th, cls)
				if err != nil {
					return err
				}
				return object.Raise(th, picklingErrorType, "first argument to __newobj__() must be "+want+", not "+got)
			}
		}
		if err := put(cls, "class"); err != nil {
			return err
		}
		if err := put(object.NewTupleCopy(items[1:]).Value(), "__new__ arguments"); err != nil {
			return err
		}
		p.b = append(p.b, opNewObj)
	default:
		if err := put(fn, "reconstructor"); err != nil {
			return err
		}
		if err := put(args, "reconstructor arguments"); err != nil {
			return err
		}
		p.b = append(p.b, opReduce)
	}
	if !v.IsAbsent() {
		if idx := p.memo.get(v); idx >= 0 { // it refers to itself: what was written is not needed
			p.b = append(p.b, opPop)
			p.recall(idx)
			return nil
		}
		p.memoize(v)
	}
	if !listItems.IsAbsent() {
		if err := p.batchList(th, listItems, v); err != nil {
			return err
		}
	}
	if !dictItems.IsAbsent() {
		if err := p.batchDict(th, dictItems, v); err != nil {
			return err
		}
	}
	if st.IsAbsent() {
		return nil
	}
	if setter.IsAbsent() {
		if err := put(st, "state"); err != nil {
			return err
		}
		p.b = append(p.b, opBuild)
		return nil
	}
	if err := put(setter, "state setter"); err != nil {
		return err
	}
	if err := p.save(th, v, true); err != nil {
		return err
	}
	if err := put(st, "state"); err != nil {
		return err
	}
	p.b = append(p.b, opTuple2, opReduce, opPop)
	return nil
}

// newobjEx writes a call of __newobj_ex__.
func (p *pickler) newobjEx(th *thread, items []value, put func(x value, what string) error) error {
	if len(items) != 3 {
		return object.Raise(th, picklingErrorType, "__newobj_ex__ expected 3 arguments, got "+strconv.Itoa(len(items)))
	}
	cls, args, kwargs := items[0], items[1], items[2]
	wrong := func(which, want string, x value) error {
		return object.Raise(th, picklingErrorType, which+" argument to __newobj_ex__() must be "+want+", not "+typeName(x))
	}
	switch {
	case !object.IsType(cls):
		return wrong("first", "a class", cls)
	case !object.IsTuple(args):
		return wrong("second", "a tuple", args)
	case !object.IsDict(kwargs):
		return wrong("third", "a dict", kwargs)
	}
	if p.proto >= 4 {
		if err := put(cls, "class"); err != nil {
			return err
		}
		if err := put(args, "__new__ arguments"); err != nil {
			return err
		}
		if err := put(kwargs, "__new__ arguments"); err != nil {
			return err
		}
		p.b = append(p.b, opNewObjEx)
		return nil
	}
	newFn, err := object.GetAttrName(th, cls, "__new__")
	if err != nil {
		return err
	}
	fn, err := object.CallDict(th, p.st.partial, append([]value{newFn, cls}, object.AsTuple(args).Items()...), object.AsDict(kwargs))
	if err != nil {
		return err
	}
	if err := put(fn, "reconstructor"); err != nil {
		return err
	}
	if err := put(object.TupleOf(), "reconstructor arguments"); err != nil {
		return err
	}
	p.b = append(p.b, opReduce)
	return nil
}

// attribute follows a path of names; absent if one is missing and quiet is set.
func attribute(th *thread, v value, path []string, quiet bool) (value, error) {
	var err error
	for _, name := range path {
		if quiet {
			v, err = object.GetAttrOpt(th, v, object.Intern(name))
		} else {
			v, err = object.GetAttrName(th, v, name)
		}
		if err != nil || v.IsAbsent() {
			return value{}, err
		}
	}
	return v, nil
}

// findModule returns the name of the module in which v is found under a dotted name.
func findModule(th *thread, v, name value, path []string) (value, error) {
	mod, err := object.GetAttrOpt(th, v, object.Intern("__module__"))
	if err != nil {
		return value{}, err
	}
	for _, part := range path {
		if part == "<locals>" {
			text, err := object.ReprString(th, v)
			if err != nil {
				return value{}, err
			}
			return value{}, object.Raise(th, picklingErrorType, "Can't pickle local object "+text)
		}
	}
	if mod.IsAbsent() || mod.Is(object.None) {
		mod = object.Intern("__main__").Value()
		names, mods := th.Rt.Modules.Items()
		for i, m := range mods {
			if m.Is(object.None) {
				continue
			}
			if object.IsStr(names[i]) {
				if n := object.AsStr(names[i]).String(); n == "__main__" || n == "__mp_main__" {
					continue
				}
			}
			x, err := attribute(th, m, path, true)
			if err != nil {
				return value{}, err
			}
			if x.Is(v) {
				return names[i], nil
			}
		}
	}
	fail := func(text string, cause error) error {
		shown, err := object.ReprString(th, v)
		if err != nil {
			return err
		}
		err = object.Raise(th, picklingErrorType, "Can't pickle "+shown+": "+text)
		if cause != nil {
			chain(err, cause)
		}
		return err
	}
	m, err := importModule(th, mod)
	if err != nil {
		if object.IsErr(err, object.ImportErrorType) || object.IsErr(err, object.ValueErrorType) || object.IsErr(err, object.KeyErrorType) {
			text, err2 := object.ToString(th, object.Exc(err).Value())
			if err2 != nil {
				return value{}, err2
			}
			return value{}, fail(text, err)
		}
		return value{}, err
	}
	where := object.AsStr(mod).String() + "." + object.AsStr(name).String()
	x, err := attribute(th, m, path, false)
	if err != nil {
		if object.IsErr(err, object.AttributeErrorType) {
			return value{}, fail("it's not found as "+where, err)
		}
		return value{}, err
	}
	if !x.Is(v) {
		return value{}, fail("it's not the same object as "+where, nil)
	}
	return mod, nil
}

// saveGlobal writes an object as a name in a module.
func (p *pickler) saveGlobal(th *thread, v, name value) error {
	var err error
	if name.IsAbsent() {
		if name, err = object.GetAttrOpt(th, v, object.Intern("__qualname__")); err != nil {
			return err
		}
		if name.IsAbsent() {
			if name, err = object.GetAttrName(th, v, "__name__"); err != nil {
				return err
			}
		}
	}
	if !object.IsStr(name) {
		return object.TypeErrorf(th, "must be str, not %.100s", name.Type().DisplayName())
	}
	path := strings.Split(object.AsStr(name).String(), ".")
	mod, err := findModule(th, v, name, path)
	if err != nil {
		return err
	}
	if p.proto >= 2 {
		code, err := p.st.extRegistry.Get(th, object.TupleOf(mod, name))
		if err != nil {
			return err
		}
		if !code.IsAbsent() {
			return p.extension(th, v, code)
		}
	}
	switch {
	case p.proto >= 4:
		if err := p.save(th, mod, true); err != nil {
			return err
		}
		if err := p.save(th, name, true); err != nil {
			return err
		}
		p.b = append(p.b, opStackGlobal)
	default:
		for range path[1:] {
			if err := p.save(th, p.st.getattr, true); err != nil {
				return err
			}
			if p.proto < 2 {
				p.b = append(p.b, opMark)
			}
		}
		top := name
		if len(path) > 1 {
			top = object.NewStr(path[0])
		}
		if err := p.topLevel(th, mod, top); err != nil {
			return err
		}
		for _, part := range path[1:] {
			if err := p.save(th, object.NewStr(part), true); err != nil {
				return err
			}
			if p.proto < 2 {
				p.b = append(p.b, opTuple, opReduce)
			} else {
				p.b = append(p.b, opTuple2, opReduce)
			}
		}
	}
	p.memoize(v)
	return nil
}

// extension writes the code of a registered object.
func (p *pickler) extension(th *thread, v, code value) error {
	n, ok := object.Int64(code)
	if !object.IsInt(code) {
		text, err := object.ReprString(th, v)
		if err != nil {
			return err
		}
		shown, err := object.ReprString(th, code)
		if err != nil {
			return err
		}
		return object.Raise(th, picklingErrorType, "Can't pickle "+text+": extension code "+shown+" isn't an integer")
	}
	if !ok || n <= 0 || n > math.MaxInt32 {
		return object.RuntimeErrorf(th, "extension code %d is out of range", n)
	}
	switch {
	case n <= 0xff:
		p.b = append(p.b, opExt1, byte(n))
	case n <= 0xffff:
		p.b = append(p.b, opExt2, byte(n), byte(n>>8))
	default:
		p.b = binary.LittleEndian.AppendUint32(append(p.b, opExt4), uint32(n))
	}
	return nil
}

// topLevel writes GLOBAL for a name without dots.
func (p *pickler) topLevel(th *thread, mod, name value) error {
	if p.proto < 3 && p.fixImports {
		var err error
		if mod, name, err = p.oldName(th, mod, name); err != nil {
			return err
		}
	}
	p.b = append(p.b, opGlobal)
	for i, s := range []value{mod, name} {
		str := object.AsStr(s)
		if !str.IsASCII() && (p.proto < 3 || wtf8.HasSurrogate(str.String())) {
			text, err := object.ReprString(th, s)
			if err != nil {
				return err
			}
			_, cause := object.EncodeASCII(th, str, "strict")
			err = object.Raisef(th, picklingErrorType, "can't pickle %s identifier %s using pickle protocol %d", []string{"module", "global"}[i], text, p.proto)
			if cause != nil {
				chain(err, cause)
			}
			return err
		}
		p.b = append(append(p.b, str.String()...), '\n')
	}
	return nil
}

// oldName returns the names that Python 2 used.
func (p *pickler) oldName(th *thread, mod, name value) (value, value, error) {
	item, err := p.st.name3to2.Get(th, object.TupleOf(mod, name))
	if err != nil {
		return mod, name, err
	}
	if !item.IsAbsent() {
		return namePair(th, item, "REVERSE_NAME_MAPPING")
	}
	if item, err = p.st.import3to2.Get(th, mod); err != nil || item.IsAbsent() {
		return mod, name, err
	}
	if !object.IsStr(item) {
		return mod, name, object.RuntimeErrorf(th, "_compat_pickle.REVERSE_IMPORT_MAPPING values should be strings, not %.200s", item.Type().DisplayName())
	}
	return item, name, nil
}

// namePair takes an item of a table of names apart.
func namePair(th *thread, item value, table string) (mod, name value, err error) {
	if !object.IsTuple(item) || object.AsTuple(item).Len() != 2 {
		return mod, name, object.RuntimeErrorf(th, "_compat_pickle.%s values should be 2-tuples, not %.200s", table, item.Type().DisplayName())
	}
	t := object.AsTuple(item).Items()
	if !object.IsStr(t[0]) || !object.IsStr(t[1]) {
		return mod, name, object.RuntimeErrorf(th, "_compat_pickle.%s values should be pairs of str, not (%.200s, %.200s)", table, t[0].Type().DisplayName(), t[1].Type().DisplayName())
	}
	return t[0], t[1], nil
}
