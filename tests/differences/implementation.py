# title: The interpreter says that it is Weft
# cause: `sys.implementation`, `platform.python_implementation()` and what builds on them name the interpreter that runs; the
#   version of the language and of the library is CPython's.
# workaround: Ask `sys.version_info` for the language, and `sys.implementation.name` only for the interpreter.

import sys

print(sys.implementation.name, sys.version_info[:3])
