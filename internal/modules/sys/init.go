// This file implements the module's constants: version, platform, flags, numeric limits.

package sys

import (
	"math"
	"os"
	"path/filepath"
	"runtime"

	"weft/internal/object"
)

// The struct sequences of the module.
var (
	versionInfo   = object.NewStructSeq("sys.version_info", "major", "minor", "micro", "releaselevel", "serial").Closed()
	flagsSeq      = object.NewStructSeq("sys.flags", "debug", "inspect", "interactive", "optimize", "dont_write_bytecode", "no_user_site", "no_site", "ignore_environment", "verbose", "bytes_warning", "quiet", "hash_randomization", "isolated", "dev_mode", "utf8_mode", "warn_default_encoding", "safe_path", "int_max_str_digits", "gil?", "thread_inherit_context?", "context_aware_warnings?").Closed()
	floatInfo     = object.NewStructSeq("sys.float_info", "max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig", "epsilon", "radix", "rounds")
	intInfo       = object.NewStructSeq("sys.int_info", "bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold")
	hashInfo      = object.NewStructSeq("sys.hash_info", "width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff")
	threadInfo    = object.NewStructSeq("sys.thread_info", "name", "lock", "version")
	asyncgenHooks = object.NewStructSeq("asyncgen_hooks", "firstiter", "finalizer")
)

