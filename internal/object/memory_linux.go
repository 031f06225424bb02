// This file implements the question how much memory there is, on Linux.

package object

import (
	"bytes"
	"math"
	"os"
	"strconv"
	"syscall"
)

// memoryLeft returns how many bytes the process may expect to get at this moment: what the machine, the control group and the
// process's own limit leave. It is an estimate, and costs some system calls.
func memoryLeft() int64 {
	left := int64(math.MaxInt64)
	if b, err := os.ReadFile("/proc/meminfo"); err == nil {
		avail, ok := meminfo(b, "MemAvailable:")
		swap, _ := meminfo(b, "SwapFree:")
		if ok {
			left = avail + swap
		}
	}
	if most, ok := readNumber("/sys/fs/cgroup/memory.max"); ok {
		used, _ := readNumber("/sys/fs/cgroup/memory.current")
		left = min(left, max(most-used, 0))
	}
	var lim syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_AS, &lim) == nil && lim.Cur < math.MaxInt64 {
		if b, err := os.ReadFile("/proc/self/statm"); err == nil {
			if f := bytes.Fields(b); len(f) > 0 {
				pages, _ := strconv.ParseInt(string(f[0]), 10, 64)
				left = min(left, max(int64(lim.Cur)-pages*int64(os.Getpagesize()), 0))
			}
		}
	}
	return left
}

// meminfo returns a number of /proc/meminfo, in bytes.
func meminfo(b []byte, key string) (int64, bool) {
	i := bytes.Index(b, []byte(key))
	if i < 0 {
		return 0, false
	}
	f := bytes.Fields(b[i+len(key):])
	if len(f) == 0 {
		return 0, false
	}
	n, err := strconv.ParseInt(string(f[0]), 10, 64)
	return n * 1024, err == nil
}

func readNumber(file string) (int64, bool) {
	b, err := os.ReadFile(file)
	if err != nil {
		return 0, false
	}
	n, err := strconv.ParseInt(string(bytes.TrimSpace(b)), 10, 64)
	return n, err == nil
}
