// This file implements datetime.

package datetime

import (
	"fmt"
	"math"
	"time"
	"unsafe"

	"weft/internal/object"
)

// dtObject is a datetime. It begins as a date does.
type dtObject struct {
	day
	clock
}

func asDT(v value) *dtObject { return (*dtObject)(v.Ptr()) }

func exactDT(p *parts) value {
	t := &dtObject{day: day{year: uint16(p.y), month: uint8(p.m), dayNum: uint8(p.d)}}
	t.SetType(dtType)
	t.set(p)
	return object.FromPtr(unsafe.Pointer(t))
}

// check checks all parts.
func (p *parts) check(th *thread) error {
	if err := checkDate(th, p.y, p.m, p.d); err != nil {
		return err
	}
	return checkTime(th, p.hh, p.mm, p.ss, p.us, p.fold)
}

// makeDT makes an instance of a class: classes of Python code are called.
func makeDT(th *thread, cls *object.Type, p *parts) (value, error) {
	if cls == dtType {
		if err := p.check(th); err != nil {
			return value{}, err
		}
		return exactDT(p), nil
	}
	v, err := object.Call(th, cls.Value(), small(p.y), small(p.m), small(p.d), small(p.hh), small(p.mm), small(p.ss), small(p.us), orNone(p.tz))
	if err == nil && isDT(v) && asDT(v).fold != uint8(p.fold) {
		asDT(v).fold = uint8(p.fold)
	}
	return v, err
}

func (t *dtObject) allParts() parts {
	p := t.clock.parts()
	p.y, p.m, p.d = t.ymd()
	return p
}

const dtReplaceSig = "(self, /, year=unchanged, month=unchanged, day=unchanged,\n        hour=unchanged, minute=unchanged, second=unchanged,\n        microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)"

func dtSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: dtType, Base: dateType, Module: "datetime", Flags: object.TypeBase, Layout: object.LayoutOf[dtObject](),
		Doc: "datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])\n\nThe first three arguments are required. tzinfo may be None or an instance of a subclass\nof tzinfo; the others are ints.\n",
		Slots: object.Slots{
			New: datetimeNew, Repr: datetimeRepr, Str: datetimeStr, Hash: datetimeHash, Compare: datetimeCompare,
			Bin: binSlots(map[object.BinOp]object.BinaryFunc{object.OpAdd: datetimeAdd, object.OpSub: datetimeSub}),
		},
		Methods: []object.Method{
			{Name: "now", Fn: datetimeNow, Kind: object.ClassMethod, Sig: "(type, /, tz=None)", Doc: "Returns new datetime object representing current time local to tz.\n\n  tz\n    Timezone object.\n\nIf no tz is specified, uses local timezone."},
			{Name: "utcnow", Fn: datetimeUtcnow, Kind: object.ClassMethod, Sig: "(type, /)", Doc: "Return a new datetime representing UTC day and time."},
			{Name: "fromtimestamp", Fn: datetimeFromtimestamp, Kind: object.ClassMethod, Sig: "(type, /, timestamp, tz=None)", Doc: "timestamp[, tz] -> tz's local time from POSIX timestamp."},
			{Name: "utcfromtimestamp", Raw: datetimeUtcfromtimestamp, Kind: object.ClassMethod, Doc: "Construct a naive UTC datetime from a POSIX timestamp."},
			{Name: "strptime", Raw: strptime("_strptime_datetime_datetime"), Kind: object.ClassMethod, Doc: "string, format -> new datetime parsed from a string (like time.strptime())."},
			{Name: "combine", Fn: datetimeCombine, Kind: object.ClassMethod, Sig: "(type, /, date, time, tzinfo=unchanged)", Doc: "date, time -> datetime with same date and time fields"},
			{Name: "fromisoformat", Fn: datetimeFromisoformat, Kind: object.ClassMethod, Sig: "(type, object, /)", Doc: "string -> datetime from a string in most ISO 8601 formats"},
			{Name: "date", Fn: datetimeDate, Sig: "(self, /)", Doc: "Return date object with same year, month and day."},
			{Name: "time", Fn: datetimeTime, Sig: "(self, /)", Doc: "Return time object with same time but with tzinfo=None."},
			{Name: "timetz", Fn: datetimeTimetz, Sig: "(self, /)", Doc: "Return time object with same time and tzinfo."},
			{Name: "ctime", Fn: datetimeCtime, Sig: "(self, /)", Doc: "Return ctime() style string."},
			{Name: "timetuple", Fn: datetimeTimetuple, Sig: "(self, /)", Doc: "Return time tuple, compatible with time.localtime()."},
			{Name: "timestamp", Fn: datetimeTimestamp, Sig: "(self, /)", Doc: "Return POSIX timestamp as float."},
			{Name: "utctimetuple", Fn: datetimeUtctimetuple, Sig: "(self, /)", Doc: "Return UTC time tuple, compatible with time.localtime()."},
			{Name: "isoformat", Fn: datetimeIsoformat, Sig: "(self, /, sep='T', timespec='auto')", Doc: "[sep] -> string in ISO 8601 format, YYYY-MM-DDT[HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\n\ntimespec says how much of the time: 'auto', 'hours', 'minutes', 'seconds',\n'milliseconds' or 'microseconds'.\n"},
			{Name: "utcoffset", Fn: datetimeUtcoffset, Sig: "(self, /)", Doc: "Return self.tzinfo.utcoffset(self)."},
			{Name: "tzname", Fn: datetimeTzname, Sig: "(self, /)", Doc: "Return self.tzinfo.tzname(self)."},
			{Name: "dst", Fn: datetimeDst, Sig: "(self, /)", Doc: "Return self.tzinfo.dst(self)."},
			{Name: "replace", Fn: datetimeReplace, Sig: dtReplaceSig, Doc: "Return datetime with new specified fields."},
			{Name: "__replace__", Raw: replaceWith(dtReplaceSig, datetimeReplace), Sig: "(self, /, **changes)", Doc: "The same as replace()."},
			{Name: "astimezone", Fn: datetimeAstimezone, Sig: "(self, /, tz=None)", Doc: "tz -> convert to local time in new timezone tz\n"},
			{Name: "__reduce_ex__", Raw: datetimeReduceEx, Doc: "__reduce_ex__(proto) -> (cls, state)"},
			{Name: "__reduce__", Fn: datetimeReduce, Sig: "(self, /)", Doc: "__reduce__() -> (cls, state)"},
		},
		GetSets: clockGetSets(func(self value) *clock { return &asDT(self).clock }),
		Attrs: []object.ClassAttr{
			{Name: "min", Get: func() value { return exactDT(&parts{y: 1, m: 1, d: 1}) }},
			{Name: "max", Get: func() value { return exactDT(&parts{y: 9999, m: 12, d: 31, hh: 23, mm: 59, ss: 59, us: 999999}) }},
			{Name: "resolution", Get: func() value { return exactDelta(0, 0, 1).value() }},
		},
	}
}

func datetimeNew(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
	if n := len(args); n >= 1 && n <= 2 && kw.Len() == 0 {
		s, ok, err := state(th, args, 10, saneMonth, "datetime")
		if err != nil {
			return value{}, err
		}
		if ok {
			tz, err := stateTZ(th, args)
			if err != nil {
				return value{}, err
			}
			v := t.New()
			o := asDT(v)
			o.day.unpack(s)
			o.clock.unpack(s[4:])
			o.hour = s[4]
			o.fold, o.tz = s[2]>>7, tz
			return v, nil
		}
	}
	var n [9]int
	var tz value
	if err := dtParams.ints(th, args, kw, &n, &tz); err != nil {
		return value{}, err
	}
	p := parts{y: n[0], m: n[1], d: n[2], hh: n[3], mm: n[4], ss: n[5], us: n[6], fold: n[8]}
	err := p.check(th)
	if err == nil {
		p.tz, err = checkTZ(th, tz)
	}
	if err != nil {
		return value{}, err
	}
	if t == dtType {
		return exactDT(&p), nil
	}
	v := t.New()
	o := asDT(v)
	o.year, o.month, o.dayNum = uint16(p.y), uint8(p.m), uint8(p.d)
	o.set(&p)
	return v, nil
}

