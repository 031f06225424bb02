// This file implements the wrapper behind lru_cache. The results of a cache without bounds lie in a dict. Those of a bounded one lie in
// links, which are chained in a table by hash and form a ring in order of use. Both are guarded by the wrapper's lock, and a link is looked
// at only with it, so that the link used longest ago can become the one of a new result. Keys are hashed, and compared where that can run
// Python code, and the function is called without the lock.

package functools

import (
	"slices"
	"unsafe"

	"weft/internal/object"
)

var (
	lruCacheType = &object.Type{Name: "_lru_cache_wrapper"}
	// kwMark separates positional arguments from keywords in keys.
	kwMark = object.NewSentinel()
)

// lruCache is a wrapped function.
type lruCache struct {
	object.Header
	fn       value
	maxsize  int // -1: unbounded
	typed    bool
	infoType value
	cache    *object.Dict // the results of an unbounded cache

	// Guarded by the lock.
	table        []*lruLink // by the low bits of the hash; its length is a power of two, or 0
	root         lruLink    // the ring: root.next is the link used longest ago
	linked       int
	changes      int // how often a link has come or gone
	hits, misses int64

	object.Ext
}

// lruLink is an entry of a bounded cache.
type lruLink struct {
	prev, next, chain *lruLink
	key, result       value
	hash              int64
}

func lruCacheSpec() object.TypeSpec {
	return object.TypeSpec{
		Type:   lruCacheType,
		Module: "functools",
		Doc:    "Create a cached callable that wraps another function.\n\nuser_function:      the function being cached\n\nmaxsize:  0         for no caching\n          None      for unlimited cache size\n          n         for a bounded cache\n\ntyped:    False     cache f(3) and f(3.0) as identical calls\n          True      cache f(3) and f(3.0) as distinct calls\n\ncache_info_type:    namedtuple class with the fields:\n                        hits misses currsize maxsize\n",
		Flags:  object.TypeBase | object.TypeHasWeakref,
		Layout: object.LayoutWithExt[lruCache](unsafe.Offsetof(lruCache{}.Ext)),
		Slots:  object.Slots{New: lruCacheNew, Call: lruCacheCall, DescrGet: partialGet},
		GetSets: []object.GetSet{
			object.DictGetSet(),
		},
		Methods: []object.Method{
			{Name: "cache_info", Sig: "(self, /)", Fn: lruCacheCacheInfo, Doc: "Report cache statistics"},
			{Name: "cache_clear", Sig: "(self, /)", Fn: lruCacheCacheClear, Doc: "Clear the cache and cache statistics"},
			{Name: "__reduce__", Sig: "(self, /)", Fn: lruCacheReduce},
			{Name: "__copy__", Sig: "(self, /)", Fn: lruCacheCopy},
			{Name: "__deepcopy__", Sig: "(self, memo, /)", Fn: lruCacheCopy},
		},
	}
}

var lruCacheDef = object.NewDef(object.Method{Name: "lru_cache", Sig: "(user_function, maxsize, typed, cache_info_type)"}, nil)

func lruCacheNew(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
	a, err := object.BindSig(th, lruCacheDef, args, kwnames)
	if err != nil {
		return value{}, err
	}
	if !object.IsCallable(a[0]) {
		return value{}, object.TypeErrorf(th, "the first argument must be callable")
	}
	maxsize := -1
	if !a[1].Is(object.None) {
		if !object.IsInt(a[1]) && a[1].Type().Slots().Index == nil {
			return value{}, object.TypeErrorf(th, "maxsize should be integer or None")
		}
		if maxsize, err = object.AsIndex(th, a[1], object.OverflowErrorType); err != nil {
			return value{}, err
		}
		maxsize = max(maxsize, 0)
	}
	typed, err := object.IsTrue(th, a[2])
	if err != nil {
		return value{}, err
	}
	v := t.New()
	c := (*lruCache)(v.Ptr())
	c.fn, c.maxsize, c.typed, c.infoType, c.cache = a[0], maxsize, typed, a[3], object.NewDict()
	c.root.prev, c.root.next = &c.root, &c.root
	return v, nil
}

