# Case-insensitive matching and the character classes use the data of the language's Unicode version, extended mappings included.
import re, _sre
from hashlib import md5

CHARS = [c for c in range(0x3100) if c > 0x7f] + list(range(0xa640, 0xabc0)) + list(range(0xfb00, 0xfb20)) + list(range(0x10400, 0x10600)) + list(range(0x1e900, 0x1e960))
TEXT = [chr(c) for c in CHARS]
for p in ("[A-Z]", "[\u0100-\u0200]", "[\u03b1-\u03c9]", "[\ufb00-\ufb10]", r"\w", r"\d", r"\s", "S", "\ufb05", "\u0130", "i", "\xdf", "\u1e9e"):
    r = re.compile(p, re.I)
    found = [ascii(c) for c in TEXT if r.match(c)]
    print(ascii(p), len(found), md5(repr(found).encode()).hexdigest(), *found[:5])
print(md5(bytes(_sre.unicode_iscased(c) for c in CHARS)).hexdigest())
print(md5(repr([_sre.unicode_tolower(c) for c in CHARS]).encode()).hexdigest())
