package main

// This file implements the test that the committed tables are what the generator makes.

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestTablesAreUpToDate(t *testing.T) {
	oracle := os.Getenv("WEFT_ORACLE")
	if p := filepath.Join("..", "..", ".oracle", "bin", "python3"); oracle == "" {
		if _, err := os.Stat(p); err == nil {
			oracle = p
		}
	}
	if oracle == "" || testing.Short() {
		t.Skip("no oracle, or -short")
	}
	dump, err := ask(oracle)
	if err != nil {
		t.Fatal(err)
	}
	files, err := generate(string(dump))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		have, err := os.ReadFile(filepath.Join("..", "..", "internal", "ucd", f.name))
		if err != nil || !bytes.Equal(have, f.src) {
			t.Errorf("%s is out of date (%v): cd tools && go run ./genucd", f.name, err)
		}
	}
}

func TestWordsJoin(t *testing.T) {
	for _, s := range []string{"A", "A B", "A-B", "A -B C", "A- B", "A-B-C D", "TIBETAN MARK GTER YIG MGO -UM RNAM BCAD MA"} {
		if got := join(words(s)); got != s {
			t.Errorf("%q: %q %q", s, got, words(s))
		}
	}
}
