// Package unicodedata is the native module unicodedata (Library Reference, "unicodedata"), on the leaf package ucd. UCD objects
// are immutable and the package has no state.
package unicodedata

// This file implements the module.

import (
	"unsafe"

	"weft/internal/object"
	"weft/internal/ucd"
)

type (
	value  = object.Value
	thread = object.Thread
)

var ucdType = &object.Type{Name: "UCD"}

// database is a UCD object: the data of an older version.
type database struct {
	object.Header
	db ucd.DB
}

// fn is a function of the module and a method of UCD; a is without self.
type fn struct {
	name, sig, doc string
	f              func(th *thread, db ucd.DB, a []value) (value, error)
}

// Spec describes the module.
func Spec() object.ModuleSpec {
	s := object.ModuleSpec{Name: "unicodedata", Doc: "The properties of Unicode characters, and normalization."}
	t := object.TypeSpec{
		Type: ucdType, Module: "unicodedata", Flags: object.TypeNoInstantiate, Layout: object.LayoutOf[database](),
		GetSets: []object.GetSet{{Name: "unidata_version", Get: func(th *thread, self value) (value, error) {
			return object.NewASCII((*database)(self.Ptr()).db.UnidataVersion()), nil
		}}},
	}
	for _, f := range functions() {
		s.Methods = append(s.Methods, object.Method{Name: f.name, Sig: "(" + f.sig + ", /)", Doc: f.doc, Fn: func(th *thread, a []value) (value, error) {
			return f.f(th, ucd.Latest, a)
		}})
		t.Methods = append(t.Methods, object.Method{Name: f.name, Sig: "(self, " + f.sig + ", /)", Doc: f.doc, Fn: func(th *thread, a []value) (value, error) {
			return f.f(th, (*database)(a[0].Ptr()).db, a[1:])
		}})
	}
	s.Types = []object.TypeSpec{t}
	s.Exec = func(th *thread, m *object.Module) error {
		m.Dict().SetName("unidata_version", object.NewASCII(ucd.Latest.UnidataVersion()))
		d := (*database)(ucdType.New().Ptr())
		d.db = ucd.V320
		m.Dict().SetName("ucd_3_2_0", object.FromPtr(unsafe.Pointer(d)))
		return nil
	}
	return s
}

// char reads a one-character argument; arg is how the messages call it.
func char(th *thread, v value, name, arg string) (rune, error) {
	if !object.IsStr(v) {
		return 0, object.TypeErrorf(th, "%s() %s must be a unicode character, not %s", name, arg, object.ArgTypeName(v))
	}
	s := object.AsStr(v)
	if s.Len() != 1 {
		return 0, object.TypeErrorf(th, "%s(): %s must be a unicode character, not a string of length %d", name, arg, s.Len())
	}
	return s.At(0), nil
}

// text makes a function of one character that returns a str; number one that returns an int.
func text(name, doc string, f func(db ucd.DB, r rune) string) fn {
	return fn{name, "chr", doc, func(th *thread, db ucd.DB, a []value) (value, error) {
		r, err := char(th, a[0], name, "argument")
		if err != nil {
			return value{}, err
		}
		return object.NewStr(f(db, r)), nil
	}}
}

func number(name, doc string, f func(db ucd.DB, r rune) int) fn {
	return fn{name, "chr", doc, func(th *thread, db ucd.DB, a []value) (value, error) {
		r, err := char(th, a[0], name, "argument")
		if err != nil {
			return value{}, err
		}
		return object.Int(int64(f(db, r))), nil
	}}
}

// lookup makes a function with a default for characters without the property, for which f returns absent.
func lookup(name, doc, missing string, f func(db ucd.DB, r rune) value) fn {
	return fn{name, "chr, default=<unrepresentable>", doc, func(th *thread, db ucd.DB, a []value) (value, error) {
		r, err := char(th, a[0], name, "argument 1")
		if err != nil {
			return value{}, err
		}
		v := f(db, r)
		if v.IsAbsent() {
			if v = a[1]; v.IsAbsent() {
				return value{}, object.ValueErrorf(th, "%s", missing)
			}
		}
		return v, nil
	}}
}

