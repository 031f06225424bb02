// This file implements names: hosts through Go's resolver (only the calling Python thread waits for it), services and protocols from
// the system's tables, network interfaces.

package socket

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"strconv"
	"strings"

	"weft/internal/object"

	"golang.org/x/sys/unix"
)

// Flags and errors of getaddrinfo and getnameinfo, with the C library's values on Linux.
const (
	aiPassive     = 1
	aiCanonName   = 2
	aiNumericHost = 4
	aiV4Mapped    = 8
	aiAll         = 16
	aiAddrConfig  = 32
	aiNumericServ = 1024
	aiKnown       = aiPassive | aiCanonName | aiNumericHost | aiV4Mapped | aiAll | aiAddrConfig | aiNumericServ | 0x40 | 0x80 | 0x100 | 0x200

	niNumericHost = 1
	niNumericServ = 2
	niNoFQDN      = 4
	niNameReqd    = 8
	niDgram       = 16

	eaiBadFlags   = -1
	eaiNoName     = -2
	eaiAgain      = -3
	eaiFail       = -4
	eaiNoData     = -5
	eaiFamily     = -6
	eaiSockType   = -7
	eaiService    = -8
	eaiAddrFamily = -9
	eaiMemory     = -10
	eaiSystem     = -11
	eaiOverflow   = -12
)

func gaiText(n int) string {
	switch n {
	case eaiBadFlags:
		return "Bad value for ai_flags"
	case eaiNoName:
		return "Name or service not known"
	case eaiAgain:
		return "Temporary failure in name resolution"
	case eaiFail:
		return "Non-recoverable failure in name resolution"
	case eaiNoData:
		return "No address associated with hostname"
	case eaiFamily:
		return "ai_family not supported"
	case eaiSockType:
		return "ai_socktype not supported"
	case eaiService:
		return "Servname not supported for ai_socktype"
	case eaiAddrFamily:
		return "Address family for hostname not supported"
	case eaiMemory:
		return "Memory allocation failure"
	case eaiSystem:
		return "System error"
	}
	return "Unknown error"
}

func gaiError(th *thread, n int) error {
	return raiseWith(th, &stateOf(th).gaierror, n, gaiText(n))
}

// resolver is Go's own, which parks goroutines instead of threads.
func resolver() *net.Resolver { return &net.Resolver{PreferGo: true} }

// lookup asks for the addresses of a host that is no number; eai is 0 or what failed.
func lookup(th *thread, network, host string) (ips []netip.Addr, eai int) {
	if host == "" || strings.ContainsAny(host, " /%") {
		return nil, eaiNoName
	}
	var err error
	th.Blocking(object.WaitHost, func() { ips, err = resolver().LookupNetIP(context.Background(), network, host) })
	for i := range ips {
		if network == "ip4" {
			ips[i] = ips[i].Unmap()
		}
	}
	if err == nil {
		return ips, 0
	}
	return nil, eaiOf(err)
}

func eaiOf(err error) int {
	var d *net.DNSError
	if errors.As(err, &d) {
		if !d.IsNotFound && (d.IsTemporary || d.IsTimeout) {
			return eaiAgain
		}
		return eaiNoName
	}
	var a *net.AddrError
	if errors.As(err, &a) {
		return eaiNoName // the host has none of the family
	}
	return eaiFail
}

// numeric returns the address that a host is the text of, in the forms that getaddrinfo knows.
func numeric(host string) (netip.Addr, bool) {
	if strings.Contains(host, ":") {
		ip, err := netip.ParseAddr(host)
		return ip, err == nil && (ip.Zone() == "" || zoneIndex(ip.Zone()) != 0)
	}
	if host == "" || strings.ContainsAny(host, " \t\n\v\f\r") {
		return netip.Addr{}, false
	}
	four, ok := aton(host)
	return netip.AddrFrom4(four), ok
}

func zoneIndex(zone string) uint32 {
	if i, err := net.InterfaceByName(zone); err == nil {
		return uint32(i.Index)
	}
	n, _ := strconv.ParseUint(zone, 10, 32)
	return uint32(n)
}

