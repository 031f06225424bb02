// This file implements date and IsoCalendarDate.

package datetime

import (
	"fmt"
	"math"
	"time"
	"unsafe"

	"weft/internal/object"
)

// day is a date.
type day struct {
	object.Header
	year          uint16
	month, dayNum uint8
	hashCache
}

func asDay(v value) *day { return (*day)(v.Ptr()) }

func isDay(v value) bool { return v.IsObj() && object.IsInstance(v, dateType) }

func (d *day) ymd() (y, m, n int) { return int(d.year), int(d.month), int(d.dayNum) }

func (d *day) ordinal() int { return ordinal(d.ymd()) }

func exactDate(y, m, d int) value {
	x := &day{year: uint16(y), month: uint8(m), dayNum: uint8(d)}
	x.SetType(dateType)
	return object.FromPtr(unsafe.Pointer(x))
}

// makeDate makes an instance of a class from parts that need not be valid: classes of Python code are called.
func makeDate(th *thread, cls *object.Type, y, m, d int) (value, error) {
	switch cls {
	case dateType:
		if err := checkDate(th, y, m, d); err != nil {
			return value{}, err
		}
		return exactDate(y, m, d), nil
	case dtType:
		return makeDT(th, cls, &parts{y: y, m: m, d: d})
	}
	return object.Call(th, cls.Value(), small(y), small(m), small(d))
}

func outOfRange(th *thread) error { return object.OverflowErrorf(th, "date value out of range") }

// shifted returns a date n days after the day with an ordinal.
func shifted(th *thread, cls *object.Type, ord, n int) (value, error) {
	ord += n
	if ord < 1 || ord > maxOrdinal {
		return value{}, outOfRange(th)
	}
	y, m, d := fromOrdinal(ord)
	return makeDate(th, cls, y, m, d)
}

