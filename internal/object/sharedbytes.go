// This file implements access to the bytes of buffers that threads may read and write at the same time without a lock: a
// bytearray's under a memoryview. A byte is never torn, and what a racing reader gets of several is up to the program, as in
// CPython; so the race detector is told to look away here, and only here.

package object

import "unsafe"

//go:norace
func sharedByte(b []byte, i int) byte { return b[i] }

// copyShared is copy.
//
//go:norace
func copyShared(dst, src []byte) {
	if !raceEnabled {
		copy(dst, src)
		return
	}
	n := min(len(dst), len(src))
	if n > 0 && &dst[0] != &src[0] && overlaps(dst[:n], src[:n]) {
		src = sharedCopy(src[:n])
	}
	for i := 0; i < n; i++ {
		dst[i] = src[i]
	}
}

// sharedCopy returns a copy of b.
//
//go:norace
func sharedCopy(b []byte) []byte {
	if len(b) == 0 {
		return nil
	}
	c := make([]byte, len(b))
	if !raceEnabled {
		copy(c, b)
		return c
	}
	//lint:ignore S1001 the race detector looks into copy
	for i := range b {
		c[i] = b[i]
	}
	return c
}

// appendShared is append.
func appendShared(dst, b []byte) []byte {
	if !raceEnabled {
		return append(dst, b...)
	}
	return append(dst, sharedCopy(b)...)
}

func overlaps(a, b []byte) bool {
	x, y := uintptr(unsafe.Pointer(&a[0])), uintptr(unsafe.Pointer(&b[0]))
	return x < y+uintptr(len(b)) && y < x+uintptr(len(a))
}
