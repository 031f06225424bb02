// This file implements time.

package datetime

import (
	"fmt"
	"unsafe"

	"weft/internal/object"
)

// clock is a time of day. tz is absent for None.
type clock struct {
	hour, minute, second, fold uint8
	us                         uint32
	tz                         value
}

type timeObject struct {
	object.Header
	clock
	hashCache
}

func asTime(v value) *timeObject { return (*timeObject)(v.Ptr()) }

func isTime(v value) bool { return v.IsObj() && object.IsInstance(v, timeType) }

// parts are the numbers of a date and time, not yet checked.
type parts struct {
	y, m, d, hh, mm, ss, us, fold int
	tz                            value
}

func (c *clock) set(p *parts) {
	*c = clock{uint8(p.hh), uint8(p.mm), uint8(p.ss), uint8(p.fold), uint32(p.us), p.tz}
}

func exactTime(p *parts) value {
	t := &timeObject{}
	t.SetType(timeType)
	t.set(p)
	return object.FromPtr(unsafe.Pointer(t))
}

// makeTime makes an instance of a class: classes of Python code are called.
func makeTime(th *thread, cls *object.Type, p *parts) (value, error) {
	if cls == timeType {
		if err := checkTime(th, p.hh, p.mm, p.ss, p.us, p.fold); err != nil {
			return value{}, err
		}
		return exactTime(p), nil
	}
	v, err := object.Call(th, cls.Value(), small(p.hh), small(p.mm), small(p.ss), small(p.us), orNone(p.tz))
	if err == nil && isTime(v) && asTime(v).fold != uint8(p.fold) {
		asTime(v).fold = uint8(p.fold)
	}
	return v, err
}

// clockGetSets are the attributes of times and datetimes.
func clockGetSets(get func(self value) *clock) []object.GetSet {
	part := func(name string, f func(c *clock) int) object.GetSet {
		return object.GetSet{Name: name, Get: func(th *thread, self value) (value, error) { return small(f(get(self))), nil }}
	}
	return []object.GetSet{
		part("hour", func(c *clock) int { return int(c.hour) }),
		part("minute", func(c *clock) int { return int(c.minute) }),
		part("second", func(c *clock) int { return int(c.second) }),
		part("microsecond", func(c *clock) int { return int(c.us) }),
		{Name: "tzinfo", Get: func(th *thread, self value) (value, error) { return orNone(get(self).tz), nil }},
		part("fold", func(c *clock) int { return int(c.fold) }),
	}
}

const timeReplaceSig = "(self, /, hour=unchanged, minute=unchanged, second=unchanged,\n        microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)"

func timeSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: timeType, Module: "datetime", Flags: object.TypeBase, Layout: object.LayoutOf[timeObject](),
		Doc:   "time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object\n\nEach argument is optional. tzinfo may be None or an instance of a subclass of tzinfo;\nthe others are ints.\n",
		Slots: object.Slots{New: timeNew, Repr: timeRepr, Str: timeStr, Hash: timeHash, Compare: timeCompare},
		Methods: []object.Method{
			{Name: "strptime", Raw: strptime("_strptime_datetime_time"), Kind: object.ClassMethod, Doc: "string, format -> new time parsed from a string (like time.strptime())."},
			{Name: "isoformat", Fn: timeIsoformat, Sig: "(self, /, timespec='auto')", Doc: "Return string in ISO 8601 format, [HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\n\ntimespec says how much of it: 'auto', 'hours', 'minutes', 'seconds', 'milliseconds' or\n'microseconds'.\n"},
			{Name: "strftime", Fn: timeStrftime, Sig: "(self, /, format)", Doc: "format -> strftime() style string."},
			{Name: "__format__", Fn: anyFormat, Sig: "(self, format, /)", Doc: "Formats self with strftime."},
			{Name: "utcoffset", Fn: timeUtcoffset, Sig: "(self, /)", Doc: "Return self.tzinfo.utcoffset(self)."},
			{Name: "tzname", Fn: timeTzname, Sig: "(self, /)", Doc: "Return self.tzinfo.tzname(self)."},
			{Name: "dst", Fn: timeDst, Sig: "(self, /)", Doc: "Return self.tzinfo.dst(self)."},
			{Name: "replace", Fn: timeReplace, Sig: timeReplaceSig, Doc: "Return time with new specified fields."},
			{Name: "__replace__", Raw: replaceWith(timeReplaceSig, timeReplace), Sig: "(self, /, **changes)", Doc: "The same as replace()."},
			{Name: "fromisoformat", Fn: timeFromisoformat, Kind: object.ClassMethod, Sig: "(type, object, /)", Doc: "string -> time from a string in ISO 8601 format"},
			{Name: "__reduce_ex__", Raw: timeReduceEx, Doc: "__reduce_ex__(proto) -> (cls, state)"},
			{Name: "__reduce__", Fn: timeReduce, Sig: "(self, /)", Doc: "__reduce__() -> (cls, state)"},
		},
		GetSets: clockGetSets(func(self value) *clock { return &asTime(self).clock }),
		Attrs: []object.ClassAttr{
			{Name: "min", Get: func() value { return exactTime(&parts{}) }},
			{Name: "max", Get: func() value { return exactTime(&parts{hh: 23, mm: 59, ss: 59, us: 999999}) }},
			{Name: "resolution", Get: func() value { return exactDelta(0, 0, 1).value() }},
		},
	}
}

