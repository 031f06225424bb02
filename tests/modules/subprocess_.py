# subprocess: pipes, descriptors, identities, timeouts, and what fails before and in the child.
import os
import signal
import subprocess
import threading
import time

print(subprocess.run(["echo", "hi"], capture_output=True, text=True))
p = subprocess.run(["cat"], input=b"x" * 300000, capture_output=True)
print(len(p.stdout), p.returncode)
for kw in {}, {"capture_output": True}:
    try:
        subprocess.run(["sleep", "5"], timeout=0.2, **kw)
    except subprocess.TimeoutExpired as e:
        print(e)
for kw in [
    dict(args=["nonexistent-x"]),
    dict(args=["/etc/passwd"]),
    dict(args=["ls"], cwd="/nonexist"),
    dict(args=["ls"], cwd="/etc/passwd"),
    dict(args=["/nonexist/ls"]),
    dict(args=["ls"], pass_fds=[200]),
    dict(args=["pwd"], cwd="/"),
    dict(args=["./sh", "-c", "pwd"], cwd="/bin"),
    dict(args=["a\0b"]),
    dict(args=["ls"], env={"A=B": "c"}),
    dict(args=[1]),
]:
    try:
        print(subprocess.run(capture_output=True, **kw))
    except Exception as e:
        print(repr(e), getattr(e, "filename", None))

r, w = os.pipe()
p = subprocess.Popen(["sh", "-c", f"umask; echo to the pipe >/dev/fd/{w}"], pass_fds=[w], umask=0o77, stdout=subprocess.PIPE)
print(p.communicate(), p.returncode, os.read(r, 100))
os.set_inheritable(w, True)
print(subprocess.run(["sh", "-c", f"echo >/dev/fd/{w}"], stderr=subprocess.DEVNULL).returncode)
print(subprocess.run(["sh", "-c", f"echo kept >/dev/fd/{w}"], close_fds=False).returncode, os.read(r, 100))
os.close(w)
os.close(r)

own = subprocess.check_output(["sh", "-c", "ps -o pgid= -p $$; ps -o sid= -p $$; echo $$"], start_new_session=True).split()
print(own[0] == own[1] == own[2])
grp = subprocess.check_output(["sh", "-c", "ps -o pgid= -p $$; echo $$"], process_group=0).split()
print(grp[0] == grp[1])
print(subprocess.check_output("echo $FOO", shell=True, env={"FOO": "bar"}))
print(subprocess.getstatusoutput("echo x; exit 3"))
p = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
p.stdin.write("line\n")
print(p.stdout.readline())
p.stdin.close()
print(p.wait(), p.stdout.read())
p.stdout.close()
p = subprocess.Popen(["sleep", "10"])
print(p.poll())
p.terminate()
print(p.wait(), p.poll())
p = subprocess.Popen(["sleep", "10"])
p.send_signal(signal.SIGKILL)
print(p.wait())
ignored = subprocess.run(["sh", "-c", "grep SigIgn /proc/self/status"], capture_output=True).stdout
print(int(ignored.split()[1], 16) & 0x1001000)  # SIGPIPE, SIGXFSZ; others may be inherited
print(subprocess.run(["sh", "-c", "echo err >&2; echo out"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout)
try:
    subprocess.run(["sh", "-c", "exit 7"], check=True)
except subprocess.CalledProcessError as e:
    print(e)

start = time.monotonic()
threads = [threading.Thread(target=subprocess.run, args=(["sleep", "0.3"],)) for i in range(10)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(time.monotonic() - start < 2.5)
