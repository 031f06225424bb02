// This file implements the stand-ins for Thread.start and Thread.join, and what the new thread does in place of Thread._bootstrap and
// _bootstrap_inner, up to the call of run and behind it.
//
// The new thread has the frames of both, waiting for the calls that they make, so whoever looks at its stack sees the library's. What
// _bootstrap_inner does before it calls run has been done by the thread that starts it: nobody can tell, since start waits for it
// anyway. After an exception, or when anything is unusual, the frames go on as Python code.

package thread

import (
	"sync/atomic"
	"unsafe"

	"weft/internal/object"
)

// Places in threadAttrs.
const (
	attrName        = 1
	attrDaemonic    = 4
	attrContext     = 5
	attrIdent       = 6
	attrNativeID    = 7
	attrHandle      = 8
	attrStarted     = 9
	attrInitialized = 10
)

// starter is what starting threads needs of the library. It is immutable after library.verify, but for the atomic fields.
type starter struct {
	limboLock                *rlock
	active                   *object.Dict
	copyContext              value // _contextvars.copy_context and Context, as they were
	copyFn                   object.NativeFn
	newContext               value
	contextGuards            guards
	inherit, run, handle     *object.Str
	contextvars              *object.Dict
	bootstrap, inner         *object.Function
	bootstrapCall, innerCall int // the instructions that call _bootstrap_inner and Context.run
	joinCall                 int // the one of join that waits, and the first of its line
	joinLine                 int
	flags                    atomic.Pointer[sysFlags]
	osThread                 atomic.Int64 // one that a Python thread ran on
}

// sysFlags is what sys.flags says.
type sysFlags struct {
	flags   value
	inherit bool
}

// completeStarter fills in what is known when threading has been imported.
func (l *library) completeStarter(th *thread) bool {
	s := &l.starter
	for p, n := range map[**object.Str]string{&s.inherit: "thread_inherit_context", &s.run: "run", &s.handle: "_os_thread_handle"} {
		*p = object.Intern(n)
	}
	lock, active, cv := l.d.GetName("_active_limbo_lock"), l.d.GetName("_active"), l.d.GetName("_contextvars")
	if lock.IsAbsent() || !lock.IsExact(rlockType) || active.IsAbsent() || !active.IsExact(object.DictType) || cv.IsAbsent() || !cv.IsExact(object.ModuleType) ||
		!l.d.GetName("_trace_hook").Is(object.None) || !l.d.GetName("_profile_hook").Is(object.None) {
		return false
	}
	s.limboLock, s.active, s.contextvars = asRLock(lock), object.AsDict(active), object.AsModule(cv).Dict()
	s.copyContext, s.newContext = s.contextvars.GetName("copy_context"), s.contextvars.GetName("Context")
	s.contextGuards.all = []guard{{object.Intern("copy_context"), s.copyContext}, {object.Intern("Context"), s.newContext}}
	b, i := l.bootstrap[0].val, l.bootstrap[1].val
	if s.copyContext.IsAbsent() || !s.copyContext.IsExact(object.BuiltinType) || s.newContext.IsAbsent() || !b.IsExact(object.FunctionType) || !i.IsExact(object.FunctionType) {
		return false
	}
	if s.copyFn = (*object.Builtin)(s.copyContext.Ptr()).Def.Fn; s.copyFn == nil {
		return false
	}
	s.osThread.Store(int64(nativeID()))
	s.bootstrap, s.inner = object.AsFunction(b), object.AsFunction(i)
	return true
}

// find finds the calls in the code.
func (s *starter) find(l *library) bool {
	s.bootstrapCall = s.bootstrap.MethodCallAt(0, false)
	s.innerCall = s.inner.MethodCallAt(1, false)
	join := object.AsFunction(l.thread.LookupName("join"))
	s.joinCall = join.MethodCallAt(1, true)
	s.joinLine = join.LineStart(s.joinCall)
	return s.bootstrapCall >= 0 && s.innerCall >= 0 && s.joinCall >= 0
}

// inherits reports what sys.flags.thread_inherit_context says; ok is false if that cannot be told.
func (l *library) inherits(th *thread) (inherits, ok bool) {
	s := &l.starter
	flags := l.sys.get(sysFlagsPlace)
	if flags.IsAbsent() {
		return false, false
	}
	f := s.flags.Load()
	if f == nil || !f.flags.Is(flags) {
		if flags.Type().HasFlag(object.TypeHeap) {
			return false, false
		}
		v, err := object.GetAttr(th, flags, s.inherit)
		if err != nil {
			return false, false
		}
		f = &sysFlags{flags, v.Is(object.True) || v.Is(object.SmallInt(1))}
		s.flags.Store(f)
	}
	return f.inherit, true
}

