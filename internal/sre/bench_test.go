// This file implements benchmarks on the table in testdata/bench.py, whose
// code lists come from the oracle. Run testdata/bench.py for its own times.

package sre

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os/exec"
	"testing"

	"weft/internal/testkit/oracle"
)

func BenchmarkTable(b *testing.B) {
	if oracle.Path() == "" {
		b.Skip("no oracle")
	}
	out, err := exec.Command(oracle.Path(), "-W", "ignore", "testdata/bench.py", "codes").Output()
	if err != nil {
		b.Fatal(err)
	}
	sc := bufio.NewScanner(bytes.NewReader(out))
	sc.Buffer(nil, 1<<26)
	for sc.Scan() {
		var r struct {
			Name   string
			Code   []uint32
			Groups int
			Text   []uint32
			Bytes  bool
			Find   bool
			N      int
		}
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			b.Fatal(err)
		}
		s := (&recordedSubject{Text: r.Text, Bytes: r.Bytes}).subject()
		p, err := Compile(r.Code, r.Groups)
		if err != nil {
			b.Fatal(err)
		}
		b.Run("compile/"+r.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Compile(r.Code, r.Groups); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(r.Name, func(b *testing.B) {
			b.ReportAllocs()
			marks := make([]int, 2*(r.Groups+1))
			req := Request{End: s.Len()}
			for b.Loop() {
				n := 0
				if r.Find {
					req.Mode = Search
					for it := (Iter{Program: p, Subject: &s, Request: req}); ; n++ {
						if _, ok, _ := it.Next(marks); !ok {
							break
						}
					}
				} else if _, ok, _ := p.Match(&s, &req, marks); ok {
					n++
				}
				if n != r.N {
					b.Fatalf("%d matches, want %d", n, r.N)
				}
			}
		})
	}
}
