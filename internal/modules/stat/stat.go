// Package stat is the native module _stat: constants and tests of st_mode for the stat module (Library Reference, "stat").
package stat

// This file implements the module.

import "weft/internal/object"

type (
	value  = object.Value
	thread = object.Thread
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	s := object.ModuleSpec{
		Name: "_stat",
		Doc:  "Constants and functions to interpret the results of os.stat().",
		Methods: []object.Method{
			{Name: "S_IMODE", Sig: "(object, /)", Fn: bits(0o7777), Doc: "Return the permission bits of a mode."},
			{Name: "S_IFMT", Sig: "(object, /)", Fn: bits(0o170000), Doc: "Return the file type bits of a mode."},
			{Name: "S_ISDIR", Sig: "(object, /)", Fn: is(0o040000), Doc: "Return whether a mode is a directory's."},
			{Name: "S_ISCHR", Sig: "(object, /)", Fn: is(0o020000), Doc: "Return whether a mode is a character device's."},
			{Name: "S_ISBLK", Sig: "(object, /)", Fn: is(0o060000), Doc: "Return whether a mode is a block device's."},
			{Name: "S_ISREG", Sig: "(object, /)", Fn: is(0o100000), Doc: "Return whether a mode is a regular file's."},
			{Name: "S_ISFIFO", Sig: "(object, /)", Fn: is(0o010000), Doc: "Return whether a mode is a named pipe's."},
			{Name: "S_ISLNK", Sig: "(object, /)", Fn: is(0o120000), Doc: "Return whether a mode is a symbolic link's."},
			{Name: "S_ISSOCK", Sig: "(object, /)", Fn: is(0o140000), Doc: "Return whether a mode is a socket's."},
			{Name: "S_ISDOOR", Sig: "(object, /)", Fn: never, Doc: "Return False: there are no doors here."},
			{Name: "S_ISPORT", Sig: "(object, /)", Fn: never, Doc: "Return False: there are no event ports here."},
			{Name: "S_ISWHT", Sig: "(object, /)", Fn: never, Doc: "Return False: there are no whiteouts here."},
			{Name: "filemode", Sig: "(object, /)", Fn: statFilemode, Doc: "Return a mode in the form '-rwxrwxrwx'."},
		},
		Exec: func(th *thread, m *object.Module) error {
			for _, c := range constants {
				m.Dict().SetName(c.name, object.SmallInt(c.n))
			}
			return nil
		},
	}
	return s
}

// mode converts an argument of C type mode_t.
func mode(th *thread, v value) (int64, error) {
	i, err := object.Index(th, v)
	if err != nil {
		return 0, err
	}
	n, ok := object.Int64(i)
	switch {
	case ok && n < 0 || !ok && object.Big(i).Sign() < 0:
		return 0, object.OverflowErrorf(th, "can't convert negative value to unsigned int")
	case !ok:
		return 0, object.OverflowErrorf(th, "Python int too large to convert to C unsigned long")
	case n > 1<<32-1:
		return 0, object.OverflowErrorf(th, "mode out of range")
	}
	return n, nil
}

func bits(mask int64) object.NativeFn {
	return func(th *thread, args []value) (value, error) {
		n, err := mode(th, args[0])
		return object.SmallInt(n & mask), err
	}
}

func is(kind int64) object.NativeFn {
	return func(th *thread, args []value) (value, error) {
		n, err := mode(th, args[0])
		return object.Bool(n&0o170000 == kind), err
	}
}

func never(th *thread, args []value) (value, error) {
	_, err := mode(th, args[0])
	return object.False, err
}

func statFilemode(th *thread, args []value) (value, error) {
	n, err := mode(th, args[0])
	if err != nil {
		return value{}, err
	}
	b := []byte("?rwxrwxrwx")
	switch n & 0o170000 {
	case 0o100000:
		b[0] = '-'
	case 0o040000:
		b[0] = 'd'
	case 0o120000:
		b[0] = 'l'
	case 0o060000:
		b[0] = 'b'
	case 0o020000:
		b[0] = 'c'
	case 0o010000:
		b[0] = 'p'
	case 0o140000:
		b[0] = 's'
	}
	for i := range 9 {
		if n>>(8-i)&1 == 0 {
			b[1+i] = '-'
		}
	}
	for i, c := range []byte("sst") { // set-user-id, set-group-id, sticky
		if n>>(11-i)&1 != 0 {
			if at := 3 + 3*i; b[at] == 'x' {
				b[at] = c
			} else {
				b[at] = c - 'a' + 'A'
			}
		}
	}
	return object.NewASCII(string(b)), nil
}

var constants = [...]struct {
	name string
	n    int64
}{
	{"SF_APPEND", 262144}, {"SF_ARCHIVED", 65536}, {"SF_DATALESS", 1073741824}, {"SF_FIRMLINK", 8388608},
	{"SF_IMMUTABLE", 131072}, {"SF_NOUNLINK", 1048576}, {"SF_SETTABLE", 4294901760}, {"SF_SNAPSHOT", 2097152},
	{"ST_ATIME", 7}, {"ST_CTIME", 9}, {"ST_DEV", 2}, {"ST_GID", 5}, {"ST_INO", 1}, {"ST_MODE", 0}, {"ST_MTIME", 8},
	{"ST_NLINK", 3}, {"ST_SIZE", 6}, {"ST_UID", 4}, {"S_ENFMT", 1024}, {"S_IEXEC", 64}, {"S_IFBLK", 24576},
	{"S_IFCHR", 8192}, {"S_IFDIR", 16384}, {"S_IFDOOR", 0}, {"S_IFIFO", 4096}, {"S_IFLNK", 40960}, {"S_IFPORT", 0},
	{"S_IFREG", 32768}, {"S_IFSOCK", 49152}, {"S_IFWHT", 0}, {"S_IREAD", 256}, {"S_IRGRP", 32}, {"S_IROTH", 4},
	{"S_IRUSR", 256}, {"S_IRWXG", 56}, {"S_IRWXO", 7}, {"S_IRWXU", 448}, {"S_ISGID", 1024}, {"S_ISUID", 2048},
	{"S_ISVTX", 512}, {"S_IWGRP", 16}, {"S_IWOTH", 2}, {"S_IWRITE", 128}, {"S_IWUSR", 128}, {"S_IXGRP", 8},
	{"S_IXOTH", 1}, {"S_IXUSR", 64}, {"UF_APPEND", 4}, {"UF_COMPRESSED", 32}, {"UF_DATAVAULT", 128}, {"UF_HIDDEN", 32768},
	{"UF_IMMUTABLE", 2}, {"UF_NODUMP", 1}, {"UF_NOUNLINK", 16}, {"UF_OPAQUE", 8}, {"UF_SETTABLE", 65535},
	{"UF_TRACKED", 64},
}
