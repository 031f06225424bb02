// Command weft runs Python programs. See README.md.
package main

// This file implements the command line.

import (
	"errors"
	"fmt"
	"os"

	"weft"
)

func main() { os.Exit(run(os.Args)) }

func run(args []string) int {
	if len(args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: weft [-c cmd | file] [arg] ...")
		return 2
	}
	var rt *weft.Runtime
	var err error
	if args[1] == "-c" && len(args) > 2 {
		if rt, err = weft.New(weft.Config{Args: append([]string{"-c"}, args[3:]...)}); err == nil {
			err = rt.RunString(args[2], "<string>")
		}
	} else {
		if rt, err = weft.New(weft.Config{Args: args[1:]}); err == nil {
			err = rt.RunFile(args[1])
		}
	}
	var exit *weft.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return exit.Code
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}