func dateSpec() object.TypeSpec {
	part := func(name string, f func(d *day) int) object.GetSet {
		return object.GetSet{Name: name, Get: func(th *thread, self value) (value, error) { return small(f(asDay(self))), nil }}
	}
	return object.TypeSpec{
		Type: dateType, Module: "datetime", Flags: object.TypeBase, Layout: object.LayoutOf[day](),
		Doc: "date(year, month, day) --> date object",
		Slots: object.Slots{
			New: dateNew, Repr: dateRepr, Str: dateStr, Hash: dateHash, Compare: dateCompare,
			Bin: binSlots(map[object.BinOp]object.BinaryFunc{object.OpAdd: dateAdd, object.OpSub: dateSub}),
		},
		Methods: []object.Method{
			{Name: "fromtimestamp", Fn: dateFromtimestamp, Kind: object.ClassMethod, Sig: "(type, timestamp, /)", Doc: "Create a date from a POSIX timestamp, which is taken as local time."},
			{Name: "fromordinal", Raw: dateFromordinal, Kind: object.ClassMethod, Doc: "int -> date corresponding to a proleptic Gregorian ordinal."},
			{Name: "fromisoformat", Fn: dateFromisoformat, Kind: object.ClassMethod, Sig: "(type, object, /)", Doc: "str -> Construct a date from a string in ISO 8601 format."},
			{Name: "fromisocalendar", Fn: dateFromisocalendar, Kind: object.ClassMethod, Sig: "(type, /, year, week, day)", Doc: "int, int, int -> Construct a date from the ISO year, week number and weekday; isocalendar() is the reverse."},
			{Name: "strptime", Raw: strptime("_strptime_datetime_date"), Kind: object.ClassMethod, Doc: "string, format -> new date parsed from a string (like time.strptime())."},
			{Name: "today", Fn: dateToday, Kind: object.ClassMethod, Sig: "(type, /)", Doc: "Current date or datetime:  same as self.__class__.fromtimestamp(time.time())."},
			{Name: "ctime", Fn: dateCtime, Sig: "(self, /)", Doc: "Return ctime() style string."},
			{Name: "strftime", Fn: dateStrftime, Sig: "(self, /, format)", Doc: "format -> strftime() style string."},
			{Name: "__format__", Fn: anyFormat, Sig: "(self, format, /)", Doc: "Formats self with strftime."},
			{Name: "timetuple", Fn: dateTimetuple, Sig: "(self, /)", Doc: "Return time tuple, compatible with time.localtime()."},
			{Name: "isocalendar", Fn: dateIsocalendar, Sig: "(self, /)", Doc: "Return a named tuple containing ISO year, week number, and weekday."},
			{Name: "isoformat", Fn: dateIsoformat, Sig: "(self, /)", Doc: "Return string in ISO 8601 format, YYYY-MM-DD."},
			{Name: "isoweekday", Fn: dateIsoweekday, Sig: "(self, /)", Doc: "Return the day of the week represented by the date.\nMonday == 1 ... Sunday == 7"},
			{Name: "toordinal", Fn: dateToordinal, Sig: "(self, /)", Doc: "Return proleptic Gregorian ordinal.  January 1 of year 1 is day 1."},
			{Name: "weekday", Fn: dateWeekday, Sig: "(self, /)", Doc: "Return the day of the week represented by the date.\nMonday == 0 ... Sunday == 6"},
			{Name: "replace", Fn: dateReplace, Sig: dateReplaceSig, Doc: "Return date with new specified fields."},
			{Name: "__replace__", Raw: replaceWith(dateReplaceSig, dateReplace), Sig: "(self, /, **changes)", Doc: "The same as replace()."},
			{Name: "__reduce__", Fn: dateReduce, Sig: "(self, /)", Doc: "__reduce__() -> (cls, state)"},
		},
		GetSets: []object.GetSet{
			part("year", func(d *day) int { return int(d.year) }),
			part("month", func(d *day) int { return int(d.month) }),
			part("day", func(d *day) int { return int(d.dayNum) }),
		},
		Attrs: []object.ClassAttr{
			{Name: "min", Get: func() value { return exactDate(1, 1, 1) }},
			{Name: "max", Get: func() value { return exactDate(9999, 12, 31) }},
			{Name: "resolution", Get: func() value { return exactDelta(1, 0, 0).value() }},
		},
	}
}

const dateReplaceSig = "(self, /, year=unchanged, month=unchanged, day=unchanged)"

// replaceWith makes the __replace__ that takes what a replace method takes.
func replaceWith(sig string, fn object.NativeFn) object.RawFn {
	def := object.NewDef(object.Method{Name: "replace", Sig: sig, Fn: fn}, dateType)
	return func(th *thread, args []value, kw *object.Tuple) (value, error) { return def.Call(th, args, kw) }
}

// saneMonth reports whether byte 2 of a pickled state is a month; its top bit is fold's.
func saneMonth(s string) bool { return s[2]&0x7F >= 1 && s[2]&0x7F <= 12 }

func (d *day) unpack(s string) {
	d.year, d.month, d.dayNum = uint16(s[0])<<8|uint16(s[1]), s[2]&0x7F, s[3]
}

func dateNew(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
	if len(args) == 1 && kw.Len() == 0 {
		s, ok, err := state(th, args, 4, func(s string) bool { return saneMonth(s) && s[2] < 128 }, "date")
		if err != nil {
			return value{}, err
		}
		if ok {
			v := t.New()
			asDay(v).unpack(s)
			return v, nil
		}
	}
	var n [9]int
	var tz value
	if err := dateParams.ints(th, args, kw, &n, &tz); err != nil {
		return value{}, err
	}
	if err := checkDate(th, n[0], n[1], n[2]); err != nil {
		return value{}, err
	}
	if t == dateType {
		return exactDate(n[0], n[1], n[2]), nil
	}
	v := t.New()
	d := asDay(v)
	d.year, d.month, d.dayNum = uint16(n[0]), uint8(n[1]), uint8(n[2])
	return v, nil
}

