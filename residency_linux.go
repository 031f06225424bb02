// This file implements giving back what only start-up needed of the binary, on Linux.

package weft

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// forgetBinary unmaps the pages of this binary that are mapped: code, tables and library modules that start-up has read. They stay
// in the system's file cache, and what is used again is mapped again at once, sixteen pages at a time. A mapping that has been
// written to keeps its pages.
func forgetBinary() {
	exe, err := os.Readlink("/proc/self/exe")
	if err != nil {
		return
	}
	f, err := os.Open("/proc/self/smaps")
	if err != nil {
		return
	}
	defer f.Close()
	var start, end uint64 // the mapping being read, if it is one of ours
	for s := bufio.NewScanner(f); s.Scan(); {
		line := s.Text()
		if at, rest, ok := strings.Cut(line, " "); ok && !strings.HasSuffix(at, ":") {
			start, end = 0, 0
			if !strings.HasSuffix(rest, " "+exe) {
				continue
			}
			if strings.HasPrefix(rest, "r-xp") || strings.HasPrefix(rest, "r--p") {
				from, to, _ := strings.Cut(at, "-")
				start, _ = strconv.ParseUint(from, 16, 64)
				end, _ = strconv.ParseUint(to, 16, 64)
			}
		} else if size, ok := strings.CutPrefix(line, "Anonymous:"); ok && end > start {
			if strings.TrimSpace(strings.TrimSuffix(size, "kB")) == "0" {
				syscall.Syscall(syscall.SYS_MADVISE, uintptr(start), uintptr(end-start), syscall.MADV_DONTNEED)
			}
			start, end = 0, 0
		}
	}
}
