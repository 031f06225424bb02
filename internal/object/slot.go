// This file implements access to heap slots that threads may race on. On amd64 a word-sized store publishes what was written
// before it; elsewhere slot_atomic.go is used, as under the race detector.

//go:build amd64 && !race

package object

import "unsafe"

// LoadSlot reads a heap slot.
func LoadSlot(p *Value) Value { return *p }

// StoreSlot writes a heap slot and publishes everything written before.
func StoreSlot(p *Value, v Value) { *p = v }

func loadPtr[T any](p **T) *T { return *p }

func storePtr[T any](p **T, v *T) { *p = v }

func loadInt32(p *int32) int32 { return *p }

func storeInt32(p *int32, v int32) { *p = v }

func loadInt(p *int) int { return *p }

func storeInt(p *int, v int) { *p = v }

func loadInt64(p *int64) int64 { return *p }

func storeInt64(p *int64, v int64) { *p = v }

func storeUint64(p *uint64, v uint64) { *p = v }

func storePointer(p *unsafe.Pointer, v unsafe.Pointer) { *p = v }

func loadUint32(p *uint32) uint32 { return *p }

// moveSlots copies heap slots that others may read meanwhile; the ranges may overlap. Go moves pointers whole.
func moveSlots(dst, src []Value) { copy(dst, src) }

// clearSlots makes heap slots absent.
func clearSlots(s []Value) { clear(s) }

func storeUint32(p *uint32, v uint32) { *p = v }

// LoadPtr and StorePtr are LoadSlot and StoreSlot for pointers; the others are for counters. The evaluator uses them.
func LoadPtr[T any](p **T) *T { return *p }

// StorePtr: see LoadPtr.
func StorePtr[T any](p **T, v *T) { *p = v }

// LoadInt: see LoadPtr.
func LoadInt(p *int) int { return *p }

// StoreInt: see LoadPtr.
func StoreInt(p *int, v int) { *p = v }
