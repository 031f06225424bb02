// Package socket is the native module _socket: the operating system's sockets (Library Reference, "socket").
//
// A descriptor is used as CPython uses it: it is non-blocking only if the socket has a timeout, and the timeout itself lives in the
// object. No call blocks in the kernel all the same: it is tried (with MSG_DONTWAIT, or O_NONBLOCK for an instant), and the thread
// parks until the runtime's poller reports the descriptor.
//
// Concurrency: the fields of a socket object are atomic words; its mutex is held only while a call is tried. Start with socket.go;
// address.go has the forms of addresses, resolve.go names.
package socket

// This file implements the module's tables, and the conversion of arguments.

import (
	"math"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

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
		Name: "_socket",
		Doc:  "The operating system's sockets; see the module socket.",
		Methods: []object.Method{
			{Name: "CMSG_LEN", Raw: args("CMSG_LEN", 0, 1, 1, socketCMSGLen), Doc: "Return the length of an item of ancillary data with that many bytes, without padding."},
			{Name: "CMSG_SPACE", Raw: args("CMSG_SPACE", 0, 1, 1, socketCMSGSpace), Doc: "Return the space that an item of ancillary data with that many bytes takes."},
			{Name: "close", Sig: "(object, /)", Fn: socketClose, Doc: "Close the descriptor of a socket."},
			{Name: "dup", Sig: "(object, /)", Fn: socketDup, Doc: "Return a copy of a socket's descriptor that child processes do not inherit."},
			{Name: "getaddrinfo", Sig: "(host, port, family=0, type=0, proto=0, flags=0)", Fn: socketGetaddrinfo, Doc: "Return a list of (family, type, proto, canonname, sockaddr) for a host and a port or service."},
			{Name: "getdefaulttimeout", Sig: "()", Fn: socketGetdefaulttimeout, Doc: "Return the timeout in seconds that new sockets have, or None."},
			{Name: "gethostbyaddr", Raw: args("gethostbyaddr", 0, 1, 1, socketGethostbyaddr), Doc: "Return (name, aliases, addresses) of a host given by address or name."},
			{Name: "gethostbyname", Raw: args("gethostbyname", 0, 1, 1, socketGethostbyname), Doc: "Return the IPv4 address of a host."},
			{Name: "gethostbyname_ex", Raw: args("gethostbyname_ex", 0, 1, 1, socketGethostbynameEx), Doc: "Return (name, aliases, addresses) of a host."},
			{Name: "gethostname", Sig: "()", Fn: socketGethostname, Doc: "Return the name of this host."},
			{Name: "getnameinfo", Raw: args("getnameinfo", 0, 2, 2, socketGetnameinfo), Doc: "Return (host, port) for a socket address, as names unless the flags ask for numbers."},
			{Name: "getprotobyname", Raw: args("getprotobyname", 0, 1, 1, socketGetprotobyname), Doc: "Return the number of a protocol."},
			{Name: "getservbyname", Raw: args("getservbyname", 0, 1, 2, socketGetservbyname), Doc: "Return the port of a service, for any protocol or the given one."},
			{Name: "getservbyport", Raw: args("getservbyport", 0, 1, 2, socketGetservbyport), Doc: "Return the service of a port, for any protocol or the given one."},
			{Name: "htonl", Sig: "(integer, /)", Fn: socketHtonl, Doc: "Convert 32 bits from the host's byte order to the network's."},
			{Name: "htons", Sig: "(integer, /)", Fn: socketHtons, Doc: "Convert 16 bits from the host's byte order to the network's."},
			{Name: "if_indextoname", Sig: "(if_index, /)", Fn: socketIfIndextoname, Doc: "Return the name of a network interface."},
			{Name: "if_nameindex", Sig: "()", Fn: socketIfNameindex, Doc: "Return a list of (index, name) of the network interfaces."},
			{Name: "if_nametoindex", Sig: "(oname, /)", Fn: socketIfNametoindex, Doc: "Return the index of a network interface."},
			{Name: "inet_aton", Sig: "(ip_addr, /)", Fn: socketInetAton, Doc: "Convert an IPv4 address from text, also in its short forms, to four bytes."},
			{Name: "inet_ntoa", Sig: "(packed_ip, /)", Fn: socketInetNtoa, Doc: "Convert an IPv4 address from four bytes to text."},
			{Name: "inet_ntop", Raw: args("inet_ntop", 0, 2, 2, socketInetNtop), Doc: "Convert an address of a family from bytes to text."},
			{Name: "inet_pton", Raw: args("inet_pton", 0, 2, 2, socketInetPton), Doc: "Convert an address of a family from text to bytes."},
			{Name: "ntohl", Sig: "(integer, /)", Fn: socketNtohl, Doc: "Convert 32 bits from the network's byte order to the host's."},
			{Name: "ntohs", Sig: "(integer, /)", Fn: socketNtohs, Doc: "Convert 16 bits from the network's byte order to the host's."},
			{Name: "setdefaulttimeout", Sig: "(object, /)", Fn: socketSetdefaulttimeout, Doc: "Set the timeout in seconds of new sockets; None: they block."},
			{Name: "sethostname", Raw: args("sethostname", 0, 1, 1, socketSethostname), Doc: "Set the name of this host."},
			{Name: "socketpair", Raw: args("socketpair", 0, 0, 3, socketSocketpair), Doc: "Return two sockets connected with each other."},
		},
		Types: []object.TypeSpec{sockSpec()},
		Exec: func(th *thread, m *object.Module) error {
			d := m.Dict()
			d.SetName("SocketType", sockType.Value())
			d.SetName("error", object.OSErrorType.Value())
			d.SetName("timeout", object.TimeoutErrorType.Value())
			d.SetName("has_ipv6", object.True)
			s := stateOf(th)
			for _, x := range []struct {
				name string
				at   *value
			}{{"gaierror", &s.gaierror}, {"herror", &s.herror}} {
				ns := object.NewDict()
				ns.SetName("__module__", object.NewStr("socket"))
				c, err := object.Call(th, object.TypeType.Value(), object.NewStr(x.name), object.TupleOf(object.OSErrorType.Value()), ns.Value())
				if err != nil {
					return err
				}
				s.mu.Lock()
				*x.at = c
				s.mu.Unlock()
				d.SetName(x.name, c)
			}
			for _, c := range constants() {
				d.SetName(c.name, object.Int(c.n))
			}
			return nil
		},
	}
}

