// This file implements the exception hierarchy: the built-in classes and the fields they add.

package object

import "unsafe"

// The exception classes (Library Reference, "Exception hierarchy").
var (
	BaseExceptionType             = &Type{Name: "BaseException"}
	BaseExceptionGroupType        = &Type{Name: "BaseExceptionGroup"}
	ExceptionGroupType            = &Type{Name: "ExceptionGroup"}
	GeneratorExitType             = &Type{Name: "GeneratorExit"}
	KeyboardInterruptType         = &Type{Name: "KeyboardInterrupt"}
	SystemExitType                = &Type{Name: "SystemExit"}
	ExceptionType                 = &Type{Name: "Exception"}
	StopIterationType             = &Type{Name: "StopIteration"}
	StopAsyncIterationType        = &Type{Name: "StopAsyncIteration"}
	ArithmeticErrorType           = &Type{Name: "ArithmeticError"}
	FloatingPointErrorType        = &Type{Name: "FloatingPointError"}
	OverflowErrorType             = &Type{Name: "OverflowError"}
	ZeroDivisionErrorType         = &Type{Name: "ZeroDivisionError"}
	AssertionErrorType            = &Type{Name: "AssertionError"}
	AttributeErrorType            = &Type{Name: "AttributeError"}
	BufferErrorType               = &Type{Name: "BufferError"}
	EOFErrorType                  = &Type{Name: "EOFError"}
	ImportErrorType               = &Type{Name: "ImportError"}
	ModuleNotFoundErrorType       = &Type{Name: "ModuleNotFoundError"}
	LookupErrorType               = &Type{Name: "LookupError"}
	IndexErrorType                = &Type{Name: "IndexError"}
	KeyErrorType                  = &Type{Name: "KeyError"}
	MemoryErrorType               = &Type{Name: "MemoryError"}
	NameErrorType                 = &Type{Name: "NameError"}
	UnboundLocalErrorType         = &Type{Name: "UnboundLocalError"}
	OSErrorType                   = &Type{Name: "OSError"}
	BlockingIOErrorType           = &Type{Name: "BlockingIOError"}
	ChildProcessErrorType         = &Type{Name: "ChildProcessError"}
	ConnectionErrorType           = &Type{Name: "ConnectionError"}
	BrokenPipeErrorType           = &Type{Name: "BrokenPipeError"}
	ConnectionAbortedErrorType    = &Type{Name: "ConnectionAbortedError"}
	ConnectionRefusedErrorType    = &Type{Name: "ConnectionRefusedError"}
	ConnectionResetErrorType      = &Type{Name: "ConnectionResetError"}
	FileExistsErrorType           = &Type{Name: "FileExistsError"}
	FileNotFoundErrorType         = &Type{Name: "FileNotFoundError"}
	InterruptedErrorType          = &Type{Name: "InterruptedError"}
	IsADirectoryErrorType         = &Type{Name: "IsADirectoryError"}
	NotADirectoryErrorType        = &Type{Name: "NotADirectoryError"}
	PermissionErrorType           = &Type{Name: "PermissionError"}
	ProcessLookupErrorType        = &Type{Name: "ProcessLookupError"}
	TimeoutErrorType              = &Type{Name: "TimeoutError"}
	ReferenceErrorType            = &Type{Name: "ReferenceError"}
	RuntimeErrorType              = &Type{Name: "RuntimeError"}
	NotImplementedErrorType       = &Type{Name: "NotImplementedError"}
	PythonFinalizationErrorType   = &Type{Name: "PythonFinalizationError"}
	RecursionErrorType            = &Type{Name: "RecursionError"}
	SyntaxErrorType               = &Type{Name: "SyntaxError"}
	IndentationErrorType          = &Type{Name: "IndentationError"}
	TabErrorType                  = &Type{Name: "TabError"}
	IncompleteInputErrorType      = &Type{Name: "_IncompleteInputError"}
	SystemErrorType               = &Type{Name: "SystemError"}
	TypeErrorType                 = &Type{Name: "TypeError"}
	ValueErrorType                = &Type{Name: "ValueError"}
	UnicodeErrorType              = &Type{Name: "UnicodeError"}
	UnicodeDecodeErrorType        = &Type{Name: "UnicodeDecodeError"}
	UnicodeEncodeErrorType        = &Type{Name: "UnicodeEncodeError"}
	UnicodeTranslateErrorType     = &Type{Name: "UnicodeTranslateError"}
	WarningType                   = &Type{Name: "Warning"}
	BytesWarningType              = &Type{Name: "BytesWarning"}
	DeprecationWarningType        = &Type{Name: "DeprecationWarning"}
	EncodingWarningType           = &Type{Name: "EncodingWarning"}
	FutureWarningType             = &Type{Name: "FutureWarning"}
	ImportWarningType             = &Type{Name: "ImportWarning"}
	PendingDeprecationWarningType = &Type{Name: "PendingDeprecationWarning"}
	ResourceWarningType           = &Type{Name: "ResourceWarning"}
	RuntimeWarningType            = &Type{Name: "RuntimeWarning"}
	SyntaxWarningType             = &Type{Name: "SyntaxWarning"}
	UnicodeWarningType            = &Type{Name: "UnicodeWarning"}
	UserWarningType               = &Type{Name: "UserWarning"}
)

