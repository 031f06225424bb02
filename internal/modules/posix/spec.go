// This file implements the module's table.

package posix

import (
	"slices"
	"syscall"

	"weft/internal/object"

	"golang.org/x/sys/unix"
)

// Spec describes the module, without what this system does not have.
func Spec() object.ModuleSpec {
	s := fullSpec()
	s.Methods = slices.DeleteFunc(s.Methods, func(m object.Method) bool { return slices.Contains(missing, m.Name) })
	return s
}

func fullSpec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "posix",
		Doc:  "Access to operating system services that the C standard and POSIX describe; the os module builds on it.",
		Methods: []object.Method{
			{Name: "WCOREDUMP", Sig: "(status, /)", Fn: statusFunc(func(s unix.WaitStatus) value { return object.Bool(s&0x80 != 0) }), Doc: "Return whether the process of a wait status dumped core."},
			{Name: "WEXITSTATUS", Sig: "(status)", Fn: statusFunc(func(s unix.WaitStatus) value { return num(int(s>>8) & 0xff) }), Doc: "Return the exit code in a wait status."},
			{Name: "WIFCONTINUED", Sig: "(status)", Fn: statusFunc(func(s unix.WaitStatus) value { return object.Bool(s.Continued()) }), Doc: "Return whether the process of a wait status was continued."},
			{Name: "WIFEXITED", Sig: "(status)", Fn: statusFunc(func(s unix.WaitStatus) value { return object.Bool(s.Exited()) }), Doc: "Return whether the process of a wait status exited."},
			{Name: "WIFSIGNALED", Sig: "(status)", Fn: statusFunc(func(s unix.WaitStatus) value { return object.Bool(s.Signaled()) }), Doc: "Return whether the process of a wait status was ended by a signal."},
			{Name: "WIFSTOPPED", Sig: "(status)", Fn: statusFunc(func(s unix.WaitStatus) value { return object.Bool(s.Stopped()) }), Doc: "Return whether the process of a wait status is stopped."},
			{Name: "WSTOPSIG", Sig: "(status)", Fn: statusFunc(func(s unix.WaitStatus) value { return num(int(s>>8) & 0xff) }), Doc: "Return the signal that stopped the process of a wait status."},
			{Name: "WTERMSIG", Sig: "(status)", Fn: statusFunc(func(s unix.WaitStatus) value { return num(int(s) & 0x7f) }), Doc: "Return the signal that ended the process of a wait status."},
			{Name: "_create_environ", Sig: "()", Fn: posixCreateEnviron, Doc: "Return the environment as a new dictionary of bytes."},
			{Name: "_exit", Sig: "(status)", Fn: posixExit, Doc: "End the process at once with an exit status."},
			{Name: "_path_normpath", Sig: "(path)", Fn: posixPathNormpath, Doc: "Return a path in normal form."},
			{Name: "_path_splitroot_ex", Sig: "(p)", Fn: posixPathSplitrootEx, Doc: "Split a path into drive, root and the rest."},
			{Name: "abort", Sig: "()", Fn: posixAbort, Doc: "End the process with SIGABRT."},
			{Name: "access", Sig: "(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)", Fn: posixAccess, Doc: "Return whether the real user may use a file in the given way."},
			{Name: "chdir", Sig: "(path)", Fn: posixChdir, Doc: "Change the working directory."},
			{Name: "chmod", Sig: "(path, mode, *, dir_fd=None, follow_symlinks=True)", Fn: posixChmod, Doc: "Change the permissions of a file."},
			{Name: "chown", Sig: "(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", Fn: posixChown, Doc: "Change the owner and group of a file."},
			{Name: "chroot", Sig: "(path)", Fn: posixChroot, Doc: "Change the root directory of the process."},
			{Name: "close", Sig: "(fd)", Fn: posixClose, Doc: "Close a descriptor."},
			{Name: "closerange", Sig: "(fd_low, fd_high, /)", Fn: posixClosefd, Doc: "Close a range of descriptors, ignoring errors."},
			{Name: "confstr", Sig: "(name, /)", Fn: posixConfstr, Doc: "Return a text configuration value."},
			{Name: "copy_file_range", Sig: "(src, dst, count, offset_src=None, offset_dst=None)", Fn: posixCopyFileRange, Doc: "Copy bytes between files inside the kernel."},
			{Name: "cpu_count", Sig: "()", Fn: posixCPUCount, Doc: "Return how many processors the system has, or None."},
			{Name: "ctermid", Sig: "()", Fn: posixCtermid, Doc: "Return the name of the controlling terminal."},
			{Name: "device_encoding", Sig: "(fd)", Fn: posixDeviceEncoding, Doc: "Return the encoding of a terminal, or None for other descriptors."},
			{Name: "dup", Sig: "(fd, /)", Fn: posixDup, Doc: "Return a non-inheritable duplicate of a descriptor."},
			{Name: "dup2", Sig: "(fd, fd2, inheritable=True)", Fn: posixDup2, Doc: "Duplicate a descriptor under a given number."},
			{Name: "eventfd", Sig: "(initval, flags=524288)", Fn: posixEventfd, Doc: "Return a new event descriptor."},
			{Name: "eventfd_read", Sig: "(fd)", Fn: posixEventfdRead, Doc: "Read the counter of an event descriptor."},
			{Name: "eventfd_write", Sig: "(fd, value)", Fn: posixEventfdWrite, Doc: "Add to the counter of an event descriptor."},
			{Name: "execv", Sig: "(path, argv, /)", Fn: posixExecv, Doc: "Replace this process by a program."},
			{Name: "execve", Sig: "(path, argv, env)", Fn: posixExecve, Doc: "Replace this process by a program with a given environment."},
			{Name: "fchdir", Sig: "(fd)", Fn: posixFchdir, Doc: "Change the working directory to that of a descriptor."},
			{Name: "fchmod", Sig: "(fd, mode)", Fn: posixFchmod, Doc: "Change the permissions of an open file."},
			{Name: "fchown", Sig: "(fd, uid, gid)", Fn: posixFchown, Doc: "Change the owner and group of an open file."},
			{Name: "fdatasync", Sig: "(fd)", Fn: fdFunc(sysFdatasync), Doc: "Write the data of a file to its device."},
			{Name: "fork", Sig: "()", Fn: posixFork, Doc: "Raise OSError: this process cannot be copied."},
			{Name: "forkpty", Sig: "()", Fn: posixForkpty, Doc: "Raise OSError: this process cannot be copied."},
			{Name: "fpathconf", Sig: "(fd, name, /)", Fn: posixFpathconf, Doc: "Return a limit of an open file."},
			{Name: "fspath", Sig: "(path)", Fn: posixFspath, Doc: "Return the path that an object stands for, as str or bytes."},
			{Name: "fstat", Sig: "(fd)", Fn: posixFstat, Doc: "Return the status of an open file."},
			{Name: "fstatvfs", Sig: "(fd, /)", Fn: posixFstatvfs, Doc: "Return facts about the file system of an open file."},
			{Name: "fsync", Sig: "(fd)", Fn: fdFunc(unix.Fsync), Doc: "Write a file to its device."},
			{Name: "ftruncate", Sig: "(fd, length, /)", Fn: posixFtruncate, Doc: "Cut or extend an open file."},
			{Name: "get_blocking", Sig: "(fd, /)", Fn: posixGetBlocking, Doc: "Return whether a descriptor is in blocking mode."},
			{Name: "get_inheritable", Sig: "(fd, /)", Fn: posixGetInheritable, Doc: "Return whether child processes inherit a descriptor."},
			{Name: "get_terminal_size", Sig: "(fd=None, /)", Fn: posixGetTerminalSize, Doc: "Return the size of a terminal in characters."},
			{Name: "getcwd", Sig: "()", Fn: posixGetcwd, Doc: "Return the working directory as str."},
			{Name: "getcwdb", Sig: "()", Fn: posixGetcwdb, Doc: "Return the working directory as bytes."},
			{Name: "getegid", Sig: "()", Fn: idFunc(unix.Getegid), Doc: "Return the effective group id."},
			{Name: "geteuid", Sig: "()", Fn: idFunc(unix.Geteuid), Doc: "Return the effective user id."},
			{Name: "getgid", Sig: "()", Fn: idFunc(unix.Getgid), Doc: "Return the group id."},
			{Name: "getgrouplist", Sig: "(user, group, /)", Fn: posixGetgrouplist, Doc: "Return the groups of a user."},
			{Name: "getgroups", Sig: "()", Fn: posixGetgroups, Doc: "Return the supplementary groups of this process."},
			{Name: "getloadavg", Sig: "()", Fn: posixGetloadavg, Doc: "Return the average numbers of running processes over 1, 5 and 15 minutes."},
			{Name: "getlogin", Sig: "()", Fn: posixGetlogin, Doc: "Return the name of the user who logged in."},
			{Name: "getpgid", Sig: "(pid)", Fn: posixGetpgid, Doc: "Return the process group of a process."},
			{Name: "getpgrp", Sig: "()", Fn: idFunc(unix.Getpgrp), Doc: "Return the process group of this process."},
			{Name: "getpid", Sig: "()", Fn: idFunc(unix.Getpid), Doc: "Return the id of this process."},
			{Name: "getppid", Sig: "()", Fn: idFunc(unix.Getppid), Doc: "Return the id of the parent process."},
			{Name: "getpriority", Sig: "(which, who)", Fn: posixGetpriority, Doc: "Return a scheduling priority."},
			{Name: "getrandom", Sig: "(size, flags=0)", Fn: posixGetrandom, Doc: "Return random bytes from the kernel."},
			{Name: "getresgid", Sig: "()", Fn: posixGetresgid, Doc: "Return the real, effective and saved group ids."},
			{Name: "getresuid", Sig: "()", Fn: posixGetresuid, Doc: "Return the real, effective and saved user ids."},
			{Name: "getsid", Sig: "(pid, /)", Fn: posixGetsid, Doc: "Return the session of a process."},
			{Name: "getuid", Sig: "()", Fn: idFunc(unix.Getuid), Doc: "Return the user id."},
			{Name: "getxattr", Sig: "(path, attribute, *, follow_symlinks=True)", Fn: posixGetxattr, Doc: "Return an extended attribute of a file."},
			{Name: "grantpt", Sig: "(fd, /)", Fn: none1, Doc: "Grant access to the slave of a pseudo-terminal."},
			{Name: "initgroups", Sig: "(username, gid, /)", Fn: posixInitgroups, Doc: "Set the supplementary groups to those of a user."},
			{Name: "isatty", Sig: "(fd, /)", Fn: posixIsatty, Doc: "Return whether a descriptor is a terminal."},
			{Name: "kill", Sig: "(pid, signal, /)", Fn: posixKill, Doc: "Send a signal to a process."},
			{Name: "killpg", Sig: "(pgid, signal, /)", Fn: posixKillpg, Doc: "Send a signal to a process group."},
			{Name: "lchown", Sig: "(path, uid, gid)", Fn: posixLchown, Doc: "Change the owner and group of a file, not following symbolic links."},
			{Name: "link", Sig: "(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)", Fn: posixLink, Doc: "Create a hard link."},
			{Name: "listdir", Sig: "(path=None)", Fn: posixListdir, Doc: "Return the names in a directory."},
			{Name: "listxattr", Sig: "(path=None, *, follow_symlinks=True)", Fn: posixListxattr, Doc: "Return the names of the extended attributes of a file."},
			{Name: "lockf", Sig: "(fd, command, length, /)", Fn: posixLockf, Doc: "Apply, test or remove a lock on an open file."},
			{Name: "login_tty", Sig: "(fd, /)", Fn: posixLoginTTY, Doc: "Make a terminal the controlling one and the standard streams."},
			{Name: "lseek", Sig: "(fd, position, whence, /)", Fn: posixLseek, Doc: "Move the position of an open file and return it."},
			{Name: "lstat", Sig: "(path, *, dir_fd=None)", Fn: posixLstat, Doc: "Return the status of a file, not following symbolic links."},
			{Name: "major", Sig: "(device, /)", Fn: posixMajor, Doc: "Return the major part of a device number."},
			{Name: "makedev", Sig: "(major, minor, /)", Fn: posixMakedev, Doc: "Return a device number."},
			{Name: "memfd_create", Sig: "(name, flags=1)", Fn: posixMemfdCreate, Doc: "Return the descriptor of a file that lives in memory."},
			{Name: "minor", Sig: "(device, /)", Fn: posixMinor, Doc: "Return the minor part of a device number."},
			{Name: "mkdir", Sig: "(path, mode=511, *, dir_fd=None)", Fn: posixMkdir, Doc: "Create a directory."},
			{Name: "mkfifo", Sig: "(path, mode=438, *, dir_fd=None)", Fn: posixMkfifo, Doc: "Create a named pipe."},
			{Name: "mknod", Sig: "(path, mode=384, device=0, *, dir_fd=None)", Fn: posixMknod, Doc: "Create a node in the file system."},
			{Name: "nice", Sig: "(increment, /)", Fn: posixNice, Doc: "Add to the niceness of the process and return it."},
			{Name: "open", Sig: "(path, flags, mode=511, *, dir_fd=None)", Fn: posixOpen, Doc: "Open a file and return its descriptor, which is not inheritable."},
			{Name: "openpty", Sig: "()", Fn: posixOpenpty, Doc: "Open a pseudo-terminal and return its two descriptors."},
			{Name: "pathconf", Sig: "(path, name)", Fn: posixPathconf, Doc: "Return a limit of a file."},
			{Name: "pidfd_open", Sig: "(pid, flags=0)", Fn: posixPidfdOpen, Doc: "Return a descriptor for a process."},
			{Name: "pipe", Sig: "()", Fn: posixPipe, Doc: "Create a pipe and return its two descriptors."},
			{Name: "pipe2", Sig: "(flags, /)", Fn: posixPipe2, Doc: "Create a pipe with flags and return its two descriptors."},
			{Name: "posix_fadvise", Sig: "(fd, offset, length, advice, /)", Fn: posixFadvise, Doc: "Announce how a file will be used."},
			{Name: "posix_fallocate", Sig: "(fd, offset, length, /)", Fn: posixFallocate, Doc: "Make sure that a file has room on its device."},
			{Name: "posix_openpt", Sig: "(oflag, /)", Fn: posixPosixOpenpt, Doc: "Open the master of a pseudo-terminal."},
			{Name: "posix_spawn", Sig: "(path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, setsid=False, setsigmask=(), setsigdef=(), scheduler=None)", Fn: posixSpawn, Doc: "Start a program in a new process and return its id."},
			{Name: "posix_spawnp", Sig: "(path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, setsid=False, setsigmask=(), setsigdef=(), scheduler=None)", Fn: posixSpawnp, Doc: "Start a program found along PATH in a new process and return its id."},
			{Name: "pread", Sig: "(fd, length, offset, /)", Fn: posixPread, Doc: "Read from a position of a file."},
			{Name: "preadv", Sig: "(fd, buffers, offset, flags=0, /)", Fn: posixPreadv, Doc: "Read from a position of a file into several buffers."},
			{Name: "ptsname", Sig: "(fd, /)", Fn: posixPtsname, Doc: "Return the name of the slave of a pseudo-terminal."},
			{Name: "putenv", Sig: "(name, value, /)", Fn: posixPutenv, Doc: "Set an environment variable."},
			{Name: "pwrite", Sig: "(fd, buffer, offset, /)", Fn: posixPwrite, Doc: "Write at a position of a file."},
			{Name: "pwritev", Sig: "(fd, buffers, offset, flags=0, /)", Fn: posixPwritev, Doc: "Write several buffers at a position of a file."},
			{Name: "read", Sig: "(fd, length, /)", Fn: posixRead, Doc: "Read from a descriptor and return bytes."},
			{Name: "readinto", Sig: "(fd, buffer, /)", Fn: posixReadinto, Doc: "Read from a descriptor into a buffer."},
			{Name: "readlink", Sig: "(path, *, dir_fd=None)", Fn: posixReadlink, Doc: "Return where a symbolic link points."},
			{Name: "readv", Sig: "(fd, buffers, /)", Fn: posixReadv, Doc: "Read from a descriptor into several buffers."},
			{Name: "register_at_fork", Sig: "(*, before=None, after_in_child=None, after_in_parent=None)", Fn: posixRegisterAtFork, Doc: "Check the callables: they are never called, as nothing forks."},
			{Name: "remove", Sig: "(path, *, dir_fd=None)", Fn: posixRemove, Doc: "Remove a file."},
			{Name: "removexattr", Sig: "(path, attribute, *, follow_symlinks=True)", Fn: posixRemovexattr, Doc: "Remove an extended attribute of a file."},
			{Name: "rename", Sig: "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", Fn: posixRename, Doc: "Rename a file or directory."},
			{Name: "replace", Sig: "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", Fn: posixReplace, Doc: "Rename a file or directory, replacing the target."},
			{Name: "rmdir", Sig: "(path, *, dir_fd=None)", Fn: posixRmdir, Doc: "Remove a directory."},
			{Name: "scandir", Sig: "(path=None)", Fn: posixScandir, Doc: "Return an iterator over the entries of a directory."},
			{Name: "sched_get_priority_max", Sig: "(policy)", Fn: posixSchedGetPriorityMax, Doc: "Return the highest priority of a scheduling policy."},
			{Name: "sched_get_priority_min", Sig: "(policy)", Fn: posixSchedGetPriorityMin, Doc: "Return the lowest priority of a scheduling policy."},
			{Name: "sched_getaffinity", Sig: "(pid, /)", Fn: posixSchedGetaffinity, Doc: "Return the processors a process may run on."},
			{Name: "sched_getparam", Sig: "(pid, /)", Fn: posixSchedGetparam, Doc: "Return the scheduling parameters of a process."},
			{Name: "sched_getscheduler", Sig: "(pid, /)", Fn: posixSchedGetscheduler, Doc: "Return the scheduling policy of a process."},
			{Name: "sched_rr_get_interval", Sig: "(pid, /)", Fn: posixSchedRRGetInterval, Doc: "Return the round-robin quantum of a process in seconds."},
			{Name: "sched_setaffinity", Sig: "(pid, mask, /)", Fn: posixSchedSetaffinity, Doc: "Restrict a process to some processors."},
			{Name: "sched_setparam", Sig: "(pid, param, /)", Fn: posixSchedSetparam, Doc: "Set the scheduling parameters of a process."},
			{Name: "sched_setscheduler", Sig: "(pid, policy, param, /)", Fn: posixSchedSetscheduler, Doc: "Set the scheduling policy of a process."},
			{Name: "sched_yield", Sig: "()", Fn: posixSchedYield, Doc: "Let others run."},
			{Name: "sendfile", Sig: "(out_fd, in_fd, offset, count)", Fn: posixSendfile, Doc: "Copy bytes from a file to a descriptor inside the kernel."},
			{Name: "set_blocking", Sig: "(fd, blocking, /)", Fn: posixSetBlocking, Doc: "Set the blocking mode of a descriptor."},
			{Name: "set_inheritable", Sig: "(fd, inheritable, /)", Fn: posixSetInheritable, Doc: "Set whether child processes inherit a descriptor."},
			{Name: "setegid", Sig: "(egid, /)", Fn: setIDs("setegid", []string{"gid"}, func(n []int) error { return syscall.Setregid(-1, n[0]) }), Doc: "Set the effective group id."},
			{Name: "seteuid", Sig: "(euid, /)", Fn: setIDs("seteuid", []string{"uid"}, func(n []int) error { return syscall.Setreuid(-1, n[0]) }), Doc: "Set the effective user id."},
			{Name: "setgid", Sig: "(gid, /)", Fn: setIDs("setgid", []string{"gid"}, func(n []int) error { return syscall.Setgid(n[0]) }), Doc: "Set the group id."},
			{Name: "setgroups", Sig: "(groups, /)", Fn: posixSetgroups, Doc: "Set the supplementary groups."},
			{Name: "setns", Sig: "(fd, nstype=0)", Fn: posixSetns, Doc: "Move the calling OS thread into a namespace."},
			{Name: "setpgid", Sig: "(pid, pgrp, /)", Fn: posixSetpgid, Doc: "Set the process group of a process."},
			{Name: "setpgrp", Sig: "()", Fn: posixSetpgrp, Doc: "Make this process the leader of a new group."},
			{Name: "setpriority", Sig: "(which, who, priority)", Fn: posixSetpriority, Doc: "Set a scheduling priority."},
			{Name: "setregid", Sig: "(rgid, egid, /)", Fn: setIDs("setregid", []string{"gid", "gid"}, func(n []int) error { return syscall.Setregid(n[0], n[1]) }), Doc: "Set the real and effective group ids."},
			{Name: "setresgid", Sig: "(rgid, egid, sgid, /)", Fn: setIDs("setresgid", []string{"gid", "gid", "gid"}, func(n []int) error { return sysSetresgid(n[0], n[1], n[2]) }), Doc: "Set the real, effective and saved group ids."},
			{Name: "setresuid", Sig: "(ruid, euid, suid, /)", Fn: setIDs("setresuid", []string{"uid", "uid", "uid"}, func(n []int) error { return sysSetresuid(n[0], n[1], n[2]) }), Doc: "Set the real, effective and saved user ids."},
			{Name: "setreuid", Sig: "(ruid, euid, /)", Fn: setIDs("setreuid", []string{"uid", "uid"}, func(n []int) error { return syscall.Setreuid(n[0], n[1]) }), Doc: "Set the real and effective user ids."},
			{Name: "setsid", Sig: "()", Fn: posixSetsid, Doc: "Start a new session."},
			{Name: "setuid", Sig: "(uid, /)", Fn: setIDs("setuid", []string{"uid"}, func(n []int) error { return syscall.Setuid(n[0]) }), Doc: "Set the user id."},
			{Name: "setxattr", Sig: "(path, attribute, value, flags=0, *, follow_symlinks=True)", Fn: posixSetxattr, Doc: "Set an extended attribute of a file."},
			{Name: "splice", Sig: "(src, dst, count, offset_src=None, offset_dst=None, flags=0)", Fn: posixSplice, Doc: "Move bytes between a pipe and a descriptor."},
			{Name: "stat", Sig: "(path, *, dir_fd=None, follow_symlinks=True)", Fn: posixStat, Doc: "Return the status of a file."},
			{Name: "statvfs", Sig: "(path)", Fn: posixStatvfs, Doc: "Return facts about a file system."},
			{Name: "strerror", Sig: "(code, /)", Fn: posixStrerror, Doc: "Return the message of an errno."},
			{Name: "symlink", Sig: "(src, dst, target_is_directory=False, *, dir_fd=None)", Fn: posixSymlink, Doc: "Create a symbolic link."},
			{Name: "sync", Sig: "()", Fn: posixSync, Doc: "Write everything to the devices."},
			{Name: "sysconf", Sig: "(name, /)", Fn: posixSysconf, Doc: "Return an integer configuration value."},
			{Name: "system", Sig: "(command)", Fn: posixSystem, Doc: "Run a shell command and return its wait status."},
			{Name: "tcgetpgrp", Sig: "(fd, /)", Fn: posixTcgetpgrp, Doc: "Return the foreground process group of a terminal."},
			{Name: "tcsetpgrp", Sig: "(fd, pgid, /)", Fn: posixTcsetpgrp, Doc: "Set the foreground process group of a terminal."},
			{Name: "times", Sig: "()", Fn: posixTimes, Doc: "Return the times this process and its children have used."},
			{Name: "truncate", Sig: "(path, length)", Fn: posixTruncate, Doc: "Cut or extend a file."},
			{Name: "ttyname", Sig: "(fd, /)", Fn: posixTTYname, Doc: "Return the name of a terminal."},
			{Name: "umask", Sig: "(mask, /)", Fn: posixUmask, Doc: "Set the mask of file permissions and return the previous one."},
			{Name: "uname", Sig: "()", Fn: posixUname, Doc: "Return facts about the operating system."},
			{Name: "unlink", Sig: "(path, *, dir_fd=None)", Fn: posixUnlink, Doc: "Remove a file."},
			{Name: "unlockpt", Sig: "(fd, /)", Fn: posixUnlockpt, Doc: "Unlock the slave of a pseudo-terminal."},
			{Name: "unsetenv", Sig: "(name, /)", Fn: posixUnsetenv, Doc: "Remove an environment variable."},
			{Name: "unshare", Sig: "(flags)", Fn: posixUnshare, Doc: "Give the calling OS thread namespaces of its own."},
			{Name: "urandom", Sig: "(size, /)", Fn: posixUrandom, Doc: "Return random bytes for cryptographic use."},
			{Name: "utime", Sig: "(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True)", Fn: posixUtime, Doc: "Set the access and modification times of a file."},
			{Name: "wait", Sig: "()", Fn: posixWait, Doc: "Wait for any child process and return its id and status."},
			{Name: "wait3", Sig: "(options)", Fn: posixWait3, Doc: "Wait for any child process and return its id, status and resource usage."},
			{Name: "wait4", Sig: "(pid, options)", Fn: posixWait4, Doc: "Wait for a child process and return its id, status and resource usage."},
			{Name: "waitid", Sig: "(idtype, id, options, /)", Fn: posixWaitid, Doc: "Wait for a change of state of children."},
			{Name: "waitpid", Sig: "(pid, options, /)", Fn: posixWaitpid, Doc: "Wait for a child process and return its id and status."},
			{Name: "waitstatus_to_exitcode", Sig: "(status)", Fn: posixWaitstatusToExitcode, Doc: "Return the exit code of a wait status, the negative signal number if a signal ended it."},
			{Name: "write", Sig: "(fd, data, /)", Fn: posixWrite, Doc: "Write to a descriptor and return the number of bytes."},
			{Name: "writev", Sig: "(fd, buffers, /)", Fn: posixWritev, Doc: "Write several buffers to a descriptor."},
		},
		Types: []object.TypeSpec{dirEntrySpec(), scandirSpec()},
		Exec:  exec,
	}
}