// lruKey makes the key of a call. own is the tuple it is, if that is the thread's scratch tuple: see th.TakeTuple.
func lruKey(th *thread, args []value, kwnames *object.Tuple, typed bool) (key value, own *object.Tuple) {
	nkw := kwnames.Len()
	if nkw == 0 && !typed && len(args) == 1 && (args[0].IsInt() || args[0].IsExact(object.StrType) || args[0].IsExact(object.IntType)) {
		return args[0], nil
	}
	n := len(args)
	if nkw > 0 {
		n += 1 + nkw
	}
	if typed {
		n += len(args)
	}
	own = th.TakeTuple(n)
	pos, vals := args[:len(args)-nkw], args[len(args)-nkw:]
	w := own.Items()
	at := copy(w, pos)
	if nkw > 0 {
		w[at] = kwMark
		at++
		for i, k := range kwnames.Items() {
			w[at], w[at+1] = k, vals[i]
			at += 2
		}
	}
	if typed {
		for i, x := range args {
			w[at+i] = x.Type().Value()
		}
	}
	return own.Value(), own
}

func lruCacheCall(th *thread, self value, args []value, kwnames *object.Tuple) (value, error) {
	c := (*lruCache)(self.Ptr())
	if c.maxsize == 0 {
		c.count(false)
		return object.CallArgs(th, c.fn, args, kwnames)
	}
	if c.maxsize > 0 {
		return c.callBounded(th, args, kwnames)
	}
	if kwnames.Len() == 0 && !c.typed && len(args) > 1 {
		if v, sure := c.cache.GetItems(args); sure && !v.IsAbsent() {
			c.count(true)
			return v, nil
		}
	}
	key, own := lruKey(th, args, kwnames, c.typed)
	h, err := object.Hash(th, key)
	var found value
	if err == nil {
		found, err = c.cache.GetHash(th, key, h)
	}
	key = ownKey(th, key, own, err == nil && found.IsAbsent())
	if err != nil {
		return value{}, err
	}
	if !found.IsAbsent() {
		c.count(true)
		return found, nil
	}
	c.count(false)
	r, err := object.CallArgs(th, c.fn, args, kwnames)
	if err != nil {
		return value{}, err
	}
	return r, c.cache.SetHash(th, key, h, r)
}

// ownKey gives back the scratch tuple that key is, if own is not nil, and returns a copy if the key is to be kept.
func ownKey(th *thread, key value, own *object.Tuple, keep bool) value {
	if own != nil {
		if keep {
			key = object.NewTupleCopy(own.Items()).Value()
		}
		th.GiveTuple(own)
	}
	return key
}

func (c *lruCache) callBounded(th *thread, args []value, kwnames *object.Tuple) (value, error) {
	key, own := lruKey(th, args, kwnames, c.typed)
	h, err := object.Hash(th, key)
	if err != nil {
		ownKey(th, key, own, false)
		return value{}, err
	}
	l, err := c.findLocked(th, key, h)
	if l != nil {
		c.hits++
		l.prev.next, l.next.prev = l.next, l.prev
		c.appendLocked(l)
		r := l.result
		c.Unlock()
		ownKey(th, key, own, false)
		return r, nil
	}
	if err != nil {
		ownKey(th, key, own, false)
		return value{}, err
	}
	c.misses++
	changes := c.changes
	c.Unlock()
	key = ownKey(th, key, own, true)
	r, err := object.CallArgs(th, c.fn, args, kwnames)
	if err != nil {
		return value{}, err
	}
	c.Lock()
	if c.changes != changes {
		c.Unlock()
		if l, err = c.findLocked(th, key, h); err != nil {
			return value{}, err
		}
	}
	if l == nil { // or else the call itself, or another thread, has stored a result meanwhile
		c.insertLocked(key, h, r)
	}
	c.Unlock()
	return r, nil
}

