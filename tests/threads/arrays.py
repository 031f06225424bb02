# Threads that change one array at a time: nothing crashes, and what each appends is there.
import array, threading

a = array.array("i")
stop = False


def add(k):
    for i in range(3000):
        a.append(k)


def churn(b):
    while not stop:
        try:
            b.insert(0, 5)
            b[0:2] = array.array("q", [1, 2, 3])
            b.extend(b[:4])
            del b[::3]
            b.byteswap()
            b.byteswap()
            b.reverse()
            b.pop()
            b.tolist(), b.tobytes(), b == b[:], sum(1 for x in b)
            b[0] = 7
            if len(b) > 200:
                b.clear()
            with memoryview(b) as m:
                m.tolist()
        except (IndexError, BufferError, ValueError):
            pass


b = array.array("q", range(10))
churners = [threading.Thread(target=churn, args=(b,)) for _ in range(3)]
adders = [threading.Thread(target=add, args=(k,)) for k in range(4)]
for th in churners + adders:
    th.start()
for th in adders:
    th.join()
stop = True
for th in churners:
    th.join()
print(len(a), [a.count(k) for k in range(4)])
