// This file implements the system's clocks on macOS.

package time

import "golang.org/x/sys/unix"

// Clock ids that the module itself reads.
const (
	clockMonotonic = 6
	clockProcess   = 12
	clockThread    = 16
)

// clockIDs are the constants of the module.
var clockIDs = map[string]int{
	"CLOCK_REALTIME": 0, "CLOCK_MONOTONIC": 6, "CLOCK_MONOTONIC_RAW": 4, "CLOCK_UPTIME_RAW": 8,
	"CLOCK_PROCESS_CPUTIME_ID": 12, "CLOCK_THREAD_CPUTIME_ID": 16,
}

// clockTime returns a clock's time in nanoseconds.
func clockTime(id int) (int64, error) {
	var ts unix.Timespec
	err := unix.ClockGettime(int32(id), &ts)
	return ts.Nano(), err
}

// clockResolution returns a clock's resolution in nanoseconds: macOS's clocks count microseconds or better.
func clockResolution(id int) (int64, error) {
	_, err := clockTime(id)
	return 1000, err
}
