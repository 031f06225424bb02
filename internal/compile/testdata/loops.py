def loops(n, items):
    for i in range(n):
        if i == 3: continue
        if i > 5: break
        for j, (k, *l) in items:
            pass
    else:
        n = 0.5 + n
    while n:
        n -= 1
        if n in (1, 2, 3): break
        x = n * 0.5
    while True:
        if n: return x
    return unreachable

def bound(c):
    if c: x = 1
    print(x, x)
    for y in c: del x
    print(x)
    try:
        z = 1
    except E as e:
        print(z, e)
    print(z, e)

for v in data:
    total = total + 0.25

async def aloop(x):
    async for a, b in x:
        await a
    else:
        return b
