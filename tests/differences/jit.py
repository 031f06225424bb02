# title: The JIT compiler is on
# cause: Weft compiles hot loops to machine code unless `PYTHON_JIT=0` says otherwise (docs/jit.md); CPython's JIT is off unless
#   `PYTHON_JIT=1` asks for it, and not built in everywhere. While `sys._jit.is_active()` runs, no compiled code does: compiled loops call nothing.
# workaround: None is needed: `sys._jit.is_enabled()` tells.

import sys

print(sys._jit.is_enabled() == sys._jit.is_available(), sys._jit.is_active())
