// Package grp is the native module grp: the groups of the system (Library Reference, "grp"), as /etc/group lists them.
package grp

// This file implements the module.

import (
	"bufio"
	"os"
	"strconv"
	"strings"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

var group = object.NewStructSeq("grp.struct_group", "gr_name", "gr_passwd", "gr_gid", "gr_mem")

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "grp",
		Doc:  "The groups of the system.",
		Methods: []object.Method{
			{Name: "getgrall", Sig: "()", Fn: grpGetgrall, Doc: "Return a list of all groups."},
			{Name: "getgrgid", Sig: "(id)", Fn: grpGetgrgid, Doc: "Return the group with a number."},
			{Name: "getgrnam", Sig: "(name)", Fn: grpGetgrnam, Doc: "Return the group with a name."},
		},
		Exec: func(th *thread, m *object.Module) error {
			m.Dict().SetName("struct_group", group.Ready().Value())
			return nil
		},
	}
}

// entries calls f with the fields of each entry until it returns false.
func entries(f func(e []string, gid int64) bool) {
	file, err := os.Open("/etc/group")
	if err != nil {
		return // no groups are known
	}
	defer file.Close()
	for s := bufio.NewScanner(file); s.Scan(); {
		e := strings.Split(s.Text(), ":")
		if len(e) < 4 || strings.HasPrefix(e[0], "#") {
			continue
		}
		if gid, err := strconv.ParseInt(e[2], 10, 64); err == nil && !f(e, gid) {
			return
		}
	}
}

func entry(th *thread, e []string, gid int64) value {
	s := func(t string) value { return object.NewStr(object.DecodeFS(t)) }
	var members []value
	if e[3] != "" {
		for _, m := range strings.Split(e[3], ",") {
			members = append(members, s(m))
		}
	}
	return group.New(th, s(e[0]), s(e[1]), object.Int(gid), object.NewList(members).Value())
}

func grpGetgrall(th *thread, args []value) (value, error) {
	out := object.NewList(nil)
	entries(func(e []string, gid int64) bool {
		out.Append(entry(th, e, gid))
		return true
	})
	return out.Value(), nil
}

func grpGetgrnam(th *thread, args []value) (found value, err error) {
	if !object.IsStr(args[0]) {
		return value{}, object.TypeErrorf(th, "getgrnam() argument 'name' must be str, not %s", object.ArgTypeName(args[0]))
	}
	name := object.EncodeFS(object.AsStr(args[0]).String())
	if strings.IndexByte(name, 0) >= 0 {
		return value{}, object.ValueErrorf(th, "embedded null byte")
	}
	entries(func(e []string, gid int64) bool {
		if e[0] == name {
			found = entry(th, e, gid)
		}
		return found.IsAbsent()
	})
	if found.IsAbsent() {
		r, err := object.ReprString(th, args[0])
		if err != nil {
			return value{}, err
		}
		return value{}, object.KeyError(th, object.NewStr("getgrnam(): name not found: "+r))
	}
	return found, nil
}

func grpGetgrgid(th *thread, args []value) (found value, err error) {
	if args[0].Type().Slots().Index == nil {
		return value{}, object.TypeErrorf(th, "gid should be integer, not %s", args[0].Type().DisplayName())
	}
	i, err := object.Index(th, args[0])
	if err != nil {
		return value{}, err
	}
	n, ok := object.Int64(i)
	if !ok || n < -1 || n > 1<<32-1 {
		r, err := object.ReprString(th, i)
		if err != nil {
			return value{}, err
		}
		return value{}, object.KeyError(th, object.NewStr("getgrgid(): gid not found: "+r))
	}
	entries(func(e []string, gid int64) bool {
		if gid == n {
			found = entry(th, e, gid)
		}
		return found.IsAbsent()
	})
	if found.IsAbsent() {
		return value{}, object.KeyError(th, object.NewStr("getgrgid(): gid not found: "+strconv.FormatInt(n, 10)))
	}
	return found, nil
}
