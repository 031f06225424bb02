"""The numbers of Weft's instructions. None is a specialized form of another: what an instruction learns lies outside the code."""

import _opcode

opmap = {name: number for number, name in enumerate(_opcode.names())}

_specializations = {}
_specialized_opmap = {}

# All below have no operands; see opcode.hasarg for the few above that have none either.
HAVE_ARGUMENT = 1
# Greater than any opcode: no instruction is replaced to observe it.
MIN_INSTRUMENTED_OPCODE = len(opmap)
