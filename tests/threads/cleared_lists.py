# A list that has been emptied keeps nothing alive, also while there are, or were, several threads.
import gc
import threading
import weakref


class Thing:
    pass


def emptied(empty):
    things = [Thing(), Thing()]
    refs = [weakref.ref(t) for t in things]
    empty(things)
    gc.collect()
    return [r() is None for r in refs], things


def pop_all(things):
    while things:
        things.pop()


def look():
    for empty in (list.clear, pop_all, lambda l: l.__delitem__(slice(None)), lambda l: l.__init__(), lambda l: l.__setitem__(slice(None), ())):
        print(*emptied(empty))


look()
t = threading.Thread(target=look)
t.start()
t.join()
look()

# Who reads it meanwhile finds an item or the end.
stop = threading.Event()
shared = [[1, 2, 3]]
seen = set()


def read():
    while not stop.is_set():
        l = shared[0]
        for x in l:
            seen.add(x)
        try:
            seen.add(l[0])
        except IndexError:
            pass
        seen.update(l)


readers = [threading.Thread(target=read) for _ in range(2)]
for t in readers:
    t.start()
for i in range(3000):
    shared[0] = l = [1, 2, 3]
    l.clear()
    l.append(2)
stop.set()
for t in readers:
    t.join()
print(seen <= {1, 2, 3})