func datetimeRepr(th *thread, self value) (value, error) {
	t := asDT(self)
	tz, err := t.reprTZ(th)
	return object.NewStr(fmt.Sprintf("%s(%d, %d, %d, %d, %d", self.Type().DisplayName(), t.year, t.month, t.dayNum, t.hour, t.minute) +
		t.reprTail() + t.reprFold() + tz + ")"), err
}

func datetimeStr(th *thread, self value) (value, error) {
	return object.CallMethod(th, self, "isoformat", object.NewASCII(" "))
}

// offset returns the offset of the time from UTC; self is t.
func (t *dtObject) offset(th *thread, self value) (*delta, error) {
	return offsetOf(th, t.tz, "utcoffset", self)
}

func (t *dtObject) bytes() []byte { return append(t.day.pack(), t.clock.pack()...) }

// withFold returns the same time with another fold.
func (t *dtObject) withFold(fold int) value {
	p := t.allParts()
	p.fold = fold
	return exactDT(&p)
}

func datetimeHash(th *thread, self value) (int64, error) {
	return asDT(self).cached(func() (int64, error) { return datetimeHashSlow(th, self) })
}

func datetimeHashSlow(th *thread, self value) (int64, error) {
	t := asDT(self)
	arg := self
	if t.fold != 0 {
		arg = t.withFold(0)
	}
	off, err := t.offset(th, arg)
	if err != nil {
		return 0, err
	}
	if off == nil {
		return object.Hash(th, object.BytesOf(t.bytes()))
	}
	d, err := newDelta(th, int64(t.ordinal()), t.seconds(), int64(t.us))
	if err == nil {
		d, err = d.add(th, off, -1)
	}
	if err != nil {
		return 0, err
	}
	return d.hash(th)
}

func (t *dtObject) cmp(u *dtObject) int {
	if d := t.day.key() - u.day.key(); d != 0 {
		return d
	}
	return sign(t.clock.key() - u.clock.key())
}

// foldMatters reports whether the offset is another with the other fold: such a time equals none of another zone (PEP 495).
func (t *dtObject) foldMatters(th *thread, off *delta) (bool, error) {
	if t.tz.IsAbsent() || t.tz.IsExact(timezoneType) {
		return false, nil
	}
	flip, err := t.offset(th, t.withFold(1-int(t.fold&1)))
	if err != nil {
		return false, err
	}
	if (flip == nil) != (off == nil) {
		return true, nil
	}
	return flip != nil && flip.cmp(off) != 0, nil
}

func datetimeCompare(th *thread, a, b value, op object.CompareOp) (value, error) {
	if !isDT(b) || !isDT(a) {
		return object.NotImplemented, nil
	}
	x, y := asDT(a), asDT(b)
	if x.tz.Is(y.tz) {
		return ordered(x.cmp(y), op), nil
	}
	o1, err := x.offset(th, a)
	if err != nil {
		return value{}, err
	}
	o2, err := y.offset(th, b)
	if err != nil {
		return value{}, err
	}
	var diff int
	switch {
	case o1 == o2 || o1 != nil && o2 != nil && o1.cmp(o2) == 0:
		diff = x.cmp(y)
	case o1 != nil && o2 != nil:
		d, err := x.sub(th, y, o1, o2)
		if err != nil {
			return value{}, err
		}
		if diff = int(d.days); diff == 0 {
			diff = int(d.seconds | d.us)
		}
	case op == object.CmpEQ:
		return object.False, nil
	case op == object.CmpNE:
		return object.True, nil
	default:
		return value{}, object.TypeErrorf(th, "can't compare offset-naive and offset-aware datetimes")
	}
	if diff == 0 && (op == object.CmpEQ || op == object.CmpNE) {
		odd, err := x.foldMatters(th, o1)
		if err == nil && !odd {
			odd, err = y.foldMatters(th, o2)
		}
		if err != nil {
			return value{}, err
		}
		if odd {
			diff = 1
		}
	}
	return ordered(diff, op), nil
}

