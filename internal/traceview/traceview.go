// This file implements reading a trace and serving the page.

package traceview

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

var (
	//go:embed view.html
	pageHTML string
	//go:embed view.css
	pageCSS string
	//go:embed view.js
	pageJS string
)

// MaxBytes is how much of a file is read: what a browser can hold.
const MaxBytes = 100 << 20

// ErrNoTrace is returned for a file that is no trace.
var ErrNoTrace = errors.New("not a trace: it should begin with [ or {")

// Trace is a trace that has been read. It is immutable, and a http.Handler for the page and the trace.
type Trace struct {
	Path   string
	Broken bool // the file breaks off, as when its process was killed
	Size   int64
	body   []byte // JSON
	page   []byte
}

// Cut reports whether only the beginning of the file was read, which is too large.
func (t *Trace) Cut() bool { return t.Size > MaxBytes }

// Open reads a trace. What is broken off is read as far as it goes.
func Open(path string) (*Trace, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if st.IsDir() {
		return nil, errors.New("it is a directory")
	}
	t := &Trace{Path: path, Size: st.Size()}
	body := make([]byte, min(st.Size(), MaxBytes))
	n := 0
	for n < len(body) {
		k, err := f.Read(body[n:])
		if n += k; err != nil || k == 0 {
			break
		}
	}
	if t.body, t.Broken, err = repair(body[:n]); err != nil {
		return nil, err
	}
	page := strings.Replace(pageHTML, "/*CSS*/", pageCSS, 1)
	t.page = []byte(strings.Replace(page, "/*JS*/", pageJS, 1))
	return t, nil
}

// repair ends a JSON array of events that breaks off behind the last event that is whole, and reports whether it does. An object is left
// alone.
func repair(b []byte) ([]byte, bool, error) {
	b = bytes.TrimSpace(b)
	switch {
	case len(b) == 0:
		return nil, false, errors.New("it is empty")
	case b[0] == '{' && b[len(b)-1] == '}':
		return b, false, nil
	case b[0] == '{':
		return nil, false, errors.New("it breaks off; only a trace that begins with [ can be shown as far as it goes")
	case b[0] != '[':
		return nil, false, ErrNoTrace
	case b[len(b)-1] == ']':
		return b, false, nil
	}
	// Events of ours are lines; those of others at least end where their braces do.
	end, depth, text := 1, 0, false
	for i := 1; i < len(b); i++ {
		switch c := b[i]; {
		case text && c == '\\':
			i++
		case c == '"':
			text = !text
		case text:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				end = i + 1
			}
		}
	}
	return append(b[:end:end], ']'), true, nil
}

// ServeHTTP answers requests for the page and for the trace, when they come from this machine's browser.
func (t *Trace) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = r.Host
	}
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	switch {
	case host != "localhost" && host != "127.0.0.1": // some other site's name that was made to mean this machine
		http.Error(w, "only for this machine", http.StatusForbidden)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		http.Error(w, "only GET", http.StatusMethodNotAllowed)
	case r.URL.Path == "/":
		h.Set("Content-Type", "text/html; charset=utf-8")
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'")
		h.Set("Content-Length", strconv.Itoa(len(t.page)))
		_, _ = w.Write(t.page)
	case r.URL.Path == "/trace.json":
		h.Set("Content-Type", "application/json")
		h.Set("Weft-File", url.PathEscape(filepath.Base(t.Path)))
		switch {
		case t.Cut():
			h.Set("Weft-Cut", fmt.Sprintf("The file has %d MB: only the first %d MB are shown.", t.Size>>20, MaxBytes>>20))
		case t.Broken:
			h.Set("Weft-Broken", "1")
		}
		h.Set("Content-Length", strconv.Itoa(len(t.body)))
		_, _ = w.Write(t.body)
	default:
		http.NotFound(w, r)
	}
}
