// Package sysconfigdata is the native module that sysconfig reads its build-time variables from. CPython writes it when it is
// configured, under a name that ends with the platform; ours says of Weft what holds of it. There is no C compiler, header file
// or shared library to speak of, so variables about them are empty or missing.
package sysconfigdata

// This file implements the module.

import (
	"path/filepath"
	"runtime"

	"weft/internal/object"
)

type thread = object.Thread

// Name returns the module's name: what sysconfig makes of sys.abiflags, sys.platform and sys.implementation._multiarch.
func Name() string { return "_sysconfigdata__" + runtime.GOOS + "_" + object.Multiarch() }

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: Name(),
		Doc:  "Variables of the build, for sysconfig.",
		Exec: func(th *thread, m *object.Module) error {
			m.Dict().SetName("build_time_vars", buildTimeVars(filepath.Dir(filepath.Dir(th.Rt.Config.LibraryDir))).Value())
			return nil
		},
	}
}

// buildTimeVars returns the variables; prefix is sys.prefix.
func buildTimeVars(prefix string) *object.Dict {
	d := object.NewDict()
	for _, v := range []struct{ name, text string }{
		{"ABIFLAGS", ""},
		{"ARFLAGS", ""},
		{"BINDIR", prefix + "/bin"},
		{"BINLIBDEST", prefix + "/lib/python3.14"},
		{"CFLAGS", ""},
		{"CONFIG_ARGS", ""},
		{"CPPFLAGS", ""},
		{"EXE", ""},
		{"EXT_SUFFIX", ".weft-314-" + object.Multiarch() + ".so"},
		{"INCLUDEPY", prefix + "/include/python3.14"},
		{"LDFLAGS", ""},
		{"LDLIBRARY", ""},
		{"LIBDEST", prefix + "/lib/python3.14"},
		{"LIBDIR", prefix + "/lib"},
		{"LIBPYTHON", ""},
		{"LIBRARY", ""},
		{"MACHDEP", runtime.GOOS},
		{"MULTIARCH", object.Multiarch()},
		{"PLATLIBDIR", "lib"},
		{"PYTHONFRAMEWORK", ""},
		{"PY_CFLAGS", ""},
		{"PY_BUILTIN_HASHLIB_HASHES", "md5,sha1,sha2,sha3,blake2"},
		{"SHLIB_SUFFIX", ".so"},
		{"SOABI", "weft-314-" + object.Multiarch()},
		{"TEST_MODULES", "yes"},
		{"TZPATH", "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo"},
		{"VERSION", "3.14"},
		{"WHEEL_PKG_DIR", ""},
		{"exec_prefix", prefix},
		{"prefix", prefix},
	} {
		d.SetName(v.name, object.NewStr(v.text))
	}
	for _, v := range []struct {
		name string
		n    int64
	}{
		{"Py_DEBUG", 0},
		{"Py_ENABLE_SHARED", 0},
		{"Py_GIL_DISABLED", 1},
		{"Py_HASH_ALGORITHM", 0},
		{"Py_TRACE_REFS", 0},
		{"SIZEOF_INT", 4},
		{"SIZEOF_LONG", 8},
		{"SIZEOF_SIZE_T", 8},
		{"SIZEOF_TIME_T", 8},
		{"SIZEOF_VOID_P", 8},
		{"SIZEOF_WCHAR_T", 4},
		{"WITH_DOC_STRINGS", 1},
		{"WITH_DTRACE", 0},
		{"WITH_FREELISTS", 0},
		{"WITH_PYMALLOC", 0},
	} {
		d.SetName(v.name, object.SmallInt(v.n))
	}
	return d
}
