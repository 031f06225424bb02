"""Sets that are counted at once, len({...}): each is a new one, whatever happens while it is made."""
import gc
import threading
import weakref


class Key:
    def __init__(self, n, on_hash=None):
        self.n, self.on_hash = n, on_hash

    def __hash__(self):
        if self.on_hash:
            self.on_hash()
        return self.n % 5

    def __eq__(self, other):
        return isinstance(other, Key) and self.n == other.n


def sizes(n):
    total = []
    for k in list(range(80)) + [300, 3, 5, 4, 6, 33, 2]:
        total.append(len({i * i % 97 for i in range(k)}))
        total.append(len({str(i) for i in range(k)}))
        total.append(len({-i for i in range(k)}) + len({i // 2 for i in range(k)}))
    return total


def nested(n):
    return len({len({len({a * b for a in range(c)}) + b for b in range(c)}) for c in range(n)})


def recursive(n):
    return 1 if n == 0 else len({recursive(n - 1) + i % 3 for i in range(4)}) + recursive(n - 1)


def raises(n):
    out = 0
    for i in range(n):
        try:
            out += len({(j if j < i else [j]) for j in range(12)})
        except TypeError as e:
            out -= 1
            message = str(e)
        try:
            out += len({1 // (9 - j) for j in range(i % 20)})
        except ZeroDivisionError:
            out -= 2
    return out, message


def hashing():
    inner = []

    def on_hash():
        inner.append(len({x % 3 for x in range(len(inner) % 7)}))

    return len({Key(i % 9, on_hash) for i in range(40)}), sum(inner)


def shadowed():
    kept = []

    def len(s):
        kept.append(s)
        return s

    for k in range(4):
        len({k, *range(k)})
        len({i for i in range(k)})
    return kept


def looked_up_again():
    """The function is found before its argument is made."""
    global len
    got = []
    builtin = len

    def change(i):
        global len
        len = got.append
        return i

    n = len({change(i) for i in range(3)})
    len({i for i in range(4)})
    len({i for i in range(5)})
    len = builtin
    return n, got


def forgotten():
    refs = []

    def make(i):
        k = Key(i)
        refs.append(weakref.ref(k))
        return k

    n = len({make(i) for i in range(20)})
    gc.collect()
    return n, sum(r() is not None for r in refs)


def counted(n):
    return sum(len({(i + j) % 11 for j in range(i % 23)}) for i in range(n))


def main():
    print(sizes(3))
    print([nested(k) for k in range(9)], recursive(5))
    print(raises(40))
    print(hashing())
    print(shadowed())
    print(looked_up_again())
    print(forgotten())
    print(counted(20000))
    out = []
    threads = [threading.Thread(target=lambda: out.append(counted(3000))) for _ in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    print(out, counted(3000))
    print([len({x for x in "abca"}), len({x for x in ()}), len([*{y for y in range(9)}])])


main()