func (d *day) iso() string {
	var b [10]byte
	y := int(d.year)
	b = [10]byte{byte('0' + y/1000%10), byte('0' + y/100%10), byte('0' + y/10%10), byte('0' + y%10), '-',
		'0' + d.month/10, '0' + d.month%10, '-', '0' + d.dayNum/10%10, '0' + d.dayNum%10}
	return string(b[:])
}

func dateRepr(th *thread, self value) (value, error) {
	d := asDay(self)
	return object.NewStr(fmt.Sprintf("%s(%d, %d, %d)", self.Type().DisplayName(), d.year, d.month, d.dayNum)), nil
}

// dateStr calls isoformat, which a subclass may replace.
func dateStr(th *thread, self value) (value, error) {
	if self.IsExact(dateType) {
		return object.NewASCII(asDay(self).iso()), nil
	}
	return object.CallMethod(th, self, "isoformat")
}

func (d *day) pack() []byte { return []byte{byte(d.year >> 8), byte(d.year), d.month, d.dayNum} }

func dateHash(th *thread, self value) (int64, error) {
	d := asDay(self)
	return d.cached(func() (int64, error) { return object.Hash(th, object.BytesOf(d.pack())) })
}

func dateCompare(th *thread, a, b value, op object.CompareOp) (value, error) {
	// A datetime is a date, but does not compare with one.
	if !isDay(b) || isDT(b) {
		return object.NotImplemented, nil
	}
	return ordered(asDay(a).key()-asDay(b).key(), op), nil
}

func (d *day) key() int { return int(d.year)<<16 | int(d.month)<<8 | int(d.dayNum) }

func dateAdd(th *thread, a, b value) (value, error) {
	if isDT(a) || isDT(b) {
		return object.NotImplemented, nil
	}
	if !isDay(a) {
		a, b = b, a
	}
	if !isDay(a) || !isDelta(b) {
		return object.NotImplemented, nil
	}
	return shifted(th, a.Type(), asDay(a).ordinal(), int(asDelta(b).days))
}

func dateSub(th *thread, a, b value) (value, error) {
	if isDT(a) || isDT(b) || !isDay(a) {
		return object.NotImplemented, nil
	}
	switch {
	case isDay(b):
		return exactDelta(asDay(a).ordinal()-asDay(b).ordinal(), 0, 0).value(), nil
	case isDelta(b):
		return shifted(th, a.Type(), asDay(a).ordinal(), -int(asDelta(b).days))
	}
	return object.NotImplemented, nil
}

// loc is the local time zone.
func loc(th *thread) *time.Location { return object.LocalZone(th.Rt).Load() }

// timeT converts a timestamp as C's time_t, rounded down.
func timeT(th *thread, v value) (int64, error) {
	if object.IsFloat(v) {
		f := math.Floor(object.AsFloat(v))
		if f != f {
			return 0, object.ValueErrorf(th, "Invalid value NaN (not a number)")
		}
		return inTimeT(th, f)
	}
	i, err := object.Index(th, v)
	if err != nil {
		return 0, err
	}
	n, ok := object.Int64(i)
	if !ok {
		return 0, badTimeT(th)
	}
	return n, nil
}

func badTimeT(th *thread) error {
	return object.OverflowErrorf(th, "timestamp out of range for platform time_t")
}

func inTimeT(th *thread, f float64) (int64, error) {
	if f < -(1<<63) || f >= 1<<63 {
		return 0, badTimeT(th)
	}
	return int64(f), nil
}

// broken splits a timestamp as C's localtime or gmtime does; the year may be any that fits an int.
func broken(th *thread, t int64, loc *time.Location) (time.Time, error) {
	if t > 67768036191676799 || t < -67768040609740800 {
		return time.Time{}, object.OSError(th, 75)
	}
	return time.Unix(t, 0).In(loc), nil
}

func dateFromtimestamp(th *thread, args []value) (value, error) {
	t, err := timeT(th, args[1])
	if err != nil {
		return value{}, err
	}
	return dateOf(th, object.AsType(args[0]), t)
}

