package main

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCollectAndTable(t *testing.T) {
	m := map[string][]float64{}
	for _, run := range []string{"many: can't start new thread after 7\nmany: threads 7\n", "many: threads 9\n", "many: threads 8\nhandoff: took 1500 ns/turn\n"} {
		if err := collect(m, run); err != nil {
			t.Fatal(err)
		}
	}
	text := table([]map[string][]float64{m}, 3)
	for _, want := range []string{"| threads that wait: 100,000, or as many as start in ten seconds | 8 |", "by locks | 1.50 us |"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if err := collect(m, "no scene\n"); err == nil {
		t.Error("an odd line is taken")
	}
}

func TestReplaceNeedsMarkers(t *testing.T) {
	got, err := replace([]byte("a\n"+beginMark+"old\n"+endMark+"b\n"), "new\n")
	if want := "a\n" + beginMark + "new\n" + endMark + "b\n"; err != nil || string(got) != want {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := replace([]byte("a\n"), "new\n"); err == nil {
		t.Error("a document without markers is taken")
	}
}

func TestPicture(t *testing.T) {
	path := filepath.Join(t.TempDir(), "spans.json")
	spans := [][][3]float64{
		{{0, 0.0001, 11}, {0.00012, 0.0002, 11}, {0.05, 0.06, 11}}, // two that are one, and one that was interrupted
		{{0.1, 0.1001, 12}},
	}
	data, err := json.Marshal(spans)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	p, err := readPanel("os", path)
	if err != nil || len(p.spans) != 2 || len(p.rows) != 2 || p.spans[0].to != 0.0002 {
		t.Errorf("got %+v, %v", p, err)
	}
	d := xml.NewDecoder(strings.NewReader(string(draw([]panel{p}))))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(path, []byte("[[],[]]"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := readPanel("os", path); err == nil {
		t.Error("a run without spans is taken")
	}
}
