// This file implements looking up a tuple that is only named by its items, d[x, y] and (x, y) in d, and the comparison of tuples: as
// long as all items are exactly strs and small ints nothing of it runs Python code, and a tuple that is only looked up need not be made.

package object

import (
	"strings"

	"weft/internal/pyhash"
)

// plainHash returns the hash of the tuple of items; ok is false if one is neither exactly a str nor a small int.
func plainHash(items []Value) (h int64, ok bool) {
	acc := pyhash.NewTuple()
	for _, x := range items {
		switch {
		case x.IsInt():
			acc.Add(pyhash.HashInt64(x.Int()))
		case x.isExact(StrType):
			acc.Add(AsStr(x).Hash())
		default:
			return 0, false
		}
	}
	return acc.Sum(len(items)), true
}

// samePlain compares the items of two tuples. sure is false if that might run Python code.
func samePlain(a, b []Value) (eq, sure bool) {
	if len(a) != len(b) {
		return false, true
	}
	for i, x := range a {
		y := b[i]
		if x.p == y.p {
			continue
		}
		if x.IsInt() {
			return false, y.IsInt() || y.isExact(StrType)
		}
		if !x.isExact(StrType) {
			return false, false
		}
		if !y.isExact(StrType) {
			return false, y.IsInt()
		}
		if AsStr(x).s != AsStr(y).s {
			return false, true
		}
	}
	return true, true
}

// comparePlain compares the items of two tuples. sure is false if it takes other items than strs and small ints to tell.
func comparePlain(a, b []Value, op CompareOp) (r, sure bool) {
	for i := 0; i < len(a) && i < len(b); i++ {
		x, y := a[i], b[i]
		if x.p == y.p {
			continue
		}
		if BothInt(x, y) {
			return compareInt(x.Int(), y.Int(), op), true
		}
		if !x.isExact(StrType) || !y.isExact(StrType) {
			return false, false
		}
		if s, t := AsStr(x).s, AsStr(y).s; s != t {
			if op == CmpEQ || op == CmpNE {
				return op == CmpNE, true
			}
			// The order of WTF-8 bytes is the order of code points.
			return compareInt(int64(strings.Compare(s, t)), 0, op), true
		}
	}
	return compareInt(int64(len(a)), int64(len(b)), op), true
}

// EqualPlain reports whether two keys are the same object or equal. sure is false if that might run Python code.
func EqualPlain(a, b Value) (eq, sure bool) {
	switch {
	case a.p == b.p:
		return true, true
	case BothInt(a, b):
		return false, true // equal ones are identical
	case a.isExact(StrType) && b.isExact(StrType):
		return AsStr(a).s == AsStr(b).s, true
	case a.isExact(TupleType) && b.isExact(TupleType):
		return samePlain(AsTuple(a).items, AsTuple(b).items)
	}
	return false, false
}

// samePlainKey reports whether a stored key is the tuple of items; sure as for samePlain.
func samePlainKey(k Value, items []Value) (eq, sure bool) {
	if !k.isExact(TupleType) {
		return false, k.IsInt() || k.isExact(StrType)
	}
	return samePlain(AsTuple(k).items, items)
}

// GetItems is Get for the tuple of items, without making it. It runs no Python code: sure is false if that would be needed, or if other
// threads are at work, and then Get must be asked.
func (d *Dict) GetItems(items []Value) (v Value, sure bool) {
	h, ok := plainHash(items)
	if !ok {
		return Value{}, false
	}
	t := d.table()
	i, sure := t.findItems(items, h)
	if i < 0 {
		return Value{}, sure && loadUint32(&t.moves) == 0
	}
	v = LoadSlot(&t.ent(i).val)
	return v, !v.IsAbsent()
}

// findItems returns the position of the tuple of items in t, or -1; sure is false if a stored key can only be compared by Python code.
func (t *dictTable) findItems(items []Value, h int64) (pos int, sure bool) {
	if t.index == nil {
		n := loadInt(&t.used)
		for i := 0; i < n; i++ {
			if e := t.ent(i); e.hash == h {
				if k := LoadSlot(&e.key); !k.IsAbsent() {
					if eq, sure := samePlainKey(k, items); eq {
						return i, true
					} else if !sure {
						return -1, false
					}
				}
			}
		}
		return -1, true
	}
	mask := uint64(t.mask)
	i, perturb := uint64(h), uint64(h)
	for {
		ix := loadInt32(t.pos(i & mask))
		if ix == 0 {
			return -1, true
		}
		if e := t.ent(int(ix - 1)); e.hash == h {
			if k := LoadSlot(&e.key); !k.IsAbsent() {
				if eq, sure := samePlainKey(k, items); eq {
					return int(ix - 1), true
				} else if !sure {
					return -1, false
				}
			}
		}
		perturb >>= 5
		i = i*5 + perturb + 1
	}
}

// SetItems is Set for the tuple of items, which is made only if it is a new key. It reports whether it has done so: see GetItems.
func (d *Dict) SetItems(items []Value, val Value) bool {
	if Multithreaded() {
		return false
	}
	h, ok := plainHash(items)
	if !ok {
		return false
	}
	t := d.table()
	i, sure := t.findItems(items, h)
	if !sure {
		return false
	}
	var key Value
	if i < 0 {
		k := NewTupleCopy(items)
		k.hash = h
		key = k.Value()
	}
	d.storeLocked(t, i, key, h, val)
	return true
}

// HasItems reports whether the tuple of items is an element, without making it; sure as for Dict.GetItems.
func (s *Set) HasItems(items []Value) (has, sure bool) {
	h, ok := plainHash(items)
	if !ok {
		return false, false
	}
	e := s.table().e
	mask := uint64(len(e) - 1)
	perturb := uint64(h)
	i := uint64(h) & mask
	for {
		end := i
		if i+setProbes <= mask {
			end = i + setProbes
		}
		for j := i; j <= end; j++ {
			k := LoadSlot(&e[j].key)
			if k.p == nil {
				return false, true
			}
			if e[j].hash == h && k.p != setDummy.p {
				if eq, sure := samePlainKey(k, items); eq || !sure {
					return eq, sure
				}
			}
		}
		perturb >>= setPerturbBits
		i = (i*5 + 1 + perturb) & mask
	}
}
