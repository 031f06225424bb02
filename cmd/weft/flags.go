// This file implements the command line: the options and PYTHON* variables of CPython (Using Python, "Command line and
// environment").

package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"weft"
)

// runKind is what the command line asks to run.
type runKind uint8

const (
	runStdin runKind = iota
	runCommand
	runModule
	runFile
)

// commandLine is a parsed command line.
type commandLine struct {
	kind          runKind
	target        string // the command, module or file
	cfg           weft.Config
	randomize     bool // -R: whatever PYTHONHASHSEED says
	skipFirstLine bool
	help          string // what to print and exit: "", "usage", "env", "xoptions", "all"
	version       int
}

// usageError is a command line that cannot be used; its text goes to standard error before the usage line.
type usageError struct{ msg string }

func (e *usageError) Error() string { return e.msg }

// parse reads the arguments behind the program's name.
func parse(args []string) (*commandLine, error) {
	c := &commandLine{kind: runStdin}
	f := &c.cfg.Flags
	c.cfg.Signals = true
	f.IntMaxStrDigits = 4300
	f.HashRandomization = 1
	c.cfg.Options = map[string]string{}
	var warnings []string
	next := func(i *int, rest string, opt byte) (string, error) {
		if rest != "" {
			return rest, nil
		}
		if *i+1 >= len(args) {
			return "", &usageError{fmt.Sprintf("Argument expected for the -%c option", opt)}
		}
		*i++
		return args[*i], nil
	}
	i := 0
scan:
	for ; i < len(args); i++ {
		a := args[i]
		if a == "-" || len(a) == 0 || a[0] != '-' {
			break
		}
		if strings.HasPrefix(a, "--") {
			switch name, val, has := strings.Cut(a[2:], "="); {
			case a == "--":
				i++
				break scan
			case name == "help" && !has:
				c.help = "usage"
				return c, nil
			case name == "version" && !has:
				c.version++
			case name == "help-env" && !has, name == "help-xoptions" && !has, name == "help-all" && !has:
				c.help = name[len("help-"):]
				return c, nil
			case name == "check-hash-based-pycs":
				if !has {
					if i+1 >= len(args) {
						return nil, &usageError{"Argument expected for the --check-hash-based-pycs option"}
					}
					i++
					val = args[i]
				}
				if val != "always" && val != "never" && val != "default" {
					return nil, &usageError{"--check-hash-based-pycs must be one of 'default', 'always', or 'never'"}
				}
				c.cfg.CheckHashBasedPycs = val
			case name == "trace":
				if !has {
					if i+1 >= len(args) {
						return nil, &usageError{"Argument expected for the --trace option"}
					}
					i++
					val = args[i]
				}
				if val == "" {
					return nil, &usageError{"--trace: the name of a file is missing"}
				}
				c.cfg.Trace = val
			default:
				return nil, &usageError{"Unknown option: " + a}
			}
			continue
		}
		for j := 1; j < len(a); j++ {
			rest := a[j+1:]
			switch a[j] {
			case 'b':
				f.BytesWarning++
			case 'B':
				f.DontWriteBytecode++
			case 'd':
				f.Debug++
			case 'E':
				f.IgnoreEnvironment++
			case 'h', '?':
				c.help = "usage"
				return c, nil
			case 'i':
				f.Inspect++
				f.Interactive++
			case 'I':
				f.Isolated++
			case 'O':
				f.Optimize++
			case 'P':
				f.SafePath = true
			case 'q':
				f.Quiet++
			case 's':
				f.NoUserSite++
			case 'S':
				f.NoSite++
			case 'u':
				f.UnbufferedStdio = true
			case 'v':
				f.Verbose++
			case 'V':
				c.version++
			case 'x':
				c.skipFirstLine = true
			case 'R':
				c.randomize = true
			case 'W':
				w, err := next(&i, rest, 'W')
				if err != nil {
					return nil, err
				}
				warnings = append(warnings, w)
				continue scan
			case 'X':
				x, err := next(&i, rest, 'X')
				if err != nil {
					return nil, err
				}
				name, val, _ := strings.Cut(x, "=")
				c.cfg.Options[name] = val
				continue scan
			case 'c', 'm':
				t, err := next(&i, rest, a[j])
				if err != nil {
					return nil, err
				}
				c.target = t
				c.kind = runCommand
				name := "-c"
				if a[j] == 'm' {
					c.kind, name = runModule, "-m"
				}
				c.cfg.Args = append([]string{name}, args[i+1:]...)
				return c, c.finish(warnings)
			default:
				return nil, &usageError{fmt.Sprintf("Unknown option: -%c", a[j])}
			}
		}
	}
	switch {
	case i >= len(args):
		c.cfg.Args = []string{""}
	case args[i] == "-":
		c.cfg.Args = args[i:]
	default:
		c.kind, c.target = runFile, args[i]
		c.cfg.Args = args[i:]
	}
	return c, c.finish(warnings)
}

