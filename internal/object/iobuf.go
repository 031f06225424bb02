// This file implements the buffers into which descriptors are read: shared by all threads, and held for the length of a system call that does
// not block, so that a thread that waits holds none.

package object

// IOBuffer is such a buffer.
type IOBuffer [IOBufferSize]byte

// IOBufferSize is the size of an IOBuffer. It should not be used for larger reads.
const IOBufferSize = 64 << 10

// TakeIOBuffer returns a buffer for a system call; GiveIOBuffer takes it back.
func (rt *Runtime) TakeIOBuffer() *IOBuffer {
	if b, ok := rt.ioBuffers.Get().(*IOBuffer); ok {
		return b
	}
	return new(IOBuffer)
}

// GiveIOBuffer: see TakeIOBuffer.
func (rt *Runtime) GiveIOBuffer(b *IOBuffer) { rt.ioBuffers.Put(b) }
