// Package testkit is what the tests of the other packages share: chunk files, golden files, the hammer, running Python
// programs and comparing what they print, and readable diffs. It is imported by tests only.
//
// Start reading at the file whose name is what you need; the functions do not depend on each other's state. The oracle, a
// CPython 3.14.6, is in the subpackage oracle.
package testkit
