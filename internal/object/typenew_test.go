package object

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"unsafe"

	"weft/internal/code"
)

// fakeEngine runs Python functions that are really Go functions.
type fakeEngine struct {
	fns map[*Function]func(th *Thread, args []Value, kwnames *Tuple) (Value, error)
}

func (e *fakeEngine) Continue(th *Thread, f *Frame, v Value, err error) (Value, error) {
	return v, err
}

func (e *fakeEngine) RunFrame(th *Thread, f *Frame) (Value, error) {
	v, err := e.fns[f.Fn](th, unsafe.Slice(f.Regs, f.Code.ArgCount), nil)
	th.PopFrame(f)
	return v, err
}

func (e *fakeEngine) CallFunction(th *Thread, f *Function, args []Value, kwnames *Tuple) (Value, error) {
	return e.fns[f](th, args, kwnames)
}
func (e *fakeEngine) RunCode(th *Thread, c *Code, globals *Dict, ns Value, closure *Tuple) (Value, error) {
	return None, nil
}
func (e *fakeEngine) Resume(th *Thread, g *Generator, sent Value, exc error) (Value, bool, error) {
	return Value{}, true, nil
}
func (e *fakeEngine) Drain(*Thread, *Generator, Sink) (Value, bool, error) { panic("not used") }

func (e *fakeEngine) HandlePending(th *Thread) error           { return nil }
func (e *fakeEngine) Describe(th *Thread, x *Exception) string { return x.Error() }
func (e *fakeEngine) Import(th *Thread, name *Str, globals, locals, fromlist Value, level int) (Value, error) {
	return Value{}, Raise(th, ImportErrorType, "no import")
}
func (e *fakeEngine) Compile(th *Thread, source Value, filename string, mode string, flags int, optimize int) (Value, error) {
	return Value{}, Raise(th, SyntaxErrorType, "no compiler")
}

type testRT struct {
	*testing.T
	th *Thread
	e  *fakeEngine
}

func newTestRT(t *testing.T) *testRT {
	e := &fakeEngine{fns: map[*Function]func(*Thread, []Value, *Tuple) (Value, error){}}
	_, th := NewRuntime(e, Config{})
	return &testRT{t, th, e}
}

// fn makes a Python function of a Go function.
func (r *testRT) fn(name string, f func(th *Thread, args []Value, kwnames *Tuple) (Value, error)) Value {
	fo := &Function{Header: Header{typ: FunctionType}, Code: &Code{C: &code.Code{Name: name, QualName: name}, Name: Intern(name)}}
	r.e.fns[fo] = f
	return fo.Value()
}

func (r *testRT) ret(name string, v Value) Value {
	return r.fn(name, func(*Thread, []Value, *Tuple) (Value, error) { return v, nil })
}

func (r *testRT) must(v Value, err error) Value {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
	return v
}

func (r *testRT) class(name string, bases []*Type, kv ...any) *Type {
	r.Helper()
	v, err := r.tryClass(name, bases, kv...)
	return AsType(r.must(v, err))
}

func (r *testRT) tryClass(name string, bases []*Type, kv ...any) (Value, error) {
	ns := NewDict()
	for i := 0; i < len(kv); i += 2 {
		ns.SetName(kv[i].(string), kv[i+1].(Value))
	}
	return Call(r.th, TypeType.Value(), NewStr(name), NewTuple(typeValues(bases)).Value(), ns.Value())
}

func (r *testRT) wantErr(err error, want string) {
	r.Helper()
	if err == nil || err.Error() != want {
		r.Errorf("got %v, want %s", err, want)
	}
}

func (r *testRT) repr(v Value) string {
	r.Helper()
	s, err := ReprString(r.th, v)
	if err != nil {
		r.Fatal(err)
	}
	return s
}

