// This file implements tzinfo and timezone, and the questions that times put to their time zones.

package datetime

import (
	"fmt"
	"unsafe"

	"weft/internal/object"
)

// tzinfo objects have no state of their own.
type tzObject struct{ object.Header }

// zone is a timezone: an offset and a name, absent if none was given.
type zone struct {
	object.Header
	offset *delta
	name   value
}

func asZone(v value) *zone { return (*zone)(v.Ptr()) }

func (z *zone) value() value { return object.FromPtr(unsafe.Pointer(z)) }

func isTZ(v value) bool { return v.IsObj() && object.IsInstance(v, tzinfoType) }

func isDT(v value) bool { return v.IsObj() && object.IsInstance(v, dtType) }

// utc is timezone.utc.
var utc = exactZone(exactDelta(0, 0, 0), value{})

func exactZone(offset *delta, name value) *zone {
	z := &zone{offset: offset, name: name}
	z.SetType(timezoneType)
	return z
}

// newZone returns the timezone of an offset, utc for none.
func newZone(th *thread, offset *delta, name value) (*zone, error) {
	if name.IsAbsent() && offset.zero() {
		return utc, nil
	}
	if !offset.withinDay() {
		return nil, offsetError(th, offset.value())
	}
	return exactZone(offset, name), nil
}

// withinDay reports whether the timedelta is shorter than a day, both ways.
func (d *delta) withinDay() bool {
	return d.days == 0 || d.days == -1 && (d.seconds > 0 || d.us > 0)
}

func offsetError(th *thread, v value) error {
	r, err := object.ReprString(th, v)
	if err != nil {
		return err
	}
	return object.ValueErrorf(th, "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not %s", r)
}

// offsetOf asks a time zone for utcoffset or dst; nil is None.
func offsetOf(th *thread, tz value, method string, dt value) (*delta, error) {
	if tz.IsAbsent() {
		return nil, nil
	}
	if tz.IsExact(timezoneType) {
		if method == "dst" {
			return nil, nil
		}
		return asZone(tz).offset, nil
	}
	v, err := object.CallMethod(th, tz, method, dt)
	if err != nil || v.Is(object.None) {
		return nil, err
	}
	if !isDelta(v) {
		return nil, object.TypeErrorf(th, "tzinfo.%s() must return None or timedelta, not '%s'", method, v.Type().DisplayName())
	}
	if !asDelta(v).withinDay() {
		return nil, offsetError(th, v)
	}
	return asDelta(v), nil
}

// orNoneDelta is what a method returns for an offset.
func orNoneDelta(d *delta, err error) (value, error) {
	if err != nil {
		return value{}, err
	}
	if d == nil {
		return object.None, nil
	}
	return d.value(), nil
}

// nameOf asks a time zone for its name: a str or None.
func nameOf(th *thread, tz, dt value) (value, error) {
	if tz.IsAbsent() {
		return object.None, nil
	}
	if tz.IsExact(timezoneType) {
		return timezoneStr(th, tz)
	}
	v, err := object.CallMethod(th, tz, "tzname", dt)
	if err == nil && !v.Is(object.None) && !object.IsStr(v) {
		err = object.TypeErrorf(th, "tzinfo.tzname() must return None or a string, not '%s'", v.Type().DisplayName())
	}
	return v, err
}

func tzinfoSpec() object.TypeSpec {
	abstract := func(name, doc string) object.Method {
		return object.Method{Name: name, Sig: "(self, object, /)", Doc: doc, Fn: func(th *thread, args []value) (value, error) {
			return value{}, object.Raisef(th, object.NotImplementedErrorType, "a tzinfo subclass must implement %s()", name)
		}}
	}
	return object.TypeSpec{
		Type: tzinfoType, Module: "datetime", Flags: object.TypeBase, Layout: object.LayoutOf[tzObject](),
		Doc: "Abstract base class for time zone info objects.",
		Slots: object.Slots{
			New: func(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) { return t.New(), nil },
		},
		Methods: []object.Method{
			abstract("tzname", "datetime -> string name of time zone."),
			abstract("utcoffset", "datetime -> timedelta showing offset from UTC, negative values indicating West of UTC"),
			abstract("dst", "datetime -> DST offset as timedelta positive east of UTC."),
			{Name: "fromutc", Fn: tzinfoFromutc, Sig: "(self, object, /)", Doc: "datetime in UTC -> datetime in local time."},
			{Name: "__reduce__", Fn: tzinfoReduce, Sig: "(self, /)", Doc: "-> (cls, state)"},
		},
	}
}

