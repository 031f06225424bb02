"""Weft's instructions: their names, numbers and kinds.

The machine has registers, not a stack: what an instruction does is written as an assignment over the registers R of a frame,
A, B and C being its operands. effect('ADD') says "R[A] = R[B] + R[C]".
"""

__all__ = ["cmp_op", "stack_effect", "hascompare", "opname", "opmap", "HAVE_ARGUMENT", "EXTENDED_ARG", "hasarg", "hasconst",
           "hasname", "hasjump", "hasjrel", "hasjabs", "hasfree", "haslocal", "hasexc"]

import _opcode
from _opcode import stack_effect
from _opcode_metadata import HAVE_ARGUMENT, MIN_INSTRUMENTED_OPCODE, opmap

opname = list(opmap)

# Operands are wide enough, so that no instruction extends another's: this is no opcode's number.
EXTENDED_ARG = len(opname)

cmp_op = ('<', '<=', '==', '!=', '>', '>=')


def _having(test):
    return [op for op in opmap.values() if test(op)]


hasarg = _having(_opcode.has_arg)
hasconst = _having(_opcode.has_const)
hasname = _having(_opcode.has_name)
hasjump = _having(_opcode.has_jump)
hasjrel = hasjump   # every jump counts from the instruction behind it
hasjabs = []
hasfree = _having(_opcode.has_free)
haslocal = _having(_opcode.has_local)
hasexc = []
hascompare = [opmap[name] for name in ('LT', 'LE', 'EQ', 'NE', 'GT', 'GE')]


def effect(op):
    """Return what an opcode, given by name or number, does."""
    return _opcode.effect(opmap[op] if isinstance(op, str) else op)
