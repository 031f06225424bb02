// This file implements attribute access with inline caches.

package interp

import (
	"sync/atomic"
	"unsafe"

	"weft/internal/code"
	"weft/internal/object"
)

// attrCache is what LOAD_ATTR and LOAD_METHOD learnt; immutable. A site that sees objects of several types keeps a record for
// each of the last maxTypes, the newest first: the loop tries the first, loadAttr and loadMethod the others.
type attrCache struct {
	object.AttrInfo
	next *attrCache
}

// maxTypes is how many records a site keeps.
const maxTypes = 4

// remember puts a new record before those of site that are still good.
func (c *attrCache) remember(site *object.Site) {
	end := c
	old := (*attrCache)(atomic.LoadPointer(&site.Cache))
	for n := 1; old != nil && n < maxTypes; old = old.next {
		if old.Type.VersionIs(old.Version) && (old.Obj == nil || old.Obj.VersionIs(old.ObjVersion) || old.Kind == object.AttrOfClass) &&
			(old.Type != c.Type || old.Shape != c.Shape || old.Obj != c.Obj) {
			end.next = &attrCache{AttrInfo: old.AttrInfo}
			end = end.next
			n++
		}
	}
	atomic.StorePointer(&site.Cache, unsafe.Pointer(c))
}

// holds reports whether x is of the type that c is about, in the state it was in then.
func (c *attrCache) holds(x value) bool {
	return c != nil && x.IsObj() && x.Header().Type() == c.Type && c.Type.VersionIs(c.Version)
}

// load returns the attribute of x, which c holds for; absent: take the slow path.
func (c *attrCache) load(x value) value {
	switch c.Kind {
	case object.AttrSlot:
		if e := object.ExtAt(x, c.Offset); e.Shape() == c.Shape {
			return object.LoadSlot(e.Vals().At(c.Index))
		}
	case object.AttrTypeSlot:
		return object.LoadSlot(object.ExtAt(x, c.Offset).Vals().At(c.Index))
	case object.AttrTypeValue:
		return c.Val
	case object.AttrValue:
		if object.ExtAt(x, c.Offset).Shape() == c.Shape {
			return c.Val
		}
	case object.AttrMethod:
		if object.ExtAt(x, c.Offset).Shape() == c.Shape && c.Val.IsExact(object.FunctionType) {
			return object.NewBoundMethod(c.Val, x)
		}
	case object.AttrDict:
		if e := object.ExtAt(x, c.Offset); e.Shape() == c.Shape && e.DictOf().RawTable() == c.Table {
			return object.LoadSlot(c.Slot)
		}
	case object.AttrClass:
		if x.Ptr() == unsafe.Pointer(c.Obj) && c.Obj.VersionIs(c.ObjVersion) {
			return c.Val
		}
	case object.AttrClassMethod:
		if x.Ptr() == unsafe.Pointer(c.Obj) && c.Obj.VersionIs(c.ObjVersion) {
			return object.NewBoundMethod(c.Val, x)
		}
	case object.AttrOfClass:
		if object.ExtAt(x, c.Offset).Shape() == c.Shape {
			return object.NewBoundMethod(c.Val, c.Obj.Value())
		}
	}
	return value{}
}

// loadAttr is LOAD_ATTR where the loop could not: x's attribute goes to dst, at once or from the frame of a property's getter.
func loadAttr(th *object.Thread, f *frame, dst *value, x value, site *object.Site) error {
	for c := (*attrCache)(atomic.LoadPointer(&site.Cache)); c != nil; c = c.next {
		if !c.holds(x) {
			continue
		}
		if c.Kind == object.AttrProperty {
			if fn := object.PropertyGetter(c.Val); fn != nil {
				if co := fn.LoadCode().Ready(); co.Fast && co.ArgCount == 1 && !th.OverLimit() && atomic.LoadUint32(&th.Pending) == 0 {
					nf := th.PushArgs(fn, co, nil, 0, regOf(f, dst))
					*nf.Regs = x
					return nil
				}
				w := th.Args(1)
				w[0] = x
				err := pushCall(th, f, dst, fn, w, nil)
				th.FreeArgs(w)
				return err
			}
		} else if v := c.load(x); !v.IsAbsent() {
			*dst = v
			return nil
		}
	}
	v, err := loadAttrSlow(th, x, site)
	if err != nil {
		return err
	}
	*dst = v
	return nil
}

