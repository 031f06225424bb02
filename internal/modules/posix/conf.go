// This file implements sysconf, confstr and pathconf as the C library (glibc) answers them on Linux.

package posix

import (
	"os"

	"golang.org/x/sys/unix"
)

type confName struct {
	name string
	n    int
}

func sysconfNames() []confName {
	return []confName{
		{"SC_2_CHAR_TERM", 95}, {"SC_2_C_BIND", 47}, {"SC_2_C_DEV", 48}, {"SC_2_C_VERSION", 96}, {"SC_2_FORT_DEV", 49},
		{"SC_2_FORT_RUN", 50}, {"SC_2_LOCALEDEF", 52}, {"SC_2_SW_DEV", 51}, {"SC_2_UPE", 97}, {"SC_2_VERSION", 46},
		{"SC_AIO_LISTIO_MAX", 23}, {"SC_AIO_MAX", 24}, {"SC_AIO_PRIO_DELTA_MAX", 25}, {"SC_ARG_MAX", 0},
		{"SC_ASYNCHRONOUS_IO", 12}, {"SC_ATEXIT_MAX", 87}, {"SC_AVPHYS_PAGES", 86}, {"SC_BC_BASE_MAX", 36},
		{"SC_BC_DIM_MAX", 37}, {"SC_BC_SCALE_MAX", 38}, {"SC_BC_STRING_MAX", 39}, {"SC_CHARCLASS_NAME_MAX", 45},
		{"SC_CHAR_BIT", 101}, {"SC_CHAR_MAX", 102}, {"SC_CHAR_MIN", 103}, {"SC_CHILD_MAX", 1}, {"SC_CLK_TCK", 2},
		{"SC_COLL_WEIGHTS_MAX", 40}, {"SC_DELAYTIMER_MAX", 26}, {"SC_EQUIV_CLASS_MAX", 41}, {"SC_EXPR_NEST_MAX", 42},
		{"SC_FSYNC", 15}, {"SC_GETGR_R_SIZE_MAX", 69}, {"SC_GETPW_R_SIZE_MAX", 70}, {"SC_INT_MAX", 104}, {"SC_INT_MIN", 105},
		{"SC_IOV_MAX", 60}, {"SC_JOB_CONTROL", 7}, {"SC_LINE_MAX", 43}, {"SC_LOGIN_NAME_MAX", 71}, {"SC_LONG_BIT", 106},
		{"SC_MAPPED_FILES", 16}, {"SC_MB_LEN_MAX", 108}, {"SC_MEMLOCK", 17}, {"SC_MEMLOCK_RANGE", 18},
		{"SC_MEMORY_PROTECTION", 19}, {"SC_MESSAGE_PASSING", 20}, {"SC_MQ_OPEN_MAX", 27}, {"SC_MQ_PRIO_MAX", 28},
		{"SC_NGROUPS_MAX", 3}, {"SC_NL_ARGMAX", 119}, {"SC_NL_LANGMAX", 120}, {"SC_NL_MSGMAX", 121}, {"SC_NL_NMAX", 122},
		{"SC_NL_SETMAX", 123}, {"SC_NL_TEXTMAX", 124}, {"SC_NPROCESSORS_CONF", 83}, {"SC_NPROCESSORS_ONLN", 84},
		{"SC_NZERO", 109}, {"SC_OPEN_MAX", 4}, {"SC_PAGESIZE", 30}, {"SC_PAGE_SIZE", 30}, {"SC_PASS_MAX", 88},
		{"SC_PHYS_PAGES", 85}, {"SC_PII", 53}, {"SC_PII_INTERNET", 56}, {"SC_PII_INTERNET_DGRAM", 62},
		{"SC_PII_INTERNET_STREAM", 61}, {"SC_PII_OSI", 57}, {"SC_PII_OSI_CLTS", 64}, {"SC_PII_OSI_COTS", 63},
		{"SC_PII_OSI_M", 65}, {"SC_PII_SOCKET", 55}, {"SC_PII_XTI", 54}, {"SC_POLL", 58}, {"SC_PRIORITIZED_IO", 13},
		{"SC_PRIORITY_SCHEDULING", 10}, {"SC_REALTIME_SIGNALS", 9}, {"SC_RE_DUP_MAX", 44}, {"SC_RTSIG_MAX", 31},
		{"SC_SAVED_IDS", 8}, {"SC_SCHAR_MAX", 111}, {"SC_SCHAR_MIN", 112}, {"SC_SELECT", 59}, {"SC_SEMAPHORES", 21},
		{"SC_SEM_NSEMS_MAX", 32}, {"SC_SEM_VALUE_MAX", 33}, {"SC_SHARED_MEMORY_OBJECTS", 22}, {"SC_SHRT_MAX", 113},
		{"SC_SHRT_MIN", 114}, {"SC_SIGQUEUE_MAX", 34}, {"SC_SSIZE_MAX", 110}, {"SC_STREAM_MAX", 5},
		{"SC_SYNCHRONIZED_IO", 14}, {"SC_THREADS", 67}, {"SC_THREAD_ATTR_STACKADDR", 77}, {"SC_THREAD_ATTR_STACKSIZE", 78},
		{"SC_THREAD_DESTRUCTOR_ITERATIONS", 73}, {"SC_THREAD_KEYS_MAX", 74}, {"SC_THREAD_PRIORITY_SCHEDULING", 79},
		{"SC_THREAD_PRIO_INHERIT", 80}, {"SC_THREAD_PRIO_PROTECT", 81}, {"SC_THREAD_PROCESS_SHARED", 82},
		{"SC_THREAD_SAFE_FUNCTIONS", 68}, {"SC_THREAD_STACK_MIN", 75}, {"SC_THREAD_THREADS_MAX", 76}, {"SC_TIMERS", 11},
		{"SC_TIMER_MAX", 35}, {"SC_TTY_NAME_MAX", 72}, {"SC_TZNAME_MAX", 6}, {"SC_T_IOV_MAX", 66}, {"SC_UCHAR_MAX", 115},
		{"SC_UINT_MAX", 116}, {"SC_UIO_MAXIOV", 60}, {"SC_ULONG_MAX", 117}, {"SC_USHRT_MAX", 118}, {"SC_VERSION", 29},
		{"SC_WORD_BIT", 107}, {"SC_XBS5_ILP32_OFF32", 125}, {"SC_XBS5_ILP32_OFFBIG", 126}, {"SC_XBS5_LP64_OFF64", 127},
		{"SC_XBS5_LPBIG_OFFBIG", 128}, {"SC_XOPEN_CRYPT", 92}, {"SC_XOPEN_ENH_I18N", 93}, {"SC_XOPEN_LEGACY", 129},
		{"SC_XOPEN_REALTIME", 130}, {"SC_XOPEN_REALTIME_THREADS", 131}, {"SC_XOPEN_SHM", 94}, {"SC_XOPEN_UNIX", 91},
		{"SC_XOPEN_VERSION", 89}, {"SC_XOPEN_XCU_VERSION", 90}, {"SC_XOPEN_XPG2", 98}, {"SC_XOPEN_XPG3", 99},
		{"SC_XOPEN_XPG4", 100},
	}
}

