# Starting with zip files on the path, faulthandler from the command line, and processes that end by signals.
import os
import signal
import subprocess
import sys
import tempfile
import zipfile


def run(*args, **env):
    p = subprocess.run([sys.executable, *args], capture_output=True, text=True, env={**os.environ, **env}, stdin=subprocess.DEVNULL)
    return p.returncode, p.stdout.replace(here, "HERE"), [line.replace(here, "HERE") for line in p.stderr.splitlines()[:1]]


with tempfile.TemporaryDirectory() as here:
    here = os.path.realpath(here)
    os.chdir(here)
    for name in "ab":
        with zipfile.ZipFile(name + ".egg", "w") as z:
            z.writestr(f"in_{name}/__init__.py", "import pkgutil\ntext = pkgutil.get_data(__name__, 'text')\n")
            z.writestr(f"in_{name}/text", name)
    with zipfile.ZipFile("app.pyz", "w") as z:
        z.writestr("__main__.py", "import sys\nprint(sys.path[0], __file__, sys.argv, __name__)\n")
    os.mkdir("folder")
    with open("folder/__main__.py", "w") as f:
        f.write("import sys\nprint(sys.path[0], __file__, sys.argv, __name__)\n")
    text = "import in_a, in_b; print(in_a.text, in_b.text, in_a.__file__, type(in_a.__loader__) is type(in_b.__loader__))"
    print(run("-c", text, PYTHONPATH="a.egg:b.egg"))
    print(run("-c", text, PYTHONPATH="b.egg:missing.egg:" + os.path.join(here, "a.egg")))
    print(run("app.pyz", "x"), run("folder", "y"), run("./folder"))
    os.chdir("folder")
    print(run("."))
    os.chdir(here)

    text = "import faulthandler; print(faulthandler.is_enabled())"
    print(run("-c", text), run("-X", "faulthandler", "-c", text), run("-c", text, PYTHONFAULTHANDLER="1"), run("-X", "dev", "-c", text))
    print(run("-I", "-c", text, PYTHONFAULTHANDLER="1"))
    for sig in "SIGABRT", "SIGSEGV":
        print(run("-X", "faulthandler", "-c", f"import os, signal; os.kill(os.getpid(), signal.{sig})"))
    print(run("-c", "import os; os.abort()"), run("-c", "import os, signal; os.kill(os.getpid(), signal.SIGTERM); print('never')"))
    text = """
import faulthandler, os, signal, sys
faulthandler.register(signal.SIGUSR1, all_threads=False)
def inner(): os.kill(os.getpid(), signal.SIGUSR1)
inner()
print(faulthandler.unregister(signal.SIGUSR1), flush=True)
os.kill(os.getpid(), signal.SIGUSR1)
print("never")
"""
    print(run("-c", text))

hits = []
signal.signal(signal.SIGPROF, lambda *args: hits.append(signal.getitimer(signal.ITIMER_PROF)[1]))
print(signal.setitimer(signal.ITIMER_PROF, 0.02, 0.01))
while len(hits) < 3:
    sum(range(1000))
print(signal.setitimer(signal.ITIMER_PROF, 0)[1], hits[:3], signal.getitimer(signal.ITIMER_PROF))
