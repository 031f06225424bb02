import a.b as c
from d import e, f as g

try:
    with open("x") as h, c:
        h.write("y")
except (OSError, ValueError) as err:
    raise RuntimeError from err
else:
    del h
finally:
    print("done", sep="")

try:
    c()
except* ValueError as group:
    print(group.exceptions)

match c:
    case [1, 2, *rest] if rest:
        pass
    case {"k": v, **more}:
        print(v, more)
    case g(x, y=0) | g(x, y=1):
        print(x)
    case _:
        assert c, "message"

i = 0
while i < 10:
    i += 1
    if i == 5:
        continue
    elif i > 7 and not c or e:
        break
else:
    i = -1

a, (b, *c) = [1, (2, 3, 4)]
c[0] = c[1:2] = c[a.b]
x = {k: v for k, v in zip(a, b) if k != v}
y = {**x, "z": [*a, *b], "w": {1, 2, 3}}
f(*a, key=1, **x)
t = t"{a}-{b!s}"
