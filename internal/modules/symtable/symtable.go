// This file implements the module.

// Package symtable is the native module _symtable: what the compiler knows of the names of a program. Entries are immutable.
package symtable

import (
	"errors"
	"fmt"

	"weft/internal/object"
	"weft/internal/symtable"
	"weft/internal/syntax"
)

type (
	value  = object.Value
	thread = object.Thread
)

var entryType = &object.Type{Name: "symtable entry"}

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_symtable",
		Methods: []object.Method{
			{Name: "symtable", Sig: "(source, filename, startstr, /)", Fn: symtableSymtable, Doc: "Return symbol and scope dictionaries used internally by compiler."},
		},
		Exec: func(th *thread, m *object.Module) error {
			s := entrySpec()
			object.ReadyType(&s)
			for _, c := range []struct {
				name string
				n    int64
			}{
				{"USE", int64(symtable.Use)}, {"DEF_GLOBAL", int64(symtable.DefGlobal)}, {"DEF_NONLOCAL", int64(symtable.DefNonlocal)},
				{"DEF_LOCAL", int64(symtable.DefLocal)}, {"DEF_PARAM", int64(symtable.DefParam)}, {"DEF_TYPE_PARAM", int64(symtable.DefTypeParam)},
				{"DEF_FREE_CLASS", int64(symtable.DefFreeClass)}, {"DEF_IMPORT", int64(symtable.DefImport)}, {"DEF_BOUND", int64(symtable.DefBound)},
				{"DEF_ANNOT", int64(symtable.DefAnnot)}, {"DEF_COMP_ITER", int64(symtable.DefCompIter)}, {"DEF_COMP_CELL", int64(symtable.DefCompCell)},
				{"TYPE_FUNCTION", int64(symtable.Function)}, {"TYPE_CLASS", int64(symtable.Class)}, {"TYPE_MODULE", int64(symtable.Module)},
				{"TYPE_ANNOTATION", int64(symtable.Annotation)}, {"TYPE_TYPE_ALIAS", int64(symtable.TypeAlias)},
				{"TYPE_TYPE_PARAMETERS", int64(symtable.TypeParameters)}, {"TYPE_TYPE_VARIABLE", int64(symtable.TypeVariable)},
				{"LOCAL", int64(symtable.Local)}, {"GLOBAL_EXPLICIT", int64(symtable.GlobalExplicit)}, {"GLOBAL_IMPLICIT", int64(symtable.GlobalImplicit)},
				{"FREE", int64(symtable.Free)}, {"CELL", int64(symtable.Cell)}, {"SCOPE_OFF", symtable.ScopeShift}, {"SCOPE_MASK", 15},
			} {
				m.Dict().SetName(c.name, object.SmallInt(c.n))
			}
			return nil
		},
	}
}

// entry is the entry of a block.
type entry struct {
	object.Header
	name                        value
	symbols, varnames, children value
	nested                      bool
	kind, line                  int
}

func asEntry(v value) *entry { return (*entry)(v.Ptr()) }

func entrySpec() object.TypeSpec {
	return object.TypeSpec{
		Type:   entryType,
		Flags:  object.TypeNoInstantiate,
		Layout: object.LayoutOf[entry](),
		Slots: object.Slots{Repr: func(th *thread, self value) (value, error) {
			e := asEntry(self)
			return object.NewStr(fmt.Sprintf("<symtable entry %s(%d), line %d>", object.AsStr(e.name).String(), object.Address(self), e.line)), nil
		}},
		GetSets: []object.GetSet{
			object.ReadonlyMember("id", "", func(th *thread, self value) (value, error) { return object.ID(self), nil }),
			object.ReadonlyMember("name", "", func(th *thread, self value) (value, error) { return asEntry(self).name, nil }),
			object.ReadonlyMember("symbols", "", func(th *thread, self value) (value, error) { return asEntry(self).symbols, nil }),
			object.ReadonlyMember("varnames", "", func(th *thread, self value) (value, error) { return asEntry(self).varnames, nil }),
			object.ReadonlyMember("children", "", func(th *thread, self value) (value, error) { return asEntry(self).children, nil }),
			object.ReadonlyMember("nested", "", func(th *thread, self value) (value, error) {
				if asEntry(self).nested {
					return object.SmallInt(1), nil
				}
				return object.SmallInt(0), nil
			}),
			object.ReadonlyMember("type", "", func(th *thread, self value) (value, error) { return object.SmallInt(int64(asEntry(self).kind)), nil }),
			object.ReadonlyMember("lineno", "", func(th *thread, self value) (value, error) { return object.SmallInt(int64(asEntry(self).line)), nil }),
		},
	}
}

