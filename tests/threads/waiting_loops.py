"""Hot loops that wait for another thread in every round, and later in none, or the other way round."""
from queue import SimpleQueue
from threading import Event, Lock, Semaphore, Thread


def serve(there, back):
    done = 0
    while (x := there.get()) is not None:
        back.put(x * 2 if x % 3 else str(x))
        done += 1
    back.put(done)


def ask(there, back, n):
    total, texts = 0, 0
    for i in range(n):
        there.put(i)
        answer = back.get()
        if isinstance(answer, str):
            texts += len(answer)
        else:
            total += answer
    return total, texts


def pour(there, back, n):
    for i in range(n):
        there.put(i)
    total = 0
    for i in range(n):
        x = back.get()
        total += x if x.__class__ is int else len(x)
    return total


def queues():
    there, back = SimpleQueue(), SimpleQueue()
    t = Thread(target=serve, args=(there, back))
    t.start()
    for n in 300, 17000:
        print(ask(there, back, n))
    for n in 300, 17000:
        print(pour(there, back, n))
    print(ask(there, back, 5000))
    there.put(None)
    print(back.get())
    t.join()


def turns(mine, other, n, out):
    for i in range(n):
        mine.acquire()
        out.append(i)
        other.release()


def locks():
    for kind in Lock, Semaphore:
        a, b, out = kind(), kind(), []
        if kind is Lock:
            b.acquire()
        else:
            b = Semaphore(0)
        ts = [Thread(target=turns, args=(x, y, 5000, out)) for x, y in ((a, b), (b, a))]
        for t in ts:
            t.start()
        for t in ts:
            t.join()
        print(kind.__name__ if kind is Semaphore else "Lock", len(out), out[0::2] == out[1::2] == list(range(5000)))


def interrupted():
    """A loop that waits is left by an exception, and the next call of its function goes on as if it were new."""
    there, back = SimpleQueue(), SimpleQueue()

    def answer():
        for i in range(3):
            while (x := there.get()) != "stop":
                back.put(1 / x if x != 5000 else "no number")
            back.put("stopped")

    def sum_of(n):
        total = 0.0
        for i in range(1, n + 1):
            there.put(i)
            total += back.get()
        return total
    t = Thread(target=answer)
    t.start()
    for n in 4000, 6000, 1000:
        try:
            print(round(sum_of(n), 6))
        except TypeError as e:
            print(e)
        there.put("stop")
        print(back.get())
    t.join()


def rarely():
    """A loop that waits once in a hundred rounds."""
    event, ready, rounds = Event(), Event(), 0

    def set_it():
        for _ in range(200):
            ready.wait()
            ready.clear()
            event.set()
    t = Thread(target=set_it)
    t.start()
    for i in range(20000):
        rounds += i & 7
        if i % 100 == 99:
            ready.set()
            event.wait()
            event.clear()
    t.join()
    print(rounds)


queues()
locks()
interrupted()
rarely()
