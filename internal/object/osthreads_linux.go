// This file implements the question how many OS threads there may be, on Linux.

package object

import (
	"bytes"
	"math"
	"os"

	"golang.org/x/sys/unix"
)

// osThreadLimit returns how many OS threads the process may start for Python threads: nine tenths of what the machine, the control
// group and the user's limit allow, without those that Go needs.
func osThreadLimit() int64 {
	limit := int64(math.MaxInt32)
	files := []string{"/proc/sys/kernel/threads-max", "/proc/sys/kernel/pid_max", "/sys/fs/cgroup/pids.max", "/sys/fs/cgroup/pids/pids.max"}
	if b, err := os.ReadFile("/proc/self/cgroup"); err == nil {
		for line := range bytes.Lines(b) {
			f := bytes.SplitN(bytes.TrimSpace(line), []byte(":"), 3)
			switch {
			case len(f) < 3:
			case string(f[1]) == "":
				files = append(files, "/sys/fs/cgroup"+string(f[2])+"/pids.max")
			case string(f[1]) == "pids":
				files = append(files, "/sys/fs/cgroup/pids"+string(f[2])+"/pids.max")
			}
		}
	}
	for _, file := range files {
		if n, ok := readNumber(file); ok {
			limit = min(limit, n)
		}
	}
	var user unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_NPROC, &user) == nil && user.Cur < uint64(limit) {
		limit = int64(user.Cur)
	}
	return max(limit-limit/10-spareOSThreads, 1)
}

// nativeID returns the system's id of the OS thread that the caller runs on.
func nativeID() int { return unix.Gettid() }
