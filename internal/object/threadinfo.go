// This file implements what a report tells of a thread: its state, what it waits for and who holds that, its Python stack. Deadlock
// reports, thread dumps and `weft top` are made of it.
//
// Whoever asks is another goroutine than the thread's. Of a thread that waits everything is right; of one that runs, the stack may be a
// mixture of two moments, but it is never out of bounds.

package object

import (
	"fmt"
	"os"
	"runtime/metrics"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
	"unsafe"
)

// ThreadState is what a thread does as the scheduler sees it.
type ThreadState uint8

const (
	ThreadRuns    ThreadState = iota // it runs, or Go's scheduler will let it run
	ThreadReady                      // it could run, but it is another's turn (ModelSingle, or a GIL)
	ThreadWaits                      // see ThreadInfo.Wait
	ThreadBlocked                    // it is in a call of the system
)

func (s ThreadState) String() string {
	return [...]string{"running", "ready", "waiting", "blocked"}[s]
}

// ThreadInfo is what is known of a thread at one moment.
type ThreadInfo struct {
	Thread   *Thread
	Name     string
	Ident    int64
	OSThread int // 0: none, or nobody knows which
	State    ThreadState
	For      time.Duration // how long it has been in that state
	Wait     Wait
	Timed    bool
	What     string // what it waits for, in words
	Holder   int64  // ident of the thread that it waits for, 0: none
	Since    string // where the holder took the lock, as in a traceback; "": unknown
	Stack    []StackEntry
}

// StackEntry is a frame of a stack, as reports show it.
type StackEntry struct {
	File, Func string // Func is the qualified name
	Line       int
}

// maxDumped is how many frames of a thread a report shows.
const maxDumped = 100

// StackOf returns the Python frames of a thread, innermost first, at most max.
//
//go:norace
func (th *Thread) StackOf(max int) []StackEntry {
	var out []StackEntry
	for f := th.Frame; f != nil && len(out) < max; f = f.Prev {
		if c := f.Code; c != nil && len(c.C.Instrs) > 0 {
			out = append(out, StackEntry{c.Filename.s, c.C.QualName, lineAt(c, f.IP)})
		}
	}
	return out
}

// lineAt returns the line of the instruction before address ip in c, its first line if ip is elsewhere.
func lineAt(c *Code, ip uintptr) int {
	if i := int(ip-uintptr(unsafe.Pointer(&c.C.Instrs[0])))/8 - 1; ip != 0 && i >= 0 && i < len(c.C.Instrs) {
		if l := c.C.SpanAt(i).Line; l > 0 {
			return int(l)
		}
	}
	return c.C.FirstLine
}

// Info returns what is known of th, with at most frames frames of its stack. Any goroutine may call it.
func (th *Thread) Info(frames int) ThreadInfo {
	rt := th.Rt
	w, since, timed, _ := th.Waiting()
	i := ThreadInfo{Thread: th, Name: th.Name(), Ident: th.ident, OSThread: int(atomic.LoadInt64(&th.osThread)), Wait: w, Timed: timed}
	if w.Kind == WaitNone {
		since = time.Duration(atomic.LoadInt64(&th.wait.until))
	}
	i.For = max(Clock()-since, 0)
	i.Stack = th.StackOf(max(frames, 4))
	switch {
	case w.Kind == WaitGIL:
		i.State = ThreadReady
	case w.Kind == WaitNone:
		if rt.gil != nil && rt.gil.holder.Load() != th || rt.single != nil && loadPtr(&rt.single.current) != th {
			i.State = ThreadReady
		}
	case w.Kind >= WaitFile && w.Kind <= WaitCall, w.Kind == WaitProcess:
		i.State = ThreadBlocked
	default:
		i.State = ThreadWaits
	}
	if rt.Config.Model == ModelGoroutine && i.State == ThreadWaits {
		i.OSThread = 0
	}
	i.describe()
	if len(i.Stack) > frames {
		i.Stack = i.Stack[:frames]
	}
	return i
}

// describe fills in What, Holder and Since.
func (i *ThreadInfo) describe() {
	w, th := i.Wait, i.Thread
	i.What = waitTexts[w.Kind]
	switch w.Kind {
	case WaitLock, WaitRLock, WaitIO:
		l := (*Lock)(w.On)
		if l == nil {
			break
		}
		if (w.Kind == WaitLock || w.Kind == WaitRLock) && th.Rt.Config.Seed == nil { // addresses are no seed's
			// Such a lock lies behind the header of its Python object.
			i.What += fmt.Sprintf(" at %#x", uintptr(w.On)-unsafe.Sizeof(Header{}))
		}
		if of := libraryCall(i.Stack); of != "" && w.Kind == WaitLock && l.HeldBy(th) {
			i.What = of // the lock is how that is made
			break
		} else if of != "" {
			i.What += " in " + of
		}
		i.Holder, i.Since = l.Owner(), l.takenAt()
	case WaitCondition, WaitSemaphore, WaitEvent, WaitBarrier:
		if of := libraryCall(i.Stack); of != "" {
			i.What = of
		}
	case WaitReentrant:
		if o := (*ReentrantLock)(w.On).ownerNow(); o != nil {
			i.Holder = o.ident
		}
	case WaitJoin:
		i.Holder = th.Rt.joined(w.On)
	case WaitDescriptor:
		if w.FD >= 0 {
			i.What = fmt.Sprintf("descriptor %d", w.FD)
		}
	}
}

