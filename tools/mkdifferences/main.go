// Command mkdifferences writes docs/differences.md from the programs in tests/differences.
package main

// This file implements the command.

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

func main() {
	dir := flag.String("dir", "../tests/differences", "where the programs are")
	out := flag.String("out", "../docs/differences.md", "the page to write")
	check := flag.Bool("check", false, "compare instead of writing")
	flag.Parse()
	if err := run(*dir, *out, *check); err != nil {
		fmt.Fprintln(os.Stderr, "mkdifferences:", err)
		os.Exit(1)
	}
}

func run(dir, out string, check bool) error {
	text, err := page(dir)
	if err != nil {
		return err
	}
	if check {
		have, err := os.ReadFile(out)
		if err != nil {
			return err
		}
		if string(have) != text {
			return fmt.Errorf("%s is not what tests/differences says: run make docs", out)
		}
		return nil
	}
	return os.WriteFile(out, []byte(text), 0o644)
}

// page makes the whole page; programs are in the order of their names.
func page(dir string) (string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.py"))
	if err != nil {
		return "", err
	}
	sort.Strings(files)
	var b strings.Builder
	b.WriteString("# Differences from CPython\n\nWhere Weft differs from CPython 3.14.6 on purpose. Made by `tools/mkdifferences` from the programs in `tests/differences/`, each of\n" +
		"which a test runs; edit those. What merely does not work yet is not listed here: `tests/conformance/` and the changelog tell of that.\n")
	if len(files) == 0 {
		b.WriteString("\nThere are none yet.\n")
	}
	for _, f := range files {
		src, err := os.ReadFile(f)
		if err != nil {
			return "", err
		}
		head, code, err := cut(f, string(src))
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n```python\n%s```\n", head["title"], head["cause"], code)
		base := strings.TrimSuffix(f, ".py")
		for _, side := range [][2]string{{"CPython 3.14.6", ".out"}, {"Weft", ".weft.out"}} {
			text, err := os.ReadFile(base + side[1])
			if err != nil {
				return "", err
			}
			fmt.Fprintf(&b, "\n%s:\n\n```\n%s```\n", side[0], text)
		}
		fmt.Fprintf(&b, "\n*Instead:* %s\n", head["workaround"])
	}
	return b.String(), nil
}

// cut separates the header's fields from the code; a field goes on over comment lines that begin with two spaces.
func cut(file, src string) (head map[string]string, code string, err error) {
	head = map[string]string{}
	key := ""
	lines := strings.SplitAfter(src, "\n")
	i := 0
	for ; i < len(lines) && strings.HasPrefix(lines[i], "#"); i++ {
		text := strings.TrimRight(strings.TrimPrefix(lines[i], "#"), "\n")
		if strings.HasPrefix(text, "   ") && key != "" {
			head[key] += " " + strings.TrimSpace(text)
			continue
		}
		k, v, ok := strings.Cut(strings.TrimSpace(text), ": ")
		if !ok {
			return nil, "", fmt.Errorf("%s:%d: not a field: %q", file, i+1, text)
		}
		key = k
		head[k] = v
	}
	for _, k := range []string{"title", "cause", "workaround"} {
		if head[k] == "" {
			return nil, "", fmt.Errorf("%s has no %s", file, k)
		}
	}
	return head, strings.TrimLeft(strings.Join(lines[i:], ""), "\n"), nil
}
