package weft

// This file implements the tests that every way to wait can be interrupted, in every threading model: by an asynchronous exception, by the
// end of the interpreter and by Runtime.Cancel. (tests/threads/interrupts.py has KeyboardInterrupt.)

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"weft/internal/object"
)

// waitsSource defines waits, a dict of functions that wait for what never comes: each makes what it waits for.
const waitsSource = `
import concurrent.futures, fcntl, importlib, os, queue, select, signal, socket, subprocess, tempfile, threading, time, types, weft

waits = {}
FOREVER = 600
# What is left of the children when nobody can kill them any more ends soon.
child = subprocess.Popen(["sleep", "60"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
block = threading.Event()
held = threading.Lock()
held.acquire()
rheld = threading.RLock()
def hold():
    with rheld:
        ready.set()
        block.wait()
ready = threading.Event()
holder = threading.Thread(target=hold, daemon=True)
holder.start()
ready.wait()

def wait(timed):
    def add(f):
        waits[f.__name__] = lambda: f()
        if timed:
            waits[f.__name__ + " timed"] = lambda: f(FOREVER)
        return f
    return add

def some(f, timeout, *args):
    return f(*args) if timeout is None else f(*args, timeout)

@wait(True)
def lock(timeout=-1): held.acquire(True, timeout)
@wait(False)
def with_lock():
    with held: pass
@wait(True)
def rlock(timeout=-1): rheld.acquire(True, timeout)
@wait(False)
def with_rlock():
    with rheld: pass
@wait(True)
def condition(timeout=None):
    c = threading.Condition()
    with c: c.wait(timeout)
@wait(True)
def condition_of_lock(timeout=None):
    c = threading.Condition(threading.Lock())
    with c: c.wait(timeout)
@wait(True)
def wait_for(timeout=None):
    c = threading.Condition()
    with c: c.wait_for(bool, timeout)
@wait(False)
def with_condition():
    with threading.Condition(rheld): pass
@wait(True)
def condition_by_methods(timeout=None):
    class C(threading.Condition):
        def _is_owned(self): return super()._is_owned()
    c = C()
    with c: c.wait(timeout)
@wait(True)
def semaphore(timeout=None): threading.Semaphore(0).acquire(True, timeout)
@wait(False)
def with_semaphore():
    with threading.BoundedSemaphore(0): pass
@wait(True)
def event(timeout=None): threading.Event().wait(timeout)
@wait(True)
def barrier(timeout=None): threading.Barrier(2).wait(timeout)
@wait(True)
def join(timeout=None): holder.join(timeout)
@wait(True)
def simple_queue(timeout=None): queue.SimpleQueue().get(True, timeout)
@wait(True)
def queue_get(timeout=None): queue.Queue().get(True, timeout)
@wait(True)
def queue_put(timeout=None):
    q = queue.Queue(1)
    q.put(1)
    q.put(2, True, timeout)
@wait(False)
def queue_join():
    q = queue.Queue()
    q.put(1)
    q.join()
@wait(False)
def sleep(): time.sleep(FOREVER)
@wait(True)
def select_(timeout=None): some(select.select, timeout, [keep(*socket.socketpair())[0]], [], [])
@wait(True)
def poll(timeout=None):
    s, t = keep(*socket.socketpair())
    p = select.poll()
    p.register(s, select.POLLIN)
    p.poll(timeout and timeout * 1000)
@wait(True)
def epoll(timeout=None):
    s, t = keep(*socket.socketpair())
    e = select.epoll()
    keep(e)
    e.register(s, select.EPOLLIN)
    e.poll(timeout)
kept = []
def keep(*a):
    kept.append(a)
    return a
def sock(timeout):
    s, t = keep(*socket.socketpair())
    s.settimeout(timeout)
    return s
@wait(True)
def accept(timeout=None):
    s = socket.create_server(("127.0.0.1", 0))
    keep(s)
    s.settimeout(timeout)
    s.accept()
@wait(True)
def recv(timeout=None): sock(timeout).recv(10)
@wait(True)
def recv_much(timeout=None): sock(timeout).recv(1 << 20)
@wait(True)
def recv_into(timeout=None): sock(timeout).recv_into(bytearray(10))
@wait(True)
def recvmsg(timeout=None): sock(timeout).recvmsg(10)
@wait(True)
def recvfrom(timeout=None):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    keep(s)
    s.bind(("127.0.0.1", 0))
    s.settimeout(timeout)
    s.recvfrom(10)
@wait(True)
def sendall(timeout=None): sock(timeout).sendall(bytes(10_000_000))
@wait(True)
def send(timeout=None):
    s = sock(timeout)
    while True: s.send(bytes(100_000))
@wait(True)
def makefile(timeout=None): sock(timeout).makefile("r").readline()
@wait(False)
def read(): os.read(keep(*os.pipe())[0], 1)
@wait(False)
def readv(): os.readv(keep(*os.pipe())[0], [bytearray(1)])
@wait(False)
def write():
    r, w = keep(*os.pipe())
    while True: os.write(w, bytes(100_000))
@wait(False)
def sendfile():
    with tempfile.TemporaryFile() as f:
        f.write(bytes(10_000_000))
        f.flush()
        r, w = keep(*os.pipe())
        at = 0
        while True: at += os.sendfile(w, f.fileno(), at, 1 << 20)
@wait(False)
def read_file():
    r, w = keep(*os.pipe())
    with open(r, closefd=False) as f: f.read()
@wait(False)
def read_line():
    r, w = keep(*os.pipe())
    with open(r, "rb", closefd=False) as f: f.readline()
@wait(False)
def read_raw():
    r, w = keep(*os.pipe())
    with open(r, "rb", 0, closefd=False) as f: f.read(1)
@wait(False)
def write_file():
    r, w = keep(*os.pipe())
    with open(w, "wb", 0, closefd=False) as f:
        while True: f.write(bytes(100_000))
@wait(False)
def waitpid(): os.waitpid(child.pid, 0)
@wait(False)
def waitid(): os.waitid(os.P_PID, child.pid, os.WEXITED)
@wait(True)
def popen_wait(timeout=None): subprocess.Popen.wait(child, timeout)
@wait(True)
def communicate(timeout=None):
    p = subprocess.Popen(["sleep", "60"], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    children.append(p)
    p.communicate(timeout=timeout)
children = [child]
@wait(True)
def future(timeout=None): concurrent.futures.Future().result(timeout)
@wait(True)
def futures_wait(timeout=None): concurrent.futures.wait([concurrent.futures.Future()], timeout)
@wait(True)
def sigwait(timeout=None):
    if timeout is None: signal.sigwait([signal.SIGUSR2])
    else: signal.sigtimedwait([signal.SIGUSR2], timeout)
@wait(False)
def busy():
    while True: pass
@wait(False)
def busy_inside():
    while True:
        try:
            while True: pass
        finally:
            n = 1
@wait(False)
def flock():
    f, g = keep(*(open(lockfile, "w") for _ in range(2)))
    try: fcntl.flock(f, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError: pass
    fcntl.flock(g, fcntl.LOCK_EX)
@wait(False)
def open_fifo(): open(fifo())
@wait(False)
def open_fifo_to_write(): os.open(fifo(), os.O_WRONLY)
@wait(False)
def connect():
    s = socket.socket(socket.AF_UNIX)
    name = tempfile.mktemp(dir=folder)
    s.bind(name)
    s.listen(0)
    keep(s)
    while True:
        c = socket.socket(socket.AF_UNIX)
        keep(c)
        c.connect(name)
folder = tempfile.mkdtemp()
lockfile = os.path.join(folder, "lock")
def fifo():
    name = tempfile.mktemp(dir=folder)
    os.mkfifo(name)
    return name
class Interrupted(BaseException): pass

results = {}
idents = {}
def below(f): sorted([0], key=lambda x: f())
def run(name, f):
    idents[name] = threading.get_ident()
    try:
        f()
        results[name] = "returned"
    except Interrupted:
        results[name] = "interrupted"
    except BaseException as e:
        results[name] = repr(e)

forms = {name + form: f for name, g in waits.items() for form, f in (("", g), (" below", lambda g=g: below(g)))}
threads = []
def start(busy=True):
    for name, f in forms.items():
        if "busy" in name and not busy: continue
        t = threading.Thread(target=run, args=(name, f), daemon=True, name=name)
        t.start()
        threads.append(t)
    # Waits that a thread begins with.
    for target, args in (held.acquire, ()), (rheld.acquire, (True, FOREVER)), (threading.Event().wait, ()), (time.sleep, (FOREVER,)):
        t = threading.Thread(target=target, args=args, daemon=True)
        t.start()
        bare.append(t)
bare = []
def end():
    for p in children: p.kill()
    for p in children: p.wait()
`

