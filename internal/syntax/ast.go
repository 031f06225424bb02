// This file implements the abstract syntax tree of Python 3.14: one Go struct for each node of CPython's Python.asdl, with
// the same names and the same fields in the same order.

package syntax

import "math/big"

// Pos is the place of a node in the source. Lines count from 1; Col and EndCol are byte offsets from 0 into the UTF-8 text
// of their lines, as CPython's col_offset and end_col_offset. The end is exclusive.
type Pos struct {
	Line, Col, EndLine, EndCol int32
}

// Position returns the place itself; every positioned node has the method because it embeds Pos.
func (p Pos) Position() Pos { return p }

// Node is any part of the tree that Python.asdl gives a type of its own (operators and contexts are plain numbers here).
type Node interface{ isNode() }

// Mod is the root of a tree: *Module, *Interactive, *Expression or *FunctionType.
type Mod interface {
	Node
	isMod()
}

// Stmt is a statement.
type Stmt interface {
	Node
	Position() Pos
	isStmt()
}

// Expr is an expression. The expression statement, which ASDL also names Expr, is ExprStmt.
type Expr interface {
	Node
	Position() Pos
	isExpr()
}

// Pattern is what may stand after case.
type Pattern interface {
	Node
	Position() Pos
	isPattern()
}

// TypeParam is one of *TypeVar, *ParamSpec and *TypeVarTuple.
type TypeParam interface {
	Node
	Position() Pos
	isTypeParam()
}

// ExprContext tells whether a target-like expression is read, bound or deleted.
type ExprContext uint8

// The values of ExprContext.
const (
	Load ExprContext = iota
	Store
	Del
)

// String returns the ASDL name.
func (c ExprContext) String() string { return [...]string{"Load", "Store", "Del"}[c] }

// Operator is the operator of BinOp and AugAssign.
type Operator uint8

// The values of Operator, in ASDL order.
const (
	OpAdd Operator = iota
	OpSub
	OpMult
	OpMatMult
	OpDiv
	OpMod
	OpPow
	OpLShift
	OpRShift
	OpBitOr
	OpBitXor
	OpBitAnd
	OpFloorDiv
)

// String returns the ASDL name.
func (o Operator) String() string {
	return [...]string{"Add", "Sub", "Mult", "MatMult", "Div", "Mod", "Pow", "LShift", "RShift", "BitOr", "BitXor", "BitAnd", "FloorDiv"}[o]
}

// UnaryOperator is the operator of UnaryOp.
type UnaryOperator uint8

// The values of UnaryOperator.
const (
	OpInvert UnaryOperator = iota
	OpNot
	OpUAdd
	OpUSub
)

// String returns the ASDL name.
func (o UnaryOperator) String() string { return [...]string{"Invert", "Not", "UAdd", "USub"}[o] }

// BoolOperator is the operator of BoolOp.
type BoolOperator uint8

// The values of BoolOperator.
const (
	OpAnd BoolOperator = iota
	OpOr
)

// String returns the ASDL name.
func (o BoolOperator) String() string { return [...]string{"And", "Or"}[o] }

// CmpOp is one operator of Compare.
type CmpOp uint8

// The values of CmpOp.
const (
	CmpEq CmpOp = iota
	CmpNotEq
	CmpLt
	CmpLtE
	CmpGt
	CmpGtE
	CmpIs
	CmpIsNot
	CmpIn
	CmpNotIn
)

// String returns the ASDL name.
func (o CmpOp) String() string {
	return [...]string{"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"}[o]
}

// ConstValue is the closed set of constants: ConstNone, ConstTrue, ConstFalse, ConstEllipsis, ConstInt, ConstFloat,
// ConstComplex, ConstStr and ConstBytes come from the parser; ConstTuple and ConstFrozenSet only from folding or from trees
// that a program built itself.
type ConstValue interface{ isConst() }

