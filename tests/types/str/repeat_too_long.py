# Repetitions that no memory holds.
for x in ("abc", b"abc", bytearray(b"abc"), [1, 2, 3], (1, 2, 3)):
    for n in (2**62, 2**63, 2**61, 2**60):
        try:
            x * n
        except (MemoryError, OverflowError) as e:
            print(type(x).__name__, n, type(e).__name__, e)
for f in (lambda: format(1, None), lambda: (1.5).__format__(None), lambda: "".__format__(None), lambda: type("a", None, {}), lambda: open("x", None)):
    try: f()
    except TypeError as e: print(e)
