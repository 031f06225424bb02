// This file implements giving back what start-up has touched of the executable, on Linux.

package weft

import (
	"bytes"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// forgetStartup gives the pages of the executable back to the kernel, which keeps the file in its cache: start-up touches most of 13 MB,
// what runs afterwards some 7. What is needed comes back page by page. Only in an executable that is loaded as it is: in one that is
// relocated, pages that look constant may have been written to, as a debugger's breakpoints are.
func forgetStartup() {
	exe, err := os.Readlink("/proc/self/exe")
	if err != nil || relocatable(exe) || traced() {
		return
	}
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		return
	}
	for line := range strings.Lines(string(maps)) {
		f := strings.Fields(line)
		if len(f) != 6 || f[5] != exe || strings.Contains(f[1], "w") {
			continue
		}
		from, to, _ := strings.Cut(f[0], "-")
		a, err1 := strconv.ParseUint(from, 16, 64)
		b, err2 := strconv.ParseUint(to, 16, 64)
		if err1 == nil && err2 == nil {
			// An error does no harm.
			_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, uintptr(a), uintptr(b-a), syscall.MADV_DONTNEED)
		}
	}
}

// relocatable reports whether a file is anything else than an ELF executable for fixed addresses (ET_EXEC), little-endian.
func relocatable(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return true
	}
	defer f.Close()
	head := make([]byte, 18)
	if _, err := f.ReadAt(head, 0); err != nil {
		return true
	}
	return !bytes.HasPrefix(head, []byte("\x7fELF")) || head[16] != 2 || head[17] != 0
}

// traced reports whether a debugger is attached, or may be.
func traced() bool {
	b, err := os.ReadFile("/proc/self/status")
	return err != nil || !bytes.Contains(b, []byte("TracerPid:\t0\n"))
}