type (
	// ConstNone is None.
	ConstNone struct{}
	// ConstTrue is True.
	ConstTrue struct{}
	// ConstFalse is False.
	ConstFalse struct{}
	// ConstEllipsis is ... .
	ConstEllipsis struct{}
	// ConstInt is an integer: Big when it is not nil (then it does not fit an int64), else Small.
	ConstInt struct {
		Small int64
		Big   *big.Int
	}
	// ConstFloat is a float.
	ConstFloat float64
	// ConstComplex is an imaginary literal: the real part is 0.
	ConstComplex float64
	// ConstStr is a str in WTF-8: UTF-8 in which a lone surrogate stands as its three-byte sequence.
	ConstStr string
	// ConstBytes is a bytes object; the Go string holds its bytes.
	ConstBytes string
	// ConstTuple is a tuple of constants.
	ConstTuple []ConstValue
	// ConstFrozenSet is a frozenset of constants, in order of first appearance.
	ConstFrozenSet []ConstValue
)

func (ConstNone) isConst()      {}
func (ConstTrue) isConst()      {}
func (ConstFalse) isConst()     {}
func (ConstEllipsis) isConst()  {}
func (ConstInt) isConst()       {}
func (ConstFloat) isConst()     {}
func (ConstComplex) isConst()   {}
func (ConstStr) isConst()       {}
func (ConstBytes) isConst()     {}
func (ConstTuple) isConst()     {}
func (ConstFrozenSet) isConst() {}

// Roots.
type (
	// Module is a file.
	Module struct {
		Body        []Stmt
		TypeIgnores []*TypeIgnore
	}
	// Interactive is one statement, or one line of simple statements, typed at a prompt.
	Interactive struct{ Body []Stmt }
	// Expression is what eval takes.
	Expression struct{ Body Expr }
	// FunctionType is a signature type comment.
	FunctionType struct {
		Argtypes []Expr
		Returns  Expr
	}
	// TypeIgnore is a "# type: ignore" comment (Options.TypeComments only). It has a line but no Pos.
	TypeIgnore struct {
		Lineno int32
		Tag    string
	}
)

// Statements. Optional expressions are nil when absent. An optional identifier is "" when absent. TypeComment is nil when
// absent.
type (
	// FunctionDef is def.
	FunctionDef struct {
		Pos
		Name          string
		Args          *Arguments
		Body          []Stmt
		DecoratorList []Expr
		Returns       Expr
		TypeComment   *string
		TypeParams    []TypeParam
	}
	// AsyncFunctionDef is async def.
	AsyncFunctionDef struct {
		Pos
		Name          string
		Args          *Arguments
		Body          []Stmt
		DecoratorList []Expr
		Returns       Expr
		TypeComment   *string
		TypeParams    []TypeParam
	}
	// ClassDef is class.
	ClassDef struct {
		Pos
		Name          string
		Bases         []Expr
		Keywords      []*Keyword
		Body          []Stmt
		DecoratorList []Expr
		TypeParams    []TypeParam
	}
	// Return is return.
	Return struct {
		Pos
		Value Expr
	}
	// Delete is del.
	Delete struct {
		Pos
		Targets []Expr
	}
	// Assign is t1 = t2 = value.
	Assign struct {
		Pos
		Targets     []Expr
		Value       Expr
		TypeComment *string
	}
	// TypeAlias is type Name[params] = value; Name is a *Name in Store context.
	TypeAlias struct {
		Pos
		Name       Expr
		TypeParams []TypeParam
		Value      Expr
	}
	// AugAssign is target op= value.
	AugAssign struct {
		Pos
		Target Expr
		Op     Operator
		Value  Expr
	}
	// AnnAssign is target: annotation = value. Simple is true for a bare name without parentheses.
	AnnAssign struct {
		Pos
		Target     Expr
		Annotation Expr
		Value      Expr
		Simple     bool
	}
	// For is for.
	For struct {
		Pos
		Target      Expr
		Iter        Expr
		Body        []Stmt
		Orelse      []Stmt
		TypeComment *string
	}
	// AsyncFor is async for.
	AsyncFor struct {
		Pos
		Target      Expr
		Iter        Expr
		Body        []Stmt
		Orelse      []Stmt
		TypeComment *string
	}
	// While is while.
	While struct {
		Pos
		Test   Expr
		Body   []Stmt
		Orelse []Stmt
	}
	// If is if; elif is an If alone in Orelse.
	If struct {
		Pos
		Test   Expr
		Body   []Stmt
		Orelse []Stmt
	}
	// With is with.
	With struct {
		Pos
		Items       []*WithItem
		Body        []Stmt
		TypeComment *string
	}
	// AsyncWith is async with.
	AsyncWith struct {
		Pos
		Items       []*WithItem
		Body        []Stmt
		TypeComment *string
	}
	// Match is match.
	Match struct {
		Pos
		Subject Expr
		Cases   []*MatchCase
	}
	// Raise is raise exc from cause.
	Raise struct {
		Pos
		Exc   Expr
		Cause Expr
	}
	// Try is try with except clauses or finally.
	Try struct {
		Pos
		Body      []Stmt
		Handlers  []*ExceptHandler
		Orelse    []Stmt
		Finalbody []Stmt
	}
	// TryStar is try with except* clauses.
	TryStar struct {
		Pos
		Body      []Stmt
		Handlers  []*ExceptHandler
		Orelse    []Stmt
		Finalbody []Stmt
	}
	// Assert is assert.
	Assert struct {
		Pos
		Test Expr
		Msg  Expr
	}
	// Import is import a, b as c.
	Import struct {
		Pos
		Names []*Alias
	}
	// ImportFrom is from ..module import names. Module is "" for "from . import x"; Level counts the dots.
	ImportFrom struct {
		Pos
		Module string
		Names  []*Alias
		Level  int
	}
	// Global is global.
	Global struct {
		Pos
		Names []string
	}
	// Nonlocal is nonlocal.
	Nonlocal struct {
		Pos
		Names []string
	}
	// ExprStmt is an expression standing as a statement; ASDL names it Expr.
	ExprStmt struct {
		Pos
		Value Expr
	}
	// Pass is pass.
	Pass struct{ Pos }
	// Break is break.
	Break struct{ Pos }
	// Continue is continue.
	Continue struct{ Pos }
)

