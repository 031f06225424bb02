// This file implements the methods of arrays, their iterators, and _array_reconstructor.

package array

import (
	"unsafe"

	"weft/internal/object"
)

func arrayMethods() []object.Method {
	return []object.Method{
		{Name: "append", Fn: arrayAppend, Sig: "(self, v, /)", Doc: "Append new value v to the end of the array."},
		{Name: "buffer_info", Fn: arrayBufferInfo, Sig: "(self, /)", Doc: "Return the address of the array's memory and the number of its items."},
		{Name: "byteswap", Fn: arrayByteswap, Sig: "(self, /)", Doc: "Reverse the order of the bytes in each item."},
		{Name: "clear", Fn: arrayClear, Sig: "(self, /)", Doc: "Remove all items from the array."},
		{Name: "__copy__", Fn: arrayCopy, Sig: "(self, /)", Doc: "Return a copy of the array."},
		{Name: "count", Fn: arrayCount, Sig: "(self, v, /)", Doc: "Return number of occurrences of v in the array."},
		{Name: "__deepcopy__", Fn: arrayCopy, Sig: "(self, unused, /)", Doc: "Return a copy of the array."},
		{Name: "extend", Fn: arrayExtend, Sig: "(self, bb, /)", Doc: "Append items to the end of the array."},
		{Name: "fromfile", Fn: arrayFromfile, Sig: "(self, f, n, /)", Doc: "Read n objects from the file object f and append them to the end of the array."},
		{Name: "fromlist", Fn: arrayFromlist, Sig: "(self, list, /)", Doc: "Append items to array from list."},
		{Name: "frombytes", Fn: arrayFrombytes, Sig: "(self, buffer, /)", Doc: "Append the items whose bytes, as tobytes() returns them, are given."},
		{Name: "fromunicode", Fn: arrayFromunicode, Sig: "(self, ustr, /)", Doc: "Append the characters of a str to an array of characters."},
		{Name: "index", Fn: arrayIndex, Sig: "(self, v, start=0, stop=sys.maxsize, /)", Doc: "Return index of first occurrence of v in the array.\n\nRaise ValueError if the value is not present."},
		{Name: "insert", Fn: arrayInsert, Sig: "(self, i, v, /)", Doc: "Insert a new item v into the array before position i."},
		{Name: "pop", Fn: arrayPop, Sig: "(self, i=-1, /)", Doc: "Return the i-th element and delete it from the array.\n\ni defaults to -1."},
		{Name: "__reduce_ex__", Fn: arrayReduceEx, Sig: "(self, value, /)", Doc: "Return state information for pickling."},
		{Name: "remove", Fn: arrayRemove, Sig: "(self, v, /)", Doc: "Remove the first occurrence of v in the array."},
		{Name: "reverse", Fn: arrayReverse, Sig: "(self, /)", Doc: "Reverse the order of the items in the array."},
		{Name: "tofile", Fn: arrayTofile, Sig: "(self, f, /)", Doc: "Write all items (as machine values) to the file object f."},
		{Name: "tolist", Fn: arrayTolist, Sig: "(self, /)", Doc: "Convert array to an ordinary list with the same items."},
		{Name: "tobytes", Fn: arrayTobytes, Sig: "(self, /)", Doc: "Return the bytes of the items, in machine order."},
		{Name: "tounicode", Fn: arrayTounicode, Sig: "(self, /)", Doc: "Return the items of an array of characters as a str."},
		{Name: "__sizeof__", Fn: arraySizeof, Sig: "(self, /)", Doc: "Size of the array in memory, in bytes."},
		{Name: "__class_getitem__", Fn: object.ClassGetItem, Kind: object.ClassMethod, Sig: "(type, object, /)", Doc: "Arrays are generic over the type of their elements"},
		{Name: "__release_buffer__", Fn: object.BufferReleaseBuffer, Sig: "(self, buffer, /)", Doc: "Release the buffer object that exposes the underlying memory of the object."},
	}
}

func none(err error) (value, error) {
	if err != nil {
		return value{}, err
	}
	return object.None, nil
}

func arrayAppend(th *thread, args []value) (value, error) {
	return none(asArray(args[0]).append(th, args[1]))
}

func arrayBufferInfo(th *thread, args []value) (value, error) {
	a := asArray(args[0])
	a.Lock()
	defer a.Unlock()
	return object.TupleOf(object.Int(int64(uintptr(unsafe.Pointer(unsafe.SliceData(a.data))))), object.SmallInt(int64(a.lenLocked()))), nil
}