// Indexes into Exception.Fields, per class that adds fields (subclasses inherit them).
const (
	fieldStopValue = 0 // StopIteration.value

	fieldExitCode = 0 // SystemExit.code

	fieldAttrName = 0 // AttributeError.name
	fieldAttrObj  = 1 // AttributeError.obj

	fieldNameName = 0 // NameError.name

	fieldImportMsg      = 0 // ImportError.msg
	fieldImportName     = 1
	fieldImportPath     = 2
	fieldImportNameFrom = 3

	fieldOSErrno     = 0 // OSError.errno
	fieldOSStrerror  = 1
	fieldOSFilename  = 2
	fieldOSFilename2 = 3
	fieldOSWritten   = 4 // BlockingIOError.characters_written

	fieldSyntaxMsg       = 0 // SyntaxError.msg
	fieldSyntaxFilename  = 1
	fieldSyntaxLineno    = 2
	fieldSyntaxOffset    = 3
	fieldSyntaxText      = 4
	fieldSyntaxEndLineno = 5
	fieldSyntaxEndOffset = 6
	fieldSyntaxPrintFile = 7
	fieldSyntaxMetadata  = 8

	fieldUnicodeEncoding = 0 // UnicodeError subclasses
	fieldUnicodeObject   = 1
	fieldUnicodeStart    = 2
	fieldUnicodeEnd      = 3
	fieldUnicodeReason   = 4

	fieldGroupMessage    = 0 // BaseExceptionGroup.message
	fieldGroupExceptions = 1
	fieldGroupArgsStr    = 2
)

// exceptionFields returns the number of Fields of instances of t: each built-in class that adds fields has a layout of its
// own, so that a class cannot inherit from two of them.
func exceptionFields(t *Type) int { return t.layout.fields }

// setField stores field i of an exception.
func (e *Exception) setField(i int, v Value) { StoreSlot(&e.Fields[i], v) }

// field returns field i, None if not set.
func (e *Exception) field(i int) Value {
	if v := LoadSlot(&e.Fields[i]); !v.IsAbsent() {
		return v
	}
	return None
}

// exceptionInitFields fills the fields that the Python-level __init__ of the class would derive from the args.
func exceptionInitFields(e *Exception) {
	args := e.Args.Items()
	for b := e.typ; b != nil; b = b.baseType() {
		switch b {
		case StopIterationType:
			if len(args) > 0 {
				e.Fields[fieldStopValue] = args[0]
			}
			return
		case SystemExitType:
			if len(args) == 1 {
				e.Fields[fieldExitCode] = args[0]
			} else if len(args) > 1 {
				e.Fields[fieldExitCode] = e.Args.Value()
			}
			return
		case ImportErrorType:
			if len(args) == 1 {
				e.Fields[fieldImportMsg] = args[0]
			}
			return
		case SyntaxErrorType:
			if len(args) > 0 {
				e.Fields[fieldSyntaxMsg] = args[0]
			}
			return
		}
	}
}