// Expressions.
type (
	// BoolOp is a and b and c; a run of one operator is one node.
	BoolOp struct {
		Pos
		Op     BoolOperator
		Values []Expr
	}
	// NamedExpr is target := value.
	NamedExpr struct {
		Pos
		Target Expr
		Value  Expr
	}
	// BinOp is left op right.
	BinOp struct {
		Pos
		Left  Expr
		Op    Operator
		Right Expr
	}
	// UnaryOp is op operand.
	UnaryOp struct {
		Pos
		Op      UnaryOperator
		Operand Expr
	}
	// Lambda is lambda args: body.
	Lambda struct {
		Pos
		Args *Arguments
		Body Expr
	}
	// IfExp is body if test else orelse.
	IfExp struct {
		Pos
		Test   Expr
		Body   Expr
		Orelse Expr
	}
	// Dict is a dict display; a nil key marks **value.
	Dict struct {
		Pos
		Keys   []Expr
		Values []Expr
	}
	// Set is a set display.
	Set struct {
		Pos
		Elts []Expr
	}
	// ListComp is [elt for ...].
	ListComp struct {
		Pos
		Elt        Expr
		Generators []*Comprehension
	}
	// SetComp is {elt for ...}.
	SetComp struct {
		Pos
		Elt        Expr
		Generators []*Comprehension
	}
	// DictComp is {key: value for ...}.
	DictComp struct {
		Pos
		Key        Expr
		Value      Expr
		Generators []*Comprehension
	}
	// GeneratorExp is (elt for ...).
	GeneratorExp struct {
		Pos
		Elt        Expr
		Generators []*Comprehension
	}
	// Await is await value.
	Await struct {
		Pos
		Value Expr
	}
	// Yield is yield value.
	Yield struct {
		Pos
		Value Expr
	}
	// YieldFrom is yield from value.
	YieldFrom struct {
		Pos
		Value Expr
	}
	// Compare is left ops[0] comparators[0] ops[1] ... .
	Compare struct {
		Pos
		Left        Expr
		Ops         []CmpOp
		Comparators []Expr
	}
	// Call is func(args, keywords). Starred arguments stand in Args, **mapping in Keywords.
	Call struct {
		Pos
		Func     Expr
		Args     []Expr
		Keywords []*Keyword
	}
	// FormattedValue is a replacement field of an f-string. Conversion is -1 or one of 's', 'r', 'a'.
	FormattedValue struct {
		Pos
		Value      Expr
		Conversion int
		FormatSpec Expr
	}
	// Interpolation is a replacement field of a t-string. Str is the source text of the expression.
	Interpolation struct {
		Pos
		Value      Expr
		Str        ConstValue
		Conversion int
		FormatSpec Expr
	}
	// JoinedStr is an f-string: *Constant and *FormattedValue parts.
	JoinedStr struct {
		Pos
		Values []Expr
	}
	// TemplateStr is a t-string: *Constant and *Interpolation parts.
	TemplateStr struct {
		Pos
		Values []Expr
	}
	// Constant is a literal. Kind is "u" for a u"" string, else "".
	Constant struct {
		Pos
		Value ConstValue
		Kind  string
	}
	// Attribute is value.attr.
	Attribute struct {
		Pos
		Value Expr
		Attr  string
		Ctx   ExprContext
	}
	// Subscript is value[slice].
	Subscript struct {
		Pos
		Value Expr
		Slice Expr
		Ctx   ExprContext
	}
	// Starred is *value.
	Starred struct {
		Pos
		Value Expr
		Ctx   ExprContext
	}
	// Name is an identifier.
	Name struct {
		Pos
		Id  string
		Ctx ExprContext
	}
	// List is a list display or target.
	List struct {
		Pos
		Elts []Expr
		Ctx  ExprContext
	}
	// Tuple is a tuple display or target.
	Tuple struct {
		Pos
		Elts []Expr
		Ctx  ExprContext
	}
	// Slice is lower:upper:step, only inside Subscript.
	Slice struct {
		Pos
		Lower Expr
		Upper Expr
		Step  Expr
	}
)

