// This file implements the stand-in for Thread.__init__ of threading.py, and what the stand-ins of boot.go have in common with it. Each does
// exactly what the library's code does, without Python frames for it, and leaves every case but the ordinary one to that code: names of
// the module that were replaced, classes that were changed, subclasses that catch attribute stores, locks that are taken.

package thread

import (
	"hash/fnv"
	"strconv"
	"sync"
	"sync/atomic"

	"weft/internal/object"
)

// fingerprint is what library.fingerprint must give: the names, variables and string constants of the functions that have
// stand-ins. When another library has other functions, there are no stand-ins.
const fingerprint = 3818388024

// Attributes in the order in which __init__ stores them.
var (
	threadAttrs = [...]string{"_target", "_name", "_args", "_kwargs", "_daemonic", "_context", "_ident", "_native_id", "_os_thread_handle", "_started", "_initialized", "_stderr", "_invoke_excepthook"}
)

// guard is a name of the module and what it must stand for.
type guard struct {
	name *object.Str
	val  value
}

// guards are several, with the places of the values.
type guards struct {
	all   []guard
	cache atomic.Pointer[guardSlots]
}

// guardSlots holds while the module's dictionary has this table.
type guardSlots struct {
	table *object.DictTable
	slots []*value
}

// lookups are names that are looked up in a dictionary again and again.
type lookups struct {
	d     *object.Dict
	names []*object.Str
	cache atomic.Pointer[guardSlots]
}

// get returns what names[i] stands for, or absent.
func (l *lookups) get(i int) value {
	if c := l.cache.Load(); c != nil && c.table == l.d.RawTable() {
		if v := object.LoadSlot(c.slots[i]); !v.IsAbsent() {
			return v
		}
	}
	c := &guardSlots{}
	for _, n := range l.names {
		_, t, pos := l.d.GetStrPos(n)
		if pos < 0 || c.table != nil && c.table != t {
			return l.d.GetStr(l.names[i])
		}
		c.table = t
		c.slots = append(c.slots, t.Slot(pos))
	}
	l.cache.Store(c)
	return l.d.GetStr(l.names[i])
}

// hold reports whether the names in d still stand for what they did.
func (g *guards) hold(d *object.Dict) bool {
	c := g.cache.Load()
	if c == nil || c.table != d.RawTable() {
		c = &guardSlots{}
		for _, x := range g.all {
			_, t, pos := d.GetStrPos(x.name)
			if pos < 0 || c.table != nil && c.table != t {
				return false
			}
			c.table = t
			c.slots = append(c.slots, t.Slot(pos))
		}
		g.cache.Store(c)
	}
	for i, p := range c.slots {
		if !object.LoadSlot(p).Is(g.all[i].val) {
			return false
		}
	}
	return true
}

// library is threading as it was when it had just been imported. It is immutable but for the caches.
type library struct {
	state                           *state
	d                               *object.Dict
	thread                          *object.Type
	event, cond, semaphore, bounded *object.Type // the native classes
	eventVersion, condVersion       uint32       // as they were made
	rlock                           value        // the function RLock
	rlockName, brokenName           *object.Str
	releaseName                     *object.Str
	condVirtual                     []*object.Str
	threadGuards, startGuards       guards
	joinGuards, endGuards           guards
	counter, deque, daemon          value // counter: the iterator behind _counter
	count                           object.UnaryFunc
	dangling                        *dangling
	bootstrap                       []guard // methods of Thread that start a thread, by name
	starter                         starter
	hashName, initName              *object.Str
	hook                            *object.Function // _make_invoke_excepthook
	hookCode                        *object.Code     // what it returns
	hookFree                        []*object.Str
	print, daemonName, daemonic     *object.Str
	started                         *object.Str
	own, sys                        lookups // see ownExcepthook
	threadNames                     []*object.Str
	objectHash                      value

	once      sync.Once
	codes     []*object.Code // the functions that have stand-ins, and those that these do without
	known     bool           // after once; so are hookCode and hookFree
	hookCache atomic.Pointer[hookCells]
	classes   [8]atomic.Pointer[threadClass] // by version
}