// resolveOne returns the address of a host for a socket of the family: the wildcard for "", the first that the resolver knows.
func resolveOne(th *thread, family int, host string) (netip.Addr, error) {
	six := family == unix.AF_INET6
	switch {
	case host == "" && six:
		return netip.IPv6Unspecified(), nil
	case host == "":
		return netip.IPv4Unspecified(), nil
	case !six && (host == "255.255.255.255" || host == "<broadcast>"):
		return netip.AddrFrom4([4]byte{255, 255, 255, 255}), nil
	}
	ip, ok := numeric(host)
	if ok && ip.Is4() != six {
		return ip, nil
	}
	if ok {
		return ip, gaiError(th, eaiAddrFamily)
	}
	network := "ip4"
	if six {
		network = "ip6"
	}
	ips, eai := lookup(th, network, host)
	if eai != 0 {
		return ip, gaiError(th, eai)
	}
	return ips[0], nil
}

// transport is a kind of socket that getaddrinfo lists.
type transport struct {
	typ, proto int
	name       string // in the table of services; "": it has none
	standard   bool   // listed when nothing is asked for
}

func transports() []transport {
	return []transport{
		{unix.SOCK_STREAM, unix.IPPROTO_TCP, "tcp", true}, {unix.SOCK_DGRAM, unix.IPPROTO_UDP, "udp", true},
		{6, 33, "dccp", false}, {unix.SOCK_DGRAM, 136, "udplite", false}, {unix.SOCK_STREAM, 132, "sctp", false},
		{unix.SOCK_SEQPACKET, 132, "sctp", false}, {unix.SOCK_RAW, 0, "", true},
	}
}

func socketGetaddrinfo(th *thread, args []value) (value, error) {
	var host string
	hasHost := true
	switch v := args[0]; {
	case v.Is(object.None):
		hasHost = false
	case object.IsStr(v):
		if host = object.AsStr(v).String(); !plainName(host) {
			b, err := object.EncodeStr(th, object.AsStr(v), "idna", "strict")
			if err != nil {
				return value{}, err
			}
			host = object.AsBytes(b).String()
		}
	case object.IsBytes(v):
		host = object.AsBytes(v).String()
	default:
		return value{}, object.TypeErrorf(th, "getaddrinfo() argument 1 must be string or None")
	}
	var service string
	hasService := true
	switch v := args[1]; {
	case v.Is(object.None):
		hasService = false
	case object.IsInt(v):
		i, err := object.Index(th, v)
		if err != nil {
			return value{}, err
		}
		service = object.Big(i).String()
	case object.IsStr(v):
		s, err := encodeFS(th, object.AsStr(v))
		if err != nil {
			return value{}, err
		}
		service = s
	case object.IsBytes(v):
		service = object.AsBytes(v).String()
	default:
		return value{}, osText(th, "Int or String expected")
	}
	if strings.IndexByte(host, 0) >= 0 || strings.IndexByte(service, 0) >= 0 {
		return value{}, object.ValueErrorf(th, "embedded null character")
	}
	var n [4]int
	for i := range n {
		var err error
		if n[i], err = intOf(th, args[2+i], 0); err != nil {
			return value{}, err
		}
	}
	zero := func(v value) value {
		if v.IsAbsent() {
			return object.SmallInt(0)
		}
		return v
	}
	if err := object.Audit(th, "socket.getaddrinfo", args[0], args[1], zero(args[2]), zero(args[3]), zero(args[4]), zero(args[5])); err != nil {
		return value{}, err
	}
	q := query{host, service, hasHost, hasService, n[0], n[1], n[2], n[3]}
	out, eai := q.run(th)
	if eai != 0 {
		return value{}, gaiError(th, eai)
	}
	return object.NewList(out).Value(), nil
}

// plainName reports whether encoding a name as IDNA changes nothing.
func plainName(s string) bool {
	for rest := s; ; {
		label, more, found := strings.Cut(rest, ".")
		if found && label == "" || len(label) > 63 {
			return false
		}
		for i := 0; i < len(label); i++ {
			if label[i] >= 0x80 {
				return false
			}
		}
		if !found {
			return true
		}
		rest = more
	}
}