// maxMiss is after how many misses a site stops learning for a while.
const maxMiss = 64

// learn reports whether a site that missed should be given a new cache.
func learn(site *object.Site) bool {
	n := atomic.AddUint32(&site.Miss, 1)
	return n < maxMiss || n%256 == 0
}

func loadAttrSlow(th *object.Thread, x value, site *object.Site) (value, error) {
	v, err := object.GetAttr(th, x, site.Name)
	if err == nil && x.IsObj() && learn(site) {
		if info := object.CacheAttr(x, site.Name); info.Kind != object.AttrNone {
			(&attrCache{AttrInfo: info}).remember(site)
		}
	}
	return v, err
}

// loadMethod is LOAD_METHOD where the loop could not.
func loadMethod(th *object.Thread, x value, site *object.Site, dst *value) error {
	for c := (*attrCache)(atomic.LoadPointer(&site.Cache)); c != nil; c = c.next {
		if c.holds(x) {
			if fn, recv := c.method(x); !fn.IsAbsent() {
				*dst, *next(dst, 1) = fn, recv
				return nil
			}
		}
	}
	return loadMethodSlow(th, x, site, dst)
}

func loadMethodSlow(th *object.Thread, x value, site *object.Site, dst *value) error {
	fn, self, err := object.LoadMethod(th, x, site.Name)
	if err != nil {
		return err
	}
	recv := x
	if !self {
		recv = value{}
	}
	*dst, *next(dst, 1) = fn, recv
	if x.IsObj() && learn(site) {
		if info := object.CacheAttr(x, site.Name); cachesMethod(info.Kind) {
			(&attrCache{AttrInfo: info}).remember(site)
		}
	}
	return nil
}

func cachesMethod(k object.AttrKind) bool {
	switch k {
	case object.AttrMethod, object.AttrTypeMethod, object.AttrClass, object.AttrClassMethod, object.AttrOfClass, object.AttrValue, object.AttrTypeValue,
		object.AttrSlot, object.AttrDict:
		return true
	}
	return false
}

// method is LOAD_METHOD of x, which c holds for: the function, and the receiver or absent; both absent: take the slow path.
func (c *attrCache) method(x value) (fn, recv value) {
	switch c.Kind {
	case object.AttrTypeMethod:
		return c.Val, x
	case object.AttrMethod:
		if object.ExtAt(x, c.Offset).Shape() == c.Shape {
			return c.Val, x
		}
	case object.AttrClassMethod:
		if x.Ptr() == unsafe.Pointer(c.Obj) && c.Obj.VersionIs(c.ObjVersion) {
			return c.Val, x
		}
	case object.AttrOfClass:
		if object.ExtAt(x, c.Offset).Shape() == c.Shape {
			return c.Val, c.Obj.Value()
		}
	case object.AttrClass, object.AttrValue, object.AttrTypeValue, object.AttrSlot, object.AttrDict:
		return c.load(x), value{}
	}
	return value{}, value{}
}

// storeCache is what STORE_ATTR learnt; immutable, and like attrCache one of several.
type storeCache struct {
	object.StoreInfo
	next *storeCache
}

func (c *storeCache) remember(site *object.Site) {
	end := c
	old := (*storeCache)(atomic.LoadPointer(&site.Cache))
	for n := 1; old != nil && n < maxTypes; old = old.next {
		if old.Type.VersionIs(old.Version) && (old.Type != c.Type || old.Shape != c.Shape) {
			end.next = &storeCache{StoreInfo: old.StoreInfo}
			end = end.next
			n++
		}
	}
	atomic.StorePointer(&site.Cache, unsafe.Pointer(c))
}

