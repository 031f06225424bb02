// This file implements generator objects: construction, attributes, and the generator protocol that coroutines (coroutine.go) and
// async generators (asyncgen.go) share. Their frames are run by the evaluator.
//
// Who moves a generator to the running state (TryRun) owns its frame until it is suspended or closed; other threads only look.

package object

import (
	"sync/atomic"
	"unsafe"

	"weft/internal/code"
)

func generatorSpec() TypeSpec {
	return TypeSpec{
		Type:   GeneratorType,
		Flags:  typeHidden | TypeHasWeakref | TypeNoInstantiate,
		Layout: LayoutOf[Generator](),
		Slots:  Slots{Repr: generatorRepr, Iter: selfIter, Next: generatorNext, Del: generatorDel},
		Methods: []Method{
			{Name: "__next__", Sig: "(self, /)", Fn: generatorNextMethod, Resumes: 1, Doc: "Implement next(self)."},
			{Name: "send", Sig: "(self, object, /)", Fn: generatorSend, Resumes: 2, Doc: "Send a value into generator, which resumes; return the next yielded value or raise StopIteration."},
			{Name: "throw", Sig: "(self, type, value=None, traceback=None, /)", Fn: generatorThrow, Doc: "Raise an exception in generator where it is suspended; return the next yielded value or raise StopIteration."},
			{Name: "close", Sig: "(self, /)", Fn: generatorClose, Doc: "Raise GeneratorExit inside generator where it is suspended."},
			{Name: "__class_getitem__", Sig: "(type, object, /)", Fn: classGetItemAlias, Kind: ClassMethod, Doc: "See PEP 585"},
		},
		GetSets: append(generatorGetSets("gi", "generator"),
			GetSet{Name: "gi_yieldfrom", Get: generatorYieldFrom},
			GetSet{Name: "gi_running", Get: generatorRunning}),
	}
}

// generatorGetSets are the attributes that the three types have in common, with a prefix. word is what the type is called in their docs.
func generatorGetSets(prefix, word string) []GetSet {
	return []GetSet{
		{Name: "__name__", Get: generatorName, Set: generatorSetName, Doc: "name of the " + word},
		{Name: "__qualname__", Get: generatorQualname, Set: generatorSetQualname, Doc: "qualified name of the " + word},
		{Name: prefix + "_frame", Get: generatorFrame},
		{Name: prefix + "_suspended", Get: generatorSuspended},
		{Name: prefix + "_code", Get: generatorCode},
	}
}

// genWith is a generator with its registers.
type genWith[R any] struct {
	Generator
	regs R
}

// genSizes are how many registers may lie behind a generator: the sizes fill Go's size classes.
var genSizes = [...]int32{3, 5, 7, 9, 11, 15, 19, 27}

// genSize returns the index of the smallest of genSizes that is at least n, or their number.
func genSize(n int32) int {
	for k, m := range genSizes {
		if n <= m {
			return k
		}
	}
	return len(genSizes)
}

// allocGenerator allocates a generator of the genSize k with its n registers.
func allocGenerator(k, n int) (g *Generator, regs *Value) {
	switch k {
	case 0:
		s := new(genWith[[3 + spareRegs]Value])
		return &s.Generator, &s.regs[0]
	case 1:
		s := new(genWith[[5 + spareRegs]Value])
		return &s.Generator, &s.regs[0]
	case 2:
		s := new(genWith[[7 + spareRegs]Value])
		return &s.Generator, &s.regs[0]
	case 3:
		s := new(genWith[[9 + spareRegs]Value])
		return &s.Generator, &s.regs[0]
	case 4:
		s := new(genWith[[11 + spareRegs]Value])
		return &s.Generator, &s.regs[0]
	case 5:
		s := new(genWith[[15 + spareRegs]Value])
		return &s.Generator, &s.regs[0]
	case 6:
		s := new(genWith[[19 + spareRegs]Value])
		return &s.Generator, &s.regs[0]
	case 7:
		s := new(genWith[[27 + spareRegs]Value])
		return &s.Generator, &s.regs[0]
	}
	s := new(genWith[Value]) // one register behind it, unused: the address is not that of another object
	return &s.Generator, unsafe.SliceData(newRegs(n))
}

