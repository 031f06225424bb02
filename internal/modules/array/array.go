// Package array is the native module array (Library Reference, "array").
//
// Invariant: the items of an array and their number are read and written only under its lock, which does nothing while the
// process has one thread; no Python code runs under it. While buffers are exported, the memory does not move.
package array

// This file implements the module's table, the representation of arrays, their construction and their slots.

import (
	"unsafe"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

var (
	arrayType     = &object.Type{Name: "array"}
	arrayIterType = &object.Type{Name: "arrayiterator"}
)

// array is an array.array object. data holds the items; code and size never change.
type array struct {
	object.Header
	data      []byte
	allocated int // items CPython would have room for: see __sizeof__
	exports   object.Exports
	code      byte
	size      int
}

func asArray(v value) *array { return (*array)(v.Ptr()) }

func isArray(v value) bool { return object.IsInstance(v, arrayType) }

func (a *array) value() value { return object.FromPtr(unsafe.Pointer(a)) }

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "array",
		Doc:  "Arrays of numbers or characters, stored compactly: sequences whose items are all of\none C type.",
		Methods: []object.Method{
			{Name: "_array_reconstructor", Sig: "(arraytype, typecode, mformat_code, items, /)", Fn: arrayArrayReconstructor, Doc: "Internal. Used for pickling support."},
		},
		Types: []object.TypeSpec{arraySpec()},
		Exec: func(th *thread, m *object.Module) error {
			s := arrayIterSpec()
			object.ReadyType(&s)
			m.Dict().SetName("ArrayType", arrayType.Value())
			m.Dict().SetName("typecodes", object.NewASCII(typecodes))
			abc, err := th.Rt.Engine().Import(th, object.Intern("collections.abc"), object.None, object.None, object.TupleOf(object.NewASCII("MutableSequence")), 0)
			if err != nil {
				return err
			}
			seq, err := object.GetAttrName(th, abc, "MutableSequence")
			if err == nil {
				_, err = object.CallMethod(th, seq, "register", arrayType.Value())
			}
			return err
		},
	}
}

func arraySpec() object.TypeSpec {
	return object.TypeSpec{
		Type: arrayType, Module: "array", NoHash: true,
		Flags:  object.TypeBase | object.TypeSequence | object.TypeHasWeakref,
		Layout: object.LayoutOf[array](),
		Doc: "array(typecode [, initializer]) -> array\n\nA mutable sequence whose items are all of the C type that the typecode names, taken\n" +
			"at first from a list, bytes, a str or any iterable.\n\n    Typecode    C type              Size in bytes\n" +
			"    'b'         signed integer      1\n    'B'         unsigned integer    1\n    'u'         character           4 (deprecated)\n" +
			"    'w'         character           4\n    'h'         signed integer      2\n    'H'         unsigned integer    2\n" +
			"    'i'         signed integer      4\n    'I'         unsigned integer    4\n    'l'         signed integer      8\n" +
			"    'L'         unsigned integer    8\n    'q'         signed integer      8\n    'Q'         unsigned integer    8\n" +
			"    'f'         floating point      4\n    'd'         floating point      8",
		Slots: object.Slots{
			New: arrayNew, Repr: arrayRepr, Compare: arrayCompare, Iter: arrayIter, Len: arrayLen, GetItem: arrayGetitem,
			SetItem: arraySetitem, Contains: arrayContains, Concat: arrayConcat, Repeat: arrayRepeat, IConcat: arrayIConcat,
			IRepeat: arrayIRepeat, Buffer: arrayGetBuffer,
		},
		Methods: arrayMethods(),
		GetSets: []object.GetSet{
			{Name: "typecode", Get: func(th *thread, self value) (value, error) { return object.NewASCII(string(asArray(self).code)), nil },
				Doc: "the typecode character used to create the array"},
			{Name: "itemsize", Get: func(th *thread, self value) (value, error) { return object.SmallInt(int64(asArray(self).size)), nil },
				Doc: "the size, in bytes, of one array item"},
		},
	}
}

