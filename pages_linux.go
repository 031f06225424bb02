// This file implements giving back what start-up has touched of the executable, on Linux.

package weft

import (
	"bytes"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// around is how much the kernel maps of a file where one page of it is touched, as long as that lies in one mapping; chunk is how much
// it maps when we are done: what a program needs of the executable is scattered, in every 64 KB a few pages.
const (
	around = 64 << 10
	chunk  = 16 << 10
)

// forgetStartup gives the pages of the executable back to the kernel, which keeps the file in its cache: start-up touches most of 13 MB,
// what runs afterwards some 3. What is needed comes back chunk by chunk. Only in an executable that is loaded as it is: in one that is
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
	pagemap, _ := os.Open("/proc/self/pagemap") // not there: nothing is divided
	defer pagemap.Close()
	for line := range strings.Lines(string(maps)) {
		f := strings.Fields(line)
		if len(f) != 6 || f[5] != exe || strings.Contains(f[1], "w") {
			continue
		}
		from, to, _ := strings.Cut(f[0], "-")
		a, err1 := strconv.ParseUint(from, 16, 64)
		b, err2 := strconv.ParseUint(to, 16, 64)
		if err1 == nil && err2 == nil {
			forget(a, b, pagemap)
		}
	}
}

// forget gives the pages between two addresses back, and divides the mapping where some were present. What differs between its parts is
// whether a memory dump would have them. Errors do no harm.
func forget(from, to uint64, pagemap *os.File) {
	page := uint64(os.Getpagesize())
	entries := make([]byte, (to-from)/page*8)
	_, err := pagemap.ReadAt(entries, int64(from/page*8))
	_, _, _ = unix.Syscall(unix.SYS_MADVISE, uintptr(from), uintptr(to-from), unix.MADV_DONTNEED)
	if err != nil {
		return
	}
	for a := from; a < to; a = a/around*around + around {
		next := min(a/around*around+around, to)
		touched := false
		for p := a; p < next; p += page {
			touched = touched || entries[(p-from)/page*8+7]&0x80 != 0
		}
		for p := a/chunk*chunk + chunk; touched && p < next; p += 2 * chunk {
			_, _, _ = unix.Syscall(unix.SYS_MADVISE, uintptr(p), uintptr(min(chunk, next-p)), unix.MADV_DONTDUMP)
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