// sub returns t - u, given their offsets.
func (t *dtObject) sub(th *thread, u *dtObject, o1, o2 *delta) (*delta, error) {
	d, err := newDelta(th, int64(t.ordinal()-u.ordinal()), t.seconds()-u.seconds(), int64(t.us)-int64(u.us))
	if err != nil || o1 == o2 || o1 == nil || o2 == nil {
		return d, err
	}
	if d, err = d.add(th, o1, -1); err != nil {
		return nil, err
	}
	return d.add(th, o2, 1)
}

// add returns t plus or minus a timedelta, of the class of self, which is t.
func (t *dtObject) add(th *thread, self value, d *delta, factor int) (value, error) {
	us := int64(t.us) + int64(factor)*int64(d.us)
	q, us := floorDivmod(us, 1000000)
	q, s := floorDivmod(t.seconds()+int64(factor)*int64(d.seconds)+q, 86400)
	ord := int64(t.ordinal()) + int64(factor)*int64(d.days) + q
	if ord < 1 || ord > maxOrdinal {
		return value{}, outOfRange(th)
	}
	p := parts{hh: int(s / 3600), mm: int(s / 60 % 60), ss: int(s % 60), us: int(us), tz: t.tz}
	p.y, p.m, p.d = fromOrdinal(int(ord))
	return makeDT(th, self.Type(), &p)
}

func datetimeAdd(th *thread, a, b value) (value, error) {
	if !isDT(a) {
		a, b = b, a
	}
	if !isDT(a) || !isDelta(b) {
		return object.NotImplemented, nil
	}
	return asDT(a).add(th, a, asDelta(b), 1)
}

func datetimeSub(th *thread, a, b value) (value, error) {
	if !isDT(a) {
		return object.NotImplemented, nil
	}
	switch {
	case isDelta(b):
		return asDT(a).add(th, a, asDelta(b), -1)
	case !isDT(b):
		return object.NotImplemented, nil
	}
	x, y := asDT(a), asDT(b)
	var o1, o2 *delta
	if !x.tz.Is(y.tz) {
		var err error
		if o1, err = x.offset(th, a); err != nil {
			return value{}, err
		}
		if o2, err = y.offset(th, b); err != nil {
			return value{}, err
		}
		if (o1 == nil) != (o2 == nil) {
			return value{}, object.TypeErrorf(th, "can't subtract offset-naive and offset-aware datetimes")
		}
	}
	return result(x.sub(th, y, o1, o2))
}

// local returns the local time that is u seconds after the start of year 1 in UTC, in the same count.
func local(th *thread, u int64) (int64, error) {
	t := time.Unix(u-epoch, 0).In(loc(th))
	_, off := t.Zone()
	r := u + int64(off)
	if y := t.Year(); y < minYear || y > maxYear {
		return 0, object.ValueErrorf(th, "year must be in 1..9999, not %d", y)
	}
	return r, nil
}

const maxFold = 24 * 3600

// seconds of the date and time, counted from the start of year 1.
func (p *parts) seconds() int64 {
	return int64(ordinal(p.y, p.m, p.d))*86400 + int64(p.hh)*3600 + int64(p.mm)*60 + int64(p.ss)
}

// toUTC finds the moment at which local time is t; fold chooses where there are two or none.
func toUTC(th *thread, t int64, fold int) (int64, error) {
	lt, err := local(th, t)
	if err != nil {
		return 0, err
	}
	a := lt - t
	u1 := t - a
	t1, err := local(th, u1)
	if err != nil {
		return 0, err
	}
	var b int64
	if t1 == t {
		u2 := u1 - maxFold
		if fold != 0 {
			u2 = u1 + maxFold
		}
		if lt, err = local(th, u2); err != nil {
			return 0, err
		}
		if b = lt - u2; a == b {
			return u1, nil
		}
	} else {
		b = t1 - u1
	}
	u2 := t - b
	t2, err := local(th, u2)
	if err != nil {
		return 0, err
	}
	switch {
	case t2 == t:
		return u2, nil
	case t1 == t:
		return u1, nil
	case fold != 0:
		return min(u1, u2), nil
	}
	return max(u1, u2), nil
}

