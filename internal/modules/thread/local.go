// This file implements _thread._local: an object with a different __dict__ in each thread.

package thread

import (
	"runtime"
	"sync/atomic"

	"weft/internal/object"
)

var localType = &object.Type{Name: "_local"}

// local is a _local object. The dictionaries are kept by the threads, under localKey, so that they die with them; a local that
// is collected has its dictionaries dropped by a cleanup.
type local struct {
	object.Header
	args    []value       // for __init__ in each thread; set once
	kwnames *object.Tuple //
	users   *localUsers
}

// localUsers stands for a local in the threads' tables, without keeping it alive.
type localUsers struct{ dead atomic.Bool }

// localKey is the key of a local's dictionary in Thread.Local.
type localKey struct{ users *localUsers }

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
	if len(args) > 0 && t.Slots().Init != nil && t == localType {
		return value{}, object.TypeErrorf(th, "Initialization arguments are not supported")
	}
	v := t.New()
	l := asLocal(v)
	l.args, l.kwnames = append([]value(nil), args...), kw
	l.users = &localUsers{}
	// Threads look into their tables only themselves, so the entries of a collected local are left to them: see enter.
	runtime.AddCleanup(l, func(u *localUsers) { u.dead.Store(true) }, l.users)
	// The creating thread's __init__ is called by the class as usual.
	l.enter(th)
	return v, nil
}

// enter makes the dictionary of the current thread.
func (l *local) enter(th *thread) *object.Dict {
	d := object.NewDict()
	if th.Local == nil {
		th.Local = map[any]any{}
	}
	if len(th.Local) >= 32 {
		for k := range th.Local {
			if k, ok := k.(localKey); ok && k.users.dead.Load() {
				delete(th.Local, k)
			}
		}
	}
	th.Local[localKey{l.users}] = d
	return d
}

// localDict returns the dictionary of the current thread, making it, and running __init__, at the first use.
func localDict(th *thread, self value) (*object.Dict, error) {
	l := asLocal(self)
	if d, ok := th.Local[localKey{l.users}]; ok {
		return d.(*object.Dict), nil
	}
	d := l.enter(th)
	if t := self.Type(); t != localType {
		if init := t.Slots().Init; init != nil {
			if err := init(th, self, l.args, l.kwnames); err != nil {
				delete(th.Local, localKey{l.users})
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
