# python -m asyncio: statements with await, what fails, and the end of the input.
import subprocess
import sys

INPUT = """import asyncio
await asyncio.sleep(0.01, 5)
x = await asyncio.gather(asyncio.sleep(0, 3), asyncio.sleep(0, 4))
print(x)
if x: print(len(x))

1/0
"""
p = subprocess.run([sys.executable, "-I", "-m", "asyncio"], input=INPUT, capture_output=True, text=True)
print(p.returncode, p.stdout)
for line in p.stderr.splitlines():
    if not line.startswith(("asyncio REPL", "  File", "    ")) or "<stdin>" in line:
        print(line)