// newArray returns an array of type t with the given bytes, which it takes over.
func newArray(t *object.Type, code byte, data []byte) *array {
	a := asArray(t.New())
	a.code, a.size = code, itemSize(rune(code))
	a.data, a.allocated = data, len(data)/a.size
	return a
}

// charArg converts an argument that has to be one character.
func charArg(th *thread, v value, fn string, pos int) (rune, error) {
	if !object.IsStr(v) {
		return 0, object.TypeErrorf(th, "%s() argument %d must be a unicode character, not %s", fn, pos, object.ArgTypeName(v))
	}
	s := object.AsStr(v)
	if s.Len() != 1 {
		return 0, object.TypeErrorf(th, "%s argument %d must be a unicode character, not a string of length %d", map[bool]string{true: fn + "()", false: fn + "():"}[fn == "array"], pos, s.Len())
	}
	return s.At(0), nil
}

func arrayNew(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
	n := len(args) - kwnames.Len()
	if kwnames.Len() > 0 && (t == arrayType || !object.OverridesInit(t)) {
		return value{}, object.TypeErrorf(th, "array.array() takes no keyword arguments")
	}
	switch {
	case n < 1:
		return value{}, object.TypeErrorf(th, "array() takes at least 1 argument (0 given)")
	case n > 2:
		return value{}, object.TypeErrorf(th, "array() takes at most 2 arguments (%d given)", n)
	}
	r, err := charArg(th, args[0], "array", 1)
	if err != nil {
		return value{}, err
	}
	init, audit := value{}, object.None
	if n == 2 {
		init, audit = args[1], args[1]
	}
	if err := object.Audit(th, "array.__new__", args[0], audit); err != nil {
		return value{}, err
	}
	if r == 'u' {
		if err := object.Warn(th, object.DeprecationWarningType, "The 'u' type code is deprecated and will be removed in Python 3.16", 1); err != nil {
			return value{}, err
		}
	}
	text := r == 'u' || r == 'w'
	var it value
	if !init.IsAbsent() {
		if !text {
			if object.IsStr(init) {
				return value{}, object.TypeErrorf(th, "cannot use a str to initialize an array with typecode '%c'", r)
			}
			if isArray(init) && isText(asArray(init).code) {
				return value{}, object.TypeErrorf(th, "cannot use a unicode array to initialize an array with typecode '%c'", r)
			}
		}
		if !(object.IsList(init) || object.IsTuple(init) || object.IsBytes(init) || object.IsByteArray(init) ||
			text && object.IsStr(init) || isArray(init) && rune(asArray(init).code) == r) {
			if it, err = object.GetIter(th, init); err != nil {
				return value{}, err
			}
		}
	}
	if itemSize(r) == 0 {
		return value{}, object.ValueErrorf(th, "bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)")
	}
	a := newArray(t, byte(r), nil)
	switch {
	case init.IsAbsent():
	case !it.IsAbsent():
		err = a.extendIter(th, it)
	case object.IsList(init) || object.IsTuple(init):
		err = a.fill(th, init)
	case isArray(init):
		a.setBytes(asArray(init).copyBytes())
	case object.IsStr(init):
		a.setBytes(textBytes(object.AsStr(init)))
	default:
		s, e := object.BytesLike(th, init)
		if err = e; err == nil {
			err = a.appendBytes(th, []byte(s))
		}
	}
	return a.value(), err
}

// setBytes gives a new array its items.
func (a *array) setBytes(b []byte) { a.data, a.allocated = b, len(b)/a.size }

// textBytes returns the characters of s as items.
func textBytes(s *object.Str) []byte {
	n := s.Len()
	b := make([]byte, 4*n)
	for i := range n {
		r := s.At(i)
		b[4*i], b[4*i+1], b[4*i+2] = byte(r), byte(r>>8), byte(r>>16)
	}
	return b
}

