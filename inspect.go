// This file implements -X inspect: a process that tells `weft ps` and `weft top` what its threads do, over a local socket, and the other
// side of that.
//
// Who may ask: the socket has mode 0600 in a directory with mode 0700 that belongs to the user, and the process asks the system who is at
// the other end. The protocol: whoever connects gets one JSON document.

package weft

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"syscall"
	"time"

	"weft/internal/object"
)

// ProcessThreads is what a process tells of its threads.
type ProcessThreads struct {
	PID      int            `json:"pid"`
	Args     []string       `json:"args"`
	Seconds  float64        `json:"seconds"` // since it began
	Summary  string         `json:"summary"` // counts and model, in words
	Switches int64          `json:"switches"`
	States   map[string]int `json:"states"` // how many threads of those shown are in each state
	All      int            `json:"all"`    // how many threads there are; Threads may hold fewer
	Threads  []ThreadStatus `json:"threads"`
}

// ThreadStatus is a line of `weft ps`.
type ThreadStatus struct {
	Name     string  `json:"name"`
	Ident    int64   `json:"ident"`
	OSThread int     `json:"os_thread"` // 0: none, or not known
	State    string  `json:"state"`     // running, ready, waiting, blocked
	Seconds  float64 `json:"seconds"`   // in this state
	What     string  `json:"what"`      // what it waits for
	Where    string  `json:"where"`     // the innermost Python frame
}

// maxInspected is how many threads a process tells of.
const maxInspected = 2000

// inspectDirs returns the directories where sockets may be, the preferred one first.
func inspectDirs() []string {
	var dirs []string
	if d := os.Getenv("XDG_RUNTIME_DIR"); d != "" && filepath.IsAbs(d) {
		dirs = append(dirs, filepath.Join(d, "weft"))
	}
	return append(dirs, filepath.Join("/tmp", "weft-"+strconv.Itoa(os.Getuid())))
}

// ownDir makes sure that dir is a directory of this user which nobody else can enter.
func ownDir(dir string) error {
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	st, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	sys, ok := st.Sys().(*syscall.Stat_t)
	if !st.IsDir() || !ok || int(sys.Uid) != os.Getuid() || st.Mode().Perm()&0o077 != 0 {
		return fmt.Errorf("%s is not a directory that belongs to you alone", dir)
	}
	return nil
}

// startInspect lets the user's other processes ask what the threads do.
func (r *Runtime) startInspect() error {
	var err error
	for _, dir := range inspectDirs() {
		if err = ownDir(dir); err != nil {
			continue
		}
		path := filepath.Join(dir, strconv.Itoa(os.Getpid())+".sock")
		os.Remove(path) // of a process that had this number before
		var l *net.UnixListener
		if l, err = net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"}); err != nil {
			continue
		}
		if err = os.Chmod(path, 0o600); err != nil {
			l.Close()
			continue
		}
		r.inspector = l
		go r.answerInspect(l)
		return nil
	}
	return fmt.Errorf("weft: -X inspect: %w", err)
}

// stopInspect removes the socket.
func (r *Runtime) stopInspect() {
	if r.inspector != nil {
		r.inspector.Close()
	}
}

// answerInspect tells all who connect, one after the other.
func (r *Runtime) answerInspect(l *net.UnixListener) {
	for {
		c, err := l.AcceptUnix()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			time.Sleep(100 * time.Millisecond) // no descriptors left, perhaps
			continue
		}
		if uid, err := peerUser(c); err == nil && uid == os.Getuid() {
			c.SetDeadline(time.Now().Add(5 * time.Second))
			json.NewEncoder(c).Encode(r.threadStatus()) // who does not listen to the end gets no more
		}
		c.Close()
	}
}

