// This file implements directories: listdir, scandir with its DirEntry, mkdir, rmdir, getcwd, chdir, chroot.

package posix

import (
	"sync"
	"unsafe"

	"weft/internal/object"

	"golang.org/x/sys/unix"
)

// dirent is one name in a directory.
type dirent struct {
	name string
	ino  uint64
	typ  byte
}

// readDir reads all of an open directory, without "." and "..".
func readDir(th *thread, fd int) ([]dirent, error) {
	const head = int(unsafe.Offsetof(unix.Dirent{}.Name))
	var out []dirent
	buf := make([]byte, 32768)
	for {
		var n int
		err := call(th, func() (err error) {
			n, err = unix.ReadDirent(fd, buf)
			return
		})
		if err != nil {
			return nil, err
		}
		if n <= 0 {
			return out, nil
		}
		for b := buf[:n]; len(b) >= head; {
			d := (*unix.Dirent)(unsafe.Pointer(&b[0]))
			size := int(d.Reclen)
			if size < head || size > len(b) {
				break
			}
			name := b[head:size]
			for i, c := range name {
				if c == 0 {
					name = name[:i]
					break
				}
			}
			if s := string(name); s != "." && s != ".." {
				out = append(out, dirent{s, d.Ino, d.Type})
			}
			b = b[size:]
		}
	}
}

// openDir opens a directory given by path, or a duplicate of a descriptor, read from its start.
func openDir(th *thread, p *pathArg) (int, error) {
	fd := -1
	err := call(th, func() (err error) {
		if p.isFD {
			fd, err = unix.FcntlInt(uintptr(p.fd), unix.F_DUPFD_CLOEXEC, 0)
		} else {
			fd, err = unix.Open(p.s, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC|unix.O_NONBLOCK, 0)
		}
		return
	})
	if err == nil && p.isFD {
		unix.Seek(fd, 0, 0)
	}
	return fd, err
}

func posixListdir(th *thread, args []value) (value, error) {
	p, err := pathOf(th, "listdir", "path", args[0], orFD|orNone)
	if err != nil {
		return value{}, err
	}
	fd, err := openDir(th, &p)
	if err != nil {
		if p.isFD {
			return value{}, osError(th, err)
		}
		return value{}, p.error(th, err)
	}
	ents, err := readDir(th, fd)
	if p.isFD {
		unix.Seek(fd, 0, 0)
	}
	unix.Close(fd)
	if err != nil {
		return value{}, p.error(th, err)
	}
	out := make([]value, len(ents))
	for i, e := range ents {
		out[i] = p.text(e.name)
	}
	return object.NewList(out).Value(), nil
}

var (
	dirEntryType = &object.Type{Name: "DirEntry"}
	scandirType  = &object.Type{Name: "ScandirIterator"}
)

// dirEntry is an os.DirEntry. What it caches is computed by whoever asks first, the same for all.
type dirEntry struct {
	object.Header
	name, path value
	dirfd      int // the descriptor that was scanned, or AT_FDCWD
	full       string
	ino        uint64
	typ        byte
	stat       value // atomic
	lstat      value // atomic
}

// scanner is the iterator of os.scandir.
type scanner struct {
	object.Header
	p    pathArg
	mu   sync.Mutex
	ents []dirent // guarded by mu; what is left
}

func posixScandir(th *thread, args []value) (value, error) {
	p, err := pathOf(th, "scandir", "path", args[0], orFD|orNone)
	if err != nil {
		return value{}, err
	}
	fd, err := openDir(th, &p)
	if err != nil {
		if p.isFD {
			return value{}, osError(th, err)
		}
		return value{}, p.error(th, err)
	}
	ents, err := readDir(th, fd)
	unix.Close(fd)
	if err != nil {
		return value{}, p.error(th, err)
	}
	s := &scanner{p: p, ents: ents}
	s.SetType(scandirType)
	return object.FromPtr(unsafe.Pointer(s)), nil
}

func scandirSpec() object.TypeSpec {
	self := func(th *thread, v value) (value, error) { return v, nil }
	return object.TypeSpec{
		Type: scandirType, Module: "posix",
		Slots: object.Slots{Iter: self, Next: scandirNext},
		Methods: []object.Method{
			{Name: "__enter__", Sig: "(self, /)", Fn: func(th *thread, args []value) (value, error) { return args[0], nil }},
			{Name: "__exit__", Sig: "(self, /, *args)", Fn: scandirClose},
			{Name: "close", Sig: "(self, /)", Fn: scandirClose},
		},
	}
}

