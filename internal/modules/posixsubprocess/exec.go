// This file implements the start of a process: descriptors, directory, identity, and the report of what went wrong.

package posixsubprocess

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"weft/internal/object"

	"golang.org/x/sys/unix"
)

// run starts the program. A failure that a forked child would have met is written to errpipe; pid is then that of a child that
// has ended, for the caller to wait for.
func (r *request) run(th *thread, errpipe int) (int, error) {
	env := r.env
	if env == nil {
		env = os.Environ()
	}
	attr := &syscall.ProcAttr{Env: env, Files: r.files(), Sys: &syscall.SysProcAttr{Setsid: r.setsid}}
	if r.hasCwd {
		attr.Dir = r.cwd
		if e := enterable(r.cwd); e != 0 {
			return r.failed(th, errpipe, e, "noexec:chdir")
		}
	}
	if r.pgid >= 0 {
		attr.Sys.Setpgid, attr.Sys.Pgid = true, r.pgid
	}
	if c := r.credential(); c != nil {
		attr.Sys.Credential = c
	}
	var first syscall.Errno
	for _, path := range r.paths {
		if e := r.absent(path); e != 0 {
			if first == 0 || first == syscall.ENOENT || first == syscall.ENOTDIR {
				first = e
			}
			continue
		}
		var pid int
		var err error
		th.Blocking(object.WaitProcess, func() { pid, err = r.fork(path, attr) })
		if err == nil {
			return pid, nil
		}
		e, ok := err.(syscall.Errno)
		if !ok {
			e = syscall.EINVAL
		}
		if e == syscall.EAGAIN || e == syscall.ENOMEM {
			return 0, object.OSError(th, e) // no process at all
		}
		// An identity that is refused, or a descriptor that is not there, fails before the program is looked at.
		if e == syscall.EBADF || e == syscall.EPERM && (attr.Sys.Credential != nil || attr.Sys.Setpgid || attr.Sys.Setsid) {
			return r.failed(th, errpipe, e, "noexec")
		}
		if first == 0 || first == syscall.ENOENT || first == syscall.ENOTDIR {
			first = e
		}
	}
	if first == 0 {
		first = syscall.ENOENT
	}
	return r.failed(th, errpipe, first, "")
}

// enterable reports why a directory cannot become the current one; 0 if it can.
func enterable(dir string) syscall.Errno {
	if dir == "" {
		return syscall.ENOENT
	}
	var st unix.Stat_t
	err := unix.Stat(dir, &st)
	if err == nil {
		if st.Mode&unix.S_IFMT != unix.S_IFDIR {
			return syscall.ENOTDIR
		}
		err = unix.Access(dir, unix.X_OK)
	}
	e, _ := err.(syscall.Errno)
	return e
}

// absent reports that path names nothing, so that no fork is needed to find out.
func (r *request) absent(path string) syscall.Errno {
	if r.hasCwd && !strings.HasPrefix(path, "/") {
		path = r.cwd + "/" + path
	}
	var st unix.Stat_t
	if err := unix.Stat(path, &st); err == syscall.ENOENT || err == syscall.ENOTDIR {
		return err.(syscall.Errno)
	}
	return 0
}

// credential is the identity of the child; nil: ours.
func (r *request) credential() *syscall.Credential {
	setUID, setGID := r.hasUID && r.uid >= 0, r.hasGID && r.gid >= 0
	if !setUID && !setGID && !r.hasGroups {
		return nil
	}
	c := &syscall.Credential{Uid: uint32(os.Geteuid()), Gid: uint32(os.Getegid()), Groups: r.groups, NoSetGroups: !r.hasGroups}
	if setUID {
		c.Uid = uint32(r.uid)
	}
	if setGID {
		c.Gid = uint32(r.gid)
	}
	return c
}

// files is the child's table of descriptors, each ours that it is a copy of; ^0 closes.
func (r *request) files() []uintptr {
	const closed = ^uintptr(0)
	open := inheritable()
	out := make([]uintptr, 3)
	for i, fd := range r.std {
		switch {
		case fd >= 0:
			out[i] = uintptr(fd)
		case slices.Contains(open, i):
			out[i] = uintptr(i)
		default:
			out[i] = closed
		}
	}
	set := func(fd int, to uintptr) {
		for len(out) <= fd {
			out = append(out, closed)
		}
		out[fd] = to
	}
	for _, fd := range open {
		if fd < 3 {
			continue
		}
		if r.closeFDs {
			set(fd, closed)
		} else {
			set(fd, uintptr(fd))
		}
	}
	for _, fd := range r.keep {
		if fd >= 3 {
			set(fd, uintptr(fd))
		}
	}
	return out
}

// inheritable lists the open descriptors without close-on-exec.
func inheritable() []int {
	d, err := os.ReadDir(fdDir)
	if err != nil {
		return []int{0, 1, 2}
	}
	var out []int
	for _, e := range d {
		n, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		if fl, err := unix.FcntlInt(uintptr(n), unix.F_GETFD, 0); err == nil && fl&unix.FD_CLOEXEC == 0 {
			out = append(out, n)
		}
	}
	return out
}

// failed writes the report that subprocess reads and returns the id of a process that has ended.
func (r *request) failed(th *thread, errpipe int, e syscall.Errno, text string) (int, error) {
	pid, err := ended()
	if err != nil {
		return 0, object.OSError(th, e)
	}
	unix.Write(errpipe, []byte("OSError:"+strconv.FormatUint(uint64(e), 16)+":"+text))
	return pid, nil
}
