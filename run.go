// This file implements running programs: __main__ from text, files, modules and standard input, and the end of a program.

package weft

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"weft/internal/interp"
	"weft/internal/modules/io"
	"weft/internal/modules/signal"
	"weft/internal/modules/sys"
	"weft/internal/object"
)

type value = object.Value

// initPath fills sys.path behind the library's own entry: PYTHONPATH in front of it. The script's folder comes later.
func (r *Runtime) initPath(pythonPath string) error {
	path := r.rt.Sys.Dict().GetName("path")
	l := object.AsList(path)
	var entries []value
	if pythonPath != "" {
		for _, p := range filepath.SplitList(pythonPath) {
			entries = append(entries, object.NewStr(object.DecodeFS(p)))
		}
	}
	l.Replace(append(entries, l.Snapshot()...))
	return nil
}

// initSite imports site, unless -S; with -W options also warnings, which reads them. Before, it turns on faulthandler, if asked to.
func (r *Runtime) initSite() error {
	th := r.main
	if r.rt.Config.Flags.FaultHandler {
		m, err := r.imports("faulthandler")
		if err == nil {
			_, err = object.CallMethod(th, m, "enable")
		}
		if err != nil {
			return err
		}
	}
	if len(r.rt.Config.Flags.Warnings) > 0 {
		if _, err := r.imports("warnings"); err != nil {
			return err
		}
	}
	if r.rt.Config.Flags.NoSite > 0 {
		return nil
	}
	_, err := r.rt.Engine().Import(th, object.Intern("site"), object.None, object.None, object.None, 0)
	return err
}

func (r *Runtime) imports(name string) (value, error) {
	return r.rt.Engine().Import(r.main, object.Intern(name), object.None, object.None, object.TupleOf(object.NewStr("x")), 0)
}

// mainModule returns __main__, made at first use.
func (r *Runtime) mainModule() *object.Module {
	if m := r.rt.Modules.GetName("__main__"); !m.IsAbsent() && object.IsModule(m) {
		return object.AsModule(m)
	}
	m := object.NewModule("__main__")
	m.Dict().SetStr(object.NameBuiltins, r.rt.BuiltinsModule.Value())
	if boot := r.rt.Modules.GetName("_frozen_importlib"); !boot.IsAbsent() && object.IsModule(boot) {
		if l := object.AsModule(boot).Dict().GetName("BuiltinImporter"); !l.IsAbsent() {
			m.Dict().SetName("__loader__", l) // until somebody knows better
		}
	}
	r.rt.Modules.SetName("__main__", m.Value())
	return m
}

// prependPath puts the folder that a program belongs to in front of sys.path, unless -P or -I.
func (r *Runtime) prependPath(dir string) error {
	if r.rt.Config.Flags.SafePath {
		return nil
	}
	path, err := object.GetAttrName(r.main, r.rt.Sys.Value(), "path")
	if err != nil {
		return err
	}
	r.rt.SetSysPath0(object.DecodeFS(dir))
	_, err = object.CallMethod(r.main, path, "insert", object.SmallInt(0), object.NewStr(object.DecodeFS(dir)))
	return err
}

// RunCommand runs the text of -c.
func (r *Runtime) RunCommand(text string) error {
	if err := r.prependPath(""); err != nil {
		return err
	}
	text = dedent(text)
	return r.RunString(text, "<string>")
}

// dedent removes the indentation that all lines of a command share, as CPython does since 3.14.
func dedent(text string) string {
	lines := strings.SplitAfter(text, "\n")
	indent, first := "", true
	for _, l := range lines {
		body := strings.TrimLeft(l, " \t")
		if strings.TrimRight(body, "\n\r") == "" {
			continue
		}
		lead := l[:len(l)-len(body)]
		if first {
			indent, first = lead, false
			continue
		}
		n := 0
		for n < len(indent) && n < len(lead) && indent[n] == lead[n] {
			n++
		}
		indent = indent[:n]
	}
	if indent == "" {
		return text
	}
	var b strings.Builder
	for _, l := range lines {
		if strings.HasPrefix(l, indent) {
			b.WriteString(l[len(indent):])
		} else {
			b.WriteString(strings.TrimLeft(l, " \t"))
		}
	}
	return b.String()
}

// cacheSource lets tracebacks show the lines of text that is in no file, from which c was compiled (absent: it was not).
func (r *Runtime) cacheSource(c value, filename, text string) {
	object.SetSourceText(r.rt, filename, text)
	if c.IsAbsent() {
		return
	}
	// The traceback module asks linecache. Without a library there is nobody to tell.
	if m, err := r.imports("linecache"); err == nil {
		_, _ = object.CallMethod(r.main, m, "_register_code", c, object.NewStr(object.DecodeFS(text)), object.NewStr(filename))
	}
}

