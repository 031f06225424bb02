// This file implements the help texts.

package main

import "strings"

// usageLine is what follows a wrong command line on standard error.
func usageLine(prog string) string {
	return "usage: " + prog + " [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `weft -h' for more information.\n"
}

const optionsHelp = `Options (and corresponding environment variables):
-b     : warn about converting bytes/bytearray to str, and comparing them with
         str or int (-bb: make these warnings errors)
-B     : write no .pyc files on import; also PYTHONDONTWRITEBYTECODE=x
-c cmd : run the text cmd (ends the list of options)
-d     : accepted and shown in sys.flags; also PYTHONDEBUG=x
-E     : ignore the PYTHON* environment variables
-h     : print this help and exit (also -? or --help)
-i     : go on interactively after running the program; also PYTHONINSPECT=x
-I     : isolate from the user's environment (implies -E, -P and -s)
-m mod : run a library module as a script (ends the list of options)
-O     : leave out assert statements and set __debug__ to False; also
         PYTHONOPTIMIZE=x
-OO    : as -O, and leave out docstrings
-P     : do not put the script's folder in front of sys.path; also
         PYTHONSAFEPATH
-q     : print no version at the start of an interactive session
-s     : leave the user's site directory out of sys.path; also
         PYTHONNOUSERSITE=x
-S     : do not import the module site
-u     : do not buffer stdout and stderr; also PYTHONUNBUFFERED=x
-v     : show imports; also PYTHONVERBOSE=x
-V     : print the version and exit (also --version; -VV: more of it)
-W arg : filter warnings: action:message:category:module:lineno; also
         PYTHONWARNINGS=arg
-x     : skip the first line of the source
-X opt : set an option of the implementation (see --help-xoptions)
--check-hash-based-pycs always|default|never:
         how to check hash-based .pyc files
--trace FILE: write a trace of the threads (also --trace=FILE); to look at it:
         weft view FILE, or ui.perfetto.dev
--help-env: help on environment variables
--help-xoptions: help on -X options
--help-all: all of this

Arguments:
file   : run the program in this file, or the __main__ of a folder or zip file
-      : run the program on standard input (the default; interactive on a
         terminal)
arg ...: sys.argv[1:]

Commands, each with -h for more (a file of that name runs as ./race):
race   : run a program under many seeds and find one that fails
view   : show a trace in a browser
ps, top: list the threads of a running process
`

const envHelp = `Environment variables that change behaviour:
PYTHONPATH      : folders, separated by ':', to put in front of sys.path
PYTHONHASHSEED  : 0 to 4294967295 fixes the hashes of str and bytes; 'random'
                  is the default
PYTHONINTMAXSTRDIGITS: limit of conversions between int and str
PYTHONIOENCODING: encoding[:errors] of stdin, stdout and stderr
PYTHONBREAKPOINT: what breakpoint() calls; 0 turns it off
PYTHONUTF8      : 0 turns UTF-8 mode off
PYTHONDEVMODE   : as -X dev
PYTHONDEBUG, PYTHONDONTWRITEBYTECODE, PYTHONINSPECT, PYTHONNOUSERSITE,
PYTHONOPTIMIZE, PYTHONSAFEPATH, PYTHONUNBUFFERED, PYTHONVERBOSE,
PYTHONWARNINGS, PYTHONWARNDEFAULTENCODING: as the options named in --help
PYTHON_GIL, PYTHON_THREAD_INHERIT_CONTEXT, PYTHON_CONTEXT_AWARE_WARNINGS:
                  as -X gil, -X thread_inherit_context, -X context_aware_warnings
PYTHON_JIT      : 0 leaves hot loops to the interpreter
WEFT_THREADS    : as -X threads
WEFT_SEED       : as -X seed
WEFT_STDLIB     : the folder or pack with the Python library to use instead of
                  the one in the binary
`

const xoptionsHelp = `Options given with -X:
-X dev                   : development mode: more warnings
-X faulthandler          : tracebacks of all threads at fatal signals; also
                           PYTHONFAULTHANDLER
-X int_max_str_digits=N  : limit of conversions between int and str; 0: none
-X no_debug_ranges       : tracebacks without the columns of errors
-X utf8[=0|1]            : UTF-8 mode
-X warn_default_encoding : warn where a text file's encoding is left open
-X threads=MODEL         : what Python threads run on: goroutine (the default),
                           os (an OS thread each) or single (one OS thread)
-X seed=N                : threads=single, repeatable: the same number, the same
                           order of events (docs/race.md)
-X deadlock=WORD         : what to do when no thread can go on: exit (report it and
                           end with status 1, the default), wait (report it) or
                           off
-X inspect               : let 'weft ps' and 'weft top' show the threads; also
                           WEFT_INSPECT=1
-X gil=[0|1]             : 1: one thread at a time runs, as in CPython
-X thread_inherit_context=[0|1] : threads begin with a copy of the context of
                           the thread that starts them (the default without a GIL)
-X context_aware_warnings=[0|1] : warnings.catch_warnings is per context
                           (the default without a GIL)
-X trace_limit=MB        : how large the file of --trace may become (100)
Others are accepted and put into sys._xoptions.
`

// helpText returns the text of -h and its relatives.
func helpText(which, prog string) string {
	switch which {
	case "env":
		return envHelp
	case "xoptions":
		return xoptionsHelp
	}
	usage, _, _ := strings.Cut(usageLine(prog), "\n")
	s := usage + "\n" + optionsHelp
	if which == "all" {
		s += "\n" + envHelp + "\n" + xoptionsHelp
	}
	return s
}
