// This file implements the module's functions, on Linux's ioctls.

package termios

import (
	"syscall"

	"weft/internal/object"

	"golang.org/x/sys/unix"
)

type (
	value  = object.Value
	thread = object.Thread
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "termios",
		Doc:  "Control of terminals. The functions take a descriptor, or an object with a method fileno().",
		Methods: []object.Method{
			{Name: "tcdrain", Sig: "(fd, /)", Fn: termiosTcdrain, Doc: "Wait until all output has been transmitted."},
			{Name: "tcflow", Sig: "(fd, action, /)", Fn: termiosTcflow, Doc: "Suspend or resume output (TCOOFF, TCOON) or input (TCIOFF, TCION)."},
			{Name: "tcflush", Sig: "(fd, queue, /)", Fn: termiosTcflush, Doc: "Discard queued input (TCIFLUSH), output (TCOFLUSH), or both (TCIOFLUSH)."},
			{Name: "tcgetattr", Sig: "(fd, /)", Fn: termiosTcgetattr,
				Doc: "Return the terminal's attributes, a list [iflag, oflag, cflag, lflag, ispeed, ospeed, cc]; cc is a list of bytes of length 1,\nand of two ints at VMIN and VTIME if the terminal does not read whole lines."},
			{Name: "tcgetwinsize", Sig: "(fd, /)", Fn: termiosTcgetwinsize, Doc: "Return the size of the terminal's window, (rows, columns)."},
			{Name: "tcsendbreak", Sig: "(fd, duration, /)", Fn: termiosTcsendbreak, Doc: "Send a break, for a quarter to half a second if duration is 0, else for about duration milliseconds."},
			{Name: "tcsetattr", Sig: "(fd, when, attributes, /)", Fn: termiosTcsetattr,
				Doc: "Set the terminal's attributes to a list as tcgetattr() returns it: at once (TCSANOW), after the output (TCSADRAIN), or after\nthe output and without the input that nobody has read (TCSAFLUSH)."},
			{Name: "tcsetwinsize", Sig: "(fd, winsize, /)", Fn: termiosTcsetwinsize, Doc: "Set the size of the terminal's window to (rows, columns)."},
		},
		Exec: func(th *thread, m *object.Module) error {
			d := m.Dict()
			for _, c := range constants {
				d.SetName(c.name, object.Int(c.n))
			}
			e, err := object.NewClass(th, "termios", "error", []*object.Type{object.ExceptionType}, object.NewDict())
			if err == nil {
				d.SetName("error", e.Value())
				stateOf(th).err = e
			}
			return err
		},
	}
}

// moduleState is what the module keeps per runtime.
type moduleState struct{ err *object.Type }

type stateKey struct{}

func stateOf(th *thread) *moduleState {
	return th.Rt.State(stateKey{}, func() any { return &moduleState{} }).(*moduleState)
}

// control makes a call for a terminal, again after interruptions; it raises termios.error.
func control(th *thread, f func() error) error {
	for {
		var err error
		th.Blocking(object.WaitFile, func() { err = f() })
		switch errno, _ := err.(syscall.Errno); {
		case err == nil:
			return nil
		case errno != syscall.EINTR:
			return fail(th, errno)
		}
		if err := th.SafePoint(); err != nil {
			return err
		}
	}
}

func fail(th *thread, errno syscall.Errno) error {
	return object.RaiseArgs(th, stateOf(th).err, object.Int(int64(errno)), object.NewStr(object.Strerror(errno)))
}

// request is a function whose whole work is an ioctl with a small number.
func request(th *thread, args []value, ioctl func(arg int) (req uint, n int)) (value, error) {
	fd, err := object.AsFD(th, args[0])
	if err != nil {
		return value{}, err
	}
	arg := 0
	if len(args) > 1 {
		if arg, err = object.AsCInt(th, args[1]); err != nil {
			return value{}, err
		}
	}
	req, n := ioctl(arg)
	return object.None, control(th, func() error { return unix.IoctlSetInt(fd, req, n) })
}

func termiosTcdrain(th *thread, args []value) (value, error) {
	return request(th, args, func(int) (uint, int) { return unix.TCSBRK, 1 })
}

func termiosTcflow(th *thread, args []value) (value, error) {
	return request(th, args, func(action int) (uint, int) { return unix.TCXONC, action })
}

func termiosTcflush(th *thread, args []value) (value, error) {
	return request(th, args, func(queue int) (uint, int) { return unix.TCFLSH, queue })
}

func termiosTcsendbreak(th *thread, args []value) (value, error) {
	return request(th, args, func(duration int) (uint, int) {
		if duration <= 0 {
			return unix.TCSBRK, 0
		}
		return unix.TCSBRKP, (duration-1)/100 + 1 // tenths of a second
	})
}

const (
	speedMask = unix.CBAUD | unix.CBAUDEX
	ccs       = 32 // as many special characters as C programs see; the kernel has fewer
)

