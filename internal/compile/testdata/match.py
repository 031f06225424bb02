def f(x):
    match x:
        case 0 | "a" | None | True | -1 | 1 + 2j: return 1
        case a.b: return 2
        case [1, [y, *_], *rest] if y: return rest
        case [_, *_, last]: return last
        case {"k": v, n.m: 2, **others}: return others
        case Point(0, y=0) | [Point()]: return 4
        case (A(q) | [q, _]) as r: return q, r
        case x: return x
