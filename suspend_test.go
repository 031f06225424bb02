package weft

// This file implements the test that waiting threads keep no goroutine.

import (
	"runtime"
	"testing"
	"time"
)

func TestWaitingThreadsKeepNoGoroutine(t *testing.T) {
	others := runtime.NumGoroutine() // of tests before
	rt, err := New(Config{})
	if err != nil {
		t.Skip(err) // a build without the library
	}
	defer rt.Close()
	const threads = 1900
	if err := rt.RunString(`
import queue, threading, time
event, lock, items, condition, semaphore = threading.Event(), threading.Lock(), queue.SimpleQueue(), threading.Condition(), threading.Semaphore(0)
lock.acquire()
rlock = threading.RLock()
rlock.acquire()
import socket
a, b = socket.socketpair()
b.settimeout(600)
listening = socket.create_server(("127.0.0.1", 0))
datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
datagrams.bind(("127.0.0.1", 0))
c, d = socket.socketpair()
full, drain = socket.socketpair()
full.setblocking(False)
try:
    while True: full.send(bytes(65536))
except BlockingIOError: pass
full.setblocking(True)
room = bytearray(8)
def wait_for_condition():
    with condition:
        condition.wait(600)
def wait_for_event():
    event.wait(600)
threads = [threading.Thread(target=f, args=args) for f, args in [
    (event.wait, ()), (time.sleep, (1,)), (lock.acquire, (True, 1)), (rlock.acquire, (True, 1)), (b.recv, (1,)),
    (b.recv, (1 << 20,)), (b.recv_into, (memoryview(room)[:1],)),
    (d.recv, (2, socket.MSG_WAITALL)), (d.recv_into, (memoryview(room)[1:], 0, socket.MSG_WAITALL)),
    (d.recvmsg, (1,)), (d.recvmsg_into, ([memoryview(room)[:1]],)), (listening.accept, ()), (datagrams.recvfrom, (10,)),
    (full.send, (b"x",)), (full.sendall, (b"x" * 10,)),
    (items.get, ()), (wait_for_condition, ()), (semaphore.acquire, ()),
    (wait_for_event, ())] for _ in range(100)]
for t in threads: t.start()
`, "test"); err != nil {
		t.Fatal(err)
	}
	least := threads
	for end := time.Now().Add(time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		least = min(least, runtime.NumGoroutine()-others)
	}
	if least > 200 { // idle workers, the collector, the clock
		t.Errorf("%d threads wait, and there are %d goroutines", threads, least)
	}
	if err := rt.RunString(`
event.set(); semaphore.release(100)
with condition: condition.notify_all()
a.close(); c.send(b"x"); c.close()
clients = [socket.create_connection(listening.getsockname()) for _ in range(100)]
for _ in range(100): datagrams.sendto(b"x", datagrams.getsockname())
def read():
    while drain.recv(1 << 16): pass
reader = threading.Thread(target=read)
reader.start()
for _ in range(100): items.put(0)
for t in threads: t.join()
full.close()
reader.join()
`, "test"); err != nil {
		t.Fatal(err)
	}
}
