# Threads that replace the items of one dict and one list while others insert, delete, sort and copy: no store is lost or seen twice.
import threading

ROUNDS = 20000
d = {}
items = [0] * 64
errors = []
stop = False


def check(what, got, want):
    if got != want:
        errors.append((what, got, want))


def replacer(k):
    name, number = f"key{k}", -1 - k
    d[name] = d[number] = -1
    for i in range(ROUNDS):
        d[name] = i
        check("str", d[name], i)
        d[number] = i
        check("int", d[number], i)
        items[k] = i
        check("item", items[k], i)


def inserter(k):
    base = 1000000 * (k + 1)
    n = 0
    while not stop:
        for i in range(300):
            d[base + i] = i
        for i in range(300):
            check("pop", d.pop(base + i), i)
        n += 1


def mailbox_writer():
    # Each message is put under one key; the reader takes it out: it must get each value at most once, in order.
    for i in range(ROUNDS):
        d["box"] = i


taken = []


def mailbox_reader():
    while not stop:
        got = d.pop("box", None)
        if got is not None:
            taken.append(got)


def copier():
    while not stop:
        c = d.copy()
        for k in range(2):
            check("copy", f"key{k}" in c, True)
        items.append(1)
        items.pop()
        c = items[:]
        check("len", len(c) in (64, 65), True)


replacers = [threading.Thread(target=replacer, args=(k,)) for k in range(2)]
writer = threading.Thread(target=mailbox_writer)
d["key0"] = d["key1"] = 0
others = [threading.Thread(target=f, args=a) for f, a in ((inserter, (0,)), (mailbox_reader, ()), (copier, ()))]
for t in replacers + [writer] + others:
    t.start()
for t in replacers + [writer]:
    t.join()
stop = True
for t in others:
    t.join()
if "box" in d:
    taken.append(d["box"])
print("errors:", errors[:5])
print("taken once, in order:", all(a < b for a, b in zip(taken, taken[1:])), taken[-1] == ROUNDS - 1)
print(d["key0"], d["key1"], d[-1], d[-2], items[:2])
