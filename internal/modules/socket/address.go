// This file implements the forms of socket addresses: Python's tuples and names, the system's structures, and text.

package socket

import (
	"bytes"
	"encoding/binary"
	"net/netip"
	"strconv"
	"strings"
	"unsafe"

	"weft/internal/object"

	"golang.org/x/sys/unix"
)

// rawAddr is a socket address as the system has it: n bytes of b.
type rawAddr struct {
	b [128]byte
	n uint32
}

func (a *rawAddr) ptr() unsafe.Pointer    { return unsafe.Pointer(&a.b) }
func (a *rawAddr) lenPtr() unsafe.Pointer { return unsafe.Pointer(&a.n) }

// Where the path of an AF_UNIX address starts, and how long it may be.
const (
	unixPath    = 2
	unixPathMax = int(unsafe.Sizeof(unix.RawSockaddrUnix{})) - unixPath
)

// setIP fills in an internet address.
func (a *rawAddr) setIP(family int, ip netip.Addr, port int, flow, scope uint32) {
	*a = rawAddr{}
	binary.BigEndian.PutUint16(a.b[2:], uint16(port))
	if family == unix.AF_INET {
		four := ip.As4()
		copy(a.b[4:], four[:])
		a.setHead(family, 16)
		return
	}
	binary.BigEndian.PutUint32(a.b[4:], flow)
	sixteen := ip.As16()
	copy(a.b[8:], sixteen[:])
	binary.NativeEndian.PutUint32(a.b[24:], scope)
	a.setHead(family, 28)
}

// addrOf converts the address argument of function fn for a socket of the given family.
func addrOf(th *thread, fn string, family int, v value) (a rawAddr, err error) {
	switch family {
	case unix.AF_UNIX:
		return unixAddr(th, v)
	case unix.AF_INET, unix.AF_INET6:
	default:
		return a, osText(th, "%s(): bad family", fn)
	}
	name, form, most := "AF_INET", "a pair (host, port)", 2
	if family == unix.AF_INET6 {
		name, form, most = "AF_INET6", "a tuple (host, port[, flowinfo[, scopeid]])", 4
	}
	if !object.IsTuple(v) {
		return a, object.TypeErrorf(th, "%s(): %s address must be tuple, not %s", fn, name, v.Type().DisplayName())
	}
	items := object.AsTuple(v).Items()
	if len(items) < 2 || len(items) > most {
		return a, object.TypeErrorf(th, "%s address must be %s", name, form)
	}
	host, err := hostOf(th, items[0])
	if err != nil {
		return a, err
	}
	port, err := intOf(th, items[1], 0)
	if err != nil {
		return a, err
	}
	var more [2]uint32
	for i := 2; i < len(items); i++ {
		n, err := object.Index(th, items[i])
		if err != nil {
			return a, err
		}
		k, ok := object.Int64(n)
		if !ok {
			k = int64(uint32(object.Big(n).Uint64()))
		}
		if i == 2 && uint32(k) > 0xfffff {
			return a, object.OverflowErrorf(th, "%s(): flowinfo must be 0-1048575.", fn)
		}
		more[i-2] = uint32(k)
	}
	if port < 0 || port > 0xffff {
		return a, object.OverflowErrorf(th, "%s(): port must be 0-65535.", fn)
	}
	ip, err := resolveOne(th, family, host)
	if err != nil {
		return a, err
	}
	if more[1] == 0 && ip.Zone() != "" {
		more[1] = zoneIndex(ip.Zone())
	}
	a.setIP(family, ip, port, more[0], more[1])
	return a, nil
}

// hostOf converts a host name in an address: text is encoded for the name service.
func hostOf(th *thread, v value) (string, error) {
	var s string
	switch {
	case object.IsStr(v):
		if s = object.AsStr(v).String(); !object.AsStr(v).IsASCII() {
			b, err := object.EncodeStr(th, object.AsStr(v), "idna", "strict")
			if err != nil {
				return "", err
			}
			s = object.AsBytes(b).String()
		}
	case object.IsBytes(v):
		s = object.AsBytes(v).String()
	case object.IsByteArray(v):
		b, err := object.GetBuffer(th, v, object.BufferSimple)
		if err != nil {
			return "", err
		}
		s = string(b.Bytes())
		b.Done(th)
	default:
		return "", object.TypeErrorf(th, "str, bytes or bytearray expected, not %s", v.Type().DisplayName())
	}
	if strings.IndexByte(s, 0) >= 0 {
		return "", object.TypeErrorf(th, "host name must not contain null character")
	}
	return s, nil
}

