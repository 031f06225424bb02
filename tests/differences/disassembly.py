# title: `dis` shows Weft's own bytecode
# cause: Weft compiles to instructions of a register machine, where CPython has a stack. `dis`, `opcode` and `_opcode` describe those:
#   `co_code` has eight bytes an instruction, `Instruction.arg` is a tuple of operands, and nothing has inline caches or specialized
#   forms. Offsets count two for an instruction, as in `co_lines()`, `f_lasti` and `tb_lasti`.
# workaround: Ask `opcode.effect(name)` what an instruction does. Read line numbers with `co_lines()`, `co_positions()` or
#   `dis.findlinestarts()`, which are as in CPython; `dis.stack_effect()` raises NotImplementedError.

import dis


def total(items, limit=10):
    n = 0
    for item in items:
        if item.size > limit:
            n += item.size
    return n


dis.dis(total)
print([(i.opname, i.argval) for i in dis.get_instructions("len(x) + 1")])
try:
    print(dis.stack_effect(dis.opmap["NOP"]))
except NotImplementedError as e:
    print("NotImplementedError:", e)
