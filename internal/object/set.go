// This file implements the representation of set and frozenset objects. Methods: set_methods.go.

package object

import "unsafe"

// The set types.
var (
	SetType       = &Type{Name: "set"}
	FrozenSetType = &Type{Name: "frozenset"}
)

// Set is a set or frozenset object: a dict's table whose values are None, with the same rules for readers and writers.
type Set struct {
	Header
	d    Dict  // its Header is unused but for the lock
	hash int64 // frozenset: atomic; 0: not computed
}

// NewSet returns an empty set.
func NewSet() *Set {
	return &Set{Header: Header{typ: SetType}, d: Dict{Header: Header{typ: DictType}, t: emptyTable}}
}

// NewFrozenSet returns an empty frozenset, to be filled before anybody else sees it.
func NewFrozenSet() *Set {
	s := NewSet()
	s.typ = FrozenSetType
	return s
}

// Value returns the set as a Value.
func (s *Set) Value() Value { return Value{unsafe.Pointer(s)} }

// IsSet reports whether v is a set, a frozenset or an instance of a subclass.
func IsSet(v Value) bool {
	return v.IsObj() && (v.Header().Type().IsSubtype(SetType) || v.Header().Type().IsSubtype(FrozenSetType))
}

// AsSet casts v; call only if IsSet.
func AsSet(v Value) *Set { return (*Set)(v.p) }

// Len returns the number of elements.
func (s *Set) Len() int { return s.d.Len() }

// Add adds v. It raises what hashing and comparing raise.
func (s *Set) Add(th *Thread, v Value) error { return s.d.Set(th, v, None) }

// Has reports whether v is an element.
func (s *Set) Has(th *Thread, v Value) (bool, error) {
	r, err := s.d.Get(th, v)
	return !r.IsAbsent(), err
}

// Next returns the next element, as Dict.Next.
func (s *Set) Next(pos *int) (Value, bool) {
	k, _, ok := s.d.Next(pos)
	return k, ok
}
