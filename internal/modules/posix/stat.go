// This file implements stat and what belongs to it: stat_result, statvfs_result, access, device numbers.

package posix

import (
	"weft/internal/object"

	"golang.org/x/sys/unix"
)

var statResult = object.NewStructSeq("os.stat_result", "st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size",
	"_", "_", "_", "st_atime?", "st_mtime?", "st_ctime?", "st_atime_ns?", "st_mtime_ns?", "st_ctime_ns?", "st_blksize?", "st_blocks?", "st_rdev?").Filled(map[int]int{10: 7, 11: 8, 12: 9})

var statvfsResult = object.NewStructSeq("os.statvfs_result", "f_bsize", "f_frsize", "f_blocks", "f_bfree", "f_bavail", "f_files", "f_ffree",
	"f_favail", "f_flag", "f_namemax", "f_fsid?")

func newStat(th *thread, st *unix.Stat_t) value {
	sec := func(t unix.Timespec) value { return object.Int(t.Sec) }
	flt := func(t unix.Timespec) value { return object.Float(float64(t.Sec) + 1e-9*float64(t.Nsec)) }
	ns := func(t unix.Timespec) value {
		if s := t.Sec; s > -9e9 && s < 9e9 {
			return object.Int(s*1e9 + t.Nsec)
		}
		big := object.Big(object.Int(t.Sec))
		big = big.Mul(big, object.Big(object.Int(1e9)))
		return object.BigInt(big.Add(big, object.Big(object.Int(t.Nsec))))
	}
	return statResult.New(th, object.Int(int64(st.Mode)), object.Uint(st.Ino), object.Uint(uint64(st.Dev)), object.Uint(uint64(st.Nlink)),
		object.Int(int64(st.Uid)), object.Int(int64(st.Gid)), object.Int(st.Size),
		sec(st.Atim), sec(st.Mtim), sec(st.Ctim), flt(st.Atim), flt(st.Mtim), flt(st.Ctim), ns(st.Atim), ns(st.Mtim), ns(st.Ctim),
		object.Int(int64(st.Blksize)), object.Int(st.Blocks), object.Uint(uint64(st.Rdev)))
}

// doStat is stat of a path or descriptor.
func doStat(th *thread, fn string, p *pathArg, dirfd value, follow bool) (value, error) {
	at, err := dirFD(th, dirfd)
	if err != nil {
		return value{}, err
	}
	if p.isFD && at != unix.AT_FDCWD {
		return value{}, object.ValueErrorf(th, "%s: can't specify dir_fd without matching path", fn)
	}
	if p.isFD && !follow {
		return value{}, object.ValueErrorf(th, "%s: cannot use fd and follow_symlinks together", fn)
	}
	var st unix.Stat_t
	flags := 0
	if !follow {
		flags = unix.AT_SYMLINK_NOFOLLOW
	}
	err = call(th, func() error {
		if p.isFD {
			return unix.Fstat(p.fd, &st)
		}
		return unix.Fstatat(at, p.s, &st, flags)
	})
	if err != nil {
		return value{}, p.error(th, err)
	}
	return newStat(th, &st), nil
}

func posixStat(th *thread, args []value) (value, error) {
	p, err := pathOf(th, "stat", "path", args[0], orFD)
	if err != nil {
		return value{}, err
	}
	follow, err := boolOf(th, args[2], true)
	if err != nil {
		return value{}, err
	}
	return doStat(th, "stat", &p, args[1], follow)
}

func posixLstat(th *thread, args []value) (value, error) {
	p, err := pathOf(th, "lstat", "path", args[0], 0)
	if err != nil {
		return value{}, err
	}
	return doStat(th, "lstat", &p, args[1], false)
}

func posixFstat(th *thread, args []value) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	var st unix.Stat_t
	if err := call(th, func() error { return unix.Fstat(fd, &st) }); err != nil {
		return value{}, osError(th, err)
	}
	return newStat(th, &st), nil
}

