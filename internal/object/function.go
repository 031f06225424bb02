// This file implements function objects: construction and attributes.

package object

import (
	"unsafe"

	"weft/internal/code"
)

func functionSpec() TypeSpec {
	return TypeSpec{
		Type:   FunctionType,
		Doc:    "A function written in Python: code, globals, defaults and cells.",
		Sig:    "(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)",
		Flags:  typeHidden | TypeHasWeakref,
		Layout: LayoutWithExt[Function](unsafe.Offsetof(Function{}.Ext)),
		Slots:  Slots{New: functionNew, Repr: functionRepr, Call: functionCall, DescrGet: functionDescrGet},
		GetSets: []GetSet{
			{Name: "__closure__", Get: functionClosure, Set: readonlyAttr},
			{Name: "__globals__", Get: functionGlobals, Set: readonlyAttr},
			{Name: "__builtins__", Get: functionBuiltins, Set: readonlyAttr},
			{Name: "__module__", Get: functionModule, Set: functionSetModule},
			{Name: "__doc__", Get: functionDoc, Set: functionSetDoc},
			{Name: "__code__", Get: functionCode, Set: functionSetCode},
			{Name: "__defaults__", Get: functionDefaults, Set: functionSetDefaults},
			{Name: "__kwdefaults__", Get: functionKwdefaults, Set: functionSetKwdefaults},
			{Name: "__annotations__", Get: functionAnnotations, Set: functionSetAnnotations},
			{Name: "__annotate__", Get: functionAnnotate, Set: functionSetAnnotate},
			{Name: "__type_params__", Get: functionTypeParams, Set: functionSetTypeParams},
			{Name: "__name__", Get: functionName, Set: functionSetName},
			{Name: "__qualname__", Get: functionQualname, Set: functionSetQualname},
			{Name: "__dict__", Get: functionDict, Set: functionSetDict},
		},
	}
}

// IsFunction reports whether v is a Python function.
func IsFunction(v Value) bool { return v.isExact(FunctionType) }

// AsFunction casts v; call only if IsFunction.
func AsFunction(v Value) *Function { return (*Function)(v.p) }

// NewFunction returns a function of code c with the given globals. Its module and docstring are what the globals and code say. The caller sets Builtins.
func NewFunction(c *Code, globals *Dict) *Function {
	var f *Function
	switch c.C.NumFree {
	case 1, 2:
		f = &new(functionWith[[2]Value]).f
	case 3, 4:
		f = &new(functionWith[[4]Value]).f
	default:
		f = new(Function)
	}
	f.typ = FunctionType
	f.Code = c
	f.Globals = globals
	f.shape = FunctionType.rootShape()
	f.Module = c.moduleName(globals)
	return f
}

// functionWith is a function with room for the tuple of its cells behind it: see SetCells.
type functionWith[A any] struct {
	f Function
	_ Tuple
	_ A
}

// SetCells gives a new function its cells. It reports false if they are not what the code wants.
func (f *Function) SetCells(cells []Value) bool {
	n := len(cells)
	if n != f.Code.C.NumFree {
		return false
	}
	for _, x := range cells {
		if !x.isExact(CellType) {
			return false
		}
	}
	if f.Closure != nil || n == 0 || n > 4 {
		f.Closure = NewTupleCopy(cells)
		return true
	}
	t := (*Tuple)(unsafe.Add(unsafe.Pointer(f), unsafe.Sizeof(Function{})))
	t.typ = TupleType
	t.items = unsafe.Slice((*Value)(unsafe.Add(unsafe.Pointer(t), unsafe.Sizeof(Tuple{}))), n)
	copy(t.items, cells)
	f.Closure = t
	return true
}

// doc returns the docstring of functions of this code, or None.
func (c *Code) doc() Value {
	if c.C.Flags&code.FlagHasDocstring != 0 && len(c.Ready().Consts) > 0 {
		return c.Consts[0]
	}
	return None
}