// state is what the module keeps for a runtime.
type state struct {
	mu               sync.Mutex
	gaierror, herror value // guarded by mu
	timeout          int64 // atomic: the default timeout in nanoseconds, -1: none
}

type stateKey struct{}

func stateOf(th *thread) *state {
	return th.Rt.State(stateKey{}, func() any { return &state{timeout: -1} }).(*state)
}

// raiseWith raises an exception of a class made by Exec, with a number and a text.
func raiseWith(th *thread, class *value, n int, text string) error {
	s := stateOf(th)
	s.mu.Lock()
	c := *class
	s.mu.Unlock()
	v, err := object.Call(th, c, object.Int(int64(n)), object.NewStr(text))
	if err != nil {
		return err
	}
	return object.RaiseValue(th, v)
}

// args returns a function with min to max positional parameters, after skip ones for self, that words a wrong number as CPython
// does for functions without a signature.
func args(name string, skip, min, max int, fn object.NativeFn) object.RawFn {
	return func(th *thread, a []value, kwnames *object.Tuple) (value, error) {
		if kwnames != nil && kwnames.Len() > 0 {
			return value{}, object.TypeErrorf(th, "%s() takes no keyword arguments", name)
		}
		if err := count(th, name, len(a)-skip, min, max); err != nil {
			return value{}, err
		}
		var buf [6]value
		copy(buf[:], a)
		return fn(th, buf[:skip+max])
	}
}

func count(th *thread, name string, given, min, max int) error {
	how, n := "exactly", min
	switch {
	case given >= min && given <= max:
		return nil
	case min == max:
	case given < min:
		how = "at least"
	default:
		how, n = "at most", max
	}
	s := "s"
	if n == 1 {
		s = ""
	}
	return object.TypeErrorf(th, "%s() takes %s %d argument%s (%d given)", name, how, n, s, given)
}