func confstrNames() []confName {
	return []confName{
		{"CS_GNU_LIBC_VERSION", 2}, {"CS_GNU_LIBPTHREAD_VERSION", 3}, {"CS_LFS64_CFLAGS", 1004}, {"CS_LFS64_LDFLAGS", 1005},
		{"CS_LFS64_LIBS", 1006}, {"CS_LFS64_LINTFLAGS", 1007}, {"CS_LFS_CFLAGS", 1000}, {"CS_LFS_LDFLAGS", 1001},
		{"CS_LFS_LIBS", 1002}, {"CS_LFS_LINTFLAGS", 1003}, {"CS_PATH", 0}, {"CS_XBS5_ILP32_OFF32_CFLAGS", 1100},
		{"CS_XBS5_ILP32_OFF32_LDFLAGS", 1101}, {"CS_XBS5_ILP32_OFF32_LIBS", 1102}, {"CS_XBS5_ILP32_OFF32_LINTFLAGS", 1103},
		{"CS_XBS5_ILP32_OFFBIG_CFLAGS", 1104}, {"CS_XBS5_ILP32_OFFBIG_LDFLAGS", 1105}, {"CS_XBS5_ILP32_OFFBIG_LIBS", 1106},
		{"CS_XBS5_ILP32_OFFBIG_LINTFLAGS", 1107}, {"CS_XBS5_LP64_OFF64_CFLAGS", 1108}, {"CS_XBS5_LP64_OFF64_LDFLAGS", 1109},
		{"CS_XBS5_LP64_OFF64_LIBS", 1110}, {"CS_XBS5_LP64_OFF64_LINTFLAGS", 1111}, {"CS_XBS5_LPBIG_OFFBIG_CFLAGS", 1112},
		{"CS_XBS5_LPBIG_OFFBIG_LDFLAGS", 1113}, {"CS_XBS5_LPBIG_OFFBIG_LIBS", 1114},
		{"CS_XBS5_LPBIG_OFFBIG_LINTFLAGS", 1115},
	}
}

