// This file implements small services that native modules share: identities, file-system paths, mappings, streams.

package object

import (
	"strings"
	"sync"
	"sync/atomic"
	"unsafe"

	"weft/internal/ucd"
	"weft/internal/wtf8"
)

// FutureMask are the code flags that future statements set and that code compiled at run time inherits.
const FutureMask = 0x2000 | 0x20000 | 0x40000 | 0x80000 | 0x100000 | 0x200000 | 0x400000 | 0x800000 | 0x1000000

// ID returns id(v): the address of an object; for small ints and floats, which are no objects, their word.
func ID(v Value) Value {
	if v.IsObj() {
		return Uint(uint64(Address(v)))
	}
	return Uint(v.word())
}

// IsBytesLike reports whether v exports a buffer.
func IsBytesLike(v Value) bool { return v.Type().Slots().Buffer != nil }

// IsMapping reports whether v supports v[key], as PyMapping_Check does.
func IsMapping(v Value) bool { return v.Type().Slots().GetItem != nil }

// NewSentinel returns a new object that is identical to nothing else.
func NewSentinel() Value {
	return Value{unsafe.Pointer(&Instance{Header: Header{typ: ObjectType}})}
}

// Divmod is divmod(a, b).
func Divmod(th *Thread, a, b Value) (Value, error) {
	ta, tb := a.Type(), b.Type()
	fa, fb := ta.Slots().Divmod, tb.Slots().Divmod
	same := funcPtr(fa) == funcPtr(fb)
	if fb != nil && fa != nil && ta != tb && !same && tb.IsSubtype(ta) {
		if v, err := fb(th, a, b); err != nil || !v.Is(NotImplemented) {
			return v, err
		}
		fb = nil
	}
	if fa != nil {
		if v, err := fa(th, a, b); err != nil || !v.Is(NotImplemented) {
			return v, err
		}
	}
	if fb != nil && !same {
		if v, err := fb(th, a, b); err != nil || !v.Is(NotImplemented) {
			return v, err
		}
	}
	return Value{}, TypeErrorf(th, "unsupported operand type(s) for divmod(): '%s' and '%s'", ta.DisplayName(), tb.DisplayName())
}

// NextStop raises the StopIteration for an iterator that has just ended. A generator that returned a value has left it for us.
func NextStop(th *Thread, it Value) error {
	return StopIteration(th, Value{})
}

// CannotImportName raises the ImportError of "from mod import name".
func CannotImportName(th *Thread, mod, modName Value, name *Str) error {
	shown := "<unknown module name>"
	if IsStr(modName) {
		shown = AsStr(modName).s
	} else {
		modName = None
	}
	spec, err := GetAttrOpt(th, mod, Intern("__spec__"))
	if err != nil {
		return err
	}
	origin, err := specOrigin(th, spec)
	if err != nil {
		return err
	}
	busy, err := specFlag(th, spec, "_initializing")
	if err != nil {
		return err
	}
	text := "cannot import name '" + name.s + "' from "
	hint := th.Rt.shadowHint(origin, shown, busy)
	if origin == "" && IsModule(mod) {
		if file := AsModule(mod).Dict().GetName("__file__"); !file.IsAbsent() && IsStr(file) {
			origin = AsStr(file).s
		}
	}
	path := None
	if origin != "" {
		path = NewStr(origin)
	}
	switch {
	case hint != "":
		text += "'" + shown + "'" + hint
	case busy && origin != "":
		text += "partially initialized module '" + shown + "' (most likely due to a circular import) (" + origin + ")"
	case busy:
		text += "partially initialized module '" + shown + "' (most likely due to a circular import)"
	case origin != "":
		text += "'" + shown + "' (" + origin + ")"
	default:
		text += "'" + shown + "' (unknown location)"
	}
	return RaiseImport(th, ImportErrorType, text, modName, path, name.Value())
}

// FSDecode returns os.fsdecode(v): a path given as str, bytes or os.PathLike, in the form of a str.
func FSDecode(th *Thread, v Value) (string, error) {
	if !IsStr(v) && !IsBytes(v) {
		r, found, err := CallSpecial(th, v, "__fspath__")
		if err != nil {
			return "", err
		}
		if !found {
			return "", TypeErrorf(th, "expected str, bytes or os.PathLike object, not %s", v.Type().DisplayName())
		}
		if !IsStr(r) && !IsBytes(r) {
			return "", TypeErrorf(th, "expected %s.__fspath__() to return str or bytes, not %s", v.Type().DisplayName(), r.Type().DisplayName())
		}
		v = r
	}
	var s string
	if IsStr(v) {
		s = AsStr(v).s
	} else {
		s = DecodeFS(AsBytes(v).s)
	}
	if strings.IndexByte(s, 0) >= 0 {
		return "", ValueErrorf(th, "source code string cannot contain null bytes")
	}
	return s, nil
}

