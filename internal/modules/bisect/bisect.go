// This file implements the bisection functions.

// Package bisect is the native module _bisect. It has no state.
package bisect

import (
	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	const sig = "(a, x, lo=0, hi=None, *, key=None)"
	return object.ModuleSpec{
		Name: "_bisect",
		Doc:  "Bisection algorithms.\n\nThis module provides support for maintaining a list in sorted order without\nhaving to sort the list after each insertion. For long lists of items with\nexpensive comparison operations, this can be an improvement over the more\ncommon approach.",
		Methods: []object.Method{
			{Name: "bisect_left", Sig: sig, Fn: bisectBisectLeft, Doc: "Return the index where to insert item x in list a, assuming a is sorted.\n\nThe return value i is such that all e in a[:i] have e < x, and all e in\na[i:] have e >= x.\n\nOptional args lo (default 0) and hi (default len(a)) bound the\nslice of a to be searched; key, if given, is applied to the items of a."},
			{Name: "bisect_right", Sig: sig, Fn: bisectBisectRight, Doc: "Return the index where to insert item x in list a, assuming a is sorted.\n\nThe return value i is such that all e in a[:i] have e <= x, and all e in\na[i:] have e > x.\n\nOptional args lo (default 0) and hi (default len(a)) bound the\nslice of a to be searched; key, if given, is applied to the items of a."},
			{Name: "insort_left", Sig: sig, Fn: bisectInsortLeft, Doc: "Insert item x in list a, and keep it sorted assuming a is sorted.\n\nIf x is already in a, insert it to the left of the leftmost x."},
			{Name: "insort_right", Sig: sig, Fn: bisectInsortRight, Doc: "Insert item x in list a, and keep it sorted assuming a is sorted.\n\nIf x is already in a, insert it to the right of the rightmost x."},
		},
	}
}

func none(v value) bool { return v.IsAbsent() || v.Is(object.None) }

// ssize converts a bound.
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

// search finds the place of x; x is already what key makes of it.
func search(th *thread, a, x, loArg, hiArg, key value, right bool) (int, error) {
	lo, hi := 0, -1
	var err error
	if !loArg.IsAbsent() {
		if lo, err = ssize(th, loArg); err != nil {
			return 0, err
		}
	}
	if !none(hiArg) {
		if hi, err = ssize(th, hiArg); err != nil {
			return 0, err
		}
	}
	if lo < 0 {
		return 0, object.ValueErrorf(th, "lo must be non-negative")
	}
	if hi == -1 {
		if hi, err = object.Len(th, a); err != nil {
			return 0, err
		}
		if hi < 0 {
			hi = 0
		}
	}
	if s := a.Type().Slots(); s.GetItem == nil {
		return 0, object.TypeErrorf(th, "'%s' object does not support indexing", a.Type().DisplayName())
	} else if object.IsDict(a) {
		return 0, object.TypeErrorf(th, "%s is not a sequence", a.Type().DisplayName())
	}
	useKey := !none(key)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		item, err := object.GetItem(th, a, object.Int(int64(mid)))
		if err != nil {
			return 0, err
		}
		if useKey {
			if item, err = object.Call(th, key, item); err != nil {
				return 0, err
			}
		}
		var lt bool
		if right {
			lt, err = object.CompareBool(th, x, item, object.CmpLT)
			lt = !lt
		} else {
			lt, err = object.CompareBool(th, item, x, object.CmpLT)
		}
		if err != nil {
			return 0, err
		}
		if lt {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, nil
}

func find(th *thread, args []value, right bool) (value, error) {
	i, err := search(th, args[0], args[1], args[2], args[3], args[4], right)
	if err != nil {
		return value{}, err
	}
	return object.Int(int64(i)), nil
}

func insort(th *thread, args []value, right bool) (value, error) {
	a, x := args[0], args[1]
	k := x
	if !none(args[4]) {
		var err error
		if k, err = object.Call(th, args[4], x); err != nil {
			return value{}, err
		}
	}
	i, err := search(th, a, k, args[2], args[3], args[4], right)
	if err != nil {
		return value{}, err
	}
	if _, err := object.CallMethod(th, a, "insert", object.Int(int64(i)), x); err != nil {
		return value{}, err
	}
	return object.None, nil
}

func bisectBisectLeft(th *thread, args []value) (value, error) { return find(th, args, false) }

func bisectBisectRight(th *thread, args []value) (value, error) { return find(th, args, true) }

func bisectInsortLeft(th *thread, args []value) (value, error) { return insort(th, args, false) }

func bisectInsortRight(th *thread, args []value) (value, error) { return insort(th, args, true) }
