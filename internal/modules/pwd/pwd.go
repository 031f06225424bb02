// Package pwd is the native module pwd: the users of the system (Library Reference, "pwd"), as /etc/passwd lists them.
package pwd

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

var passwd = object.NewStructSeq("pwd.struct_passwd", "pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell")

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "pwd",
		Doc:  "The users of the system.",
		Methods: []object.Method{
			{Name: "getpwall", Sig: "()", Fn: pwdGetpwall, Doc: "Return a list of all users."},
			{Name: "getpwnam", Sig: "(name, /)", Fn: pwdGetpwnam, Doc: "Return the user with a name."},
			{Name: "getpwuid", Sig: "(uidobj, /)", Fn: pwdGetpwuid, Doc: "Return the user with a number."},
		},
		Exec: func(th *thread, m *object.Module) error {
			m.Dict().SetName("struct_passwd", passwd.Ready().Value())
			return nil
		},
	}
}

// entries calls f with the fields of each entry until it returns false.
func entries(f func(e []string, uid, gid int64) bool) {
	file, err := os.Open("/etc/passwd")
	if err != nil {
		return // no users are known
	}
	defer file.Close()
	for s := bufio.NewScanner(file); s.Scan(); {
		e := strings.Split(s.Text(), ":")
		if len(e) < 7 || strings.HasPrefix(e[0], "#") {
			continue
		}
		uid, err1 := strconv.ParseInt(e[2], 10, 64)
		gid, err2 := strconv.ParseInt(e[3], 10, 64)
		if err1 == nil && err2 == nil && !f(e, uid, gid) {
			return
		}
	}
}

func entry(th *thread, e []string, uid, gid int64) value {
	s := func(t string) value { return object.NewStr(object.DecodeFS(t)) }
	return passwd.New(th, s(e[0]), s(e[1]), object.Int(uid), object.Int(gid), s(e[4]), s(e[5]), s(e[6]))
}

func pwdGetpwall(th *thread, args []value) (value, error) {
	out := object.NewList(nil)
	entries(func(e []string, uid, gid int64) bool {
		out.Append(entry(th, e, uid, gid))
		return true
	})
	return out.Value(), nil
}

func pwdGetpwnam(th *thread, args []value) (found value, err error) {
	if !object.IsStr(args[0]) {
		return value{}, object.TypeErrorf(th, "getpwnam() argument must be str, not %s", object.ArgTypeName(args[0]))
	}
	name := object.EncodeFS(object.AsStr(args[0]).String())
	if strings.IndexByte(name, 0) >= 0 {
		return value{}, object.ValueErrorf(th, "embedded null byte")
	}
	entries(func(e []string, uid, gid int64) bool {
		if e[0] == name {
			found = entry(th, e, uid, gid)
		}
		return found.IsAbsent()
	})
	if found.IsAbsent() {
		r, err := object.ReprString(th, args[0])
		if err != nil {
			return value{}, err
		}
		return value{}, object.KeyError(th, object.NewStr("getpwnam(): name not found: "+r))
	}
	return found, nil
}

func pwdGetpwuid(th *thread, args []value) (found value, err error) {
	if args[0].Type().Slots().Index == nil {
		return value{}, object.TypeErrorf(th, "uid should be integer, not %s", args[0].Type().DisplayName())
	}
	i, err := object.Index(th, args[0])
	if err != nil {
		return value{}, err
	}
	n, ok := object.Int64(i)
	if !ok || n < -1 || n > 1<<32-1 {
		return value{}, object.KeyError(th, object.NewStr("getpwuid(): uid not found"))
	}
	entries(func(e []string, uid, gid int64) bool {
		if uid == n {
			found = entry(th, e, uid, gid)
		}
		return found.IsAbsent()
	})
	if found.IsAbsent() {
		return value{}, object.KeyError(th, object.NewStr("getpwuid(): uid not found: "+strconv.FormatInt(n, 10)))
	}
	return found, nil
}
