// Package gc is the native module gc (Library Reference, "gc"): Go's collector, seen from Python.
//
// Invariant: after collect() returns, weak reference callbacks and __del__ of everything that had become garbage have run.
// Generations and thresholds are kept for programs that look at them; they steer nothing, since Go paces its collector itself,
// and disable() does not stop it. What a traversal of the heap would be needed for raises NotImplementedError.
package gc

// This file implements the module.

import (
	"sync"
	"time"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

type state struct {
	mu        sync.Mutex
	disabled  bool
	debug     int
	threshold [3]int
	runs      [3]int
	found     [3]int
	running   bool
	callbacks value
}

type stateKey struct{}

func stateOf(th *thread) *state {
	return th.Rt.State(stateKey{}, func() any { return &state{threshold: [3]int{2000, 10, 10}} }).(*state)
}

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "gc",
		Doc:  "The interface to the garbage collector.",
		Methods: []object.Method{
			{Name: "enable", Fn: gcEnable, Sig: "()", Doc: "Enable automatic garbage collection."},
			{Name: "disable", Fn: gcDisable, Sig: "()", Doc: "Disable automatic garbage collection. Memory is reclaimed all the same."},
			{Name: "isenabled", Fn: gcIsenabled, Sig: "()", Doc: "Return whether automatic garbage collection is enabled."},
			{Name: "set_debug", Fn: gcSetDebug, Sig: "(flags, /)", Doc: "Set the debugging flags, which have no effect."},
			{Name: "get_debug", Fn: gcGetDebug, Sig: "()", Doc: "Get the debugging flags."},
			{Name: "get_count", Fn: gcGetCount, Sig: "()", Doc: "Return a three-tuple of the current collection counts: zeros."},
			{Name: "set_threshold", Raw: gcSetThreshold, Doc: "Set the collection thresholds, which have no effect."},
			{Name: "get_threshold", Fn: gcGetThreshold, Sig: "()", Doc: "Return the current collection thresholds."},
			{Name: "collect", Fn: gcCollect, Sig: "(generation=2)", Doc: "Collect garbage, and run weak reference callbacks and __del__ methods of what was\nfound. Return how many of them ran."},
			{Name: "get_objects", Fn: gcGetObjects, Sig: "(generation=None)", Doc: "Not available: the collector keeps no list of objects."},
			{Name: "get_stats", Fn: gcGetStats, Sig: "()", Doc: "Return a list of three dictionaries with statistics of collect()."},
			{Name: "is_tracked", Fn: gcIsTracked, Sig: "(obj, /)", Doc: "Return whether the object may refer to others."},
			{Name: "is_finalized", Fn: gcIsFinalized, Sig: "(obj, /)", Doc: "Return whether the object's __del__ has been called."},
			{Name: "get_referrers", Fn: gcGetReferrers, Sig: "(*objs)", Doc: "Not available: the collector cannot tell who refers to an object."},
			{Name: "get_referents", Fn: gcGetReferents, Sig: "(*objs)", Doc: "Return the objects that the given ones refer to directly."},
			{Name: "freeze", Fn: gcNothing, Sig: "()", Doc: "Do nothing: there is no permanent generation."},
			{Name: "unfreeze", Fn: gcNothing, Sig: "()", Doc: "Do nothing: there is no permanent generation."},
			{Name: "get_freeze_count", Fn: gcGetFreezeCount, Sig: "()", Doc: "Return the size of the permanent generation: 0."},
		},
		Exec: func(th *thread, m *object.Module) error {
			d := m.Dict()
			for _, c := range []struct {
				name string
				n    int64
			}{{"DEBUG_STATS", 1}, {"DEBUG_COLLECTABLE", 2}, {"DEBUG_UNCOLLECTABLE", 4}, {"DEBUG_SAVEALL", 32}, {"DEBUG_LEAK", 38}} {
				d.SetName(c.name, object.SmallInt(c.n))
			}
			d.SetName("garbage", object.NewList(nil).Value())
			s := stateOf(th)
			s.mu.Lock()
			s.callbacks = object.NewList(nil).Value()
			d.SetName("callbacks", s.callbacks)
			s.mu.Unlock()
			return nil
		},
	}
}

func (s *state) setDisabled(v bool) (value, error) {
	s.mu.Lock()
	s.disabled = v
	s.mu.Unlock()
	return object.None, nil
}

func gcEnable(th *thread, a []value) (value, error)  { return stateOf(th).setDisabled(false) }
func gcDisable(th *thread, a []value) (value, error) { return stateOf(th).setDisabled(true) }

func gcIsenabled(th *thread, a []value) (value, error) {
	s := stateOf(th)
	s.mu.Lock()
	defer s.mu.Unlock()
	return object.Bool(!s.disabled), nil
}

func gcSetDebug(th *thread, a []value) (value, error) {
	n, err := object.AsCInt(th, a[0])
	if err != nil {
		return value{}, err
	}
	s := stateOf(th)
	s.mu.Lock()
	s.debug = n
	s.mu.Unlock()
	return object.None, nil
}

func gcGetDebug(th *thread, a []value) (value, error) {
	s := stateOf(th)
	s.mu.Lock()
	defer s.mu.Unlock()
	return object.SmallInt(int64(s.debug)), nil
}

func three(n [3]int) value {
	return object.TupleOf(object.SmallInt(int64(n[0])), object.SmallInt(int64(n[1])), object.SmallInt(int64(n[2])))
}

func gcGetCount(th *thread, a []value) (value, error) { return three([3]int{}), nil }

