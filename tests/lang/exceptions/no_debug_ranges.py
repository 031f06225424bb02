# test: flags=-Xno_debug_ranges
# Tracebacks without the columns of errors.
import sys
def f(x):
    return (x +
            1 / 0)
print(f.__code__.co_positions().__next__()[2:], all(p[2:] == (None, None) for p in f.__code__.co_positions()), 'no_debug_ranges' in sys._xoptions)
f(2)
