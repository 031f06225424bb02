package testkit

// This file implements running a Python program in a process of its own and comparing what it did with what is recorded.

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Program is one Python file of the test tree. Its opening comments may hold directives, one per line:
//
//	# test: timeout=60        seconds before it is killed (20 unless told)
//	# test: flags=-O -W error options of the interpreter, before the file
//	# test: args=a b          arguments of the program
//	# test: skip=reason       not run by anybody
//	# test: package=name      needs an installed pure-Python package: see PackageFolder
type Program struct {
	Path    string
	Flags   []string
	Args    []string
	Timeout time.Duration
	Skip    string
	Package string
}

// PackageFolder is the folder of installed packages that holds this one, or "": WEFT_TEST_PACKAGES, or where Debian's
// python3-* packages put them.
func PackageFolder(name string) string {
	for _, dir := range []string{os.Getenv("WEFT_TEST_PACKAGES"), "/usr/lib/python3/dist-packages"} {
		if dir == "" {
			continue
		}
		if _, err := os.Stat(filepath.Join(dir, name, "__init__.py")); err == nil {
			return dir
		}
	}
	return ""
}

// Outcome is what a program did, with what differs from place to place made equal: the program's folder is $HERE, a library
// folder $LIB, and the addresses in texts like "<object at 0x7f…>" are 0x….
type Outcome struct {
	Stdout, Stderr string
	Exit           int
}

// ReadProgram reads the directives of a Python file.
func ReadProgram(path string) (Program, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return Program{}, err
	}
	p := Program{Path: path, Timeout: 20 * time.Second}
	for _, line := range strings.Split(string(b), "\n") {
		if !strings.HasPrefix(line, "#") {
			break
		}
		rest, ok := strings.CutPrefix(line, "# test: ")
		if !ok {
			continue
		}
		key, val, ok := strings.Cut(rest, "=")
		if !ok {
			return p, fmt.Errorf("%s: bad directive %q", path, line)
		}
		switch key {
		case "timeout":
			n, err := strconv.Atoi(val)
			if err != nil {
				return p, fmt.Errorf("%s: bad directive %q", path, line)
			}
			p.Timeout = time.Duration(n) * time.Second
		case "flags":
			p.Flags = strings.Fields(val)
		case "args":
			p.Args = strings.Fields(val)
		case "skip":
			p.Skip = val
		case "package":
			p.Package = val
		default:
			return p, fmt.Errorf("%s: unknown directive %q", path, key)
		}
	}
	return p, nil
}

// Run executes the program under the given interpreter in the program's own folder, with a small fixed environment, and
// returns what it did. The error is for what the program is not answerable for, and for running out of time.
func (p Program) Run(python string) (Outcome, error) {
	ctx, cancel := context.WithTimeout(context.Background(), p.Timeout)
	defer cancel()
	dir, err := filepath.Abs(filepath.Dir(p.Path))
	if err != nil {
		return Outcome{}, err
	}
	args := append(append(append([]string{}, p.Flags...), filepath.Base(p.Path)), p.Args...)
	cmd := exec.CommandContext(ctx, python, args...)
	cmd.Dir = dir
	cmd.WaitDelay = time.Second
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.TempDir(), "LANG=C.UTF-8", "TZ=UTC",
		"PYTHONDONTWRITEBYTECODE=1", "PYTHONUTF8=1", "PYTHON_COLORS=0", "PYTHONHASHSEED=0"}
	if p.Package != "" {
		cmd.Env = append(cmd.Env, "PYTHONPATH="+PackageFolder(p.Package))
	}
	for _, k := range []string{"GORACE", "GOTRACEBACK", "WEFT_STDLIB", "TMPDIR"} {
		if v, ok := os.LookupEnv(k); ok {
			cmd.Env = append(cmd.Env, k+"="+v)
		}
	}
	var out, errb bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errb
	err = cmd.Run()
	o := Outcome{Stdout: normalise(out.String(), dir), Stderr: normalise(errb.String(), dir)}
	if ctx.Err() != nil {
		return o, fmt.Errorf("not finished after %v", p.Timeout)
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		o.Exit = exit.ExitCode()
		return o, nil
	}
	return o, err
}

var (
	libraryFile = regexp.MustCompile(`File "[^"\n]*?/(?:lib/python3\.14|Lib)/`)
	atAddress   = regexp.MustCompile(` at 0x[0-9a-f]{6,16}\b`)
)

func normalise(s, dir string) string {
	s = strings.ReplaceAll(s, dir, "$HERE")
	s = libraryFile.ReplaceAllString(s, `File "$$LIB/`)
	return atAddress.ReplaceAllString(s, " at 0x…")
}

// RecordPath is where the recorded outcome of a program stands: name.out beside name.py.
func RecordPath(program string) string { return strings.TrimSuffix(program, ".py") + ".out" }

const exitMark, stderrMark = "--- exit ", "--- stderr\n"

// Text is the form in which an outcome is recorded: the standard output, then, only when the program failed or wrote to
// standard error, its exit status and its standard error.
func (o Outcome) Text() string {
	var b strings.Builder
	b.WriteString(o.Stdout)
	if o.Exit != 0 || o.Stderr != "" {
		if o.Stdout != "" && !strings.HasSuffix(o.Stdout, "\n") {
			b.WriteString("(no newline)\n")
		}
		fmt.Fprintf(&b, "%s%d\n", exitMark, o.Exit)
		if o.Stderr != "" {
			b.WriteString(stderrMark + o.Stderr)
		}
	}
	return b.String()
}
