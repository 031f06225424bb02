// This file implements the opcode table: every instruction of the register machine is declared once, here, with its
// operands and its effect as an assignment over registers. Verifier, disassembler, names and docs derive from it.

package code

// Instr is one instruction: four 16-bit fields, op in the low bits, then A, B, C.
// Instructions never change at run time; what an instruction learns lives in the site its C operand names.
type Instr uint64

// Make packs an instruction.
func Make(op Op, a, b, c int) Instr {
	return Instr(op) | Instr(uint16(a))<<16 | Instr(uint16(b))<<32 | Instr(uint16(c))<<48
}

// MakeWide packs an instruction whose B and C fields form one signed 32-bit operand.
func MakeWide(op Op, a int, w int32) Instr {
	return Instr(op) | Instr(uint16(a))<<16 | Instr(uint32(w))<<32
}

// Op returns the opcode.
func (i Instr) Op() Op { return Op(i & 0xffff) }

// A returns the first operand.
func (i Instr) A() int { return int(uint16(i >> 16)) }

// B returns the second operand.
func (i Instr) B() int { return int(uint16(i >> 32)) }

// C returns the third operand.
func (i Instr) C() int { return int(uint16(i >> 48)) }

// SB returns the second operand as a signed number.
func (i Instr) SB() int { return int(int16(i >> 32)) }

// SC returns the third operand as a signed number.
func (i Instr) SC() int { return int(int16(i >> 48)) }

// W returns B and C as one signed 32-bit operand.
func (i Instr) W() int { return int(int32(i >> 32)) }

// Op is an opcode.
type Op uint16

// Format says what the three operand fields of an instruction are. The letters are:
//
//	r register written   u register read   m register read and written   - unused
//	s site (name + inline cache)   n name index   k constant index
//	i signed 16-bit immediate   c small count or kind   j signed jump offset, relative to the next instruction
//	W signed 32-bit immediate in B and C   K 32-bit constant index in B and C   J 32-bit jump offset in B and C
//	w first register of a window (its extent is given by the effect)
type Format string

// OpInfo describes one opcode.
type OpInfo struct {
	Name   string
	Format Format
	Effect string
	Raises bool // can raise
	Calls  bool // can run Python code
}

