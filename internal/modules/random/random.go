// This file implements Random, the Mersenne Twister generator.

// Package random is the native module _random. A Random's state is guarded by its object lock.
package random

import (
	"encoding/binary"
	"math/big"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name:  "_random",
		Doc:   "Module implements the Mersenne Twister random number generator.",
		Types: []object.TypeSpec{randomSpec()},
	}
}

var randomType = &object.Type{Name: "Random"}

// random is a generator: MT19937 (Matsumoto and Nishimura, 1998).
type random struct {
	object.Header
	mt twister
}

func randomSpec() object.TypeSpec {
	return object.TypeSpec{
		Type:   randomType,
		Module: "_random",
		Doc:    "Random() -> create a random number generator with its own internal state.",
		Flags:  object.TypeBase,
		Layout: object.LayoutOf[random](),
		Slots:  object.Slots{New: randomNew, Init: randomInit},
		Methods: []object.Method{
			{Name: "random", Sig: "(self, /)", Fn: randomRandom, Doc: "random() -> x in the interval [0, 1)."},
			{Name: "seed", Sig: "(self, n=None, /)", Fn: randomSeed, Doc: "seed([n]) -> None.\n\nDefaults to use urandom and falls back to a combination\nof the current time and the process identifier."},
			{Name: "getstate", Sig: "(self, /)", Fn: randomGetstate, Doc: "getstate() -> tuple containing the current state."},
			{Name: "setstate", Sig: "(self, state, /)", Fn: randomSetstate, Doc: "setstate(state) -> None.  Restores generator state."},
			{Name: "getrandbits", Sig: "(self, k, /)", Fn: randomGetrandbits, Doc: "getrandbits(k) -> x.  Generates an int with k random bits."},
		},
	}
}

func asRandom(v value) *random { return (*random)(v.Ptr()) }

func randomNew(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
	return t.New(), nil
}

func randomInit(th *thread, self value, args []value, kwnames *object.Tuple) error {
	if t := self.Type(); t == randomType {
		if err := object.NoKw(th, "Random", kwnames); err != nil {
			return err
		}
	}
	args = args[:len(args)-kwnames.Len()]
	if len(args) > 1 {
		return object.TypeErrorf(th, "Random expected at most 1 argument, got %d", len(args))
	}
	var n value
	if len(args) == 1 {
		n = args[0]
	}
	return seed(th, asRandom(self), n)
}

// seed seeds from an int, from the hash of another object, or from the operating system.
func seed(th *thread, r *random, n value) error {
	var key []uint32
	switch {
	case n.IsAbsent() || n.Is(object.None):
		var b [2496]byte
		th.Rt.ReadRandom(b[:])
		for i := 0; i < len(b); i += 4 {
			key = append(key, binary.LittleEndian.Uint32(b[i:]))
		}
	case object.IsInt(n):
		key = words(object.Big(n))
	default:
		h, err := object.Hash(th, n)
		if err != nil {
			return err
		}
		key = words(new(big.Int).SetUint64(uint64(h)))
	}
	r.Lock()
	r.mt.seedKey(key)
	r.Unlock()
	return nil
}

// words returns |n| in 32-bit words, least significant first; at least one.
func words(n *big.Int) []uint32 {
	b := n.Bytes() // big-endian, of |n|
	out := make([]uint32, max(1, (len(b)+3)/4))
	for i := range b {
		j := len(b) - 1 - i
		out[j/4] |= uint32(b[i]) << (j % 4 * 8)
	}
	return out
}

func randomRandom(th *thread, args []value) (value, error) {
	r := asRandom(args[0])
	r.Lock()
	a, b := r.mt.next()>>5, r.mt.next()>>6
	r.Unlock()
	return object.Float((float64(a)*67108864.0 + float64(b)) * (1.0 / 9007199254740992.0)), nil
}

func randomSeed(th *thread, args []value) (value, error) {
	if err := seed(th, asRandom(args[0]), args[1]); err != nil {
		return value{}, err
	}
	return object.None, nil
}

func randomGetstate(th *thread, args []value) (value, error) {
	r := asRandom(args[0])
	out := make([]value, stateSize+1)
	r.Lock()
	for i, w := range r.mt.s {
		out[i] = object.SmallInt(int64(w))
	}
	out[stateSize] = object.SmallInt(int64(r.mt.i))
	r.Unlock()
	return object.NewTuple(out).Value(), nil
}

func randomSetstate(th *thread, args []value) (value, error) {
	if !object.IsTuple(args[1]) {
		return value{}, object.TypeErrorf(th, "state vector must be a tuple")
	}
	items := object.AsTuple(args[1]).Items()
	if len(items) != stateSize+1 {
		return value{}, object.ValueErrorf(th, "state vector is the wrong size")
	}
	var t twister
	for i, x := range items {
		if !object.IsInt(x) {
			return value{}, object.TypeErrorf(th, "an integer is required")
		}
		b := object.Big(x)
		if i == stateSize {
			if !b.IsInt64() {
				return value{}, object.OverflowErrorf(th, "Python int too large to convert to C long")
			}
			n := b.Int64()
			if n < 0 || n > stateSize {
				return value{}, object.ValueErrorf(th, "invalid state")
			}
			t.i = int(n)
			break
		}
		if b.Sign() < 0 {
			return value{}, object.OverflowErrorf(th, "can't convert negative value to unsigned int")
		}
		if !b.IsUint64() {
			return value{}, object.OverflowErrorf(th, "Python int too large to convert to C unsigned long")
		}
		t.s[i] = uint32(b.Uint64())
	}
	r := asRandom(args[0])
	r.Lock()
	r.mt = t
	r.Unlock()
	return object.None, nil
}

func randomGetrandbits(th *thread, args []value) (value, error) {
	v, err := object.Index(th, args[1])
	if err != nil {
		return value{}, err
	}
	b := object.Big(v)
	if b.Sign() < 0 {
		return value{}, object.ValueErrorf(th, "Cannot convert negative int")
	}
	if !b.IsUint64() {
		return value{}, object.OverflowErrorf(th, "Python int too large for C uint64_t")
	}
	k := b.Uint64()
	r := asRandom(args[0])
	switch {
	case k == 0:
		return object.SmallInt(0), nil
	case k <= 32:
		r.Lock()
		w := r.mt.next() >> (32 - k)
		r.Unlock()
		return object.SmallInt(int64(w)), nil
	case k > 1<<36:
		return value{}, object.RaiseArgs(th, object.MemoryErrorType)
	}
	if err := object.CheckAlloc(th, int(k/8)+1, 2); err != nil {
		return value{}, err
	}
	n := int((k-1)/32 + 1)
	out := make([]byte, n*4) // big-endian
	r.Lock()
	for i := 0; i < n; i++ {
		w := r.mt.next()
		if k < 32 {
			w >>= 32 - k
		}
		binary.BigEndian.PutUint32(out[(n-1-i)*4:], w)
		k -= 32
	}
	r.Unlock()
	return object.BigInt(new(big.Int).SetBytes(out)), nil
}