// dateOf returns the local date of a timestamp.
func dateOf(th *thread, cls *object.Type, t int64) (value, error) {
	b, err := broken(th, t, loc(th))
	if err != nil {
		return value{}, err
	}
	return makeDate(th, cls, b.Year(), int(b.Month()), b.Day())
}

func dateToday(th *thread, args []value) (value, error) {
	now := th.Time()
	if cls := object.AsType(args[0]); cls == dateType {
		return dateOf(th, cls, now.Unix())
	}
	return object.CallMethod(th, args[0], "fromtimestamp", object.Float(float64(now.UnixNano())/1e9))
}

func dateFromordinal(th *thread, args []value, kw *object.Tuple) (value, error) {
	if err := exactly(th, "fromordinal", 1, args[1:], kw); err != nil {
		return value{}, err
	}
	n, err := cInt(th, args[1])
	if err != nil {
		return value{}, err
	}
	if n < 1 {
		return value{}, object.ValueErrorf(th, "ordinal must be >= 1")
	}
	y, m, d := fromOrdinal(n)
	return makeDate(th, object.AsType(args[0]), y, m, d)
}

func dateFromisocalendar(th *thread, args []value) (value, error) {
	var n [3]int
	for i, v := range args[1:] {
		var err error
		if n[i], err = cInt(th, v); err != nil {
			if object.IsErr(err, object.OverflowErrorType) {
				err = object.ValueErrorf(th, "ISO calendar component out of range")
			}
			return value{}, err
		}
	}
	y, m, d, fault := fromIsoCalendar(n[0], n[1], n[2])
	switch fault {
	case isoYear:
		return value{}, object.ValueErrorf(th, "year must be in 1..9999, not %d", n[0])
	case isoWeek:
		return value{}, object.ValueErrorf(th, "Invalid week: %d", n[1])
	case isoDay:
		return value{}, object.ValueErrorf(th, "Invalid weekday: %d (range is [1, 7])", n[2])
	}
	return makeDate(th, object.AsType(args[0]), y, m, d)
}

// importStrptime returns a function of the library's _strptime.
func importStrptime(th *thread, name string) (value, error) {
	m, err := th.Rt.Engine().Import(th, object.Intern("_strptime"), object.None, object.None, object.None, 0)
	if err != nil {
		return value{}, err
	}
	return object.GetAttrName(th, m, name)
}

// strptime makes the class method that parses by a function of _strptime.
func strptime(name string) object.RawFn {
	return func(th *thread, args []value, kw *object.Tuple) (value, error) {
		if err := exactly(th, "strptime", 2, args[1:], kw); err != nil {
			return value{}, err
		}
		for i := 1; i < 3; i++ {
			if _, err := strArg(th, args[i], "strptime", i); err != nil {
				return value{}, err
			}
		}
		f, err := importStrptime(th, name)
		if err != nil {
			return value{}, err
		}
		return object.Call(th, f, args[0], args[1], args[2])
	}
}