// fill gives a new array the items of a list or tuple.
func (a *array) fill(th *thread, v value) error {
	n, err := object.Len(th, v)
	if err != nil || n == 0 {
		return err
	}
	if err := object.CheckAlloc(th, n, a.size); err != nil {
		return err
	}
	data := make([]byte, (n*a.size+7)&^7)[:n*a.size]
	for i := range n {
		x, err := object.GetItem(th, v, object.SmallInt(int64(i)))
		if err != nil {
			return err
		}
		bits, err := encode(th, a.code, x)
		if err != nil {
			return err
		}
		store(a.size, unsafe.Pointer(&data[i*a.size]), bits)
	}
	a.setBytes(data)
	return nil
}

// extendIter appends the items of an iterable one by one.
func (a *array) extendIter(th *thread, v value) error {
	return object.Iterate(th, v, func(x value) (bool, error) { return true, a.append(th, x) })
}

// copyBytes returns a copy of the items.
func (a *array) copyBytes() []byte {
	a.Lock()
	b := append([]byte(nil), a.data...)
	a.Unlock()
	return b
}

// lenLocked is the number of items.
func (a *array) lenLocked() int { return len(a.data) / a.size }

func (a *array) len() int {
	a.Lock()
	n := a.lenLocked()
	a.Unlock()
	return n
}

// resizeLocked changes the number of items to n; new ones are not defined.
func (a *array) resizeLocked(th *thread, n int) error {
	old := a.lenLocked()
	if n == old {
		return nil
	}
	if a.exports.Active() {
		return object.Raise(th, object.BufferErrorType, "cannot resize an array that is exporting buffers")
	}
	if n > old && n > cap(a.data)/a.size {
		if err := object.CheckAlloc(th, n, a.size); err != nil {
			return err
		}
		room := max(n, min(2*old, old+1<<20), 8) * a.size
		data := make([]byte, n*a.size, (room+7)&^7)
		copy(data, a.data)
		a.data = data
	} else if n < old/4 && cap(a.data) > 4096 {
		a.data = append(make([]byte, 0, (n+n/8)*a.size+8), a.data[:n*a.size]...)
	} else {
		a.data = a.data[:n*a.size]
	}
	switch {
	case a.allocated >= n && old < n+16 && a.allocated > 0:
	case n == 0:
		a.allocated = 0
	default:
		a.allocated = n>>4 + 7 + n
		if old < 8 {
			a.allocated -= 4
		}
	}
	return nil
}

// get returns item i; ok is false if it is out of range, v absent if it is no character.
func (a *array) get(i int) (v value, ok bool) {
	a.Lock()
	if uint(i) < uint(a.lenLocked()) {
		v, ok = load(a.code, unsafe.Pointer(&a.data[i*a.size])), true
	}
	a.Unlock()
	return
}

// items returns all items at one moment.
func (a *array) items(th *thread) ([]value, error) {
	a.Lock()
	defer a.Unlock()
	out := make([]value, a.lenLocked())
	for i := range out {
		out[i] = load(a.code, unsafe.Pointer(&a.data[i*a.size]))
		if out[i].IsAbsent() {
			return nil, badChar(th)
		}
	}
	return out, nil
}

// spliceLocked makes room for n items in place of those from lo to hi; what it makes room for is not defined.
func (a *array) spliceLocked(th *thread, lo, hi, n int) error {
	old := a.lenLocked()
	grow := n - (hi - lo)
	s := a.size
	if grow < 0 {
		if a.exports.Active() {
			return a.resizeLocked(th, old+grow) // fails before anything moves
		}
		copy(a.data[(hi+grow)*s:], a.data[hi*s:])
		return a.resizeLocked(th, old+grow)
	}
	if err := a.resizeLocked(th, old+grow); err != nil {
		return err
	}
	if grow > 0 {
		copy(a.data[(hi+grow)*s:], a.data[hi*s:old*s])
	}
	return nil
}

