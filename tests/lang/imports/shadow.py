"""What is said of names that a module lacks because a file of the program's own hides another module, or imports go in circles."""
import os
import subprocess
import sys
import tempfile

FILES = {
    "random.py": "x = 1\n",
    "hides/dis.py": "",
    "sub/statistics.py": "x = 1\n",
    "one_circ.py": "import two_circ\n",
    "two_circ.py": """import one_circ
try: one_circ.x
except AttributeError as e: print(e)
try: from one_circ import x
except ImportError as e: print(e)
""",
    "sub/string_circ.py": "import string_two\n",
    "sub/string_two.py": """import string_circ
try: string_circ.x
except AttributeError as e: print(e)
try: from string_circ import x
except ImportError as e: print(e)
""",
    "hides/library.py": "import dataclasses\n",
    "circles.py": """import sys, os
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + "/sub")
def t(f):
    try: f()
    except (AttributeError, ImportError) as e: print(type(e).__name__, e, getattr(e, "path", "-"))
import random
def a(): random.randint
def b(): from random import randint
t(a); t(b)
import types
m = types.ModuleType("plain")
sys.modules["plain"] = m
def c(): from plain import x
t(c)
m.__file__ = "/nowhere/plain.py"
t(c)
m.__spec__ = 3
t(c)
def d(): m.x
t(d)
import statistics
def e(): statistics.mean
def f(): from statistics import mean
t(e); t(f)
import one_circ
import string_circ
sys.stdlib_module_names = []
t(a); t(b)
def g(): from json import nothing
try: g()
except ImportError as e:
    import json
    print(str(e).replace(json.__file__, "JSON"), e.path == json.__file__, e.name)
random.__spec__.origin = "/x/random.py"
sys.stdlib_module_names = frozenset(["random"])
t(a); t(b)
random.__spec__.origin = None
t(a); t(b)
""",
}

with tempfile.TemporaryDirectory() as folder:
    folder = os.path.realpath(folder)
    for name in "sub", "hides":
        os.mkdir(os.path.join(folder, name))
    for name, text in FILES.items():
        with open(os.path.join(folder, name), "w") as f:
            f.write(text)

    def run(*args, cwd="/"):
        print("--", *[os.path.basename(a) for a in args])
        p = subprocess.run([sys.executable, *args], capture_output=True, text=True, cwd=cwd, env={**os.environ, "PYTHONPATH": folder})
        library = os.path.dirname(os.__file__)
        for line in (p.stdout + p.stderr).replace(folder, "FOLDER").replace(library, "LIBRARY").splitlines():
            if line.strip(" ~^"):  # CPython shows none where what prints tracebacks cannot be imported either
                print(line)

    run(os.path.join(folder, "circles.py"))
    run("-P", os.path.join(folder, "circles.py"))
    run("-m", "circles", cwd=folder)
    run("-c", "import random; random.randint")
    run("-c", "import random; random.randint", cwd=folder)
    # The frames of importlib are left out, those of the library's modules are not.
    run(os.path.join(folder, "hides", "library.py"))