// stateTZ is the time zone behind a pickled state.
func stateTZ(th *thread, args []value) (value, error) {
	if len(args) < 2 || args[1].Is(object.None) {
		return value{}, nil
	}
	if !isTZ(args[1]) {
		return value{}, object.TypeErrorf(th, "bad tzinfo state arg")
	}
	return args[1], nil
}

// unpack reads hour to microsecond of a pickled state.
func (c *clock) unpack(s string) {
	c.hour, c.minute, c.second = s[0]&0x7F, s[1], s[2]
	c.us = uint32(s[3])<<16 | uint32(s[4])<<8 | uint32(s[5])
}

func timeNew(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
	if n := len(args); n >= 1 && n <= 2 && kw.Len() == 0 {
		s, ok, err := state(th, args, 6, func(s string) bool { return s[0]&0x7F < 24 }, "time")
		if err != nil {
			return value{}, err
		}
		if ok {
			tz, err := stateTZ(th, args)
			if err != nil {
				return value{}, err
			}
			v := t.New()
			c := &asTime(v).clock
			c.unpack(s)
			c.fold, c.tz = s[0]>>7, tz
			return v, nil
		}
	}
	var n [9]int
	var tz value
	err := timeParams.ints(th, args, kw, &n, &tz)
	if err == nil {
		err = checkTime(th, n[0], n[1], n[2], n[3], n[5])
	}
	if err == nil {
		tz, err = checkTZ(th, tz)
	}
	if err != nil {
		return value{}, err
	}
	v := t.New()
	asTime(v).set(&parts{hh: n[0], mm: n[1], ss: n[2], us: n[3], fold: n[5], tz: tz})
	return v, nil
}

// reprTail is what repr shows of seconds and below.
func (c *clock) reprTail() string {
	switch {
	case c.us != 0:
		return fmt.Sprintf(", %d, %d", c.second, c.us)
	case c.second != 0:
		return fmt.Sprintf(", %d", c.second)
	}
	return ""
}

// reprTZ is what repr shows of a time zone.
func (c *clock) reprTZ(th *thread) (string, error) {
	if c.tz.IsAbsent() {
		return "", nil
	}
	r, err := object.ReprString(th, c.tz)
	return ", tzinfo=" + r, err
}

func (c *clock) reprFold() string {
	if c.fold != 0 {
		return ", fold=1"
	}
	return ""
}

func timeRepr(th *thread, self value) (value, error) {
	c := &asTime(self).clock
	tz, err := c.reprTZ(th)
	return object.NewStr(fmt.Sprintf("%s(%d, %d", self.Type().DisplayName(), c.hour, c.minute) + c.reprTail() + tz + c.reprFold() + ")"), err
}

func timeStr(th *thread, self value) (value, error) { return object.CallMethod(th, self, "isoformat") }

func (c *clock) pack() []byte {
	return []byte{c.hour, c.minute, c.second, byte(c.us >> 16), byte(c.us >> 8), byte(c.us)}
}

// key orders times without their zones.
func (c *clock) key() int64 {
	return (int64(c.hour)*3600+int64(c.minute)*60+int64(c.second))*1000000 + int64(c.us)
}

func (c *clock) seconds() int64 { return int64(c.hour)*3600 + int64(c.minute)*60 + int64(c.second) }

func timeHash(th *thread, self value) (int64, error) {
	return asTime(self).cached(func() (int64, error) { return timeHashSlow(th, self) })
}

func timeHashSlow(th *thread, self value) (int64, error) {
	c := &asTime(self).clock
	off, err := offsetOf(th, c.tz, "utcoffset", object.None)
	if err != nil {
		return 0, err
	}
	if off == nil {
		return object.Hash(th, object.BytesOf(c.pack()))
	}
	d, err := newDelta(th, 0, c.seconds(), int64(c.us))
	if err == nil {
		d, err = d.add(th, off, -1)
	}
	if err != nil {
		return 0, err
	}
	return d.hash(th)
}

func sign(n int64) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

func timeCompare(th *thread, a, b value, op object.CompareOp) (value, error) {
	if !isTime(b) {
		return object.NotImplemented, nil
	}
	x, y := &asTime(a).clock, &asTime(b).clock
	if x.tz.Is(y.tz) {
		return ordered(sign(x.key()-y.key()), op), nil
	}
	o1, err := offsetOf(th, x.tz, "utcoffset", object.None)
	if err != nil {
		return value{}, err
	}
	o2, err := offsetOf(th, y.tz, "utcoffset", object.None)
	if err != nil {
		return value{}, err
	}
	switch {
	case o1 == o2 || o1 != nil && o2 != nil && o1.cmp(o2) == 0:
		return ordered(sign(x.key()-y.key()), op), nil
	case o1 != nil && o2 != nil:
		s1 := x.seconds() - int64(o1.days)*86400 - int64(o1.seconds)
		s2 := y.seconds() - int64(o2.days)*86400 - int64(o2.seconds)
		diff := s1 - s2
		if diff == 0 {
			diff = int64(x.us) - int64(y.us)
		}
		return ordered(sign(diff), op), nil
	case op == object.CmpEQ:
		return object.False, nil
	case op == object.CmpNE:
		return object.True, nil
	}
	return value{}, object.TypeErrorf(th, "can't compare offset-naive and offset-aware times")
}

