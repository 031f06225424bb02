# What dis says about lines, flags, names and imports is the same whatever the machine; instructions are in tests/differences.
import contextlib
import dis
import inspect
import io
import modulefinder
import opcode
import trace
import types

SOURCE = """
import os, sys
from . import near
from ..far.away import one, two as three
from json import *


def f(a, *args, k=1, **kw):
    "doc"
    def inner():
        nonlocal a
        a = len(args)
        return a + k
    try:
        return inner
    finally:
        print(a,
              k)


async def g():
    yield 1


class C:
    x = f
    def m(self): return super().m()
"""

code = compile(SOURCE, "sample.py", "exec")
print(list(dis._find_imports(code)))
print(sorted(set(dis._find_store_names(code))))


def walk(c):
    yield c
    for k in c.co_consts:
        if isinstance(k, types.CodeType):
            yield from walk(k)


for c in walk(code):
    print(c.co_qualname, sorted({line for _, line in dis.findlinestarts(c) if line and line != c.co_firstlineno}), dis.pretty_flags(c.co_flags & ~1))
    assert {line for _, line in dis.findlinestarts(c)} == {line for _, _, line in c.co_lines()}
    found = list(dis.get_instructions(c))
    assert [i.offset for i in found] == sorted(i.offset for i in found)
    assert {i.line_number for i in found if i.starts_line} <= {line for _, line in dis.findlinestarts(c)}
    targets = {i.jump_target for i in found} - {None}
    assert targets == set(dis.findlabels(c.co_code)), (targets, dis.findlabels(c.co_code))
    assert targets == {i.offset for i in found if i.is_jump_target}
    for i in found:
        assert dis.opname[i.opcode] == i.opname == i.baseopname and dis.opmap[i.opname] == i.baseopcode == i.opcode
        assert i.start_offset <= i.offset < i.cache_offset <= i.end_offset
        assert isinstance(i.positions, dis.Positions) and len(i.positions) == 4
        assert i.oparg == i.arg
        if i.opcode in dis.hasjump:
            assert i.jump_target == i.argval
        str(i)

info = dis.code_info(f := types.FunctionType(next(c for c in walk(code) if c.co_name == "f"), globals()))
print([line.split(":")[0] for line in info.splitlines() if not line.startswith(" ") and line[:5] not in ("Stack", "Regis")])
print(info.splitlines()[:6])
print(repr(dis.Bytecode("1 + x")), dis.Bytecode("1 + x", first_line=40).first_line)
print(40 in {i.line_number for i in dis.Bytecode("1 + x", first_line=40)})
print([i.argval for i in dis.get_instructions("global_name") if i.opcode in dis.hasname])
print([i.argval for i in dis.get_instructions("x = 'text'") if i.opcode in dis.hasconst and i.argval])

for wrong in (1, None.__class__, object(), [], "1 +"):
    try:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            dis.dis(wrong)
        print("listed", out.getvalue() != "")
    except (TypeError, SyntaxError) as e:
        print(type(e).__name__, e, e.__context__)
for call in (dis.distb, lambda: dis.code_info(5), lambda: dis.get_instructions(5), lambda: dis.stack_effect(10**6), lambda: dis.stack_effect("x")):
    try:
        call()
    except (RuntimeError, TypeError, ValueError) as e:
        print(type(e).__name__, e)

for flags in (0, 3, 0x4000003, 0x10000, 1 << 30):
    print(dis.pretty_flags(flags) if flags else "", inspect.CO_GENERATOR)
print(sorted(dis.__all__) == sorted(set(dis.__all__)), [n for n in dis.__all__ if not hasattr(dis, n)])
print(opcode.cmp_op, opcode.hasjabs, opcode.hasjrel == opcode.hasjump)


def closure(x):
    y = 1
    return lambda: (x, y, len(closure.__name__), missing, y.real.imag)


print(inspect.getclosurevars(closure(0)).builtins, sorted(inspect.getclosurevars(closure(0)).unbound))
print(sorted(inspect.getclosurevars(closure(0)).globals), sorted(inspect.getclosurevars(closure(0)).nonlocals))
try:
    1 / 0
except ZeroDivisionError as e:
    with contextlib.redirect_stdout(io.StringIO()) as out:
        dis.distb(e.__traceback__)
    print(out.getvalue().count("-->"), dis.Bytecode.from_traceback(e.__traceback__).dis().count("-->"))
out = io.StringIO()
dis.dis("def f():\n def g(): pass", file=out, depth=1)
print(out.getvalue().count("Disassembly of <code object"))
dis.dis(walk, file=io.StringIO(), show_caches=True, adaptive=True, show_offsets=True, show_positions=True)
try:
    dis.main(["--help"])
except SystemExit:
    pass
