// This file implements the module's table and what its iterators share.

// Package itertools is the native module itertools.
//
// An iterator shared by threads never fails beyond what the documentation says, but threads may get items twice or not at all:
// what changes is in racy slots and Words, or guarded by the object lock where a step runs no Python code.
package itertools

import (
	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
	header = object.Header
	slots  = object.Slots
	word   = object.Word
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "itertools",
		Doc:  "Functional tools for creating and using iterators.\n\nInfinite iterators: count, cycle, repeat.\n\nIterators terminating on the shortest input sequence: accumulate, batched, chain, compress, dropwhile, filterfalse,\ngroupby, islice, pairwise, starmap, takewhile, tee, zip_longest.\n\nCombinatoric generators: product, permutations, combinations, combinations_with_replacement.",
		Methods: []object.Method{
			{Name: "tee", Sig: "(iterable, n=2, /)", Fn: itertoolsTee, Doc: "Returns a tuple of n independent iterators."},
		},
		Types: []object.TypeSpec{
			accumulateSpec(), batchedSpec(), chainSpec(), combinationsSpec(), combinationsWithReplacementSpec(), compressSpec(),
			countSpec(), cycleSpec(), dropwhileSpec(), filterfalseSpec(), groupbySpec(), grouperSpec(), isliceSpec(), pairwiseSpec(),
			permutationsSpec(), productSpec(), repeatSpec(), starmapSpec(), takewhileSpec(), teeSpec(), zipLongestSpec(),
		},
	}
}

// iterSpec is the specification of one of the module's iterators. bind is the signature new is bound by: it receives the type
// and one value per parameter.
func iterSpec(t *object.Type, layout *object.Layout, sig, doc string, new object.NewFunc, next object.UnaryFunc, methods ...object.Method) object.TypeSpec {
	return object.TypeSpec{
		Type: t, Module: "itertools", Flags: object.TypeBase, Layout: layout, Sig: sig, Doc: doc,
		Slots:   slots{New: new, Iter: self, Next: next, GetAttr: object.GenericGetAttr},
		Methods: methods,
	}
}

func self(th *thread, self value) (value, error) { return self, nil }

// bound makes a constructor whose arguments are bound by sig.
func bound(name, sig string, new func(th *thread, t *object.Type, args []value) (value, error)) object.NewFunc {
	def := object.NewDef(object.Method{Name: name, Sig: sig}, nil)
	return func(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
		a, err := object.BindSig(th, def, args, kwnames)
		if err != nil {
			return value{}, err
		}
		return new(th, t, a)
	}
}

// positional makes a constructor of n positional arguments. A subclass with an __init__ of its own may take keywords.
func positional(name string, own *object.Type, n int, new func(th *thread, t *object.Type, args []value) (value, error)) object.NewFunc {
	return func(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
		if kwnames.Len() > 0 {
			if t == own || !object.OverridesInit(t) {
				return value{}, object.NoKw(th, name, kwnames)
			}
			args = args[:len(args)-kwnames.Len()]
		}
		if len(args) != n {
			s := "s"
			if n == 1 {
				s = ""
			}
			return value{}, object.TypeErrorf(th, "%s expected %d argument%s, got %d", name, n, s, len(args))
		}
		return new(th, t, args)
	}
}

func isNone(v value) bool { return v.IsAbsent() || v.Is(object.None) }

// next is the next item of it, which is an iterator.
func next(th *thread, it value) (value, error) { return it.Type().Slots().Next(th, it) }

// pool returns the items of an iterable.
func pool(th *thread, v value) ([]value, error) { return object.ToSlice(th, v) }

// ssize converts an argument that is a size.
func ssize(th *thread, v value) (int, error) {
	i, err := object.Index(th, v)
	if err != nil {
		return 0, err
	}
	n, ok := object.Int64(i)
	if !ok {
		return 0, object.OverflowErrorf(th, "Python int too large to convert to C ssize_t")
	}
	return int(n), nil
}