func exec(th *thread, m *object.Module) error {
	d := m.Dict()
	str := object.NewStr
	num := func(n int) value { return object.Int(int64(n)) }
	cfg := &th.Rt.Config

	release := versionInfo.New(th, num(major), num(minor), num(micro), str("final"), num(0))
	d.SetName("version_info", release)
	d.SetName("hexversion", num(hexversion))
	d.SetName("version", str(VersionText()))
	d.SetName("api_version", num(1013))
	d.SetName("copyright", str("Copyright (c) The Weft authors. Licensed under the Apache License, Version 2.0.\n\nThe Python library: Copyright (c) 2001 Python Software Foundation.\nAll Rights Reserved."))
	d.SetName("platform", str(runtime.GOOS))
	d.SetName("byteorder", str("little"))
	d.SetName("maxsize", object.Int(math.MaxInt64))
	d.SetName("maxunicode", num(0x10FFFF))
	d.SetName("float_repr_style", str("short"))
	d.SetName("abiflags", str(""))
	d.SetName("platlibdir", str("lib"))
	cachePrefix, given := cfg.Options["pycache_prefix"]
	if !given && cfg.Flags.IgnoreEnvironment == 0 {
		cachePrefix = os.Getenv("PYTHONPYCACHEPREFIX")
	}
	d.SetName("pycache_prefix", object.None)
	if cachePrefix != "" {
		d.SetName("pycache_prefix", str(object.DecodeFS(cachePrefix)))
	}
	// What is written before there are streams goes straight to the descriptor.
	printer := object.ReadyType(printerSpec()).New()
	d.SetName("stderr", printer)
	d.SetName("__stderr__", printer)
	d.SetName("dont_write_bytecode", object.Bool(cfg.Flags.DontWriteBytecode != 0))
	d.SetName("_framework", str(""))
	d.SetName("_git", object.TupleOf(str("weft"), str(""), str("")))
	d.SetName("_xoptions", xoptions(cfg.Options))

	mon, err := monitoring(th)
	if err != nil {
		return err
	}
	d.SetName("monitoring", mon)
	d.SetName("_jit", jitModule(th))

	impl, err := implementation(th)
	if err != nil {
		return err
	}
	d.SetName("implementation", impl)

	std := object.NewFrozenSet()
	for _, n := range stdlibModuleNames() {
		if err := std.Add(th, object.Intern(n).Value()); err != nil {
			return err
		}
	}
	d.SetName("stdlib_module_names", std.Value())
	d.SetName("_home", object.None)
	names := builtinNames(th)
	d.SetName("builtin_module_names", names)
	d.SetName("executable", str(cfg.Executable))
	d.SetName("_base_executable", str(cfg.Executable))
	d.SetName("_stdlib_dir", str(cfg.LibraryDir))
	prefix := filepath.Dir(filepath.Dir(cfg.LibraryDir))
	for _, n := range []string{"prefix", "exec_prefix", "base_prefix", "base_exec_prefix"} {
		d.SetName(n, str(prefix))
	}
	argv := make([]value, len(cfg.Args))
	for i, a := range cfg.Args {
		argv[i] = str(object.DecodeFS(a))
	}
	d.SetName("argv", object.NewList(argv).Value())
	orig := make([]value, len(os.Args))
	for i, a := range os.Args {
		orig[i] = str(object.DecodeFS(a))
	}
	d.SetName("orig_argv", object.NewList(orig).Value())
	d.SetName("path", object.NewList([]value{str(cfg.LibraryDir)}).Value())
	d.SetName("meta_path", object.NewList(nil).Value())
	d.SetName("path_hooks", object.NewList(nil).Value())
	d.SetName("path_importer_cache", object.NewDict().Value())
	warn := make([]value, len(cfg.Flags.Warnings))
	for i, w := range cfg.Flags.Warnings {
		warn[i] = str(w)
	}
	d.SetName("warnoptions", object.NewList(warn).Value())

	f := &cfg.Flags
	gil, free := object.SmallInt(0), 1
	if cfg.GIL {
		gil, free = object.SmallInt(1), 0
	}
	threadFlag := func(n *int) value {
		if n == nil {
			return num(free)
		}
		return num(*n)
	}
	if v := d; v != nil {
		d.SetName("flags", flagsSeq.New(th, num(f.Debug), num(f.Inspect), num(f.Interactive), num(f.Optimize), num(f.DontWriteBytecode),
			num(f.NoUserSite), num(f.NoSite), num(f.IgnoreEnvironment), num(f.Verbose), num(f.BytesWarning), num(f.Quiet),
			num(f.HashRandomization), num(f.Isolated), object.Bool(f.DevMode), num(f.UTF8Mode), num(f.WarnDefaultEncoding),
			object.Bool(f.SafePath), num(th.Rt.IntMaxStrDigits()), gil, threadFlag(f.ThreadInheritContext),
			threadFlag(f.ContextAwareWarnings)))
	}
	d.SetName("float_info", floatInfo.New(th, object.Float(math.MaxFloat64), num(1024), num(308), object.Float(2.2250738585072014e-308),
		num(-1021), num(-307), num(15), num(53), object.Float(2.220446049250313e-16), num(2), num(1)))
	d.SetName("int_info", intInfo.New(th, num(30), num(4), num(4300), num(640)))
	d.SetName("hash_info", hashInfo.New(th, num(64), object.Int(1<<61-1), num(314159), num(0), num(1000003), str("siphash13"), num(64), num(128), num(0)))
	d.SetName("thread_info", threadInfo.New(th, str("pthread"), str("semaphore"), str(runtime.Version())))
	for _, n := range []string{"displayhook", "excepthook", "breakpointhook"} {
		d.SetName(n, d.GetName("__"+n+"__"))
	}
	return nil
}

func xoptions(opts map[string]string) value {
	d := object.NewDict()
	for k, v := range opts {
		if v == "" {
			d.SetName(k, object.True)
		} else {
			d.SetName(k, object.NewStr(v))
		}
	}
	return d.Value()
}

// implementation is sys.implementation.
func implementation(th *thread) (value, error) {
	num := func(n int) value { return object.Int(int64(n)) }
	ns := object.NewDict()
	ns.SetName("name", object.NewStr("weft"))
	ns.SetName("cache_tag", object.NewStr("weft-314"))
	ns.SetName("version", versionInfo.New(th, num(WeftMajor), num(WeftMinor), num(WeftMicro), object.NewStr("alpha"), num(0)))
	ns.SetName("hexversion", num(WeftMajor<<24|WeftMinor<<16|WeftMicro<<8|0xa0))
	ns.SetName("_multiarch", object.NewStr(object.Multiarch()))
	ns.SetName("supports_isolated_interpreters", object.False)
	return object.NewNamespace(th, ns)
}

func builtinNames(th *thread) value {
	var out []value
	for _, n := range th.Rt.Config.NativeNames {
		out = append(out, object.NewStr(n))
	}
	return object.NewTuple(out).Value()
}
