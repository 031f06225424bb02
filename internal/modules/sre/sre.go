// Package sre is the native module _sre, the part of the library module re that CPython writes in C (Library Reference, "re").
// Matching itself is the leaf package internal/sre; this package has the Python objects around it.
//
// Invariant: Pattern, Match and Template objects are immutable but for a Match's cached regs, a single word. A Scanner has an
// atomic flag that says that a thread is using it.
//
// Start reading at pattern.go; text.go is what both strings and buffers are seen through.
package sre

// This file implements the module's functions and tables.

import (
	"unsafe"

	"weft/internal/object"
	engine "weft/internal/sre"
)

type (
	value  = object.Value
	thread = object.Thread
)

// The types of the module.
var (
	patternType  = &object.Type{Name: "Pattern"}
	matchType    = &object.Type{Name: "Match"}
	scannerType  = &object.Type{Name: "SRE_Scanner"}
	templateType = &object.Type{Name: "SRE_Template"}
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_sre",
		Methods: []object.Method{
			{Name: "compile", Fn: sreCompile, Sig: "(pattern, flags, code, groups, groupindex, indexgroup)", Doc: "Make a Pattern of a list of codes."},
			{Name: "template", Fn: sreTemplate, Sig: "(pattern, template, /)", Doc: "Make a replacement template of a list of literals and group numbers in turn.\n\n  template\n    A list of a literal, a group number, a literal, and so on."},
			{Name: "getcodesize", Fn: sreGetcodesize, Sig: "()", Doc: "Return the size of a code in bytes."},
			{Name: "ascii_iscased", Fn: sreASCIIIscased, Sig: "(character, /)", Doc: "Report whether a character code is an ASCII letter."},
			{Name: "unicode_iscased", Fn: sreUnicodeIscased, Sig: "(character, /)", Doc: "Report whether a character has a counterpart in the other case."},
			{Name: "ascii_tolower", Fn: sreASCIITolower, Sig: "(character, /)", Doc: "Return a character code in lower case if it is an ASCII letter, else as it is."},
			{Name: "unicode_tolower", Fn: sreUnicodeTolower, Sig: "(character, /)", Doc: "Return a character code in lower case."},
		},
		Exec: func(th *thread, m *object.Module) error {
			for _, s := range []object.TypeSpec{patternSpec(), matchSpec(), scannerSpec(), templateSpec()} {
				object.ReadyType(&s)
			}
			d := m.Dict()
			d.SetName("MAGIC", object.Int(engine.Magic))
			d.SetName("CODESIZE", object.Int(engine.CodeSize))
			d.SetName("MAXREPEAT", object.Int(engine.MaxRepeat))
			d.SetName("MAXGROUPS", object.Int(engine.MaxGroups))
			d.SetName("copyright", object.NewStr(" Weft's regular expression engine "))
			return nil
		},
	}
}

// raise turns an error of the engine into a Python exception. What Interrupt returned is one already.
func raise(th *thread, err error) error {
	switch err {
	case engine.ErrInvalidCode:
		return object.RuntimeErrorf(th, "invalid SRE code")
	case engine.ErrTooDeep:
		return object.Raise(th, object.RecursionErrorType, "maximum recursion depth exceeded during compilation")
	case engine.ErrMemory:
		return object.RaiseType(th, object.MemoryErrorType)
	case engine.ErrBadSpan:
		return object.SystemErrorf(th, "%s", err.Error())
	}
	return err
}

