// This file implements timedelta.

package datetime

import (
	"fmt"
	"math"
	"math/big"
	"unsafe"

	"weft/internal/object"
)

const (
	maxDays = 999999999
	dayUS   = 86400e6
)

// delta is a timedelta: normalized, 0 <= seconds < 86400 and 0 <= us < 1000000.
type delta struct {
	object.Header
	days, seconds, us int32
	hashCache
}

func asDelta(v value) *delta { return (*delta)(v.Ptr()) }

func isDelta(v value) bool {
	return v.IsObj() && (v.Header().Type() == deltaType || object.IsInstance(v, deltaType))
}

func (d *delta) value() value { return object.FromPtr(unsafe.Pointer(d)) }

// exactDelta makes a timedelta of normalized parts.
func exactDelta(days, seconds, us int) *delta {
	d := &delta{days: int32(days), seconds: int32(seconds), us: int32(us)}
	d.SetType(deltaType)
	return d
}

// newDelta makes a timedelta of parts of any size.
func newDelta(th *thread, days, seconds, us int64) (*delta, error) {
	q, us := floorDivmod(us, 1000000)
	seconds += q
	q, seconds = floorDivmod(seconds, 86400)
	days += q
	if days < -maxDays || days > maxDays {
		return nil, rangeError(th, days)
	}
	return exactDelta(int(days), int(seconds), int(us)), nil
}

func rangeError(th *thread, days int64) error {
	if int64(int32(days)) != days {
		return object.OverflowErrorf(th, "Python int too large to convert to C int")
	}
	return object.OverflowErrorf(th, "days=%d; must have magnitude <= 999999999", days)
}

// micros returns the length in microseconds if it fits 63 bits.
func (d *delta) micros() (int64, bool) {
	if d.days > 100000000 || d.days < -100000000 {
		return 0, false
	}
	return int64(d.days)*dayUS + int64(d.seconds)*1000000 + int64(d.us), true
}

// big returns the length in microseconds.
func (d *delta) big() *big.Int {
	if n, ok := d.micros(); ok {
		return big.NewInt(n)
	}
	n := big.NewInt(int64(d.days))
	n.Mul(n, big.NewInt(dayUS))
	return n.Add(n, big.NewInt(int64(d.seconds)*1000000+int64(d.us)))
}

// fromMicros makes a timedelta of microseconds.
func fromMicros(th *thread, us int64) (*delta, error) { return newDelta(th, 0, 0, us) }

func fromBig(th *thread, us *big.Int) (*delta, error) {
	if us.IsInt64() {
		return fromMicros(th, us.Int64())
	}
	q, r := new(big.Int).DivMod(us, big.NewInt(dayUS), new(big.Int))
	if !q.IsInt64() {
		return nil, rangeError(th, math.MaxInt64)
	}
	return newDelta(th, q.Int64(), 0, r.Int64())
}

func result(d *delta, err error) (value, error) {
	if err != nil {
		return value{}, err
	}
	return d.value(), nil
}

func (d *delta) zero() bool { return d.days == 0 && d.seconds == 0 && d.us == 0 }

func (d *delta) cmp(e *delta) int {
	switch {
	case d.days != e.days:
		return int(d.days) - int(e.days)
	case d.seconds != e.seconds:
		return int(d.seconds) - int(e.seconds)
	}
	return int(d.us) - int(e.us)
}

func (d *delta) add(th *thread, e *delta, sign int64) (*delta, error) {
	return newDelta(th, int64(d.days)+sign*int64(e.days), int64(d.seconds)+sign*int64(e.seconds), int64(d.us)+sign*int64(e.us))
}

