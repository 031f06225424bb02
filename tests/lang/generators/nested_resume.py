# A generator that Go code drives and that ends after driving another one is exhausted, not at a last item of None.
def inner():
    yield 1
    yield 2

def outer():
    yield sum(next(inner()) for _ in range(2))
    list(inner())
    it = inner()
    next(it)

print(tuple(outer()), list(x for x in outer() if list(inner())), sorted(outer()))
class T(tuple):
    def select(self): return T(x for x in self if any(y for y in inner()))
print(T([1, 2]).select(), T().select(), [*T().select()])