// NewGenerator returns the generator, coroutine or async generator of a call of fn, whose code is c, with an empty frame. sole: only
// the instruction that resumes it will refer to it, so that Reuse may have kept another for it.
func NewGenerator(th *Thread, fn *Function, c *Code, sole bool) *Generator {
	g := newGenerator(th, c, sole)
	f := &g.Frame
	f.Code, f.Fn, f.Globals, f.Builtins, f.Closure = c, fn, fn.Globals, fn.Builtins, fn.Closure
	if r := loadPtr(&fn.rare); r != nil {
		if name, q := loadPtr(&r.Name), loadPtr(&r.QualName); name != c.Name || q != c.QualName() {
			g.rare = &genRare{name: name, qualName: q}
		}
	}
	return g
}

// NewGeneratorExpr returns the generator of a generator expression in f: its code is c, args are the iterator and the cells. There
// is no function; and nothing else has the tuple of the cells.
func NewGeneratorExpr(th *Thread, f *Frame, c *Code, args []Value, sole bool) *Generator {
	g := newGenerator(th, c, sole)
	gf := &g.Frame
	if cells := args[1:]; len(cells) == 0 {
		gf.Closure = nil
	} else if t := gf.Closure; t != nil && gf.Fn == nil && len(t.items) == len(cells) {
		copy(t.items, cells)
	} else {
		gf.Closure = NewTupleCopy(cells)
	}
	gf.Code, gf.Fn, gf.Globals, gf.Builtins = c, nil, f.Globals, f.Builtins
	*gf.Regs = args[0]
	return g
}

func newGenerator(th *Thread, c *Code, sole bool) *Generator {
	var g *Generator
	k := genSize(c.NumRegs)
	if x := th.extras; sole && x != nil && k < len(genSizes) {
		if g = x.gens[k]; g != nil {
			x.gens[k] = nil
			g.State, g.Frame.IP = GenCreated, 0
			g.Frame.Regs = g.behind()
		}
	}
	if g == nil {
		var regs *Value
		g, regs = allocGenerator(k, int(c.NumRegs))
		g.Frame.Regs = regs
		g.Frame.OfGen = true
		if sole {
			g.flags = genSole
		}
	}
	g.typ = GeneratorType
	return g
}

// genSole is a flag of generators that only one instruction of one frame refers to: that of the for loop, await or call of a native
// function that the call or generator expression stands in.
const genSole = flagType

// Sole reports whether only one instruction refers to g.
func (g *Generator) Sole() bool { return loadUint32(&g.flags)&genSole != 0 }

// Reuse keeps g, which has ended and which slot refers to, for another call, if nothing else can refer to it.
func (g *Generator) Reuse(th *Thread, slot *Value) {
	if loadUint32(&g.flags)&genSole == 0 || loadUint32(&g.watched) != genUnwatched || g.rare != nil {
		return
	}
	if k := genSize(g.Frame.Code.NumRegs); k < len(genSizes) {
		*slot = Value{}
		if g.Frame.Fn == nil {
			if t := g.Frame.Closure; t != nil {
				for i := range t.items {
					t.items[i] = Value{}
				}
			}
		}
		th.extra().gens[k] = g
	}
}

// shared returns sub, which a program asks for: others than its await expression may refer to it from now on.
func shared(sub Value) Value {
	if sub.isExact(CoroutineType) || sub.isExact(GeneratorType) {
		h := sub.Header()
		for {
			old := atomic.LoadUint32(&h.flags)
			if old&genSole == 0 || atomic.CompareAndSwapUint32(&h.flags, old, old&^genSole) {
				break
			}
		}
	}
	return sub
}

// Born makes a generator whose arguments have been bound one of its kind. awaited: it is a coroutine that is started before
// anything else can happen.
func (g *Generator) Born(th *Thread, awaited bool) {
	switch flags := g.Frame.Code.C.Flags; {
	case flags&(code.FlagCoroutine|code.FlagAsyncGenerator) == 0:
	case flags&code.FlagCoroutine != 0:
		g.typ = CoroutineType
		if x := th.extras; x != nil && x.hooks.CoroOriginDepth > 0 {
			g.rareOf().origin = coroOrigin(th, x.hooks.CoroOriginDepth)
		}
		if !awaited {
			g.hideRegs()
			g.watched = genFresh
			th.watchSoon(&g.Header)
		}
	default:
		g.typ = AsyncGenType
		g.rareOf()
		g.hideRegs()
	}
}

// rareOf returns g's rare fields, made at the first request.
func (g *Generator) rareOf() *genRare {
	if r := loadPtr(&g.rare); r != nil {
		return r
	}
	if r := new(genRare); casPtr(&g.rare, nil, r) {
		return r
	}
	return loadPtr(&g.rare)
}

