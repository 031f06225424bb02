# Clearing a list while it is sorted, and so is empty, changes nothing; anything else is noticed.
class E:
    def __init__(self, act): self.act = act
    def __lt__(self, o): self.act(); return True
for act in ("l.clear()", "l.append(1)", "l[:] = []", "l.extend([])", "l.extend([1])", "l.insert(0, 1)", "l.reverse()", "del l[:]"):
    l = [1, 2, E(lambda: eval(act) if "=" not in act and "del" not in act else exec(act, globals())), 3]
    try: l.sort(); print(act, "ok", len(l))
    except ValueError as e: print(act, e, len(l))