// newEntry makes the entries of a block and of those in it.
func newEntry(b *symtable.Block) value {
	v := entryType.New()
	e := asEntry(v)
	e.name = object.Intern(b.Name).Value()
	e.nested, e.kind, e.line = b.Nested, int(b.Kind), int(b.Pos.Line)
	d := object.NewDictSize(len(b.Order))
	for _, name := range b.Order {
		s := b.Symbols[name]
		d.SetName(name, object.SmallInt(int64(s.Flags)|int64(s.Scope)<<symtable.ScopeShift))
	}
	e.symbols = d.Value()
	vars := object.NewListSize(len(b.Varnames))
	for _, n := range b.Varnames {
		vars.Append(object.Intern(n).Value())
	}
	e.varnames = vars.Value()
	children := object.NewListSize(len(b.Children))
	for _, c := range b.Children {
		children.Append(newEntry(c))
	}
	e.children = children.Value()
	return v
}

// flagOnlyAST is ast.PyCF_ONLY_AST.
const flagOnlyAST = 0x400

func symtableSymtable(th *thread, args []value) (value, error) {
	source := args[0]
	if !object.IsStr(args[2]) {
		return value{}, object.TypeErrorf(th, "symtable() argument 3 must be str, not %s", args[2].Type().DisplayName())
	}
	filename, err := object.FSDecode(th, args[1])
	if err != nil {
		return value{}, err
	}
	mode := syntax.ModeExec
	start := object.AsStr(args[2]).String()
	switch start {
	case "exec":
	case "eval":
		mode = syntax.ModeEval
	case "single":
		mode = syntax.ModeSingle
	default:
		return value{}, object.ValueErrorf(th, "symtable() arg 3 must be 'exec' or 'eval' or 'single'")
	}
	if !object.IsStr(source) && !object.IsBytesLike(source) {
		return value{}, object.TypeErrorf(th, "symtable() arg 1 must be a string or bytes object")
	}
	// The compiler reports what is wrong with the text; then the text is known to parse.
	if _, err := th.Rt.Engine().Compile(th, source, filename, start, flagOnlyAST, -1); err != nil {
		return value{}, err
	}
	src, err := read(th, filename, source)
	if err != nil {
		return value{}, err
	}
	mod, _, err := syntax.Parse(src, mode, syntax.Options{UnicodeName: object.UnicodeByName, MaxIntDigits: -1})
	if err != nil {
		return value{}, failure(th, err)
	}
	t, err := symtable.Build(mod, filename, 0)
	if err != nil {
		return value{}, failure(th, err)
	}
	return newEntry(t.Top), nil
}

// read decodes source text, which the compiler has decoded before.
func read(th *thread, filename string, source value) (*syntax.Source, error) {
	if object.IsStr(source) {
		return syntax.NewSource(filename, object.AsStr(source).String()), nil
	}
	b, err := object.GetBuffer(th, source, object.BufferSimple)
	if err != nil {
		return nil, err
	}
	data := append([]byte(nil), b.Bytes()...)
	b.Done(th)
	src, err := syntax.Decode(filename, data, func(encoding string, data []byte) (string, bool, error) {
		s, err := object.DecodeBytes(th, string(data), encoding, "strict")
		if err != nil {
			return "", false, err
		}
		return s.String(), true, nil
	})
	if err != nil {
		return nil, failure(th, err)
	}
	return src, nil
}

// failure makes the exception of an error of the symbol table: the message alone, with the place set afterwards.
func failure(th *thread, err error) error {
	var e *syntax.Error
	if !errors.As(err, &e) {
		return object.Exc(err)
	}
	t := object.SyntaxErrorType
	switch e.Kind {
	case syntax.RecursionError:
		return object.Raise(th, object.RecursionErrorType, e.Msg)
	case syntax.MemoryError:
		return object.Raise(th, object.MemoryErrorType, e.Msg)
	case syntax.ValueError:
		return object.Raise(th, object.ValueErrorType, e.Msg)
	case syntax.IndentationError:
		t = object.IndentationErrorType
	}
	exc := object.NewSyntaxError(t, e.Msg, object.SyntaxInfo{Bare: true}).Value()
	for _, a := range []struct {
		name string
		val  value
	}{
		{"filename", object.NewStr(e.Filename)}, {"lineno", object.Int(int64(e.Line))}, {"offset", object.Int(int64(e.Col))},
		{"end_lineno", object.Int(int64(e.EndLine))}, {"end_offset", object.Int(int64(e.EndCol))}, {"print_file_and_line", object.None},
	} {
		if err := object.SetAttrName(th, exc, a.name, a.val); err != nil {
			return err
		}
	}
	return object.RaiseValue(th, exc)
}
