# An OrderedDict that key comparisons change while it is compared.
from collections import OrderedDict
class Key:
    n = 0
    def __init__(self, effect=None): self.effect = effect
    def __hash__(self): return 7
    def __eq__(self, other):
        Key.n += 1
        if Key.n == 2 and Key.do: Key.do()
        return self.__class__ == other.__class__
def change(what):
    Key.n, Key.do = 0, None
    a = OrderedDict.fromkeys((0, Key(), 4.2)); b = OrderedDict.fromkeys((0, Key(), 4.2))
    def do():
        Key.do = None
        what(a)
    Key.do = do
    Key.n = 0
    try: print(a == b)
    except RuntimeError as e: print(e)
    Key.do = None
    print(len(a), len(b))
change(lambda d: d.clear())
change(lambda d: d.pop(0))
change(lambda d: (d.pop(4.2), d.__setitem__("a", 1)))
change(lambda d: (d.clear(), d.update(a=1, b=2)))
change(lambda d: d.__setitem__(4.2, 1))