func unixAddr(th *thread, v value) (a rawAddr, err error) {
	var path string
	if object.IsStr(v) {
		if path, err = encodeFS(th, object.AsStr(v)); err != nil {
			return a, err
		}
	} else {
		b, err := object.GetBuffer(th, v, object.BufferSimple)
		if err != nil {
			return a, err
		}
		path = string(b.Bytes())
		b.Done(th)
	}
	n := len(path)
	switch {
	case abstractNames && n > 0 && path[0] == 0:
		if n > unixPathMax {
			return a, osText(th, "AF_UNIX path too long")
		}
	case n >= unixPathMax:
		return a, osText(th, "AF_UNIX path too long")
	default:
		n++ // the null byte behind it
	}
	copy(a.b[unixPath:], path)
	if abstractNames && len(path) == 0 {
		n = 0 // binds to a name of the system's choice
	}
	a.setHead(unix.AF_UNIX, unixPath+n)
	return a, nil
}

// value returns the address as Python has it.
func (a *rawAddr) value() value {
	if a.n == 0 {
		return object.None
	}
	n := min(int(a.n), len(a.b))
	switch f := a.family(); f {
	case unix.AF_INET, unix.AF_INET6:
		ip, port := a.ip()
		host := object.NewStr(ipText(ip))
		if f == unix.AF_INET {
			return object.TupleOf(host, object.Int(int64(port)))
		}
		flow, scope := binary.BigEndian.Uint32(a.b[4:]), binary.NativeEndian.Uint32(a.b[24:])
		return object.TupleOf(host, object.Int(int64(port)), object.Int(int64(flow)), object.Int(int64(scope)))
	case unix.AF_UNIX:
		path := a.b[unixPath:max(n, unixPath)]
		if abstractNames && len(path) > 0 && path[0] == 0 {
			return object.NewBytes(string(path))
		}
		if i := bytes.IndexByte(path, 0); i >= 0 {
			path = path[:i]
		}
		return object.NewStr(object.DecodeFS(string(path)))
	default:
		return object.TupleOf(object.Int(int64(f)), object.NewBytes(string(a.b[2:max(n, 2)])))
	}
}

// ip returns the parts of an internet address.
func (a *rawAddr) ip() (netip.Addr, int) {
	port := int(binary.BigEndian.Uint16(a.b[2:]))
	if a.family() == unix.AF_INET {
		return netip.AddrFrom4([4]byte(a.b[4:8])), port
	}
	return netip.AddrFrom16([16]byte(a.b[8:24])), port
}

// ipText is inet_ntop: IPv4 addresses within IPv6 ones are written with dots.
func ipText(ip netip.Addr) string {
	if ip.Is4() {
		return ip.String()
	}
	b := ip.As16()
	var words [8]int
	at, best := -1, 1 // the longest run of zeros
	for i := range words {
		words[i] = int(b[2*i])<<8 | int(b[2*i+1])
	}
	for i := 0; i < 8; i++ {
		j := i
		for j < 8 && words[j] == 0 {
			j++
		}
		if j-i > best {
			at, best = i, j-i
		}
		if j > i {
			i = j
		}
	}
	var s strings.Builder
	for i := 0; i < 8; i++ {
		if i == at {
			s.WriteString("::")
			i += best - 1
			continue
		}
		if i > 0 && i != at+best || at < 0 && i > 0 {
			s.WriteByte(':')
		}
		if i == 6 && at == 0 && (best == 6 || best == 5 && words[5] == 0xffff) {
			s.WriteString(netip.AddrFrom4([4]byte(b[12:])).String())
			break
		}
		s.WriteString(strconv.FormatInt(int64(words[i]), 16))
	}
	return s.String()
}

// aton is inet_aton: one to four numbers, decimal, octal or hexadecimal, the last of which fills what is left; what follows white
// space is ignored.
func aton(s string) (ip [4]byte, ok bool) {
	if i := strings.IndexAny(s, " \t\n\v\f\r"); i >= 0 {
		s = s[:i]
	}
	parts := strings.Split(s, ".")
	if len(parts) > 4 {
		return ip, false
	}
	for i, p := range parts {
		base, digits := 10, p
		switch {
		case len(p) > 1 && p[0] == '0' && (p[1] == 'x' || p[1] == 'X'):
			base, digits = 16, p[2:]
		case len(p) > 1 && p[0] == '0':
			base, digits = 8, p[1:]
		}
		n, err := strconv.ParseUint(digits, base, 32)
		if err != nil || digits[0] == '+' {
			return ip, false
		}
		if i < len(parts)-1 {
			if n > 255 {
				return ip, false
			}
			ip[i] = byte(n)
			continue
		}
		if n>>(8*(4-i)) != 0 {
			return ip, false
		}
		for k := 3; k >= i; k-- {
			ip[k] = byte(n)
			n >>= 8
		}
	}
	return ip, true
}

