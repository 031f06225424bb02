"""Bytes: checksums, run-length coding, hex and base64 by hand, struct packing, bytearray editing."""
import struct
N = 400000


def crc_table():
    t = []
    for i in range(256):
        c = i
        for _ in range(8):
            c = 0xedb88320 ^ c >> 1 if c & 1 else c >> 1
        t.append(c)
    return t


def bench(n):
    data = bytes((i * i + i // 3) & 0xff for i in range(n))
    table, crc = crc_table(), 0xffffffff
    for b in data:
        crc = table[(crc ^ b) & 0xff] ^ crc >> 8
    a = b2 = 1
    for x in data:
        a = (a + x) % 65521
        b2 = (b2 + a) % 65521
    runs, i = bytearray(), 0
    src = bytes(x // 40 for x in data)
    while i < len(src):
        j = i
        while j < len(src) and src[j] == src[i] and j - i < 255:
            j += 1
        runs.append(j - i)
        runs.append(src[i])
        i = j
    alpha = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    enc = []
    for i in range(0, n - 2, 3):
        v = data[i] << 16 | data[i + 1] << 8 | data[i + 2]
        enc.append(alpha[v >> 18] + alpha[v >> 12 & 63] + alpha[v >> 6 & 63] + alpha[v & 63])
    total = 0
    rec = struct.Struct("<IHhd4s")
    for i in range(n // 4):
        p = rec.pack(i, i & 0xffff, -(i & 0x7fff), i * 0.5, b"abcd")
        total += len(p) + sum(rec.unpack(p)[:3])
    m = memoryview(bytearray(data))
    for i in range(0, n, 2):
        m[i] = m[i] ^ 0x5a
    h = data.hex()
    return crc ^ 0xffffffff, b2 << 16 | a, len(runs), "".join(enc)[:12], total, sum(m), len(bytes.fromhex(h))


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