func (a *array) append(th *thread, v value) error {
	bits, err := encode(th, a.code, v)
	if err != nil {
		return err
	}
	a.Lock()
	defer a.Unlock()
	n := a.lenLocked()
	if err := a.resizeLocked(th, n+1); err != nil {
		return err
	}
	store(a.size, unsafe.Pointer(&a.data[n*a.size]), bits)
	return nil
}

// appendBytes appends whole items, which must not be a's own.
func (a *array) appendBytes(th *thread, b []byte) error {
	if len(b)%a.size != 0 {
		return object.ValueErrorf(th, "bytes length not a multiple of item size")
	}
	if len(b) == 0 {
		return nil
	}
	a.Lock()
	defer a.Unlock()
	n := len(a.data)
	if err := a.resizeLocked(th, (n+len(b))/a.size); err != nil {
		return err
	}
	copy(a.data[n:], b)
	return nil
}

func arrayRepr(th *thread, self value) (value, error) {
	a := asArray(self)
	name := self.Type().ShortName()
	if a.len() == 0 {
		return object.NewStr(name + "('" + string(a.code) + "')"), nil
	}
	var v value
	var err error
	if isText(a.code) {
		v, err = a.text(th)
	} else {
		v, err = arrayTolist(th, []value{self})
	}
	if err != nil {
		return value{}, err
	}
	r, err := object.ReprString(th, v)
	return object.NewStr(name + "('" + string(a.code) + "', " + r + ")"), err
}

func arrayLen(th *thread, self value) (int, error) { return asArray(self).len(), nil }

func arrayCompare(th *thread, v, w value, op object.CompareOp) (value, error) {
	if !isArray(v) || !isArray(w) {
		return object.NotImplemented, nil
	}
	a, b := asArray(v), asArray(w)
	if n, m := a.len(), b.len(); n != m {
		switch op {
		case object.CmpEQ:
			return object.False, nil
		case object.CmpNE:
			return object.True, nil
		}
	}
	if a.code == b.code && a.code != 'f' && a.code != 'd' && (op == object.CmpEQ || op == object.CmpNE) {
		x, y := a.copyView(), b.copyView()
		return object.Bool((x == y) == (op == object.CmpEQ)), nil
	}
	for i := 0; ; i++ {
		x, ok := a.get(i)
		y, ok2 := b.get(i)
		if !ok || !ok2 {
			break
		}
		if x.IsAbsent() || y.IsAbsent() {
			return value{}, badChar(th)
		}
		if object.BothInt(x, y) && x.Is(y) {
			continue
		}
		eq, err := object.Equal(th, x, y)
		if err != nil {
			return value{}, err
		}
		if !eq {
			switch op {
			case object.CmpEQ:
				return object.False, nil
			case object.CmpNE:
				return object.True, nil
			}
			return object.Compare(th, x, y, op)
		}
	}
	return object.Compare(th, object.SmallInt(int64(a.len())), object.SmallInt(int64(b.len())), op)
}

// copyView returns the bytes of the items as a string that holds until the items change; a copy if other threads may do so.
func (a *array) copyView() string {
	if object.Several() {
		return string(a.copyBytes())
	}
	return unsafe.String(unsafe.SliceData(a.data), len(a.data))
}

// index converts the key of an item that is no slice.
func (a *array) index(th *thread, key value) (int, error) {
	if key.IsInt() {
		return int(key.Int()), nil
	}
	if !object.IsInt(key) && key.Type().Slots().Index == nil {
		return 0, object.TypeErrorf(th, "array indices must be integers")
	}
	return object.AsIndex(th, key, object.IndexErrorType)
}

