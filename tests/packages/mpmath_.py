# Arbitrary-precision floating point: constants, series, roots, integrals, matrices.
# test: package=mpmath
# test: timeout=120
from mpmath import mp, mpf, quad, zeta, findroot, matrix, lu_solve, nsum, inf, sqrt, exp, pi, e, gamma, besselj, polyroots, diff, cos, taylor, identify, det, mpc, sin, log, iv
mp.dps = 40
print(pi, e, sqrt(2), exp(1), mpf("0.1") + mpf("0.2"), zeta(3), gamma(mpf(1) / 3))
mp.dps = 25
print(quad(lambda x: exp(-x * x), [-inf, inf]) ** 2, findroot(cos, 1.5), nsum(lambda n: 1 / n ** 2, [1, inf]))
A = matrix([[4, 1, 2], [1, 5, 3], [2, 3, 6]])
b = matrix([1, 2, 3])
print(lu_solve(A, b), det(A), A ** -1)
print(polyroots([1, -6, 11, -6]), diff(sin, 1), taylor(exp, 0, 5), besselj(0, 1))
print(mpc(1, 2) ** mpc(0.5, -1), log(-1), abs(mpc(3, 4)), mpf(10) ** 100 % 7, mp.nstr(pi, 10), repr(mpf(1) / 3))
mp.dps = 200
print(pi)
print(iv.mpf([1, 2]) * iv.mpf([3, 4]))
