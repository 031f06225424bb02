// This file implements constants: conversion from the tree, keys for sharing equal ones, and docstrings.

package compile

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"weft/internal/code"
	"weft/internal/syntax"
)

// constant converts a constant of the tree.
func constant(v syntax.ConstValue) code.Const {
	switch v := v.(type) {
	case syntax.ConstNone:
		return code.None{}
	case syntax.ConstTrue:
		return code.Bool(true)
	case syntax.ConstFalse:
		return code.Bool(false)
	case syntax.ConstEllipsis:
		return code.Ellipsis{}
	case syntax.ConstInt:
		if v.Big != nil {
			return fromBig(v.Big)
		}
		return code.Int(v.Small)
	case syntax.ConstFloat:
		return code.Float(v)
	case syntax.ConstComplex:
		return code.Complex(complex(0, float64(v)))
	case syntax.ConstStr:
		return code.Str(v)
	case syntax.ConstBytes:
		return code.Bytes(v)
	case syntax.ConstTuple:
		t := make(code.Tuple, len(v))
		for i, x := range v {
			t[i] = constant(x)
		}
		return t
	case syntax.ConstFrozenSet:
		t := make(code.FrozenSet, len(v))
		for i, x := range v {
			t[i] = constant(x)
		}
		return t
	}
	return code.None{}
}

// fromBig makes the smallest form of an int.
func fromBig(b *big.Int) code.Const {
	if b.IsInt64() {
		return code.Int(b.Int64())
	}
	return code.BigInt{Neg: b.Sign() < 0, Abs: string(new(big.Int).Abs(b).Bytes())}
}

// toBig returns the value of an int constant; ok is false for other types. Bools count as ints when they take part in
// arithmetic.
func toBig(k code.Const) (*big.Int, bool) {
	switch k := k.(type) {
	case code.Int:
		return big.NewInt(int64(k)), true
	case code.Bool:
		if k {
			return big.NewInt(1), true
		}
		return new(big.Int), true
	case code.BigInt:
		b := new(big.Int).SetBytes([]byte(k.Abs))
		if k.Neg {
			b.Neg(b)
		}
		return b, true
	}
	return nil, false
}

// constKey returns a string that is equal for constants that may share one entry: same type, same value, same sign of zero.
func constKey(k code.Const) string {
	var b strings.Builder
	writeKey(&b, k)
	return b.String()
}

func writeKey(b *strings.Builder, k code.Const) {
	str := func(tag byte, s string) {
		b.WriteByte(tag)
		b.WriteString(strconv.Itoa(len(s)))
		b.WriteByte(':')
		b.WriteString(s)
	}
	num := func(tag byte, n uint64) {
		b.WriteByte(tag)
		b.WriteString(strconv.FormatUint(n, 16))
		b.WriteByte(';')
	}
	list := func(tag byte, l []code.Const) {
		num(tag, uint64(len(l)))
		for _, x := range l {
			writeKey(b, x)
		}
	}
	switch k := k.(type) {
	case code.None:
		b.WriteByte('N')
	case code.Ellipsis:
		b.WriteByte('E')
	case code.Bool:
		if k {
			b.WriteByte('T')
		} else {
			b.WriteByte('F')
		}
	case code.Int:
		num('i', uint64(k))
	case code.BigInt:
		if k.Neg {
			str('-', k.Abs)
		} else {
			str('+', k.Abs)
		}
	case code.Float:
		num('f', math.Float64bits(float64(k)))
	case code.Complex:
		num('c', math.Float64bits(real(complex128(k))))
		num('c', math.Float64bits(imag(complex128(k))))
	case code.Str:
		str('s', string(k))
	case code.Bytes:
		str('b', string(k))
	case code.Tuple:
		list('t', k)
	case code.FrozenSet:
		list('z', k)
	case code.Slice:
		b.WriteByte('l')
		writeKey(b, k.Start)
		writeKey(b, k.Stop)
		writeKey(b, k.Step)
	}
}

// truth returns bool(k).
func truth(k code.Const) bool {
	switch k := k.(type) {
	case code.None:
		return false
	case code.Bool:
		return bool(k)
	case code.Int:
		return k != 0
	case code.Float:
		return k != 0
	case code.Complex:
		return k != 0
	case code.Str:
		return k != ""
	case code.Bytes:
		return k != ""
	case code.Tuple:
		return len(k) > 0
	case code.FrozenSet:
		return len(k) > 0
	}
	return true
}

// docstring returns the docstring that body begins with, raw.
func docstring(body []syntax.Stmt) (string, syntax.Pos, bool) {
	if len(body) == 0 {
		return "", syntax.Pos{}, false
	}
	s, ok := body[0].(*syntax.ExprStmt)
	if !ok {
		return "", syntax.Pos{}, false
	}
	k, ok := s.Value.(*syntax.Constant)
	if !ok {
		return "", syntax.Pos{}, false
	}
	str, ok := k.Value.(syntax.ConstStr)
	return string(str), k.Pos, ok
}

// cleanDoc removes indentation from a docstring as the compiler does since 3.13: tabs become spaces to columns of eight,
// the first line loses its leading spaces, the others the margin that all non-blank ones share.
func cleanDoc(doc string) string {
	doc = expandTabs(doc)
	lines := strings.Split(doc, "\n")
	margin := -1
	for _, l := range lines[1:] {
		n := len(l) - len(strings.TrimLeft(l, " "))
		if n < len(l) && (margin < 0 || n < margin) {
			margin = n
		}
	}
	lines[0] = strings.TrimLeft(lines[0], " ")
	if margin <= 0 {
		return strings.Join(lines, "\n")
	}
	for i, l := range lines[1:] {
		n := len(l) - len(strings.TrimLeft(l, " "))
		lines[i+1] = l[min(n, margin):]
	}
	return strings.Join(lines, "\n")
}

// expandTabs is str.expandtabs(8).
func expandTabs(s string) string {
	if strings.IndexByte(s, '\t') < 0 {
		return s
	}
	var b strings.Builder
	col := 0
	for i := 0; i < len(s); i++ {
		switch ch := s[i]; {
		case ch == '\t':
			n := 8 - col%8
			b.WriteString("        "[:n])
			col += n
		case ch == '\n' || ch == '\r':
			b.WriteByte(ch)
			col = 0
		default:
			b.WriteByte(ch)
			if ch < 0x80 || ch >= 0xc0 {
				col++
			}
		}
	}
	return b.String()
}
