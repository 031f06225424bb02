// This file implements code objects: their construction from compiled code, and their attributes.

package object

import (
	"math/big"
	"sync"
	"sync/atomic"

	"weft/internal/code"
)

func codeSpec() TypeSpec {
	return TypeSpec{
		Type:    CodeType,
		Doc:     "A compiled block.",
		Flags:   typeHidden | TypeHasWeakref,
		Layout:  LayoutOf[Code](),
		Slots:   Slots{New: codeNew, Repr: codeRepr, Hash: codeHash, Compare: codeCompare},
		Methods: codeMethods(),
		GetSets: codeGetSets(),
	}
}

// What Code.Runs says.
const (
	CodeNotReady uint32 = iota
	CodeRuns            // a call runs the code at once
	CodeSuspends        // a call makes a generator or coroutine
	CodeStandin         // the code has a stand-in
)

const genLike = code.FlagGenerator | code.FlagCoroutine | code.FlagAsyncGenerator

// NewCode makes a code object of compiled code: constants become Values, nested blocks code objects, names are interned. What is
// not loaded is made ready when it is needed.
func NewCode(c *code.Code) *Code { return newCode(c, nil) }

// SetFilename changes the file name of code that no other thread knows yet, and of the code inside it that has the same name: a file
// with compiled code may have moved together with its source.
func (c *Code) SetFilename(name *Str) {
	old := c.Filename.s
	c.Filename = name
	for _, k := range c.Consts {
		if IsCode(k) && AsCode(k).Filename.s == old {
			AsCode(k).SetFilename(name)
		}
	}
}

// newCode is NewCode of code inside the code object of.
func newCode(c *code.Code, of *Code) *Code {
	o := &Code{Header: Header{typ: CodeType}, C: c}
	o.Simple = c.Flags&(code.FlagVarArgs|code.FlagVarKeywords|code.FlagOptimized) == code.FlagOptimized && c.KwOnlyArgCount == 0
	o.Fast = o.Simple && c.Flags&genLike == 0
	o.VarArgs, o.VarKw = c.Flags&code.FlagVarArgs != 0, c.Flags&code.FlagVarKeywords != 0
	o.PosOnly, o.KwOnly = int32(c.PosOnlyArgCount), int32(c.KwOnlyArgCount)
	o.ArgCount, o.NumRegs = int32(c.ArgCount), int32(c.NumRegs)
	o.Name = Intern(c.Name)
	if of != nil && of.C.Filename == c.Filename {
		o.Filename = of.Filename
	} else {
		o.Filename = InternStr(AsStr(NewStr(c.Filename)))
	}
	if c.Loaded() {
		o.fill()
	}
	return o
}

// QualName returns co_qualname. Few programs ask for it, so that it is made when one does.
func (c *Code) QualName() *Str {
	q := loadPtr(&c.qualName)
	if q == nil {
		q = Intern(c.C.QualName)
		storePtr(&c.qualName, q)
	}
	return q
}

// Ready makes sure that all of c is there, and returns it.
func (c *Code) Ready() *Code {
	if atomic.LoadUint32(&c.Runs) == CodeNotReady {
		c.readySlow()
	}
	return c
}

func (c *Code) readySlow() {
	c.Lock()
	if atomic.LoadUint32(&c.Runs) == CodeNotReady {
		c.C.Load()
		c.fill()
	}
	c.Unlock()
}

// fill makes what Ready has to.
func (o *Code) fill() {
	c := o.C
	runs := CodeRuns
	if c.Flags&genLike != 0 {
		runs = CodeSuspends
		o.guards = findGuards(c)
	} else if o.standin != nil {
		runs = CodeStandin
	}
	o.Names = make([]*Str, len(c.Names))
	for i, n := range c.Names {
		o.Names[i] = Intern(n)
	}
	o.Sites = make([]Site, len(c.Sites))
	for i, s := range c.Sites {
		o.Sites[i].Name = o.Names[s.Name]
	}
	o.Locals = make([]*Str, len(c.Locals))
	for i, l := range c.Locals {
		o.Locals[i] = Intern(l.Name)
	}
	o.Consts = make([]Value, len(c.Consts))
	for i, k := range c.Consts {
		o.Consts[i] = constValue(k, o)
	}
	atomic.StoreUint32(&o.Runs, runs)
}

// constValue makes the Value of a constant of the code object of. Strings that look like identifiers are interned, as are all strings in tuples:
// keyword names are such tuples.
func constValue(k code.Const, of *Code) Value {
	switch k := k.(type) {
	case code.None:
		return None
	case code.Ellipsis:
		return Ellipsis
	case code.Bool:
		return Bool(bool(k))
	case code.Int:
		return Int(int64(k))
	case code.BigInt:
		b := new(big.Int).SetBytes([]byte(k.Abs))
		if k.Neg {
			b.Neg(b)
		}
		return BigInt(b)
	case code.Float:
		return Float(float64(k))
	case code.Complex:
		return NewComplex(complex128(k))
	case code.Str:
		if isIdentLike(string(k)) {
			return Intern(string(k)).Value()
		}
		return NewStr(string(k))
	case code.Bytes:
		return NewBytes(string(k))
	case code.Tuple:
		items := make([]Value, len(k))
		for i, x := range k {
			items[i] = constValue(x, of)
			if s, ok := x.(code.Str); ok {
				items[i] = Intern(string(s)).Value()
			}
		}
		return NewTuple(items).Value()
	case code.FrozenSet:
		items := make([]Value, len(k))
		for i, x := range k {
			items[i] = constValue(x, of)
		}
		return constSet(items)
	case code.Slice:
		part := func(x code.Const) Value {
			if x == nil {
				return None
			}
			return constValue(x, of)
		}
		return NewSlice(part(k.Start), part(k.Stop), part(k.Step))
	case *code.Code:
		return newCode(k, of).Value()
	}
	panic("object: unknown constant")
}

// isIdentLike reports whether CPython would intern the string constant: only ASCII letters, digits and underscores.
func isIdentLike(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !(c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
			return false
		}
	}
	return true
}

// constThread hashes and compares constants: that needs no Python code, so a thread without a runtime does.
var constThread = struct {
	mu sync.Mutex
	th Thread
}{th: Thread{Rt: &Runtime{limit: 1 << 20}}}

// constSet returns the frozenset of constants.
func constSet(items []Value) Value {
	constThread.mu.Lock()
	defer constThread.mu.Unlock()
	s := NewFrozenSet()
	for _, v := range items {
		if err := s.Add(&constThread.th, v); err != nil {
			panic("object: constant set element: " + err.Error())
		}
	}
	return s.Value()
}

func codeRepr(th *Thread, self Value) (Value, error) {
	c := (*Code)(self.p)
	line := int64(c.C.FirstLine)
	return NewStr("<code object " + c.Name.s + " at " + addr(self) + ", file \"" + c.Filename.s + "\", line " + itoa(line) + ">"), nil
}

// IsCode reports whether v is a code object.
func IsCode(v Value) bool { return v.isExact(CodeType) }

// AsCode casts v, and makes it ready; call only if IsCode.
func AsCode(v Value) *Code { return (*Code)(v.p).Ready() }
