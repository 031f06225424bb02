# An index that releases the view in the middle of a subscript.
class Releases:
    def __index__(self):
        m.release()
        return 1


for what in "get", "set", "tuple", "value":
    b = bytearray(4)
    m = memoryview(b)
    if what == "tuple":
        m = m.cast("B", (2, 2))
    try:
        if what == "get":
            print(m[Releases()])
        elif what == "set":
            m[Releases()] = 42
        elif what == "tuple":
            m[Releases(), 0] = 42
        else:
            m[0] = Releases()
    except ValueError as e:
        print(what, e, b)
