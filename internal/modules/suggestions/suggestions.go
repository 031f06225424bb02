// Package suggestions is the native module _suggestions, which finds what a mistyped name meant.
//
// Invariant and concurrency: it has no state.
package suggestions

// This file implements the module.

import "weft/internal/object"

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_suggestions",
		Methods: []object.Method{
			{Name: "_generate_suggestions", Fn: suggestionsGenerateSuggestions, Sig: "(candidates, item, /)", Doc: "Return the candidate that comes closest to item, or None."},
		},
	}
}

func suggestionsGenerateSuggestions(th *object.Thread, args []object.Value) (object.Value, error) {
	if !object.IsStr(args[1]) {
		return object.Value{}, object.TypeErrorf(th, "_generate_suggestions() argument 2 must be str, not %s", object.ArgTypeName(args[1]))
	}
	if !args[0].IsExact(object.ListType) {
		return object.Value{}, object.TypeErrorf(th, "candidates must be a list")
	}
	var names []string
	for _, v := range object.AsList(args[0]).Snapshot() {
		if !object.IsStr(v) {
			return object.Value{}, object.TypeErrorf(th, "all elements in 'candidates' must be strings")
		}
		names = append(names, object.AsStr(v).String())
	}
	if s := object.SuggestName(object.AsStr(args[1]).String(), names); s != "" {
		return object.NewStr(s), nil
	}
	return object.None, nil
}