// findLocked takes the lock and returns the link of key, or nil. If there is an error it does not hold the lock.
func (c *lruCache) findLocked(th *thread, key value, h int64) (*lruLink, error) {
	var unequal []value // keys that Python code has compared
	c.Lock()
again:
	for l := c.bucketLocked(h); l != nil; l = l.chain {
		if l.hash != h {
			continue
		}
		eq, sure := object.EqualPlain(l.key, key)
		if eq {
			return l, nil
		}
		if sure {
			continue
		}
		k := l.key
		if slices.Contains(unequal, k) {
			continue
		}
		c.Unlock()
		eq, err := object.EqualOrIs(th, k, key)
		if err != nil {
			return nil, err
		}
		c.Lock()
		if eq {
			for l = c.bucketLocked(h); l != nil; l = l.chain {
				if l.key.Is(k) {
					return l, nil
				}
			}
		}
		unequal = append(unequal, k) // or it is no longer in the cache
		goto again
	}
	return nil, nil
}

// bucketLocked returns the first link of those whose hash is like h.
func (c *lruCache) bucketLocked(h int64) *lruLink {
	if len(c.table) == 0 {
		return nil
	}
	return c.table[int(h)&(len(c.table)-1)]
}

// insertLocked adds a result, in the place of the one that was used longest ago if the cache is full.
func (c *lruCache) insertLocked(key value, h int64, r value) {
	var l *lruLink
	if c.linked >= c.maxsize {
		l = c.root.next
		c.root.next, l.next.prev = l.next, &c.root
		p := &c.table[int(l.hash)&(len(c.table)-1)]
		for *p != l {
			p = &(*p).chain
		}
		*p = l.chain
	} else {
		l = &lruLink{}
		if c.linked++; c.linked > len(c.table) {
			c.table = make([]*lruLink, max(8, 2*len(c.table)))
			for x := c.root.next; x != &c.root; x = x.next {
				c.chainLocked(x)
			}
		}
	}
	l.key, l.hash, l.result = key, h, r
	c.chainLocked(l)
	c.appendLocked(l)
	c.changes++
}

func (c *lruCache) chainLocked(l *lruLink) {
	p := &c.table[int(l.hash)&(len(c.table)-1)]
	l.chain = *p
	*p = l
}

func (c *lruCache) appendLocked(l *lruLink) {
	last := c.root.prev
	l.prev, l.next = last, &c.root
	last.next, c.root.prev = l, l
}

func (c *lruCache) count(hit bool) {
	c.Lock()
	if hit {
		c.hits++
	} else {
		c.misses++
	}
	c.Unlock()
}

func lruCacheCacheInfo(th *thread, args []value) (value, error) {
	c := (*lruCache)(args[0].Ptr())
	c.Lock()
	hits, misses, n := c.hits, c.misses, c.linked
	c.Unlock()
	size := object.None
	if c.maxsize >= 0 {
		size = object.Int(int64(c.maxsize))
	} else {
		n = c.cache.Len()
	}
	return object.Call(th, c.infoType, object.Int(hits), object.Int(misses), size, object.Int(int64(n)))
}

func lruCacheCacheClear(th *thread, args []value) (value, error) {
	c := (*lruCache)(args[0].Ptr())
	c.Lock()
	c.hits, c.misses, c.linked, c.table = 0, 0, 0, nil
	c.changes++
	c.root.prev, c.root.next = &c.root, &c.root
	c.Unlock()
	c.cache.Clear()
	return object.None, nil
}

func lruCacheReduce(th *thread, args []value) (value, error) {
	return object.GetAttrName(th, args[0], "__qualname__")
}

func lruCacheCopy(th *thread, args []value) (value, error) { return args[0], nil }