// eachModel runs f with a runtime of every threading model in which waitsSource has run.
func eachModel(t *testing.T, f func(t *testing.T, rt *Runtime)) {
	for name, cfg := range map[string]Config{
		"goroutine": {}, "os": {Model: ModelOS}, "single": {Model: ModelSingle}, "gil": {GIL: true}, "os gil": {Model: ModelOS, GIL: true},
	} {
		t.Run(name, func(t *testing.T) {
			rt, err := New(cfg)
			if err != nil {
				t.Skip(err) // a build without the library
			}
			run(t, rt, waitsSource)
			f(t, rt)
		})
	}
}

// run runs source and fails the test with the traceback if that fails.
func run(t *testing.T, rt *Runtime, source string) {
	t.Helper()
	if err := rt.RunString(source, "test"); err != nil {
		t.Fatal(object.DescribeError(rt.main, err))
	}
}

// settle lets the threads come to their waits.
func settle(t *testing.T, rt *Runtime) {
	t.Helper()
	end := time.Now().Add(10 * time.Second)
	for quiet := 0; quiet < 3; quiet++ {
		run(t, rt, "time.sleep(.02)")
		for _, th := range rt.rt.Threads() {
			if w, _, _, _ := th.Waiting(); th != rt.main && w.Kind == object.WaitNone && !strings.HasPrefix(th.Name(), "busy") {
				if quiet = -1; time.Now().After(end) {
					t.Fatalf("thread %q does not wait", th.Name())
				}
				break
			}
		}
	}
}

