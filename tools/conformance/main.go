// Command conformance runs CPython's own regression tests, unmodified, from an installed CPython's test package, each module in
// processes of its own, with Weft and with the oracle, and counts test methods.
//
// What the oracle itself does not pass or skips (an older CPython's tests are allowed) is not counted, and neither is what the
// suite itself marks as an implementation detail of CPython. Everything else has to pass, or stand in the skip file with its reason; a listed test that passes fails the run, and so does a failure that is not
// listed.
package main

// This file implements the command: finding the tests, running the modules, the verdict and the table.

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"
)

// language are the test modules for the language, its built-in types and its threads.
const language = `test_grammar test_syntax test_exceptions test_generators test_generator_stop test_coroutines test_asyncgen test_scope test_class
test_descr test_dict test_dictviews test_list test_set test_tuple test_str test_bytes test_int test_long test_float test_complex test_bool
test_slice test_range test_iter test_enumerate test_builtin test_types test_fstring test_format test_unpack test_unpack_ex test_with test_patma
test_named_expressions test_decorators test_property test_super test_metaclass test_subclassinit test_raise test_traceback
test_exception_group test_except_star test_typechecks test_compare test_contains test_keywordonlyarg test_positional_only_arg
test_listcomps test_dictcomps test_setcomps test_genexps test_pow test_augassign test_global test_string_literals test_eof
test_type_params test_type_aliases test_type_annotations test_threading test_thread test_queue test_threading_local
test_free_threading`

// library are test modules for modules of the standard library.
const library = `test_json test_pickle test_csv test_symtable test_statistics test_copy test_copyreg test_cmath test_array test_datetime test_zlib test_gzip test_zipfile test_tarfile test_zipimport test_bz2 test_decimal
test_memoryview test_userdict test_userlist test_userstring test_re test_struct test_itertools test_functools test_collections test_math test_heapq
test_bisect test_random test_string test_textwrap test_operator test_deque test_defaultdict test_ordered_dict test_sort test_hash test_index
test_strtod test_structseq test_iterlen test_binop test_unary test_extcall test_funcattrs test_print test_isinstance test_reprlib test_enum
test_fractions test_numeric_tower test_abc test_contextlib test_weakset test_colorsys test_keyword test_pprint test_graphlib
test_difflib test_base64 test_binascii test_calendar test_shlex test_fnmatch test_int_literal test_html test_quopri test_urlparse test_charmapcodec test_stringprep`

// network are test modules for what waits: descriptors, sockets, event loops, executors, signals beside threads.
const network = `test_socket test_select test_selectors test_poll test_epoll test_socketserver test_threadsignals test_signal test_eintr
test_concurrent_futures.test_thread_pool test_concurrent_futures.test_as_completed test_concurrent_futures.test_future
test_concurrent_futures.test_init test_concurrent_futures.test_shutdown test_concurrent_futures.test_wait
test_asyncio.test_base_events test_asyncio.test_buffered_proto test_asyncio.test_context test_asyncio.test_eager_task_factory
test_asyncio.test_events test_asyncio.test_futures test_asyncio.test_futures2 test_asyncio.test_locks test_asyncio.test_pep492
test_asyncio.test_protocols test_asyncio.test_queues test_asyncio.test_runners test_asyncio.test_selector_events
test_asyncio.test_sendfile test_asyncio.test_server test_asyncio.test_sock_lowlevel test_asyncio.test_staggered
test_asyncio.test_streams test_asyncio.test_subprocess test_asyncio.test_taskgroups test_asyncio.test_tasks
test_asyncio.test_threads test_asyncio.test_timeouts test_asyncio.test_transports test_asyncio.test_unix_events
test_asyncio.test_waitfor`

// programs are test modules for what programs lean on: files, processes, the command line, the network's protocols, the library's tools.
const programs = `test_io test_fileio test_subprocess test_logging test_unittest test_httpservers test_httplib test_sys test_runpy test_cmd_line
test_cmd_line_script test_argparse test_inspect test_tempfile test_shutil test_glob test_contextlib_async test_dataclasses test_weakref
test_doctest test_importlib test_codecs test_unicodedata test_locale test_configparser test_sched test_timeit test_profile
test_sys_setprofile test_tokenize test_codeop test_threadedtempfile test_dbm_dumb test_zipapp test_email test_resource test_marshal
test_pkgutil test_module test_smtplib test_mailbox test_pydoc test_yield_from test_genericalias test_urllib test_urllib2
test_urllib2_localnet test_hashlib test_uuid test_warnings test_ast test_gc test_faulthandler test_time test_posix test_os test_pdb
test_sys_settrace test_repl`

// models are the ways to run threads, as the skip file names them.
var models = []string{"goroutine", "os", "single", "gil"}

