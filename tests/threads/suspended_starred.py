"""Waits of native methods that a thread calls as f(*args, **kwargs), which is how Thread.run calls its target."""
import queue
import threading
import time


class Result(threading.Thread):
    def run(self):
        try:
            self.result = self._target(*self._args, **self._kwargs)
        except BaseException as e:
            self.result = repr(e)


event = threading.Event()
lock = threading.Lock()
lock.acquire()
condition = threading.Condition()
items = queue.SimpleQueue()
threads = [Result(target=f, args=args, kwargs=kwargs) for f, args, kwargs in [
    (event.wait, (), {}), (event.wait, (30,), {}), (event.wait, (), {"timeout": 30}), (event.wait, (0.05,), {}),
    (time.sleep, (0.1,), {}), (lock.acquire, (), {}), (lock.acquire, (True, 0.05), {}), (lock.acquire, (), {"timeout": 0.05}),
    (items.get, (), {}), (items.get, (), {"timeout": 0.05}), (items.get, (1, 2, 3, 4), {}),
    (condition.wait_for, (lambda: 1,), {}), (condition.wait, (), {}), (event.wait, ("soon",), {}),
]]
for t in threads:
    t.start()
time.sleep(0.5)
event.set()
lock.release()
items.put(5)
for t in threads:
    t.join()
    print(t.result)
