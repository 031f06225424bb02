package overlay

// This file implements the tests of our own modules' place.

import (
	"reflect"
	"strings"
	"testing"
)

func TestOurModulesAreFoundByTheirPath(t *testing.T) {
	if got, want := Paths(), []string{"_opcode_metadata.py", "dis.py", "opcode.py"}; !reflect.DeepEqual(got, want) {
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