func termiosTcgetattr(th *thread, args []value) (value, error) {
	fd, err := object.AsFD(th, args[0])
	if err != nil {
		return value{}, err
	}
	t, err := get(th, fd)
	if err != nil {
		return value{}, err
	}
	cc := make([]value, ccs)
	for i := range cc {
		c := byte(0)
		if i < len(t.Cc) {
			c = t.Cc[i]
		}
		if t.Lflag&unix.ICANON == 0 && (i == unix.VMIN || i == unix.VTIME) {
			cc[i] = object.SmallInt(int64(c))
		} else {
			cc[i] = object.BytesOf([]byte{c})
		}
	}
	speed := t.Cflag & speedMask
	out := make([]value, 0, 7)
	for _, n := range []uint32{t.Iflag, t.Oflag, t.Cflag, t.Lflag, speed, speed} {
		out = append(out, object.Int(int64(n)))
	}
	return object.NewList(append(out, object.NewList(cc).Value())).Value(), nil
}

func get(th *thread, fd int) (t *unix.Termios, err error) {
	err = control(th, func() (err error) {
		t, err = unix.IoctlGetTermios(fd, unix.TCGETS)
		return err
	})
	return t, err
}

func termiosTcsetattr(th *thread, args []value) (value, error) {
	fd, err := object.AsFD(th, args[0])
	if err != nil {
		return value{}, err
	}
	when, err := object.AsCInt(th, args[1])
	if err != nil {
		return value{}, err
	}
	var attrs []value
	if object.IsList(args[2]) {
		attrs = object.AsList(args[2]).Snapshot()
	}
	if len(attrs) != 7 {
		return value{}, object.TypeErrorf(th, "tcsetattr, arg 3: must be 7 element list")
	}
	t, err := get(th, fd)
	if err != nil {
		return value{}, err
	}
	var n [6]uint32
	for i := range n {
		x, err := object.AsCLong(th, attrs[i])
		if err != nil {
			return value{}, err
		}
		n[i] = uint32(x)
	}
	t.Iflag, t.Oflag, t.Cflag, t.Lflag = n[0], n[1], n[2]&^speedMask|n[5], n[3]
	if err := setCC(th, t, attrs[6]); err != nil {
		return value{}, err
	}
	// There is one speed, the output's; an input speed is only checked.
	if !isSpeed(n[4]) || !isSpeed(n[5]) || when < 0 || when > unix.TCSETSF-unix.TCSETS {
		return value{}, fail(th, syscall.EINVAL)
	}
	return object.None, control(th, func() error { return unix.IoctlSetTermios(fd, unix.TCSETS+uint(when), t) })
}

func isSpeed(n uint32) bool {
	return n <= unix.B38400 || unix.B57600 <= n && n <= unix.B4000000
}

// setCC sets the special characters of t to those of a list.
func setCC(th *thread, t *unix.Termios, v value) error {
	var cc []value
	if object.IsList(v) {
		cc = object.AsList(v).Snapshot()
	}
	if len(cc) != ccs {
		return object.TypeErrorf(th, "tcsetattr: attributes[6] must be %d element list", ccs)
	}
	for i, v := range cc {
		var c byte
		switch {
		case object.IsBytes(v) && len(object.AsBytes(v).String()) == 1:
			c = object.AsBytes(v).String()[0]
		case object.IsInt(v):
			n, err := object.AsCLong(th, v)
			if err != nil {
				return err
			}
			c = byte(n)
		default:
			return object.TypeErrorf(th, "tcsetattr: elements of attributes must be bytes objects of length 1 or integers")
		}
		if i < len(t.Cc) {
			t.Cc[i] = c
		}
	}
	return nil
}

func termiosTcgetwinsize(th *thread, args []value) (value, error) {
	fd, err := object.AsFD(th, args[0])
	if err != nil {
		return value{}, err
	}
	w, err := getWinsize(th, fd)
	if err != nil {
		return value{}, err
	}
	return object.TupleOf(object.SmallInt(int64(w.Row)), object.SmallInt(int64(w.Col))), nil
}

func getWinsize(th *thread, fd int) (w *unix.Winsize, err error) {
	err = control(th, func() (err error) {
		w, err = unix.IoctlGetWinsize(fd, unix.TIOCGWINSZ)
		return err
	})
	return w, err
}

func termiosTcsetwinsize(th *thread, args []value) (value, error) {
	fd, err := object.AsFD(th, args[0])
	if err != nil {
		return value{}, err
	}
	var n [2]int64
	var size []value
	if object.IsSequence(args[1]) {
		l, err := object.ListOf(th, args[1])
		if err != nil {
			return value{}, err
		}
		size = l.Snapshot()
	}
	if len(size) != len(n) {
		return value{}, object.TypeErrorf(th, "tcsetwinsize, arg 2: must be a two-item sequence")
	}
	for i, v := range size {
		if n[i], err = object.AsCLong(th, v); err != nil {
			return value{}, err
		}
	}
	w, err := getWinsize(th, fd) // for the size in pixels, which stays
	if err != nil {
		return value{}, err
	}
	w.Row, w.Col = uint16(n[0]), uint16(n[1])
	if int64(w.Row) != n[0] || int64(w.Col) != n[1] {
		return value{}, object.OverflowErrorf(th, "winsize value(s) out of range.")
	}
	return object.None, control(th, func() error { return unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, w) })
}
