"""Generator expressions drained by native functions in many threads; generators that several threads drain at once."""
import threading


class Num:
    def __init__(self, n):
        self.n = n

    def __radd__(self, other):
        return other + self.n


def work(k, out):
    total = 0
    for i in range(150):
        total += sum(x * k for x in range(20))
        total += sum(sum(y for y in range(x)) for x in range(6))
        total += len(set(str(x % 7) for x in range(20))) + len(",".join(str(x) for x in range(10)))
        total += any(x > 5 for x in range(10)) + all(x for x in range(1, 10)) + max(x - i for x in range(9))
        total += sum(Num(x) if x & 1 else x for x in range(10)) + len(sorted(-x for x in range(k, k + 9)))
    out[k] = total


out = {}
ts = [threading.Thread(target=work, args=(k, out)) for k in range(4)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sorted(out.items()))

# One generator, four threads that drain it: whoever finds it running gets ValueError, and no item comes twice.
def count(n):
    for i in range(n):
        yield i


errors = 0
for _ in range(30):
    shared = count(400)
    got = []

    def drain():
        for _ in range(50):
            try:
                got.append(list(shared))
            except ValueError as e:
                assert "already executing" in str(e), e

    ts = [threading.Thread(target=drain) for _ in range(4)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    items = [x for part in got for x in part]
    assert len(items) == len(set(items)), items
print("done")