// fromutcArg checks the argument of fromutc.
func fromutcArg(th *thread, self, dt value) error {
	if !isDT(dt) {
		return object.TypeErrorf(th, "fromutc: argument must be a datetime")
	}
	if !asDT(dt).tz.Is(self) {
		return object.ValueErrorf(th, "fromutc: dt.tzinfo is not self")
	}
	return nil
}

func tzinfoFromutc(th *thread, args []value) (value, error) {
	self, dt := args[0], args[1]
	if err := fromutcArg(th, self, dt); err != nil {
		return value{}, err
	}
	off, err := offsetOf(th, self, "utcoffset", dt)
	if err != nil {
		return value{}, err
	}
	if off == nil {
		return value{}, object.ValueErrorf(th, "fromutc: non-None utcoffset() result required")
	}
	dst, err := offsetOf(th, self, "dst", dt)
	if err != nil {
		return value{}, err
	}
	if dst == nil {
		return value{}, object.ValueErrorf(th, "fromutc: non-None dst() result required")
	}
	std, err := off.add(th, dst, -1)
	if err != nil {
		return value{}, err
	}
	r, err := asDT(dt).add(th, dt, std, 1)
	if err != nil {
		return value{}, err
	}
	if dst, err = offsetOf(th, self, "dst", r); err != nil {
		return value{}, err
	}
	if dst == nil {
		return value{}, object.ValueErrorf(th, "fromutc: tz.dst() gave inconsistent results; cannot convert")
	}
	if dst.zero() {
		return r, nil
	}
	return asDT(r).add(th, r, dst, 1)
}

func tzinfoReduce(th *thread, args []value) (value, error) {
	self := args[0]
	init, found, err := object.CallSpecial(th, self, "__getinitargs__")
	if err != nil {
		return value{}, err
	}
	if !found {
		init = object.TupleOf()
	}
	st, found, err := object.CallSpecial(th, self, "__getstate__")
	if err != nil {
		return value{}, err
	}
	if !found {
		st = object.None
	}
	return object.TupleOf(self.Type().Value(), init, st), nil
}

func timezoneSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: timezoneType, Base: tzinfoType, Module: "datetime", Layout: object.LayoutOf[zone](),
		Doc:   "Fixed offset from UTC implementation of tzinfo.",
		Slots: object.Slots{New: timezoneNew, Repr: timezoneRepr, Str: timezoneStr, Hash: timezoneHash, Compare: timezoneCompare},
		Methods: []object.Method{
			{Name: "tzname", Fn: timezoneTzname, Sig: "(self, object, /)", Doc: "Return the name given, or else one made of the offset: 'UTC(+|-)HH:MM'."},
			{Name: "utcoffset", Fn: timezoneUtcoffset, Sig: "(self, object, /)", Doc: "Return fixed offset."},
			{Name: "dst", Fn: timezoneDst, Sig: "(self, object, /)", Doc: "Return None."},
			{Name: "fromutc", Fn: timezoneFromutc, Sig: "(self, object, /)", Doc: "datetime in UTC -> datetime in local time."},
			{Name: "__getinitargs__", Fn: timezoneGetinitargs, Sig: "(self, /)", Doc: "pickle support"},
		},
		Attrs: []object.ClassAttr{
			{Name: "utc", Get: func() value { return utc.value() }},
			{Name: "min", Get: func() value { return exactZone(exactDelta(-1, 60, 0), value{}).value() }},
			{Name: "max", Get: func() value { return exactZone(exactDelta(0, 86340, 0), value{}).value() }},
		},
	}
}

var timezoneParams = params{[]string{"offset", "name"}, 1, 2}

