// This file implements the entry points of the parser.

package syntax

// Mode selects what a text is parsed as.
type Mode uint8

// The modes of compile(), and ModeFuncType for ast.parse(mode="func_type").
const (
	ModeExec Mode = iota
	ModeEval
	ModeSingle
	ModeFuncType
)

// Options changes how text is parsed.
type Options struct {
	// BarryAsFLUFL makes <> the inequality operator (PEP 401); "from __future__ import barry_as_FLUFL" sets it from there on.
	BarryAsFLUFL bool
	// TypeComments keeps "# type:" comments.
	TypeComments bool
	// DontImplyDedent leaves out the implied end of blocks at the end of interactive input (PyCF_DONT_IMPLY_DEDENT).
	DontImplyDedent bool
	// AllowIncompleteInput turns an error at the end of the text into IncompleteInput (PyCF_ALLOW_INCOMPLETE_INPUT).
	AllowIncompleteInput bool
	// IgnoreCookie tells that the text was a str already (PyCF_IGNORE_COOKIE); decoding has no cookie then anyway.
	IgnoreCookie bool
	// UnicodeName finds the text of \N{name}; it reports false for an unknown name. nil knows no name.
	UnicodeName func(name string) (string, bool)
	// MaxIntDigits is sys.get_int_max_str_digits(); 0 means no limit, negative the default of 4300.
	MaxIntDigits int
	// FeatureVersion is the minor version of ast.parse(feature_version=(3, n)); 0 means the newest.
	FeatureVersion int
}

// Parse parses src. The warnings are those found before the error, if any. The error, if not nil, is always an *Error.
func Parse(src *Source, mode Mode, opts Options) (Mod, []Warning, error) {
	return nil, nil, &Error{Kind: SyntaxError, Msg: "the parser is not built yet", Filename: src.Filename}
}
