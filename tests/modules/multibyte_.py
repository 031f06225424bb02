# The encodings of East Asia: every code, errors, incremental codecs, streams.
import codecs, hashlib, io, random

NAMES = ['shift_jis', 'cp932', 'euc_jp', 'gb2312', 'gbk', 'gb18030', 'big5', 'cp950', 'big5hkscs', 'euc_kr', 'cp949', 'hz',
         'iso2022_jp', 'iso2022_jp_1', 'iso2022_jp_ext', 'iso2022_kr']

def md5(x):
    return hashlib.md5(x if type(x) is bytes else x.encode('utf-8', 'surrogatepass')).hexdigest()

def tell(f, *a, **k):
    try:
        r = f(*a, **k)
    except Exception as e:
        r = (type(e).__name__, str(e))
    return ascii(r)

every = ''.join(map(chr, [*range(0xd800), *range(0xe000, 0x2ffff)]))
pairs = b''.join(b'%c%c \n' % (a, b) for a in range(256) for b in range(256))
triples = b''.join(b'\x8f%c%c \n' % (a, b) for a in range(128, 256) for b in range(128, 256))
for enc in NAMES:
    print(enc, md5(every.encode(enc, 'ignore')), md5(every.encode(enc, 'replace')), md5(pairs.decode(enc, 'replace')), md5(triples.decode(enc, 'replace')))
    ok = every.encode(enc, 'ignore').decode(enc, 'replace')
    print(len(ok), md5(ok))

random.seed(5)
jp = [b'\x1b$B', b'\x1b(B', b'\x1b(J', b'\x1b$@', b'\x1b', b'\x1b(I', b'\x1b$(D', b'\x1bxA']
pieces = {'iso2022_jp': jp, 'iso2022_jp_1': jp, 'iso2022_jp_ext': jp, 'iso2022_kr': [b'\x1b$)C', b'\x0e', b'\x0f', b'\x1b$B'],
          'hz': [b'~{', b'~}', b'~~', b'~\n', b'~'], 'euc_kr': [b'\xa4\xd4', b'\xa4\xd4\xa4\xa1\xa4\xbf\xa4\xa2', b'\xb0\xa1'],
          'gb18030': [b'\x81\x30\x81\x30', b'\x90\x30\x81\x30', b'\xe3\x32\x9a\x35', b'\x84\x31\xa4\x39', b'\x84\x31\xa5\x30', b'\x8f\x39', b'\xff\x30\x81\x30'],
          'euc_jp': [b'\x8f', b'\x8e', b'\x8e\xb1', b'\x8f\xb0\xa1'], 'big5hkscs': [b'\x88\x62', b'\x88\xa5']}
chars = 'aZ~\n\\\xa5\u203e\xca\xea\u0304\u030c漢字カナｶﾅ가각힣갂\U00020000\U0010ffff\ud800€㈱①∥～－丂\u3164'
for enc in NAMES:
    for i in range(2):
        p = pieces.get(enc)
        b = b''.join(random.choice(p) if p and random.random() < .5 else
                     bytes([random.randrange(0xa1, 256), random.randrange(0x21, 256)]) for _ in range(random.randrange(1, 5)))
        for errs in ['strict', 'replace', 'backslashreplace', 'surrogateescape', 'nothing']:
            print(enc, b, errs, tell(b.decode, enc, errs))
        s = ''.join(random.choices(chars, k=random.randrange(1, 7)))
        for errs in ['strict', 'replace', 'xmlcharrefreplace', 'surrogateescape', 'namereplace']:
            if enc != 'hz' or 'replace' not in errs:
                print(enc, ascii(s), errs, tell(s.encode, enc, errs))
        e = codecs.getincrementalencoder(enc)('ignore')
        print([e.encode(c) for c in s], e.encode('', True))
        if not enc.startswith('iso'):
            d = codecs.getincrementaldecoder(enc)('replace')
            print([tell(d.decode, b[k:k + 1]) for k in range(len(b))], tell(d.decode, b'', True))
            r = codecs.getreader(enc)(io.BytesIO(b + b'\nabc\nd'), 'replace')
            print(tell(r.read, 2), tell(r.readline), tell(r.readlines), tell(r.read))
            w = io.BytesIO()
            x = codecs.getwriter(enc)(w, 'ignore')
            x.write(s)
            x.writelines([s, s])
            x.reset()
            print(w.getvalue())

d = codecs.getincrementaldecoder('gb18030')()
print(ascii(d.decode(b'a\x81\x30')), d.getstate()[0], ascii(d.decode(b'\x81\x30b')), d.getstate()[0])
d.setstate((b'\xb0', 0))
print(ascii(d.decode(b'\xa1')), d.errors)
print(tell(d.setstate, 1), tell(setattr, d, 'errors', 1))

codecs.register_error('test.x', lambda e: ('<%d-%d %s>' % (e.start, e.end, e.reason), e.end))
codecs.register_error('test.b', lambda e: (b'!', -1))
codecs.register_error('test.bad', lambda e: (1, 2, 3))
codecs.register_error('test.far', lambda e: ('', 99))
print(tell('aé漢é'.encode, 'shift_jis', 'test.x'), tell(b'a\x81\x20\x93'.decode, 'shift_jis', 'test.x'))
print(tell('aéb'.encode, 'gbk', 'test.bad'), tell(b'\xff\xff'.decode, 'gbk', 'test.bad'), tell('é'.encode, 'big5', 'test.far'), tell('\U0001f600b'.encode, 'gbk', 'test.b'))

t = io.TextIOWrapper(io.BytesIO(), 'iso2022_jp', newline='')
t.write('漢字 and ¥\n')
t.flush()
print(t.buffer.getvalue())
t.seek(0)
print(ascii(t.readline()))
import _codecs_jp, _multibytecodec
print(tell(_codecs_jp.getcodec, 'gbk'), tell(_codecs_jp.getcodec, 1), type(_codecs_jp.getcodec('cp932')))
print(tell(_multibytecodec.MultibyteIncrementalDecoder), _codecs_jp.getcodec('cp932').decode(b'\x82\xa0', None), _codecs_jp.getcodec('cp932').encode('\u3042x'))
print(codecs.lookup('sjis').name, codecs.lookup('GB2312-80').name, 'ms949'.encode('uhc'), tell('a'.encode, 'cp936'))
