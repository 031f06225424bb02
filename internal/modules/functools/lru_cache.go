// This file implements the wrapper behind lru_cache. Results lie in a dict from key to link; the links of a bounded cache form
// a ring in order of use, guarded by the wrapper's lock. Keys are hashed and compared, and the function called, without it.

package functools

import (
	"unsafe"

	"weft/internal/object"
)

var (
	lruCacheType = &object.Type{Name: "_lru_cache_wrapper"}
	lruLinkType  = &object.Type{Name: "_lru_list_elem"}
	// kwMark separates positional arguments from keywords in keys.
	kwMark = object.NewSentinel()
)

// lruCache is a wrapped function.
type lruCache struct {
	object.Header
	fn           value
	maxsize      int // -1: unbounded
	typed        bool
	infoType     value
	cache        *object.Dict
	root         lruLink // the ring: root.next is the link used longest ago
	linked       int
	hits, misses int64 // with root and linked, guarded by the lock
	object.Ext
}

// lruLink is an entry of the cache. prev and next are guarded by the wrapper's lock; nil: not in the ring.
type lruLink struct {
	object.Header
	prev, next  *lruLink
	key, result value
	hash        int64
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

func lruCacheNew(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
	a, err := object.BindSig(th, object.NewDef(object.Method{Name: "lru_cache", Sig: "(user_function, maxsize, typed, cache_info_type)"}, nil), args, kwnames)
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
	s := object.TypeSpec{Type: lruLinkType, Module: "functools", Flags: object.TypeNoInstantiate, Layout: object.LayoutOf[lruLink]()}
	object.ReadyType(&s)
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
	key, own := lruKey(th, args, kwnames, c.typed)
	h, err := object.Hash(th, key)
	var found value
	if err == nil {
		found, err = c.cache.GetHash(th, key, h)
	}
	if own != nil {
		if err == nil && found.IsAbsent() {
			key = object.NewTupleCopy(own.Items()).Value()
		}
		th.GiveTuple(own)
	}
	if err != nil {
		return value{}, err
	}
	if c.maxsize < 0 {
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
	if !found.IsAbsent() {
		l := (*lruLink)(found.Ptr())
		c.Lock()
		c.hits++
		if l.next != nil && l.next != &c.root {
			l.prev.next, l.next.prev = l.next, l.prev
			c.appendLocked(l)
		}
		c.Unlock()
		return l.result, nil
	}
	c.count(false)
	r, err := object.CallArgs(th, c.fn, args, kwnames)
	if err != nil {
		return value{}, err
	}
	lv := lruLinkType.New()
	l := (*lruLink)(lv.Ptr())
	l.key, l.hash, l.result = key, h, r
	if got, err := c.cache.SetDefaultHash(th, key, h, lv); err != nil || !got.Is(lv) {
		return r, err // the call itself, or another thread, has stored a result meanwhile
	}
	c.Lock()
	c.appendLocked(l)
	c.linked++
	var old *lruLink
	if c.linked > c.maxsize {
		old = c.root.next
		c.root.next, old.next.prev = old.next, &c.root
		old.prev, old.next = nil, nil
		c.linked--
	}
	c.Unlock()
	if old != nil {
		ov := object.FromPtr(unsafe.Pointer(old))
		if _, err := c.cache.UpdateHash(th, old.key, old.hash, func(v value) value {
			if v.Is(ov) {
				return value{}
			}
			return v
		}); err != nil {
			return value{}, err
		}
	}
	return r, nil
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
	hits, misses := c.hits, c.misses
	c.Unlock()
	size, n := object.None, c.cache.Len()
	if c.maxsize >= 0 {
		size = object.Int(int64(c.maxsize))
		n = min(n, c.maxsize) // a thread that has just stored a result may not have dropped the oldest one yet
	}
	return object.Call(th, c.infoType, object.Int(hits), object.Int(misses), size, object.Int(int64(n)))
}

func lruCacheCacheClear(th *thread, args []value) (value, error) {
	c := (*lruCache)(args[0].Ptr())
	c.Lock()
	c.hits, c.misses, c.linked = 0, 0, 0
	for l := c.root.next; l != &c.root; {
		next := l.next
		l.prev, l.next = nil, nil
		l = next
	}
	c.root.prev, c.root.next = &c.root, &c.root
	c.Unlock()
	c.cache.Clear()
	return object.None, nil
}

func lruCacheReduce(th *thread, args []value) (value, error) {
	return object.GetAttrName(th, args[0], "__qualname__")
}

func lruCacheCopy(th *thread, args []value) (value, error) { return args[0], nil }
