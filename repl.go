// This file implements the plain interactive session: prompts, multi-line input, _, exceptions.

package weft

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
	"unsafe"

	"weft/internal/object"
)

// isTerminal reports whether f is a terminal.
func isTerminal(f *os.File) bool {
	var t [256]byte
	_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), ioctlGetTermios, uintptr(unsafe.Pointer(&t)))
	return errno == 0
}

func readAll(f *os.File) ([]byte, error) { return io.ReadAll(f) }

// repl reads and runs statements until the end of input; it returns SystemExit.
func (r *Runtime) repl(in *bufio.Reader) error {
	th := r.main
	r.rt.SetSession()
	d := r.rt.Sys.Dict()
	for name, text := range map[string]string{"ps1": ">>> ", "ps2": "... "} {
		if d.GetName(name).IsAbsent() {
			d.SetName(name, object.NewStr(text))
		}
	}
	prompt := func(name string) {
		if s, err := object.ToString(th, d.GetName(name)); err == nil {
			fmt.Fprint(os.Stderr, s) // where CPython's plain session has it: standard output is the program's
		}
	}
	main := r.mainModule().Dict()
	var text strings.Builder
	for n := 0; ; {
		if text.Len() == 0 {
			prompt("ps1")
		} else {
			prompt("ps2")
		}
		line, rerr := in.ReadString('\n')
		if rerr != nil && line == "" && text.Len() == 0 {
			fmt.Fprintln(os.Stderr)
			return nil
		}
		text.WriteString(line)
		src := text.String()
		if strings.TrimSpace(src) == "" {
			text.Reset()
			continue
		}
		filename := fmt.Sprintf("<stdin-%d>", n)
		c, more, err := r.compileSingle(src, filename, rerr != nil)
		if more {
			continue
		}
		r.cacheSource(c, filename, src)
		text.Reset()
		n++
		if err == nil {
			_, err = r.rt.Engine().RunCode(th, (*object.Code)(c.Ptr()), main, main.Value(), nil)
		}
		if err != nil {
			if object.IsErr(err, object.SystemExitType) {
				return err
			}
			if object.IsErr(err, object.KeyboardInterruptType) {
				fmt.Fprintln(os.Stderr, "\nKeyboardInterrupt")
			} else {
				r.report(err)
			}
		}
		if err := r.flush("stdout"); err != nil {
			return err
		}
	}
}

// compileSingle compiles one statement; more tells that it is not complete. A compound statement is only when an empty line or the end of
// input follows: without the end of its last line an indented line is an error, and with it none. An error of syntax has the file name
// <stdin>, without the statement's number.
func (r *Runtime) compileSingle(src, filename string, atEnd bool) (c value, more bool, err error) {
	compile := func(src, filename string, flags int) (value, error) {
		return r.rt.Engine().Compile(r.main, object.NewStr(object.DecodeFS(src)), filename, "single", flags, -1)
	}
	if atEnd {
		c, err = compile(src, filename, 0)
	} else {
		const flags = flagAllowIncompleteInput | flagDontImplyDedent
		c, err = compile(strings.TrimSuffix(src, "\n"), filename, flags)
		if err != nil && object.IsErr(err, object.SyntaxErrorType) {
			_, err := compile(src, filename, flags)
			more = err == nil || object.IsErr(err, object.IncompleteInputErrorType)
		}
	}
	if err != nil && !more && object.IsErr(err, object.SyntaxErrorType) {
		if _, again := compile(src, "<stdin>", 0); again != nil {
			err = again
		}
	}
	return c, more, err
}