// behind returns the address behind g.
func (g *Generator) behind() *Value {
	return (*Value)(unsafe.Add(unsafe.Pointer(g), unsafe.Sizeof(*g)))
}

// hideRegs makes a generator that does not run not point to itself; Unfold undoes it.
func (g *Generator) hideRegs() {
	if g.Frame.Regs == g.behind() {
		g.Frame.Regs = nil
	}
}

// registers returns the registers of f. Others than f's thread may ask.
//
//go:norace
func (f *Frame) registers() *Value {
	if f.Regs == nil && f.OfGen {
		return f.Generator().behind()
	}
	return f.Regs
}

// reg returns a pointer to register i, whether g runs or not.
func (g *Generator) reg(i int) *Value {
	return (*Value)(unsafe.Add(unsafe.Pointer(g.Frame.registers()), i*8))
}

// code returns the code object that the program knows.
//
//go:norace
func (g *Generator) code() *Code { return g.Frame.Code.Original() }

func (g *Generator) name() *Str {
	if r := loadPtr(&g.rare); r != nil {
		if n := loadPtr(&r.name); n != nil {
			return n
		}
	}
	return g.code().Name
}

func (g *Generator) qualName() *Str {
	if r := loadPtr(&g.rare); r != nil {
		if n := loadPtr(&r.qualName); n != nil {
			return n
		}
	}
	return g.code().QualName()
}

// selfIter is the iter() of iterators.
func selfIter(th *Thread, self Value) (Value, error) { return self, nil }

func asGenerator(v Value) *Generator { return (*Generator)(v.p) }

// state returns the current state.
func (g *Generator) state() uint32 { return atomic.LoadUint32(&g.State) }

func (g *Generator) setState(s uint32) { atomic.StoreUint32(&g.State, s) }

// word names the kind of object in messages.
func (g *Generator) word() string {
	switch g.Type() {
	case CoroutineType:
		return "coroutine"
	case AsyncGenType:
		return "async generator"
	}
	return "generator"
}

// delegate returns what a generator suspended in `yield from` or await delegates to, or absent. i is the index of the
// suspended instruction.
func (g *Generator) delegate() (sub Value, i int) {
	f := &g.Frame
	i = f.Lasti()
	if i < 0 {
		return Value{}, i
	}
	in := f.Code.C.Instrs[i]
	if in.Op() != code.YIELD_DELEGATE {
		return Value{}, i
	}
	return loadForeign(g.reg(in.B())), i
}

// resumeResult is what resuming a generator gave.
type resumeResult struct {
	v    Value
	done bool // returned (v is the result) rather than yielded
}

// send is the core of send() and next(): arg absent means next(). A finished generator is done with None.
func (g *Generator) send(th *Thread, arg Value) (resumeResult, error) {
	s := g.TryRun()
	switch s {
	case GenRunning:
		return resumeResult{}, ValueErrorf(th, "%s already executing", g.word())
	case GenClosed:
		if g.Type() == CoroutineType {
			return resumeResult{}, RuntimeErrorf(th, "cannot reuse already awaited coroutine")
		}
		return resumeResult{None, true}, nil
	case GenCreated:
		if !arg.IsAbsent() && !arg.Is(None) {
			g.Unrun()
			return resumeResult{}, TypeErrorf(th, "can't send non-None value to a just-started %s", g.word())
		}
	}
	v, done, err := th.Rt.engine.Resume(th, g, orNone(arg), nil)
	return resumeResult{v, done}, err
}

// raise resumes the generator with an exception. It is the end of throw() and close().
func (g *Generator) raise(th *Thread, exc error, closing bool) (resumeResult, error) {
	switch g.TryRun() {
	case GenRunning:
		return resumeResult{}, ValueErrorf(th, "%s already executing", g.word())
	case GenClosed:
		if g.Type() == CoroutineType && !closing {
			return resumeResult{}, RuntimeErrorf(th, "cannot reuse already awaited coroutine")
		}
		return resumeResult{}, exc
	}
	return g.raiseRunning(th, exc)
}