// The registers of a frame are R[0..]; the first NumLocals are the named locals (Code.Locals) in order.
// "absent" is the zero Value: an unbound local or an empty cell. Every taken jump with a negative offset is a safe point.
const (
	NOP Op = iota

	// Moves and names.
	MOVE
	LOAD_CONST
	LOAD_INT
	CHECK_BOUND
	UNBIND
	DELETE_FAST
	LOAD_GLOBAL
	STORE_GLOBAL
	DELETE_GLOBAL
	LOAD_NAME
	STORE_NAME
	DELETE_NAME
	MAKE_CELL
	COPY_FREE_VARS
	LOAD_DEREF
	STORE_DEREF
	DELETE_DEREF
	LOAD_DICT_OR_DEREF
	LOAD_DICT_OR_GLOBAL
	LOAD_LOCALS
	LOAD_BUILD_CLASS
	LOAD_COMMON

	// Arithmetic. The order of the thirteen operators is ORDER BINOP (also object/number.go).
	ADD
	SUB
	MUL
	MATMUL
	TRUEDIV
	FLOORDIV
	MOD
	POW
	LSHIFT
	RSHIFT
	AND
	OR
	XOR
	IADD
	ISUB
	IMUL
	IMATMUL
	ITRUEDIV
	IFLOORDIV
	IMOD
	IPOW
	ILSHIFT
	IRSHIFT
	IAND
	IOR
	IXOR
	ADD_I
	SUB_I
	MUL_I
	FLOORDIV_I
	MOD_I
	AND_I
	LSHIFT_I
	RSHIFT_I
	IADD_I
	ISUB_I
	NEG
	POS
	INVERT
	NOT

	// Comparison. The order LT LE EQ NE GT GE is ORDER CMP (also object/compare.go).
	LT
	LE
	EQ
	NE
	GT
	GE
	IS
	IS_NOT
	IN
	NOT_IN

	// Jumps.
	JUMP
	JTRUE
	JFALSE
	JNONE
	JNOT_NONE
	JIS
	JIS_NOT
	JABSENT
	JLT
	JLE
	JEQ
	JNE
	JGT
	JGE
	JNLT
	JNLE
	JNEQ
	JNNE
	JNGT
	JNGE
	JLT_I
	JLE_I
	JEQ_I
	JNE_I
	JGT_I
	JGE_I
	JNLT_I
	JNLE_I
	JNEQ_I
	JNNE_I
	JNGT_I
	JNGE_I

	// Iteration and unpacking.
	GET_ITER
	FOR_ITER
	FOR_LOOP
	UNPACK_SEQUENCE
	UNPACK_EX
	GET_LEN

	// Building.
	BUILD_TUPLE
	BUILD_LIST
	BUILD_SET
	BUILD_MAP
	BUILD_STRING
	BUILD_SLICE
	BUILD_TEMPLATE
	BUILD_INTERPOLATION
	LIST_APPEND
	LIST_EXTEND
	LIST_TO_TUPLE
	SET_ADD
	SET_UPDATE
	MAP_ADD
	DICT_UPDATE
	DICT_MERGE
	FORMAT_SIMPLE
	FORMAT_PIECE
	FORMAT_SPEC
	CONVERT

	// Subscripts and attributes.
	GETITEM
	GETITEM_I
	SETITEM
	DELITEM
	GETSLICE
	SETSLICE
	LOAD_ATTR
	LOAD_METHOD
	STORE_ATTR
	DELETE_ATTR
	LOAD_SUPER_ATTR
	LOAD_SUPER_METHOD
	LOAD_SUPER_ATTR_0
	LOAD_SUPER_METHOD_0
	LOAD_SPECIAL

	// Calls and functions.
	CALL
	CALL_METHOD
	CALL_KW
	CALL_METHOD_KW
	CALL_EX
	MAKE_FUNCTION
	SET_FUNCTION_ATTR
	SET_CLOSURE
	MAKE_GENERATOR
	RETURN
	RETURN_NONE
	INTRINSIC1
	INTRINSIC2

	// Imports.
	IMPORT_NAME
	IMPORT_FROM
	IMPORT_STAR

	// Generators and coroutines.
	YIELD
	YIELD_DELEGATE
	SEND
	GET_YIELD_FROM_ITER
	GET_AWAITABLE
	GET_AITER
	GET_ANEXT
	END_ASYNC_FOR

	// Exceptions.
	RAISE
	RERAISE
	PUSH_EXC
	POP_EXC
	EXC_MATCH
	EG_MATCH
	WITH_EXCEPT_START

	// Pattern matching.
	MATCH_SEQUENCE
	MATCH_MAPPING
	MATCH_KEYS
	MATCH_CLASS

	// TRAP stands behind the last instruction of every code object and is never reached.
	TRAP

	NumOps
)

// Ops is the table of all opcodes, indexed by Op. "raise X" names the error of the uncommon case; every operation that can
// run Python code can raise anything.
func Ops() *[NumOps]OpInfo { return &ops }

