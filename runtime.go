// This file implements Runtime: the wiring of evaluator, importer, compiler and native modules.

package weft

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"weft/internal/code"
	"weft/internal/compile"
	"weft/internal/importer"
	"weft/internal/interp"
	"weft/internal/jit"
	"weft/internal/modules/ast"
	"weft/internal/modules/io"
	"weft/internal/modules/sys"
	"weft/internal/object"
	"weft/internal/pyhash"
	"weft/internal/stdlib"
	"weft/internal/symtable"
	"weft/internal/syntax"
	"weft/internal/tbprint"
)

// engine is the upward call of package object: evaluator, importer and compiler in one.
type engine struct {
	interp.Engine
	imp *importer.Importer
	lib *stdlib.Archive
}

// Import implements object.Engine.
func (e *engine) Import(th *object.Thread, name *object.Str, globals, locals, fromlist object.Value, level int) (object.Value, error) {
	return e.imp.Import(th, name, globals, locals, fromlist, level)
}

// Describe implements object.Engine.
func (e *engine) Describe(th *object.Thread, exc *object.Exception) string {
	return tbprint.Format(th, exc, tbprint.Options{Source: func(filename string) (string, bool) {
		if path, ok := strings.CutPrefix(filename, e.imp.Prefix+"/"); ok {
			data, ok := e.lib.Lookup(path)
			return string(data), ok
		}
		return object.SourceText(th.Rt, filename)
	}})
}

// library adapts the archive to the importer.
type library struct{ a *stdlib.Archive }

func (l library) Find(name string) (path string, pkg, ok bool) {
	m, ok := l.a.FindModule(name)
	return m.Path, m.IsPackage, ok
}

func (l library) Lookup(path string) ([]byte, bool) { return l.a.Lookup(path) }

func (l library) List(dir string) []string { return l.a.List(dir) }

// libraryCode returns the code object of a library file: its compiled form if this compiler made it, else compiled now.
func (e *engine) libraryCode(th *object.Thread, path, filename string) (*object.Code, error) {
	noteModule()
	opt := th.Rt.Config.Flags.Optimize
	if opt == 0 {
		if data, ok := e.lib.CodeText(path); ok {
			if c, err := code.DecodeLazy(data, filename); err == nil {
				return object.NewCode(c), nil
			}
		} else if data, ok := e.lib.Code(path); ok {
			if c, err := code.DecodeAs(data, filename); err == nil {
				return object.NewCode(c), nil
			}
		}
	}
	data, ok := e.lib.Lookup(path)
	if !ok {
		return nil, object.Raisef(th, object.ImportErrorType, "the Python library has no %s", path)
	}
	c, _, err := compile.CompileSource(filename, data, syntax.ModeExec, compile.Options{Optimize: opt})
	if err != nil {
		return nil, syntaxError(th, err)
	}
	return object.NewCode(c), nil
}

// Compile flags of the builtin compile(), with CPython's values.
const (
	flagOnlyAST              = 0x0400
	flagDontImplyDedent      = 0x0200
	flagTypeComments         = 0x1000
	flagAllowTopLevelAwait   = 0x2000
	flagAllowIncompleteInput = 0x4000
	flagOptimizedAST         = 0x8000 | flagOnlyAST
	flagsKnown               = flagOnlyAST | flagDontImplyDedent | flagTypeComments | flagAllowTopLevelAwait |
		flagAllowIncompleteInput | 0x8000 | 0x0100 | 0x0010 | object.FutureMask
)