// FastWriter returns a function that writes text to a stream as its write method would, if the stream is a plain text file of
// the _io module whose method nobody has replaced; nil otherwise.
func FastWriter(stream Value) func(th *Thread, s string) error {
	if !stream.IsObj() {
		return nil
	}
	if w := stream.Header().Type().textWriter; w != nil {
		return func(th *Thread, s string) error { return w(th, stream, s) }
	}
	return nil
}

// SetTextWriter declares that exact instances of a built-in type are plain text files written by f.
func (t *Type) SetTextWriter(f func(th *Thread, stream Value, s string) error) { t.textWriter = f }

// TrimEvalSource strips leading blanks of source given to eval().
func TrimEvalSource(v Value) Value {
	switch {
	case IsStr(v):
		return NewStr(strings.TrimLeft(AsStr(v).s, " \t"))
	case IsBytes(v):
		return NewBytes(strings.TrimLeft(AsBytes(v).s, " \t"))
	}
	return v
}

// TrimTraceback removes entries from an exception's traceback: classify tells of an entry's code whether it is to be dropped,
// and whether it ends a run of entries that may be dropped. Without all, only runs that end so are dropped.
func TrimTraceback(e *Exception, all bool, classify func(filename, function string) (drop, last bool)) {
	var keep []*Traceback
	var run []*Traceback
	for tb := loadPtr(&e.Traceback); tb != nil; tb = tb.NextEntry() {
		c := tb.Code()
		drop, last := classify(c.Filename.s, c.Name.s)
		switch {
		case !drop:
			if !last {
				keep = append(keep, run...)
			}
			keep, run = append(keep, tb), nil
		case all:
		case last:
			run = nil
		default:
			run = append(run, tb)
		}
	}
	keep = append(keep, run...)
	var head *Traceback
	for i := len(keep) - 1; i >= 0; i-- {
		storePtr(&keep[i].Next, head)
		head = keep[i]
	}
	storePtr(&e.Traceback, head)
}

// SuggestName returns the candidate that a mistyped name most likely meant, or "".
func SuggestName(name string, candidates []string) string {
	const moveCost, caseCost = 2, 1
	if len(candidates) > 750 || len(name) > 40 {
		return ""
	}
	best, bestDist := "", 0
	for _, c := range candidates {
		if c == name {
			continue
		}
		limit := (len(name) + len(c) + 3) * moveCost / 6
		if best != "" && bestDist-1 < limit {
			limit = bestDist - 1
		}
		if d := editDistance(name, c, moveCost, caseCost); d <= limit {
			best, bestDist = c, d
		}
	}
	return best
}

// editDistance is the Levenshtein distance in which a change of case is cheap.
func editDistance(a, b string, move, letterCase int) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j * move
	}
	for i := 0; i < len(a); i++ {
		diag := row[0]
		row[0] = (i + 1) * move
		for j := 0; j < len(b); j++ {
			sub := diag
			if a[i] != b[j] {
				if lower(a[i]) == lower(b[j]) {
					sub += letterCase
				} else {
					sub += move
				}
			}
			diag = row[j+1]
			row[j+1] = min(sub, row[j]+move, row[j+1]+move)
		}
	}
	return row[len(b)]
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 32
	}
	return c
}

// DecodeFS decodes a file name from the operating system: UTF-8, other bytes as lone surrogates (PEP 383).
func DecodeFS(s string) string {
	h, _ := wtf8.DecodeHandlerFor("surrogateescape")
	t, _, err := wtf8.Decode([]byte(s), h, true)
	if err != nil {
		return s // the handler accepts every byte
	}
	return t
}

// EncodeFS is the reverse of DecodeFS.
func EncodeFS(s string) string {
	h, _ := wtf8.EncodeHandlerFor("surrogateescape")
	b, err := wtf8.Encode(s, h)
	if err != nil {
		return s // another lone surrogate: its own three bytes name no file
	}
	return string(b)
}

