// This file implements the pattern-matching instructions (Language Reference 8.6).

package interp

import "weft/internal/object"

// matchKeys is MATCH_KEYS: the values of subject at the keys, or None if one is missing.
func matchKeys(th *object.Thread, subject value, keys *object.Tuple) (value, error) {
	items := keys.Items()
	if len(items) == 0 {
		return object.TupleOf(), nil
	}
	if subject.IsExact(object.DictType) && plainKeys(items) {
		t := object.NewTupleLen(len(items))
		for i, k := range items {
			v, err := object.AsDict(subject).Get(th, k)
			if err != nil {
				return value{}, err
			}
			if v.IsAbsent() {
				return object.None, nil
			}
			t.Items()[i] = v
		}
		return t.Value(), nil
	}
	get, self, err := object.LoadMethod(th, subject, object.Intern("get"))
	if err != nil {
		return value{}, err
	}
	seen := object.NewSet()
	missing := object.NewSentinel()
	vals := make([]value, len(items))
	for i, k := range items {
		dup, err := seen.Has(th, k)
		if err != nil {
			return value{}, err
		}
		if dup {
			return value{}, object.ValueErrorf(th, "mapping pattern checks duplicate key (%s)", reprOf(th, k))
		}
		if err := seen.Add(th, k); err != nil {
			return value{}, err
		}
		var v value
		if self {
			v, err = object.Call(th, get, subject, k, missing)
		} else {
			v, err = object.Call(th, get, k, missing)
		}
		if err != nil {
			return value{}, err
		}
		if v.Is(missing) {
			return object.None, nil
		}
		vals[i] = v
	}
	return object.NewTuple(vals).Value(), nil
}

// plainKeys reports whether the keys of a mapping pattern are interned strs and small ints, and no two of them equal.
func plainKeys(keys []value) bool {
	for i, k := range keys {
		if !k.IsInt() && !(k.IsExact(object.StrType) && object.AsStr(k).Interned()) {
			return false
		}
		for _, l := range keys[:i] {
			if l.Is(k) {
				return false
			}
		}
	}
	return true
}

// copyWithoutKeys is the rest of a mapping pattern.
func copyWithoutKeys(th *object.Thread, subject value, keys *object.Tuple) (value, error) {
	d := object.NewDict()
	if err := dictUpdate(th, d, subject); err != nil {
		return value{}, err
	}
	for _, k := range keys.Items() {
		if ok, err := d.Del(th, k); err != nil {
			return value{}, err
		} else if !ok {
			return value{}, object.KeyError(th, k)
		}
	}
	return d.Value(), nil
}

// matchClass is MATCH_CLASS: the attributes of subject that the class pattern asks for, or None if it does not match.
func matchClass(th *object.Thread, subject, cls value, npos int, kwnames *object.Tuple) (value, error) {
	if !cls.Type().HasFlag(object.TypeSubType) {
		return value{}, object.TypeErrorf(th, "called match pattern must be a class")
	}
	t := (*object.Type)(cls.Ptr())
	if subject.Type() != t {
		if ok, err := object.IsInstanceOf(th, subject, cls); err != nil {
			return value{}, err
		} else if !ok {
			return object.None, nil
		}
	}
	var room [8]value
	var nameRoom [8]*object.Str
	vals, seen := room[:0], nameRoom[:0]
	if npos > 0 {
		matchSelf := false
		var args value
		if cls.IsExact(object.TypeType) {
			args = t.Lookup(nameMatchArgs)
		}
		if !args.IsExact(object.TupleType) {
			var err error
			if args, err = object.GetAttrOpt(th, cls, nameMatchArgs); err != nil {
				return value{}, err
			}
		}
		var names []value
		if args.IsAbsent() {
			matchSelf = t.HasFlag(object.TypeMatchSelf)
		} else {
			if !args.IsExact(object.TupleType) {
				return value{}, object.TypeErrorf(th, "%s.__match_args__ must be a tuple (got %s)", t.DisplayName(), args.Type().DisplayName())
			}
			names = object.AsTuple(args).Items()
		}
		allowed := len(names)
		if matchSelf {
			allowed = 1
		}
		if npos > allowed {
			s := "s"
			if allowed == 1 {
				s = ""
			}
			return value{}, object.TypeErrorf(th, "%s() accepts %d positional sub-pattern%s (%d given)", t.DisplayName(), allowed, s, npos)
		}
		if matchSelf {
			vals = append(vals, subject)
		} else {
			for _, n := range names[:npos] {
				if !n.IsExact(object.StrType) {
					return value{}, object.TypeErrorf(th, "__match_args__ elements must be strings (got %s)", n.Type().DisplayName())
				}
				v, err := matchAttr(th, t, subject, object.AsStr(n), seen)
				if err != nil || v.IsAbsent() {
					return object.None, err
				}
				vals, seen = append(vals, v), append(seen, object.AsStr(n))
			}
		}
	}
	for _, n := range kwnames.Items() {
		v, err := matchAttr(th, t, subject, object.AsStr(n), seen)
		if err != nil || v.IsAbsent() {
			return object.None, err
		}
		vals, seen = append(vals, v), append(seen, object.AsStr(n))
	}
	if th.Traced() || th.Frame.Code.Original() != th.Frame.Code {
		return object.NewTupleCopy(vals).Value(), nil // a trace function may run in between
	}
	return th.MatchTuple(vals), nil // the next instructions take it apart
}

// matchAttr returns the attribute of subject that a class pattern asks for, absent if it has none; seen are those asked for before.
func matchAttr(th *object.Thread, t *object.Type, subject value, name *object.Str, seen []*object.Str) (value, error) {
	for _, s := range seen {
		if s == name || s.String() == name.String() {
			return value{}, object.TypeErrorf(th, "%s() got multiple sub-patterns for attribute %s", t.DisplayName(), reprOf(th, name.Value()))
		}
	}
	return object.GetAttrOpt(th, subject, name)
}

var nameMatchArgs = object.Intern("__match_args__")
