// Package locale is the native module _locale, what the library's locale module is made of (Library Reference, "locale").
//
// The only locales are C, POSIX and C.UTF-8: the data of others belongs to the C library, which is not there. Their names are
// remembered per runtime; conventions, texts and order are those of C, and text is always UTF-8.
package locale

// This file implements the module.

import (
	"os"
	"strings"
	"sync"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

var errorType = &object.Type{Name: "Error"}

// Categories.
const (
	lcCtype = iota
	lcNumeric
	lcTime
	lcCollate
	lcMonetary
	lcMessages
	lcAll
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_locale",
		Doc:  "Support for POSIX locales.",
		Methods: []object.Method{
			{Name: "bind_textdomain_codeset", Sig: "(domain, codeset, /)", Fn: localeBindCodeset, Doc: "Do nothing: there are no message catalogs."},
			{Name: "bindtextdomain", Sig: "(domain, dir, /)", Fn: localeBindtextdomain, Doc: "Remember the folder of a domain's messages."},
			{Name: "dcgettext", Sig: "(domain, msg, category, /)", Fn: localeDcgettext, Doc: "Return the message: the C locale translates nothing."},
			{Name: "dgettext", Sig: "(domain, msg, /)", Fn: localeDcgettext, Doc: "Return the message: the C locale translates nothing."},
			{Name: "getencoding", Sig: "()", Fn: func(th *thread, args []value) (value, error) { return object.NewStr("UTF-8"), nil }, Doc: "Return the encoding of the locale."},
			{Name: "gettext", Sig: "(msg, /)", Fn: localeGettext, Doc: "Return the message: the C locale translates nothing."},
			{Name: "localeconv", Sig: "()", Fn: localeLocaleconv, Doc: "Return the conventions for numbers and money."},
			{Name: "nl_langinfo", Sig: "(key, /)", Fn: localeNlLanginfo, Doc: "Return a text of the locale."},
			{Name: "setlocale", Sig: "(category, locale=None, /)", Fn: localeSetlocale, Doc: "Set or return the locale of a category."},
			{Name: "strcoll", Sig: "(os1, os2, /)", Fn: localeStrcoll, Doc: "Compare two strings by the order of the locale."},
			{Name: "strxfrm", Sig: "(string, /)", Fn: localeStrxfrm, Doc: "Return a string whose plain order is that of the locale."},
			{Name: "textdomain", Sig: "(domain, /)", Fn: localeTextdomain, Doc: "Set or return the domain of messages."},
		},
		Types: []object.TypeSpec{{Type: errorType, Base: object.ExceptionType, Module: "locale", Flags: object.TypeBase, Doc: "A locale cannot be used."}},
		Exec: func(th *thread, m *object.Module) error {
			d := m.Dict()
			for i, n := range []string{"LC_CTYPE", "LC_NUMERIC", "LC_TIME", "LC_COLLATE", "LC_MONETARY", "LC_MESSAGES", "LC_ALL"} {
				d.SetName(n, object.SmallInt(int64(i)))
			}
			d.SetName("CHAR_MAX", object.SmallInt(127))
			for _, c := range langinfo {
				d.SetName(c.name, object.SmallInt(c.n))
			}
			return nil
		},
	}
}

// state is a runtime's locale.
type state struct {
	mu     sync.Mutex
	names  [lcAll]string // guarded by mu
	domain string        // guarded by mu
	dirs   map[string]string
}

type stateKey struct{}

func stateOf(th *thread) *state {
	return th.Rt.State(stateKey{}, func() any {
		s := &state{domain: "messages", dirs: map[string]string{}}
		for i := range s.names {
			s.names[i] = "C"
		}
		// As at the start of every Python, the character type is that of the environment.
		if n, ok := known(fromEnv("LC_CTYPE")); ok && n != "C" {
			s.names[lcCtype] = n
		} else {
			s.names[lcCtype] = "C.UTF-8"
		}
		return s
	}).(*state)
}

// fromEnv returns the locale that the environment names for a category.
func fromEnv(category string) string {
	for _, k := range []string{"LC_ALL", category, "LANG"} {
		if v := os.Getenv(k); v != "" {
			return v
		}
	}
	return "C"
}

// known returns the canonical name of a locale that exists.
func known(name string) (string, bool) {
	switch name {
	case "C", "POSIX":
		return "C", true
	case "C.UTF-8", "C.utf8", "C.UTF8", "C.utf-8":
		return name, true
	}
	return "", false
}

var categories = [lcAll]string{"LC_CTYPE", "LC_NUMERIC", "LC_TIME", "LC_COLLATE", "LC_MONETARY", "LC_MESSAGES"}

func localeSetlocale(th *thread, args []value) (value, error) {
	cat, err := object.AsCInt(th, args[0])
	if err != nil {
		return value{}, err
	}
	s := stateOf(th)
	s.mu.Lock()
	defer s.mu.Unlock()
	if args[1].IsAbsent() || args[1].Is(object.None) {
		if cat < 0 || cat > lcAll {
			return value{}, object.Raise(th, errorType, "locale query failed")
		}
		return object.NewStr(s.queryLocked(cat)), nil
	}
	if !object.IsStr(args[1]) {
		return value{}, object.TypeErrorf(th, "setlocale() argument 2 must be str or None, not %s", object.ArgTypeName(args[1]))
	}
	name := object.AsStr(args[1]).String()
	if strings.IndexByte(name, 0) >= 0 {
		return value{}, object.ValueErrorf(th, "embedded null character")
	}
	bad := func() (value, error) { return value{}, object.Raise(th, errorType, "unsupported locale setting") }
	if cat < 0 || cat > lcAll {
		return bad()
	}
	next := s.names
	if cat == lcAll && strings.Contains(name, ";") { // what a query returned
		for _, part := range strings.Split(name, ";") {
			k, v, _ := strings.Cut(part, "=")
			n, ok := known(v)
			if !ok {
				return bad()
			}
			for i, c := range categories {
				if c == k {
					next[i] = n
				}
			}
		}
	} else {
		for i := range next {
			if cat != lcAll && cat != i {
				continue
			}
			want := name
			if want == "" {
				want = fromEnv(categories[i])
			}
			n, ok := known(want)
			if !ok {
				return bad()
			}
			next[i] = n
		}
	}
	s.names = next
	return object.NewStr(s.queryLocked(cat)), nil
}

