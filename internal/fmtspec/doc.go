// This file implements the package comment of fmtspec.

// Package fmtspec implements Python's three formatting languages as far as they can be stated without a Python value:
//
//   - the format specification mini-language (format(), f-strings, str.format): Parse, and Append… for str, int, float
//     and complex;
//   - the replacement-field syntax of str.format and string.Formatter: NextField, SplitFieldName;
//   - printf-style directives of str % and bytes %: NextDirective, and AppendDirective….
//
// The one invariant: texts are WTF-8, widths and precisions count code points (bytes for bytes %), and every error is an
// *Error that carries the Python exception's class and exact CPython 3.14 message.
//
// All functions are pure and safe for concurrent use. Start reading at spec.go.
package fmtspec
