// This file implements the runtime's local time zone, which the modules time and _datetime share.

package object

import (
	"os"
	"strings"
	"sync/atomic"
	"time"
)

// zoneKey finds the runtime's local time zone, an *atomic.Pointer[time.Location].
type zoneKey struct{}

// LocalZone returns where the runtime keeps its local time zone: the environment's until time.tzset() stores another.
func LocalZone(rt *Runtime) *atomic.Pointer[time.Location] {
	return rt.State(zoneKey{}, func() any {
		p := new(atomic.Pointer[time.Location])
		p.Store(ZoneOfEnvironment())
		return p
	}).(*atomic.Pointer[time.Location])
}

// ZoneOfEnvironment returns the time zone that the variable TZ names as POSIX has it: a file of the zone database, or a rule like
// "EST+05EDT,M3.2.0,M11.1.0"; UTC for what is neither. Without TZ it is the machine's.
func ZoneOfEnvironment() *time.Location {
	tz, ok := os.LookupEnv("TZ")
	if !ok {
		return time.Local
	}
	tz = strings.TrimPrefix(tz, ":")
	if strings.HasPrefix(tz, "/") {
		if data, err := os.ReadFile(tz); err == nil {
			if l, err := time.LoadLocationFromTZData(tz, data); err == nil {
				return l
			}
		}
		return time.UTC
	}
	if l, err := time.LoadLocation(tz); err == nil && tz != "" {
		return l
	}
	if l := zoneOfRule(tz); l != nil {
		return l
	}
	return time.UTC
}

// zoneOfRule makes a time zone of a POSIX rule, or returns nil: the rule becomes the last line of a zone file without
// transitions (RFC 9636), which Go then follows.
func zoneOfRule(rule string) *time.Location {
	i := 0
	for i < len(rule) && (rule[i]|32 >= 'a' && rule[i]|32 <= 'z') {
		i++
	}
	name := rule[:i]
	if strings.HasPrefix(rule, "<") {
		if i = strings.IndexByte(rule, '>'); i < 0 {
			return nil
		}
		name = rule[1:i]
		i++
	}
	switch {
	case len(name) < 3 || len(name) > 100:
		return nil
	case i == len(rule):
		return time.FixedZone(name, 0)
	}
	block := func(version byte) string {
		counts := "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00" + string(byte(len(name)+1))
		return "TZif" + string(version) + strings.Repeat("\x00", 15) + counts + "\x00\x00\x00\x00\x00\x00" + name + "\x00"
	}
	l, err := time.LoadLocationFromTZData("Local", []byte(block('2')+block('2')+"\n"+rule+"\n"))
	if err != nil {
		return nil
	}
	return l
}