// Compile implements object.Engine.
func (e *engine) Compile(th *object.Thread, source object.Value, filename, mode string, flags, optimize int) (object.Value, error) {
	if flags&^flagsKnown != 0 {
		return object.Value{}, object.ValueErrorf(th, "compile(): unrecognised flags")
	}
	if optimize < -1 || optimize > 2 {
		return object.Value{}, object.ValueErrorf(th, "compile(): invalid optimize value")
	}
	if optimize == -1 {
		optimize = th.Rt.Config.Flags.Optimize
	}
	var m syntax.Mode
	switch mode {
	case "exec":
		m = syntax.ModeExec
	case "eval":
		m = syntax.ModeEval
	case "single":
		m = syntax.ModeSingle
	case "func_type":
		if flags&flagOnlyAST == 0 {
			return object.Value{}, object.ValueErrorf(th, "compile() mode 'func_type' requires flag PyCF_ONLY_AST")
		}
		m = syntax.ModeFuncType
	default:
		if flags&flagOnlyAST != 0 {
			return object.Value{}, object.ValueErrorf(th, "compile() mode must be 'exec', 'eval', 'single' or 'func_type'")
		}
		return object.Value{}, object.ValueErrorf(th, "compile() mode must be 'exec', 'eval' or 'single'")
	}
	opts := compile.Options{
		Filename: filename,
		Optimize: optimize,
		Future:   symtable.Future(flags & object.FutureMask),
		Parse:    parseOptions(th, flags),
	}
	var src *syntax.Source
	var err error
	if ast.IsNode(source) {
		return e.compileTree(th, source, filename, mode, flags, opts)
	}
	if object.IsStr(source) {
		text := object.AsStr(source).String()
		if strings.IndexByte(text, 0) >= 0 {
			return object.Value{}, object.Raise(th, object.SyntaxErrorType, "source code string cannot contain null bytes")
		}
		src = syntax.NewSource(filename, text)
	} else {
		b, berr := object.GetBuffer(th, source, object.BufferSimple)
		if berr != nil {
			return object.Value{}, object.TypeErrorf(th, "compile() arg 1 must be a string, bytes or AST object")
		}
		data := append([]byte(nil), b.Bytes()...)
		b.Release(th)
		if bytes.IndexByte(data, 0) >= 0 {
			return object.Value{}, object.Raise(th, object.SyntaxErrorType, "source code string cannot contain null bytes")
		}
		if src, err = syntax.Decode(filename, data, codec(th, filename)); err != nil {
			return object.Value{}, syntaxError(th, err)
		}
	}
	return compileSource(th, src, m, flags, opts)
}

// compileFile compiles a script to be run.
func (e *engine) compileFile(th *object.Thread, data []byte, filename string) (object.Value, error) {
	src, err := syntax.DecodeFile(filename, data, codec(th, filename))
	if err != nil {
		return object.Value{}, syntaxError(th, err)
	}
	return compileSource(th, src, syntax.ModeExec, 0, compile.Options{Filename: filename, Optimize: th.Rt.Config.Flags.Optimize, Parse: parseOptions(th, 0)})
}

// codec decodes source text in encodings that the compiler itself does not know. What goes wrong is a SyntaxError.
func codec(th *object.Thread, filename string) syntax.Codec {
	return func(encoding string, data []byte) (string, bool, error) {
		s, err := object.DecodeBytes(th, string(data), encoding, "strict")
		switch {
		case err == nil:
			return s.String(), true, nil
		case object.IsErr(err, object.LookupErrorType), object.IsErr(err, object.UnicodeErrorType):
			msg, serr := object.ToString(th, object.Exc(err).Value())
			if serr != nil {
				return "", false, serr
			}
			return "", false, &syntax.Error{Kind: syntax.SyntaxError, Msg: msg, Filename: filename, Col: -1}
		}
		return "", false, err
	}
}

func parseOptions(th *object.Thread, flags int) syntax.Options {
	return syntax.Options{
		DontImplyDedent:      flags&flagDontImplyDedent != 0,
		AllowIncompleteInput: flags&flagAllowIncompleteInput != 0,
		TypeComments:         flags&flagTypeComments != 0,
		BarryAsFLUFL:         flags&int(symtable.FutureBarryAsBDFL) != 0,
		UnicodeName:          object.UnicodeByName,
		MaxIntDigits:         th.Rt.Config.Flags.IntMaxStrDigits,
	}
}

// compileSource is Compile of decoded text.
func compileSource(th *object.Thread, src *syntax.Source, m syntax.Mode, flags int, opts compile.Options) (object.Value, error) {
	filename := opts.Filename
	mod, warnings, err := syntax.Parse(src, m, opts.Parse)
	if werr := syntaxWarnings(th, src, filename, warnings); werr != nil {
		return object.Value{}, werr
	}
	if err != nil {
		return object.Value{}, syntaxError(th, err)
	}
	if flags&flagOnlyAST != 0 {
		return ast.ToPython(th, mod)
	}
	c, warnings, err := compile.Compile(mod, src, opts)
	if werr := syntaxWarnings(th, src, filename, warnings); werr != nil {
		return object.Value{}, werr
	}
	if err != nil {
		return object.Value{}, syntaxError(th, err)
	}
	return object.NewCode(c).Value(), nil
}

