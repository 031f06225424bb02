// Package contextvars is the native module _contextvars (Library Reference, "contextvars"; PEP 567).
//
// Invariant: a context's variables are an immutable map behind one atomic pointer; setting a variable makes a new map, so copying
// a context is one load. A context is entered by one thread at a time.
package contextvars

// This file implements the module.

import (
	"fmt"
	"sync"
	"sync/atomic"
	"unsafe"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

var (
	contextType = &object.Type{Name: "Context"}
	varType     = &object.Type{Name: "ContextVar"}
	tokenType   = &object.Type{Name: "Token"}
)

// vars is an immutable list of variables and values, in the order they were first set.
type vars struct {
	keys []*contextVar
	vals []value
}

func (v *vars) find(k *contextVar) int {
	for i, x := range v.keys {
		if x == k {
			return i
		}
	}
	return -1
}

func (v *vars) with(k *contextVar, val value) *vars {
	n := &vars{append([]*contextVar(nil), v.keys...), append([]value(nil), v.vals...)}
	if i := n.find(k); i >= 0 {
		n.vals[i] = val
	} else {
		n.keys, n.vals = append(n.keys, k), append(n.vals, val)
	}
	return n
}

func (v *vars) without(k *contextVar) *vars {
	i := v.find(k)
	if i < 0 {
		return v
	}
	n := &vars{append([]*contextVar(nil), v.keys...), append([]value(nil), v.vals...)}
	n.keys, n.vals = append(n.keys[:i], n.keys[i+1:]...), append(n.vals[:i], n.vals[i+1:]...)
	return n
}

type context struct {
	object.ContextHead // Vars points to vars
}

func (c *context) load() *vars   { return (*vars)(atomic.LoadPointer(&c.Vars)) }
func (c *context) store(v *vars) { atomic.StorePointer(&c.Vars, unsafe.Pointer(v)) }

type contextVar struct {
	object.Header
	name value
	def  value // absent: none
}

type token struct {
	object.Header
	ctx  *context
	v    *contextVar
	old  value // absent: was not set
	used atomic.Bool
}

func asContext(v value) *context { return (*context)(v.Ptr()) }
func asVar(v value) *contextVar  { return (*contextVar)(v.Ptr()) }
func asToken(v value) *token     { return (*token)(v.Ptr()) }

func (c *context) value() value    { return object.FromPtr(unsafe.Pointer(c)) }
func (v *contextVar) value() value { return object.FromPtr(unsafe.Pointer(v)) }

func newContext(v *vars) *context {
	c := asContext(contextType.New())
	c.store(v)
	return c
}

// current returns the thread's context, making it at first use.
func current(th *thread) *context {
	if th.Context.IsAbsent() {
		th.Context = newContext(&vars{}).value()
	}
	return asContext(th.Context)
}

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_contextvars",
		Doc:  "Context Variables",
		Methods: []object.Method{
			{Name: "copy_context", Fn: func(th *thread, a []value) (value, error) {
				return newContext(current(th).load()).value(), nil
			}, Sig: "()", Doc: "Return a shallow copy of the current context."},
		},
		Types: []object.TypeSpec{missingSpec(), contextSpec(), varSpec(), tokenSpec()},
		Exec: func(th *thread, m *object.Module) error {
			m.Dict().DelStr(object.Intern(missingType.Name)) // it is nobody's to name
			return nil
		},
	}
}

