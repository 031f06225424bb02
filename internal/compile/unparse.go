// This file implements the conversion of expressions back to text, for "from __future__ import annotations" and messages.

package compile

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode"

	"weft/internal/code"
	"weft/internal/syntax"
)

// Precedences, from the loosest.
const (
	precTuple = iota
	precTest
	precOr
	precAnd
	precNot
	precCmp
	precExpr // |
	precXor
	precAnd2 // &
	precShift
	precArith
	precTerm
	precFactor
	precPower
	precAwait
	precAtom
)

// unparse returns the text of e as CPython's compiler writes it.
func (c *compiler) unparse(e syntax.Expr) string {
	w := &unparser{c: c}
	w.expr(e, precTest)
	return w.String()
}

type unparser struct {
	strings.Builder
	c *compiler
}

func (w *unparser) put(parts ...string) {
	for _, s := range parts {
		w.WriteString(s)
	}
}

// paren writes f's text, in parentheses when level asks for more than prec.
func (w *unparser) paren(level, prec int, f func()) {
	if level > prec {
		w.put("(")
	}
	f()
	if level > prec {
		w.put(")")
	}
}

func (w *unparser) list(list []syntax.Expr, level int) {
	for i, e := range list {
		if i > 0 {
			w.put(", ")
		}
		w.expr(e, level)
	}
}

func (w *unparser) expr(e syntax.Expr, level int) {
	if !w.c.enter() {
		return
	}
	defer w.c.leave()
	switch e := e.(type) {
	case *syntax.BoolOp:
		op, prec := " and ", precAnd
		if e.Op == syntax.OpOr {
			op, prec = " or ", precOr
		}
		w.paren(level, prec, func() {
			for i, v := range e.Values {
				if i > 0 {
					w.put(op)
				}
				w.expr(v, prec+1)
			}
		})
	case *syntax.BinOp:
		w.binOp(e, level)
	case *syntax.UnaryOp:
		op, prec := "", precFactor
		switch e.Op {
		case syntax.OpInvert:
			op = "~"
		case syntax.OpNot:
			op, prec = "not ", precNot
		case syntax.OpUAdd:
			op = "+"
		case syntax.OpUSub:
			op = "-"
		}
		w.paren(level, prec, func() {
			w.put(op)
			w.expr(e.Operand, prec)
		})
	case *syntax.Lambda:
		w.paren(level, precTest, func() {
			if len(e.Args.Posonlyargs)+len(e.Args.Args) > 0 { // as CPython: "lambda*args: 0"
				w.put("lambda ")
			} else {
				w.put("lambda")
			}
			w.args(e.Args)
			w.put(": ")
			w.expr(e.Body, precTest)
		})
	case *syntax.IfExp:
		w.paren(level, precTest, func() {
			w.expr(e.Body, precTest+1)
			w.put(" if ")
			w.expr(e.Test, precTest+1)
			w.put(" else ")
			w.expr(e.Orelse, precTest)
		})
	case *syntax.Dict:
		w.put("{")
		for i, v := range e.Values {
			if i > 0 {
				w.put(", ")
			}
			if e.Keys[i] == nil {
				w.put("**")
				w.expr(v, precExpr)
				continue
			}
			w.expr(e.Keys[i], precTest)
			w.put(": ")
			w.expr(v, precTest)
		}
		w.put("}")
	case *syntax.Set:
		w.put("{")
		w.list(e.Elts, precTest)
		w.put("}")
	case *syntax.GeneratorExp:
		w.put("(")
		w.expr(e.Elt, precTest)
		w.comps(e.Generators)
		w.put(")")
	case *syntax.ListComp:
		w.put("[")
		w.expr(e.Elt, precTest)
		w.comps(e.Generators)
		w.put("]")
	case *syntax.SetComp:
		w.put("{")
		w.expr(e.Elt, precTest)
		w.comps(e.Generators)
		w.put("}")
	case *syntax.DictComp:
		w.put("{")
		w.expr(e.Key, precTest)
		w.put(": ")
		w.expr(e.Value, precTest)
		w.comps(e.Generators)
		w.put("}")
	case *syntax.Yield:
		if e.Value == nil {
			w.put("(yield)")
			return
		}
		w.put("(yield ")
		w.expr(e.Value, precTest)
		w.put(")")
	case *syntax.YieldFrom:
		w.put("(yield from ")
		w.expr(e.Value, precTest)
		w.put(")")
	case *syntax.Await:
		w.paren(level, precAwait, func() {
			w.put("await ")
			w.expr(e.Value, precAtom)
		})
	case *syntax.Compare:
		w.paren(level, precCmp, func() {
			w.expr(e.Left, precCmp+1)
			for i, op := range e.Ops {
				w.put([...]string{" == ", " != ", " < ", " <= ", " > ", " >= ", " is ", " is not ", " in ", " not in "}[op])
				w.expr(e.Comparators[i], precCmp+1)
			}
		})
	case *syntax.Call:
		w.call(e)
	case *syntax.Constant:
		if _, ok := e.Value.(syntax.ConstEllipsis); ok {
			w.put("...")
			return
		}
		if e.Kind != "" {
			w.put(e.Kind)
		}
		w.constant(constant(e.Value))
	case *syntax.JoinedStr:
		w.put("f", strRepr(w.fstringBody(e.Values, false)))
	case *syntax.TemplateStr:
		w.put("t", strRepr(w.fstringBody(e.Values, false)))
	case *syntax.FormattedValue:
		w.put("f", strRepr(w.fstringBody([]syntax.Expr{e}, false)))
	case *syntax.Interpolation:
		w.put("t", strRepr(w.fstringBody([]syntax.Expr{e}, false)))
	case *syntax.Attribute:
		w.expr(e.Value, precAtom)
		if k, ok := e.Value.(*syntax.Constant); ok {
			if _, ok := k.Value.(syntax.ConstInt); ok {
				w.put(" ")
			}
		}
		w.put(".", e.Attr)
	case *syntax.Starred:
		w.put("*")
		w.expr(e.Value, precExpr)
	case *syntax.Name:
		w.put(e.Id)
	case *syntax.List:
		w.put("[")
		w.list(e.Elts, precTest)
		w.put("]")
	case *syntax.Tuple:
		if len(e.Elts) == 0 {
			w.put("()")
			return
		}
		w.paren(level, precTuple, func() {
			w.list(e.Elts, precTest)
			if len(e.Elts) == 1 {
				w.put(",")
			}
		})
	case *syntax.Subscript:
		w.expr(e.Value, precAtom)
		w.put("[")
		w.expr(e.Slice, precTuple)
		w.put("]")
	case *syntax.Slice:
		if e.Lower != nil {
			w.expr(e.Lower, precTest)
		}
		w.put(":")
		if e.Upper != nil {
			w.expr(e.Upper, precTest)
		}
		if e.Step != nil {
			w.put(":")
			w.expr(e.Step, precTest)
		}
	case *syntax.NamedExpr:
		w.paren(level, precTuple, func() {
			w.expr(e.Target, precAtom)
			w.put(" := ")
			w.expr(e.Value, precAtom)
		})
	}
}

func (w *unparser) binOp(e *syntax.BinOp, level int) {
	op, prec, right := "", 0, false
	switch e.Op {
	case syntax.OpAdd:
		op, prec = " + ", precArith
	case syntax.OpSub:
		op, prec = " - ", precArith
	case syntax.OpMult:
		op, prec = " * ", precTerm
	case syntax.OpMatMult:
		op, prec = " @ ", precTerm
	case syntax.OpDiv:
		op, prec = " / ", precTerm
	case syntax.OpMod:
		op, prec = " % ", precTerm
	case syntax.OpLShift:
		op, prec = " << ", precShift
	case syntax.OpRShift:
		op, prec = " >> ", precShift
	case syntax.OpBitOr:
		op, prec = " | ", precExpr
	case syntax.OpBitXor:
		op, prec = " ^ ", precXor
	case syntax.OpBitAnd:
		op, prec = " & ", precAnd2
	case syntax.OpFloorDiv:
		op, prec = " // ", precTerm
	case syntax.OpPow:
		op, prec, right = " ** ", precPower, true
	}
	l, r := prec, prec+1
	if right {
		l, r = prec+1, prec
	}
	w.paren(level, prec, func() {
		w.expr(e.Left, l)
		w.put(op)
		w.expr(e.Right, r)
	})
}