// BuiltinTypes returns the types that the builtins module shows. The caller must not change the list.
func BuiltinTypes() []*Type { return shownTypes }

// ReentrantLock is a lock that one Python thread may take several times: the import lock.
type ReentrantLock struct {
	mu    sync.Mutex
	owner *Thread
	depth int
	wait  []*Thread
}

// Acquire takes the lock, waiting for it as long as it takes.
func (l *ReentrantLock) Acquire(th *Thread) error {
	for {
		l.mu.Lock()
		if l.owner == nil || l.owner == th {
			l.owner = th
			l.depth++
			l.mu.Unlock()
			return nil
		}
		l.wait = append(l.wait, th)
		l.mu.Unlock()
		th.Park(Wait{Kind: WaitReentrant, On: unsafe.Pointer(l)}, -1)
		if err := th.SafePoint(); err != nil {
			return err
		}
	}
}

// Release gives the lock up and reports whether th held it.
func (l *ReentrantLock) Release(th *Thread) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.owner != th {
		return false
	}
	if l.depth--; l.depth == 0 {
		l.owner = nil
		for _, w := range l.wait {
			w.UnparkBy(th)
		}
		l.wait = nil
	}
	return true
}

// Held reports whether any thread holds the lock.
func (l *ReentrantLock) Held() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.owner != nil
}

// WarnExplicit issues a warning about a place in source text, through warnings.warn_explicit; it returns the exception of a
// warning that a filter turns into one.
func WarnExplicit(th *Thread, category *Type, msg, filename string, line int) error {
	m, err := th.Rt.engine.Import(th, Intern("_warnings"), None, None, None, 0)
	if err != nil {
		return nil // too early or too late for warnings
	}
	warn, err := GetAttrOpt(th, m, Intern("warn_explicit"))
	if err != nil || warn.IsAbsent() {
		return err
	}
	_, err = Call(th, warn, NewStr(msg), category.Value(), NewStr(filename), SmallInt(int64(line)))
	return err
}

// DescribeError returns an exception with its traceback as text, running as little Python code as possible.
func DescribeError(th *Thread, err error) string { return th.Rt.engine.Describe(th, Exc(err)) }

// UnicodeByName returns the text of \N{name}: a character, not a named sequence.
func UnicodeByName(name string) (string, bool) {
	r, ok := ucd.LookupChar(name)
	if !ok {
		return "", false
	}
	return wtf8.String(r), true
}

// ToFloat returns float(v) for arguments declared as float: __float__, else __index__. It raises TypeError.
func ToFloat(th *Thread, v Value) (float64, error) {
	if v.IsFloat() {
		return v.Float(), nil
	}
	if v.IsInt() {
		return float64(v.Int()), nil
	}
	if IsFloat(v) {
		return AsFloat(v), nil
	}
	s := v.Type().Slots()
	switch {
	case s.Float != nil:
		return callFloat(th, s, v)
	case s.Index != nil:
		r, err := Index(th, v)
		if err != nil {
			return 0, err
		}
		return ToFloat(th, r)
	}
	return 0, TypeErrorf(th, "must be real number, not %s", v.Type().DisplayName())
}

// callFloat returns what __float__ of v, whose slots are s, returns.
func callFloat(th *Thread, s *Slots, v Value) (float64, error) {
	r, err := s.Float(th, v)
	switch {
	case err != nil:
		return 0, err
	case r.IsFloat():
		return r.Float(), nil
	case !IsFloat(r):
		return 0, TypeErrorf(th, "%s.__float__ returned non-float (type %s)", v.Type().DisplayName(), r.Type().DisplayName())
	}
	err = Warn(th, DeprecationWarningType, v.Type().DisplayName()+".__float__ returned non-float (type "+r.Type().DisplayName()+").  "+
		"The ability to return an instance of a strict subclass of float is deprecated, and may be removed in a future version of Python.", 1)
	return AsFloat(r), err
}

// IntMaxStrDigits returns sys.get_int_max_str_digits(); 0 means no limit.
func (rt *Runtime) IntMaxStrDigits() int { return int(loadInt64(&rt.maxStrDigits)) }

// SetIntMaxStrDigits sets it.
func (rt *Runtime) SetIntMaxStrDigits(n int) { storeInt64(&rt.maxStrDigits, int64(n)) }

// Interned reports whether the str is interned.
func (s *Str) Interned() bool { return s.interned() }

