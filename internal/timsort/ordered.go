// This file implements sorts for keys whose comparison nobody can observe: all int, all float without NaN, or all str.
//
// Any stable sort gives list.sort's result for them. Input in few runs goes the way of Sort; the rest is sorted by digits
// of the key, which needs no comparisons, or, below radixMin, by merging.

package timsort

import (
	"encoding/binary"
	"math"
)

// radixMin keeps the eight passes over 256 counters small beside the work on the keys. Not tuned.
const radixMin = 200

// SortInt64 sorts keys stably and moves vals along; the slices have equal length.
func SortInt64[V any](keys []int64, vals []V) {
	if inRuns(keys, func(a, b int64) bool { return a < b }) {
		_ = SortPairs(keys, vals, func(a, b int64) (bool, error) { return a < b, nil })
		return
	}
	u := make([]uint64, len(keys))
	for i, k := range keys {
		u[i] = uint64(k) ^ 1<<63
	}
	sortUint64(u, vals)
	for i, k := range u {
		keys[i] = int64(k ^ 1<<63)
	}
}

// SortFloat64 is SortInt64 for floats, of which none may be a NaN. 0.0 and -0.0 are equal; in keys both become 0.0.
func SortFloat64[V any](keys []float64, vals []V) {
	if inRuns(keys, func(a, b float64) bool { return a < b }) {
		_ = SortPairs(keys, vals, func(a, b float64) (bool, error) { return a < b, nil })
		return
	}
	u := make([]uint64, len(keys))
	for i, k := range keys {
		b := math.Float64bits(k + 0) // -0.0 + 0 is 0.0
		if b>>63 != 0 {
			b = ^b
		} else {
			b |= 1 << 63
		}
		u[i] = b
	}
	sortUint64(u, vals)
	for i, b := range u {
		if b>>63 != 0 {
			b &^= 1 << 63
		} else {
			b = ^b
		}
		keys[i] = math.Float64frombits(b)
	}
}

// keyed carries a string key with its value through the sort by prefix.
type keyed[V any] struct {
	key string
	val V
}

// SortStrings is SortInt64 for strings in byte order, which for WTF-8 is code point order.
func SortStrings[V any](keys []string, vals []V) {
	less := func(a, b string) (bool, error) { return a < b, nil }
	if len(keys) < radixMin || inRuns(keys, func(a, b string) bool { return a < b }) {
		_ = SortPairs(keys, vals, less)
		return
	}
	// By the first 8 bytes after the common prefix, then each stretch that these leave equal by comparing.
	skip := len(keys[0])
	for _, k := range keys {
		n := 0
		for n < skip && n < len(k) && k[n] == keys[0][n] {
			n++
		}
		skip = n
	}
	u := make([]uint64, len(keys))
	items := make([]keyed[V], len(keys))
	for i, k := range keys {
		u[i] = prefix8(k[skip:])
		items[i] = keyed[V]{k, vals[i]}
	}
	sortUint64(u, items)
	for i, it := range items {
		keys[i], vals[i] = it.key, it.val
	}
	for i := 0; i < len(u); {
		j := i + 1
		for j < len(u) && u[j] == u[i] {
			j++
		}
		if j-i > 1 {
			_ = SortPairs(keys[i:j], vals[i:j], less)
		}
		i = j
	}
}

// prefix8 returns the first 8 bytes of s as a number that orders like them; a missing byte is 0.
func prefix8(s string) uint64 {
	if len(s) >= 8 {
		var b [8]byte
		copy(b[:], s)
		return binary.BigEndian.Uint64(b[:])
	}
	var u uint64
	for i := 0; i < len(s); i++ {
		u |= uint64(s[i]) << (56 - 8*uint(i))
	}
	return u
}

// inRuns reports whether keys are few runs, ascending or descending, on average at least 32 long.
func inRuns[K any](keys []K, less func(a, b K) bool) bool {
	turns := len(keys)/32 + 1
	down := false
	for i := 1; i < len(keys); i++ {
		if less(keys[i], keys[i-1]) != down {
			down = !down
			if turns--; turns < 0 {
				return false
			}
		}
	}
	return true
}

// sortUint64 sorts keys stably and moves vals along.
func sortUint64[V any](keys []uint64, vals []V) {
	n := len(keys)
	tmpK, tmpV := make([]uint64, n), make([]V, n)
	if n < radixMin {
		mergeUint64(keys, vals, tmpK, tmpV)
		return
	}
	var count [8][256]int
	for _, k := range keys {
		for d := range count {
			count[d][byte(k>>(8*uint(d)))]++
		}
	}
	k, v := keys, vals
	for d := range count {
		c := &count[d]
		sh := 8 * uint(d)
		if c[byte(k[0]>>sh)] == n {
			continue // all alike in this digit
		}
		pos := 0
		for i := range c {
			pos, c[i] = pos+c[i], pos
		}
		for i, x := range k {
			b := byte(x >> sh)
			p := c[b]
			c[b] = p + 1
			tmpK[p], tmpV[p] = x, v[i]
		}
		k, tmpK = tmpK, k
		v, tmpV = tmpV, v
	}
	if n > 0 && &k[0] != &keys[0] {
		copy(keys, k)
		copy(vals, v)
	}
}

// mergeUint64 sorts short input by insertion in blocks and merging them.
func mergeUint64[V any](keys []uint64, vals []V, tmpK []uint64, tmpV []V) {
	const blk = 16
	n := len(keys)
	for lo := 0; lo < n; lo += blk {
		hi := min(lo+blk, n)
		for i := lo + 1; i < hi; i++ {
			k, v := keys[i], vals[i]
			j := i
			for j > lo && keys[j-1] > k {
				keys[j], vals[j] = keys[j-1], vals[j-1]
				j--
			}
			keys[j], vals[j] = k, v
		}
	}
	k, v := keys, vals
	swapped := false
	for w := blk; w < n; w *= 2 {
		for lo := 0; lo < n; lo += 2 * w {
			mid, hi := min(lo+w, n), min(lo+2*w, n)
			i, j := lo, mid
			for p := lo; p < hi; p++ {
				if i < mid && (j >= hi || k[i] <= k[j]) {
					tmpK[p], tmpV[p] = k[i], v[i]
					i++
				} else {
					tmpK[p], tmpV[p] = k[j], v[j]
					j++
				}
			}
		}
		k, tmpK = tmpK, k
		v, tmpV = tmpV, v
		swapped = !swapped
	}
	if swapped {
		copy(keys, k)
		copy(vals, v)
	}
}
