// Package atexit is the native module atexit (Library Reference, "atexit").
//
// Invariant: the list of functions belongs to the runtime, is guarded by its mu, and no Python code runs under it.
package atexit

// This file implements the module.

import (
	"slices"
	"sync"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

type callback struct {
	fn      value
	args    []value // the values of the keywords come last
	kwnames *object.Tuple
}

type state struct {
	mu    sync.Mutex
	calls []*callback
}

type stateKey struct{}

func stateOf(th *thread) *state {
	return th.Rt.State(stateKey{}, func() any { return new(state) }).(*state)
}

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "atexit",
		Doc:  "Functions to be called when the interpreter ends.",
		Methods: []object.Method{
			{Name: "register", Raw: atexitRegister, Sig: "(func, /, *args, **kwargs)", Doc: "Register a function to be executed upon normal program termination. Return it."},
			{Name: "_clear", Fn: atexitClear, Sig: "()", Doc: "Clear the list of exit functions registered so far."},
			{Name: "unregister", Fn: atexitUnregister, Sig: "(func, /)", Doc: "Unregister an exit function which was previously registered."},
			{Name: "_run_exitfuncs", Fn: atexitRunExitfuncs, Sig: "()", Doc: "Run all registered exit functions."},
			{Name: "_ncallbacks", Fn: atexitNcallbacks, Sig: "()", Doc: "Return the number of registered exit functions."},
		},
	}
}

func atexitRegister(th *thread, args []value, kwnames *object.Tuple) (value, error) {
	if len(args)-kwnames.Len() == 0 {
		return value{}, object.TypeErrorf(th, "register() takes at least 1 argument (0 given)")
	}
	if !object.IsCallable(args[0]) {
		return value{}, object.TypeErrorf(th, "the first argument must be callable")
	}
	s := stateOf(th)
	s.mu.Lock()
	s.calls = append(s.calls, &callback{args[0], slices.Clone(args[1:]), kwnames})
	s.mu.Unlock()
	return args[0], nil
}

func atexitClear(th *thread, a []value) (value, error) {
	s := stateOf(th)
	s.mu.Lock()
	s.calls = nil
	s.mu.Unlock()
	return object.None, nil
}

func (s *state) snapshot() []*callback {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.calls)
}

func atexitUnregister(th *thread, a []value) (value, error) {
	s := stateOf(th)
	for _, c := range s.snapshot() {
		eq, err := object.EqualOrIs(th, c.fn, a[0])
		if err != nil {
			return value{}, err
		}
		if eq {
			s.mu.Lock()
			s.calls = slices.DeleteFunc(s.calls, func(x *callback) bool { return x == c })
			s.mu.Unlock()
		}
	}
	return object.None, nil
}

// atexitRunExitfuncs calls the functions, the last one first; what they register meanwhile is dropped.
func atexitRunExitfuncs(th *thread, a []value) (value, error) {
	s := stateOf(th)
	calls := s.snapshot()
	for i := len(calls) - 1; i >= 0; i-- {
		c := calls[i]
		s.mu.Lock()
		there := slices.Contains(s.calls, c)
		s.mu.Unlock()
		if !there {
			continue // unregistered by another one
		}
		if _, err := object.CallArgs(th, c.fn, c.args, c.kwnames); err != nil {
			name, rerr := object.ReprString(th, c.fn)
			if rerr != nil {
				name = "<object repr() failed>"
			}
			object.Unraisable(th, err, "Exception ignored in atexit callback "+name, value{})
		}
	}
	return atexitClear(th, nil)
}

func atexitNcallbacks(th *thread, a []value) (value, error) {
	return object.SmallInt(int64(len(stateOf(th).snapshot()))), nil
}
