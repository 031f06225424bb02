# exit: 1
# out: main is done
# err: ^Thread "reader" .* for queue.Queue.get$
# err: ^Thread "simple" .* for a queue$
# err: ^Thread "event" .* for an event$
# err: ^Thread "semaphore" .* for a semaphore$
# err: ^Thread "barrier" .* for a barrier$
# err: ^Thread "joiner" .* for the end of "event"$
# err: ^Thread "MainThread" .* for the end of "
import queue, threading

def start(name, f):
    t = threading.Thread(target=f, name=name)
    t.start()
    return t

start("reader", lambda: queue.Queue().get())
start("simple", lambda: queue.SimpleQueue().get())
e = start("event", lambda: threading.Event().wait())
start("semaphore", lambda: threading.Semaphore(0).acquire())
start("barrier", lambda: threading.Barrier(2).wait())
start("joiner", lambda: e.join())
print("main is done")
