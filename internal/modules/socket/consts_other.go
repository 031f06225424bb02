// This file implements the module's constants where the system is not Linux.

//go:build !linux

package socket

import "golang.org/x/sys/unix"

type constant struct {
	name string
	n    int64
}

func constants() []constant {
	return []constant{
		{"AF_INET", unix.AF_INET}, {"AF_INET6", unix.AF_INET6}, {"AF_UNIX", unix.AF_UNIX}, {"AF_UNSPEC", 0},
		{"AI_ADDRCONFIG", aiAddrConfig}, {"AI_ALL", aiAll}, {"AI_CANONNAME", aiCanonName}, {"AI_NUMERICHOST", aiNumericHost},
		{"AI_NUMERICSERV", aiNumericServ}, {"AI_PASSIVE", aiPassive}, {"AI_V4MAPPED", aiV4Mapped},
		{"EAI_ADDRFAMILY", eaiAddrFamily}, {"EAI_AGAIN", eaiAgain}, {"EAI_BADFLAGS", eaiBadFlags}, {"EAI_FAIL", eaiFail},
		{"EAI_FAMILY", eaiFamily}, {"EAI_MEMORY", eaiMemory}, {"EAI_NODATA", eaiNoData}, {"EAI_NONAME", eaiNoName},
		{"EAI_OVERFLOW", eaiOverflow}, {"EAI_SERVICE", eaiService}, {"EAI_SOCKTYPE", eaiSockType}, {"EAI_SYSTEM", eaiSystem},
		{"INADDR_ALLHOSTS_GROUP", 3758096385}, {"INADDR_ANY", 0}, {"INADDR_BROADCAST", 4294967295}, {"INADDR_LOOPBACK", 2130706433},
		{"INADDR_MAX_LOCAL_GROUP", 3758096639}, {"INADDR_NONE", 4294967295}, {"INADDR_UNSPEC_GROUP", 3758096384},
		{"IPPORT_RESERVED", 1024}, {"IPPORT_USERRESERVED", 5000},
		{"IPPROTO_ICMP", unix.IPPROTO_ICMP}, {"IPPROTO_ICMPV6", unix.IPPROTO_ICMPV6}, {"IPPROTO_IP", unix.IPPROTO_IP},
		{"IPPROTO_IPV6", unix.IPPROTO_IPV6}, {"IPPROTO_RAW", unix.IPPROTO_RAW}, {"IPPROTO_TCP", unix.IPPROTO_TCP},
		{"IPPROTO_UDP", unix.IPPROTO_UDP}, {"IPV6_JOIN_GROUP", unix.IPV6_JOIN_GROUP}, {"IPV6_LEAVE_GROUP", unix.IPV6_LEAVE_GROUP},
		{"IPV6_MULTICAST_HOPS", unix.IPV6_MULTICAST_HOPS}, {"IPV6_MULTICAST_IF", unix.IPV6_MULTICAST_IF},
		{"IPV6_MULTICAST_LOOP", unix.IPV6_MULTICAST_LOOP}, {"IPV6_UNICAST_HOPS", unix.IPV6_UNICAST_HOPS},
		{"IPV6_V6ONLY", unix.IPV6_V6ONLY}, {"IP_ADD_MEMBERSHIP", unix.IP_ADD_MEMBERSHIP},
		{"IP_DROP_MEMBERSHIP", unix.IP_DROP_MEMBERSHIP}, {"IP_HDRINCL", unix.IP_HDRINCL}, {"IP_MULTICAST_IF", unix.IP_MULTICAST_IF},
		{"IP_MULTICAST_LOOP", unix.IP_MULTICAST_LOOP}, {"IP_MULTICAST_TTL", unix.IP_MULTICAST_TTL}, {"IP_OPTIONS", unix.IP_OPTIONS},
		{"IP_TOS", unix.IP_TOS}, {"IP_TTL", unix.IP_TTL}, {"MSG_CTRUNC", unix.MSG_CTRUNC}, {"MSG_DONTROUTE", unix.MSG_DONTROUTE},
		{"MSG_DONTWAIT", unix.MSG_DONTWAIT}, {"MSG_EOR", unix.MSG_EOR}, {"MSG_OOB", unix.MSG_OOB}, {"MSG_PEEK", unix.MSG_PEEK},
		{"MSG_TRUNC", unix.MSG_TRUNC}, {"MSG_WAITALL", unix.MSG_WAITALL}, {"NI_DGRAM", niDgram}, {"NI_MAXHOST", 1025},
		{"NI_MAXSERV", 32}, {"NI_NAMEREQD", niNameReqd}, {"NI_NOFQDN", niNoFQDN}, {"NI_NUMERICHOST", niNumericHost},
		{"NI_NUMERICSERV", niNumericServ}, {"SCM_RIGHTS", unix.SCM_RIGHTS}, {"SHUT_RD", 0}, {"SHUT_RDWR", 2}, {"SHUT_WR", 1},
		{"SOCK_DGRAM", unix.SOCK_DGRAM}, {"SOCK_RAW", unix.SOCK_RAW}, {"SOCK_RDM", unix.SOCK_RDM},
		{"SOCK_SEQPACKET", unix.SOCK_SEQPACKET}, {"SOCK_STREAM", unix.SOCK_STREAM}, {"SOL_IP", 0},
		{"SOL_SOCKET", unix.SOL_SOCKET}, {"SOL_TCP", 6}, {"SOL_UDP", 17}, {"SOMAXCONN", unix.SOMAXCONN},
		{"SO_ACCEPTCONN", unix.SO_ACCEPTCONN}, {"SO_BROADCAST", unix.SO_BROADCAST}, {"SO_DEBUG", unix.SO_DEBUG},
		{"SO_DONTROUTE", unix.SO_DONTROUTE}, {"SO_ERROR", unix.SO_ERROR}, {"SO_KEEPALIVE", unix.SO_KEEPALIVE},
		{"SO_LINGER", unix.SO_LINGER}, {"SO_OOBINLINE", unix.SO_OOBINLINE}, {"SO_RCVBUF", unix.SO_RCVBUF},
		{"SO_RCVLOWAT", unix.SO_RCVLOWAT}, {"SO_RCVTIMEO", unix.SO_RCVTIMEO}, {"SO_REUSEADDR", unix.SO_REUSEADDR},
		{"SO_REUSEPORT", unix.SO_REUSEPORT}, {"SO_SNDBUF", unix.SO_SNDBUF}, {"SO_SNDLOWAT", unix.SO_SNDLOWAT},
		{"SO_SNDTIMEO", unix.SO_SNDTIMEO}, {"SO_TYPE", unix.SO_TYPE}, {"TCP_MAXSEG", unix.TCP_MAXSEG},
		{"TCP_NODELAY", unix.TCP_NODELAY},
	}
}