func timezoneNew(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
	var given [2]value
	err := timezoneParams.bind(th, "timezone", args, kw, func(i int, v value) error {
		given[i] = v
		if i == 0 && !isDelta(v) {
			return object.TypeErrorf(th, "timezone() argument 1 must be datetime.timedelta, not %s", object.ArgTypeName(v))
		}
		if i == 1 && !object.IsStr(v) {
			return object.TypeErrorf(th, "timezone() argument 2 must be str, not %s", object.ArgTypeName(v))
		}
		return nil
	})
	if err != nil {
		return value{}, err
	}
	z, err := newZone(th, asDelta(given[0]), given[1])
	if err != nil {
		return value{}, err
	}
	return z.value(), nil
}

func timezoneRepr(th *thread, self value) (value, error) {
	z := asZone(self)
	name := self.Type().DisplayName()
	if z == utc {
		return object.NewStr(name + ".utc"), nil
	}
	s, err := object.ReprString(th, z.offset.value())
	if err == nil && !z.name.IsAbsent() {
		var n string
		n, err = object.ReprString(th, z.name)
		s += ", " + n
	}
	return object.NewStr(name + "(" + s + ")"), err
}

func timezoneStr(th *thread, self value) (value, error) {
	z := asZone(self)
	if !z.name.IsAbsent() {
		return z.name, nil
	}
	if z == utc || z.offset.zero() {
		return object.NewASCII("UTC"), nil
	}
	return object.NewASCII("UTC" + formatOffset(z.offset, ":")), nil
}

// formatOffset writes an offset as ±HH:MM[:SS[.ffffff]].
func formatOffset(d *delta, sep string) string {
	sign := byte('+')
	us, _ := d.micros()
	if us < 0 {
		sign, us = '-', -us
	}
	s := us / 1000000
	us %= 1000000
	text := fmt.Sprintf("%c%02d%s%02d", sign, s/3600, sep, s/60%60)
	if s%60 != 0 || us != 0 {
		text += fmt.Sprintf("%s%02d", sep, s%60)
	}
	if us != 0 {
		text += fmt.Sprintf(".%06d", us)
	}
	return text
}

func timezoneHash(th *thread, self value) (int64, error) { return asZone(self).offset.hash(th) }

func timezoneCompare(th *thread, a, b value, op object.CompareOp) (value, error) {
	if op != object.CmpEQ && op != object.CmpNE || !a.IsExact(timezoneType) || !b.IsExact(timezoneType) {
		return object.NotImplemented, nil
	}
	return ordered(asZone(a).offset.cmp(asZone(b).offset), op), nil
}

// dtArg checks the argument of timezone's methods.
func dtArg(th *thread, v value, fn string) error {
	if v.Is(object.None) || isDT(v) {
		return nil
	}
	return object.TypeErrorf(th, "%s(dt) argument must be a datetime instance or None, not %s", fn, v.Type().DisplayName())
}

func timezoneTzname(th *thread, args []value) (value, error) {
	if err := dtArg(th, args[1], "tzname"); err != nil {
		return value{}, err
	}
	return timezoneStr(th, args[0])
}

func timezoneUtcoffset(th *thread, args []value) (value, error) {
	if err := dtArg(th, args[1], "utcoffset"); err != nil {
		return value{}, err
	}
	return asZone(args[0]).offset.value(), nil
}

func timezoneDst(th *thread, args []value) (value, error) {
	if err := dtArg(th, args[1], "dst"); err != nil {
		return value{}, err
	}
	return object.None, nil
}

func timezoneFromutc(th *thread, args []value) (value, error) {
	if err := fromutcArg(th, args[0], args[1]); err != nil {
		return value{}, err
	}
	return asDT(args[1]).add(th, args[1], asZone(args[0]).offset, 1)
}

func timezoneGetinitargs(th *thread, args []value) (value, error) {
	z := asZone(args[0])
	if z.name.IsAbsent() {
		return object.TupleOf(z.offset.value()), nil
	}
	return object.TupleOf(z.offset.value(), z.name), nil
}