func strArg(th *thread, fn, which string, v value) (string, error) {
	if !object.IsStr(v) {
		return "", object.TypeErrorf(th, "%s() argument%s must be str, not %s", fn, which, object.ArgTypeName(v))
	}
	s := object.AsStr(v).String()
	if strings.IndexByte(s, 0) >= 0 {
		return "", object.ValueErrorf(th, "embedded null character")
	}
	return s, nil
}

func socketInetAton(th *thread, args []value) (value, error) {
	s, err := strArg(th, "inet_aton", "", args[0])
	if err != nil {
		return value{}, err
	}
	ip, ok := aton(s)
	if !ok {
		return value{}, osText(th, "illegal IP address string passed to inet_aton")
	}
	return object.NewBytes(string(ip[:])), nil
}

func bytesArg(th *thread, v value) (string, error) {
	b, err := object.GetBuffer(th, v, object.BufferSimple)
	if err != nil {
		return "", err
	}
	defer b.Done(th)
	return string(b.Bytes()), nil
}

func socketInetNtoa(th *thread, args []value) (value, error) {
	b, err := bytesArg(th, args[0])
	if err != nil {
		return value{}, err
	}
	if len(b) != 4 {
		return value{}, osText(th, "packed IP wrong length for inet_ntoa")
	}
	return object.NewStr(netip.AddrFrom4([4]byte([]byte(b))).String()), nil
}

func socketInetPton(th *thread, args []value) (value, error) {
	family, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	s, err := strArg(th, "inet_pton", " 2", args[1])
	if err != nil {
		return value{}, err
	}
	if family != unix.AF_INET && family != unix.AF_INET6 {
		return value{}, object.OSError(th, unix.EAFNOSUPPORT)
	}
	ip, perr := netip.ParseAddr(s)
	if perr != nil || ip.Zone() != "" || ip.Is4() != (family == unix.AF_INET) {
		return value{}, osText(th, "illegal IP address string passed to inet_pton")
	}
	return object.NewBytes(string(ip.AsSlice())), nil
}

func socketInetNtop(th *thread, args []value) (value, error) {
	family, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	b, err := bytesArg(th, args[1])
	if err != nil {
		return value{}, err
	}
	want := 4
	switch family {
	case unix.AF_INET:
	case unix.AF_INET6:
		want = 16
	default:
		return value{}, object.ValueErrorf(th, "unknown address family %d", family)
	}
	if len(b) != want {
		return value{}, object.ValueErrorf(th, "invalid length of packed IP address string")
	}
	ip, _ := netip.AddrFromSlice([]byte(b))
	return object.NewStr(ipText(ip)), nil
}

// unsignedOf converts an argument of an unsigned C type.
func unsignedOf(th *thread, v value, bits int) (uint32, error) {
	i, err := object.Index(th, v)
	if err != nil {
		return 0, err
	}
	b := object.Big(i)
	if b.Sign() < 0 {
		return 0, object.ValueErrorf(th, "Cannot convert negative int")
	}
	if b.BitLen() > bits {
		return 0, object.OverflowErrorf(th, "Python int too large for C uint%d_t", bits)
	}
	return uint32(b.Uint64()), nil
}

func swap16(th *thread, v value) (value, error) {
	n, err := unsignedOf(th, v, 16)
	var b [2]byte
	binary.BigEndian.PutUint16(b[:], uint16(n))
	return object.Int(int64(binary.NativeEndian.Uint16(b[:]))), err
}

func swap32(th *thread, v value) (value, error) {
	n, err := unsignedOf(th, v, 32)
	var b [4]byte
	binary.BigEndian.PutUint32(b[:], n)
	return object.Int(int64(binary.NativeEndian.Uint32(b[:]))), err
}

func socketHtons(th *thread, args []value) (value, error) { return swap16(th, args[0]) }
func socketNtohs(th *thread, args []value) (value, error) { return swap16(th, args[0]) }
func socketHtonl(th *thread, args []value) (value, error) { return swap32(th, args[0]) }
func socketNtohl(th *thread, args []value) (value, error) { return swap32(th, args[0]) }
