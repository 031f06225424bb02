// This file implements a thread's stock of new objects: machine code (package jit) cannot allocate, but it can take an object that lies ready.

package object

import "unsafe"

// Stock is a thread's objects that are ready to be taken, all of whose items or values are absent.
type Stock struct {
	Tuples    [maxStockTuple]Shelf  // of 1 item and more
	Lists     [len(stockRoom)]Shelf // with room for stockRoom[i] items
	Cells     Shelf
	Instances [stockClasses]Shelf // by the address of the class
}

// Shelf is a place for objects of one kind.
type Shelf struct {
	N     int   // how many there are
	Of    *Type // of which class, if it is for instances
	Objs  [shelfSize]unsafe.Pointer
	batch int // how many were made the last time
}

const (
	maxStockTuple = 6
	stockClasses  = 16
	shelfSize     = 16
	stockAfter    = 32 // how often something lacks before a thread has a stock
)

var stockRoom = [5]int{3, 5, 7, 9, MaxStockList}

// MaxStockList is how many items there is room for in the longest lists of a stock; StockListsAt is where they are, the shorter ones first.
const (
	MaxStockList = 11
	StockListsAt = unsafe.Offsetof(Stock{}.Lists)
)

// StockTuple returns where in a Stock tuples of n items are; ok is false if there are none.
func StockTuple(n int) (at uintptr, ok bool) {
	if n < 1 || n > maxStockTuple {
		return 0, false
	}
	return unsafe.Offsetof(Stock{}.Tuples) + uintptr(n-1)*unsafe.Sizeof(Shelf{}), true
}

// StockList returns where in a Stock lists with room for n items are, as newListN would make them; ok is false if there are none.
func StockList(n int) (at uintptr, ok bool) {
	for i, room := range stockRoom {
		if n > 0 && n <= room {
			return unsafe.Offsetof(Stock{}.Lists) + uintptr(i)*unsafe.Sizeof(Shelf{}), true
		}
	}
	return 0, false
}

// StockInstance returns where in a Stock instances of t are; ok is false if there are none, as Ctor or __del__ tell.
func StockInstance(t *Type) (at uintptr, ok bool) {
	if init, exc := t.Ctor(); init == nil || exc || t.Slots().Del != nil {
		return 0, false
	}
	return unsafe.Offsetof(Stock{}.Instances) + shelfOf(t)*unsafe.Sizeof(Shelf{}), true
}

// StockCells is where in a Stock empty cells are.
const StockCells = unsafe.Offsetof(Stock{}.Cells)

func shelfOf(t *Type) uintptr { return uintptr(unsafe.Pointer(t)) / 64 % stockClasses }

// StockTuples fills the shelf of tuples of n items.
func (th *Thread) StockTuples(n int) {
	if s := th.stock(); s != nil {
		s.Tuples[n-1].fill(nil, func() unsafe.Pointer { return unsafe.Pointer(newTupleN(n)) })
	}
}

// StockLists fills the shelf of lists with room for n items.
func (th *Thread) StockLists(n int) {
	s := th.stock()
	for i, room := range stockRoom {
		if s != nil && n <= room {
			s.Lists[i].fill(nil, func() unsafe.Pointer {
				l := newListN(room)
				l.n = 0
				return unsafe.Pointer(l)
			})
			return
		}
	}
}

// StockCell fills the shelf of cells.
func (th *Thread) StockCell() {
	if s := th.stock(); s != nil {
		s.Cells.fill(nil, func() unsafe.Pointer { return unsafe.Pointer(NewCell(Value{})) })
	}
}

// StockInstances fills the shelf of instances of t.
func (th *Thread) StockInstances(t *Type) {
	if s := th.stock(); s != nil {
		s.Instances[shelfOf(t)].fill(t, func() unsafe.Pointer { return t.newHeap().p })
	}
}

// stock returns th's stock, made if something has lacked so often that th is no short thread: one of many would pay for it. nil: not yet.
func (th *Thread) stock() *Stock {
	if th.Stock == nil {
		if th.lacked++; th.lacked <= stockAfter {
			return nil
		}
		th.Stock = new(Stock)
	}
	return th.Stock
}

// fill fills a shelf that is empty, or is for another class: by twice as much each time, as long as it is for the same class.
func (s *Shelf) fill(of *Type, make func() unsafe.Pointer) {
	switch {
	case s.Of != of || s.batch == 0:
		*s = Shelf{Of: of, batch: 2}
	case s.N > 0:
		return
	default:
		s.batch = min(2*s.batch, shelfSize)
	}
	for s.N < s.batch {
		s.Objs[s.N] = make()
		s.N++
	}
}
