// This file implements what native modules that read and write whole data structures share: strings of known length, buffers,
// dicts made at once, and recursion that the recursion limit does not bound.

package object

import (
	"unsafe"

	"weft/internal/pyhash"
)

// maxDeep bounds the recursion that EnterDeep counts.
const maxDeep = 20000

// EnterDeep counts one level of recursion over data, as CPython's checks of the C stack do: sys.setrecursionlimit has no part in
// it. Every caller that gets nil calls LeaveDeep. It raises RecursionError; where is the end of its message.
func (th *Thread) EnterDeep(where string) error {
	if th.deep >= maxDeep {
		return Raise(th, RecursionErrorType, "maximum recursion depth exceeded"+where)
	}
	th.deep++
	return nil
}

// LeaveDeep undoes EnterDeep.
func (th *Thread) LeaveDeep() { th.deep-- }

// TakeBuf returns the thread's buffer for building a text, empty; whoever needs another one meanwhile gets a new one.
func (th *Thread) TakeBuf() []byte { return th.takeBuf() }

// GiveBuf gives back what TakeBuf returned, grown or not.
func (th *Thread) GiveBuf(b []byte) { th.giveBuf(b) }

// ByteIndex returns the byte offset of code point i, 0 <= i <= Len.
func (s *Str) ByteIndex(i int) int { return s.byteIndex(i) }

// CopyText returns a str with a copy of the WTF-8 text s; characters below U+0100 are the shared ones.
func CopyText(s string) Value {
	if len(s) == 2 && s[0] >= 0xc2 && s[0] <= 0xc3 {
		return latin1Strs[s[0]&3<<6|s[1]&0x3f-0x80].Value()
	}
	return CopyStr(nil, unsafe.Slice(unsafe.StringData(s), len(s)))
}

// ReadonlyMember returns the row of a member that CPython keeps at a fixed place in the object.
func ReadonlyMember(name, doc string, get UnaryFunc) GetSet {
	return GetSet{Name: name, Doc: doc, Get: get, Set: readonlyAttr}
}

// DictOfPairs returns a dict of keys and values in turn; a later one of equal keys wins. Only dict's own rules apply: it raises
// what hashing or comparing raises.
func DictOfPairs(th *Thread, kv []Value) (*Dict, error) {
	d := NewDictSize(len(kv) / 2)
	return d, d.addPairs(th, kv)
}

// SetPairs stores keys and values in turn.
func (d *Dict) SetPairs(th *Thread, kv []Value) error {
	if d.Len() == 0 && len(kv) > 2*smallDict {
		d.Lock()
		if d.table().used == 0 {
			storePtr(&d.t, newDictTable(len(kv)/2))
		}
		d.Unlock()
	}
	return d.addPairs(th, kv)
}

// addPairs stores keys and values in turn.
func (d *Dict) addPairs(th *Thread, kv []Value) error {
	d.Lock()
	for i := 0; i < len(kv); i += 2 {
		key := kv[i]
		t := d.table()
		var pos int
		var h int64
		if key.isExact(StrType) {
			var sure bool
			if pos, sure = t.findStr(AsStr(key)); pos < 0 && !sure {
				goto slow
			}
			h = AsStr(key).Hash()
		} else if key.IsInt() {
			var sure bool
			if pos, sure = t.findInt(key); pos < 0 && !sure {
				goto slow
			}
			h = pyhash.HashInt64(key.Int())
		} else {
			goto slow
		}
		d.storeLocked(t, pos, key, h, kv[i+1])
		continue
	slow:
		d.Unlock()
		if err := d.Set(th, key, kv[i+1]); err != nil {
			return err
		}
		d.Lock()
	}
	d.Unlock()
	return nil
}

// PlainAttributes reports whether storing into the __dict__ of v is what setting attributes does: its class is a Python class with
// a __dict__, and neither that nor __setattr__ is its own.
func PlainAttributes(v Value) bool {
	t := v.Type()
	if !t.HasFlag(TypeHeap) || !t.HasFlag(TypeHasDict) || v.ext() == nil || funcPtr(t.Slots().SetAttr) != funcPtr(ObjectType.Slots().SetAttr) {
		return false
	}
	d := t.Lookup(NameDict)
	return d.isExact(GetSetType)
}

// SetPlainAttribute stores into the __dict__ of v, for which PlainAttributes holds, without making one; it refuses where the class
// has an attribute of that name.
func SetPlainAttribute(th *Thread, v Value, name *Str, val Value) (done bool, err error) {
	if !v.Type().Lookup(name).IsAbsent() {
		return false, nil
	}
	return true, GenericSetAttr(th, v, name, val)
}

// names that pickling asks for.
var (
	nameGetstate    = Intern("__getstate__")
	nameReduce      = Intern("__reduce__")
	nameReduceEx    = Intern("__reduce_ex__")
	nameGetnewargs  = Intern("__getnewargs__")
	nameGetnewargsX = Intern("__getnewargs_ex__")
	nameClass       = Intern("__class__")
)

// PlainState returns the attributes of v, appended to kv as names and values in turn, if pickling it means __newobj__ with no
// arguments and, as state, a __dict__ that nobody has asked for yet; ok is false for everything else.
func PlainState(v Value, kv []Value) (out []Value, ok bool) {
	t := v.Type()
	if !t.HasFlag(TypeHeap) || !t.HasFlag(TypeHasDict) || t.layout != instanceLayout || t.nslots != 0 {
		return kv, false
	}
	e := v.ext()
	if e == nil {
		return kv, false
	}
	s := loadPtr(&e.shape)
	if s == nil || s.isDict {
		return kv, false
	}
	base := ObjectType.dict
	for _, n := range [...]*Str{nameGetstate, nameReduce, nameReduceEx, nameClass} {
		if !t.Lookup(n).Is(base.GetStr(n)) || s.find(n) >= 0 {
			return kv, false
		}
	}
	if !t.Lookup(nameGetnewargs).IsAbsent() || !t.Lookup(nameGetnewargsX).IsAbsent() || t.HasFlag(typeHasGetattrHook) {
		return kv, false
	}
	start := len(kv)
	for i := 0; i < s.n; i++ {
		kv = append(kv, Value{}, Value{})
	}
	for x := s; x.parent != nil; x = x.parent {
		val := LoadSlot(loadPtr(&e.vals).at(x.n - 1))
		if x.del || val.IsAbsent() {
			return kv[:start], false
		}
		kv[start+2*x.n-2], kv[start+2*x.n-1] = x.name.Value(), val
	}
	return kv, loadPtr(&e.shape) == s
}
