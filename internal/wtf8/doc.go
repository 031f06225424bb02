// This file implements the package comment of wtf8.

// Package wtf8 works on the form in which Weft keeps Python strings: a Go string holding generalized UTF-8, in which
// every code point 0..0x10FFFF has its usual encoding and the surrogates U+D800..U+DFFF are three-byte sequences of the
// same pattern.
//
// The one invariant: a string handed to these functions is well-formed in that sense (Valid reports it). Two adjacent
// surrogates stay two code points, as in Python, so concatenating well-formed strings gives a well-formed string and
// slicing at code point boundaries does too. Functions do not check it; on malformed input they return garbage but stay
// inside the string.
//
// Bytes from outside enter through Decode, which reports errors at CPython's positions with CPython's reasons, and leave
// through Encode. All functions are pure and safe for concurrent use.
//
// Start reading at wtf8.go; decode.go holds the codec.
package wtf8