// raiseRunning is raise for a generator that the caller has set running. A StopIteration that arrives at a delegation ends it:
// its value is the value of the `yield from` expression.
func (g *Generator) raiseRunning(th *Thread, exc error) (resumeResult, error) {
	e := Exc(exc)
	if h := LoadSlot(&g.Exc.Value); !h.IsAbsent() {
		setContextTo(AsException(h), e) // of what the generator handles, not its caller
	}
	if sub, i := g.delegate(); !sub.IsAbsent() && IsErr(e, StopIterationType) {
		g.endDelegation(i, e.StopValue())
		r, done, err := th.Rt.engine.Resume(th, g, None, nil)
		return resumeResult{r, done}, err
	}
	v, done, err := th.Rt.engine.Resume(th, g, None, e)
	return resumeResult{v, done}, err
}

// endDelegation makes the generator, suspended at the YIELD_DELEGATE instruction i, go on behind the loop of the delegation with
// v as its result. The loop is SEND, YIELD_DELEGATE, JUMP back; resuming behind the JUMP stores no sent value.
func (g *Generator) endDelegation(i int, v Value) {
	f := &g.Frame
	StoreSlot(g.reg(f.Code.C.Instrs[i].A()), v)
	f.SetLasti(i + 1)
}

// throwInto is _gen_throw: exc is delivered to what the generator delegates to first. closeOnExit: GeneratorExit closes the
// sub-iterator rather than being thrown into it.
func (g *Generator) throwInto(th *Thread, exc *Exception, closeOnExit bool) (resumeResult, error) {
	s := g.TryRun()
	if s != GenSuspended {
		if s == GenCreated {
			return g.raiseRunning(th, exc)
		}
		return g.raise(th, exc, false)
	}
	sub, _ := g.delegate()
	if sub.IsAbsent() {
		return g.raiseRunning(th, exc)
	}
	if closeOnExit && IsErr(exc, GeneratorExitType) {
		if err := g.within(th, func() error { return closeIter(th, sub) }); err != nil {
			return g.raiseRunning(th, err)
		}
		return g.raiseRunning(th, exc)
	}
	var r resumeResult
	var thrown bool
	err := g.within(th, func() (err error) {
		r, thrown, err = throwSub(th, sub, exc, closeOnExit)
		return err
	})
	switch {
	case err != nil:
		return g.raiseRunning(th, err)
	case !thrown:
		return g.raiseRunning(th, exc)
	}
	// The sub-iterator yielded: so does the generator, still delegating.
	if g.Frame.Obj != nil {
		g.stashFrameObject()
	}
	g.setState(GenSuspended)
	return r, nil
}

// within runs f with the generator's frame as the innermost, so that tracebacks and sys._getframe show the delegation.
func (g *Generator) within(th *Thread, f func() error) error {
	if err := th.Enter(""); err != nil {
		return err
	}
	defer th.Leave()
	gf := &g.Frame
	prev, regs := th.Frame, gf.Regs
	g.Unfold()
	gf.Prev = prev
	th.Frame = gf
	err := f()
	th.Frame = prev
	gf.Prev, gf.Regs = nil, regs
	if err != nil {
		return Exc(err)
	}
	return nil
}

// throwSub throws exc into a sub-iterator; thrown is false if it has no throw method. An end of the sub-iterator comes back as
// StopIteration.
func throwSub(th *Thread, sub Value, exc *Exception, closeOnExit bool) (r resumeResult, thrown bool, err error) {
	if sub.isExact(GeneratorType) || sub.isExact(CoroutineType) {
		g := asGenerator(sub)
		r, err = g.throwInto(th, exc, closeOnExit)
		if err == nil && r.done {
			err = stopWith(th, r.v)
		}
		return r, true, err
	}
	m, err := GetAttrOpt(th, sub, Intern("throw"))
	if err != nil || m.IsAbsent() {
		return r, err != nil, err
	}
	v, err := Call(th, m, exc.Value())
	return resumeResult{v: v}, true, err
}

// closeIter closes a sub-iterator.
func closeIter(th *Thread, sub Value) error {
	if sub.isExact(GeneratorType) || sub.isExact(CoroutineType) {
		_, err := asGenerator(sub).close(th)
		return err
	}
	m, err := GetAttrOpt(th, sub, Intern("close"))
	if err != nil {
		WriteUnraisable(th, err, sub)
		return nil
	}
	if m.IsAbsent() {
		return nil
	}
	_, err = Call(th, m)
	return err
}