// compileTree is Compile of an AST object.
func (e *engine) compileTree(th *object.Thread, tree object.Value, filename, mode string, flags int, opts compile.Options) (object.Value, error) {
	if flags&flagOnlyAST == flagOnlyAST && flags&flagOptimizedAST != flagOptimizedAST {
		return tree, nil
	}
	want := map[string]string{"exec": "Module", "eval": "Expression", "single": "Interactive", "func_type": "FunctionType"}[mode]
	mod, err := ast.FromPython(th, tree, want)
	if err != nil {
		return object.Value{}, err
	}
	src := syntax.NewSource(filename, "")
	c, warnings, err := compile.Compile(mod, src, opts)
	if werr := syntaxWarnings(th, src, filename, warnings); werr != nil {
		return object.Value{}, werr
	}
	if err != nil {
		return object.Value{}, syntaxError(th, err)
	}
	return object.NewCode(c).Value(), nil
}

// Config is what a Runtime is started with.
type Config struct {
	// Args is sys.argv; Executable is sys.executable, this program's own file if empty.
	Args       []string
	Executable string
	// Flags and Options are the command line's: see package object.
	Flags   object.Flags
	Options map[string]string
	// Signals gives the signals of the process to the program: SIGINT raises KeyboardInterrupt, others end the process.
	Signals bool
	// PythonPath is PYTHONPATH; CheckHashBasedPycs is the option of that name.
	PythonPath         string
	CheckHashBasedPycs string
	// Model is what Python threads run on; with ModelOS and ModelSingle the calling goroutine becomes the main thread, locked to its
	// OS thread. GIL says that one Python thread at a time runs.
	Model Model
	GIL   bool
	// NoJIT leaves hot loops to the evaluator: see docs/jit.md.
	NoJIT bool
	// Seed makes a run repeatable: ModelSingle whose switches between threads, random numbers and clocks depend on the seed only. Go's
	// collector runs at fixed points then, in the whole process. See docs/race.md.
	Seed *uint64

	// Trace is a file into which a trace of the threads is to be written, from the beginning until Close; see docs/seeing-threads.md.
	// TraceLimit is how many bytes it may have, 0: 100 MB.
	Trace      string
	TraceLimit int64
	// Inspect lets the user's other processes ask what the threads do: InspectProcess.
	Inspect bool
	// Deadlock says what happens when no Python thread can go on. The zero value is right where others than Python threads may wake
	// one: nobody looks.
	Deadlock DeadlockMode
	// Context cancels the program when it is done: see Runtime.Cancel. Nil: nothing does.
	Context context.Context
	// HashSeed fixes the hashes of str and bytes; nil: random. It counts for the first Runtime of a process only.
	HashSeed *uint64
}

// Model is a threading model.
type Model = object.Model

// The threading models: see package object.
const (
	ModelGoroutine = object.ModelGoroutine
	ModelOS        = object.ModelOS
	ModelSingle    = object.ModelSingle
)

// DeadlockMode is what happens when no thread can go on.
type DeadlockMode = object.DeadlockMode

// The modes: see package object.
const (
	DeadlockOff  = object.DeadlockOff
	DeadlockExit = object.DeadlockExit
	DeadlockWait = object.DeadlockWait
)

// ParseDeadlockMode returns the mode that -X deadlock names: exit, wait or off.
func ParseDeadlockMode(name string) (DeadlockMode, bool) { return object.ParseDeadlockMode(name) }

// ParseModel returns the model that -X threads names: goroutine, os or single.
func ParseModel(name string) (Model, bool) { return object.ParseModel(name) }

// Version returns what -V prints, or -VV if full.
func Version(full bool) string {
	if full {
		return "Python " + sys.VersionText()
	}
	return "Python " + sys.ShortVersion
}

// Runtime is one Python interpreter. Its methods may be called by one goroutine at a time, which is its main Python thread; Cancel by any.
type Runtime struct {
	rt   *object.Runtime
	main *object.Thread
	lib  *stdlib.Archive
	// signals says that the process's signals are ours: Config.Signals.
	signals bool
	// inspector is what -X inspect listens on, or nil.
	inspector *net.UnixListener
	// uncancel ends the wait for Config.Context; nil: there is none.
	uncancel func() bool
	// traceFailed says that the trace of Config.Trace is not complete.
	traceFailed bool
}

