// Package importer implements the import system's native part: __import__, the module _imp, and the finder and loader of the
// embedded library. The rest is CPython's own importlib, which runs on top of it as _frozen_importlib.
//
// Invariant: everything a program can see or replace (sys.modules, sys.meta_path, sys.path_hooks, builtins.__import__) is
// consulted as the Language Reference, section 5, says; the native code is only the fast path of the same algorithm.
//
// Concurrency: an Importer is immutable after New; per-runtime state is in sys.modules and in the importlib modules.
//
// Start reading at import.go.
package importer
