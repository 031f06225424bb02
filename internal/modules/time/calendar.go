// This file implements struct_time, time zones and formatting.

package time

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"weft/internal/object"
)

var structTime = object.NewStructSeq("time.struct_time", "tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst", "tm_zone?", "tm_gmtoff?")

// tuple returns the struct_time of t.
func tuple(th *thread, t time.Time) value {
	name, off := t.Zone()
	dst := int64(0)
	if t.IsDST() {
		dst = 1
	}
	if t.Location() == time.UTC {
		name = "UTC"
	}
	n := func(i int) value { return object.Int(int64(i)) }
	return structTime.New(th, n(t.Year()), n(int(t.Month())), n(t.Day()), n(t.Hour()), n(t.Minute()), n(t.Second()),
		n((int(t.Weekday())+6)%7), n(t.YearDay()), object.SmallInt(dst), object.NewStr(name), n(off))
}

// seconds reads an optional timestamp; absent or None is now.
func seconds(th *thread, v value) (time.Time, error) {
	if v.IsAbsent() || v.Is(object.None) {
		return th.Time(), nil
	}
	if v.IsFloat() || object.IsFloat(v) {
		f := object.AsFloat(v)
		if f != f {
			return time.Time{}, object.ValueErrorf(th, "Invalid value NaN (not a number)")
		}
		f = math.Floor(f)
		if math.Abs(f) > 67767976233532799 {
			return time.Time{}, object.OverflowErrorf(th, "timestamp out of range for platform time_t")
		}
		return time.Unix(int64(f), 0), nil
	}
	i, err := object.Index(th, v)
	if err != nil {
		return time.Time{}, err
	}
	n, ok := object.Int64(i)
	if !ok {
		return time.Time{}, object.OverflowErrorf(th, "timestamp out of range for platform time_t")
	}
	if n > 67767976233532799 || n < -67768040609712422 {
		return time.Time{}, object.OSError(th, 75)
	}
	return time.Unix(n, 0), nil
}

func timeGmtime(th *thread, args []value) (value, error) {
	t, err := seconds(th, args[0])
	if err != nil {
		return value{}, err
	}
	return tuple(th, t.UTC()), nil
}

func timeLocaltime(th *thread, args []value) (value, error) {
	t, err := seconds(th, args[0])
	if err != nil {
		return value{}, err
	}
	return tuple(th, t.In(zone(th))), nil
}

// fields are the nine items of a time tuple.
type fields struct {
	year, mon, day, hour, min, sec, wday, yday, dst int
	zone                                            string
	off                                             int
	hasZone                                         bool
	loc                                             *time.Location // the local zone
}

// tupleArg reads a time tuple.
func tupleArg(th *thread, v value, name string) (fields, error) {
	var f fields
	if !object.IsTuple(v) {
		return f, object.TypeErrorf(th, "Tuple or struct_time argument required")
	}
	items := object.AsTuple(v).Items()
	if len(items) != 9 {
		return f, object.TypeErrorf(th, "%s(): illegal time tuple argument", name)
	}
	for i, p := range []*int{&f.year, &f.mon, &f.day, &f.hour, &f.min, &f.sec, &f.wday, &f.yday, &f.dst} {
		if !object.IsInt(items[i]) && items[i].Type().Slots().Index == nil {
			return f, object.TypeErrorf(th, "'%s' object cannot be interpreted as an integer", items[i].Type().DisplayName())
		}
		n, err := object.AsCLong(th, items[i])
		switch {
		case err != nil:
			return f, err
		case n > math.MaxInt32:
			return f, object.OverflowErrorf(th, "signed integer is greater than maximum")
		case n < math.MinInt32:
			return f, object.OverflowErrorf(th, "signed integer is less than minimum")
		case i == 0 && n < math.MinInt32+1900: // C counts from 1900
			return f, object.OverflowErrorf(th, "year out of range")
		}
		*p = int(n)
	}
	if v.Type() == structTime.Ready() {
		if z, err := object.GetAttrName(th, v, "tm_zone"); err == nil && object.IsStr(z) {
			f.zone, f.hasZone = object.AsStr(z).String(), true
		}
		if o, err := object.GetAttrName(th, v, "tm_gmtoff"); err == nil && object.IsInt(o) {
			n, _ := object.Int64(o)
			f.off = int(n)
		}
	}
	return f, nil
}

// check validates the ranges that asctime and strftime need.
func (f *fields) check(th *thread) error {
	if f.mon == 0 {
		f.mon = 1
	}
	if f.day == 0 {
		f.day = 1
	}
	if f.yday == 0 {
		f.yday = 1
	}
	switch {
	case f.mon < 1 || f.mon > 12:
		return object.ValueErrorf(th, "month out of range")
	case f.day < 1 || f.day > 31:
		return object.ValueErrorf(th, "day of month out of range")
	case f.hour < 0 || f.hour > 23:
		return object.ValueErrorf(th, "hour out of range")
	case f.min < 0 || f.min > 59:
		return object.ValueErrorf(th, "minute out of range")
	case f.sec < 0 || f.sec > 61:
		return object.ValueErrorf(th, "seconds out of range")
	case f.wday < -1:
		return object.ValueErrorf(th, "day of week out of range")
	case f.yday < 1 || f.yday > 366:
		return object.ValueErrorf(th, "day of year out of range")
	}
	f.wday = (f.wday + 7) % 7
	return nil
}