func arrayGetitem(th *thread, self, key value) (value, error) {
	a := asArray(self)
	if !object.IsSlice(key) {
		i, err := a.index(th, key)
		if err != nil {
			return value{}, err
		}
		a.Lock()
		n := a.lenLocked()
		if i < 0 {
			i += n
		}
		var v value
		ok := uint(i) < uint(n)
		if ok {
			v = load(a.code, unsafe.Pointer(&a.data[i*a.size]))
		}
		a.Unlock()
		switch {
		case !ok:
			return value{}, object.IndexErrorf(th, "array index out of range")
		case v.IsAbsent():
			return value{}, badChar(th)
		}
		return v, nil
	}
	start, _, step, count, err := object.AsSlice(key).Indices(th, a.len())
	if err != nil {
		return value{}, err
	}
	a.Lock()
	data := a.pickLocked(start, step, count)
	a.Unlock()
	return newArray(arrayType, a.code, data).value(), nil
}

// pickLocked copies count items from start on by step; it stops at the end of a's items, which may have changed since.
func (a *array) pickLocked(start, step, count int) []byte {
	if count <= 0 {
		return nil
	}
	s := a.size
	n := a.lenLocked()
	if step == 1 {
		return append([]byte(nil), a.data[min(start, n)*s:min(start+count, n)*s]...)
	}
	out := make([]byte, 0, (count*s+7)&^7)
	for i := start; count > 0 && uint(i) < uint(n); i += step {
		out = append(out, a.data[i*s:i*s+s]...)
		count--
	}
	return out
}

func arraySetitem(th *thread, self, key, val value) error {
	a := asArray(self)
	if object.IsSlice(key) {
		return a.setSlice(th, key, val)
	}
	i, err := a.index(th, key)
	if err != nil {
		return err
	}
	out := func() error { return object.IndexErrorf(th, "array assignment index out of range") }
	var bits uint64
	if !val.IsAbsent() {
		if n := a.len(); i >= n || i < -n {
			return out()
		}
		if bits, err = encode(th, a.code, val); err != nil {
			return err
		}
	}
	a.Lock()
	defer a.Unlock()
	n := a.lenLocked()
	if i < 0 {
		i += n
	}
	if uint(i) >= uint(n) {
		return out()
	}
	if val.IsAbsent() {
		return a.spliceLocked(th, i, i+1, 0)
	}
	store(a.size, unsafe.Pointer(&a.data[i*a.size]), bits)
	return nil
}

func (a *array) setSlice(th *thread, key, val value) error {
	var data []byte
	if !val.IsAbsent() {
		if !isArray(val) {
			return object.TypeErrorf(th, "can only assign array (not \"%s\") to array slice", val.Type().DisplayName())
		}
		b := asArray(val)
		if b.code != a.code {
			return badArgument(th)
		}
		data = b.copyBytes()
	}
	needed := len(data) / a.size
	start, stop, step, err := object.AsSlice(key).Unpack(th)
	if err != nil {
		return err
	}
	a.Lock()
	defer a.Unlock()
	start, stop, count := object.AdjustSlice(start, stop, step, a.lenLocked())
	if (needed == 0 || count != needed) && a.exports.Active() {
		return object.Raise(th, object.BufferErrorType, "cannot resize an array that is exporting buffers")
	}
	s := a.size
	switch {
	case step == 1:
		if err := a.spliceLocked(th, start, max(start, stop), needed); err != nil {
			return err
		}
		copy(a.data[start*s:], data)
	case needed == 0:
		if step < 0 {
			start, step = start+(count-1)*step, -step
		}
		if count <= 0 {
			return nil
		}
		to, n := start*s, a.lenLocked()
		for i := range count {
			from, end := start+i*step+1, n
			if i < count-1 {
				end = from + step - 1
			}
			to += copy(a.data[to:], a.data[from*s:end*s])
		}
		return a.resizeLocked(th, n-count)
	case needed != count:
		return object.ValueErrorf(th, "attempt to assign array of size %d to extended slice of size %d", needed, count)
	default:
		for i := range count {
			copy(a.data[(start+i*step)*s:], data[i*s:i*s+s])
		}
	}
	return nil
}

