# for and while: else, break, continue, targets, changing what is iterated, iterators.
for x in (): pass
else: print("empty else")
for i in range(3): pass
print(i)
for i, (a, *b) in enumerate(["abc", [1, 2]]): print(i, a, b)
d = {}
for d["k"] in range(3): pass
print(d)
for x in [1, 2, 3]:
    if x == 2: continue
    for y in "ab":
        if y == "b": break
        print(x, y)
    else: print("inner else")
else: print("outer else")
n = 10
while n:
    n -= 3
    if n < 0: break
else: print("not reached")
print(n)
l = [1, 2, 3]
for x in l:
    if len(l) < 6: l.append(x * 10)
print(l)
l = list(range(6))
for x in l: l.remove(x)
print(l)
d = {1: 1}
try:
    for k in d: d[k + 1] = 1
except RuntimeError as e:
    print(e)
try:
    for k in d: del d[k]; d["x"] = 1
except RuntimeError as e:
    print(e)
s = {1}
try:
    for k in s: s.add(k + 1)
except RuntimeError as e:
    print(e)
for bad in (5, None, object, 1.5, len):
    try:
        for x in bad: pass
    except TypeError as e:
        print(e)
class I:
    def __iter__(self): return 5
class J:
    def __iter__(self): return self
class K:
    __iter__ = None
    def __getitem__(self, i): return i
class G:
    def __getitem__(self, i):
        if i == 3: raise IndexError
        return i * i
for o in (I(), J(), K(), G()):
    try:
        for x in o: print(x, end=" ")
        print()
    except TypeError as e:
        print(e)
print(list(iter(iter([1, 2, 3, 4]).__next__, 3)))
it = iter([1, 2, 3])
for x in it:
    print(x, next(it, "none"))
print(list(zip([1, 2, 3], "ab")), list(zip()), list(enumerate("ab", 5)), list(map(lambda a, b: a + b, [1, 2], [10, 20, 30])), list(filter(None, [0, 1, "", "a"])), list(reversed([1, 2, 3])))
for a, b in ((1, 2), (3,)) if False else ((1, 2), (3, 4)): print(a + b)
try:
    for a, b in [(1, 2), (3,)]: print(a)
except ValueError as e:
    print(e)
try:
    list(zip([1, 2], [1], strict=True))
except ValueError as e:
    print(e)
try:
    list(zip([1], [1, 2], [1], strict=True))
except ValueError as e:
    print(e)
def loopy():
    for i in range(3):
        try:
            for j in range(3):
                if j == 1: break
                yield i, j
            else: yield "else"
            continue
        finally: yield "fin", i
print(list(loopy()))
while True:
    try:
        break
    finally: print("broke")
i = 0
while (i := i + 1) < 5:
    if i % 2: continue
    print(i, end=" ")
else: print("done", i)
total = 0
for i in range(10, 0, -3): total += i
print(total, list(range(5, 5)), list(range(0, 10, 4)), list(range(-1, -10, -4)))
x = [1, 2, 3]
it = iter(x)
next(it)
x.clear()
print(list(it), it.__length_hint__())
for _ in range(2):
    for c in "é✓😀": print(ascii(c), end=" ")
print()
