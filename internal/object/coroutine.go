// This file implements coroutine objects, their await iterator, awaiting in general, and anext() with a default.

package object

import (
	"sync/atomic"
	"unsafe"

	"weft/internal/code"
)

// The helper types of coroutines.
var (
	CoroutineWrapperType = &Type{Name: "coroutine_wrapper"}
	AnextAwaitableType   = &Type{Name: "anext_awaitable"}
)

func coroutineSpec() TypeSpec {
	return TypeSpec{
		Type:   CoroutineType,
		Flags:  typeHidden | TypeHasWeakref | TypeNoInstantiate,
		Layout: LayoutOf[Generator](),
		Slots:  Slots{Repr: generatorRepr, Await: coroutineAwait, Del: generatorDel},
		Methods: []Method{
			{Name: "send", Sig: "(self, object, /)", Fn: generatorSend, Resumes: 2, Doc: "Send a value into coroutine, which resumes; return the next yielded value or raise StopIteration."},
			{Name: "throw", Sig: "(self, type, value=None, traceback=None, /)", Fn: generatorThrow, Doc: "Raise an exception in coroutine where it is suspended; return the next yielded value or raise StopIteration."},
			{Name: "close", Sig: "(self, /)", Fn: generatorClose, Doc: "Raise GeneratorExit inside coroutine where it is suspended."},
			{Name: "__class_getitem__", Sig: "(type, object, /)", Fn: classGetItemAlias, Kind: ClassMethod, Doc: "See PEP 585"},
		},
		GetSets: append(generatorGetSets("cr", "coroutine"),
			GetSet{Name: "cr_origin", Get: coroutineOrigin, Set: readonlyAttr},
			GetSet{Name: "cr_await", Get: generatorYieldFrom},
			GetSet{Name: "cr_running", Get: generatorRunning}),
	}
}

func coroutineOrigin(th *Thread, self Value) (Value, error) {
	if r := loadPtr(&asGenerator(self).rare); r != nil {
		return orNone(r.origin), nil
	}
	return None, nil
}

// coroOrigin returns the tuple of up to depth (filename, line, function) entries of where a coroutine is created.
func coroOrigin(th *Thread, depth int) Value {
	var out []Value
	for f := th.Frame; f != nil && len(out) < depth; f = f.Prev {
		line := f.Code.C.FirstLine
		if i := f.Pos(); i >= 0 {
			line = int(f.Code.Original().C.SpanAt(i).Line)
		}
		out = append(out, TupleOf(f.Code.Filename.Value(), Int(int64(line)), f.Code.Name.Value()))
	}
	return NewTuple(out).Value()
}

// warnUnawaited issues the RuntimeWarning for a coroutine that is dropped without having been awaited.
func warnUnawaited(th *Thread, g *Generator) {
	w, err := th.Rt.engine.Import(th, Intern("warnings"), None, None, None, 0)
	if err == nil {
		var f Value
		if f, err = GetAttrName(th, w, "_warn_unawaited_coroutine"); err == nil {
			_, err = Call(th, f, g.Value())
		}
	}
	if err != nil {
		WriteUnraisable(th, err, g.Value())
	}
}

// coroutineWrapper is what coroutine.__await__() returns.
type coroutineWrapper struct {
	Header
	g *Generator
}

func coroutineAwait(th *Thread, self Value) (Value, error) {
	w := &coroutineWrapper{Header: Header{typ: CoroutineWrapperType}, g: asGenerator(self)}
	return Value{unsafe.Pointer(w)}, nil
}

func coroutineWrapperSpec() TypeSpec {
	return TypeSpec{
		Type:   CoroutineWrapperType,
		Doc:    "The iterator over a coroutine that __await__() returns.",
		Flags:  typeHidden | TypeNoInstantiate,
		Layout: LayoutOf[coroutineWrapper](),
		Slots:  Slots{Iter: selfIter, Next: coroutineWrapperNext},
		Methods: []Method{
			{Name: "__next__", Sig: "(self, /)", Fn: coroutineWrapperNextMethod, Doc: "Implement next(self)."},
			{Name: "send", Sig: "(self, object, /)", Fn: coroutineWrapperSend},
			{Name: "throw", Sig: "(self, type, value=None, traceback=None, /)", Fn: coroutineWrapperThrow},
			{Name: "close", Sig: "(self, /)", Fn: coroutineWrapperClose},
		},
	}
}

func wrappedCoroutine(v Value) Value { return (*coroutineWrapper)(v.p).g.Value() }

