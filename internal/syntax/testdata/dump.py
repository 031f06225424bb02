"""Prints, for each file named on standard input, the path and the SHA-256 of a canonical dump of its tree.

With arguments, prints the dump itself of those files. The format is that of dump_test.go.
"""
import ast, hashlib, struct, sys
sys.setrecursionlimit(100000)

def const(v):
    if v is None or v is True or v is False or v is ...: return repr(v)
    if type(v) is int: return hex(v)
    if type(v) is float: return 'f' + struct.pack('>d', v).hex()
    if type(v) is complex: return 'j' + struct.pack('>d', v.imag).hex()
    if type(v) is str: return 's' + v.encode('utf-8', 'surrogatepass').hex()
    if type(v) is bytes: return 'b' + v.hex()
    raise TypeError(v)

def dump(n, out, isconst=False):
    if isinstance(n, ast.AST):
        name = type(n).__name__
        if isinstance(n, (ast.operator, ast.unaryop, ast.boolop, ast.cmpop, ast.expr_context)):
            out.append(name); return
        out.append(name); out.append('(')
        for f in n._fields:
            v = getattr(n, f, None)
            c = f == 'value' and name in ('Constant', 'MatchSingleton') or f == 'str'
            out.append(f); out.append('='); dump(v, out, c); out.append(',')
        out.append(')')
        if 'lineno' in n._attributes:
            out.append('@%d:%d-%d:%d' % (n.lineno, n.col_offset, n.end_lineno, n.end_col_offset))
        out.append('\n')
    elif isconst: out.append(const(n))
    elif isinstance(n, list):
        out.append('[')
        for x in n: dump(x, out); out.append(',')
        out.append(']')
    elif isinstance(n, str): out.append('i' + n.encode().hex())
    else: out.append(repr(n))

def text(path):
    with open(path, 'rb') as f: data = f.read()
    import warnings
    warnings.simplefilter('ignore')
    out = []
    try: dump(ast.parse(data, path), out)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as e: return 'error ' + type(e).__name__
    return ''.join(out)

if len(sys.argv) > 1:
    for p in sys.argv[1:]: sys.stdout.write(text(p))
else:
    for p in sys.stdin.read().split('\n'):
        if p: print(p, hashlib.sha256(text(p).encode()).hexdigest())