// finish applies -I, -X options and the environment.
func (c *commandLine) finish(warnings []string) error {
	f := &c.cfg.Flags
	if f.Isolated > 0 {
		f.IgnoreEnvironment++
		f.NoUserSite++
		f.SafePath = true
	}
	env := func(name string) string {
		if f.IgnoreEnvironment > 0 {
			return ""
		}
		return os.Getenv(name)
	}
	// level sets a counter flag from a variable: any text means at least 1, a number that many.
	level := func(p *int, name string) {
		if v := env(name); v != "" {
			n, err := strconv.Atoi(v)
			if err != nil || n < 0 {
				n = 1
			}
			*p = max(*p, n)
		}
	}
	level(&f.Optimize, "PYTHONOPTIMIZE")
	level(&f.Verbose, "PYTHONVERBOSE")
	set := func(p *int, name string) {
		if env(name) != "" {
			*p = max(*p, 1)
		}
	}
	set(&f.Debug, "PYTHONDEBUG")
	set(&f.DontWriteBytecode, "PYTHONDONTWRITEBYTECODE")
	set(&f.NoUserSite, "PYTHONNOUSERSITE")
	set(&f.Inspect, "PYTHONINSPECT")
	if env("PYTHONUNBUFFERED") != "" {
		f.UnbufferedStdio = true
	}
	if env("PYTHONSAFEPATH") != "" {
		f.SafePath = true
	}
	f.Optimize = min(f.Optimize, 2)
	opt := c.cfg.Options
	if _, ok := opt["dev"]; ok || env("PYTHONDEVMODE") != "" {
		f.DevMode = true
	}
	utf8, ok := opt["utf8"]
	if !ok {
		utf8 = env("PYTHONUTF8")
	}
	// Unless somebody says, the mode is on in the C locale only; in all others text is UTF-8 anyway.
	if utf8 == "1" || ok && utf8 == "" || utf8 != "0" && localeIsC() {
		f.UTF8Mode = 1
	}
	if _, ok := opt["faulthandler"]; ok || env("PYTHONFAULTHANDLER") != "" || f.DevMode {
		f.FaultHandler = true
	}
	if _, ok := opt["warn_default_encoding"]; ok || env("PYTHONWARNDEFAULTENCODING") != "" {
		f.WarnDefaultEncoding = 1
	}
	if _, ok := opt["no_debug_ranges"]; ok || env("PYTHONNODEBUGRANGES") != "" {
		f.NoDebugRanges = true
	}
	digits, given := opt["int_max_str_digits"]
	where := "-X int_max_str_digits: invalid limit; must be >= 640 or 0 for unlimited."
	if !given {
		if digits = env("PYTHONINTMAXSTRDIGITS"); digits != "" {
			given = true
			where = "PYTHONINTMAXSTRDIGITS: invalid limit; must be >= 640 or 0 for unlimited."
		}
	}
	if given {
		n, err := strconv.Atoi(digits)
		if err != nil || n != 0 && n < 640 {
			return fmt.Errorf("Fatal Python error: config_init_int_max_str_digits: %s\nPython runtime state: preinitialized", where)
		}
		f.IntMaxStrDigits = n
	}
	if v := env("PYTHONHASHSEED"); v != "" && v != "random" && !c.randomize {
		n, err := strconv.ParseUint(v, 10, 32)
		if err != nil {
			return fmt.Errorf("Fatal Python error: config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]\nPython runtime state: preinitialized")
		}
		c.cfg.HashSeed = &n
		if n == 0 {
			f.HashRandomization = 0
		}
	}
	if err := c.threading(opt, env); err != nil {
		return err
	}
	if f.DevMode {
		f.Warnings = append(f.Warnings, "default")
	}
	if v := env("PYTHONWARNINGS"); v != "" {
		f.Warnings = append(f.Warnings, strings.Split(v, ",")...)
	}
	f.Warnings = append(f.Warnings, warnings...)
	switch {
	case f.BytesWarning > 1:
		f.Warnings = append(f.Warnings, "error::BytesWarning")
	case f.BytesWarning == 1:
		f.Warnings = append(f.Warnings, "default::BytesWarning")
	}
	c.cfg.PythonPath = env("PYTHONPATH")
	return nil
}

