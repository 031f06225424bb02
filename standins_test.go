package weft

// This file implements the test that the stand-ins for functions of threading.py are in use.

import (
	"testing"

	"weft/internal/modules/thread"
)

// When it fails, another version of the library has other functions: look at what changed, bring the stand-ins in line, and then
// the constant fingerprint.
func TestThreadingStandinsFitTheLibrary(t *testing.T) {
	rt, err := New(Config{})
	if err != nil {
		t.Skip(err) // a build without the library
	}
	defer rt.Close()
	if err := rt.RunString("import threading\nt = threading.Thread(target=print)\nt.start()\nt.join()\n", "test"); err != nil {
		t.Fatal(err)
	}
	if !thread.StandinsInUse(rt.main) {
		t.Error("threading.py is not the one that internal/modules/thread/standins.go knows")
	}
	if made, started := thread.StandinsUsed(rt.main, rt.mainModule().Dict().GetName("t")); !made || !started {
		t.Errorf("an ordinary Thread has not been made (%v) or started (%v) by the stand-ins", made, started)
	}
}