func gcSetThreshold(th *thread, args []value, kwnames *object.Tuple) (value, error) {
	if err := object.NoKw(th, "gc.set_threshold", kwnames); err != nil {
		return value{}, err
	}
	if len(args) < 1 || len(args) > 3 {
		return value{}, object.TypeErrorf(th, "gc.set_threshold requires 1 to 3 arguments")
	}
	s := stateOf(th)
	for i, v := range args {
		n, err := object.AsCInt(th, v)
		if err != nil {
			return value{}, err
		}
		s.mu.Lock()
		s.threshold[i] = n
		s.mu.Unlock()
	}
	return object.None, nil
}

func gcGetThreshold(th *thread, a []value) (value, error) {
	s := stateOf(th)
	s.mu.Lock()
	defer s.mu.Unlock()
	return three(s.threshold), nil
}

// notify calls gc.callbacks.
func (s *state) notify(th *thread, phase string, gen, found int) error {
	s.mu.Lock()
	l := s.callbacks
	s.mu.Unlock()
	if l.IsAbsent() {
		return nil
	}
	for _, f := range object.AsList(l).Snapshot() {
		d := object.NewDict()
		d.SetName("generation", object.SmallInt(int64(gen)))
		d.SetName("collected", object.SmallInt(int64(found)))
		d.SetName("uncollectable", object.SmallInt(0))
		if _, err := object.Call(th, f, object.NewStr(phase), d.Value()); err != nil {
			object.WriteUnraisable(th, err, f)
		}
	}
	return nil
}

// Bounds of the collections of one collect(), each of which finds what only the finalized objects of the one before had held: a
// __del__ may always make new garbage.
const (
	minRounds, maxRounds = 8, 256
	maxTime              = 10 * time.Second // after minRounds
)

func gcCollect(th *thread, a []value) (value, error) {
	gen := 2
	if !a[0].IsAbsent() {
		var err error
		if gen, err = object.AsCInt(th, a[0]); err != nil {
			return value{}, err
		}
	}
	if gen < 0 || gen > 2 {
		return value{}, object.ValueErrorf(th, "invalid generation")
	}
	s := stateOf(th)
	s.mu.Lock()
	if s.running { // from a __del__ or callback that a collection runs
		s.mu.Unlock()
		return object.SmallInt(0), nil
	}
	s.running = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		s.running = false
		s.mu.Unlock()
	}()
	if err := s.notify(th, "start", gen, 0); err != nil {
		return value{}, err
	}
	th.Forget(th.CallsNative("gc", "collect"))
	found := 0
	start := time.Now()
	for i := 0; i < minRounds || i < maxRounds && (th.Rt.Seeded() || time.Since(start) < maxTime); i++ {
		th.Blocking(object.WaitCall, th.Rt.CollectFor)
		n := th.Rt.PendingCallCount()
		if n == 0 {
			break
		}
		found += n
		if err := th.Rt.RunPendingCalls(th); err != nil {
			return value{}, err
		}
	}
	s.mu.Lock()
	s.runs[gen]++
	s.found[gen] += found
	s.mu.Unlock()
	return object.SmallInt(int64(found)), s.notify(th, "stop", gen, found)
}

func gcGetObjects(th *thread, a []value) (value, error) {
	if !a[0].IsAbsent() && !a[0].Is(object.None) {
		n, err := object.AsSsize(th, a[0])
		if err != nil {
			return value{}, err
		}
		if n > 2 {
			return value{}, object.ValueErrorf(th, "generation parameter must be less than the number of available generations (3)")
		}
		if n < 0 {
			return value{}, object.ValueErrorf(th, "generation parameter cannot be negative")
		}
	}
	return value{}, object.Raise(th, object.NotImplementedErrorType, "weft: gc.get_objects(): the collector keeps no list of objects")
}

func gcGetStats(th *thread, a []value) (value, error) {
	s := stateOf(th)
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []value
	for i := range 3 {
		d := object.NewDict()
		d.SetName("collections", object.SmallInt(int64(s.runs[i])))
		d.SetName("collected", object.SmallInt(int64(s.found[i])))
		d.SetName("uncollectable", object.SmallInt(0))
		out = append(out, d.Value())
	}
	return object.NewList(out).Value(), nil
}

func gcIsTracked(th *thread, a []value) (value, error) {
	v := a[0]
	if !v.IsObj() || v.Is(object.None) || v.Is(object.NotImplemented) || v.Is(object.Ellipsis) {
		return object.False, nil
	}
	switch t := v.Type(); {
	case t.HasFlag(object.TypeHeap):
		return object.True, nil
	case t == object.IntType, t == object.BoolType, t == object.FloatType, t == object.ComplexType, t == object.StrType,
		t == object.BytesType, t == object.ByteArrayType, t == object.ObjectType, t == object.RangeType, t == object.CodeType:
		return object.False, nil
	case t == object.TupleType:
		return object.Bool(object.AsTuple(v).Len() > 0), nil
	}
	return object.True, nil
}

func gcIsFinalized(th *thread, a []value) (value, error) {
	return object.Bool(object.IsFinalized(th.Rt, a[0])), nil
}

func gcGetReferrers(th *thread, a []value) (value, error) {
	if len(a) == 0 {
		return object.NewList(nil).Value(), nil
	}
	return value{}, object.Raise(th, object.NotImplementedErrorType, "weft: gc.get_referrers(): the collector cannot tell who refers to an object")
}

func gcGetReferents(th *thread, a []value) (value, error) {
	var out []value
	for _, v := range a {
		out = append(out, object.Referents(v)...)
	}
	return object.NewList(out).Value(), nil
}

func gcNothing(th *thread, a []value) (value, error) { return object.None, nil }

func gcGetFreezeCount(th *thread, a []value) (value, error) { return object.SmallInt(0), nil }
