// This file implements what the library's posixpath does in C: _path_normpath and _path_splitroot_ex; and fspath.

package posix

import (
	"strings"

	"weft/internal/object"
)

// pathText returns the text of a path for functions that only look at it, and how to make a result of the same type.
func pathText(th *thread, v value) (string, func(string) value, error) {
	r, err := fspath(th, v)
	if err != nil {
		return "", nil, err
	}
	if object.IsBytes(r) {
		return object.AsBytes(r).String(), object.NewBytes, nil
	}
	return object.AsStr(r).String(), object.NewStr, nil
}

func posixPathNormpath(th *thread, args []value) (value, error) {
	s, wrap, err := pathText(th, args[0])
	if err != nil {
		return value{}, err
	}
	return wrap(normpath(s)), nil
}

// normpath collapses "//", "." and "..": two leading slashes, but not three, are kept (POSIX).
func normpath(s string) string {
	if s == "" {
		return "."
	}
	root, rest := splitroot(s)
	var parts []string
	for rest != "" {
		var p string
		p, rest, _ = strings.Cut(rest, "/")
		switch p {
		case "", ".":
		case "..":
			if n := len(parts); n > 0 && parts[n-1] != ".." {
				parts = parts[:n-1]
			} else if root == "" {
				parts = append(parts, p)
			}
		default:
			parts = append(parts, p)
		}
	}
	if out := root + strings.Join(parts, "/"); out != "" {
		return out
	}
	return "."
}

func splitroot(s string) (root, rest string) {
	switch {
	case !strings.HasPrefix(s, "/"):
		return "", s
	case !strings.HasPrefix(s, "//") || strings.HasPrefix(s, "///"):
		return s[:1], s[1:]
	}
	return s[:2], s[2:]
}

func posixPathSplitrootEx(th *thread, args []value) (value, error) {
	s, wrap, err := pathText(th, args[0])
	if err != nil {
		return value{}, err
	}
	root, rest := splitroot(s)
	return object.TupleOf(wrap(""), wrap(root), wrap(rest)), nil
}

func posixFspath(th *thread, args []value) (value, error) { return fspath(th, args[0]) }
