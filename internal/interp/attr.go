// This file implements attribute access with inline caches.

package interp

import (
	"sync/atomic"
	"unsafe"

	"weft/internal/code"
	"weft/internal/object"
)

// attrCache is what LOAD_ATTR and LOAD_METHOD learnt; immutable.
type attrCache struct{ object.AttrInfo }

// load returns the attribute of x, whose type and version have been checked, by the cache; absent: take the slow path.
func (c *attrCache) load(x value) value {
	switch c.Kind {
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
	case object.AttrTypeSlot:
		return object.ExtAt(x, c.Offset).Val(c.Index)
	case object.AttrDict:
		e := object.ExtAt(x, c.Offset)
		if e.Shape() == c.Shape {
			if t := e.DictOf().Table(); t == c.Table {
				return t.At(c.Index)
			}
		}
	}
	return value{}
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
			atomic.StorePointer(&site.Cache, unsafe.Pointer(&attrCache{info}))
		}
	}
	return v, err
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
			atomic.StorePointer(&site.Cache, unsafe.Pointer(&attrCache{info}))
		}
	}
	return nil
}

func cachesMethod(k object.AttrKind) bool {
	switch k {
	case object.AttrMethod, object.AttrTypeMethod, object.AttrClass, object.AttrClassMethod, object.AttrOfClass, object.AttrValue, object.AttrTypeValue:
		return true
	}
	return false
}

// method is LOAD_METHOD by the cache for what is not simply a method of x's type: the function, and the receiver or absent;
// both absent: take the slow path.
func (c *attrCache) method(x value) (fn, recv value) {
	switch c.Kind {
	case object.AttrClassMethod:
		if x.Ptr() == unsafe.Pointer(c.Obj) && c.Obj.VersionIs(c.ObjVersion) {
			return c.Val, x
		}
	case object.AttrOfClass:
		if object.ExtAt(x, c.Offset).Shape() == c.Shape {
			return c.Val, c.Obj.Value()
		}
	case object.AttrClass, object.AttrValue, object.AttrTypeValue:
		return c.load(x), value{}
	}
	return value{}, value{}
}

// storeCache is what STORE_ATTR learnt; immutable. With Next set it adds the attribute to instances of shape Shape.
type storeCache struct{ object.StoreInfo }

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

func storeAttrSlow(th *object.Thread, x value, site *object.Site, v value) error {
	var info object.StoreInfo
	if x.IsObj() && learn(site) {
		info = object.CacheStore(x, site.Name)
	}
	if err := object.SetAttr(th, x, site.Name, v); err != nil {
		return err
	}
	if info.Type != nil {
		atomic.StorePointer(&site.Cache, unsafe.Pointer(&storeCache{info}))
	}
	return nil
}

// loadSpecial is LOAD_SPECIAL: the methods of with statements.
func loadSpecial(th *object.Thread, x value, dst *value, kind int) error {
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
