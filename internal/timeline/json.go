// This file implements the file: events of the Trace Event Format, one a line.

package timeline

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// Processes of the file. Perfetto groups tracks by process.
const (
	pidThreads = 1 // Python threads; tid: the serial number
	pidOS      = 2 // OS threads; tid: the system's id
	pidRuntime = 3 // the interpreter
	tidGIL     = 1
	tidGC      = 2
	tidPause   = 3
)

// file is the file being written.
type file struct {
	f     *os.File
	waits []string // names of waits, in quotes
	buf   []byte
	size  int64 // without buf
	limit int64
	err   error
	full  uint64 // events that did not fit
	// pauses says that the track of pauses has its name.
	pauses bool
	n      uint64 // events
	end    int64  // nanoseconds; what of the recording is in the file
	last   int64  // likewise, of what was to be written last
}

// reserve is room for the file's end.
const reserve = 4 << 10

// quote returns s as a string of JSON.
func quote(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(s) != nil {
		return `"?"`
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// begin begins the file.
func (o *file) begin(cfg *Config) error {
	o.buf = append(o.buf, "[\n"...)
	meta := func(pid int, name, arg string) {
		o.buf = fmt.Appendf(o.buf, `{"ph":"M","pid":%d,"tid":0,"name":"%s","args":{%s}},`+"\n", pid, name, arg)
		o.n++
	}
	meta(pidThreads, "process_name", `"name":"Python threads"`)
	meta(pidThreads, "process_sort_index", `"sort_index":1`)
	meta(pidThreads, "process_labels", `"labels":`+quote(cfg.Info))
	meta(pidOS, "process_name", `"name":"OS threads"`)
	meta(pidOS, "process_sort_index", `"sort_index":2`)
	meta(pidRuntime, "process_name", `"name":"Interpreter"`)
	meta(pidRuntime, "process_sort_index", `"sort_index":3`)
	o.buf = fmt.Appendf(o.buf, `{"ph":"M","pid":%d,"tid":%d,"name":"thread_name","args":{"name":"Garbage collector"}},`+"\n", pidRuntime, tidGC)
	o.n++
	if cfg.GIL {
		o.buf = fmt.Appendf(o.buf, `{"ph":"M","pid":%d,"tid":%d,"name":"thread_name","args":{"name":"GIL"}},`+"\n", pidRuntime, tidGIL)
		o.n++
	}
	o.flush()
	return o.err
}

// flush writes what is in buf. After an error the file ends with the last whole line.
func (o *file) flush() {
	if len(o.buf) == 0 {
		return
	}
	if o.err == nil {
		n, err := o.f.Write(o.buf)
		if err != nil {
			o.err = err
			n = bytes.LastIndexByte(o.buf[:n], '\n') + 1
			_ = o.f.Truncate(o.size + int64(n)) // it may not be a file
		} else {
			o.end = o.last
		}
		o.size += int64(n)
	}
	o.buf = o.buf[:0]
}

// event begins an event that begins or happens at t; if it reports false, the event is not written.
func (o *file) event(t int64) bool {
	if o.err != nil || o.size+int64(len(o.buf)) > o.limit-reserve {
		o.full++
		return false
	}
	if len(o.buf) >= 1<<16 {
		o.flush()
	}
	o.n++
	o.last = max(o.last, t)
	return true
}

// full reports whether nothing more will be written.
func (o *file) isFull() bool { return o.full > 0 }

// time appends a member with a time.
func (o *file) time(name string, ns int64) {
	o.buf = append(append(o.buf, name...), ':')
	o.buf = strconv.AppendInt(o.buf, ns/1000, 10)
	if r := ns % 1000; r != 0 {
		o.buf = append(o.buf, '.', byte('0'+r/100), byte('0'+r/10%10), byte('0'+r%10))
	}
}

// number appends text and a number.
func (o *file) number(text string, n uint64) {
	o.buf = strconv.AppendUint(append(o.buf, text...), n, 10)
}

func (o *file) text(parts ...string) {
	for _, p := range parts {
		o.buf = append(o.buf, p...)
	}
}

// slice begins a slice of a track; what is missing are members, and "}".
func (o *file) slice(pid string, tid uint32, from, to int64) {
	o.number(pid, uint64(tid))
	o.time(`,"ts"`, from)
	o.time(`,"dur"`, max(to-from, 0))
}

const (
	completeThread = `{"ph":"X","pid":1,"tid":`
	completeOS     = `{"ph":"X","pid":2,"tid":`
	completeRun    = `{"ph":"X","pid":3,"tid":`
	beginThread    = `{"ph":"B","pid":1,"tid":`
	beginOS        = `{"ph":"B","pid":2,"tid":`
	endThread      = `{"ph":"E","pid":1,"tid":`
	endOS          = `{"ph":"E","pid":2,"tid":`
)

func (o *file) threadName(th *thread) {
	if !o.event(0) {
		return
	}
	o.number(`{"ph":"M","pid":1,"tid":`, uint64(th.serial))
	o.text(`,"name":"thread_name","args":{"name":`, th.name, "}},\n{")
	o.number(`"ph":"M","pid":1,"tid":`, uint64(th.serial))
	o.number(`,"name":"thread_sort_index","args":{"sort_index":`, uint64(th.serial))
	o.text("}},\n")
	o.n++
}

func (o *file) osThread(tid uint32) {
	if !o.event(0) {
		return
	}
	o.number(`{"ph":"M","pid":2,"tid":`, uint64(tid))
	o.number(`,"name":"thread_name","args":{"name":"OS thread `, uint64(tid))
	o.text("\"}},\n")
}

func (o *file) running(from, to int64, th *thread) {
	if !o.event(from) {
		return
	}
	o.slice(completeThread, th.serial, from, to)
	o.runningRest(th)
}

func (o *file) runningRest(th *thread) {
	o.text(`,"name":"running"`)
	if th.os != 0 {
		o.number(`,"args":{"os":`, uint64(th.os))
		o.text("}")
	}
	o.text("},\n")
}

func (o *file) ready(from, to int64, th *thread, by uint32, w *writer) {
	if !o.event(from) {
		return
	}
	o.slice(completeThread, th.serial, from, to)
	o.text(`,"name":"ready"`)
	if by != 0 {
		o.text(`,"args":{"by":`, w.nameOf(by), "}")
	}
	o.text("},\n")
}

// open begins a slice whose end is not known.
func (o *file) open(from int64, th *thread, w *writer) {
	if !o.event(from) {
		return
	}
	o.number(beginThread, uint64(th.serial))
	o.time(`,"ts"`, from)
	if th.state == running {
		o.runningRest(th)
		return
	}
	o.waitRest(th, w, 0, 0)
}

// close ends what open began.
func (o *file) close(to int64, th *thread) {
	if !o.event(to) {
		return
	}
	o.number(endThread, uint64(th.serial))
	o.time(`,"ts"`, to)
	o.text("},\n")
}

// wait shows a wait that has ended, or at least will not be heard of any more.
func (o *file) wait(from, to int64, th *thread, w *writer, flags uint8, by uint32) {
	if th.open {
		if o.event(to) {
			o.number(endThread, uint64(th.serial))
			o.time(`,"ts"`, to)
			o.outcome(`,"args":{`, w, flags, by)
			o.text("},\n")
		}
		return
	}
	if !o.event(from) {
		return
	}
	o.slice(completeThread, th.serial, from, to)
	o.waitRest(th, w, flags, by)
}

// outcome appends how a wait ended, as the last of some members, before which before stands.
func (o *file) outcome(before string, w *writer, flags uint8, by uint32) {
	switch {
	case flags&notRecorded != 0:
		o.text(before, `"end":"not recorded"}`)
	case flags&stillWaiting != 0:
		o.text(before, `"end":"not yet"}`)
	case flags&TimedOut != 0:
		o.text(before, `"end":"timeout"}`)
	case by != 0:
		o.text(before, `"end":"woken","by":`, w.nameOf(by), "}")
	case before[len(before)-1] != '{':
		o.text("}")
	}
}

func (o *file) waitRest(th *thread, w *writer, flags uint8, by uint32) {
	kind := `"GIL"`
	if th.state != waitingGIL {
		if kind = `"?"`; int(th.kind) < len(o.waits) {
			kind = o.waits[th.kind]
		}
	}
	o.text(`,"cat":"wait","name":`, kind, `,"args":{"for":`)
	switch {
	case th.state == waitingGIL:
		o.text(kind)
	case th.onFD && int32(th.x) < 0:
		o.text(`"several descriptors"`)
	case th.onFD:
		o.number(`"descriptor `, uint64(th.x))
		o.text(`"`)
	case th.on != 0:
		o.text(kind[:len(kind)-1], " at 0x")
		o.buf = strconv.AppendUint(o.buf, th.on, 16)
		o.text(`"`)
	default:
		o.text(kind)
	}
	if th.by != 0 {
		o.text(`,"holder":`, w.nameOf(th.by))
	}
	if th.site != 0 {
		o.text(`,"at":`, w.siteText(th.site))
	}
	if th.timeout > 0 {
		o.number(`,"timeout_us":`, uint64(th.timeout/1000))
	}
	o.outcome(",", w, flags, by)
	o.text("},\n")
}

func (o *file) onOS(from, to int64, th *thread) {
	if !o.event(from) {
		return
	}
	o.slice(completeOS, th.os, from, to)
	o.onRest(th)
}

func (o *file) onRest(th *thread) {
	name := th.name
	if name == "" {
		name = quote(th.label())
	}
	o.text(`,"name":`, name)
	o.number(`,"args":{"thread":`, uint64(th.serial))
	o.text("}},\n")
}

func (o *file) openOS(from int64, th *thread) {
	if !o.event(from) {
		return
	}
	o.number(beginOS, uint64(th.os))
	o.time(`,"ts"`, from)
	o.onRest(th)
}

func (o *file) closeOS(to int64, os uint32) {
	if !o.event(to) {
		return
	}
	o.number(endOS, uint64(os))
	o.time(`,"ts"`, to)
	o.text("},\n")
}

func (o *file) onGIL(from, to int64, th *thread) {
	if !o.event(from) {
		return
	}
	o.slice(completeRun, tidGIL, from, to)
	o.onRest(th)
}

// flow is an arrow from one thread to another.
func (o *file) flow(id uint64, name string, from uint32, at int64, to uint32, then int64) {
	if !o.event(at) {
		return
	}
	half := func(ph string, tid uint32, t int64) {
		o.text(`{"ph":`, ph)
		o.number(`,"id":`, id)
		o.number(`,"pid":1,"tid":`, uint64(tid))
		o.time(`,"ts"`, t)
		o.text(`,"cat":"wake","name":"`, name, "\"},\n")
	}
	half(`"s"`, from, at)
	half(`"f","bp":"e"`, to, then)
	o.n++
}

// paused is a pause of the recording.
func (o *file) paused(from, to int64) {
	if !o.event(from) {
		return
	}
	if !o.pauses {
		o.pauses = true
		o.number(`{"ph":"M","pid":3,"tid":`, tidPause)
		o.text(`,"name":"thread_name","args":{"name":"Recorder"}},`, "\n")
		o.n++
	}
	o.slice(completeRun, tidPause, from, to)
	o.text(`,"name":"not recorded"},`, "\n")
}

// pause is a slice of the collector's track.
func (o *file) pause(from, to int64, number int64) {
	if !o.event(from) {
		return
	}
	o.slice(completeRun, tidGC, from, to)
	o.number(`,"name":"collection `, uint64(number))
	o.text(`","args":{"what":"both pauses of the collection, put together at its end"}},`, "\n")
}

// heap is a point of the curve of the heap's size.
func (o *file) heap(t int64, live uint64) {
	if !o.event(t) {
		return
	}
	o.text(`{"ph":"C","pid":3,"tid":0`)
	o.time(`,"ts"`, t)
	o.text(`,"name":"heap","args":{"MB":`)
	o.buf = strconv.AppendFloat(o.buf, float64(live)/(1<<20), 'f', 2, 64)
	o.text("}},\n")
}

// finish ends the file and closes it.
func (o *file) finish(s *Summary) error {
	o.flush()
	s.Events, s.Full = o.n, o.full
	if o.full > 0 {
		s.End = time.Duration(o.end)
	} else {
		s.End = s.Length
	}
	if o.err == nil {
		o.buf = fmt.Appendf(o.buf, `{"ph":"M","pid":3,"tid":0,"name":"recording","args":{"length_us":%d,"end_us":%d,"events":%d,"dropped_records":%d,"paused_us":%d,"events_beyond_limit":%d}}`+"\n]\n",
			s.Length.Microseconds(), s.End.Microseconds(), o.n+1, s.Dropped, s.Paused.Microseconds(), o.full)
		s.Events++
		o.flush()
	}
	s.Bytes = o.size
	if err := o.f.Close(); o.err == nil {
		o.err = err
	}
	return o.err
}