func contextSpec() object.TypeSpec {
	get := func(th *thread, self, key value) (value, error) {
		if !key.IsExact(varType) {
			r, err := object.ReprString(th, key)
			if err != nil {
				return value{}, err
			}
			return value{}, object.TypeErrorf(th, "a ContextVar key was expected, got %s", r)
		}
		vs := asContext(self).load()
		if i := vs.find(asVar(key)); i >= 0 {
			return vs.vals[i], nil
		}
		return value{}, nil
	}
	list := func(f func(vs *vars, i int) value) object.NativeFn {
		return func(th *thread, a []value) (value, error) {
			vs := asContext(a[0]).load()
			out := make([]value, len(vs.keys))
			for i := range out {
				out[i] = f(vs, i)
			}
			return object.GetIter(th, object.NewList(out).Value())
		}
	}
	keys := list(func(vs *vars, i int) value { return vs.keys[i].value() })
	return object.TypeSpec{
		Type: contextType, Module: "_contextvars", Layout: object.LayoutOf[context](), NoHash: true, Flags: object.TypeHasWeakref | object.TypeMapping,
		Doc: "A mapping of context variables to their values.",
		Slots: object.Slots{
			New: func(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
				if len(args) > 0 {
					return value{}, object.TypeErrorf(th, "Context() does not accept any arguments")
				}
				return newContext(&vars{}).value(), nil
			},
			GetItem: func(th *thread, self, key value) (value, error) {
				v, err := get(th, self, key)
				if err == nil && v.IsAbsent() {
					return value{}, object.KeyError(th, key)
				}
				return v, err
			},
			Contains: func(th *thread, self, key value) (bool, error) {
				v, err := get(th, self, key)
				return !v.IsAbsent(), err
			},
			Len:  func(th *thread, self value) (int, error) { return len(asContext(self).load().keys), nil },
			Iter: func(th *thread, self value) (value, error) { return keys(th, []value{self}) },
			Compare: func(th *thread, a, b value, op object.CompareOp) (value, error) {
				if !b.IsExact(contextType) || op != object.CmpEQ && op != object.CmpNE {
					return object.NotImplemented, nil
				}
				x, y := asContext(a).load(), asContext(b).load()
				eq := len(x.keys) == len(y.keys)
				for i := 0; eq && i < len(x.keys); i++ {
					j := y.find(x.keys[i])
					if j < 0 {
						eq = false
						break
					}
					var err error
					if eq, err = object.EqualOrIs(th, x.vals[i], y.vals[j]); err != nil {
						return value{}, err
					}
				}
				return object.Bool(eq == (op == object.CmpEQ)), nil
			},
		},
		Methods: []object.Method{
			{Name: "copy", Fn: func(th *thread, a []value) (value, error) {
				return newContext(asContext(a[0]).load()).value(), nil
			}, Sig: "(self, /)", Doc: "Return a shallow copy of the context object."},
			{Name: "get", Fn: func(th *thread, a []value) (value, error) {
				v, err := get(th, a[0], a[1])
				if err == nil && v.IsAbsent() {
					if a[2].IsAbsent() {
						return object.None, nil
					}
					return a[2], nil
				}
				return v, err
			}, Sig: "(self, key, default=None, /)", Doc: "Return the value of a variable in the context, or the default."},
			{Name: "items", Fn: list(func(vs *vars, i int) value { return object.TupleOf(vs.keys[i].value(), vs.vals[i]) }), Sig: "(self, /)", Doc: "Return all variables and their values as pairs."},
			{Name: "keys", Fn: keys, Sig: "(self, /)", Doc: "Return all variables."},
			{Name: "values", Fn: list(func(vs *vars, i int) value { return vs.vals[i] }), Sig: "(self, /)", Doc: "Return all values."},
			{Name: "run", Raw: contextRun, Sig: "(self, /, callable, *args, **kwargs)", Doc: "Call the callable in the context."},
		},
	}
}

func contextRun(th *thread, args []value, kw *object.Tuple) (value, error) {
	if len(args)-kw.Len() < 2 {
		return value{}, object.TypeErrorf(th, "run() missing 1 required positional argument")
	}
	c := asContext(args[0])
	if !c.Enter(th) {
		r, err := object.ReprString(th, args[0])
		if err != nil {
			return value{}, err
		}
		return value{}, object.RuntimeErrorf(th, "cannot enter context: %s is already entered", r)
	}
	v, err := object.CallArgs(th, args[1], args[2:], kw)
	c.Leave(th)
	return v, err
}

func varSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: varType, Module: "_contextvars", Layout: object.LayoutOf[contextVar](), Sig: "(name, *, default=None)",
		Doc: "A variable whose value belongs to the current context.",
		Slots: object.Slots{
			New: varNew,
			Repr: func(th *thread, self value) (value, error) {
				v := asVar(self)
				name, err := object.ReprString(th, v.name)
				if err != nil {
					return value{}, err
				}
				def := ""
				if !v.def.IsAbsent() {
					r, err := object.ReprString(th, v.def)
					if err != nil {
						return value{}, err
					}
					def = " default=" + r
				}
				return object.NewStr(fmt.Sprintf("<ContextVar name=%s%s at %#x>", name, def, object.Address(self))), nil
			},
		},
		Methods: []object.Method{
			{Name: "__class_getitem__", Kind: object.ClassMethod, Fn: func(th *thread, a []value) (value, error) { return object.NewGenericAlias(th, a[0], a[1]) }, Sig: "(cls, object, /)", Doc: "See PEP 585"},
			{Name: "get", Fn: varGet, Sig: "(self, default=None, /)", Doc: "Return the value in the current context, or the default, or the variable's default; else raise LookupError."},
			{Name: "set", Fn: varSet, Sig: "(self, value, /)", Doc: "Set the value in the current context and return a Token that can restore the old one."},
			{Name: "reset", Fn: varReset, Sig: "(self, token, /)", Doc: "Restore the value from before the set() that made the token."},
		},
		GetSets: []object.GetSet{
			{Name: "name", Get: func(th *thread, self value) (value, error) { return asVar(self).name, nil }},
		},
	}
}