// Places in library.own and library.sys.
const (
	ownExcepthook = 0
	ownActive     = 1
	sysExcepthook = 0
	sysExcInfo    = 1
	sysStderr     = 2
	sysFlagsPlace = 3
)

// forgetTables forgets what keeps tables of dictionaries alive, and what was deleted from those since they have others.
func (l *library) forgetTables() {
	for _, g := range []*guards{&l.threadGuards, &l.startGuards, &l.joinGuards, &l.endGuards, &l.starter.contextGuards} {
		g.cache.Store(nil)
	}
	l.own.cache.Store(nil)
	l.sys.cache.Store(nil)
}

// hookCells is invoke_excepthook for these values. Nothing tells one from another but that it is another object.
type hookCells struct {
	vals [5]value
	hook value
}

// threadClass is what is known of Thread or a subclass. Immutable.
type threadClass struct {
	l       *library
	typ     *object.Type
	version uint32
	plan    *object.AttrPlan // nil: __init__ has no stand-in
	starts  bool             // a thread is started as the library does
	daemon  bool             // there is a plan, and the attribute daemon is _daemonic
	dies    bool             // there is a __del__
	joins   bool             // the thread is waited for as the library does
	run     *object.Function // run; nil: it is no function
}

// completeThreading gives the functions of threading, just executed with namespace d, their stand-ins.
func completeThreading(th *thread, d *object.Dict) {
	l := &library{d: d, state: stateOf(th)}
	ok := l.installClasses(th)
	get := func(name string) value {
		v := d.GetName(name)
		if v.IsAbsent() {
			ok = false
		}
		return v
	}
	class := func(v value) *object.Type {
		if v.IsAbsent() || v.Type() != object.TypeType {
			ok = false
			return object.ObjectType
		}
		return object.AsType(v)
	}
	function := func(v value) *object.Function {
		if v.IsAbsent() || !v.IsExact(object.FunctionType) {
			ok = false
			return nil
		}
		return object.AsFunction(v)
	}
	watch := func(gs *guards, names ...string) {
		for _, n := range names {
			gs.all = append(gs.all, guard{object.Intern(n), get(n)})
		}
	}
	l.thread = class(get("Thread"))
	watch(&l.threadGuards, "_newname", "_counter", "current_thread", "get_ident", "Event", "_ThreadHandle", "_make_invoke_excepthook", "_dangling", "_sys",
		"_HAVE_THREAD_NATIVE_ID", "_daemon_threads_allowed")
	watch(&l.startGuards, "_active_limbo_lock", "_limbo", "_active", "_sys", "_contextvars", "_start_joinable_thread", "get_ident", "_HAVE_THREAD_NATIVE_ID", "get_native_id", "_set_name",
		"_trace_hook", "_profile_hook")
	watch(&l.joinGuards, "current_thread")
	watch(&l.endGuards, "_active_limbo_lock", "_active", "get_ident")
	l.counter, l.count = object.NextOf(get("_counter"))
	ok = ok && l.count != nil
	for name, v := range map[**object.Str]string{&l.hashName: "__hash__", &l.initName: "__init__", &l.print: "print", &l.daemonName: "daemon", &l.daemonic: "_daemonic",
		&l.started: "_started"} {
		*name = object.Intern(v)
	}
	if !ok || !get("Lock").Is(lockType.Value()) || !get("_CRLock").Is(rlockType.Value()) || !get("_ThreadHandle").Is(handleType.Value()) ||
		!get("_HAVE_THREAD_NATIVE_ID").Is(object.True) || !get("_sys").Is(th.Rt.Sys.Value()) {
		return
	}
	l.own.d, l.own.names = d, internAll([]string{"excepthook", "_active"})
	l.sys.d, l.sys.names = th.Rt.Sys.Dict(), internAll([]string{"excepthook", "exc_info", "stderr", "flags"})
	l.threadNames = internAll(threadAttrs[:])
	l.objectHash = object.ObjectType.Lookup(l.hashName)
	l.daemon = l.thread.Lookup(l.daemonName)
	weakSet := get("_dangling")
	l.hook = function(get("_make_invoke_excepthook"))
	if l.hook == nil || planOf(weakSet.Type(), []string{"data"}) == nil {
		return
	}
	for _, n := range []string{"_bootstrap", "_bootstrap_inner", "_set_ident", "_set_native_id", "_set_os_name", "_delete", "daemon"} {
		l.bootstrap = append(l.bootstrap, guard{object.Intern(n), l.thread.LookupName(n)})
	}
	for _, f := range []value{
		l.thread.Lookup(l.initName), l.thread.LookupName("start"), l.thread.LookupName("join"), // have stand-ins
		l.hook.Value(), get("_newname"), get("current_thread"), get("RLock"), l.bootstrap[0].val, l.bootstrap[1].val, l.bootstrap[2].val, l.bootstrap[3].val, l.bootstrap[4].val, l.bootstrap[5].val, l.thread.LookupName("run"), weakSet.Type().LookupName("add"),
	} {
		fn := function(f)
		if fn == nil {
			return
		}
		l.codes = append(l.codes, fn.LoadCode())
	}
	for i, s := range []object.Standin{l.threadInit, l.threadStart, l.threadJoin} {
		l.codes[i].SetStandin(s)
	}
	if l.dangling = newDangling(th, weakSet); l.dangling == nil || !l.completeStarter(th) {
		return
	}
	th.Rt.OnCycle(func(bool) { l.forgetTables() })
	l.state.library.Store(l)
}

