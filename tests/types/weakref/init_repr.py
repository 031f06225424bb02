# weakref.ref.__init__ counts its arguments; repr() does not ask the object's __getattr__.
import weakref, re
r = weakref.ref(Exception)
for args in ((), (0,), (0, 0), (0, 0, 0), (0, 0, 0, 0, 0)):
    try: print(r.__init__(*args))
    except TypeError as e: print(e)
class Config(dict):
    def __getattr__(self, x): return self[x]
class Named:
    __name__ = "spam"
class OnlyInstance: pass
c, n, o = Config(offset=5), Named(), OnlyInstance()
o.__name__ = "ham"
def f(): pass
for x in (c, n, o, f, Named, len):
    print(re.sub("0x[0-9a-f]+", "0x", repr(weakref.ref(x))))