// close is close(): it returns the value the generator returns in response to GeneratorExit.
func (g *Generator) close(th *Thread) (Value, error) {
	switch s := g.TryRun(); s {
	case GenClosed:
		return None, nil
	case GenRunning:
		return Value{}, ValueErrorf(th, "%s already executing", g.word())
	case GenCreated:
		g.setState(GenClosed)
		g.release()
		return None, nil
	}
	var exc error
	if sub, _ := g.delegate(); !sub.IsAbsent() {
		exc = g.within(th, func() error { return closeIter(th, sub) })
	}
	if exc == nil {
		exc = RaiseArgs(th, GeneratorExitType)
	}
	r, err := g.raiseRunning(th, exc)
	switch {
	case err == nil && r.done:
		return r.v, nil
	case err == nil:
		return Value{}, RuntimeErrorf(th, "%s ignored GeneratorExit", g.word())
	case IsErr(err, StopIterationType):
		return Exc(err).StopValue(), nil
	case IsErr(err, GeneratorExitType):
		return None, nil
	}
	return Value{}, err
}

// Abandon ends the running that a TryRun began and the generator with it.
func (g *Generator) Abandon() {
	g.release()
	g.setState(GenClosed)
}

// release drops what a generator that is not to run again holds.
func (g *Generator) release() {
	f := &g.Frame
	if o := g.frameObject(); o != nil {
		g.forgetFrameObject(o)
	}
	for i := range f.Code.C.NumRegs {
		StoreSlot(g.reg(i), Value{})
	}
	g.hideRegs()
}

// forgetFrameObject makes g's frame object o one of a frame that has ended.
func (g *Generator) forgetFrameObject(o *FrameObject) {
	shared(g.Value()) // f_generator
	o.Detach()
	storePtr(&g.Frame.Obj, nil)
	if r := loadPtr(&g.rare); r != nil {
		storePtr(&r.stash, nil)
	}
}

// stopWith returns StopIteration carrying v as the end of a generator does: None is not carried.
func stopWith(th *Thread, v Value) error {
	if v.IsAbsent() || v.Is(None) {
		return StopIteration(th, Value{})
	}
	// Tuples and exceptions are carried as they are, not taken for arguments.
	return StopIteration(th, v)
}

// Ended returns the StopIteration of the end of a generator that returned v.
func Ended(th *Thread, v Value) error { return stopWith(th, v) }

// stop turns the end of a generator into the exception send() raises.
func (g *Generator) stop(th *Thread, r resumeResult, err error) (Value, error) {
	if err != nil || !r.done {
		return r.v, err
	}
	if g.Type() == AsyncGenType {
		return Value{}, RaiseArgs(th, StopAsyncIterationType)
	}
	return Value{}, stopWith(th, r.v)
}

// generatorNext is the iteration slot: the return value is lost, as in a for loop. See generatorNextMethod.
func generatorNext(th *Thread, self Value) (Value, error) {
	r, err := asGenerator(self).send(th, Value{})
	if err != nil || r.done {
		return Value{}, err
	}
	return r.v, nil
}

func generatorNextMethod(th *Thread, args []Value) (Value, error) {
	g := asGenerator(args[0])
	r, err := g.send(th, Value{})
	return g.stop(th, r, err)
}

func generatorSend(th *Thread, args []Value) (Value, error) {
	g := asGenerator(args[0])
	r, err := g.send(th, args[1])
	return g.stop(th, r, err)
}

// thrownException makes the exception of throw()'s arguments (absent: not given).
func thrownException(th *Thread, typ, val, tb Value) (*Exception, error) {
	if tb.Is(None) {
		tb = Value{}
	}
	if !tb.IsAbsent() && !tb.isExact(TracebackType) {
		return nil, TypeErrorf(th, "throw() third argument must be a traceback object")
	}
	var e *Exception
	switch {
	case isExceptionClass(typ):
		var r Value
		var err error
		switch {
		case val.IsAbsent() || val.Is(None):
			r, err = Call(th, typ)
		case IsException(val) && val.Type().IsSubtype((*Type)(typ.p)):
			r = val
		case IsTuple(val):
			r, err = CallArgs(th, typ, AsTuple(val).items, nil)
		default:
			r, err = Call(th, typ, val)
		}
		if err == nil && !IsException(r) {
			cs, _ := ReprString(th, typ)
			err = TypeErrorf(th, "calling %s should have returned an instance of BaseException, not %s", cs, r.Type().DisplayName())
		}
		if err != nil {
			return Exc(err), nil // this is thrown instead
		}
		e = AsException(r)
	case IsException(typ):
		if !val.IsAbsent() && !val.Is(None) {
			return nil, TypeErrorf(th, "instance exception may not have a separate value")
		}
		e = AsException(typ)
	default:
		return nil, TypeErrorf(th, "exceptions must be classes or instances deriving from BaseException, not %s", typ.Type().DisplayName())
	}
	if !tb.IsAbsent() {
		storePtr(&e.Traceback, (*Traceback)(tb.p))
	}
	return e, nil
}