// gone waits until the threads of the runtime have ended.
func gone(t *testing.T, rt *Runtime) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); rt.rt.Count() > 1; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			var names []string
			for _, th := range rt.rt.Threads() {
				if w, _, _, _ := th.Waiting(); th != rt.main {
					names = append(names, fmt.Sprintf("%s (%s)", th.Name(), w.Kind))
				}
			}
			t.Fatalf("these threads have not ended: %s", strings.Join(names, ", "))
		}
	}
}

func TestAsyncExceptionEndsWaits(t *testing.T) {
	eachModel(t, func(t *testing.T, rt *Runtime) {
		defer rt.Close()
		run(t, rt, "start()")
		settle(t, rt)
		run(t, rt, `
assert not results, results
for ident in idents.values():
    assert weft.threads.set_async_exc(ident, Interrupted) == 1
for t in bare:
    assert weft.threads.set_async_exc(t.ident, SystemExit) == 1
limit = time.monotonic() + 8
for t in threads + bare:
    t.join(max(limit - time.monotonic(), 0))
bad = {name: results.get(name, "waits on") for name in idents if results.get(name) != "interrupted"}
end()
assert not bad, bad
assert not any(t.is_alive() for t in bare)
`)
	})
}

func TestAsyncExceptionEndsWaitsOfMainThread(t *testing.T) {
	eachModel(t, func(t *testing.T, rt *Runtime) {
		defer rt.Close()
		run(t, rt, `
main = threading.get_ident()
go = queue.SimpleQueue()
def interrupter():
    while (waits_on := go.get()) is not None:
        time.sleep(.004)
        while waits_on:
            weft.threads.set_async_exc(main, Interrupted)
            for _ in range(500): # what was raised in a weakref callback was ignored: again
                if waits_on: time.sleep(.002)
helper = threading.Thread(target=interrupter, daemon=True)
helper.start()
slow = []
for name, f in forms.items():
    if "future" in name: continue
    at = time.monotonic()
    waits_on = [True]
    go.put(waits_on)
    run(name, f)
    waits_on.clear()
    if time.monotonic() - at > 2: slow.append(name)
go.put(None)
helper.join()
bad = {name: r for name, r in results.items() if r != "interrupted"}
end()
assert not bad, bad
assert not slow, slow
`)
	})
}

func TestEndOfInterpreterEndsWaits(t *testing.T) {
	eachModel(t, func(t *testing.T, rt *Runtime) {
		run(t, rt, "start(busy=False)")
		settle(t, rt)
		run(t, rt, "end()")
		start := time.Now()
		rt.Close()
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("Close took %s", took)
		}
		if rt.rt.Model() != ModelSingle { // there they never run again
			gone(t, rt)
		}
	})
}

func TestCancelEndsWaits(t *testing.T) {
	eachModel(t, func(t *testing.T, rt *Runtime) {
		run(t, rt, "start()")
		settle(t, rt)
		cause := errors.New("enough")
		time.AfterFunc(20*time.Millisecond, func() { rt.Cancel(cause) })
		if err := rt.RunString(`
while True:
    try:
        while True: time.sleep(.1)
    except BaseException:
        end()
`, "test"); err != cause {
			t.Errorf("RunString: %v", err)
		}
		start := time.Now()
		rt.Close()
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("Close took %s", took)
		}
		gone(t, rt)
	})
}

func TestContextEndsWaitsOfMainThread(t *testing.T) {
	for _, call := range []string{
		"waits['lock']()", "waits['rlock timed']()", "waits['recv']()", "waits['sleep']()", "waits['waitpid']()", "waits['busy_inside']()",
		"below(waits['condition'])", "exec('waits[\"popen_wait\"]()')",
		"[x for x in iter(int, 1)]", "max(iter(int, 1))", "threading.Thread(target=held.acquire).start(); waits['join']()",
	} {
		t.Run(call, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
			defer cancel()
			rt, err := New(Config{Context: ctx})
			if err != nil {
				t.Skip(err)
			}
			start := time.Now()
			err = rt.RunString(waitsSource+call, "test")
			if took := time.Since(start); !errors.Is(err, context.DeadlineExceeded) || took > 3*time.Second {
				t.Errorf("%v after %s", err, took)
			}
			rt.Close()
			gone(t, rt)
		})
	}
}