// field returns field i as it is: absent if not set.
func (e *Exception) rawField(i int) Value { return LoadSlot(&e.Fields[i]) }

// excLayout returns a new layout of exceptions with n fields.
func excLayout(n int) *Layout {
	l := LayoutWithExt[Exception](unsafe.Offsetof(Exception{}.Ext))
	l.fields = n
	return l
}

// excMember is an attribute that is field i: it reads as None while not set, and may be deleted.
func excMember(name string, i int, doc string) GetSet {
	return GetSet{
		Name: name,
		Get:  func(th *Thread, self Value) (Value, error) { return AsException(self).field(i), nil },
		Set: func(th *Thread, self, val Value) error {
			AsException(self).setField(i, val)
			return nil
		},
		Doc: doc,
	}
}

// readonlyMember is an attribute that is field i and cannot be assigned.
func readonlyMember(name string, i int, doc string) GetSet {
	return GetSet{
		Name: name,
		Get:  func(th *Thread, self Value) (Value, error) { return AsException(self).field(i), nil },
		Set: func(th *Thread, self, val Value) error {
			return Raise(th, AttributeErrorType, "readonly attribute")
		},
		Doc: doc,
	}
}

// exceptionSpecs lists the exception classes, bases first. Those without fields or methods of their own are rows of a table.
func exceptionSpecs() []TypeSpec {
	simple := func(t, base *Type, doc string) TypeSpec {
		return TypeSpec{Type: t, Base: base, Doc: doc, Flags: TypeBase}
	}
	return []TypeSpec{
		baseExceptionSpec(),
		simple(ExceptionType, BaseExceptionType, "The base of all exceptions a program should handle."),
		simple(GeneratorExitType, BaseExceptionType, "Raised in a generator that is being closed."),
		simple(KeyboardInterruptType, BaseExceptionType, "The user interrupted the program."),
		{Type: CancelledType, Module: "weft", Base: BaseExceptionType, Doc: "The program that runs this one as a part of itself has ended it.\n\nCatching it does not help: it is raised again at the next call, jump or wait.", Flags: TypeBase},
		systemExitSpec(),
		baseExceptionGroupSpec(),
		exceptionGroupSpec(),
		stopIterationSpec(),
		simple(StopAsyncIterationType, ExceptionType, "Raised by __anext__() to end the iteration."),
		simple(ArithmeticErrorType, ExceptionType, "The base of arithmetic errors."),
		simple(FloatingPointErrorType, ArithmeticErrorType, "A floating-point operation failed."),
		simple(OverflowErrorType, ArithmeticErrorType, "A result is too large."),
		simple(ZeroDivisionErrorType, ArithmeticErrorType, "The divisor is zero."),
		simple(AssertionErrorType, ExceptionType, "An assertion does not hold."),
		attributeErrorSpec(),
		simple(BufferErrorType, ExceptionType, "A buffer cannot be exported or changed."),
		simple(EOFErrorType, ExceptionType, "The input ended unexpectedly."),
		importErrorSpec(),
		simple(ModuleNotFoundErrorType, ImportErrorType, "There is no such module."),
		simple(LookupErrorType, ExceptionType, "The base of errors of a missing key or index."),
		simple(IndexErrorType, LookupErrorType, "The index is out of range."),
		keyErrorSpec(),
		simple(MemoryErrorType, ExceptionType, "There is no memory left."),
		nameErrorSpec(),
		simple(UnboundLocalErrorType, NameErrorType, "A local variable has no value yet."),
		osErrorSpec(),
		simple(BlockingIOErrorType, OSErrorType, "The operation would block."),
		simple(ChildProcessErrorType, OSErrorType, "A child process operation failed."),
		simple(ConnectionErrorType, OSErrorType, "The base of connection errors."),
		simple(BrokenPipeErrorType, ConnectionErrorType, "The other end is closed."),
		simple(ConnectionAbortedErrorType, ConnectionErrorType, "The peer aborted the connection."),
		simple(ConnectionRefusedErrorType, ConnectionErrorType, "The peer refused the connection."),
		simple(ConnectionResetErrorType, ConnectionErrorType, "The peer reset the connection."),
		simple(FileExistsErrorType, OSErrorType, "The file exists already."),
		simple(FileNotFoundErrorType, OSErrorType, "There is no such file."),
		simple(InterruptedErrorType, OSErrorType, "A signal interrupted the call."),
		simple(IsADirectoryErrorType, OSErrorType, "The operation does not work on directories."),
		simple(NotADirectoryErrorType, OSErrorType, "The operation works only on directories."),
		simple(PermissionErrorType, OSErrorType, "The rights are insufficient."),
		simple(ProcessLookupErrorType, OSErrorType, "There is no such process."),
		simple(TimeoutErrorType, OSErrorType, "The time ran out."),
		simple(ReferenceErrorType, ExceptionType, "The weakly referenced object is gone."),
		simple(RuntimeErrorType, ExceptionType, "An error of no other category."),
		simple(NotImplementedErrorType, RuntimeErrorType, "The method is missing."),
		simple(PythonFinalizationErrorType, RuntimeErrorType, "The operation is impossible during shutdown."),
		simple(RecursionErrorType, RuntimeErrorType, "The recursion is too deep."),
		syntaxErrorSpec(),
		simple(IndentationErrorType, SyntaxErrorType, "The indentation is wrong."),
		simple(TabErrorType, IndentationErrorType, "Tabs and spaces are mixed inconsistently."),
		simple(IncompleteInputErrorType, SyntaxErrorType, "The input is incomplete."),
		simple(SystemErrorType, ExceptionType, "An internal error of the runtime."),
		simple(TypeErrorType, ExceptionType, "An argument has the wrong type."),
		simple(ValueErrorType, ExceptionType, "An argument has the right type but the wrong value."),
		simple(UnicodeErrorType, ValueErrorType, "The base of coding errors."),
		unicodeDecodeErrorSpec(),
		unicodeEncodeErrorSpec(),
		unicodeTranslateErrorSpec(),
		simple(WarningType, ExceptionType, "The base of warning categories."),
		simple(BytesWarningType, WarningType, "Bytes and text are mixed."),
		simple(DeprecationWarningType, WarningType, "A feature is going away; for developers."),
		simple(EncodingWarningType, WarningType, "A default encoding is used."),
		simple(FutureWarningType, WarningType, "A feature will change; for users."),
		simple(ImportWarningType, WarningType, "An import is probably wrong."),
		simple(PendingDeprecationWarningType, WarningType, "A feature will go away later."),
		simple(ResourceWarningType, WarningType, "A resource was not released."),
		simple(RuntimeWarningType, WarningType, "Run-time behaviour is dubious."),
		simple(SyntaxWarningType, WarningType, "Syntax is dubious."),
		simple(UnicodeWarningType, WarningType, "Something is wrong with text."),
		simple(UserWarningType, WarningType, "A warning by user code."),
	}
}

