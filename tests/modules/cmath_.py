# cmath: values at special, small, large and ordinary numbers; errors.
import cmath, math

inf, nan = math.inf, math.nan
vals = [-inf, -1e308, -2.3, -1.0, -5e-324, -0.0, 0.0, 5e-324, 1e-310, 0.5, 1.0, 2.3, 710.0, 1e308, inf, nan]
names = "acos acosh asin asinh atan atanh cos cosh exp log log10 sin sinh sqrt tan tanh phase polar isfinite isinf isnan".split()


def show(x):
    """Twelve digits: the last ones may differ between C libraries."""
    if isinstance(x, complex):
        return "(%.12g %.12g)" % (x.real, x.imag)
    if isinstance(x, tuple):
        return "<%.12g %.12g>" % x
    return "%.12g" % x if isinstance(x, float) else str(x)


for name in names:
    f = getattr(cmath, name)
    for x in vals:
        row = []
        for y in vals:
            try:
                row.append(show(f(complex(x, y))))
            except (ValueError, OverflowError) as e:
                row.append(type(e).__name__ + str(e)[5:11])
        print(name, x, *row)

for r in vals:
    row = []
    for phi in vals:
        try:
            row.append(show(cmath.rect(r, phi)))
        except (ValueError, OverflowError) as e:
            row.append(type(e).__name__)
    print("rect", r, *row)


def attempt(f, *args, **kw):
    try:
        print(f.__name__, f(*args, **kw))
    except Exception as e:
        print(f.__name__, type(e).__name__, e)


attempt(cmath.log, 8, 2)
attempt(cmath.log, 1j, 1)
attempt(cmath.log, 0, 2)
attempt(cmath.log, 2, 0)
attempt(cmath.log, "a")
attempt(cmath.log, 1, "a")
attempt(cmath.sqrt, "1")
attempt(cmath.sqrt)
attempt(cmath.sqrt, 1, 2)
attempt(cmath.sqrt, z=1)
attempt(cmath.rect, 1j, 2)
attempt(cmath.rect, 1)
attempt(cmath.sqrt, 10 ** 400)
attempt(cmath.polar, complex(1.7e308, 1.7e308))
attempt(cmath.isclose, 1, 1 + 1e-10)
attempt(cmath.isclose, 1, 1 + 1e-8j)
attempt(cmath.isclose, 1, 1j, rel_tol=-1)
attempt(cmath.isclose, 1, 1j, abs_tol=2)
attempt(cmath.isclose, inf, complex(inf, 0))
attempt(cmath.isclose, nan, nan)
attempt(cmath.isclose, 1, 1j, 0.1)
attempt(cmath.isclose, 1)


class C:
    def __complex__(self):
        return 3 + 4j


class F:
    def __float__(self):
        return -4.0


class Bad:
    def __complex__(self):
        return "x"


attempt(cmath.sqrt, C())
attempt(cmath.sqrt, F())
attempt(cmath.sqrt, Bad())
attempt(cmath.sqrt, True)
print(cmath.pi, cmath.e, cmath.tau, cmath.inf, cmath.nan, cmath.infj, cmath.nanj)
print(cmath.__name__, sorted(n for n in dir(cmath) if n[0] != "_"))
print(cmath.log.__text_signature__, cmath.isclose.__text_signature__, cmath.rect.__text_signature__)
