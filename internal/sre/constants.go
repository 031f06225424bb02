// This file implements the numbering of the code lists: opcodes, positions,
// categories, flags and limits, as in CPython 3.14's re/_constants.py.

package sre

import "errors"

// Values of the _sre module.
const (
	// Magic must equal MAGIC in re/_constants.py.
	Magic = 20230612
	// CodeSize is the size in bytes of one item of a code list.
	CodeSize = 4
	// MaxRepeat is the repetition count that means "without limit".
	MaxRepeat = 1<<32 - 1
	// MaxGroups is the largest number of capturing groups.
	MaxGroups = 1<<30 - 1
)

// Errors. All other errors of this package are what Interrupt returned.
var (
	// ErrInvalidCode is returned for a code list that re._compiler cannot have made.
	ErrInvalidCode = errors.New("invalid SRE code")
	// ErrTooDeep is returned for a code list nested deeper than the package follows.
	ErrTooDeep = errors.New("regular expression is nested too deeply")
	// ErrMemory is returned when a match needs more backtracking memory than allowed.
	ErrMemory = errors.New("regular expression match needs too much memory")
	// ErrBadSpan is returned when a group would end before it starts.
	ErrBadSpan = errors.New("The span of capturing group is wrong, please report a bug for the re module.")
)

// Opcodes of code lists. ORDER re/_constants.py OPCODES.
const (
	cFailure = iota
	cSuccess
	cAny
	cAnyAll
	cAssert
	cAssertNot
	cAt
	cBranch
	cCategory
	cCharset
	cBigCharset
	cGroupref
	cGrouprefExists
	cIn
	cInfo
	cJump
	cLiteral
	cMark
	cMaxUntil
	cMinUntil
	cNotLiteral
	cNegate
	cRange
	cRepeat
	cRepeatOne
	cSubpattern
	cMinRepeatOne
	cAtomicGroup
	cPossessiveRepeat
	cPossessiveRepeatOne
	cGrouprefIgnore
	cInIgnore
	cLiteralIgnore
	cNotLiteralIgnore
	cGrouprefLocIgnore
	cInLocIgnore
	cLiteralLocIgnore
	cNotLiteralLocIgnore
	cGrouprefUniIgnore
	cInUniIgnore
	cLiteralUniIgnore
	cNotLiteralUniIgnore
	cRangeUniIgnore
)

// Positions. ORDER re/_constants.py ATCODES.
const (
	atBeginning = iota
	atBeginningLine
	atBeginningString
	atBoundary
	atNonBoundary
	atEnd
	atEndLine
	atEndString
	atLocBoundary
	atLocNonBoundary
	atUniBoundary
	atUniNonBoundary
	atCount
)

// Categories; an odd one is the complement of the one before it.
// ORDER re/_constants.py CHCODES.
const (
	catDigit        = 0
	catSpace        = 2
	catWord         = 4
	catLinebreak    = 6
	catLocWord      = 8
	catUniDigit     = 10
	catUniSpace     = 12
	catUniWord      = 14
	catUniLinebreak = 16
	catCount        = 18
)

// Flags of an INFO block.
const (
	infoPrefix  = 1
	infoLiteral = 2
	infoCharset = 4
)
