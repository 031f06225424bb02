package traceview

// This file implements the tests of reading and serving traces, and of the page in a browser if there is one.

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestRepairEndsWhatBreaksOff(t *testing.T) {
	for _, c := range []struct {
		name, in, out string
		broken        bool
	}{
		{"a whole array stays", `[{"a":1}]`, `[{"a":1}]`, false},
		{"an object stays", `{"traceEvents":[]}`, `{"traceEvents":[]}`, false},
		{"a missing end is added", "[\n{\"a\":1},\n", `[` + "\n" + `{"a":1}]`, true},
		{"half an event goes", `[{"a":{"b":1}},{"a":{"b":2}`, `[{"a":{"b":1}}]`, true},
		{"braces in a string are none", `[{"a":"}]\"}"},{"b":"}`, `[{"a":"}]\"}"}]`, true},
		{"nothing but the beginning", `[`, `[]`, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, broken, err := repair([]byte(c.in))
			if err != nil || string(out) != c.out || broken != c.broken || !json.Valid(out) {
				t.Errorf("got %q, %v, %v", out, broken, err)
			}
		})
	}
	for _, in := range []string{"", "  \n", "hello", `"x"`, `{"traceEvents":[{"a":1},{"b`} {
		if _, _, err := repair([]byte(in)); err == nil {
			t.Errorf("%q is taken for a trace", in)
		}
	}
}

func write(t *testing.T, text string) string {
	path := filepath.Join(t.TempDir(), "out.json")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestServesThePageAndTheTraceToThisMachineOnly(t *testing.T) {
	tr, err := Open(write(t, `[{"ph":"M"},`))
	if err != nil {
		t.Fatal(err)
	}
	get := func(host, path string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, "http://"+host+path, nil)
		w := httptest.NewRecorder()
		tr.ServeHTTP(w, r)
		return w
	}
	if w := get("localhost:1", "/"); w.Code != 200 || strings.Contains(w.Body.String(), "/*JS*/") || !strings.Contains(w.Body.String(), "weft view") {
		t.Errorf("the page: %d", w.Code)
	} else if m := regexp.MustCompile(`(?i)(src|href)\s*=|https?://|@import|url\(`).FindString(w.Body.String()); m != "" {
		t.Errorf("the page refers to something else: %q", m)
	}
	if w := get("127.0.0.1", "/trace.json"); w.Code != 200 || w.Body.String() != `[{"ph":"M"}]` || w.Header().Get("Weft-Broken") != "1" {
		t.Errorf("the trace: %d %q %v", w.Code, w.Body, w.Header())
	}
	if w := get("example.com", "/trace.json"); w.Code != http.StatusForbidden {
		t.Errorf("another host: %d", w.Code)
	}
	if w := get("localhost", "/other"); w.Code != http.StatusNotFound {
		t.Errorf("another path: %d", w.Code)
	}
}

// browser returns a Chromium or Chrome, or "".
func browser() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	return ""
}

// sample is a trace with two threads that wake each other, one of which still waits when the file breaks off.
const sample = `[
{"ph":"M","pid":1,"tid":0,"name":"process_labels","args":{"labels":"weft -X threads=goroutine sample.py"}},
{"ph":"M","pid":1,"tid":1,"name":"thread_name","args":{"name":"MainThread"}},
{"ph":"M","pid":1,"tid":2,"name":"thread_name","args":{"name":"<worker> & co"}},
{"ph":"M","pid":2,"tid":77,"name":"thread_name","args":{"name":"OS thread 77"}},
{"ph":"X","pid":1,"tid":1,"ts":0,"dur":1000,"name":"running","args":{"os":77}},
{"ph":"X","pid":2,"tid":77,"ts":0,"dur":1000,"name":"MainThread","args":{"thread":1}},
{"ph":"X","pid":1,"tid":2,"ts":100,"dur":700,"cat":"wait","name":"lock","args":{"for":"lock at 0xabc","holder":"MainThread","at":"sample.py:7 in work","end":"woken","by":"MainThread"}},
{"ph":"X","pid":1,"tid":2,"ts":800,"dur":200,"name":"ready","args":{"by":"MainThread"}},
{"ph":"s","id":1,"pid":1,"tid":1,"ts":800,"cat":"wake","name":"wake"},
{"ph":"f","bp":"e","id":1,"pid":1,"tid":2,"ts":1000,"cat":"wake","name":"wake"},
{"ph":"X","pid":1,"tid":2,"ts":1000,"dur":500,"name":"running","args":{"os":77}},
{"ph":"B","pid":1,"tid":1,"ts":1000,"cat":"wait","name":"queue","args":{"for":"queue at 0xdef","at":"sample.py:12 in <module>"}},
`

func TestPageInChromium(t *testing.T) {
	chrome := browser()
	if chrome == "" {
		t.Skip("there is no Chromium on this machine")
	}
	if testing.Short() {
		t.Skip("starts a browser")
	}
	tr, err := Open(write(t, sample))
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(tr)
	defer srv.Close()
	dump := func(hash string) string {
		cmd := exec.Command(chrome, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+t.TempDir(), "--virtual-time-budget=4000", "--dump-dom", srv.URL+"/"+hash)
		timer := time.AfterFunc(90*time.Second, func() { _ = cmd.Process.Kill() })
		defer timer.Stop()
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v", chrome, err)
		}
		return string(out)
	}
	dom := dump("")
	for _, want := range []string{`data-state="ready"`, "&lt;worker&gt; &amp; co", "MainThread", "1.5 ms, 2 Python threads on 1 OS thread", "The file breaks off"} {
		if !strings.Contains(dom, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	dom = dump("#0-2,locks")
	for _, want := range []string{"lock at 0xabc", "sample.py:7 in work", "700 µs", "queue at 0xdef"} {
		if !strings.Contains(dom, want) {
			t.Errorf("the table of locks lacks %q", want)
		}
	}
}
