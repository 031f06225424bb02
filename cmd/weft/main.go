// Command weft runs Python programs. See README.md.
package main

// This file implements the command.

import (
	"errors"
	"fmt"
	"os"

	"weft"
)

func main() { os.Exit(run(os.Args)) }

// run does what the command line says and returns the exit status.
func run(args []string) int {
	if len(args) > 1 {
		switch args[1] {
		case "view":
			return viewCommand(args[2:])
		case "ps", "top":
			return runTop(args[1], args[2:])
		case "race":
			return race(args[0], args[2:])
		}
	}
	c, err := parse(args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		var u *usageError
		if errors.As(err, &u) {
			fmt.Fprint(os.Stderr, usageLine(args[0]))
			return 2
		}
		return 1
	}
	switch {
	case c.help != "":
		fmt.Print(helpText(c.help, args[0]))
		return 0
	case c.version > 0:
		fmt.Println(weft.Version(c.version > 1))
		return 0
	}
	rt, err := weft.New(c.cfg)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	switch c.kind {
	case runCommand:
		err = rt.RunCommand(c.target)
	case runModule:
		err = rt.RunModule(c.target)
	case runFile:
		err = rt.RunFile(c.target, c.skipFirstLine)
	default:
		err = rt.RunStdin(c.cfg.Flags.Quiet > 0)
	}
	return rt.Finish(err, args[0])
}
