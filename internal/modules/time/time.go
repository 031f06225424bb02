// This file implements the module's table, clocks and sleep.

package time

import (
	"math"
	"time"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	clock := func(name string, read func(th *thread) int64, doc string) []object.Method {
		return []object.Method{
			{Name: name, Fn: func(th *thread, a []value) (value, error) { return object.Float(float64(read(th)) / 1e9), nil }, Sig: "()", Doc: doc},
			{Name: name + "_ns", Fn: func(th *thread, a []value) (value, error) { return object.Int(read(th)), nil }, Sig: "()", Doc: doc + " In nanoseconds."},
		}
	}
	m := []object.Method{
		{Name: "asctime", Fn: timeAsctime, Sig: "(tuple=None, /)", Doc: "Convert a time tuple to a string such as 'Sat Jun 06 16:26:11 1998'."},
		{Name: "clock_getres", Fn: timeClockGetres, Sig: "(clk_id, /)", Doc: "Return the resolution of a clock in seconds."},
		{Name: "clock_gettime", Fn: timeClockGettime, Sig: "(clk_id, /)", Doc: "Return the time of a clock in seconds."},
		{Name: "clock_gettime_ns", Fn: timeClockGettimeNs, Sig: "(clk_id, /)", Doc: "Return the time of a clock in nanoseconds."},
		{Name: "ctime", Fn: timeCtime, Sig: "(seconds=None, /)", Doc: "Convert seconds since the Epoch to a string in local time."},
		{Name: "get_clock_info", Fn: timeGetClockInfo, Sig: "(name, /)", Doc: "Return what is known of a clock, as a namespace."},
		{Name: "gmtime", Fn: timeGmtime, Sig: "(seconds=None, /)", Doc: "Convert seconds since the Epoch to a time tuple in UTC."},
		{Name: "localtime", Fn: timeLocaltime, Sig: "(seconds=None, /)", Doc: "Convert seconds since the Epoch to a time tuple in local time."},
		{Name: "mktime", Fn: timeMktime, Sig: "(tuple, /)", Doc: "Convert a time tuple in local time to seconds since the Epoch."},
		{Name: "sleep", Fn: timeSleep, Sig: "(object, /)", Doc: "Delay execution for a given number of seconds, which may be a fraction."},
		{Name: "strftime", Fn: timeStrftime, Sig: "(format, tuple=None, /)", Doc: "Convert a time tuple to a string according to a format."},
		{Name: "strptime", Fn: timeStrptime, Sig: "(data_string, format='%a %b %d %H:%M:%S %Y', /)", Doc: "Parse a string to a time tuple according to a format."},
		{Name: "tzset", Fn: timeTzset, Sig: "()", Doc: "Read the local timezone from the environment variable TZ again."},
	}
	m = append(m, clock("time", func(th *thread) int64 { return th.Time().UnixNano() }, "Return the current time in seconds since the Epoch.")...)
	m = append(m, clock("monotonic", func(th *thread) int64 { return readClock(th, clockMonotonic) }, "Return the time of a clock that cannot go backward.")...)
	m = append(m, clock("perf_counter", func(th *thread) int64 { return readClock(th, clockMonotonic) }, "Return the time of the clock for benchmarks.")...)
	m = append(m, clock("process_time", func(th *thread) int64 { return readClock(th, clockProcess) }, "Return the processor time of the process.")...)
	m = append(m, clock("thread_time", func(th *thread) int64 { return readClock(th, clockThread) }, "Return the processor time of the operating system's thread that runs this one.")...)
	return object.ModuleSpec{
		Name:    "time",
		Doc:     "This module provides various functions to manipulate time values.",
		Methods: m,
		Exec: func(th *thread, mod *object.Module) error {
			d := mod.Dict()
			d.SetName("struct_time", structTime.Ready().Value())
			for name, id := range clockIDs {
				d.SetName(name, object.SmallInt(int64(id)))
			}
			d.SetName("_STRUCT_TM_ITEMS", object.SmallInt(11))
			setZone(th, d)
			return nil
		},
	}
}

// epoch lets the monotonic clock be read without a system call.
var epoch = func() (e struct {
	at   time.Time
	mono int64
}) {
	e.at = time.Now()
	e.mono, _ = clockTime(clockMonotonic)
	return
}()

// readClock returns a clock's time in nanoseconds.
func readClock(th *thread, id int) int64 {
	if now, ok := th.Virtual(); ok {
		return int64(now)
	}
	if id == clockMonotonic {
		return epoch.mono + int64(time.Since(epoch.at))
	}
	n, _ := clockTime(id)
	return n
}