// nameSlot is where a dict of globals has its __name__; immutable.
type nameSlot struct {
	globals *dictTable
	slot    *Value
}

// moduleName returns __name__ of the globals that functions of this code are made with, or absent.
func (c *Code) moduleName(globals *Dict) Value {
	if s := loadPtr(&c.named); s != nil && s.globals == globals.RawTable() {
		return LoadSlot(s.slot)
	}
	v, t, i := globals.GetStrPos(NameName)
	if i >= 0 {
		storePtr(&c.named, &nameSlot{t, t.Slot(i)})
	}
	return v
}

// BuiltinsOf returns the builtins namespace code with these globals uses: what __builtins__ says, or nil for the runtime's.
func BuiltinsOf(globals *Dict) *Dict {
	b := globals.GetStr(NameBuiltins)
	switch {
	case b.IsAbsent():
		return nil
	case IsModule(b):
		return AsModule(b).Dict()
	case IsDict(b):
		return AsDict(b)
	}
	return (*Dict)(unsafe.Pointer(&foreignBuiltins{Dict{Header: Header{typ: foreignBuiltinsType}, t: emptyTable}, b}))
}

// foreignBuiltins stands where a frame has its builtins for an object that is no dict. It is empty; users of a frame's builtins
// look items up in whatever has not the exact type dict through its GetItem slot.
type foreignBuiltins struct {
	Dict
	of Value
}

var foreignBuiltinsType = &Type{Name: "foreign builtins"}

func foreignBuiltinsSpec() TypeSpec {
	return TypeSpec{
		Type:   foreignBuiltinsType,
		Base:   DictType,
		Flags:  typeHidden | TypeNoInstantiate,
		Layout: LayoutOf[foreignBuiltins](),
		Slots: Slots{GetItem: func(th *Thread, self, key Value) (Value, error) {
			return GetItem(th, (*foreignBuiltins)(self.p).of, key)
		}},
	}
}

// FromBuiltins returns an item of a frame's builtins, absent if there is none.
func FromBuiltins(th *Thread, b *Dict, name *Str) (Value, error) {
	if b.Type() == DictType {
		return b.GetStr(name), nil
	}
	v, err := GetItem(th, b.Value(), name.Value())
	if err != nil && IsErr(err, KeyErrorType) {
		return Value{}, nil
	}
	return v, err
}

func functionNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	b, err := BindSig(th, NewDef(Method{Name: "function", Sig: "(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)"}, nil), args, kwnames)
	if err != nil {
		return Value{}, err
	}
	if !b[0].isExact(CodeType) {
		return Value{}, TypeErrorf(th, "function() argument 'code' must be code, not %s", ArgTypeName(b[0]))
	}
	if !IsDict(b[1]) {
		return Value{}, TypeErrorf(th, "function() argument 'globals' must be dict, not %s", ArgTypeName(b[1]))
	}
	c := (*Code)(b[0].p)
	given := func(i int) bool { return !b[i].IsAbsent() && !b[i].Is(None) }
	if given(2) && !IsStr(b[2]) {
		return Value{}, TypeErrorf(th, "arg 3 (name) must be None or string")
	}
	if given(3) && !IsTuple(b[3]) {
		return Value{}, TypeErrorf(th, "arg 4 (defaults) must be None or tuple")
	}
	free := c.C.NumFree
	if given(4) && !IsTuple(b[4]) {
		return Value{}, TypeErrorf(th, "arg 5 (closure) must be None or tuple")
	}
	if !given(4) && free > 0 {
		return Value{}, TypeErrorf(th, "arg 5 (closure) must be tuple")
	}
	if given(5) && !IsDict(b[5]) {
		return Value{}, TypeErrorf(th, "arg 6 (kwdefaults) must be None or dict")
	}
	var closure *Tuple
	if given(4) {
		closure = AsTuple(b[4])
		if closure.Len() != free {
			return Value{}, ValueErrorf(th, "%s requires closure of length %d, not %d", c.Name.s, free, closure.Len())
		}
		for _, x := range closure.items {
			if !x.isExact(CellType) {
				return Value{}, TypeErrorf(th, "arg 5 (closure) expected cell, found %s", x.Type().DisplayName())
			}
		}
	}
	f := NewFunction(c, AsDict(b[1]))
	if f.Builtins = BuiltinsOf(f.Globals); f.Builtins == nil {
		f.Builtins = th.Rt.Builtins
		if th.Frame != nil {
			f.Builtins = th.Frame.Builtins
		}
	}
	if given(2) {
		f.Rare().Name = AsStr(b[2])
	}
	if given(3) {
		f.Defaults = AsTuple(b[3])
	}
	if free > 0 {
		f.Closure = closure
	}
	if given(5) {
		f.Rare().KwDefaults = AsDict(b[5])
	}
	return f.Value(), nil
}