// names for ctime.
var (
	dayNames   = [7]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
	monthNames = [13]string{"", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
)

func (d *day) ctime(h, m, s int) value {
	return object.NewASCII(fmt.Sprintf("%s %s %2d %02d:%02d:%02d %04d", dayNames[weekday(d.ymd())], monthNames[d.month], d.dayNum, h, m, s, d.year))
}

func dateCtime(th *thread, args []value) (value, error) { return asDay(args[0]).ctime(0, 0, 0), nil }

func dateTimetuple(th *thread, args []value) (value, error) {
	y, m, d := asDay(args[0]).ymd()
	return structTime(th, y, m, d, 0, 0, 0, -1)
}

// structTime makes a time.struct_time.
func structTime(th *thread, y, m, d, hh, mm, ss, dst int) (value, error) {
	t, err := timeModule(th)
	if err != nil {
		return value{}, err
	}
	cls, err := object.GetAttrName(th, t, "struct_time")
	if err != nil {
		return value{}, err
	}
	return object.Call(th, cls, object.TupleOf(small(y), small(m), small(d), small(hh), small(mm), small(ss), small(weekday(y, m, d)),
		small(beforeMonth(y, m)+d), small(dst)))
}

func timeModule(th *thread) (value, error) {
	return th.Rt.Engine().Import(th, object.Intern("time"), object.None, object.None, object.None, 0)
}

func dateIsocalendar(th *thread, args []value) (value, error) {
	y, w, d := isoCalendar(asDay(args[0]).ymd())
	return newIso(small(y), small(w), small(d)), nil
}

func dateIsoformat(th *thread, args []value) (value, error) {
	return object.NewASCII(asDay(args[0]).iso()), nil
}

func dateIsoweekday(th *thread, args []value) (value, error) {
	return small(weekday(asDay(args[0]).ymd()) + 1), nil
}

func dateToordinal(th *thread, args []value) (value, error) {
	return small(asDay(args[0]).ordinal()), nil
}

func dateWeekday(th *thread, args []value) (value, error) {
	return small(weekday(asDay(args[0]).ymd())), nil
}

// replaced reads the arguments of replace that are given into the parts at which p points.
func replaced(th *thread, args []value, p ...*int) error {
	for i, v := range args {
		if !v.IsAbsent() {
			n, err := cInt(th, v)
			if err != nil {
				return err
			}
			*p[i] = n
		}
	}
	return nil
}

func dateReplace(th *thread, args []value) (value, error) {
	y, m, d := asDay(args[0]).ymd()
	if err := replaced(th, args[1:4], &y, &m, &d); err != nil {
		return value{}, err
	}
	return makeDate(th, args[0].Type(), y, m, d)
}

func dateReduce(th *thread, args []value) (value, error) {
	return object.TupleOf(args[0].Type().Value(), object.TupleOf(object.BytesOf(asDay(args[0]).pack()))), nil
}

func isoSpec() object.TypeSpec {
	part := func(name string, i int) object.GetSet {
		return object.GetSet{Name: name, Get: func(th *thread, self value) (value, error) { return isoItem(self, i), nil }}
	}
	return object.TypeSpec{
		Type: isoType, Base: object.TupleType, Module: "datetime",
		Doc: "The result of date.isocalendar() or datetime.isocalendar()\n\nThis object may be accessed either as a tuple of\n  ((year, week, weekday))\nor via the object attributes as named in the above tuple.",
		Slots: object.Slots{
			New: func(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
				var given [3]value
				p := params{[]string{"year", "week", "weekday"}, 3, 3}
				err := p.bind(th, "IsoCalendarDate", args, kw, func(i int, v value) error { given[i] = v; return nil })
				if err != nil {
					return value{}, err
				}
				return newIso(given[0], given[1], given[2]), nil
			},
			Repr: func(th *thread, self value) (value, error) {
				var s [3]string
				for i := range s {
					var err error
					if s[i], err = object.ToString(th, isoItem(self, i)); err != nil {
						return value{}, err
					}
				}
				return object.NewStr(self.Type().DisplayName() + "(year=" + s[0] + ", week=" + s[1] + ", weekday=" + s[2] + ")"), nil
			},
		},
		Methods: []object.Method{
			{Name: "__reduce__", Fn: func(th *thread, args []value) (value, error) {
				return object.TupleOf(object.TupleType.Value(), object.TupleOf(object.NewTupleCopy(object.AsTuple(args[0]).Items()).Value())), nil
			}, Sig: "(self, /)", Doc: "__reduce__() -> (cls, state)"},
		},
		GetSets: []object.GetSet{part("year", 0), part("week", 1), part("weekday", 2)},
	}
}

func isoItem(self value, i int) value { return object.AsTuple(self).Items()[i] }

func newIso(year, week, wd value) value {
	t := object.NewTuple([]value{year, week, wd})
	t.SetType(isoType)
	return t.Value()
}
