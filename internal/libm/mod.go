// This file implements remainders and quotients, which are exact: no step rounds.

package libm

import "math"

// Below these a quotient's whole part is a double that no rounding of the division has lost, and, for quotients that are rounded
// themselves, one that the rounding of all steps leaves within a half.
const (
	exactQuotient = 1 << 53
	smallQuotient = 1 << 50
)

// Mod returns the remainder of x / y with the sign of x, as C's fmod.
//
// Let q be the nearest double to x / y, cut off at the point if it has places behind it. Then x - q*y is a double: it is a multiple of
// the last place of y times that of q, and no larger than y times half that place (or y, where something was cut off). One multiplication with
// addition finds it. Where the quotient was rounded up the difference is negative.
func Mod(x, y float64) float64 {
	a, b := math.Abs(x), math.Abs(y)
	if !(a <= math.MaxFloat64) || !(b > 0 && b <= math.MaxFloat64) {
		return math.Mod(x, y)
	}
	neg := false
	for a >= b {
		q := a / b
		switch {
		case q < exactQuotient:
			q = float64(int64(q))
		case q > math.MaxFloat64:
			a = Mod(a, b*0x1p1000)
			continue
		}
		if a = math.FMA(-q, b, a); a < 0 {
			a, neg = -a, !neg
		}
	}
	if neg && a != 0 {
		a = b - a
	}
	return math.Copysign(a, x)
}

// FloorMod returns the remainder of x / y with the sign of y, as Python's %; y is not 0.
func FloorMod(x, y float64) float64 {
	if q := x / y; math.Abs(q) < exactQuotient {
		// A remainder of the wrong sign is either what fmod returns, or, where the quotient was rounded away from zero, that less one
		// y: the next step is right for both.
		switch m := math.FMA(-float64(int64(q)), y, x); {
		case m == 0:
			return math.Copysign(0, y)
		case (m < 0) == (y < 0) && m == m:
			return m
		case m == m:
			return m + y
		}
	}
	m := Mod(x, y)
	if m == 0 {
		return math.Copysign(0, y)
	}
	if (y < 0) != (m < 0) {
		m += y
	}
	return m
}

// FloorDivMod returns the quotient of x and y, rounded down, and the remainder of FloorMod; y is not 0. Quotients that no double holds are
// those that Python's steps lead to.
func FloorDivMod(x, y float64) (div, mod float64) {
	if q := x / y; math.Abs(q) < smallQuotient {
		whole := float64(int64(q))
		mod = math.FMA(-whole, y, x)
		if mod == mod {
			if mod == 0 {
				mod = math.Copysign(0, y)
			} else if (mod < 0) != (y < 0) {
				mod += y
				whole--
			}
			if whole == 0 {
				whole = math.Copysign(0, q)
			}
			return whole, mod
		}
	}
	mod = Mod(x, y)
	div = (x - mod) / y
	if mod != 0 {
		if (y < 0) != (mod < 0) {
			mod += y
			div--
		}
	} else {
		mod = math.Copysign(0, y)
	}
	if div != 0 {
		floor := math.Floor(div)
		if div-floor > 0.5 {
			floor++
		}
		return floor, mod
	}
	return math.Copysign(0, x/y), mod
}
