// This file implements count, cycle and repeat.

package itertools

import (
	"strconv"

	"weft/internal/object"
)

var (
	countType  = &object.Type{Name: "count"}
	cycleType  = &object.Type{Name: "cycle"}
	repeatType = &object.Type{Name: "repeat"}
)

func infinite() []class {
	return []class{
		{t: countType, sig: "(start=0, step=1)", make: makeCount, doc: "Return start, start+step, start+2*step, ... without end."},
		{t: cycleType, sig: "(iterable, /)", make: makeCycle, doc: "Return the items of the iterable again and again."},
		{t: repeatType, sig: "(object, times=None)", make: makeRepeat, doc: "Return the object again and again, or the given number of times.",
			methods: []object.Method{{Name: "__length_hint__", Fn: repeatLengthHint, Sig: "(self, /)", Doc: "Return the number of items left."}}},
	}
}

func makeCount(th *thread, it *iter, args []value) error {
	cur, step := args[0], args[1]
	if cur.IsAbsent() {
		cur = object.SmallInt(0)
	}
	if step.IsAbsent() {
		step = object.SmallInt(1)
	}
	for _, v := range []value{cur, step} {
		if s := v.Type().Slots(); s.Index == nil && s.Float == nil && !object.IsInt(v) && !object.IsFloat(v) && v.Type().LookupName("__complex__").IsAbsent() {
			return object.TypeErrorf(th, "a number is required")
		}
	}
	it.show = func(th *thread, name string) (string, error) {
		a, err := object.ReprString(th, cur)
		if err != nil {
			return "", err
		}
		if step.Is(object.SmallInt(1)) {
			return name + "(" + a + ")", nil
		}
		b, err := object.ReprString(th, step)
		return name + "(" + a + ", " + b + ")", err
	}
	it.step = func(th *thread) (value, error) {
		v := cur
		if cur.IsInt() && step.IsInt() && object.FitsSmall(cur.Int()+step.Int()) {
			cur = object.SmallInt(cur.Int() + step.Int())
			return v, nil
		}
		n, err := object.Binary(th, object.OpAdd, cur, step)
		if err != nil {
			return value{}, err
		}
		cur = n
		return v, nil
	}
	return nil
}

func makeCycle(th *thread, it *iter, args []value) error {
	src, err := iterator(th, args[0])
	if err != nil {
		return err
	}
	var saved []value
	i, first := 0, true
	it.step = func(th *thread) (value, error) {
		if first {
			v, err := object.Next(th, src)
			if err != nil {
				return value{}, err
			}
			if !v.IsAbsent() {
				saved = append(saved, v)
				return v, nil
			}
			first, src = false, value{}
		}
		if len(saved) == 0 {
			return value{}, nil
		}
		v := saved[i]
		if i++; i == len(saved) {
			i = 0
		}
		return v, nil
	}
	return nil
}

func makeRepeat(th *thread, it *iter, args []value) error {
	n := -1
	if !args[1].IsAbsent() {
		t, err := object.AsIndex(th, args[1], object.OverflowErrorType)
		if err != nil {
			return err
		}
		n = max(t, 0)
	}
	obj := args[0]
	it.show = func(th *thread, name string) (string, error) {
		r, err := object.ReprString(th, obj)
		if n >= 0 {
			r += ", " + strconv.Itoa(n)
		}
		return name + "(" + r + ")", err
	}
	it.hint = func() int { return n }
	it.step = func(th *thread) (value, error) {
		if n == 0 {
			return value{}, nil
		}
		if n > 0 {
			n--
		}
		return obj, nil
	}
	return nil
}

func repeatLengthHint(th *thread, args []value) (value, error) {
	n := asIter(args[0]).hint()
	if n < 0 {
		return value{}, object.TypeErrorf(th, "len() of unsized object")
	}
	return object.Int(int64(n)), nil
}