func scandirClose(th *thread, args []value) (value, error) {
	s := (*scanner)(args[0].Ptr())
	s.mu.Lock()
	s.ents = nil
	s.mu.Unlock()
	return none, nil
}

func scandirNext(th *thread, v value) (value, error) {
	s := (*scanner)(v.Ptr())
	s.mu.Lock()
	if len(s.ents) == 0 {
		s.mu.Unlock()
		return value{}, nil
	}
	d := s.ents[0]
	s.ents = s.ents[1:]
	s.mu.Unlock()
	e := &dirEntry{ino: d.ino, typ: d.typ, dirfd: unix.AT_FDCWD}
	e.SetType(dirEntryType)
	e.name = s.p.text(d.name)
	if s.p.isFD {
		e.dirfd, e.full, e.path = s.p.fd, d.name, e.name
	} else {
		e.full = s.p.s
		if n := len(e.full); n > 0 && e.full[n-1] != '/' {
			e.full += "/"
		}
		e.full += d.name
		if s.p.isNone {
			e.path = s.p.text("./" + d.name)
		} else {
			e.path = s.p.text(e.full)
		}
	}
	return object.FromPtr(unsafe.Pointer(e)), nil
}

func dirEntrySpec() object.TypeSpec {
	return object.TypeSpec{
		Type: dirEntryType, Module: "posix",
		Slots: object.Slots{Repr: dirEntryRepr},
		Methods: []object.Method{
			{Name: "__fspath__", Sig: "(self, /)", Fn: dirEntryFspath, Doc: "Return the path of the entry."},
			{Name: "__class_getitem__", Sig: "(cls, object, /)", Kind: object.ClassMethod, Fn: object.ClassGetItem, Doc: "See PEP 585"},
			{Name: "inode", Sig: "(self, /)", Fn: dirEntryInode, Doc: "Return the inode number of the entry."},
			{Name: "is_dir", Sig: "(self, /, *, follow_symlinks=True)", Fn: dirEntryIsDir, Doc: "Return whether the entry is a directory."},
			{Name: "is_file", Sig: "(self, /, *, follow_symlinks=True)", Fn: dirEntryIsFile, Doc: "Return whether the entry is a regular file."},
			{Name: "is_junction", Sig: "(self, /)", Fn: func(th *thread, args []value) (value, error) { return object.False, nil }, Doc: "Return False: only Windows has junctions."},
			{Name: "is_symlink", Sig: "(self, /)", Fn: dirEntryIsSymlink, Doc: "Return whether the entry is a symbolic link."},
			{Name: "stat", Sig: "(self, /, *, follow_symlinks=True)", Fn: dirEntryStat, Doc: "Return the stat_result of the entry, cached."},
		},
		GetSets: []object.GetSet{
			{Name: "name", Get: func(th *thread, v value) (value, error) { return (*dirEntry)(v.Ptr()).name, nil }, Doc: "the entry's base filename, relative to scandir() \"path\" argument"},
			{Name: "path", Get: func(th *thread, v value) (value, error) { return (*dirEntry)(v.Ptr()).path, nil }, Doc: "the entry's full path name; equivalent to os.path.join(scandir_path, entry.name)"},
		},
	}
}

func dirEntryRepr(th *thread, v value) (value, error) {
	r, err := object.ReprString(th, (*dirEntry)(v.Ptr()).name)
	return object.NewStr("<DirEntry " + r + ">"), err
}

func dirEntryFspath(th *thread, args []value) (value, error) {
	return (*dirEntry)(args[0].Ptr()).path, nil
}

func dirEntryInode(th *thread, args []value) (value, error) {
	return object.Uint((*dirEntry)(args[0].Ptr()).ino), nil
}

// statOf returns the cached stat_result of the entry.
func (e *dirEntry) statOf(th *thread, follow bool) (value, error) {
	slot := &e.lstat
	if follow {
		if link, err := e.isLink(th); err != nil {
			return value{}, err
		} else if link {
			slot = &e.stat
		} else {
			follow = false
		}
	}
	if v := object.LoadSlot(slot); !v.IsAbsent() {
		return v, nil
	}
	var st unix.Stat_t
	flags := 0
	if !follow {
		flags = unix.AT_SYMLINK_NOFOLLOW
	}
	if err := call(th, func() error { return unix.Fstatat(e.dirfd, e.full, &st, flags) }); err != nil {
		return value{}, osError(th, err, e.path)
	}
	v := newStat(th, &st)
	object.StoreSlot(slot, v)
	return v, nil
}

