// Package hashes is the native modules _md5, _sha1, _sha2, _sha3 and _blake2, on which the library's hashlib stands (Library
// Reference, "hashlib"). All but BLAKE2 are Go's.
//
// Invariant: the state of a hash object is guarded by the object's lock; no Python code runs under it.
package hashes

// This file implements hash objects and the modules of the fixed hash functions.

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"encoding"
	"hash"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// The types.
var (
	md5Type      = &object.Type{Name: "md5"}
	sha1Type     = &object.Type{Name: "sha1"}
	sha224Type   = &object.Type{Name: "SHA224Type"}
	sha256Type   = &object.Type{Name: "SHA256Type"}
	sha384Type   = &object.Type{Name: "SHA384Type"}
	sha512Type   = &object.Type{Name: "SHA512Type"}
	sha3224Type  = &object.Type{Name: "sha3_224"}
	sha3256Type  = &object.Type{Name: "sha3_256"}
	sha3384Type  = &object.Type{Name: "sha3_384"}
	sha3512Type  = &object.Type{Name: "sha3_512"}
	shake128Type = &object.Type{Name: "shake_128"}
	shake256Type = &object.Type{Name: "shake_256"}
	blake2bType  = &object.Type{Name: "blake2b"}
	blake2sType  = &object.Type{Name: "blake2s"}
)

// state is a hash function in progress. Sum does not change it; n is the length asked of functions that extend, else ignored.
type state interface {
	Write(p []byte) (int, error)
	sum(n int) []byte
	clone() state
	size() int
	blockSize() int
}

// fixed is a hash function of Go's.
type fixed struct{ hash.Hash }

func (f fixed) sum(int) []byte { return f.Sum(nil) }
func (f fixed) size() int      { return f.Size() }
func (f fixed) blockSize() int { return f.BlockSize() }
func (f fixed) clone() state {
	c, err := f.Hash.(hash.Cloner).Clone()
	if err != nil {
		panic(err) // the standard library's hashes can be cloned
	}
	return fixed{c}
}

// shake is a hash function with results of any length.
type shake struct {
	*sha3.SHAKE
	make func() *sha3.SHAKE
}

func (s shake) size() int      { return 0 }
func (s shake) blockSize() int { return s.BlockSize() }
func (s shake) sum(n int) []byte {
	out := make([]byte, n)
	_, _ = s.clone().(shake).Read(out)
	return out
}

func (s shake) clone() state {
	b, err := s.MarshalBinary()
	c := s.make()
	if err == nil {
		err = encoding.BinaryUnmarshaler(c).UnmarshalBinary(b)
	}
	if err != nil {
		panic(err)
	}
	return shake{c, s.make}
}

// hashObject is a hash object; its lock guards st.
type hashObject struct {
	object.Header
	st state
}

func asHash(v value) *hashObject { return (*hashObject)(v.Ptr()) }

func newHash(t *object.Type, st state) value {
	v := t.New()
	asHash(v).st = st
	return v
}

// variant describes one hash function.
type variant struct {
	t      *object.Type
	name   string // hashlib's
	attr   string // the type's name in the module, if it is there
	suffix string // of SHA-3
	fresh  func() state
}

// buffer gives f the bytes to be hashed; it refuses text as CPython does.
func buffer(th *thread, v value, f func(p []byte)) error {
	if object.IsStr(v) {
		return object.TypeErrorf(th, "Strings must be encoded before hashing")
	}
	if !object.IsBytesLike(v) {
		return object.TypeErrorf(th, "object supporting the buffer API required")
	}
	b, err := object.GetBuffer(th, v, object.BufferSimple)
	if err != nil {
		return err
	}
	defer b.Done(th)
	if b.NDim() > 1 {
		return object.Raisef(th, object.BufferErrorType, "Buffer must be single dimension")
	}
	f(b.Bytes())
	return nil
}

// start feeds a new state with what a constructor was given as data or, by its old name, string.
func start(th *thread, st state, data, str value) error {
	if !data.IsAbsent() && !str.IsAbsent() && !str.Is(object.None) {
		return object.TypeErrorf(th, "'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for removal in a future version.")
	}
	if data.IsAbsent() {
		data = str
	}
	if data.IsAbsent() || data.Is(object.None) && str.Is(object.None) {
		return nil
	}
	return buffer(th, data, func(p []byte) { _, _ = st.Write(p) })
}

const makeSig = "(data=b'', *, usedforsecurity=True, string=None)"

// maker is the constructor function of a variant.
func (v variant) maker(name string) object.Method {
	return object.Method{Name: name, Sig: makeSig, Doc: "Return a new " + v.name + " hash object, fed with data if given.", Fn: func(th *thread, a []value) (value, error) {
		st := v.fresh()
		if err := start(th, st, a[0], a[2]); err != nil {
			return value{}, err
		}
		return newHash(v.t, st), nil
	}}
}