// RunString runs source text in __main__; filename is what tracebacks show.
func (r *Runtime) RunString(source, filename string) error {
	c, err := r.rt.Engine().Compile(r.main, object.NewStr(object.DecodeFS(source)), filename, "exec", 0, -1)
	r.cacheSource(c, filename, source)
	return r.runMain(c, err)
}

// runMain runs a code object in __main__.
func (r *Runtime) runMain(c value, err error) error {
	if err != nil {
		return err
	}
	d := r.mainModule().Dict()
	_, err = interp.RunProgram(r.main, (*object.Code)(c.Ptr()), d)
	return r.ended(err)
}

// RunModule runs a module as -m does.
func (r *Runtime) RunModule(name string) error {
	cwd, err := os.Getwd()
	if err != nil {
		cwd = ""
	}
	if err := r.prependPath(cwd); err != nil {
		return err
	}
	return r.runAsMain(name, true)
}

// runAsMain is runpy._run_module_as_main.
func (r *Runtime) runAsMain(name string, alterArgv bool) error {
	r.mainModule()
	runpy, err := r.imports("runpy")
	if err != nil {
		return err
	}
	_, err = object.CallMethod(r.main, runpy, "_run_module_as_main", object.NewStr(object.DecodeFS(name)), object.Bool(alterArgv))
	return r.ended(err)
}

// FileError is a script that cannot be opened or read.
type FileError struct {
	Path string
	Err  error
}

// Error implements error, in CPython's words.
func (e *FileError) Error() string {
	if errno, ok := e.Err.(syscall.Errno); ok {
		return fmt.Sprintf("can't open file '%s': [Errno %d] %s", e.Path, int(errno), object.Strerror(errno))
	}
	return fmt.Sprintf("can't open file '%s': %v", e.Path, e.Err)
}

// Unwrap returns the cause.
func (e *FileError) Unwrap() error { return e.Err }

// RunFile runs a script, or the __main__ of a folder or zip file. skipFirst leaves out the first line (-x).
func (r *Runtime) RunFile(path string, skipFirst bool) error {
	if ok, err := r.isPathEntry(path); err != nil {
		return err
	} else if ok {
		// As in CPython the path is made absolute, so that it survives os.chdir(), and else left as it is.
		abs := path
		if cwd, err := os.Getwd(); err == nil && path == "." {
			abs = cwd
		} else if err == nil && !filepath.IsAbs(path) {
			abs = cwd + "/" + path
		}
		if err := r.prependAlways(abs); err != nil {
			return err
		}
		return r.runAsMain("__main__", false)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		abs, aerr := filepath.Abs(path)
		if aerr != nil {
			abs = path
		}
		if pe, ok := err.(*os.PathError); ok {
			err = pe.Err
		}
		return &FileError{abs, err}
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		abs = path
	}
	dir := abs
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		dir = real
	}
	if err := r.prependPath(filepath.Dir(dir)); err != nil {
		return err
	}
	if skipFirst {
		if i := strings.IndexByte(string(data), '\n'); i >= 0 {
			data = data[i:]
		} else {
			data = nil
		}
	}
	d := r.mainModule().Dict()
	d.SetName("__file__", object.NewStr(object.DecodeFS(abs)))
	d.SetName("__cached__", object.None)
	if err := r.setLoader(d, object.DecodeFS(abs)); err != nil {
		return err
	}
	c, err := r.rt.Engine().(*engine).compileFile(r.main, data, object.DecodeFS(abs))
	return r.runMain(c, err)
}

// setLoader gives __main__ the loader of a source file.
func (r *Runtime) setLoader(d *object.Dict, path string) error {
	ext := r.rt.Modules.GetName("_frozen_importlib_external")
	if ext.IsAbsent() {
		return nil
	}
	cls, err := object.GetAttrName(r.main, ext, "SourceFileLoader")
	if err != nil {
		return err
	}
	l, err := object.Call(r.main, cls, object.NewStr("__main__"), object.NewStr(path))
	if err == nil {
		d.SetName("__loader__", l)
	}
	return err
}