var ops = [NumOps]OpInfo{
	NOP: {"NOP", "---", "nothing", false, false},

	MOVE:                {"MOVE", "ru-", "R[A] = R[B]", false, false},
	LOAD_CONST:          {"LOAD_CONST", "rK", "R[A] = K[W]", false, false},
	LOAD_INT:            {"LOAD_INT", "rW", "R[A] = W", false, false},
	CHECK_BOUND:         {"CHECK_BOUND", "un-", "if R[A] absent: raise UnboundLocalError naming N[B]", true, false},
	UNBIND:              {"UNBIND", "r--", "R[A] = absent (no error)", false, false},
	DELETE_FAST:         {"DELETE_FAST", "mn-", "if R[A] absent: raise UnboundLocalError naming N[B]; R[A] = absent", true, false},
	LOAD_GLOBAL:         {"LOAD_GLOBAL", "r-s", "R[A] = globals[S] or builtins[S], else raise NameError", true, true},
	STORE_GLOBAL:        {"STORE_GLOBAL", "u-s", "globals[S] = R[A]", true, true},
	DELETE_GLOBAL:       {"DELETE_GLOBAL", "--s", "del globals[S], else raise NameError", true, true},
	LOAD_NAME:           {"LOAD_NAME", "r-s", "R[A] = namespace[S] or globals[S] or builtins[S], else raise NameError", true, true},
	STORE_NAME:          {"STORE_NAME", "u-s", "namespace[S] = R[A]", true, true},
	DELETE_NAME:         {"DELETE_NAME", "--s", "del namespace[S], else raise NameError", true, true},
	MAKE_CELL:           {"MAKE_CELL", "m--", "R[A] = new cell holding R[A] (which may be absent)", false, false},
	COPY_FREE_VARS:      {"COPY_FREE_VARS", "wc-", "R[A..A+B-1] = the B cells of the function's closure", false, false},
	LOAD_DEREF:          {"LOAD_DEREF", "run", "R[A] = cell R[B]; if absent raise UnboundLocalError/NameError naming N[C] (NameError if B is a free variable)", true, false},
	STORE_DEREF:         {"STORE_DEREF", "uu-", "cell R[B] = R[A]", false, false},
	DELETE_DEREF:        {"DELETE_DEREF", "-un", "cell R[B] = absent; if it was, raise as LOAD_DEREF", true, false},
	LOAD_DICT_OR_DEREF:  {"LOAD_DICT_OR_DEREF", "mun", "R[A] = mapping R[A][N[C]] if present, else as LOAD_DEREF from cell R[B]", true, true},
	LOAD_DICT_OR_GLOBAL: {"LOAD_DICT_OR_GLOBAL", "m-s", "R[A] = mapping R[A][S] if present, else as LOAD_GLOBAL", true, true},
	LOAD_LOCALS:         {"LOAD_LOCALS", "r--", "R[A] = namespace (class, module and exec code only)", true, false},
	LOAD_BUILD_CLASS:    {"LOAD_BUILD_CLASS", "r--", "R[A] = builtins.__build_class__", true, false},
	LOAD_COMMON:         {"LOAD_COMMON", "rc-", "R[A] = the Common constant B, whatever builtins says", false, false},

	ADD:        {"ADD", "ruu", "R[A] = R[B] + R[C]", true, true},
	SUB:        {"SUB", "ruu", "R[A] = R[B] - R[C]", true, true},
	MUL:        {"MUL", "ruu", "R[A] = R[B] * R[C]", true, true},
	MATMUL:     {"MATMUL", "ruu", "R[A] = R[B] @ R[C]", true, true},
	TRUEDIV:    {"TRUEDIV", "ruu", "R[A] = R[B] / R[C]", true, true},
	FLOORDIV:   {"FLOORDIV", "ruu", "R[A] = R[B] // R[C]", true, true},
	MOD:        {"MOD", "ruu", "R[A] = R[B] % R[C]", true, true},
	POW:        {"POW", "ruu", "R[A] = R[B] ** R[C]", true, true},
	LSHIFT:     {"LSHIFT", "ruu", "R[A] = R[B] << R[C]", true, true},
	RSHIFT:     {"RSHIFT", "ruu", "R[A] = R[B] >> R[C]", true, true},
	AND:        {"AND", "ruu", "R[A] = R[B] & R[C]", true, true},
	OR:         {"OR", "ruu", "R[A] = R[B] | R[C]", true, true},
	XOR:        {"XOR", "ruu", "R[A] = R[B] ^ R[C]", true, true},
	IADD:       {"IADD", "ruu", "t = R[B]; t += R[C]; R[A] = t", true, true},
	ISUB:       {"ISUB", "ruu", "t = R[B]; t -= R[C]; R[A] = t", true, true},
	IMUL:       {"IMUL", "ruu", "t = R[B]; t *= R[C]; R[A] = t", true, true},
	IMATMUL:    {"IMATMUL", "ruu", "t = R[B]; t @= R[C]; R[A] = t", true, true},
	ITRUEDIV:   {"ITRUEDIV", "ruu", "t = R[B]; t /= R[C]; R[A] = t", true, true},
	IFLOORDIV:  {"IFLOORDIV", "ruu", "t = R[B]; t //= R[C]; R[A] = t", true, true},
	IMOD:       {"IMOD", "ruu", "t = R[B]; t %= R[C]; R[A] = t", true, true},
	IPOW:       {"IPOW", "ruu", "t = R[B]; t **= R[C]; R[A] = t", true, true},
	ILSHIFT:    {"ILSHIFT", "ruu", "t = R[B]; t <<= R[C]; R[A] = t", true, true},
	IRSHIFT:    {"IRSHIFT", "ruu", "t = R[B]; t >>= R[C]; R[A] = t", true, true},
	IAND:       {"IAND", "ruu", "t = R[B]; t &= R[C]; R[A] = t", true, true},
	IOR:        {"IOR", "ruu", "t = R[B]; t |= R[C]; R[A] = t", true, true},
	IXOR:       {"IXOR", "ruu", "t = R[B]; t ^= R[C]; R[A] = t", true, true},
	ADD_I:      {"ADD_I", "rui", "R[A] = R[B] + C", true, true},
	SUB_I:      {"SUB_I", "rui", "R[A] = R[B] - C", true, true},
	MUL_I:      {"MUL_I", "rui", "R[A] = R[B] * C", true, true},
	FLOORDIV_I: {"FLOORDIV_I", "rui", "R[A] = R[B] // C", true, true},
	MOD_I:      {"MOD_I", "rui", "R[A] = R[B] % C", true, true},
	AND_I:      {"AND_I", "rui", "R[A] = R[B] & C", true, true},
	LSHIFT_I:   {"LSHIFT_I", "rui", "R[A] = R[B] << C", true, true},
	RSHIFT_I:   {"RSHIFT_I", "rui", "R[A] = R[B] >> C", true, true},
	IADD_I:     {"IADD_I", "rui", "t = R[B]; t += C; R[A] = t", true, true},
	ISUB_I:     {"ISUB_I", "rui", "t = R[B]; t -= C; R[A] = t", true, true},
	NEG:        {"NEG", "ru-", "R[A] = -R[B]", true, true},
	POS:        {"POS", "ru-", "R[A] = +R[B]", true, true},
	INVERT:     {"INVERT", "ru-", "R[A] = ~R[B]", true, true},
	NOT:        {"NOT", "ru-", "R[A] = not R[B]", true, true},

	LT:     {"LT", "ruu", "R[A] = R[B] < R[C]", true, true},
	LE:     {"LE", "ruu", "R[A] = R[B] <= R[C]", true, true},
	EQ:     {"EQ", "ruu", "R[A] = R[B] == R[C]", true, true},
	NE:     {"NE", "ruu", "R[A] = R[B] != R[C]", true, true},
	GT:     {"GT", "ruu", "R[A] = R[B] > R[C]", true, true},
	GE:     {"GE", "ruu", "R[A] = R[B] >= R[C]", true, true},
	IS:     {"IS", "ruu", "R[A] = R[B] is R[C]", false, false},
	IS_NOT: {"IS_NOT", "ruu", "R[A] = R[B] is not R[C]", false, false},
	IN:     {"IN", "ruu", "R[A] = R[B] in R[C]", true, true},
	NOT_IN: {"NOT_IN", "ruu", "R[A] = R[B] not in R[C]", true, true},

	JUMP:      {"JUMP", "-J", "pc += W", false, true},
	JTRUE:     {"JTRUE", "uJ", "if R[A]: pc += W", true, true},
	JFALSE:    {"JFALSE", "uJ", "if not R[A]: pc += W", true, true},
	JNONE:     {"JNONE", "uJ", "if R[A] is None: pc += W", false, true},
	JNOT_NONE: {"JNOT_NONE", "uJ", "if R[A] is not None: pc += W", false, true},
	JIS:       {"JIS", "uuj", "if R[A] is R[B]: pc += C", false, true},
	JIS_NOT:   {"JIS_NOT", "uuj", "if R[A] is not R[B]: pc += C", false, true},
	JABSENT:   {"JABSENT", "uJ", "if R[A] absent: pc += W", false, true},
	JLT:       {"JLT", "uuj", "if R[A] < R[B]: pc += C", true, true},
	JLE:       {"JLE", "uuj", "if R[A] <= R[B]: pc += C", true, true},
	JEQ:       {"JEQ", "uuj", "if R[A] == R[B]: pc += C", true, true},
	JNE:       {"JNE", "uuj", "if R[A] != R[B]: pc += C", true, true},
	JGT:       {"JGT", "uuj", "if R[A] > R[B]: pc += C", true, true},
	JGE:       {"JGE", "uuj", "if R[A] >= R[B]: pc += C", true, true},
	JNLT:      {"JNLT", "uuj", "if not R[A] < R[B]: pc += C", true, true},
	JNLE:      {"JNLE", "uuj", "if not R[A] <= R[B]: pc += C", true, true},
	JNEQ:      {"JNEQ", "uuj", "if not R[A] == R[B]: pc += C", true, true},
	JNNE:      {"JNNE", "uuj", "if not R[A] != R[B]: pc += C", true, true},
	JNGT:      {"JNGT", "uuj", "if not R[A] > R[B]: pc += C", true, true},
	JNGE:      {"JNGE", "uuj", "if not R[A] >= R[B]: pc += C", true, true},
	JLT_I:     {"JLT_I", "uij", "if R[A] < B: pc += C", true, true},
	JLE_I:     {"JLE_I", "uij", "if R[A] <= B: pc += C", true, true},
	JEQ_I:     {"JEQ_I", "uij", "if R[A] == B: pc += C", true, true},
	JNE_I:     {"JNE_I", "uij", "if R[A] != B: pc += C", true, true},
	JGT_I:     {"JGT_I", "uij", "if R[A] > B: pc += C", true, true},
	JGE_I:     {"JGE_I", "uij", "if R[A] >= B: pc += C", true, true},
	JNLT_I:    {"JNLT_I", "uij", "if not R[A] < B: pc += C", true, true},
	JNLE_I:    {"JNLE_I", "uij", "if not R[A] <= B: pc += C", true, true},
	JNEQ_I:    {"JNEQ_I", "uij", "if not R[A] == B: pc += C", true, true},
	JNNE_I:    {"JNNE_I", "uij", "if not R[A] != B: pc += C", true, true},
	JNGT_I:    {"JNGT_I", "uij", "if not R[A] > B: pc += C", true, true},
	JNGE_I:    {"JNGE_I", "uij", "if not R[A] >= B: pc += C", true, true},

	GET_ITER:        {"GET_ITER", "ru-", "R[A] = iter(R[B])", true, true},
	FOR_ITER:        {"FOR_ITER", "ruj", "R[A] = next(R[B]); when exhausted R[A] is unchanged and pc += C", true, true},
	FOR_LOOP:        {"FOR_LOOP", "ruj", "R[A] = next(R[B]) and pc += C; when exhausted R[A] is unchanged and control goes on", true, true},
	UNPACK_SEQUENCE: {"UNPACK_SEQUENCE", "wuc", "R[A..A+C-1] = R[B], which must have exactly C items; on an error none is written", true, true},
	UNPACK_EX:       {"UNPACK_EX", "wuc", "R[A..] = first C&255 items of R[B], then a list of the middle, then the last C>>8 items", true, true},
	GET_LEN:         {"GET_LEN", "ru-", "R[A] = len(R[B])", true, true},

	BUILD_TUPLE:         {"BUILD_TUPLE", "rwc", "R[A] = tuple of R[B..B+C-1]", false, false},
	BUILD_LIST:          {"BUILD_LIST", "rwc", "R[A] = list of R[B..B+C-1]", false, false},
	BUILD_SET:           {"BUILD_SET", "rwc", "R[A] = set of R[B..B+C-1]; C = 0, B = A-1: for the call of R[B]", true, true},
	BUILD_MAP:           {"BUILD_MAP", "rwc", "R[A] = dict of the C pairs R[B], R[B+1]; R[B+2], ...", true, true},
	BUILD_STRING:        {"BUILD_STRING", "rwc", "R[A] = concatenation of the strings R[B..B+C-1]", false, false},
	BUILD_SLICE:         {"BUILD_SLICE", "rwc", "R[A] = slice(R[B], R[B+1]) or, if C is 3, slice(R[B], R[B+1], R[B+2])", false, false},
	BUILD_TEMPLATE:      {"BUILD_TEMPLATE", "rw-", "R[A] = Template(strings tuple R[B], interpolations tuple R[B+1])", true, false},
	BUILD_INTERPOLATION: {"BUILD_INTERPOLATION", "rwc", "R[A] = Interpolation(value R[B], expression R[B+1], format spec R[B+2]), conversion C (Conv kinds)", true, false},
	LIST_APPEND:         {"LIST_APPEND", "uu-", "list R[A] appends R[B]", false, false},
	LIST_EXTEND:         {"LIST_EXTEND", "uuc", "list R[A] extends by iterable R[B]; C=1: a TypeError for a non-iterable says 'Value after * must be an iterable, not T'", true, true},
	LIST_TO_TUPLE:       {"LIST_TO_TUPLE", "ru-", "R[A] = tuple(list R[B])", false, false},
	SET_ADD:             {"SET_ADD", "uu-", "set R[A] adds R[B]", true, true},
	SET_UPDATE:          {"SET_UPDATE", "uu-", "set R[A] adds all of iterable R[B]", true, true},
	MAP_ADD:             {"MAP_ADD", "uuu", "dict R[A][R[B]] = R[C]", true, true},
	DICT_UPDATE:         {"DICT_UPDATE", "uu-", "dict R[A].update(mapping R[B]); TypeError if R[B] is not a mapping", true, true},
	DICT_MERGE:          {"DICT_MERGE", "uuu", "as DICT_UPDATE for **R[B] in a call of R[C]: a duplicate or non-string key raises TypeError naming the function", true, true},
	FORMAT_SIMPLE:       {"FORMAT_SIMPLE", "ruc", "R[A] = format(conversion C of R[B], '') (Conv kinds)", true, true},
	FORMAT_PIECE:        {"FORMAT_PIECE", "ruc", "as FORMAT_SIMPLE for BUILD_STRING, which formats ints and floats itself", true, true},
	FORMAT_SPEC:         {"FORMAT_SPEC", "rwc", "R[A] = format(conversion C of R[B], R[B+1])", true, true},
	CONVERT:             {"CONVERT", "ruc", "R[A] = conversion C of R[B] (Conv kinds)", true, true},

	GETITEM:             {"GETITEM", "ruu", "R[A] = R[B][R[C]]", true, true},
	GETITEM_I:           {"GETITEM_I", "rui", "R[A] = R[B][C]", true, true},
	SETITEM:             {"SETITEM", "uuu", "R[A][R[B]] = R[C]", true, true},
	DELITEM:             {"DELITEM", "uu-", "del R[A][R[B]]", true, true},
	GETSLICE:            {"GETSLICE", "rw-", "R[A] = R[B][R[B+1]:R[B+2]]", true, true},
	SETSLICE:            {"SETSLICE", "wu-", "R[A][R[A+1]:R[A+2]] = R[B]", true, true},
	LOAD_ATTR:           {"LOAD_ATTR", "rus", "R[A] = R[B].S", true, true},
	LOAD_METHOD:         {"LOAD_METHOD", "wus", "R[A], R[A+1] = function, R[B] if S is a method of R[B]'s type; else R[B].S, absent", true, true},
	STORE_ATTR:          {"STORE_ATTR", "uus", "R[A].S = R[B]", true, true},
	DELETE_ATTR:         {"DELETE_ATTR", "u-s", "del R[A].S", true, true},
	LOAD_SUPER_ATTR:     {"LOAD_SUPER_ATTR", "rws", "R[A] = R[B](R[B+1], R[B+2]).S, without building the super object if R[B] is the builtin super", true, true},
	LOAD_SUPER_METHOD:   {"LOAD_SUPER_METHOD", "wws", "R[A], R[A+1] = as LOAD_METHOD for R[B](R[B+1], R[B+2]).S", true, true},
	LOAD_SUPER_ATTR_0:   {"LOAD_SUPER_ATTR_0", "rws", "as LOAD_SUPER_ATTR, but if R[B] is not the builtin super it is called without arguments", true, true},
	LOAD_SUPER_METHOD_0: {"LOAD_SUPER_METHOD_0", "wws", "as LOAD_SUPER_METHOD, but if R[B] is not the builtin super it is called without arguments", true, true},
	LOAD_SPECIAL:        {"LOAD_SPECIAL", "wuc", "R[A], R[A+1] = as LOAD_METHOD for the special method C (Special kinds) looked up on the type of R[B]", true, true},

	CALL:              {"CALL", "wcr", "R[C] = R[A](R[A+1..A+B])", true, true},
	CALL_METHOD:       {"CALL_METHOD", "wcr", "R[C] = R[A](R[A+1], R[A+2..A+1+B]), leaving R[A+1] out if it is absent", true, true},
	CALL_KW:           {"CALL_KW", "wck", "as CALL into R[A]; the last len(K[C]) arguments are keywords named by the tuple K[C]", true, true},
	CALL_METHOD_KW:    {"CALL_METHOD_KW", "wck", "as CALL_METHOD into R[A]; the last len(K[C]) arguments are keywords named by the tuple K[C]", true, true},
	CALL_EX:           {"CALL_EX", "wc-", "R[A] = R[A](*R[A+1], **R[A+2]); R[A+1] is a tuple or any iterable, R[A+2] any mapping; B=0: there is no R[A+2]", true, true},
	MAKE_FUNCTION:     {"MAKE_FUNCTION", "rK", "R[A] = new function of code K[W] with the frame's globals", false, false},
	SET_FUNCTION_ATTR: {"SET_FUNCTION_ATTR", "uuc", "attribute C (FuncAttr kinds) of function R[A] = R[B]", false, false},
	SET_CLOSURE:       {"SET_CLOSURE", "uwc", "the cells of function R[A] = R[B..B+C-1]", true, false},
	MAKE_GENERATOR:    {"MAKE_GENERATOR", "wck", "R[A] = generator of code K[C] with the iterator R[A] and the cells R[A+1..A+B]", true, false},
	RETURN:            {"RETURN", "u--", "return R[A]", true, true},
	RETURN_NONE:       {"RETURN_NONE", "---", "return None", true, true},
	INTRINSIC1:        {"INTRINSIC1", "ruc", "R[A] = intrinsic C (Intrinsic1 kinds) of R[B]", true, true},
	INTRINSIC2:        {"INTRINSIC2", "rwc", "R[A] = intrinsic C (Intrinsic2 kinds) of R[B], R[B+1]", true, true},

	IMPORT_NAME: {"IMPORT_NAME", "rwn", "R[A] = __import__(N[C], globals, locals, fromlist R[B+1], level R[B])", true, true},
	IMPORT_FROM: {"IMPORT_FROM", "run", "R[A] = attribute N[C] of module R[B], else raise ImportError", true, true},
	IMPORT_STAR: {"IMPORT_STAR", "u--", "namespace gains the public names of module R[A]", true, true},

	YIELD:               {"YIELD", "m--", "yield R[A]; R[A] = the value sent", true, true},
	YIELD_DELEGATE:      {"YIELD_DELEGATE", "mu-", "as YIELD on behalf of the sub-iterator R[B]; always between a SEND and a JUMP back to it, whose next instruction is SEND's target", true, true},
	SEND:                {"SEND", "muj", "send R[A] to iterator R[B]: R[A] = yielded value, or when it returns R[A] = its result and pc += C", true, true},
	GET_YIELD_FROM_ITER: {"GET_YIELD_FROM_ITER", "ru-", "R[A] = iter(R[B]) for yield from", true, true},
	GET_AWAITABLE:       {"GET_AWAITABLE", "ruc", "R[A] = awaitable iterator of R[B]; C: 0 await, 1 from __aenter__, 2 from __aexit__", true, true},
	GET_AITER:           {"GET_AITER", "ru-", "R[A] = aiter(R[B])", true, true},
	GET_ANEXT:           {"GET_ANEXT", "ru-", "R[A] = awaitable of anext(R[B])", true, true},
	END_ASYNC_FOR:       {"END_ASYNC_FOR", "u--", "if exception R[A] is not StopAsyncIteration, re-raise it", true, false},

	RAISE:             {"RAISE", "uuc", "C=0: raise; C=1: raise R[A]; C=2: raise R[A] from R[B]", true, true},
	RERAISE:           {"RERAISE", "uc-", "raise exception R[A] again, traceback unchanged; if B is not 0 the traceback line stays that of the instruction that first raised here", true, false},
	PUSH_EXC:          {"PUSH_EXC", "ru-", "R[A] = the exception being handled or None; the exception being handled = R[B]", false, false},
	POP_EXC:           {"POP_EXC", "u--", "the exception being handled = R[A] (None: none)", false, false},
	EXC_MATCH:         {"EXC_MATCH", "ruu", "R[A] = exception R[B] matches the class or tuple R[C]; raise TypeError for a non-class", true, true},
	EG_MATCH:          {"EG_MATCH", "wuu", "R[A], R[A+1] = the rest and the matching part of R[B] split by type R[C] (None where empty; if R[B] is None both are); a match becomes the exception being handled", true, true},
	WITH_EXCEPT_START: {"WITH_EXCEPT_START", "rwu", "R[A] = R[B](R[B+1], type(R[C]), R[C], R[C].__traceback__), leaving R[B+1] out if absent", true, true},

	MATCH_SEQUENCE: {"MATCH_SEQUENCE", "ru-", "R[A] = R[B] is a sequence pattern subject", false, false},
	MATCH_MAPPING:  {"MATCH_MAPPING", "ru-", "R[A] = R[B] is a mapping pattern subject", false, false},
	MATCH_KEYS:     {"MATCH_KEYS", "ruu", "R[A] = tuple of values of mapping R[B] at the keys of tuple R[C], or None", true, true},
	MATCH_CLASS:    {"MATCH_CLASS", "rwc", "R[A] = tuple of C positional and then the keyword attributes of subject R[B] as class R[B+1] (keyword names: tuple R[B+2]), or None", true, true},

	TRAP: {"TRAP", "---", "unreachable", false, false},
}

