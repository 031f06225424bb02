package hashes

// This file implements the module _kdf, which CPython's library has from OpenSSL: hashlib's pbkdf2_hmac() and scrypt().

import (
	"crypto/md5"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"encoding/binary"
	"hash"
	"math/bits"
	"strings"

	"weft/internal/object"
)

// KDF describes the module _kdf.
func KDF() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_kdf",
		Doc:  "Derive keys from passwords, for hashlib.",
		Methods: []object.Method{
			{Name: "pbkdf2_hmac", Fn: kdfPbkdf2Hmac, Sig: "(hash_name, password, salt, iterations, dklen=None)", Doc: "Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function."},
			{Name: "scrypt", Fn: kdfScrypt, Sig: "(password, *, salt, n, r, p, maxmem=0, dklen=64)", Doc: "scrypt password-based key derivation function."},
		},
	}
}

// hashNamed returns the hash function of a name as OpenSSL knows it, nil if there is none.
func hashNamed(name string) func() hash.Hash {
	of3 := func(f func() *sha3.SHA3) func() hash.Hash { return func() hash.Hash { return f() } }
	switch strings.ReplaceAll(strings.ToLower(name), "-", "_") {
	case "md5":
		return md5.New
	case "sha1", "sha_1":
		return sha1.New
	case "sha224", "sha2_224":
		return sha256.New224
	case "sha256", "sha2_256":
		return sha256.New
	case "sha384", "sha2_384":
		return sha512.New384
	case "sha512", "sha2_512":
		return sha512.New
	case "sha512_224":
		return sha512.New512_224
	case "sha512_256":
		return sha512.New512_256
	case "sha3_224":
		return of3(sha3.New224)
	case "sha3_256":
		return of3(sha3.New256)
	case "sha3_384":
		return of3(sha3.New384)
	case "sha3_512":
		return of3(sha3.New512)
	}
	return nil
}

// bytesOf returns a copy of the bytes of an argument.
func bytesOf(th *thread, v value) ([]byte, error) {
	b, err := object.GetBuffer(th, v, object.BufferSimple)
	if err != nil {
		return nil, err
	}
	defer b.Done(th)
	return append([]byte(nil), b.Bytes()...), nil
}

func kdfPbkdf2Hmac(th *thread, a []value) (value, error) {
	if !object.IsStr(a[0]) {
		return value{}, object.TypeErrorf(th, "pbkdf2_hmac() argument 'hash_name' must be str, not %s", a[0].Type().DisplayName())
	}
	password, err := bytesOf(th, a[1])
	if err != nil {
		return value{}, err
	}
	salt, err := bytesOf(th, a[2])
	if err != nil {
		return value{}, err
	}
	n, err := object.AsCInt(th, a[3])
	if err != nil {
		return value{}, err
	}
	h := hashNamed(object.AsStr(a[0]).String())
	if h == nil {
		return value{}, object.ValueErrorf(th, "[digital envelope routines] unsupported")
	}
	if n < 1 {
		return value{}, object.ValueErrorf(th, "iteration value must be greater than 0.")
	}
	size := h().Size()
	if !a[4].IsAbsent() && !a[4].Is(object.None) {
		if size, err = object.AsCInt(th, a[4]); err != nil {
			return value{}, err
		}
		if size < 1 {
			return value{}, object.ValueErrorf(th, "key length must be greater than 0.")
		}
	}
	var key []byte
	th.Blocking(object.WaitCall, func() { key, err = pbkdf2.Key(h, string(password), salt, n, size) })
	if err != nil {
		return value{}, object.ValueErrorf(th, "%v", err)
	}
	return object.NewBytes(string(key)), nil
}

