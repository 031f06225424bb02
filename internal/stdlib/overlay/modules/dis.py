"""Disassembler of Weft's register bytecode.

Every line of a listing is one instruction: source line, label, name, operands. Registers that hold a named local variable are
shown by that name, others as r7; r4..r6 are neighbours that an instruction uses together; -> L2 is where a jump leads. Offsets
count two for an instruction, as in f_lasti, tb_lasti and co_lines(), and begin at two: 0 is where a call begins. opcode.effect(name) says what an instruction does.
"""

import collections
import io
import sys
import types

import _opcode
from opcode import *
from opcode import __all__ as _opcode_names

__all__ = ["code_info", "dis", "disassemble", "distb", "disco", "findlinestarts", "findlabels", "show_code", "get_instructions",
           "Instruction", "Bytecode"] + _opcode_names

# inspect makes its CO_* constants of this table.
COMPILER_FLAG_NAMES = {
    0x1: "OPTIMIZED",
    0x2: "NEWLOCALS",
    0x4: "VARARGS",
    0x8: "VARKEYWORDS",
    0x10: "NESTED",
    0x20: "GENERATOR",
    0x40: "NOFREE",
    0x80: "COROUTINE",
    0x100: "ITERABLE_COROUTINE",
    0x200: "ASYNC_GENERATOR",
    0x4000000: "HAS_DOCSTRING",
    0x8000000: "METHOD",
}

_UNIT = 2            # what one instruction counts in an offset
_NAME_WIDTH = 20
_NO_LINE = '--'

_disassembled_members = (types.MethodType, types.FunctionType, types.CodeType, classmethod, staticmethod, type)


def pretty_flags(flags):
    """Return the names of the flags of a code object, in the order of their bits; those without a name in hexadecimal."""
    if not flags:
        return hex(0)
    bits = (1 << i for i in range(flags.bit_length()) if flags >> i & 1)
    return ", ".join(COMPILER_FLAG_NAMES.get(bit) or hex(bit) for bit in bits)


Positions = collections.namedtuple('Positions', 'lineno end_lineno col_offset end_col_offset', defaults=(None,) * 4)

_InstructionFields = collections.namedtuple(
    '_InstructionFields',
    'opname opcode arg argval argrepr offset start_offset starts_line line_number label positions cache_info',
    defaults=(None, None, None))


class Instruction(_InstructionFields):
    """One instruction.

    opname        its name
    opcode        its number
    arg           the tuple of its operands as numbers (registers, indexes, immediate values, the offset a jump leads to), or None
    argval        the constant, the name or the offset of the jump's target, when it has one; otherwise arg
    argrepr       its operands as text
    offset        its place: two, and two for each instruction before it
    start_offset  the same as offset
    starts_line   True if it begins a run of instructions of one source line
    line_number   its source line, or None
    label         the number of its label if a jump or an exception leads here, or None
    positions     dis.Positions: the source text it was made of
    cache_info    None: what instructions learn is not part of the code
    """

    __slots__ = ()

    @property
    def oparg(self):
        """The same as arg."""
        return self.arg

    @property
    def baseopcode(self):
        """The same as opcode: no instruction is a special form of another."""
        return self.opcode

    @property
    def baseopname(self):
        """The same as opname."""
        return self.opname

    @property
    def cache_offset(self):
        """The offset behind the instruction: it has no cache entries."""
        return self.offset + _UNIT

    @property
    def end_offset(self):
        """The offset behind the instruction."""
        return self.offset + _UNIT

    @property
    def jump_target(self):
        """The offset of the instruction that it jumps to, or None."""
        if self.arg and _opcode.has_jump(self.opcode):
            return self.arg[-1]
        return None

    @property
    def is_jump_target(self):
        """True if it has a label."""
        return self.label is not None

    def __str__(self):
        return _Layout().instruction(self) + '\n'


def _find_code(x):
    """The code object of a function, method, generator, coroutine, source text or code object."""
    x = getattr(x, '__func__', x)
    for attr in ('__code__', 'gi_code', 'ag_code', 'cr_code'):
        if hasattr(x, attr):
            x = getattr(x, attr)
            break
    if isinstance(x, str):
        x = _compile_text(x, '<disassembly>')
    if isinstance(x, types.CodeType):
        return x
    raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")


