# A native function that calls a Python function with no arguments at all, where it needs some.
import types
from collections import defaultdict


def one(a): pass
def keyword(*, a): pass
def several(a, b=1, *c): pass


module = types.ModuleType("m")
for f in one, keyword, several, lambda x: 1:
    module.__dir__ = f
    for call in (lambda: dir(module), lambda: next(iter(f, 1)), lambda: defaultdict(f)[1], lambda: [*map(f, ())],
                 lambda: f(*()), lambda: type("T", (), {"__len__": staticmethod(f)})().__len__()):
        try:
            print(call())
        except TypeError as e:
            print(e)


class Meta(type):
    @staticmethod
    def __subclasses__(needed): pass


class A(metaclass=Meta): pass


try:
    A.__subclasses__()
except TypeError as e:
    print(e)
