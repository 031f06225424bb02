// This file implements what compiled code (package jit) knows of the layout of objects and threads: offsets of fields and addresses.

package object

import "unsafe"

// Offsets of fields, in bytes.
const (
	ThreadRtAt         = unsafe.Offsetof(Thread{}.Rt)
	ThreadFrameAt      = unsafe.Offsetof(Thread{}.Frame)
	ThreadPendingAt    = unsafe.Offsetof(Thread{}.Pending)
	ThreadDepthAt      = unsafe.Offsetof(Thread{}.Depth)
	ThreadFramesAt     = unsafe.Offsetof(Thread{}.frames)
	ThreadInUseAt      = unsafe.Offsetof(Thread{}.fp)
	ThreadChunkAt      = unsafe.Offsetof(Thread{}.chunk)
	ChunkRegsAt        = unsafe.Offsetof(regChunk{}.regs)
	ChunkTopAt         = unsafe.Offsetof(regChunk{}.top)
	ChunkPrevAt        = unsafe.Offsetof(regChunk{}.prev)
	RuntimeLimitAt     = unsafe.Offsetof(Runtime{}.limit)
	ThreadSliceAt      = unsafe.Offsetof(Thread{}.Slice)
	ThreadStockAt      = unsafe.Offsetof(Thread{}.Stock)
	ShelfNAt           = unsafe.Offsetof(Shelf{}.N)
	ShelfOfAt          = unsafe.Offsetof(Shelf{}.Of)
	ShelfObjsAt        = unsafe.Offsetof(Shelf{}.Objs)
	ThreadPieceAt      = unsafe.Offsetof(Thread{}.cutter) + unsafe.Offsetof(cutter{}.mem)
	ThreadPieceLeftAt  = unsafe.Offsetof(Thread{}.cutter) + unsafe.Offsetof(cutter{}.left)
	PieceSize          = 8 * pieceWords
	TupleSize          = unsafe.Sizeof(Tuple{})
	MaxNumbers         = maxNumbers
	TypeSlotsAt        = unsafe.Offsetof(Type{}.slots)
	SlotsBoolAt        = unsafe.Offsetof(Slots{}.Bool)
	SlotsLenAt         = unsafe.Offsetof(Slots{}.Len)
	PropertyGetAt      = unsafe.Offsetof(Property{}.Get)
	ThreadOperandsAt   = unsafe.Offsetof(Thread{}.Operands)
	ThreadSpareListAt  = unsafe.Offsetof(Thread{}.SpareList)
	ThreadSpareList2At = unsafe.Offsetof(Thread{}.SpareList2)
	ThreadSpareTupleAt = unsafe.Offsetof(Thread{}.SpareTuple)
	ThreadSpareRangeAt = unsafe.Offsetof(Thread{}.SpareRange)
	ThreadFoldAt       = unsafe.Offsetof(Thread{}.Fold)
	HeaderFlagsAt      = unsafe.Offsetof(Header{}.flags)
	HeaderLoopFlag     = flagLoop
	ListArrayAt        = unsafe.Offsetof(List{}.a)
	ListLenAt          = unsafe.Offsetof(List{}.n)
	TupleItemsAt       = unsafe.Offsetof(Tuple{}.items)
	BytesDataAt        = unsafe.Offsetof(Bytes{}.s)
	StrTextAt          = unsafe.Offsetof(Str{}.s)
	BuiltinDefAt       = unsafe.Offsetof(Builtin{}.Def)
	BuiltinSelfAt      = unsafe.Offsetof(Builtin{}.Self)
	BuiltinBoundAt     = unsafe.Offsetof(Builtin{}.Bound)
	DefAppendsAt       = unsafe.Offsetof(NativeDef{}.Appends)
	StrWords           = strWords
	MaxInlineStr       = maxInline
	DictLenAt          = unsafe.Offsetof(Dict{}.live)
	SetLenAt           = unsafe.Offsetof(Set{}.used)
	StrLenAt           = unsafe.Offsetof(Str{}.n)
	ByteArrayStoreAt   = unsafe.Offsetof(ByteArray{}.a)
	ByteArrayLenAt     = unsafe.Offsetof(ByteArray{}.n)
	DictTableAt        = unsafe.Offsetof(Dict{}.t)
	TableEntriesAt     = unsafe.Offsetof(dictTable{}.e)
	TableIndexAt       = unsafe.Offsetof(dictTable{}.index)
	TableMaskAt        = unsafe.Offsetof(dictTable{}.mask)
	EntrySize          = unsafe.Sizeof(dictEntry{}) // the key is first
	EntryHashAt        = unsafe.Offsetof(dictEntry{}.hash)
	TableOddAt         = unsafe.Offsetof(dictTable{}.odd)
	EntryValAt         = unsafe.Offsetof(dictEntry{}.val)
	SetTableAt         = unsafe.Offsetof(Set{}.t)
	SetEntriesAt       = unsafe.Offsetof(setTable{}.e)
	SetHashAt          = unsafe.Offsetof(setEntry{}.hash)
	SetProbes          = setProbes
	SetEntrySize       = unsafe.Sizeof(setEntry{}) // the key is first
	StrHashAt          = unsafe.Offsetof(Str{}.hash)
	TableUsedAt        = unsafe.Offsetof(dictTable{}.used)
	TypeVersionAt      = unsafe.Offsetof(Type{}.version)
	ExtShapeAt         = unsafe.Offsetof(Ext{}.shape)
	ExtValsAt          = unsafe.Offsetof(Ext{}.vals)
	ExtDictAt          = unsafe.Offsetof(Ext{}.dict)
	ValsLenAt          = unsafe.Offsetof(Vals{}.n)
	ValsFirstAt        = unsafe.Offsetof(Vals{}.a)
	GeneratorFrameAt   = unsafe.Offsetof(Generator{}.Frame)
	GeneratorStateAt   = unsafe.Offsetof(Generator{}.State)
	GeneratorExcAt     = unsafe.Offsetof(Generator{}.Exc)
	GeneratorWatchedAt = unsafe.Offsetof(Generator{}.watched)
	GeneratorRareAt    = unsafe.Offsetof(Generator{}.rare)
	GeneratorSoleFlag  = genSole
	ThreadExtrasAt     = unsafe.Offsetof(Thread{}.extras)
	ExtrasGensAt       = unsafe.Offsetof(extras{}.gens)
	ExtrasSetAt        = unsafe.Offsetof(extras{}.set)
	SetSoleFlag        = setSole
	SetUsedAt          = unsafe.Offsetof(Set{}.used)
	SetFillAt          = unsafe.Offsetof(setTable{}.fill)
	ThreadExcAt        = unsafe.Offsetof(Thread{}.Exc)
	EnumerateItAt      = unsafe.Offsetof(enumerateObj{}.it)
	EnumerateNAt       = unsafe.Offsetof(enumerateObj{}.n)
	EnumerateBigAt     = unsafe.Offsetof(enumerateObj{}.big)
	ZipItsAt           = unsafe.Offsetof(multiIter{}.its)
	ZipStrictAt        = unsafe.Offsetof(multiIter{}.strict)
	IntBias            = intBias
	FloatBias          = floatBias
)