func clockArg(th *thread, v value, read func(id int) (int64, error)) (int64, error) {
	id, err := object.AsIndex(th, v, object.OverflowErrorType)
	if err != nil {
		return 0, err
	}
	n, err := read(id)
	if err != nil {
		return 0, object.FromGoError(th, err, value{})
	}
	return n, nil
}

// clockRealtime is the number of CLOCK_REALTIME, which is 0 everywhere.
const clockRealtime = 0

// timeOf reads a clock by its number.
func timeOf(th *thread) func(id int) (int64, error) {
	return func(id int) (int64, error) {
		n, err := clockTime(id)
		if now, ok := th.Virtual(); ok && err == nil {
			if n = int64(now); id == clockRealtime {
				n = th.Time().UnixNano()
			}
		}
		return n, err
	}
}

func timeClockGetres(th *thread, args []value) (value, error) {
	n, err := clockArg(th, args[0], clockResolution)
	return object.Float(float64(n) / 1e9), err
}

func timeClockGettime(th *thread, args []value) (value, error) {
	n, err := clockArg(th, args[0], timeOf(th))
	return object.Float(float64(n) / 1e9), err
}

func timeClockGettimeNs(th *thread, args []value) (value, error) {
	n, err := clockArg(th, args[0], timeOf(th))
	return object.Int(n), err
}

func timeGetClockInfo(th *thread, args []value) (value, error) {
	if !object.IsStr(args[0]) {
		return value{}, object.TypeErrorf(th, "get_clock_info() argument 1 must be str, not %s", object.ArgTypeName(args[0]))
	}
	info := map[string]struct {
		impl         string
		mono, adjust bool
	}{
		"time":         {"clock_gettime(CLOCK_REALTIME)", false, true},
		"monotonic":    {"clock_gettime(CLOCK_MONOTONIC)", true, false},
		"perf_counter": {"clock_gettime(CLOCK_MONOTONIC)", true, false},
		"process_time": {"clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true, false},
		"thread_time":  {"clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true, false},
	}
	c, ok := info[object.AsStr(args[0]).String()]
	if !ok {
		return value{}, object.ValueErrorf(th, "unknown clock")
	}
	d := object.NewDict()
	d.SetName("implementation", object.NewStr(c.impl))
	d.SetName("monotonic", object.Bool(c.mono))
	d.SetName("adjustable", object.Bool(c.adjust))
	d.SetName("resolution", object.Float(1e-9))
	return object.NewNamespace(th, d)
}

// sleepArg reads the argument of sleep, rounded up to nanoseconds.
func sleepArg(th *thread, v value) (time.Duration, error) {
	const tooLarge = "timestamp too large to convert to C PyTime_t"
	if v.IsFloat() || object.IsFloat(v) {
		f := object.AsFloat(v)
		if f != f {
			return 0, object.ValueErrorf(th, "Invalid value NaN (not a number)")
		}
		ns := math.Ceil(f * 1e9)
		if ns >= 1<<63 || ns < -1<<63 {
			return 0, object.OverflowErrorf(th, tooLarge)
		}
		return time.Duration(ns), nil
	}
	i, err := object.Index(th, v)
	if err != nil {
		return 0, err
	}
	n, ok := object.Int64(i)
	if !ok || n > math.MaxInt64/1000000000 || n < math.MinInt64/1000000000 {
		return 0, object.OverflowErrorf(th, tooLarge)
	}
	return time.Duration(n) * time.Second, nil
}

func timeSleep(th *thread, args []value) (value, error) {
	d, err := sleepArg(th, args[0])
	if err != nil {
		return value{}, err
	}
	if d < 0 {
		return value{}, object.ValueErrorf(th, "sleep length must be non-negative")
	}
	if d == 0 {
		th.Yield()
		return object.None, th.SafePoint()
	}
	if th.CanSuspend(timeSleep) {
		th.ReadyToSuspend()
		return value{}, th.SuspendUntil(object.WaitFor(object.WaitSleep), sleeper{}, object.ClockAfter(d))
	}
	deadline := th.Now().Add(d)
	for {
		left := deadline.Sub(th.Now())
		if left <= 0 {
			return object.None, nil
		}
		th.Park(object.WaitFor(object.WaitSleep), left)
		if err := th.SafePoint(); err != nil {
			return value{}, err
		}
	}
}

// sleeper is the rest of sleep().
type sleeper struct{}

// Proceed implements object.Waiter.
func (sleeper) Proceed(th *thread) (value, bool, error) {
	err := th.SafePoint()
	return object.None, err == nil && th.TimedOut(), err
}
