// Package time is the native module time (Library Reference, "time").
//
// Invariant: sleeping parks the Python thread (object.Thread.Park); it never holds an operating system thread. Start reading at
// the table in time.go; calendar.go has struct_time and its conversions.
package time