// query is what getaddrinfo is asked.
type query struct {
	host, service             string
	hasHost, hasService       bool
	family, typ, proto, flags int
}

func (q *query) run(th *thread) (out []value, eai int) {
	switch {
	case !q.hasHost && !q.hasService:
		return nil, eaiNoName
	case q.flags&^aiKnown != 0, q.flags&aiCanonName != 0 && !q.hasHost:
		return nil, eaiBadFlags
	case q.family != unix.AF_UNSPEC && q.family != unix.AF_INET && q.family != unix.AF_INET6:
		return nil, eaiFamily
	}
	type kind struct{ typ, proto, port int }
	var kinds []kind
	any := q.typ == 0 && q.proto == 0
	port, isNum := servicePort(q.service)
	if q.hasService && !isNum && q.flags&aiNumericServ != 0 {
		return nil, eaiNoName
	}
	var table []service
	matched := false
	for _, t := range transports() {
		if any && !t.standard || q.typ != 0 && q.typ != t.typ || q.proto != 0 && t.name != "" && q.proto != t.proto {
			continue
		}
		matched = true
		k := kind{t.typ, t.proto, port}
		if t.name == "" {
			k.proto = q.proto
			if q.hasService && !(any && isNum) {
				continue
			}
		}
		if q.hasService && !isNum {
			if table == nil {
				table = services()
			}
			p, ok := portOf(table, q.service, t.name)
			if !ok {
				continue
			}
			k.port = p
		}
		kinds = append(kinds, k)
		if !any {
			break
		}
	}
	switch {
	case !matched && q.typ != 0:
		return nil, eaiSockType
	case len(kinds) == 0:
		return nil, eaiService
	}
	ips, canon, eai := q.addresses(th)
	if eai != 0 {
		return nil, eai
	}
	for _, ip := range ips {
		family := unix.AF_INET
		if !ip.Is4() {
			family = unix.AF_INET6
		}
		for _, k := range kinds {
			var a rawAddr
			a.setIP(family, ip, k.port, 0, zoneIndex(ip.Zone()))
			out = append(out, object.TupleOf(object.Int(int64(family)), object.Int(int64(k.typ)), object.Int(int64(k.proto)), object.NewStr(canon), a.value()))
			canon = "" // it stands in the first only
		}
	}
	return out, 0
}

// servicePort returns the port that a service is the number of; only its low 16 bits count.
func servicePort(s string) (int, bool) {
	digits := strings.TrimLeft(strings.TrimLeft(s, " "), "+-")
	if s != "" && digits == "" {
		return 0, false
	}
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	if errors.Is(err, strconv.ErrRange) {
		return 0xffff, true
	}
	return int(uint16(n)), err == nil
}

// addresses finds the addresses that a query is for, in the order to try them in, and the host's proper name if wanted.
func (q *query) addresses(th *thread) (ips []netip.Addr, canon string, eai int) {
	keep := func(ip netip.Addr) {
		if q.family == unix.AF_INET && !ip.Is4() || q.family == unix.AF_INET6 && ip.Is4() {
			return
		}
		ips = append(ips, ip)
	}
	if !q.hasHost {
		if q.flags&aiPassive != 0 {
			keep(netip.IPv4Unspecified())
			keep(netip.IPv6Unspecified())
		} else {
			keep(netip.IPv6Loopback())
			keep(netip.AddrFrom4([4]byte{127, 0, 0, 1}))
		}
		return ips, "", 0
	}
	if q.flags&aiCanonName != 0 {
		canon = q.host
	}
	if ip, ok := numeric(q.host); ok {
		if keep(ip); len(ips) > 0 {
			return ips, canon, 0
		}
		switch {
		case ip.Is4() && q.flags&aiV4Mapped != 0:
			return []netip.Addr{netip.AddrFrom16(ip.As16())}, canon, 0
		case ip.Is4In6():
			return []netip.Addr{ip.Unmap()}, canon, 0
		}
		return nil, "", eaiAddrFamily
	}
	if q.flags&aiNumericHost != 0 {
		return nil, "", eaiNoName
	}
	network := "ip"
	switch q.family {
	case unix.AF_INET:
		network = "ip4"
	case unix.AF_INET6:
		network = "ip6"
	}
	all, eai := lookup(th, network, q.host)
	if network == "ip6" && q.flags&aiV4Mapped != 0 && (eai != 0 || q.flags&aiAll != 0) {
		if four, e := lookup(th, "ip4", q.host); e == 0 {
			for _, ip := range four {
				all = append(all, netip.AddrFrom16(ip.As16()))
			}
			eai = 0
		}
		return all, canon, eai
	}
	if eai != 0 {
		return nil, "", eai
	}
	four, six := true, true
	if q.flags&aiAddrConfig != 0 {
		four, six = configured()
	}
	for _, ip := range all {
		if network != "ip6" {
			ip = ip.Unmap()
		}
		if ip.Is4() && four || !ip.Is4() && six {
			keep(ip)
		}
	}
	if len(ips) == 0 {
		return nil, "", eaiNoName
	}
	if canon != "" {
		th.Blocking(object.WaitHost, func() {
			if name, err := resolver().LookupCNAME(context.Background(), q.host); err == nil && name != "" {
				canon = strings.TrimSuffix(name, ".")
			}
		})
	}
	return ips, canon, 0
}