func kdfScrypt(th *thread, a []value) (value, error) {
	password, err := bytesOf(th, a[0])
	if err != nil {
		return value{}, err
	}
	salt, err := bytesOf(th, a[1])
	if err != nil {
		return value{}, err
	}
	var num [5]int // n, r, p, maxmem, dklen
	num[4] = 64
	for i := range num {
		if v := a[2+i]; !v.IsAbsent() {
			if num[i], err = object.AsIndex(th, v, object.OverflowErrorType); err != nil {
				return value{}, err
			}
		}
	}
	n, r, p, maxmem, dklen := num[0], num[1], num[2], num[3], num[4]
	const most = 1<<31 - 1
	switch {
	case n < 2 || n&(n-1) != 0:
		return value{}, object.ValueErrorf(th, "n must be a power of 2.")
	case maxmem < 0 || maxmem > most:
		return value{}, object.ValueErrorf(th, "maxmem must be positive and smaller than %d", most)
	case dklen < 1 || dklen > most:
		return value{}, object.ValueErrorf(th, "dklen must be greater than 0 and smaller than %d", most)
	case r < 1 || p < 1 || r > most || p > (1<<30-1)/r:
		return value{}, object.ValueErrorf(th, "Invalid parameter combination for n, r, p, maxmem.")
	}
	if maxmem == 0 {
		maxmem = 32 << 20
	}
	if n > maxmem || 128*r*p > maxmem || 128*r*(n+2) > maxmem-128*r*p {
		return value{}, object.ValueErrorf(th, "[digital envelope routines] memory limit exceeded")
	}
	var key []byte
	th.Blocking(object.WaitCall, func() { key, err = scrypt(password, salt, n, r, p, dklen) })
	if err != nil {
		return value{}, object.ValueErrorf(th, "%v", err)
	}
	return object.NewBytes(string(key)), nil
}

// scrypt is RFC 7914.
func scrypt(password, salt []byte, n, r, p, size int) ([]byte, error) {
	b, err := pbkdf2.Key(sha256.New, string(password), salt, 1, p*128*r)
	if err != nil {
		return nil, err
	}
	words := 32 * r
	x, y := make([]uint32, words), make([]uint32, words)
	table := make([]uint32, n*words)
	for part := range p {
		chunk := b[part*128*r : (part+1)*128*r]
		for i := range x {
			x[i] = binary.LittleEndian.Uint32(chunk[4*i:])
		}
		for i := range n {
			copy(table[i*words:], x)
			blockMix(x, y, r)
		}
		for range n {
			// The last block of x, as a number modulo n, says which of the table to mix in.
			j := int(uint64(x[words-16])|uint64(x[words-15])<<32) & (n - 1)
			for k, w := range table[j*words : (j+1)*words] {
				x[k] ^= w
			}
			blockMix(x, y, r)
		}
		for i, w := range x {
			binary.LittleEndian.PutUint32(chunk[4*i:], w)
		}
	}
	return pbkdf2.Key(sha256.New, string(password), b, 1, size)
}

// blockMix mixes the 2r blocks of x; y is room for as many.
func blockMix(x, y []uint32, r int) {
	last := [16]uint32(x[len(x)-16:])
	for i := range 2 * r {
		for k := range last {
			last[k] ^= x[16*i+k]
		}
		salsa8(&last)
		copy(y[16*(i/2+i%2*r):], last[:]) // the even blocks first, then the odd ones
	}
	copy(x, y)
}

// salsa8 is Salsa20 with eight rounds.
func salsa8(b *[16]uint32) {
	w := *b
	quarter := func(i, j, k, l int) {
		w[j] ^= bits.RotateLeft32(w[i]+w[l], 7)
		w[k] ^= bits.RotateLeft32(w[j]+w[i], 9)
		w[l] ^= bits.RotateLeft32(w[k]+w[j], 13)
		w[i] ^= bits.RotateLeft32(w[l]+w[k], 18)
	}
	for range 4 {
		quarter(0, 4, 8, 12)
		quarter(5, 9, 13, 1)
		quarter(10, 14, 2, 6)
		quarter(15, 3, 7, 11)
		quarter(0, 1, 2, 3)
		quarter(5, 6, 7, 4)
		quarter(10, 11, 8, 9)
		quarter(15, 12, 13, 14)
	}
	for i := range b {
		b[i] += w[i]
	}
}