func sreCompile(th *thread, args []value) (value, error) {
	flags, err := object.AsCInt(th, args[1])
	if err != nil {
		return value{}, err
	}
	if !object.IsList(args[2]) {
		return value{}, object.TypeErrorf(th, "compile() argument 'code' must be list, not %s", object.ArgTypeName(args[2]))
	}
	groups, err := object.AsSsize(th, args[3])
	if err != nil {
		return value{}, err
	}
	if !object.IsDict(args[4]) {
		return value{}, object.TypeErrorf(th, "compile() argument 'groupindex' must be dict, not %s", object.ArgTypeName(args[4]))
	}
	if !object.IsTuple(args[5]) {
		return value{}, object.TypeErrorf(th, "compile() argument 'indexgroup' must be tuple, not %s", object.ArgTypeName(args[5]))
	}
	items := object.AsList(args[2]).Snapshot()
	code := make([]uint32, len(items))
	for i, it := range items {
		if !object.IsInt(it) {
			return value{}, object.TypeErrorf(th, "an integer is required")
		}
		n, ok := object.Int64(it)
		if ok && n < 0 {
			return value{}, object.OverflowErrorf(th, "can't convert negative value to unsigned int")
		}
		if !ok || n > 1<<32-1 {
			return value{}, object.OverflowErrorf(th, "regular expression code size limit exceeded")
		}
		code[i] = uint32(n)
	}
	kind := kindAny
	if !args[0].Is(object.None) {
		switch {
		case object.IsStr(args[0]):
			kind = kindStr
		case object.IsBytesLike(args[0]):
			kind = kindBytes
		default:
			return value{}, object.TypeErrorf(th, "expected string or bytes-like object, got '%s'", args[0].Type().DisplayName())
		}
	}
	prog, err := engine.Compile(code, groups)
	if err != nil {
		return value{}, raise(th, err)
	}
	p := asPattern(patternType.New())
	p.prog, p.code, p.kind = prog, code, kind
	p.pattern, p.flags, p.groups = args[0], flags, groups
	p.index, p.names = object.AsDict(args[4]), object.AsTuple(args[5])
	return p.value(), nil
}

func sreGetcodesize(th *thread, args []value) (value, error) {
	return object.Int(engine.CodeSize), nil
}

func character(th *thread, v value) (uint32, error) {
	n, err := object.AsCInt(th, v)
	return uint32(n), err
}

func sreASCIIIscased(th *thread, args []value) (value, error) {
	c, err := character(th, args[0])
	return object.Bool(engine.ASCIIIsCased(c)), err
}

func sreUnicodeIscased(th *thread, args []value) (value, error) {
	c, err := character(th, args[0])
	return object.Bool(engine.UnicodeIsCased(c)), err
}

func sreASCIITolower(th *thread, args []value) (value, error) {
	c, err := character(th, args[0])
	return object.Int(int64(int32(engine.ASCIIToLower(c)))), err
}

func sreUnicodeTolower(th *thread, args []value) (value, error) {
	c, err := character(th, args[0])
	return object.Int(int64(int32(engine.UnicodeToLower(c)))), err
}

// template is a replacement text with references to groups: literal, then pairs of a group and a literal. Immutable.
type template struct {
	object.Header
	literal value
	chunks  []chunk
}

type chunk struct {
	group   int
	literal value // absent: empty
}

func templateSpec() object.TypeSpec {
	return object.TypeSpec{Type: templateType, Module: "_sre", Flags: object.TypeNoInstantiate, Layout: object.LayoutOf[template]()}
}

func sreTemplate(th *thread, args []value) (value, error) {
	if !object.IsList(args[1]) {
		return value{}, object.TypeErrorf(th, "template() argument 2 must be list, not %s", object.ArgTypeName(args[1]))
	}
	items := object.AsList(args[1]).Snapshot()
	if len(items)%2 == 0 {
		return value{}, object.TypeErrorf(th, "invalid template")
	}
	t := (*template)(templateType.New().Ptr())
	t.literal = items[0]
	for i := 1; i < len(items); i += 2 {
		if !object.IsInt(items[i]) {
			return value{}, object.TypeErrorf(th, "an integer is required")
		}
		n, ok := object.Int64(items[i])
		if !ok || n < 0 {
			return value{}, object.TypeErrorf(th, "invalid template")
		}
		c := chunk{group: int(n)}
		lit := items[i+1]
		if object.IsStr(lit) && object.AsStr(lit).Len() > 0 || object.IsBytes(lit) && object.AsBytes(lit).String() != "" {
			c.literal = lit
		}
		t.chunks = append(t.chunks, c)
	}
	return object.FromPtr(unsafe.Pointer(t)), nil
}