// fromTimeT makes the datetime of a timestamp in UTC, or in local time if isLocal.
func fromTimeT(th *thread, cls *object.Type, t int64, us int, isLocal bool, tz value) (value, error) {
	where := time.UTC
	if isLocal {
		where = loc(th)
	}
	b, err := broken(th, t, where)
	if err != nil {
		return value{}, err
	}
	p := parts{y: b.Year(), m: int(b.Month()), d: b.Day(), hh: b.Hour(), mm: b.Minute(), ss: b.Second(), us: us, tz: tz}
	if isLocal && tz.IsAbsent() {
		if p.y < minYear || p.y > maxYear {
			return value{}, object.ValueErrorf(th, "year must be in 1..9999, not %d", p.y)
		}
		// Is it the second of two equal times? Look a day back for an offset that makes them equal.
		now := p.seconds()
		if before, err := local(th, epoch+t-maxFold); err == nil {
			if jump := now - before - maxFold; jump < 0 {
				if again, err := local(th, epoch+t+jump); err == nil && again == now {
					p.fold = 1
				}
			}
		}
	}
	return makeDT(th, cls, &p)
}

// fromTimestamp is fromTimeT for a Python number.
func fromTimestamp(th *thread, cls *object.Type, v value, isLocal bool, tz value) (value, error) {
	var t int64
	us := 0
	switch {
	case object.IsFloat(v):
		f := object.AsFloat(v)
		if f != f {
			return value{}, object.ValueErrorf(th, "Invalid value NaN (not a number)")
		}
		whole, frac := math.Modf(f)
		micro := math.RoundToEven(frac * 1e6)
		if micro >= 1e6 {
			micro -= 1e6
			whole++
		} else if micro < 0 {
			micro += 1e6
			whole--
		}
		var err error
		if t, err = inTimeT(th, whole); err != nil {
			return value{}, err
		}
		us = int(micro)
	case object.IsInt(v):
		n, ok := object.Int64(v)
		if !ok {
			return value{}, badTimeT(th)
		}
		t = n
	default:
		if v.Type().Slots().Index == nil {
			return value{}, object.TypeErrorf(th, "argument must be int or float, not %s", v.Type().DisplayName())
		}
		var err error
		if t, err = timeT(th, v); err != nil {
			return value{}, err
		}
	}
	return fromTimeT(th, cls, t, us, isLocal, tz)
}

// zoned passes a time in UTC on to a time zone's fromutc, if there is one.
func zoned(th *thread, tz, v value, err error) (value, error) {
	if err != nil || tz.IsAbsent() {
		return v, err
	}
	return object.CallMethod(th, tz, "fromutc", v)
}

func now(th *thread, cls *object.Type, isLocal bool, tz value) (value, error) {
	t := th.Time()
	return fromTimeT(th, cls, t.Unix(), t.Nanosecond()/1000, isLocal, tz)
}

func datetimeNow(th *thread, args []value) (value, error) {
	tz, err := checkTZ(th, orNone(args[1]))
	if err != nil {
		return value{}, err
	}
	v, err := now(th, object.AsType(args[0]), tz.IsAbsent(), tz)
	return zoned(th, tz, v, err)
}

func deprecated(th *thread, name, instead string) error {
	return object.Warn(th, object.DeprecationWarningType, "datetime.datetime."+name+"() is deprecated and scheduled for removal in a future version. "+
		"Use timezone-aware objects to represent datetimes in UTC: datetime.datetime."+instead+".", 1)
}

func datetimeUtcnow(th *thread, args []value) (value, error) {
	if err := deprecated(th, "utcnow", "now(datetime.UTC)"); err != nil {
		return value{}, err
	}
	return now(th, object.AsType(args[0]), false, value{})
}

func datetimeFromtimestamp(th *thread, args []value) (value, error) {
	tz, err := checkTZ(th, orNone(args[2]))
	if err != nil {
		return value{}, err
	}
	v, err := fromTimestamp(th, object.AsType(args[0]), args[1], tz.IsAbsent(), tz)
	return zoned(th, tz, v, err)
}

func datetimeUtcfromtimestamp(th *thread, args []value, kw *object.Tuple) (value, error) {
	if err := deprecated(th, "utcfromtimestamp", "fromtimestamp(timestamp, datetime.UTC)"); err != nil {
		return value{}, err
	}
	if err := exactly(th, "utcfromtimestamp", 1, args[1:], kw); err != nil {
		return value{}, err
	}
	return fromTimestamp(th, object.AsType(args[0]), args[1], false, value{})
}

