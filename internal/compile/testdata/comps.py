def f(x, y):
    a = [x for x in y if x]
    b = {k: v for k, v in a for v in [k * 2] if v}
    c = {(lambda: i) for i in x}
    d = (i + x for i in y for j in i)
    e = all(i for i in y), tuple(i for i in y)
    return [[i for i in row] for row in x], [x := j for j in y], x
[g for g in data if g]
[last := g for g in data]
def walrus():
    [last := g for g in data if (lambda: last)]
    global glob
    return last, [glob := g for g in data]
