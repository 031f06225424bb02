// This file implements Unpickler: its attributes and methods, its input and its memo. The opcodes: load.go.

package pickle

import (
	"strings"
	"unsafe"

	"weft/internal/object"
)

var unpicklerType = &object.Type{Name: "Unpickler"}

// unpickler is an Unpickler object. persAttr is a slot of its own; the rest is the owner's.
type unpickler struct {
	object.Header
	owner    owner
	persAttr value // persistent_load as set on the object; absent: none

	st                     *state
	self                   value // the object, where Python code sees it
	ready, private, shared bool  // shared: s is the text of a bytes object
	read, readline, peek   value // of the file; read is absent for loads
	persistent, find       value // persistent_load and find_class, during a load; absent: our own
	buffers                value // an iterator; absent: none
	encoding, errors       string
	fixImports             bool
	proto                  int
	s                      string // input, read as far as pos
	pos                    int
	ahead                  int // bytes of s that were peeked at, not read, less those skipped since; -1: s was not peeked at
	stack                  []value
	marks                  []int
	fence, high            int
	memo                   []value
	far                    map[int]value // what is remembered under numbers far beyond the others
	memoLen                int
	attrs                  [8]internedName // by address
}

// internedName is what interned remembers.
type internedName struct{ from, to *object.Str }

func asUnpickler(v value) *unpickler { return (*unpickler)(v.Ptr()) }

func unpicklerSpec() object.TypeSpec {
	return object.TypeSpec{
		Type:   unpicklerType,
		Module: "_pickle",
		Doc:    "This takes a binary file for reading a pickle data stream.\n\nIts methods are those of the class of the same name in pickle.",
		Sig:    "(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
		Flags:  object.TypeBase,
		Layout: object.LayoutOf[unpickler](),
		Slots:  object.Slots{New: unpicklerNew, Init: unpicklerInit, GetAttr: unpicklerGetAttr, SetAttr: unpicklerSetAttr},
		Methods: []object.Method{
			{Name: "persistent_load", Sig: "(self, pid, /)", Fn: func(th *thread, args []value) (value, error) { return value{}, noPersistent(th) }},
			{Name: "load", Sig: "(self, /)", Raw: unpicklerLoad, Doc: "Load a pickle.\n\nRead a pickled object representation from the open file object given\nin the constructor, and return the object."},
			{Name: "find_class", Sig: "(self, module_name, global_name, /)", Fn: unpicklerFindClass, Doc: "Return an object from a specified module, importing the module first if need be.\n\nSubclasses may override this method. It is called for whatever a pickle refers to\nby name; both arguments are str objects."},
			{Name: "__sizeof__", Sig: "(self, /)", Fn: unpicklerSizeof, Doc: "Returns size in memory, in bytes."},
		},
		GetSets: []object.GetSet{{Name: "memo", Get: unpicklerGetMemo, Set: unpicklerSetMemo}},
	}
}

func noPersistent(th *thread) error {
	return object.Raise(th, unpicklingErrorType, "A load persistent id instruction was encountered, but no persistent_load function was specified.")
}

func unpicklerGetAttr(th *thread, self value, name *object.Str) (value, error) {
	if name.String() == "persistent_load" {
		if v := object.LoadSlot(&asUnpickler(self).persAttr); !v.IsAbsent() {
			return v, nil
		}
	}
	return object.GenericGetAttr(th, self, name)
}

func unpicklerSetAttr(th *thread, self value, name *object.Str, val value) error {
	if name.String() == "persistent_load" {
		object.StoreSlot(&asUnpickler(self).persAttr, val)
		return nil
	}
	return setAttr(th, self, name, val)
}

func unpicklerNew(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
	return t.New(), nil
}

var unpicklerDef = object.NewDef(object.Method{Name: "Unpickler", Sig: "(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())"}, nil)

func unpicklerInit(th *thread, self value, args []value, kwnames *object.Tuple) error {
	a, err := object.BindSig(th, unpicklerDef, args, kwnames)
	if err != nil {
		return err
	}
	st, err := stateOf(th)
	if err != nil {
		return err
	}
	u := asUnpickler(self)
	done, err := u.owner.take(th, true, "Unpickler")
	if err != nil {
		return err
	}
	defer done()
	u.st, u.ready = st, false
	u.s, u.pos, u.ahead = "", 0, -1
	u.memo, u.far, u.memoLen = nil, nil, 0
	if err := u.setFile(th, a[0]); err != nil {
		return err
	}
	if err := u.setOptions(th, a[1], a[2], a[3], a[4]); err != nil {
		return err
	}
	u.ready = true
	return nil
}