func pathconfNames() []confName {
	return []confName{
		{"PC_ALLOC_SIZE_MIN", 18}, {"PC_ASYNC_IO", 10}, {"PC_CHOWN_RESTRICTED", 6}, {"PC_FILESIZEBITS", 13},
		{"PC_LINK_MAX", 0}, {"PC_MAX_CANON", 1}, {"PC_MAX_INPUT", 2}, {"PC_NAME_MAX", 3}, {"PC_NO_TRUNC", 7},
		{"PC_PATH_MAX", 4}, {"PC_PIPE_BUF", 5}, {"PC_PRIO_IO", 11}, {"PC_REC_INCR_XFER_SIZE", 14},
		{"PC_REC_MAX_XFER_SIZE", 15}, {"PC_REC_MIN_XFER_SIZE", 16}, {"PC_REC_XFER_ALIGN", 17}, {"PC_SOCK_MAXBUF", 12},
		{"PC_SYMLINK_MAX", 19}, {"PC_SYNC_IO", 9}, {"PC_VDISABLE", 8},
	}
}

// sysconf returns the value of a configuration number, -1 for "no limit"; ok is false for an unknown number.
func sysconf(n int) (v int64, ok bool) {
	switch n {
	case 0: // ARG_MAX: a quarter of the stack limit, at least 128 KiB
		return max(rlimit(unix.RLIMIT_STACK)/4, 131072), true
	case 1: // CHILD_MAX
		return rlimit(unix.RLIMIT_NPROC), true
	case 4: // OPEN_MAX
		return rlimit(unix.RLIMIT_NOFILE), true
	case 30: // PAGESIZE
		return int64(os.Getpagesize()), true
	case 34: // SIGQUEUE_MAX
		return rlimit(sysRlimitSigpending), true
	case 83: // NPROCESSORS_CONF
		return int64(onlineCPUs()), true
	case 84: // NPROCESSORS_ONLN
		return int64(onlineCPUs()), true
	case 85, 86: // PHYS_PAGES, AVPHYS_PAGES
		return memPages(n == 86), true
	}
	if n < 0 || n >= len(sysconfValues) || sysconfValues[n] == unknownConf {
		return 0, false
	}
	return sysconfValues[n], true
}

func rlimit(which int) int64 {
	var r unix.Rlimit
	if unix.Getrlimit(which, &r) != nil || r.Cur > 1<<63-1 {
		return -1
	}
	return int64(r.Cur)
}