func baseExceptionSpec() TypeSpec {
	return TypeSpec{
		Type:   BaseExceptionType,
		Doc:    "The base of all exceptions.",
		Flags:  TypeBase | TypeSubException | TypeHasDict,
		Layout: excLayout(0),
		Slots:  Slots{New: baseExceptionNew, Init: baseExceptionInit, Repr: baseExceptionRepr, Str: baseExceptionStr},
		Methods: []Method{
			{Name: "__reduce__", Sig: "(self, /)", Fn: baseExceptionReduce},
			{Name: "__setstate__", Sig: "(self, state, /)", Fn: baseExceptionSetstate},
			{Name: "with_traceback", Sig: "(self, tb, /)", Fn: baseExceptionWithTraceback, Doc: "Set the traceback and return the exception."},
			{Name: "add_note", Sig: "(self, note, /)", Fn: baseExceptionAddNote, Doc: "Add a note that is shown below the message."},
		},
		GetSets: []GetSet{
			{Name: "__suppress_context__", Get: baseExceptionSuppressContext, Set: baseExceptionSetSuppressContext},
			{Name: "__dict__", Get: baseExceptionDict, Set: baseExceptionSetDict},
			{Name: "args", Get: baseExceptionArgs, Set: baseExceptionSetArgs},
			{Name: "__traceback__", Get: baseExceptionTraceback, Set: baseExceptionSetTraceback},
			{Name: "__context__", Get: baseExceptionContext, Set: baseExceptionSetContext},
			{Name: "__cause__", Get: baseExceptionCause, Set: baseExceptionSetCause},
		},
	}
}