// RegisterForm returns the arithmetic instruction that op, from ADD_I to ISUB_I, is but for its last operand, which is in no register.
func (op Op) RegisterForm() Op {
	return [...]Op{ADD, SUB, MUL, FLOORDIV, MOD, AND, LSHIFT, RSHIFT, IADD, ISUB}[op-ADD_I]
}

// String returns the opcode's name.
func (op Op) String() string {
	if op < NumOps {
		return ops[op].Name
	}
	return "?"
}

// Conv kinds: the C operand of FORMAT_SIMPLE, FORMAT_PIECE, FORMAT_SPEC, CONVERT and BUILD_INTERPOLATION.
const (
	ConvNone = iota
	ConvStr
	ConvRepr
	ConvASCII
)

// FuncAttr kinds: the C operand of SET_FUNCTION_ATTR.
const (
	FuncDefaults   = iota // tuple
	FuncKwDefaults        // dict
	FuncAnnotate          // the __annotate__ function
	FuncClosure           // tuple of cells
	FuncTypeParams        // tuple
)

// Common constants: the B operand of LOAD_COMMON.
const (
	CommonAssertionError = iota
	CommonNotImplementedError
	CommonTuple
	CommonAll
	CommonAny
)

// Special kinds: the C operand of LOAD_SPECIAL. A missing method raises the TypeError of the with or async with statement.
const (
	SpecialEnter = iota
	SpecialExit
	SpecialAEnter
	SpecialAExit
)

