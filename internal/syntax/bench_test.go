// This file implements benchmarks of the scanner and the parser over the oracle's library.

package syntax

import (
	"os"
	"testing"
)

func benchSources(b *testing.B) []*Source {
	var list []*Source
	size := 0
	for _, f := range treeFiles(b, oracle(b)) {
		data, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		src, err := Decode(f, data, nil)
		if err == nil {
			list = append(list, src)
			size += len(src.Text)
		}
		if size > 4<<20 {
			break
		}
	}
	b.SetBytes(int64(size))
	return list
}

func BenchmarkScan(b *testing.B) {
	list := benchSources(b)
	b.ReportAllocs()
	for b.Loop() {
		for _, src := range list {
			s := newScanner(src, false)
			var t token
			for t.kind = kName; t.kind != kEOF && t.kind != kError; {
				s.next(&t)
			}
		}
	}
}

func BenchmarkParse(b *testing.B) {
	list := benchSources(b)
	b.ReportAllocs()
	for b.Loop() {
		for _, src := range list {
			if _, _, err := Parse(src, ModeExec, Options{MaxIntDigits: -1, UnicodeName: testNames()}); err != nil {
				b.Fatal(src.Filename, err)
			}
		}
	}
}