// threading fills in what -X and the environment say about threads.
func (c *commandLine) threading(opt map[string]string, env func(string) string) error {
	name, where := env("WEFT_THREADS"), "WEFT_THREADS"
	if v, ok := opt["threads"]; ok {
		name, where = v, "-X threads"
	}
	if name != "" || where == "-X threads" {
		m, ok := weft.ParseModel(name)
		if !ok {
			return &usageError{fmt.Sprintf("%s=%s: unknown threading model (choose goroutine, os or single)", where, name)}
		}
		c.cfg.Model = m
	}
	if err := c.seed(opt, env, name != ""); err != nil {
		return err
	}
	if v, ok := opt["inspect"]; ok {
		if v != "" && v != "0" && v != "1" {
			return &usageError{fmt.Sprintf("-X inspect=%s: only -X inspect, or 0 or 1", v)}
		}
		c.cfg.Inspect = v != "0"
	} else if v := env("WEFT_INSPECT"); v != "" {
		c.cfg.Inspect = v != "0"
	}
	c.cfg.Deadlock = weft.DeadlockExit
	if v, ok := opt["deadlock"]; ok {
		m, known := weft.ParseDeadlockMode(v)
		if !known {
			return &usageError{fmt.Sprintf("-X deadlock=%s: unknown word (choose exit, wait or off)", v)}
		}
		c.cfg.Deadlock = m
	}
	gil, ok := opt["gil"]
	if !ok {
		gil = env("PYTHON_GIL")
	}
	switch {
	case gil == "1":
		c.cfg.GIL = true
	case gil != "0" && (ok || gil != ""):
		return fmt.Errorf("Fatal Python error: config_read_gil: PYTHON_GIL / -X gil must be \"0\" or \"1\"\nPython runtime state: preinitialized")
	}
	c.cfg.NoJIT = env("PYTHON_JIT") == "0"
	if v, ok := opt["trace_limit"]; ok {
		n, err := strconv.ParseInt(v, 10, 32)
		if err != nil || n < 1 {
			return &usageError{fmt.Sprintf("-X trace_limit=%s: not a number of megabytes", v)}
		}
		c.cfg.TraceLimit = n << 20
	}
	for _, o := range []struct {
		name, variable string
		flag           **int
	}{
		{"thread_inherit_context", "PYTHON_THREAD_INHERIT_CONTEXT", &c.cfg.Flags.ThreadInheritContext},
		{"context_aware_warnings", "PYTHON_CONTEXT_AWARE_WARNINGS", &c.cfg.Flags.ContextAwareWarnings},
	} {
		text, given := opt[o.name]
		where := "-X " + o.name + "=n: n is missing or invalid"
		if !given {
			text, where = env(o.variable), o.variable+"=N: N is missing or invalid"
		}
		switch {
		case text == "0" || text == "1":
			n := int(text[0] - '0')
			*o.flag = &n
		case given || text != "":
			return fmt.Errorf("Fatal Python error: config_init_%s: %s\nPython runtime state: preinitialized", o.name, where)
		}
	}
	return nil
}

// seed fills in what -X seed or WEFT_SEED says; modelGiven: so does -X threads or WEFT_THREADS.
func (c *commandLine) seed(opt map[string]string, env func(string) string, modelGiven bool) error {
	text, where := env("WEFT_SEED"), "WEFT_SEED"
	v, ok := opt["seed"]
	if ok {
		text, where = v, "-X seed"
	}
	if !ok && text == "" {
		return nil
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return &usageError{fmt.Sprintf("%s=%s: not a seed (a number from 0 to 18446744073709551615)", where, text)}
	}
	if modelGiven && c.cfg.Model != weft.ModelSingle {
		return &usageError{fmt.Sprintf("%s=%s: threads=%s cannot be repeated (a seed takes threads=single)", where, text, c.cfg.Model)}
	}
	c.cfg.Model, c.cfg.Seed = weft.ModelSingle, &n
	if c.cfg.HashSeed == nil {
		c.cfg.HashSeed = new(uint64)
		c.cfg.Flags.HashRandomization = 0
	}
	return nil
}

// localeIsC reports whether the environment asks for the locale C or POSIX, or for none.
func localeIsC() bool {
	for _, k := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := os.Getenv(k); v != "" {
			return v == "C" || v == "POSIX"
		}
	}
	return true
}
