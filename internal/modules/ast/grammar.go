// This file implements the abstract grammar of Python 3.14 (Library Reference, "ast", Abstract grammar) as a table.

package ast

// grammar has one line per class: name, base, then its fields as name:type, where type ends in * for a list and ? for an optional
// field. A line "@ class" says that instances have a position.
const grammar = `mod AST
Module mod body:stmt* type_ignores:type_ignore*
Interactive mod body:stmt*
Expression mod body:expr
FunctionType mod argtypes:expr* returns:expr
stmt AST
FunctionDef stmt name:identifier args:arguments body:stmt* decorator_list:expr* returns:expr? type_comment:identifier? type_params:type_param*
AsyncFunctionDef stmt name:identifier args:arguments body:stmt* decorator_list:expr* returns:expr? type_comment:identifier? type_params:type_param*
ClassDef stmt name:identifier bases:expr* keywords:keyword* body:stmt* decorator_list:expr* type_params:type_param*
Return stmt value:expr?
Delete stmt targets:expr*
Assign stmt targets:expr* value:expr type_comment:identifier?
TypeAlias stmt name:expr type_params:type_param* value:expr
AugAssign stmt target:expr op:operator value:expr
AnnAssign stmt target:expr annotation:expr value:expr? simple:int
For stmt target:expr iter:expr body:stmt* orelse:stmt* type_comment:identifier?
AsyncFor stmt target:expr iter:expr body:stmt* orelse:stmt* type_comment:identifier?
While stmt test:expr body:stmt* orelse:stmt*
If stmt test:expr body:stmt* orelse:stmt*
With stmt items:withitem* body:stmt* type_comment:identifier?
AsyncWith stmt items:withitem* body:stmt* type_comment:identifier?
Match stmt subject:expr cases:match_case*
Raise stmt exc:expr? cause:expr?
Try stmt body:stmt* handlers:excepthandler* orelse:stmt* finalbody:stmt*
TryStar stmt body:stmt* handlers:excepthandler* orelse:stmt* finalbody:stmt*
Assert stmt test:expr msg:expr?
Import stmt names:alias*
ImportFrom stmt module:identifier? names:alias* level:int?
Global stmt names:identifier*
Nonlocal stmt names:identifier*
Expr stmt value:expr
Pass stmt
Break stmt
Continue stmt
expr AST
BoolOp expr op:boolop values:expr*
NamedExpr expr target:expr value:expr
BinOp expr left:expr op:operator right:expr
UnaryOp expr op:unaryop operand:expr
Lambda expr args:arguments body:expr
IfExp expr test:expr body:expr orelse:expr
Dict expr keys:expr* values:expr*
Set expr elts:expr*
ListComp expr elt:expr generators:comprehension*
SetComp expr elt:expr generators:comprehension*
DictComp expr key:expr value:expr generators:comprehension*
GeneratorExp expr elt:expr generators:comprehension*
Await expr value:expr
Yield expr value:expr?
YieldFrom expr value:expr
Compare expr left:expr ops:cmpop* comparators:expr*
Call expr func:expr args:expr* keywords:keyword*
FormattedValue expr value:expr conversion:int format_spec:expr?
Interpolation expr value:expr str:object conversion:int format_spec:expr?
JoinedStr expr values:expr*
TemplateStr expr values:expr*
Constant expr value:object kind:identifier?
Attribute expr value:expr attr:identifier ctx:expr_context
Subscript expr value:expr slice:expr ctx:expr_context
Starred expr value:expr ctx:expr_context
Name expr id:identifier ctx:expr_context
List expr elts:expr* ctx:expr_context
Tuple expr elts:expr* ctx:expr_context
Slice expr lower:expr? upper:expr? step:expr?
expr_context AST
Load expr_context
Store expr_context
Del expr_context
boolop AST
And boolop
Or boolop
operator AST
Add operator
Sub operator
Mult operator
MatMult operator
Div operator
Mod operator
Pow operator
LShift operator
RShift operator
BitOr operator
BitXor operator
BitAnd operator
FloorDiv operator
unaryop AST
Invert unaryop
Not unaryop
UAdd unaryop
USub unaryop
cmpop AST
Eq cmpop
NotEq cmpop
Lt cmpop
LtE cmpop
Gt cmpop
GtE cmpop
Is cmpop
IsNot cmpop
In cmpop
NotIn cmpop
comprehension AST target:expr iter:expr ifs:expr* is_async:int
excepthandler AST
ExceptHandler excepthandler type:expr? name:identifier? body:stmt*
arguments AST posonlyargs:arg* args:arg* vararg:arg? kwonlyargs:arg* kw_defaults:expr* kwarg:arg? defaults:expr*
arg AST arg:identifier annotation:expr? type_comment:identifier?
keyword AST arg:identifier? value:expr
alias AST name:identifier asname:identifier?
withitem AST context_expr:expr optional_vars:expr?
match_case AST pattern:pattern guard:expr? body:stmt*
pattern AST
MatchValue pattern value:expr
MatchSingleton pattern value:object
MatchSequence pattern patterns:pattern*
MatchMapping pattern keys:expr* patterns:pattern* rest:identifier?
MatchClass pattern cls:expr patterns:pattern* kwd_attrs:identifier* kwd_patterns:pattern*
MatchStar pattern name:identifier?
MatchAs pattern pattern:pattern? name:identifier?
MatchOr pattern patterns:pattern*
type_ignore AST
TypeIgnore type_ignore lineno:int tag:identifier
type_param AST
TypeVar type_param name:identifier bound:expr? default_value:expr?
ParamSpec type_param name:identifier default_value:expr?
TypeVarTuple type_param name:identifier default_value:expr?
@ stmt expr excepthandler arg keyword alias pattern type_param
`
