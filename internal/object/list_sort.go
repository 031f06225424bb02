// This file implements list.sort: the list is detached while its items are compared if that may run Python code, and locked if
// not. Keys that are all of one basic type are compared without the general protocol.

package object

import (
	"weft/internal/timsort"
)

// ListSort is list.sort(self, *, key=None, reverse=False). It raises what key and the comparisons raise, and ValueError if they
// changed the list.
func ListSort(th *Thread, args []Value, kwnames *Tuple) (Value, error) {
	nkw := kwnames.Len()
	if n := len(args) - 1; n > 2 {
		word := ""
		if n == nkw {
			word = "keyword "
		}
		return Value{}, TypeErrorf(th, "sort() takes at most 2 %sarguments (%d given)", word, n)
	}
	if len(args)-nkw > 1 {
		return Value{}, TypeErrorf(th, "sort() takes no positional arguments")
	}
	var key Value
	reverse := false
	for i, k := range kwnames.Items() {
		v := args[len(args)-nkw+i]
		switch AsStr(k).s {
		case "key":
			if !v.Is(None) {
				key = v
			}
		case "reverse":
			var err error
			if reverse, err = IsTrue(th, v); err != nil {
				return Value{}, err
			}
		default:
			if s := SuggestName(AsStr(k).s, []string{"key", "reverse"}); s != "" {
				return Value{}, TypeErrorf(th, "sort() got an unexpected keyword argument '%s'. Did you mean '%s'?", AsStr(k).s, s)
			}
			return Value{}, TypeErrorf(th, "sort() got an unexpected keyword argument '%s'", AsStr(k).s)
		}
	}
	return noneResult(AsList(args[0]).Sort(th, key, reverse))
}

// Sort sorts the list in place, stably. key is a function or absent.
func (l *List) Sort(th *Thread, key Value, reverse bool) error {
	l.Lock()
	a, n := l.a, l.n
	items := itemsOf(a, n)
	if key.IsAbsent() && Multithreaded() && plainItems(items) {
		return l.sortPlainLocked(th, items, reverse)
	}
	l.replaceLocked(&sortingItems[0], 0)
	l.Unlock()
	// Readers that still hold the array may see it being sorted; under the race detector that must be another one.
	if raceEnabled && Multithreaded() {
		b := newItems(n)
		copy(itemsOf(b, n), items)
		a, items = b, itemsOf(b, n)
	}
	err := sortItems(th, items, key, reverse)
	l.Lock()
	modified := l.a != &sortingItems[0] && a != &sortingItems[0]
	l.replaceLocked(a, n)
	l.Unlock()
	if err == nil && modified {
		return ValueErrorf(th, "list modified during sort")
	}
	return err
}

// sortPlainLocked is Sort of plain items while other threads run. It is one step for them: who only reads goes on seeing the list
// as it was, who changes it waits. It ends with Unlock.
func (l *List) sortPlainLocked(th *Thread, items []Value, reverse bool) error {
	n := len(items)
	b := newItems(n)
	copy(itemsOf(b, n), items)
	err := sortItems(th, itemsOf(b, n), Value{}, reverse)
	a := l.a
	storePtr(&l.a, b) // the length stays: nobody sees another one
	l.dropLocked(a)
	l.Unlock()
	return err
}

// plainItems reports whether comparing items runs no Python code: they are all numbers, all strs, all bytes or all tuples of such,
// in any mixture.
func plainItems(items []Value) bool {
	for _, v := range items {
		if !plainItem(v, 3) {
			return false
		}
	}
	return true
}

func plainItem(v Value, depth int) bool {
	if !v.IsObj() {
		return true
	}
	switch v.Header().Type() {
	case StrType, IntType, BoolType, BytesType, NoneType:
		return true
	case TupleType:
		if depth == 0 {
			return false
		}
		for _, x := range AsTuple(v).items {
			if !plainItem(x, depth-1) {
				return false
			}
		}
		return true
	}
	return false
}

func sortItems(th *Thread, items []Value, key Value, reverse bool) error {
	if len(items) < 2 {
		if len(items) == 1 && !key.IsAbsent() {
			_, err := Call(th, key, items[0])
			return err
		}
		return nil
	}
	keys := items
	if !key.IsAbsent() {
		keys = make([]Value, len(items))
		for i, x := range items {
			k, err := Call(th, key, x)
			if err != nil {
				return err
			}
			keys[i] = k
		}
		if reverse {
			timsort.Reverse(keys)
		}
	}
	if reverse {
		timsort.Reverse(items)
	}
	err := sortKeys(th, keys, items, !key.IsAbsent())
	if reverse {
		timsort.Reverse(items)
	}
	return err
}

