# _warnings.warn_explicit and warn: what arguments may be, source lines of loaders, and a module warnings that lacks its attributes.
import warnings, sys
sys.stderr = sys.stdout
from _warnings import warn_explicit, warn
def t(f,*a,**k):
    try: print(f(*a,**k))
    except BaseException as e: print(type(e).__name__, e)
warnings.simplefilter('ignore')
t(warn_explicit, None, None, None, None)
t(warn_explicit, "m", UserWarning, 1, 1)
t(warn_explicit, "m", UserWarning, b"f", 1)
t(warn_explicit, "m", UserWarning, "f", "1")
t(warn_explicit, "m", UserWarning, "f", 1.0)
t(warn_explicit, "m", UserWarning, "f", 1, registry=[])
t(warn_explicit, "m", UserWarning, "f", 1, registry=42)
t(warn_explicit, "m", UserWarning, "f", 1, module_globals=True)
t(warn_explicit, "m", UserWarning, "f", 1, module_globals=None)
t(warn_explicit, "m", UserWarning, "f", 1, module_globals={})
t(warn_explicit, "m", UserWarning, "f", 1, module_globals={'__name__':1})
t(warn_explicit, "m", UserWarning, "f", 1, module=1)
t(warn_explicit, "m", 42, "f", 1)
t(warn_explicit, "m", int, "f", 1)
t(warn, "m", int)
t(warn, "m", 5)
t(warn, "m", skip_file_prefixes=[])
t(warn, "m", skip_file_prefixes=None)
t(warn, "m", skip_file_prefixes=(b"a",))
t(warn, "m", skip_file_prefixes=("a",2))
t(warn, "m", skip_file_prefixes="a")
t(warn, "m", stacklevel="a")

class L:
    def __init__(s, src): s.src=src
    def get_source(s, name):
        print('get_source', name); return s.src
warnings.simplefilter('always')
del warnings.showwarning
from importlib.machinery import ModuleSpec
for src in "a\nbb\n", None, 5, "":
    l=L(src)
    t(warn_explicit, "m", UserWarning, "f", 2, module_globals={'__name__':'x','__loader__':l,'__spec__':ModuleSpec('x',l)})
t(warn_explicit, "m", UserWarning, "f", 2, module_globals={'__loader__':l,'__spec__':ModuleSpec('x',l)})
t(warn_explicit, "m", UserWarning, "f", 2, module_globals={'__name__':'x','__loader__':l,'__spec__':ModuleSpec('x',L(1))})
t(warn_explicit, "m", UserWarning, "f", 2, module_globals={'__name__':'x','__loader__':5,'__spec__':ModuleSpec('x',5)})
t(warn_explicit, "m", UserWarning, "f", 2, module_globals={'__name__':'x','__spec__':None})
t(warn_explicit, "m", UserWarning, "f", 2, module_globals={'__name__':'x','__loader__':l})
del warnings._showwarnmsg
l=L("  a\n  bb\n")
t(warn_explicit, "m", UserWarning, "f", 2, module_globals={'__name__':'x','__loader__':l,'__spec__':ModuleSpec('x',l)})
l=L(5)
t(warn_explicit, "m", UserWarning, "f", 2, module_globals={'__name__':'x','__loader__':l,'__spec__':ModuleSpec('x',l)})
l=L("")
t(warn_explicit, "m", UserWarning, "f", 2, module_globals={'__name__':'x','__loader__':l,'__spec__':ModuleSpec('x',l)})
warnings.filters=[]
t(warn_explicit, "m", UserWarning, "f", 2)
warnings.defaultaction="error"
t(warn_explicit, "m", UserWarning, "f", 3)
warnings.defaultaction="zzz"
t(warn_explicit, "m", UserWarning, "f", 3)
warnings.defaultaction=5
t(warn_explicit, "m", UserWarning, "f", 3)

def t(f,*a,**k):
    try: print(f(*a,**k))
    except BaseException as e: print(type(e).__name__, e)
from _warnings import warn_explicit, warn
import _warnings
t(_warnings._filters_mutated_lock_held)
line=0
def w(**k):
    global line; line+=1
    t(warn_explicit, "m", UserWarning, "f", line, **k)
warnings.filters=[("error",None,Warning,None,0)]; w()
del warnings.filters; w()
for f in 5, (), [5], [("a",)], [(1,None,Warning,None,0)], [("zz",None,Warning,None,0)], [("error",None,5,None,0)], [("error",None,Warning,None,"x")],[("error",5,Warning,None,0)],[("error","m",Warning,None,0)], [["error",None,Warning,None,0]],[("once",None,Warning,None,0)]:
    warnings.filters=f; w(registry={})
warnings.onceregistry=5
w()
w(registry={})
del warnings.onceregistry
w()
w()
warnings.filters=[]
for d in "error","zz",5:
    warnings.defaultaction=d; w()
del warnings.defaultaction
w()
t(warn_explicit, "m", None, "f", 1)
t(warn_explicit, Warning("m"), None, "f", 1)
t(warn_explicit, Warning("m"), 5, "f", 1)
t(warn, Warning("m"), 5)
t(warn, 5)
t(warn_explicit, 5, UserWarning, "f", 100)
t(warn_explicit, "k", UserWarning, "f.py", 100)
t(warn_explicit, "k", UserWarning, "", 100)
