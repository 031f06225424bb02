// Package sys is the native module sys (Library Reference, "sys").
//
// Invariant: what the machine itself needs (recursion limit, flags, handled exception) lives in object.Runtime and
// object.Thread; this module only shows it. Start reading at the table in sys.go.
package sys
