# io: a stream read and written through one buffer, and writes that would block.
import io
import os

raw = io.BytesIO(b"asdfghjkl")
rw = io.BufferedRandom(raw)
print(rw.read(2), rw.tell())
rw.seek(0)
print(rw.read(4))
rw.write(b"123f")
rw.seek(0)
print(rw.read(), rw.tell(), raw.getvalue())

raw = io.BytesIO(b"abcdefghi")
rw = io.BufferedRandom(raw)
print(rw.read(2))
rw.write(b"12")
print(rw.read(2), rw.tell())
rw.flush()
print(rw.tell(), rw.read(), raw.getvalue())

for size in 1024, 16 * 1024:
    r, w = os.pipe()
    os.set_blocking(r, False)
    os.set_blocking(w, False)
    sent, received = [], []
    with open(r, "rb", size) as rf, open(w, "wb", size) as wf:
        for n in 9999, 73, 7574:
            try:
                i = 0
                while True:
                    msg = bytes([i % 26 + 97]) * n
                    sent.append(msg)
                    wf.write(msg)
                    i += 1
            except BlockingIOError as e:
                sent[-1] = sent[-1][: e.characters_written]
                received.append(rf.read())
                wf.write(b"BLOCKED")
                sent.append(b"BLOCKED")
        while True:
            try:
                wf.flush()
                break
            except BlockingIOError as e:
                received.append(rf.read())
        received += iter(rf.read, None)
    print(b"".join(sent) == b"".join(received))


# A raw stream that writes to the text stream above it.
class Raw(io.RawIOBase):
    stack = []

    def writable(self):
        return True

    def write(self, b):
        if not self.stack:
            t.write("middle")
        self.stack.append(bytes(b))
        return len(b)


t = io.TextIOWrapper(Raw(), encoding="ascii")
t.write("abc")
t.write("def")
t.write("g" * 8192)
t.flush()
print([x[:6] for x in Raw.stack])
