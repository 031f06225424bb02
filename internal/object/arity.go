// This file implements the TypeErrors for arguments that do not fit a Python function, and native functions worded as such.

package object

import (
	"slices"
	"strconv"
	"strings"
)

// TooManyArguments is the TypeError for given positional arguments to the function name, which takes argc, the last defaults of them with
// a default; kwGiven keyword-only arguments were given besides.
func TooManyArguments(th *Thread, name string, argc, defaults, given, kwGiven int) error {
	takes, plural := strconv.Itoa(argc), argc != 1
	if defaults > 0 {
		takes, plural = "from "+strconv.Itoa(argc-defaults)+" to "+takes, true
	}
	s := func(b bool) string {
		if b {
			return "s"
		}
		return ""
	}
	extra, were := "", "were"
	if kwGiven > 0 {
		extra = " positional argument" + s(given != 1) + " (and " + strconv.Itoa(kwGiven) + " keyword-only argument" + s(kwGiven != 1) + ")"
	} else if given == 1 {
		were = "was"
	}
	return TypeErrorf(th, "%s() takes %s positional argument%s but %d%s %s given", name, takes, s(plural), given, extra, were)
}

// MissingArguments is the TypeError for arguments of this kind (positional or keyword-only) that the function name did not get.
func MissingArguments(th *Thread, name, kind string, names []string) error {
	for i, n := range names {
		names[i] = "'" + n + "'"
	}
	list, s := names[0], "s"
	switch n := len(names); n {
	case 1:
		s = ""
	case 2:
		list += " and " + names[1]
	default:
		list = strings.Join(names[:n-1], ", ") + ", and " + names[n-1]
	}
	return TypeErrorf(th, "%s() missing %d required %s argument%s: %s", name, len(names), kind, s, list)
}

// pythonError words what does not fit a definition with Method.Python, in the order in which a Python function looks.
func (d *NativeDef) pythonError(th *Thread, args []Value, kwnames *Tuple) error {
	name := d.Name
	if d.owner != nil {
		name = strings.TrimPrefix(d.owner.ShortName(), "_") + "." + name
	}
	npos := len(args) - kwnames.Len()
	var names []string
	for _, p := range d.params {
		names = append(names, p.s)
	}
	for j := range kwnames.Len() {
		k := AsStr(kwnames.items[j]).s
		switch i := slices.Index(names, k); {
		case i < 0:
			return UnexpectedKeyword(th, name, k, names)
		case i < npos:
			return TypeErrorf(th, "%s() got multiple values for argument '%s'", name, k)
		}
	}
	if npos > d.npos && !d.varArgs {
		return TooManyArguments(th, name, d.npos, d.npos-d.required, npos, 0)
	}
	var missing []string
	for i := npos; i < d.required; i++ {
		if d.keyword(kwnames, i) < 0 {
			missing = append(missing, names[i])
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return MissingArguments(th, name, "positional", missing)
}
