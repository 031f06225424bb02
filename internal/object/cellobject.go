// This file implements cell objects.

package object

func cellSpec() TypeSpec {
	return TypeSpec{
		Type:   CellType,
		Doc:    "A variable shared by closures.",
		Sig:    "([contents])",
		Flags:  typeHidden,
		Layout: LayoutOf[Cell](),
		Slots:  Slots{New: cellNew, Repr: cellRepr, Compare: cellCompare},
		NoHash: true,
		GetSets: []GetSet{
			{Name: "cell_contents", Get: cellContents, Set: cellSetContents},
		},
	}
}

// Load returns the cell's value, absent if empty.
func (c *Cell) Load() Value { return LoadSlot(&c.V) }

// Store sets the cell's value.
func (c *Cell) Store(v Value) { StoreSlot(&c.V, v) }

func cellNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	if err := NoKw(th, "cell", kwnames); err != nil {
		return Value{}, err
	}
	switch len(args) {
	case 0:
		return NewCell(Value{}).Value(), nil
	case 1:
		return NewCell(args[0]).Value(), nil
	}
	return Value{}, TypeErrorf(th, "cell expected at most 1 argument, got %d", len(args))
}

func cellRepr(th *Thread, self Value) (Value, error) {
	v := (*Cell)(self.p).Load()
	if v.IsAbsent() {
		return NewStr("<cell at " + addr(self) + ": empty>"), nil
	}
	return NewStr("<cell at " + addr(self) + ": " + v.Type().DisplayName() + " object at " + addr(v) + ">"), nil
}

// cellCompare compares contents; an empty cell is less than any other.
func cellCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if !a.isExact(CellType) || !b.isExact(CellType) {
		return NotImplemented, nil
	}
	x, y := (*Cell)(a.p).Load(), (*Cell)(b.p).Load()
	if !x.IsAbsent() && !y.IsAbsent() {
		return Compare(th, x, y, op)
	}
	i, j := int64(1), int64(1)
	if x.IsAbsent() {
		i = 0
	}
	if y.IsAbsent() {
		j = 0
	}
	return Bool(compareInt(i, j, op)), nil
}

func cellContents(th *Thread, self Value) (Value, error) {
	if v := (*Cell)(self.p).Load(); !v.IsAbsent() {
		return v, nil
	}
	return Value{}, ValueErrorf(th, "Cell is empty")
}

func cellSetContents(th *Thread, self, val Value) error {
	(*Cell)(self.p).Store(val)
	return nil
}