// waitTexts are the kinds of waits in a sentence: it waits for ….
var waitTexts = [numWaitKinds]string{
	WaitLock: "a lock", WaitRLock: "an RLock", WaitReentrant: "the import lock", WaitIO: "a file object that another thread uses",
	WaitCondition: "a condition", WaitSemaphore: "a semaphore", WaitEvent: "an event", WaitBarrier: "a barrier", WaitQueue: "a queue",
	WaitJoin: "the end of a thread", WaitStart: "the start of a thread", WaitSleep: "time to pass", WaitDescriptor: "one of several descriptors",
	WaitProcess: "a process", WaitSignal: "a signal", WaitFile: "a file or folder", WaitHost: "a host name", WaitCall: "a system call", WaitGIL: "the GIL",
}

// startsThread reports whether e is a frame of the library that runs a thread's function.
func (e StackEntry) startsThread() bool {
	return (e.Func == "Thread.run" || strings.HasPrefix(e.Func, "Thread._bootstrap")) && strings.HasSuffix(e.File, "/threading.py")
}

// libraryCall returns what the innermost frames wait in as the user knows it, if they are those of the library's primitives, which are
// made of locks; or "".
func libraryCall(stack []StackEntry) string {
	name := ""
	for _, e := range stack {
		file := e.File[strings.LastIndexByte(e.File, '/')+1:]
		if file != "threading.py" && file != "queue.py" || e.startsThread() {
			break
		}
		mod := strings.TrimSuffix(file, ".py")
		name = mod + "." + e.Func
	}
	return name
}

// joined returns the ident of the thread that a WaitJoin is for, or 0.
func (rt *Runtime) joined(on unsafe.Pointer) int64 {
	rt.mu.Lock()
	f := rt.joinIdent
	rt.mu.Unlock()
	if f == nil || on == nil {
		return 0
	}
	return f(Value{on})
}

// SetJoinIdent sets what tells the ident of the thread behind the object of a WaitJoin.
func (rt *Runtime) SetJoinIdent(f func(v Value) int64) {
	rt.mu.Lock()
	rt.joinIdent = f
	rt.mu.Unlock()
}

// ThreadInfos returns what is known of all threads, the main thread first, then in the order of their idents; at most max, the number of
// all is returned too. In ModelGoroutine it takes some milliseconds to ask the running ones for their OS threads.
func (rt *Runtime) ThreadInfos(max, frames int) (infos []ThreadInfo, all int) {
	rt.askOSThreads()
	threads := rt.Threads()
	sortThreads(threads)
	for n, th := range threads {
		if n == max {
			break
		}
		infos = append(infos, th.Info(frames))
	}
	return infos, len(threads)
}

// askOSThreads lets running threads note which OS thread they run on, as far as they come to a safe point within some milliseconds.
func (rt *Runtime) askOSThreads() {
	if rt.Config.Model != ModelGoroutine {
		return
	}
	var asked []*Thread
	for _, th := range rt.Threads() {
		if w, _, _, _ := th.Waiting(); w.Kind == WaitNone && len(asked) < 256 {
			atomic.StoreInt64(&th.osThread, 0)
			th.setPending(PendingWhere)
			asked = append(asked, th)
		}
	}
	for wait := 100 * time.Microsecond; wait < 5*time.Millisecond; wait *= 2 {
		time.Sleep(wait)
		left := false
		for _, th := range asked {
			left = left || atomic.LoadUint32(&th.Pending)&PendingWhere != 0
		}
		if !left {
			break
		}
	}
}

// OSThreads returns how many threads of the operating system the process has now.
func OSThreads() int {
	total := []metrics.Sample{{Name: "/sched/threads/total:threads"}}
	metrics.Read(total)
	return int(total[0].Value.Uint64())
}

// NoteOSThread notes which OS thread th, the calling thread, runs on.
func (th *Thread) NoteOSThread() { atomic.StoreInt64(&th.osThread, int64(nativeID())) }