func TestClassBasics(t *testing.T) {
	r := newTestRT(t)
	a := r.class("A", nil, "x", Int(1), "f", r.fn("f", func(th *Thread, args []Value, kw *Tuple) (Value, error) {
		return Int(int64(len(args))), nil
	}))
	o := r.must(Call(r.th, a.Value()))
	if v := r.must(CallMethod(r.th, o, "f", None)); !v.Is(Int(2)) {
		t.Error("f")
	}
	if err := SetAttrName(r.th, o, "y", Int(5)); err != nil {
		t.Fatal(err)
	}
	if v := r.must(GetAttrName(r.th, o, "y")); !v.Is(Int(5)) {
		t.Error("y")
	}
	_, err := GetAttrName(r.th, o, "z")
	r.wantErr(err, "AttributeError: 'A' object has no attribute 'z'")
	_, err = GetAttrName(r.th, a.Value(), "z")
	r.wantErr(err, "AttributeError: type object 'A' has no attribute 'z'")
	_, err = Call(r.th, a.Value(), Int(1))
	r.wantErr(err, "TypeError: A() takes no arguments")
	if !strings.HasPrefix(r.repr(o), "<A object at 0x") || r.repr(a.Value()) != "<class 'A'>" {
		t.Error(r.repr(o), r.repr(a.Value()))
	}
	// A special method stored later takes effect, in subclasses too.
	b := r.class("B", []*Type{a})
	ob := r.must(Call(r.th, b.Value()))
	if err := SetAttrName(r.th, a.Value(), "__len__", r.ret("__len__", Int(7))); err != nil {
		t.Fatal(err)
	}
	if n, err := Len(r.th, ob); n != 7 || err != nil {
		t.Error(n, err)
	}
	if err := SetAttrName(r.th, a.Value(), "__len__", Value{}); err != nil {
		t.Fatal(err)
	}
	_, err = Len(r.th, ob)
	r.wantErr(err, "TypeError: object of type 'B' has no len()")
	r.wantErr(SetAttrName(r.th, IntType.Value(), "x", None), "TypeError: cannot set 'x' attribute of immutable type 'int'")
}

func TestMRO(t *testing.T) {
	r := newTestRT(t)
	a := r.class("A", nil)
	b := r.class("B", []*Type{a})
	c := r.class("C", []*Type{a})
	d := r.class("D", []*Type{b, c})
	var names []string
	for _, x := range d.MRO() {
		names = append(names, x.ShortName())
	}
	if got := strings.Join(names, " "); got != "D B C A object" {
		t.Error(got)
	}
	for _, c := range []struct {
		bases []*Type
		want  string
	}{
		{[]*Type{a, b}, "TypeError: Cannot create a consistent method resolution order (MRO) for bases A, B"},
		{[]*Type{a, a}, "TypeError: duplicate base class A"},
		{[]*Type{FunctionType}, "TypeError: type 'function' is not an acceptable base type"},
		{[]*Type{PropertyType, SuperType}, "TypeError: multiple bases have instance lay-out conflict"},
	} {
		_, err := r.tryClass("X", c.bases)
		r.wantErr(err, c.want)
	}
}

func TestSlots(t *testing.T) {
	r := newTestRT(t)
	a := r.class("A", nil, "__slots__", TupleOf(NewStr("x"), NewStr("__y")))
	o := r.must(Call(r.th, a.Value()))
	if err := SetAttrName(r.th, o, "x", Int(3)); err != nil {
		t.Fatal(err)
	}
	if err := SetAttrName(r.th, o, "_A__y", Int(4)); err != nil {
		t.Fatal(err)
	}
	r.wantErr(SetAttrName(r.th, o, "z", Int(3)), "AttributeError: 'A' object has no attribute 'z' and no __dict__ for setting new attributes")
	b := r.class("B", []*Type{a}, "__slots__", TupleOf(NewStr("w"), NewStr("__dict__")))
	ob := r.must(Call(r.th, b.Value()))
	for _, n := range []string{"x", "w", "p", "q", "s", "t"} {
		if err := SetAttrName(r.th, ob, n, NewStr(n)); err != nil {
			t.Fatal(err)
		}
	}
	for _, n := range []string{"x", "w", "p", "q", "s", "t"} {
		if v := r.must(GetAttrName(r.th, ob, n)); AsStr(v).s != n {
			t.Error(n)
		}
	}
	_, err := r.tryClass("X", nil, "__slots__", TupleOf(NewStr("x")), "x", None)
	if err == nil || !strings.HasSuffix(err.Error(), "in __slots__ conflicts with class variable") {
		t.Error(err)
	}
}