// configured reports whether an interface other than the loopback has addresses of each family.
func configured() (four, six bool) {
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		return true, true
	}
	for _, a := range addrs {
		if n, ok := a.(*net.IPNet); ok && !n.IP.IsLoopback() {
			if n.IP.To4() != nil {
				four = true
			} else {
				six = true
			}
		}
	}
	if !four && !six {
		return true, true
	}
	return four, six
}

// nameArg converts the host argument of function fn.
func nameArg(th *thread, fn string, v value) (string, error) {
	if !object.IsStr(v) && !object.IsBytes(v) && !object.IsByteArray(v) {
		return "", object.TypeErrorf(th, "%s() argument 1 must be str, bytes or bytearray, not %s", fn, object.ArgTypeName(v))
	}
	s, err := hostOf(th, v)
	if err == nil {
		err = object.Audit(th, "socket."+strings.TrimSuffix(fn, "_ex"), v)
	}
	return s, err
}

func socketGethostbyname(th *thread, args []value) (value, error) {
	host, err := nameArg(th, "gethostbyname", args[0])
	if err != nil {
		return value{}, err
	}
	ip, err := resolveOne(th, unix.AF_INET, host)
	if err != nil {
		return value{}, err
	}
	return object.NewStr(ip.String()), nil
}

func socketGethostbynameEx(th *thread, args []value) (value, error) {
	host, err := nameArg(th, "gethostbyname_ex", args[0])
	if err != nil {
		return value{}, err
	}
	ip, err := resolveOne(th, unix.AF_INET, host)
	if err != nil {
		return value{}, err
	}
	ips := []value{object.NewStr(ip.String())}
	if _, ok := numeric(host); !ok && host != "" && host != "<broadcast>" {
		if all, eai := lookup(th, "ip4", host); eai == 0 {
			ips = ips[:0]
			for _, ip := range all {
				ips = append(ips, object.NewStr(ip.String()))
			}
		}
	}
	return object.TupleOf(object.NewStr(host), object.NewList(nil).Value(), object.NewList(ips).Value()), nil
}

// reverse returns the names of an address: of the first line of /etc/hosts that has it, or the resolver's.
func reverse(th *thread, ip netip.Addr) (names []string) {
	for _, w := range table("/etc/hosts") {
		if a, err := netip.ParseAddr(w[0]); err == nil && a == ip.WithZone("") {
			return w[1:]
		}
	}
	th.Blocking(object.WaitHost, func() { names, _ = resolver().LookupAddr(context.Background(), ip.WithZone("").String()) })
	for i := range names {
		names[i] = strings.TrimSuffix(names[i], ".")
	}
	return names
}