// queryLocked returns the locale of a category; of all, in one word if they are the same.
func (s *state) queryLocked(cat int) string {
	if cat != lcAll {
		return s.names[cat]
	}
	same := true
	var b strings.Builder
	for i, n := range s.names {
		same = same && n == s.names[0]
		b.WriteString(categories[i] + "=" + n + ";")
	}
	if same {
		return s.names[0]
	}
	return b.String() + "LC_PAPER=C;LC_NAME=C;LC_ADDRESS=C;LC_TELEPHONE=C;LC_MEASUREMENT=C;LC_IDENTIFICATION=C"
}

func localeLocaleconv(th *thread, args []value) (value, error) {
	d := object.NewDict()
	for _, k := range []string{"int_curr_symbol", "currency_symbol", "mon_decimal_point", "mon_thousands_sep"} {
		d.SetName(k, object.NewStr(""))
	}
	d.SetName("mon_grouping", object.NewList(nil).Value())
	for _, k := range []string{"positive_sign", "negative_sign"} {
		d.SetName(k, object.NewStr(""))
	}
	for _, k := range []string{"int_frac_digits", "frac_digits", "p_cs_precedes", "p_sep_by_space", "n_cs_precedes", "n_sep_by_space", "p_sign_posn", "n_sign_posn"} {
		d.SetName(k, object.SmallInt(127))
	}
	d.SetName("decimal_point", object.NewStr("."))
	d.SetName("thousands_sep", object.NewStr(""))
	d.SetName("grouping", object.NewList(nil).Value())
	return d.Value(), nil
}

func localeNlLanginfo(th *thread, args []value) (value, error) {
	n, err := object.AsCInt(th, args[0])
	if err != nil {
		return value{}, err
	}
	for _, c := range langinfo {
		if c.n == int64(n) {
			return object.NewStr(c.text), nil
		}
	}
	return value{}, object.ValueErrorf(th, "unsupported langinfo constant")
}

// strArg converts argument i of fn, counted from 1.
func strArg(th *thread, fn string, i int, v value) (*object.Str, error) {
	if !object.IsStr(v) {
		which := ""
		if i > 0 {
			which = " " + string(rune('0'+i))
		}
		return nil, object.TypeErrorf(th, "%s() argument%s must be str, not %s", fn, which, object.ArgTypeName(v))
	}
	return object.AsStr(v), nil
}

func localeStrcoll(th *thread, args []value) (value, error) {
	a, err := strArg(th, "strcoll", 1, args[0])
	if err != nil {
		return value{}, err
	}
	b, err := strArg(th, "strcoll", 2, args[1])
	if err != nil {
		return value{}, err
	}
	return object.SmallInt(int64(strings.Compare(a.String(), b.String()))), nil
}

func localeStrxfrm(th *thread, args []value) (value, error) {
	s, err := strArg(th, "strxfrm", 0, args[0])
	if err != nil {
		return value{}, err
	}
	if strings.IndexByte(s.String(), 0) >= 0 {
		return value{}, object.ValueErrorf(th, "embedded null character")
	}
	return object.NewStr(s.String()), nil
}

func localeGettext(th *thread, args []value) (value, error) {
	s, err := strArg(th, "gettext", 0, args[0])
	if err != nil {
		return value{}, err
	}
	return s.Value(), nil
}

func localeDcgettext(th *thread, args []value) (value, error) {
	if !args[0].Is(object.None) {
		if _, err := strArg(th, "dgettext", 1, args[0]); err != nil {
			return value{}, err
		}
	}
	s, err := strArg(th, "dgettext", 2, args[1])
	if err != nil {
		return value{}, err
	}
	return s.Value(), nil
}

func localeTextdomain(th *thread, args []value) (value, error) {
	st := stateOf(th)
	st.mu.Lock()
	defer st.mu.Unlock()
	if !args[0].Is(object.None) {
		s, err := strArg(th, "textdomain", 0, args[0])
		if err != nil {
			return value{}, err
		}
		if st.domain = s.String(); st.domain == "" {
			st.domain = "messages"
		}
	}
	return object.NewStr(st.domain), nil
}

func localeBindtextdomain(th *thread, args []value) (value, error) {
	s, err := strArg(th, "bindtextdomain", 1, args[0])
	if err != nil {
		return value{}, err
	}
	if s.Len() == 0 {
		return value{}, object.Raise(th, errorType, "domain must be a non-empty string")
	}
	st := stateOf(th)
	st.mu.Lock()
	defer st.mu.Unlock()
	if !args[1].Is(object.None) {
		dir, err := object.FSDecode(th, args[1])
		if err != nil {
			return value{}, err
		}
		st.dirs[s.String()] = dir
	}
	if dir, ok := st.dirs[s.String()]; ok {
		return object.NewStr(dir), nil
	}
	return object.NewStr("/usr/share/locale"), nil
}

func localeBindCodeset(th *thread, args []value) (value, error) {
	if _, err := strArg(th, "bind_textdomain_codeset", 1, args[0]); err != nil {
		return value{}, err
	}
	return args[1], nil
}