// baseExceptionNew keeps the positional arguments as args and ignores keywords, which __init__ judges.
func baseExceptionNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	return NewException(t, args[:len(args)-kwnames.Len()]), nil
}

func baseExceptionInit(th *Thread, self Value, args []Value, kwnames *Tuple) error {
	if err := NoKw(th, self.Type().DisplayName(), kwnames); err != nil {
		return err
	}
	AsException(self).keepArgs(args)
	return nil
}

// keepArgs stores the positional arguments of __init__, unless __new__ has just stored the same ones.
func (e *Exception) keepArgs(args []Value) {
	old := loadPtr(&e.Args)
	if old.Len() == len(args) {
		same := true
		for i, v := range old.Items() {
			same = same && v.Is(args[i])
		}
		if same {
			return
		}
	}
	storePtr(&e.Args, NewTupleCopy(args))
}

func baseExceptionRepr(th *Thread, self Value) (Value, error) {
	args := loadPtr(&AsException(self).Args)
	name := self.Type().ShortName()
	if args.Len() == 1 {
		s, err := ReprString(th, args.items[0])
		if err != nil {
			return Value{}, err
		}
		return NewStr(name + "(" + s + ")"), nil
	}
	if args.Len() == 0 {
		return NewStr(name + "()"), nil
	}
	s, err := ReprString(th, args.Value())
	return NewStr(name + s), err
}

func baseExceptionStr(th *Thread, self Value) (Value, error) {
	args := loadPtr(&AsException(self).Args)
	switch args.Len() {
	case 0:
		return emptyStr.Value(), nil
	case 1:
		s, err := ToStr(th, args.items[0])
		if err != nil {
			return Value{}, err
		}
		return s.Value(), nil
	}
	s, err := ToStr(th, args.Value())
	if err != nil {
		return Value{}, err
	}
	return s.Value(), nil
}

// argsValue returns the args tuple.
func (e *Exception) argsValue() Value {
	if a := loadPtr(&e.Args); a != nil {
		return a.Value()
	}
	return emptyTuple.Value()
}

// instanceDict returns the instance's __dict__ if it has attributes, or nil.
func (e *Exception) instanceDict() *Dict {
	if s := loadPtr(&e.shape); s == nil || (!s.isDict && s.parent == nil) {
		return nil
	}
	if d := e.toDict(&e.Header); d.Len() > 0 {
		return d
	}
	return nil
}

func baseExceptionReduce(th *Thread, args []Value) (Value, error) {
	e := AsException(args[0])
	return e.reduce(e.argsValue())
}

// reduce returns the pickling triple or pair.
func (e *Exception) reduce(args Value) (Value, error) {
	if d := e.instanceDict(); d != nil {
		return TupleOf(e.Type().Value(), args, d.Value()), nil
	}
	return TupleOf(e.Type().Value(), args), nil
}

func baseExceptionSetstate(th *Thread, args []Value) (Value, error) {
	if args[1].Is(None) {
		return None, nil
	}
	if !IsDict(args[1]) {
		return Value{}, TypeErrorf(th, "state is not a dictionary")
	}
	keys, vals := AsDict(args[1]).Items()
	for i, k := range keys {
		if !IsStr(k) {
			return Value{}, TypeErrorf(th, "attribute name must be string, not '%s'", k.Type().DisplayName())
		}
		if err := SetAttr(th, args[0], InternStr(AsStr(k)), vals[i]); err != nil {
			return Value{}, err
		}
	}
	return None, nil
}

func baseExceptionWithTraceback(th *Thread, args []Value) (Value, error) {
	return args[0], baseExceptionSetTraceback(th, args[0], args[1])
}