// PrintException is sys.__excepthook__: it shows an exception with its traceback on sys.stderr.
func PrintException(th *Thread, exc, tb Value) error {
	if IsException(exc) && tb.IsObj() && tb.Header().Type() == TracebackType && loadPtr(&AsException(exc).Traceback) == nil {
		storePtr(&AsException(exc).Traceback, (*Traceback)(tb.p))
	}
	return writeStderr(th, "", exc)
}

// writeStderr writes text and then an exception to sys.stderr: with the library's traceback module where it works, else plainly.
func writeStderr(th *Thread, text string, exc Value) error {
	out := th.Rt.Sys.Dict().GetName("stderr")
	if out.IsAbsent() || out.Is(None) {
		return nil
	}
	return writeException(th, out, text, exc)
}

// PrintExceptionTo shows an exception with its traceback on a stream.
func PrintExceptionTo(th *Thread, out, exc, tb Value) error { return writeException(th, out, "", exc) }

func writeException(th *Thread, out Value, text string, exc Value) error {
	if text != "" {
		if _, err := CallMethod(th, out, "write", NewStr(text)); err != nil {
			return err
		}
	}
	if IsException(exc) {
		m, err := th.Rt.engine.Import(th, Intern("traceback"), None, None, TupleOf(NewStr("_print_exception_bltin")), 0)
		if err == nil {
			if out.Is(th.Rt.Sys.Dict().GetName("stderr")) {
				_, err = CallMethod(th, m, "_print_exception_bltin", exc)
			} else {
				_, err = CallMethod(th, m, "print_exception", exc.Type().Value(), exc, AsException(exc).TracebackValue(), None, out)
			}
			if err == nil {
				return nil
			}
		}
		if _, err := CallMethod(th, out, "write", NewStr(DescribeError(th, AsException(exc)))); err != nil {
			return err
		}
	} else if _, err := CallMethod(th, out, "write", NewStr("TypeError: print_exception(): Exception expected for value, "+exc.Type().DisplayName()+" found\n")); err != nil {
		return err
	}
	_, err := CallMethod(th, out, "flush")
	return err
}

// TripSignal notes the arrival of a signal, for the signal module's handlers in the main thread. It may be called from any
// goroutine.
func (rt *Runtime) TripSignal(sig int) {
	atomic.OrUint64(&rt.signals, 1<<uint(sig&63))
	rt.Main.Interrupt(PendingSignal)
}

// TakeSignals returns the set of signals that arrived since the last call, bit n for signal n.
func (rt *Runtime) TakeSignals() uint64 { return atomic.SwapUint64(&rt.signals, 0) }

// SetName sets the thread's name as tools show it.
func (th *Thread) SetName(name string) { th.setName(&name) }

// SetNameStr is SetName of a str.
func (th *Thread) SetNameStr(name *Str) { th.setName(&name.s) }

// setName is SetName. Nobody changes the string.
func (th *Thread) setName(name *string) {
	th.name.Store(name)
	if t := th.Rt.timeline.Load(); t != nil && !t.rec.Paused() {
		t.rec.Name(uint32(th.serial()), *name)
	}
}

// Name returns what SetName set last, or "". Any thread may ask.
func (th *Thread) Name() string {
	if p := th.name.Load(); p != nil {
		return *p
	}
	return ""
}

// Inherit gives a new thread what it takes over from the thread that starts it.
func (th *Thread) Inherit(from *Thread) {
	th.Context = from.Context
	if t := th.Rt.timeline.Load(); t != nil {
		t.wake(th, from) // ready from now on
	}
}

// ClassGetItem is the function behind __class_getitem__ of generic built-in classes: args are the class and the index.
func ClassGetItem(th *Thread, args []Value) (Value, error) { return classGetItemAlias(th, args) }

// sourceKey finds the texts of programs that are in no file, by the name tracebacks show.
type sourceKey struct{}

// SetSourceText remembers the text of a program that is in no file.
func SetSourceText(rt *Runtime, filename, text string) {
	m := rt.State(sourceKey{}, func() any { return &sync.Map{} }).(*sync.Map)
	m.Store(filename, text)
}

// SourceText returns what SetSourceText remembered.
func SourceText(rt *Runtime, filename string) (string, bool) {
	m := rt.State(sourceKey{}, func() any { return &sync.Map{} }).(*sync.Map)
	if t, ok := m.Load(filename); ok {
		return t.(string), true
	}
	return "", false
}