// threadStatus returns what the process tells.
func (r *Runtime) threadStatus() *ProcessThreads {
	infos, all := r.rt.ThreadInfos(maxInspected, 8)
	p := &ProcessThreads{PID: os.Getpid(), Args: r.rt.Config.Args, Seconds: object.Clock().Seconds(), Summary: r.rt.Summary(), All: all,
		Switches: r.rt.Yields(), States: map[string]int{}, Threads: []ThreadStatus{}}
	for _, n := range r.rt.Waits() {
		p.Switches += n
	}
	names := map[int64]string{}
	for i := range infos {
		names[infos[i].Ident] = infos[i].Name
	}
	for i := range infos {
		t := &infos[i]
		s := ThreadStatus{Name: t.Name, Ident: t.Ident, OSThread: t.OSThread, State: t.State.String(), Seconds: t.For.Seconds(), What: t.WaitText(names)}
		if len(t.Stack) > 0 {
			e := t.Stack[0]
			for _, f := range t.Stack {
				if base := filepath.Base(f.File); base != "threading.py" && base != "queue.py" {
					e = f // where the program is, not how the library waits
					break
				}
			}
			s.Where = fmt.Sprintf("%s:%d %s", filepath.Base(e.File), e.Line, e.Func)
		}
		p.States[s.State]++
		p.Threads = append(p.Threads, s)
	}
	return p
}

// InspectProcess asks a process of this user what its threads do. The error says in a sentence why that is not possible.
func InspectProcess(pid int) (*ProcessThreads, error) {
	if err := syscall.Kill(pid, 0); pid <= 0 || err == syscall.ESRCH {
		return nil, fmt.Errorf("there is no process %d", pid)
	} else if err == syscall.EPERM {
		return nil, fmt.Errorf("process %d belongs to another user", pid)
	}
	var c *net.UnixConn
	var err error
	for _, dir := range inspectDirs() {
		path := filepath.Join(dir, strconv.Itoa(pid)+".sock")
		if c, err = net.DialUnix("unix", nil, &net.UnixAddr{Name: path, Net: "unix"}); err == nil || errors.Is(err, syscall.EACCES) {
			break
		}
	}
	switch {
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("process %d: permission denied", pid)
	case errors.Is(err, syscall.ENOENT), errors.Is(err, syscall.ECONNREFUSED):
		if st, serr := os.Stat("/proc/" + strconv.Itoa(pid)); serr == nil {
			if sys, ok := st.Sys().(*syscall.Stat_t); ok && int(sys.Uid) != os.Getuid() {
				return nil, fmt.Errorf("process %d belongs to another user", pid)
			}
		}
		return nil, fmt.Errorf("process %d is no Weft that was started with -X inspect", pid)
	case err != nil:
		return nil, fmt.Errorf("process %d: %w", pid, err)
	}
	defer c.Close()
	if uid, err := peerUser(c); err != nil || uid != os.Getuid() {
		return nil, fmt.Errorf("process %d: another user answers for it", pid)
	}
	c.SetDeadline(time.Now().Add(10 * time.Second))
	p := new(ProcessThreads)
	if err := json.NewDecoder(c).Decode(p); err != nil {
		return nil, fmt.Errorf("process %d does not answer: %w", pid, err)
	}
	return p, nil
}

// InspectedProcesses returns the processes of this user that InspectProcess may be asked about, in order.
func InspectedProcesses() []int {
	var pids []int
	for _, dir := range inspectDirs() {
		es, err := os.ReadDir(dir)
		if err != nil {
			continue
		}
		for _, e := range es {
			pid, err := strconv.Atoi(strings.TrimSuffix(e.Name(), ".sock"))
			if err != nil || pid <= 0 {
				continue
			}
			c, err := net.DialTimeout("unix", filepath.Join(dir, e.Name()), time.Second)
			if err != nil {
				if errors.Is(err, syscall.ECONNREFUSED) {
					os.Remove(filepath.Join(dir, e.Name())) // its process is gone
				}
				continue
			}
			c.Close()
			pids = append(pids, pid)
		}
	}
	sort.Ints(pids)
	return pids
}

// peerUser returns the user id of the process at the other end.
func peerUser(c *net.UnixConn) (user int, err error) {
	raw, err := c.SyscallConn()
	if err != nil {
		return -1, err
	}
	if cerr := raw.Control(func(fd uintptr) { user, err = socketUser(int(fd)) }); cerr != nil {
		return -1, cerr
	}
	return user, err
}