func baseExceptionAddNote(th *Thread, args []Value) (Value, error) {
	if !IsStr(args[1]) {
		return Value{}, TypeErrorf(th, "add_note() argument must be str, not %s", ArgTypeName(args[1]))
	}
	name := Intern("__notes__")
	notes, err := GetAttrOpt(th, args[0], name)
	if err != nil {
		return Value{}, err
	}
	if notes.IsAbsent() {
		return None, SetAttr(th, args[0], name, NewListCopy(args[1:2]).Value())
	}
	if !IsList(notes) {
		return Value{}, TypeErrorf(th, "Cannot add note: __notes__ is not a list")
	}
	AsList(notes).Append(args[1])
	return None, nil
}

func baseExceptionSuppressContext(th *Thread, self Value) (Value, error) {
	return Bool(AsException(self).Suppress()), nil
}

func baseExceptionSetSuppressContext(th *Thread, self, val Value) error {
	if val.IsAbsent() {
		return TypeErrorf(th, "can't delete numeric/char attribute")
	}
	if !IsBool(val) {
		return TypeErrorf(th, "attribute value type must be bool")
	}
	n := uint32(0)
	if val.Is(True) {
		n = 1
	}
	storeUint32(&AsException(self).suppress, n)
	return nil
}

func baseExceptionDict(th *Thread, self Value) (Value, error) {
	return AsException(self).toDict(self.Header()).Value(), nil
}

func baseExceptionSetDict(th *Thread, self, val Value) error {
	if val.IsAbsent() {
		return TypeErrorf(th, "cannot delete __dict__")
	}
	if !IsDict(val) {
		return TypeErrorf(th, "__dict__ must be set to a dictionary, not a '%s'", val.Type().DisplayName())
	}
	AsException(self).setDict(self.Header(), AsDict(val))
	return nil
}

func baseExceptionArgs(th *Thread, self Value) (Value, error) {
	return AsException(self).argsValue(), nil
}

func baseExceptionSetArgs(th *Thread, self, val Value) error {
	if val.IsAbsent() {
		return TypeErrorf(th, "args may not be deleted")
	}
	items, err := ToSlice(th, val)
	if err != nil {
		return err
	}
	storePtr(&AsException(self).Args, NewTuple(items))
	return nil
}

func baseExceptionTraceback(th *Thread, self Value) (Value, error) {
	if tb := loadPtr(&AsException(self).Traceback); tb != nil {
		return tb.Value(), nil
	}
	return None, nil
}

func baseExceptionSetTraceback(th *Thread, self, val Value) error {
	e := AsException(self)
	switch {
	case val.IsAbsent():
		return TypeErrorf(th, "__traceback__ may not be deleted")
	case val.Is(None):
		storePtr(&e.Traceback, nil)
	case val.isExact(TracebackType):
		storePtr(&e.Traceback, (*Traceback)(val.p))
	default:
		return TypeErrorf(th, "__traceback__ must be a traceback or None")
	}
	return nil
}

func baseExceptionContext(th *Thread, self Value) (Value, error) {
	if c := loadPtr(&AsException(self).Context); c != nil {
		return c.Value(), nil
	}
	return None, nil
}

func baseExceptionSetContext(th *Thread, self, val Value) error {
	e := AsException(self)
	switch {
	case val.IsAbsent():
		return TypeErrorf(th, "__context__ may not be deleted")
	case val.Is(None):
		storePtr(&e.Context, nil)
	case IsException(val):
		storePtr(&e.Context, AsException(val))
	default:
		return TypeErrorf(th, "exception context must be None or derive from BaseException")
	}
	return nil
}

func baseExceptionCause(th *Thread, self Value) (Value, error) {
	if c := LoadSlot(&AsException(self).Cause); !c.IsAbsent() {
		return c, nil
	}
	return None, nil
}

func baseExceptionSetCause(th *Thread, self, val Value) error {
	e := AsException(self)
	switch {
	case val.IsAbsent():
		return TypeErrorf(th, "__cause__ may not be deleted")
	case val.Is(None), IsException(val):
		e.SetCause(val)
	default:
		return TypeErrorf(th, "exception cause must be None or derive from BaseException")
	}
	return nil
}

// SetCause sets __cause__ (None: none, but the context is not shown) as `raise e from cause` does.
func (e *Exception) SetCause(cause Value) {
	if cause.Is(None) {
		cause = Value{}
	}
	StoreSlot(&e.Cause, cause)
	storeUint32(&e.suppress, 1)
}

