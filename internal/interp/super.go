// This file implements super() calls that the compiler recognised: the attribute is found without building a super object.

package interp

import (
	"sync/atomic"
	"unsafe"

	"weft/internal/object"
)

// superCache is what LOAD_SUPER_METHOD learnt: for objects of type start, while that has the version, the function behind cls;
// immutable.
type superCache struct {
	start, cls *object.Type
	version    uint32
	attr       value
}

// superAttr is LOAD_SUPER_ATTR: super(cls, self).name for the three of w, super being whatever the name is bound to; bare: it
// was written without arguments.
func superAttr(th *object.Thread, w []value, name *object.Str, bare bool) (value, error) {
	super, cls, self := w[0], w[1], w[2]
	if super.Is(object.SuperType.Value()) && cls.Type().HasFlag(object.TypeSubType) {
		attr, start, ok := superLookup(cls, self, name)
		if ok {
			get := attr.Type().Slots().DescrGet
			if get == nil {
				return attr, nil
			}
			obj := self
			if self.Is(start.Value()) {
				obj = value{}
			}
			return get(th, attr, obj, start.Value())
		}
	}
	var s value
	var err error
	if bare && !super.Is(object.SuperType.Value()) {
		s, err = object.Call(th, super)
	} else {
		s, err = object.Call(th, super, cls, self)
	}
	if err != nil {
		return value{}, err
	}
	return object.GetAttr(th, s, name)
}

// superMethod is LOAD_SUPER_METHOD: the function, and the receiver or absent, go to dst and the register behind it.
func superMethod(th *object.Thread, w []value, site *object.Site, bare bool, dst *value) error {
	name := site.Name
	super, cls, recv := w[0], w[1], w[2]
	if super.Is(object.SuperType.Value()) && cls.Type().HasFlag(object.TypeSubType) {
		t := recv.Type()
		if c := (*superCache)(atomic.LoadPointer(&site.Cache)); c != nil && c.start == t && unsafe.Pointer(c.cls) == cls.Ptr() && t.VersionIs(c.version) {
			*dst, *next(dst, 1) = c.attr, recv
			return nil
		}
		version := t.Version()
		attr, start, ok := superLookup(cls, recv, name)
		if ok && !recv.Is(start.Value()) && (attr.IsExact(object.FunctionType) || attr.IsExact(object.MethodDescriptorType) || attr.IsExact(object.WrapperDescriptorType)) {
			if start == t && learn(site) {
				atomic.StorePointer(&site.Cache, unsafe.Pointer(&superCache{start, (*object.Type)(cls.Ptr()), version, attr}))
			}
			*dst, *next(dst, 1) = attr, recv
			return nil
		}
	}
	fn, err := superAttr(th, w, name, bare)
	if err == nil {
		*dst, *next(dst, 1) = fn, value{}
	}
	return err
}

// superLookup finds name behind cls in the MRO of the type that self is an instance of (or is); ok is false for anything that
// the super object must sort out.
func superLookup(cls, self value, name *object.Str) (attr value, start *object.Type, ok bool) {
	c := (*object.Type)(cls.Ptr())
	if t := self.Type(); t.IsSubtype(c) {
		start = t
	} else if t.HasFlag(object.TypeSubType) && (*object.Type)(self.Ptr()).IsSubtype(c) {
		start = (*object.Type)(self.Ptr())
	} else {
		return value{}, nil, false
	}
	if name.String() == "__class__" {
		return value{}, nil, false
	}
	mro := start.MRO()
	i := 0
	for i < len(mro) && mro[i] != c {
		i++
	}
	for i++; i < len(mro); i++ {
		if v := mro[i].Dict().GetStr(name); !v.IsAbsent() {
			return v, start, true
		}
	}
	return value{}, nil, false
}
