# A slice of a list that is assigned to a slice of a list: bounds and steps of every kind, also out of range.
def moves(n, bounds):
    out = []
    for a in bounds:
        for b in bounds:
            for s in (1, 2, -1, -3, 2 ** 47, -2 ** 47, None):
                q, p = list(range(n)), [str(i) for i in range(n)]
                q[1:3] = q[a:b:s]
                p[:2] = p[b:a:s]
                p[a:b] = q[b::-1]
                out.append(len(q) * 1000 + len(p) + sum(q))
                out.append("".join(map(str, p)))
    return out


all_of = moves(7, [None, 0, 1, 3, 6, 7, 8, -1, -3, -7, -8, 2 ** 40, -2 ** 40])
print(len(all_of), sum(x for x in all_of if isinstance(x, int)))
for i in range(0, len(all_of), 97):
    print(i, all_of[i])
try:
    q = [1, 2, 3]
    q[:2] = q[::0]
except ValueError as e:
    print(e, q)