func digit(f func(db ucd.DB, r rune) int) func(db ucd.DB, r rune) value {
	return func(db ucd.DB, r rune) value {
		if n := f(db, r); n >= 0 {
			return object.Int(int64(n))
		}
		return value{}
	}
}

// form reads the arguments of normalize and is_normalized.
func form(th *thread, name string, a []value) (ucd.Form, *object.Str, error) {
	for i, v := range a {
		if !object.IsStr(v) {
			return 0, nil, object.TypeErrorf(th, "%s() argument %d must be str, not %s", name, i+1, object.ArgTypeName(v))
		}
	}
	s := object.AsStr(a[1])
	f, ok := ucd.FormByName(object.AsStr(a[0]).String())
	if !ok && s.Len() > 0 {
		return 0, nil, object.ValueErrorf(th, "invalid normalization form")
	}
	return f, s, nil
}

func functions() []fn {
	return []fn{
		text("bidirectional", "Return the bidirectional class of a character, or ''.", ucd.DB.Bidirectional),
		text("category", "Return the general category of a character.", ucd.DB.Category),
		number("combining", "Return the canonical combining class of a character, 0 if it has none.", ucd.DB.Combining),
		lookup("decimal", "Return the value of a decimal digit.", "not a decimal", digit(ucd.DB.Decimal)),
		text("decomposition", "Return how a character is decomposed, or ''.", ucd.DB.Decomposition),
		lookup("digit", "Return the value of a digit.", "not a digit", digit(ucd.DB.Digit)),
		text("east_asian_width", "Return the East Asian width of a character.", ucd.DB.EastAsianWidth),
		{"is_normalized", "form, unistr", "Report whether a string is in a normalization form: NFC, NFKC, NFD or NFKD.", func(th *thread, db ucd.DB, a []value) (value, error) {
			f, s, err := form(th, "is_normalized", a)
			if err != nil {
				return value{}, err
			}
			return object.Bool(s.Len() == 0 || db.IsNormalized(f, s.String())), nil
		}},
		{"lookup", "name", "Return the character, or sequence of characters, with a name.", func(th *thread, db ucd.DB, a []value) (value, error) {
			if !object.IsStr(a[0]) {
				return value{}, object.TypeErrorf(th, "lookup() argument must be str, not %s", object.ArgTypeName(a[0]))
			}
			name := object.AsStr(a[0]).String()
			s, ok := db.Lookup(name)
			if !ok {
				return value{}, object.KeyError(th, object.NewStr("undefined character name '"+name+"'"))
			}
			return object.NewStr(s), nil
		}},
		number("mirrored", "Return 1 if a character is mirrored in bidirectional text, else 0.", ucd.DB.Mirrored),
		lookup("name", "Return the name of a character.", "no such name", func(db ucd.DB, r rune) value {
			if s, ok := db.Name(r); ok {
				return object.NewStr(s)
			}
			return value{}
		}),
		{"normalize", "form, unistr", "Return a string in a normalization form: NFC, NFKC, NFD or NFKD.", func(th *thread, db ucd.DB, a []value) (value, error) {
			f, s, err := form(th, "normalize", a)
			if err != nil {
				return value{}, err
			}
			text := s.String()
			if s.IsASCII() {
				return s.Slice(th, 0, s.Len()), nil
			}
			n := db.Normalize(f, text)
			if n == text {
				return s.Slice(th, 0, s.Len()), nil
			}
			return object.NewStr(n), nil
		}},
		lookup("numeric", "Return the numeric value of a character as a float.", "not a numeric character", func(db ucd.DB, r rune) value {
			if x, ok := db.Numeric(r); ok {
				return object.Float(x)
			}
			return value{}
		}),
	}
}
