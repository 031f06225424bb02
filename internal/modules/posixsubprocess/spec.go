// Package posixsubprocess is the native module _posixsubprocess: fork_exec, on which subprocess stands.
//
// Nothing of Python can run between the fork and the exec: the child shares the memory of a process with many threads until it
// executes its program, so preexec_fn is refused. Everything else that fork_exec is asked for is done by Go's own fork, which
// maps descriptors, changes directory, session, group and user; the creation mask is set on an OS thread of its own.
package posixsubprocess

// This file implements the module and the reading of fork_exec's arguments.

import (
	"slices"
	"strings"

	"weft/internal/object"
	"weft/internal/wtf8"
)

type (
	value  = object.Value
	thread = object.Thread
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_posixsubprocess",
		Doc:  "What the subprocess module needs of the system.",
		Methods: []object.Method{
			{Name: "fork_exec", Fn: posixsubprocessForkExec, Sig: "(args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read, errpipe_write, restore_signals, call_setsid, pgid_to_set, gid, extra_groups, uid, child_umask, preexec_fn, /)",
				Doc: "Start a program in a new process and return its id. A failure after the fork is written to errpipe_write in\nthe form that subprocess reads. preexec_fn must be None."},
		},
	}
}

// request is what fork_exec is asked to do.
type request struct {
	argv, paths []string
	env         []string // nil: ours
	cwd         string
	hasCwd      bool
	std         [3]int // descriptors for 0, 1 and 2; -1: as they are
	keep        []int  // descriptors from 3 on that the child gets, sorted
	closeFDs    bool
	restore     bool // signals that Python ignores get their default action
	setsid      bool
	pgid        int // -1: as it is
	umask       int // -1: as it is
	uid, gid    int64
	hasUID      bool
	hasGID      bool
	groups      []uint32
	hasGroups   bool
}

func posixsubprocessForkExec(th *thread, a []value) (value, error) {
	var r request
	var err error
	if !a[21].Is(object.None) {
		return value{}, object.RuntimeErrorf(th, "weft does not support preexec_fn: Python code cannot run between fork and exec in a process with many threads; use start_new_session, process_group, user, group, extra_groups or umask, or a wrapper program")
	}
	if r.closeFDs, err = object.IsTrue(th, a[2]); err != nil {
		return value{}, err
	}
	if !object.IsTuple(a[3]) {
		return value{}, object.TypeErrorf(th, "fork_exec() argument 4 must be tuple, not %s", object.ArgTypeName(a[3]))
	}
	var n [9]int // p2cread … errpipe_write, and the mask
	for i := range 8 {
		if n[i], err = object.AsCInt(th, a[6+i]); err != nil {
			return value{}, err
		}
	}
	if r.restore, err = object.IsTrue(th, a[14]); err != nil {
		return value{}, err
	}
	if r.setsid, err = object.IsTrue(th, a[15]); err != nil {
		return value{}, err
	}
	if r.pgid, err = object.AsCInt(th, a[16]); err != nil {
		return value{}, err
	}
	if r.umask, err = object.AsCInt(th, a[20]); err != nil {
		return value{}, err
	}
	r.std = [3]int{n[0], n[3], n[5]}
	errpipe := n[7]
	if r.closeFDs && errpipe < 3 {
		return value{}, object.ValueErrorf(th, "errpipe_write must be >= 3")
	}
	if r.keep, err = keepOf(th, a[3]); err != nil {
		return value{}, err
	}
	r.keep = slices.DeleteFunc(r.keep, func(fd int) bool { return fd == errpipe })
	if r.paths, err = byteStrings(th, a[1]); err != nil {
		return value{}, err
	}
	if r.argv, err = argvOf(th, a[0]); err != nil {
		return value{}, err
	}
	if !a[5].Is(object.None) {
		if r.env, err = byteStrings(th, a[5]); err != nil {
			return value{}, err
		}
		if r.env == nil {
			r.env = []string{}
		}
	}
	if !a[4].Is(object.None) {
		r.hasCwd = true
		if r.cwd, err = fsBytes(th, a[4]); err != nil {
			return value{}, err
		}
	}
	if !a[18].Is(object.None) {
		if r.groups, err = groupsOf(th, a[18]); err != nil {
			return value{}, err
		}
		r.hasGroups = true
	}
	if !a[17].Is(object.None) {
		r.hasGID = true
		if r.gid, err = idOf(th, "gid", a[17]); err != nil {
			return value{}, err
		}
	}
	if !a[19].Is(object.None) {
		r.hasUID = true
		if r.uid, err = idOf(th, "uid", a[19]); err != nil {
			return value{}, err
		}
	}
	pid, err := r.run(th, errpipe)
	if err != nil {
		return value{}, err
	}
	return object.Int(int64(pid)), nil
}