// Heading returns the line that a report opens a thread's part with, without its name: names tells those of the others by ident.
func (i *ThreadInfo) Heading(names map[int64]string) string {
	var b strings.Builder
	if i.OSThread != 0 && i.Thread.Rt.Config.Seed == nil {
		fmt.Fprintf(&b, "OS thread %d, ", i.OSThread)
	}
	switch i.State {
	case ThreadRuns, ThreadReady:
		b.WriteString(strings.TrimSuffix(strings.TrimRight(i.State.String()+" for "+i.forText(), " "), " for"))
	case ThreadWaits, ThreadBlocked:
		b.WriteString("waiting " + i.forText() + "for " + i.WaitText(names))
	}
	return b.String()
}

// forText is For with a space behind it, or "" in a seeded run, where reports are to be the same each time.
func (i *ThreadInfo) forText() string {
	if i.Thread.Rt.Config.Seed != nil {
		return ""
	}
	return shortDuration(i.For) + " "
}

// WaitText says what the thread waits for and who holds that; "" if it does not wait.
func (i *ThreadInfo) WaitText(names map[int64]string) string {
	var b strings.Builder
	if i.State == ThreadWaits || i.State == ThreadBlocked {
		switch {
		case i.Wait.Kind == WaitJoin && i.Holder != 0:
			b.WriteString("the end of " + threadName(i.Holder, names))
		default:
			b.WriteString(i.What)
		}
		switch {
		case i.Holder == 0 || i.Wait.Kind == WaitJoin:
		case i.Holder == i.Ident:
			b.WriteString(", which it holds itself")
		default:
			b.WriteString(", held by " + threadName(i.Holder, names))
		}
		if i.Since != "" && i.Holder != 0 {
			b.WriteString(" since " + i.Since)
		}
		if i.Timed && i.Wait.Kind != WaitSleep {
			b.WriteString(", with a timeout")
		}
	}
	return b.String()
}

// threadName names another thread.
func threadName(ident int64, names map[int64]string) string {
	if n, ok := names[ident]; ok {
		return strconv.Quote(n)
	}
	return fmt.Sprintf("a thread that has ended (ident %d)", ident)
}

// shortDuration writes a duration with three digits.
func shortDuration(d time.Duration) string {
	switch {
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d < 100*time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return d.Round(time.Second).String()
}

// ThreadReport writes threads one after the other: heading and stack, with lines of the source where there is a file.
func ThreadReport(infos []ThreadInfo) string {
	names := make(map[int64]string, len(infos))
	for i := range infos {
		names[infos[i].Ident] = infos[i].Name
	}
	src := sourceLines{}
	var b strings.Builder
	for n := range infos {
		i := &infos[n]
		fmt.Fprintf(&b, "\nThread %q (ident %d), %s\n", i.Name, i.Ident, i.Heading(names))
		if len(i.Stack) == 0 {
			b.WriteString("  <no Python frame>\n")
		}
		for k, e := range i.Stack {
			if k > 0 && e.startsThread() {
				break // the rest is the same in all threads
			}
			fmt.Fprintf(&b, "  File \"%s\", line %d in %s\n", e.File, e.Line, e.Func)
			if text := src.line(e.File, e.Line); text != "" {
				b.WriteString("    " + text + "\n")
			}
		}
		if len(i.Stack) == maxDumped {
			b.WriteString("  ...\n")
		}
	}
	return b.String()
}

// sourceLines are the lines of files that a report has looked at.
type sourceLines map[string][]string

func (s sourceLines) line(file string, n int) string {
	lines, ok := s[file]
	if !ok {
		if st, err := os.Stat(file); err == nil && st.Mode().IsRegular() && st.Size() < 8<<20 {
			if data, err := os.ReadFile(file); err == nil {
				lines = strings.Split(string(data), "\n")
			}
		}
		s[file] = lines
	}
	if n < 1 || n > len(lines) {
		return ""
	}
	return strings.TrimSpace(lines[n-1])
}

// WriteThreads writes what all threads do to standard error.
func (rt *Runtime) WriteThreads() {
	infos, all := rt.ThreadInfos(maxReported, maxDumped)
	var b strings.Builder
	fmt.Fprintf(&b, "Threads of process %d: %s\n%s", os.Getpid(), rt.Summary(), ThreadReport(infos))
	if n := all - len(infos); n > 0 {
		fmt.Fprintf(&b, "\nand %d more threads.\n", n)
	}
	b.WriteString("\n")
	writeErr(b.String())
}

// Summary returns the number of threads and what they run on, in words.
func (rt *Runtime) Summary() string {
	model := rt.Model().String()
	if rt.GILEnabled() {
		model += " with a GIL"
	}
	n, s := rt.Count(), "s"
	if n == 1 {
		s = ""
	}
	return fmt.Sprintf("%d Python thread%s, model %s, %d OS threads", n, s, model, OSThreads())
}
