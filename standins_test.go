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

// To look at the set of all Threads is dear for each that is alive. The death of one that was alive then must not be a look, or the first
// look has a second, and so on.
func TestLookingAtThreadsOnce(t *testing.T) {
	rt, err := New(Config{})
	if err != nil {
		t.Skip(err)
	}
	defer rt.Close()
	err = rt.RunString(`
import gc, threading
raw = threading._dangling.__dict__["data"]  # without looking
old = [threading.Thread() for _ in range(40)]
assert len(threading._dangling) == 41 == len(raw)
new = [threading.Thread() for _ in range(20)]
del old
gc.collect()
assert len(raw) == 1, len(raw)
threading._dangling.add(threading.Thread())
gc.collect()
assert len(raw) == 1, len(raw)
assert len(threading._dangling) == 21 == len(raw)
`, "test")
	if err != nil {
		t.Error(err)
	}
}