func (w *unparser) args(a *syntax.Arguments) {
	first := true
	comma := func() {
		if !first {
			w.put(", ")
		}
		first = false
	}
	all := append(append([]*syntax.Arg{}, a.Posonlyargs...), a.Args...)
	for i, x := range all {
		comma()
		w.put(x.Arg)
		if d := i - (len(all) - len(a.Defaults)); d >= 0 {
			w.put("=")
			w.expr(a.Defaults[d], precTest)
		}
		if len(a.Posonlyargs) > 0 && i+1 == len(a.Posonlyargs) {
			w.put(", /")
		}
	}
	if a.Vararg != nil || len(a.Kwonlyargs) > 0 {
		comma()
		w.put("*")
		if a.Vararg != nil {
			w.put(a.Vararg.Arg)
		}
	}
	for i, x := range a.Kwonlyargs {
		comma()
		w.put(x.Arg)
		if a.KwDefaults[i] != nil {
			w.put("=")
			w.expr(a.KwDefaults[i], precTest)
		}
	}
	if a.Kwarg != nil {
		comma()
		w.put("**", a.Kwarg.Arg)
	}
}

func (w *unparser) comps(list []*syntax.Comprehension) {
	for _, g := range list {
		if g.IsAsync {
			w.put(" async for ")
		} else {
			w.put(" for ")
		}
		w.expr(g.Target, precTuple)
		w.put(" in ")
		w.expr(g.Iter, precTest+1)
		for _, t := range g.Ifs {
			w.put(" if ")
			w.expr(t, precTest+1)
		}
	}
}

func (w *unparser) call(e *syntax.Call) {
	w.expr(e.Func, precAtom)
	if len(e.Args) == 1 && len(e.Keywords) == 0 {
		if _, ok := e.Args[0].(*syntax.GeneratorExp); ok {
			w.expr(e.Args[0], precAtom)
			return
		}
	}
	w.put("(")
	w.list(e.Args, precTest)
	for i, k := range e.Keywords {
		if i > 0 || len(e.Args) > 0 {
			w.put(", ")
		}
		if k.Arg == "" {
			w.put("**")
		} else {
			w.put(k.Arg, "=")
		}
		w.expr(k.Value, precTest)
	}
	w.put(")")
}

// fstringBody returns the text between the quotes of an f-string, before it is quoted.
func (w *unparser) fstringBody(values []syntax.Expr, spec bool) string {
	var b strings.Builder
	field := func(value syntax.Expr, text string, conv int, format syntax.Expr) {
		if text == "" {
			x := &unparser{c: w.c}
			x.expr(value, precTest+1)
			text = x.String()
		}
		b.WriteByte('{')
		if strings.HasPrefix(text, "{") {
			b.WriteByte(' ')
		}
		b.WriteString(text)
		if conv > 0 {
			b.WriteByte('!')
			b.WriteByte(byte(conv))
		}
		if format != nil {
			b.WriteByte(':')
			if j, ok := format.(*syntax.JoinedStr); ok {
				b.WriteString(w.fstringBody(j.Values, true))
			} else if k, ok := format.(*syntax.Constant); ok {
				if s, ok := k.Value.(syntax.ConstStr); ok {
					b.WriteString(string(s))
				}
			}
		}
		b.WriteByte('}')
	}
	for _, v := range values {
		switch v := v.(type) {
		case *syntax.Constant:
			if s, ok := v.Value.(syntax.ConstStr); ok {
				b.WriteString(strings.NewReplacer("{", "{{", "}", "}}").Replace(string(s)))
			}
		case *syntax.FormattedValue:
			field(v.Value, "", v.Conversion, v.FormatSpec)
		case *syntax.Interpolation:
			text := ""
			if s, ok := v.Str.(syntax.ConstStr); ok {
				text = string(s)
			}
			field(v.Value, text, v.Conversion, v.FormatSpec)
		case *syntax.JoinedStr:
			b.WriteString(w.fstringBody(v.Values, spec))
		}
	}
	return b.String()
}

func (w *unparser) constant(k code.Const) {
	s := constRepr(k)
	switch k.(type) {
	case code.Float, code.Complex:
		s = strings.ReplaceAll(s, "inf", "1e309")
	}
	w.put(s)
}

