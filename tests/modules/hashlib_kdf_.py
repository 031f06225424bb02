# hashlib's key derivation: values of the RFCs and of OpenSSL, and what is refused.
import hashlib

print(hashlib.pbkdf2_hmac("sha1", b"password", b"salt", 2).hex())
print(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 4096, 20).hex())
print(hashlib.pbkdf2_hmac("SHA512", b"p", b"s", 10, dklen=100).hex())
for name in "md5 sha224 sha384 sha3_224 sha3_256 sha3_384 sha3_512 sha512_256".split():
    print(name, hashlib.pbkdf2_hmac(name, b"p", bytearray(b"s"), 3).hex())
print(hashlib.scrypt(b"", salt=b"", n=16, r=1, p=1, dklen=64).hex())
print(hashlib.scrypt(b"password", salt=b"NaCl", n=1024, r=8, p=16, dklen=64, maxmem=2**26).hex())
print(hashlib.scrypt(b"pleaseletmein", salt=b"SodiumChloride", n=2**14, r=8, p=1).hex())
print(hashlib.scrypt(b"x", salt=memoryview(b"y"), n=2, r=3, p=5, dklen=7).hex())
for text in [
    "pbkdf2_hmac('md5', b'a', b'b', 0)", "pbkdf2_hmac('md5', b'a', b'b', 1, 0)", "pbkdf2_hmac('md5', 'a', b'b', 1)",
    "pbkdf2_hmac(1, b'a', b'b', 1)", "pbkdf2_hmac('md5', b'a', 3, 1)", "scrypt(b'a')", "scrypt(b'a', salt=b's')",
    "scrypt(b'a', salt=b's', n=3, r=1, p=1)", "scrypt(b'a', salt=b's', n=2, r=0, p=1)", "scrypt(b'a', salt=b's', n=2, r=1, p=0)",
    "scrypt(b'a', salt=b's', n=2, r=1, p=1, dklen=0)", "scrypt(b'a', salt=b's', n=2**20, r=8, p=1)", "scrypt(b'a', salt=None, n=2, r=1, p=1)",
    "scrypt(b'a', salt=b's', n=2, r=1, p=1, maxmem=-1)", "scrypt(b'a', salt=b's', n=2**15, r=8, p=1)", "scrypt('a', salt=b's', n=2, r=1, p=1)",
]:
    try:
        print(text, eval("hashlib." + text))
    except (ValueError, TypeError) as e:
        print(text, type(e).__name__, e)
try:
    hashlib.pbkdf2_hmac("nope", b"a", b"b", 1)
except ValueError as e:
    print(e)