const unknownConf = -1 << 63

// sysconfValues are the values that do not depend on the machine.
var sysconfValues = [...]int64{
	0: -1, 1: -1, 2: 100, 3: 65536, 4: -1, 5: 16, 6: -1, 7: 1, 8: 1, 9: 200809, 10: 200809, 11: 200809, 12: 200809,
	13: 200809, 14: 200809, 15: 200809, 16: 200809, 17: 200809, 18: 200809, 19: 200809, 20: 200809, 21: 200809,
	22: 200809, 23: -1, 24: -1, 25: 20, 26: 2147483647, 27: -1, 28: 32768, 29: 200809, 30: -1, 31: 32, 32: -1,
	33: 2147483647, 34: -1, 35: -1, 36: 99, 37: 2048, 38: 99, 39: 1000, 40: 255, 41: unknownConf, 42: 32, 43: 2048,
	44: 32767, 45: 2048, 46: 200809, 47: 200809, 48: 200809, 49: -1, 50: -1, 51: 200809, 52: 200809, 53: -1, 54: -1,
	55: -1, 56: -1, 57: -1, 58: -1, 59: -1, 60: 1024, 61: -1, 62: -1, 63: -1, 64: -1, 65: -1, 66: -1, 67: 200809,
	68: 200809, 69: 1024, 70: 1024, 71: 256, 72: 32, 73: 4, 74: 1024, 75: 16384, 76: -1, 77: 200809, 78: 200809,
	79: 200809, 80: 200809, 81: 200809, 82: 200809, 83: -1, 84: -1, 85: -1, 86: -1, 87: 2147483647, 88: 8192, 89: 700,
	90: 4, 91: 1, 92: -1, 93: 1, 94: 1, 95: 200809, 96: 200809, 97: -1, 98: 1, 99: 1, 100: 1, 101: 8, 102: 127, 103: -128,
	104: 2147483647, 105: -2147483648, 106: 64, 107: 32, 108: 16, 109: 20, 110: 32767, 111: 127, 112: -128, 113: 32767,
	114: -32768, 115: 255, 116: 4294967295, 117: -1, 118: 65535, 119: 4096, 120: 2048, 121: 2147483647, 122: 2147483647,
	123: 2147483647, 124: 2147483647, 125: -1, 126: -1, 127: 1, 128: -1, 129: 1, 130: 1, 131: 1,
}

// confstr returns the text of a configuration number.
func confstr(n int) (s string, ok bool) {
	switch n {
	case 2, 3: // the versions of glibc and its threads: there is none here
		return "", true
	case 1004, 1007:
		return "-D_LARGEFILE64_SOURCE", true
	case 1000, 1001, 1002, 1003, 1005, 1006, 1100, 1101, 1102, 1103, 1104, 1105, 1106, 1107, 1110, 1111, 1112, 1113, 1114, 1115:
		return "", true
	case 0:
		return "/bin:/usr/bin", true
	case 1108, 1109:
		return "-m64", true
	}
	return "", false
}

// pathconf returns a limit of a file system, -1 for "no limit".
func pathconf(n int, st *unix.Statfs_t) (int64, bool) {
	switch n {
	case 0: // LINK_MAX
		return linkMax(st), true
	case 1, 2: // MAX_CANON, MAX_INPUT
		return 255, true
	case 3: // NAME_MAX
		_, n := statfsSizes(st)
		return n, true
	case 4, 5: // PATH_MAX, PIPE_BUF
		return 4096, true
	case 6, 7: // CHOWN_RESTRICTED, NO_TRUNC
		return 1, true
	case 8: // VDISABLE
		return 0, true
	case 13: // FILESIZEBITS
		return 64, true
	case 16, 17, 18: // sizes of transfers
		return int64(st.Bsize), true
	case 9, 10, 11, 12, 14, 15, 19:
		return -1, true
	}
	return 0, false
}
