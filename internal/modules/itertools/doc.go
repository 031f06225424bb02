// Package itertools is the native module itertools (Library Reference, "itertools").
//
// Invariant: an iterator's state is guarded by its own object.Lock while Python code may run inside a step, so that threads that
// share an iterator never corrupt it; they may see its items in any order, each once.
//
// Start reading at itertools.go (the kit all iterators are made with), then the file of a family: infinite.go, filters.go,
// combinatoric.go, grouping.go.
package itertools