// warnThrow warns of the three-argument form.
func warnThrow(th *Thread, name string, val, tb Value) error {
	if val.IsAbsent() && tb.IsAbsent() {
		return nil
	}
	return Warn(th, DeprecationWarningType, "the (type, exc, tb) signature of "+name+"() is deprecated, use the single-arg signature instead.", 1)
}

func generatorThrow(th *Thread, args []Value) (Value, error) {
	if err := warnThrow(th, "throw", args[2], args[3]); err != nil {
		return Value{}, err
	}
	e, err := thrownException(th, args[1], args[2], args[3])
	if err != nil {
		return Value{}, err
	}
	g := asGenerator(args[0])
	r, err := g.throwInto(th, e, true)
	return g.stop(th, r, err)
}

func generatorClose(th *Thread, args []Value) (Value, error) { return asGenerator(args[0]).close(th) }

func generatorRepr(th *Thread, self Value) (Value, error) {
	return NewStr("<" + self.Type().DisplayName() + " object " + asGenerator(self).qualName().s + " at " + addr(self) + ">"), nil
}

// generatorDel is __del__: what a generator does that is dropped before its end. It raises nothing.
func generatorDel(th *Thread, self Value) error {
	g := asGenerator(self)
	s := g.state()
	if s == GenClosed || s == GenRunning {
		return nil
	}
	if g.Type() == AsyncGenType && !g.rare.finalizer.IsAbsent() && !g.rare.finalizer.Is(None) && !g.rare.AGClosed {
		if _, err := Call(th, g.rare.finalizer, self); err != nil {
			unraisableGen(th, err, "finalizing", g)
		}
		return nil
	}
	if g.Type() == CoroutineType && s == GenCreated {
		warnUnawaited(th, g)
	}
	if _, err := g.close(th); err != nil {
		unraisableGen(th, err, "closing", g)
	}
	return nil
}

func unraisableGen(th *Thread, err error, doing string, g *Generator) {
	r, rerr := ReprString(th, g.Value())
	if rerr != nil {
		r = "<object repr() failed>"
	}
	Unraisable(th, err, "Exception ignored while "+doing+" generator "+r, Value{})
}

// WriteUnraisable reports an exception that nobody can catch, through sys.unraisablehook, as "Exception ignored in: <where>".
func WriteUnraisable(th *Thread, err error, where Value) { unraisable(th, err, None, where) }

func generatorName(th *Thread, self Value) (Value, error) {
	return asGenerator(self).name().Value(), nil
}

func generatorSetName(th *Thread, self, val Value) error {
	if val.IsAbsent() || !IsStr(val) {
		return TypeErrorf(th, "__name__ must be set to a string object")
	}
	storePtr(&asGenerator(self).rareOf().name, AsStr(val))
	return nil
}

func generatorQualname(th *Thread, self Value) (Value, error) {
	return asGenerator(self).qualName().Value(), nil
}

func generatorSetQualname(th *Thread, self, val Value) error {
	if val.IsAbsent() || !IsStr(val) {
		return TypeErrorf(th, "__qualname__ must be set to a string object")
	}
	storePtr(&asGenerator(self).rareOf().qualName, AsStr(val))
	return nil
}

func generatorFrame(th *Thread, self Value) (Value, error) {
	g := asGenerator(self)
	if g.state() == GenClosed {
		return None, nil
	}
	return FrameObjectOf(th, &g.Frame).Value(), nil
}

func generatorSuspended(th *Thread, self Value) (Value, error) {
	return Bool(asGenerator(self).state() == GenSuspended), nil
}

func generatorRunning(th *Thread, self Value) (Value, error) {
	return Bool(asGenerator(self).state() == GenRunning), nil
}

func generatorCode(th *Thread, self Value) (Value, error) {
	return asGenerator(self).code().Value(), nil
}

func generatorYieldFrom(th *Thread, self Value) (Value, error) {
	g := asGenerator(self)
	if g.state() != GenSuspended {
		return None, nil
	}
	sub, _ := g.delegate()
	return orNone(shared(sub)), nil
}
