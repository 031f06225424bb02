"""Data structures in Python: a linked list, a red-black-like treap, a trie, a hash map with chains, an LRU cache."""
N = 140000


class Treap:
    class Node:
        __slots__ = ("key", "prio", "left", "right")

        def __init__(self, key, prio):
            self.key, self.prio, self.left, self.right = key, prio, None, None

    def __init__(self):
        self.root, self.seed, self.size = None, 1, 0

    def insert(self, key):
        self.seed = self.seed * 48271 % 0x7fffffff
        self.root = self._insert(self.root, key, self.seed)

    def _insert(self, n, key, prio):
        if n is None:
            self.size += 1
            return Treap.Node(key, prio)
        if key < n.key:
            n.left = self._insert(n.left, key, prio)
            if n.left.prio > n.prio:
                l = n.left
                n.left, l.right = l.right, n
                return l
        elif key > n.key:
            n.right = self._insert(n.right, key, prio)
            if n.right.prio > n.prio:
                r = n.right
                n.right, r.left = r.left, n
                return r
        return n

    def __contains__(self, key):
        n = self.root
        while n is not None:
            if key == n.key:
                return True
            n = n.left if key < n.key else n.right
        return False

    def __iter__(self):
        stack, n = [], self.root
        while stack or n:
            while n:
                stack.append(n)
                n = n.left
            n = stack.pop()
            yield n.key
            n = n.right


class Trie:
    def __init__(self):
        self.kids, self.end = {}, False

    def add(self, word):
        t = self
        for c in word:
            if c not in t.kids:
                t.kids[c] = Trie()
            t = t.kids[c]
        t.end = True

    def count(self):
        return self.end + sum(t.count() for t in self.kids.values())


class LRU:
    def __init__(self, cap):
        self.cap, self.map = cap, {}
        self.head = self.tail = None

    def unlink(self, n):
        p, q = n[1], n[2]
        if p is None:
            self.head = q
        else:
            p[2] = q
        if q is None:
            self.tail = p
        else:
            q[1] = p

    def touch(self, key):
        n = self.map.get(key)
        hit = n is not None
        if hit:
            self.unlink(n)
        else:
            n = self.map[key] = [key, None, None]
            if len(self.map) > self.cap:
                last = self.tail
                self.unlink(last)
                del self.map[last[0]]
        n[1], n[2] = None, self.head
        if self.head is not None:
            self.head[1] = n
        self.head = n
        if self.tail is None:
            self.tail = n
        return hit


def bench(n):
    t = Treap()
    for i in range(n):
        t.insert(i * 7919 % 10007)
    found = sum(k in t for k in range(n))
    order = list(t)
    trie = Trie()
    for i in range(n):
        trie.add(str(i * 31 % 5000) + "x")
    lru = LRU(64)
    hits = sum(lru.touch(i * i % 101) for i in range(n * 4))
    link = None
    for i in range(n):
        link = (i, link)
    length = 0
    while link is not None:
        length += 1
        _, link = link
    return t.size, found, order == sorted(order), trie.count(), hits, length


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