// usable reports whether the library's functions are those that the stand-ins know.
func (l *library) usable() bool {
	l.once.Do(l.verify)
	return l.known
}

// StandinsInUse reports whether the library that th's runtime has imported is the one that the stand-ins were made for.
func StandinsInUse(th *thread) bool {
	l := stateOf(th).library.Load()
	return l != nil && l.usable()
}

// StandinsUsed reports whether the stand-ins for Thread.__init__ and Thread.start have made, and have started, the Thread object v.
func StandinsUsed(th *thread, v value) (made, started bool) {
	h, err := object.GetAttrName(th, v, "_os_thread_handle")
	if err != nil || !h.IsExact(handleType) {
		return false, false
	}
	return asHandle(h).block != nil, asHandle(h).boot.class != nil
}

// verify does what is put off until a stand-in is called, because it takes reading the functions' code.
func (l *library) verify() {
	for _, k := range l.hook.LoadCode().Ready().Consts {
		if k.IsExact(object.CodeType) {
			l.hookCode = (*object.Code)(k.Ptr()).Ready()
		}
	}
	if l.hookCode != nil {
		l.hookFree = l.hookCode.Locals[len(l.hookCode.Locals)-l.hookCode.C.NumFree:]
		l.known = fingerprintOf(append(l.codes, l.hookCode)) == fingerprint && l.starter.find(l)
	}
}

// fingerprintOf sums up what functions do, as far as their names and strings tell.
func fingerprintOf(codes []*object.Code) uint32 {
	h := fnv.New32()
	for _, c := range codes {
		c.Ready()
		for _, names := range [][]*object.Str{c.Names, c.Locals} {
			for _, n := range names {
				h.Write([]byte(n.String() + " "))
			}
		}
		for _, k := range c.Consts {
			if object.IsStr(k) {
				h.Write([]byte(object.AsStr(k).String() + " "))
			}
		}
	}
	return h.Sum32()
}

func planOf(t *object.Type, names []string) *object.AttrPlan {
	return object.PlanAttrs(t, internAll(names))
}

func internAll(names []string) []*object.Str {
	out := make([]*object.Str, len(names))
	for i, n := range names {
		out[i] = object.Intern(n)
	}
	return out
}

