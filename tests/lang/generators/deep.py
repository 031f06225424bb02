# Generators and coroutines that drive ever more of their kind come to the recursion limit.
def y(n): yield from y(n + 1)
def f(n):
    for x in f(n + 1): yield x
async def a(n): await a(n + 1)
def g(n): return (x for x in g2(n))
def g2(n):
    yield from g(n + 1)
for make in (lambda: next(y(0)), lambda: next(f(0)), lambda: a(0).send(None), lambda: next(g(0)), lambda: list(y(0))):
    try: print(make())
    except RecursionError as e: print("RecursionError")