// intOf converts an argument of C type int; absent gives def.
func intOf(th *thread, v value, def int) (int, error) {
	if v.IsAbsent() {
		return def, nil
	}
	i, err := object.Index(th, v)
	if err != nil {
		return 0, err
	}
	n, ok := object.Int64(i)
	switch {
	case ok && n == int64(int32(n)):
		return int(n), nil
	case ok && n < 0 || !ok && object.Big(i).Sign() < 0:
		return 0, object.OverflowErrorf(th, "signed integer is less than minimum")
	}
	return 0, object.OverflowErrorf(th, "signed integer is greater than maximum")
}

// sizeOf converts an argument that is a number of bytes; absent gives 0.
func sizeOf(th *thread, v value) (int, error) {
	if v.IsAbsent() {
		return 0, nil
	}
	i, err := object.Index(th, v)
	if err != nil {
		return 0, err
	}
	n, ok := object.Int64(i)
	if !ok {
		return 0, object.OverflowErrorf(th, "Python int too large to convert to C ssize_t")
	}
	return int(n), nil
}

// timeoutOf converts a timeout in seconds, None for -1, rounded up to nanoseconds.
func timeoutOf(th *thread, v value) (time.Duration, error) {
	if v.Is(object.None) {
		return -1, nil
	}
	var d time.Duration
	if object.IsFloat(v) {
		f := object.AsFloat(v)
		if math.IsNaN(f) {
			return 0, object.ValueErrorf(th, "Invalid value NaN (not a number)")
		}
		f *= float64(time.Second)
		if f >= math.MaxInt64 || f <= math.MinInt64 {
			return 0, object.OverflowErrorf(th, "timestamp out of range for platform time_t")
		}
		if d = time.Duration(math.Ceil(f)); f < 0 {
			d = -1
		}
	} else {
		if v.Type().Slots().Index == nil {
			return 0, object.TypeErrorf(th, "'%s' object cannot be interpreted as an integer or float", v.Type().DisplayName())
		}
		i, err := object.Index(th, v)
		if err != nil {
			return 0, err
		}
		n, ok := object.Int64(i)
		if !ok || n > math.MaxInt64/int64(time.Second) || n < math.MinInt64/int64(time.Second) {
			return 0, object.OverflowErrorf(th, "timestamp too large to convert to C PyTime_t")
		}
		d = time.Duration(n) * time.Second
	}
	if d < 0 {
		return 0, object.ValueErrorf(th, "Timeout value out of range")
	}
	return d, nil
}

func timeoutValue(d int64) value {
	if d < 0 {
		return object.None
	}
	return object.Float(float64(d) / 1e9)
}

func socketGetdefaulttimeout(th *thread, args []value) (value, error) {
	return timeoutValue(atomic.LoadInt64(&stateOf(th).timeout)), nil
}

func socketSetdefaulttimeout(th *thread, args []value) (value, error) {
	d, err := timeoutOf(th, args[0])
	if err == nil {
		atomic.StoreInt64(&stateOf(th).timeout, int64(d))
	}
	return object.None, err
}

// osError raises the OSError of a failed system call.
func osError(th *thread, err error) error {
	if e, ok := err.(syscall.Errno); ok {
		return object.OSError(th, e)
	}
	return object.FromGoError(th, err, value{})
}

// osText raises OSError with only a text.
func osText(th *thread, format string, args ...any) error {
	return object.Raisef(th, object.OSErrorType, format, args...)
}

// encodeFS is os.fsencode of a str.
func encodeFS(th *thread, s *object.Str) (string, error) {
	t := s.String()
	if s.IsASCII() || !wtf8.HasSurrogate(t) {
		return t, nil
	}
	h, _ := wtf8.EncodeHandlerFor("surrogateescape")
	b, err := wtf8.Encode(t, h)
	if e, ok := err.(*wtf8.EncodeError); ok {
		return "", object.RaiseValue(th, object.NewUnicodeEncodeError("utf-8", s, e.Start, e.End, e.Reason).Value())
	}
	return string(b), err
}
