package main

// This file implements the document with the results.

import (
	"fmt"
	"strings"
)

// section is a part of the table: rows, and the sum of them.
type section struct {
	rows                                      strings.Builder
	modules, methods, oracle, counted, passed int
}

func (p *section) add(r moduleResult, c counts) {
	if c.missing {
		fmt.Fprintf(&p.rows, "| %s | not in this test package | | | | |\n", r.name)
		return
	}
	if forFreeThreading(r) {
		fmt.Fprintf(&p.rows, "| %s | %d | for free threading | %d | %d | %s |\n", r.name, len(r.weft.tests), c.total, c.passed, share(c.passed, c.total))
		p.modules++
		p.methods, p.counted, p.passed = p.methods+len(r.weft.tests), p.counted+c.total, p.passed+c.passed
		return
	}
	if len(r.oracle.tests) == 0 && r.oracle.trouble != "" {
		fmt.Fprintf(&p.rows, "| %s | does not load under CPython 3.14.6 | | | | |\n", r.name)
		return
	}
	passes := 0
	for _, o := range r.oracle.tests {
		if o.kind == "pass" {
			passes++
		}
	}
	fmt.Fprintf(&p.rows, "| %s | %d | %d | %d | %d | %s |\n", r.name, len(r.oracle.tests), passes, c.total, c.passed, share(c.passed, c.total))
	p.modules++
	p.methods, p.oracle, p.counted, p.passed = p.methods+len(r.oracle.tests), p.oracle+passes, p.counted+c.total, p.passed+c.passed
}

const head = `# CPython's own tests

Written by ` + "`make conformance TESTS=DIR`" + `; nobody edits it. DIR is the test package of an installed CPython, here that of %s; its modules run
unmodified, each under CPython 3.14.6 and under Weft on the same machine. A test method counts when CPython 3.14.6 passes it and the suite
does not mark it as a test of CPython's implementation. Each that counts and does not pass stands in ` + "`tests/conformance/skips.txt`" + ` with its
reason; the run fails when one is missing there, and when one there passes. Of free-threaded CPython's defaults, which are Weft's,
test_warnings runs with PYTHON_CONTEXT_AWARE_WARNINGS=0: those of CPython 3.13 assign to warnings.filters.

`

func document(version string, parts map[string]*section) string {
	var b strings.Builder
	fmt.Fprintf(&b, head, version)
	for _, part := range []struct {
		title string
		*section
	}{
		{"The language, its built-in types and its threads", parts["language"]},
		{"Modules of the library", parts["library"]},
		{"What waits: descriptors, sockets, event loops, executors, signals", parts["network"]},
		{"What programs lean on: files, processes, the command line, protocols, tools", parts["programs"]},
	} {
		if part.section == nil {
			continue
		}
		fmt.Fprintf(&b, "## %s\n\n| module | methods | CPython passes | of these count | Weft passes | share |\n|---|---:|---:|---:|---:|---:|\n", part.title)
		fmt.Fprintf(&b, "| **%d modules** | **%d** | **%d** | **%d** | **%d** | **%s** |\n%s\n", part.modules, part.methods, part.oracle, part.counted, part.passed, share(part.passed, part.counted), part.rows.String())
	}
	return strings.TrimSuffix(b.String(), "\n")
}
