// Package traceview is `weft view`: it serves one page that draws a trace of package timeline, on this machine only.
//
// The page (view.html, view.css, view.js, put together into one document) loads nothing but the trace, from the same server; it can be
// understood without Go. The Go side only repairs a file that breaks off and answers nobody but the browser on this machine.
//
// Start reading at Open, then Trace.ServeHTTP; in view.js at main.
package traceview