func functionRepr(th *Thread, self Value) (Value, error) {
	f := AsFunction(self)
	return NewStr("<function " + f.LoadQualName().s + " at " + addr(self) + ">"), nil
}

// addr returns the address of an object as reprs show it.
func addr(v Value) string { return "0x" + hex(uint64(Address(v))) }

func hex(n uint64) string {
	const digits = "0123456789abcdef"
	var b [16]byte
	i := len(b)
	for {
		i--
		b[i] = digits[n&15]
		if n >>= 4; n == 0 {
			return string(b[i:])
		}
	}
}

func itoa(n int64) string {
	var b [20]byte
	i, u := len(b), uint64(n)
	if n < 0 {
		u = -u
	}
	for {
		i--
		b[i] = byte('0' + u%10)
		if u /= 10; u == 0 {
			break
		}
	}
	if n < 0 {
		i--
		b[i] = '-'
	}
	return string(b[i:])
}

func functionCall(th *Thread, self Value, args []Value, kwnames *Tuple) (Value, error) {
	return th.Rt.engine.CallFunction(th, AsFunction(self), args, kwnames)
}

func functionDescrGet(th *Thread, descr, obj, typ Value) (Value, error) {
	if obj.IsAbsent() || obj.Is(None) {
		return descr, nil
	}
	return NewBoundMethod(descr, obj), nil
}

func functionClosure(th *Thread, self Value) (Value, error) {
	if c := AsFunction(self).Closure; c != nil {
		return c.Value(), nil
	}
	return None, nil
}

func functionGlobals(th *Thread, self Value) (Value, error) {
	return AsFunction(self).Globals.Value(), nil
}

func functionBuiltins(th *Thread, self Value) (Value, error) {
	if b := AsFunction(self).Builtins; b != nil {
		return b.Value(), nil
	}
	return th.Rt.Builtins.Value(), nil
}

func functionModule(th *Thread, self Value) (Value, error) {
	return orNone(LoadSlot(&AsFunction(self).Module)), nil
}

func functionSetModule(th *Thread, self, val Value) error {
	StoreSlot(&AsFunction(self).Module, val)
	return nil
}

func functionDoc(th *Thread, self Value) (Value, error) {
	f := AsFunction(self)
	if r := loadPtr(&f.rare); r != nil {
		return orNone(LoadSlot(&r.Doc)), nil
	}
	return f.LoadCode().doc(), nil
}

func functionSetDoc(th *Thread, self, val Value) error {
	StoreSlot(&AsFunction(self).Rare().Doc, val)
	return nil
}

func functionCode(th *Thread, self Value) (Value, error) {
	return AsFunction(self).LoadCode().Value(), nil
}

