// This file implements the command `weft view`.

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"

	"weft"
)

const viewHelp = `usage: weft view [--port N] [--no-browser] FILE
Show a trace that weft --trace or weft.trace wrote: serve a page on localhost and
open a browser with it, until Ctrl-C.
--port N     : the port of localhost; any that is free if it is not given
--no-browser : only say where the page is
(A program named "view" is run by: weft ./view)
`

// viewCommand runs `weft view` and returns the exit status.
func viewCommand(args []string) int {
	path, opt, err := parseView(args)
	var help helpWanted
	switch {
	case errors.As(err, &help):
		fmt.Print(viewHelp)
		return 0
	case err != nil:
		fmt.Fprintf(os.Stderr, "weft view: %v\n%s", err, viewHelp)
		return 2
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := weft.View(ctx, path, opt, os.Stdout); err != nil {
		fmt.Fprintf(os.Stderr, "weft view: %v\n", err)
		return 1
	}
	return 0
}

// helpWanted is the "error" of -h.
type helpWanted struct{}

func (helpWanted) Error() string { return "help" }

// parseView reads the arguments behind "view".
func parseView(args []string) (path string, opt weft.ViewOptions, err error) {
	opt.Browser = true
	for i := 0; i < len(args); i++ {
		a := args[i]
		name, val, has := strings.Cut(a, "=")
		switch {
		case a == "-h" || a == "--help":
			return "", opt, helpWanted{}
		case a == "--no-browser":
			opt.Browser = false
		case name == "--port":
			if !has {
				if i++; i >= len(args) {
					return "", opt, errors.New("--port: a number is missing")
				}
				val = args[i]
			}
			n, err := strconv.Atoi(val)
			if err != nil || n < 0 || n > 65535 {
				return "", opt, fmt.Errorf("--port %s: not a port (0 to 65535)", val)
			}
			opt.Port = n
		case len(a) > 1 && a[0] == '-':
			return "", opt, fmt.Errorf("unknown option: %s", a)
		case path != "":
			return "", opt, errors.New("one file at a time")
		default:
			path = a
		}
	}
	if path == "" {
		return "", opt, errors.New("the name of a trace is missing")
	}
	return path, opt, nil
}