// MultithreadedAt is the address of the word that Multithreaded tests.
func MultithreadedAt() uintptr { return uintptr(unsafe.Pointer(&multi)) }

// GeneratorSize returns the index in Thread.extras.gens for generators with n registers, which lie behind them, or -1.
func GeneratorSize(n int32) int {
	if k := genSize(n); k < len(genSizes) {
		return k
	}
	return -1
}

// EmptySetTableAt is the address of the table of empty sets.
func EmptySetTableAt() uintptr { return uintptr(unsafe.Pointer(emptySetTable)) }

// Word returns the representation of v.
func (v Value) Word() uint64 { return v.word() }

// ASCIICharStrsAt is the address of the 128 results of ASCIICharStr.
func ASCIICharStrsAt() uintptr { return uintptr(unsafe.Pointer(&asciiStrs)) }

// The classes of ASCII characters.
const (
	ClassSpace = 1 << iota
	ClassDigit
	ClassUpper
	ClassLower
)

// asciiClasses are the classes of the ASCII characters.
var asciiClasses = func() (t [128]uint8) {
	for c := range t {
		switch {
		case asciiSpace[c]:
			t[c] = ClassSpace
		case c >= '0' && c <= '9':
			t[c] = ClassDigit
		case c >= 'A' && c <= 'Z':
			t[c] = ClassUpper
		case c >= 'a' && c <= 'z':
			t[c] = ClassLower
		}
	}
	return
}()

// ASCIIClassesAt is the address of the 128 bytes that hold the classes of the ASCII characters.
func ASCIIClassesAt() uintptr { return uintptr(unsafe.Pointer(&asciiClasses)) }