// setOptions sets what the constructor's arguments say.
func (u *unpickler) setOptions(th *thread, fixImports, encoding, errors, buffers value) (err error) {
	if u.fixImports, err = truth(th, fixImports, true); err != nil {
		return err
	}
	u.encoding, u.errors = "ASCII", "strict"
	for i, v := range []value{encoding, errors} {
		if v.IsAbsent() {
			continue
		}
		if !object.IsStr(v) {
			return object.TypeErrorf(th, "loads() argument '%s' must be str, not %s", []string{"encoding", "errors"}[i], v.Type().DisplayName())
		}
		s := object.AsStr(v).String()
		if strings.IndexByte(s, 0) >= 0 {
			return object.ValueErrorf(th, "embedded null character")
		}
		*[]*string{&u.encoding, &u.errors}[i] = s
	}
	u.buffers = value{}
	if !buffers.IsAbsent() && !buffers.Is(object.None) {
		u.buffers, err = object.GetIter(th, buffers)
	}
	return err
}

func (u *unpickler) setFile(th *thread, file value) (err error) {
	u.ahead = -1
	for _, f := range []struct {
		name string
		to   *value
	}{{"peek", &u.peek}, {"read", &u.read}, {"readline", &u.readline}} {
		if *f.to, err = object.GetAttrOpt(th, file, object.Intern(f.name)); err != nil {
			return err
		}
	}
	if u.read.IsAbsent() || u.readline.IsAbsent() {
		return object.TypeErrorf(th, "file must have 'read' and 'readline' attributes")
	}
	return nil
}

// setInput reads from a bytes-like object; done gives its buffer back.
func (u *unpickler) setInput(th *thread, data value) (done func(), err error) {
	u.ahead = -1
	u.pos = 0
	if data.IsExact(object.BytesType) {
		u.s = object.AsBytes(data).String()
		u.shared = true
		return func() {}, nil
	}
	b, err := object.GetBuffer(th, data, object.BufferSimple)
	if err != nil {
		return nil, err
	}
	if b.Foreign {
		u.s = string(b.Bytes())
		b.Done(th)
		return func() {}, nil
	}
	p := b.Bytes()
	u.s = unsafe.String(unsafe.SliceData(p), len(p))
	return func() { b.Done(th) }, nil
}

func unpicklerLoad(th *thread, args []value, kwnames *object.Tuple) (value, error) {
	if len(args) == 0 {
		return value{}, object.TypeErrorf(th, "unbound method Unpickler.load() needs an argument")
	}
	if len(args) > 1 {
		return value{}, object.TypeErrorf(th, "load() takes no arguments")
	}
	self := args[0]
	u := asUnpickler(self)
	done, err := u.owner.take(th, false, "Unpickler")
	if err != nil {
		return value{}, err
	}
	defer done()
	if !u.ready {
		return value{}, object.Raisef(th, unpicklingErrorType, "Unpickler.__init__() was not called by %s.__init__()", self.Type().DisplayName())
	}
	u.find = value{}
	u.persistent = object.LoadSlot(&u.persAttr)
	if t := self.Type(); t != unpicklerType {
		name := object.Intern("persistent_load")
		if u.persistent.IsAbsent() && !t.Lookup(name).Is(unpicklerType.Lookup(name)) {
			if u.persistent, err = object.GetAttr(th, self, name); err != nil {
				return value{}, err
			}
		}
		u.find = self
	}
	v, err := u.run(th)
	u.persistent, u.find = value{}, value{}
	return v, err
}