func socketGethostbyaddr(th *thread, args []value) (value, error) {
	host, err := nameArg(th, "gethostbyaddr", args[0])
	if err != nil {
		return value{}, err
	}
	ip, ok := numeric(host)
	if !ok {
		q := query{host: host, hasHost: true}
		ips, _, eai := q.addresses(th)
		if eai != 0 {
			return value{}, gaiError(th, eai)
		}
		ip = ips[0]
	}
	names := reverse(th, ip)
	if len(names) == 0 {
		return value{}, raiseWith(th, &stateOf(th).herror, 1, "Unknown host")
	}
	var others []value
	for _, n := range names[1:] {
		others = append(others, object.NewStr(object.DecodeFS(n)))
	}
	return object.TupleOf(object.NewStr(object.DecodeFS(names[0])), object.NewList(others).Value(), object.NewList([]value{object.NewStr(ipText(ip))}).Value()), nil
}

func socketGetnameinfo(th *thread, args []value) (value, error) {
	flags, err := intOf(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	if !object.IsTuple(args[0]) {
		return value{}, object.TypeErrorf(th, "getnameinfo() argument 1 must be a tuple")
	}
	items := object.AsTuple(args[0]).Items()
	if len(items) < 2 || len(items) > 4 || !object.IsStr(items[0]) {
		return value{}, object.TypeErrorf(th, "getnameinfo(): illegal sockaddr argument")
	}
	var n [3]int // port, flow, scope
	for i, v := range items[1:] {
		if n[i], err = intOf(th, v, 0); err != nil {
			return value{}, err
		}
	}
	if n[1] < 0 || n[1] > 0xfffff {
		return value{}, object.OverflowErrorf(th, "getnameinfo(): flowinfo must be 0-1048575.")
	}
	if err := object.Audit(th, "socket.getnameinfo", args[0]); err != nil {
		return value{}, err
	}
	ip, ok := numeric(object.AsStr(items[0]).String())
	if !ok {
		return value{}, gaiError(th, eaiNoName)
	}
	if ip.Is4() && len(items) != 2 {
		return value{}, osText(th, "IPv4 sockaddr must be 2 tuple")
	}
	host := ""
	if flags&niNumericHost == 0 {
		if names := reverse(th, ip); len(names) > 0 {
			host = names[0]
			if flags&niNoFQDN != 0 {
				host, _, _ = strings.Cut(host, ".")
			}
		}
	}
	if host == "" {
		if flags&niNameReqd != 0 {
			return value{}, gaiError(th, eaiNoName)
		}
		host = ipText(ip)
		if n[2] > 0 && ip.Is6() {
			if i, err := net.InterfaceByIndex(n[2]); err == nil && (ip.IsLinkLocalUnicast() || ip.IsLinkLocalMulticast()) {
				host += "%" + i.Name
			} else {
				host += "%" + strconv.Itoa(n[2])
			}
		}
	}
	port := strconv.Itoa(int(uint16(n[0])))
	if flags&niNumericServ == 0 {
		proto := "tcp"
		if flags&niDgram != 0 {
			proto = "udp"
		}
		for _, s := range services() {
			if s.port == int(uint16(n[0])) && s.proto == proto {
				port = s.names[0]
				break
			}
		}
	}
	return object.TupleOf(object.NewStr(object.DecodeFS(host)), object.NewStr(object.DecodeFS(port))), nil
}

// service is a line of /etc/services.
type service struct {
	names []string
	port  int
	proto string
}

// table reads one of the system's tables: the words of each line.
func table(path string) (rows [][]string) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	for line := range strings.Lines(string(b)) {
		line, _, _ = strings.Cut(line, "#")
		if words := strings.Fields(line); len(words) >= 2 {
			rows = append(rows, words)
		}
	}
	return rows
}

func services() (out []service) {
	for _, w := range table("/etc/services") {
		num, proto, ok := strings.Cut(w[1], "/")
		port, err := strconv.Atoi(num)
		if ok && err == nil {
			out = append(out, service{append(w[:1:1], w[2:]...), port, proto})
		}
	}
	return out
}

// portOf looks a service up; proto "" is any.
func portOf(all []service, name, proto string) (int, bool) {
	for _, s := range all {
		if proto != "" && s.proto != proto {
			continue
		}
		for _, n := range s.names {
			if n == name {
				return s.port, true
			}
		}
	}
	return 0, false
}