// Helpers of statements and expressions.
type (
	// Comprehension is one for clause with its conditions. It has no position.
	Comprehension struct {
		Target  Expr
		Iter    Expr
		Ifs     []Expr
		IsAsync bool
	}
	// ExceptHandler is except Type as Name.
	ExceptHandler struct {
		Pos
		Type Expr
		Name string
		Body []Stmt
	}
	// Arguments is a parameter list. It has no position. KwDefaults has one entry per Kwonlyargs, nil without a default;
	// Defaults belongs to the last parameters of Posonlyargs + Args.
	Arguments struct {
		Posonlyargs []*Arg
		Args        []*Arg
		Vararg      *Arg
		Kwonlyargs  []*Arg
		KwDefaults  []Expr
		Kwarg       *Arg
		Defaults    []Expr
	}
	// Arg is one parameter.
	Arg struct {
		Pos
		Arg         string
		Annotation  Expr
		TypeComment *string
	}
	// Keyword is arg=value in a call or class header, or **value when Arg is "".
	Keyword struct {
		Pos
		Arg   string
		Value Expr
	}
	// Alias is name as asname in an import; Name is dotted, or "*".
	Alias struct {
		Pos
		Name   string
		Asname string
	}
	// WithItem is context_expr as optional_vars. It has no position.
	WithItem struct {
		ContextExpr  Expr
		OptionalVars Expr
	}
	// MatchCase is one case block. It has no position.
	MatchCase struct {
		Pattern Pattern
		Guard   Expr
		Body    []Stmt
	}
)

// Patterns.
type (
	// MatchValue compares by ==.
	MatchValue struct {
		Pos
		Value Expr
	}
	// MatchSingleton compares by identity: None, True or False.
	MatchSingleton struct {
		Pos
		Value ConstValue
	}
	// MatchSequence is [p, q, *r].
	MatchSequence struct {
		Pos
		Patterns []Pattern
	}
	// MatchMapping is {key: pattern, **rest}; Rest is "" when absent.
	MatchMapping struct {
		Pos
		Keys     []Expr
		Patterns []Pattern
		Rest     string
	}
	// MatchClass is Cls(p, attr=q).
	MatchClass struct {
		Pos
		Cls         Expr
		Patterns    []Pattern
		KwdAttrs    []string
		KwdPatterns []Pattern
	}
	// MatchStar is *name; Name is "" for *_ .
	MatchStar struct {
		Pos
		Name string
	}
	// MatchAs is a capture (Pattern nil), pattern as name, or the wildcard _ (both absent).
	MatchAs struct {
		Pos
		Pattern Pattern
		Name    string
	}
	// MatchOr is p | q.
	MatchOr struct {
		Pos
		Patterns []Pattern
	}
)