// run reads one pickle, with memory that calls share.
func (u *unpickler) run(th *thread) (value, error) {
	sc := takeScratch(th)
	u.stack, u.high = sc.stack[:0], 0
	if u.private {
		u.memo = sc.table[:0]
	}
	v, err := u.load(th)
	if u.private && cap(u.memo) <= 1<<16 {
		clear(u.memo)
		sc.table = u.memo[:0]
	}
	high := min(max(u.high, len(u.stack)), cap(u.stack))
	if st := u.stack[:cap(u.stack)]; cap(st) <= 1<<16 {
		clear(st[:high])
		sc.stack = st[:0]
	} else {
		sc.stack = nil
	}
	u.stack, u.attrs = nil, [8]internedName{}
	giveScratch(th, sc)
	return v, err
}

func unpicklerSizeof(th *thread, args []value) (value, error) {
	u := asUnpickler(args[0])
	done, err := u.owner.take(th, true, "Unpickler")
	if err != nil {
		return value{}, err
	}
	n := int(unsafe.Sizeof(*u)) + 8*len(u.memo) + 8*cap(u.marks)
	done()
	return object.Int(int64(n)), nil
}

func unpicklerFindClass(th *thread, args []value) (value, error) {
	u := asUnpickler(args[0])
	done, err := u.owner.take(th, true, "Unpickler")
	if err != nil {
		return value{}, err
	}
	defer done()
	if u.st == nil {
		if u.st, err = stateOf(th); err != nil {
			return value{}, err
		}
	}
	return u.findClass(th, args[1], args[2])
}

// findClass returns what stands in a module under a name.
func (u *unpickler) findClass(th *thread, mod, name value) (value, error) {
	if err := object.Audit(th, "pickle.find_class", mod, name); err != nil {
		return value{}, err
	}
	if u.proto < 3 && u.fixImports {
		item, err := u.st.name2to3.Get(th, object.TupleOf(mod, name))
		if err != nil {
			return value{}, err
		}
		if !item.IsAbsent() {
			if mod, name, err = namePair(th, item, "NAME_MAPPING"); err != nil {
				return value{}, err
			}
		} else if item, err = u.st.import2to3.Get(th, mod); err != nil {
			return value{}, err
		} else if !item.IsAbsent() {
			if !object.IsStr(item) {
				return value{}, object.RuntimeErrorf(th, "_compat_pickle.IMPORT_MAPPING values should be strings, not %.200s", item.Type().DisplayName())
			}
			mod = item
		}
	}
	m, err := importModule(th, mod)
	if err != nil {
		return value{}, err
	}
	if !object.IsStr(name) {
		return value{}, object.TypeErrorf(th, "attribute name must be string, not '%.200s'", name.Type().DisplayName())
	}
	text := object.AsStr(name)
	if u.proto < 4 || strings.IndexByte(text.String(), '.') < 0 {
		return object.GetAttr(th, m, object.InternStr(text))
	}
	v, err := attribute(th, m, strings.Split(text.String(), "."), false)
	if err != nil && object.IsErr(err, object.AttributeErrorType) {
		shown, err2 := object.ReprString(th, name)
		if err2 != nil {
			return value{}, err2
		}
		where, err2 := object.ReprString(th, mod)
		if err2 != nil {
			return value{}, err2
		}
		return value{}, chain(object.Raise(th, object.AttributeErrorType, "Can't resolve path "+shown+" on module "+where), err)
	}
	return v, err
}

// remember puts a value into the memo.
func (u *unpickler) remember(idx int, v value) {
	switch {
	case idx < len(u.memo):
		if u.memo[idx].IsAbsent() {
			u.memoLen++
		}
		u.memo[idx] = v
	case idx <= 2*len(u.memo)+1024:
		if _, ok := u.far[idx]; ok {
			u.far[idx] = v
			return
		}
		if idx == len(u.memo) {
			u.memo = append(u.memo, v)
		} else {
			for n := idx + 1 - len(u.memo); n > 0; n-- {
				u.memo = append(u.memo, value{})
			}
			u.memo[idx] = v
		}
		u.memoLen++
	default:
		if u.far == nil {
			u.far = map[int]value{}
		}
		if _, ok := u.far[idx]; !ok {
			u.memoLen++
		}
		u.far[idx] = v
	}
}

// recall returns a value from the memo.
func (u *unpickler) recall(th *thread, idx int) (value, error) {
	if idx >= 0 && idx < len(u.memo) && !u.memo[idx].IsAbsent() {
		return u.memo[idx], nil
	}
	if v, ok := u.far[idx]; ok {
		return v, nil
	}
	return value{}, object.Raisef(th, unpicklingErrorType, "Memo value not found at index %d", idx)
}

