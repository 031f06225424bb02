package code

import (
	"sync"
	"testing"
)

// TestDecodeLazyFromManyThreads: what is decoded when it is asked for, by many at once, is what Decode decodes at once.
func TestDecodeLazyFromManyThreads(t *testing.T) {
	data := Encode(sample())
	want, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	for range 50 {
		c, err := DecodeLazy(string(data), "")
		if err != nil {
			t.Fatal(err)
		}
		if c.Loaded() || len(c.Instrs) > 0 {
			t.Fatal("all is decoded at once")
		}
		var wg sync.WaitGroup
		for w := range 4 {
			wg.Go(func() {
				if w%2 == 0 {
					c.Load()
				} else {
					c.Runs() // what is behind the rest asks for the rest
				}
				f := c.Consts[0].(*Code)
				f.Load()
				if got, want := f.SpanAt(2), want.Consts[0].(*Code).SpanAt(2); got != want {
					t.Errorf("instruction 2 is at %v, not %v", got, want)
				}
			})
		}
		wg.Wait()
		all(c)
		if !same(c, want) {
			t.Fatalf("got\n%s\nwant\n%s", Disassemble(c), Disassemble(want))
		}
	}
}

// TestLoadLeavesPositions: code that runs does without.
func TestLoadLeavesPositions(t *testing.T) {
	c, err := DecodeLazy(string(Encode(sample())), "")
	if err != nil {
		t.Fatal(err)
	}
	c.Load()
	f := c.Consts[0].(*Code)
	f.Load()
	if !f.Loaded() || f.Positions != nil {
		t.Fatal("Load has decoded the positions")
	}
	if len(f.Runs()) == 0 || len(f.Positions) != len(f.Runs()) {
		t.Fatal("Runs has not")
	}
}

// all completes a code object and those in its constants.
func all(c *Code) {
	c.Runs()
	c.missing, c.lazy, c.rest = 0, nil, 0
	for _, k := range c.Consts {
		if k, ok := k.(*Code); ok {
			all(k)
		}
	}
}