// keyKind is what all keys of a sort have in common.
type keyKind uint8

const (
	keyMixed keyKind = iota
	keyInt
	keyFloat
	keyStr
	keyTuple
)

func kindOfKey(v Value) keyKind {
	switch {
	case v.IsInt():
		return keyInt
	case v.IsFloat():
		return keyFloat
	}
	switch v.Header().Type() {
	case StrType:
		return keyStr
	case TupleType:
		if len(AsTuple(v).items) > 0 {
			return keyTuple
		}
	}
	return keyMixed
}

func kindOfKeys(keys []Value) keyKind {
	kind := kindOfKey(keys[0])
	for _, k := range keys[1:] {
		if kind == keyMixed || kindOfKey(k) != kind {
			return keyMixed
		}
	}
	return kind
}

// sortKeys sorts keys and, if they are separate, the items along with them.
func sortKeys(th *Thread, keys, items []Value, separate bool) error {
	switch kindOfKeys(keys) {
	case keyInt:
		nums := make([]int64, len(keys))
		for i, k := range keys {
			nums[i] = k.Int()
		}
		timsort.SortInt64(nums, items)
		return nil
	case keyFloat:
		nums := make([]float64, len(keys))
		nan := false
		for i, k := range keys {
			nums[i] = k.Float()
			nan = nan || nums[i] != nums[i]
		}
		if nan {
			return timsortKeys(keys, items, separate, func(a, b Value) (bool, error) { return a.Float() < b.Float(), nil })
		}
		timsort.SortFloat64(nums, items)
		return nil
	case keyStr:
		sortStrs(keys, items)
		return nil
	case keyTuple:
		return timsortKeys(keys, items, separate, func(a, b Value) (bool, error) { return tupleLess(th, AsTuple(a), AsTuple(b)) })
	}
	return timsortKeys(keys, items, separate, func(a, b Value) (bool, error) { return CompareBool(th, a, b, CmpLT) })
}

// sortStrs is sortKeys for exact strs. The bytes of WTF-8 order as code points do.
func sortStrs(keys, items []Value) {
	texts := make([]string, len(keys))
	for i, k := range keys {
		texts[i] = AsStr(k).s
	}
	timsort.SortStrings(texts, items)
}

func timsortKeys(keys, items []Value, separate bool, less timsort.Less[Value]) error {
	if separate {
		return timsort.SortPairs(keys, items, less)
	}
	return timsort.Sort(items, less)
}

// tupleLess is a < b for exact tuples.
func tupleLess(th *Thread, a, b *Tuple) (bool, error) {
	n := min(len(a.items), len(b.items))
	for i := 0; i < n; i++ {
		x, y := a.items[i], b.items[i]
		if x.p == y.p {
			continue
		}
		switch {
		case BothInt(x, y):
			return x.Int() < y.Int(), nil
		case x.isExact(StrType) && y.isExact(StrType):
			if s, t := AsStr(x).s, AsStr(y).s; s != t {
				return s < t, nil
			}
			continue
		}
		eq, err := EqualOrIs(th, x, y)
		if err != nil {
			return false, err
		}
		if !eq {
			return CompareBool(th, x, y, CmpLT)
		}
	}
	return len(a.items) < len(b.items), nil
}

// PlainLess reports a < b for values whose comparison runs no Python code: small ints, floats, strs and tuples of these. ok is
// false for others.
func PlainLess(a, b Value) (less, ok bool) {
	switch {
	case BothInt(a, b):
		return a.Int() < b.Int(), true
	case a.IsFloat() && b.IsFloat():
		return a.Float() < b.Float(), true
	case !a.IsObj() || !b.IsObj() || a.Header().Type() != b.Header().Type():
		return false, false
	}
	switch a.Header().Type() {
	case StrType:
		return AsStr(a).s < AsStr(b).s, true
	case TupleType:
		x, y := AsTuple(a).items, AsTuple(b).items
		for i := 0; i < len(x) && i < len(y); i++ {
			v, w := x[i], y[i]
			if v.p == w.p {
				continue
			}
			if v.isExact(TupleType) || w.isExact(TupleType) {
				return false, false
			}
			less, ok := PlainLess(v, w)
			if !ok || less {
				return less, ok
			}
			if more, _ := PlainLess(w, v); more || v.IsFloat() {
				if v.IsFloat() && v.Float() == w.Float() {
					continue
				}
				return false, true
			}
		}
		return len(x) < len(y), true
	}
	return false, false
}
