// This file implements strftime and __format__ of dates, times and datetimes.

package datetime

import (
	"fmt"
	"strconv"
	"strings"

	"weft/internal/object"
)

// source is what strftime formats.
type source struct {
	self   value
	year   int
	us     int
	tz     value
	arg    value // what the time zone is asked about
	tuple  value // the time tuple
	zoneOK bool  // it can have a time zone
}

// strftime writes the fields that time.strftime does not know, and leaves it the rest.
func strftime(th *thread, src *source, format string) (value, error) {
	t, err := timeModule(th)
	if err != nil {
		return value{}, err
	}
	f, err := object.GetAttrName(th, t, "strftime")
	if err != nil {
		return value{}, err
	}
	var b strings.Builder
	offset := func(sep string) error {
		if !src.zoneOK {
			return nil
		}
		off, err := offsetOf(th, src.tz, "utcoffset", src.arg)
		if err == nil && off != nil {
			b.WriteString(formatOffset(off, sep))
		}
		return err
	}
	for i := 0; i < len(format); i++ {
		c := format[i]
		if c != '%' || i+1 == len(format) {
			b.WriteByte(c)
			continue
		}
		i++
		switch c = format[i]; {
		case c == 'z':
			err = offset("")
		case c == ':' && i+1 < len(format) && format[i+1] == 'z':
			i++
			err = offset(":")
		case c == 'Z':
			if !src.zoneOK {
				break
			}
			var name value
			if name, err = nameOf(th, src.tz, src.arg); err == nil && object.IsStr(name) {
				if name, err = object.CallMethod(th, name, "replace", object.NewASCII("%"), object.NewASCII("%%")); err != nil {
					break
				}
				if !object.IsStr(name) {
					err = object.TypeErrorf(th, "tzname.replace() did not return a string")
					break
				}
				b.WriteString(object.AsStr(name).String())
			}
		case c == 'f':
			fmt.Fprintf(&b, "%06d", src.us)
		case src.year < 1000 && (c == 'Y' || c == 'G' || c == 'F' || c == 'C'): // the C library does not pad
			year := src.year
			if c == 'G' {
				var g value
				if g, err = object.Call(th, f, object.NewASCII("%G"), src.tuple); err == nil && object.IsStr(g) {
					if n, e := strconv.Atoi(object.AsStr(g).String()); e == nil {
						year = n
					}
				}
			}
			switch c {
			case 'C':
				fmt.Fprintf(&b, "%02d", year/100)
			case 'F':
				fmt.Fprintf(&b, "%04d-%%m-%%d", year)
			default:
				fmt.Fprintf(&b, "%04d", year)
			}
		default:
			b.WriteByte('%')
			b.WriteByte(c)
		}
		if err != nil {
			return value{}, err
		}
	}
	return object.Call(th, f, object.NewStr(b.String()), src.tuple)
}

func dateStrftime(th *thread, args []value) (value, error) {
	self := args[0]
	format, err := strArg(th, args[1], "strftime", 1)
	if err != nil {
		return value{}, err
	}
	src := source{self: self, arg: self, year: int(asDay(self).year)}
	if isDT(self) {
		src.us, src.tz, src.zoneOK = int(asDT(self).us), asDT(self).tz, true
	}
	if src.tuple, err = object.CallMethod(th, self, "timetuple"); err != nil {
		return value{}, err
	}
	return strftime(th, &src, format)
}

func timeStrftime(th *thread, args []value) (value, error) {
	format, err := strArg(th, args[1], "strftime", 1)
	if err != nil {
		return value{}, err
	}
	c := &asTime(args[0]).clock
	src := source{self: args[0], arg: object.None, year: 1900, us: int(c.us), tz: c.tz, zoneOK: true}
	src.tuple = object.TupleOf(small(1900), small(1), small(1), small(int(c.hour)), small(int(c.minute)), small(int(c.second)), small(0), small(1), small(-1))
	return strftime(th, &src, format)
}

// anyFormat is __format__ of dates, times and datetimes.
func anyFormat(th *thread, args []value) (value, error) {
	format, err := strArg(th, args[1], "__format__", 1)
	if err != nil {
		return value{}, err
	}
	if format == "" {
		s, err := object.ToStr(th, args[0])
		if err != nil {
			return value{}, err
		}
		return s.Value(), nil
	}
	return object.CallMethod(th, args[0], "strftime", args[1])
}