func coroutineWrapperNext(th *Thread, self Value) (Value, error) {
	return generatorNext(th, wrappedCoroutine(self))
}

func coroutineWrapperNextMethod(th *Thread, args []Value) (Value, error) {
	return generatorSend(th, []Value{wrappedCoroutine(args[0]), None})
}

func coroutineWrapperSend(th *Thread, args []Value) (Value, error) {
	return generatorSend(th, []Value{wrappedCoroutine(args[0]), args[1]})
}

func coroutineWrapperThrow(th *Thread, args []Value) (Value, error) {
	return generatorThrow(th, []Value{wrappedCoroutine(args[0]), args[1], args[2], args[3]})
}

func coroutineWrapperClose(th *Thread, args []Value) (Value, error) {
	return (*coroutineWrapper)(args[0].p).g.close(th)
}

// isIterableCoroutine reports whether v is a generator made by a function under @types.coroutine.
func isIterableCoroutine(v Value) bool {
	return v.isExact(GeneratorType) && asGenerator(v).code().C.Flags&code.FlagIterableCoroutine != 0
}

// awaitIter returns the iterator that awaiting v runs (Data model 3.4.1).
func awaitIter(th *Thread, v Value) (Value, error) {
	if v.isExact(CoroutineType) || isIterableCoroutine(v) {
		return v, nil
	}
	t := v.Type()
	f := t.Slots().Await
	if f == nil {
		return Value{}, TypeErrorf(th, "'%s' object can't be awaited", t.DisplayName())
	}
	r, err := f(th, v)
	if err != nil {
		return Value{}, err
	}
	switch {
	case r.isExact(CoroutineType) || isIterableCoroutine(r):
		return Value{}, TypeErrorf(th, "__await__() returned a coroutine")
	case r.Type().Slots().Next == nil:
		return Value{}, TypeErrorf(th, "__await__() returned non-iterator of type '%s'", r.Type().DisplayName())
	}
	return r, nil
}

// PythonAwait returns the Python function whose call with v is what awaiting v iterates over, if that is a generator; or nil.
func PythonAwait(v Value) *Function {
	if !v.IsObj() {
		return nil
	}
	t := v.Header().Type()
	if funcPtr(t.Slots().Await) != funcPtr(UnaryFunc(slotAwait)) {
		return nil
	}
	return generatorMethod(t, nmAwait)
}

// PythonIter is PythonAwait for iterating over v.
func PythonIter(v Value) *Function {
	if !v.IsObj() {
		return nil
	}
	t := v.Header().Type()
	if funcPtr(t.Slots().Iter) != funcPtr(UnaryFunc(slotIter)) {
		return nil
	}
	return generatorMethod(t, nmIter)
}

// generatorMethod returns the method of t if it is a generator function without parameters but self.
func generatorMethod(t *Type, name *Str) *Function {
	if f := t.Lookup(name); f.isExact(FunctionType) {
		fn := (*Function)(f.p)
		if c := fn.LoadCode(); c.Simple && c.ArgCount == 1 && atomic.LoadUint32(&c.Runs) == CodeSuspends &&
			c.C.Flags&(code.FlagCoroutine|code.FlagAsyncGenerator|code.FlagIterableCoroutine) == 0 {
			return fn
		}
	}
	return nil
}

// GetAwaitable is the GET_AWAITABLE instruction: kind 0 for await, 1 and 2 for what __aenter__ and __aexit__ returned.
func GetAwaitable(th *Thread, v Value, kind int) (Value, error) {
	if kind != 0 && v.Type().Slots().Await == nil && !v.isExact(CoroutineType) && !isIterableCoroutine(v) {
		name := "__aenter__"
		if kind == 2 {
			name = "__aexit__"
		}
		return Value{}, TypeErrorf(th, "'async with' received an object from %s that does not implement __await__: %s", name, v.Type().DisplayName())
	}
	r, err := awaitIter(th, v)
	if err != nil {
		return Value{}, err
	}
	if r.isExact(CoroutineType) {
		g := asGenerator(r)
		if g.state() == GenSuspended {
			if sub, _ := g.delegate(); !sub.IsAbsent() {
				return Value{}, RuntimeErrorf(th, "coroutine is being awaited already")
			}
		}
	}
	return r, nil
}

// anextAwaitable is anext(it, default): it awaits wrapped, and StopAsyncIteration becomes the default.
type anextAwaitable struct {
	Header
	wrapped, def Value
}

