// This file implements the pacing of Go's garbage collector for Python programs.

package weft

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"sync/atomic"

	"weft/internal/importer"
	"weft/internal/object"
)

// How much a program may allocate between two collections: what makes 1 % more memory worth price % less processor time, by what the
// last collections took (allowance). Whatever they took, it is at most mostPerHeap times the square root of what is alive (in MB), or
// what is alive, and at least half of that. firstPercent is for the first collection, which then comes at 8 MB, soon after start-up,
// and firstPerHeap for the second;
// with laterPercent it comes at 16 MB, if manyModules library modules are loaded first: most of that stays. base is what a program uses besides the heap.
const (
	price        = 0.26
	base         = 8 << 20
	firstPercent = 200
	laterPercent = 400
	manyModules  = 32
	firstPerHeap = 5
	mostPerHeap  = 12
	leastGrowth  = 3 << 20
)

var tuneOnce sync.Once

// tuneGC lets the heap grow between collections by what allowance says. The variable GOGC turns it off.
func tuneGC() {
	tuneOnce.Do(func() {
		if os.Getenv("GOGC") == "" {
			debug.SetGCPercent(firstPercent)
			startup.waits.Store(true)
			runtime.SetFinalizer(&gcSentinel{percent: firstPercent}, retune)
		}
	})
}

// startup is what noteModule has to know: how many library modules are loaded, and whether the first collection is to come when tuneGC
// said. mu is held while the target is set.
var startup struct {
	mu      sync.Mutex
	modules atomic.Int32
	waits   atomic.Bool
}

// noteModule is called for each library module that is loaded.
func noteModule() {
	if startup.modules.Add(1) == manyModules {
		startup.mu.Lock()
		defer startup.mu.Unlock()
		if startup.waits.Load() {
			debug.SetGCPercent(laterPercent)
		}
	}
}

// gcSentinel dies at each collection; its finalizer sets the target for the next.
type gcSentinel struct {
	percent int     // the target that is set
	growth  float64 // what that lets the program allocate, bytes; 0: until the first collection
	cost    float64 // bytes per collection times the share of processor time that collections took
	late    bool    // start-up is still to be forgotten
	gc, cpu float64 // seconds that collections and the whole process have taken
}

// The samples that retune takes.
const (
	sampleLive = iota
	sampleStacks
	sampleGlobals
	sampleGC
	sampleUser
)

func retune(s *gcSentinel) {
	startup.mu.Lock()
	defer startup.mu.Unlock()
	first := startup.waits.Swap(false)
	if first {
		object.ForgetLookups()
	}
	late := first && importer.Loading() // start-up goes on: the next collection forgets it
	if first && !late || s.late {
		forgetStartup()
	}
	m := []metrics.Sample{
		sampleLive:    {Name: "/gc/heap/live:bytes"},
		sampleStacks:  {Name: "/gc/scan/stack:bytes"},
		sampleGlobals: {Name: "/gc/scan/globals:bytes"},
		sampleGC:      {Name: "/cpu/classes/gc/total:cpu-seconds"},
		sampleUser:    {Name: "/cpu/classes/user:cpu-seconds"},
	}
	metrics.Read(m)
	live := float64(max(m[sampleLive].Value.Uint64(), 1<<20))
	counted := live + float64(m[sampleStacks].Value.Uint64()+m[sampleGlobals].Value.Uint64()) // what Go's percentage is of
	next := &gcSentinel{percent: s.percent, late: late, gc: m[sampleGC].Value.Float64()}
	next.cpu = next.gc + m[sampleUser].Value.Float64()
	if first {
		next.growth = firstPerHeap * math.Sqrt(live*(1<<20))
	} else {
		next.cost = s.growth * (next.gc - s.gc) / max(next.cpu-s.cpu, 1e-6)
		if s.cost > 0 {
			next.cost = (next.cost + s.cost) / 2
		}
		next.growth = allowance(live, next.cost, s.growth)
	}
	percent := int(100 * next.growth / counted)
	// Setting it stops the world: not for little.
	if d := percent - s.percent; first || d < -s.percent/8 || d > s.percent/8 {
		debug.SetGCPercent(percent)
		next.percent = percent
	} else {
		next.growth = counted * float64(s.percent) / 100
	}
	runtime.SetFinalizer(next, retune)
}

// allowance returns how much may be allocated before the next collection. When g bytes may be, collections take cost/g of the time (see
// gcSentinel), and 1 % more memory is g/100 and its share of the rest: so the price is reached where cost * memory = price * g².
func allowance(live, cost, last float64) float64 {
	g := math.Sqrt(cost * (base + live + last) / price)
	most := max(mostPerHeap*math.Sqrt(live*(1<<20)), live)
	return max(min(g, most, 2*last), last/2, live/2, leastGrowth)
}

// seededMemory is how much memory a run with a seed may use before Go collects when it likes.
const seededMemory = 1 << 30

// fixGC makes collections happen where the runtime asks for them only: when weak references die must not depend on the machine.
func fixGC() {
	tuneOnce.Do(func() {
		if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
			debug.SetGCPercent(-1)
			debug.SetMemoryLimit(seededMemory)
		}
	})
}