// holds reports whether the names still stand for what they did.
func (l *library) holds(fn *object.Function, gs *guards) bool {
	return fn.Globals == l.d && l.usable() && gs.hold(l.d)
}

// classOf returns what is known of t, a subclass of Thread or another class that borrows its methods.
func (l *library) classOf(t *object.Type) *threadClass {
	version := t.Version()
	place := &l.classes[version%uint32(len(l.classes))]
	if c := place.Load(); c != nil && c.typ == t && c.version == version {
		return c
	}
	c := &threadClass{l: l, typ: t, version: version, starts: t.Lookup(l.started).IsAbsent()}
	if t.IsSubtype(l.thread) && t.Lookup(l.hashName).Is(l.objectHash) {
		c.plan = planOf(t, threadAttrs[:])
	}
	c.daemon = c.plan != nil && t.Lookup(l.daemonName).Is(l.daemon) && t.Lookup(l.daemonic).IsAbsent()
	c.dies = t.Slots().Del != nil
	for _, g := range l.bootstrap {
		c.starts = c.starts && t.Lookup(g.name).Is(g.val)
	}
	c.joins = c.plan != nil && t.Lookup(l.started).IsAbsent() && t.Lookup(l.starter.handle).IsAbsent()
	if run := t.Lookup(l.starter.run); !run.IsAbsent() && run.IsExact(object.FunctionType) {
		c.run = object.AsFunction(run)
	}
	place.Store(c)
	return c
}

// startedEvent returns v as the event that is a thread's _started, if it is one as the library makes it, or nil.
func (l *library) startedEvent(v value) *event {
	if v.IsAbsent() || !v.IsObj() || v.Type() != l.event || !l.event.VersionIs(l.eventVersion) {
		return nil
	}
	return asEvent(v)
}

// newHook is _make_invoke_excepthook().
func (l *library) newHook(th *thread) (value, bool) {
	print := l.d.GetStr(l.print)
	if print.IsAbsent() {
		print = l.hook.Builtins.GetStr(l.print)
	}
	vals := [5]value{l.own.get(ownExcepthook), l.sys.get(sysExcepthook), l.sys.get(sysExcInfo), print, th.Rt.Sys.Value()}
	for i, v := range vals {
		if v.IsAbsent() || i < 2 && v.Is(object.None) {
			return value{}, false
		}
	}
	c := l.hookCache.Load()
	if c == nil || c.vals != vals {
		c = &hookCells{vals: vals}
		cells := make([]value, len(l.hookFree))
		for i, n := range l.hookFree {
			switch n.String() {
			case "old_excepthook":
				cells[i] = vals[0]
			case "old_sys_excepthook":
				cells[i] = vals[1]
			case "sys_exc_info":
				cells[i] = vals[2]
			case "local_print":
				cells[i] = vals[3]
			case "local_sys":
				cells[i] = vals[4]
			default:
				return value{}, false
			}
			cells[i] = object.NewCell(cells[i]).Value()
		}
		f := object.NewFunction(l.hookCode, l.d)
		f.Builtins, f.Closure = l.hook.Builtins, object.NewTuple(cells)
		c.hook = f.Value()
		l.hookCache.Store(c)
	}
	return c.hook, true
}

// parts are the objects that a new Thread has of its own, in one allocation.
type parts struct {
	started object.Sub[event]
	handle  handle
	kwargs  object.Dict
	context object.ContextHead
}

// maxName is how long names are that need no memory but the str's.
const maxName = 96

// nameOf returns the __name__ of a function, or "" if it takes more to find it, or it is empty.
func nameOf(f value) string {
	if f.IsExact(object.MethodType) {
		f = (*object.BoundMethod)(f.Ptr()).Func
	}
	switch {
	case f.IsExact(object.FunctionType):
		if n := object.AsFunction(f).LoadName(); n.Value().IsExact(object.StrType) {
			return n.String()
		}
	case f.IsExact(object.BuiltinType):
		return (*object.Builtin)(f.Ptr()).Def.Name
	}
	return ""
}

