package overlay

// This file implements the tests of our own modules' place.

import (
	"reflect"
	"strings"
	"testing"
)

func TestEditsAreFoundAndMade(t *testing.T) {
	for _, e := range edits() {
		if got := string(Edit(e.path, []byte("a\n\t"+e.old+"\nb"))); got != "a\n\t"+e.new+"\nb" {
			t.Errorf("%s: %q", e.path, got)
		}
	}
	if got := string(Edit("os.py", []byte("prev.opname == 'RESUME'"))); got != "prev.opname == 'RESUME'" {
		t.Error(got)
	}
}

func TestOurModulesAreFoundByTheirPath(t *testing.T) {
	if got, want := Paths(), []string{"_opcode_metadata.py", "_remote_debugging.py", "dis.py", "opcode.py"}; !reflect.DeepEqual(got, want) {
		t.Errorf("Paths() = %q, want %q", got, want)
	}
	for _, p := range Paths() {
		if b, ok := Lookup(p); !ok || !strings.HasPrefix(string(b), `"""`) {
			t.Errorf("Lookup(%q) = %.20q, %v", p, b, ok)
		}
	}
	if b, ok := Lookup("os.py"); ok {
		t.Errorf("Lookup(os.py) = %.20q", b)
	}
}