func functionSetCode(th *Thread, self, val Value) error {
	f := AsFunction(self)
	if val.IsAbsent() || !val.isExact(CodeType) {
		return TypeErrorf(th, "__code__ must be set to a code object")
	}
	c := (*Code)(val.p)
	if n := f.Closure.Len(); c.C.NumFree != n {
		return ValueErrorf(th, "%s() requires a code object with %d free vars, not %d", f.LoadName().s, n, c.C.NumFree)
	}
	kind := func(c *Code) uint32 {
		return c.C.Flags & (code.FlagGenerator | code.FlagCoroutine | code.FlagAsyncGenerator)
	}
	if kind(f.LoadCode()) != kind(c) {
		if err := Warn(th, DeprecationWarningType, "Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)", 1); err != nil {
			return err
		}
	}
	f.Rare() // the name stays
	storePtr(&f.Code, c)
	return nil
}

func functionDefaults(th *Thread, self Value) (Value, error) {
	if d := AsFunction(self).LoadDefaults(); d != nil {
		return d.Value(), nil
	}
	return None, nil
}

func functionSetDefaults(th *Thread, self, val Value) error {
	f := AsFunction(self)
	if val.IsAbsent() || val.Is(None) {
		storePtr(&f.Defaults, nil)
		return nil
	}
	if !IsTuple(val) {
		return TypeErrorf(th, "__defaults__ must be set to a tuple object")
	}
	storePtr(&f.Defaults, AsTuple(val))
	return nil
}

func functionKwdefaults(th *Thread, self Value) (Value, error) {
	if d := AsFunction(self).LoadKwDefaults(); d != nil {
		return d.Value(), nil
	}
	return None, nil
}

func functionSetKwdefaults(th *Thread, self, val Value) error {
	f := AsFunction(self)
	if val.IsAbsent() || val.Is(None) {
		storePtr(&f.Rare().KwDefaults, nil)
		return nil
	}
	if !IsDict(val) {
		return TypeErrorf(th, "__kwdefaults__ must be set to a dict object")
	}
	storePtr(&f.Rare().KwDefaults, AsDict(val))
	return nil
}

// functionAnnotations computes the annotations at the first request, by calling __annotate__(1) (PEP 649).
func functionAnnotations(th *Thread, self Value) (Value, error) {
	f, r := AsFunction(self), AsFunction(self).Rare()
	if a := LoadSlot(&r.Annots); !a.IsAbsent() {
		return a, nil
	}
	d := NewDict().Value()
	if an := LoadSlot(&r.Annotate); !an.IsAbsent() && !an.Is(None) && IsCallable(an) {
		v, err := Call(th, an, SmallInt(1))
		if err != nil {
			return Value{}, err
		}
		if !IsDict(v) {
			return Value{}, TypeErrorf(th, "__annotate__() must return a dict, not %s", v.Type().DisplayName())
		}
		d = v
	}
	f.Lock()
	defer f.Unlock()
	if a := LoadSlot(&r.Annots); !a.IsAbsent() {
		return a, nil // another thread was faster
	}
	StoreSlot(&r.Annots, d)
	return d, nil
}

func functionSetAnnotations(th *Thread, self, val Value) error {
	f := AsFunction(self).Rare()
	if val.Is(None) {
		val = Value{}
	}
	if !val.IsAbsent() && !IsDict(val) {
		return TypeErrorf(th, "__annotations__ must be set to a dict object")
	}
	StoreSlot(&f.Annotate, Value{})
	StoreSlot(&f.Annots, val)
	return nil
}

func functionAnnotate(th *Thread, self Value) (Value, error) {
	if r := loadPtr(&AsFunction(self).rare); r != nil {
		return orNone(LoadSlot(&r.Annotate)), nil
	}
	return None, nil
}

func functionSetAnnotate(th *Thread, self, val Value) error {
	f := AsFunction(self).Rare()
	switch {
	case val.IsAbsent():
		return TypeErrorf(th, "__annotate__ cannot be deleted")
	case val.Is(None):
		StoreSlot(&f.Annotate, val)
	case IsCallable(val):
		StoreSlot(&f.Annotate, val)
		StoreSlot(&f.Annots, Value{})
	default:
		return TypeErrorf(th, "__annotate__ must be callable or None")
	}
	return nil
}

