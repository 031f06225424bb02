// This file implements threading._dangling, the weak set of all Thread objects, without the price of a weak reference with a callback for
// each: a Thread that is made is only noted, and gets its place in the set when somebody looks at the set.
//
// A weak pointer for each costs as much as half of what else there is to making a Thread. So a block notes several: it refers to them, and
// each of them to it, through its handle. When all of them are garbage, so is the block, to which there is one weak pointer. A block that has
// survived two cycles of Go's collector (the first may have begun before it was made) may keep Threads alive that nobody else refers to: it is
// broken up, into weak pointers.
//
// To look is to read the attribute data, which all methods of WeakSet do: the object's class is a subclass of WeakSet in which that is a property.
// Those that add a reference or take away a dead one do not look: what is noted is nothing to them. (If the callbacks of references did, each
// look would go on for ever: the Threads noted since would get references with callbacks in their turn.)

package thread

import (
	"runtime"
	"slices"
	"sync"
	"weak"

	"weft/internal/object"
)

// dangling is what is noted. typ and version say which class the set has, as long as it is that.
type dangling struct {
	set     value
	typ     *object.Type
	version uint32
	quiet   []*object.Code // functions that read data and do not look

	mu     sync.Mutex
	noted  weakList[object.Header] // guarded by mu; Threads that are in no block
	blocks [2]weakList[block]      // guarded by mu; those that have survived no cycle, and one
	last   *block                  // guarded by mu; the one that is being filled, or nil
}

// block notes Threads. Its fields are guarded by dangling.mu. There is room for so many that it is large: Go finds the weak pointer to an
// object among those to all objects in its neighbourhood.
type block struct {
	owner   *blockRef
	n       int
	threads [30]*object.Header
}

// blockRef is what Threads refer to.
type blockRef struct {
	block *block // guarded by dangling.mu; nil: it has been broken up
}

// weakList is a list of weak pointers, from which those that lead nowhere are taken from time to time.
type weakList[T any] struct {
	list   []weak.Pointer[T]
	enough int // the length at which that is done
}

const minNoted = 512

func (l *weakList[T]) add(p *T) {
	if len(l.list) >= max(l.enough, minNoted) {
		n := 0
		for _, x := range l.list {
			if x.Value() != nil {
				l.list[n] = x
				n++
			}
		}
		clear(l.list[n:])
		l.list, l.enough = l.list[:n], 2*n
	}
	l.list = append(l.list, weak.Make(p))
}

// pop takes the last one that leads somewhere, or returns nil.
func (l *weakList[T]) pop() *T {
	for n := len(l.list) - 1; n >= 0; n-- {
		p := l.list[n].Value()
		l.list = l.list[:n]
		if p != nil {
			return p
		}
	}
	*l = weakList[T]{}
	return nil
}

// newDangling prepares set, a new WeakSet; nil: that cannot be done.
func newDangling(th *thread, set value) *dangling {
	d := &dangling{set: set}
	for _, name := range []string{"_remove", "add"} {
		f, err := object.GetAttrName(th, set, name)
		if err == nil && f.IsExact(object.MethodType) {
			f = (*object.BoundMethod)(f.Ptr()).Func
		}
		if err != nil || !f.IsExact(object.FunctionType) {
			return nil
		}
		d.quiet = append(d.quiet, object.AsFunction(f).LoadCode())
	}
	data := object.Intern("data")
	fields := func(th *thread, self value) (*object.Dict, error) {
		v, err := object.GetAttrName(th, self, "__dict__")
		if err == nil && !object.IsDict(v) {
			err = object.TypeErrorf(th, "__dict__ must be a dictionary")
		}
		if err != nil {
			return nil, err
		}
		return object.AsDict(v), nil
	}
	get := object.NewNative("data", "(self)", func(th *thread, a []value) (value, error) {
		m, err := fields(th, a[0])
		if err != nil {
			return value{}, err
		}
		v := m.GetStr(data)
		if v.IsAbsent() {
			return value{}, object.Raise(th, object.AttributeErrorType, "'WeakSet' object has no attribute 'data'")
		}
		if a[0].Is(d.set) && !d.isQuiet(th) {
			err = d.flush(th, v)
		}
		return v, err
	})
	put := object.NewNative("data", "(self, value)", func(th *thread, a []value) (value, error) {
		m, err := fields(th, a[0])
		if err == nil {
			m.SetStr(data, a[1])
			if a[0].Is(d.set) {
				d.forget()
			}
		}
		return object.None, err
	})
	prop, err := object.Call(th, object.PropertyType.Value(), get, put)
	if err != nil {
		return nil
	}
	ns := object.NewDict()
	ns.SetStr(data, prop)
	if d.typ, err = object.NewClass(th, "_weakrefset", "WeakSet", []*object.Type{set.Type()}, ns); err != nil {
		return nil
	}
	if object.SetAttr(th, set, object.Intern("__class__"), d.typ.Value()) != nil {
		return nil
	}
	d.version = d.typ.Version()
	th.Rt.OnCycle(d.age)
	return d
}