// store stores v into x by the cache and reports whether it could.
func (c *storeCache) store(x, v value, name *object.Str) bool {
	e := object.ExtAt(x, c.Offset)
	if c.Slot {
		e.StoreVal(c.Index, v)
		return true
	}
	if e.Shape() != c.Shape {
		return false
	}
	if c.Add {
		return e.Add(x.Header(), c.Shape, name, v)
	}
	return e.Store(c.Shape, c.Index, v)
}

// storeAttr is STORE_ATTR where the loop could not.
func storeAttr(th *object.Thread, x value, site *object.Site, v value) error {
	for c := (*storeCache)(atomic.LoadPointer(&site.Cache)); c != nil; c = c.next {
		if x.IsObj() && x.Header().Type() == c.Type && c.Type.VersionIs(c.Version) && c.store(x, v, site.Name) {
			return nil
		}
	}
	return storeAttrSlow(th, x, site, v)
}

func storeAttrSlow(th *object.Thread, x value, site *object.Site, v value) error {
	var info object.StoreInfo
	if x.IsObj() && !x.Header().Type().HasGetAttrHook() && learn(site) {
		info = object.CacheStore(x, site.Name)
	}
	if err := object.SetAttr(th, x, site.Name, v); err != nil {
		return err
	}
	if info.Type != nil {
		(&storeCache{StoreInfo: info}).remember(site)
	}
	return nil
}

// loadSpecial is LOAD_SPECIAL: the methods of with statements.
func loadSpecial(th *object.Thread, x value, dst *value, kind int) error {
	if kind == code.SpecialExit && x.IsObj() {
		if t := x.Header().Type(); t.Slots().TryEnter != nil && withEnter(th, t, x, dst) {
			return nil
		}
	}
	name := object.SpecialNames[kind]
	fn, self, err := object.LookupSpecialOpt(th, x, name)
	if err != nil {
		return err
	}
	if fn.IsAbsent() {
		return noSpecial(th, x, kind)
	}
	*dst = fn
	if !self {
		x = value{}
	}
	*next(dst, 1) = x
	return nil
}

// withEnter does the instructions that begin a with statement over x, whose type t has TryEnter: the current one, which loads __exit__ to
// dst, and the next two. It reports false, and has done nothing, if they are others or would wait.
func withEnter(th *object.Thread, t *object.Type, x value, dst *value) bool {
	if t.HasFlag(object.TypeHeap) || th.Profiled() {
		return false
	}
	f := th.Frame
	regs, pc := unsafe.Pointer(f.Regs), framePC(f)
	load, call := *(*uint64)(pc), *(*uint64)(unsafe.Add(pc, 8))
	if code.Op(load&0xffff) != code.LOAD_SPECIAL || load>>48 != code.SpecialEnter || !rb(regs, load).Is(x) ||
		code.Op(call&0xffff) != code.CALL_METHOD || uint16(call>>16) != uint16(load>>16) || uint16(call>>32) != 0 {
		return false
	}
	exit := t.Lookup(object.SpecialNames[code.SpecialExit])
	if exit.IsAbsent() || exit.Type() != object.MethodDescriptorType || !t.Slots().TryEnter(th, x) {
		return false
	}
	*dst, *next(dst, 1) = exit, x
	*rc(regs, call) = object.True
	f.IP += 16
	return true
}

// noSpecial words the TypeError of a with statement over something that is no context manager.
func noSpecial(th *object.Thread, x value, kind int) error {
	has := func(k int) bool { return !x.Type().Lookup(object.SpecialNames[k]).IsAbsent() }
	t := x.Type().FullName()
	missed := object.SpecialNames[kind].String()
	switch kind {
	case code.SpecialEnter, code.SpecialExit:
		msg := "'" + t + "' object does not support the context manager protocol (missed " + missed + " method)"
		if has(code.SpecialAEnter) && has(code.SpecialAExit) {
			msg += " but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?"
		}
		return object.Raise(th, object.TypeErrorType, msg)
	}
	msg := "'" + t + "' object does not support the asynchronous context manager protocol (missed " + missed + " method)"
	if has(code.SpecialEnter) && has(code.SpecialExit) {
		msg += " but it supports the context manager protocol. Did you mean to use 'with'?"
	}
	return object.Raise(th, object.TypeErrorType, msg)
}
