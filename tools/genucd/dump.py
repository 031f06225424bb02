# Prints the oracle's Unicode data for genucd, as tab-separated lines. The first field names the kind of line:
#   V  version of the data, version of the old data
#   C  first and last code point (hex) of a stretch with equal properties, then the properties (see FIELDS)
#   P  a composition: first, second, composite (hex)
#   N  a code point (hex) and its name
#   L  a code point (hex) and a name that lookup() finds although name() does not give it
#   A  an alias: code point (hex), name
#   S  a named sequence: code points (hex, blank-separated), name
import ctypes
import sys
import unicodedata as new

old = new.ucd_3_2_0
LIMIT = 0x110000
out = sys.stdout.write


def simple(name):
    f = getattr(ctypes.pythonapi, name)
    f.argtypes, f.restype = [ctypes.c_uint32], ctypes.c_uint32
    return f


to_lower = simple('_PyUnicode_ToLowercase')
to_upper = simple('_PyUnicode_ToUppercase')
to_title = simple('_PyUnicode_ToTitlecase')


def hexes(s):
    return ' '.join('%X' % ord(c) for c in s)


# Jamo V and T, and the second halves of compositions, may combine with what stands before them.
compositions = []
seconds = set(range(0x1161, 0x1176)) | set(range(0x11A8, 0x11C3))
for cp in range(LIMIT):
    d = new.decomposition(chr(cp))
    if d and d[0] != '<' and d.count(' ') == 1 and not 0xAC00 <= cp < 0xD7A4:
        a, b = (int(x, 16) for x in d.split())
        if new.normalize('NFC', chr(a) + chr(b)) == chr(cp):
            compositions.append((a, b, cp))
            seconds.add(b)

SIGMA, FINAL = '\u03a3', '\u03c2'


def flags(c):
    cased = (c + SIGMA).lower()[-1] == FINAL
    skipped = not cased and ('A' + c + SIGMA).lower()[-1] == FINAL
    tests = (
        c.isalpha(), c.isdecimal(), c.isdigit(), c.isnumeric(), c.islower(), c.isupper(), new.category(c) == 'Lt',
        c.isspace(), c.isprintable(), len(('a' + c + 'b').splitlines()) == 2, c.isidentifier(), ('a' + c).isidentifier(),
        cased, skipped,
    )
    return sum(bit << i for i, bit in enumerate(tests))


def number(db, c):
    n = db.numeric(c, None)
    return '' if n is None else repr(n)


def small(f, c):
    n = f(c, None)
    return '' if n is None else str(n)


def quick(c, cp):
    r = ''
    for form in ('NFC', 'NFD', 'NFKC', 'NFKD'):
        if new.normalize(form, c) != c:
            r += 'N'
        elif 'C' in form and ord(new.normalize('NFD', c)[0]) in seconds:
            # What it decomposes to may combine with what stands before.
            r += 'M'
        else:
            r += 'Y'
    return r


def properties(cp):
    c = chr(cp)
    lo, up, ti = to_lower(cp), to_upper(cp), to_title(cp)
    assigned = old.category(c) != 'Cn'
    fix = ''
    if assigned and old.normalize('NFD', c) != new.normalize('NFD', c):
        fix = hexes(old.normalize('NFD', c))
    return '\t'.join((
        str(flags(c)), str(lo - cp), str(up - cp), str(ti - cp),
        hexes(c.lower()) if c.lower() != chr(lo) else '',
        hexes(c.upper()) if c.upper() != chr(up) else '',
        hexes(c.title()) if c.title() != chr(ti) else '',
        hexes(c.casefold()) if c.casefold() != c.lower() else '',
        small(new.decimal, c), small(new.digit, c), number(new, c),
        new.category(c), new.bidirectional(c), str(new.combining(c)), str(new.mirrored(c)), new.east_asian_width(c),
        quick(c, cp), '' if 0xAC00 <= cp < 0xD7A4 else new.decomposition(c),
        old.category(c), old.bidirectional(c), str(old.mirrored(c)), old.east_asian_width(c),
        small(old.decimal, c), small(old.digit, c), number(old, c), fix,
    ))


out('V\t%s\t%s\n' % (new.unidata_version, old.unidata_version))
start, last = 0, properties(0)
for cp in range(1, LIMIT + 1):
    p = properties(cp) if cp < LIMIT else None
    if p != last:
        out('C\t%X\t%X\t%s\n' % (start, cp - 1, last))
        start, last = cp, p
for c in compositions:
    out('P\t%X\t%X\t%X\n' % c)
for cp in range(LIMIT):
    n = new.name(chr(cp), None)
    if n is not None:
        out('N\t%X\t%s\n' % (cp, n))
    elif new.category(chr(cp)) == 'Lo':
        n = 'TANGUT IDEOGRAPH-%04X' % cp
        try:
            if new.lookup(n) == chr(cp):
                out('L\t%X\t%s\n' % (cp, n))
        except KeyError:
            pass

# Aliases and named sequences have no public enumeration: the table behind \N{...} keeps them in the private use area and
# hands their names to C callers.
pointer = ctypes.pythonapi.PyCapsule_GetPointer
pointer.restype, pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
table = (ctypes.c_void_p * 2).from_address(pointer(new._ucnhash_CAPI, b'unicodedata._ucnhash_CAPI'))
getname = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_uint32, ctypes.c_char_p, ctypes.c_int, ctypes.c_int)(table[0])
buf = ctypes.create_string_buffer(300)
for cp in range(0xF0000, 0xF4000):
    if getname(cp, buf, 300, 1):
        name = buf.value.decode()
        s = new.lookup(name)
        out('%s\t%s\t%s\n' % ('A' if len(s) == 1 else 'S', hexes(s), name))