// isPathEntry reports whether a path hook takes path: a folder or a zip file.
func (r *Runtime) isPathEntry(path string) (bool, error) {
	st, err := os.Stat(path)
	if err != nil {
		return false, nil
	}
	if st.IsDir() {
		return true, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return false, nil
	}
	defer f.Close()
	// A zip file ends in an end-of-central-directory record; anything else is a script.
	tail := make([]byte, 22+65535)
	off := max(st.Size()-int64(len(tail)), 0)
	n, _ := f.ReadAt(tail, off)
	if !strings.Contains(string(tail[:n]), "PK\x05\x06") {
		return false, nil
	}
	hooks, err := object.GetAttrName(r.main, r.rt.Sys.Value(), "path_hooks")
	if err != nil {
		return false, err
	}
	items, err := object.ToSlice(r.main, hooks)
	if err != nil {
		return false, err
	}
	for _, h := range items {
		_, err := object.Call(r.main, h, object.NewStr(object.DecodeFS(path)))
		if err == nil {
			return true, nil
		}
		if !object.IsErr(err, object.ImportErrorType) {
			return false, err
		}
	}
	return false, nil
}

func (r *Runtime) prependAlways(dir string) error {
	path, err := object.GetAttrName(r.main, r.rt.Sys.Value(), "path")
	if err != nil {
		return err
	}
	_, err = object.CallMethod(r.main, path, "insert", object.SmallInt(0), object.NewStr(object.DecodeFS(dir)))
	return err
}

// RunStdin runs the program on standard input: a script, or a session if it is a terminal.
func (r *Runtime) RunStdin(quiet bool) error {
	if err := r.prependPath(""); err != nil {
		return err
	}
	if isTerminal(os.Stdin) || r.rt.Config.Flags.Interactive > 0 {
		if !quiet {
			fmt.Fprintf(os.Stderr, "Python %s on %s\nType \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n", sys.VersionText(), "linux")
		}
		r.rt.Config.Flags.Inspect = 0 // a session that has ended is not followed by another
		return r.repl(bufio.NewReader(os.Stdin))
	}
	data, err := readAll(os.Stdin)
	if err != nil {
		return &FileError{"<stdin>", err}
	}
	c, err := r.rt.Engine().Compile(r.main, object.BytesOf(data), "<stdin>", "exec", 0, -1)
	r.cacheSource(c, "<stdin>", string(data))
	return r.runMain(c, err)
}

// Finish ends a program that returned err: it shows an uncaught exception, waits for non-daemon threads, runs atexit functions
// and flushes the streams. It returns the exit status. prog is the name for messages.
func (r *Runtime) Finish(err error, prog string) int {
	status := 0
	if err != nil {
		if fe, ok := err.(*FileError); ok {
			fmt.Fprintf(os.Stderr, "%s: %v\n", prog, fe)
			status = 2
		} else {
			status = r.report(err)
		}
	}
	if f := r.rt.Config.Flags; f.Inspect > 0 && (f.Interactive > 0 || isTerminal(os.Stdin)) && status != 2 {
		r.rt.Config.Flags.Inspect = 0
		status = 0
		if err := r.repl(bufio.NewReader(os.Stdin)); err != nil {
			status = r.report(err)
		}
	}
	if s := r.Close(); s != 0 {
		status = s
	}
	if r.traceFailed && status == 0 {
		status = 120 // as for what could not be written to standard output
	}
	if status == 130 && r.signals && err != nil && object.IsErr(err, object.KeyboardInterruptType) {
		// Whoever waits for this process shall see that it was interrupted.
		signal.Die(int(syscall.SIGINT))
	}
	return status
}

// initSignals takes over the process's signals.
func (r *Runtime) initSignals() error {
	if !r.signals {
		return nil
	}
	m, err := r.imports("_signal")
	if err == nil {
		err = signal.Install(r.main, m)
	}
	return err
}

// report shows an uncaught exception through sys.excepthook, or handles SystemExit; it returns the exit status.
func (r *Runtime) report(err error) int {
	th := r.main
	e := object.Exc(err)
	if object.IsErr(err, object.SystemExitType) {
		return r.exitStatus(e.ExitCode())
	}
	th.ClearPending(object.PendingAsyncExc)
	d := r.rt.Sys.Dict()
	d.SetName("last_exc", e.Value())
	d.SetName("last_type", e.Type().Value())
	d.SetName("last_value", e.Value())
	d.SetName("last_traceback", e.TracebackValue())
	hook := d.GetName("excepthook")
	status := 1
	if object.IsErr(err, object.KeyboardInterruptType) {
		status = 130
	}
	if hook.IsAbsent() || hook.Is(object.None) {
		fmt.Fprintln(os.Stderr, "sys.excepthook is missing")
		r.show(e)
		return status
	}
	if _, herr := object.Call(th, hook, e.Type().Value(), e.Value(), e.TracebackValue()); herr != nil {
		if object.IsErr(herr, object.SystemExitType) {
			return r.exitStatus(object.Exc(herr).ExitCode())
		}
		fmt.Fprintln(os.Stderr, "Error in sys.excepthook:")
		r.show(object.Exc(herr))
		fmt.Fprintln(os.Stderr, "\nOriginal exception was:")
		r.show(e)
	}
	r.flush("stdout")
	r.flush("stderr")
	return status
}