type settings struct {
	weft, oracle, tests, skips, out, work string
	threads                               string // a threading model, or "gil"
	path                                  string // further folders for PYTHONPATH
	results                               string // folder that keeps Weft's results; none: they are not kept
	only                                  *regexp.Regexp
	jobs                                  int
	quiet                                 time.Duration // a process that reports nothing for so long is stopped
	update                                bool
}

func main() {
	var s settings
	flag.StringVar(&s.weft, "weft", "../bin/weft", "the Weft executable")
	flag.StringVar(&s.oracle, "oracle", "../.oracle/bin/python3", "the CPython 3.14 executable; none: everything counts")
	flag.StringVar(&s.tests, "tests", "", "the test package of an installed CPython; default: the newest found of 3.14 and 3.13")
	flag.StringVar(&s.skips, "skips", "../tests/conformance/skips.txt", "the list of tests that do not pass")
	flag.StringVar(&s.out, "out", "../docs/conformance.md", "the document to write after a run of all modules; - for none")
	flag.StringVar(&s.threads, "threads", "goroutine", "Weft's threading model: goroutine, os, single, or gil for goroutine with a GIL")
	flag.StringVar(&s.path, "path", "", "further folders in which Weft looks for modules, for work on what is not written yet")
	flag.StringVar(&s.results, "results", "", "a folder that keeps Weft's results: a module that is in it is not run again")
	only := flag.String("only", "", "a regular expression: only modules it matches")
	flag.IntVar(&s.jobs, "j", 2, "modules at a time")
	flag.DurationVar(&s.quiet, "quiet", 90*time.Second, "stop a process that reports nothing for so long")
	flag.BoolVar(&s.update, "update", false, "rewrite the skip file: keep reasons, add new failures with their errors, drop what passes")
	flag.Parse()
	var err error
	if !slices.Contains(models, s.threads) {
		err = fmt.Errorf("-threads: %q is none of %v", s.threads, models)
	} else if s.only, err = regexp.Compile(*only); err == nil {
		err = run(s)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "conformance:", err)
		os.Exit(1)
	}
}

// moduleResult is what one module's tests did on both sides.
type moduleResult struct {
	name         string
	weft, oracle outcome
}

func run(s settings) error {
	if s.tests == "" {
		if s.tests = findTests(); s.tests == "" {
			return fmt.Errorf("no test package of CPython 3.14 or 3.13 found: give -tests DIR (make conformance TESTS=DIR)")
		}
	}
	for _, p := range []*string{&s.weft, &s.oracle, &s.tests} {
		if *p == "none" {
			continue
		}
		abs, err := filepath.Abs(*p)
		if err != nil {
			return err
		}
		if _, err := os.Stat(abs); err != nil {
			return err
		}
		*p = abs
	}
	listed, err := readSkips(s.skips)
	if err != nil {
		return err
	}
	// The test package is reached through a link, so that the rest of its library stays out of the path.
	if s.work, err = os.MkdirTemp("", "conformance"); err != nil {
		return err
	}
	defer os.RemoveAll(s.work)
	if err := os.Symlink(s.tests, filepath.Join(s.work, "test")); err != nil {
		return err
	}
	driver := filepath.Join(s.work, "driver.py")
	if err := os.WriteFile(driver, driverSource, 0o644); err != nil {
		return err
	}
	if err := os.CopyFS(s.work, standins); err != nil {
		return err
	}
	fmt.Printf("tests: %s\n", s.tests)

	var names []string
	for _, m := range strings.Fields(language + " " + library + " " + network + " " + programs) {
		if s.only.MatchString(m) {
			names = append(names, m)
		}
	}
	results := make([]moduleResult, len(names))
	var wg sync.WaitGroup
	slots := make(chan struct{}, s.jobs)
	for i, name := range names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			slots <- struct{}{}
			defer func() { <-slots }()
			r := moduleResult{name: name}
			file := filepath.Join(s.tests, filepath.FromSlash(strings.ReplaceAll(name, ".", "/")))
			if !exists(file+".py") && !exists(filepath.Join(file, "__init__.py")) {
				results[i] = r
				return
			}
			if s.oracle != "none" {
				r.oracle = baseline(s, name)
			}
			r.weft = ofWeft(s, name)
			results[i] = r
			c := count(r, s.oracle == "none")
			fmt.Printf("%-28s %4d of %4d pass%s\n", name, c.passed, c.total, c.note())
		}()
	}
	wg.Wait()
	return verdict(s, results, listed)
}

func exists(p string) bool {
	_, err := os.Stat(p)
	return err == nil
}