func truncated(th *thread) error {
	return object.Raise(th, unpicklingErrorType, "pickle data was truncated")
}

// skip reads from the file what was only peeked at and is used up.
func (u *unpickler) skip(th *thread) error {
	if u.ahead < 0 || u.pos == u.ahead {
		return nil
	}
	n := u.pos - u.ahead
	u.ahead = u.pos
	_, err := object.Call(th, u.read, object.Int(int64(n)))
	return err
}

// fill reads up to n bytes from the file (n < 0: a line) into s.
func (u *unpickler) fill(th *thread, n int) error {
	if err := u.skip(th); err != nil {
		return err
	}
	const prefetch = 1024 * 16
	var data value
	var err error
	switch {
	case n < 0:
		data, err = object.Call(th, u.readline)
	default:
		if n < prefetch && !u.peek.IsAbsent() {
			data, err = object.Call(th, u.peek, object.SmallInt(prefetch))
			if err == nil {
				if err = u.give(th, data); err != nil {
					return err
				}
				u.ahead = 0
				if n <= len(u.s) {
					return nil
				}
				// Not enough: read instead.
			} else if object.IsErr(err, object.NotImplementedErrorType) {
				u.peek = value{}
			} else {
				return err
			}
		}
		return u.readExactly(th, n)
	}
	if err != nil {
		return err
	}
	return u.give(th, data)
}

// readExactly reads up to n bytes from the file into s. A large number that may be forged is asked for in pieces.
func (u *unpickler) readExactly(th *thread, n int) error {
	const piece = 1 << 20
	if n <= piece {
		data, err := object.Call(th, u.read, object.Int(int64(n)))
		if err != nil {
			return err
		}
		return u.give(th, data)
	}
	var b strings.Builder
	for b.Len() < n {
		want := min(n-b.Len(), max(piece, b.Len()))
		data, err := object.Call(th, u.read, object.Int(int64(want)))
		if err != nil {
			return err
		}
		if err := u.give(th, data); err != nil {
			return err
		}
		if len(u.s) > want {
			u.s = u.s[:want]
		}
		b.WriteString(u.s)
		if len(u.s) < want {
			break
		}
	}
	u.s, u.pos = b.String(), 0
	return nil
}

// give makes what the file returned the input.
func (u *unpickler) give(th *thread, data value) error {
	u.pos, u.ahead = 0, -1
	if data.IsExact(object.BytesType) {
		u.s = object.AsBytes(data).String()
		return nil
	}
	b, err := object.GetBuffer(th, data, object.BufferSimple)
	if err != nil {
		return err
	}
	u.s = string(b.Bytes())
	b.Done(th)
	return nil
}

// take returns the next n bytes of the input.
func (u *unpickler) take(th *thread, n int) (string, error) {
	if n <= len(u.s)-u.pos {
		t := u.s[u.pos : u.pos+n]
		u.pos += n
		return t, nil
	}
	return u.takeSlow(th, n)
}

func (u *unpickler) takeSlow(th *thread, n int) (string, error) {
	if u.read.IsAbsent() {
		return "", truncated(th)
	}
	// A frame may end before data that stand by themselves.
	head := ""
	if u.ahead < 0 {
		head = u.s[u.pos:]
		u.pos = len(u.s)
	}
	if err := u.fill(th, n-len(head)); err != nil {
		return "", err
	}
	if len(u.s) < n-len(head) {
		return "", truncated(th)
	}
	u.pos = n - len(head)
	return head + u.s[:u.pos], nil
}

// line returns the next line of the input without its end.
func (u *unpickler) line(th *thread) (string, error) {
	if i := strings.IndexByte(u.s[u.pos:], '\n'); i >= 0 {
		t := u.s[u.pos : u.pos+i]
		u.pos += i + 1
		return t, nil
	}
	if u.read.IsAbsent() {
		return "", truncated(th)
	}
	if err := u.fill(th, -1); err != nil {
		return "", err
	}
	if len(u.s) == 0 || u.s[len(u.s)-1] != '\n' {
		return "", truncated(th)
	}
	u.pos = len(u.s)
	return u.s[:len(u.s)-1], nil
}