// exitDeadlocked ends the process, whose threads wait for each other, as far as it can be done in order.
func (r *Runtime) exitDeadlocked(th *object.Thread) {
	r.flush("stdout")
	r.flush("stderr")
	io.FlushAll(th)
	r.endTrace()
	r.stopInspect()
	os.Exit(1)
}

// show prints an exception as the default hook does.
func (r *Runtime) show(e *object.Exception) {
	if err := object.PrintException(r.main, e.Value(), e.TracebackValue()); err != nil {
		fmt.Fprint(os.Stderr, object.DescribeError(r.main, e))
	}
}

// exitStatus turns SystemExit.code into a status; anything but None and ints is printed.
func (r *Runtime) exitStatus(code value) int {
	switch {
	case code.IsAbsent() || code.Is(object.None):
		return 0
	case object.IsInt(code):
		n, ok := object.Int64(code)
		if !ok {
			return 255
		}
		return int(n & 0xff)
	}
	s, err := object.ToString(r.main, code)
	if err != nil {
		return 1
	}
	out := r.rt.Sys.Dict().GetName("stderr")
	if !out.IsAbsent() && !out.Is(object.None) {
		r.flush("stdout")
		if _, err := object.CallMethod(r.main, out, "write", object.NewStr(s+"\n")); err == nil {
			r.flush("stderr")
			return 1
		}
	}
	fmt.Fprintln(os.Stderr, s)
	return 1
}

func (r *Runtime) flush(name string) error {
	out := r.rt.Sys.Dict().GetName(name)
	if out.IsAbsent() || out.Is(object.None) {
		return nil
	}
	if closed, err := object.GetAttrOpt(r.main, out, object.Intern("closed")); err == nil && closed.Is(object.True) {
		return nil
	}
	_, err := object.CallMethod(r.main, out, "flush")
	return err
}

// Close ends the interpreter: it waits for non-daemon threads, runs atexit functions, stops daemon threads, calls the finalizers of what is
// left and flushes the standard streams. It returns 120 if a stream could not be flushed, else 0.
func (r *Runtime) Close() int {
	th := r.main
	th.StopTracing()
	if r.uncancel != nil {
		r.uncancel()
	}
	if r.rt.CancelCause() != nil {
		return r.closeCancelled()
	}
	if m := r.rt.Modules.GetName("threading"); !m.IsAbsent() {
		if _, err := object.CallMethod(th, m, "_shutdown"); err != nil {
			object.Unraisable(th, err, "Exception ignored on threading shutdown", m)
		}
	} else if m := r.rt.Modules.GetName("_thread"); !m.IsAbsent() {
		if _, err := object.CallMethod(th, m, "_shutdown"); err != nil {
			object.Unraisable(th, err, "Exception ignored on threading shutdown", m)
		}
	}
	if m := r.rt.Modules.GetName("atexit"); !m.IsAbsent() {
		if _, err := object.CallMethod(th, m, "_run_exitfuncs"); err != nil {
			object.Unraisable(th, err, "Exception ignored in atexit callback", m)
		}
	}
	// What __del__ methods do now, they do at interpreter shutdown. Daemon threads are stopped before, so that none runs on with what these
	// have closed.
	r.rt.SetFinalizing()
	for _, t := range r.rt.Threads() {
		if t != th {
			t.Interrupt(object.PendingStop)
		}
	}
	r.rt.RunFinalizers(th)
	return r.flushAll()
}

// cancelPatience is how long Close waits for the threads of a cancelled program.
const cancelPatience = time.Second

// closeCancelled is Close of a program that was cancelled.
func (r *Runtime) closeCancelled() int {
	r.rt.SetFinalizing()
	r.rt.AwaitEnd(cancelPatience)
	return r.flushAll()
}

// flushAll writes what is in the buffers of files, and ends what looks at the program from outside; see Close.
func (r *Runtime) flushAll() int {
	th := r.main
	status := 0
	if err := r.flush("stdout"); err != nil {
		object.Unraisable(th, err, "Exception ignored while flushing sys.stdout", value{})
		status = 120
	}
	if err := r.flush("stderr"); err != nil {
		status = 120
	}
	io.FlushAll(th)
	r.stopInspect()
	r.endTrace()
	r.rt.LetOthers()
	return status
}
