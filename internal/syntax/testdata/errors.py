"""Collects snippets from Python files (every string constant and doctest) and prints what CPython's parser says of each.

usage: errors.py [-m|-b SEED COUNT] file...|@list    With -m, prints programs made by damaging the tokens of the files'
statements instead, with -b by damaging characters of whole blocks.
Output: one JSON list a line: source, mode, null or [type, message, line, offset, text, end line, end offset],
list of [line, warning].
"""
import ast, json, random, sys, warnings, doctest, io, tokenize
warnings.simplefilter('ignore')
seen = set()

def verdict(src, mode):
    flags = ast.PyCF_ONLY_AST
    mode, *extra = mode.split('+')
    for x in extra: flags |= {'incomplete': 0x4000, 'dedent': 0x200, 'types': ast.PyCF_TYPE_COMMENTS}[x]
    try: compile(src, '<test>', mode, flags)
    except SyntaxError as e:
        if e.msg.startswith('future feature') or e.msg == 'not a chance': return 'skip'
        return [type(e).__name__, e.msg, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset]
    except MemoryError as e: return ['MemoryError', str(e), 0, 0, None, 0, 0]
    except RecursionError as e: return ['RecursionError', str(e), 0, 0, None, 0, 0]
    except (UnicodeError, ValueError, OverflowError): return 'skip'

def emit(src, mode='exec'):
    if (src, mode) in seen or '\0' in src or len(src) > 20000: return
    seen.add((src, mode))
    try: src.encode()
    except UnicodeError: return
    with warnings.catch_warnings(record=True) as r:
        warnings.simplefilter('always')
        v = verdict(src, mode)
    w = [[x.lineno, str(x.message)] for x in r if 'literal' in str(x.message) and 'Did you mean "==' not in str(x.message) or 'escape' in str(x.message)]
    if v != 'skip': print(json.dumps([src, mode, v, w]))

args = sys.argv[1:]
seed = count = None
raw = args[0] == '-b'
if args[0] in ('-m', '-b'):
    seed, count = int(args[1]), int(args[2]); args = args[3:]
    rng = random.Random(seed)
if args[0].startswith('@'): args = open(args[0][1:]).read().split()
JUNK = '( ) [ ] { } : , ; = == := . * ** -> @ ! $ ? \\ + - ~ if else for in not and or lambda def class return yield await async import from as try except finally with while match case type print x 1 "s" f"{x}" f"{ t" \' " """ del global pass break raise assert None True 0x 1_ 08 / // | & <> != <= += \n \t'.split(' ') + ['\n    ', '\n  ', '\n', '  ']
for path in args:
    text = open(path, encoding='utf-8', errors='replace').read()
    try: tree = ast.parse(text)
    except SyntaxError: continue
    if seed is None:
        for n in ast.walk(tree):
            if isinstance(n, ast.Constant) and isinstance(n.value, str):
                s = n.value
                if len(s) > 3000:
                    pass
                else:
                    emit(s); emit(s, 'single' if '\n' in s else 'eval')
                if '>>>' in s:
                    try:
                        for ex in doctest.DocTestParser().get_examples(s): emit(ex.source, 'single'); emit(ex.source)
                    except ValueError: pass
        continue
    source = text.splitlines(True)
    if raw:
        for _ in range(count):
            i = rng.randrange(len(source)) if source else 0
            block = source[i:i + rng.randrange(2, 30)]
            if not block: continue
            pad = len(block[0]) - len(block[0].lstrip())
            s = ''.join(l[pad:] if l[:pad].isspace() else l for l in block)
            for _ in range(rng.choice([0, 1, 1, 2, 3])):
                j = rng.randrange(len(s) + 1)
                k = rng.random()
                if k < .3: s = s[:j] + s[j+rng.randrange(1, 4):]
                elif k < .6: s = s[:j] + rng.choice('()[]{}:,;=.*"\'#\\ \t\n\n\f!fbrut01_x@é€٣\x00\r') + s[j:]
                elif k < .8: s = s[:j]
                else: s = s[:j] + rng.choice(JUNK) + s[j:]
            emit(s, rng.choice(['exec', 'exec', 'exec', 'single', 'eval', 'single+incomplete+dedent', 'exec+incomplete', 'eval+incomplete', 'exec+types', 'single+dedent']))
        continue
    stmts = [n for n in ast.walk(tree) if isinstance(n, ast.stmt) and n.end_lineno - n.lineno < 12]
    rng.shuffle(stmts)
    stmts = [''.join(source[n.lineno-1:n.end_lineno])[n.col_offset:].rstrip() + '\n' for n in stmts[:max(count, 20)]]
    stmts = [s for s in stmts if len(s) < 900]
    if not stmts: continue
    for _ in range(count):
        s = rng.choice(stmts)
        try: toks = [t for t in tokenize.generate_tokens(io.StringIO(s).readline)]
        except (tokenize.TokenError, SyntaxError): continue
        lines = s.splitlines(True)
        offs = [0]
        for l in lines: offs.append(offs[-1] + len(l))
        spans = [(offs[t.start[0]-1] + t.start[1], offs[t.end[0]-1] + t.end[1]) for t in toks if t.end[0] <= len(lines)]
        if not spans: continue
        for _ in range(rng.choice([1, 1, 1, 2])):
            a, b = rng.choice(spans)
            k = rng.random()
            if k < .35: s = s[:a] + s[b:]
            elif k < .7: s = s[:a] + rng.choice(JUNK) + ' ' + s[a:]
            elif k < .85: s = s[:a] + rng.choice(JUNK) + s[b:]
            else:
                c, e = rng.choice(spans); s = s[:a] + s[c:e] + ' ' + s[b:]
        emit(s)
