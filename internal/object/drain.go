// This file implements taking all items of an iterable at once: where a generator is drained, the evaluator hands each item over
// without leaving its loop.

package object

import "weft/internal/pyhash"

// Sink takes items.
type Sink interface {
	// Take takes x, if that runs no Python code and more items are wanted; otherwise it does nothing and returns false. A generator is
	// still running meanwhile.
	Take(x Value) bool
	// TakeSlow takes an item that Take has refused.
	TakeSlow(th *Thread, x Value) (more bool, err error)
	// Fold returns how machine code may take items in Take's place, nil if it cannot.
	Fold() *Fold
}

// Fold is the state of a Sink whose way of taking items machine code knows.
type Fold struct {
	Mode  uint32
	N     int64   // FoldInts: the sum
	F, C  float64 // FoldFloats: the sum and its compensation
	Items []Value // FoldItems
}

// The modes of a Fold: what is done with an item, if it is of the kinds named here. Others are for Take.
const (
	FoldNone   uint32 = iota
	FoldInts          // a small int is added
	FoldFloats        // a float is added by a step of Neumaier's summation, a small int plainly
	FoldItems         // it is appended, if there is room
	FoldFalse         // None and False are let go by
	FoldTrue          // True and small ints but 0 are
)

// Drain gives the items of an iterable to s, until it wants no more. It raises what iterating and TakeSlow raise.
func Drain(th *Thread, v Value, s Sink) error {
	if v.isExact(GeneratorType) {
		return drainGenerator(th, asGenerator(v), s)
	}
	if v.isExact(ListType) {
		l := AsList(v)
		for i := 0; i < l.Len(); i++ {
			x := l.Get(i)
			if x.IsAbsent() { // another thread has shortened it
				return nil
			}
			if !s.Take(x) {
				if more, err := s.TakeSlow(th, x); err != nil || !more {
					return err
				}
			}
		}
		return nil
	}
	if Multithreaded() || !v.IsObj() || v.isExact(TupleType) || v.isExact(StrType) {
		return IterateNow(th, v, func(x Value) (bool, error) {
			if s.Take(x) {
				return true, nil
			}
			return s.TakeSlow(th, x)
		})
	}
	// As Iterate does it, without a call for each item.
	it, err := GetIter(th, v)
	if err != nil {
		return err
	}
	next := it.Type().Slots().Next
	for {
		x, err := next(th, it)
		if err != nil || x.IsAbsent() {
			return err
		}
		if !s.Take(x) {
			if more, err := s.TakeSlow(th, x); err != nil || !more {
				return err
			}
		}
		if th.ends() {
			if err := th.SafePoint(); err != nil {
				return err
			}
		}
	}
}

// Drains reports whether f is a native function that does nothing with its only argument, or that behind self, but draining it.
func Drains(f Value) bool {
	switch f.Type() {
	case BuiltinType:
		b := (*Builtin)(f.p)
		return b.Def.Drains && !b.Bound
	case MethodDescriptorType:
		return (*MethodDescriptor)(f.p).Def.Drains
	case TypeType:
		switch (*Type)(f.p) {
		case ListType, TupleType, SetType, FrozenSetType:
			return true
		}
	}
	return false
}

// Resumes returns how many arguments a call of f has that resumes the first if that is a generator; see Method.Resumes. It is 0 for
// everything else than native functions that do.
func Resumes(f Value) int {
	switch f.Type() {
	case BuiltinType:
		if b := (*Builtin)(f.p); !b.Bound {
			return b.Def.Resumes
		}
	case MethodDescriptorType:
		if m := (*MethodDescriptor)(f.p); m.Owner == GeneratorType {
			return m.Def.Resumes
		}
	}
	return 0
}

// OnlyLooks reports whether f is a native function that keeps nothing of its only argument.
func OnlyLooks(f Value) bool {
	return f.isExact(BuiltinType) && (*Builtin)(f.p).Def.Looks && !(*Builtin)(f.p).Bound
}

func drainGenerator(th *Thread, g *Generator, s Sink) error {
	for {
		var x Value
		var done bool
		var err error
		if th.Traced() || loadUint32(&g.State) > GenSuspended {
			var r resumeResult
			r, err = g.send(th, Value{})
			x, done = r.v, r.done
			if err == nil && !done && s.Take(x) {
				continue
			}
		} else if st := g.TryRun(); st > GenSuspended { // another thread is first
			continue
		} else {
			x, done, err = th.Rt.engine.Drain(th, g, s)
		}
		if err != nil {
			return err
		}
		if done {
			g.Reuse(th, &x)
			return nil
		}
		if more, err := s.TakeSlow(th, x); err != nil || !more {
			return err
		}
	}
}

// collector is a Sink that keeps the items.
type collector struct{ fold Fold }

// Fold implements Sink.
func (c *collector) Fold() *Fold { return &c.fold }

