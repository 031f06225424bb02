"""Daemon threads that wait for their sockets at the end of the program do not see these closed: they never run again."""
import socket
import threading

pairs = [socket.socketpair() for _ in range(40)]
waiting = threading.Semaphore(0)


def receive(conn):
    waiting.release()
    try:
        conn.recv(1)
    except OSError as e:
        print("daemon thread:", e, flush=True)


for conn, other in pairs:
    threading.Thread(target=receive, args=(conn,), daemon=True).start()
for _ in pairs:
    waiting.acquire()
print("end")