def _compile_text(source, filename):
    try:
        return compile(source, filename, 'eval')
    except SyntaxError:
        pass   # statements; outside, so that an error in them does not mention this one
    return compile(source, filename, 'exec')


def _labels(rows, handlers=()):
    """Number the targets of jumps and the edges of the exception table, in order of place."""
    places = {operands[-1] for op, operands, _, _ in rows if operands and _opcode.has_jump(op)}
    for start, end, target, _, _ in handlers:
        places.update((start, end, target))
    return {place: number for number, place in enumerate(sorted(places), 1)}


def _instructions(code, line_offset=0, handlers=()):
    """Make the Instructions of a code object, or of raw bytecode."""
    rows = _opcode.instructions(code)
    labels = _labels(rows, handlers)
    starts, positions = {}, ()
    if isinstance(code, types.CodeType):
        starts, positions = dict(findlinestarts(code)), code.co_positions()
        starts.setdefault(_UNIT, starts.get(0))
    positions = iter(positions)
    next(positions, None)   # of the beginning of a call
    line = None
    for index, (op, operands, value, texts) in enumerate(rows, 1):
        offset = index * _UNIT
        if offset in starts:
            line = starts[offset]
            if line is not None:
                line += line_offset
        name = opname[op] if op < len(opname) else f'<{op}>'
        shown = ', '.join(_target(operands[-1], labels) if text is None else text for text in texts)
        if not operands:
            operands = None
        if value is None and not (op in hasconst and isinstance(code, types.CodeType)):
            value = operands
        yield Instruction(name, op, operands, value, shown, offset, offset, offset in starts, line, labels.get(offset),
                          Positions(*next(positions, ())))


def _target(offset, labels):
    return f'-> L{labels[offset]}' if offset in labels else f'-> {offset}'


def get_instructions(x, *, first_line=None, show_caches=None, adaptive=False):
    """Return an iterator over the Instructions of a function, method, source text or code object.

    With first_line, lines are counted as if the code began there. show_caches and adaptive change nothing.
    """
    code = _find_code(x)
    return _instructions(code, 0 if first_line is None else first_line - code.co_firstlineno)


class _Layout:
    """The columns of a listing; a width of 0 leaves a column out."""

    def __init__(self, source_width=0, label_width=0, offset_width=0, positions=False):
        self.source_width = source_width
        self.label_width = label_width
        self.offset_width = offset_width
        self.positions = positions

    @classmethod
    def of(cls, code, labels, show_offsets, show_positions, line_offset=0):
        """The layout that a listing of this code needs."""
        width = 0
        if isinstance(code, types.CodeType):
            if show_positions:
                width = max((len(_position_text(p)) for p in code.co_positions()), default=0)
            else:
                lines = [line for _, line in findlinestarts(code)]
                known = [len(str(line + line_offset)) for line in lines if line is not None]
                if known:
                    width = max(3, *known, len(_NO_LINE) + 2 if None in lines else 0)
        size = _UNIT * (1 + len(code.co_code if isinstance(code, types.CodeType) else code) // 8)
        return cls(width, 4 + len(str(len(labels))), max(4, len(str(size))) if show_offsets else 0, show_positions)

    def instruction(self, instr, current=False):
        fields = []
        if self.source_width:
            fields.append(self.source(instr))
        label = '' if instr.label is None else f'L{instr.label}:'
        fields.append(label.rjust(self.label_width))
        if self.offset_width:
            fields.append(f'{instr.offset:{self.offset_width}}  ')
        fields.append('-->' if current else '   ')
        fields.append(instr.opname.ljust(_NAME_WIDTH))
        fields.append(instr.argrepr)
        return ' '.join(fields).rstrip()

    def source(self, instr):
        if self.positions:
            return _position_text(instr.positions).ljust(self.source_width)
        if not instr.starts_line:
            return ' ' * self.source_width
        return (_NO_LINE if instr.line_number is None else str(instr.line_number)).rjust(self.source_width)


def _position_text(position):
    if not position or all(p is None for p in position):
        return _NO_LINE
    line, end_line, col, end_col = ('?' if p is None else p for p in position)
    return f'{line}:{col}-{end_line}:{end_col}'


def _listing(code, lasti=-1, *, line_offset=0, show_offsets=False, show_positions=False):
    """Yield the lines of the listing of a code object or of raw bytecode."""
    handlers = _opcode.exception_table(code)
    labels = _labels(_opcode.instructions(code), handlers)
    layout = _Layout.of(code, labels, show_offsets, show_positions, line_offset)
    for instr in _instructions(code, line_offset, handlers):
        if layout.source_width and instr.starts_line and instr.offset > _UNIT:
            yield ''
        yield layout.instruction(instr, instr.offset == lasti)
    if handlers:
        yield 'ExceptionTable:'
    for start, end, target, _, register in handlers:
        yield f'  L{labels[start]} to L{labels[end]} -> L{labels[target]} in {register}'


def disassemble(co, lasti=-1, *, file=None, show_caches=False, adaptive=False, show_offsets=False, show_positions=False):
    """Print the listing of one code object, not of those inside it. An arrow marks the instruction at offset lasti."""
    for line in _listing(_find_code(co), lasti, show_offsets=show_offsets, show_positions=show_positions):
        print(line, file=file)


disco = disassemble


def _disassemble_deep(code, depth, file, options):
    disassemble(code, file=file, **options)
    if depth is not None:
        if depth <= 0:
            return
        depth -= 1
    for const in code.co_consts:
        if isinstance(const, types.CodeType):
            print(f'\nDisassembly of {const!r}:', file=file)
            _disassemble_deep(const, depth, file, options)


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False, show_offsets=False, show_positions=False):
    """Print the listing of a class, module, function, method, generator, source text, code object or raw bytecode.

    Without x, that of the last traceback. Code objects inside are listed too, to the given depth. show_caches and adaptive
    change nothing.
    """
    options = {'show_offsets': show_offsets, 'show_positions': show_positions}
    if x is None:
        distb(file=file, **options)
        return
    try:
        code = _compile_text(x, '<dis>') if isinstance(x, str) else _find_code(x)
    except TypeError:
        if isinstance(x, (bytes, bytearray)):
            for line in _listing(bytes(x), show_offsets=show_offsets):
                print(line, file=file)
            return
        if not hasattr(x, '__dict__'):
            raise
        for name, member in sorted(x.__dict__.items()):
            if isinstance(member, _disassembled_members):
                print(f'Disassembly of {name}:', file=file)
                try:
                    dis(member, file=file, depth=depth, **options)
                except TypeError as e:
                    print('Sorry:', e, file=file)
                print(file=file)
    else:
        _disassemble_deep(code, depth, file, options)


def distb(tb=None, *, file=None, show_caches=False, adaptive=False, show_offsets=False, show_positions=False):
    """Print the listing of the code where a traceback, by default the last one, ends, with the instruction that raised marked."""
    if tb is None:
        try:
            tb = sys.last_exc.__traceback__ if hasattr(sys, 'last_exc') else sys.last_traceback
        except AttributeError:
            raise RuntimeError("no last traceback to disassemble") from None
        tb = _innermost(tb)
    disassemble(tb.tb_frame.f_code, tb.tb_lasti, file=file, show_offsets=show_offsets, show_positions=show_positions)


def _innermost(tb):
    while tb.tb_next is not None:
        tb = tb.tb_next
    return tb


def findlinestarts(code):
    """Yield (offset, line) for each instruction that begins another source line; the line is None where there is none."""
    last = ()
    for start, _, line in code.co_lines():
        if line != last:
            last = line
            yield start, line


def findlabels(code):
    """Return the offsets that jumps lead to, each once, in the order of the jumps; code is raw bytecode or a code object."""
    rows = _opcode.instructions(bytes(code) if isinstance(code, bytearray) else code)
    return list(dict.fromkeys(operands[-1] for op, operands, _, _ in rows if operands and _opcode.has_jump(op)))


def _find_imports(co):
    """Yield (name, level, fromlist) for each import statement in a code object; modulefinder uses it."""
    known = {}   # what the last constant put into each register is
    for instr in _instructions(co):
        if instr.opname in ('LOAD_CONST', 'LOAD_INT'):
            known[instr.arg[0]] = instr.argval
        elif instr.opname == 'IMPORT_NAME':
            level = instr.arg[1]
            if level in known and level + 1 in known:
                yield instr.argval, known[level], known[level + 1]


