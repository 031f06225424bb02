// This file implements match statements (PEP 634).

package compile

import (
	"math/big"

	"weft/internal/code"
	"weft/internal/syntax"
)

// capture is a name that a pattern binds, with the register that holds the value until the whole pattern has matched.
type capture struct {
	name string
	reg  reg
}

// matcher is the state of one case (or alternative) under compilation.
type matcher struct {
	c                *compiler
	captures         []capture
	fail             label
	allowIrrefutable bool
	inner            bool // in a part of the subject
}

// match compiles
//
//	      s = subject
//	      pattern, else goto next
//	      names = captured values
//	      if not guard goto next
//	      body; goto end
//	next: ...
//	end:
func (c *compiler) match(s *syntax.Match) {
	u := c.u
	mark := u.top
	subject := u.push()
	c.expr(s.Subject, subject) // a copy: a case may bind the local that is the subject
	end := u.newLabel()
	for i, m := range s.Cases {
		p := m.Pattern.Position()
		next := u.newLabel()
		top := u.top
		k := &matcher{c: c, fail: next, allowIrrefutable: m.Guard != nil || i == len(s.Cases)-1}
		k.pattern(m.Pattern, subject)
		for _, x := range k.captures {
			c.storeName(p, x.name, x.reg)
		}
		u.top = top
		if m.Guard != nil {
			c.jumpIf(m.Guard, false, next)
		}
		c.stmts(m.Body)
		u.jump(syntax.Pos{}, code.JUMP, 0, 0, end)
		u.place(next)
	}
	u.place(end)
	u.top = mark
}

func (k *matcher) pattern(p syntax.Pattern, s reg) {
	c := k.c
	if !c.enter() {
		return
	}
	defer c.leave()
	switch p := p.(type) {
	case *syntax.MatchValue:
		k.value(p, s)
	case *syntax.MatchSingleton:
		k.singleton(p, s)
	case *syntax.MatchSequence:
		k.sequence(p, s)
	case *syntax.MatchMapping:
		k.mapping(p, s)
	case *syntax.MatchClass:
		k.class(p, s)
	case *syntax.MatchStar:
		k.capture(p.Pos, p.Name, s)
	case *syntax.MatchAs:
		k.as(p, s)
	case *syntax.MatchOr:
		k.or(p, s)
	}
}

// sub is pattern for a part of the subject, where anything goes.
func (k *matcher) sub(p syntax.Pattern, s reg) {
	saved := k.allowIrrefutable
	inner := k.inner
	k.allowIrrefutable, k.inner = true, true
	k.pattern(p, s)
	k.allowIrrefutable, k.inner = saved, inner
}

// capture notes that name is to be bound to the value in r, which stays there. "" drops it.
func (k *matcher) capture(p syntax.Pos, name string, r reg) {
	if name == "" {
		return
	}
	for _, x := range k.captures {
		if x.name == name {
			k.c.errorAt(p, "multiple assignments to name '%s' in pattern", name)
			return
		}
	}
	for _, x := range k.captures {
		if x.reg == r {
			// `a as b`: each temporary is read once, see unpackDirectly.
			u := k.c.u
			r = u.push()
			u.emit(p, code.MOVE, r, x.reg, 0)
			break
		}
	}
	k.captures = append(k.captures, capture{name, r})
}

func (k *matcher) value(p *syntax.MatchValue, s reg) {
	c, u := k.c, k.c.u
	_, isConst := c.fold(p.Value)
	if _, attr := p.Value.(*syntax.Attribute); !attr && !isConst {
		if _, str := p.Value.(*syntax.JoinedStr); !str || true {
			c.errorAt(p.Pos, "patterns may only match literals and attribute lookups")
			return
		}
	}
	if n, ok := c.imm(p.Value); ok {
		u.jump(p.Pos, code.JNEQ_I, s, n, k.fail)
		return
	}
	mark := u.top
	r := c.operand(p.Value)
	u.top = mark
	u.jump(p.Pos, code.JNEQ, s, r, k.fail)
}

func (k *matcher) singleton(p *syntax.MatchSingleton, s reg) {
	u := k.c.u
	if _, none := p.Value.(syntax.ConstNone); none {
		u.jump(p.Pos, code.JNOT_NONE, s, 0, k.fail)
		return
	}
	mark := u.top
	r := u.constOperand(p.Pos, constant(p.Value))
	u.top = mark
	u.jump(p.Pos, code.JIS_NOT, s, r, k.fail)
}

func isWildcard(p syntax.Pattern) bool {
	a, ok := p.(*syntax.MatchAs)
	return ok && a.Name == "" && a.Pattern == nil
}

func (k *matcher) as(p *syntax.MatchAs, s reg) {
	top := len(k.captures) == 0 && !k.inner // a case of its own: tracing shall see its line
	if p.Pattern == nil {
		if !k.allowIrrefutable {
			if p.Name != "" {
				k.c.errorAt(p.Pos, "name capture '%s' makes remaining patterns unreachable", p.Name)
			} else {
				k.c.errorAt(p.Pos, "wildcard makes remaining patterns unreachable")
			}
			return
		}
		if p.Name == "" && top {
			k.c.u.markLine(p.Pos)
		}
		k.capture(p.Pos, p.Name, s)
		return
	}
	k.pattern(p.Pattern, s)
	k.capture(p.Pos, p.Name, s)
}

func (k *matcher) sequence(p *syntax.MatchSequence, s reg) {
	u := k.c.u
	n := len(p.Patterns)
	star, onlyWildcard, starWildcard := -1, true, false
	for i, x := range p.Patterns {
		if x, ok := x.(*syntax.MatchStar); ok {
			if star >= 0 {
				k.c.errorAt(p.Pos, "multiple starred names in sequence pattern")
				return
			}
			starWildcard = x.Name == ""
			onlyWildcard = onlyWildcard && starWildcard
			star = i
			continue
		}
		onlyWildcard = onlyWildcard && isWildcard(x)
	}
	t := u.push()
	u.emit(p.Pos, code.MATCH_SEQUENCE, t, s, 0)
	u.jump(p.Pos, code.JFALSE, t, 0, k.fail)
	if star < 0 || n > 1 {
		u.emit(p.Pos, code.GET_LEN, t, s, 0)
		if star >= 0 {
			k.jumpUnlessLen(p.Pos, code.JNGE, t, n-1)
		} else {
			k.jumpUnlessLen(p.Pos, code.JNEQ, t, n)
		}
	}
	u.pop(1)
	switch {
	case onlyWildcard:
	case starWildcard:
		k.sequenceItems(p, s, star)
	default:
		if star >= 1<<8 || star >= 0 && n-star-1 >= 1<<8 {
			k.c.errorAt(p.Pos, "too many expressions in star-unpacking sequence pattern")
			return
		}
		base := u.pushN(max(n, 1))
		if star >= 0 {
			u.emit(p.Pos, code.UNPACK_EX, base, s, reg(star|(n-star-1)<<8))
		} else {
			u.emit(p.Pos, code.UNPACK_SEQUENCE, base, s, reg(n))
		}
		for i, x := range p.Patterns {
			k.sub(x, base+reg(i))
		}
	}
}

// jumpUnlessLen fails the match by the jump op when the length in t is not as it asks.
func (k *matcher) jumpUnlessLen(p syntax.Pos, op code.Op, t reg, n int) {
	u := k.c.u
	if n < 1<<15 {
		u.jump(p, op-code.JNLT+code.JNLT_I, t, reg(n), k.fail)
		return
	}
	w := u.push()
	u.loadConst(p, code.Int(n), w)
	u.jump(p, op, t, w, k.fail)
	u.pop(1)
}

// sequenceItems matches [a, *_, b] by subscripts, so that the middle is not copied.
func (k *matcher) sequenceItems(p *syntax.MatchSequence, s reg, star int) {
	u := k.c.u
	n := len(p.Patterns)
	for i, x := range p.Patterns {
		if i == star || isWildcard(x) {
			continue
		}
		t := u.push()
		if i < star && i < 1<<15 {
			u.emit(p.Pos, code.GETITEM_I, t, s, reg(i))
		} else if i < star {
			u.loadConst(p.Pos, code.Int(i), t)
			u.emit(p.Pos, code.GETITEM, t, s, t)
		} else {
			// The subject may not support negative indices.
			u.emit(p.Pos, code.GET_LEN, t, s, 0)
			w := u.push()
			u.loadConst(p.Pos, code.Int(n-i), w)
			u.emit(p.Pos, code.SUB, t, t, w)
			u.pop(1)
			u.emit(p.Pos, code.GETITEM, t, s, t)
		}
		k.sub(x, t)
	}
}

func (k *matcher) mapping(p *syntax.MatchMapping, s reg) {
	c, u := k.c, k.c.u
	n := len(p.Keys)
	if n != len(p.Patterns) {
		c.errorAt(p.Pos, "keys (%d) / patterns (%d) length mismatch in mapping pattern", n, len(p.Patterns))
		return
	}
	t := u.push()
	u.emit(p.Pos, code.MATCH_MAPPING, t, s, 0)
	u.jump(p.Pos, code.JFALSE, t, 0, k.fail)
	u.pop(1)
	if n == 0 && p.Rest == "" {
		return
	}
	w := u.pushN(2) // the window of COPY_DICT_WITHOUT_KEYS: subject, keys
	keys := w + 1
	if n > 0 {
		t := u.push()
		u.emit(p.Pos, code.GET_LEN, t, s, 0)
		k.jumpUnlessLen(p.Pos, code.JNGE, t, n)
		u.pop(1)
	}
	k.checkKeys(p)
	c.tupleOf(p.Pos, p.Keys, keys)
	if n > 0 {
		values := u.pushN(n)
		u.emit(p.Pos, code.MATCH_KEYS, values, s, keys)
		u.jump(p.Pos, code.JNONE, values, 0, k.fail)
		u.emit(p.Pos, code.UNPACK_SEQUENCE, values, values, reg(n))
		for i, x := range p.Patterns {
			k.sub(x, values+reg(i))
		}
	}
	if p.Rest != "" {
		u.emit(p.Pos, code.MOVE, w, s, 0)
		u.emit(p.Pos, code.INTRINSIC2, w, w, code.IntrinsicCopyDictWithoutKeys)
		k.capture(p.Pos, p.Rest, w)
	}
}

// checkKeys rejects equal literal keys and keys of another form.
func (k *matcher) checkKeys(p *syntax.MatchMapping) {
	c := k.c
	seen := map[string]bool{}
	for _, e := range p.Keys {
		v, ok := c.fold(e)
		if !ok {
			if _, attr := e.(*syntax.Attribute); !attr {
				c.errorAt(p.Pos, "mapping pattern keys may only match literals and attribute lookups")
				return
			}
			continue
		}
		key := hashKey(v)
		if seen[key] {
			c.errorAt(p.Pos, "mapping pattern checks duplicate key (%s)", constRepr(v))
			return
		}
		seen[key] = true
	}
}

// hashKey is constKey with one key for equal numbers of different types.
func hashKey(k code.Const) string {
	switch v := k.(type) {
	case code.Bool:
		if v {
			return constKey(code.Int(1))
		}
		return constKey(code.Int(0))
	case code.Float:
		f := new(big.Float)
		x := float64(v)
		if x != x || x-x != 0 {
			return constKey(k)
		}
		f.SetFloat64(x)
		if n, acc := f.Int(nil); acc == big.Exact {
			return constKey(fromBig(n))
		}
	case code.Complex:
		if imag(complex128(v)) == 0 {
			return hashKey(code.Float(real(complex128(v))))
		}
	}
	return constKey(k)
}

func (k *matcher) class(p *syntax.MatchClass, s reg) {
	c, u := k.c, k.c.u
	nargs, nattrs := len(p.Patterns), len(p.KwdAttrs)
	if nattrs != len(p.KwdPatterns) {
		c.errorAt(p.Pos, "kwd_attrs (%d) / kwd_patterns (%d) length mismatch in class pattern", nattrs, len(p.KwdPatterns))
		return
	}
	for i, a := range p.KwdAttrs {
		for j := i + 1; j < nattrs; j++ {
			if p.KwdAttrs[j] == a {
				c.errorAt(p.KwdPatterns[j].Position(), "attribute name repeated in class pattern: %s", a)
				return
			}
		}
	}
	n := nargs + nattrs
	base := u.pushN(max(n, 1))
	mark := u.top
	w := u.pushN(2)
	u.emit(p.Pos, code.MOVE, w, s, 0)
	c.expr(p.Cls, w+1)
	names := make(code.Tuple, nattrs)
	for i, a := range p.KwdAttrs {
		names[i] = code.Str(a)
	}
	u.loadConst(p.Pos, names, u.push())
	u.emit(p.Pos, code.MATCH_CLASS, base, w, reg(nargs))
	u.top = mark
	u.jump(p.Pos, code.JNONE, base, 0, k.fail)
	if n > 0 {
		u.emit(p.Pos, code.UNPACK_SEQUENCE, base, base, reg(n))
	}
	for i := range n {
		x := syntax.Pattern(nil)
		if i < nargs {
			x = p.Patterns[i]
		} else {
			x = p.KwdPatterns[i-nargs]
		}
		if !isWildcard(x) {
			k.sub(x, base+reg(i))
		}
	}
}

// or tries the alternatives in turn. All bind the same names; the values move to common registers.
func (k *matcher) or(p *syntax.MatchOr, s reg) {
	c, u := k.c, k.c.u
	matched := u.newLabel()
	var control []capture // the names of the first alternative, and the common registers
	mark := u.top
	for i, alt := range p.Patterns {
		next := u.newLabel()
		a := &matcher{c: c, fail: next, allowIrrefutable: i == len(p.Patterns)-1 && k.allowIrrefutable}
		top := u.top
		if i == 0 {
			// The common registers precede the temporaries of the alternatives; how many there are is known only after the
			// first, so as many as it could bind are taken.
			n := countCaptures(alt)
			u.pushN(n)
			top = u.top
		}
		a.pattern(alt, s)
		if c.err != nil {
			return
		}
		if i == 0 {
			for j, x := range a.captures {
				control = append(control, capture{x.name, tempBase + reg(mark+j)})
			}
		} else if len(a.captures) != len(control) {
			c.errorAt(p.Pos, "alternative patterns bind different names")
			return
		}
		for _, x := range control {
			r := reg(-1)
			for _, y := range a.captures {
				if y.name == x.name {
					r = y.reg
				}
			}
			if r < 0 {
				c.errorAt(p.Pos, "alternative patterns bind different names")
				return
			}
			u.emit(alt.Position(), code.MOVE, x.reg, r, 0)
		}
		u.jump(alt.Position(), code.JUMP, 0, 0, matched)
		u.place(next)
		u.top = top
	}
	u.jump(p.Pos, code.JUMP, 0, 0, k.fail)
	u.place(matched)
	u.top = mark + len(control)
	for _, x := range control {
		k.capture(p.Pos, x.name, x.reg)
	}
}

// countCaptures returns an upper bound of the names that p binds.
func countCaptures(p syntax.Pattern) int {
	n := 0
	syntax.Walk(p, func(x syntax.Node) bool {
		switch x := x.(type) {
		case *syntax.MatchAs:
			if x.Name != "" {
				n++
			}
		case *syntax.MatchStar:
			if x.Name != "" {
				n++
			}
		case *syntax.MatchMapping:
			if x.Rest != "" {
				n++
			}
		}
		return true
	})
	return n
}
