// This file implements the results for arguments that are infinite or not numbers (C standard, annex G).

package cmath

import "math"

// A table has a row for each kind of real part and in it a column for each kind of imaginary part, in the order of classify.
// A cell is the real and the imaginary part of the result in the letters of part; ".." is a cell nobody looks at.
type table string

const (
	acosTable table = "" +
		"ti pi pi pI pI tI ni " +
		"hi .. .. .. .. hI nn " +
		"hi .. .. .. .. hI hn " +
		"hi .. .. .. .. hI hn " +
		"hi .. .. .. .. hI nn " +
		"qi 0i 0i 0I 0I qI ni " +
		"ni nn nn nn nn nI nn "
	acoshTable table = "" +
		"iT iP iP ip ip it in " +
		"iH .. .. .. .. ih nn " +
		"iH .. .. .. .. ih nh " +
		"iH .. .. .. .. ih nh " +
		"iH .. .. .. .. ih nn " +
		"iQ iz iz i0 i0 iq in " +
		"in nn nn nn nn in nn "
	asinhTable table = "" +
		"IQ Iz Iz I0 I0 Iq In " +
		"IH .. .. .. .. Ih nn " +
		"IH .. .. .. .. Ih nn " +
		"iH .. .. .. .. ih nn " +
		"iH .. .. .. .. ih nn " +
		"iQ iz iz i0 i0 iq in " +
		"in nn nz n0 nn in nn "
	atanhTable table = "" +
		"zH zH zH zh zh zh zn " +
		"zH .. .. .. .. zh nn " +
		"zH .. .. .. .. zh zn " +
		"0H .. .. .. .. 0h 0n " +
		"0H .. .. .. .. 0h nn " +
		"0H 0H 0H 0h 0h 0h 0n " +
		"0H nn nn nn nn 0h nn "
	coshTable table = "" +
		"nn Ii i0 iz II nn in " +
		"nn .. .. .. .. nn nn " +
		"nn .. .. .. .. nn n0 " +
		"nn .. .. .. .. nn n0 " +
		"nn .. .. .. .. nn nn " +
		"nn II iz i0 Ii nn in " +
		"nn nn n0 n0 nn nn nn "
	expTable table = "" +
		"00 zz 0z 00 z0 00 00 " +
		"nn .. .. .. .. nn nn " +
		"nn .. .. .. .. nn nn " +
		"nn .. .. .. .. nn nn " +
		"nn .. .. .. .. nn nn " +
		"nn II iz i0 Ii nn in " +
		"nn nn nz n0 nn nn nn "
	logTable table = "" +
		"iT iP iP ip ip it in " +
		"iH .. .. .. .. ih nn " +
		"iH .. .. .. .. ih nn " +
		"iH .. .. .. .. ih nn " +
		"iH .. .. .. .. ih nn " +
		"iQ iz iz i0 i0 iq in " +
		"in nn nn nn nn in nn "
	sinhTable table = "" +
		"nn iI Iz I0 ii nn in " +
		"nn .. .. .. .. nn nn " +
		"nn .. .. .. .. nn 0n " +
		"nn .. .. .. .. nn 0n " +
		"nn .. .. .. .. nn nn " +
		"nn II iz i0 Ii nn in " +
		"nn nn nz n0 nn nn nn "
	sqrtTable table = "" +
		"iI 0I 0I 0i 0i ii ni " +
		"iI .. .. .. .. ii nn " +
		"iI .. .. .. .. ii nn " +
		"iI .. .. .. .. ii nn " +
		"iI .. .. .. .. ii nn " +
		"iI iz iz i0 i0 ii in " +
		"iI nn nn nn nn ii nn "
	tanhTable table = "" +
		"m0 m0 mz m0 mz m0 m0 " +
		"nn .. .. .. .. nn nn " +
		"nn .. .. .. .. nn zn " +
		"nn .. .. .. .. nn 0n " +
		"nn .. .. .. .. nn nn " +
		"10 10 1z 10 1z 10 10 " +
		"nn nn nz n0 nn nn nn "
	rectTable table = "" +
		"nn ii I0 Iz iI nn in " +
		"nn .. .. .. .. nn nn " +
		"00 .. .. .. .. 00 00 " +
		"00 .. .. .. .. 00 00 " +
		"nn .. .. .. .. nn nn " +
		"nn II iz i0 Ii nn in " +
		"nn nn n0 n0 nn nn nn "
)

// classify returns 0 to 6 for -inf, negative, -0, 0, positive, inf, NaN.
func classify(x float64) int {
	switch {
	case x != x:
		return 6
	case x == 0:
		if math.Signbit(x) {
			return 2
		}
		return 3
	case math.IsInf(x, -1):
		return 0
	case math.IsInf(x, 1):
		return 5
	case x < 0:
		return 1
	}
	return 4
}

// part is the number a letter stands for; capitals are negative, z is -0 and m is -1.
func part(c byte) float64 {
	switch c {
	case '0':
		return 0
	case 'z':
		return math.Copysign(0, -1)
	case '1':
		return 1
	case 'm':
		return -1
	case 'i':
		return math.Inf(1)
	case 'I':
		return math.Inf(-1)
	case 'q':
		return math.Pi / 4
	case 'Q':
		return -math.Pi / 4
	case 'h':
		return math.Pi / 2
	case 'H':
		return -math.Pi / 2
	case 't':
		return math.Pi * 0.75
	case 'T':
		return -math.Pi * 0.75
	case 'p':
		return math.Pi
	case 'P':
		return -math.Pi
	}
	return math.NaN()
}

// at returns the result for x + yi.
func (t table) at(x, y float64) complex128 {
	i := (classify(x)*7 + classify(y)) * 3
	return complex(part(t[i]), part(t[i+1]))
}