func TestReflectedPriority(t *testing.T) {
	r := newTestRT(t)
	a := r.class("A", nil, "__add__", r.ret("__add__", NewStr("A.add")), "__radd__", r.ret("__radd__", NewStr("A.radd")))
	b := r.class("B", []*Type{a})
	c := r.class("C", []*Type{a}, "__radd__", r.ret("__radd__", NewStr("C.radd")))
	d := r.class("D", nil)
	oa, ob, oc, od := r.must(Call(r.th, a.Value())), r.must(Call(r.th, b.Value())), r.must(Call(r.th, c.Value())), r.must(Call(r.th, d.Value()))
	for _, x := range []struct {
		l, r Value
		want string
	}{{oa, oa, "A.add"}, {oa, ob, "A.add"}, {oa, oc, "C.radd"}, {od, oa, "A.radd"}, {oa, od, "A.add"}} {
		if v := r.must(Binary(r.th, OpAdd, x.l, x.r)); AsStr(v).s != x.want {
			t.Error(AsStr(v).s, x.want)
		}
	}
	_, err := Binary(r.th, OpAdd, od, od)
	r.wantErr(err, "TypeError: unsupported operand type(s) for +: 'D' and 'D'")
}

func TestSpecialMethods(t *testing.T) {
	r := newTestRT(t)
	a := r.class("A", nil,
		"__eq__", r.ret("__eq__", True),
		"__call__", r.fn("__call__", func(th *Thread, a []Value, kw *Tuple) (Value, error) { return Int(int64(len(a))), nil }),
		"__getattr__", r.fn("__getattr__", func(th *Thread, a []Value, kw *Tuple) (Value, error) { return a[1], nil }),
		"__getitem__", r.fn("__getitem__", func(th *Thread, a []Value, kw *Tuple) (Value, error) { return a[1], nil }),
		"__next__", r.fn("__next__", func(th *Thread, a []Value, kw *Tuple) (Value, error) { return Value{}, StopIteration(th, Int(5)) }),
		"__bool__", r.ret("__bool__", Int(3)),
		"__contains__", None,
	)
	o := r.must(Call(r.th, a.Value()))
	_, err := Hash(r.th, o)
	r.wantErr(err, "TypeError: unhashable type: 'A'")
	if v := r.must(Call(r.th, o, None, None)); !v.Is(Int(3)) {
		t.Error("call")
	}
	if v := r.must(GetAttrName(r.th, o, "nix")); AsStr(v).s != "nix" {
		t.Error("getattr")
	}
	if v := r.must(GetItem(r.th, o, Int(9))); !v.Is(Int(9)) {
		t.Error("getitem")
	}
	if v, err := Next(r.th, o); err != nil || !v.IsAbsent() {
		t.Error("next", err)
	}
	if _, err := NextKeep(r.th, o); !IsErr(err, StopIterationType) {
		t.Error("next", err)
	}
	_, err = IsTrue(r.th, o)
	r.wantErr(err, "TypeError: __bool__ should return bool, returned int")
	_, err = Contains(r.th, o, o)
	r.wantErr(err, "TypeError: 'A' object is not a container")
	if v := r.must(Compare(r.th, o, None, CmpNE)); !v.Is(False) {
		t.Error("ne")
	}
}

func TestClassAssignment(t *testing.T) {
	r := newTestRT(t)
	a, b := r.class("A", nil), r.class("B", nil, "k", Int(1))
	c := r.class("C", nil, "__slots__", TupleOf(NewStr("x")))
	o := r.must(Call(r.th, a.Value()))
	for i := 0; i < 5; i++ {
		SetAttrName(r.th, o, fmt.Sprint("v", i), Int(int64(i)))
	}
	if err := SetAttrName(r.th, o, "__class__", b.Value()); err != nil {
		t.Fatal(err)
	}
	if v := r.must(GetAttrName(r.th, o, "v3")); !v.Is(Int(3)) {
		t.Error("v3")
	}
	if v := r.must(GetAttrName(r.th, o, "k")); !v.Is(Int(1)) {
		t.Error("k")
	}
	r.wantErr(SetAttrName(r.th, o, "__class__", c.Value()), "TypeError: __class__ assignment: 'C' object layout differs from 'B'")
}

func TestSubclassesAreWeak(t *testing.T) {
	r := newTestRT(t)
	a := r.class("A", nil)
	func() { r.class("B", []*Type{a}) }()
	for i := 0; i < 5 && len(a.Subclasses()) > 0; i++ {
		for j := 0; j < 64; j++ {
			methodCache[j].Store(nil)
		}
		runtime.GC()
	}
	if len(a.Subclasses()) > 0 {
		t.Log("subclass still alive") // a conservative root may hold it
	}
	if len(ObjectType.Subclasses()) < 10 {
		t.Error("static subclasses are gone")
	}
}