def _find_store_names(co):
    """Yield the global names that a code object assigns; modulefinder uses it."""
    for instr in _instructions(co):
        if instr.opname in ('STORE_NAME', 'STORE_GLOBAL'):
            yield instr.argval


def code_info(x):
    """Return a text of several lines about a function, method, source text or code object."""
    co = _find_code(x)
    lines = [f'{title + ":":18} {value}' for title, value in (
        ('Name', co.co_name), ('Filename', co.co_filename), ('Argument count', co.co_argcount),
        ('Positional-only arguments', co.co_posonlyargcount), ('Kw-only arguments', co.co_kwonlyargcount),
        ('Number of locals', co.co_nlocals), ('Registers', _opcode.register_count(co)), ('Flags', pretty_flags(co.co_flags)))]
    for title, values, show in (
            ('Constants', co.co_consts, repr), ('Names', co.co_names, str), ('Variable names', co.co_varnames, str),
            ('Free variables', co.co_freevars, str), ('Cell variables', co.co_cellvars, str)):
        if values:
            lines.append(f'{title}:')
            lines += [f'{i:4}: {show(v)}' for i, v in enumerate(values)]
    return '\n'.join(lines)


def show_code(co, *, file=None):
    """Print what code_info() returns."""
    print(code_info(co), file=file)


class Bytecode:
    """The instructions of a function, method, source text or code object: iterable, and as a listing.

    With first_line, lines are counted as if the code began there; the listing marks the instruction at current_offset.
    show_caches and adaptive change nothing.
    """

    def __init__(self, x, *, first_line=None, current_offset=None, show_caches=False, adaptive=False, show_offsets=False,
                 show_positions=False):
        self.codeobj = _find_code(x)
        self.first_line = self.codeobj.co_firstlineno if first_line is None else first_line
        self._original_object = x
        self.current_offset = current_offset
        self.exception_entries = _opcode.exception_table(self.codeobj)
        self.show_caches = show_caches
        self.adaptive = adaptive
        self.show_offsets = show_offsets
        self.show_positions = show_positions

    @property
    def _line_offset(self):
        return self.first_line - self.codeobj.co_firstlineno

    def __iter__(self):
        return _instructions(self.codeobj, self._line_offset, self.exception_entries)

    def __repr__(self):
        return f'{type(self).__name__}({self._original_object!r})'

    @classmethod
    def from_traceback(cls, tb, *, show_caches=False, adaptive=False):
        """Make one of the code where a traceback ends, with the instruction that raised marked."""
        tb = _innermost(tb)
        return cls(tb.tb_frame.f_code, current_offset=tb.tb_lasti, show_caches=show_caches, adaptive=adaptive)

    def info(self):
        """Return what code_info() returns."""
        return code_info(self.codeobj)

    def dis(self):
        """Return the listing as one text."""
        lasti = -1 if self.current_offset is None else self.current_offset
        with io.StringIO() as out:
            for line in _listing(self.codeobj, lasti, line_offset=self._line_offset, show_offsets=self.show_offsets,
                                 show_positions=self.show_positions):
                print(line, file=out)
            return out.getvalue()


def main(args=None):
    import argparse

    parser = argparse.ArgumentParser(color=True)
    for short, long, text in (('-C', '--show-caches', 'show inline caches'), ('-O', '--show-offsets', 'show instruction offsets'),
                              ('-P', '--show-positions', 'show instruction positions'),
                              ('-S', '--specialized', 'show specialized bytecode')):
        parser.add_argument(short, long, action='store_true', help=text)
    parser.add_argument('infile', nargs='?', default='-')
    options = parser.parse_args(args)
    if options.infile == '-':
        source, filename = sys.stdin.buffer.read(), '<stdin>'
    else:
        filename = options.infile
        with open(filename, 'rb') as f:
            source = f.read()
    dis(compile(source, filename, 'exec'), show_caches=options.show_caches, adaptive=options.specialized,
        show_offsets=options.show_offsets, show_positions=options.show_positions)


if __name__ == "__main__":
    main()