func datetimeCombine(th *thread, args []value) (value, error) {
	if !isDay(args[1]) {
		return value{}, object.TypeErrorf(th, "combine() argument 1 must be datetime.date, not %s", object.ArgTypeName(args[1]))
	}
	if !isTime(args[2]) {
		return value{}, object.TypeErrorf(th, "combine() argument 2 must be datetime.time, not %s", object.ArgTypeName(args[2]))
	}
	p := asTime(args[2]).clock.parts()
	p.y, p.m, p.d = asDay(args[1]).ymd()
	if !args[3].IsAbsent() {
		p.tz = args[3]
		if cls := object.AsType(args[0]); cls == dtType {
			tz, err := checkTZ(th, args[3])
			if err != nil {
				return value{}, err
			}
			p.tz = tz
		}
	}
	return makeDT(th, object.AsType(args[0]), &p)
}

func datetimeDate(th *thread, args []value) (value, error) {
	return makeDate(th, dateType, int(asDT(args[0]).year), int(asDT(args[0]).month), int(asDT(args[0]).dayNum))
}

func datetimeTime(th *thread, args []value) (value, error) {
	p := asDT(args[0]).clock.parts()
	p.tz = value{}
	return makeTime(th, timeType, &p)
}

func datetimeTimetz(th *thread, args []value) (value, error) {
	p := asDT(args[0]).clock.parts()
	return makeTime(th, timeType, &p)
}

func datetimeCtime(th *thread, args []value) (value, error) {
	t := asDT(args[0])
	return t.ctime(int(t.hour), int(t.minute), int(t.second)), nil
}

func datetimeTimetuple(th *thread, args []value) (value, error) {
	t := asDT(args[0])
	isDST := -1
	d, err := offsetOf(th, t.tz, "dst", args[0])
	if err != nil {
		return value{}, err
	}
	if d != nil {
		isDST = 1
		if d.zero() {
			isDST = 0
		}
	}
	return structTime(th, int(t.year), int(t.month), int(t.dayNum), int(t.hour), int(t.minute), int(t.second), isDST)
}

func datetimeUtctimetuple(th *thread, args []value) (value, error) {
	t := asDT(args[0])
	off, err := t.offset(th, args[0])
	if err != nil {
		return value{}, err
	}
	if off != nil {
		p := t.allParts()
		p.tz = value{}
		naive := exactDT(&p)
		v, err := asDT(naive).add(th, naive, off, -1)
		if err != nil {
			return value{}, err
		}
		t = asDT(v)
	}
	return structTime(th, int(t.year), int(t.month), int(t.dayNum), int(t.hour), int(t.minute), int(t.second), 0)
}

func datetimeTimestamp(th *thread, args []value) (value, error) {
	t := asDT(args[0])
	if !t.tz.IsAbsent() {
		off, err := t.offset(th, args[0])
		if err != nil {
			return value{}, err
		}
		if off == nil {
			return value{}, object.TypeErrorf(th, "can't subtract offset-naive and offset-aware datetimes")
		}
		d, err := newDelta(th, int64(t.ordinal()-epochOrdinal), t.seconds(), int64(t.us))
		if err == nil {
			d, err = d.add(th, off, -1)
		}
		if err != nil {
			return value{}, err
		}
		return d.totalSeconds(th)
	}
	p := t.allParts()
	u, err := toUTC(th, p.seconds(), p.fold)
	if err != nil {
		return value{}, err
	}
	return object.Float(float64(u-epoch) + float64(t.us)/1e6), nil
}