func socketGetservbyname(th *thread, args []value) (value, error) {
	name, err := strArg(th, "getservbyname", " 1", args[0])
	if err != nil {
		return value{}, err
	}
	proto := ""
	if !args[1].IsAbsent() {
		if proto, err = strArg(th, "getservbyname", " 2", args[1]); err != nil {
			return value{}, err
		}
	}
	if err := object.Audit(th, "socket.getservbyname", args[0], object.NewStr(proto)); err != nil {
		return value{}, err
	}
	port, ok := portOf(services(), name, proto)
	if !ok {
		return value{}, osText(th, "service/proto not found")
	}
	return object.Int(int64(port)), nil
}

func socketGetservbyport(th *thread, args []value) (value, error) {
	port, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	proto := ""
	if !args[1].IsAbsent() {
		if proto, err = strArg(th, "getservbyport", " 2", args[1]); err != nil {
			return value{}, err
		}
	}
	if port < 0 || port > 0xffff {
		return value{}, object.OverflowErrorf(th, "getservbyport: port must be 0-65535.")
	}
	if err := object.Audit(th, "socket.getservbyport", args[0], object.NewStr(proto)); err != nil {
		return value{}, err
	}
	for _, s := range services() {
		if s.port == port && (proto == "" || s.proto == proto) {
			return object.NewStr(object.DecodeFS(s.names[0])), nil
		}
	}
	return value{}, osText(th, "port/proto not found")
}

func socketGetprotobyname(th *thread, args []value) (value, error) {
	name, err := strArg(th, "getprotobyname", " 1", args[0])
	if err != nil {
		return value{}, err
	}
	for _, w := range table("/etc/protocols") {
		for i, n := range w {
			if i != 1 && n == name {
				if k, err := strconv.Atoi(w[1]); err == nil {
					return object.Int(int64(k)), nil
				}
			}
		}
	}
	return value{}, osText(th, "protocol not found")
}

func socketGethostname(th *thread, args []value) (value, error) {
	if err := object.Audit(th, "socket.gethostname"); err != nil {
		return value{}, err
	}
	name, err := os.Hostname()
	if err != nil {
		return value{}, osError(th, err)
	}
	return object.NewStr(object.DecodeFS(name)), nil
}

// fsName converts a name that is text or bytes.
func fsName(th *thread, v value) (string, error) {
	switch {
	case object.IsStr(v):
		return encodeFS(th, object.AsStr(v))
	case object.IsBytes(v):
		return object.AsBytes(v).String(), nil
	}
	return object.FSDecode(th, v)
}

func socketSethostname(th *thread, args []value) (value, error) {
	name, err := fsName(th, args[0])
	if err != nil {
		return value{}, err
	}
	if err := object.Audit(th, "socket.sethostname", args[0]); err != nil {
		return value{}, err
	}
	if err := setHostname(name); err != nil {
		return value{}, osError(th, err)
	}
	return object.None, nil
}

func socketIfNameindex(th *thread, args []value) (value, error) {
	all, err := net.Interfaces()
	if err != nil {
		return value{}, osError(th, err)
	}
	var out []value
	for _, i := range all {
		out = append(out, object.TupleOf(object.Int(int64(i.Index)), object.NewStr(object.DecodeFS(i.Name))))
	}
	return object.NewList(out).Value(), nil
}

func socketIfNametoindex(th *thread, args []value) (value, error) {
	name, err := fsName(th, args[0])
	if err != nil {
		return value{}, err
	}
	i, ierr := net.InterfaceByName(name)
	if ierr != nil {
		return value{}, object.OSError(th, unix.ENODEV)
	}
	return object.Int(int64(i.Index)), nil
}

func socketIfIndextoname(th *thread, args []value) (value, error) {
	n, err := unsignedOf(th, args[0], 32)
	if err != nil {
		return value{}, err
	}
	i, ierr := net.InterfaceByIndex(int(n))
	if ierr != nil {
		return value{}, object.OSError(th, unix.ENXIO)
	}
	return object.NewStr(object.DecodeFS(i.Name)), nil
}