func badArgument(th *thread) error {
	return object.TypeErrorf(th, "bad argument type for built-in operation")
}

// find returns the index of the first item from i up to stop that equals v, or -1.
func (a *array) find(th *thread, v value, i, stop int) (int, error) {
	for ; i < stop; i++ {
		x, ok := a.get(i)
		if !ok {
			break
		}
		if x.IsAbsent() {
			return -1, badChar(th)
		}
		if object.BothInt(x, v) {
			if x.Is(v) {
				return i, nil
			}
			continue
		}
		eq, err := object.Equal(th, x, v)
		if err != nil {
			return -1, err
		}
		if eq {
			return i, nil
		}
	}
	return -1, nil
}

func arrayContains(th *thread, self, item value) (bool, error) {
	i, err := asArray(self).find(th, item, 0, 1<<62)
	return i >= 0, err
}

func arrayConcat(th *thread, v, w value) (value, error) {
	if !isArray(w) {
		return value{}, object.TypeErrorf(th, "can only append array (not \"%s\") to array", w.Type().DisplayName())
	}
	a, b := asArray(v), asArray(w)
	if a.code != b.code {
		return value{}, badArgument(th)
	}
	x, y := a.copyBytes(), b.copyBytes()
	return newArray(arrayType, a.code, append(x, y...)).value(), nil
}

// extendArray appends the items of another array.
func (a *array) extendArray(th *thread, b *array) error {
	if a.code != b.code {
		return object.TypeErrorf(th, "can only extend with array of same kind")
	}
	return a.appendBytes(th, b.copyBytes())
}

func arrayIConcat(th *thread, v, w value) (value, error) {
	if !isArray(w) {
		return value{}, object.TypeErrorf(th, "can only extend array with array (not \"%s\")", w.Type().DisplayName())
	}
	return v, asArray(v).extendArray(th, asArray(w))
}

func arrayRepeat(th *thread, self value, n int) (value, error) {
	a := asArray(self)
	data := a.copyBytes()
	if n <= 0 || len(data) == 0 {
		return newArray(arrayType, a.code, nil).value(), nil
	}
	if err := object.CheckAlloc(th, len(data), n); err != nil {
		return value{}, err
	}
	size := len(data)
	out := make([]byte, size*n)
	for done := copy(out, data); done < len(out); done *= 2 {
		copy(out[done:], out[:done])
	}
	return newArray(arrayType, a.code, out).value(), nil
}

func arrayIRepeat(th *thread, self value, n int) (value, error) {
	a := asArray(self)
	n = max(n, 0)
	a.Lock()
	defer a.Unlock()
	size := len(a.data)
	if size == 0 || n == 1 {
		return self, nil
	}
	if n > 0 {
		if err := object.CheckAlloc(th, size, n); err != nil {
			return value{}, err
		}
	}
	if err := a.resizeLocked(th, size/a.size*n); err != nil {
		return value{}, err
	}
	for done := size; done < len(a.data); done *= 2 {
		copy(a.data[done:], a.data[:done])
	}
	return self, nil
}

func arrayGetBuffer(th *thread, self value, flags object.BufferFlags) (*object.Buffer, error) {
	a := asArray(self)
	a.Lock()
	d := a.data
	a.exports.Add()
	a.Unlock()
	b := &object.Buffer{Obj: self, Data: d[:len(d):len(d)], Len: len(d), ItemSize: a.size,
		Release: func(th *thread) {
			a.Lock()
			a.exports.Drop()
			a.Unlock()
		}}
	if flags&object.BufferFormat != 0 {
		b.Format = string(a.code)
		if a.code == 'u' {
			b.Format = "w"
		}
	}
	b.CountedBy(&a.Header, &a.exports)
	return b, nil
}