func TestTypeSize(t *testing.T) {
	if unsafe.Sizeof(Slots{})%8 != 0 {
		t.Error("Slots")
	}
}

// TestHammerTypeAttributes changes a class while others use it and make subclasses of it.
func TestHammerTypeAttributes(t *testing.T) {
	r := newTestRT(t)
	setSeveral(true)
	a := r.class("A", nil, "n", Int(0))
	lenF, one := r.ret("__len__", Int(7)), r.ret("__len__", Int(1))
	done := make(chan error, 4)
	const rounds = 300
	run := func(f func(th *Thread, i int) error) {
		th := r.th.Rt.NewThread("t")
		go func() {
			for i := 0; i < rounds; i++ {
				if err := f(th, i); err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
	}
	run(func(th *Thread, i int) error {
		f := lenF
		if i%2 == 0 {
			f = one
		}
		return SetAttrName(th, a.Value(), "__len__", f)
	})
	run(func(th *Thread, i int) error { return SetAttrName(th, a.Value(), "n", Int(int64(i))) })
	run(func(th *Thread, i int) error {
		v, err := Call(th, TypeType.Value(), NewStr("B"), TupleOf(a.Value()), NewDict().Value())
		if err != nil {
			return err
		}
		o, err := Call(th, v)
		if err != nil {
			return err
		}
		if n, err := Len(th, o); err != nil && !IsErr(err, TypeErrorType) || err == nil && n != 1 && n != 7 {
			return fmt.Errorf("len %d %v", n, err)
		}
		return nil
	})
	run(func(th *Thread, i int) error {
		o, err := Call(th, a.Value())
		if err != nil {
			return err
		}
		_, err = GetAttrName(th, o, "n")
		return err
	})
	for i := 0; i < 4; i++ {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// TestHammerInstance lets threads store, load and delete attributes of one object, ask for its __dict__, and change its class,
// and checks that what only one thread writes is never lost.
func TestHammerInstance(t *testing.T) {
	r := newTestRT(t)
	setSeveral(true)
	slots := TupleOf(NewStr("s0"), NewStr("s1"), NewStr("__dict__"))
	a := r.class("A", nil, "__slots__", slots)
	b := r.class("B", nil, "__slots__", slots)
	for round := 0; round < 60; round++ {
		o := r.must(Call(r.th, a.Value()))
		const workers, steps = 4, 40
		done := make(chan error, workers+1)
		for w := 0; w < workers; w++ {
			th := r.th.Rt.NewThread("t")
			go func() {
				done <- func() error {
					for i := 0; i < steps; i++ {
						n := fmt.Sprintf("a%d_%d", w, i%25)
						if err := SetAttrName(th, o, n, Int(int64(i))); err != nil {
							return err
						}
						if w < 2 {
							if err := SetAttrName(th, o, fmt.Sprint("s", w), Int(int64(i))); err != nil {
								return err
							}
							if v, err := GetAttrName(th, o, fmt.Sprint("s", w)); err != nil || !v.Is(Int(int64(i))) {
								return fmt.Errorf("slot: %v %v", v, err)
							}
						}
						if v, err := GetAttrName(th, o, n); err != nil || !v.Is(Int(int64(i))) {
							return fmt.Errorf("%s: %v, not %d: %v", n, v, i, err)
						}
						if i%7 == 3 {
							if err := SetAttrName(th, o, n, Value{}); err != nil {
								return err
							}
							if _, err := GetAttrName(th, o, n); !IsErr(err, AttributeErrorType) {
								return fmt.Errorf("%s was deleted: %v", n, err)
							}
						}
					}
					return nil
				}()
			}()
		}
		th := r.th.Rt.NewThread("t")
		go func() {
			done <- func() error {
				for i := 0; i < 20; i++ {
					c := a
					if i%2 == 0 {
						c = b
					}
					if err := SetAttrName(th, o, "__class__", c.Value()); err != nil {
						return err
					}
					if round%2 == 0 && i == 10 {
						if _, err := GetAttrName(th, o, "__dict__"); err != nil {
							return err
						}
					}
				}
				return nil
			}()
		}()
		for i := 0; i < workers+1; i++ {
			if err := <-done; err != nil {
				t.Fatal("round ", round, ": ", err)
			}
		}
	}
}