// keepOf reads the descriptors to pass on: ints in ascending order.
func keepOf(th *thread, v value) ([]int, error) {
	var out []int
	for _, x := range object.AsTuple(v).Items() {
		n, ok := int64(-1), false
		if object.IsInt(x) {
			n, ok = object.Int64(x)
		}
		if !ok || n < 0 || n != int64(int32(n)) || len(out) > 0 && int(n) <= out[len(out)-1] {
			return nil, object.ValueErrorf(th, "bad value(s) in fds_to_keep")
		}
		out = append(out, int(n))
	}
	return out, nil
}

// byteStrings reads a sequence of bytes objects.
func byteStrings(th *thread, v value) ([]string, error) {
	n, err := object.Len(th, v)
	if err != nil {
		return nil, err
	}
	out := make([]string, 0, n)
	for i := range n {
		x, err := object.GetItem(th, v, object.Int(int64(i)))
		if err != nil {
			return nil, err
		}
		if !object.IsBytes(x) {
			return nil, object.TypeErrorf(th, "expected bytes, %s found", x.Type().DisplayName())
		}
		s := object.AsBytes(x).String()
		if strings.IndexByte(s, 0) >= 0 {
			return nil, object.ValueErrorf(th, "embedded null byte")
		}
		out = append(out, s)
	}
	return out, nil
}

// argvOf reads the arguments: a sequence of str, bytes and os.PathLike.
func argvOf(th *thread, v value) ([]string, error) {
	if v.Type().Slots().Iter == nil && v.Type().Slots().GetItem == nil {
		return nil, object.TypeErrorf(th, "argv must be a tuple")
	}
	items, err := object.ToSlice(th, v)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(items))
	for i, x := range items {
		if out[i], err = fsBytes(th, x); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// fsBytes is os.fsencode.
func fsBytes(th *thread, v value) (string, error) {
	if !object.IsStr(v) && !object.IsBytes(v) {
		r, found, err := object.CallSpecial(th, v, "__fspath__")
		if err != nil {
			return "", err
		}
		if !found {
			return "", object.TypeErrorf(th, "expected str, bytes or os.PathLike object, not %s", v.Type().DisplayName())
		}
		if !object.IsStr(r) && !object.IsBytes(r) {
			return "", object.TypeErrorf(th, "expected %s.__fspath__() to return str or bytes, not %s", v.Type().DisplayName(), r.Type().DisplayName())
		}
		v = r
	}
	var s string
	if object.IsBytes(v) {
		s = object.AsBytes(v).String()
	} else if s = object.AsStr(v).String(); wtf8.HasSurrogate(s) {
		h, _ := wtf8.EncodeHandlerFor("surrogateescape")
		b, err := wtf8.Encode(s, h)
		if err != nil {
			if e, ok := err.(*wtf8.EncodeError); ok {
				return "", object.RaiseValue(th, object.NewUnicodeEncodeError("utf-8", object.AsStr(v), e.Start, e.End, e.Reason).Value())
			}
			return "", object.ValueErrorf(th, "%s", err)
		}
		s = string(b)
	}
	if strings.IndexByte(s, 0) >= 0 {
		return "", object.ValueErrorf(th, "embedded null byte")
	}
	return s, nil
}

// maxGroups is the system's limit of supplementary groups.
const maxGroups = 65536

func groupsOf(th *thread, v value) ([]uint32, error) {
	if !object.IsList(v) {
		return nil, object.TypeErrorf(th, "setgroups argument must be a list")
	}
	items, err := object.ToSlice(th, v)
	if err != nil {
		return nil, err
	}
	if len(items) > maxGroups {
		return nil, object.ValueErrorf(th, "too many extra_groups")
	}
	out := make([]uint32, len(items))
	for i, x := range items {
		if !object.IsInt(x) {
			return nil, object.TypeErrorf(th, "extra_groups must be integers")
		}
		n, ok := object.Int64(x)
		if !ok || n < -1 || n > 1<<32-1 {
			return nil, object.ValueErrorf(th, "invalid group id")
		}
		out[i] = uint32(n)
	}
	return out, nil
}

// idOf reads a user or group id; -1 stands for "as it is".
func idOf(th *thread, what string, v value) (int64, error) {
	if v.Type().Slots().Index == nil {
		return 0, object.TypeErrorf(th, "%s should be integer, not %s", what, v.Type().DisplayName())
	}
	i, err := object.Index(th, v)
	if err != nil {
		return 0, err
	}
	n, ok := object.Int64(i)
	switch {
	case ok && n < -1 || !ok && object.Big(i).Sign() < 0:
		return 0, object.OverflowErrorf(th, "%s is less than minimum", what)
	case !ok || n > 1<<32-1:
		return 0, object.OverflowErrorf(th, "%s is greater than maximum", what)
	}
	return n, nil
}