// fields reads and writes the attributes that Thread.__init__ gave a thread object.
type fields struct {
	l     *library
	plan  *object.AttrPlan
	self  value
	exact bool // it has no others
}

func (l *library) fieldsOf(c *threadClass, self value) fields {
	return fields{l, c.plan, self, !c.plan.Load(self, attrInitialized).IsAbsent()}
}

// get returns attribute i, or absent.
func (f *fields) get(th *thread, i int) value {
	if f.exact {
		return f.plan.Load(f.self, i)
	}
	v, err := object.GetAttrOpt(th, f.self, f.l.threadNames[i])
	if err != nil {
		return value{}
	}
	return v
}

func (f *fields) set(th *thread, i int, v value) {
	if f.exact && f.plan.Store(f.self, i, v) {
		return
	}
	_ = object.SetAttr(th, f.self, f.l.threadNames[i], v) // a plain store: see object.PlanAttrs
}

// threadStart is Thread.start(self).
func (l *library) threadStart(th *thread, fn *object.Function, regs []value) (value, bool) {
	self, none := regs[0], value{}
	rt, s := th.Rt, &l.starter
	if !self.IsObj() || rt.Model() == object.ModelOS || rt.Seeded() || !l.holds(fn, &l.startGuards) || rt.Finalizing() {
		return none, false
	}
	class := l.classOf(self.Type())
	if class.plan == nil || !class.starts {
		return none, false
	}
	f := l.fieldsOf(class, self)
	if !f.exact {
		for _, g := range l.bootstrap[:6] { // the methods may be hidden by attributes
			m, err := object.GetAttrOpt(th, self, g.name)
			if err != nil || m.IsAbsent() || !m.IsExact(object.MethodType) || !(*object.BoundMethod)(m.Ptr()).Func.Is(g.val) {
				return none, false
			}
		}
	}
	initialized, ev, hv, daemon, name, ctx := f.get(th, attrInitialized), f.get(th, attrStarted), f.get(th, attrHandle), f.get(th, attrDaemonic), f.get(th, attrName), f.get(th, attrContext)
	if !initialized.Is(object.True) || ev.IsAbsent() || hv.IsAbsent() || !hv.IsExact(handleType) || !daemon.Is(object.True) && !daemon.Is(object.False) ||
		name.IsAbsent() || !name.IsExact(object.StrType) || object.AsStr(name).Len() == 0 || !ctx.Is(object.None) {
		return none, false
	}
	h := asHandle(hv)
	inherits, ok := l.inherits(th)
	if !ok || !s.contextGuards.hold(s.contextvars) || h.state.Load() != handleNew {
		return none, false
	}
	var err error
	place := h.boot.context
	switch {
	case !inherits:
		place = nil
		ctx, err = object.Call(th, s.newContext)
	case place == nil || th.Context.IsAbsent():
		place = nil
		ctx, err = s.copyFn(th, nil)
	}
	if err != nil {
		return none, false
	}
	started := l.startedEvent(ev)
	if started == nil || started.isSet() || !s.limboLock.tryEnter(th) {
		return none, false
	}
	// What has been done so far has had no effect.
	if !h.begin() {
		s.limboLock.leave(th)
		return none, false
	}
	if place != nil {
		place.Copy(th)
		ctx = object.FromPtr(unsafe.Pointer(place))
	}
	t := rt.NewThread("")
	t.Inherit(th)
	h.ident.Store(t.Ident())
	_ = s.active.Set(th, object.Int(t.Ident()), self) // an int key does not fail
	s.limboLock.leave(th)
	f.set(th, attrContext, ctx)
	f.set(th, attrIdent, object.Int(t.Ident()))
	f.set(th, attrNativeID, object.SmallInt(s.osThread.Load())) // until the thread runs: see handle.Start
	started.set(th)
	t.SetNameStr(object.AsStr(name))
	h.boot = boot{class: class, self: self, context: (*object.ContextHead)(ctx.Ptr())}
	h.daemon, h.exact = daemon.Is(object.True), f.exact
	if !h.daemon {
		l.state.handles.add(h)
	}
	t.PushWaiting(s.bootstrap, self, s.bootstrapCall).Entry = true
	t.PushWaiting(s.inner, self, s.innerCall)
	rt.GoJob(t, h, th) // does not fail: see ModelOS
	return object.None, true
}

// boot is what a handle knows of the thread that threadStart has started: the handle is its job.
type boot struct {
	class   *threadClass
	self    value
	context *object.ContextHead // before that, where one can be made
}

