// Package packfile is the container that holds Weft's embedded Python library: many small files, each with its source and,
// when it was precompiled, its compiled form, found by path in constant time without unpacking or indexing anything else.
//
// The one invariant: a pack is immutable bytes. Open checks the header and keeps the fixed-size tables; every other byte is
// read only when an entry is asked for, so opening costs microseconds however large the library is.
//
// A *Reader is safe for use by many goroutines at once; a *Writer belongs to one.
//
// Layout, all integers little-endian, all offsets from the start of the file:
//
//	header   64 bytes   magic "WEFTPAK1", counts, table offsets, sha256 of everything else
//	entries  n × 40     sorted by path: path, source and code locations
//	hash     m × 4      m a power of two ≥ 2n: entry number + 1, or 0; linear probing from fnv1a32(path) & (m-1)
//	strings             code tag, then the paths
//	blobs               sources (deflated when that is smaller) and code (stored as it is)
//
// Start reading at reader.go.
package packfile
