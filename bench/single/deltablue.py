"""An incremental solver of one-way constraints with strengths, in the manner of DeltaBlue: graphs of small objects."""
N = 6400

REQUIRED, STRONG, MEDIUM, WEAK, WEAKEST = range(5)


class Variable:
    def __init__(self, name, value=0):
        self.name, self.value = name, value
        self.constraints = []
        self.by, self.mark, self.strength, self.stay = None, 0, WEAKEST, True

    def attach(self, c):
        self.constraints.append(c)

    def detach(self, c):
        self.constraints.remove(c)
        if self.by is c:
            self.by = None


class Constraint:
    is_input = False

    def __init__(self, strength):
        self.strength = strength

    def add(self, planner):
        for v in self.variables():
            v.attach(self)
        self.unsatisfy()
        planner.add(self)

    def remove(self, planner):
        if self.satisfied():
            planner.remove(self)
        else:
            for v in self.variables():
                v.detach(self)

    def satisfy(self, mark, planner):
        self.choose(mark)
        if not self.satisfied():
            if self.strength == REQUIRED:
                raise ValueError("a required constraint cannot be satisfied")
            return None
        for v in self.inputs():
            v.mark = mark
        out = self.output()
        beaten = out.by
        if beaten is not None:
            beaten.unsatisfy()
        out.by = self
        if not planner.propagate(self, mark):
            raise ValueError("cycle")
        out.mark = mark
        return beaten

    def inputs_known(self, mark):
        return all(v.mark == mark or v.stay or v.by is None for v in self.inputs())


class Unary(Constraint):
    def __init__(self, v, strength, planner):
        super().__init__(strength)
        self.out, self.on = v, False
        self.add(planner)

    def variables(self):
        return (self.out,)

    def inputs(self):
        return ()

    def output(self):
        return self.out

    def satisfied(self):
        return self.on

    def unsatisfy(self):
        self.on = False

    def choose(self, mark):
        self.on = self.out.mark != mark and self.strength < self.out.strength

    def recalculate(self):
        self.out.strength = self.strength
        self.out.stay = not self.is_input
        if self.out.stay:
            self.execute()

    def execute(self):
        pass


class Stay(Unary):
    pass


class Edit(Unary):
    is_input = True


class Binary(Constraint):
    def __init__(self, a, b, strength, planner):
        super().__init__(strength)
        self.a, self.b, self.direction = a, b, 0
        self.add(planner)

    def variables(self):
        return (self.a, self.b)

    def inputs(self):
        return (self.a,) if self.direction > 0 else (self.b,)

    def output(self):
        return self.b if self.direction > 0 else self.a

    def satisfied(self):
        return self.direction != 0

    def unsatisfy(self):
        self.direction = 0

    def choose(self, mark):
        a, b = self.a, self.b
        if a.mark == mark:
            self.direction = 1 if b.mark != mark and self.strength < b.strength else 0
        elif b.mark == mark:
            self.direction = -1 if self.strength < a.strength else 0
        elif a.strength > b.strength:
            self.direction = -1 if self.strength < a.strength else 0
        else:
            self.direction = 1 if self.strength < b.strength else 0

    def recalculate(self):
        i, o = self.inputs()[0], self.output()
        o.strength = max(self.strength, i.strength)
        o.stay = i.stay
        if o.stay:
            self.execute()


class Equal(Binary):
    def execute(self):
        self.output().value = self.inputs()[0].value


class Scale(Binary):
    def __init__(self, a, scale, offset, b, strength, planner):
        self.scale, self.offset = scale, offset
        super().__init__(a, b, strength, planner)

    def variables(self):
        return (self.a, self.b, self.scale, self.offset)

    def inputs(self):
        return (self.a if self.direction > 0 else self.b, self.scale, self.offset)

    def execute(self):
        if self.direction > 0:
            self.b.value = self.a.value * self.scale.value + self.offset.value
        else:
            self.a.value = (self.b.value - self.offset.value) // self.scale.value


class Planner:
    def __init__(self):
        self.mark = 0

    def next_mark(self):
        self.mark += 1
        return self.mark

    def add(self, c):
        mark = self.next_mark()
        beaten = c.satisfy(mark, self)
        while beaten is not None:
            beaten = beaten.satisfy(mark, self)

    def remove(self, c):
        out = c.output()
        c.unsatisfy()
        for v in c.variables():
            v.detach(c)
        out.by, out.strength, out.stay = None, WEAKEST, True
        unsatisfied, todo = [], [out]
        while todo:
            v = todo.pop()
            for d in v.constraints:
                if not d.satisfied():
                    unsatisfied.append(d)
                elif d is not v.by:
                    d.recalculate()
                    todo.append(d.output())
        for strength in range(REQUIRED, WEAKEST):
            for d in unsatisfied:
                if d.strength == strength and not d.satisfied():
                    self.add(d)

    def propagate(self, c, mark):
        todo = [c]
        while todo:
            d = todo.pop()
            if d.output().mark == mark:
                return False
            d.recalculate()
            out = d.output()
            for e in out.constraints:
                if e is not out.by and e.satisfied():
                    todo.append(e)
        return True

    def plan(self, sources):
        mark, plan, todo = self.next_mark(), [], list(sources)
        while todo:
            c = todo.pop()
            out = c.output()
            if out.mark != mark and c.inputs_known(mark):
                plan.append(c)
                out.mark = mark
                for d in out.constraints:
                    if d is not out.by and d.satisfied():
                        todo.append(d)
        return plan


def run(plan, edit, value):
    edit.out.value = value
    for c in plan:
        c.execute()


def chain(n):
    p = Planner()
    vs = [Variable(f"v{i}") for i in range(n + 1)]
    for a, b in zip(vs, vs[1:]):
        Equal(a, b, REQUIRED, p)
    Stay(vs[-1], WEAK, p)
    edit = Edit(vs[0], STRONG, p)
    plan = p.plan([edit])
    total = 0
    for i in range(50):
        run(plan, edit, i)
        if vs[-1].value != i:
            raise ValueError("chain is wrong")
        total += vs[n // 2].value
    edit.remove(p)
    return total


def change(p, v, value):
    edit = Edit(v, STRONG, p)
    plan = p.plan([edit])
    for _ in range(5):
        run(plan, edit, value)
    edit.remove(p)


def projection(n):
    p = Planner()
    scale, offset = Variable("scale", 10), Variable("offset", 1000)
    pairs = []
    for i in range(n):
        s, d = Variable(f"s{i}", i), Variable(f"d{i}", i)
        Stay(s, MEDIUM, p)
        Scale(s, scale, offset, d, REQUIRED, p)
        pairs.append((s, d))
    s, d = pairs[-1]
    change(p, s, 17)
    total = d.value
    change(p, d, 1050)
    total += s.value
    change(p, scale, 5)
    total += sum(d.value for _, d in pairs)
    change(p, offset, 2000)
    return total + sum(d.value for _, d in pairs)


def bench(n):
    return chain(n * 4), projection(n)


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
