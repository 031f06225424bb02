# Lists built by loops whose length is known beforehand, or seems to be: the source changes under way, the loop ends early.
src = list(range(40))
print([src.pop() for x in src])
src = [1]


def more(x):
    if len(src) < 100:
        src.append(x + 1)
    return x

print(sum([more(x) for x in src]), len(src))
print(len([x for x in range(10 ** 4)]), [x for x in range(5, 5)], [x for x in (1,)], [x for x in ()])


def stops(i):
    if i == 5:
        raise KeyError(i)
    return i

try:
    [stops(i) for i in range(10 ** 12)]
except KeyError as e:
    print(e)
print([(a, b) for a in range(3) for b in "xy" if a], [[r * c for c in range(r)] for r in range(5)])
it = iter([1, 2, 3, 4, 5, 6])
print([x + next(it) for x in it])
out = []
for i in range(20):
    out.append(i)
print([y for x in ([1, 2], [], [3] * 30) for y in x], len(out))