func none1(th *thread, args []value) (value, error) { return none, nil }

func posixSync(th *thread, args []value) (value, error) {
	th.Blocking(object.WaitFile, sysSync)
	return none, nil
}

func exec(th *thread, m *object.Module) error {
	d := m.Dict()
	d.DelStr(object.Intern("ScandirIterator"))
	d.SetName("error", object.OSErrorType.Value())
	for _, s := range []*object.StructSeq{statResult, statvfsResult, unameResult, terminalSize, timesResult, waitidResult, schedParam} {
		t := s.Ready()
		d.SetName(t.ShortName(), t.Value())
	}
	env, err := environ(th)
	if err != nil {
		return err
	}
	d.SetName("environ", env)
	have := make([]value, len(haveFunctions))
	for i, s := range haveFunctions {
		have[i] = object.NewStr(s)
	}
	d.SetName("_have_functions", object.NewList(have).Value())
	for name, names := range map[string][]confName{"sysconf_names": sysconfNames(), "confstr_names": confstrNames(), "pathconf_names": pathconfNames()} {
		t := object.NewDict()
		for _, c := range names {
			t.SetName(c.name, num(c.n))
		}
		d.SetName(name, t.Value())
	}
	for _, c := range constants {
		d.SetName(c.name, num(c.n))
	}
	return nil
}

// haveFunctions tells os which functions take descriptors and dir_fd.
var haveFunctions = [...]string{
	"HAVE_EVENTFD", "HAVE_FACCESSAT", "HAVE_FCHDIR", "HAVE_FCHMOD", "HAVE_FCHMODAT", "HAVE_FCHOWN", "HAVE_FCHOWNAT",
	"HAVE_FEXECVE", "HAVE_FDOPENDIR", "HAVE_FPATHCONF", "HAVE_FSTATAT", "HAVE_FSTATVFS", "HAVE_FTRUNCATE",
	"HAVE_FUTIMENS", "HAVE_FUTIMES", "HAVE_FUTIMESAT", "HAVE_LINKAT", "HAVE_LCHOWN", "HAVE_LSTAT", "HAVE_LUTIMES",
	"HAVE_MKDIRAT", "HAVE_MKFIFOAT", "HAVE_MKNODAT", "HAVE_OPENAT", "HAVE_READLINKAT", "HAVE_RENAMEAT", "HAVE_SYMLINKAT",
	"HAVE_UNLINKAT", "HAVE_UTIMENSAT", "HAVE_PTSNAME_R", "HAVE_MEMFD_CREATE",
}
