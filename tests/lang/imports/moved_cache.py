# A cache file that has moved with its source: code tells the file where it is now.
import importlib, os, shutil, sys, tempfile

sys.dont_write_bytecode = False
sys.pycache_prefix = None
d = tempfile.mkdtemp()
try:
    os.mkdir(d + '/a')
    with open(d + '/a/moved_m.py', 'w') as f:
        f.write('def f():\n    def g():\n        return g.__code__.co_filename\n    return g()\nclass C:\n    h = lambda self: sys._getframe().f_code.co_filename\nimport sys\n')
    sys.path.insert(0, d + '/a')
    import moved_m
    print(moved_m.f()[len(d):], moved_m.C().h()[len(d):])
    print(len(os.listdir(d + '/a/__pycache__')))
    os.rename(d + '/a', d + '/b')
    del sys.modules['moved_m']
    sys.path[0] = d + '/b'
    importlib.invalidate_caches()
    import moved_m
    print(moved_m.f()[len(d):], moved_m.C().h()[len(d):], moved_m.__file__[len(d):])
finally:
    shutil.rmtree(d)