func (v variant) spec(module string) object.TypeSpec {
	s := object.TypeSpec{
		Type: v.t, Module: module, Flags: object.TypeNoInstantiate, Layout: object.LayoutOf[hashObject](),
		Methods: []object.Method{
			{Name: "update", Fn: hashUpdate, Sig: "(self, obj, /)", Doc: "Feed more bytes."},
			{Name: "copy", Fn: func(th *thread, a []value) (value, error) {
				h := asHash(a[0])
				h.Lock()
				st := h.st.clone()
				h.Unlock()
				return newHash(v.t, st), nil
			}, Sig: "(self, /)", Doc: "Return a copy of the hash object."},
		},
		GetSets: []object.GetSet{
			{Name: "name", Get: func(th *thread, self value) (value, error) { return object.NewASCII(v.name), nil }},
			{Name: "digest_size", Get: func(th *thread, self value) (value, error) { return object.Int(int64(asHash(self).st.size())), nil }},
			{Name: "block_size", Get: func(th *thread, self value) (value, error) {
				return object.Int(int64(asHash(self).st.blockSize())), nil
			}},
		},
	}
	sig, long := "(self, /)", ""
	if v.t == shake128Type || v.t == shake256Type {
		sig, long = "(self, /, length)", " of the given length"
	}
	s.Methods = append(s.Methods,
		object.Method{Name: "digest", Fn: func(th *thread, a []value) (value, error) {
			b, err := hashSum(th, a)
			return object.BytesOf(b), err
		}, Sig: sig, Doc: "Return the digest" + long + " as bytes."},
		object.Method{Name: "hexdigest", Fn: func(th *thread, a []value) (value, error) {
			b, err := hashSum(th, a)
			if err != nil {
				return value{}, err
			}
			const digits = "0123456789abcdef"
			out := make([]byte, 0, 2*len(b))
			for _, c := range b {
				out = append(out, digits[c>>4], digits[c&15])
			}
			return object.NewASCII(string(out)), nil
		}, Sig: sig, Doc: "Return the digest" + long + " as hexadecimal digits."})
	if v.suffix != "" {
		rate := v.fresh().blockSize() * 8
		s.Flags, s.Sig = 0, makeSig
		s.GetSets = append(s.GetSets,
			object.GetSet{Name: "_capacity_bits", Get: func(th *thread, self value) (value, error) { return object.Int(int64(1600 - rate)), nil }},
			object.GetSet{Name: "_rate_bits", Get: func(th *thread, self value) (value, error) { return object.Int(int64(rate)), nil }},
			object.GetSet{Name: "_suffix", Get: func(th *thread, self value) (value, error) { return object.NewBytes(v.suffix), nil }})
		m := v.maker(v.t.Name)
		d := object.NewDef(m, nil)
		s.Slots.New = func(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
			a, err := object.BindSig(th, d, args, kw)
			if err != nil {
				return value{}, err
			}
			return m.Fn(th, a)
		}
	}
	return s
}

func hashUpdate(th *thread, a []value) (value, error) {
	h := asHash(a[0])
	return object.None, buffer(th, a[1], func(p []byte) {
		h.Lock()
		_, _ = h.st.Write(p)
		h.Unlock()
	})
}

// hashSum is digest and hexdigest; a[1] is the length, for functions that extend.
func hashSum(th *thread, a []value) ([]byte, error) {
	n := 0
	if len(a) > 1 {
		i, err := object.Index(th, a[1])
		if err != nil {
			return nil, err
		}
		m, ok := object.Int64(i)
		switch {
		case object.Big(i).Sign() < 0:
			return nil, object.ValueErrorf(th, "Cannot convert negative int")
		case !ok || m >= 1<<29:
			return nil, object.ValueErrorf(th, "length is too large")
		}
		n = int(m)
	}
	h := asHash(a[0])
	h.Lock()
	b := h.st.sum(n)
	h.Unlock()
	return b, nil
}

// module makes the module of some variants; functions says that constructors are functions beside the types.
func module(name string, functions bool, vs []variant) object.ModuleSpec {
	s := object.ModuleSpec{Name: name, Exec: func(th *thread, m *object.Module) error {
		for _, v := range vs {
			spec := v.spec(name)
			m.Dict().SetName(v.attr, object.ReadyType(&spec).Value())
		}
		m.Dict().SetName("_GIL_MINSIZE", object.Int(2048))
		if name == "_sha3" {
			m.Dict().SetName("implementation", object.NewASCII("Go"))
		}
		return nil
	}}
	if functions {
		for _, v := range vs {
			s.Methods = append(s.Methods, v.maker(v.name))
		}
	}
	return s
}

func of(f func() hash.Hash) func() state { return func() state { return fixed{f()} } }

// MD5 describes the module _md5.
func MD5() object.ModuleSpec {
	return module("_md5", true, []variant{{md5Type, "md5", "MD5Type", "", of(md5.New)}})
}

// SHA1 describes the module _sha1.
func SHA1() object.ModuleSpec {
	return module("_sha1", true, []variant{{sha1Type, "sha1", "SHA1Type", "", of(sha1.New)}})
}

// SHA2 describes the module _sha2.
func SHA2() object.ModuleSpec {
	return module("_sha2", true, []variant{
		{sha224Type, "sha224", "SHA224Type", "", of(sha256.New224)},
		{sha256Type, "sha256", "SHA256Type", "", of(sha256.New)},
		{sha384Type, "sha384", "SHA384Type", "", of(sha512.New384)},
		{sha512Type, "sha512", "SHA512Type", "", of(sha512.New)},
	})
}

// SHA3 describes the module _sha3.
func SHA3() object.ModuleSpec {
	of3 := func(f func() *sha3.SHA3) func() state { return func() state { return fixed{f()} } }
	ofShake := func(f func() *sha3.SHAKE) func() state { return func() state { return shake{f(), f} } }
	return module("_sha3", false, []variant{
		{sha3224Type, "sha3_224", "sha3_224", "\x06", of3(sha3.New224)},
		{sha3256Type, "sha3_256", "sha3_256", "\x06", of3(sha3.New256)},
		{sha3384Type, "sha3_384", "sha3_384", "\x06", of3(sha3.New384)},
		{sha3512Type, "sha3_512", "sha3_512", "\x06", of3(sha3.New512)},
		{shake128Type, "shake_128", "shake_128", "\x1f", ofShake(sha3.NewSHAKE128)},
		{shake256Type, "shake_256", "shake_256", "\x1f", ofShake(sha3.NewSHAKE256)},
	})
}
