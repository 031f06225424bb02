# echo_server.py: a server with a thread for every connection, and nothing but the standard library
#
#   weft examples/echo_server.py 7007                     a thread that waits is a goroutine: 10,000 idle connections are no burden
#   weft -X threads=single examples/echo_server.py 7007   the same on one OS thread
#   nc 127.0.0.1 7007                                     type something
#
# bench/threads/echo_server.py measures it.
import socketserver
import sys


class Echo(socketserver.BaseRequestHandler):
    def handle(self):
        while data := self.request.recv(4096):
            self.request.sendall(data)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 1024


def open_files():
    """Let the process have as many descriptors as it may."""
    import resource
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


if __name__ == "__main__":
    open_files()
    with Server(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 0), Echo) as server:
        print("port", server.server_address[1], flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass
