// This file implements exception groups (PEP 654): the classes, matching, splitting, and the re-raise algorithm of except*.

package object

import "fmt"

func baseExceptionGroupSpec() TypeSpec {
	return TypeSpec{
		Type: BaseExceptionGroupType, Base: BaseExceptionType, Flags: TypeBase,
		Doc:    "Several unrelated exceptions as one.",
		Layout: excLayout(3),
		Slots:  Slots{New: baseExceptionGroupNew, Init: baseExceptionGroupInit, Repr: baseExceptionGroupRepr, Str: baseExceptionGroupStr},
		Methods: []Method{
			{Name: "__class_getitem__", Sig: "(type, object, /)", Fn: classGetItemAlias, Kind: ClassMethod, Doc: "See PEP 585"},
			{Name: "derive", Sig: "(self, excs, /)", Fn: baseExceptionGroupDerive},
			{Name: "split", Sig: "(self, matcher_value, /)", Fn: baseExceptionGroupSplit},
			{Name: "subgroup", Sig: "(self, matcher_value, /)", Fn: baseExceptionGroupSubgroup},
		},
		GetSets: []GetSet{
			readonlyMember("message", fieldGroupMessage, "exception message"),
			readonlyMember("exceptions", fieldGroupExceptions, "nested exceptions"),
		},
	}
}

func exceptionGroupSpec() TypeSpec {
	return TypeSpec{
		Type: ExceptionGroupType, Base: BaseExceptionGroupType, Flags: TypeBase,
		Bases: []*Type{BaseExceptionGroupType, ExceptionType},
	}
}

// classGetItemAlias is the __class_getitem__ of built-in generic classes.
func classGetItemAlias(th *Thread, args []Value) (Value, error) {
	return newGenericAlias(th, args[0], args[1])
}

// IsSequence is PySequence_Check: the type has integer indexing and is no dict.
func IsSequence(v Value) bool { return v.Type().Slots().GetItem != nil && !IsDict(v) }

func baseExceptionGroupNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	args = args[:len(args)-kwnames.Len()]
	if len(args) != 2 {
		return Value{}, TypeErrorf(th, "BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)", len(args))
	}
	if !IsStr(args[0]) {
		return Value{}, TypeErrorf(th, "BaseExceptionGroup.__new__() argument 1 must be str, not %s", ArgTypeName(args[0]))
	}
	if !IsSequence(args[1]) {
		return Value{}, TypeErrorf(th, "second argument (exceptions) must be a sequence")
	}
	var shown Value
	if !IsList(args[1]) && !IsTuple(args[1]) {
		s, err := Repr(th, args[1])
		if err != nil {
			return Value{}, err
		}
		shown = s.Value()
	}
	excs, err := ToSlice(th, args[1])
	if err != nil {
		return Value{}, err
	}
	if len(excs) == 0 {
		return Value{}, ValueErrorf(th, "second argument (exceptions) must be a non-empty sequence")
	}
	base := false
	for i, x := range excs {
		if !IsException(x) {
			return Value{}, ValueErrorf(th, "Item %d of second argument (exceptions) is not an exception", i)
		}
		base = base || !IsInstance(x, ExceptionType)
	}
	switch {
	case t == BaseExceptionGroupType:
		if !base {
			t = ExceptionGroupType
		}
	case base && t == ExceptionGroupType:
		return Value{}, TypeErrorf(th, "Cannot nest BaseExceptions in an ExceptionGroup")
	case base && t.IsSubtype(ExceptionType):
		return Value{}, TypeErrorf(th, "Cannot nest BaseExceptions in '%s'", t.DisplayName())
	}
	v, err := baseExceptionNew(th, t, args, nil)
	if err != nil {
		return Value{}, err
	}
	e := AsException(v)
	e.Fields[fieldGroupMessage] = args[0]
	e.Fields[fieldGroupExceptions] = NewTuple(excs).Value()
	e.Fields[fieldGroupArgsStr] = shown
	return v, nil
}

func baseExceptionGroupInit(th *Thread, self Value, args []Value, kwnames *Tuple) error {
	return baseExceptionInit(th, self, args, kwnames)
}

func baseExceptionGroupRepr(th *Thread, self Value) (Value, error) {
	e := AsException(self)
	var list string
	if s := e.rawField(fieldGroupArgsStr); !s.IsAbsent() {
		list = AsStr(s).s
	} else {
		excs := e.field(fieldGroupExceptions)
		if args := loadPtr(&e.Args); args.Len() > 1 && IsList(args.items[1]) {
			excs = NewListCopy(e.Group()).Value()
		}
		var err error
		if list, err = ReprString(th, excs); err != nil {
			return Value{}, err
		}
	}
	msg, err := ReprString(th, e.field(fieldGroupMessage))
	return NewStr(self.Type().ShortName() + "(" + msg + ", " + list + ")"), err
}

func baseExceptionGroupStr(th *Thread, self Value) (Value, error) {
	e := AsException(self)
	n := len(e.Group())
	s := ""
	if n > 1 {
		s = "s"
	}
	msg, err := ToString(th, e.field(fieldGroupMessage))
	return NewStr(fmt.Sprintf("%s (%d sub-exception%s)", msg, n, s)), err
}

// IsGroup reports whether v is an exception group.
func IsGroup(v Value) bool { return IsException(v) && v.Type().IsSubtype(BaseExceptionGroupType) }

// Group returns the exceptions of a group; they must not be changed.
func (e *Exception) Group() []Value {
	if v := e.rawField(fieldGroupExceptions); !v.IsAbsent() {
		return AsTuple(v).items
	}
	return nil
}

// derive makes a group of excs like e: by calling its derive method, which a subclass may override, and copying the message's
// surroundings (traceback, context, cause, notes).
func (e *Exception) derive(th *Thread, excs []Value) (Value, error) {
	r, err := CallMethod(th, e.Value(), "derive", NewListCopy(excs).Value())
	if err != nil {
		return Value{}, err
	}
	if !IsGroup(r) {
		return Value{}, TypeErrorf(th, "derive must return an instance of BaseExceptionGroup")
	}
	g := AsException(r)
	if tb := loadPtr(&e.Traceback); tb != nil {
		storePtr(&g.Traceback, tb)
	}
	storePtr(&g.Context, loadPtr(&e.Context))
	cause := LoadSlot(&e.Cause)
	if cause.IsAbsent() {
		cause = None
	}
	g.SetCause(cause) // which also suppresses the context, as CPython does
	notes, err := GetAttrOpt(th, e.Value(), Intern("__notes__"))
	if err != nil {
		return Value{}, err
	}
	if !notes.IsAbsent() && IsSequence(notes) {
		// A list of one's own, so that adding to one does not add to the other.
		items, err := ToSlice(th, notes)
		if err != nil {
			return Value{}, err
		}
		if err := SetAttrName(th, r, "__notes__", NewList(items).Value()); err != nil {
			return Value{}, err
		}
	}
	return r, nil
}

func baseExceptionGroupDerive(th *Thread, args []Value) (Value, error) {
	return Call(th, BaseExceptionGroupType.Value(), AsException(args[0]).field(fieldGroupMessage), args[1])
}

// groupMatcher decides whether one exception matches.
type groupMatcher func(th *Thread, exc Value) (bool, error)

// newGroupMatcher makes a matcher of what subgroup() and split() accept.
func newGroupMatcher(th *Thread, v Value) (groupMatcher, error) {
	if IsCallable(v) && !v.Type().HasFlag(TypeSubType) {
		return func(th *Thread, exc Value) (bool, error) {
			r, err := Call(th, v, exc)
			if err != nil {
				return false, err
			}
			return IsTrue(th, r)
		}, nil
	}
	ok := isExceptionClass(v)
	if IsTuple(v) {
		ok = true
		for _, c := range AsTuple(v).items {
			ok = ok && isExceptionClass(c)
		}
	}
	if !ok {
		return nil, TypeErrorf(th, "expected an exception type, a tuple of exception types, or a callable (other than a class)")
	}
	return func(th *Thread, exc Value) (bool, error) { return excMatches(exc, v), nil }, nil
}

// isExceptionClass reports whether v is a class derived from BaseException.
func isExceptionClass(v Value) bool {
	return v.IsObj() && v.Type().HasFlag(TypeSubType) && (*Type)(v.p).IsSubtype(BaseExceptionType)
}

// excMatches reports whether exc matches the class or tuple of classes cls, as except does.
func excMatches(exc, cls Value) bool {
	if IsTuple(cls) {
		for _, c := range AsTuple(cls).items {
			if excMatches(exc, c) {
				return true
			}
		}
		return false
	}
	return isExceptionClass(cls) && exc.Type().IsSubtype((*Type)(cls.p))
}

// splitGroup splits exc, a group or one exception, into the matching part and the rest (absent where empty). If rest is not
// wanted it is not built.
func splitGroup(th *Thread, exc Value, match groupMatcher, wantRest bool) (matched, rest Value, err error) {
	ok, err := match(th, exc)
	if err != nil {
		return
	}
	if ok {
		return exc, Value{}, nil
	}
	if !IsGroup(exc) {
		return Value{}, exc, nil
	}
	if err = th.Enter(" in exceptiongroup_split_recursive"); err != nil {
		return
	}
	defer th.Leave()
	e := AsException(exc)
	var yes, no []Value
	for _, x := range e.Group() {
		m, r, err := splitGroup(th, x, match, wantRest)
		if err != nil {
			return Value{}, Value{}, err
		}
		if !m.IsAbsent() {
			yes = append(yes, m)
		}
		if !r.IsAbsent() && wantRest {
			no = append(no, r)
		}
	}
	if len(yes) > 0 {
		if matched, err = e.derive(th, yes); err != nil {
			return
		}
	}
	if len(no) > 0 && wantRest {
		rest, err = e.derive(th, no)
	}
	return
}

func baseExceptionGroupSplit(th *Thread, args []Value) (Value, error) {
	m, err := newGroupMatcher(th, args[1])
	if err != nil {
		return Value{}, err
	}
	yes, no, err := splitGroup(th, args[0], m, true)
	return TupleOf(orNone(yes), orNone(no)), err
}

func baseExceptionGroupSubgroup(th *Thread, args []Value) (Value, error) {
	m, err := newGroupMatcher(th, args[1])
	if err != nil {
		return Value{}, err
	}
	yes, _, err := splitGroup(th, args[0], m, false)
	return orNone(yes), err
}

// orNone returns v, or None if it is absent.
func orNone(v Value) Value {
	if v.IsAbsent() {
		return None
	}
	return v
}

// CheckExceptStar raises TypeError if cls cannot stand behind except*: not an exception class, or a group class.
func CheckExceptStar(th *Thread, cls Value) error {
	if err := CheckExceptClass(th, cls); err != nil {
		return err
	}
	items := []Value{cls}
	if IsTuple(cls) {
		items = AsTuple(cls).items
	}
	for _, c := range items {
		if (*Type)(c.p).IsSubtype(BaseExceptionGroupType) {
			return TypeErrorf(th, "catching ExceptionGroup with except* is not allowed. Use except instead.")
		}
	}
	return nil
}

// CheckExceptClass raises TypeError if cls, a class or tuple, cannot stand behind except.
func CheckExceptClass(th *Thread, cls Value) error {
	items := []Value{cls}
	if IsTuple(cls) {
		items = AsTuple(cls).items
	}
	for _, c := range items {
		if !isExceptionClass(c) {
			return TypeErrorf(th, "catching classes that do not inherit from BaseException is not allowed")
		}
	}
	return nil
}

// ExcMatch reports whether exc matches cls in an except clause; TypeError if cls is no exception class or tuple of them.
func ExcMatch(th *Thread, exc, cls Value) (bool, error) {
	if !IsTuple(cls) && isExceptionClass(cls) {
		return exc.Type().IsSubtype((*Type)(cls.p)), nil
	}
	if err := CheckExceptClass(th, cls); err != nil {
		return false, err
	}
	return excMatches(exc, cls), nil
}

// EGMatch splits exc by the class or tuple cls for an except* clause: the matching part, a plain exception being wrapped into a
// group, and the rest (None where empty).
func EGMatch(th *Thread, exc, cls Value) (match, rest Value, err error) {
	if exc.Is(None) {
		return None, None, nil
	}
	if err := CheckExceptStar(th, cls); err != nil {
		return Value{}, Value{}, err
	}
	if excMatches(exc, cls) {
		if IsGroup(exc) {
			return exc, None, nil
		}
		g, err := Call(th, BaseExceptionGroupType.Value(), emptyStr.Value(), TupleOf(exc))
		if err != nil {
			return Value{}, Value{}, err
		}
		if f := th.Frame; f != nil {
			AddTraceback(AsException(g), FrameObjectOf(th, f), f.Pos(), 0)
		}
		return g, None, nil
	}
	if !IsGroup(exc) {
		return None, exc, nil
	}
	pair, err := CallMethod(th, exc, "split", cls)
	if err != nil {
		return Value{}, Value{}, err
	}
	if !IsTuple(pair) {
		return Value{}, Value{}, TypeErrorf(th, "%s.split must return a tuple, not %s", exc.Type().DisplayName(), pair.Type().DisplayName())
	}
	items := AsTuple(pair).items
	if len(items) < 2 {
		return Value{}, Value{}, TypeErrorf(th, "%s.split must return a 2-tuple, got tuple of size %d", exc.Type().DisplayName(), len(items))
	}
	return items[0], items[1], nil
}

// sameMetadata reports whether two exceptions share traceback, cause and context: a part of a group then was re-raised rather
// than raised anew.
func sameMetadata(a, b *Exception) bool {
	return loadPtr(&a.Traceback) == loadPtr(&b.Traceback) && LoadSlot(&a.Cause).Is(LoadSlot(&b.Cause)) &&
		loadPtr(&a.Context) == loadPtr(&b.Context)
}

// collectLeaves adds the identities of all non-group exceptions in exc to seen.
func collectLeaves(exc Value, seen map[Value]bool) {
	if exc.Is(None) || exc.IsAbsent() {
		return
	}
	if !IsGroup(exc) {
		seen[exc] = true
		return
	}
	for _, x := range AsException(exc).Group() {
		collectLeaves(x, seen)
	}
}

// PrepReraiseStar computes what an except* statement raises at its end (PEP 654, "raising exceptions in an except* block"):
// orig is the exception that came in, excs the list of what the clauses raised and of the unmatched rest. The re-raised parts
// of orig are put together in orig's shape, exceptions raised anew stand beside them. None: nothing to raise.
func PrepReraiseStar(th *Thread, orig Value, excs []Value) (Value, error) {
	var live []Value
	for _, x := range excs {
		if !x.Is(None) && !x.IsAbsent() {
			live = append(live, x)
		}
	}
	if len(live) == 0 {
		return None, nil
	}
	if !IsGroup(orig) {
		// A plain exception was wrapped for the clauses: at most one thing can have come of it.
		return live[0], nil
	}
	var raised, reraised []Value
	for _, x := range live {
		if sameMetadata(AsException(x), AsException(orig)) {
			reraised = append(reraised, x)
		} else {
			raised = append(raised, x)
		}
	}
	var rest Value
	if len(reraised) > 0 {
		keep := map[Value]bool{}
		for _, x := range reraised {
			collectLeaves(x, keep)
		}
		var err error
		rest, err = projectGroup(th, orig, keep)
		if err != nil {
			return Value{}, err
		}
	}
	if len(raised) == 0 {
		return orNone(rest), nil
	}
	if !rest.IsAbsent() {
		raised = append(raised, rest)
	}
	if len(raised) == 1 {
		return raised[0], nil
	}
	return Call(th, BaseExceptionGroupType.Value(), emptyStr.Value(), NewList(raised).Value())
}

// projectGroup returns the part of group orig whose leaves are in keep, absent if there are none.
func projectGroup(th *Thread, orig Value, keep map[Value]bool) (Value, error) {
	m, _, err := splitGroup(th, orig, func(th *Thread, exc Value) (bool, error) {
		return !IsGroup(exc) && keep[exc], nil
	}, false)
	return m, err
}
