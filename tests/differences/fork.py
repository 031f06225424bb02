# title: There is no `os.fork()`
# cause: A copy of the process would have one of its OS threads only, and none of the Go runtime's: Weft cannot run in it. So `os.fork()`,
#   `os.forkpty()` and `preexec_fn` of `subprocess` raise an error that says so, and what stands on them does as well: the start method
#   "fork" of `multiprocessing`, `pty.spawn()`, `socketserver.ForkingMixIn`.
# workaround: `subprocess` and `os.posix_spawn` start programs; `start_new_session`, `process_group`, `user`, `group`, `extra_groups` and
#   `umask` of `Popen` do what `preexec_fn` mostly does. Threads run in parallel without processes.

import os
import subprocess

try:
    pid = os.fork()
    if pid == 0:
        os._exit(3)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
except OSError as e:
    print(e)
try:
    print(subprocess.run(["true"], preexec_fn=lambda: None).returncode)
except RuntimeError as e:
    print(e)