func arrayByteswap(th *thread, args []value) (value, error) {
	a := asArray(args[0])
	a.Lock()
	if a.size > 1 {
		swap(a.data, a.size)
	}
	a.Unlock()
	return object.None, nil
}

func arrayClear(th *thread, args []value) (value, error) {
	a := asArray(args[0])
	a.Lock()
	defer a.Unlock()
	return none(a.resizeLocked(th, 0))
}

func arrayCopy(th *thread, args []value) (value, error) {
	a := asArray(args[0])
	return newArray(arrayType, a.code, a.copyBytes()).value(), nil
}

func arrayCount(th *thread, args []value) (value, error) {
	a := asArray(args[0])
	n := 0
	for i := 0; ; i++ {
		var err error
		if i, err = a.find(th, args[1], i, 1<<62); err != nil {
			return value{}, err
		}
		if i < 0 {
			return object.Int(int64(n)), nil
		}
		n++
	}
}

func arrayExtend(th *thread, args []value) (value, error) {
	a := asArray(args[0])
	if isArray(args[1]) {
		return none(a.extendArray(th, asArray(args[1])))
	}
	return none(a.extendIter(th, args[1]))
}

func arrayFromfile(th *thread, args []value) (value, error) {
	a := asArray(args[0])
	n, err := object.AsSsize(th, args[2])
	if err != nil {
		return value{}, err
	}
	if n < 0 {
		return value{}, object.ValueErrorf(th, "negative count")
	}
	if n > 1<<62/a.size*2-1 {
		return value{}, object.RaiseArgs(th, object.MemoryErrorType)
	}
	b, err := object.CallMethod(th, args[1], "read", object.Int(int64(n*a.size)))
	if err != nil {
		return value{}, err
	}
	if !object.IsBytes(b) {
		return value{}, object.TypeErrorf(th, "read() didn't return bytes")
	}
	data := object.AsBytes(b).String()
	if err := a.appendBytes(th, []byte(data)); err != nil {
		return value{}, err
	}
	if len(data) != n*a.size {
		return value{}, object.Raise(th, object.EOFErrorType, "read() didn't return enough bytes")
	}
	return object.None, nil
}

func arrayFromlist(th *thread, args []value) (value, error) {
	a := asArray(args[0])
	if !object.IsList(args[1]) {
		return value{}, object.TypeErrorf(th, "arg must be list")
	}
	items := object.AsList(args[1])
	n := items.Len()
	a.Lock()
	if n > 0 && a.exports.Active() {
		defer a.Unlock()
		return none(a.resizeLocked(th, a.lenLocked()+n))
	}
	a.Unlock()
	data := make([]byte, (n*a.size+7)&^7)[:n*a.size]
	for i := range n {
		x := items.Get(i)
		if x.IsAbsent() {
			return value{}, object.RuntimeErrorf(th, "list changed size during iteration")
		}
		bits, err := encode(th, a.code, x)
		if err != nil {
			return value{}, err
		}
		if items.Len() != n {
			return value{}, object.RuntimeErrorf(th, "list changed size during iteration")
		}
		store(a.size, unsafe.Pointer(&data[i*a.size]), bits)
	}
	return none(a.appendBytes(th, data))
}

func arrayFrombytes(th *thread, args []value) (value, error) {
	b, err := object.GetBuffer(th, args[1], object.BufferSimple)
	if err != nil {
		return value{}, err
	}
	defer b.Done(th)
	if b.ItemSize > 1 {
		return value{}, object.TypeErrorf(th, "a bytes-like object is required")
	}
	return none(asArray(args[0]).appendBytes(th, b.Bytes()))
}

func arrayFromunicode(th *thread, args []value) (value, error) {
	a := asArray(args[0])
	if !object.IsStr(args[1]) {
		return value{}, object.TypeErrorf(th, "fromunicode() argument must be str, not %s", object.ArgTypeName(args[1]))
	}
	if !isText(a.code) {
		return value{}, object.ValueErrorf(th, "fromunicode() may only be called on unicode type arrays ('u' or 'w')")
	}
	return none(a.appendBytes(th, textBytes(object.AsStr(args[1]))))
}

func arrayIndex(th *thread, args []value) (value, error) {
	a := asArray(args[0])
	bound := func(v value, def int) (int, error) {
		if v.IsAbsent() {
			return def, nil
		}
		if !object.IsInt(v) && v.Type().Slots().Index == nil {
			return 0, object.TypeErrorf(th, "slice indices must be integers or have an __index__ method")
		}
		i, err := object.AsIndex(th, v, nil)
		if i < 0 {
			i = max(i+a.len(), 0)
		}
		return i, err
	}
	start, err := bound(args[2], 0)
	if err != nil {
		return value{}, err
	}
	stop, err := bound(args[3], 1<<62)
	if err != nil {
		return value{}, err
	}
	i, err := a.find(th, args[1], start, stop)
	if err != nil {
		return value{}, err
	}
	if i < 0 {
		return value{}, object.ValueErrorf(th, "array.index(x): x not in array")
	}
	return object.Int(int64(i)), nil
}