func datetimeIsoformat(th *thread, args []value) (value, error) {
	t := asDT(args[0])
	sep, spec := "T", "auto"
	if v := args[1]; !v.IsAbsent() {
		if !object.IsStr(v) {
			return value{}, object.TypeErrorf(th, "isoformat() argument 1 must be a unicode character, not %s", object.ArgTypeName(v))
		}
		if n := object.AsStr(v).Len(); n != 1 {
			return value{}, object.TypeErrorf(th, "isoformat() argument 1 must be a unicode character, not a string of length %d", n)
		}
		sep = object.AsStr(v).String()
	}
	if !args[2].IsAbsent() {
		var err error
		if spec, err = strArg(th, args[2], "isoformat", 2); err != nil {
			return value{}, err
		}
	}
	s, err := t.clock.iso(th, spec)
	if err != nil {
		return value{}, err
	}
	off, err := t.offset(th, args[0])
	if err != nil {
		return value{}, err
	}
	s = t.day.iso() + sep + s
	if off != nil {
		s += formatOffset(off, ":")
	}
	return object.NewStr(s), nil
}

func datetimeUtcoffset(th *thread, args []value) (value, error) {
	return orNoneDelta(asDT(args[0]).offset(th, args[0]))
}

func datetimeTzname(th *thread, args []value) (value, error) {
	return nameOf(th, asDT(args[0]).tz, args[0])
}

func datetimeDst(th *thread, args []value) (value, error) {
	return orNoneDelta(offsetOf(th, asDT(args[0]).tz, "dst", args[0]))
}

func datetimeReplace(th *thread, args []value) (value, error) {
	p := asDT(args[0]).allParts()
	if err := replaced(th, args[1:8], &p.y, &p.m, &p.d, &p.hh, &p.mm, &p.ss, &p.us); err != nil {
		return value{}, err
	}
	if err := p.replaceZone(th, args[8], args[9]); err != nil {
		return value{}, err
	}
	return makeDT(th, args[0].Type(), &p)
}

// localZone returns the time zone in force here at a timestamp.
func localZone(th *thread, t int64) (value, error) {
	name, off := time.Unix(t, 0).In(loc(th)).Zone()
	d, err := newDelta(th, 0, int64(off), 0)
	if err != nil {
		return value{}, err
	}
	z, err := newZone(th, d, object.NewStr(name))
	if err != nil {
		return value{}, err
	}
	return z.value(), nil
}

func datetimeAstimezone(th *thread, args []value) (value, error) {
	self := args[0]
	t := asDT(self)
	tz, err := checkTZ(th, orNone(args[1]))
	if err != nil {
		return value{}, err
	}
	own := t.tz
	var off *delta
	if !own.IsAbsent() {
		if own.Is(tz) {
			return self, nil
		}
		if off, err = offsetOf(th, own, "utcoffset", self); err != nil {
			return value{}, err
		}
	}
	if off == nil { // local time
		p := t.allParts()
		u, err := toUTC(th, p.seconds(), p.fold)
		if err != nil {
			return value{}, err
		}
		other, err := toUTC(th, p.seconds(), 1-p.fold)
		if err != nil {
			return value{}, err
		}
		if other != u && (other > u) == (p.fold == 1) { // a time in a gap: the zone behind it
			u = other
		}
		if own, err = localZone(th, u-epoch); err != nil {
			return value{}, err
		}
		if own.Is(tz) {
			return self, nil
		}
		off = asZone(own).offset
	}
	v, err := t.add(th, self, off, -1)
	if err != nil {
		return value{}, err
	}
	if !isDT(v) {
		return value{}, object.TypeErrorf(th, "expected a datetime, not %s", v.Type().DisplayName())
	}
	r := asDT(v)
	if tz.IsAbsent() {
		p := r.allParts()
		if tz, err = localZone(th, p.seconds()-epoch); err != nil {
			return value{}, err
		}
	}
	r.tz = tz // r is ours alone as yet
	return object.CallMethod(th, tz, "fromutc", v)
}

func (t *dtObject) reduce(cls *object.Type, proto int) value {
	b := t.bytes()
	if proto > 3 {
		b[2] |= t.fold << 7
	}
	return reduceTo(cls, b, t.tz)
}

func datetimeReduce(th *thread, args []value) (value, error) {
	return asDT(args[0]).reduce(args[0].Type(), 2), nil
}

func datetimeReduceEx(th *thread, args []value, kw *object.Tuple) (value, error) {
	proto, err := protoArg(th, args, kw)
	if err != nil {
		return value{}, err
	}
	return asDT(args[0]).reduce(args[0].Type(), proto), nil
}