// NewAnextAwaitable returns the awaitable of anext(it, def), where wrapped is what __anext__ returned.
func NewAnextAwaitable(wrapped, def Value) Value {
	return Value{unsafe.Pointer(&anextAwaitable{Header: Header{typ: AnextAwaitableType}, wrapped: wrapped, def: def})}
}

func anextAwaitableSpec() TypeSpec {
	return TypeSpec{
		Type:   AnextAwaitableType,
		Flags:  typeHidden | TypeNoInstantiate,
		Layout: LayoutOf[anextAwaitable](),
		Slots:  Slots{Iter: selfIter, Await: selfIter, Next: anextAwaitableNext},
		Methods: []Method{
			{Name: "__next__", Sig: "(self, /)", Fn: anextAwaitableNextMethod, Doc: "Implement next(self)."},
			{Name: "send", Sig: "(self, object, /)", Fn: anextAwaitableSend},
			{Name: "throw", Sig: "(self, type, value=None, traceback=None, /)", Fn: anextAwaitableThrow},
			{Name: "close", Sig: "(self, /)", Fn: anextAwaitableClose},
		},
	}
}

// iter returns an object with __next__, send, throw and close.
func (a *anextAwaitable) iter(th *Thread) (Value, error) {
	r, err := awaitIter(th, a.wrapped)
	if err != nil {
		return Value{}, err
	}
	if r.Type().Slots().Next == nil {
		f := r.Type().Slots().Await
		if f == nil { // a generator-based coroutine has __next__: cannot happen
			return Value{}, TypeErrorf(th, "'%s' object can't be awaited", r.Type().DisplayName())
		}
		if r, err = f(th, r); err != nil {
			return Value{}, err
		}
		if r.Type().Slots().Next == nil {
			return Value{}, TypeErrorf(th, "__await__() returned non-iterator of type '%s'", r.Type().DisplayName())
		}
	}
	return r, nil
}

// run calls f with the iterator and turns StopAsyncIteration into the default.
func (a *anextAwaitable) run(th *Thread, f func(it Value) (Value, error)) (Value, error) {
	it, err := a.iter(th)
	if err != nil {
		return Value{}, err
	}
	v, err := f(it)
	if err != nil && IsErr(err, StopAsyncIterationType) {
		return Value{}, stopWith(th, a.def)
	}
	return v, err
}

func anextAwaitableNext(th *Thread, self Value) (Value, error) {
	return endsIteration(anextAwaitableNextMethod(th, []Value{self}))
}

// endsIteration makes the result of a __next__ that raises StopIteration one of an iteration slot.
func endsIteration(v Value, err error) (Value, error) {
	if err != nil && IsErr(err, StopIterationType) {
		return Value{}, nil
	}
	return v, err
}

func anextAwaitableNextMethod(th *Thread, args []Value) (Value, error) {
	return (*anextAwaitable)(args[0].p).run(th, func(it Value) (Value, error) { return NextValue(th, it) })
}

func anextAwaitableSend(th *Thread, args []Value) (Value, error) {
	v := args[1]
	return (*anextAwaitable)(args[0].p).run(th, func(it Value) (Value, error) { return CallMethod(th, it, "send", v) })
}

func anextAwaitableThrow(th *Thread, args []Value) (Value, error) {
	rest := trimAbsent(append([]Value(nil), args[1:]...))
	return (*anextAwaitable)(args[0].p).run(th, func(it Value) (Value, error) { return CallMethod(th, it, "throw", rest...) })
}

func anextAwaitableClose(th *Thread, args []Value) (Value, error) {
	return (*anextAwaitable)(args[0].p).run(th, func(it Value) (Value, error) { return CallMethod(th, it, "close") })
}

// trimAbsent cuts the arguments that were not given off the end.
func trimAbsent(args []Value) []Value {
	for len(args) > 0 && args[len(args)-1].IsAbsent() {
		args = args[:len(args)-1]
	}
	return args
}

// NextValue is next(it), as __next__ does it: StopIteration, with the value an iterator returned, at the end.
func NextValue(th *Thread, it Value) (Value, error) {
	t := it.Type()
	switch t {
	case GeneratorType:
		return generatorNextMethod(th, []Value{it})
	case CoroutineWrapperType, AnextAwaitableType, AsyncGenASendType, AsyncGenAThrowType:
		v, _, err := CallSpecial(th, it, "__next__")
		return v, err
	}
	v, err := NextKeep(th, it)
	if err == nil && v.IsAbsent() {
		err = StopIteration(th, Value{})
	}
	return v, err
}
