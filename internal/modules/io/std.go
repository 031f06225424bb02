// This file implements the standard streams.

package io

import (
	"os"
	"strings"
	"syscall"

	"weft/internal/object"

	"golang.org/x/sys/unix"
)

// OpenStd makes open() a builtin, and sys.stdin, stdout and stderr, with their copies __stdin__ and so on, over descriptors 0 to 2.
// One that is not open gives None. PYTHONIOENCODING ("encoding:errors", either part may be missing), -u and -E are respected.
func OpenStd(th *thread) error {
	m, err := th.Rt.Engine().Import(th, object.Intern("_io"), object.None, object.None, object.None, 0)
	if err != nil {
		return err
	}
	open, err := object.GetAttrName(th, m, "open")
	if err != nil {
		return err
	}
	th.Rt.Builtins.SetName("open", open)
	flags := &th.Rt.Config.Flags
	encoding, errs := "utf-8", ""
	if flags.IgnoreEnvironment == 0 {
		if s := os.Getenv("PYTHONIOENCODING"); s != "" {
			e, h, _ := strings.Cut(s, ":")
			if e != "" {
				encoding, errs = e, "strict"
			}
			if h != "" {
				errs = h
			}
		}
	}
	if errs == "" {
		errs = "strict"
		if flags.UTF8Mode != 0 || localeIsC() {
			errs = "surrogateescape"
		}
	}
	d := th.Rt.Sys.Dict()
	for fd, name := range []string{"stdin", "stdout", "stderr"} {
		handler := errs
		if fd == 2 {
			handler = "backslashreplace"
		}
		v, err := stdStream(th, fd, "<"+name+">", encoding, handler)
		if err != nil {
			return err
		}
		d.SetName("__"+name+"__", v)
		d.SetName(name, v)
	}
	return nil
}

// localeIsC reports whether the locale is C or POSIX, in which Python is lenient with standard input and output.
func localeIsC() bool {
	for _, k := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := os.Getenv(k); v != "" {
			return v == "C" || v == "POSIX" || v == "C.UTF-8" || v == "C.utf8"
		}
	}
	return true
}

func stdStream(th *thread, fd int, name, encoding, errs string) (value, error) {
	if _, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0); err == syscall.EBADF {
		return none, nil
	}
	var st unix.Stat_t
	if err := unix.Fstat(fd, &st); err != nil {
		return none, nil
	}
	if st.Mode&unix.S_IFMT == unix.S_IFDIR {
		return none, nil // as CPython, which cannot run so: nothing can be read or written there
	}
	unbuffered := th.Rt.Config.Flags.UnbufferedStdio && fd != 0
	mode := "rb"
	if fd != 0 {
		mode = "wb"
	}
	fv, err := fileIONew(th, fileIOType, nil, nil)
	if err != nil {
		return value{}, err
	}
	f := asFileIO(fv)
	if err := f.open(th, fv, num(fd), mode, false, none); err != nil {
		return value{}, err
	}
	if err := object.SetAttrName(th, fv, "name", object.NewStr(name)); err != nil {
		return value{}, err
	}
	tty := isatty(fd)
	buf := fv
	if !unbuffered {
		typ, bits := bufferedReaderType, bufRead
		if fd != 0 {
			typ, bits = bufferedWriterType, bufWrite
		}
		if buf, err = bufferedNew(th, typ, nil, nil); err != nil {
			return value{}, err
		}
		if err := asBuffered(buf).init(th, fv, f.blockSize(), bits); err != nil {
			return value{}, err
		}
	}
	tv, err := textIOWrapperNew(th, textIOWrapperType, nil, nil)
	if err != nil {
		return value{}, err
	}
	// Line ends are left as they are in both directions.
	newline := object.NewStr("\n")
	line := !unbuffered && (tty || fd == 2)
	if err := asText(tv).init(th, buf, encoding, true, errs, newline, line, unbuffered); err != nil {
		return value{}, err
	}
	m := "r"
	if fd != 0 {
		m = "w"
	}
	return tv, object.SetAttrName(th, tv, "mode", object.NewStr(m))
}
