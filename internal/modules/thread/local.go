// This file implements _thread._local: an object with a different __dict__ in each thread.

package thread

import "weft/internal/object"

var localType = &object.Type{Name: "_local"}

// local is a _local object.
type local struct {
	object.Header
	args    []value       // for __init__ in each thread; set once
	kwnames *object.Tuple //
	dicts   object.LocalTable
}

func asLocal(v value) *local { return (*local)(v.Ptr()) }

func localSpec() object.TypeSpec {
	return object.TypeSpec{
		Type:   localType,
		Module: "_thread",
		Flags:  object.TypeBase,
		Doc:    "Thread-local data",
		Layout: object.LayoutOf[local](),
		Slots: object.Slots{
			New:     localNew,
			GetAttr: localGetAttr,
			SetAttr: localSetAttr,
		},
		GetSets: []object.GetSet{
			{Name: "__dict__", Get: func(th *thread, self value) (value, error) {
				d, err := localDict(th, self)
				if err != nil {
					return value{}, err
				}
				return d.Value(), nil
			}, Doc: "The attributes in the current thread."},
		},
	}
}

func localNew(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
	if len(args) > 0 && (t == localType || t.LookupName("__init__").Is(object.ObjectType.LookupName("__init__"))) {
		return value{}, object.TypeErrorf(th, "Initialization arguments are not supported")
	}
	v := t.New()
	l := asLocal(v)
	if len(args) > 0 {
		l.args, l.kwnames = append([]value(nil), args...), kw
	}
	// The creating thread's __init__ is called by the class as usual.
	l.dicts.Set(th, object.NewDict())
	return v, nil
}

// localDict returns the dictionary of the current thread, making it, and running __init__, at the first use.
func localDict(th *thread, self value) (*object.Dict, error) {
	l := asLocal(self)
	if d := l.dicts.Get(th); d != nil {
		return d, nil
	}
	d := object.NewDict()
	l.dicts.Set(th, d)
	if t := self.Type(); t != localType {
		if init := t.Slots().Init; init != nil {
			if err := init(th, self, l.args, l.kwnames); err != nil {
				l.dicts.Set(th, nil)
				return nil, err
			}
		}
	}
	return d, nil
}

func localGetAttr(th *thread, self value, name *object.Str) (value, error) {
	d, err := localDict(th, self)
	if err != nil {
		return value{}, err
	}
	if name.String() == "__dict__" {
		return d.Value(), nil
	}
	return object.GenericGetAttrWithDict(th, self, name, d)
}

func localSetAttr(th *thread, self value, name *object.Str, val value) error {
	d, err := localDict(th, self)
	if err != nil {
		return err
	}
	if name.String() == "__dict__" {
		return object.RaiseAttribute(th, self, name, "'"+self.Type().DisplayName()+"' object attribute '__dict__' is read-only")
	}
	return object.GenericSetAttrWithDict(th, self, name, val, d)
}