// Type parameters.
type (
	// TypeVar is T: bound = default.
	TypeVar struct {
		Pos
		Name         string
		Bound        Expr
		DefaultValue Expr
	}
	// ParamSpec is **P = default.
	ParamSpec struct {
		Pos
		Name         string
		DefaultValue Expr
	}
	// TypeVarTuple is *Ts = default.
	TypeVarTuple struct {
		Pos
		Name         string
		DefaultValue Expr
	}
)

func (Pos) isNode() {}

func (*Module) isNode()        {}
func (*Interactive) isNode()   {}
func (*Expression) isNode()    {}
func (*FunctionType) isNode()  {}
func (*TypeIgnore) isNode()    {}
func (*Comprehension) isNode() {}
func (*Arguments) isNode()     {}
func (*WithItem) isNode()      {}
func (*MatchCase) isNode()     {}

func (*Module) isMod()       {}
func (*Interactive) isMod()  {}
func (*Expression) isMod()   {}
func (*FunctionType) isMod() {}

func (*FunctionDef) isStmt()      {}
func (*AsyncFunctionDef) isStmt() {}
func (*ClassDef) isStmt()         {}
func (*Return) isStmt()           {}
func (*Delete) isStmt()           {}
func (*Assign) isStmt()           {}
func (*TypeAlias) isStmt()        {}
func (*AugAssign) isStmt()        {}
func (*AnnAssign) isStmt()        {}
func (*For) isStmt()              {}
func (*AsyncFor) isStmt()         {}
func (*While) isStmt()            {}
func (*If) isStmt()               {}
func (*With) isStmt()             {}
func (*AsyncWith) isStmt()        {}
func (*Match) isStmt()            {}
func (*Raise) isStmt()            {}
func (*Try) isStmt()              {}
func (*TryStar) isStmt()          {}
func (*Assert) isStmt()           {}
func (*Import) isStmt()           {}
func (*ImportFrom) isStmt()       {}
func (*Global) isStmt()           {}
func (*Nonlocal) isStmt()         {}
func (*ExprStmt) isStmt()         {}
func (*Pass) isStmt()             {}
func (*Break) isStmt()            {}
func (*Continue) isStmt()         {}

func (*BoolOp) isExpr()         {}
func (*NamedExpr) isExpr()      {}
func (*BinOp) isExpr()          {}
func (*UnaryOp) isExpr()        {}
func (*Lambda) isExpr()         {}
func (*IfExp) isExpr()          {}
func (*Dict) isExpr()           {}
func (*Set) isExpr()            {}
func (*ListComp) isExpr()       {}
func (*SetComp) isExpr()        {}
func (*DictComp) isExpr()       {}
func (*GeneratorExp) isExpr()   {}
func (*Await) isExpr()          {}
func (*Yield) isExpr()          {}
func (*YieldFrom) isExpr()      {}
func (*Compare) isExpr()        {}
func (*Call) isExpr()           {}
func (*FormattedValue) isExpr() {}
func (*Interpolation) isExpr()  {}
func (*JoinedStr) isExpr()      {}
func (*TemplateStr) isExpr()    {}
func (*Constant) isExpr()       {}
func (*Attribute) isExpr()      {}
func (*Subscript) isExpr()      {}
func (*Starred) isExpr()        {}
func (*Name) isExpr()           {}
func (*List) isExpr()           {}
func (*Tuple) isExpr()          {}
func (*Slice) isExpr()          {}

func (*MatchValue) isPattern()     {}
func (*MatchSingleton) isPattern() {}
func (*MatchSequence) isPattern()  {}
func (*MatchMapping) isPattern()   {}
func (*MatchClass) isPattern()     {}
func (*MatchStar) isPattern()      {}
func (*MatchAs) isPattern()        {}
func (*MatchOr) isPattern()        {}

func (*TypeVar) isTypeParam()      {}
func (*ParamSpec) isTypeParam()    {}
func (*TypeVarTuple) isTypeParam() {}