// Intrinsic1 kinds: the C operand of INTRINSIC1.
const (
	IntrinsicPrint              = iota // sys.displayhook(v); result None
	IntrinsicStopIterationError        // exception v that leaves a generator: StopIteration (StopAsyncIteration) becomes RuntimeError
	IntrinsicTypeVar                   // TypeVar(name)
	IntrinsicParamSpec                 // ParamSpec(name)
	IntrinsicTypeVarTuple              // TypeVarTuple(name)
	IntrinsicSubscriptGeneric          // typing.Generic[*v] for the type parameters of a class
	IntrinsicTypeAlias                 // TypeAliasType from the tuple (name, type parameters or None, function that computes the value)
	IntrinsicUnpackStar                // tuple(v) for *v in a subscript or annotation
	IntrinsicSetupAnnotations          // namespace gains __annotations__ (v unused); result None
)

// Intrinsic2 kinds: the C operand of INTRINSIC2.
const (
	IntrinsicPrepReraiseStar        = iota // (original exception, list of raised/unmatched) -> exception to raise, or None
	IntrinsicTypeVarWithBound              // TypeVar(name, evaluator of bound)
	IntrinsicTypeVarWithConstraints        // TypeVar(name, evaluator of constraints)
	IntrinsicSetTypeParamDefault           // (type parameter, evaluator) -> type parameter
	IntrinsicSetFunctionTypeParams         // (function, tuple) -> function
	IntrinsicCopyDictWithoutKeys           // (mapping, tuple of keys) -> new dict
)
