# A table whose items were deleted from both ends is replaced by another one.
d = {}
for n in range(2, 9):
    for a in range(n + 1):
        d = dict.fromkeys(range(n))
        for k in range(n - 1, a - 1, -1):
            del d[k]
        for k in range(a):
            del d[k]
        for k in range(40):
            d[k, 1] = k
            if k % 3 == 0:
                d.popitem()
print("ok", len(d))