func (e *dirEntry) isLink(th *thread) (bool, error) {
	if e.typ != unix.DT_UNKNOWN {
		return e.typ == unix.DT_LNK, nil
	}
	return e.testMode(th, false, unix.S_IFLNK)
}

// testMode reports whether the entry is of a kind; one that has gone is of none.
func (e *dirEntry) testMode(th *thread, follow bool, kind int64) (bool, error) {
	if e.typ != unix.DT_UNKNOWN && !(follow && e.typ == unix.DT_LNK) {
		switch kind {
		case unix.S_IFDIR:
			return e.typ == unix.DT_DIR, nil
		case unix.S_IFREG:
			return e.typ == unix.DT_REG, nil
		}
	}
	v, err := e.statOf(th, follow)
	if err != nil {
		if object.IsErr(err, object.FileNotFoundErrorType) {
			return false, nil
		}
		return false, err
	}
	mode, _ := object.Int64(object.AsTuple(v).Items()[0])
	return mode&unix.S_IFMT == kind, nil
}

func dirEntryIsDir(th *thread, args []value) (value, error) {
	return dirEntryIs(th, args, unix.S_IFDIR)
}

func dirEntryIsFile(th *thread, args []value) (value, error) {
	return dirEntryIs(th, args, unix.S_IFREG)
}

func dirEntryIs(th *thread, args []value, kind int64) (value, error) {
	follow, err := boolOf(th, args[1], true)
	if err != nil {
		return value{}, err
	}
	is, err := (*dirEntry)(args[0].Ptr()).testMode(th, follow, kind)
	return object.Bool(is), err
}

func dirEntryIsSymlink(th *thread, args []value) (value, error) {
	is, err := (*dirEntry)(args[0].Ptr()).isLink(th)
	return object.Bool(is), err
}

func dirEntryStat(th *thread, args []value) (value, error) {
	follow, err := boolOf(th, args[1], true)
	if err != nil {
		return value{}, err
	}
	return (*dirEntry)(args[0].Ptr()).statOf(th, follow)
}

func posixMkdir(th *thread, args []value) (value, error) {
	p, err := pathOf(th, "mkdir", "path", args[0], 0)
	if err != nil {
		return value{}, err
	}
	mode, err := intOf(th, args[1], 0o777)
	if err != nil {
		return value{}, err
	}
	at, err := dirFD(th, args[2])
	if err != nil {
		return value{}, err
	}
	return done(th, call(th, func() error { return unix.Mkdirat(at, p.s, uint32(mode)) }), p.obj)
}

func posixRmdir(th *thread, args []value) (value, error) {
	return unlinkAt(th, "rmdir", args, unix.AT_REMOVEDIR)
}

func posixGetcwd(th *thread, args []value) (value, error) {
	s, err := unix.Getwd()
	if err != nil {
		return value{}, osError(th, err)
	}
	return object.NewStr(object.DecodeFS(s)), nil
}

func posixGetcwdb(th *thread, args []value) (value, error) {
	s, err := unix.Getwd()
	if err != nil {
		return value{}, osError(th, err)
	}
	return object.NewBytes(s), nil
}

func posixChdir(th *thread, args []value) (value, error) {
	p, err := pathOf(th, "chdir", "path", args[0], orFD)
	if err != nil {
		return value{}, err
	}
	return done(th, call(th, func() error {
		if p.isFD {
			return unix.Fchdir(p.fd)
		}
		return unix.Chdir(p.s)
	}), p.obj)
}

func posixFchdir(th *thread, args []value) (value, error) {
	fd, err := object.AsFD(th, args[0])
	if err != nil {
		return value{}, err
	}
	return done(th, call(th, func() error { return unix.Fchdir(fd) }))
}

func posixChroot(th *thread, args []value) (value, error) {
	p, err := pathOf(th, "chroot", "path", args[0], 0)
	if err != nil {
		return value{}, err
	}
	return done(th, call(th, func() error { return unix.Chroot(p.s) }), p.obj)
}