func deltaSpec() object.TypeSpec {
	part := func(name, doc string, f func(d *delta) int32) object.GetSet {
		return object.GetSet{Name: name, Set: object.ReadonlyAttr, Doc: doc,
			Get: func(th *thread, self value) (value, error) { return small(int(f(asDelta(self)))), nil }}
	}
	return object.TypeSpec{
		Type: deltaType, Module: "datetime", Flags: object.TypeBase, Layout: object.LayoutOf[delta](),
		Doc: "Difference between two datetime values.\n\ntimedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)\n\nEach argument may be an int or a float, positive or negative.",
		Slots: object.Slots{
			New: timedeltaNew, Repr: timedeltaRepr, Str: timedeltaStr, Hash: timedeltaHash, Compare: timedeltaCompare, Bool: timedeltaBool,
			Neg: timedeltaNeg, Pos: timedeltaPos, Abs: timedeltaAbs, Divmod: timedeltaDivmod,
			Bin: binSlots(map[object.BinOp]object.BinaryFunc{object.OpAdd: timedeltaAdd, object.OpSub: timedeltaSub, object.OpMul: timedeltaMul,
				object.OpTrueDiv: timedeltaTruediv, object.OpFloorDiv: timedeltaFloordiv, object.OpMod: timedeltaMod}),
		},
		Methods: []object.Method{
			{Name: "total_seconds", Fn: timedeltaTotalSeconds, Sig: "(self, /)", Doc: "Total seconds in the duration."},
			{Name: "__reduce__", Fn: timedeltaReduce, Sig: "(self, /)", Doc: "__reduce__() -> (cls, state)"},
		},
		GetSets: []object.GetSet{
			part("days", "Number of days.", func(d *delta) int32 { return d.days }),
			part("seconds", "Number of seconds (>= 0 and less than 1 day).", func(d *delta) int32 { return d.seconds }),
			part("microseconds", "Number of microseconds (>= 0 and less than 1 second).", func(d *delta) int32 { return d.us }),
		},
		Attrs: []object.ClassAttr{
			{Name: "resolution", Get: func() value { return exactDelta(0, 0, 1).value() }},
			{Name: "min", Get: func() value { return exactDelta(-maxDays, 0, 0).value() }},
			{Name: "max", Get: func() value { return exactDelta(maxDays, 86399, 999999).value() }},
		},
	}
}

// binSlots makes the table of binary operators.
func binSlots(m map[object.BinOp]object.BinaryFunc) (t [13]object.BinaryFunc) {
	for op, f := range m {
		t[op] = f
	}
	return
}

var deltaParams = params{[]string{"days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks"}, 0, 7}

// deltaUnits are the parameters of the constructor in microseconds; deltaOrder is the order in which CPython adds them.
var (
	deltaUnits = [7]int64{dayUS, 1000000, 1, 1000, 60000000, 3600000000, 7 * dayUS}
	deltaOrder = [7]int{2, 3, 1, 4, 5, 0, 6}
)

func timedeltaNew(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
	var given [7]value
	if kw.Len() == 0 && len(args) <= 7 {
		copy(given[:], args)
	} else {
		var g [7]value
		if err := deltaParams.bind(th, "__new__", args, kw, func(i int, v value) error { g[i] = v; return nil }); err != nil {
			return value{}, err
		}
		given = g
	}
	sum := int64(0)
	var large *big.Int // the sum, once it does not fit
	addBig := func(n *big.Int, unit int64) {
		if large == nil {
			large = big.NewInt(sum)
		}
		large.Add(large, new(big.Int).Mul(n, big.NewInt(unit)))
	}
	add := func(n, unit int64) {
		const limit = 1 << 60
		if large == nil && n < limit/unit && n > -limit/unit && sum < limit && sum > -limit {
			sum += n * unit
			return
		}
		addBig(big.NewInt(n), unit)
	}
	leftover := 0.0
	for _, i := range deltaOrder {
		v, unit := given[i], deltaUnits[i]
		switch {
		case v.IsAbsent():
		case object.IsInt(v):
			if n, ok := object.Int64(v); ok {
				add(n, unit)
			} else {
				addBig(object.Big(v), unit)
			}
		case object.IsFloat(v):
			f := object.AsFloat(v)
			whole, frac := math.Modf(f)
			if math.IsInf(f, 0) {
				return value{}, object.OverflowErrorf(th, "cannot convert float infinity to integer")
			}
			if f != f {
				return value{}, object.ValueErrorf(th, "cannot convert float NaN to integer")
			}
			if math.Abs(whole) < 1<<53 {
				add(int64(whole), unit)
			} else {
				n, _ := new(big.Float).SetFloat64(whole).Int(nil)
				addBig(n, unit)
			}
			if frac != 0 {
				w, f := math.Modf(float64(unit) * frac)
				add(int64(w), 1)
				leftover += f
			}
		default:
			return value{}, object.TypeErrorf(th, "unsupported type for timedelta %s component: %s", deltaParams.names[i], v.Type().DisplayName())
		}
	}
	if leftover != 0 {
		whole := math.Round(leftover)
		if math.Abs(whole-leftover) == 0.5 { // to even, of the whole sum
			odd := float64(sum & 1)
			if large != nil {
				odd = float64(large.Bit(0))
			}
			whole = 2*math.Round((leftover+odd)*0.5) - odd
		}
		add(int64(whole), 1)
	}
	var d *delta
	var err error
	if large != nil {
		d, err = fromBig(th, large)
	} else {
		d, err = fromMicros(th, sum)
	}
	if err != nil {
		return value{}, err
	}
	if t == deltaType {
		return d.value(), nil
	}
	v := t.New()
	e := asDelta(v)
	e.days, e.seconds, e.us = d.days, d.seconds, d.us
	return v, nil
}