func findTests() string {
	home, _ := os.UserHomeDir()
	for _, v := range []string{"3.14", "3.13"} {
		for _, pattern := range []string{"/usr/local/lib/python" + v + "/test", "/usr/lib/python" + v + "/test", home + "/.pyenv/versions/" + v + ".*/lib/python" + v + "/test"} {
			found, _ := filepath.Glob(pattern)
			for _, dir := range found {
				if exists(filepath.Join(dir, "test_grammar.py")) {
					return dir
				}
			}
		}
	}
	return ""
}

// counts of one module: what counts is what the oracle passes.
type counts struct {
	total, passed int
	detail        int               // tests of CPython's details, marked so by the suite: not in total
	failures      map[string]string // id to reason
	missing       bool
}

// isDetail reports whether a test was left out for being about CPython's own way of doing things (test.support.cpython_only).
func isDetail(r result) bool {
	return r.kind == "skip" && strings.HasPrefix(r.why, "implementation detail specific to cpython")
}

// forFreeThreading reports whether the oracle skipped the module because it has a GIL: then what Weft runs of it counts.
func forFreeThreading(r moduleResult) bool {
	return len(r.oracle.tests) == 0 && strings.Contains(r.oracle.trouble, "GIL enabled")
}

func (c counts) note() string {
	if c.missing {
		return "  (not in this test package)"
	}
	return ""
}

func count(r moduleResult, noOracle bool) counts {
	c := counts{failures: map[string]string{}, missing: r.weft.tests == nil && r.oracle.tests == nil}
	base := r.oracle.tests
	if noOracle = noOracle || forFreeThreading(r); noOracle {
		base = r.weft.tests
	}
	for id, o := range base {
		if !noOracle && o.kind != "pass" || o.kind == "skip" {
			continue
		}
		w, ran := r.weft.tests[id]
		if isDetail(w) {
			c.detail++
			continue
		}
		c.total++
		switch {
		case ran && w.kind == "pass":
			c.passed++
		case ran && w.why != "":
			c.failures[id] = w.kind + ": " + w.why
		case ran:
			c.failures[id] = w.kind
		case r.weft.trouble != "":
			c.failures[id] = "not run: " + r.weft.trouble
		default:
			c.failures[id] = "not run"
		}
	}
	return c
}

// verdict compares with the list, writes the table, and says whether the run is good.
func verdict(s settings, results []moduleResult, listed []skip) error {
	var unlisted, stale []string
	now := map[string]string{}
	passes := map[string]bool{}
	used := map[string]bool{}
	parts := map[string]*section{}
	sum := &section{}
	for _, r := range results {
		part := "library"
		if slices.Contains(strings.Fields(language), r.name) {
			part = "language"
		} else if slices.Contains(strings.Fields(network), r.name) {
			part = "network"
		} else if slices.Contains(strings.Fields(programs), r.name) {
			part = "programs"
		}
		if parts[part] == nil {
			parts[part] = &section{}
		}
		c := count(r, s.oracle == "none")
		parts[part].add(r, c)
		sum.add(r, c)
		for id, why := range c.failures {
			if k := find(listed, id, s.threads); k != nil {
				used[k.id] = true
				now[k.id] = k.reason
			} else {
				unlisted = append(unlisted, id+"\t"+why)
				now[id] = why
			}
		}
		for id, w := range r.weft.tests {
			if w.kind != "pass" || c.failures[id] != "" {
				continue
			}
			passes[id] = true
			if k := find(listed, id, s.threads); k != nil && k.id == id && !k.sometimes {
				stale = append(stale, id)
			}
		}
	}
	sort.Strings(unlisted)
	sort.Strings(stale)
	fmt.Printf("%d of %d test methods pass (%s)\n", sum.passed, sum.counted, share(sum.passed, sum.counted))
	if s.out != "-" && s.only.String() == "" && s.threads == "goroutine" {
		if err := os.WriteFile(s.out, []byte(document(version(s.tests), parts)), 0o644); err != nil {
			return err
		}
	}
	if s.update {
		return writeSkips(s.skips, listed, now, passes)
	}
	for _, u := range unlisted {
		id, why, _ := strings.Cut(u, "\t")
		fmt.Printf("FAILS, not listed: %s\n    %s\n", id, why)
	}
	for _, id := range stale {
		fmt.Printf("PASSES, but is listed: %s\n", id)
	}
	if len(unlisted)+len(stale) > 0 {
		return fmt.Errorf("%d failures are not in %s, %d tests in it pass", len(unlisted), s.skips, len(stale))
	}
	return nil
}

func share(n, of int) string {
	if of == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f%%", 100*float64(n)/float64(of))
}

func version(tests string) string {
	return "CPython " + strings.TrimPrefix(filepath.Base(filepath.Dir(tests)), "python")
}