func varNew(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
	npos := len(args) - kw.Len()
	def, i := object.KwArg(args, kw, "default")
	if kw.Len() > 1 || kw.Len() == 1 && i < 0 || npos != 1 {
		return value{}, object.TypeErrorf(th, "ContextVar() takes exactly 1 positional argument (%d given)", npos)
	}
	if !object.IsStr(args[0]) {
		return value{}, object.TypeErrorf(th, "context variable name must be a str")
	}
	v := asVar(varType.New())
	v.name, v.def = args[0], def
	return v.value(), nil
}

func varGet(th *thread, args []value) (value, error) {
	v := asVar(args[0])
	if !th.Context.IsAbsent() {
		vs := asContext(th.Context).load()
		if i := vs.find(v); i >= 0 {
			return vs.vals[i], nil
		}
	}
	switch {
	case !args[1].IsAbsent():
		return args[1], nil
	case !v.def.IsAbsent():
		return v.def, nil
	}
	return value{}, object.RaiseArgs(th, object.LookupErrorType, args[0])
}

func varSet(th *thread, args []value) (value, error) {
	v, c := asVar(args[0]), current(th)
	vs := c.load()
	t := asToken(tokenType.New())
	t.ctx, t.v = c, v
	if i := vs.find(v); i >= 0 {
		t.old = vs.vals[i]
	}
	c.store(vs.with(v, args[1]))
	return object.FromPtr(unsafe.Pointer(t)), nil
}

func varReset(th *thread, args []value) (value, error) {
	if !args[1].IsExact(tokenType) {
		return value{}, object.TypeErrorf(th, "expected an instance of Token, got %s", args[1].Type().DisplayName())
	}
	t, v := asToken(args[1]), asVar(args[0])
	r, err := object.ReprString(th, args[1])
	if err != nil {
		return value{}, err
	}
	if t.v != v {
		return value{}, object.ValueErrorf(th, "%s was created by a different ContextVar", r)
	}
	c := current(th)
	if t.ctx != c {
		return value{}, object.ValueErrorf(th, "%s was created in a different Context", r)
	}
	if !t.used.CompareAndSwap(false, true) {
		return value{}, object.RuntimeErrorf(th, "%s has already been used once", r)
	}
	if t.old.IsAbsent() {
		c.store(c.load().without(v))
	} else {
		c.store(c.load().with(v, t.old))
	}
	return object.None, nil
}

func tokenSpec() object.TypeSpec {
	missing := sync.OnceValue(missingType.New) // not before the type is ready
	return object.TypeSpec{
		Type: tokenType, Module: "_contextvars", Layout: object.LayoutOf[token](), NoHash: true,
		Doc: "What ContextVar.set() returns: it can restore the variable's old value.",
		Slots: object.Slots{
			New: func(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
				return value{}, object.RuntimeErrorf(th, "Tokens can only be created by ContextVars")
			},
			Repr: func(th *thread, self value) (value, error) {
				t := asToken(self)
				r, err := object.ReprString(th, t.v.value())
				if err != nil {
					return value{}, err
				}
				used := ""
				if t.used.Load() {
					used = " used"
				}
				return object.NewStr(fmt.Sprintf("<Token%s var=%s at %#x>", used, r, object.Address(self))), nil
			},
		},
		Methods: []object.Method{
			{Name: "__class_getitem__", Kind: object.ClassMethod, Fn: func(th *thread, a []value) (value, error) { return object.NewGenericAlias(th, a[0], a[1]) }, Sig: "(cls, object, /)", Doc: "See PEP 585"},
			{Name: "__enter__", Fn: func(th *thread, a []value) (value, error) { return a[0], nil }, Sig: "(self, /)", Doc: "Enter into Token context manager."},
			{Name: "__exit__", Fn: func(th *thread, a []value) (value, error) {
				return varReset(th, []value{asToken(a[0]).v.value(), a[0]})
			}, Sig: "(self, type, value, traceback, /)", Doc: "Exit from Token context manager, restore the linked ContextVar."},
		},
		GetSets: []object.GetSet{
			{Name: "var", Get: func(th *thread, self value) (value, error) { return asToken(self).v.value(), nil }},
			{Name: "old_value", Get: func(th *thread, self value) (value, error) {
				if v := asToken(self).old; !v.IsAbsent() {
					return v, nil
				}
				return missing(), nil
			}},
		},
		Attrs: []object.ClassAttr{{Name: "MISSING", Get: func() value { return missing() }}},
	}
}

var missingType = &object.Type{Name: "Token.MISSING"}

// missingSpec describes the type of the singleton Token.MISSING.
func missingSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: missingType, Module: "_contextvars", Layout: object.LayoutOf[struct {
			object.Header
			_ [8]byte
		}](), Flags: object.TypeNoInstantiate,
		Slots: object.Slots{Repr: func(th *thread, self value) (value, error) { return object.NewStr("<Token.MISSING>"), nil }},
	}
}