// Start implements object.Job.
func (h *handle) Start(th *thread) bool {
	b := &h.boot
	if th.Rt.Model() != object.ModelSingle {
		f := fields{b.class.l, b.class.plan, b.self, h.exact}
		id := int64(nativeID())
		f.set(th, attrNativeID, object.SmallInt(id))
		if s := &b.class.l.starter; s.osThread.Load() != id {
			s.osThread.Store(id)
		}
	}
	if !b.context.Enter(th) {
		// Somebody has entered the context of a thread that was not his: the library's code says so.
		r, err := object.ReprString(th, object.FromPtr(unsafe.Pointer(b.context)))
		if err == nil {
			err = object.RuntimeErrorf(th, "cannot enter context: %s is already entered", r)
		}
		return h.goOn(th, err)
	}
	if h.exact && b.class.run != nil {
		if f := th.PushBase(b.class.run, b.self); f != nil {
			th.AllowSuspension()
			_, err := th.RunBase(f)
			if th.TakeSuspended() {
				return false
			}
			return h.after(th, err)
		}
	}
	run, err := object.GetAttr(th, b.self, b.class.l.starter.run)
	if err == nil {
		_, err = object.Call(th, run)
	}
	return h.after(th, err)
}

// Resume implements object.Job.
func (h *handle) Resume(th *thread, v value, err error) bool {
	_, err = th.ContinueBase(v, err)
	switch {
	case th.TakeSuspended():
		return false
	case h.tail:
		return h.end(th, err)
	}
	return h.after(th, err)
}

// after does what _bootstrap_inner does behind the call of run, which has raised err or nothing.
func (h *handle) after(th *thread, err error) bool {
	b := &h.boot
	b.context.Leave(th)
	l := b.class.l
	s := &l.starter
	if err != nil || atomic.LoadUint32(&th.Pending) != 0 || !l.endGuards.hold(l.d) || b.class.typ != b.self.Type() || !b.class.typ.VersionIs(b.class.version) || !s.limboLock.tryEnter(th) {
		return h.goOn(th, err)
	}
	gone, err := s.active.Pop(th, object.Int(th.Ident()))
	s.limboLock.leave(th)
	if err != nil || gone.IsAbsent() {
		return h.goOn(th, nil) // it raises what there is to raise
	}
	th.PopFrame(th.PopFrame(th.Frame))
	return h.end(th, nil)
}

// goOn lets the library's code go on behind the call of run.
func (h *handle) goOn(th *thread, err error) bool {
	h.tail = true
	_, err = th.ContinueBase(object.None, err)
	if th.TakeSuspended() {
		return false
	}
	return h.end(th, err)
}

func (h *handle) end(th *thread, err error) bool {
	if err != nil && !object.IsErr(err, object.SystemExitType) {
		unraisableInThread(th, err, object.NewBoundMethod(h.boot.class.l.starter.bootstrap.Value(), h.boot.self))
	}
	h.leave(th)
	return true
}

// Stopped implements object.Job.
func (h *handle) Stopped(th *thread) { h.leave(th) }

// leave says that the thread has ended.
func (h *handle) leave(th *thread) {
	b := &h.boot
	if !h.daemon {
		b.class.l.state.handles.remove(h)
	}
	b.self, b.context = value{}, nil
	h.finish(th)
}

// threadJoin is Thread.join(self, timeout=None) without a timeout.
func (l *library) threadJoin(th *thread, fn *object.Function, regs []value) (value, bool) {
	self, none := regs[0], value{}
	if !self.IsObj() || !regs[1].Is(object.None) || !l.holds(fn, &l.joinGuards) {
		return none, false
	}
	class := l.classOf(self.Type())
	if !class.joins {
		return none, false
	}
	f := l.fieldsOf(class, self)
	ev, hv := f.get(th, attrStarted), f.get(th, attrHandle)
	if !f.get(th, attrInitialized).Is(object.True) || l.startedEvent(ev) == nil || !asEvent(ev).isSet() || hv.IsAbsent() || !hv.IsExact(handleType) {
		return none, false
	}
	h := asHandle(hv)
	if h.state.Load() == handleNew || h.ident.Load() == th.Ident() {
		return none, false
	}
	if h.done.IsSet() {
		return object.None, true
	}
	frame := th.Frame
	if th.MaySuspend() {
		frame.SetLasti(l.starter.joinLine - 1) // the library's code calls handleJoin, which suspends the thread
		return none, false
	}
	ip := frame.IP
	frame.SetLasti(l.starter.joinCall)
	ended := h.waitQuietly(th)
	frame.IP = ip
	return object.None, ended
}