func timeIsoformat(th *thread, args []value) (value, error) {
	c := &asTime(args[0]).clock
	spec := "auto"
	if !args[1].IsAbsent() {
		var err error
		if spec, err = strArg(th, args[1], "isoformat", 1); err != nil {
			return value{}, err
		}
	}
	s, err := c.iso(th, spec)
	if err != nil {
		return value{}, err
	}
	off, err := offsetOf(th, c.tz, "utcoffset", object.None)
	if err != nil {
		return value{}, err
	}
	if off != nil {
		s += formatOffset(off, ":")
	}
	return object.NewASCII(s), nil
}

// iso writes the time without its zone.
func (c *clock) iso(th *thread, spec string) (string, error) {
	hm := func() string {
		return string([]byte{'0' + c.hour/10, '0' + c.hour%10, ':', '0' + c.minute/10, '0' + c.minute%10})
	}
	hms := func() string { return hm() + string([]byte{':', '0' + c.second/10, '0' + c.second%10}) }
	switch spec {
	case "auto":
		if c.us == 0 {
			return hms(), nil
		}
		return hms() + fmt.Sprintf(".%06d", c.us), nil
	case "hours":
		return hm()[:2], nil
	case "minutes":
		return hm(), nil
	case "seconds":
		return hms(), nil
	case "milliseconds":
		return hms() + fmt.Sprintf(".%03d", c.us/1000), nil
	case "microseconds":
		return hms() + fmt.Sprintf(".%06d", c.us), nil
	}
	return "", object.ValueErrorf(th, "Unknown timespec value")
}

func timeUtcoffset(th *thread, args []value) (value, error) {
	return orNoneDelta(offsetOf(th, asTime(args[0]).tz, "utcoffset", object.None))
}

func timeTzname(th *thread, args []value) (value, error) {
	return nameOf(th, asTime(args[0]).tz, object.None)
}

func timeDst(th *thread, args []value) (value, error) {
	return orNoneDelta(offsetOf(th, asTime(args[0]).tz, "dst", object.None))
}

func (c *clock) parts() parts {
	return parts{hh: int(c.hour), mm: int(c.minute), ss: int(c.second), us: int(c.us), fold: int(c.fold), tz: c.tz}
}

func timeReplace(th *thread, args []value) (value, error) {
	p := asTime(args[0]).parts()
	if err := replaced(th, args[1:5], &p.hh, &p.mm, &p.ss, &p.us); err != nil {
		return value{}, err
	}
	if err := p.replaceZone(th, args[5], args[6]); err != nil {
		return value{}, err
	}
	return makeTime(th, args[0].Type(), &p)
}

// replaceZone reads the last two arguments of replace.
func (p *parts) replaceZone(th *thread, tz, fold value) error {
	if err := replaced(th, []value{fold}, &p.fold); err != nil {
		return err
	}
	if !tz.IsAbsent() {
		if p.fold != 0 && p.fold != 1 {
			return object.ValueErrorf(th, "fold must be either 0 or 1, not %d", p.fold)
		}
		var err error
		if p.tz, err = checkTZ(th, tz); err != nil {
			return err
		}
	}
	if p.fold != 0 && p.fold != 1 {
		return object.ValueErrorf(th, "fold must be either 0 or 1, not %d", p.fold)
	}
	return nil
}

func (t *timeObject) reduce(cls *object.Type, proto int) value {
	b := t.pack()
	if proto > 3 {
		b[0] |= t.fold << 7
	}
	return reduceTo(cls, b, t.tz)
}

func reduceTo(cls *object.Type, b []byte, tz value) value {
	args := object.TupleOf(object.BytesOf(b))
	if !tz.IsAbsent() {
		args = object.TupleOf(object.BytesOf(b), tz)
	}
	return object.TupleOf(cls.Value(), args)
}

func timeReduce(th *thread, args []value) (value, error) {
	return asTime(args[0]).reduce(args[0].Type(), 2), nil
}

func timeReduceEx(th *thread, args []value, kw *object.Tuple) (value, error) {
	proto, err := protoArg(th, args, kw)
	if err != nil {
		return value{}, err
	}
	return asTime(args[0]).reduce(args[0].Type(), proto), nil
}

func protoArg(th *thread, args []value, kw *object.Tuple) (int, error) {
	if err := exactly(th, "__reduce_ex__", 1, args[1:], kw); err != nil {
		return 0, err
	}
	return cInt(th, args[1])
}
