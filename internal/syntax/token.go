// This file implements tokens: their kinds, the keyword table, and the positions they carry.

package syntax

// kind is the kind of a token. Keywords are kinds of their own; soft keywords are names.
type kind uint8

const (
	kEOF kind = iota
	kError
	kNewline
	kIndent
	kDedent
	kTypeComment
	kTypeIgnore

	kName
	kNumber
	kString
	kFStart
	kFMiddle
	kFEnd
	kTStart
	kTMiddle
	kTEnd

	kLPar
	kRPar
	kLSqb
	kRSqb
	kLBrace
	kRBrace
	kColon
	kComma
	kSemi
	kDot
	kEllipsis
	kArrow
	kColonEqual
	kExclamation
	kEqual
	kOp // a character that no rule of the grammar uses: $ ? `

	// Comparison operators; kIn, kIs and kNot are keywords.
	kEqEqual
	kNotEqual // != or <>
	kLess
	kLessEqual
	kGreater
	kGreaterEqual

	// Binary operators, in the order of Operator.
	kPlus
	kMinus
	kStar
	kAt
	kSlash
	kPercent
	kDoubleStar
	kLeftShift
	kRightShift
	kVbar
	kCircumflex
	kAmper
	kDoubleSlash
	kTilde

	// Augmented assignment, in the order of Operator.
	kPlusEqual
	kMinusEqual
	kStarEqual
	kAtEqual
	kSlashEqual
	kPercentEqual
	kDoubleStarEqual
	kLeftShiftEqual
	kRightShiftEqual
	kVbarEqual
	kCircumflexEqual
	kAmperEqual
	kDoubleSlashEqual

	// Keywords.
	kFalse
	kNone
	kTrue
	kAnd
	kAs
	kAssert
	kAsync
	kAwait
	kBreak
	kClass
	kContinue
	kDef
	kDel
	kElif
	kElse
	kExcept
	kFinally
	kFor
	kFrom
	kGlobal
	kIf
	kImport
	kIn
	kIs
	kLambda
	kNonlocal
	kNot
	kOr
	kPass
	kRaise
	kReturn
	kTry
	kWhile
	kWith
	kYield

	// Only for Tokenizer.
	kComment
	kNL
)

// keyword returns the keyword kind of an ASCII word, or kName.
func keyword(s string) kind {
	switch s {
	case "False":
		return kFalse
	case "None":
		return kNone
	case "True":
		return kTrue
	case "and":
		return kAnd
	case "as":
		return kAs
	case "assert":
		return kAssert
	case "async":
		return kAsync
	case "await":
		return kAwait
	case "break":
		return kBreak
	case "class":
		return kClass
	case "continue":
		return kContinue
	case "def":
		return kDef
	case "del":
		return kDel
	case "elif":
		return kElif
	case "else":
		return kElse
	case "except":
		return kExcept
	case "finally":
		return kFinally
	case "for":
		return kFor
	case "from":
		return kFrom
	case "global":
		return kGlobal
	case "if":
		return kIf
	case "import":
		return kImport
	case "in":
		return kIn
	case "is":
		return kIs
	case "lambda":
		return kLambda
	case "nonlocal":
		return kNonlocal
	case "not":
		return kNot
	case "or":
		return kOr
	case "pass":
		return kPass
	case "raise":
		return kRaise
	case "return":
		return kReturn
	case "try":
		return kTry
	case "while":
		return kWhile
	case "with":
		return kWith
	case "yield":
		return kYield
	}
	return kName
}

// token is one token. start and end are offsets into the text. For the tokens that have no text of their own (kIndent,
// kDedent, kEOF) the columns are -1, as in CPython.
type token struct {
	Pos
	start, end int32
	kind       kind
	// quote holds, for kFStart and kTStart, the length of the quote; raw whether the literal is raw.
	quote uint8
	raw   bool
	level uint8 // open brackets behind the token
}

// Character classes.
const (
	cIdent  = 1 << iota // letter, digit, underscore, non-ASCII
	cStart              // letter, underscore, non-ASCII
	cDigit              // 0-9
	cHex                // 0-9a-fA-F
	cPrefix             // may begin a string prefix
	cSpace              // space, tab, form feed
)

var class = func() (t [256]uint8) {
	for c := range t {
		switch {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 128:
			t[c] |= cIdent | cStart
		case c >= '0' && c <= '9':
			t[c] |= cIdent | cDigit | cHex
		case c == ' ' || c == '\t' || c == '\f':
			t[c] |= cSpace
		}
		if c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' {
			t[c] |= cHex
		}
	}
	for _, c := range "bBuUrRfFtT" {
		t[c] |= cPrefix
	}
	return
}()
