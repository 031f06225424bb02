// This file implements the test of the plain interactive session: what CPython 3.14.6 prints for the same input.

package tests

import (
	"os/exec"
	"strings"
	"testing"
	"time"
)

func TestInteractiveSession(t *testing.T) {
	if raceEnabled {
		t.Skip("runs a binary without the race detector")
	}
	weft := buildWeft(t)
	for _, c := range []struct{ name, input, out, err string }{
		{"a block ends at an empty line", "def f():\n  a = 1\n  return a\n\nf()\n", "1\n", ">>> ... ... ... >>> >>> \n"},
		{"a compound statement on one line too", "for i in range(2): print(i)\n\n", "0\n1\n", ">>> ... >>> \n"},
		{"a comment ends no block", "if 1:\n  print(5)\n# c\n  print(6)\n\n", "5\n6\n", ">>> ... ... ... ... >>> \n"},
		{"lines that go on", "x = \\\n3\n(x +\n1)\n", "4\n", ">>> ... >>> ... >>> \n"},
		{"else", "if 0:\n  1\nelse:\n  2\n\n", "2\n", ">>> ... ... ... ... >>> \n"},
		{"syntax error", "y yield\n_\n", "", ">>>   File \"<stdin>\", line 1\n    y yield\n      ^^^^^\nSyntaxError: invalid syntax\n" +
			">>> Traceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\n    _\nNameError: name '_' is not defined\n>>> \n"},
		{"the code's file", "(lambda: 0).__code__.co_filename\n", "'<stdin-0>'\n", ">>> >>> \n"},
		{"the end of the input", "if 1:\n  print(2)", "2\n", ">>> ... >>> \n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			cmd := exec.Command(weft, "-i", "-I", "-q")
			var out, errs strings.Builder
			cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(c.input), &out, &errs
			cmd.WaitDelay = 10 * time.Second
			if err := cmd.Run(); err != nil {
				t.Fatal(err)
			}
			if out.String() != c.out || errs.String() != c.err {
				t.Errorf("output %q\n want  %q\nprompts %q\n   want %q", out.String(), c.out, errs.String(), c.err)
			}
		})
	}
}
