# print() writes what stands before an object before it asks the object.
class Loud:
    def __str__(self): print("<str>", end=""); return "loud"
class Bad:
    def __str__(self): raise ValueError("bad")
print("a", 1, Loud(), "b", Loud())
for args in (("x", Bad()), (Bad(), "x"), ([1], Bad())):
    try: print(*args, sep="-")
    except ValueError as e: print("|", e)
    except TypeError as e: print("|", e)