// constRepr is repr of a constant.
func constRepr(k code.Const) string {
	switch k := k.(type) {
	case code.None:
		return "None"
	case code.Ellipsis:
		return "Ellipsis"
	case code.Bool:
		if k {
			return "True"
		}
		return "False"
	case code.Int:
		return strconv.FormatInt(int64(k), 10)
	case code.BigInt:
		b, _ := toBig(k)
		return new(big.Int).Set(b).String()
	case code.Float:
		return floatRepr(float64(k), true)
	case code.Complex:
		z := complex128(k)
		im := floatRepr(imag(z), false) + "j"
		if real(z) == 0 && !math.Signbit(real(z)) {
			return im
		}
		if im[0] != '-' {
			im = "+" + im
		}
		return "(" + floatRepr(real(z), false) + im + ")"
	case code.Str:
		return strRepr(string(k))
	case code.Bytes:
		return "b" + bytesRepr(string(k))
	case code.Tuple:
		parts := make([]string, len(k))
		for i, x := range k {
			parts[i] = constRepr(x)
		}
		if len(parts) == 1 {
			return "(" + parts[0] + ",)"
		}
		return "(" + strings.Join(parts, ", ") + ")"
	case code.FrozenSet:
		parts := make([]string, len(k))
		for i, x := range k {
			parts[i] = constRepr(x)
		}
		return "frozenset({" + strings.Join(parts, ", ") + "})"
	}
	return "?"
}

// floatRepr is repr(f); dotZero adds ".0" to integral values.
func floatRepr(f float64, dotZero bool) string {
	switch {
	case math.IsInf(f, 1):
		return "inf"
	case math.IsInf(f, -1):
		return "-inf"
	case math.IsNaN(f):
		return "nan"
	}
	s := strconv.FormatFloat(f, 'e', -1, 64)
	i := strings.IndexByte(s, 'e')
	exp, _ := strconv.Atoi(s[i+1:])
	if exp < -4 || exp >= 16 {
		mant := s[:i]
		sign := "+"
		if exp < 0 {
			sign, exp = "-", -exp
		}
		e := strconv.Itoa(exp)
		if len(e) < 2 {
			e = "0" + e
		}
		return mant + "e" + sign + e
	}
	s = strconv.FormatFloat(f, 'f', -1, 64)
	if dotZero && !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

// quoteFor chooses the quote as repr does.
func quoteFor(s string) byte {
	if strings.IndexByte(s, '\'') >= 0 && strings.IndexByte(s, '"') < 0 {
		return '"'
	}
	return '\''
}

// strRepr is repr of the WTF-8 string s.
func strRepr(s string) string {
	q := quoteFor(s)
	var b strings.Builder
	b.WriteByte(q)
	for i := 0; i < len(s); {
		r, n := decodeWTF8(s[i:])
		switch {
		case r == rune(q) || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7f:
			b.WriteString(`\x` + hex(r, 2))
		case r < 0x7f:
			b.WriteRune(r)
		case unicode.IsPrint(r) && (r < 0xd800 || r > 0xdfff):
			b.WriteString(s[i : i+n])
		case r <= 0xff:
			b.WriteString(`\x` + hex(r, 2))
		case r <= 0xffff:
			b.WriteString(`\u` + hex(r, 4))
		default:
			b.WriteString(`\U` + hex(r, 8))
		}
		i += n
	}
	b.WriteByte(q)
	return b.String()
}

func hex(r rune, width int) string {
	s := strconv.FormatInt(int64(r), 16)
	for len(s) < width {
		s = "0" + s
	}
	return s
}

// decodeWTF8 decodes the first code point of s, surrogates included.
func decodeWTF8(s string) (rune, int) {
	b := s[0]
	cont := func(i int) rune {
		if i < len(s) {
			return rune(s[i] & 0x3f)
		}
		return 0
	}
	switch {
	case b < 0x80:
		return rune(b), 1
	case b < 0xe0:
		return rune(b&0x1f)<<6 | cont(1), min(2, len(s))
	case b < 0xf0:
		return rune(b&0x0f)<<12 | cont(1)<<6 | cont(2), min(3, len(s))
	}
	return rune(b&0x07)<<18 | cont(1)<<12 | cont(2)<<6 | cont(3), min(4, len(s))
}

func bytesRepr(s string) string {
	q := quoteFor(s)
	var b strings.Builder
	b.WriteByte(q)
	for i := 0; i < len(s); i++ {
		switch ch := s[i]; {
		case ch == q || ch == '\\':
			b.WriteByte('\\')
			b.WriteByte(ch)
		case ch == '\n':
			b.WriteString(`\n`)
		case ch == '\r':
			b.WriteString(`\r`)
		case ch == '\t':
			b.WriteString(`\t`)
		case ch < ' ' || ch >= 0x7f:
			b.WriteString(`\x` + hex(rune(ch), 2))
		default:
			b.WriteByte(ch)
		}
	}
	b.WriteByte(q)
	return b.String()
}
