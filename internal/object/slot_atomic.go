// This file implements access to heap slots with atomic operations: for the race detector and for processors that may reorder
// stores.

//go:build !amd64 || race

package object

import (
	"sync/atomic"
	"unsafe"
)

// LoadSlot reads a heap slot.
func LoadSlot(p *Value) Value { return Value{atomic.LoadPointer(&p.p)} }

// StoreSlot writes a heap slot and publishes everything written before.
func StoreSlot(p *Value, v Value) { atomic.StorePointer(&p.p, v.p) }

func loadPtr[T any](p **T) *T {
	return (*T)(atomic.LoadPointer((*unsafe.Pointer)(unsafe.Pointer(p))))
}

func storePtr[T any](p **T, v *T) {
	atomic.StorePointer((*unsafe.Pointer)(unsafe.Pointer(p)), unsafe.Pointer(v))
}

func loadInt32(p *int32) int32 { return atomic.LoadInt32(p) }

func storeInt32(p *int32, v int32) { atomic.StoreInt32(p, v) }

func loadInt(p *int) int { return int(atomic.LoadInt64((*int64)(unsafe.Pointer(p)))) }

func storeInt(p *int, v int) { atomic.StoreInt64((*int64)(unsafe.Pointer(p)), int64(v)) }

func loadInt64(p *int64) int64 { return atomic.LoadInt64(p) }

func storeInt64(p *int64, v int64) { atomic.StoreInt64(p, v) }

func storeUint64(p *uint64, v uint64) { atomic.StoreUint64(p, v) }

func storePointer(p *unsafe.Pointer, v unsafe.Pointer) { atomic.StorePointer(p, v) }

func loadUint32(p *uint32) uint32 { return atomic.LoadUint32(p) }

// moveSlots copies heap slots that others may read meanwhile; the ranges may overlap.
func moveSlots(dst, src []Value) {
	n := min(len(dst), len(src))
	if n == 0 {
		return
	}
	if uintptr(unsafe.Pointer(&dst[0])) <= uintptr(unsafe.Pointer(&src[0])) {
		for i := 0; i < n; i++ {
			StoreSlot(&dst[i], LoadSlot(&src[i]))
		}
		return
	}
	for i := n - 1; i >= 0; i-- {
		StoreSlot(&dst[i], LoadSlot(&src[i]))
	}
}

// clearSlots makes heap slots absent.
func clearSlots(s []Value) {
	for i := range s {
		StoreSlot(&s[i], Value{})
	}
}

func storeUint32(p *uint32, v uint32) { atomic.StoreUint32(p, v) }

// LoadPtr and StorePtr are LoadSlot and StoreSlot for pointers; the others are for counters. The evaluator uses them.
func LoadPtr[T any](p **T) *T { return loadPtr(p) }

// StorePtr: see LoadPtr.
func StorePtr[T any](p **T, v *T) { storePtr(p, v) }

// LoadInt: see LoadPtr.
func LoadInt(p *int) int { return loadInt(p) }

// StoreInt: see LoadPtr.
func StoreInt(p *int, v int) { storeInt(p, v) }

// LoadInt64: see LoadPtr.
func LoadInt64(p *int64) int64 { return loadInt64(p) }

// StoreInt64: see LoadPtr.
func StoreInt64(p *int64, v int64) { storeInt64(p, v) }
