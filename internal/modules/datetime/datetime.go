// Package datetime is the native module _datetime, which the library's datetime consists of (Library Reference, "datetime").
//
// Invariant: objects are immutable once they leave the function that makes them; they need no lock.
//
// Start reading here, at the calendar's arithmetic and the reading of arguments; then timedelta.go, tzinfo.go, date.go, time.go
// and dt.go have a type each, iso.go the reading of ISO 8601 text, format.go the writing of text.
package datetime

// This file implements the module's table, the calendar, and the reading of constructors' arguments.

import (
	"math"
	"sync/atomic"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

const (
	minYear    = 1
	maxYear    = 9999
	maxOrdinal = 3652059 // of 9999-12-31
	// epoch is the ordinal of 1970-01-01 and the number of seconds before it, counted as in local time (see seconds).
	epochOrdinal = 719163
	epoch        = epochOrdinal * 86400
)

// The types. Each has the layout of its struct; datetime's begins with date's.
var (
	deltaType    = &object.Type{Name: "timedelta"}
	tzinfoType   = &object.Type{Name: "tzinfo"}
	timezoneType = &object.Type{Name: "timezone"}
	dateType     = &object.Type{Name: "date"}
	timeType     = &object.Type{Name: "time"}
	dtType       = &object.Type{Name: "datetime"}
	isoType      = &object.Type{Name: "IsoCalendarDate"}
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name:  "_datetime",
		Doc:   "Fast implementation of the datetime module.",
		Types: []object.TypeSpec{deltaSpec(), tzinfoSpec(), timezoneSpec(), dateSpec(), timeSpec(), dtSpec()},
		Exec: func(th *thread, m *object.Module) error {
			s := isoSpec()
			object.ReadyType(&s)
			d := m.Dict()
			d.SetName("MINYEAR", object.SmallInt(minYear))
			d.SetName("MAXYEAR", object.SmallInt(maxYear))
			d.SetName("UTC", utc.value())
			return nil
		},
	}
}

// hashCache remembers an object's hash; 0: not known. Threads may compute it at the same time.
type hashCache struct{ h atomic.Int64 }

func (c *hashCache) cached(compute func() (int64, error)) (int64, error) {
	if h := c.h.Load(); h != 0 {
		return h, nil
	}
	h, err := compute()
	if err == nil {
		c.h.Store(h)
	}
	return h, err
}

func none(v value) bool { return v.IsAbsent() || v.Is(object.None) }

func orNone(v value) value {
	if v.IsAbsent() {
		return object.None
	}
	return v
}

func small(n int) value { return object.SmallInt(int64(n)) }

func isLeap(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }

// daysInMonth returns the length of month m, 1 to 12.
func daysInMonth(y, m int) int {
	switch m {
	case 2:
		if isLeap(y) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// beforeMonth returns the days of year y before month m.
func beforeMonth(y, m int) int {
	n := (367*m - 362) / 12 // as if February had thirty days
	if m > 2 {
		n--
		if !isLeap(y) {
			n--
		}
	}
	return n
}

// beforeYear returns the days before year y, counted from year 1.
func beforeYear(y int) int {
	y--
	return y*365 + y/4 - y/100 + y/400
}

// ordinal returns the number of a day; 1 is 0001-01-01.
func ordinal(y, m, d int) int { return beforeYear(y) + beforeMonth(y, m) + d }

// fromOrdinal is the reverse, for n > 0.
func fromOrdinal(n int) (y, m, d int) {
	n--
	y = n/146097*400 + 1
	n %= 146097
	c := n / 36524
	y += c * 100
	n %= 36524
	q := n / 1461
	y += q * 4
	n %= 1461
	k := n / 365
	y += k
	n %= 365
	if c == 4 || k == 4 {
		return y - 1, 12, 31
	}
	m = (n + 50) >> 5
	if n < beforeMonth(y, m) {
		m--
	}
	return y, m, n - beforeMonth(y, m) + 1
}

// weekday returns 0 for Monday.
func weekday(y, m, d int) int { return (ordinal(y, m, d)%7 + 13) % 7 }

// isoWeek1 returns the ordinal of the Monday of week 1 of an ISO year.
func isoWeek1(y int) int {
	first := ordinal(y, 1, 1)
	wd := (first + 6) % 7
	if wd > 3 {
		return first - wd + 7
	}
	return first - wd
}

// isoCalendar returns the ISO year, week and weekday of a day.
func isoCalendar(y, m, d int) (year, week, wd int) {
	n := ordinal(y, m, d)
	start := isoWeek1(y)
	switch {
	case n < start:
		y--
		start = isoWeek1(y)
	case n >= start+52*7 && n >= isoWeek1(y+1):
		y++
		start = isoWeek1(y)
	}
	return y, (n-start)/7 + 1, (n-start)%7 + 1
}

// Faults of fromIsoCalendar.
const (
	isoFine = iota
	isoYear
	isoWeek
	isoDay
)

// fromIsoCalendar is the reverse of isoCalendar.
func fromIsoCalendar(year, week, day int) (y, m, d, fault int) {
	if year < minYear || year > maxYear {
		return 0, 0, 0, isoYear
	}
	if week <= 0 || week >= 53 {
		first := (ordinal(year, 1, 1) + 6) % 7
		if week != 53 || first != 3 && !(first == 2 && isLeap(year)) {
			return 0, 0, 0, isoWeek
		}
	}
	if day <= 0 || day >= 8 {
		return 0, 0, 0, isoDay
	}
	n := isoWeek1(year) + (week-1)*7 + day - 1
	if n < 1 {
		return 0, 0, 0, isoYear
	}
	y, m, d = fromOrdinal(n)
	return y, m, d, isoFine
}

// floorDivmod divides with a remainder in [0, b).
func floorDivmod(a, b int64) (q, r int64) {
	q, r = a/b, a%b
	if r < 0 {
		q--
		r += b
	}
	return
}

func checkDate(th *thread, y, m, d int) error {
	if y < minYear || y > maxYear {
		return object.ValueErrorf(th, "year must be in 1..9999, not %d", y)
	}
	if m < 1 || m > 12 {
		return object.ValueErrorf(th, "month must be in 1..12, not %d", m)
	}
	if n := daysInMonth(y, m); d < 1 || d > n {
		return object.ValueErrorf(th, "day %d must be in range 1..%d for month %d in year %d", d, n, m, y)
	}
	return nil
}

func checkTime(th *thread, h, m, s, us, fold int) error {
	switch {
	case h < 0 || h > 23:
		return object.ValueErrorf(th, "hour must be in 0..23, not %d", h)
	case m < 0 || m > 59:
		return object.ValueErrorf(th, "minute must be in 0..59, not %d", m)
	case s < 0 || s > 59:
		return object.ValueErrorf(th, "second must be in 0..59, not %d", s)
	case us < 0 || us > 999999:
		return object.ValueErrorf(th, "microsecond must be in 0..999999, not %d", us)
	case fold != 0 && fold != 1:
		return object.ValueErrorf(th, "fold must be either 0 or 1, not %d", fold)
	}
	return nil
}

// checkTZ checks a tzinfo argument and returns it, absent for None.
func checkTZ(th *thread, v value) (value, error) {
	if none(v) {
		return value{}, nil
	}
	if !isTZ(v) {
		return value{}, object.TypeErrorf(th, "tzinfo argument must be None or of a tzinfo subclass, not type '%s'", v.Type().DisplayName())
	}
	return v, nil
}

// cInt converts an argument as C's int.
func cInt(th *thread, v value) (int, error) {
	n := int64(0)
	if v.IsInt() {
		n = v.Int()
	} else {
		i, err := object.Index(th, v)
		if err != nil {
			return 0, err
		}
		var ok bool
		if n, ok = object.Int64(i); !ok {
			return 0, object.OverflowErrorf(th, "Python int too large to convert to C long")
		}
	}
	if n > math.MaxInt32 {
		return 0, object.OverflowErrorf(th, "signed integer is greater than maximum")
	}
	if n < math.MinInt32 {
		return 0, object.OverflowErrorf(th, "signed integer is less than minimum")
	}
	return int(n), nil
}

// params describes the parameters of a constructor: ints but for the one called tzinfo. The first required ones have no default;
// those from maxPos on are keyword-only.
type params struct {
	names    []string
	required int
	maxPos   int
}

var (
	dateParams = params{[]string{"year", "month", "day"}, 3, 3}
	timeParams = params{[]string{"hour", "minute", "second", "microsecond", "tzinfo", "fold"}, 0, 5}
	dtParams   = params{[]string{"year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold"}, 3, 8}
)

// keyword returns the value of keyword name, or absent.
func keyword(args []value, kw *object.Tuple, name string) value {
	base := len(args) - kw.Len()
	for i, k := range kw.Items() {
		if object.AsStr(k).String() == name {
			return args[base+i]
		}
	}
	return value{}
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// bind distributes the arguments of a function called fn ("" for one that messages do not name) and calls set for each that
// is given, in order.
func (p *params) bind(th *thread, fn string, args []value, kw *object.Tuple, set func(i int, v value) error) error {
	name, other := "function", "this function"
	if fn != "" {
		name, other = fn+"()", fn+"()"
	}
	nkw := kw.Len()
	npos := len(args) - nkw
	if len(args) > len(p.names) {
		word := ""
		if npos == 0 {
			word = "keyword "
		}
		return object.TypeErrorf(th, "%s takes at most %d %sargument%s (%d given)", name, len(p.names), word, plural(len(p.names)), len(args))
	}
	if npos > p.maxPos {
		how := "at most"
		if p.required == p.maxPos {
			how = "exactly"
		}
		return object.TypeErrorf(th, "%s takes %s %d positional argument%s (%d given)", name, how, p.maxPos, plural(p.maxPos), npos)
	}
	used := 0
	for i, n := range p.names {
		var v value
		if i < npos {
			v = args[i]
		} else {
			if used < nkw {
				v = keyword(args, kw, n)
			}
			if v.IsAbsent() {
				if i < p.required {
					return object.TypeErrorf(th, "%s missing required argument '%s' (pos %d)", name, n, i+1)
				}
				continue
			}
			used++
		}
		if err := set(i, v); err != nil {
			return err
		}
	}
	if used == nkw {
		return nil
	}
	for i, n := range p.names[:npos] {
		if !keyword(args, kw, n).IsAbsent() {
			return object.TypeErrorf(th, "argument for %s given by name ('%s') and position (%d)", name, n, i+1)
		}
	}
next:
	for _, k := range kw.Items() {
		s := object.AsStr(k).String()
		for _, n := range p.names {
			if n == s {
				continue next
			}
		}
		return object.TypeErrorf(th, "%s got an unexpected keyword argument '%s'", other, s)
	}
	return nil
}

// ints binds a constructor's arguments.
func (p *params) ints(th *thread, args []value, kw *object.Tuple, out *[9]int, tz *value) error {
	if n := len(args); kw.Len() == 0 && n >= p.required && n <= p.maxPos { // nothing escapes
		for i, v := range args {
			var err error
			if p.names[i] == "tzinfo" {
				*tz = v
			} else if out[i], err = cInt(th, v); err != nil {
				return err
			}
		}
		return nil
	}
	return p.intsSlow(th, args, kw, out, tz)
}

func (p *params) intsSlow(th *thread, args []value, kw *object.Tuple, out *[9]int, tz *value) error {
	var nums [9]int
	var zone value
	err := p.bind(th, "", args, kw, func(i int, v value) error {
		if p.names[i] == "tzinfo" {
			zone = v
			return nil
		}
		n, err := cInt(th, v)
		nums[i] = n
		return err
	})
	*out, *tz = nums, zone
	return err
}

// one binds the argument of an old function of exactly n positional arguments.
func exactly(th *thread, fn string, n int, args []value, kw *object.Tuple) error {
	switch {
	case kw.Len() > 0:
		return object.TypeErrorf(th, "%s() takes no keyword arguments", fn)
	case len(args) != n:
		return object.TypeErrorf(th, "%s() takes exactly %d argument%s (%d given)", fn, n, plural(n), len(args))
	}
	return nil
}

// strArg checks that argument pos of fn is a str.
func strArg(th *thread, v value, fn string, pos int) (string, error) {
	if !object.IsStr(v) {
		return "", object.TypeErrorf(th, "%s() argument %d must be str, not %s", fn, pos, object.ArgTypeName(v))
	}
	return object.AsStr(v).String(), nil
}

// state returns the pickled state among a constructor's arguments: bytes of length n, or a str that a pickle of Python 2 holds.
// ok tells whether byte i is what it may be.
func state(th *thread, args []value, n int, ok func(s string) bool, what string) (string, bool, error) {
	v := args[0]
	switch {
	case object.IsBytes(v):
		s := object.AsBytes(v).String()
		return s, len(s) == n && ok(s), nil
	case object.IsStr(v) && object.AsStr(v).Len() == n:
		s := object.AsStr(v)
		b := make([]byte, n)
		for i := range b {
			r := s.At(i)
			if r > 255 {
				if i > 2 && ok(string(b)) {
					return "", false, object.ValueErrorf(th, "Failed to encode latin1 string when unpickling a %s object. pickle.load(data, encoding='latin1') is assumed.", what)
				}
				return "", false, nil
			}
			b[i] = byte(r)
		}
		return string(b), ok(string(b)), nil
	}
	return "", false, nil
}
