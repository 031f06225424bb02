//go:build linux && amd64 && !race

// This file implements memory for machine code, and entering it.

package jit

import (
	"runtime"
	"sync/atomic"
	"unsafe"

	"golang.org/x/sys/unix"
)

// enter runs machine code with R12 = regs and R13 = th and returns its RAX, or nil if the runtime's write barrier is on; see doc.go.
//
//go:noescape
func enter(code uintptr, regs, th unsafe.Pointer) *Exit

// makeExecutable returns the address of a copy of code that can be executed and no longer written, or 0 if the system does not allow
// it or the budget is used up. The memory is given back when owner is collected.
func makeExecutable[T any](owner *T, code []byte, budget *atomic.Int64) uintptr {
	size := int64(len(code)+4095) &^ 4095
	if budget.Add(-size) < 0 {
		budget.Add(size)
		return 0
	}
	m, err := unix.Mmap(-1, 0, len(code), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANON)
	if err != nil {
		budget.Add(size)
		return 0
	}
	copy(m, code)
	if err := unix.Mprotect(m, unix.PROT_READ|unix.PROT_EXEC); err != nil {
		unix.Munmap(m)
		budget.Add(size)
		return 0
	}
	runtime.AddCleanup(owner, func(m []byte) {
		unix.Munmap(m)
		budget.Add(size)
	}, m)
	return uintptr(unsafe.Pointer(unsafe.SliceData(m)))
}