func timedeltaRepr(th *thread, self value) (value, error) {
	d := asDelta(self)
	s, sep := "", ""
	for _, p := range []struct {
		name string
		n    int32
	}{{"days", d.days}, {"seconds", d.seconds}, {"microseconds", d.us}} {
		if p.n != 0 {
			s += fmt.Sprintf("%s%s=%d", sep, p.name, p.n)
			sep = ", "
		}
	}
	if s == "" {
		s = "0"
	}
	return object.NewStr(self.Type().DisplayName() + "(" + s + ")"), nil
}

func timedeltaStr(th *thread, self value) (value, error) {
	d := asDelta(self)
	s := ""
	if d.days != 0 {
		one := ""
		if d.days != 1 && d.days != -1 {
			one = "s"
		}
		s = fmt.Sprintf("%d day%s, ", d.days, one)
	}
	s += fmt.Sprintf("%d:%02d:%02d", d.seconds/3600, d.seconds/60%60, d.seconds%60)
	if d.us != 0 {
		s += fmt.Sprintf(".%06d", d.us)
	}
	return object.NewASCII(s), nil
}

func (d *delta) hash(th *thread) (int64, error) {
	return d.cached(func() (int64, error) { return d.hashSlow(th) })
}

func (d *delta) hashSlow(th *thread) (int64, error) {
	return object.Hash(th, object.TupleOf(small(int(d.days)), small(int(d.seconds)), small(int(d.us))))
}

func timedeltaHash(th *thread, self value) (int64, error) { return asDelta(self).hash(th) }

// ordered is the result of a comparison whose difference is diff.
func ordered(diff int, op object.CompareOp) value {
	var b bool
	switch op {
	case object.CmpLT:
		b = diff < 0
	case object.CmpLE:
		b = diff <= 0
	case object.CmpEQ:
		b = diff == 0
	case object.CmpNE:
		b = diff != 0
	case object.CmpGT:
		b = diff > 0
	case object.CmpGE:
		b = diff >= 0
	}
	return object.Bool(b)
}

func timedeltaCompare(th *thread, a, b value, op object.CompareOp) (value, error) {
	if !isDelta(a) || !isDelta(b) {
		return object.NotImplemented, nil
	}
	return ordered(asDelta(a).cmp(asDelta(b)), op), nil
}

func timedeltaBool(th *thread, self value) (bool, error) { return !asDelta(self).zero(), nil }

func (d *delta) neg(th *thread) (*delta, error) {
	return newDelta(th, -int64(d.days), -int64(d.seconds), -int64(d.us))
}

func timedeltaNeg(th *thread, self value) (value, error) { return result(asDelta(self).neg(th)) }

func timedeltaPos(th *thread, self value) (value, error) {
	d := asDelta(self)
	return exactDelta(int(d.days), int(d.seconds), int(d.us)).value(), nil
}

func timedeltaAbs(th *thread, self value) (value, error) {
	if asDelta(self).days < 0 {
		return timedeltaNeg(th, self)
	}
	return timedeltaPos(th, self)
}

func timedeltaAdd(th *thread, a, b value) (value, error) {
	if !isDelta(a) || !isDelta(b) {
		return object.NotImplemented, nil
	}
	return result(asDelta(a).add(th, asDelta(b), 1))
}

func timedeltaSub(th *thread, a, b value) (value, error) {
	if !isDelta(a) || !isDelta(b) {
		return object.NotImplemented, nil
	}
	return result(asDelta(a).add(th, asDelta(b), -1))
}

// ratio returns a float as a fraction, raising what float.as_integer_ratio raises.
func ratio(th *thread, v value) (num, den *big.Int, err error) {
	r, err := object.CallMethod(th, v, "as_integer_ratio")
	if err != nil {
		return nil, nil, err
	}
	if !object.IsTuple(r) {
		return nil, nil, object.TypeErrorf(th, "unexpected return type from as_integer_ratio(): expected tuple, not '%s'", r.Type().DisplayName())
	}
	if t := object.AsTuple(r).Items(); len(t) != 2 || !object.IsInt(t[0]) || !object.IsInt(t[1]) {
		return nil, nil, object.ValueErrorf(th, "unexpected return value from as_integer_ratio()")
	}
	items := object.AsTuple(r).Items()
	return object.Big(items[0]), object.Big(items[1]), nil
}

// divNearest divides, rounding to the nearest and half to even.
func divNearest(th *thread, a, b *big.Int) (*big.Int, error) {
	if b.Sign() == 0 {
		return nil, divByZero(th)
	}
	if b.Sign() < 0 {
		a, b = new(big.Int).Neg(a), new(big.Int).Neg(b)
	}
	q, r := new(big.Int).DivMod(a, b, new(big.Int))
	if c := r.Lsh(r, 1).Cmp(b); c > 0 || c == 0 && q.Bit(0) == 1 {
		q.Add(q, big.NewInt(1))
	}
	return q, nil
}