func newStatvfs(th *thread, s *unix.Statfs_t) value {
	u := object.Uint
	const valid = 0x20 // ST_VALID: the kernel's own mark
	fsid := uint64(uint32(s.Fsid.Val[0])) | uint64(uint32(s.Fsid.Val[1]))<<32
	fr, nameMax := statfsSizes(s)
	if fr == 0 {
		fr = int64(s.Bsize)
	}
	return statvfsResult.New(th, object.Int(int64(s.Bsize)), object.Int(fr), u(s.Blocks), u(s.Bfree), u(s.Bavail), u(s.Files), u(s.Ffree),
		u(s.Ffree), object.Int(int64(s.Flags&^valid)), object.Int(nameMax), u(fsid))
}

func posixStatvfs(th *thread, args []value) (value, error) {
	p, err := pathOf(th, "statvfs", "path", args[0], orFD)
	if err != nil {
		return value{}, err
	}
	var s unix.Statfs_t
	err = call(th, func() error {
		if p.isFD {
			return unix.Fstatfs(p.fd, &s)
		}
		return unix.Statfs(p.s, &s)
	})
	if err != nil {
		return value{}, p.error(th, err)
	}
	return newStatvfs(th, &s), nil
}

func posixFstatvfs(th *thread, args []value) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	var s unix.Statfs_t
	if err := call(th, func() error { return unix.Fstatfs(fd, &s) }); err != nil {
		return value{}, osError(th, err)
	}
	return newStatvfs(th, &s), nil
}

func posixAccess(th *thread, args []value) (value, error) {
	p, err := pathOf(th, "access", "path", args[0], 0)
	if err != nil {
		return value{}, err
	}
	mode, err := intOf(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	at, err := dirFD(th, args[2])
	if err != nil {
		return value{}, err
	}
	effective, err := boolOf(th, args[3], false)
	if err != nil {
		return value{}, err
	}
	follow, err := boolOf(th, args[4], true)
	if err != nil {
		return value{}, err
	}
	flags := 0
	if effective {
		flags |= unix.AT_EACCESS
	}
	if !follow {
		flags |= unix.AT_SYMLINK_NOFOLLOW
	}
	err = call(th, func() error { return unix.Faccessat(at, p.s, uint32(mode), flags) })
	return object.Bool(err == nil), nil
}

// noDevice is NODEV, which Python shows as -1.
const noDevice = 1<<64 - 1

// deviceOf reads a device number, or a part of one: an index, -1 standing for noDevice.
func deviceOf(th *thread, v value) (uint64, error) {
	i, err := object.Index(th, v)
	if err != nil {
		return 0, err
	}
	b := object.Big(i)
	switch {
	case b.IsUint64():
		return b.Uint64(), nil
	case b.IsInt64() && b.Int64() == -1:
		return noDevice, nil
	case b.Sign() < 0:
		return 0, object.OverflowErrorf(th, "can't convert negative int to unsigned")
	}
	return 0, object.OverflowErrorf(th, "int too big to convert")
}

func deviceValue(d uint64) value {
	if d == noDevice {
		return object.SmallInt(-1)
	}
	return object.Uint(d)
}

// devicePart is major() or minor().
func devicePart(th *thread, v value, part func(uint64) uint32) (value, error) {
	d, err := deviceOf(th, v)
	if err != nil || d == noDevice {
		return object.SmallInt(-1), err
	}
	return object.Int(int64(part(d))), nil
}

func posixMajor(th *thread, args []value) (value, error) { return devicePart(th, args[0], unix.Major) }

func posixMinor(th *thread, args []value) (value, error) { return devicePart(th, args[0], unix.Minor) }

func posixMakedev(th *thread, args []value) (value, error) {
	var n [2]uint32
	for i, v := range args[:2] {
		u, err := deviceOf(th, v)
		if err != nil {
			return value{}, err
		}
		if u >= 1<<32 && u != noDevice {
			return value{}, object.OverflowErrorf(th, "Python int too large to convert to C unsigned int")
		}
		n[i] = uint32(u)
	}
	return deviceValue(unix.Mkdev(n[0], n[1])), nil
}