// isQuiet reports whether the function that th runs is one of quiet.
func (d *dangling) isQuiet(th *thread) bool {
	return th.Frame != nil && slices.Contains(d.quiet, th.Frame.Code.Original())
}

// usable reports whether the set is still what it was.
func (d *dangling) usable() bool { return d.set.Header().Type() == d.typ && d.typ.VersionIs(d.version) }

// add adds a new Thread to the set. h is its handle, which nobody else has yet.
func (d *dangling) add(t value, h *handle) {
	d.mu.Lock()
	b := d.last
	if b == nil {
		b = new(block)
		b.owner = &blockRef{b}
		d.last = b
		d.blocks[0].add(b)
	}
	h.block = b.owner
	b.threads[b.n] = t.Header()
	if b.n++; b.n == len(b.threads) {
		d.last = nil
	}
	d.mu.Unlock()
}

// addAlone is add for a Thread with a __del__, which Go would not call if the Thread could be reached from itself.
func (d *dangling) addAlone(t value) {
	d.mu.Lock()
	d.noted.add(t.Header())
	d.mu.Unlock()
}

// age is called when a cycle of the collector has ended, or one is asked for.
func (d *dangling) age(asked bool) {
	d.breakUp(1)
	if asked {
		d.breakUp(0)
		return
	}
	d.mu.Lock()
	d.last = nil
	d.blocks[1], d.blocks[0] = d.blocks[0], weakList[block]{}
	d.mu.Unlock()
}

// breakUp gives the Threads of the blocks in list i weak pointers of their own.
func (d *dangling) breakUp(i int) {
	for more := true; more; {
		d.mu.Lock()
		d.last = nil
		b := d.blocks[i].pop()
		if more = b != nil; more {
			for _, t := range b.threads[:b.n] {
				d.noted.add(t)
			}
			b.owner.block = nil
		}
		d.mu.Unlock()
	}
}

// forget forgets all Threads.
func (d *dangling) forget() {
	d.mu.Lock()
	for i := range d.blocks {
		for b := d.blocks[i].pop(); b != nil; b = d.blocks[i].pop() {
			b.owner.block = nil
		}
	}
	d.noted, d.last = weakList[object.Header]{}, nil
	d.mu.Unlock()
}

// flush moves the Threads that are noted to data, the set's references.
func (d *dangling) flush(th *thread, data value) error {
	d.age(true)
	d.mu.Lock()
	noted := d.noted.list
	d.noted = weakList[object.Header]{}
	d.mu.Unlock()
	if len(noted) == 0 || !object.IsSet(data) {
		return nil
	}
	remove, err := object.GetAttrName(th, d.set, "_remove")
	if err != nil {
		return err
	}
	for _, w := range noted {
		h := w.Value()
		if h == nil {
			continue
		}
		ref, err := object.NewWeakRef(th, object.WeakRefType, h.Value(), remove)
		if err == nil {
			err = object.AsSet(data).Add(th, ref)
		}
		runtime.KeepAlive(h) // a dead one has no hash
		if err != nil {
			return err
		}
	}
	return nil
}
