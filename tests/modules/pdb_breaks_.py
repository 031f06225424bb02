# pdb with its commands on standard input: breakpoints at functions stop where their bodies begin.
import io
import os
import pdb
import tempfile

SOURCE = '''\
def first(a):
    """Documented."""
    b = a + 1
    return b * 2


def second(n):
    total = 0
    for i in range(n):
        total += first(i)
    return total


print("result", second(3))
'''
COMMANDS = """b first
b second, n > 100
tbreak 13
c
c
w
p a, b
n
p b
args
r
cl 1
y
c
q
"""
with tempfile.TemporaryDirectory() as folder:
    file = os.path.join(folder, "program.py")
    with open(file, "w") as f:
        f.write(SOURCE)
    out = io.StringIO()
    debugger = pdb.Pdb(stdin=io.StringIO(COMMANDS), stdout=out, nosigint=True, readrc=False)
    debugger.use_rawinput = False
    code = compile(SOURCE, file, "exec")
    try:
        debugger.run(code, {"__name__": "__main__", "__file__": file})
    except BaseException as e:
        print(type(e).__name__)
    for line in out.getvalue().replace(folder, "DIR").splitlines():
        if "bdb.py" not in line and "exec(" not in line:
            print(line)
