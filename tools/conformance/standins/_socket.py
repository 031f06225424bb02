"""Stands for the module _socket as long as Weft has none, so that what imports socket or asyncio on the way (unittest.mock does) loads:
it has the constants those modules look at; using a socket skips the test. Only socketpair() gives something, two pipes, with which
an event loop of asyncio wakes itself: the tests of coroutines run in one. A native _socket is found before this one.
"""
import os
import unittest

AF_UNSPEC, AF_UNIX, AF_INET, AF_INET6 = 0, 1, 2, 10
SOCK_STREAM, SOCK_DGRAM, SOCK_RAW = 1, 2, 3
SOL_SOCKET, SO_REUSEADDR, SO_TYPE, SO_ERROR, SO_BROADCAST, SO_KEEPALIVE, SO_REUSEPORT = 1, 2, 3, 4, 6, 9, 15
IPPROTO_TCP, IPPROTO_UDP, IPPROTO_IPV6, IPV6_V6ONLY, TCP_NODELAY = 6, 17, 41, 26, 1
AI_PASSIVE, AI_ADDRCONFIG, NI_NUMERICHOST, MSG_PEEK, SOMAXCONN, SCM_RIGHTS = 1, 32, 1, 2, 4096, 1
SHUT_RD, SHUT_WR, SHUT_RDWR = 0, 1, 2
has_ipv6 = True
error = OSError
timeout = TimeoutError


class herror(OSError):
    pass


class gaierror(OSError):
    pass


class socket:
    __slots__ = ("_in", "_out")
    family, type, proto = AF_UNIX, SOCK_STREAM, 0

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        if not isinstance(fileno, tuple):
            raise unittest.SkipTest("Weft has no _socket")
        self._in, self._out = fileno

    def fileno(self):
        return self._in

    def detach(self):
        return self._in, self._out

    def gettimeout(self):
        return None

    def setblocking(self, flag):
        os.set_blocking(self._in, flag)
        os.set_blocking(self._out, flag)

    def recv(self, n, flags=0):
        return os.read(self._in, n)

    def send(self, data, flags=0):
        return os.write(self._out, data)

    def close(self):
        os.close(self._in)
        os.close(self._out)


SocketType = socket


def _unavailable(*args, **kwargs):
    raise unittest.SkipTest("Weft has no _socket")


close = dup = getaddrinfo = gethostbyaddr = gethostbyname = gethostname = getnameinfo = getprotobyname = getservbyname = _unavailable
htonl = htons = ntohl = ntohs = inet_aton = inet_ntoa = inet_pton = inet_ntop = setdefaulttimeout = _unavailable


def socketpair(*args, **kwargs):
    a, b = os.pipe(), os.pipe()
    return socket(fileno=(a[0], b[1])), socket(fileno=(b[0], a[1]))


def getdefaulttimeout():
    return None