func divByZero(th *thread) error {
	return object.Raise(th, object.ZeroDivisionErrorType, "division by zero")
}

func timedeltaMul(th *thread, a, b value) (value, error) {
	if !isDelta(a) {
		a, b = b, a
	}
	if !isDelta(a) {
		return object.NotImplemented, nil
	}
	d := asDelta(a)
	switch {
	case object.IsInt(b):
		us, ok := d.micros()
		n, ok2 := object.Int64(b)
		if ok && ok2 && (us == 0 || n < 1<<62/abs64(us) && n > -1<<62/abs64(us)) {
			return result(fromMicros(th, us*n))
		}
		return result(fromBig(th, new(big.Int).Mul(d.big(), object.Big(b))))
	case object.IsFloat(b):
		return d.scale(th, b, false)
	}
	return object.NotImplemented, nil
}

func abs64(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}

// scale multiplies or divides by a float.
func (d *delta) scale(th *thread, f value, div bool) (value, error) {
	num, den, err := ratio(th, f)
	if err != nil {
		return value{}, err
	}
	if div {
		num, den = den, num
	}
	q, err := divNearest(th, new(big.Int).Mul(d.big(), num), den)
	if err != nil {
		return value{}, err
	}
	return result(fromBig(th, q))
}

func timedeltaTruediv(th *thread, a, b value) (value, error) {
	if !isDelta(a) {
		return object.NotImplemented, nil
	}
	d := asDelta(a)
	switch {
	case isDelta(b):
		return object.Binary(th, object.OpTrueDiv, object.BigInt(d.big()), object.BigInt(asDelta(b).big()))
	case object.IsFloat(b):
		return d.scale(th, b, true)
	case object.IsInt(b):
		q, err := divNearest(th, d.big(), object.Big(b))
		if err != nil {
			return value{}, err
		}
		return result(fromBig(th, q))
	}
	return object.NotImplemented, nil
}

// floorDiv divides microseconds.
func (d *delta) floorDiv(th *thread, b *big.Int) (q, r *big.Int, err error) {
	if b.Sign() == 0 {
		return nil, nil, divByZero(th)
	}
	q, r = new(big.Int).QuoRem(d.big(), b, new(big.Int))
	if r.Sign() != 0 && r.Sign() != b.Sign() {
		q.Sub(q, big.NewInt(1))
		r.Add(r, b)
	}
	return q, r, nil
}

func timedeltaFloordiv(th *thread, a, b value) (value, error) {
	if !isDelta(a) || !isDelta(b) && !object.IsInt(b) {
		return object.NotImplemented, nil
	}
	if isDelta(b) {
		q, _, err := asDelta(a).floorDiv(th, asDelta(b).big())
		if err != nil {
			return value{}, err
		}
		return object.BigInt(q), nil
	}
	q, _, err := asDelta(a).floorDiv(th, object.Big(b))
	if err != nil {
		return value{}, err
	}
	return result(fromBig(th, q))
}

func timedeltaMod(th *thread, a, b value) (value, error) {
	if !isDelta(a) || !isDelta(b) {
		return object.NotImplemented, nil
	}
	_, r, err := asDelta(a).floorDiv(th, asDelta(b).big())
	if err != nil {
		return value{}, err
	}
	return result(fromBig(th, r))
}

func timedeltaDivmod(th *thread, a, b value) (value, error) {
	if !isDelta(a) || !isDelta(b) {
		return object.NotImplemented, nil
	}
	q, r, err := asDelta(a).floorDiv(th, asDelta(b).big())
	if err != nil {
		return value{}, err
	}
	rest, err := fromBig(th, r)
	if err != nil {
		return value{}, err
	}
	return object.TupleOf(object.BigInt(q), rest.value()), nil
}

func timedeltaTotalSeconds(th *thread, args []value) (value, error) {
	return asDelta(args[0]).totalSeconds(th)
}

// totalSeconds returns the length in seconds, correctly rounded.
func (d *delta) totalSeconds(th *thread) (value, error) {
	if us, ok := d.micros(); ok && us < 1<<53 && us > -1<<53 {
		return object.Float(float64(us) / 1e6), nil
	}
	return object.Binary(th, object.OpTrueDiv, object.BigInt(d.big()), small(1000000))
}

func timedeltaReduce(th *thread, args []value) (value, error) {
	d := asDelta(args[0])
	return object.TupleOf(args[0].Type().Value(), object.TupleOf(small(int(d.days)), small(int(d.seconds)), small(int(d.us)))), nil
}