// items returns what was kept.
func (c *collector) items() []Value { return c.fold.Items }

// Take implements Sink.
func (c *collector) Take(x Value) bool {
	if n := len(c.fold.Items); n == cap(c.fold.Items) && n > 1<<23 {
		return false
	}
	c.fold.Items = append(c.fold.Items, x)
	return true
}

// TakeSlow implements Sink.
func (c *collector) TakeSlow(th *Thread, x Value) (bool, error) {
	if n := len(c.fold.Items); n == cap(c.fold.Items) && n > 1<<23 {
		if err := checkAlloc(th, n+n/4, 8); err != nil {
			return false, err
		}
	}
	c.fold.Items = append(c.fold.Items, x)
	return true, nil
}

// collectAll returns a collector with the items of a generator; free takes it back.
func collectAll(th *Thread, v Value) (*collector, error) {
	c := th.collector
	th.collector = nil
	if c == nil {
		c = &collector{Fold{Mode: FoldItems, Items: make([]Value, 0, 32)}}
	}
	err := drainGenerator(th, asGenerator(v), c)
	if err != nil {
		c.free(th)
		return nil, err
	}
	return c, nil
}

// free gives a collector back whose items have been copied.
func (c *collector) free(th *Thread) {
	if cap(c.fold.Items) > 1024 {
		return
	}
	for i := range c.fold.Items {
		c.fold.Items[i] = Value{}
	}
	c.fold.Items = c.fold.Items[:0]
	th.collector = c
}

// Take implements Sink for a set that is being filled: it takes ints and str objects that it need not compare with anything else.
func (s *Set) Take(x Value) bool {
	var h int64
	switch {
	case x.IsInt():
		h = pyhash.HashInt64(x.Int())
	case x.isExact(StrType):
		h = AsStr(x).Hash()
	default:
		return false
	}
	t := s.table()
	e := t.e
	mask := uint64(len(e) - 1)
	perturb := uint64(h)
	i := uint64(h) & mask
	for {
		end := i
		if i+setProbes <= mask {
			end = i + setProbes
		}
		for j := i; j <= end; j++ {
			k := LoadSlot(&e[j].key)
			if k.p == x.p {
				return true
			}
			if k.p == nil {
				s.Lock()
				ok := s.t == t && e[j].key.p == nil
				if ok {
					s.insertLocked(nil, int(j), x, h)
				}
				s.Unlock()
				return ok
			}
			if e[j].hash == h && k.p != setDummy.p && !BothInt(k, x) {
				if !k.isExact(StrType) || !x.isExact(StrType) {
					return false
				}
				if AsStr(k).s == AsStr(x).s {
					return true
				}
			}
		}
		perturb >>= setPerturbBits
		i = (i*5 + 1 + perturb) & mask
	}
}

// Fold implements Sink.
func (s *Set) Fold() *Fold { return nil }

// TakeSlow implements Sink.
func (s *Set) TakeSlow(th *Thread, x Value) (bool, error) { return true, s.Add(th, x) }

// joiner is the Sink of str.join.
type joiner struct {
	sep        *Str
	b          []byte
	n          int // code points in b
	k          int // items so far
	first, bad Value
	badAt      int
	fold       Fold // its items come before what Take is given; see joinAhead
}

// joinAhead is how many items machine code may keep for a joiner, once that has taken as many as joinBefore.
const joinAhead, joinBefore = 24, 8

// Take implements Sink.
func (j *joiner) Take(x Value) bool {
	if j.k >= joinBefore || j.fold.Mode != FoldNone {
		j.flush()
	}
	return j.take(x)
}

// flush takes the items that machine code has kept, and lets it keep more.
func (j *joiner) flush() {
	if j.fold.Mode == FoldNone {
		j.fold = Fold{Mode: FoldItems, Items: make([]Value, 0, joinAhead)}
		return
	}
	for _, x := range j.fold.Items {
		j.take(x)
	}
	j.fold.Items = j.fold.Items[:0]
}

func (j *joiner) take(x Value) bool {
	if j.k > 0 && x.isExact(StrType) {
		s := AsStr(x)
		j.b = append(append(j.b, j.sep.s...), s.s...)
		j.n += j.sep.n + s.n
		j.k++
		return true
	}
	if !IsStr(x) {
		if j.bad.IsAbsent() {
			j.bad, j.badAt = x, j.k
		}
	} else {
		if j.k == 0 {
			j.first = x
		} else {
			j.b = append(j.b, j.sep.s...)
			j.n += j.sep.n
		}
		s := AsStr(x)
		j.b = append(j.b, s.s...)
		j.n += s.n
	}
	j.k++
	return true
}

// Fold implements Sink.
func (j *joiner) Fold() *Fold { return &j.fold }

// TakeSlow implements Sink.
func (j *joiner) TakeSlow(th *Thread, x Value) (bool, error) { return j.Take(x), nil }