// threadInit is Thread.__init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None, context=None).
func (l *library) threadInit(th *thread, fn *object.Function, regs []value) (value, bool) {
	self, target, name, kwargs, daemon := regs[0], regs[2], regs[3], regs[5], regs[6]
	none := value{}
	if !self.IsObj() || !regs[1].Is(object.None) || !l.holds(fn, &l.threadGuards) || !l.dangling.usable() {
		return none, false
	}
	class := l.classOf(self.Type())
	if class.plan == nil {
		return none, false
	}
	// What can be an unusual case comes before what has an effect.
	var room [maxName]byte
	text := append(room[:0], "Thread-"...)
	of := ""
	if name.Is(object.None) {
		if !target.Is(object.None) {
			if of = nameOf(target); of == "" {
				return none, false
			}
		}
	} else if !name.IsExact(object.StrType) || object.AsStr(name).Len() == 0 {
		return none, false
	}
	if daemon.Is(object.None) {
		active := l.own.get(ownActive)
		if active.IsAbsent() || !active.IsExact(object.DictType) {
			return none, false
		}
		current, err := object.AsDict(active).Get(th, object.Int(th.Ident()))
		if err != nil || current.IsAbsent() || !current.IsObj() {
			return none, false
		}
		class := l.classOf(current.Type())
		if !class.daemon {
			return none, false
		}
		if daemon = class.plan.Load(current, attrDaemonic); daemon.IsAbsent() {
			if daemon, err = object.GetAttrOpt(th, current, l.daemonic); err != nil || daemon.IsAbsent() {
				return none, false
			}
		}
	}
	stderr := l.sys.get(sysStderr)
	if stderr.IsAbsent() {
		return none, false
	}
	hook, ok := l.newHook(th)
	if !ok {
		return none, false
	}
	if !l.event.VersionIs(l.eventVersion) {
		return none, false
	}
	p := new(parts)
	if name.Is(object.None) {
		count, err := l.count(th, l.counter)
		if err != nil {
			return none, false
		}
		n, _ := object.Int64(count)
		text = strconv.AppendInt(text, n, 10)
		if of != "" {
			text = append(append(append(text, " ("...), of...), ')')
		}
		name = object.CopyStr(th, text)
	}
	if kwargs.Is(object.None) {
		kwargs = p.kwargs.Init()
	}
	started := object.InitSub(&p.started, l.event)
	p.handle.SetType(handleType)
	p.handle.boot.context = &p.context
	vals := [len(threadAttrs)]value{target, name, regs[4], kwargs, daemon, regs[7], object.None, object.None, object.FromPtr(ptr(&p.handle)), started, object.True, stderr, hook}
	if !class.plan.Fill(self, vals[:]) {
		for i := range vals {
			if object.SetAttr(th, self, l.threadNames[i], vals[i]) != nil {
				return none, false
			}
		}
	}
	if class.dies {
		l.dangling.addAlone(self)
	} else {
		l.dangling.add(self, &p.handle)
	}
	return object.None, true
}

// gateFor returns the gate where the starter of t, a thread that is to run fn, waits until it has called _started.set(), or nil if fn
// is not how Thread.start starts one.
func (l *library) gateFor(th, t *thread, fn value) *object.StartGate {
	if l == nil || !fn.IsExact(object.MethodType) || !l.usable() {
		return nil
	}
	m := (*object.BoundMethod)(fn.Ptr())
	if !m.Func.Is(l.bootstrap[0].val) || !m.Self.IsObj() || !l.classOf(m.Self.Type()).starts {
		return nil
	}
	if ev, err := object.GetAttrOpt(th, m.Self, l.started); err != nil || l.startedEvent(ev) == nil {
		return nil
	}
	return object.NewStartGate(t, th)
}