func functionTypeParams(th *Thread, self Value) (Value, error) {
	if r := loadPtr(&AsFunction(self).rare); r != nil {
		if p := LoadSlot(&r.TypeParams); !p.IsAbsent() {
			return p, nil
		}
	}
	return emptyTuple.Value(), nil
}

func functionSetTypeParams(th *Thread, self, val Value) error {
	if val.IsAbsent() || !IsTuple(val) {
		return TypeErrorf(th, "__type_params__ must be set to a tuple")
	}
	StoreSlot(&AsFunction(self).Rare().TypeParams, val)
	return nil
}

func functionName(th *Thread, self Value) (Value, error) {
	return AsFunction(self).LoadName().Value(), nil
}

func functionSetName(th *Thread, self, val Value) error {
	if val.IsAbsent() || !IsStr(val) {
		return TypeErrorf(th, "__name__ must be set to a string object")
	}
	storePtr(&AsFunction(self).Rare().Name, AsStr(val))
	return nil
}

func functionQualname(th *Thread, self Value) (Value, error) {
	return AsFunction(self).LoadQualName().Value(), nil
}

func functionSetQualname(th *Thread, self, val Value) error {
	if val.IsAbsent() || !IsStr(val) {
		return TypeErrorf(th, "__qualname__ must be set to a string object")
	}
	storePtr(&AsFunction(self).Rare().QualName, AsStr(val))
	return nil
}

func functionDict(th *Thread, self Value) (Value, error) {
	return AsFunction(self).toDict(self.Header()).Value(), nil
}

func functionSetDict(th *Thread, self, val Value) error {
	if val.IsAbsent() {
		return TypeErrorf(th, "cannot delete __dict__")
	}
	if !IsDict(val) {
		return TypeErrorf(th, "__dict__ must be set to a dictionary, not a '%s'", val.Type().DisplayName())
	}
	AsFunction(self).setDict(self.Header(), AsDict(val))
	return nil
}

// Warn issues a warning of category t through warnings.warn_explicit's rules: it calls warnings.warn with the given stack
// level (1: the Python code running now). It raises what the filters make of it.
func Warn(th *Thread, t *Type, msg string, stacklevel int) error {
	return WarnValue(th, t.Value(), NewStr(msg), stacklevel, Value{})
}

// WarnValue is Warn with a category and message of any kind, and the source object of a ResourceWarning (absent: none).
func WarnValue(th *Thread, category, msg Value, stacklevel int, source Value) error {
	m, err := th.Rt.engine.Import(th, Intern("_warnings"), None, None, None, 0)
	if err != nil {
		return nil // too early or too late for warnings
	}
	warn, err := GetAttrOpt(th, m, Intern("warn"))
	if err != nil || warn.IsAbsent() {
		return err
	}
	args := []Value{msg, category, SmallInt(int64(stacklevel))}
	if !source.IsAbsent() {
		args = append(args, source)
	}
	_, err = CallArgs(th, warn, args, nil)
	return err
}

// QualNameString returns __qualname__.
func (f *Function) QualNameString() string { return f.LoadQualName().s }

// FuncStr names a callable as errors about its arguments do: "module.qualname()", without the module for builtins; str(v) if
// it has no __qualname__.
func FuncStr(th *Thread, v Value) string {
	q, err := GetAttrOpt(th, v, Intern("__qualname__"))
	if err == nil && !q.IsAbsent() && IsStr(q) {
		s := AsStr(q).s + "()"
		if m, err := GetAttrOpt(th, v, Intern("__module__")); err == nil && !m.IsAbsent() && IsStr(m) && AsStr(m).s != "builtins" {
			s = AsStr(m).s + "." + s
		}
		return s
	}
	s, err := ToString(th, v)
	if err != nil {
		return v.Type().DisplayName() + " object"
	}
	return s
}