// nowOr reads an optional time tuple; absent is now.
func nowOr(th *thread, v value, name string) (fields, error) {
	if v.IsAbsent() {
		v = tuple(th, th.Time().In(zone(th)))
	}
	f, err := tupleArg(th, v, name)
	if err == nil {
		err = f.check(th)
	}
	return f, err
}

var dayNames = [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
var monthNames = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

func (f *fields) asctime() string {
	return fmt.Sprintf("%s %s%3d %.2d:%.2d:%.2d %d", dayNames[f.wday][:3], monthNames[f.mon-1][:3], f.day, f.hour, f.min, f.sec, f.year)
}

func timeAsctime(th *thread, args []value) (value, error) {
	f, err := nowOr(th, args[0], "asctime")
	if err != nil {
		return value{}, err
	}
	return object.NewASCII(f.asctime()), nil
}

func timeCtime(th *thread, args []value) (value, error) {
	t, err := seconds(th, args[0])
	if err != nil {
		return value{}, err
	}
	return timeAsctime(th, []value{tuple(th, t.In(zone(th)))})
}

func timeMktime(th *thread, args []value) (value, error) {
	f, err := tupleArg(th, args[0], "mktime")
	if err != nil {
		return value{}, err
	}
	t := time.Date(f.year, time.Month(f.mon), f.day, f.hour, f.min, f.sec, 0, zone(th))
	if f.dst > 0 && !t.IsDST() {
		t = t.Add(-time.Hour)
	} else if f.dst == 0 && t.IsDST() {
		t = t.Add(time.Hour)
	}
	return object.Float(float64(t.Unix())), nil
}

func timeStrftime(th *thread, args []value) (value, error) {
	if !object.IsStr(args[0]) {
		return value{}, object.TypeErrorf(th, "strftime() argument 1 must be str, not %s", object.ArgTypeName(args[0]))
	}
	f, err := nowOr(th, args[1], "strftime")
	if err != nil {
		return value{}, err
	}
	f.loc = zone(th)
	return object.NewStr(f.format(object.AsStr(args[0]).String())), nil
}

// isoWeek returns the year and week of ISO 8601.
func (f *fields) isoWeek() (year, week int) {
	// The Thursday of the week decides.
	yday := f.yday - 1 + 3 - f.wday
	year = f.year
	leap := func(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }
	days := func(y int) int {
		if leap(y) {
			return 366
		}
		return 365
	}
	if yday < 0 {
		year--
		yday += days(year)
	} else if yday >= days(year) {
		yday -= days(year)
		year++
	}
	return year, yday/7 + 1
}

// format is strftime in the C locale.
func (f *fields) format(format string) string {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		c := format[i]
		if c != '%' || i+1 == len(format) {
			b.WriteByte(c)
			continue
		}
		i++
		// glibc's flags and width.
		flag, width := byte(0), ""
		for i+1 < len(format) && strings.IndexByte("_-0^#", format[i]) >= 0 {
			flag = format[i]
			i++
		}
		for i+1 < len(format) && format[i] >= '0' && format[i] <= '9' {
			width += string(format[i])
			i++
		}
		if i+1 < len(format) && (format[i] == 'E' || format[i] == 'O') {
			i++
		}
		num := func(n, w int, pad byte) string {
			if flag == '-' {
				return strconv.Itoa(n)
			}
			if flag == '_' {
				pad = ' '
			} else if flag == '0' {
				pad = '0'
			}
			if width != "" {
				w, _ = strconv.Atoi(width)
			}
			s := strconv.Itoa(n)
			sign := ""
			if n < 0 {
				sign, s = "-", s[1:]
				w--
			}
			for len(s) < w {
				s = string(pad) + s
			}
			return sign + s
		}
		hour12 := (f.hour+11)%12 + 1
		s := ""
		switch format[i] {
		case '%':
			s = "%"
		case 'n':
			s = "\n"
		case 't':
			s = "\t"
		case 'a':
			s = dayNames[f.wday][:3]
		case 'A':
			s = dayNames[f.wday]
		case 'b', 'h':
			s = monthNames[f.mon-1][:3]
		case 'B':
			s = monthNames[f.mon-1]
		case 'c':
			s = fmt.Sprintf("%s %s %2d %.2d:%.2d:%.2d %d", dayNames[f.wday][:3], monthNames[f.mon-1][:3], f.day, f.hour, f.min, f.sec, f.year)
		case 'C':
			s = num(floorDiv(f.year, 100), 2, '0')
		case 'd':
			s = num(f.day, 2, '0')
		case 'D':
			s = f.format("%m/%d/%y")
		case 'e':
			s = num(f.day, 2, ' ')
		case 'F':
			s = f.format("%Y-%m-%d")
		case 'g':
			y, _ := f.isoWeek()
			s = num(((y%100)+100)%100, 2, '0')
		case 'G':
			y, _ := f.isoWeek()
			s = strconv.Itoa(y)
		case 'H':
			s = num(f.hour, 2, '0')
		case 'I':
			s = num(hour12, 2, '0')
		case 'j':
			s = num(f.yday, 3, '0')
		case 'k':
			s = num(f.hour, 2, ' ')
		case 'l':
			s = num(hour12, 2, ' ')
		case 'm':
			s = num(f.mon, 2, '0')
		case 'M':
			s = num(f.min, 2, '0')
		case 'p', 'P':
			s = "AM"
			if f.hour >= 12 {
				s = "PM"
			}
			if format[i] == 'P' || flag == '#' {
				s = strings.ToLower(s)
			}
		case 'r':
			s = f.format("%I:%M:%S %p")
		case 'R':
			s = f.format("%H:%M")
		case 's':
			s = strconv.FormatInt(time.Date(f.year, time.Month(f.mon), f.day, f.hour, f.min, f.sec, 0, f.loc).Unix(), 10)
		case 'S':
			s = num(f.sec, 2, '0')
		case 'T', 'X':
			s = f.format("%H:%M:%S")
		case 'u':
			s = num(f.wday+1, 1, '0')
		case 'U':
			s = num((f.yday-1+7-(f.wday+1)%7)/7, 2, '0')
		case 'V':
			_, w := f.isoWeek()
			s = num(w, 2, '0')
		case 'w':
			s = num((f.wday+1)%7, 1, '0')
		case 'W':
			s = num((f.yday-1+7-f.wday)/7, 2, '0')
		case 'x':
			s = f.format("%m/%d/%y")
		case 'y':
			s = num(((f.year%100)+100)%100, 2, '0')
		case 'Y':
			s = strconv.Itoa(f.year)
			if width != "" {
				s = num(f.year, 4, '0')
			}
		case 'z':
			off := f.off
			if !f.hasZone {
				_, off = time.Date(f.year, time.Month(f.mon), f.day, f.hour, f.min, f.sec, 0, f.loc).Zone()
			}
			sign := '+'
			if off < 0 {
				sign, off = '-', -off
			}
			s = fmt.Sprintf("%c%.2d%.2d", sign, off/3600, off/60%60)
		case 'Z':
			s = f.zone
			if !f.hasZone {
				s, _ = time.Date(f.year, time.Month(f.mon), f.day, f.hour, f.min, f.sec, 0, f.loc).Zone()
			}
		default:
			s = "%" + string(format[i])
		}
		if flag == '^' {
			s = strings.ToUpper(s)
		}
		b.WriteString(s)
	}
	return b.String()
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// timeStrptime calls the library's _strptime, as CPython does.
func timeStrptime(th *thread, args []value) (value, error) {
	m, err := th.Rt.Engine().Import(th, object.Intern("_strptime"), object.None, object.None, object.None, 0)
	if err != nil {
		return value{}, err
	}
	f, err := object.GetAttrName(th, m, "_strptime_time")
	if err != nil {
		return value{}, err
	}
	if args[1].IsAbsent() {
		return object.Call(th, f, args[0])
	}
	return object.Call(th, f, args[0], args[1])
}

// zoneOf returns where the runtime keeps its local time zone.
func zoneOf(th *thread) *atomic.Pointer[time.Location] { return object.LocalZone(th.Rt) }

func zone(th *thread) *time.Location { return zoneOf(th).Load() }

// setZone enters timezone, altzone, daylight and tzname: of January and July of this year.
func setZone(th *thread, d *object.Dict) {
	now, loc := th.Time(), zone(th)
	jan, janOff := time.Date(now.Year(), 1, 1, 0, 0, 0, 0, loc).Zone()
	jul, julOff := time.Date(now.Year(), 7, 1, 0, 0, 0, 0, loc).Zone()
	std, alt, stdName, altName := -janOff, -julOff, jan, jul
	if janOff > julOff { // the southern hemisphere
		std, alt, stdName, altName = -julOff, -janOff, jul, jan
	}
	d.SetName("timezone", object.Int(int64(std)))
	d.SetName("altzone", object.Int(int64(alt)))
	dst := int64(0)
	if janOff != julOff {
		dst = 1
	}
	d.SetName("daylight", object.SmallInt(dst))
	d.SetName("tzname", object.TupleOf(object.NewStr(stdName), object.NewStr(altName)))
}

// timeTzset reads TZ again; the time package of Go reads it only at start.
func timeTzset(th *thread, args []value) (value, error) {
	zoneOf(th).Store(object.ZoneOfEnvironment())
	if m := th.Rt.Modules.GetName("time"); !m.IsAbsent() && object.IsModule(m) {
		setZone(th, object.AsModule(m).Dict())
	}
	return object.None, nil
}
