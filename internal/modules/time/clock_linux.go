// This file implements the system's clocks on Linux.

package time

import "golang.org/x/sys/unix"

// Clock ids that the module itself reads.
const (
	clockMonotonic = unix.CLOCK_MONOTONIC
	clockProcess   = unix.CLOCK_PROCESS_CPUTIME_ID
	clockThread    = unix.CLOCK_THREAD_CPUTIME_ID
)

// clockIDs are the constants of the module.
var clockIDs = map[string]int{
	"CLOCK_REALTIME": unix.CLOCK_REALTIME, "CLOCK_MONOTONIC": unix.CLOCK_MONOTONIC,
	"CLOCK_PROCESS_CPUTIME_ID": unix.CLOCK_PROCESS_CPUTIME_ID, "CLOCK_THREAD_CPUTIME_ID": unix.CLOCK_THREAD_CPUTIME_ID,
	"CLOCK_MONOTONIC_RAW": unix.CLOCK_MONOTONIC_RAW, "CLOCK_BOOTTIME": unix.CLOCK_BOOTTIME, "CLOCK_TAI": unix.CLOCK_TAI,
}

// clockTime returns a clock's time in nanoseconds.
func clockTime(id int) (int64, error) {
	var ts unix.Timespec
	err := unix.ClockGettime(int32(id), &ts)
	return ts.Nano(), err
}

// clockResolution returns a clock's resolution in nanoseconds.
func clockResolution(id int) (int64, error) {
	var ts unix.Timespec
	err := unix.ClockGetres(int32(id), &ts)
	return ts.Nano(), err
}