func arrayInsert(th *thread, args []value) (value, error) {
	a := asArray(args[0])
	i, err := object.AsSsize(th, args[1])
	if err != nil {
		return value{}, err
	}
	bits, err := encode(th, a.code, args[2])
	if err != nil {
		return value{}, err
	}
	a.Lock()
	defer a.Unlock()
	n := a.lenLocked()
	if i < 0 {
		i = max(i+n, 0)
	}
	i = min(i, n)
	if err := a.spliceLocked(th, i, i, 1); err != nil {
		return value{}, err
	}
	store(a.size, unsafe.Pointer(&a.data[i*a.size]), bits)
	return object.None, nil
}

func arrayPop(th *thread, args []value) (value, error) {
	a := asArray(args[0])
	i := -1
	if !args[1].IsAbsent() {
		var err error
		if i, err = object.AsSsize(th, args[1]); err != nil {
			return value{}, err
		}
	}
	a.Lock()
	defer a.Unlock()
	n := a.lenLocked()
	if n == 0 {
		return value{}, object.IndexErrorf(th, "pop from empty array")
	}
	if i < 0 {
		i += n
	}
	if uint(i) >= uint(n) {
		return value{}, object.IndexErrorf(th, "pop index out of range")
	}
	v := load(a.code, unsafe.Pointer(&a.data[i*a.size]))
	if v.IsAbsent() {
		return value{}, badChar(th)
	}
	return v, a.spliceLocked(th, i, i+1, 0)
}

func arrayReduceEx(th *thread, args []value) (value, error) {
	a, self := asArray(args[0]), args[0]
	if !object.IsInt(args[1]) {
		return value{}, object.TypeErrorf(th, "__reduce_ex__ argument should be an integer")
	}
	proto, ok := object.Int64(args[1])
	if !ok {
		return value{}, object.OverflowErrorf(th, "Python int too large to convert to C long")
	}
	dict, err := object.GetAttrOpt(th, self, object.Intern("__dict__"))
	if err != nil {
		return value{}, err
	}
	if dict.IsAbsent() {
		dict = object.None
	}
	code := object.NewASCII(string(a.code))
	if proto < 3 {
		items, err := a.items(th)
		if err != nil {
			return value{}, err
		}
		return object.TupleOf(self.Type().Value(), object.TupleOf(code, object.NewList(items).Value()), dict), nil
	}
	m, err := th.Rt.Engine().Import(th, object.Intern("array"), object.None, object.None, object.None, 0)
	if err != nil {
		return value{}, err
	}
	f, err := object.GetAttrName(th, m, "_array_reconstructor")
	if err != nil {
		return value{}, err
	}
	return object.TupleOf(f, object.TupleOf(self.Type().Value(), code, object.SmallInt(int64(machineFormat(a.code))), object.BytesOf(a.copyBytes())), dict), nil
}

func arrayRemove(th *thread, args []value) (value, error) {
	a := asArray(args[0])
	i, err := a.find(th, args[1], 0, 1<<62)
	if err != nil {
		return value{}, err
	}
	if i < 0 {
		return value{}, object.ValueErrorf(th, "array.remove(x): x not in array")
	}
	a.Lock()
	defer a.Unlock()
	if n := a.lenLocked(); i < n {
		err = a.spliceLocked(th, i, i+1, 0)
	}
	return none(err)
}

func arrayReverse(th *thread, args []value) (value, error) {
	a := asArray(args[0])
	a.Lock()
	defer a.Unlock()
	var tmp [8]byte
	t := tmp[:a.size]
	s := a.size
	for i, j := 0, len(a.data)-s; i < j; i, j = i+s, j-s {
		copy(t, a.data[i:])
		copy(a.data[i:i+s], a.data[j:])
		copy(a.data[j:], t)
	}
	return object.None, nil
}

func arrayTofile(th *thread, args []value) (value, error) {
	const block = 64 << 10
	data := asArray(args[0]).copyBytes()
	for len(data) > 0 {
		n := min(block, len(data))
		if _, err := object.CallMethod(th, args[1], "write", object.BytesOf(data[:n:n])); err != nil {
			return value{}, err
		}
		data = data[n:]
	}
	return object.None, nil
}