func stopIterationSpec() TypeSpec {
	return TypeSpec{
		Type: StopIterationType, Base: ExceptionType, Flags: TypeBase,
		Doc:     "Raised by __next__() to end the iteration.",
		Layout:  excLayout(1),
		Slots:   Slots{Init: stopIterationInit},
		GetSets: []GetSet{excMember("value", fieldStopValue, "the generator's return value")},
	}
}

func stopIterationInit(th *Thread, self Value, args []Value, kwnames *Tuple) error {
	if err := baseExceptionInit(th, self, args, kwnames); err != nil {
		return err
	}
	v := None
	if len(args) > 0 {
		v = args[0]
	}
	AsException(self).setField(fieldStopValue, v)
	return nil
}

// StopValue returns the value a StopIteration carries, None if none.
func (e *Exception) StopValue() Value { return e.field(fieldStopValue) }

func systemExitSpec() TypeSpec {
	return TypeSpec{
		Type: SystemExitType, Base: BaseExceptionType, Flags: TypeBase,
		Doc:     "The program asks to end.",
		Layout:  excLayout(1),
		Slots:   Slots{Init: systemExitInit},
		GetSets: []GetSet{excMember("code", fieldExitCode, "the exit code")},
	}
}

func systemExitInit(th *Thread, self Value, args []Value, kwnames *Tuple) error {
	if err := baseExceptionInit(th, self, args, kwnames); err != nil {
		return err
	}
	e := AsException(self)
	switch len(args) {
	case 0:
	case 1:
		e.setField(fieldExitCode, args[0])
	default:
		e.setField(fieldExitCode, e.argsValue())
	}
	return nil
}

// ExitCode returns the code of a SystemExit, None if none.
func (e *Exception) ExitCode() Value { return e.field(fieldExitCode) }

// bindExcKeywords stores the keywords an exception's __init__ knows into fields (absent where not given) after storing the
// positional arguments; names[i] goes to field first+i.
func bindExcKeywords(th *Thread, self Value, fn string, args []Value, kwnames *Tuple, first int, names ...string) error {
	e := AsException(self)
	npos := len(args) - kwnames.Len()
	e.keepArgs(args[:npos])
	for i := range names {
		e.setField(first+i, Value{})
	}
next:
	for i, k := range kwnames.Items() {
		kw := AsStr(k).s
		for j, n := range names {
			if n == kw {
				e.setField(first+j, args[npos+i])
				continue next
			}
		}
		return UnexpectedKeyword(th, fn, kw, names)
	}
	return nil
}

func nameErrorSpec() TypeSpec {
	return TypeSpec{
		Type: NameErrorType, Base: ExceptionType, Flags: TypeBase,
		Doc:     "The name is not defined.",
		Layout:  excLayout(1),
		Slots:   Slots{Init: nameErrorInit},
		GetSets: []GetSet{excMember("name", fieldNameName, "name")},
	}
}

func nameErrorInit(th *Thread, self Value, args []Value, kwnames *Tuple) error {
	return bindExcKeywords(th, self, "NameError", args, kwnames, fieldNameName, "name")
}

// RaiseName raises NameError or a subclass of it with the name attribute set, for suggestions.
func RaiseName(th *Thread, t *Type, name *Str, msg string) error {
	err := Raise(th, t, msg)
	Exc(err).setField(fieldNameName, name.Value())
	return err
}

func attributeErrorSpec() TypeSpec {
	return TypeSpec{
		Type: AttributeErrorType, Base: ExceptionType, Flags: TypeBase,
		Doc:    "The object has no such attribute.",
		Layout: excLayout(2),
		Slots:  Slots{Init: attributeErrorInit},
		Methods: []Method{
			{Name: "__getstate__", Sig: "(self, /)", Fn: attributeErrorGetstate},
			{Name: "__reduce__", Sig: "(self, /)", Fn: attributeErrorReduce},
		},
		GetSets: []GetSet{
			excMember("name", fieldAttrName, "attribute name"),
			excMember("obj", fieldAttrObj, "object"),
		},
	}
}

func attributeErrorInit(th *Thread, self Value, args []Value, kwnames *Tuple) error {
	return bindExcKeywords(th, self, "AttributeError", args, kwnames, fieldAttrName, "name", "obj")
}

