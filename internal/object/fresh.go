// This file implements filling large new arrays without needless page faults.

package object

import "unsafe"

// touchMin is the size in bytes from which an array is worth touching: smaller ones come from memory that is in use already.
const touchMin = 32 << 10

// touch writes to every page of the first size bytes of a new array, which must be all zeros still. Memory fresh from the system
// that is read before it is written costs two page faults, the second of which interrupts all other processors that run the
// process; and the collector's write barrier reads what it overwrites, a search in a hash table reads what is free.
func touch(p unsafe.Pointer, size uintptr) {
	if size < touchMin {
		return
	}
	for off := uintptr(0); off < size; off += 4096 {
		*(*uintptr)(unsafe.Add(p, off)) = 0
	}
}

// copyFresh copies src to the new array dst, which nobody else sees. It goes by pieces: while Go copies, the collector cannot
// stop the thread, and asks again every few microseconds.
func copyFresh(dst, src []Value) {
	const piece = 8 << 10
	for len(src) > piece {
		touch(unsafe.Pointer(&dst[0]), piece*8)
		copy(dst[:piece], src[:piece])
		dst, src = dst[piece:], src[piece:]
	}
	copy(dst, src)
}
