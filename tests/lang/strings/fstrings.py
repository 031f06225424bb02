# f-strings: nesting, conversions, specs, debug, quotes, multi-line, errors; t-strings.
import math
name, n, pi = "World", 42, math.pi
print(f"Hello {name}! {n:5d}|{n:<5}|{n:^5}|{n:>5}|{n:05}|{n:+}|{n:x}|{n:#b}|{n:,}|{1234567:_}|{pi:.3f}|{pi:10.2e}|{pi!r:.4}|{name!r:>10}|{name!s:*^9}")
print(f"{n=}", f"{n = }", f"{n=:>5}", f"{name=}", f"{name=!s}", f"{n + 1 = }", f"{ n = !r:^10}", f"{name.upper() = }")
w, p = 10, 3
print(f"{pi:{w}.{p}}|{pi:{w}.{p}f}|{name:{'*'}^{w}}|{n:{'0'}{'5'}d}|{f'{n}':>{w}}")
print(f"{'nested ' + f'{f"{n}"}'}", f"{ {'a': 1}['a'] }", f"{{}} {{{n}}} }}{{", f"{(lambda x: x * 2)(4)}", f"{[i for i in range(3)]}", f"{n if n > 5 else 0}", f"{'a' 'b'}", f"{name!a}", f"{'é'!a}")
print(f"""multi
{
    n
    + 1
}
line {name
!r}""")
print(f'{"quotes"} {'same'} {"\n".join(["a", "b"])}', f"{'\\'}", rf"\d{n}\{n}", fr"{n}\n", f"\x41{n}\u00e9\N{BULLET}")
print("implicit " f"{n}" " concat" rf"\{n}", f"" == "", f"{''}" == "")
print(f"{n:%d}" if False else "", f"{True:d} {True} {None} {1.0} {1e20} {1e-7} {10**20:e}", f"{1+2j:.2f}")
class F:
    def __format__(self, spec): return f"[{spec}]"
    def __str__(self): return "str"
    def __repr__(self): return "repr"
f = F()
print(f"{f} {f!s} {f!r} {f:abc} {f:{n}} {f!r:>6} {f=} {f=:spec} {f:\n}")
d = {"k": [1, {"z": "deep"}]}
print(f"{d['k'][1]['z']} {d["k"][0]}", f"{d=}")
x = 5
print(f"{x!r}", f"{x:{x}}", f"{x:=+5}", f"{(x:=7)}", x, f"{x:=5}", x)
print(f"{'%s'}", f"{'{}'}", f"{'a:b'}", f"{'a!b'}", f"{1!=2}", f"{1==1}", f"{x>=3}", f"{lambda_ if (lambda_ := 1) else 0}")
print(f"{print('side effect') or 'value'}", f"{x,}", f"{x, 1}", f"{*[1, 2],}")
async_ = [f"{i}:{j}" for i in range(2) for j in range(2)]
print(async_)
print(f"{'long ' * 3:.7}|{'abc':5}|{'abc':>5}|{'abc':^5}|{'abc':-^7}|{12.5:g}|{1e10:g}|{0.1 + 0.2}|{1/3:%}|{255:o}|{-5:05}|{3.0:n}")
for src in ("f'{}'", "f'{x'", "f'}'", "f'{x!z}'", "f'{x!}'", "f'{ }'", "f'{x:{y:{z}}}'", "f'{lambda x: 1}'", "f'{x =}'", "f'{*x}'", "f'{yield}'", "f'{a b}'", "f'{'", "f'{!r}'", "f'{:x}'", "f'{x!r }'", "f'{x! r}'", "f'{x;y}'", "f'{#}'", "f'{x:d'", "f'''{\n'''", "f'{x}' = 5", "f'{a.b(}'", "f'{1 1}'", "b'x' f'{y}'", "f'{x\\n}'"):
    try:
        compile(src, "<s>", "eval" if "=" not in src[-4:] else "exec")
        print("ok", src)
    except SyntaxError as e:
        print(repr(src), "->", e.msg)
for expr in ("f'{n:z}'", "f'{name:d}'", "f'{pi:d}'", "f'{n:.2d}'", "f'{[]:5}'", "f'{None:>5}'", "f'{name:,}'", "f'{n:,_}'", "f'{name:=5}'", "f'{n:c}'", "f'{-1:c}'", "f'{1e3:x}'", "f'{undefined}'", "f'{n:{[]}}'", "f'{object():s}'"):
    try:
        print(expr, eval(expr))
    except Exception as e:
        print(expr, type(e).__name__, e)
# Template strings.
t = t"Hello {name!r:>{w}} and {n}{pi:.2f} end"
print(type(t).__name__, t.strings, [(i.value, i.expression, i.conversion, i.format_spec) for i in t.interpolations], t.values)
print(t"", t"just", t"{1}{2}".strings, (t"a{1}" + t"b{2}").strings, list(t"x{n}y"))
print(repr(t"{n=}"), t"{ n }".interpolations[0].expression)
def render(t):
    return "".join(p if isinstance(p, str) else f"<{p.value}>" for p in t)
print(render(t"{name} is {n + 1}!"), render(rt"\n{n}"))
try:
    t"a" + "b"
except TypeError as e:
    print(e)
for src in ("t'{x' ", "t'{}'", "t'a' 'b'", "t'a' f'b'", "bt'x'", "ut'x'"):
    try:
        compile(src, "<s>", "eval")
        print("ok", src)
    except SyntaxError as e:
        print(repr(src), "->", e.msg)