// RaiseAttribute raises AttributeError with name and obj set, for suggestions.
func RaiseAttribute(th *Thread, obj Value, name *Str, msg string) error {
	return attributeError(th, obj, name, msg)
}

func attributeErrorGetstate(th *Thread, args []Value) (Value, error) {
	e := AsException(args[0])
	d := NewDict()
	if own := e.instanceDict(); own != nil {
		d = own.Copy()
	}
	if v := e.rawField(fieldAttrName); !v.IsAbsent() {
		d.SetName("name", v)
	}
	d.SetName("args", e.argsValue())
	return d.Value(), nil
}

func attributeErrorReduce(th *Thread, args []Value) (Value, error) {
	state, err := attributeErrorGetstate(th, args)
	return TupleOf(args[0].Type().Value(), AsException(args[0]).argsValue(), state), err
}

func keyErrorSpec() TypeSpec {
	return TypeSpec{Type: KeyErrorType, Base: LookupErrorType, Flags: TypeBase, Doc: "The mapping has no such key.", Slots: Slots{Str: keyErrorStr}}
}

// keyErrorStr shows a single argument by its repr, so that ” and ' ' can be told apart.
func keyErrorStr(th *Thread, self Value) (Value, error) {
	if args := loadPtr(&AsException(self).Args); args.Len() == 1 {
		s, err := Repr(th, args.items[0])
		if err != nil {
			return Value{}, err
		}
		return s.Value(), nil
	}
	return baseExceptionStr(th, self)
}

func importErrorSpec() TypeSpec {
	return TypeSpec{
		Type: ImportErrorType, Base: ExceptionType, Flags: TypeBase,
		Doc:     "The import failed.",
		Layout:  excLayout(4),
		Slots:   Slots{Init: importErrorInit, Str: importErrorStr},
		Methods: []Method{{Name: "__reduce__", Sig: "(self, /)", Fn: importErrorReduce}},
		GetSets: []GetSet{
			excMember("msg", fieldImportMsg, "exception message"),
			excMember("name", fieldImportName, "module name"),
			excMember("path", fieldImportPath, "module path"),
			excMember("name_from", fieldImportNameFrom, "name imported from module"),
		},
	}
}

func importErrorInit(th *Thread, self Value, args []Value, kwnames *Tuple) error {
	e := AsException(self)
	if err := bindExcKeywords(th, self, "ImportError", args, kwnames, fieldImportName, "name", "path", "name_from"); err != nil {
		return err
	}
	var msg Value
	if len(args)-kwnames.Len() == 1 {
		msg = args[0]
	}
	e.setField(fieldImportMsg, msg)
	return nil
}

func importErrorStr(th *Thread, self Value) (Value, error) {
	if m := AsException(self).rawField(fieldImportMsg); !m.IsAbsent() && m.isExact(StrType) {
		return m, nil
	}
	return baseExceptionStr(th, self)
}

func importErrorReduce(th *Thread, args []Value) (Value, error) {
	e := AsException(args[0])
	name, path, from := e.rawField(fieldImportName), e.rawField(fieldImportPath), e.rawField(fieldImportNameFrom)
	if name.IsAbsent() && path.IsAbsent() && from.IsAbsent() {
		return e.reduce(e.argsValue())
	}
	d := NewDict()
	if own := e.instanceDict(); own != nil {
		d = own.Copy()
	}
	for _, kv := range []struct {
		k string
		v Value
	}{{"name", name}, {"path", path}, {"name_from", from}} {
		if !kv.v.IsAbsent() {
			d.SetName(kv.k, kv.v)
		}
	}
	return TupleOf(e.Type().Value(), e.argsValue(), d.Value()), nil
}

// RaiseImport raises ImportError or a subclass with name, path and name_from set (absent: not).
func RaiseImport(th *Thread, t *Type, msg string, name, path, nameFrom Value) error {
	err := Raise(th, t, msg)
	e := Exc(err)
	e.setField(fieldImportName, name)
	e.setField(fieldImportPath, path)
	e.setField(fieldImportNameFrom, nameFrom)
	return err
}
