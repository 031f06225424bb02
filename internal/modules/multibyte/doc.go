// Package multibyte is the native modules _multibytecodec, _codecs_cn, _codecs_hk, _codecs_iso2022, _codecs_jp, _codecs_kr and
// _codecs_tw: the encodings of East Asia (Library Reference, "Standard Encodings").
//
// Invariant: a charset's tables are made once per runtime, at first use, from those of golang.org/x/text, and never change; what
// CPython maps differently stands in charsets.go. Incremental codecs and streams are guarded by their locks, which are not held while
// an error handler or a stream's method runs.
//
// charsets.go has the tables, encodings.go what is between bytes and characters, codec.go the types that Python sees, stream.go the
// readers and writers of streams. There are no tables of JIS X 0213 and no Johab: getcodec() raises LookupError for those.
package multibyte