func arrayTolist(th *thread, args []value) (value, error) {
	items, err := asArray(args[0]).items(th)
	if err != nil {
		return value{}, err
	}
	return object.NewList(items).Value(), nil
}

func arrayTobytes(th *thread, args []value) (value, error) {
	return object.BytesOf(asArray(args[0]).copyBytes()), nil
}

func arrayTounicode(th *thread, args []value) (value, error) {
	a := asArray(args[0])
	if !isText(a.code) {
		return value{}, object.ValueErrorf(th, "tounicode() may only be called on unicode type arrays ('u' or 'w')")
	}
	return a.text(th)
}

func arraySizeof(th *thread, args []value) (value, error) {
	a := asArray(args[0])
	a.Lock()
	defer a.Unlock()
	return object.Int(int64(64 + a.allocated*a.size)), nil
}

func arrayArrayReconstructor(th *thread, args []value) (value, error) {
	if !object.IsType(args[0]) {
		return value{}, object.TypeErrorf(th, "first argument must be a type object, not %s", args[0].Type().DisplayName())
	}
	t := object.AsType(args[0])
	code, err := charArg(th, args[1], "_array_reconstructor", 2)
	if err != nil {
		return value{}, err
	}
	format, err := object.AsCInt(th, args[2])
	if err != nil {
		return value{}, err
	}
	switch {
	case !t.IsSubtype(arrayType):
		return value{}, object.TypeErrorf(th, "%s is not a subtype of array.array", t.DisplayName())
	case itemSize(code) == 0:
		return value{}, object.ValueErrorf(th, "second argument must be a valid type code")
	case format < 0 || format > 21:
		return value{}, object.ValueErrorf(th, "third argument must be a valid machine format code.")
	case !object.IsBytes(args[3]):
		return value{}, object.TypeErrorf(th, "fourth argument should be bytes, not %s", args[3].Type().DisplayName())
	}
	data := object.AsBytes(args[3]).String()
	c := byte(code)
	if format == machineFormat(c) {
		a := newArray(t, c, nil)
		return a.value(), a.appendBytes(th, []byte(data))
	}
	c, b, err := fromMachine(th, c, format, data)
	if err != nil {
		return value{}, err
	}
	return newArray(t, c, b).value(), nil
}

// iterator is an iterator over an array; its lock guards a, which is nil at the end, and i.
type iterator struct {
	object.Header
	a *array
	i int
}

func arrayIterSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: arrayIterType, Module: "array", Flags: object.TypeNoInstantiate, Layout: object.LayoutOf[iterator](),
		Slots: object.Slots{
			Iter: func(th *thread, self value) (value, error) { return self, nil },
			Next: arrayIterNext,
		},
		Methods: []object.Method{
			{Name: "__reduce__", Fn: arrayIterReduce, Sig: "(self, /)", Doc: "Return state information for pickling."},
			{Name: "__setstate__", Fn: arrayIterSetstate, Sig: "(self, state, /)", Doc: "Set state information for unpickling."},
		},
	}
}

func arrayIter(th *thread, self value) (value, error) {
	v := arrayIterType.New()
	(*iterator)(v.Ptr()).a = asArray(self)
	return v, nil
}

func arrayIterNext(th *thread, self value) (value, error) {
	it := (*iterator)(self.Ptr())
	it.Lock()
	a, i := it.a, it.i
	it.i++
	it.Unlock()
	if a == nil {
		return value{}, nil
	}
	v, ok := a.get(i)
	if !ok {
		it.Lock()
		it.a = nil
		it.Unlock()
	} else if v.IsAbsent() {
		return value{}, badChar(th)
	}
	return v, nil
}

func arrayIterReduce(th *thread, args []value) (value, error) {
	it := (*iterator)(args[0].Ptr())
	it.Lock()
	a, i := it.a, it.i
	it.Unlock()
	iter := th.Rt.Builtins.GetName("iter")
	if a == nil {
		return object.TupleOf(iter, object.TupleOf(object.TupleOf())), nil
	}
	return object.TupleOf(iter, object.TupleOf(a.value()), object.Int(int64(i))), nil
}

func arrayIterSetstate(th *thread, args []value) (value, error) {
	it := (*iterator)(args[0].Ptr())
	if !object.IsInt(args[1]) {
		return value{}, object.TypeErrorf(th, "an integer is required")
	}
	n, ok := object.Int64(args[1])
	if !ok {
		return value{}, object.OverflowErrorf(th, "Python int too large to convert to C ssize_t")
	}
	it.Lock()
	a := it.a
	it.Unlock()
	if a != nil {
		m := int64(a.len())
		it.Lock()
		it.i = int(max(0, min(n, m)))
		it.Unlock()
	}
	return object.None, nil
}