var hashSeedOnce sync.Once

// seedHashes fixes the key of str and bytes hashes, once in a process.
func seedHashes(seed *uint64) {
	hashSeedOnce.Do(func() {
		if seed != nil {
			object.SetHashKey(pyhash.KeyFromSeed(uint32(*seed)))
			return
		}
		var b [16]byte
		rand.Read(b[:]) // never fails
		object.SetHashKey(pyhash.KeyFromBytes(b))
	})
}

// New starts an interpreter: sys, builtins, the import system, and the standard streams. The error says what is missing.
func New(cfg Config) (*Runtime, error) {
	if cfg.Seed != nil {
		if cfg.HashSeed == nil {
			cfg.HashSeed = new(uint64)
		}
		cfg.Model = ModelSingle
	}
	seedHashes(cfg.HashSeed)
	if cfg.Seed == nil {
		tuneGC()
	} else {
		fixGC()
	}
	lib, err := stdlib.Open()
	if err != nil {
		return nil, err
	}
	exe := cfg.Executable
	if exe == "" {
		if p, err := os.Executable(); err == nil {
			exe = p
		}
	}
	prefix := lib.Dir()
	if prefix == "" {
		prefix = filepath.Join(exe, "lib", "python3.14")
	}
	e := &engine{lib: lib}
	e.imp = &importer.Importer{Natives: stdlib.Native(), Lib: library{lib}, Prefix: prefix, Code: e.libraryCode}
	names := []string{"_imp"}
	for _, n := range e.imp.Natives {
		names = append(names, n.Name)
	}
	rt, th := object.NewRuntime(e, object.Config{
		NativeNames: names,
		Args:        cfg.Args, Executable: exe, Flags: cfg.Flags, Options: cfg.Options, LibraryDir: prefix,
		Model: cfg.Model, GIL: cfg.GIL, Seed: cfg.Seed, Deadlock: cfg.Deadlock,
		JITAvailable: jit.Available, JIT: jit.Available && !cfg.NoJIT,
	})
	r := &Runtime{rt: rt, main: th, lib: lib, signals: cfg.Signals}
	if cfg.Trace != "" {
		if err := rt.StartTimeline(th, cfg.Trace, cfg.TraceLimit); err != nil {
			return nil, fmt.Errorf("weft: cannot write the trace %s: %s", cfg.Trace, errnoText(err))
		}
	}
	if cfg.Inspect {
		if err := r.startInspect(); err != nil {
			return nil, err
		}
	}
	rt.SetDeadlockExit(r.exitDeadlocked)
	if cfg.Flags.Inspect > 0 || cfg.Flags.Interactive > 0 {
		rt.SetSession()
	}
	for _, step := range []func() error{
		func() error { return e.imp.Start(th) },
		func() error { return e.imp.StartLibrary(th) },
		r.initSignals,
		func() error { return r.initPath(cfg.PythonPath) },
		func() error { return io.OpenStd(th) },
		r.initSite,
	} {
		if err := step(); err != nil {
			return nil, errors.New("weft: cannot start: " + object.DescribeError(th, err))
		}
	}
	if ctx := cfg.Context; ctx != nil {
		r.uncancel = context.AfterFunc(ctx, func() { r.Cancel(context.Cause(ctx)) })
	}
	return r, nil
}

// Cancel ends the program: the method that runs it returns cause (context.Canceled if that is nil), however its threads run or wait, and
// these end, too. They raise weft.Cancelled at every safe point, so that nothing in the program can hold them up but calls of the system
// that nobody can interrupt: for files and host names. After it Close runs no Python code: neither atexit functions nor finalizers. Any
// goroutine may call Cancel; of several calls the first counts.
func (r *Runtime) Cancel(cause error) {
	if cause == nil {
		cause = context.Canceled
	}
	r.rt.Cancel(cause)
}

// ended returns what a method returns that has run Python code, which has raised err: the cause if the program was cancelled.
func (r *Runtime) ended(err error) error {
	if cause := r.rt.CancelCause(); cause != nil && err != nil {
		return cause
	}
	return err
}
