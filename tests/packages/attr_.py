# Classes without boilerplate: fields, validators, converters, slots, evolution, comparison.
# test: package=attr
import attr, attrs
@attr.s(auto_attribs=True, order=True)
class P:
    x: int
    y: int = 2
    tags: list = attr.Factory(list)
    secret: str = attr.ib(default="s", repr=False, eq=False)
@attrs.define
class D:
    n: int = attrs.field(converter=int, validator=[attrs.validators.instance_of(int), attrs.validators.ge(0)])
    m: str = attrs.field(default="d", kw_only=True)
    total: int = attrs.field(init=False)
    def __attrs_post_init__(self): self.total = self.n * 2
    @m.validator
    def _check(self, a, v):
        if len(v) > 3: raise ValueError(f"{a.name} too long")
@attrs.frozen
class F:
    a: int
    b: "F | None" = None
print(P(1), P(1) == P(1, secret="t"), P(1) < P(2), attr.asdict(P(1, tags=[P(2)])), attr.astuple(P(3)), attr.evolve(P(1), y=9), [a.name for a in attr.fields(P)])
print(D("5"), D("5").total, D(1, m="abc"), F(1, F(2)), hash(F(1)) == hash(F(1)), D.__slots__, attrs.asdict(F(1, F(2)), filter=lambda a, v: v is not None))
for f in (lambda: D(-1), lambda: D("x"), lambda: D(1, m="long"), lambda: setattr(F(1), "a", 2), lambda: P(), lambda: D(1, "pos"), lambda: setattr(D(1), "zz", 1), lambda: attr.evolve(P(1), q=2), lambda: P(1) < 5):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
d = D(3)
d.n = "7"
print(d.n)
M = attr.make_class("M", {"p": attr.ib(default=1), "q": attr.ib(factory=dict)})
print(M(), M(2).p, attr.has(M), attr.validate(d))
@attr.s(these={"v": attr.ib()}, cmp=False, hash=False)
class T: pass
print(T(1), T(1) == T(1))
