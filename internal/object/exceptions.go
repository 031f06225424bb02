// This file implements the exception hierarchy: the built-in classes and the fields they add.

package object

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

// exceptionFields returns the number of Fields of instances of t.
func exceptionFields(t *Type) int {
	for b := t; b != nil; b = b.Base {
		switch b {
		case StopIterationType, SystemExitType, NameErrorType:
			return 1
		case AttributeErrorType:
			return 2
		case BaseExceptionGroupType:
			return 3
		case ImportErrorType:
			return 4
		case OSErrorType, UnicodeDecodeErrorType, UnicodeEncodeErrorType, UnicodeTranslateErrorType:
			return 5
		case SyntaxErrorType:
			return 9
		}
	}
	return 0
}

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
	for b := e.typ; b != nil; b = b.Base {
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
